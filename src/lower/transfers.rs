//! Data that leaves the area: chapter V, Art. 13(1)(f); FADP Arts. 16, 17 and 19(4).

use super::build::{Marked, definitions, points, section};
use super::law::Law;
use super::words::{Lower, Words, lines, named};
use crate::declaration::{Entry, Recipient, Transfer, is_so};
use crate::document::{Block, Definition, Inline, Item, Section};
use crate::law::adequacy::{self, Adequacy, Coverage, Destination};
use crate::law::mechanism::names_uk_clauses;
use crate::law::{Country, Mechanism, Regime, acts, items};
use crate::source::Spanned;

/// A place in a third country, or an international organisation.
#[derive(Debug, Clone, PartialEq)]
enum Place<'a> {
    Country(Country),
    Organisation(&'a str),
}

/// Grounds for the same place under one law.
struct Grounds<'a> {
    place: Option<Place<'a>>,
    transfers: Vec<&'a Spanned<Transfer>>,
}

/// The regime whose decisions count under a law.
fn regime_of(law: Law) -> Regime {
    match law {
        Law::Uk => Regime::Uk,
        Law::Ch => Regime::Ch,
        Law::Eu | Law::Both => Regime::Eu,
    }
}

fn strong(words: &[Inline]) -> Inline {
    Inline::strong(Inline::plain(words))
}

/// The ground as one law has it: clauses that the United Kingdom's authority has issued are those of letter (d) there.
fn as_in(law: Law, mechanism: Mechanism, transfer: &Transfer) -> Mechanism {
    let issued = || transfer.instrument.as_ref().is_some_and(|instrument| names_uk_clauses(instrument));
    match mechanism {
        Mechanism::StandardClauses if law == Law::Uk && issued() => Mechanism::AuthorityClauses,
        _ => mechanism,
    }
}

