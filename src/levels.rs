//! Who decides how much a finding weighs: the row, `[lints]`, the command line, and `[[waive]]`.
//!
//! Order of strength: command line, `[lints]` in the notice, `[lints]` in `noticec.toml`, the row. Promise 1 limits it: a
//! rule that stands for a mandatory item can't be lowered, only waived for one place; identity, purpose and basis can't be
//! waived either.

use indexmap::IndexMap;
use jiff::civil::Date;

use crate::declaration::{Project, Waiver};
use crate::finding::{Fault, Finding, Level, Mark};
use crate::law::basis::nearest;
use crate::model::Model;
use crate::rules::{self, Rule};
use crate::source::{Span, Spanned};

/// Families whose findings nobody can waive: identity, purpose and basis.
const CORE: &[&str] = &["IDN", "PUR", "BAS"];

/// Who set the level of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetBy {
    /// The rule's own row.
    Row,
    /// A line of `[lints]`.
    Lints(Span),
    /// The command line.
    CommandLine,
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

/// Levels from the command line: a code or a name, and the level; later ones win.
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
    let mut verdict = Verdict::default();
    for finding in findings {
        let Some(rule) = rules::find(finding.code) else { continue };
        let (level, set_by) = level(rule, &finding.fault, model, project, command_line);
        let law = rule.cites(&model.law.regimes, model.law.date);
        let judged = Judged { finding, rule, level, set_by, law };
        match waivers.iter().find(|waiver| waiver.covers(&judged)) {
            Some(waiver) => {
                used[waiver.index] = true;
                verdict.waived.push(judged);
            }
            None if level > Level::Allow => verdict.reported.push(judged),
            None => {}
        }
    }
    for waiver in waivers.iter().filter(|waiver| !used[waiver.index]) {
        let fault = Fault::new("a waiver lets nothing pass")
            .at(waiver.span, "nothing is found there that it names")
            .help("leave it out, or correct `rule` and `on`");
        verdict.reported.extend(of_stage(fault.by("LVL-03")));
    }
    verdict.reported.sort_by_key(|judged| (judged.finding.span(), judged.rule.code));
    verdict
}

fn level(
    rule: &Rule,
    fault: &Fault,
    model: &Model,
    project: Option<&Project>,
    command_line: &CommandLine,
) -> (Level, SetBy) {
    let mark = fault.mark.unwrap_or(rule.mark);
    let own = mark.level();
    let named = |name: &str| name == rule.name || name.eq_ignore_ascii_case(rule.code);
    let allowed = |level: Level| !mark.is_fixed() || level >= own;
    if let Some((_, level)) = command_line.0.iter().rev().find(|(name, level)| named(name) && allowed(*level)) {
        return (*level, SetBy::CommandLine);
    }
    let lints = [Some(&model.lints), project.map(|project| &project.lints)];
    let set = lints.into_iter().flatten().flatten().find(|(name, level)| named(name) && allowed(level.value));
    set.map_or((own, SetBy::Row), |(name, level)| (level.value, SetBy::Lints(name.span.to(level.span))))
}

/// Lines of `[lints]` that name no rule, or lower what can't be lowered.
fn wrong_lints(lints: &IndexMap<Spanned<String>, Spanned<Level>>) -> Vec<Finding> {
    let line = |(name, level): (&Spanned<String>, &Spanned<Level>)| match rules::find(name) {
        None => Some(unknown_rule(name)),
        Some(rule) if rule.mark.is_fixed() && level.value < rule.level() => Some(fixed(rule, name.span)),
        Some(_) => None,
    };
    lints.iter().filter_map(line).collect()
}

fn fixed(rule: &Rule, at: Span) -> Finding {
    Fault::new(format!("`{}` can't be lowered", rule.name))
        .at(at, "it stands for what a notice must have")
        .help("for one place and a while, use `[[waive]]`; to look at an unfinished notice, `build --draft`")
        .by("LVL-02")
}

