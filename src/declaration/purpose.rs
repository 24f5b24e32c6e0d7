//! Purposes, their lawful bases and conditions, and whether data must be given.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::MapAccess;
use serde::{Deserialize, Serialize};
use strum::AsRefStr;

use super::collected::Collected;
use super::data::DataUses;
use super::exemptions::Further;
use super::leaf::Reach;
use super::parties::Recipient;
use super::register::Id;
use super::retention::Retention;
use super::shape::{Many, Shape, Use, from_table, from_text};
use super::text::{Text, closed_or_words};
use crate::law::basis::{Annex1, Article6, Condition9};
use crate::source::{Span, Spanned};

/// One reason for using data: GDPR Art. 13(1)(c).
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[purposes.<id>]` table")]
pub struct Purpose {
    /// Its heading, as a noun phrase or a gerund.
    pub label: Option<Text>,
    /// What is done with which data to what end, as sentences.
    pub text: Option<Text>,
    /// Groups of people: ids of `[subjects.<id>]`.
    pub subjects: Option<Many<Id>>,
    /// Categories of data: ids of `[data.<id>]`, or entries.
    pub data: Option<DataUses>,
    /// `direct`, `observed`, `inferred`, or sources.
    pub collected: Option<Many<Collected>>,
    /// Grounds in Art. 6(1), one or several.
    pub basis: Option<Many<Basis>>,
    /// Conditions of Art. 9(2) and Art. 10.
    pub conditions: Option<Many<Condition>>,
    /// Who gets the data: ids of `[recipients.<id>]`, entries, or `none`.
    pub recipients: Option<Many<Use<Recipient>>>,
    /// How long the data are kept: ids of `[retention.<id>]`, or entries.
    pub retention: Option<Many<Use<Retention>>>,
    /// Whether the data must be given: GDPR Art. 13(2)(e).
    pub provision: Option<Many<Provision>>,
    /// Joint arrangement for it: id of `[joint.<id>]`.
    pub joint: Option<Many<Id>>,
    /// Other controllers that do this on their own account: ids of `[controllers.<id>]`.
    pub controllers: Option<Many<Id>>,
    /// Whether it is part of the public task of an authority.
    pub task: Option<Spanned<bool>>,
    /// Whether it is direct marketing: GDPR Art. 21(2).
    pub marketing: Option<Spanned<bool>>,
    /// Whether it builds profiles of people: GDPR Art. 4(4).
    pub profiling: Option<Spanned<bool>>,
    /// Whether it is research or statistics under Art. 89 (UK GDPR Art. 84A): GDPR Art. 21(6).
    pub research: Option<Spanned<bool>>,
    /// Whether data are processed by automated means: GDPR Art. 20(1)(b). Silence says neither.
    pub automated_means: Option<Spanned<bool>>,
    /// Whether it can be told of whom the data are: GDPR Art. 11. `false`: the notice says what becomes of the rights.
    pub can_identify: Option<Spanned<bool>>,
    /// What people can give so that their data are found all the same, as a noun phrase: GDPR Art. 11(2).
    pub identify_by: Option<Text>,
    /// When it happens, as a phrase that stands alone: a feature that you use, a client that asks.
    pub when: Option<Text>,
    /// When and where people are told, as a phrase that stands alone: those who are filmed, at that moment (GDPR Art. 13(1));
    /// those who did not give the data, within a month (Art. 14(3)).
    pub delivery: Option<Text>,
    /// For a new use of data that is there already: GDPR Arts. 6(4), 13(3), 14(4).
    pub further: Option<Spanned<Further>>,
    /// The version of the notice that brought it.
    pub added_in: Option<Spanned<String>>,
    /// The id that this entry had before, so that a comparison of two versions follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<Spanned<Id>>,
}

/// A ground in Art. 6(1) GDPR, with what the law wants to be told of it.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a basis `{ article = \"6(1)(f)\", interest = \"…\" }`")]
pub struct Basis {
    /// The article or the plain name.
    pub article: Option<Spanned<Article6>>,
    /// The part of the purpose that rests on it, as a noun phrase or a gerund: what the reader sees.
    pub scope: Option<Text>,
    /// Categories of data that rest on it; absent: all of the purpose.
    pub data: Option<Many<Id>>,
    /// Groups of people for whom it holds; absent: all of the purpose.
    pub subjects: Option<Many<Id>>,
    /// Recipients to which it is limited.
    pub recipients: Option<Many<Id>>,
    /// Other controllers to which it is limited.
    pub controllers: Option<Many<Id>>,
    /// (f): the interest, as a noun phrase or a gerund.
    pub interest: Option<Text>,
    /// (f): ids of `[interests.<id>]`.
    pub interests: Option<Many<Id>>,
    /// (f): whose interest.
    pub owner: Option<InterestOwner>,
    /// (f): where the balancing can be read or asked for, as a phrase that stands alone.
    pub balancing: Option<Text>,
    /// (f): what weight the interests of children have, as a phrase that stands alone.
    pub children: Option<Text>,
    /// (c), (e): statutes; for (e) also the official function.
    pub law: Option<Many<String>>,
    /// (b): the contract, as a noun phrase.
    pub contract: Option<Text>,
    /// (a): how consent is given.
    pub given: Option<Many<ConsentChannel>>,
    /// (a): how to withdraw.
    pub withdraw: Option<Text>,
    /// (a): what refusing does and does not do, as a sentence.
    pub free: Option<Text>,
    /// (a): consent is explicit.
    pub explicit: Option<Spanned<bool>>,
    /// (d): whose vital interests, as a noun phrase.
    pub whose: Option<Text>,
    /// (ea): the condition of Annex 1 UK GDPR.
    pub annex_1: Option<Spanned<Annex1>>,
}

