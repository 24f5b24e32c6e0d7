//! Other controllers, joint arrangements, and what is done for others: Art. 26, 4(8).

use super::build::{Marked, entry, paragraph_of, section};
use super::words::{Lower, Words, heading, inside, url};
use crate::declaration::{Entry, Id, Joint, OtherController, Purpose, Reachable};
use crate::document::{Block, Inline, Section};
use crate::law::items;

impl Lower<'_> {
    /// Joint arrangements of this notice: those of its purposes, and those written in its own file.
    pub(super) fn joints(&self) -> Vec<&Entry<Joint>> {
        let of = |purpose: &Entry<Purpose>, id: &Id| purpose.joint.iter().flatten().any(|one| one.value == *id);
        let used = |joint: &Entry<Joint>| self.model.purposes.iter().any(|purpose| of(purpose, &joint.id));
        self.model.joint.iter().filter(|joint| used(joint) || self.is_own(joint.span)).collect()
    }

    fn is_joint(&self, controller: &Entry<OtherController>) -> bool {
        self.joints().iter().any(|joint| joint.controllers.iter().flatten().any(|id| id.value == controller.id))
    }

    fn is_named(&self, controller: &Entry<OtherController>) -> bool {
        self.model.purposes.iter().any(|purpose| {
            let bases = purpose.basis.iter().flatten().filter_map(|basis| basis.controllers.as_ref());
            let conditions = purpose.conditions.iter().flatten().filter_map(|one| one.controllers.as_ref());
            let mut ids = purpose.controllers.iter().chain(bases).chain(conditions).flatten();
            ids.any(|id| id.value == controller.id)
        })
    }

    /// Anchor `other-controllers`.
    pub(super) fn others_part(&self) -> Option<Section> {
        let shown = |one: &&Entry<OtherController>| self.is_joint(one) || self.is_named(one) || self.is_own(one.span);
        let blocks = self.model.controllers.iter().filter(shown).filter_map(|one| self.other_card(one)).collect();
        section("other-controllers", self.plain("others.heading"), blocks, Vec::new())
    }

    fn other_card(&self, one: &Entry<OtherController>) -> Option<Block> {
        let mut lines: Vec<_> =
            entry(self.words("others.activity"), self.maybe(one.activity.as_ref())).into_iter().collect();
        // The name heads the card; the kind is told where there are both.
        let kind = one.name.as_ref().and(self.maybe(one.category.as_ref()));
        lines.extend(entry(self.words("others.category"), kind));
        lines.extend(self.ways(one.ways()));
        let country = one.country.map(|country| self.country(country.value));
        lines.extend(entry(self.words("others.country"), country));
        lines.extend(entry(self.words("way.notice"), one.notice.as_ref().map(|notice| url(notice))));
        let card = Self::card(self.controller_name(one), lines);
        let card = card.or_else(|| Some(Block::paragraph(self.controller_name(one))))?;
        let card = card.with_id(format!("other-controller-{}", one.id));
        let items = self.items_if(self.is_joint(one) && one.is_reachable(), &items::IDENTITY);
        Some(card.tells(items).from(format!("controllers.{}", one.id), one.span))
    }

    /// Anchors `joint-<id>`.
    pub(super) fn joint_parts(&self) -> Vec<Section> {
        self.joints().into_iter().filter_map(|joint| self.joint_part(joint)).collect()
    }

    fn joint_part(&self, joint: &Entry<Joint>) -> Option<Section> {
        let path = format!("joint.{}", joint.id);
        let scope = joint.label.as_ref().and(self.maybe(joint.scope.as_ref()));
        let facts = [
            self.line("joint.with", self.controller_names(joint.controllers.as_ref())),
            self.line("joint.scope", scope),
            self.maybe(joint.essence.as_ref()),
            self.line("joint.essence_at", joint.essence_at.as_ref().map(|place| Self::reach(place))),
            self.line("joint.law", self.statutes(joint.law.as_ref())),
            self.line("joint.contact", joint.contact.as_ref().map(|contact| Self::reach(contact))),
            (!self.only_swiss()).then(|| {
                self.under_gdpr(self.say("joint.any", &[("article", vec![Inline::text(self.article("26(3)"))])]))
            }),
        ];
        let blocks = facts.into_iter().flatten().map(|words| Block::paragraph(words).from(path.clone(), joint.span));
        section(format!("joint-{}", joint.id), heading(&self.joint_name(joint)), blocks.collect(), Vec::new())
    }

    /// Who else decides on a purpose.
    pub(super) fn together(&self, purpose: &Entry<Purpose>) -> Option<Block> {
        let joints = purpose.joint.iter().flatten().filter_map(|id| self.model.joint.get(id.as_str()));
        let links = joints.map(|joint| inside(&format!("joint-{}", joint.id), &self.joint_name(joint)));
        let facts = [
            self.line("purpose.joint", self.fragments(links)),
            self.line("purpose.controllers", self.controller_names(purpose.controllers.as_ref())),
        ];
        let span = purpose.joint.as_ref().map(|ids| ids.span).or(purpose.controllers.as_ref().map(|ids| ids.span));
        let path = if purpose.joint.is_some() { "joint" } else { "controllers" };
        let block = paragraph_of(facts.into_iter().flatten())?.with_id(format!("purpose-{}-together", purpose.id));
        Some(block.from(format!("purposes.{}.{path}", purpose.id), span.unwrap_or(purpose.span)))
    }

    /// Anchor `processor-for`.
    pub(super) fn processor_part(&self) -> Option<Section> {
        let row = |one: &Entry<crate::declaration::ProcessorFor>| -> Vec<Words> {
            vec![
                self.maybe(one.activity.as_ref()).unwrap_or_default(),
                self.maybe(one.controller.as_ref()).unwrap_or_default(),
                one.notice.as_ref().map(|notice| url(notice)).unwrap_or_default(),
            ]
        };
        let rows: Vec<_> = self.model.processor_for.iter().map(row).collect();
        let head = ["processor_for.activity", "processor_for.controller", "processor_for.notice"];
        let table = self.table("processor_for.caption", &head, &rows)?;
        let all = self.model.processor_for.iter();
        let table = all.fold(table, |table, one| table.from(format!("processor_for.{}", one.id), one.span));
        let intro = Block::paragraph(self.words("processor_for.intro"));
        section("processor-for", self.plain("processor_for.heading"), vec![intro, table], Vec::new())
    }
}
