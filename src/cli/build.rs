//! `noticec build [PATH]...`

mod differences;
mod evidence;
mod job;
mod keep;
mod kept;
mod look;
mod outputs;
mod overrides;
mod pages;
#[cfg(feature = "serve")]
mod preview;
mod site;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::progress::Progress;
use super::reports::{self, Reports};
use super::session::{Session, named, shown};
use super::{Error, Outcome, Selection, summary};
use crate::finding::{Fault, Finding};
use crate::lower::history;
use crate::render::Format;
use crate::report::{Style, counted};
use crate::rules;
use crate::source::Span;
use evidence::Evidence;
use job::{Job, Made};
use kept::Kept;

pub(super) use outputs::write as write_file;
#[cfg(all(feature = "serve", feature = "pdf"))]
pub(super) use preview::File;
#[cfg(feature = "serve")]
pub(super) use preview::{Page, Preview};
pub(super) use site::judge as site_settings;

/// Judge notices and write them, whole or not at all
///
/// All files are made and read back in memory first: a notice that lacks something mandatory, in its declaration or in an
/// output, is not written, and what was there before stays as it is. A project gets a manifest beside its `noticec.toml`, which
/// tells what was made from what; files that the last one lists and the sources no longer give are removed. A build with
/// `--out` or `--format` is not the project's own and writes no manifest, unless `--manifest` says where.
///
/// With `--keep`, the version of each notice is also kept as it was published, in the folder that `versions` in `noticec.toml`
/// names. Where earlier versions are kept, every build writes a page that lists them and leads to their files, which it copies
/// beside the outputs. A version that is kept is never changed.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:\n\
\x20 noticec build                          as `noticec.toml` says\n\
\x20 noticec build legal/jobs.notice.toml --out public\n\
\x20 noticec build --format html,markdown --out public\n\
\x20 noticec build --check                  are the files those of the sources?\n\
\x20 noticec build --keep                   keep this version, too\n\
\x20 noticec build --draft --out draft      look at a notice that is not finished\n\
\x20 noticec build --report sarif=noticec.sarif")]
pub(super) struct Args {
    #[command(flatten)]
    selection: Selection,
    /// Folder for the outputs; default: `out` in `noticec.toml`, else a folder `out` beside it or the notice
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Formats: html, html-fragment, json, markdown, pdf, typst; default: `formats` in `noticec.toml`, else html
    #[arg(long, value_name = "FORMAT", value_delimiter = ',')]
    format: Vec<String>,
    /// Write nothing, and fail where the files are not what the sources give
    #[arg(long, conflicts_with = "draft")]
    check: bool,
    /// File for the manifest; default: `noticec.manifest.json` beside `noticec.toml`
    #[arg(long, value_name = "FILE", conflicts_with = "draft")]
    manifest: Option<PathBuf>,
    /// Keep this version of each notice too, in the folder `versions` of `noticec.toml`
    #[arg(long, conflicts_with_all = ["check", "draft", "out", "format"])]
    keep: bool,
    /// Write in spite of findings, with a mark that says so in every output
    #[arg(long)]
    draft: bool,
    #[command(flatten)]
    reports: Reports,
}

/// What a command line wants of outputs.
pub(super) struct Wanted {
    /// The formats; `None`: those that each project names.
    formats: Option<Vec<Format>>,
    /// The folder; `None`: the one that each project names.
    pub(super) folder: Option<PathBuf>,
    /// The file of the manifest; `None`: beside each project.
    manifest: Option<PathBuf>,
}

impl Args {
    /// A build of what was asked for elsewhere, as it is made again and again.
    #[cfg(feature = "watch")]
    pub(super) fn at_each_save(selection: &Selection, out: Option<PathBuf>, format: Vec<String>, draft: bool) -> Self {
        let selection = selection.clone();
        Self { selection, out, format, check: false, manifest: None, keep: false, draft, reports: Reports::default() }
    }

