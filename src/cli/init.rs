//! `noticec init [PRESET] [DIR]`

mod answers;
mod presets;
mod workflow;

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use self::answers::Answers;
use self::presets::Preset;
use self::workflow::Service;
use super::build::write_file;
use super::schema::{self, Which};
use super::session::shown;
use super::{Error, Outcome};
use crate::declaration::Email;
use crate::law::{Country, Regime};
use crate::load;

/// The project's file, its notices' schema, and its own.
const PROJECT: &str = "noticec.toml";
const NOTICE_SCHEMA: &str = "schema/notice.schema.json";
const PROJECT_SCHEMA: &str = "schema/project.schema.json";

/// Start a project with a notice from a preset
///
/// A preset says what most organisations of a kind do, and has a blank where only you know what belongs there. On a terminal, what the options leave open is asked; with `--yes`, nothing is. What stays unanswered is a blank in the notice, which
/// `noticec check` finds and which keeps `noticec build` from writing anything. No file is written over: if one is there already, it is named
/// and nothing is written.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:\n\
\x20 noticec init                          asks, then writes into this folder\n\
\x20 noticec init shop --yes --country IE  asks nothing\n\
\x20 noticec init saas privacy --country GB --jurisdiction uk,eu\n\
\x20 noticec init website --ci github      with a workflow for pull requests\n\
\x20 noticec init employer --add           a second notice for this project")]
pub(super) struct Args {
    /// What the notice is for
    #[arg(value_enum, value_name = "PRESET")]
    preset: Option<Preset>,
    /// Folder of the project, made if absent; default: this folder
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Ask nothing
    #[arg(long, short)]
    yes: bool,
    /// Legal name of the organisation
    #[arg(long, value_parser = answers::name)]
    name: Option<String>,
    /// Country in which it is established: ISO 3166-1 code, such as `IE`
    #[arg(long, value_name = "CODE", value_parser = answers::country)]
    country: Option<Country>,
    /// E-mail address for questions about data
    #[arg(long, value_name = "ADDRESS", value_parser = answers::email)]
    email: Option<Email>,
    /// Whose law the notice answers to: eu, uk, or both; default: that of the country, where it is the EU's or the UK's
    #[arg(long, value_name = "LAW", value_delimiter = ',', value_parser = answers::regime)]
    jurisdiction: Vec<Regime>,
    /// Write a workflow too that checks the notices with each change
    #[arg(long, value_enum, value_name = "SERVICE")]
    ci: Option<Service>,
    /// Add the notice to the project that is there, and leave the project's own files alone
    #[arg(long, conflicts_with = "ci")]
    add: bool,
    /// Write over files that are there
    #[arg(long)]
    force: bool,
}

/// A file to be written.
struct Planned {
    path: PathBuf,
    text: String,
}

impl Args {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<Outcome, Error> {
        let here = std::env::current_dir().map_err(Error::Here)?;
        let given = self.folder.clone().unwrap_or_default();
        // `DIR` may be written with a slash at its end, or as `.`.
        let folder: PathBuf = here.join(given).components().collect();
        if folder.exists() && !folder.is_dir() {
            return Err(Error::File { path: shown(&folder) });
        }
        let known = Answers {
            preset: self.preset,
            name: self.name.clone(),
            country: self.country,
            regimes: distinct(&self.jurisdiction),
            email: self.email.clone(),
        };
        let answers = if self.yes || known.unanswered().is_empty() {
            known
        } else if io::stdin().is_terminal() {
            known.ask(&mut io::stdin().lock(), out)?
        } else {
            return Err(Error::Unanswered { open: known.unanswered().join(", ") });
        };
        let settled = answers.settle()?;
        let root = if self.add { project_around(&folder)? } else { folder.clone() };
        let files = self.plan(&settled, &folder, &root)?;
        let there = |file: &&Planned| fs::symlink_metadata(&file.path).is_ok();
        let taken: Vec<String> = files.iter().filter(there).map(|file| format!("`{}`", shown(&file.path))).collect();
        if !taken.is_empty() && !self.force {
            let help = if taken.iter().any(|path| path.ends_with("noticec.toml`")) {
                "`--add` adds a notice to the project that is there; `--force` writes over its files"
            } else {
                "`--force` writes over it"
            };
            return Err(Error::There { files: taken.join(", "), help });
        }
        for file in &files {
            write_file(&file.path, file.text.as_bytes())?;
            writeln!(out, "wrote {}", shown(&file.path))?;
        }
        if let Some(remark) = settled.remark {
            writeln!(out, "{remark}")?;
        }
        let blanks = presets::blanks(&files[0].text).count();
        next(out, &shown(&files[0].path), &argument(&here, &folder), blanks)?;
        if self.ci.is_some()
            && let Some(workflow) = files.last()
        {
            let workflow = shown(&workflow.path);
            writeln!(out, "  4. see `cargo install` in {workflow}: it works once noticec is published on crates.io")?;
        }
        Ok(Outcome::Clean)
    }

