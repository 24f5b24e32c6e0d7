//! What it means that a field is another: of which kind that change is, and how much it weighs.
//!
//! A field without a row has that of the table around it; a test holds that every field of the language is under one.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::kinds::{self as kind, Kind};

/// How much a change of a field weighs, if nothing about it weighs more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// What is done with data, or how people use their rights; other words of a text alone want a reader.
    Fact,
    /// The same, and other words are another thing too: who gets data.
    Name,
    /// An explanation, which wants a reader.
    Words,
    /// How the notice looks, is arranged or checked.
    Style,
}

use Weight::{Fact, Name, Style, Words};

/// What a field is to a comparison.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    /// The table, then the fields below its entries, with dots.
    path: &'static str,
    pub(super) kind: &'static Kind,
    pub(super) weight: Weight,
}

const fn is(path: &'static str, kind: &'static Kind, weight: Weight) -> Field {
    Field { path, kind, weight }
}

/// Fields that are no matter of comparison: versions and dates, which a comparison tells apart from changes, and what helps it.
const LEFT_OUT: &[&str] = &["notice.version", "notice.effective", "notice.updated", "notice.id", "include"];

const FIELDS: &[Field] = &[
    is("notice", kind::ARRANGEMENT, Style),
    is("notice.title", kind::WORDS, Words),
    is("notice.scope", kind::WORDS, Words),
    is("notice.jurisdictions", kind::JURISDICTION, Fact),
    is("notice.languages", kind::LANGUAGE, Words),
    is("notice.governing", kind::LANGUAGE, Fact),
    is("notice.subjects", kind::GROUP, Fact),
    is("notice.url", kind::ARRANGEMENT, Words),
    is("notice.translated_at", kind::ARRANGEMENT, Words),
    is("notice.basis", kind::BASIS, Fact),
    is("notice.basis.interest", kind::INTEREST, Fact),
    is("notice.basis.interests", kind::INTEREST, Fact),
    is("notice.data", kind::DATA, Fact),
    is("controller", kind::CONTROLLER, Fact),
    is("controller.about", kind::WORDS, Words),
    is("controller.registration", kind::CONTROLLER, Words),
    is("controller.address", kind::CONTACT, Fact),
    is("controller.email", kind::CONTACT, Fact),
    is("controller.phone", kind::CONTACT, Fact),
    is("controller.form", kind::CONTACT, Fact),
    is("controller.website", kind::CONTACT, Words),
    is("controller.attention", kind::CONTACT, Fact),
    is("contacts", kind::CONTACT, Fact),
    is("dpo", kind::OFFICER, Fact),
    is("dpo.name", kind::OFFICER, Words),
    is("dpo.role", kind::OFFICER, Words),
    is("representatives", kind::REPRESENTATIVE, Fact),
    is("controllers", kind::OTHER_CONTROLLER, Fact),
    is("controllers.category", kind::OTHER_CONTROLLER, Name),
    is("controllers.notice", kind::OTHER_CONTROLLER, Words),
    is("joint", kind::JOINT, Fact),
    is("processor_for", kind::PROCESSING_FOR_OTHERS, Fact),
    is("processor_for.controller", kind::PROCESSING_FOR_OTHERS, Name),
    is("processor_for.notice", kind::PROCESSING_FOR_OTHERS, Words),
    is("subjects", kind::GROUP, Fact),
    is("subjects.text", kind::WORDS, Words),
    is("data", kind::DATA, Fact),
    is("data.special", kind::SPECIAL_DATA, Fact),
    is("data.criminal", kind::SPECIAL_DATA, Fact),
    is("sources", kind::SOURCE, Fact),
    is("sources.more", kind::SOURCE, Words),
    is("recipients", kind::RECIPIENT, Fact),
    is("recipients.category", kind::RECIPIENT, Name),
    is("recipients.role", kind::ROLE, Fact),
    is("recipients.countries", kind::COUNTRY, Fact),
    is("recipients.transfers", kind::TRANSFER, Fact),
    is("recipients.list", kind::RECIPIENT, Words),
    is("recipients.notice", kind::RECIPIENT, Words),
    is("recipients.unnamed", kind::WORDS, Words),
    is("recipients.text", kind::WORDS, Words),
    is("disclosures", kind::DISCLOSURE, Fact),
    is("disclosures.to", kind::DISCLOSURE, Name),
    is("disclosures.text", kind::WORDS, Words),
    is("disclosures.more", kind::DISCLOSURE, Words),
    is("exemptions", kind::EXEMPTION, Fact),
    is("exemptions.text", kind::WORDS, Words),
    is("exemptions.more", kind::EXEMPTION, Words),
    is("transfers", kind::TRANSFER, Fact),
    is("retention", kind::RETENTION, Fact),
    is("retention.label", kind::RETENTION, Words),
    is("retention.because", kind::RETENTION, Words),
    is("interests", kind::INTEREST, Fact),
    is("interests.owner", kind::INTEREST, Name),
    is("interests.balancing", kind::INTEREST, Words),
    is("purposes", kind::PURPOSE, Fact),
    is("purposes.text", kind::WORDS, Words),
    is("purposes.subjects", kind::GROUP, Fact),
    is("purposes.data", kind::DATA, Fact),
    is("purposes.collected", kind::SOURCE, Fact),
    is("purposes.basis", kind::BASIS, Fact),
    is("purposes.basis.interest", kind::INTEREST, Fact),
    is("purposes.basis.interests", kind::INTEREST, Fact),
    is("purposes.basis.owner", kind::INTEREST, Name),
    is("purposes.basis.balancing", kind::INTEREST, Words),
    is("purposes.conditions", kind::CONDITION, Fact),
    is("purposes.recipients", kind::RECIPIENT, Fact),
    is("purposes.retention", kind::RETENTION, Fact),
    is("purposes.provision", kind::PROVISION, Fact),
    is("purposes.joint", kind::JOINT, Fact),
    is("purposes.controllers", kind::OTHER_CONTROLLER, Fact),
    is("purposes.marketing", kind::MARKETING, Fact),
    is("purposes.profiling", kind::DECISION, Fact),
    is("purposes.further", kind::FURTHER_USE, Fact),
    is("purposes.further.because", kind::FURTHER_USE, Words),
    is("purposes.delivery", kind::WORDS, Words),
    is("purposes.added_in", kind::HISTORY, Style),
    is("automated", kind::DECISION, Fact),
    is("ai", kind::AI_SYSTEM, Fact),
    is("storage", kind::STORED_ITEM, Fact),
    is("storage.more", kind::STORED_ITEM, Words),
    is("marketing", kind::MARKETING, Fact),
    is("children", kind::CHILDREN, Fact),
    is("rights", kind::RIGHTS, Fact),
    is("rights.mode", kind::ARRANGEMENT, Style),
    is("rights.more", kind::RIGHTS, Words),
    is("rights.notes", kind::WORDS, Words),
    is("rights.text", kind::WORDS, Words),
    is("complaints", kind::COMPLAINTS, Fact),
    is("complaints.reason", kind::WORDS, Words),
    is("complaints.text", kind::WORDS, Words),
    is("changes", kind::CHANGES, Fact),
    is("changes.text", kind::WORDS, Words),
    is("history", kind::HISTORY, Style),
    is("laws", kind::PART, Words),
    is("related", kind::PART, Words),
    is("supplements", kind::PART, Words),
    is("snippets", kind::PART, Words),
    is("sections", kind::PART, Words),
    is("sections.after", kind::ARRANGEMENT, Style),
    is("lints", kind::CHECKS, Style),
    is("waive", kind::CHECKS, Style),
];

