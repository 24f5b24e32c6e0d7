//! Where a text leads, and how it is built: what rules read in Markdown without making a document of it.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A link as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Led {
    /// Where it leads; empty where nothing stands there.
    pub(crate) href: String,
    /// Its bytes in the text.
    pub(crate) range: Range<usize>,
}

/// The links of a text in order.
pub(crate) fn links(text: &str) -> Vec<Led> {
    if !text.contains("](") && !text.contains("]:") && !text.contains('<') {
        return Vec::new();
    }
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter();
    let link = |(event, range)| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some(Led { href: dest_url.into_string(), range }),
        _ => None,
    };
    events.filter_map(link).collect()
}

/// A piece of a text that announces something, and what stands behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece {
    /// A heading and its depth.
    Heading(usize),
    /// A paragraph outside lists and quotes; whether it ends in a colon.
    Paragraph(bool),
    /// A list; whether a point of it is empty.
    List(bool),
    /// A table; whether it has rows.
    Table(bool),
    /// Anything else.
    Other,
}

/// The outermost pieces of a text in order, with their bytes.
pub(crate) fn pieces(text: &str) -> Vec<(Piece, Range<usize>)> {
    let mut found: Vec<(Piece, Range<usize>)> = Vec::new();
    let (mut depth, mut row, mut point) = (0_usize, 0_usize, None::<usize>);
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        match &event {
            Event::Start(tag) => {
                if depth == 0 {
                    found.push((piece(tag, &text[range.clone()]), range.clone()));
                    row = 0;
                }
                depth += 1;
                match tag {
                    Tag::TableRow => row += 1,
                    Tag::Item => point = Some(range.start),
                    _ => {}
                }
            }
            Event::End(end) => {
                depth -= 1;
                match (end, found.last_mut()) {
                    (TagEnd::Item, Some((Piece::List(empty), _))) => *empty |= point.take().is_some(),
                    (TagEnd::Table, Some((Piece::Table(rows), _))) if depth == 0 => *rows = row > 0,
                    _ => {}
                }
            }
            Event::Rule if depth == 0 => found.push((Piece::Other, range)),
            Event::Text(_) | Event::Code(_) | Event::Html(_) | Event::InlineHtml(_) => point = None,
            _ => {}
        }
    }
    found
}

fn piece(tag: &Tag<'_>, text: &str) -> Piece {
    match tag {
        Tag::Heading { level, .. } => Piece::Heading(*level as usize),
        Tag::Paragraph => Piece::Paragraph(text.trim_end().trim_end_matches(['*', '_']).ends_with(':')),
        Tag::List(_) => Piece::List(false),
        Tag::Table(_) => Piece::Table(false),
        _ => Piece::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_told_with_their_places() {
        let text = "See [here]() or [there](#a \"b\"), [x][y], <https://northmoor.example>.\n\n[y]: /z";
        let told: Vec<(String, &str)> = links(text).into_iter().map(|led| (led.href, &text[led.range])).collect();
        let expected = [
            ("", "[here]()"),
            ("#a", "[there](#a \"b\")"),
            ("/z", "[x][y]"),
            ("https://northmoor.example", "<https://northmoor.example>"),
        ];
        assert_eq!(told, expected.map(|(href, words)| (href.to_owned(), words)));
        assert_eq!(links("`[a](b)`"), []);
    }

    #[test]
    fn pieces_are_told_in_order() {
        let told = |text: &str| pieces(text).into_iter().map(|(piece, _)| piece).collect::<Vec<_>>();
        assert_eq!(told("## A\n\nWe do:\n\n- a\n- b"), [Piece::Heading(2), Piece::Paragraph(true), Piece::List(false)]);
        assert_eq!(told("- a\n-\n- c"), [Piece::List(true)]);
        assert_eq!(told("- a\n  - b"), [Piece::List(false)]);
        assert_eq!(told("| a | b |\n| --- | --- |"), [Piece::Table(false)]);
        assert_eq!(told("| a | b |\n| --- | --- |\n| c | d |"), [Piece::Table(true)]);
    }
}
