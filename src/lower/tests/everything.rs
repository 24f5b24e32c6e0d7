//! A declaration that says everything once: each text of the author's holds a word of its own, `zq` and a name.

/// The declaration; it makes no sense as a notice.
pub(super) const EVERYTHING: &str = r#"
[notice]
id = "everything"
title = "zqtitle"
version = "zqversion"
effective = 2026-12-01
updated = 2026-11-20
jurisdictions = ["uk", "eu"]
languages = ["en"]
subjects = ["readers", "others"]
governing = "en"
url = "https://published.example/privacy"
layout = "purposes"
overview = true
scope = "zqscope."
basis = { article = "6(1)(f)", scope = "zqnoticebasis" }
data = ["letters"]

[controller]
name = "zqname"
trading_as = "zqtrading"
legal_form = "zqform"
kind = ["company"]
core_activities = ["large-scale-monitoring"]
processing_staff = 7
about = "zqabout."
country = "US"
establishments = ["FR"]
targets = ["EU"]
in_switzerland = { large_scale = true, regular = false, high_risk = true }
registration = [{ kind = "zqkind", number = "zqnumber" }, { kind = "ico", number = "zqico" }]
address = "zqaddress"
email = "zqemail@a.example"
phone = "+1 111"
form = "https://a.example/zqcform"
website = "https://a.example/zqwebsite"
attention = "zqattention"

[contacts.one]
label = "zqcontact"
for = "zqcontactfor"
address = "zqcontactaddress"
email = "zqcontact@a.example"
phone = "+1 222"
form = "https://a.example/zqcontactform"

[dpo]
none = false
name = "zqdpo"
role = "zqdporole"
address = "zqdpoaddress"
email = "zqdpo@a.example"
phone = "+1 333"
form = "https://a.example/zqdpoform"

[representatives.eu]
name = "zqrep"
country = "IE"
address = "zqrepaddress"
email = "zqrep@a.example"
phone = "+1 444"
form = "https://a.example/zqrepform"

[representatives.uk]
exempt = "occasional"

[controllers.sister]
name = "zqsister"
category = "zqsistercategory"
activity = "zqsisteractivity"
country = "GB"
address = "zqsisteraddress"
email = "zqsister@a.example"
phone = "+1 555"
form = "https://a.example/zqsisterform"
notice = "https://a.example/zqsisternotice"

[joint.pool]
label = "zqjoint"
controllers = ["sister"]
for = "zqjointfor"
essence = "zqessence."
essence_at = "zqessenceat"
law = "zqjointlaw"
contact = "zqjointcontact"

[processor_for.client]
controller = "zqclient"
activity = "zqclientactivity"
notice = "https://a.example/zqclientnotice"

[subjects.readers]
label = "zqreaders"
child = true
party = true
party_to = "zqpartyto"
member = true
text = "zqreaderstext."

[subjects.others]
label = "zqothers"
party = true

[data.letters]
label = "zqletters"
items = ["zqitem", "zqitemtwo"]
special = ["health"]
criminal = true
about = ["others"]
when = "zqdatawhen"
subjects = ["others"]

[sources.paper]
name = "zqpaper"
label = "zqpaperlabel"
sector = "zqpapersector"
public = true
countries = { unknown = "zqpaperunknown" }
data = ["letters"]
when = "zqpaperwhen"
more = "https://a.example/zqpapermore"

[recipients.mail]
name = "zqmail"
category = "zqmailcategory"
sector = "zqmailsector"
activity = "zqmailactivity"
role = ["processor", "controller"]
countries = ["IN", "CN"]
chosen_by = "reader"
via = "host"
list = "https://a.example/zqmaillist"
notice = "https://a.example/zqmailnotice"
when = "zqmailwhen"
data = ["letters"]
subjects = ["readers"]
text = "zqmailtext."
transfers = [
  { regime = "eu", to = ["IN"], purposes = ["write"], mechanism = "46(2)(c)", instrument = "zqinstrument", copy = "zqcopy", claimed = "zqclaimed", when = "zqtransferwhen", law = "zqtransferlaw" },
  { to = ["CN"], mechanism = "49(1)(a)", explicit = true, risks = "zqrisks.", risks_at_consent = true, interests = "zqcompelling", repetitive = false, limited = true, authority_informed = true },
  { regime = "uk", to = ["IN"], mechanism = "adequacy", scope = "dpf" },
]

