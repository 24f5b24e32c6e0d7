//! Where data comes from: GDPR Art. 14(2)(f), and what decides between Art. 13 and Art. 14.

#[cfg(test)]
mod tests;
mod timing;

use jiff::civil::date;

use super::entries::{array, called, holds_for, is_in_place, named, path, quoted, said};
use super::{Certainty, Check, EU_UK, Rule, fitting, words};
use crate::declaration::{Entry, Purpose, Source, Subject, is_so};
use crate::finding::{Fault, Mark};
use crate::law::{gdpr, other, wp260};
use crate::model::Model;
use crate::source::{Span, Spanned};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "SRC-01",
        name: "source-missing",
        summary: "the notice does not say where data comes from",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("14(2)(f)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/SRC-01.md"),
        check: Check::Purpose(source_missing),
    },
    Rule {
        code: "SRC-02",
        name: "source-public-undeclared",
        summary: "a source does not say whether it is public",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("14(2)(f)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/SRC-02.md"),
        check: Check::Source(public_undeclared),
    },
    Rule {
        code: "SRC-03",
        name: "source-unspecific",
        summary: "a source is called by a word that fits anybody",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("14(2)(f)"), wp260("annex")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/SRC-03.md"),
        check: Check::Source(timing::unspecific),
    },
    Rule {
        code: "SRC-04",
        name: "source-contradictory",
        summary: "the person whom the data is about is declared as a source",
        mark: Mark::Structural,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13"), gdpr("14")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/SRC-04.md"),
        check: Check::Purpose(person_as_source),
    },
    Rule {
        code: "SRC-05",
        name: "observation-declared-as-source",
        summary: "data that a device observes is declared as data from a source",
        mark: Mark::Inferred,
        packs: EU_UK,
        since: None,
        law: &[
            gdpr("13(1)"),
            other("CJEU C-422/24 of 18 December 2025").eu_only().of(date(2025, 12, 18)),
            wp260("para. 26"),
        ],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/SRC-05.md"),
        check: Check::Source(observed),
    },
    Rule {
        code: "SRC-06",
        name: "indirect-delivery-missing",
        summary: "the notice does not say when those are told whose data comes from others",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("14(3)"), wp260("para. 27")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/SRC-06.md"),
        check: Check::Notice(timing::indirect),
    },
    Rule {
        code: "SRC-07",
        name: "provision-for-indirect-data",
        summary: "a purpose whose data comes from others says whether it must be given",
        mark: Mark::Practice,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(2)(e)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/SRC-07.md"),
        check: Check::Purpose(timing::provision_ignored),
    },
    Rule {
        code: "SRC-08",
        name: "recording-delivery-missing",
        summary: "the notice does not say how people learn that they are filmed or recorded",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(1)"), wp260("para. 26")],
        sure: Certainty::PartlyRead,
        page: include_str!("../../docs/rules/SRC-08.md"),
        check: Check::Notice(timing::recorded),
    },
];

/// Names of the person, as a whole text.
const PERSON: &[&str] = &[
    "you",
    "yourself",
    "you yourself",
    "you directly",
    "directly from you",
    "from you",
    "the data subject",
    "the data subjects",
    "data subject",
    "data subjects",
    "the individual",
    "the person concerned",
    "Sie",
    "Sie selbst",
    "die betroffene Person",
    "betroffene Personen",
];

/// Words for devices that watch people.
const DEVICES: &[&str] = &[
    "CCTV",
    "camera",
    "cameras",
    "video surveillance",
    "body-worn video",
    "bodycam",
    "bodycams",
    "cookie",
    "cookies",
    "server log",
    "server logs",
    "web log",
    "web logs",
    "log file",
    "log files",
    "access logs",
    "sensor",
    "sensors",
    "tracking pixel",
    "tracking pixels",
    "Überwachungskamera",
    "Überwachungskameras",
    "Videoüberwachung",
    "Logdateien",
];

/// Words that tell of somebody else who runs the device.
const SOMEBODY: &[&str] = &[
    "of",
    "by",
    "from",
    "police",
    "operator",
    "operators",
    "provider",
    "providers",
    "company",
    "companies",
    "owner",
    "owners",
    "landlord",
    "neighbour",
    "neighbours",
    "partner",
    "partners",
    "third",
    "public",
    "others",
    "other",
    "council",
    "authority",
    "von",
    "der",
    "des",
    "contractor",
    "contractors",
    "vendor",
    "manufacturer",
    "supplier",
    "suppliers",
    "clinic",
    "hospital",
    "employer",
    "club",
    "school",
];

/// Whether a source is this notice's own or used by one of its purposes; others are other notices' matter.
fn concerns(source: &Entry<Source>, model: &Model) -> bool {
    model.is_own(source.span) && !is_in_place(&source.id) || !uses(source, model).is_empty()
}

/// Where purposes of the notice use a source.
fn uses(source: &Entry<Source>, model: &Model) -> Vec<Span> {
    let all = model.purposes.iter().flat_map(|purpose| model.sources_of(purpose));
    all.filter(|used| used.entry.id == source.id).map(|used| used.span).collect()
}

/// How a source is called by its author, in every language.
fn wordings(source: &Source) -> impl Iterator<Item = &Spanned<String>> {
    source.name.iter().chain(source.label.iter().flat_map(crate::declaration::Text::all))
}

