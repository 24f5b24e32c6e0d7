//! Grounds on which data may leave the area: chapter V GDPR, Arts. 16 and 17 FADP.

use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use strum::{EnumIter, IntoEnumIterator};

use super::Regime;
use super::basis::{NotListed, as_article, listed};

/// A ground on which data may leave the area: chapter V GDPR, Arts. 16 and 17 FADP.
///
/// Most stand in both laws, each with its own article; [`place`](Self::place) tells where. Texts of Arts. 16 and 17 FADP
/// read 2026-11-22 in the English version of the Confederation.
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
    /// FADP 16(2)(a) treaty.
    Treaty,
    /// FADP 16(2)(b) clauses of a contract, of which the FDPIC was told beforehand.
    NotifiedClauses,
    /// FADP 16(2)(c) guarantees of a federal body, of which the FDPIC was told beforehand.
    FederalGuarantees,
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
    /// FADP 17(1)(e) data that the person has made open to everyone.
    DerogationMadePublic,
    /// 49(1) second subparagraph: compelling legitimate interests.
    CompellingInterests,
}

impl Mechanism {
    /// The article by which it is known, such as `46(2)(c)`: of the GDPR, or of the FADP where that alone has it.
    #[must_use]
    pub fn article(self) -> &'static str {
        self.gdpr().or(self.fadp()).unwrap_or_default()
    }

    /// Where it stands in the law of a regime; `None` where that law has no such ground.
    #[must_use]
    pub fn place(self, regime: Regime) -> Option<&'static str> {
        match regime {
            Regime::Eu | Regime::Uk => self.gdpr(),
            Regime::Ch => self.fadp(),
        }
    }

    fn gdpr(self) -> Option<&'static str> {
        Some(match self {
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
            Self::Treaty | Self::NotifiedClauses | Self::FederalGuarantees | Self::DerogationMadePublic => return None,
        })
    }

    /// Standard clauses count whoever adopted them, if the FDPIC has recognised them; codes and certifications come from
    /// Art. 12 of the Data Protection Ordinance, which rests on Art. 16(3).
    fn fadp(self) -> Option<&'static str> {
        Some(match self {
            Self::Adequacy => "16(1)",
            Self::Safeguards => "16(2)",
            Self::Treaty => "16(2)(a)",
            Self::NotifiedClauses => "16(2)(b)",
            Self::FederalGuarantees => "16(2)(c)",
            Self::StandardClauses | Self::AuthorityClauses => "16(2)(d)",
            Self::BindingCorporateRules => "16(2)(e)",
            Self::CodeOfConduct | Self::Certification => "16(3)",
            Self::Derogation => "17",
            Self::DerogationConsent => "17(1)(a)",
            Self::DerogationContract => "17(1)(b)(1)",
            Self::DerogationThirdContract => "17(1)(b)(2)",
            Self::DerogationPublicInterest => "17(1)(c)(1)",
            Self::DerogationClaims => "17(1)(c)(2)",
            Self::DerogationVitalInterests => "17(1)(d)",
            Self::DerogationMadePublic => "17(1)(e)",
            Self::DerogationRegister => "17(1)(f)",
            Self::PublicInstrument | Self::ApprovedClauses | Self::Arrangement | Self::CompellingInterests => {
                return None;
            }
        })
    }

    /// The article of the FADP by which it may be written too; `None` where its own is that one, or where two share it and
    /// it is not the first.
    fn also(self) -> Option<&'static str> {
        let second = matches!(self, Self::AuthorityClauses | Self::CodeOfConduct | Self::Certification);
        self.fadp().filter(|_| self.gdpr().is_some() && !second)
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
            Self::Treaty => "treaty",
            Self::NotifiedClauses => "notified-clauses",
            Self::FederalGuarantees => "federal-guarantees",
            Self::Derogation => "derogation",
            Self::DerogationConsent => "derogation-consent",
            Self::DerogationContract => "derogation-contract",
            Self::DerogationThirdContract => "derogation-contract-for-you",
            Self::DerogationPublicInterest => "derogation-public-interest",
            Self::DerogationClaims => "derogation-claims",
            Self::DerogationVitalInterests => "derogation-vital-interests",
            Self::DerogationRegister => "derogation-register",
            Self::DerogationMadePublic => "derogation-made-public",
            Self::CompellingInterests => "compelling-interests",
        }
    }

    /// Whether it is a safeguard of Art. 46 or 47 GDPR, of which a copy must be to be had, or a guarantee of Art. 16(2) FADP.
    #[must_use]
    pub fn is_safeguard(self) -> bool {
        (Self::Safeguards..=Self::FederalGuarantees).contains(&self)
    }

    /// Whether it is a derogation of Art. 49(1) GDPR, first subparagraph, or an exception of Art. 17 FADP.
    #[must_use]
    pub fn is_derogation(self) -> bool {
        (Self::Derogation..=Self::DerogationMadePublic).contains(&self)
    }
}

