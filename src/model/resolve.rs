//! Files become one declaration; names become references that hold.

mod expand;
mod references;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::declaration::{Declaration, Id, Many, Notice, Purpose, Referable, Register, Tag, is_to_fill_in};
use crate::finding::{Fault, Finding};
use crate::law::{self, Regime, authorities};
use crate::load::NoticeSource;
use crate::model::{LawInForce, Model};
use crate::phrases::Catalogues;
use crate::source::{Span, Spanned};

/// Words that mean something in references and are never ids.
const RESERVED: &[&str] = &["none", "all", "direct", "observed", "inferred", "own"];

/// Resolves a notice.
///
/// # Errors
/// Every name that refers to nothing, every id that stands twice, every value that has no meaning here.
pub fn resolve(source: &NoticeSource) -> Result<Model, Vec<Finding>> {
    let own = source.parts.first();
    let named = own.and_then(|own| own.notice.as_ref()).and_then(|notice| notice.id.as_ref());
    let id = named.map_or_else(|| source.stem.clone(), |id| id.as_str().to_owned());
    let mut findings = Vec::new();
    for part in &source.parts {
        author_ids(part, &mut findings);
    }
    let catalogues = source.project.as_ref().map_or(Catalogues::builtin(), |project| &project.catalogues);
    match resolved(id, source.parts.clone(), source.own, catalogues) {
        Ok(model) if findings.is_empty() => Ok(model),
        Ok(_) => Err(findings),
        Err(more) => {
            findings.extend(more);
            Err(findings)
        }
    }
}

/// Resolves parts whose ids need not be an author's.
///
/// # Errors
/// As [`resolve`].
pub(super) fn resolved(
    id: String,
    parts: Vec<Declaration>,
    own: Span,
    catalogues: &Arc<Catalogues>,
) -> Result<Model, Vec<Finding>> {
    let mut findings = Vec::new();
    let mut declared = merge(parts, &mut findings);
    references::dangling(&declared, &mut findings);
    values(&declared, catalogues, &mut findings);
    if !findings.is_empty() {
        return Err(findings);
    }
    // What load has followed and read is part of the whole now.
    declared.include = None;
    declared.sections.entries.iter_mut().for_each(|section| section.value.file = None);
    let law = law_in_force(&declared);
    expand::expand_all(&mut declared);
    expand::hoist(&mut declared);
    keep_purposes(&mut declared);
    let languages: Vec<Tag> = declared
        .notice
        .iter()
        .filter_map(|notice| notice.languages.as_ref())
        .flatten()
        .map(|tag| tag.value.clone())
        .collect();
    let languages = if languages.is_empty() { vec![Tag::default()] } else { languages };
    let uses = uses(&declared);
    Ok(Model { id, declared, law, own, languages, catalogues: catalogues.clone(), uses })
}

/// Calls `$do!(table, field)` for each register.
macro_rules! each_register {
    ($do:ident) => {
        $do!("contacts", contacts);
        $do!("representatives", representatives);
        $do!("controllers", controllers);
        $do!("joint", joint);
        $do!("processor_for", processor_for);
        $do!("subjects", subjects);
        $do!("data", data);
        $do!("sources", sources);
        $do!("recipients", recipients);
        $do!("disclosures", disclosures);
        $do!("exemptions", exemptions);
        $do!("retention", retention);
        $do!("interests", interests);
        $do!("purposes", purposes);
        $do!("automated", automated);
        $do!("ai", ai);
        $do!("storage", storage);
        $do!("marketing", marketing);
        $do!("laws", laws);
        $do!("related", related);
        $do!("supplements", supplements);
        $do!("snippets", snippets);
        $do!("sections", sections);
    };
}

/// Ids that an author may not give.
fn author_ids(part: &Declaration, findings: &mut Vec<Finding>) {
    fn check<T>(table: &str, register: &Register<T>, findings: &mut Vec<Finding>) {
        for entry in &register.entries {
            let id = entry.id.as_str();
            let fault = if RESERVED.contains(&id) {
                Fault::new(format!("`{id}` is reserved and names no entry"))
            } else if id.contains('.') {
                Fault::new(format!("`{id}` is no id"))
                    .help("an id is a lower-case letter, then letters, digits and `-`")
            } else {
                continue;
            };
            findings.push(fault.at(entry.span, format!("an entry of `[{table}]`")).by("REF-06"));
        }
    }
    macro_rules! one {
        ($table:literal, $field:ident) => {
            check($table, &part.$field, findings);
        };
    }
    each_register!(one);
}

