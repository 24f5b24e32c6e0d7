//! Children who use an online service: Art. 8, 12(1) and 17(1)(f), UK GDPR Art. 25(1A).

use super::build::{Marked, section};
use super::words::{Lower, Words, lines, url};
use crate::declaration::{Children, is_so};
use crate::document::{Block, Inline, Section};
use crate::law::Right;
use crate::source::Spanned;

impl Lower<'_> {
    /// Whether an online service is offered directly to children.
    pub(super) fn serves_children(&self) -> bool {
        let service = self.model.children.as_ref().and_then(|children| children.service);
        is_so(service)
    }

    /// Anchor `children`.
    pub(super) fn children_section(&self) -> Option<Section> {
        let children = self.model.children.as_ref()?;
        let blocks = [self.about_the_service(children), self.childrens_consent(children), self.for_children(children)];
        let blocks = blocks.into_iter().flatten().map(|block| block.from("children", children.span)).collect();
        section("children", self.plain("children.heading"), blocks, Vec::new())
    }

    fn about_the_service(&self, children: &Children) -> Option<Block> {
        let fact = |fact: Option<Spanned<bool>>, yes: &str, no: &str| {
            fact.map(|fact| self.words(if fact.value { yes } else { no }))
        };
        // What is offered to children directly is likely to be used by them.
        let likely = children.likely.filter(|likely| !(likely.value && self.serves_children()));
        let counselling = is_so(children.counselling);
        let all = [
            fact(children.service, "children.service", "children.no_service"),
            fact(likely, "children.likely", "children.unlikely"),
            counselling.then(|| self.words("children.counselling")),
            self.years("children.from_age", children.from_age),
            self.maybe(children.needs.as_ref()),
            self.maybe(children.justification.as_ref()),
        ];
        lines(all.into_iter().flatten()).map(Block::paragraph)
    }

    fn childrens_consent(&self, children: &Children) -> Option<Block> {
        // Where nobody below any of these ages may use the service, no parent is asked.
        let mut ages = children.age.iter().chain(children.ages.values());
        let asked = ages.any(|age| children.from_age.is_none_or(|from| from.value < age.value));
        let age = children.age.filter(|_| asked);
        let other = children.ages.iter().filter(|_| asked).map(|(country, age)| {
            let country = self.country(country.value);
            self.say(
                "list.pair",
                &[("term", country), ("x", vec![Inline::text(self.counted([("year", age.value.into())]))])],
            )
        });
        let key = if age.is_some() { "children.other_ages" } else { "children.ages" };
        let all = [
            self.years("children.age", age),
            self.line(key, self.fragments(other)),
            self.line("children.parental_consent", self.maybe(children.parental_consent.as_ref())),
            self.line("children.check", self.maybe(children.check.as_ref())),
        ];
        lines(all.into_iter().flatten()).map(Block::paragraph)
    }

    fn for_children(&self, children: &Children) -> Option<Block> {
        let readable = is_so(children.readable);
        let erased = self.serves_children() && self.model.states(Right::Erasure) && !self.only_swiss();
        let article = || vec![Inline::text(self.article("17(1)(f)"))];
        let erasure = || self.under_gdpr(self.say("children.erasure", &[("article", article())]));
        let all = [
            readable.then(|| self.words("children.readable")),
            self.line("children.version", children.version.as_ref().map(|version| url(version))),
            erased.then(erasure),
        ];
        lines(all.into_iter().flatten()).map(Block::paragraph)
    }

    /// A sentence with an age in years.
    fn years(&self, key: &str, age: Option<Spanned<u8>>) -> Option<Words> {
        Some(self.say(key, &[("n", vec![Inline::text(age?.value.to_string())])]))
    }
}
