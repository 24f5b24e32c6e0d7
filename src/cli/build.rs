//! `noticec build [PATH]...`

mod look;
mod outputs;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use rayon::prelude::*;

use super::session::{Session, shown};
use super::{Error, Outcome, Selection, summary};
use crate::declaration::Tag;
use crate::document::Document;
use crate::finding::{Fault, Finding};
use crate::load::NoticeSource;
use crate::lower::lower;
use crate::model::Model;
use crate::render::{Format, RenderError, Templates, Uncovered, read_back, render};
use crate::report::Style;
use crate::rules::{self, Obligation};
use crate::source::Span;

/// Judge notices and write them, whole or not at all
///
/// All files are made and read back in memory first: a notice that lacks something mandatory, in its declaration or in an
/// output, is not written, and what was there before stays as it is.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  noticec build\n  noticec build examples/town-council --out public\n  \
                        noticec build --format html,markdown --out public\n  noticec build --draft --out draft")]
pub(super) struct Args {
    #[command(flatten)]
    selection: Selection,
    /// Folder for the outputs; default: `out` in `noticec.toml`, else a folder `out` beside it or the notice
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Formats: html, markdown, pdf; default: `formats` in `noticec.toml`, else html
    #[arg(long, value_name = "FORMAT", value_delimiter = ',')]
    format: Vec<String>,
    /// Write in spite of findings, with a mark that says so in every output
    #[arg(long)]
    draft: bool,
}

/// An output file before it is written.
struct Output {
    path: PathBuf,
    bytes: Vec<u8>,
}

/// What is to be made of one notice.
struct Job<'a> {
    source: &'a NoticeSource,
    model: &'a Model,
    folder: PathBuf,
    formats: Vec<Format>,
    templates: Templates,
    look: look::Look,
}

impl Args {
    pub(super) fn run(self, out: &mut dyn Write, style: Style) -> Result<Outcome, Error> {
        let here = std::env::current_dir().map_err(Error::Here)?;
        let quiet = self.selection.quiet;
        let asked = outputs::formats(&self.format)?;
        let skip = self.out.as_ref().map(|folder| here.join(folder));
        let mut session = Session::open(&self.selection, skip.as_deref())?;
        if session.fails() && !(self.draft && session.is_judged()) {
            session.report(out, style)?;
            summary(out, session.counts(), quiet)?;
            return Ok(Outcome::Findings);
        }
        let (outputs, findings) = make(&session, asked.as_deref(), skip.as_ref(), self.draft);
        let failed = !findings.is_empty();
        session.add(findings);
        session.report(out, style)?;
        if failed {
            summary(out, session.counts(), quiet)?;
            return Ok(Outcome::Findings);
        }
        for output in &outputs {
            outputs::write(output)?;
            if !quiet {
                writeln!(out, "wrote {}", shown(&output.path))?;
            }
        }
        summary(out, session.counts(), quiet)?;
        Ok(if session.fails() { Outcome::Findings } else { Outcome::Clean })
    }
}

/// Makes and proves all outputs of a run.
fn make(
    session: &Session,
    formats: Option<&[Format]>,
    folder: Option<&PathBuf>,
    draft: bool,
) -> (Vec<Output>, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut jobs = Vec::new();
    for (index, model) in &session.models {
        let source = session.source(*index);
        match outputs::job(source, model, formats, folder) {
            Ok(job) => jobs.push(job),
            Err(more) => findings.extend(more),
        }
    }
    findings.extend(collisions(&jobs));
    if !findings.is_empty() {
        return (Vec::new(), findings);
    }
    let waived = session.waived_places();
    let made: Vec<_> = jobs.par_iter().map(|job| job.make(draft, &waived)).collect();
    let mut outputs = Vec::new();
    for result in made {
        match result {
            Ok(more) => outputs.extend(more),
            Err(more) => findings.extend(more),
        }
    }
    (outputs, findings)
}

