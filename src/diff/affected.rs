//! Which purposes and people a change touches.

use std::collections::{BTreeMap, BTreeSet};

use super::Versions;
use super::fields::refers_to;
use super::naming::called;
use super::tree::{Node, Value};
use super::walk::Found;

/// The people whom a change concerns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Affected {
    /// All to whom the notice speaks.
    pub everybody: bool,
    /// Otherwise the groups, in the order of the notice; empty where nothing in the notice uses what changed.
    pub groups: Vec<Group>,
}

/// A group of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its id.
    pub id: String,
    /// What it is called in the first language.
    pub label: Option<String>,
}

/// Registers whose entries touch people by the purposes that use them.
const BY_PURPOSE: &[&str] =
    &["data", "sources", "recipients", "retention", "interests", "controllers", "joint", "subjects", "purposes"];

/// Which purposes use which entries, in either version.
pub(super) struct Uses<'a> {
    versions: &'a Versions<'a>,
    /// By register and id, ids of purposes.
    by_entry: BTreeMap<(String, String), BTreeSet<String>>,
    /// Groups of people by purpose.
    groups: BTreeMap<String, BTreeSet<String>>,
    /// Purposes that name no groups in one of the versions, and so concern everybody.
    open: BTreeSet<String>,
}

impl<'a> Uses<'a> {
    pub(super) fn new(versions: &'a Versions<'a>) -> Self {
        let mut uses = Self { versions, by_entry: BTreeMap::new(), groups: BTreeMap::new(), open: BTreeSet::new() };
        for root in [versions.old, versions.new] {
            for (id, purpose) in root.get("purposes").and_then(Node::table).into_iter().flatten() {
                references(purpose, "purposes", &mut |register, entry| {
                    let key = (register.to_owned(), entry.to_owned());
                    uses.by_entry.entry(key).or_default().insert(id.clone());
                });
                let groups = purpose.get("subjects").map(Node::list).unwrap_or_default().iter().filter_map(Node::word);
                let known = uses.groups.entry(id.clone()).or_default();
                known.extend(groups.map(str::to_owned));
                if purpose.get("subjects").is_none() {
                    uses.open.insert(id.clone());
                }
            }
        }
        uses
    }

    /// Ids of the purposes that a change touches, in the order of the notice.
    pub(super) fn purposes(&self, found: &Found<'_>) -> Vec<String> {
        let Some(id) = found.path.id() else { return Vec::new() };
        let register = found.path.register();
        let ids: BTreeSet<String> = if register == "purposes" {
            BTreeSet::from([id.to_owned()])
        } else if BY_PURPOSE.contains(&register) {
            self.by_entry.get(&(register.to_owned(), id.to_owned())).cloned().unwrap_or_default()
        } else {
            let entries = [self.versions.old, self.versions.new].into_iter();
            let entries = entries.filter_map(|root| root.get(register)?.get(id));
            let named = entries.flat_map(|entry| ["purposes", "purpose"].map(|field| entry.get(field)));
            named.flatten().flat_map(Node::list).filter_map(Node::word).map(str::to_owned).collect()
        };
        let order = [self.versions.new, self.versions.old].into_iter();
        let order = order.filter_map(|root| root.get("purposes")?.table()).flat_map(|table| table.keys());
        let mut out = Vec::new();
        for purpose in order.filter(|purpose| ids.contains(*purpose)) {
            if !out.contains(purpose) {
                out.push(purpose.clone());
            }
        }
        out
    }

    /// The people whom a change concerns, by the purposes that it touches.
    pub(super) fn affected(&self, found: &Found<'_>, purposes: &[String]) -> Affected {
        let all = self.all();
        let register = found.path.register();
        let by_use = BY_PURPOSE.contains(&register);
        let ids: BTreeSet<String> = if register == "subjects" {
            found.path.id().map(str::to_owned).into_iter().collect()
        } else if purposes.is_empty() && !(by_use && found.path.id().is_some()) {
            return Affected { everybody: true, groups: Vec::new() };
        } else {
            let of = |purpose: &String| self.groups.get(purpose).filter(|groups| !groups.is_empty());
            if purposes.iter().any(|purpose| of(purpose).is_none() || self.open.contains(purpose)) {
                return Affected { everybody: true, groups: Vec::new() };
            }
            purposes.iter().filter_map(of).flatten().cloned().collect()
        };
        if all.len() > 1 && all.iter().all(|(id, _)| ids.contains(*id)) {
            return Affected { everybody: true, groups: Vec::new() };
        }
        let group = |(id, node): (&str, &Node)| Group { id: id.to_owned(), label: called(node, self.first()) };
        Affected { everybody: false, groups: all.into_iter().filter(|(id, _)| ids.contains(*id)).map(group).collect() }
    }

    /// The language in which a report names entries.
    fn first(&self) -> &str {
        self.versions.languages.first()
    }

    /// All groups of people, those of the new version first.
    fn all(&self) -> Vec<(&'a str, &'a Node)> {
        let mut all: Vec<(&str, &Node)> = Vec::new();
        for root in [self.versions.new, self.versions.old] {
            for (id, node) in root.get("subjects").and_then(Node::table).into_iter().flatten() {
                if all.iter().all(|(known, _)| known != id) {
                    all.push((id, node));
                }
            }
        }
        all
    }
}

/// Calls `seen` with register and id of each reference below a node.
pub(super) fn references(node: &Node, path: &str, seen: &mut impl FnMut(&str, &str)) {
    match &node.value {
        Value::Word(id) => {
            if let Some(register) = refers_to(path) {
                seen(register, id);
            }
        }
        Value::List(list) => list.iter().for_each(|one| references(one, path, seen)),
        Value::Table(table) => {
            for (field, inner) in table {
                references(inner, &format!("{path}.{field}"), seen);
            }
        }
        Value::Absent | Value::Bool(_) | Value::Number(_) | Value::Text(_) => {}
    }
}
