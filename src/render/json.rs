//! JSON: the notice as data, for a program that prints it itself.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::RenderError;
use super::view::direction;
use crate::document::Document;

/// Version of the form.
const FORMAT: u64 = 1;

/// A notice, a short text or a history page in one language, as data.
///
/// All words are plain text: whoever puts them on a page escapes them. Further keys may come without a new `format`; one that
/// goes, or means something else, is a new one.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
pub struct Data {
    /// Version of this form: 1.
    pub format: u64,
    /// Direction in which the language is written: `ltr` or `rtl`.
    pub dir: String,
    /// What it says.
    #[serde(flatten)]
    pub document: Document,
}

/// A document as data.
pub(super) fn write(document: &Document) -> Result<String, RenderError> {
    let dir = direction(&document.lang).to_owned();
    let data = Data { format: FORMAT, dir, document: document.clone() };
    serde_json::to_string_pretty(&data).map_err(|error| RenderError::Json(error.to_string()))
}

/// The document that was written.
///
/// # Errors
/// What is wrong with the text, with its line.
pub(super) fn read(text: &str) -> Result<Document, String> {
    let data: Data = serde_json::from_str(text).map_err(|error| error.to_string())?;
    if data.format == FORMAT { Ok(data.document) } else { Err(format!("its format is {}", data.format)) }
}
