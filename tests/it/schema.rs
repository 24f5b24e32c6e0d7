//! Files that are made from the types: JSON Schemas and the tables of the language reference.
//!
//! `BLESS=1 cargo test` writes them anew.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::guide::slug;
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
    let mut page = Reference { out: String::new(), root: notice, told: Vec::new(), anchors: anchors(notice) };
    page.out.push_str("\n## Tables of a notice\n");
    page.tables();
    page.out.push_str("\n## `noticec.toml`\n\n");
    let mut more = Reference { out: page.out, root: project, told: Vec::new(), anchors: BTreeMap::new() };
    more.rows(project);
    more.inner();
    more.out
}

struct Reference<'a> {
    out: String,
    root: &'a Value,
    /// Definitions that have a heading, or get one.
    told: Vec<String>,
    /// Anchors of definitions whose heading is not their name.
    anchors: BTreeMap<String, String>,
}

/// Where definitions are told that have a table of their own.
fn anchors(root: &Value) -> BTreeMap<String, String> {
    let mut anchors = BTreeMap::new();
    for (key, value) in root["properties"].as_object().unwrap() {
        if let (heading, Some(name)) = heading(key, value) {
            anchors.entry(name).or_insert_with(|| slug(&heading));
        }
    }
    anchors
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
            if let Some(example) = example(key) {
                write!(self.out, "\n```toml\n{example}\n```\n").unwrap();
            }
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
                // Who looks for the code of a country does not do it here.
                if !words.is_empty() && words.len() < 100 {
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
            writeln!(self.out, "| `{key}` | {} | {} |", self.kind(value), line(about)).unwrap();
        }
    }
}

impl Reference<'_> {
    fn link(&self, name: &str) -> String {
        let anchor = self.anchors.get(name).cloned().unwrap_or_else(|| slug(name));
        format!("[{name}](#{anchor})")
    }

    /// What may stand there, in a few words.
    fn kind(&self, value: &Value) -> String {
        if let Some(name) = value["title"].as_str() {
            return self.link(name);
        }
        if let Some(name) = value["$ref"].as_str() {
            let name = name.rsplit('/').next().unwrap_or_default();
            return self.link(name);
        }
        if let Some(any) = value["anyOf"].as_array() {
            let mut kinds: Vec<String> =
                any.iter().filter(|one| one["type"] != "null").map(|one| self.kind(one)).collect();
            if let Some((many, one)) = kinds.split_last()
                && let one = one.join(", or ")
                && *many == format!("array of {one}")
            {
                return format!("{one}, one or several");
            }
            kinds.dedup();
            return kinds.join(", or ");
        }
        match &value["type"] {
            Value::String(name) if name == "array" => format!("array of {}", self.kind(&value["items"])),
            Value::String(name) if name == "object" => match &value["additionalProperties"] {
                entry if entry.is_object() => format!("table of {}", self.kind(entry)),
                _ => "table".to_owned(),
            },
            Value::String(name) => word(name).to_owned(),
            Value::Array(names) => {
                let names: Vec<&str> = names.iter().filter_map(Value::as_str).filter(|name| *name != "null").collect();
                if names == ["array"] {
                    return format!("array of {}", self.kind(&value["items"]));
                }
                names.into_iter().map(word).collect::<Vec<_>>().join(", or ")
            }
            _ => "text".to_owned(),
        }
    }
}

/// The notice that has every table.
const SAMPLE: &str = "schema/sample.notice.toml";

/// A table of the sample as it is written there: the first entry of a register.
fn example(key: &str) -> Option<String> {
    let sample = fs::read_to_string(root().join(SAMPLE)).unwrap();
    let names = |line: &str| {
        let name = line.trim_start_matches('[');
        line.starts_with('[') && name.strip_prefix(key).is_some_and(|rest| rest.starts_with(['.', ']']))
    };
    let table: Vec<&str> = sample.lines().skip_while(|line| !names(line)).take_while(|line| !line.is_empty()).collect();
    (!table.is_empty()).then(|| table.join("\n"))
}

#[test]
fn the_sample_is_a_good_notice_with_every_table() {
    let ran = Project::new(&[]).run(&["check", root().join(SAMPLE).to_str().unwrap()]);
    assert!(ran.code == 0 && ran.stderr.ends_with("no findings, 1 waived in 1 notice\n"), "{}", ran.stderr);
    let notice: Value = serde_json::from_str(&schema("notice")).unwrap();
    let tables = notice["properties"].as_object().unwrap().keys().map(String::as_str);
    let without: Vec<_> = tables.filter(|key| example(key).is_none()).collect();
    // The one stands before the first table; the other only says that there are none, and the sample has some.
    assert_eq!(without, ["include", "transfers"]);
    let examples = notice["definitions"].as_object().unwrap().values().filter(|one| one["examples"].is_array());
    assert!(examples.count() > 30);
}

/// Words of a closed list, with what they mean.
fn words(definition: &Value) -> Vec<(String, String)> {
    let mut words = Vec::new();
    let definition = if definition["enum"].is_array() { definition } else { &definition["anyOf"][0] };
    let meanings = &definition["x-taplo"]["docs"]["enumValues"];
    for (index, word) in definition["enum"].as_array().into_iter().flatten().enumerate() {
        let about = line(meanings[index].as_str().unwrap_or_default());
        words.push((word.as_str().unwrap_or_default().to_owned(), about.trim_end_matches('.').to_owned()));
    }
    words
}

fn line(about: &str) -> String {
    about.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

fn reference_name(value: &Value) -> Option<String> {
    let all = [value, &value["anyOf"][0]];
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

fn word(name: &str) -> &str {
    match name {
        "string" => "text",
        "boolean" => "`true` or `false`",
        other => other,
    }
}
