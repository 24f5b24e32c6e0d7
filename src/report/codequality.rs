//! Findings as a Code Quality report of GitLab: of Code Climate's form the keys that GitLab reads.

use serde::Serialize;

use super::findings::{Finding, Report, Status};
use super::fingerprint;
use crate::finding::Level;

/// A finding as GitLab shows it in a merge request, at its line.
#[derive(Debug, Serialize)]
pub struct Issue {
    /// Message and help.
    description: String,
    /// Code and name of the rule.
    check_name: String,
    /// Unique in the report, and the same wherever the lines move.
    fingerprint: String,
    /// `major` fails the run, `minor` is a warning, `info` a note.
    severity: &'static str,
    location: Location,
}

#[derive(Debug, Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Debug, Serialize)]
struct Lines {
    begin: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<usize>,
}

/// The open findings of a run. What has no place of its own is told at the first line of its notice; in a run without a notice, not
/// at all, since GitLab takes nothing without a file.
#[must_use]
pub fn codequality(report: &Report) -> Vec<Issue> {
    let open = report.findings.iter().filter(|finding| finding.status == Status::Open);
    open.filter_map(|finding| issue(finding, report)).collect()
}

fn issue(finding: &Finding, report: &Report) -> Option<Issue> {
    let (path, lines) = match finding.places.first() {
        Some(place) => (place.file.as_str(), Lines { begin: place.line, end: Some(place.end_line) }),
        None => (report.home(finding)?, Lines { begin: 1, end: None }),
    };
    let help = finding.help.iter().map(|help| format!("help: {help}"));
    let told: Vec<String> = [finding.message.clone()].into_iter().chain(help).collect();
    Some(Issue {
        description: told.join("; "),
        check_name: format!("{} {}", finding.code, finding.name),
        fingerprint: fingerprint::with_file(path, &finding.fingerprint),
        severity: severity(finding),
        location: Location { path: path.to_owned(), lines },
    })
}

fn severity(finding: &Finding) -> &'static str {
    match finding.level {
        _ if finding.fails => "major",
        Level::Deny | Level::Warn => "minor",
        Level::Note | Level::Allow => "info",
    }
}
