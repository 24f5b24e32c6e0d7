//! References to ids that no register has, and references that say more than they can.

use crate::declaration::{Collected, Declaration, Id, Many, Recipient, Referable, Register, Use};
use crate::finding::{Fault, Finding};
use crate::law::basis::nearest;
use crate::source::Span;

/// Where a list of ids points: the table, and the ids that it has.
struct Table<'a> {
    name: &'static str,
    ids: Vec<&'a str>,
    /// Reserved words that are allowed there.
    words: &'static [&'static str],
}

impl Table<'_> {
    fn check(&self, id: &str, span: Span, findings: &mut Vec<Finding>) {
        if self.ids.contains(&id) || self.words.contains(&id) {
            return;
        }
        let table = self.name;
        let fault = Fault::new(format!("no `[{table}.{id}]` is declared")).at(span, "refers to it");
        let fault = match nearest(id, self.ids.iter().copied()) {
            Some(near) => fault.help(format!("a similar id exists: `{near}`")),
            None if self.ids.is_empty() => fault.help(format!("declare it as `[{table}.{id}]`")),
            None => fault.help(format!("declare it as `[{table}.{id}]`, or use one of: {}", self.ids.join(", "))),
        };
        findings.push(fault.by("REF-01"));
    }

    fn all(&self, ids: Option<&Many<Id>>, findings: &mut Vec<Finding>) {
        for id in ids.into_iter().flatten() {
            self.check(id.as_str(), id.span, findings);
        }
    }

    fn uses<T: Referable>(&self, uses: Option<&Many<Use<T>>>, findings: &mut Vec<Finding>) {
        for one in uses.into_iter().flatten() {
            self.one_use(&one.value, one.span, findings);
        }
    }

    fn one_use<T: Referable>(&self, one: &Use<T>, span: Span, findings: &mut Vec<Finding>) {
        let Some(id) = one.id() else { return };
        self.check(id, span, findings);
        if one.entry().is_some_and(|entry| entry.without_narrowing() != T::default()) {
            let fault = Fault::new("a reference with an `id` says more than it can")
                .at(span, "only fields that narrow the entry may stand beside `id`")
                .help(format!("say it in `[{}.{id}]`, or leave `id` out to write the entry here", self.name));
            findings.push(fault.by("REF-06"));
        }
    }
}

