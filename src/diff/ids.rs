//! Entries followed through other ids: `was` says it, or all else is equal.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::fields::{IN_PLACE, REGISTERS, refers_to};
use super::same::Languages;
use super::tree::{Node, Value};

/// An entry that has another id now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Renamed {
    pub(super) register: &'static str,
    pub(super) from: String,
    pub(super) to: String,
}

/// Whether an id was made for an entry that stands in place.
pub(super) fn is_in_place(id: &str) -> bool {
    id.contains('.')
}

/// Behind the id of an old entry that has no counterpart and whose id another one has now, so that it is not taken for that one.
pub(super) const GONE: char = '~';

/// Entries in place at one place, beyond which they are paired by their order alone.
const MANY: usize = 64;

/// Gives the entries of the old version the ids that they have in the new one, references too.
///
/// The new version is changed in one case: what was an entry of a register and stands in place now is told as that entry.
pub(super) fn follow(old: &mut Node, new: &mut Node, languages: &Languages) -> Vec<Renamed> {
    let mut all: Vec<Renamed> = Vec::new();
    let declared: Vec<Renamed> = REGISTERS.iter().flat_map(|register| by_word(register, old, new)).collect();
    let declared = with_entries_in_place(&declared, old);
    rename(old, declared, &mut all);
    let found: Vec<Renamed> = IN_PLACE.iter().flat_map(|register| moved(register, old, new, languages)).collect();
    rename(old, found, &mut all);
    let back: Vec<Renamed> = IN_PLACE.iter().flat_map(|register| moved(register, new, old, languages)).collect();
    let turned = back.iter().map(|one| Renamed { from: one.to.clone(), to: one.from.clone(), ..one.clone() });
    all.extend(turned);
    rename(new, back, &mut Vec::new());
    // A rename makes further entries equal: those that refer to what it renames.
    loop {
        let found: Vec<Renamed> =
            REGISTERS.iter().flat_map(|register| by_equality(register, old, new, languages)).collect();
        if found.is_empty() {
            break;
        }
        rename(old, found, &mut all);
    }
    let found = IN_PLACE.iter().flat_map(|register| in_place(register, old, new, languages)).collect();
    rename(old, found, &mut all);
    all.retain(|one| !one.to.ends_with(GONE) && (!is_in_place(&one.from) || !is_in_place(&one.to)));
    all
}

fn entries<'a>(root: &'a Node, register: &str) -> impl Iterator<Item = (&'a str, &'a Node)> {
    let table = root.get(register).and_then(Node::table);
    let entries = table.into_iter().flatten().filter(|(id, _)| *id != "none");
    entries.map(|(id, node)| (id.as_str(), node))
}

fn ids<'a>(root: &'a Node, register: &str) -> BTreeSet<&'a str> {
    entries(root, register).map(|(id, _)| id).collect()
}

fn was(node: &Node) -> Option<&str> {
    node.get("was").and_then(Node::word)
}

/// Where an entry in place stands: its id without the number.
fn stands(id: &str) -> Option<&str> {
    is_in_place(id).then(|| id.rsplit_once('-').map_or(id, |(stands, _)| stands))
}

