//! What the law has come to ask for since the date of a notice.

use jiff::civil::Date;

use crate::finding::{Fault, Finding, Level, Mark};
use crate::law::{AI_HIGH_RISK, AI_TRANSPARENCY, CHANGES, Change, DUAA_MAIN, Regime};
use crate::model::Model;
use crate::rules::{find, run};

/// Whether the law has changed for this notice since its date.
pub(super) fn is_stale(model: &Model, today: Date) -> bool {
    model.law.dated && came(model, today).next().is_some()
}

/// Changes of the law since the date of the notice that touch it.
fn came(model: &Model, today: Date) -> impl Iterator<Item = &'static Change> {
    CHANGES.iter().filter(move |change| {
        model.law.has(change.regime) && change.from > model.law.date && change.from <= today && touches(change, model)
    })
}

pub(super) fn law_stale(model: &Model, today: Date) -> Option<Fault> {
    if !is_stale(model, today) {
        return None;
    }
    let new = newly(model, today);
    // A note asks for nothing that a notice lacks.
    let (gaps, notes): (Vec<&Finding>, Vec<&Finding>) = new.iter().partition(|new| level(new) >= Level::Warn);
    let (gaps, notes) = (codes(&gaps), codes(&notes));
    let asks = match gaps.len() {
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
    let came = came(model, today);
    help.extend(came.map(|change| format!("from {}: {} ({})", change.from, change.what, change.by)));
    let name = |code: &&str| find(code).map_or((*code).to_owned(), |rule| format!("{} ({code})", rule.name));
    for (what, codes) in [("new findings", &gaps), ("new notes", &notes)] {
        if !codes.is_empty() {
            help.push(format!("{what}: {}", codes.iter().map(name).collect::<Vec<_>>().join(", ")));
        }
    }
    let mark = if gaps.is_empty() { Mark::Practice } else { Mark::Expected };
    Some(fault.help(help.join("\n")).on("notice").weighing(mark))
}

/// The level that a finding has unless somebody sets another.
fn level(finding: &Finding) -> Level {
    let row = || find(finding.code).map(|rule| rule.mark);
    finding.fault.mark.or_else(row).map_or(Level::Note, Mark::level)
}

fn codes(findings: &[&Finding]) -> Vec<&'static str> {
    let mut codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
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
        // Nor is a rule a gap that only takes note of the old name.
        let named = "[sections.a]\ntitle = \"A\"\ntext = \"Ask the Information Commissioner.\"";
        let text = notice("uk", "2026-09-29", named);
        assert_eq!(changes(&text), [("CHG-05", Level::Note)]);
        let found = findings(&text);
        assert!(
            found[0].fault.message.ends_with("and the wording of the notice with it"),
            "{}",
            found[0].fault.message
        );
        assert!(found[0].fault.help.as_deref().unwrap().contains("new notes: regulator-name-outdated (CMP-08)"));
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
        assert_eq!(changes(&text), [("CHG-05", Level::Warn)]);
        let help = found[0].fault.help.as_deref().unwrap();
        assert!(help.contains("uk-representative-missing (REP-03)"), "{help}");
        assert!(help.contains("from 2026-06-19"), "{help}");
    }
}
