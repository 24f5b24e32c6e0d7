//! Marketing without consent: after a sale, or after support for a charity.

use super::{called, electronic, is_here};
use crate::declaration::{Channels, Entry, Kind, Marketing, Permission, is_so};
use crate::finding::{Fault, Mark};
use crate::law::{DUAA_MAIN, Regime};
use crate::model::Model;
use crate::rules::entries::quoted;
use crate::source::{Span, Spanned};

/// A condition: its key, what is declared, and what a denial of it means.
type Condition = (&'static str, Option<Spanned<bool>>, &'static str);

/// Where a permission is claimed for messages to people.
fn claimed(one: &Marketing, wanted: Permission, model: &Model) -> Option<Span> {
    let permission = one.permission.filter(|permission| permission.value == wanted)?;
    // Without a channel it may still be e-mail; post and telephone alone need no such permission.
    let mail = one.channels.is_none() && !is_so(one.corporate);
    (is_here(one, model) && (mail || electronic(one).is_some())).then_some(permission.span)
}

/// What both kinds need.
fn refusals(one: &Marketing) -> [Condition; 2] {
    [
        ("refusal_offered", one.refusal_offered, "people must be able to refuse when the address is collected"),
        ("refusal_each_time", one.refusal_each_time, "each message must let people refuse further ones"),
    ]
}

/// A fault that names the conditions which are denied or not declared; `None` where all hold.
fn lacking(one: &Entry<Marketing>, of: &str, place: Span, conditions: &[Condition]) -> Option<Fault> {
    let unmet: Vec<&Condition> = conditions.iter().filter(|(_, fact, _)| !is_so(*fact)).collect();
    if unmet.is_empty() {
        return None;
    }
    let fields = quoted(unmet.iter().map(|(field, ..)| *field));
    let mut fault = Fault::new(format!("{} rests on {of} and lacks conditions: {fields}", called(one)))
        .at(place, "holds only with all conditions");
    for (_, fact, label) in &unmet {
        if let Some(fact) = fact {
            fault = fault.at(fact.span, *label);
        }
    }
    // A fact that is declared otherwise is not asked for again.
    if unmet.iter().any(|(_, fact, _)| fact.is_some()) {
        let fault = fault.help("a condition does not hold: ask for consent");
        return Some(fault.paste(format!("[marketing.{}]\npermission = \"consent\"", one.id)));
    }
    let lines: Vec<String> = unmet.iter().map(|(field, ..)| format!("{field} = true")).collect();
    let fault = fault.help("declare each condition that holds; where one does not, ask for consent");
    Some(fault.paste(format!("[marketing.{}]\n{}", one.id, lines.join("\n"))))
}

/// A permission for electronic mail is claimed for what comes by telephone or post.
fn beyond_mail(one: &Entry<Marketing>, wanted: Permission, model: &Model) -> Option<Fault> {
    let permission = one.permission.filter(|permission| permission.value == wanted && is_here(one, model))?;
    if is_so(one.corporate) {
        return None;
    }
    let other = |channel: &&Spanned<Channels>| matches!(channel.value, Channels::Phone | Channels::Post);
    let channel = one.channels.iter().flatten().find(other)?;
    let (what, cure) = match channel.value {
        Channels::Phone => ("telephone", "for the telephone say `consent` or `not-required`"),
        _ => ("post", "for post say `not-required`, or `consent` if people are asked"),
    };
    let fault = Fault::new(format!("{} comes by {what}, and the soft opt-in does not cover {what}", called(one)))
        .at(channel.span, "no e-mail or text message")
        .at(permission.span, "covers electronic mail only");
    let alone = one.channels.iter().flatten().all(|channel| other(&channel));
    let help = if alone { cure.to_owned() } else { format!("split the marketing by channel; {cure}") };
    Some(fault.help(help).weighing(Mark::Expected))
}

pub(super) fn incomplete(one: &Entry<Marketing>, model: &Model) -> Option<Fault> {
    incomplete_sale(one, model).or_else(|| beyond_mail(one, Permission::SoftOptIn, model))
}

fn incomplete_sale(one: &Entry<Marketing>, model: &Model) -> Option<Fault> {
    let place = claimed(one, Permission::SoftOptIn, model)?;
    let talks = one.negotiations.filter(|talks| talks.value);
    // In the United Kingdom negotiations for a sale are enough.
    let uk_alone = !model.law.has(Regime::Eu);
    let sale = if uk_alone && talks.is_some() { talks } else { one.sale };
    let mut conditions = vec![
        ("sale", sale, "the address must come from a sale"),
        ("similar", one.similar, "it must be about the sender's own similar products or services"),
    ];
    conditions.extend(refusals(one));
    if let Some(fault) = lacking(one, "an earlier sale", place, &conditions) {
        return Some(fault);
    }
    let talks = talks.filter(|_| !uk_alone)?;
    let fault = Fault::new(format!("{} counts negotiations for a sale, which EU law does not", called(one)))
        .at(talks.span, "enough in UK law alone")
        .at(place, "claimed here")
        .help("where EU law applies, ask for consent those who bought nothing");
    Some(fault)
}

pub(super) fn charity_invalid(one: &Entry<Marketing>, model: &Model) -> Option<Fault> {
    incomplete_support(one, model).or_else(|| beyond_mail(one, Permission::CharitySoftOptIn, model))
}

fn incomplete_support(one: &Entry<Marketing>, model: &Model) -> Option<Fault> {
    let place = claimed(one, Permission::CharitySoftOptIn, model)?;
    let consent = "ask for consent: `permission = \"consent\"`";
    let eu = model.law.has(Regime::Eu);
    if eu || !model.law.uk_since_duaa() {
        let uk_then = model.law.has(Regime::Uk) && !model.law.uk_since_duaa();
        let which = match (eu, uk_then) {
            (true, true) => format!("which neither EU law nor UK law before {DUAA_MAIN} allows"),
            (true, false) => "which EU law does not allow".to_owned(),
            (false, _) => format!("which UK law did not allow before {DUAA_MAIN}"),
        };
        let message = format!("{} rests on support for a charity, {which}", called(one));
        return Some(Fault::new(message).at(place, "claimed here").help(consent));
    }
    if !model.is_kind(Kind::Charity) {
        let kinds = model.controller.as_ref().and_then(|controller| controller.kind.as_ref());
        let fault = Fault::new(format!(
            "{} rests on support for a charity, and the controller is not said to be one",
            called(one)
        ))
        .at(place, "for charities alone");
        let fault = kinds.iter().fold(fault, |fault, kinds| fault.at(kinds.span, "`charity` is not among these"));
        return Some(fault.help("add `charity` to the `kind` of the controller if it is one; else ask for consent"));
    }
    let mut conditions = vec![
        ("charitable_purpose", one.charitable_purpose, "it must serve the purposes of the charity and nothing else"),
        ("support", one.support, "the address must come from interest in these purposes or support for them"),
    ];
    conditions.extend(refusals(one));
    lacking(one, "support for a charity", place, &conditions)
}
