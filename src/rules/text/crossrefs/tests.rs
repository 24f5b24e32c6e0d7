//! References inside a notice, by number, by link and by place.

use crate::rules::testing::{self, TODAY, under};
use crate::rules::text::tests::{NONE, judged, text};

#[test]
fn sections_by_number_lead_nowhere() {
    for lost in [
        "For periods, see section 12.",
        "cookies listed in section 7",
        "Section 4.2 of this notice tells you how.",
        "You can ask us (see 2. Who we are).",
        "As told in paragraph 3, we keep it.",
    ] {
        assert_eq!(text("TXT-04", lost), ["TXT-04"], "{lost}");
    }
    for right in [
        "We act under section 165 of the Data Protection Act 2018.",
        "The council acts under section 12 of that Act.",
        "See section 3 of our staff handbook.",
        "The first part of it is public.",
        "We see 2 doctors.",
        "Fill in section 2 of the form.",
        "Part 6 of the statute lets us.",
        "The Local Audit and Accountability Act 2014 lets us match data. See part 6.",
        "We give it to the police under section 29.",
    ] {
        assert_eq!(text("TXT-04", right), NONE, "{right}");
    }
}

#[test]
fn a_numbered_heading_of_the_author_is_there() {
    let with = |title: &str| format!("[sections.a]\ntitle = \"{title}\"\ntext = \"We do it. See section 7.\"");
    assert_eq!(judged("TXT-04", &with("7. Cookies")), NONE);
    assert_eq!(judged("TXT-04", &with("Cookies")), ["TXT-04"]);
    assert_eq!(judged("TXT-04", &with("70. Cookies")), ["TXT-04"]);
}

#[test]
fn a_number_is_counted_and_led_to_what_is_quoted() {
    let found = |text: &str| {
        let found = testing::findings(&["TXT-04"], TODAY, &under("[\"uk\"]", "2026-11-01", text));
        (found.len(), found.into_iter().next().unwrap().fault)
    };
    let section = |id: usize, words: &str| format!("[sections.s{id}]\ntitle = \"Room {id}\"\ntext = \"{words}\"\n");
    let many: String = (0..9).map(|id| section(id, "Ask us (see 2. Who we are).")).collect();
    let (count, fault) = found(&many);
    assert_eq!(count, 1);
    assert!(fault.message.ends_with("and in 8 more places"), "{}", fault.message);
    assert_eq!(fault.labels.last().unwrap().text, "and here, and 3 more");
    assert!(fault.help.as_deref().unwrap().contains("`[who we are](#controller)`"));
    let help = |words: &str| found(&section(1, words)).1.help.unwrap_or_default();
    assert!(help("We set the cookies listed in section 7.").contains("`[cookies](#storage)`"));
    assert!(help("We meet (see 3. Room 1).").contains("`[Room 1](#section-s1)`"));
    assert!(!help("We do as we say in section 7.").contains("(#"));
}

#[test]
fn anchors_must_be_there() {
    assert_eq!(text("TXT-04", "See [how long](#retention-times)."), ["TXT-04"]);
    assert_eq!(text("TXT-04", "See [how long](#retention) and [this](#section-a)."), NONE);
    assert_eq!(text("TXT-04", "See [this](#section-b)."), ["TXT-04"]);
    assert_eq!(text("TXT-04", "Write `[x](#y)` to link."), NONE);
}

#[test]
fn above_and_below_need_something_there() {
    assert_eq!(text("TXT-04", "We keep it for the periods listed above."), ["TXT-04"]);
    assert_eq!(text("TXT-04", "telephone or post (see Contact Details below)"), ["TXT-04"]);
    for right in [
        "We keep names. We use the data listed above.",
        "The table below shows them.\n\n| a | b |\n| --- | --- |\n| c | d |",
        "We give discounts to people below the age of 13.",
        "The temperature is above 20.",
        "The list matters above all to children.",
    ] {
        assert_eq!(text("TXT-04", right), NONE, "{right}");
    }
    let contact =
        "[controller]\nname = \"N\"\n[rights]\ncontact = \"by the details above\"\ntext = \"Use the details above.\"";
    assert_eq!(judged("TXT-04", contact), NONE);
}

#[test]
fn a_number_hides_no_other_reference() {
    let found = |words: &str| {
        let text = under("[\"uk\"]", "2026-11-01", &format!("[sections.s]\ntitle = \"Room\"\ntext = \"{words}\""));
        testing::findings(&["TXT-04"], TODAY, &text).into_iter().map(|one| one.fault.message).collect::<Vec<_>>()
    };
    let (above, number) = ("As described above we keep it.", "For periods, see section 12.");
    assert_eq!(found(&format!("{above} {number}")).len(), 2);
    assert_eq!(found(&format!("{number} We keep it as described below.")).len(), 2);
    assert_eq!(found("For periods, see section 12 below.").len(), 1);
}
