//! Anchors that stand once.

use std::collections::BTreeSet;

use crate::document::{Block, Content, Definition, Section};

/// Gives a later one of two equal anchors a number. Anchors of sections come first, since links lead to them.
pub(super) fn settle(sections: &mut [Section]) {
    let mut seen = BTreeSet::new();
    of_sections(sections, &mut seen);
    of_blocks(sections, &mut seen);
}

fn of_sections(sections: &mut [Section], seen: &mut BTreeSet<String>) {
    for section in sections {
        unique(&mut section.id, seen);
        of_sections(&mut section.sections, seen);
    }
}

fn of_blocks(sections: &mut [Section], seen: &mut BTreeSet<String>) {
    for section in sections {
        section.blocks.iter_mut().for_each(|block| walk(block, seen));
        of_blocks(&mut section.sections, seen);
    }
}

fn walk(block: &mut Block, seen: &mut BTreeSet<String>) {
    if let Some(id) = &mut block.id {
        unique(id, seen);
    }
    match &mut block.content {
        Content::List { items, .. } => items.iter_mut().flatten().for_each(|block| walk(block, seen)),
        Content::Definitions { entries } | Content::Contact { lines: entries, .. } => {
            let inner = |entry: &mut Definition| entry.blocks.iter_mut().for_each(|block| walk(block, seen));
            entries.iter_mut().for_each(inner);
        }
        Content::Callout { blocks, .. } | Content::Group { blocks } | Content::Quote { blocks } => {
            for block in blocks {
                walk(block, seen);
            }
        }
        Content::Paragraph { .. } | Content::Heading { .. } | Content::Table { .. } | Content::Code { .. } => {}
    }
}

fn unique(id: &mut String, seen: &mut BTreeSet<String>) {
    let wanted = id.clone();
    let mut number = 2;
    while !seen.insert(id.clone()) {
        *id = format!("{wanted}-{number}");
        number += 1;
    }
}
