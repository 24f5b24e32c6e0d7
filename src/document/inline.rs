//! Running text: words, and what stands among them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A piece of running text.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Inline {
    /// Plain words; never markup.
    Text {
        /// The words.
        text: String,
    },
    /// Of weight.
    Strong {
        /// The words.
        text: Vec<Inline>,
    },
    /// Stressed.
    Emphasis {
        /// The words.
        text: Vec<Inline>,
    },
    /// Literal, such as the name of a cookie.
    Code {
        /// The words.
        text: String,
    },
    /// Leads somewhere: `http`, `https`, `mailto`, `tel`, a `#fragment` or a relative address.
    Link {
        /// Where to.
        href: String,
        /// The words.
        text: Vec<Inline>,
    },
    /// A new line.
    Break,
}

impl Inline {
    /// Plain words.
    pub fn text(words: impl Into<String>) -> Self {
        Self::Text { text: words.into() }
    }

    /// Words of weight.
    pub fn strong(words: impl Into<String>) -> Self {
        Self::Strong { text: vec![Self::text(words)] }
    }

    /// A link with plain words.
    pub fn link(href: impl Into<String>, words: impl Into<String>) -> Self {
        Self::Link { href: href.into(), text: vec![Self::text(words)] }
    }

    /// The words alone, in reading order; a line break counts as a space.
    #[must_use]
    pub fn plain(inlines: &[Self]) -> String {
        let mut out = String::new();
        Self::push_plain(inlines, &mut out);
        out
    }

    fn push_plain(inlines: &[Self], out: &mut String) {
        for inline in inlines {
            match inline {
                Self::Text { text } | Self::Code { text } => out.push_str(text),
                Self::Strong { text } | Self::Emphasis { text } | Self::Link { text, .. } => {
                    Self::push_plain(text, out);
                }
                Self::Break => out.push(' '),
            }
        }
    }

    /// Whether an address may become a link: `http`, `https`, `mailto`, `tel`, a `#fragment` or a relative address.
    ///
    /// It is judged as a browser would read it: without control characters and white space, in lower case, `\` as `/`.
    #[must_use]
    pub fn may_lead_to(href: &str) -> bool {
        let seen: String = href.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
        let seen = seen.replace('\\', "/").to_ascii_lowercase();
        match seen.split_once([':', '/', '?', '#']) {
            Some((scheme, _)) if seen[scheme.len()..].starts_with(':') => {
                matches!(scheme, "http" | "https" | "mailto" | "tel")
            }
            _ => !seen.is_empty() && !seen.starts_with("//"),
        }
    }
}
