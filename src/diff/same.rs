//! Whether two values say the same: white space, the spelling of periods and the order of keys say nothing.

use super::fields::is_prose;
use super::tree::{Node, Tongues, Value};
use crate::document::{Block, Content, Inline};
use crate::markdown;

/// How two texts differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Difference {
    /// They say the same.
    None,
    /// The same words with other marks.
    Emphasis,
    /// Other words, or a link that leads elsewhere.
    Words,
}

/// The words that a reader of a language gets.
pub(super) fn words_in<'a>(text: &'a Tongues, lang: &str) -> Option<&'a Node> {
    text.words.get(lang).or_else(|| text.words.values().next())
}

/// How the words of one language differ.
pub(super) fn difference(old: &str, new: &str, prose: bool) -> Difference {
    if old == new {
        return Difference::None;
    }
    let (same, plain) = if prose {
        let (old, new) = (markdown::blocks(old).value, markdown::blocks(new).value);
        (old == new, prose_plain(&old) == prose_plain(&new))
    } else {
        let (old, new) = (markdown::inlines(old).value, markdown::inlines(new).value);
        (old == new, plain(&old) == plain(&new))
    };
    match (same, plain) {
        (true, _) => Difference::None,
        (false, true) => Difference::Emphasis,
        (false, false) => Difference::Words,
    }
}

/// The words of running text, and where links lead.
fn plain(inlines: &[Inline]) -> String {
    let one = |inline: &Inline| -> String {
        match inline {
            Inline::Text { text } | Inline::Code { text } => text.clone(),
            Inline::Strong { text } | Inline::Emphasis { text } => plain(text),
            Inline::Link { href, text } => format!("{} <{href}>", plain(text)),
            Inline::Break => " ".to_owned(),
        }
    };
    inlines.iter().map(one).collect()
}

/// The words of prose, and where links lead.
fn prose_plain(blocks: &[Block]) -> String {
    let one = |block: &Block| -> String {
        match &block.content {
            Content::Paragraph { text } | Content::Heading { text } => plain(text),
            Content::List { items, .. } => items.iter().map(|item| prose_plain(item)).collect::<Vec<_>>().join(" "),
            Content::Definitions { entries } | Content::Contact { lines: entries, .. } => {
                let entry = |entry: &crate::document::Definition| plain(&entry.term) + &prose_plain(&entry.blocks);
                entries.iter().map(entry).collect::<Vec<_>>().join(" ")
            }
            Content::Table { head, rows, .. } => {
                let cells = rows.iter().flatten().map(|cell| plain(cell));
                head.iter().cloned().chain(cells).collect::<Vec<_>>().join(" ")
            }
            Content::Callout { blocks, .. } | Content::Group { blocks } | Content::Quote { blocks } => {
                prose_plain(blocks)
            }
            Content::Code { text } => text.clone(),
        }
    };
    blocks.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// What both sides print, and so what a comparison looks at.
#[derive(Debug, Clone)]
pub(super) struct Languages {
    /// Tags in which both versions are printed; the source of the new one first.
    pub(super) both: Vec<String>,
}

impl Languages {
    /// The language in which a report names entries.
    pub(super) fn first(&self) -> &str {
        self.both.first().map_or("", String::as_str)
    }

    /// How two texts differ in the languages that a reader can see, and in which of them.
    pub(super) fn differences<'l>(
        &'l self,
        old: &Tongues,
        new: &Tongues,
        path: &str,
    ) -> impl Iterator<Item = (&'l str, Difference)> {
        let found = self.both.iter().map(move |lang| {
            let (old, new) = (words_in(old, lang), words_in(new, lang));
            let words = |node: Option<&Node>| node.and_then(Node::word).unwrap_or_default().to_owned();
            (lang.as_str(), difference(&words(old), &words(new), is_prose(path)))
        });
        found.filter(|(_, difference)| *difference != Difference::None).collect::<Vec<_>>().into_iter()
    }

    /// Whether two values say the same, by their path without ids.
    pub(super) fn same(&self, old: &Node, new: &Node, path: &str) -> bool {
        match (&old.value, &new.value) {
            (Value::Absent, Value::Absent) => true,
            (Value::Bool(old), Value::Bool(new)) => old == new,
            (Value::Number(old), Value::Number(new)) => old == new,
            (Value::Word(old), Value::Word(new)) => old == new || named(old) == named(new),
            (Value::Text(old), Value::Text(new)) => {
                self.differences(old, new, path).next().is_none() && old.outdated == new.outdated
            }
            (Value::List(old), Value::List(new)) => {
                old.len() == new.len() && old.iter().zip(new).all(|(old, new)| self.same(old, new, path))
            }
            (Value::Table(old), Value::Table(new)) => {
                let helps = |field: &String| field == "was";
                let fields = old.keys().chain(new.keys().filter(|field| !old.contains_key(*field)));
                fields.into_iter().filter(|field| !helps(field)).all(|field| match (old.get(field), new.get(field)) {
                    (Some(old), Some(new)) => self.same(old, new, &format!("{path}.{field}")),
                    _ => false,
                })
            }
            // A bare id says what a use says that narrows nothing.
            (Value::Word(id), Value::Table(table)) | (Value::Table(table), Value::Word(id)) => {
                table.len() == 1 && table.get("id").and_then(Node::word) == Some(id)
            }
            _ => false,
        }
    }

    /// What a value says, so that two that say the same have the same: the words of the printed languages without their white space,
    /// fields in the order of their names.
    pub(super) fn canon(&self, node: &Node) -> String {
        match &node.value {
            Value::Absent => "-".to_owned(),
            Value::Bool(_) | Value::Number(_) => node.shown(),
            Value::Word(word) => format!("{:?}", named(word).join("\n")),
            Value::Text(text) => {
                let words = self.both.iter().map(|lang| words_in(text, lang).map(Node::shown).unwrap_or_default());
                format!("{:?}{:?}", words.collect::<Vec<_>>(), text.outdated)
            }
            // A use that narrows nothing is its id.
            Value::Table(table) if table.len() == 1 && table.contains_key("id") => self.canon(&table["id"]),
            Value::List(list) => format!("{:?}", list.iter().map(|one| self.canon(one)).collect::<Vec<_>>()),
            Value::Table(table) => {
                let mut fields: Vec<_> = table.iter().filter(|(name, _)| *name != "was").collect();
                fields.sort_by_key(|(name, _)| *name);
                let fields = fields.into_iter().map(|(name, node)| format!("{name}={}", self.canon(node)));
                format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
            }
        }
    }

    /// How much two values have in common, from 0 to 1; the same in both directions.
    pub(super) fn likeness(&self, old: &Node, new: &Node, path: &str) -> f64 {
        match (&old.value, &new.value) {
            (Value::Table(a), Value::Table(b)) => {
                let shared = a.iter().filter_map(|(field, old)| Some((field, old, b.get(field)?)));
                let equal = shared.filter(|(field, old, new)| self.same(old, new, &format!("{path}.{field}"))).count();
                #[expect(clippy::cast_precision_loss, reason = "tables have a few dozen fields")]
                let part = (2 * equal) as f64 / (a.len() + b.len()).max(1) as f64;
                part
            }
            (Value::Text(a), Value::Text(b)) => {
                let first = |text: &Tongues| words_in(text, self.first()).map(Node::shown).unwrap_or_default();
                strsim::normalized_levenshtein(&first(a), &first(b))
            }
            _ if self.same(old, new, path) => 1.0,
            _ => 0.0,
        }
    }
}

/// A name as it is printed: lines count, other white space does not.
fn named(name: &str) -> Vec<String> {
    let lines = name.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect()
}
