//! A notice whose names are resolved and whose law is chosen.
//!
//! A [`Model`] is a declaration that has passed: files merged, every reference pointing at an entry, entries written in
//! place given a name, purposes of other notices left out, regimes and law date known. Rules and lowering ask it.

mod abroad;
mod anchors;
mod called_for;
mod giving;
mod law_in_force;
mod places;
mod resolve;
mod statutes;
mod view;

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;
use thiserror::Error;

use crate::declaration::{Declaration, Tag};
use crate::finding::Finding;
use crate::phrases::{Catalogues, Phrases};
use crate::source::Span;

pub use called_for::{Call, Fact};
pub use law_in_force::LawInForce;
pub use resolve::resolve;
pub use view::{Collection, Standing, Used};

/// Version of the form in which a model is written.
pub const FORMAT: u64 = 1;

/// A notice, resolved. Two are equal when they say the same, wherever it was written.
#[derive(Debug, Clone)]
pub struct Model {
    /// Names the notice and its output files.
    pub id: String,
    /// What was declared, in all files of the notice.
    declared: Declaration,
    /// Whose law, and of which day.
    pub law: LawInForce,
    /// All of the notice's own file; entries outside it come from shared registers.
    pub own: Span,
    /// Languages in which it is printed; never empty, the first is the source.
    pub languages: Vec<Tag>,
    /// The fixed sentences of its project.
    catalogues: Arc<Catalogues>,
    /// By recipient: the purposes that name it, by their place in the register, and where they do.
    uses: BTreeMap<String, Vec<(usize, Span)>>,
}

impl PartialEq for Model {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
            && self.declared == other.declared
            && self.law == other.law
            && self.languages == other.languages
    }
}

impl Deref for Model {
    type Target = Declaration;

    fn deref(&self) -> &Declaration {
        &self.declared
    }
}

/// Why a written model can't be read.
#[derive(Debug, Error)]
pub enum ReadError {
    /// It is no JSON.
    #[error("the model is no JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// It was written in a form that this version does not know.
    #[error("the model has format {found}, this version reads {FORMAT}")]
    Format {
        /// What it says; 0 where it says nothing.
        found: u64,
    },
    /// It does not say what a model says.
    #[error("the model can't be read: {0}")]
    Shape(String),
    /// Its names no longer resolve.
    #[error("the model does not resolve: {0}")]
    Names(String),
}

#[derive(Serialize)]
struct Written<'a> {
    format: u64,
    id: &'a str,
    declared: &'a Declaration,
}

impl Model {
    /// The model in its versioned form. Places are not part of it.
    ///
    /// # Errors
    /// None that a declaration read from TOML can cause; serde's otherwise.
    pub fn to_json(&self) -> Result<Value, serde_json::Error> {
        let mut value = serde_json::to_value(Written { format: FORMAT, id: &self.id, declared: &self.declared })?;
        drop_nulls(&mut value);
        Ok(value)
    }

    /// Reads a model in its versioned form. It equals the one that was written; its places are those of the JSON's TOML twin,
    /// its sentences the built-in ones.
    ///
    /// # Errors
    /// Another format, or a text that is no model.
    pub fn from_json(value: &Value) -> Result<Self, ReadError> {
        match value.get("format").and_then(Value::as_u64).unwrap_or_default() {
            FORMAT => {}
            found => return Err(ReadError::Format { found }),
        }
        let id = value.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        // A place can be read from TOML only, so the JSON goes that way.
        let declared = value.get("declared").ok_or_else(|| ReadError::Shape("nothing is declared".into()))?;
        let text = toml::to_string(declared).map_err(|error| ReadError::Shape(error.to_string()))?;
        let mut findings = Vec::new();
        let declaration = crate::load::parse(&text, 0, &mut findings);
        if let Some(finding) = findings.first() {
            return Err(ReadError::Shape(finding.fault.message.clone()));
        }
        let own = Span { start: 0, end: text.len() };
        resolve::resolved(id, vec![declaration], own, Catalogues::builtin()).map_err(|findings: Vec<Finding>| {
            ReadError::Names(findings.first().map(|finding| finding.fault.message.clone()).unwrap_or_default())
        })
    }
}

impl Model {
    /// The fixed sentences of a language, as the project of the notice has them.
    #[must_use]
    pub fn phrases(&self, lang: &Tag) -> &Phrases {
        self.catalogues.phrases(lang.as_str())
    }

    /// The same notice with other fixed sentences.
    #[must_use]
    pub fn in_words(self, catalogues: Arc<Catalogues>) -> Self {
        Self { catalogues, ..self }
    }

    /// The same notice with the fixed sentences of another one's project.
    #[must_use]
    pub fn in_words_of(&self, other: &Self) -> Self {
        Self { catalogues: other.catalogues.clone(), ..self.clone() }
    }

    /// Whether both have one and the same fixed sentences; `false` may only mean that nobody has compared them.
    #[must_use]
    pub fn shares_words_with(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.catalogues, &other.catalogues)
    }

    /// Where to point when something is missing from the notice as a whole: its `[notice]` table, else the start of its file.
    #[must_use]
    pub fn start(&self) -> Span {
        let start = Span { start: self.own.start, end: self.own.start };
        self.declared.notice.as_ref().map_or(start, |notice| notice.span)
    }
}

fn drop_nulls(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.retain(|_, value| !value.is_null());
            map.values_mut().for_each(drop_nulls);
        }
        Value::Array(list) => list.iter_mut().for_each(drop_nulls),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
