//! Where data goes.

use std::{borrow::Cow, fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::law::countries::{CodeVisitor, Country, UnknownCountry};

/// Where data goes: a country, or one of the bodies and areas that ISO 3166-1 has no code for.
///
/// As text it is a country's code or a code that starts with `X-`; reading anything else fails with
/// [`UnknownCountry`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Destination {
    /// One country.
    Country(Country),
    /// `X-EEA`: the states of the European Economic Area.
    Eea,
    /// `X-EU-INST`: institutions, bodies, offices and agencies set up under the EU, Euratom or EEA treaties.
    EuInstitutions,
    /// `X-EPO`: the European Patent Organisation.
    Epo,
}

impl From<Country> for Destination {
    fn from(country: Country) -> Self {
        Self::Country(country)
    }
}

impl fmt::Display for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Country(country) => country.code(),
            Self::Eea => "X-EEA",
            Self::EuInstitutions => "X-EU-INST",
            Self::Epo => "X-EPO",
        })
    }
}

impl FromStr for Destination {
    type Err = UnknownCountry;

    fn from_str(text: &str) -> Result<Self, UnknownCountry> {
        match text {
            "X-EEA" => Ok(Self::Eea),
            "X-EU-INST" => Ok(Self::EuInstitutions),
            "X-EPO" => Ok(Self::Epo),
            _ => text.parse().map(Self::Country),
        }
    }
}

impl Serialize for Destination {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Destination {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(CodeVisitor("a country code such as `DE`, or `X-EEA`", Self::from_str))
    }
}

impl JsonSchema for Destination {
    fn schema_name() -> Cow<'static, str> {
        "Destination".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "ISO 3166-1 alpha-2 code of a country, or `X-EEA`, `X-EU-INST`, `X-EPO`",
            "type": "string",
            "pattern": "^([A-Z]{2}|X-(EEA|EU-INST|EPO))$",
        })
    }
}
