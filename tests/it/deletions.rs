//! Every key of every example is deleted, one at a time: either a rule finds it, or the notice stays complete.
//!
//! The oracle is the table below, written from the law and not from the rules: which rule must find the loss of a key, or why
//! its loss takes nothing from the notice. Whether the notice is complete is judged by the obligations table.

use std::collections::BTreeSet;

use noticec::finding::Level;
use noticec::levels::{self, CommandLine};
use noticec::load::load_text;
use noticec::lower::lower;
use noticec::model::resolve;
use noticec::rules;
use rayon::prelude::*;
use toml::{Table, Value};

use crate::examples::merged;
use crate::project::{TODAY, examples};

/// What must happen when a key is gone.
#[derive(Debug, Clone, Copy)]
enum Expect {
    /// One of these rules finds it.
    Found(&'static [&'static str]),
    /// Nothing need find it.
    Optional(&'static str),
    /// One of these rules finds it where the reason does not hold.
    Either(&'static [&'static str], &'static str),
}

use Expect::{Either, Found, Optional};

const ELSE: &str = "what is left still tells it";
const FREE: &str = "no item of Art. 13 or 14";
const NARROWS: &str = "it narrows; without it the statement is wider, and whole";

/// `*` stands for an id; arrays have no step.
const ORACLE: &[(&str, Expect)] = &[
    ("notice", Found(&["GEO-01"])),
    ("notice.id", Optional("the file's name takes its place")),
    ("notice.title", Optional("a built-in title takes its place")),
    ("notice.version", Found(&["CHG-01"])),
    ("notice.effective", Either(&["CHG-01"], "`updated` dates the notice")),
    ("notice.updated", Either(&["CHG-01"], "`effective` dates the notice")),
    ("notice.jurisdictions", Found(&["GEO-01"])),
    ("notice.languages", Either(&["REF-06"], "English is the first language")),
    ("notice.governing", Found(&["TXT-20"])),
    ("notice.overview", Optional("the card of each purpose tells more")),
    ("notice.url", Found(&["OUT-04"])),
    ("notice.translated_at", Found(&["OUT-04"])),
    ("notice.translated_at.de", Found(&["OUT-04"])),
    ("notice.translated_at.fr", Found(&["OUT-04"])),
    ("snippets", Optional("the notice itself says everything")),
    ("snippets.*", Optional("the notice itself says everything")),
    ("snippets.*.kind", Found(&["OUT-04"])),
    ("snippets.*.purposes", Found(&["OUT-04"])),
    ("snippets.*.label", Optional("a built-in heading takes its place")),
    ("notice.layout", Optional("the other layout tells the same")),
    ("notice.scope", Optional(FREE)),
    ("notice.subjects", Either(&["REF-04"], "it then speaks to all groups")),
    ("controller", Found(&["IDN-01"])),
    ("controller.name", Found(&["IDN-01"])),
    ("controller.country", Found(&["IDN-04"])),
    ("controller.address", Either(&["IDN-02"], "another way to reach it stands")),
    ("controller.email", Either(&["IDN-02"], "another way to reach it stands")),
    ("controller.phone", Either(&["IDN-02"], "another way to reach it stands")),
    ("controller.form", Either(&["IDN-02"], "another way to reach it stands")),
    ("controller.about", Optional(FREE)),
    ("controller.attention", Optional(FREE)),
    ("controller.legal_form", Optional(FREE)),
    ("controller.trading_as", Optional(FREE)),
    (
        "controller.kind",
        Either(&["BAS-11", "DPO-02"], "no duty of these notices hangs on it but that of an officer, who is named"),
    ),
    ("controller.registration", Optional(FREE)),
    ("controller.registration.kind", Optional(FREE)),
    ("controller.registration.number", Optional(FREE)),
    ("controller.targets", Optional("a representative is asked for only where a target is declared")),
    ("controller.website", Optional(FREE)),
    ("contacts", Optional(FREE)),
    ("contacts.*", Optional(FREE)),
    ("contacts.*.email", Optional(FREE)),
    ("contacts.*.for", Optional(FREE)),
    ("contacts.*.form", Optional(FREE)),
    ("contacts.*.label", Optional(FREE)),
    ("contacts.*.phone", Optional(FREE)),
    ("contacts.*.address", Optional(FREE)),
    ("dpo", Either(&["DPO-01", "DPO-02"], "this body need not have an officer")),
    ("dpo.none", Either(&["DPO-01"], "this body need not have an officer")),
    ("dpo.address", Either(&["DPO-01"], "another way to reach the officer stands")),
    ("dpo.email", Either(&["DPO-01"], "another way to reach the officer stands")),
    ("dpo.phone", Either(&["DPO-01"], "another way to reach the officer stands")),
    ("dpo.name", Optional("contact details are the item, not the name")),
    ("dpo.role", Optional(FREE)),
    ("controllers", Found(&["REF-01"])),
    ("controllers.*", Found(&["REF-01"])),
    ("controllers.*.name", Found(&["JNT-01"])),
    ("controllers.*.address", Either(&["JNT-01"], "another way to reach it stands")),
    ("controllers.*.email", Either(&["JNT-01"], "another way to reach it stands")),
    ("controllers.*.phone", Either(&["JNT-01"], "another way to reach it stands")),
    ("controllers.*.activity", Optional(FREE)),
    ("controllers.*.country", Optional(FREE)),
    ("controllers.*.notice", Optional(FREE)),
    ("joint", Found(&["REF-01"])),
    ("joint.*", Found(&["REF-01"])),
    ("joint.*.controllers", Found(&["JNT-01"])),
    ("joint.*.essence", Found(&["JNT-02"])),
    ("joint.*.contact", Optional("Art. 26(1): a contact point may be named")),
    ("joint.*.for", Optional(NARROWS)),
    ("joint.*.label", Optional(FREE)),
    ("subjects", Found(&["REF-01"])),
    ("subjects.*", Found(&["REF-01"])),
    ("subjects.*.label", Optional("groups of people are no item of Art. 13 or 14")),
    ("subjects.*.child", Optional("children are judged only where they are declared")),
    ("subjects.*.party", Either(&["BAS-05"], "no purpose of theirs rests on a contract alone")),
    ("subjects.*.party_to", Either(&["BAS-05"], "no purpose of theirs rests on a contract alone")),
    ("subjects.*.text", Optional(FREE)),
    ("data", Found(&["REF-01"])),
    ("data.*", Found(&["REF-01"])),
    ("data.*.label", Either(&["DAT-01", "PUR-04"], "its items name it")),
    ("data.*.items", Either(&["DAT-01", "PUR-04"], "its label names it")),
    ("data.*.special", Either(&["SPC-03", "SPC-05"], "an author's filing is a fact of the declaration")),
    ("data.*.criminal", Either(&["SPC-03", "CRM-01", "CRM-06"], "an author's filing is a fact of the declaration")),
    ("data.*.about", Either(&["REF-04"], FREE)),
    ("data.*.when", Optional(NARROWS)),
    ("sources", Found(&["REF-01"])),
    ("sources.*", Found(&["REF-01"])),
    ("sources.*.label", Either(&["SRC-01"], "its name tells it")),
    ("sources.*.name", Either(&["SRC-01"], "its label tells it")),
    ("sources.*.public", Found(&["SRC-02"])),
    ("sources.*.sector", Optional(FREE)),
    ("sources.*.countries", Optional(FREE)),
    ("sources.*.data", Optional(NARROWS)),
    ("recipients", Found(&["REF-01"])),
    ("recipients.*", Found(&["REF-01"])),
    ("recipients.*.name", Found(&["RCP-01"])),
    ("recipients.*.category", Found(&["RCP-01"])),
    ("recipients.*.activity", Either(&["RCP-02"], "its name or its category tells who it is")),
    ("recipients.*.sector", Either(&["RCP-02"], "its name or its category tells who it is")),
    ("recipients.*.role", Either(&["RCP-05"], FREE)),
    ("recipients.*.countries", Either(&["RCP-08"], "people inside the organisation are where it is")),
    ("recipients.*.countries.unknown", Found(&["RCP-08"])),
    ("recipients.*.unnamed", Either(&["RCP-03"], FREE)),
    ("recipients.*.chosen_by", Optional(FREE)),
    ("recipients.*.data", Optional(NARROWS)),
    ("recipients.*.notice", Optional(FREE)),
    ("recipients.*.list", Optional(FREE)),
    ("recipients.*.text", Optional(FREE)),
    ("recipients.*.when", Optional(NARROWS)),
    ("recipients.*.via", Either(&["REF-04"], FREE)),
    ("recipients.*.transfers", Found(&["TRF-01"])),
    ("recipients.*.transfers.mechanism", Found(&["TRF-02"])),
    ("recipients.*.transfers.scope", Found(&["TRF-04"])),
    ("recipients.*.transfers.instrument", Found(&["TRF-07"])),
    ("recipients.*.transfers.copy", Found(&["TRF-08"])),
    ("recipients.*.transfers.regime", Optional("with one jurisdiction it is that one")),
    ("recipients.*.transfers.to", Either(&["TRF-03", "TRF-04"], "it is then every third country of the recipient")),
    ("recipients.*.transfers.when", Optional(NARROWS)),
    ("disclosures", Either(&["REF-03"], "Art. 4(9): an authority under an inquiry is no recipient")),
    ("disclosures.*", Either(&["REF-03"], "Art. 4(9): an authority under an inquiry is no recipient")),
    ("disclosures.*.code", Optional(FREE)),
    ("disclosures.*.data", Either(&["REF-03"], FREE)),
    ("disclosures.*.label", Optional(FREE)),
    ("disclosures.*.law", Optional(FREE)),
    ("disclosures.*.more", Optional(FREE)),
    ("disclosures.*.sets", Optional(FREE)),
    ("disclosures.*.text", Optional(FREE)),
    ("disclosures.*.to", Optional(FREE)),
    ("disclosures.*.when", Optional(FREE)),
    ("transfers", Optional("silence is no denial")),
    ("transfers.none", Optional("silence is no denial")),
    ("retention", Found(&["REF-01"])),
    ("retention.*", Found(&["REF-01"])),
    ("retention.*.label", Optional(FREE)),
    ("retention.*.period", Either(&["RET-01"], ELSE)),
    ("retention.*.from", Found(&["RET-03"])),
    ("retention.*.until", Either(&["RET-01"], ELSE)),
    ("retention.*.criteria", Either(&["RET-01"], ELSE)),
    ("retention.*.at_most", Either(&["RET-01"], ELSE)),
    ("retention.*.at_least", Either(&["RET-01"], ELSE)),
    ("retention.*.permanent", Either(&["RET-01"], ELSE)),
    ("retention.*.because", Optional(FREE)),
    ("retention.*.law", Either(&["RET-01"], ELSE)),
    ("retention.*.schedule", Either(&["RET-01"], ELSE)),
    ("retention.*.schedule.label", Optional(FREE)),
    ("retention.*.schedule.url", Optional(FREE)),
    ("retention.*.except", Either(&["RET-01"], ELSE)),
    ("retention.*.except.event", Optional(ELSE)),
    ("retention.*.except.law", Optional(FREE)),
    ("retention.*.except.period", Optional(ELSE)),
    ("retention.*.except.until", Optional(ELSE)),
    ("retention.*.earlier_of", Either(&["RET-01"], ELSE)),
    ("retention.*.earlier_of.from", Either(&["RET-01", "RET-03"], ELSE)),
    ("retention.*.earlier_of.period", Either(&["RET-01"], ELSE)),
    ("retention.*.earlier_of.until", Either(&["RET-01"], ELSE)),
    ("retention.*.later_of", Either(&["RET-01"], ELSE)),
    ("retention.*.later_of.from", Either(&["RET-01", "RET-03"], ELSE)),
    ("retention.*.later_of.period", Either(&["RET-01"], ELSE)),
    ("retention.*.later_of.until", Either(&["RET-01"], ELSE)),
    ("retention.*.stages", Either(&["RET-01"], ELSE)),
    ("retention.*.stages.period", Optional(ELSE)),
    ("retention.*.stages.then", Optional(ELSE)),
    ("interests", Found(&["REF-01"])),
    ("interests.*", Found(&["REF-01"])),
    ("interests.*.label", Found(&["LI-01"])),
    ("interests.*.owner", Found(&["LI-02"])),
    ("interests.*.balancing", Either(&["LI-04"], ELSE)),
    ("purposes", Found(&["PUR-01", "REF-01"])),
    ("purposes.*", Either(&["REF-01", "REF-03", "REF-04"], "the notice no longer speaks of it")),
    ("purposes.*.label", Optional("the text is the item; the id heads it")),
    ("purposes.*.text", Found(&["PUR-02"])),
    ("purposes.*.subjects", Either(&["REF-04", "BAS-05"], "it then holds for all groups")),
    ("purposes.*.data", Found(&["PUR-04"])),
    ("purposes.*.data.id", Found(&["DAT-01", "PUR-04", "REF-03"])),
    ("purposes.*.data.subjects", Optional(NARROWS)),
    ("purposes.*.data.when", Optional(NARROWS)),
    ("purposes.*.collected", Found(&["SRC-01"])),
    ("purposes.*.collected.id", Found(&["SRC-01", "SRC-02", "REF-04"])),
    ("purposes.*.collected.data", Optional(NARROWS)),
    ("purposes.*.collected.when", Optional(NARROWS)),
    ("purposes.*.basis", Found(&["BAS-01"])),
    ("purposes.*.basis.article", Found(&["BAS-01", "BAS-02"])),
    ("purposes.*.basis.scope", Either(&["BAS-03"], "it is the only basis")),
    ("purposes.*.basis.data", Either(&["CON-05", "BAS-05", "BAS-11"], NARROWS)),
    ("purposes.*.basis.subjects", Either(&["BAS-05"], NARROWS)),
    ("purposes.*.basis.recipients", Optional(NARROWS)),
    ("purposes.*.basis.controllers", Optional(NARROWS)),
    ("purposes.*.basis.interest", Found(&["LI-01"])),
    ("purposes.*.basis.interests", Found(&["LI-01"])),
    ("purposes.*.basis.owner", Found(&["LI-02"])),
    ("purposes.*.basis.balancing", Found(&["LI-04"])),
    ("purposes.*.basis.law", Found(&["BAS-06", "BAS-08"])),
    ("purposes.*.basis.contract", Either(&["BAS-04"], "the group or the scope tells of the contract")),
    ("purposes.*.basis.withdraw", Either(&["CON-03"], "the condition tells how to withdraw")),
    ("purposes.*.basis.free", Either(&["BAS-13"], "nobody stands above those who consent")),
    ("purposes.*.basis.explicit", Either(&["CON-08"], "nothing here needs it to be explicit")),
    ("purposes.*.basis.whose", Found(&["BAS-10"])),
    ("purposes.*.basis.annex_1", Found(&["RLI-02"])),
    ("purposes.*.conditions", Found(&["SPC-01", "CRM-01"])),
    ("purposes.*.conditions.article", Either(&["SPC-01", "CRM-01"], "another condition holds for the same data")),
    ("purposes.*.conditions.scope", Either(&["SPC-09"], FREE)),
    ("purposes.*.conditions.data", Either(&["SPC-01", "CRM-01"], NARROWS)),
    ("purposes.*.conditions.subjects", Optional(NARROWS)),
    (
        "purposes.*.conditions.law",
        Either(&["SPC-02", "CRM-01", "CRM-05"], "the paragraph of Schedule 1 counts as the law"),
    ),
    ("purposes.*.conditions.schedule_1", Either(&["SPC-16", "CRM-02"], "this condition needs no paragraph")),
    ("purposes.*.conditions.policy", Either(&["SPC-19", "CRM-03"], "this paragraph needs no policy document")),
    ("purposes.*.conditions.official_authority", Either(&["CRM-01", "CRM-02"], ELSE)),
    ("purposes.*.conditions.explicit", Either(&["CON-08"], "the basis says that consent is explicit")),
    ("purposes.*.conditions.withdraw", Either(&["CON-03"], "the basis tells how to withdraw")),
    ("purposes.*.conditions.free", Optional(FREE)),
    ("purposes.*.conditions.safeguards", Optional(FREE)),
    ("purposes.*.conditions.secrecy", Optional(FREE)),
    ("purposes.*.recipients", Found(&["RCP-01"])),
    ("purposes.*.recipients.id", Found(&["RCP-01", "RCP-02", "RCP-08"])),
    ("purposes.*.recipients.when", Optional(NARROWS)),
    ("purposes.*.recipients.data", Optional(NARROWS)),
    ("purposes.*.retention", Found(&["RET-01"])),
    ("purposes.*.retention.id", Found(&["RET-01"])),
    ("purposes.*.retention.by", Either(&["RET-01"], ELSE)),
    ("purposes.*.retention.criteria", Either(&["RET-01"], ELSE)),
    ("purposes.*.retention.until", Found(&["RET-01"])),
    ("purposes.*.retention.period", Either(&["RET-01"], ELSE)),
    ("purposes.*.retention.from", Either(&["RET-01", "RET-03"], ELSE)),
    ("purposes.*.retention.label", Optional(FREE)),
    ("purposes.*.retention.data", Optional(NARROWS)),
    ("purposes.*.retention.subjects", Optional(NARROWS)),
    ("purposes.*.retention.when", Optional(NARROWS)),
    ("purposes.*.provision", Either(&["PRV-01"], "nobody gives these data: they are observed or come from others")),
    ("purposes.*.provision.kind", Either(&["PRV-01"], "nobody gives what is observed")),
    ("purposes.*.provision.obliged", Either(&["PRV-02"], "giving the data is voluntary, which says it")),
    ("purposes.*.provision.consequences", Either(&["PRV-03"], "giving the data is voluntary")),
    ("purposes.*.provision.data", Optional(NARROWS)),
    ("purposes.*.provision.subjects", Optional(NARROWS)),
    ("purposes.*.provision.law", Optional(FREE)),
    ("purposes.*.joint", Found(&["REF-04"])),
    (
        "purposes.*.delivery",
        Either(&["SRC-06", "SRC-08"], "when the notice is given is no item of it; who gives data besides is told then"),
    ),
    ("purposes.*.marketing", Either(&["OBJ-02"], "an entry of `[marketing]` says so too, or it is no longer declared")),
    ("purposes.*.profiling", Optional("what is not declared is not judged")),
    ("purposes.*.research", Optional("what is not declared is not judged")),
    ("purposes.*.automated_means", Optional("silence gives the right rather than takes it")),
    ("purposes.*.task", Either(&["BAS-11"], "no basis of it is barred in tasks")),
    ("purposes.*.when", Optional(NARROWS)),
    ("automated", Optional("what is not declared is not judged")),
    ("automated.*", Either(&["ADM-12"], "what is not declared is not judged")),
    ("automated.none", Optional("silence is no denial")),
    ("automated.*.solely", Either(&["ADM-01"], "the other fact says that it is no decision under Art. 22")),
    ("automated.*.significant", Either(&["ADM-01"], "the other fact says that it is no decision under Art. 22")),
    ("automated.*.logic", Either(&["ADM-02", "ADM-12"], "only decisions under Art. 22 must tell it")),
    ("automated.*.significance", Either(&["ADM-03"], "only decisions under Art. 22 must tell it")),
    ("automated.*.consequences", Either(&["ADM-04"], "only decisions under Art. 22 must tell it")),
    ("automated.*.label", Optional(FREE)),
    ("automated.*.data", Optional(FREE)),
    ("automated.*.purposes", Either(&["ADM-12"], FREE)),
    ("automated.*.safeguards", Either(&["ADM-08"], "only decisions under Art. 22 must tell it")),
    ("automated.*.safeguards.contest", Either(&["ADM-08"], "only decisions under Art. 22 must tell it")),
    ("automated.*.safeguards.human", Either(&["ADM-08"], "only decisions under Art. 22 must tell it")),
    ("automated.*.safeguards.informed", Either(&["ADM-08"], "only decisions under Art. 22 must tell it")),
    ("automated.*.safeguards.view", Either(&["ADM-08"], "only decisions under Art. 22 must tell it")),
    ("ai", Optional("what is not declared is not judged")),
    ("ai.none", Optional("silence is no denial")),
    ("storage", Either(&["REF-04"], "what is not declared is not judged")),
    ("storage.*", Either(&["REF-04"], "what is not declared is not judged")),
    ("storage.none", Optional("silence is no denial")),
    ("storage.*.name", Either(&["CKE-01"], "its label names it")),
    ("storage.*.label", Either(&["CKE-01"], "its name names it")),
    ("storage.*.kind", Optional("its name and use tell what it is")),
    ("storage.*.provider", Found(&["CKE-01", "REF-04"])),
    ("storage.*.use", Either(&["CKE-01"], "the purpose that it serves tells it")),
    ("storage.*.duration", Either(&["CKE-04"], "the longest of its kind stands")),
    ("storage.*.at_most", Either(&["CKE-04"], "its own lifetime stands")),
    ("storage.*.exempt", Found(&["CKE-02", "CKE-08"])),
    ("storage.*.permission", Either(&["CKE-02", "CKE-08"], "it needs no consent, and says why")),
    ("storage.*.third_party_access", Either(&["CKE-05"], "its provider is another, and so can read it")),
    ("storage.*.refuse", Either(&["CKE-06", "CKE-11"], "its purpose tells how to withdraw, or it needs no consent")),
    ("storage.*.free_refusal", Found(&["CKE-06"])),
    ("storage.*.own_service", Found(&["CKE-06"])),
    ("storage.*.passed_on", Found(&["CKE-06"])),
    ("storage.*.more", Either(&["CKE-01"], FREE)),
    ("storage.*.purposes", Optional("its use tells what it is for")),
    ("marketing", Either(&["OBJ-02"], "what is not declared is not judged")),
    ("marketing.*", Either(&["OBJ-02"], "what is not declared is not judged")),
    ("marketing.none", Optional("silence is no denial")),
    ("marketing.*.label", Optional(FREE)),
    ("marketing.*.purpose", Either(&["OBJ-02"], "the purpose says itself that it is marketing")),
    ("marketing.*.channels", Optional("only e-mail and text messages need a permission, and neither is declared")),
    ("marketing.*.permission", Either(&["MKT-01"], "its purpose rests on consent, or it comes by post or telephone")),
    ("marketing.*.opt_out", Either(&["OBJ-02"], "it rests on consent, and the way to withdraw stands")),
    ("rights", Found(&["RGT-07"])),
    ("rights.contact", Either(&["RGT-07"], "the form stands")),
    ("rights.form", Optional("the contact stands")),
    ("rights.*", Optional("rights are printed from the law; this adds to them")),
    ("complaints", Found(&["CMP-02"])),
    ("complaints.authorities", Found(&["CMP-02"])),
    ("complaints.*", Either(&["CMP-06"], "the controller's own contact serves")),
    ("changes", Optional(FREE)),
    ("changes.*", Optional(FREE)),
    ("history", Optional(FREE)),
    ("history.*", Optional(FREE)),
    ("laws", Optional(FREE)),
    ("laws.*", Optional(FREE)),
    ("related", Optional(FREE)),
    ("related.*", Optional(FREE)),
    ("supplements", Optional(FREE)),
    ("supplements.*", Optional(FREE)),
    ("processor_for", Optional(FREE)),
    ("processor_for.*", Optional(FREE)),
    ("sections", Optional(FREE)),
    ("sections.*", Optional(FREE)),
    ("sections.*.title", Optional("its id heads it")),
    ("sections.*.text", Found(&["TXT-06"])),
    ("sections.*.after", Optional("it then stands last")),
];

