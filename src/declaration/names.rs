//! Every name of the author, with the path of the field that holds it: what is plain and never Markdown.

use std::fmt::Display;

use super::{
    AiSystem, Basis, Channel, Children, Collected, Complaints, Condition, Contact, Controller, Decision, Declaration,
    Disclosure, Dpo, Entry, Exception, Further, History, InformingExemption, Joint, Link, Notice, OtherController,
    Places, ProcessorFor, Provision, Purpose, Recipient, Referable, Register, Registration, Related, Representative,
    Restriction, Retention, Rights, Safeguards, Source, StatuteEntry, StoredItem, Transfer, Use,
};
use crate::source::Spanned;

/// A name of the author: an address, a number, a statute, a link.
#[derive(Debug, Clone)]
pub struct Name {
    /// Path of the declaration, such as `controller` or `recipients.ats`.
    pub on: String,
    /// The field, such as `address`.
    pub field: &'static str,
    /// What stands there, with its place.
    pub words: Spanned<String>,
}

/// All names of a declaration in the order of its tables.
#[must_use]
pub fn names(declaration: &Declaration) -> Vec<Name> {
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
    registers!(representatives, controllers, joint, processor_for, sources, recipients, disclosures, exemptions);
    registers!(retention, purposes, automated, ai, storage);
    tables!(children, rights, complaints);
    for version in &declaration.history {
        out.enter("history", &version.value);
    }
    registers!(laws, related);
    out.found
}

struct Walk {
    on: String,
    found: Vec<Name>,
}

impl Walk {
    fn enter(&mut self, on: &str, table: &impl Names) {
        on.clone_into(&mut self.on);
        table.names(self);
    }

    fn register<T: Names>(&mut self, table: &str, register: &Register<T>) {
        for Entry { id, value, .. } in &register.entries {
            self.enter(&format!("{table}.{id}"), value);
        }
    }

    fn name<T: Display>(&mut self, field: &'static str, name: &Spanned<T>) {
        let words = Spanned::new(name.value.to_string(), name.span);
        self.found.push(Name { on: self.on.clone(), field, words });
    }
}

trait Names {
    fn names(&self, walk: &mut Walk);
}

/// Tells the name fields of a table, its lists of names, its single tables and its lists of tables.
macro_rules! names {
    ($($type:ty: [$($field:ident),*] [$($list:ident),*] [$($one:ident),*] [$($many:ident),*];)*) => {$(
        impl Names for $type {
            fn names(&self, walk: &mut Walk) {
                $( if let Some(name) = &self.$field { walk.name(stringify!($field), name); } )*
                $( self.$list.iter().flatten().for_each(|name| walk.name(stringify!($list), name)); )*
                $( if let Some(one) = &self.$one { one.names(walk); } )*
                $( self.$many.iter().flatten().for_each(|one| one.value.names(walk)); )*
            }
        }
    )*};
}

names! {
    Notice: [version, url] [] [] [basis];
    Controller: [name, trading_as, address, email, phone, form, website] [] [] [registration];
    Registration: [number] [] [] [];
    Contact: [address, email, phone, form] [] [] [];
    Dpo: [name, address, email, phone, form] [] [] [];
    Representative: [name, address, email, phone, form] [] [] [];
    OtherController: [name, address, email, phone, form, notice] [] [] [];
    Joint: [essence_at, contact] [law] [] [];
    ProcessorFor: [notice] [] [] [];
    Source: [name, more] [] [countries] [];
    Places: [organisation] [] [] [];
    Recipient: [name, list, notice] [] [countries] [transfers];
    Transfer: [instrument, copy, explained] [law] [to] [];
    Disclosure: [more] [law] [] [];
    InformingExemption: [published, more] [law] [] [];
    Retention: [] [law] [schedule] [except];
    Exception: [] [law] [] [];
    Link: [url] [] [] [];
    Purpose: [added_in] [] [further] [collected, basis, conditions, recipients, retention, provision];
    Basis: [] [law] [] [];
    Further: [] [law] [] [];
    Condition: [schedule_a1, policy] [law, schedule_1] [] [];
    Provision: [] [law] [] [];
    Decision: [] [law] [safeguards] [];
    Safeguards: [human] [] [] [];
    AiSystem: [explanation] [] [] [];
    StoredItem: [name, more] [] [] [];
    Children: [version] [] [] [];
    Rights: [contact, form, more] [] [] [restrictions];
    Restriction: [paragraph] [law] [] [];
    Complaints: [] [authorities] [controller] [];
    Channel: [address, email, phone, form] [] [] [];
    History: [version] [] [] [];
    StatuteEntry: [name, url] [] [] [];
    Related: [url] [] [] [];
}

impl Names for Collected {
    fn names(&self, walk: &mut Walk) {
        if let Self::From(source) = self {
            source.names(walk);
        }
    }
}

impl<T: Names + Referable> Names for Use<T> {
    fn names(&self, walk: &mut Walk) {
        if let Some(entry) = self.entry() {
            entry.names(walk);
        }
    }
}
