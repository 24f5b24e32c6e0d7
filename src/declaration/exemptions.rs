//! When people are not told one by one, and new purposes for data that is there already.

use schemars::JsonSchema;
use serde::de::MapAccess;
use serde::{Deserialize, Serialize};
use strum::AsRefStr;

use super::leaf::{Reach, Url};
use super::register::Id;
use super::shape::{Many, Shape, from_table, from_text};
use super::text::Text;
use crate::law::Exempting;
use crate::source::Spanned;

/// An exemption from informing people one by one: GDPR Arts. 13(4) and 14(5), UK GDPR Art. 13(5).
///
/// Nothing is left out of the notice for it.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "an `[exemptions.<id>]` table")]
pub struct InformingExemption {
    /// What it is about, as a noun phrase; its heading.
    pub label: Option<Text>,
    /// The article, such as `14(5)(b)`.
    pub article: Option<Spanned<Exempting>>,
    /// Purposes for which it is relied on: ids of `[purposes.<id>]`; absent: all.
    pub purposes: Option<Many<Id>>,
    /// Categories of data; absent: all of the purposes.
    pub data: Option<Many<Id>>,
    /// Groups of people who are not told one by one; absent: all of the purposes.
    pub subjects: Option<Many<Id>>,
    /// 13(4), 14(5)(a): what people know already, each a noun phrase.
    pub items: Option<Many<Text>>,
    /// 13(4), 14(5)(a): when and how they were told, as a phrase that stands alone.
    pub given: Option<Text>,
    /// 13(5), 14(5)(b), 14(5)(e): why people are not told one by one.
    pub obstacle: Option<Spanned<Obstacle>>,
    /// How the effort was weighed against the interests of people, or where that can be read, as a phrase that stands alone.
    pub balancing: Option<Text>,
    /// How many people it concerns, as a noun phrase.
    pub people: Option<Text>,
    /// How old the data is, as a phrase that stands alone.
    pub age: Option<Text>,
    /// What protects people all the same, as a phrase that stands alone; for 14(5)(c), what that law provides.
    pub safeguards: Option<Text>,
    /// Where the information is public.
    pub published: Option<Spanned<Reach>>,
    /// 14(5)(c), (d): the statutes.
    pub law: Option<Many<String>>,
    /// 14(5)(c): the law lays down expressly that the data is obtained or disclosed.
    pub express: Option<Spanned<bool>>,
    /// 14(5)(c): the law obliges the controller to obtain or disclose the data.
    pub obliges: Option<Spanned<bool>>,
    /// 14(5)(d): the duty of secrecy, as a noun phrase.
    pub secrecy: Option<Text>,
    /// More about it, as sentences.
    pub text: Option<Text>,
    /// Where more can be read.
    pub more: Option<Spanned<Url>>,
    /// The id that this entry had before, so that a comparison of two versions follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<Spanned<Id>>,
}

/// Why people are not told one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema, AsRefStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Obstacle {
    /// It can't be done.
    Impossible,
    /// It would take a disproportionate effort.
    Effort,
    /// It would make impossible or seriously impair what the data is used for.
    Objectives,
}

/// A new use of data that is there already: GDPR Arts. 6(4), 13(3) and 14(4), UK GDPR Art. 8A.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a further use `{ after = [\"…\"], told = \"…\", ground = \"…\" }`")]
pub struct Further {
    /// Purposes for which the data was collected: ids of `[purposes.<id>]`.
    pub after: Option<Many<Id>>,
    /// What the data was collected for where that is no purpose of this notice, as a noun phrase or a gerund.
    pub before: Option<Text>,
    /// How, and when, people are told before it begins, as a noun phrase or a phrase that stands alone.
    pub told: Option<Text>,
    /// Why the new use is allowed beside the old one; several where the laws of several jurisdictions differ.
    pub ground: Option<Many<FurtherGround>>,
    /// Why the new use fits the old one, or why consent can't reasonably be asked for, as sentences.
    pub because: Option<Text>,
    /// The statutes that provide for it.
    pub law: Option<Many<String>>,
}

/// Why data may be used for a new purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema, AsRefStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum FurtherGround {
    /// The person consents to the new purpose.
    Consent,
    /// A law provides for it (Art. 23(1) objectives).
    Law,
    /// It is compatible with the old purpose by the factors of GDPR Art. 6(4), UK GDPR Art. 8A(2).
    Compatible,
    /// Archiving in the public interest, research or statistics: GDPR Art. 5(1)(b), UK GDPR Art. 8A(3)(b).
    Research,
    /// UK: a condition of Annex 2 UK GDPR, Art. 8A(3)(d).
    Annex2,
    /// UK: ensuring or showing that data protection principles are followed, Art. 8A(3)(c).
    Principles,
}

impl FurtherGround {
    /// Whether only the UK GDPR has it, since 2026-02-05.
    #[must_use]
    pub fn is_of_uk_alone(self) -> bool {
        matches!(self, Self::Annex2 | Self::Principles)
    }
}

impl Shape for FurtherGround {
    const EXPECTED: &'static str = "a ground for a new use";

    fn short(text: &str) -> Result<Self, String> {
        from_text(text)
    }
}

impl Shape for Further {
    const EXPECTED: &'static str = "a further use";

    fn long<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        from_table(map)
    }
}
