//! What rules and lowering ask a model.

use super::Model;
use crate::declaration::{
    Basis, Collected, Condition, Data, Entry, Id, Interest, Kind, Many, Marketing, OtherController, Provision, Purpose,
    Recipient, Referable, Register, Retention, Source, Special, Subject, Tag, Url, Use, is_so,
};
use crate::document::Item;
use crate::law::items::Duty;
use crate::law::rights::Effect;
use crate::law::{Country, Regime, Right};
use crate::source::{Span, Spanned};

/// An entry at a place where it is used, with what narrows it there.
#[derive(Debug, Clone, Copy)]
pub struct Used<'a, T> {
    /// The entry.
    pub entry: &'a Entry<T>,
    /// Where it is used; for an entry written in place, the entry.
    pub span: Span,
    /// The narrowing fields of the use; the entry itself where nothing narrows it.
    pub narrow: &'a T,
}

/// How the data of a purpose come in.
#[expect(clippy::struct_excessive_bools, reason = "each is a way in which data come, and several hold at once")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Collection {
    /// Whether anything is declared.
    pub declared: bool,
    /// Given by the person.
    pub direct: bool,
    /// Observed.
    pub observed: bool,
    /// Inferred or generated: both lists apply (C-169/23 puts data that the controller generates under Art. 14).
    pub inferred: bool,
    /// From a source.
    pub indirect: bool,
}

impl Collection {
    /// Whether Art. 13 applies: data collected from the person, by asking or by watching. Silence counts as yes.
    #[must_use]
    pub fn art_13(self) -> bool {
        !self.declared || self.direct || self.observed || self.inferred
    }

    /// Whether Art. 14 applies.
    #[must_use]
    pub fn art_14(self) -> bool {
        self.indirect || self.inferred
    }
}

/// Where a right applies.
#[derive(Debug, Clone, Default)]
pub struct Standing<'a> {
    /// Purposes where it arises, with the bases or conditions (as spans) that give it.
    pub arises: Vec<&'a Entry<Purpose>>,
    /// Purposes where it arises with an exception of the basis.
    pub limited: Vec<&'a Entry<Purpose>>,
    /// Purposes where it does not arise.
    pub absent: Vec<&'a Entry<Purpose>>,
}

impl Standing<'_> {
    /// Whether it applies somewhere.
    #[must_use]
    pub fn somewhere(&self) -> bool {
        !self.arises.is_empty() || !self.limited.is_empty()
    }

    /// Whether it applies everywhere, without an exception of a basis.
    #[must_use]
    pub fn everywhere(&self) -> bool {
        self.limited.is_empty() && self.absent.is_empty()
    }
}

fn find<'a, T: Referable>(register: &'a Register<T>, one: &'a Spanned<Use<T>>) -> Option<Used<'a, T>> {
    let entry = register.get(one.id()?)?;
    Some(Used { entry, span: one.span, narrow: one.entry().unwrap_or(&entry.value) })
}

fn named<'a, T>(register: &'a Register<T>, ids: Option<&Many<Id>>) -> Vec<&'a Entry<T>> {
    ids.into_iter().flatten().filter_map(|id| register.get(id.as_str())).collect()
}

