//! Countries by ISO 3166-1 alpha-2 code, and their names in the languages of the notices.
//!
//! The codes and the names are cut from Unicode CLDR 48.2; `templates/countries/` says how. Kosovo stands among
//! them with its user-assigned code `XK`.

use std::{borrow::Cow, collections::BTreeMap, fmt, str::FromStr, sync::LazyLock};

use include_dir::{Dir, include_dir};
use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::adequacy;

/// The names of all countries, a file a language.
static TABLES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates/countries");

/// All codes, in order, so that a code is found by halving.
static CODES: [&str; 250] = [
    "AD", "AE", "AF", "AG", "AI", "AL", "AM", "AO", "AQ", "AR", "AS", "AT", "AU", "AW", "AX", "AZ", "BA", "BB", "BD",
    "BE", "BF", "BG", "BH", "BI", "BJ", "BL", "BM", "BN", "BO", "BQ", "BR", "BS", "BT", "BV", "BW", "BY", "BZ", "CA",
    "CC", "CD", "CF", "CG", "CH", "CI", "CK", "CL", "CM", "CN", "CO", "CR", "CU", "CV", "CW", "CX", "CY", "CZ", "DE",
    "DJ", "DK", "DM", "DO", "DZ", "EC", "EE", "EG", "EH", "ER", "ES", "ET", "FI", "FJ", "FK", "FM", "FO", "FR", "GA",
    "GB", "GD", "GE", "GF", "GG", "GH", "GI", "GL", "GM", "GN", "GP", "GQ", "GR", "GS", "GT", "GU", "GW", "GY", "HK",
    "HM", "HN", "HR", "HT", "HU", "ID", "IE", "IL", "IM", "IN", "IO", "IQ", "IR", "IS", "IT", "JE", "JM", "JO", "JP",
    "KE", "KG", "KH", "KI", "KM", "KN", "KP", "KR", "KW", "KY", "KZ", "LA", "LB", "LC", "LI", "LK", "LR", "LS", "LT",
    "LU", "LV", "LY", "MA", "MC", "MD", "ME", "MF", "MG", "MH", "MK", "ML", "MM", "MN", "MO", "MP", "MQ", "MR", "MS",
    "MT", "MU", "MV", "MW", "MX", "MY", "MZ", "NA", "NC", "NE", "NF", "NG", "NI", "NL", "NO", "NP", "NR", "NU", "NZ",
    "OM", "PA", "PE", "PF", "PG", "PH", "PK", "PL", "PM", "PN", "PR", "PS", "PT", "PW", "PY", "QA", "RE", "RO", "RS",
    "RU", "RW", "SA", "SB", "SC", "SD", "SE", "SG", "SH", "SI", "SJ", "SK", "SL", "SM", "SN", "SO", "SR", "SS", "ST",
    "SV", "SX", "SY", "SZ", "TC", "TD", "TF", "TG", "TH", "TJ", "TK", "TL", "TM", "TN", "TO", "TR", "TT", "TV", "TW",
    "TZ", "UA", "UG", "UM", "US", "UY", "UZ", "VA", "VC", "VE", "VG", "VI", "VN", "VU", "WF", "WS", "XK", "YE", "YT",
    "ZA", "ZM", "ZW",
];

/// What people write where a code belongs, and the names that the tables lack. Read in any case.
const ALIASES: &[(&str, Country)] = &[
    ("UK", Country("GB")),
    ("GBR", Country("GB")),
    ("Great Britain", Country("GB")),
    ("England", Country("GB")),
    ("Scotland", Country("GB")),
    ("Wales", Country("GB")),
    ("Northern Ireland", Country("GB")),
    ("EL", Country("GR")),
    ("USA", Country("US")),
    ("U.S.", Country("US")),
    ("U.S.A.", Country("US")),
    ("United States of America", Country("US")),
    ("America", Country("US")),
    ("UAE", Country("AE")),
    ("CHE", Country("CH")),
    ("DEU", Country("DE")),
    ("FRA", Country("FR")),
    ("IRL", Country("IE")),
    ("Republic of Ireland", Country("IE")),
    ("Holland", Country("NL")),
    ("The Netherlands", Country("NL")),
    ("Czech Republic", Country("CZ")),
    ("Turkey", Country("TR")),
    ("Korea", Country("KR")),
    ("Republic of Korea", Country("KR")),
    ("Russian Federation", Country("RU")),
    ("Hong Kong", Country("HK")),
    ("Macao", Country("MO")),
    ("Macau", Country("MO")),
    ("Myanmar", Country("MM")),
    ("Burma", Country("MM")),
    ("Palestine", Country("PS")),
    ("Ivory Coast", Country("CI")),
];

