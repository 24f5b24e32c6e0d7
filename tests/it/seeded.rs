//! Seeded faults: each example loses one mandatory fact at a time, or gains one that the law does not allow; the rule of that
//! fault must find it, and nothing that has nothing to do with it may be found.
//!
//! The table of kinds is written from the law and not from the rules. `cargo test seeded -- --nocapture` prints the score.

mod kinds;
mod rights;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use toml::{Table, Value};

use crate::deletions::{Step, judge, keys, pattern, without};
use crate::examples::{at, merged};
use crate::project::examples;

use kinds::KINDS;
use rights::RIGHTS;

/// Places at which one kind is seeded in one example, at most; where there are more, they are spread evenly.
const PLACES: usize = 8;

/// How a fact is broken.
#[derive(Debug, Clone, Copy)]
enum How {
    /// The key is gone.
    Lose,
    /// These keys of the table are gone, all at once.
    LoseAll(&'static [&'static str]),
    /// The key is gone, and with it these keys of a table, which could serve in its place.
    LoseWith(&'static str, &'static [&'static str]),
    /// These values, in TOML, stand at these paths.
    Set(&'static [(&'static str, &'static str)]),
}

/// A kind of fault.
struct Kind {
    fault: &'static str,
    /// The key or table that is broken; `*` stands for an id, arrays have no step. Empty for `Set`.
    of: &'static str,
    how: How,
    /// Whether the fact is mandatory there.
    applies: fn(&Entry<'_>) -> bool,
    /// Rules of which one must find it.
    found: &'static [&'static str],
    /// Rules that rightly fail the run too.
    with: &'static [&'static str],
}

/// Where a fault is seeded.
struct Entry<'a> {
    whole: &'a Table,
    /// The table in which the key stands.
    around: &'a Table,
    path: &'a [Step],
}

impl Entry<'_> {
    /// Whether a key of this table is, or names, a word.
    fn says(&self, key: &str, word: &str) -> bool {
        self.around.get(key).is_some_and(|value| holds(value, word))
    }

    fn purpose(&self) -> Option<&Table> {
        inside(self.whole, self.path.get(..2)?)
    }

    fn purpose_has(&self, key: &str) -> bool {
        self.purpose().is_some_and(|purpose| purpose.contains_key(key))
    }

    fn purpose_says(&self, key: &str, word: &str) -> bool {
        self.purpose().and_then(|purpose| purpose.get(key)).is_some_and(|value| holds(value, word))
    }

    /// Whether another purpose with this key uses all the data of this one, of the same people, as people give it.
    fn is_told_beside(&self, key: &str) -> bool {
        let ids = |purpose: &Table, field: &str| -> BTreeSet<String> {
            let id = |value: &Value| value.as_str().or_else(|| value.get("id")?.as_str()).map(str::to_owned);
            let list = |value: &Value| value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
            purpose.get(field).into_iter().flat_map(list).filter_map(|value| id(&value)).collect()
        };
        let purposes = self.whole["purposes"].as_table().unwrap();
        purposes.values().filter_map(Value::as_table).any(|other| {
            !std::ptr::eq(other, self.around)
                && other.contains_key(key)
                && other.get("collected").is_some_and(|ways| holds(ways, "direct"))
                && ids(other, "subjects") == ids(self.around, "subjects")
                && ids(other, "data").is_superset(&ids(self.around, "data"))
        })
    }

    /// Whether a purpose names this entry of a register.
    fn is_used(&self, by: &str) -> bool {
        let Some(Step::Key(id)) = self.path.get(1) else { return false };
        let purposes = self.whole["purposes"].as_table().unwrap();
        purposes.values().any(|purpose| purpose.get(by).is_some_and(|value| holds(value, id)))
    }

    /// Whether the controller is a public body, which need name no representative: Art. 27(2)(b).
    fn is_public(&self) -> bool {
        let kind = at(self.whole, "controller.kind");
        kind.is_some_and(|kind| holds(kind, "public-authority") || holds(kind, "parish-council"))
    }

    fn has_transfers(&self) -> bool {
        let recipients = self.whole["recipients"].as_table().unwrap();
        recipients.values().any(|recipient| recipient.get("transfers").is_some())
    }
}

/// Whether a reference or a word is this one, or one of several is.
fn holds(value: &Value, word: &str) -> bool {
    match value {
        Value::String(text) => text == word,
        Value::Array(values) => values.iter().any(|value| holds(value, word)),
        Value::Table(table) => table.get("id").is_some_and(|id| holds(id, word)),
        _ => false,
    }
}

fn always(_: &Entry<'_>) -> bool {
    true
}

/// How a body can be reached.
const CONTACTS: &[&str] = &["address", "email", "phone", "form"];

/// What can tell how long data is kept.
const PERIODS: &[&str] = &[
    "period",
    "until",
    "criteria",
    "law",
    "schedule",
    "permanent",
    "at_most",
    "at_least",
    "later_of",
    "earlier_of",
    "stages",
    "except",
];

/// A broken example.
struct Seed {
    kind: &'static Kind,
    place: String,
    table: Table,
}

