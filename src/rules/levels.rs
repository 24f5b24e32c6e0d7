//! Faults of levels and waivers: promise 1 limits what may be lowered.

use super::{ALWAYS, Check, Rule};
use crate::finding::Mark;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "LVL-01",
        name: "rule-unknown",
        summary: "`[lints]`, `[[waive]]` or the command line names a rule that does not exist",
        mark: Mark::Structural,
        packs: ALWAYS,
        since: None,
        law: &[],
        page: include_str!("../../docs/rules/LVL-01.md"),
        check: Check::Stage,
    },
    Rule {
        code: "LVL-02",
        name: "rule-not-lowerable",
        summary: "a rule that stands for a mandatory item is to be lowered",
        mark: Mark::Structural,
        packs: ALWAYS,
        since: None,
        law: &[],
        page: include_str!("../../docs/rules/LVL-02.md"),
        check: Check::Stage,
    },
    Rule {
        code: "LVL-03",
        name: "waiver-unused",
        summary: "a waiver lets nothing pass",
        mark: Mark::Expected,
        packs: ALWAYS,
        since: None,
        law: &[],
        page: include_str!("../../docs/rules/LVL-03.md"),
        check: Check::Stage,
    },
    Rule {
        code: "LVL-04",
        name: "waiver-expired",
        summary: "a waiver's last day has passed",
        mark: Mark::Expected,
        packs: ALWAYS,
        since: None,
        law: &[],
        page: include_str!("../../docs/rules/LVL-04.md"),
        check: Check::Stage,
    },
    Rule {
        code: "LVL-05",
        name: "waiver-forbidden",
        summary: "a waiver is to cover what nobody can waive",
        mark: Mark::Structural,
        packs: ALWAYS,
        since: None,
        law: &[],
        page: include_str!("../../docs/rules/LVL-05.md"),
        check: Check::Stage,
    },
];
