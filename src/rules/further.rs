//! New purposes for data that are there already: GDPR Arts. 6(4), 13(3) and 14(4), UK GDPR Art. 8A.

mod compatible;
#[cfg(test)]
mod tests;
mod words;

use super::{Certainty, Check, EU_UK, Rule};
use crate::finding::Mark;
use crate::law::{DUAA_MAIN, gdpr, uk_gdpr};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "FUR-01",
        name: "new-purpose-untold",
        summary: "data is used for a new purpose, and nothing says how people are told before",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(3)"), gdpr("14(4)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/FUR-01.md"),
        check: Check::Purpose(compatible::untold),
    },
    Rule {
        code: "FUR-02",
        name: "new-purpose-ground-missing",
        summary: "data is used for a new purpose, and nothing says why that is allowed beside the old one",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("5(1)(b)"), gdpr("6(4)").until_uk(DUAA_MAIN), uk_gdpr("8A").since_uk(DUAA_MAIN)],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/FUR-02.md"),
        check: Check::Purpose(compatible::ground_missing),
    },
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
