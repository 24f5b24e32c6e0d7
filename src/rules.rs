//! The law's rules: a row each, a function that judges one thing, a page that teaches.
//!
//! Rules are pure functions from the model to faults. They know neither their code nor their level nor the terminal; the
//! driver walks, stamps and sorts.

mod clauses;
mod entries;
mod fitting;
mod groups;
mod lexicon;
mod obligations;
mod reading;
mod sentences;
mod words;

// One file per legal family.
mod ai;
mod automated;
mod basis;
mod changes;
mod children;
mod complaints;
mod conditions;
mod consent;
mod controller;
mod cookies;
mod data;
mod exemptions;
mod further;
mod interests;
mod jurisdiction;
mod languages;
mod levels;
mod marketing;
mod markup;
mod objection;
mod provision;
mod purpose;
mod recipients;
mod recognised;
mod references;
mod retention;
mod rights;
mod sources;
mod swiss;
mod syntax;
mod text;
mod transfers;

use jiff::civil::Date;
use serde::Serialize;
use strum::AsRefStr;

use crate::declaration::{
    Basis, Condition, Data, Decision, Entry, Marketing, Provision as Giving, Purpose, Recipient, Retention, Source,
    StoredItem, Transfer,
};
use crate::finding::{Fault, Finding, Level, Mark};
use crate::law::basis::nearest;
use crate::law::{Provision, Regime};
use crate::model::{Model, Used};
use crate::source::Spanned;

pub use groups::{Group, about, families};
pub use obligations::{NotDue, Obligation, not_due, obligations, unmet};
pub use reading::{Reading, Sentence};

use lexicon::Lexicon;
use reading::readings;

/// Every jurisdiction.
const EVERYWHERE: &[Regime] = &[Regime::Eu, Regime::Uk, Regime::Ch];
/// The GDPR in its two forms.
const EU_UK: &[Regime] = &[Regime::Eu, Regime::Uk];
/// The EU alone.
const EU: &[Regime] = &[Regime::Eu];
/// The United Kingdom alone.
const UK: &[Regime] = &[Regime::Uk];
/// Switzerland alone.
const CH: &[Regime] = &[Regime::Ch];
/// Not a matter of law: holds whatever the jurisdiction, and without one.
const ALWAYS: &[Regime] = &[];

/// A rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The stable key; never used again for another rule.
    pub code: &'static str,
    /// Says the fault, so that `name = "deny"` reads as a sentence.
    pub name: &'static str,
    /// What is wrong where it fires; lower case, no full stop.
    pub summary: &'static str,
    /// What it rests on.
    pub mark: Mark,
    /// Jurisdictions in which it holds; empty: it is no matter of law and always holds.
    pub packs: &'static [Regime],
    /// First law date on which it holds; `None`: from the first day of its packs.
    pub since: Option<Date>,
    /// Where the law demands it.
    pub law: &'static [Provision],
    /// How sure the catalogue is of that.
    pub sure: Certainty,
    /// What `noticec explain` prints: the page under `docs/rules/`.
    pub page: &'static str,
    /// How it judges.
    pub check: Check,
}

/// How sure the catalogue is of the law behind a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, AsRefStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Certainty {
    /// The provision, or a public copy of it, was read.
    Read,
    /// That it exists, or a part of it, was read; the rest is from general knowledge.
    PartlyRead,
    /// From general knowledge; the source was not read for this version.
    Known,
    /// No matter of law.
    NoLaw,
}

impl Certainty {
    /// The same for people; a clause.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Read => "the citation was checked against the source",
            Self::PartlyRead => {
                "the source was read in part; the rest of the citation has not yet been checked against it"
            }
            Self::Known => "the citation has not yet been checked against the source",
            Self::NoLaw => "no matter of law",
        }
    }
}

