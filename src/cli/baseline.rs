//! `--baseline FILE`, `--update-baseline`, `--new-only`: what `check` knows from before.

use std::collections::BTreeSet;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::Error;
use super::build::write_file;
use super::reports::PLAIN;
use super::session::{Session, shown};
use crate::report::baseline::{Baseline, Entry, Unread};
use crate::report::findings::Report;
use crate::report::{counted, relative, write_known};

/// What `check` takes from a baseline.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Known {
    /// File of the findings that are known: they are listed in a line each and fail nothing
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write the present findings into the baseline, and take out those that are gone
    #[arg(long, requires = "baseline")]
    update_baseline: bool,
    /// Leave out what is known: it is counted and not listed, and reports hold new findings alone, neither known nor waived ones
    #[arg(long)]
    new_only: bool,
}

/// What is said of a baseline, in lines.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// The findings that it knows.
    pub(super) known: String,
    /// What became of it: what is gone, that it was written.
    pub(super) change: String,
}

impl Known {
    /// Reads the baseline; an empty one where it is to be written and not there yet; `None` where none is named.
    ///
    /// # Errors
    /// A file that can't be read, or is no baseline.
    pub(super) fn open(&self) -> Result<Option<Baseline>, Error> {
        let Some(path) = &self.baseline else { return Ok(None) };
        let name = shown(path);
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound && self.update_baseline => {
                return Ok(Some(Baseline::default()));
            }
            Err(error) => {
                let missing = error.kind() == ErrorKind::NotFound;
                let help = if missing {
                    "`--update-baseline` beside it writes one"
                } else {
                    "it must be a file that can be read"
                };
                return Err(Error::Baseline { place: name, why: error.to_string(), help });
            }
        };
        let read = Baseline::read(&text).map_err(|Unread { line, column, why }| Error::Baseline {
            place: format!("{name}:{line}:{column}"),
            why,
            help: "take it from the repository again, or remove it and write it anew with `--update-baseline`",
        })?;
        Ok(Some(read))
    }

    /// Takes what is known out of what fails, and writes the baseline where that is asked for.
    ///
    /// Where a file could not be read whole, nothing is known: the rules have not run, and what they would have found is not gone.
    ///
    /// # Errors
    /// A baseline that can't be written.
    pub(super) fn apply(
        &self,
        known: Option<Baseline>,
        session: &mut Session,
        report: &mut Report,
        root: &Path,
    ) -> Result<Lines, Error> {
        let mut lines = Lines::default();
        if let (Some(path), Some(baseline)) = (&self.baseline, known) {
            if session.is_judged() {
                self.mark(path, baseline, session, report, (root, &mut lines))?;
            } else if self.update_baseline {
                lines.change = format!("{} is not written: all files must be readable first\n", shown(path));
            }
        }
        if self.new_only {
            report.leave_open();
        }
        Ok(lines)
    }

    fn mark(
        &self,
        path: &Path,
        mut baseline: Baseline,
        session: &mut Session,
        report: &mut Report,
        (root, lines): (&Path, &mut Lines),
    ) -> Result<(), Error> {
        let here = std::env::current_dir().map_err(Error::Here)?;
        let path = crate::load::tidy(&here.join(path));
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        let files = session.loaded.sources.files();
        let read: BTreeSet<String> = files.iter().map(|file| relative(&file.path, &folder)).collect();
        // Of a file that is there and was not named, this run knows nothing.
        let is_seen =
            |entry: &Entry| entry.file.is_empty() || read.contains(&entry.file) || !folder.join(&entry.file).exists();
        if self.update_baseline {
            baseline.findings.retain(|entry| !is_seen(entry));
            baseline = Baseline::of(report, (root, &folder), baseline.findings);
            let text = baseline.to_text().map_err(std::io::Error::other)?;
            write_file(&path, text.as_bytes())?;
            let count = counted(baseline.findings.len(), "finding");
            lines.change = format!("wrote {}: {count} known from now on\n", shown(&path));
        }
        let (marked, gone) = baseline.mark(report, root, &folder);
        session.set_known(&marked);
        if self.update_baseline {
            return Ok(());
        }
        if !self.new_only {
            let mut known = Vec::new();
            write_known(&mut known, session.known(), &session.loaded.sources, PLAIN)?;
            lines.known = String::from_utf8_lossy(&known).into_owned();
        }
        lines.change = told(&gone.into_iter().filter(|entry| is_seen(entry)).collect::<Vec<_>>())?;
        Ok(())
    }
}

/// What the baseline need not know any more, a line each.
fn told(gone: &[&Entry]) -> Result<String, Error> {
    let mut lines = Vec::new();
    for Entry { file, rule, on, message, .. } in gone {
        let on = on.as_ref().map(|on| format!(" on `{on}`")).unwrap_or_default();
        writeln!(lines, "gone: {rule}{on} in {file}: {message}")?;
    }
    match gone.len() {
        0 => {}
        1 => writeln!(lines, "1 finding of the baseline is gone; `--update-baseline` takes it out")?,
        count => writeln!(lines, "{count} findings of the baseline are gone; `--update-baseline` takes them out")?,
    }
    Ok(String::from_utf8_lossy(&lines).into_owned())
}
