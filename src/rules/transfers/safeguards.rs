//! Standard clauses under UK law, and what binding corporate rules must tell: TRF-19, 23.

use std::sync::LazyLock;

use super::super::entries::address;
use super::super::lexicon::Lexicon;
use super::crossing::{called, gdpr_crossings};
use super::exceptions::ground;
use super::paste::amended;
use crate::declaration::{Entry, Reach, Recipient, Transfer};
use crate::finding::Fault;
use crate::law::mechanism::names_uk_clauses;
use crate::law::{Mechanism, Regime, adequacy};
use crate::model::Model;
use crate::source::Spanned;

/// Names of the EU's clauses.
static OF_THE_EU: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "scc",
        "sccs",
        "standard contractual clauses",
        "standard contract clauses",
        "standard contractual clause",
        "model clauses",
        "model contract clauses",
        "2021/914",
    ])
});

pub(super) fn uk_tool_missing(
    transfer: &Spanned<Transfer>,
    recipient: &Entry<Recipient>,
    model: &Model,
) -> Option<Fault> {
    let mechanism = transfer.mechanism?;
    let clauses = matches!(mechanism.value, Mechanism::StandardClauses | Mechanism::AuthorityClauses);
    let crossings = gdpr_crossings(transfer, recipient, model);
    if !clauses || !crossings.iter().any(|crossing| crossing.regime == Regime::Uk) {
        return None;
    }
    let instrument = transfer.instrument.as_ref()?;
    let (name, place) = OF_THE_EU.find(instrument)?;
    // The clauses of 2001, 2004 and 2010 were good in the United Kingdom until their end, which is TRF-17's.
    let old = adequacy::dead_instruments().iter().any(|dead| dead.find(instrument).is_some());
    if names_uk_clauses(instrument) || old {
        return None;
    }
    let who = called(recipient);
    let fault =
        Fault::new(format!("the transfer to {who} rests on the EU's standard clauses alone, which are none of UK law"))
            .at(place, format!("\"{name}\" are the EU's"))
            .at(mechanism.span, "for UK law too")
            .help(
                "name the International Data Transfer Agreement, or the Addendum that was signed with the EU's clauses",
            );
    let joined = format!("{}, with the International Data Transfer Addendum", instrument.trim());
    // The letter of the Commission's clauses stays where the entry serves EU law as well.
    let letter = if crossings.len() == 1 { "mechanism = \"46(2)(d)\"\n" } else { "" };
    let key = toml::Value::String(joined);
    Some(fault.paste(amended(recipient, transfer, &format!("{letter}instrument = {key}"))))
}

pub(super) fn rules_unexplained(
    transfer: &Spanned<Transfer>,
    recipient: &Entry<Recipient>,
    model: &Model,
) -> Option<Fault> {
    let (mechanism, _) = ground(transfer, recipient, model)?;
    if mechanism.value != Mechanism::BindingCorporateRules || transfer.explained.is_some() {
        return None;
    }
    // Rules that anybody can read say it themselves; without a way to a copy TRF-08 speaks.
    let copy = transfer.copy.as_ref()?;
    if matches!(copy.value, Reach::Url(_)) {
        return None;
    }
    let who = called(recipient);
    let fault = Fault::new(format!(
        "the transfer to {who} rests on binding corporate rules, and nothing says where readers learn their rights under them"
    ));
    let fault = fault
        .at(mechanism.span, "no `explained` beside it")
        .help("say where the principles, the rights of readers and the liability under the rules are told");
    Some(fault.paste(amended(recipient, transfer, &format!("explained = \"{}\"", address(model)))))
}
