//! Sentences that shift a duty, leave a list open, or can't be held at once.

use std::ops::Range;
use std::sync::LazyLock;

use crate::finding::Fault;
use crate::model::Model;
use crate::rules::lexicon::Lexicon;
use crate::rules::words::place;
use crate::rules::{Reading, Sentence};
use crate::source::Span;

/// Risks that a text leaves to the reader.
static RISK: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "at your own risk",
        "can not guarantee",
        "can't guarantee",
        "cannot be guaranteed",
        "cannot ensure",
        "cannot guarantee",
        "cannot warrant",
        "do not guarantee",
        "don't guarantee",
        "not able to guarantee",
        "unable to guarantee",
    ])
});

/// What must be secure, so that a sentence is about that.
const SECURITY: &[&str] = &[
    "breach",
    "breached",
    "confidential",
    "confidentiality",
    "data",
    "disclosed",
    "email",
    "emails",
    "information",
    "internet",
    "intercepted",
    "privacy",
    "protect",
    "protected",
    "protection",
    "safe",
    "safety",
    "secure",
    "security",
    "transmission",
    "transmitted",
];

pub(super) fn own_risk(text: &Reading<'_>, model: &Model) -> Vec<Fault> {
    if !text.english || !text.is_used(model) || !RISK.stands_in(text.words) {
        return Vec::new();
    }
    let about = |sentence: &&Sentence| {
        let data = ["data", "email", "emails", "information", "internet"];
        let secure =
            sentence.words.iter().any(|word| SECURITY.contains(&word.as_str()) && !data.contains(&word.as_str()));
        let sent = sentence.has(&["send", "sending", "sent", "transmit", "transmission"]) && sentence.has(SECURITY);
        secure || sent
    };
    let found = text.sentences().iter().filter(about).find_map(|sentence| {
        let (phrase, range) = RISK.all(&sentence.text).into_iter().next()?;
        Some((phrase, place(&sentence.text, range.start, range.end)))
    });
    let fault = |(phrase, span): (&str, Span)| {
        Fault::new(format!(
            "\"{phrase}\" leaves the security of data to its reader, in the `{}` of `{}`",
            text.field, text.on
        ))
        .at(span, "whoever uses data must secure it, and can't hand that duty over")
        .help("say what is done to protect data, and which way of sending it is safe")
    };
    found.map(fault).into_iter().collect()
}

/// Words that leave a list open for anything.
static CATCH_ALL: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "among other things",
        "amongst other things",
        "and so on",
        "and the like",
        "etc",
        "et cetera",
        "for any purpose",
        "for any purposes",
        "for any reason",
        "including but not limited to",
        "including without limitation",
        "including, but not limited to",
        "including, without limitation",
        "inter alia including",
        "not limited to",
    ])
});

/// What "any other" leaves open.
const ANYTHING: &[&str] = &[
    "bodies",
    "companies",
    "company",
    "data",
    "details",
    "information",
    "organisation",
    "organisations",
    "parties",
    "party",
    "purpose",
    "purposes",
    "reason",
    "reasons",
    "recipient",
    "recipients",
    "third",
];

/// Words with which a sentence denies or limits: "not for any other purpose".
const DENIAL: &[&str] =
    &["aren't", "don't", "never", "no", "none", "nor", "not", "nobody", "unless", "without", "won't", "neither"];

pub(super) fn catch_all(text: &Reading<'_>, model: &Model) -> Vec<Fault> {
    let rights = ["rights", "complaints", "history"].iter().any(|table| text.on.starts_with(table));
    if !text.english || rights || !text.is_used(model) {
        return Vec::new();
    }
    let found = text.sentences().iter().find_map(open_end);
    let fault = |(phrase, span): (String, Span)| {
        let of_kind = phrase.starts_with("for any");
        Fault::new(format!("\"{phrase}\" leaves the list open for anything, in the `{}` of `{}`", text.field, text.on))
            .at(span, if of_kind { "for which?" } else { "what else?" })
            .help(if of_kind {
                "name each, or say what all of them have in common"
            } else {
                "name the rest, or say what all of it has in common"
            })
    };
    found.map(fault).into_iter().collect()
}

fn open_end(sentence: &Sentence) -> Option<(String, Span)> {
    for (phrase, range) in CATCH_ALL.all(&sentence.text) {
        // Of these, "not limited to" holds its own "not", and "for any reason" may be denied.
        let deniable = phrase.starts_with("for any");
        let yours = sentence.has_run("for any reason") && sentence.has(&["you"]) && !sentence.has(&["we"]);
        if deniable && (denied(sentence, &range) || yours) {
            continue;
        }
        return Some((phrase.to_owned(), place(&sentence.text, range.start, range.end)));
    }
    let at = sentence
        .words
        .windows(3)
        .position(|three| three[0] == "any" && three[1] == "other" && ANYTHING.contains(&three[2].as_str()))?;
    let behind = sentence.words.get(at + 3).map_or("", String::as_str);
    let data = ["data", "details", "information"].contains(&sentence.words[at + 2].as_str());
    let yours = ["you", "about"].contains(&behind)
        || data && ["in", "on"].contains(&behind)
        || sentence.words.get(at + 4).is_some_and(|word| word == "you");
    let whole = at..sentence.words.len();
    let denied = sentence.words[..whole.start].iter().any(|word| DENIAL.contains(&word.as_str()));
    if denied || yours {
        return None;
    }
    let words = format!("any other {}", sentence.words[at + 2]);
    let start = sentence.text.to_lowercase().find("any other")?;
    Some((words.clone(), place(&sentence.text, start, start + words.len())))
}

fn denied(sentence: &Sentence, range: &Range<usize>) -> bool {
    let before = crate::rules::sentences::words(&sentence.text[..range.start]);
    before.iter().any(|word| DENIAL.contains(&word.as_str()))
}

/// Passive voice with more words than a reader holds at once.
const LONG: usize = 30;

const BE: &[&str] = &["am", "are", "be", "been", "being", "is", "was", "were"];

const PARTICIPLES: &[&str] =
    &["done", "drawn", "given", "held", "kept", "made", "paid", "put", "seen", "sent", "set", "shown", "taken", "told"];

/// Words in "ed" that are no participles, or states of the reader.
const NOT_PASSIVE: &[&str] =
    &["concerned", "entitled", "interested", "need", "required", "united", "indeed", "registered"];

pub(super) fn long_and_passive(text: &Reading<'_>, model: &Model) -> Vec<Fault> {
    if !text.english || !text.is_used(model) {
        return Vec::new();
    }
    // Who says "we" says who acts.
    let long = |sentence: &&Sentence| sentence.words.len() > LONG && is_passive(sentence) && !sentence.has(&["we"]);
    let fault = |sentence: &Sentence| {
        let count = sentence.words.len();
        Fault::new(format!(
            "a sentence of {count} words in the passive voice, in the `{}` of `{}`",
            text.field, text.on
        ))
        .at(sentence.text.span, "who does it?")
        .help("make two sentences of it, and begin with who acts")
    };
    text.sentences().iter().find(long).map(fault).into_iter().collect()
}

fn is_passive(sentence: &Sentence) -> bool {
    let participle = |word: &str| {
        PARTICIPLES.contains(&word) || word.len() > 3 && word.ends_with("ed") && !NOT_PASSIVE.contains(&word)
    };
    sentence.words.windows(3).any(|three| {
        BE.contains(&three[0].as_str())
            && (participle(&three[1])
                || (three[1].ends_with("ly") || ["also", "not", "only", "then"].contains(&three[1].as_str()))
                    && participle(&three[2]))
    })
}
