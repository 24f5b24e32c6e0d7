//! Whose law a statement speaks of, and how it is cited.

use super::words::{Lower, Words};
use crate::declaration::Basis;
use crate::document::Inline;
use crate::law::basis::Article6;
use crate::law::{DUAA_MAIN, Mechanism, Regime, UK_GDPR_APPLIES};
use crate::source::{Span, Spanned};

/// A text of law that the notice follows. The UK before 2021 follows the EU's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Law {
    /// The EU's GDPR.
    Eu,
    /// The UK GDPR.
    Uk,
    /// Both.
    Both,
    /// The Swiss FADP.
    Ch,
}

impl Law {
    /// Its key in the catalogue.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Eu => "eu",
            Self::Uk => "uk",
            Self::Both => "both",
            Self::Ch => "ch",
        }
    }
}

impl Lower<'_> {
    /// Where the notice says whose law it answers to; else its start.
    pub(super) fn law_span(&self) -> Span {
        let regimes = self.model.notice.as_ref().and_then(|notice| notice.jurisdictions.as_ref());
        regimes.map_or_else(|| self.model.start(), |regimes| regimes.span)
    }

    /// The GDPR of the notice, in one form or both; Swiss law where that is its only one.
    pub(super) fn law(&self) -> Law {
        match (self.model.law.eu_text(), self.model.law.uk_text()) {
            (true, true) => Law::Both,
            (false, true) => Law::Uk,
            (false, false) if self.swiss() => Law::Ch,
            (_, false) => Law::Eu,
        }
    }

    /// Whether Swiss law is one of the laws of the notice.
    pub(super) fn swiss(&self) -> bool {
        self.model.law.ch_text()
    }

    /// Whether Swiss law is its only law: then nothing is cited from the GDPR.
    pub(super) fn only_swiss(&self) -> bool {
        self.law() == Law::Ch
    }

    /// Whether the GDPR, in one form or both, is among the laws of the notice.
    pub(super) fn is_under_gdpr(&self) -> bool {
        self.laws().iter().any(|(law, _)| *law != Law::Ch)
    }

    /// The key of a sentence that speaks of all laws of the notice.
    pub(super) fn all_laws(&self) -> &'static str {
        match self.law() {
            Law::Eu if self.swiss() => "eu_ch",
            Law::Uk if self.swiss() => "uk_ch",
            Law::Both if self.swiss() => "all",
            law => law.key(),
        }
    }

    /// Whether the notice follows one law alone, so that no statement need say which.
    pub(super) fn one_law(&self) -> bool {
        self.laws().len() < 2
    }

    /// The laws of the notice one by one, each with its regimes.
    pub(super) fn laws(&self) -> Vec<(Law, Vec<Regime>)> {
        let mut laws: Vec<(Law, Vec<Regime>)> = Vec::new();
        for regime in self.model.law.regimes.iter().copied() {
            let law = match regime {
                Regime::Ch => Law::Ch,
                Regime::Uk if self.model.law.date >= UK_GDPR_APPLIES => Law::Uk,
                Regime::Eu | Regime::Uk => Law::Eu,
            };
            match laws.iter_mut().find(|(known, _)| *known == law) {
                Some((_, regimes)) => regimes.push(regime),
                None => laws.push((law, vec![regime])),
            }
        }
        laws
    }

    /// Whether a law is the UK's as it stands since February 2026.
    pub(super) fn is_duaa(&self, law: Law) -> bool {
        law == Law::Uk && self.model.law.date >= DUAA_MAIN
    }

    /// An article of the law of the notice, such as `6(1)(f)`, as it is cited.
    pub(super) fn article(&self, place: &str) -> String {
        self.article_of(place, self.law())
    }

    /// An article as it is cited in one law.
    pub(super) fn article_of(&self, place: &str, law: Law) -> String {
        let name = self.by("law.name", law.key());
        if place == Mechanism::CompellingInterests.article() {
            return Inline::plain(&self.say("law.subparagraph", &[("law", name)]));
        }
        let parts: Vec<&str> = place.split(['(', ')']).filter(|part| !part.is_empty()).collect();
        // An article of one paragraph has letters at once: `5(c)`.
        let lettered = parts.len() == 2 && parts[1].starts_with(|one: char| one.is_alphabetic());
        let places =
            if lettered { ["article", "letter", "", ""] } else { ["article", "paragraph", "letter", "number"] };
        let key = match parts.len() {
            0 | 1 => "article",
            2 if lettered => "article_letter",
            2 => "paragraph",
            3 => "letter",
            _ => "number",
        };
        let parts = parts.into_iter().map(|part| vec![Inline::text(part)]);
        let args: Vec<_> = places.into_iter().zip(parts).chain([("law", name)]).collect();
        // The GDPR counts no deeper than letters.
        let table = if law == Law::Ch || key == "number" { "law.swiss" } else { "law" };
        Inline::plain(&self.say(&format!("{table}.{key}"), &args))
    }

    /// A lawful basis as it is cited: one that stands in the UK alone as the UK's; an obligation or a task under the law to which its
    /// statutes belong, where they are known to belong to one of two: GDPR Art. 6(3).
    pub(super) fn basis_article(&self, article: Article6, basis: &Basis) -> String {
        let law = match article {
            Article6::RecognisedInterests => Law::Uk,
            Article6::Obligation | Article6::PublicTask if self.law() == Law::Both => self.law_of_statutes(basis),
            _ => self.law(),
        };
        self.article_of(article.article(), law)
    }

    /// The one law that all statutes of a basis can be the source of; both where that is not known of each.
    fn law_of_statutes(&self, basis: &Basis) -> Law {
        let home = |statute: &Spanned<String>| self.model.country_of_statute(statute);
        let Some(homes) = basis.law.iter().flatten().map(home).collect::<Option<Vec<_>>>() else { return Law::Both };
        let all_in = |regime: Regime| homes.iter().all(|home| regime.holds(*home, self.model.law.date));
        match (all_in(Regime::Eu), all_in(Regime::Uk)) {
            (true, false) => Law::Eu,
            (false, true) => Law::Uk,
            _ => Law::Both,
        }
    }

    /// A sentence that one law makes true: as it is where the notice follows that law alone, else with the law named.
    pub(super) fn under(&self, law: Law, sentence: Words) -> Words {
        if self.one_law() || law == Law::Both && !self.swiss() {
            return sentence;
        }
        self.say(&format!("law.where.{}", law.key()), &[("sentence", sentence)])
    }

    /// A sentence that the GDPR makes true, in whichever form it is the law of the notice.
    pub(super) fn under_gdpr(&self, sentence: Words) -> Words {
        if self.swiss() { self.under(self.law(), sentence) } else { sentence }
    }
}
