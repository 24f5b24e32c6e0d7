//! Adequacy decisions that end: TRF-05.

use jiff::ToSpan;
use jiff::civil::Date;

use super::crossing::{and, crossings, decisions};
use crate::finding::Fault;
use crate::law::Mechanism;
use crate::model::Model;

/// Decisions in force on the law date that end within a year of today, or have ended since; one finding for all.
pub(super) fn ending(model: &Model, today: Date) -> Option<Fault> {
    let horizon = today.saturating_add(1.year());
    let mut ends: Vec<(String, Date)> = Vec::new();
    let mut labels = Vec::new();
    for recipient in model.recipients_used() {
        for transfer in recipient.transfers.iter().flatten() {
            let Some(mechanism) = transfer.mechanism.filter(|one| one.value == Mechanism::Adequacy) else { continue };
            for crossing in crossings(transfer, recipient, model) {
                for (_, place, rows) in decisions(&crossing, model) {
                    let days: Option<Vec<Date>> = rows.iter().map(|row| row.last_day()).collect();
                    let Some(last) = days.and_then(|days| days.into_iter().max()) else { continue };
                    if last > horizon {
                        continue;
                    }
                    if !ends.contains(&(place.clone(), last)) {
                        ends.push((place.clone(), last));
                    }
                    if !labels.contains(&mechanism.span) {
                        labels.push(mechanism.span);
                    }
                }
            }
        }
    }
    let last = ends.iter().map(|(_, last)| *last).min()?;
    let places: Vec<String> = ends.iter().map(|(place, _)| place.clone()).collect();
    let places = and(&places);
    let (message, help) = if last < today {
        (
            format!("the adequacy decision for {places} has ended since the notice was dated; its last day was {last}"),
            "name what the transfer rests on today, and set `updated`",
        )
    } else {
        (
            format!("the adequacy decision for {places} ends on {last}"),
            "see whether it is extended; if not, have another mechanism in place by then",
        )
    };
    let fault = labels.into_iter().fold(Fault::new(message), |fault, span| fault.at(span, "rests on the decision"));
    Some(fault.help(help).on("notice"))
}
