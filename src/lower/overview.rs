//! A table of all purposes, before the card of each.

use super::build::Marked;
use super::words::{Lower, Words, inside, lines};
use crate::declaration::{Entry, Purpose, Retention};
use crate::document::Block;
use crate::model::Used;

impl Lower<'_> {
    /// What for, on what basis, how long, who gets the data; `None` where the notice does not ask for it.
    pub(super) fn overview(&self) -> Option<Block> {
        let asked = self.model.notice.as_ref()?.overview.filter(|overview| overview.value)?;
        let rows: Vec<_> = self.model.purposes.iter().map(|purpose| self.overview_row(purpose)).collect();
        let head = ["overview.purpose", "overview.basis", "overview.retention", "overview.recipients"];
        let head = head.map(|key| format!("purposes.{key}"));
        let table = self.table("purposes.overview.caption", &head.each_ref().map(String::as_str), &rows)?;
        Some(table.with_id("purposes-overview").from("notice.overview", asked.span))
    }

    fn overview_row(&self, purpose: &Entry<Purpose>) -> Vec<Words> {
        let all = [
            Some(self.purpose_link(purpose)),
            lines(self.basis_names(purpose)),
            lines(self.retention_of(purpose)),
            self.who_receives(purpose),
        ];
        all.into_iter().map(Option::unwrap_or_default).collect()
    }

    /// The short names of the bases of a purpose, each once.
    pub(super) fn basis_names(&self, purpose: &Purpose) -> Vec<Words> {
        let mut names: Vec<Words> = Vec::new();
        for basis in self.model.bases(purpose).iter().filter_map(|basis| basis.article) {
            let name = self.by("basis.name", basis.value.name());
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// The storage periods of a purpose as they stand in a cell; one of several parts is linked.
    fn retention_of(&self, purpose: &Purpose) -> Vec<Words> {
        self.retention_in_short(purpose, |anchor| inside(anchor, &self.words("retention.see")))
    }

    /// The same with other words for one of several parts, made from its anchor.
    pub(super) fn retention_in_short(&self, purpose: &Purpose, parts: impl Fn(&str) -> Words) -> Vec<Words> {
        self.model.retention_of(purpose).iter().filter_map(|used| self.one_retention(used, &parts)).collect()
    }

    fn one_retention(&self, used: &Used<'_, Retention>, parts: impl Fn(&str) -> Words) -> Option<Words> {
        let one = used.entry;
        let counted = self.how_long(one);
        // What fits in no cell stands in a part of its own.
        let more = Self::is_in_parts(one).then(|| parts(&format!("retention-{}", one.id)));
        let from = self.line("retention.start", self.maybe(one.from.as_ref())).filter(|_| !counted.is_empty());
        let limits = [
            self.maybe(used.narrow.when.as_ref()),
            self.data_names(used.narrow.data.as_ref()),
            self.subject_names(used.narrow.subjects.as_ref()),
        ];
        let whole = lines(counted.into_iter().chain(from).chain(more))?;
        match self.fragments(limits.into_iter().flatten()) {
            Some(term) => Some(self.say("list.pair", &[("term", term), ("x", whole)])),
            None => Some(whole),
        }
    }

    /// Who gets data for a purpose, by name.
    pub(super) fn who_receives(&self, purpose: &Purpose) -> Option<Words> {
        let uses = self.model.recipients_of(purpose)?;
        if uses.is_empty() {
            return Some(self.words("purposes.overview.nobody"));
        }
        self.fragments(uses.iter().map(|used| {
            let name = self.recipient_name(used.entry);
            match self.data_names(used.narrow.data.as_ref()) {
                Some(x) => self.say("list.pair", &[("term", name), ("x", x)]),
                None => name,
            }
        }))
    }
}