impl Lower<'_> {
    /// Anchor `transfers`.
    pub(super) fn transfers_section(&self) -> Option<Section> {
        let mut blocks: Vec<_> = self.no_transfers().into_iter().collect();
        let abroad = self.model.recipients_used().into_iter();
        let entries: Vec<_> = abroad.filter_map(|recipient| self.transfers_to(recipient)).collect();
        if let Some(entries) = definitions(entries) {
            blocks.push(Block::paragraph(self.by("transfers.intro", self.all_laws())));
            blocks.push(entries);
        }
        section("transfers", self.plain("transfers.heading"), blocks, Vec::new())
    }

    fn no_transfers(&self) -> Option<Block> {
        let span = self.model.transfers.as_ref().and_then(|transfers| transfers.none).filter(|none| none.value)?.span;
        let under = |(law, _): &(Law, Vec<Regime>)| self.under(*law, self.by("transfers.none", law.key()));
        let block = points(self.laws().iter().map(under).collect())?;
        Some(block.with_id("transfers-none").from("transfers", span))
    }

    fn transfers_to(&self, recipient: &Entry<Recipient>) -> Option<Definition> {
        let mut items: Vec<Item> = Vec::new();
        let mut pieces: Vec<Words> = Vec::new();
        for (law, regimes) in self.laws() {
            let words = self.under_law(recipient, law, &regimes);
            if !words.is_empty() {
                items.extend(self.transfer_items(recipient, &regimes));
                pieces.extend(words);
            }
        }
        let span = recipient.transfers.as_ref().map_or(recipient.span, |transfers| transfers.span);
        let block = points(pieces)?;
        let block = block.with_id(format!("transfer-{}", recipient.id)).tells(items);
        let block = block.from(format!("recipients.{}.transfers", recipient.id), span);
        Some(Definition { term: self.recipient_name(recipient), blocks: vec![block] })
    }

    /// The items for all purposes of a recipient, in these regimes.
    fn transfer_items(&self, recipient: &Entry<Recipient>, regimes: &[Regime]) -> Vec<Item> {
        let uses = self.model.uses_of(recipient);
        let mut items: Vec<Item> =
            uses.iter().flat_map(|(purpose, _)| self.model.items(&items::TRANSFERS, Some(purpose))).collect();
        if uses.is_empty() {
            items = self.model.items(&items::TRANSFERS, None);
        }
        let of = |item: &Item| {
            let prefix = |regime: &Regime| format!("{}-", regime.as_ref());
            regimes
                .iter()
                .any(|regime| self.model.is_abroad(recipient, *regime) && item.as_str().starts_with(&prefix(regime)))
        };
        items.retain(of);
        items
    }

    /// What one law asks to be told, place by place.
    fn under_law(&self, recipient: &Entry<Recipient>, law: Law, regimes: &[Regime]) -> Vec<Words> {
        let grounds = self.grounds(recipient, regimes);
        grounds.iter().filter_map(|grounds| lines(self.place_lines(grounds, law))).collect()
    }

    fn grounds<'m>(&self, recipient: &'m Entry<Recipient>, regimes: &[Regime]) -> Vec<Grounds<'m>> {
        let mut all: Vec<Grounds<'m>> = Vec::new();
        for regime in regimes {
            for transfer in self.model.transfers_of(recipient, *regime) {
                for place in self.places_of(recipient, transfer, *regime) {
                    match all.iter_mut().find(|grounds| grounds.place == place) {
                        Some(known) if known.transfers.iter().any(|one| std::ptr::eq(*one, transfer)) => {}
                        Some(known) => known.transfers.push(transfer),
                        None => all.push(Grounds { place, transfers: vec![transfer] }),
                    }
                }
            }
            for country in self.model.adequate_by_law(recipient, *regime) {
                let place = Some(Place::Country(country.value));
                if all.iter().all(|grounds| grounds.place != place) {
                    all.push(Grounds { place, transfers: Vec::new() });
                }
            }
        }
        all
    }

    /// Where a transfer goes for a regime; one place that is not named where the recipient's own are not known.
    fn places_of<'m>(
        &self,
        recipient: &'m Recipient,
        transfer: &'m Transfer,
        regime: Regime,
    ) -> Vec<Option<Place<'m>>> {
        let covered = self.model.covered(recipient, transfer, regime).into_iter();
        let mut places: Vec<_> = covered.map(|country| Some(Place::Country(country.value))).collect();
        let declared = self.model.places(recipient, transfer);
        let organisation = declared.and_then(|places| places.organisation.as_ref());
        places.extend(organisation.map(|name| Some(Place::Organisation(name.as_str()))));
        let unknown = declared.is_some_and(|places| places.unknown.is_some());
        if places.is_empty() && unknown {
            places.push(None);
        }
        places
    }

    fn place_lines(&self, grounds: &Grounds<'_>, law: Law) -> Vec<Words> {
        let several = grounds.transfers.len() > 1;
        let mut all: Vec<Words> = self.place_heading(grounds.place.as_ref(), law).into_iter().collect();
        let relies =
            grounds.transfers.iter().any(|one| one.mechanism.is_some_and(|one| one.value == Mechanism::Adequacy));
        if !relies && grounds.transfers.iter().any(|one| one.mechanism.is_some()) {
            all.extend(grounds.place.as_ref().and_then(|place| self.without_adequacy(place, law)));
        }
        if let Some(Place::Country(country)) = grounds.place
            && grounds.transfers.iter().all(|one| one.mechanism.is_none())
            && self.model.needs_no_ground(country, regime_of(law))
        {
            all.extend(self.on_decision(None, grounds.place.as_ref(), law));
        }
        if several {
            all.push(self.words("transfers.alternatives"));
        }
        for (index, transfer) in grounds.transfers.iter().enumerate() {
            let number = vec![Inline::text((index + 1).to_string())];
            all.extend(several.then(|| self.say("transfers.alternative", &[("n", number)])));
            all.extend(self.ground(transfer, grounds.place.as_ref(), law));
        }
        all
    }

    /// Where data goes, and whose law is spoken of where there are two.
    fn place_heading(&self, place: Option<&Place<'_>>, law: Law) -> Option<Words> {
        let one_law = self.one_law();
        let place = match place {
            Some(Place::Country(country)) => self.country(*country),
            Some(Place::Organisation(name)) => named(name),
            None => return (!one_law).then(|| vec![strong(&self.by("transfers.anywhere", law.key()))]),
        };
        let key = if one_law { "only" } else { law.key() };
        Some(vec![strong(&self.say(&format!("transfers.to.{key}"), &[("place", place)]))])
    }

    fn in_force(&self, place: &Place<'_>, law: Law) -> Vec<&'static Adequacy> {
        let regime = regime_of(law);
        let date = self.model.law.date_in(regime);
        match place {
            Place::Country(country) => adequacy::in_force(regime, *country, date),
            Place::Organisation(name) => [Destination::Epo, Destination::EuInstitutions]
                .into_iter()
                .flat_map(|destination| adequacy::in_force(regime, destination, date))
                .filter(|row| row.name.eq_ignore_ascii_case(name.trim()))
                .collect(),
        }
    }

    /// The key of a sentence about adequacy in a law.
    fn tongue(&self, law: Law) -> &'static str {
        match law {
            Law::Uk if self.is_duaa(law) => "uk_duaa",
            Law::Uk => "uk",
            Law::Ch => "ch",
            Law::Eu | Law::Both => "eu",
        }
    }

    /// That no decision exists, for which the FADP does not ask, or that one exists on which we do not rely.
    fn without_adequacy(&self, place: &Place<'_>, law: Law) -> Option<Words> {
        let rows = self.in_force(place, law);
        let Some(row) = rows.first() else {
            return (law != Law::Ch).then(|| self.by("transfers.absent", self.tongue(law)));
        };
        let table = if row.coverage == Coverage::Conditional { "transfers.partly" } else { "transfers.beside" };
        let instrument = self.act(&row.instrument);
        Some(self.say(&format!("{table}.{}", self.tongue(law)), &[("instrument", instrument)]))
    }

    /// What an act is called in this language; one of a law that has no other, as it is called there.
    fn act(&self, instrument: &str) -> Words {
        match acts::parts(instrument) {
            Some((key, number)) => {
                self.say(&format!("law.instrument.{key}"), &[("number", vec![Inline::text(number)])])
            }
            None => vec![Inline::text(instrument)],
        }
    }

    fn ground(&self, transfer: &Transfer, place: Option<&Place<'_>>, law: Law) -> Vec<Words> {
        let mut all = match transfer.mechanism.map(|mechanism| mechanism.value) {
            Some(Mechanism::Adequacy) => self.on_decision(Some(transfer), place, law),
            Some(mechanism) => self.mechanism(as_in(law, mechanism, transfer), law).into_iter().collect(),
            None => Vec::new(),
        };
        let repetitive = transfer
            .repetitive
            .map(|fact| if fact.value { "transfers.repetitive" } else { "transfers.not_repetitive" });
        let by_consent = transfer.mechanism.is_some_and(|one| one.value == Mechanism::DerogationConsent);
        let details = [
            self.line("transfers.instrument", transfer.instrument.as_ref().map(|name| named(name))),
            self.line("transfers.copy", transfer.copy.as_ref().map(|copy| Self::reach(copy))),
            self.line("transfers.explained", transfer.explained.as_ref().map(|place| Self::reach(place))),
            self.line("transfers.claimed", self.maybe(transfer.claimed.as_ref())),
            (is_so(transfer.explicit) && !by_consent).then(|| self.words("transfers.explicit")),
            self.line("transfers.risks", self.maybe(transfer.risks.as_ref())),
            is_so(transfer.risks_at_consent).then(|| self.words("transfers.risks_at_consent")),
            self.line("transfers.interests", self.maybe(transfer.interests.as_ref())),
            repetitive.map(|key| self.words(key)),
            is_so(transfer.limited).then(|| self.words("transfers.limited")),
            is_so(transfer.authority_informed).then(|| self.words("transfers.authority_informed")),
            self.line("transfers.law", self.statutes(transfer.law.as_ref())),
            self.line("transfers.when", self.maybe(transfer.when.as_ref())),
            self.line("transfers.purposes", self.purpose_links(self.model.purposes_named(transfer.purposes.as_ref()))),
        ];
        all.extend(details.into_iter().flatten());
        all
    }

    /// The sentence for a ground; none where the law has no such ground.
    fn mechanism(&self, mechanism: Mechanism, law: Law) -> Option<Words> {
        let article = self.article_of(mechanism.place(regime_of(law))?, law);
        let table = match law {
            Law::Ch => "transfers.swiss",
            _ if mechanism.is_safeguard() => "transfers.safeguard",
            _ => "transfers.derogation",
        };
        Some(self.cited(table, mechanism.name(), &article))
    }

    /// The decision that a transfer rests on, and its condition in words where the recipient is said to meet it; without a
    /// transfer, the decision that covers the place by itself.
    fn on_decision(&self, transfer: Option<&Transfer>, place: Option<&Place<'_>>, law: Law) -> Vec<Words> {
        let rows = place.map(|place| self.in_force(place, law)).unwrap_or_default();
        let meets = |row: &Adequacy| {
            let scopes = || transfer.iter().filter_map(|transfer| transfer.scope.as_ref()).flatten();
            row.condition.is_some_and(|needed| scopes().any(|scope| scope.value == needed))
        };
        let row = rows.iter().find(|row| meets(row));
        let row = row.or_else(|| rows.iter().find(|row| row.coverage != Coverage::Conditional));
        let Some(row) = row else { return vec![self.words("transfers.adequacy.unknown")] };
        let tongue = self.tongue(law);
        let instrument = ("instrument", self.act(&row.instrument));
        let place = Mechanism::Adequacy.place(regime_of(law)).unwrap_or_default();
        let article = ("article", vec![Inline::text(self.article_of(place, law))]);
        let sentence = if tongue == "uk_duaa" {
            self.say("transfers.adequacy.uk_duaa", &[instrument])
        } else {
            self.say(&format!("transfers.adequacy.{tongue}"), &[instrument, article])
        };
        let scope = row.condition.filter(|_| meets(row)).map(|scope| self.by("transfers.scope", scope.as_ref()));
        std::iter::once(sentence).chain(scope).collect()
    }
}
