//! Versions, dates and changes of a notice, alone and beside an earlier one (`diff::gate`): GDPR Art. 5(1)(a), 5(2), 12(1); WP260 paragraphs 29 to 31.

mod any_time;
mod check_back;
mod material;
mod order;
mod stale;

use crate::source::is_blank;
use jiff::civil::Date;

use super::{ALWAYS, Certainty, Check, EU_UK, Rule};
use crate::finding::{Fault, Mark};
use crate::law::{gdpr, wp260};
use crate::model::Model;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "CHG-01",
        name: "date-or-version-missing",
        summary: "the notice has no date or no version",
        mark: Mark::Expected,
        packs: ALWAYS,
        since: None,
        law: &[gdpr("5(2)")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/CHG-01.md"),
        check: Check::Notice(date_or_version_missing),
    },
    Rule {
        code: "CHG-02",
        name: "notice-not-in-force",
        summary: "the notice takes effect after today",
        mark: Mark::Expected,
        packs: ALWAYS,
        since: None,
        law: &[],
        sure: Certainty::NoLaw,
        page: include_str!("../../docs/rules/CHG-02.md"),
        check: Check::Today(not_in_force),
    },
    Rule {
        code: "CHG-03",
        name: "change-not-bumped",
        summary: "the notice says something else than before under the same version or date",
        mark: Mark::Structural,
        packs: ALWAYS,
        since: None,
        law: &[gdpr("5(2)")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/CHG-03.md"),
        check: Check::Stage,
    },
    Rule {
        code: "CHG-04",
        name: "version-order-broken",
        summary: "an older version has a later date, or the notice is older than its own history",
        mark: Mark::Structural,
        packs: ALWAYS,
        since: None,
        law: &[],
        sure: Certainty::NoLaw,
        page: include_str!("../../docs/rules/CHG-04.md"),
        check: Check::Notice(order::broken),
    },
    Rule {
        code: "CHG-05",
        name: "law-stale",
        summary: "the law has changed since the date of the notice",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("5(2)"), gdpr("12(1)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CHG-05.md"),
        check: Check::Today(stale::law_stale),
    },
    Rule {
        code: "CHG-06",
        name: "change-untold",
        summary: "what is done with data has changed, and nothing says how people are told",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("5(1)(a)"), gdpr("12(1)"), wp260("paras. 29 and 30")],
        sure: Certainty::PartlyRead,
        page: include_str!("../../docs/rules/CHG-06.md"),
        check: Check::Notice(material::untold),
    },
    Rule {
        code: "CHG-07",
        name: "change-notice-too-short",
        summary: "a change takes effect sooner than the notice promises to tell people",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("5(1)(a)"), wp260("paras. 30 and 31")],
        sure: Certainty::PartlyRead,
        page: include_str!("../../docs/rules/CHG-07.md"),
        check: Check::Notice(material::too_short),
    },
    Rule {
        code: "CHG-08",
        name: "change-effect-missing",
        summary: "what is done with data has changed, and nothing says what it means for readers",
        mark: Mark::Practice,
        packs: EU_UK,
        since: None,
        law: &[gdpr("5(1)(a)"), wp260("para. 31")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CHG-08.md"),
        check: Check::Notice(material::effect_missing),
    },
    Rule {
        code: "CHG-09",
        name: "change-check-back",
        summary: "readers are told to look for changes themselves",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("5(1)(a)"), gdpr("12(1)"), wp260("para. 29")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/CHG-09.md"),
        check: Check::Text(check_back::told_to_check_back),
    },
    Rule {
        code: "CHG-10",
        name: "change-at-any-time",
        summary: "the notice may be changed freely, and nothing says how people are told",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("5(1)(a)")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/CHG-10.md"),
        check: Check::Text(any_time::at_any_time),
    },
    Rule {
        code: "CHG-11",
        name: "change-accepted-by-use",
        summary: "the use of a service is taken for agreement to changes",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("4(11)")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/CHG-11.md"),
        check: Check::Text(super::consent::by_use::changes_by_use),
    },
    Rule {
        code: "CHG-12",
        name: "review-overdue",
        summary: "the notice is older than a year",
        mark: Mark::Practice,
        packs: ALWAYS,
        since: None,
        law: &[],
        sure: Certainty::NoLaw,
        page: include_str!("../../docs/rules/CHG-12.md"),
        check: Check::Today(order::overdue),
    },
];

