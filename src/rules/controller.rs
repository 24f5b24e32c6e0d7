//! Who is responsible: controller, representative, data protection officer, joint controllers. GDPR Arts. 13(1)(a), (b), 26, 27, 37.

use super::{Check, EU_UK, Rule};
use crate::declaration::Reachable;
use crate::finding::{Fault, Mark};
use crate::law::gdpr;
use crate::model::Model;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "IDN-01",
        name: "controller-name-missing",
        summary: "the notice does not say who is responsible",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(1)(a)"), gdpr("14(1)(a)")],
        page: include_str!("../../docs/rules/IDN-01.md"),
        check: Check::Notice(name_missing),
    },
    Rule {
        code: "IDN-02",
        name: "controller-contact-missing",
        summary: "the notice does not say how to reach the controller",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(1)(a)"), gdpr("14(1)(a)")],
        page: include_str!("../../docs/rules/IDN-02.md"),
        check: Check::Notice(contact_missing),
    },
];

/// A fault about `[controller]`: at its header, or at the start of the notice where the table is missing.
fn controller_fault(model: &Model, message: &str, label: &str) -> Fault {
    let fault = Fault::new(message).on("controller");
    match &model.controller {
        Some(controller) => fault.at(controller.span, label),
        None => fault.at(model.start(), "there is no `[controller]` table"),
    }
}

fn name_missing(model: &Model) -> Option<Fault> {
    let name = model.controller.as_ref().and_then(|controller| controller.name.as_ref());
    if name.is_some_and(|name| !name.trim().is_empty()) {
        return None;
    }
    let fault = controller_fault(model, "the controller has no name", "no `name` here");
    Some(
        fault
            .help("add the legal name of the organisation")
            .paste("[controller]\nname = \"Northmoor Borough Council\""),
    )
}

fn contact_missing(model: &Model) -> Option<Fault> {
    if model.controller.as_ref().is_some_and(|controller| controller.is_reachable()) {
        return None;
    }
    let fault =
        controller_fault(model, "the controller can't be reached", "no `address`, `email`, `phone` or `form` here");
    Some(fault.help("add at least one way to reach it").paste("[controller]\nemail = \"hello@northmoor.example\""))
}
