//! What rules about entries share: whether something is said, and how an entry is called.

use serde::Serialize;
use toml::{Table, Value};

use crate::declaration::{Id, Many, Reach, Text};
use crate::law::Regime;
use crate::model::Model;
use crate::source::{Spanned, is_blank};

/// Whether a text says anything in some language.
pub(super) fn said(text: Option<&Text>) -> bool {
    text.is_some_and(|text| !text.is_blank())
}

/// Whether a name is more than white space.
pub(super) fn named(name: Option<&Spanned<String>>) -> bool {
    name.is_some_and(|name| !is_blank(name))
}

/// Whether a list of names, such as statutes, holds one.
pub(super) fn lists(names: Option<&Many<String>>) -> bool {
    names.into_iter().flatten().any(|name| !is_blank(name))
}

/// Whether an entry was written where it is used; no author gave it its id.
pub(super) fn is_in_place(id: &Id) -> bool {
    id.as_str().contains('.')
}

/// How a message calls an entry: by its id, or by what it belongs to where it was written in place.
pub(super) fn called(what: &str, id: &Id) -> String {
    match id.as_str().split_once('.') {
        Some((owner, _)) => format!("a {what} of `{owner}`"),
        None => format!("the {what} `{id}`"),
    }
}

/// The path by which a waiver names an entry: its own, or that of the purpose in which it was written.
pub(super) fn path(table: &str, id: &Id) -> String {
    match id.as_str().split_once('.') {
        Some(("notice", _)) => "notice".to_owned(),
        Some((owner, _)) => format!("purposes.{owner}"),
        None => format!("{table}.{id}"),
    }
}

/// Words in a row, each in backquotes: `a`, `b` and `c`.
pub(super) fn quoted<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match words.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Whether a list that narrows something holds for an entry: no list and the word `all` hold for each.
pub(super) fn holds_for(ids: Option<&Many<Id>>, id: &Id) -> bool {
    ids.is_none_or(|ids| ids.iter().any(|one| one.value == *id || one.as_str() == "all"))
}

/// A TOML array of ids.
pub(super) fn array<'a>(ids: impl IntoIterator<Item = &'a Id>) -> String {
    let ids: Vec<String> = ids.into_iter().map(|id| format!("\"{id}\"")).collect();
    format!("[{}]", ids.join(", "))
}

/// Entries as their author wrote them, after a change to each; one that holds only its article is that article.
pub(super) fn written<T: Serialize>(entries: &[Spanned<T>], change: impl Fn(&Spanned<T>, &mut Table)) -> Vec<String> {
    let one = |entry: &Spanned<T>| {
        let mut table = match Value::try_from(&entry.value) {
            Ok(Value::Table(table)) => table,
            Ok(other) => return other.to_string(),
            Err(_) => Table::new(),
        };
        change(entry, &mut table);
        match table.get("article") {
            Some(article) if table.len() == 1 => article.to_string(),
            _ => Value::Table(table).to_string(),
        }
    };
    entries.iter().map(one).collect()
}

/// A key of a purpose with all its entries, to paste in place of what stands there.
pub(super) fn listed(purpose: &Id, key: &str, entries: &[String]) -> String {
    let value = match entries {
        [only] => only.clone(),
        _ => format!("[\n  {},\n]", entries.join(",\n  ")),
    };
    format!("[purposes.{purpose}]\n{key} = {value}")
}

/// Puts a value into a table, in place of what stood there.
pub(super) fn put(table: &mut Table, key: &str, value: impl Into<Value>) {
    table.insert(key.to_owned(), value.into());
}

/// The e-mail address that the notice has already: the officer's, the controller's, or that for requests.
fn email(model: &Model) -> Option<String> {
    let officer = model.dpo.as_ref().and_then(|dpo| dpo.email.as_ref());
    let own = model.controller.as_ref().and_then(|controller| controller.email.as_ref());
    let requests = model.rights.as_ref().and_then(|rights| rights.contact.as_ref());
    let requests = requests.filter(|contact| matches!(contact.value, Reach::Email(_)));
    officer.or(own).map(|email| email.value.to_string()).or_else(|| requests.map(|contact| contact.value.to_string()))
}

/// An address that the notice already has, for an example.
pub(super) fn address(model: &Model) -> String {
    email(model).unwrap_or_else(|| "privacy@northmoor.example".to_owned())
}

/// Where mailboxes are that anybody can have: an address there says nothing of its neighbours.
const MAILBOXES: &[&str] = &[
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "yahoo.com",
    "icloud.com",
    "btinternet.com",
    "gmx.de",
];

/// The host of the controller's website, if that is declared.
fn website(model: &Model) -> Option<String> {
    let address = model.controller.as_ref()?.website.as_ref()?.value.to_string();
    let (_, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    (!host.is_empty()).then(|| host.to_owned())
}

/// The host of the controller's website, for an example.
pub(super) fn host(model: &Model) -> String {
    website(model).unwrap_or_else(|| "northmoor.example".to_owned())
}

/// The part after the `@` of the controller's addresses, for an example.
pub(super) fn domain(model: &Model) -> String {
    let of_email = email(model).and_then(|email| email.split_once('@').map(|(_, domain)| domain.to_owned()));
    let of_email = of_email.filter(|domain| !MAILBOXES.contains(&domain.to_lowercase().as_str()));
    let of_website = || website(model).map(|host| host.strip_prefix("www.").map_or(host.clone(), str::to_owned));
    of_email.or_else(of_website).unwrap_or_else(|| "northmoor.example".to_owned())
}

/// A text as a TOML value.
pub(super) fn value(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

/// The country of the controller, or one of the first jurisdiction, for an example.
pub(super) fn home(model: &Model) -> String {
    let declared = model.controller.as_ref().and_then(|controller| controller.country.as_ref());
    let by_law = match model.law.regimes.first() {
        Some(Regime::Uk) => "GB",
        Some(Regime::Ch) => "CH",
        _ => "IE",
    };
    declared.map_or_else(|| by_law.to_owned(), |country| country.value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing;

    #[test]
    fn a_list_of_one_stays_as_it_was_written() {
        let pasted = |law: &str| {
            let basis = format!("basis = {{ article = \"6(1)(c)\", law = {law} }}");
            let model = testing::resolved(&format!("[purposes.one]\nlabel = \"One\"\n{basis}"));
            written(model.bases(model.purposes.get("one").unwrap()), |_, _| ()).join("\n")
        };
        for law in ["\"Pay Act\"", "[\"Pay Act\"]", "[\"Pay Act\", \"Tax Act\"]"] {
            assert!(pasted(law).contains(&format!("law = {law} ")), "{}", pasted(law));
        }
    }

    #[test]
    fn an_entry_in_place_is_called_by_its_owner() {
        let given: Id = "ats".parse().unwrap();
        let made = Id::in_place("select", "recipients", 0);
        assert_eq!(called("recipient", &given), "the recipient `ats`");
        assert_eq!(path("recipients", &given), "recipients.ats");
        assert_eq!(called("recipient", &made), "a recipient of `select`");
        assert_eq!(path("recipients", &made), "purposes.select");
        assert_eq!(quoted(["a", "b", "c"]), "`a`, `b` and `c`");
    }
}
