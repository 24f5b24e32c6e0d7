//! What the law has come to ask for since the date of a notice.

use jiff::civil::Date;

use crate::finding::{Fault, Finding, Mark};
use crate::law::{AI_HIGH_RISK, AI_TRANSPARENCY, CHANGES, Change, DUAA_MAIN, Regime};
use crate::model::Model;
use crate::rules::{find, run};

pub(super) fn law_stale(model: &Model, today: Date) -> Option<Fault> {
    if !model.law.dated {
        return None;
    }
    let came = |change: &&Change| {
        model.law.has(change.regime) && change.from > model.law.date && change.from <= today && touches(change, model)
    };
    let came: Vec<&Change> = CHANGES.iter().filter(came).collect();
    if came.is_empty() {
        return None;
    }
    let new = newly(model, today);
    let mut codes: Vec<&str> = new.iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let asks = match codes.len() {
        0 => "and the wording of the notice with it".to_owned(),
        1 => "and one more rule would find a gap".to_owned(),
        more => format!("and {more} more rules would find a gap"),
    };
    let notice = model.notice.as_ref()?;
    let date = [notice.effective, notice.updated].into_iter().flatten().max_by_key(|date| date.value)?;
    let mut fault = Fault::new(format!("the law has changed since {}, {asks}", date.value))
        .at(date.span, "the notice is judged by the law of this day");
    for finding in &new {
        if let Some(label) = finding.fault.labels.first() {
            fault = fault.at(label.span, format!("by the law of today: {}", finding.fault.message));
        }
    }
    let mut help = vec!["go through these changes, then set `updated`:".to_owned()];
    help.extend(came.iter().map(|change| format!("from {}: {} ({})", change.from, change.what, change.by)));
    let name = |code: &&str| find(code).map_or((*code).to_owned(), |rule| format!("{} ({code})", rule.name));
    if !codes.is_empty() {
        help.push(format!("new findings: {}", codes.iter().map(name).collect::<Vec<_>>().join(", ")));
    }
    let mark = if codes.is_empty() { Mark::Practice } else { Mark::Expected };
    Some(fault.help(help.join("\n")).on("notice").weighing(mark))
}

/// What the rules find by the law of today and not by that of the notice's date; rules about today itself are left out.
fn newly(model: &Model, today: Date) -> Vec<Finding> {
    let mut now = model.clone();
    now.law = model.law.on(today);
    let then = run(model, None);
    let known = |new: &Finding| then.iter().any(|old| old.code == new.code && old.fault.on == new.fault.on);
    let mut found = run(&now, None);
    found.retain(|finding| !known(finding));
    found
}

/// Whether a change can alter what this notice must say or how it says it.
fn touches(change: &Change, model: &Model) -> bool {
    if [AI_TRANSPARENCY, AI_HIGH_RISK].contains(&change.from) {
        return !model.ai.entries.is_empty();
    }
    if change.regime == Regime::Ch {
        // GEO-06 tells of a notice that is older than the law of its jurisdiction.
        return false;
    }
    if change.from != DUAA_MAIN {
        return true;
    }
    // Automated decisions, transfers, storage on devices, children online; recognised interests are nobody's duty.
    !model.automated.entries.is_empty()
        || !model.storage.entries.is_empty()
        || model.children.is_some()
        || model.recipients_used().iter().any(|recipient| model.is_abroad(recipient, Regime::Uk))
}

#[cfg(test)]
mod tests {
    use crate::finding::Level;
    use crate::rules::changes::tests::{changes, findings};

    fn notice(jurisdiction: &str, effective: &str, rest: &str) -> String {
        format!("[notice]\njurisdictions = [\"{jurisdiction}\"]\nversion = \"1\"\neffective = {effective}\n{rest}")
    }

    #[test]
    fn only_changes_between_the_two_days_count() {
        assert_eq!(changes(&notice("eu", "2019-01-01", "")), [("CHG-12", Level::Note)]);
        assert_eq!(changes(&notice("uk", "2026-09-30", "")), []);
        assert_eq!(changes(&notice("uk", "2026-12-01", "")), [("CHG-02", Level::Warn)]);
        assert_eq!(changes("[notice]\njurisdictions = [\"uk\"]\nversion = \"1\""), [("CHG-01", Level::Deny)]);
    }

    #[test]
    fn a_change_of_words_alone_is_a_note() {
        // Since then the regulator has another name, and no rule asks for more.
        assert_eq!(changes(&notice("uk", "2026-09-29", "")), [("CHG-05", Level::Note)]);
    }

    #[test]
    fn the_ai_act_touches_notices_that_tell_of_ai() {
        let bot = "[ai.bot]\nlabel = \"assistant\"\nkind = \"emotion-recognition\"";
        assert_eq!(changes(&notice("eu", "2026-08-01", "")), []);
        assert_eq!(changes(&notice("eu", "2026-08-01", bot)), [("CHG-05", Level::Warn)]);
        assert_eq!(changes(&notice("eu", "2026-08-02", bot)), []);
        assert_eq!(changes(&notice("uk", "2026-09-30", bot)), []);
    }

    #[test]
    fn new_findings_are_named_in_one_finding() {
        // Until the end of 2020 a representative in the Union served the United Kingdom as well.
        let text = notice(
            "uk",
            "2020-06-01",
            "[controller]\nname = \"N\"\nemail = \"n@n.example\"\ncountry = \"US\"\ntargets = [\"GB\"]\n[representatives.eu]\n\
             name = \"R\"\nemail = \"r@r.example\"",
        );
        let found = findings(&text);
        assert_eq!(changes(&text), [("CHG-05", Level::Warn), ("CHG-12", Level::Note)]);
        let help = found[0].fault.help.as_deref().unwrap();
        assert!(help.contains("uk-representative-missing (REP-03)"), "{help}");
        assert!(help.contains("from 2026-06-19"), "{help}");
    }
}
