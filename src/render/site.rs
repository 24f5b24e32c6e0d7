//! What a site takes: front matter before a notice in Markdown, and the settings of a piece of HTML.

use std::fmt::Write;

use serde_json::Value;

use super::markdown::Dialect;
use crate::declaration::Generator;
use crate::document::Document;

/// The key for the title, in every form.
const TITLE: &str = "title";

/// How a piece of HTML is set into a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fragment {
    /// Level of its first heading, from 1.
    pub heading: usize,
    /// Whether the title is its first heading.
    pub titled: bool,
}

impl Default for Fragment {
    fn default() -> Self {
        Self { heading: 2, titled: true }
    }
}

/// What stands before a notice in Markdown for a site generator.
#[derive(Debug, Clone, PartialEq)]
pub struct FrontMatter {
    /// For which one.
    pub generator: Generator,
    /// Further keys, in every language.
    pub keys: Vec<(String, Value)>,
    /// Those of one language, by its tag; they stand before the others.
    pub keys_in: Vec<(String, Vec<(String, Value)>)>,
}

impl Generator {
    /// The mark above and below the front matter.
    fn fence(self) -> &'static str {
        if self == Self::Zola { "+++" } else { "---" }
    }

    /// What stands between a key and its value.
    fn is(self) -> &'static str {
        if self == Self::Zola { " = " } else { ": " }
    }

    /// The key for the day of the version. Hugo does not publish a page whose `date` is to come; its `lastmod` may be.
    fn day(self) -> &'static str {
        match self {
            Self::Hugo => "lastmod",
            Self::Jekyll => "last_modified_at",
            Self::Docusaurus => "last_update",
            Self::Eleventy | Self::Zola | Self::Astro => "date",
        }
    }

    /// The key for the language, where it is told by the file's name or folder no other way.
    fn language(self) -> Option<&'static str> {
        match self {
            Self::Jekyll | Self::Eleventy | Self::Astro => Some("lang"),
            Self::Hugo | Self::Zola | Self::Docusaurus => None,
        }
    }

    /// What says that the text is Markdown and no template.
    fn switch(self) -> Option<(&'static str, Value)> {
        match self {
            Self::Jekyll => Some(("render_with_liquid", Value::Bool(false))),
            Self::Eleventy => Some(("templateEngineOverride", "md".into())),
            Self::Docusaurus => Some(("mdx", serde_json::json!({ "format": "md" }))),
            Self::Hugo | Self::Zola | Self::Astro => None,
        }
    }

    /// What keeps a preview from being published; Eleventy and Astro only pass it on to the site.
    fn draft(self) -> (&'static str, bool) {
        if self == Self::Jekyll { ("published", false) } else { ("draft", true) }
    }

    /// The keys that noticec writes, which a project can't set.
    #[must_use]
    pub fn own_keys(self) -> Vec<&'static str> {
        let switch = self.switch().map(|(key, _)| key);
        [TITLE, self.day(), self.draft().0].into_iter().chain(self.language()).chain(switch).collect()
    }

    /// What comes from a document: keys with their values as they are written.
    fn own(self, document: &Document) -> Vec<(&'static str, String)> {
        let mut lines = vec![(TITLE, text(&document.title))];
        if let Some(day) = document.date {
            let day = day.to_string();
            lines.push((self.day(), if self == Self::Docusaurus { format!("{{ date: {day} }}") } else { day }));
        }
        lines.extend(self.language().map(|key| (key, text(&document.lang))));
        if document.draft.is_some() {
            let (key, value) = self.draft();
            lines.push((key, value.to_string()));
        }
        lines.extend(self.switch().map(|(key, value)| (key, self.value(&value))));
        lines
    }

    /// A value as YAML and TOML both read it, but for what stands between the keys of a table and their values.
    fn value(self, value: &Value) -> String {
        match value {
            Value::String(words) => text(words),
            Value::Array(all) => {
                format!("[{}]", all.iter().map(|one| self.value(one)).collect::<Vec<_>>().join(", "))
            }
            Value::Object(table) if table.is_empty() => "{}".to_owned(),
            Value::Object(table) => {
                let is = self.is();
                let pair =
                    |(key, value): (&String, &Value)| format!("{}{is}{}", FrontMatter::key(key), self.value(value));
                format!("{{ {} }}", table.iter().map(pair).collect::<Vec<_>>().join(", "))
            }
            Value::Number(value) => number(value),
            Value::Null | Value::Bool(_) => value.to_string(),
        }
    }

    pub(super) fn dialect(self) -> Dialect {
        Dialect::Site(self)
    }
}

