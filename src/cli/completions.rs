//! `noticec completions SHELL`

use std::io::Write;

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use super::{Cli, Error, Outcome};

/// Print what a shell needs to complete commands and options
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:\n\
\x20 noticec completions bash > ~/.local/share/bash-completion/completions/noticec\n\
\x20 noticec completions zsh > ~/.zfunc/_noticec\n\
\x20 noticec completions fish > ~/.config/fish/completions/noticec.fish\n\
\x20 noticec completions powershell >> $PROFILE\n\
\x20 noticec completions elvish >> ~/.config/elvish/rc.elv\n\
\n\
For zsh, `fpath+=~/.zfunc` stands before `compinit` in `~/.zshrc`.")]
pub(super) struct Args {
    /// For which shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Args {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<Outcome, Error> {
        // Made in memory: the generator does not survive a pipe that is closed early.
        let mut script = Vec::new();
        generate(self.shell, &mut Cli::command(), "noticec", &mut script);
        out.write_all(&script)?;
        Ok(Outcome::Clean)
    }
}
