//! What `explain` and `rules` tell of a rule alike.

use indexmap::IndexMap;
use jiff::civil::Date;
use serde::Serialize;
use strum::IntoEnumIterator;

use crate::finding::{Level, Mark};
use crate::law::Regime;
use crate::levels::is_waivable;
use crate::rules::{Certainty, Group, Rule};

/// Version of the JSON that `explain` and `rules` print.
pub(super) const FORMAT: u64 = 1;

/// How rules are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(super) enum Format {
    /// For a terminal
    #[default]
    Text,
    /// For a page
    Markdown,
    /// For another program
    Json,
}

/// A rule as JSON tells it.
#[derive(Debug, Serialize)]
pub(super) struct Facts {
    code: &'static str,
    name: &'static str,
    family: &'static str,
    summary: &'static str,
    /// Unless somebody sets another.
    level: Level,
    mark: Mark,
    /// Whether `[lints]` and the command line may lower it.
    lowerable: bool,
    /// Whether `[[waive]]` may let it pass for one place.
    waivable: bool,
    groups: Vec<&'static str>,
    /// First law date by jurisdiction; empty: it is no matter of law and always holds.
    since: IndexMap<Regime, Date>,
    law: Vec<Cited>,
    certainty: Certainty,
}

#[derive(Debug, Serialize)]
struct Cited {
    cite: String,
    /// First day on which it is law in the United Kingdom, where that is later than its act.
    uk_from: Option<Date>,
    /// First day on which it is no longer law in the United Kingdom.
    uk_before: Option<Date>,
    eu_only: bool,
}

impl Facts {
    pub(super) fn of(rule: &Rule) -> Self {
        let law = rule.law.iter().map(|provision| Cited {
            cite: provision.to_string(),
            uk_from: provision.uk_from(),
            uk_before: provision.uk_end(),
            eu_only: provision.is_eu_only(),
        });
        Self {
            code: rule.code,
            name: rule.name,
            family: rule.family(),
            summary: rule.summary,
            level: rule.level(),
            mark: rule.mark,
            lowerable: !rule.mark.is_fixed(),
            waivable: is_waivable(rule),
            groups: rule.groups().map(Group::name).collect(),
            since: since(rule),
            law: law.collect(),
            certainty: rule.sure,
        }
    }
}

/// First law date by jurisdiction, as far as the rule is a matter of law.
fn since(rule: &Rule) -> IndexMap<Regime, Date> {
    let matters = Regime::iter().filter(|_| !rule.packs.is_empty());
    matters.filter_map(|regime| Some((regime, rule.first_day(regime)?))).collect()
}

/// Jurisdictions by the first law date on which the rule holds there.
pub(super) fn days(rule: &Rule) -> IndexMap<Date, Vec<Regime>> {
    let mut days: IndexMap<Date, Vec<Regime>> = IndexMap::new();
    for (regime, day) in since(rule) {
        days.entry(day).or_default().push(regime);
    }
    days
}

/// Jurisdictions and first law dates, such as `European Union and United Kingdom, from 2018-05-25`.
pub(super) fn holds(rule: &Rule) -> String {
    let told = |(day, regimes): (&Date, &Vec<Regime>)| {
        let names: Vec<_> = regimes.iter().map(|regime| regime.name()).collect();
        format!("{}, from {day}", names.join(" and "))
    };
    match rule.packs {
        [] if rule.law.is_empty() => "everywhere; it is no matter of law".to_owned(),
        [] => "everywhere".to_owned(),
        _ => days(rule).iter().map(told).collect::<Vec<_>>().join("; "),
    }
}

/// The level, why, and what may change it.
pub(super) fn weighs(rule: &Rule) -> String {
    let may = match (rule.mark.is_fixed(), is_waivable(rule)) {
        (true, true) => "can be waived for one place, not lowered",
        (true, false) => "can be neither waived nor lowered",
        (false, _) => "can be set to another level, and waived for one place",
    };
    format!("{} by default: {}; {may}", rule.level().as_ref(), rule.why(rule.mark))
}

/// Who may waive it.
pub(super) fn waiving(rule: &Rule) -> &'static str {
    if is_waivable(rule) {
        "whoever answers for the place, with `[[waive]]`: reason, owner and last day"
    } else {
        "nobody"
    }
}

/// The law, a provision each, with the times in which it is law in the United Kingdom.
pub(super) fn law(rule: &Rule) -> Vec<String> {
    rule.law.iter().map(|provision| provision.in_full(rule.packs)).collect()
}
