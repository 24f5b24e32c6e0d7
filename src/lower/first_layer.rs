//! The first layer: who, what for, what may surprise, which rights, where to turn; each line leads to the part that says all
//! of it. WP260 rev.01, paragraphs 35 to 38.

use super::build::{Marked, definitions, list, paragraph_of, points, section};
use super::purposes::overlap;
use super::words::{Lower, Words, inside, lines};
use crate::declaration::{Entry, Purpose, Reachable, Role, Special, Ways, is_so};
use crate::document::{Block, Content, Definition, Inline, Section};
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
        let entry = |(term, id, block): (&str, &str, Option<(Block, Span)>)| {
            let (block, span) = block?;
            let block = block.with_id(format!("first-layer-{id}")).from("notice", span);
            Some(Definition { term: self.words(term), blocks: vec![block] })
        };
        let block = definitions(entries.into_iter().filter_map(entry).collect());
        section("first-layer", self.plain("first_layer.heading"), block.into_iter().collect(), Vec::new())
    }

    fn who_we_are(&self) -> Option<(Block, Span)> {
        let controller = self.model.controller.as_ref()?;
        let name = self.controller_named()?;
        let country = controller.country.map(|country| self.country(country.value));
        let words = self.fragments([inside("controller", &name)].into_iter().chain(country))?;
        let about = self.maybe(controller.about.as_ref());
        Some((paragraph_of(std::iter::once(words).chain(about))?, controller.span))
    }

    /// The name of the controller on one line.
    pub(super) fn controller_named(&self) -> Option<Words> {
        let name = self.model.controller.as_ref()?.name.as_ref()?;
        Some(vec![Inline::text(Inline::plain(&super::words::named(name)))])
    }

    /// The purposes with links; where the notice is arranged by groups of people, those groups: a purpose may concern several.
    fn what_for(&self, sections: &[Section]) -> Option<(Block, Span)> {
        let part = sections.iter().find(|section| section.id == "purposes")?;
        let link = |section: &Section| inside(&section.id, &[Inline::text(section.heading.clone())]);
        let block = list(false, part.sections.iter().map(|part| vec![Block::paragraph(link(part))]).collect())?;
        Some((block, self.model.start()))
    }

    /// What a reader may not expect, each a link to the part that tells of it.
    fn surprises(&self, sections: &[Section]) -> Option<(Block, Span)> {
        let there = |anchor: &str| sections.iter().any(|section| section.has(anchor));
        let to = |anchor: &str, key: &str| {
            let sentence = self.words(&format!("first_layer.{key}"));
            if there(anchor) { inside(anchor, &sentence) } else { sentence }
        };
        let purposes = |chosen: &dyn Fn(&Purpose) -> bool| {
            self.purpose_links(self.model.purposes.iter().filter(|purpose| chosen(purpose)))
        };
        let with = |term: Words, x: Option<Words>| match x {
            Some(x) => self.say("list.pair", &[("term", term), ("x", x)]),
            None => term,
        };
        let some = |chosen: &dyn Fn(&Purpose) -> bool| self.model.purposes.iter().any(|purpose| chosen(purpose));
        let abroad = self.model.recipients_used().iter().any(|one| there(&format!("transfer-{}", one.id)));
        let independent = |recipient: &crate::declaration::Recipient| {
            recipient.role.iter().flatten().any(|role| role.value == Role::Controller)
        };
        let permanent =
            |purpose: &Purpose| self.model.retention_of(purpose).iter().any(|used| is_so(used.entry.permanent));
        let marketing = if there("marketing") { "marketing" } else { "objection" };
        let inferred = |purpose: &Purpose| self.model.collection(purpose).inferred;
        let profiling = |purpose: &Purpose| is_so(purpose.profiling);
        let all = [
            self.special_data(&self.model.purposes.iter().collect::<Vec<_>>())
                .map(|kinds| with(to("data", "surprises.special"), self.fragments(kinds))),
            some(&|purpose| self.model.collection(purpose).indirect).then(|| to("sources", "surprises.sources")),
            some(&inferred).then(|| with(self.words("first_layer.surprises.inferred"), purposes(&inferred))),
            some(&profiling).then(|| with(self.words("first_layer.surprises.profiling"), purposes(&profiling))),
            self.model.automated.iter().any(|one| is_so(one.solely)).then(|| to("automated", "surprises.decisions")),
            self.model.ai.iter().next().map(|_| to("ai", "surprises.ai")),
            abroad.then(|| to("transfers", &format!("abroad.{}", self.all_laws()))),
            (!self.joints().is_empty()).then(|| to("controller", "surprises.joint")),
            self.model
                .recipients_used()
                .iter()
                .any(|one| independent(one))
                .then(|| to("recipients", "surprises.independent")),
            some(&permanent).then(|| to("retention", "surprises.permanent")),
            self.model.has_marketing().then(|| to(marketing, "surprises.marketing")),
        ];
        let all: Vec<_> = all.into_iter().flatten().map(|words| vec![Block::paragraph(words)]).collect();
        Some((list(false, all)?, self.model.start()))
    }

    /// Kinds of specially protected data that these purposes use, as far as they are named; `None` where there is no such data.
    pub(super) fn special_data(&self, purposes: &[&Entry<Purpose>]) -> Option<Vec<Words>> {
        let used: Vec<_> = purposes.iter().flat_map(|purpose| self.model.data_of(purpose)).collect();
        let mut found = false;
        let mut kinds: Vec<Words> = Vec::new();
        let mut add = |kind: Words| {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        };
        for data in &used {
            found |= self.model.is_special(data.entry) || self.model.is_criminal(data.entry);
            if let Some(Special::Kinds(named)) = data.entry.special.as_ref().map(|special| &special.value) {
                for kind in named {
                    add(self.by("data.kind", kind.value.as_ref()));
                }
            }
            if self.model.is_criminal(data.entry) {
                add(self.words("first_layer.offences"));
            }
        }
        found.then_some(kinds)
    }

    /// The rights by name, each with a link, and that one can object.
    fn rights_at_a_glance(&self, sections: &[Section]) -> Option<(Block, Span)> {
        let names =
            self.fragments(self.rights_listed(sections).into_iter().map(|(anchor, name)| inside(&anchor, &name)))?;
        let there = sections.iter().any(|section| section.id == "objection");
        let objections = self.objections(&self.model.purposes.iter().collect::<Vec<_>>());
        let object = objections.into_iter().filter(|_| there).map(|sentence| inside("objection", &sentence));
        let block = lines(std::iter::once(names).chain(object)).map(Block::paragraph)?;
        Some((block, self.rights_span()))
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
    fn where_to_turn(&self) -> Option<(Block, Span)> {
        let (all, span) = self.ways_to_turn()?;
        Some((points(all)?, span))
    }

    /// Each a label and a way.
    pub(super) fn ways_to_turn(&self) -> Option<(Vec<Words>, Span)> {
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
        let controller = self.model.controller.as_ref();
        let own = controller.and_then(|controller| short(controller.ways())).zip(self.controller_named());
        let officer = self.model.dpo.as_ref().and_then(|dpo| short(dpo.ways()));
        let rights = self.model.rights.as_ref();
        let requests = [
            rights.and_then(|rights| rights.contact.as_ref()).map(|contact| Self::reach(contact)),
            rights.and_then(|rights| rights.form.as_ref()).map(|form| super::words::url(form)),
        ];
        let requests = self.fragments(requests.into_iter().flatten());
        let all = [
            own.map(|(ways, name)| pair(name, ways)),
            officer.map(|ways| pair(inside("dpo", &self.words("dpo.heading")), ways)),
            requests.map(|ways| pair(inside("rights", &self.words("first_layer.requests")), ways)),
        ];
        let all: Vec<Words> = all.into_iter().flatten().collect();
        let span = controller.map_or_else(|| self.rights_span(), |controller| controller.span);
        (!all.is_empty()).then_some((all, span))
    }
}
