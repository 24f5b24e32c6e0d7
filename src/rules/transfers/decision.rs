//! Adequacy decisions and the places for which they are asked: TRF-03, 04, 06, 09.

use super::crossing::{and, called, crossings, decisions, for_regimes};
use super::paste::{amended, clauses};
use crate::declaration::{Entry, Recipient, Transfer};
use crate::finding::{Fault, Mark};
use crate::law::adequacy::{self, Adequacy, Scope};
use crate::law::{Mechanism, Regime, UK_GDPR_APPLIES};
use crate::model::Model;
use crate::source::{Span, Spanned};

/// Whether the entry rests on a decision.
fn rests_on_decision(transfer: &Transfer) -> Option<Spanned<Mechanism>> {
    transfer.mechanism.filter(|mechanism| mechanism.value == Mechanism::Adequacy)
}

pub(super) fn absent(transfer: &Spanned<Transfer>, recipient: &Entry<Recipient>, model: &Model) -> Option<Fault> {
    let mechanism = rests_on_decision(transfer)?;
    let mut places: Vec<String> = Vec::new();
    let mut regimes: Vec<Regime> = Vec::new();
    let mut labels = Vec::new();
    let mut covered = false;
    for crossing in crossings(transfer, recipient, model) {
        for (span, place, rows) in decisions(&crossing, model) {
            if !rows.is_empty() {
                covered = true;
                continue;
            }
            let country = crossing.countries.iter().find(|country| country.span == span);
            labels.push((span, why(country.map(|country| country.value), crossing.regime, model)));
            if !places.contains(&place) {
                places.push(place);
            }
            if !regimes.contains(&crossing.regime) {
                regimes.push(crossing.regime);
            }
        }
    }
    if labels.is_empty() {
        return None;
    }
    let for_regimes = for_regimes(&regimes, model);
    let message = format!("no adequacy decision for {} is in force{for_regimes}", and(&places));
    let fault = labels.into_iter().fold(Fault::new(message), |fault, (span, text)| fault.at(span, text));
    let fault = fault.at(mechanism.span, "the transfer rests on such a decision");
    let fault =
        fault.help("replace it by the mechanism that is in place, such as standard clauses, or take the place out");
    let Some(regime) = regimes.first().filter(|_| !covered) else { return Some(fault) };
    Some(fault.paste(amended(recipient, transfer, &clauses(*regime, model))))
}

/// Why no decision covers a country: it ended, or there is none.
fn why(country: Option<crate::law::Country>, regime: Regime, model: &Model) -> String {
    let on = model.law.date_in(regime);
    let whose = match regime {
        Regime::Uk if on >= UK_GDPR_APPLIES => "the United Kingdom",
        Regime::Eu | Regime::Uk => "the European Union",
        Regime::Ch => "Switzerland",
    };
    let over = country.map(|country| adequacy::ended(regime, country, on)).unwrap_or_default();
    let last = over.into_iter().filter_map(|row| Some((row.last_day()?, row))).max_by_key(|(last, _)| *last);
    match last {
        Some((day, row)) => format!("the decision ({}) applied until {day}", row.name),
        None => format!("none by {whose} covers it on {on}"),
    }
}

