//! Typst: source from which a PDF is made, for those who want their own typography.

use minijinja::{Environment, Error, Value};

use super::Backend;

pub(super) const BACKEND: Backend = Backend {
    name: "typst",
    extension: "typ",
    template: "typst/notice.typ",
    snippet: "typst/snippet.typ",
    escape,
    filters,
    finish,
    leads: true,
};

/// - `string`: words as a string in code, with its quotes; `label`: an id as a label; `anchor`: the id that `#id` names
fn filters(environment: &mut Environment<'static>) {
    environment.add_filter("string", |text: &str| safe(string(text)));
    environment.add_filter("label", |id: &str| safe(label(id)));
    environment.add_filter("anchor", |href: &str| Ok::<_, Error>(Value::from(href.strip_prefix('#'))));
}

fn safe(text: String) -> Value {
    Value::from_safe_string(text)
}

/// Words for markup. What Typst would take for a mark, and what it would print otherwise, has a backslash before it; so has
/// what would go on with a call that stands before the words.
fn escape(text: &str) -> String {
    let text: String = text.chars().filter_map(seen).collect();
    let first = text.len() - text.trim_start().len();
    let last = text.trim_end().char_indices().next_back().map_or(0, |(at, _)| at);
    let digits = first + text[first..].chars().take_while(char::is_ascii_digit).count();
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut before = None;
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next();
        let ends_word = next.is_none_or(char::is_whitespace);
        let edge = at == first || at == last;
        let special = match c {
            '\\' | '*' | '_' | '`' | '$' | '#' | '<' | '@' | '~' | '[' | ']' | '"' | '\'' => true,
            '=' | '(' | ';' => at == first,
            '+' => at == first && ends_word,
            '-' => {
                edge || before == Some('-') || next.is_some_and(|next| matches!(next, '-' | '?') || next.is_numeric())
            }
            // A number with a point starts a list where a space follows.
            '.' => at == first || before == Some('.') || next == Some('.') || at == digits && ends_word,
            '/' => edge || before == Some('/') || matches!(next, Some('/' | '*')),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

/// A string in code: inside it only the quote and the backslash are special.
fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' | '\r' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            _ => out.extend(seen(c)),
        }
    }
    out.push('"');
    out
}

/// An id as a label, whatever characters it has.
fn label(id: &str) -> String {
    if typst_syntax::is_valid_label_literal_id(id) { format!("<{id}>") } else { format!("#label({})", string(id)) }
}

/// New lines of every kind are spaces, and control characters go.
fn seen(c: char) -> Option<char> {
    match c {
        _ if typst_syntax::is_newline(c) || c.is_whitespace() && c.is_control() => Some(' '),
        _ => (!c.is_control()).then_some(c),
    }
}

/// No white space at the end of a line and one blank line at most, whatever the templates left there. A string or a code of
/// the document has no new line in it.
fn finish(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines().map(str::trim_end) {
        if !line.is_empty() || !(out.is_empty() || out.ends_with("\n\n")) {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}
