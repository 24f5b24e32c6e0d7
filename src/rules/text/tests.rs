//! What the tests of this family share, and those of single words.

use crate::rules::testing::{self, TODAY, findings, under};

pub(in crate::rules) const NONE: [&str; 0] = [];

/// The findings of one rule for a declaration, as its code so many times; under UK law where nothing else is said.
pub(in crate::rules) fn judged(code: &'static str, text: &str) -> Vec<&'static str> {
    let notice = "[notice]\njurisdictions = [\"uk\"]\neffective = 2026-11-01\n";
    let text = if text.contains("[notice]") { text.to_owned() } else { format!("{text}\n{notice}") };
    testing::codes(&[code], TODAY, &text)
}

/// The findings of one rule for a section that says this.
pub(in crate::rules) fn text(code: &'static str, words: &str) -> Vec<&'static str> {
    let words = words.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    judged(code, &format!("[sections.a]\ntitle = \"Our words\"\ntext = \"{words}\""))
}

/// Every text of the first list gives one finding, none of the second does.
fn each(code: &'static str, found: &[&str], right: &[&str]) {
    for words in found {
        assert_eq!(text(code, words), [code], "{words}");
    }
    for words in right {
        assert_eq!(text(code, words), NONE, "{words}");
    }
}

#[test]
fn long_sentences_in_the_passive_voice() {
    let long = "The data that is given to us by you in the course of your application is, together with the notes that our \
                assessors wrote and the results of each test that you took, kept in the folder of the post";
    let active = "We keep the data that you give us in the course of your application, together with the notes that our \
                  assessors write and the results of each test, in the folder of the post until the day after the vote";
    each("TXT-02", &[long], &[active, "Your data is kept in a folder."]);
}

#[test]
fn terms_of_the_law_before_2018() {
    each(
        "TXT-08",
        &[
            "We comply with the Data Protection Act 1998.",
            "We use sensitive personal data with care.",
            "This is a fair processing notice.",
            "We answer a request for access within 40 days.",
            "A copy of your data costs £10.",
            "We follow the GDPR.",
        ],
        &[
            "The UK GDPR replaced the Data Protection Act 1998.",
            "We follow the UK GDPR. The GDPR of the Union has the same articles.",
            "The United Kingdom’s General Data Protection Regulation holds.",
            "Your parcel comes within 40 days.",
            "A ticket costs £10.",
            "We ensure fair processing of your data.",
        ],
    );
    let eu =
        "[notice]\njurisdictions = [\"eu\"]\neffective = 2026-11-01\n[sections.a]\ntitle = \"A\"\ntext = \"The GDPR.\"";
    assert_eq!(judged("TXT-08", eu), NONE);
    assert_eq!(judged("TXT-08", "[laws.a]\nname = \"Data Protection Act 1998\""), ["TXT-08"]);
    let old = "[notice]\njurisdictions = [\"uk\"]\nupdated = 2018-05-01\n[sections.a]\ntitle = \"A\"\ntext = \"The Data Protection Act 1998.\"";
    assert_eq!(judged("TXT-08", old), NONE);
}

#[test]
fn words_of_contracts() {
    each(
        "TXT-09",
        &["We process it pursuant to the Act.", "You hereby agree.", "We collect PII."],
        &["We hold your pii number.", "We process it under the Act.", "The hereford office answers."],
    );
}

#[test]
fn duties_that_are_left_to_the_reader() {
    each(
        "TXT-10",
        &[
            "Any transmission is at your own risk if it is not secure.",
            "We cannot guarantee the security of e-mail.",
            "We do not guarantee that data you send us is not intercepted.",
        ],
        &[
            "We cannot guarantee you a place on the course.",
            "You swim at your own risk.",
            "We cannot guarantee that our information about opening hours is right.",
        ],
    );
}

#[test]
fn lists_that_are_left_open() {
    each(
        "TXT-12",
        &[
            "We use names, addresses, etc.",
            "location, including but not limited to your town",
            "We use Aggregated Data for any purpose.",
            "We share it with the police and any other organisation.",
        ],
        &[
            "We do not use it for any other purpose.",
            "We never use it for any purpose but this.",
            "any other information you choose to give us",
            "You can go to any other supervisory authority.",
            "You can leave for any reason.",
        ],
    );
    let label = |words: &str| {
        let text = format!("[sections.a]\ntitle = \"A\"\ntext = \"{words}\"");
        findings(&["TXT-12"], TODAY, &under("[\"uk\"]", "2026-11-01", &text))[0].fault.labels[0].text.clone()
    };
    assert_eq!(label("We use Aggregated Data for any purpose."), "for which?");
    assert_eq!(label("We use names, addresses, etc."), "what else?");
}

#[test]
fn links_that_lead_nowhere_or_in_the_open() {
    each(
        "TXT-14",
        &[
            "The version is [here]().",
            "The version is [here](#).",
            "See [Google](http://www.northmoor.example/ads).",
            "See http://www.northmoor.example/ads.",
        ],
        &[
            "See [Google](https://www.northmoor.example/ads).",
            "See <https://northmoor.example>.",
            "Write `[a]()` for it.",
        ],
    );
    assert_eq!(judged("TXT-14", "[controller]\nwebsite = \"http://northmoor.example\""), ["TXT-14"]);
    assert_eq!(judged("TXT-18", "[sections.a]\ntitle = \"A\"\ntext = \"[here]() and <your name>\""), NONE);
}

#[test]
fn terms_of_use_are_no_notice() {
    each(
        "TXT-15",
        &["You agree to accept responsibility for all activities under your account."],
        &["Our terms of use are on our website.", "You agreed to take part in the study."],
    );
    assert_eq!(judged("TXT-15", "[sections.a]\ntitle = \"Terms of use\"\ntext = \"Be kind.\""), ["TXT-15"]);
}

#[test]
fn other_notices_are_named() {
    each(
        "TXT-16",
        &["Please read this with any other privacy notice that we give you."],
        &["Please read the notice on cookies too."],
    );
    assert_eq!(judged("TXT-16", "[related.cookies]\nlabel = \"Cookie notice\""), ["TXT-16"]);
    let others = under("[\"uk\"]", "2026-11-01", "[related.a]\nlabel = \"any other privacy notices we may provide\"");
    let found = findings(&["TXT-16"], TODAY, &others);
    assert!(found[0].fault.help.as_deref().unwrap().starts_with("name these notices, one entry each"));
    assert_eq!(judged("TXT-16", "[related.cookies]\nlabel = \"Cookies\"\nurl = \"https://northmoor.example/c\""), NONE);
}
