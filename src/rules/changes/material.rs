//! Changes of what is done with data: CHG-06, 07, 08.

use super::super::entries::said;
use crate::declaration::{Entry, History, HistoryKind, Period, Purpose};
use crate::finding::Fault;
use crate::model::Model;
use crate::source::{Span, Spanned};

/// The newest entry of the history, unless it is of another version or the first of all.
fn newest(model: &Model) -> Option<&Spanned<History>> {
    let newest = model.history.iter().max_by_key(|one| one.date.map(|date| date.value))?;
    let own = model.notice.as_ref().and_then(|notice| notice.version.as_ref());
    let other = own.zip(newest.version.as_ref()).is_some_and(|(own, version)| own.trim() != version.trim());
    let first = |version: &str| {
        let mut parts = version.trim().trim_start_matches(['v', 'V']).split('.');
        parts.next() == Some("1") && parts.all(|part| part == "0") || version.trim().starts_with("0.")
    };
    let only = model.history.len() == 1 && newest.version.as_ref().is_none_or(|version| first(version));
    (!other && !only).then_some(newest)
}

/// Purposes that came with the version of the notice.
fn added(model: &Model) -> Vec<&Entry<Purpose>> {
    let own = model.notice.as_ref().and_then(|notice| notice.version.as_ref());
    let Some(own) = own else { return Vec::new() };
    let new = |purpose: &&Entry<Purpose>| purpose.added_in.as_ref().is_some_and(|version| version.trim() == own.trim());
    let found: Vec<_> = model.purposes.iter().filter(new).collect();
    // Where all came with it, it is the first version of all.
    if found.len() == model.purposes.entries.len() { Vec::new() } else { found }
}

/// Where it stands that the version of the notice changed what is done with data.
fn material(model: &Model) -> Option<(Span, String)> {
    let of_history = newest(model).and_then(|one| one.kind).filter(|kind| kind.value == HistoryKind::Processing);
    let by_history = of_history.map(|kind| (kind.span, "a change of what is done with data".to_owned()));
    by_history.or_else(|| {
        let first = added(model).into_iter().next()?;
        let version = first.added_in.as_ref()?;
        Some((version.span, format!("the purpose `{}` is new", first.id)))
    })
}

pub(super) fn untold(model: &Model) -> Option<Fault> {
    if let Some(kind) = newest(model).and_then(|one| one.kind).filter(|kind| kind.value == HistoryKind::Description)
        && let Some(new) = added(model).first()
    {
        let place = new.added_in.as_ref().map_or(new.span, |version| version.span);
        let fault =
            Fault::new(format!("the history says that only words changed, and the purpose `{}` is new", new.id))
                .at(kind.span, "only the words")
                .at(place, "came with this version");
        return Some(fault.help("set `kind = \"processing\"` in the history").on("notice"));
    }
    let (place, label) = material(model)?;
    let of_version = newest(model).is_some_and(|one| said(one.told.as_ref()));
    if of_version || model.changes.as_ref().is_some_and(|changes| said(changes.notify.as_ref())) {
        return None;
    }
    let fault = Fault::new("what is done with data has changed, and nothing says how people are told")
        .at(place, label)
        .help(
            "say in `notify` of `[changes]` how people are told of changes, other than by the notice itself; or in `told` of \
             the history how they are told of this one",
        );
    Some(fault.on("notice").paste("[changes]\nnotify = \"by e-mail to everyone with an open application\""))
}

pub(super) fn too_short(model: &Model) -> Option<Fault> {
    let (place, label) = material(model)?;
    let notice = model.notice.as_ref()?;
    let (effective, updated) = notice.effective.zip(notice.updated)?;
    // A notice that was touched after it took effect says nothing of when people were told.
    if updated.value > effective.value {
        return None;
    }
    let days = u64::try_from(updated.0.until(effective.0).ok()?.get_days()).ok()?;
    let of_version = newest(model).and_then(|one| one.lead);
    let lead = of_version.or_else(|| model.changes.as_ref().and_then(|changes| changes.lead));
    let fault = match lead {
        // Months have no fixed number of days; a few less are no broken promise.
        Some(lead) if days + slack(lead.value) < lead.rough_days() => {
            let message = format!(
                "people are told {} in advance, and the change takes effect {days} {} after it was made",
                lead.value,
                if days == 1 { "day" } else { "days" }
            );
            Fault::new(message).at(lead.span, "so long before")
        }
        None if days == 0 => {
            Fault::new("what is done with data changes on the day on which people can first read of it")
        }
        _ => return None,
    };
    let fault = fault
        .at(effective.span, "takes effect")
        .at(updated.span, "was made")
        .at(place, label)
        .help("put `effective` off until people have had that time, or say in `lead` of `[changes]` how long before they were told");
    Some(fault.on("notice"))
}

