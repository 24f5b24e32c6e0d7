//! What the rules on conditions must not find, and where one of several speaks.

use super::wants_policy;

/// The codes of this family that a declaration gives, in order of place.
fn codes(notice: &str, text: &str) -> Vec<&'static str> {
    codes_on("2026-11-01", notice, text)
}

fn codes_on(day: &str, notice: &str, text: &str) -> Vec<&'static str> {
    let text = format!("[notice]\neffective = {day}\n{notice}\n{text}");
    let loaded = crate::load::load_text("notice.toml", &text);
    assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
    let model = crate::model::resolve(&loaded.notices[0]).unwrap();
    let found = crate::rules::run(&model, None).into_iter().map(|finding| finding.code);
    found.filter(|code| code.starts_with("SPC") || code.starts_with("CRM")).collect()
}

const EU: &str = "jurisdictions = [\"eu\"]";
const UK: &str = "jurisdictions = [\"uk\"]";
const BOTH: &str = "jurisdictions = [\"eu\", \"uk\"]";

const HEALTH: &str = "[data.health]\nlabel = \"health information\"\nspecial = [\"health\"]\n\
    [data.beliefs]\nlabel = \"beliefs\"\nspecial = true\n";
const CONVICTIONS: &str = "[data.convictions]\nlabel = \"convictions\"\ncriminal = true\n";

/// A purpose with these data and conditions.
fn purpose(data: &str, conditions: &str) -> String {
    format!("{HEALTH}{CONVICTIONS}[purposes.select]\ndata = {data}\nconditions = {conditions}\n")
}

#[test]
fn each_category_needs_a_condition_that_holds_for_it() {
    let some = purpose("[\"health\", \"beliefs\"]", "{ article = \"9(2)(a)\", data = [\"health\"] }");
    assert_eq!(codes(EU, &some), ["SPC-01"]);
    let all = purpose("[\"health\", \"beliefs\"]", "\"9(2)(a)\"");
    assert_eq!(codes(EU, &all), [""; 0]);
    let tenth = purpose("[\"health\"]", "{ article = \"10\", official_authority = true }");
    assert_eq!(codes(EU, &tenth), ["SPC-01", "SPC-03"]);
}

#[test]
fn special_data_said_not_to_be_special_are_ordinary() {
    let text = "[data.run]\nlabel = \"health and fitness\"\nspecial = false\n[purposes.run]\ndata = [\"run\"]\n";
    assert_eq!(codes(EU, text), [""; 0]);
}

#[test]
fn one_gap_is_told_once_in_the_united_kingdom() {
    // No law and no paragraph: the paragraph is what the Act asks for.
    let bare = purpose("[\"health\"]", "{ article = \"9(2)(h)\" }");
    assert_eq!(codes(UK, &bare), ["SPC-16"]);
    assert_eq!(codes(EU, &bare), ["SPC-02"]);
    assert_eq!(codes(BOTH, &bare), ["SPC-02", "SPC-16"]);
    let paragraph = purpose("[\"health\"]", "{ article = \"9(2)(h)\", schedule_1 = \"2\" }");
    assert_eq!(codes(UK, &paragraph), [""; 0]);
    assert_eq!(codes(BOTH, &paragraph), ["SPC-02"]);
    let contract = purpose("[\"health\"]", "{ article = \"9(2)(h)\", secrecy = \"the medical duty of secrecy\" }");
    assert_eq!(codes(EU, &contract), [""; 0]);
}

#[test]
fn under_both_laws_each_condition_may_serve_one() {
    let split = "[ { article = \"9(2)(h)\", law = \"SGB V\" }, { article = \"9(2)(h)\", schedule_1 = \"2\" } ]";
    assert_eq!(codes(BOTH, &purpose("[\"health\"]", split)), [""; 0]);
    // Under one law alone nothing excuses the first.
    assert_eq!(codes(UK, &purpose("[\"health\"]", split)), ["SPC-16"]);
    let offences = "[ { article = \"10\", law = \"BZRG\" }, { article = \"10\", schedule_1 = \"1\" } ]";
    assert_eq!(codes(BOTH, &purpose("[\"convictions\"]", offences)), [""; 0]);
}

#[test]
fn conditions_that_need_no_law_need_none() {
    for article in ["9(2)(a)", "9(2)(c)", "9(2)(d)", "9(2)(e)", "9(2)(f)"] {
        let text = purpose("[\"health\"]", &format!("\"{article}\""));
        assert_eq!(codes(BOTH, &text), [""; 0], "{article}");
    }
}

