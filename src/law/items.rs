//! The lists of Art. 13 and 14 GDPR and UK GDPR: what a notice must tell, as items with a key each.

use jiff::civil::Date;

use super::{Regime, UK_GDPR_APPLIES};
use crate::document::Item;

/// One item of the lists of Art. 13 and 14, whatever the regime.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duty {
    /// Where it stands in Art. 13, such as `13-1-e`; `None` where Art. 13 lacks it.
    pub direct: Option<&'static str>,
    /// Where it stands in Art. 14; `None` where Art. 14 lacks it.
    pub indirect: Option<&'static str>,
    /// Regimes that have it.
    pub regimes: &'static [Regime],
    /// What must be told; lower case, no full stop.
    pub what: &'static str,
}

const BOTH: &[Regime] = &[Regime::Eu, Regime::Uk];

const fn twin(direct: &'static str, indirect: &'static str, what: &'static str) -> Duty {
    Duty { direct: Some(direct), indirect: Some(indirect), regimes: BOTH, what }
}

/// Who the controller is, how to reach it, and its representative.
pub const IDENTITY: Duty = twin("13-1-a", "14-1-a", "identity and contact details of the controller");
/// How to reach the data protection officer.
pub const DPO: Duty = twin("13-1-b", "14-1-b", "contact details of the data protection officer");
/// Purposes and their legal basis.
pub const PURPOSE: Duty = twin("13-1-c", "14-1-c", "purposes and legal basis");
/// The legitimate interests.
pub const INTERESTS: Duty = twin("13-1-d", "14-2-b", "legitimate interests pursued");
/// Categories of data, where they come from others.
pub const CATEGORIES: Duty =
    Duty { direct: None, indirect: Some("14-1-d"), regimes: BOTH, what: "categories of personal data" };
/// Recipients or their categories.
pub const RECIPIENTS: Duty = twin("13-1-e", "14-1-e", "recipients or categories of recipients");
/// Transfers with adequacy or safeguards and the way to a copy.
pub const TRANSFERS: Duty = twin("13-1-f", "14-1-f", "transfers abroad and what protects the data there");
/// Storage period or criteria.
pub const RETENTION: Duty = twin("13-2-a", "14-2-a", "how long the data are kept");
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
    what: "right to complain to the controller",
};
/// Complaint to the supervisory authority.
pub const COMPLAINT: Duty = twin("13-2-d", "14-2-e", "right to complain to a supervisory authority");
/// Whether data must be given, and what happens otherwise.
pub const PROVISION: Duty = Duty {
    direct: Some("13-2-e"),
    indirect: None,
    regimes: BOTH,
    what: "whether the data must be provided, and what happens otherwise",
};
/// Where the data come from.
pub const SOURCE: Duty =
    Duty { direct: None, indirect: Some("14-2-f"), regimes: BOTH, what: "where the data come from" };
/// Automated decisions.
pub const DECISIONS: Duty = twin("13-2-f", "14-2-g", "automated decisions, their logic and effects");

/// The objection, told apart from other information: Art. 21(4).
pub const OBJECTION_APART: Duty = Duty {
    direct: Some("21-4"),
    indirect: Some("21-4"),
    regimes: BOTH,
    what: "right to object, apart from other information",
};

/// All of them, in the order of the law.
pub const ALL: &[Duty] = &[
    IDENTITY,
    DPO,
    PURPOSE,
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
        for regime in regimes.iter().filter(|regime| self.regimes.contains(regime)) {
            let places = [self.direct.filter(|_| direct), self.indirect.filter(|_| indirect)];
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
