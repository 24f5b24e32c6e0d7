//! Conditions that a law must open, and what this law must hold: GDPR Art. 9(2)(b), (g), (h), (i), (j), 9(3), 89(1).
//!
//! For the United Kingdom a paragraph of Schedule 1 to the Data Protection Act 2018 is that law (`SPC-16`).

use super::super::entries::{lists, said};
use super::{amended, done_beside, name_of};
use crate::declaration::{Condition, Entry, Purpose};
use crate::finding::Fault;
use crate::law::{Condition9, Regime};
use crate::model::Model;
use crate::source::Spanned;

/// A statute of a Member State on which a condition may rest, for an example.
pub(super) fn example(article: Condition9) -> &'static str {
    match article {
        Condition9::SubstantialPublicInterest => "Data Protection Act 2018 (Ireland), section 51",
        Condition9::HealthCare => "Data Protection Act 2018 (Ireland), section 52",
        Condition9::PublicHealth => "Data Protection Act 2018 (Ireland), section 53",
        Condition9::Research => "Data Protection Act 2018 (Ireland), section 54",
        _ => "Employment Equality Acts 1998 to 2015",
    }
}

/// Conditions that a law must open: 9(2)(b), (g), (h), (i), (j).
pub(super) fn rests_on_law(article: Condition9) -> bool {
    use Condition9::{Employment, HealthCare, PublicHealth, Research, SubstantialPublicInterest};
    matches!(article, Employment | SubstantialPublicInterest | HealthCare | PublicHealth | Research)
}

/// Whether a condition of this article says something, or another of the same data does it for it.
fn lacks(
    article: Condition9,
    condition: &Condition,
    purpose: &Purpose,
    model: &Model,
    says: impl Fn(&Condition) -> bool,
) -> bool {
    condition.article.is_some_and(|own| own.value == article)
        && !says(condition)
        && !done_beside(condition, purpose, model, says)
}

fn names_law(condition: &Condition) -> bool {
    lists(condition.law.as_ref())
}

/// A condition that names no law.
fn without_law(
    article: Condition9,
    condition: &Spanned<Condition>,
    purpose: &Entry<Purpose>,
    model: &Model,
    help: &str,
) -> Option<Fault> {
    if !lacks(article, condition, purpose, model, names_law) {
        return None;
    }
    let place = condition.article?.span;
    let mut fault = Fault::new(format!("{} does not name the law that it rests on", name_of(condition, purpose)))
        .at(place, "holds only by a law, and none is named");
    if let Some(paragraphs) = &condition.schedule_1 {
        fault = fault.at(paragraphs.span, "law of the United Kingdom alone");
    }
    Some(fault.help(help).paste(amended(condition, purpose, model, &[("law", example(article))])))
}

pub(super) fn employment(condition: &Spanned<Condition>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let help = "add to `law` the statute or the collective agreement that lays the duty or gives the right";
    without_law(Condition9::Employment, condition, purpose, model, help)
}

pub(super) fn public_interest(
    condition: &Spanned<Condition>,
    purpose: &Entry<Purpose>,
    model: &Model,
) -> Option<Fault> {
    let help = "add to `law` the statute that makes it a substantial public interest";
    without_law(Condition9::SubstantialPublicInterest, condition, purpose, model, help)
}

pub(super) fn public_health(condition: &Spanned<Condition>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    without_law(Condition9::PublicHealth, condition, purpose, model, "add the statute on public health to `law`")
}

pub(super) fn health_care(condition: &Spanned<Condition>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let says = |one: &Condition| names_law(one) || said(one.contract.as_ref());
    if !lacks(Condition9::HealthCare, condition, purpose, model, says) {
        return None;
    }
    let place = condition.article?.span;
    let mut fault =
        Fault::new(format!("{} names neither a law nor a contract that it rests on", name_of(condition, purpose)))
            .at(place, "holds by a law, or by a contract with a health professional");
    if let Some(paragraphs) = &condition.schedule_1 {
        fault = fault.at(paragraphs.span, "law of the United Kingdom alone");
    }
    let fault = fault.help("add the statute as `law`, or the contract with the health professional as `contract`");
    Some(fault.paste(amended(condition, purpose, model, &[("law", example(Condition9::HealthCare))])))
}

pub(super) fn secrecy(condition: &Spanned<Condition>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let says = |one: &Condition| said(one.secrecy.as_ref());
    if !lacks(Condition9::HealthCare, condition, purpose, model, says) {
        return None;
    }
    let place = condition.article?.span;
    let fault = Fault::new(format!("{} does not say who is bound to secrecy", name_of(condition, purpose)))
        .at(place, "holds only for people under a duty of secrecy")
        .help("name in `secrecy` the duty of those who use the data");
    let keys = [("secrecy", "the professional secrecy of our nurses and doctors")];
    Some(fault.paste(amended(condition, purpose, model, &keys)))
}

pub(super) fn research(condition: &Spanned<Condition>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let guarded = |one: &Condition| said(one.safeguards.as_ref());
    let lawless = model.law.has(Regime::Eu) && lacks(Condition9::Research, condition, purpose, model, names_law);
    let unguarded = lacks(Condition9::Research, condition, purpose, model, guarded);
    let law = ("law", example(Condition9::Research));
    let safeguards = ("safeguards", "names are replaced by numbers before the study begins");
    let (what, keys): (&str, &[(&str, &str)]) = match (lawless, unguarded) {
        (false, false) => return None,
        (true, false) => ("does not name the law that it rests on", &[law]),
        (false, true) => ("does not say what safeguards it has", &[safeguards]),
        (true, true) => ("names neither its law nor its safeguards", &[law, safeguards]),
    };
    let place = condition.article?.span;
    let fault = Fault::new(format!("{} {what}", name_of(condition, purpose)))
        .at(place, "holds only with safeguards for the people whose data it is")
        .help("add the statute as `law` where EU law applies, and in `safeguards` what protects people");
    Some(fault.paste(amended(condition, purpose, model, keys)))
}
