//! What is told once: a difference that another one tells already is left out.

use std::collections::BTreeSet;

use super::tree::Node;
use super::walk::Found;
use super::{Operation, fields, ids};

/// Leaves out that a purpose names an entry that has come or gone itself: the entry says for which purposes.
pub(super) fn fold(found: Vec<Found<'_>>) -> Vec<Found<'_>> {
    let whole: BTreeSet<(String, String, Operation)> = found
        .iter()
        .filter(|one| one.path.is_entry())
        .filter_map(|one| Some((one.path.register().to_owned(), one.path.id()?.to_owned(), one.operation)))
        .collect();
    let told = |one: &Found<'_>| -> Option<bool> {
        let register = fields::refers_to(one.path.plain()).filter(|_| one.path.register() == "purposes")?;
        let node = one.new.or(one.old)?;
        let id = node.word().or_else(|| node.get("id").and_then(Node::word))?;
        Some(whole.contains(&(register.to_owned(), id.to_owned(), one.operation)))
    };
    // That there are none is not said any more where there are some.
    let nobody = |one: &Found<'_>| {
        let node = one.new.or(one.old);
        one.path.plain() == "purposes.recipients"
            && node.and_then(Node::word) == Some("none")
            && found.iter().any(|other| other.path.shown() == one.path.shown() && other.operation != one.operation)
    };
    let is_opposite = |other: &Found<'_>, one: &Found<'_>| {
        other.path.is_entry()
            && other.path.register() == one.path.register()
            && other.operation == one.operation.reversed()
    };
    // An entry in place comes and goes with the purpose in which it stands.
    let with_purpose = |one: &Found<'_>| {
        let owner = one.path.id().filter(|id| one.path.is_entry() && ids::is_in_place(id));
        let owner = owner.and_then(|id| id.split_once('.')).map(|(owner, _)| owner.to_owned());
        owner.is_some_and(|owner| whole.contains(&("purposes".to_owned(), owner, one.operation)))
    };
    let denial = |one: &Found<'_>| one.path.is_denial() && found.iter().any(|other| is_opposite(other, one));
    let keep = |one: &Found<'_>| !with_purpose(one) && !told(one).unwrap_or_default() && !nobody(one) && !denial(one);
    let keep: Vec<bool> = found.iter().map(keep).collect();
    found.into_iter().zip(keep).filter_map(|(one, keep)| keep.then_some(one)).collect()
}
