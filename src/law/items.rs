//! The lists of Art. 13 and 14 GDPR and UK GDPR and of Art. 19 to 21 FADP: what a notice must tell, as items with a key each.

use jiff::civil::Date;

use super::{Regime, UK_GDPR_APPLIES};
use crate::document::Item;

/// One item of what a notice must tell, whatever the regime.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duty {
    /// Where it stands in Art. 13, such as `13-1-e`; `None` where Art. 13 lacks it.
    pub direct: Option<&'static str>,
    /// Where it stands in Art. 14; `None` where Art. 14 lacks it.
    pub indirect: Option<&'static str>,
    /// Regimes of the GDPR that have it.
    pub regimes: &'static [Regime],
    /// Where it stands in the Swiss FADP, such as `19-2-a`; `None` where the FADP does not ask for it.
    pub swiss: Option<&'static str>,
    /// What must be told; lower case, no full stop.
    pub what: &'static str,
}

const BOTH: &[Regime] = &[Regime::Eu, Regime::Uk];

const fn twin(direct: &'static str, indirect: &'static str, what: &'static str) -> Duty {
    Duty { direct: Some(direct), indirect: Some(indirect), regimes: BOTH, swiss: None, what }
}

const fn with_swiss(duty: Duty, place: &'static str) -> Duty {
    Duty { swiss: Some(place), ..duty }
}

/// Who the controller is and how to reach it.
pub const IDENTITY: Duty =
    with_swiss(twin("13-1-a", "14-1-a", "identity and contact details of the controller"), "19-2-a");
/// Who represents a controller from outside, and how to reach it.
pub const REPRESENTATIVE: Duty =
    with_swiss(twin("13-1-a", "14-1-a", "identity and contact details of the representative"), "14-3");
/// How to reach the data protection officer.
pub const DPO: Duty = twin("13-1-b", "14-1-b", "contact details of the data protection officer");
/// Purposes.
pub const PURPOSE: Duty = with_swiss(twin("13-1-c", "14-1-c", "purposes"), "19-2-b");
/// The legal basis of purposes.
pub const BASIS: Duty = twin("13-1-c", "14-1-c", "the legal basis of purposes");
/// The legitimate interests.
pub const INTERESTS: Duty = twin("13-1-d", "14-2-b", "legitimate interests pursued");
/// Categories of data, where they come from others.
pub const CATEGORIES: Duty = Duty {
    direct: None,
    indirect: Some("14-1-d"),
    regimes: BOTH,
    swiss: Some("19-3"),
    what: "categories of personal data",
};
/// Recipients or their categories.
pub const RECIPIENTS: Duty = with_swiss(twin("13-1-e", "14-1-e", "recipients or categories of recipients"), "19-2-c");
/// Transfers with adequacy or safeguards and the way to a copy.
pub const TRANSFERS: Duty =
    with_swiss(twin("13-1-f", "14-1-f", "transfers abroad and what protects the data there"), "19-4");
/// Storage period or criteria.
pub const RETENTION: Duty = twin("13-2-a", "14-2-a", "how long the data is kept");
/// Rights.
pub const RIGHTS: Duty =
    twin("13-2-b", "14-2-c", "rights of access, rectification, erasure, restriction, objection, portability");
/// Withdrawal of consent.
pub const WITHDRAWAL: Duty = twin("13-2-c", "14-2-d", "right to withdraw consent");
/// Complaint to the controller, in the UK from 2026-06-19.
pub const CONTROLLER_COMPLAINT: Duty = Duty {
    direct: Some("13-2-ca"),
    indirect: Some("14-2-da"),
    regimes: &[Regime::Uk],
    swiss: None,
    what: "right to complain to the controller",
};
/// Complaint to the supervisory authority.
pub const COMPLAINT: Duty = twin("13-2-d", "14-2-e", "right to complain to a supervisory authority");
/// Whether data must be given, and what happens otherwise.
pub const PROVISION: Duty = Duty {
    direct: Some("13-2-e"),
    indirect: None,
    regimes: BOTH,
    swiss: None,
    what: "whether the data must be provided, and what happens otherwise",
};
/// Where the data come from.
pub const SOURCE: Duty =
    Duty { direct: None, indirect: Some("14-2-f"), regimes: BOTH, swiss: None, what: "where the data comes from" };
