//! Who is responsible and how to reach them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::AsRefStr;

use super::leaf::{Email, Reach, Url};
use super::register::Id;
use super::shape::{Many, Shape, from_text};
use super::text::{Text, closed_or_words};
use crate::law::Country;
use crate::source::{Spanned, is_blank};

/// What an organisation is in law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema, AsRefStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Kind {
    /// A company or partnership.
    Company,
    /// One person in business.
    SoleTrader,
    /// A public authority or body: GDPR Art. 6(1) last subparagraph, 37(1)(a).
    PublicAuthority,
    /// Parish or community council or meeting, charter trustees: no public authority under PA18 s. 7(3).
    ParishCouncil,
    /// A court or tribunal acting judicially.
    Court,
    /// A charity.
    Charity,
    /// A body without profit aim.
    NonProfit,
    /// A body with a political, philosophical, religious or union aim: GDPR Art. 9(2)(d).
    MembershipBody,
    /// An employer, where the notice speaks to its staff.
    Employer,
}

/// What the main business of an organisation consists of: GDPR Art. 37(1)(b), (c).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema, AsRefStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum CoreActivity {
    /// Watching people regularly and systematically on a large scale.
    LargeScaleMonitoring,
    /// Using special data or data on offences on a large scale.
    LargeScaleSpecialData,
}

impl Shape for CoreActivity {
    const EXPECTED: &'static str = "a core activity";

    fn short(text: &str) -> Result<Self, String> {
        from_text(text)
    }
}

impl Shape for Kind {
    const EXPECTED: &'static str = "a kind of organisation";

    fn short(text: &str) -> Result<Self, String> {
        from_text(text)
    }
}

/// Where an organisation is registered.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RegistrationKind {
    /// The register of data protection fees in the United Kingdom.
    Ico,
    /// A register of companies.
    Company,
    /// A register of charities.
    Charity,
    /// Another, in the words of the author.
    #[serde(untagged)]
    Other(Text),
}

closed_or_words! {
    RegistrationKind: "`ico`, `company`, `charity`, or what the number is called" =>
    "ico" Ico, "company" Company, "charity" Charity; Other
}

/// A number under which an organisation is registered.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a registration")]
pub struct Registration {
    /// Of what: `ico`, `company`, `charity`, or other words.
    pub kind: Option<RegistrationKind>,
    /// The number.
    pub number: Option<Spanned<String>>,
}

impl Shape for Registration {
    const EXPECTED: &'static str = "a registration `{ kind = \"…\", number = \"…\" }`";

    fn long<'de, A: serde::de::MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        super::shape::from_table(map)
    }
}

/// The controller: GDPR Art. 4(7), 13(1)(a).
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[controller]` table")]
pub struct Controller {
    /// Its legal name.
    pub name: Option<Spanned<String>>,
    /// The name by which readers know it.
    pub trading_as: Option<Spanned<String>>,
    /// Its legal form, such as "company limited by guarantee".
    pub legal_form: Option<Text>,
    /// What it is in law; several allowed.
    pub kind: Option<Many<Kind>>,
    /// Core activities that call for a data protection officer; `[]` says that it has none of them.
    pub core_activities: Option<Many<CoreActivity>>,
    /// How many people it constantly employs on automated processing: decides about an officer in Germany.
    pub processing_staff: Option<Spanned<u32>>,
    /// What it does, as a sentence.
    pub about: Option<Text>,
    /// Country of establishment, ISO 3166-1 alpha-2.
    pub country: Option<Spanned<Country>>,
    /// Other countries in which it has an establishment: GDPR Art. 3(1).
    pub establishments: Option<Many<Country>>,
    /// Where it offers something to people or watches them from outside, GDPR Art. 3(2): countries, `EU`, `GB`; `[]` says nowhere.
    pub targets: Option<Many<String>>,
    /// What its use of data of people in Switzerland is like, where it is established outside: FADP Art. 14(1).
    pub in_switzerland: Option<InSwitzerland>,
    /// Registration numbers.
    pub registration: Option<Many<Registration>>,
    /// Postal address.
    pub address: Option<Spanned<String>>,
    /// E-mail address.
    pub email: Option<Spanned<Email>>,
    /// Telephone number.
    pub phone: Option<Spanned<String>>,
    /// Web form.
    pub form: Option<Spanned<Url>>,
    /// Website.
    pub website: Option<Spanned<Url>>,
    /// The office or post to ask for; no person's name is needed.
    pub attention: Option<Text>,
}

/// What decides whether a private controller from outside needs a representative in Switzerland: FADP Art. 14(1)(b) to (d).
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "facts `{ large_scale = true, regular = true, high_risk = true }`")]
pub struct InSwitzerland {
    /// It uses data of people there on a large scale.
    pub large_scale: Option<Spanned<bool>>,
    /// It does so regularly.
    pub regular: Option<Spanned<bool>>,
    /// That is a high risk to their personality.
    pub high_risk: Option<Spanned<bool>>,
}

/// A further contact.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[contacts.<id>]` table")]
pub struct Contact {
    /// Who it is, as a noun phrase.
    pub label: Option<Text>,
    /// What it is for, as a noun phrase.
    #[serde(rename = "for")]
    pub purpose: Option<Text>,
    /// Postal address.
    pub address: Option<Spanned<String>>,
    /// E-mail address.
    pub email: Option<Spanned<Email>>,
    /// Telephone number.
    pub phone: Option<Spanned<String>>,
    /// Web form.
    pub form: Option<Spanned<Url>>,
    /// The id that this entry had before, so that a comparison of two versions follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<Spanned<Id>>,
}

