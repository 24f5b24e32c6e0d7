//! Words for values: sentences of the catalogue, the author's texts, lists, periods, dates, countries, addresses.

use jiff::civil;

use crate::declaration::period::clock;
use crate::declaration::{Email, Id, Lifetime, Period, Places, Reach, Tag, Text, Url};
use crate::document::{Block, Inline};
use crate::law::Country;
use crate::markdown;
use crate::model::Model;
use crate::phrases::{Arg, Phrases};

/// A run of words.
pub(super) type Words = Vec<Inline>;

/// What lowering one notice into one language needs at hand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lower<'a> {
    /// The notice.
    pub(super) model: &'a Model,
    lang: &'a Tag,
    phrases: &'a Phrases,
}

impl<'a> Lower<'a> {
    /// Gets ready to write a notice in a language.
    pub(super) fn new(model: &'a Model, lang: &'a Tag) -> Self {
        Self { model, lang, phrases: model.phrases(lang) }
    }

    /// The language.
    pub(super) fn lang(&self) -> &str {
        self.lang.as_str()
    }

    /// Its tag.
    pub(super) fn tag(&self) -> &Tag {
        self.lang
    }

    /// A sentence without placeholders.
    pub(super) fn plain(&self, key: &str) -> String {
        #[cfg(test)]
        super::tests::check(self.phrases, key, &[]);
        self.phrases.plain(key).to_owned()
    }

    /// A sentence without placeholders, as a run of words.
    pub(super) fn words(&self, key: &str) -> Words {
        vec![Inline::text(self.plain(key))]
    }

    /// A sentence with its placeholders filled.
    pub(super) fn say(&self, key: &str, args: &[Arg<'_>]) -> Words {
        #[cfg(test)]
        super::tests::check(self.phrases, key, args);
        self.phrases.fill(key, args)
    }

    /// The sentence for a value of a closed list.
    pub(super) fn by(&self, table: &str, value: &str) -> Words {
        self.words(&format!("{table}.{value}"))
    }

    /// The sentence for a value of a closed list, with a citation.
    pub(super) fn cited(&self, table: &str, value: &str, article: &str) -> Words {
        self.say(&format!("{table}.{value}"), &[("article", vec![Inline::text(article)])])
    }

    /// A sentence with one placeholder `{x}`, where there is something to fill it.
    pub(super) fn line(&self, key: &str, x: Option<Words>) -> Option<Words> {
        Some(self.say(key, &[("x", x?)]))
    }

    /// The author's words in this language; those in the source language where they were not translated.
    pub(super) fn text(&self, text: &Text) -> Words {
        markdown::inlines(self.written(text)).value
    }

    /// The author's words, if there are any.
    pub(super) fn maybe(&self, text: Option<&Text>) -> Option<Words> {
        text.map(|text| self.text(text)).filter(|words| !words.is_empty())
    }

    /// The author's prose.
    pub(super) fn prose(&self, text: Option<&Text>) -> Vec<Block> {
        text.map(|text| markdown::blocks(self.written(text)).value).unwrap_or_default()
    }

    /// The author's sentences as one paragraph.
    pub(super) fn paragraph(&self, text: Option<&Text>) -> Option<Block> {
        self.maybe(text).map(Block::paragraph)
    }

    fn written<'t>(&self, text: &'t Text) -> &'t str {
        let first = self.model.languages.first().unwrap_or(self.lang);
        text.get(self.lang, first).map_or_else(|| text.any(), |words| words.as_str())
    }

    /// The author's fragments one after the other, each as it was written; `None` without any.
    pub(super) fn fragments(&self, list: impl IntoIterator<Item = Words>) -> Option<Words> {
        list.into_iter().reduce(|list, next| self.say("list.fragments", &[("list", list), ("next", next)]))
    }

    /// Words that the catalogue knows as a list, with "and" before the last.
    pub(super) fn conjunction(&self, parts: Vec<Words>) -> Option<Words> {
        let last = parts.len().saturating_sub(1);
        let parts = parts.into_iter().enumerate();
        let whole = parts.reduce(|(_, list), (index, next)| {
            let key = if index == last { "list.and" } else { "list.comma" };
            (index, self.say(key, &[("list", list), ("next", next)]))
        });
        whole.map(|(_, list)| list)
    }

    /// A period in words.
    pub(super) fn period(&self, period: Period) -> String {
        self.counted(period.counts())
    }

    /// Counts of units, without those of nothing.
    pub(super) fn counted(&self, counts: impl IntoIterator<Item = (&'static str, u32)>) -> String {
        let counts = counts.into_iter().filter(|(_, count)| *count > 0);
        let parts = counts.map(|(unit, count)| self.phrases.count(&format!("unit.{unit}"), count));
        parts.reduce(|a, b| self.phrases.words("period.and", &[("a", &a), ("b", &b)])).unwrap_or_default()
    }

    /// How long something stays on a device.
    pub(super) fn lifetime(&self, lifetime: Lifetime) -> String {
        match lifetime {
            Lifetime::Session => self.plain("storage.session"),
            Lifetime::Persistent => self.plain("storage.persistent"),
            Lifetime::Period(period) => self.period(period),
            Lifetime::Minutes(minutes) => self.counted(clock(minutes)),
        }
    }

    /// A sentence about a period.
    pub(super) fn with_period(&self, key: &str, period: Period) -> Words {
        self.say(key, &[("period", vec![Inline::text(self.period(period))])])
    }

    /// A day in words.
    pub(super) fn date(&self, date: civil::Date) -> String {
        self.phrases.date(date)
    }

    /// A country's name as it stands alone.
    pub(super) fn country(&self, country: Country) -> Words {
        vec![Inline::text(self.phrases.country(country))]
    }

    /// Countries, an organisation, or why they are not known.
    pub(super) fn places(&self, places: Option<&Places>) -> Option<Words> {
        let places = places?;
        let countries = places.countries.iter().map(|country| self.country(country.value));
        let organisation = places.organisation.as_ref().map(|name| named(name));
        let known = self.fragments(countries.chain(organisation));
        known.or_else(|| self.line("recipients.unknown", self.maybe(places.unknown.as_ref())))
    }

    /// A way to reach somebody.
    pub(super) fn reach(reach: &Reach) -> Words {
        match reach {
            Reach::Email(address) => vec![Inline::link(format!("mailto:{address}"), address)],
            Reach::Url(address) => vec![Inline::link(address, address)],
            Reach::Phone(number) => phone(number),
            Reach::Words(words) => named(words),
        }
    }
}

