//! Rights of the reader: Art. 13(2)(b) and (c), each with where it applies and its limits.

use super::build::{Marked, definitions, list, paragraph_of, section};
use super::law::Law;
use super::names::Gives;
use super::words::{Lower, Words, inside};
use crate::declaration::{Entry, Fee, Period, Purpose, Rights, RightsMode, is_so};
use crate::document::{Block, Content, Definition, Inline, Section};
use crate::law::basis::Condition9;
use crate::law::items::Duty;
use crate::law::rights::Effect;
use crate::law::{Article6, Right, UK_SEARCH, items};
use crate::model::Standing;
use crate::source::{Span, Spanned};

impl Lower<'_> {
    /// Anchor `rights`.
    pub(super) fn rights_section(&self) -> Option<Section> {
        let mut blocks = self.requests();
        if !self.only_swiss() {
            let rights = definitions(self.gdpr_rights());
            let under = self.swiss().then(|| Block::paragraph(self.by("rights.under", self.law().key())));
            let under = under.filter(|_| rights.is_some()).map(|block| block.from("rights", self.rights_span()));
            blocks.extend(under.into_iter().chain(rights));
        }
        blocks.extend(self.limits_of_rights());
        blocks.extend(self.swiss_rights());
        section("rights", self.plain("rights.heading"), blocks, Vec::new())
    }

    /// The rights of Arts. 15 to 22.
    fn gdpr_rights(&self) -> Vec<Definition> {
        let entries = [
            self.access(),
            self.rectification(),
            self.erasure(),
            self.restriction(),
            self.portability(),
            self.objection_entry(),
            self.withdrawal(),
            self.decisions_entry(),
        ];
        entries.into_iter().flatten().collect()
    }

    /// Where the rights are declared, or else what makes them the law of the notice.
    pub(super) fn rights_span(&self) -> Span {
        self.model.rights.as_ref().map_or_else(|| self.law_span(), |rights| rights.span)
    }

    /// How to use rights.
    fn requests(&self) -> Vec<Block> {
        let rights = self.model.rights.as_ref();
        let channel = rights.is_some_and(|rights| rights.contact.is_some() || rights.form.is_some());
        let fallback = (!channel && self.controller_is_reachable()).then(|| self.controller_link());
        let ways = [
            self.line("rights.contact", rights.and_then(|one| one.contact.as_ref()).map(|way| Self::reach(way))),
            self.line("rights.form", rights.and_then(|one| one.form.as_ref()).map(|form| super::words::url(form))),
            self.line("rights.contact_controller", fallback),
            self.line("rights.more", rights.and_then(|one| one.more.as_ref()).map(|more| super::words::url(more))),
        ];
        let mut blocks: Vec<_> = paragraph_of(ways.into_iter().flatten()).into_iter().collect();
        if let Some(rights) = rights {
            let period =
                |key: &str, period: Option<Spanned<Period>>| period.map(|period| self.with_period(key, period.value));
            let writing = rights
                .writing_only
                .map(|only| self.words(if only.value { "rights.writing_only" } else { "rights.not_writing_only" }));
            let facts = [
                period("rights.respond_within", rights.respond_within),
                rights.respond_within.and_then(|_| self.time_runs()),
                period("rights.extension", rights.extension),
                rights.extension.and_then(|_| self.extension_told()),
                rights.identity_check.map(|check| self.by("rights.identity", check.value.as_ref())),
                writing,
            ];
            blocks.extend(paragraph_of(facts.into_iter().flatten().chain(self.fees(rights))));
            blocks.extend(self.paragraph(rights.text.as_ref()));
        }
        blocks.into_iter().map(|block| block.from("rights", self.rights_span())).collect()
    }

    /// Fees for requests. That there are none is not said beside one.
    fn fees(&self, rights: &Rights) -> Vec<Words> {
        let fees = rights.fee.iter().flatten().map(|fee| fee.value);
        let charged = fees.clone().any(|fee| fee != Fee::Never);
        fees.filter(|fee| !(charged && *fee == Fee::Never)).map(|fee| self.by("rights.fee", fee.as_ref())).collect()
    }

    /// When the reader hears of more time: Art. 12(3), Data Protection Ordinance Art. 18.
    fn extension_told(&self) -> Option<Words> {
        let gdpr = self.is_under_gdpr().then(|| self.under_gdpr(self.words("rights.extension_told.gdpr")));
        let swiss = self.swiss().then(|| self.under(Law::Ch, self.words("rights.extension_told.ch")));
        super::words::lines(gdpr.into_iter().chain(swiss))
    }

    /// From when the time to answer runs, in each law.
    fn time_runs(&self) -> Option<Words> {
        if !self.model.law.uk_since_duaa() {
            return Some(self.words("rights.runs.eu"));
        }
        let sentence = |(law, _): (Law, _)| {
            let key = if self.is_duaa(law) { "rights.runs.uk_duaa" } else { "rights.runs.eu" };
            self.under(law, self.words(key))
        };
        super::words::lines(self.laws().into_iter().map(sentence))
    }

    /// A link to the controller's contact details.
    pub(super) fn controller_link(&self) -> Words {
        inside("controller", &self.words("controller.heading"))
    }

    fn is_scenario(&self) -> bool {
        let mode = self.model.rights.as_ref().and_then(|rights| rights.mode);
        mode.is_some_and(|mode| mode.value == RightsMode::Scenario)
    }

    /// A right as an entry of the list: one block holds all that is said of it, so that its anchor does too.
    fn right(&self, right: Right, duty: &Duty, blocks: Vec<Block>) -> Option<Definition> {
        if !self.model.states(right) || blocks.is_empty() {
            return None;
        }
        let (name, span) = (right.as_ref(), self.rights_span());
        let mut blocks: Vec<_> = blocks.into_iter().chain(self.notes_on(right)).collect();
        let block = match blocks.pop() {
            Some(only) if blocks.is_empty() => only,
            last => Content::Group { blocks: blocks.into_iter().chain(last).collect() }.into(),
        };
        let block = block.with_id(format!("rights-{name}")).tells(self.model.items(duty, None));
        let block = block.from(format!("rights.{name}"), span);
        Some(Definition { term: self.by("rights.name", name), blocks: vec![block] })
    }

    /// The author's own words about a right.
    pub(super) fn notes_on(&self, right: Right) -> Vec<Block> {
        let notes = self.model.rights.iter().flat_map(|rights| &rights.notes).filter(|(named, _)| named.value == right);
        notes.filter_map(|(_, note)| self.paragraph(Some(note))).collect()
    }

    fn what(&self, right: Right) -> Words {
        self.cited("rights.what", right.as_ref(), &self.article(right.article()))
    }

    /// The purposes where a right applies, unless it applies to all.
    fn applies(&self, right: Right, purposes: &[&Entry<Purpose>]) -> Option<Words> {
        let gives = match right {
            Right::Withdrawal => Gives {
                basis: |basis| Right::Withdrawal.under(basis) == Effect::Arises,
                condition: |condition| Right::Withdrawal.by_condition(condition),
            },
            _ => Gives {
                basis: |basis| Right::Portability.under(basis) == Effect::Arises,
                condition: |condition| Right::Portability.by_condition(condition),
            },
        };
        let whole = purposes.iter().all(|purpose| self.part(purpose, gives).is_none());
        if whole && purposes.len() == self.model.purposes.entries.len() {
            return None;
        }
        let purposes = self.purpose_parts(purposes, gives)?;
        Some(self.say("rights.applies", &[("purposes", purposes)]))
    }

    fn access(&self) -> Option<Definition> {
        let limited = self.model.law.uk_text() && self.model.law.date >= UK_SEARCH;
        let search = limited.then(|| {
            let key = if self.one_law() { "rights.limit.access_uk" } else { "rights.limit.access_uk_where" };
            self.say(key, &[("article", vec![Inline::text(self.article_of("15(1A)", Law::Uk))])])
        });
        let words = [Some(self.what(Right::Access)), Some(self.words("rights.limit.access")), search];
        let blocks = paragraph_of(words.into_iter().flatten()).into_iter().collect();
        self.right(Right::Access, &items::RIGHTS, blocks)
    }

    fn rectification(&self) -> Option<Definition> {
        let blocks = vec![Block::paragraph(self.what(Right::Rectification))];
        self.right(Right::Rectification, &items::RIGHTS, blocks)
    }

    fn erasure(&self) -> Option<Definition> {
        let limits = Gives {
            basis: |basis| Right::Erasure.under(basis) == Effect::Limited,
            condition: |condition| condition == Condition9::LegalClaims,
        };
        let kept = |purpose: &&Entry<Purpose>| {
            let mut bases = self.model.bases(purpose).iter().filter_map(|basis| basis.article);
            let mut conditions = self.model.conditions(purpose).iter().filter_map(|condition| condition.article);
            bases.any(|article| (limits.basis)(article.value))
                || conditions.any(|article| (limits.condition)(article.value))
        };
        let objected = !self.objectionable_by_situation().is_empty();
        let child = self.model.addressed().iter().any(|subject| is_so(subject.child));
        let child = child || self.serves_children();
        let grounds = [
            Some("rights.erasure.unnecessary"),
            self.model.standing(Right::Withdrawal).somewhere().then_some("rights.erasure.withdrawn"),
            objected.then_some("rights.erasure.objected"),
            self.model.has_marketing().then_some("rights.erasure.marketing"),
            Some("rights.erasure.unlawful"),
            Some("rights.erasure.obliged"),
            child.then_some("rights.erasure.child"),
        ];
        let limited: Vec<_> = self.model.purposes.iter().filter(kept).collect();
        let limited = self.purpose_parts(&limited, limits);
        let limit = [
            Some(self.words("rights.limit.erasure")),
            limited.map(|purposes| self.say("rights.limited", &[("purposes", purposes)])),
        ];
        let mut blocks = self.with_grounds(Right::Erasure, &grounds);
        blocks.extend(paragraph_of(limit.into_iter().flatten()));
        self.right(Right::Erasure, &items::RIGHTS, blocks)
    }

    fn restriction(&self) -> Option<Definition> {
        let objected = !self.objectionable_by_situation().is_empty();
        let grounds = [
            Some("rights.restriction.accuracy"),
            Some("rights.restriction.unlawful"),
            Some("rights.restriction.claims"),
            objected.then_some("rights.restriction.objected"),
        ];
        let mut blocks = self.with_grounds(Right::Restriction, &grounds);
        blocks.push(Block::paragraph(self.words("rights.limit.restriction")));
        self.right(Right::Restriction, &items::RIGHTS, blocks)
    }

    /// What a right means, with the grounds on which it arises.
    fn with_grounds(&self, right: Right, grounds: &[Option<&str>]) -> Vec<Block> {
        let points = grounds.iter().flatten().map(|key| vec![Block::paragraph(self.words(key))]).collect();
        std::iter::once(Block::paragraph(self.what(right))).chain(list(false, points)).collect()
    }

    /// Purposes whose data one can take along.
    pub(super) fn portable(&self) -> Vec<&Entry<Purpose>> {
        let Standing { arises, .. } = self.model.standing(Right::Portability);
        // It covers what the person gave, by asking or by being watched, and nothing that others told.
        let gave = |purpose: &&Entry<Purpose>| {
            let collection = self.model.collection(purpose);
            !collection.declared || collection.direct || collection.observed
        };
        arises.into_iter().filter(gave).collect()
    }

    fn portability(&self) -> Option<Definition> {
        let arises = self.portable();
        let blocks = if arises.is_empty() {
            self.absent(Right::Portability).into_iter().collect()
        } else {
            let limit = self.words("rights.limit.portability");
            let words = [Some(self.what(Right::Portability)), Some(limit), self.applies(Right::Portability, &arises)];
            paragraph_of(words.into_iter().flatten()).into_iter().collect()
        };
        self.right(Right::Portability, &items::RIGHTS, blocks)
    }

    /// That a right applies nowhere, and why; nothing where only those that apply are shown.
    fn absent(&self, right: Right) -> Option<Block> {
        // Where no basis is declared, nothing can be said of it.
        let known = self.model.purposes.iter().any(|purpose| self.model.right_in(right, purpose).is_some());
        let article = if right == Right::Objection { "21" } else { right.article() };
        let unmarketed = right == Right::Objection && self.model.marketing.denies();
        let key = if unmarketed { "objection_unmarketed" } else { right.as_ref() };
        let words = || self.cited("rights.absent", key, &self.article(article));
        (known && !self.is_scenario()).then(|| Block::paragraph(words()))
    }

    fn objection_entry(&self) -> Option<Definition> {
        let blocks = if self.can_object() {
            let what = self.cited("rights.what", Right::Objection.as_ref(), &self.article("21"));
            let link = inside("objection", &self.words("objection.heading"));
            let words = [Some(what), self.line("rights.see_objection", Some(link))];
            paragraph_of(words.into_iter().flatten()).into_iter().collect()
        } else {
            self.absent(Right::Objection).into_iter().collect()
        };
        self.right(Right::Objection, &items::RIGHTS, blocks)
    }

    fn withdrawal(&self) -> Option<Definition> {
        let block = self.withdrawing(&self.what(Right::Withdrawal)).map(Block::paragraph);
        self.right(Right::Withdrawal, &items::WITHDRAWAL, block.into_iter().collect())
    }

    /// What withdrawing consent means, where one can, and how; `None` where nothing rests on consent.
    pub(super) fn withdrawing(&self, what: &Words) -> Option<Words> {
        let standing = self.model.standing(Right::Withdrawal);
        if !standing.somewhere() {
            return None;
        }
        let how = standing.arises.iter().filter_map(|purpose| {
            let x = self.how_to_withdraw(purpose)?;
            let purpose = self.purpose_link(purpose);
            Some(self.say("rights.withdraw_for", &[("purpose", purpose), ("x", x)]))
        });
        let words = [Some(what.clone()), self.applies(Right::Withdrawal, &standing.arises)];
        super::words::lines(words.into_iter().flatten().chain(how))
    }

    fn how_to_withdraw(&self, purpose: &Entry<Purpose>) -> Option<Words> {
        let consent = |basis: &&Spanned<crate::declaration::Basis>| {
            basis.article.is_some_and(|article| article.value == Article6::Consent)
        };
        let explicit = |condition: &&Spanned<crate::declaration::Condition>| {
            condition.article.is_some_and(|article| article.value == Condition9::ExplicitConsent)
        };
        let bases = self.model.bases(purpose).iter().filter(consent).filter_map(|basis| basis.withdraw.as_ref());
        let conditions = self.model.conditions(purpose).iter().filter(explicit).filter_map(|one| one.withdraw.as_ref());
        let mut ways: Vec<Words> = Vec::new();
        for way in bases.chain(conditions).map(|text| self.text(text)) {
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
        self.fragments(ways)
    }

    fn decisions_entry(&self) -> Option<Definition> {
        let decisions = self.significant_decisions();
        if decisions.is_empty() {
            return None;
        }
        let sentences = self.laws().into_iter().filter(|(law, _)| *law != Law::Ch).map(|(law, _)| {
            let (key, article) = if self.is_duaa(law) { ("uk", "22C") } else { ("eu", "22") };
            let sentence = self.cited("rights.automated", key, &self.article_of(article, law));
            self.under(law, sentence)
        });
        let links = decisions.iter().map(|one| inside(&format!("automated-{}", one.id), &self.decision_name(one)));
        let which = self.line("rights.automated.which", self.fragments(links));
        let block = paragraph_of(sentences.chain(which));
        let none = Duty { direct: None, indirect: None, swiss: None, ..items::DECISIONS };
        self.right(Right::AutomatedDecisions, &none, block.into_iter().collect())
    }
}
