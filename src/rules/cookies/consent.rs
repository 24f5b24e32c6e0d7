//! Consent before something is stored, and what stands in its place.

use super::{asking, called, is_list, stands};
use crate::declaration::{Entry, Exemption, StoragePermission, StoredItem};
use crate::finding::{Fault, Mark};
use crate::law::{Article6, DUAA_MAIN, Regime};
use crate::model::Model;
use crate::rules::entries::said;
use crate::source::{Span, Spanned};

fn is_asked(item: &StoredItem) -> bool {
    item.permission.is_some_and(|permission| permission.value == StoragePermission::Consent)
}

/// The place that says that readers may only refuse afterwards.
fn only_refused(item: &StoredItem) -> Option<(Span, StoragePermission)> {
    let after = |permission: StoragePermission| {
        matches!(permission, StoragePermission::BrowserSettings | StoragePermission::OptOut)
    };
    item.permission.filter(|permission| after(permission.value)).map(|permission| (permission.span, permission.value))
}

/// Whether it is open or denied that consent is asked, and nothing is claimed in its place.
fn is_unasked(item: &StoredItem, model: &Model) -> bool {
    !is_list(item)
        && item.exempt.is_none()
        && !is_asked(item)
        && only_refused(item).is_none()
        && !asking(item, model).is_empty()
}

/// Places where the purposes of an item rest on legitimate interests; empty where any rests on something else.
fn interests(item: &StoredItem, model: &Model) -> Vec<Span> {
    let purposes = model.purposes_named(item.purposes.as_ref());
    let bases: Vec<_> = purposes.iter().flat_map(|purpose| model.bases(purpose)).collect();
    let is_interest =
        |article: Article6| matches!(article, Article6::LegitimateInterests | Article6::RecognisedInterests);
    let all = bases.iter().all(|basis| basis.article.is_some_and(|article| is_interest(article.value)));
    if all { bases.iter().map(|basis| basis.span).collect() } else { Vec::new() }
}

pub(super) fn missing(item: &Entry<StoredItem>, model: &Model) -> Option<Fault> {
    if !is_unasked(item, model) || !interests(item, model).is_empty() {
        return None;
    }
    let fault = match item.permission {
        Some(none) => Fault::new(format!("{} needs consent, and nobody is asked for it", called(item)))
            .at(none.span, "says that nobody is asked, and no `exempt` says why"),
        None => Fault::new(format!("{} says neither that consent is asked nor why none is needed", called(item)))
            .at(item.span, "neither `permission` nor `exempt` here"),
    };
    let help = "ask before it is set, and say so; or say in `exempt` why it needs no consent";
    Some(fault.help(help).paste(format!("[storage.{}]\npermission = \"consent\"", item.id)))
}

pub(super) fn on_interests(item: &Entry<StoredItem>, model: &Model) -> Option<Fault> {
    if !is_unasked(item, model) {
        return None;
    }
    let places = interests(item, model);
    let first = places.first()?;
    let fault = Fault::new(format!("{} needs consent and rests on legitimate interests", called(item)))
        .at(*first, "no ground for storing something on the reader's device");
    let fault = places.iter().skip(1).fold(fault, |fault, place| fault.at(*place, "nor is this"));
    let fault = fault.at(item.span, "neither consent nor an exemption here");
    let help = "ask before it is set, and say so; or say in `exempt` why it needs no consent";
    Some(fault.help(help).paste(format!("[storage.{}]\npermission = \"consent\"", item.id)))
}

pub(super) fn opt_out_only(item: &Entry<StoredItem>, model: &Model) -> Option<Fault> {
    if is_list(item) || item.exempt.is_some() || asking(item, model).is_empty() {
        return None;
    }
    let (place, permission) = only_refused(item)?;
    let (what, label) = match permission {
        StoragePermission::BrowserSettings => {
            ("a word on browser settings", "that browsers have settings is nobody's consent")
        }
        _ => ("a way to object afterwards", "set before anybody has agreed"),
    };
    let fault = Fault::new(format!("{} needs consent, and readers get only {what}", called(item)))
        .at(place, label)
        .help("ask before it is set: `permission = \"consent\"`");
    let uk = model.law.uk_since_duaa() && !model.law.has(Regime::Eu);
    let fault = if uk {
        fault.help("ask before it is set: `permission = \"consent\"`; if it only counts visits to improve your own service, `exempt = \"statistical\"` may hold")
    } else {
        fault
    };
    Some(fault.paste(format!("[storage.{}]\npermission = \"consent\"", item.id)))
}

