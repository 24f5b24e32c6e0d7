//! Terms that have had their day, and words that only lawyers or other countries use.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;

use crate::finding::Fault;
use crate::law::{GDPR_APPLIES, Regime};
use crate::model::Model;
use crate::rules::lexicon::Lexicon;
use crate::rules::reading::used_names;
use crate::rules::words::{place, within};
use crate::rules::{Reading, Sentence};
use crate::source::{Span, Spanned};

/// Acts that the GDPR and the Data Protection Act 2018 replaced.
static REPEALED: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "data protection act (1998)",
        "data protection act 1984",
        "data protection act 1998",
        "data protection act, 1998",
        "data protection directive 95/46",
        "data protection directive 95/46/ec",
        "directive 95/46",
        "directive 95/46/ec",
        "dpa 1998",
        "dpa98",
    ])
});

/// Terms of the law before 2018.
static TERMS: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "fair processing information",
        "fair processing notice",
        "fair processing notices",
        "fair processing statement",
        "sensitive personal data",
        "sensitive personal information",
    ])
});

/// The time and the fee for a copy of one's data before 2018.
static ACCESS: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::new(&["£10", "40 calendar days", "40 days", "forty days", "ten pounds", "£ 10"]));

static GDPR: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "eu gdpr",
        "gdpr",
        "general data protection regulation",
        "uk gdpr",
        "united kingdom general data protection regulation",
        "uk general data protection regulation",
    ])
});

/// Words that tell of the past; a sentence with one of them uses no term.
const PAST: &[&str] = &[
    "before",
    "ceased",
    "earlier",
    "ended",
    "former",
    "formerly",
    "longer",
    "old",
    "past",
    "previous",
    "previously",
    "replaced",
    "replaces",
    "repealed",
    "revoked",
    "superseded",
    "until",
    "was",
    "were",
];

