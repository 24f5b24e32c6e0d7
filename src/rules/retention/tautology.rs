//! Sentences about storage that say nothing: the list of the rule catalogue, section 3.4, and German twins.

use super::super::words;
use crate::declaration::Text;
use crate::source::{Span, Spanned};

/// Heads that a word of need completes: "as long as … necessary".
const HEADS: &[&str] = &[
    "as long as",
    "so long as",
    "longer than",
    "no longer",
    "so lange wie",
    "solange",
    "länger als",
    "nicht mehr",
    "nicht länger",
];

/// Words that may stand between a head and the word of need without adding anything.
const BETWEEN: &[&str] = &[
    "is",
    "are",
    "it",
    "it's",
    "this",
    "that",
    "they",
    "them",
    "its",
    "the",
    "data",
    "information",
    "we",
    "believe",
    "think",
    "consider",
    "reasonably",
    "strictly",
    "absolutely",
    "to",
    "be",
    "may",
    "es",
    "sie",
    "dies",
    "die",
    "daten",
    "ist",
    "sind",
    "unbedingt",
    "wir",
];

/// Words of need.
const NEED: &[&str] = &[
    "necessary",
    "needed",
    "required",
    "need",
    "require",
    "erforderlich",
    "notwendig",
    "nötig",
    "benötigt",
    "benötigen",
];

/// Phrases that say nothing as they stand.
const PHRASES: &[&str] = &[
    "limited period of time",
    "limited time",
    "extended period",
    "as long as we have business needs",
    "as long as we have a business need",
    "as long as we have reasonable business needs",
    "as long as we have a reasonable business need",
    "in line with our retention policy",
    "in line with our retention schedule",
    "in accordance with our retention policy",
    "in accordance with our retention schedule",
    "according to our retention policy",
    "according to our retention schedule",
    "as required by law",
    "depending on the service",
    "depends on the service",
    "im gesetzlichen Rahmen",
];

/// Words of an event or of a statute, with which a sentence says more.
const EVENTS: &[&str] = &[
    "after",
    "end of",
    "ends",
    "expiry",
    "expires",
    "closed",
    "close",
    "withdraw",
    "withdrawal",
    "unsubscribe",
    "leave",
    "leaves",
    "cancel",
    "nach",
    "ende",
    "ablauf",
    "widerruf",
    "kündigung",
];

/// Where a text says only that data are kept as long as they are needed; `None` where some language says more.
pub(super) fn find(text: &Text) -> Option<Span> {
    if text.all().any(says_more) {
        return None;
    }
    text.all().find_map(|words| words::find_any(words, PHRASES).map(|(_, span)| span).or_else(|| need(words)))
}

/// Where a head stands with a word of need behind it: from the one to the other.
fn need(text: &Spanned<String>) -> Option<Span> {
    HEADS.iter().find_map(|head| {
        let span = words::find(text, head)?;
        let lower = text.to_lowercase();
        let (_, rest) = lower.split_once(head)?;
        let mut words = rest.split(|one: char| !one.is_alphanumeric() && one != '\'').filter(|word| !word.is_empty());
        let first = words.find(|word| !BETWEEN.contains(word))?;
        if !NEED.contains(&first) {
            return None;
        }
        let behind = rest.find(first)? + first.len();
        Some(if span == text.span { span } else { Span { end: span.end + behind, ..span } })
    })
}

/// Whether a text names a number, an event, a statute or an address.
fn says_more(text: &Spanned<String>) -> bool {
    let statute = |word: &str| matches!(word, "Act" | "Regulation" | "Regulations" | "Directive" | "Code" | "HMRC");
    let mut words = text.split(|one: char| !one.is_alphanumeric());
    text.contains(|one: char| one.is_ascii_digit())
        || text.contains("://")
        || text.contains('§')
        || words.any(|word| statute(word) || is_number(word))
        || words::find_any(text, EVENTS).is_some()
        || until_something(text)
}

/// Whether a word is a number that counts units of time.
fn is_number(word: &str) -> bool {
    let lower = word.to_lowercase();
    let numbers = [
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "eighteen", "twenty",
        "thirty", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "zwölf", "month", "year",
        "week", "jahr", "monat", "woche",
    ];
    numbers.contains(&lower.as_str())
}

/// Whether "until" leads to something else than the end of need.
fn until_something(text: &str) -> bool {
    let lower = text.to_lowercase();
    let tails = lower.split("until ").skip(1).chain(lower.split("bis ").skip(1));
    tails.into_iter().any(|tail| {
        let mut words = tail.split_whitespace().filter(|word| !BETWEEN.contains(word));
        !matches!(words.next(), None | Some("no" | "nicht"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(words: &str) -> bool {
        let plain = Some(Spanned::new(words.to_owned(), Span { start: 0, end: words.len() + 2 }));
        find(&Text { plain, ..Text::default() }).is_some()
    }

    #[test]
    fn the_place_goes_from_head_to_need() {
        let words = "kept for as long as it is needed here";
        let text = Spanned::new(words.to_owned(), Span { start: 10, end: 10 + words.len() + 2 });
        let span = need(&text).unwrap();
        assert_eq!(&words[span.start - 11..span.end - 11], "as long as it is needed");
    }

    #[test]
    fn sentences_that_say_nothing() {
        for empty in [
            "We keep your data as long as necessary for the purposes we have told you about.",
            "for as long as is reasonably necessary",
            "only for as long as we need it",
            "as long as we believe it is necessary to be able to defend a claim",
            "no longer than is necessary",
            "We delete it when it is no longer needed.",
            "until it is no longer needed",
            "as long as required by law",
            "For as long as we have reasonable business needs",
            "in line with our retention policy",
            "a limited period of time, depending on the service, unless the law requires us to keep it longer",
            "so lange wie erforderlich",
            "solange sie benötigt werden",
        ] {
            assert!(finds(empty), "{empty}");
        }
    }

    #[test]
    fn sentences_that_say_something() {
        for real in [
            "as long as you have an account with us",
            "as long as necessary, at most 12 months",
            "as long as needed, and six years more",
            "as long as necessary until your account is closed",
            "as required by law: the Limitation Act 1980",
            "no longer than one year",
            "as long as your membership is needed for the grant",
            "as long as necessary; erased after the hearing",
            "while you work for us",
            "in line with our retention policy, https://northmoor.example/retention",
            "bis zum Ende des Vertrags",
            "",
        ] {
            assert!(!finds(real), "{real}");
        }
    }
}
