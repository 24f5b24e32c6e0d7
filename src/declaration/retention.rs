//! How long data are kept: GDPR Art. 13(2)(a), 5(1)(e).

use schemars::JsonSchema;
use serde::de::MapAccess;
use serde::{Deserialize, Serialize};
use strum::AsRefStr;

use super::leaf::Url;
use super::period::Period;
use super::register::Id;
use super::shape::{Many, Referable, Shape, from_table};
use super::text::Text;
use crate::source::Spanned;

/// A storage period, or the criteria that decide it.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[retention.<id>]` table")]
pub struct Retention {
    /// In a use: the id of the entry that it narrows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Spanned<Id>>,
    /// What is kept so long, as a noun phrase.
    pub label: Option<Text>,
    /// How long, from `from`.
    pub period: Option<Spanned<Period>>,
    /// The event that starts the period, as a noun phrase.
    pub from: Option<Text>,
    /// The event that ends it, as a noun phrase.
    pub until: Option<Text>,
    /// Criteria that decide it, as sentences.
    pub criteria: Option<Text>,
    /// At least so long.
    pub at_least: Option<Spanned<Period>>,
    /// At most so long.
    pub at_most: Option<Spanned<Period>>,
    /// Without end: in archives.
    pub permanent: Option<Spanned<bool>>,
    /// Several ends, the last of which counts.
    pub later_of: Option<Many<Term>>,
    /// Several ends, the first of which counts.
    pub earlier_of: Option<Many<Term>>,
    /// What happens in turn.
    pub stages: Option<Many<Stage>>,
    /// Other periods after certain events.
    pub except: Option<Many<Exception>>,
    /// The recipient decides, by its own period.
    pub by: Option<Spanned<RetentionBy>>,
    /// The reason, as a noun phrase.
    pub because: Option<Text>,
    /// The statute or code that sets it.
    pub law: Option<Many<String>>,
    /// The schedule or policy that sets it.
    pub schedule: Option<Link>,
    /// In a use: categories of data for which it holds; absent: all of the purpose.
    pub data: Option<Many<Id>>,
    /// In a use: groups of people for whom it holds.
    pub subjects: Option<Many<Id>>,
    /// In a use: when it holds, as a phrase that stands alone.
    pub when: Option<Text>,
    /// The id that this entry had before, so that a comparison of two versions follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<Spanned<Id>>,
}

/// Who decides on the period other than the controller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema, AsRefStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum RetentionBy {
    /// The recipient, by its own period.
    Recipient,
}

/// One end of a storage period: a period with its start, or an event.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a term `{ period = \"…\", from = \"…\" }` or `{ until = \"…\" }`")]
pub struct Term {
    /// How long, from `from`.
    pub period: Option<Spanned<Period>>,
    /// The event that starts it, as a noun phrase.
    pub from: Option<Text>,
    /// The event that ends it, as a noun phrase.
    pub until: Option<Text>,
}

/// A stage of storage.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a stage `{ period = \"…\", then = \"…\" }`")]
pub struct Stage {
    /// How long it lasts.
    pub period: Option<Spanned<Period>>,
    /// What is left or done then, as a noun phrase or a participle.
    pub then: Option<Text>,
}

/// Another period after an event.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "an exception `{ event = \"…\", period = \"…\" }`")]
pub struct Exception {
    /// The event, as a noun phrase.
    pub event: Option<Text>,
    /// How long then.
    pub period: Option<Spanned<Period>>,
    /// Until when then, as a noun phrase.
    pub until: Option<Text>,
    /// The statute.
    pub law: Option<Many<String>>,
}

/// A named thing with an address.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a link `{ label = \"…\", url = \"…\" }`")]
pub struct Link {
    /// What it is called, as a noun phrase.
    pub label: Option<Text>,
    /// Where it is.
    pub url: Option<Spanned<Url>>,
}

impl Shape for Term {
    const EXPECTED: &'static str = "a term";

    fn long<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        from_table(map)
    }
}

impl Shape for Stage {
    const EXPECTED: &'static str = "a stage";

    fn long<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        from_table(map)
    }
}

impl Shape for Exception {
    const EXPECTED: &'static str = "an exception";

    fn long<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        from_table(map)
    }
}

impl Referable for Retention {
    const EXPECTED: &'static str = "the id of a `[retention.<id>]` table, or such a table";

    fn id(&self) -> Option<&Spanned<Id>> {
        self.id.as_ref()
    }

    fn without_narrowing(&self) -> Self {
        Self { id: None, data: None, subjects: None, when: None, ..self.clone() }
    }
}
