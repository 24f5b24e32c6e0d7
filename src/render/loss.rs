//! The proof that an output holds what its document holds.

mod data;
mod words;

use std::fmt;

use jiff::civil::Date;

use super::page::{Mark, Page};
use super::view::has_words;
use super::{Format, FrontMatter, Rendered};
use crate::document::{Block, Content, Definition, Document, Inline, Item, Section};
use crate::law::items;

#[cfg(feature = "pdf")]
pub(super) use words::is_format;
use words::{COLON, around, matching, same, solid};

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
    /// What must stand apart from other information has no heading of its own.
    NotApart,
    /// Its anchor is there more than once.
    Duplicated,
    /// The title of the notice is in no heading.
    TitleLost,
    /// A preview does not say that it is one.
    DraftMarkLost,
    /// The whole is no text of its format: where, and why.
    Unreadable(String),
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tell(f, &self.items.iter().map(Item::as_str).collect::<Vec<_>>().join(" "))
    }
}

impl Loss {
    /// What got lost, with the law that asks for it on a day beside its items.
    #[must_use]
    pub fn under_law(&self, on: Date) -> String {
        let keys: Vec<&str> = self.items.iter().map(Item::as_str).collect();
        let mut told = String::new();
        // A text takes whatever is written to it.
        let _ = self.tell(&mut told, &format!("{}: {}", keys.join(" "), items::cite(&self.items, on).join("; ")));
        told
    }

    fn tell(&self, f: &mut dyn fmt::Write, items: &str) -> fmt::Result {
        match &self.what {
            LossKind::Unreadable(why) => return write!(f, "the output can't be read, {why}"),
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
            write!(f, " ({items})")?;
        }
        match &self.what {
            LossKind::Missing => write!(f, " is not in the output"),
            LossKind::Hidden => write!(f, " is in the output, and its markup hides it or a part of it"),
            LossKind::Altered { expected, found } if found.is_empty() => {
                write!(f, " says nothing where the notice says “{expected}”")
            }
            LossKind::Altered { expected, found } => write!(f, " says “{found}” where the notice says “{expected}”"),
            LossKind::ItemsLost => write!(f, " does not name its items in `data-item`"),
            LossKind::NotApart => write!(f, " does not stand apart: no heading says what it is about"),
            LossKind::Duplicated => write!(f, " is in the output more than once"),
            LossKind::TitleLost | LossKind::DraftMarkLost | LossKind::Unreadable(_) => Ok(()),
        }
    }
}

/// Reads an output and tells what of the document it lacks: a block with an id or with items, the heading of a part, the
/// title, the draft mark. Words are compared without white space.
#[must_use]
pub fn read_back(format: Format, rendered: &Rendered, document: &Document) -> Vec<Loss> {
    let mut titled = !rendered.untitled;
    let (read, points) = match format {
        Format::Html | Format::HtmlFragment => (Page::from_html(rendered.text()), false),
        Format::Json => return data::losses(rendered.text(), document),
        Format::Markdown => match rendered.front {
            Some(generator) => {
                let (title, text) = match FrontMatter::read(generator, rendered.text(), document) {
                    Ok(read) => read,
                    Err(fault) => return unreadable(&fault, document),
                };
                // What the front matter says need not stand in a heading.
                titled = title != document.title;
                (Page::from_markdown(text, generator.dialect().heading_ids()), true)
            }
            None => (Page::from_markdown(rendered.text(), false), true),
        },
        Format::Typst => (Page::from_typst(rendered.text()), false),
        #[cfg(feature = "pdf")]
        Format::Pdf => (Page::default(), false),
    };
    if let Some(fault) = read.fault {
        return unreadable(&fault, document);
    }
    let page = rendered.placed.as_ref().unwrap_or(&read);
    let mut marks: Vec<(&str, &Mark)> = Vec::new();
    marks.extend(page.marks.iter().filter_map(|mark| Some((mark.id.as_deref()?, mark))));
    marks.sort_by_key(|(id, _)| *id);
    let mut proof = Proof { page, marks, points, losses: Vec::new() };
    if titled {
        proof.title(document);
    }
    proof.draft(document);
    for section in document.parts() {
        proof.section(section);
    }
    proof.losses
}

