//! What the UK's Data Protection Act 2018 adds to five conditions for special data: s. 10(2), (3) and Schedule 1.

use super::super::entries::{address, lists, quoted};
use super::laws::rests_on_law;
use super::{amended, article_9, covers, done_beside, has_paragraph, is_article_10, name_of};
use crate::declaration::{Condition, Data, Entry, Purpose, Special};
use crate::finding::Fault;
use crate::law::Condition9;
use crate::law::basis::SpecialKind;
use crate::law::schedule_1::{Cited, Part};
use crate::model::Model;
use crate::source::{Span, Spanned};

pub(super) fn paragraph_missing(
    condition: &Spanned<Condition>,
    purpose: &Entry<Purpose>,
    model: &Model,
) -> Option<Fault> {
    let article = condition.article?;
    if !rests_on_law(article.value) || has_paragraph(condition, model) {
        return None;
    }
    if done_beside(condition, purpose, model, |other| has_paragraph(other, model)) {
        return None;
    }
    let example = match article.value {
        Condition9::HealthCare => "2",
        Condition9::PublicHealth => "3",
        Condition9::Research => "4",
        Condition9::SubstantialPublicInterest => "18",
        _ => "1",
    };
    let fault = Fault::new(format!("{} names no paragraph of Schedule 1", name_of(condition, purpose)))
        .at(article.span, "in the United Kingdom it holds only with a paragraph of Schedule 1");
    let paste = amended(condition, purpose, model, &[("schedule_1", example)]);
    Some(fault.help("add the paragraph to the condition").paste(paste))
}

pub(super) fn policy_missing(condition: &Spanned<Condition>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let article = condition.article?;
    if condition.policy.is_some() {
        return None;
    }
    let needing = match article.value {
        // The only paragraph for employment and social protection, 1, wants the document.
        Condition9::Employment if !lists(condition.schedule_1.as_ref()) => {
            if done_beside(condition, purpose, model, |other| has_paragraph(other, model)) {
                return None;
            }
            article.span
        }
        Condition9::Employment | Condition9::SubstantialPublicInterest => wanting_policy(condition)?,
        _ => return None,
    };
    let fault = Fault::new(format!("{} has no policy document", name_of(condition, purpose)))
        .at(needing, "holds only with an appropriate policy document");
    let help = "add `policy`: where the document is, or whom to ask for it; it need not be published";
    Some(fault.help(help).paste(amended(condition, purpose, model, &[("policy", &address(model))])))
}

/// The first paragraph of a condition that counts only with a policy document.
pub(super) fn wanting_policy(condition: &Condition) -> Option<Span> {
    let wants = |one: &&Spanned<String>| Cited::read(one.as_str()).is_some_and(Cited::wants_policy);
    condition.schedule_1.iter().flatten().find(wants).map(|one| one.span)
}

/// Paragraphs as their author cites them, each with its place; `None` where one of them can't be read.
fn cited(condition: &Condition) -> Option<Vec<(Cited<'_>, Span)>> {
    condition.schedule_1.iter().flatten().map(|one| Some((Cited::read(one.as_str())?, one.span))).collect()
}

pub(super) fn part_wrong(condition: &Spanned<Condition>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let article = condition.article?;
    let (parts, wanted): (&[Part], &str) = match article.value {
        Condition9::SubstantialPublicInterest => (&[Part::Two], "a paragraph of Part 2, 6 to 28"),
        _ if is_article_10(condition) => (&[Part::One, Part::Two, Part::Three], "a paragraph of Part 1, 2 or 3"),
        own if rests_on_law(own) => (&[Part::One], "a paragraph of Part 1, 1 to 4"),
        _ => return None,
    };
    let cited = cited(condition)?;
    let fits = |one: &(Cited<'_>, Span)| one.0.paragraph().is_some_and(|paragraph| parts.contains(&paragraph.part));
    let (first, place) = *cited.first()?;
    if cited.iter().any(fits) || has_schedule_a1(condition, model) {
        return None;
    }
    let does = |other: &Condition| {
        other.article.map(|one| one.value) == Some(article.value)
            && self::cited(other).is_some_and(|all| all.iter().any(fits))
    };
    if done_beside(condition, purpose, model, does) {
        return None;
    }
    let label = match first.paragraph().map(|paragraph| paragraph.part) {
        Some(Part::One) => "of Part 1, which is for employment, health care, public health and research",
        Some(Part::Two) => "of Part 2, which is for a substantial public interest",
        Some(Part::Three) => "of Part 3, which is for data on offences alone",
        None => "states no condition",
    };
    let number = first.number;
    let fault = Fault::new(format!("{} can't rest on paragraph {number} of Schedule 1", name_of(condition, purpose)))
        .at(place, label)
        .at(article.span, format!("wants {wanted}"));
    Some(fault.help(format!("name {wanted}, or the condition to which the paragraph belongs")))
}

/// Whether a condition of Schedule A1 may stand in place of a paragraph.
fn has_schedule_a1(condition: &Condition, model: &Model) -> bool {
    condition.schedule_a1.is_some() && model.law.uk_since_duaa()
}

pub(super) fn data_outside(condition: &Spanned<Condition>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let article = condition.article?;
    if article.value != Condition9::SubstantialPublicInterest || has_schedule_a1(condition, model) {
        return None;
    }
    let cited = cited(condition)?;
    let (first, place) = *cited.first()?;
    // A paragraph of another part, or one for any kind, leaves nothing to compare.
    let limits: Vec<&[SpecialKind]> =
        cited.iter().map(|(one, _)| one.paragraph().map(|own| own.kinds)).collect::<Option<_>>()?;
    if limits.iter().any(|kinds| kinds.is_empty()) {
        return None;
    }
    let outside = |data: &Data| match data.special.as_deref() {
        Some(Special::Kinds(kinds)) => {
            kinds.iter().find(|kind| limits.iter().all(|limit| !limit.contains(&kind.value))).copied()
        }
        _ => None,
    };
    // Another condition for the same data may hold for the other kinds.
    let shared = |data: &Entry<Data>| {
        let others = model.conditions(purpose).iter().filter(|other| other.span != condition.span);
        others.into_iter().any(|other| article_9(other).is_some() && covers(other, &data.id))
    };
    let used = model.data_of(purpose).into_iter().filter(|used| covers(condition, &used.entry.id));
    let (used, kind) = used.filter(|used| !shared(used.entry)).find_map(|used| {
        let kind = outside(used.entry)?;
        Some((used, kind))
    })?;
    let number = first.number;
    let fault = Fault::new(format!("paragraph {number} of Schedule 1 is not for all data in `{}`", used.entry.id))
        .at(place, format!("for {} alone", quoted(limits.iter().copied().flatten().map(AsRef::as_ref))))
        .at(kind.span, "another kind");
    let fault = if used.span == used.entry.span { fault } else { fault.at(used.span, "used here") };
    Some(fault.help("name a paragraph that holds for this kind, or give it a condition of its own by `data`"))
}