fn source_missing(purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let id = &purpose.id;
    if purpose.collected.as_ref().is_none_or(|collected| collected.is_empty()) {
        let place = purpose.collected.as_ref().map_or(purpose.span, |collected| collected.span);
        let fault = Fault::new(format!("the purpose `{id}` does not say how its data comes in"))
            .at(place, "the law asks one list of things of data that people give, and another of data from others")
            .help("say `direct`, `observed` or `inferred`, or name the sources")
            .weighing(Mark::Structural);
        return Some(match fitting::collected(purpose, model) {
            Some(way) => fault.paste(format!("[purposes.{id}]\ncollected = \"{way}\"")),
            None => fault,
        });
    }
    let used = model.sources_of(purpose);
    let nameless =
        |source: &Source| !named(source.name.as_ref()) && !said(source.label.as_ref()) && !said(source.sector.as_ref());
    if let Some(one) = used.iter().find(|used| nameless(used.entry)) {
        let source = called("source", &one.entry.id);
        let fault = Fault::new(format!("{source} has neither a name nor a description"))
            .at(one.entry.span, "no `name`, `label` or `sector` here")
            .on(path("sources", &one.entry.id))
            .help("say who or what it is");
        return Some(fault);
    }
    untold(purpose, model)
}

/// Categories whose origin stays open: every source gives other data only, and nothing comes from the person.
fn untold(purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let collection = model.collection(purpose);
    if collection.direct || collection.observed || collection.inferred {
        return None;
    }
    let sources = model.sources_of(purpose);
    let given = |id: &crate::declaration::Id| {
        sources.iter().any(|used| {
            // The use may name the data, else the source does.
            holds_for(used.narrow.data.as_ref().or(used.entry.data.as_ref()), id)
        })
    };
    let data = model.data_of(purpose);
    let open: Vec<_> = data.iter().filter(|used| !given(&used.entry.id)).collect();
    let first = open.first()?;
    let names = quoted(open.iter().map(|used| used.entry.id.as_str()));
    let mut fault = Fault::new(format!("the purpose `{}` does not say where {names} comes from", purpose.id))
        .at(first.span, "no source gives this");
    for used in &sources {
        fault = fault.at(used.span, "gives other data only");
    }
    let ids = array(open.iter().map(|used| &used.entry.id));
    Some(fault.help(format!("add `direct` or a source with `data = {ids}` to `collected`")))
}

fn public_undeclared(source: &Entry<Source>, model: &Model) -> Option<Fault> {
    // What is no source at all is SRC-05's.
    if source.public.is_some() || !concerns(source, model) || observed(source, model).is_some() {
        return None;
    }
    let name = called("source", &source.id);
    let fault = Fault::new(format!("{name} does not say whether it is public"))
        .at(source.span, "no `public` here")
        .on(path("sources", &source.id))
        .help("add `public = true` if anybody can get at it, else `public = false`");
    // Which of the two holds, only the author knows.
    Some(fault)
}

fn person_as_source(purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    // Another group may well be a source; the only group of a purpose can't.
    let ids = purpose.subjects.as_ref().filter(|ids| ids.iter().all(|id| id.as_str() != "all"));
    let groups = model.subjects_named(ids);
    let group: Option<&Entry<Subject>> = if let [only] = groups.as_slice() { Some(only) } else { None };
    for used in model.sources_of(purpose) {
        let person = wordings(used.entry).find(|text| PERSON.iter().any(|person| fitting::same(text, person)));
        let label = group.and_then(|group| group.label.as_ref());
        let labels = || label.into_iter().flat_map(crate::declaration::Text::all);
        let group_itself = || wordings(used.entry).find(|text| labels().any(|label| fitting::same(text, label)));
        let Some(text) = person.or_else(group_itself) else { continue };
        let source = called("source", &used.entry.id);
        let message = format!("{source} is the person whom the data of the purpose `{}` is about", purpose.id);
        let fault = Fault::new(message).at(used.span, "declared as a source, as if somebody else gave the data");
        let fault = if used.span.holds(text.span) { fault } else { fault.at(text.span, "this is the person") };
        return Some(fault.help("say `direct` in its place: data that people give of themselves have no other source"));
    }
    None
}

fn observed(source: &Entry<Source>, model: &Model) -> Option<Fault> {
    let uses = uses(source, model);
    // A name or a sector tells of somebody else, who observes on his own account.
    if uses.is_empty() || named(source.name.as_ref()) || said(source.sector.as_ref()) {
        return None;
    }
    if is_so(source.public) {
        return None;
    }
    let others = |text: &&Spanned<String>| words::find_any(text, SOMEBODY).is_some() || text.contains(['\'', '’']);
    let mut texts = wordings(source).filter(|text| !others(text));
    let place = texts.find_map(|text| words::find_any(text, DEVICES))?.1;
    let name = called("source", &source.id);
    let mut fault = Fault::new(format!("{name} is a device that watches people, not somebody who gives data"))
        .at(place, "what it sees is collected from the person");
    for span in uses.into_iter().filter(|span| !span.holds(place)) {
        fault = fault.at(span, "declared as a source");
    }
    let help = "say `observed` in its place; where somebody else runs it, name them in `name` or `sector`";
    Some(fault.on(path("sources", &source.id)).help(help))
}
