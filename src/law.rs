//! Law as data: regimes and their dates, provisions, lawful bases, rights, countries, authorities, adequacy.
//!
//! The state of the law is that of 21 November 2026. Facts that change with time lie in dated files under `law/data/`.

use std::fmt;

use jiff::civil::{Date, date};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::{AsRefStr, EnumIter};

pub mod acts;
pub mod adequacy;
pub mod ages;
pub mod authorities;
pub mod basis;
pub mod countries;
pub mod exemptions;
pub mod items;
mod languages;
pub mod mechanism;
pub mod rights;
pub mod schedule_1;
pub mod statutes;

pub use basis::{Article6, Condition9};
pub use countries::{Country, country_names};
pub use exemptions::Exempting;
pub use mechanism::Mechanism;
pub use rights::Right;

/// A body of data-protection law that a notice answers to.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema, AsRefStr, EnumIter,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Regime {
    /// Regulation (EU) 2016/679 (GDPR), in the European Economic Area.
    Eu,
    /// UK GDPR and Data Protection Act 2018; before 2021-01-01 the EU's Regulation with that Act.
    Uk,
    /// Swiss Federal Act on Data Protection of 25 September 2020.
    Ch,
}

/// First day of the GDPR.
pub const GDPR_APPLIES: Date = date(2018, 5, 25);
/// First day on which the United Kingdom stood outside: the end of the transition period.
pub const UK_GDPR_APPLIES: Date = date(2021, 1, 1);
/// Day from which UK GDPR Art. 15(1A) is to be treated as in force, the reasonable and proportionate search: Data (Use and
/// Access) Act 2025, s. 78.
pub const UK_SEARCH: Date = date(2024, 1, 1);
/// Main tranche of the Data (Use and Access) Act 2025: SI 2026/82, reg. 2.
pub const DUAA_MAIN: Date = date(2026, 2, 5);
/// Complaints to the controller, PA18 s. 164A and UK GDPR Art. 13(2)(ca): SI 2026/82, reg. 3.
pub const UK_COMPLAINTS: Date = date(2026, 6, 19);
/// The Information Commission takes the Information Commissioner's place: SI 2026/1015, per `law/data/authorities.toml`.
pub const UK_COMMISSION: Date = date(2026, 9, 30);
/// Transparency of AI systems towards people: AI Act Art. 50, applicable by its Art. 113.
pub const AI_TRANSPARENCY: Date = date(2026, 8, 2);
/// Duties towards people around high-risk AI systems of Annex III: AI Act Arts. 26 and 86, put off from 2026-08-02 by the
/// Digital Omnibus on AI (political agreement of 7 May 2026; the text in the Official Journal was not seen).
pub const AI_HIGH_RISK: Date = date(2027, 12, 2);
/// First day of the Swiss FADP of 2020.
pub const FADP_APPLIES: Date = date(2023, 9, 1);
/// Newest change of data-protection law in force that this version of noticec knows; judges a notice without a date.
pub const NEWEST: Date = UK_COMMISSION;

/// A day on which the law of a regime changed in a way that notices must follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Whose law.
    pub regime: Regime,
    /// First day of effect.
    pub from: Date,
    /// What is new for a notice; lower case, no full stop.
    pub what: &'static str,
    /// The instrument.
    pub by: &'static str,
}

/// Changes of law after the first day of the GDPR, oldest first.
///
/// Source: rule catalogue, sections 5.1 and 6, read 2026-11-21.
pub const CHANGES: &[Change] = &[
    Change {
        regime: Regime::Uk,
        from: UK_GDPR_APPLIES,
        what: "the UK GDPR takes the place of the EU's Regulation, and the border for transfers is the UK's own",
        by: "European Union (Withdrawal) Act 2018",
    },
    Change {
        regime: Regime::Ch,
        from: FADP_APPLIES,
        what: "the FADP of 2020 takes the place of that of 1992, and notices must tell of the controller, the purposes, \
               the recipients and the States to which data goes (Art. 19)",
        by: "Federal Act on Data Protection of 25 September 2020",
    },
    Change {
        regime: Regime::Uk,
        from: DUAA_MAIN,
        what: "new rules on automated decisions (Art. 22A to 22D), transfers (Art. 45A) and recognised legitimate \
               interests (Art. 6(1)(ea))",
        by: "Data (Use and Access) Act 2025; SI 2026/82, reg. 2",
    },
    Change {
        regime: Regime::Uk,
        from: UK_COMPLAINTS,
        what: "notices must tell of the right to complain to the controller (Art. 13(2)(ca))",
        by: "Data (Use and Access) Act 2025, s. 103; SI 2026/82, reg. 3",
    },
    Change {
        regime: Regime::Eu,
        from: AI_TRANSPARENCY,
        what: "people must be told of AI systems that read their feelings, sort them by biometric data or talk with them",
        by: "Regulation (EU) 2024/1689 (AI Act), Art. 50",
    },
    Change {
        regime: Regime::Uk,
        from: UK_COMMISSION,
        what: "the regulator is the Information Commission",
        by: "Data (Use and Access) Act 2025, ss. 117 to 119; SI 2026/1015",
    },
    Change {
        regime: Regime::Eu,
        from: AI_HIGH_RISK,
        what: "people must be told that a high-risk AI system is used on them, and may ask for an explanation",
        by: "Regulation (EU) 2024/1689 (AI Act), Art. 26(7), 26(11) and 86",
    },
];

