//! How recipients are named, and when they get data: RCP-03, 06, 09, 11.

use std::sync::LazyLock;

use super::super::entries::{called, is_in_place, named, path, quoted, said};
use super::super::lexicon::Lexicon;
use super::is_internal;
use crate::declaration::parties::Chooser;
use crate::declaration::{Entry, Recipient, Role};
use crate::finding::Fault;
use crate::model::Model;
use crate::rules::{Reading, Sentence};

/// Who gets data when an organisation is sold.
static BUYERS: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "buyer",
        "buyers",
        "purchaser",
        "purchasers",
        "acquirer",
        "acquirers",
        "investor",
        "investors",
        "new owner",
        "new owners",
        "successor",
        "successors",
    ])
});

/// What is sold, so that buyers of goods are not meant.
static BUSINESS: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "business",
        "company",
        "merger",
        "takeover",
        "acquisition",
        "assets",
        "organisation",
        "restructuring",
        "reorganisation",
        "sale",
    ])
});

/// Words that leave it to some law, whichever it is.
static SOME_LAW: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "if required by law",
        "where required by law",
        "when required by law",
        "as required by law",
        "if the law requires",
        "where the law requires",
        "as the law requires",
        "if legally required",
        "where legally required",
        "when legally required",
        "if we are required to do so",
        "where we are required to do so",
        "required or permitted by law",
        "permitted or required by law",
    ])
});

/// Words that say in which case.
static CASE: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&["if", "when", "where", "once", "should", "in case", "in the event", "after", "during"])
});

/// Words for data without names that can be given them back.
const PSEUDONYMISED: &[&str] =
    &["pseudonymised", "pseudonymized", "pseudonymous", "de-identified", "deidentified", "key-coded", "keycoded"];

/// Words for giving data out.
const GIVING: &[&str] = &[
    "share",
    "shares",
    "shared",
    "sharing",
    "disclose",
    "discloses",
    "disclosed",
    "send",
    "sends",
    "sent",
    "pass",
    "passes",
    "passed",
    "provide",
    "provides",
    "provided",
    "give",
    "gives",
    "given",
    "supply",
    "supplied",
    "transfer",
    "transfers",
    "transferred",
];

/// Words that deny.
const DENIALS: &[&str] = &["not", "never", "no", "nobody", "nor", "don't", "cannot", "without"];

/// Whether a category speaks of one organisation: its head, before a clause, is no plural.
fn is_one(category: &str) -> bool {
    let lower = category.to_lowercase();
    let clause = ["of", "that", "who", "which", "for", "to", "with", "in", "such", "like"];
    let words = lower.split(|one: char| !one.is_alphanumeric()).filter(|word| !word.is_empty());
    let head = words.take_while(|word| !clause.contains(word)).last().unwrap_or_default();
    !head.is_empty() && (!head.ends_with('s') || head.ends_with("ss"))
}

/// Whether it is one processor, told by its category only: "suppliers" may be many; "our web host" is one, under a contract.
pub(super) fn is_unnamed(one: &Recipient, model: &Model) -> bool {
    let english = model.languages.first().is_some_and(crate::declaration::Tag::is_english);
    let roles = one.role.as_deref().unwrap_or_default();
    let by_reader = one.chosen_by.is_some_and(|chooser| chooser.value == Chooser::Reader);
    let category = one.category.as_ref().and_then(|category| category.plain.as_ref());
    english
        && !roles.is_empty()
        && roles.iter().all(|role| role.value == Role::Processor)
        && !by_reader
        && !named(one.name.as_ref())
        && category.is_some_and(|category| is_one(category))
        && one.list.is_none()
        && !said(one.unnamed.as_ref())
}

pub(super) fn processors_unnamed(model: &Model) -> Option<Fault> {
    let used = model.recipients_used();
    let found: Vec<&Entry<Recipient>> = used.into_iter().filter(|one| is_unnamed(one, model)).collect();
    let first = found.first()?;
    let message = match found.len() {
        1 => format!("{} is a processor and is told by its category only", called("recipient", &first.id)),
        more => format!("{more} processors are told by their category only"),
    };
    let place = |one: &Entry<Recipient>| one.category.as_ref().map_or(one.span, |category| category.span);
    let fault = found
        .iter()
        .fold(Fault::new(message), |fault, one| fault.at(place(one), "works under a contract, so its name is known"));
    let on = if found.len() == 1 { path("recipients", &first.id) } else { "notice".to_owned() };
    Some(
        fault
            .on(on)
            .help("give the `name`, or the address of a `list`; or say in `unnamed` why readers are not told it"),
    )
}

pub(super) fn role_ambiguous(recipient: &Entry<Recipient>, _: &Model) -> Option<Fault> {
    let roles = recipient.role.as_deref()?;
    let processor = roles.iter().find(|role| role.value == Role::Processor)?;
    let decides = roles.iter().find(|role| matches!(role.value, Role::Controller | Role::Joint))?;
    let name = called("recipient", &recipient.id);
    let fault = Fault::new(format!("{name} is said to act on instructions and to decide for itself"))
        .at(processor.span, "acts on instructions only")
        .at(decides.span, "decides for itself")
        .on(path("recipients", &recipient.id));
    Some(
        fault
            .help("give it one role; where it has one for some purposes and the other for others, declare two entries"),
    )
}

