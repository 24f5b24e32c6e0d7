//! The findings of a run with all that a report in another form tells of them. As JSON it is a report itself; SARIF
//! and all others are made from it.

use std::path::Path;

use schemars::JsonSchema;
use serde::Serialize;

use super::fingerprint::Fingerprints;
use super::places::{Place, place, relative, table};
use crate::finding::Level;
use crate::levels::{Judged, SetBy, Waived};
use crate::load::NoticeSource;
use crate::model::Model;
use crate::rules::{self, Check, Rule};
use crate::source::{SourceMap, Span};

/// Version of the form in which findings are written as JSON.
pub const FORMAT: u64 = 1;

/// What a run found, and what is needed to tell of it.
#[derive(Debug)]
pub struct Run<'a> {
    /// All files that were read.
    pub sources: &'a SourceMap,
    /// The folder to which paths are told relative.
    pub root: &'a Path,
    /// The notices, each with its model where it has one.
    pub notices: Vec<(&'a NoticeSource, Option<&'a Model>)>,
    /// What was found, by place.
    pub findings: &'a [Judged],
    /// What waivers let pass.
    pub waived: Vec<&'a Waived>,
    /// How many findings somebody set to `allow`.
    pub allowed: usize,
    /// The level from which a finding fails the run.
    pub failing: Level,
    /// Whether the legal rules have run.
    pub judged: bool,
    /// Codes of the rules that have, where it was not all of them.
    pub only: Option<&'a [&'a str]>,
}

/// The findings of a run.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Report {
    /// Version of this form.
    pub format: u64,
    /// The program that judged.
    pub tool: Tool,
    /// Whether the legal rules have run: not where a file could not be read whole.
    pub rules_run: bool,
    /// Whether a finding fails the run.
    pub fails: bool,
    /// How many findings there are.
    pub counts: Totals,
    /// The notices that were looked at.
    pub notices: Vec<Notice>,
    /// What was found: first what stands open or is known, by place; then what waivers let pass.
    pub findings: Vec<Finding>,
    /// The level from which a finding fails the run.
    #[serde(skip)]
    failing: Level,
}

/// A program and its version.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Tool {
    /// Its name.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

/// Findings, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Totals {
    /// Open findings of level `deny`.
    pub errors: usize,
    /// Open findings of level `warn`.
    pub warnings: usize,
    /// Open findings of level `note`.
    pub notes: usize,
    /// Findings that the baseline knows.
    pub known: usize,
    /// Findings that waivers let pass.
    pub waived: usize,
    /// Findings that somebody set to `allow`; nothing else is told of them.
    pub allowed: usize,
}

/// A notice.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Notice {
    /// Its id; where it could not be read, what it would be called after its file.
    pub id: String,
    /// Its own file.
    pub file: String,
    /// The rules that judged it.
    #[serde(skip)]
    pub rules: Vec<&'static Rule>,
}

/// Something that is wrong or missing.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Finding {
    /// Code of the rule, such as `RET-03`.
    pub code: &'static str,
    /// Its name, such as `retention-start-missing`.
    pub name: &'static str,
    /// `deny`, `warn` or `note`.
    pub level: Level,
    /// Who set that level: `row` (the rule's own), `lints` or `command-line`.
    pub set_by: &'static str,
    /// The key in `[lints]` or the argument that did; `null` for the rule's own.
    pub setting: Option<String>,
    /// Whether it fails the run.
    pub fails: bool,
    /// Whether it stands open, or why it may stand.
    pub status: Status,
    /// What is wrong; one line.
    pub message: String,
    /// Where; the first is where to look first.
    pub places: Vec<Place>,
    /// A change to make.
    pub help: Option<String>,
    /// TOML to paste.
    pub paste: Option<String>,
    /// The law, as cited for the notice.
    pub law: Vec<String>,
    /// The declaration that it is about, such as `recipients.ats`; else the table in which it stands.
    pub on: Option<String>,
    /// Whether `[[waive]]` could let it pass, with that declaration as `on`.
    pub waivable: bool,
    /// What the waiver says.
    pub waiver: Option<Waiver>,
    /// The same in every run, wherever the lines move: made from rule, declaration and message; unique in its file.
    pub fingerprint: String,
    /// Index of the notice that it is about; `None` where it is in a file that several share.
    #[serde(skip)]
    pub notice: Option<usize>,
}

/// Whether a finding stands open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It is to be mended.
    Open,
    /// The baseline knows it.
    Known,
    /// A waiver lets it pass.
    Waived,
}

/// What a waiver says.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Waiver {
    /// Why the finding may pass.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// Last day on which it may, such as `2027-03-31`.
    pub until: String,
}

impl Finding {
    /// The rule that found it.
    #[must_use]
    pub fn rule(&self) -> Option<&'static Rule> {
        rules::find(self.code)
    }

    /// The file in which to look first.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        self.places.first().map(|place| place.file.as_str())
    }
}

