//! The proof that an output holds what its document holds.

use std::fmt;

use super::page::{Mark, Page};
use super::{Format, Rendered};
use crate::document::{Block, Content, Definition, Document, Inline, Item, Section};

/// Stands where a format may put a colon: between a term and what is said of it.
const COLON: char = '\u{1}';

/// Something of a document that its output lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// Anchor of the block or of the part.
    pub id: Option<String>,
    /// Legal items that the block tells of.
    pub items: Vec<Item>,
    /// Heading of the part in which it stands, or of the part itself.
    pub section: String,
    /// What happened to it.
    pub what: LossKind,
}

/// The ways in which something gets lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LossKind {
    /// It is not there.
    Missing,
    /// It is there, and markup hides it or a part of it.
    Hidden,
    /// It says something else; both texts from shortly before the first difference.
    Altered {
        /// What the document says.
        expected: String,
        /// What the output says.
        found: String,
    },
    /// `data-item` does not name its items.
    ItemsLost,
    /// Its anchor is there more than once.
    Duplicated,
    /// The title of the notice is in no heading.
    TitleLost,
    /// A preview does not say that it is one.
    DraftMarkLost,
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.what {
            LossKind::TitleLost => return write!(f, "no heading holds the title “{}”", self.section),
            LossKind::DraftMarkLost => return write!(f, "the draft does not say that it is one: “{}”", self.section),
            _ => {}
        }
        match &self.id {
            Some(id) => write!(f, "`{id}`")?,
            None => write!(f, "a block")?,
        }
        write!(f, " under “{}”", self.section)?;
        if !self.items.is_empty() {
            let items: Vec<&str> = self.items.iter().map(Item::as_str).collect();
            write!(f, " ({})", items.join(" "))?;
        }
        match &self.what {
            LossKind::Missing => write!(f, " is not in the output"),
            LossKind::Hidden => write!(f, " is in the output, and its markup hides it or a part of it"),
            LossKind::Altered { expected, found } if found.is_empty() => {
                write!(f, " says nothing where the notice says “{expected}”")
            }
            LossKind::Altered { expected, found } => write!(f, " says “{found}” where the notice says “{expected}”"),
            LossKind::ItemsLost => write!(f, " does not name its items in `data-item`"),
            LossKind::Duplicated => write!(f, " is in the output more than once"),
            LossKind::TitleLost | LossKind::DraftMarkLost => Ok(()),
        }
    }
}

/// Reads an output and tells what of the document it lacks: a block with an id or with items, the heading of a part, the
/// title, the draft mark. Words are compared without white space.
#[must_use]
pub fn read_back(format: Format, rendered: &Rendered, document: &Document) -> Vec<Loss> {
    let (read, points) = match format {
        Format::Html => (Page::from_html(rendered.text()), false),
        Format::Markdown => (Page::from_markdown(rendered.text()), true),
        #[cfg(feature = "pdf")]
        Format::Pdf => (Page::default(), false),
    };
    let page = rendered.placed.as_ref().unwrap_or(&read);
    let mut marks: Vec<(&str, &Mark)> = Vec::new();
    marks.extend(page.marks.iter().filter_map(|mark| Some((mark.id.as_deref()?, mark))));
    marks.sort_by_key(|(id, _)| *id);
    let mut proof = Proof { page, marks, points, losses: Vec::new() };
    proof.title(document);
    for section in &document.sections {
        proof.section(section);
    }
    proof.losses
}

struct Proof<'a> {
    page: &'a Page,
    /// Marks with an id, sorted by it.
    marks: Vec<(&'a str, &'a Mark)>,
    /// Whether an anchor is a point before the words, not an element around them.
    points: bool,
    losses: Vec<Loss>,
}

impl Proof<'_> {
    fn title(&mut self, document: &Document) {
        let loss = |text: &str, what| Loss { id: None, items: Vec::new(), section: text.to_owned(), what };
        let title = &document.title;
        let is_title = |&(start, end): &(usize, usize)| same(title, self.page.words(start, end));
        if !self.page.headings.iter().any(is_title) {
            self.losses.push(loss(title, LossKind::TitleLost));
        }
        if let Some(draft) = &document.draft {
            let mark = solid(draft);
            let mut own = String::new();
            document.sections.iter().for_each(|section| push_section(section, &mut own));
            // The mark must be there beside any words of the notice that happen to be the same.
            if solid(&self.page.text).matches(&mark).count() <= solid(&own).matches(&mark).count() {
                self.losses.push(loss(draft, LossKind::DraftMarkLost));
            }
        }
    }

    fn section(&mut self, section: &Section) {
        let what = match self.find(&section.id) {
            Ok(mark) => self.compare(mark, &section.heading, true),
            Err(what) => Some(what),
        };
        if let Some(what) = what {
            let id = Some(section.id.clone());
            self.losses.push(Loss { id, items: Vec::new(), section: section.heading.clone(), what });
        }
        for block in section.blocks.iter().flat_map(Block::walk) {
            if let Some(what) = self.block(block) {
                let (id, items) = (block.id.clone(), block.items.clone());
                self.losses.push(Loss { id, items, section: section.heading.clone(), what });
            }
        }
        for part in &section.sections {
            self.section(part);
        }
    }

    fn block(&self, block: &Block) -> Option<LossKind> {
        let items: Vec<&str> = block.items.iter().map(Item::as_str).collect();
        let items = items.join(" ");
        let expected = expected(block);
        let Some(id) = &block.id else {
            return if items.is_empty() || self.anywhere(&items, &expected) { None } else { Some(LossKind::Missing) };
        };
        let mark = match self.find(id) {
            Ok(mark) => mark,
            Err(what) => return Some(what),
        };
        let altered = self.compare(mark, &expected, self.points);
        if altered.is_none() && !self.points && mark.items.as_deref().unwrap_or_default() != items {
            return Some(LossKind::ItemsLost);
        }
        altered
    }

    /// The one mark with an id.
    fn find(&self, id: &str) -> Result<&Mark, LossKind> {
        let first = self.marks.partition_point(|(known, _)| *known < id);
        let mut found = self.marks.get(first..).unwrap_or_default().iter().take_while(|(known, _)| *known == id);
        match (found.next(), found.next()) {
            (Some((_, mark)), None) => Ok(mark),
            (Some(_), Some(_)) => Err(LossKind::Duplicated),
            (None, _) => Err(LossKind::Missing),
        }
    }

    /// Whether a block without an anchor is there.
    fn anywhere(&self, items: &str, expected: &str) -> bool {
        if self.points {
            let starts = self.page.text.char_indices().map(|(at, _)| at);
            return starts.into_iter().any(|at| matching(expected, &self.page.text[at..]).is_ok());
        }
        let marks = self.page.marks.iter().filter(|mark| mark.items.as_deref() == Some(items));
        marks.into_iter().any(|mark| same(expected, self.page.words(mark.start, mark.end)))
    }

    /// What is wrong with the words at a mark; `more` says that others may follow.
    fn compare(&self, mark: &Mark, expected: &str, more: bool) -> Option<LossKind> {
        let end = if self.points { self.page.text.len() } else { mark.end };
        let found = self.page.words(mark.start, end);
        let (expected_at, found_at) = match matching(expected, found) {
            Ok(read) if more || solid(&found[read..]).is_empty() => return None,
            Ok(read) => (expected.len(), read),
            Err(places) => places,
        };
        if mark.hidden {
            return Some(LossKind::Hidden);
        }
        Some(LossKind::Altered { expected: around(expected, expected_at), found: around(found, found_at) })
    }
}