/// What `was` says, on either side, so that a comparison the other way round follows it too.
fn by_word(register: &'static str, old: &Node, new: &Node) -> Vec<Renamed> {
    let (before, after) = (ids(old, register), ids(new, register));
    let named = |from: &str, to: &str| Renamed { register, from: from.to_owned(), to: to.to_owned() };
    let forward = entries(new, register).filter_map(|(to, node)| Some((was(node)?, to)));
    let backward = entries(old, register).filter_map(|(from, node)| Some((from, was(node)?)));
    let says = |root: &Node, id: &str| root.get(register).and_then(|all| all.get(id)).and_then(was).is_some();
    // An id that both versions have is followed only where the two entries change places.
    let good = |from: &str, to: &str| {
        let free = !after.contains(from) || !before.contains(to) || says(new, from) || says(old, to);
        before.contains(from) && after.contains(to) && free
    };
    // What both versions say of an entry was followed before.
    let again = |from: &str, to: &str| {
        let of = |root: &Node| root.get(register)?.get(to).and_then(was).map(|was| was == from);
        of(old).unwrap_or_default() && of(new).unwrap_or_default()
    };
    let mut taken = BTreeSet::new();
    let all = forward.chain(backward).filter(|(from, to)| from != to && good(from, to) && !again(from, to));
    let all: Vec<_> = all.filter(|(from, to)| taken.insert((0, *from)) & taken.insert((1, *to))).collect();
    let replaced = all.iter().map(|(_, to)| *to).filter(|to| before.contains(to) && !taken.contains(&(0, to)));
    let gone = replaced.map(|id| named(id, &format!("{id}{GONE}")));
    gone.chain(all.iter().map(|(from, to)| named(from, to))).collect()
}

/// A purpose that has another id takes the entries that stand in it along.
fn with_entries_in_place(declared: &[Renamed], old: &Node) -> Vec<Renamed> {
    let mut all = declared.to_vec();
    for purpose in declared.iter().filter(|one| one.register == "purposes") {
        for register in IN_PLACE {
            for (id, _) in entries(old, register) {
                let Some(rest) = id.strip_prefix(&purpose.from).filter(|rest| rest.starts_with('.')) else { continue };
                all.push(Renamed { register, from: id.to_owned(), to: format!("{}{rest}", purpose.to) });
            }
        }
    }
    all
}

/// Entries of one version that stand in place where the other has none in place, and that are entries of a register there.
fn moved(register: &'static str, here: &Node, there: &Node, languages: &Languages) -> Vec<Renamed> {
    let places: BTreeSet<&str> = entries(there, register).filter_map(|(id, _)| stands(id)).collect();
    let is_alone = |id: &str| stands(id).is_some_and(|place| !places.contains(place));
    if !entries(here, register).any(|(id, _)| is_alone(id)) {
        return Vec::new();
    }
    let mut known: BTreeMap<String, &str> = BTreeMap::new();
    for (id, node) in entries(there, register).filter(|(id, _)| !is_in_place(id)) {
        known.entry(languages.canon(node)).or_insert(id);
    }
    let alone = entries(here, register).filter(|(id, _)| is_alone(id));
    let found = alone.filter_map(|(from, node)| Some((from, *known.get(&languages.canon(node))?)));
    found.map(|(from, to)| Renamed { register, from: from.to_owned(), to: to.to_owned() }).collect()
}

/// Entries of which one is gone and one is new, and which say the same.
fn by_equality(register: &'static str, old: &Node, new: &Node, languages: &Languages) -> Vec<Renamed> {
    let (before, after) = (ids(old, register), ids(new, register));
    let mut fresh: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (id, node) in entries(new, register).filter(|(id, _)| !before.contains(id)) {
        fresh.entry(languages.canon(node)).or_default().push(id);
    }
    if fresh.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (from, node) in entries(old, register).filter(|(id, _)| !after.contains(id)) {
        // The first of those that say the same, so that equal entries keep their order.
        if let Some(equal) = fresh.get_mut(&languages.canon(node)).filter(|equal| !equal.is_empty()) {
            found.push(Renamed { register, from: from.to_owned(), to: equal.remove(0).to_owned() });
        }
    }
    found
}

