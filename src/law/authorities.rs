//! Supervisory authorities: who they are, where they sit, where they take complaints.

use std::{collections::BTreeMap, sync::LazyLock};

use jiff::civil::Date;
use serde::Deserialize;

use super::{
    adequacy::{self, Confidence},
    countries::{self, Country},
};

static FILE: LazyLock<File> = LazyLock::new(|| {
    toml::from_str(include_str!("data/authorities.toml")).expect("a test reads the table of authorities")
});

#[derive(Deserialize)]
struct File {
    authority: Vec<Authority>,
}

/// A supervisory authority: GDPR art. 51, UK DPA 2018 s. 114, FADP art. 4.
///
/// Source: `src/law/data/authorities.toml`; each row names the month in which it was last seen. A list of address
/// lines is empty where no source was trusted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    /// `gb-ico`, `de-by-lda`: never reused and never renamed, also when the authority is.
    pub id: String,
    /// Where it supervises; `None` for the European Data Protection Supervisor, who supervises EU institutions.
    pub country: Option<Country>,
    /// ISO 3166-2 code of the part of the country it is for, such as `DE-BY`.
    pub subdivision: Option<String>,
    /// English name, with the country where it would be unclear; see [`name_on`](Self::name_on).
    pub name: String,
    /// What it is called for short, where that is not already in the name.
    pub short_name: Option<String>,
    /// The name in the languages of its country, by language subtag.
    pub official_name: BTreeMap<String, String>,
    /// Other names in use.
    #[serde(default)]
    pub also_known_as: Vec<String>,
    /// The name before the present one.
    pub former_name: Option<FormerName>,
    /// Whom it supervises, where that is not everybody in its country or subdivision.
    pub scope: Option<String>,
    /// Visiting address in lines, as written in the country, the country last.
    #[serde(default)]
    pub address: Vec<String>,
    /// The same in the country's own script.
    #[serde(default)]
    pub address_local: Vec<String>,
    /// Address for letters, where it is another.
    #[serde(default)]
    pub postal_address: Vec<String>,
    /// The address before the present one.
    #[serde(default)]
    pub former_address: Vec<String>,
    /// With the country's code, `+44 …`.
    pub phone: Option<String>,
    /// For the public; some authorities take complaints by their web form alone.
    pub email: Option<String>,
    /// Start page.
    pub website: String,
    /// The page that takes or explains complaints.
    pub complaint_url: Option<String>,
    /// The newest date at which a source shows the entry, as `2026-10`.
    pub as_of: String,
    /// How far the entry is backed by `sources`, `uncertain` fields apart.
    pub confidence: Confidence,
    /// Where the entry was read.
    pub sources: Vec<String>,
    /// Fields that are weakly backed: `address`, `official_name.de`; see [`doubts`](Self::doubts).
    #[serde(default)]
    pub uncertain: Vec<String>,
    /// Remarks, in English.
    pub notes: Option<String>,
}

/// What an authority was once called.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormerName {
    /// The name, in English.
    pub name: String,
    /// The last day of that name, inclusive.
    #[serde(deserialize_with = "adequacy::day")]
    pub until: Date,
}

impl Authority {
    /// The English name on that day.
    ///
    /// `gb-ico` is the Information Commissioner's Office up to and including 2026-09-29, and the Information
    /// Commission from 2026-09-30 (SI 2026/1015). The other names are the present ones on every day.
    #[must_use]
    pub fn name_on(&self, on: Date) -> &str {
        self.former_name_on(on).unwrap_or(&self.name)
    }

    /// The present official name in the language of a BCP 47 tag, of which only the primary subtag counts.
    /// `None` where that is no official language of the authority.
    #[must_use]
    pub fn official_name(&self, lang: &str) -> Option<&str> {
        let primary = lang.split('-').next()?.to_ascii_lowercase();
        self.official_name.get(&primary).map(String::as_str)
    }

    /// The name that a notice in that language prints: the official one where there is one, else the English one,
    /// either as on that day.
    #[must_use]
    pub fn title(&self, lang: &str, on: Date) -> &str {
        self.former_name_on(on).or_else(|| self.official_name(lang)).unwrap_or(&self.name)
    }

    /// Whether a field is weakly backed (a single, old or conflicting source, or none), so that a notice does well
    /// not to print it unseen. The name is that of the field, such as `address`; a doubt about one language of a
    /// name counts for the field.
    #[must_use]
    pub fn doubts(&self, field: &str) -> bool {
        self.confidence == Confidence::GeneralKnowledge
            || self.uncertain.iter().any(|weak| weak.split('.').next() == Some(field))
    }

    fn former_name_on(&self, on: Date) -> Option<&str> {
        self.former_name.as_ref().filter(|former| on <= former.until).map(|former| former.name.as_str())
    }
}

/// Every authority, in the order of the file: national ones of the EEA, parts of Germany and Spain, then the rest.
#[must_use]
pub fn all() -> &'static [Authority] {
    &FILE.authority
}

