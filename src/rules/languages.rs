//! Languages of a notice: every text in each of them. No matter of an article, but a notice that changes language is broken.

use super::{ALWAYS, Certainty, Check, Rule};
use crate::declaration::{Tag, Words, texts};
use crate::finding::{Fault, Mark};
use crate::model::Model;

pub(super) const RULES: &[Rule] = &[Rule {
    code: "TXT-17",
    name: "translation-missing",
    summary: "a text is missing in a language of the notice",
    mark: Mark::Structural,
    packs: ALWAYS,
    since: None,
    law: &[],
    sure: Certainty::NoLaw,
    page: include_str!("../../docs/rules/TXT-17.md"),
    check: Check::Everywhere(translation_missing),
}];

fn translation_missing(model: &Model) -> Vec<Fault> {
    let mut faults: Vec<Fault> = Vec::new();
    for words in texts(model) {
        let at = |fault: &Fault| fault.labels.iter().any(|label| label.span == words.text.span);
        if !faults.iter().any(at) {
            faults.extend(missing(&words, model));
        }
    }
    faults
}

fn missing(words: &Words<'_>, model: &Model) -> Option<Fault> {
    let first = model.languages.first()?;
    let lacks = |tag: &&Tag| words.text.get(tag, first).is_none();
    let missing: Vec<String> = model.languages.iter().filter(lacks).map(|tag| format!("`{tag}`")).collect();
    if missing.is_empty() {
        return None;
    }
    let missing = missing.join(", ");
    let fault = Fault::new(format!("the `{}` of `{}` is missing in {missing}", words.field, words.on))
        .at(words.text.span, format!("says nothing in {missing}"))
        .on(words.on.clone());
    Some(fault.help("add the words in that language, or take the language out of `languages`"))
}
