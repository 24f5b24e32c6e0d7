//! The catalogues of a run: those of the program, and what a project puts over them.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use include_dir::{Dir, include_dir};
use serde::Deserialize;

use super::{Phrases, faults};
use crate::finding::Finding;
use crate::source::{Span, Spanned};

/// The built-in catalogues, a file a language.
static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates/phrases");

static BUILTIN: LazyLock<Arc<Catalogues>> = LazyLock::new(|| Arc::new(Catalogues::merged(&built_in(), &[], &[])));

/// Sentences by key.
type Sentences = BTreeMap<String, String>;

/// All catalogues that a project has, by language tag.
#[derive(Debug, Clone)]
pub struct Catalogues {
    all: BTreeMap<String, Phrases>,
    replaced: Vec<Replaced>,
    added: Vec<(String, Span)>,
}

/// A file of a project with sentences of a language, or with its names of countries.
#[derive(Debug, Clone)]
pub struct File {
    /// Tag of the language, in its canonical form.
    pub tag: String,
    /// All of the file.
    pub span: Span,
    /// What it says, by key in the order of the file; white space is settled.
    pub entries: Vec<(String, Spanned<String>)>,
}

/// A built-in sentence that a project says in other words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaced {
    /// Tag of the language.
    pub lang: String,
    /// Key of the sentence, such as `controller.intro`.
    pub key: String,
    /// What the program says.
    pub built_in: String,
    /// What the project says, and where.
    pub text: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Node {
    Sentence(String),
    Table(BTreeMap<String, Node>),
}

/// The built-in sentences of a language: of the tag itself, else of its shorter forms, else English.
#[must_use]
pub fn phrases(tag: &str) -> &'static Phrases {
    BUILTIN.phrases(tag)
}

/// The built-in files as they are written: language and text, by language.
pub fn files() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.files().filter_map(|file| Some((file.path().file_stem()?.to_str()?, file.contents_utf8()?)))
}

/// The built-in files, read: language, then sentence by key. A test says that each can be read.
fn built_in() -> BTreeMap<String, Sentences> {
    files().filter_map(|(tag, text)| Some((tag.to_owned(), parse(text).ok()?))).collect()
}

/// Reads a catalogue of the program's own.
fn parse(text: &str) -> Result<Sentences, toml::de::Error> {
    fn flatten(prefix: &str, table: BTreeMap<String, Node>, out: &mut Sentences) {
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
    Ok(sentences)
}

/// A tag and its shorter forms, longest first, after RFC 4647: `de-AT-x-informal`, `de-AT`, `de`.
fn lookup(tag: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(tag), |tag| shorter(tag))
}

fn shorter(tag: &str) -> Option<&str> {
    let (mut rest, _) = tag.rsplit_once('-')?;
    // A letter alone opens what comes after it.
    while let Some((before, _)) = rest.rsplit_once('-').filter(|(_, last)| last.len() == 1) {
        rest = before;
    }
    Some(rest)
}

impl Default for Catalogues {
    fn default() -> Self {
        (**BUILTIN).clone()
    }
}

