//! The notice of the language's description: a council that recruits, under two laws.

/// The declaration.
pub(super) const TOWN: &str = r#"
[notice]
id = "applicants"
title = { en = "Privacy notice for applicants", de = "Datenschutzhinweise für Bewerbungen" }
version = "2.1.0"
effective = 2026-12-01
updated = 2026-11-20
jurisdictions = ["uk", "eu"]
languages = ["en"]
subjects = ["applicants", "referees"]
layout = "purposes"

[controller]
name = "Northmoor Borough Council"
kind = ["public-authority"]
country = "GB"
targets = ["EU"]
registration = { kind = "ico", number = "Z1234567" }
address = "Town Hall, Northmoor NM1 1AA"
email = "hello@northmoor.example"
phone = "+44 1632 960000"

[contacts.adults]
label = "Caldicott Guardian"
for = "health and social-care records"
email = "caldicott@northmoor.example"

[dpo]
email = "dpo@northmoor.example"

[representatives.eu]
name = "Northmoor Liaison Office"
country = "IE"
email = "eu@northmoor.example"

[controllers.county]
name = "Moorshire County Council"
country = "GB"
email = "dp@moorshire.example"

[joint.talent-pool]
controllers = ["county"]
essence = "We inform you and answer your requests; the county runs the shared pool."
contact = "dpo@northmoor.example"

[processor_for.schools]
controller = "the school that advertises the post"
activity = "running its recruitment"

[subjects.applicants]
label = { en = "people who apply for a job with us", de = "Personen, die sich bei uns bewerben" }
child = false
party_to = "the employment contract you ask us for"

[subjects.referees]
label = "people named as referees"

[data.identity]
label = "identity data"
items = ["name", "date of birth", "proof of your right to work"]

[data.application]
label = "application details"
items = ["qualifications", "work history", "interview scores", "where you heard of the post"]

[data.health]
label = "health information"
items = ["adjustments you ask for"]
special = ["health"]

[data.convictions]
label = "criminal convictions"
criminal = true
when = "only for posts that need a check"

[data.references]
label = "references"
about = ["referees"]

[sources.named-referees]
label = "the referees you name"
public = false

[sources.from-applicants]
label = "the person who applies"
public = false

[recipients.ats]
name = "Workable"
role = "processor"
activity = "recruitment software"
countries = ["US"]
transfers = [
  { regime = "uk", to = ["US"], mechanism = "adequacy", scope = "uk-extension-dpf" },
  { regime = "eu", to = ["US"], mechanism = "46(2)(c)", instrument = "SCC 2021/914, module 2", copy = "dpo@northmoor.example", purposes = ["select"] },
]

[recipients.checkers]
category = "vetting services"
sector = "background checks"
activity = "criminal-record checks"
countries = ["GB"]
transfers = [ { regime = "eu", to = ["GB"], mechanism = "adequacy" } ]
chosen_by = "controller"

[disclosures.fraud-matching]
label = "National Fraud Initiative"
to = "the auditor appointed under the Act"
law = "Local Audit and Accountability Act 2014, Schedule 9"
data = ["identity"]
more = "https://northmoor.example/matching"

[retention.unsuccessful]
period = "12 months"
from = "the day of our decision"
because = "claims under the Equality Act 2010"

[retention.check-result]
until = "the decision on your appointment"
at_most = "6 months"
schedule = { label = "retention schedule", url = "https://northmoor.example/retention" }

[retention.hired]
later_of = [ { period = "6 years", from = "the end of your employment" }, { until = "the end of any claim" } ]
stages = [ { period = "1 year", then = "name and dates only" }, { period = "75 years", then = "erased" } ]
except = [ { event = "an accident at work", period = "40 years" } ]
law = "Limitation Act 1980"

[purposes.select]
label = { en = "Choosing whom to appoint", de = "Auswahl" }
text = "We compare your application and interview scores with the requirements of the post."
subjects = ["applicants"]
data = ["identity", "application", "health", "convictions", "references"]
collected = ["direct", "named-referees"] # "direct", "observed", "inferred" (reserved words), or source ids
basis = [
  { article = "6(1)(b)", scope = "deciding whether to offer you a contract" },
  { article = "6(1)(c)", law = "Immigration, Asylum and Nationality Act 2006", data = ["identity"], scope = "right-to-work checks" },
]
conditions = [
  { article = "9(2)(b)", data = ["health"], law = "Equality Act 2010", schedule_1 = "1", policy = "https://northmoor.example/policy" },
  { article = "10", data = ["convictions"], law = "Rehabilitation of Offenders Act 1974", schedule_1 = "1", policy = "https://northmoor.example/policy" },
]
recipients = ["ats", "checkers"]
retention = [ "unsuccessful", { id = "check-result", data = ["convictions"] }, { id = "hired", when = "we appoint you" } ]
provision = { kind = "to-enter-contract", obliged = true, consequences = "we cannot consider your application" }

[purposes.references]
label = "Asking for references"
text = "We ask the people an applicant names what they know of the applicant's work."
subjects = ["referees"]
data = ["identity"]
collected = "from-applicants"
basis = { article = "6(1)(e)", law = "Local Government Act 1972, section 112", scope = "appointing on merit" }
recipients = "none"
retention = "unsuccessful"
delivery = "in our first message to you" # when those who did not give the data are told (Art. 14(3))

[purposes.pool]
label = "Keeping you in mind for later posts"
text = "With your agreement we and the county keep your application for other posts."
subjects = ["applicants"]
data = ["identity"]
collected = "direct"
joint = "talent-pool"
basis = { article = "6(1)(a)", withdraw = "the link in each of our e-mails", free = "refusing does not touch your application" }
recipients = "none"
retention = { period = "2 years", from = "your agreement" }
provision = "voluntary"

[purposes.improve]
label = "Improving how we recruit"
text = "We count where applicants heard of a post."
subjects = ["applicants"]
data = ["application"]
collected = "direct"
task = false
basis = { article = "6(1)(f)", interest = "spending advertising money well", owner = "controller", balancing = "ask our data protection officer" }
recipients = "none"
retention = "unsuccessful"
provision = "voluntary"

[automated.shortlist]
purposes = ["select"]
data = ["application"]
solely = true
significant = true
gateway = "contract"
logic = "points for qualifications and years of experience"
significance = "it decides who is invited"
consequences = "you may not be invited"
safeguards = { human = "dpo@northmoor.example", view = true, contest = true }

[storage.session]
name = "sid"
kind = "cookie"
provider = "own"
use = "keeps you signed in"
duration = "session"
exempt = "strictly-necessary"
third_party_access = false

[marketing.alerts]
purpose = "pool"
channels = ["email"]
permission = "consent"
opt_out = "the link in each e-mail"

[rights]
contact = "dpo@northmoor.example"
form = "https://northmoor.example/rights"

[complaints]
controller = { form = "https://northmoor.example/complain", email = "complaints@northmoor.example" }
authorities = ["gb-ico", "ie-dpc"]

[changes]
notify = "by e-mail to everyone with an open application"
lead = "30 days"

[[history]]
version = "2.1.0"
date = 2026-11-20
kind = "processing"
summary = "The shared talent pool is new."

[related.general]
label = "Our general privacy notice"
url = "https://northmoor.example/privacy"

[supplements.ireland]
label = "If you live in Ireland"
countries = ["IE"]
text = "You may also reach our representative in Dublin."

[sections.security]
title = "How we protect your data"
text = "Applications are stored encrypted."
after = "recipients"
"#;
