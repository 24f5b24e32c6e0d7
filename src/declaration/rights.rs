//! Rights, complaints, automated decisions.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::de::MapAccess;
use serde::{Deserialize, Serialize};
use strum::AsRefStr;

use super::leaf::{Email, Reach, Url};
use super::period::Period;
use super::register::Id;
use super::shape::{Many, Shape, from_table, from_text};
use super::text::Text;
use crate::law::Right;
use crate::source::Spanned;

/// How to use the rights of GDPR Arts. 15 to 22, and what the notice says of them.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[rights]` table")]
pub struct Rights {
    /// Where requests go.
    pub contact: Option<Spanned<Reach>>,
    /// A form for requests.
    pub form: Option<Spanned<Url>>,
    /// A page about the rights.
    pub more: Option<Spanned<Url>>,
    /// `full` (all rights of Art. 13(2)(b), each with its limits; the default) or `scenario` (those that apply).
    pub mode: Option<Spanned<RightsMode>>,
    /// Rights that the notice names; absent: all that the law gives. For a notice as it was published.
    pub stated: Option<Many<Right>>,
    /// The author's own words about a right, by right, as sentences.
    pub notes: IndexMap<Spanned<Right>, Text>,
    /// How soon requests are answered: GDPR Art. 12(3).
    pub respond_within: Option<Spanned<Period>>,
    /// How much longer a complex request may take.
    pub extension: Option<Spanned<Period>>,
    /// When a fee is charged: GDPR Art. 12(5), 15(3).
    pub fee: Option<Many<Fee>>,
    /// When proof of identity is asked for: GDPR Art. 12(6).
    pub identity_check: Option<Spanned<IdentityCheck>>,
    /// Whether requests must be in writing.
    pub writing_only: Option<Spanned<bool>>,
    /// Whether an objection by an automatic signal of a browser or device is accepted: GDPR Art. 21(5).
    pub signals: Option<Spanned<bool>>,
    /// Limits that a law puts on rights and that are made use of: GDPR Art. 23, PA18 Schedules 2 to 4.
    pub restrictions: Option<Many<Restriction>>,
    /// More about requests, as sentences.
    pub text: Option<Text>,
}

/// Which rights are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema, AsRefStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum RightsMode {
    /// All that Art. 13(2)(b) names, each with the purposes where it applies.
    Full,
    /// Only those that apply.
    Scenario,
}

/// A limit that a law puts on rights: GDPR Art. 23, PA18 Schedules 2 to 4.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a restriction `{ law = \"…\", paragraph = \"…\" }`")]
pub struct Restriction {
    /// The rights that it limits; absent: what the law says.
    pub rights: Option<Many<Right>>,
    /// The law.
    pub law: Option<Many<String>>,
    /// Where it stands there, such as `Schedule 2, paragraph 2`.
    pub paragraph: Option<Spanned<String>>,
    /// What would suffer without it, as a noun phrase.
    pub protects: Option<Text>,
    /// Ids of the purposes where it is made use of; absent: all.
    pub purposes: Option<Many<Id>>,
}

impl Shape for Restriction {
    const EXPECTED: &'static str = "a restriction `{ law = \"…\", paragraph = \"…\" }`";

    fn long<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        from_table(map)
    }
}

/// A ground for a fee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema, AsRefStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Fee {
    /// No fee is ever charged.
    Never,
    /// For requests that are manifestly unfounded or excessive.
    UnfoundedOrExcessive,
    /// For further copies.
    FurtherCopies,
    /// For every request; accepted, and reported as a finding (RGT-13).
    EveryRequest,
}

impl Shape for Fee {
    const EXPECTED: &'static str = "a ground for a fee";

    fn short(text: &str) -> Result<Self, String> {
        from_text(text)
    }
}

/// When proof of identity is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema, AsRefStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum IdentityCheck {
    /// Where there is reasonable doubt.
    ReasonableDoubt,
    /// From everyone; accepted, and reported as a finding.
    Always,
}

/// Complaints.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[complaints]` table")]
pub struct Complaints {
    /// How to complain to the controller: PA18 s. 164A.
    pub controller: Option<Spanned<Channel>>,
    /// Ids of supervisory authorities, such as `gb-ico`.
    pub authorities: Option<Many<String>>,
    /// Why an authority is named that is not the controller's own, as a sentence.
    pub reason: Option<Text>,
    /// Whether readers are asked to complain here first: `invited`, or `required` (accepted, and reported as a finding).
    pub here_first: Option<Spanned<HereFirst>>,
    /// More about complaints, as sentences.
    pub text: Option<Text>,
}

/// What readers are told of complaining to the controller first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema, AsRefStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum HereFirst {
    /// They are invited to.
    Invited,
    /// They are told that they must.
    Required,
}

/// A way to complain to the controller.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a channel `{ form = \"…\", email = \"…\" }`")]
pub struct Channel {
    /// Postal address.
    pub address: Option<Spanned<String>>,
    /// E-mail address.
    pub email: Option<Spanned<Email>>,
    /// Telephone number.
    pub phone: Option<Spanned<String>>,
    /// Web form.
    pub form: Option<Spanned<Url>>,
    /// How soon a complaint is acknowledged.
    pub acknowledge: Option<Spanned<Period>>,
}

/// An automated decision, or profiling outside Art. 22.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "an `[automated.<id>]` table")]
pub struct Decision {
    /// What is decided, as a noun phrase.
    pub label: Option<Text>,
    /// Ids of purposes.
    pub purposes: Option<Many<Id>>,
    /// Categories of data that go into it.
    pub data: Option<Many<Id>>,
    /// Whether no human has a meaningful part in it.
    pub solely: Option<Spanned<bool>>,
    /// Whether it has legal or similarly significant effects.
    pub significant: Option<Spanned<bool>>,
    /// What allows it: GDPR Art. 22(2).
    pub gateway: Option<Spanned<Gateway>>,
    /// The statute, where a law allows it.
    pub law: Option<Many<String>>,
    /// For explicit consent: that it is explicit.
    pub explicit: Option<Spanned<bool>>,
    /// Criteria and main factors, as a noun phrase: C-203/22.
    pub logic: Option<Text>,
    /// What it means for you, as a clause with "it" or "you" that stands alone.
    pub significance: Option<Text>,
    /// What may follow, as a clause with "you" that stands alone.
    pub consequences: Option<Text>,
    /// Where it is about children: why that is needed and what protects them, as sentences.
    pub children: Option<Text>,
    /// What protects you: GDPR Art. 22(3), UK GDPR Art. 22C.
    pub safeguards: Option<Spanned<Safeguards>>,
    /// The id that this entry had before, so that a comparison of two versions follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<Spanned<Id>>,
}

/// What allows a solely automated decision: GDPR Art. 22(2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema, AsRefStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Gateway {
    /// (a) necessary for a contract with you.
    Contract,
    /// (b) authorised by law.
    Law,
    /// (c) your explicit consent.
    ExplicitConsent,
}

/// Safeguards of an automated decision.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "safeguards `{ human = \"…\", view = true, contest = true }`")]
pub struct Safeguards {
    /// You are told that such a decision was made: UK GDPR Art. 22C(2)(a).
    pub informed: Option<Spanned<bool>>,
    /// Whom to ask for a human to look at it.
    pub human: Option<Spanned<Reach>>,
    /// You may give your view.
    pub view: Option<Spanned<bool>>,
    /// You may contest it.
    pub contest: Option<Spanned<bool>>,
}
