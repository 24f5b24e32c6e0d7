//! The history page: which days it states, which entries it tells, where it leads.

use jiff::civil::{Date, date};

use super::{document, model, read};
use crate::declaration::Tag;
use crate::document::Kind;
use crate::lower::history::{Copied, Listed, history, leading_to_history};

const NOTICE: &str = r#"
[notice]
id = "shop"
title = "Privacy notice of our shop"
version = "3.0"
jurisdictions = ["eu"]
languages = ["en", "de"]
"#;

fn listed(version: &str, effective: Option<Date>) -> Listed {
    let address = format!("shop.versions/{version}/shop.html");
    let copies = vec![Copied { address, lang: None, format: None }];
    Listed { version: Some(version.to_owned()), effective, updated: None, copies }
}

/// The page on versions 3.0 (from 1 May 2026), 2.0 (from 1 March 2024) and 1.0 (from 25 May 2018), with these entries.
fn page(entries: &str, change: impl Fn(&mut Vec<Listed>)) -> String {
    let mut versions = vec![
        listed("3.0", Some(date(2026, 5, 1))),
        listed("2.0", Some(date(2024, 3, 1))),
        listed("1.0", Some(date(2018, 5, 25))),
    ];
    change(&mut versions);
    let model = model(&format!("{NOTICE}{entries}"));
    let page = history(&model, &model.languages[0], false, &versions);
    assert_eq!((page.id.as_str(), page.kind), ("shop.history", Kind::History));
    read(&page)
}

#[test]
fn a_version_ends_on_the_day_before_the_next() {
    let told = page("", |_| {});
    assert!(told.starts_with("Versions of this notice: Privacy notice of our shop\n"), "{told}");
    assert_eq!(told.matches("In force until").count(), 2, "{told}");
    assert!(told.contains("In force until:\n  29 February 2024") && told.contains("In force until:\n  30 April 2026"));
    let order: Vec<usize> =
        ["[version-3-0]", "[version-2-0]", "[version-1-0]"].map(|id| told.find(id).unwrap()).to_vec();
    assert!(order.is_sorted(), "{told}");
}

#[test]
fn an_end_that_is_not_declared_is_not_told() {
    let told = page("", |versions| versions[1].effective = None);
    assert!(!told.contains("In force until"), "{told}");
    // Days that contradict the order give no end either.
    let told = page("", |versions| versions[0].effective = Some(date(2024, 3, 1)));
    assert!(told.contains("29 February 2024") && told.matches("In force until").count() == 1, "{told}");
}

#[test]
fn a_version_that_was_not_kept_leaves_the_end_open() {
    let told = page("[[history]]\nversion = \"2.5\"\ndate = 2025-01-01\n", |_| {});
    assert!(told.contains("29 February 2024") && !told.contains("30 April 2026"), "{told}");
    let told = page("[[history]]\nversion = \"winter\"\ndate = 2021-01-01\n", |_| {});
    assert!(!told.contains("29 February 2024") && told.contains("30 April 2026"), "{told}");
    // One that is listed, or older than all, is none.
    let told = page("[[history]]\nversion = \"2.0\"\ndate = 2024-02-01\n[[history]]\nversion = \"0.9\"\n", |_| {});
    assert_eq!(told.matches("In force until").count(), 2, "{told}");
}

#[test]
fn the_authors_entry_is_told_of_its_version() {
    let entries = "[[history]]\nversion = \" 2.0 \"\nkind = \"processing\"\nsummary = \"We use a new mailing house.\"\n\
                   effect = \"Your address goes to it.\"\n";
    let told = page(entries, |versions| versions[1].updated = Some(date(2024, 2, 1)));
    let part = told.split("[version-2-0]").nth(1).unwrap().split("[version-1-0]").next().unwrap();
    for words in ["How we use data", "We use a new mailing house.", "Your address goes to it.", "1 February 2024"] {
        assert!(part.contains(words), "{words}: {part}");
    }
    assert_eq!(told.matches("mailing house").count(), 1);
}

#[test]
fn a_link_says_what_is_behind_it() {
    let told = page("", |versions| {
        let tag = |tag: &str| Some(tag.parse::<Tag>().unwrap());
        versions[1].copies[0].lang = tag("de");
        versions[2].copies[0].format = Some("PDF".to_owned());
        let other = Copied { address: "x".to_owned(), lang: tag("tlh"), format: None };
        versions[2].copies.push(other);
    });
    for words in ["Version 2.0; Deutsch", "Version 1.0; PDF", "Version 1.0; tlh"] {
        assert!(told.contains(words), "{words}: {told}");
    }
}

#[test]
fn the_notice_leads_there_from_what_it_says_of_changes() {
    let tag = "en".parse().unwrap();
    for (changes, heading) in
        [("[changes]\ntext = \"We write to you.\"\n", "Changes to this notice"), ("", "Earlier versions")]
    {
        let text = format!("{NOTICE}{changes}[related.other]\nlabel = \"Another notice\"\n");
        let notice = leading_to_history(document(&text), &model(&text), &tag, "shop.history.html");
        let part = notice.sections.iter().find(|part| part.heading == heading).unwrap();
        let link = serde_json::to_string(part.blocks.last().unwrap()).unwrap();
        assert!(link.contains("shop.history.html") && link.contains("Earlier versions of this notice"), "{link}");
    }
}
