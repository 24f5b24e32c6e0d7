//! Markdown: `CommonMark` with tables, made to be read as plain text too.

mod addresses;
mod dialect;
mod words;

use std::fmt::Write;

use minijinja::value::Value;
use minijinja::{Environment, Error, ErrorKind};

use super::Backend;
use super::view::Words;
use crate::document::Inline;
pub(super) use dialect::Dialect;
use words::Place;

pub(super) const BACKEND: Backend = Backend {
    name: "markdown",
    extension: "md",
    template: "markdown/notice.md",
    snippet: "markdown/snippet.md",
    escape,
    filters: |environment: &mut Environment<'static>| speak(environment, Dialect::CommonMark),
    finish,
    leads: false,
};

/// Stands at the end of a line whose white space must stay; no text holds it.
pub(super) const KEEP: char = '\u{1}';

/// Words that a template puts anywhere: what must be escaped in some place is escaped.
fn escape(text: &str) -> String {
    escape_in(text, Dialect::CommonMark)
}

/// The same in the Markdown of a site generator.
pub(super) fn escape_in(text: &str, dialect: Dialect) -> String {
    words::write(&[Inline::text(text)], Place::Anywhere, dialect)
}

/// Adds the filters that write a Markdown.
///
/// - `inline`: words that start a paragraph; `rest`: words in a line that has begun; `heading` and `cell`: in one line
/// - `strong`: words of weight; `lead(colon)`: the same with that mark, for what follows in the line; `link("#id")`: words that lead there
/// - `anchor`: an id as a place to link to; `heading_id`: an id that a heading bears; `fence`: a block of code
/// - `hang("- ")`: blocks as a point with that mark; `quote`: blocks as a quotation
pub(super) fn speak(environment: &mut Environment<'static>, dialect: Dialect) {
    let place = move |value: &Value, place: Place| Ok::<_, Error>(safe(words::write(&inlines(value)?, place, dialect)));
    environment.add_filter("inline", move |value: &Value| place(value, Place::Line));
    environment.add_filter("rest", move |value: &Value| place(value, Place::Rest));
    environment.add_filter("heading", move |value: &Value| place(value, Place::Heading));
    environment.add_filter("cell", move |value: &Value| place(value, Place::Cell));
    environment.add_filter("strong", move |value: &Value| {
        let text = inlines(value)?;
        Ok::<_, Error>(safe(words::write(&[Inline::Strong { text }], Place::Line, dialect)))
    });
    environment.add_filter("lead", move |value: &Value, colon: &str| {
        Ok::<_, Error>(safe(lead(inlines(value)?, colon, dialect)))
    });
    environment.add_filter("link", move |value: &Value, href: String| {
        let text = inlines(value)?;
        Ok::<_, Error>(safe(words::write(&[Inline::Link { href, text }], Place::Heading, dialect)))
    });
    environment.add_filter("heading_id", |id: &str| safe(format!("{{#{}}}", super::html::escape(id))));
    environment.add_filter("anchor", |id: &str| safe(format!("<a id=\"{}\"></a>", super::html::escape(id))));
    environment.add_filter("fence", move |text: &str| safe(fence(text, dialect)));
    environment.add_filter("hang", |text: &Value, mark: &str| {
        let rest = " ".repeat(mark.chars().count());
        prefix(text, mark, &rest)
    });
    environment.add_filter("quote", |text: &Value| prefix(text, "> ", "> "));
}

fn safe(text: String) -> Value {
    Value::from_safe_string(text)
}

fn refused(what: &str) -> Error {
    Error::new(ErrorKind::InvalidOperation, what.to_owned())
}

/// Words of the document, or a string, as pieces.
fn inlines(value: &Value) -> Result<Vec<Inline>, Error> {
    match (value.downcast_object_ref::<Words>(), value.as_str()) {
        (Some(words), _) => Ok(words.0.clone()),
        (None, Some(text)) => Ok(vec![Inline::text(text)]),
        (None, None) => Err(refused("this filter takes words of the document or a string")),
    }
}

/// Words of weight that lead to what follows, with the colon of the language unless they end in such a mark.
fn lead(text: Vec<Inline>, colon: &str, dialect: Dialect) -> String {
    let ended = Inline::plain(&text).trim_end().ends_with([':', '：', '?', '!', '…', ';']);
    let mut out = words::write(&[Inline::Strong { text }], Place::Line, dialect);
    if !ended && !out.is_empty() {
        out.push_str(colon);
    }
    out
}

/// A block of code, its fence longer than any in the text. What a site would read as a template stands as words, line by line.
fn fence(text: &str, dialect: Dialect) -> String {
    let text: String = text.replace("\r\n", "\n").chars().filter_map(shown_in_code).collect();
    if dialect.is_template(&text) {
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        let words: Vec<Inline> = lines.flat_map(|line| [Inline::Break, Inline::text(line)]).skip(1).collect();
        return words::write(&words, Place::Line, dialect);
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    let mut out = format!("{fence}text\n");
    for line in text.split('\n') {
        // Writing to a string can't fail.
        let _ = writeln!(out, "{line}{KEEP}");
    }
    out + &fence
}

fn shown_in_code(c: char) -> Option<char> {
    match c {
        '\n' | '\t' => Some(c),
        '\r' => Some('\n'),
        _ if !c.is_control() => Some(c),
        _ if c.is_whitespace() => Some(' '),
        _ => None,
    }
}

/// Written blocks with one prefix for the first line and one for the others.
fn prefix(text: &Value, first: &str, others: &str) -> Result<Value, Error> {
    let written =
        text.as_str().filter(|_| text.is_safe()).ok_or_else(|| refused("this filter takes written blocks"))?;
    let mut out = String::new();
    for (index, line) in written.trim_matches('\n').split('\n').enumerate() {
        out.push_str(if index == 0 { first } else { others });
        out.push_str(line);
        out.push('\n');
    }
    out.truncate(out.trim_end_matches('\n').len());
    Ok(safe(out))
}

/// One blank line between blocks and no white space at the end of a line, whatever the templates left there.
fn finish(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = "";
    for line in text.lines() {
        let line = line.trim_end_matches([' ', '\t', '\r']);
        let blank = line.chars().all(|c| c == '>' || c == ' ');
        if blank && (out.is_empty() || before == line) {
            continue;
        }
        before = line;
        out.push_str(line.strip_suffix(KEEP).unwrap_or(line));
        out.push('\n');
    }
    out
}
