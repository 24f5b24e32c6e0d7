//! A trace in two columns, for a terminal.

use std::io::{self, Write};

use super::{By, alike, closing, excerpt, heading, law, own_law};
use crate::report::in_lines;
use crate::trace::{Demand, Due, Place, Told, Trace};

/// Columns of the whole.
const WIDTH: usize = 100;
/// Columns of the left column with the space around it.
const LEFT: usize = 50;
/// Characters of a block that are shown.
const SHOWN: usize = 150;

pub(super) fn write(out: &mut dyn Write, traces: &[Trace], by: By) -> io::Result<()> {
    for (index, trace) in traces.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{} in `{}`: {}", trace.id, trace.language, law(trace))?;
        match by {
            By::Obligation => trace.demands.iter().try_for_each(|demand| of_demand(out, demand))?,
            By::Block => of_blocks(out, trace)?,
        }
        writeln!(out, "\n{}", closing(trace))?;
    }
    Ok(())
}

fn of_demand(out: &mut dyn Write, demand: &Demand) -> io::Result<()> {
    writeln!(out)?;
    for line in wrapped(&heading(demand), WIDTH) {
        writeln!(out, "{line}")?;
    }
    for due in &demand.due {
        let law = own_law(&due.law, demand).map(|law| format!("  {law}"));
        let left: Vec<String> = declared(due).into_iter().chain(law).collect();
        columns(out, &left, &told(due))?;
    }
    for row in alike(demand) {
        let law = own_law(row.law, demand).map(|law| format!("  {law}"));
        let left: Vec<String> = row.paths.iter().map(|path| (*path).to_owned()).chain(law).collect();
        let facts = row.facts.iter().map(|place| format!("  {}", placed(place)));
        let right: Vec<String> = std::iter::once(row.why).chain(facts).collect();
        columns(out, &left, &right)?;
    }
    Ok(())
}

/// What must be told, and where that was declared.
fn declared(due: &Due) -> Vec<String> {
    let mut lines = vec![due.path.clone()];
    for place in &due.declared {
        match place.position() {
            Some(position) if place.path == due.path => lines.push(format!("  {position}")),
            Some(position) => lines.push(format!("  {position} {}", place.path)),
            None => lines.push("  not declared".to_owned()),
        }
    }
    lines
}

/// The blocks that tell it.
fn told(due: &Due) -> Vec<String> {
    if due.met.is_empty() {
        return vec!["NOT MET: no block of the notice tells it".to_owned()];
    }
    due.met.iter().flat_map(|words| [format!("#{}", words.anchor), excerpt(&words.text, SHOWN)]).collect()
}

fn placed(place: &Place) -> String {
    match place.position() {
        Some(position) => format!("{position} {}", place.path),
        None => format!("{} (not declared)", place.path),
    }
}

fn of_blocks(out: &mut dyn Write, trace: &Trace) -> io::Result<()> {
    let mut heading = "";
    for block in &trace.blocks {
        if block.heading != heading {
            heading = &block.heading;
            writeln!(out, "\n{heading}")?;
        }
        columns(out, &anchored(block), &origin(block))?;
    }
    Ok(())
}

/// A block with its words.
fn anchored(block: &Told) -> Vec<String> {
    let anchor = if block.anchor.is_empty() { "(no anchor)".to_owned() } else { format!("#{}", block.anchor) };
    vec![anchor, format!("  {}", excerpt(&block.text, SHOWN / 2))]
}

/// What a block tells and where it comes from.
fn origin(block: &Told) -> Vec<String> {
    let law =
        if block.law.is_empty() { "tells none of the items traced here".to_owned() } else { block.law.join("; ") };
    std::iter::once(law).chain(block.from.iter().map(|place| format!("  {}", placed(place)))).collect()
}

/// Two columns of lines, each wrapped within its own; no word is cut, since it may be a path.
fn columns(out: &mut dyn Write, left: &[String], right: &[String]) -> io::Result<()> {
    let left: Vec<String> = left.iter().flat_map(|line| wrapped(line, LEFT - 4)).collect();
    let right: Vec<String> = right.iter().flat_map(|line| wrapped(line, WIDTH - LEFT)).collect();
    let mut right = right.into_iter();
    for line in left {
        // A path that is longer than its column has a line of its own.
        if line.chars().count() > LEFT - 4 {
            writeln!(out, "  {line}")?;
            continue;
        }
        let beside = right.next().unwrap_or_default();
        writeln!(out, "{}", format!("  {line:width$}{beside}", width = LEFT - 2).trim_end())?;
    }
    for line in right {
        writeln!(out, "{:LEFT$}{line}", "")?;
    }
    Ok(())
}

/// A line in lines; what follows is indented as the first.
fn wrapped(line: &str, width: usize) -> Vec<String> {
    let indent = &line[..line.len() - line.trim_start().len()];
    textwrap::wrap(line, in_lines(width).subsequent_indent(indent))
        .into_iter()
        .map(std::borrow::Cow::into_owned)
        .collect()
}
