//! Two trees become differences.

use indexmap::IndexMap;

use super::align::{align, is_key, key};
use super::fields::{self, Field, REGISTERS, Weight, field, is_limit, is_sequence, is_statement, refers_to};
use super::kinds::{self as kind, Kind};
use super::same::{Difference, Languages, words_in};
use super::tree::{Node, Tongues, Value};
use super::{Operation, path::Path};

/// A difference between two trees, before anybody says how much it matters.
#[derive(Debug, Clone)]
pub(super) struct Found<'a> {
    pub(super) kind: &'static Kind,
    pub(super) weight: Weight,
    pub(super) operation: Operation,
    pub(super) path: Path,
    /// What stands in the old version.
    pub(super) old: Option<&'a Node>,
    /// What stands in the new one.
    pub(super) new: Option<&'a Node>,
    /// What stands around it in the new version, if anything is left of that: a deletion is shown there.
    pub(super) around: Option<&'a Node>,
    /// For texts: tags of the languages whose words differ.
    pub(super) languages: Vec<String>,
    /// For an order: the indices of the new list in the order of the old one.
    pub(super) order: Vec<usize>,
}

/// Walks two trees side by side.
pub(super) struct Walk<'a> {
    pub(super) languages: &'a Languages,
    pub(super) found: Vec<Found<'a>>,
}

impl<'a> Walk<'a> {
    /// All tables of a declaration.
    pub(super) fn declaration(&mut self, old: &'a Node, new: &'a Node) {
        let empty: &'static IndexMap<String, Node> = &EMPTY;
        let (before, after) = (old.table().unwrap_or(empty), new.table().unwrap_or(empty));
        let names = after.keys().chain(before.keys().filter(|name| !after.contains_key(*name)));
        for name in names {
            let path = Path::table(name);
            let (old, new) = (before.get(name), after.get(name));
            if REGISTERS.contains(&name.as_str()) {
                self.register(&path, old, new);
            } else {
                self.node(&path, old, new, None);
            }
        }
    }

    fn register(&mut self, path: &Path, old: Option<&'a Node>, new: Option<&'a Node>) {
        let empty: &'static IndexMap<String, Node> = &EMPTY;
        let table = |node: Option<&'a Node>| node.and_then(Node::table).unwrap_or(empty);
        let (before, after) = (table(old), table(new));
        let names = after.keys().chain(before.keys().filter(|id| !after.contains_key(*id)));
        for id in names {
            if id == "none" {
                self.node(&path.field(id), before.get(id), after.get(id), new);
            } else {
                self.node(&path.entry(id), before.get(id), after.get(id), None);
            }
        }
        let place = |ids: &IndexMap<String, Node>, id: &String| ids.get_index_of(id);
        let pairs = after.keys().filter_map(|id| Some((place(before, id)?, place(after, id)?))).collect();
        self.order(path, pairs, old, new);
    }

    fn node(&mut self, path: &Path, old: Option<&'a Node>, new: Option<&'a Node>, around: Option<&'a Node>) {
        let Some(field) = field(path.plain()) else { return };
        let (before, after) = match (old, new) {
            (None, None) => return,
            (Some(before), Some(after)) => (before, after),
            // A limit that comes or goes: without it, what is said holds for all.
            (None, Some(_)) | (Some(_), None) if is_limit(path.plain()) => {
                return self.put(field, path, (old, new), around);
            }
            (None, Some(Node { value: Value::List(list), .. })) if !list.is_empty() => {
                return self.list(path, &[], list, (old, new), around);
            }
            (Some(Node { value: Value::List(list), .. }), None) if !list.is_empty() => {
                return self.list(path, list, &[], (old, new), around);
            }
            _ => return self.put(field, path, (old, new), around),
        };
        match (&before.value, &after.value) {
            (Value::Text(a), Value::Text(b)) => self.text(field, path, (before, a), (after, b), around),
            (Value::List(a), Value::List(b)) => self.list(path, a, b, (old, new), around),
            (Value::Table(a), Value::Table(b)) => {
                let start = self.found.len();
                let names = b.keys().chain(a.keys().filter(|name| !b.contains_key(*name)));
                for name in names {
                    self.node(&path.field(name), a.get(name), b.get(name), Some(after));
                }
                self.as_one(start, field, path, (old, new), around);
            }
            _ if self.languages.same(before, after, path.plain()) => {}
            _ => self.put(field, path, (old, new), around),
        }
    }

    /// Several fields of one statement that are others are one change of it: a period in place of an event, a basis in place of
    /// another.
    fn as_one(
        &mut self,
        start: usize,
        field: &'static Field,
        path: &Path,
        sides: (Option<&'a Node>, Option<&'a Node>),
        around: Option<&'a Node>,
    ) {
        if !is_statement(path.plain()) {
            return;
        }
        // What a basis or a mechanism is makes all that is said of it another.
        let is_key = |one: &Found<'_>| one.path.is_field_of(path) && is_key(one.path.plain());
        let keyed = self.found[start..].iter().any(is_key);
        let part =
            |one: &Found<'_>| one.languages.is_empty() && one.path.is_below(path) && (keyed || one.kind == field.kind);
        if self.found[start..].iter().filter(|one| part(one)).count() > 1 {
            let all = self.found.split_off(start);
            self.put(field, path, sides, around);
            self.found.extend(all.into_iter().filter(|one| !part(one)));
        }
    }

