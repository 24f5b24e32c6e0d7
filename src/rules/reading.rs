//! A text of the author, read once for all rules about text: its sentences, their words, its language.

use std::cell::OnceCell;
use std::ops::Deref;

use super::interests::copies;
use super::sentences::{sentences, words};
use crate::declaration::{Name, Words, names, texts};
use crate::model::Model;
use crate::source::Spanned;

/// A text of the author with what rules read in it.
#[derive(Debug)]
pub struct Reading<'a> {
    words: Words<'a>,
    /// Whether it is in English; lists of English words are for such texts only.
    pub english: bool,
    sentences: OnceCell<Vec<Sentence>>,
}

/// A sentence of a text.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// What stands there; its place is exact where the text stands in the file as it is.
    pub text: Spanned<String>,
    /// Its words in lower case, without punctuation; an apostrophe stays inside its word.
    pub words: Vec<String>,
}

impl Sentence {
    /// Whether it has one of some words.
    #[must_use]
    pub fn has(&self, list: &[&str]) -> bool {
        self.words.iter().any(|word| list.contains(&word.as_str()))
    }

    /// Whether it has a run of words, such as `as long as`; in lower case and parted by one space.
    #[must_use]
    pub fn has_run(&self, run: &str) -> bool {
        let run: Vec<&str> = run.split(' ').collect();
        self.words.windows(run.len()).any(|window| window.iter().zip(&run).all(|(word, wanted)| word == wanted))
    }
}

impl<'a> Reading<'a> {
    /// Reads a text.
    #[must_use]
    pub fn new(words: Words<'a>, english: bool) -> Self {
        Self { words, english, sentences: OnceCell::new() }
    }

    /// Its sentences; items of a list and lines that end a thought are sentences too.
    pub fn sentences(&self) -> &[Sentence] {
        self.sentences.get_or_init(|| {
            let all = sentences(self.words.words).into_iter();
            all.map(|text| Sentence { words: words(&text), text }).collect()
        })
    }

    /// Whether it is a text of this notice: recipients of a shared register that nothing here uses are not.
    #[must_use]
    pub fn is_used(&self, model: &Model) -> bool {
        is_used(&self.on, model)
    }
}

impl<'a> Deref for Reading<'a> {
    type Target = Words<'a>;

    fn deref(&self) -> &Words<'a> {
        &self.words
    }
}

/// Whether what stands there belongs to this notice.
fn is_used(on: &str, model: &Model) -> bool {
    let Some(id) = on.strip_prefix("recipients.") else { return true };
    model.recipients.get(id).is_some_and(|recipient| model.is_recipient(recipient))
}

/// All names of this notice: what its author wrote and Markdown does not touch.
pub(super) fn used_names(model: &Model) -> Vec<Name> {
    let mut found = names(model);
    found.retain(|name| is_used(&name.on, model));
    found
}

/// All texts of a notice. An interest that is its purpose once more is not read a second time: LI-03 tells of it.
pub(super) fn readings(model: &Model) -> Vec<Reading<'_>> {
    let copies = if model.law.ch_alone() { Vec::new() } else { copies(model) };
    let first_is_english = model.languages[0].is_english();
    let english = |words: &Words<'_>| {
        let tongue = words.text.tongues.iter().find(|(_, text)| std::ptr::eq(*text, words.words));
        tongue.map_or(first_is_english, |(tag, _)| tag.is_english())
    };
    texts(model)
        .into_iter()
        .filter(|words| words.field != "interest" || !copies.contains(&words.words.span))
        .map(|words| {
            let english = english(&words);
            Reading::new(words, english)
        })
        .collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::source::Span;

    /// A sentence for tests of other modules.
    pub(in crate::rules) fn sentence(text: &str) -> Sentence {
        Sentence { text: Spanned::new(text.to_owned(), Span { start: 0, end: text.len() + 2 }), words: words(text) }
    }

    #[test]
    fn runs_of_words_are_found() {
        let sentence = sentence("We keep it, as long as the law asks.");
        assert!(sentence.has_run("as long as"));
        assert!(!sentence.has_run("as long as necessary"));
        assert!(sentence.has(&["law"]));
    }
}
