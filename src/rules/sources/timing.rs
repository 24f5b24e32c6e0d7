//! How sources are named, and when people are told: SRC-03, 06, 07, 08.

use std::sync::LazyLock;

use super::super::entries::{called, is_in_place, named, path, quoted, said};
use super::super::exemptions::frees;
use super::super::lexicon::Lexicon;
use super::super::recipients::fits_anybody;
use super::{concerns, uses};
use crate::declaration::{Basis, Entry, Purpose, SnippetKind, Source, Text};
use crate::finding::Fault;
use crate::law::Article6;
use crate::model::Model;
use crate::source::{Span, Spanned};

/// Names of sources that fit anybody, as a whole text.
const ANY_SOURCE: &[&str] = &[
    "other sources",
    "external sources",
    "third-party sources",
    "third party sources",
    "public sources",
    "publicly available sources",
    "publicly accessible sources",
    "publicly available information",
    "the internet",
    "online sources",
    "various sources",
    "databases",
    "data providers",
    "andere quellen",
    "öffentliche quellen",
    "öffentlich zugängliche quellen",
    "das internet",
];

pub(super) fn unspecific(source: &Entry<Source>, model: &Model) -> Option<Fault> {
    let open = !named(source.name.as_ref()) && !said(source.sector.as_ref()) && source.more.is_none();
    if !open || !concerns(source, model) || uses(source, model).is_empty() {
        return None;
    }
    let vague = |words: &&Spanned<String>| {
        let lower = words.trim().to_lowercase();
        ANY_SOURCE.contains(&lower.as_str()) || fits_anybody(words)
    };
    let words = source.label.iter().flat_map(Text::all).find(vague)?;
    let name = called("source", &source.id);
    let fault = Fault::new(format!("{name} is called `{}`, which fits anybody", words.trim()))
        .at(words.span, "tells readers nothing of where their data comes from")
        .on(path("sources", &source.id))
        .help("name it; where it can't be named, say what kind of organisation it is and in which `sector` it works");
    Some(fault)
}

/// Words that count.
const NUMBERS: &[(&str, u32)] = &[
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("twelve", 12),
];

/// The time within which people are told, where it is longer than a month.
fn too_late(text: &Text) -> Option<Span> {
    text.all()
        .find(|words| {
            let lower = words.to_lowercase();
            let all: Vec<&str> =
                lower.split(|one: char| !one.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
            all.windows(3).any(|window| {
                let number = NUMBERS.iter().find(|(word, _)| *word == window[1]).map(|(_, n)| *n);
                let Some(number) = number.or_else(|| window[1].parse().ok()) else { return false };
                let days = match window[2] {
                    "days" => number,
                    "weeks" => number.saturating_mul(7),
                    "months" => number.saturating_mul(31),
                    "years" => number.saturating_mul(365),
                    _ => return false,
                };
                matches!(window[0], "within" | "than" | "after") && days > 31
            })
        })
        .map(|words| words.span)
}

pub(super) fn indirect(model: &Model) -> Option<Fault> {
    let from_others = |purpose: &&Entry<Purpose>| {
        let collection = model.collection(purpose);
        // Who gives data or is observed besides is told then.
        collection.indirect && !collection.direct && !collection.observed && !frees(purpose, model)
    };
    let all: Vec<&Entry<Purpose>> = model.purposes.iter().filter(from_others).collect();
    let late = all.iter().find_map(|one| one.delivery.as_ref().and_then(too_late).map(|place| (one, place)));
    let month =
        "at the latest one month after the data came in, and sooner at the first message or the first disclosure";
    if let Some((purpose, place)) = late {
        let fault = Fault::new(format!(
            "people whose data comes from others are told too late for the purpose `{}`",
            purpose.id
        ))
        .at(place, "longer than a month")
        .on(format!("purposes.{}", purpose.id));
        return Some(fault.help(format!("tell them {month}")));
    }
    let open: Vec<_> = all.into_iter().filter(|one| !said(one.delivery.as_ref())).collect();
    let first = open.first()?;
    let message = if open.len() == 1 {
        format!("the purpose `{}` does not say when those are told whose data comes from others", first.id)
    } else {
        let names = quoted(open.iter().map(|one| one.id.as_str()));
        format!("nothing says when those are told whose data comes from others, for {names}")
    };
    let place = |one: &Entry<Purpose>| one.collected.as_ref().map_or(one.span, |collected| collected.span);
    let fault = open.iter().fold(Fault::new(message), |fault, one| fault.at(place(one), "comes from others only"));
    let on = if open.len() == 1 { format!("purposes.{}", first.id) } else { "notice".to_owned() };
    let pastes: Vec<String> =
        open.iter().map(|one| format!("[purposes.{}]\ndelivery = \"in our first message to you, at the latest one month after we get the data\"", one.id)).collect();
    let help = format!("say it in `delivery`: {month}; or declare the exemption in `[exemptions]`");
    Some(fault.on(on).help(help).paste(pastes.join("\n\n")))
}

pub(super) fn provision_ignored(purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let collection = model.collection(purpose);
    let provision = purpose.provision.as_ref()?;
    if collection.art_13() || !collection.indirect {
        return None;
    }
    let fault =
        Fault::new(format!("`provision` of the purpose `{}` is not printed: nobody gives this data", purpose.id))
            .at(provision.span, "only for data that comes from the person");
    let fault = match &purpose.collected {
        Some(collected) => fault.at(collected.span, "comes from others only"),
        None => fault,
    };
    Some(fault.help("leave it out; or, where people give some of the data, add `direct` to `collected`"))
}

/// Words for filming and recording people who are not looking at a screen.
static RECORDING: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "cctv",
        "camera",
        "cameras",
        "video surveillance",
        "body-worn video",
        "body cam",
        "bodycam",
        "bodycams",
        "dashcam",
        "dashcams",
        "record calls",
        "record these calls",
        "record your call",
        "record your calls",
        "recording calls",
        "call recording",
        "call recordings",
        "number plate recognition",
        "anpr",
        "videoüberwachung",
        "überwachungskamera",
        "überwachungskameras",
    ])
});

