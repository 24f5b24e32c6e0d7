//! Consent is free, so what rests on it alone can't be demanded: GDPR Art. 4(11), 7(4).

use super::is_consent;
use crate::declaration::{Basis, Entry, Id, Many, Provision, Purpose};
use crate::finding::Fault;
use crate::model::Model;
use crate::rules::entries::{listed, put, written};
use crate::source::Spanned;

pub(super) fn obliged(provision: &Spanned<Provision>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let demanded = provision.obliged.filter(|obliged| obliged.value)?;
    let bases = model.bases(purpose);
    let (consent, data) = cells(provision, purpose, model).into_iter().find_map(|(data, group)| {
        let mut covering = bases.iter().filter(|basis| covers(basis, data, group));
        let first = covering.next().filter(|basis| is_consent(basis))?;
        covering.all(|basis| is_consent(basis)).then_some((first, data))
    })?;
    let id = &purpose.id;
    let what = data.map_or_else(|| "data".to_owned(), |data| format!("`{data}`"));
    let fault = Fault::new(format!("the purpose `{id}` demands {what}, which rest on consent alone"))
        .at(demanded.span, "must be given")
        .at(consent.span, "can be refused")
        .help("make the provision `voluntary`, or rest the data that must be given on another basis");
    let entries = written(model.provisions(purpose), |one, table| {
        if one.span == provision.span {
            table.remove("law");
            put(table, "kind", "voluntary");
            put(table, "obliged", false);
        }
    });
    Some(fault.paste(listed(id, "provision", &entries)))
}

/// Pairs of a category of data and a group of people for which a provision holds; silence about either is one pair.
fn cells<'a>(
    provision: &'a Provision,
    purpose: &'a Purpose,
    model: &'a Model,
) -> Vec<(Option<&'a str>, Option<&'a str>)> {
    let of_purpose = || model.data_of(purpose).into_iter().map(|used| used.entry.id.as_str()).collect();
    let data = ids(provision.data.as_ref()).unwrap_or_else(of_purpose);
    let groups = ids(provision.subjects.as_ref()).or_else(|| ids(purpose.subjects.as_ref())).unwrap_or_default();
    let whole = |list: Vec<&'a str>| if list.is_empty() { vec![None] } else { list.into_iter().map(Some).collect() };
    let groups: Vec<Option<&str>> = whole(groups);
    whole(data).into_iter().flat_map(|data| groups.clone().into_iter().map(move |group| (data, group))).collect()
}

/// The ids of a list; `None` where it limits nothing.
fn ids(list: Option<&Many<Id>>) -> Option<Vec<&str>> {
    let ids: Vec<&str> = list?.iter().map(|id| id.as_str()).collect();
    (!ids.is_empty() && !ids.contains(&"all")).then_some(ids)
}

/// Whether the collecting itself of some data from a group rests on a basis. A basis that is limited to recipients or to other
/// controllers is one for passing them on.
fn covers(basis: &Basis, data: Option<&str>, group: Option<&str>) -> bool {
    // A limit to a part of what is not told apart can't be decided, so it counts.
    let holds = |list: Option<&Many<Id>>, one: Option<&str>| {
        ids(list).is_none_or(|ids| one.is_none_or(|one| ids.contains(&one)))
    };
    let passes_on = basis.recipients.is_some() || basis.controllers.is_some();
    basis.article.is_some() && !passes_on && holds(basis.data.as_ref(), data) && holds(basis.subjects.as_ref(), group)
}

#[cfg(test)]
mod tests {
    use crate::rules::consent::tests::consent;

    const NONE: [&str; 0] = [];
    const CONSENT: &str = "{ article = \"6(1)(a)\", withdraw = \"the link\"";

    fn demanded(basis: &str, provision: &str) -> Vec<&'static str> {
        consent(&format!(
            "[data.order]\n[data.news]\n[recipients.mailer]\n[purposes.a]\ndata = [\"order\", \"news\"]\nbasis = \
             [{basis}]\nprovision = {provision}"
        ))
    }

    #[test]
    fn consent_alone_can_not_be_demanded() {
        let alone = format!("{CONSENT} }}");
        assert_eq!(demanded(&alone, "{ obliged = true }"), ["CON-05"]);
        assert_eq!(demanded(&alone, "{ obliged = false }"), NONE);
        assert_eq!(demanded(&alone, "{ kind = \"contractual\" }"), NONE);
        assert_eq!(demanded("\"6(1)(b)\"", "{ obliged = true }"), NONE);
    }

    #[test]
    fn another_basis_for_the_same_data_is_enough() {
        let second = |rest: &str| format!("{CONSENT}, scope = \"news\" }}, {{ article = \"6(1)(b)\"{rest} }}");
        assert_eq!(demanded(&second(""), "{ obliged = true }"), NONE);
        assert_eq!(demanded(&second(", data = [\"order\"]"), "{ obliged = true, data = [\"order\"] }"), NONE);
        assert_eq!(demanded(&second(", data = [\"order\"]"), "{ obliged = true, data = [\"news\"] }"), ["CON-05"]);
        assert_eq!(demanded(&second(", data = [\"order\"]"), "{ obliged = true }"), ["CON-05"]);
    }

    #[test]
    fn consent_to_passing_data_on_is_not_consent_to_giving_them() {
        let passed = format!("{CONSENT}, recipients = [\"mailer\"] }}, \"6(1)(b)\"");
        assert_eq!(demanded(&passed, "{ obliged = true }"), NONE);
    }
}
