//! `noticec watch [PATH]...`

use std::io::Write;
use std::path::PathBuf;

use super::changes::{Changes, Fingerprint};
use super::session::Session;
use super::{Error, Outcome, Selection, build, complain, summary, terminal};
use crate::report::{Style, counted};

/// Judge notices, and again each time a file is saved
///
/// Files that are read are watched, and folders for files that come: notices, registers, texts, templates. With `--build`,
/// outputs are written after each save, as `noticec build` does: whole or not at all.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:\n\
\x20 noticec watch                              the notices of this project\n\
\x20 noticec watch privacy -D warnings\n\
\x20 noticec watch --build                      write the outputs at each save\n\
\x20 noticec watch --build --draft --out draft  unfinished ones too\n\
\n\
Ctrl-C ends it. `noticec serve` shows the notices in a browser.")]
pub(super) struct Args {
    #[command(flatten)]
    selection: Selection,
    /// Build too, as `noticec build` does
    #[arg(long)]
    build: bool,
    /// Folder for the outputs
    #[arg(long, value_name = "DIR", requires = "build")]
    out: Option<PathBuf>,
    /// Formats of the outputs; default: `formats` in `noticec.toml`, else html
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', requires = "build")]
    format: Vec<String>,
    /// Write in spite of findings, with a mark that says so in every output
    #[arg(long, requires = "build")]
    draft: bool,
}

impl Args {
    pub(super) fn run(self, out: &mut dyn Write, err: &mut dyn Write, style: Style) -> Result<Outcome, Error> {
        let mut changes = Changes::around(&self.selection.paths)?;
        let mut last: Option<Fingerprint> = None;
        loop {
            let run = self.open();
            let now = Fingerprint::of(run.as_ref());
            if last != Some(now) {
                if terminal::is_live() {
                    // Clears the terminal and what was scrolled out of it.
                    write!(err, "\u{1b}[2J\u{1b}[3J\u{1b}[H")?;
                }
                match run {
                    Ok(session) => {
                        changes.remember(&session.loaded);
                        self.tell(&session, out, err, style)?;
                        let files = session.loaded.sources.files().len();
                        writeln!(err, "watching {}", counted(files, "file"))?;
                    }
                    // A command that can't begin ends; later, what is gone may come back.
                    Err(error) if last.is_none() => return Err(error),
                    Err(error) => {
                        complain(err, &error)?;
                        writeln!(err, "waiting for it")?;
                    }
                }
                err.flush()?;
                last = Some(now);
            }
            changes.wait()?;
        }
    }

    fn open(&self) -> Result<Session, Error> {
        let here = std::env::current_dir().map_err(Error::Here)?;
        let skip = self.out.as_ref().map(|folder| here.join(folder));
        Session::open(&self.selection, skip.as_deref())
    }

    /// Prints what was found, or builds, which does that too.
    fn tell(&self, session: &Session, out: &mut dyn Write, err: &mut dyn Write, style: Style) -> Result<(), Error> {
        if !self.build {
            session.report(err, style)?;
            return Ok(summary(err, session.counts(), self.selection.quiet)?);
        }
        let build = build::Args::at_each_save(&self.selection, self.out.clone(), self.format.clone(), self.draft);
        match build.run(out, err, style) {
            Ok(_) => Ok(()),
            Err(error @ Error::Print(_)) => Err(error),
            Err(error) => Ok(complain(err, &error)?),
        }
    }
}
