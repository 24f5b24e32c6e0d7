//! A trace as Markdown tables, for a record.

use std::io::{self, Write};

use super::{By, alike, closing, excerpt, heading, law, own_law};
use crate::trace::{Demand, Due, Place, Trace};

/// Characters of a block that are shown.
const SHOWN: usize = 300;

pub(super) fn write(out: &mut dyn Write, traces: &[Trace], by: By) -> io::Result<()> {
    for (index, trace) in traces.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        writeln!(out, "# Trace of `{}` (`{}`)\n\n{}", trace.id, trace.language, law(trace))?;
        match by {
            By::Obligation => trace.demands.iter().try_for_each(|demand| of_demand(out, demand))?,
            By::Block => of_blocks(out, trace)?,
        }
        writeln!(out, "\n{}", closing(trace))?;
    }
    Ok(())
}

fn of_demand(out: &mut dyn Write, demand: &Demand) -> io::Result<()> {
    writeln!(out, "\n## {}\n", plain(&heading(demand)))?;
    writeln!(out, "| declaration | where | in the notice |\n| --- | --- | --- |")?;
    for due in &demand.due {
        let what = what([due.path.as_str()], own_law(&due.law, demand));
        writeln!(out, "| {what} | {} | {} |", places(&due.declared), told(due))?;
    }
    for row in alike(demand) {
        let what = what(row.paths.iter().copied(), own_law(row.law, demand));
        writeln!(out, "| {what} | {} | {} |", places(row.facts), plain(&row.why))?;
    }
    Ok(())
}

/// Declarations, and where the law demands something of them.
fn what<'a>(paths: impl IntoIterator<Item = &'a str>, law: Option<String>) -> String {
    let paths = paths.into_iter().map(|path| format!("`{path}`"));
    paths.chain(law.map(|law| plain(&law))).collect::<Vec<_>>().join("<br>")
}

fn told(due: &Due) -> String {
    if due.met.is_empty() {
        return "**not met**".to_owned();
    }
    let words = due.met.iter().map(|words| format!("`#{}`: {}", words.anchor, plain(&excerpt(&words.text, SHOWN))));
    words.collect::<Vec<_>>().join("<br>")
}

fn places<'a>(places: impl IntoIterator<Item = &'a Place>) -> String {
    let one = |place: &Place| match place.position() {
        Some(position) => format!("`{position}` `{}`", place.path),
        None => format!("`{}` is not declared", place.path),
    };
    let all: Vec<String> = places.into_iter().map(one).collect();
    if all.is_empty() { "not declared".to_owned() } else { all.join("<br>") }
}

fn of_blocks(out: &mut dyn Write, trace: &Trace) -> io::Result<()> {
    let mut heading = "";
    for block in &trace.blocks {
        if block.heading != heading {
            heading = &block.heading;
            writeln!(out, "\n## {}\n\n| block | tells | from |\n| --- | --- | --- |", plain(heading))?;
        }
        let anchor = if block.anchor.is_empty() { String::new() } else { format!("`#{}`: ", block.anchor) };
        let text = plain(&excerpt(&block.text, SHOWN));
        let law =
            if block.law.is_empty() { "none of the items traced here".to_owned() } else { block.law.join("<br>") };
        writeln!(out, "| {anchor}{text} | {law} | {} |", places(&block.from))?;
    }
    Ok(())
}

/// Words in which no mark means anything.
fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for one in words.chars() {
        match one {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' => {
                out.push('\\');
                out.push(one);
            }
            '&' => out.push_str("&amp;"),
            '\n' => out.push(' '),
            _ => out.push(one),
        }
    }
    out
}