impl Report {
    /// Gathers what a run found.
    #[must_use]
    pub fn new(run: &Run<'_>) -> Self {
        let notice = |(source, model): &(&NoticeSource, Option<&Model>)| Notice {
            id: model.map_or_else(|| source.stem.clone(), |model| model.id.clone()),
            file: relative(&source.path, run.root),
            rules: model.filter(|_| run.judged).map_or_else(Vec::new, |model| judging(model, run.only)),
        };
        let mut fingerprints = Fingerprints::default();
        let mut told = |judged: &Judged, waived: Option<&Waived>| told(judged, waived, run, &mut fingerprints);
        let mut findings: Vec<Finding> = run.findings.iter().map(|judged| told(judged, None)).collect();
        findings.extend(run.waived.iter().map(|waived| told(&waived.judged, Some(waived))));
        let mut report = Self {
            format: FORMAT,
            tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
            rules_run: run.judged,
            fails: false,
            counts: Totals { allowed: run.allowed, ..Totals::default() },
            notices: run.notices.iter().map(notice).collect(),
            findings,
            failing: run.failing,
        };
        report.count();
        report
    }

    /// The file of the notice that a finding is about; where none is its own, that of the first. `None` in a run without notices.
    #[must_use]
    pub fn home(&self, finding: &Finding) -> Option<&str> {
        self.notices.get(finding.notice.unwrap_or_default()).map(|notice| notice.file.as_str())
    }

    /// Marks what is known, and counts anew. Says for each finding that does not rest on a waiver whether it is known, in order.
    pub fn mark_known(&mut self, is_known: impl Fn(&Finding) -> bool) -> Vec<bool> {
        let open = self.findings.iter_mut().filter(|finding| finding.status != Status::Waived);
        let marked = open.map(|finding| {
            let known = is_known(finding);
            finding.status = if known { Status::Known } else { Status::Open };
            known
        });
        let marked = marked.collect();
        self.count();
        marked
    }

    /// Leaves only open findings in the report; the counts stay.
    pub fn leave_open(&mut self) {
        self.findings.retain(|finding| finding.status == Status::Open);
    }

    fn count(&mut self) {
        let mut counts = Totals { allowed: self.counts.allowed, ..Totals::default() };
        for finding in &mut self.findings {
            finding.fails = finding.status == Status::Open && finding.level >= self.failing;
            match (finding.status, finding.level) {
                (Status::Known, _) => counts.known += 1,
                (Status::Waived, _) => counts.waived += 1,
                (Status::Open, Level::Deny) => counts.errors += 1,
                (Status::Open, Level::Warn) => counts.warnings += 1,
                (Status::Open, _) => counts.notes += 1,
            }
        }
        self.fails = self.findings.iter().any(|finding| finding.fails);
        self.counts = counts;
    }
}

/// The rules that judge a notice.
fn judging(model: &Model, only: Option<&[&str]>) -> Vec<&'static Rule> {
    let is_one = |rule: &&Rule| match only {
        Some(codes) => codes.contains(&rule.code),
        None => !matches!(rule.check, Check::Stage),
    };
    rules::all().filter(|rule| rule.holds_for(model)).filter(is_one).collect()
}

fn told(judged: &Judged, waived: Option<&Waived>, run: &Run<'_>, fingerprints: &mut Fingerprints) -> Finding {
    let fault = &judged.finding.fault;
    let labels = fault.labels.iter();
    let places: Vec<Place> = labels.filter_map(|label| place(label.span, &label.text, run.sources, run.root)).collect();
    let at = fault.labels.first().map(|label| label.span);
    let on = fault.on.clone().or_else(|| table(at?, run.sources));
    let file = places.first().map(|place| place.file.as_str()).unwrap_or_default();
    let fingerprint = fingerprints.of(file, judged.rule.code, on.as_deref(), &fault.message);
    let (set_by, setting) = match &judged.set_by {
        SetBy::Row => ("row", None),
        SetBy::Lints(key, _) => ("lints", Some(key.clone())),
        SetBy::CommandLine(argument) => ("command-line", Some(argument.clone())),
    };
    Finding {
        code: judged.rule.code,
        name: judged.rule.name,
        level: judged.level,
        set_by,
        setting,
        fails: false,
        status: if waived.is_some() { Status::Waived } else { Status::Open },
        message: fault.message.clone(),
        places,
        help: fault.help.clone(),
        paste: fault.paste.clone(),
        law: judged.law.clone(),
        on,
        waivable: judged.waivable_on().is_some(),
        waiver: waived.map(|waived| Waiver {
            reason: waived.reason.clone(),
            owner: waived.owner.clone(),
            until: waived.until.to_string(),
        }),
        fingerprint,
        notice: owner(at, &run.notices),
    }
}

/// The notice that a place belongs to, if it is one alone.
fn owner(at: Option<Span>, notices: &[(&NoticeSource, Option<&Model>)]) -> Option<usize> {
    let holds = |source: &NoticeSource, at: Span| {
        let project = source.project.iter().flat_map(|project| &project.files);
        source.files.iter().chain([&source.own]).chain(project).any(|file| file.holds(at))
    };
    let is_read = |source: &NoticeSource| at.is_none_or(|at| holds(source, at));
    let mut owners = notices.iter().enumerate().filter(|(_, (source, _))| is_read(source));
    let first = owners.next()?.0;
    owners.next().is_none().then_some(first)
}