/// Days by which a period in months may be shorter than its rough length.
fn slack(period: Period) -> u64 {
    u64::from(period.months) * 3
}

pub(super) fn effect_missing(model: &Model) -> Option<Fault> {
    let newest = newest(model)?;
    let kind = newest.kind.filter(|kind| kind.value == HistoryKind::Processing)?;
    if said(newest.effect.as_ref()) {
        return None;
    }
    let fault = Fault::new("what is done with data has changed, and nothing says what that means for readers")
        .at(kind.span, "no `effect` beside it")
        .help("say in `effect` what readers will notice: what becomes of their data, and what they can do about it");
    Some(fault.on("notice"))
}

#[cfg(test)]
mod tests {
    use crate::finding::Level;
    use crate::rules::changes::tests::changes;

    fn notice(dates: &str, rest: &str) -> String {
        format!("[notice]\njurisdictions = [\"eu\"]\nversion = \"2.0\"\n{dates}\n{rest}")
    }

    const OLD: &str = "[[history]]\nversion = \"1.0\"\ndate = 2024-05-01\nkind = \"processing\"\n";
    const NEW: &str = "[[history]]\nversion = \"2.0\"\ndate = 2026-10-01\nkind = \"processing\"\neffect = \"You see fewer e-mails.\"\n";
    const DATES: &str = "effective = 2026-11-01\nupdated = 2026-10-01";

    #[test]
    fn a_change_is_told() {
        let told = "[changes]\nnotify = \"by e-mail\"\n";
        assert_eq!(changes(&notice(DATES, &format!("{told}{NEW}{OLD}"))), []);
        assert_eq!(changes(&notice(DATES, &format!("{NEW}{OLD}"))), [("CHG-06", Level::Warn)]);
        assert_eq!(changes(&notice(DATES, &format!("{NEW}{OLD}").replace("processing", "description"))), []);
    }

    #[test]
    fn a_first_version_changes_nothing() {
        let first = notice(DATES, OLD).replace("version = \"2.0\"\n", "version = \"1.0\"\n");
        assert_eq!(changes(&first), []);
        // The history does not know the version yet.
        assert_eq!(changes(&notice(DATES, OLD)), []);
    }

    #[test]
    fn a_new_purpose_is_a_change() {
        let purposes = "[purposes.old]\n[purposes.new]\nadded_in = \"2.0\"\n";
        assert_eq!(changes(&notice(DATES, purposes)), [("CHG-06", Level::Warn)]);
        let words = format!("{purposes}{}{OLD}", NEW.replace("processing", "description"));
        assert_eq!(changes(&notice(DATES, &words)), [("CHG-06", Level::Warn)]);
        assert_eq!(changes(&notice(DATES, "[purposes.new]\nadded_in = \"2.0\"\n")), []);
    }

    #[test]
    fn time_before_a_change_is_as_long_as_promised() {
        let with = |dates: &str, lead: &str| {
            changes(&notice(dates, &format!("[changes]\nnotify = \"by e-mail\"\n{lead}\n{NEW}{OLD}")))
        };
        let short = "effective = 2026-10-11\nupdated = 2026-10-01";
        let same = "effective = 2026-10-01\nupdated = 2026-10-01";
        assert_eq!(with(DATES, "lead = \"30 days\""), []);
        assert_eq!(with("effective = 2026-11-01\nupdated = 2026-10-02", "lead = \"1 month\""), []);
        assert_eq!(with(short, "lead = \"30 days\""), [("CHG-07", Level::Warn)]);
        assert_eq!(with(short, ""), []);
        assert_eq!(with(same, ""), [("CHG-07", Level::Warn)]);
        assert_eq!(with("effective = 2026-10-01", ""), []);
    }

    #[test]
    fn a_change_has_an_effect() {
        let told = "[changes]\nnotify = \"by e-mail\"\n";
        let silent = NEW.replace("effect = \"You see fewer e-mails.\"\n", "");
        assert_eq!(changes(&notice(DATES, &format!("{told}{silent}{OLD}"))), [("CHG-08", Level::Note)]);
    }
}
