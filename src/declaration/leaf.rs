//! Leaf values: language tags, dates, addresses. Each is read from a text and says what is wrong with it.

use std::fmt;
use std::str::FromStr;

use icu_locale_core::Locale;
use jiff::civil;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use super::period::{Lifetime, Period};
use super::shape::{Shape, from_table, from_text};
use crate::law::{Article6, Condition9, Country, Regime, Right, basis::SpecialKind};

/// A BCP 47 language tag in its canonical form, such as `en`, `de` or `de-x-informal`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(String);

impl Tag {
    /// The tag.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language without region and variant, such as `de`.
    #[must_use]
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// Whether the language is English, whatever its region.
    #[must_use]
    pub fn is_english(&self) -> bool {
        self.primary() == "en"
    }
}

impl Default for Tag {
    /// English, the language of the built-in sentences that no other language replaces.
    fn default() -> Self {
        Self("en".to_owned())
    }
}

/// A day, written as a TOML date: `2026-12-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(pub civil::Date);

/// A web address: `https://…`, `http://…`, or a path within the site.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Url(String);

/// An e-mail address.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Email(String);

/// A colour: red, green and blue in sRGB, written `#0b4f96`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Colour(pub [u8; 3]);

/// A way to reach somebody: an e-mail address, a web address, a telephone number, or words that tell the way.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Reach {
    /// `dpo@northmoor.example`
    Email(String),
    /// `https://northmoor.example/rights`
    Url(String),
    /// `+44 1632 960000`
    Phone(String),
    /// Anything else, in the words of the author.
    Words(String),
}

impl FromStr for Tag {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match Locale::try_from_str(text) {
            Ok(locale) if !text.starts_with("und") => Ok(Self(locale.to_string())),
            _ => Err(format!("`{text}` is no language tag\na tag is written as in BCP 47: `en`, `de`, `pt-BR`")),
        }
    }
}

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.parse().map(Self).map_err(|_| format!("`{text}` is no date\na date is written `2026-12-01`"))
    }
}

impl FromStr for Url {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let clean = !text.contains(|one: char| one.is_whitespace() || one.is_control() || "<>\"'`\\".contains(one));
        let good = clean
            && match rest {
                Some(rest) => rest.starts_with(|one: char| one.is_alphanumeric() || one == '['),
                None => !text.is_empty() && !text.contains(':') && !text.starts_with("//"),
            };
        if good {
            Ok(Self(text.to_owned()))
        } else {
            Err(format!("`{text}` is no web address\nwrite it in full: `https://northmoor.example/privacy`"))
        }
    }
}

fn looks_like_email(text: &str) -> bool {
    let strange = |one: char| one.is_whitespace() || one.is_control() || "<>()[]\\,;:\"".contains(one);
    match text.split_once('@') {
        Some((local, domain)) => {
            !local.is_empty()
                && !text.contains(strange)
                && !domain.contains('@')
                && domain.split('.').count() > 1
                && domain.split('.').all(|label| !label.is_empty())
        }
        None => false,
    }
}

impl FromStr for Email {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if looks_like_email(text) {
            Ok(Self(text.to_owned()))
        } else {
            Err(format!("`{text}` is no e-mail address\nwrite one address: `hello@northmoor.example`"))
        }
    }
}

impl FromStr for Colour {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii());
        let part = |at: usize| u8::from_str_radix(digits?.get(at..at + 2)?, 16).ok();
        match (part(0), part(2), part(4)) {
            (Some(red), Some(green), Some(blue)) if !text.contains('+') => Ok(Self([red, green, blue])),
            _ => Err(format!("`{text}` is no colour\na colour is written with six digits: `#0b4f96`")),
        }
    }
}

impl FromStr for Reach {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let phone = |one: char| one.is_ascii_digit() || "+ ()-./".contains(one);
        if text.is_empty() {
            Err("the text is empty\nwrite an e-mail address, a web address, a number or the way in words".to_owned())
        } else if looks_like_email(text) {
            Ok(Self::Email(text.to_owned()))
        } else if text.starts_with("https://") || text.starts_with("http://") {
            text.parse().map(|Url(address)| Self::Url(address))
        } else if text.chars().all(phone) {
            Ok(Self::Phone(text.to_owned()))
        } else {
            Ok(Self::Words(text.to_owned()))
        }
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl fmt::Display for Reach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Email(text) | Self::Url(text) | Self::Phone(text) | Self::Words(text)) = self;
        f.write_str(text)
    }
}

