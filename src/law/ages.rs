//! The age from which a child can consent alone to an online service: GDPR art. 8(1) and what states made of it.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

use super::{
    adequacy::{self, Confidence},
    countries::Country,
};

static FILE: LazyLock<File> =
    LazyLock::new(|| toml::from_str(include_str!("data/age-of-consent.toml")).expect("a test reads the table of ages"));

#[derive(Deserialize)]
struct File {
    default_age: u8,
    age: Vec<Age>,
}

/// The age of consent of one state: GDPR art. 8(1), and UK GDPR art. 8(1) for `GB`.
///
/// It matters only where consent is the basis and an information society service is offered directly to a child.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Age {
    /// The state whose law sets the age.
    pub country: Country,
    /// In years, 13 to 16: from this birthday on the child consents alone.
    pub age: u8,
    /// The provision that sets it.
    pub law: String,
    /// The first day of this age; `None` where it has been so as long as the GDPR has applied.
    #[serde(default, deserialize_with = "adequacy::some_day")]
    pub since: Option<Date>,
    /// The newest date at which a source shows the age, as `2026`, `2026-09`.
    pub as_of: String,
    /// How far the age itself is backed by `sources`.
    pub confidence: Confidence,
    /// Where the age was read.
    pub sources: Vec<String>,
    /// Remarks, in English.
    pub notes: Option<String>,
    /// A change under way that was not in force in the newest source.
    pub pending: Option<String>,
}

/// Every row, in the order of the file; a state whose age has changed has several.
#[must_use]
pub fn all() -> &'static [Age] {
    &FILE.age
}

/// The age that the law of a state sets on that day.
///
/// `None` where no row is known for it, as for Slovenia before 2023-01-26 and for states outside the EEA and the
/// United Kingdom: inside the EEA [`default_age`] then holds, and the Swiss FADP knows no such age. A code that is
/// part of an EEA state (`AX`, `RE`) has that state's age.
///
/// Source: `src/law/data/age-of-consent.toml`; each row names the month in which it was last seen.
#[must_use]
pub fn age_of_consent(country: Country, on: Date) -> Option<&'static Age> {
    let state = country.state();
    all()
        .iter()
        .filter(|age| age.country == state && age.since.is_none_or(|since| since <= on))
        .max_by_key(|age| age.since)
}

/// The age that holds where a Member State has set no other, in years (GDPR art. 8(1)).
#[must_use]
pub fn default_age() -> u8 {
    FILE.default_age
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 21);

    fn age(code: &str, on: Date) -> Option<u8> {
        age_of_consent(code.parse().unwrap(), on).map(|age| age.age)
    }

    #[test]
    fn rows_are_unique_and_within_the_law() {
        let rows: BTreeSet<_> = all().iter().map(|age| (age.country, age.since)).collect();
        assert_eq!(rows.len(), all().len());
        for row in all() {
            assert!((13..=16).contains(&row.age), "{}", row.country);
            assert!(!row.sources.is_empty(), "{}", row.country);
        }
        assert_eq!(default_age(), 16);
    }

    #[test]
    fn every_state_of_the_area_has_an_age() {
        for country in adequacy::eea(TODAY).chain([Country::GB]) {
            assert!(age_of_consent(country, TODAY).is_some(), "{country}");
        }
        assert_eq!(age("US", TODAY), None);
        assert_eq!(age("CH", TODAY), None);
    }

    #[test]
    fn ages_change_by_day() {
        assert_eq!(age("DK", date(2023, 12, 31)), Some(13));
        assert_eq!(age("DK", date(2024, 1, 1)), Some(15));
        assert_eq!(age("SI", date(2023, 1, 25)), None);
        assert_eq!(age("SI", date(2023, 1, 26)), Some(15));
        assert_eq!(age("GB", TODAY), Some(13));
        assert_eq!(age("RE", TODAY), age("FR", TODAY));
    }
}
