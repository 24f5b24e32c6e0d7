//! The Markdown of site generators: what it reads otherwise than `CommonMark` does.

use crate::declaration::Generator;

/// Which Markdown is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) enum Dialect {
    /// What everybody reads.
    CommonMark,
    /// What a site generator reads, after it has looked for its templates in the text.
    Site(Generator),
}

impl Dialect {
    /// Whether a heading may bear an id, as in `## Heading {#id}`.
    pub(in crate::render) fn heading_ids(self) -> bool {
        matches!(self, Self::Site(Generator::Hugo | Generator::Jekyll | Generator::Zola | Generator::Docusaurus))
    }

    /// Whether raw HTML is dropped, and with it the anchors of blocks, unless the site says otherwise.
    pub(in crate::render) fn drops_html(self) -> bool {
        self == Self::Site(Generator::Hugo)
    }

    pub(super) fn is_site(self) -> bool {
        self != Self::CommonMark
    }

    /// Whether a sign is written by its number, such as `&#123;`, since a backslash would not keep it from being a mark: the
    /// brace of templates (Liquid, Nunjucks, Tera, shortcodes) and of attributes; what begins a comment, where Hugo and Zola look for
    /// the end of a summary; a backslash before a line break, which goldmark does not count; a colon that begins a definition, or
    /// a directive of Docusaurus; what kramdown takes for a mark of its own. `starts` says that it begins a line.
    pub(super) fn by_number(self, c: char, next: Option<char>, starts: bool) -> bool {
        let Self::Site(generator) = self else { return false };
        match (c, generator) {
            ('{', _) | ('|' | '$' | '^' | '<' | '\\' | '~' | '=', Generator::Jekyll) => true,
            ('<', _) => next == Some('!'),
            ('\\', _) => next.is_none(),
            (':', _) if starts => true,
            (':', Generator::Docusaurus) => next.is_some_and(|next| next.is_alphabetic() || next == ':'),
            _ => false,
        }
    }

    /// Whether signs that need a backslash get their number instead: kramdown knows fewer of them.
    pub(super) fn has_no_backslash(self) -> bool {
        self == Self::Site(Generator::Jekyll)
    }

    /// Whether a colon behind these words would end the name of an emoji, such as `:100:`, which generators look for by themselves, by
    /// a setting or by a plugin.
    pub(super) fn ends_emoji(self, before: &str) -> bool {
        let in_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '+');
        let name = before.rsplit_once(':').map_or("", |(_, name)| name);
        self.is_site() && !name.is_empty() && name.chars().all(in_name)
    }

    /// Whether names of emoji are looked for when signs that stand by their numbers are read already.
    pub(super) fn emoji_are_late(self) -> bool {
        matches!(self, Self::Site(Generator::Docusaurus | Generator::Jekyll))
    }

    /// Whether the name of an emoji stands in a text.
    pub(super) fn has_emoji(self, text: &str) -> bool {
        text.match_indices(':').any(|(at, _)| self.ends_emoji(&text[..at]))
    }

    /// Whether a code span or block would be read as a template or as the end of a summary, which are looked for before the
    /// Markdown is read.
    pub(super) fn is_template(self, code: &str) -> bool {
        self.is_site() && ["{{", "{%", "{#", "<!--"].iter().any(|mark| code.contains(mark))
    }
}

#[cfg(test)]
mod tests;
