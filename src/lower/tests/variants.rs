//! Wording that follows the law, its date, and what is declared or not.

use strum::IntoEnumIterator;

use super::{document, read, seen};
use crate::law::basis::{Annex1, SpecialKind};
use crate::law::{Article6, Condition9, Mechanism, Regime};

fn with(notice: &str, rest: &str) -> String {
    read(&document(&format!("[notice]\n{notice}\n{rest}")))
}

const UK: &str = "effective = 2026-12-01\njurisdictions = [\"uk\"]";
const EU: &str = "effective = 2026-12-01\njurisdictions = [\"eu\"]";
const BOTH: &str = "effective = 2026-12-01\njurisdictions = [\"eu\", \"uk\"]";

#[test]
fn every_basis_has_a_sentence() {
    for basis in Article6::iter() {
        let read = with(UK, &format!("[purposes.one]\nlabel = \"One\"\nbasis = \"{basis}\""));
        assert!(read.contains(&format!("Article {basis} UK GDPR")), "{read}");
    }
    for condition in Annex1::iter() {
        let rest = "[purposes.one]\nlabel = \"One\"\nbasis = { article = \"6(1)(ea)\", annex_1 = ";
        let read = with(UK, &format!("{rest}\"{}\" }}", condition.as_ref()));
        assert!(read.contains("Which interest: "), "{read}");
    }
}

#[test]
fn every_condition_has_a_sentence() {
    for condition in Condition9::iter() {
        let read = with(EU, &format!("[purposes.one]\nlabel = \"One\"\nconditions = \"{condition}\""));
        assert!(read.contains(&format!("Article {condition} GDPR)")), "{read}");
    }
    for kind in SpecialKind::iter() {
        let read = with(EU, &format!("[data.one]\nlabel = \"One\"\nspecial = \"{}\"", kind.as_ref()));
        assert!(read.contains("(Article 9 GDPR)"), "{read}");
    }
}

#[test]
fn the_use_of_equality_data_ends_by_a_writing_in_the_united_kingdom() {
    let condition = |paragraph: &str| {
        format!(
            "[purposes.one]\nlabel = \"One\"\nconditions = {{ article = \"9(2)(g)\", schedule_1 = \"{paragraph}\" }}"
        )
    };
    assert!(with(UK, &condition("8(1)")).contains("/ You can tell us in writing to stop"));
    assert!(with(BOTH, &condition("8")).contains("Where UK law applies: You can tell us in writing to stop"));
    assert!(!with(UK, &condition("18")).contains("tell us in writing"));
    assert!(!with(EU, &condition("8")).contains("tell us in writing"));
}

#[test]
fn every_way_of_giving_consent_has_a_name() {
    let basis =
        "basis = { article = \"6(1)(a)\", given = [\"online\", \"email\", \"phone\", \"paper\", \"in-person\"] }";
    let read = with(EU, &format!("[purposes.one]\nlabel = \"One\"\n{basis}"));
    let named = "How you give consent: online; by e-mail or another message; by telephone; on paper; face to face";
    assert!(read.contains(named), "{read}");
}

fn transfer(notice: &str, country: &str, entry: &str) -> String {
    let rest = "[purposes.one]\nlabel = \"One\"\nrecipients = \"far\"\n[recipients.far]\nname = \"Far Ltd\"\n";
    with(notice, &format!("{rest}countries = [\"{country}\"]\ntransfers = [ {entry} ]"))
}

#[test]
fn every_mechanism_has_a_sentence() {
    let own = |one: &Mechanism| *one != Mechanism::Adequacy && one.place(Regime::Eu).is_some();
    for mechanism in Mechanism::iter().filter(own) {
        let read = transfer(BOTH, "IN", &format!("{{ mechanism = \"{}\" }}", mechanism.name()));
        assert!(read.contains("There is no adequacy decision of the European Commission"), "{read}");
        assert!(read.contains("The United Kingdom has not approved transfers to this destination"), "{read}");
    }
}

