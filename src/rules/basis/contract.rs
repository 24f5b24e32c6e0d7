//! Which contract a purpose rests on: GDPR Art. 6(1)(b).

use super::party;
use crate::declaration::{Basis, Entry, Purpose, Text};
use crate::finding::Fault;
use crate::law::Article6;
use crate::model::Model;
use crate::rules::entries::{listed, put, said, written};
use crate::rules::sentences::words;
use crate::source::Spanned;

/// Words that name no contract, however they are put together.
const GENERAL: &[&str] = &[
    "a",
    "an",
    "and",
    "any",
    "between",
    "carry",
    "carrying",
    "contract",
    "contracts",
    "contractual",
    "fulfil",
    "fulfilling",
    "fulfilment",
    "necessary",
    "need",
    "obligations",
    "of",
    "our",
    "out",
    "perform",
    "performance",
    "performing",
    "the",
    "to",
    "under",
    "us",
    "we",
    "with",
    "you",
    "your",
];

pub(super) fn unnamed(basis: &Spanned<Basis>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    if super::article(basis)? != Article6::Contract || basis.controllers.is_some() || said(basis.contract.as_ref()) {
        return None;
    }
    let told = basis.scope.as_ref().is_some_and(names_something)
        || party::groups(basis, purpose, model).all.iter().any(|group| said(group.party_to.as_ref()));
    // Where it is open who is party, that question comes first.
    if told || party::missing(basis, purpose, model).is_some() {
        return None;
    }
    let id = &purpose.id;
    let fault = Fault::new(format!("the purpose `{id}` rests on a contract and does not say on which"))
        .at(basis.span, "no `contract` here")
        .help("name in `contract` the contract, or the request that comes before one; or name it in `party_to` of the group");
    let entries = written(model.bases(purpose), |one, table| {
        if one.span == basis.span {
            put(table, "contract", "the contract for the goods or service that you order");
        }
    });
    Some(fault.paste(listed(id, "basis", &entries)))
}

/// Whether a scope tells of more than that there is a contract.
fn names_something(scope: &Text) -> bool {
    scope.all().any(|text| words(text).iter().any(|word| !GENERAL.contains(&word.as_str())))
}

#[cfg(test)]
mod tests {
    use crate::rules::basis::tests::bases;

    const NONE: [&str; 0] = [];

    #[test]
    fn a_contract_is_named_with_the_basis_or_with_its_party() {
        let with = |party: &str, more: &str| {
            bases(&format!("[subjects.customers]\n{party}\n[purposes.a]\nbasis = {{ article = \"6(1)(b)\"{more} }}"))
        };
        assert_eq!(with("party = true", ""), ["BAS-04"]);
        assert_eq!(with("party = true", ", scope = \"performance of our contract with you\""), ["BAS-04"]);
        assert_eq!(with("party = true", ", contract = \"\""), ["BAS-04"]);
        assert_eq!(with("party = true", ", contract = \"your order\""), NONE);
        assert_eq!(with("party = true", ", scope = \"deciding whether to offer you a contract\""), NONE);
        assert_eq!(with("party_to = \"your order\"", ""), NONE);
        // Who is party is asked first.
        assert_eq!(with("", ""), ["BAS-05"]);
        assert_eq!(with("party = false", ""), ["BAS-05"]);
    }
}
