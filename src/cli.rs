//! The command line: the only floor that prints, reads the clock and knows exit codes.

mod base;
mod baseline;
mod build;
#[cfg(feature = "watch")]
mod changes;
mod check;
mod completions;
mod diff;
mod explain;
mod facts;
mod init;
mod levels;
mod man;
mod progress;
mod reports;
mod rules;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod session;
mod templates;
mod terminal;
#[cfg(test)]
mod tests;
mod trace;
#[cfg(feature = "watch")]
mod watch;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ColorChoice, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use miette::Diagnostic;
use thiserror::Error;

use crate::load;
use crate::report::Counts;

/// The preview among the examples, where it is built in.
#[cfg(feature = "serve")]
macro_rules! preview {
    () => {
        "  noticec serve                       see it in a browser, anew at each save\n"
    };
}
#[cfg(not(feature = "serve"))]
macro_rules! preview {
    () => {
        ""
    };
}

/// What a new user needs in one look.
const EXAMPLES: &str = concat!(
    "Examples:\n",
    "  noticec init shop                   start a notice from a preset\n",
    preview!(),
    "  noticec check                       judge the notices of this project\n",
    "  noticec explain RET-03              what a finding asks, and how to mend it\n",
    "  noticec build --out public          write the notices as web pages\n",
    "  noticec build --draft --out draft   look at a notice that is not finished\n",
    "  noticec diff --against origin/main  what this branch changes, and for whom\n",
    "\n",
    "Exit code 0: nothing to fix; 1: findings; 2: the run could not start or write.",
);

/// Compile privacy notices: a TOML declaration in, a checked notice out.
#[derive(Debug, Parser)]
#[command(name = "noticec", version, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", display_order = 998)]
    color: ColorChoice,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Args),
    Check(check::Args),
    Build(build::Args),
    #[cfg(feature = "serve")]
    Serve(serve::Args),
    #[cfg(feature = "watch")]
    Watch(watch::Args),
    Diff(diff::Args),
    Explain(explain::Args),
    Rules(rules::Args),
    Schema(schema::Args),
    Templates(templates::Args),
    Trace(trace::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// Columns at most: longer lines are hard to read.
const WIDTH: usize = 100;

/// What `check` and `build` share: which notices, on which day, at which levels.
#[derive(Debug, Clone, clap::Args)]
struct Selection {
    /// Notices, or folders with notices; none: the project around this folder
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The day on which the notice is judged, beside the law of its own date; default: today
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Date>,
    #[command(flatten)]
    levels: levels::Levels,
    /// Print findings and what is waived, and nothing else
    #[arg(long, short)]
    quiet: bool,
}

fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "a date is written `2026-12-01`".to_owned())
}

impl Selection {
    fn today(&self) -> Date {
        self.as_of.unwrap_or_else(today)
    }
}

/// The day by the clock, in UTC.
fn today() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Nothing to fix.
    Clean,
    /// Findings at or above the failing level.
    Findings,
}

