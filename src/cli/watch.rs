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
    pub(super) fn run(self, err: &mut dyn Write, style: Style) -> Result<Outcome, Error> {
        let build = build::Args::at_each_save(&self.selection, self.out.clone(), self.format.clone(), self.draft);
        let wanted = build.wanted()?;
        let mut changes = Changes::around(&self.selection.paths)?;
        let mut last: Option<Fingerprint> = None;
        loop {
            let run = Session::open(&self.selection, wanted.folder.as_deref());
            let now = Fingerprint::of(run.as_ref());
            if last != Some(now) {
                if terminal::is_live() {
                    // Clears the terminal and what was scrolled out of it.
                    write!(err, "\u{1b}[2J\u{1b}[3J\u{1b}[H")?;
                }
                match run {
                    Ok(mut session) => {
                        changes.remember(&session.loaded);
                        let files = session.loaded.sources.files().len();
                        let ended = if self.build {
                            build.compile(&mut session, &wanted, err, style).map(drop)
                        } else {
                            self.tell(&session, err, style)
                        };
                        match ended {
                            Err(error @ Error::Print(_)) => return Err(error),
                            Err(error) => complain(err, &error)?,
                            Ok(()) => {}
                        }
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

    /// Prints what was found, as `noticec check` does.
    fn tell(&self, session: &Session, err: &mut dyn Write, style: Style) -> Result<(), Error> {
        session.report(err, style)?;
        Ok(summary(err, session.counts(), self.selection.quiet)?)
    }
}
