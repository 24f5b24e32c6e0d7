//! What the tests of all families share: a declaration's model, and what the rules find in it.

use jiff::civil::{Date, date};

use super::{find, run};
use crate::finding::{Finding, Mark};
use crate::load::load_text;
use crate::model::{Model, resolve};

/// The day that tests give to [`findings`] and [`codes`] where they give one.
pub(super) const TODAY: Option<Date> = Some(date(2026, 11, 21));

/// A declaration that begins with its `[notice]`: jurisdictions as TOML writes them, such as `["eu", "uk"]`, and the law of a
/// date. Keys before the first table of the text are keys of `[notice]`.
pub(super) fn under(jurisdictions: &str, effective: &str, text: &str) -> String {
    format!("[notice]\njurisdictions = {jurisdictions}\neffective = {effective}\n{text}")
}

/// The model of a declaration; fails where loading or resolving has something to say, so that a test cannot pass by a slip in
/// its text.
pub(super) fn resolved(text: &str) -> Model {
    let loaded = load_text("notice.toml", text);
    assert_eq!(loaded.findings, [], "{text}");
    resolve(&loaded.notices[0]).unwrap_or_else(|findings| panic!("{findings:?}\n{text}"))
}

/// What the rules of some families find in a declaration, in the order of [`run`]. A family is how its codes begin (`RET`);
/// a whole code stands for one rule.
pub(super) fn findings(families: &[&str], today: Option<Date>, text: &str) -> Vec<Finding> {
    let mut findings = run(&resolved(text), today);
    findings.retain(|finding| families.iter().any(|family| finding.code.starts_with(family)));
    findings
}

/// The codes of [`findings`].
pub(super) fn codes(families: &[&str], today: Option<Date>, text: &str) -> Vec<&'static str> {
    findings(families, today, text).into_iter().map(|finding| finding.code).collect()
}

/// The mark that a finding has: its own, or that of its rule.
pub(super) fn mark(finding: &Finding) -> Mark {
    finding.fault.mark.unwrap_or_else(|| find(finding.code).unwrap().mark)
}