/// Codes that stand for many countries and so for none.
const AREAS: &[&str] = &["EU", "EEA", "EWR", "EEE", "UE"];

/// The tables of names as they are written: language and text, by language.
pub fn country_names() -> impl Iterator<Item = (&'static str, &'static str)> {
    let tables = TABLES.files().filter(|file| file.path().extension().is_some_and(|extension| extension == "toml"));
    tables.filter_map(|file| Some((file.path().file_stem()?.to_str()?, file.contents_utf8()?)))
}

/// The tables, read: language, then name by code; English first, whose names are looked for first. A test says that each
/// holds every code and no other. The codes stay text here, since the error for a wrong one would look for a hint in these
/// very tables.
static NAMES: LazyLock<Vec<(&str, BTreeMap<String, String>)>> = LazyLock::new(|| {
    let read = |text| toml::from_str(text).expect("a test reads every table of country names");
    let mut names: Vec<(&str, BTreeMap<String, String>)> =
        country_names().map(|(language, text)| (language, read(text))).collect();
    names.sort_by_key(|(language, _)| (*language != "en", *language));
    names
});

/// A country, by its ISO 3166-1 alpha-2 code: two capital ASCII letters.
///
/// There is no value for a code that is not assigned; `XK` counts as assigned. Countries sort by code. As text, in
/// JSON and in TOML a country is its code; reading fails with [`UnknownCountry`], and where serde carries the
/// error, its first line is the message and its second line, if any, the hint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country(&'static str);

impl Country {
    /// The United Kingdom, without Gibraltar and the Crown Dependencies, which have codes of their own.
    pub const GB: Self = Self("GB");
    /// Switzerland.
    pub const CH: Self = Self("CH");

    /// All countries, in order of code.
    #[must_use]
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        CODES.iter().map(|code| Self(code))
    }

    /// The code, two capital letters.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.0
    }

    /// The name in the language of a BCP 47 tag, as it stands alone (nominative, without an article).
    ///
    /// Only the primary subtag counts: `de-AT` and `de-x-informal` get the German name. `None` for a language
    /// that has no table.
    #[must_use]
    pub fn name(self, lang: &str) -> Option<&'static str> {
        let primary = lang.split('-').next()?;
        let (_, table) = NAMES.iter().find(|(language, _)| language.eq_ignore_ascii_case(primary))?;
        table.get(self.0).map(String::as_str)
    }

    /// Whether the territory with this code is inside the European Economic Area on that day.
    ///
    /// The United Kingdom and Gibraltar are inside up to and including 2020-12-31, the end of the transition period
    /// (Withdrawal Agreement art. 126, 127). Åland and the French outermost regions, which have codes of their own,
    /// are inside; overseas countries and territories are not. Accessions before 2018-05-25 are not dated.
    ///
    /// Source: `[eea]` in `src/law/data/adequacy.toml`.
    #[must_use]
    pub fn in_eea(self, on: Date) -> bool {
        adequacy::area().in_eea(self, on)
    }

    /// Whether Union law applies there as in a Member State on that day: [`in_eea`](Self::in_eea) without Iceland,
    /// Liechtenstein and Norway.
    #[must_use]
    pub fn in_eu(self, on: Date) -> bool {
        adequacy::area().in_eu(self, on)
    }

    /// The EEA state that this code is a part of (`AX` gives `FI`, `RE` gives `FR`), otherwise the country itself.
    #[must_use]
    pub fn state(self) -> Self {
        adequacy::area().state(self)
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

impl FromStr for Country {
    type Err = UnknownCountry;

    /// Reads a code exactly as it stands: no spaces, no small letters.
    fn from_str(text: &str) -> Result<Self, UnknownCountry> {
        match CODES.binary_search(&text) {
            Ok(at) => Ok(Self(CODES[at])),
            Err(_) => Err(UnknownCountry::new(text)),
        }
    }
}

impl Serialize for Country {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

impl<'de> Deserialize<'de> for Country {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(CodeVisitor("a country code such as `DE`", Country::from_str))
    }
}

impl JsonSchema for Country {
    fn schema_name() -> Cow<'static, str> {
        "Country".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "ISO 3166-1 alpha-2 code of a country, such as `DE`; `XK` for Kosovo",
            "type": "string",
            "pattern": "^[A-Z]{2}$",
        })
    }
}

