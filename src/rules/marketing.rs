//! Direct marketing by electronic means: Directive 2002/58/EC Art. 13, PECR reg. 22.

mod soft_opt_in;
#[cfg(test)]
mod tests;

use jiff::civil::date;

use super::entries::{named, quoted};
use super::{ALWAYS, Certainty, Check, EU_UK, Rule};
use crate::declaration::{Channels, Entry, Kind, Marketing, Permission, Purpose, is_so};
use crate::finding::{Fault, Mark};
use crate::law::{Article6, DUAA_MAIN, Provision, Regime, eprivacy, gdpr, other, pecr};
use crate::model::Model;
use crate::source::{Span, Spanned};

/// A sale may be paid for indirectly.
const INDIRECT_SALE: Provision = other("CJEU C-654/23 of 13 November 2025").eu_only().of(date(2025, 11, 13));

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "MKT-01",
        name: "marketing-permission-missing",
        summary: "marketing comes by e-mail or text message, and neither consent nor an earlier sale permits it",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[eprivacy("13(1)"), pecr("reg. 22(2)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/MKT-01.md"),
        check: Check::Marketing(permission_missing),
    },
    Rule {
        code: "MKT-02",
        name: "soft-opt-in-incomplete",
        summary: "marketing rests on an earlier sale and lacks a condition of that",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[eprivacy("13(2)"), pecr("reg. 22(3)"), INDIRECT_SALE],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/MKT-02.md"),
        check: Check::Marketing(soft_opt_in::incomplete),
    },
    Rule {
        code: "MKT-03",
        name: "charity-soft-opt-in-invalid",
        summary: "marketing rests on support for a charity where the law does not allow that, or lacks a condition of it",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[eprivacy("13(1)"), pecr("reg. 22(2)"), pecr("reg. 22(3A)").since_uk(DUAA_MAIN)],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/MKT-03.md"),
        check: Check::Marketing(soft_opt_in::charity_invalid),
    },
    Rule {
        code: "MKT-04",
        name: "marketing-basis-clash",
        summary: "what permits marketing and the basis of its purpose do not fit",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("6(1)"), eprivacy("13"), pecr("reg. 22")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/MKT-04.md"),
        check: Check::Marketing(basis_clash),
    },
    Rule {
        code: "MKT-05",
        name: "third-party-marketing-vague",
        summary: "others get data for their own marketing and are not named, or nobody has agreed",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("12(1)"), gdpr("4(11)")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/MKT-05.md"),
        check: Check::Marketing(third_parties),
    },
    Rule {
        code: "MKT-07",
        name: "marketing-denied-and-declared",
        summary: "the notice says that there is no direct marketing, and declares some",
        mark: Mark::Structural,
        packs: ALWAYS,
        since: None,
        law: &[],
        sure: Certainty::NoLaw,
        page: include_str!("../../docs/rules/MKT-07.md"),
        check: Check::Everywhere(denied),
    },
];

/// Whether it is of this notice; a shared register may hold that of others.
fn is_here(one: &Marketing, model: &Model) -> bool {
    one.purpose.is_none() || !model.purposes_named(one.purpose.as_ref()).is_empty()
}

/// The place where it is said to come by e-mail or text message to people: what goes to companies alone is not meant.
fn electronic(one: &Marketing) -> Option<Span> {
    let mail = |channel: &&Spanned<Channels>| matches!(channel.value, Channels::Email | Channels::Sms);
    let corporate = is_so(one.corporate);
    one.channels.iter().flatten().find(mail).filter(|_| !corporate).map(|channel| channel.span)
}

/// Articles on which a purpose rests, with their places.
fn bases_of(purpose: &Purpose, model: &Model) -> Vec<(Article6, Span)> {
    model.bases(purpose).iter().filter_map(|basis| Some((basis.article?.value, basis.span))).collect()
}

/// Whether each purpose of it rests on consent, among other bases or alone.
fn is_agreed_to(one: &Marketing, model: &Model) -> bool {
    let purposes = model.purposes_named(one.purpose.as_ref());
    let agreed =
        |purpose: &&Entry<Purpose>| bases_of(purpose, model).iter().any(|(article, _)| *article == Article6::Consent);
    !purposes.is_empty() && purposes.iter().all(agreed)
}

/// Whether the permission of charities stands: UK law alone, since 2026.
fn has_charities(model: &Model) -> bool {
    model.is_kind(Kind::Charity) && model.law.uk_since_duaa() && !model.law.has(Regime::Eu)
}

/// How messages call it.
fn called(one: &Entry<Marketing>) -> String {
    format!("the marketing `{}`", one.id)
}