#[test]
fn adequacy_is_told_as_the_law_of_the_day_has_it() {
    let dpf = "{ mechanism = \"adequacy\", scope = \"dpf\" }";
    let eu = transfer(EU, "US", dpf);
    assert!(eu.contains("(EU) 2023/1795") && eu.contains("on the list of the EU-US Data Privacy Framework"), "{eu}");
    let later = transfer(UK, "JP", "{ mechanism = \"adequacy\", scope = \"appi\" }");
    assert!(later.contains("UK law treats transfers there as approved (Article 45A UK GDPR; "), "{later}");
    let earlier = transfer(&UK.replace("2026-12", "2025-12"), "CH", "{ mechanism = \"adequacy\" }");
    assert!(!earlier.contains("45A"), "{earlier}");
    let before = transfer(&UK.replace("2026-12", "2020-12"), "DE", "{ mechanism = \"adequacy\" }");
    assert!(!before.contains("goes abroad"), "Germany lay inside: {before}");
    // The United Kingdom is abroad for the EU alone.
    let both = transfer(BOTH, "GB", "{ mechanism = \"adequacy\" }");
    assert!(both.contains("United Kingdom, under EU law") && !both.contains("under UK law"), "{both}");
}

#[test]
fn alternatives_are_told_as_such() {
    let both = "{ mechanism = \"adequacy\", scope = \"dpf\" }, { mechanism = \"46(2)(c)\", copy = \"ask us\" }";
    let read = transfer(EU, "US", both);
    assert!(read.contains("We rely on one of these grounds:") && read.contains("Ground 2"), "{read}");
    assert!(!read.contains("We do not rely on it"), "{read}");
}

#[test]
fn silence_denies_nothing() {
    let read = with(BOTH, "[purposes.one]\nlabel = \"One\"");
    for word in ["nobody", "do not", "no decision", "nothing"] {
        let rights = read.find("# Your rights").unwrap();
        assert!(!read[..rights].contains(word), "{word}: {read}");
    }
    let denied = with(
        BOTH,
        "[automated]\nnone = true\n[transfers]\nnone = true\n[storage]\nnone = true\n[marketing]\nnone = true\n\
         [purposes.one]\nlabel = \"One\"\nrecipients = \"none\"",
    );
    for sentence in [
        "We make no decision about you",
        "We do not send your data outside the United Kingdom.",
        "We do not send your data outside the European Economic Area.",
        "We store nothing on your device",
        "We do not send you direct marketing.",
        "we give the data to nobody",
    ] {
        assert!(denied.contains(sentence), "{sentence}: {denied}");
    }
}

#[test]
fn complaints_follow_the_date() {
    let at = |date: &str| with(&format!("effective = {date}\njurisdictions = [\"uk\"]"), "");
    let old = at("2020-06-01");
    assert!(old.contains("(Article 77 GDPR)") && !old.contains("164A"), "{old}");
    let middle = at("2025-06-01");
    assert!(
        middle.contains("Information Commissioner’s Office") || middle.contains("Information Commissioner's Office")
    );
    assert!(middle.contains("Article 77 UK GDPR; section 165") && !middle.contains("164A"), "{middle}");
    let june = at("2026-06-19");
    assert!(june.contains("164A") && !june.contains("Article 77"), "{june}");
    assert!(at("2026-09-30").contains("the Information Commission ("));
}

#[test]
fn rights_that_apply_nowhere_are_named_with_the_reason_or_left_out() {
    let purpose = "[purposes.one]\nlabel = \"One\"\nbasis = \"6(1)(c)\"\n";
    let full = with(EU, purpose);
    assert!(
        full.contains("The law also knows a right to object") && full.contains("The law also knows a right to receive")
    );
    assert!(!full.contains("[objection]"));
    let scenario = with(EU, &format!("{purpose}[rights]\nmode = \"scenario\""));
    assert!(!scenario.contains("The law also knows"));
    let stated = with(EU, &format!("{purpose}[rights]\nstated = [\"access\"]"));
    assert!(stated.contains("Access:") && !stated.contains("Deletion:") && !stated.contains("# Complaints"));
}

