//! What is wrong in a project's sentences: keys that no notice asks for, placeholders and words that a notice needs.

use std::collections::BTreeSet;

use super::catalogues::File;
use super::{Phrases, form_name, plural_rules};
use crate::finding::{Fault, Finding};
use crate::law::Country;
use crate::law::basis::nearest;
use crate::source::{Span, Spanned, is_blank};

/// How many keys a message names at the most.
const NAMED: usize = 5;

/// Counts in a notice stay below this; CLDR's forms for more are not asked for.
const COUNTS: u32 = 10_000;

/// The forms of a sentence for a count.
const FORMS: &[&str] = &["zero", "one", "two", "few", "many", "other"];

/// Judges the sentences of a file by the built-in ones of its language, else by the English ones.
pub(super) fn sentences(file: &File, known: Option<&Phrases>, english: &Phrases, out: &mut Vec<Finding>) {
    let model = known.unwrap_or(english);
    let keys = Keys::of(english);
    for (key, text) in &file.entries {
        match keys.like(key, &file.tag) {
            Some(like) => {
                let like = model.sentences.get(key).or_else(|| model.sentences.get(&like));
                out.extend(like.and_then(|like| broken(key, text, like)));
            }
            None => out.push(unknown(key, text.span, english)),
        }
    }
}

fn unknown(key: &str, at: Span, english: &Phrases) -> Finding {
    let fault = Fault::new(format!("unknown key `{key}`")).at(at, "no notice asks for this sentence");
    let near = nearest(key, english.sentences.keys().map(String::as_str));
    let help = near.map_or_else(
        || "`noticec templates --print phrases/en.toml` prints all keys".to_owned(),
        |near| format!("a similar key exists: `{near}`"),
    );
    fault.help(help).by("REF-05")
}

/// Names in braces, each once; `None` where a brace is open or closed alone.
pub(super) fn placeholders(text: &str) -> Option<BTreeSet<&str>> {
    let mut names = BTreeSet::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (name, behind) = rest[at..].strip_prefix('{')?.split_once('}')?;
        if name.is_empty() || name.contains('{') {
            return None;
        }
        names.insert(name);
        rest = behind;
    }
    Some(names)
}

/// Whether a sentence has words beside its placeholders.
fn speaks(text: &str) -> bool {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        if !is_blank(before) {
            return true;
        }
        rest = after.split_once('}').map_or("", |(_, behind)| behind);
    }
    !is_blank(rest)
}

fn broken(key: &str, text: &Spanned<String>, like: &str) -> Option<Finding> {
    let found = |fault: Fault| Some(fault.help(format!("the built-in sentence is: {like}")).by("REF-10"));
    let (Some(has), wants) = (placeholders(text), placeholders(like).unwrap_or_default()) else {
        return found(
            Fault::new(format!("a brace of `{key}` is not one of a pair")).at(text.span, "a placeholder is `{name}`"),
        );
    };
    let braced = |names: Vec<&&str>| names.iter().map(|name| format!("`{{{name}}}`")).collect::<Vec<_>>().join(" and ");
    let (lost, strange) = (wants.difference(&has).collect::<Vec<_>>(), has.difference(&wants).collect::<Vec<_>>());
    if !lost.is_empty() {
        let lost = braced(lost);
        return found(
            Fault::new(format!("`{key}` has lost {lost}")).at(text.span, "what stands there would go missing"),
        );
    }
    if !strange.is_empty() {
        let strange = braced(strange);
        return found(Fault::new(format!("`{key}` has no {strange} to fill")).at(text.span, "nothing fills it"));
    }
    if speaks(like) && !speaks(text) {
        return found(Fault::new(format!("`{key}` says nothing")).at(text.span, "no word is left here"));
    }
    None
}

