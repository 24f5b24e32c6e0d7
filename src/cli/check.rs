//! `noticec check [PATH]...`

use std::io::Write;

use super::session::Session;
use super::{Error, Outcome, Selection, summary};
use crate::report::Style;

/// Judge notices and report all that is wrong or missing
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  noticec check\n  noticec check examples/town-council --as-of 2026-11-21\n  \
                        noticec check -D warnings")]
pub(super) struct Args {
    #[command(flatten)]
    selection: Selection,
}

impl Args {
    pub(super) fn run(self, out: &mut dyn Write, style: Style, quiet: bool) -> Result<Outcome, Error> {
        let session = Session::open(&self.selection, None)?;
        session.report(out, style)?;
        summary(out, session.counts(), quiet)?;
        Ok(if session.fails() { Outcome::Findings } else { Outcome::Clean })
    }
}
