//! Where data may go without a safeguard: adequacy decisions and regulations by date, and what has ended.
//!
//! A decision is looked up by the regime whose law the transfer is judged by. What lies *inside* a regime's border
//! needs none and is not in the table: ask [`Country::in_eea`] first.

mod destination;
mod words;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::LazyLock,
};

use aho_corasick::AhoCorasick;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de::Error};

use super::{Regime, UK_GDPR_APPLIES, countries::Country};

pub use destination::Destination;

use words::find;

static FILE: LazyLock<File> = LazyLock::new(|| {
    toml::from_str(include_str!("data/adequacy.toml")).expect("a test reads the table of adequacy decisions")
});

#[derive(Deserialize)]
struct File {
    as_of: ByRegime<String>,
    eea: Area,
    decision: Vec<Adequacy>,
    dead: Vec<DeadInstrument>,
}

/// What a recipient or a transfer must meet to profit from a decision that does not cover a whole country.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
    strum::AsRefStr,
    strum::EnumIter,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Scope {
    /// The recipient is on the EU-US Data Privacy Framework List.
    Dpf,
    /// The recipient is on that list and takes part in its UK Extension.
    UkExtensionDpf,
    /// The recipient is certified under the Swiss-US Data Privacy Framework.
    SwissUsDpf,
    /// The recipient is subject to Canada's Personal Information Protection and Electronic Documents Act.
    Pipeda,
    /// The recipient is a business operator subject to Japan's Act on the Protection of Personal Information.
    Appi,
    /// The recipient is subject to Korea's Personal Information Protection Act, and the data is not carved out.
    Pipa,
    /// The recipient is subject to Brazil's Lei Geral de Proteção de Dados, and the data is not carved out.
    Lgpd,
    /// The data goes, or is used there, by automated means (Israel).
    AutomatedProcessing,
}

/// How much of its destination a decision covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Coverage {
    /// All of it.
    Full,
    /// The ordinary case; [`Adequacy::extent`] says what stays outside.
    FullWithCarveOuts,
    /// Only recipients that meet [`Adequacy::condition`]: never to be called adequate without their doing so.
    Conditional,
}

/// How a decision stands by the newest source. What applies on a day follows from the dates alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It applies, or will until it expires.
    InForce,
    /// A court has declared it invalid.
    Invalidated,
    /// It lost its object.
    Lapsed,
    /// The authority no longer accepts it.
    NoLongerAccepted,
}

/// How far a row of the data is backed by the sources that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// What the row says stands in its sources.
    Verified,
    /// It is common knowledge for which no source was read.
    GeneralKnowledge,
}

/// A decision or regulation that finds the protection somewhere adequate: GDPR art. 45, UK GDPR art. 45A and
/// DPA 2018 Sch. 21, FADP art. 16(1) with DPO Annex 1.
///
/// Source: `src/law/data/adequacy.toml`; each row names the month in which it was last seen.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adequacy {
    /// The regime whose decision it is.
    pub regime: Regime,
    /// For where.
    pub destination: Destination,
    /// The destination in English, or the name of the scheme where it has one.
    pub name: String,
    /// How much of the destination is covered.
    pub coverage: Coverage,
    /// What must hold; always there where the coverage is conditional and the decision in force.
    pub condition: Option<Scope>,
    /// Whom and what it covers, in English.
    pub extent: Option<String>,
    /// The act, as `Commission Implementing Decision (EU) 2023/1795`.
    pub instrument: String,
    /// CELEX number of an EU act.
    pub celex: Option<String>,
    /// Under which power, where a regime has several.
    pub basis: Option<String>,
    /// Day of adoption.
    #[serde(default, deserialize_with = "some_day")]
    pub adopted: Option<Date>,
    /// Day on which UK regulations were made.
    #[serde(default, deserialize_with = "some_day")]
    pub made: Option<Date>,
    /// First day of effect, where it is not the day of adoption; see [`starts`](Self::starts).
    #[serde(default, deserialize_with = "some_day")]
    pub in_force: Option<Date>,
    /// Acts that changed it.
    #[serde(default)]
    pub amended_by: Vec<String>,
    /// Last day of effect by its own terms, inclusive; `None` while no end is set.
    #[serde(default, deserialize_with = "some_day")]
    pub expires: Option<Date>,
    /// First day without effect, where something else ended it.
    #[serde(default, deserialize_with = "some_day")]
    pub ended: Option<Date>,
    /// What ended it, as `CJEU C-362/14 Schrems (Schrems I)`.
    pub by: Option<String>,
    /// How it stands by the newest source.
    pub status: Status,
    /// What an ended one is called in texts, in small letters; see [`named`].
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The newest date at which a source shows it in force, as `2026-10`; `None` for an ended one.
    pub as_of: Option<String>,
    /// How far the row is backed by `sources`.
    pub confidence: Confidence,
    /// Where the row was read.
    pub sources: Vec<String>,
    /// Remarks, in English.
    pub notes: Option<String>,
}

