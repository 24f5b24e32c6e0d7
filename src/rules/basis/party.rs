//! Who is party to the contract on which a purpose rests: GDPR Art. 6(1)(b).

use crate::declaration::{Basis, Entry, Id, Many, Purpose, Subject};
use crate::finding::{Fault, Mark};
use crate::law::Article6;
use crate::model::Model;
use crate::rules::entries::{array, listed, put, quoted, written};
use crate::source::Spanned;

pub(super) fn missing(basis: &Spanned<Basis>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    if super::article(basis)? != Article6::Contract || basis.controllers.is_some() {
        return None;
    }
    let groups = groups(basis, purpose, model);
    let id = &purpose.id;
    let place = basis.article.map_or(basis.span, |article| article.span);
    let outside = groups.all.iter().filter_map(|group| Some((*group, no_party(group)?)));
    let outside: Vec<_> = outside.collect();
    if let Some((group, _)) = outside.first() {
        let name = &group.id;
        let mut fault = Fault::new(format!("the purpose `{id}` rests on a contract, and `{name}` is not party to one"))
            .at(place, "holds for those alone who are party to the contract or ask for one");
        for (_, party) in &outside {
            fault = fault.at(party.span, "declared as not party");
        }
        let fault =
            fault.help(format!("rest the data of `{name}` on another basis, and limit this one with `subjects`"));
        return Some(fault.paste(limited(basis, &groups.all, purpose, model)));
    }
    let open = |group: &&&Entry<Subject>| group.party.is_none() && group.party_to.is_none();
    let unknown: Vec<_> = groups.all.iter().filter(open).filter(|_| groups.explicit).collect();
    let first = unknown.first()?;
    // A contract that is named answers for the only group.
    if groups.all.len() == 1 && basis.contract.as_ref().is_some_and(|contract| !contract.is_blank()) {
        return None;
    }
    let (names, are) =
        (quoted(unknown.iter().map(|group| group.id.as_str())), if unknown.len() == 1 { "is" } else { "are" });
    let mut fault = Fault::new(format!(
        "the purpose `{id}` rests on a contract, and it is not said whether {names} {are} party to it or ask{} for one",
        if unknown.len() == 1 { "s" } else { "" }
    ))
    .at(first.span, "neither `party` nor `party_to` here");
    for group in &unknown[1..] {
        fault = fault.at(group.span, "nor here");
    }
    let fault = fault.at(place, "holds for those alone who are party to the contract or ask for one").help(
        "name the contract in `party_to`, or say `party = false` and rest the data of the group on another basis",
    );
    Some(fault.weighing(Mark::Expected))
}

/// The statement that a group is not party to a contract and asks for none.
fn no_party(group: &Entry<Subject>) -> Option<Spanned<bool>> {
    group.party.filter(|party| !party.value && group.party_to.is_none())
}

/// The bases of a purpose, the contract limited to its parties; interests take its place for the others.
fn limited(basis: &Spanned<Basis>, groups: &[&Entry<Subject>], purpose: &Entry<Purpose>, model: &Model) -> String {
    let (outside, parties): (Vec<_>, Vec<_>) = groups.iter().partition(|group| no_party(group).is_some());
    let ids = |groups: &[&Entry<Subject>]| groups.iter().map(|group| group.id.to_string()).collect::<Vec<_>>();
    let mut entries = written(model.bases(purpose), |one, table| {
        if one.span != basis.span {
            return;
        }
        if parties.is_empty() {
            table.remove("contract");
            put(table, "article", "6(1)(f)");
            put(table, "interest", INTEREST);
            put(table, "owner", "controller");
        } else {
            put(table, "subjects", ids(&parties));
            table.entry("scope").or_insert_with(|| "carrying out our contract with you".into());
        }
    });
    if !parties.is_empty() {
        let subjects = array(outside.iter().map(|group| &group.id));
        let scope = "data of people with whom we have no contract";
        entries.push(format!(
            "{{ article = \"6(1)(f)\", subjects = {subjects}, scope = \"{scope}\", interest = \"{INTEREST}\", owner = \
             \"controller\" }}"
        ));
    }
    listed(&purpose.id, "basis", &entries)
}

/// An interest in the data of people who are party to no contract, for an example.
const INTEREST: &str = "carrying out our contracts with others";

