//! Automated decisions on special data: GDPR Art. 22(4) (ADM-07), UK GDPR Art. 22B (ADM-09).

use super::{is, is_full, name_of};
use crate::declaration::{Condition, Data, Decision, Entry, Gateway, Purpose};
use crate::finding::Fault;
use crate::law::{Condition9, Regime};
use crate::model::Model;
use crate::rules::entries::{holds_for, lists, said};
use crate::source::Spanned;

/// Special data that goes into a decision, with the conditions of Art. 9(2) that hold for it.
struct Used<'a> {
    data: &'a Entry<Data>,
    conditions: Vec<&'a Spanned<Condition>>,
}

impl Used<'_> {
    fn rests_on(&self, wanted: Condition9) -> bool {
        self.conditions.iter().any(|condition| condition.article.is_some_and(|article| article.value == wanted))
    }
}

/// Purposes of a decision; of one that names none, all.
fn purposes_of<'a>(decision: &Decision, model: &'a Model) -> Vec<&'a Entry<Purpose>> {
    let named = model.purposes_named(decision.purposes.as_ref());
    if named.is_empty() { model.purposes.iter().collect() } else { named }
}

/// Special data that a decision names. What it does not name is not judged; what has no condition at all is SPC-01's.
fn special<'a>(decision: &Decision, model: &'a Model) -> Vec<Used<'a>> {
    let purposes = purposes_of(decision, model);
    let mut found = Vec::new();
    for data in model.data_named(decision.data.as_ref()).into_iter().filter(|data| model.is_special(data)) {
        let using = purposes.iter().filter(|purpose| model.data_of(purpose).iter().any(|one| one.entry.id == data.id));
        let conditions: Vec<_> = using
            .flat_map(|purpose| model.conditions(purpose))
            .filter(|condition| condition.article.is_some_and(|article| article.value != Condition9::Offences))
            .filter(|condition| holds_for(condition.data.as_ref(), &data.id))
            .collect();
        if !conditions.is_empty() {
            found.push(Used { data, conditions });
        }
    }
    found
}

fn fault(message: String, used: &Used<'_>, decision: &Entry<Decision>) -> Fault {
    let id = &used.data.id;
    let named = decision.data.iter().flatten().find(|one| one.value == *id);
    let fault = Fault::new(message).at(named.map_or(decision.span, |one| one.span), "special data goes into it");
    used.conditions
        .iter()
        .filter_map(|condition| condition.article)
        .fold(fault, |fault, article| fault.at(article.span, "the condition on which this data is used"))
}

/// Art. 22(4): special data only with explicit consent or for substantial public interest, and with safeguards.
pub(super) fn barred(decision: &Entry<Decision>, model: &Model) -> Option<Fault> {
    // Since 2026-02-05 the United Kingdom has its own rule: ADM-09.
    let eu = model.law.has(Regime::Eu) || !model.law.uk_since_duaa();
    if !eu || !is_full(decision) {
        return None;
    }
    let all = special(decision, model);
    let allows = |used: &&Used<'_>| {
        used.rests_on(Condition9::ExplicitConsent) || used.rests_on(Condition9::SubstantialPublicInterest)
    };
    if let Some(used) = all.iter().find(|used| !allows(used)) {
        let message = format!("{} uses special data on a condition that does not allow it", name_of(decision));
        let help = "keep this data out of the decision; only explicit consent, 9(2)(a), and substantial public interest, \
                    9(2)(g), allow it";
        return Some(fault(message, used, decision).help(help));
    }
    // What a contract and consent need, ADM-06 asks for.
    let by_law = decision.gateway.filter(|gateway| gateway.value == Gateway::Law)?;
    let used = all.first()?;
    let protected =
        decision.safeguards.is_some() || used.conditions.iter().any(|condition| said(condition.safeguards.as_ref()));
    if protected {
        return None;
    }
    let message = format!("{} uses special data, and nothing says what protects people", name_of(decision));
    let fault = fault(message, used, decision).at(by_law.span, "a law allows it; special data needs safeguards too");
    let fields = "human = \"dpo@northmoor.example\", view = true, contest = true";
    let fault = fault.help("add `safeguards`");
    Some(fault.paste(format!("[automated.{}]\nsafeguards = {{ {fields} }}", decision.id)))
}

/// UK GDPR Art. 22B(1) to (3): wholly on data under explicit consent, or required by a contract or a law and for substantial
/// public interest.
pub(super) fn barred_in_uk(decision: &Entry<Decision>, model: &Model) -> Option<Fault> {
    if !is_full(decision) {
        return None;
    }
    let gateway = decision.gateway.map(|gateway| gateway.value);
    // In the EU a decision without a gateway is ADM-05's.
    if gateway.is_none() && model.law.has(Regime::Eu) {
        return None;
    }
    let consent = gateway == Some(Gateway::ExplicitConsent) || is(decision.explicit, true);
    let required = matches!(gateway, Some(Gateway::Contract | Gateway::Law)) || lists(decision.law.as_ref());
    let allows = |used: &&Used<'_>| {
        consent && used.rests_on(Condition9::ExplicitConsent)
            || required && used.rests_on(Condition9::SubstantialPublicInterest)
    };
    let all = special(decision, model);
    let used = all.iter().find(|used| !allows(used))?;
    let message = format!("{} uses special data, and what is declared does not allow that", name_of(decision));
    let mut fault = fault(message, used, decision);
    if let Some(gateway) = decision.gateway {
        fault = fault.at(gateway.span, "what allows the decision");
    }
    let help = "keep this data out of the decision, or let all of it rest on explicit consent; a contract or a law that \
                requires the decision needs substantial public interest, 9(2)(g), for special data";
    Some(fault.help(help))
}
