//! The catalogue and the sources name the same sentences.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// All sources of lowering but its tests, and those of the news between two versions.
fn sources() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut text = fs::read_to_string(root.join("lower.rs")).unwrap();
    for more in ["phrases.rs", "diff/news.rs"] {
        text += &fs::read_to_string(root.join(more)).unwrap();
    }
    for entry in fs::read_dir(root.join("lower")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ext| ext == "rs") && !path.ends_with("tests.rs") {
            text += &fs::read_to_string(path).unwrap();
        }
    }
    text
}

/// Literals that look like keys or tables of the catalogue, without a variable end.
fn literals(text: &str) -> BTreeSet<String> {
    let quoted = text.split('"').skip(1).step_by(2).map(|one| one.split(".{").next().unwrap_or_default());
    quoted.filter(|one| !one.is_empty() && !one.contains(char::is_whitespace)).map(str::to_owned).collect()
}

#[test]
fn every_sentence_is_used() {
    let used = literals(&sources());
    for key in crate::phrases::phrases("en").keys() {
        let mut above = key;
        let found = loop {
            if used.contains(above) {
                break true;
            }
            match above.rsplit_once('.') {
                Some((table, _)) => above = table,
                None => break false,
            }
        };
        assert!(found, "no source uses `{key}`");
    }
}

#[test]
fn every_key_is_a_sentence() {
    let phrases = crate::phrases::phrases("en");
    let tables: BTreeSet<&str> = phrases.keys().filter_map(|key| key.split_once('.')).map(|(table, _)| table).collect();
    for key in literals(&sources()) {
        let Some((table, _)) = key.split_once('.') else { continue };
        // Paths of declarations are made with a format, so they never stand as they are.
        let path = [
            "controller.about",
            "notice.scope",
            "notice.jurisdictions",
            "notice.basis",
            "notice.overview",
            "notice.data",
            "notice.layout",
            "complaints.controller",
            "complaints.authorities",
            "rights.objection",
            "rights.controller-complaint",
        ];
        if !tables.contains(table) || path.contains(&key.as_str()) || key.contains('/') {
            continue;
        }
        let known = phrases.has(&key) || phrases.keys().any(|one| one.starts_with(&format!("{key}.")));
        assert!(known, "the catalogue lacks `{key}`");
    }
}
