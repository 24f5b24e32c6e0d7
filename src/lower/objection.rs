//! The right to object, apart from everything else: Art. 21(4).

use super::build::{Marked, section};
use super::names::Gives;
use super::purposes::overlap;
use super::words::{Lower, Words, lines, url};
use crate::declaration::{Entry, Purpose, is_so};
use crate::document::{Block, Content, Inline, Section};
use crate::law::rights::Effect;
use crate::law::{Article6, Right, items};
use crate::source::Spanned;

impl Lower<'_> {
    /// Purposes to which one can object on grounds of one's situation: those on a public task or on interests.
    fn objectionable(&self) -> Vec<&Entry<Purpose>> {
        let by_basis = |purpose: &&Entry<Purpose>| {
            let bases = self.model.bases(purpose).iter().filter_map(|basis| basis.article);
            bases.into_iter().any(|article| Right::Objection.under(article.value) == Effect::Arises)
        };
        self.model.purposes.iter().filter(by_basis).collect()
    }

    fn marketing_purposes(&self) -> Vec<&Entry<Purpose>> {
        self.model.purposes.iter().filter(|purpose| self.model.is_marketing(purpose)).collect()
    }

    fn research_purposes(&self) -> Vec<&Entry<Purpose>> {
        self.model.purposes.iter().filter(|purpose| is_so(purpose.research)).collect()
    }

    /// Purposes to which one can object on grounds of one's situation, research among them.
    pub(super) fn objection_by_situation(&self) -> Vec<&Entry<Purpose>> {
        let mut all = self.objectionable_by_situation();
        all.extend(self.research_purposes());
        all
    }

    /// Whether there is direct marketing for some of these purposes. An entry without a purpose may speak of any.
    pub(super) fn is_marketed(&self, purposes: &[&Entry<Purpose>]) -> bool {
        self.model.marketing.iter().any(|one| one.purpose.is_none()) || overlap(&self.marketing_purposes(), purposes)
    }

    /// Whether one can object to what is done for some of these purposes, on whatever ground.
    pub(super) fn can_object_to(&self, purposes: &[&Entry<Purpose>]) -> bool {
        overlap(&self.objection_by_situation(), purposes) || self.is_marketed(purposes)
    }

    /// Whether there is anything to object to.
    pub(super) fn can_object(&self) -> bool {
        !self.objectionable().is_empty() || !self.research_purposes().is_empty() || self.model.has_marketing()
    }

    /// Anchor `objection`.
    pub(super) fn objection_section(&self) -> Option<Section> {
        let blocks: Vec<_> =
            [self.by_situation(), self.research_objection(), self.marketing_objection(), self.where_to_object()]
                .into_iter()
                .flatten()
                .chain(self.notes_on(Right::MarketingObjection))
                .collect();
        let stated = self.model.states(Right::Objection) || self.model.states(Right::MarketingObjection);
        // The FADP asks for no such part; what it gives stands among the rights.
        if !stated || !self.can_object() || self.only_swiss() {
            return None;
        }
        let heading = self.plain("objection.heading");
        let callout: Block = Content::Callout { heading: self.plain("objection.apart"), blocks }.into();
        let callout = callout.with_id("objection-callout").tells(self.model.items(&items::OBJECTION_APART, None));
        section("objection", heading, vec![callout.from("rights.objection", self.rights_span())], Vec::new())
    }

    fn of_purposes(&self, purposes: &[&Entry<Purpose>]) -> Option<Words> {
        let purposes = self.purpose_links(purposes.iter().copied())?;
        Some(self.say("objection.purposes", &[("purposes", purposes)]))
    }

    fn statement(&self, key: &str, article: &str, more: Vec<Words>) -> Option<Block> {
        let sentence = self.under_gdpr(self.say(key, &[("article", vec![Inline::text(self.article(article))])]));
        lines(std::iter::once(sentence).chain(more)).map(Block::paragraph)
    }

    /// The same without direct marketing, to which one can object without grounds, where the notice says so.
    pub(super) fn objectionable_by_situation(&self) -> Vec<&Entry<Purpose>> {
        let apart = self.model.states(Right::MarketingObjection);
        let mut purposes = self.objectionable();
        purposes.retain(|purpose| !(apart && self.model.is_marketing(purpose)));
        purposes
    }

    fn by_situation(&self) -> Option<Block> {
        let purposes = self.objectionable_by_situation();
        if purposes.is_empty() || !self.model.states(Right::Objection) {
            return None;
        }
        let profiling = purposes.iter().any(|purpose| is_so(purpose.profiling));
        let profiling = profiling.then(|| self.words("objection.profiling"));
        let gives = Gives { basis: |basis| Right::Objection.under(basis) == Effect::Arises, condition: |_| false };
        let parts = self
            .purpose_parts(&purposes, gives)
            .map(|purposes| self.say("objection.purposes", &[("purposes", purposes)]));
        self.statement("objection.situation", "21(1)", parts.into_iter().chain(profiling).collect())
    }

    /// Art. 21(6), which gives nothing where the research is a public task; there Art. 21(1) does.
    fn research_objection(&self) -> Option<Block> {
        let task = |purpose: &&Entry<Purpose>| {
            let mut bases = self.model.bases(purpose).iter().peekable();
            let all = |basis: &Spanned<crate::declaration::Basis>| {
                basis.article.is_some_and(|article| article.value == Article6::PublicTask)
            };
            bases.peek().is_some() && bases.all(all)
        };
        let mut purposes = self.research_purposes();
        purposes.retain(|purpose| !task(purpose));
        if purposes.is_empty() || !self.model.states(Right::Objection) {
            return None;
        }
        self.statement("objection.research", "21(6)", self.of_purposes(&purposes).into_iter().collect())
    }

    fn marketing_objection(&self) -> Option<Block> {
        if !self.model.has_marketing() || !self.model.states(Right::MarketingObjection) {
            return None;
        }
        let mut ways: Vec<Words> = Vec::new();
        for way in self.model.marketing.iter().filter_map(|one| self.maybe(one.opt_out.as_ref())) {
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
        let ways = self.line("objection.opt_out", self.fragments(ways));
        let more = self.of_purposes(&self.marketing_purposes()).into_iter().chain(ways).collect();
        self.statement("objection.marketing", "21(2)", more)
    }

    fn where_to_object(&self) -> Option<Block> {
        let rights = self.model.rights.as_ref();
        let contact = rights.and_then(|rights| rights.contact.as_ref()).map(|contact| Self::reach(contact));
        let form = rights.and_then(|rights| rights.form.as_ref()).map(|form| url(form));
        let fallback = contact.is_none() && form.is_none() && self.controller_is_reachable();
        let article = || vec![Inline::text(self.article("21(5)"))];
        let signals = rights.and_then(|rights| rights.signals).map(|signals| {
            if signals.value {
                self.say("objection.signals", &[("article", article())])
            } else {
                self.words("objection.no_signals")
            }
        });
        let all = [
            self.line("objection.contact", contact),
            self.line("objection.form", form),
            self.line("objection.contact_controller", fallback.then(|| self.controller_link())),
            signals,
        ];
        lines(all.into_iter().flatten()).map(Block::paragraph)
    }
}
