//! The representative in Switzerland of a private controller from outside: FADP Art. 14.

use crate::declaration::{Entry, Reachable, Representative};
use crate::finding::{Fault, Mark};
use crate::law::{Country, Regime};
use crate::model::{Call, Model};
use crate::rules::entries::quoted;
use crate::source::is_blank;
use crate::source::{Span, Spanned};

const EXAMPLE: &str = "[representatives.ch]\nname = \"Northmoor Liaison Office\"\ncountry = \"CH\"\naddress = \"Bahnhofstrasse 99, 8001 Zürich\"";

pub(in crate::rules) fn missing(model: &Model) -> Option<Fault> {
    let country = model.controller.as_ref()?.country?;
    if model.representative_spared(Regime::Ch).is_some() {
        return None;
    }
    if let Some(entry) = model.representatives.get("ch") {
        return if entry.exempt.is_some() { None } else { incomplete(entry) };
    }
    match model.representative_call(Regime::Ch) {
        Call::Yes(_) => Some(unnamed(served(model)?, country.span)),
        Call::No(..) => None,
        Call::Open(_) => Some(undecided(&model.swiss_facts_open(), served(model)?, country.span)),
    }
}

/// Where it stands that people in Switzerland are served.
fn served(model: &Model) -> Option<Span> {
    let targets = model.controller.as_ref()?.targets.as_ref()?;
    targets.iter().find(|target| target.as_str() == "CH").map(|target| target.span)
}

fn unnamed(target: Span, country: Span) -> Fault {
    Fault::new("no representative in Switzerland is named")
        .at(target, "people there are served")
        .at(country, "the controller is established outside")
        .help("name the representative with its address")
        .paste(EXAMPLE)
        .on("representatives.ch")
}

/// Whether one is needed turns on facts that only the controller knows.
fn undecided(open: &[&str], target: Span, country: Span) -> Fault {
    let last = open.last().copied();
    let lines = open.iter().map(|name| format!("in_switzerland.{name} = {}", Some(*name) != last));
    Fault::new("whether a representative in Switzerland is needed can't be told")
        .at(target, "people there are served")
        .at(country, "the controller is established outside")
        .help(format!(
            "say {} in `in_switzerland`, each `true` or `false`: one is needed where all are true",
            quoted(open.iter().copied())
        ))
        .paste(format!("[controller]\n{}", lines.collect::<Vec<_>>().join("\n")))
        .on("controller")
        .weighing(Mark::Expected)
}

/// Art. 14(3): its name and its address are published.
fn incomplete(entry: &Entry<Representative>) -> Option<Fault> {
    let on = "representatives.ch";
    if let Some(country) = entry.country.filter(|country| country.value != Country::CH) {
        let fault = Fault::new("the representative for Switzerland is established elsewhere")
            .at(country.span, "not in Switzerland")
            .help("name a representative in Switzerland");
        return Some(fault.paste(EXAMPLE).on(on));
    }
    let said = |text: Option<&Spanned<String>>| text.is_some_and(|text| !is_blank(text));
    let lacks = match (said(entry.name.as_ref()), said(entry.ways().address)) {
        (true, true) => return None,
        (false, true) => "no name",
        (true, false) => "no address",
        (false, false) => "neither a name nor an address",
    };
    let fault = Fault::new(format!("the representative in Switzerland has {lacks}"))
        .at(entry.span, format!("{lacks} here"))
        .help("add `name` and `address`: both are to be published");
    Some(fault.paste(EXAMPLE).on(on))
}