pub(super) fn outdated(texts: &[Reading<'_>], model: &Model) -> Vec<Fault> {
    let mut faults = Vec::new();
    if model.law.date < GDPR_APPLIES {
        return faults;
    }
    let swiss = model.law.has(Regime::Ch);
    for text in texts.iter().filter(|text| !text.on.starts_with("history") && text.is_used(model)) {
        let read = |lexicon: &Lexicon, fits: &dyn Fn(&Sentence) -> bool| {
            if !lexicon.stands_in(text.words) {
                return None;
            }
            let mut sentences = text.sentences().iter().filter(|sentence| !sentence.has(PAST) && fits(sentence));
            sentences.find_map(|sentence| Some((sentence, lexicon.all(&sentence.text).into_iter().next()?)))
        };
        let request = |sentence: &Sentence| {
            sentence.has(&["access", "copy", "copies", "request", "requests", "reply", "respond", "subject"])
        };
        let acts = read(&REPEALED, &|_| true).map(|hit| (hit, REPEAL));
        let terms = if text.english && !swiss { read(&TERMS, &|sentence| !sentence.has(&["special"])) } else { None }
            .map(|hit| (hit, TERM));
        let access = if text.english { read(&ACCESS, &request) } else { None }.map(|hit| (hit, TIME));
        for ((sentence, (term, range)), (label, help)) in [acts, terms, access].into_iter().flatten() {
            faults.push(fault(term, within(&sentence.text, range), label, help).on(text.on.clone()));
        }
    }
    for name in used_names(model) {
        if let Some((term, span)) = REPEALED.find(&name.words) {
            faults.push(fault(term, span, REPEAL.0, REPEAL.1).on(name.on));
        }
    }
    faults.extend(gdpr_of_the_eu(texts, model));
    faults
}

const REPEAL: (&str, &str) =
    ("repealed in 2018", "name the law of today: the GDPR, the UK GDPR, the Data Protection Act 2018");
const TERM: (&str, &str) =
    ("a term of the law before 2018", "use the terms of today: \"special category data\", \"privacy notice\"");
const TIME: (&str, &str) = (
    "the rule for access before 2018",
    "a copy is free and comes within one month: take it out, `respond_within` and `fee` in `[rights]` say it",
);

fn fault(term: &str, span: Span, label: &str, help: &str) -> Fault {
    Fault::new(format!("\"{term}\" is out of date")).at(span, label).help(help)
}

/// A notice for the United Kingdom alone that names the GDPR and never the UK GDPR.
fn gdpr_of_the_eu(texts: &[Reading<'_>], model: &Model) -> Option<Fault> {
    if !model.law.uk_text() || model.law.has(Regime::Eu) || model.law.has(Regime::Ch) {
        return None;
    }
    let mut found: Vec<(&str, Span)> = Vec::new();
    let mut read = |words: &Spanned<String>, past: bool| -> bool {
        for (term, range) in GDPR.all(words) {
            // In an address it is no word.
            if words[..range.start].ends_with(['/', '-', '.', '_']) || words[range.end..].starts_with(['-', '/', '_']) {
                continue;
            }
            let own = term.starts_with('u');
            // "the United Kingdom’s General Data Protection Regulation"
            let named: String =
                words[..range.start].chars().rev().take(20).collect::<Vec<_>>().into_iter().rev().collect();
            if own || named.contains("Kingdom") || named.contains("UK") {
                return false;
            }
            if !past && term != "eu gdpr" && !named.trim_end().ends_with("EU") {
                found.push((term, place(words, range.start, range.end)));
            }
        }
        true
    };
    for text in texts.iter().filter(|text| !text.on.starts_with("history")) {
        if !read(text.words, false) {
            return None;
        }
    }
    for name in used_names(model).iter().filter(|name| name.field == "law" || name.on.starts_with("laws.")) {
        if !read(&name.words, false) {
            return None;
        }
    }
    let (term, first) = *found.first()?;
    let since = Date::constant(2021, 1, 1);
    let fault = Fault::new(format!("\"{term}\" is the law of the EU; in the United Kingdom it is the UK GDPR"))
        .at(first, format!("since {since} the United Kingdom has its own"))
        .help("write \"UK GDPR\"; if the EU's law holds for this notice as well, add `eu` to `jurisdictions`");
    Some(found.iter().skip(1).take(5).fold(fault, |fault, (_, span)| fault.at(*span, "and here")).on("notice"))
}

/// Terms of other countries' law, and words of contracts.
static FOREIGN: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "aforementioned",
        "aforesaid",
        "forthwith",
        "henceforth",
        "hereby",
        "herein",
        "hereinafter",
        "hereof",
        "hereto",
        "heretofore",
        "hereunder",
        "inter alia",
        "mutatis mutandis",
        "notwithstanding",
        "personally identifiable data",
        "personally identifiable information",
        "pii",
        "pursuant to",
        "therein",
        "thereof",
        "thereto",
        "whereas the",
        "wherein",
        "whereof",
    ])
});

pub(super) fn foreign(text: &Reading<'_>, model: &Model) -> Vec<Fault> {
    if !text.english || !text.is_used(model) {
        return Vec::new();
    }
    let Some((term, range)) =
        FOREIGN.all(text.words).into_iter().find(|(term, range)| is_foreign(term, range, text.words))
    else {
        return Vec::new();
    };
    let us = term.starts_with('p') && term != "pursuant to";
    let (label, help) = if us {
        ("a term of other countries' law, and narrower", "write \"personal data\"")
    } else {
        ("a word of contracts", "say it in everyday words, such as \"under\" in place of \"pursuant to\"")
    };
    let fault = Fault::new(format!("\"{term}\" is no word for readers, in the `{}` of `{}`", text.field, text.on));
    vec![fault.at(place(text.words, range.start, range.end), label).help(help)]
}

/// A term in a name, such as "PII Ltd" or the title of a book, can't be told; in capitals it counts for "PII" alone.
fn is_foreign(term: &str, range: &Range<usize>, words: &str) -> bool {
    term != "pii" || words[range.clone()] == *"PII"
}
