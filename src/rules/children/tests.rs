use crate::finding::{Finding, Level};
use crate::rules::testing::{self, TODAY, under};

fn findings(jurisdictions: &str, day: &str, text: &str) -> Vec<Finding> {
    testing::findings(&["CHD"], TODAY, &under(jurisdictions, day, text))
}

fn now(jurisdictions: &str, text: &str) -> Vec<&'static str> {
    findings(jurisdictions, "2026-11-01", text).iter().map(|finding| finding.code).collect()
}

fn levels(jurisdictions: &str, text: &str) -> Vec<(&'static str, Level)> {
    let found = findings(jurisdictions, "2026-11-01", text);
    found.iter().map(|finding| (finding.code, testing::mark(finding).level())).collect()
}

const NONE: [&str; 0] = [];
const EU: &str = "[\"eu\"]";
const UK: &str = "[\"uk\"]";
const BOTH: &str = "[\"eu\", \"uk\"]";

const CONSENT: &str = "[purposes.play]\nbasis = { article = \"6(1)(a)\", withdraw = \"the settings\" }\n";
const PARENTS: &str = "parental_consent = \"a link by e-mail\"\ncheck = \"a payment of one cent\"\n";

/// A service for children of which all is said but what the test is about.
fn served(country: &str, more: &str) -> String {
    format!(
        "[controller]\n{country}\n{CONSENT}[children]\nservice = true\nversion = \"https://a.example/kids\"\nneeds = \
         \"Profiles are private.\"\n{more}"
    )
}

#[test]
fn silence_about_children_is_not_judged() {
    assert_eq!(now(BOTH, CONSENT), NONE);
    assert_eq!(now(BOTH, &format!("{CONSENT}[children]\nservice = false\nlikely = false")), NONE);
}

#[test]
fn a_service_for_children_has_a_notice_for_them() {
    let bare = "[children]\nservice = true\nneeds = \"Profiles are private.\"\n";
    assert_eq!(now(BOTH, bare), ["CHD-01"]);
    assert_eq!(now(BOTH, &format!("{bare}readable = true")), NONE);
    assert_eq!(now(BOTH, &format!("{bare}readable = false")), ["CHD-01"]);
    assert_eq!(now(BOTH, &format!("{bare}version = \"https://a.example/kids\"")), NONE);
}

#[test]
fn the_age_is_that_of_the_country() {
    let irish = |age: &str| served("country = \"IE\"", &format!("{PARENTS}{age}"));
    assert_eq!(now(EU, &irish("")), ["CHD-03"]);
    assert_eq!(now(EU, &irish("age = 15")), ["CHD-03"]);
    assert_eq!(now(EU, &irish("age = 16")), NONE);
    assert_eq!(now(EU, &irish("age = 16\nfrom_age = 13")), NONE);
    assert_eq!(now(EU, &irish("age = 15\nages = { IE = 16 }")), NONE);
    let both = served("country = \"IE\"", &format!("{PARENTS}age = 13"));
    assert_eq!(now(BOTH, &both), ["CHD-03"]);
    assert_eq!(now(UK, &served("country = \"GB\"", &format!("{PARENTS}age = 13"))), NONE);
}

#[test]
fn targets_count_each() {
    let union = |age: &str| served("country = \"SE\"\ntargets = [\"EU\"]", &format!("{PARENTS}{age}"));
    let found = findings(EU, "2026-11-01", &union("age = 15"));
    assert_eq!(found.len(), 1);
    assert!(found[0].fault.message.ends_with("and 4 more"), "{}", found[0].fault.message);
    assert_eq!(now(EU, &union("age = 16")), NONE);
    let two = served("country = \"SE\"\ntargets = [\"FR\"]", &format!("{PARENTS}age = 13"));
    assert_eq!(now(EU, &two), ["CHD-03"]);
    assert_eq!(now(EU, &two.replace("age = 13", "age = 13\nages = { FR = 15 }")), NONE);
}

#[test]
fn an_age_changes_with_the_law() {
    let danish = served("country = \"DK\"", &format!("{PARENTS}age = 13"));
    let codes = |day: &str| -> Vec<&str> { findings(EU, day, &danish).iter().map(|one| one.code).collect() };
    assert_eq!(codes("2023-12-31"), NONE);
    assert_eq!(codes("2024-01-01"), ["CHD-03"]);
}

#[test]
fn who_needs_no_parent_is_not_asked() {
    // Old enough, counselling, no consent, none of children.
    assert_eq!(now(EU, &served("country = \"IE\"", "from_age = 16")), NONE);
    assert_eq!(now(BOTH, &served("country = \"IE\"", "counselling = true")), NONE);
    assert_eq!(now(EU, &served("country = \"IE\"", "").replace("6(1)(a)", "6(1)(b)")), NONE);
    let adults = served("country = \"IE\"", "\n[subjects.parents]\nchild = false")
        .replace("[purposes.play]", "[purposes.play]\nsubjects = [\"parents\"]");
    assert_eq!(now(EU, &adults), NONE);
    // Without a country no age is known; only a parent is asked for.
    assert_eq!(now(EU, &served("", &format!("{PARENTS}age = 14"))), NONE);
}

