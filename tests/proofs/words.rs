//! The words that a document says, and where those of an output differ.

use noticec::document::{Block, Content, Definition, Document, Inline, Kind, Section};

use crate::outputs::solid;

/// A piece of what a document says, in each of the ways in which it may be said; without white space, colons and hyphens.
pub(crate) struct Said(pub(crate) Vec<String>);

/// What stands before the parts, in any order, and the parts in theirs.
pub(crate) struct Words {
    pub(crate) front: Vec<String>,
    pub(crate) parts: Vec<Said>,
    /// Whether a row of a table may be taller than a page.
    pub(crate) tall_rows: bool,
}

/// Letters of a cell that fill a page where there are six columns.
const TALL: usize = 800;

impl Words {
    /// All that a document says.
    pub(crate) fn of(document: &Document) -> Self {
        let mut front = vec![solid(&document.title), solid(&document.controller), solid(&document.contents)];
        front.extend(document.facts.iter().flat_map(|fact| [solid(&fact.label), solid(&fact.value)]));
        front.extend(document.sections.iter().map(|section| solid(&section.heading)));
        front.extend(document.draft.as_deref().map(solid));
        if document.kind == Kind::Snippet {
            // A short text is what it says and no more.
            front.clear();
        }
        let mut first = Vec::new();
        document.first_layer.iter().for_each(|layer| section(layer, &mut first));
        // It holds no table, so that each piece is said in one way.
        front.push(first.into_iter().flat_map(|said: Said| said.0).collect());
        let mut parts = Vec::new();
        document.sections.iter().for_each(|one| section(one, &mut parts));
        let cells = document.blocks().filter_map(|block| match &block.content {
            Content::Table { rows, .. } => Some(rows.iter().flatten()),
            _ => None,
        });
        let tall_rows = cells.flatten().any(|cell| Inline::plain(cell).chars().count() > TALL);
        Self { front, parts, tall_rows }
    }

    /// Where a text differs: all parts end it, in their order, and the rest stands before them.
    pub(crate) fn differences(&self, found: &str) -> Vec<String> {
        let found = solid(found);
        let start = match self.start(&found) {
            Ok(start) => start,
            Err(wrong) => return vec![wrong],
        };
        let missing = |piece: &&String| !found[..start].contains(piece.as_str());
        self.front.iter().filter(missing).map(|piece| format!("“{piece}” is not in front")).collect()
    }

    /// The byte at which the parts begin.
    fn start(&self, found: &str) -> Result<usize, String> {
        let mut end = found.len();
        for Said(ways) in self.parts.iter().rev() {
            let way = ways.iter().find(|way| found[..end].ends_with(way.as_str()));
            end -= way.ok_or_else(|| parting(&found[..end], &ways[0]))?.len();
        }
        Ok(end)
    }

    /// Whether a text ends in the letters of the parts, in any order, as another text does that says them in theirs.
    pub(crate) fn same_letters(&self, ordered: &str, found: &str) -> bool {
        let (ordered, found) = (solid(ordered), solid(found));
        let Ok(start) = self.start(&ordered) else { return false };
        let sorted = |letters: &mut dyn Iterator<Item = char>| {
            let mut letters: Vec<char> = letters.collect();
            letters.sort_unstable();
            letters
        };
        let parts = &ordered[start..];
        sorted(&mut parts.chars()) == sorted(&mut found.chars().rev().take(parts.chars().count()))
    }
}

/// The last words of both, from shortly after the place at which they part.
fn parting(found: &str, wanted: &str) -> String {
    let alike = wanted.chars().rev().zip(found.chars().rev()).take_while(|(one, other)| one == other).count();
    let around = |text: &str| {
        let end: Vec<char> = text.chars().rev().skip(alike.saturating_sub(20)).take(80).collect();
        end.into_iter().rev().collect::<String>()
    };
    format!("“{}” where the notice says “{}”", around(found), around(wanted))
}

fn section(section: &Section, out: &mut Vec<Said>) {
    out.push(once(&section.heading));
    blocks(&section.blocks, out);
    section.sections.iter().for_each(|inner| self::section(inner, out));
}

fn once(text: &str) -> Said {
    Said(vec![solid(text)])
}

fn words(text: &[Inline]) -> Said {
    once(&Inline::plain(text))
}

fn blocks(list: &[Block], out: &mut Vec<Said>) {
    for block in list {
        match &block.content {
            Content::Paragraph { text } | Content::Heading { text } => out.push(words(text)),
            Content::List { items, .. } => items.iter().for_each(|item| blocks(item, out)),
            Content::Definitions { entries } => definitions(entries, out),
            Content::Table { caption, head, rows } => {
                out.push(once(caption));
                out.push(table(head, rows));
            }
            Content::Contact { name, lines } => {
                out.push(words(name));
                definitions(lines, out);
            }
            Content::Callout { heading, blocks: inner } => {
                out.push(once(heading));
                blocks(inner, out);
            }
            Content::Group { blocks: inner } | Content::Quote { blocks: inner } => blocks(inner, out),
            Content::Code { text } => out.push(once(text)),
        }
    }
}

fn definitions(entries: &[Definition], out: &mut Vec<Said>) {
    for Definition { term, blocks: inner } in entries {
        out.push(words(term));
        blocks(inner, out);
    }
}

/// A table is told with its head once, or row by row, each cell that says something with its head.
fn table(head: &[String], rows: &[Vec<Vec<Inline>>]) -> Said {
    let cells = |row: &Vec<Vec<Inline>>| row.iter().map(|cell| solid(&Inline::plain(cell))).collect::<Vec<_>>();
    let whole = head.iter().map(|cell| solid(cell)).chain(rows.iter().flat_map(cells)).collect();
    let pairs = rows.iter().flat_map(|row| head.iter().zip(cells(row)));
    let by_row = pairs.filter(|(_, cell)| !cell.is_empty()).map(|(head, cell)| solid(head) + &cell).collect();
    Said(vec![whole, by_row])
}
