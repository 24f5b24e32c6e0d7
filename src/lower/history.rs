//! The history page: the versions of a notice that were kept, and what the notice says of each; and the link that leads there.

use jiff::civil::Date;

use super::build::{Marked, definitions, entry, points};
use super::ids;
use super::words::{Lower, Words, named};
use crate::declaration::version::order;
use crate::declaration::{History, Tag};
use crate::document::{Block, Definition, Document, Inline, Kind, Section};
use crate::model::Model;
use crate::source::Spanned;

/// What stands after the id of a notice in that of its history page.
pub const NAME: &str = "history";

/// A version of a notice, as it stands on the history page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its version; `None` for a present notice that names none.
    pub version: Option<String>,
    /// First day on which it holds.
    pub effective: Option<Date>,
    /// Day of its last change.
    pub updated: Option<Date>,
    /// Where it can be read.
    pub copies: Vec<Copied>,
}

/// A file in which a version can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// Its address from the page.
    pub address: String,
    /// Its language, where that is another one than the page's.
    pub lang: Option<Tag>,
    /// Its format, such as "PDF", where it is no web page and has another one than the page.
    pub format: Option<String>,
}

/// The history page of a notice in a language, its versions in the order given: the newest first. A draft says of itself that it
/// is one.
#[must_use]
pub fn history(model: &Model, lang: &Tag, draft: bool, versions: &[Listed]) -> Document {
    let lower = Lower::new(model, lang);
    let about = Section {
        id: "about".to_owned(),
        heading: lower.plain("versions.about"),
        blocks: vec![Block::paragraph(lower.words("versions.intro")).with_id("about-versions")],
        sections: Vec::new(),
    };
    let part = |(index, one): (usize, &Listed)| {
        lower.version_part(one, index.checked_sub(1).map(|at| &versions[at]), versions)
    };
    let mut sections: Vec<Section> = versions.iter().enumerate().map(part).collect();
    ids::settle(&mut sections);
    Document {
        id: format!("{}.{NAME}", model.id),
        kind: Kind::History,
        lang: lower.lang().to_owned(),
        title: Inline::plain(&lower.say("versions.title", &[("x", vec![Inline::text(lower.title())])])),
        date: lower.day(),
        controller: lower.controller_named().map(|name| Inline::plain(&name)).unwrap_or_default(),
        facts: Vec::new(),
        contents: lower.plain("notice.contents"),
        skip: lower.plain("notice.skip"),
        colon: lower.plain("list.colon"),
        draft: draft.then(|| lower.plain("notice.draft")),
        languages: lower.languages(),
        first_layer: Some(about),
        sections,
    }
}

/// The notice with a link to its history page: in the part on changes, else in a part of its own behind that on complaints.
#[must_use]
pub fn leading_to_history(mut notice: Document, model: &Model, lang: &Tag, address: &str) -> Document {
    let lower = Lower::new(model, lang);
    let words = vec![Inline::link(address, lower.plain("versions.earlier"))];
    let mut id = "changes-history".to_owned();
    while notice.parts().any(|part| part.has(&id)) {
        id.push_str("-2");
    }
    let block = Block::paragraph(words).with_id(id);
    if let Some(changes) = notice.sections.iter_mut().find(|section| section.id == "changes") {
        changes.blocks.push(block);
        return notice;
    }
    let part = Section {
        id: "versions".to_owned(),
        heading: lower.plain("versions.alone"),
        blocks: vec![block],
        sections: Vec::new(),
    };
    let complaints = notice.sections.iter().position(|section| section.id == "complaints");
    notice.sections.insert(complaints.map_or(notice.sections.len(), |at| at + 1), part);
    notice
}