/// A way in which people give consent: GDPR Art. 7(3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema, AsRefStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum ConsentChannel {
    /// On a website or in an app.
    Online,
    /// By e-mail or another message.
    Email,
    /// By telephone.
    Phone,
    /// On paper.
    Paper,
    /// By word of mouth, face to face.
    InPerson,
}

/// Whose legitimate interest it is: GDPR Art. 13(1)(d).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum InterestOwner {
    /// The controller's.
    Controller,
    /// Both the controller's and a third party's.
    Both,
    /// A third party's, which is not named.
    ThirdParty,
    /// A third party's, in the words of the author.
    #[serde(untagged)]
    Named(Text),
}

closed_or_words! {
    InterestOwner: "`controller`, `both`, `third-party`, or the third party as a noun phrase" =>
    "controller" Controller, "both" Both, "third-party" ThirdParty; Named
}

/// A legitimate interest that several purposes share.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "an `[interests.<id>]` table")]
pub struct Interest {
    /// The interest, as a noun phrase or a gerund.
    pub label: Option<Text>,
    /// Whose it is.
    pub owner: Option<InterestOwner>,
    /// Where the balancing can be read or asked for, as a phrase that stands alone.
    pub balancing: Option<Text>,
    /// The id that this entry had before, so that a comparison of two versions follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<Spanned<Id>>,
}

/// A condition for special data (Art. 9(2)) or an authority for data on offences (Art. 10).
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(
    default,
    deny_unknown_fields,
    expecting = "a condition `{ article = \"9(2)(b)\", data = [\"…\"], law = \"…\" }`"
)]
pub struct Condition {
    /// The article or the plain name.
    pub article: Option<Spanned<Condition9>>,
    /// The part of the purpose that rests on it, as a noun phrase or a gerund.
    pub scope: Option<Text>,
    /// Categories of data; absent: all special data (or, for Art. 10, all data on offences) of the purpose.
    pub data: Option<Many<Id>>,
    /// Groups of people for whom it holds.
    pub subjects: Option<Many<Id>>,
    /// Recipients to which it is limited.
    pub recipients: Option<Many<Id>>,
    /// Other controllers to which it is limited.
    pub controllers: Option<Many<Id>>,
    /// Statutes.
    pub law: Option<Many<String>>,
    /// UK: paragraph of Schedule 1 PA18, such as `1` or `18`.
    pub schedule_1: Option<Many<String>>,
    /// UK, from 2026-02-05: condition of Schedule A1 PA18 (relevant international law).
    pub schedule_a1: Option<Spanned<String>>,
    /// UK: the appropriate policy document, or where to ask for it.
    pub policy: Option<Spanned<Reach>>,
    /// Art. 10: the processing is under the control of official authority.
    pub official_authority: Option<Spanned<bool>>,
    /// (a): consent is explicit.
    pub explicit: Option<Spanned<bool>>,
    /// (a): how consent is given.
    pub given: Option<Many<ConsentChannel>>,
    /// (a): how to withdraw.
    pub withdraw: Option<Text>,
    /// (a): what refusing does and does not do, as a sentence.
    pub free: Option<Text>,
    /// (h): the contract with a health professional, as a noun phrase.
    pub contract: Option<Text>,
    /// (h), (i): the duty of secrecy, as a phrase that stands alone.
    pub secrecy: Option<Text>,
    /// (j) and others: the safeguards, as a phrase that stands alone.
    pub safeguards: Option<Text>,
}