pub(super) fn scope_missing(
    transfer: &Spanned<Transfer>,
    recipient: &Entry<Recipient>,
    model: &Model,
) -> Option<Fault> {
    let mechanism = rests_on_decision(transfer)?;
    let mut wanted: Vec<Scope> = Vec::new();
    let mut places: Vec<String> = Vec::new();
    let mut labels = Vec::new();
    for crossing in crossings(transfer, recipient, model) {
        for (span, place, rows) in decisions(&crossing, model) {
            let Some((scope, row)) = open_condition(&rows, transfer) else { continue };
            let extent = row.extent.as_deref().unwrap_or("a part of the recipients there");
            labels.push((span, format!("the decision covers only: {extent}")));
            if !wanted.contains(&scope) {
                wanted.push(scope);
            }
            if !places.contains(&place) {
                places.push(place);
            }
        }
    }
    if labels.is_empty() {
        return None;
    }
    labels.dedup();
    let places = and(&places);
    let message =
        format!("the adequacy decision for {places} is partial, and nothing says that it covers {}", called(recipient));
    let mut fault = labels.into_iter().fold(Fault::new(message), |fault, (span, text)| fault.at(span, text));
    match &transfer.scope {
        Some(scope) => fault = fault.at(scope.span, "this is not its condition"),
        None => fault = fault.at(mechanism.span, "no `scope` beside it"),
    }
    let mut scopes: Vec<String> =
        transfer.scope.iter().flatten().map(|scope| scope.value.as_ref().to_owned()).collect();
    scopes.extend(wanted.iter().map(|scope| scope.as_ref().to_owned()));
    let paste = match scopes.as_slice() {
        [only] => format!("scope = \"{only}\""),
        several => {
            format!("scope = [{}]", several.iter().map(|one| format!("\"{one}\"")).collect::<Vec<_>>().join(", "))
        }
    };
    Some(
        fault
            .help("if the recipient meets the condition, say so; if not, another mechanism is needed")
            .paste(amended(recipient, transfer, &paste)),
    )
}

/// The condition that a transfer must meet and does not say; `None` where some decision covers it as declared.
fn open_condition(rows: &[&'static Adequacy], transfer: &Transfer) -> Option<(Scope, &'static Adequacy)> {
    let declared = |wanted: Scope| {
        transfer.scope.iter().flatten().any(|scope| {
            // Whoever takes part in the UK Extension is on the list of the framework itself.
            scope.value == wanted || wanted == Scope::Dpf && scope.value == Scope::UkExtensionDpf
        })
    };
    let open =
        |row: &&'static Adequacy| row.condition.filter(|condition| !declared(*condition)).map(|scope| (scope, *row));
    let all: Option<Vec<_>> = rows.iter().map(open).collect();
    all?.into_iter().next()
}

/// Where a transfer goes to a place that is not known.
fn unknown(transfer: &Transfer, recipient: &Recipient, model: &Model) -> Option<Span> {
    let crossings = crossings(transfer, recipient, model);
    crossings.iter().find_map(|crossing| crossing.unknown).map(|places| places.span)
}

/// Whether safeguards protect the data: then the law asks for these instead of the decision.
fn is_safe(transfer: &Transfer) -> bool {
    transfer
        .mechanism
        .is_some_and(|mechanism| mechanism.is_safeguard() || mechanism.value == Mechanism::CompellingInterests)
}

pub(super) fn unstated(transfer: &Spanned<Transfer>, recipient: &Entry<Recipient>, model: &Model) -> Option<Fault> {
    if is_safe(transfer) {
        return None;
    }
    let place = unknown(transfer, recipient, model)?;
    let message = format!("whether an adequacy decision covers the transfer to {} can't be told", called(recipient));
    Some(Fault::new(message).at(place, "the place is not known").help("name the countries to which data goes"))
}

pub(super) fn country_unnamed(
    transfer: &Spanned<Transfer>,
    recipient: &Entry<Recipient>,
    model: &Model,
) -> Option<Fault> {
    // Without safeguards TRF-06 asks for the same, and more.
    if !is_safe(transfer) {
        return None;
    }
    let place = unknown(transfer, recipient, model)?;
    let fault = Fault::new(format!("the transfer to {} names no country", called(recipient)))
        .at(place, "stands in place of the country")
        .help("name each country outside the area to which data goes");
    // FADP Art. 19(4) wants the State itself; elsewhere that is guidance.
    let swiss = crossings(transfer, recipient, model).iter().any(|crossing| crossing.regime == Regime::Ch);
    Some(if swiss { fault.weighing(Mark::Mandatory) } else { fault })
}
