//! A rule's page for a terminal.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::report;
use crate::rules::Rule;

const BOLD: &str = "\u{1b}[1m";
const FAINT: &str = "\u{1b}[2m";
const CODE: &str = "\u{1b}[36m";
const PLAIN: &str = "\u{1b}[0m";

/// The parts of a page under `docs/rules/`.
pub(super) struct Page {
    /// What is asked and why; Markdown.
    pub(super) why: &'static str,
    /// TOML under `## Found`.
    pub(super) found: Option<&'static str>,
    /// TOML under `## Fixed`.
    pub(super) fixed: Option<&'static str>,
}

impl Page {
    pub(super) fn of(rule: &Rule) -> Self {
        let page = rule.page;
        let words = page.split_once('\n').map_or("", |(_, rest)| rest);
        let why = words.split("\n## ").next().unwrap_or_default().trim();
        Self { why, found: Self::block(page, "Found"), fixed: Self::block(page, "Fixed") }
    }

    /// The TOML below a heading of a page.
    pub(super) fn block(page: &'static str, heading: &str) -> Option<&'static str> {
        let (_, behind) = page.split_once(&format!("\n## {heading}\n"))?;
        let (_, toml) = behind.split("\n## ").next()?.split_once("```toml\n")?;
        toml.split_once("```").map(|(toml, _)| toml)
    }

    /// What is asked and why, in lines.
    pub(super) fn told(&self, paint: Paint, width: usize) -> String {
        told(self.why, paint, width)
    }
}

/// Markdown in lines: paragraphs, lists, code and stress.
pub(super) fn told(why: &str, paint: Paint, width: usize) -> String {
    let mut blocks: Vec<String> = Vec::new();
    let mut line = String::new();
    // Deeper lists are indented by what stands before their items.
    let mut depth = 0;
    for event in Parser::new(why) {
        match event {
            Event::Text(text) => line.push_str(&text),
            Event::Code(code) => line.push_str(&paint.code(&code)),
            Event::SoftBreak | Event::HardBreak => line.push(' '),
            Event::Start(Tag::Strong | Tag::Emphasis) => line.push_str(paint.on(BOLD)),
            Event::End(TagEnd::Strong | TagEnd::Emphasis) => line.push_str(paint.on(PLAIN)),
            Event::Start(Tag::List(_)) => {
                blocks.extend(finished(&mut line, depth, width));
                depth += 1;
            }
            Event::End(TagEnd::List(_)) => depth -= 1,
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::CodeBlock) => {
                blocks.extend(finished(&mut line, depth, width));
            }
            _ => {}
        }
    }
    blocks.join("\n")
}

/// A block in lines, ended; nothing where it has no words.
fn finished(line: &mut String, depth: usize, width: usize) -> Option<String> {
    let text = std::mem::take(line);
    if text.trim().is_empty() {
        return None;
    }
    let (first, then) = match depth {
        0 => (String::new(), String::new()),
        _ => (format!("{}- ", "  ".repeat(depth - 1)), "  ".repeat(depth)),
    };
    Some(filled(text.trim(), &first, &then, width))
}

/// Prose in lines, ended.
pub(in crate::cli) fn filled(prose: &str, first: &str, then: &str, width: usize) -> String {
    report::filled(prose, (first, then), width) + "\n"
}

/// Colours, where they are wanted.
#[derive(Clone, Copy)]
pub(in crate::cli) struct Paint(pub(in crate::cli) bool);

impl Paint {
    fn on(self, sequence: &'static str) -> &'static str {
        if self.0 { sequence } else { "" }
    }

    fn within(self, sequence: &'static str, text: &str) -> String {
        format!("{}{text}{}", self.on(sequence), self.on(PLAIN))
    }

    pub(in crate::cli) fn heading(self, text: &str) -> String {
        self.within(BOLD, text)
    }

    pub(in crate::cli) fn faint(self, text: &str) -> String {
        self.within(FAINT, text)
    }

    fn code(self, text: &str) -> String {
        if self.0 { self.within(CODE, text) } else { format!("`{text}`") }
    }

    /// Prose whose code stands between backticks.
    pub(super) fn prose(self, text: &str) -> String {
        let parts = text.split('`').enumerate();
        parts.map(|(index, part)| if index % 2 == 1 { self.code(part) } else { part.to_owned() }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;

    #[test]
    fn every_page_has_words_and_loses_none() {
        for rule in rules::all() {
            let page = Page::of(rule);
            assert!(page.why.len() > 40, "{}", rule.code);
            let told = page.told(Paint(false), 40);
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            let plain = page.why.replace("**", "");
            let wanted: Vec<_> = words(&plain);
            assert_eq!(words(&told), wanted, "{}", rule.code);
        }
    }

    #[test]
    fn lines_are_no_wider_than_the_terminal() {
        for rule in rules::all() {
            for line in Page::of(rule).told(Paint(false), 60).lines() {
                assert!(line.chars().count() <= 60 || !line.trim().contains(' '), "{}: {line}", rule.code);
            }
        }
    }

    #[test]
    fn colours_take_no_columns() {
        let painted = filled(&Paint(true).prose("`aa` `bb` `cc`"), "", "", 8);
        assert_eq!(painted.lines().count(), 1);
        assert_eq!(filled(&Paint(false).prose("`aa` `bb`"), "", "", 80), "`aa` `bb`\n");
    }
}