/// Tables whose keys below need no row each: one row with `.*` covers them all.
const WHOLE: &[&str] =
    &["rights", "complaints", "changes", "history", "laws", "related", "supplements", "processor_for"];

/// Tables whose second step is an id.
const REGISTERS: &[&str] = &[
    "contacts",
    "representatives",
    "controllers",
    "joint",
    "subjects",
    "data",
    "sources",
    "recipients",
    "disclosures",
    "exemptions",
    "retention",
    "interests",
    "purposes",
    "automated",
    "ai",
    "storage",
    "marketing",
    "snippets",
    "sections",
];

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Step {
    Key(String),
    Index(usize),
}

/// Every key of a table, outer before inner.
pub(crate) fn keys(table: &Table) -> Vec<Vec<Step>> {
    fn walk(value: &Value, path: &[Step], out: &mut Vec<Vec<Step>>) {
        let with = |step: Step| [path, &[step]].concat();
        match value {
            Value::Table(table) => {
                for (key, value) in table {
                    let path = with(Step::Key(key.clone()));
                    out.push(path.clone());
                    walk(value, &path, out);
                }
            }
            Value::Array(array) => {
                for (index, value) in array.iter().enumerate() {
                    walk(value, &with(Step::Index(index)), out);
                }
            }
            _ => {}
        }
    }
    let mut out = Vec::new();
    walk(&Value::Table(table.clone()), &[], &mut out);
    out
}

