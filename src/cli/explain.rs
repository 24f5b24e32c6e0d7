//! `noticec explain RULE...`

mod change;
mod page;

use std::io::{self, Write};

use serde::Serialize;

use self::page::Page;
use super::facts::{self, FORMAT, Facts, Format};
use super::{Error, Outcome};
use crate::diff::{Kind, kinds};
use crate::report::Style;
use crate::rules::{self, Certainty, Group, Rule};

pub(super) use self::page::{Paint, filled};

/// Columns of the names of facts.
const LABEL: usize = 15;

/// Say what a rule asks, by which law, and how to mend what it finds
///
/// Of a change that `noticec diff` tells, what its kind means.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:\n\
\x20 noticec explain RET-03                    by its code\n\
\x20 noticec explain retention-start-missing   by its name\n\
\x20 noticec explain RET-03 TRF-01 --format markdown\n\
\x20 noticec explain DIF-12                    a change that `noticec diff` tells")]
pub(super) struct Args {
    /// Codes or names, as findings and comparisons give them, in any case
    #[arg(value_name = "RULE", required = true)]
    rules: Vec<String>,
    /// How it is told
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Args {
    pub(super) fn run(self, out: &mut dyn Write, style: Style) -> Result<Outcome, Error> {
        let mut topics: Vec<Topic> = Vec::new();
        for name in &self.rules {
            let topic =
                kinds::find(name).map_or_else(|| rule(name).map(Topic::Rule), |kind| Ok(Topic::Change(kind)))?;
            if !topics.contains(&topic) {
                topics.push(topic);
            }
        }
        match self.format {
            Format::Json => {
                let mut all = All { format: FORMAT, rules: Vec::new(), changes: Vec::new() };
                for topic in topics {
                    match topic {
                        Topic::Rule(rule) => all.rules.push(Explained::of(rule)),
                        Topic::Change(kind) => all.changes.push(change::Explained::of(kind)),
                    }
                }
                writeln!(out, "{}", serde_json::to_string_pretty(&all).map_err(io::Error::other)?)?;
            }
            Format::Markdown => {
                for (index, topic) in topics.into_iter().enumerate() {
                    write!(out, "{}", if index > 0 { "\n" } else { "" })?;
                    match topic {
                        Topic::Rule(rule) => markdown(out, rule)?,
                        Topic::Change(kind) => change::markdown(out, kind)?,
                    }
                }
            }
            Format::Text => {
                for (index, topic) in topics.into_iter().enumerate() {
                    write!(out, "{}", if index > 0 { "\n\n" } else { "" })?;
                    match topic {
                        Topic::Rule(rule) => text(out, rule, style)?,
                        Topic::Change(kind) => change::text(out, kind, style)?,
                    }
                }
            }
        }
        Ok(Outcome::Clean)
    }
}

/// What can be explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Topic {
    Rule(&'static Rule),
    Change(&'static Kind),
}

/// The rule of a code or a name.
fn rule(name: &str) -> Result<&'static Rule, Error> {
    rules::find(name).ok_or_else(|| unknown(name))
}

/// What is wrong with a name that is no rule's.
pub(super) fn unknown(name: &str) -> Error {
    if let Some(row) = rules::as_code(name).and_then(|code| unbuilt(&code)) {
        return row;
    }
    let family = rules::families().into_iter().find(|family| family.eq_ignore_ascii_case(name));
    let help = match (family, Group::find(name)) {
        (Some(family), _) => format!("it is a family: `noticec rules {family}` lists its rules"),
        (_, Some(group)) => format!("it is a group: `noticec rules {}` lists its rules", group.name()),
        _ => "`noticec rules` lists all".to_owned(),
    };
    let similar = if family.is_some() { None } else { rules::near(name) };
    let near = similar.map(|near| format!("; a similar one exists: `{near}`")).unwrap_or_default();
    Error::Rule { found: name.to_owned(), near, help }
}

/// The list of rules, and the rows of the catalogue that are none.
const LIST: &str = include_str!("../../docs/rules/README.md");

/// What the list says of a row of the catalogue that is no rule: `- CODE name: reason`, over several lines.
fn unbuilt(code: &str) -> Option<Error> {
    let (_, rows) = LIST.split_once("\n## Rows")?;
    let rows = rows.split("\n## ").next()?;
    let row = rows.split("\n- ").skip(1).find_map(|row| row.strip_prefix(code)?.strip_prefix(' '))?;
    let (name, reason) = row.split("\n\n").next()?.split_once(": ")?;
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Error::Row { code: code.to_owned(), name: name.to_owned(), reason })
}