impl FrontMatter {
    /// The front matter of a document, with an empty line behind it.
    pub(super) fn write(&self, document: &Document) -> String {
        let (fence, is) = (self.generator.fence(), self.generator.is());
        let mut out = format!("{fence}\n");
        let mut line = |key: &str, value: &str| {
            // Writing to a string can't fail.
            let _ = writeln!(out, "{key}{is}{value}");
        };
        for (key, value) in self.generator.own(document) {
            line(key, &value);
        }
        let own = self.keys_in.iter().find(|(lang, _)| *lang == document.lang).map_or(&[][..], |(_, keys)| keys);
        let own_key = |key: &String| own.iter().any(|(known, _)| same_key(known, key));
        for (key, value) in self.keys.iter().filter(|(key, _)| !own_key(key)).chain(own) {
            line(&Self::key(key), &self.generator.value(value));
        }
        out.push_str(fence);
        out.push_str("\n\n");
        out
    }

    /// The title that a text's front matter tells, and what stands behind it.
    ///
    /// # Errors
    /// There is no front matter, or it does not say what comes from the document, each once.
    pub(super) fn read<'t>(
        generator: Generator,
        written: &'t str,
        document: &Document,
    ) -> Result<(String, &'t str), String> {
        let (fence, is) = (generator.fence(), generator.is());
        let behind = written.strip_prefix(fence).and_then(|rest| rest.strip_prefix('\n'));
        let parts = behind.and_then(|rest| rest.split_once(&format!("\n{fence}\n")));
        let (head, body) = parts.ok_or("it has no front matter")?;
        let lines: Vec<(String, &str)> = head.lines().filter_map(|line| key_and_value(line, is)).collect();
        let own = generator.own(document);
        for key in generator.own_keys() {
            let wanted: Vec<&str> = own.iter().filter(|(known, _)| *known == key).map(|(_, value)| &**value).collect();
            let found: Vec<&str> =
                lines.iter().filter(|(known, _)| same_key(known, key)).map(|(_, value)| *value).collect();
            // Which title it is, is told as for headings.
            if found.len() != wanted.len() || key != TITLE && found != wanted {
                return Err(format!("its front matter has another `{key}` than the notice"));
            }
        }
        let title = lines.iter().find(|(key, _)| key == TITLE).and_then(|(_, value)| serde_json::from_str(value).ok());
        Ok((title.ok_or("its front matter has no title")?, body))
    }

    fn key(key: &str) -> String {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        let bare = key.starts_with(|c: char| c.is_ascii_alphabetic()) && key.chars().all(plain);
        // Words that YAML reads as something else than a text.
        let word = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"].contains(&&*key.to_ascii_lowercase());
        if bare && !word { key.to_owned() } else { text(key) }
    }
}

/// Whether two keys are one: Hugo reads them without case.
pub(crate) fn same_key(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// The key of a line of front matter, and what stands behind it.
fn key_and_value<'l>(line: &'l str, is: &str) -> Option<(String, &'l str)> {
    if !line.starts_with('"') {
        return line.split_once(is).map(|(key, value)| (key.to_owned(), value));
    }
    let mut keys = serde_json::Deserializer::from_str(line).into_iter::<String>();
    let key = keys.next()?.ok()?;
    Some((key, line[keys.byte_offset()..].strip_prefix(is)?))
}

/// A number as YAML and TOML both read it: before an exponent YAML wants a point, and a sign in it.
fn number(number: &serde_json::Number) -> String {
    let written = number.to_string();
    let Some((digits, exponent)) = written.split_once('e') else { return written };
    let point = if digits.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with(['-', '+']) { "" } else { "+" };
    format!("{digits}{point}e{sign}{exponent}")
}

/// Words between quotes, as JSON, YAML and TOML all read them: what one of them would not take as it is stands by its number.
fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 2);
    out.push('"');
    for c in words.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            // White space that YAML counts as the end of a line, marks of byte order, and what is no character at all.
            _ if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests;
