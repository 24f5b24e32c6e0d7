use crate::rules::testing::{self, TODAY, under};

fn codes(jurisdictions: &str, day: &str, text: &str) -> Vec<&'static str> {
    testing::codes(&["AIA"], TODAY, &under(jurisdictions, day, text))
}

const NONE: [&str; 0] = [];
const EU: &str = "[\"eu\"]";
const UK: &str = "[\"uk\"]";

fn system(kind: &str, more: &str) -> String {
    format!("[ai.one]\nlabel = \"one\"\nkind = \"{kind}\"\n{more}")
}

#[test]
fn high_risk_comes_with_december_2027_and_in_the_eu() {
    let open = system("high-risk", "");
    assert_eq!(codes(EU, "2027-12-01", &open), NONE);
    assert_eq!(codes(EU, "2027-12-02", &open), ["AIA-01"]);
    assert_eq!(codes(UK, "2027-12-02", &open), NONE);
    assert_eq!(codes(EU, "2027-12-02", &system("other", "")), NONE);
}

#[test]
fn what_decides_says_for_what() {
    let on = |more: &str| codes(EU, "2028-01-01", &system("high-risk", more));
    assert_eq!(on("decides = false"), NONE);
    assert_eq!(on("decides = true\nexplanation = \"a@a.example\""), ["AIA-01"]);
    assert_eq!(on("decides = true\nexplanation = \"a@a.example\"\nuse = \"it sorts applications\""), NONE);
    assert_eq!(on("decides = true\nuse = \"it sorts applications\""), ["AIA-05"]);
    let purpose = "decides = true\nexplanation = \"a@a.example\"\npurposes = [\"select\"]\n[purposes.select]";
    assert_eq!(on(purpose), NONE);
}

#[test]
fn workers_are_told() {
    let on = |kind: &str, more: &str| {
        let text =
            format!("[controller]\nkind = \"{kind}\"\n{}", system("high-risk", &format!("decides = false\n{more}")));
        codes(EU, "2028-01-01", &text)
    };
    assert_eq!(on("employer", ""), ["AIA-02"]);
    assert_eq!(on("company", ""), NONE);
    assert_eq!(on("employer", "workplace = false"), NONE);
    assert_eq!(on("company", "workplace = true"), ["AIA-02"]);
    assert_eq!(on("company", "workplace = true\ntold = \"a letter\""), NONE);
}

#[test]
fn transparency_comes_with_august_2026() {
    for (kind, code) in
        [("chatbot", "AIA-03"), ("emotion-recognition", "AIA-04"), ("biometric-categorisation", "AIA-04")]
    {
        assert_eq!(codes(EU, "2026-08-01", &system(kind, "")), NONE);
        assert_eq!(codes(EU, "2026-08-02", &system(kind, "")), [code]);
        assert_eq!(codes(UK, "2026-08-02", &system(kind, "")), NONE);
        assert_eq!(codes(EU, "2026-08-02", &system(kind, "told = \"a sign at the door\"")), NONE);
        assert_eq!(codes(EU, "2026-08-02", &system(kind, "offences = true")), NONE);
    }
}

#[test]
fn a_denial_beside_a_system_is_found() {
    assert_eq!(codes(EU, "2026-11-01", "[ai]\nnone = true"), NONE);
    assert_eq!(codes(EU, "2026-11-01", &format!("[ai]\nnone = true\n{}", system("other", ""))), ["AIA-06"]);
}

#[test]
fn systems_of_another_notice_are_not_judged() {
    let text = "subjects = [\"staff\"]\n[subjects.staff]\n[subjects.clients]\n[purposes.chat]\nsubjects = [\"clients\"]\n\
                [ai.bot]\nkind = \"chatbot\"\npurposes = [\"chat\"]";
    assert_eq!(codes(EU, "2026-11-01", text), NONE);
}

#[test]
fn what_a_system_is_used_for_is_called_by_its_key() {
    let text = under(EU, "2026-11-01", &system("other", "use = \"sorting post and so on\""));
    let found = testing::findings(&["TXT-12"], TODAY, &text);
    assert!(found[0].fault.message.ends_with("in the `use` of `ai.one`"), "{}", found[0].fault.message);
}
