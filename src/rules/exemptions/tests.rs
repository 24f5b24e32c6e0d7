//! Which exemptions hold, and what is asked of them.

use crate::finding::Mark;
use crate::rules::testing::{self, under};

/// The codes of this family that a declaration gives, with their marks.
fn judged(jurisdictions: &str, date: &str, text: &str) -> Vec<(&'static str, Mark)> {
    let found = testing::findings(&["EXM"], None, &under(jurisdictions, date, text));
    found.iter().map(|finding| (finding.code, testing::mark(finding))).collect()
}

/// An exemption for a purpose whose data comes in some way.
fn one(jurisdictions: &str, collected: &str, exemption: &str) -> Vec<(&'static str, Mark)> {
    let text = format!(
        "[sources.s]\nlabel = \"s\"\npublic = false\n[purposes.p]\ncollected = \"{collected}\"\n\
         [exemptions.x]\npurposes = [\"p\"]\n{exemption}\n"
    );
    judged(jurisdictions, "2026-11-01", &text)
}

const EU: &str = "[\"eu\"]";
const UK: &str = "[\"uk\"]";
const BOTH: &str = "[\"eu\", \"uk\"]";

#[test]
fn who_knows_already_knows_something_since_some_day() {
    let whole = "article = \"13(4)\"\nitems = [\"who we are\"]\ngiven = \"when you joined\"";
    assert_eq!(one(BOTH, "direct", whole), []);
    assert_eq!(one(BOTH, "s", &whole.replace("13(4)", "14(5)(a)")), []);
    assert_eq!(one(BOTH, "direct", "article = \"13(4)\"\ngiven = \"x\""), [("EXM-01", Mark::Expected)]);
}

#[test]
fn effort_needs_publication_and_weighing() {
    let b = "article = \"14(5)(b)\"\n";
    assert_eq!(one(EU, "s", b), [("EXM-02", Mark::Mandatory)]);
    let public = format!("{b}published = \"https://a.example/p\"\n");
    assert_eq!(one(EU, "s", &public), [("EXM-02", Mark::Expected)]);
    assert_eq!(one(EU, "s", &format!("{public}obstacle = \"impossible\"")), []);
    assert_eq!(one(EU, "s", &format!("{public}obstacle = \"effort\"")), [("EXM-02", Mark::Expected)]);
    assert_eq!(one(EU, "s", &format!("{public}obstacle = \"effort\"\nbalancing = \"x\"")), []);
    assert_eq!(one(BOTH, "s", &format!("{public}obstacle = \"objectives\"")), []);
    let message = |more: &str| {
        let text = format!("[sources.s]\nlabel = \"s\"\n[purposes.p]\ncollected = \"s\"\n[exemptions.x]\n{b}{more}");
        testing::findings(&["EXM-02"], None, &under(EU, "2026-11-01", &text))[0].fault.message.clone()
    };
    assert!(message("obstacle = \"impossible\"").ends_with("where the information is public"));
    assert!(message("obstacle = \"effort\"").ends_with("where the information is public, nor on what it was weighed"));
}

#[test]
fn uk_effort_has_factors() {
    let e = "article = \"14(5)(e)\"\n";
    assert_eq!(one(UK, "s", e), [("EXM-03", Mark::Mandatory)]);
    let public = format!("{e}published = \"https://a.example/p\"\n");
    assert_eq!(one(UK, "s", &format!("{public}obstacle = \"effort\"")), [("EXM-03", Mark::Expected)]);
    let factors = "obstacle = \"effort\"\npeople = \"x\"\nage = \"x\"\nsafeguards = \"x\"";
    assert_eq!(one(UK, "s", &format!("{public}{factors}")), []);
    assert_eq!(one(UK, "s", &format!("{public}obstacle = \"objectives\"")), [("EXM-03", Mark::Mandatory)]);
    assert_eq!(one(UK, "s", "article = \"14(5)(f)\"\npublished = \"https://a.example/p\""), []);
}

#[test]
fn a_law_lays_it_down_and_protects() {
    let c = "article = \"14(5)(c)\"\nlaw = \"An Act\"\nexpress = true\nsafeguards = \"x\"\n";
    assert_eq!(one(BOTH, "s", &format!("{c}obliges = true")), []);
    assert_eq!(one(BOTH, "s", c), [("EXM-04", Mark::Expected)]);
    assert_eq!(one(BOTH, "s", &format!("{c}obliges = false")), [("EXM-04", Mark::Expected)]);
    assert_eq!(one(BOTH, "s", &c.replace("express = true\n", "")), [("EXM-04", Mark::Mandatory)]);
    assert_eq!(one(BOTH, "s", &c.replace("express = true", "express = false")), [("EXM-04", Mark::Mandatory)]);
    assert_eq!(one(BOTH, "s", "article = \"14(5)(d)\""), [("EXM-05", Mark::Mandatory)]);
    assert_eq!(one(BOTH, "s", "article = \"14(5)(d)\"\nlaw = \"An Act\""), []);
}

#[test]
fn each_exemption_has_its_data_and_its_law() {
    let wrong = [("EXM-06", Mark::Mandatory)];
    assert_eq!(one(BOTH, "direct", ""), wrong);
    assert_eq!(one(UK, "s", "article = \"14(5)(b)\""), wrong);
    assert_eq!(one(EU, "s", "article = \"14(5)(e)\""), wrong);
    let known = "items = [\"x\"]\ngiven = \"x\"";
    assert_eq!(one(BOTH, "direct", &format!("article = \"14(5)(a)\"\n{known}")), wrong);
    assert_eq!(one(BOTH, "observed", &format!("article = \"14(5)(a)\"\n{known}")), wrong);
    assert_eq!(one(BOTH, "inferred", &format!("article = \"14(5)(a)\"\n{known}")), []);
    assert_eq!(one(BOTH, "s", &format!("article = \"13(4)\"\n{known}")), wrong);
    let before = judged(UK, "2026-01-01", "[exemptions.x]\narticle = \"14(5)(e)\"");
    assert_eq!(before, wrong);
}

#[test]
fn further_research_alone_may_stay_untold() {
    let text = |purpose: &str| {
        format!(
            "[purposes.p]\ncollected = \"direct\"\n{purpose}\n[exemptions.x]\npurposes = [\"p\"]\narticle = \"13(5)\"\n\
             obstacle = \"impossible\"\npublished = \"https://a.example/p\"\n"
        )
    };
    assert_eq!(judged(UK, "2026-11-01", &text("")), [("EXM-06", Mark::Mandatory)]);
    assert_eq!(judged(UK, "2026-11-01", &text("research = true")), [("EXM-06", Mark::Mandatory)]);
    assert_eq!(judged(UK, "2026-11-01", &text("research = true\nfurther = { told = \"x\" }")), []);
}
