//! What holds for several rights at once: people who cannot be identified (Art. 11), limits that a law puts on rights (Art. 23,
//! PA18 Schedules 2 to 4), and telling those who got the data (Art. 19).

use super::build::{Marked, list};
use super::words::{Lower, Words, lines, named};
use crate::declaration::{Entry, Purpose, Restriction};
use crate::document::{Block, Content, Inline};
use crate::law::Right;

impl Lower<'_> {
    /// What follows the list of rights.
    pub(super) fn limits_of_rights(&self) -> Vec<Block> {
        [self.unidentified(), self.restrictions(), self.told()].into_iter().flatten().collect()
    }

    /// That some rights apply only to those who let themselves be identified.
    fn unidentified(&self) -> Option<Block> {
        let cannot = |purpose: &&Entry<Purpose>| purpose.can_identify.is_some_and(|can| !can.value);
        let purposes: Vec<_> = self.model.purposes.iter().filter(cannot).collect();
        let which = self.purpose_links(purposes.iter().copied()).filter(|_| self.is_under_gdpr())?;
        let which = self.say("rights.unidentified_purposes", &[("purposes", which)]);
        let effect = self.under_gdpr(self.say("rights.unidentified", &[("article", self.citation("11(2)"))]));
        let words = lines([effect, which])?;
        let block = Block::paragraph(words).with_id("rights-unidentified");
        let mark = |block: Block, purpose: &&Entry<Purpose>| {
            let span = purpose.can_identify.map_or(purpose.span, |can| can.span);
            block.from(format!("purposes.{}.can_identify", purpose.id), span)
        };
        Some(purposes.iter().fold(block, mark))
    }

    fn citation(&self, place: &str) -> Words {
        vec![Inline::text(self.article(place))]
    }

    /// The limits that are made use of, each with its law.
    fn restrictions(&self) -> Option<Block> {
        let many = self.model.rights.as_ref()?.restrictions.as_ref()?;
        let points: Vec<_> = many.iter().filter_map(|one| self.restriction_of(one)).collect();
        let points = list(false, points.into_iter().map(|words| vec![Block::paragraph(words)]).collect())?;
        let blocks = vec![Block::paragraph(self.words("rights.restrictions.intro")), points];
        let block: Block = Content::Group { blocks }.into();
        Some(block.with_id("rights-restrictions").from("rights.restrictions", many.span))
    }

    fn restriction_of(&self, one: &Restriction) -> Option<Words> {
        let names = one.rights.iter().flatten().map(|right| self.by("rights.name", right.as_ref()));
        let all = [
            self.line("rights.restrictions.rights", self.fragments(names)),
            self.line("rights.restrictions.law", self.statutes(one.law.as_ref())),
            self.line("rights.restrictions.paragraph", one.paragraph.as_ref().map(|place| named(place))),
            self.line("rights.restrictions.protects", self.maybe(one.protects.as_ref())),
            self.line("only.purposes", self.purpose_links(self.model.purposes_named(one.purposes.as_ref()))),
        ];
        lines(all.into_iter().flatten())
    }

    /// That recipients are told of corrections, deletions and restrictions.
    fn told(&self) -> Option<Block> {
        let such = [Right::Rectification, Right::Erasure, Right::Restriction];
        let stated = such.into_iter().any(|right| self.model.states(right));
        if !stated || !self.is_under_gdpr() || self.model.recipients_used().is_empty() {
            return None;
        }
        let told = self.under_gdpr(self.say("rights.told", &[("article", self.citation("19"))]));
        let block = Block::paragraph(told);
        Some(block.with_id("rights-told").from("rights", self.rights_span()))
    }
}