/// Puts the parts together; the notice's own file comes first and its single tables win nothing: twice is a finding.
fn merge(parts: Vec<Declaration>, findings: &mut Vec<Finding>) -> Declaration {
    fn single<T>(table: &str, into: &mut Option<Spanned<T>>, from: Option<Spanned<T>>, findings: &mut Vec<Finding>) {
        match (into.as_ref(), from) {
            (Some(first), Some(second)) => findings.push(twice(&format!("`[{table}]`"), first.span, second.span)),
            (None, Some(only)) => *into = Some(only),
            (_, None) => {}
        }
    }
    fn register<T>(table: &str, into: &mut Register<T>, from: Register<T>, findings: &mut Vec<Finding>) {
        into.none = into.none.or(from.none);
        for entry in from.entries {
            if let Some(first) = into.get(entry.id.as_str()) {
                findings.push(twice(&format!("`[{table}.{}]`", entry.id), first.span, entry.span));
            } else {
                into.entries.push(entry);
            }
        }
    }
    let mut parts = parts.into_iter();
    let mut whole = parts.next().unwrap_or_default();
    for part in parts {
        single("controller", &mut whole.controller, part.controller, findings);
        single("dpo", &mut whole.dpo, part.dpo, findings);
        single("transfers", &mut whole.transfers, part.transfers, findings);
        single("children", &mut whole.children, part.children, findings);
        single("rights", &mut whole.rights, part.rights, findings);
        single("complaints", &mut whole.complaints, part.complaints, findings);
        single("changes", &mut whole.changes, part.changes, findings);
        whole.history.extend(part.history);
        macro_rules! one {
            ($table:literal, $field:ident) => {
                register($table, &mut whole.$field, part.$field, findings);
            };
        }
        each_register!(one);
    }
    whole
}

fn twice(what: &str, first: Span, second: Span) -> Finding {
    Fault::new(format!("{what} is declared twice"))
        .at(second, "declared again here")
        .at(first, "first declared here")
        .help("rename or remove one of the two")
        .by("REF-02")
}

/// Values that mean nothing here.
fn values(declared: &Declaration, catalogues: &Catalogues, findings: &mut Vec<Finding>) {
    fn no_none<T>(table: &str, register: &Register<T>, findings: &mut Vec<Finding>) {
        if let Some(none) = &register.none {
            let fault = Fault::new(format!("`none` is no entry of `[{table}]`"))
                .at(
                    none.span,
                    "only `automated`, `ai`, `transfers`, `storage` and `marketing` can say that there are none",
                )
                .help("leave it out");
            findings.push(fault.by("REF-06"));
        }
        for entry in register.entries.iter().filter(|entry| entry.id.as_str() == "id") {
            let fault = Fault::new("`id` is no entry").at(entry.span, "an entry's id stands in the table's name");
            findings.push(fault.by("REF-06"));
        }
    }
    macro_rules! one {
        ($table:literal, $field:ident) => {
            if !["automated", "ai", "storage", "marketing"].contains(&$table) {
                no_none($table, &declared.$field, findings);
            }
        };
    }
    each_register!(one);
    own_ids("data", &declared.data, findings);
    own_ids("sources", &declared.sources, findings);
    own_ids("recipients", &declared.recipients, findings);
    own_ids("retention", &declared.retention, findings);
    for entry in &declared.representatives {
        if !["eu", "uk", "ch"].contains(&entry.id.as_str()) {
            let fault = Fault::new(format!("no jurisdiction is called `{}`", entry.id))
                .at(entry.span, "a representative acts in `eu`, `uk` or `ch`");
            findings.push(fault.by("REF-06"));
        }
    }
    for id in declared.complaints.iter().filter_map(|complaints| complaints.authorities.as_ref()).flatten() {
        // A blank is a matter for TXT-03, with all others.
        if authorities::authority(id).is_none() && !is_to_fill_in(id) {
            let fault =
                Fault::new(format!("no supervisory authority is known as `{}`", id.value)).at(id.span, "this id");
            findings.push(match authorities::nearest(id) {
                Some(near) => fault.help(format!("a similar one exists: `{near}`")).by("REF-06"),
                None => fault.help("ids look like `ie-dpc`: country and short name").by("REF-06"),
            });
        }
    }
    for target in declared.controller.iter().filter_map(|controller| controller.targets.as_ref()).flatten() {
        if target.as_str() != "EU"
            && target.as_str() != "EEA"
            && let Err(error) = target.parse::<law::Country>()
        {
            let fault = Fault::new(error.to_string()).at(target.span, "neither a country code nor `EU`");
            findings.push(fault.help(error.hint()).by("REF-06"));
        }
    }
    let Some(notice) = &declared.notice else { return };
    printed_languages(notice, findings);
    let mut seen: Vec<&Tag> = Vec::new();
    for tag in notice.languages.iter().flatten() {
        if seen.contains(&&tag.value) {
            findings
                .push(Fault::new(format!("`{}` is named twice", tag.value)).at(tag.span, "again here").by("REF-02"));
        } else if catalogues.find(tag.as_str()).is_none() {
            let known: Vec<&str> = catalogues.languages().collect();
            let fault = Fault::new(format!("there are no sentences in `{}`", tag.value))
                .at(tag.span, "the notice can't be printed in this language")
                .help(format!(
                    "the languages here are: {}; a project adds one with `phrases/{}.toml` in its folder of templates",
                    known.join(", "),
                    tag.value
                ));
            findings.push(fault.by("REF-06"));
        }
        seen.push(&tag.value);
    }
}

