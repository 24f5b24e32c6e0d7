//! `noticec build --check`: what lies on disk, and what the sources give.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use super::evidence::Evidence;
use super::job::Made;
use crate::cli::session::shown;
use crate::cli::{Error, Outcome};
use crate::report::counted;

/// Characters of a line that are shown at the most.
const SHOWN: usize = 100;

/// Names each file that is not what the sources give.
pub(super) fn tell(out: &mut dyn Write, made: &[Made], evidence: &[Evidence], quiet: bool) -> Result<Outcome, Error> {
    let outputs =
        made.iter().flat_map(|made| &made.outputs).map(|output| (output.path.as_path(), output.bytes.as_slice()));
    let manifests = evidence.iter().map(|one| (one.path.as_path(), one.bytes.as_slice()));
    let (mut files, mut wrong) = (0, 0);
    for (path, wants) in outputs.chain(manifests) {
        files += 1;
        if let Some(told) = difference(path, wants)? {
            wrong += 1;
            writeln!(out, "{told}")?;
        }
    }
    for stale in evidence.iter().flat_map(|one| &one.stale) {
        files += 1;
        wrong += 1;
        writeln!(out, "left over: {}", shown(&stale.path))?;
    }
    if wrong > 0 {
        let are = if wrong == 1 { "is" } else { "are" };
        writeln!(
            out,
            "{wrong} of {} {are} not what the sources give; `noticec build` writes them",
            counted(files, "file")
        )?;
        return Ok(Outcome::Findings);
    }
    if !quiet {
        writeln!(out, "{} as the sources give", counted(files, "file"))?;
    }
    Ok(Outcome::Clean)
}

/// What is wrong with a file; `None` where nothing is.
fn difference(path: &Path, wants: &[u8]) -> Result<Option<String>, Error> {
    let there = match fs::read(path) {
        Ok(there) => there,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Some(format!("missing: {}", shown(path)))),
        Err(source) => return Err(crate::load::Error::Read { path: shown(path), source }.into()),
    };
    if there == wants {
        return Ok(None);
    }
    let (Ok(there), Ok(wants)) = (str::from_utf8(&there), str::from_utf8(wants)) else {
        let first = there.iter().zip(wants).take_while(|(a, b)| a == b).count();
        return Ok(Some(format!("differs: {}, from byte {} on", shown(path), first + 1)));
    };
    let (mut old, mut new) = (there.split('\n'), wants.split('\n'));
    let mut line = 1;
    loop {
        match (old.next(), new.next()) {
            (Some(a), Some(b)) if a == b => line += 1,
            (Some(a), Some(b)) if a.trim_end_matches('\r') == b.trim_end_matches('\r') => {
                return Ok(Some(format!("differs: {}, line {line}: another end of line", shown(path))));
            }
            (a, b) => {
                let told = |line: Option<&str>| line.map_or("the end of the file".to_owned(), cut);
                return Ok(Some(format!(
                    "differs: {}, line {line}\n  there:   {}\n  sources: {}",
                    shown(path),
                    told(a),
                    told(b)
                )));
            }
        }
    }
}

/// The start of a line.
fn cut(line: &str) -> String {
    let start: String = line.chars().filter(|one| !one.is_control()).take(SHOWN).collect();
    if line.chars().nth(SHOWN).is_some() { start + "…" } else { start }
}
