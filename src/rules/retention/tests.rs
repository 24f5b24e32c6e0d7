//! What the rules on storage must not find, and where one of several speaks.

use crate::finding::Mark;
use crate::rules::testing::{self, under};

/// The codes of this family that a declaration gives.
fn codes(text: &str) -> Vec<&'static str> {
    testing::codes(&["RET"], None, &under("[\"eu\", \"uk\"]", "2026-11-01", text))
}

/// A purpose with one storage period.
fn one(retention: &str) -> Vec<&'static str> {
    codes(&format!("[retention.one]\n{retention}\n[purposes.p]\nretention = \"one\"\n"))
}

#[test]
fn every_way_to_say_how_long() {
    for enough in [
        "period = \"12 months\"\nfrom = \"the day of our decision\"",
        "until = \"the decision on your appointment\"\nat_most = \"6 months\"",
        "later_of = [ { period = \"6 years\", from = \"the end of work\" }, { until = \"the end of any claim\" } ]\n\
         stages = [ { period = \"1 year\", then = \"name and dates only\" } ]",
        "criteria = \"while you have an account with us\"",
        "permanent = true\nbecause = \"the county archive\"",
        "by = \"recipient\"",
        "law = \"Limitation Act 1980\"",
        "schedule = { label = \"retention schedule\", url = \"https://northmoor.example/retention\" }",
        "at_least = \"1 year\"\nat_most = \"3 years\"\nfrom = \"the day of your visit\"",
        "from = \"your last visit\"\nstages = [ { period = \"1 year\", then = \"erased\" } ]",
        "period = \"6 years\"\nfrom = \"the payment\"\ncriteria = \"as long as necessary\"",
    ] {
        assert_eq!(one(enough), [""; 0], "{enough}");
    }
}

#[test]
fn an_entry_that_says_nothing_is_none() {
    for empty in
        ["label = \"applications\"", "permanent = false", "because = \"claims\"", "until = \" \"", "from = \"today\""]
    {
        assert_eq!(one(empty), ["RET-01"], "{empty}");
    }
    assert_eq!(codes("[purposes.p]\nretention = []\n"), ["RET-01"]);
}

#[test]
fn an_entry_is_told_once_whatever_uses_it() {
    let text = "[retention.one]\ncriteria = \"as long as necessary\"\n[purposes.p]\nretention = \"one\"\n\
        [purposes.q]\nretention = \"one\"\n";
    assert_eq!(codes(text), ["RET-02"]);
    let unused =
        "[retention.one]\nperiod = \"1 year\"\n[purposes.p]\nretention = { until = \"the end of the event\" }\n";
    assert_eq!(codes(unused), [""; 0]);
}

#[test]
fn needs_that_are_no_periods() {
    assert_eq!(one("until = \"it is no longer needed\""), ["RET-02"]);
    assert_eq!(one("schedule = { label = \"our retention policy\" }"), ["RET-02"]);
    assert_eq!(
        one("later_of = [ { until = \"no longer necessary\" }, { until = \"the end of any claim\" } ]"),
        [""; 0]
    );
    assert_eq!(one("criteria = \"as long as necessary\"\nlaw = \"Limitation Act 1980\""), [""; 0]);
}

#[test]
fn periods_without_a_start() {
    for open in [
        "period = \"12 months\"",
        "at_most = \"6 months\"",
        "later_of = [ { period = \"6 years\" }, { until = \"the end of any claim\" } ]",
        "stages = [ { period = \"1 year\", then = \"erased\" } ]",
    ] {
        assert_eq!(one(open), ["RET-03"], "{open}");
    }
    assert_eq!(one("period = \"12 months\"\ncriteria = \"counted from your last visit\""), [""; 0]);
    let except = "until = \"the end of your stay\"\nexcept = [ { event = \"an accident\", period = \"40 years\" } ]";
    assert_eq!(one(except), [""; 0]);
}

