//! What the Swiss FADP asks beside, or instead of, the GDPR: Arts. 14, 16, 17, 19 and 21.
//!
//! Where both laws ask for the same, the rule of the GDPR holds for Switzerland too and cites both (`IDN-01`, `PUR-01`,
//! `RCP-01`, `DAT-01`, `TRF-01` and others). For a notice under Swiss law alone, the families on bases, retention, rights,
//! complaints and the like say nothing.

mod delivery;
mod representative;
#[cfg(test)]
mod tests;

use super::entries::quoted;
use super::{CH, Certainty, Check, EVERYWHERE, Rule, transfers};
use crate::declaration::{Decision, Entry, Gateway, is_so};
use crate::finding::{Fault, Mark};
use crate::law::{DUAA_MAIN, fadp, gdpr, uk_gdpr};
use crate::model::Model;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "CHX-06",
        name: "transfer-ground-of-other-law",
        summary: "a transfer rests on a ground that the law of its jurisdiction does not have",
        mark: Mark::Mandatory,
        packs: EVERYWHERE,
        since: None,
        law: &[
            gdpr("44").until_uk(DUAA_MAIN),
            uk_gdpr("44A").since_uk(DUAA_MAIN),
            gdpr("46"),
            gdpr("49"),
            fadp("16"),
            fadp("17"),
            fadp("19(4)"),
        ],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CHX-06.md"),
        check: Check::Transfer(transfers::of_other_law),
    },
    Rule {
        code: "CHX-07",
        name: "delivery-later-than-a-month",
        summary: "people whose data comes from others are told later than Swiss law allows",
        mark: Mark::Expected,
        packs: CH,
        since: None,
        law: &[fadp("19(5)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CHX-07.md"),
        check: Check::Purpose(delivery::late),
    },
    Rule {
        code: "CHX-08",
        name: "decision-review-missing",
        summary: "an automated decision does not let people give their view or have a person review it",
        mark: Mark::Mandatory,
        packs: CH,
        since: None,
        law: &[fadp("21(2)")],
        sure: Certainty::PartlyRead,
        page: include_str!("../../docs/rules/CHX-08.md"),
        check: Check::Decision(review_missing),
    },
    Rule {
        code: "CHX-10",
        name: "swiss-representative-missing",
        summary: "a controller from outside serves people in Switzerland and publishes no representative there",
        mark: Mark::Mandatory,
        packs: CH,
        since: None,
        law: &[fadp("14(1)"), fadp("14(3)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CHX-10.md"),
        check: Check::Notice(representative::missing),
    },
];

/// Art. 21(2): the person may give a view and have another person review the decision, unless they agreed to its being
/// automated (21(3)(b)).
fn review_missing(decision: &Entry<Decision>, model: &Model) -> Option<Fault> {
    if !is_so(decision.solely) || !is_so(decision.significant) {
        return None;
    }
    let gateway = decision.gateway.map(|gateway| gateway.value);
    // Art. 22(3) GDPR and Art. 22C UK GDPR ask for the same and more, in rules of their own.
    let by_gdpr = !model.law.ch_alone() && gateway == Some(Gateway::Contract) || model.law.uk_since_duaa();
    if gateway == Some(Gateway::ExplicitConsent) || by_gdpr {
        return None;
    }
    let given = decision.safeguards.as_ref();
    let view = given.and_then(|given| given.view);
    let mut lacks = Vec::new();
    let mut fields = Vec::new();
    if !is_so(view) {
        lacks.push("view");
        fields.push("view = true".to_owned());
    }
    if given.is_none_or(|given| given.human.is_none()) {
        lacks.push("human");
        fields.push(format!("human = \"{}\"", super::entries::address(model)));
    }
    if lacks.is_empty() {
        return None;
    }
    let what = match lacks.as_slice() {
        ["view"] => "give their view",
        ["human"] => "have a person review it",
        _ => "give their view or have a person review it",
    };
    let mut fault = Fault::new(format!("the automated decision `{}` does not say that people may {what}", decision.id));
    if let Some(denied) = view.filter(|view| !view.value) {
        fault = fault.at(denied.span, "denies what the law gives");
    }
    let names = quoted(lacks);
    let label = if given.is_some() { format!("no {names} in `safeguards`") } else { "no `safeguards` here".to_owned() };
    let fields = fields.join(", ");
    let paste = match given {
        Some(_) => fields,
        None => format!("[automated.{}]\nsafeguards = {{ {fields} }}", decision.id),
    };
    let help = "say how people can give their view and ask for a person to review the decision";
    Some(fault.at(decision.span, label).help(help).paste(paste))
}
