//! What protects people from automated decisions: ADM-06 and ADM-08, and children above all: ADM-13.

use super::{is, is_full, name_of};
use crate::declaration::{Decision, Entry, Gateway, Safeguards};
use crate::finding::Fault;
use crate::model::Model;
use crate::rules::entries::{quoted, said};

/// What Art. 22(3) asks for at least.
const THREE: &[&str] = &["view", "human", "contest"];
/// What UK GDPR Art. 22C(2) asks for.
const FOUR: &[&str] = &["informed", "view", "human", "contest"];

/// Safeguards of Art. 22(3): for a contract and for explicit consent. A law that allows a decision brings its own.
pub(super) fn missing(decision: &Entry<Decision>, model: &Model) -> Option<Fault> {
    let gateway = decision.gateway.filter(|gateway| gateway.value != Gateway::Law)?;
    // The United Kingdom asks for all of them and one more, whatever the gateway: ADM-08.
    if model.law.uk_since_duaa() || !is_full(decision) {
        return None;
    }
    let help = "people may give their view, may have a human look at the decision, and may contest it";
    Some(lacking(decision, THREE, help)?.at(gateway.span, "asks for these safeguards"))
}

/// Safeguards of UK GDPR Art. 22C.
pub(super) fn missing_in_uk(decision: &Entry<Decision>, _: &Model) -> Option<Fault> {
    let help =
        "people must be told of the decision, may give their view, may have a human look at it, and may contest it";
    if is_full(decision) { lacking(decision, FOUR, help) } else { None }
}

fn has(given: &Safeguards, field: &str) -> bool {
    match field {
        "informed" => is(given.informed, true),
        "view" => is(given.view, true),
        "human" => given.human.is_some(),
        _ => is(given.contest, true),
    }
}

/// The fault of a decision that lacks one of some safeguards.
fn lacking(decision: &Entry<Decision>, wanted: &[&'static str], help: &str) -> Option<Fault> {
    let given = decision.safeguards.as_ref();
    let lacks = |field: &&&str| given.is_none_or(|given| !has(given, field));
    let missing: Vec<&str> = wanted.iter().filter(lacks).copied().collect();
    if missing.is_empty() {
        return None;
    }
    let what = quoted(missing.iter().copied());
    let mut fault = Fault::new(format!("{} lacks safeguards: {what}", name_of(decision)));
    let facts = given.map(|given| [("informed", given.informed), ("view", given.view), ("contest", given.contest)]);
    for (field, fact) in facts.into_iter().flatten().filter(|(field, _)| missing.contains(field)) {
        if let Some(denied) = fact.filter(|fact| !fact.value) {
            fault = fault.at(denied.span, format!("denies a safeguard that the law gives: `{field}`"));
        }
    }
    let label = if given.is_some() { format!("no {what} in `safeguards`") } else { "no `safeguards` here".to_owned() };
    let examples = missing.iter().map(|field| match *field {
        "human" => "human = \"dpo@northmoor.example\"".to_owned(),
        field => format!("{field} = true"),
    });
    let fields = examples.collect::<Vec<_>>().join(", ");
    let paste = match given {
        Some(_) => fields,
        None => format!("[automated.{}]\nsafeguards = {{ {fields} }}", decision.id),
    };
    Some(fault.at(decision.span, label).help(help).paste(paste))
}

/// A decision for a purpose that is about children, without a word on why.
pub(super) fn about_children(decision: &Entry<Decision>, model: &Model) -> Option<Fault> {
    if !is_full(decision) || said(decision.children.as_ref()) {
        return None;
    }
    let purposes = model.purposes_named(decision.purposes.as_ref());
    let groups = if purposes.is_empty() {
        model.addressed()
    } else {
        purposes.iter().flat_map(|purpose| model.subjects_of(purpose)).collect()
    };
    let child = groups.iter().find_map(|group| group.child.filter(|child| child.value))?;
    let fault = Fault::new(format!("{} may be about children, and does not say why that is needed", name_of(decision)))
        .at(decision.span, "no `children` here")
        .at(child.span, "these people are children")
        .help("keep children out of it, or say in `children` why it is needed and what protects them");
    let example = "We make no such decision about anybody under 18.";
    Some(fault.paste(format!("[automated.{}]\nchildren = \"{example}\"", decision.id)))
}
