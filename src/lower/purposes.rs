//! The part that tells of each purpose, by purposes or by groups of people: Art. 13(1)(c).

use super::build::{Marked, section};
use super::words::{Lower, Words, heading};
use crate::declaration::{Entry, Layout, Purpose, Subject};
use crate::document::{Block, Section};

/// Whether two lists have a purpose in common.
pub(super) fn overlap(one: &[&Entry<Purpose>], other: &[&Entry<Purpose>]) -> bool {
    one.iter().any(|purpose| other.iter().any(|known| known.id == purpose.id))
}

impl Lower<'_> {
    /// Whether the notice has a part for each group of people.
    pub(super) fn by_subjects(&self) -> bool {
        let layout = self.model.notice.as_ref().and_then(|notice| notice.layout);
        layout.is_some_and(|layout| layout.value == Layout::Subjects) && !self.model.addressed().is_empty()
    }

    /// Anchor `purposes`.
    pub(super) fn purposes_section(&self) -> Option<Section> {
        let sections = if self.by_subjects() {
            self.subject_parts()
        } else {
            self.model.purposes.iter().map(|purpose| self.purpose_part(purpose)).collect()
        };
        let mut blocks = self.for_the_whole();
        blocks.extend(self.overview());
        section("purposes", self.plain("purposes.heading"), blocks, sections)
    }

    /// What is claimed for the notice as a whole, without a purpose.
    fn for_the_whole(&self) -> Vec<Block> {
        let Some(notice) = &self.model.notice else { return Vec::new() };
        let mut blocks = Vec::new();
        if let Some(bases) = &notice.basis
            && let Some(block) = self.bases(bases)
        {
            blocks.push(Block::paragraph(self.words("purposes.notice_basis")));
            blocks.push(block.from("notice.basis", bases.span));
        }
        if let Some(uses) = &notice.data {
            let known = uses.iter().filter_map(|one| self.model.data.get(one.id()?));
            let line = self.line("purposes.notice_data", self.fragments(known.map(|data| self.data_name(data))));
            blocks.extend(line.map(|line| Block::paragraph(line).from("notice.data", uses.span)));
        }
        blocks
    }

    /// A part for everyone, then one for each group. A purpose of several groups stands under the first of them.
    fn subject_parts(&self) -> Vec<Section> {
        let groups = self.model.addressed();
        let groups: Vec<_> = groups.into_iter().filter(|group| self.is_addressed(group)).collect();
        let of = |purpose: &Entry<Purpose>| -> Vec<usize> {
            let own = self.model.subjects_of(purpose);
            (0..groups.len()).filter(|index| own.iter().any(|one| one.id == groups[*index].id)).collect()
        };
        let home = |purpose: &Entry<Purpose>| match of(purpose).as_slice() {
            [] => None,
            all if all.len() == groups.len() && all.len() > 1 => None,
            [first, ..] => Some(*first),
        };
        let parts = |place: Option<usize>| -> Vec<Section> {
            let here = self.model.purposes.iter().filter(|purpose| home(purpose) == place);
            here.map(|purpose| self.purpose_part(purpose)).collect()
        };
        let everyone = section("subject-all", self.plain("purposes.everyone"), Vec::new(), parts(None));
        let mut sections: Vec<_> = everyone.into_iter().collect();
        for (index, group) in groups.iter().enumerate() {
            let elsewhere = |purpose: &&Entry<Purpose>| {
                home(purpose).is_some_and(|home| home != index) && of(purpose).contains(&index)
            };
            let also = self.purpose_links(self.model.purposes.iter().filter(elsewhere));
            sections.extend(self.subject_part(group, also, parts(Some(index))));
        }
        sections
    }

    fn subject_part(&self, group: &Entry<Subject>, also: Option<Words>, parts: Vec<Section>) -> Option<Section> {
        let mut blocks = self.subject_blocks(group);
        let also = also.map(|purposes| Block::paragraph(self.say("purposes.also", &[("purposes", purposes)])));
        blocks.extend(also.map(|block| block.from(format!("subjects.{}", group.id), group.span)));
        section(format!("subject-{}", group.id), heading(&self.subject_name(group)), blocks, parts)
    }

    fn purpose_part(&self, purpose: &Entry<Purpose>) -> Section {
        Section {
            id: format!("purpose-{}", purpose.id),
            heading: heading(&self.purpose_name(purpose)),
            blocks: self.purpose_blocks(purpose),
            sections: Vec::new(),
        }
    }
}
