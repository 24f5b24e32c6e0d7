//! The baseline: the findings that a project has when it begins, so that only new ones fail `check`.
//!
//! It is a file for people too: sorted, an entry a finding, with rule, place and message, so that a review sees what goes and
//! what comes. Its paths are relative to its own folder, and it has no lines, so that it does not change when others write.

use std::collections::HashSet;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::findings::{Finding, Report, Status};
use super::places::relative;

/// Version of the form in which a baseline is written.
pub const FORMAT: u64 = 1;

/// Findings that are known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// Version of this form.
    pub format: u64,
    /// By file, rule, place and message.
    pub findings: Vec<Entry>,
}

/// A finding that is known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its file, relative to the folder of the baseline; empty for what is in no file.
    pub file: String,
    /// Code and name of its rule.
    pub rule: String,
    /// The declaration that it is about.
    pub on: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What tells it again.
    pub fingerprint: String,
}

/// Why a text is no baseline, and where in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Line, counted from 1.
    pub line: usize,
    /// Column, counted from 1.
    pub column: usize,
    /// What is wrong there.
    pub why: String,
}

/// The format alone, which is read before the rest.
#[derive(Deserialize)]
struct Version {
    format: u64,
}

/// One that knows nothing yet.
impl Default for Baseline {
    fn default() -> Self {
        Self { format: FORMAT, findings: Vec::new() }
    }
}

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// What is no JSON, has another format version, or other keys.
    pub fn read(text: &str) -> Result<Self, Unread> {
        let wrong = |error: &serde_json::Error| {
            let told = error.to_string();
            let why = told.split(" at line ").next().unwrap_or_default().replace(" or a new line", "");
            Unread { line: error.line().max(1), column: error.column().max(1), why }
        };
        let version: Version = serde_json::from_str(text).map_err(|error| wrong(&error))?;
        if version.format != FORMAT {
            let (line, column) = text.find("\"format\"").map_or((1, 1), |at| position(text, at));
            let why = format!("its format is {}, and this version of noticec reads {FORMAT}", version.format);
            return Err(Unread { line, column, why });
        }
        serde_json::from_str(text).map_err(|error| wrong(&error))
    }

    /// The baseline as it is written: pretty, with a last line break.
    ///
    /// # Errors
    /// None that findings can cause.
    pub fn to_text(&self) -> Result<String, serde_json::Error> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }

    /// The findings of a report that do not rest on a waiver, and the entries of an earlier baseline that this run could not see
    /// again since it has not read their files. `root` is the folder of the report's paths, `folder` that of the baseline.
    #[must_use]
    pub fn of(report: &Report, (root, folder): (&Path, &Path), unseen: impl IntoIterator<Item = Entry>) -> Self {
        let open = report.findings.iter().filter(|finding| finding.status != Status::Waived);
        let mut findings: Vec<Entry> = open.map(|finding| entry(finding, root, folder)).chain(unseen).collect();
        findings.sort();
        findings.dedup();
        Self { format: FORMAT, findings }
    }

    /// Marks in a report what this baseline knows. Gives for each finding without a waiver whether it is known, and the entries that
    /// the run has not found again.
    pub fn mark(&self, report: &mut Report, root: &Path, folder: &Path) -> (Vec<bool>, Vec<&Entry>) {
        let known: HashSet<(&str, &str)> =
            self.findings.iter().map(|entry| (entry.file.as_str(), entry.fingerprint.as_str())).collect();
        let marked = report.mark_known(|finding| {
            known.contains(&(placed(finding, root, folder).as_str(), finding.fingerprint.as_str()))
        });
        let met = report.findings.iter().filter(|finding| finding.status == Status::Known);
        let met: HashSet<(String, &str)> =
            met.map(|finding| (placed(finding, root, folder), finding.fingerprint.as_str())).collect();
        let gone = self.findings.iter();
        let gone = gone.filter(|entry| !met.contains(&(entry.file.clone(), entry.fingerprint.as_str())));
        (marked, gone.collect())
    }
}

fn entry(finding: &Finding, root: &Path, folder: &Path) -> Entry {
    Entry {
        file: placed(finding, root, folder),
        rule: format!("{} {}", finding.code, finding.name),
        on: finding.on.clone(),
        message: finding.message.clone(),
        fingerprint: finding.fingerprint.clone(),
    }
}

/// The file of a finding, from the folder of a baseline.
fn placed(finding: &Finding, root: &Path, folder: &Path) -> String {
    finding.file().map(|file| relative(&root.join(file), folder)).unwrap_or_default()
}

fn position(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..at];
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (before.matches('\n').count() + 1, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let entry = Entry {
            file: "a.notice.toml".into(),
            rule: "RET-03 retention-start-missing".into(),
            on: Some("retention.a".into()),
            message: "no start".into(),
            fingerprint: "0123".into(),
        };
        let baseline = Baseline { format: FORMAT, findings: vec![entry] };
        assert_eq!(Baseline::read(&baseline.to_text().unwrap()), Ok(baseline));
    }

    #[test]
    fn what_is_none_is_told_with_its_place() {
        let unread = |text: &str| Baseline::read(text).unwrap_err();
        let other = unread("{\n  \"format\": 2,\n  \"findings\": {}\n}\n");
        assert_eq!((other.line, other.column), (2, 3));
        assert_eq!(other.why, "its format is 2, and this version of noticec reads 1");
        let cut = unread("{\n  \"format\": 1,\n  \"findings\": [\n");
        assert_eq!((cut.line, cut.why.as_str()), (4, "EOF while parsing a list"));
        let key = unread("{\n  \"format\": 1,\n  \"findings\": [],\n  \"more\": 1\n}\n");
        assert_eq!((key.line, key.why.starts_with("unknown field `more`")), (4, true), "{key:?}");
        assert_eq!(unread("").why, "EOF while parsing a value");
        assert_eq!(unread("[]").line, 1);
    }
}
