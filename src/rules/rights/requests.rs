//! What is asked of those who use a right: writing (RGT-14), proof of identity (RGT-15).

use std::sync::LazyLock;

use super::super::lexicon::Lexicon;
use crate::declaration::IdentityCheck;
use crate::finding::Fault;
use crate::model::Model;
use crate::rules::{Reading, Sentence};
use crate::source::Span;

/// Words with which a text takes nothing but writing.
static WRITING: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "must be in writing",
        "must be made in writing",
        "must be submitted in writing",
        "must be sent in writing",
        "must be sent to us in writing",
        "must be put in writing",
        "must make your request in writing",
        "must make the request in writing",
        "must put your request in writing",
        "must submit your request in writing",
        "must send your request in writing",
        "must request this in writing",
        "must ask in writing",
        "must ask us in writing",
        "must apply in writing",
        "must write to us",
        "have to be in writing",
        "have to be made in writing",
        "has to be in writing",
        "has to be made in writing",
        "need to be in writing",
        "need to be made in writing",
        "needs to be in writing",
        "needs to be made in writing",
        "only be made in writing",
        "only accept requests in writing",
        "only accept written requests",
    ])
});

/// Words that name a proof of who somebody is.
static PROOF: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "proof of identity",
        "proof of your identity",
        "proof of who you are",
        "proof of id",
        "evidence of identity",
        "evidence of your identity",
        "identity document",
        "identity documents",
        "form of identification",
        "forms of identification",
        "form of id",
        "forms of id",
        "photo id",
        "photographic id",
        "photographic identification",
        "copy of your passport",
        "copy of your driving licence",
    ])
});

/// Words that demand.
const DEMANDS: &[&str] = &["must", "require", "requires", "required", "need", "needs"];

/// Words that leave a demand to the single case, or take it back.
const CASES: &[&str] = &[
    "if",
    "where",
    "when",
    "may",
    "might",
    "sometimes",
    "doubt",
    "doubts",
    "unless",
    "reasonable",
    "reasonably",
    "not",
    "don't",
    "cannot",
    "then",
    "case",
    "cases",
    "only",
    "no",
];

/// Ways to ask besides writing.
const OTHER_WAYS: &[&str] = &["or", "phone", "telephone", "verbally", "orally", "person", "not", "don't"];

/// What a sentence outside `[rights]` must speak of, so that it is about using a right.
const RIGHTS: &[&str] = &["right", "rights", "access", "erasure", "objection", "objections"];

/// Whether a text is where an author writes of rights; elsewhere the sentence itself must speak of them.
fn is_about_rights(text: &Reading<'_>, sentence: &Sentence) -> bool {
    text.on == "rights" || text.on.starts_with("sections.") && sentence.has(RIGHTS)
}

/// The first sentence of the author's that fits, and the place of its words.
fn told<'a>(
    texts: &'a [Reading<'_>],
    lexicon: &Lexicon,
    fits: impl Fn(&Reading<'_>, &Sentence) -> bool,
) -> Option<(Span, &'a str)> {
    let own = |text: &&Reading<'_>| text.on == "rights" || text.on.starts_with("sections.");
    texts.iter().filter(|text| text.english).filter(own).find_map(|text| {
        lexicon.find(text.words)?;
        let all = text.sentences().iter();
        let mut found = all.filter(|sentence| is_about_rights(text, sentence) && fits(text, sentence));
        found.find_map(|sentence| Some((lexicon.find_in(sentence)?.1, text.on.as_str())))
    })
}

pub(super) fn in_writing_only(texts: &[Reading<'_>], model: &Model) -> Vec<Fault> {
    let declared = model.rights.as_ref().and_then(|rights| rights.writing_only).filter(|only| only.value);
    let Some((place, on)) = declared.map(|only| (only.span, "rights")).or_else(|| writing_told(texts)) else {
        return Vec::new();
    };
    let fault = Fault::new("requests are taken in writing only, and people may ask in any way")
        .at(place, "no law asks for writing")
        .help("take requests in any way, and say so with `writing_only = false` in `[rights]`");
    vec![fault.paste("[rights]\nwriting_only = false").on(on)]
}

fn writing_told<'a>(texts: &'a [Reading<'_>]) -> Option<(Span, &'a str)> {
    let other = |word: &String| word.starts_with("complain") || word.starts_with("appeal");
    told(texts, &WRITING, |_, sentence| !sentence.has(OTHER_WAYS) && !sentence.words.iter().any(other))
}

pub(super) fn everyone_identified(texts: &[Reading<'_>], model: &Model) -> Vec<Fault> {
    let check = model.rights.as_ref().and_then(|rights| rights.identity_check);
    let always = check.filter(|check| check.value == IdentityCheck::Always);
    let Some((place, on)) = always.map(|always| (always.span, "rights")).or_else(|| proof_told(texts)) else {
        return Vec::new();
    };
    let message = "proof of identity is asked of everyone, and the law allows it only where there is reasonable doubt";
    let fault = Fault::new(message)
        .at(place, "asked without a doubt")
        .help("ask for proof only where you reasonably doubt who asks");
    vec![fault.paste("[rights]\nidentity_check = \"reasonable-doubt\"").on(on)]
}

fn proof_told<'a>(texts: &'a [Reading<'_>]) -> Option<(Span, &'a str)> {
    told(texts, &PROOF, |text, sentence| {
        let doubted = || text.sentences().iter().any(|one| one.has(&["doubt", "doubts"]));
        sentence.has(DEMANDS) && !sentence.has(CASES) && !doubted()
    })
}