/// A name as a run of words; a new line in it stays one.
pub(super) fn named(name: &str) -> Words {
    let lines = name.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let mut words = Words::new();
    for line in lines.filter(|line| !line.is_empty()) {
        if !words.is_empty() {
            words.push(Inline::Break);
        }
        words.push(Inline::text(line));
    }
    words
}

/// The author's words as a heading: they begin with a capital.
pub(super) fn heading(words: &[Inline]) -> String {
    let plain = Inline::plain(words);
    let mut rest = plain.chars();
    let first = rest.next();
    first.into_iter().flat_map(char::to_uppercase).chain(rest).collect()
}

/// An e-mail address that can be written to.
pub(super) fn email(email: &Email) -> Words {
    vec![Inline::link(format!("mailto:{email}"), email.to_string())]
}

/// A web address that can be followed.
pub(super) fn url(url: &Url) -> Words {
    vec![Inline::link(url.to_string(), url.to_string())]
}

/// A telephone number that can be called.
pub(super) fn phone(number: &str) -> Words {
    let dialled: String = number.replace("(0)", "").chars().filter(|one| one.is_ascii_digit() || *one == '+').collect();
    let shown = number.split_whitespace().collect::<Vec<_>>().join(" ");
    if dialled.is_empty() { named(number) } else { vec![Inline::link(format!("tel:{dialled}"), shown)] }
}

/// A link within the notice; marks in the words do not count there.
pub(super) fn inside(anchor: &str, words: &[Inline]) -> Words {
    vec![Inline::link(format!("#{anchor}"), Inline::plain(words))]
}

/// What an entry without a label is called: its id.
pub(super) fn by_id(id: &Id) -> Words {
    vec![Inline::text(id.as_str().replace(['-', '.'], " "))]
}

/// Lines of one paragraph, each on a line of its own.
pub(super) fn lines(lines: impl IntoIterator<Item = Words>) -> Option<Words> {
    let whole = lines.into_iter().filter(|line| !line.is_empty()).reduce(|mut whole, line| {
        whole.push(Inline::Break);
        whole.extend(line);
        whole
    });
    whole.filter(|whole| !whole.is_empty())
}
