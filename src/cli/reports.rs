//! `--format` of `check`, and `--report FORMAT[=FILE]`: findings in other forms, each to its own place.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::ValueEnum;

use super::build::write_file;
use super::session::Session;
use super::{Error, WIDTH, names};
use crate::load::{slashed, tidy};
use crate::report::findings::Report;
use crate::report::{Style, annotations, codequality, concise, junit, sarif};

/// A form of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum Form {
    /// For people
    #[default]
    Text,
    /// A line for each finding, as compilers print them: for editors and problem matchers
    Concise,
    /// For another program; `noticec schema report` describes it
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// JUnit XML, for the test reports of GitLab, Jenkins and others
    Junit,
    /// Code Quality of GitLab, for findings at the lines of a merge request
    Codequality,
}

/// What `check`, `build` and `diff` share: further reports.
#[derive(Debug, Clone, Default, clap::Args)]
pub(super) struct Reports {
    /// Write the findings in a further form: text, concise, json, sarif, github, junit or codequality; to FILE, or without one to
    /// standard output; may be given several times
    #[arg(long = "report", value_name = "FORMAT[=FILE]", value_parser = target)]
    targets: Vec<Target>,
}

/// A form and where it goes.
#[derive(Debug, Clone)]
struct Target {
    form: Form,
    /// `None`: standard output.
    file: Option<PathBuf>,
}

fn target(text: &str) -> Result<Target, String> {
    let (form, file) = match text.split_once('=') {
        Some((form, file)) => (form, Some(file)),
        None => (text, None),
    };
    let unknown = |_| format!("no format is called `{form}`; formats: {}", names::<Form>());
    let form = Form::from_str(form, false).map_err(unknown)?;
    match file {
        Some("") => Err("the file has no name".to_owned()),
        file => Ok(Target { form, file: file.filter(|file| *file != "-").map(PathBuf::from) }),
    }
}

impl Target {
    /// As it is asked for on the command line.
    fn name(&self) -> String {
        format!("`--report {}`", self.form.name())
    }
}

impl Reports {
    /// Refuses what could not be written apart: two reports in one file, or beside another on standard output.
    ///
    /// # Errors
    /// Two for one place.
    pub(super) fn check(&self, printed: Option<&str>) -> Result<(), Error> {
        let on_output = self.targets.iter().filter(|target| target.file.is_none());
        let mut names: Vec<String> = printed.map(str::to_owned).into_iter().collect();
        names.extend(on_output.map(Target::name));
        if let [first, second, ..] = &names[..] {
            let (first, second) = (first.clone(), second.clone());
            return Err(Error::Output { first, second, place: "standard output".to_owned() });
        }
        for (index, target) in self.targets.iter().enumerate() {
            let Some(file) = &target.file else { continue };
            let is_there = |one: &&Target| one.file.as_ref().is_some_and(|one| tidy(one) == tidy(file));
            if let Some(earlier) = self.targets[..index].iter().find(is_there) {
                let place = format!("`{}`", slashed(file));
                return Err(Error::Output { first: earlier.name(), second: target.name(), place });
            }
        }
        Ok(())
    }

    /// Whether there is anything to write.
    pub(super) fn is_empty(&self) -> bool {
        self.targets.is_empty()
    }

    /// Writes all reports; `text` is that for people.
    ///
    /// # Errors
    /// Files that can't be written.
    pub(super) fn write(&self, out: &mut dyn Write, report: &Report, text: &str) -> Result<(), Error> {
        for target in &self.targets {
            let told = target.form.tell(report, text)?;
            match &target.file {
                Some(file) => _ = write_file(file, told.as_bytes())?,
                None => out.write_all(told.as_bytes())?,
            }
        }
        Ok(())
    }
}

impl Form {
    /// How it is called on the command line.
    pub(super) fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    /// The report in this form; `text` is that for people.
    ///
    /// # Errors
    /// None that a report can cause.
    pub(super) fn tell(self, report: &Report, text: &str) -> io::Result<String> {
        let json = |written: serde_json::Result<String>| written.map(|text| text + "\n").map_err(io::Error::other);
        match self {
            Self::Text => Ok(text.to_owned()),
            Self::Concise => Ok(concise::concise(report)),
            Self::Json => json(serde_json::to_string_pretty(report)),
            Self::Sarif => json(serde_json::to_string_pretty(&sarif::sarif(report))),
            Self::Github => {
                let mut lines = Vec::new();
                annotations::write(&mut lines, report)?;
                String::from_utf8(lines).map_err(io::Error::other)
            }
            Self::Junit => junit::junit(report),
            Self::Codequality => json(serde_json::to_string_pretty(&codequality::codequality(report))),
        }
    }
}

/// The folder to which paths in reports are relative: that of the repository, where there is one around the current folder.
///
/// # Errors
/// No current folder.
pub(super) fn root() -> Result<PathBuf, Error> {
    let here = std::env::current_dir().map_err(Error::Here)?;
    Ok(here.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(&here).to_owned())
}

/// How a report for people looks in a file.
pub(super) const PLAIN: Style = Style { colour: false, links: false, wrap: false, width: WIDTH };

/// The findings of a session for people, as they stand in a file; `known` are the lines of what a baseline knows.
///
/// # Errors
/// None that findings can cause.
pub(super) fn text(session: &Session, known: &str) -> Result<String, Error> {
    let mut lines = Vec::new();
    session.report(&mut lines, PLAIN)?;
    writeln!(lines, "{known}{}", session.counts())?;
    Ok(String::from_utf8_lossy(&lines).into_owned())
}

/// Writes the reports of a session that has no baseline.
///
/// # Errors
/// Files that can't be written.
pub(super) fn write(reports: &Reports, out: &mut dyn Write, session: &Session) -> Result<(), Error> {
    if reports.is_empty() {
        return Ok(());
    }
    reports.write(out, &session.told(&root()?), &text(session, "")?)
}
