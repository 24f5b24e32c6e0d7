//! `noticec check [--against REV] [--baseline FILE] [PATH]...`

use std::io::Write;

use super::base::Base;
use super::baseline::Known;
use super::build::site_settings;
use super::reports::{self, Form, Reports};
use super::session::Session;
use super::{Error, Outcome, Selection, summary};
use crate::report::Style;

/// Judge notices and report all that is wrong or missing
///
/// With `--against`, each notice is also judged beside its earlier version: a change of what it says needs a higher version and a
/// new date, and people must be told of a material one. `noticec diff` shows what changed.
///
/// With `--baseline`, findings that were there before do not fail the run, so that an old notice can be brought in step by step.
/// `noticec build` knows no baseline: what it writes lacks nothing.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:\n\
\x20 noticec check                        all notices of this project\n\
\x20 noticec check legal/jobs.notice.toml --as-of 2026-11-21\n\
\x20 noticec check -D warnings            warnings fail the run, too\n\
\x20 noticec check -D guidance -A style   levels of groups of rules\n\
\x20 noticec check -D RET -W RET-03       of a family, and of one of its rules\n\
\x20 noticec check --against origin/main  is each change announced?\n\
\x20 noticec check --format concise       a line for each finding\n\
\x20 noticec check --report sarif=noticec.sarif --report junit=noticec.xml\n\
\x20 noticec check --baseline noticec.baseline.json --update-baseline\n\
\n\
A finding names its rule: `noticec explain RULE` says what it asks, and why.")]
pub(super) struct Args {
    #[command(flatten)]
    selection: Selection,
    /// The version that is published: a git revision, or the manifest of an earlier build
    #[arg(long, value_name = "REV|FILE")]
    against: Option<String>,
    /// The form of the findings; all but text go to standard output
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    format: Form,
    #[command(flatten)]
    reports: Reports,
    #[command(flatten)]
    baseline: Known,
}

impl Args {
    pub(super) fn run(self, out: &mut dyn Write, err: &mut dyn Write, style: Style) -> Result<Outcome, Error> {
        let text = self.format == Form::Text;
        let printed = format!("`--format {}`", self.format.name());
        self.reports.check((!text).then_some(printed.as_str()))?;
        let known = self.baseline.open()?;
        let base =
            self.against.as_deref().map(|named| Base::against(named, &self.selection.paths, None)).transpose()?;
        let mut session = Session::beside(&self.selection, None, base.as_ref())?;
        if session.is_judged() {
            session.add(site_settings(&session));
        }
        let root = reports::root()?;
        let mut report = session.told(&root);
        let lines = self.baseline.apply(known, &mut session, &mut report, &root)?;
        let wanted = !text || !self.reports.is_empty();
        let told = if wanted { reports::text(&session, &lines.known)? } else { String::new() };
        if text {
            session.report(err, style)?;
            write!(err, "{}", lines.known)?;
        } else {
            write!(out, "{}", self.format.tell(&report, &told)?)?;
            out.flush()?;
        }
        if !self.selection.quiet {
            if let Some(base) = &base {
                for new in session.without_base(base) {
                    writeln!(err, "{new} has no earlier version at `{}`: nothing to compare", base.name)?;
                }
            }
            write!(err, "{}", lines.change)?;
        }
        summary(err, session.counts(), self.selection.quiet)?;
        self.reports.write(out, &report, &told)?;
        Ok(if session.fails() { Outcome::Findings } else { Outcome::Clean })
    }
}
