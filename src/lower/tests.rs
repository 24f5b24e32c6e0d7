//! What holds for every notice.

mod sample;

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
        out += &format!("{}: {}\n", fact.label, fact.value);
    }
    document.sections.iter().for_each(|section| read_section(section, 1, &mut out));
    out
}

fn read_section(section: &Section, depth: usize, out: &mut String) {
    *out += &format!("\n{} {} [{}]\n", "#".repeat(depth), section.heading, section.id);
    section.blocks.iter().for_each(|block| read_block(block, 0, out));
    section.sections.iter().for_each(|section| read_section(section, depth + 1, out));
}

fn words(inlines: &[Inline]) -> String {
    let parts: Vec<String> = inlines.split(|inline| *inline == Inline::Break).map(|line| Inline::plain(line)).collect();
    parts.join(" / ")
}

fn read_block(block: &Block, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    let entries = |entries: &[crate::document::Definition], out: &mut String| {
        for entry in entries {
            *out += &format!("{indent}{}:\n", words(&entry.term));
            entry.blocks.iter().for_each(|block| read_block(block, depth + 1, out));
        }
    };
    match &block.content {
        Content::Paragraph { text } | Content::Heading { text } => *out += &format!("{indent}{}\n", words(text)),
        Content::List { items, .. } => {
            for item in items {
                *out += &format!("{indent}-\n");
                item.iter().for_each(|block| read_block(block, depth + 1, out));
            }
        }
        Content::Definitions { entries: all } => entries(all, out),
        Content::Table { caption, head, rows } => {
            *out += &format!("{indent}== {caption}\n{indent}| {} |\n", head.join(" | "));
            for row in rows {
                let cells: Vec<_> = row.iter().map(|cell| words(cell)).collect();
                *out += &format!("{indent}| {} |\n", cells.join(" | "));
            }
        }
        Content::Contact { name, lines } => {
            *out += &format!("{indent}[{}]\n", words(name));
            entries(lines, out);
        }
        Content::Callout { heading, blocks } => {
            *out += &format!("{indent}!! {heading}\n");
            blocks.iter().for_each(|block| read_block(block, depth + 1, out));
        }
        Content::Group { blocks } | Content::Quote { blocks } => {
            blocks.iter().for_each(|block| read_block(block, depth + 1, out))
        }
        Content::Code { text } => *out += text,
    }
}

#[test]
fn the_town_reads_well() {
    println!("{}", read(&document(sample::TOWN)));
}
