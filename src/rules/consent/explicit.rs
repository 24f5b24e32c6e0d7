//! Where the law asks for explicit consent: GDPR Art. 9(2)(a), 22(2)(c), 49(1)(a), UK GDPR Art. 22B(2).

use super::{conditions, consents};
use crate::declaration::{Decision, Entry, Gateway, Purpose, is_so};
use crate::finding::Fault;
use crate::law::{Mechanism, Regime};
use crate::model::Model;
use crate::source::{Span, Spanned};

pub(super) fn missing(model: &Model) -> Vec<Fault> {
    let mut faults = Vec::new();
    for purpose in &model.purposes {
        for condition in conditions(purpose, model) {
            if !is_so(condition.explicit) && !has_explicit_consent(purpose, model) {
                let what = format!(
                    "the purpose `{}` uses special data by consent that is not declared as explicit",
                    purpose.id
                );
                let place = condition.explicit.map_or(condition.span, |explicit| explicit.span);
                faults.push(fault(what, place, condition.explicit).on(format!("purposes.{}", purpose.id)));
            }
        }
    }
    for decision in model.automated.iter().filter(|decision| is_by_consent(decision, model)) {
        let purposes = model.purposes_named(decision.purposes.as_ref());
        if !is_so(decision.explicit) && !purposes.iter().any(|purpose| has_explicit_consent(purpose, model)) {
            let what = format!("the decision `{}` rests on consent that is not declared as explicit", decision.id);
            let gateway = decision.gateway.map_or(decision.span, |gateway| gateway.span);
            let place = decision.explicit.map_or(gateway, |explicit| explicit.span);
            faults.push(fault(what, place, decision.explicit).on(format!("automated.{}", decision.id)));
        }
    }
    for recipient in model.recipients_used() {
        for transfer in recipient.transfers.iter().flatten() {
            let consent = transfer.mechanism.filter(|mechanism| mechanism.value == Mechanism::DerogationConsent);
            let Some(mechanism) = consent.filter(|_| !is_so(transfer.explicit)) else { continue };
            let what = format!("the transfer to `{}` rests on consent that is not declared as explicit", recipient.id);
            let place = transfer.explicit.map_or(mechanism.span, |explicit| explicit.span);
            faults.push(fault(what, place, transfer.explicit).on(format!("recipients.{}", recipient.id)));
        }
    }
    faults
}

fn fault(what: String, place: Span, explicit: Option<Spanned<bool>>) -> Fault {
    let label = if explicit.is_some() { "declared as not explicit" } else { "nothing says that it is explicit" };
    let fault = Fault::new(what).at(place, label);
    fault.help("set `explicit = true` here if people state their consent in words of its own; else use another ground")
}

/// Whether people consent explicitly to a purpose, so that this consent serves for what stands beside it.
fn has_explicit_consent(purpose: &Entry<Purpose>, model: &Model) -> bool {
    consents(purpose, model).any(|basis| is_so(basis.explicit))
}

/// Whether a decision needs explicit consent. Since 2026-02-05 the United Kingdom asks for it for special data alone.
fn is_by_consent(decision: &Decision, model: &Model) -> bool {
    let special = || model.data_named(decision.data.as_ref()).iter().any(|data| model.is_special(data));
    decision.gateway.is_some_and(|gateway| gateway.value == Gateway::ExplicitConsent)
        && decision.solely.is_none_or(|solely| solely.value)
        && decision.significant.is_none_or(|significant| significant.value)
        && (model.law.has(Regime::Eu) || !model.law.uk_since_duaa() || special())
}

#[cfg(test)]
mod tests {
    use crate::rules::consent::tests::{consent, consent_in};

    const NONE: [&str; 0] = [];

    #[test]
    fn one_explicit_consent_serves_for_basis_and_condition() {
        let with = |basis: &str, condition: &str| {
            format!(
                "[purposes.a]\nbasis = {{ article = \"6(1)(a)\", withdraw = \"the link\"{basis} }}\nconditions = {{ article = \
                 \"9(2)(a)\"{condition} }}"
            )
        };
        assert_eq!(consent(&with("", "")), ["CON-08"]);
        assert_eq!(consent(&with("", ", explicit = false")), ["CON-08"]);
        assert_eq!(consent(&with("", ", explicit = true")), NONE);
        assert_eq!(consent(&with(", explicit = true", "")), NONE);
    }

    #[test]
    fn decisions_in_the_united_kingdom_need_it_for_special_data_alone() {
        let with = |more: &str| {
            format!(
                "[data.marks]\n[data.health]\nspecial = \"health\"\n[automated.a]\nsolely = true\nsignificant = true\ngateway = \
                 \"explicit-consent\"\n{more}"
            )
        };
        assert_eq!(consent(&with("data = [\"marks\"]")), ["CON-08"]);
        assert_eq!(consent_in("[\"uk\"]", &with("data = [\"marks\"]")), NONE);
        assert_eq!(consent_in("[\"uk\"]", &with("data = [\"health\"]")), ["CON-08"]);
        assert_eq!(consent(&with("").replace("solely = true", "solely = false")), NONE);
        assert_eq!(consent(&with("explicit = true")), NONE);
    }

    #[test]
    fn transfers_need_it_for_their_own_consent() {
        let with = |mechanism: &str| {
            format!(
                "[recipients.a]\ntransfers = [{{ to = [\"IN\"], mechanism = \"{mechanism}\" }}]\n[purposes.a]\nrecipients = \"a\""
            )
        };
        assert_eq!(consent(&with("49(1)(a)")), ["CON-08"]);
        assert_eq!(consent(&with("49(1)(b)")), NONE);
    }
}
