//! Changes and versions of the notice, laws, notices beside it.

use super::build::{Marked, list, paragraph_of, section};
use super::words::{Lower, Words, named, url};
use crate::declaration::{Entry, History, Related, StatuteEntry, Text, Url};
use crate::document::{Block, Inline, Section};
use crate::source::Spanned;

impl Lower<'_> {
    /// Anchor `changes`.
    pub(super) fn changes_section(&self) -> Option<Section> {
        let mut blocks = Vec::new();
        if let Some(changes) = &self.model.changes {
            let facts = [
                self.line("changes.notify", self.maybe(changes.notify.as_ref())),
                changes.lead.map(|lead| self.with_period("changes.lead", lead.value)),
            ];
            let all =
                paragraph_of(facts.into_iter().flatten()).into_iter().chain(self.paragraph(changes.text.as_ref()));
            blocks.extend(all.map(|block| block.from("changes", changes.span)));
        }
        let rows: Vec<_> = self.model.history.iter().map(|one| self.version_row(one)).collect();
        let head =
            ["changes.version", "changes.date", "changes.kind", "changes.summary", "changes.effect", "changes.told"];
        let table = self.table("changes.caption", &head, &rows);
        let trace = |table: Block| self.model.history.iter().fold(table, |table, one| table.from("history", one.span));
        blocks.extend(table.map(trace));
        section("changes", self.plain("changes.heading"), blocks, Vec::new())
    }

    /// Whether an entry is the first of all: there is none older, and its number is that of a first version.
    fn is_first(&self, one: &History) -> bool {
        let first = |version: &str| {
            let mut parts = version.trim().split('.');
            parts.next() == Some("1") && parts.all(|part| part == "0")
        };
        let older = self.model.history.iter().any(|other| match (other.date, one.date) {
            (Some(other), Some(one)) => other.0 < one.0,
            _ => false,
        });
        !older && one.version.as_ref().is_some_and(|version| first(version))
    }

    /// What changed with a version, in a word or two.
    pub(super) fn kind_of(&self, one: &History) -> Option<Words> {
        if self.is_first(one) {
            return Some(self.words("changes.kinds.first"));
        }
        one.kind.map(|kind| self.by("changes.kinds", kind.value.as_ref()))
    }

    fn version_row(&self, one: &History) -> Vec<Words> {
        let lead = one.lead.map(|lead| self.with_period("changes.ahead", lead.value));
        vec![
            one.version.as_ref().map(|version| named(version)).unwrap_or_default(),
            one.date.map(|date| vec![Inline::text(self.date(date.0))]).unwrap_or_default(),
            self.kind_of(one).unwrap_or_default(),
            self.maybe(one.summary.as_ref()).unwrap_or_default(),
            self.maybe(one.effect.as_ref()).unwrap_or_default(),
            self.fragments(self.maybe(one.told.as_ref()).into_iter().chain(lead)).unwrap_or_default(),
        ]
    }

    /// Anchor `laws`.
    pub(super) fn laws_section(&self) -> Option<Section> {
        let point = |one: &Entry<StatuteEntry>| {
            let name = one.name.as_ref().map(|name| named(name));
            let block = self.linked(name, one.url.as_ref(), one.purpose.as_ref())?;
            Some(vec![block.from(format!("laws.{}", one.id), one.span)])
        };
        let block = list(false, self.model.laws.iter().filter_map(point).collect());
        section("laws", self.plain("laws.heading"), block.into_iter().collect(), Vec::new())
    }

    /// Anchor `related`.
    pub(super) fn related_section(&self) -> Option<Section> {
        let point = |one: &Entry<Related>| {
            let label = self.maybe(one.label.as_ref());
            let block = self.linked(label, one.url.as_ref(), one.purpose.as_ref())?;
            Some(vec![block.from(format!("related.{}", one.id), one.span)])
        };
        let block = list(false, self.model.related.iter().filter_map(point).collect());
        section("related", self.plain("related.heading"), block.into_iter().collect(), Vec::new())
    }

    /// A name with its link, and what it is for.
    fn linked(&self, name: Option<Words>, address: Option<&Spanned<Url>>, purpose: Option<&Text>) -> Option<Block> {
        let name = match (name, address) {
            (Some(name), Some(address)) => vec![Inline::link(address.to_string(), Inline::plain(&name))],
            (name, address) => name.or_else(|| address.map(|address| url(address)))?,
        };
        let words = match self.maybe(purpose) {
            Some(x) => self.say("list.pair", &[("term", name), ("x", x)]),
            None => name,
        };
        Some(Block::paragraph(words))
    }
}