pub(crate) fn pattern(path: &[Step]) -> String {
    let names: Vec<&str> = path
        .iter()
        .filter_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Index(_) => None,
        })
        .collect();
    let id = |at: usize| at == 1 && REGISTERS.contains(&names[0]) && names[1] != "none";
    let steps: Vec<&str> = names.iter().enumerate().map(|(at, name)| if id(at) { "*" } else { name }).collect();
    steps.join(".")
}

fn expected(pattern: &str) -> Option<Expect> {
    let exact = ORACLE.iter().find(|(row, _)| *row == pattern);
    // One language of a text in several.
    if exact.is_none() && ["en", "de", "fr"].iter().any(|tag| pattern.ends_with(&format!(".{tag}"))) {
        return Some(Found(&["TXT-17"]));
    }
    let (table, _) = pattern.split_once('.').unwrap_or((pattern, ""));
    let whole = || {
        let row = format!("{table}.*");
        ORACLE.iter().find(|(known, _)| WHOLE.contains(&table) && *known == row)
    };
    exact.or_else(whole).map(|(_, expect)| *expect)
}

pub(crate) fn without(table: &Table, path: &[Step]) -> Table {
    let mut table = Value::Table(table.clone());
    let (last, before) = path.split_last().unwrap();
    let mut here = &mut table;
    for step in before {
        here = match step {
            Step::Key(key) => here.get_mut(key.as_str()).unwrap(),
            Step::Index(index) => here.get_mut(*index).unwrap(),
        };
    }
    if let (Value::Table(table), Step::Key(key)) = (here, last) {
        table.remove(key);
    }
    match table {
        Value::Table(table) => table,
        _ => unreachable!(),
    }
}