#[test]
fn each_category_and_group_has_a_period() {
    let text = |subjects: &str, retention: &str| {
        codes(&format!(
            "[subjects.a]\n[subjects.b]\n[data.x]\nlabel = \"x\"\n[data.y]\nlabel = \"y\"\n[retention.one]\n\
             until = \"the end\"\n\
             [purposes.p]\n{subjects}\ndata = [\"x\", \"y\"]\nretention = {retention}\n"
        ))
    };
    let none: [&str; 0] = [];
    let both = "subjects = [\"a\", \"b\"]";
    assert_eq!(text("", "{ id = \"one\", data = [\"x\"] }"), ["RET-01"]);
    assert_eq!(text("", "[ { id = \"one\", data = [\"x\"] }, { until = \"the vote\", data = [\"y\"] } ]"), none);
    assert_eq!(text("", "[ \"one\", { id = \"one\", data = [\"x\"] } ]"), none);
    // A period that holds in some case may be the only one: nobody can tell from its words.
    assert_eq!(text("", "{ id = \"one\", when = \"we appoint you\" }"), none);
    assert_eq!(text(both, "{ id = \"one\", subjects = [\"a\"] }"), ["RET-01"]);
    assert_eq!(text(both, "[ { id = \"one\", subjects = [\"a\"] }, { id = \"one\", subjects = [\"b\"] } ]"), none);
    assert_eq!(text("", "{ id = \"one\", subjects = [\"a\"] }"), none);
    assert_eq!(text("subjects = \"all\"", "{ id = \"one\", subjects = [\"a\"] }"), ["RET-01"]);
}

#[test]
fn a_minimum_has_a_maximum() {
    assert_eq!(one("at_least = \"6 years\"\nfrom = \"the payment\""), ["RET-04"]);
    for bounded in
        ["at_most = \"7 years\"", "until = \"the audit\"", "stages = [ { period = \"7 years\", then = \"erased\" } ]"]
    {
        assert_eq!(one(&format!("at_least = \"6 years\"\nfrom = \"the payment\"\n{bounded}")), [""; 0], "{bounded}");
    }
}

#[test]
fn without_an_end_there_is_a_ground() {
    assert_eq!(one("permanent = true"), ["RET-05"]);
    assert_eq!(one("permanent = true\nbecause = \"legal requirement\""), ["RET-05"]);
    assert_eq!(one("criteria = \"We keep minutes indefinitely.\""), ["RET-05"]);
    for ground in [
        "permanent = true\nbecause = \"legal requirement\"\nlaw = \"Public Records Act 1958\"",
        "permanent = true\nbecause = \"so that we never write to you again\"",
        "criteria = \"We do not keep anything indefinitely: it is erased when you leave.\"",
        "permanent = false\nuntil = \"the vote\"",
    ] {
        assert_eq!(one(ground), [""; 0], "{ground}");
    }
}

#[test]
fn one_period_for_everything_is_no_choice() {
    let text = |period: &str, data: &str| {
        let data = |id: &str| data.replace("own", id);
        codes(&format!(
            "[data.a]\nlabel = \"a\"\n[data.b]\nlabel = \"b\"\n[data.c]\nlabel = \"c\"\n[retention.one]\n{period}\n\
             [purposes.p]\ndata = \"{}\"\nretention = \"one\"\n[purposes.q]\ndata = \"{}\"\nretention = \"one\"\n\
             [purposes.r]\ndata = \"{}\"\nretention = \"one\"\n",
            data("a"),
            data("b"),
            data("c")
        ))
    };
    let plain = "period = \"6 years\"\nfrom = \"the end\"";
    assert_eq!(text(plain, "own"), ["RET-06"]);
    assert_eq!(text(plain, "a"), [""; 0]);
    assert_eq!(text(&format!("{plain}\nbecause = \"claims\""), "own"), [""; 0]);
    assert_eq!(text("until = \"the end of your membership\"", "own"), [""; 0]);
}

#[test]
fn slips_of_the_pen() {
    assert_eq!(one("period = \"101 years\"\nfrom = \"the payment\""), ["RET-10"]);
    assert_eq!(one("period = \"100 years\"\nfrom = \"the payment\""), [""; 0]);
    assert_eq!(one("period = \"110 years\"\nfrom = \"your birth\"\nlaw = \"Adoption Act\""), [""; 0]);
    assert_eq!(one("at_least = \"7 years\"\nat_most = \"6 years\"\nfrom = \"the payment\""), ["RET-10"]);
    assert_eq!(one("period = \"7 years\"\nat_most = \"6 years\"\nfrom = \"the payment\""), ["RET-10"]);
}

