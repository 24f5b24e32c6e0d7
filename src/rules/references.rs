//! Names that refer, keys and values that mean something, and what stands unused. No matter of law but its ground.

mod clash;
mod former;
mod labels;
mod promised;
mod snippets;

use std::collections::BTreeSet;

use super::{ALWAYS, Certainty, Check, EU_UK, Rule};
use crate::declaration::{Entry, Id, Many, Purpose, Referable, Register, Use};
use crate::finding::{Fault, Finding, Mark};
use crate::law::gdpr;
use crate::model::Model;
use crate::source::Span;

/// A row that is no matter of law, of a fault that another stage finds; what differs is written over it.
pub(super) const fn stage(code: &'static str, name: &'static str, summary: &'static str, page: &'static str) -> Rule {
    Rule {
        code,
        name,
        summary,
        mark: Mark::Structural,
        packs: ALWAYS,
        since: None,
        law: &[],
        sure: Certainty::NoLaw,
        page,
        check: Check::Stage,
    }
}

pub(super) const RULES: &[Rule] = &[
    stage("REF-01", "id-dangling", "a reference names no entry", include_str!("../../docs/rules/REF-01.md")),
    stage(
        "REF-02",
        "id-declared-twice",
        "the same thing is declared twice",
        include_str!("../../docs/rules/REF-02.md"),
    ),
    Rule {
        code: "REF-03",
        name: "data-unused",
        summary: "a category of data belongs to no purpose",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("5(1)(b)"), gdpr("5(1)(c)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/REF-03.md"),
        check: Check::Everywhere(data_unused),
    },
    Rule {
        code: "REF-04",
        name: "entry-unused",
        summary: "an entry is declared and used nowhere",
        mark: Mark::Expected,
        packs: ALWAYS,
        since: None,
        law: &[],
        sure: Certainty::NoLaw,
        page: include_str!("../../docs/rules/REF-04.md"),
        check: Check::Everywhere(entry_unused),
    },
    stage("REF-05", "key-unknown", "a key belongs to no field", include_str!("../../docs/rules/REF-05.md")),
    stage("REF-06", "value-wrong", "a value can't be read", include_str!("../../docs/rules/REF-06.md")),
    Rule {
        code: "REF-07",
        name: "label-twice",
        summary: "two entries of a table have one label",
        mark: Mark::Expected,
        packs: ALWAYS,
        since: None,
        law: &[],
        sure: Certainty::NoLaw,
        page: include_str!("../../docs/rules/REF-07.md"),
        check: Check::Everywhere(labels::label_twice),
    },
    Rule {
        code: "REF-08",
        name: "purpose-bare",
        summary: "a purpose is no more than a heading",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(1)"), gdpr("13(2)"), gdpr("14(1)"), gdpr("14(2)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/REF-08.md"),
        check: Check::Purpose(purpose_bare),
    },
    stage(
        "REF-09",
        "item-lost-in-output",
        "a mandatory item does not stand in an output",
        include_str!("../../docs/rules/REF-09.md"),
    ),
    stage(
        "REF-10",
        "phrase-emptied",
        "a sentence of the project lacks what a notice needs",
        include_str!("../../docs/rules/REF-10.md"),
    ),
    Rule {
        mark: Mark::Expected,
        ..stage(
            "REF-11",
            "waiver-incomplete",
            "a waiver lacks its rule, place, reason, owner or end",
            include_str!("../../docs/rules/REF-11.md"),
        )
    },
    Rule {
        mark: Mark::Expected,
        check: Check::Everywhere(clash::facts),
        ..stage("REF-12", "facts-clash", "two facts can't both be true", include_str!("../../docs/rules/REF-12.md"))
    },
    Rule {
        check: Check::Everywhere(promised::entries_missing),
        ..stage(
            "REF-13",
            "entries-missing",
            "a table says that it has entries and has none",
            include_str!("../../docs/rules/REF-13.md"),
        )
    },
    Rule {
        check: Check::Everywhere(former::wrong),
        ..stage(
            "REF-14",
            "former-id-wrong",
            "an entry says that it had an id that is no former one",
            include_str!("../../docs/rules/REF-14.md"),
        )
    },
    stage("OUT-01", "output-path-taken", "two outputs have one path", include_str!("../../docs/rules/OUT-01.md")),
    stage("OUT-02", "template-broken", "a template can't be rendered", include_str!("../../docs/rules/OUT-02.md")),
    Rule {
        check: Check::Everywhere(snippets::incomplete),
        ..stage(
            "OUT-04",
            "snippet-incomplete",
            "a short text lacks its kind, its purposes or the address of the notice",
            include_str!("../../docs/rules/OUT-04.md"),
        )
    },
    stage(
        "OUT-06",
        "characters-unprintable",
        "the fonts of the PDF lack characters of the notice",
        include_str!("../../docs/rules/OUT-06.md"),
    ),
    stage("OUT-07", "look-unreadable", "the look of the PDF can't be used", include_str!("../../docs/rules/OUT-07.md")),
    stage(
        "OUT-08",
        "version-not-kept",
        "a version can't be kept: it has no name, or is kept already and says something else",
        include_str!("../../docs/rules/OUT-08.md"),
    ),
    stage(
        "OUT-09",
        "kept-version-broken",
        "a kept version can't be read, or its files are not those that its manifest lists",
        include_str!("../../docs/rules/OUT-09.md"),
    ),
    stage(
        "OUT-10",
        "site-setting-wrong",
        "a setting for the pages of a site can't be used",
        include_str!("../../docs/rules/OUT-10.md"),
    ),
];

