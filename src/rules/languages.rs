//! Languages of a notice: every text in each of them. No matter of an article, but a notice that changes language is broken.

use super::references::stage;
use super::{Check, Rule};
use crate::declaration::{Tag, Words, texts};
use crate::finding::{Fault, Mark};
use crate::model::Model;
use crate::source::Span;

pub(super) const RULES: &[Rule] = &[Rule {
    check: Check::Everywhere(translation_missing),
    ..stage(
        "TXT-17",
        "translation-missing",
        "a text is missing in a language of the notice",
        include_str!("../../docs/rules/TXT-17.md"),
    )
}];

pub(super) const VERSIONS: &[Rule] = &[
    Rule {
        mark: Mark::Expected,
        check: Check::Everywhere(translation_outdated),
        ..stage(
            "TXT-19",
            "translation-outdated",
            "a translation is older than its source text",
            include_str!("../../docs/rules/TXT-19.md"),
        )
    },
    Rule {
        mark: Mark::Practice,
        check: Check::Notice(governing_missing),
        ..stage(
            "TXT-20",
            "governing-language-missing",
            "a notice in several languages does not say which one counts",
            include_str!("../../docs/rules/TXT-20.md"),
        )
    },
];

fn translation_outdated(model: &Model) -> Vec<Fault> {
    let mut faults: Vec<Fault> = Vec::new();
    let mut seen: Vec<Span> = Vec::new();
    for words in texts(model) {
        if seen.contains(&words.text.span) {
            continue;
        }
        seen.push(words.text.span);
        let printed = words.text.outdated.iter().flatten().filter(|tag| model.languages.contains(&tag.value));
        faults.extend(printed.map(|tag| {
            Fault::new(format!("the `{}` of `{}` in `{}` is older than its source", words.field, words.on, tag.value))
                .at(tag.span, "marked here")
                .on(words.on.clone())
                .help("translate the text anew and take the language out of `outdated`")
        }));
    }
    faults
}

fn governing_missing(model: &Model) -> Option<Fault> {
    let notice = model.notice.as_ref()?;
    let languages = notice.languages.as_ref().filter(|languages| languages.len() > 1 && notice.governing.is_none())?;
    let fault = Fault::new("the notice does not say which of its languages counts where they differ")
        .at(languages.span, "it is printed in these languages")
        .help("add `governing` to `[notice]`: one of these languages");
    Some(fault.paste(format!("governing = \"{}\"", model.languages.first()?)))
}

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
