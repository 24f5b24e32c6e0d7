//! The examples: what they are compiled to, what is found in them, and where each fact of their model has its home.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use noticec::manifest;
use toml::{Table, Value};

use crate::project::{Project, bytes, examples, files, run};
use crate::schema::{held, held_bytes};

/// The declaration of an example as one table, its includes merged and its files read.
pub(crate) fn merged(example: &Path) -> Table {
    let mut whole = read(&example.join("notice.toml"));
    for pattern in list(whole.remove("include")) {
        for file in matches(example, &pattern) {
            merge(&mut whole, read(&file));
        }
    }
    if let Some(Value::Table(sections)) = whole.get_mut("sections") {
        for (_, section) in sections.iter_mut() {
            let section = section.as_table_mut().unwrap();
            if let Some(file) = section.remove("file") {
                let text = fs::read_to_string(example.join(file.as_str().unwrap())).unwrap();
                section.insert("text".to_owned(), Value::String(text));
            }
        }
    }
    whole
}

fn read(file: &Path) -> Table {
    toml::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

fn list(value: Option<Value>) -> Vec<String> {
    match value {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(many)) => many.iter().map(|one| one.as_str().unwrap().to_owned()).collect(),
        _ => Vec::new(),
    }
}

fn matches(example: &Path, pattern: &str) -> Vec<std::path::PathBuf> {
    let glob = globset::Glob::new(pattern).unwrap().compile_matcher();
    let names = files(example).into_iter().map(|(name, _)| name);
    names.filter(|name| glob.is_match(name)).map(|name| example.join(name)).collect()
}

fn merge(into: &mut Table, from: Table) {
    for (key, value) in from {
        match (into.get_mut(&key), value) {
            (Some(Value::Table(old)), Value::Table(new)) => merge(old, new),
            (None, value) => {
                into.insert(key, value);
            }
            (Some(old), value) => panic!("`{key}` stands twice: {old} and {value}"),
        }
    }
}

/// The value at a path such as `purposes.select.basis.0.law`; an index 0 into what is no array is the value itself.
pub(crate) fn at<'a>(table: &'a Table, path: &str) -> Option<&'a Value> {
    let mut steps = path.split('.');
    let mut here = table.get(steps.next()?)?;
    for step in steps {
        here = match (here, step.parse::<usize>()) {
            (Value::Array(array), Ok(index)) => array.get(index)?,
            (Value::Table(table), _) => table.get(step)?,
            (other, Ok(0)) => other,
            _ => return None,
        };
    }
    Some(here)
}

#[test]
fn there_are_five() {
    let names: Vec<String> =
        examples().iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect();
    assert_eq!(names, ["borough-council", "council-services", "nursing-agency", "placement-charity", "town-council"]);
}

#[test]
fn outputs_are_what_the_sources_give() {
    for example in examples() {
        let out = tempfile::tempdir().unwrap();
        let ran = run(&example, &["build", ".", "--out", out.path().to_str().unwrap()]);
        assert_eq!(ran.code, 0, "{}: {}", example.display(), ran.stderr);
        let declared = merged(&example);
        let languages = at(&declared, "notice.languages").and_then(Value::as_array).map_or(1, Vec::len);
        let texts = 1 + declared.get("snippets").and_then(Value::as_table).map_or(0, Table::len);
        let made = bytes(out.path());
        assert_eq!(made.len(), 3 * texts * languages, "{}: HTML, Markdown and PDF", example.display());
        for (name, bytes) in made {
            let path = example.join("public").join(&name);
            if name.ends_with(".pdf") {
                held_bytes(&path, &bytes);
            } else {
                held(&path, &String::from_utf8(bytes).unwrap());
            }
        }
    }
}

/// Runs of words of the English sentences that are long enough to be no name: what stands between placeholders.
fn english() -> Vec<(String, String)> {
    let phrases = noticec::phrases::phrases("en");
    let pieces = |key: &str| -> Vec<(String, String)> {
        let between = phrases.plain(key).split('{').enumerate().map(|(index, piece)| match index {
            0 => piece,
            _ => piece.split_once('}').map_or("", |(_, behind)| behind),
        });
        between.filter(|piece| piece.chars().count() > 20).map(|piece| (key.to_owned(), piece.to_owned())).collect()
    };
    phrases.keys().flat_map(pieces).collect()
}

#[test]
fn no_language_of_an_example_has_sentences_of_another() {
    let english = english();
    assert!(english.len() > 300, "{} sentences", english.len());
    let mut read = 0;
    for example in examples() {
        let declared = merged(&example);
        let languages: Vec<String> = list(at(&declared, "notice.languages").cloned());
        let out = tempfile::tempdir().unwrap();
        let ran = run(&example, &["build", ".", "--out", out.path().to_str().unwrap()]);
        assert_eq!(ran.code, 0, "{}: {}", example.display(), ran.stderr);
        let made = files(out.path());
        for lang in languages.iter().skip(1) {
            let own = noticec::phrases::phrases(lang);
            assert_eq!(own.lang(), lang, "{lang} has sentences of its own");
            let in_it = |name: &str| name.contains(&format!(".{lang}."));
            for (name, text) in made.iter().filter(|(name, _)| in_it(name)) {
                // What HTML writes with entities stands as it is in Markdown.
                let kept = |piece: &str| own.keys().any(|key| own.plain(key).contains(piece));
                let foreign: Vec<_> =
                    english.iter().filter(|(_, piece)| text.contains(piece.as_str()) && !kept(piece)).collect();
                assert!(foreign.is_empty(), "{name}: {foreign:#?}");
                read += 1;
            }
        }
    }
    assert!(read >= 16, "{read} outputs in other languages than English");
}

