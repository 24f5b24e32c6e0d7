//! Periods that are not sorted by what they are for: RET-06.

use super::super::entries::{is_in_place, lists, path, said};
use crate::declaration::{Entry, Purpose, Retention};
use crate::finding::Fault;
use crate::model::{Model, Used};

pub(super) fn unsorted(model: &Model) -> Option<Fault> {
    one_size(model).or_else(|| side_by_side(model))
}

/// The fewest purposes and categories of data for which one period looks like no choice.
const MANY: usize = 3;

fn one_size(model: &Model) -> Option<Fault> {
    let used: Vec<_> = model.purposes.iter().map(|purpose| model.retention_of(purpose)).collect();
    if used.len() < MANY || used.iter().any(|all| all.len() != 1) {
        return None;
    }
    let first = used.first()?.first()?.entry;
    if used.iter().flatten().any(|one| one.entry.id != first.id) {
        return None;
    }
    let mut kinds: Vec<&str> = Vec::new();
    for data in model.purposes.iter().flat_map(|purpose| model.data_of(purpose)) {
        if !kinds.contains(&data.entry.id.as_str()) {
            kinds.push(data.entry.id.as_str());
        }
    }
    // An event fits each case by itself; parts and reasons show that somebody has thought about it.
    let plain = said(first.because.as_ref())
        || said(first.criteria.as_ref())
        || said(first.until.as_ref())
        || lists(first.law.as_ref())
        || first.schedule.is_some()
        || first.later_of.is_some()
        || first.earlier_of.is_some()
        || first.stages.is_some()
        || first.except.is_some()
        || first.by.is_some();
    if kinds.len() < MANY || plain {
        return None;
    }
    let place = first.period.or(first.at_most).or(first.at_least)?.span;
    let message = format!("one period serves all {} purposes and all {} categories of data", used.len(), kinds.len());
    let fault = Fault::new(message)
        .at(place, "the same for everything")
        .on(path("retention", &first.id))
        .help("give each purpose the period that it needs, or say in `because` why one fits all");
    let paste = format!(
        "[retention.{}]\nbecause = \"claims about any part of your membership can be made for so long\"",
        first.id
    );
    Some(fault.paste(paste))
}

/// Numbers as words, from three on.
const NUMBERS: &[&str] = &["three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// Several purposes name the same list of periods, and nothing says which of them holds for what.
fn side_by_side(model: &Model) -> Option<Fault> {
    let mut found: Vec<(Vec<&str>, Vec<&Entry<Purpose>>)> = Vec::new();
    for purpose in model.purposes.iter().filter(|one| is_unsorted(one, model)) {
        let own: Vec<&str> = model.retention_of(purpose).iter().map(|used| used.entry.id.as_str()).collect();
        match found.iter_mut().find(|(list, _)| *list == own) {
            Some((_, purposes)) => purposes.push(purpose),
            None => found.push((own, vec![purpose])),
        }
    }
    let (periods, purposes) = found.into_iter().find(|(_, purposes)| purposes.len() >= MANY)?;
    let first = purposes.first()?;
    let place = first.retention.as_ref()?.span;
    let number = match NUMBERS.get(periods.len() - MANY) {
        Some(word) => (*word).to_owned(),
        None => periods.len().to_string(),
    };
    let message =
        format!("{} purposes name {number} storage periods side by side, and not which holds for what", purposes.len());
    let fault = Fault::new(message)
        .at(place, "nothing tells when, or for which data or people, each of them holds")
        .on(format!("purposes.{}", first.id))
        .help("name for each purpose the one period that holds, or say in `data`, `subjects` or `when` which holds for what");
    Some(fault)
}

/// Whether a purpose names many periods, and nothing tells for what any of them holds.
pub(super) fn is_unsorted(purpose: &Entry<Purpose>, model: &Model) -> bool {
    let all = model.retention_of(purpose);
    all.len() >= MANY && all.iter().all(|used| !is_sorted(used))
}

/// Whether anything tells for what a period holds.
fn is_sorted(used: &Used<'_, Retention>) -> bool {
    let (one, narrow) = (&used.entry.value, used.narrow);
    let event = one.period.is_some() && said(one.from.as_ref());
    is_in_place(&used.entry.id)
        || event
        || said(one.label.as_ref())
        || said(one.because.as_ref())
        || said(narrow.when.as_ref())
        || narrow.data.is_some()
        || narrow.subjects.is_some()
        || lists(one.law.as_ref())
        || one.by.is_some()
}