    pub(super) fn run(self, stdout: &mut dyn Write, out: &mut dyn Write, style: Style) -> Result<Outcome, Error> {
        self.reports.check(None)?;
        let wanted = self.wanted()?;
        let mut session = Session::open(&self.selection, wanted.folder.as_deref())?;
        let outcome = self.compile(&mut session, &wanted, out, style)?;
        reports::write(&self.reports, stdout, &session)?;
        Ok(outcome)
    }

    /// What the command line wants of outputs.
    ///
    /// # Errors
    /// A format that there is not, and no current folder.
    pub(super) fn wanted(&self) -> Result<Wanted, Error> {
        let here = std::env::current_dir().map_err(Error::Here)?;
        Ok(Wanted {
            formats: outputs::formats(&self.format)?,
            folder: self.out.as_ref().map(|folder| here.join(folder)),
            manifest: self.manifest.as_ref().map(|file| here.join(file)),
        })
    }

    /// Makes the outputs of notices that were judged, and writes them where nothing speaks against it.
    ///
    /// # Errors
    /// What can't be read, written or removed.
    pub(super) fn compile(
        &self,
        session: &mut Session,
        wanted: &Wanted,
        out: &mut dyn Write,
        style: Style,
    ) -> Result<Outcome, Error> {
        let quiet = self.selection.quiet;
        if session.fails() && !(self.draft && session.is_judged()) {
            session.report(out, style)?;
            summary(out, session.counts(), quiet)?;
            return Ok(Outcome::Findings);
        }
        let Wanted { folder, manifest, .. } = wanted;
        let (kept, findings) = kept::read(session, folder.as_ref(), manifest.as_deref())?;
        let (made, findings) =
            if findings.is_empty() { make(session, wanted, self, &kept) } else { (Vec::new(), findings) };
        let (keeping, findings) =
            if findings.is_empty() && self.keep { keep::plan(session, &made, &kept)? } else { (Vec::new(), findings) };
        let failed = !findings.is_empty();
        session.add(findings);
        session.report(out, style)?;
        if failed {
            summary(out, session.counts(), quiet)?;
            return Ok(Outcome::Findings);
        }
        if !quiet {
            overrides::tell(out, session)?;
        }
        let own = !self.draft && self.out.is_none() && self.format.is_empty();
        let evidence = evidence::gather(session, &made, manifest.as_deref(), own)?;
        if self.check {
            return differences::tell(out, &made, &evidence, quiet);
        }
        write(out, &made, &evidence, quiet)?;
        for one in keeping {
            let done = one.write()?;
            if !quiet {
                writeln!(out, "{done}")?;
            }
        }
        summary(out, session.counts(), quiet)?;
        Ok(if session.fails() { Outcome::Findings } else { Outcome::Clean })
    }
}

/// Writes the outputs, removes what is no longer made, and writes the manifests last.
fn write(out: &mut dyn Write, made: &[Made], evidence: &[Evidence], quiet: bool) -> Result<(), Error> {
    let mut say = |line: String| if quiet { Ok(()) } else { writeln!(out, "{line}") };
    let mut unchanged = 0;
    for output in made.iter().flat_map(|made| &made.outputs) {
        if outputs::write(&output.path, &output.bytes)? {
            say(format!("wrote {}", shown(&output.path)))?;
        } else {
            unchanged += 1;
        }
    }
    for one in evidence {
        if one.unread {
            say(format!("{} can't be read and is written anew; nothing is removed", shown(&one.path)))?;
        }
        for stale in &one.stale {
            if let Some(why) = stale.kept {
                say(format!("left {}, which is no longer made: {why}", shown(&stale.path)))?;
            } else {
                stale.remove()?;
                say(format!("removed {}, which is no longer made", shown(&stale.path)))?;
            }
        }
        if outputs::write(&one.path, &one.bytes)? {
            say(format!("wrote {}", shown(&one.path)))?;
        } else {
            unchanged += 1;
        }
    }
    if unchanged > 0 {
        say(format!("{} unchanged", counted(unchanged, "file")))?;
    }
    Ok(())
}

