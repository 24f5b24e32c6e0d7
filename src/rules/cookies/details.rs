//! What readers must be told of a stored item: what it is, how long it stays, who can read it.

use super::lists::lifetime;
use super::{asking, called, cookie_notices, is_list};
use crate::declaration::{Entry, Exemption, StorageKind, StoredItem};
use crate::finding::{Fault, Mark};
use crate::model::Model;
use crate::rules::entries::{host, named, quoted, said};

/// Whether clear and comprehensive information is a condition of setting it: of consent, and of two exemptions of UK law.
fn needs_information(item: &StoredItem, model: &Model) -> bool {
    let informed = |exempt: Exemption| matches!(exempt, Exemption::Statistical | Exemption::Appearance);
    !asking(item, model).is_empty() || item.exempt.is_some_and(|exempt| informed(exempt.value))
}

/// A fault that weighs less where the item needs no consent: it is then good manners to tell.
fn weighed(fault: Fault, needed: bool) -> Fault {
    if needed { fault } else { fault.weighing(Mark::Expected) }
}

pub(super) fn undescribed(item: &Entry<StoredItem>, model: &Model) -> Option<Fault> {
    let id = &item.id;
    if is_list(item) {
        let notices = cookie_notices(model);
        if item.more.is_some() || notices.iter().any(|notice| notice.url.is_some()) {
            return None;
        }
        let fault = Fault::new(format!("the list of stored items `{id}` is kept elsewhere, and nothing leads to it"))
            .at(item.span, "no `more` here");
        let url = format!("\"https://{}/cookies\"", host(model));
        return Some(match notices.first() {
            Some(notice) => {
                let place = notice.label.as_ref().map_or(notice.span, |label| label.span);
                let fault = fault.at(place, "where can it be read?");
                let help =
                    format!("add the address as `url` of `[related.{}]`, or declare the items one by one", notice.id);
                fault.help(help).paste(format!("[related.{}]\nurl = {url}", notice.id))
            }
            None => fault
                .help("add the address of the list as `more`, or declare the items one by one")
                .paste(format!("[storage.{id}]\nmore = {url}")),
        });
    }
    // A purpose that it serves tells what it is for.
    let serves = !model.purposes_named(item.purposes.as_ref()).is_empty();
    let missing: Vec<(&str, &str, &str)> = [
        (named(item.name.as_ref()) || said(item.label.as_ref()), ("what it is called", "name", "sid")),
        (said(item.purpose.as_ref()) || serves, ("what it is for", "use", "it keeps you signed in")),
        (item.provider.is_some(), ("whose it is", "provider", "own")),
    ]
    .into_iter()
    .filter_map(|(told, field)| (!told).then_some(field))
    .collect();
    let what = match missing.as_slice() {
        [] => return None,
        [(only, ..)] => (*only).to_owned(),
        [(first, ..), (second, ..)] => format!("{first} or {second}"),
        _ => "what it is called, what it is for or whose it is".to_owned(),
    };
    let fields = quoted(missing.iter().map(|(_, field, _)| *field));
    let lines: Vec<String> = missing.iter().map(|(_, field, example)| format!("{field} = \"{example}\"")).collect();
    let fault = Fault::new(format!("{} does not say {what}", called(item)))
        .at(item.span, format!("no {fields} here"))
        .help(format!("add {fields}; the provider is `own` or the id of a recipient"));
    // The example is one's own item for a visit; of what needs consent nobody knows it.
    let fits = |exempt: Exemption| matches!(exempt, Exemption::StrictlyNecessary | Exemption::Transmission);
    let fault = if item.exempt.is_some_and(|exempt| fits(exempt.value)) && !names_others(item) {
        fault.paste(format!("[storage.{id}]\n{}", lines.join("\n")))
    } else {
        fault
    };
    Some(weighed(fault, needs_information(item, model)))
}

/// Whether its label has a name: a word that begins with a capital letter, after the first.
fn names_others(item: &StoredItem) -> bool {
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let mut labels = item.label.iter().flat_map(crate::declaration::Text::all);
    labels.any(|label| label.split_whitespace().skip(1).any(capital))
}

pub(super) fn duration_missing(item: &Entry<StoredItem>, model: &Model) -> Option<Fault> {
    // A pixel and a fingerprint do not stay on the device.
    let stays = !item
        .kind
        .is_some_and(|kind| matches!(kind.value, StorageKind::Pixel | StorageKind::Fingerprint | StorageKind::List));
    if !stays || item.duration.is_some() || item.at_most.is_some() {
        return None;
    }
    let fault = Fault::new(format!("{} does not say how long it stays", called(item)))
        .at(item.span, "no `duration` here")
        .help("add its lifetime, or for a kind of item the longest of any as `at_most`");
    let known = item.name.as_ref().and_then(|name| lifetime(name));
    let fault = known
        .into_iter()
        .fold(fault, |fault, time| fault.paste(format!("[storage.{}]\nduration = \"{time}\"", item.id)));
    Some(weighed(fault, !asking(item, model).is_empty()))
}

pub(super) fn access_open(item: &Entry<StoredItem>, model: &Model) -> Option<Fault> {
    if is_list(item) || item.third_party_access.is_some() {
        return None;
    }
    // To the reader of a website anybody else is a third party: another provider is the answer.
    if item.provider.as_ref().is_some_and(|provider| provider.as_str() != "own") {
        return None;
    }
    let fault = Fault::new(format!("{} does not say whether third parties can read it", called(item)))
        .at(item.span, "no `third_party_access` here")
        .help("say `third_party_access = true` or `false`: whether anybody but you can read it");
    Some(weighed(fault, !asking(item, model).is_empty()))
}
