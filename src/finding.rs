//! What is wrong and where: [`Fault`], [`Finding`], [`Level`], [`Mark`].

use std::fmt;

use schemars::JsonSchema;
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use strum::{AsRefStr, EnumString};

use crate::law::Regime;
use crate::source::Span;

/// How much a finding weighs in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema, AsRefStr, EnumString)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Level {
    /// Not reported.
    Allow,
    /// Reported; never fails a run.
    Note,
    /// Reported; fails a run only where warnings are denied.
    Warn,
    /// Fails the run.
    Deny,
}

/// Names of the levels.
const LEVELS: &[&str] = &["allow", "note", "warn", "deny"];

/// Read by hand, so that whatever else stands in place of a level is one fault that names the levels.
impl<'de> Deserialize<'de> for Level {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Word;

        impl Visitor<'_> for Word {
            type Value = Level;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("one of `allow`, `note`, `warn`, `deny`")
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<Level, E> {
                word.parse().map_err(|_| E::unknown_variant(word, LEVELS))
            }
        }

        deserializer.deserialize_any(Word)
    }
}

/// What a rule rests on; decides its level and whether anybody may lower it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, AsRefStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Mark {
    /// Good practice.
    Practice,
    /// Guidance of the authorities or case law expects it, or it is a strong sign of an error in law.
    Expected,
    /// The law states the duty; the compiler's test of it is our reading.
    Inferred,
    /// Without it the legal rules can't be decided, or the notice is visibly broken.
    Structural,
    /// The law demands it.
    Mandatory,
}

impl Mark {
    /// The level that a rule of this mark has unless somebody sets another.
    #[must_use]
    pub fn level(self) -> Level {
        match self {
            Self::Practice => Level::Note,
            Self::Expected => Level::Warn,
            Self::Inferred | Self::Structural | Self::Mandatory => Level::Deny,
        }
    }

    /// Whether `[lints]` and the command line may not lower it (only `[[waive]]`, for one place, may).
    #[must_use]
    pub fn is_fixed(self) -> bool {
        matches!(self, Self::Structural | Self::Mandatory)
    }
}

/// A place and what is seen there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is seen there; lower case, no full stop.
    pub text: String,
}

/// Something that is wrong or missing. It knows neither its code nor its level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Stands alone: it is all that some readers see. Lower case, no full stop, no blame.
    pub message: String,
    /// Places; the first is where to look first. Empty where the fault is the absence of a file's whole content.
    pub labels: Vec<Label>,
    /// A change to make, in the words of the file.
    pub help: Option<String>,
    /// TOML to paste.
    pub paste: Option<String>,
    /// Path of the declaration that it is about, such as `recipients.ats`; what `[[waive]] on` names.
    pub on: Option<String>,
    /// Overrides the rule's mark where one rule weighs differently by case.
    pub mark: Option<Mark>,
    /// The jurisdictions whose law it breaks, where these are not all of the notice's; empty: all of them.
    pub under: Vec<Regime>,
}

impl Fault {
    /// A fault without a place yet.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            labels: Vec::new(),
            help: None,
            paste: None,
            on: None,
            mark: None,
            under: Vec::new(),
        }
    }

    /// Adds a place; the first is where to look first.
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Says what to change.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Shows TOML to paste.
    #[must_use]
    pub fn paste(mut self, toml: impl Into<String>) -> Self {
        self.paste = Some(toml.into());
        self
    }

    /// Names the declaration that it is about, such as `recipients.ats`.
    #[must_use]
    pub fn on(mut self, path: impl Into<String>) -> Self {
        self.on = Some(path.into());
        self
    }

    /// Gives it another mark than its rule has.
    #[must_use]
    pub fn weighing(mut self, mark: Mark) -> Self {
        self.mark = Some(mark);
        self
    }

    /// Says which of the jurisdictions it is about, so that no other law is cited.
    #[must_use]
    pub fn under(mut self, regimes: Vec<Regime>) -> Self {
        self.under = regimes;
        self
    }

    /// Names the rule.
    #[must_use]
    pub fn by(self, code: &'static str) -> Finding {
        Finding { code, fault: self }
    }
}

/// A fault and the code of the rule that found it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Such as `RET-01`; the registry of rules knows the rest.
    pub code: &'static str,
    /// What is wrong and where.
    pub fault: Fault,
}

impl Finding {
    /// Where to look first; findings are sorted by it.
    #[must_use]
    pub fn span(&self) -> Span {
        self.fault.labels.first().map(|label| label.span).unwrap_or_default()
    }
}
