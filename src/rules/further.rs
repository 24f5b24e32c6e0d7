//! New purposes for data that are there already: GDPR Arts. 6(4), 13(3) and 14(4), UK GDPR Art. 8A.

mod words;

use super::{Certainty, Check, EU_UK, Rule};
use crate::finding::Mark;
use crate::law::gdpr;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "FUR-03",
        name: "new-use-reserved",
        summary: "new uses are kept open as compatible",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("5(1)(b)"), gdpr("12(1)")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/FUR-03.md"),
        check: Check::Text(words::compatible),
    },
    Rule {
        code: "FUR-04",
        name: "use-unknown-to-people",
        summary: "data is used without the knowledge of people, and no law is named",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("5(1)(a)")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/FUR-04.md"),
        check: Check::Text(words::without_knowledge),
    },
];
