//! Files that are made from the types: JSON Schemas and the tables of the language reference.
//!
//! `BLESS=1 cargo test` writes them anew.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::project::{Project, root};

/// Compares a file with what it should be, or writes it.
pub(crate) fn held(path: &Path, wanted: &str) {
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, wanted).unwrap();
    }
    let there = fs::read_to_string(path).unwrap_or_default();
    let first = there.lines().zip(wanted.lines()).position(|(a, b)| a != b);
    assert!(
        there == wanted,
        "{} is stale from line {:?} on; `BLESS=1 cargo test` writes it anew",
        path.display(),
        first
    );
}

/// Compares a file that is no text with what it should be, or writes it.
pub(crate) fn held_bytes(path: &Path, wanted: &[u8]) {
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, wanted).unwrap();
    }
    let there = fs::read(path).unwrap_or_default();
    assert!(there == wanted, "{} is stale; `BLESS=1 cargo test` writes it anew", path.display());
}

fn schema(which: &str) -> String {
    let ran = Project::new(&[]).run(&["schema", which]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran.stdout
}

#[test]
fn the_schemas_are_those_of_the_types() {
    for which in ["notice", "project", "trace", "manifest", "diff", "report", "document"] {
        held(&root().join(format!("schema/{which}.schema.json")), &schema(which));
    }
}

/// Everything behind this line of the reference is made from the types.
const MARK: &str = "<!-- From here on, this page is made from the types by `BLESS=1 cargo test`. -->";

#[test]
fn the_reference_holds_every_key() {
    let path = root().join("docs/language.md");
    let there = fs::read_to_string(&path).unwrap();
    let (intro, _) = there.split_once(MARK).expect("the reference has its mark");
    let notice: Value = serde_json::from_str(&schema("notice")).unwrap();
    let project: Value = serde_json::from_str(&schema("project")).unwrap();
    held(&path, &format!("{intro}{MARK}\n{}", reference(&notice, &project)));
}

fn reference(notice: &Value, project: &Value) -> String {
    let mut page = Reference { out: String::new(), root: notice, told: Vec::new() };
    page.out.push_str("\n## Tables of a notice\n");
    page.tables();
    page.out.push_str("\n## `noticec.toml`\n\n");
    let mut more = Reference { out: page.out, root: project, told: Vec::new() };
    more.rows(project);
    more.inner();
    more.out
}

struct Reference<'a> {
    out: String,
    root: &'a Value,
    /// Definitions that have a heading, or get one.
    told: Vec<String>,
}

impl<'a> Reference<'a> {
    fn definition(&self, name: &str) -> &'a Value {
        &self.root["definitions"][name]
    }

    fn tables(&mut self) {
        let properties = self.root["properties"].as_object().unwrap();
        for (key, value) in properties {
            let (heading, name) = heading(key, value);
            let about = value["description"].as_str().unwrap_or_default();
            write!(self.out, "\n### {heading}\n\n{}\n", line(about)).unwrap();
            let Some(name) = name else { continue };
            self.told.push(name.clone());
            let definition = self.definition(&name);
            if definition["properties"].is_object() {
                self.out.push('\n');
                self.rows(definition);
            }
        }
        self.inner();
    }

    /// Shapes that stand inside tables, each once.
    fn inner(&mut self) {
        let names: Vec<String> =
            self.root["definitions"].as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect();
        for name in names {
            if self.told.contains(&name) {
                continue;
            }
            self.told.push(name.clone());
            let definition = self.definition(&name);
            let about = definition["description"].as_str().unwrap_or_default();
            write!(self.out, "\n### {name}\n\n{}\n", line(about)).unwrap();
            if definition["properties"].is_object() {
                self.out.push('\n');
                self.rows(definition);
            } else {
                let words = words(definition);
                if !words.is_empty() {
                    self.out.push('\n');
                    for (word, about) in words {
                        let about = if about.is_empty() { String::new() } else { format!(": {about}") };
                        writeln!(self.out, "- `{word}`{about}").unwrap();
                    }
                }
            }
        }
    }

    fn rows(&mut self, definition: &Value) {
        self.out.push_str("| key | value | meaning |\n| --- | --- | --- |\n");
        for (key, value) in definition["properties"].as_object().unwrap() {
            let about = value["description"].as_str().unwrap_or_default();
            writeln!(self.out, "| `{key}` | {} | {} |", kind(value), line(about)).unwrap();
        }
    }
}

/// Words of a closed list, with what they mean.
fn words(definition: &Value) -> Vec<(String, String)> {
    let mut words = Vec::new();
    for word in definition["enum"].as_array().into_iter().flatten() {
        words.push((word.as_str().unwrap_or_default().to_owned(), String::new()));
    }
    for one in definition["oneOf"].as_array().into_iter().flatten() {
        let about = one["description"].as_str().unwrap_or_default();
        let word = one["const"].as_str().or_else(|| one["enum"][0].as_str()).unwrap_or_default();
        words.push((word.to_owned(), line(about).trim_end_matches('.').to_owned()));
    }
    words
}

fn line(about: &str) -> String {
    about.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

fn reference_name(value: &Value) -> Option<String> {
    let all = [value, &value["allOf"][0], &value["anyOf"][0]];
    let path = all.into_iter().find_map(|one| one["$ref"].as_str())?;
    path.rsplit('/').next().map(str::to_owned)
}

/// How a property of the file is written as a table, and the definition behind it.
fn heading(key: &str, value: &Value) -> (String, Option<String>) {
    let entry = &value["additionalProperties"];
    if entry.is_object() {
        return match reference_name(entry) {
            Some(name) if value["properties"]["none"].is_object() => (format!("`[{key}.<id>]`"), Some(name)),
            _ => (format!("`[{key}]`"), None),
        };
    }
    if value["type"] == "array" {
        return (format!("`[[{key}]]`"), reference_name(&value["items"]));
    }
    match reference_name(value) {
        Some(name) => (format!("`[{key}]`"), Some(name)),
        None => (format!("`{key}`"), None),
    }
}

/// What may stand there, in a few words.
fn kind(value: &Value) -> String {
    if let Some(name) = value["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap_or_default();
        return format!("[{name}](#{})", name.to_lowercase());
    }
    if let Some(all) = value["allOf"].as_array() {
        return kind(&all[0]);
    }
    if let Some(any) = value["anyOf"].as_array() {
        let mut kinds: Vec<String> = any.iter().filter(|one| one["type"] != "null").map(kind).collect();
        if let [one, many] = kinds.as_slice()
            && *many == format!("array of {one}")
        {
            return format!("{one}, one or several");
        }
        kinds.dedup();
        return kinds.join(", or ");
    }
    match &value["type"] {
        Value::String(name) if name == "array" => format!("array of {}", kind(&value["items"])),
        Value::String(name) if name == "object" => match &value["additionalProperties"] {
            entry if entry.is_object() => format!("table of {}", kind(entry)),
            _ => "table".to_owned(),
        },
        Value::String(name) => word(name).to_owned(),
        Value::Array(names) => {
            let names: Vec<&str> = names.iter().filter_map(Value::as_str).filter(|name| *name != "null").collect();
            if names == ["array"] {
                return format!("array of {}", kind(&value["items"]));
            }
            names.into_iter().map(word).collect::<Vec<_>>().join(", or ")
        }
        _ => "text".to_owned(),
    }
}

fn word(name: &str) -> &str {
    match name {
        "string" => "text",
        "boolean" => "`true` or `false`",
        other => other,
    }
}
