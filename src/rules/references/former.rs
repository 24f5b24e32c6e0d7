//! Ids that entries had before: REF-14.

use std::collections::BTreeMap;

use crate::declaration::{Entry, Id, Register};
use crate::finding::Fault;
use crate::model::Model;
use crate::source::Spanned;

/// Ids that are no former ones: an entry still has them, or two entries say that they had them.
pub(super) fn wrong(model: &Model) -> Vec<Fault> {
    let mut faults = Vec::new();
    macro_rules! registers {
        ($($field:ident),*) => {$( register(stringify!($field), &model.$field, |entry| entry.value.was.as_ref(), &mut faults); )*};
    }
    registers!(
        contacts,
        controllers,
        joint,
        processor_for,
        subjects,
        data,
        sources,
        recipients,
        disclosures,
        exemptions
    );
    registers!(retention, interests, purposes, automated, ai, storage, marketing, laws, related, supplements, snippets);
    registers!(sections);
    faults
}

fn register<T>(
    table: &str,
    register: &Register<T>,
    was: impl Fn(&Entry<T>) -> Option<&Spanned<Id>>,
    faults: &mut Vec<Fault>,
) {
    let mut told: BTreeMap<&str, &Spanned<Id>> = BTreeMap::new();
    for entry in register {
        let Some(former) = was(entry) else { continue };
        let name = former.as_str();
        let fault = if let Some(other) = register.get(name) {
            Fault::new(format!("`{name}` is no former id of `{table}.{}`: an entry still has it", entry.id))
                .at(former.span, "the former id")
                .at(other.span, "the entry that has it")
                .help("leave `was` out, or give that entry another id")
        } else if let Some(first) = told.insert(name, former) {
            Fault::new(format!("two entries of `[{table}]` say that they were `{name}`"))
                .at(former.span, "this one")
                .at(first.span, "and this one")
                .help("keep `was` on the entry that is the same; the other one is new")
        } else {
            continue;
        };
        faults.push(fault.on(format!("{table}.{}", entry.id)));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{self, TODAY};

    fn messages(text: &str) -> Vec<String> {
        let text = format!("{text}\n[notice]\njurisdictions = [\"eu\"]\n");
        testing::findings(&["REF-14"], TODAY, &text).into_iter().map(|found| found.fault.message).collect()
    }

    #[test]
    fn a_former_id_is_free_and_of_one_entry() {
        assert_eq!(messages("[data.name]\nwas = \"names\"\n[data.post]\nwas = \"address\""), [""; 0]);
        assert_eq!(
            messages("[data.name]\nwas = \"post\"\n[data.post]"),
            ["`post` is no former id of `data.name`: an entry still has it"]
        );
        assert_eq!(
            messages("[data.name]\nwas = \"name\""),
            ["`name` is no former id of `data.name`: an entry still has it"]
        );
        assert_eq!(
            messages("[data.name]\nwas = \"names\"\n[data.post]\nwas = \"names\"\n[sources.post]\nwas = \"names\""),
            ["two entries of `[data]` say that they were `names`"]
        );
    }
}
