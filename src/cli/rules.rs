//! `noticec rules`

use std::io::{self, Write};

use jiff::civil::Date;
use serde::Serialize;
use strum::IntoEnumIterator;

use super::explain::{Paint, filled, unknown};
use super::facts::{self, FORMAT, Facts, Format};
use super::{Error, Outcome, day};
use crate::finding::Level;
use crate::law::Regime;
use crate::levels::Selector;
use crate::report::{Style, counted};
use crate::rules::{self, Group, Rule};

/// List the rules
///
/// Without names and options all of them; each option leaves out what does not fit it. `noticec explain` tells all of a rule.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:\n\
\x20 noticec rules                         all\n\
\x20 noticec rules RET TRF                 on storage periods and transfers\n\
\x20 noticec rules --jurisdiction uk --level deny\n\
\x20 noticec rules --group guidance --format json\n\
\x20 noticec rules --as-of 2026-02-04      what was law on a day")]
pub(super) struct Args {
    /// Rules by code or name, families and groups
    #[arg(value_name = "RULE")]
    named: Vec<String>,
    /// Of these families, such as `RET`
    #[arg(long, value_name = "FAMILY", value_delimiter = ',')]
    family: Vec<String>,
    /// That hold in one of these: eu, uk, ch
    #[arg(long, value_name = "JURISDICTION", value_delimiter = ',')]
    jurisdiction: Vec<String>,
    /// Of these levels by default, in one case at least: deny, warn, note
    #[arg(long, value_name = "LEVEL", value_delimiter = ',')]
    level: Vec<String>,
    /// Of these groups: guidance, style; eu, uk or ch for what holds there alone
    #[arg(long, value_name = "GROUP", value_delimiter = ',')]
    group: Vec<String>,
    /// That are law on this day
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    /// How they are told
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// What is wanted; an empty list wants all.
struct Wanted {
    named: Vec<Selector>,
    families: Vec<&'static str>,
    regimes: Vec<Regime>,
    levels: Vec<Level>,
    groups: Vec<Group>,
    as_of: Option<Date>,
}

impl Wanted {
    fn has(&self, rule: &Rule) -> bool {
        let regimes: Vec<Regime> =
            if self.regimes.is_empty() { Regime::iter().collect() } else { self.regimes.clone() };
        let law = |regime: &Regime| {
            rule.first_day(*regime)
                .is_some_and(|first| self.as_of.is_none_or(|day| rule.packs.is_empty() || first <= day))
        };
        let named = |one: &Selector| rule.marks().any(|mark| one.has(rule, mark));
        (self.named.is_empty() || self.named.iter().any(named))
            && (self.families.is_empty() || self.families.contains(&rule.family()))
            && (self.levels.is_empty() || rule.marks().any(|mark| self.levels.contains(&mark.level())))
            && (self.groups.is_empty() || self.groups.iter().any(|group| group.has_some(rule)))
            && regimes.iter().any(law)
    }
}

#[derive(Serialize)]
struct List {
    format: u64,
    rules: Vec<Facts>,
}

impl Args {
    pub(super) fn run(self, out: &mut dyn Write, style: Style) -> Result<Outcome, Error> {
        let (format, wanted) = (self.format, self.wanted()?);
        let rules: Vec<&'static Rule> = rules::all().filter(|rule| wanted.has(rule)).collect();
        match format {
            Format::Json => {
                let list = List { format: FORMAT, rules: rules.into_iter().map(Facts::of).collect() };
                writeln!(out, "{}", serde_json::to_string_pretty(&list).map_err(io::Error::other)?)?;
            }
            Format::Markdown => markdown(out, &rules)?,
            Format::Text => {
                text(out, &rules, style)?;
                writeln!(out, "{}", counts(&rules))?;
            }
        }
        Ok(Outcome::Clean)
    }

