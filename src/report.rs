//! Findings for people: where they are, what is wrong, the law, and what to change.

use std::fmt;
use std::io::{self, Write};

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity, SourceCode};
use textwrap::{Options, WordSeparator, WordSplitter};

use crate::finding::Level;
use crate::levels::{Judged, SetBy};
use crate::source::SourceMap;

/// Columns before the words of help, the law and the level.
const INDENT: usize = 8;
/// A break of a line, and as many columns.
const BREAK: &str = "\n        ";

/// How a report looks.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Colours and box-drawing as a terminal shows them.
    pub colour: bool,
    /// Columns.
    pub width: usize,
}

/// What a run found, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Findings that fail the run.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
    /// Findings that waivers let pass.
    pub waived: usize,
    /// Notices judged.
    pub notices: usize,
}

impl Counts {
    /// Adds a finding.
    pub fn add(&mut self, level: Level) {
        match level {
            Level::Deny => self.errors += 1,
            Level::Warn => self.warnings += 1,
            Level::Note => self.notes += 1,
            Level::Allow => {}
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted = |count: usize, one: &str| match count {
            1 => format!("1 {one}"),
            _ => format!("{count} {one}s"),
        };
        let mut parts = Vec::new();
        for (count, one) in [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")] {
            if count > 0 {
                parts.push(counted(count, one));
            }
        }
        if parts.is_empty() {
            parts.push("no findings".to_owned());
        }
        if self.waived > 0 {
            parts.push(format!("{} waived", self.waived));
        }
        write!(f, "{} in {}", parts.join(", "), counted(self.notices, "notice"))
    }
}

/// Writes findings, each with its places.
///
/// # Errors
/// Those of the writer.
pub fn write(out: &mut dyn Write, findings: &[Judged], sources: &SourceMap, style: Style) -> io::Result<()> {
    let theme = if style.colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler =
        GraphicalReportHandler::new_themed(theme).with_width(style.width).with_wrap_lines(false).with_links(false);
    for judged in findings {
        let mut text = String::new();
        let shown = Shown { judged, sources, width: style.width };
        handler.render_report(&mut text, &shown).map_err(io::Error::other)?;
        out.write_all(text.as_bytes())?;
        for (name, prose) in shown.reasons() {
            writeln!(out, "{name:>6}: {}", shown.wrapped(&prose).replace('\n', BREAK))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// A finding as miette reads it.
struct Shown<'a> {
    judged: &'a Judged,
    sources: &'a SourceMap,
    width: usize,
}

impl Shown<'_> {
    /// Prose in lines; words are never cut, since one may be an identifier.
    fn wrapped(&self, prose: &str) -> String {
        let options = Options::new(self.width.saturating_sub(INDENT))
            .break_words(false)
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation);
        textwrap::fill(prose, options)
    }

    /// What stands behind the finding, line by line: the law, and what sets its level. That is no help, and so no part of it.
    fn reasons(&self) -> impl Iterator<Item = (&'static str, String)> {
        let law = (!self.judged.law.is_empty()).then(|| ("law", self.judged.law.join("; ")));
        law.into_iter().chain([("level", self.level())])
    }

    /// The level and who set it.
    fn level(&self) -> String {
        let judged = self.judged;
        let level = judged.level.as_ref();
        match judged.set_by {
            SetBy::Row => {
                let mark = judged.finding.fault.mark.unwrap_or(judged.rule.mark);
                format!("{level} by default: {}", judged.rule.why(mark))
            }
            SetBy::CommandLine(by) => format!("{level} by the command line, which names `{}`", by.name()),
            SetBy::Lints(by, span) => {
                let place = self.sources.position(span).map(|(file, line, _)| format!(", {file}:{line}"));
                format!("{level} by `{}` in `[lints]`{}", by.name(), place.unwrap_or_default())
            }
        }
    }
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.judged.rule.code)
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.judged.finding.fault.message)
    }
}

impl std::error::Error for Shown<'_> {}

impl Diagnostic for Shown<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(format!("{} {}", self.judged.rule.code, self.judged.rule.name)))
    }

    fn severity(&self) -> Option<Severity> {
        Some(match self.judged.level {
            Level::Deny => Severity::Error,
            Level::Warn => Severity::Warning,
            Level::Note | Level::Allow => Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let fault = &self.judged.finding.fault;
        let mut parts = Vec::new();
        parts.extend(fault.help.as_deref().map(|help| self.wrapped(help)));
        // TOML to paste keeps its lines, however long.
        if let Some(paste) = &fault.paste {
            parts.push(paste.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n"));
        }
        let said = !parts.is_empty();
        said.then(|| -> Box<dyn fmt::Display> { Box::new(parts.join("\n")) })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.sources)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let labels = self.judged.finding.fault.labels.iter();
        Some(Box::new(labels.map(|label| LabeledSpan::new_with_span(Some(label.text.clone()), label.span))))
    }
}
