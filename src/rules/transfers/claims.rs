//! What texts and the flag say about borders: TRF-20, 21.

use std::sync::LazyLock;

use super::crossing::{and, called, name};
use super::denial::{Claim, EEA_NAMES, EU_NAMES, UK_NAMES, flat};
use crate::declaration::{Entry, Recipient};
use crate::finding::Fault;
use crate::law::{Country, Regime};
use crate::model::Model;
use crate::rules::{Lexicon, Reading, Sentence};
use crate::source::Span;

/// The border around the EEA or the EU in words.
const OUTSIDE_EEA: &[&str] = &[
    "outside the EEA",
    "outside of the EEA",
    "outside the European Economic Area",
    "outside of the European Economic Area",
    "outside the EU",
    "outside of the EU",
    "outside the European Union",
    "outside of the European Union",
    "außerhalb des EWR",
    "außerhalb des Europäischen Wirtschaftsraums",
    "außerhalb der EU",
    "außerhalb der Europäischen Union",
    "hors de l'EEE",
    "hors de l'Espace économique européen",
    "hors de l'UE",
    "hors de l'Union européenne",
];

/// Beginnings of words that make a sentence one about where data are.
const MOVING: &[&str] = &[
    "transfer",
    "send",
    "sent",
    "stor",
    "process",
    "host",
    "locat",
    "countr",
    "server",
    "leav",
    "keep",
    "kept",
    "overseas",
    "abroad",
    "übermit",
    "übertrag",
    "speicher",
    "transfér",
    "transfert",
    "stock",
];

static OUTSIDE: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(OUTSIDE_EEA));

pub(super) fn border_outdated(texts: &[Reading<'_>], model: &Model) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut uk_named = false;
    for text in texts {
        let mut found = None;
        let outside = OUTSIDE.stands_in(text.words);
        for sentence in text.sentences() {
            if names_uk_border(sentence) {
                uk_named = true;
            } else if outside && found.is_none() && (text.on.starts_with("recipients.") || moves(sentence)) {
                found = OUTSIDE.find_in(sentence);
            }
        }
        if let Some((phrase, span)) = found.filter(|_| text.is_used(model)) {
            let fault = Fault::new(format!("\"{phrase}\" is no border of UK law since 2021"))
                .at(span, "data that stays inside it may still have left the United Kingdom")
                .help("write where the data goes outside the United Kingdom");
            faults.push(fault.on(text.on.clone()));
        }
    }
    // A notice for both may speak of each border in its own place.
    if uk_named && model.law.has(Regime::Eu) { Vec::new() } else { faults }
}

fn moves(sentence: &Sentence) -> bool {
    sentence.words.iter().any(|word| MOVING.iter().any(|stem| word.starts_with(stem)))
}

/// Whether a sentence draws the border around the UK, alone or with the EEA.
fn names_uk_border(sentence: &Sentence) -> bool {
    // Most sentences name no area, and need not be looked at as a whole.
    if !sentence.has(&["uk", "kingdom", "gb", "britain", "königreichs", "royaume"]) {
        return false;
    }
    let flat = flat(&sentence.words);
    let has = |run: &str| flat.contains(&format!(" {run} "));
    UK_NAMES.iter().filter(|uk| has(uk)).any(|uk| {
        let others = EEA_NAMES.iter().chain(EU_NAMES);
        ["outside", "out", "leave", "leaves", "leaving", "außerhalb", "hors du"]
            .iter()
            .any(|out| has(&format!("{out} {uk}")))
            || others.into_iter().any(|other| {
                ["or", "and", "nor", "oder", "und"]
                    .iter()
                    .any(|join| has(&format!("{uk} {join} {other}")) || has(&format!("{other} {join} {uk}")))
                    || has(&format!("{uk} {other}"))
                    || has(&format!("{other} {uk}"))
            })
    })
}

/// Somewhere abroad that a recipient or one of its transfers names.
struct Abroad<'a> {
    recipient: &'a Entry<Recipient>,
    span: Span,
    /// `None` for an international organisation.
    country: Option<Country>,
    place: String,
}