/// Makes and proves all outputs of a run.
fn make(session: &Session, wanted: &Wanted, args: &Args, kept: &BTreeMap<usize, Kept>) -> (Vec<Made>, Vec<Finding>) {
    let (formats, folder) = (wanted.formats.as_deref(), wanted.folder.as_ref());
    let mut findings = site::judge(session);
    let mut jobs = Vec::new();
    for (index, model) in &session.models {
        let Some(kept) = kept.get(index) else { continue };
        let (job, wrong) = outputs::job(*index, session.source(*index), model, formats, folder, kept);
        jobs.push(job);
        findings.extend(wrong);
    }
    findings.extend(collisions(&jobs));
    if !findings.is_empty() {
        return (Vec::new(), findings);
    }
    let progress = Progress::start(args.selection.quiet, "making");
    progress.count("making", jobs.len());
    let finish = |job: &Job<'_>| {
        let result = job.make(args.draft, &waived(session, job));
        progress.step();
        result
    };
    let results: Vec<_> = jobs.par_iter().map(finish).collect();
    let mut made = Vec::new();
    // A template is at fault for each notice and language; it is told once.
    for result in results {
        match result {
            Ok(one) => made.push(one),
            Err(more) => findings.extend(more),
        }
    }
    rules::sort(&mut findings);
    (made, findings)
}

/// The places for which waivers let something pass in a notice.
fn waived(session: &Session, job: &Job<'_>) -> Vec<String> {
    session.waived_in(job.index).filter_map(|waived| waived.judged.finding.fault.on.clone()).collect()
}

/// What stands in the names of pieces of HTML.
const FRAGMENT: &str = "fragment";

/// A path as folders see it that do not tell small letters from capitals, as on macOS and Windows.
fn without_case(path: &Path) -> String {
    path.to_string_lossy().to_lowercase()
}

/// Outputs that would have one path: of different notices, or of one in a language, its history page or its piece of HTML and a
/// short text of that name. Small letters and capitals are one, since a notice is built on any system.
fn collisions(jobs: &[Job<'_>]) -> Vec<Finding> {
    let mut taken: BTreeMap<String, Span> = BTreeMap::new();
    let mut findings = Vec::new();
    for job in jobs {
        let paths = job.paths();
        let mut own: Vec<(String, &PathBuf)> = paths.iter().map(|path| (without_case(path), path)).collect();
        own.sort();
        if let Some(path) = own.windows(2).find(|pair| pair[0].0 == pair[1].0).map(|pair| pair[1].1) {
            let is_language = |id: &str| job.model.languages.iter().any(|tag| tag.as_str().eq_ignore_ascii_case(id));
            let snippet = job
                .model
                .snippets
                .iter()
                .find(|one| is_language(one.id.as_str()) || [history::NAME, FRAGMENT].contains(&one.id.as_str()));
            let at = snippet.map_or_else(|| job.model.start(), |one| one.span);
            let (other, name) = match snippet {
                Some(one) if one.id.as_str() == history::NAME => {
                    ("the page on earlier versions", "the name of that page")
                }
                Some(one) if one.id.as_str() == FRAGMENT => ("the notice as a piece of HTML", "the name of that piece"),
                _ => ("a language of the notice", "the name of a language"),
            };
            let path = named(path);
            let fault = Fault::new(format!("a short text and {other} would both be written to `{path}`"))
                .at(at, format!("this short text has {name}"))
                .help("give it another id");
            findings.push(fault.by("OUT-01"));
            continue;
        }
        let Some((path, first)) = paths.iter().find_map(|path| Some((path, *taken.get(&without_case(path))?))) else {
            taken.extend(paths.iter().map(|path| (without_case(path), job.model.start())));
            continue;
        };
        let fault = Fault::new(format!("two notices would be written to `{}`", named(path)))
            .at(job.model.start(), "this notice")
            .at(first, "and this one")
            .help("give one of them another `id` in `[notice]`, or another `out` folder");
        findings.push(fault.by("OUT-01"));
    }
    findings
}