fn permission_missing(one: &Entry<Marketing>, model: &Model) -> Option<Fault> {
    let place = electronic(one).filter(|_| is_here(one, model))?;
    let charity = if has_charities(model) { ", or support for your charity (`charity-soft-opt-in`)" } else { "" };
    let corporate = "where it goes to addresses of companies or public bodies alone, say `corporate = true`";
    let fault = match one.permission {
        Some(permission) if permission.value == Permission::NotRequired => {
            Fault::new(format!("{} comes by e-mail or text message, which needs a permission", called(one)))
                .at(permission.span, "says that none is required")
                .at(place, "messages to people need one")
                .help(format!("ask for consent, or name the earlier sale (`soft-opt-in`){charity}; {corporate}"))
        }
        Some(_) => return None,
        // Consent to the purpose is consent to what it does.
        None if is_agreed_to(one, model) => return None,
        None => Fault::new(format!("{} does not say what permits e-mails or text messages", called(one)))
            .at(place, "comes this way")
            .at(one.span, "no `permission` here")
            .help(format!("say `consent`, or name an earlier sale, in which the address was got (`soft-opt-in`){charity}; {corporate}")),
    };
    Some(fault.paste(format!("[marketing.{}]\npermission = \"consent\"", one.id)))
}

fn basis_clash(one: &Entry<Marketing>, model: &Model) -> Option<Fault> {
    let purposes = model.purposes_named(one.purpose.as_ref());
    purposes.into_iter().find_map(|purpose| clash(one, purpose, model))
}

fn clash(one: &Entry<Marketing>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let permission = one.permission?;
    let bases = bases_of(purpose, model);
    let consent = |article: Article6| article == Article6::Consent;
    let interests =
        |article: Article6| matches!(article, Article6::LegitimateInterests | Article6::RecognisedInterests);
    let fault = match permission.value {
        Permission::Consent => {
            let (_, place) = bases.iter().find(|(article, _)| interests(*article))?;
            if bases.iter().any(|(article, _)| consent(*article)) {
                return None;
            }
            Fault::new(format!("{} rests on consent, and its purpose `{}` on interests", called(one), purpose.id))
                .at(permission.span, "people are asked")
                .at(*place, "rests on interests")
                .help(if has_charities(model) {
                    "rest the purpose on consent as well, or say `soft-opt-in` if the address was got in a sale, or `charity-soft-opt-in` if it was got when people supported your charity"
                } else {
                    "rest the purpose on consent as well, or say `soft-opt-in` if the address was got in a sale"
                })
        }
        Permission::SoftOptIn | Permission::CharitySoftOptIn => {
            let (_, place) = bases.first()?;
            if !bases.iter().all(|(article, _)| consent(*article)) {
                return None;
            }
            Fault::new(format!("{} needs no consent, and its purpose `{}` rests on it", called(one), purpose.id))
                .at(permission.span, "nobody is asked")
                .at(*place, "rests on consent")
                .help("say `permission = \"consent\"` if people are asked, or rest the purpose on another basis")
        }
        Permission::NotRequired => return None,
    };
    Some(fault)
}

fn third_parties(one: &Entry<Marketing>, model: &Model) -> Option<Fault> {
    let others = one.recipients.as_ref().filter(|others| others.iter().any(|id| id.as_str() != "none"))?;
    if !is_here(one, model) {
        return None;
    }
    let recipients = model.recipients_named(Some(others));
    let unnamed: Vec<_> = recipients.into_iter().filter(|recipient| !named(recipient.name.as_ref())).collect();
    let consent =
        one.permission.is_some_and(|permission| permission.value == Permission::Consent) || is_agreed_to(one, model);
    // By post and by telephone the law does not ask for it everywhere.
    let unasked = !consent && electronic(one).is_some();
    let names = quoted(unnamed.iter().map(|recipient| recipient.id.as_str()));
    let what = match (unnamed.is_empty(), unasked) {
        (true, false) => return None,
        (false, false) => format!("does not name who else sends it: {names}"),
        (true, true) => "lets others send on their own account, and nobody has agreed".to_owned(),
        (false, true) => {
            format!("lets others send on their own account, does not name them ({names}), and nobody has agreed")
        }
    };
    let mut fault = Fault::new(format!("{} {what}", called(one))).at(others.span, "they send on their own account");
    for recipient in &unnamed {
        fault = fault.at(recipient.span, "no `name` here");
    }
    let help = match (unnamed.is_empty(), unasked) {
        (false, true) => "name each of them, and ask people before their data goes there",
        (false, false) => "name each of them: people agree to a sender, not to a kind of sender",
        (true, _) => "ask people before their data goes there: `permission = \"consent\"`",
    };
    Some(fault.help(help))
}

fn denied(model: &Model) -> Vec<Fault> {
    let Some(none) = model.marketing.none.filter(|none| none.value) else { return Vec::new() };
    let entry = model.marketing.iter().find(|one| is_here(one, model)).map(|one| one.span);
    let flag = || model.purposes.iter().find_map(|purpose| purpose.marketing.filter(|marketing| marketing.value));
    let Some(place) = entry.or_else(|| flag().map(|flag| flag.span)) else { return Vec::new() };
    let fault = Fault::new("the notice says that there is no direct marketing, and declares some")
        .at(none.span, "says that there is none")
        .at(place, "declared here")
        .help("leave out one of the two");
    vec![fault.on("marketing")]
}