/// What a declaration comes to.
pub(crate) struct Judgement {
    codes: BTreeSet<&'static str>,
    /// Those of them that fail the run.
    pub(crate) errors: BTreeSet<&'static str>,
    pub(crate) denied: bool,
    /// Items that the notice lacks; empty where it is not made.
    untold: Vec<String>,
}

pub(crate) fn judge(table: &Table) -> Judgement {
    let loaded = load_text("notice.toml", &toml::to_string(table).unwrap());
    let mut judgement =
        Judgement { codes: BTreeSet::new(), errors: BTreeSet::new(), denied: false, untold: Vec::new() };
    judgement.codes.extend(loaded.findings.iter().map(|finding| finding.code));
    let model = match resolve(&loaded.notices[0]) {
        Ok(model) if loaded.findings.is_empty() => model,
        other => {
            let more = other.err().unwrap_or_default();
            judgement.codes.extend(more.iter().map(|finding| finding.code));
            judgement.errors.clone_from(&judgement.codes);
            judgement.denied = true;
            return judgement;
        }
    };
    let verdict = levels::judge(rules::run(&model, Some(TODAY)), &model, None, &CommandLine::default(), Some(TODAY));
    judgement.codes.extend(verdict.reported.iter().map(|judged| judged.rule.code));
    let errors = verdict.reported.iter().filter(|judged| judged.level == Level::Deny);
    judgement.errors.extend(errors.map(|judged| judged.rule.code));
    judgement.denied = verdict.reaches(Level::Deny);
    let document = lower(&model, &model.languages[0], false);
    judgement.untold = rules::unmet(&model, &document).iter().map(|duty| duty.path.clone()).collect();
    judgement
}

