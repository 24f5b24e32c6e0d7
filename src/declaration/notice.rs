//! The notice itself, its versions, and what stands around the typed tables.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::AsRefStr;

use super::data::DataUses;
use super::leaf::{Date, Tag, Url};
use super::period::Period;
use super::purpose::Basis;
use super::register::Id;
use super::shape::Many;
use super::text::Text;
use crate::law::{Country, Regime};
use crate::source::Spanned;

/// How a notice is arranged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema, AsRefStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Layout {
    /// One part for each purpose.
    Purposes,
    /// One part for each group of people, with its purposes.
    Subjects,
}

/// What a notice is and to whom it speaks.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[notice]` table")]
pub struct Notice {
    /// Names the output files; absent: the file's name, or the folder's for `notice.toml`.
    pub id: Option<Spanned<Id>>,
    /// Heading of the notice.
    pub title: Option<Text>,
    /// Its version.
    pub version: Option<Spanned<String>>,
    /// First day on which it holds.
    pub effective: Option<Spanned<Date>>,
    /// Day of the last change.
    pub updated: Option<Spanned<Date>>,
    /// Whose law it answers to: `eu`, `uk`, `ch`.
    pub jurisdictions: Option<Many<Regime>>,
    /// Languages in which it is printed; the first is the source. Absent: `en`.
    pub languages: Option<Many<Tag>>,
    /// Groups of people to whom it speaks: ids of `[subjects.<id>]`. Absent: all.
    pub subjects: Option<Many<Id>>,
    /// The language whose version counts where versions differ: one of `languages`.
    pub governing: Option<Spanned<Tag>>,
    /// Where the notice is published, in the first of its languages; short texts lead there.
    pub url: Option<Spanned<Url>>,
    /// Where it is published in its other languages, by language.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub translated_at: IndexMap<Tag, Spanned<Url>>,
    /// How it is arranged. Absent: by purposes.
    pub layout: Option<Spanned<Layout>>,
    /// Whether a table of all purposes stands before them: what for, on what basis, how long, who gets the data.
    pub overview: Option<Spanned<bool>>,
    /// What it covers, as a sentence.
    pub scope: Option<Text>,
    /// Bases that are claimed for the notice as a whole, without a purpose; accepted, and reported as a finding (BAS-01).
    pub basis: Option<Many<Basis>>,
    /// Data that are named for the notice as a whole, without a purpose; accepted, and reported as a finding (PUR-04).
    pub data: Option<DataUses>,
    /// The id that the notice had before, so that a comparison of two versions follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<Spanned<Id>>,
}

/// How people are told of changes.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[changes]` table")]
pub struct Changes {
    /// How they are told, as a phrase that stands alone.
    pub notify: Option<Text>,
    /// How long before a change takes effect.
    pub lead: Option<Spanned<Period>>,
    /// More about changes, as sentences.
    pub text: Option<Text>,
}

/// What changed with a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema, AsRefStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum HistoryKind {
    /// What is done with the data.
    Processing,
    /// Only the words.
    Description,
}

impl HistoryKind {
    /// What an author says with it, to a colleague; a sentence.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Processing => "The author says that what is done with data has changed.",
            Self::Description => "The author says that only the words have changed, and not what is done with data.",
        }
    }
}

/// A version of the notice.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[[history]]` table")]
pub struct History {
    /// The version.
    pub version: Option<Spanned<String>>,
    /// Its day.
    pub date: Option<Spanned<Date>>,
    /// What changed.
    pub kind: Option<Spanned<HistoryKind>>,
    /// The change, as sentences.
    pub summary: Option<Text>,
    /// What the change means for readers, as sentences.
    pub effect: Option<Text>,
    /// How people are told of it, as a phrase that stands alone; absent: as `notify` of `[changes]` says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told: Option<Text>,
    /// How long before it takes effect they are told; absent: as `lead` of `[changes]` says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead: Option<Spanned<Period>>,
}

/// A statute that the notice relies on or explains.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[laws.<id>]` table")]
pub struct StatuteEntry {
    /// Its name.
    pub name: Option<Spanned<String>>,
    /// The country whose law it is; tells whether it can oblige an organisation: GDPR Art. 6(3).
    pub country: Option<Spanned<Country>>,
    /// Where it can be read.
    pub url: Option<Spanned<Url>>,
    /// What it is to this notice, as a noun phrase.
    #[serde(rename = "for")]
    pub purpose: Option<Text>,
    /// The id that this entry had before, so that a comparison of two versions follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<Spanned<Id>>,
}

/// A notice to be read beside this one.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[related.<id>]` table")]
pub struct Related {
    /// What it is called, as a noun phrase.
    pub label: Option<Text>,
    /// Where it is.
    pub url: Option<Spanned<Url>>,
    /// What it is for, as a noun phrase.
    #[serde(rename = "for")]
    pub purpose: Option<Text>,
    /// The id that this entry had before, so that a comparison of two versions follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<Spanned<Id>>,
}

/// A part for residents of one place.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[supplements.<id>]` table")]
pub struct Supplement {
    /// Its heading.
    pub label: Option<Text>,
    /// Where they live.
    pub countries: Option<Many<Country>>,
    /// What it says: prose.
    pub text: Option<Text>,
    /// The id that this entry had before, so that a comparison of two versions follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<Spanned<Id>>,
}

/// A short text for a form, a sign or an e-mail footer, made from the facts of its purposes; it leads to the notice, so
/// `[notice]` needs its `url`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[snippets.<id>]` table")]
pub struct Snippet {
    /// Where it stands.
    pub kind: Option<Spanned<SnippetKind>>,
    /// Its heading. Absent: a general one.
    pub label: Option<Text>,
    /// What it says first, as sentences.
    pub text: Option<Text>,
    /// Ids of the purposes that it tells of.
    pub purposes: Option<Many<Id>>,
    /// The id that this entry had before, so that a comparison of two versions follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<Spanned<Id>>,
}

/// Where a short text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema, AsRefStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum SnippetKind {
    /// Beside the fields of a form.
    Form,
    /// On a sign, such as below a camera.
    Sign,
    /// Below an e-mail.
    Email,
}

/// The author's own text, where no table fits.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[sections.<id>]` table")]
pub struct Section {
    /// Its heading.
    pub title: Option<Text>,
    /// What it says: prose.
    pub text: Option<Text>,
    /// A Markdown file that says it, relative to the file that has this table.
    pub file: Option<Spanned<String>>,
    /// Anchor of the section that it follows; absent: after the typed sections.
    pub after: Option<Spanned<Id>>,
    /// The id that this entry had before, so that a comparison of two versions follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<Spanned<Id>>,
}

/// A finding that is let pass for one place.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[[waive]]` table")]
pub struct Waiver {
    /// Name or code of the rule.
    pub rule: Option<Spanned<String>>,
    /// Table and id of the place, such as `recipients.ats`.
    pub on: Option<Spanned<String>>,
    /// Why.
    pub reason: Option<Spanned<String>>,
    /// Who answers for it.
    pub owner: Option<Spanned<String>>,
    /// Last day on which it holds.
    pub until: Option<Spanned<Date>>,
}
