//! Running text as Markdown: what is written there reads back as the same words.

use std::fmt::Write;

use crate::document::Inline;
use crate::markdown::{inlines, settle};

use super::KEEP;
use super::addresses::{Form, addresses, autolink, target};
use super::dialect::Dialect;

/// Stands between two signs that would be one mark together: an element without words makes two texts of one. Docusaurus takes
/// comments out before it looks.
const PARTED: &str = "<span></span>";

/// Where words will stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// At the start of a paragraph.
    Line,
    /// In a line that has begun.
    Rest,
    /// In a line that has begun, which is all there is.
    Heading,
    /// In a cell of a table.
    Cell,
    /// Not known.
    Anywhere,
}

impl Place {
    fn starts_line(self, out: &str) -> bool {
        out.ends_with('\n') || out.is_empty() && matches!(self, Self::Line | Self::Anywhere)
    }

    fn ends_heading(self) -> bool {
        matches!(self, Self::Heading | Self::Anywhere)
    }

    fn in_cell(self) -> bool {
        matches!(self, Self::Cell | Self::Anywhere)
    }

    fn one_line(self) -> bool {
        matches!(self, Self::Heading | Self::Cell | Self::Anywhere)
    }
}

/// Marks that are open around a piece.
#[derive(Clone, Copy)]
struct Open {
    strong: bool,
    emphasis: bool,
    link: bool,
    /// Of the Markdown in which they are written.
    dialect: Dialect,
}

/// Words for a place. Where marks of weight and stress would not be read as such, only the words are written.
pub(super) fn write(words: &[Inline], place: Place, dialect: Dialect) -> String {
    let words = settle(words.to_vec());
    let closed = Open { strong: false, emphasis: false, link: false, dialect };
    let mut out = String::new();
    push(&words, place, closed, &mut out);
    if marked(&words) && !reads_as(&out, &words) {
        out.clear();
        push(&settle(unmarked(&words)), place, closed, &mut out);
    }
    out
}

fn marked(words: &[Inline]) -> bool {
    words.iter().any(|piece| match piece {
        Inline::Strong { .. } | Inline::Emphasis { .. } => true,
        Inline::Link { text, .. } => marked(text),
        Inline::Text { .. } | Inline::Code { .. } | Inline::Break => false,
    })
}

/// The same words without marks of weight and stress.
fn unmarked(words: &[Inline]) -> Vec<Inline> {
    let mut out = Vec::with_capacity(words.len());
    for piece in words {
        match piece {
            Inline::Strong { text } | Inline::Emphasis { text } => out.extend(unmarked(text)),
            Inline::Link { href, text } => out.push(Inline::Link { href: href.clone(), text: unmarked(text) }),
            Inline::Text { .. } | Inline::Code { .. } | Inline::Break => out.push(piece.clone()),
        }
    }
    out
}

/// Whether a reader of Markdown sees the same words, under as many marks.
fn reads_as(written: &str, words: &[Inline]) -> bool {
    let read = inlines(&written.replace(KEEP, "").replace(PARTED, "")).value;
    let solid = |words: &[Inline]| Inline::plain(words).split_whitespace().collect::<String>();
    let mut wanted = [0, 0];
    let mut found = [0, 0];
    count(words, [false, false], &mut wanted);
    count(&read, [false, false], &mut found);
    wanted == found && solid(&read) == solid(words)
}

/// Counts marks of weight and of stress, each where it is not inside its like.
fn count(words: &[Inline], open: [bool; 2], sum: &mut [usize; 2]) {
    for piece in words {
        let (mark, text) = match piece {
            Inline::Strong { text } => (Some(0), text),
            Inline::Emphasis { text } => (Some(1), text),
            Inline::Link { text, .. } => (None, text),
            Inline::Text { .. } | Inline::Code { .. } | Inline::Break => continue,
        };
        let mut inside = open;
        if let Some(mark) = mark {
            sum[mark] += usize::from(!open[mark]);
            inside[mark] = true;
        }
        count(text, inside, sum);
    }
}

fn push(words: &[Inline], place: Place, open: Open, out: &mut String) {
    for piece in words {
        match piece {
            Inline::Text { text } => push_text(text, place, open, out),
            Inline::Strong { text } if !open.strong => {
                out.push_str("**");
                push(text, place, Open { strong: true, ..open }, out);
                out.push_str("**");
            }
            Inline::Emphasis { text } if !open.emphasis => {
                out.push('*');
                push(text, place, Open { emphasis: true, ..open }, out);
                out.push('*');
            }
            Inline::Strong { text } | Inline::Emphasis { text } => push(text, place, open, out),
            Inline::Code { text } => push_code(text, place, open, out),
            Inline::Link { href, text } => push_link(href, text, place, open, out),
            Inline::Break if place.one_line() => out.push(' '),
            // kramdown knows a line that ends in two spaces, and no backslash there.
            Inline::Break if open.dialect.has_no_backslash() => out.extend([' ', ' ', KEEP, '\n']),
            Inline::Break => out.push_str("\\\n"),
        }
    }
}

