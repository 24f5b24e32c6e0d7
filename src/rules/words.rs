//! What rules about text share: finding words, with places.

use std::ops::Range;

use super::Sentence;
use crate::source::{Span, Spanned};

/// Where a phrase stands in a text, whole words only, whatever the case; in bytes of the map.
///
/// A place is exact where the text stands in the file as it is; where it has escapes, the whole text is the place.
pub(super) fn find(text: &Spanned<String>, phrase: &str) -> Option<Span> {
    let range = range_of(&text.value, phrase)?;
    Some(place(text, range.start, range.end))
}

/// Where a phrase stands in a sentence, as [`find`] finds it.
pub(super) fn find_in(sentence: &Sentence, phrase: &str) -> Option<Span> {
    Some(within(&sentence.text, range_of(&sentence.text, phrase)?))
}

/// Bytes of a text at which a phrase stands.
fn range_of(text: &str, phrase: &str) -> Option<Range<usize>> {
    let lower = text.to_lowercase();
    range_in_lower(&lower, phrase).map(|range| unlowered(text, range))
}

/// Bytes of a text in lower case at which a phrase stands.
pub(super) fn range_in_lower(lower: &str, phrase: &str) -> Option<Range<usize>> {
    let wanted = phrase.to_lowercase();
    let mut from = 0;
    while let Some(found) = lower.get(from..).and_then(|rest| rest.find(&wanted)) {
        let (start, end) = (from + found, from + found + wanted.len());
        let before = lower[..start].chars().next_back();
        let after = lower[end..].chars().next();
        let word = |one: Option<char>| one.is_some_and(char::is_alphanumeric);
        if !word(before) && !word(after) {
            return Some(start..end);
        }
        from = start + lower[start..].chars().next().map_or(1, char::len_utf8);
    }
    None
}

/// Bytes of a text in lower case as bytes of the text itself: some letters are longer in one of the two, such as `İ`. What
/// begins or ends within such a letter takes all of it.
pub(super) fn unlowered(text: &str, range: Range<usize>) -> Range<usize> {
    let (mut start, mut end, mut lower) = (0, text.len(), 0);
    for (at, one) in text.char_indices() {
        if lower <= range.start {
            start = at;
        }
        if lower >= range.end {
            end = at;
            break;
        }
        lower += one.to_lowercase().map(char::len_utf8).sum::<usize>();
    }
    start..end
}

/// The first of several phrases that stands in a text.
pub(super) fn find_any<'a>(text: &Spanned<String>, phrases: &[&'a str]) -> Option<(&'a str, Span)> {
    phrases.iter().find_map(|phrase| find(text, phrase).map(|span| (*phrase, span)))
}

/// Bytes of a text as bytes of the map: behind the opening quote where that fits, else the whole text. A sentence is no text
/// here: it is a part of one, and [`within`] knows its place.
///
/// A text without escapes is as long as what is written less its quotes: one or three on each side, and with three a
/// line break may follow the first.
pub(super) fn place(text: &Spanned<String>, start: usize, end: usize) -> Span {
    let written = text.span.end - text.span.start;
    // On one line these must be escaped, a byte each: as many as would fill the difference tell nothing of the quotes.
    let escaped = || text.value.matches(['\n', '"', '\\']).count();
    // So is a letter of another alphabet that was written by its number: four bytes more than the two that it has.
    let numbered = || !text.value.contains('\n') && !text.value.is_ascii();
    let shift = match written.checked_sub(text.value.len()) {
        Some(0) => 0,
        Some(2) => 1,
        Some(6) if escaped() != 4 && !numbered() => 3,
        Some(7) if escaped() != 5 && !numbered() => 4,
        _ => return text.span,
    };
    Span { start: text.span.start + shift + start, end: text.span.start + shift + end }
}

/// Bytes of a sentence as bytes of the map, where its place is exact, else all of its place.
pub(super) fn within(sentence: &Spanned<String>, range: Range<usize>) -> Span {
    let span = sentence.span;
    if span.end - span.start != sentence.value.len() {
        return span;
    }
    Span { start: span.start + range.start, end: span.start + range.end }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_several_lines_has_places_too() {
        for (open, written) in [(3, 18), (4, 19)] {
            let text = Spanned::new("one\ntwo\nfour".to_owned(), Span { start: 10, end: 10 + written });
            assert_eq!(find(&text, "two"), Some(Span { start: 14 + open, end: 17 + open }));
        }
        let escaped = Spanned::new("a\n\"b\"\n".to_owned(), Span { start: 10, end: 22 });
        assert_eq!(find(&escaped, "b"), Some(escaped.span));
    }

    #[test]
    fn whole_words_are_found_with_their_place() {
        let text = Spanned::new("Credit Union, not union.".to_owned(), Span { start: 10, end: 36 });
        assert_eq!(find(&text, "union"), Some(Span { start: 18, end: 23 }));
        assert_eq!(find(&text, "uni"), None);
        assert_eq!(find_any(&text, &["nothing", "credit union"]).map(|found| found.0), Some("credit union"));
    }

    #[test]
    fn letters_that_grow_or_shrink_in_lower_case_move_no_place() {
        for before in ["İİ", "ẞẞ", "\u{212A}\u{212A}"] {
            let value = format!("{before} Credit Union");
            let written = value.len() + 2;
            let text = Spanned::new(value, Span { start: 10, end: 10 + written });
            let start = 10 + written - 1 - "Union".len();
            assert_eq!(find(&text, "union"), Some(Span { start, end: start + "Union".len() }), "{before}");
        }
        // The place ends with the letter, not within it.
        let text = Spanned::new("in İ".to_owned(), Span { start: 10, end: 17 });
        assert_eq!(find(&text, "i"), Some(Span { start: 14, end: 16 }));
    }
}
