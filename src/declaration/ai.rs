//! AI systems of which the AI Act wants people to be told.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::AsRefStr;

use super::leaf::Reach;
use super::register::Id;
use super::shape::{Many, Shape, from_text};
use super::text::Text;
use crate::source::Spanned;

/// An AI system that the controller uses: Regulation (EU) 2024/1689.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "an `[ai.<id>]` table")]
pub struct AiSystem {
    /// What it is called, as a noun phrase.
    pub label: Option<Text>,
    /// What it does, as a clause with "it" that stands alone.
    #[serde(rename = "use")]
    pub purpose: Option<Text>,
    /// What the AI Act sees in it; several allowed.
    pub kind: Option<Many<AiKind>>,
    /// Ids of purposes for which it is used.
    pub purposes: Option<Many<Id>>,
    /// High risk: whether it makes decisions about people or helps to make them: AI Act Art. 26(11).
    pub decides: Option<Spanned<bool>>,
    /// High risk: whether an employer uses it at the workplace: AI Act Art. 26(7).
    pub workplace: Option<Spanned<bool>>,
    /// Whether a law permits it for detecting, preventing or investigating offences: AI Act Art. 50(1) and (3).
    pub offences: Option<Spanned<bool>>,
    /// How and when people are told of it, as a phrase that stands alone.
    pub told: Option<Text>,
    /// High risk: whom to ask for an explanation of its part in a decision: AI Act Art. 86.
    pub explanation: Option<Spanned<Reach>>,
    /// The id that this entry had before, so that a comparison of two versions follows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<Spanned<Id>>,
}

/// What the AI Act sees in a system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema, AsRefStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum AiKind {
    /// High risk by its use: AI Act Art. 6(2) and Annex III.
    HighRisk,
    /// It talks or writes with people: AI Act Art. 50(1).
    Chatbot,
    /// It reads feelings or intentions from biometric data: AI Act Art. 50(3).
    EmotionRecognition,
    /// It sorts people by biometric data: AI Act Art. 50(3).
    BiometricCategorisation,
    /// None of these.
    Other,
}

impl Shape for AiKind {
    const EXPECTED: &'static str = "a kind of AI system";

    fn short(text: &str) -> Result<Self, String> {
        from_text(text)
    }
}