fn table<'a, T>(name: &'static str, register: &'a Register<T>, words: &'static [&'static str]) -> Table<'a> {
    Table { name, ids: register.entries.iter().map(|entry| entry.id.as_str()).collect(), words }
}

/// References to ids that no register has.
pub(super) fn dangling(declared: &Declaration, findings: &mut Vec<Finding>) {
    let subjects = table("subjects", &declared.subjects, &["all"]);
    let data = table("data", &declared.data, &["all"]);
    let sources = table("sources", &declared.sources, &[]);
    let recipients = table("recipients", &declared.recipients, &["none", "all"]);
    let retention = table("retention", &declared.retention, &[]);
    let controllers = table("controllers", &declared.controllers, &[]);
    let joint = table("joint", &declared.joint, &[]);
    let interests = table("interests", &declared.interests, &[]);
    let purposes = table("purposes", &declared.purposes, &[]);
    if let Some(notice) = &declared.notice {
        subjects.all(notice.subjects.as_ref(), findings);
        data.uses(notice.data.as_ref(), findings);
    }
    for entry in &declared.joint {
        controllers.all(entry.controllers.as_ref(), findings);
    }
    for entry in &declared.data {
        subjects.all(entry.about.as_ref(), findings);
    }
    for entry in &declared.sources {
        data.all(entry.data.as_ref(), findings);
    }
    for entry in &declared.recipients {
        recipient(&entry.value, &data, &subjects, &recipients, &purposes, findings);
    }
    for entry in &declared.disclosures {
        data.all(entry.data.as_ref(), findings);
    }
    for entry in &declared.exemptions {
        purposes.all(entry.purposes.as_ref(), findings);
        data.all(entry.data.as_ref(), findings);
        subjects.all(entry.subjects.as_ref(), findings);
    }
    for entry in &declared.retention {
        data.all(entry.data.as_ref(), findings);
        subjects.all(entry.subjects.as_ref(), findings);
    }
    for entry in &declared.purposes {
        let purpose = &entry.value;
        subjects.all(purpose.subjects.as_ref(), findings);
        data.uses(purpose.data.as_ref(), findings);
        recipients.uses(purpose.recipients.as_ref(), findings);
        retention.uses(purpose.retention.as_ref(), findings);
        joint.all(purpose.joint.as_ref(), findings);
        purposes.all(purpose.further.as_ref().and_then(|further| further.after.as_ref()), findings);
        controllers.all(purpose.controllers.as_ref(), findings);
        for one in purpose.collected.iter().flatten() {
            if let Collected::From(source) = &one.value {
                sources.one_use(source, one.span, findings);
                data.all(source.entry().and_then(|entry| entry.data.as_ref()), findings);
            }
        }
        for one in purpose.recipients.iter().flatten() {
            if let Some(entry) = one.entry() {
                recipient(entry, &data, &subjects, &recipients, &purposes, findings);
            }
        }
        for one in purpose.retention.iter().flatten() {
            data.all(one.entry().and_then(|entry| entry.data.as_ref()), findings);
            subjects.all(one.entry().and_then(|entry| entry.subjects.as_ref()), findings);
        }
        for one in purpose.data.iter().flatten() {
            subjects.all(one.entry().and_then(|entry| entry.subjects.as_ref()), findings);
            subjects.all(one.entry().and_then(|entry| entry.about.as_ref()), findings);
        }
        for basis in purpose.basis.iter().flatten() {
            data.all(basis.data.as_ref(), findings);
            subjects.all(basis.subjects.as_ref(), findings);
            recipients.all(basis.recipients.as_ref(), findings);
            controllers.all(basis.controllers.as_ref(), findings);
            interests.all(basis.interests.as_ref(), findings);
        }
        for condition in purpose.conditions.iter().flatten() {
            data.all(condition.data.as_ref(), findings);
            subjects.all(condition.subjects.as_ref(), findings);
            recipients.all(condition.recipients.as_ref(), findings);
            controllers.all(condition.controllers.as_ref(), findings);
        }
        for provision in purpose.provision.iter().flatten() {
            data.all(provision.data.as_ref(), findings);
            subjects.all(provision.subjects.as_ref(), findings);
        }
    }
    for restriction in declared.rights.iter().filter_map(|rights| rights.restrictions.as_ref()).flatten() {
        purposes.all(restriction.purposes.as_ref(), findings);
    }
    for entry in &declared.automated {
        purposes.all(entry.purposes.as_ref(), findings);
        data.all(entry.data.as_ref(), findings);
    }
    for entry in &declared.ai {
        purposes.all(entry.purposes.as_ref(), findings);
    }
    for entry in &declared.storage {
        purposes.all(entry.purposes.as_ref(), findings);
        if let Some(provider) = &entry.provider {
            Table { words: &["own"], ..table("recipients", &declared.recipients, &[]) }.check(
                provider.as_str(),
                provider.span,
                findings,
            );
        }
    }
    for entry in &declared.snippets {
        purposes.all(entry.purposes.as_ref(), findings);
    }
    for entry in &declared.marketing {
        recipients.all(entry.recipients.as_ref(), findings);
        purposes.all(entry.purpose.as_ref(), findings);
    }
}

fn recipient(
    entry: &Recipient,
    data: &Table<'_>,
    subjects: &Table<'_>,
    recipients: &Table<'_>,
    purposes: &Table<'_>,
    findings: &mut Vec<Finding>,
) {
    data.all(entry.data.as_ref(), findings);
    subjects.all(entry.subjects.as_ref(), findings);
    if let Some(via) = &entry.via {
        recipients.check(via.as_str(), via.span, findings);
    }
    for transfer in entry.transfers.iter().flatten() {
        purposes.all(transfer.purposes.as_ref(), findings);
    }
}
