//! What the rules on sources must not find, and where one of several speaks.

use crate::finding::Mark;
use crate::rules::testing::{self, under};

/// The codes of this family and of DAT that a declaration gives, but that of the delivery, which few of these tests declare.
fn codes(text: &str) -> Vec<&'static str> {
    all_codes(text).into_iter().filter(|code| *code != "SRC-06").collect()
}

/// The codes of this family and of DAT that a declaration gives.
fn all_codes(text: &str) -> Vec<&'static str> {
    testing::codes(&["SRC", "DAT"], None, &under("[\"eu\", \"uk\"]", "2026-11-01", text))
}

/// A purpose with two categories, one of which comes from a source.
fn bureau(source: &str, data: &str, collected: &str) -> Vec<&'static str> {
    codes(&format!(
        "[data.identity]\nlabel = \"identity\"\n[data.income]\nlabel = \"income\"\n\
         [sources.bureau]\npublic = false\n{source}\n\
         [purposes.credit]\ndata = {data}\ncollected = {collected}\n"
    ))
}

const NAMED: &str = "label = \"a bureau\"";

#[test]
fn each_way_of_collecting_is_an_answer() {
    for way in ["direct", "observed", "inferred", "bureau"] {
        assert_eq!(bureau(NAMED, "[\"identity\"]", &format!("\"{way}\"")), [""; 0], "{way}");
    }
    assert_eq!(bureau(NAMED, "[\"identity\"]", "[]"), ["SRC-01"]);
    assert_eq!(bureau("", "[\"identity\"]", "\"bureau\""), ["SRC-01"]);
}

#[test]
fn what_no_source_gives_has_no_origin() {
    let both = "[\"identity\", \"income\"]";
    let narrowed = "{ id = \"bureau\", data = [\"income\"] }";
    assert_eq!(bureau(NAMED, both, narrowed), ["SRC-01"]);
    assert_eq!(bureau(NAMED, both, &format!("[\"direct\", {narrowed}]")), [""; 0]);
    assert_eq!(bureau(NAMED, both, &format!("[\"observed\", {narrowed}]")), [""; 0]);
    assert_eq!(bureau(&format!("{NAMED}\ndata = [\"income\"]"), both, "\"bureau\""), ["SRC-01"]);
}

#[test]
fn a_source_may_give_more_than_one_purpose_wants() {
    let general = format!("{NAMED}\ndata = [\"identity\", \"income\"]");
    assert_eq!(bureau(&general, "[\"identity\"]", "\"bureau\""), [""; 0]);
    let other = format!("{NAMED}\ndata = [\"income\"]");
    assert_eq!(bureau(&other, "[\"identity\"]", "[\"direct\", \"bureau\"]"), ["DAT-01"]);
}

#[test]
fn categories_are_told_only_where_others_give_them() {
    let text = |way: &str| {
        format!(
            "[sources.a]\nname = \"A\"\npublic = false\n[data.x]\nspecial = false\n[purposes.p]\n\
             data = [\"x\"]\ncollected = \"{way}\"\n"
        )
    };
    assert_eq!(codes(&text("a")), ["DAT-01"]);
    assert_eq!(codes(&text("direct")), [""; 0]);
    // Without data, the purpose is PUR-04's.
    assert_eq!(codes("[sources.a]\nname = \"A\"\npublic = false\n[purposes.p]\ncollected = \"a\"\n"), [""; 0]);
}

#[test]
fn sources_in_place_are_judged_once() {
    let text = "[data.x]\nlabel = \"x\"\n[purposes.p]\ndata = [\"x\"]\ncollected = { name = \"A\" }\n";
    assert_eq!(codes(text), ["SRC-02"]);
}

#[test]
fn another_group_may_be_a_source() {
    let text = |subjects: &str| {
        format!(
            "[subjects.applicants]\nlabel = \"applicants\"\n[subjects.referees]\nlabel = \"referees\"\n\
             [data.x]\nlabel = \"x\"\n[sources.them]\nlabel = \"the applicants\"\npublic = false\n\
             [purposes.p]\nsubjects = {subjects}\ndata = [\"x\"]\ncollected = \"them\"\n"
        )
    };
    assert_eq!(codes(&text("[\"referees\"]")), [""; 0]);
    assert_eq!(codes(&text("[\"applicants\", \"referees\"]")), [""; 0]);
    assert_eq!(codes(&text("\"all\"")), [""; 0]);
    assert_eq!(codes(&text("[\"applicants\"]")), ["SRC-04"]);
}

#[test]
fn devices_of_others_are_sources() {
    let text = |source: &str| {
        format!(
            "[data.x]\nlabel = \"x\"\n[sources.s]\npublic = false\n{source}\n[purposes.p]\ndata = [\"x\"]\n\
             collected = \"s\"\n"
        )
    };
    for other in [
        "label = \"cameras of the shopping centre\"",
        "label = \"the landlord's CCTV\"",
        "label = \"camera footage from the police\"",
        "label = \"our partners’ cookies\"",
        "label = \"CCTV\"\nname = \"Moorshire Police\"",
        "label = \"cameras\"\nsector = \"retail\"",
        "label = \"camera clubs\"\nsector = \"leisure\"",
    ] {
        assert_eq!(codes(&text(other)), [""; 0], "{other}");
    }
    for own in ["label = \"our CCTV\"", "label = \"cookies listed in section 7\"", "label = \"Server logs\""] {
        assert_eq!(codes(&text(own)), ["SRC-05"], "{own}");
    }
}

