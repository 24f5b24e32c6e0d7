//! What the rules on automated decisions must not find, and from which day they hold.

use crate::rules::testing::{self, under};

/// The codes of this family that a declaration gives under these laws on this day.
fn codes_on(jurisdictions: &str, day: &str, text: &str) -> Vec<&'static str> {
    testing::codes(&["ADM"], None, &under(jurisdictions, day, text))
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
    let model = testing::resolved(&under("[\"eu\", \"uk\"]", "2026-11-01", text));
    let due = crate::rules::obligations(&model);
    assert!(due.iter().all(|one| one.path != "automated.rate"), "{due:?}");
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
    assert_eq!(codes("[purposes.p]\nprofiling = true\n"), ["ADM-10"]);
    assert_eq!(codes("[automated]\nnone = true\n[purposes.p]\nprofiling = true\n"), NONE);
}

#[test]
fn only_silence_is_asked_about() {
    let purpose = "[purposes.p]\nlabel = \"P\"\n";
    assert_eq!(codes(purpose), ["ADM-10"]);
    assert_eq!(codes(&format!("{purpose}[automated]\nnone = true\n")), NONE);
    assert_eq!(codes(&format!("{purpose}[automated]\nnone = false\n")), NONE);
    let spoken = "[sections.machines]\ntext = \"We make no automated decisions.\"\n";
    assert_eq!(codes(&format!("{purpose}{spoken}")), NONE);
    assert_eq!(codes(&format!("{purpose}[rights.notes]\nautomated-decisions = \"Ask us.\"\n")), NONE);
    assert_eq!(codes(&format!("{purpose}[automated.a]\nsolely = false\nlogic = \"points\"\n")), NONE);
}

#[test]
fn the_eu_asks_for_three_safeguards_where_no_law_brings_its_own() {
    let eu = |rest: &str| codes_on("[\"eu\"]", "2026-11-01", &format!("{FULL}{TEXTS}{rest}"));
    let three = "safeguards = { view = true, human = \"dpo@northmoor.example\", contest = true }\n";
    for gateway in ["contract", "explicit-consent"] {
        let gateway = format!("gateway = \"{gateway}\"\n");
        assert_eq!(eu(&gateway), ["ADM-06"]);
        assert_eq!(eu(&format!("{gateway}{three}")), NONE);
        assert_eq!(eu(&format!("{gateway}{}", three.replace("view = true", "view = false"))), ["ADM-06"]);
        assert_eq!(eu(&format!("{gateway}{}", three.replace(", contest = true", ""))), ["ADM-06"]);
    }
    assert_eq!(eu("gateway = \"law\"\n"), NONE);
    assert_eq!(eu(""), ["ADM-05"]);
    // The United Kingdom asked for them until its own list came.
    let text = format!("{FULL}{TEXTS}gateway = \"contract\"\n");
    assert_eq!(codes_on("[\"uk\"]", "2026-02-04", &text), ["ADM-06"]);
    assert_eq!(codes_on("[\"uk\"]", "2026-02-05", &text), ["ADM-08"]);
    assert_eq!(codes(&text), ["ADM-08"]);
    assert_eq!(codes_on("[\"eu\"]", "2026-11-01", &text.replace("solely = true", "solely = false")), NONE);
}

/// A decision on health data that is used on some condition.
fn on_health(condition: &str, gateway: &str) -> String {
    let condition = if condition.is_empty() { String::new() } else { format!("conditions = {condition}\n") };
    format!(
        "[data.health]\nspecial = [\"health\"]\n[data.name]\n[purposes.p]\ndata = [\"health\", \"name\"]\n{condition}\
         {FULL}purposes = [\"p\"]\ndata = [\"health\", \"name\"]\n{TEXTS}{SAFE}{gateway}"
    )
}

#[test]
fn special_data_needs_consent_or_public_interest_in_the_eu() {
    let eu = |condition: &str, gateway: &str| {
        let gateway = format!("gateway = \"{gateway}\"\n");
        codes_on("[\"eu\"]", "2026-11-01", &on_health(condition, &gateway))
    };
    assert_eq!(eu("\"9(2)(b)\"", "contract"), ["ADM-07"]);
    assert_eq!(eu("\"9(2)(h)\"", "law"), ["ADM-07"]);
    assert_eq!(eu("\"9(2)(a)\"", "explicit-consent"), NONE);
    assert_eq!(eu("\"9(2)(g)\"", "law"), NONE);
    // Without any condition, another rule speaks.
    assert_eq!(eu("", "contract"), NONE);
    assert_eq!(eu("{ article = \"9(2)(b)\", data = [\"name\"] }", "contract"), NONE);
    assert_eq!(eu("[\"9(2)(b)\", \"9(2)(a)\"]", "explicit-consent"), NONE);
    let ordinary = on_health("\"9(2)(b)\"", "gateway = \"contract\"\n")
        .replace("data = [\"health\", \"name\"]\nlogic", "data = [\"name\"]\nlogic");
    assert_eq!(codes_on("[\"eu\"]", "2026-11-01", &ordinary), NONE);
    let bare = on_health("\"9(2)(g)\"", "gateway = \"law\"\n").replace(SAFE, "");
    assert_eq!(codes_on("[\"eu\"]", "2026-11-01", &bare), ["ADM-07"]);
}

#[test]
fn special_data_needs_consent_or_a_duty_in_the_united_kingdom() {
    let uk = |condition: &str, gateway: &str| codes_on("[\"uk\"]", "2026-11-01", &on_health(condition, gateway));
    assert_eq!(uk("\"9(2)(b)\"", "gateway = \"contract\"\n"), ["ADM-09"]);
    assert_eq!(uk("\"9(2)(a)\"", "gateway = \"contract\"\n"), ["ADM-09"]);
    assert_eq!(uk("\"9(2)(a)\"", "gateway = \"explicit-consent\"\n"), NONE);
    assert_eq!(uk("\"9(2)(a)\"", "explicit = true\n"), NONE);
    assert_eq!(uk("\"9(2)(g)\"", "gateway = \"law\"\n"), NONE);
    assert_eq!(uk("\"9(2)(g)\"", "gateway = \"contract\"\n"), NONE);
    assert_eq!(uk("\"9(2)(g)\"", ""), ["ADM-09"]);
    assert_eq!(uk("", "gateway = \"contract\"\n"), NONE);
    // Until then it asked what the EU asks.
    let text = on_health("\"9(2)(b)\"", "gateway = \"contract\"\n");
    assert_eq!(codes_on("[\"uk\"]", "2026-02-04", &text), ["ADM-07"]);
    assert_eq!(codes(&text), ["ADM-07", "ADM-09"]);
}

#[test]
fn children_are_kept_out_or_spoken_of() {
    let text = |child: &str, rest: &str| {
        format!(
            "[subjects.pupils]\nchild = {child}\n[purposes.p]\nsubjects = [\"pupils\"]\n\
             {FULL}purposes = [\"p\"]\ngateway = \"law\"\n{TEXTS}{SAFE}{rest}"
        )
    };
    assert_eq!(codes(&text("true", "")), ["ADM-13"]);
    assert_eq!(codes(&text("true", "children = \"It is about nobody under 18.\"\n")), NONE);
    assert_eq!(codes(&text("false", "")), NONE);
    assert_eq!(codes(&text("true", "").replace("significant = true", "significant = false")), NONE);
}
