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
fn place(text: &Spanned<String>, start: usize, end: usize) -> Span {
    let written = text.span.end - text.span.start;
    let quotes = written.checked_sub(text.value.len());
    match quotes {
        Some(0) => Span { start: text.span.start + start, end: text.span.start + end },
        Some(2) => Span { start: text.span.start + 1 + start, end: text.span.start + 1 + end },
        _ => text.span,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_found_with_their_place() {
        let text = Spanned::new("Credit Union, not union.".to_owned(), Span { start: 10, end: 36 });
        assert_eq!(find(&text, "union"), Some(Span { start: 18, end: 23 }));
        assert_eq!(find(&text, "uni"), None);
        assert_eq!(find_any(&text, &["nothing", "credit union"]).map(|found| found.0), Some("credit union"));
    }
}