[recipients.host]
category = "zqhost"
countries = { organisation = "zqorganisation" }
transfers = { mechanism = "47", copy = "https://a.example/zqbcr", explained = "https://a.example/zqexplained" }

[recipients.far]
category = "zqfar"
unnamed = "zqunnamed"
countries = { unknown = "zqfarunknown" }

[disclosures.court]
label = "zqcourt"
to = "zqcourtto"
when = "zqcourtwhen"
law = "zqcourtlaw"
data = ["letters"]
sets = ["zqset"]
code = "zqcode"
text = "zqcourttext."
more = "https://a.example/zqcourtmore"

[exemptions.known]
label = "zqexemption"
article = "14(5)(c)"
purposes = ["write"]
data = ["letters"]
subjects = ["readers"]
items = ["zqknownitem"]
given = "zqgiven"
obstacle = "effort"
balancing = "zqexemptionbalancing"
people = "zqpeople"
age = "zqage"
safeguards = "zqexemptionsafeguards"
published = "https://a.example/zqpublished"
law = "zqexemptionlaw"
express = true
obliges = true
secrecy = "zqexemptionsecrecy"
text = "zqexemptiontext."
more = "https://a.example/zqexemptionmore"

[retention.long]
label = "zqlong"
period = "5 years"
from = "zqfrom"
until = "zquntil"
criteria = "zqcriteria."
at_least = "3 months"
at_most = "7 years"
permanent = false
later_of = [{ period = "1 day", from = "zqlaterfrom", until = "zqlateruntil" }]
earlier_of = [{ until = "zqearlier" }]
stages = [{ period = "2 weeks", then = "zqthen" }]
except = [{ event = "zqevent", period = "3 weeks", until = "zqexceptuntil", law = "zqexceptlaw" }]
by = "recipient"
because = "zqbecause"
law = "zqretentionlaw"
schedule = { label = "zqschedule", url = "https://a.example/zqscheduleurl" }

[interests.growth]
label = "zqgrowth"
owner = "zqgrowthowner"
balancing = "zqgrowthbalancing"

[purposes.write]
label = "zqwrite"
text = "zqwritetext."
subjects = ["readers"]
data = [{ id = "letters", when = "zqusedwhen", subjects = ["readers"] }]
collected = ["direct", "observed", "inferred", { id = "paper", data = ["letters"], when = "zqaskedwhen" }]
basis = [
  { article = "6(1)(f)", scope = "zqbasisscope", data = ["letters"], subjects = ["readers"], recipients = ["mail"], controllers = ["sister"], interest = "zqinterest", interests = ["growth"], owner = "controller", balancing = "zqbalancing", children = "zqchildren" },
  { article = "6(1)(c)", law = "zqbasislaw" },
  { article = "6(1)(b)", contract = "zqbasiscontract" },
  { article = "6(1)(a)", given = ["online", "paper"], withdraw = "zqwithdraw", free = "zqfree.", explicit = true },
  { article = "6(1)(d)", whose = "zqwhose" },
  { article = "6(1)(ea)", annex_1 = "crime" },
]
conditions = [
  { article = "9(2)(a)", scope = "zqconditionscope", data = ["letters"], subjects = ["readers"], recipients = ["mail"], controllers = ["sister"], law = "zqconditionlaw", schedule_1 = "zqschedule1", schedule_a1 = "zqschedulea1", policy = "zqpolicy", official_authority = true, explicit = true, given = "phone", withdraw = "zqconditionwithdraw", free = "zqconditionfree.", contract = "zqhealthcontract", secrecy = "zqsecrecy", safeguards = "zqconditionsafeguards" },
]
recipients = [{ id = "mail", when = "zqmailusedwhen", data = ["letters"], subjects = ["readers"] }, "host"]
retention = [{ id = "long", data = ["letters"], subjects = ["readers"], when = "zqkeptwhen" }]
provision = { kind = "statutory", obliged = true, consequences = "zqconsequences", data = ["letters"], subjects = ["readers"], law = "zqprovisionlaw" }
joint = "pool"
controllers = ["sister"]
task = false
marketing = true
profiling = true
research = true
automated_means = true
can_identify = false
identify_by = "zqidentifyby"
when = "zqpurposewhen"
delivery = "zqdelivery"
added_in = "zqaddedin"
further = { after = ["write"], before = "zqbefore", told = "zqtold", ground = ["compatible"], because = "zqfurtherbecause.", law = "zqfurtherlaw" }