impl Adequacy {
    /// The first day of effect, inclusive; `None` where it is not known, and then no day is one of effect.
    #[must_use]
    pub fn starts(&self) -> Option<Date> {
        self.in_force.or(self.adopted)
    }

    /// The last day of effect, inclusive; `None` while no end is set.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        let before = self.ended.and_then(|ended| ended.yesterday().ok());
        before.or(self.expires)
    }

    /// Whether that day is one of effect, the first and the last included.
    #[must_use]
    pub fn applies(&self, on: Date) -> bool {
        self.starts().is_some_and(|first| first <= on) && !self.has_ended(on)
    }

    /// Where in a text an alias of it stands first, in bytes. Case, and how words are joined, do not matter:
    /// `Privacy-Shield` is `privacy shield`.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        self.aliases.iter().filter_map(|alias| find(text, alias)).min_by_key(|at| at.start)
    }

    fn has_ended(&self, on: Date) -> bool {
        self.last_day().is_some_and(|last| last < on)
    }

    fn covers(&self, to: Destination, on: Date) -> bool {
        match (self.destination, to) {
            (Destination::Eea, Destination::Country(country)) => country.in_eea(on),
            (here, to) => here == to,
        }
    }
}

/// A set of standard clauses that can no longer be relied on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadInstrument {
    /// What it was, in English, with its article.
    pub name: String,
    /// The act, as `Commission Decision 2010/87/EU`.
    pub instrument: String,
    /// CELEX number of the act.
    pub celex: String,
    /// How texts name it; see [`find`](Self::find).
    pub patterns: Vec<String>,
    /// First day on which no new contract could be made on it in the EU.
    #[serde(deserialize_with = "day")]
    pub repealed: Date,
    last_day: ByRegime<Day>,
    /// The act that ended it in the EU.
    pub by: String,
    /// How far the row is backed by `sources`.
    pub confidence: Confidence,
    /// Where the row was read.
    pub sources: Vec<String>,
}

impl DeadInstrument {
    /// The last day on which a contract made in time could be relied on, inclusive: in the EU 2022-12-27, in the UK
    /// 2024-03-21, in Switzerland 2022-12-31. The texts say "until", which is read as including the day.
    #[must_use]
    pub fn last_day(&self, regime: Regime) -> Date {
        self.last_day.of(regime).0
    }

    /// Where in a text it is named first, in bytes: `2010/87/EU`, but not `2010/875`.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        self.patterns.iter().filter_map(|pattern| find(text, pattern)).min_by_key(|at| at.start)
    }
}

/// Every decision, of all regimes and days, in the order of the file.
#[must_use]
pub fn all() -> &'static [Adequacy] {
    &FILE.decision
}

/// The month in which the list of a regime was last compared with its sources, as `2026-10`.
#[must_use]
pub fn as_of(regime: Regime) -> &'static str {
    FILE.as_of.of(regime)
}

/// The decisions that apply in a regime, for a destination, on a day; none where protection was not found adequate.
///
/// A decision for the EEA counts for each country in it. Before 2021-01-01 the decisions of the EU count for `uk`;
/// for `ch` the table begins on 2023-09-01, with the present act. A country inside the regime's own border has no
/// row, so it must be asked after first. A row with a [`condition`](Adequacy::condition) covers only what meets it.
pub fn in_force(regime: Regime, to: impl Into<Destination>, on: Date) -> Vec<&'static Adequacy> {
    let to = to.into();
    let regime = if regime == Regime::Uk && on < UK_GDPR_APPLIES { Regime::Eu } else { regime };
    let holds = |row: &&Adequacy| row.regime == regime && row.covers(to, on) && row.applies(on);
    all().iter().filter(holds).collect()
}

