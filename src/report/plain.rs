//! Markdown of a rule's page as plain text.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// The words of a page: blocks apart by an empty line, code as it stands.
pub(super) fn plain(markdown: &str) -> String {
    let mut blocks: Vec<String> = Vec::new();
    let mut block = String::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Text(text) | Event::Code(text) => block.push_str(&text),
            Event::SoftBreak | Event::HardBreak => block.push(' '),
            Event::Start(Tag::Item) => {
                end(&mut block, &mut blocks);
                block.push_str("- ");
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Item | TagEnd::Table) => {
                end(&mut block, &mut blocks);
            }
            _ => {}
        }
    }
    end(&mut block, &mut blocks);
    blocks.join("\n\n")
}

fn end(block: &mut String, blocks: &mut Vec<String>) {
    let text = std::mem::take(block);
    if !text.trim().is_empty() {
        blocks.push(text.trim_end().to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules;

    #[test]
    fn marks_go_and_words_stay() {
        let page = "# a-name\n\nSay `this`, and\n**that**.\n\n- one\n- two\n\n```toml\n[a]\nb = 1\n```\n";
        assert_eq!(plain(page), "a-name\n\nSay this, and that.\n\n- one\n\n- two\n\n[a]\nb = 1");
    }

    #[test]
    fn every_page_has_a_first_paragraph() {
        for rule in rules::all() {
            let words = plain(rule.page);
            assert!(words.split("\n\n").nth(1).is_some_and(|first| first.len() > 20), "{}", rule.code);
        }
    }
}
