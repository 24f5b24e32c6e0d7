//! Whether it is said at all that data must be given: PRV-01.

use super::amended;
use crate::declaration::{Entry, Provision, Purpose};
use crate::finding::Fault;
use crate::law::Article6;
use crate::model::Model;
use crate::rules::entries::{array, holds_for, is_in_place, listed, quoted, written};
use crate::rules::fitting;
use crate::source::Spanned;

/// Purposes that a finding labels beside the first.
const NAMED: usize = 5;

/// What nobody is asked for needs no word; where the way that data comes in is silent, SRC-01 asks for it first.
pub(super) fn missing(model: &Model) -> Vec<Fault> {
    let direct = |one: &&Entry<Purpose>| model.collection(one).direct;
    let (silent, telling): (Vec<_>, Vec<_>) =
        model.purposes.iter().filter(direct).partition(|one| model.provisions(one).is_empty());
    let mut sets: Vec<Vec<&Entry<Purpose>>> = Vec::new();
    for purpose in silent.into_iter().filter(|one| !model.is_provided_beside(one)) {
        // What one of them will say holds for the others.
        match sets.iter_mut().find(|set| model.is_same_giving(purpose, set[0])) {
            Some(set) => set.push(purpose),
            None => sets.push(vec![purpose]),
        }
    }
    let mut faults: Vec<Fault> = sets.iter().filter_map(|set| unsaid(set, model)).collect();
    faults.extend(telling.into_iter().filter_map(|purpose| {
        let on = format!("purposes.{}", purpose.id);
        kindless(purpose, model).or_else(|| uncovered(purpose, model)).map(|fault| fault.on(on))
    }));
    faults
}

/// Purposes of one giving that say nothing of it.
fn unsaid(set: &[&Entry<Purpose>], model: &Model) -> Option<Fault> {
    let (first, others) = set.split_first()?;
    let id = &first.id;
    let message = match others {
        [] => format!("the purpose `{id}` does not say whether its data must be given"),
        [other] => format!("neither the purpose `{id}` nor `{}` says whether their data must be given", other.id),
        _ => format!(
            "the purpose `{id}` and {} others with the same people and data do not say whether it must be given",
            others.len()
        ),
    };
    let fault = Fault::new(message).at(first.span, "no `provision` here").on(format!("purposes.{id}"));
    let fault = others.iter().take(NAMED).fold(fault, |fault, one| fault.at(one.span, "the same people and data"));
    let fault = fault.help("say on what the request rests, whether people are obliged, and what happens otherwise");
    Some(match example(first, model) {
        Some(entry) => fault.paste(listed(id, "provision", &[entry])),
        None => fault,
    })
}

/// A provision that does not say on what the request rests.
fn kindless(purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let open = model.provisions(purpose).iter().find(|provision| provision.kind.is_none())?;
    let fault = Fault::new(format!("the purpose `{}` does not say on what its request for data rests", purpose.id))
        .at(open.span, "no `kind` here")
        .help("add `statutory`, `contractual`, `to-enter-contract` or `voluntary`");
    let kind = if is_contract(purpose, model) {
        "contractual"
    } else if fitting::is_free(purpose, model) {
        "voluntary"
    } else {
        return Some(fault);
    };
    let value = |one: &Spanned<Provision>| one.kind.is_none().then(|| kind.into());
    Some(fault.paste(amended(purpose, model, "kind", value)))
}

/// Whether the first basis of a purpose is a contract.
fn is_contract(purpose: &Entry<Purpose>, model: &Model) -> bool {
    let first = model.bases(purpose).iter().find_map(|basis| basis.article);
    first.is_some_and(|article| article.value == Article6::Contract)
}

/// What holds for data that people give, where the basis of the purpose tells.
fn example(purpose: &Entry<Purpose>, model: &Model) -> Option<String> {
    if is_contract(purpose, model) {
        let follows = "we cannot carry out our contract with you";
        return Some(format!("{{ kind = \"contractual\", obliged = true, consequences = \"{follows}\" }}"));
    }
    let free = fitting::is_free(purpose, model);
    free.then(|| "{ kind = \"voluntary\", consequences = \"nothing changes for you\" }".to_owned())
}

/// A category that people give and of which none of the provisions speaks.
fn uncovered(purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    // With other ways of collecting beside it, nobody can tell which data people give.
    if purpose.collected.as_deref().is_none_or(|ways| ways.len() != 1) {
        return None;
    }
    let provisions = model.provisions(purpose);
    let data = model.data_of(purpose);
    let told = |id| provisions.iter().any(|provision| holds_for(provision.data.as_ref(), id));
    let open: Vec<_> = data.iter().filter(|used| !told(&used.entry.id)).collect();
    let first = open.first()?;
    let names = quoted(open.iter().map(|used| used.entry.id.as_str()));
    let mut fault = Fault::new(format!("the purpose `{}` does not say whether {names} must be given", purpose.id))
        .at(first.span, "no provision speaks of this");
    for provision in provisions {
        fault = fault.at(provision.span, "speaks of other data only");
    }
    let fault = fault.help("add an entry to `provision`");
    let ids: Vec<_> = open.iter().map(|used| &used.entry.id).collect();
    if ids.iter().any(|id| is_in_place(id)) || !fitting::is_free(purpose, model) {
        return Some(fault);
    }
    let mut entries = written(provisions, |_, _| ());
    entries.push(format!("{{ kind = \"voluntary\", data = {} }}", array(ids)));
    Some(fault.paste(listed(&purpose.id, "provision", &entries)))
}