/// Outputs of different notices that would have one path.
fn collisions(jobs: &[Job<'_>]) -> Vec<Finding> {
    let mut taken: BTreeMap<PathBuf, Span> = BTreeMap::new();
    let mut findings = Vec::new();
    for job in jobs {
        let paths = job.paths();
        let Some((path, first)) = paths.iter().find_map(|(.., path)| Some((path, *taken.get(path)?))) else {
            taken.extend(paths.into_iter().map(|(.., path)| (path, job.model.start())));
            continue;
        };
        let fault = Fault::new(format!("two notices would be written to `{}`", shown(path)))
            .at(job.model.start(), "this notice")
            .at(first, "and this one")
            .help("give one of them another `id` in `[notice]`, or another `out` folder");
        findings.push(fault.by("OUT-01"));
    }
    findings
}

impl Job<'_> {
    /// The files of this notice: language, format and path.
    fn paths(&self) -> Vec<(&Tag, Format, PathBuf)> {
        let mut paths = Vec::new();
        for (index, tag) in self.model.languages.iter().enumerate() {
            for format in &self.formats {
                let id = &self.model.id;
                let name = match index {
                    0 => format!("{id}.{}", format.extension()),
                    _ => format!("{id}.{tag}.{}", format.extension()),
                };
                paths.push((tag, *format, self.folder.join(name)));
            }
        }
        paths
    }

    /// Lowers, renders and reads back.
    fn make(&self, draft: bool, waived: &[String]) -> Result<Vec<Output>, Vec<Finding>> {
        let mut outputs = Vec::new();
        let mut findings = Vec::new();
        let mut documents: BTreeMap<&Tag, Document> = BTreeMap::new();
        for (tag, format, path) in self.paths() {
            let document = documents.entry(tag).or_insert_with(|| lower(self.model, tag, draft));
            if !draft && format == self.formats[0] {
                let open = rules::unmet(self.model, document);
                findings.extend(open.iter().filter(|duty| !is_waived(duty, waived)).map(|duty| self.untold(duty, tag)));
            }
            let templates = self.look.dress(&self.templates, format, tag);
            match render(document, format, &templates) {
                Ok(rendered) => {
                    let losses = read_back(format, &rendered, document);
                    findings.extend(losses.iter().map(|loss| self.lost(&loss.to_string(), &path)));
                    outputs.push(Output { path, bytes: rendered.into_bytes() });
                }
                Err(RenderError::Characters(found)) => findings.push(self.unprintable(found, &path)),
                Err(error) => findings.push(self.broken(&error.to_string())),
            }
        }
        if findings.is_empty() { Ok(outputs) } else { Err(findings) }
    }

    fn untold(&self, duty: &Obligation, tag: &Tag) -> Finding {
        let items: Vec<_> = duty.items.iter().map(crate::document::Item::as_str).collect();
        Fault::new(format!("the notice in `{tag}` does not tell of `{}` ({})", duty.path, items.join(" ")))
            .at(self.model.start(), format!("it must tell: {}", duty.duty.what))
            .help("declare what is missing there, in this language too")
            .on(duty.path.clone())
            .by("REF-09")
    }

    fn lost(&self, what: &str, path: &std::path::Path) -> Finding {
        let fault = Fault::new(format!("{}: {what}", shown(path)));
        let fault = fault.at(self.templates_named().unwrap_or_else(|| self.model.start()), "the templates named here");
        fault.help("let the template print every block as it is; `data-item` and `id` stay on it").by("REF-09")
    }

    /// Characters that a format has no letters for, at the declarations of the blocks in which they stand.
    fn unprintable(&self, found: Vec<Uncovered>, path: &std::path::Path) -> Finding {
        let mut places: Vec<Span> = Vec::new();
        let places_of = found.iter().flat_map(|one| one.from.iter().map(|from| from.span));
        for place in places_of.filter(|place| *place != Span::default()) {
            if !places.contains(&place) {
                places.push(place);
            }
        }
        let mut fault = Fault::new(format!("{}: {}", shown(path), RenderError::Characters(found)));
        for place in places.iter().take(5) {
            fault = fault.at(*place, "from here");
        }
        if places.is_empty() {
            fault = fault.at(self.model.start(), "in this notice");
        }
        fault
            .help("the fonts of the PDF have Latin, Greek and Cyrillic letters: write it in these, or leave `pdf` out of the formats")
            .by("OUT-06")
    }

    fn broken(&self, what: &str) -> Finding {
        let fault = Fault::new(what.to_owned());
        match self.templates_named() {
            Some(span) => fault.at(span, "the templates named here").by("OUT-02"),
            None => fault.by("OUT-02"),
        }
    }

    /// Where the project names its templates.
    fn templates_named(&self) -> Option<Span> {
        let project = self.source.project.as_ref()?;
        project.project.templates.as_ref().map(|templates| templates.span)
    }
}

fn is_waived(duty: &Obligation, waived: &[String]) -> bool {
    waived.iter().any(|place| duty.path == *place || duty.path.starts_with(&format!("{place}.")))
}
