//! "Please check this page regularly": telling of changes by leaving the work to the reader.

use std::sync::LazyLock;

use crate::finding::Fault;
use crate::model::Model;
use crate::rules::{Lexicon, Reading, words};
use crate::source::{Span, Spanned};

/// What readers are told to do.
const VERBS: &[&str] = &["check", "consult", "read", "reread", "review", "revisit"];

/// To what.
const OBJECTS: &[&str] =
    &["document", "notice", "notices", "page", "policies", "policy", "site", "statement", "website"];

/// What a sentence must speak of, so that it is about the notice and not about something else on the page.
const TOPICS: &[&str] = &[
    "back",
    "change",
    "changes",
    "notice",
    "notices",
    "page",
    "policies",
    "policy",
    "privacy",
    "statement",
    "update",
    "updated",
    "updates",
    "version",
];

/// How often.
const OFTEN: &[&str] = &[
    "again and again",
    "each time",
    "each visit",
    "every time",
    "every visit",
    "frequently",
    "from time to time",
    "occasionally",
    "often",
    "on a regular basis",
    "periodically",
    "regularly",
    "whenever you visit",
];

/// The most words that may stand between the verb and what it is done to.
const REACH: usize = 5;

pub(super) fn told_to_check_back(text: &Reading<'_>, model: &Model) -> Vec<Fault> {
    let Some(place) = place(text.words) else { return Vec::new() };
    let active = model.changes.as_ref().and_then(|changes| changes.notify.as_ref());
    let active = active.filter(|notify| !notify.is_blank() && notify.all().all(|words| self::place(words).is_none()));
    let help = match active {
        Some(_) => "leave it out: `notify` in `[changes]` says how people are told",
        None => "tell people of changes yourself, and say in `notify` of `[changes]` how",
    };
    let fault = Fault::new("readers are told to look for changes of the notice themselves")
        .at(place, "leaves it to the reader")
        .help(help);
    vec![match active {
        Some(_) => fault,
        None => {
            fault.paste("[changes]\nnotify = \"by e-mail to everyone with an open application\"\nlead = \"30 days\"")
        }
    }]
}

/// The sentence that tells readers to come back and look.
fn place(text: &Spanned<String>) -> Option<Span> {
    static ASKED: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(VERBS));
    if !ASKED.stands_in(text) {
        return None;
    }
    let mut sentences = text.split(['.', '!', '?', ';', '\n']).map(str::trim);
    let told = sentences.find(|sentence| tells(sentence))?;
    Some(words::find(text, told).unwrap_or(text.span))
}

fn tells(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let words: Vec<&str> = lower.split(|one: char| !one.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let spaced = format!(" {} ", words.join(" "));
    let often = OFTEN.iter().any(|phrase| spaced.contains(&format!(" {phrase} ")));
    let topic = words.iter().any(|word| TOPICS.contains(word));
    topic
        && words.iter().enumerate().any(|(at, verb)| {
            let behind = &words[at + 1..];
            let back = *verb == "check" && behind.first() == Some(&"back");
            let object = behind.iter().take(REACH).any(|word| OBJECTS.contains(word));
            (back || VERBS.contains(verb) && object && often) && is_for_the_reader(&words[..at])
        })
}

/// Whether the words before a verb make it the reader's: "please", "you should", or nothing at all. "We" keeps it for the
/// organisation.
fn is_for_the_reader(before: &[&str]) -> bool {
    let who = before.iter().rev().find(|word| ["we", "i", "they", "you", "please", "staff", "council"].contains(word));
    who.is_none_or(|who| ["you", "please"].contains(who)) && (who.is_some() || before.len() <= 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> bool {
        place(&Spanned::new(text.to_owned(), Span { start: 0, end: text.len() + 2 })).is_some()
    }

    #[test]
    fn readers_are_sent_back_to_the_page() {
        assert!(told("Please review this privacy notice each time you visit our Site as it may have been updated."));
        assert!(told("We may change it. We encourage you to periodically review this page."));
        assert!(told("Check this page regularly."));
        assert!(told("Regularly check this page."));
        assert!(told("Please check back from time to time."));
        assert!(told("You should read this policy often"));
    }

    #[test]
    fn what_the_organisation_does_itself_is_no_such_thing() {
        assert!(!told("We review this notice regularly and tell you of changes."));
        assert!(!told("We keep this privacy notice under regular review."));
        assert!(!told("Please read this notice carefully."));
        assert!(!told("This notice was last reviewed in May 2026."));
        assert!(!told("Please check our website regularly: it tells when your bins are emptied."));
        assert!(!told("Staff check the website regularly."));
        assert!(!told("We regularly check that the data are right; you can see them on the page."));
    }
}
