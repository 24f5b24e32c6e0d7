//! Conditions for specially protected data: Art. 9(2) and 10, Schedule 1 to the UK's Data Protection Act 2018.

use super::build::{Marked, points};
use super::law::Law;
use super::words::{Lower, Words, lines, named};
use crate::declaration::{Condition, Data, Entry, Kind, Purpose, Reach, is_so};
use crate::document::{Block, Inline};
use crate::law::basis::Condition9;
use crate::law::schedule_1::Cited;
use crate::law::{Regime, items};

impl Lower<'_> {
    /// The conditions of a purpose; `None` where no article is declared.
    pub(super) fn condition_block(&self, purpose: &Entry<Purpose>) -> Option<Block> {
        let many = purpose.conditions.as_ref()?;
        let items = self.model.items(&items::BASIS, Some(purpose));
        let block = points(many.iter().filter_map(|one| self.condition(one, purpose)).collect())?;
        let block = block.with_id(format!("purpose-{}-conditions", purpose.id)).tells(items);
        Some(block.from(format!("purposes.{}.conditions", purpose.id), many.span))
    }

    fn condition(&self, condition: &Condition, purpose: &Purpose) -> Option<Words> {
        let article = condition.article?.value;
        let authority = is_so(condition.official_authority);
        // Said once, with the basis.
        let said = |basis: &crate::source::Spanned<crate::declaration::Basis>| self.maybe(basis.withdraw.as_ref());
        let withdraw = self.maybe(condition.withdraw.as_ref());
        let withdraw = withdraw.filter(|how| !self.model.bases(purpose).iter().filter_map(said).any(|one| one == *how));
        let given = self.given(condition.given.as_ref());
        let all = [
            Some(self.condition_sentence(article)),
            self.line("basis.scope", self.maybe(condition.scope.as_ref())),
            self.line("only.data", self.condition_data(condition, article, purpose)),
            self.line("only.subjects", self.subject_names(condition.subjects.as_ref())),
            self.line("only.recipients", self.recipient_names(condition.recipients.as_ref())),
            self.line("only.controllers", self.controller_names(condition.controllers.as_ref())),
            self.line("basis.law", self.statutes(condition.law.as_ref())),
            authority.then(|| self.words("conditions.official_authority")),
            self.line("conditions.schedule_1", self.statutes(condition.schedule_1.as_ref())),
            self.line("conditions.schedule_a1", condition.schedule_a1.as_ref().map(|place| named(place))),
            self.equality_stop(condition),
            condition.policy.as_ref().map(|policy| self.policy(policy)),
            self.line("conditions.contract", self.maybe(condition.contract.as_ref())),
            self.line("conditions.secrecy", self.maybe(condition.secrecy.as_ref())),
            self.line("conditions.safeguards", self.maybe(condition.safeguards.as_ref())),
            given,
            self.line("basis.withdraw", withdraw),
            self.maybe(condition.free.as_ref()),
        ];
        lines(all.into_iter().flatten())
    }

    fn condition_sentence(&self, article: Condition9) -> Words {
        let court = article == Condition9::LegalClaims && self.model.is_kind(Kind::Court);
        if self.only_swiss() {
            return if court {
                self.words("conditions.court_plain")
            } else {
                self.by("conditions.plain", article.name())
            };
        }
        let cited = self.article(article.article());
        if court {
            return self.say("conditions.court", &[("article", vec![Inline::text(cited)])]);
        }
        self.cited("conditions.sentence", article.name(), &cited)
    }

    /// The right to end the use of equality data by writing, which paragraph 8(5) of Schedule 1 gives.
    fn equality_stop(&self, condition: &Condition) -> Option<Words> {
        let equality = |cited: Cited<'_>| cited.number == 8;
        let mut paragraphs = condition.schedule_1.iter().flatten().filter_map(|one| Cited::read(one.as_str()));
        let relied_on = self.model.law.has(Regime::Uk) && paragraphs.any(equality);
        relied_on.then(|| self.under(Law::Uk, self.words("conditions.equality_stop")))
    }

    fn policy(&self, policy: &Reach) -> Words {
        let key = if matches!(policy, Reach::Url(_)) { "conditions.policy" } else { "conditions.policy_where" };
        self.say(key, &[("x", Self::reach(policy))])
    }

    /// The categories that a condition names, or else all of the purpose that need one.
    pub(super) fn condition_data(
        &self,
        condition: &Condition,
        article: Condition9,
        purpose: &Purpose,
    ) -> Option<Words> {
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
