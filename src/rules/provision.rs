//! Whether data must be given: GDPR Art. 13(2)(e), which has no twin in Art. 14.

use super::entries::{array, holds_for, is_in_place, quoted, said};
use super::{Check, EU_UK, Rule};
use crate::declaration::{Entry, Provision, ProvisionKind, Purpose};
use crate::finding::{Fault, Mark};
use crate::law::gdpr;
use crate::model::Model;
use crate::source::Spanned;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "PRV-01",
        name: "provision-missing",
        summary: "the notice does not say whether data must be given, and on what that rests",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(2)(e)")],
        page: include_str!("../../docs/rules/PRV-01.md"),
        check: Check::Purpose(provision_missing),
    },
    Rule {
        code: "PRV-02",
        name: "provision-obligation-undeclared",
        summary: "the notice does not say whether people are obliged to give data",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(2)(e)")],
        page: include_str!("../../docs/rules/PRV-02.md"),
        check: Check::Provision(obligation_undeclared),
    },
    Rule {
        code: "PRV-03",
        name: "provision-consequences-missing",
        summary: "the notice does not say what happens where data are not given",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(2)(e)")],
        page: include_str!("../../docs/rules/PRV-03.md"),
        check: Check::Provision(consequences_missing),
    },
];

fn provision_missing(purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let collection = model.collection(purpose);
    // Data that nobody gives can't be refused; where the way they come in is silent, SRC-01 asks for it first.
    if !collection.direct && !collection.observed {
        return None;
    }
    let id = &purpose.id;
    let provisions = model.provisions(purpose);
    if provisions.is_empty() {
        let fault = Fault::new(format!("the purpose `{id}` does not say whether its data must be given"))
            .at(purpose.span, "no `provision` here")
            .help("say on what the request rests, whether people are obliged, and what happens otherwise");
        let fault = if collection.direct {
            let kind = "kind = \"to-enter-contract\", obliged = false";
            let toml = format!("provision = {{ {kind}, consequences = \"we cannot consider your application\" }}");
            fault.paste(format!("[purposes.{id}]\n{toml}"))
        } else {
            fault.weighing(Mark::Expected).paste(format!("[purposes.{id}]\nprovision = \"voluntary\""))
        };
        return Some(fault);
    }
    if !collection.direct {
        return None;
    }
    if let Some(open) = provisions.iter().find(|provision| provision.kind.is_none()) {
        let fault = Fault::new(format!("the purpose `{id}` does not say on what its request for data rests"))
            .at(open.span, "no `kind` here")
            .help("add `statutory`, `contractual`, `to-enter-contract` or `voluntary`");
        return Some(fault.paste("kind = \"contractual\""));
    }
    uncovered(purpose, provisions, model)
}

/// A category that people give and of which none of the provisions speaks.
fn uncovered(purpose: &Entry<Purpose>, provisions: &[Spanned<Provision>], model: &Model) -> Option<Fault> {
    // With other ways of collecting beside it, nobody can tell which data people give.
    if purpose.collected.as_deref().is_none_or(|ways| ways.len() != 1) {
        return None;
    }
    let data = model.data_of(purpose);
    let told = |id| provisions.iter().any(|provision| holds_for(provision.data.as_ref(), id));
    let open: Vec<_> = data.iter().filter(|used| !told(&used.entry.id)).collect();
    let first = open.first()?;
    let names = quoted(open.iter().map(|used| used.entry.id.as_str()));
    let mut fault = Fault::new(format!("the purpose `{}` does not say whether {names} must be given", purpose.id))
        .at(first.span, "no provision speaks of this");
    for provision in provisions {
        fault = fault.at(provision.span, "speaks of other data only");
    }
    let fault = fault.help("add an entry to `provision`");
    let ids: Vec<_> = open.iter().map(|used| &used.entry.id).collect();
    if ids.iter().any(|id| is_in_place(id)) {
        return Some(fault);
    }
    Some(fault.paste(format!("{{ kind = \"voluntary\", obliged = false, data = {} }}", array(ids))))
}

fn obligation_undeclared(provision: &Spanned<Provision>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    if !model.collection(purpose).direct {
        return None;
    }
    let id = &purpose.id;
    let kind = provision.kind;
    let voluntary = kind.filter(|kind| kind.value == ProvisionKind::Voluntary);
    match (voluntary, provision.obliged) {
        (Some(kind), Some(obliged)) if obliged.value => {
            let message = format!("the purpose `{id}` calls giving the data voluntary and an obligation");
            let fault = Fault::new(message).at(obliged.span, "says that people are obliged");
            Some(fault.at(kind.span, "says that they are free").help("leave out one of the two"))
        }
        // What is voluntary obliges nobody, and needs not say so.
        (Some(_), _) | (None, Some(_)) => None,
        (None, None) => {
            let message = format!("the purpose `{id}` does not say whether people are obliged to give the data");
            let place = kind.map_or(provision.span, |kind| kind.span);
            let fault = Fault::new(message).at(place, "no `obliged` beside it");
            let help = "add `obliged = true` where people have a duty to give the data, else `obliged = false`";
            Some(fault.help(help).paste(entry(provision, "obliged = false")))
        }
    }
}