/// An obligation under a British statute rests on the UK GDPR alone: Art. 6(3) GDPR.
#[test]
fn an_obligation_is_cited_by_the_law_that_its_statutes_belong_to() {
    let laws = "[laws.tax]\nname = \"Tax Act 2001\"\ncountry = \"IE\"\n[laws.equality]\nname = \"Equality Act 2010\"\ncountry = \"GB\"\n";
    let cited = |statutes: &str| {
        let purpose =
            format!("[purposes.one]\nlabel = \"One\"\nbasis = {{ article = \"6(1)(c)\", law = {statutes} }}\n");
        with(BOTH, &format!("{laws}{purpose}"))
    };
    assert!(cited("\"Equality Act 2010, section 20\"").contains("Article 6(1)(c) UK GDPR)"));
    assert!(cited("\"Tax Act 2001\"").contains("Article 6(1)(c) GDPR)"));
    for both in ["[\"Tax Act 2001\", \"Equality Act 2010\"]", "\"Another Act\"", "[]"] {
        assert!(cited(both).contains("Article 6(1)(c) GDPR and UK GDPR)"), "{both}");
    }
}

#[test]
fn who_gave_nothing_is_not_asked_for_anything() {
    let read = with(
        EU,
        "[sources.others]\nlabel = \"others\"\n[purposes.one]\nlabel = \"One\"\ncollected = \"others\"\nbasis = \"6(1)(a)\"",
    );
    assert!(!read.contains("You give us"), "{read}");
    assert!(read.contains("Taking your data with you:\n  The law also knows"), "{read}");
}

#[test]
fn a_layout_by_people_tells_each_purpose_once() {
    let text = r#"
[notice]
jurisdictions = ["eu"]
layout = "subjects"
[subjects.a]
label = "members"
[subjects.b]
label = "guests"
[subjects.c]
label = "staff"
[purposes.three]
label = "For all"
[purposes.two]
label = "For two"
subjects = ["a", "b"]
[purposes.one]
label = "For one"
subjects = ["c"]
"#;
    let read = read(&document(text));
    assert_eq!(read.matches("[purpose-two]").count(), 1);
    let everyone = read.find("[subject-all]").unwrap();
    assert!(
        everyone < read.find("[purpose-three]").unwrap() && read.find("[purpose-three]") < read.find("[subject-a]")
    );
    assert!(read.contains("These purposes concern you too: For two"), "{read}");
}

#[test]
fn own_sections_stand_after_their_anchor() {
    let text = "[purposes.one]\nlabel = \"One\"\n[sections.x]\ntitle = \"X\"\ntext = \"x\"\nafter = \"purpose-one\"\n\
                [sections.y]\ntitle = \"Y\"\ntext = \"y\"\nafter = \"purpose-one\"\n[sections.z]\ntitle = \"Z\"\ntext = \"z\"";
    let read = with(EU, text);
    let at = |anchor: &str| read.find(anchor).unwrap();
    assert!(at("[purpose-one]") < at("[section-x]") && at("[section-x]") < at("[section-y]"));
    assert!(at("[section-y]") < at("[rights]") && at("[complaints]") < at("[section-z]"));
}

#[test]
fn hostile_words_stay_words() {
    let text = "[purposes.one]\nlabel = \"<script>alert(1)</script> & {x}\"\ntext = \"[a](javascript:alert)\"";
    let seen = seen(&document(&format!("[notice]\n{EU}\n{text}")));
    assert!(!seen.contains("\"href\":\"javascript"));
}

#[test]
fn storage_exempt_in_the_uk_alone_is_told_by_law() {
    let item = "[storage.visits]\nname = \"v\"\nexempt = \"statistical\"\npermission = \"consent\"";
    let both = with(BOTH, item);
    assert!(both.contains("Where EU law applies: only if you have agreed"), "{both}");
    assert!(both.contains("Where UK law applies: not needed, since it only counts"), "{both}");
    let uk =
        with(UK, "[storage.visits]\nname = \"v\"\nexempt = \"statistical\"\nown_service = true\npassed_on = false");
    assert!(uk.contains("Not needed: it only counts how our service is used"), "{uk}");
    assert!(uk.contains("It serves our own service alone. What it collects goes to nobody but"), "{uk}");
}

