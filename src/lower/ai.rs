//! AI systems: AI Act Arts. 26, 50 and 86.

use super::build::{Marked, definitions, section};
use super::words::{Lower, Words, by_id, heading, lines};
use crate::declaration::{AiSystem, Entry};
use crate::document::{Block, Definition, Section};
use crate::source::Spanned;

impl Lower<'_> {
    /// Anchor `ai`, with a part for each system.
    pub(super) fn ai_section(&self) -> Option<Section> {
        let none = self.model.ai.none.filter(|none| none.value);
        let none = none.map(|none| Block::paragraph(self.words("ai.none")).from("ai", none.span));
        let parts = self.model.ai.iter().filter_map(|system| self.ai_system(system)).collect();
        section("ai", self.plain("ai.heading"), none.into_iter().collect(), parts)
    }

    fn ai_system(&self, system: &Entry<AiSystem>) -> Option<Section> {
        let kinds = system.kind.iter().flatten().map(|kind| self.by("ai.kinds", kind.value.as_ref()));
        let is = |fact: Option<Spanned<bool>>, wanted: bool| fact.is_some_and(|fact| fact.value == wanted);
        let part = [
            is(system.decides, true).then(|| self.words("ai.decides")),
            is(system.decides, false).then(|| self.words("ai.no_decisions")),
            is(system.workplace, true).then(|| self.words("ai.workplace")),
            is(system.offences, true).then(|| self.words("ai.offences")),
        ];
        let explanation = self.line("ai.explanation", system.explanation.as_ref().map(|way| Self::reach(way)));
        let rows = [
            ("ai.use", self.maybe(system.purpose.as_ref())),
            ("ai.kind", lines(kinds)),
            ("ai.purposes", self.purpose_links(self.model.purposes_named(system.purposes.as_ref()))),
            ("ai.part", lines(part.into_iter().flatten())),
            ("ai.told", self.maybe(system.told.as_ref())),
            ("ai.explain", explanation),
        ];
        let row = |(term, words): (&str, Option<Words>)| {
            Some(Definition { term: self.words(term), blocks: vec![Block::paragraph(words?)] })
        };
        let block = definitions(rows.into_iter().filter_map(row).collect())?;
        let block = block.with_id(format!("ai-{}-facts", system.id)).from(format!("ai.{}", system.id), system.span);
        let name = self.maybe(system.label.as_ref()).unwrap_or_else(|| by_id(&system.id));
        section(format!("ai-{}", system.id), heading(&name), vec![block], Vec::new())
    }
}
