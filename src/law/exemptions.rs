//! Exemptions from informing people one by one: GDPR Arts. 13(4) and 14(5), UK GDPR Art. 13(5).
//!
//! Source: GDPR text; Data (Use and Access) Act 2025, section 77 (from 2026-02-05), read 2026-11-22.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use strum::{EnumIter, IntoEnumIterator};

use super::basis::{NotListed, nearest};
use super::{DUAA_MAIN, Regime};

/// A provision that frees from informing people one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
pub enum Exempting {
    /// 13(4): the person has the information; for data collected from the person.
    KnownToGiver,
    /// 13(5), UK: further research, archiving or statistics, where telling is impossible or a disproportionate effort.
    FurtherResearch,
    /// 14(5)(a): the person has the information.
    Known,
    /// 14(5)(b): telling is impossible, a disproportionate effort, or defeats the objectives. UK: until 2026-02-04.
    Effort,
    /// 14(5)(c): a law expressly lays down the obtaining or the disclosure.
    Law,
    /// 14(5)(d): professional secrecy.
    Secrecy,
    /// 14(5)(e), UK: telling is impossible or a disproportionate effort.
    UkEffort,
    /// 14(5)(f), UK: telling defeats the objectives.
    UkObjectives,
}

impl Exempting {
    /// The article, such as `14(5)(b)`.
    #[must_use]
    pub fn article(self) -> &'static str {
        match self {
            Self::KnownToGiver => "13(4)",
            Self::FurtherResearch => "13(5)",
            Self::Known => "14(5)(a)",
            Self::Effort => "14(5)(b)",
            Self::Law => "14(5)(c)",
            Self::Secrecy => "14(5)(d)",
            Self::UkEffort => "14(5)(e)",
            Self::UkObjectives => "14(5)(f)",
        }
    }

    /// Where Swiss law has the like, FADP Art. 20; `None` where it has nothing.
    ///
    /// Source: FADP Art. 20, English version of the Confederation, read 2026-11-22.
    #[must_use]
    pub fn fadp(self) -> Option<&'static str> {
        match self {
            Self::KnownToGiver | Self::Known => Some("20(1)(a)"),
            Self::Law => Some("20(1)(b)"),
            Self::Secrecy => Some("20(1)(c)"),
            Self::UkObjectives => Some("20(3)(b)"),
            Self::Effort | Self::UkEffort => Some("20(2)"),
            // For data that people give themselves, Art. 20(2) frees from nothing.
            Self::FurtherResearch => None,
        }
    }

    /// Whether it is one of Art. 13: for data that is collected from the person.
    #[must_use]
    pub fn is_of_13(self) -> bool {
        matches!(self, Self::KnownToGiver | Self::FurtherResearch)
    }

    /// Whether a regime has it on a day. The UK before 2021 has what the EU has.
    #[must_use]
    pub fn stands_in(self, regime: Regime, on: Date) -> bool {
        let uk_now = regime == Regime::Uk && on >= DUAA_MAIN;
        match self {
            _ if regime == Regime::Ch => false,
            Self::KnownToGiver | Self::Known | Self::Law | Self::Secrecy => true,
            Self::Effort => !uk_now,
            Self::FurtherResearch | Self::UkEffort | Self::UkObjectives => uk_now,
        }
    }
}

impl fmt::Display for Exempting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.article())
    }
}

impl FromStr for Exempting {
    type Err = NotListed;

    fn from_str(text: &str) -> Result<Self, NotListed> {
        let lower = text.trim().to_lowercase().replace(' ', "");
        let wanted = lower.trim_start_matches("art.").trim_start_matches("article");
        let near = || nearest(wanted, Self::iter().map(Self::article)).map(str::to_owned);
        let what = "exemption from informing";
        let found = Self::iter().find(|one| one.article() == wanted);
        found.ok_or_else(|| NotListed { what, found: text.to_owned(), near: near() })
    }
}

impl Serialize for Exempting {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.article())
    }
}

impl<'de> Deserialize<'de> for Exempting {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Exempting {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Exempting".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let words: Vec<&str> = Self::iter().map(Self::article).collect();
        json_schema!({
            "type": "string",
            "description": "An exemption from informing people one by one: the article",
            "enum": words,
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn articles_are_read() {
        for one in Exempting::iter() {
            assert_eq!(one.article().parse(), Ok(one));
        }
        assert_eq!("Art. 14(5)(b)".parse(), Ok(Exempting::Effort));
        assert!("14(6)".parse::<Exempting>().is_err());
    }

    #[test]
    fn letter_b_left_the_united_kingdom_in_february_2026() {
        let (before, after) = (date(2026, 2, 4), date(2026, 2, 5));
        assert!(Exempting::Effort.stands_in(Regime::Uk, before) && !Exempting::Effort.stands_in(Regime::Uk, after));
        assert!(Exempting::Effort.stands_in(Regime::Eu, after) && !Exempting::UkEffort.stands_in(Regime::Eu, after));
        assert!(Exempting::UkEffort.stands_in(Regime::Uk, after) && !Exempting::UkEffort.stands_in(Regime::Uk, before));
    }
}
