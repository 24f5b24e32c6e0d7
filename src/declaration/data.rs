//! Groups of people, categories of data, and where data come from.

use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserializer, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use super::parties::Places;
use super::register::Id;
use super::shape::{Many, Referable, Use};
use super::text::Text;
use crate::law::basis::SpecialKind;
use crate::source::Spanned;

/// A group of people.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[subjects.<id>]` table")]
pub struct Subject {
    /// Who they are, as a noun phrase without article.
    pub label: Option<Text>,
    /// Whether they are children.
    pub child: Option<Spanned<bool>>,
    /// Whether they are party to a contract with the controller, or ask for one: GDPR Art. 6(1)(b).
    pub party: Option<Spanned<bool>>,
    /// The contract that they are party to, as a noun phrase; says `party = true` as well.
    pub party_to: Option<Text>,
    /// Whether they are members, former members or in regular contact with a body: GDPR Art. 9(2)(d).
    pub member: Option<Spanned<bool>>,
    /// More about them, as sentences.
    pub text: Option<Text>,
    /// The id that this entry had before, so that a comparison of two versions follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<Spanned<Id>>,
}

/// Special data: kinds of the closed list, or only the statement that they are filed as such.
#[derive(Debug, Clone, PartialEq)]
pub enum Special {
    /// `true`: filed as special, the kind not said; `false`: said not to be.
    Filed(bool),
    /// Kinds of Art. 9(1).
    Kinds(Vec<Spanned<SpecialKind>>),
}

/// A category of personal data.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[data.<id>]` table")]
pub struct Data {
    /// In a use: the id of the entry that it narrows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Spanned<Id>>,
    /// What the category is called, as a noun phrase.
    pub label: Option<Text>,
    /// What it holds, each a noun phrase.
    pub items: Option<Many<Text>>,
    /// Special data: a kind of Art. 9(1), several, or `true`.
    pub special: Option<Spanned<Special>>,
    /// Data on criminal convictions and offences: Art. 10.
    pub criminal: Option<Spanned<bool>>,
    /// Groups of third persons whom the data tell of as well.
    pub about: Option<Many<Id>>,
    /// When it is collected, as a phrase that stands alone.
    pub when: Option<Text>,
    /// Groups of people of whom it is collected, in a use.
    pub subjects: Option<Many<Id>>,
    /// The id that this entry had before, so that a comparison of two versions follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<Spanned<Id>>,
}

/// A source of data that is not the person.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[sources.<id>]` table")]
pub struct Source {
    /// In a use: the id of the entry that it narrows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Spanned<Id>>,
    /// Name of the source.
    pub name: Option<Spanned<String>>,
    /// What it is, as a noun phrase.
    pub label: Option<Text>,
    /// The sector in which it works, as a noun phrase.
    pub sector: Option<Text>,
    /// Whether anybody can get at it: GDPR Art. 14(2)(f).
    pub public: Option<Spanned<bool>>,
    /// Where it is.
    pub countries: Option<Places>,
    /// Data that come from it; absent: all of the purpose.
    pub data: Option<Many<Id>>,
    /// When it is asked, as a phrase that stands alone.
    pub when: Option<Text>,
    /// More about it.
    pub more: Option<Spanned<super::leaf::Url>>,
    /// The id that this entry had before, so that a comparison of two versions follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<Spanned<Id>>,
}

impl Referable for Data {
    const EXPECTED: &'static str = "the id of a `[data.<id>]` table, or such a table";

    fn id(&self) -> Option<&Spanned<Id>> {
        self.id.as_ref()
    }

    fn without_narrowing(&self) -> Self {
        Self { id: None, when: None, subjects: None, ..self.clone() }
    }
}

impl Referable for Source {
    const EXPECTED: &'static str = "the id of a `[sources.<id>]` table, or such a table";

    fn id(&self) -> Option<&Spanned<Id>> {
        self.id.as_ref()
    }

    fn without_narrowing(&self) -> Self {
        Self { id: None, data: None, when: None, ..self.clone() }
    }
}

/// Many uses of data categories.
pub type DataUses = Many<Use<Data>>;

struct SpecialVisitor;

impl<'de> Visitor<'de> for SpecialVisitor {
    type Value = Special;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("`true`, `false`, a kind of special data, or an array of them")
    }

    fn visit_bool<E: de::Error>(self, filed: bool) -> Result<Special, E> {
        Ok(Special::Filed(filed))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Special, E> {
        let kind = super::shape::from_text(text).map_err(E::custom)?;
        Ok(Special::Kinds(vec![Spanned::new(kind, crate::source::Span::default())]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Special, A::Error> {
        let mut kinds = Vec::new();
        while let Some(kind) = seq.next_element()? {
            kinds.push(kind);
        }
        Ok(Special::Kinds(kinds))
    }
}

impl<'de> Deserialize<'de> for Special {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SpecialVisitor)
    }
}

impl Serialize for Special {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Filed(filed) => filed.serialize(serializer),
            Self::Kinds(kinds) => kinds.serialize(serializer),
        }
    }
}

impl JsonSchema for Special {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Special".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let kind = generator.subschema_for::<SpecialKind>();
        json_schema!({
            "description": "Kinds of special data (Art. 9(1)), or `true` where the kind is not said",
            "anyOf": [{ "type": "boolean" }, kind, { "type": "array", "items": kind }],
        })
    }
}
