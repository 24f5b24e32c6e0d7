//! What data lacks of its document.

use std::collections::BTreeMap;

use super::words::around;
use super::{Loss, LossKind, unreadable};
use crate::document::{Block, Document, Section};
use crate::render::json;

/// Reads data back: everything must be there as it was, but for the places of declarations.
pub(super) fn losses(text: &str, document: &Document) -> Vec<Loss> {
    let read = match json::read(text) {
        Ok(read) => read,
        Err(fault) => return unreadable(&fault, document),
    };
    let mut losses = Vec::new();
    let mut there: BTreeMap<&str, Vec<&Block>> = BTreeMap::new();
    for block in read.blocks() {
        there.entry(block.id.as_deref().unwrap_or_default()).or_default().push(block);
    }
    for part in document.parts() {
        section(part, &read, &there, &mut losses);
    }
    let same = || serde_json::to_value(&read).ok() == serde_json::to_value(document).ok();
    if losses.is_empty() && !same() {
        return unreadable("it says something else than the notice", document);
    }
    losses
}

fn section(part: &Section, read: &Document, there: &BTreeMap<&str, Vec<&Block>>, losses: &mut Vec<Loss>) {
    if !read.parts().any(|known| holds(known, part)) {
        let (id, section) = (Some(part.id.clone()), part.heading.clone());
        losses.push(Loss { id, items: Vec::new(), section, what: LossKind::Missing });
    }
    for block in part.blocks.iter().flat_map(Block::walk).filter(|block| block.id.is_some()) {
        let found = there.get(block.id.as_deref().unwrap_or_default()).map(Vec::as_slice).unwrap_or_default();
        if let Some(what) = lost(block, found) {
            let (id, items, section) = (block.id.clone(), block.items.clone(), part.heading.clone());
            losses.push(Loss { id, items, section, what });
        }
    }
    for inner in &part.sections {
        section(inner, read, there, losses);
    }
}

/// Whether a part with that anchor and heading is this one or stands in it.
fn holds(known: &Section, part: &Section) -> bool {
    known.id == part.id && known.heading == part.heading || known.sections.iter().any(|inner| holds(inner, part))
}

fn lost(block: &Block, found: &[&Block]) -> Option<LossKind> {
    let [only] = found else {
        return Some(if found.is_empty() { LossKind::Missing } else { LossKind::Duplicated });
    };
    let (expected, said) = (block.plain(), only.plain());
    if expected != said {
        let at = expected.bytes().zip(said.bytes()).take_while(|(one, other)| one == other).count();
        let (expected, found) = (around(&expected, at), around(&said, at));
        return Some(LossKind::Altered { expected, found });
    }
    (block.items != only.items).then_some(LossKind::ItemsLost)
}
