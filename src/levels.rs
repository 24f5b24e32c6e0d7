//! Who decides how much a finding weighs: the row, `[lints]`, the command line, and `[[waive]]`.
//!
//! Order of strength: command line, `[lints]` in the notice, `[lints]` in `noticec.toml`, the row. Within one of them, a line
//! that names a rule beats one that names its family, and that beats one that names a group; of equals, the later one counts.
//! Promise 1 limits it: a rule that stands for a mandatory item can't be lowered, only waived for one place; a family or a
//! group passes over it, and to name it is a finding. Identity, purpose and basis can't be waived either.

mod selector;
#[cfg(test)]
mod tests;
mod waivers;

use indexmap::IndexMap;
use jiff::civil::Date;

use crate::declaration::Project;
use crate::finding::{Fault, Finding, Level};
use crate::model::Model;
use crate::rules::{self, Rule};
use crate::source::{Span, Spanned};

pub use selector::Selector;
pub use waivers::is_waivable;

use waivers::waivers;

/// Who set the level of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetBy {
    /// The rule's own row.
    Row,
    /// A line of `[lints]`, by what it names.
    Lints(Selector, Span),
    /// The command line, by what it names.
    CommandLine(Selector),
}

/// A finding with its rule, its level and who set it.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// What is wrong and where.
    pub finding: Finding,
    /// The rule that found it.
    pub rule: &'static Rule,
    /// How much it weighs in this run.
    pub level: Level,
    /// Who set that level.
    pub set_by: SetBy,
    /// The law, as cited for the notice.
    pub law: Vec<String>,
}

/// Levels from the command line, in its order: a rule, family or group, and the level.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommandLine(pub Vec<(String, Level)>);

/// What came of weighing the findings of one notice.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Verdict {
    /// Findings to report, by place.
    pub reported: Vec<Judged>,
    /// Findings that a waiver let pass.
    pub waived: Vec<Judged>,
}

impl Verdict {
    /// Whether anything is at or above a level.
    #[must_use]
    pub fn reaches(&self, level: Level) -> bool {
        self.reported.iter().any(|judged| judged.level >= level)
    }
}

/// A finding of a stage before the rules, which keeps its row's level.
#[must_use]
pub fn of_stage(finding: Finding) -> Option<Judged> {
    let rule = rules::find(finding.code)?;
    let level = finding.fault.mark.unwrap_or(rule.mark).level();
    Some(Judged { finding, rule, level, set_by: SetBy::Row, law: rule.law.iter().map(ToString::to_string).collect() })
}

/// Findings in shared registers, which no one notice answers for: the project and the command line set their levels.
#[must_use]
pub fn of_registers(findings: Vec<Finding>, project: Option<&Project>, command_line: &CommandLine) -> Vec<Judged> {
    let setters = Setters::new(command_line, [project.map(|project| &project.lints)]);
    let weighed = findings.into_iter().filter_map(|finding| {
        let mut judged = of_stage(finding)?;
        (judged.level, judged.set_by) = setters.level(judged.rule, &judged.finding.fault);
        Some(judged)
    });
    weighed.filter(|judged| judged.level > Level::Allow).collect()
}

/// Weighs the findings of a notice and applies its waivers.
#[must_use]
pub fn judge(
    findings: Vec<Finding>,
    model: &Model,
    project: Option<&Project>,
    command_line: &CommandLine,
    today: Option<Date>,
) -> Verdict {
    let mut findings = findings;
    findings.extend(wrong_lints(&model.lints));
    findings.extend(project.iter().flat_map(|project| wrong_lints(&project.lints)));
    let mut used = vec![false; model.waive.len()];
    let (waivers, faulty) = waivers(&model.waive, today);
    findings.extend(faulty);
    let setters = Setters::new(command_line, [Some(&model.lints), project.map(|project| &project.lints)]);
    let weigh = |finding: Finding| -> Option<Judged> {
        let rule = rules::find(finding.code)?;
        let (level, set_by) = setters.level(rule, &finding.fault);
        let regimes = if finding.fault.under.is_empty() { &model.law.regimes } else { &finding.fault.under };
        let law = rule.cites(regimes, model.law.date);
        Some(Judged { finding, rule, level, set_by, law })
    };
    let mut verdict = Verdict::default();
    for judged in findings.into_iter().filter_map(weigh) {
        match waivers.iter().find(|waiver| waiver.covers(&judged)) {
            Some(waiver) => {
                used[waiver.index] = true;
                verdict.waived.push(judged);
            }
            None => verdict.reported.push(judged),
        }
    }
    for waiver in waivers.iter().filter(|waiver| !used[waiver.index]) {
        let fault = Fault::new("a waiver lets nothing pass")
            .at(waiver.span, "nothing is found there that it names")
            .help("leave it out, or correct `rule` and `on`");
        verdict.reported.extend(weigh(fault.by("LVL-03")));
    }
    verdict.reported.retain(|judged| judged.level > Level::Allow);
    verdict.reported.sort_by_key(|judged| (judged.finding.span(), judged.rule.code));
    verdict
}

