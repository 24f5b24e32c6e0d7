//! `noticec diff OLD NEW`, `noticec diff --against REV [PATH]...`

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::PathBuf;

use super::base::{Base, compare, notices};
use super::reports::{self, Reports};
use super::session;
use super::{Error, Outcome, levels};
use crate::diff::gate::{self, Gate};
use crate::diff::news::announcements;
use crate::diff::{Class, Diff, Operation, whole};
use crate::finding::Level;
use crate::levels::{Judged, Waived, judge};
use crate::model::Model;
use crate::report::changes::{self, Announced, Compared};
use crate::report::findings::{Report, Run};
use crate::report::{self, Style};

/// Say what changed in a notice, whether it matters, and who must be told
///
/// Two versions are compared by what they mean: a purpose, a basis, a recipient, a period added, removed or altered. Order that
/// nobody sees, white space, comments, files and the spelling of periods say nothing. Each change has a code, a class
/// (fundamental, material, review, editorial) and the people whom it concerns; `noticec explain CODE` says more.
///
/// Below the changes stands what the new version owes its readers: a higher version, a new date, an entry in `[[history]]`,
/// how and how long before people are told. `noticec check --against` fails on that; so does this command, and on nothing else.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:\n\
\x20 noticec diff --against origin/main            what this branch changes\n\
\x20 noticec diff --against HEAD~1 legal           in the notices of a folder\n\
\x20 noticec diff --against noticec.manifest.json  since the last build\n\
\x20 noticec diff old/notice.toml new/notice.toml\n\
\x20 noticec diff --against main --format markdown      for a pull request\n\
\x20 noticec diff --against main --format announcement  for readers\n\
\n\
Exit code 0: compared; 1: the change is not announced, or with --exit-code:\n\
there is a change; 2: the run could not start.")]
pub(super) struct Args {
    /// Old and new version: notices or folders with notices; the old one may be a manifest. With `--against`: which notices
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The old version: a git revision, or the manifest of an earlier build
    #[arg(long, value_name = "REV|FILE")]
    against: Option<String>,
    /// How the comparison is told
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Exit with 1 where anything differs
    #[arg(long)]
    exit_code: bool,
    /// The day on which the new version is judged; default: today
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    as_of: Option<jiff::civil::Date>,
    #[command(flatten)]
    levels: levels::Levels,
    /// Print the comparison, and nothing of what is owed
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    reports: Reports,
}

/// How comparisons are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Format {
    /// For a terminal
    #[default]
    Text,
    /// For a comment on a pull request
    Markdown,
    /// For another program
    Json,
    /// For readers: a banner and a message, in each language of the notice
    Announcement,
}

impl Args {
    pub(super) fn run(
        self,
        out: &mut dyn Write,
        err: &mut dyn Write,
        styles: (Style, Style),
    ) -> Result<Outcome, Error> {
        let (style, err_style) = styles;
        self.reports.check(Some("the comparison"))?;
        let (base, new) = self.versions()?;
        let read = session::read(&new, None)?;
        if !read.findings.is_empty() {
            report::write(err, &read.findings, &read.loaded.sources, err_style)?;
            return Err(Error::Unread { errors: report::counted(read.findings.len(), "error") });
        }
        let mut diffs = Vec::new();
        let mut told = Vec::new();
        let mut owed: Vec<Judged> = Vec::new();
        let mut waived = Vec::new();
        let mut kept: Vec<&Model> = Vec::new();
        let all: Vec<_> = notices(&read).collect();
        for ((path, model), (index, _)) in notices(&read).zip(&read.models) {
            let Some(old) = base.of_notice(path, model, &all) else {
                diffs.push(whole(model, Operation::Added));
                continue;
            };
            kept.push(old);
            let diff = compare(&self.called_alike(old, model), model)?;
            let today = self.as_of.unwrap_or_else(super::today);
            let gate = Gate { diff: &diff, old, new: model, base: &base.name, today: Some(today) };
            let project = read.loaded.notices[*index].project.as_ref().map(|project| &project.project);
            let verdict = judge(gate.findings(), model, project, &self.levels.command_line(), Some(today));
            // Of what stands beside it in the notice, such as its lints, `check` tells.
            let is_of_gate = |judged: &Judged| gate::CODES.contains(&judged.rule.code);
            waived.extend(verdict.waived.into_iter().filter(|waived| is_of_gate(&waived.judged)));
            owed.extend(verdict.reported.into_iter().filter(is_of_gate));
            told.push(Announced {
                id: model.id.clone(),
                all: announcements(&diff, old, model),
                words: diff.class() == Some(Class::Review),
            });
            diffs.push(diff);
        }
        diffs.extend(base.gone(&kept).map(|old| whole(old, Operation::Removed)));
        match self.print(out, (&diffs, &told), &base, &read, style) {
            // Somebody has read enough; what is owed is judged all the same.
            Err(Error::Print(error)) if error.kind() == io::ErrorKind::BrokenPipe => {}
            printed => printed?,
        }
        if !self.quiet {
            report::write_failing(err, &owed, &read.loaded.sources, err_style, self.levels.failing())?;
        }
        self.report(&read, &owed, &waived)?;
        let changed = diffs.iter().any(|diff| !diff.is_empty());
        let fails = owed.iter().any(|judged| judged.level >= self.levels.failing() && judged.level > Level::Allow);
        Ok(if fails || self.exit_code && changed { Outcome::Findings } else { Outcome::Clean })
    }

