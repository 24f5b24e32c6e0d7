//! What the exceptions of Art. 49 ask for: TRF-13 to 16.

use super::super::entries::{lists, quoted, said};
use super::crossing::{called, gdpr_crossings};
use super::paste::{amended, clauses};
use crate::declaration::{Entry, Purpose, Recipient, Role, Transfer};
use crate::finding::Fault;
use crate::law::{Article6, Mechanism, Regime};
use crate::model::Model;
use crate::source::{Span, Spanned};

/// The mechanism of a transfer that crosses a border, and the first regime whose border it is.
pub(super) fn ground(
    transfer: &Transfer,
    recipient: &Recipient,
    model: &Model,
) -> Option<(Spanned<Mechanism>, Regime)> {
    let mechanism = transfer.mechanism?;
    Some((mechanism, gdpr_crossings(transfer, recipient, model).first()?.regime))
}

pub(super) fn compelling(transfer: &Spanned<Transfer>, recipient: &Entry<Recipient>, model: &Model) -> Option<Fault> {
    let (mechanism, _) = ground(transfer, recipient, model)?;
    if mechanism.value != Mechanism::CompellingInterests {
        return None;
    }
    let who = called(recipient);
    let against = [
        (transfer.repetitive.filter(|fact| fact.value), "happens regularly", "only for transfers that do not"),
        (transfer.limited.filter(|fact| !fact.value), "concerns many people", "only for a limited number of people"),
        (
            transfer.authority_informed.filter(|fact| !fact.value),
            "is not known to the authority",
            "only where the authority has been told",
        ),
    ];
    let denied: Vec<_> = against.into_iter().filter_map(|(fact, is, only)| Some((fact?.span, is, only))).collect();
    if let [(_, is, _), ..] = denied.as_slice() {
        let fault = Fault::new(format!("the transfer to {who} rests on compelling interests and {is}"));
        let fault =
            denied.iter().fold(fault, |fault, (span, _, only)| fault.at(*span, format!("this ground is {only}")));
        return Some(
            fault.at(mechanism.span, "the ground").help("rest the transfer on another ground, or do not make it"),
        );
    }
    let facts = [
        (
            said(transfer.interests.as_ref()),
            "interests",
            "\"warning the people whom the recall of our product concerns\"",
        ),
        (transfer.repetitive.is_some(), "repetitive", "false"),
        (transfer.limited.is_some(), "limited", "true"),
        (transfer.authority_informed.is_some(), "authority_informed", "true"),
    ];
    let open: Vec<_> = facts.iter().filter(|(known, ..)| !known).collect();
    if open.is_empty() {
        return None;
    }
    let keys: Vec<String> = open.iter().map(|(_, key, value)| format!("{key} = {value}")).collect();
    let names = quoted(open.iter().map(|(_, key, _)| *key));
    let message =
        format!("the transfer to {who} rests on compelling interests, and not all that this asks for is declared");
    let fault = Fault::new(message)
        .at(mechanism.span, format!("no {names} beside it"))
        .help("name the interests; say that it does not happen regularly, concerns few people, and that the authority has been told");
    Some(fault.paste(amended(recipient, transfer, &keys.join("\n"))))
}

/// Purposes for which a transfer is made: those that it names, or all of its recipient.
fn purposes<'a>(transfer: &Transfer, recipient: &Entry<Recipient>, model: &'a Model) -> Vec<&'a Entry<Purpose>> {
    match &transfer.purposes {
        Some(ids) => model.purposes_named(Some(ids)),
        None => model.uses_of(recipient).into_iter().map(|(purpose, _)| purpose).collect(),
    }
}

/// Where a purpose says that it is an exercise of public powers: a task by its own word, or by its basis.
fn public_power(purpose: &Entry<Purpose>, model: &Model) -> Option<Span> {
    if let Some(task) = purpose.task {
        return task.value.then_some(task.span);
    }
    let articles = model.bases(purpose).iter().filter_map(|basis| basis.article);
    let mut tasks = articles.filter(|article| article.value == Article6::PublicTask);
    tasks.next().map(|article| article.span)
}

pub(super) fn barred(transfer: &Spanned<Transfer>, recipient: &Entry<Recipient>, model: &Model) -> Option<Fault> {
    let (mechanism, regime) = ground(transfer, recipient, model)?;
    let closed = matches!(
        mechanism.value,
        Mechanism::DerogationConsent
            | Mechanism::DerogationContract
            | Mechanism::DerogationThirdContract
            | Mechanism::CompellingInterests
    );
    if !closed || !model.is_public_authority() {
        return None;
    }
    let mut powers = purposes(transfer, recipient, model).into_iter();
    let (purpose, place) = powers.find_map(|purpose| Some((purpose, public_power(purpose, model)?)))?;
    let who = called(recipient);
    let message = format!(
        "the transfer to {who} serves the public task `{}` and rests on an exception that is closed to public authorities",
        purpose.id
    );
    let fault = Fault::new(message)
        .at(mechanism.span, "closed to a public authority for its public powers")
        .at(place, "declared as a public task")
        .help("rest it on a safeguard, or on `49(1)(d)` with the `law` that recognises the interest; set `task = false` where it is no public task");
    Some(fault.paste(amended(recipient, transfer, &clauses(regime, model))))
}

pub(super) fn routine(transfer: &Spanned<Transfer>, recipient: &Entry<Recipient>, model: &Model) -> Option<Fault> {
    let (mechanism, regime) = ground(transfer, recipient, model)?;
    if !mechanism.value.is_derogation() {
        return None;
    }
    // Who works on our instructions works for us all the time, unless it is said that he does not.
    let processor = || recipient.role.iter().flatten().find(|role| role.value == Role::Processor);
    let (place, label) = match transfer.repetitive {
        Some(fact) if fact.value => (fact.span, "declared as regular"),
        Some(_) => return None,
        None => (processor()?.span, "a standing service"),
    };
    let who = called(recipient);
    let fault = Fault::new(format!("the transfer to {who} happens regularly and rests on an exception"))
        .at(place, label)
        .at(mechanism.span, "meant for single cases")
        .help("rest it on a safeguard, such as standard clauses; or say `repetitive = false` where it happens once or now and then");
    Some(fault.paste(amended(recipient, transfer, &clauses(regime, model))))
}

pub(super) fn law_missing(transfer: &Spanned<Transfer>, recipient: &Entry<Recipient>, model: &Model) -> Option<Fault> {
    let (mechanism, _) = ground(transfer, recipient, model)?;
    if mechanism.value != Mechanism::DerogationPublicInterest || lists(transfer.law.as_ref()) {
        return None;
    }
    let who = called(recipient);
    let fault =
        Fault::new(format!("the transfer to {who} rests on a public interest, and no law is named that recognises it"))
            .at(mechanism.span, "no `law` beside it")
            .help("name the law of your own country, or of the Union, that recognises the interest");
    Some(fault.paste(amended(recipient, transfer, "law = \"Customs Agreement with Fellshire, article 9\"")))
}
