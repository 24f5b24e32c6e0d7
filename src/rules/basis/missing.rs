//! Purposes without a lawful basis, and bases without a purpose: GDPR Art. 6(1), 13(1)(c).

use toml::Table;

use super::mislabelled::speaks_of_duty;
use crate::declaration::{Basis, Entry, Kind, Many, Marketing, Permission, Purpose, is_so};
use crate::finding::Fault;
use crate::law::{Article6, Condition9, Regime};
use crate::model::Model;
use crate::rules::entries::{address, listed, lists, put, quoted, written};
use crate::rules::fitting::laws;
use crate::source::Spanned;

/// Purposes and places that a finding about the whole notice names; it counts the rest.
const NAMED: usize = 6;

pub(super) fn missing(model: &Model) -> Vec<Fault> {
    let whole = model.notice.as_ref().and_then(|notice| notice.basis.as_ref()).filter(|basis| !basis.is_empty());
    let has_basis = |one: &Entry<Purpose>| model.bases(one).iter().any(|basis| basis.article.is_some());
    let bare: Vec<_> = model.purposes.iter().filter(|one| !has_basis(one) && !is_soft_opt_in(one, model)).collect();
    match whole {
        Some(whole) => vec![claimed(whole, &bare, model)],
        None => bare.into_iter().map(|purpose| alone(purpose, model)).collect(),
    }
}

/// Where a purpose lacks its basis.
fn place(fault: Fault, purpose: &Entry<Purpose>) -> Fault {
    match &purpose.basis {
        Some(basis) => fault.at(basis.span, "names no article"),
        None => fault.at(purpose.span, "no `basis` here"),
    }
}

/// A purpose without a basis, where nothing is claimed for the whole notice.
fn alone(purpose: &Entry<Purpose>, model: &Model) -> Fault {
    let id = &purpose.id;
    let fault = place(Fault::new(format!("the purpose `{id}` has no lawful basis")), purpose)
        .on(format!("purposes.{id}"))
        .help("name in `basis` what fits: consent, contract, legal obligation, public task or legitimate interests");
    match example(purpose, model) {
        Some(example) => fault.paste(example),
        None => fault,
    }
}

/// Bases that are claimed for the whole notice, and the purposes that have none of their own: one finding for all.
fn claimed(whole: &Many<Basis>, bare: &[&Entry<Purpose>], model: &Model) -> Fault {
    let all = model.purposes.iter().count();
    let message = match bare {
        [] => "lawful bases are claimed for the notice as a whole".to_owned(),
        [only] => {
            format!("the notice claims lawful bases for the whole, and the purpose `{}` names none of its own", only.id)
        }
        _ if bare.len() == all => {
            format!("the notice claims lawful bases for the whole, and none of its {all} purposes names its own")
        }
        _ => format!(
            "the notice claims lawful bases for the whole, and {} of its {all} purposes name none of their own: {}",
            bare.len(),
            several(bare)
        ),
    };
    let label = if bare.is_empty() {
        "tells for no purpose which of them applies"
    } else {
        "claimed for the notice as a whole, so for no purpose"
    };
    let fault = bare.iter().take(NAMED).fold(Fault::new(message).at(whole.span, label), |fault, one| place(fault, one));
    let fault =
        fault.on("notice").help("name each basis in the purposes that rest on it, and leave `basis` out of `[notice]`");
    let pastes: Vec<String> = bare.iter().filter_map(|purpose| moved(whole, purpose, model)).collect();
    if pastes.is_empty() { fault } else { fault.paste(pastes.join("\n\n")) }
}

/// The first of several purposes by name, and how many more there are.
fn several(purposes: &[&Entry<Purpose>]) -> String {
    let ids = || purposes.iter().map(|one| one.id.as_str());
    match purposes.len().checked_sub(NAMED) {
        None | Some(0) => quoted(ids()),
        Some(more) => {
            let first: Vec<String> = ids().take(NAMED).map(|id| format!("`{id}`")).collect();
            format!("{} and {more} more", first.join(", "))
        }
    }
}

/// The one of the bases of the whole notice that fits a purpose, where its words or facts tell.
fn moved(whole: &Many<Basis>, purpose: &Entry<Purpose>, model: &Model) -> Option<String> {
    let of = |wanted: Article6| whole.iter().find(|basis| super::article(basis) == Some(wanted));
    let basis = if model.is_marketing(purpose) {
        of(Article6::Consent)?
    } else if speaks_of_duty(purpose) {
        of(Article6::Obligation)?
    } else {
        whole.iter().next().filter(|_| whole.len() == 1)?
    };
    // A public task without its law would only be found again.
    if super::article(basis)? == Article6::PublicTask && !lists(basis.law.as_ref()) {
        return None;
    }
    let entry = written(std::slice::from_ref(basis), |_, table| {
        // It told the purposes of the whole notice apart.
        table.remove("scope");
    });
    Some(listed(&purpose.id, "basis", &entry))
}