[automated.score]
label = "zqscore"
purposes = ["write"]
data = ["letters"]
solely = true
significant = true
gateway = "law"
law = "zqdecisionlaw"
explicit = true
logic = "zqlogic"
significance = "zqsignificance"
consequences = "zqdecisionconsequences"
children = "zqchildren."
safeguards = { informed = true, human = "zqhuman", view = true, contest = true }

[ai.bot]
label = "zqbot"
use = "zqbotuse"
kind = ["high-risk", "chatbot"]
purposes = ["write"]
decides = true
workplace = true
offences = true
told = "zqtold"
explanation = "zqexplanation"

[storage.item]
name = "zqitemname"
label = "zqitemlabel"
kind = "cookie"
provider = "mail"
use = "zquse"
duration = "2 years"
at_most = "30 minutes"
exempt = "statistical"
permission = "consent"
third_party_access = true
refuse = "zqrefuse"
free_refusal = true
own_service = true
passed_on = false
more = "https://a.example/zqitemmore"
purposes = ["write"]

[marketing.news]
label = "zqnews"
purpose = "write"
channels = ["email", "sms"]
permission = "soft-opt-in"
opt_out = "zqoptout"
similar = true
sale = true
negotiations = true
refusal_offered = true
refusal_each_time = true
charitable_purpose = true
support = true
corporate = true
recipients = ["mail"]

[children]
service = true
likely = true
counselling = true
from_age = 10
age = 13
ages = { DE = 16 }
parental_consent = "zqparentalconsent"
check = "zqparentalcheck"
version = "https://a.example/zqchildversion"
readable = true
needs = "zqneeds."
justification = "zqjustification."

[rights]
contact = "zqrightscontact"
form = "https://a.example/zqrightsform"
more = "https://a.example/zqrightsmore"
mode = "full"
stated = ["access", "rectification", "erasure", "restriction", "portability", "objection", "marketing-objection", "withdrawal", "automated-decisions", "complaint", "controller-complaint"]
respond_within = "1 month"
extension = "2 months"
fee = ["unfounded-or-excessive"]
identity_check = "reasonable-doubt"
writing_only = false
signals = true
restrictions = [{ rights = ["access"], law = "zqrestrictionlaw", paragraph = "zqparagraph", protects = "zqprotects", purposes = ["write"] }]
text = "zqrightstext."
[rights.notes]
access = "zqnoteaccess."
rectification = "zqnoterectification."
erasure = "zqnoteerasure."
restriction = "zqnoterestriction."
portability = "zqnoteportability."
objection = "zqnoteobjection."
marketing-objection = "zqnotemarketing."
withdrawal = "zqnotewithdrawal."
automated-decisions = "zqnotedecisions."
complaint = "zqnotecomplaint."
controller-complaint = "zqnotecontrollercomplaint."

[complaints]
controller = { address = "zqcomplaintaddress", email = "zqcomplaint@a.example", phone = "+1 666", form = "https://a.example/zqcomplaintform", acknowledge = "10 days" }
authorities = ["gb-ico"]
reason = "zqreason."
here_first = "invited"
text = "zqcomplaintstext."

[changes]
notify = "zqnotify"
lead = "30 days"
text = "zqchangestext."

[[history]]
version = "zqhistoryversion"
date = 2026-11-20
kind = "processing"
summary = "zqsummary."
effect = "zqeffect."
told = "zqtold"
lead = "7 weeks"

[laws.act]
name = "zqact"
country = "GB"
url = "https://a.example/zqacturl"
for = "zqactfor"

[related.general]
label = "zqrelated"
url = "https://a.example/zqrelatedurl"
for = "zqrelatedfor"

[supplements.ireland]
label = "zqsupplement"
countries = ["IE"]
text = "zqsupplementtext."

[sections.security]
title = "zqsection"
text = "zqsectiontext."
after = "recipients"
"#;