/// Words with which a purpose says itself how people learn of it.
static TOLD: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "sign",
        "signs",
        "signage",
        "signposted",
        "we tell you",
        "announcement",
        "announce",
        "recorded message",
        "poster",
        "posters",
        "schild",
        "schilder",
    ])
});

pub(super) fn recorded(model: &Model) -> Option<Fault> {
    let signs = || {
        let signs = model.snippets.iter().filter(|one| one.kind.is_some_and(|kind| kind.value == SnippetKind::Sign));
        signs.filter_map(|one| one.purposes.as_ref()).flatten()
    };
    let mut open: Vec<(&Entry<Purpose>, Span)> = Vec::new();
    for purpose in &model.purposes {
        // Who asks for consent tells people first.
        let consent = |basis: &Spanned<Basis>| basis.article.is_some_and(|article| article.value == Article6::Consent);
        let told = said(purpose.delivery.as_ref())
            || model.bases(purpose).iter().any(consent)
            || signs().any(|id| id.value == purpose.id)
            || frees(purpose, model);
        if told || !model.collection(purpose).observed {
            continue;
        }
        let texts: Vec<_> = [&purpose.label, &purpose.text].into_iter().flatten().flat_map(Text::all).collect();
        if texts.iter().any(|words| TOLD.stands_in(words)) {
            continue;
        }
        let recording = |words: &Spanned<String>| {
            let (phrase, place) = RECORDING.find(words)?;
            (!words.to_lowercase().contains(&format!("not {phrase}"))).then_some(place)
        };
        if let Some(place) = texts.into_iter().find_map(recording) {
            open.push((purpose, place));
        }
    }
    let (first, _) = open.first()?;
    let message = if open.len() == 1 {
        format!("the purpose `{}` does not say how people learn that they are filmed or recorded", first.id)
    } else {
        let names = quoted(open.iter().map(|(one, _)| one.id.as_str()));
        format!("nothing says how people learn that they are filmed or recorded, for {names}")
    };
    let fault = open
        .iter()
        .fold(Fault::new(message), |fault, (_, place)| fault.at(*place, "happens before anybody reads this notice"));
    let on = if open.len() == 1 { format!("purposes.{}", first.id) } else { "notice".to_owned() };
    let pastes: Vec<String> = open
        .iter()
        .filter(|(one, _)| !is_in_place(&one.id))
        .map(|(one, _)| format!("[purposes.{}]\ndelivery = \"on signs where you enter the area\"", one.id))
        .collect();
    let help = "say it in `delivery`: a sign, an announcement, a lamp; with the way to this notice";
    Some(fault.on(on).help(help).paste(pastes.join("\n\n")))
}
