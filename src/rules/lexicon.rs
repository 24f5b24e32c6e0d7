//! Lists of phrases, searched for in one pass.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::words::place;
use crate::source::{Span, Spanned};

/// A list of phrases, found as whole words whatever the case of their ASCII letters.
#[derive(Debug)]
pub(super) struct Lexicon {
    phrases: &'static [&'static str],
    automaton: AhoCorasick,
}

impl Lexicon {
    /// Prepares a list; once, in a `LazyLock`.
    pub(super) fn new(phrases: &'static [&'static str]) -> Self {
        let mut builder = AhoCorasick::builder();
        builder.ascii_case_insensitive(true).match_kind(MatchKind::Standard);
        Self { phrases, automaton: builder.build(phrases).expect("the lists are small") }
    }

    /// Where its phrases stand, in bytes of the text, in order; of phrases that overlap, the first and then the longest.
    pub(super) fn all(&self, text: &str) -> Vec<(&'static str, Range<usize>)> {
        let word = |one: Option<char>| one.is_some_and(char::is_alphanumeric);
        let mut hits: Vec<(&'static str, Range<usize>)> = self
            .automaton
            .find_overlapping_iter(text)
            .map(|hit| (self.phrases[hit.pattern().as_usize()], hit.range()))
            .filter(|(_, range)| {
                !word(text[..range.start].chars().next_back()) && !word(text[range.end..].chars().next())
            })
            .collect();
        hits.sort_by_key(|(_, range)| (range.start, usize::MAX - range.end));
        let mut end = 0;
        hits.retain(|(_, range)| {
            let free = range.start >= end;
            if free {
                end = range.end;
            }
            free
        });
        hits
    }

    /// The first of its phrases in a text, with its place.
    pub(super) fn find(&self, text: &Spanned<String>) -> Option<(&'static str, Span)> {
        let (phrase, range) = self.all(text).into_iter().next()?;
        Some((phrase, place(text, range.start, range.end)))
    }

    /// Whether a text has one of them.
    pub(super) fn stands_in(&self, text: &str) -> bool {
        !self.all(text).is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_found_and_the_longest_counts() {
        let lexicon = Lexicon::new(&["for research", "research", "as long as", "as long as necessary"]);
        let found = |text: &str| lexicon.all(text).into_iter().map(|(phrase, _)| phrase).collect::<Vec<_>>();
        assert_eq!(found("We use it for Research."), ["for research"]);
        assert_eq!(found("for researchers"), Vec::<&str>::new());
        assert_eq!(found("kept as long as necessary, as long as needed"), ["as long as necessary", "as long as"]);
        assert_eq!(found("Über research hinaus"), ["research"]);
    }
}
