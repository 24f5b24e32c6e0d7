//! Which new uses are judged, and what is asked of them.

use crate::rules::testing::{self, under};

/// The codes of this family that a declaration gives.
fn codes(jurisdictions: &str, text: &str) -> Vec<&'static str> {
    let text = under(jurisdictions, "2026-11-01", &format!("version = \"2\"\n{text}"));
    testing::codes(&["FUR-01", "FUR-02"], None, &text)
}

const BOTH: &str = "[\"eu\", \"uk\"]";

/// A new use of data that was collected on a basis.
fn new_use(jurisdictions: &str, basis: &str, further: &str) -> Vec<&'static str> {
    codes(jurisdictions, &format!("[purposes.old]\nbasis = \"{basis}\"\n[purposes.new]\nfurther = {further}\n"))
}

#[test]
fn people_are_told_before() {
    assert_eq!(new_use(BOTH, "6(1)(b)", "{ ground = \"compatible\" }"), ["FUR-01"]);
    assert_eq!(new_use(BOTH, "6(1)(b)", "{ told = \"by e-mail\" }"), ["FUR-02"]);
    assert_eq!(new_use(BOTH, "6(1)(b)", "{ told = \"by e-mail\", ground = \"compatible\" }"), [""; 0]);
}

#[test]
fn a_new_purpose_with_old_data_raises_the_question() {
    let text = |new: &str, rest: &str| {
        format!(
            "{rest}[data.a]\nlabel = \"a\"\n[data.b]\nlabel = \"b\"\n[purposes.old]\ndata = \"a\"\n[purposes.new]\nadded_in = \"2\"\ndata = {new}\n"
        )
    };
    assert_eq!(codes(BOTH, &text("\"a\"", "")), ["FUR-01"]);
    assert_eq!(codes(BOTH, &text("\"b\"", "")), [""; 0]);
    assert_eq!(codes(BOTH, &text("\"a\"", "[changes]\nnotify = \"by e-mail\"\n")), [""; 0]);
    assert_eq!(codes(BOTH, &text("\"a\"", "").replace("added_in = \"2\"", "added_in = \"1\"")), [""; 0]);
}

#[test]
fn a_ground_is_one_of_the_law() {
    let told = |ground: &str| format!("{{ told = \"by e-mail\", after = [\"old\"], ground = {ground} }}");
    assert_eq!(new_use("[\"uk\"]", "6(1)(b)", &told("\"annex2\"")), [""; 0]);
    assert_eq!(new_use(BOTH, "6(1)(b)", &told("\"annex2\"")), ["FUR-02"]);
    assert_eq!(new_use(BOTH, "6(1)(b)", &told("[\"annex2\", \"compatible\"]")), [""; 0]);
    assert_eq!(new_use(BOTH, "6(1)(b)", &told("\"law\"")), ["FUR-02"]);
}

#[test]
fn data_collected_on_consent_stays_with_it_in_the_uk() {
    let told = |rest: &str| format!("{{ told = \"by e-mail\", after = [\"old\"], {rest} }}");
    assert_eq!(new_use("[\"uk\"]", "6(1)(a)", &told("ground = \"compatible\"")), ["FUR-02"]);
    assert_eq!(new_use("[\"eu\"]", "6(1)(a)", &told("ground = \"compatible\"")), [""; 0]);
    assert_eq!(new_use("[\"uk\"]", "6(1)(a)", &told("ground = \"consent\"")), [""; 0]);
    assert_eq!(new_use("[\"uk\"]", "6(1)(a)", &told("ground = \"annex2\"")), ["FUR-02"]);
    assert_eq!(
        new_use("[\"uk\"]", "6(1)(a)", &told("ground = \"annex2\", because = \"We no longer have addresses.\"")),
        [""; 0]
    );
}
