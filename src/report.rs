//! Findings for people: where they are, what is wrong, the law, and what to change; and for programs, in `findings` and beside it.

pub mod annotations;
pub mod baseline;
pub mod changes;
pub mod codequality;
pub mod concise;
pub mod findings;
mod fingerprint;
pub mod junit;
mod links;
mod places;
mod plain;
pub mod sarif;

use std::fmt;
use std::io::{self, Write};

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity, SourceCode};
use textwrap::{Options, WordSeparator, WordSplitter};

use crate::finding::Level;
use crate::levels::{Judged, SetBy, Waived};
use crate::source::SourceMap;

pub use links::link;
pub use places::relative;

/// What stands before the lines of help, and before the further lines of what is said below it.
const INDENT: &str = "        ";

/// Columns before a message.
const MARGIN: usize = 4;

/// How a report looks.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Colours as a terminal shows them.
    pub colour: bool,
    /// Whether a place leads to its file, in a terminal that has links.
    pub links: bool,
    /// Whether a message that is longer than a line goes on in a further one. In a file it does not.
    pub wrap: bool,
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
    /// Findings that the baseline knows.
    pub known: usize,
    /// Findings that waivers let pass.
    pub waived: usize,
    /// Findings that somebody set to `allow`.
    pub allowed: usize,
    /// Whether warnings fail the run.
    pub warnings_fail: bool,
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
        let mut parts = Vec::new();
        for (count, one) in [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")] {
            if count > 0 {
                parts.push(counted(count, one));
            }
        }
        if parts.is_empty() {
            parts.push(if self.known > 0 { "no new findings" } else { "no findings" }.to_owned());
        }
        if self.known > 0 {
            parts.push(format!("{} known", self.known));
        }
        if self.waived > 0 {
            parts.push(format!("{} waived", self.waived));
        }
        if self.allowed > 0 {
            parts.push(format!("{} allowed", self.allowed));
        }
        write!(f, "{} in {}", parts.join(", "), counted(self.notices, "notice"))?;
        match self.warnings {
            1 if self.warnings_fail => write!(f, "; the warning fails the run (`-D warnings`)"),
            2.. if self.warnings_fail => write!(f, "; the warnings fail the run (`-D warnings`)"),
            _ => Ok(()),
        }
    }
}

/// A count and what is counted: `1 error`, `2 errors`.
#[must_use]
pub fn counted(count: usize, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}

/// How prose is put in lines: words are never cut, since one may be an identifier.
#[must_use]
pub fn in_lines(width: usize) -> Options<'static> {
    Options::new(width)
        .break_words(false)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
}

/// Writes findings, each with its places, where none but errors fail the run.
///
/// # Errors
/// Those of the writer.
pub fn write(out: &mut dyn Write, findings: &[Judged], sources: &SourceMap, style: Style) -> io::Result<()> {
    write_failing(out, findings, sources, style, Level::Deny)
}

