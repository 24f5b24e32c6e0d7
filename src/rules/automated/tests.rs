//! What the rules on automated decisions must not find, and from which day they hold.

/// The codes of this family that a declaration gives under these laws on this day.
fn codes_on(jurisdictions: &str, day: &str, text: &str) -> Vec<&'static str> {
    let text = format!("[notice]\njurisdictions = {jurisdictions}\neffective = {day}\n{text}");
    let loaded = crate::load::load_text("notice.toml", &text);
    assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
    let model = crate::model::resolve(&loaded.notices[0]).unwrap();
    let found = crate::rules::run(&model, None).into_iter().map(|finding| finding.code);
    found.filter(|code| code.starts_with("ADM")).collect()
}

fn codes(text: &str) -> Vec<&'static str> {
    codes_on("[\"eu\", \"uk\"]", "2026-11-01", text)
}

const NONE: [&str; 0] = [];
const TEXTS: &str =
    "logic = \"points for experience\"\nsignificance = \"it decides\"\nconsequences = \"you may not be invited\"\n";
const FULL: &str = "[automated.a]\nsolely = true\nsignificant = true\n";
const SAFE: &str = "safeguards = { informed = true, view = true, human = \"dpo@northmoor.example\", contest = true }\n";

#[test]
fn silence_on_automated_decisions_is_no_fault() {
    assert_eq!(codes(""), NONE);
    assert_eq!(codes("[automated]\nnone = true\n"), NONE);
}

#[test]
fn one_denial_settles_it() {
    for facts in ["solely = false", "significant = false", "solely = false\nsignificant = true"] {
        assert_eq!(codes(&format!("[automated.a]\nlogic = \"points\"\n{facts}\n")), NONE, "{facts}");
    }
    for facts in ["", "solely = true", "significant = true"] {
        assert_eq!(codes(&format!("[automated.a]\n{facts}\n")), ["ADM-01"], "{facts}");
    }
}

#[test]
fn a_denial_beside_a_decision_is_a_contradiction() {
    let text = format!("[automated]\nnone = true\n{FULL}gateway = \"contract\"\n{TEXTS}{SAFE}");
    assert_eq!(codes(&text), ["ADM-01"]);
    assert_eq!(codes(&text.replace("none = true", "none = false")), NONE);
}

#[test]
fn decisions_of_other_notices_are_not_judged() {
    let text = "subjects = [\"staff\"]\n[subjects.staff]\n[subjects.guests]\n[purposes.work]\nsubjects = \"staff\"\n\
        [purposes.stay]\nsubjects = \"guests\"\nprofiling = true\n[automated]\nnone = true\n\
        [automated.rate]\npurposes = [\"stay\"]\nsolely = true\nsignificant = true\n";
    assert_eq!(codes(text), NONE);
}

#[test]
fn every_part_of_a_full_decision_is_told() {
    assert_eq!(codes(FULL), ["ADM-02", "ADM-03", "ADM-04", "ADM-05", "ADM-08"]);
    let vague = TEXTS.replace("points for experience", "An algorithm.");
    assert_eq!(codes(&format!("{FULL}gateway = \"law\"\n{vague}{SAFE}")), ["ADM-02"]);
    let real = TEXTS.replace("points for experience", "an algorithm that counts points for experience");
    assert_eq!(codes(&format!("{FULL}gateway = \"law\"\n{real}{SAFE}")), NONE);
}

#[test]
fn gateways_and_safeguards_follow_law_and_day() {
    let text = format!("{FULL}{TEXTS}");
    assert_eq!(codes_on("[\"eu\"]", "2026-11-01", &text), ["ADM-05"]);
    assert_eq!(codes_on("[\"uk\"]", "2026-02-05", &text), ["ADM-08"]);
    // Until then the United Kingdom asked for a gateway too.
    assert_eq!(codes_on("[\"uk\"]", "2026-02-04", &text), ["ADM-05"]);
    let three = "safeguards = { view = true, human = \"dpo@northmoor.example\", contest = true }\n";
    assert_eq!(codes_on("[\"uk\"]", "2026-11-01", &format!("{text}{three}")), ["ADM-08"]);
    let denied = SAFE.replace("view = true", "view = false");
    assert_eq!(codes_on("[\"uk\"]", "2026-11-01", &format!("{text}{denied}")), ["ADM-08"]);
    assert_eq!(codes_on("[\"uk\"]", "2026-11-01", &format!("{text}{SAFE}")), NONE);
}

#[test]
fn profiling_is_described_once() {
    let entry = "[purposes.p]\nprofiling = true\n[automated.a]\npurposes = [\"p\"]\nsolely = false\n";
    assert_eq!(codes(entry), ["ADM-12"]);
    assert_eq!(codes(&format!("{entry}logic = \"points for pages\"\n")), NONE);
    // The purpose's own text describes it, for which another rule asks; a denial of decisions is none of profiling.
    assert_eq!(codes("[purposes.p]\nprofiling = true\n"), NONE);
    assert_eq!(codes("[automated]\nnone = true\n[purposes.p]\nprofiling = true\n"), NONE);
}
