//! Conditions for specially protected data: Art. 9(2) and 10, Schedule 1 to the UK's Data Protection Act 2018.

use super::build::{Marked, points};
use super::words::{Lower, Words, lines, named};
use crate::declaration::{Condition, Data, Entry, Purpose};
use crate::document::Block;
use crate::law::basis::Condition9;
use crate::law::items;

impl Lower<'_> {
    /// The conditions of a purpose; `None` where no article is declared.
    pub(super) fn condition_block(&self, purpose: &Entry<Purpose>) -> Option<Block> {
        let many = purpose.conditions.as_ref()?;
        let items = self.model.items(&items::PURPOSE, Some(purpose));
        let block = points(many.iter().filter_map(|one| self.condition(one, purpose)).collect())?;
        let block = block.with_id(format!("purpose-{}-conditions", purpose.id)).tells(items);
        Some(block.from(format!("purposes.{}.conditions", purpose.id), many.span))
    }

    fn condition(&self, condition: &Condition, purpose: &Purpose) -> Option<Words> {
        let article = condition.article?.value;
        let authority = condition.official_authority.is_some_and(|authority| authority.value);
        let all = [
            Some(self.cited("conditions.sentence", article.name(), &self.article(article.article()))),
            self.line("basis.scope", self.maybe(condition.scope.as_ref())),
            self.line("only.data", self.condition_data(condition, article, purpose)),
            self.line("only.subjects", self.subject_names(condition.subjects.as_ref())),
            self.line("only.recipients", self.recipient_names(condition.recipients.as_ref())),
            self.line("only.controllers", self.controller_names(condition.controllers.as_ref())),
            self.line("basis.law", self.statutes(condition.law.as_ref())),
            authority.then(|| self.words("conditions.official_authority")),
            self.line("conditions.schedule_1", self.statutes(condition.schedule_1.as_ref())),
            self.line("conditions.schedule_a1", condition.schedule_a1.as_ref().map(|place| named(place))),
            self.line("conditions.policy", condition.policy.as_ref().map(|policy| Self::reach(policy))),
            self.line("conditions.secrecy", self.maybe(condition.secrecy.as_ref())),
            self.line("conditions.safeguards", self.maybe(condition.safeguards.as_ref())),
            self.line("basis.withdraw", self.maybe(condition.withdraw.as_ref())),
            self.maybe(condition.free.as_ref()),
        ];
        lines(all.into_iter().flatten())
    }

    /// The categories that a condition names, or else all of the purpose that need one.
    fn condition_data(&self, condition: &Condition, article: Condition9, purpose: &Purpose) -> Option<Words> {
        if condition.data.is_some() {
            return self.data_names(condition.data.as_ref());
        }
        let needs = |data: &Data| match article {
            Condition9::Offences => self.model.is_criminal(data),
            _ => self.model.is_special(data),
        };
        let all = self.model.data_of(purpose).into_iter().map(|used| used.entry);
        self.fragments(all.filter(|data: &&Entry<Data>| needs(data)).map(|data| self.data_name(data)))
    }
}
