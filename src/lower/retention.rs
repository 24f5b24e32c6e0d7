//! How long data are kept: Art. 13(2)(a).

use super::build::{Marked, list, paragraph_of, section};
use super::words::{Lower, Words, inside, lines, url};
use crate::declaration::{Entry, Exception, Many, Purpose, Retention, Stage, Term};
use crate::document::{Block, Inline, Section};
use crate::law::items;
use crate::model::Used;
use crate::source::Spanned;

impl Lower<'_> {
    /// The storage periods of a purpose, in full.
    pub(super) fn purpose_retention(&self, purpose: &Entry<Purpose>) -> Option<Block> {
        let many = purpose.retention.as_ref()?;
        let uses = self.model.retention_of(purpose);
        let mut pieces: Vec<Vec<Block>> = uses.iter().map(|used| self.retention_piece(used)).collect();
        pieces.retain(|piece| !piece.is_empty());
        let block = match (pieces.len(), pieces.first()) {
            (1, Some(only)) if only.len() == 1 => pieces.pop()?.pop()?,
            _ => list(false, pieces)?,
        };
        let items = self.model.items(&items::RETENTION, Some(purpose));
        let block = block.with_id(format!("purpose-{}-retention", purpose.id)).tells(items);
        Some(block.from(format!("purposes.{}.retention", purpose.id), many.span))
    }

    fn retention_piece(&self, used: &Used<'_, Retention>) -> Vec<Block> {
        let mut blocks = self.retention_blocks(&used.entry.value);
        let limits = [
            self.line("only.when", self.maybe(used.narrow.when.as_ref())),
            self.line("only.data", self.data_names(used.narrow.data.as_ref())),
            self.line("only.subjects", self.subject_names(used.narrow.subjects.as_ref())),
        ];
        let Some(limits) = lines(limits.into_iter().flatten()) else { return blocks };
        let what = paragraph_of([limits.clone()]);
        match blocks.first_mut().map(|block| &mut block.content) {
            Some(crate::document::Content::Paragraph { text }) => {
                *text = lines([limits, text.clone()]).unwrap_or_default();
            }
            Some(_) => blocks.splice(0..0, what).for_each(drop),
            None => {}
        }
        blocks
    }

    /// A storage period in full: first what fits in one paragraph, then lists of several ends, stages, exceptions.
    fn retention_blocks(&self, one: &Retention) -> Vec<Block> {
        let mut blocks: Vec<_> = paragraph_of(self.retention_lines(one)).into_iter().collect();
        blocks.extend(self.listed("retention.later_of", self.terms(one.later_of.as_ref()), false));
        blocks.extend(self.listed("retention.earlier_of", self.terms(one.earlier_of.as_ref()), false));
        let stages = one.stages.iter().flatten().map(|stage| self.stage(stage)).collect();
        blocks.extend(self.listed("retention.stages", stages, true));
        let except = one.except.iter().flatten().map(|exception| self.exception(exception)).collect();
        blocks.extend(self.listed("retention.except", except, false));
        blocks.extend(paragraph_of(self.retention_why(one)));
        let only_lines = |blocks: &[Block]| {
            blocks.iter().all(|block| matches!(block.content, crate::document::Content::Paragraph { .. }))
        };
        if blocks.len() == 2 && only_lines(&blocks) {
            return paragraph_of(self.retention_lines(one).into_iter().chain(self.retention_why(one)))
                .into_iter()
                .collect();
        }
        blocks
    }

    fn listed(&self, key: &str, points: Vec<Words>, ordered: bool) -> Vec<Block> {
        let items: Vec<_> = points.into_iter().filter(|words| !words.is_empty()).collect();
        if items.is_empty() {
            return Vec::new();
        }
        let items = items.into_iter().map(|words| vec![Block::paragraph(words)]).collect();
        std::iter::once(Block::paragraph(self.words(key))).chain(list(ordered, items)).collect()
    }

    fn retention_lines(&self, one: &Retention) -> Vec<Words> {
        let period = |key: &str, period: Option<Spanned<crate::declaration::Period>>| {
            period.map(|period| self.with_period(key, period.value))
        };
        let permanent =
            one.permanent.map(|yes| if yes.value { "retention.permanent" } else { "retention.not_permanent" });
        let at_most = if one.until.is_some() { "retention.at_most_until" } else { "retention.at_most" };
        let all = [
            period("retention.period", one.period),
            self.line("retention.start", self.maybe(one.from.as_ref())),
            self.line("retention.until", self.maybe(one.until.as_ref())),
            self.maybe(one.criteria.as_ref()),
            period("retention.at_least", one.at_least),
            period(at_most, one.at_most),
            permanent.map(|key| self.words(key)),
            one.by.map(|_| self.words("retention.by_recipient")),
        ];
        all.into_iter().flatten().collect()
    }

    fn retention_why(&self, one: &Retention) -> Vec<Words> {
        let all = [
            self.line("retention.because", self.maybe(one.because.as_ref())),
            self.line("retention.law", self.statutes(one.law.as_ref())),
            self.line("retention.schedule", self.schedule(one)),
        ];
        all.into_iter().flatten().collect()
    }

    fn schedule(&self, one: &Retention) -> Option<Words> {
        let schedule = one.schedule.as_ref()?;
        match (self.maybe(schedule.label.as_ref()), &schedule.url) {
            (Some(label), Some(address)) => Some(vec![Inline::link(address.to_string(), Inline::plain(&label))]),
            (label, address) => label.or_else(|| address.as_ref().map(|address| url(address))),
        }
    }

    fn terms(&self, terms: Option<&Many<Term>>) -> Vec<Words> {
        terms.into_iter().flatten().map(|term| self.term(term)).collect()
    }

    fn term(&self, term: &Term) -> Words {
        let period = term.period.map(|period| vec![Inline::text(self.period(period.value))]);
        let from = self.maybe(term.from.as_ref());
        let counted = match (period, from) {
            (Some(period), Some(from)) => Some(self.say("retention.term_from", &[("period", period), ("from", from)])),
            (period, from) => period.or_else(|| self.line("retention.start", from)),
        };
        let until = self.line("retention.term_until", self.maybe(term.until.as_ref()));
        lines(counted.into_iter().chain(until)).unwrap_or_default()
    }

    fn stage(&self, stage: &Stage) -> Words {
        let period = stage.period.map(|period| vec![Inline::text(self.period(period.value))]);
        match (period, self.maybe(stage.then.as_ref())) {
            (Some(period), Some(then)) => self.say("retention.stage", &[("period", period), ("then", then)]),
            (period, then) => period.or(then).unwrap_or_default(),
        }
    }

    fn exception(&self, one: &Exception) -> Words {
        let event = self.maybe(one.event.as_ref()).unwrap_or_default();
        let period = one.period.map(|period| {
            self.say(
                "retention.event",
                &[("event", event.clone()), ("period", vec![Inline::text(self.period(period.value))])],
            )
        });
        let until = self.maybe(one.until.as_ref());
        let until = until.map(|x| self.say("retention.event_until", &[("event", event.clone()), ("x", x)]));
        let law = self.line("retention.law", self.statutes(one.law.as_ref()));
        lines(period.into_iter().chain(until).chain(law)).unwrap_or_default()
    }

    pub(super) fn is_in_parts(one: &Retention) -> bool {
        one.later_of.is_some() || one.earlier_of.is_some() || one.stages.is_some() || one.except.is_some()
    }

    fn purposes_with_retention(&self, one: &Entry<Retention>) -> Vec<(&Entry<Purpose>, Used<'_, Retention>)> {
        let mut found = Vec::new();
        for purpose in &self.model.purposes {
            let uses = self.model.retention_of(purpose).into_iter().filter(|used| used.entry.id == one.id);
            found.extend(uses.map(|used| (purpose, used)));
        }
        found
    }

    /// Anchor `retention`: a table of all periods, and a part for each that a row can't hold.
    pub(super) fn retention_section(&self) -> Option<Section> {
        let used = |one: &&Entry<Retention>| !self.purposes_with_retention(one).is_empty() || self.is_own(one.span);
        let shown: Vec<_> = self.model.retention.iter().filter(used).collect();
        let rows: Vec<_> = shown.iter().map(|one| self.retention_row(one)).collect();
        let head = ["retention.purposes", "retention.what", "retention.how_long", "retention.from", "retention.why"];
        let table = self.table("retention.caption", &head, &rows)?;
        let table = shown.iter().fold(table, |table, one| table.from(format!("retention.{}", one.id), one.span));
        let parts = shown.iter().filter(|one| Self::is_in_parts(one)).filter_map(|one| self.retention_part(one));
        section("retention", self.plain("retention.heading"), vec![table], parts.collect())
    }

    fn retention_part(&self, one: &Entry<Retention>) -> Option<Section> {
        let path = format!("retention.{}", one.id);
        let blocks = self.retention_blocks(one).into_iter().map(|block| block.from(path.clone(), one.span)).collect();
        section(format!("retention-{}", one.id), super::words::heading(&self.retention_name(one)), blocks, Vec::new())
    }

    /// What a period is for: its label, or else the purposes that use it.
    fn retention_name(&self, one: &Entry<Retention>) -> Words {
        let purposes = self.purposes_with_retention(one).into_iter().map(|(purpose, _)| self.purpose_name(purpose));
        let label = self.maybe(one.label.as_ref()).or_else(|| self.fragments(purposes));
        label.unwrap_or_else(|| super::words::by_id(&one.id))
    }

    fn retention_row(&self, one: &Entry<Retention>) -> Vec<Words> {
        let uses = self.purposes_with_retention(one);
        let purposes = uses.iter().map(|(purpose, used)| {
            let limits = [
                self.maybe(used.narrow.when.as_ref()),
                self.data_names(used.narrow.data.as_ref()),
                self.subject_names(used.narrow.subjects.as_ref()),
            ];
            match self.fragments(limits.into_iter().flatten()) {
                Some(x) => self.say("list.pair", &[("term", self.purpose_link(purpose)), ("x", x)]),
                None => self.purpose_link(purpose),
            }
        });
        let more = Self::is_in_parts(one);
        let more = more.then(|| inside(&format!("retention-{}", one.id), &self.words("retention.see")));
        let how_long = lines(self.how_long(one).into_iter().chain(more)).unwrap_or_default();
        vec![
            lines(purposes).unwrap_or_default(),
            self.maybe(one.label.as_ref()).unwrap_or_default(),
            how_long,
            self.maybe(one.from.as_ref()).unwrap_or_default(),
            self.why(one),
        ]
    }

    pub(super) fn how_long(&self, one: &Retention) -> Vec<Words> {
        let permanent =
            one.permanent.map(|yes| if yes.value { "retention.cell_permanent" } else { "retention.not_permanent" });
        let all = [
            one.period.map(|period| vec![Inline::text(self.period(period.value))]),
            self.line("retention.cell_until", self.maybe(one.until.as_ref())),
            self.maybe(one.criteria.as_ref()),
            one.at_least.map(|period| self.with_period("retention.cell_at_least", period.value)),
            one.at_most.map(|period| self.with_period("retention.cell_at_most", period.value)),
            permanent.map(|key| self.words(key)),
            one.by.map(|_| self.words("retention.cell_recipient")),
        ];
        all.into_iter().flatten().collect()
    }

    fn why(&self, one: &Retention) -> Words {
        let all = [self.maybe(one.because.as_ref()), self.statutes(one.law.as_ref()), self.schedule(one)];
        lines(all.into_iter().flatten()).unwrap_or_default()
    }
}
