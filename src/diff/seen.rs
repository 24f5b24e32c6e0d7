//! What a reader sees: order that no output shows is no change, and where two notices print different words, something is.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::affected::{Affected, Uses};
use super::fields::Weight;
use super::ids::{Renamed, is_in_place};
use super::kinds as kind;
use super::naming::called;
use super::path::{Path, Step};
use super::tree::Node;
use super::walk::Found;
use super::{Change, Class, Kind, Operation, Side, Versions};
use crate::document::Document;
use crate::lower::{lower, snippets};
use crate::model::{LawInForce, Model};

/// All that is printed of a notice.
fn documents(model: &Model) -> Vec<Document> {
    let in_language = |tag| std::iter::once(lower(model, tag, false)).chain(snippets(model, tag, false));
    model.languages.iter().flat_map(in_language).collect()
}

/// All that is printed of a notice, without its version and dates.
fn printed(model: &Model) -> Vec<Json> {
    let undated = |document: Document| Document { date: None, facts: Vec::new(), id: String::new(), ..document };
    let written = documents(model).into_iter().map(undated).filter_map(|one| serde_json::to_value(one).ok());
    written.map(untraced).collect()
}

/// A document without the declarations that its blocks come from, which nobody sees.
fn untraced(mut written: Json) -> Json {
    fn clear(node: &mut Json) {
        match node {
            Json::Object(map) => {
                map.shift_remove("from");
                map.values_mut().for_each(clear);
            }
            Json::Array(list) => list.iter_mut().for_each(clear),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
        }
    }
    clear(&mut written);
    written
}

/// Lists in another order that are judged one by one.
const APART: usize = 16;

/// Leaves out what is in another order where nobody sees it.
pub(super) fn keep<'a>(found: Vec<Found<'a>>, new: &Model) -> Vec<Found<'a>> {
    if found.iter().all(|one| one.operation != Operation::Moved) {
        return found;
    }
    let Ok(written) = new.to_json() else { return found };
    let Some(now) = Model::from_json(&written).ok() else { return found };
    let now = printed(&now);
    let shown = |moved: &[&Found<'_>]| -> bool {
        let mut other = written.clone();
        let done = moved.iter().try_for_each(|one| reorder(&mut other["declared"], one.path.steps(), &one.order));
        let before = done.and_then(|()| Model::from_json(&other).ok());
        before.is_none_or(|before| printed(&before) != now)
    };
    let moved: Vec<&Found<'_>> = found.iter().filter(|one| one.operation == Operation::Moved).collect();
    // Where very much is in another order, it is judged as a whole.
    let all = (moved.len() > APART).then(|| shown(&moved));
    let keep: Vec<bool> =
        found.iter().map(|one| one.operation != Operation::Moved || all.unwrap_or_else(|| shown(&[one]))).collect();
    found.into_iter().zip(keep).filter_map(|(one, keep)| keep.then_some(one)).collect()
}

/// Puts the elements that both versions have in the order of the old one.
fn reorder(root: &mut Json, steps: &[Step], order: &[usize]) -> Option<()> {
    let mut node = root;
    for step in steps {
        node = match step {
            Step::Key(key) => node.get_mut(key)?,
            // One value may be written without brackets.
            Step::Index(0) if !node.is_array() => node,
            Step::Index(index) => node.get_mut(index)?,
        };
    }
    let mut places = order.to_vec();
    places.sort_unstable();
    match node {
        Json::Array(list) => {
            let before = list.clone();
            for (place, from) in places.into_iter().zip(order) {
                *list.get_mut(place)? = before.get(*from)?.clone();
            }
        }
        Json::Object(map) => {
            let before: Vec<(String, Json)> = map.clone().into_iter().collect();
            let mut after = before.clone();
            for (place, from) in places.into_iter().zip(order) {
                *after.get_mut(place)? = before.get(*from)?.clone();
            }
            *map = after.into_iter().collect();
        }
        _ => return None,
    }
    Some(())
}

/// An entry that has another id and says the same otherwise, or says that it is the same.
pub(super) fn renamed(renamed: &Renamed, versions: &Versions<'_>, uses: &Uses<'_>) -> Change {
    let path = Path::table(renamed.register).entry(&renamed.to);
    let entry = versions.new.get(renamed.register).and_then(|entries| entries.get(&renamed.to));
    let found = Found {
        kind: kind::ID,
        weight: Weight::Style,
        operation: Operation::Renamed,
        path,
        old: None,
        new: entry,
        around: None,
        languages: Vec::new(),
        order: Vec::new(),
    };
    let purposes = uses.purposes(&found);
    let old = versions.old.get(renamed.register).and_then(|entries| entries.get(&renamed.to));
    // An entry in place is called by where it stands.
    let name = |id: &str| if is_in_place(id) { Path::table(renamed.register).entry(id).shown() } else { id.to_owned() };
    let side =
        |id: &str, node: Option<&Node>| Some(Side { text: name(id), span: node.map(Node::place).unwrap_or_default() });
    Change {
        old: side(&renamed.from, old),
        new: side(&renamed.to, entry),
        label: entry.and_then(|entry| called(entry, versions.languages.first())),
        purposes: purposes.clone(),
        affected: uses.affected(&found, &purposes),
        ..of_notice(kind::ID, Class::Editorial, Operation::Renamed, found.path.shown())
    }
}

