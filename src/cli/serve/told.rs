//! A finding as the pages tell it.

use serde::Serialize;

use crate::cli::build::Page;
use crate::levels::Judged;
use crate::report::findings::{Finding, Status};
use crate::source::{SourceMap, Span};

/// A finding with all that stands beside its notice.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Told {
    #[serde(flatten)]
    finding: Finding,
    /// `error`, `warning`, `note` or `waived`.
    pub(super) weight: &'static str,
    /// Who set the level, in words.
    by: String,
    /// The lines of its places, in their order.
    lines: Vec<Option<Line>>,
    /// Where the notice tells what it is about.
    anchor: Option<String>,
}

/// A line of a file with the part that is meant.
#[derive(Debug, Clone, Serialize)]
struct Line {
    before: String,
    marked: String,
    behind: String,
}

/// Characters of a line at most.
const LONGEST: usize = 160;

impl Told {
    /// A finding of a run; `open` is what it was made from, where no waiver lets it pass.
    pub(super) fn new(finding: &Finding, open: Option<&Judged>, sources: &SourceMap, page: Option<&Page>) -> Self {
        let weight = match (finding.status, finding.level.as_ref()) {
            (Status::Waived, _) => "waived",
            (_, "deny") => "error",
            (_, "warn") => "warning",
            _ => "note",
        };
        let by = match (&finding.setting, open) {
            (Some(setting), _) if finding.set_by == "lints" => format!("`{setting}` in `[lints]`"),
            (Some(setting), _) => format!("`{setting}`"),
            (None, Some(judged)) => format!("default: {}", judged.rule.why(judged.mark())),
            (None, None) => "default".to_owned(),
        };
        let spans = open.iter().flat_map(|judged| &judged.finding.fault.labels).map(|label| label.span);
        Self {
            finding: finding.clone(),
            weight,
            by,
            lines: spans.map(|span| line(span, sources)).collect(),
            anchor: page.zip(open).and_then(|(page, judged)| page.anchor(&judged.finding)).map(str::to_owned),
        }
    }

    /// The errors first, then warnings, notes and what waivers let pass.
    pub(super) fn order(&self) -> usize {
        ["error", "warning", "note"].iter().position(|weight| *weight == self.weight).unwrap_or(3)
    }
}

/// The line in which a span begins; `None` where there is nothing to see.
fn line(span: Span, sources: &SourceMap) -> Option<Line> {
    let file = sources.file_at(span.start)?;
    let (start, end) = (span.start - file.start(), span.end.min(file.span().end) - file.start());
    let from = file.text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let to = file.text.get(start..)?.find('\n').map_or(file.text.len(), |at| start + at);
    let before = file.text.get(from..start)?.trim_start().to_owned();
    let marked = file.text.get(start..end.clamp(start, to))?;
    let behind = file.text.get(end.clamp(start, to)..to)?.trim_end();
    if marked.is_empty() {
        return None;
    }
    let cut = |text: &str| match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    };
    Some(Line { before, marked: cut(marked), behind: cut(behind) })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn a_line_is_cut_at_what_is_meant() {
        let mut map = SourceMap::default();
        let text = "[a]\n  name = \"Größe\" # so\ntext = \"\"\"\none\ntwo\"\"\"";
        let base = map.add(Path::new("a"), "a.toml".into(), text.into());
        let at = |words: &str| {
            let start = base + text.find(words).unwrap();
            line(Span { start, end: start + words.len() }, &map).map(|line| (line.before, line.marked, line.behind))
        };
        let told =
            |before: &str, marked: &str, behind: &str| Some((before.to_owned(), marked.to_owned(), behind.to_owned()));
        assert_eq!(at("\"Größe\""), told("name = ", "\"Größe\"", " # so"));
        assert_eq!(at("\"\"\"\none\ntwo\"\"\""), told("text = ", "\"\"\"", ""));
        assert_eq!(at("[a]"), told("", "[a]", ""));
        assert_eq!(line(Span { start: base, end: base }, &map).map(|line| line.marked), None);
    }
}