/// The examples that a kind makes of one, each broken at one place.
fn seeds(kind: &'static Kind, whole: &Table, paths: &[Vec<Step>]) -> Vec<Seed> {
    if let How::Set(values) = kind.how {
        let applies = (kind.applies)(&Entry { whole, around: whole, path: &[] });
        let table = || values.iter().fold(whole.clone(), |table, (path, value)| set(table, path, value));
        return applies.then(|| Seed { kind, place: kind.fault.to_owned(), table: table() }).into_iter().collect();
    }
    let places: Vec<_> = paths.iter().filter(|path| pattern(path) == kind.of && is_broken(kind, whole, path)).collect();
    let every = places.len().div_ceil(PLACES).max(1);
    let seed = |path: &&Vec<Step>| Seed { kind, place: format!("{path:?}"), table: broken(kind, whole, path) };
    places.iter().step_by(every).map(seed).collect()
}

/// Whether something is there to be broken, and is mandatory.
fn is_broken(kind: &Kind, whole: &Table, path: &[Step]) -> bool {
    let (_, above) = path.split_last().unwrap();
    let around = if let How::LoseAll(keys) = kind.how {
        inside(whole, path).filter(|table| keys.iter().any(|key| table.contains_key(*key)))
    } else {
        inside(whole, above)
    };
    around.is_some_and(|around| (kind.applies)(&Entry { whole, around, path }))
}

fn broken(kind: &Kind, whole: &Table, path: &[Step]) -> Table {
    let keys = match kind.how {
        How::LoseAll(keys) => keys,
        How::LoseWith(of, keys) if whole.contains_key(of) => {
            let key = |name: &str| Step::Key(name.to_owned());
            return keys.iter().fold(without(whole, path), |table, name| without(&table, &[key(of), key(name)]));
        }
        _ => return without(whole, path),
    };
    let gone = |table: Table, key: &&str| without(&table, &[path, &[Step::Key((*key).to_owned())]].concat());
    keys.iter().fold(whole.clone(), gone)
}

/// The table at a path.
fn inside<'a>(whole: &'a Table, path: &[Step]) -> Option<&'a Table> {
    let Some((Step::Key(first), rest)) = path.split_first() else { return Some(whole) };
    let step = |here: &'a Value, step: &Step| match step {
        Step::Key(key) => here.get(key.as_str()),
        Step::Index(index) => here.get(*index),
    };
    rest.iter().try_fold(whole.get(first)?, step)?.as_table()
}

/// The same with a value, in TOML, at a path of keys.
fn set(mut table: Table, path: &str, value: &str) -> Table {
    let value = toml::from_str::<Table>(&format!("value = {value}")).unwrap().remove("value").unwrap();
    let mut here = &mut table;
    let (above, last) = path.rsplit_once('.').unwrap_or(("", path));
    for step in above.split('.').filter(|step| !step.is_empty()) {
        here = here.entry(step).or_insert_with(|| Value::Table(Table::new())).as_table_mut().unwrap();
    }
    here.insert(last.to_owned(), value);
    table
}

#[derive(Default)]
struct Score {
    detected: usize,
    total: usize,
}

#[test]
fn every_seeded_fault_is_found_and_nothing_else() {
    let kinds: Vec<&Kind> = KINDS.iter().chain(RIGHTS).collect();
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    let (mut missed, mut alarms) = (Vec::new(), Vec::new());
    for example in examples() {
        let name = example.file_name().unwrap().to_string_lossy().into_owned();
        let whole = merged(&example);
        alarms.extend(judge(&whole).errors.into_iter().map(|code| format!("{name}, unbroken: {code}")));
        let paths = keys(&whole);
        let seeds: Vec<Seed> = kinds.iter().flat_map(|kind| seeds(kind, &whole, &paths)).collect();
        let judged: Vec<_> = seeds.par_iter().map(|seed| (seed, judge(&seed.table).errors)).collect();
        for (Seed { kind, place, .. }, errors) in judged {
            let score = scores.entry(kind.fault).or_default();
            score.total += 1;
            if kind.found.iter().any(|code| errors.contains(code)) {
                score.detected += 1;
            } else {
                missed.push(format!("{name}: {} ({place}): found {errors:?}", kind.fault));
            }
            let others = errors.iter().filter(|code| !kind.found.contains(code) && !kind.with.contains(code));
            alarms.extend(others.map(|code| format!("{name}: {} ({place}): {code}", kind.fault)));
        }
    }
    let (mut detected, mut total) = (0, 0);
    for kind in &kinds {
        let score = scores.entry(kind.fault).or_default();
        println!("{:>4}/{:<4} {}", score.detected, score.total, kind.fault);
        assert!(score.total > 0, "{}: no example can have this fault", kind.fault);
        (detected, total) = (detected + score.detected, total + score.total);
    }
    println!("{detected:>4}/{total:<4} faults of {} kinds found, {} false alarms", kinds.len(), alarms.len());
    assert!(kinds.len() >= 25 && total > 500, "{total} faults of {} kinds", kinds.len());
    assert!(missed.is_empty(), "{} missed:\n{}", missed.len(), missed.join("\n"));
    assert!(alarms.is_empty(), "{} false alarms:\n{}", alarms.len(), alarms.join("\n"));
}
