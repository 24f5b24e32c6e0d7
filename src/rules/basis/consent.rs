//! Consent beside another basis, and consent that may not be free: GDPR Art. 4(11), 7.

use crate::declaration::{Basis, Condition, Entry, Id, Kind, Many, Purpose, Subject, Text};
use crate::finding::Fault;
use crate::law::{Article6, Condition9};
use crate::model::Model;
use crate::rules::entries::{listed, put, said, written};
use crate::rules::sentences::words;
use crate::source::{Span, Spanned};

fn is_consent(basis: &Basis) -> bool {
    super::article(basis) == Some(Article6::Consent)
}

pub(super) fn beside_another(basis: &Spanned<Basis>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    // A basis without any limit is told to have one.
    if !is_consent(basis) || !super::is_limited(basis) {
        return None;
    }
    let alike = |other: &&Spanned<Basis>| {
        super::article(other).is_some() && !is_consent(other) && super::is_limited(other) && overlap(basis, other)
    };
    let other = model.bases(purpose).iter().find(alike)?;
    let id = &purpose.id;
    let fault = Fault::new(format!("the purpose `{id}` rests the same data on consent and on another basis"))
        .at(basis.span, "can be withdrawn")
        .at(other.span, "would allow the use all the same")
        .help("say in the `scope` of each what rests on it, or keep one basis for the data");
    let entries = written(model.bases(purpose), |one, table| {
        if let Some(article) = super::article(one).filter(|_| one.span == basis.span || one.span == other.span) {
            put(table, "scope", super::scope(article));
        }
    });
    Some(fault.paste(listed(id, "basis", &entries)))
}

/// Whether two bases hold for some of the same data of the same people, and no words of theirs part them.
fn overlap(one: &Basis, other: &Basis) -> bool {
    let scope =
        |basis: &Basis| basis.scope.as_ref().filter(|scope| !Text::is_blank(scope)).map(Text::any).map(str::to_owned);
    let parted = scope(one) != scope(other);
    // A limit to recipients or other controllers on one side alone is another activity.
    let passed_on = |a: Option<&Many<Id>>, b: Option<&Many<Id>>| a.is_some() == b.is_some() && meet(a, b);
    !parted
        && meet(one.data.as_ref(), other.data.as_ref())
        && meet(one.subjects.as_ref(), other.subjects.as_ref())
        && passed_on(one.recipients.as_ref(), other.recipients.as_ref())
        && passed_on(one.controllers.as_ref(), other.controllers.as_ref())
}

/// Whether two lists have something in common; no list and the word `all` hold for each.
fn meet(one: Option<&Many<Id>>, other: Option<&Many<Id>>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return true };
    let all = |ids: &Many<Id>| ids.iter().any(|id| id.as_str() == "all");
    all(one) || all(other) || one.iter().any(|id| other.iter().any(|own| own.value == id.value))
}

pub(super) fn imbalance(basis: &Spanned<Basis>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    if !is_consent(basis) || basis.controllers.is_some() || said(basis.free.as_ref()) {
        return None;
    }
    let explained = |one: &Spanned<Condition>| {
        one.article.is_some_and(|article| article.value == Condition9::ExplicitConsent) && said(one.free.as_ref())
    };
    if model.conditions(purpose).iter().any(explained) {
        return None;
    }
    let (who, place) = power(basis, purpose, model)?;
    let id = &purpose.id;
    let fault =
        Fault::new(format!("the purpose `{id}` rests on consent given to {who}, and nothing says why it is free"))
            .at(basis.span, "no `free` here")
            .at(place, "people may feel that they can't refuse")
            .help("say in `free` what refusing does and does not do, or rest the purpose on another basis");
    let entries = written(model.bases(purpose), |one, table| {
        if one.span == basis.span {
            put(table, "free", "If you refuse, nothing else changes for you.");
        }
    });
    Some(fault.paste(listed(id, "basis", &entries)))
}

