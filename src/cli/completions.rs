//! `noticec completions SHELL`

use std::io::Write;

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use super::{Cli, Error, Outcome};

/// Print what a shell needs to complete commands and options
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
                        noticec completions bash > ~/.local/share/bash-completion/completions/noticec\n  \
                        noticec completions zsh > ~/.zfunc/_noticec    with `fpath+=~/.zfunc` before `compinit`\n  \
                        noticec completions fish > ~/.config/fish/completions/noticec.fish\n  \
                        noticec completions powershell >> $PROFILE\n  \
                        noticec completions elvish >> ~/.config/elvish/rc.elv")]
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
