//! Sentences that shift a duty, leave a list open, or can't be held at once.

use std::ops::Range;
use std::sync::LazyLock;

use crate::finding::Fault;
use crate::model::Model;
use crate::rules::clauses::tokens;
use crate::rules::lexicon::Lexicon;
use crate::rules::words::within;
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
        Some((phrase, within(&sentence.text, range)))
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
        return Some((phrase.to_owned(), within(&sentence.text, range)));
    }
    let tokens = tokens(&sentence.text);
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let at = (0..tokens.len())
        .find(|at| word(*at) == "any" && word(at + 1) == "other" && ANYTHING.contains(&word(at + 2)))?;
    let data = ["data", "details", "information"].contains(&word(at + 2));
    let yours = ["you", "about"].contains(&word(at + 3))
        || data && ["in", "on"].contains(&word(at + 3))
        || word(at + 4) == "you";
    let denied = tokens[..at].iter().any(|token| DENIAL.contains(&token.word.as_str()));
    if denied || yours {
        return None;
    }
    let range = tokens[at].start..tokens[at + 2].end;
    Some((format!("any other {}", word(at + 2)), within(&sentence.text, range)))
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

#[cfg(test)]
mod tests {
    use crate::rules::testing::{self, TODAY, under};

    /// What the one finding of a rule marks in a section that says this, as TOML writes it.
    fn marked(code: &str, words: &str) -> String {
        let text = under("[\"uk\"]", "2026-11-01", &format!("[sections.a]\ntitle = \"A\"\ntext = {words}"));
        let found = testing::findings(&[code], TODAY, &text);
        assert_eq!(found.len(), 1, "{words}");
        let span = found[0].span();
        text[span.start..span.end].to_owned()
    }

    #[test]
    fn where_a_text_has_escapes_all_of_it_is_the_place() {
        for escaped in [
            r#""\n\nWe cannot guarantee the security of e-mail.""#,
            r#""\n\n\nWe cannot guarantee the security of e-mail.""#,
            r#""\"A\". We cannot guarantee the security of e-mail.""#,
            r#""We cannot guarantee the security of e-mail at the caf\u00e9.""#,
        ] {
            assert_eq!(marked("TXT-10", escaped), escaped);
        }
        assert_eq!(marked("TXT-10", "\"We cannot guarantee the security of e-mail.\""), "cannot guarantee");
        let lines = "\"\"\"\nWe send post.\nWe cannot guarantee the security of e-mail.\n\"\"\"";
        assert_eq!(marked("TXT-10", lines), "cannot guarantee");
    }

    #[test]
    fn an_open_end_is_found_across_lines() {
        let wrapped = "\"\"\"\nWe give it to our bank, to İnci and to any\nother organisations.\n\"\"\"";
        assert_eq!(marked("TXT-12", wrapped), "any\nother organisations");
        assert_eq!(marked("TXT-12", "\"to any other organisations\""), "any other organisations");
    }
}