/// What is wrong when a key is gone; `None` if all is as the oracle says.
fn fault(whole: &Table, path: &[Step], before: &Judgement) -> Option<String> {
    let Some(expect) = expected(&pattern(path)) else { return Some("no row".to_owned()) };
    let after = judge(&without(whole, path));
    let found = |codes: &[&str]| codes.iter().any(|code| after.codes.contains(code));
    let complete = !after.denied && after.untold.is_empty();
    let fine = match expect {
        Found(codes) => found(codes),
        Optional(_) => complete,
        Either(codes, _) => found(codes) || complete,
    };
    // Whatever the oracle says: a notice that builds lacks nothing.
    if fine && (after.denied || after.untold.is_empty()) {
        return None;
    }
    let (expected, reason) = match expect {
        Found(codes) => (codes, "it must be found"),
        Optional(reason) => (&[][..], reason),
        Either(codes, reason) => (codes, reason),
    };
    let new: Vec<_> = after.codes.difference(&before.codes).collect();
    Some(format!("{path:?}: {expected:?} ({reason}); found {new:?}; untold {:?}", after.untold))
}

#[test]
fn no_loss_of_a_mandatory_fact_goes_unseen() {
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    let mut deleted = 0;
    for example in examples() {
        let name = example.file_name().unwrap().to_string_lossy().into_owned();
        let whole = merged(&example);
        let before = judge(&whole);
        assert!(!before.denied && before.untold.is_empty(), "{name} is good: {:?} {:?}", before.codes, before.untold);
        let keys = keys(&whole);
        deleted += keys.len();
        seen.extend(keys.iter().map(|path| pattern(path)));
        wrong.par_extend(keys.par_iter().filter_map(|path| {
            let fault = fault(&whole, path, &before)?;
            Some(format!("{name} {}: {fault}", pattern(path)))
        }));
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{} of {deleted}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(deleted > 2_000, "keys are deleted: {deleted}");
    println!("{deleted} deletions of {} kinds", seen.len());
}
