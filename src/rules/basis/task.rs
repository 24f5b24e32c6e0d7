//! Public tasks: GDPR Art. 6(1)(e), 6(1) last subparagraph, 6(3).

use crate::declaration::{Basis, Entry, Kind, Purpose};
use crate::finding::{Fault, Mark};
use crate::law::{Article6, Regime};
use crate::model::Model;
use crate::rules::entries::{listed, lists, put, written};
use crate::source::{Span, Spanned};

/// A law that gives a task to a public body, for an example.
pub(super) fn task_law(model: &Model) -> &'static str {
    if model.law.has(Regime::Uk) {
        "Local Government Act 1972, section 111"
    } else {
        "Local Government Act 2001, section 63"
    }
}

/// Whether a basis is closed to a public authority in its tasks. A basis of other controllers is theirs.
fn is_barred(basis: &Basis, model: &Model) -> bool {
    let barred = match super::article(basis) {
        Some(Article6::LegitimateInterests) => true,
        Some(Article6::RecognisedInterests) => model.law.uk_since_duaa(),
        _ => false,
    };
    barred && basis.controllers.is_none()
}

pub(super) fn on_interests(basis: &Spanned<Basis>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    if !is_barred(basis, model) || !model.is_public_authority() {
        return None;
    }
    let place = basis.article.map_or(basis.span, |article| article.span);
    let id = &purpose.id;
    let Some(task) = purpose.task else {
        let first = model.bases(purpose).iter().find(|one| is_barred(one, model))?;
        let fault = Fault::new(format!("it is not said whether the purpose `{id}` is a public task"))
            .at(place, "not open to a public authority for its tasks")
            .at(purpose.span, "no `task` here")
            .help("say `task = true` and rest the purpose on `6(1)(e)` or `6(1)(c)`, or `task = false` where it is no task")
            .paste(format!("[purposes.{id}]\ntask = false"))
            .weighing(Mark::Expected);
        return (first.span == basis.span).then_some(fault);
    };
    if !task.value {
        return None;
    }
    let mut fault = Fault::new(format!("the purpose `{id}` is a public task and rests on legitimate interests"))
        .at(place, "not open to a public authority for its tasks")
        .at(task.span, "declared as part of the public task");
    let kinds = model.controller.iter().filter_map(|controller| controller.kind.as_ref()).flatten();
    if let Some(kind) = kinds.into_iter().find(|kind| kind.value == Kind::PublicAuthority) {
        fault = fault.at(kind.span, "declared as a public authority");
    }
    let fault =
        fault.help("rest it on `6(1)(e)` or `6(1)(c)` and name the law, or set `task = false` where it is no task");
    let entries = written(model.bases(purpose), |one, table| {
        if one.span == basis.span {
            for key in ["interest", "interests", "owner", "balancing", "annex_1"] {
                table.remove(key);
            }
            put(table, "article", "6(1)(e)");
            put(table, "law", task_law(model));
        }
    });
    Some(fault.paste(listed(id, "basis", &entries)))
}

pub(super) fn law_missing(basis: &Spanned<Basis>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    if !lacks_law(basis) || basis.controllers.is_none() && private(model).is_some() {
        return None;
    }
    let id = &purpose.id;
    let fault = Fault::new(format!("the purpose `{id}` rests on a public task and names no law that lays it down"))
        .at(basis.law.as_ref().map_or(basis.span, |law| law.span), "no law here")
        .help("name in `law` the law that gives the task, or the official function");
    Some(fault.paste(with_law(basis, purpose, model)))
}

pub(super) fn of_private_body(basis: &Spanned<Basis>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    if !lacks_law(basis) || basis.controllers.is_some() {
        return None;
    }
    let kind = private(model)?;
    let id = &purpose.id;
    let fault = Fault::new(format!("the purpose `{id}` rests on a public task of a body that is no public authority"))
        .at(basis.article.map_or(basis.span, |article| article.span), "must be laid down by law, and no law is named")
        .at(kind, "no public authority by what is declared here")
        .help("name in `law` the law that gives you the task, or rest the purpose on another basis");
    Some(fault.paste(with_law(basis, purpose, model)))
}

