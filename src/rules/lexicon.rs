//! Lists of phrases, searched for in one pass.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::Sentence;
use super::words::{place, within};
use crate::source::{Span, Spanned};

/// A list of phrases, found as whole words whatever the case of their letters.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// By pattern of the automaton: the phrase that it is.
    phrases: Vec<&'static str>,
    automaton: AhoCorasick,
}

impl Lexicon {
    /// Prepares a list; once, in a `LazyLock`.
    pub(super) fn new(list: &'static [&'static str]) -> Self {
        let (phrases, patterns): (Vec<_>, Vec<_>) =
            list.iter().flat_map(|phrase| cases(phrase).into_iter().map(move |pattern| (*phrase, pattern))).unzip();
        let mut builder = AhoCorasick::builder();
        builder.ascii_case_insensitive(true).match_kind(MatchKind::Standard);
        let automaton = builder.build(patterns).expect("the lists are small");
        Self { phrases, automaton }
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

    /// The first of its phrases in a sentence, with its place.
    pub(super) fn find_in(&self, sentence: &Sentence) -> Option<(&'static str, Span)> {
        let (phrase, range) = self.all(&sentence.text).into_iter().next()?;
        Some((phrase, within(&sentence.text, range)))
    }

    /// Whether a text has one of them.
    pub(super) fn stands_in(&self, text: &str) -> bool {
        !self.all(text).is_empty()
    }
}

/// A phrase with each of its letters outside ASCII in both cases: to these the automaton is blind.
fn cases(phrase: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    for one in phrase.chars() {
        let mut upper = one.to_uppercase();
        // A letter that becomes two, such as the German `ß`, has no other case that people write.
        let other = upper.next().filter(|other| !one.is_ascii() && *other != one && upper.next().is_none());
        let both = [Some(one), other].into_iter().flatten();
        all = both.flat_map(|letter| all.iter().map(move |begun| format!("{begun}{letter}"))).collect();
    }
    all
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

    #[test]
    fn letters_outside_ascii_have_two_cases_too() {
        let lexicon = Lexicon::new(&["überwachungskamera", "öffentliche prüfung"]);
        for text in ["eine überwachungskamera", "Überwachungskamera", "ÜBERWACHUNGSKAMERA"] {
            assert!(lexicon.stands_in(text), "{text}");
        }
        assert_eq!(lexicon.all("Die Öffentliche Prüfung")[0], ("öffentliche prüfung", 4..25));
        assert!(lexicon.stands_in("ÖFFENTLICHE PRÜFUNG"));
        assert!(!lexicon.stands_in("Umuberwachungskamera"));
    }
}