/// The decisions that once applied in a regime for a destination and no longer do on that day, with what ended them
/// in [`by`](Adequacy::by); a decision that simply expired has none.
///
/// For `uk` they include those of the EU that ended before 2021-01-01, while they still applied there.
pub fn ended(regime: Regime, to: impl Into<Destination>, on: Date) -> Vec<&'static Adequacy> {
    let to = to.into();
    let shared = |row: &Adequacy| regime == Regime::Uk && row.regime == Regime::Eu && row.has_ended(UK_GDPR_APPLIES);
    let over = |row: &&Adequacy| (row.regime == regime || shared(row)) && row.covers(to, on) && row.has_ended(on);
    all().iter().filter(over).collect()
}

/// The ended decision that a text names, such as the Privacy Shield; of several, the one with the longest name, so
/// that `Swiss-US Privacy Shield` is not taken for that of the EU. `None` where it names none.
#[must_use]
pub fn named(text: &str) -> Option<&'static Adequacy> {
    let named = all().iter().flat_map(|row| row.aliases.iter().map(move |alias| (row, alias)));
    // The last of equals would win, and the first row is the one of the EU.
    let longest = named.filter(|(_, alias)| find(text, alias).is_some()).rev().max_by_key(|(_, alias)| alias.len());
    longest.map(|(row, _)| row)
}

/// Whether a text may name a decision or an instrument of the table: whether it has the longest word of one of their names.
///
/// Most texts have none, and need not be searched for each name.
#[must_use]
pub fn may_be_named(text: &str) -> bool {
    static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
        let names = FILE.decision.iter().flat_map(|row| &row.aliases);
        let names = names.chain(FILE.dead.iter().flat_map(|dead| &dead.patterns));
        let longest = |name: &String| {
            let words = name.split(|one: char| !one.is_ascii_alphanumeric()).map(str::to_owned);
            words.max_by_key(String::len).unwrap_or_default()
        };
        let words: BTreeSet<String> = names.map(longest).collect();
        AhoCorasick::builder().ascii_case_insensitive(true).build(words).expect("the table is small")
    });
    WORDS.is_match(text)
}

/// The standard clauses of 2001, 2004 and 2010, repealed by Implementing Decision (EU) 2021/914.
#[must_use]
pub fn dead_instruments() -> &'static [DeadInstrument] {
    &FILE.dead
}

/// The countries inside the EEA on that day, in order of code; parts with a code of their own (`AX`, `RE`) are among
/// them, and [`Country::state`] tells them from states.
pub fn eea(on: Date) -> impl Iterator<Item = Country> {
    Country::all().filter(move |country| country.in_eea(on))
}

/// The European Economic Area; see [`Country::in_eea`].
#[derive(Deserialize)]
pub(super) struct Area {
    eu: Vec<Country>,
    efta: Vec<Country>,
    /// The last day inside, inclusive.
    former: BTreeMap<Country, Day>,
    /// The state that a code is part of.
    parts: BTreeMap<Country, Country>,
}

impl Area {
    pub(super) fn in_eea(&self, country: Country, on: Date) -> bool {
        self.in_eu(country, on) || self.efta.contains(&country)
    }

    pub(super) fn in_eu(&self, country: Country, on: Date) -> bool {
        self.eu.contains(&self.state(country)) || self.former.get(&country).is_some_and(|last| on <= last.0)
    }

    pub(super) fn state(&self, country: Country) -> Country {
        self.parts.get(&country).copied().unwrap_or(country)
    }
}

pub(super) fn area() -> &'static Area {
    &FILE.eea
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct ByRegime<T> {
    eu: T,
    uk: T,
    ch: T,
}

impl<T> ByRegime<T> {
    fn of(&self, regime: Regime) -> &T {
        match regime {
            Regime::Eu => &self.eu,
            Regime::Uk => &self.uk,
            Regime::Ch => &self.ch,
        }
    }
}

/// A day, written as a TOML date without a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Day(Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = toml::value::Datetime::deserialize(deserializer)?;
        // Read by jiff, which knows the days of each month.
        written.to_string().parse().map(Self).map_err(D::Error::custom)
    }
}

/// Reads a TOML date; it fails on a time.
pub(super) fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    Day::deserialize(deserializer).map(|day| day.0)
}

/// Reads a TOML date where a key may be absent.
pub(super) fn some_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    day(deserializer).map(Some)
}

#[cfg(test)]
mod tests;
