//! Where data comes from: GDPR Art. 14(2)(f), and what decides between Art. 13 and Art. 14.

use super::entries::{array, called, holds_for, is_in_place, named, path, quoted, said};
use super::{Certainty, Check, EU_UK, Rule, words};
use crate::declaration::{Entry, Purpose, Source, Subject};
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
        mark: Mark::Structural,
        packs: EU_UK,
        since: None,
        law: &[gdpr("14(2)(f)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/SRC-02.md"),
        check: Check::Source(public_undeclared),
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
        law: &[gdpr("13(1)"), other("CJEU C-422/24 of 18 December 2025").eu_only(), wp260("para 26")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/SRC-05.md"),
        check: Check::Source(observed),
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
            .at(place, "neither the person nor a source is named")
            .help("say `direct`, `observed` or `inferred`, or name the sources");
        return Some(fault.paste(format!("[purposes.{id}]\ncollected = \"direct\"")));
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
        return Some(if is_in_place(&one.entry.id) {
            fault
        } else {
            fault.paste(format!("[sources.{}]\nlabel = \"credit reference agencies\"", one.entry.id))
        });
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
    Some(if is_in_place(&source.id) {
        fault
    } else {
        fault.paste(format!(
            "[sources.{}]\n\
     public = false",
            source.id
        ))
    })
}

/// Whether two texts share their words, whatever the case.
fn same(a: &str, b: &str) -> bool {
    let plain = |text: &str| text.trim().trim_start_matches("the ").to_lowercase();
    !plain(a).is_empty() && plain(a) == plain(b)
}

fn person_as_source(purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    // Another group may well be a source; the only group of a purpose can't.
    let ids = purpose.subjects.as_ref().filter(|ids| ids.iter().all(|id| id.as_str() != "all"));
    let groups = model.subjects_named(ids);
    let group: Option<&Entry<Subject>> = if let [only] = groups.as_slice() { Some(only) } else { None };
    for used in model.sources_of(purpose) {
        let person = wordings(used.entry).find(|text| PERSON.iter().any(|person| same(text, person)));
        let label = group.and_then(|group| group.label.as_ref());
        let labels = || label.into_iter().flat_map(crate::declaration::Text::all);
        let group_itself = || wordings(used.entry).find(|text| labels().any(|label| same(text, label)));
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
    if source.public.is_some_and(|public| public.value) {
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

#[cfg(test)]
mod tests {
    /// The codes of this family and of DAT that a declaration gives.
    fn codes(text: &str) -> Vec<&'static str> {
        let text = format!("[notice]\njurisdictions = [\"eu\", \"uk\"]\neffective = 2026-11-01\n{text}");
        let loaded = crate::load::load_text("notice.toml", &text);
        assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
        let model = crate::model::resolve(&loaded.notices[0]).unwrap();
        let found = crate::rules::run(&model, None).into_iter().map(|finding| finding.code);
        found.filter(|code| code.starts_with("SRC") || code.starts_with("DAT")).collect()
    }

    /// A purpose with two categories, one of which comes from a source.
    fn bureau(source: &str, data: &str, collected: &str) -> Vec<&'static str> {
        codes(&format!(
            "[data.identity]\nlabel = \"identity\"\n[data.income]\nlabel = \"income\"\n\
             [sources.bureau]\npublic = false\n{source}\n\
             [purposes.credit]\ndata = {data}\ncollected = {collected}\n"
        ))
    }

    const NAMED: &str = "label = \"a bureau\"";

    #[test]
    fn each_way_of_collecting_is_an_answer() {
        for way in ["direct", "observed", "inferred", "bureau"] {
            assert_eq!(bureau(NAMED, "[\"identity\"]", &format!("\"{way}\"")), [""; 0], "{way}");
        }
        assert_eq!(bureau(NAMED, "[\"identity\"]", "[]"), ["SRC-01"]);
        assert_eq!(bureau("", "[\"identity\"]", "\"bureau\""), ["SRC-01"]);
    }

    #[test]
    fn what_no_source_gives_has_no_origin() {
        let both = "[\"identity\", \"income\"]";
        let narrowed = "{ id = \"bureau\", data = [\"income\"] }";
        assert_eq!(bureau(NAMED, both, narrowed), ["SRC-01"]);
        assert_eq!(bureau(NAMED, both, &format!("[\"direct\", {narrowed}]")), [""; 0]);
        assert_eq!(bureau(NAMED, both, &format!("[\"observed\", {narrowed}]")), [""; 0]);
        assert_eq!(bureau(&format!("{NAMED}\ndata = [\"income\"]"), both, "\"bureau\""), ["SRC-01"]);
    }

    #[test]
    fn a_source_may_give_more_than_one_purpose_wants() {
        let general = format!("{NAMED}\ndata = [\"identity\", \"income\"]");
        assert_eq!(bureau(&general, "[\"identity\"]", "\"bureau\""), [""; 0]);
        let other = format!("{NAMED}\ndata = [\"income\"]");
        assert_eq!(bureau(&other, "[\"identity\"]", "[\"direct\", \"bureau\"]"), ["DAT-01"]);
    }

    #[test]
    fn categories_are_told_only_where_others_give_them() {
        let text = |way: &str| {
            format!(
                "[sources.a]\nname = \"A\"\npublic = false\n[data.x]\nspecial = false\n[purposes.p]\n\
                 data = [\"x\"]\ncollected = \"{way}\"\n"
            )
        };
        assert_eq!(codes(&text("a")), ["DAT-01"]);
        assert_eq!(codes(&text("direct")), [""; 0]);
        // Without data, the purpose is PUR-04's.
        assert_eq!(codes("[sources.a]\nname = \"A\"\npublic = false\n[purposes.p]\ncollected = \"a\"\n"), [""; 0]);
    }

    #[test]
    fn sources_in_place_are_judged_once() {
        let text = "[data.x]\nlabel = \"x\"\n[purposes.p]\ndata = [\"x\"]\ncollected = { name = \"A\" }\n";
        assert_eq!(codes(text), ["SRC-02"]);
    }

    #[test]
    fn another_group_may_be_a_source() {
        let text = |subjects: &str| {
            format!(
                "[subjects.applicants]\nlabel = \"applicants\"\n[subjects.referees]\nlabel = \"referees\"\n\
                 [data.x]\nlabel = \"x\"\n[sources.them]\nlabel = \"the applicants\"\npublic = false\n\
                 [purposes.p]\nsubjects = {subjects}\ndata = [\"x\"]\ncollected = \"them\"\n"
            )
        };
        assert_eq!(codes(&text("[\"referees\"]")), [""; 0]);
        assert_eq!(codes(&text("[\"applicants\", \"referees\"]")), [""; 0]);
        assert_eq!(codes(&text("\"all\"")), [""; 0]);
        assert_eq!(codes(&text("[\"applicants\"]")), ["SRC-04"]);
    }

    #[test]
    fn devices_of_others_are_sources() {
        let text = |source: &str| {
            format!(
                "[data.x]\nlabel = \"x\"\n[sources.s]\npublic = false\n{source}\n[purposes.p]\ndata = [\"x\"]\n\
                 collected = \"s\"\n"
            )
        };
        for other in [
            "label = \"cameras of the shopping centre\"",
            "label = \"the landlord's CCTV\"",
            "label = \"camera footage from the police\"",
            "label = \"our partners’ cookies\"",
            "label = \"CCTV\"\nname = \"Moorshire Police\"",
            "label = \"cameras\"\nsector = \"retail\"",
            "label = \"camera clubs\"\nsector = \"leisure\"",
        ] {
            assert_eq!(codes(&text(other)), [""; 0], "{other}");
        }
        for own in ["label = \"our CCTV\"", "label = \"cookies listed in section 7\"", "label = \"Server logs\""] {
            assert_eq!(codes(&text(own)), ["SRC-05"], "{own}");
        }
    }
}