impl Regime {
    /// The first day of its law; for the United Kingdom that of the EU's Regulation, which was its law before its own.
    #[must_use]
    pub const fn first_day(self) -> Date {
        match self {
            Self::Eu | Self::Uk => GDPR_APPLIES,
            Self::Ch => FADP_APPLIES,
        }
    }

    /// Its name in a list.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Eu => "European Union",
            Self::Uk => "United Kingdom",
            Self::Ch => "Switzerland",
        }
    }

    /// The area whose border a transfer crosses, as a test: is this country inside on that day?
    #[must_use]
    pub fn holds(self, country: Country, on: Date) -> bool {
        match self {
            Self::Uk if on >= UK_GDPR_APPLIES => country.to_string() == "GB",
            Self::Eu | Self::Uk => country.in_eea(on),
            Self::Ch => country.to_string() == "CH",
        }
    }
}

/// An act from which duties come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// The GDPR, and the same article of the UK GDPR.
    Gdpr,
    /// The UK GDPR alone.
    UkGdpr,
    /// UK Data Protection Act 2018.
    Pa18,
    /// Privacy and Electronic Communications Regulations 2003 (UK).
    Pecr,
    /// Directive 2002/58/EC.
    EPrivacy,
    /// Swiss Federal Act on Data Protection.
    Fadp,
    /// Regulation (EU) 2024/1689.
    AiAct,
    /// Guidelines on transparency, WP260 rev.01.
    Wp260,
    /// Other guidance or case law, named in full.
    Other,
}

/// A provision of law or guidance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Provision {
    /// Where it stands.
    pub act: Act,
    /// Which one, such as `13(1)(a)`.
    pub place: &'static str,
    /// First day on which it is law in the United Kingdom, where that is later than its act.
    #[serde(skip)]
    uk_from: Option<Date>,
    /// First day on which it is no longer law in the United Kingdom.
    #[serde(skip)]
    uk_end: Option<Date>,
    /// Whether it speaks of the EU's law alone.
    #[serde(skip)]
    eu_only: bool,
    /// Day of a judgment; before it nobody could read the law in it.
    #[serde(skip)]
    day: Option<Date>,
}

/// A provision without limits of time.
const fn provision(act: Act, place: &'static str) -> Provision {
    Provision { act, place, uk_from: None, uk_end: None, eu_only: false, day: None }
}

/// An article of the GDPR, and of the UK GDPR where that is the law.
#[must_use]
pub const fn gdpr(place: &'static str) -> Provision {
    provision(Act::Gdpr, place)
}

/// An article of the UK GDPR that the EU's lacks or words otherwise.
#[must_use]
pub const fn uk_gdpr(place: &'static str) -> Provision {
    provision(Act::UkGdpr, place)
}

/// A section or schedule of the UK Data Protection Act 2018.
#[must_use]
pub const fn pa18(place: &'static str) -> Provision {
    provision(Act::Pa18, place)
}

/// A regulation or schedule of the Privacy and Electronic Communications Regulations 2003 (UK).
#[must_use]
pub const fn pecr(place: &'static str) -> Provision {
    provision(Act::Pecr, place)
}

/// An article of Directive 2002/58/EC, where the EU's law holds.
#[must_use]
pub const fn eprivacy(place: &'static str) -> Provision {
    provision(Act::EPrivacy, place)
}

/// An article of the AI Act, where the EU's law holds.
#[must_use]
pub const fn ai_act(place: &'static str) -> Provision {
    provision(Act::AiAct, place)
}

/// An article of the Swiss FADP.
#[must_use]
pub const fn fadp(place: &'static str) -> Provision {
    provision(Act::Fadp, place)
}

/// A paragraph of the transparency guidelines WP260 rev.01.
#[must_use]
pub const fn wp260(place: &'static str) -> Provision {
    provision(Act::Wp260, place)
}

/// Guidance or case law, named in full.
#[must_use]
pub const fn other(place: &'static str) -> Provision {
    provision(Act::Other, place)
}

impl Provision {
    /// The same, which is law in the United Kingdom from that day only.
    #[must_use]
    pub const fn since_uk(self, from: Date) -> Self {
        Self { uk_from: Some(from), ..self }
    }

