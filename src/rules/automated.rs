//! Automated decisions and profiling: GDPR Arts. 13(2)(f), 14(2)(g) and 22, UK GDPR Arts. 22A to 22D.

mod hedged;
mod safeguards;
mod special;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use jiff::civil::date;

use super::entries::{quoted, said};
use super::lexicon::Lexicon;
use super::{Certainty, Check, EU_UK, EVERYWHERE, Reading, Rule, UK};
use crate::declaration::{Decision, Entry, Text, is_so};
use crate::finding::{Fault, Mark};
use crate::law::{self, Regime, Right, fadp, gdpr, other, uk_gdpr};
use crate::model::Model;
use crate::source::Spanned;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "ADM-01",
        name: "decision-existence-open",
        summary: "it stays open whether there are automated decisions",
        mark: Mark::Mandatory,
        packs: EVERYWHERE,
        since: None,
        law: &[gdpr("13(2)(f)"), gdpr("14(2)(g)"), fadp("21(1)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/ADM-01.md"),
        check: Check::Everywhere(existence_open),
    },
    Rule {
        code: "ADM-02",
        name: "decision-logic-missing",
        summary: "an automated decision does not say by what it is made",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[
            gdpr("13(2)(f)"),
            gdpr("14(2)(g)"),
            other("CJEU C-203/22 of 27 February 2025").eu_only().of(date(2025, 2, 27)),
        ],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/ADM-02.md"),
        check: Check::Decision(logic_missing),
    },
    Rule {
        code: "ADM-03",
        name: "decision-significance-missing",
        summary: "an automated decision does not say what it means for the person",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(2)(f)"), gdpr("14(2)(g)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/ADM-03.md"),
        check: Check::Decision(significance_missing),
    },
    Rule {
        code: "ADM-04",
        name: "decision-consequences-missing",
        summary: "an automated decision does not say what may follow from it",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(2)(f)"), gdpr("14(2)(g)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/ADM-04.md"),
        check: Check::Decision(consequences_missing),
    },
    Rule {
        code: "ADM-05",
        name: "decision-gateway-missing",
        summary: "an automated decision does not say what allows it",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("22(1)").until_uk(law::DUAA_MAIN), gdpr("22(2)").until_uk(law::DUAA_MAIN)],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/ADM-05.md"),
        check: Check::Decision(gateway_missing),
    },
    Rule {
        code: "ADM-06",
        name: "decision-rights-missing",
        summary: "an automated decision for a contract or on consent lacks a safeguard",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("22(3)").until_uk(law::DUAA_MAIN)],
        sure: Certainty::PartlyRead,
        page: include_str!("../../docs/rules/ADM-06.md"),
        check: Check::Decision(safeguards::missing),
    },
    Rule {
        code: "ADM-07",
        name: "decision-special-data-barred",
        summary: "an automated decision uses special data without what allows that",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("22(4)").until_uk(law::DUAA_MAIN)],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/ADM-07.md"),
        check: Check::Decision(special::barred),
    },
    Rule {
        code: "ADM-08",
        name: "decision-safeguards-missing",
        summary: "an automated decision lacks a safeguard",
        mark: Mark::Mandatory,
        packs: UK,
        since: Some(law::DUAA_MAIN),
        law: &[uk_gdpr("13(2)(f)"), uk_gdpr("14(2)(g)"), uk_gdpr("22C(2)").since_uk(law::DUAA_MAIN)],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/ADM-08.md"),
        check: Check::Decision(safeguards::missing_in_uk),
    },
    Rule {
        code: "ADM-09",
        name: "decision-special-data-barred-uk",
        summary: "an automated decision uses special data without what UK law asks for",
        mark: Mark::Mandatory,
        packs: UK,
        since: Some(law::DUAA_MAIN),
        law: &[uk_gdpr("22B(1)"), uk_gdpr("22B(2)"), uk_gdpr("22B(3)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/ADM-09.md"),
        check: Check::Decision(special::barred_in_uk),
    },
    Rule {
        code: "ADM-10",
        name: "decision-absence-unstated",
        summary: "the notice is silent on automated decisions",
        mark: Mark::Practice,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(2)(f)"), gdpr("14(2)(g)"), other("WP251 rev.01")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/ADM-10.md"),
        check: Check::Texts(silent),
    },
    Rule {
        code: "ADM-11",
        name: "decision-hedged",
        summary: "a text denies automated decisions and keeps them open",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("12(1)")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/ADM-11.md"),
        check: Check::Text(hedged::hedged),
    },
    Rule {
        code: "ADM-12",
        name: "profiling-undescribed",
        summary: "profiling, or a decision with a human part, is declared and not described",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(2)"), other("recital 60 of the GDPR"), other("WP251 rev.01")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/ADM-12.md"),
        check: Check::Decision(undescribed),
    },
    Rule {
        code: "ADM-13",
        name: "decision-about-children",
        summary: "an automated decision may be about children, and nothing says why",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[other("recital 71 of the GDPR"), other("WP251 rev.01")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/ADM-13.md"),
        check: Check::Decision(safeguards::about_children),
    },
];