/// Reads the expected words at the start of what was found: how many bytes they take there, or where the two part.
fn matching(expected: &str, found: &str) -> Result<usize, (usize, usize)> {
    let mut rest = found.char_indices().filter(|(_, c)| is_seen(*c)).peekable();
    let mut read = 0;
    for (at, c) in expected.char_indices() {
        if c == COLON {
            // Colons of the words themselves are not the one that a format may put there.
            let own = colons(expected.get(at..).unwrap_or_default().chars());
            if let Some((place, colon)) = rest.next_if(|&(place, _)| colons(found[place..].chars()) > own) {
                read = place + colon.len_utf8();
            }
        } else if is_seen(c) {
            match rest.next() {
                Some((place, next)) if next == c => read = place + c.len_utf8(),
                other => return Err((at, other.map_or(found.len(), |(place, _)| place))),
            }
        }
    }
    Ok(read)
}

/// How many colons come before anything else that is seen.
fn colons(words: impl Iterator<Item = char>) -> usize {
    words.filter(|c| is_seen(*c)).take_while(|c| matches!(c, ':' | '：')).count()
}

fn same(expected: &str, found: &str) -> bool {
    matching(expected, found).is_ok_and(|read| solid(&found[read..]).is_empty())
}

/// Neither white space nor a character that only steers how others are shown.
fn is_seen(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && !is_format(c)
}

/// A character that has no shape: it joins, divides, or sets a direction.
pub(super) fn is_format(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

fn solid(text: &str) -> String {
    text.chars().filter(|c| is_seen(*c)).collect()
}

/// The words around a place, in one line.
fn around(text: &str, at: usize) -> String {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let shown = |c: &char| *c != COLON;
    let skipped = before.chars().count().saturating_sub(30);
    let mut out: String = before.chars().skip(skipped).chain(after.chars().take(50)).filter(shown).collect();
    out = out.split_whitespace().collect::<Vec<_>>().join(" ");
    if skipped > 0 && !out.is_empty() {
        out.insert(0, '…');
    }
    if after.chars().nth(50).is_some() {
        out.push('…');
    }
    out
}

fn push_section(section: &Section, out: &mut String) {
    out.push_str(&section.heading);
    push_blocks(&section.blocks, out);
    for part in &section.sections {
        push_section(part, out);
    }
}

/// The words of a block in reading order, with a sign where a format may put a colon.
pub(super) fn expected(block: &Block) -> String {
    let mut out = String::new();
    push_block(block, &mut out);
    out
}

fn push_blocks(blocks: &[Block], out: &mut String) {
    for block in blocks {
        push_block(block, out);
    }
}

fn push_block(block: &Block, out: &mut String) {
    match &block.content {
        Content::Paragraph { text } | Content::Heading { text } => push_words(text, out),
        Content::List { items, .. } => {
            for item in items {
                push_blocks(item, out);
            }
        }
        Content::Definitions { entries } => push_entries(entries, out),
        Content::Table { caption, head, rows } => {
            out.push_str(caption);
            out.extend([' ', COLON]);
            for cell in head {
                out.extend([cell, " "]);
            }
            for cell in rows.iter().flatten() {
                push_words(cell, out);
            }
        }
        Content::Contact { name, lines } => {
            push_words(name, out);
            out.push(COLON);
            push_entries(lines, out);
        }
        Content::Callout { heading, blocks } => {
            out.extend([heading, " "]);
            push_blocks(blocks, out);
        }
        Content::Group { blocks } | Content::Quote { blocks } => push_blocks(blocks, out),
        Content::Code { text } => out.extend([text, " "]),
    }
}

fn push_entries(entries: &[Definition], out: &mut String) {
    for Definition { term, blocks } in entries {
        push_words(term, out);
        out.push(COLON);
        push_blocks(blocks, out);
    }
}

fn push_words(words: &[Inline], out: &mut String) {
    out.push_str(&Inline::plain(words));
    out.push(' ');
}
