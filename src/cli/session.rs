//! What `check` and `build` do alike: read, resolve, judge, report.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::base::Base;
use super::progress::Progress;
use super::{Error, Selection};
use crate::declaration::Project;
use crate::finding::{Finding, Level};
use crate::levels::{self, Judged, Verdict, Waived};
use crate::load::{self, Loaded, NoticeSource};
use crate::model::{self, Model};
use crate::report::findings::{Report, Run};
use crate::report::{self, Counts, Style, counted};
use crate::rules;
use crate::source::in_one_line;

/// A run: all notices that were named, judged.
pub(super) struct Session {
    /// What was read.
    pub(super) loaded: Loaded,
    /// The notices that resolve, each with its index in `loaded.notices`.
    pub(super) models: Vec<(usize, Model)>,
    /// All findings of the run, by place.
    pub(super) findings: Vec<Judged>,
    /// The level from which a finding fails the run.
    failing: Level,
    /// Findings that the baseline knows, by place.
    known: Vec<Judged>,
    /// Findings that waivers let pass, each with the index of its notice in `loaded.notices`.
    waived: Vec<(usize, Waived)>,
    /// Findings that somebody set to `allow`, each once.
    allowed: Vec<Judged>,
    /// Notices that the legal rules have not judged, since a file could not be read whole.
    unjudged: usize,
}

impl Session {
    /// Reads and judges.
    ///
    /// # Errors
    /// Paths that can't be read, and levels that name no rule.
    pub(super) fn open(selection: &Selection, skip: Option<&Path>) -> Result<Self, Error> {
        Self::beside(selection, skip, None)
    }

    /// Reads and judges, beside an earlier version where there is one.
    ///
    /// # Errors
    /// As [`Session::open`].
    pub(super) fn beside(selection: &Selection, skip: Option<&Path>, base: Option<&Base>) -> Result<Self, Error> {
        let command_line = selection.levels.command_line();
        if let Some(wrong) = levels::wrong_arguments(&command_line).into_iter().next() {
            let (message, help) = wrong;
            return Err(Error::Levels { message, help });
        }
        let today = Some(selection.today());
        let progress = Progress::start(selection.quiet, "reading");
        let Read { loaded, models, findings: mut judged } = read(&selection.paths, skip)?;
        // Stages gate: after any error of load or model, in any file, the legal rules do not run.
        let gated = !judged.is_empty();
        let (mut waived, mut allowed, mut unjudged) = (Vec::new(), Vec::new(), 0);
        if gated {
            unjudged = loaded.notices.len();
        } else {
            let all: Vec<(&Path, &Model)> =
                models.iter().map(|(index, model)| (loaded.notices[*index].path.as_path(), model)).collect();
            progress.count("judging", models.len());
            let verdicts: Vec<Verdict> = models
                .par_iter()
                .map(|(index, model)| {
                    let notice = &loaded.notices[*index];
                    let project = notice.project.as_ref().map(|project| &project.project);
                    let old = base.and_then(|base| Some((base, base.of_notice(&notice.path, model, &all)?)));
                    let found = rules::run(model, today);
                    let found = match old {
                        Some((base, old)) => base.gate(old, model, today, found)?,
                        None => found,
                    };
                    let verdict = levels::judge(found, model, project, &command_line, today);
                    progress.step();
                    Ok(verdict)
                })
                .collect::<Result<_, Error>>()?;
            let all: Vec<&Model> = models.iter().map(|(_, model)| model).collect();
            let unused = rules::unused_in_registers(&all);
            let unused = levels::of_registers(unused, shared_project(&loaded), &command_line);
            let indices = models.iter().map(|(index, _)| *index);
            // No waiver lets a finding in a shared register pass, so the last index is never asked for.
            for (index, verdict) in indices.chain([0]).zip(verdicts.into_iter().chain([unused])) {
                waived.extend(verdict.waived.into_iter().map(|waived| (index, waived)));
                judged.extend(verdict.reported);
                allowed.extend(verdict.allowed);
            }
            // A shared register is judged once for each notice that includes it; one report is enough.
            once(&mut judged);
            once(&mut allowed);
        }
        Ok(Self {
            loaded,
            models,
            findings: judged,
            failing: selection.levels.failing(),
            known: Vec::new(),
            waived,
            allowed,
            unjudged,
        })
    }

    /// The files of notices that an earlier version lacks.
    pub(super) fn without_base(&self, base: &Base) -> Vec<String> {
        let path = |index: usize| self.loaded.notices[index].path.as_path();
        let all: Vec<(&Path, &Model)> = self.models.iter().map(|(index, model)| (path(*index), model)).collect();
        let new = all.iter().filter(|(path, model)| base.of_notice(path, model, &all).is_none());
        new.map(|(path, _)| shown(path)).collect()
    }

    /// Adds findings of a later stage.
    pub(super) fn add(&mut self, findings: Vec<Finding>) {
        self.findings.extend(findings.into_iter().filter_map(levels::of_stage));
    }

    /// All that was found, for other programs; paths are told from a folder.
    pub(super) fn told(&self, root: &Path) -> Report {
        Report::new(&Run {
            sources: &self.loaded.sources,
            root,
            notices: resolved(&self.loaded, &self.models),
            findings: &self.findings,
            waived: self.waived.iter().map(|(_, waived)| waived).collect(),
            allowed: self.allowed.len(),
            failing: self.failing,
            judged: self.is_judged(),
            only: None,
        })
    }

