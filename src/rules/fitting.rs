//! What may stand in an example for a purpose: only what is declared of it.

use std::sync::LazyLock;

use super::lexicon::Lexicon;
use crate::declaration::{Condition, Entry, Many, Purpose, Recipient, Text};
use crate::law::{Article6, Condition9};
use crate::model::Model;
use crate::source::Spanned;

/// Words for cameras.
static CAMERAS: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "bodycam",
        "bodycams",
        "body-worn video",
        "camera",
        "cameras",
        "cctv",
        "dashcam",
        "dashcams",
        "video surveillance",
        "videoüberwachung",
        "überwachungskamera",
        "überwachungskameras",
    ])
});

/// Words for visits to a website.
static SITES: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "our site",
        "our website",
        "our websites",
        "the website",
        "this site",
        "this website",
        "webseite",
        "your visit",
    ])
});

/// Words for data that is watched, logged or recorded.
static RECORDED: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "access logs",
        "are logged",
        "are recorded",
        "call recording",
        "call recordings",
        "captures your",
        "how you use our site",
        "how you use our website",
        "is logged",
        "is recorded",
        "log files",
        "page recordings",
        "record calls",
        "record your calls",
        "recordings of calls",
        "recordings of telephone calls",
        "server logs",
        "web logs",
    ])
});

/// Words for data that people give.
static GIVEN: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "asked to join",
        "if you apply",
        "if you contact us",
        "if you email us",
        "requests from you",
        "sign up",
        "you apply",
        "you ask us",
        "you asked us",
        "you contact us",
        "you email us",
        "you give us",
        "you have asked",
        "you have given us",
        "you order",
        "you provide",
        "you register",
        "you send us",
        "you subscribe",
        "you tell us",
        "you write to us",
    ])
});

/// Words for purposes whose data is likely to come from others too.
static ELSEWHERE: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "crime",
        "data matching",
        "debt",
        "debts",
        "enforce",
        "enforcement",
        "fraud",
        "investigate",
        "investigation",
        "investigations",
        "matching",
        "owed to us",
    ])
});

fn said(text: Option<&Text>) -> impl Iterator<Item = &Spanned<String>> {
    text.into_iter().flat_map(Text::all)
}

/// Whether a list stands in what a purpose says of itself.
fn tells(purpose: &Purpose, list: &Lexicon) -> bool {
    said(purpose.label.as_ref()).chain(said(purpose.text.as_ref())).any(|words| list.stands_in(words))
}

/// Whether the data of a purpose may be watched: nothing denies it.
fn may_be_observed(purpose: &Purpose, model: &Model) -> bool {
    let collection = model.collection(purpose);
    collection.observed || !collection.declared
}

/// Whether cameras collect the data of a purpose, as its words or those of its data tell.
pub(super) fn is_filmed(purpose: &Entry<Purpose>, model: &Model) -> bool {
    let data = || model.data_of(purpose).into_iter().flat_map(|used| said(used.entry.label.as_ref()));
    may_be_observed(purpose, model) && (tells(purpose, &CAMERAS) || data().any(|words| CAMERAS.stands_in(words)))
}

/// Whether the data of a purpose comes from visits to a website, as its words, its data or its people tell.
pub(super) fn is_visited(purpose: &Entry<Purpose>, model: &Model) -> bool {
    let data = model.data_of(purpose).into_iter().flat_map(|used| said(used.entry.label.as_ref()));
    let people = model.subjects_named(purpose.subjects.as_ref()).into_iter().flat_map(|one| said(one.label.as_ref()));
    let visits = || data.chain(people).any(|words| SITES.stands_in(words));
    may_be_observed(purpose, model) && (tells(purpose, &SITES) || visits())
}

/// How the data of a purpose comes in, as its words tell; `None` where they leave it open.
pub(super) fn collected(purpose: &Entry<Purpose>, model: &Model) -> Option<&'static str> {
    if tells(purpose, &CAMERAS) || tells(purpose, &RECORDED) {
        return Some("observed");
    }
    let given = tells(purpose, &GIVEN) && !tells(purpose, &ELSEWHERE) && model.sources_of(purpose).is_empty();
    given.then_some("direct")
}

/// Whether a purpose rests on consent alone; where no basis is declared, by its conditions.
pub(super) fn is_consented(purpose: &Entry<Purpose>, model: &Model) -> bool {
    let explicit = |one: &Condition| one.article.is_some_and(|article| article.value == Condition9::ExplicitConsent);
    let conditions = model.conditions(purpose);
    if model.bases(purpose).is_empty() {
        return !conditions.is_empty() && conditions.iter().all(|one| explicit(one));
    }
    let mut articles = model.bases(purpose).iter().filter_map(|basis| basis.article).peekable();
    articles.peek().is_some() && articles.all(|article| article.value == Article6::Consent)
}

/// Whether people may take part or leave it, without more: consent or marketing.
pub(super) fn is_free(purpose: &Entry<Purpose>, model: &Model) -> bool {
    is_consented(purpose, model) || model.is_marketing(purpose)
}

/// The statutes of the one disclosure to a recipient of a purpose that names any.
pub(super) fn laws(purpose: &Purpose, model: &Model) -> Option<Vec<String>> {
    let recipients = model.recipients_of(purpose)?;
    let to_one = |to: &Text| {
        let called = |one: &Recipient| {
            let names = one.name.iter().chain(said(one.category.as_ref()));
            names.into_iter().any(|name| to.all().any(|words| same(words, name)))
        };
        recipients.iter().any(|used| called(used.entry))
    };
    let law = |law: &Many<String>| {
        let names: Vec<String> =
            law.iter().map(|name| name.value.clone()).filter(|name| !name.trim().is_empty()).collect();
        (!names.is_empty()).then_some(names)
    };
    let to = model.disclosures.iter().filter(|one| one.to.as_ref().is_some_and(to_one));
    let mut found = to.filter_map(|one| law(one.law.as_ref()?));
    let only = found.next()?;
    found.all(|other| other == only).then_some(only)
}

/// Whether two names are one, whatever the case and the article.
pub(super) fn same(a: &str, b: &str) -> bool {
    let plain = |text: &str| text.trim().to_lowercase().trim_start_matches("the ").to_owned();
    !plain(a).is_empty() && plain(a) == plain(b)
}
