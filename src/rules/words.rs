//! What rules about text share: finding words, with places.

use crate::source::{Span, Spanned};

/// Where a phrase stands in a text, whole words only, whatever the case; in bytes of the map.
///
/// A place is exact where the text stands in the file as it is; where it has escapes, the whole text is the place.
pub(super) fn find(text: &Spanned<String>, phrase: &str) -> Option<Span> {
    let lower = text.value.to_lowercase();
    let wanted = phrase.to_lowercase();
    let mut from = 0;
    while let Some(found) = lower.get(from..).and_then(|rest| rest.find(&wanted)) {
        let (start, end) = (from + found, from + found + wanted.len());
        let before = lower[..start].chars().next_back();
        let after = lower[end..].chars().next();
        let word = |one: Option<char>| one.is_some_and(char::is_alphanumeric);
        if !word(before) && !word(after) {
            return Some(place(text, start, end));
        }
        from = start + lower[start..].chars().next().map_or(1, char::len_utf8);
    }
    None
}

/// The first of several phrases that stands in a text.
pub(super) fn find_any<'a>(text: &Spanned<String>, phrases: &[&'a str]) -> Option<(&'a str, Span)> {
    phrases.iter().find_map(|phrase| find(text, phrase).map(|span| (*phrase, span)))
}

/// Bytes of a text as bytes of the map: behind the opening quote where that fits, else the whole text.
///
/// A text without escapes is as long as what is written less its quotes: one or three on each side, and with three a
/// line break may follow the first.
pub(super) fn place(text: &Spanned<String>, start: usize, end: usize) -> Span {
    let written = text.span.end - text.span.start;
    // On one line these must be escaped, a byte each: as many as would fill the difference tell nothing of the quotes.
    let escaped = || text.value.matches(['\n', '"', '\\']).count();
    let shift = match written.checked_sub(text.value.len()) {
        Some(0) => 0,
        Some(2) => 1,
        Some(6) if escaped() != 4 => 3,
        Some(7) if escaped() != 5 => 4,
        _ => return text.span,
    };
    Span { start: text.span.start + shift + start, end: text.span.start + shift + end }
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
}