    /// Writes what the new version owes its readers in the forms that are asked for.
    fn report(&self, read: &session::Read, owed: &[Judged], waived: &[Waived]) -> Result<(), Error> {
        if self.reports.is_empty() {
            return Ok(());
        }
        let root = reports::root()?;
        let waived: Vec<&Waived> = waived.iter().collect();
        let mut text = Vec::new();
        report::write_failing(&mut text, owed, &read.loaded.sources, reports::PLAIN, self.levels.failing())?;
        report::write_waived(&mut text, &waived, reports::PLAIN)?;
        let told = Report::new(&Run {
            sources: &read.loaded.sources,
            root: &root,
            notices: session::resolved(&read.loaded, &read.models),
            findings: owed,
            waived,
            allowed: 0,
            failing: self.levels.failing(),
            judged: true,
            only: Some(gate::CODES),
        });
        // The comparison has standard output, and no report goes there.
        self.reports.write(&mut io::sink(), &told, &String::from_utf8_lossy(&text))
    }

    /// The old version; where two files are compared and their names alone say what the notices are called, by the name of the new
    /// one.
    fn called_alike<'m>(&self, old: &'m Model, new: &Model) -> Cow<'m, Model> {
        let named = |model: &Model| model.notice.as_ref().is_some_and(|notice| notice.id.is_some());
        if self.against.is_some() || named(old) || named(new) {
            return Cow::Borrowed(old);
        }
        let mut alike = old.clone();
        alike.id.clone_from(&new.id);
        Cow::Owned(alike)
    }

    /// The old version, and paths of the new one.
    fn versions(&self) -> Result<(Base, Vec<PathBuf>), Error> {
        match (&self.against, self.paths.as_slice()) {
            (Some(named), paths) => Ok((Base::against(named, paths, None)?, paths.to_vec())),
            (None, [old, new]) => Ok((Base::path(old)?, vec![new.clone()])),
            (None, paths) => Err(Error::Versions { found: paths.len() }),
        }
    }

    fn print(
        &self,
        out: &mut dyn Write,
        (diffs, told): (&[Diff], &[Announced]),
        base: &Base,
        read: &session::Read,
        style: Style,
    ) -> Result<(), Error> {
        let compared =
            |diff| Compared { diff, base: &base.name, old: base.sources.as_ref(), new: &read.loaded.sources };
        let all: Vec<Compared<'_>> = diffs.iter().map(compared).collect();
        match self.format {
            Format::Text => {
                for (index, one) in all.iter().enumerate() {
                    write!(out, "{}", if index > 0 { "\n" } else { "" })?;
                    changes::text(out, one, style)?;
                }
            }
            Format::Markdown => write!(out, "{}", changes::markdown(&all))?,
            Format::Announcement => write!(out, "{}", changes::announcements(told))?,
            Format::Json => {
                let written = serde_json::to_string_pretty(&changes::comparisons(&all)).map_err(io::Error::other)?;
                writeln!(out, "{written}")?;
            }
        }
        Ok(())
    }
}