impl Catalogues {
    /// Those of the program.
    #[must_use]
    pub fn builtin() -> &'static Arc<Self> {
        &BUILTIN
    }

    /// Those of the program with what a project puts over them, key by key; and what is wrong in the project's files.
    ///
    /// A file of a language that the program does not have must be whole, and its names of countries too.
    #[must_use]
    pub fn with(phrases: &[File], countries: &[File]) -> (Self, Vec<Finding>) {
        let built_in = built_in();
        let mut findings = Vec::new();
        let known = Self::merged(&built_in, &[], &[]);
        for file in phrases {
            faults::sentences(file, known.find(&file.tag), known.phrases("en"), &mut findings);
        }
        for file in countries {
            faults::countries(file, &mut findings);
        }
        let mut made = Self::merged(&built_in, phrases, countries);
        for file in phrases {
            match known.find(&file.tag) {
                Some(known) => made.replaced.extend(replaced(file, known)),
                None => made.added.push((file.tag.clone(), file.span)),
            }
        }
        for (tag, span) in &made.added {
            faults::whole(tag, *span, made.phrases(tag), known.phrases("en"), &mut findings);
        }
        (made, findings)
    }

    /// Those of the program with sentences put over them: language, key and text of each. What the program does not have is left
    /// out, since nothing prints it.
    #[must_use]
    pub fn with_sentences<'a>(sentences: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>) -> Arc<Self> {
        let mut files: BTreeMap<&str, Vec<(String, Spanned<String>)>> = BTreeMap::new();
        for (tag, key, text) in sentences {
            files.entry(tag).or_default().push((key.to_owned(), Spanned::new(text.to_owned(), Span::default())));
        }
        if files.is_empty() {
            return Self::builtin().clone();
        }
        let file = |(tag, entries): (&str, Vec<_>)| File { tag: tag.to_owned(), span: Span::default(), entries };
        let files: Vec<File> = files.into_iter().map(file).collect();
        Arc::new(Self::merged(&built_in(), &files, &[]))
    }

    fn merged(built_in: &BTreeMap<String, Sentences>, phrases: &[File], countries: &[File]) -> Self {
        let tags = built_in.keys().chain(phrases.iter().chain(countries).map(|file| &file.tag));
        let over = |files: &[File], tag: &str, into: &mut Sentences| {
            for file in files.iter().filter(|file| file.tag == tag) {
                into.extend(file.entries.iter().map(|(key, text)| (key.clone(), text.value.clone())));
            }
        };
        let mut all = BTreeMap::new();
        for tag in tags {
            let mut made = Phrases { lang: tag.clone(), ..Phrases::default() };
            let mut chain: Vec<&str> = lookup(tag).collect();
            chain.reverse();
            for tag in chain {
                made.sentences.extend(built_in.get(tag).cloned().unwrap_or_default());
                over(phrases, tag, &mut made.sentences);
                over(countries, tag, &mut made.countries);
            }
            // Names of countries alone make no language.
            if !made.sentences.is_empty() {
                all.insert(tag.clone(), made);
            }
        }
        Self { all, replaced: Vec::new(), added: Vec::new() }
    }

    /// Tags of the languages that have a catalogue, sorted.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.all.keys().map(String::as_str)
    }

    /// The sentences of a language: of the tag itself, else of its shorter forms; `None` where none has a catalogue.
    #[must_use]
    pub fn find(&self, tag: &str) -> Option<&Phrases> {
        lookup(tag).find_map(|tag| self.all.get(tag))
    }

    /// The same, and English where there is none.
    #[must_use]
    pub fn phrases(&self, tag: &str) -> &Phrases {
        self.find(tag).unwrap_or_else(|| &self.all["en"])
    }

    /// The built-in sentences that the project says in other words, file by file, each in the order of its file.
    #[must_use]
    pub fn replaced(&self) -> &[Replaced] {
        &self.replaced
    }

    /// Those that a notice in a language may print.
    pub fn replaced_in<'a>(&'a self, tag: &'a str) -> impl Iterator<Item = &'a Replaced> {
        self.replaced.iter().filter(move |replaced| lookup(tag).any(|tag| tag == replaced.lang))
    }

    /// Languages that the program does not have, each with its file.
    #[must_use]
    pub fn added(&self) -> &[(String, Span)] {
        &self.added
    }
}

/// What a file says otherwise than the program.
fn replaced<'a>(file: &'a File, known: &'a Phrases) -> impl Iterator<Item = Replaced> + 'a {
    file.entries.iter().filter_map(|(key, text)| {
        let built_in = known.sentences.get(key).filter(|built_in| **built_in != text.value)?;
        Some(Replaced { lang: file.tag.clone(), key: key.clone(), built_in: built_in.clone(), text: text.clone() })
    })
}

#[cfg(test)]
mod tests;
