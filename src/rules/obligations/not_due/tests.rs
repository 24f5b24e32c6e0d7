//! Each reason names its fact, and silence is none.

use super::*;
use crate::rules::testing::resolved;

/// Reason and paths of facts for what is not due of a path.
fn reason(text: &str, what: &str, path: &str) -> (String, Vec<String>) {
    let found = not_due(&resolved(text)).into_iter().find(|one| one.duty.what.contains(what) && one.path == path);
    let found = found.unwrap_or_else(|| panic!("{what} of {path} is due"));
    (found.why, found.facts.into_iter().map(|(path, _)| path).collect())
}

fn facts(text: &str, what: &str, path: &str) -> Vec<String> {
    reason(text, what, path).1
}

const BOTH: &str = "[notice]\njurisdictions = [\"eu\", \"uk\"]\neffective = 2026-11-01\n";
const NOTHING: [&str; 0] = [];

#[test]
fn a_reason_names_its_fact() {
    let with = |rest: &str| format!("{BOTH}{rest}");
    let one = with("[purposes.one]\nbasis = \"6(1)(e)\"\ncollected = \"direct\"\nprovision = \"voluntary\"");
    assert_eq!(facts(&one, "legitimate interests", "purposes.one.basis"), ["purposes.one.basis"]);
    assert_eq!(facts(&one, "categories", "purposes.one.data"), ["purposes.one.collected"]);
    assert_eq!(facts(&one, "withdraw", "rights.withdrawal"), ["purposes.one.basis"]);
    assert_eq!(facts(&with("[dpo]\nnone = true"), "officer", "dpo"), ["dpo.none"]);
    let score = with("[automated.score]\nsolely = false");
    assert_eq!(facts(&score, "automated", "automated.score"), ["automated.score.solely"]);
    let home = "[notice]\njurisdictions = [\"uk\"]\neffective = 2026-06-18\n[controller]\ncountry = \"GB\"";
    assert_eq!(facts(home, "identity", "representatives.uk"), ["controller.country"]);
    assert_eq!(facts(home, "complain to the controller", "complaints.controller"), ["notice.effective"]);
    let nobody = with("[controller]\ncountry = \"US\"\ntargets = []");
    assert_eq!(facts(&nobody, "identity", "representatives.eu"), ["controller.targets"]);
}

#[test]
fn silence_is_no_fact() {
    let one = format!("{BOTH}[purposes.one]\nlabel = \"One\"");
    for (what, path) in [
        ("legitimate interests", "purposes.one.basis"),
        ("categories", "purposes.one.data"),
        ("comes from", "purposes.one.collected"),
        ("must be provided", "purposes.one.provision"),
        ("withdraw", "rights.withdrawal"),
        ("portability", "rights.portability"),
        ("automated", "automated"),
        ("officer", "dpo"),
        ("identity", "representatives.eu"),
        ("transfers", "recipients"),
    ] {
        assert_eq!(facts(&one, what, path), NOTHING, "{what}");
    }
    let half = format!("{BOTH}[automated.score]\nsolely = true");
    assert_eq!(facts(&half, "automated", "automated.score"), NOTHING);
}

#[test]
fn each_law_has_its_own_reason_for_no_representative() {
    let all = "[notice]\njurisdictions = [\"eu\", \"uk\", \"ch\"]\neffective = 2026-11-01\n";
    let with = |rest: &str| format!("{all}[controller]\ncountry = \"DE\"\ntargets = [\"CH\"]\n{rest}");
    let of = |text: &str, regime: &str| reason(text, "representative", &format!("representatives.{regime}"));
    let facts = "in_switzerland = { large_scale = true, regular = true, high_risk = false }\n";
    let (why, from) = of(&with(facts), "ch");
    assert_eq!(why, "its use of data in Switzerland is no high risk");
    assert_eq!(from, ["controller.in_switzerland.high_risk"]);
    assert_eq!(of(&with(facts), "eu").1, ["controller.country"]);
    assert_eq!(of(&with(facts), "uk").1, ["controller.targets"]);
    let open = with("in_switzerland = { large_scale = true }\n");
    assert_eq!(of(&open, "ch").1, NOTHING);
    let branch = with("establishments = [\"GB\", \"CH\"]\n");
    assert_eq!(of(&branch, "uk").1, ["controller.establishments"]);
    assert_eq!(of(&branch, "ch").1, NOTHING, "in Switzerland the seat counts");
    assert_eq!(of(&with("kind = \"court\"\n"), "ch").1, ["controller.kind"]);
    let other = with("[representatives.eu]\nexempt = \"occasional\"\n");
    assert_eq!(of(&other, "eu").1, ["representatives.eu.exempt"]);
    assert_eq!(of(&other, "ch").1, NOTHING, "an exemption holds for its own law");
}

#[test]
fn nothing_to_object_to_takes_more_than_bases() {
    let with = |purpose: &str, rest: &str| format!("{BOTH}[purposes.one]\nbasis = \"6(1)(b)\"\n{purpose}{rest}");
    let apart = |text: &str| facts(text, "apart from", "rights.objection");
    let among = |text: &str| facts(text, "rights of access", "rights.objection");
    let none = "[marketing]\nnone = true\n";
    for (purpose, rest) in [("", ""), ("", none), ("research = false\n", "")] {
        assert_eq!(apart(&with(purpose, rest)), NOTHING, "{purpose}{rest}");
    }
    assert_eq!(among(&with("", none)), NOTHING);
    let bases = ["purposes.one.basis", "purposes.one.research"];
    assert_eq!(among(&with("research = false\n", "")), bases);
    let whole = ["purposes.one.basis", "purposes.one.research", "marketing.none"];
    assert_eq!(apart(&with("research = false\n", none)), whole);
    let each = ["purposes.one.basis", "purposes.one.research", "purposes.one.marketing"];
    assert_eq!(apart(&with("research = false\nmarketing = false\n", "")), each);
    let (why, _) = reason(&with("research = false\n", ""), "apart from", "rights.objection");
    assert!(why.ends_with("not declared of all purposes: `marketing`"), "{why}");
}

#[test]
fn who_is_exempt_from_informing_tells_of_no_new_use() {
    let further = "[purposes.one]\nfurther = { before = \"billing\", told = \"by e-mail\" }\n";
    let exempt = "[exemptions.known]\narticle = \"13(4)\"\npurposes = \"one\"\n";
    assert_eq!(
        facts(&format!("{BOTH}{further}{exempt}"), "new purposes", "purposes.one.further"),
        ["exemptions.known.article"]
    );
    assert_eq!(facts(&format!("{BOTH}[purposes.one]\n"), "new purposes", "purposes.one.further"), NOTHING);
}

#[test]
fn a_recipient_stays_inside_for_one_law_and_leaves_for_the_other() {
    let with = |places: &str| {
        format!("{BOTH}[recipients.mail]\nname = \"Mail\"\n{places}[purposes.one]\nrecipients = \"mail\"")
    };
    let gb = with("countries = [\"GB\"]\n");
    let (why, facts) = reason(&gb, "transfers", "recipients.mail");
    assert_eq!((why.as_str(), facts), ("it is in the United Kingdom", vec!["recipients.mail.countries".to_owned()]));
    let (why, facts) = reason(&with(""), "transfers", "recipients.mail");
    assert_eq!((why.as_str(), facts.len()), ("it is not declared where it is", 0));
}
