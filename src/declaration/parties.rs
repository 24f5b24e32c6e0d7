//! Who gets data and on what ground they leave the area.

use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};
use strum::AsRefStr;

use super::leaf::{Reach, Url};
use super::register::Id;
use super::shape::{Many, Referable, Shape, from_table};
use super::text::Text;
use crate::law::adequacy::Scope;
use crate::law::{Country, Mechanism, Regime};
use crate::source::{Span, Spanned};

/// What a recipient is to the controller: GDPR Art. 4(7) to (10), 26.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema, AsRefStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Role {
    /// Acts on the controller's instructions only.
    Processor,
    /// Decides for itself.
    Controller,
    /// Decides together with the controller.
    Joint,
    /// A public authority.
    Authority,
    /// A company of the same group.
    Group,
    /// People inside the organisation.
    Internal,
}

impl Shape for Role {
    const EXPECTED: &'static str = "a role";

    fn short(text: &str) -> Result<Self, String> {
        super::shape::from_text(text)
    }
}

/// Places in the world: countries, an international organisation, or why they are not known.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// Countries by ISO 3166-1 alpha-2.
    pub countries: Vec<Spanned<Country>>,
    /// Name of an international organisation, such as "European Patent Organisation".
    pub organisation: Option<Spanned<String>>,
    /// Why the places are not known, as a phrase that stands alone.
    pub unknown: Option<Text>,
    /// All of it.
    pub span: Span,
}

/// Somebody who gets data: GDPR Art. 4(9), processors too.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[recipients.<id>]` table")]
pub struct Recipient {
    /// In a use: the id of the entry that it narrows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Spanned<Id>>,
    /// Name; or else `category`.
    pub name: Option<Spanned<String>>,
    /// Kind of recipient, as a noun phrase, where it is not named.
    pub category: Option<Text>,
    /// Why it is not named, as a phrase that stands alone.
    pub unnamed: Option<Text>,
    /// Sector in which it works, as a noun phrase.
    pub sector: Option<Text>,
    /// What it does with the data, as a noun phrase.
    pub activity: Option<Text>,
    /// What it is in law; more than one only where the notice leaves it open.
    pub role: Option<Many<Role>>,
    /// Where it works.
    pub countries: Option<Places>,
    /// Grounds for transfers to it, by regime and place.
    pub transfers: Option<Many<Transfer>>,
    /// Who chooses it: `controller` or `reader`.
    pub chosen_by: Option<Spanned<Chooser>>,
    /// The recipient from which it gets the data.
    pub via: Option<Spanned<Id>>,
    /// A kept list of such recipients, or more about this one.
    pub list: Option<Spanned<Url>>,
    /// Its own privacy notice.
    pub notice: Option<Spanned<Url>>,
    /// When it gets data, as a phrase that stands alone: a product, a feature, an event.
    pub when: Option<Text>,
    /// Data that it gets; absent: all of the purpose.
    pub data: Option<Many<Id>>,
    /// Groups of people whose data it gets; absent: all of the purpose.
    pub subjects: Option<Many<Id>>,
    /// More about it, as sentences.
    pub text: Option<Text>,
    /// The id that this entry had before, so that a comparison of two versions follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<Spanned<Id>>,
}

/// Who chooses a recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema, AsRefStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Chooser {
    /// The organisation.
    Controller,
    /// The person whom the data are about.
    Reader,
}

/// A ground on which data go to a recipient outside the area: GDPR chapter V, FADP Arts. 16 and 17.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a transfer `{ regime = \"eu\", to = [\"US\"], mechanism = \"…\" }`")]
pub struct Transfer {
    /// Whose border; absent: every jurisdiction of the notice that sees a third country there.
    pub regime: Option<Spanned<Regime>>,
    /// Where to; absent: every country of the recipient outside the area.
    pub to: Option<Places>,
    /// Purposes for which this ground holds; absent: all.
    pub purposes: Option<Many<Id>>,
    /// Adequacy, a safeguard of Art. 46 or 47, or a derogation of Art. 49; in Switzerland what FADP Arts. 16 and 17 have.
    pub mechanism: Option<Spanned<Mechanism>>,
    /// The condition of a partial adequacy decision that the recipient meets.
    pub scope: Option<Many<Scope>>,
    /// The instrument by name, such as "SCC 2021/914, module 2".
    pub instrument: Option<Spanned<String>>,
    /// How to get a copy of the safeguards, or where they can be read.
    pub copy: Option<Spanned<Reach>>,
    /// What the published text names where a mechanism belongs, such as "data processing agreements"; accepted, and reported as a finding.
    pub claimed: Option<Text>,
    /// For 49(1)(a): consent is explicit.
    pub explicit: Option<Spanned<bool>>,
    /// For 49(1)(a): the risks, as sentences.
    pub risks: Option<Text>,
    /// For 49(1)(a): the risks are told when consent is asked.
    pub risks_at_consent: Option<Spanned<bool>>,
    /// For 49(1) second subparagraph: the compelling interests, as a noun phrase.
    pub interests: Option<Text>,
    /// For 49(1)(d): the law that recognises the interest; for others the statute relied on.
    pub law: Option<Many<String>>,
    /// For Art. 49: whether the transfer is repetitive: regular, or part of a standing service; `false` where it happens once
    /// or now and then.
    pub repetitive: Option<Spanned<bool>>,
    /// For 49(1) second subparagraph: it concerns only a limited number of people.
    pub limited: Option<Spanned<bool>>,
    /// For 49(1) second subparagraph: the supervisory authority has been told of it.
    pub authority_informed: Option<Spanned<bool>>,
    /// For Art. 47: where the principles, the rights and the liability under the rules are told.
    pub explained: Option<Spanned<Reach>>,
    /// When data go there, as a phrase that stands alone.
    pub when: Option<Text>,
}

