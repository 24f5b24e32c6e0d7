//! `noticec schema WHICH`

mod editor;

use std::io::Write;

use clap::ValueEnum;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use super::{Error, Outcome};
use crate::manifest::Manifest;
use crate::render::Data;
use crate::report::changes::Comparisons;
use crate::report::findings::Report;
use crate::trace::Traces;

/// Print the JSON Schema of a file, for completion in an editor
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:\n\
\x20 noticec schema notice > notice.schema.json\n\
\x20 noticec schema project > project.schema.json\n\
\x20 noticec schema report > report.schema.json\n\
\n\
An editor reads the first for a notice that begins with the line\n\
`#:schema ./notice.schema.json`; `noticec init` writes both into `schema/`.")]
pub(super) struct Args {
    /// Of which file
    #[arg(value_enum)]
    which: Which,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Which {
    /// `notice.toml`, and registers
    Notice,
    /// `noticec.toml`
    Project,
    /// What `noticec trace --format json` prints
    Trace,
    /// What `noticec diff --format json` prints
    Diff,
    /// What `noticec check --format json` prints
    Report,
    /// What `noticec build --format json` writes
    Document,
    /// `noticec.manifest.json`, what `noticec build` leaves as evidence
    Manifest,
}

impl Args {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<Outcome, Error> {
        write!(out, "{}", text(self.which)?)?;
        Ok(Outcome::Clean)
    }
}

/// The schema, with a line feed at its end.
pub(super) fn text(which: Which) -> Result<String, Error> {
    let generator = SchemaSettings::draft07().into_generator();
    let schema: Value = match which {
        Which::Notice => editor::notice(generator),
        Which::Project => editor::project(generator),
        Which::Manifest => generator.into_root_schema_for::<Manifest>().into(),
        Which::Document => generator.into_root_schema_for::<Data>().into(),
        Which::Diff => generator.into_root_schema_for::<Comparisons>().into(),
        Which::Report => generator.into_root_schema_for::<Report>().into(),
        Which::Trace => generator.into_root_schema_for::<Traces>().into(),
    };
    let text = serde_json::to_string_pretty(&schema).map_err(std::io::Error::other)?;
    Ok(text + "\n")
}
