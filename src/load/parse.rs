//! One file's text becomes a typed tree, with every error of syntax and shape that it has.

use std::ops::Range;

use serde::Serialize;
use serde::de::DeserializeOwned;
use toml::de::{DeArray, DeTable, DeValue, ValueDeserializer};

use crate::finding::{Fault, Finding};
use crate::law::basis::nearest;
use crate::source::Span;

/// Reads a text that starts at `base` in the map.
///
/// All errors of the text are added to `out`: those of syntax from a parser that recovers; for those of shape, the smallest
/// entry at the place is cut out and the rest tried again. It ends because each turn removes an entry.
pub fn parse<T: DeserializeOwned + Serialize + Default>(text: &str, base: usize, out: &mut Vec<Finding>) -> T {
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        let mut found: Vec<Finding> = errors.iter().map(|error| syntax(error, base, text)).collect();
        found.dedup_by(|later, earlier| follows_from(later, earlier, text, base));
        out.extend(found);
        return T::default();
    }
    let mut root = toml::Spanned::new(base..base, DeValue::Table(shift_table(table.into_inner(), base)));
    loop {
        match T::deserialize(ValueDeserializer::from(root.clone())) {
            Ok(value) => {
                let Some(at) = list_for_table(&root, &written(&value)) else { return value };
                out.push(shape("invalid type: sequence, expected a table", at.clone().into()));
                if !cut_value(root.get_mut(), &at) {
                    return T::default();
                }
            }
            Err(error) => {
                let at = error.span().unwrap_or(base..base);
                let one_table = error.message() == "invalid type: map, expected a sequence";
                let table = if one_table { key_of(root.get_ref(), &at) } else { None };
                out.push(match table {
                    Some(key) => table_for_list(&key, at.clone().into()),
                    None => shape(error.message(), at.clone().into()),
                });
                if !cut_key(root.get_mut(), &at) && !cut_value(root.get_mut(), &at) {
                    return T::default();
                }
            }
        }
    }
}

/// What was read, in the shape in which it was understood.
fn written<T: Serialize>(value: &T) -> serde_json::Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// A list that was understood as a table, by the order of the table's keys: serde reads any table so, and an author never means it.
fn list_for_table(value: &toml::Spanned<DeValue<'_>>, read: &serde_json::Value) -> Option<Range<usize>> {
    match (value.get_ref(), read) {
        // A list of one table, written with its header, is told as that table.
        (DeValue::Array(list), serde_json::Value::Object(_)) => match list.iter().next() {
            Some(only) if list.len() == 1 && only.get_ref().is_table() => list_for_table(only, read),
            _ => Some(value.span()),
        },
        (DeValue::Array(list), serde_json::Value::Array(read)) => {
            list.iter().zip(read).find_map(|(value, read)| list_for_table(value, read))
        }
        (DeValue::Table(table), serde_json::Value::Object(read)) => {
            table.iter().find_map(|(key, value)| list_for_table(value, read.get(key.get_ref().as_ref())?))
        }
        _ => None,
    }
}

pub(super) fn syntax(error: &toml::de::Error, base: usize, text: &str) -> Finding {
    let span = error.span().unwrap_or(0..0);
    let (start, end) = (span.start.min(text.len()), span.end.min(text.len()));
    let at = Span { start: base + start, end: base + end };
    let message = error.message().trim().replace('\n', "; ");
    if message.contains("duplicate key") {
        if let Some(header) = header_at(text, start) {
            let fault = Fault::new(format!("the table `{header}` stands twice in this file"))
                .at(at, "this one comes second")
                .help("put the keys of both under one header, or give one of them another id");
            return fault.by("REF-02");
        }
        let fault = Fault::new("the same key stands twice in one table")
            .at(at, "this one comes second")
            .help("rename or remove one of the two");
        return fault.by("REF-02");
    }
    Fault::new(format!("the TOML can't be read: {message}")).at(at, "the parser stopped here").by("SYN-01")
}