/// The others of its family.
fn related(rule: &Rule) -> impl Iterator<Item = &'static Rule> {
    rules::all().filter(move |other| other.family() == rule.family() && *other != rule)
}

#[derive(Serialize)]
struct All {
    format: u64,
    rules: Vec<Explained>,
    /// Kinds of change, where some were asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changes: Vec<change::Explained>,
}

#[derive(Serialize)]
struct Explained {
    #[serde(flatten)]
    facts: Facts,
    /// What is asked and why; Markdown.
    why: String,
    /// TOML in which the fault stands; empty where no TOML alone has it.
    found: Option<String>,
    /// The same, mended.
    fixed: Option<String>,
    related: Vec<&'static str>,
}

impl Explained {
    fn of(rule: &'static Rule) -> Self {
        let page = Page::of(rule);
        let related = related(rule).map(|other| other.code).collect();
        let toml = |text: Option<&str>| text.map(str::to_owned);
        Self {
            facts: Facts::of(rule),
            why: page.why.to_owned(),
            found: toml(page.found),
            fixed: toml(page.fixed),
            related,
        }
    }
}

/// The facts of a rule, a name and one or more lines each.
fn rows(rule: &Rule) -> Vec<(&'static str, Vec<String>)> {
    let groups = facts::groups(rule);
    let groups = if groups.is_empty() { Vec::new() } else { vec![groups.join(", ")] };
    let sure = if rule.sure == Certainty::NoLaw { Vec::new() } else { vec![rule.sure.in_words().to_owned()] };
    let rows = [
        ("Level", facts::weighs(rule)),
        ("Holds", vec![facts::holds(rule)]),
        ("Law", facts::law(rule)),
        ("How sure", sure),
        ("Who may waive", vec![facts::waiving(rule)]),
        ("Groups", groups),
    ];
    rows.into_iter().filter(|(_, lines)| !lines.is_empty()).collect()
}

fn markdown(out: &mut dyn Write, rule: &Rule) -> io::Result<()> {
    let (heading, rest) = rule.page.split_once('\n').unwrap_or((rule.page, ""));
    writeln!(out, "{heading}\n\n**{}**: {}\n\n| | |\n| --- | --- |", rule.code, rule.summary)?;
    for (name, lines) in rows(rule) {
        writeln!(out, "| {name} | {} |", lines.join("<br>"))?;
    }
    writeln!(out, "\n{}", rest.trim())?;
    let related: Vec<_> = related(rule).map(|other| format!("{} `{}`", other.code, other.name)).collect();
    if related.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n## Related\n\n{}", related.join(", "))
}

fn text(out: &mut dyn Write, rule: &Rule, style: Style) -> io::Result<()> {
    let paint = Paint(style.colour);
    let page = Page::of(rule);
    writeln!(out, "{} {}", paint.heading(rule.code), paint.heading(rule.name))?;
    writeln!(out, "{}", page::filled(&paint.prose(rule.summary), "", "", style.width))?;
    let margin = " ".repeat(LABEL);
    for (name, lines) in rows(rule) {
        for (index, line) in lines.iter().enumerate() {
            let label = if index == 0 { paint.faint(&format!("{name:<LABEL$}")) } else { margin.clone() };
            write!(out, "{}", page::filled(&paint.prose(line), &label, &margin, style.width))?;
        }
    }
    write!(out, "\n{}", page.told(paint, style.width))?;
    for (name, toml) in [("Found", page.found), ("Fixed", page.fixed)] {
        let Some(toml) = toml else { continue };
        writeln!(out, "\n{}\n", paint.heading(name))?;
        for line in toml.lines() {
            writeln!(out, "{}", format!("    {line}").trim_end())?;
        }
    }
    let mut related = related(rule).peekable();
    if related.peek().is_some() {
        writeln!(out, "\n{} ({})\n", paint.heading("Related"), rules::about(rule.family()))?;
    }
    related.try_for_each(|other| writeln!(out, "    {} {}", other.code, other.name))
}
