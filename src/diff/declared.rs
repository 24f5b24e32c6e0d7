//! What a model declares, as a tree that can be compared: each text under its language, defaults said.

use super::same::Languages;
use super::tree::{Node, Unwritten, Value, tree};
use crate::declaration::Declaration;
use crate::model::Model;

/// The languages in which both versions are printed; those of the new one where they share none.
pub(super) fn printed_in_both(old: &Model, new: &Model) -> Languages {
    let tags = |model: &Model| -> Vec<String> { model.languages.iter().map(|tag| tag.as_str().to_owned()).collect() };
    let (before, after) = (tags(old), tags(new));
    let both: Vec<String> = after.iter().filter(|tag| before.contains(tag)).cloned().collect();
    Languages { both: if both.is_empty() { after } else { both } }
}

/// The tree of a model, each text under its language.
pub(super) fn declaration(model: &Model) -> Result<Node, Unwritten> {
    let mut root = tree::<Declaration>(model)?;
    let first = model.languages.first().map_or("", |tag| tag.as_str());
    name_tongues(&mut root, first);
    settle(&mut root, model);
    Ok(root)
}

/// What is said by silence too is said: that a notice is in English alone, arranged by purposes, with all rights.
fn settle(root: &mut Node, model: &Model) {
    let Value::Table(tables) = &mut root.value else { return };
    if let Some(Node { value: Value::Table(notice), .. }) = tables.get_mut("notice") {
        let tags = model.languages.iter().map(|tag| Node::from(Value::Word(tag.as_str().to_owned())));
        notice.entry("languages".to_owned()).or_insert_with(|| Node::from(Value::List(tags.collect())));
        notice.retain(|field, node| match field.as_str() {
            "layout" => node.word() != Some("purposes"),
            "overview" => node.is_true(),
            _ => true,
        });
    }
    if let Some(Node { value: Value::Table(rights), .. }) = tables.get_mut("rights") {
        rights.retain(|field, node| field != "mode" || node.word() != Some("full"));
    }
}

fn name_tongues(node: &mut Node, first: &str) {
    match &mut node.value {
        Value::Text(text) => {
            if let Some(plain) = text.words.shift_remove("") {
                text.words.shift_insert(0, first.to_owned(), plain);
            }
        }
        Value::List(list) => list.iter_mut().for_each(|one| name_tongues(one, first)),
        Value::Table(table) => table.values_mut().for_each(|one| name_tongues(one, first)),
        Value::Absent | Value::Bool(_) | Value::Number(_) | Value::Word(_) => {}
    }
}
