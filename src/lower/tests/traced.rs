//! Each block comes from the declarations that its traces name: path and place are of one thing.

use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{everything, sample};
use crate::document::{Document, Trace};
use crate::load::{Loaded, load, load_text};
use crate::model::resolve;
use crate::source::SourceFile;

/// Tables that are one declaration; the others hold entries.
const SINGLE: &[&str] =
    &["notice", "controller", "dpo", "transfers", "children", "rights", "complaints", "changes", "history"];

/// The keys, from the outermost, under which the declaration of a path was written.
fn keys(path: &str) -> Vec<&str> {
    let parts: Vec<&str> = path.split('.').collect();
    match parts.as_slice() {
        [table] if !SINGLE.contains(table) => vec![table, "none"],
        // An entry written in place has a name made from its place.
        [table, owner, index, ..] if index.starts_with(&format!("{table}-")) && !SINGLE.contains(table) => {
            let field = if *table == "sources" { "collected" } else { table };
            if *owner == "notice" { vec![owner, field] } else { vec!["purposes", owner, field] }
        }
        _ => parts,
    }
}

fn lies_in(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Whether a place lies in a value, which may be written in parts with other things between them.
fn holds(value: &Spanned<DeValue<'_>>, place: &Range<usize>) -> bool {
    lies_in(place, &value.span())
        || match value.get_ref() {
            DeValue::Table(table) => {
                table.iter().any(|(key, value)| lies_in(place, &key.span()) || holds(value, place))
            }
            DeValue::Array(values) => values.iter().any(|value| holds(value, place)),
            _ => false,
        }
}

/// How many of the keys a file has, and whether the last of them and its value hold the place.
fn found(table: &DeTable<'_>, keys: &[&str], place: &Range<usize>) -> (usize, bool) {
    let Some((first, rest)) = keys.split_first() else { return (0, false) };
    let Some((key, value)) = table.iter().find(|(key, _)| key.get_ref() == first) else { return (0, false) };
    let deeper = match value.get_ref() {
        DeValue::Table(inner) => found(inner, rest, place),
        _ => (0, false),
    };
    match deeper {
        (0, _) => (1, lies_in(place, &key.span()) || holds(value, place)),
        (depth, here) => (depth + 1, here),
    }
}

/// What is wrong with a trace: it must lie in the field that its path names, or else in the entry or table that lacks it.
fn fault(trace: &Trace, files: &[(usize, Spanned<DeTable<'_>>)]) -> Option<String> {
    let keys = keys(&trace.path);
    let search = |keys: &[&str]| {
        let all = files.iter().map(|(start, table)| {
            let local = trace.span.start.wrapping_sub(*start)..trace.span.end.wrapping_sub(*start);
            found(table.get_ref(), keys, &local)
        });
        all.max().unwrap_or_default()
    };
    match search(&keys) {
        // What the law gives without a word of the author's comes from the choice of the law.
        (0, _) if ["rights", "complaints"].contains(&keys[0]) => (search(&["notice", "jurisdictions"]) != (2, true))
            .then(|| format!("`{}` is not where the law is", trace.path)),
        (depth, _) if depth < 2 && !SINGLE.contains(&keys[0]) => Some(format!("`{}` is nowhere", trace.path)),
        (0, _) => Some(format!("`{}` is nowhere", trace.path)),
        (_, true) => None,
        (..) => Some(format!("`{}` is elsewhere", trace.path)),
    }
}

/// All notices of a run in all their languages, with their short texts.
fn documents(loaded: &Loaded) -> Vec<Document> {
    assert!(loaded.findings.is_empty(), "{:#?}", loaded.findings);
    let mut all = Vec::new();
    for notice in &loaded.notices {
        let model = resolve(notice).unwrap();
        for lang in &model.languages {
            all.push(crate::lower::lower(&model, lang, false));
            all.extend(crate::lower::snippets(&model, lang, false));
        }
    }
    all
}

#[test]
fn each_trace_lies_in_the_declaration_that_it_names() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let folders = fs::read_dir(examples).unwrap().map(|entry| entry.unwrap().path());
    let mut runs: Vec<Loaded> =
        folders.filter(|path| path.is_dir()).map(|path| load(&path, &[], None).unwrap()).collect();
    assert!(runs.len() > 4);
    for text in [everything::EVERYTHING, sample::TOWN] {
        runs.push(load_text("notice.toml", text));
    }
    let mut faults = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for run in &runs {
        let is_toml = |file: &&SourceFile| file.path.extension().is_some_and(|extension| extension == "toml");
        let tables = run.sources.files().iter().filter(is_toml);
        let files: Vec<_> = tables.map(|file| (file.start(), DeTable::parse(&file.text).unwrap())).collect();
        for document in documents(run) {
            for block in document.blocks() {
                seen.extend(block.from.iter().map(|trace| trace.path.split('.').next().unwrap_or_default().to_owned()));
                let wrong = block.from.iter().filter_map(|trace| fault(trace, &files));
                faults.extend(wrong.map(|fault| format!("{}: {:?}: {fault}", document.id, block.id)));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(seen.len() > 20, "{seen:?}");
}
