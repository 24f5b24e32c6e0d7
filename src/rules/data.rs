//! Categories of data that come from others: GDPR Art. 14(1)(d).

mod words;

use super::entries::{called, is_in_place, path, quoted, said};
use super::{Certainty, Check, EU_UK, EVERYWHERE, Rule};
use crate::declaration::{Data, Entry, Purpose, Source};
use crate::finding::{Fault, Mark};
use crate::law::{fadp, gdpr, other};
use crate::model::{Model, Used};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "DAT-01",
        name: "data-category-missing",
        summary: "data comes from others, and the notice does not say which",
        mark: Mark::Mandatory,
        packs: EVERYWHERE,
        since: None,
        law: &[gdpr("14(1)(d)"), fadp("19(3)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/DAT-01.md"),
        check: Check::Purpose(category_missing),
    },
    Rule {
        code: "DAT-03",
        name: "data-category-vague",
        summary: "a category of data has a name that fits any data",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("12(1)")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/DAT-03.md"),
        check: Check::Data(words::category_vague),
    },
    Rule {
        code: "DAT-04",
        name: "anonymity-claimed",
        summary: "data that singles out a person or a device is called anonymous",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("4(1)"), other("recitals 26 and 30 of the GDPR")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/DAT-04.md"),
        check: Check::Text(words::anonymous_claim),
    },
];

fn category_missing(purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let data = model.data_of(purpose);
    if !model.collection(purpose).art_14() {
        return None;
    }
    if data.is_empty() {
        // A purpose without any data is PUR-04's, which is no rule of Swiss law.
        return if model.law.ch_alone() { Some(none_named(purpose)) } else { None };
    }
    nameless(purpose, &data).or_else(|| unlisted(purpose, &data, model))
}

/// A purpose for which the notice names no data at all.
fn none_named(purpose: &Entry<Purpose>) -> Fault {
    let id = &purpose.id;
    let fault = Fault::new(format!("data comes from others for `{id}`, and the purpose does not say which"));
    let fault = match &purpose.data {
        Some(none) => fault.at(none.span, "names none"),
        None => fault.at(purpose.span, "no `data` here"),
    };
    let fault = match &purpose.collected {
        Some(collected) => fault.at(collected.span, "it comes from here"),
        None => fault,
    };
    fault
        .help("name the categories of data that it uses, each by its `[data.<id>]`, or written in place")
        .paste(format!("[purposes.{id}]\ndata = {{ label = \"contact details\" }}"))
}

/// A category that the notice can't name: neither a label nor an item.
fn nameless(purpose: &Entry<Purpose>, data: &[Used<'_, Data>]) -> Option<Fault> {
    let silent = |used: &&Used<'_, Data>| {
        let items = used.entry.items.iter().flatten();
        !said(used.entry.label.as_ref()) && items.into_iter().all(|item| item.is_blank())
    };
    let used = data.iter().find(silent)?;
    let name = called("category", &used.entry.id);
    let fault = Fault::new(format!("{name} comes from others for `{}` and has no words", purpose.id))
        .at(used.entry.span, "neither `label` nor `items` here")
        .on(path("data", &used.entry.id))
        .help("say what the category is called");
    Some(if is_in_place(&used.entry.id) {
        fault
    } else {
        fault.paste(format!("[data.{}]\nlabel = \"contact details\"", used.entry.id))
    })
}

/// A category that comes from a source and that the purpose does not list.
fn unlisted(purpose: &Entry<Purpose>, data: &[Used<'_, Data>], model: &Model) -> Option<Fault> {
    let lists = |id: &str| data.iter().any(|used| used.entry.id.as_str() == id);
    for used in model.sources_of(purpose) {
        let Some(ids) = &used.narrow.data else { continue };
        let missing: Vec<&str> = ids.iter().map(|id| id.as_str()).filter(|id| *id != "all" && !lists(id)).collect();
        // What a source gives in general may serve other purposes; what it gives for this one is this one's.
        let general = std::ptr::eq::<Source>(used.narrow, &raw const used.entry.value) && !is_in_place(&used.entry.id);
        if missing.is_empty() || general && missing.len() < ids.len() {
            continue;
        }
        let names = quoted(missing);
        let source = called("source", &used.entry.id);
        let message = format!("the purpose `{}` does not list {names}, which comes from {source}", purpose.id);
        let mut fault = Fault::new(message).at(ids.span, "comes from this source");
        if let Some(own) = &purpose.data {
            fault = fault.at(own.span, format!("{names} not among the data of the purpose"));
        }
        return Some(fault.help(format!("add {names} to the `data` of the purpose")));
    }
    None
}