fn date_or_version_missing(model: &Model) -> Option<Fault> {
    let version = model.notice.as_ref().and_then(|notice| notice.version.as_ref());
    let versioned = version.is_some_and(|version| !is_blank(version));
    let (message, label, help, paste, mark) = match (model.law.dated, versioned) {
        (true, true) => return None,
        (true, false) => (
            "the notice has no version",
            "no `version` here",
            "add a `version`, so that it can be told later which text people were given",
            "[notice]\nversion = \"1.0.0\"",
            Mark::Expected,
        ),
        (false, true) => (
            "the notice has no date",
            "neither `effective` nor `updated` here",
            "add the first day on which it holds; the law of that day is the law it is judged by",
            "[notice]\neffective = 2026-12-01",
            Mark::Structural,
        ),
        (false, false) => (
            "the notice has neither a date nor a version",
            "no `effective`, `updated` or `version` here",
            "add the first day on which it holds, and a version; the law of that day is the law it is judged by",
            "[notice]\nversion = \"1.0.0\"\neffective = 2026-12-01",
            Mark::Structural,
        ),
    };
    let fault = Fault::new(message).at(model.start(), label).help(help).paste(paste);
    Some(fault.on("notice").weighing(mark))
}

fn not_in_force(model: &Model, today: Date) -> Option<Fault> {
    let notice = model.notice.as_ref()?;
    let date = notice.effective.or(notice.updated).filter(|date| date.0 > today)?;
    let fault = Fault::new(format!("the notice is not in force before {}", date.value))
        .at(date.span, format!("after {today}, the day of this run"))
        .help("publish it on that day, or leave the notice in force in its place until then");
    Some(fault.on("notice"))
}

#[cfg(test)]
mod tests {
    use crate::finding::{Finding, Level};
    use crate::rules::testing::{self, TODAY};

    /// Findings of the family on 2026-11-21.
    pub(super) fn findings(text: &str) -> Vec<Finding> {
        testing::findings(&["CHG"], TODAY, text)
    }

    /// Codes and levels of the family on 2026-11-21.
    pub(super) fn changes(text: &str) -> Vec<(&'static str, Level)> {
        findings(text).iter().map(|finding| (finding.code, testing::mark(finding).level())).collect()
    }

    #[test]
    fn a_date_is_needed_and_a_version_expected() {
        let notice = |rest: &str| format!("[notice]\njurisdictions = [\"eu\"]\n{rest}");
        assert_eq!(changes(&notice("")), [("CHG-01", Level::Deny)]);
        assert_eq!(changes(&notice("version = \"1\"")), [("CHG-01", Level::Deny)]);
        assert_eq!(changes(&notice("effective = 2026-11-01")), [("CHG-01", Level::Warn)]);
        assert_eq!(changes(&notice("version = \"1\"\nupdated = 2026-11-01")), []);
    }

    #[test]
    fn a_notice_of_today_is_in_force() {
        let notice = |rest: &str| format!("[notice]\njurisdictions = [\"eu\"]\nversion = \"1\"\n{rest}");
        assert_eq!(changes(&notice("effective = 2026-11-21")), []);
        assert_eq!(changes(&notice("effective = 2026-11-22")), [("CHG-02", Level::Warn)]);
        assert_eq!(changes(&notice("effective = 2026-11-22\nupdated = 2026-11-01")), [("CHG-02", Level::Warn)]);
    }
}
