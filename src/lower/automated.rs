//! Automated decisions and profiling: Art. 13(2)(f), 22, UK GDPR Art. 22A to 22D.

use super::build::{Marked, definitions, points, section};
use super::law::Law;
use super::words::{Lower, Words, lines};
use crate::declaration::{Decision, Entry, Gateway, is_so};
use crate::document::{Block, Definition, Item, Section};
use crate::law::items;
use crate::source::Spanned;

impl Lower<'_> {
    /// What a decision is called.
    pub(super) fn decision_name(&self, decision: &Entry<Decision>) -> Words {
        let purposes = self.model.purposes_named(decision.purposes.as_ref()).into_iter();
        let purposes = || self.fragments(purposes.map(|purpose| self.purpose_name(purpose)));
        let label = self.maybe(decision.label.as_ref()).or_else(|| self.line("automated.decision_for", purposes()));
        label.unwrap_or_else(|| self.words("automated.decision"))
    }

    /// Anchor `automated`, with a part for each decision.
    pub(super) fn automated_section(&self) -> Option<Section> {
        let parts = self.model.automated.iter().filter_map(|decision| self.decision(decision)).collect();
        section("automated", self.plain("automated.heading"), self.no_decisions().into_iter().collect(), parts)
    }

    fn no_decisions(&self) -> Option<Block> {
        let none = self.model.automated.none.filter(|none| none.value)?;
        let block = Block::paragraph(self.words("automated.none")).with_id("automated-none");
        Some(block.tells(self.model.items(&items::DECISIONS, None)).from("automated", none.span))
    }

    fn decision(&self, decision: &Entry<Decision>) -> Option<Section> {
        let rows = [
            ("automated.what", self.what_happens(decision)),
            ("automated.purposes", self.purpose_links(self.model.purposes_named(decision.purposes.as_ref()))),
            ("automated.data", self.data_names(decision.data.as_ref())),
            ("automated.logic", self.maybe(decision.logic.as_ref())),
            ("automated.significance", self.maybe(decision.significance.as_ref())),
            ("automated.consequences", self.maybe(decision.consequences.as_ref())),
            ("automated.children", self.maybe(decision.children.as_ref())),
            ("automated.gateway", self.gateway(decision)),
        ];
        let row = |(term, words): (&str, Option<Words>)| {
            Some(Definition { term: self.words(term), blocks: vec![Block::paragraph(words?)] })
        };
        let mut entries: Vec<_> = rows.into_iter().filter_map(row).collect();
        entries.extend(self.safeguards(decision));
        let block = definitions(entries)?.with_id(format!("automated-{}-facts", decision.id));
        let block =
            block.tells(self.decision_items(decision)).from(format!("automated.{}", decision.id), decision.span);
        let heading = super::words::heading(&self.decision_name(decision));
        section(format!("automated-{}", decision.id), heading, vec![block], Vec::new())
    }

    fn decision_items(&self, decision: &Decision) -> Vec<Item> {
        let purposes = self.model.purposes_named(decision.purposes.as_ref());
        if purposes.is_empty() {
            return self.model.items(&items::DECISIONS, None);
        }
        purposes.iter().flat_map(|purpose| self.model.items(&items::DECISIONS, Some(purpose))).collect()
    }

    fn what_happens(&self, decision: &Decision) -> Option<Words> {
        let solely = decision.solely.map(|solely| solely.value);
        let significant = decision.significant.map(|significant| significant.value);
        let keys: &[&str] = match (solely, significant) {
            (Some(true), Some(true)) => &["automated.sole_significant"],
            (Some(true), Some(false)) => &["automated.sole_minor"],
            (Some(true), None) => &["automated.sole"],
            (Some(false), Some(true)) => &["automated.assisted", "automated.significant"],
            (Some(false), Some(false)) => &["automated.assisted", "automated.minor"],
            (Some(false), None) => &["automated.assisted"],
            (None, Some(true)) => &["automated.significant"],
            (None, Some(false)) => &["automated.minor"],
            (None, None) => &[],
        };
        lines(keys.iter().map(|key| self.words(key)))
    }

    /// What allows the decision. The gateways are those of Art. 22(2), which Swiss law lacks, and UK law since
    /// February 2026.
    fn gateway(&self, decision: &Decision) -> Option<Words> {
        let by_consent = decision.gateway.is_some_and(|gateway| gateway.value == Gateway::ExplicitConsent);
        let explicit = is_so(decision.explicit) && !by_consent;
        let gateways = |law: Law| law != Law::Ch && !self.is_duaa(law);
        let cited = self.laws().iter().find(|(law, _)| gateways(*law)).map(|(law, _)| *law);
        let both_old = self.law() == Law::Both && !self.is_duaa(Law::Uk);
        let cited = if both_old { Some(Law::Both) } else { cited };
        let sentence = decision.gateway.map(|gateway| {
            let (value, article) = (gateway.value.as_ref(), gateway_article(gateway.value));
            match cited {
                Some(law) => self.cited("automated.gateways", value, &self.article_of(article, law)),
                None => self.by("automated.gateways_plain", value),
            }
        });
        let all = [
            sentence,
            self.line("automated.law", self.statutes(decision.law.as_ref())),
            explicit.then(|| self.words("automated.explicit")),
        ];
        lines(all.into_iter().flatten())
    }

    fn safeguards(&self, decision: &Entry<Decision>) -> Option<Definition> {
        let safeguards = decision.safeguards.as_ref()?;
        let no = |fact: Option<Spanned<bool>>| fact.is_some_and(|fact| !fact.value);
        // What Art. 22 and 22C give is about decisions by automated means alone with such effects.
        let such = !no(decision.solely) && !no(decision.significant);
        let yes = |fact: Option<Spanned<bool>>| such && is_so(fact);
        let all = [
            yes(safeguards.informed).then(|| self.words("automated.informed")),
            self.line("automated.human", safeguards.human.as_ref().map(|human| Self::reach(human))),
            yes(safeguards.view).then(|| self.words("automated.view")),
            yes(safeguards.contest).then(|| self.words("automated.contest")),
        ];
        let block = points(all.into_iter().flatten().collect())?;
        let block = block.from(format!("automated.{}.safeguards", decision.id), safeguards.span);
        Some(Definition { term: self.words("automated.safeguards"), blocks: vec![block] })
    }

    /// Decisions by automated means alone with legal or similarly significant effects.
    pub(super) fn significant_decisions(&self) -> Vec<&Entry<Decision>> {
        self.model.automated.iter().filter(|one| is_so(one.solely) && is_so(one.significant)).collect()
    }
}

fn gateway_article(gateway: Gateway) -> &'static str {
    match gateway {
        Gateway::Contract => "22(2)(a)",
        Gateway::Law => "22(2)(b)",
        Gateway::ExplicitConsent => "22(2)(c)",
    }
}
