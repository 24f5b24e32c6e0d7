//! The card of one purpose: everything that Art. 13 and 14 ask for, in one place.

use super::build::{Marked, definitions, paragraph_of, points, traces};
use super::words::{Lower, Words, inside, lines};
use crate::declaration::{Collected, Decision, Entry, Provision, ProvisionKind, Purpose, is_so};
use crate::document::{Block, Definition, Inline};
use crate::law::items;
use crate::source::Span;

impl Lower<'_> {
    /// What is told of a purpose.
    pub(super) fn purpose_blocks(&self, purpose: &Entry<Purpose>) -> Vec<Block> {
        let mut blocks: Vec<_> = self.purpose_text(purpose).into_iter().collect();
        let rows = [
            ("purpose.who", self.who(purpose)),
            ("purpose.when", self.when(purpose)),
            ("purpose.data", self.purpose_data(purpose)),
            ("purpose.collected", self.collected(purpose)),
            ("purpose.basis", self.basis_block(purpose)),
            ("purpose.interests", self.interest_block(purpose)),
            ("purpose.conditions", self.condition_block(purpose)),
            ("purpose.recipients", self.purpose_recipients(purpose)),
            ("purpose.retention", self.purpose_retention(purpose)),
            ("purpose.provision", self.provision(purpose)),
            ("purpose.together", self.together(purpose)),
            ("purpose.automated", self.purpose_decisions(purpose)),
            ("purpose.further", self.further(purpose)),
            ("purpose.delivery", self.delivery(purpose)),
            ("purpose.notes", self.notes(purpose)),
        ];
        let row =
            |(term, block): (&str, Option<Block>)| Some(Definition { term: self.words(term), blocks: vec![block?] });
        blocks.extend(definitions(rows.into_iter().filter_map(row).collect()));
        blocks
    }

    fn mark(purpose: &Entry<Purpose>, field: &str, span: Span, block: Block) -> Block {
        let block = block.with_id(format!("purpose-{}-{field}", purpose.id));
        block.from(format!("purposes.{}.{field}", purpose.id), span)
    }

    fn when(&self, purpose: &Entry<Purpose>) -> Option<Block> {
        let when = purpose.when.as_ref()?;
        Some(Self::mark(purpose, "when", when.span, self.paragraph(Some(when))?))
    }

    /// The text of the purpose, which says what is done with the data to what end.
    fn purpose_text(&self, purpose: &Entry<Purpose>) -> Option<Block> {
        let words = self.maybe(purpose.text.as_ref())?;
        let items = self.model.items(&items::PURPOSE, Some(purpose));
        let block = Block::paragraph(words).with_id(format!("purpose-{}-text", purpose.id)).tells(items);
        Some(block.from(format!("purposes.{}", purpose.id), purpose.span))
    }

    /// Whose data it is, where the notice speaks to several groups.
    fn who(&self, purpose: &Entry<Purpose>) -> Option<Block> {
        let ids = purpose.subjects.as_ref()?;
        let groups = self.model.subjects_of(purpose);
        if self.model.addressed().len() == 1 && groups.len() == 1 {
            return None;
        }
        let words = self.fragments(groups.into_iter().map(|subject| self.subject_name(subject)))?;
        Some(Self::mark(purpose, "subjects", ids.span, Block::paragraph(words)))
    }

    fn purpose_data(&self, purpose: &Entry<Purpose>) -> Option<Block> {
        let point = |used: &crate::model::Used<'_, crate::declaration::Data>| {
            // The entry's own limits stand in its row of the table.
            let narrowed = !std::ptr::eq(used.narrow, &raw const used.entry.value);
            let limits = narrowed.then(|| {
                [
                    self.line("only.when", self.maybe(used.narrow.when.as_ref())),
                    self.line("only.subjects", self.subject_names(used.narrow.subjects.as_ref())),
                ]
            });
            let name = inside("data", &self.data_name(used.entry));
            lines(std::iter::once(name).chain(limits.into_iter().flatten().flatten()))
        };
        let span = purpose.data.as_ref()?.span;
        let block = points(self.model.data_of(purpose).iter().filter_map(point).collect())?;
        let indirect = self.model.collection(purpose).art_14();
        let items = if indirect { self.model.items(&items::CATEGORIES, Some(purpose)) } else { Vec::new() };
        Some(Self::mark(purpose, "data", span, block).tells(items))
    }

    fn collected(&self, purpose: &Entry<Purpose>) -> Option<Block> {
        let many = purpose.collected.as_ref()?;
        let mut sources = self.model.sources_of(purpose).into_iter();
        let point = |one: &crate::source::Spanned<Collected>| match &one.value {
            Collected::Direct => Some(self.words("collected.direct")),
            Collected::Observed => Some(self.words("collected.observed")),
            Collected::Inferred => Some(self.words("collected.inferred")),
            Collected::From(_) => sources.next().and_then(|used| self.source_of(&used)),
        };
        let block = points(many.iter().filter_map(point).collect())?;
        let indirect = self.model.collection(purpose).art_14();
        let items = if indirect { self.model.items(&items::SOURCE, Some(purpose)) } else { Vec::new() };
        Some(Self::mark(purpose, "collected", many.span, block).tells(items))
    }

    fn provision(&self, purpose: &Entry<Purpose>) -> Option<Block> {
        let many = purpose.provision.as_ref()?;
        let block = points(self.provision_words(purpose))?;
        let items = self.model.items(&items::PROVISION, Some(purpose));
        Some(Self::mark(purpose, "provision", many.span, block).tells(items))
    }

    /// Whether the reader must give the data, statement by statement.
    pub(super) fn provision_words(&self, purpose: &Entry<Purpose>) -> Vec<Words> {
        // Art. 14 has no such item: who gave nothing is not told that anything must be given.
        let many = purpose.provision.as_ref().filter(|_| self.model.collection(purpose).art_13());
        match (many, self.nothing_asked(purpose)) {
            (None, _) => Vec::new(),
            (Some(_), Some(words)) => vec![words],
            (Some(many), None) => many.iter().filter_map(|one| self.one_provision(one)).collect(),
        }
    }

    /// That the reader gives none of the data, where all of it comes in without asking.
    fn nothing_asked(&self, purpose: &Purpose) -> Option<Words> {
        let collection = self.model.collection(purpose);
        let key = match (collection.observed, collection.inferred) {
            _ if !collection.declared || collection.direct => return None,
            _ if collection.indirect => "provision.elsewhere",
            (true, true) => "provision.both",
            (true, false) => "provision.observed",
            (false, true) => "provision.inferred",
            (false, false) => return None,
        };
        Some(self.words(key))
    }

    fn one_provision(&self, one: &Provision) -> Option<Words> {
        let kind = one.kind.map(|kind| kind.value);
        let obliged = one.obliged.map(|obliged| obliged.value);
        let free = kind == Some(ProvisionKind::Voluntary) && obliged == Some(false);
        // The two facts would seem to deny each other in two sentences.
        let provided = matches!(kind, Some(ProvisionKind::Statutory | ProvisionKind::Contractual));
        let unobliged = provided && obliged == Some(false);
        let table = if unobliged { "provision.unobliged" } else { "provision.sentence" };
        let rests = kind.filter(|_| !free).map(|kind| self.by(table, kind.as_ref()));
        let duty = match obliged {
            _ if unobliged => None,
            _ if free => Some("provision.voluntary_free"),
            Some(true) => Some("provision.obliged"),
            Some(false) => Some("provision.not_obliged"),
            None => None,
        };
        let all = [
            rests,
            duty.map(|key| self.words(key)),
            self.line("provision.consequences", self.maybe(one.consequences.as_ref())),
            self.line("only.data", self.data_names(one.data.as_ref())),
            self.line("only.subjects", self.subject_names(one.subjects.as_ref())),
            self.line("only.law", self.statutes(one.law.as_ref())),
        ];
        lines(all.into_iter().flatten())
    }

    /// When people are told who did not give the data.
    fn delivery(&self, purpose: &Entry<Purpose>) -> Option<Block> {
        let delivery = purpose.delivery.as_ref();
        let block = paragraph_of([self.maybe(delivery), self.not_told(purpose)].into_iter().flatten())?;
        let span = delivery.map_or(purpose.span, |delivery| delivery.span);
        Some(Self::mark(purpose, "delivery", span, block).traced(traces("exemptions", self.exemptions_of(purpose))))
    }

    fn purpose_decisions(&self, purpose: &Entry<Purpose>) -> Option<Block> {
        let decides = |one: &&Entry<Decision>| one.purposes.iter().flatten().any(|id| id.value == purpose.id);
        let links = self
            .model
            .automated
            .iter()
            .filter(decides)
            .map(|one| inside(&format!("automated-{}", one.id), &self.decision_name(one)));
        let words = self.fragments(links)?;
        Some(Block::paragraph(words).from(format!("purposes.{}", purpose.id), purpose.span))
    }

    fn notes(&self, purpose: &Entry<Purpose>) -> Option<Block> {
        let version = purpose.added_in.as_ref().map(|version| vec![Inline::text(version.trim())]);
        let all = [
            is_so(purpose.profiling).then(|| self.words("purpose.profiling")),
            self.model.is_marketing(purpose).then(|| self.words("purpose.marketing")),
            is_so(purpose.research).then(|| self.words("purpose.research")),
            purpose.can_identify.filter(|can| !can.value).map(|_| self.words("purpose.unidentified")),
            self.line("purpose.identify_by", self.maybe(purpose.identify_by.as_ref())),
            version.map(|version| self.say("purpose.added_in", &[("version", version)])),
        ];
        let block = paragraph_of(all.into_iter().flatten())?;
        Some(block.from(format!("purposes.{}", purpose.id), purpose.span))
    }
}
