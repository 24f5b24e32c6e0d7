//! `noticec.toml`: what holds for all notices below a folder.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use strum::EnumIter;

use super::leaf::{Colour, Tag, Url};
use super::shape::Many;
use super::text::Text;
use crate::finding::Level;
use crate::source::Spanned;

/// A project file.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a project file")]
pub struct Project {
    /// Where outputs go, relative to this file; created if absent.
    pub out: Option<Spanned<String>>,
    /// Where `noticec build --keep` keeps the versions of notices, relative to this file, outside of `out`; created if absent.
    pub versions: Option<Spanned<String>>,
    /// Where `out` can be read on the site, such as `/privacy/`: pieces of pages (`html-fragment`, Markdown with front matter) lead
    /// from there to other files. Absent: they lead there as if their page lay in `out`.
    pub published: Option<Spanned<Url>>,
    /// Output formats: `html`, `html-fragment`, `json`, `markdown`, `pdf`, `typst`.
    pub formats: Option<Many<String>>,
    /// Folder with templates that stand before the built-in ones, file by file.
    pub templates: Option<Spanned<String>>,
    /// Registers that every notice below this folder includes.
    pub include: Option<Many<String>>,
    /// How Markdown is written.
    pub markdown: Option<MarkdownOptions>,
    /// How a piece of HTML is set into a page of the site.
    pub html_fragment: Option<FragmentOptions>,
    /// How PDF looks.
    pub pdf: Option<PdfOptions>,
    /// Levels of rules, families of rules (`RET`) and groups of rules (`guidance`, `style`, `eu`, `uk`, `ch`), by name or code.
    pub lints: IndexMap<Spanned<String>, Spanned<Level>>,
}

/// How Markdown is written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[markdown]` table")]
pub struct MarkdownOptions {
    /// Whether tables are written as GFM tables; absent: yes. If not, each row is a point of a list, and what stands in it
    /// has its column's heading before it.
    pub tables: Option<Spanned<bool>>,
    /// The site generator for which a file begins with front matter, and whose Markdown it is written in; absent: none. The
    /// title then stands in the front matter alone.
    pub front_matter: Option<Spanned<Generator>>,
    /// Further keys of the front matter, as they are, such as `layout = "page"`.
    pub keys: IndexMap<Spanned<String>, Spanned<Value>>,
    /// The same for one language, by its tag; they stand before those for all.
    pub keys_in: IndexMap<Spanned<Tag>, IndexMap<Spanned<String>, Spanned<Value>>>,
}

/// A site generator: a program that makes a site of texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema, EnumIter)]
#[serde(rename_all = "kebab-case")]
pub enum Generator {
    /// Hugo: YAML.
    Hugo,
    /// Jekyll: YAML, with Liquid switched off.
    Jekyll,
    /// Eleventy: YAML, with templates in Markdown switched off.
    Eleventy,
    /// Zola: TOML between `+++`.
    Zola,
    /// Docusaurus: YAML, with MDX switched off.
    Docusaurus,
    /// Astro: YAML.
    Astro,
}

/// How a piece of HTML is set into a page of the site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[html_fragment]` table")]
pub struct FragmentOptions {
    /// Level of its first heading, from 1 to 3; absent: 2, since a page has its own heading of level 1.
    pub heading: Option<Spanned<i64>>,
    /// Whether the title stands in it as its first heading; absent: yes. If not, the page has to print it.
    pub title: Option<Spanned<bool>>,
}

/// How PDF looks.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[pdf]` table")]
pub struct PdfOptions {
    /// Size of a page; absent: `a4`.
    pub page: Option<Spanned<PageSize>>,
    /// Space between the text and the edges of a page; absent: 22 mm above and below, 24 mm at the sides.
    pub margins: Option<Margins>,
    /// Colours of words and rules; those of words can be read on white and on the tinted ground of cards (contrast 4.5 to 1).
    pub colours: Option<Colours>,
    /// A picture above the title.
    pub logo: Option<LogoFile>,
}

/// Size of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PageSize {
    /// 210 by 297 millimetres.
    A4,
    /// 8.5 by 11 inches.
    Letter,
}

/// Space between the text and the edges of a page, in millimetres.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a table of margins")]
pub struct Margins {
    /// Above, from 15 to 60.
    pub top: Option<Spanned<f32>>,
    /// To the right, from 10 to 60.
    pub right: Option<Spanned<f32>>,
    /// Below, from 15 to 60.
    pub bottom: Option<Spanned<f32>>,
    /// To the left, from 10 to 60.
    pub left: Option<Spanned<f32>>,
}

/// Colours of words and rules.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a table of colours")]
pub struct Colours {
    /// Headings, links and frames; the ground of cards is a tint of it.
    pub accent: Option<Spanned<Colour>>,
    /// Running text.
    pub text: Option<Spanned<Colour>>,
    /// Rules between rows and entries.
    pub lines: Option<Spanned<Colour>>,
}

/// A picture above the title.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a table with `file` and `alt`")]
pub struct LogoFile {
    /// A PNG file in the project, relative to this file.
    pub file: Option<Spanned<String>>,
    /// What the picture shows, in a few words, for those who do not see it; in each language of the notices.
    pub alt: Option<Text>,
}
