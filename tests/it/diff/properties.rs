//! What must hold of every comparison, whatever was altered.
//!
//! Values of each example are altered, one at a time: left out, other words, the opposite, another order. Where the comparison
//! tells of nothing, all that is printed is the same, byte for byte.

use std::sync::LazyLock;

use noticec::diff::{Change, Diff, compare};
use noticec::load::load_text;
use noticec::lower::{lower, snippets};
use noticec::model::{Model, resolve};
use noticec::render::{Format, Templates, render};
use proptest::prelude::*;
use rayon::prelude::*;
use toml::{Table, Value};

use crate::deletions::{Step, keys};
use crate::examples::merged;
use crate::project::examples;

/// A way to alter a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Delete,
    Words,
    Space,
    Opposite,
    Reverse,
    Shorten,
}

const WAYS: &[Way] = &[Way::Delete, Way::Words, Way::Space, Way::Opposite, Way::Reverse, Way::Shorten];

/// Alters the value at a path; `None` where the way is none for it.
fn altered(whole: &Table, path: &[Step], way: Way) -> Option<Table> {
    let mut whole = whole.clone();
    if way == Way::Delete {
        return Some(crate::deletions::without(&whole, path));
    }
    match (way, at_mut(&mut whole, path)?) {
        (Way::Words, Value::String(text)) => text.push_str(" of another kind"),
        (Way::Space, Value::String(text)) if text.contains(' ') => *text = text.replacen(' ', "  ", 1),
        (Way::Opposite, Value::Boolean(is)) => *is = !*is,
        (Way::Opposite, Value::Integer(number)) => *number += 1,
        (Way::Reverse, Value::Array(list)) if list.len() > 1 => list.reverse(),
        (Way::Reverse, Value::Table(table)) if table.len() > 1 => {
            *table = std::mem::take(table).into_iter().rev().collect();
        }
        (Way::Shorten, Value::Array(list)) if list.len() > 1 => drop(list.pop()),
        _ => return None,
    }
    Some(whole)
}

/// The value at a path.
fn at_mut<'a>(table: &'a mut Table, path: &[Step]) -> Option<&'a mut Value> {
    let (first, rest) = path.split_first()?;
    let Step::Key(first) = first else { return None };
    rest.iter().try_fold(table.get_mut(first)?, |here, step| match step {
        Step::Key(key) => here.get_mut(key.as_str()),
        Step::Index(index) => here.get_mut(*index),
    })
}

/// What a table declares; `None` where it is no whole notice.
fn resolved(table: &Table) -> Option<Model> {
    let loaded = load_text("notice.toml", &toml::to_string(table).ok()?);
    if loaded.findings.is_empty() { resolve(&loaded.notices[0]).ok() } else { None }
}

/// All texts that are printed of a notice; of a version and of dates only that they are there.
fn printed(model: &Model) -> Vec<String> {
    let templates = Templates::new(std::iter::empty::<(String, String)>());
    let mut out = Vec::new();
    for tag in &model.languages {
        for mut document in std::iter::once(lower(model, tag, false)).chain(snippets(model, tag, false)) {
            document.date = document.date.map(|_| jiff::civil::date(2000, 1, 1));
            document.facts.clear();
            for format in [Format::Html, Format::Markdown, Format::Typst] {
                out.push(render(&document, format, &templates).unwrap().text().to_owned());
            }
        }
    }
    out
}

/// A change without its places: kind, operation, path, what stood there and what stands there.
type Line = (String, String, String, Option<String>, Option<String>);

/// A comparison the other way round: added and removed change places, old and new too.
fn mirrored(diff: &Diff) -> Vec<Line> {
    let side = |side: &Option<noticec::diff::Side>| side.as_ref().map(|side| side.text.clone());
    let one = |change: &Change| {
        let operation = change.operation.reversed().as_ref().to_owned();
        (change.kind.name.to_owned(), operation, change.path.clone(), side(&change.new), side(&change.old))
    };
    let mut all: Vec<_> = diff.changes.iter().map(one).collect();
    all.sort();
    all
}