/// The data protection officer: GDPR Art. 37 to 39. Contact details are the legal item, the name is not.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[dpo]` table")]
pub struct Dpo {
    /// `true`: none is appointed, and none is required.
    pub none: Option<Spanned<bool>>,
    /// Name; optional.
    pub name: Option<Spanned<String>>,
    /// Post that the officer holds besides.
    pub role: Option<Text>,
    /// Postal address.
    pub address: Option<Spanned<String>>,
    /// E-mail address.
    pub email: Option<Spanned<Email>>,
    /// Telephone number.
    pub phone: Option<Spanned<String>>,
    /// Web form.
    pub form: Option<Spanned<Url>>,
}

/// Why no representative is needed: GDPR Art. 27(2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema, AsRefStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum RepresentativeExemption {
    /// Occasional, without special or criminal data on a large scale, and unlikely to be a risk: 27(2)(a).
    Occasional,
    /// A public authority or body: 27(2)(b).
    PublicBody,
}

/// A representative: GDPR Art. 27, UK GDPR Art. 27, FADP Art. 14.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[representatives.<regime>]` table")]
pub struct Representative {
    /// The ground on which none is needed; then nothing else stands here.
    pub exempt: Option<Spanned<RepresentativeExemption>>,
    /// Name.
    pub name: Option<Spanned<String>>,
    /// Country in which it is established.
    pub country: Option<Spanned<Country>>,
    /// Postal address.
    pub address: Option<Spanned<String>>,
    /// E-mail address.
    pub email: Option<Spanned<Email>>,
    /// Telephone number.
    pub phone: Option<Spanned<String>>,
    /// Web form.
    pub form: Option<Spanned<Url>>,
}

/// Another controller, named by purposes or by `[joint]`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[controllers.<id>]` table")]
pub struct OtherController {
    /// Legal name.
    pub name: Option<Spanned<String>>,
    /// What it is, as a noun phrase, where it has no single name.
    pub category: Option<Text>,
    /// What it does with the data, as a noun phrase.
    pub activity: Option<Text>,
    /// Country of establishment.
    pub country: Option<Spanned<Country>>,
    /// Postal address.
    pub address: Option<Spanned<String>>,
    /// E-mail address.
    pub email: Option<Spanned<Email>>,
    /// Telephone number.
    pub phone: Option<Spanned<String>>,
    /// Web form.
    pub form: Option<Spanned<Url>>,
    /// Its own privacy notice.
    pub notice: Option<Spanned<Url>>,
    /// The id that this entry had before, so that a comparison of two versions follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<Spanned<Id>>,
}

/// A joint arrangement: GDPR Art. 26.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[joint.<id>]` table")]
pub struct Joint {
    /// What it is called, as a noun phrase.
    pub label: Option<Text>,
    /// Ids of `[controllers.<id>]`, together with `[controller]`.
    pub controllers: Option<Many<Id>>,
    /// The part of the activity that is joint, as a noun phrase; absent: all of it.
    #[serde(rename = "for")]
    pub scope: Option<Text>,
    /// Who informs you and who answers which request, as sentences: GDPR Art. 26(2).
    pub essence: Option<Text>,
    /// Where the essence can be read instead.
    pub essence_at: Option<Spanned<Reach>>,
    /// The law that fixes the responsibilities instead of an arrangement: GDPR Art. 26(1).
    pub law: Option<Many<String>>,
    /// Contact point of the arrangement.
    pub contact: Option<Spanned<Reach>>,
    /// The id that this entry had before, so that a comparison of two versions follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<Spanned<Id>>,
}

/// An activity in which the organisation acts for another controller.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[processor_for.<id>]` table")]
pub struct ProcessorFor {
    /// The controller, as a noun phrase or a name.
    pub controller: Option<Text>,
    /// The activity, as a noun phrase.
    pub activity: Option<Text>,
    /// That controller's notice.
    pub notice: Option<Spanned<Url>>,
    /// The id that this entry had before, so that a comparison of two versions follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<Spanned<Id>>,
}

/// Has ways of being reached.
pub trait Reachable {
    /// The ways that are declared.
    fn ways(&self) -> Ways<'_>;

    /// Whether any way is declared and not blank.
    fn is_reachable(&self) -> bool {
        let ways = self.ways();
        ways.address.is_some_and(|address| !is_blank(address))
            || ways.email.is_some()
            || ways.phone.is_some_and(|phone| !is_blank(phone))
            || ways.form.is_some()
    }
}

/// Ways of reaching somebody.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ways<'a> {
    /// Postal address.
    pub address: Option<&'a Spanned<String>>,
    /// E-mail address.
    pub email: Option<&'a Spanned<Email>>,
    /// Telephone number.
    pub phone: Option<&'a Spanned<String>>,
    /// Web form.
    pub form: Option<&'a Spanned<Url>>,
}

macro_rules! reachable {
    ($($type:ty),*) => {$(
        impl Reachable for $type {
            fn ways(&self) -> Ways<'_> {
                Ways {
                    address: self.address.as_ref(),
                    email: self.email.as_ref(),
                    phone: self.phone.as_ref(),
                    form: self.form.as_ref(),
                }
            }
        }
    )*};
}

reachable!(Controller, Contact, Dpo, Representative, OtherController, super::rights::Channel);