/// What a rule looks at; the driver does the walking.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// Found by load, model, levels or render; there is nothing to run.
    Stage,
    /// The notice as a whole.
    Notice(fn(&Model) -> Option<Fault>),
    /// The notice as a whole, several faults.
    Everywhere(fn(&Model) -> Vec<Fault>),
    /// The notice on a day: what only time brings.
    Today(fn(&Model, Date) -> Option<Fault>),
    /// Each purpose.
    Purpose(fn(&Entry<Purpose>, &Model) -> Option<Fault>),
    /// Each basis of each purpose.
    Basis(fn(&Spanned<Basis>, &Entry<Purpose>, &Model) -> Option<Fault>),
    /// Each condition of each purpose.
    Condition(fn(&Spanned<Condition>, &Entry<Purpose>, &Model) -> Option<Fault>),
    /// Each provision of data of each purpose.
    Provision(fn(&Spanned<Giving>, &Entry<Purpose>, &Model) -> Option<Fault>),
    /// Each category of data.
    Data(fn(&Entry<Data>, &Model) -> Option<Fault>),
    /// Each source.
    Source(fn(&Entry<Source>, &Model) -> Option<Fault>),
    /// Each recipient.
    Recipient(fn(&Entry<Recipient>, &Model) -> Option<Fault>),
    /// Each transfer of each recipient.
    Transfer(fn(&Spanned<Transfer>, &Entry<Recipient>, &Model) -> Option<Fault>),
    /// Each storage period that a purpose uses, once for each use.
    Retention(fn(&Used<'_, Retention>, &Entry<Purpose>, &Model) -> Option<Fault>),
    /// Each automated decision.
    Decision(fn(&Entry<Decision>, &Model) -> Option<Fault>),
    /// Each stored item.
    Stored(fn(&Entry<StoredItem>, &Model) -> Option<Fault>),
    /// Each entry of `[marketing]`.
    Marketing(fn(&Entry<Marketing>, &Model) -> Option<Fault>),
    /// Each text of the author.
    Text(fn(&Reading<'_>, &Model) -> Vec<Fault>),
    /// All texts of the author together, and what is declared beside them.
    Texts(fn(&[Reading<'_>], &Model) -> Vec<Fault>),
}

/// All families, in the order of the catalogue.
const FAMILIES: &[&[Rule]] = &[
    syntax::RULES,
    controller::RULES,
    purpose::RULES,
    basis::RULES,
    interests::RULES,
    recognised::RULES,
    consent::RULES,
    conditions::RULES,
    data::RULES,
    sources::RULES,
    recipients::RULES,
    transfers::RULES,
    retention::RULES,
    rights::RULES,
    objection::RULES,
    complaints::RULES,
    provision::RULES,
    automated::RULES,
    ai::RULES,
    children::RULES,
    cookies::RULES,
    marketing::RULES,
    further::RULES,
    exemptions::RULES,
    changes::RULES,
    text::RULES,
    languages::RULES,
    markup::RULES,
    languages::VERSIONS,
    references::RULES,
    jurisdiction::RULES,
    swiss::RULES,
    levels::RULES,
];

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Rule {}

impl Rule {
    /// The level that it has unless somebody sets another, or the case is a milder or a stricter one.
    #[must_use]
    pub fn level(&self) -> Level {
        self.mark.level()
    }

    /// Why a finding of this mark weighs what it does; a clause that stands alone.
    #[must_use]
    pub fn why(&self, mark: Mark) -> &'static str {
        match mark {
            Mark::Practice => "it is good practice",
            Mark::Expected if self.law.is_empty() => "it is a likely mistake",
            Mark::Expected => "guidance expects it, or it is a likely error in law",
            Mark::Inferred => "the law demands it, as noticec reads it",
            Mark::Structural => "the notice can't be judged or shown as it is",
            Mark::Mandatory => "the law demands it",
        }
    }

    /// The family, such as `RET`.
    #[must_use]
    pub fn family(&self) -> &'static str {
        self.code.split('-').next().unwrap_or_default()
    }

    /// First law date on which it holds in a jurisdiction; `None` where it never does.
    #[must_use]
    pub fn first_day(&self, regime: Regime) -> Option<Date> {
        let here = self.packs.is_empty() || self.packs.contains(&regime);
        here.then(|| self.since.map_or(regime.first_day(), |since| since.max(regime.first_day())))
    }

    /// Whether it holds for a notice.
    #[must_use]
    pub fn holds_for(&self, model: &Model) -> bool {
        let here = self.packs.is_empty() || self.packs.iter().any(|pack| model.law.has(*pack));
        here && self.since.is_none_or(|since| model.law.date >= since)
    }

    /// Its provisions as they are cited for a notice.
    #[must_use]
    pub fn cites(&self, regimes: &[Regime], on: Date) -> Vec<String> {
        self.law.iter().filter_map(|provision| provision.cite(regimes, on)).collect()
    }
}

/// All rules, in the order of the catalogue.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().copied().flatten()
}

/// The rule of a code or a name, in any case.
#[must_use]
pub fn find(wanted: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.name.eq_ignore_ascii_case(wanted) || rule.code.eq_ignore_ascii_case(wanted))
}

/// The name of a rule that is nearest to one that no rule has; its code where a code was meant.
#[must_use]
pub fn near(found: &str) -> Option<String> {
    if let Some(rule) = as_code(found).and_then(|code| find(&code)) {
        return Some(rule.code.to_owned());
    }
    let code = |text: &str| text.bytes().last().is_some_and(|last| last.is_ascii_digit()) && text.contains('-');
    let near = if code(found) {
        nearest(&found.to_uppercase(), all().map(|rule| rule.code))
    } else {
        nearest(&found.to_lowercase(), all().map(|rule| rule.name))
    };
    near.map(str::to_owned)
}

/// Letters and a number in the form of a code, such as `TRF-01` for `trf_1`.
#[must_use]
pub fn as_code(text: &str) -> Option<String> {
    let text = text.trim();
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let number: u32 = text[letters..].trim_start_matches(['-', '_', ' ', '.']).parse().ok()?;
    (letters > 0).then(|| format!("{}-{number:02}", text[..letters].to_uppercase()))
}

/// Judges a notice by the law of its date, and by what the given day adds.
#[must_use]
pub fn run(model: &Model, today: Option<Date>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let texts = readings(model);
    for rule in all().filter(|rule| rule.holds_for(model)) {
        let found = judge(rule, model, &texts, today).into_iter();
        findings.extend(found.inspect(|fault| _ = rule.mark_of(fault)).map(|fault| fault.by(rule.code)));
    }
    sort(&mut findings);
    findings
}

/// Entries of shared registers that no notice of a project uses (`REF-03`, `REF-04`).
#[must_use]
pub fn unused_in_registers(models: &[&Model]) -> Vec<Finding> {
    references::unused_in_registers(models)
}

/// Sorts findings by place, then by code, and drops those that say the same twice.
pub fn sort(findings: &mut Vec<Finding>) {
    findings.sort_by(|a, b| (a.span(), a.code, &a.fault.message).cmp(&(b.span(), b.code, &b.fault.message)));
    findings.dedup();
}

fn judge(rule: &Rule, model: &Model, texts: &[Reading<'_>], today: Option<Date>) -> Vec<Fault> {
    let on = |table: &str, id: &dyn std::fmt::Display| format!("{table}.{id}");
    let named =
        |fault: Option<Fault>, path: String| fault.map(|fault| if fault.on.is_some() { fault } else { fault.on(path) });
    let purposes = || model.purposes.iter();
    match rule.check {
        Check::Stage => Vec::new(),
        Check::Notice(check) => check(model).into_iter().collect(),
        Check::Everywhere(check) => check(model),
        Check::Today(check) => today.and_then(|today| check(model, today)).into_iter().collect(),
        Check::Purpose(check) => {
            purposes().filter_map(|one| named(check(one, model), on("purposes", &one.id))).collect()
        }
        Check::Basis(check) => purposes()
            .flat_map(|one| model.bases(one).iter().map(move |basis| (one, basis)))
            .filter_map(|(one, basis)| named(check(basis, one, model), on("purposes", &one.id)))
            .collect(),
        Check::Condition(check) => purposes()
            .flat_map(|one| model.conditions(one).iter().map(move |condition| (one, condition)))
            .filter_map(|(one, condition)| named(check(condition, one, model), on("purposes", &one.id)))
            .collect(),
        Check::Provision(check) => purposes()
            .flat_map(|one| model.provisions(one).iter().map(move |provision| (one, provision)))
            .filter_map(|(one, provision)| named(check(provision, one, model), on("purposes", &one.id)))
            .collect(),
        Check::Data(check) => {
            model.data.iter().filter_map(|one| named(check(one, model), on("data", &one.id))).collect()
        }
        Check::Source(check) => {
            model.sources.iter().filter_map(|one| named(check(one, model), on("sources", &one.id))).collect()
        }
        Check::Recipient(check) => {
            let used = model.recipients_used().into_iter();
            used.filter_map(|one| named(check(one, model), on("recipients", &one.id))).collect()
        }
        Check::Transfer(check) => model
            .recipients_used()
            .into_iter()
            .flat_map(|one| one.transfers.iter().flatten().map(move |transfer| (one, transfer)))
            .filter_map(|(one, transfer)| named(check(transfer, one, model), on("recipients", &one.id)))
            .collect(),
        Check::Retention(check) => purposes()
            .flat_map(|one| model.retention_of(one).into_iter().map(move |used| (one, used)))
            .filter_map(|(one, used)| named(check(&used, one, model), on("retention", &used.entry.id)))
            .collect(),
        Check::Decision(check) => {
            model.automated.iter().filter_map(|one| named(check(one, model), on("automated", &one.id))).collect()
        }
        Check::Stored(check) => {
            model.storage.iter().filter_map(|one| named(check(one, model), on("storage", &one.id))).collect()
        }
        Check::Marketing(check) => {
            model.marketing.iter().filter_map(|one| named(check(one, model), on("marketing", &one.id))).collect()
        }
        Check::Texts(check) => check(texts, model),
        Check::Text(check) => texts
            .iter()
            .flat_map(|one| check(one, model).into_iter().map(|fault| named(Some(fault), one.on.clone())))
            .flatten()
            .collect(),
    }
}

#[cfg(test)]
mod testing;
