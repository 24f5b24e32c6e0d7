//! Categories of data and their sources: Art. 14(1)(d), 14(2)(f).

use super::build::{Marked, section};
use super::words::{Lower, Words, lines, url};
use crate::declaration::{Data, Entry, Id, Purpose, Source, Special};
use crate::document::{Inline, Section};
use crate::model::Used;

impl Lower<'_> {
    fn purposes_with_data(&self, data: &Entry<Data>) -> Vec<&Entry<Purpose>> {
        let uses = |purpose: &&Entry<Purpose>| self.model.data_of(purpose).iter().any(|used| used.entry.id == data.id);
        self.model.purposes.iter().filter(uses).collect()
    }

    fn is_shown(&self, data: &Entry<Data>) -> bool {
        let among =
            |ids: Option<&crate::declaration::Many<Id>>| ids.into_iter().flatten().any(|id| id.value == data.id);
        !self.purposes_with_data(data).is_empty()
            || self.is_own(data.span)
            || self.model.automated.iter().any(|one| among(one.data.as_ref()))
            || self.model.disclosures.iter().any(|one| among(one.data.as_ref()))
    }

    /// Anchor `data`.
    pub(super) fn data_section(&self) -> Option<Section> {
        let shown: Vec<_> = self.model.data.iter().filter(|data| self.is_shown(data)).collect();
        let rows: Vec<_> = shown.iter().map(|data| self.data_row(data)).collect();
        let head = ["data.label", "data.items", "data.protection", "data.about", "data.when", "data.purposes"];
        let table = self.table("data.caption", &head, &rows)?;
        let table = shown.iter().fold(table, |table, data| table.from(format!("data.{}", data.id), data.span));
        section("data", self.plain("data.heading"), vec![table], Vec::new())
    }

    fn data_row(&self, data: &Entry<Data>) -> Vec<Words> {
        let items = data.items.iter().flatten().map(|item| self.text(item));
        let when = self.maybe(data.when.as_ref());
        let people = self.line("only.subjects", self.subject_names(data.subjects.as_ref()));
        vec![
            self.data_name(data),
            self.fragments(items).unwrap_or_default(),
            self.protection(data),
            self.subject_names(data.about.as_ref()).unwrap_or_default(),
            lines(when.into_iter().chain(people)).unwrap_or_default(),
            lines(self.purposes_with_data(data).into_iter().map(|purpose| self.purpose_link(purpose)))
                .unwrap_or_default(),
        ]
    }

    fn protection(&self, data: &Data) -> Words {
        let special = match data.special.as_ref().map(|special| &special.value) {
            Some(Special::Kinds(kinds)) => {
                let kinds = kinds.iter().map(|kind| self.by("data.kind", kind.value.as_ref())).collect();
                self.conjunction(kinds)
            }
            Some(Special::Filed(true)) => Some(self.words("data.filed")),
            Some(Special::Filed(false)) | None => None,
        };
        let cited = |key: &str, x: Option<Words>, place: &str| {
            // FADP art. 5(c) lists both kinds as sensitive data.
            let place = if self.only_swiss() { "5(c)" } else { place };
            let article = vec![Inline::text(self.article(place))];
            match x {
                Some(x) => self.say(key, &[("x", x), ("article", article)]),
                None => self.say(key, &[("article", article)]),
            }
        };
        let special = special.map(|special| cited("data.special", Some(special), "9"));
        let criminal = self.model.is_criminal(data).then(|| cited("data.criminal", None, "10"));
        lines(special.into_iter().chain(criminal)).unwrap_or_default()
    }

    /// A source of a purpose, as a point of its card.
    pub(super) fn source_of(&self, used: &Used<'_, Source>) -> Option<Words> {
        let public = used.entry.public.map(|public| public.value);
        let from = if public == Some(true) { "collected.from_public" } else { "collected.from" };
        let name = self.source_name(used.entry);
        let label = used.entry.name.as_ref().and(self.maybe(used.entry.label.as_ref()));
        let who = match label {
            Some(x) => self.say("list.pair", &[("term", name), ("x", x)]),
            None => name,
        };
        let all = [
            self.line(from, Some(who)),
            (public == Some(false)).then(|| self.words("sources.is_private")),
            self.line("only.data", self.data_names(used.narrow.data.as_ref())),
            self.line("only.when", self.maybe(used.narrow.when.as_ref())),
        ];
        lines(all.into_iter().flatten())
    }

    fn purposes_with_source(&self, source: &Entry<Source>) -> Vec<&Entry<Purpose>> {
        let uses =
            |purpose: &&Entry<Purpose>| self.model.sources_of(purpose).iter().any(|used| used.entry.id == source.id);
        self.model.purposes.iter().filter(uses).collect()
    }

    /// Anchor `sources`.
    pub(super) fn sources_section(&self) -> Option<Section> {
        let used = |one: &&Entry<Source>| !self.purposes_with_source(one).is_empty() || self.is_own(one.span);
        let shown: Vec<_> = self.model.sources.iter().filter(used).collect();
        let rows: Vec<_> = shown.iter().map(|source| self.source_row(source)).collect();
        let head = [
            "sources.label",
            "sources.sector",
            "sources.public",
            "sources.countries",
            "sources.data",
            "sources.when",
            "sources.purposes",
            "sources.more",
        ];
        let table = self.table("sources.caption", &head, &rows)?;
        let table = shown.iter().fold(table, |table, one| table.from(format!("sources.{}", one.id), one.span));
        section("sources", self.plain("sources.heading"), vec![table], Vec::new())
    }

    fn source_row(&self, source: &Entry<Source>) -> Vec<Words> {
        let public = source.public.map(|public| self.words(if public.value { "sources.yes" } else { "sources.no" }));
        let label = source.name.as_ref().and(self.maybe(source.label.as_ref()));
        let purposes = self.purposes_with_source(source).into_iter().map(|purpose| self.purpose_link(purpose));
        vec![
            lines(std::iter::once(self.source_name(source)).chain(label)).unwrap_or_default(),
            self.maybe(source.sector.as_ref()).unwrap_or_default(),
            public.unwrap_or_default(),
            self.places(source.countries.as_ref()).unwrap_or_default(),
            self.data_names(source.data.as_ref()).unwrap_or_default(),
            self.maybe(source.when.as_ref()).unwrap_or_default(),
            lines(purposes).unwrap_or_default(),
            source.more.as_ref().map(|more| url(more)).unwrap_or_default(),
        ]
    }
}
