//! Recipients abroad without a transfer: TRF-01.

use super::crossing::{and, area, called, for_regimes, name};
use super::paste::{entry, extended};
use crate::declaration::{Entry, Purpose, Recipient, Transfer};
use crate::finding::Fault;
use crate::law::{Country, Regime};
use crate::model::Model;
use crate::source::{Span, Spanned};

/// A place for which a regime asks for a transfer and finds none.
struct Gap<'a> {
    regime: Regime,
    span: Span,
    place: String,
    country: Option<Country>,
    /// Purposes that lack one, where others have one.
    purposes: Vec<&'a Entry<Purpose>>,
}

pub(super) fn undeclared(recipient: &Entry<Recipient>, model: &Model) -> Option<Fault> {
    let uses: Vec<&Entry<Purpose>> = model.uses_of(recipient).into_iter().map(|(purpose, _)| purpose).collect();
    let mut gaps = Vec::new();
    for regime in &model.law.regimes {
        let entries = model.transfers_of(recipient, *regime);
        let asked = |country: &&Spanned<Country>| !model.needs_no_ground(country.value, *regime);
        for country in model.third_countries(recipient, *regime).into_iter().filter(asked) {
            let covers = |transfer: &Transfer| {
                model.covered(recipient, transfer, *regime).iter().any(|covered| covered.value == country.value)
            };
            if let Some(purposes) = lacking(&entries, &uses, covers) {
                let place = name(country.value);
                gaps.push(Gap { regime: *regime, span: country.span, place, country: Some(country.value), purposes });
            }
        }
        if let Some(organisation) = recipient.countries.as_ref().and_then(|places| places.organisation.as_ref()) {
            let covers = |transfer: &Transfer| transfer.to.as_ref().is_none_or(|to| to.organisation.is_some());
            if let Some(purposes) = lacking(&entries, &uses, covers) {
                let place = organisation.value.clone();
                gaps.push(Gap { regime: *regime, span: organisation.span, place, country: None, purposes });
            }
        }
    }
    fault(recipient, &gaps, model)
}

/// Purposes for which no entry covers the place: `None` where nothing lacks one, no purposes where all do.
fn lacking<'a>(
    entries: &[&Spanned<Transfer>],
    uses: &[&'a Entry<Purpose>],
    covers: impl Fn(&Transfer) -> bool,
) -> Option<Vec<&'a Entry<Purpose>>> {
    let covering: Vec<_> = entries.iter().filter(|transfer| covers(transfer)).collect();
    if covering.is_empty() {
        return Some(Vec::new());
    }
    let serves = |purpose: &Entry<Purpose>| {
        covering.iter().any(|transfer| {
            transfer.purposes.as_ref().is_none_or(|named| named.iter().any(|id| id.value == purpose.id))
        })
    };
    let open: Vec<_> = uses.iter().copied().filter(|purpose| !serves(purpose)).collect();
    (!open.is_empty()).then_some(open)
}

fn fault(recipient: &Entry<Recipient>, gaps: &[Gap<'_>], model: &Model) -> Option<Fault> {
    let first = gaps.first()?;
    let mut places: Vec<String> = Vec::new();
    let mut regimes: Vec<Regime> = Vec::new();
    for gap in gaps {
        if !places.contains(&gap.place) {
            places.push(gap.place.clone());
        }
        if !regimes.contains(&gap.regime) {
            regimes.push(gap.regime);
        }
    }
    let who = called(recipient);
    let regimes = for_regimes(&regimes, model);
    let mut message = format!("{who} is in {}, and no transfer there is declared{regimes}", and(&places));
    if !first.purposes.is_empty() {
        let names: Vec<String> = first.purposes.iter().map(|purpose| format!("`{}`", purpose.id)).collect();
        message = format!("{message} for the purpose {}", and(&names));
    }
    let mut fault = Fault::new(message);
    for (at, place) in places.iter().enumerate() {
        let of_place = || gaps.iter().filter(|gap| gap.place == *place);
        let areas: Vec<String> = of_place().map(|gap| area(gap.regime, model).to_owned()).collect();
        let Some(gap) = of_place().next() else { continue };
        let areas: Vec<String> = areas
            .iter()
            .enumerate()
            .filter(|(at, area)| !areas[..*at].contains(area))
            .map(|(_, area)| area.clone())
            .collect();
        let outside = format!("outside {}", areas.join(" and outside "));
        fault = fault.at(gap.span, if at == 0 { format!("this place lies {outside}") } else { outside });
    }
    for (purpose, span) in model.uses_of(recipient) {
        if span != recipient.span
            && (first.purposes.is_empty() || first.purposes.iter().any(|one| one.id == purpose.id))
        {
            fault = fault.at(span, "data goes there for this purpose");
        }
    }
    let entries = gaps.iter().map(|gap| entry(gap.regime, gap.country, model));
    Some(fault.help("say what makes the transfer lawful, such as").paste(extended(recipient, entries)))
}
