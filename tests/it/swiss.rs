//! Notices for Switzerland, alone and beside others, from files to proved outputs.

use std::fs;

use crate::project::{Project, root};

/// The HTML and the Markdown of a notice without findings.
fn built(text: &str) -> (String, String) {
    let project = Project::new(&[
        ("noticec.toml", "out = \"public\"\nformats = [\"html\", \"markdown\"]\n"),
        ("guests.notice.toml", text),
    ]);
    let ran = project.run(&["build", "."]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let read = |name: &str| project.read(&format!("public/{name}")).unwrap();
    (read("guests.html"), read("guests.md"))
}

fn case(name: &str) -> String {
    fs::read_to_string(root().join("tests/cases").join(name).join("notice.toml")).unwrap()
}

#[test]
fn a_notice_under_swiss_law_alone_carries_what_that_law_asks() {
    let (html, markdown) = built(&case("swiss-alone"));
    for item in ["ch-19-2-a", "ch-19-2-b", "ch-19-2-c", "ch-19-3", "ch-19-4", "ch-21-1"] {
        assert!(html.contains(item), "{item}");
    }
    assert!(!html.contains("eu-1") && !markdown.contains("GDPR"), "{markdown}");
}

#[test]
fn beside_the_eu_each_law_has_its_own_words() {
    let (html, markdown) = built(&case("swiss-and-eu"));
    for item in ["eu-13-1-f", "ch-19-4", "eu-13-2-a", "eu-21-4"] {
        assert!(html.contains(item), "{item}");
    }
    for words in
        ["**United States, under EU law**", "**United States, under Swiss law**", "If Swiss law applies to you"]
    {
        assert!(markdown.contains(words), "{words}: {markdown}");
    }
}

const WITH_REPRESENTATIVES: &str = r#"
[notice]
version = "1.0"
effective = 2026-11-01
jurisdictions = ["eu", "uk", "ch"]

[controller]
name = "Seeblick Hotels GmbH"
country = "DE"
targets = ["CH", "GB"]
in_switzerland = { large_scale = true, regular = true, high_risk = true }
email = "datenschutz@seeblick.example"

[representatives.uk]
name = "Agents Ltd"
country = "GB"
email = "uk@agents.example"

[representatives.ch]
name = "Vertretung AG"
country = "CH"
address = "Bahnhofstrasse 99, 8001 Zürich"

[subjects.guests]
label = "guests"
party_to = "the booking"

[purposes.booking]
label = "Your booking"
text = "We use your details to keep a room for you and to send you the bill."
subjects = ["guests"]
data = { label = "booking details", items = ["name", "address"] }
collected = "direct"
basis = "6(1)(b)"
recipients = "none"
retention = { period = "10 years", from = "the end of the year of your stay" }
provision = { kind = "to-enter-contract", obliged = false, consequences = "we cannot keep a room for you" }

[automated]
none = true

[rights]
contact = "datenschutz@seeblick.example"

[complaints]
controller = { email = "datenschutz@seeblick.example" }
authorities = ["de-by-lda", "gb-ico"]
"#;

#[test]
fn a_representative_is_told_for_its_own_jurisdiction_alone() {
    let (html, markdown) = built(WITH_REPRESENTATIVES);
    let items = |anchor: &str| {
        let tag = html.split('<').find(|tag| tag.contains(&format!("id=\"{anchor}\""))).unwrap();
        tag.to_owned()
    };
    assert!(items("representative-ch").contains("ch-14-3") && !items("representative-ch").contains("uk-"));
    assert!(items("representative-uk").contains("uk-13-1-a") && !items("representative-uk").contains("ch-"));
    assert!(markdown.contains("Three laws can apply to you."), "{markdown}");
}