#[test]
fn data_goes_with_consent() {
    let with = |basis: &str, retention: &str| {
        codes(&format!("[retention.one]\n{retention}\n[purposes.p]\nbasis = {basis}\nretention = \"one\"\n"))
    };
    let after = "period = \"2 years\"\nfrom = \"your withdrawal of consent\"";
    assert_eq!(with("\"6(1)(a)\"", after), ["RET-11"]);
    assert_eq!(with("[\"6(1)(a)\", \"6(1)(f)\"]", after), [""; 0]);
    for fine in [
        "period = \"30 days\"\nfrom = \"your withdrawal of consent\"",
        "period = \"2 years\"\nfrom = \"your withdrawal of consent\"\nbecause = \"proof that you had agreed\"",
        "period = \"2 years\"\nfrom = \"your last visit\"",
        "until = \"your withdrawal of consent\"\nat_most = \"2 years\"",
    ] {
        assert_eq!(with("\"6(1)(a)\"", fine), [""; 0], "{fine}");
    }
    let least = "at_least = \"1 year\"\nat_most = \"2 years\"\nfrom = \"your order\"";
    assert_eq!(with("\"6(1)(a)\"", least), ["RET-11"]);
}

#[test]
fn a_sentence_beside_a_period_only_adds_nothing() {
    let marks = |uses: &str| -> Vec<Option<Mark>> {
        let text = format!(
            "[retention.general]\ncriteria = \"as long as necessary\"\n[retention.one]\nuntil = \"the vote\"\n\
             [retention.other]\nuntil = \"the end of your stay\"\n[retention.some]\nlabel = \"some records\"\nuntil = \"the \
             audit\"\n{uses}\n"
        );
        let found = testing::findings(&["RET-02"], None, &under("[\"eu\", \"uk\"]", "2026-11-01", &text));
        found.into_iter().map(|finding| finding.fault.mark).collect()
    };
    let note = [Some(Mark::Practice)];
    assert_eq!(marks("[purposes.p]\nretention = [\"general\", \"one\"]"), note);
    let cases = "{ id = \"one\", when = \"you stay\" }, { id = \"other\", when = \"you leave\" }";
    assert_eq!(marks(&format!("[purposes.p]\nretention = [\"general\", {cases}]")), note);
    for open in [
        "[purposes.p]\nretention = [\"general\", { id = \"one\", when = \"you stay\" }]",
        "[purposes.p]\nretention = [\"general\", \"some\"]",
        "[purposes.p]\nretention = [\"general\", \"one\"]\n[purposes.q]\nretention = \"general\"",
        "[data.x]\n[data.y]\n[purposes.p]\ndata = [\"x\", \"y\"]\nretention = [\"general\", { id = \"one\", data = [\"x\"] }]",
    ] {
        assert_eq!(marks(open), [None], "{open}");
    }
}

#[test]
fn periods_side_by_side_are_told_apart() {
    let text = |third: &str, uses: &str| {
        let purpose = |id: &str| format!("[purposes.{id}]\nretention = {uses}\n");
        codes(&format!(
            "[retention.a]\nuntil = \"the vote\"\n[retention.b]\nuntil = \"the end of your stay\"\n\
             [retention.c]\nuntil = \"the audit\"\n{third}\n{}{}{}",
            purpose("p"),
            purpose("q"),
            purpose("r")
        ))
    };
    let all = "[\"a\", \"b\", \"c\"]";
    assert_eq!(text("", all), ["RET-06"]);
    assert_eq!(text("label = \"minutes\"", all), [""; 0]);
    assert_eq!(text("", "[\"a\", \"b\", { id = \"c\", when = \"you pay\" }]"), [""; 0]);
    assert_eq!(text("[purposes.s]\nretention = \"c\"", "[\"a\", \"b\"]"), [""; 0]);
}

/// What the first finding of a rule gives to paste.
fn paste(text: &str) -> String {
    let found = testing::findings(&["RET-01"], None, &under("[\"uk\"]", "2026-11-01", text));
    found.into_iter().next().and_then(|finding| finding.fault.paste).unwrap_or_default()
}

#[test]
fn examples_of_periods_fit_the_purpose() {
    assert!(paste("[purposes.p]\nlabel = \"CCTV in our halls\"\ncollected = \"observed\"").contains("the recording"));
    assert!(paste("[purposes.p]\nlabel = \"Our website\"\ncollected = \"observed\"").contains("your visit"));
    assert!(paste("[purposes.p]\nbasis = \"6(1)(a)\"").contains("until = \"your withdrawal of consent\""));
    assert!(paste("[purposes.p]\nmarketing = true").contains("until = "));
    assert!(paste("[purposes.p]\nlabel = \"Selling cameras\"\ncollected = \"direct\"").contains("our last contact"));
}