#[test]
fn children_are_told_of_ages_and_parents() {
    let children = "[children]\nservice = true\nfrom_age = 13\nage = 16\nages = { GB = 13, FR = 15 }\ncheck = \"a payment of one cent\"";
    let read = with(BOTH, children);
    assert!(read.contains("You can use our online service from the age of 13."), "{read}");
    assert!(read.contains("Where we ask you to agree to a use of your data in our online service"), "{read}");
    assert!(
        read.contains(
            "In these countries the age is another: United Kingdom: 13 years; France: 15 years / How we check"
        ),
        "{read}"
    );
    // Where all who may use it can consent, no parent is asked.
    let grown = with(BOTH, "[children]\nservice = true\nfrom_age = 16\nage = 16\nages = { GB = 13 }");
    assert!(!grown.contains("parental"), "{grown}");
    assert!(read.contains("(Article 17(1)(f) GDPR and UK GDPR)"), "{read}");
    assert!(read.contains("where it was collected from a child for an online service"), "{read}");
    let likely = with(BOTH, "[children]\nservice = true\nlikely = true");
    assert!(!likely.contains("Children are likely"), "{likely}");
    assert!(with(BOTH, "[children]\nlikely = true").contains("Children are likely"));
    let none = with(EU, "[children]\nservice = false");
    assert!(none.contains("We do not offer online services directly to children."), "{none}");
    assert!(!none.contains("17(1)(f)") && !none.contains("collected from a child"), "{none}");
}

#[test]
fn ai_systems_are_told_of_or_denied() {
    let system = "[ai.bot]\nlabel = \"assistant\"\nkind = \"chatbot\"\ntold = \"a line at the head of the chat\"\ndecides = false";
    let read = with(EU, system);
    assert!(read.contains("Assistant [ai-bot]") && read.contains("a line at the head of the chat"), "{read}");
    assert!(read.contains("It neither makes decisions about people nor helps to make them."), "{read}");
    assert!(with(EU, "[ai]\nnone = true").contains("We use no AI system that makes decisions about you"));
    assert!(!with(EU, "").contains("AI system"));
}

#[test]
fn where_an_address_comes_from_is_told() {
    let sale = |facts: &str| with(UK, &format!("[marketing.news]\nlabel = \"news\"\n{facts}"));
    assert!(sale("sale = true").contains("when you bought or ordered something from us."));
    assert!(sale("sale = true\nnegotiations = true").contains("from us, or were about to."));
    assert!(sale("sale = false\nnegotiations = true").contains("when you were about to buy"));
    assert!(sale("sale = false").contains("We did not get your address in a sale."));
    assert!(!sale("negotiations = false\nsimilar = true").contains("your address"));
}

#[test]
fn a_soft_opt_in_is_told_once_and_with_what_is_declared() {
    let news = |facts: &str| with(UK, &format!("[marketing.news]\nlabel = \"news\"\n{facts}"));
    let soft = "permission = \"soft-opt-in\"\nsale = true\n";
    let whole = news(&format!("{soft}refusal_offered = true\nrefusal_each_time = true"));
    let once = "We got your address when you bought or ordered something from us. / You could refuse then, and each message \
                lets you refuse further ones, simply and free of charge.";
    assert!(whole.contains(once) && !whole.contains("earlier dealings"), "{whole}");
    let then = news(&format!("{soft}refusal_offered = true"));
    assert!(then.contains("You could refuse then.") && !then.contains("ach message"), "{then}");
    let now = news(&format!("{soft}refusal_each_time = true"));
    assert!(now.contains("Each message lets you refuse") && !now.contains("could refuse"), "{now}");
    // Without the ways to refuse, the ground itself is told; without the sale, "then" would mean nothing.
    assert!(news(soft).contains("because of your earlier dealings with us"));
    let bare = news("permission = \"soft-opt-in\"\nrefusal_offered = true\nrefusal_each_time = true");
    assert!(bare.contains("earlier dealings") && bare.contains("You could refuse when we collected"), "{bare}");
    let charity = news("permission = \"charity-soft-opt-in\"\nsupport = true\nrefusal_offered = true");
    assert!(
        charity.contains("or supported them. / You could refuse then.") && !charity.contains("because you support")
    );
}