    /// All files of the run, the notice first.
    fn plan(&self, settled: &answers::Settled, folder: &Path, root: &Path) -> Result<Vec<Planned>, Error> {
        let mut files = Vec::new();
        let mut plan = |path: PathBuf, text: String| files.push(Planned { path, text });
        let to_root = pathdiff::diff_paths(root, folder).unwrap_or_default();
        let schema = match crate::load::slashed(&to_root.join(NOTICE_SCHEMA)) {
            up if up.starts_with("..") => up,
            down => format!("./{down}"),
        };
        let preset = settled.preset;
        plan(folder.join(preset.file()), presets::written(settled, &schema).map_err(io::Error::other)?);
        if !self.add {
            plan(root.join(PROJECT), project_file());
            plan(root.join(PROJECT_SCHEMA), schema::text(Which::Project)?);
        }
        if !self.add || !root.join(NOTICE_SCHEMA).exists() {
            plan(root.join(NOTICE_SCHEMA), schema::text(Which::Notice)?);
        }
        if let Some(service) = self.ci {
            let repository = folder.ancestors().find(|above| above.join(".git").exists()).unwrap_or(folder);
            let inside = pathdiff::diff_paths(folder, repository).unwrap_or_default();
            plan(repository.join(service.file()), service.workflow(&inside));
        }
        Ok(files)
    }
}

/// The folder of the nearest `noticec.toml` above.
fn project_around(folder: &Path) -> Result<PathBuf, Error> {
    let found = load::project_above(&folder.join("notice.toml"));
    let root = found.as_deref().and_then(Path::parent).map(Path::to_owned);
    root.ok_or_else(|| Error::NoProject { folder: shown(folder) })
}

fn project_file() -> String {
    format!(
        "#:schema ./{PROJECT_SCHEMA}\n\n\
         # The notices of this folder and of those below it.\n\n\
         out = \"public\"    # where they are written\n\
         formats = [\"html\"]    # also: \"html-fragment\", \"json\", \"markdown\", \"pdf\", \"typst\"\n"
    )
}

fn distinct(regimes: &[Regime]) -> Vec<Regime> {
    let mut regimes = regimes.to_vec();
    regimes.sort_unstable();
    regimes.dedup();
    regimes
}

/// The project as an argument of a command, with a space before it; nothing for the current folder.
fn argument(here: &Path, folder: &Path) -> String {
    match pathdiff::diff_paths(folder, here) {
        Some(path) if !path.as_os_str().is_empty() => format!(" {}", workflow::quoted(&crate::load::slashed(&path))),
        _ => String::new(),
    }
}

/// What is to be done next, in three lines; a workflow adds a fourth.
fn next(out: &mut dyn Write, notice: &str, folder: &str, blanks: usize) -> io::Result<()> {
    let blanks = crate::report::counted(blanks, "blank");
    writeln!(out, "\nnext:")?;
    writeln!(out, "  1. fill in the {blanks} of {notice}, each marked \"fill in\"")?;
    writeln!(out, "  2. noticec check{folder}    finds what is still open, and says how to mend it")?;
    writeln!(out, "  3. noticec build{folder}    writes the notice once nothing is")
}
