//! Access from abroad that only a text tells of: TRF-22.

use super::super::words::find_in;
use super::crossing::name;
use crate::finding::Fault;
use crate::law::Country;
use crate::model::Model;
use crate::rules::{Reading, Sentence};
use crate::source::Span;

/// Words that make it somebody's own or the reader's access, or deny it.
const NO_TRANSFER: &[&str] =
    &["not", "no", "never", "nor", "cannot", "without", "you", "travel", "travels", "travelling", "holiday"];

/// Runs that make it the access of our own people, who carry no data to another organisation.
const OWN: &[&str] =
    &["our staff", "our own staff", "our employees", "our own employees", "our colleagues", "our councillors"];

pub(super) fn undeclared(text: &Reading<'_>, model: &Model) -> Vec<Fault> {
    if !text.english || text.on.starts_with("history") {
        return Vec::new();
    }
    let mut faults = Vec::new();
    for sentence in text.sentences().iter().filter(|sentence| tells_of_access(sentence)) {
        let found = Country::all().find_map(|country| {
            let place = find_in(sentence, country.name("en")?)?;
            let outside = model.law.outside(country).next().is_some();
            (outside && !is_declared(country, text, model)).then_some((country, place))
        });
        if let Some((country, place)) = found.filter(|_| text.is_used(model)) {
            faults.push(fault(country, place));
            break;
        }
    }
    faults
}

fn tells_of_access(sentence: &Sentence) -> bool {
    let remote =
        sentence.has(&["remote", "remotely"]) && sentence.has(&["access", "accesses", "accessed", "support", "log"]);
    let from = sentence.has(&["access", "accesses", "accessed"]) && sentence.has(&["from"]);
    (remote || from) && !sentence.has(NO_TRANSFER) && !OWN.iter().any(|run| sentence.has_run(run))
}

/// Whether a recipient is declared to be in a country: the one whose text it is, or any for other texts.
fn is_declared(country: Country, text: &Reading<'_>, model: &Model) -> bool {
    let own = text.on.strip_prefix("recipients.");
    model.recipients_used().into_iter().filter(|one| own.is_none_or(|id| one.id.as_str() == id)).any(|recipient| {
        let moved = recipient.transfers.iter().flatten().filter_map(|transfer| transfer.to.as_ref());
        let places = recipient.countries.iter().chain(moved);
        places.into_iter().any(|places| places.countries.iter().any(|one| one.value == country))
    })
}

fn fault(country: Country, place: Span) -> Fault {
    let place_name = name(country);
    Fault::new(format!("a text tells of access to data from {place_name}, and no recipient is declared there"))
        .at(place, "another organisation that reaches data from there gets it there")
        .help(format!(
            "add `{country}` to `countries` of the recipient, with the transfer; the access of own staff is none"
        ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::reading::tests::sentence;

    #[test]
    fn access_of_others_is_told_from_ones_own() {
        assert!(tells_of_access(&sentence("Its support team has remote access from India.")));
        assert!(tells_of_access(&sentence("Engineers in India access the database remotely.")));
        assert!(!tells_of_access(&sentence("Our staff may access it from India while on business.")));
        assert!(!tells_of_access(&sentence("You can access your account from India.")));
        assert!(!tells_of_access(&sentence("Nobody can access data from India, and no support is remote.")));
        assert!(!tells_of_access(&sentence("We support schools in India.")));
    }
}