/// What stops a run.
#[derive(Debug, Error, Diagnostic)]
enum Error {
    #[error(transparent)]
    #[diagnostic(transparent)]
    Load(#[from] load::Error),
    #[error("{message}")]
    #[diagnostic(help("{help}"))]
    Levels { message: String, help: &'static str },
    #[error("no rule is called `{found}`{near}")]
    #[diagnostic(help("{help}"))]
    Rule { found: String, near: String, help: String },
    #[error("{code} `{name}` is a row of the catalogue and no rule")]
    #[diagnostic(help("{reason}\n  docs/rules/README.md has all such rows"))]
    Row { code: String, name: String, reason: String },
    #[error("no {what} is called `{found}`")]
    #[diagnostic(help("{known}"))]
    Filter { what: &'static str, found: String, known: String },
    #[error("no format is called `{found}`")]
    #[diagnostic(help("formats: {known}"))]
    Format { found: String, known: String },
    #[error("`{path}` is a file, not a folder")]
    #[diagnostic(help("outputs go into a folder: `--out public`"))]
    Folder { path: String },
    #[error("cannot write `{path}`: {source}")]
    Write { path: String, source: io::Error },
    #[error("cannot remove `{path}`, which is no longer made: {source}")]
    Remove { path: String, source: io::Error },
    #[error("no project around `{folder}`")]
    #[diagnostic(help("a project is a folder with a file `noticec.toml`; an empty one will do"))]
    NoProject { folder: String },
    #[error("`{folder}` leads out of the project")]
    #[diagnostic(help("`templates` in `noticec.toml` names a folder below it"))]
    Outside { folder: String },
    #[error("`{path}` is there and says something else; nothing is copied")]
    #[diagnostic(help("`--force` copies over it"))]
    Exists { path: String },
    #[error("standard input is no terminal, and nothing answers for {open}")]
    #[diagnostic(help(
        "`noticec init website --yes` asks nothing and leaves blanks; or answer by options:\n  \
         noticec init website --name \"Tallow Lane Ltd\" --country IE --email privacy@tallow.example --jurisdiction eu"
    ))]
    Unanswered { open: String },
    #[error("stopped; nothing is written")]
    Stopped,
    #[error("{files} {}; nothing is written", if files.contains(", ") { "are there already" } else { "is there already" })]
    #[diagnostic(help("{help}"))]
    There { files: String, help: &'static str },
    #[error("`{path}` is a file, and a project is a folder")]
    File { path: String },
    #[error("the presets do not know the law of `{country}`")]
    #[diagnostic(help(
        "whose law does the notice answer to? `--jurisdiction eu`, `--jurisdiction uk`, or both: `eu,uk`{afterwards}"
    ))]
    LawOpen { country: &'static str, afterwards: &'static str },
    #[error("{why}")]
    #[diagnostic(help("{help}"))]
    Misfit { why: &'static str, help: &'static str },
    #[error("`{path}` can't be a notice and the manifest at once")]
    #[diagnostic(help("write the manifest elsewhere: `--manifest FILE`"))]
    Taken { path: String },
    #[error("nothing says where versions of `{notice}` are kept")]
    #[diagnostic(help("name a folder in `noticec.toml`: `versions = \"versions\"`"))]
    NowhereKept { notice: String },
    #[error("the old version `{name}` can't be read: {why}")]
    #[diagnostic(help("mend it there, or compare with a version that this version of noticec can read"))]
    Base { name: String, why: String },
    #[error("the new version can't be compared: {errors} first")]
    #[diagnostic(help("`noticec check` says more"))]
    Unread { errors: String },
    #[error("two versions are compared, and {found} paths are named")]
    #[diagnostic(help("`noticec diff OLD NEW`, or `noticec diff --against origin/main`"))]
    Versions { found: usize },
    #[error("{first} and {second} would both be written to {place}")]
    #[diagnostic(help("give each a file of its own: `--report sarif=noticec.sarif`"))]
    Output { first: String, second: String, place: String },
    #[error("the baseline `{place}` can't be read: {why}")]
    #[diagnostic(help("{help}"))]
    Baseline { place: String, why: String, help: &'static str },
    #[cfg(feature = "watch")]
    #[error("cannot watch {what}: {source}")]
    #[diagnostic(help("{help}"))]
    Watch { what: String, source: notify::Error, help: &'static str },
    #[cfg(feature = "serve")]
    #[error("cannot serve on port {port}: {source}")]
    #[diagnostic(help("another program may have it: `--port 0` takes a free one"))]
    Port { port: u16, source: io::Error },
    #[cfg(feature = "serve")]
    #[error("cannot serve: {0}")]
    Serve(io::Error),
    #[error("cannot print: {0}")]
    Print(#[from] io::Error),
    #[error("cannot find the current folder: {0}")]
    Here(io::Error),
}

/// Runs the command line.
#[must_use]
pub fn main() -> ExitCode {
    let asked = terminal::asked(std::env::args_os());
    terminal::settle(asked);
    let cli = Cli::from_arg_matches(&Cli::command().color(asked).get_matches()).unwrap_or_else(|error| error.exit());
    terminal::settle(cli.color);
    let (shown, style) = (terminal::style(&io::stdout()), terminal::style(&io::stderr()));
    // Not locked: a bar that shows progress writes to it too.
    let stderr = &mut io::stderr();
    let ended = match cli.command {
        Command::Init(args) => args.run(stderr),
        Command::Check(args) => args.run(&mut io::stdout().lock(), stderr, style),
        Command::Build(args) => args.run(&mut io::stdout().lock(), stderr, style),
        #[cfg(feature = "serve")]
        Command::Serve(args) => args.run(stderr),
        #[cfg(feature = "watch")]
        Command::Watch(args) => args.run(stderr, style),
        Command::Diff(args) => args.run(&mut io::stdout().lock(), stderr, (shown, style)),
        Command::Explain(args) => args.run(&mut io::stdout().lock(), shown),
        Command::Rules(args) => args.run(&mut io::stdout().lock(), shown),
        Command::Schema(args) => args.run(&mut io::stdout().lock()),
        Command::Templates(args) => args.run(&mut io::stdout().lock(), stderr, style),
        Command::Trace(args) => args.run(&mut io::stdout().lock(), stderr, style),
        Command::Completions(args) => args.run(&mut io::stdout().lock()),
        Command::Man(args) => args.run(&mut io::stdout().lock(), stderr),
    };
    match ended {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(Error::Print(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to do if even this can't be printed.
            let _ = complain(stderr, &error);
            ExitCode::from(2)
        }
    }
}

fn complain(out: &mut dyn Write, error: &Error) -> io::Result<()> {
    writeln!(out, "error: {error}")?;
    match error.help() {
        Some(help) => writeln!(out, "  help: {help}"),
        None => Ok(()),
    }
}

/// The names that a kind of value has on the command line.
fn names<T: ValueEnum>() -> String {
    let names = T::value_variants().iter().filter_map(|value| Some(value.to_possible_value()?.get_name().to_owned()));
    names.collect::<Vec<_>>().join(", ")
}

/// Prints the closing line of a run.
fn summary(out: &mut dyn Write, counts: Counts, quiet: bool) -> io::Result<()> {
    if quiet { Ok(()) } else { writeln!(out, "{counts}") }
}
