//! `[[waive]]`: what lets a finding pass for one place.

use jiff::civil::Date;

use super::{Judged, unknown};
use crate::declaration::Waiver;
use crate::finding::{Fault, Finding, Mark};
use crate::rules::{self, Rule};
use crate::source::{Span, Spanned};

/// Families whose findings nobody can waive: identity, purpose and basis.
const CORE: &[&str] = &["IDN", "PUR", "BAS"];

/// Whether `[[waive]]` may let findings of a rule pass: not those on which a notice stands, and not those of its structure.
#[must_use]
pub fn is_waivable(rule: &Rule) -> bool {
    rule.mark != Mark::Structural && !(CORE.contains(&rule.family()) && rule.mark.is_fixed())
}

/// A waiver that is complete and holds today.
pub(super) struct Holding<'a> {
    pub(super) index: usize,
    rule: &'static Rule,
    on: &'a str,
    pub(super) span: Span,
}

impl Holding<'_> {
    pub(super) fn covers(&self, judged: &Judged) -> bool {
        let place = judged.finding.fault.on.as_deref();
        // A rule that can be waived may have a case that can't.
        let structural = judged.finding.fault.mark == Some(Mark::Structural);
        self.rule.code == judged.rule.code && place == Some(self.on) && !structural
    }
}

/// The waivers that hold, and what is wrong with the others.
pub(super) fn waivers(declared: &[Spanned<Waiver>], today: Option<Date>) -> (Vec<Holding<'_>>, Vec<Finding>) {
    let mut holding = Vec::new();
    let mut findings = Vec::new();
    for (index, waiver) in declared.iter().enumerate() {
        match waiver_holds(waiver, today) {
            Ok((rule, on)) => holding.push(Holding { index, rule, on, span: waiver.span }),
            Err(finding) => findings.push(finding),
        }
    }
    (holding, findings)
}

fn waiver_holds(waiver: &Spanned<Waiver>, today: Option<Date>) -> Result<(&'static Rule, &str), Finding> {
    let text = |field: &Option<Spanned<String>>| field.as_ref().is_some_and(|text| !text.trim().is_empty());
    let missing: Vec<&str> = [
        ("rule", text(&waiver.rule)),
        ("on", text(&waiver.on)),
        ("reason", text(&waiver.reason)),
        ("owner", text(&waiver.owner)),
        ("until", waiver.until.is_some()),
    ]
    .into_iter()
    .filter_map(|(field, there)| (!there).then_some(field))
    .collect();
    let (Some(name), Some(on), Some(until)) = (&waiver.rule, &waiver.on, waiver.until) else {
        return Err(incomplete(waiver, &missing));
    };
    if !missing.is_empty() {
        return Err(incomplete(waiver, &missing));
    }
    let Some(rule) = rules::find(name) else { return Err(unknown(name, rules::near(name))) };
    if !is_waivable(rule) {
        let fault = Fault::new(format!("`{}` can't be waived", rule.name))
            .at(name.span, "identity, purpose, basis and the structure of a notice are beyond waiving")
            .help("declare what is missing");
        return Err(fault.by("LVL-05"));
    }
    if today.is_some_and(|today| until.0 < today) {
        let fault = Fault::new(format!("the waiver of `{}` ended on {}", rule.name, until.value))
            .at(until.span, "this day has passed")
            .help("mend what it covered, or decide anew and set a later day");
        return Err(fault.by("LVL-04"));
    }
    Ok((rule, on.as_str()))
}

fn incomplete(waiver: &Spanned<Waiver>, missing: &[&str]) -> Finding {
    let missing: Vec<_> = missing.iter().map(|field| format!("`{field}`")).collect();
    Fault::new("a waiver does not say all that it must, and has no effect")
        .at(waiver.span, format!("without {}", missing.join(", ")))
        .help("say which rule, on what, why, who answers for it, and until when")
        .by("REF-11")
}