/// Descriptions of a logic that only say that a machine does it, as a whole text.
const MACHINES: &[&str] = &[
    "an algorithm",
    "algorithm",
    "algorithms",
    "our algorithm",
    "a computer",
    "a computer program",
    "a program",
    "a system",
    "our system",
    "software",
    "our software",
    "automated",
    "automated means",
    "automated processing",
    "automatic processing",
    "artificial intelligence",
    "ai",
    "an ai",
    "an ai model",
    "machine learning",
    "a machine-learning model",
    "a model",
    "ein algorithmus",
    "künstliche intelligenz",
    "eine software",
];

/// Words with which a text speaks of such decisions.
static SPOKEN_OF: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "automated decision",
        "automated decisions",
        "automated decision-making",
        "automated processing",
        "automated means",
        "automatic decision",
        "automatic decisions",
        "automatisierte entscheidung",
        "automatisierte entscheidungen",
        "automatisierten entscheidung",
        "automatisierten entscheidungen",
        "automatisierte entscheidungsfindung",
        "automatisierten entscheidungsfindung",
        "décision automatisée",
        "décisions automatisées",
    ])
});

/// Whether a fact is declared, and how.
fn is(fact: Option<Spanned<bool>>, wanted: bool) -> bool {
    fact.is_some_and(|fact| fact.value == wanted)
}

/// Whether it is declared to be made by machines alone and to weigh on people: Art. 22(1), UK GDPR Art. 22A(1).
fn is_full(decision: &Decision) -> bool {
    is_so(decision.solely) && is_so(decision.significant)
}

/// The decision as messages call it.
fn name_of(decision: &Entry<Decision>) -> String {
    format!("the automated decision `{}`", decision.id)
}

fn existence_open(model: &Model) -> Vec<Fault> {
    let mut faults = Vec::new();
    if let Some(none) = model.automated.none.filter(|none| none.value)
        && let Some(first) = model.automated.iter().next()
    {
        let fault = Fault::new("the notice says that there are no automated decisions, and declares one")
            .at(none.span, "says that there are none")
            .at(first.span, "declared here")
            .help("leave out `none = true`; an entry may say `solely = false` or `significant = false`");
        faults.push(fault.on("automated"));
    }
    for decision in &model.automated {
        // One denial settles it.
        if is(decision.solely, false) || is(decision.significant, false) {
            continue;
        }
        let mut open = Vec::new();
        if decision.solely.is_none() {
            open.push("solely");
        }
        if decision.significant.is_none() {
            open.push("significant");
        }
        if open.is_empty() {
            continue;
        }
        let what = match open.as_slice() {
            ["solely"] => "is made by machines alone",
            ["significant"] => "weighs on people",
            _ => "is made by machines alone and weighs on people",
        };
        let lines: Vec<String> = open.iter().map(|field| format!("{field} = true")).collect();
        let fault = Fault::new(format!("{} does not say whether it {what}", name_of(decision)))
            .at(decision.span, format!("no {} here", quoted(open.iter().copied())))
            .on(format!("automated.{}", decision.id))
            .help(format!("add {}, each `true` or `false`", quoted(open.iter().copied())))
            .paste(format!("[automated.{}]\n{}", decision.id, lines.join("\n")));
        faults.push(fault);
    }
    faults
}

