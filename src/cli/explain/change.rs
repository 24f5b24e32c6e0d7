//! A page of the catalogue of changes.

use std::io::{self, Write};

use serde::Serialize;

use super::page::{self, Page, Paint};
use crate::diff::Kind;
use crate::report::Style;

/// A kind of change as JSON tells it.
#[derive(Debug, Serialize)]
pub(super) struct Explained {
    code: &'static str,
    name: &'static str,
    summary: &'static str,
    /// What it is to the people concerned, and why it has its class; Markdown.
    why: &'static str,
    /// What can change, and of which class that is.
    classes: Vec<Row>,
    /// TOML of an older version.
    before: Option<&'static str>,
    /// The same, changed.
    after: Option<&'static str>,
}

/// A row of the table of classes.
#[derive(Debug, Serialize)]
struct Row {
    change: &'static str,
    class: &'static str,
}

/// The prose of a page, and its table of classes.
fn parts(kind: &Kind) -> (&'static str, Vec<Row>) {
    let words = kind.page.split_once('\n').map_or("", |(_, rest)| rest);
    let words = words.split("\n## ").next().unwrap_or_default();
    let (why, table) = words.split_once("\n|").unwrap_or((words, ""));
    let row = |line: &'static str| {
        let (change, class) = line.trim().trim_matches('|').rsplit_once('|')?;
        Some(Row { change: change.trim(), class: class.trim() })
    };
    // The first two lines head the table.
    (why.trim(), table.lines().skip(2).filter_map(row).collect())
}

fn example(kind: &Kind, heading: &str) -> Option<&'static str> {
    Page::block(kind.page, heading)
}

impl Explained {
    pub(super) fn of(kind: &Kind) -> Self {
        let (why, classes) = parts(kind);
        let (before, after) = (example(kind, "Before"), example(kind, "After"));
        Self { code: kind.code, name: kind.name, summary: kind.summary, why, classes, before, after }
    }
}

pub(super) fn markdown(out: &mut dyn Write, kind: &Kind) -> io::Result<()> {
    let (heading, rest) = kind.page.split_once('\n').unwrap_or((kind.page, ""));
    writeln!(out, "{heading}\n\n**{}**: {}\n\n{}", kind.code, kind.summary, rest.trim())
}

pub(super) fn text(out: &mut dyn Write, kind: &Kind, style: Style) -> io::Result<()> {
    let paint = Paint(style.colour);
    let (why, classes) = parts(kind);
    writeln!(out, "{} {}", paint.heading(kind.code), paint.heading(kind.name))?;
    writeln!(out, "{}", page::filled(&paint.prose(kind.summary), "", "", style.width))?;
    write!(out, "{}", page::told(why, paint, style.width))?;
    writeln!(out, "\n{}\n", paint.heading("Classes"))?;
    let widest = classes.iter().map(|row| row.class.chars().count()).max().unwrap_or_default() + 2;
    let margin = " ".repeat(widest + 4);
    for Row { change, class } in classes {
        let label = format!("    {}", paint.faint(&format!("{class:<widest$}")));
        write!(out, "{}", page::filled(&paint.prose(change), &label, &margin, style.width))?;
    }
    for heading in ["Before", "After"] {
        let Some(toml) = example(kind, heading) else { continue };
        writeln!(out, "\n{}\n", paint.heading(heading))?;
        for line in toml.lines() {
            writeln!(out, "{}", format!("    {line}").trim_end())?;
        }
    }
    Ok(())
}
