//! `noticec check [--against REV] [PATH]...`

use std::io::Write;

use super::base::Base;
use super::session::Session;
use super::{Error, Outcome, Selection, summary};
use crate::report::Style;

/// Judge notices and report all that is wrong or missing
///
/// With `--against`, each notice is also judged beside its earlier version: a change of what it says needs a higher version and a
/// new date, and people must be told of a material one. `noticec diff` shows what changed.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  noticec check\n  noticec check examples/town-council --as-of 2026-11-21\n  \
                        noticec check -D warnings           fail at warnings too\n  \
                        noticec check -D guidance -A style  set the levels of groups of rules\n  \
                        noticec check -D RET -W RET-03      set those of a family, and of one of its rules\n  \
                        noticec check --against origin/main is each change announced?\n\n\
                        A finding names its rule: `noticec explain RULE` says what it asks, and by which law.")]
pub(super) struct Args {
    #[command(flatten)]
    selection: Selection,
    /// The version that is published: a git revision, or the manifest of an earlier build
    #[arg(long, value_name = "REV|FILE")]
    against: Option<String>,
}

impl Args {
    pub(super) fn run(self, out: &mut dyn Write, style: Style) -> Result<Outcome, Error> {
        let base =
            self.against.as_deref().map(|named| Base::against(named, &self.selection.paths, None)).transpose()?;
        let session = Session::beside(&self.selection, None, base.as_ref())?;
        session.report(out, style)?;
        if let (Some(base), false) = (&base, self.selection.quiet) {
            for new in session.without_base(base) {
                writeln!(out, "{new} has no earlier version at `{}`: nothing to compare", base.name)?;
            }
        }
        summary(out, session.counts(), self.selection.quiet)?;
        Ok(if session.fails() { Outcome::Findings } else { Outcome::Clean })
    }
}
