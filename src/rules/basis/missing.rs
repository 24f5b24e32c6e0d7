//! Purposes without a lawful basis, and bases without a purpose: GDPR Art. 6(1), 13(1)(c).

use super::task::task_law;
use crate::declaration::{Basis, Entry, Kind, Marketing, Permission, Purpose};
use crate::finding::Fault;
use crate::law::{Condition9, Regime};
use crate::model::Model;
use crate::rules::entries::{address, listed, put, written};
use crate::source::Spanned;

pub(super) fn missing(model: &Model) -> Vec<Fault> {
    let whole = model.notice.as_ref().and_then(|notice| notice.basis.as_ref()).filter(|basis| !basis.is_empty());
    let mut faults = Vec::new();
    for purpose in &model.purposes {
        if model.bases(purpose).iter().any(|basis| basis.article.is_some()) || is_soft_opt_in(purpose, model) {
            continue;
        }
        let id = &purpose.id;
        let fault = Fault::new(format!("the purpose `{id}` has no lawful basis"));
        let fault = match &purpose.basis {
            Some(basis) => fault.at(basis.span, "names no article"),
            None => fault.at(purpose.span, "no `basis` here"),
        };
        let fault = match whole {
            Some(whole) => fault.at(whole.span, "claimed for the notice as a whole, so for no purpose"),
            None => fault,
        };
        let fault = match whole {
            Some(whole) => fault
                .help("move the basis that fits from `[notice]` to this purpose")
                .paste(listed(id, "basis", &written(&whole[..1], |_, _| ()))),
            None => fault
                .help("name in `basis` what fits: consent, contract, legal obligation, public task or legitimate interests")
                .paste(example(purpose, model)),
        };
        faults.push(fault.on(format!("purposes.{id}")));
    }
    if let Some(whole) = whole.filter(|_| faults.is_empty()) {
        let fault = Fault::new("lawful bases are claimed for the notice as a whole")
            .at(whole.span, "tells for no purpose which of them applies")
            .help("name each basis in the purposes that rest on it, and leave `basis` out of `[notice]`");
        faults.push(fault.on("notice"));
    }
    faults
}

/// A basis that fits what is declared of a purpose, with what its author wrote there already.
fn example(purpose: &Entry<Purpose>, model: &Model) -> String {
    let consented = |article: Condition9| article == Condition9::ExplicitConsent;
    let explicit =
        model.conditions(purpose).iter().filter_map(|one| one.article).any(|article| consented(article.value));
    let observed = model.collection(purpose).observed;
    let contract = model.subjects_of(purpose).into_iter().find_map(|group| group.party_to.as_ref());
    let fill = |_: &Spanned<Basis>, table: &mut toml::Table| {
        if explicit {
            put(table, "article", "6(1)(a)");
            put(table, "explicit", true);
            put(table, "withdraw", format!("write to {}", address(model)));
        } else if model.is_kind(Kind::PublicAuthority) {
            put(table, "article", "6(1)(e)");
            put(table, "law", task_law(model));
        } else if let Some(contract) = contract.filter(|_| !observed) {
            put(table, "article", "6(1)(b)");
            put(table, "contract", contract.any());
        } else {
            put(table, "article", "6(1)(f)");
            put(
                table,
                "interest",
                if observed { "keeping our systems safe" } else { "answering people who write to us" },
            );
            put(table, "owner", "controller");
            put(table, "balancing", format!("ask us at {}", address(model)));
        }
    };
    let none = [Spanned::new(Basis::default(), purpose.span)];
    let declared = Some(model.bases(purpose)).filter(|bases| !bases.is_empty()).unwrap_or(&none);
    listed(&purpose.id, "basis", &written(&declared[..1], fill))
}

/// Whether a purpose is the mere sending of marketing after a sale, for which EU law asks no basis beside Directive
/// 2002/58/EC Art. 13(2): CJEU C-654/23 of 2025-11-13. UK law has no such case.
fn is_soft_opt_in(purpose: &Entry<Purpose>, model: &Model) -> bool {
    let yes = |fact: Option<Spanned<bool>>| fact.is_some_and(|fact| fact.value);
    let met = |sent: &Entry<Marketing>| {
        sent.permission.is_some_and(|permission| permission.value == Permission::SoftOptIn)
            && yes(sent.similar)
            && yes(sent.sale)
            && yes(sent.refusal_offered)
            && sent.opt_out.as_ref().is_some_and(|how| !how.is_blank())
    };
    let sent = model.marketing_of(purpose);
    !model.law.has(Regime::Uk) && !sent.is_empty() && sent.into_iter().all(met)
}