/// Giving data out as a procedure, not to a standing recipient.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[disclosures.<id>]` table")]
pub struct Disclosure {
    /// What it is called, as a noun phrase.
    pub label: Option<Text>,
    /// To whom, as a noun phrase.
    pub to: Option<Text>,
    /// When, as a phrase that stands alone.
    pub when: Option<Text>,
    /// The statute.
    pub law: Option<Many<String>>,
    /// Categories of data.
    pub data: Option<Many<Id>>,
    /// Data sets by name, each a noun phrase.
    pub sets: Option<Many<Text>>,
    /// The code of practice that it follows.
    pub code: Option<Text>,
    /// What happens, as sentences.
    pub text: Option<Text>,
    /// More about it.
    pub more: Option<Spanned<Url>>,
    /// The id that this entry had before, so that a comparison of two versions follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<Spanned<Id>>,
}

impl Shape for Transfer {
    const EXPECTED: &'static str = "a transfer `{ to = [\"US\"], mechanism = \"…\" }`";

    fn long<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        from_table(map)
    }
}

impl Shape for Scope {
    const EXPECTED: &'static str = "a scope of a partial adequacy decision";

    fn short(text: &str) -> Result<Self, String> {
        super::shape::from_text(text)
    }
}

impl Referable for Recipient {
    const EXPECTED: &'static str = "the id of a `[recipients.<id>]` table, or such a table";

    fn id(&self) -> Option<&Spanned<Id>> {
        self.id.as_ref()
    }

    fn without_narrowing(&self) -> Self {
        Self { id: None, data: None, subjects: None, when: None, ..self.clone() }
    }
}

impl PartialEq for Places {
    fn eq(&self, other: &Self) -> bool {
        self.countries == other.countries && self.organisation == other.organisation && self.unknown == other.unknown
    }
}

struct PlacesVisitor;

impl<'de> Visitor<'de> for PlacesVisitor {
    type Value = Places;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("country codes, `{ organisation = \"…\" }` or `{ unknown = \"why\" }`")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Places, E> {
        let country = Country::short(text).map_err(E::custom)?;
        Ok(Places { countries: vec![Spanned::new(country, Span::default())], ..Places::default() })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Places, A::Error> {
        let mut places = Places::default();
        while let Some(country) = seq.next_element()? {
            places.countries.push(country);
        }
        Ok(places)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Places, A::Error> {
        let other: OtherPlaces = from_table(map)?;
        Ok(Places { organisation: other.organisation, unknown: other.unknown, ..Places::default() })
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct OtherPlaces {
    organisation: Option<Spanned<String>>,
    unknown: Option<Text>,
}

struct Bare(Places);

impl<'de> Deserialize<'de> for Bare {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PlacesVisitor).map(Self)
    }
}

impl<'de> Deserialize<'de> for Places {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = Spanned::<Bare>::deserialize(deserializer)?;
        let mut places = read.value.0;
        places.span = read.span;
        if let [only] = places.countries.as_mut_slice()
            && only.span == Span::default()
        {
            only.span = read.span;
        }
        Ok(places)
    }
}

impl Serialize for Places {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.organisation.is_none() && self.unknown.is_none() {
            return self.countries.serialize(serializer);
        }
        let mut map = serializer.serialize_map(None)?;
        if let Some(organisation) = &self.organisation {
            map.serialize_entry("organisation", organisation)?;
        }
        if let Some(unknown) = &self.unknown {
            map.serialize_entry("unknown", unknown)?;
        }
        map.end()
    }
}

impl JsonSchema for Places {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Places".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let country = generator.subschema_for::<Country>();
        let text = generator.subschema_for::<Text>();
        json_schema!({
            "description": "Country codes, `{ organisation = \"…\" }`, or `{ unknown = \"why\" }`",
            "anyOf": [
                country,
                { "type": "array", "items": country },
                {
                    "type": "object",
                    "properties": { "organisation": { "type": "string" }, "unknown": text },
                    "additionalProperties": false,
                },
            ],
        })
    }
}
