//! Who gets data: Art. 13(1)(e), and disclosures as a procedure.

use super::build::{Marked, definitions, entry, points, section};
use super::words::{Lower, Words, inside, lines, url};
use crate::declaration::{Disclosure, Entry, Purpose, Recipient};
use crate::document::{Block, Section};
use crate::law::items;
use crate::model::Used;

impl Lower<'_> {
    /// Who gets data for a purpose, or that nobody does.
    pub(super) fn purpose_recipients(&self, purpose: &Entry<Purpose>) -> Option<Block> {
        let span = purpose.recipients.as_ref()?.span;
        let uses = self.model.recipients_of(purpose)?;
        let block = if uses.is_empty() {
            Block::paragraph(self.words("recipients.none"))
        } else {
            points(uses.iter().filter_map(|used| self.recipient_point(used)).collect())?
        };
        let items = self.model.items(&items::RECIPIENTS, Some(purpose));
        let block = block.with_id(format!("purpose-{}-recipients", purpose.id)).tells(items);
        Some(block.from(format!("purposes.{}.recipients", purpose.id), span))
    }

    fn recipient_point(&self, used: &Used<'_, Recipient>) -> Option<Words> {
        let name = inside("recipients", &self.recipient_name(used.entry));
        let named = used.entry.name.is_some() || used.entry.category.is_some();
        let activity = self.maybe(used.entry.activity.as_ref()).filter(|_| named);
        let who = match activity {
            Some(x) => self.say("list.pair", &[("term", name), ("x", x)]),
            None => name,
        };
        lines(std::iter::once(who).chain(self.recipient_limits(used.narrow)))
    }

    fn recipient_limits(&self, narrow: &Recipient) -> Vec<Words> {
        let limits = [
            self.line("recipients.when", self.maybe(narrow.when.as_ref())),
            self.line("recipients.data", self.data_names(narrow.data.as_ref())),
            self.line("recipients.subjects", self.subject_names(narrow.subjects.as_ref())),
        ];
        limits.into_iter().flatten().collect()
    }

    /// Recipients of the notice, and those written in its own file.
    fn recipients_shown(&self) -> Vec<&Entry<Recipient>> {
        let shown = |one: &&Entry<Recipient>| self.model.is_recipient(one) || self.is_own(one.span);
        self.model.recipients.iter().filter(shown).collect()
    }

    /// Anchor `recipients`.
    pub(super) fn recipients_section(&self) -> Option<Section> {
        let shown = self.recipients_shown();
        let rows: Vec<_> = shown.iter().map(|recipient| self.recipient_row(recipient)).collect();
        let head = [
            "recipients.who",
            "recipients.activity",
            "recipients.role",
            "recipients.countries",
            "recipients.purposes",
            "recipients.more",
        ];
        let table = self.table("recipients.caption", &head, &rows)?;
        let table = shown.iter().fold(table, |table, one| table.from(format!("recipients.{}", one.id), one.span));
        section("recipients", self.plain("recipients.heading"), vec![table], Vec::new())
    }

    fn recipient_row(&self, recipient: &Entry<Recipient>) -> Vec<Words> {
        let category = recipient.name.as_ref().and(self.maybe(recipient.category.as_ref()));
        let roles = recipient.role.iter().flatten().map(|role| self.by("recipients.roles", role.value.as_ref()));
        let uses = self.model.uses_of(recipient).into_iter().map(|(purpose, _)| self.purpose_link(purpose));
        let all = [
            lines(std::iter::once(self.recipient_name(recipient)).chain(category)),
            self.maybe(recipient.activity.as_ref()),
            lines(roles),
            self.places(recipient.countries.as_ref()),
            lines(uses),
            lines(self.recipient_more(recipient)),
        ];
        all.into_iter().map(Option::unwrap_or_default).collect()
    }

    fn recipient_more(&self, recipient: &Entry<Recipient>) -> Vec<Words> {
        let via = recipient.via.as_ref().and_then(|id| self.model.recipients.get(id.as_str()));
        let facts = [
            self.line("recipients.unnamed", self.maybe(recipient.unnamed.as_ref())),
            self.line("recipients.sector", self.maybe(recipient.sector.as_ref())),
            recipient.chosen_by.map(|chooser| self.by("recipients.chosen", chooser.value.as_ref())),
            self.line("recipients.via", via.map(|via| self.recipient_name(via))),
            self.maybe(recipient.text.as_ref()),
            self.line("recipients.list", recipient.list.as_ref().map(|list| url(list))),
            self.line("recipients.notice", recipient.notice.as_ref().map(|notice| url(notice))),
        ];
        let mut all = self.recipient_limits(recipient);
        all.extend(facts.into_iter().flatten());
        all
    }

    /// Anchor `disclosures`, with a part for each.
    pub(super) fn disclosures_section(&self) -> Option<Section> {
        let parts = self.model.disclosures.iter().filter_map(|one| self.disclosure(one)).collect();
        section("disclosures", self.plain("disclosures.heading"), Vec::new(), parts)
    }

    fn disclosure(&self, one: &Entry<Disclosure>) -> Option<Section> {
        let path = format!("disclosures.{}", one.id);
        let sets = one.sets.iter().flatten().map(|set| self.text(set));
        let facts = [
            ("disclosures.to", self.maybe(one.to.as_ref())),
            ("disclosures.when", self.maybe(one.when.as_ref())),
            ("disclosures.law", self.statutes(one.law.as_ref())),
            ("disclosures.data", self.data_names(one.data.as_ref())),
            ("disclosures.sets", self.fragments(sets)),
            ("disclosures.code", self.maybe(one.code.as_ref())),
            ("disclosures.more", one.more.as_ref().map(|more| url(more))),
        ];
        let entries = facts.into_iter().filter_map(|(term, words)| entry(self.words(term), words)).collect();
        let card = definitions(entries).map(|card| card.with_id(format!("disclosure-{}-facts", one.id)));
        let blocks = self.paragraph(one.text.as_ref()).into_iter().chain(card);
        let heading = self.maybe(one.label.as_ref()).or_else(|| self.maybe(one.to.as_ref()));
        let heading = heading.unwrap_or_else(|| super::words::by_id(&one.id));
        let blocks = blocks.map(|block| block.from(path.clone(), one.span)).collect();
        section(format!("disclosure-{}", one.id), super::words::heading(&heading), blocks, Vec::new())
    }
}
