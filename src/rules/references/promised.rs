//! `none = false` in a table that holds no entry: it is said that there are some, and none is told.

use crate::declaration::Register;
use crate::finding::Fault;
use crate::model::Model;
use crate::source::Spanned;

/// Where a register says that it has entries and has none.
fn promised<T>(register: &Register<T>) -> Option<Spanned<bool>> {
    register.none.filter(|none| !none.value && register.entries.is_empty())
}

/// `[storage]` has a rule of its own (CKE-09), and marketing may be told by a purpose.
pub(super) fn entries_missing(model: &Model) -> Vec<Fault> {
    let marketing = promised(&model.marketing).filter(|_| !model.has_marketing());
    let crossed =
        || model.recipients_used().iter().any(|one| one.transfers.as_ref().is_some_and(|all| !all.is_empty()));
    let transfers = model.transfers.as_ref().and_then(|transfers| transfers.none);
    let transfers = transfers.filter(|none| !none.value && !crossed());
    let tables = [
        ("automated", promised(&model.automated), "[automated.<id>]"),
        ("ai", promised(&model.ai), "[ai.<id>]"),
        ("marketing", marketing, "[marketing.<id>]"),
        ("transfers", transfers, "`transfers` of a recipient"),
    ];
    let fault = |(table, none, place): (&str, Option<Spanned<bool>>, &str)| {
        let place = if place.starts_with('[') { format!("`{place}`") } else { place.to_owned() };
        let fault = Fault::new(format!("`[{table}]` says that there are some, and none is declared"))
            .at(none?.span, "not none, it says")
            .help(format!("declare each in {place}; say `none = true` only if there are none, or leave the key out"));
        Some(fault.on(table))
    };
    tables.into_iter().filter_map(fault).collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{codes, under};

    fn found(text: &str) -> Vec<&'static str> {
        codes(&["REF-13"], None, &under("[\"uk\"]", "2026-11-01", text))
    }

    #[test]
    fn who_says_some_names_them() {
        for table in ["automated", "ai", "marketing", "transfers"] {
            assert_eq!(found(&format!("[{table}]\nnone = false")), ["REF-13"], "{table}");
            assert!(found(&format!("[{table}]\nnone = true")).is_empty(), "{table}");
        }
        assert!(found("[automated]\nnone = false\n[automated.rank]\nlabel = \"ranking\"").is_empty());
        assert!(found("[marketing]\nnone = false\n[purposes.news]\nmarketing = true").is_empty());
        assert!(found("").is_empty());
    }
}
