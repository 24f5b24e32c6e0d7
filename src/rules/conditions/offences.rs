//! Data on convictions and offences: GDPR Art. 10, PA18 s. 10(4) and (5).

use super::super::entries::{address, array, is_in_place, lists};
use super::filing::offences_as_special;
use super::schedule_1::wanting_policy;
use super::{amended, covers, done_beside, has_paragraph, is_article_10, name_of, with_entry};
use crate::declaration::{Condition, Data, Entry, Purpose};
use crate::finding::Fault;
use crate::law::Regime;
use crate::model::{Model, Used};
use crate::source::Spanned;

/// Whether the processing is declared to be under the control of official authority.
fn is_official(condition: &Condition) -> bool {
    condition.official_authority.is_some_and(|official| official.value)
}

/// Whether a condition names official authority or a law that is one for this notice.
///
/// A paragraph of Schedule 1 is law of the United Kingdom; it is none of the Union or of a Member State.
fn is_authorised(condition: &Condition, model: &Model) -> bool {
    let by_paragraph = !model.law.has(Regime::Eu) && has_paragraph(condition, model);
    is_official(condition) || lists(condition.law.as_ref()) || by_paragraph
}

pub(super) fn authority_missing(purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let conditions: Vec<&Spanned<Condition>> =
        model.conditions(purpose).iter().filter(|condition| is_article_10(condition)).collect();
    let open: Vec<Used<'_, Data>> = model
        .data_of(purpose)
        .into_iter()
        // Filed as special, the data asks for the same: that it is misfiled is found beside.
        .filter(|used| model.is_criminal(used.entry) || offences_as_special(used.entry, model).is_some())
        .filter(|used| !conditions.iter().any(|one| covers(one, &used.entry.id) && is_authorised(one, model)))
        .collect();
    if open.is_empty() {
        return None;
    }
    let message = format!("the purpose `{}` uses data on offences and does not say by what authority", purpose.id);
    let mut fault = Fault::new(message);
    for used in &open {
        fault = fault.at(used.span, "data on offences");
    }
    let bare = conditions.iter().find(|one| open.iter().any(|used| covers(one, &used.entry.id)));
    if let Some(condition) = bare {
        let place = condition.article.map_or(condition.span, |article| article.span);
        let label = match &condition.schedule_1 {
            Some(_) => "names law of the United Kingdom alone",
            None => "names neither a law nor official authority",
        };
        let fault = fault.at(place, label).help("add the law to the condition, or `official_authority = true`");
        let keys = law(model);
        let keys: Vec<(&str, &str)> = keys.iter().map(|(key, value)| (*key, value.as_str())).collect();
        return Some(fault.paste(amended(condition, purpose, model, &keys)));
    }
    let ids = array(open.iter().map(|used| &used.entry.id).filter(|id| !is_in_place(id)));
    let keys: Vec<String> = law(model).into_iter().map(|(key, value)| format!("{key} = \"{value}\"")).collect();
    let entry = format!("{{ article = \"10\", data = {ids}, {} }}", keys.join(", "));
    Some(with_entry(fault, purpose, model, entry.replace("data = [], ", "")))
}

/// An example of a law, and of what goes with it.
fn law(model: &Model) -> Vec<(&'static str, String)> {
    if !model.law.has(Regime::Uk) {
        return vec![("law", "National Vetting Bureau (Children and Vulnerable Persons) Act 2012".to_owned())];
    }
    let mut keys = vec![("law", "Safeguarding Vulnerable Groups Act 2006, section 9".to_owned())];
    keys.extend(paragraph(model));
    keys
}

/// The paragraph on employment, and the policy document that it wants.
fn paragraph(model: &Model) -> [(&'static str, String); 2] {
    [("schedule_1", "1".to_owned()), ("policy", address(model))]
}

/// Whether the purpose has data on offences for which a condition holds; one without is another rule's matter.
fn is_used(condition: &Condition, purpose: &Purpose, model: &Model) -> bool {
    let criminal = |used: &Used<'_, Data>| model.is_criminal(used.entry) && covers(condition, &used.entry.id);
    model.data_of(purpose).iter().any(criminal)
}

pub(super) fn paragraph_missing(
    condition: &Spanned<Condition>,
    purpose: &Entry<Purpose>,
    model: &Model,
) -> Option<Fault> {
    // Without a law either, the purpose is told to name its authority, the paragraph with it.
    if !is_article_10(condition) || is_official(condition) || !lists(condition.law.as_ref()) {
        return None;
    }
    if has_paragraph(condition, model) || !is_used(condition, purpose, model) {
        return None;
    }
    if done_beside(condition, purpose, model, |other| has_paragraph(other, model) || is_official(other)) {
        return None;
    }
    let place = condition.article.map_or(condition.span, |article| article.span);
    let fault = Fault::new(format!("{} names no paragraph of Schedule 1", name_of(condition, purpose)))
        .at(place, "in the United Kingdom it holds only with a paragraph of Schedule 1");
    let keys = paragraph(model);
    let mut keys: Vec<(&str, &str)> = keys.iter().map(|(key, value)| (*key, value.as_str())).collect();
    keys.retain(|(key, _)| *key != "policy" || condition.policy.is_none());
    let fault = fault.help("add the paragraph to the condition, or `official_authority = true`");
    Some(fault.paste(amended(condition, purpose, model, &keys)))
}

pub(super) fn policy_missing(condition: &Spanned<Condition>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    if !is_article_10(condition) || is_official(condition) || condition.policy.is_some() {
        return None;
    }
    let place = wanting_policy(condition).filter(|_| is_used(condition, purpose, model))?;
    let fault = Fault::new(format!("{} has no policy document", name_of(condition, purpose)))
        .at(place, "holds only with an appropriate policy document")
        .help("add `policy`: where the document is, or whom to ask for it; it need not be published");
    Some(fault.paste(amended(condition, purpose, model, &[("policy", &address(model))])))
}

pub(super) fn law_missing(condition: &Spanned<Condition>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    // Without official authority the law itself is what allows the use, and others ask for it.
    let official = condition.official_authority.filter(|official| official.value && is_article_10(condition))?;
    let names = |one: &Condition| lists(one.law.as_ref()) || !model.law.has(Regime::Eu) && has_paragraph(one, model);
    if names(condition)
        || !is_used(condition, purpose, model)
        || done_beside(condition, purpose, model, |other| lists(other.law.as_ref()))
    {
        return None;
    }
    let fault = Fault::new(format!("{} names no law that gives the authority", name_of(condition, purpose)))
        .at(official.span, "authority comes from a law, and none is named")
        .help("add the statute that gives the authority as `law`");
    let law = if model.law.has(Regime::Uk) { "Licensing Act 2003, section 4" } else { "Criminal Justice Act 2017" };
    Some(fault.paste(amended(condition, purpose, model, &[("law", law)])))
}