fn abroad(model: &Model) -> Vec<Abroad<'_>> {
    let mut found: Vec<Abroad<'_>> = Vec::new();
    for recipient in model.recipients_used() {
        let moved = recipient.transfers.iter().flatten().filter_map(|transfer| transfer.to.as_ref());
        for places in recipient.countries.iter().chain(moved) {
            let known = |found: &[Abroad<'_>], place: &str| {
                found.iter().any(|one| one.recipient.id == recipient.id && one.place == place)
            };
            for country in &places.countries {
                let place = name(country.value);
                if model.law.outside(country.value).next().is_some() && !known(&found, &place) {
                    found.push(Abroad { recipient, span: country.span, country: Some(country.value), place });
                }
            }
            if let Some(organisation) = &places.organisation {
                let place = organisation.value.clone();
                if !known(&found, &place) {
                    found.push(Abroad { recipient, span: organisation.span, country: None, place });
                }
            }
        }
    }
    found
}

pub(super) fn contradicted(texts: &[Reading<'_>], model: &Model) -> Vec<Fault> {
    let abroad = abroad(model);
    let mut faults = Vec::new();
    if abroad.is_empty() {
        return faults;
    }
    let flag = model.transfers.as_ref().and_then(|transfers| transfers.none).filter(|none| none.value);
    if let Some(flag) = flag {
        let all: Vec<&Abroad<'_>> = abroad.iter().collect();
        let fault = fault("`[transfers]` says that no data goes abroad", &all, flag.span, "no transfers, it says");
        faults.push(fault.on("transfers").help("leave `none` out of `[transfers]`, or correct the country"));
    }
    for text in texts {
        for sentence in text.sentences() {
            let Some(claim) = Claim::of(sentence) else { continue };
            let against: Vec<&Abroad<'_>> = abroad
                .iter()
                .filter(|one| speaks_of(text, one.recipient, model) && claim.denies(one.country, model))
                .collect();
            if !against.is_empty() {
                let fault = fault(
                    "a text says that no data goes abroad",
                    &against,
                    sentence.text.span,
                    "no transfers, it says",
                );
                faults.push(fault.on(text.on.clone()).help("correct the sentence, or the country"));
                break;
            }
        }
    }
    faults
}

fn fault(says: &str, against: &[&Abroad<'_>], span: Span, label: &str) -> Fault {
    let mut who: Vec<String> = Vec::new();
    for one in against {
        let called = called(one.recipient);
        if !who.contains(&called) {
            who.push(called);
        }
    }
    let are = if who.len() == 1 { "is" } else { "are" };
    let fault = Fault::new(format!("{says}, but {} {are} there", and(&who))).at(span, label);
    against.iter().fold(fault, |fault, one| fault.at(one.span, format!("this is abroad: {}", one.place)))
}

/// Whether a text may speak of a recipient: its own, that of a purpose that uses it, or one of the notice as a whole.
fn speaks_of(text: &Reading<'_>, recipient: &Entry<Recipient>, model: &Model) -> bool {
    match text.on.split_once('.') {
        Some(("recipients", id)) => recipient.id.as_str() == id,
        Some(("purposes", id)) => model.uses_of(recipient).iter().any(|(purpose, _)| purpose.id.as_str() == id),
        Some(("sections", _)) => true,
        Some(_) => false,
        None => matches!(text.on.as_str(), "notice" | "controller"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::reading::tests::sentence;

    #[test]
    fn the_uk_border_is_seen_in_many_words() {
        for named in ["outside the UK", "out of the United Kingdom", "outside the EEA or the UK", "outside the UK/EEA"]
        {
            assert!(names_uk_border(&sentence(named)), "{named}");
        }
        assert!(!names_uk_border(&sentence("We work in the UK and send data outside the EEA.")));
    }
}
