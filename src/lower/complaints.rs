//! Complaints to the controller and to the authority: Art. 13(2)(d), UK GDPR Art. 13(2)(ca), FADP Art. 49.

use super::build::{Marked, entry, section};
use super::law::Law;
use super::words::{Lower, Words, lines, named};
use crate::declaration::{HereFirst, Reachable};
use crate::document::{Block, Definition, Inline, Section};
use crate::law::authorities::{self, Authority};
use crate::law::{Right, items};
use crate::source::Span;

impl Lower<'_> {
    /// Anchor `complaints`.
    pub(super) fn complaints_section(&self) -> Option<Section> {
        let mut blocks = self.with_us();
        blocks.extend(self.authority_way());
        if let Some(complaints) = &self.model.complaints {
            let first = complaints.here_first.map(|first| match first.value {
                HereFirst::Invited => self.words("complaints.invited"),
                HereFirst::Required => self.words("complaints.required"),
            });
            let said = [self.maybe(complaints.reason.as_ref()), first, self.maybe(complaints.text.as_ref())];
            let said = said.into_iter().flatten().map(Block::paragraph);
            let said = said.chain(self.notes_on(Right::Complaint));
            blocks.extend(said.map(|block| block.from("complaints", complaints.span)));
        }
        // Last: a paragraph that followed a card would read as part of it.
        blocks.extend(self.authority_cards());
        section("complaints", self.plain("complaints.heading"), blocks, Vec::new())
    }

    /// Where complaints are declared, or else what makes the right to complain the law of the notice.
    pub(super) fn complaints_span(&self) -> Span {
        self.model.complaints.as_ref().map_or_else(|| self.law_span(), |complaints| complaints.span)
    }

    fn with_us(&self) -> Vec<Block> {
        let complaints = self.model.complaints.as_ref();
        let channel = complaints.and_then(|complaints| complaints.controller.as_ref());
        let by_law = self.model.law.uk_complaints();
        let stated = self.model.states(Right::ControllerComplaint);
        if !stated || !by_law && channel.is_none() {
            return Vec::new();
        }
        let declared = channel.and_then(|channel| channel.acknowledge);
        let declared = declared.map(|period| self.with_period("complaints.acknowledge", period.value));
        let right = if by_law {
            let acknowledge = declared.unwrap_or_else(|| self.words("complaints.acknowledge_uk"));
            let all = [self.words("complaints.controller_uk"), acknowledge, self.words("complaints.follow_uk")];
            lines(all).map(|words| self.under(Law::Uk, words))
        } else {
            lines(std::iter::once(self.words("complaints.controller")).chain(declared))
        };
        let elsewhere = channel.is_none_or(|channel| !channel.is_reachable()) && self.controller_is_reachable();
        let elsewhere = self.line("complaints.contact_controller", elsewhere.then(|| self.controller_link()));
        let words = right.into_iter().chain(elsewhere);
        let span = channel.map_or_else(|| self.complaints_span(), |channel| channel.span);
        let block = lines(words).map(Block::paragraph).map(|block| {
            let items = if by_law { self.model.items(&items::CONTROLLER_COMPLAINT, None) } else { Vec::new() };
            block.with_id("complaints-controller").tells(items).from("complaints.controller", span)
        });
        let card = channel.and_then(|channel| Self::card(self.words("complaints.contact"), self.ways(channel.ways())));
        let card = card.map(|card| card.from("complaints.controller", span));
        let notes = self.notes_on(Right::ControllerComplaint).into_iter();
        let notes = notes.map(|note| note.from("rights.controller-complaint", self.rights_span()));
        block.into_iter().chain(card).chain(notes).collect()
    }

    /// The right to complain, and the way to the courts.
    fn authority_way(&self) -> Vec<Block> {
        if !self.model.states(Right::Complaint) {
            return Vec::new();
        }
        let span = self.complaints_span();
        let sentences: Vec<_> = self.laws().into_iter().map(|(law, _)| self.authority_right(law)).collect();
        let right = lines(sentences).map(|words| {
            let block = Block::paragraph(words).with_id("complaints-authority");
            block.tells(self.model.items(&items::COMPLAINT, None)).from("complaints", span)
        });
        right.into_iter().chain(self.court(span)).collect()
    }

    fn authority_cards(&self) -> Vec<Block> {
        let complaints = self.model.complaints.as_ref().filter(|_| self.model.states(Right::Complaint));
        let ids = complaints.and_then(|complaints| complaints.authorities.as_ref()).into_iter().flatten();
        let known = ids.filter_map(|id| Some((id.span, authorities::authority(id)?)));
        let cards = known.filter_map(|(span, authority)| {
            let card = self.authority_card(authority)?.with_id(format!("authority-{}", authority.id));
            Some(card.from("complaints.authorities", span))
        });
        cards.collect()
    }

    /// The way to the courts: Art. 79. No item of Art. 13, but a refusal must name it: Art. 12(4).
    fn court(&self, span: Span) -> Option<Block> {
        let article = vec![Inline::text(self.article("79"))];
        let words = self.under_gdpr(self.say("complaints.court", &[("article", article)]));
        let block = Block::paragraph(words).with_id("complaints-court").from("complaints", span);
        self.is_under_gdpr().then_some(block)
    }

    fn authority_right(&self, law: Law) -> Words {
        if law == Law::Ch {
            let article = vec![Inline::text(self.article_of("49", law))];
            return self.under(law, self.say("complaints.ch", &[("article", article)]));
        }
        let article = ("article", vec![Inline::text(self.article_of("77", law))]);
        if law != Law::Uk {
            return self.under(law, self.say("complaints.eu", &[article]));
        }
        let name = authorities::authority("gb-ico").map(|ico| ico.title(self.lang(), self.model.law.date));
        let name = ("name", vec![Inline::text(name.unwrap_or_default())]);
        let sentence = if self.model.law.uk_complaints() {
            self.say("complaints.uk", &[name])
        } else {
            self.say("complaints.uk_2021", &[name, article])
        };
        self.under(law, sentence)
    }

    /// An authority's card, without what its sources leave in doubt.
    fn authority_card(&self, authority: &Authority) -> Option<Block> {
        let sure = |field: &str| !authority.doubts(field);
        let link = |address: &str| vec![Inline::link(address, address)];
        let written = if authority.postal_address.is_empty() || !sure("postal_address") {
            ("address", &authority.address)
        } else {
            ("postal_address", &authority.postal_address)
        };
        let address = Some(written.1.join("\n")).filter(|_| sure(written.0)).map(|address| named(&address));
        let email = authority.email.as_deref().filter(|_| sure("email"));
        let phone = authority.phone.as_deref().filter(|_| sure("phone"));
        let page = authority.complaint_url.as_deref().filter(|_| sure("complaint_url"));
        let lines: Vec<Definition> = [
            entry(self.words("way.complaint"), page.map(link)),
            entry(self.words("way.website"), Some(link(&authority.website)).filter(|_| sure("website"))),
            entry(self.words("way.email"), email.map(|email| vec![Inline::link(format!("mailto:{email}"), email)])),
            entry(self.words("way.phone"), phone.map(super::words::phone)),
            entry(self.words("way.address"), address),
        ]
        .into_iter()
        .flatten()
        .collect();
        let name = vec![Inline::text(authority.title(self.lang(), self.model.law.date))];
        Self::card(name, lines)
    }
}
