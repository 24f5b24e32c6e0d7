//! Where the declarations stand that a path names, such as `purposes.select.basis`.

use super::Model;
use crate::declaration::{Entry, Id, Purpose, Register};
use crate::source::Span;

impl Model {
    /// Where a declaration was written: the field that the path names, or else the entry or table that lacks it; `None` where
    /// there is neither.
    #[must_use]
    pub fn place(&self, path: &str) -> Option<Span> {
        let (table, rest) = path.split_once('.').unwrap_or((path, ""));
        match table {
            "notice" => self.notice_place(rest),
            "controller" => self.controller.as_ref().map(|controller| controller.span),
            "dpo" => self.dpo.as_ref().map(|dpo| dpo.span),
            "rights" => self.rights.as_ref().map(|rights| rights.span),
            "complaints" => self.complaints.as_ref().map(|complaints| complaints.span),
            "representatives" => entry(&self.representatives, rest).map(|(one, _)| one.span),
            "controllers" => entry(&self.controllers, rest).map(|(one, _)| one.span),
            "recipients" => entry(&self.recipients, rest).map(|(one, field)| match (&one.transfers, field) {
                (Some(transfers), "transfers") => transfers.span,
                _ => one.span,
            }),
            "purposes" => entry(&self.purposes, rest).map(|(one, field)| field_of(one, field).unwrap_or(one.span)),
            "automated" if rest.is_empty() => self.automated.none.map(|none| none.span),
            "automated" => entry(&self.automated, rest).map(|(one, _)| one.span),
            _ => None,
        }
    }

    fn notice_place(&self, field: &str) -> Option<Span> {
        let notice = self.notice.as_ref()?;
        let jurisdictions = notice.jurisdictions.as_ref().map(|regimes| regimes.span);
        Some(jurisdictions.filter(|_| field == "jurisdictions").unwrap_or(notice.span))
    }
}

/// The entry that a path names in its register, and the field behind it; ids of entries in place have dots.
fn entry<'a, 'p, T>(register: &'a Register<T>, path: &'p str) -> Option<(&'a Entry<T>, &'p str)> {
    let behind = |id: &Id| {
        let rest = path.strip_prefix(id.as_str())?;
        if rest.is_empty() { Some("") } else { rest.strip_prefix('.') }
    };
    let named = register.iter().filter_map(|one| Some((one, behind(&one.id)?)));
    named.max_by_key(|(one, _)| one.id.as_str().len())
}

fn field_of(purpose: &Purpose, field: &str) -> Option<Span> {
    match field {
        "subjects" => purpose.subjects.as_ref().map(|many| many.span),
        "data" => purpose.data.as_ref().map(|many| many.span),
        "collected" => purpose.collected.as_ref().map(|many| many.span),
        "basis" => purpose.basis.as_ref().map(|many| many.span),
        "conditions" => purpose.conditions.as_ref().map(|many| many.span),
        "recipients" => purpose.recipients.as_ref().map(|many| many.span),
        "retention" => purpose.retention.as_ref().map(|many| many.span),
        "further" => purpose.further.as_ref().map(|further| further.span),
        "provision" => purpose.provision.as_ref().map(|many| many.span),
        _ => None,
    }
}
