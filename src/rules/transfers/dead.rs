//! Instruments that have ended: TRF-17.

use jiff::civil::Date;

use super::super::sentences::{sentences, words};
use super::super::words::within;
use super::crossing::{called, crossings};
use super::paste::{amended, clauses};
use crate::declaration::Text;
use crate::finding::Fault;
use crate::law::{Regime, adequacy};
use crate::model::Model;
use crate::rules::{Reading, Sentence};
use crate::source::{Span, Spanned};

/// Words that tell of the past, of an end or of a refusal; a sentence with one of them relies on nothing.
const PAST: &[&str] = &[
    "not",
    "no",
    "never",
    "invalid",
    "invalidated",
    "invalidation",
    "struck",
    "annulled",
    "former",
    "formerly",
    "previous",
    "previously",
    "replaced",
    "replaces",
    "replacing",
    "replacement",
    "repealed",
    "ended",
    "expired",
    "until",
    "instead",
    "was",
    "were",
    "had",
    "superseded",
    "supersedes",
    "successor",
    "before",
    "nicht",
    "ungültig",
    "früher",
    "früheren",
    "ehemalig",
    "ehemaligen",
    "ersetzt",
    "aufgehoben",
    "statt",
    "bis",
    "invalidé",
    "ancien",
    "remplacé",
    "remplace",
];

/// Beginnings of words with which a text relies on something.
const RELIANCE: &[&str] = &[
    "rely",
    "relies",
    "under",
    "certif",
    "particip",
    "adher",
    "compl",
    "base",
    "basis",
    "protect",
    "accord",
    "pursuant",
    "sign",
    "use",
    "using",
    "join",
    "cover",
    "safeguard",
    "list",
    "zertifiz",
    "grundlage",
    "stütz",
    "gemäß",
    "teiln",
    "fond",
    "adhér",
    "conform",
    "vertu",
];

/// An ended instrument in a text.
pub(super) struct Dead {
    /// What it was.
    name: &'static str,
    /// Where it is named.
    span: Span,
    /// The last day on which it could be relied on.
    last: Date,
}

/// The ended instrument that a text names for one of the regimes, unless it speaks of the past.
pub(super) fn named(text: &Spanned<String>, regimes: &[Regime], on: Date) -> Option<Dead> {
    sentences(text).iter().find_map(|sentence| in_sentence(sentence, regimes, on))
}

fn in_sentence(sentence: &Spanned<String>, regimes: &[Regime], on: Date) -> Option<Dead> {
    if words(sentence).iter().any(|word| PAST.contains(&word.as_str())) {
        return None;
    }
    for dead in adequacy::dead_instruments() {
        let Some(at) = dead.find(sentence) else { continue };
        let over = regimes.iter().map(|regime| dead.last_day(*regime)).filter(|last| *last < on).max();
        if let Some(last) = over {
            return Some(Dead { name: &dead.name, span: within(sentence, at), last });
        }
    }
    let of_eu = regimes.iter().any(|regime| *regime != Regime::Ch);
    let of_ch = regimes.contains(&Regime::Ch);
    let named = adequacy::named(sentence).filter(|row| {
        // A name that is the Swiss one alone is no matter of the EU or the UK.
        row.regime != Regime::Ch || of_ch || words(sentence).iter().any(|word| word == "eu")
    })?;
    let mut rows = adequacy::all().iter().filter(|row| row.regime == Regime::Eu && of_eu);
    let row =
        if named.regime == Regime::Eu || of_ch { Some(named) } else { rows.find(|row| row.find(sentence).is_some()) }?;
    let last = row.last_day().filter(|last| *last < on)?;
    let at = row.find(sentence)?;
    Some(Dead { name: &row.name, span: within(sentence, at), last })
}

/// In transfers, for each of their regimes; in other texts, only where it has ended for every regime of the notice.
pub(super) fn relied_on(texts: &[Reading<'_>], model: &Model) -> Vec<Fault> {
    let on = model.law.date;
    let mut faults = Vec::new();
    for recipient in model.recipients_used() {
        for transfer in recipient.transfers.iter().flatten() {
            let regimes: Vec<Regime> =
                crossings(transfer, recipient, model).iter().map(|crossing| crossing.regime).collect();
            let claimed = transfer.claimed.iter().flat_map(Text::all);
            let mut texts = transfer.instrument.iter().chain(claimed);
            let found = texts.find_map(|text| named(text, &regimes, on));
            let Some((found, regime)) = found.zip(regimes.first()) else { continue };
            let who = called(recipient);
            let fault = fault(&format!("the transfer to {who} rests"), &found);
            faults.push(fault.on(format!("recipients.{}", recipient.id)).paste(amended(
                recipient,
                transfer,
                &clauses(*regime, model),
            )));
        }
    }
    for text in texts {
        if !adequacy::may_be_named(text.words)
            || text.field == "claimed"
            || text.on.starts_with("history")
            || !text.is_used(model)
        {
            continue;
        }
        let relies =
            |sentence: &Sentence| sentence.words.iter().any(|word| RELIANCE.iter().any(|stem| word.starts_with(stem)));
        let dead = |sentence: &Sentence| {
            if !relies(sentence) {
                return None;
            }
            let each: Option<Vec<Dead>> =
                model.law.regimes.iter().map(|regime| in_sentence(&sentence.text, &[*regime], on)).collect();
            each?.into_iter().next()
        };
        if let Some(found) = text.sentences().iter().find_map(dead) {
            faults.push(fault("the text relies", &found).on(text.on.clone()));
        }
    }
    faults
}

fn fault(begin: &str, found: &Dead) -> Fault {
    Fault::new(format!("{begin} on an instrument that has ended: {}", found.name))
        .at(found.span, format!("could be relied on until {}", found.last))
        .help("name what protects the data today, or say that it is a matter of the past")
}