fn purpose_bare(purpose: &Entry<Purpose>, _: &Model) -> Option<Fault> {
    // Where it has words, each thing that it lacks is a finding of its own.
    let bare = purpose.text.as_ref().is_none_or(crate::declaration::Text::is_blank)
        && purpose.subjects.is_none()
        && purpose.data.is_none()
        && purpose.basis.is_none()
        && purpose.recipients.is_none()
        && purpose.retention.is_none();
    bare.then(|| {
        Fault::new(format!("the purpose `{}` is no more than a heading", purpose.id))
            .at(purpose.span, "nothing is said here but its name")
            .help("say what is done, with which data, on what ground, who gets it and how long it is kept; or leave the purpose out")
    })
}

/// Tables whose entries must be used, with what to do about one that is not.
const TABLES: &[&str] =
    &["subjects", "data", "sources", "recipients", "retention", "interests", "controllers", "joint"];

/// Entries by table and id.
type Entries<'a> = BTreeSet<(&'static str, &'a str)>;

fn data_unused(model: &Model) -> Vec<Fault> {
    unused(model, |table| table == "data")
}

fn entry_unused(model: &Model) -> Vec<Fault> {
    unused(model, |table| table != "data")
}

/// Entries of the notice's own file that nothing uses.
fn unused(model: &Model, wanted: impl Fn(&str) -> bool) -> Vec<Fault> {
    let used = used(model);
    let declared = declared(model).into_iter().filter(|(table, _, span)| wanted(table) && model.is_own(*span));
    declared
        .filter(|(table, id, _)| !used.contains(&(*table, *id)))
        .map(|(table, id, span)| fault(table, id, span))
        .collect()
}