/// Whether data must be given: GDPR Art. 13(2)(e).
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(
    default,
    deny_unknown_fields,
    expecting = "a provision `{ kind = \"statutory\", obliged = true, consequences = \"…\" }`"
)]
pub struct Provision {
    /// On what the request rests.
    pub kind: Option<Spanned<ProvisionKind>>,
    /// Whether the person is obliged.
    pub obliged: Option<Spanned<bool>>,
    /// What happens otherwise, as a clause with "we" or "you" that stands alone.
    pub consequences: Option<Text>,
    /// Categories of data for which it holds; absent: all of the purpose.
    pub data: Option<Many<Id>>,
    /// Groups of people for whom it holds.
    pub subjects: Option<Many<Id>>,
    /// The statute, where it is statutory.
    pub law: Option<Many<String>>,
}

/// On what a request for data rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema, AsRefStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum ProvisionKind {
    /// A statute asks for them.
    Statutory,
    /// A contract asks for them.
    Contractual,
    /// They are needed to enter into a contract.
    ToEnterContract,
    /// Nobody asks; they may be given.
    Voluntary,
}

impl Shape for Basis {
    const EXPECTED: &'static str = "a lawful basis";

    fn short(text: &str) -> Result<Self, String> {
        let article = Article6::short(text)?;
        Ok(Self { article: Some(Spanned::new(article, Span::default())), ..Self::default() })
    }

    fn long<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        from_table(map)
    }

    fn short_schema(generator: &mut SchemaGenerator) -> Option<Schema> {
        Some(generator.subschema_for::<Article6>())
    }

    fn place(&mut self, span: Span) {
        if let Some(article) = self.article.as_mut().filter(|article| article.span == Span::default()) {
            article.span = span;
        }
    }
}

impl Shape for ConsentChannel {
    const EXPECTED: &'static str = "a way of giving consent";

    fn short(text: &str) -> Result<Self, String> {
        from_text(text)
    }
}

impl Shape for Condition {
    const EXPECTED: &'static str = "a condition of Art. 9(2) or 10";

    fn short(text: &str) -> Result<Self, String> {
        let article = Condition9::short(text)?;
        Ok(Self { article: Some(Spanned::new(article, Span::default())), ..Self::default() })
    }

    fn long<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        from_table(map)
    }

    fn short_schema(generator: &mut SchemaGenerator) -> Option<Schema> {
        Some(generator.subschema_for::<Condition9>())
    }

    fn place(&mut self, span: Span) {
        if let Some(article) = self.article.as_mut().filter(|article| article.span == Span::default()) {
            article.span = span;
        }
    }
}

impl Shape for Provision {
    const EXPECTED: &'static str = "whether data must be given: `voluntary`, or a table";

    fn short(text: &str) -> Result<Self, String> {
        let kind: ProvisionKind = from_text(text)?;
        let here = Span::default();
        let obliged = (kind == ProvisionKind::Voluntary).then_some(Spanned::new(false, here));
        Ok(Self { kind: Some(Spanned::new(kind, here)), obliged, ..Self::default() })
    }

    fn long<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        from_table(map)
    }

    fn short_schema(generator: &mut SchemaGenerator) -> Option<Schema> {
        Some(generator.subschema_for::<ProvisionKind>())
    }

    fn place(&mut self, span: Span) {
        if let Some(kind) = self.kind.as_mut().filter(|kind| kind.span == Span::default()) {
            kind.span = span;
        }
        if let Some(obliged) = self.obliged.as_mut().filter(|obliged| obliged.span == Span::default()) {
            obliged.span = span;
        }
    }
}
