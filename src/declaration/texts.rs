//! Every text of the author, with the path of the field that holds it.

use super::{
    AiSystem, Basis, Changes, Children, Collected, Complaints, Condition, Contact, Controller, Data, Decision,
    Declaration, Disclosure, Dpo, Entry, Further, History, InformingExemption, Interest, InterestOwner, Joint,
    Marketing, Notice, OtherController, Places, ProcessorFor, Provision, Purpose, Recipient, Referable, Register,
    RegistrationKind, Related, Retention, Rights, Section, Snippet, Source, StatuteEntry, StoredItem, Subject,
    Supplement, Text, Transfer, Use,
};
use crate::source::Spanned;

/// A text of the author.
#[derive(Debug, Clone)]
pub struct Words<'a> {
    /// Path of the declaration, such as `purposes.select`.
    pub on: String,
    /// The field as it is written, such as `text`.
    pub field: &'static str,
    /// The words in one language, with their place.
    pub words: &'a Spanned<String>,
    /// All of the text, in every language that it has.
    pub text: &'a Text,
}

/// All texts of a declaration in the order of its tables, every language of each.
#[must_use]
pub fn texts(declaration: &Declaration) -> Vec<Words<'_>> {
    let mut out = Walk { on: String::new(), found: Vec::new() };
    macro_rules! tables {
        ($($field:ident),*) => {$(
            if let Some(table) = &declaration.$field {
                out.enter(stringify!($field), &table.value);
            }
        )*};
    }
    macro_rules! registers {
        ($($field:ident),*) => {$( out.register(stringify!($field), &declaration.$field); )*};
    }
    tables!(notice, controller);
    registers!(contacts);
    tables!(dpo);
    registers!(controllers, joint, processor_for, subjects, data, sources, recipients, disclosures);
    registers!(exemptions, retention, interests, purposes, automated, ai, storage, marketing);
    tables!(children, rights, complaints, changes);
    for version in &declaration.history {
        out.enter("history", &version.value);
    }
    registers!(laws, related, supplements, snippets, sections);
    out.found
}

struct Walk<'a> {
    on: String,
    found: Vec<Words<'a>>,
}

impl<'a> Walk<'a> {
    fn enter(&mut self, on: &str, table: &'a impl Texts) {
        on.clone_into(&mut self.on);
        table.texts(self);
    }

    fn register<T: Texts>(&mut self, table: &str, register: &'a Register<T>) {
        for Entry { id, value, .. } in &register.entries {
            self.enter(&format!("{table}.{id}"), value);
        }
    }

    fn text(&mut self, field: &'static str, text: Option<&'a Text>) {
        let Some(text) = text else { return };
        let field = written(&self.on, field);
        for words in text.all() {
            self.found.push(Words { on: self.on.clone(), field, words, text });
        }
    }
}

/// A field as its author writes it, where its name is a word of Rust.
fn written(on: &str, field: &'static str) -> &'static str {
    let table = on.split_once('.').map_or(on, |(table, _)| table);
    match (table, field) {
        ("contacts" | "laws" | "related", "purpose") | ("joint", "scope") => "for",
        ("ai" | "storage", "purpose") => "use",
        _ => field,
    }
}

trait Texts {
    fn texts<'a>(&'a self, walk: &mut Walk<'a>);
}

/// Names the text fields of a table, its single tables and its lists of tables.
macro_rules! texts {
    ($($type:ty: [$($field:ident),*] [$($one:ident),*] [$($many:ident),*];)*) => {$(
        impl Texts for $type {
            fn texts<'a>(&'a self, walk: &mut Walk<'a>) {
                $( walk.text(stringify!($field), self.$field.as_ref()); )*
                $( if let Some(one) = &self.$one { one.texts(walk); } )*
                $( self.$many.iter().flatten().for_each(|one| one.value.texts(walk)); )*
            }
        }
    )*};
}

texts! {
    Notice: [title, scope] [] [basis, data];
    Dpo: [role] [] [];
    Contact: [label, purpose] [] [];
    OtherController: [category, activity] [] [];
    Joint: [label, scope, essence] [] [];
    ProcessorFor: [controller, activity] [] [];
    Subject: [label, party_to, text] [] [];
    Source: [label, sector, when] [countries] [];
    Recipient: [category, unnamed, sector, activity, when, text] [countries] [transfers];
    Transfer: [claimed, risks, interests, when] [to] [];
    Places: [unknown] [] [];
    Further: [before, told, because] [] [];
    Purpose: [label, text, identify_by, when, delivery] [further] [data, collected, basis, conditions, recipients, retention, provision];
    Condition: [scope, withdraw, free, contract, secrecy, safeguards] [] [];
    Provision: [consequences] [] [];
    Decision: [label, logic, significance, consequences, children] [] [];
    AiSystem: [label, purpose, told] [] [];
    StoredItem: [label, purpose, refuse] [] [];
    Marketing: [label, opt_out] [] [];
    Children: [parental_consent, check, needs, justification] [] [];
    Complaints: [reason, text] [] [];
    Changes: [notify, text] [] [];
    History: [summary, effect, told] [] [];
    StatuteEntry: [purpose] [] [];
    Related: [label, purpose] [] [];
    Supplement: [label, text] [] [];
    Snippet: [label, text] [] [];
    Section: [title, text] [] [];
    super::Term: [from, until] [] [];
    super::Stage: [then] [] [];
    super::Exception: [event, until] [] [];
}