/// The header of a table in which a place lies.
fn header_at(text: &str, place: usize) -> Option<&str> {
    let start = text.get(..place)?.rfind('\n').map_or(0, |end| end + 1);
    let line = text.get(start..)?.lines().next()?.trim();
    let end = line.rfind(']').filter(|_| line.starts_with('['))?;
    line.get(..=end).filter(|header| place - start < header.len())
}

/// Whether a key stands twice only because the table in whose header it lies does.
fn follows_from(later: &Finding, earlier: &Finding, text: &str, base: usize) -> bool {
    let twice = later.code == "REF-02" && earlier.code == "REF-02";
    let from = earlier.span().start.saturating_sub(base);
    let line = text.get(..from).map_or("", |before| before.rsplit('\n').next().unwrap_or_default());
    let between = text.get(from..later.span().start.saturating_sub(base)).unwrap_or_default();
    twice && line.trim_start().starts_with('[') && !between.contains("\n[")
}

/// Words a message of serde for an author.
fn shape(message: &str, at: Span) -> Finding {
    let (message, help) = message.split_once('\n').map_or((message, None), |(message, help)| (message, Some(help)));
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let listed = quoted.get(1..).unwrap_or_default();
    let near = |word: &str| {
        nearest(word, listed.iter().copied()).map_or_else(
            || (!listed.is_empty()).then(|| format!("one of: {}", quote(listed))),
            |near| Some(format!("a similar one exists: `{near}`")),
        )
    };
    match (message, quoted.first()) {
        (text, Some(key)) if text.starts_with("unknown field") => {
            let fault = Fault::new(format!("unknown key `{key}`")).at(at, "not a key of this table");
            with_help(fault, near(key).map(|help| help.replace("similar one", "similar key"))).by("REF-05")
        }
        (text, Some(word)) if text.starts_with("unknown variant") => {
            let fault = Fault::new(format!("`{word}` is not among the words known here")).at(at, "not known");
            with_help(fault, near(word)).by("REF-06")
        }
        (text, _) if text.starts_with("no lawful basis") => {
            with_help(Fault::new(text).at(at, "not in Art. 6(1)"), help.map(str::to_owned)).by("BAS-02")
        }
        (text, _) => {
            let text = match text.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected ")) {
                Some((found, wanted)) => {
                    format!("{} stands where {} is expected", in_toml(found), wanted_in_toml(found, wanted))
                }
                None if text.starts_with("wanted string or table") => "one word is expected here".to_owned(),
                None => text.to_owned(),
            };
            with_help(Fault::new(text).at(at, "this value"), help.map(str::to_owned)).by("REF-06")
        }
    }
}

/// What serde found, in words of TOML: "sequence" is a list, and "integer `7`" the number 7.
fn in_toml(found: &str) -> String {
    let (kind, value) = found.split_once(' ').map_or((found, ""), |(kind, value)| (kind, value));
    match kind {
        "sequence" => "a list".to_owned(),
        "map" => "a table".to_owned(),
        "integer" => format!("the number {value}"),
        "floating" => format!("the number {}", value.trim_start_matches("point ")),
        "boolean" => value.to_owned(),
        "string" => format!("the text {value}"),
        _ => found.to_owned(),
    }
}

/// What serde wanted, in the same words.
fn wanted_in_toml<'a>(found: &str, wanted: &'a str) -> &'a str {
    match wanted {
        "a string" if found == "sequence" => "one value",
        "a string" => "a text",
        "a sequence" => "a list",
        "a map" => "a table",
        "a boolean" => "`true` or `false`",
        _ => wanted,
    }
}

/// `[waive]` where `[[waive]]` is meant.
fn table_for_list(key: &str, at: Span) -> Finding {
    let list = if key == "waive" { "waivers are a list".to_owned() } else { format!("`{key}` is a list of tables") };
    Fault::new(format!("`[{key}]` is one table, and {list}"))
        .at(at, "this table")
        .help(format!("write `[[{key}]]`"))
        .by("REF-06")
}