fn push_text(text: &str, place: Place, open: Open, out: &mut String) {
    let starts = place.starts_line(out);
    let shield = if starts { block_mark(text) } else { None };
    let addresses = if open.link { Vec::new() } else { addresses(text, open.dialect) };
    let mut before = None;
    for (at, c) in text.char_indices() {
        if let Some((range, form)) = addresses.iter().find(|(range, _)| range.contains(&at)) {
            if range.start == at {
                push_address(&text[range.clone()], *form, place, open, out);
            }
            before = Some(c);
            continue;
        }
        let ends_emoji = c == ':' && open.dialect.ends_emoji(&text[..at]);
        if ends_emoji && open.dialect.emoji_are_late() {
            out.push_str(PARTED);
        }
        let rest = &text[at + c.len_utf8()..];
        let next = rest.chars().next();
        let special = match c {
            '*' | '`' | '[' | ']' | '~' => true,
            '\\' => next.is_none_or(|next| next.is_ascii_punctuation()),
            '_' => !(before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)),
            '<' => next.is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')),
            '&' => names_character(rest),
            '#' => place.ends_heading() && rest.chars().all(|c| c == '#' || c.is_whitespace()),
            '|' => place.in_cell(),
            _ => false,
        };
        match c {
            _ if open.dialect.by_number(c, next, starts && before.is_none()) => push_number(c, out),
            _ if ends_emoji && !open.dialect.emoji_are_late() => push_number(c, out),
            _ if open.dialect.has_no_backslash() && (special || shield == Some(at)) => push_number(c, out),
            // A table takes the backslash before a bar for itself.
            '|' if place.in_cell() && before == Some('\\') => out.push_str("&#124;"),
            _ if special || shield == Some(at) => out.extend(['\\', c]),
            _ => out.push(c),
        }
        before = Some(c);
    }
}

/// An address in running text.
fn push_address(address: &str, form: Form, place: Place, open: Open, out: &mut String) {
    match form {
        Form::Short => out.extend(["<", address, ">"]),
        Form::Number => address.chars().for_each(|c| push_number(c, out)),
        Form::Link => {
            push_bracket(out);
            // Without its colon it is no address to a reader of Markdown who looks for one.
            let (scheme, rest) = address.split_once(':').unwrap_or(("", address));
            out.push_str(scheme);
            push_number(':', out);
            push_text(rest, place, Open { link: true, ..open }, out);
            out.extend(["](", &target(address, open.dialect), ")"]);
        }
    }
}

/// A character by its number.
fn push_number(c: char, out: &mut String) {
    // Writing to a string can't fail.
    let _ = write!(out, "&#{};", u32::from(c));
}

/// Where a text at the start of a line has a sign that would make it a block of another kind.
fn block_mark(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let next = text.chars().nth(1);
    let ends = |next: Option<char>| next.is_none_or(char::is_whitespace);
    match first {
        '#' | '>' | '|' => Some(0),
        '-' => (ends(next) || matches!(next, Some('-' | '|' | ':'))).then_some(0),
        '+' => ends(next).then_some(0),
        '=' => (ends(next) || next == Some('=')).then_some(0),
        ':' => (next == Some('-')).then_some(0),
        '0'..='9' => {
            let digits = text.find(|c: char| !c.is_ascii_digit())?;
            let mut rest = text[digits..].chars();
            (matches!(rest.next(), Some('.' | ')')) && ends(rest.next())).then_some(digits)
        }
        _ => None,
    }
}