/// The fault of a decision that lacks a text.
fn lacking(decision: &Entry<Decision>, what: &str, field: &str, example: &str) -> Fault {
    Fault::new(format!("{} does not say {what}", name_of(decision)))
        .at(decision.span, format!("no `{field}` here"))
        .help(format!("add it as `{field}`"))
        .paste(format!("[automated.{}]\n{field} = \"{example}\"", decision.id))
}

/// Where a description of the logic only says that a machine does it.
fn only_a_machine(text: &Text) -> Option<&Spanned<String>> {
    let bare = |words: &&Spanned<String>| {
        let plain = words.trim().trim_end_matches('.').to_lowercase();
        MACHINES.contains(&plain.as_str())
    };
    text.all().find(bare)
}

fn logic_missing(decision: &Entry<Decision>, _: &Model) -> Option<Fault> {
    if !is_full(decision) {
        return None;
    }
    let example = "points for qualifications and years of experience";
    match decision.logic.as_ref().filter(|logic| !logic.is_blank()) {
        None => Some(lacking(decision, "by what it is made", "logic", example)),
        Some(logic) => {
            let place = only_a_machine(logic)?.span;
            let fault = Fault::new(format!("{} says only that a machine makes it", name_of(decision)))
                .at(place, "names no criterion and no factor")
                .help("say in plain words what counts and how");
            Some(fault.paste(format!("logic = \"{example}\"")))
        }
    }
}

fn significance_missing(decision: &Entry<Decision>, _: &Model) -> Option<Fault> {
    let missing = is_full(decision) && !said(decision.significance.as_ref());
    missing.then(|| lacking(decision, "what it means for the person", "significance", "it decides who is invited"))
}

fn consequences_missing(decision: &Entry<Decision>, _: &Model) -> Option<Fault> {
    let missing = is_full(decision) && !said(decision.consequences.as_ref());
    missing.then(|| lacking(decision, "what may follow from it", "consequences", "you may not be invited"))
}

fn gateway_missing(decision: &Entry<Decision>, model: &Model) -> Option<Fault> {
    // Since 2026-02-05 the United Kingdom forbids such decisions only on special data and on (ea).
    if model.law.uk_since_duaa() && !model.law.has(Regime::Eu) {
        return None;
    }
    if decision.gateway.is_some() || !is_full(decision) {
        return None;
    }
    let fault = Fault::new(format!("{} does not say what allows it", name_of(decision)))
        .at(decision.span, "no `gateway` here")
        .help("add `contract`, `law` or `explicit-consent`; without one of them it is not allowed");
    Some(fault.paste(format!("[automated.{}]\ngateway = \"contract\"", decision.id)))
}

/// Silence is no denial: a reader can't tell whether there are none. Asked only of a notice that tells what data is used for,
/// and that nowhere speaks of such decisions in words of its own.
fn silent(texts: &[Reading<'_>], model: &Model) -> Vec<Fault> {
    let notes = model.rights.iter().flat_map(|rights| rights.notes.keys());
    let told = notes.into_iter().any(|right| right.value == Right::AutomatedDecisions);
    if !model.automated.is_silent() || model.purposes.entries.is_empty() || told {
        return Vec::new();
    }
    if texts.iter().any(|text| SPOKEN_OF.stands_in(text.words)) {
        return Vec::new();
    }
    let fault = Fault::new("the notice does not say whether there are automated decisions")
        .at(model.start(), "no `[automated]` in this notice")
        .help("if no decision with legal or similar effects is made by machines alone, say so; else declare each");
    vec![fault.paste("[automated]\nnone = true").on("automated")]
}

fn undescribed(decision: &Entry<Decision>, _: &Model) -> Option<Fault> {
    // Decisions under Art. 22 are other rules'; what is open is ADM-01's. A purpose that says `profiling = true` is
    // described by its own text, for which PUR-02 asks.
    let settled = is(decision.solely, false) || is(decision.significant, false);
    if !settled || said(decision.logic.as_ref()) {
        return None;
    }
    Some(lacking(decision, "how it works", "logic", "points for each subject of which you read an article"))
}