/// The key, with dots, under which a value at a place stands.
fn key_of(value: &DeValue<'_>, at: &Range<usize>) -> Option<String> {
    let DeValue::Table(table) = value else { return None };
    table.iter().find_map(|(key, value)| {
        if value.span() == *at {
            return Some(key.get_ref().to_string());
        }
        let below = key_of(value.get_ref(), at)?;
        Some(format!("{}.{below}", key.get_ref()))
    })
}

fn with_help(fault: Fault, help: Option<String>) -> Fault {
    match help {
        Some(help) => fault.help(help),
        None => fault,
    }
}

fn quote(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// Places in the tree become places in the map before serde sees them.
fn shift_table(table: DeTable<'_>, base: usize) -> DeTable<'_> {
    let shifted = |span: Range<usize>| span.start + base..span.end + base;
    let mut out = DeTable::new();
    for (key, value) in table {
        let (key_span, value_span) = (shifted(key.span()), shifted(value.span()));
        let key = toml::Spanned::new(key_span, key.into_inner());
        out.insert(key, toml::Spanned::new(value_span, shift_value(value.into_inner(), base)));
    }
    out
}

fn shift_value(value: DeValue<'_>, base: usize) -> DeValue<'_> {
    match value {
        DeValue::Table(table) => DeValue::Table(shift_table(table, base)),
        DeValue::Array(array) => {
            let mut out = DeArray::new();
            for element in array {
                let span = element.span();
                let span = span.start + base..span.end + base;
                out.push(toml::Spanned::new(span, shift_value(element.into_inner(), base)));
            }
            DeValue::Array(out)
        }
        leaf => leaf,
    }
}

/// Removes the entry whose key stands at a place; `false` where none does.
fn cut_key(value: &mut DeValue<'_>, at: &Range<usize>) -> bool {
    match value {
        DeValue::Table(table) => {
            let key = table.iter().find(|(key, _)| key.span() == *at).map(|(key, _)| key.clone());
            match key {
                Some(key) => table.remove(&key).is_some(),
                None => table.iter_mut().any(|(_, value)| cut_key(value.get_mut(), at)),
            }
        }
        DeValue::Array(array) => array.iter_mut().any(|element| cut_key(element.get_mut(), at)),
        _ => false,
    }
}

/// Removes the smallest entry that holds a place; `false` where none does.
fn cut_value(value: &mut DeValue<'_>, at: &Range<usize>) -> bool {
    match value {
        DeValue::Table(table) => cut_table(table, at),
        DeValue::Array(array) => cut_array(array, at),
        _ => false,
    }
}

fn holds(span: &Range<usize>, at: &Range<usize>) -> bool {
    span.start <= at.start && at.end <= span.end
}

fn cut_table(table: &mut DeTable<'_>, at: &Range<usize>) -> bool {
    if table.iter_mut().any(|(_, value)| cut_value(value.get_mut(), at)) {
        return true;
    }
    let entry = table.iter().find(|(key, value)| holds(&key.span(), at) || holds(&value.span(), at));
    let key = entry.map(|(key, _)| key.clone());
    key.is_some_and(|key| table.remove(&key).is_some())
}

fn cut_array(array: &mut DeArray<'_>, at: &Range<usize>) -> bool {
    // An array has no `remove`, so it is built anew.
    let mut elements: Vec<_> = std::mem::replace(array, DeArray::new()).into_iter().collect();
    let mut found = elements.iter_mut().any(|element| cut_value(element.get_mut(), at));
    if !found && let Some(index) = elements.iter().position(|element| holds(&element.span(), at)) {
        elements.remove(index);
        found = true;
    }
    for element in elements {
        array.push(element);
    }
    found
}
