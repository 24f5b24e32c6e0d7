//! Short texts that lead to the notice: beside a form, on a sign, below an e-mail.
//!
//! A first layer where the data is collected, as WP260 rev.01, paragraphs 35 and 36, and EDPB Guidelines 3/2019, paragraphs 111 to
//! 117, describe it; the notice itself holds everything.

use super::build::{Marked, definitions, points};
use super::ids;
use super::purposes::overlap;
use super::words::{Lower, Words, lines, url};
use crate::declaration::{Entry, Purpose, Snippet, SnippetKind, Tag};
use crate::document::{Block, Definition, Document, Inline, Kind, Section};
use crate::law::Right;
use crate::model::Model;

/// The short texts of a notice in a language, in the author's order. A draft says of itself that it is one.
#[must_use]
pub fn snippets(model: &Model, lang: &Tag, draft: bool) -> Vec<Document> {
    if model.snippets.entries.is_empty() {
        return Vec::new();
    }
    let lower = Lower::new(model, lang);
    let mut sections = lower.sections();
    ids::settle(&mut sections);
    let draft = draft.then(|| lower.plain("notice.draft"));
    model.snippets.iter().map(|one| lower.snippet(one, &sections, draft.clone())).collect()
}

impl Lower<'_> {
    fn snippet(&self, one: &Entry<Snippet>, sections: &[Section], draft: Option<String>) -> Document {
        let title = self.maybe(one.label.as_ref()).map(|label| super::words::heading(&label));
        let mut blocks: Vec<Block> = self.paragraph(one.text.as_ref()).into_iter().collect();
        match one.kind.map(|kind| kind.value) {
            Some(SnippetKind::Email) => blocks.extend(self.below_an_email(one)),
            kind => blocks.extend(self.facts_of(one, kind == Some(SnippetKind::Sign), sections)),
        }
        blocks.extend(self.whole_notice(one.kind.is_some_and(|kind| kind.value == SnippetKind::Sign)));
        let mark = |(index, block): (usize, Block)| {
            let block = if block.id.is_some() { block } else { block.with_id(format!("{}-{}", one.id, index + 1)) };
            block.from(format!("snippets.{}", one.id), one.span)
        };
        let section = Section {
            id: format!("snippet-{}", one.id),
            heading: title.unwrap_or_else(|| self.plain("snippets.heading")),
            blocks: blocks.into_iter().enumerate().map(mark).collect(),
            sections: Vec::new(),
        };
        Document {
            id: format!("{}.{}", self.model.id, one.id),
            kind: Kind::Snippet,
            lang: self.lang().to_owned(),
            title: section.heading.clone(),
            date: self.day(),
            controller: self.controller_named().map(|name| Inline::plain(&name)).unwrap_or_default(),
            facts: Vec::new(),
            contents: self.plain("notice.contents"),
            skip: self.plain("notice.skip"),
            colon: self.plain("list.colon"),
            draft,
            languages: None,
            first_layer: None,
            sections: vec![section],
        }
    }

    fn below_an_email(&self, one: &Entry<Snippet>) -> Option<Block> {
        let controller = self.controller_named()?;
        let purposes = self.fragments(self.purposes_of(one).into_iter().map(|purpose| self.purpose_out(purpose)))?;
        let all = self.purposes_of(one).len() == self.model.purposes.entries.len();
        let key = if all { "snippets.email" } else { "snippets.email_some" };
        Some(Block::paragraph(self.say(key, &[("controller", controller), ("purposes", purposes)])))
    }

    fn purposes_of(&self, one: &Entry<Snippet>) -> Vec<&Entry<Purpose>> {
        self.model.purposes_named(one.purposes.as_ref())
    }

    /// A sign holds what must be read in passing; a form all that a reader weighs before giving data.
    fn facts_of(&self, one: &Entry<Snippet>, sign: bool, sections: &[Section]) -> Option<Block> {
        let purposes = self.purposes_of(one);
        let each = |what: &dyn Fn(&Entry<Purpose>) -> Option<Words>| self.by_purpose(&purposes, what);
        let given = |anchor: &str| self.gives(anchor, &purposes);
        let listed = self.rights_listed(sections).into_iter().filter(|(anchor, _)| given(anchor));
        let rights: Vec<_> = listed.map(|(_, name)| name).collect();
        let there = sections.iter().any(|section| section.id == "objection");
        let object = self.objections(&purposes).into_iter().filter(|_| there);
        let rights = lines(self.fragments(rights).into_iter().chain(object));
        let form = |words: Vec<Words>| if sign { Vec::new() } else { words };
        let entries = [
            ("controller.heading", self.controller_named().into_iter().collect()),
            ("purposes.heading", purposes.iter().map(|purpose| self.purpose_out(purpose)).collect()),
            ("purpose.basis", form(each(&|purpose| lines(self.basis_names(purpose))))),
            (
                "purpose.conditions",
                self.fragments(self.special_data(&purposes).unwrap_or_default()).into_iter().collect(),
            ),
            ("purpose.interests", each(&|purpose| self.interests_named(purpose))),
            ("purpose.recipients", each(&|purpose| self.who_receives(purpose))),
            (
                "purpose.retention",
                each(&|purpose| lines(self.retention_in_short(purpose, |anchor| self.several_periods(anchor)))),
            ),
            ("purpose.provision", form(each(&|purpose| lines(self.provision_words(purpose))))),
            ("rights.heading", rights.into_iter().collect()),
            ("first_layer.reach", self.ways_to_turn().into_iter().map(|(way, _)| Self::unlinked(way)).collect()),
        ];
        let entry = |(term, words): (&str, Vec<Words>)| {
            Some(Definition { term: self.words(term), blocks: vec![points(words)?] })
        };
        definitions(entries.into_iter().filter_map(entry).collect())
    }

    /// Whether what stands at an anchor of the rights applies to some of these purposes.
    fn gives(&self, anchor: &str, purposes: &[&Entry<Purpose>]) -> bool {
        let among = |all: Vec<&Entry<Purpose>>| overlap(&all, purposes);
        let right = |right: Right| format!("rights-{}", right.as_ref());
        match anchor {
            _ if anchor == right(Right::Withdrawal) => among(self.model.standing(Right::Withdrawal).arises),
            _ if anchor == right(Right::AutomatedDecisions) => self.significant_decisions().iter().any(|decision| {
                decision.purposes.is_none() || among(self.model.purposes_named(decision.purposes.as_ref()))
            }),
            // Swiss law gives these whatever the purpose rests on.
            _ if self.only_swiss() => true,
            _ if anchor == right(Right::Objection) => self.can_object_to(purposes),
            _ if anchor == right(Right::Portability) => among(self.portable()),
            _ => true,
        }
    }

    /// What is said of each purpose: once where it is the same of all, else under the name of each.
    fn by_purpose(&self, purposes: &[&Entry<Purpose>], what: &dyn Fn(&Entry<Purpose>) -> Option<Words>) -> Vec<Words> {
        let said: Vec<_> = purposes.iter().map(|purpose| (*purpose, what(purpose))).collect();
        let first = said.first().and_then(|(_, words)| words.clone());
        if said.iter().all(|(_, words)| *words == first) {
            return first.into_iter().collect();
        }
        let pair = |(purpose, words): (&Entry<Purpose>, Option<Words>)| {
            Some(self.say("list.pair", &[("term", self.purpose_name(purpose)), ("x", words?)]))
        };
        said.into_iter().filter_map(pair).collect()
    }

    /// A purpose with a link to the notice, which stands elsewhere.
    fn purpose_out(&self, purpose: &Entry<Purpose>) -> Words {
        self.out(&format!("purpose-{}", purpose.id), self.purpose_name(purpose))
    }

    /// In the place of storage periods of several parts, which stand in the notice.
    fn several_periods(&self, anchor: &str) -> Words {
        self.out(anchor, self.words("snippets.several"))
    }

    /// Words that lead to a place of the notice.
    fn out(&self, anchor: &str, words: Words) -> Words {
        let Some(address) = self.model.published_in(self.tag()) else { return words };
        let address = address.to_string();
        let page = address.split('#').next().unwrap_or_default();
        vec![Inline::link(format!("{page}#{anchor}"), Inline::plain(&words))]
    }

    /// Words without links to parts of the notice, which is not at hand.
    fn unlinked(words: Words) -> Words {
        let plain = |inline: Inline| match inline {
            Inline::Link { href, text } if href.starts_with('#') => text,
            other => vec![other],
        };
        words.into_iter().flat_map(plain).collect()
    }

    /// What leads to the notice; on paper, its address itself.
    fn whole_notice(&self, on_paper: bool) -> Option<Block> {
        let address = self.model.published_in(self.tag())?;
        let link = if on_paper { url(address) } else { vec![Inline::link(address.to_string(), self.title())] };
        self.line("snippets.full", Some(link)).map(Block::paragraph)
    }
}
