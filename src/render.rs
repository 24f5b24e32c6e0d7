//! A document in an output format, and the proof that nothing of it was lost.
//!
//! A back end sees a [`Document`] and nothing else. It puts marks around words and never adds one.

mod html;
mod json;
mod loss;
mod markdown;
mod page;
#[cfg(feature = "pdf")]
mod pdf;
mod site;
mod templates;
pub mod theme;
mod typst;
mod view;

use std::ops::Range;

use minijinja::Environment;

use crate::declaration::Generator;
use crate::document::{Document, Kind, Trace};

pub use json::Data;
pub use loss::{Loss, LossKind, read_back};
pub(crate) use site::same_key;
pub use site::{Fragment, FrontMatter};
pub use templates::Templates;
pub use theme::Theme;

/// What pages are, also where a program makes none: a file of settings may name them all the same.
pub(crate) const ABOUT_PDF: &str = "Tagged pages, for screen readers and archives.";

/// An output format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// One page that needs no other file.
    Html,
    /// A piece of HTML for a page of the site.
    HtmlFragment,
    /// The notice as data.
    Json,
    /// `CommonMark` with tables.
    Markdown,
    /// Tagged pages.
    #[cfg(feature = "pdf")]
    Pdf,
    /// Source from which Typst makes a PDF.
    Typst,
}

impl Format {
    /// All formats.
    #[cfg(feature = "pdf")]
    pub const ALL: &[Self] = &[Self::Html, Self::HtmlFragment, Self::Json, Self::Markdown, Self::Pdf, Self::Typst];
    /// All formats.
    #[cfg(not(feature = "pdf"))]
    pub const ALL: &[Self] = Self::TEXTS;

    /// The formats that are text.
    pub const TEXTS: &[Self] = &[Self::Html, Self::HtmlFragment, Self::Json, Self::Markdown, Self::Typst];

    /// Its name on the command line and in `formats`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.backend().map_or_else(|| self.without_templates(), |backend| backend.name)
    }

    /// What it is, in a few words.
    #[must_use]
    pub fn about(self) -> &'static str {
        match self {
            Self::Html => "One page that needs no other file.",
            Self::HtmlFragment => "A piece of HTML for a page of your site.",
            Self::Json => "The notice as data.",
            Self::Markdown => "Markdown, with front matter for a site generator if wanted.",
            #[cfg(feature = "pdf")]
            Self::Pdf => ABOUT_PDF,
            Self::Typst => "Source from which Typst makes a PDF.",
        }
    }

    /// What its files end with, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        self.backend().map_or_else(|| self.without_templates(), |backend| backend.extension)
    }

    /// The folder of its templates; `None` where it is written without any.
    #[must_use]
    pub fn folder(self) -> Option<&'static str> {
        self.backend()?.template.split('/').next()
    }

    /// The format of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.name() == name)
    }

    /// The name, and the end of a file's name, of a format without templates.
    fn without_templates(self) -> &'static str {
        if self == Self::Json { "json" } else { "pdf" }
    }

    /// How it is written through templates; `None` for pages and data.
    fn backend(self) -> Option<&'static Backend> {
        match self {
            Self::Html => Some(&html::BACKEND),
            Self::HtmlFragment => Some(&html::FRAGMENT),
            Self::Json => None,
            Self::Markdown => Some(&markdown::BACKEND),
            #[cfg(feature = "pdf")]
            Self::Pdf => None,
            Self::Typst => Some(&typst::BACKEND),
        }
    }
}

/// An output format that is written through templates: a template and a way to escape, nothing else.
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

/// Characters that can't be printed, and where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uncovered {
    /// The characters, each once.
    pub characters: Vec<char>,
    /// Anchor of the block, if it has one.
    pub id: Option<String>,
    /// Heading of the part, or the title of the notice.
    pub section: String,
    /// The declarations that the block comes from.
    pub from: Vec<Trace>,
}

