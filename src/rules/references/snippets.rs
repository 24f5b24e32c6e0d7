//! Short texts: what each needs to be printed.

use crate::declaration::{Entry, Snippet};
use crate::finding::Fault;
use crate::model::Model;

pub(super) fn incomplete(model: &Model) -> Vec<Fault> {
    model.snippets.iter().flat_map(|one| faults(one, model)).collect()
}

fn faults(one: &Entry<Snippet>, model: &Model) -> Vec<Fault> {
    let fault = |lacks: &str, help: &str| {
        Fault::new(format!("the short text `{}` {lacks}", one.id))
            .at(one.span, "declared here")
            .help(help)
            .on(format!("snippets.{}", one.id))
    };
    let kind = one.kind.is_none().then(|| {
        fault("does not say where it stands", "add `kind`: \"form\", \"sign\" or \"email\"").paste("kind = \"form\"")
    });
    let purposes = one
        .purposes
        .as_ref()
        .is_none_or(|purposes| purposes.is_empty())
        .then(|| fault("names no purpose", "add `purposes`: the ids of the purposes that it tells of"));
    let silent = model.languages.iter().filter(|tag| model.published_in(tag).is_none());
    let addresses = silent.map(|tag| {
        let first = model.languages.first() == Some(tag);
        let help = if first {
            "add `url` to `[notice]`: the address at which the notice is published".to_owned()
        } else {
            format!(
                "add the address of the notice in `{tag}` to `[notice]`: `translated_at = {{ {tag} = \"https://…\" }}`"
            )
        };
        fault(&format!("can't lead to the notice in `{tag}`"), &help)
    });
    kind.into_iter().chain(purposes).chain(addresses).collect()
}
