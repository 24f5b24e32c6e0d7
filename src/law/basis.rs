//! Lawful bases of Art. 6(1), conditions of Art. 9(2) and Art. 10, kinds of special data.

use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use strum::{AsRefStr, EnumIter, IntoEnumIterator};

/// A word of a closed list that is not on it, with the nearest that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotListed {
    /// What the list holds, such as "lawful basis".
    pub what: &'static str,
    /// What was written.
    pub found: String,
    /// The nearest good value.
    pub near: Option<String>,
}

impl fmt::Display for NotListed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no {} is called `{}`", self.what, self.found)?;
        match &self.near {
            Some(near) => write!(f, "\na similar one exists: `{near}`"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for NotListed {}

/// The listed word nearest to `found`, if any is near.
#[must_use]
pub fn nearest<'a>(found: &str, listed: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    listed
        .into_iter()
        .map(|word| (strsim::damerau_levenshtein(found, word), word))
        .filter(|(distance, word)| *distance <= word.len().max(found.len()) / 3 + 1)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

pub(super) fn listed<T: Copy>(
    what: &'static str,
    found: &str,
    all: impl Iterator<Item = T> + Clone,
    names: impl Fn(T) -> Vec<String>,
) -> Result<T, NotListed> {
    let wanted = found.trim().to_lowercase().replace([' ', '_'], "-");
    let wanted = wanted.trim_start_matches("art.").trim_start_matches("article").trim_start_matches('-');
    if let Some(value) = all.clone().find(|value| names(*value).iter().any(|name| name == wanted)) {
        return Ok(value);
    }
    let words: Vec<String> = all.flat_map(names).collect();
    let near = nearest(wanted, words.iter().map(String::as_str)).map(str::to_owned);
    Err(NotListed { what, found: found.to_owned(), near })
}

/// A lawful basis of Art. 6(1) GDPR; (ea) stands in the UK GDPR alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
pub enum Article6 {
    /// (a) consent.
    Consent,
    /// (b) contract with the data subject, or steps at their request before one.
    Contract,
    /// (c) legal obligation of the controller.
    Obligation,
    /// (d) vital interests.
    VitalInterests,
    /// (e) task in the public interest or official authority.
    PublicTask,
    /// (ea) recognised legitimate interests: UK GDPR Art. 6(1)(ea) with Annex 1, from 2026-02-05.
    RecognisedInterests,
    /// (f) legitimate interests.
    LegitimateInterests,
}

impl Article6 {
    /// The article, such as `6(1)(f)`.
    #[must_use]
    pub fn article(self) -> &'static str {
        match self {
            Self::Consent => "6(1)(a)",
            Self::Contract => "6(1)(b)",
            Self::Obligation => "6(1)(c)",
            Self::VitalInterests => "6(1)(d)",
            Self::PublicTask => "6(1)(e)",
            Self::RecognisedInterests => "6(1)(ea)",
            Self::LegitimateInterests => "6(1)(f)",
        }
    }

    /// The plain name, such as `legitimate-interests`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::Contract => "contract",
            Self::Obligation => "legal-obligation",
            Self::VitalInterests => "vital-interests",
            Self::PublicTask => "public-task",
            Self::RecognisedInterests => "recognised-legitimate-interests",
            Self::LegitimateInterests => "legitimate-interests",
        }
    }
}

impl FromStr for Article6 {
    type Err = NotListed;

    fn from_str(text: &str) -> Result<Self, NotListed> {
        listed("lawful basis", text, Self::iter(), |basis| vec![basis.article().into(), basis.name().into()])
    }
}

/// A condition for special data (Art. 9(2) GDPR) or for data on convictions and offences (Art. 10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
pub enum Condition9 {
    /// 9(2)(a) explicit consent.
    ExplicitConsent,
    /// 9(2)(b) employment, social security and social protection law.
    Employment,
    /// 9(2)(c) vital interests of somebody who can't consent.
    VitalInterests,
    /// 9(2)(d) non-profit body with a political, philosophical, religious or union aim.
    Membership,
    /// 9(2)(e) manifestly made public by the data subject.
    MadePublic,
    /// 9(2)(f) legal claims or courts.
    LegalClaims,
    /// 9(2)(g) substantial public interest.
    SubstantialPublicInterest,
    /// 9(2)(h) health or social care.
    HealthCare,
    /// 9(2)(i) public health.
    PublicHealth,
    /// 9(2)(j) archiving, research, statistics.
    Research,
    /// Art. 10: convictions and offences.
    Offences,
}

