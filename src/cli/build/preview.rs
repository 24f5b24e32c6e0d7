//! Notices as they would be printed now, in memory: with findings, as `build --draft` writes them.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::job::{Job, Made, Output};
use super::kept::{self, Kept};
use super::{collisions, outputs, site, waived};
use crate::cli::Error;
use crate::cli::session::Session;
use crate::document::{Document, Section};
use crate::finding::Finding;
use crate::levels::{self, Judged};
use crate::load::slashed;
use crate::render::Format;
use crate::rules;
use crate::source::Span;

/// A run, and what can be shown of it.
pub(in crate::cli) struct Preview {
    pub(in crate::cli) session: Session,
    #[cfg_attr(not(feature = "pdf"), expect(dead_code, reason = "only pages for print are made later"))]
    kept: BTreeMap<usize, Kept>,
}

/// A notice as web pages.
pub(in crate::cli) struct Page {
    /// The notice, by its place in the run.
    pub(in crate::cli) index: usize,
    /// By language, the first first.
    pub(in crate::cli) documents: Vec<Document>,
    /// The files of a build by what leads to them from the folder of outputs, each with the language and format that it has.
    pub(in crate::cli) files: BTreeMap<String, File>,
    /// Whether the pages are marked as a draft.
    pub(in crate::cli) draft: bool,
}

/// A file of a build.
pub(in crate::cli) struct File {
    pub(in crate::cli) bytes: Vec<u8>,
    pub(in crate::cli) language: String,
    pub(in crate::cli) format: String,
}

impl Preview {
    /// Makes pages of each notice of a run that could be read whole; what the making finds is added to the run.
    ///
    /// # Errors
    /// A kept version that can't be read.
    pub(in crate::cli) fn of(mut session: Session) -> Result<(Self, Vec<Page>), Error> {
        let (kept, mut findings) = kept::read(&mut session, None, None)?;
        let mut jobs = Vec::new();
        for (index, model) in &session.models {
            let source = session.source(*index);
            let Some(kept) = kept.get(index).filter(|_| !source.broken) else { continue };
            let (job, more) = outputs::job(*index, source, model, Some(&[Format::Html]), None, kept);
            jobs.push(job);
            findings.extend(more);
        }
        findings.extend(collisions(&jobs));
        findings.extend(site::judge(&session));
        // Whoever could not be built is shown as a draft.
        let stopped: Vec<Judged> = findings.iter().cloned().filter_map(levels::of_stage).collect();
        let made: Vec<_> = jobs.par_iter().map(|job| page(job, &session, &stopped)).collect();
        let mut pages = Vec::new();
        for (page, more) in made {
            pages.extend(page);
            findings.extend(more);
        }
        rules::sort(&mut findings);
        session.add(findings);
        Ok((Self { session, kept }, pages))
    }

    /// The pages of a notice for print, in all its languages, by the names of their files.
    #[cfg(feature = "pdf")]
    pub(in crate::cli) fn pdf(&self, index: usize, draft: bool) -> Result<BTreeMap<String, File>, Vec<Finding>> {
        let Some((model, kept)) = self.session.model(index).zip(self.kept.get(&index)) else {
            return Ok(BTreeMap::new());
        };
        let (job, wrong) = outputs::job(index, self.session.source(index), model, Some(&[Format::Pdf]), None, kept);
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let made = job.make(draft, &waived(&self.session, &job))?;
        Ok(files(made.outputs, &job))
    }
}

/// A notice as it would be built, or else as a draft; and what is wrong with it.
fn page(job: &Job<'_>, session: &Session, stopped: &[Judged]) -> (Option<Page>, Vec<Finding>) {
    let waived = waived(session, job);
    let fails = |judged: &&Judged| session.fails_by(judged) && session.is_about(judged, job.index);
    let draft = !session.is_judged() || session.findings.iter().chain(stopped).any(|judged| fails(&judged));
    let (made, draft, findings) = match job.make(draft, &waived) {
        Ok(made) => (Ok(made), draft, Vec::new()),
        Err(findings) if draft => (Err(()), draft, findings),
        Err(findings) => (job.make(true, &waived).map_err(|_| ()), true, findings),
    };
    let page = |Made { index, documents, outputs, .. }| Page { index, documents, files: files(outputs, job), draft };
    (made.ok().map(page), findings)
}

fn files(outputs: Vec<Output>, job: &Job<'_>) -> BTreeMap<String, File> {
    let file = |Output { path, bytes, language, format, .. }: Output| {
        let way = slashed(path.strip_prefix(&job.folder).unwrap_or(&path));
        (way, File { bytes, language, format })
    };
    outputs.into_iter().map(file).collect()
}

impl Page {
    /// Where a notice tells what a finding is about: the anchor of the smallest piece that comes from a place of the finding, or
    /// from the declaration that it names.
    pub(in crate::cli) fn anchor(&self, finding: &Finding) -> Option<&str> {
        let mut found: Vec<(usize, &str)> = Vec::new();
        let document = self.documents.first()?;
        for section in document.sections.iter().chain(&document.first_layer) {
            led_to(section, finding, &mut found);
        }
        // The first of equals, in reading order; the overview tells less, so it comes last.
        found.into_iter().min_by_key(|(size, _)| *size).map(|(_, anchor)| anchor)
    }
}

/// The anchors of a section's pieces that a finding is about, each with how many bytes of the declaration it comes from.
fn led_to<'a>(section: &'a Section, finding: &Finding, found: &mut Vec<(usize, &'a str)>) {
    let meets = |one: Span, other: Span| one.holds(other) || other.holds(one);
    for block in section.blocks.iter().flat_map(|block| block.walk()) {
        let anchor = block.id.as_deref().unwrap_or(&section.id);
        for trace in block.from.iter().filter(|trace| trace.span != Span::default()) {
            let at_place = finding.fault.labels.iter().any(|label| meets(trace.span, label.span));
            if at_place || finding.fault.on.as_deref() == Some(trace.path.as_str()) {
                found.push((trace.span.end - trace.span.start, anchor));
            }
        }
    }
    section.sections.iter().for_each(|section| led_to(section, finding, found));
}
