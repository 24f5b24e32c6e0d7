//! Conditions of the exemptions for statistics and appearance: PECR Sch. A1, from 2026-02-05.

use super::called;
use crate::declaration::{Entry, Exemption, StoredItem};
use crate::finding::Fault;
use crate::model::Model;
use crate::rules::entries::{quoted, said};
use crate::source::Spanned;

pub(super) fn condition_missing(item: &Entry<StoredItem>, _: &Model) -> Option<Fault> {
    let exempt = item.exempt?;
    let what = match exempt.value {
        Exemption::Statistical => "statistics",
        Exemption::Appearance => "appearance",
        Exemption::Transmission | Exemption::StrictlyNecessary | Exemption::Emergency => return None,
    };
    let mut facts = vec![
        ("own_service", item.own_service, true, "the exemption is for one's own service alone"),
        ("free_refusal", item.free_refusal, true, "refusing must be simple and free of charge"),
    ];
    if exempt.value == Exemption::Statistical {
        facts.push((
            "passed_on",
            item.passed_on,
            false,
            "what is counted may only go to those who help to improve the service",
        ));
    }
    let is = |fact: Option<Spanned<bool>>, wanted: bool| fact.is_some_and(|fact| fact.value == wanted);
    let mut missing: Vec<(&str, String)> = Vec::new();
    if !said(item.refuse.as_ref()) {
        missing.push(("refuse", "refuse = \"the switch on our cookie page\"".to_owned()));
    }
    let unmet = facts.iter().filter(|(_, fact, wanted, _)| !is(*fact, *wanted));
    missing.extend(unmet.map(|(field, _, wanted, _)| (*field, format!("{field} = {wanted}"))));
    if missing.is_empty() {
        return None;
    }
    let fields = quoted(missing.iter().map(|(field, _)| *field));
    let fault =
        Fault::new(format!("{} claims the UK exemption for {what} and lacks conditions: {fields}", called(item)));
    let denied = facts.iter().filter_map(|(_, fact, wanted, label)| {
        fact.filter(|fact| fact.value != *wanted).map(|fact| (fact.span, *label))
    });
    let fault = denied.fold(fault, |fault, (place, label)| fault.at(place, label));
    let lost = facts.iter().any(|(_, fact, wanted, _)| fact.is_some_and(|fact| fact.value != *wanted));
    if lost {
        let help = "a condition does not hold: leave `exempt` out and ask before it is set: `permission = \"consent\"`";
        return Some(fault.at(exempt.span, "claimed here").help(help));
    }
    let lines: Vec<String> = missing.into_iter().map(|(_, line)| line).collect();
    let help = "it must serve your own service alone, people must be able to refuse it simply and free of charge, and what is \
                counted may not be passed on; where one of these does not hold, ask for consent";
    Some(fault.at(exempt.span, "claimed here").help(help).paste(format!("[storage.{}]\n{}", item.id, lines.join("\n"))))
}
