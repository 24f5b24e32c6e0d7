//! The schemas of what people write, as an editor needs them: without `null`, which TOML lacks, flat where a value has several
//! forms, with the names that the law and the rules know, and with examples.
//!
//! A closed list is an `enum` beside which `x-taplo` tells what each word means: so the language server of the common TOML
//! editors shows it with the word, where from alternatives it would tell all meanings at once. Beside the `$ref` of a table draft 7
//! passes over what the key means; within an `anyOf`, a fault would be told of the whole table, and that server breaks on
//! `allOf`.
//!
//! A schema never refuses what the language accepts. What rules judge, such as an authority that nobody knows, it leaves to
//! `noticec check` and only offers the names that are known.

use serde_json::{Map, Value, json};

use crate::declaration::{Declaration, Project};
use crate::law::{Country, authorities};
use crate::render::{ABOUT_PDF, Format};
use crate::rules::{self, Group};

/// A declaration that has every table, from which the examples are taken.
const SAMPLE: &str = include_str!("../../../schema/sample.notice.toml");

/// The schema of a notice or a register.
pub(super) fn notice(generator: schemars::SchemaGenerator) -> Value {
    let mut schema: Value = generator.into_root_schema_for::<Declaration>().into();
    tidy(&mut schema);
    countries(&mut schema);
    articles(&mut schema);
    settle(&mut schema);
    levels(&mut schema);
    let authorities = authorities::all().iter().map(|one| (one.id.clone(), one.name.clone()));
    offer(&mut schema["definitions"]["Complaints"]["properties"]["authorities"], authorities);
    offer(&mut schema["definitions"]["Waiver"]["properties"]["rule"], named());
    examples(&mut schema);
    schema
}

/// The schema of a project file.
pub(super) fn project(generator: schemars::SchemaGenerator) -> Value {
    let mut schema: Value = generator.into_root_schema_for::<Project>().into();
    tidy(&mut schema);
    settle(&mut schema);
    levels(&mut schema);
    let mut formats: Vec<_> = Format::ALL.iter().map(|one| (one.name().to_owned(), one.about().to_owned())).collect();
    // A program without pages says of `pdf` what it lacks; what may be written in the file is the same.
    if !formats.iter().any(|(name, _)| name == "pdf") {
        formats.push(("pdf".to_owned(), ABOUT_PDF.to_owned()));
    }
    offer(&mut schema["properties"]["formats"], formats);
    schema
}

/// Takes out what only other formats have, and makes alternatives of alternatives one list.
fn tidy(value: &mut Value) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(tidy),
        Value::Object(map) => {
            map.values_mut().for_each(tidy);
            without_null(map);
            listed(map);
        }
        _ => {}
    }
}

fn without_null(map: &mut Map<String, Value>) {
    if map.get("default").is_some_and(Value::is_null) {
        map.remove("default");
    }
    if let Some(Value::Array(types)) = map.get_mut("type") {
        types.retain(|one| one != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            map.insert("type".to_owned(), only);
        }
    }
    let Some(Value::Array(all)) = map.remove("anyOf") else { return };
    let mut flat: Vec<Value> = Vec::new();
    for one in all.into_iter().filter(|one| one["type"] != "null") {
        let inner = match one.as_object().map(|one| (one.len(), one.get("anyOf"))) {
            Some((1, Some(Value::Array(inner)))) => inner.clone(),
            _ => vec![one],
        };
        flat.extend(inner.into_iter().filter(|one| !flat.contains(one)).collect::<Vec<_>>());
    }
    match flat.as_slice() {
        [Value::Object(only)] if !only.contains_key("$ref") => {
            only.iter().for_each(|(key, value)| _ = map.entry(key).or_insert_with(|| value.clone()));
        }
        _ => _ = map.insert("anyOf".to_owned(), Value::Array(flat)),
    }
}

/// Writes the definition of a lone text where the value stands, with what the key means; a table stays a `$ref`.
fn settle(schema: &mut Value) {
    let definitions = schema["definitions"].as_object().cloned().unwrap_or_default();
    settle_in(schema, &definitions);
}

fn settle_in(value: &mut Value, definitions: &Map<String, Value>) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(|one| settle_in(one, definitions)),
        Value::Object(map) => {
            map.values_mut().for_each(|one| settle_in(one, definitions));
            let lone = match map.get("anyOf").and_then(Value::as_array).map(Vec::as_slice) {
                Some([only]) => only["$ref"].as_str().and_then(|path| path.strip_prefix("#/definitions/")),
                _ => None,
            };
            let Some((name, definition)) = lone.and_then(|name| Some((name.to_owned(), definitions.get(name)?))) else {
                return;
            };
            if definition["properties"].is_object() {
                map.remove("anyOf");
                map.insert("$ref".to_owned(), format!("#/definitions/{name}").into());
            } else if let Some(definition) = definition.as_object().filter(|one| is_short(&name, one)) {
                map.remove("anyOf");
                map.insert("title".to_owned(), name.into());
                let about = map.get("description").cloned();
                for (key, value) in definition {
                    map.entry(key).or_insert_with(|| value.clone());
                }
                // A text has several forms, and each is told by what the key means.
                if let (Some(about), Some(Value::Array(forms))) = (about, map.get_mut("anyOf")) {
                    for form in forms {
                        form["description"] = about.clone();
                    }
                }
            }
        }
        _ => {}
    }
}