static BY_PATH: LazyLock<HashMap<&str, &Field>> =
    LazyLock::new(|| FIELDS.iter().map(|field| (field.path, field)).collect());

/// Whether a field only helps a comparison.
fn helps(path: &str) -> bool {
    path.rsplit('.').next() == Some("was")
}

/// What a field is to a comparison, by its path without ids: its own row, or that of what it is part of.
///
/// `None` for what is no matter of comparison.
pub(super) fn field(path: &str) -> Option<&'static Field> {
    if LEFT_OUT.contains(&path) || helps(path) {
        return None;
    }
    let mut path = path;
    loop {
        if let Some(found) = BY_PATH.get(path) {
            return Some(found);
        }
        (path, _) = path.rsplit_once('.')?;
    }
}

/// Whether a text is prose: whole blocks and not one paragraph.
pub(super) fn is_prose(path: &str) -> bool {
    matches!(path, "sections.text" | "supplements.text")
}

/// Whether the order of a list is part of what it says.
pub(super) fn is_sequence(path: &str) -> bool {
    // The first language is the source, and has the shortest address.
    matches!(path, "retention.stages" | "notice.languages")
}

/// Whether a field limits what is said around it: without it, that holds for all.
pub(super) fn is_limit(path: &str) -> bool {
    let Some((around, name)) = path.rsplit_once('.') else { return false };
    let narrows = ["data", "subjects", "recipients", "controllers", "purposes"].contains(&name);
    let inside = around.contains('.') || ["exemptions", "retention", "sources", "recipients"].contains(&around);
    path == "purposes.subjects" || path == "notice.subjects" || narrows && inside
}

