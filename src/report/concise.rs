//! Findings in a line each, in the form that compilers print and editors read: `path:line:column: level[code] name: message`.

use std::fmt::Write;

use super::findings::{Finding, Report, Status};
use crate::finding::Level;

/// A line for each open finding. One without a place has the name of the notice's file, or of the program, in place of it.
///
/// `templates/ci/matcher.json` holds the expressions that read these lines.
#[must_use]
pub fn concise(report: &Report) -> String {
    let mut lines = String::new();
    for finding in report.findings.iter().filter(|finding| finding.status == Status::Open) {
        let place = match finding.places.first() {
            Some(place) => format!("{}:{}:{}", in_line(&place.file), place.line, place.column),
            None => in_line(report.home(finding).unwrap_or(report.tool.name)),
        };
        let (code, name) = (finding.code, finding.name);
        let _ = writeln!(lines, "{place}: {}[{code}] {name}: {}", level(finding), in_line(&finding.message));
    }
    lines
}

/// What fails the run is an error, whatever its level is called.
fn level(finding: &Finding) -> &'static str {
    match finding.level {
        _ if finding.fails => "error",
        Level::Deny | Level::Warn => "warning",
        Level::Note | Level::Allow => "note",
    }
}

/// The same without line breaks, and without what a terminal would take for a command.
fn in_line(text: &str) -> String {
    let words: Vec<&str> =
        text.split(|one: char| one.is_control()).map(str::trim).filter(|one| !one.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stays_one() {
        assert_eq!(in_line("a: [b]\r\n  c\u{1b}[31m d"), "a: [b] c [31m d");
        assert_eq!(in_line("two  spaces stay"), "two  spaces stay");
    }
}
