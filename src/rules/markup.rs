//! Marks in the author's texts that a notice does not follow. No matter of an article: what an author meant would be lost.

use super::words::place;
use super::{ALWAYS, Certainty, Check, Reading, Rule};
use crate::finding::{Fault, Mark};
use crate::markdown::{self, Dropped};
use crate::model::Model;

pub(super) const RULES: &[Rule] = &[Rule {
    code: "TXT-18",
    name: "markup-not-followed",
    summary: "a text has marks that a notice does not follow",
    mark: Mark::Expected,
    packs: ALWAYS,
    since: None,
    law: &[],
    sure: Certainty::NoLaw,
    page: include_str!("../../docs/rules/TXT-18.md"),
    check: Check::Text(markup_not_followed),
}];

fn markup_not_followed(words: &Reading<'_>, _: &Model) -> Vec<Fault> {
    // HTML, images and links all begin with one of these; most texts have neither.
    if !words.words.contains(['<', '[']) {
        return Vec::new();
    }
    let prose = words.field == "text" && ["sections.", "supplements."].iter().any(|table| words.on.starts_with(table));
    let dropped = if prose { markdown::blocks(words.words).dropped } else { markdown::inlines(words.words).dropped };
    let fault = |Dropped { what, range }: &Dropped| {
        let (message, help) = match what {
            markdown::Mark::Html => {
                ("HTML is printed as it was written", "use Markdown: `**weight**`, `*stress*`, `[words](https://…)`")
            }
            markdown::Mark::Image => {
                ("an image is left out and its words stay", "a notice loads nothing from elsewhere; say it in words")
            }
            markdown::Mark::Link => (
                "a link to this kind of address is left out and its words stay",
                "link to `https://…`, `mailto:…`, `tel:…`, or to an anchor of the notice",
            ),
        };
        Fault::new(format!("{message}, in the `{}` of `{}`", words.field, words.on))
            .at(place(words.words, range.start, range.end), "this mark is not followed")
            .help(help)
    };
    // A slot of a template is TXT-03's, a link without an address TXT-14's.
    let elsewhere = |one: &&Dropped| {
        let written = &words.words[one.range.clone()];
        match one.what {
            markdown::Mark::Html => super::text::is_slot(written),
            markdown::Mark::Link => written.ends_with("]()") || written.ends_with("](<>)"),
            markdown::Mark::Image => false,
        }
    };
    dropped.iter().filter(|one| !elsewhere(one)).map(fault).collect()
}