fn straight(diff: &Diff) -> Vec<Line> {
    let mut all: Vec<_> = mirrored(diff).into_iter().collect();
    for (_, operation, _, new, old) in &mut all {
        let back = match operation.as_str() {
            "added" => "removed",
            "removed" => "added",
            other => other,
        };
        *operation = back.to_owned();
        std::mem::swap(old, new);
    }
    all.sort();
    all
}

/// The version before, and what is printed of it, once it is asked for.
struct Old {
    model: Model,
    printed: LazyLock<Vec<String>, Box<dyn FnOnce() -> Vec<String> + Send>>,
}

impl Old {
    fn new(model: Model) -> Self {
        let own = model.clone();
        Self { model, printed: LazyLock::new(Box::new(move || printed(&own))) }
    }
}

/// Whether anything is told, and what is wrong with the comparison.
fn faults(old: &Old, new: &Model, what: &str) -> (bool, Vec<String>) {
    let mut faults = Vec::new();
    let (there, back) = (compare(&old.model, new).unwrap(), compare(new, &old.model).unwrap());
    if there.is_empty() && *old.printed != printed(new) {
        faults.push(format!("{what}: other words are printed, and no change is told"));
    }
    // An entry that has another id is called by its new one, which is the other one on the way back.
    let renamed = there.changes.iter().any(|change| change.kind.name == "id");
    if !renamed && straight(&back) != mirrored(&there) {
        faults.push(format!(
            "{what}: the way back is another one\n  there {:#?}\n  back {:#?}",
            mirrored(&there),
            straight(&back)
        ));
    }
    if renamed && there.changes.len() != back.changes.len() {
        faults.push(format!("{what}: {} changes there, {} back", there.changes.len(), back.changes.len()));
    }
    (!there.is_empty(), faults)
}

#[test]
fn whatever_is_altered_in_an_example_is_told() {
    let mut tried = 0;
    let mut told = 0;
    let mut wrong = Vec::new();
    for example in examples() {
        let whole = merged(&example);
        let old = Old::new(resolved(&whole).unwrap());
        assert!(compare(&old.model, &old.model).unwrap().is_empty(), "{}: nothing has changed", example.display());
        let paths = keys(&whole);
        // Each path in a fourth of the ways, each way on a fourth of the paths; whether an order is seen takes long to find out.
        let ways = |(index, path)| {
            let wanted = move |(at, way): &(usize, &Way)| {
                (index + at) % if matches!(**way, Way::Reverse | Way::Space) { 16 } else { 4 } == 0
            };
            WAYS.iter().enumerate().filter(wanted).map(move |(_, way)| (path, *way))
        };
        let all: Vec<_> = paths.iter().enumerate().flat_map(ways).collect();
        let results: Vec<_> = all
            .par_iter()
            .filter_map(|(path, way)| {
                let other = resolved(&altered(&whole, path, *way)?)?;
                let what = format!("{} {way:?} {path:?}", example.file_name().unwrap().display());
                Some(faults(&old, &other, &what))
            })
            .collect();
        tried += results.len();
        told += results.iter().filter(|(told, _)| *told).count();
        wrong.extend(results.into_iter().flat_map(|(_, faults)| faults));
    }
    assert!(wrong.is_empty(), "{} faults\n{}", wrong.len(), wrong[..wrong.len().min(10)].join("\n"));
    assert!(tried > 2000 && told * 10 > tried * 6, "{told} of {tried} alterations are told");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn several_alterations_at_once_are_told(picks in prop::collection::vec((any::<prop::sample::Index>(), 0..WAYS.len()), 2..6)) {
        let mut whole: Table = toml::from_str(include_str!("base.toml")).unwrap();
        let old = Old::new(resolved(&whole).unwrap());
        for (index, way) in picks {
            let paths = keys(&whole);
            let path = index.get(&paths);
            if let Some(other) = altered(&whole, path, WAYS[way]).filter(|other| resolved(other).is_some()) {
                whole = other;
            }
        }
        let other = resolved(&whole).unwrap();
        let (_, wrong) = faults(&old, &other, "altered");
        prop_assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
