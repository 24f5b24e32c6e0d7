//! Conditions for special data and data on offences come on top of a basis: GDPR Art. 6(1), 9(2), 10.

use super::task::task_law;
use crate::declaration::{Condition, Data, Entry, Purpose};
use crate::finding::Fault;
use crate::law::Condition9;
use crate::model::{Model, Used};
use crate::rules::entries::{array, holds_for, is_in_place, listed, quoted, written};
use crate::source::Spanned;

pub(super) fn uncovered(condition: &Spanned<Condition>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let article = condition.article?;
    let bases = model.bases(purpose);
    // Without any basis, or where one names no article, that is what is found.
    if bases.is_empty() || bases.iter().any(|basis| basis.article.is_none()) {
        return None;
    }
    let filed = |data: &Data| match article.value {
        Condition9::Offences => model.is_criminal(data),
        _ => model.is_special(data),
    };
    let conditions = model.conditions(purpose);
    // Of several conditions for one category, the first speaks.
    let speaks = |data: &Entry<Data>| {
        let first = conditions.iter().find(|one| one.article.is_some() && holds_for(one.data.as_ref(), &data.id));
        first.is_some_and(|one| one.span == condition.span)
    };
    let open: Vec<Used<'_, Data>> = model
        .data_of(purpose)
        .into_iter()
        .filter(|used| filed(used.entry) && speaks(used.entry))
        .filter(|used| !bases.iter().any(|basis| holds_for(basis.data.as_ref(), &used.entry.id)))
        .collect();
    let first = open.first()?;
    let ids = open.iter().map(|used| used.entry.id.as_str());
    let id = &purpose.id;
    let fault = Fault::new(format!("the purpose `{id}` has a condition for {} and no lawful basis", quoted(ids)))
        .at(article.span, "allows nothing without a basis beside it")
        .at(first.span, "in the `data` of no basis");
    let data = array(open.iter().map(|used| &used.entry.id));
    let fault = fault
        .help(format!("add to `basis` an entry for {data}, or add these to the `data` of one that holds for them"));
    if open.iter().any(|used| is_in_place(&used.entry.id)) {
        return Some(fault);
    }
    let rest = match article.value {
        Condition9::ExplicitConsent => {
            "article = \"6(1)(a)\", explicit = true, withdraw = \"the link in each of our e-mails\"".to_owned()
        }
        _ if model.is_public_authority() => format!("article = \"6(1)(e)\", law = \"{}\"", task_law(model)),
        _ => "article = \"6(1)(f)\", interest = \"checking that our work is good\", owner = \"controller\"".to_owned(),
    };
    let mut entries = written(model.bases(purpose), |_, _| ());
    entries.push(format!("{{ {rest}, data = {data} }}"));
    Some(fault.paste(listed(id, "basis", &entries)))
}

#[cfg(test)]
mod tests {
    use crate::rules::basis::tests::bases;

    const NONE: [&str; 0] = [];

    fn with(basis: &str, conditions: &str) -> Vec<&'static str> {
        bases(&format!(
            "[data.identity]\n[data.health]\nspecial = \"health\"\n[data.convictions]\ncriminal = true\n[purposes.a]\ndata = \
             [\"identity\", \"health\", \"convictions\"]\nbasis = {basis}\nconditions = {conditions}"
        ))
    }

    #[test]
    fn a_condition_comes_on_top_of_a_basis() {
        let limited = |data: &str| format!("{{ article = \"6(1)(c)\", law = \"Tax Act\", data = [{data}] }}");
        assert_eq!(with(&limited("\"identity\""), "\"9(2)(a)\""), ["BAS-15"]);
        assert_eq!(with(&limited("\"identity\""), "[\"9(2)(a)\", \"9(2)(f)\"]"), ["BAS-15"]);
        assert_eq!(with(&limited("\"identity\", \"health\""), "\"10\""), ["BAS-15"]);
        assert_eq!(with(&limited("\"identity\", \"health\""), "\"9(2)(a)\""), NONE);
        assert_eq!(with(&limited("\"all\""), "\"9(2)(a)\""), NONE);
        assert_eq!(with("{ article = \"6(1)(c)\", law = \"Tax Act\" }", "\"9(2)(a)\""), NONE);
        assert_eq!(with("[]", "\"9(2)(a)\""), ["BAS-01"]);
    }
}
