//! Special data without a condition: GDPR Art. 9(1), 9(2).

use super::super::entries::{address, array, holds_for, is_in_place};
use super::{article_9, covers, filing, laws, with_entry};
use crate::declaration::{Basis, Data, Entry, Purpose, Special};
use crate::finding::Fault;
use crate::law::basis::SpecialKind;
use crate::law::{Article6, Condition9, Regime};
use crate::model::{Model, Used};
use crate::source::Spanned;

pub(super) fn missing(purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let conditions = model.conditions(purpose);
    let open: Vec<Used<'_, Data>> = model
        .data_of(purpose)
        .into_iter()
        // What is filed wrongly is to be filed rightly first.
        .filter(|used| model.is_special(used.entry) && !filing::is_misfiled(used.entry, model))
        .filter(|used| !conditions.iter().any(|one| article_9(one).is_some() && covers(one, &used.entry.id)))
        .collect();
    let first = open.first()?;
    let message = format!("the purpose `{}` uses special data without a condition that allows it", purpose.id);
    let mut fault = Fault::new(message);
    for used in &open {
        fault = fault.at(used.span, "special data, no condition holds for them");
    }
    if let Some(special) = first.entry.special.as_ref().filter(|special| !first.span.holds(special.span)) {
        fault = fault.at(special.span, "filed as special here");
    }
    let covering = |basis: &&Spanned<Basis>| open.iter().any(|used| holds_for(basis.data.as_ref(), &used.entry.id));
    for basis in model.bases(purpose).iter().filter(covering) {
        // A basis that is often taken for a condition is told apart from one.
        let called = match basis.article.map(|article| (article.value, article.span)) {
            Some((Article6::Contract, place)) => Some(("a contract is no condition for special data", place)),
            Some((Article6::LegitimateInterests | Article6::RecognisedInterests, place)) => {
                Some(("a legitimate interest is no condition for special data", place))
            }
            _ => None,
        };
        fault = called.into_iter().fold(fault, |fault, (label, place)| fault.at(place, label));
    }
    let data = array(open.iter().map(|used| &used.entry.id).filter(|id| !is_in_place(id)));
    let (article, rest) = example(&open, purpose, model);
    let entry = format!("{{ article = \"{article}\", data = {data}, {rest} }}").replace("data = [], ", "");
    Some(with_entry(fault, purpose, model, entry).help(
        "add the condition that allows it: explicit consent `9(2)(a)`, employment law `9(2)(b)`, substantial public interest \
         `9(2)(g)`, health care `9(2)(h)`",
    ))
}

/// A condition that often holds for data of these kinds, and what goes with it.
fn example(open: &[Used<'_, Data>], purpose: &Entry<Purpose>, model: &Model) -> (Condition9, String) {
    use SpecialKind::{
        Health, RacialOrEthnicOrigin, ReligiousOrPhilosophicalBeliefs, SexualOrientation, TradeUnionMembership,
    };
    let all = |kinds: &[SpecialKind]| {
        open.iter().all(|used| match used.entry.special.as_deref() {
            Some(Special::Kinds(found)) => found.iter().all(|kind| kinds.contains(&kind.value)),
            _ => false,
        })
    };
    let by_consent = model.bases(purpose).iter().filter_map(|basis| basis.article);
    let by_consent = by_consent.into_iter().any(|article| article.value == Article6::Consent);
    let policy = address(model);
    let (uk, employment) = (model.law.has(Regime::Uk), all(&[Health, TradeUnionMembership]));
    if employment && uk && !by_consent {
        let rest = format!("law = \"Equality Act 2010\", schedule_1 = \"1\", policy = \"{policy}\"");
        (Condition9::Employment, rest)
    } else if employment && !by_consent {
        (Condition9::Employment, format!("law = \"{}\"", laws::example(Condition9::Employment)))
    } else if uk
        && !by_consent
        && all(&[RacialOrEthnicOrigin, ReligiousOrPhilosophicalBeliefs, Health, SexualOrientation])
    {
        // Paragraph 8, equality of opportunity or treatment, holds for these four kinds.
        let rest = format!("law = \"Equality Act 2010\", schedule_1 = \"8\", policy = \"{policy}\"");
        (Condition9::SubstantialPublicInterest, rest)
    } else {
        (Condition9::ExplicitConsent, "explicit = true, withdraw = \"the link in each of our e-mails\"".to_owned())
    }
}
