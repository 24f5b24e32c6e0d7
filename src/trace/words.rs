//! The words of a block on one line, its pieces kept apart.

use crate::document::{Block, Content, Definition, Inline};

/// What a block says: points and lines after `; `, what is said of a term after `: `.
pub(super) fn of(block: &Block) -> String {
    match &block.content {
        Content::Paragraph { text } | Content::Heading { text } => of_line(text),
        Content::List { items, .. } => joined(items.iter().map(|item| all(item))),
        Content::Definitions { entries } => definitions(entries),
        Content::Table { caption, head, rows } => {
            let head = head.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
            let row = |row: &Vec<Vec<Inline>>| {
                row.iter().map(|cell| of_line(cell)).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(", ")
            };
            termed(caption, &joined(std::iter::once(head).chain(rows.iter().map(row))))
        }
        Content::Contact { name, lines } => joined([of_line(name), definitions(lines)]),
        Content::Callout { heading, blocks } => termed(heading, &all(blocks)),
        Content::Group { blocks } | Content::Quote { blocks } => all(blocks),
        Content::Code { text } => text.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

fn all(blocks: &[Block]) -> String {
    joined(blocks.iter().map(of))
}

fn definitions(entries: &[Definition]) -> String {
    joined(entries.iter().map(|entry| termed(&of_line(&entry.term), &all(&entry.blocks))))
}

/// The lines of a paragraph.
fn of_line(text: &[Inline]) -> String {
    joined(text.split(|inline| *inline == Inline::Break).map(Inline::plain))
}

/// A term and what is said of it.
fn termed(term: &str, said: &str) -> String {
    match (term.trim(), said) {
        ("", said) => said.to_owned(),
        (term, "") => term.to_owned(),
        (term, said) if ends(term) => format!("{term} {said}"),
        (term, said) => format!("{term}: {said}"),
    }
}

fn joined(pieces: impl IntoIterator<Item = String>) -> String {
    let mut out = String::new();
    for piece in pieces {
        let piece = piece.trim();
        if piece.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push_str(if ends(&out) { " " } else { "; " });
        }
        out.push_str(piece);
    }
    out
}

/// Whether a piece needs no mark after it.
fn ends(piece: &str) -> bool {
    piece.trim_end_matches(['"', '\'', ')', '”', '’']).ends_with(['.', ':', ';', '!', '?', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(text: &str) -> Block {
        Block::paragraph(vec![Inline::text(text)])
    }

    fn entry(term: &str, blocks: Vec<Block>) -> Definition {
        Definition { term: vec![Inline::text(term)], blocks }
    }

    #[test]
    fn pieces_are_kept_apart() {
        let list = |points: &[&str]| -> Block {
            let items = points.iter().map(|point| vec![paragraph(point)]).collect();
            Content::List { ordered: false, items }.into()
        };
        assert_eq!(of(&list(&["order details", "credit details"])), "order details; credit details");
        assert_eq!(of(&list(&["We ask.", "You answer."])), "We ask. You answer.");
        let group: Block = Content::Group { blocks: vec![paragraph("We keep:"), list(&["one", "two"])] }.into();
        assert_eq!(of(&group), "We keep: one; two");
        let card: Block = Content::Contact {
            name: vec![Inline::text("Agents Ltd")],
            lines: vec![
                entry("Address", vec![paragraph("4 Mill Lane")]),
                entry("E-mail", vec![paragraph("uk@agents.example")]),
            ],
        }
        .into();
        assert_eq!(of(&card), "Agents Ltd; Address: 4 Mill Lane; E-mail: uk@agents.example");
        let lines = vec![Inline::strong("under UK law"), Inline::Break, Inline::text("UK law treats it alike")];
        assert_eq!(of(&Block::paragraph(lines)), "under UK law; UK law treats it alike");
        let terms: Block =
            Content::Definitions { entries: vec![entry("under UK law", vec![paragraph("UK law treats it alike.")])] }
                .into();
        assert_eq!(of(&terms), "under UK law: UK law treats it alike.");
    }

    #[test]
    fn rows_are_kept_apart() {
        let cell = |text: &str| vec![Inline::text(text)];
        let table: Block = Content::Table {
            caption: "Cookies".to_owned(),
            head: vec!["Name".to_owned(), "Period".to_owned()],
            rows: vec![vec![cell("sid"), cell("1 day")], vec![cell("lang"), cell("")]],
        }
        .into();
        assert_eq!(of(&table), "Cookies: Name, Period; sid, 1 day; lang");
    }
}
