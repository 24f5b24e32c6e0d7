//! Who decides how much a finding weighs: the row, `[lints]`, the command line, and `[[waive]]`.
//!
//! Order of strength: command line, `[lints]` in the notice, `[lints]` in `noticec.toml`, the row. Within one of them, a line
//! that names a rule beats one that names its family, and that beats one that names a group; of equals, the later one counts.
//! Promise 1 limits it: a finding that stands for a mandatory item can't be lowered, only waived for one place. A family or a
//! group passes over it; to name a rule that has no other findings is a finding. Identity, purpose and basis can't be waived
//! either. What counts is the mark of the finding: a rule may be milder or stricter in one case.

mod selector;
#[cfg(test)]
mod tests;
mod waivers;

use indexmap::IndexMap;
use jiff::civil::Date;

use crate::declaration::Project;
use crate::finding::{Fault, Finding, Level, Mark};
use crate::model::Model;
use crate::rules::{self, Rule};
use crate::source::{Span, Spanned};

pub use selector::Selector;
pub use waivers::{Waived, can_waive, is_waivable};

use selector::keeps;
use waivers::{forbidden, unused, waivers};

/// Who set the level of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SetBy {
    /// The rule's own row.
    Row,
    /// A line of `[lints]`: its key as it was written, and its place.
    Lints(String, Span),
    /// An argument, such as `-D RET-03`.
    CommandLine(String),
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
    /// A line that names the rule and would lower it, if this finding did not keep its level.
    pub out_of_reach: Option<SetBy>,
    /// The law, as cited for the notice.
    pub law: Vec<String>,
}

/// Levels from the command line, in its order: a rule, family or group, and the level.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommandLine(pub Vec<(String, Level)>);

impl Judged {
    /// What the finding rests on.
    #[must_use]
    pub fn mark(&self) -> Mark {
        self.rule.mark_of(&self.finding.fault)
    }

    /// The place that a waiver of it would name; `None` where nobody can waive it.
    #[must_use]
    pub fn waivable_on(&self) -> Option<&str> {
        let on = self.finding.fault.on.as_deref();
        on.filter(|_| can_waive(self.rule, self.mark()))
    }
}

/// What came of weighing the findings of one notice.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Verdict {
    /// Findings to report, by place.
    pub reported: Vec<Judged>,
    /// Findings that a waiver let pass.
    pub waived: Vec<Waived>,
    /// Findings that somebody set to `allow`.
    pub allowed: Vec<Judged>,
}

impl Verdict {
    /// Whether anything is at or above a level.
    #[must_use]
    pub fn reaches(&self, level: Level) -> bool {
        self.reported.iter().any(|judged| judged.level >= level)
    }

    /// Parts what is allowed from what is reported, and sorts both by place.
    fn settle(&mut self) {
        self.allowed.extend(self.reported.extract_if(.., |judged| judged.level == Level::Allow));
        for judged in [&mut self.reported, &mut self.allowed] {
            judged.sort_by_key(|judged| (judged.finding.span(), judged.rule.code));
        }
    }
}

/// A finding of a stage before the rules, which keeps its row's level.
#[must_use]
pub fn of_stage(finding: Finding) -> Option<Judged> {
    let rule = rules::find(finding.code)?;
    let level = rule.mark_of(&finding.fault).level();
    let law = rule.law.iter().map(ToString::to_string).collect();
    Some(Judged { finding, rule, level, set_by: SetBy::Row, out_of_reach: None, law })
}

/// Findings in shared registers, which no one notice answers for: the project and the command line set their levels.
#[must_use]
pub fn of_registers(findings: Vec<Finding>, project: Option<&Project>, command_line: &CommandLine) -> Verdict {
    let setters = Setters::new(command_line, [project.map(|project| &project.lints)]);
    let weighed = findings.into_iter().filter_map(of_stage).map(|judged| setters.weigh(judged));
    let mut verdict = Verdict { reported: weighed.collect(), ..Verdict::default() };
    verdict.settle();
    verdict
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
        let judged = of_stage(finding)?;
        let under = &judged.finding.fault.under;
        let regimes = if under.is_empty() { &model.law.regimes } else { under };
        let law = judged.rule.cites(regimes, model.law.date);
        Some(setters.weigh(Judged { law, ..judged }))
    };
    let mut verdict = Verdict::default();
    let mut amiss = Vec::new();
    for judged in findings.into_iter().filter_map(weigh) {
        let Some(waiver) = waivers.iter().find(|waiver| waiver.names(&judged)) else {
            verdict.reported.push(judged);
            continue;
        };
        used[waiver.index] = true;
        if judged.waivable_on().is_some() {
            verdict.waived.push(waiver.of(judged));
        } else {
            let finding = forbidden(judged.rule, waiver.named, " here");
            if !amiss.contains(&finding) {
                amiss.push(finding);
            }
            verdict.reported.push(judged);
        }
    }
    let found: Vec<&Judged> =
        verdict.reported.iter().chain(verdict.waived.iter().map(|waived| &waived.judged)).collect();
    amiss.extend(waivers.iter().filter(|waiver| !used[waiver.index]).map(|waiver| unused(waiver, &found)));
    verdict.reported.extend(amiss.into_iter().filter_map(weigh));
    verdict.settle();
    verdict
}

