//! Who gets data: GDPR Arts. 13(1)(e), 14(1)(e) and 4(9).

mod missing;
mod naming;
#[cfg(test)]
mod tests;
mod unspecific;

use jiff::civil::date;

use super::entries::{called, is_in_place, named, path, said};
use super::{Certainty, Check, EU_UK, EVERYWHERE, Rule};
use crate::declaration::{Entry, Purpose, Recipient, Role, StoredItem};
use crate::finding::{Fault, Mark};
use crate::law::{fadp, gdpr, other, wp260};
use crate::model::Model;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "RCP-01",
        name: "recipients-missing",
        summary: "the notice does not say who gets the data of a purpose, or that nobody does",
        mark: Mark::Mandatory,
        packs: EVERYWHERE,
        since: None,
        law: &[gdpr("13(1)(e)"), gdpr("14(1)(e)"), fadp("19(2)(c)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/RCP-01.md"),
        check: Check::Purpose(recipients_missing),
    },
    Rule {
        code: "RCP-02",
        name: "recipient-category-unspecific",
        summary: "a category of recipients fits anybody and does not say what they do or in which sector",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(1)(e)"), gdpr("14(1)(e)"), wp260("annex")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/RCP-02.md"),
        check: Check::Recipient(unspecific::category),
    },
    Rule {
        code: "RCP-03",
        name: "processor-unnamed",
        summary: "a processor is told by its category only",
        mark: Mark::Practice,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(1)(e)"), gdpr("14(1)(e)"), wp260("annex")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/RCP-03.md"),
        check: Check::Notice(naming::processors_unnamed),
    },
    Rule {
        code: "RCP-04",
        name: "recipient-vague",
        summary: "a recipient is called by a word that fits anybody",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("12(1)")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/RCP-04.md"),
        check: Check::Recipient(vague),
    },
    Rule {
        code: "RCP-05",
        name: "recipient-role-missing",
        summary: "a recipient does not say what it is to the controller",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("4(7)"), gdpr("4(8)"), gdpr("26")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/RCP-05.md"),
        check: Check::Recipient(missing::role),
    },
    Rule {
        code: "RCP-06",
        name: "recipient-role-ambiguous",
        summary: "a recipient is said to act on instructions and to decide for itself",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("4(7)"), gdpr("4(8)"), gdpr("28(10)")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/RCP-06.md"),
        check: Check::Recipient(naming::role_ambiguous),
    },
    Rule {
        code: "RCP-07",
        name: "provider-not-recipient",
        summary: "a provider stores something on the reader's device and is no recipient of any purpose",
        mark: Mark::Inferred,
        packs: EU_UK,
        since: None,
        law: &[gdpr("4(9)"), gdpr("13(1)(e)"), wp260("footnote 33")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/RCP-07.md"),
        check: Check::Stored(provider_not_recipient),
    },
    Rule {
        code: "RCP-08",
        name: "recipient-country-missing",
        summary: "a recipient does not say where it works, or why that is not known",
        mark: Mark::Structural,
        packs: EVERYWHERE,
        since: None,
        law: &[gdpr("13(1)(f)"), gdpr("14(1)(f)"), fadp("19(4)")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/RCP-08.md"),
        check: Check::Recipient(missing::country),
    },
    Rule {
        code: "RCP-09",
        name: "recipient-condition-missing",
        summary: "a recipient that gets data only in some case does not say in which",
        mark: Mark::Practice,
        packs: EU_UK,
        since: None,
        law: &[gdpr("12(1)")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/RCP-09.md"),
        check: Check::Recipient(naming::condition_missing),
    },
    Rule {
        code: "RCP-11",
        name: "pseudonymised-recipient-omitted",
        summary: "a text tells of giving out pseudonymised data, and no recipient is declared",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[
            gdpr("13(1)(e)"),
            gdpr("14(1)(e)"),
            other("CJEU C-413/23 P of 4 September 2025").eu_only().of(date(2025, 9, 4)),
        ],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/RCP-11.md"),
        check: Check::Text(naming::pseudonymised),
    },
];

/// Words for recipients that fit anybody, without article and adjective.
const VAGUE: &[&str] = &[
    "third parties",
    "third party",
    "parties",
    "partners",
    "partner",
    "partner organisations",
    "service providers",
    "providers",
    "third-party service providers",
    "third party service providers",
    "suppliers",
    "agents",
    "agencies",
    "contractors",
    "subcontractors",
    "vendors",
    "affiliates",
    "associates",
    "others",
    "other organisations",
    "organisations",
    "companies",
    "bodies",
    "recipients",
    "dritte",
    "partnern",
    "dienstleister",
    "lieferanten",
    "verbundene unternehmen",
];

/// Words that stand before such a word and make it no clearer.
const FILLERS: &[&str] = &[
    "our",
    "the",
    "other",
    "certain",
    "selected",
    "trusted",
    "carefully",
    "chosen",
    "some",
    "various",
    "external",
    "business",
    "relevant",
    "any",
    "approved",
    "commercial",
    "unsere",
    "andere",
    "ausgewählte",
    "externe",
    "sonstige",
];

/// Whether a name is made of words that fit anybody and nothing else.
pub(super) fn fits_anybody(name: &str) -> bool {
    let lower = name.to_lowercase().replace([',', ';', '/', '&'], " and ");
    let lower = lower.replace(" und ", " and ").replace(" or ", " and ").replace(" oder ", " and ");
    let mut parts = lower.split(" and ").map(str::trim).filter(|part| !part.is_empty()).peekable();
    parts.peek().is_some()
        && parts.all(|part| {
            let words: Vec<&str> = part.split_whitespace().collect();
            // With or without its fillers: "other organisations" stands in the list, "our suppliers" does not.
            (0..words.len()).any(|start| {
                let (before, rest) = words.split_at(start);
                before.iter().all(|word| FILLERS.contains(word)) && VAGUE.contains(&rest.join(" ").as_str())
            })
        })
}

/// Whether a recipient says what it does, where it belongs, or where its like are listed.
fn has_detail(recipient: &Recipient) -> bool {
    said(recipient.activity.as_ref()) || said(recipient.sector.as_ref()) || recipient.list.is_some()
}

/// Whether it is not said who a recipient is: what it does tells nobody who it is.
fn is_nameless(recipient: &Recipient) -> bool {
    !named(recipient.name.as_ref()) && !said(recipient.category.as_ref())
}

/// Whether it is people inside the organisation.
fn is_internal(recipient: &Recipient) -> bool {
    let roles = recipient.role.as_deref().unwrap_or_default();
    !roles.is_empty() && roles.iter().all(|role| role.value == Role::Internal)
}

fn recipients_missing(purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let id = &purpose.id;
    let Some(declared) = purpose.recipients.as_ref().filter(|uses| !uses.is_empty()) else {
        let (span, label) = match &purpose.recipients {
            Some(empty) => (empty.span, "names nobody, and does not say that there is nobody"),
            None => (purpose.span, "no `recipients` here"),
        };
        let fault = Fault::new(format!("the purpose `{id}` does not say who gets its data"))
            .at(span, label)
            .help("name the recipients, processors too, or say `recipients = \"none\"`");
        let first = model.recipients.iter().find(|one| !is_in_place(&one.id) && !is_nameless(one));
        let value = first.map_or_else(|| "\"none\"".to_owned(), |one| format!("[\"{}\"]", one.id));
        return Some(fault.paste(format!("[purposes.{id}]\nrecipients = {value}")));
    };
    let used = model.recipients_of(purpose).unwrap_or_default();
    let none = declared.iter().find(|one| one.id() == Some("none"));
    if let (Some(none), Some(first)) = (none, used.first()) {
        let message = format!("the purpose `{id}` names recipients and says that there are none");
        let fault = Fault::new(message).at(none.span, "says that nobody gets the data");
        return Some(fault.at(first.span, "gets the data").help("leave out one of the two"));
    }
    let nameless = used.iter().find(|used| is_nameless(used.entry))?.entry;
    let fault = Fault::new(format!("{} has neither a name nor a category", called("recipient", &nameless.id)))
        .at(nameless.span, "no `name` or `category` here")
        .on(path("recipients", &nameless.id))
        .help("say who it is");
    Some(if is_in_place(&nameless.id) {
        fault
    } else {
        fault.paste(format!("[recipients.{}]\nname = \"Workable\"", nameless.id))
    })
}

fn vague(recipient: &Entry<Recipient>, _: &Model) -> Option<Fault> {
    if has_detail(recipient) {
        return None;
    }
    let category = recipient.category.iter().flat_map(crate::declaration::Text::all);
    let text = match &recipient.name {
        Some(name) if !name.trim().is_empty() => fits_anybody(name).then_some(name),
        _ => category.into_iter().find(|category| fits_anybody(category)),
    }?;
    let name = called("recipient", &recipient.id);
    let fault = Fault::new(format!("{name} is called `{}`, which fits anybody", text.trim()))
        .at(text.span, "tells readers nothing of who gets their data")
        .on(path("recipients", &recipient.id))
        .help("say who they are: a name, or what they do and in which sector");
    Some(fault)
}

fn provider_not_recipient(item: &Entry<StoredItem>, model: &Model) -> Option<Fault> {
    let set_by = item.provider.as_ref().filter(|provider| provider.as_str() != "own")?;
    let provider = &set_by.value;
    let recipient = model.recipients.get(provider.as_str())?;
    let uses = model.uses_of(recipient);
    let gets = |purpose: &Entry<Purpose>| uses.iter().any(|(used, _)| used.id == purpose.id);
    // A purpose that says nothing of recipients is RCP-01's.
    let purposes = model.purposes_named(item.purposes.as_ref());
    let open: Vec<_> = purposes.iter().filter(|one| one.recipients.is_some() && !gets(one)).collect();
    let missing = if item.purposes.is_some() { !open.is_empty() } else { uses.is_empty() && recipient.via.is_none() };
    if !missing {
        return None;
    }
    let message = match open.first() {
        Some(purpose) => format!("`{provider}` sets `{}` and is no recipient of `{}`", item.id, purpose.id),
        None => format!("`{provider}` sets `{}` and is no recipient of any purpose", item.id),
    };
    let mut fault = Fault::new(message).at(set_by.span, "gets data from the reader's device");
    for purpose in &open {
        let place = purpose.recipients.as_ref().map_or(purpose.span, |recipients| recipients.span);
        fault = fault.at(place, format!("`{provider}` is not among them"));
    }
    Some(match open.first() {
        Some(purpose) => fault.help(format!("add `{provider}` to the `recipients` of `{}`", purpose.id)),
        None => fault.help(format!("add `{provider}` to the `recipients` of the purpose that it serves")),
    })
}