/// Groups of people for whom a basis holds.
pub(super) struct Groups<'a> {
    pub(super) all: Vec<&'a Entry<Subject>>,
    /// Whether the declaration names them here, or there is only one.
    explicit: bool,
}

/// Groups of people for whom a basis holds: its own, those of its data, or those of its purpose.
pub(super) fn groups<'a>(basis: &Basis, purpose: &'a Entry<Purpose>, model: &'a Model) -> Groups<'a> {
    let some = |ids: &Many<Id>| !ids.is_empty() && ids.iter().all(|id| id.as_str() != "all");
    if let Some(ids) = basis.subjects.as_ref().filter(|ids| some(ids)) {
        return Groups { all: model.subjects_named(Some(ids)), explicit: true };
    }
    let named = purpose.subjects.as_ref().filter(|ids| some(ids));
    let mut all = match named {
        Some(ids) => model.subjects_named(Some(ids)),
        None => model.addressed(),
    };
    if let Some(ids) = by_data(basis, purpose, model) {
        all.retain(|group| ids.contains(&group.id.as_str()));
    }
    let explicit = named.is_some() || all.len() == 1;
    Groups { all, explicit }
}

/// Groups whose data a basis covers, where all data that it covers are limited to groups.
fn by_data<'a>(basis: &Basis, purpose: &'a Entry<Purpose>, model: &'a Model) -> Option<Vec<&'a str>> {
    let covered = basis.data.as_ref()?;
    let mut groups = Vec::new();
    for used in model.data_of(purpose) {
        if covered.iter().any(|id| id.value == used.entry.id || id.as_str() == "all") {
            let ids = used.narrow.subjects.as_ref()?;
            if ids.iter().any(|id| id.as_str() == "all") {
                return None;
            }
            groups.extend(ids.iter().map(|id| id.as_str()));
        }
    }
    (!groups.is_empty()).then_some(groups)
}

#[cfg(test)]
mod tests {
    use crate::rules::basis::tests::bases;

    const NONE: [&str; 0] = [];
    const GROUPS: &str = "[subjects.customers]\nparty_to = \"your order\"\n[subjects.friends]\nparty = false\n\
                          [subjects.visitors]\n[data.address]\n[data.greeting]\n[purposes.ship]\n";

    fn ship(text: &str) -> Vec<&'static str> {
        bases(&format!("{GROUPS}{text}"))
    }

    #[test]
    fn a_contract_binds_its_parties() {
        assert_eq!(ship("subjects = [\"customers\"]\nbasis = \"6(1)(b)\""), NONE);
        assert_eq!(ship("subjects = [\"customers\", \"friends\"]\nbasis = \"6(1)(b)\""), ["BAS-05"]);
        assert_eq!(ship("subjects = \"all\"\nbasis = \"6(1)(b)\""), ["BAS-05"]);
        assert_eq!(ship("subjects = [\"customers\", \"friends\"]\nbasis = \"6(1)(f)\""), NONE);
    }

    #[test]
    fn a_limit_to_groups_or_to_their_data_counts() {
        let by_group = "basis = { article = \"6(1)(b)\", subjects = [\"customers\"] }";
        assert_eq!(ship(&format!("subjects = [\"customers\", \"friends\"]\n{by_group}")), NONE);
        let by_data = "data = [{ id = \"address\", subjects = [\"customers\"] }, \"greeting\"]\n";
        let basis = |data: &str| format!("basis = {{ article = \"6(1)(b)\", data = [\"{data}\"] }}");
        let both = "subjects = [\"customers\", \"friends\"]\n";
        assert_eq!(ship(&format!("{both}{by_data}{}", basis("address"))), NONE);
        assert_eq!(ship(&format!("{both}{by_data}{}", basis("greeting"))), ["BAS-05"]);
    }

    #[test]
    fn silence_is_asked_about_unless_the_contract_is_named() {
        assert_eq!(ship("subjects = \"visitors\"\nbasis = \"6(1)(b)\""), ["BAS-05"]);
        let named = "basis = { article = \"6(1)(b)\", contract = \"your order\" }";
        assert_eq!(ship(&format!("subjects = \"visitors\"\n{named}")), NONE);
        assert_eq!(ship(&format!("subjects = [\"customers\", \"visitors\"]\n{named}")), ["BAS-05"]);
        // Without any group, only the contract is asked for.
        assert_eq!(bases("[purposes.a]\nbasis = \"6(1)(b)\""), ["BAS-04"]);
    }
}