/// Entries of shared registers that no notice of a project uses.
#[must_use]
pub(super) fn unused_in_registers(models: &[&Model]) -> Vec<Finding> {
    let mut open: Vec<(Span, &'static str, &str)> = Vec::new();
    let mut used_spans: BTreeSet<Span> = BTreeSet::new();
    for model in models {
        let used = used(model);
        for (table, id, span) in declared(model) {
            if model.is_own(span) {
                continue;
            }
            if used.contains(&(table, id)) {
                used_spans.insert(span);
            } else if !open.iter().any(|(known, ..)| *known == span) {
                open.push((span, table, id));
            }
        }
    }
    open.retain(|(span, ..)| !used_spans.contains(span));
    open.iter()
        .map(|(span, table, id)| fault(table, id, *span).by(if *table == "data" { "REF-03" } else { "REF-04" }))
        .collect()
}

fn fault(table: &str, id: &str, span: Span) -> Fault {
    let fault = Fault::new(format!("`[{table}.{id}]` is used nowhere")).at(span, "nothing refers to it");
    let help = match table {
        "data" => "add it to the `data` of a purpose, or leave it out",
        "subjects" => "add it to the `subjects` of a purpose, or leave it out",
        "sources" => "add it to the `collected` of a purpose, or leave it out",
        "interests" => "name it in a basis, or leave it out",
        "joint" => "name it in the `joint` of a purpose, or leave it out",
        "controllers" => "name it in a purpose or in `[joint]`, or leave it out",
        _ => "name it in a purpose, or leave it out",
    };
    fault.help(help).on(format!("{table}.{id}"))
}

/// Entries of the tables that must be used; those written in place are used by their place.
fn declared(model: &Model) -> Vec<(&'static str, &str, Span)> {
    fn all<'a, T>(table: &'static str, register: &'a Register<T>) -> Vec<(&'static str, &'a str, Span)> {
        let authored = register.iter().filter(|entry| !entry.id.as_str().contains('.'));
        authored.map(|entry| (table, entry.id.as_str(), entry.span)).collect()
    }
    let mut found = all("subjects", &model.subjects);
    found.extend(all("data", &model.data));
    found.extend(all("sources", &model.sources));
    found.extend(all("recipients", &model.recipients));
    found.extend(all("retention", &model.retention));
    found.extend(all("interests", &model.interests));
    found.extend(all("controllers", &model.controllers));
    found.extend(all("joint", &model.joint));
    debug_assert!(found.iter().all(|(table, ..)| TABLES.contains(table)));
    found
}

fn ids<'a>(table: &'static str, list: Option<&'a Many<Id>>, used: &mut Entries<'a>) {
    used.extend(list.into_iter().flatten().map(|id| (table, id.as_str())));
}

fn uses<'a, T: Referable>(table: &'static str, list: Option<&'a Many<Use<T>>>, used: &mut Entries<'a>) {
    used.extend(list.into_iter().flatten().filter_map(|one| Some((table, one.id()?))));
}

fn used(model: &Model) -> Entries<'_> {
    let mut used = Entries::new();
    if let Some(notice) = &model.notice {
        ids("subjects", notice.subjects.as_ref(), &mut used);
        uses("data", notice.data.as_ref(), &mut used);
    }
    for purpose in &model.purposes {
        of_purpose(purpose, model, &mut used);
    }
    for entry in &model.joint {
        // Where the entry itself stands unused, that is the one thing to tell.
        ids("controllers", entry.controllers.as_ref(), &mut used);
    }
    for entry in &model.data {
        ids("subjects", entry.about.as_ref(), &mut used);
    }
    for recipient in model.recipients_used() {
        used.insert(("recipients", recipient.id.as_str()));
    }
    for entry in &model.disclosures {
        ids("data", entry.data.as_ref(), &mut used);
    }
    for entry in &model.automated {
        ids("data", entry.data.as_ref(), &mut used);
    }
    used
}

fn of_purpose<'a>(purpose: &'a Purpose, model: &'a Model, used: &mut Entries<'a>) {
    used.extend(model.subjects_of(purpose).into_iter().map(|subject| ("subjects", subject.id.as_str())));
    uses("data", purpose.data.as_ref(), used);
    used.extend(model.sources_of(purpose).into_iter().map(|source| ("sources", source.entry.id.as_str())));
    uses("recipients", purpose.recipients.as_ref(), used);
    uses("retention", purpose.retention.as_ref(), used);
    ids("joint", purpose.joint.as_ref(), used);
    ids("controllers", purpose.controllers.as_ref(), used);
    for basis in purpose.basis.iter().flatten() {
        ids("interests", basis.interests.as_ref(), used);
        ids("controllers", basis.controllers.as_ref(), used);
    }
    for condition in purpose.conditions.iter().flatten() {
        ids("controllers", condition.controllers.as_ref(), used);
    }
}