fn unknown_rule(name: &Spanned<String>) -> Finding {
    let fault = Fault::new(format!("no rule is called `{}`", name.value)).at(name.span, "this name");
    let names = rules::all().flat_map(|rule| [rule.name, rule.code]);
    match nearest(name, names) {
        Some(near) => fault.help(format!("a similar one exists: `{near}`")).by("LVL-01"),
        None => fault.by("LVL-01"),
    }
}

/// Levels of the command line that name no rule, or lower what can't be lowered; a message each.
#[must_use]
pub fn wrong_arguments(command_line: &CommandLine) -> Vec<String> {
    let wrong = |(name, level): &(String, Level)| match rules::find(name) {
        None => {
            let near = nearest(name, rules::all().map(|rule| rule.name));
            let near = near.map(|near| format!("; a similar one exists: `{near}`")).unwrap_or_default();
            Some(format!("no rule is called `{name}`{near}"))
        }
        Some(rule) if rule.mark.is_fixed() && *level < rule.level() => {
            Some(format!("`{}` stands for what a notice must have and can't be lowered", rule.name))
        }
        Some(_) => None,
    };
    command_line.0.iter().filter_map(wrong).collect()
}

/// A waiver that is complete and holds today.
struct Holding<'a> {
    index: usize,
    rule: &'static Rule,
    on: &'a str,
    span: Span,
}

impl Holding<'_> {
    fn covers(&self, judged: &Judged) -> bool {
        let place = judged.finding.fault.on.as_deref();
        self.rule.code == judged.rule.code && place == Some(self.on)
    }
}

fn waivers(declared: &[Spanned<Waiver>], today: Option<Date>) -> (Vec<Holding<'_>>, Vec<Finding>) {
    let mut holding = Vec::new();
    let mut findings = Vec::new();
    for (index, waiver) in declared.iter().enumerate() {
        match waiver_holds(waiver, today) {
            Ok((rule, on)) => holding.push(Holding { index, rule, on, span: waiver.span }),
            Err(finding) => findings.push(finding),
        }
    }
    (holding, findings)
}

fn waiver_holds(waiver: &Spanned<Waiver>, today: Option<Date>) -> Result<(&'static Rule, &str), Finding> {
    let text = |field: &Option<Spanned<String>>| field.as_ref().is_some_and(|text| !text.trim().is_empty());
    let missing: Vec<&str> = [
        ("rule", text(&waiver.rule)),
        ("on", text(&waiver.on)),
        ("reason", text(&waiver.reason)),
        ("owner", text(&waiver.owner)),
        ("until", waiver.until.is_some()),
    ]
    .into_iter()
    .filter_map(|(field, there)| (!there).then_some(field))
    .collect();
    let (Some(name), Some(on), Some(until)) = (&waiver.rule, &waiver.on, waiver.until) else {
        return Err(incomplete(waiver, &missing));
    };
    if !missing.is_empty() {
        return Err(incomplete(waiver, &missing));
    }
    let Some(rule) = rules::find(name) else { return Err(unknown_rule(name)) };
    let structural = rule.mark == Mark::Structural;
    if CORE.contains(&rule.family()) && rule.mark.is_fixed() || structural {
        let fault = Fault::new(format!("`{}` can't be waived", rule.name))
            .at(name.span, "identity, purpose, basis and the structure of a notice are beyond waiving")
            .help("declare what is missing");
        return Err(fault.by("LVL-05"));
    }
    if today.is_some_and(|today| until.0 < today) {
        let fault = Fault::new(format!("the waiver of `{}` ended on {}", rule.name, until.value))
            .at(until.span, "this day has passed")
            .help("mend what it covered, or decide anew and set a later day");
        return Err(fault.by("LVL-04"));
    }
    Ok((rule, on.as_str()))
}

fn incomplete(waiver: &Spanned<Waiver>, missing: &[&str]) -> Finding {
    let missing: Vec<_> = missing.iter().map(|field| format!("`{field}`")).collect();
    Fault::new("a waiver does not say all that it must, and has no effect")
        .at(waiver.span, format!("without {}", missing.join(", ")))
        .help("say which rule, on what, why, who answers for it, and until when")
        .by("REF-11")
}
