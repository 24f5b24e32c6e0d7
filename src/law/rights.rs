//! Rights of data subjects, and which lawful basis gives which.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::{AsRefStr, EnumIter};

use super::basis::{Article6, Condition9};

/// A right that a notice tells of.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema, AsRefStr, EnumIter,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Right {
    /// Access, Art. 15.
    Access,
    /// Rectification, Art. 16.
    Rectification,
    /// Erasure, Art. 17.
    Erasure,
    /// Restriction of processing, Art. 18.
    Restriction,
    /// Data portability, Art. 20.
    Portability,
    /// Objection on grounds relating to one's situation, Art. 21(1), and to research, Art. 21(6).
    Objection,
    /// Objection to direct marketing, Art. 21(2) and (3).
    MarketingObjection,
    /// Withdrawal of consent, Art. 7(3).
    Withdrawal,
    /// Not to be subject to solely automated decisions, Art. 22 (UK from 2026-02-05: safeguards of Art. 22C).
    AutomatedDecisions,
    /// Complaint to a supervisory authority, Art. 77 (UK: PA18 s. 165).
    Complaint,
    /// Complaint to the controller, PA18 s. 164A.
    ControllerComplaint,
}

/// What a lawful basis does to a right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Effect {
    /// The right arises.
    Arises,
    /// It arises with an exception that belongs to this basis and that the notice must state.
    Limited,
    /// It does not arise.
    None,
}

impl Right {
    /// The provision that gives it, in the GDPR and the UK GDPR.
    #[must_use]
    pub fn article(self) -> &'static str {
        match self {
            Self::Access => "15",
            Self::Rectification => "16",
            Self::Erasure => "17",
            Self::Restriction => "18",
            Self::Portability => "20",
            Self::Objection => "21(1)",
            Self::MarketingObjection => "21(2)",
            Self::Withdrawal => "7(3)",
            Self::AutomatedDecisions => "22",
            Self::Complaint => "77",
            Self::ControllerComplaint => "164A",
        }
    }

    /// What the right is under a basis of Art. 6(1).
    ///
    /// Source: the matrix of the rule catalogue, section 2, read 2026-11-21 (GDPR Arts. 15 to 22; the (ea) row from the
    /// Data (Use and Access) Act 2025 and the ICO's guidance of 2026-03-23).
    #[must_use]
    pub fn under(self, basis: Article6) -> Effect {
        use Article6::{Consent, Contract, LegitimateInterests, Obligation, PublicTask, RecognisedInterests};
        let arises = |yes: bool| if yes { Effect::Arises } else { Effect::None };
        match self {
            Self::Erasure if matches!(basis, Obligation | PublicTask) => Effect::Limited,
            Self::Portability => arises(matches!(basis, Consent | Contract)),
            Self::Objection => arises(matches!(basis, PublicTask | RecognisedInterests | LegitimateInterests)),
            Self::Withdrawal => arises(basis == Consent),
            Self::Access
            | Self::Rectification
            | Self::Erasure
            | Self::Restriction
            | Self::MarketingObjection
            | Self::AutomatedDecisions
            | Self::Complaint
            | Self::ControllerComplaint => Effect::Arises,
        }
    }

    /// Whether a condition for special data gives the right whatever the basis of Art. 6 says (Art. 7(3), 20(1)(a)).
    #[must_use]
    pub fn by_condition(self, condition: Condition9) -> bool {
        matches!(self, Self::Portability | Self::Withdrawal) && condition == Condition9::ExplicitConsent
    }
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;

    #[test]
    fn the_matrix_is_the_catalogues() {
        let row = |right: Right| -> String {
            Article6::iter()
                .map(|basis| match right.under(basis) {
                    Effect::Arises => 'Y',
                    Effect::Limited => 'l',
                    Effect::None => '-',
                })
                .collect()
        };
        // Columns: (a) (b) (c) (d) (e) (ea) (f).
        assert_eq!(row(Right::Access), "YYYYYYY");
        assert_eq!(row(Right::Rectification), "YYYYYYY");
        assert_eq!(row(Right::Erasure), "YYlYlYY");
        assert_eq!(row(Right::Restriction), "YYYYYYY");
        assert_eq!(row(Right::Portability), "YY-----");
        assert_eq!(row(Right::Objection), "----YYY");
        assert_eq!(row(Right::Withdrawal), "Y------");
    }
}
