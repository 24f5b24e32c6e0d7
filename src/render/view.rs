//! What templates see of a document: the same words, with what a template would have to work out beside them.
//!
//! - `id`, `lang`, `dir` ("ltr" or "rtl"), `title`, `controller`, `facts` (`label`, `value`), `contents`, `skip`, `draft` (or none),
//!   `sections`
//! - a section: `id`, `label` (an id for its heading), `heading`, `level` (of its heading, from 2), `blocks`, `sections`
//! - a block: `kind`, `id` (or none), `items` (as in `data-item`, or empty), `label` (an id for what names it), `level` (of a
//!   heading in it), and what its kind has: `text`; `ordered` and `points`; `entries` (`term`, `blocks`); `caption`, `head` and
//!   `rows`; `name` and `lines` (`term`, `blocks`); `heading` and `blocks`. `tight` says that no point or entry has more than a
//!   paragraph.
//! - words (`text`, `term`, `name`, a cell): a list of pieces, each a `kind` with `text` and, for a link, `href` and `bare` (the
//!   words are the address)

use std::cell::Cell;
use std::sync::Arc;

use minijinja::Value;
use minijinja::value::{Enumerator, Object, ObjectRepr};

use crate::document::{Block, Content, Definition, Document, Fact, Inline, Item, Section};

/// Deepest heading that the formats have.
const DEEPEST: usize = 6;

/// Running text; for a template a list of pieces, for a filter the pieces themselves.
#[derive(Debug)]
pub(super) struct Words(pub(super) Vec<Inline>);

impl Object for Words {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Seq
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.0.get(key.as_usize()?).map(piece)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Seq(self.0.len())
    }
}

/// All of a document.
pub(super) fn notice(document: &Document) -> Value {
    let Document { id, lang, title, controller, date: _, facts, contents, skip, draft, sections } = document;
    let labels = Cell::new(0);
    let fact = |Fact { label, value }: &Fact| map([("label", label.into()), ("value", value.into())]);
    map([
        ("id", id.into()),
        ("lang", lang.into()),
        ("dir", direction(lang).into()),
        ("title", title.into()),
        ("controller", controller.into()),
        ("facts", facts.iter().map(fact).collect()),
        ("contents", contents.into()),
        ("skip", skip.into()),
        ("draft", draft.as_deref().into()),
        ("sections", sections.iter().map(|part| section(part, 2, &labels)).collect()),
    ])
}

fn section(part: &Section, level: usize, labels: &Cell<usize>) -> Value {
    let Section { id, heading, blocks, sections } = part;
    let inner = (level + 1).min(DEEPEST);
    map([
        ("id", id.into()),
        ("label", format!("heading:{id}").into()),
        ("heading", heading.into()),
        ("level", level.into()),
        ("blocks", all(blocks, inner, labels)),
        ("sections", sections.iter().map(|part| section(part, inner, labels)).collect()),
    ])
}

fn all(blocks: &[Block], level: usize, labels: &Cell<usize>) -> Value {
    blocks.iter().map(|piece| block(piece, level, labels)).collect()
}