#[test]
fn no_age_is_out_of_range() {
    assert_eq!(levels(EU, &served("country = \"SE\"", &format!("{PARENTS}age = 12"))), [("CHD-04", Level::Deny)]);
    assert_eq!(levels(EU, &served("country = \"SE\"", &format!("{PARENTS}age = 18"))), [("CHD-04", Level::Note)]);
    assert_eq!(levels(EU, &served("country = \"SE\"", &format!("{PARENTS}age = 16"))), [("CHD-03", Level::Note)]);
    assert_eq!(now(UK, "[children]\nage = 12"), ["CHD-04"]);
    // No country of the EU is known, whose age may be 16.
    assert_eq!(now(BOTH, &served("country = \"GB\"", &format!("{PARENTS}age = 16"))), NONE);
    assert_eq!(now(UK, &served("country = \"GB\"", &format!("{PARENTS}age = 16"))), ["CHD-03"]);
}

#[test]
fn a_parent_consents_for_younger_ones() {
    let irish = |more: &str| served("country = \"IE\"", &format!("age = 16\n{more}"));
    assert_eq!(now(EU, &irish("")), ["CHD-05"]);
    assert_eq!(now(EU, &irish("parental_consent = \"a link by e-mail\"")), ["CHD-05"]);
    assert_eq!(now(EU, &irish("from_age = 15")), ["CHD-05"]);
    assert_eq!(now(EU, &irish("from_age = 16")), NONE);
    assert_eq!(now(EU, &irish(PARENTS)), NONE);
}

#[test]
fn children_are_spoken_to() {
    let school = |text: &str, more: &str| {
        format!(
            "[subjects.pupils]\nchild = true\n[subjects.parents]\nchild = false\n[purposes.teach]\nsubjects = \
             [\"pupils\"]\ntext = \"{text}\"\n{more}"
        )
    };
    let parents = "We keep the marks of your child.";
    assert_eq!(now(BOTH, &school(parents, "")), ["CHD-06"]);
    assert_eq!(now(BOTH, &school("We keep your marks.", "")), NONE);
    assert_eq!(now(BOTH, &school(parents, "[children]\nversion = \"https://a.example/kids\"")), NONE);
    let both = school(parents, "").replace("[\"pupils\"]", "[\"pupils\", \"parents\"]");
    assert_eq!(now(BOTH, &both), NONE);
}

#[test]
fn marketing_towards_children_is_explained() {
    let club = |flag: &str, child: &str, more: &str| {
        format!("[subjects.members]\nchild = {child}\n[purposes.news]\nsubjects = [\"members\"]\n{flag}\n{more}")
    };
    assert_eq!(now(BOTH, &club("profiling = true", "true", "")), ["CHD-07"]);
    assert_eq!(now(BOTH, &club("marketing = true", "true", "")), ["CHD-07"]);
    assert_eq!(now(BOTH, &club("marketing = true", "false", "")), NONE);
    assert_eq!(now(BOTH, &club("marketing = false", "true", "")), NONE);
    assert_eq!(now(BOTH, &club("profiling = true", "true", "[children]\njustification = \"It serves safety.\"")), NONE);
}

#[test]
fn needs_are_uk_law_of_2026() {
    let likely = "[children]\nlikely = true\n";
    assert_eq!(now(UK, likely), ["CHD-09"]);
    assert_eq!(now(EU, likely), NONE);
    assert_eq!(findings(UK, "2026-02-04", likely), []);
    assert_eq!(now(UK, &format!("{likely}counselling = true")), NONE);
    assert_eq!(now(UK, &format!("{likely}needs = \"Profiles are private.\"")), NONE);
    assert_eq!(now(UK, "[children]\nlikely = false"), NONE);
}

#[test]
fn a_notice_for_children_is_easy() {
    let hard = "Personal information is processed for the purpose of administering contractual obligations in accordance \
                with applicable legislation. ";
    let easy = "We keep your name so that you can log in. You can ask us to show it to you. ";
    let with = |text: &str, readable: &str| {
        format!(
            "[purposes.play]\ntext = \"{}\"\n[children]\nservice = true\nneeds = \"We help.\"\nreadable = {readable}\nversion = \"https://a.example\"",
            text.repeat(8)
        )
    };
    assert_eq!(now(BOTH, &with(hard, "true")), ["CHD-02"]);
    assert_eq!(now(BOTH, &with(hard, "false")), NONE);
    assert_eq!(now(BOTH, &with(easy, "true")), NONE);
    let short = with(hard, "true").replace(&hard.repeat(8), hard);
    assert_eq!(now(BOTH, &short), NONE);
}