/// Implements reading from a text, writing as one, and the schema of one.
macro_rules! from_a_text {
    ($type:ty, $expected:literal, $schema:tt) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }

        impl Shape for $type {
            const EXPECTED: &'static str = $expected;

            fn short(text: &str) -> Result<Self, String> {
                text.parse()
            }
        }
    };
}

/// Implements reading for types that are always written as a text.
macro_rules! read_text {
    ($($type:ty),*) => {$(
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
            }
        }
    )*};
}

from_a_text!(Tag, "a language tag", { "type": "string", "description": "A BCP 47 language tag, such as `de`" });
from_a_text!(Date, "a date", {
    "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "description": "A day, as a TOML date"
});
from_a_text!(Period, "a period", {
    "type": "string", "description": "A calendar period, such as `12 months` or `P1Y`"
});
from_a_text!(Lifetime, "a lifetime", {
    "type": "string", "description": "`session`, `persistent`, or a time such as `2 years`"
});
from_a_text!(Url, "a web address", { "type": "string", "description": "A web address" });
from_a_text!(Email, "an e-mail address", { "type": "string", "format": "email", "description": "An e-mail address" });
from_a_text!(Colour, "a colour", {
    "type": "string", "pattern": "^#[0-9a-fA-F]{6}$", "description": "A colour in sRGB, such as `#0b4f96`"
});
from_a_text!(Reach, "a way to reach somebody", {
    "type": "string", "description": "An e-mail or web address, a telephone number, or the way in words"
});
read_text!(Tag, Period, Lifetime, Url, Email, Colour, Reach);

struct DateVisitor;

impl<'de> Visitor<'de> for DateVisitor {
    type Value = Date;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date such as 2026-12-01")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Date, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Date, A::Error> {
        let written: toml::value::Datetime = from_table(map)?;
        if written.time.is_some() || written.offset.is_some() {
            return Err(de::Error::custom(format!("`{written}` has a time of day\na date is written `2026-12-01`")));
        }
        written.to_string().parse().map_err(de::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DateVisitor)
    }
}

/// Implements the short form for closed lists that serde or the law's own reader reads.
macro_rules! listed {
    ($($type:ty: $expected:literal by $read:expr;)*) => {$(
        impl Shape for $type {
            const EXPECTED: &'static str = $expected;

            fn short(text: &str) -> Result<Self, String> {
                let read: fn(&str) -> Result<Self, String> = $read;
                read(text)
            }
        }
    )*};
}

listed! {
    Article6: "a lawful basis" by |text| text.parse().map_err(|error: crate::law::basis::NotListed| error.to_string());
    Condition9: "a condition" by |text| text.parse().map_err(|error: crate::law::basis::NotListed| error.to_string());
    Country: "a country code" by from_text;
    Regime: "a jurisdiction" by from_text;
    Right: "a right" by from_text;
    SpecialKind: "a kind of special data" by from_text;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_apart() {
        assert_eq!("a@b.example".parse(), Ok(Reach::Email("a@b.example".into())));
        assert_eq!("+44 1632 960000".parse(), Ok(Reach::Phone("+44 1632 960000".into())));
        assert_eq!("ask at the desk".parse(), Ok(Reach::Words("ask at the desk".into())));
        assert!("javascript:alert(1)".parse::<Url>().is_err());
        assert!("//evil.example".parse::<Url>().is_err());
        assert!("/privacy".parse::<Url>().is_ok());
        assert!("a@b".parse::<Email>().is_err());
    }

    #[test]
    fn colours_have_six_digits() {
        assert_eq!("#0B4f96".parse(), Ok(Colour([0x0b, 0x4f, 0x96])));
        assert_eq!(Colour([0x0b, 0x4f, 0x96]).to_string(), "#0b4f96");
        for wrong in ["0b4f96", "#0b4f9", "#0b4f966", "#0b4fgg", "#+1+1+1", "#éé11", "blue", ""] {
            assert!(wrong.parse::<Colour>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn tags_are_canonical() {
        assert_eq!("DE-x-informal".parse::<Tag>().unwrap().as_str(), "de-x-informal");
        assert!("english!".parse::<Tag>().is_err());
    }
}
