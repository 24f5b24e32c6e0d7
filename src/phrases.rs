//! The fixed sentences, by language.
//!
//! A catalogue is a TOML file `templates/phrases/<tag>.toml`: whole sentences with named placeholders `{name}`, in tables
//! by part of the notice, and units of time with plural forms after CLDR. A language is such a file and its table of
//! country names, `templates/countries/<tag>.toml`; a tag with subtags (`de-x-informal`) holds only what differs from the
//! shorter one. A project has a [`Catalogues`] of its own: the built-in sentences, some replaced, some languages added.

mod catalogues;
mod faults;

use std::collections::BTreeMap;

use icu_plurals::{PluralCategory, PluralRules};

use crate::document::Inline;
use crate::law::Country;

pub use catalogues::{Catalogues, File, Replaced, files, phrases};

/// The sentences of one language.
#[derive(Debug, Clone, Default)]
pub struct Phrases {
    lang: String,
    sentences: BTreeMap<String, String>,
    /// Names of countries that a project gives, by code.
    countries: BTreeMap<String, String>,
}

/// A value for a placeholder: words, or words with links and emphasis.
pub type Arg<'a> = (&'a str, Vec<Inline>);

impl Phrases {
    /// Tag of the language.
    #[must_use]
    pub fn lang(&self) -> &str {
        &self.lang
    }

    /// All keys, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.sentences.keys().map(String::as_str)
    }

    /// Whether there is a sentence of this key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.sentences.contains_key(key)
    }

    /// A sentence without placeholders. A key that is in no catalogue gives the key itself, which a test holds against.
    #[must_use]
    pub fn plain<'a>(&'a self, key: &'a str) -> &'a str {
        self.sentences.get(key).map_or(key, String::as_str)
    }

    /// The words for a value of a closed list: the sentence `<table>.<value>`.
    #[must_use]
    pub fn plain_of(&self, table: &str, value: &str) -> String {
        self.plain(&format!("{table}.{value}")).to_owned()
    }

    /// A day in words.
    #[must_use]
    pub fn date(&self, date: jiff::civil::Date) -> String {
        let (day, month, year) = (date.day().to_string(), date.month().to_string(), date.year().to_string());
        let month = self.plain_of("date.month", &month);
        // Some languages count the first day of a month and name the others.
        let key = if date.day() == 1 { "date.first" } else { "date.day" };
        self.words(key, &[("day", &day), ("month", &month), ("year", &year)])
    }

    /// A sentence with its placeholders filled.
    #[must_use]
    pub fn fill(&self, key: &str, args: &[Arg<'_>]) -> Vec<Inline> {
        let mut out = Vec::new();
        let mut rest = self.plain(key);
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, behind)) = after.split_once('}') else { break };
            push_text(&mut out, before);
            match args.iter().find(|(arg, _)| *arg == name) {
                Some((_, value)) => value.iter().for_each(|inline| match inline {
                    Inline::Text { text } => push_text(&mut out, text),
                    other => out.push(other.clone()),
                }),
                None => push_text(&mut out, &format!("{{{name}}}")),
            }
            rest = behind;
        }
        push_text(&mut out, rest);
        out
    }

    /// A sentence with its placeholders filled by plain words.
    #[must_use]
    pub fn words(&self, key: &str, args: &[(&str, &str)]) -> String {
        let args: Vec<Arg<'_>> = args.iter().map(|(name, value)| (*name, vec![Inline::text(*value)])).collect();
        Inline::plain(&self.fill(key, &args))
    }

    /// A sentence for a count, by the plural form of the language: `<key>.one`, `<key>.other` …, with `{n}`.
    #[must_use]
    pub fn count(&self, key: &str, n: u32) -> String {
        let form = plural_rules(&self.lang).map_or(PluralCategory::Other, |rules| rules.category_for(n));
        let form = form_name(form);
        let exact = format!("{key}.{form}");
        let key = if self.has(&exact) { exact } else { format!("{key}.other") };
        self.words(&key, &[("n", &n.to_string())])
    }

    /// What a country is called, as it stands alone; its code where the language has no name for it.
    #[must_use]
    pub fn country(&self, country: Country) -> &str {
        let own = self.countries.get(country.code()).map(String::as_str);
        own.or_else(|| country.name(&self.lang)).unwrap_or(country.code())
    }
}

/// The plural rules of a language; `None` for what is no tag.
fn plural_rules(lang: &str) -> Option<PluralRules> {
    let locale = lang.parse::<icu_locale_core::Locale>().ok()?;
    PluralRules::try_new_cardinal((&locale).into()).ok()
}

/// A plural category as CLDR names it.
fn form_name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

fn push_text(out: &mut Vec<Inline>, words: &str) {
    if words.is_empty() {
        return;
    }
    if let Some(Inline::Text { text }) = out.last_mut() {
        text.push_str(words);
    } else {
        out.push(Inline::text(words));
    }
}
