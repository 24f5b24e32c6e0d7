//! Short ways of writing are written out: `all`, and entries written in place.

use crate::declaration::{Collected, Declaration, Entry, Id, Many, Referable, Register, Use};
use crate::source::{Span, Spanned};

/// Puts every entry of the register where a reference says `all`.
pub(super) fn expand_all(declared: &mut Declaration) {
    fn ids<T>(register: &Register<T>) -> Vec<Id> {
        register.iter().map(|entry| entry.id.clone()).collect()
    }
    fn uses<T: Referable>(list: &mut Option<Many<Use<T>>>, all: &[Id]) {
        let Some(many) = list else { return };
        let expanded = many.iter().flat_map(|one| match one.id() {
            Some("all") => all.iter().map(|id| Spanned::new(Use::Id(id.clone()), one.span)).collect(),
            _ => vec![one.clone()],
        });
        *many = Many::new(expanded.collect(), many.span);
    }
    fn list(list: &mut Option<Many<Id>>, all: &[Id]) {
        let Some(many) = list else { return };
        let expanded = many.iter().flat_map(|one| match one.as_str() {
            "all" => all.iter().map(|id| Spanned::new(id.clone(), one.span)).collect(),
            _ => vec![one.clone()],
        });
        *many = Many::new(expanded.collect(), many.span);
    }
    let (subjects, data, recipients) = (ids(&declared.subjects), ids(&declared.data), ids(&declared.recipients));
    for Entry { value: purpose, .. } in &mut declared.purposes.entries {
        list(&mut purpose.subjects, &subjects);
        uses(&mut purpose.data, &data);
        uses(&mut purpose.recipients, &recipients);
        for basis in purpose.basis.iter_mut().flatten() {
            list(&mut basis.value.data, &data);
            list(&mut basis.value.subjects, &subjects);
            list(&mut basis.value.recipients, &recipients);
        }
        for condition in purpose.conditions.iter_mut().flatten() {
            list(&mut condition.value.data, &data);
            list(&mut condition.value.subjects, &subjects);
            list(&mut condition.value.recipients, &recipients);
        }
    }
    if let Some(notice) = &mut declared.notice {
        list(&mut notice.value.subjects, &subjects);
    }
}

/// Gives entries written in place a name in their register.
pub(super) fn hoist(declared: &mut Declaration) {
    fn uses<T: Referable>(owner: &str, table: &str, uses: Option<&mut Many<Use<T>>>, register: &mut Register<T>) {
        for (index, one) in uses.into_iter().flatten().enumerate() {
            if let Some(id) = one_use(owner, table, index, one.span, &mut one.value, register) {
                one.value = Use::Id(id);
            }
        }
    }
    fn one_use<T: Referable>(
        owner: &str,
        table: &str,
        index: usize,
        span: Span,
        one: &mut Use<T>,
        register: &mut Register<T>,
    ) -> Option<Id> {
        let entry = one.entry().filter(|entry| entry.id().is_none())?;
        let id = Id::in_place(owner, table, index);
        register.entries.push(Entry { id: id.clone(), span, value: entry.clone() });
        Some(id)
    }
    let mut purposes = std::mem::take(&mut declared.purposes);
    for Entry { id, value: purpose, .. } in &mut purposes.entries {
        let owner = id.as_str();
        uses(owner, "data", purpose.data.as_mut(), &mut declared.data);
        uses(owner, "recipients", purpose.recipients.as_mut(), &mut declared.recipients);
        uses(owner, "retention", purpose.retention.as_mut(), &mut declared.retention);
        for (index, one) in purpose.collected.iter_mut().flatten().enumerate() {
            let span = one.span;
            if let Collected::From(source) = &mut one.value
                && let Some(id) = one_use(owner, "sources", index, span, source, &mut declared.sources)
            {
                one.value = Collected::From(Use::Id(id));
            }
        }
    }
    declared.purposes = purposes;
    if let Some(notice) = &mut declared.notice {
        uses("notice", "data", notice.value.data.as_mut(), &mut declared.data);
    }
}