type Lints = IndexMap<Spanned<String>, Spanned<Level>>;

/// A line that sets a level.
struct Line {
    selector: Selector,
    level: Level,
    by: SetBy,
}

/// Lines that set levels, the strongest source first.
struct Setters(Vec<Vec<Line>>);

impl Setters {
    fn new<'a>(command_line: &CommandLine, lints: impl IntoIterator<Item = Option<&'a Lints>>) -> Self {
        let argument = |(name, level): &(String, Level)| {
            let by = SetBy::CommandLine(argument(name, *level));
            Some(Line { selector: Selector::find(name)?, level: *level, by })
        };
        let line = |(name, level): (&Spanned<String>, &Spanned<Level>)| {
            let by = SetBy::Lints(name.value.clone(), name.span.to(level.span));
            Some(Line { selector: Selector::find(name)?, level: level.value, by })
        };
        let files = lints.into_iter().flatten().map(|lints| lints.iter().filter_map(line).collect());
        Self([command_line.0.iter().filter_map(argument).collect()].into_iter().chain(files).collect())
    }

    /// Gives a finding its level.
    fn weigh(&self, judged: Judged) -> Judged {
        let (rule, mark) = (judged.rule, judged.mark());
        if let Some(line) = self.0.iter().find_map(|lines| selector::chosen(lines.iter(), rule, mark)) {
            return Judged { level: line.level, set_by: line.by.clone(), ..judged };
        }
        let named = |line: &&Line| line.selector == Selector::Rule(rule) && keeps(mark, line.level);
        let out_of_reach = self.0.iter().flatten().find(named).map(|line| line.by.clone());
        Judged { level: mark.level(), out_of_reach, ..judged }
    }
}

/// An argument as it is written.
fn argument(name: &str, level: Level) -> String {
    let option = match level {
        Level::Allow | Level::Note => "-A",
        Level::Warn => "-W",
        Level::Deny => "-D",
    };
    format!("{option} {name}")
}

/// Lines of `[lints]` that name nothing, or lower what can't be lowered.
fn wrong_lints(lints: &Lints) -> Vec<Finding> {
    let line = |(name, level): (&Spanned<String>, &Spanned<Level>)| {
        let Some(selector) = Selector::find(name) else { return Some(unknown(name, selector::near(name))) };
        let kept = selector.is_kept_above(level.value).then(|| kept(name, selector))?;
        let fault = Fault::new(kept.message).at(name.span, kept.why).help(kept.help);
        Some(fault.by("LVL-02"))
    };
    lints.iter().filter_map(line).collect()
}

/// What is said of a line that changes nothing.
struct Kept {
    message: String,
    why: &'static str,
    help: &'static str,
}

fn kept(name: &str, selector: Selector) -> Kept {
    let Selector::Rule(rule) = selector else {
        return Kept {
            message: format!("every rule of `{name}` keeps its level, and to lower it does nothing"),
            why: "none of them can be lowered",
            help: "leave it out",
        };
    };
    let message = format!("`{name}` can't be lowered");
    if rule.mark == Mark::Structural {
        let why = "it is about the structure of a notice, and keeps its level";
        return Kept { message, why, help: "mend what it finds; `noticec explain` shows how" };
    }
    let help = if is_waivable(rule) {
        "declare what is missing; for one place and a while, `[[waive]]`; to look at it, `build --draft`"
    } else {
        "declare what is missing; to look at it, `build --draft`"
    };
    Kept { message, why: "it stands for what a notice must have", help }
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

/// How rules are named, for who named none.
const NAMED: &str = "rules are named as in the messages: `retention-start-missing` or `RET-03`; a family `RET`, or a group \
                     (guidance, style, eu, uk, ch) stands for all its rules";

/// Levels of the command line that name nothing, or lower what can't be lowered; a message and a help each.
#[must_use]
pub fn wrong_arguments(command_line: &CommandLine) -> Vec<(String, &'static str)> {
    let wrong = |(name, level): &(String, Level)| {
        let Some(selector) = Selector::find(name) else {
            return Some(match selector::near(name) {
                _ if name == "warnings" => ("`warnings` goes with `-D` alone".to_owned(), NAMED),
                Some(near) => (format!("no rule is called `{name}`; a similar one exists: `{near}`"), NAMED),
                None => (format!("no rule is called `{name}`"), NAMED),
            });
        };
        let kept = selector.is_kept_above(*level).then(|| kept(name, selector))?;
        Some(match selector {
            Selector::Rule(_) => (format!("{}: {}", kept.message, kept.why), kept.help),
            _ => (kept.message, kept.help),
        })
    };
    command_line.0.iter().filter_map(wrong).collect()
}
