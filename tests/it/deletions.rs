//! Every key of every example is deleted, one at a time: either a rule finds it, or the notice stays complete.
//!
//! The oracle is a table of its own, written from the law and not from the rules: which rule must find the loss of a key, or why
//! its loss takes nothing from the notice. Whether the notice is complete is judged by the obligations table.

mod oracle;

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

use oracle::Expect::{self, Either, Found, Optional};
use oracle::{ORACLE, WHOLE};

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
