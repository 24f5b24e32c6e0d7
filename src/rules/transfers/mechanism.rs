//! The ground of a transfer: TRF-02, 07, 08, 10, 11, 12, CHX-06.

use std::sync::LazyLock;

use super::super::entries::address;
use super::super::lexicon::Lexicon;
use super::super::words;
use super::crossing::{Crossing, called, crossings, for_regimes, gdpr_crossings, name};
use super::dead;
use super::paste::{UK_TOOLS_APPLY, amended, clauses, entry, ground, parted, standard_clauses};
use crate::declaration::{Entry, Recipient, Text, Transfer, is_so};
use crate::finding::Fault;
use crate::law::{Mechanism, Regime};
use crate::model::Model;
use crate::source::Spanned;
use crate::source::is_blank;

/// Words with which texts name a real mechanism.
const REAL: &[&str] = &[
    "standard contractual clauses",
    "standard data protection clauses",
    "standard contract clauses",
    "model clauses",
    "model contract clauses",
    "scc",
    "sccs",
    "idta",
    "international data transfer agreement",
    "binding corporate rules",
    "bcr",
    "bcrs",
    "adequacy decision",
    "adequacy decisions",
    "adequacy regulations",
    "data privacy framework",
    "uk-us data bridge",
    "Standardvertragsklauseln",
    "Standarddatenschutzklauseln",
    "Angemessenheitsbeschluss",
    "clauses contractuelles types",
    "décision d'adéquation",
];

/// The mechanism of a transfer that crosses a border, where it is declared.
fn declared(transfer: &Transfer, recipient: &Recipient, model: &Model) -> Option<Spanned<Mechanism>> {
    let mechanism = transfer.mechanism?;
    (!crossings(transfer, recipient, model).is_empty()).then_some(mechanism)
}

/// The same where the border is one of the GDPR, and the mechanism is; CHX-06 speaks of others.
fn declared_gdpr(transfer: &Transfer, recipient: &Recipient, model: &Model) -> Option<Spanned<Mechanism>> {
    let mechanism = transfer.mechanism?;
    let known = |crossing: &Crossing<'_>| mechanism.place(crossing.regime).is_some();
    gdpr_crossings(transfer, recipient, model).iter().any(known).then_some(mechanism)
}

/// A ground that the law of a jurisdiction does not have, such as compelling interests in Switzerland: CHX-06.
pub(in crate::rules) fn of_other_law(
    transfer: &Spanned<Transfer>,
    recipient: &Entry<Recipient>,
    model: &Model,
) -> Option<Fault> {
    let mechanism = transfer.mechanism?;
    let crossings = crossings(transfer, recipient, model);
    let (known, strange): (Vec<&Crossing<'_>>, Vec<&Crossing<'_>>) =
        crossings.iter().partition(|crossing| mechanism.place(crossing.regime).is_some());
    let first = strange.first()?;
    let law = match first.regime {
        Regime::Ch => "Swiss law",
        Regime::Uk => "UK law",
        Regime::Eu => "EU law",
    };
    let who = called(recipient);
    let fault = Fault::new(format!("the transfer to {who} rests on a ground that {law} does not have"))
        .at(mechanism.span, "a ground of another law")
        .help("declare the ground that holds under this law, in an entry with its own `regime`");
    let other = |crossing: &&Crossing<'_>| {
        let country = crossing.countries.first().map(|country| country.value);
        entry(crossing.regime, country, model)
    };
    let regimes: Vec<Regime> = known.iter().map(|crossing| crossing.regime).collect();
    Some(fault.paste(parted(recipient, transfer, &regimes, strange.iter().map(other))))
}