impl Texts for Controller {
    fn texts<'a>(&'a self, walk: &mut Walk<'a>) {
        walk.text("legal_form", self.legal_form.as_ref());
        walk.text("about", self.about.as_ref());
        for registration in self.registration.iter().flatten() {
            walk.text("kind", registration.kind.as_ref().and_then(RegistrationKind::words));
        }
        walk.text("attention", self.attention.as_ref());
    }
}

impl Texts for Basis {
    fn texts<'a>(&'a self, walk: &mut Walk<'a>) {
        walk.text("scope", self.scope.as_ref());
        walk.text("interest", self.interest.as_ref());
        walk.text("owner", self.owner.as_ref().and_then(InterestOwner::words));
        walk.text("balancing", self.balancing.as_ref());
        walk.text("children", self.children.as_ref());
        walk.text("contract", self.contract.as_ref());
        walk.text("withdraw", self.withdraw.as_ref());
        walk.text("free", self.free.as_ref());
        walk.text("whose", self.whose.as_ref());
    }
}

impl Texts for Interest {
    fn texts<'a>(&'a self, walk: &mut Walk<'a>) {
        walk.text("label", self.label.as_ref());
        walk.text("owner", self.owner.as_ref().and_then(InterestOwner::words));
        walk.text("balancing", self.balancing.as_ref());
    }
}

impl Texts for Data {
    fn texts<'a>(&'a self, walk: &mut Walk<'a>) {
        walk.text("label", self.label.as_ref());
        for item in self.items.iter().flatten() {
            walk.text("items", Some(&item.value));
        }
        walk.text("when", self.when.as_ref());
    }
}

impl Texts for Disclosure {
    fn texts<'a>(&'a self, walk: &mut Walk<'a>) {
        walk.text("label", self.label.as_ref());
        walk.text("to", self.to.as_ref());
        walk.text("when", self.when.as_ref());
        for set in self.sets.iter().flatten() {
            walk.text("sets", Some(&set.value));
        }
        walk.text("code", self.code.as_ref());
        walk.text("text", self.text.as_ref());
    }
}

impl Texts for InformingExemption {
    fn texts<'a>(&'a self, walk: &mut Walk<'a>) {
        walk.text("label", self.label.as_ref());
        for item in self.items.iter().flatten() {
            walk.text("items", Some(&item.value));
        }
        walk.text("given", self.given.as_ref());
        walk.text("balancing", self.balancing.as_ref());
        walk.text("people", self.people.as_ref());
        walk.text("age", self.age.as_ref());
        walk.text("safeguards", self.safeguards.as_ref());
        walk.text("secrecy", self.secrecy.as_ref());
        walk.text("text", self.text.as_ref());
    }
}

impl Texts for Retention {
    fn texts<'a>(&'a self, walk: &mut Walk<'a>) {
        walk.text("label", self.label.as_ref());
        walk.text("from", self.from.as_ref());
        walk.text("until", self.until.as_ref());
        walk.text("criteria", self.criteria.as_ref());
        self.later_of.iter().flatten().for_each(|term| term.texts(walk));
        self.earlier_of.iter().flatten().for_each(|term| term.texts(walk));
        self.stages.iter().flatten().for_each(|stage| stage.texts(walk));
        self.except.iter().flatten().for_each(|exception| exception.texts(walk));
        walk.text("because", self.because.as_ref());
        walk.text("schedule", self.schedule.as_ref().and_then(|link| link.label.as_ref()));
        walk.text("when", self.when.as_ref());
    }
}

impl Texts for Rights {
    fn texts<'a>(&'a self, walk: &mut Walk<'a>) {
        for note in self.notes.values() {
            walk.text("notes", Some(note));
        }
        for restriction in self.restrictions.iter().flatten() {
            walk.text("restrictions", restriction.protects.as_ref());
        }
        walk.text("text", self.text.as_ref());
    }
}

impl Texts for Collected {
    fn texts<'a>(&'a self, walk: &mut Walk<'a>) {
        if let Self::From(source) = self {
            source.texts(walk);
        }
    }
}

impl<T: Texts + Referable> Texts for Use<T> {
    fn texts<'a>(&'a self, walk: &mut Walk<'a>) {
        if let Some(entry) = self.entry() {
            entry.texts(walk);
        }
    }
}