type Lints = IndexMap<Spanned<String>, Spanned<Level>>;

/// Lines that set levels, the strongest source first.
struct Setters(Vec<Vec<(Selector, Level, SetBy)>>);

impl Setters {
    fn new<'a>(command_line: &CommandLine, lints: impl IntoIterator<Item = Option<&'a Lints>>) -> Self {
        let argument = |(name, level): &(String, Level)| {
            let selector = Selector::find(name)?;
            Some((selector, *level, SetBy::CommandLine(selector)))
        };
        let line = |(name, level): (&Spanned<String>, &Spanned<Level>)| {
            let selector = Selector::find(name)?;
            Some((selector, level.value, SetBy::Lints(selector, name.span.to(level.span))))
        };
        let files = lints.into_iter().flatten().map(|lints| lints.iter().filter_map(line).collect());
        Self([command_line.0.iter().filter_map(argument).collect()].into_iter().chain(files).collect())
    }

    fn level(&self, rule: &Rule, fault: &Fault) -> (Level, SetBy) {
        let mark = fault.mark.unwrap_or(rule.mark);
        let set = self.0.iter().find_map(|lines| selector::chosen(lines.iter(), rule, mark));
        set.map_or((mark.level(), SetBy::Row), |(_, level, set_by)| (*level, *set_by))
    }
}

/// Lines of `[lints]` that name nothing, or lower what can't be lowered.
fn wrong_lints(lints: &Lints) -> Vec<Finding> {
    let line = |(name, level): (&Spanned<String>, &Spanned<Level>)| match Selector::find(name) {
        None => Some(unknown(name, selector::near(name))),
        Some(Selector::Rule(rule)) if is_lowered(rule, level.value) => Some(fixed(rule, name.span)),
        Some(_) => None,
    };
    lints.iter().filter_map(line).collect()
}

fn is_lowered(rule: &Rule, level: Level) -> bool {
    rule.mark.is_fixed() && level < rule.level()
}

fn fixed(rule: &Rule, at: Span) -> Finding {
    let help = if is_waivable(rule) {
        "for one place and a while, use `[[waive]]`; to look at an unfinished notice, `build --draft`"
    } else {
        "declare what is missing; to look at an unfinished notice, use `build --draft`"
    };
    Fault::new(format!("`{}` can't be lowered", rule.name))
        .at(at, "it stands for what a notice must have")
        .help(help)
        .by("LVL-02")
}

fn unknown(name: &Spanned<String>, near: Option<String>) -> Finding {
    let fault = Fault::new(format!("no rule is called `{}`", name.value)).at(name.span, "this name");
    match near {
        _ if name.value == "warnings" => fault.help("`-D warnings` on the command line lets warnings fail a run"),
        Some(near) => fault.help(format!("a similar one exists: `{near}`")),
        None => fault.help("`noticec rules` lists all"),
    }
    .by("LVL-01")
}

/// Levels of the command line that name nothing, or lower what can't be lowered; a message each.
#[must_use]
pub fn wrong_arguments(command_line: &CommandLine) -> Vec<String> {
    let wrong = |(name, level): &(String, Level)| match Selector::find(name) {
        None if name == "warnings" => Some("`warnings` goes with `-D` alone".to_owned()),
        None => Some(match selector::near(name) {
            Some(near) => format!("no rule is called `{name}`; a similar one exists: `{near}`"),
            None => format!("no rule is called `{name}`"),
        }),
        Some(Selector::Rule(rule)) if is_lowered(rule, *level) => {
            Some(format!("`{}` stands for what a notice must have and can't be lowered", rule.name))
        }
        Some(_) => None,
    };
    command_line.0.iter().filter_map(wrong).collect()
}
