//! Addresses in Markdown: which can stand for themselves, and how one is written as the target of a link.

use std::fmt::Write;
use std::ops::Range;

use super::dialect::Dialect;
use super::words::names_character;

/// How an address in running text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Between pointed brackets.
    Short,
    /// As a link with its words: a reader of Markdown who takes addresses as they stand would take signs by their numbers, too.
    Link,
    /// By its number: the one sign without which a reader of Markdown takes it for no address.
    Number,
}

/// Addresses that many readers of Markdown make a link of, wherever they stand.
pub(super) fn addresses(text: &str, dialect: Dialect) -> Vec<(Range<usize>, Form)> {
    let outside = |c: char| !c.is_ascii_alphanumeric() && c != '/';
    let core = |word: &str| {
        let (before, after) = (word.trim_start_matches(outside), word.trim_end_matches(outside));
        word.len() - before.len()..after.len()
    };
    let mut found = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let range = core(word);
        if let Some(address) = word.get(range.clone()) {
            let host = address.split_once("://").map_or("", |(_, host)| host);
            if !host.is_empty() && autolink(address, address, dialect)
                || address.contains('@') && autolink(&format!("mailto:{address}"), address, dialect)
            {
                found.push((at + range.start..at + range.end, Form::Short));
            } else if dialect.is_site()
                && let Some((inner, form)) = long(word, range)
            {
                found.push((at + inner.start..at + inner.end, form));
            }
        }
        at += word.len();
    }
    found
}

/// An address in a word that can't stand for itself, or the sign of it that has to be written by its number.
fn long(word: &str, core: Range<usize>) -> Option<(Range<usize>, Form)> {
    let address = word.get(core.clone())?.to_ascii_lowercase();
    let schemes = ["https://", "http://"].into_iter().filter_map(|scheme| Some((address.find(scheme)?, scheme.len())));
    if let Some((at, scheme)) = schemes.min() {
        let alone = !address[..at].ends_with(|c: char| c.is_ascii_alphabetic());
        let start = core.start + at;
        // A closing brace at the end is part of it where it closes one that is.
        let open = |end: usize| word[start..end].matches('{').count() > word[start..end].matches('}').count();
        let mut end = core.end;
        while open(end) && word[end..].starts_with('}') {
            end += 1;
        }
        return (alone && start + scheme < end).then_some((start..end, Form::Link));
    }
    // Other addresses are words; what only some readers link, they would link with the numbers in it.
    let sign = ["www.", "ftp:"].iter().any(|start| address.starts_with(start)).then_some(core.start + 3)?;
    word.contains('{').then_some((sign..sign + 1, Form::Number))
}

/// Whether an address can stand for itself, as in `<https://example.com>`.
pub(super) fn autolink(href: &str, label: &str, dialect: Dialect) -> bool {
    if dialect.is_site() && label.contains(['{', '}']) || dialect.has_emoji(label) {
        return false;
    }
    if href.strip_prefix("mailto:") == Some(label) {
        let plain = |part: &str, more: &str| {
            part.starts_with(|c: char| c.is_ascii_alphanumeric())
                && part.ends_with(|c: char| c.is_ascii_alphanumeric())
                && part.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c))
        };
        let labels = |domain: &str| domain.split('.').all(|part| part.len() < 64 && plain(part, "-"));
        return label.split_once('@').is_some_and(|(name, domain)| plain(name, ".+-") && labels(domain));
    }
    let open = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '|' | '\\' | '`');
    href == label && (href.starts_with("https://") || href.starts_with("http://")) && href.chars().all(open)
}

/// An address as what stands between the round brackets of a link.
pub(super) fn target(href: &str, dialect: Dialect) -> String {
    let mut out = String::with_capacity(href.len());
    for (at, c) in href.char_indices() {
        match c {
            ' ' => out.push_str("%20"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '`' => out.push_str("%60"),
            '|' => out.push_str("%7C"),
            '(' | ')' | '\\' | '{' | '}' | '"' if dialect.is_site() => {
                // Writing to a string can't fail.
                let _ = write!(out, "%{:02X}", u32::from(c));
            }
            '(' | ')' | '\\' => out.extend(['\\', c]),
            '&' if names_character(&href[at + 1..]) => out.push_str("&amp;"),
            _ if c.is_control() => {}
            _ if c.is_whitespace() => out.push_str("%20"),
            _ => out.push(c),
        }
    }
    out
}