    fn list(
        &mut self,
        path: &Path,
        old: &'a [Node],
        new: &'a [Node],
        (whole_old, whole_new): (Option<&'a Node>, Option<&'a Node>),
        around: Option<&'a Node>,
    ) {
        let Some(field) = field(path.plain()) else { return };
        // An empty list is a statement: there are none.
        if old.is_empty() != new.is_empty() && whole_old.is_some() && whole_new.is_some() && path.plain() != "history" {
            return self.put(field, path, (whole_old, whole_new), around);
        }
        let refers = refers_to(path.plain()).is_some();
        let aligned = align(old, new, path.plain(), refers, self.languages);
        let several = old.len() > 1 || new.len() > 1;
        let around = whole_new.or(around);
        for &(i, j) in &aligned.pairs {
            let label = key(&new[j]).filter(|label| several && key(&old[i]).as_ref() == Some(label));
            self.element(&path.element(label, j), &old[i], &new[j], around);
        }
        for &i in &aligned.gone {
            let path = path.element(key(&old[i]).filter(|_| several && !refers), i);
            self.put(field, &path, (Some(&old[i]), None), around);
        }
        for &j in &aligned.fresh {
            let path = path.element(key(&new[j]).filter(|_| several && !refers), j);
            self.put(field, &path, (None, Some(&new[j])), around);
        }
        self.order(path, aligned.pairs, whole_old, whole_new);
    }

    /// Two elements that belong together.
    fn element(&mut self, path: &Path, old: &'a Node, new: &'a Node, around: Option<&'a Node>) {
        let Some(field) = field(path.plain()) else { return };
        match (&old.value, &new.value) {
            // A use that narrows, and one that does not.
            (Value::Word(_), Value::Table(table)) | (Value::Table(table), Value::Word(_)) => {
                let narrows = table.keys().filter(|name| *name != "id");
                for name in narrows {
                    let node = |whole: &'a Node| whole.table().and_then(|table| table.get(name));
                    self.node(&path.field(name), node(old), node(new), Some(new));
                }
            }
            (Value::Word(_) | Value::Number(_) | Value::Bool(_), _) => {
                if !self.languages.same(old, new, path.plain()) {
                    self.put(field, path, (Some(old), Some(new)), around);
                }
            }
            _ => self.node(path, Some(old), Some(new), around),
        }
    }

    fn text(
        &mut self,
        field: &'static Field,
        path: &Path,
        (old, before): (&'a Node, &'a Tongues),
        (new, after): (&'a Node, &'a Tongues),
        around: Option<&'a Node>,
    ) {
        let differences: Vec<_> = self.languages.differences(before, after, path.plain()).collect();
        let of = |wanted: Difference| -> Vec<&str> {
            differences.iter().filter(|(_, found)| *found == wanted).map(|(lang, _)| *lang).collect()
        };
        let (words, marks) = (of(Difference::Words), of(Difference::Emphasis));
        let mut put = |kind: &'static Kind, weight: Weight, tags: &[&str]| {
            let Some(first) = tags.first() else { return };
            self.found.push(Found {
                kind,
                weight,
                operation: Operation::Altered,
                path: path.clone(),
                old: words_in(before, first).or(Some(old)),
                new: words_in(after, first).or(Some(new)),
                around,
                languages: tags.iter().map(|tag| (*tag).to_owned()).collect(),
                order: Vec::new(),
            });
        };
        // Other words alone want a reader, except where they say who it is.
        let weight = if field.weight == Weight::Fact { Weight::Words } else { field.weight };
        put(field.kind, weight, &words);
        put(kind::EMPHASIS, Weight::Style, &marks);
        if before.outdated != after.outdated {
            let tags = before.outdated.iter().chain(&after.outdated);
            let tags: Vec<&str> = tags.map(String::as_str).collect();
            put(kind::LANGUAGE, Weight::Style, &tags);
        }
    }

    /// Something that is there in one version alone, or another thing.
    fn put(
        &mut self,
        field: &'static Field,
        path: &Path,
        (old, new): (Option<&'a Node>, Option<&'a Node>),
        around: Option<&'a Node>,
    ) {
        let operation = match (old, new) {
            (None, _) => Operation::Added,
            (_, None) => Operation::Removed,
            _ => Operation::Altered,
        };
        let (kind, weight) = (field.kind, field.weight);
        let (languages, order) = (Vec::new(), Vec::new());
        let path = path.clone();
        self.found.push(Found { kind, weight, operation, path, old, new, around, languages, order });
    }

    /// Pairs of places in the order of the new list; told where those of the old list are in another one.
    fn order(&mut self, path: &Path, pairs: Vec<(usize, usize)>, old: Option<&'a Node>, new: Option<&'a Node>) {
        if pairs.is_sorted_by_key(|&(i, _)| i) {
            return;
        }
        let sequence = is_sequence(path.plain());
        let field = fields::field(path.plain()).filter(|_| sequence);
        let mut by_old = pairs;
        by_old.sort_unstable();
        self.found.push(Found {
            kind: field.map_or(kind::ORDER, |field| field.kind),
            weight: field.map_or(Weight::Style, |field| field.weight),
            operation: if sequence { Operation::Altered } else { Operation::Moved },
            path: path.clone(),
            old,
            new,
            around: None,
            languages: Vec::new(),
            order: by_old.into_iter().map(|(_, j)| j).collect(),
        });
    }
}

static EMPTY: std::sync::LazyLock<IndexMap<String, Node>> = std::sync::LazyLock::new(IndexMap::new);
