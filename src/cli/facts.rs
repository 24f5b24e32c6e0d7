//! What `explain` and `rules` tell of a rule alike.

use std::cmp::Ordering;

use indexmap::IndexMap;
use jiff::civil::Date;
use serde::Serialize;
use strum::IntoEnumIterator;

use crate::finding::{Level, Mark};
use crate::law::Regime;
use crate::levels::{can_waive, is_waivable};
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
    /// What holds in milder or stricter cases.
    other_cases: Vec<Case>,
    groups: Vec<&'static str>,
    /// First law date by jurisdiction; empty: it is no matter of law and always holds.
    since: IndexMap<Regime, Date>,
    law: Vec<Cited>,
    certainty: Certainty,
}

/// What a finding weighs in one case.
#[derive(Debug, Serialize)]
struct Case {
    level: Level,
    mark: Mark,
    lowerable: bool,
    waivable: bool,
}

impl Case {
    fn of(rule: &Rule, mark: Mark) -> Self {
        Self { level: mark.level(), mark, lowerable: !mark.is_fixed(), waivable: can_waive(rule, mark) }
    }
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
        let Case { level, mark, lowerable, waivable } = Case::of(rule, rule.mark);
        Self {
            code: rule.code,
            name: rule.name,
            family: rule.family(),
            summary: rule.summary,
            level,
            mark,
            lowerable,
            waivable,
            other_cases: rule.marks().skip(1).map(|mark| Case::of(rule, mark)).collect(),
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

/// Levels by default, such as `deny` or `deny, warn`: that of the row first.
pub(super) fn levels(rule: &Rule) -> String {
    let mut levels: Vec<Level> = Vec::new();
    for mark in rule.marks() {
        if !levels.contains(&mark.level()) {
            levels.push(mark.level());
        }
    }
    levels.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(", ")
}

/// The level, why, and what may change it; a line for each case.
pub(super) fn weighs(rule: &Rule) -> Vec<String> {
    let told = |mark: Mark| {
        let may = match (mark.is_fixed(), can_waive(rule, mark)) {
            (true, true) => "can be waived for one place, not lowered",
            (true, false) => "can be neither waived nor lowered",
            (false, _) => "can be set to another level, and waived for one place",
        };
        let case = match mark.cmp(&rule.mark) {
            Ordering::Less => "in a milder case, ",
            Ordering::Equal => "",
            Ordering::Greater => "in a stricter case, ",
        };
        format!("{case}{} by default: {}; {may}", mark.level().as_ref(), rule.why(mark))
    };
    rule.marks().map(told).collect()
}

/// Who may waive it.
pub(super) fn waiving(rule: &Rule) -> String {
    let who = "whoever answers for the place, with `[[waive]]`: reason, owner and last day";
    let barred: Vec<Mark> = rule.marks().filter(|mark| !can_waive(rule, *mark)).collect();
    match barred.first() {
        None => who.to_owned(),
        Some(_) if !is_waivable(rule) => "nobody".to_owned(),
        Some(mark) => format!("{who}; nobody where it is `{}`", mark.level().as_ref()),
    }
}

/// The groups to which its findings belong.
pub(super) fn groups(rule: &Rule) -> Vec<String> {
    let told = |group: Group| {
        let out: Vec<_> = rule.marks().filter(|mark| !group.has(rule, *mark)).map(Mark::level).collect();
        let only = rule.marks().map(Mark::level).find(|level| !out.is_empty() && !out.contains(level));
        only.map_or_else(
            || format!("`{}`", group.name()),
            |level| format!("`{}` where it is `{}`", group.name(), level.as_ref()),
        )
    };
    rule.groups().map(told).collect()
}

/// The law, a provision each, with the times in which it is law in the United Kingdom.
pub(super) fn law(rule: &Rule) -> Vec<String> {
    rule.law.iter().map(|provision| provision.in_full(rule.packs)).collect()
}