/// Judges names of countries.
pub(super) fn countries(file: &File, out: &mut Vec<Finding>) {
    for (code, name) in &file.entries {
        match code.parse::<Country>() {
            Err(error) => {
                let fault = Fault::new(error.to_string()).at(name.span, "a name for this code");
                out.push(fault.help(error.hint()).by("REF-05"));
            }
            Ok(_) if is_blank(name) => {
                let fault =
                    Fault::new(format!("the name of `{code}` says nothing")).at(name.span, "no word stands here");
                out.push(fault.help("write the name, or leave the line out").by("REF-10"));
            }
            Ok(_) => {}
        }
    }
}

/// Judges whether a language that the program does not have is whole.
pub(super) fn whole(tag: &str, file: Span, made: &Phrases, english: &Phrases, out: &mut Vec<Finding>) {
    let start = Span { start: file.start, end: file.start };
    let mut report = |lacks: Vec<String>, what: &str, help: String| {
        let Some(first) = lacks.first() else { return };
        let named = lacks.iter().take(NAMED).map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
        let more = if lacks.len() > NAMED { format!(" and {} more", lacks.len() - NAMED) } else { String::new() };
        let fault = Fault::new(format!("the language `{tag}` lacks the {what} {named}{more}"));
        out.push(fault.at(start, format!("no line for `{first}`")).help(help).by("REF-10"));
    };
    report(
        missing(made, english),
        "sentences",
        "a new language has a line for every sentence; `noticec templates --print phrases/en.toml` prints them"
            .to_owned(),
    );
    let nameless =
        Country::all().filter(|country| !made.countries.contains_key(country.code()) && country.name(tag).is_none());
    report(
        nameless.map(|country| country.code().to_owned()).collect(),
        "names of the countries",
        format!("write them into `countries/{tag}.toml`, by code"),
    );
}

/// Keys that a language lacks: those of English, in the forms that its own plurals need.
pub(super) fn missing(made: &Phrases, english: &Phrases) -> Vec<String> {
    let keys = Keys::of(english);
    keys.asked(&made.lang).into_iter().filter(|key| !made.has(key)).collect()
}

/// The keys of English: sentences, and sentences with plural forms.
pub(super) struct Keys {
    single: BTreeSet<String>,
    counted: BTreeSet<String>,
}

impl Keys {
    pub(super) fn of(english: &Phrases) -> Self {
        let has = |table: &str, form: &str| english.has(&format!("{table}.{form}"));
        let counted = |key: &String| {
            let (table, form) = key.rsplit_once('.')?;
            (FORMS.contains(&form) && has(table, "one") && has(table, "other")).then(|| table.to_owned())
        };
        let counted: BTreeSet<String> = english.sentences.keys().filter_map(counted).collect();
        let of_count = |key: &&String| key.rsplit_once('.').is_some_and(|(table, _)| counted.contains(table));
        let single = english.sentences.keys().filter(|key| !of_count(key)).cloned().collect();
        Self { single, counted }
    }

    /// The English key like which one is to be filled: itself, or the `other` form of a sentence with plural forms that
    /// the language has; `None` for a key that no notice asks for.
    pub(super) fn like(&self, key: &str, lang: &str) -> Option<String> {
        if self.single.contains(key) {
            return Some(key.to_owned());
        }
        let (table, form) = key.rsplit_once('.')?;
        let rules = plural_rules(lang)?;
        let known = self.counted.contains(table) && rules.categories().any(|category| form_name(category) == form);
        known.then(|| format!("{table}.other"))
    }

    /// All keys that a language needs.
    pub(super) fn asked(&self, lang: &str) -> Vec<String> {
        let forms: BTreeSet<&str> = match plural_rules(lang) {
            Some(rules) => (0..COUNTS).map(|n| form_name(rules.category_for(n))).chain(["other"]).collect(),
            None => BTreeSet::from(["other"]),
        };
        let counted = self.counted.iter().flat_map(|table| forms.iter().map(move |form| format!("{table}.{form}")));
        self.single.iter().cloned().chain(counted).collect()
    }
}