/// What is named where a mechanism belongs, if none is declared and the words are no instrument that the law knows.
fn mere_claim<'a>(transfer: &'a Transfer, crossings: &[Crossing<'_>], model: &Model) -> Option<&'a Text> {
    if transfer.mechanism.is_some() {
        return None;
    }
    let claimed = transfer.claimed.as_ref().filter(|claimed| !claimed.is_blank())?;
    let real = claimed.all().any(|words| words::find_any(words, REAL).is_some());
    let regimes: Vec<Regime> = crossings.iter().map(|crossing| crossing.regime).collect();
    let past = claimed.all().any(|words| dead::named(words, &regimes, model.law.date).is_some());
    (!real && !past).then_some(claimed)
}

pub(super) fn missing(transfer: &Spanned<Transfer>, recipient: &Entry<Recipient>, model: &Model) -> Option<Fault> {
    let crossings = crossings(transfer, recipient, model);
    let first = crossings.first()?;
    if transfer.mechanism.is_some() {
        return None;
    }
    let claimed = transfer.claimed.as_ref().filter(|claimed| !claimed.is_blank());
    if claimed.is_some() {
        // TRF-10 or TRF-17 speaks of other words; a real mechanism in words only can't be judged.
        let real = |words: &Spanned<String>| words::find_any(words, REAL);
        let (words, span) = claimed.iter().flat_map(|claimed| claimed.all()).find_map(real)?;
        let who = called(recipient);
        let fault = Fault::new(format!("the mechanism of the transfer to {who} stands in words only"))
            .at(span, format!("names {words}"))
            .at(transfer.span, "no `mechanism` here");
        return Some(with_clauses(fault, transfer, recipient, first.regime, model));
    }
    let places = first.places();
    let regimes: Vec<Regime> = crossings.iter().map(|crossing| crossing.regime).collect();
    let for_regimes = for_regimes(&regimes, model);
    let mut fault = Fault::new(format!("no mechanism is declared for the transfer to {places}{for_regimes}"))
        .at(transfer.span, "no `mechanism` here");
    for country in &first.countries {
        if !transfer.span.holds(country.span) {
            fault = fault.at(country.span, format!("data goes to {}", name(country.value)));
        }
    }
    let country = first.countries.first().map(|country| country.value);
    let paste = amended(recipient, transfer, &ground(first.regime, country, model));
    Some(fault.help("add the mechanism that is in place, such as").paste(paste))
}

/// Words for decisions and contracts that an authority stands behind, without saying which.
static APPROVED: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "adequacy",
        "approved",
        "considered adequate",
        "deemed adequate",
        "found adequate",
        "recognised as adequate",
    ])
});

/// Pairs in which "or" leaves nothing open.
static PAIRS: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&["technical or organisational", "technical or organizational", "organisational or technical"])
});

/// Whether a claim holds out what may be a mechanism, and leaves open which, or names several of which one may hold.
fn names_several(claim: &str) -> bool {
    let or = claim.split(|one: char| !one.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case("or"));
    APPROVED.stands_in(claim) || or && !PAIRS.stands_in(claim)
}

pub(super) fn claimed(transfer: &Spanned<Transfer>, recipient: &Entry<Recipient>, model: &Model) -> Option<Fault> {
    let crossings = crossings(transfer, recipient, model);
    let first = crossings.first()?;
    let claimed = mere_claim(transfer, &crossings, model)?;
    let places = first.places();
    let fault = if claimed.all().any(|words| names_several(words)) {
        let label = match first.countries.len() {
            0 => "which of these holds there?",
            1 => "which of these holds for this country?",
            _ => "which of these holds for each country?",
        };
        Fault::new(format!("it stays open what the transfer to {places} rests on")).at(claimed.span, label)
    } else {
        Fault::new(format!("the transfer to {places} rests on a claim that is no mechanism"))
            .at(claimed.span, "a promise or a contract of this kind is no safeguard for a transfer")
    };
    Some(with_clauses(fault, transfer, recipient, first.regime, model))
}

fn with_clauses(
    fault: Fault,
    transfer: &Spanned<Transfer>,
    recipient: &Entry<Recipient>,
    regime: Regime,
    model: &Model,
) -> Fault {
    let help = match regime {
        Regime::Uk if model.law.date >= UK_TOOLS_APPLY => {
            "declare the mechanism that is in place, such as adequacy regulations, the International Data Transfer \
             Agreement or the Addendum"
        }
        Regime::Ch => {
            "declare the guarantee or exception that is in place, such as standard clauses that the FDPIC has recognised"
        }
        _ => "declare the mechanism that is in place, such as an adequacy decision or standard clauses",
    };
    fault.help(help).paste(amended(recipient, transfer, &clauses(regime, model)))
}

pub(super) fn safeguard_unnamed(
    transfer: &Spanned<Transfer>,
    recipient: &Entry<Recipient>,
    model: &Model,
) -> Option<Fault> {
    let mechanism = declared(transfer, recipient, model)?;
    if !mechanism.is_safeguard() {
        return None;
    }
    let named = transfer.instrument.as_ref().filter(|instrument| !is_blank(instrument));
    let who = called(recipient);
    let crossings = crossings(transfer, recipient, model);
    let gdpr = crossings.iter().find(|one| one.regime != Regime::Ch && mechanism.place(one.regime).is_some());
    let regime = gdpr.or(crossings.first())?.regime;
    let (kind, signed) = standard_clauses(regime, model);
    if mechanism.value == Mechanism::Safeguards {
        let mut fault = Fault::new(format!("the transfer to {who} does not say which safeguard it rests on"))
            .at(mechanism.span, "stands for every kind of safeguard");
        if let Some(instrument) = named {
            fault = fault.at(instrument.span, "the instrument, without its kind");
        }
        let kinds = match regime {
            Regime::Ch => "one of `16(2)(a)` to `16(2)(e)`, `code-of-conduct`, `certification`",
            _ => "one of `46(2)(a)` to `46(2)(f)`, `46(3)(a)`, `46(3)(b)`, `47`",
        };
        return Some(fault.help(format!("write the kind of safeguard as `mechanism`: {kinds}")).paste(amended(
            recipient,
            transfer,
            &format!("mechanism = \"{kind}\""),
        )));
    }
    // The FADP asks for the guarantee, which its kind tells.
    if named.is_some() || gdpr.is_none() {
        return None;
    }
    let instrument = match mechanism.value {
        Mechanism::StandardClauses if kind == "46(2)(c)" => signed,
        Mechanism::StandardClauses => "standard data protection clauses made by regulations",
        Mechanism::AuthorityClauses => "International Data Transfer Agreement",
        Mechanism::BindingCorporateRules => "Binding Corporate Rules of the Fellshire group",
        Mechanism::Certification => "certification under the Fellshire scheme",
        Mechanism::CodeOfConduct => "Code of Conduct for Cloud Providers",
        _ => "Arrangement of 1 March 2026 on the exchange of records",
    };
    let fault = Fault::new(format!("the safeguard of the transfer to {who} is not named"))
        .at(mechanism.span, "the kind of safeguard")
        .at(transfer.span, "no `instrument` here")
        .help("name the instrument that was signed or approved");
    Some(fault.paste(amended(recipient, transfer, &format!("instrument = \"{instrument}\""))))
}