    /// Takes out what is known, by a mark for each finding: it fails nothing.
    pub(super) fn set_known(&mut self, marked: &[bool]) {
        let mut marks = marked.iter();
        self.known = self.findings.extract_if(.., |_| marks.next() == Some(&true)).collect();
    }

    /// What the baseline knows.
    pub(super) fn known(&self) -> &[Judged] {
        &self.known
    }

    /// Whether the run fails.
    pub(super) fn fails(&self) -> bool {
        self.findings.iter().any(|judged| self.fails_by(judged))
    }

    /// Whether a finding is one that fails the run.
    pub(super) fn fails_by(&self, judged: &Judged) -> bool {
        judged.level >= self.failing
    }

    /// The model of a notice; `None` where it could not be read whole.
    pub(super) fn model(&self, index: usize) -> Option<&Model> {
        model_of(&self.models, index)
    }

    /// Whether a finding has a place in a file of a notice, or in one of its project's.
    #[cfg(feature = "serve")]
    pub(super) fn is_about(&self, judged: &Judged, index: usize) -> bool {
        let source = &self.loaded.notices[index];
        let project = source.project.iter().flat_map(|project| &project.files);
        let mut files = source.files.iter().chain([&source.own]).chain(project);
        files.any(|file| judged.finding.fault.labels.iter().any(|label| file.holds(label.span)))
    }

    /// Whether the legal rules have run.
    pub(super) fn is_judged(&self) -> bool {
        self.unjudged == 0
    }

    /// What waivers let pass in a notice.
    pub(super) fn waived_in(&self, index: usize) -> impl Iterator<Item = &Waived> {
        self.waived.iter().filter(move |(of, _)| *of == index).map(|(_, waived)| waived)
    }

    /// The source of a model.
    pub(super) fn source(&self, index: usize) -> &NoticeSource {
        &self.loaded.notices[index]
    }

    /// Counts of the run.
    pub(super) fn counts(&self) -> Counts {
        let mut counts = Counts {
            known: self.known.len(),
            waived: self.waived.len(),
            allowed: self.allowed.len(),
            notices: self.loaded.notices.len(),
            warnings_fail: self.failing == Level::Warn,
            ..Counts::default()
        };
        self.findings.iter().for_each(|judged| counts.add(judged.level));
        counts
    }

    /// Prints the findings, what waivers let pass, and what kept the rules from running.
    ///
    /// # Errors
    /// Those of the writer.
    pub(super) fn report(&self, out: &mut dyn Write, style: Style) -> Result<(), Error> {
        report::write_failing(out, &self.findings, &self.loaded.sources, style, self.failing)?;
        let waived: Vec<&Waived> = self.waived.iter().map(|(_, waived)| waived).collect();
        report::write_waived(out, &waived, style)?;
        if !self.is_judged() {
            writeln!(out, "legal rules not run: {} first", counted(self.findings.len(), "error"))?;
        }
        Ok(())
    }
}

/// What was read: files, and the notices in them that resolve.
pub(super) struct Read {
    /// The files.
    pub(super) loaded: Loaded,
    /// The notices that resolve, each with its index in `loaded.notices`.
    pub(super) models: Vec<(usize, Model)>,
    /// What keeps the files from being read whole, by place.
    pub(super) findings: Vec<Judged>,
}

/// Reads the notices that paths name; none: those of the project around the current folder.
///
/// # Errors
/// Paths that can't be read.
pub(super) fn read(paths: &[PathBuf], skip: Option<&Path>) -> Result<Read, Error> {
    let here = std::env::current_dir().map_err(Error::Here)?;
    let mut loaded = load::load(&here, paths, skip)?;
    let mut findings = std::mem::take(&mut loaded.findings);
    let mut models = Vec::new();
    for (index, notice) in loaded.notices.iter().enumerate() {
        match model::resolve(notice) {
            Ok(model) => models.push((index, model)),
            Err(more) => findings.extend(more),
        }
    }
    rules::sort(&mut findings);
    Ok(Read { loaded, models, findings: findings.into_iter().filter_map(levels::of_stage).collect() })
}

/// The notices that were read, each with its model where it has one.
pub(super) fn resolved<'a>(
    loaded: &'a Loaded,
    models: &'a [(usize, Model)],
) -> Vec<(&'a NoticeSource, Option<&'a Model>)> {
    loaded.notices.iter().enumerate().map(|(index, notice)| (notice, model_of(models, index))).collect()
}

/// The model of a notice among those of a run, which are in the order of its notices.
fn model_of(models: &[(usize, Model)], index: usize) -> Option<&Model> {
    let place = models.binary_search_by_key(&index, |(of, _)| *of).ok()?;
    Some(&models[place].1)
}

/// Sorts findings by place and leaves each but once.
fn once(findings: &mut Vec<Judged>) {
    findings.sort_by_key(|judged| (judged.finding.span(), judged.rule.code));
    findings.dedup();
}

/// The project file, if one holds for all notices.
fn shared_project(loaded: &Loaded) -> Option<&Project> {
    let mut projects = loaded.notices.iter().map(|notice| notice.project.as_ref());
    let first = projects.next()??;
    let same = projects.all(|other| other.is_some_and(|other| Arc::ptr_eq(first, other)));
    same.then_some(&first.project)
}

/// A path relative to the current folder, also where it lies beside that: as findings name it, which no folder of the machine
/// belongs in.
pub(super) fn named(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::new());
    in_one_line(report::relative(path, &here))
}

/// A path under the current folder, shown relative to it.
pub(super) fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::new());
    in_one_line(load::slashed(path.strip_prefix(&here).unwrap_or(path)))
}
