//! A finding as the pages tell it.

mod paste;

use serde::Serialize;

use crate::cli::build::Page;
use crate::finding::Level;
use crate::levels::Judged;
use crate::report::findings::{Finding, Status};
use crate::source::{SourceFile, SourceMap, Span};
use paste::Paste;

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
    /// What it gives to paste, in pieces.
    pastes: Vec<Paste>,
    /// Where the notice tells what it is about.
    anchor: Option<String>,
}

/// A line of a file with the part that is meant; that is empty where a place lies between two characters.
#[derive(Debug, Clone, Serialize)]
struct Line {
    /// Counted from 1.
    number: usize,
    before: String,
    marked: String,
    behind: String,
}

/// Characters at most of what is meant in a line, and half as many on either side of it.
const LONGEST: usize = 160;

impl Told {
    /// A finding of a run; `open` is what it was made from, where no waiver lets it pass, and `files` are those of its notice.
    pub(super) fn new(
        finding: &Finding,
        open: Option<&Judged>,
        sources: &SourceMap,
        files: &[Span],
        page: Option<&Page>,
    ) -> Self {
        let weight = match (finding.status, finding.level) {
            (Status::Waived, _) => "waived",
            (_, Level::Deny) => "error",
            (_, Level::Warn) => "warning",
            (_, Level::Note | Level::Allow) => "note",
        };
        let by = match (&finding.setting, open) {
            (Some(setting), _) if finding.set_by == "lints" => format!("`{setting}` in `[lints]`"),
            (Some(setting), _) => format!("`{setting}`"),
            (None, Some(judged)) => format!("default: {}", judged.rule.why(judged.mark())),
            (None, None) => "default".to_owned(),
        };
        let spans: Vec<Span> =
            open.iter().flat_map(|judged| &judged.finding.fault.labels).map(|label| label.span).collect();
        let mut pasted: Vec<&SourceFile> = Vec::new();
        for file in spans.iter().take(1).chain(files).filter_map(|span| sources.file_at(span.start)) {
            if pasted.iter().all(|other| other.start() != file.start()) {
                pasted.push(file);
            }
        }
        Self {
            finding: finding.clone(),
            weight,
            by,
            lines: spans.iter().map(|span| line(*span, sources)).collect(),
            pastes: finding.paste.iter().flat_map(|toml| paste::fitted(toml, &pasted)).collect(),
            anchor: page.zip(open).and_then(|(page, judged)| page.anchor(&judged.finding)).map(str::to_owned),
        }
    }

    /// The errors first, then warnings, notes and what waivers let pass.
    pub(super) fn order(&self) -> usize {
        ["error", "warning", "note"].iter().position(|weight| *weight == self.weight).unwrap_or(3)
    }
}

/// The line in which a span begins, or where that is empty, the last one before it that is not; `None` where there is none.
fn line(span: Span, sources: &SourceMap) -> Option<Line> {
    let file = sources.file_at(span.start)?;
    let (start, end) = (span.start - file.start(), span.end.min(file.span().end) - file.start());
    let bounds = |at: usize| {
        let from = file.text.get(..at)?.rfind('\n').map_or(0, |at| at + 1);
        let to = file.text.get(at..)?.find('\n').map_or(file.text.len(), |to| at + to);
        Some((from, to))
    };
    let (mut from, mut to) = bounds(start)?;
    let (mut start, mut end) = (start, end.max(start));
    if file.text[from..to].trim().is_empty() {
        start = file.text[..from].trim_end().len();
        end = start;
        (from, to) = bounds(start)?;
    }
    let (all, end) = (file.text[from..to].trim(), end.min(to));
    if all.is_empty() {
        return None;
    }
    let before = file.text[from..start].trim_start();
    let marked = file.text.get(start..end)?;
    let behind = file.text.get(end..to)?.trim_end();
    let room = LONGEST / 2;
    let before = match before.char_indices().nth_back(room) {
        Some((at, one)) => format!("…{}", &before[at + one.len_utf8()..]),
        None => before.to_owned(),
    };
    let cut = |text: &str, room: usize| match text.char_indices().nth(room) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    };
    let number = file.text[..from].matches('\n').count() + 1;
    Some(Line { number, before, marked: cut(marked, LONGEST), behind: cut(behind, room) })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// Number and line, with what is meant between brackets.
    fn told(text: &str, span: impl Fn(usize) -> Span) -> Option<String> {
        let mut map = SourceMap::default();
        map.add(Path::new("b"), "b.toml".into(), "x = 1\n".into());
        let base = map.add(Path::new("a"), "a.toml".into(), text.into());
        line(span(base), &map)
            .map(|Line { number, before, marked, behind }| format!("{number} {before}‹{marked}›{behind}"))
    }

    #[test]
    fn a_line_is_cut_at_what_is_meant() {
        let text = "[a]\n  name = \"Größe\" # so\ntext = \"\"\"\none\ntwo\"\"\"";
        let at = |words: &str| {
            let start = text.find(words).unwrap();
            told(text, |base| Span { start: base + start, end: base + start + words.len() }).unwrap()
        };
        assert_eq!(at("\"Größe\""), "2 name = ‹\"Größe\"› # so");
        assert_eq!(at("\"\"\"\none\ntwo\"\"\""), "3 text = ‹\"\"\"›");
        assert_eq!(at("[a]"), "1 ‹[a]›");
    }

    #[test]
    fn a_place_between_characters_shows_its_line_or_the_last_before_it() {
        let at = |text: &str, at: usize| told(text, |base| Span { start: base + at, end: base + at });
        assert_eq!(at("[a]\nb = \"c\nd = 1\n", 10).unwrap(), "2 b = \"c‹›");
        assert_eq!(at("[a]\nb = \n\n \n", 10).unwrap(), "2 b =‹›", "an empty line");
        assert_eq!(at("[a]\nb", 5).unwrap(), "2 b‹›", "the end");
        assert_eq!(at("[a]\nb\n", 6).unwrap(), "2 b‹›", "the end of the last line");
        assert_eq!(at("\n\n", 2), None);
        assert_eq!(at("", 0), None);
        let newline = told("[a\nb = 1\n", |base| Span { start: base + 2, end: base + 3 });
        assert_eq!(newline.unwrap(), "1 [a‹›");
    }

    #[test]
    fn what_is_far_away_is_left_out_with_a_sign() {
        let text = format!("{}x{}", "ä".repeat(200), "ö".repeat(200));
        let at = |start: usize, end: usize| told(&text, |base| Span { start: base + start, end: base + end }).unwrap();
        assert_eq!(at(400, 401), format!("1 …{}‹x›{}…", "ä".repeat(80), "ö".repeat(80)));
        assert_eq!(at(0, 400), format!("1 ‹{}…›x{}…", "ä".repeat(160), "ö".repeat(79)));
    }
}