impl Model {
    /// Bases of a purpose, in the author's order.
    #[must_use]
    pub fn bases<'a>(&self, purpose: &'a Purpose) -> &'a [Spanned<Basis>] {
        purpose.basis.as_deref().unwrap_or_default()
    }

    /// Conditions of Art. 9(2) and Art. 10 of a purpose.
    #[must_use]
    pub fn conditions<'a>(&self, purpose: &'a Purpose) -> &'a [Spanned<Condition>] {
        purpose.conditions.as_deref().unwrap_or_default()
    }

    /// What a purpose says of having to give data.
    #[must_use]
    pub fn provisions<'a>(&self, purpose: &'a Purpose) -> &'a [Spanned<Provision>] {
        purpose.provision.as_deref().unwrap_or_default()
    }

    /// Categories of data of a purpose.
    #[must_use]
    pub fn data_of<'a>(&'a self, purpose: &'a Purpose) -> Vec<Used<'a, Data>> {
        purpose.data.iter().flatten().filter_map(|one| find(&self.data, one)).collect()
    }

    /// Recipients of a purpose: `None` where nothing is declared, and an empty array declares nothing; empty where `"none"` is.
    #[must_use]
    pub fn recipients_of<'a>(&'a self, purpose: &'a Purpose) -> Option<Vec<Used<'a, Recipient>>> {
        let uses = purpose.recipients.as_ref().filter(|uses| !uses.is_empty())?;
        Some(uses.iter().filter_map(|one| find(&self.recipients, one)).collect())
    }

    /// Storage periods of a purpose.
    #[must_use]
    pub fn retention_of<'a>(&'a self, purpose: &'a Purpose) -> Vec<Used<'a, Retention>> {
        purpose.retention.iter().flatten().filter_map(|one| find(&self.retention, one)).collect()
    }

    /// Sources of a purpose that are not the person.
    #[must_use]
    pub fn sources_of<'a>(&'a self, purpose: &'a Purpose) -> Vec<Used<'a, Source>> {
        let sources = purpose.collected.iter().flatten().filter_map(|one| match &one.value {
            Collected::From(source) => {
                let entry = self.sources.get(source.id()?)?;
                Some(Used { entry, span: one.span, narrow: source.entry().unwrap_or(&entry.value) })
            }
            Collected::Direct | Collected::Observed | Collected::Inferred => None,
        });
        sources.collect()
    }

    /// How the data of a purpose come in.
    #[must_use]
    pub fn collection(&self, purpose: &Purpose) -> Collection {
        let mut found = Collection { declared: purpose.collected.is_some(), ..Collection::default() };
        for one in purpose.collected.iter().flatten() {
            match one.value {
                Collected::Direct => found.direct = true,
                Collected::Observed => found.observed = true,
                Collected::Inferred => found.inferred = true,
                Collected::From(_) => found.indirect = true,
            }
        }
        found
    }

    /// How the data of the notice as a whole come in: Art. 13, Art. 14.
    #[must_use]
    pub fn articles(&self) -> (bool, bool) {
        let all = || self.purposes.iter().map(|purpose| self.collection(purpose));
        let indirect = all().any(Collection::art_14);
        (all().any(Collection::art_13) || !indirect, indirect)
    }

    /// How the data of some purposes come in: Art. 13, Art. 14; for none of them, of the notice as a whole.
    #[must_use]
    pub fn articles_of(&self, purposes: &[&Entry<Purpose>]) -> (bool, bool) {
        if purposes.is_empty() {
            return self.articles();
        }
        let all = || purposes.iter().map(|purpose| self.collection(purpose));
        (all().any(Collection::art_13), all().any(Collection::art_14))
    }

    /// The keys of a duty for one purpose, or for the notice as a whole.
    #[must_use]
    pub fn items(&self, duty: &Duty, purpose: Option<&Purpose>) -> Vec<Item> {
        let (direct, indirect) = match purpose {
            Some(purpose) => {
                let collection = self.collection(purpose);
                (collection.art_13(), collection.art_14())
            }
            None => self.articles(),
        };
        duty.items(&self.law.regimes, direct, indirect)
    }

    /// Groups of people of a purpose; where it names none, those of the notice.
    #[must_use]
    pub fn subjects_of(&self, purpose: &Purpose) -> Vec<&Entry<Subject>> {
        match &purpose.subjects {
            Some(ids) => named(&self.subjects, Some(ids)),
            None => self.addressed(),
        }
    }

    /// Groups of people to whom the notice speaks.
    #[must_use]
    pub fn addressed(&self) -> Vec<&Entry<Subject>> {
        match self.notice.as_ref().and_then(|notice| notice.subjects.as_ref()) {
            Some(ids) => named(&self.subjects, Some(ids)),
            None => self.subjects.iter().collect(),
        }
    }

    /// Shared interests that a basis names.
    #[must_use]
    pub fn interests_of(&self, basis: &Basis) -> Vec<&Entry<Interest>> {
        named(&self.interests, basis.interests.as_ref())
    }

    /// Other controllers that do a purpose on their own account.
    #[must_use]
    pub fn controllers_of(&self, purpose: &Purpose) -> Vec<&Entry<OtherController>> {
        named(&self.controllers, purpose.controllers.as_ref())
    }

    /// Categories of data by id.
    #[must_use]
    pub fn data_named(&self, ids: Option<&Many<Id>>) -> Vec<&Entry<Data>> {
        named(&self.data, ids)
    }

    /// Groups of people by id.
    #[must_use]
    pub fn subjects_named(&self, ids: Option<&Many<Id>>) -> Vec<&Entry<Subject>> {
        named(&self.subjects, ids)
    }

    /// Recipients by id.
    #[must_use]
    pub fn recipients_named(&self, ids: Option<&Many<Id>>) -> Vec<&Entry<Recipient>> {
        named(&self.recipients, ids)
    }

    /// Purposes by id.
    #[must_use]
    pub fn purposes_named(&self, ids: Option<&Many<Id>>) -> Vec<&Entry<Purpose>> {
        named(&self.purposes, ids)
    }

    /// Purposes for which a recipient gets data, each with the place that says so.
    #[must_use]
    pub fn uses_of(&self, recipient: &Entry<Recipient>) -> Vec<(&Entry<Purpose>, Span)> {
        let uses = self.uses.get(recipient.id.as_str()).into_iter().flatten();
        uses.filter_map(|(index, span)| Some((self.purposes.entries.get(*index)?, *span))).collect()
    }

    /// Whether a recipient gets data in this notice: for a purpose, by way of another, or by setting a stored item.
    #[must_use]
    pub fn is_recipient(&self, recipient: &Entry<Recipient>) -> bool {
        let provides = |item: &Entry<crate::declaration::StoredItem>| {
            item.provider.as_ref().is_some_and(|provider| provider.value == recipient.id)
        };
        let sends =
            |marketing: &Entry<Marketing>| marketing.recipients.iter().flatten().any(|id| id.value == recipient.id);
        !self.uses_of(recipient).is_empty()
            || recipient.via.is_some()
            || self.storage.iter().any(provides)
            || self.marketing.iter().any(sends)
    }

    /// Recipients that get data in this notice.
    #[must_use]
    pub fn recipients_used(&self) -> Vec<&Entry<Recipient>> {
        self.recipients.iter().filter(|recipient| self.is_recipient(recipient)).collect()
    }

    /// Whether the controller is a public authority: a kind says so, and none takes it back (PA18 s. 7(3)).
    #[must_use]
    pub fn is_public_authority(&self) -> bool {
        let is = |kind| self.is_kind(kind);
        is(Kind::PublicAuthority) && !(self.law.has(Regime::Uk) && is(Kind::ParishCouncil))
    }

    /// Whether the controller is established inside the area of a regime, at home or elsewhere; `None` where its country is
    /// not declared.
    #[must_use]
    pub fn is_established(&self, regime: Regime) -> Option<bool> {
        let controller = self.controller.as_ref()?;
        let inside = |country: &Spanned<Country>| regime.holds(country.value, self.law.date);
        let home = controller.country?;
        Some(inside(&home) || controller.establishments.iter().flatten().any(inside))
    }

    /// Whether the controller is of a kind.
    #[must_use]
    pub fn is_kind(&self, kind: Kind) -> bool {
        let kinds = self.controller.iter().filter_map(|controller| controller.kind.as_ref()).flatten();
        kinds.into_iter().any(|one| one.value == kind)
    }

    /// Whether a category holds special data, by its filing.
    #[must_use]
    pub fn is_special(&self, data: &Data) -> bool {
        data.special.as_ref().is_some_and(|special| match &special.value {
            Special::Filed(filed) => *filed,
            Special::Kinds(kinds) => !kinds.is_empty(),
        })
    }

    /// Whether a category holds data on convictions and offences, by its filing.
    #[must_use]
    pub fn is_criminal(&self, data: &Data) -> bool {
        is_so(data.criminal)
    }

    /// Whether a purpose is direct marketing: it says so, or a `[marketing]` entry names it.
    #[must_use]
    pub fn is_marketing(&self, purpose: &Entry<Purpose>) -> bool {
        let named = || !self.marketing_of(purpose).is_empty();
        is_so(purpose.marketing) || named()
    }

    /// Entries of `[marketing]` that name a purpose.
    #[must_use]
    pub fn marketing_of(&self, purpose: &Entry<Purpose>) -> Vec<&Entry<Marketing>> {
        let names = |one: &&Entry<Marketing>| one.purpose.iter().flatten().any(|id| id.value == purpose.id);
        self.marketing.iter().filter(names).collect()
    }

    /// Whether any purpose of the notice is marketing, or an entry of `[marketing]` is bound to none.
    #[must_use]
    pub fn has_marketing(&self) -> bool {
        self.marketing.iter().any(|one| one.purpose.is_none())
            || self.purposes.iter().any(|purpose| self.is_marketing(purpose))
    }

    /// What a right is for one purpose, by its bases and conditions; `None` where no basis is declared.
    #[must_use]
    pub fn right_in(&self, right: Right, purpose: &Entry<Purpose>) -> Option<Effect> {
        let by_condition = self
            .conditions(purpose)
            .iter()
            .filter_map(|condition| condition.article)
            .any(|article| right.by_condition(article.value));
        let effects = self.bases(purpose).iter().filter_map(|basis| Some(right.under(basis.article?.value)));
        let best = effects.max_by_key(|effect| match effect {
            Effect::None => 0,
            Effect::Limited => 1,
            Effect::Arises => 2,
        });
        let by_use = match right {
            Right::MarketingObjection => return Some(arises(self.is_marketing(purpose))),
            Right::Objection => is_so(purpose.research),
            Right::Portability if purpose.automated_means.is_some_and(|means| !means.value) => {
                return Some(Effect::None);
            }
            _ => false,
        };
        if by_condition || by_use { Some(Effect::Arises) } else { best }
    }

    /// Where a right applies in this notice. Purposes of which no basis is declared are in no list.
    #[must_use]
    pub fn standing(&self, right: Right) -> Standing<'_> {
        let mut standing = Standing::default();
        for purpose in &self.purposes {
            match self.right_in(right, purpose) {
                Some(Effect::Arises) => standing.arises.push(purpose),
                Some(Effect::Limited) => standing.limited.push(purpose),
                Some(Effect::None) => standing.absent.push(purpose),
                None => {}
            }
        }
        standing
    }

    /// Whether the notice names a right; where the author lists none, all are.
    #[must_use]
    pub fn states(&self, right: Right) -> bool {
        let stated = self.rights.as_ref().and_then(|rights| rights.stated.as_ref());
        stated.is_none_or(|stated| stated.iter().any(|one| one.value == right))
    }

    /// Whether an entry was written in the notice's own file.
    #[must_use]
    pub fn is_own(&self, span: Span) -> bool {
        self.own.holds(span)
    }

    /// The address at which the notice is published in one of its languages.
    #[must_use]
    pub fn published_in(&self, lang: &Tag) -> Option<&Spanned<Url>> {
        let notice = self.notice.as_ref()?;
        if self.languages.first() == Some(lang) { notice.url.as_ref() } else { notice.translated_at.get(lang) }
    }
}

fn arises(yes: bool) -> Effect {
    if yes { Effect::Arises } else { Effect::None }
}