pub(super) fn exemption_invalid(item: &Entry<StoredItem>, model: &Model) -> Option<Fault> {
    let exempt = item.exempt?;
    let without = asking(item, model);
    let holds = model.law.regimes.iter().any(|regime| *regime != Regime::Ch && stands(exempt.value, *regime, model));
    // Consent in one law beside an exemption of the other is fine; beside none it is a claim without ground.
    if without.is_empty() {
        return only_counts(item, exempt);
    }
    if holds && is_asked(item) {
        return None;
    }
    let places: Vec<String> = without.iter().map(|regime| law_of(*regime)).collect();
    let claim = exempt.value.as_ref();
    let fault =
        Fault::new(format!("{} claims `{claim}`, which is no exemption in {}", called(item), places.join(" or ")))
            .at(exempt.span, label(exempt.value, &without));
    Some(if holds {
        let help = "ask for consent where EU law applies, and say so: the exemption then stands for UK law alone";
        fault.help(help).paste(format!("[storage.{}]\npermission = \"consent\"", item.id))
    } else {
        fault.help("leave `exempt` out and ask before it is set: `permission = \"consent\"`")
    })
}

/// Beginnings of names that are known to belong to cookies for counting visits and for advertising.
const COUNTING: &[&str] = &["_ga_", "_gid", "_gat", "__utm", "_utm", "_hjSession", "li_fat_id"];

/// What only carries a communication or keeps a service working does not have such a name.
fn only_counts(item: &Entry<StoredItem>, exempt: Spanned<Exemption>) -> Option<Fault> {
    let name = item.name.as_ref()?;
    let known = name.trim() == "_ga" || COUNTING.iter().any(|start| name.trim().starts_with(start));
    if exempt.value.is_uk_only() || is_asked(item) || !known {
        return None;
    }
    let claim = exempt.value.as_ref();
    let fault =
        Fault::new(format!("{} claims `{claim}`, and its name is that of a cookie that counts visits", called(item)))
            .at(exempt.span, "the service works without it")
            .at(name.span, "known for counting visits or for advertising")
            .help("leave `exempt` out and ask before it is set: `permission = \"consent\"`");
    Some(fault.weighing(Mark::Inferred))
}

fn law_of(regime: Regime) -> String {
    match regime {
        Regime::Uk => format!("UK law before {DUAA_MAIN}"),
        Regime::Eu | Regime::Ch => "EU law".to_owned(),
    }
}

fn label(exempt: Exemption, without: &[Regime]) -> &'static str {
    match (exempt, without.contains(&Regime::Eu)) {
        (Exemption::Statistical, true) => "counting visits needs consent in EU law",
        (_, true) => "EU law exempts only transmission and what is strictly necessary",
        (_, false) => "until then only transmission and what is strictly necessary were exempt",
    }
}

pub(super) fn withdrawal_missing(item: &Entry<StoredItem>, model: &Model) -> Option<Fault> {
    if is_list(item) || !is_asked(item) || asking(item, model).is_empty() || said(item.refuse.as_ref()) {
        return None;
    }
    let purposes = model.purposes_named(item.purposes.as_ref());
    let mut bases = purposes.iter().flat_map(|purpose| model.bases(purpose));
    let told = bases.any(|basis| {
        basis.article.is_some_and(|article| article.value == Article6::Consent) && said(basis.withdraw.as_ref())
    });
    if told {
        return None;
    }
    let fault = Fault::new(format!("{} rests on consent and does not say how to take it back", called(item)))
        .at(item.span, "no `refuse` here")
        .help("say how, in a way as easy as agreeing");
    Some(fault.paste(format!("[storage.{}]\nrefuse = \"the cookie settings link on each page\"", item.id)))
}