    fn wanted(&self) -> Result<Wanted, Error> {
        let families = rules::families();
        Ok(Wanted {
            named: self
                .named
                .iter()
                .map(|name| Selector::find(name).ok_or_else(|| unknown(name)))
                .collect::<Result<_, _>>()?,
            families: listed("family", &self.family, families.iter().map(|family| (*family, *family)))?,
            regimes: listed(
                "jurisdiction",
                &self.jurisdiction,
                [("eu", Regime::Eu), ("uk", Regime::Uk), ("ch", Regime::Ch)],
            )?,
            levels: listed(
                "level",
                &self.level,
                [("deny", Level::Deny), ("warn", Level::Warn), ("note", Level::Note)],
            )?,
            groups: listed("group", &self.group, Group::all().map(|group| (group.name(), group)))?,
            as_of: self.as_of,
        })
    }
}

/// Values by their names, in any case.
fn listed<T: Copy>(
    what: &'static str,
    names: &[String],
    known: impl IntoIterator<Item = (&'static str, T)>,
) -> Result<Vec<T>, Error> {
    let known: Vec<(&str, T)> = known.into_iter().collect();
    let all = || known.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let one = |name: &String| {
        let found = known.iter().find(|(known, _)| known.eq_ignore_ascii_case(name.trim()));
        let wrong = || Error::Filter { what, found: name.clone(), known: format!("one of {}", all()) };
        found.map(|(_, value)| *value).ok_or_else(wrong)
    };
    names.iter().map(one).collect()
}

/// The same rules by family.
fn by_family<'a>(rules: &'a [&'static Rule]) -> impl Iterator<Item = (&'static str, Vec<&'static Rule>)> + 'a {
    let of = |family: &str| rules.iter().copied().filter(|rule| rule.family() == family).collect::<Vec<_>>();
    rules::families().into_iter().map(move |family| (family, of(family))).filter(|(_, rules)| !rules.is_empty())
}

/// Jurisdictions in short, such as `eu uk`.
fn jurisdictions(rule: &Rule) -> String {
    let names: Vec<&str> = rule.packs.iter().map(AsRef::as_ref).collect();
    if names.is_empty() { "all".to_owned() } else { names.join(" ") }
}

/// First law dates, with the jurisdictions where these differ.
fn since(rule: &Rule) -> String {
    let days = facts::days(rule);
    let told = |(day, regimes): (&Date, &Vec<Regime>)| {
        let names: Vec<&str> = regimes.iter().map(AsRef::as_ref).collect();
        format!("{}: {day}", names.join(" "))
    };
    match days.keys().collect::<Vec<_>>().as_slice() {
        [day] => day.to_string(),
        _ => days.iter().map(told).collect::<Vec<_>>().join("; "),
    }
}

fn text(out: &mut dyn Write, rules: &[&'static Rule], style: Style) -> io::Result<()> {
    let paint = Paint(style.colour);
    for (family, rules) in by_family(rules) {
        writeln!(out, "{} {}", paint.heading(family), paint.faint(rules::about(family)))?;
        for rule in rules {
            let (levels, place) = (facts::levels(rule), jurisdictions(rule));
            let row = format!("  {:<6}  {levels:<10}  {place:<8}  ", rule.code);
            let told = format!("{}: {}", paint.heading(rule.name), rule.summary);
            write!(out, "{}", filled(&told, &row, &" ".repeat(HANGING), style.width))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Columns before what stands below a rule's first line.
const HANGING: usize = 10;

/// How many of each level.
fn counts(rules: &[&'static Rule]) -> String {
    let of = |level: Level| rules.iter().filter(|rule| rule.level() == level).count();
    let levels = [Level::Deny, Level::Warn, Level::Note];
    let parts: Vec<_> = levels
        .into_iter()
        .filter(|level| of(*level) > 0)
        .map(|level| format!("{} {}", of(level), level.as_ref()))
        .collect();
    if parts.is_empty() {
        "no rules".to_owned()
    } else {
        format!("{}: {}", counted(rules.len(), "rule"), parts.join(", "))
    }
}

/// The list as tables, one a family, with links to the pages beside it.
fn markdown(out: &mut dyn Write, rules: &[&'static Rule]) -> io::Result<()> {
    for (family, rules) in by_family(rules) {
        writeln!(out, "### {family}: {}\n", rules::about(family))?;
        writeln!(out, "| code | name | level | where | since | law | what is found |")?;
        writeln!(out, "| --- | --- | --- | --- | --- | --- | --- |")?;
        for rule in rules {
            let row = [
                format!("[{0}]({0}.md)", rule.code),
                format!("`{}`", rule.name),
                facts::levels(rule),
                jurisdictions(rule),
                since(rule),
                facts::law(rule).join("; "),
                rule.summary.to_owned(),
            ];
            let cells: Vec<_> = row.iter().map(|cell| cell.replace('|', "\\|")).collect();
            writeln!(out, "| {} |", cells.join(" | "))?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{}", counts(rules))
}