fn lacks_law(basis: &Basis) -> bool {
    super::article(basis) == Some(Article6::PublicTask) && !lists(basis.law.as_ref())
}

/// Where it stands what the controller is, if it is nothing that holds a public office. That it employs people says
/// nothing of it.
fn private(model: &Model) -> Option<Span> {
    let kinds = model.controller.as_ref()?.kind.as_ref()?;
    let public = [Kind::PublicAuthority, Kind::ParishCouncil, Kind::Court];
    let mut telling = kinds.iter().filter(|kind| kind.value != Kind::Employer).peekable();
    let first = telling.peek()?.span;
    (!telling.any(|kind| public.contains(&kind.value))).then_some(first)
}

/// The bases of a purpose, one of them with a law.
fn with_law(basis: &Spanned<Basis>, purpose: &Entry<Purpose>, model: &Model) -> String {
    let entries = written(model.bases(purpose), |one, table| {
        if one.span == basis.span {
            put(table, "law", task_law(model));
        }
    });
    listed(&purpose.id, "basis", &entries)
}

#[cfg(test)]
mod tests {
    use crate::rules::basis::tests::bases;

    const NONE: [&str; 0] = [];

    fn with(kind: &str, task: &str, basis: &str) -> Vec<&'static str> {
        let kind = if kind.is_empty() { String::new() } else { format!("kind = {kind}\n") };
        bases(&format!("[controllers.county]\n[controller]\n{kind}[purposes.a]\n{task}\nbasis = {basis}"))
    }

    #[test]
    fn interests_are_barred_for_declared_tasks_of_public_authorities() {
        let authority = "\"public-authority\"";
        assert_eq!(with(authority, "task = true", "\"6(1)(f)\""), ["BAS-11"]);
        assert_eq!(with(authority, "task = false", "\"6(1)(f)\""), NONE);
        assert_eq!(with("\"company\"", "task = true", "\"6(1)(f)\""), NONE);
        assert_eq!(with("[\"public-authority\", \"parish-council\"]", "task = true", "\"6(1)(f)\""), NONE);
        let theirs = "{ article = \"6(1)(f)\", controllers = \"county\" }";
        assert_eq!(with(authority, "task = true", theirs), NONE);
        assert_eq!(with(authority, "", theirs), NONE);
    }

    #[test]
    fn public_authorities_say_whether_it_is_a_task() {
        assert_eq!(with("\"public-authority\"", "", "\"6(1)(f)\""), ["BAS-11"]);
        assert_eq!(with("\"public-authority\"", "", "{ article = \"6(1)(c)\", law = \"Tax Act\" }"), NONE);
        assert_eq!(with("\"company\"", "", "\"6(1)(f)\""), NONE);
        let both = "[{ article = \"6(1)(f)\", scope = \"x\" }, { article = \"6(1)(ea)\", scope = \"y\" }]";
        assert_eq!(with("\"public-authority\"", "", both), ["BAS-11"]);
    }

    #[test]
    fn a_task_needs_a_law_most_of_all_where_nobody_holds_an_office() {
        assert_eq!(with("\"public-authority\"", "", "\"6(1)(e)\""), ["BAS-08"]);
        assert_eq!(with("\"parish-council\"", "", "\"6(1)(e)\""), ["BAS-08"]);
        assert_eq!(with("", "", "\"6(1)(e)\""), ["BAS-08"]);
        assert_eq!(with("\"employer\"", "", "\"6(1)(e)\""), ["BAS-08"]);
        assert_eq!(with("\"company\"", "", "\"6(1)(e)\""), ["BAS-09"]);
        assert_eq!(with("[\"company\", \"public-authority\"]", "", "\"6(1)(e)\""), ["BAS-08"]);
        assert_eq!(with("\"company\"", "", "{ article = \"6(1)(e)\", controllers = \"county\" }"), ["BAS-08"]);
        assert_eq!(with("\"company\"", "", "{ article = \"6(1)(e)\", law = \"Water Industry Act 1991\" }"), NONE);
    }
}
