//! Lawful bases of Art. 6(1), conditions of Art. 9(2) and Art. 10, kinds of special data, mechanisms of chapter V.

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

fn listed<T: Copy>(
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

/// A ground of chapter V GDPR on which data may leave the area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
pub enum Mechanism {
    /// Art. 45 decision; in the UK regulations under Art. 45A.
    Adequacy,
    /// Art. 46 without saying which safeguard.
    Safeguards,
    /// 46(2)(a) binding instrument between public bodies.
    PublicInstrument,
    /// 46(2)(b) and 47 binding corporate rules.
    BindingCorporateRules,
    /// 46(2)(c) standard clauses adopted by the Commission (UK: by the Secretary of State).
    StandardClauses,
    /// 46(2)(d) standard clauses adopted by a supervisory authority (UK: the IDTA or the Addendum).
    AuthorityClauses,
    /// 46(2)(e) code of conduct.
    CodeOfConduct,
    /// 46(2)(f) certification.
    Certification,
    /// 46(3)(a) contract clauses that an authority approved.
    ApprovedClauses,
    /// 46(3)(b) administrative arrangement between public bodies.
    Arrangement,
    /// Art. 49 without saying which derogation.
    Derogation,
    /// 49(1)(a) explicit consent after being told of the risks.
    DerogationConsent,
    /// 49(1)(b) contract with the data subject.
    DerogationContract,
    /// 49(1)(c) contract in the interest of the data subject.
    DerogationThirdContract,
    /// 49(1)(d) important reasons of public interest.
    DerogationPublicInterest,
    /// 49(1)(e) legal claims.
    DerogationClaims,
    /// 49(1)(f) vital interests.
    DerogationVitalInterests,
    /// 49(1)(g) public register.
    DerogationRegister,
    /// 49(1) second subparagraph: compelling legitimate interests.
    CompellingInterests,
}

impl Mechanism {
    /// The article, such as `46(2)(c)`.
    #[must_use]
    pub fn article(self) -> &'static str {
        match self {
            Self::Adequacy => "45",
            Self::Safeguards => "46",
            Self::PublicInstrument => "46(2)(a)",
            Self::BindingCorporateRules => "47",
            Self::StandardClauses => "46(2)(c)",
            Self::AuthorityClauses => "46(2)(d)",
            Self::CodeOfConduct => "46(2)(e)",
            Self::Certification => "46(2)(f)",
            Self::ApprovedClauses => "46(3)(a)",
            Self::Arrangement => "46(3)(b)",
            Self::Derogation => "49",
            Self::DerogationConsent => "49(1)(a)",
            Self::DerogationContract => "49(1)(b)",
            Self::DerogationThirdContract => "49(1)(c)",
            Self::DerogationPublicInterest => "49(1)(d)",
            Self::DerogationClaims => "49(1)(e)",
            Self::DerogationVitalInterests => "49(1)(f)",
            Self::DerogationRegister => "49(1)(g)",
            Self::CompellingInterests => "49(1)-second-subparagraph",
        }
    }

    /// The plain name, such as `standard-clauses`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Adequacy => "adequacy",
            Self::Safeguards => "safeguards",
            Self::PublicInstrument => "instrument-between-public-bodies",
            Self::BindingCorporateRules => "binding-corporate-rules",
            Self::StandardClauses => "standard-clauses",
            Self::AuthorityClauses => "authority-clauses",
            Self::CodeOfConduct => "code-of-conduct",
            Self::Certification => "certification",
            Self::ApprovedClauses => "approved-clauses",
            Self::Arrangement => "administrative-arrangement",
            Self::Derogation => "derogation",
            Self::DerogationConsent => "derogation-consent",
            Self::DerogationContract => "derogation-contract",
            Self::DerogationThirdContract => "derogation-contract-for-you",
            Self::DerogationPublicInterest => "derogation-public-interest",
            Self::DerogationClaims => "derogation-claims",
            Self::DerogationVitalInterests => "derogation-vital-interests",
            Self::DerogationRegister => "derogation-register",
            Self::CompellingInterests => "compelling-interests",
        }
    }

    /// Whether it is a safeguard of Art. 46 or 47, of which a copy must be to be had.
    #[must_use]
    pub fn is_safeguard(self) -> bool {
        (Self::Safeguards..=Self::Arrangement).contains(&self)
    }

    /// Whether it is a derogation of Art. 49(1), first subparagraph.
    #[must_use]
    pub fn is_derogation(self) -> bool {
        (Self::Derogation..=Self::DerogationRegister).contains(&self)
    }
}

impl FromStr for Mechanism {
    type Err = NotListed;

    fn from_str(text: &str) -> Result<Self, NotListed> {
        listed("transfer mechanism", text, Self::iter(), |one| {
            let mut names = vec![one.article().into(), one.name().into()];
            if one == Self::BindingCorporateRules {
                names.push("46(2)(b)".into());
            }
            names
        })
    }
}

/// Implements reading and writing as the article's number, or as the plain name where it is read.
macro_rules! as_article {
    ($type:ty, $about:literal) => {
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
                let words: Vec<&str> =
                    Self::iter().map(Self::article).chain(Self::iter().map(Self::name)).collect();
                json_schema!({ "type": "string", "description": $about, "enum": words })
            }
        }
    };
}

as_article!(Article6, "A lawful basis of Art. 6(1): the article or its plain name");
as_article!(Condition9, "A condition of Art. 9(2) or Art. 10: the article or its plain name");
as_article!(Mechanism, "A ground for a transfer (chapter V): the article or its plain name");

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
        assert_eq!("46(2)(b)".parse(), Ok(Mechanism::BindingCorporateRules));
        let error = "legitimate-intrest".parse::<Article6>().unwrap_err();
        assert_eq!(error.near.as_deref(), Some("legitimate-interests"));
    }
}
