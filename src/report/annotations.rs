//! Findings as annotations of GitHub Actions: a command a line, in the job's output.

use std::io::{self, Write};

use super::findings::{Finding, Report, Status};
use crate::finding::Level;

/// Writes an annotation for each open finding.
///
/// # Errors
/// Those of the writer.
pub fn write(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    for finding in report.findings.iter().filter(|finding| finding.status == Status::Open) {
        writeln!(out, "{}", annotation(finding))?;
    }
    Ok(())
}

fn annotation(finding: &Finding) -> String {
    let command = match finding.level {
        _ if finding.fails => "error",
        Level::Deny | Level::Warn => "warning",
        Level::Note | Level::Allow => "notice",
    };
    let mut properties = Vec::new();
    if let Some(place) = finding.places.first() {
        properties.push(format!("file={}", property(&place.file)));
        properties.push(format!("line={}", place.line));
        properties.push(format!("endLine={}", place.end_line));
        // GitHub takes columns only where start and end are on one line.
        if place.end_line == place.line {
            properties.push(format!("col={}", place.column));
            properties.push(format!("endColumn={}", place.end_column));
        }
    }
    properties.push(format!("title={}", property(&format!("{} {}", finding.code, finding.name))));
    format!("::{command} {}::{}", properties.join(","), data(&told(finding)))
}

/// Message, help and law, a line each.
fn told(finding: &Finding) -> String {
    let help = finding.help.iter().map(|help| format!("help: {help}"));
    let law = (!finding.law.is_empty()).then(|| format!("law: {}", finding.law.join("; ")));
    let lines = [finding.message.clone()].into_iter().chain(help).chain(finding.paste.clone()).chain(law);
    lines.collect::<Vec<_>>().join("\n")
}

/// What stands behind the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What stands behind the `=` of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_or_a_property_is_escaped() {
        assert_eq!(data("100 %, a: b\r\n::error::x"), "100 %25, a: b%0D%0A::error::x");
        assert_eq!(property("a:b,c%\n"), "a%3Ab%2Cc%25%0A");
        // An escape that an author wrote stays what it is.
        assert_eq!(data("%0A"), "%250A");
    }
}
