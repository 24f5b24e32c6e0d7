//! `[[waive]]`: what lets a finding pass for one place.

use jiff::civil::Date;

use super::{Judged, Selector, unknown};
use crate::declaration::Waiver;
use crate::finding::{Fault, Finding, Mark};
use crate::rules::{self, Rule};
use crate::source::{Span, Spanned};

/// Families whose findings nobody can waive: identity, purpose and basis.
const CORE: &[&str] = &["IDN", "PUR", "BAS"];

/// Rules of other families without whose items nobody knows who is responsible: representatives and joint controllers.
const IDENTITY: &[&str] = &["REP-01", "REP-03", "JNT-01", "CHX-10"];

/// Whether `[[waive]]` may let a finding of this mark pass: not one on which a notice stands, and not one of its structure.
#[must_use]
pub fn can_waive(rule: &Rule, mark: Mark) -> bool {
    let core = CORE.contains(&rule.family()) || IDENTITY.contains(&rule.code);
    mark != Mark::Structural && !(core && mark.is_fixed())
}

/// Whether `[[waive]]` may let findings of a rule pass, in some case at least.
#[must_use]
pub fn is_waivable(rule: &Rule) -> bool {
    rule.marks().any(|mark| can_waive(rule, mark))
}

/// A finding that a waiver lets pass, and what the waiver says.
#[derive(Debug, Clone, PartialEq)]
pub struct Waived {
    /// The finding.
    pub judged: Judged,
    /// Why it may pass.
    pub reason: String,
    /// Who answers for it.
    pub owner: String,
    /// Last day on which it may.
    pub until: Date,
}

/// A waiver that is complete and holds today.
pub(super) struct Holding<'a> {
    pub(super) index: usize,
    /// Where it names the rule.
    pub(super) named: Span,
    rule: &'static Rule,
    on: &'a Spanned<String>,
    reason: &'a str,
    owner: &'a str,
    until: Date,
}

impl Holding<'_> {
    /// Whether it names the rule and the place of a finding.
    pub(super) fn names(&self, judged: &Judged) -> bool {
        self.rule == judged.rule && judged.finding.fault.on.as_ref() == Some(&self.on.value)
    }

    /// The finding that it lets pass.
    pub(super) fn of(&self, judged: Judged) -> Waived {
        Waived { judged, reason: self.reason.to_owned(), owner: self.owner.to_owned(), until: self.until }
    }
}

/// The waivers that hold, and what is wrong with the others.
pub(super) fn waivers(declared: &[Spanned<Waiver>], today: Option<Date>) -> (Vec<Holding<'_>>, Vec<Finding>) {
    let mut holding = Vec::new();
    let mut findings = Vec::new();
    for (index, waiver) in declared.iter().enumerate() {
        match holds(index, waiver, today) {
            Ok(waiver) => holding.push(waiver),
            Err(finding) => findings.push(finding),
        }
    }
    (holding, findings)
}

fn holds(index: usize, waiver: &Spanned<Waiver>, today: Option<Date>) -> Result<Holding<'_>, Finding> {
    let said = |field: &'static str, text: &'_ Option<Spanned<String>>| match text {
        Some(text) if !text.trim().is_empty() => None,
        _ => Some(field),
    };
    let missing: Vec<&str> = [
        said("rule", &waiver.rule),
        said("on", &waiver.on),
        said("reason", &waiver.reason),
        said("owner", &waiver.owner),
        waiver.until.is_none().then_some("until"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let (Some(name), Some(on), Some(reason), Some(owner), Some(until), []) =
        (&waiver.rule, &waiver.on, &waiver.reason, &waiver.owner, waiver.until, &missing[..])
    else {
        return Err(incomplete(waiver, &missing));
    };
    let rule = match Selector::find(name) {
        Some(Selector::Rule(rule)) => rule,
        Some(several) => return Err(too_wide(name, several)),
        None => return Err(unknown(name, rules::near(name))),
    };
    if !is_waivable(rule) {
        return Err(forbidden(rule, name.span, ""));
    }
    if today.is_some_and(|today| until.0 < today) {
        let fault = Fault::new(format!("the waiver of `{}` ended on {}", rule.name, until.value))
            .at(until.span, "this day has passed")
            .help("mend what it covered, or decide anew and set a later day");
        return Err(fault.by("LVL-04"));
    }
    Ok(Holding { index, named: name.span, rule, on, reason: reason.trim(), owner: owner.trim(), until: until.0 })
}

/// A waiver of what nobody can waive, always or (`here`) in the case that it names.
pub(super) fn forbidden(rule: &Rule, at: Span, here: &str) -> Finding {
    Fault::new(format!("`{}` can't be waived{here}", rule.name))
        .at(at, "identity, purpose, basis and the structure of a notice are beyond waiving")
        .help("declare what is missing")
        .by("LVL-05")
}

/// A waiver that lets nothing pass, and where its rule finds something.
pub(super) fn unused(waiver: &Holding<'_>, found: &[&Judged]) -> Finding {
    let name = waiver.rule.name;
    let mut places: Vec<String> = Vec::new();
    for on in found.iter().filter(|judged| judged.rule == waiver.rule).filter_map(|judged| judged.waivable_on()) {
        let place = format!("`{on}`");
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let help = if places.is_empty() {
        format!("leave it out: `{name}` finds nothing in this notice that can be waived")
    } else {
        format!("leave it out, or correct `on`: `{name}` is found on {}", places.join(", "))
    };
    Fault::new("a waiver lets nothing pass")
        .at(waiver.on.span, format!("`{name}` finds nothing here"))
        .help(help)
        .by("LVL-03")
}

fn too_wide(name: &Spanned<String>, several: Selector) -> Finding {
    let what = if matches!(several, Selector::Family(_)) { "family" } else { "group" };
    Fault::new(format!("`{}` is a {what}, and a waiver names one rule", name.value))
        .at(name.span, "stands for several rules")
        .help(format!("name the rule that finds something; `noticec rules --{what} {}` lists them", name.value))
        .by("LVL-01")
}

fn incomplete(waiver: &Spanned<Waiver>, missing: &[&str]) -> Finding {
    let missing: Vec<_> = missing.iter().map(|field| format!("`{field}`")).collect();
    let missing = match missing.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    };
    Fault::new(format!("the waiver lacks {missing}, and has no effect"))
        .at(waiver.span, "not all that it must say")
        .help("say which rule, on what, why, who answers for it, and until when")
        .by("REF-11")
}