impl std::fmt::Display for Uncovered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let named: Vec<String> =
            self.characters.iter().take(8).map(|c| format!("“{c}” (U+{:04X})", u32::from(*c))).collect();
        write!(f, "{}", named.join(", "))?;
        if self.characters.len() > named.len() {
            write!(f, " and {} more", self.characters.len() - named.len())?;
        }
        match &self.id {
            Some(id) => write!(f, " in `{id}` under “{}”", self.section),
            None => write!(f, " under “{}”", self.section),
        }
    }
}

/// So many places of characters that can't be printed are told.
const PLACES: usize = 4;

/// Why a document can't be written in a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RenderError {
    /// A template is at fault.
    Template(TemplateError),
    /// There are no letters for characters of the document.
    Characters(Vec<Uncovered>),
    /// The pages break a rule of their standard.
    Pdf(String),
    /// The data can't be written.
    Json(String),
}

impl std::fmt::Display for RenderError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Template(error) => error.fmt(f),
            Self::Characters(found) => {
                let places: Vec<String> = found.iter().take(PLACES).map(ToString::to_string).collect();
                write!(f, "no letters for {}", places.join("; "))?;
                match found.len().saturating_sub(PLACES) {
                    0 => Ok(()),
                    1 => write!(f, "; and in one more place"),
                    more => write!(f, "; and in {more} more places"),
                }
            }
            Self::Pdf(what) => write!(f, "the PDF can't be written: {what}"),
            Self::Json(what) => write!(f, "the JSON can't be written: {what}"),
        }
    }
}

impl std::error::Error for RenderError {}

impl From<TemplateError> for RenderError {
    fn from(error: TemplateError) -> Self {
        Self::Template(error)
    }
}

/// A document in a format.
#[derive(Debug)]
pub struct Rendered {
    bytes: Vec<u8>,
    /// What stands on the pages, where the bytes are no text to read it from.
    placed: Option<page::Page>,
    /// The generator whose front matter the text begins with.
    front: Option<Generator>,
    /// Whether the title is left to the page that it is put into.
    untitled: bool,
}

impl Rendered {
    /// What is written to a file.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The same, to keep.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// The text of a format that is text; else empty.
    #[must_use]
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap_or_default()
    }
}

impl From<String> for Rendered {
    fn from(text: String) -> Self {
        Self { bytes: text.into_bytes(), placed: None, front: None, untitled: false }
    }
}

/// Writes a document in a format. The same document and templates give the same bytes; those of a text end with one new line.
///
/// # Errors
///
/// When a template can't be read, asks for something that is not there, or does not come to an end; when there are no letters for
/// characters of the document.
pub fn render(document: &Document, format: Format, templates: &Templates) -> Result<Rendered, RenderError> {
    if format == Format::Json {
        return Ok((json::write(document)? + "\n").into());
    }
    let Some(backend) = format.backend() else { return pages(document, templates) };
    let template = match document.kind {
        Kind::Notice | Kind::History => backend.template,
        Kind::Snippet => backend.snippet,
    };
    let setting = view::Setting::of(document, format, templates);
    let text = templates.fill(format, template, view::notice(document, &setting))?;
    let front = templates.front_matter().filter(|_| format == Format::Markdown);
    let mut made = front.map(|front| front.write(document)).unwrap_or_default();
    made.push_str(&(backend.finish)(&text));
    made.truncate(made.trim_end().len());
    made.push('\n');
    let untitled = setting.untitled(document);
    Ok(Rendered { front: front.map(|front| front.generator), untitled, ..made.into() })
}

#[cfg(feature = "pdf")]
fn pages(document: &Document, templates: &Templates) -> Result<Rendered, RenderError> {
    let (bytes, placed) = pdf::write(document, templates.theme())?;
    Ok(Rendered { bytes, placed: Some(placed), front: None, untitled: false })
}

#[cfg(not(feature = "pdf"))]
fn pages(_: &Document, _: &Templates) -> Result<Rendered, RenderError> {
    Err(RenderError::Pdf("this noticec was built without it".to_owned()))
}

/// Whether a PNG file can be read.
///
/// # Errors
///
/// What is wrong with it.
#[cfg(feature = "pdf")]
pub fn check_picture(png: &[u8]) -> Result<(), String> {
    pdf::image(png).map(drop)
}

#[cfg(test)]
mod tests;
