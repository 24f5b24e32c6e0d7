//! `noticec man [DIR]`

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use super::build::write_file;
use super::session::shown;
use super::{Cli, Error, Outcome};

/// Write the man pages, one for each command, or print the first
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:\n\
\x20 noticec man | man -l -               read the first\n\
\x20 noticec man ~/.local/share/man/man1  then: man noticec-check")]
pub(super) struct Args {
    /// Folder for the pages, made if absent; none: print the page of `noticec`
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

impl Args {
    pub(super) fn run(self, out: &mut dyn Write, messages: &mut dyn Write) -> Result<Outcome, Error> {
        let mut command = Cli::command();
        command.build();
        let Some(folder) = self.folder else {
            out.write_all(&page(command)?)?;
            return Ok(Outcome::Clean);
        };
        let folder = std::env::current_dir().map_err(Error::Here)?.join(folder);
        let subcommands: Vec<Command> =
            command.get_subcommands().filter(|command| command.get_name() != "help").cloned().collect();
        for command in std::iter::once(command).chain(subcommands) {
            let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
            let path = folder.join(format!("{name}.1"));
            write_file(&path, &page(command)?)?;
            writeln!(messages, "wrote {}", shown(&path))?;
        }
        Ok(Outcome::Clean)
    }
}

/// The page of a command, in section 1. What stands below its help begins with its examples, whose lines stay as they are.
fn page(command: Command) -> io::Result<Vec<u8>> {
    let (man, mut page) = (Man::new(command).manual("noticec"), Vec::new());
    man.render(&mut page)?;
    let text = String::from_utf8(page).map_err(io::Error::other)?;
    // No word is divided: a name in two halves is no name.
    let text = text.replacen("\n.SH NAME\n", "\n.nh\n.SH NAME\n", 1);
    let Some((before, below)) = text.split_once("\n.SH EXTRA\nExamples:\n") else { return Ok(text.into_bytes()) };
    let end = ["\n\n", "\n.SH "].iter().filter_map(|end| below.find(end)).min().unwrap_or(below.trim_end().len());
    let (examples, rest) = below.split_at(end);
    Ok(format!("{before}\n.SH EXAMPLES\n.nf\n{examples}\n.fi{rest}").into_bytes())
}