    /// The same, which is no law in the United Kingdom from that day on; in the EU it stays.
    #[must_use]
    pub const fn until_uk(self, end: Date) -> Self {
        Self { uk_end: Some(end), ..self }
    }

    /// The same as a source on the EU's law alone, such as a judgment of after the United Kingdom had left.
    #[must_use]
    pub const fn eu_only(self) -> Self {
        Self { eu_only: true, ..self }
    }

    /// The same as a judgment of that day, which is not cited for a notice from before it.
    #[must_use]
    pub const fn of(self, day: Date) -> Self {
        Self { day: Some(day), ..self }
    }

    /// The provision as a rule of these regimes rests on it, with the times in which it is law in the United Kingdom; such
    /// as `GDPR and UK GDPR art. 22 (UK: before 2026-02-05)`.
    #[must_use]
    pub fn in_full(self, regimes: &[Regime]) -> String {
        let uk = regimes.contains(&Regime::Uk) && !self.eu_only;
        let eu = regimes.contains(&Regime::Eu);
        let mut text = match self.act {
            Act::Gdpr if uk && eu => format!("GDPR and UK GDPR art. {}", self.place),
            Act::Gdpr if uk => format!("UK GDPR art. {}", self.place),
            Act::UkGdpr => format!("UK GDPR art. {}", self.place),
            _ => self.to_string(),
        };
        let times = match (self.uk_from, self.uk_end) {
            _ if !uk => None,
            (Some(from), Some(end)) => Some(format!(" (UK: from {from}, before {end})")),
            (Some(from), None) => Some(format!(" (UK: from {from})")),
            (None, Some(end)) => Some(format!(" (UK: before {end})")),
            (None, None) => None,
        };
        text.push_str(times.as_deref().unwrap_or_default());
        text
    }

    /// First day on which it is law in the United Kingdom, where that is later than its act.
    #[must_use]
    pub const fn uk_from(self) -> Option<Date> {
        self.uk_from
    }

    /// Whether it speaks of the EU's law alone.
    #[must_use]
    pub const fn is_eu_only(self) -> bool {
        self.eu_only
    }

    /// First day on which it is no longer law in the United Kingdom.
    #[must_use]
    pub const fn uk_end(self) -> Option<Date> {
        self.uk_end
    }

    /// The provision as it is cited where these regimes are the law on that day, such as `UK GDPR art. 13(1)(a)`;
    /// `None` where it is no law there.
    #[must_use]
    pub fn cite(self, regimes: &[Regime], on: Date) -> Option<String> {
        let uk = regimes.contains(&Regime::Uk);
        let eu = regimes.contains(&Regime::Eu) || uk && on < UK_GDPR_APPLIES;
        let in_time = self.uk_from.is_none_or(|from| on >= from) && self.uk_end.is_none_or(|end| on < end);
        let uk_own = uk && on >= UK_GDPR_APPLIES && in_time && !self.eu_only;
        match self.act {
            _ if self.eu_only && !eu => None,
            _ if self.day.is_some_and(|day| on < day) => None,
            Act::Gdpr if eu && uk_own => Some(format!("GDPR and UK GDPR art. {}", self.place)),
            Act::Gdpr if eu => Some(format!("GDPR art. {}", self.place)),
            Act::Gdpr | Act::UkGdpr if uk_own => Some(format!("UK GDPR art. {}", self.place)),
            Act::Pa18 | Act::Pecr if !uk || !in_time => None,
            Act::Fadp if !regimes.contains(&Regime::Ch) => None,
            Act::EPrivacy | Act::AiAct if !eu => None,
            Act::Wp260 if !eu && !uk => None,
            // Guidance and judgments that are named are on the GDPR.
            Act::Other if regimes == [Regime::Ch] => None,
            Act::Gdpr | Act::UkGdpr => None,
            Act::Pa18 | Act::Pecr | Act::EPrivacy | Act::AiAct | Act::Fadp | Act::Wp260 | Act::Other => {
                Some(self.to_string())
            }
        }
    }
}

impl fmt::Display for Provision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.place;
        match self.act {
            Act::Gdpr => write!(f, "GDPR art. {place}"),
            Act::UkGdpr => write!(f, "UK GDPR art. {place}"),
            Act::Pa18 => write!(f, "Data Protection Act 2018 {place}"),
            Act::Pecr => write!(f, "PECR {place}"),
            Act::EPrivacy => write!(f, "Directive 2002/58/EC art. {place}"),
            Act::Fadp => write!(f, "FADP art. {place}"),
            Act::AiAct => write!(f, "AI Act art. {place}"),
            Act::Wp260 => write!(f, "WP260 rev.01 {place}"),
            Act::Other => f.write_str(place),
        }
    }
}