/// Reads a string by a function that fails with [`UnknownCountry`]; the first field is what was expected.
pub(super) struct CodeVisitor<T>(pub(super) &'static str, pub(super) fn(&str) -> Result<T, UnknownCountry>);

impl<T> de::Visitor<'_> for CodeVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        (self.1)(text).map_err(|error| E::custom(format!("{error}\n{}", error.hint())))
    }
}

/// A text that is no country's code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no country has the code `{text}`")]
pub struct UnknownCountry {
    text: String,
}

impl UnknownCountry {
    pub(super) fn new(text: &str) -> Self {
        Self { text: text.to_owned() }
    }

    /// The text as it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The code that was probably meant, as a sentence; where nothing is near, what a code looks like.
    ///
    /// It knows codes in small letters, codes that people take for ISO codes (`UK`, `EL`, `USA`), and the names of
    /// countries in every language that has a table, also with a slip in them.
    #[must_use]
    pub fn hint(&self) -> String {
        let text = self.text.trim();
        if let Some(country) = meant(text) {
            return format!("ISO 3166-1 alpha-2 is `{country}` for `{text}`");
        }
        if AREAS.iter().any(|area| area.eq_ignore_ascii_case(text)) {
            return format!("a code stands for one country, and `{text}` has many");
        }
        let near = closest(text, names().map(|(_, name)| name));
        match near.and_then(|name| names().find(|&(_, known)| known == name)) {
            Some((code, name)) => format!("a similar name exists: `{name}`, with the code `{code}`"),
            None => "a code is two capital letters (ISO 3166-1 alpha-2), such as `IE` for Ireland".to_owned(),
        }
    }
}

/// The country that a code in small letters, an alias or a name stands for.
fn meant(text: &str) -> Option<Country> {
    if let Ok(country) = text.to_ascii_uppercase().parse() {
        return Some(country);
    }
    if let Some(&(_, country)) = ALIASES.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(text)) {
        return Some(country);
    }
    let wanted = text.to_lowercase();
    let (code, _) = names().find(|(_, name)| name.to_lowercase() == wanted)?;
    code.parse().ok()
}

/// Every name in every language, each after its code.
fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    NAMES.iter().flat_map(|(_, table)| table.iter().map(|(code, name)| (code.as_str(), name.as_str())))
}