/// Names of the clauses that the United Kingdom's authority has issued, by which an instrument is known as one of them.
///
/// Source: Data Protection Act 2018, section 119A; International Data Transfer Agreement and Addendum, in force from
/// 2022-03-21, read 2026-11-22.
const OF_THE_UK: &[&str] = &[
    "idta",
    "international data transfer agreement",
    "addendum",
    "addenda",
    "119a",
    "ico",
    "information commissioner",
    "information commissioner's",
    "information commission",
];

/// Whether an instrument is, or comes with, clauses that the United Kingdom's authority has issued: Art. 46(2)(d) UK GDPR.
#[must_use]
pub fn names_uk_clauses(instrument: &str) -> bool {
    let lower = instrument.to_lowercase();
    let word = |one: Option<char>| one.is_some_and(char::is_alphanumeric);
    let whole = |at: usize, name: &str| {
        !word(lower[..at].chars().next_back()) && !word(lower[at + name.len()..].chars().next())
    };
    OF_THE_UK.iter().any(|name| lower.match_indices(name).any(|(at, _)| whole(at, name)))
}

impl FromStr for Mechanism {
    type Err = NotListed;

    fn from_str(text: &str) -> Result<Self, NotListed> {
        listed("transfer mechanism", text, Self::iter(), |one| {
            let mut names = vec![one.article().into(), one.name().into()];
            names.extend(one.also().map(str::to_owned));
            if one == Self::BindingCorporateRules {
                names.push("46(2)(b)".into());
            }
            names
        })
    }
}

as_article!(
    Mechanism,
    "A ground for a transfer (chapter V GDPR, Arts. 16 and 17 FADP): the article of either law or its plain name",
    Mechanism::iter().filter_map(Mechanism::also).chain(["46(2)(b)"])
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_of_the_united_kingdom_are_known_by_name() {
        for name in ["IDTA", "SCC 2021/914, with the UK Addendum", "the ICO's clauses", "section 119A"] {
            assert!(names_uk_clauses(name), "{name}");
        }
        assert!(!names_uk_clauses("SCC 2021/914, module 2") && !names_uk_clauses("the clauses of Nicosia"));
    }

    #[test]
    fn each_law_has_its_word() {
        for mechanism in Mechanism::iter() {
            assert_eq!(mechanism.article().parse(), Ok(mechanism));
            assert_eq!(mechanism.name().parse(), Ok(mechanism));
            assert!(mechanism.place(Regime::Eu).is_some() || mechanism.place(Regime::Ch).is_some());
        }
        assert_eq!("46(2)(b)".parse(), Ok(Mechanism::BindingCorporateRules));
        assert_eq!("16(2)(d)".parse(), Ok(Mechanism::StandardClauses));
        assert_eq!("17(1)(b)(2)".parse(), Ok(Mechanism::DerogationThirdContract));
        assert_eq!("16(2)(b)".parse(), Ok(Mechanism::NotifiedClauses));
        assert_eq!("16(1)".parse(), Ok(Mechanism::Adequacy));
        assert_eq!(Mechanism::StandardClauses.place(Regime::Ch), Some("16(2)(d)"));
        assert_eq!(Mechanism::CompellingInterests.place(Regime::Ch), None);
        assert_eq!(Mechanism::Treaty.place(Regime::Uk), None);
    }
}
