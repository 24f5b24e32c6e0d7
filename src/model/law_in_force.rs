//! Whose law a notice is judged by, and of which day.

use jiff::civil::Date;

use crate::law::{self, Country, Regime};

/// Regimes of a notice and its law date.
///
/// The law date is the later of `effective` and `updated`; a notice that declares no date is judged by the newest law that
/// this version knows, never by the clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawInForce {
    /// Regimes in the author's order; empty where none is declared.
    pub regimes: Vec<Regime>,
    /// The law date.
    pub date: Date,
    /// Whether the notice declares a date.
    pub dated: bool,
}

impl LawInForce {
    /// Whether the notice answers to a regime.
    #[must_use]
    pub fn has(&self, regime: Regime) -> bool {
        self.regimes.contains(&regime)
    }

    /// Whether the EU's GDPR is its law: declared, or the United Kingdom's law before 2021.
    #[must_use]
    pub fn eu_text(&self) -> bool {
        self.has(Regime::Eu) || self.has(Regime::Uk) && self.date < law::UK_GDPR_APPLIES
    }

    /// Whether Swiss law is its law.
    #[must_use]
    pub fn ch_text(&self) -> bool {
        self.has(Regime::Ch)
    }

    /// Whether Swiss law is its only law: then nothing of the GDPR is asked of it.
    #[must_use]
    pub fn ch_alone(&self) -> bool {
        self.ch_text() && !self.has(Regime::Eu) && !self.has(Regime::Uk)
    }

    /// The day whose law a regime has here: the law date, and for Switzerland the first day of its present act at the
    /// earliest, since no older one is known.
    #[must_use]
    pub fn date_in(&self, regime: Regime) -> Date {
        if regime == Regime::Ch { self.date.max(law::FADP_APPLIES) } else { self.date }
    }

    /// Whether the UK GDPR, as a text of its own, is its law.
    #[must_use]
    pub fn uk_text(&self) -> bool {
        self.has(Regime::Uk) && self.date >= law::UK_GDPR_APPLIES
    }

    /// Whether it answers to UK law as the Data (Use and Access) Act 2025 left it on 2026-02-05.
    #[must_use]
    pub fn uk_since_duaa(&self) -> bool {
        self.has(Regime::Uk) && self.date >= law::DUAA_MAIN
    }

    /// Whether it must tell of complaints to the controller (UK, from 2026-06-19).
    #[must_use]
    pub fn uk_complaints(&self) -> bool {
        self.has(Regime::Uk) && self.date >= law::UK_COMPLAINTS
    }

    /// Regimes for which a country lies outside the area.
    pub fn outside(&self, country: Country) -> impl Iterator<Item = Regime> {
        self.regimes.iter().copied().filter(move |regime| !regime.holds(country, self.date))
    }

    /// The same law on another day.
    #[must_use]
    pub fn on(&self, date: Date) -> Self {
        Self { date, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn swiss_law_has_no_older_day_than_its_first() {
        let law = |regimes: &[Regime], on| LawInForce { regimes: regimes.to_vec(), date: on, dated: true };
        let old = law(&[Regime::Eu, Regime::Ch], date(2022, 1, 1));
        assert_eq!((old.date_in(Regime::Eu), old.date_in(Regime::Ch)), (date(2022, 1, 1), crate::law::FADP_APPLIES));
        assert!(!old.ch_alone() && law(&[Regime::Ch], date(2026, 1, 1)).ch_alone());
        let new = law(&[Regime::Ch], date(2026, 1, 1));
        assert_eq!(new.date_in(Regime::Ch), date(2026, 1, 1));
    }
}
