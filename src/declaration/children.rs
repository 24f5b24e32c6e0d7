//! Children who use an online service of the controller.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::leaf::Url;
use super::text::Text;
use crate::law::Country;
use crate::source::Spanned;

/// What there is to say of children.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[children]` table")]
pub struct Children {
    /// Whether an online service (information society service) is offered directly to children: GDPR Art. 8(1).
    pub service: Option<Spanned<bool>>,
    /// Whether children are likely to use an online service, for them or not: UK GDPR Art. 25(1B).
    pub likely: Option<Spanned<bool>>,
    /// Whether that service is one of prevention or counselling: PA18 s. 9, GDPR recital 38.
    pub counselling: Option<Spanned<bool>>,
    /// The age from which the service is open, in years.
    pub from_age: Option<Spanned<u8>>,
    /// The age from which a child consents alone, in years: GDPR Art. 8(1), PA18 s. 9.
    pub age: Option<Spanned<u8>>,
    /// Where that age is another, by country: `{ DE = 16, GB = 13 }`.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub ages: IndexMap<Spanned<Country>, Spanned<u8>>,
    /// How parents give or authorise consent below that age, as a phrase that stands alone.
    pub parental_consent: Option<Text>,
    /// How it is checked that it was a parent, as a phrase that stands alone: GDPR Art. 8(2).
    pub check: Option<Text>,
    /// A version of the notice for children.
    pub version: Option<Spanned<Url>>,
    /// Whether this notice itself is written so that children understand it: GDPR Art. 12(1).
    pub readable: Option<Spanned<bool>>,
    /// UK: how the service takes account of what children need at their age, as sentences: UK GDPR Art. 25(1A).
    pub needs: Option<Text>,
    /// Why there is marketing or profiling towards children and what protects them, as sentences: GDPR recital 38.
    pub justification: Option<Text>,
}
