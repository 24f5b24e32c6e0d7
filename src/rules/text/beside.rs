//! What stands in a notice and belongs beside it: terms of use, other notices, addresses.

use std::ops::Range;
use std::sync::LazyLock;

use crate::declaration::Text;
use crate::finding::{Fault, Mark};
use crate::model::Model;
use crate::rules::Reading;
use crate::rules::cookies::is_lost_list;
use crate::rules::lexicon::Lexicon;
use crate::rules::reading::used_names;
use crate::rules::words::place;
use crate::source::Span;

/// Titles of parts that belong to terms of use.
const TERMS_OF_USE: &[&str] = &[
    "acceptable use",
    "conditions of use",
    "copyright",
    "disclaimer",
    "governing law",
    "indemnity",
    "intellectual property",
    "jurisdiction and governing law",
    "limitation of liability",
    "terms and conditions",
    "terms of service",
    "terms of use",
];

/// What terms of use say and privacy notices do not.
static CONTRACT: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "accept no liability for",
        "agree to accept responsibility",
        "agree to indemnify",
        "agree to these terms",
        "exclusive jurisdiction of the courts",
        "governed by the laws of",
        "intellectual property rights in",
        "not be liable for any loss",
        "you agree not to",
        "you must not misuse",
    ])
});

pub(super) fn mixed(text: &Reading<'_>, _: &Model) -> Vec<Fault> {
    let own = text.on.starts_with("sections.") || text.on.starts_with("supplements.");
    if !text.english || !own {
        return Vec::new();
    }
    let titled = ["title", "label"].contains(&text.field) && {
        let title = crate::rules::sentences::words(text.words).join(" ");
        TERMS_OF_USE.contains(&title.as_str())
    };
    let span = if titled { Some(text.words.span) } else { CONTRACT.find(text.words).map(|(_, span)| span) };
    let fault = |span: Span| {
        Fault::new(format!("terms of use stand in the notice, in the `{}` of `{}`", text.field, text.on))
            .at(span, "a rule for using a service, not a word on data")
            .help("keep it in the terms of use; `[related.<id>]` can lead there")
    };
    span.map(fault).into_iter().collect()
}

/// Other notices that a text speaks of without naming them.
static OTHERS: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "any other fair processing notice",
        "any other fair processing notices",
        "any other privacy notice",
        "any other privacy notices",
        "any other privacy policies",
        "any other privacy policy",
        "any additional privacy notice",
        "any additional privacy notices",
        "other privacy notices we may provide",
        "other privacy notices that we may provide",
        "other notices we may provide",
    ])
});

pub(super) fn other_notices(texts: &[Reading<'_>], model: &Model) -> Vec<Fault> {
    let mut faults = Vec::new();
    // A cookie notice that a list of stored items leads to is CKE-01's.
    for related in model.related.iter().filter(|one| one.url.is_none() && !is_lost_list(one, model)) {
        let span = related.label.as_ref().map_or(related.span, |label| label.span);
        // "Any other notices that we may provide" have no one address.
        let several = related.label.iter().flat_map(Text::all).any(|label| OTHERS.stands_in(label));
        let fault = Fault::new(if several {
            format!("the entry `related.{}` stands for notices that it does not name", related.id)
        } else {
            format!("the notice `related.{}` has no address", related.id)
        });
        let fault =
            fault.at(span, if several { "which, and where?" } else { "where can it be read?" }).help(if several {
                "name these notices, one entry each with its `url`, or leave the entry out"
            } else {
                "add its `url`"
            });
        faults.push(fault.on(format!("related.{}", related.id)));
    }
    let named = model.related.iter().any(|one| one.url.is_some());
    let texts = texts.iter().filter(|text| text.english && !text.on.starts_with("related.") && !named);
    let found = texts.filter_map(|text| Some((text, OTHERS.find(text.words)?)));
    faults.extend(found.map(|(text, (_, span))| {
        Fault::new(format!("the `{}` of `{}` speaks of other notices and names none", text.field, text.on))
            .at(span, "which, and where?")
            .help("declare each in `[related.<id>]`, with its `url`")
            .on(text.on.clone())
    }));
    faults
}

/// A link that leads nowhere, or without protection on the way.
pub(super) fn links(texts: &[Reading<'_>], model: &Model) -> Vec<Fault> {
    let mut faults = Vec::new();
    for text in texts.iter().filter(|text| text.is_used(model)) {
        let mut linked: Vec<Range<usize>> = Vec::new();
        for link in crate::markdown::links(text.words) {
            linked.push(link.range.clone());
            let empty = link.href.trim().is_empty() || link.href == "#";
            let span = place(text.words, link.range.start, link.range.end);
            if empty {
                let fault = Fault::new(format!("a link leads nowhere, in the `{}` of `{}`", text.field, text.on));
                let fault = fault.at(span, "no address stands here").help("write the address, or take the link out");
                faults.push(fault.on(text.on.clone()));
            } else if link.href.starts_with("http://") {
                faults.push(open_link(&link.href, span, text.field, &text.on));
            }
        }
        let mut open = text.words.match_indices("http://").map(|(at, _)| at);
        if let Some(at) = open.find(|at| !linked.iter().any(|link| link.contains(at))) {
            let end = text.words[at..].find(|one: char| one.is_whitespace() || "<>\"'`\\)".contains(one));
            let end = end.map_or(text.words.len(), |len| at + len);
            let href = text.words[at..end].trim_end_matches(['.', ',', ';']);
            faults.push(open_link(href, place(text.words, at, at + href.len()), text.field, &text.on));
        }
    }
    for name in used_names(model).into_iter().filter(|name| name.words.starts_with("http://")) {
        faults.push(open_link(&name.words, name.words.span, name.field, &name.on));
    }
    faults
}

fn open_link(href: &str, span: Span, field: &str, on: &str) -> Fault {
    Fault::new(format!("`{href}` is an address without encryption, in the `{field}` of `{on}`"))
        .at(span, "others on the way can read and change what is sent")
        .help("write `https://`, if the page is there")
        .on(on)
        .weighing(Mark::Expected)
}
