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
    ends.sort_by_key(|(_, last)| *last);
    let (_, first) = ends.first()?;
    let help = if *first < today {
        "name what the transfer rests on today, and set `updated`"
    } else {
        "see whether it is extended; if not, have another mechanism in place by then"
    };
    let message = told(&ends, today);
    let fault = labels.into_iter().fold(Fault::new(message), |fault, span| fault.at(span, "rests on the decision"));
    Some(fault.help(help).on("notice"))
}

/// What is told of places and the last days of their decisions, the first day first.
fn told(ends: &[(String, Date)], today: Date) -> String {
    let days: Vec<(Date, String)> = ends
        .chunk_by(|(_, one), (_, other)| one == other)
        .map(|ends| (ends[0].1, and(&ends.iter().map(|(place, _)| place.clone()).collect::<Vec<_>>())))
        .collect();
    let over = ends.iter().filter(|(_, last)| *last < today).count();
    let ended = "ended since the notice was dated";
    if let [(last, places)] = &days[..] {
        let (decision, has, ends) = match ends {
            [_] => ("the adequacy decision", "has", "ends"),
            _ => ("the adequacy decisions", "have", "end"),
        };
        return if over > 0 {
            format!("{decision} for {places} {has} {ended}; the last day was {last}")
        } else {
            format!("{decision} for {places} {ends} on {last}")
        };
    }
    let days: Vec<String> = days.iter().map(|(last, places)| format!("{last} ({places})")).collect();
    let days = and(&days);
    match over {
        0 => format!("adequacy decisions end within a year; their last days are {days}"),
        over if over == ends.len() => format!("adequacy decisions have {ended}; their last days were {days}"),
        _ => format!("adequacy decisions have {ended}, or end within a year; their last days are {days}"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn places_are_told_with_their_own_last_days() {
        let (one, other) = (date(2030, 7, 15), date(2030, 9, 7));
        let end = |place: &str, last: Date| (place.to_owned(), last);
        let on = |ends: &[(String, Date)], today: Date| told(ends, today);
        let same = [end("Arden", one), end("Bohun", one)];
        assert_eq!(on(&same[..1], one), "the adequacy decision for Arden ends on 2030-07-15");
        assert_eq!(on(&same, one), "the adequacy decisions for Arden and Bohun end on 2030-07-15");
        let gone = "the adequacy decisions for Arden and Bohun have ended since the notice was dated; the last day was";
        assert_eq!(on(&same, other), format!("{gone} 2030-07-15"));
        let several = [end("Arden", one), end("Bohun", one), end("Corran", other)];
        let days = "2030-07-15 (Arden and Bohun) and 2030-09-07 (Corran)";
        let message = on(&several, date(2030, 7, 1));
        assert_eq!(message, format!("adequacy decisions end within a year; their last days are {days}"));
        let between = on(&several, date(2030, 8, 1));
        let begin = "adequacy decisions have ended since the notice was dated";
        assert_eq!(between, format!("{begin}, or end within a year; their last days are {days}"));
        assert_eq!(on(&several, date(2031, 1, 1)), format!("{begin}; their last days were {days}"));
    }
}
