//! Blocks: their marks, tables without empty columns, contact cards.

use super::words::{Lower, Words, email, lines, named, phone, url};
use crate::declaration::{Entry, Ways};
use crate::document::{Block, Content, Definition, Inline, Item, Section, Trace};
use crate::source::Span;

/// Marks on a block.
pub(super) trait Marked: Sized {
    /// Adds legal items that the block tells of.
    fn tells(self, items: Vec<Item>) -> Self;
    /// Adds a declaration that the block comes from.
    fn from(self, path: impl Into<String>, span: Span) -> Self;
    /// Adds declarations that the block comes from, each once.
    fn traced(self, traces: impl IntoIterator<Item = Trace>) -> Self;
}

impl Marked for Block {
    fn tells(mut self, items: Vec<Item>) -> Self {
        for item in items {
            if !self.items.contains(&item) {
                self.items.push(item);
            }
        }
        self
    }

    fn from(mut self, path: impl Into<String>, span: Span) -> Self {
        self.from.push(Trace { path: path.into(), span });
        self
    }

    fn traced(mut self, traces: impl IntoIterator<Item = Trace>) -> Self {
        for trace in traces {
            if !self.from.contains(&trace) {
                self.from.push(trace);
            }
        }
        self
    }
}

/// Entries of a register as declarations that a block comes from.
pub(super) fn traces<'e, T: 'e>(table: &str, entries: impl IntoIterator<Item = &'e Entry<T>>) -> Vec<Trace> {
    entries.into_iter().map(|one| Trace { path: format!("{table}.{}", one.id), span: one.span }).collect()
}

/// A section, unless nothing stands in it.
pub(super) fn section(
    id: impl Into<String>,
    heading: String,
    blocks: Vec<Block>,
    sections: Vec<Section>,
) -> Option<Section> {
    let full = !blocks.is_empty() || !sections.is_empty();
    full.then(|| Section { id: id.into(), heading, blocks, sections })
}

/// A list, unless it has no points.
pub(super) fn list(ordered: bool, items: Vec<Vec<Block>>) -> Option<Block> {
    (!items.is_empty()).then(|| Content::List { ordered, items }.into())
}

/// A list of one paragraph a point; a single point is a paragraph.
pub(super) fn points(points: Vec<Words>) -> Option<Block> {
    match points.len() {
        0 | 1 => points.into_iter().next().map(Block::paragraph),
        _ => list(false, points.into_iter().map(|words| vec![Block::paragraph(words)]).collect()),
    }
}

/// Terms, each with what is said of it; entries without blocks are left out.
pub(super) fn definitions(entries: Vec<Definition>) -> Option<Block> {
    let entries: Vec<_> = entries.into_iter().filter(|entry| !entry.blocks.is_empty()).collect();
    (!entries.is_empty()).then(|| Content::Definitions { entries }.into())
}

/// A term and one paragraph on it; `None` without words.
pub(super) fn entry(term: Words, words: Option<Words>) -> Option<Definition> {
    let words = words.filter(|words| !words.is_empty())?;
    Some(Definition { term, blocks: vec![Block::paragraph(words)] })
}

/// A paragraph of lines, unless there are none.
pub(super) fn paragraph_of(all: impl IntoIterator<Item = Words>) -> Option<Block> {
    lines(all).map(Block::paragraph)
}

impl Lower<'_> {
    /// A table without the columns in which nothing stands; `None` without rows.
    pub(super) fn table(&self, caption: &str, head: &[&str], rows: &[Vec<Words>]) -> Option<Block> {
        if rows.is_empty() {
            return None;
        }
        let used = |column: &usize| *column == 0 || rows.iter().any(|row| !row[*column].is_empty());
        let columns: Vec<usize> = (0..head.len()).filter(used).collect();
        let pick = |row: &Vec<Words>| columns.iter().map(|column| self.in_line(&row[*column])).collect();
        let content = Content::Table {
            caption: self.plain(caption),
            head: columns.iter().map(|column| self.plain(head[*column])).collect(),
            rows: rows.iter().map(pick).collect(),
        };
        Some(content.into())
    }

    /// Lines of a cell one after the other: cells can't break in every format.
    fn in_line(&self, cell: &Words) -> Words {
        let lines = cell.split(|inline| *inline == Inline::Break).filter(|line| !line.is_empty());
        let whole = lines.map(<[Inline]>::to_vec).reduce(|mut list, next| {
            if Inline::plain(&list).ends_with(['.', ':', ';', '!', '?', '…']) {
                list.push(Inline::text(" "));
                list.extend(next);
                return list;
            }
            self.say("list.fragments", &[("list", list), ("next", next)])
        });
        whole.unwrap_or_default()
    }

    /// The ways of reaching somebody, as lines of a contact card.
    pub(super) fn ways(&self, ways: Ways<'_>) -> Vec<Definition> {
        let lines = [
            entry(self.words("way.address"), ways.address.map(|address| named(address))),
            entry(self.words("way.email"), ways.email.map(|address| email(address))),
            entry(self.words("way.phone"), ways.phone.map(|number| phone(number))),
            entry(self.words("way.form"), ways.form.map(|form| url(form))),
        ];
        lines.into_iter().flatten().collect()
    }

    /// A contact card; `None` without lines.
    pub(super) fn card(name: Words, lines: Vec<Definition>) -> Option<Block> {
        (!lines.is_empty()).then(|| Content::Contact { name, lines }.into())
    }
}