/// The authority with that id; `None` for any other text, also for a name or an id in capitals.
#[must_use]
pub fn authority(id: &str) -> Option<&'static Authority> {
    all().iter().find(|authority| authority.id == id)
}

/// The id that was probably meant: by what follows the country in an id (`cnil`), by a name, or by a slip.
/// `None` where nothing is near.
#[must_use]
pub fn nearest(id: &str) -> Option<&'static str> {
    let same = |name: &str| name.eq_ignore_ascii_case(id.trim());
    let named = all().iter().find(|authority| {
        let tail = authority.id.split_once('-').map(|(_, tail)| tail);
        let names = authority.official_name.values().chain(&authority.also_known_as);
        same(&authority.id)
            || tail.is_some_and(same)
            || same(&authority.name)
            || authority.former_name.as_ref().is_some_and(|former| same(&former.name))
            || names.chain(&authority.short_name).any(|name| same(name))
    });
    match named {
        Some(authority) => Some(&authority.id),
        None => countries::closest(id, all().iter().map(|authority| authority.id.as_str())),
    }
}

/// The authorities of a country and of its parts. A code that is part of an EEA state has the authorities of both:
/// `AX` has its own, for its public sector, and the Finnish one.
pub fn of_country(country: Country) -> impl Iterator<Item = &'static Authority> {
    let places = [Some(country), Some(country.state())];
    all().iter().filter(move |authority| places.contains(&authority.country))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 21);

    fn ids(code: &str) -> Vec<&str> {
        of_country(code.parse().unwrap()).map(|authority| authority.id.as_str()).collect()
    }

    #[test]
    fn ids_are_unique_and_start_with_their_country() {
        let unique: BTreeSet<_> = all().iter().map(|authority| &authority.id).collect();
        assert_eq!(unique.len(), all().len());
        for Authority { id, country, .. } in all() {
            assert!(id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{id}");
            match (id.as_str(), country) {
                ("eu-edps", None) | ("fi-ax-di", Some(_)) => {}
                (id, Some(country)) => assert_eq!(id[..2].to_ascii_uppercase(), country.code()),
                (id, None) => panic!("{id} has no country"),
            }
        }
    }

    #[test]
    fn rows_are_whole() {
        for authority in all() {
            let id = &authority.id;
            assert!(!authority.sources.is_empty() && !authority.official_name.is_empty(), "{id}");
            assert!(authority.website.starts_with("https://"), "{id}");
            assert!(authority.complaint_url.as_ref().is_none_or(|url| url.starts_with("https://")), "{id}");
            assert!(authority.email.as_ref().is_none_or(|email| email.contains('@')), "{id}");
            assert!(authority.phone.as_ref().is_none_or(|phone| phone.starts_with('+')), "{id}");
        }
    }

    #[test]
    fn every_state_of_the_area_has_an_authority() {
        for country in adequacy::eea(TODAY).chain([Country::GB, Country::CH]) {
            assert!(of_country(country).next().is_some(), "{country}");
        }
        assert_eq!(ids("FR"), ["fr-cnil"]);
        assert_eq!(ids("AX"), ["fi-tsv", "fi-ax-di"]);
        assert_eq!(ids("RE"), ["fr-cnil"]);
        assert_eq!(ids("GI"), ["gi-gra"]);
        assert!(ids("DE").len() > 16);
        assert!(ids("US").is_empty());
    }

    #[test]
    fn the_regulator_of_the_united_kingdom_changes_its_name() {
        let ico = authority("gb-ico").unwrap();
        let (last, first) = (date(2026, 9, 29), date(2026, 9, 30));
        assert_eq!(ico.name_on(last), "Information Commissioner's Office");
        assert_eq!(ico.name_on(first), "Information Commission (ICO)");
        assert_eq!(ico.title("en-GB", last), "Information Commissioner's Office");
        assert_eq!(ico.title("en-GB", first), "Information Commission");
        assert_eq!(ico.title("de", first), "Information Commission (ICO)");
        assert!(ico.doubts("address") && ico.doubts("email") && !ico.doubts("phone"));
    }

    #[test]
    fn official_names_by_primary_subtag() {
        let dsb = authority("at-dsb").unwrap();
        assert_eq!(dsb.official_name("de-AT"), Some("Österreichische Datenschutzbehörde"));
        assert_eq!(dsb.official_name("en"), None);
        assert_eq!(dsb.title("en", TODAY), "Austrian Data Protection Authority");
        assert!(authority("lu-cnpd").unwrap().doubts("official_name"));
        assert!(authority("eu-edps").unwrap().doubts("phone"));
    }

    #[test]
    fn near_ids() {
        for (text, id) in [
            ("ico", "gb-ico"),
            ("uk-ico", "gb-ico"),
            ("GB-ICO", "gb-ico"),
            ("Information Commissioner's Office", "gb-ico"),
            ("CNIL", "fr-cnil"),
            ("fr-cnli", "fr-cnil"),
            ("Datatilsynet", "dk-datatilsynet"),
        ] {
            assert_eq!(nearest(text), Some(id), "{text}");
        }
        assert_eq!(nearest("ftc"), None);
        assert!(authority("ico").is_none());
    }
}
