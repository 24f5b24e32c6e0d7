//! Cookies and other storage, direct marketing.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::AsRefStr;

use super::leaf::Url;
use super::period::Lifetime;
use super::register::Id;
use super::shape::{Many, Shape, from_text};
use super::text::Text;
use crate::source::Spanned;

/// Something that is stored on, or read from, the reader's device.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[storage.<id>]` table")]
pub struct StoredItem {
    /// Its name, such as `sid`.
    pub name: Option<Spanned<String>>,
    /// What it is called where it is a kind of item and not one, as a noun phrase.
    pub label: Option<Text>,
    /// What it is.
    pub kind: Option<Spanned<StorageKind>>,
    /// Who sets or reads it: `own`, or the id of a recipient.
    pub provider: Option<Spanned<Id>>,
    /// What it does, as a clause with "it" that stands alone.
    #[serde(rename = "use")]
    pub purpose: Option<Text>,
    /// How long it stays.
    pub duration: Option<Spanned<Lifetime>>,
    /// The longest that any of the kind stays.
    pub at_most: Option<Spanned<Lifetime>>,
    /// Why it needs no consent.
    pub exempt: Option<Spanned<Exemption>>,
    /// What is asked of the reader before it is set.
    pub permission: Option<Spanned<StoragePermission>>,
    /// Whether third parties can read it: C-673/17.
    pub third_party_access: Option<Spanned<bool>>,
    /// How to refuse or remove it, as a phrase that stands alone.
    pub refuse: Option<Text>,
    /// UK, for statistics and appearance: whether refusing it is simple and free of charge.
    pub free_refusal: Option<Spanned<bool>>,
    /// UK, for statistics and appearance: whether it serves the controller's own service or website alone.
    pub own_service: Option<Spanned<bool>>,
    /// UK, for statistics: whether what it collects goes to others who do more with it than help to improve the service.
    pub passed_on: Option<Spanned<bool>>,
    /// A cookie notice, or the provider's.
    pub more: Option<Spanned<Url>>,
    /// The purpose of this notice that it serves.
    pub purposes: Option<Many<Id>>,
    /// The id that this entry had before, so that a comparison of two versions follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<Spanned<Id>>,
}

/// What a stored item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema, AsRefStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum StorageKind {
    /// A cookie.
    Cookie,
    /// Local or session storage of the browser.
    LocalStorage,
    /// A pixel or beacon.
    Pixel,
    /// A library in an app.
    Sdk,
    /// A fingerprint of the device.
    Fingerprint,
    /// A cookie notice kept elsewhere.
    List,
}

/// Why an item needs no consent: Directive 2002/58/EC Art. 5(3); PECR Sch. A1 adds three from 2026-02-05.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema, AsRefStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Exemption {
    /// It carries a communication.
    Transmission,
    /// A service that the reader asked for can't do without it.
    StrictlyNecessary,
    /// UK: statistics about the use of the service.
    Statistical,
    /// UK: how the service looks or works for the reader.
    Appearance,
    /// UK: emergency help.
    Emergency,
}

impl Exemption {
    /// Whether it stands in UK law alone, from 2026-02-05: PECR Sch. A1.
    #[must_use]
    pub fn is_uk_only(self) -> bool {
        matches!(self, Self::Statistical | Self::Appearance | Self::Emergency)
    }
}

/// What is asked of the reader before an item is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema, AsRefStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum StoragePermission {
    /// Consent before it is set.
    Consent,
    /// Nothing but that browsers have settings; accepted, and reported as a finding.
    BrowserSettings,
    /// A tool to object afterwards; accepted, and reported as a finding where consent is needed.
    OptOut,
    /// Nothing.
    None,
}

/// Direct marketing.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[marketing.<id>]` table")]
pub struct Marketing {
    /// What is sent, as a noun phrase.
    pub label: Option<Text>,
    /// Id of the purpose, or of several.
    pub purpose: Option<Many<Id>>,
    /// Ways in which it comes.
    pub channels: Option<Many<Channels>>,
    /// On what it rests: PECR reg. 22, Directive 2002/58/EC Art. 13.
    pub permission: Option<Spanned<Permission>>,
    /// How to stop it, as a noun phrase.
    pub opt_out: Option<Text>,
    /// Whether it is about the sender's own similar products or services.
    pub similar: Option<Spanned<bool>>,
    /// Whether the address was got in the sale of a product or service.
    pub sale: Option<Spanned<bool>>,
    /// Whether it was got in negotiations for a sale that need not have come about, which UK law alone lets count.
    pub negotiations: Option<Spanned<bool>>,
    /// Whether refusing was offered when the address was collected.
    pub refusal_offered: Option<Spanned<bool>>,
    /// Whether each message offers to refuse further ones, simply and free of charge.
    pub refusal_each_time: Option<Spanned<bool>>,
    /// A charity's: whether it serves the charity's purposes and nothing else: PECR reg. 22(3A).
    pub charitable_purpose: Option<Spanned<bool>>,
    /// A charity's: whether the address was got when the person showed interest in those purposes or supported them.
    pub support: Option<Spanned<bool>>,
    /// Whether it goes to addresses of companies and other bodies alone, to none of a person: PECR reg. 22(1).
    pub corporate: Option<Spanned<bool>>,
    /// Recipients who send on their own account.
    pub recipients: Option<Many<Id>>,
    /// The id that this entry had before, so that a comparison of two versions follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<Spanned<Id>>,
}

/// A way in which marketing comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema, AsRefStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Channels {
    /// E-mail.
    Email,
    /// Text message.
    Sms,
    /// Telephone.
    Phone,
    /// Post.
    Post,
    /// Messages of an app.
    Push,
    /// Social media.
    SocialMedia,
}

impl Shape for Channels {
    const EXPECTED: &'static str = "a channel";

    fn short(text: &str) -> Result<Self, String> {
        from_text(text)
    }
}

/// On what direct marketing rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema, AsRefStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Permission {
    /// Consent.
    Consent,
    /// An earlier sale: PECR reg. 22(3), Directive 2002/58/EC Art. 13(2).
    SoftOptIn,
    /// Earlier support of a charity: PECR reg. 22(3A).
    CharitySoftOptIn,
    /// None is needed for this channel.
    NotRequired,
}
