//! The fixed sentences, by language.
//!
//! A catalogue is a TOML file `templates/phrases/<tag>.toml`: whole sentences with named placeholders `{name}`, in tables
//! by part of the notice, and units of time with plural forms after CLDR.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use icu_plurals::{PluralCategory, PluralRules};
use serde::Deserialize;

use crate::document::Inline;

/// The built-in catalogues by language tag; a new language is one line here and its file.
const CATALOGUES: &[(&str, &str)] = &[("en", include_str!("../templates/phrases/en.toml"))];

/// The sentences of one language.
#[derive(Debug, Clone, Default)]
pub struct Phrases {
    lang: String,
    sentences: BTreeMap<String, String>,
}

/// A value for a placeholder: words, or words with links and emphasis.
pub type Arg<'a> = (&'a str, Vec<Inline>);

#[derive(Deserialize)]
#[serde(untagged)]
enum Node {
    Sentence(String),
    Table(BTreeMap<String, Node>),
}

static PARSED: LazyLock<Vec<Phrases>> =
    LazyLock::new(|| CATALOGUES.iter().map(|(lang, text)| Phrases::parse(lang, text).unwrap_or_default()).collect());

/// Tags of the languages in which notices can be printed.
pub fn languages() -> impl Iterator<Item = &'static str> {
    CATALOGUES.iter().map(|(lang, _)| *lang)
}

/// The sentences of a language: of the tag itself, else of its primary language, else English.
#[must_use]
pub fn phrases(tag: &str) -> &'static Phrases {
    let primary = tag.split('-').next().unwrap_or_default();
    let by = |wanted: &str| PARSED.iter().find(|phrases| phrases.lang == wanted);
    by(tag).or_else(|| by(primary)).unwrap_or(&PARSED[0])
}

impl Phrases {
    /// Reads a catalogue.
    ///
    /// # Errors
    /// A text that is no TOML, or holds anything but sentences and tables of them.
    pub fn parse(lang: &str, text: &str) -> Result<Self, toml::de::Error> {
        fn flatten(prefix: &str, table: BTreeMap<String, Node>, out: &mut BTreeMap<String, String>) {
            for (key, node) in table {
                let path = if prefix.is_empty() { key } else { format!("{prefix}.{key}") };
                match node {
                    Node::Sentence(text) => {
                        out.insert(path, text);
                    }
                    Node::Table(table) => flatten(&path, table, out),
                }
            }
        }
        let mut sentences = BTreeMap::new();
        flatten("", toml::from_str(text)?, &mut sentences);
        Ok(Self { lang: lang.to_owned(), sentences })
    }

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
        let locale = self.lang.parse::<icu_locale_core::Locale>().unwrap_or(icu_locale_core::Locale::UNKNOWN);
        let category = PluralRules::try_new_cardinal((&locale).into())
            .map_or(PluralCategory::Other, |rules| rules.category_for(n));
        let form = match category {
            PluralCategory::Zero => "zero",
            PluralCategory::One => "one",
            PluralCategory::Two => "two",
            PluralCategory::Few => "few",
            PluralCategory::Many => "many",
            PluralCategory::Other => "other",
        };
        let exact = format!("{key}.{form}");
        let key = if self.has(&exact) { exact } else { format!("{key}.other") };
        self.words(&key, &[("n", &n.to_string())])
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
