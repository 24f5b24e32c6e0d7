//! What rules about prose share: its sentences, each with its place.

use super::words::place;
use crate::source::Spanned;

/// The sentences of a text in order; a line of a list and a heading are sentences too.
///
/// The place of one is exact where the text stands in the file as it is, else it is the whole text.
pub(super) fn sentences(text: &Spanned<String>) -> Vec<Spanned<String>> {
    let value = text.value.as_str();
    let mut found = Vec::new();
    let mut start = 0;
    for end in ends(value).into_iter().chain([value.len()]) {
        let part = &value[start..end];
        let trimmed = part.trim();
        if !trimmed.is_empty() {
            let from = start + part.len() - part.trim_start().len();
            found.push(Spanned::new(trimmed.to_owned(), place(text, from, from + trimmed.len())));
        }
        start = end;
    }
    found
}

/// Words of a sentence in lower case, without punctuation; an apostrophe stays inside its word.
pub(super) fn words(sentence: &str) -> Vec<String> {
    let lower = sentence.to_lowercase().replace('’', "'");
    let parts = lower.split(|one: char| !one.is_alphanumeric() && one != '\'');
    parts.map(|word| word.trim_matches('\'')).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether two texts have the same [`words`]; read only as far as they are alike.
pub(super) fn same_words(one: &str, other: &str) -> bool {
    fn parts(text: &str) -> impl Iterator<Item = &str> {
        let apostrophe = |one: char| matches!(one, '\'' | '’');
        let parts = text.split(move |one: char| !one.is_alphanumeric() && !apostrophe(one));
        parts.map(move |word| word.trim_matches(apostrophe)).filter(|word| !word.is_empty())
    }
    fn letters(word: &str) -> impl Iterator<Item = char> {
        word.chars().flat_map(char::to_lowercase).map(|one| if one == '’' { '\'' } else { one })
    }
    let (mut one, mut other) = (parts(one), parts(other));
    loop {
        match (one.next(), other.next()) {
            (None, None) => return true,
            (Some(one), Some(other)) if letters(one).eq(letters(other)) => {}
            _ => return false,
        }
    }
}

/// Bytes after which a sentence has ended.
fn ends(value: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut before: [char; 2] = [' ', ' '];
    let mut chars = value.char_indices().peekable();
    while let Some((at, one)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let stop = match one {
            // "U.S." and "e.g." end no sentence: one letter between two stops, or after a space.
            '.' => {
                next.is_none_or(char::is_whitespace) && !(before[1].is_alphabetic() && matches!(before[0], '.' | ' '))
            }
            '!' | '?' => next.is_none_or(char::is_whitespace),
            '\n' => next.is_none_or(|next| next.is_whitespace() || "-*#".contains(next) || next.is_ascii_digit()),
            _ => false,
        };
        if stop {
            ends.push(at + one.len_utf8());
        }
        before = [before[1], one];
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn split(text: &str) -> Vec<String> {
        let spanned = Spanned::new(text.to_owned(), Span { start: 10, end: 12 + text.len() });
        sentences(&spanned).into_iter().map(|one| one.value).collect()
    }

    #[test]
    fn abbreviations_end_no_sentence() {
        assert_eq!(
            split("The EU-U.S. Privacy Shield is gone. We use clauses."),
            ["The EU-U.S. Privacy Shield is gone.", "We use clauses.",]
        );
        assert_eq!(
            split("We send data (e.g. names) outside the EEA. Ask us!"),
            ["We send data (e.g. names) outside the EEA.", "Ask us!",]
        );
    }

    #[test]
    fn lines_of_a_list_are_sentences() {
        assert_eq!(split("We do this:\n\n- one\n- two\n"), ["We do this:", "- one", "- two"]);
        assert_eq!(split("one line\nwrapped"), ["one line\nwrapped"]);
    }

    #[test]
    fn a_sentence_has_its_place() {
        let text = Spanned::new("One. Two.".to_owned(), Span { start: 10, end: 21 });
        assert_eq!(sentences(&text)[1].span, Span { start: 16, end: 20 });
    }

    #[test]
    fn words_lose_their_punctuation() {
        assert_eq!(words("We don’t (ever) go, EU/EEA."), ["we", "don't", "ever", "go", "eu", "eea"]);
        assert!(same_words("We don’t (ever) go, EU/EEA.", "we don't 'ever' go EU EEA"));
        for other in ["We don't ever go", "We don't ever go, EU/EEA at all", "We don't ever stop, EU/EEA."] {
            assert!(!same_words("We don’t (ever) go, EU/EEA.", other), "{other}");
        }
    }
}
