//! Where rights reach their limits: people who cannot be identified (RGT-16), laws that restrict rights (RGT-17).

use std::sync::LazyLock;

use super::super::entries::{lists, put, written};
use super::super::lexicon::Lexicon;
use crate::declaration::Restriction;
use crate::finding::Fault;
use crate::law::Regime;
use crate::model::Model;
use crate::rules::Reading;
use crate::source::{Spanned, is_blank};

/// Words that say that nobody can be identified.
static UNIDENTIFIED: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "cannot identify you",
        "can't identify you",
        "can’t identify you",
        "can not identify you",
        "unable to identify you",
        "not able to identify you",
        "cannot tell who you are",
        "can't tell who you are",
        "can’t tell who you are",
        "no way of identifying you",
        "no way to identify you",
    ])
});

/// Words that make it a single case.
const CASES: &[&str] = &["if", "when", "where", "unless", "until", "may", "might"];

pub(super) fn unidentified_untold(text: &Reading<'_>, model: &Model) -> Vec<Fault> {
    if !text.english || text.field != "text" {
        return Vec::new();
    }
    let Some(purpose) = text.on.strip_prefix("purposes.").and_then(|id| model.purposes.get(id)) else {
        return Vec::new();
    };
    if purpose.can_identify.is_some() || UNIDENTIFIED.find(text.words).is_none() {
        return Vec::new();
    }
    let mut told = text.sentences().iter().filter(|sentence| !sentence.has(CASES));
    let Some((_, place)) = told.find_map(|sentence| UNIDENTIFIED.find_in(sentence)) else { return Vec::new() };
    let message =
        format!("the purpose `{}` cannot tell people apart, and nothing says what becomes of their rights", purpose.id);
    let fault = Fault::new(message)
        .at(place, "says that nobody can be identified")
        .help("declare it: the notice then says which rights wait for details from the reader, and `identify_by` says for which")
        .paste(format!(
            "[purposes.{}]\ncan_identify = false\nidentify_by = \"the number of your ticket\"",
            purpose.id
        ));
    vec![fault]
}

/// Words with which a text takes something out of a right.
static EXEMPT: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "exempt from",
        "apply an exemption",
        "applies an exemption",
        "rely on an exemption",
        "relies on an exemption",
        "relying on an exemption",
        "covered by an exemption",
    ])
});

/// What such a sentence must speak of.
const RIGHTS: &[&str] = &["right", "rights", "subject", "erasure", "objection"];

/// Words that say where an exemption stands.
const PLACES: &[&str] = &["paragraph", "para", "schedule", "section", "article", "art", "regulation", "§"];

/// Whether a name of a law says where in it.
fn names_place(law: &str) -> bool {
    let lower = law.to_lowercase();
    lower.split(|one: char| !one.is_alphanumeric() && one != '§').any(|word| PLACES.contains(&word))
}

pub(super) fn unsourced(texts: &[Reading<'_>], model: &Model) -> Vec<Fault> {
    let declared = model.rights.as_ref().and_then(|rights| rights.restrictions.as_ref());
    if let Some(declared) = declared.filter(|declared| !declared.is_empty()) {
        return declared.iter().filter_map(|one| without_place(one, declared, model)).collect();
    }
    if !model.law.has(Regime::Uk) {
        return Vec::new();
    }
    let own = |text: &&Reading<'_>| text.on == "rights" || text.on.starts_with("sections.");
    texts.iter().filter(|text| text.english).filter(own).filter_map(claimed).collect()
}

/// A law for an example, and a place in it.
const EXAMPLE: (&str, &str) = ("Data Protection Act 2018", "Schedule 2, paragraph 2");

/// A law outside the United Kingdom, for an example.
const EXAMPLE_EU: &str = "Data Protection Act 2018 (Ireland), section 60";

/// What a restriction lacks: its law, and in the United Kingdom where it stands there.
fn lacks(one: &Restriction, uk: bool) -> (bool, bool) {
    let paragraph = one.paragraph.as_ref().is_some_and(|place| !is_blank(place));
    let place = paragraph || one.law.iter().flatten().any(|law| names_place(law));
    (!lists(one.law.as_ref()), uk && !place)
}

/// A restriction that names no law, or in the United Kingdom not where it stands there.
fn without_place(one: &Spanned<Restriction>, all: &[Spanned<Restriction>], model: &Model) -> Option<Fault> {
    let uk = model.law.has(Regime::Uk);
    let (message, label) = match lacks(one, uk) {
        (false, false) => return None,
        (false, true) => ("a limit on rights does not say where in the law it stands", "no `paragraph` here"),
        (true, _) => ("a limit on rights does not say which law makes it", "no `law` here"),
    };
    // A paste takes the place of the whole list: what else is declared stays.
    let entries = written(all, |entry, table| {
        let (law, place) = if entry.span == one.span { lacks(entry, uk) } else { (false, false) };
        if law {
            put(table, "law", if uk { EXAMPLE.0 } else { EXAMPLE_EU });
        }
        if place {
            put(table, "paragraph", EXAMPLE.1);
        }
    });
    let paste = format!("[rights]\nrestrictions = [\n  {},\n]", entries.join(",\n  "));
    let help = if uk { "name the law and the paragraph" } else { "name the law" };
    Some(Fault::new(message).at(one.span, label).help(help).paste(paste).on("rights"))
}

/// A text that takes something out of a right and does not say where that stands.
fn claimed(text: &Reading<'_>) -> Option<Fault> {
    EXEMPT.find(text.words)?;
    let all = text.sentences();
    if all.iter().any(|sentence| sentence.has(PLACES)) {
        return None;
    }
    let mut about = all.iter().filter(|sentence| sentence.has(RIGHTS));
    let (_, place) = about.find_map(|sentence| EXEMPT.find_in(sentence))?;
    let fault = Fault::new("the notice takes something out of a right and does not say by which provision")
        .at(place, "no paragraph is named")
        .help("declare the limit with its law and paragraph: it holds only to the extent that the paragraph says")
        .paste("[rights]\nrestrictions = [{ rights = [\"access\"], law = \"Data Protection Act 2018\", paragraph = \"Schedule 2, paragraph 2\" }]");
    Some(fault.on(text.on.clone()))
}