/// A change that concerns all readers.
fn of_notice(kind: &'static Kind, class: Class, operation: Operation, path: String) -> Change {
    Change {
        kind,
        operation,
        class,
        path,
        label: None,
        labels: Vec::new(),
        named: Vec::new(),
        is_entry: false,
        is_whole: true,
        old: None,
        new: None,
        around: None,
        languages: Vec::new(),
        facts: Vec::new(),
        remark: None,
        purposes: Vec::new(),
        affected: Affected { everybody: true, groups: Vec::new() },
    }
}

/// A whole notice that has come or gone.
pub(super) fn whole(model: &Model, operation: Operation) -> Change {
    let title = model.notice.as_ref().and_then(|notice| notice.title.as_ref()).map(|title| title.any().to_owned());
    let side = Some(Side { text: title.clone().unwrap_or_else(|| model.id.clone()), span: model.start() });
    let (old, new) = if operation == Operation::Removed { (side, None) } else { (None, side) };
    Change { label: title, old, new, ..of_notice(kind::NOTICE, Class::Material, operation, "notice".to_owned()) }
}

/// What the declarations do not tell: another name of the notice, the law of another day, other sentences of the project.
pub(super) fn otherwise(old: &Model, new: &Model, unchanged: bool) -> Vec<Change> {
    let mut changes = Vec::new();
    if old.id != new.id {
        let side = |model: &Model| Some(Side { text: model.id.clone(), span: model.start() });
        let renamed = of_notice(kind::ID, Class::Editorial, Operation::Renamed, "notice.id".to_owned());
        changes.push(Change { old: side(old), new: side(new), ..renamed });
    }
    changes.extend(law(old, new));
    changes.extend(wording(old, new));
    if unchanged && changes.is_empty() {
        // Nothing that is known explains it: then it is told as it is, and never passed over.
        changes.extend(words(&dated(old, &new.law), new));
    }
    changes
}

/// The old notice under the law of the new one.
fn dated(old: &Model, law: &LawInForce) -> Model {
    let mut dated = old.clone();
    dated.law.date = law.date;
    dated.law.dated = law.dated;
    dated
}

/// The law of another day, where it makes the same declaration print other words.
fn law(old: &Model, new: &Model) -> Option<Change> {
    if old.law.date == new.law.date {
        return None;
    }
    let change = words(old, &dated(old, &new.law))?;
    let side = |model: &Model| Some(Side { text: model.law.date.to_string(), span: model.start() });
    let told = of_notice(kind::LAW, Class::Review, Operation::Altered, "notice".to_owned());
    Some(Change { old: side(old), new: side(new), facts: change.facts, ..told })
}

/// Sentences that the project says otherwise than before.
fn wording(old: &Model, new: &Model) -> Option<Change> {
    if old.shares_words_with(new) {
        return None;
    }
    words(old, &old.in_words_of(new))
}

/// Sentences that two models print differently, as a change of the wording.
fn words(old: &Model, new: &Model) -> Option<Change> {
    let (before, after) = (printed(old), printed(new));
    if before == after {
        return None;
    }
    let (before, after) = (sentences(&before), sentences(&after));
    let gone = before.difference(&after).map(|line| ("before".to_owned(), line.clone()));
    let fresh = after.difference(&before).map(|line| ("after".to_owned(), line.clone()));
    let facts: Vec<(String, String)> = gone.take(SHOWN).chain(fresh.take(SHOWN)).collect();
    Some(Change { facts, ..of_notice(kind::WORDING, Class::Review, Operation::Altered, "notice".to_owned()) })
}

/// Sentences that a change of wording shows at most, of each version.
const SHOWN: usize = 5;

/// All texts of some documents.
fn sentences(documents: &[Json]) -> BTreeSet<String> {
    fn gather(node: &Json, out: &mut BTreeSet<String>) {
        match node {
            Json::String(text) => _ = out.insert(text.clone()),
            Json::Object(map) => map.values().for_each(|inner| gather(inner, out)),
            Json::Array(list) => list.iter().for_each(|inner| gather(inner, out)),
            Json::Null | Json::Bool(_) | Json::Number(_) => {}
        }
    }
    let mut out = BTreeSet::new();
    for document in documents {
        gather(document, &mut out);
    }
    out
}
