//! `noticec.toml`: what holds for all notices below a folder.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::shape::Many;
use crate::finding::Level;
use crate::source::Spanned;

/// A project file.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a project file")]
pub struct Project {
    /// Where outputs go, relative to this file; created if absent.
    pub out: Option<Spanned<String>>,
    /// Output formats: `html`, `markdown`, `typst`.
    pub formats: Option<Many<String>>,
    /// Folder with templates that stand before the built-in ones, file by file.
    pub templates: Option<Spanned<String>>,
    /// Registers that every notice below this folder includes.
    pub include: Option<Many<String>>,
    /// How Markdown is written.
    pub markdown: Option<MarkdownOptions>,
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
}