#[test]
fn clauses_with_the_addendum_are_the_authoritys_in_the_united_kingdom() {
    let addendum =
        "{ mechanism = \"46(2)(c)\", instrument = \"SCC 2021/914, with the UK Addendum\", copy = \"ask us\" }";
    let read = transfer(BOTH, "IN", addendum);
    assert!(read.contains("(Article 46(2)(c) GDPR)") && read.contains("(Article 46(2)(d) UK GDPR)"), "{read}");
    let plain = transfer(UK, "IN", "{ mechanism = \"46(2)(c)\", instrument = \"clauses of 2027\" }");
    assert!(plain.contains("(Article 46(2)(c) UK GDPR)"), "{plain}");
}

#[test]
fn who_is_not_told_one_by_one_is_told_so_with_the_purpose() {
    let exemption = |more: &str| {
        format!(
            "[exemptions.old]\nlabel = \"old files\"\narticle = \"14(5)(b)\"\npurposes = [\"one\"]\n{more}\n\
             [subjects.a]\nlabel = \"members\"\n[subjects.b]\nlabel = \"guests\"\n[purposes.one]\nlabel = \"One\"\n[purposes.two]\nlabel = \"Two\""
        )
    };
    let read = with(EU, &exemption(""));
    assert_eq!(read.matches("Not one by one. The reason is set out under: old files").count(), 1, "{read}");
    assert!(read.find("[exemptions]") < read.find("[rights]"), "{read}");
    let part = with(EU, &exemption("subjects = [\"a\"]"));
    assert!(part.contains("Not always one by one. When and why"), "{part}");
    let of_these = exemption("subjects = [\"a\"]").replace("label = \"One\"", "label = \"One\"\nsubjects = [\"a\"]");
    assert!(with(EU, &of_these).contains("Not one by one."));
    assert!(!with(EU, "[purposes.one]\nlabel = \"One\"").contains("one by one"));
}

#[test]
fn more_time_is_told_with_the_day_by_which_the_law_wants_it() {
    let rights = "[rights]\nrespond_within = \"14 days\"\nextension = \"2 months\"";
    let read = with(EU, rights);
    assert!(read.contains("at the latest within 14 days") && read.contains("we can take 2 months more"), "{read}");
    assert!(read.contains("within one month of receiving your request") && !read.contains("30 days of"), "{read}");
    let swiss = with(&EU.replace("eu", "ch"), rights);
    assert!(swiss.contains("within 30 days of receiving") && !swiss.contains("one month"), "{swiss}");
}

#[test]
fn that_there_are_no_fees_is_not_said_beside_one() {
    let fee = |fee: &str| with(EU, &format!("[rights]\nfee = {fee}"));
    assert!(fee("\"never\"").contains("Requests are free of charge, always."));
    let both = fee("[\"never\", \"further-copies\"]");
    assert!(both.contains("For further copies") && !both.contains("always"), "{both}");
}

#[test]
fn periods_are_told_by_their_length() {
    let stored = |period: &str| with(EU, &format!("[storage.a]\nname = \"a\"\nduration = \"{period}\""));
    let told = [
        ("24 months", "2 years"),
        ("30 months", "2 years and 6 months"),
        ("1 year", "12 months"),
        ("2 weeks", "14 days"),
        ("24 hours", "24 hours"),
    ];
    for (written, read) in told {
        assert!(stored(written).contains(&format!("| {read} |")), "{}", stored(written));
    }
}

#[test]
fn what_serves_other_notices_alone_is_not_printed() {
    let register = "[subjects.staff]\n[subjects.guests]\n[purposes.work]\nlabel = \"Work\"\nsubjects = \"staff\"\n\
        [purposes.stay]\nsubjects = \"guests\"\n\
        [automated.rate]\nlabel = \"Rating\"\npurposes = \"stay\"\nsolely = true\nsignificant = true\n\
        [automated.rank]\nlabel = \"Ranking\"\npurposes = [\"stay\", \"work\"]\nsolely = true\nsignificant = true\n\
        [ai.guide]\nlabel = \"Guide\"\nkind = \"chatbot\"\npurposes = \"stay\"\n\
        [ai.desk]\nlabel = \"Desk\"\nkind = \"chatbot\"\npurposes = \"work\"\n";
    let read = with(&format!("{EU}\nsubjects = \"staff\""), register);
    assert!(read.contains("Ranking") && read.contains("Desk"), "{read}");
    assert!(!read.contains("Rating") && !read.contains("Guide"), "{read}");
}