/// Who stands above those who consent, and where it says so.
fn power(basis: &Basis, purpose: &Entry<Purpose>, model: &Model) -> Option<(&'static str, Span)> {
    let kinds = model.controller.as_ref()?.kind.as_ref()?;
    let find = |kind: Kind| kinds.iter().find(|one| one.value == kind).map(|one| one.span);
    if model.is_public_authority() {
        return Some(("a public authority", find(Kind::PublicAuthority)?));
    }
    let groups = match &basis.subjects {
        Some(ids) => model.subjects_named(Some(ids)),
        None => model.subjects_of(purpose),
    };
    // With several groups, only their names tell which of them work here.
    let staff = model.addressed().len() < 2 || groups.iter().any(|group| is_staff(group));
    find(Kind::Employer).filter(|_| staff).map(|place| ("an employer", place))
}

/// Words for people who work for the controller.
const STAFF: &[&str] = &[
    "staff",
    "employee",
    "employees",
    "worker",
    "workers",
    "workforce",
    "apprentices",
    "beschäftigte",
    "mitarbeitende",
];

fn is_staff(group: &Entry<Subject>) -> bool {
    let labels = group.label.iter().flat_map(Text::all).flat_map(|text| words(text));
    labels.chain(words(group.id.as_str())).any(|word| STAFF.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use crate::rules::basis::tests::bases;

    const NONE: [&str; 0] = [];

    fn two(consent: &str, other: &str) -> Vec<&'static str> {
        bases(&format!(
            "[data.x]\n[data.y]\n[recipients.r]\n[purposes.a]\nbasis = [{{ article = \"6(1)(a)\"{consent} }}, {{ article = \
             \"6(1)(f)\"{other} }}]"
        ))
    }

    #[test]
    fn consent_and_another_basis_are_kept_apart() {
        assert_eq!(two(", data = [\"x\"]", ", data = [\"x\", \"y\"]"), ["BAS-12"]);
        assert_eq!(two(", data = [\"x\"], scope = \"news\"", ", data = [\"x\"], scope = \"news\""), ["BAS-12"]);
        assert_eq!(two(", data = [\"x\"]", ", data = [\"y\"]"), NONE);
        assert_eq!(two(", data = [\"x\"], scope = \"news\"", ", data = [\"x\"], scope = \"security\""), NONE);
        assert_eq!(two(", data = [\"x\"]", ", scope = \"security\""), NONE);
        assert_eq!(two(", recipients = [\"r\"]", ", data = [\"x\"]"), NONE);
        assert_eq!(two("", ", data = [\"x\"]"), ["BAS-03"]);
    }

    fn given_to(kind: &str, rest: &str) -> Vec<&'static str> {
        bases(&format!("[controller]\nkind = {kind}\n{rest}"))
    }

    const BARE: &str = "[purposes.a]\nbasis = \"6(1)(a)\"\n";

    #[test]
    fn consent_to_those_above_needs_a_word() {
        assert_eq!(given_to("\"public-authority\"", BARE), ["BAS-13"]);
        assert_eq!(given_to("\"employer\"", BARE), ["BAS-13"]);
        assert_eq!(given_to("\"company\"", BARE), NONE);
        assert_eq!(given_to("[\"public-authority\", \"parish-council\"]", BARE), NONE);
        let free = BARE.replace("\"6(1)(a)\"", "{ article = \"6(1)(a)\", free = \"Nothing changes.\" }");
        assert_eq!(given_to("\"public-authority\"", &free), NONE);
        let condition = format!("{BARE}conditions = {{ article = \"9(2)(a)\", free = \"Nothing changes.\" }}");
        assert_eq!(given_to("\"public-authority\"", &condition), NONE);
    }

    #[test]
    fn an_employer_is_above_its_staff_alone() {
        let groups = "[subjects.customers]\n[subjects.team]\nlabel = \"our employees\"\n";
        let with = |who: &str| format!("{groups}{BARE}subjects = [\"{who}\"]");
        assert_eq!(given_to("[\"company\", \"employer\"]", &with("team")), ["BAS-13"]);
        assert_eq!(given_to("[\"company\", \"employer\"]", &with("customers")), NONE);
    }
}