/// Entries in place are counted where they stand, so one that comes before moves the others on: they are told by what they say, the
/// most alike first, then by their order.
fn in_place(register: &'static str, old: &Node, new: &Node, languages: &Languages) -> Vec<Renamed> {
    type Standing<'a> = Vec<(&'a str, &'a Node)>;
    let mut places: BTreeMap<&str, (Standing<'_>, Standing<'_>)> = BTreeMap::new();
    for (id, node) in entries(old, register) {
        if let Some(place) = stands(id) {
            places.entry(place).or_default().0.push((id, node));
        }
    }
    for (id, node) in entries(new, register) {
        if let Some(place) = stands(id) {
            places.entry(place).or_default().1.push((id, node));
        }
    }
    let mut found = Vec::new();
    for (mut before, mut after) in places.into_values() {
        let mut pair = |from: &str, to: String| found.push(Renamed { register, from: from.to_owned(), to });
        before.retain(|(from, node)| {
            let own = languages.canon(node);
            let equal = after.iter().position(|(_, other)| languages.canon(other) == own);
            match equal.map(|at| after.remove(at)) {
                Some((to, _)) => {
                    pair(from, to.to_owned());
                    false
                }
                None => true,
            }
        });
        if before.len().max(after.len()) <= MANY {
            let mut like: Vec<(f64, usize, usize)> = Vec::new();
            for (i, (_, old)) in before.iter().enumerate() {
                like.extend(
                    after.iter().enumerate().map(|(j, (_, new))| (languages.likeness(old, new, register), i, j)),
                );
            }
            // The same in both directions.
            like.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1 + a.2).cmp(&(b.1 + b.2))));
            let (mut left, mut right) = (BTreeSet::new(), BTreeSet::new());
            for (_, i, j) in like {
                if !left.contains(&i) && right.insert(j) {
                    left.insert(i);
                    pair(before[i].0, after[j].0.to_owned());
                }
            }
            for (_, (from, _)) in before.iter().enumerate().filter(|(i, _)| !left.contains(i)) {
                pair(from, format!("{from}{GONE}"));
            }
            continue;
        }
        let rest = after.into_iter().map(|(to, _)| Some(to.to_owned())).chain(std::iter::repeat(None));
        for ((from, _), to) in before.into_iter().zip(rest) {
            pair(from, to.unwrap_or_else(|| format!("{from}{GONE}")));
        }
    }
    found.retain(|one| one.from != one.to);
    found
}

/// Renames entries and all references to them, all at once.
fn rename(root: &mut Node, found: Vec<Renamed>, all: &mut Vec<Renamed>) {
    if found.is_empty() {
        return;
    }
    let names: BTreeMap<(&str, &str), &str> =
        found.iter().map(|one| ((one.register, one.from.as_str()), one.to.as_str())).collect();
    if let Value::Table(tables) = &mut root.value {
        for (table, node) in tables.iter_mut() {
            if let (true, Value::Table(entries)) = (REGISTERS.contains(&table.as_str()), &mut node.value) {
                let renamed = std::mem::take(entries).into_iter().map(|(id, mut entry)| {
                    refer(&mut entry, table, &names);
                    let id = names.get(&(table.as_str(), id.as_str())).map_or(id.clone(), |to| (*to).to_owned());
                    (id, entry)
                });
                *entries = renamed.collect::<IndexMap<_, _>>();
            } else {
                refer(node, table, &names);
            }
        }
    }
    for one in found {
        // What was renamed twice has one old id.
        match all.iter_mut().find(|known| known.register == one.register && known.to == one.from) {
            Some(known) => known.to = one.to,
            None => all.push(one),
        }
    }
}

fn refer(node: &mut Node, path: &str, names: &BTreeMap<(&str, &str), &str>) {
    match &mut node.value {
        Value::Word(id) => {
            if let Some(to) = refers_to(path).and_then(|register| names.get(&(register, id.as_str()))) {
                (*to).clone_into(id);
            }
        }
        Value::List(list) => list.iter_mut().for_each(|one| refer(one, path, names)),
        Value::Table(table) => {
            table.iter_mut().for_each(|(field, inner)| refer(inner, &format!("{path}.{field}"), names));
        }
        Value::Absent | Value::Bool(_) | Value::Number(_) | Value::Text(_) => {}
    }
}
