//! A notice as data: the model becomes sections of blocks in one language.
//!
//! Lowering never fails. What is not declared is left out, since judging completeness is the rules' work; what is declared
//! to be absent is said to be absent. All wording comes from the catalogue of the language; the author's words stand alone.

mod ai;
mod automated;
mod basis;
mod build;
mod children;
mod complaints;
mod conditions;
mod controller;
mod data;
mod devices;
mod exemptions;
mod first_layer;
pub mod history;
mod ids;
mod law;
mod limits;
mod names;
mod objection;
mod others;
mod overview;
mod parts;
mod purpose;
mod purposes;
mod recipients;
mod retention;
mod rights;
mod snippets;
mod surprises;
mod swiss;
mod transfers;
mod versions;
mod words;

#[cfg(test)]
mod tests;

use crate::declaration::Tag;
use crate::document::{Document, Fact, Inline, Kind, Languages, Section, Version};
use crate::model::Model;
use words::Lower;

/// The notice in a language. A draft says of itself that it is one.
#[must_use]
pub fn lower(model: &Model, lang: &Tag, draft: bool) -> Document {
    let lower = Lower::new(model, lang);
    let mut sections = lower.sections();
    ids::settle(&mut sections);
    let first_layer = lower.first_layer(&sections);
    Document {
        id: model.id.clone(),
        kind: Kind::Notice,
        lang: lang.as_str().to_owned(),
        title: lower.title(),
        controller: lower.controller_named().map(|name| Inline::plain(&name)).unwrap_or_default(),
        date: lower.day(),
        facts: lower.facts(),
        contents: lower.plain("notice.contents"),
        skip: lower.plain("notice.skip"),
        colon: lower.plain("list.colon"),
        draft: draft.then(|| lower.plain("notice.draft")),
        languages: lower.languages(),
        first_layer,
        sections,
    }
}

pub use snippets::snippets;

impl Lower<'_> {
    fn title(&self) -> String {
        let title = self.model.notice.as_ref().and_then(|notice| self.maybe(notice.title.as_ref()));
        title.map_or_else(|| self.plain("notice.title"), |title| Inline::plain(&title))
    }

    /// The day of this version: the later of the two that a notice declares.
    fn day(&self) -> Option<jiff::civil::Date> {
        let dates = self.model.notice.iter().flat_map(|notice| [notice.effective, notice.updated]);
        dates.flatten().map(|date| date.value.0).max()
    }

    fn languages(&self) -> Option<Languages> {
        let version = |tag: &Tag| Version {
            lang: tag.as_str().to_owned(),
            name: self.language_name(tag),
            address: self.model.published_in(tag).map(|address| address.to_string()),
        };
        let versions: Vec<_> = self.model.languages.iter().map(version).collect();
        (versions.len() > 1).then(|| Languages { heading: self.plain("notice.languages"), versions })
    }

    fn facts(&self) -> Vec<Fact> {
        let Some(notice) = &self.model.notice else { return Vec::new() };
        let version = notice.version.as_ref().map(|version| Inline::plain(&words::named(version)));
        let facts = [
            ("notice.version", version),
            ("notice.effective", notice.effective.map(|date| self.date(date.0))),
            ("notice.updated", notice.updated.map(|date| self.date(date.0))),
            ("notice.governing", notice.governing.as_ref().map(|tag| self.language_name(tag))),
        ];
        let fact = |(label, value): (&str, Option<String>)| Some(Fact { label: self.plain(label), value: value? });
        facts.into_iter().filter_map(fact).collect()
    }

    fn sections(&self) -> Vec<Section> {
        let typed = [
            self.controller_section(),
            self.purposes_section(),
            self.data_section(),
            self.sources_section(),
            self.exemptions_section(),
            self.recipients_section(),
            self.disclosures_section(),
            self.transfers_section(),
            self.retention_section(),
            self.automated_section(),
            self.ai_section(),
            self.storage_section(),
            self.marketing_section(),
            self.children_section(),
            self.rights_section(),
            self.objection_section(),
            self.complaints_section(),
            self.changes_section(),
            self.laws_section(),
            self.related_section(),
        ];
        let mut sections: Vec<_> = typed.into_iter().flatten().collect();
        sections.extend(self.supplements());
        self.place_own_sections(&mut sections);
        sections
    }

    /// What a language calls itself.
    fn language_name(&self, tag: &Tag) -> String {
        self.model.phrases(tag).plain("notice.language").to_owned()
    }
}
