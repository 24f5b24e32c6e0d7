//! Two entries of a table with one label: REF-07.

use crate::declaration::{Entry, Register, Text};
use crate::finding::Fault;
use crate::model::Model;
use crate::rules::entries::is_in_place;
use crate::rules::purpose::share_people;
use crate::rules::sentences::words;
use crate::source::Span;

pub(super) fn label_twice(model: &Model) -> Vec<Fault> {
    let mut faults = Vec::new();
    let of = |text: Option<&Text>| text.map(|text| (text.any().to_owned(), text.span));
    same("subjects", &model.subjects, |one| of(one.label.as_ref()), |_, _| true, &mut faults);
    same("data", &model.data, |one| of(one.label.as_ref()), |_, _| true, &mut faults);
    same(
        "sources",
        &model.sources,
        |one| of(one.label.as_ref()).filter(|_| one.name.is_none()),
        |_, _| true,
        &mut faults,
    );
    let kind = |one: &crate::declaration::Recipient| of(one.category.as_ref()).filter(|_| one.name.is_none());
    // What two recipients of one kind do tells them apart.
    same("recipients", &model.recipients, kind, |one, other| one.activity == other.activity, &mut faults);
    same("contacts", &model.contacts, |one| of(one.label.as_ref()), |_, _| true, &mut faults);
    same(
        "interests",
        &model.interests,
        |one| of(one.label.as_ref()),
        |one, other| one.owner == other.owner,
        &mut faults,
    );
    same("purposes", &model.purposes, |one| of(one.label.as_ref()), share_people, &mut faults);
    faults
}

fn same<T>(
    table: &str,
    register: &Register<T>,
    label: impl Fn(&T) -> Option<(String, Span)>,
    alike: impl Fn(&T, &T) -> bool,
    faults: &mut Vec<Fault>,
) {
    let mut seen: Vec<(Vec<String>, &Entry<T>, Span)> = Vec::new();
    for entry in register.iter().filter(|entry| !is_in_place(&entry.id)) {
        let Some((label, span)) = label(&entry.value) else { continue };
        let said = words(&label);
        if said.is_empty() {
            continue;
        }
        if let Some((_, other, first)) =
            seen.iter().find(|(known, other, _)| *known == said && alike(&other.value, &entry.value))
        {
            let fault = Fault::new(format!(
                "`{table}.{}` and `{table}.{}` have one label: \"{}\"",
                other.id,
                entry.id,
                label.trim()
            ))
            .at(span, "the same label")
            .at(*first, "as here")
            .help("make one entry of both, or give each a label that tells them apart");
            faults.push(fault.on(format!("{table}.{}", entry.id)));
        }
        seen.push((said, entry, span));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::text::tests::{NONE, judged};

    #[test]
    fn labels_tell_entries_apart() {
        let two = |table: &str, first: &str, second: &str| {
            judged("REF-07", &format!("[{table}.a]\n{first}\n[{table}.b]\n{second}"))
        };
        assert_eq!(two("data", "label = \"contact details\"", "label = \"Contact details\""), ["REF-07"]);
        assert_eq!(two("data", "label = \"contact details\"", "label = \"health\""), NONE);
        assert_eq!(
            two(
                "recipients",
                "category = \"banks\"\nactivity = \"loans\"",
                "category = \"banks\"\nactivity = \"payments\""
            ),
            NONE
        );
        assert_eq!(two("recipients", "category = \"banks\"", "category = \"banks\""), ["REF-07"]);
        assert_eq!(two("data", "label = \"\"", "label = \"\""), NONE);
    }
}
