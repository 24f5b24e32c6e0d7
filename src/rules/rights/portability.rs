//! Data portability promised where it applies nowhere: RGT-09.

use super::super::sentences::words;
use crate::declaration::Basis;
use crate::finding::Fault;
use crate::law::{Article6, Right};
use crate::model::Model;
use crate::rules::{Reading, Sentence};
use crate::source::Spanned;

/// Words with which a text names the right.
const NAMES: &[&str] = &["portability", "datenübertragbarkeit", "portabilité"];

/// Words that promise.
const PROMISES: &[&str] = &[
    "right", "rights", "can", "may", "entitled", "ask", "request", "receive", "recht", "rechte", "können", "droit",
    "droits", "pouvez",
];

/// Words that limit a promise or take it back.
const LIMITS: &[&str] = &[
    "only",
    "not",
    "don't",
    "doesn't",
    "cannot",
    "can't",
    "no",
    "nowhere",
    "consent",
    "contract",
    "certain",
    "circumstances",
    "cases",
    "apply",
    "applies",
    "applicable",
    "nicht",
    "kein",
    "keine",
    "nur",
    "einwilligung",
    "vertrag",
    "pas",
    "seulement",
    "consentement",
    "contrat",
];

fn has(sentence: &str, list: &[&str]) -> bool {
    words(sentence).iter().any(|word| list.contains(&word.as_str()))
}

/// Whether it is declared that no purpose gives the right; a purpose without a basis leaves it open.
fn nowhere(model: &Model) -> bool {
    let purposes = &model.purposes.entries;
    let gives = |basis: &Spanned<Basis>| {
        basis.article.is_some_and(|article| matches!(article.value, Article6::Consent | Article6::Contract))
    };
    let whole = model.notice.iter().filter_map(|notice| notice.basis.as_ref()).flatten().any(gives);
    !purposes.is_empty() && !whole && model.standing(Right::Portability).absent.len() == purposes.len()
}

pub(super) fn overclaimed(texts: &[Reading<'_>], model: &Model) -> Vec<Fault> {
    if !nowhere(model) {
        return Vec::new();
    }
    let mut faults = Vec::new();
    let notes = model.rights.iter().flat_map(|rights| &rights.notes);
    for (right, note) in notes.filter(|(right, _)| right.value == Right::Portability) {
        let promises = |text: &Spanned<String>| !has(text, LIMITS) && !text.trim().is_empty();
        if let Some(text) = note.all().find(|text| promises(text)) {
            faults.push(fault(text.span, "rights").at(right.span, "a note on a right that applies to no purpose"));
        }
    }
    for text in texts {
        let free = text.on.starts_with("sections.") || text.on == "rights" && text.field == "text";
        if !free {
            continue;
        }
        if let Some(sentence) = promised(text) {
            faults.push(fault(sentence.text.span, &text.on));
        }
    }
    faults
}

/// The sentence that promises the right: by itself or under a line that leads it in, and not limited by either nor by the
/// sentence that follows.
fn promised<'a>(text: &'a Reading<'_>) -> Option<&'a Sentence> {
    let all = text.sentences();
    let mut lead: Option<&Sentence> = None;
    for (at, sentence) in all.iter().enumerate() {
        if sentence.has(NAMES) {
            let around: Vec<&Sentence> = lead.into_iter().chain([sentence]).chain(all.get(at + 1)).collect();
            let promises = sentence.has(PROMISES) || lead.is_some_and(|lead| lead.has(PROMISES));
            if promises && !around.iter().any(|one| one.has(LIMITS)) {
                return Some(sentence);
            }
        }
        if sentence.text.ends_with(':') {
            lead = Some(sentence);
        }
    }
    None
}

fn fault(span: crate::source::Span, on: &str) -> Fault {
    Fault::new("data portability is promised, and it applies to no purpose")
        .at(span, "promised here without a limit")
        .help("say that it applies only to data used with consent or for a contract, or leave the promise out")
        .on(on)
}
