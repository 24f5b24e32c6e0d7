//! Official languages of states, as two-letter codes of ISO 639-1.

use super::Country;

/// Official languages of the states of the European Economic Area, the United Kingdom and Switzerland, for the state as a
/// whole. Languages that are official in a part of a state alone (such as Catalan) are not among them.
///
/// Source: constitutions and language acts of the states, as the European Union lists them for its own (Regulation No 1 of
/// 1958 and the Union's pages on its members); from general knowledge.
const OFFICIAL: &[(&str, &[&str])] = &[
    ("AT", &["de"]),
    ("BE", &["nl", "fr", "de"]),
    ("BG", &["bg"]),
    ("CH", &["de", "fr", "it", "rm"]),
    ("CY", &["el", "tr"]),
    ("CZ", &["cs"]),
    ("DE", &["de"]),
    ("DK", &["da"]),
    ("EE", &["et"]),
    ("ES", &["es"]),
    ("FI", &["fi", "sv"]),
    ("FR", &["fr"]),
    ("GB", &["en"]),
    ("GR", &["el"]),
    ("HR", &["hr"]),
    ("HU", &["hu"]),
    ("IE", &["en", "ga"]),
    ("IS", &["is"]),
    ("IT", &["it"]),
    ("LI", &["de"]),
    ("LT", &["lt"]),
    ("LU", &["fr", "de", "lb"]),
    ("LV", &["lv"]),
    ("MT", &["en", "mt"]),
    ("NL", &["nl"]),
    ("NO", &["no", "nb", "nn"]),
    ("PL", &["pl"]),
    ("PT", &["pt"]),
    ("RO", &["ro"]),
    ("SE", &["sv"]),
    ("SI", &["sl"]),
    ("SK", &["sk"]),
];

impl Country {
    /// Official languages of the state; empty where they are not known here.
    #[must_use]
    pub fn languages(self) -> &'static [&'static str] {
        let code = self.state().to_string();
        OFFICIAL.iter().find(|(country, _)| *country == code).map_or(&[], |(_, languages)| languages)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_state_of_the_area_has_its_languages() {
        for country in Country::all().filter(|country| country.in_eea(date(2026, 11, 1))) {
            assert!(!country.languages().is_empty(), "{country}");
        }
        assert_eq!(Country::GB.languages(), ["en"]);
        assert_eq!("US".parse::<Country>().map(Country::languages), Ok(&[][..]));
    }
}