/// Whether a table makes one statement, so that several other fields of it are one change.
pub(super) fn is_statement(path: &str) -> bool {
    matches!(
        path,
        "retention" | "purposes.basis" | "purposes.conditions" | "purposes.provision" | "recipients.transfers"
    )
}

/// The register whose ids stand in a field, by its path without ids.
pub(super) fn refers_to(path: &str) -> Option<&'static str> {
    let (around, name) = path.rsplit_once('.')?;
    Some(match name {
        // In a use that narrows, the id of the entry.
        "id" => return if around.contains('.') { refers_to(around) } else { None },
        "subjects" | "about" => "subjects",
        "data" => "data",
        "collected" => "sources",
        "recipients" | "provider" | "via" => "recipients",
        "retention" => "retention",
        "controllers" => "controllers",
        "joint" => "joint",
        "interests" if around.ends_with("basis") => "interests",
        "purposes" | "after" if path != "sections.after" => "purposes",
        "purpose" if around == "marketing" => "purposes",
        _ => return None,
    })
}

/// Registers whose entries may stand in place, where a purpose names them.
pub(super) const IN_PLACE: &[&str] = &["data", "sources", "recipients", "retention"];

/// Registers: tables of entries with ids.
pub(super) const REGISTERS: &[&str] = &[
    "contacts",
    "representatives",
    "controllers",
    "joint",
    "processor_for",
    "subjects",
    "data",
    "sources",
    "recipients",
    "disclosures",
    "exemptions",
    "retention",
    "interests",
    "purposes",
    "automated",
    "ai",
    "storage",
    "marketing",
    "laws",
    "related",
    "supplements",
    "snippets",
    "sections",
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;

    /// Paths of all fields of the language, to the depth of `depth` tables; ids are left out.
    fn paths(schema: &Value, node: &Value, path: &str, depth: usize, out: &mut BTreeSet<String>) {
        if depth == 0 {
            return;
        }
        if let Some(Value::String(to)) = node.get("$ref") {
            paths(schema, &schema["$defs"][to.rsplit('/').next().unwrap()], path, depth, out);
        }
        for several in ["anyOf", "oneOf", "allOf"] {
            for one in node.get(several).and_then(Value::as_array).into_iter().flatten() {
                paths(schema, one, path, depth, out);
            }
        }
        for inner in ["items", "additionalProperties"] {
            if let Some(inner) = node.get(inner).filter(|inner| inner.is_object()) {
                paths(schema, inner, path, depth, out);
            }
        }
        for (key, inner) in node.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            out.insert(path.clone());
            paths(schema, inner, &path, depth - 1, out);
        }
    }

    #[test]
    fn every_field_is_known() {
        let schema = serde_json::to_value(schemars::schema_for!(crate::declaration::Declaration)).unwrap();
        let mut all = BTreeSet::new();
        paths(&schema, &schema, "", 5, &mut all);
        assert!(all.len() > 300, "{}", all.len());
        let unknown: Vec<_> =
            all.iter().filter(|path| field(path).is_none() && !LEFT_OUT.contains(&path.as_str())).collect();
        assert!(unknown.iter().all(|path| helps(path)), "{unknown:?}");
        let stale: Vec<_> = FIELDS.iter().filter(|field| !all.contains(field.path)).map(|field| field.path).collect();
        assert_eq!(stale, Vec::<&str>::new());
    }

    #[test]
    fn references_are_known() {
        for (path, to) in [
            ("purposes.data", Some("data")),
            ("purposes.data.id", Some("data")),
            ("purposes.basis.recipients", Some("recipients")),
            ("recipients.transfers.purposes", Some("purposes")),
            ("marketing.purpose", Some("purposes")),
            ("storage.provider", Some("recipients")),
            ("sections.after", None),
            ("recipients.id", None),
            ("recipients.name", None),
        ] {
            assert_eq!(refers_to(path), to, "{path}");
        }
    }
}
