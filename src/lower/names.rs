//! What declared things are called.

use super::words::{Lower, Words, by_id, inside, named};
use crate::declaration::{
    Basis, Condition, Data, Entry, Id, Joint, Many, OtherController, Purpose, Recipient, Source, StoredItem, Subject,
    Text,
};
use crate::law::{Article6, Condition9};
use crate::source::{Span, Spanned};

/// What gives a right, or limits it.
#[derive(Clone, Copy)]
pub(super) struct Gives {
    /// Whether a basis does.
    pub(super) basis: fn(Article6) -> bool,
    /// Whether a condition does.
    pub(super) condition: fn(Condition9) -> bool,
}

impl Lower<'_> {
    fn called(&self, name: Option<&Spanned<String>>, label: Option<&Text>, id: &Id) -> Words {
        let name = name.map(|name| named(name)).filter(|name| !name.is_empty());
        name.or_else(|| self.maybe(label)).unwrap_or_else(|| by_id(id))
    }

    /// A purpose, by its heading.
    pub(super) fn purpose_name(&self, purpose: &Entry<Purpose>) -> Words {
        self.called(None, purpose.label.as_ref(), &purpose.id)
    }

    /// A purpose, by its heading with a link.
    pub(super) fn purpose_link(&self, purpose: &Entry<Purpose>) -> Words {
        inside(&format!("purpose-{}", purpose.id), &self.purpose_name(purpose))
    }

    /// Purposes, by their headings with links; `None` without any.
    pub(super) fn purpose_links<'p>(&self, list: impl IntoIterator<Item = &'p Entry<Purpose>>) -> Option<Words> {
        self.fragments(list.into_iter().map(|purpose| self.purpose_link(purpose)))
    }

    /// Purposes, each with the part of it whose bases or conditions give something; `None` without any.
    pub(super) fn purpose_parts(&self, list: &[&Entry<Purpose>], gives: Gives) -> Option<Words> {
        self.fragments(list.iter().map(|purpose| match self.part(purpose, gives) {
            Some(x) => self.say("list.pair", &[("term", self.purpose_link(purpose)), ("x", x)]),
            None => self.purpose_link(purpose),
        }))
    }

    /// The part of a purpose whose bases or conditions give something; `None` where that is all of it or can't be told.
    pub(super) fn part(&self, purpose: &Purpose, gives: Gives) -> Option<Words> {
        let (bases, conditions) = (self.model.bases(purpose), self.model.conditions(purpose));
        let by_basis = |basis: &&Spanned<Basis>| basis.article.is_some_and(|article| (gives.basis)(article.value));
        if bases.iter().all(|basis| by_basis(&basis)) {
            return None;
        }
        let of_basis = |basis: &Spanned<Basis>| {
            let scope = self.maybe(basis.scope.as_ref()).or_else(|| self.data_names(basis.data.as_ref()));
            scope.or_else(|| self.subject_names(basis.subjects.as_ref()))
        };
        let of_condition = |condition: &Spanned<Condition>| {
            let article =
                condition.article.map(|article| article.value).filter(|article| (gives.condition)(*article))?;
            let scope = self.maybe(condition.scope.as_ref());
            Some(scope.or_else(|| self.condition_data(condition, article, purpose)))
        };
        let parts = bases.iter().filter(by_basis).map(of_basis).chain(conditions.iter().filter_map(of_condition));
        let parts: Vec<Words> = parts.collect::<Option<_>>()?;
        let mut distinct: Vec<Words> = Vec::new();
        for part in parts {
            if !distinct.contains(&part) {
                distinct.push(part);
            }
        }
        distinct.into_iter().reduce(|list, next| self.say("list.comma", &[("list", list), ("next", next)]))
    }

    /// A category of data.
    pub(super) fn data_name(&self, data: &Entry<Data>) -> Words {
        self.called(None, data.label.as_ref(), &data.id)
    }

    /// A group of people.
    pub(super) fn subject_name(&self, subject: &Entry<Subject>) -> Words {
        self.called(None, subject.label.as_ref(), &subject.id)
    }

    /// A recipient: its name, or else its kind, its sector or what it does.
    pub(super) fn recipient_name(&self, recipient: &Entry<Recipient>) -> Words {
        let kinds = [&recipient.category, &recipient.sector, &recipient.activity];
        let kind = kinds.into_iter().flatten().next();
        self.called(recipient.name.as_ref(), kind, &recipient.id)
    }

    /// A source: its name, or else what it is or its sector.
    pub(super) fn source_name(&self, source: &Entry<Source>) -> Words {
        self.called(source.name.as_ref(), source.label.as_ref().or(source.sector.as_ref()), &source.id)
    }

    /// Another controller: its name, or else what it is.
    pub(super) fn controller_name(&self, controller: &Entry<OtherController>) -> Words {
        self.called(controller.name.as_ref(), controller.category.as_ref(), &controller.id)
    }

    /// A joint arrangement: its label, or else what is shared or with whom.
    pub(super) fn joint_name(&self, joint: &Entry<Joint>) -> Words {
        let label = self.maybe(joint.label.as_ref()).or_else(|| self.maybe(joint.scope.as_ref()));
        let with = || {
            let ids = joint.controllers.iter().flatten();
            let known = ids.filter_map(|id| self.model.controllers.get(id.as_str()));
            self.line("joint.heading_with", self.fragments(known.map(|one| self.controller_name(one))))
        };
        label.or_else(with).unwrap_or_else(|| self.words("joint.heading"))
    }

    /// A stored item.
    pub(super) fn stored_name(&self, item: &Entry<StoredItem>) -> Words {
        self.called(None, item.label.as_ref(), &item.id)
    }

    /// Categories of data by id; `None` where none is named.
    pub(super) fn data_names(&self, ids: Option<&Many<Id>>) -> Option<Words> {
        self.fragments(self.model.data_named(ids).into_iter().map(|data| self.data_name(data)))
    }

    /// Groups of people by id; `None` where none is named.
    pub(super) fn subject_names(&self, ids: Option<&Many<Id>>) -> Option<Words> {
        self.fragments(self.model.subjects_named(ids).into_iter().map(|subject| self.subject_name(subject)))
    }

    /// Recipients by id; `None` where none is named.
    pub(super) fn recipient_names(&self, ids: Option<&Many<Id>>) -> Option<Words> {
        self.fragments(self.model.recipients_named(ids).into_iter().map(|recipient| self.recipient_name(recipient)))
    }

    /// Other controllers by id, with links; `None` where none is named.
    pub(super) fn controller_names(&self, ids: Option<&Many<Id>>) -> Option<Words> {
        let known = ids.into_iter().flatten().filter_map(|id| self.model.controllers.get(id.as_str()));
        self.fragments(known.map(|one| inside("other-controllers", &self.controller_name(one))))
    }

    /// Statutes, each by its name; `None` where none is named.
    pub(super) fn statutes(&self, names: Option<&Many<String>>) -> Option<Words> {
        self.fragments(names.into_iter().flatten().map(|name| named(name)))
    }

    /// Whether an entry that nothing refers to belongs in the notice: it was written in the notice's own file.
    pub(super) fn is_own(&self, span: Span) -> bool {
        self.model.is_own(span)
    }
}
