//! What rules and lowering ask of data that leaves the area of a regime.

use super::Model;
use crate::declaration::{Places, Recipient, Transfer};
use crate::law::{Country, Regime, adequacy};
use crate::source::Spanned;

impl Model {
    /// Countries of a recipient that lie outside the area of a regime.
    #[must_use]
    pub fn third_countries<'a>(&self, recipient: &'a Recipient, regime: Regime) -> Vec<&'a Spanned<Country>> {
        let countries = recipient.countries.iter().flat_map(|places| &places.countries);
        countries.filter(|country| !regime.holds(country.value, self.law.date)).collect()
    }

    /// Whether a recipient is, for a regime, in a third country or an international organisation.
    #[must_use]
    pub fn is_abroad(&self, recipient: &Recipient, regime: Regime) -> bool {
        recipient.countries.as_ref().is_some_and(|places| places.organisation.is_some())
            || !self.third_countries(recipient, regime).is_empty()
    }

    /// Whether a regime asks for no ground for a country abroad, since a decision covers the whole of it: FADP Art. 19(4)
    /// asks for the State then and for nothing else. Art. 13(1)(f) GDPR asks for the decision too.
    #[must_use]
    pub fn needs_no_ground(&self, country: Country, regime: Regime) -> bool {
        let rows = || adequacy::in_force(regime, country, self.law.date_in(regime));
        regime == Regime::Ch && rows().iter().any(|row| row.condition.is_none())
    }

    /// Countries of a recipient that lie outside and need no ground.
    #[must_use]
    pub fn adequate_by_law<'a>(&self, recipient: &'a Recipient, regime: Regime) -> Vec<&'a Spanned<Country>> {
        let all = self.third_countries(recipient, regime).into_iter();
        all.filter(|country| self.needs_no_ground(country.value, regime)).collect()
    }

    /// Transfers of a recipient that count for a regime.
    #[must_use]
    pub fn transfers_of<'a>(&self, recipient: &'a Recipient, regime: Regime) -> Vec<&'a Spanned<Transfer>> {
        let all = recipient.transfers.as_deref().unwrap_or_default();
        all.iter().filter(|transfer| transfer.regime.is_none_or(|own| own.value == regime)).collect()
    }

    /// Countries that a transfer covers for a regime: those it names, or every third country of its recipient.
    #[must_use]
    pub fn covered<'a>(
        &self,
        recipient: &'a Recipient,
        transfer: &'a Transfer,
        regime: Regime,
    ) -> Vec<&'a Spanned<Country>> {
        match &transfer.to {
            Some(places) => {
                let outside = |country: &&Spanned<Country>| !regime.holds(country.value, self.law.date);
                places.countries.iter().filter(outside).collect()
            }
            None => self.third_countries(recipient, regime),
        }
    }

    /// The places of a transfer: its own, or its recipient's.
    #[must_use]
    pub fn places<'a>(&self, recipient: &'a Recipient, transfer: &'a Transfer) -> Option<&'a Places> {
        transfer.to.as_ref().or(recipient.countries.as_ref())
    }
}
