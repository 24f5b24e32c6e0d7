//! `noticec check [PATH]...`

use std::io::Write;

use super::session::Session;
use super::{Error, Outcome, Selection, summary};
use crate::report::Style;

/// Judge notices and report all that is wrong or missing
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  noticec check\n  noticec check examples/town-council --as-of 2026-11-21\n  \
                        noticec check -D warnings           fail at warnings too\n  \
                        noticec check -D guidance -A style  set the levels of groups of rules\n  \
                        noticec check -D RET -W RET-03      set those of a family, and of one of its rules\n\n\
                        A finding names its rule: `noticec explain RULE` says what it asks, and by which law.")]
pub(super) struct Args {
    #[command(flatten)]
    selection: Selection,
}

impl Args {
    pub(super) fn run(self, out: &mut dyn Write, style: Style) -> Result<Outcome, Error> {
        let session = Session::open(&self.selection, None)?;
        session.report(out, style)?;
        summary(out, session.counts(), self.selection.quiet)?;
        Ok(if session.fails() { Outcome::Findings } else { Outcome::Clean })
    }
}