fn unreadable(fault: &str, document: &Document) -> Vec<Loss> {
    let what = LossKind::Unreadable(fault.to_owned());
    vec![Loss { id: None, items: Vec::new(), section: document.title.clone(), what }]
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
    }

    fn draft(&mut self, document: &Document) {
        let loss = |text: &str, what| Loss { id: None, items: Vec::new(), section: text.to_owned(), what };
        if let Some(draft) = &document.draft {
            let mark = solid(draft);
            let mut own = Told { out: String::new(), records: &[], tables: 0 };
            document.parts().for_each(|section| own.section(section));
            // The mark must be there beside any words of the notice that happen to be the same.
            if solid(&self.page.text).matches(&mark).count() <= solid(&own.out).matches(&mark).count() {
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
        let Some(id) = &block.id else {
            return if items.is_empty() || self.anywhere(&items, block) { None } else { Some(LossKind::Missing) };
        };
        let mark = match self.find(id) {
            Ok(mark) => mark,
            Err(what) => return Some(what),
        };
        let expected = expected_near(block, self.words(mark));
        let altered = self.compare(mark, &expected, self.points);
        if altered.is_none() && !self.points && mark.items.as_deref().unwrap_or_default() != items {
            return Some(LossKind::ItemsLost);
        }
        altered.or_else(|| self.blends_in(block, mark).then_some(LossKind::NotApart))
    }

    /// Whether the heading of what must stand apart is none in the output.
    fn blends_in(&self, block: &Block, mark: &Mark) -> bool {
        let Content::Callout { heading, .. } = &block.content else { return false };
        let own = |&(start, _): &(usize, usize)| mark.start <= start && (self.points || start < mark.end);
        !self
            .page
            .headings
            .iter()
            .filter(|range| own(range))
            .any(|&(start, end)| same(heading, self.page.words(start, end)))
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
    fn anywhere(&self, items: &str, block: &Block) -> bool {
        if self.points {
            let told = [expected(block, &[]), expected(block, &[true; 64])];
            let mut starts = self.page.text.char_indices().map(|(at, _)| &self.page.text[at..]);
            return starts.any(|found| told.iter().any(|expected| matching(expected, found).is_ok()));
        }
        let mut marks = self.page.marks.iter().filter(|mark| mark.items.as_deref() == Some(items));
        marks.any(|mark| same(&expected_near(block, self.words(mark)), self.words(mark)))
    }

    /// What stands at a mark.
    fn words(&self, mark: &Mark) -> &str {
        self.page.words(mark.start, if self.points { self.page.text.len() } else { mark.end })
    }

    /// What is wrong with the words at a mark; `more` says that others may follow.
    fn compare(&self, mark: &Mark, expected: &str, more: bool) -> Option<LossKind> {
        let found = self.words(mark);
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

/// The words of a block in reading order, with a sign where a format may put a colon. Of its tables, in reading order,
/// those for which `records` holds true are told row by row.
pub(super) fn expected(block: &Block, records: &[bool]) -> String {
    let mut told = Told { out: String::new(), records, tables: 0 };
    told.block(block);
    told.out
}

/// The same in the form that comes closest to what was found: each table in one piece, or row by row.
fn expected_near(block: &Block, found: &str) -> String {
    let is_table = |block: &&Block| matches!(block.content, Content::Table { .. });
    let mut records = vec![false; block.walk().iter().filter(|block| is_table(block)).count()];
    let mut told = expected(block, &records);
    for table in 0..records.len() {
        let Err((_, reached)) = matching(&told, found) else { break };
        records[table] = true;
        let other = expected(block, &records);
        match matching(&other, found) {
            Err((_, at)) if at <= reached => records[table] = false,
            _ => told = other,
        }
    }
    told
}

/// Writes down what a document says.
struct Told<'a> {
    out: String,
    records: &'a [bool],
    /// How many tables there were.
    tables: usize,
}

impl Told<'_> {
    fn section(&mut self, section: &Section) {
        self.out.push_str(&section.heading);
        self.blocks(&section.blocks);
        for part in &section.sections {
            self.section(part);
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.content {
            Content::Paragraph { text } | Content::Heading { text } => self.words(text),
            Content::List { items, .. } => {
                for item in items {
                    self.blocks(item);
                }
            }
            Content::Definitions { entries } => self.entries(entries),
            Content::Table { caption, head, rows } => self.table(caption, head, rows),
            Content::Contact { name, lines } => {
                self.words(name);
                self.out.push(COLON);
                self.entries(lines);
            }
            Content::Callout { heading, blocks } => {
                self.out.extend([heading, " "]);
                self.blocks(blocks);
            }
            Content::Group { blocks } | Content::Quote { blocks } => self.blocks(blocks),
            Content::Code { text } => self.out.extend([text, " "]),
        }
    }

    fn table(&mut self, caption: &str, head: &[String], rows: &[Vec<Vec<Inline>>]) {
        let by_row = self.records.get(self.tables).is_some_and(|records| *records);
        self.tables += 1;
        self.out.push_str(caption);
        self.out.extend([' ', COLON]);
        if by_row {
            for (heading, cell) in rows.iter().flat_map(|row| head.iter().zip(row)).filter(|(_, cell)| has_words(cell))
            {
                self.out.push_str(heading);
                self.out.extend([' ', COLON]);
                self.words(cell);
            }
            return;
        }
        for cell in head {
            self.out.extend([cell, " "]);
        }
        for cell in rows.iter().flatten() {
            self.words(cell);
        }
    }

    fn entries(&mut self, entries: &[Definition]) {
        for Definition { term, blocks } in entries {
            self.words(term);
            self.out.push(COLON);
            self.blocks(blocks);
        }
    }

    fn words(&mut self, words: &[Inline]) {
        self.out.push_str(&Inline::plain(words));
        self.out.push(' ');
    }
}