fn consequences_missing(provision: &Spanned<Provision>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    if !model.collection(purpose).direct || said(provision.consequences.as_ref()) {
        return None;
    }
    // Without a kind, only an obligation tells that it is not voluntary.
    let place = match (provision.kind, provision.obliged) {
        (Some(kind), _) if kind.value == ProvisionKind::Voluntary => return None,
        (Some(kind), _) => kind.span,
        (None, Some(obliged)) if obliged.value => obliged.span,
        (None, _) => return None,
    };
    let message = format!("the purpose `{}` does not say what happens where the data are not given", purpose.id);
    let fault = Fault::new(message).at(place, "no `consequences` beside it").help("add what follows for the person");
    Some(fault.paste(entry(provision, "consequences = \"we cannot consider your application\"")))
}

/// A field to paste: alone into a table, as a whole table where the provision is one word.
fn entry(provision: &Spanned<Provision>, field: &str) -> String {
    let word = provision.kind.filter(|kind| kind.span == provision.span);
    let obliged = if field.starts_with("obliged") { "" } else { "obliged = false, " };
    match word {
        Some(kind) => format!("provision = {{ kind = \"{}\", {obliged}{field} }}", kind.value.as_ref()),
        None => field.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    /// The codes of this family that a purpose gives, each with its level.
    fn purpose(collected: &str, rest: &str) -> Vec<String> {
        let text = format!(
            "[notice]\njurisdictions = [\"eu\", \"uk\"]\neffective = 2026-11-01\n[data.x]\nlabel = \"x\"\n[data.y]\n\
             label = \"y\"\n\
             [sources.s]\nname = \"S\"\npublic = false\n[purposes.p]\ndata = [\"x\", \"y\"]\n\
              collected = {collected}\n{rest}\n"
        );
        let loaded = crate::load::load_text("notice.toml", &text);
        assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
        let model = crate::model::resolve(&loaded.notices[0]).unwrap();
        let found = crate::rules::run(&model, None).into_iter().filter(|finding| finding.code.starts_with("PRV"));
        found
            .map(|one| if one.fault.mark.is_some() { format!("{} lighter", one.code) } else { one.code.into() })
            .collect()
    }

    const NONE: [&str; 0] = [];

    #[test]
    fn only_what_people_give_can_be_refused() {
        assert_eq!(purpose("\"direct\"", ""), ["PRV-01"]);
        assert_eq!(purpose("[\"direct\", \"s\"]", ""), ["PRV-01"]);
        assert_eq!(purpose("\"observed\"", ""), ["PRV-01 lighter"]);
        assert_eq!(purpose("[\"observed\", \"s\"]", ""), ["PRV-01 lighter"]);
        for silent in ["\"s\"", "\"inferred\"", "[]"] {
            assert_eq!(purpose(silent, ""), NONE, "{silent}");
        }
    }

    #[test]
    fn limbs_are_asked_for_where_data_are_given() {
        let bare = "provision = { kind = \"contractual\" }";
        assert_eq!(purpose("\"direct\"", bare), ["PRV-02", "PRV-03"]);
        assert_eq!(purpose("\"observed\"", bare), NONE);
        assert_eq!(purpose("\"s\"", bare), NONE);
        let all = "provision = { kind = \"contractual\", obliged = false, consequences = \"we cannot serve you\" }";
        assert_eq!(purpose("\"direct\"", all), NONE);
        assert_eq!(purpose("\"direct\"", "provision = { obliged = true }"), ["PRV-01", "PRV-03"]);
        assert_eq!(purpose("\"direct\"", "provision = { obliged = false }"), ["PRV-01"]);
    }

    #[test]
    fn what_is_voluntary_obliges_nobody() {
        assert_eq!(purpose("\"direct\"", "provision = \"voluntary\""), NONE);
        assert_eq!(purpose("\"direct\"", "provision = { kind = \"voluntary\" }"), NONE);
        assert_eq!(purpose("\"direct\"", "provision = { kind = \"voluntary\", obliged = true }"), ["PRV-02"]);
    }

    #[test]
    fn provisions_that_leave_data_out() {
        let some = "provision = { kind = \"voluntary\", data = [\"x\"] }";
        assert_eq!(purpose("\"direct\"", some), ["PRV-01"]);
        assert_eq!(purpose("[\"direct\", \"s\"]", some), NONE);
        assert_eq!(
            purpose("\"direct\"", "provision = [ { kind = \"voluntary\", data = [\"x\"] }, \"voluntary\" ]"),
            NONE
        );
        let both = "provision = [ { kind = \"voluntary\", data = [\"x\"] }, { kind = \"voluntary\", data = [\"y\"] } ]";
        assert_eq!(purpose("\"direct\"", both), NONE);
    }
}