pub(super) fn copy_missing(transfer: &Spanned<Transfer>, recipient: &Entry<Recipient>, model: &Model) -> Option<Fault> {
    let mechanism = declared_gdpr(transfer, recipient, model)?;
    if !mechanism.is_safeguard() && mechanism.value != Mechanism::CompellingInterests || transfer.copy.is_some() {
        return None;
    }
    let who = called(recipient);
    let fault = Fault::new(format!("the transfer to {who} does not say how to get a copy of the safeguards"))
        .at(transfer.span, "no `copy` here")
        .at(mechanism.span, "data is protected by this")
        .help("say whom to ask for a copy, or where it can be read");
    Some(fault.paste(amended(recipient, transfer, &format!("copy = \"{}\"", address(model)))))
}

pub(super) fn letter_missing(
    transfer: &Spanned<Transfer>,
    recipient: &Entry<Recipient>,
    model: &Model,
) -> Option<Fault> {
    let mechanism = declared(transfer, recipient, model).filter(|one| one.value == Mechanism::Derogation)?;
    let (list, example) = if gdpr_crossings(transfer, recipient, model).is_empty() {
        ("`17(1)(a)` to `17(1)(f)`", "17(1)(b)(1)")
    } else {
        ("`49(1)(a)` to `49(1)(g)`, or `compelling-interests`", "49(1)(b)")
    };
    let fault = Fault::new(format!("the transfer to {} does not say which exception it rests on", called(recipient)))
        .at(mechanism.span, "stands for a closed list of exceptions")
        .help(format!("write the exception with its letter: {list}"));
    Some(fault.paste(amended(recipient, transfer, &format!("mechanism = \"{example}\""))))
}

pub(super) fn risk_untold(transfer: &Spanned<Transfer>, recipient: &Entry<Recipient>, model: &Model) -> Option<Fault> {
    let mechanism =
        declared_gdpr(transfer, recipient, model).filter(|one| one.value == Mechanism::DerogationConsent)?;
    let told = is_so(transfer.risks_at_consent) || transfer.risks.as_ref().is_some_and(|risks| !risks.is_blank());
    let explicit = is_so(transfer.explicit);
    let mut paste = Vec::new();
    if !explicit {
        paste.push("explicit = true");
    }
    if !told {
        paste.push("risks = \"No law there protects your data as ours does, and no authority there helps you.\"");
    }
    let who = called(recipient);
    let (message, help) = match (explicit, told) {
        (true, true) => return None,
        (true, false) => (
            format!("the transfer to {who} rests on consent, and its risks are not told"),
            "tell the risks in `risks`, or say with `risks_at_consent = true` that they are told when consent is asked",
        ),
        (false, true) => (
            format!("the transfer to {who} rests on consent that is not said to be explicit"),
            "say that consent to the transfer is asked for expressly, if it is",
        ),
        (false, false) => (
            format!("the transfer to {who} rests on consent; its risks are not told, nor that the consent is explicit"),
            "tell the risks, and say that consent to the transfer is asked for expressly, if it is",
        ),
    };
    let mut fault = Fault::new(message).at(mechanism.span, "consent of the person");
    if let Some(denied) = transfer.explicit.filter(|explicit| !explicit.value) {
        fault = fault.at(denied.span, "said not to be explicit");
    }
    if let Some(denied) = transfer.risks_at_consent.filter(|told| !told.value && transfer.risks.is_none()) {
        fault = fault.at(denied.span, "said not to be told");
    }
    Some(fault.help(help).paste(amended(recipient, transfer, &paste.join("\n"))))
}