#[test]
fn schedule_a1_counts_from_its_day_and_for_its_conditions() {
    let text = purpose("[\"health\"]", "{ article = \"9(2)(g)\", schedule_a1 = \"1\" }");
    assert_eq!(codes(UK, &text), [""; 0]);
    assert_eq!(codes_on("2026-02-04", UK, &text), ["SPC-16"]);
    let wrong = purpose("[\"health\"]", "{ article = \"9(2)(h)\", schedule_a1 = \"1\" }");
    assert_eq!(codes(UK, &wrong), ["SPC-16"]);
}

#[test]
fn a_condition_is_used_where_its_data_may_be_special() {
    // Open: the category does not say, its words do; that is SPC-05 alone.
    let open =
        "[data.notes]\nlabel = \"medical notes\"\n[purposes.care]\ndata = [\"notes\"]\nconditions = \"9(2)(a)\"\n";
    assert_eq!(codes(EU, open), ["SPC-05"]);
    // Without data there is nothing to judge.
    assert_eq!(codes(EU, "[purposes.care]\nconditions = \"9(2)(a)\"\n"), [""; 0]);
    let other = purpose(
        "[\"health\", \"convictions\"]",
        "[ \"9(2)(a)\", { article = \"9(2)(f)\", data = [\"convictions\"] } ]",
    );
    assert_eq!(codes(EU, &other), ["CRM-01", "SPC-03"]);
}

#[test]
fn paragraphs_that_want_a_policy_document() {
    for yes in ["1", "6", "10", "10(1)", "18", "28", "para 18", "Part 2, paragraph 18(1)(a)", "27"] {
        assert!(wants_policy(yes), "{yes}");
    }
    for no in ["2", "3", "4", "10(2)", "13", "27(3)", "29", "", "the health paragraph"] {
        assert!(!wants_policy(no), "{no}");
    }
    let text = purpose("[\"health\"]", "{ article = \"9(2)(g)\" }");
    assert_eq!(codes(UK, &text), ["SPC-16"]);
    let journalism = purpose("[\"health\"]", "{ article = \"9(2)(g)\", schedule_1 = \"13\" }");
    assert_eq!(codes(UK, &journalism), [""; 0]);
}

#[test]
fn words_that_only_sound_special() {
    for label in [
        "traces of visits",
        "the European Union list",
        "credit union account",
        "race results",
        "health and safety log",
        "browser fingerprint",
        "embrace",
        "dieting plans",
        "disabling of cookies",
        "sexual offences",
    ] {
        assert_eq!(codes(EU, &format!("[data.one]\nlabel = \"{label}\"\n")), [""; 0], "{label}");
    }
    for label in
        ["Trade-union membership", "race or ethnicity", "sick notes", "Medication", "Gewerkschaftszugehörigkeit"]
    {
        assert_eq!(codes(EU, &format!("[data.one]\nlabel = \"{label}\"\n")), ["SPC-05"], "{label}");
    }
}

#[test]
fn ordinary_items_may_stand_beside_special_ones_of_a_named_kind() {
    let mixed = "[data.one]\nlabel = \"monitoring data\"\nitems = [\"ethnic origin\", \"gender\"]\n\
        special = [\"racial-or-ethnic-origin\"]\n";
    assert_eq!(codes(EU, mixed), [""; 0]);
    let label = "[data.one]\nlabel = \"gender\"\nspecial = [\"sex-life\"]\n";
    assert_eq!(codes(EU, label), ["SPC-04"]);
}

#[test]
fn offences_are_told_from_convictions_of_the_heart() {
    let faith = "[data.one]\nlabel = \"religious convictions\"\nspecial = true\n";
    assert_eq!(codes(EU, faith), [""; 0]);
    let denied = "[data.one]\nlabel = \"health of victims of offences\"\nspecial = [\"health\"]\ncriminal = false\n";
    assert_eq!(codes(EU, denied), [""; 0]);
    let misfiled = "[data.one]\nlabel = \"convictions\"\nspecial = true\n";
    assert_eq!(codes(EU, misfiled), ["CRM-04"]);
}

#[test]
fn official_authority_needs_no_paragraph() {
    let text = purpose("[\"convictions\"]", "{ article = \"10\", official_authority = true }");
    assert_eq!(codes(BOTH, &text), [""; 0]);
    let denied = purpose("[\"convictions\"]", "{ article = \"10\", official_authority = false }");
    assert_eq!(codes(UK, &denied), ["CRM-01"]);
    let law = purpose("[\"convictions\"]", "{ article = \"10\", law = \"Licensing Act 2003\" }");
    assert_eq!(codes(UK, &law), ["CRM-02"]);
    assert_eq!(codes(EU, &law), [""; 0]);
    let national = purpose("[\"convictions\"]", "{ article = \"10\", schedule_1 = \"10\" }");
    assert_eq!(codes(UK, &national), [""; 0]);
    assert_eq!(codes(BOTH, &national), ["CRM-01"]);
}
