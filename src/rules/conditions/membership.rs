//! Bodies with a political, philosophical, religious or union aim, and their members: GDPR Art. 9(2)(d).

use super::super::entries::holds_for;
use super::{article_9, covers, name_of};
use crate::declaration::{Chooser, Condition, Data, Entry, Kind, Purpose, Recipient, Role, Subject};
use crate::finding::{Fault, Mark};
use crate::law::{Article6, Condition9};
use crate::model::{Model, Used};
use crate::source::{Span, Spanned};

pub(super) fn misused(condition: &Spanned<Condition>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let article = condition.article.filter(|article| article.value == Condition9::Membership)?;
    // What other controllers are is not declared.
    if condition.controllers.is_some() {
        return None;
    }
    let name = name_of(condition, purpose);
    if let Some(kind) = other_body(model) {
        let fault = Fault::new(format!("{name} is not open to the controller"))
            .at(article.span, "for bodies with a political, philosophical, religious or union aim")
            .at(kind, "declared as another body")
            .help("add `membership-body` to `kind` if you are such a body without profit aim, else choose another condition");
        return Some(fault);
    }
    if let Some((recipient, role)) = outside(condition, purpose, model) {
        let id = &recipient.entry.id;
        let fault = Fault::new(format!("{name} does not allow data to go to `{id}` without consent"))
            .at(recipient.span, "gets the data")
            .at(role, "outside the body")
            .at(article.span, "keeps data inside the body")
            .help("ask for consent to pass it on, and declare it as `9(2)(a)` beside this; or leave the recipient out");
        return Some(fault);
    }
    let groups = match &condition.subjects {
        Some(ids) => model.subjects_named(Some(ids)),
        None => model.subjects_of(purpose),
    };
    if let Some((group, denied)) = groups.iter().find_map(|group| Some((group, group.member.filter(|yes| !yes.value)?)))
    {
        let fault = Fault::new(format!("{name} does not hold for `{}`", group.id))
            .at(denied.span, "said to be no members, nor in regular contact")
            .at(article.span, "for members, former members and people in regular contact");
        return Some(fault.help("limit the condition with `subjects`, and give the others a condition of their own"));
    }
    let open: &Entry<Subject> = groups.into_iter().find(|group| group.member.is_none())?;
    let id = &open.id;
    let fault = Fault::new(format!("{name} stands there, and it is not said whether `{id}` are members"))
        .at(open.span, "no `member` here")
        .at(article.span, "for members, former members and people in regular contact")
        .help("say `member = true` where they are members, former members or in regular contact with you")
        .paste(format!("[subjects.{id}]\nmember = true"));
    Some(fault.weighing(Mark::Expected))
}

/// Where the controller is declared as something, and not as such a body.
fn other_body(model: &Model) -> Option<Span> {
    let kinds = model.controller.as_ref()?.kind.as_ref()?;
    (!kinds.is_empty() && !model.is_kind(Kind::MembershipBody)).then_some(kinds.span)
}

/// A recipient outside the body that gets such data without consent, and where its role stands.
fn outside<'a>(
    condition: &Condition,
    purpose: &'a Entry<Purpose>,
    model: &'a Model,
) -> Option<(Used<'a, Recipient>, Span)> {
    let data: Vec<Used<'_, Data>> = model
        .data_of(purpose)
        .into_iter()
        .filter(|used| model.is_special(used.entry) && covers(condition, &used.entry.id))
        .filter(|used| !consented(used.entry, purpose, model))
        .collect();
    let away = |role: Role| matches!(role, Role::Controller | Role::Joint | Role::Authority | Role::Group);
    model.recipients_of(purpose)?.into_iter().find_map(|used| {
        let chosen = used.entry.chosen_by.is_some_and(|chooser| chooser.value == Chooser::Reader);
        let gets = data.iter().any(|one| holds_for(used.narrow.data.as_ref(), &one.entry.id));
        let roles = used.entry.role.as_deref().unwrap_or_default();
        let role = roles.first().filter(|_| gets && !chosen && roles.iter().all(|role| away(role.value)))?;
        Some((used, role.span))
    })
}

/// Whether people consent to the use of a category for a purpose.
fn consented(data: &Entry<Data>, purpose: &Entry<Purpose>, model: &Model) -> bool {
    let explicit =
        |one: &Spanned<Condition>| article_9(one) == Some(Condition9::ExplicitConsent) && covers(one, &data.id);
    model.conditions(purpose).iter().any(explicit)
        || model.bases(purpose).iter().any(|basis| {
            basis.article.is_some_and(|article| article.value == Article6::Consent)
                && holds_for(basis.data.as_ref(), &data.id)
        })
}
