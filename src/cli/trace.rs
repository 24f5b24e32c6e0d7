//! `noticec trace [PATH]...`

mod markdown;
mod text;

use std::io::Write;
use std::path::PathBuf;

use clap::ValueEnum;
use rayon::prelude::*;

use super::session::{Read, read};
use super::{Error, Outcome};
use crate::declaration::Tag;
use crate::load::Loaded;
use crate::lower::lower;
use crate::model::Model;
use crate::report::{self, Style, counted};
use crate::trace::{Demand, FORMAT, Place, Spared, Trace, Traces, trace};

/// Show which part of the notice tells each item of the law, and from which declaration
///
/// Each item of Art. 13 and 14 GDPR and of Art. 19 to 21 FADP stands with the declarations of which it must be told, their
/// places in the files, and the block of the notice that tells it, or that it is not met; and with what does not apply,
/// because of which declared fact, or is not known to apply, since nothing is declared. `--by block` leads the other way.
/// It works on a notice with findings too. That an item is addressed does not say that what the notice says of it is true or
/// enough.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:\n\
\x20 noticec trace                         where each item of the law is told\n\
\x20 noticec trace --by block jobs.notice.toml\n\
\x20 noticec trace --format markdown > trace.md\n\
\x20 noticec trace --format json | jq '.notices[].demands[]'\n\
\n\
Exit code 0: every obligation is addressed; 1: one is not, or a file can't be\n\
read whole.")]
pub(super) struct Args {
    /// Notices, or folders with notices; none: the project around this folder
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Form of the trace; JSON holds both directions
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
    /// Which way to lead: from the law to the notice, or from the notice to the law
    #[arg(long, value_enum, default_value_t = By::Obligation)]
    by: By,
    /// Language in which notices are read, where they have it; default: the first of each
    #[arg(long, value_name = "TAG")]
    language: Option<Tag>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Lines for a terminal
    Text,
    /// One object, versioned; `noticec schema trace` prints its schema
    Json,
    /// Tables for a record
    Markdown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum By {
    /// Items of the law, each with where it is told
    Obligation,
    /// Blocks of the notice, each with what it tells and where it comes from
    Block,
}

impl Args {
    pub(super) fn run(self, out: &mut dyn Write, complaints: &mut dyn Write, style: Style) -> Result<Outcome, Error> {
        let Read { loaded, models, findings } = read(&self.paths, None)?;
        // After an error in any file, a cut entry would look like a missing one.
        if !findings.is_empty() {
            report::write(complaints, &findings, &loaded.sources, style)?;
            writeln!(complaints, "nothing is traced: {} first", counted(findings.len(), "error"))?;
            return Ok(Outcome::Findings);
        }
        let traces: Vec<Trace> = models.par_iter().map(|(_, model)| self.trace(model, &loaded)).collect();
        let whole = traces.iter().all(Trace::is_whole);
        match self.format {
            Form::Json => {
                let all = Traces { format: FORMAT, notices: traces };
                let json = serde_json::to_string_pretty(&all).map_err(std::io::Error::other)?;
                writeln!(out, "{json}")?;
            }
            Form::Text => text::write(out, &traces, self.by)?,
            Form::Markdown => markdown::write(out, &traces, self.by)?,
        }
        Ok(if whole { Outcome::Clean } else { Outcome::Findings })
    }

    fn trace(&self, model: &Model, loaded: &Loaded) -> Trace {
        let asked = self.language.as_ref().filter(|tag| model.languages.contains(tag));
        let document = lower(model, asked.unwrap_or(&model.languages[0]), false);
        trace(model, &document, &loaded.sources)
    }
}

/// The closing line of a trace. It says what was looked at, and never that a notice is lawful.
fn closing(trace: &Trace) -> String {
    let one = if trace.obligations == 1 { "obligation" } else { "obligations" };
    format!("{} of {} {one} addressed", trace.addressed, trace.obligations)
}

/// The laws of a trace with their day, such as `EU and UK law as of 2026-11-01`.
fn law(trace: &Trace) -> String {
    let names: Vec<String> = trace.jurisdictions.iter().map(|regime| regime.as_ref().to_uppercase()).collect();
    match names.as_slice() {
        [] => "no jurisdiction is declared".to_owned(),
        [one] => format!("{one} law as of {}", trace.law_date),
        [first @ .., last] => format!("{} and {last} law as of {}", first.join(", "), trace.law_date),
    }
}

/// The heading of an item: where the law demands it, and what.
fn heading(demand: &Demand) -> String {
    format!("{}: {}", demand.law.join("; "), demand.what)
}

/// Where the law demands something of one declaration, where the heading names more than one place.
fn own_law(law: &[String], demand: &Demand) -> Option<String> {
    (demand.law.len() > 1).then(|| law.join("; "))
}

/// What need not be told for one reason, of one declaration or of several.
struct Alike<'a> {
    paths: Vec<&'a str>,
    law: &'a [String],
    why: String,
    facts: Vec<&'a Place>,
}

/// What need not be told of an item, as one row for each reason.
fn alike(demand: &Demand) -> Vec<Alike<'_>> {
    let mut rows: Vec<Alike<'_>> = Vec::new();
    for spared in &demand.not_due {
        let why = reason(spared);
        if !rows.iter().any(|row| row.why == why && row.law == spared.law) {
            rows.push(Alike { paths: Vec::new(), law: &spared.law, why: why.clone(), facts: Vec::new() });
        }
        for row in rows.iter_mut().filter(|row| row.why == why && row.law == spared.law) {
            row.paths.push(&spared.path);
            for fact in &spared.facts {
                if !row.facts.contains(&fact) {
                    row.facts.push(fact);
                }
            }
        }
    }
    rows
}

/// Why something need not be told. Silence denies nothing, so what hangs on it is not known not to apply.
fn reason(spared: &Spared) -> String {
    let how = if spared.open { "not known to apply" } else { "does not apply" };
    format!("{how}: {}", spared.why)
}

/// The start of a text, cut at a word.
fn excerpt(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(most).collect();
    if let Some(space) = cut.rfind(' ') {
        cut.truncate(space);
    }
    format!("{cut} …")
}
