//! What holds for every notice.

mod catalogue;
mod everything;
mod first_layer;
mod history;
mod rights;
mod sample;
mod swiss;
mod tongues;
mod traced;
mod variants;

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::Value;

use crate::document::{Block, Content, Document, Inline, Section};
use crate::load::load_text;
use crate::model::{Model, resolve};
use crate::phrases::{Arg, Phrases};

/// Every placeholder of a sentence is given, and nothing is given in vain.
pub(super) fn check(phrases: &Phrases, key: &str, args: &[Arg<'_>]) {
    assert!(phrases.has(key), "no phrase `{key}`");
    let sentence = phrases.plain(key);
    let named: Vec<&str> =
        sentence.split('{').skip(1).map(|rest| rest.split_once('}').map_or("", |(name, _)| name)).collect();
    for name in &named {
        assert!(args.iter().any(|(arg, _)| arg == name), "`{key}`: nothing fills {{{name}}}");
    }
    for (arg, _) in args {
        assert!(named.contains(arg), "`{key}`: no place for {{{arg}}}");
    }
}

fn model(text: &str) -> Model {
    let loaded = load_text("notice.toml", text);
    assert!(loaded.findings.is_empty(), "{:#?}", loaded.findings);
    resolve(&loaded.notices[0]).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

fn document(text: &str) -> Document {
    let model = model(text);
    super::lower(&model, &model.languages[0], false)
}

/// The notice as somebody reads it: headings, lines, points.
fn read(document: &Document) -> String {
    let mut out = format!("{}\n{}\n", document.title, document.controller);
    for fact in &document.facts {
        let _ = writeln!(out, "{}: {}", fact.label, fact.value);
    }
    document.parts().for_each(|section| read_section(section, 1, &mut out));
    out
}

fn read_section(section: &Section, depth: usize, out: &mut String) {
    let _ = writeln!(out, "\n{} {} [{}]", "#".repeat(depth), section.heading, section.id);
    section.blocks.iter().for_each(|block| read_block(block, 0, out));
    section.sections.iter().for_each(|section| read_section(section, depth + 1, out));
}

fn words(inlines: &[Inline]) -> String {
    let parts: Vec<String> = inlines.split(|inline| *inline == Inline::Break).map(Inline::plain).collect();
    parts.join(" / ")
}

fn read_block(block: &Block, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    let entries = |entries: &[crate::document::Definition], out: &mut String| {
        for entry in entries {
            let _ = writeln!(out, "{indent}{}:", words(&entry.term));
            entry.blocks.iter().for_each(|block| read_block(block, depth + 1, out));
        }
    };
    match &block.content {
        Content::Paragraph { text } | Content::Heading { text } => {
            let _ = writeln!(out, "{indent}{}", words(text));
        }
        Content::List { items, .. } => {
            for item in items {
                let _ = writeln!(out, "{indent}-");
                for block in item {
                    read_block(block, depth + 1, out);
                }
            }
        }
        Content::Definitions { entries: all } => entries(all, out),
        Content::Table { caption, head, rows } => {
            let _ = writeln!(out, "{indent}== {caption}\n{indent}| {} |", head.join(" | "));
            for row in rows {
                let cells: Vec<_> = row.iter().map(|cell| words(cell)).collect();
                let _ = writeln!(out, "{indent}| {} |", cells.join(" | "));
            }
        }
        Content::Contact { name, lines } => {
            let _ = writeln!(out, "{indent}[{}]", words(name));
            entries(lines, out);
        }
        Content::Callout { heading, blocks } => {
            let _ = writeln!(out, "{indent}!! {heading}");
            for block in blocks {
                read_block(block, depth + 1, out);
            }
        }
        Content::Group { blocks } | Content::Quote { blocks } => {
            for block in blocks {
                read_block(block, depth + 1, out);
            }
        }
        Content::Code { text } => *out += text,
    }
}

/// Everything that a reader can see or follow.
fn seen(document: &Document) -> String {
    serde_json::to_string(document).unwrap()
}

/// Whether these words stand there, not as the start of longer ones.
fn stands(seen: &str, words: &str) -> bool {
    seen.match_indices(words).any(|(at, _)| !seen[at + words.len()..].starts_with(char::is_alphanumeric))
}

/// Words that stand as a heading begin with a capital.
fn heading(words: &str) -> String {
    super::words::heading(&[Inline::text(words)])
}

/// Fields with words of the author's that no reader sees, each with the reason.
const UNSEEN: &[(&str, &str)] = &[];

fn texts(value: &Value, path: &str, out: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => out.push((path.to_owned(), text.clone())),
        Value::Array(list) => list.iter().for_each(|value| texts(value, path, out)),
        Value::Object(map) => map.iter().for_each(|(key, value)| texts(value, &format!("{path}.{key}"), out)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn every_text_of_the_author_is_seen() {
    let model = model(everything::EVERYTHING);
    let seen = seen(&super::lower(&model, &model.languages[0], false));
    let mut all = Vec::new();
    texts(&model.to_json().unwrap()["declared"], "", &mut all);
    let own = all.iter().filter(|(_, text)| text.contains("zq"));
    let lost: Vec<_> = own
        .filter(|(path, text)| {
            !stands(&seen, text)
                && !stands(&seen, &heading(text))
                && !UNSEEN.iter().any(|(field, _)| path.ends_with(field))
        })
        .collect();
    assert!(lost.is_empty(), "{lost:#?}");
}

/// Fields that this declaration need not show: what `[lints]`, waivers and files are for is no matter of the reader's.
const NOT_HERE: &[&str] = &[
    "include",
    "lints",
    "waive",
    "snippets",
    "file",
    "transfers",
    "none",
    "outdated",
    "unknown",
    "translated_at",
    "was",
];

#[test]
fn the_declaration_of_everything_has_every_field() {
    let model = model(everything::EVERYTHING);
    let declared = &model.to_json().unwrap()["declared"];
    let mut objects: Vec<BTreeSet<String>> = Vec::new();
    keys(declared, &mut objects);
    let schema = serde_json::to_value(schemars::schema_for!(crate::declaration::Declaration)).unwrap();
    for (name, definition) in schema["$defs"].as_object().unwrap() {
        let Some(fields) = definition["properties"].as_object() else { continue };
        let fields: BTreeSet<String> = fields.keys().cloned().collect();
        if ["Waiver", "NoTransfers", "Text"].contains(&name.as_str()) || name.starts_with("Snippet") {
            continue;
        }
        let like: Vec<_> = objects.iter().filter(|object| object.is_subset(&fields)).collect();
        for field in fields.iter().filter(|field| !NOT_HERE.contains(&field.as_str()) && *field != "id") {
            assert!(like.iter().any(|object| object.contains(field)), "nothing declares `{field}` of {name}");
        }
    }
}

fn keys(value: &Value, out: &mut Vec<BTreeSet<String>>) {
    match value {
        Value::Array(list) => list.iter().for_each(|value| keys(value, out)),
        Value::Object(map) => {
            out.push(map.keys().cloned().collect());
            map.values().for_each(|value| keys(value, out));
        }
        _ => {}
    }
}

fn sections<'d>(all: &'d [Section], ids: &mut Vec<&'d str>) {
    for section in all {
        ids.push(&section.id);
        sections(&section.sections, ids);
    }
}

#[test]
fn anchors_stand_once_and_links_lead_to_them() {
    for text in [sample::TOWN, everything::EVERYTHING] {
        let document = document(text);
        let mut ids = Vec::new();
        sections(&document.sections, &mut ids);
        ids.extend(document.blocks().filter_map(|block| block.id.as_deref()));
        let distinct: BTreeSet<_> = ids.iter().collect();
        assert_eq!(distinct.len(), ids.len());
        let model = model(text);
        for id in &ids {
            assert!(model.may_have_anchor(id), "rules do not know the anchor {id}");
        }
        let seen = seen(&document);
        for link in seen.split("\"href\":\"#").skip(1) {
            let anchor = link.split('"').next().unwrap();
            assert!(ids.contains(&anchor), "nothing has the anchor {anchor}");
        }
    }
}

#[test]
fn a_block_with_an_item_has_an_anchor_and_a_source() {
    for text in [sample::TOWN, everything::EVERYTHING] {
        for block in document(text).blocks().filter(|block| !block.items.is_empty()) {
            assert!(block.id.is_some() && !block.from.is_empty(), "{}", block.plain());
            assert!(!block.plain().is_empty());
        }
    }
}

#[test]
fn the_same_model_gives_the_same_document() {
    assert_eq!(seen(&document(everything::EVERYTHING)), seen(&document(everything::EVERYTHING)));
}

#[test]
fn white_space_is_settled() {
    for block in document(everything::EVERYTHING).blocks() {
        let plain = block.plain();
        assert!(!plain.contains("  ") && plain.trim() == plain, "{plain:?}");
    }
}

#[test]
fn the_town_reads_well() {
    let read = read(&document(sample::TOWN));
    assert!(read.contains("We keep the data for 12 months."));
    assert!(!read.contains('{'));
}

/// `PRINT=1 cargo test --lib printed -- --nocapture` shows both notices to somebody who wants to read them.
#[test]
fn printed() {
    if std::env::var_os("PRINT").is_some() {
        println!("{}\n\n{}", read(&document(sample::TOWN)), read(&document(everything::EVERYTHING)));
    }
}

#[test]
fn every_word_of_the_author_is_a_name_or_a_text() {
    let model = model(everything::EVERYTHING);
    let mut known: BTreeSet<String> =
        crate::declaration::names(&model).into_iter().map(|name| name.words.value).collect();
    known.extend(crate::declaration::texts(&model).into_iter().map(|text| text.words.value.clone()));
    let mut all = Vec::new();
    texts(&model.to_json().unwrap()["declared"], "", &mut all);
    let lost: Vec<_> = all.iter().filter(|(_, text)| text.contains("zq") && !known.contains(text)).collect();
    assert!(lost.is_empty(), "rules never read {lost:#?}");
}
