//! What things are called, for people.

use super::tree::{self, Node, Value};
use super::walk::Found;
use super::{Operation, Versions, fields, ids, same};
use crate::declaration::Tag;
use crate::document::Inline;
use crate::markdown;

/// What stands there, in one line; an entry in place is told where its made id stands.
pub(super) fn in_words(node: &Node, path: &str, root: &Node) -> String {
    let entry = |id: &str| root.get(fields::refers_to(path)?)?.get(id);
    match &node.value {
        Value::Word(id) if ids::is_in_place(id) => entry(id).map_or_else(|| node.shown(), Node::shown),
        Value::List(list) if list.iter().any(|one| one.word().is_some_and(ids::is_in_place)) => {
            list.iter().map(|one| in_words(one, path, root)).collect::<Vec<_>>().join("; ")
        }
        Value::Table(table) => {
            let parts = table.iter().map(|(field, inner)| match field.as_str() {
                "id" => in_words(inner, &format!("{path}.id"), root),
                _ => format!("{field}: {}", in_words(inner, &format!("{path}.{field}"), root)),
            });
            parts.collect::<Vec<_>>().join(", ")
        }
        Value::List(list) if list.iter().any(|one| one.table().is_some()) => {
            list.iter().map(|one| in_words(one, path, root)).collect::<Vec<_>>().join("; ")
        }
        _ => node.shown(),
    }
}

/// The entry that a reference names: register and id.
pub(super) fn referred<'f>(found: &'f Found<'_>) -> Option<(&'static str, &'f str)> {
    let register = fields::refers_to(found.path.plain()).filter(|_| found.operation != Operation::Moved)?;
    let node = found.new.or(found.old)?;
    Some((register, node.word().or_else(|| node.get("id").and_then(Node::word))?))
}

/// What an entry is called, by language; the first language of the new version first.
pub(super) fn names(entry: Option<(&str, &str)>, versions: &Versions<'_>) -> Vec<(String, String)> {
    let Some((register, id)) = entry else { return Vec::new() };
    let roots = [versions.new, versions.old].into_iter();
    let mut found = roots.filter_map(|root| {
        let entry = root.get(register)?.get(id)?;
        let tags = versions.new_model.languages.iter().map(Tag::as_str);
        let names: Vec<_> = tags.filter_map(|tag| Some((tag.to_owned(), called(entry, tag)?))).collect();
        (!names.is_empty()).then_some(names)
    });
    found.next().unwrap_or_default()
}

/// What an entry is called in a language: its label, name or category.
pub(super) fn called(entry: &Node, lang: &str) -> Option<String> {
    let words = |node: &Node| match &node.value {
        Value::Text(text) => {
            let words = same::words_in(text, lang).map(Node::shown);
            words.map(|words| Inline::plain(&markdown::inlines(&words).value))
        }
        _ => node.word().map(tree::one_line),
    };
    ["label", "name", "title", "category"]
        .iter()
        .find_map(|field| words(entry.get(field)?))
        .filter(|name| !name.is_empty())
}