/// Writes findings, each with its places, where those from a level on fail the run.
///
/// # Errors
/// Those of the writer.
pub fn write_failing(
    out: &mut dyn Write,
    findings: &[Judged],
    sources: &SourceMap,
    style: Style,
    failing: Level,
) -> io::Result<()> {
    let theme = if style.colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler =
        GraphicalReportHandler::new_themed(theme).with_width(style.width).with_wrap_lines(false).with_links(false);
    for judged in findings {
        let mut text = String::new();
        let shown = Shown { judged, sources, style, failing };
        handler.render_report(&mut text, &shown).map_err(io::Error::other)?;
        if style.links {
            text = links::linked(&text, sources);
        }
        writeln!(out, "{}", text.trim_end())?;
        for told in shown.below() {
            writeln!(out, "{}", filled(&told, ("  ", INDENT), style.width))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Writes what waivers let pass, a line each.
///
/// # Errors
/// Those of the writer.
pub fn write_waived(out: &mut dyn Write, waived: &[&Waived], style: Style) -> io::Result<()> {
    for Waived { judged, reason, owner, until } in waived {
        let (rule, on) = (judged.rule, judged.finding.fault.on.as_deref().unwrap_or_default());
        let told = format!("waived: {} `{}` on `{on}`, until {until} ({owner}: {reason})", rule.code, rule.name);
        let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
        writeln!(out, "{}", filled(&told, ("", INDENT), style.width))?;
    }
    Ok(())
}

/// Writes what the baseline knows, a line each.
///
/// # Errors
/// Those of the writer.
pub fn write_known(out: &mut dyn Write, known: &[Judged], sources: &SourceMap, style: Style) -> io::Result<()> {
    for judged in known {
        let place = sources.position(judged.finding.span());
        let place = place.map(|(file, line, _)| format!(" ({file}:{line})")).unwrap_or_default();
        let told =
            format!("known: {} `{}`: {}{place}", judged.rule.code, judged.rule.name, judged.finding.fault.message);
        writeln!(out, "{}", filled(&told, ("", INDENT), style.width))?;
    }
    Ok(())
}

/// Prose in lines, the first and the further ones with an indent each.
#[must_use]
pub fn filled(prose: &str, (first, then): (&str, &str), width: usize) -> String {
    textwrap::fill(prose, in_lines(width).initial_indent(first).subsequent_indent(then))
}

/// A finding as miette reads it.
struct Shown<'a> {
    judged: &'a Judged,
    sources: &'a SourceMap,
    style: Style,
    /// The level from which a finding fails the run.
    failing: Level,
}

impl Shown<'_> {
    /// What stands below the help: the law, the place for a waiver, the level and who set it.
    fn below(&self) -> Vec<String> {
        let judged = self.judged;
        let law = (!judged.law.is_empty()).then(|| format!("law: {}", judged.law.join("; ")));
        let place = judged.waivable_on().filter(|_| judged.level >= self.failing);
        let place = place.map(|on| format!("place: `{on}`"));
        [law, place, Some(self.level())].into_iter().flatten().collect()
    }

    fn level(&self) -> String {
        let judged = self.judged;
        let by = match &judged.set_by {
            SetBy::Row => format!("default: {}", judged.rule.why(judged.mark())),
            other => self.setter(other),
        };
        let beyond = judged.out_of_reach.as_ref().map_or_else(String::new, |other| {
            let comma = if matches!(other, SetBy::Lints(..)) { "," } else { "" };
            format!("; {}{comma} does not reach this case", self.setter(other))
        });
        let fails = judged.level == Level::Warn && self.failing == Level::Warn;
        let fails = if fails { "; fails the run by `-D warnings`" } else { "" };
        format!("level: {} by {by}{beyond}{fails}", judged.level.as_ref())
    }

    fn setter(&self, by: &SetBy) -> String {
        match by {
            SetBy::Row => String::new(),
            SetBy::CommandLine(argument) => format!("`{argument}`"),
            SetBy::Lints(key, span) => {
                let place = self.sources.position(*span).map(|(file, line, _)| format!(", {file}:{line}"));
                format!("`{key}` in `[lints]`{}", place.unwrap_or_default())
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
        let message = &self.judged.finding.fault.message;
        if self.style.wrap {
            return f.write_str(&filled(message, ("", ""), self.style.width.saturating_sub(MARGIN)));
        }
        f.write_str(message)
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
        let width = self.style.width.saturating_sub(INDENT.len());
        parts.extend(fault.help.as_deref().map(|help| filled(help, ("", ""), width)));
        // TOML to paste keeps its lines, however long.
        if let Some(paste) = &fault.paste {
            parts.push(paste.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n"));
        }
        if parts.is_empty() { None } else { Some(Box::new(parts.join("\n"))) }
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.sources)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let labels = self.judged.finding.fault.labels.iter();
        Some(Box::new(labels.map(|label| LabeledSpan::new_with_span(Some(label.text.clone()), label.span))))
    }
}
