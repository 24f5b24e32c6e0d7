//! Versions and dates in their order, and their age: CHG-04, 12.

use std::cmp::Ordering;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::declaration::History;
use crate::declaration::version::order;
use crate::finding::Fault;
use crate::model::Model;
use crate::source::Spanned;

use super::stale;

pub(super) fn broken(model: &Model) -> Option<Fault> {
    among_versions(model).or_else(|| against_notice(model))
}

/// Two entries of the history of which the older has the higher version.
fn among_versions(model: &Model) -> Option<Fault> {
    let dated = |one: &Spanned<History>| Some((one.version.clone()?, one.date?));
    let all: Vec<_> = model.history.iter().filter_map(dated).collect();
    for (at, (version, date)) in all.iter().enumerate() {
        for (other, later) in &all[at + 1..] {
            let (newer, older) = if date.value > later.value {
                ((version, date), (other, later))
            } else {
                ((other, later), (version, date))
            };
            if date.value == later.value || order(newer.0, older.0) != Some(Ordering::Less) {
                continue;
            }
            let message = format!(
                "version {} is older than version {} by its number and newer by its date",
                newer.0.trim(),
                older.0.trim()
            );
            let fault = Fault::new(message)
                .at(newer.1.span, format!("the date of version {}", newer.0.trim()))
                .at(older.1.span, format!("the date of version {}", older.0.trim()));
            return Some(fault.help("correct the date or the number").on("notice"));
        }
    }
    None
}

/// The notice beside the newest entry of its history.
fn against_notice(model: &Model) -> Option<Fault> {
    let notice = model.notice.as_ref()?;
    let newest =
        model.history.iter().filter(|one| one.date.is_some()).max_by_key(|one| one.date.map(|date| date.value))?;
    let date = newest.date?;
    if let (Some(own), Some(version)) = (&notice.version, &newest.version)
        && order(own, version) == Some(Ordering::Less)
    {
        let message = format!("the notice is version {}, and its history knows version {}", own.trim(), version.trim());
        let fault = Fault::new(message).at(own.span, "the version of the notice").at(version.span, "a higher one");
        return Some(fault.help("set the `version` of the notice, or correct the history").on("notice"));
    }
    let own = [notice.effective, notice.updated].into_iter().flatten().max_by_key(|date| date.value)?;
    if date.value <= own.value {
        return None;
    }
    let fault = Fault::new(format!("the notice is of {}, and its history knows a change of {}", own.value, date.value))
        .at(own.span, "the date of the notice")
        .at(date.span, "a later change");
    Some(fault.help("set `updated` to the day of the last change").on("notice"))
}

/// Months after which a notice wants to be looked at again.
const MONTHS: i32 = 12;

pub(super) fn overdue(model: &Model, today: Date) -> Option<Fault> {
    let notice = model.notice.as_ref()?;
    let date = [notice.effective, notice.updated].into_iter().flatten().max_by_key(|date| date.value)?;
    if date.0.saturating_add(MONTHS.months()) > today {
        return None;
    }
    // CHG-05 asks for the same review, and says of what.
    if stale::is_stale(model, today) {
        return None;
    }
    let fault = Fault::new(format!("the newest date in the notice is {}", date.value))
        .at(date.span, format!("{MONTHS} months or more before {today}"))
        .help("read it against what you do today, and set `updated`");
    Some(fault.on("notice"))
}

#[cfg(test)]
mod tests {
    use crate::finding::Level;
    use crate::rules::changes::tests::changes;

    fn notice(version: &str, updated: &str, history: &str) -> String {
        format!("[notice]\njurisdictions = [\"eu\"]\nversion = \"{version}\"\nupdated = {updated}\n{history}")
    }

    fn entry(version: &str, date: &str) -> String {
        format!("[[history]]\nversion = \"{version}\"\ndate = {date}\nkind = \"description\"\n")
    }

    #[test]
    fn dates_follow_versions() {
        let two = |one: &str, other: &str| {
            notice("3.0", "2026-11-01", &format!("{}{}", entry("2.0", one), entry("1.0", other)))
        };
        assert_eq!(changes(&two("2025-11-01", "2024-11-01")), []);
        assert_eq!(changes(&two("2025-11-01", "2025-11-01")), []);
        assert_eq!(changes(&two("2023-11-01", "2024-11-01")), [("CHG-04", Level::Deny)]);
        // The order of the entries themselves is the author's.
        let oldest_first =
            notice("3.0", "2026-11-01", &format!("{}{}", entry("1.0", "2024-11-01"), entry("2.0", "2025-11-01")));
        assert_eq!(changes(&oldest_first), []);
        let named =
            notice("3.0", "2026-11-01", &format!("{}{}", entry("May", "2024-11-01"), entry("April", "2025-11-01")));
        assert_eq!(changes(&named), []);
    }

    #[test]
    fn a_notice_is_as_new_as_its_history() {
        assert_eq!(changes(&notice("2.0", "2026-11-01", &entry("2.0", "2026-11-01"))), []);
        assert_eq!(changes(&notice("1.0", "2026-11-01", &entry("2.0", "2026-11-01"))), [("CHG-04", Level::Deny)]);
        assert_eq!(changes(&notice("2.0", "2026-10-01", &entry("2.0", "2026-11-01"))), [("CHG-04", Level::Deny)]);
    }

    #[test]
    fn a_year_is_long() {
        assert_eq!(changes(&notice("1", "2025-11-22", "")), []);
        assert_eq!(changes(&notice("1", "2025-11-21", "")), [("CHG-12", Level::Note)]);
    }

    #[test]
    fn the_day_itself_is_a_year_before() {
        let label = |updated: &str| {
            let found = crate::rules::changes::tests::findings(&notice("1", updated, ""));
            found[0].fault.labels[0].text.clone()
        };
        assert_eq!(label("2025-11-21"), "12 months or more before 2026-11-21");
        assert_eq!(label("2025-11-20"), "12 months or more before 2026-11-21");
    }
}