/// Automated decisions.
pub const DECISIONS: Duty =
    with_swiss(twin("13-2-f", "14-2-g", "automated decisions, their logic and effects"), "21-1");

/// A new purpose of data that was collected for another.
pub const FURTHER: Duty = twin("13-3", "14-4", "new purposes of data that was collected for others");

/// The objection, told apart from other information: Art. 21(4).
pub const OBJECTION_APART: Duty = Duty {
    direct: Some("21-4"),
    indirect: Some("21-4"),
    regimes: BOTH,
    swiss: None,
    what: "right to object, apart from other information",
};

/// All of them, in the order of the law.
pub const ALL: &[Duty] = &[
    IDENTITY,
    REPRESENTATIVE,
    DPO,
    PURPOSE,
    BASIS,
    INTERESTS,
    CATEGORIES,
    RECIPIENTS,
    TRANSFERS,
    RETENTION,
    RIGHTS,
    WITHDRAWAL,
    CONTROLLER_COMPLAINT,
    COMPLAINT,
    PROVISION,
    SOURCE,
    DECISIONS,
    FURTHER,
    OBJECTION_APART,
];

/// How items are cited on a day, each place once: `GDPR and UK GDPR art. 13(1)(e)`.
#[must_use]
pub fn cite(items: &[Item], on: Date) -> Vec<String> {
    let mut places: Vec<(&str, Vec<&str>)> = Vec::new();
    for item in items {
        let Some((regime, place)) = item.as_str().split_once('-') else { continue };
        let law = match regime {
            "uk" if on >= UK_GDPR_APPLIES => "UK GDPR",
            "ch" => "FADP",
            _ => "GDPR",
        };
        match places.iter_mut().find(|(known, _)| *known == place) {
            Some((_, laws)) if laws.contains(&law) => {}
            Some((_, laws)) => laws.push(law),
            None => places.push((place, vec![law])),
        }
    }
    // The FADP counts its articles otherwise, so it never shares a place with the others.
    let name = |laws: &[&str]| {
        if laws.contains(&"GDPR") && laws.len() > 1 { "GDPR and UK GDPR".to_owned() } else { laws.concat() }
    };
    places.iter().map(|(place, laws)| format!("{} art. {}", name(laws), bracketed(place))).collect()
}

/// `13-1-e` as it is cited: `13(1)(e)`.
fn bracketed(place: &str) -> String {
    let mut parts = place.split('-');
    let article = parts.next().unwrap_or_default().to_owned();
    parts.fold(article, |cited, part| format!("{cited}({part})"))
}

impl Duty {
    /// The keys of this item under these regimes, for data collected from the person, from others, or both.
    #[must_use]
    pub fn items(&self, regimes: &[Regime], direct: bool, indirect: bool) -> Vec<Item> {
        let mut keys = Vec::new();
        for regime in regimes {
            let places = match regime {
                // What Art. 13 lacks, the FADP too asks for only where data comes from others: Art. 19(3).
                Regime::Ch => [self.swiss.filter(|_| self.direct.is_some() || indirect), None],
                _ if !self.regimes.contains(regime) => [None, None],
                _ => [self.direct.filter(|_| direct), self.indirect.filter(|_| indirect)],
            };
            for place in places.into_iter().flatten() {
                let key = Item(format!("{}-{place}", regime.as_ref()));
                if !keys.contains(&key) {
                    keys.push(key);
                }
            }
        }
        keys
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(duty: Duty, regimes: &[Regime], direct: bool, indirect: bool) -> Vec<String> {
        duty.items(regimes, direct, indirect).into_iter().map(|item| item.0).collect()
    }

    #[test]
    fn swiss_law_asks_for_less() {
        let ch = [Regime::Ch];
        assert_eq!(keys(IDENTITY, &ch, true, false), ["ch-19-2-a"]);
        assert_eq!(keys(CATEGORIES, &ch, true, false), [""; 0]);
        assert_eq!(keys(CATEGORIES, &ch, false, true), ["ch-19-3"]);
        assert_eq!(keys(TRANSFERS, &[Regime::Eu, Regime::Ch], true, false), ["eu-13-1-f", "ch-19-4"]);
        for duty in [BASIS, INTERESTS, DPO, RETENTION, RIGHTS, WITHDRAWAL, COMPLAINT, PROVISION, SOURCE] {
            assert_eq!(keys(duty, &ch, true, true), [""; 0], "{}", duty.what);
        }
    }
}