/// Whether it is said when a recipient gets data: in its entry, or at every place that uses it.
fn has_condition(recipient: &Entry<Recipient>, model: &Model) -> bool {
    let uses = model.purposes.iter().flat_map(|purpose| model.recipients_of(purpose).unwrap_or_default());
    let mut uses = uses.filter(|used| used.entry.id == recipient.id).peekable();
    said(recipient.when.as_ref())
        || said(recipient.text.as_ref())
        || uses.peek().is_some() && uses.all(|used| said(used.narrow.when.as_ref()))
}

pub(super) fn condition_missing(recipient: &Entry<Recipient>, model: &Model) -> Option<Fault> {
    if is_internal(recipient) || has_condition(recipient, model) {
        return None;
    }
    let english = model.languages.first().is_some_and(crate::declaration::Tag::is_english);
    let fields = [&recipient.category, &recipient.activity].into_iter().flatten();
    let texts: Vec<_> = fields.filter_map(|text| text.plain.as_ref().filter(|_| english)).collect();
    let name = called("recipient", &recipient.id);
    let fault = |message: String, place, label: &str| {
        Fault::new(message).at(place, label).on(path("recipients", &recipient.id))
    };
    if let Some((phrase, place)) = texts.iter().find_map(|text| SOME_LAW.find(text)) {
        let found = fault(
            format!("{name} gets data \"{phrase}\", and nothing says in which case"),
            place,
            "which law, in which case?",
        );
        return Some(found.help("name the case as `when`, and the law with it"));
    }
    let sold = texts.iter().any(|text| BUSINESS.stands_in(text)) && !texts.iter().any(|text| CASE.stands_in(text));
    let (_, place) = texts.iter().find_map(|text| BUYERS.find(text)).filter(|_| sold)?;
    let found =
        fault(format!("{name} gets data only if something is sold, and nothing says when"), place, "no `when` here")
            .help("say as `when` at which stage of a sale data goes there");
    let in_place = is_in_place(&recipient.id);
    let paste = format!(
        "[recipients.{}]\nwhen = \"if we negotiate the sale of our business, and only what the buyer needs to see\"",
        recipient.id
    );
    Some(if in_place { found } else { found.paste(paste) })
}

pub(super) fn pseudonymised(text: &Reading<'_>, model: &Model) -> Vec<Fault> {
    if !text.english {
        return Vec::new();
    }
    // A purpose that says nothing of recipients is RCP-01's.
    let nobody = match text.on.split_once('.') {
        Some(("purposes", id)) => {
            let purpose = model.purposes.get(id);
            purpose.is_some_and(|purpose| model.recipients_of(purpose).is_some_and(|used| used.is_empty()))
        }
        Some(("sections", _)) => model.recipients_used().is_empty() && !model.purposes.entries.is_empty(),
        _ => false,
    };
    if !nobody {
        return Vec::new();
    }
    let gives = |sentence: &&Sentence| {
        let lower = sentence.text.to_lowercase();
        PSEUDONYMISED.iter().any(|word| lower.contains(word)) && sentence.has(GIVING) && !sentence.has(DENIALS)
    };
    let found = text.sentences().iter().find(gives).map(|sentence| {
        let fault = Fault::new("a text tells of giving out pseudonymised data, and no recipient is declared")
            .at(sentence.text.span, "for you it is still data about people");
        let purpose = text.on.strip_prefix("purposes.").and_then(|id| model.purposes.get(id));
        let fault = match purpose.and_then(|purpose| purpose.recipients.as_ref()) {
            Some(recipients) => fault.at(recipients.span, "says that nobody gets the data"),
            None => fault,
        };
        let ids = model.recipients.iter().filter(|one| !is_in_place(&one.id)).map(|one| one.id.as_str());
        let known = quoted(ids);
        let more = if known.is_empty() { String::new() } else { format!("; declared are {known}") };
        fault.help(format!("name who gets it in `recipients`, even if it can't tell whom the data is about{more}"))
    });
    found.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_told_from_many() {
        for one in ["web hosting provider", "our payment service", "the accountant that keeps our books", "press"] {
            assert!(is_one(one), "{one}");
        }
        for many in [
            "suppliers of the register",
            "web hosts",
            "IT providers and consultants",
            "repair, waste and grounds contractors",
            "",
        ] {
            assert!(!is_one(many), "{many}");
        }
    }

    #[test]
    fn lists_hold_what_they_are_for() {
        assert!(SOME_LAW.stands_in("courts and regulators, if required by law"));
        assert!(!SOME_LAW.stands_in("courts under the Civil Procedure Rules"));
        assert!(BUYERS.stands_in("prospective purchasers") && BUSINESS.stands_in("of our business"));
    }
}