/// Languages that are named beside `languages` must be among them.
fn printed_languages(notice: &Notice, findings: &mut Vec<Finding>) {
    let mut printed: Vec<&Tag> = notice.languages.iter().flatten().map(|tag| &tag.value).collect();
    let default = Tag::default();
    if printed.is_empty() {
        printed.push(&default);
    }
    if let Some(governing) = notice.governing.as_ref().filter(|tag| !printed.contains(&&tag.value)) {
        let fault = Fault::new(format!("the notice is not printed in `{}`", governing.value))
            .at(governing.span, "this language is to count where versions differ")
            .help("name one of `languages`");
        findings.push(fault.by("REF-06"));
    }
    for (tag, address) in &notice.translated_at {
        let fault = match printed.iter().position(|one| *one == tag) {
            Some(0) => Fault::new(format!("`{tag}` is the first language of the notice"))
                .at(address.span, "its address belongs in `url`"),
            Some(_) => continue,
            None => Fault::new(format!("the notice is not printed in `{tag}`"))
                .at(address.span, "the address of a version that is not made"),
        };
        findings.push(fault.by("REF-06"));
    }
}

fn own_ids<T: Referable>(table: &str, register: &Register<T>, findings: &mut Vec<Finding>) {
    for entry in &register.entries {
        if let Some(id) = entry.id().filter(|id| id.as_str() != entry.id.as_str()) {
            let fault = Fault::new(format!("`[{table}.{}]` has another id in it", entry.id))
                .at(id.span, "`id` belongs to a reference, not to an entry")
                .help("leave it out");
            findings.push(fault.by("REF-06"));
        }
    }
}

fn law_in_force(declared: &Declaration) -> LawInForce {
    let notice = declared.notice.as_ref();
    let regimes = notice.and_then(|notice| notice.jurisdictions.as_ref()).into_iter().flatten();
    let mut distinct: Vec<Regime> = Vec::new();
    for regime in regimes {
        if !distinct.contains(&regime.value) {
            distinct.push(regime.value);
        }
    }
    let dates = notice.into_iter().flat_map(|notice| [notice.effective, notice.updated]).flatten();
    let latest = dates.map(|date| date.0).max();
    LawInForce { regimes: distinct, date: latest.unwrap_or(law::NEWEST), dated: latest.is_some() }
}

/// Which purposes name which recipient, and where.
fn uses(declared: &Declaration) -> BTreeMap<String, Vec<(usize, Span)>> {
    let mut uses: BTreeMap<String, Vec<(usize, Span)>> = BTreeMap::new();
    for (index, purpose) in declared.purposes.iter().enumerate() {
        for one in purpose.recipients.iter().flatten() {
            if let Some(id) = one.id() {
                uses.entry(id.to_owned()).or_default().push((index, one.span));
            }
        }
    }
    uses
}

/// Leaves out purposes of other groups of people than the notice speaks to, and the decisions and AI systems that serve no
/// other.
fn keep_purposes(declared: &mut Declaration) {
    let Some(groups) = declared.notice.as_ref().and_then(|notice| notice.subjects.clone()) else { return };
    let shares = |purpose: &Purpose| {
        let own = purpose.subjects.as_ref();
        own.is_none_or(|own| own.iter().any(|id| groups.iter().any(|group| group == id)))
    };
    declared.purposes.entries.retain(|entry| shares(&entry.value));
    // What serves such purposes alone is theirs too.
    let purposes = &declared.purposes;
    let serves = |ids: Option<&Many<Id>>| {
        let ids = ids.filter(|ids| !ids.is_empty());
        ids.is_none_or(|ids| ids.iter().any(|id| purposes.get(id.as_str()).is_some()))
    };
    declared.automated.entries.retain(|entry| serves(entry.value.purposes.as_ref()));
    declared.ai.entries.retain(|entry| serves(entry.value.purposes.as_ref()));
}