fn block(block: &Block, level: usize, labels: &Cell<usize>) -> Value {
    labels.set(labels.get() + 1);
    let items: Vec<&str> = block.items.iter().map(Item::as_str).collect();
    let mut fields = vec![
        ("id", block.id.as_deref().into()),
        ("items", items.join(" ").into()),
        ("label", format!("label:{}", labels.get()).into()),
        ("level", level.into()),
    ];
    let tight = |all: &[Block]| match all {
        [] => true,
        [only] => matches!(only.content, Content::Paragraph { .. }),
        _ => false,
    };
    let entry =
        |Definition { term, blocks }: &Definition| map([("term", words(term)), ("blocks", all(blocks, level, labels))]);
    match &block.content {
        Content::Paragraph { text } => fields.extend([("kind", "paragraph".into()), ("text", words(text))]),
        Content::Heading { text } => fields.extend([("kind", "heading".into()), ("text", words(text))]),
        Content::List { ordered, items } => fields.extend([
            ("kind", "list".into()),
            ("ordered", (*ordered).into()),
            ("tight", items.iter().all(|item| tight(item)).into()),
            ("points", items.iter().map(|item| all(item, level, labels)).collect()),
        ]),
        Content::Definitions { entries } => fields.extend([
            ("kind", "definitions".into()),
            ("tight", entries.iter().all(|entry| tight(&entry.blocks)).into()),
            ("entries", entries.iter().map(entry).collect()),
        ]),
        Content::Table { caption, head, rows } => fields.extend([
            ("kind", "table".into()),
            ("caption", caption.into()),
            ("head", head.iter().map(Value::from).collect()),
            ("rows", rows.iter().map(|row| row.iter().map(|cell| words(cell)).collect::<Value>()).collect()),
        ]),
        Content::Contact { name, lines } => fields.extend([
            ("kind", "contact".into()),
            ("name", words(name)),
            ("tight", lines.iter().all(|line| tight(&line.blocks)).into()),
            ("lines", lines.iter().map(entry).collect()),
        ]),
        Content::Callout { heading, blocks } => fields.extend([
            ("kind", "callout".into()),
            ("heading", heading.into()),
            ("blocks", all(blocks, (level + 1).min(DEEPEST), labels)),
        ]),
        Content::Group { blocks } => {
            fields.extend([("kind", "group".into()), ("blocks", all(blocks, level, labels))]);
        }
        Content::Quote { blocks } => {
            fields.extend([("kind", "quote".into()), ("blocks", all(blocks, level, labels))]);
        }
        Content::Code { text } => fields.extend([("kind", "code".into()), ("text", text.into())]),
    }
    map(fields)
}

fn words(text: &[Inline]) -> Value {
    Value::from_object(Words(linkable(text, false)))
}

/// Pieces without links that may not be followed and without links inside links; their words stay.
fn linkable(text: &[Inline], inside: bool) -> Vec<Inline> {
    let mut out = Vec::with_capacity(text.len());
    for inline in text {
        match inline {
            Inline::Link { href, text } if !inside && Inline::may_lead_to(href) => {
                out.push(Inline::Link { href: href.clone(), text: linkable(text, true) });
            }
            Inline::Link { text, .. } => out.extend(linkable(text, inside)),
            Inline::Strong { text } => out.push(Inline::Strong { text: linkable(text, inside) }),
            Inline::Emphasis { text } => out.push(Inline::Emphasis { text: linkable(text, inside) }),
            Inline::Text { .. } | Inline::Code { .. } | Inline::Break => out.push(inline.clone()),
        }
    }
    out
}

fn piece(inline: &Inline) -> Value {
    let inner = |text: &[Inline]| Value::from_object(Words(text.to_vec()));
    match inline {
        Inline::Text { text } => map([("kind", "text".into()), ("text", text.into())]),
        Inline::Code { text } => map([("kind", "code".into()), ("text", text.into())]),
        Inline::Strong { text } => map([("kind", "strong".into()), ("text", inner(text))]),
        Inline::Emphasis { text } => map([("kind", "emphasis".into()), ("text", inner(text))]),
        Inline::Link { href, text } => map([
            ("kind", "link".into()),
            ("href", href.into()),
            ("bare", (Inline::plain(text) == *href).into()),
            ("text", inner(text)),
        ]),
        Inline::Break => map([("kind", "break".into())]),
    }
}

fn map(fields: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    Value::from_pairs(fields)
}

/// The direction in which a language is written.
fn direction(lang: &str) -> &'static str {
    let mut parts = lang.split('-');
    let right_to_left = match parts.next() {
        Some("ar" | "arc" | "ckb" | "dv" | "fa" | "he" | "ps" | "sd" | "ug" | "ur" | "yi") => {
            !lang.to_ascii_lowercase().contains("-latn")
        }
        _ => parts.any(|part| part.eq_ignore_ascii_case("arab") || part.eq_ignore_ascii_case("hebr")),
    };
    if right_to_left { "rtl" } else { "ltr" }
}
