//! Conditions of circumstance: people who can't consent, data that a person made public. GDPR Art. 9(2)(c), (e).

use super::super::entries::{holds_for, said};
use super::{amended, name_of};
use crate::declaration::{Collected, Condition, Entry, Purpose};
use crate::finding::Fault;
use crate::law::Condition9;
use crate::model::Model;
use crate::source::{Span, Spanned};

fn is(condition: &Condition, article: Condition9) -> bool {
    condition.article.is_some_and(|own| own.value == article)
}

pub(super) fn incapacity(condition: &Spanned<Condition>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    if !is(condition, Condition9::VitalInterests) || said(condition.scope.as_ref()) || said(purpose.when.as_ref()) {
        return None;
    }
    let fault = Fault::new(format!("{} does not say when a person can't consent", name_of(condition, purpose)))
        .at(condition.article?.span, "holds only for people who are unable to consent")
        .help("say in `scope` the situation in which people are physically or legally unable to consent");
    let keys = [("scope", "emergencies in which you are unconscious")];
    Some(fault.paste(amended(condition, purpose, model, &keys)))
}

pub(super) fn publication(condition: &Spanned<Condition>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    if !is(condition, Condition9::MadePublic) {
        return None;
    }
    // Who watches may watch what a person shows to all.
    let collected = purpose.collected.as_ref().filter(|ways| !ways.is_empty())?;
    if collected.iter().any(|way| matches!(way.value, Collected::Observed)) {
        return None;
    }
    let covered = |ids: Option<&crate::declaration::Many<crate::declaration::Id>>| match &condition.data {
        Some(own) => own.iter().any(|id| id.as_str() == "all" || holds_for(ids, &id.value)),
        None => true,
    };
    let sources = model.sources_of(purpose);
    let serving: Vec<_> = sources.iter().filter(|used| covered(used.narrow.data.as_ref())).collect();
    // A source of which it is not said may be public; another rule asks.
    if serving.iter().any(|used| used.entry.public.is_none_or(|public| public.value)) {
        return None;
    }
    let (place, label): (Span, &str) = match serving.first() {
        Some(used) => (used.span, "not open to the public"),
        None => (collected.span, "names no source that is open to the public"),
    };
    let fault = Fault::new(format!("{} stands where no data comes from a publication", name_of(condition, purpose)))
        .at(condition.article?.span, "holds for data that the person has clearly made public")
        .at(place, label)
        .help("name in `collected` the publication as a source with `public = true`, or choose another condition");
    Some(fault)
}