fn push_code(text: &str, place: Place, open: Open, out: &mut String) {
    // A bar would end the cell, and a backtick before it would belong to the fence.
    if place.in_cell() && text.contains('|') || out.ends_with('`') || open.dialect.is_template(text) {
        return push_text(text, place, open, out);
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    // The shortest fence that is not in the text; a single one where it will do.
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    out.extend([&fence, pad, text, pad, &fence]);
}

fn push_link(href: &str, text: &[Inline], place: Place, open: Open, out: &mut String) {
    let label = Inline::plain(text);
    if text.len() == 1 && autolink(href, &label, open.dialect) {
        return out.extend(["<", &label, ">"]);
    }
    push_bracket(out);
    match text {
        // In a point of a list, this would be a box with a tick in it.
        [Inline::Text { text }] if open.dialect.is_site() && text.eq_ignore_ascii_case("x") => {
            text.chars().for_each(|c| push_number(c, out));
        }
        _ => push(text, place, Open { link: true, ..open }, out),
    }
    out.extend(["](", &target(href, open.dialect), ")"]);
}

/// The bracket that begins a link; an exclamation mark before it would make it a picture.
fn push_bracket(out: &mut String) {
    if let Some(before) = out.strip_suffix('!') {
        let slashes = before.len() - before.trim_end_matches('\\').len();
        if slashes % 2 == 0 {
            out.truncate(before.len());
            out.push_str("\\!");
        }
    }
    out.push('[');
}

/// Whether what follows an ampersand makes it stand for another character.
pub(super) fn names_character(rest: &str) -> bool {
    let name = rest.strip_prefix('#').unwrap_or(rest);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric());
    end.is_some_and(|end| end > 0 && name[end..].starts_with(';'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_must_be_escaped_is() {
        let rows = [
            ("1. November 2026", r"1\. November 2026", "1. November 2026"),
            ("2.1.0, snake_case & C:\\temp", "2.1.0, snake_case & C:\\temp", "2.1.0, snake_case & C:\\temp"),
            ("# 1 > 0 | a - b", r"\# 1 > 0 | a - b", "# 1 > 0 | a - b"),
            ("- a", r"\- a", "- a"),
            ("a < b, <b> &amp; &x", r"a < b, \<b> \&amp; &x", r"a < b, \<b> \&amp; &x"),
            ("_a_ *b* [c] `d`", r"\_a\_ \*b\* \[c\] \`d\`", r"\_a\_ \*b\* \[c\] \`d\`"),
            ("What? Stop!", "What? Stop!", "What? Stop!"),
        ];
        for (words, line, rest) in rows {
            assert_eq!(write(&[Inline::text(words)], Place::Line, Dialect::CommonMark), line);
            assert_eq!(write(&[Inline::text(words)], Place::Rest, Dialect::CommonMark), rest);
        }
        assert_eq!(write(&[Inline::text("a #")], Place::Heading, Dialect::CommonMark), r"a \#");
        assert_eq!(write(&[Inline::text("a | b")], Place::Cell, Dialect::CommonMark), r"a \| b");
    }

    #[test]
    fn marks_are_written_where_they_can_be_read() {
        let strong = |words: &str| Inline::strong(words);
        let text = |words: &str| Inline::text(words);
        let line = |words: &[Inline]| write(words, Place::Line, Dialect::CommonMark);
        assert_eq!(line(&[strong("a"), text("b, "), strong("(c)"), text(".")]), "**a**b, **(c)**.");
        // Before a letter, a mark that ends in a bracket would not be seen as closing.
        assert_eq!(line(&[strong("(a)"), text("b")]), "(a)b");
        let nested = Inline::Emphasis { text: vec![text("a "), Inline::Emphasis { text: vec![strong("b")] }] };
        assert_eq!(line(&[nested]), "*a **b***");
        assert_eq!(line(&[text("a"), Inline::Break, text("- b")]), "a\\\n\\- b");
        assert_eq!(write(&[text("a"), Inline::Break, text("b")], Place::Cell, Dialect::CommonMark), "a b");
        assert_eq!(line(&[Inline::Code { text: "a``b`".into() }]), "``` a``b` ```");
    }

    #[test]
    fn links_are_short_where_they_can_be() {
        let rows = [
            ("mailto:a.b@c.example", "a.b@c.example", "<a.b@c.example>"),
            ("https://c.example/?d=1&e", "https://c.example/?d=1&e", "<https://c.example/?d=1&e>"),
            ("https://c.example/(d) e", "f", r"[f](https://c.example/\(d\)%20e)"),
            ("tel:+44", "+44", "[+44](tel:+44)"),
            ("a?b&lt;c", "x]y", r"[x\]y](a?b&amp;lt;c)"),
        ];
        for (href, words, written) in rows {
            assert_eq!(write(&[Inline::link(href, words)], Place::Line, Dialect::CommonMark), written);
        }
        let rows = [
            (
                "Write to a.b@c.example, or see https://c.example/d.",
                "Write to <a.b@c.example>, or see <https://c.example/d>.",
            ),
            ("(a@b.example) @c d@ http://", "(<a@b.example>) @c d@ http://"),
            ("javascript:a@b.example/x", "javascript:a@b.example/x"),
        ];
        for (words, written) in rows {
            assert_eq!(write(&[Inline::text(words)], Place::Line, Dialect::CommonMark), written);
        }
        // No link stands in a link.
        assert_eq!(
            write(&[Inline::link("#a", "a@b.example c")], Place::Line, Dialect::CommonMark),
            "[a@b.example c](#a)"
        );
        assert_eq!(
            write(&[Inline::text("Oh!"), Inline::link("#a", "b")], Place::Line, Dialect::CommonMark),
            r"Oh\![b](#a)"
        );
    }
}
