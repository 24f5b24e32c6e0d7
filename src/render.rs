//! A document in an output format, and the proof that nothing of it was lost.
//!
//! A back end sees a [`Document`] and nothing else. It puts marks around words and never adds one.

mod html;
mod loss;
mod markdown;
mod page;
mod templates;
mod typst;
mod view;

use std::ops::Range;

use minijinja::Environment;

use crate::document::{Document, Kind};

pub use loss::{Loss, LossKind, read_back};
pub use templates::Templates;

/// An output format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// One page that needs no other file.
    Html,
    /// `CommonMark` with tables.
    Markdown,
    /// Source from which Typst makes a PDF.
    Typst,
}

impl Format {
    /// All formats.
    pub const ALL: &[Self] = &[Self::Html, Self::Markdown, Self::Typst];

    /// Its name on the command line and in `formats`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.backend().name
    }

    /// What its files end with, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        self.backend().extension
    }

    /// The format of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.name() == name)
    }

    fn backend(self) -> &'static Backend {
        match self {
            Self::Html => &html::BACKEND,
            Self::Markdown => &markdown::BACKEND,
            Self::Typst => &typst::BACKEND,
        }
    }
}

/// An output format: a template and a way to escape, nothing else.
struct Backend {
    name: &'static str,
    extension: &'static str,
    /// The template to start from; its folder holds all templates of the format.
    template: &'static str,
    /// The one for a short text.
    snippet: &'static str,
    /// Words as they must be written to be read as words, wherever a template puts them.
    escape: fn(&str) -> String,
    /// Adds the filters that only this format has.
    filters: fn(&mut Environment<'static>),
    /// The last touch on a finished text: white space, never words.
    finish: fn(&str) -> String,
    /// Whether a link to a place that the document does not have would be a fault; its words are then written alone.
    leads: bool,
}

/// The name of an output file; `lang` is `None` for the first language of a notice, whose file a second one never moves.
#[must_use]
pub fn file_name(id: &str, lang: Option<&str>, format: Format) -> String {
    match lang {
        Some(lang) => format!("{id}.{lang}.{}", format.extension()),
        None => format!("{id}.{}", format.extension()),
    }
}

/// What is wrong in a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateError {
    /// Its name, such as `html/notice.html`.
    pub template: String,
    /// Where, counted from 1.
    pub line: Option<usize>,
    /// The bytes in the template's text.
    pub range: Option<Range<usize>>,
    /// What, in one line.
    pub message: String,
}

impl std::fmt::Display for TemplateError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "template `{}`, line {line}: {}", self.template, self.message),
            None => write!(f, "template `{}`: {}", self.template, self.message),
        }
    }
}

impl std::error::Error for TemplateError {}

/// Writes a document in a format. The same document and templates give the same bytes; they end with one new line.
///
/// # Errors
///
/// When a template can't be read, asks for something that is not there, or does not come to an end.
pub fn render(document: &Document, format: Format, templates: &Templates) -> Result<String, TemplateError> {
    let backend = format.backend();
    let template = match document.kind {
        Kind::Notice => backend.template,
        Kind::Snippet => backend.snippet,
    };
    let text = templates.fill(format, template, view::notice(document, format))?;
    let mut text = (backend.finish)(&text);
    text.truncate(text.trim_end().len());
    text.push('\n');
    Ok(text)
}

#[cfg(test)]
mod tests;
