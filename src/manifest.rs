//! What a build leaves as evidence: which declaration, judged by which law and rules, became which files.
//!
//! Paths are relative to the manifest's own folder, with `/`. Nothing in it depends on the clock, the machine or the folder in
//! which a project lies, so that the same sources give the same bytes.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::document::{Document, Item};
use crate::law::Regime;
use crate::model::Model;
use crate::rules::{self, Check};

/// Version of the form in which a manifest is written.
pub const FORMAT: u64 = 1;

/// How it is called beside `noticec.toml`.
pub const NAME: &str = crate::load::MANIFEST;

/// What a build made, and from what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Manifest {
    /// Version of this form.
    pub format: u64,
    /// The notices, by source.
    pub notices: Vec<Notice>,
}

/// A program and its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// A notice, and the files that were made of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Notice {
    /// Its id.
    pub id: String,
    /// Its own file.
    pub source: String,
    /// The program that made it.
    pub tool: Tool,
    /// BCP 47 tags of its languages; the first is the source language.
    pub languages: Vec<String>,
    /// Whose law it answers to.
    pub jurisdictions: Vec<String>,
    /// The day whose law that is: the later of `effective` and `updated`, else the newest that this version knows.
    pub law_date: String,
    /// Whether the notice declares that day.
    pub dated: bool,
    /// What it declares, files merged and names resolved, in a form with a version of its own.
    pub model: Value,
    /// What it must tell, and the blocks that tell it.
    pub obligations: Vec<Met>,
    /// Codes of the rules that judged it.
    pub rules: Vec<String>,
    /// What was let pass.
    pub waivers: Vec<Waiver>,
    /// Sentences that the project says in other words than the program.
    pub phrases: Vec<Phrase>,
    /// Templates that stood before the built-in ones.
    pub templates: Vec<File>,
    /// The notice as data, by language.
    pub documents: Vec<Read>,
    /// All files that it was made from.
    pub inputs: Vec<File>,
    /// All files that were made of it.
    pub outputs: Vec<Written>,
}

/// Something that the law asks a notice to tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Met {
    /// The declaration of which it must be told, such as `purposes.select.basis`.
    pub path: String,
    /// Its keys, as in `data-item`.
    pub items: Vec<String>,
    /// Anchors of the blocks that tell it, the same in every language; empty where a waiver lets it pass.
    pub blocks: Vec<String>,
}

/// A waiver in use.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Waiver {
    /// Code of the rule.
    pub rule: String,
    /// The place for which it holds, such as `recipients.ats`.
    pub on: String,
    /// Why.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// Last day on which it holds.
    pub until: String,
}

/// A sentence in other words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Phrase {
    /// BCP 47 tag of the language.
    pub language: String,
    /// Its key, such as `controller.intro`.
    pub key: String,
    /// What the program says.
    pub built_in: String,
    /// What the project says.
    pub text: String,
    /// The file in which the project says it.
    pub file: String,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct File {
    /// Where it lies.
    pub path: String,
    /// SHA-256 of its text in UTF-8, without a byte order mark, in hexadecimal digits.
    pub sha256: String,
}

/// The notice as data in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Read {
    /// BCP 47 tag of the language.
    pub language: String,
    /// SHA-256 of the document as JSON, in hexadecimal digits.
    pub sha256: String,
}

/// A file that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Written {
    /// Where it lies.
    pub path: String,
    /// BCP 47 tag of its language.
    pub language: String,
    /// Its format, by the name that `--format` has for it.
    pub format: String,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
}

/// SHA-256 in hexadecimal digits.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    let digits = Sha256::digest(bytes).into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()
}

impl Manifest {
    /// A manifest of these notices, by source.
    #[must_use]
    pub fn new(mut notices: Vec<Notice>) -> Self {
        notices.sort_by(|a, b| a.source.cmp(&b.source));
        Self { format: FORMAT, notices }
    }

    /// Reads one of this form; `None` for anything else.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().filter(|read: &Self| read.format == FORMAT)
    }

    /// The text of its file.
    ///
    /// # Errors
    /// None that a manifest can cause; serde's otherwise.
    pub fn write(&self) -> Result<String, serde_json::Error> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}

impl Notice {
    /// What a notice says and is asked, without its files and without what the project changes.
    ///
    /// # Errors
    /// Those of [`Model::to_json`].
    pub fn new(model: &Model, source: String, documents: &[&Document]) -> Result<Self, serde_json::Error> {
        let blocks: Vec<_> = documents.first().into_iter().flat_map(|document| document.blocks()).collect();
        let met = |duty: rules::Obligation| Met {
            blocks: blocks.iter().filter(|block| duty.is_met_by(block)).filter_map(|block| block.id.clone()).collect(),
            items: duty.items.iter().map(|item: &Item| item.as_str().to_owned()).collect(),
            path: duty.path,
        };
        let read = |document: &&Document| {
            Ok(Read { language: document.lang.clone(), sha256: sha256(&serde_json::to_vec(document)?) })
        };
        let judged = rules::all().filter(|rule| rule.holds_for(model) && !matches!(rule.check, Check::Stage));
        Ok(Self {
            id: model.id.clone(),
            source,
            tool: Tool { name: env!("CARGO_PKG_NAME").to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
            languages: model.languages.iter().map(|tag| tag.as_str().to_owned()).collect(),
            jurisdictions: model.law.regimes.iter().map(|regime: &Regime| regime.as_ref().to_owned()).collect(),
            law_date: Date::to_string(&model.law.date),
            dated: model.law.dated,
            model: model.to_json()?,
            obligations: rules::obligations(model).into_iter().map(met).collect(),
            rules: judged.map(|rule| rule.code.to_owned()).collect(),
            waivers: Vec::new(),
            phrases: Vec::new(),
            templates: Vec::new(),
            documents: documents.iter().map(read).collect::<Result<_, serde_json::Error>>()?,
            inputs: Vec::new(),
            outputs: Vec::new(),
        })
    }
}
