//! Storage on the reader's device: Directive 2002/58/EC Art. 5(3), PECR reg. 6 and Sch. A1.

mod consent;
mod details;
mod lists;
#[cfg(test)]
mod tests;
mod uk;

use jiff::civil::date;

use super::{ALWAYS, Certainty, Check, EU_UK, Rule, UK};
use crate::declaration::{Entry, Exemption, Related, StorageKind, StoredItem, Text};
use crate::finding::Mark;
use crate::law::{DUAA_MAIN, Provision, Regime, eprivacy, gdpr, other, pecr};
use crate::model::Model;

/// What "clear and comprehensive information" holds.
const ON_INFORMATION: Provision = other("CJEU C-673/17 of 1 October 2019").of(date(2019, 10, 1));

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "CKE-01",
        name: "storage-undescribed",
        summary: "a stored item does not say what it is called, what it is for or whose it is",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[eprivacy("5(3)"), pecr("reg. 6")],
        sure: Certainty::PartlyRead,
        page: include_str!("../../docs/rules/CKE-01.md"),
        check: Check::Stored(details::undescribed),
    },
    Rule {
        code: "CKE-02",
        name: "storage-consent-missing",
        summary: "a stored item needs consent, and nobody is asked for it",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[eprivacy("5(3)"), pecr("reg. 6"), pecr("Sch. A1 para. 2").since_uk(DUAA_MAIN)],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CKE-02.md"),
        check: Check::Stored(consent::missing),
    },
    Rule {
        code: "CKE-03",
        name: "storage-exemption-invalid",
        summary: "a stored item claims an exemption from consent that the law does not have",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[eprivacy("5(3)"), pecr("reg. 6"), pecr("Sch. A1").since_uk(DUAA_MAIN)],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CKE-03.md"),
        check: Check::Stored(consent::exemption_invalid),
    },
    Rule {
        code: "CKE-04",
        name: "storage-duration-missing",
        summary: "a stored item does not say how long it stays",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[eprivacy("5(3)"), pecr("reg. 6"), ON_INFORMATION],
        sure: Certainty::PartlyRead,
        page: include_str!("../../docs/rules/CKE-04.md"),
        check: Check::Stored(details::duration_missing),
    },
    Rule {
        code: "CKE-05",
        name: "storage-access-open",
        summary: "a stored item does not say whether third parties can read it",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[eprivacy("5(3)"), pecr("reg. 6"), ON_INFORMATION],
        sure: Certainty::PartlyRead,
        page: include_str!("../../docs/rules/CKE-05.md"),
        check: Check::Stored(details::access_open),
    },
    Rule {
        code: "CKE-06",
        name: "uk-exemption-condition-missing",
        summary: "a stored item claims the UK exemption for statistics or appearance and lacks a condition of it",
        mark: Mark::Mandatory,
        packs: UK,
        since: Some(DUAA_MAIN),
        law: &[pecr("Sch. A1").since_uk(DUAA_MAIN)],
        sure: Certainty::PartlyRead,
        page: include_str!("../../docs/rules/CKE-06.md"),
        check: Check::Stored(uk::condition_missing),
    },
    Rule {
        code: "CKE-07",
        name: "storage-opt-out-only",
        summary: "a stored item needs consent, and readers are only given a way to refuse it afterwards",
        mark: Mark::Inferred,
        packs: EU_UK,
        since: None,
        law: &[eprivacy("5(3)"), pecr("reg. 6"), pecr("Sch. A1 para. 2").since_uk(DUAA_MAIN)],
        sure: Certainty::PartlyRead,
        page: include_str!("../../docs/rules/CKE-07.md"),
        check: Check::Stored(consent::opt_out_only),
    },
    Rule {
        code: "CKE-08",
        name: "storage-on-interests",
        summary: "a stored item that needs consent rests on legitimate interests",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[eprivacy("5(3)"), pecr("reg. 6")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/CKE-08.md"),
        check: Check::Stored(consent::on_interests),
    },
    Rule {
        code: "CKE-09",
        name: "storage-list-empty",
        summary: "the notice speaks of stored items and lists none",
        mark: Mark::Structural,
        packs: EU_UK,
        since: None,
        law: &[gdpr("12(1)")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/CKE-09.md"),
        check: Check::Everywhere(lists::empty),
    },
    Rule {
        code: "CKE-11",
        name: "storage-withdrawal-missing",
        summary: "a stored item rests on consent, and the notice does not say how to take it back",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("7(3)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CKE-11.md"),
        check: Check::Stored(consent::withdrawal_missing),
    },
    Rule {
        code: "CKE-12",
        name: "stored-item-obsolete",
        summary: "a stored item has a name that belongs to a retired generation of Google Analytics",
        mark: Mark::Practice,
        packs: ALWAYS,
        since: None,
        law: &[],
        sure: Certainty::NoLaw,
        page: include_str!("../../docs/rules/CKE-12.md"),
        check: Check::Everywhere(lists::obsolete),
    },
    Rule {
        code: "CKE-13",
        name: "storage-denied-and-declared",
        summary: "the notice says that nothing is stored on the device, and lists something that is",
        mark: Mark::Structural,
        packs: ALWAYS,
        since: None,
        law: &[],
        sure: Certainty::NoLaw,
        page: include_str!("../../docs/rules/CKE-13.md"),
        check: Check::Everywhere(lists::denied),
    },
];

/// Whether it is a list of items kept elsewhere: what there is to say of each stands there.
fn is_list(item: &StoredItem) -> bool {
    item.kind.is_some_and(|kind| kind.value == StorageKind::List)
}

/// Whether an exemption stands in the law of a regime on the day of the notice.
fn stands(exemption: Exemption, regime: Regime, model: &Model) -> bool {
    match regime {
        Regime::Eu => !exemption.is_uk_only(),
        Regime::Uk => !exemption.is_uk_only() || model.law.uk_since_duaa(),
        // Swiss law asks for no consent here.
        Regime::Ch => true,
    }
}

/// Other notices that speak of cookies by their id or label.
fn cookie_notices(model: &Model) -> Vec<&Entry<Related>> {
    model.related.iter().filter(|one| speaks_of_cookies(one)).collect()
}

fn speaks_of_cookies(one: &Entry<Related>) -> bool {
    let mut labels = one.label.iter().flat_map(Text::all);
    one.id.as_str().contains("cookie") || labels.any(|label| label.to_lowercase().contains("cookie"))
}

/// Whether another notice lacks its address and that is told with the list of stored items which it holds: CKE-01.
pub(super) fn is_lost_list(one: &Entry<Related>, model: &Model) -> bool {
    let lost = |item: &Entry<StoredItem>| is_list(item) && item.more.is_none();
    let notices = cookie_notices(model);
    notices.first().is_some_and(|first| first.id == one.id)
        && notices.iter().all(|notice| notice.url.is_none())
        && model.storage.iter().any(lost)
        && model.law.regimes.iter().any(|regime| *regime != Regime::Ch)
}

/// Regimes of the notice in which consent must be asked: no exemption is claimed, or one that they lack.
fn asking(item: &StoredItem, model: &Model) -> Vec<Regime> {
    let regimes = model.law.regimes.iter().copied().filter(|regime| *regime != Regime::Ch);
    let exempt = |regime: &Regime| item.exempt.is_some_and(|exempt| stands(exempt.value, *regime, model));
    regimes.filter(|regime| !exempt(regime)).collect()
}

/// How messages call it.
fn called(item: &Entry<StoredItem>) -> String {
    format!("the stored item `{}`", item.id)
}