/// The candidate that is fewest slips away, whatever the case: at most one slip for each three letters of `text`.
/// Of two that are equally near, the first.
pub(super) fn closest<'a>(text: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let text = text.to_lowercase();
    let most = text.chars().count() / 3;
    candidates
        .map(|candidate| (strsim::damerau_levenshtein(&text, &candidate.to_lowercase()), candidate))
        .filter(|&(slips, _)| slips <= most)
        .min_by_key(|&(slips, _)| slips)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn hint(text: &str) -> String {
        text.parse::<Country>().unwrap_err().hint()
    }

    fn country(code: &str) -> Country {
        code.parse().unwrap()
    }

    #[test]
    fn codes_ascend() {
        assert!(CODES.is_sorted_by(|a, b| a < b));
        assert!(CODES.iter().all(|code| code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase())));
    }

    #[test]
    fn every_country_has_a_name_in_every_language() {
        let languages: Vec<&str> = NAMES.iter().map(|(language, _)| *language).collect();
        assert!(languages.starts_with(&["en", "de", "fr"]), "{languages:?}");
        for (language, table) in NAMES.iter() {
            assert!(table.keys().eq(CODES.iter()), "{language}");
            for (code, name) in table {
                assert_eq!(name.trim(), name, "{language} {code}");
                assert!(!name.is_empty(), "{language} {code}");
            }
        }
    }

    #[test]
    fn aliases_are_no_codes_and_lead_to_codes() {
        for (alias, country) in ALIASES {
            assert!(CODES.contains(&country.code()), "{alias}");
            assert!(!CODES.contains(alias), "{alias}");
        }
        for constant in [Country::GB, Country::CH] {
            assert!(CODES.contains(&constant.code()));
        }
    }

    #[test]
    fn names_by_primary_subtag() {
        let us = country("US");
        assert_eq!(us.name("en"), Some("United States"));
        assert_eq!(us.name("en-US"), Some("United States"));
        assert_eq!(us.name("de-x-informal"), Some("Vereinigte Staaten"));
        assert_eq!(us.name("FR"), Some("États-Unis"));
        assert_eq!(us.name("tlh"), None);
        assert_eq!(country("TR").name("en"), Some("Türkiye"));
        assert_eq!(country("XK").name("en"), Some("Kosovo"));
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for text in ["", "gb", "UK", "EU", "ZZ", "XA", "QO", "IC", "GBR", " GB", "G\u{0412}"] {
            assert!(text.parse::<Country>().is_err(), "{text}");
        }
        assert_eq!("XX".parse::<Country>().unwrap_err().to_string(), "no country has the code `XX`");
    }

    #[test]
    fn hints() {
        let meant = |code: &str, text: &str| format!("ISO 3166-1 alpha-2 is `{code}` for `{text}`");
        for (code, text) in [
            ("GB", "UK"),
            ("GB", "uk"),
            ("GB", "gb"),
            ("GR", "EL"),
            ("US", "USA"),
            ("DE", "Germany"),
            ("DE", "deutschland"),
            ("AT", "ÖSTERREICH"),
            ("NL", "Pays-Bas"),
        ] {
            assert_eq!(hint(text), meant(code, text));
        }
        assert_eq!(hint("Germny"), "a similar name exists: `Germany`, with the code `DE`");
        assert_eq!(hint("EU"), "a code stands for one country, and `EU` has many");
        for text in ["XX", "", "Q", "Atlantis and beyond"] {
            assert!(hint(text).starts_with("a code is two capital letters"), "{text}");
        }
    }

    #[test]
    fn a_country_is_its_code_in_json() {
        assert_eq!(serde_json::to_string(&Country::GB).unwrap(), r#""GB""#);
        assert_eq!(serde_json::from_str::<Country>(r#""GB""#).unwrap(), Country::GB);
        let said = |text| serde_json::from_str::<Country>(text).unwrap_err().to_string();
        assert!(said(r#""UK""#).starts_with("no country has the code `UK`\nISO 3166-1 alpha-2 is `GB` for `UK`"));
        assert!(said("7").contains("expected a country code such as `DE`"));
    }

    #[test]
    fn inside_by_day() {
        let (last, first) = (date(2020, 12, 31), date(2021, 1, 1));
        assert!(Country::GB.in_eea(last) && Country::GB.in_eu(last) && country("GI").in_eea(last));
        assert!(!Country::GB.in_eea(first) && !Country::GB.in_eu(first) && !country("GI").in_eea(first));
        assert!(country("NO").in_eea(first) && !country("NO").in_eu(first));
        for part in ["AX", "GF", "RE"] {
            assert!(country(part).in_eea(first) && country(part).in_eu(first), "{part}");
        }
        for outside in ["CH", "FO", "GL", "NC", "SJ", "US"] {
            assert!(!country(outside).in_eea(last), "{outside}");
        }
        assert_eq!(country("AX").state(), country("FI"));
        assert_eq!(Country::GB.state(), Country::GB);
    }
}
