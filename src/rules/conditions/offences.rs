//! Data on convictions and offences: GDPR Art. 10, PA18 s. 10(4) and (5).

use super::super::entries::{address, array, is_in_place, lists};
use super::super::fitting;
use super::filing::offences_as_special;
use super::schedule_1::wanting_policy;
use super::{amended, covers, done_beside, has_paragraph, is_article_10, name_of, with_entry};
use crate::declaration::{Condition, Data, Entry, Purpose, is_so};
use crate::finding::Fault;
use crate::law::{Article6, Regime};
use crate::model::{Model, Used};
use crate::source::Spanned;

/// Whether the processing is declared to be under the control of official authority.
fn is_official(condition: &Condition) -> bool {
    is_so(condition.official_authority)
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
        let fault = fault.at(place, label).help(format!("add to the condition {}", wanted(model)));
        return Some(match laws(purpose, model).as_slice() {
            [only] => fault.paste(amended(condition, purpose, model, &[("law", only)])),
            _ => fault,
        });
    }
    let laws = laws(purpose, model);
    if laws.is_empty() {
        return Some(fault.help(format!("add an entry for Art. 10 to `conditions`, with {}", wanted(model))));
    }
    let ids = array(open.iter().map(|used| &used.entry.id).filter(|id| !is_in_place(id)));
    let entry = format!("{{ article = \"10\", data = {ids}, law = {} }}", toml::Value::from(laws));
    Some(with_entry(fault, purpose, model, entry.replace("data = [], ", "")))
}

/// What allows the use, in words: which of it holds, only the author knows.
fn wanted(model: &Model) -> &'static str {
    match (model.law.has(Regime::Eu), model.law.has(Regime::Uk)) {
        (false, true) => {
            "the paragraph that allows it as `schedule_1`, with its `policy`, or the Act and the section as `law`; or \
             `official_authority = true`"
        }
        (true, true) => {
            "the Act and the section that allow it as `law`, for the United Kingdom also the paragraph of Schedule 1 as \
             `schedule_1`; or `official_authority = true`"
        }
        _ => "the statute that allows it as `law`, with its section, or `official_authority = true`",
    }
}

/// Statutes that the declaration names where it tells of this use: those of a legal obligation or a public task, or those of
/// a disclosure.
fn laws(purpose: &Purpose, model: &Model) -> Vec<String> {
    let bound = [Article6::Obligation, Article6::PublicTask];
    let bases = model.bases(purpose).iter();
    let bases = bases.filter(|basis| basis.article.is_some_and(|article| bound.contains(&article.value)));
    let named = bases.filter_map(|basis| basis.law.as_ref()).flatten();
    let named: Vec<String> = named.map(|name| name.value.clone()).filter(|name| !name.trim().is_empty()).collect();
    if named.is_empty() { fitting::laws(purpose, model).unwrap_or_default() } else { named }
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
    let help = "name the paragraph that fits as `schedule_1`, such as 1 for employment or 18 for children and adults at risk, with \
                its `policy`; or say `official_authority = true`";
    Some(fault.help(help))
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
        .help("add the statute that gives the authority as `law`, with its section");
    Some(match laws(purpose, model).as_slice() {
        [only] => fault.paste(amended(condition, purpose, model, &[("law", only)])),
        _ => fault,
    })
}