/// Whether a definition is no longer than what leads to it: a text, or another value that is always a string.
fn is_short(name: &str, definition: &Map<String, Value>) -> bool {
    name == "Text" || definition.get("type").is_some_and(|one| one == "string") && !definition.contains_key("enum")
}

/// Makes a list of words out of alternatives of one word each.
fn listed(map: &mut Map<String, Value>) {
    let Some(all) = map.get("oneOf").and_then(Value::as_array) else { return };
    let word = |one: &Value| Some((one["const"].as_str()?.to_owned(), one["description"].as_str()?.to_owned()));
    let Some(words) = all.iter().map(word).collect::<Option<Vec<_>>>() else { return };
    map.remove("oneOf");
    list(map, words);
}

/// Makes a schema one of words, each with what it means.
fn list(map: &mut Map<String, Value>, words: impl IntoIterator<Item = (String, String)>) {
    let (words, meanings): (Vec<_>, Vec<_>) = words.into_iter().unzip();
    map.insert("type".to_owned(), json!("string"));
    map.insert("enum".to_owned(), json!(words));
    map.insert("x-taplo".to_owned(), json!({ "docs": { "enumValues": meanings } }));
}

/// Offers words, each with what it means, where any text may stand, alone or in an array.
fn offer(place: &mut Value, words: impl IntoIterator<Item = (String, String)>) {
    let mut known = Map::new();
    list(&mut known, words);
    let text = json!({ "anyOf": [known, { "type": "string" }] });
    let is_text = |one: &Value| one["type"] == "string";
    if is_text(place) {
        place["anyOf"] = text["anyOf"].clone();
    } else if let Some(Value::Array(forms)) = place.get_mut("anyOf") {
        for form in forms {
            if is_text(form) {
                *form = text.clone();
            } else if is_text(&form["items"]) {
                form["items"] = text.clone();
            }
        }
    }
}

/// Every country, with its English name.
fn countries(schema: &mut Value) {
    if let Some(place) = schema["definitions"]["Country"].as_object_mut() {
        place.remove("pattern");
        list(place, Country::all().map(|one| (one.code().to_owned(), one.name("en").unwrap_or_default().to_owned())));
    }
}

/// Articles are read in any case, with or without the word before them.
fn articles(schema: &mut Value) {
    for name in ["Article6", "Condition9", "Mechanism", "Exempting"] {
        let place = &mut schema["definitions"][name];
        let words = place["enum"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let words: Vec<String> = words.map(in_any_case).collect();
        let pattern = format!(r"^\s*([aA][rR][tT]\.|[aA][rR][tT][iI][cC][lL][eE])?[ _-]*({})\s*$", words.join("|"));
        let description = place["description"].clone();
        *place = json!({ "description": description, "anyOf": [place, { "type": "string", "pattern": pattern }] });
    }
}

/// A pattern for a word whose letters may be of either case, and whose parts may be joined by spaces.
fn in_any_case(word: &str) -> String {
    let one = |one: char| match one {
        'a'..='z' => format!("[{one}{}]", one.to_ascii_uppercase()),
        '-' => "[ _-]".to_owned(),
        '(' | ')' | '.' | '+' => format!(r"\{one}"),
        one => one.to_string(),
    };
    word.chars().map(one).collect()
}

/// What a rule asks, by its name.
fn named() -> impl Iterator<Item = (String, String)> {
    rules::all().map(|rule| (rule.name.to_owned(), format!("{}: {}", rule.code, rule.summary)))
}

/// Rules, families and groups, each a key of `[lints]`; codes, and names in another case, are keys too.
fn levels(schema: &mut Value) {
    let mut keys = Map::new();
    for (name, about) in Group::all().map(|group| (group.name().to_owned(), group.about().to_owned())).chain(named()) {
        // What the words mean is told where `Level` is; here it would be told three hundred times.
        keys.insert(name, json!({ "description": about, "enum": schema["definitions"]["Level"]["enum"] }));
    }
    schema["properties"]["lints"]["properties"] = keys.into();
}

/// An example for each table, from the sample: the first entry of a register.
fn examples(schema: &mut Value) {
    let Ok(sample) = toml::from_str::<toml::Table>(SAMPLE) else { return };
    for (key, value) in &sample {
        let place = &schema["properties"][key];
        let entries = [&place["additionalProperties"], &place["items"]].into_iter().find(|entry| entry.is_object());
        let (target, example) = match (entries, value) {
            (Some(entry), toml::Value::Table(table)) => (entry, table.values().next()),
            (Some(entry), toml::Value::Array(list)) => (entry, list.first()),
            _ => (place, Some(value)),
        };
        let name = [target, &target["anyOf"][0]].into_iter().find_map(|one| one["$ref"].as_str()?.rsplit('/').next());
        if let (Some(name), Some(example)) = (name.map(str::to_owned), example) {
            schema["definitions"][&name]["examples"] = json!([json_of(example)]);
        }
    }
}

/// A value of TOML as JSON has it: a date is a text.
fn json_of(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(yes) => json!(yes),
        toml::Value::Datetime(date) => json!(date.to_string()),
        toml::Value::Array(list) => list.iter().map(json_of).collect(),
        toml::Value::Table(table) => {
            Value::Object(table.iter().map(|(key, value)| (key.clone(), json_of(value))).collect())
        }
    }
}