#[test]
fn sources_are_more_than_anybody() {
    let none: [&str; 0] = [];
    assert_eq!(bureau("label = \"third parties\"", "[\"identity\"]", "\"bureau\""), ["SRC-03"]);
    assert_eq!(bureau("label = \"publicly available sources\"", "[\"identity\"]", "\"bureau\""), ["SRC-03"]);
    for enough in [
        "label = \"third parties\"\nsector = \"credit\"",
        "name = \"A\"\nlabel = \"partners\"",
        "label = \"credit agencies\"",
    ] {
        assert_eq!(bureau(enough, "[\"identity\"]", "\"bureau\""), none, "{enough}");
    }
    // A source that nothing uses is not judged.
    assert_eq!(bureau("label = \"third parties\"", "[\"identity\"]", "\"direct\""), none);
}

/// The code of the delivery, for a purpose with these keys.
fn delivery(keys: &str) -> Vec<&'static str> {
    let text = format!(
        "[sources.s]\nlabel = \"a bureau\"\npublic = false\n[data.x]\nlabel = \"x\"\n[purposes.p]\ndata = \"x\"\n{keys}\n"
    );
    all_codes(&text)
}

#[test]
fn who_gave_nothing_is_told_within_a_month() {
    assert_eq!(delivery("collected = \"s\""), ["SRC-06"]);
    for told in
        ["in our first message", "within one month", "within 30 days", "within 4 weeks; at the latest after a month"]
    {
        assert_eq!(delivery(&format!("collected = \"s\"\ndelivery = \"{told}\"")), [""; 0], "{told}");
    }
    for late in ["within three months", "within 60 days", "no later than 6 weeks after we get it"] {
        assert_eq!(delivery(&format!("collected = \"s\"\ndelivery = \"{late}\"")), ["SRC-06"], "{late}");
    }
    assert_eq!(delivery("collected = [\"direct\", \"s\"]"), [""; 0]);
    assert_eq!(delivery("collected = \"inferred\""), [""; 0]);
    let exempt = "[exemptions.e]\npurposes = [\"p\"]\narticle = \"14(5)(d)\"\n";
    assert_eq!(delivery(&format!("collected = \"s\"\n{exempt}")), [""; 0]);
}

#[test]
fn what_people_must_give_is_told_to_those_who_give() {
    let told = "delivery = \"in our first message\"\nprovision = \"voluntary\"";
    assert_eq!(delivery(&format!("collected = \"s\"\n{told}")), ["SRC-07"]);
    assert_eq!(delivery(&format!("collected = [\"observed\", \"s\"]\n{told}")), [""; 0]);
    assert_eq!(delivery(told), ["SRC-01"]);
}

#[test]
fn who_is_filmed_sees_a_sign() {
    let cctv = "label = \"CCTV in our halls\"\ncollected = \"observed\"\n";
    assert_eq!(delivery(cctv), ["SRC-08"]);
    assert_eq!(delivery(&format!("{cctv}text = \"Signs at the doors tell of it.\"")), [""; 0]);
    assert_eq!(delivery(&format!("{cctv}delivery = \"on signs\"")), [""; 0]);
    assert_eq!(delivery(&format!("{cctv}[snippets.sign]\nkind = \"sign\"\npurposes = [\"p\"]")), [""; 0]);
    assert_eq!(delivery(&format!("{cctv}basis = \"6(1)(a)\"")), [""; 0]);
    assert_eq!(delivery("text = \"We do not record calls.\"\ncollected = \"observed\""), [""; 0]);
    assert_eq!(delivery("label = \"Server logs\"\ncollected = \"observed\""), [""; 0]);
    assert_eq!(delivery("label = \"Selling cameras\"\ncollected = \"direct\""), [""; 0]);
}

#[test]
fn how_data_comes_in_is_guessed_by_no_paste() {
    let found = |keys: &str| {
        let text = under("[\"uk\"]", "2026-11-01", &format!("[data.x]\n[purposes.p]\ndata = \"x\"\n{keys}\n"));
        let mut found = testing::findings(&["SRC-01"], None, &text);
        assert_eq!(found.len(), 1, "{keys}");
        assert_eq!(testing::mark(&found[0]), Mark::Structural, "{keys}");
        found.remove(0).fault.paste
    };
    let way = |paste: Option<String>| paste.map(|paste| paste.replace("[purposes.p]\ncollected = ", ""));
    assert_eq!(way(found("label = \"CCTV\"")).as_deref(), Some("\"observed\""));
    assert_eq!(way(found("text = \"Calls are recorded.\"")).as_deref(), Some("\"observed\""));
    assert_eq!(way(found("text = \"We use what you give us.\"")).as_deref(), Some("\"direct\""));
    assert_eq!(found("text = \"We match what you give us to detect fraud.\""), None);
    assert_eq!(found("text = \"We run the service.\""), None);
}

#[test]
fn cameras_are_known_by_their_german_names() {
    for label in ["Überwachungskameras im Foyer", "Videoüberwachung im Foyer"] {
        let text = format!("[purposes.p]\nlabel = \"{label}\"\ncollected = \"observed\"");
        assert!(all_codes(&text).contains(&"SRC-08"), "{label}");
    }
    let text = under("[\"eu\"]", "2026-11-01", "[purposes.p]\nlabel = \"Überwachungskameras im Foyer\"");
    let found = testing::findings(&["SRC-01"], None, &text);
    assert_eq!(found[0].fault.paste.as_deref(), Some("[purposes.p]\ncollected = \"observed\""));
}

#[test]
fn an_article_hides_no_person() {
    let source = |label: &str| bureau(&format!("label = \"{label}\""), "[\"identity\"]", "\"bureau\"");
    assert_eq!(source("The data subject"), ["SRC-04"]);
    assert_eq!(source("the data subject"), ["SRC-04"]);
    assert_eq!(source("The bureau"), [""; 0]);
}
