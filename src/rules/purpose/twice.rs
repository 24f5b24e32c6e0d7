//! Purposes that tell nobody whom they concern (PUR-05), and purposes told twice (PUR-06).

use crate::declaration::{Entry, Purpose};
use crate::finding::Fault;
use crate::model::Model;
use crate::rules::entries::array;
use crate::rules::sentences::words;
use crate::source::Span;

/// So many of the purposes are shown.
const SHOWN: usize = 8;

pub(super) fn subjects_unlinked(model: &Model) -> Option<Fault> {
    let groups = model.addressed();
    let silent: Vec<&Entry<Purpose>> = model.purposes.iter().filter(|one| one.subjects.is_none()).collect();
    let (first, more) = silent.split_first().filter(|_| groups.len() > 1)?;
    let message = match more.len() {
        0 => format!("the purpose `{}` does not say whom it concerns", first.id),
        more => format!("the purpose `{}` and {more} more do not say whom they concern", first.id),
    };
    let fault = Fault::new(message)
        .at(first.span, format!("no `subjects` here, and the notice speaks to {} groups of people", groups.len()));
    let fault = more.iter().take(SHOWN).fold(fault, |fault, one| fault.at(one.span, "nor here"));
    let ids = array(groups.iter().map(|group| &group.id));
    let paste: Vec<String> = silent.iter().map(|one| format!("[purposes.{}]\nsubjects = {ids}", one.id)).collect();
    let fault = fault.help("name the groups, all of them where a purpose concerns everybody");
    Some(fault.paste(paste.join("\n\n")).on("purposes"))
}

/// Whether two purposes concern the same people somewhere; a purpose that names no group, and one that names all of none,
/// concerns everybody.
pub(in crate::rules) fn share_people(one: &Purpose, other: &Purpose) -> bool {
    let groups = |purpose: &Purpose| purpose.subjects.clone().filter(|ids| !ids.is_empty());
    match (groups(one), groups(other)) {
        (Some(one), Some(other)) => one.iter().any(|id| other.iter().any(|known| known.value == id.value)),
        _ => true,
    }
}

pub(super) fn told_twice(model: &Model) -> Vec<Fault> {
    let mut seen: Vec<(Vec<String>, &Entry<Purpose>, Span)> = Vec::new();
    let mut faults = Vec::new();
    for purpose in &model.purposes {
        let Some(text) = &purpose.text else { continue };
        let said = words(text.any());
        if said.is_empty() {
            continue;
        }
        let same = seen.iter().find(|(known, other, _)| *known == said && share_people(purpose, other));
        if let Some((_, other, span)) = same {
            let fault = Fault::new(format!("the purposes `{}` and `{}` have one text", other.id, purpose.id))
                .at(text.span, "the same words")
                .at(*span, "as here")
                .help("make one purpose of both, or say in what they differ");
            faults.push(fault.on(format!("purposes.{}", purpose.id)));
        }
        seen.push((said, purpose, text.span));
    }
    faults
}

#[cfg(test)]
mod tests {
    use crate::rules::text::tests::{NONE, judged};

    #[test]
    fn a_purpose_names_its_people_where_there_are_several() {
        let groups = "[subjects.a]\nlabel = \"guests\"\n[subjects.b]\nlabel = \"staff\"\n";
        assert_eq!(judged("PUR-05", &format!("{groups}[purposes.p]")), ["PUR-05"]);
        assert_eq!(judged("PUR-05", &format!("{groups}[purposes.p]\nsubjects = \"a\"")), NONE);
        assert_eq!(judged("PUR-05", "[subjects.a]\nlabel = \"guests\"\n[purposes.p]"), NONE);
    }

    #[test]
    fn a_purpose_is_told_once() {
        let two = |first: &str, second: &str| {
            judged(
                "PUR-06",
                &format!(
                    "[subjects.a]\n[subjects.b]\n[purposes.p]\ntext = \"We print badges.\"\n{first}\n[purposes.q]\ntext = \"We \
                     print badges\"\n{second}"
                ),
            )
        };
        assert_eq!(two("", ""), ["PUR-06"]);
        assert_eq!(two("subjects = [\"a\", \"b\"]", "subjects = \"b\""), ["PUR-06"]);
        assert_eq!(two("subjects = \"a\"", "subjects = \"b\""), NONE);
        assert_eq!(two("subjects = \"all\"", "subjects = \"b\""), ["PUR-06"]);
        // Everybody is the same people, though no group has a name.
        let text = "text = \"We print badges.\"\nsubjects = \"all\"";
        assert_eq!(judged("PUR-06", &format!("[purposes.p]\n{text}\n[purposes.q]\n{text}")), ["PUR-06"]);
    }
}
