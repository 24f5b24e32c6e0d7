//! The author's own parts: supplements for residents of a place, and free text after an anchor.

use super::build::{Marked, section};
use super::words::{Lower, by_id};
use crate::declaration::{Entry, Section as Own, Supplement};
use crate::document::{Block, Inline, Section};

impl Lower<'_> {
    /// Anchors `supplement-<id>`.
    pub(super) fn supplements(&self) -> Vec<Section> {
        self.model.supplements.iter().filter_map(|one| self.supplement(one)).collect()
    }

    fn supplement(&self, one: &Entry<Supplement>) -> Option<Section> {
        let countries = one.countries.iter().flatten().map(|country| self.country(country.value));
        let countries = self.line("supplements.countries", self.fragments(countries));
        let blocks = countries.map(Block::paragraph).into_iter().chain(self.prose(one.text.as_ref()));
        let path = format!("supplements.{}", one.id);
        let blocks = blocks.map(|block| block.from(path.clone(), one.span)).collect();
        let heading = self.maybe(one.label.as_ref()).unwrap_or_else(|| self.words("supplements.heading"));
        section(format!("supplement-{}", one.id), Inline::plain(&heading), blocks, Vec::new())
    }

    /// Puts each of the author's sections after the anchor that it names; one without stands last.
    pub(super) fn place_own_sections(&self, sections: &mut Vec<Section>) {
        let mut after: Vec<(&str, String)> = Vec::new();
        for own in &self.model.sections {
            let Some(part) = self.own_section(own) else { continue };
            let Some(anchor) = own.after.as_ref().map(|id| id.as_str()) else {
                sections.push(part);
                continue;
            };
            // Several after one anchor stand in the author's order: the next follows the one before.
            let last = after.iter_mut().find(|(known, _)| *known == anchor);
            let id = part.id.clone();
            let place = last.as_ref().map_or(anchor, |(_, last)| last.as_str()).to_owned();
            if let Err(part) = insert_after(sections, &place, part) {
                sections.push(*part);
            }
            match last {
                Some((_, last)) => *last = id,
                None => after.push((anchor, id)),
            }
        }
    }

    fn own_section(&self, own: &Entry<Own>) -> Option<Section> {
        let path = format!("sections.{}", own.id);
        let blocks = self.prose(own.text.as_ref()).into_iter().map(|block| block.from(path.clone(), own.span));
        let heading = self.maybe(own.title.as_ref()).unwrap_or_else(|| by_id(&own.id));
        section(format!("section-{}", own.id), Inline::plain(&heading), blocks.collect(), Vec::new())
    }
}

/// Puts a part after the section of this anchor, however deep that stands; gives it back where there is none.
fn insert_after(sections: &mut Vec<Section>, anchor: &str, part: Section) -> Result<(), Box<Section>> {
    if let Some(index) = sections.iter().position(|section| section.id == anchor) {
        sections.insert(index + 1, part);
        return Ok(());
    }
    let mut part = Box::new(part);
    for section in sections {
        match insert_after(&mut section.sections, anchor, *part) {
            Ok(()) => return Ok(()),
            Err(back) => part = back,
        }
    }
    Err(part)
}