impl Condition9 {
    /// The article, such as `9(2)(b)` or `10`.
    #[must_use]
    pub fn article(self) -> &'static str {
        match self {
            Self::ExplicitConsent => "9(2)(a)",
            Self::Employment => "9(2)(b)",
            Self::VitalInterests => "9(2)(c)",
            Self::Membership => "9(2)(d)",
            Self::MadePublic => "9(2)(e)",
            Self::LegalClaims => "9(2)(f)",
            Self::SubstantialPublicInterest => "9(2)(g)",
            Self::HealthCare => "9(2)(h)",
            Self::PublicHealth => "9(2)(i)",
            Self::Research => "9(2)(j)",
            Self::Offences => "10",
        }
    }

    /// The plain name, such as `explicit-consent`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ExplicitConsent => "explicit-consent",
            Self::Employment => "employment-and-social-protection",
            Self::VitalInterests => "vital-interests",
            Self::Membership => "membership-body",
            Self::MadePublic => "made-public",
            Self::LegalClaims => "legal-claims",
            Self::SubstantialPublicInterest => "substantial-public-interest",
            Self::HealthCare => "health-or-social-care",
            Self::PublicHealth => "public-health",
            Self::Research => "archiving-research-statistics",
            Self::Offences => "criminal-offences",
        }
    }
}

impl FromStr for Condition9 {
    type Err = NotListed;

    fn from_str(text: &str) -> Result<Self, NotListed> {
        listed("condition of Art. 9(2) or 10", text, Self::iter(), |one| vec![one.article().into(), one.name().into()])
    }
}

/// Implements reading and writing as the article's number, or as the plain name or one of some more words where it is read.
macro_rules! as_article {
    ($type:ty, $about:literal, $more:expr) => {
        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.article())
            }
        }

        impl Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.article())
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        impl JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let words = Self::iter().map(Self::article).chain(Self::iter().map(Self::name));
                let words: Vec<&str> = words.chain($more).collect();
                let meanings: Vec<&str> = Self::iter().map(Self::name).chain(Self::iter().map(Self::article)).collect();
                json_schema!({
                    "type": "string", "description": $about, "enum": words, "x-taplo": { "docs": { "enumValues": meanings } },
                })
            }
        }
    };
}

as_article!(Article6, "A lawful basis of Art. 6(1): the article or its plain name", std::iter::empty());
as_article!(Condition9, "A condition of Art. 9(2) or Art. 10: the article or its plain name", std::iter::empty());
pub(super) use as_article;

/// A kind of special data in the closed list of Art. 9(1) GDPR.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema, AsRefStr, EnumIter,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum SpecialKind {
    /// Racial or ethnic origin.
    RacialOrEthnicOrigin,
    /// Political opinions.
    PoliticalOpinions,
    /// Religious or philosophical beliefs.
    ReligiousOrPhilosophicalBeliefs,
    /// Trade union membership.
    TradeUnionMembership,
    /// Genetic data.
    Genetic,
    /// Biometric data that identify a person.
    Biometric,
    /// Data concerning health.
    Health,
    /// Data concerning sex life.
    SexLife,
    /// Data concerning sexual orientation.
    SexualOrientation,
}

/// A condition of Annex 1 UK GDPR for recognised legitimate interests (Art. 6(1)(ea)).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema, AsRefStr, EnumIter,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Annex1 {
    /// Paragraph 1: somebody asks for the data for their public task.
    PublicTaskDisclosureRequest,
    /// Paragraph 2: national security, public security, defence.
    NationalSecurityPublicSecurityDefence,
    /// Paragraphs 3 and 4: emergencies in the meaning of the Civil Contingencies Act 2004.
    Emergencies,
    /// Paragraph 5: detecting, investigating or preventing crime.
    Crime,
    /// Paragraphs 6 and 7: safeguarding a vulnerable individual.
    Safeguarding,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn article_and_name_are_read_alike() {
        for basis in Article6::iter() {
            assert_eq!(basis.article().parse(), Ok(basis));
            assert_eq!(basis.name().parse(), Ok(basis));
        }
        assert_eq!("Art. 6(1)(f)".parse(), Ok(Article6::LegitimateInterests));
        let error = "legitimate-intrest".parse::<Article6>().unwrap_err();
        assert_eq!(error.near.as_deref(), Some("legitimate-interests"));
    }
}