#[test]
fn manifests_are_what_the_sources_give() {
    for example in examples() {
        // In a folder of another name and depth: the manifest depends on neither.
        let copy = Project::new(&[]);
        let sources = files(&example).into_iter().filter(|(name, _)| !name.starts_with("public/"));
        for (name, text) in sources.filter(|(name, _)| name != manifest::NAME) {
            copy.write(&format!("moved-elsewhere/{name}"), text.as_bytes());
        }
        let ran = copy.run(&["build", "moved-elsewhere"]);
        assert_eq!(ran.code, 0, "{}: {}", example.display(), ran.stderr);
        let made = copy.read(&format!("moved-elsewhere/{}", manifest::NAME)).unwrap();
        assert!(!made.contains("moved-elsewhere"), "no path but from the manifest's own folder");
        held(&example.join(manifest::NAME), &made);
        let ran = copy.run(&["build", "--check", "moved-elsewhere"]);
        assert_eq!(ran.code, 0, "{}: {}", example.display(), ran.stderr);
    }
}

#[test]
fn nothing_is_found_but_notes() {
    let mut page = String::new();
    for example in examples() {
        let ran = run(&example, &["check", "."]);
        let name = example.file_name().unwrap().to_string_lossy().into_owned();
        let summary = ran.stderr.lines().last().unwrap_or_default().to_owned();
        assert_eq!(ran.code, 0, "{name}: {}", ran.stderr);
        assert!(!summary.contains("warning"), "{name}: {}", ran.stderr);
        write!(page, "== {name}\n\n{}\n", ran.stderr).unwrap();
    }
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("examples", page);
    });
}

#[test]
fn every_fact_has_a_home() {
    let mut wrong = Vec::new();
    for example in examples() {
        let name = example.file_name().unwrap().to_string_lossy().into_owned();
        let declared = merged(&example);
        let facts = read(&example.join("facts.toml"));
        let facts = facts["fact"].as_array().unwrap();
        assert!(facts.len() >= 30, "{name}: {} facts", facts.len());
        for fact in facts {
            let text = |key: &str| fact.get(key).and_then(Value::as_str);
            assert!(fact.get("line").and_then(Value::as_integer).is_some(), "{name}: {fact}");
            assert!(text("fact").is_some_and(|fact| !fact.is_empty()), "{name}: {fact}");
            let path = match (text("path"), text("free")) {
                (Some(path), None) => path,
                (None, Some(free)) => {
                    assert!(free.starts_with("sections."), "{name}: {free} is free text");
                    assert!(text("reason").is_some(), "{name}: {free} wants a reason");
                    free
                }
                _ => panic!("{name}: a fact has a path or is free: {fact}"),
            };
            if at(&declared, path).is_none() {
                wrong.push(format!("{name}: no {path}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_model_survives_being_written() {
    for example in examples() {
        let text = toml::to_string(&merged(&example)).unwrap();
        let loaded = noticec::load::load_text("notice.toml", &text);
        assert_eq!(loaded.findings, []);
        let model = noticec::model::resolve(&loaded.notices[0]).unwrap();
        let written = model.to_json().unwrap();
        let read = noticec::model::Model::from_json(&written).unwrap();
        assert_eq!(read.to_json().unwrap(), written);
        assert!(read == model, "{}", example.display());
        for tag in &model.languages {
            let plain = |model| -> Vec<String> {
                let document = noticec::lower::lower(model, tag, false);
                document.blocks().map(noticec::document::Block::plain).collect()
            };
            assert_eq!(plain(&read), plain(&model), "the notice made from it is the same");
        }
        let mut other = written;
        other["format"] = 99.into();
        assert!(noticec::model::Model::from_json(&other).unwrap_err().to_string().contains("format 99"));
    }
}

#[test]
fn no_example_names_what_it_was_modelled_on() {
    const REAL: &[&str] =
        &["cotgrave", "pendle", "scotnursing", "lickrish", "rushforth", "culshaw", "publicpractice", "public practice"];
    for example in examples() {
        for (file, text) in files(&example) {
            let text = text.to_lowercase();
            assert!(REAL.iter().all(|name| !text.contains(name)), "{}: {file}", example.display());
        }
    }
}

#[test]
fn a_first_version_is_no_change() {
    for example in examples() {
        let declared = merged(&example);
        for entry in declared.get("history").and_then(Value::as_array).into_iter().flatten() {
            let version = entry.get("version").and_then(Value::as_str).unwrap_or_default();
            let first = ["1", "1.0", "1.0.0"].contains(&version.trim_start_matches(['v', 'V']));
            assert!(!first || entry.get("kind").is_none(), "{}: version {version}", example.display());
        }
    }
}
