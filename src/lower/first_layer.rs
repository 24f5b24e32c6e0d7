//! The first layer: who, what for, what may surprise, which rights, where to turn; each line leads to the part that says all
//! of it. WP260 rev.01, paragraphs 35 to 38.

use super::build::{Marked, definitions, list, paragraph_of, points, section, traces};
use super::purposes::overlap;
use super::words::{Lower, Words, inside, lines};
use crate::declaration::{Entry, Purpose, Reachable, Ways};
use crate::document::{Block, Content, Definition, Inline, Section, Trace};
use crate::law::Right;
use crate::source::Span;

impl Lower<'_> {
    /// Anchor `first-layer`, made beside the parts, since it leads only to such as are there.
    pub(super) fn first_layer(&self, sections: &[Section]) -> Option<Section> {
        let entries = [
            ("first_layer.who", "who", self.who_we_are()),
            ("purposes.heading", "purposes", self.what_for(sections)),
            ("first_layer.surprise", "surprises", self.surprises(sections)),
            ("rights.heading", "rights", self.rights_at_a_glance(sections)),
            ("first_layer.reach", "reach", self.where_to_turn()),
        ];
        let entry = |(term, id, block): (&str, &str, Option<Block>)| {
            let block = block?.with_id(format!("first-layer-{id}"));
            Some(Definition { term: self.words(term), blocks: vec![block] })
        };
        let block = definitions(entries.into_iter().filter_map(entry).collect());
        section("first-layer", self.plain("first_layer.heading"), block.into_iter().collect(), Vec::new())
    }

    fn who_we_are(&self) -> Option<Block> {
        let controller = self.model.controller.as_ref()?;
        let name = self.controller_named()?;
        let country = controller.country.map(|country| self.country(country.value));
        let words = self.fragments([inside("controller", &name)].into_iter().chain(country))?;
        let about = self.maybe(controller.about.as_ref());
        let block = paragraph_of(std::iter::once(words).chain(about))?;
        Some(block.from("controller", controller.span))
    }

    /// The name of the controller on one line.
    pub(super) fn controller_named(&self) -> Option<Words> {
        let name = self.model.controller.as_ref()?.name.as_ref()?;
        Some(vec![Inline::text(Inline::plain(&super::words::named(name)))])
    }

    /// The purposes with links; where the notice is arranged by groups of people, those groups: a purpose may concern several.
    fn what_for(&self, sections: &[Section]) -> Option<Block> {
        let part = sections.iter().find(|section| section.id == "purposes")?;
        let link = |section: &Section| {
            let trace = self.trace_of_part(&section.id)?;
            Some((vec![Block::paragraph(inside(&section.id, &[Inline::text(section.heading.clone())]))], trace))
        };
        let (points, traces): (Vec<_>, Vec<_>) = part.sections.iter().filter_map(link).unzip();
        Some(list(false, points)?.traced(traces))
    }

    /// What makes a part of the purposes; `None` for an author's own, which may stand among them.
    fn trace_of_part(&self, anchor: &str) -> Option<Trace> {
        let purpose = anchor.strip_prefix("purpose-").and_then(|id| self.model.purposes.get(id));
        let group = anchor.strip_prefix("subject-").and_then(|id| self.model.subjects.get(id));
        let of_all = || {
            let layout = self.model.notice.as_ref()?.layout.filter(|_| anchor == "subject-all")?;
            Some(Trace { path: "notice.layout".to_owned(), span: layout.span })
        };
        let known = traces("purposes", purpose).into_iter().chain(traces("subjects", group)).next();
        known.or_else(of_all)
    }

    /// The rights by name, each with a link, and that one can object.
    fn rights_at_a_glance(&self, sections: &[Section]) -> Option<Block> {
        let listed = self.rights_listed(sections);
        let complaints = listed.iter().any(|(anchor, _)| anchor == "complaints");
        let complaints = complaints.then(|| Trace { path: "complaints".to_owned(), span: self.complaints_span() });
        let names = self.fragments(listed.into_iter().map(|(anchor, name)| inside(&anchor, &name)))?;
        let there = sections.iter().any(|section| section.id == "objection");
        let objections = self.objections(&self.model.purposes.iter().collect::<Vec<_>>());
        let object = objections.into_iter().filter(|_| there).map(|sentence| inside("objection", &sentence));
        let block = lines(std::iter::once(names).chain(object)).map(Block::paragraph)?;
        Some(block.from("rights", self.rights_span()).traced(complaints))
    }

    /// That one can object to what is done for these purposes, by the ground, as far as the notice states that right.
    pub(super) fn objections(&self, purposes: &[&Entry<Purpose>]) -> Vec<Words> {
        let all = [
            (Right::Objection, overlap(&self.objection_by_situation(), purposes), "first_layer.object"),
            (Right::MarketingObjection, self.is_marketed(purposes), "first_layer.object_marketing"),
        ];
        let told = all.into_iter().filter(|(right, so, _)| *so && self.model.states(*right));
        told.map(|(_, _, key)| self.words(key)).collect()
    }

    /// The rights that the notice gives, each with its anchor and name; last the part on complaints, where there is one.
    pub(super) fn rights_listed(&self, sections: &[Section]) -> Vec<(String, Words)> {
        let part = sections.iter().find(|section| section.id == "rights");
        let entries = part.into_iter().flat_map(|part| &part.blocks).filter_map(|block| match &block.content {
            Content::Definitions { entries } => Some(entries),
            _ => None,
        });
        let absent: Vec<String> =
            [(Right::Portability, self.portable().is_empty()), (Right::Objection, !self.can_object())]
                .into_iter()
                .filter(|(_, absent)| *absent && !self.only_swiss())
                .map(|(right, _)| format!("rights-{}", right.as_ref()))
                .collect();
        let mut listed: Vec<(String, Words)> = Vec::new();
        for entry in entries.flatten() {
            let Some(anchor) = entry.blocks.first().and_then(|block| block.id.clone()) else { continue };
            let known = listed.iter().any(|(_, name)| *name == entry.term);
            if anchor.starts_with("rights-") && !absent.contains(&anchor) && !known {
                listed.push((anchor, entry.term.clone()));
            }
        }
        let complaint = sections.iter().any(|section| section.id == "complaints");
        listed.extend(complaint.then(|| ("complaints".to_owned(), self.words("complaints.heading"))));
        listed
    }

    /// The ways to reach the controller, its data protection officer, and those who answer requests.
    fn where_to_turn(&self) -> Option<Block> {
        let (ways, from): (Vec<_>, Vec<_>) = self.ways_to_turn().into_iter().unzip();
        Some(points(ways)?.traced(from))
    }

    /// Each a label and a way, with the declaration that it comes from.
    pub(super) fn ways_to_turn(&self) -> Vec<(Words, Trace)> {
        let pair = |term: Words, x: Words| self.say("list.pair", &[("term", term), ("x", x)]);
        let short = |ways: Ways<'_>| {
            let own = [
                ways.email.map(|address| super::words::email(address)),
                ways.form.map(|form| super::words::url(form)),
                ways.phone.map(|number| super::words::phone(number)),
            ];
            let own = self.fragments(own.into_iter().flatten());
            own.or_else(|| ways.address.map(|address| vec![Inline::text(Inline::plain(&super::words::named(address)))]))
        };
        let told = |path: &str, span: Span, words: Words| (words, Trace { path: path.to_owned(), span });
        let own = self.model.controller.as_ref().and_then(|controller| {
            let ways = short(controller.ways())?;
            Some(told("controller", controller.span, pair(self.controller_named()?, ways)))
        });
        let officer = self.model.dpo.as_ref().and_then(|dpo| {
            let ways = short(dpo.ways())?;
            Some(told("dpo", dpo.span, pair(inside("dpo", &self.words("dpo.heading")), ways)))
        });
        let requests = self.model.rights.as_ref().and_then(|rights| {
            let contact = rights.contact.as_ref().map(|contact| Self::reach(contact));
            let form = rights.form.as_ref().map(|form| super::words::url(form));
            let ways = self.fragments(contact.into_iter().chain(form))?;
            Some(told("rights", rights.span, pair(inside("rights", &self.words("first_layer.requests")), ways)))
        });
        [own, officer, requests].into_iter().flatten().collect()
    }
}