/// A basis that fits what is declared of a purpose, with what its author wrote there already; `None` where nothing tells.
fn example(purpose: &Entry<Purpose>, model: &Model) -> Option<String> {
    let consented = |article: Condition9| article == Condition9::ExplicitConsent;
    let explicit =
        model.conditions(purpose).iter().filter_map(|one| one.article).any(|article| consented(article.value));
    let observed = model.collection(purpose).observed;
    let contract = model.subjects_of(purpose).into_iter().find_map(|group| group.party_to.as_ref());
    let mut keys = Table::new();
    if explicit || model.is_marketing(purpose) {
        put(&mut keys, "article", "6(1)(a)");
        if explicit {
            put(&mut keys, "explicit", true);
        }
        put(&mut keys, "withdraw", format!("write to {}", address(model)));
    } else if speaks_of_duty(purpose) {
        put(&mut keys, "article", "6(1)(c)");
        if let Some(law) = laws(purpose, model) {
            put(&mut keys, "law", law);
        }
    } else if model.is_kind(Kind::PublicAuthority) {
        put(&mut keys, "article", "6(1)(e)");
        put(&mut keys, "law", laws(purpose, model)?);
    } else {
        put(&mut keys, "article", "6(1)(b)");
        put(&mut keys, "contract", contract.filter(|_| !observed)?.any());
    }
    let none = [Spanned::new(Basis::default(), purpose.span)];
    let declared = Some(model.bases(purpose)).filter(|bases| !bases.is_empty()).unwrap_or(&none);
    Some(listed(&purpose.id, "basis", &written(&declared[..1], |_, table| table.extend(keys.clone()))))
}

/// Whether a purpose is the mere sending of marketing after a sale, for which EU law asks no basis beside Directive
/// 2002/58/EC Art. 13(2): CJEU C-654/23 of 2025-11-13. UK law has no such case.
fn is_soft_opt_in(purpose: &Entry<Purpose>, model: &Model) -> bool {
    let met = |sent: &Entry<Marketing>| {
        sent.permission.is_some_and(|permission| permission.value == Permission::SoftOptIn)
            && is_so(sent.similar)
            && is_so(sent.sale)
            && is_so(sent.refusal_offered)
            && sent.opt_out.as_ref().is_some_and(|how| !how.is_blank())
    };
    let sent = model.marketing_of(purpose);
    !model.law.has(Regime::Uk) && !sent.is_empty() && sent.into_iter().all(met)
}

#[cfg(test)]
mod tests {
    use crate::finding::Fault;
    use crate::rules::testing::{self, under};

    /// The only finding of a notice that claims bases for the whole.
    fn claimed(bases: &str, purposes: &str) -> Fault {
        let text = under("[\"uk\"]", "2026-11-01", &format!("basis = {bases}\n{purposes}"));
        let mut found = testing::findings(&["BAS-01"], None, &text);
        assert_eq!(found.len(), 1, "{text}");
        found.remove(0).fault
    }

    #[test]
    fn bases_of_the_whole_notice_are_found_once() {
        let eight = (0..8).map(|at| format!("[purposes.p{at}]\n")).collect::<Vec<_>>().concat();
        let fault = claimed("[\"6(1)(a)\", \"6(1)(e)\"]", &eight);
        assert!(fault.message.ends_with("none of its 8 purposes names its own"), "{}", fault.message);
        assert_eq!((fault.labels.len(), fault.on.as_deref(), fault.paste), (7, Some("notice"), None));
        let some = claimed("[\"6(1)(a)\", \"6(1)(e)\"]", &format!("{eight}[purposes.mine]\nbasis = \"6(1)(b)\"\n"));
        assert!(some.message.ends_with("`p5` and 2 more"), "{}", some.message);
        let none = claimed("\"6(1)(a)\"", "[purposes.mine]\nbasis = \"6(1)(b)\"\n");
        assert_eq!(none.labels.len(), 1);
    }

    #[test]
    fn a_basis_moves_where_words_or_facts_tell() {
        let purposes =
            "[purposes.news]\nmarketing = true\n[purposes.duty]\ntext = \"We comply with the law.\"\n[purposes.c]\n";
        let paste = claimed("[{ article = \"6(1)(a)\", scope = \"x\" }, \"6(1)(c)\"]", purposes).paste.unwrap();
        assert_eq!(paste, "[purposes.news]\nbasis = \"6(1)(a)\"\n\n[purposes.duty]\nbasis = \"6(1)(c)\"");
        assert_eq!(claimed("\"6(1)(e)\"", "[purposes.c]\n").paste, None, "a task without its law");
    }
}
