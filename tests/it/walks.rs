//! The walk over all texts of a declaration misses none: in the examples, every text of an entry is found that the schema calls
//! one. Tables within entries are the walk of the lowering's own tests.

use noticec::declaration::texts;
use noticec::load::load_text;
use noticec::model::resolve;
use serde_json::Value;

use crate::examples::merged;
use crate::project::{Project, examples};

/// Keys of a definition whose value is a text of the author, by the schema.
fn text_keys(schema: &Value, definition: &str) -> Vec<String> {
    let properties = schema["definitions"][definition]["properties"].as_object().unwrap();
    let named = |value: &Value| value["$ref"] == "#/definitions/Text" || value["title"] == "Text";
    let forms = |value: &Value| value["anyOf"].as_array().cloned().unwrap_or_default();
    let is_text = |value: &Value| named(value) || forms(value).iter().any(|form| named(form) || named(&form["items"]));
    properties.iter().filter(|(_, value)| is_text(value)).map(|(key, _)| key.clone()).collect()
}

#[test]
fn every_text_of_the_examples_is_walked() {
    let ran = Project::new(&[]).run(&["schema", "notice"]);
    let schema: Value = serde_json::from_str(&ran.stdout).unwrap();
    let tables = [
        ("recipients", "Recipient"),
        ("data", "Data"),
        ("sources", "Source"),
        ("disclosures", "Disclosure"),
        ("retention", "Retention"),
        ("purposes", "Purpose"),
        ("automated", "Decision"),
        ("storage", "StoredItem"),
        ("marketing", "Marketing"),
        ("sections", "Section"),
        ("subjects", "Subject"),
        ("contacts", "Contact"),
        ("controllers", "OtherController"),
        ("joint", "Joint"),
        ("processor_for", "ProcessorFor"),
        ("interests", "Interest"),
        ("exemptions", "InformingExemption"),
        ("ai", "AiSystem"),
        ("laws", "StatuteEntry"),
        ("related", "Related"),
        ("supplements", "Supplement"),
    ];
    let mut seen = 0;
    for example in examples() {
        let declared = merged(&example);
        let loaded = load_text("notice.toml", &toml::to_string(&declared).unwrap());
        let model = resolve(&loaded.notices[0]).unwrap();
        let walked: Vec<&str> = texts(&model).iter().map(|words| words.words.as_str()).collect();
        for (table, definition) in tables {
            let keys = text_keys(&schema, definition);
            assert!(!keys.is_empty(), "{definition} has texts");
            let entries = declared.get(table).and_then(toml::Value::as_table);
            for (id, entry) in entries.into_iter().flatten().filter_map(|(id, entry)| Some((id, entry.as_table()?))) {
                for key in &keys {
                    let strings = match entry.get(key) {
                        Some(toml::Value::String(one)) => vec![one.as_str()],
                        Some(toml::Value::Array(many)) => many.iter().filter_map(toml::Value::as_str).collect(),
                        _ => Vec::new(),
                    };
                    for text in strings {
                        assert!(walked.contains(&text), "{table}.{id}.{key} is walked");
                        seen += 1;
                    }
                }
            }
        }
    }
    assert!(seen > 500, "texts are seen: {seen}");
}
