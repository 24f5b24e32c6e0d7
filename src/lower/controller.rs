//! Who is responsible, how to reach them, to whom the notice speaks: Art. 13(1)(a) and (b).

use super::build::{Marked, entry, points, section};
use super::law::Law;
use super::words::{Lower, Words, lines, named, url};
use crate::declaration::{
    Contact, Controller, Dpo, Entry, Many, Reachable, Registration, RegistrationKind, Representative, Subject, is_so,
};
use crate::document::{Block, Definition, Item, Section};
use crate::law::items::Duty;
use crate::law::{UK_GDPR_APPLIES, items};
use crate::source::Spanned;

impl Lower<'_> {
    /// Anchor `controller`.
    pub(super) fn controller_section(&self) -> Option<Section> {
        let sections = [
            self.subjects_part(),
            self.contacts_part(),
            self.dpo_part(),
            self.representatives_part(),
            self.others_part(),
        ];
        let mut sections: Vec<_> = sections.into_iter().flatten().collect();
        sections.extend(self.joint_parts());
        sections.extend(self.processor_part());
        section("controller", self.plain("controller.heading"), self.controller_blocks(), sections)
    }

    fn controller_blocks(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        if let Some(controller) = &self.model.controller {
            if let Some(about) = &controller.about {
                blocks.extend(self.paragraph(Some(about)).map(|block| block.from("controller.about", about.span)));
            }
            if let Some(card) = self.controller_card(controller) {
                let shared = |purpose: &crate::declaration::Purpose| {
                    purpose.joint.is_some() || !self.model.controllers_of(purpose).is_empty()
                };
                let shared = self.model.purposes.iter().any(|purpose| shared(purpose));
                let intro = if shared { "controller.intro_shared" } else { "controller.intro" };
                let intro = Block::paragraph(self.words(intro));
                blocks.push(intro.from("controller", controller.span));
                blocks.push(card);
            }
        }
        if let Some(scope) = self.model.notice.as_ref().and_then(|notice| notice.scope.as_ref()) {
            let block = self.paragraph(Some(scope)).map(|block| block.with_id("scope"));
            blocks.extend(block.map(|block| block.from("notice.scope", scope.span)));
        }
        blocks.extend(self.about_the_law());
        blocks
    }

    fn about_the_law(&self) -> Option<Block> {
        let notice = self.model.notice.as_ref()?;
        let regimes = notice.jurisdictions.as_ref().filter(|regimes| !regimes.is_empty())?;
        let uk_before_2021 = self.model.law.has(crate::law::Regime::Uk) && self.model.law.date < UK_GDPR_APPLIES;
        let words = match self.law() {
            Law::Eu if uk_before_2021 => self.words("law.about.before-2021"),
            _ => self.by("law.about", self.all_laws()),
        };
        Some(Block::paragraph(words).from("notice.jurisdictions", regimes.span))
    }

    fn controller_card(&self, controller: &Spanned<Controller>) -> Option<Block> {
        let name = named(controller.name.as_ref()?);
        let before = [
            entry(self.words("controller.trading_as"), controller.trading_as.as_ref().map(|name| named(name))),
            entry(self.words("controller.legal_form"), self.maybe(controller.legal_form.as_ref())),
            entry(self.words("controller.attention"), self.maybe(controller.attention.as_ref())),
        ];
        let elsewhere = controller.establishments.iter().flatten().map(|country| self.country(country.value));
        let after = [
            entry(self.words("way.website"), controller.website.as_ref().map(|address| url(address))),
            entry(self.words("controller.country"), controller.country.map(|country| self.country(country.value))),
            entry(self.words("controller.establishments"), self.fragments(elsewhere)),
        ];
        let mut lines: Vec<_> = before.into_iter().flatten().collect();
        lines.extend(self.ways(controller.ways()));
        lines.extend(after.into_iter().flatten());
        lines.extend(self.registrations(controller.registration.as_ref()));
        let card = Self::card(name, lines)?;
        let items = self.items_if(controller.is_reachable(), &items::IDENTITY);
        Some(card.with_id("controller-identity").tells(items).from("controller", controller.span))
    }

    /// The items of a duty for the whole notice, where contact details tell of it.
    pub(super) fn items_if(&self, reachable: bool, duty: &Duty) -> Vec<Item> {
        if reachable { self.model.items(duty, None) } else { Vec::new() }
    }

    fn registrations(&self, all: Option<&Many<Registration>>) -> Vec<Definition> {
        let line = |one: &Spanned<Registration>| {
            let label = match one.kind.as_ref() {
                Some(RegistrationKind::Ico) => self.words("controller.registration.ico"),
                Some(RegistrationKind::Company) => self.words("controller.registration.company"),
                Some(RegistrationKind::Charity) => self.words("controller.registration.charity"),
                Some(RegistrationKind::Other(words)) => self.text(words),
                None => self.words("controller.registration.other"),
            };
            entry(label, one.number.as_ref().map(|number| named(number)))
        };
        all.into_iter().flatten().filter_map(line).collect()
    }

    /// Whether the controller's own contact details are printed.
    pub(super) fn controller_is_reachable(&self) -> bool {
        self.model.controller.as_ref().is_some_and(|controller| controller.name.is_some() && controller.is_reachable())
    }

    fn subjects_part(&self) -> Option<Section> {
        if self.by_subjects() {
            return None;
        }
        let all: Vec<_> = self.model.addressed().into_iter().filter(|one| self.is_addressed(one)).collect();
        let point = |subject: &&Entry<Subject>| {
            lines(std::iter::once(self.subject_name(subject)).chain(self.subject_facts(subject)))
        };
        let block = points(all.iter().filter_map(point).collect());
        let trace =
            |block: Block, subject: &&Entry<Subject>| block.from(format!("subjects.{}", subject.id), subject.span);
        let block = block.map(|block| all.iter().fold(block, trace));
        section("subjects", self.plain("subjects.heading"), block.into_iter().collect(), Vec::new())
    }

    /// Whether a group is among those to whom the notice speaks: named by it, or by one of its purposes.
    pub(super) fn is_addressed(&self, subject: &Entry<Subject>) -> bool {
        let named = self.model.notice.as_ref().is_some_and(|notice| notice.subjects.is_some());
        let about = |purpose: &Entry<crate::declaration::Purpose>| {
            purpose.subjects.iter().flatten().any(|id| id.value == subject.id)
        };
        named || self.model.purposes.iter().any(about) || self.is_own(subject.span)
    }

    /// What is said of a group of people.
    pub(super) fn subject_blocks(&self, subject: &Entry<Subject>) -> Vec<Block> {
        let blocks = self.subject_facts(subject).into_iter().map(Block::paragraph);
        blocks.map(|block| block.from(format!("subjects.{}", subject.id), subject.span)).collect()
    }

    fn subject_facts(&self, subject: &Subject) -> Vec<Words> {
        let party = is_so(subject.party) && subject.party_to.is_none();
        let child = is_so(subject.child);
        let facts = [
            self.maybe(subject.text.as_ref()),
            child.then(|| self.words("subjects.child")),
            party.then(|| self.words("subjects.party")),
            self.line("subjects.party_to", self.maybe(subject.party_to.as_ref())),
        ];
        facts.into_iter().flatten().collect()
    }

    fn contacts_part(&self) -> Option<Section> {
        let blocks = self.model.contacts.iter().filter_map(|contact| self.contact_card(contact)).collect();
        section("contacts", self.plain("contacts.heading"), blocks, Vec::new())
    }

    fn contact_card(&self, contact: &Entry<Contact>) -> Option<Block> {
        let purpose = self.maybe(contact.purpose.as_ref());
        let name = self.maybe(contact.label.as_ref()).or_else(|| purpose.clone())?;
        let mut lines: Vec<_> = entry(self.words("contacts.for"), purpose).into_iter().collect();
        lines.extend(self.ways(contact.ways()));
        let card = Self::card(name, lines)?.with_id(format!("contact-{}", contact.id));
        Some(card.from(format!("contacts.{}", contact.id), contact.span))
    }

    fn dpo_part(&self) -> Option<Section> {
        let dpo = self.model.dpo.as_ref()?;
        let card = self.dpo_card(dpo)?;
        let items = self.items_if(dpo.is_reachable(), &items::DPO);
        let card = card.with_id("dpo-contact").tells(items).from("dpo", dpo.span);
        let intro = Block::paragraph(self.words("dpo.intro")).from("dpo", dpo.span);
        section("dpo", self.plain("dpo.heading"), vec![intro, card], Vec::new())
    }

    fn dpo_card(&self, dpo: &Dpo) -> Option<Block> {
        let name = dpo.name.as_ref().map_or_else(|| self.words("dpo.name"), |name| named(name));
        let mut lines: Vec<_> = entry(self.words("dpo.role"), self.maybe(dpo.role.as_ref())).into_iter().collect();
        lines.extend(self.ways(dpo.ways()));
        Self::card(name, lines)
    }

    fn representatives_part(&self) -> Option<Section> {
        let blocks = self.model.representatives.iter().flat_map(|one| self.representative(one)).collect();
        section("representatives", self.plain("representatives.heading"), blocks, Vec::new())
    }

    fn representative(&self, one: &Entry<Representative>) -> Vec<Block> {
        let Some(name) = one.name.as_ref().map(|name| named(name)) else { return Vec::new() };
        let path = format!("representatives.{}", one.id);
        let mut lines = self.ways(one.ways());
        let country = one.country.map(|country| self.country(country.value));
        lines.extend(entry(self.words("representatives.country"), country));
        let Some(card) = Self::card(name, lines) else { return Vec::new() };
        let own = if one.is_reachable() { self.model.representative_items(one.id.as_str()) } else { Vec::new() };
        let card = card.with_id(format!("representative-{}", one.id)).tells(own).from(path.clone(), one.span);
        vec![Block::paragraph(self.by("representatives", one.id.as_str())).from(path, one.span), card]
    }
}