impl Lower<'_> {
    /// What is said of a version; `next` is the one that was listed after it in time.
    fn version_part(&self, one: &Listed, next: Option<&Listed>, all: &[Listed]) -> Section {
        let name = one.version.as_deref().map(named);
        let heading = match &name {
            Some(name) => Inline::plain(&self.say("versions.version", &[("x", name.clone())])),
            None => self.title(),
        };
        let id = format!("version-{}", slug(one.version.as_deref().unwrap_or("now")));
        let said = one.version.as_deref().and_then(|version| self.entry_of(version));
        let text = |date: Date| vec![Inline::text(self.date(date))];
        let facts = [
            entry(self.words("notice.effective"), one.effective.map(text)),
            entry(self.words("versions.until"), next.and_then(|next| self.until(one, next, all)).map(text)),
            entry(self.words("notice.updated"), one.updated.map(text)),
            said.and_then(|said| entry(self.words("changes.kind"), self.kind_of(said))),
            said.and_then(|said| entry(self.words("changes.summary"), self.maybe(said.summary.as_ref()))),
            said.and_then(|said| entry(self.words("changes.effect"), self.maybe(said.effect.as_ref()))),
            self.copies(&heading, &one.copies),
        ];
        let block = definitions(facts.into_iter().flatten().collect());
        let traced = |block: Block| match said {
            Some(said) => block.from("history", said.span),
            None => block,
        };
        let blocks = block.map(|block| traced(block.with_id(format!("{id}-facts")))).into_iter().collect();
        Section { id, heading, blocks, sections: Vec::new() }
    }

    /// Where a version can be read; each link says what is behind it.
    fn copies(&self, heading: &str, copies: &[Copied]) -> Option<Definition> {
        let link = |one: &Copied| {
            let lang = one.lang.as_ref().map(|tag| vec![Inline::text(self.language_known(tag))]);
            let format = one.format.clone().map(|format| vec![Inline::text(format)]);
            let words = self.fragments([vec![Inline::text(heading)]].into_iter().chain(lang).chain(format))?;
            Some(vec![Inline::link(one.address.clone(), Inline::plain(&words))])
        };
        let links: Vec<Words> = copies.iter().filter_map(link).collect();
        Some(Definition { term: self.words("versions.read"), blocks: vec![points(links)?] })
    }

    /// What a language calls itself; its tag, where its sentences are not at hand any more.
    fn language_known(&self, tag: &Tag) -> String {
        let own = self.model.phrases(tag).lang();
        let known = tag.as_str() == own || tag.as_str().starts_with(&format!("{own}-"));
        if known { self.language_name(tag) } else { tag.to_string() }
    }

    /// The last day on which a version holds: the one before the next takes effect, as far as both days are declared and no
    /// version is known that came between them.
    fn until(&self, one: &Listed, next: &Listed, all: &[Listed]) -> Option<Date> {
        let (from, to) = (one.effective?, next.effective?);
        let between = |entry: &History| {
            let Some(version) = entry.version.as_ref().map(|version| version.trim()) else { return false };
            if all.iter().any(|listed| listed.version.as_deref() == Some(version)) {
                return false;
            }
            let after = one.version.as_deref().and_then(|one| order(version, one));
            let before = next.version.as_deref().and_then(|next| order(version, next));
            match (after, before) {
                (Some(after), Some(before)) => after.is_gt() && before.is_lt(),
                _ => entry.date.is_none_or(|date| from <= date.0 && date.0 <= to),
            }
        };
        let known = self.model.history.iter().any(|entry| between(entry));
        (from < to && !known).then(|| to.yesterday().ok()).flatten()
    }

    /// The author's entry on a version.
    fn entry_of(&self, version: &str) -> Option<&Spanned<History>> {
        let of = |entry: &&Spanned<History>| entry.version.as_ref().is_some_and(|own| own.trim() == version);
        self.model.history.iter().find(of)
    }
}

/// A version as a part of an anchor.
fn slug(version: &str) -> String {
    let lower = version.trim().to_lowercase();
    let parts = lower.split(|one: char| !one.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-")
}
