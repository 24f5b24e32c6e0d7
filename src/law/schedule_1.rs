//! Schedule 1 to the UK's Data Protection Act 2018: conditions for special data and for data on offences.
//!
//! Source: rule catalogue, section 5.3 (Data Protection Act 2018, Sch. 1, read 2026-11-21).

use super::basis::SpecialKind;
use super::basis::SpecialKind::{
    Biometric, Genetic, Health, PoliticalOpinions, RacialOrEthnicOrigin, ReligiousOrPhilosophicalBeliefs, SexLife,
    SexualOrientation, TradeUnionMembership,
};

/// A part of the schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Part 1, for Art. 9(2)(b), (h), (i), (j) and for Art. 10.
    One,
    /// Part 2, for Art. 9(2)(g) and for Art. 10.
    Two,
    /// Part 3, for Art. 10 alone.
    Three,
}

/// Whether a paragraph counts only while an appropriate policy document is in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Policy {
    /// Always.
    Wanted,
    /// Never, or only as far as another paragraph wants it.
    Free,
    /// Always but under this sub-paragraph.
    Except(&'static str),
}

/// A paragraph that states a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paragraph {
    /// Its number.
    pub number: u32,
    /// Where it stands.
    pub part: Part,
    policy: Policy,
    /// The only kinds of special data that it is for; empty: any.
    pub kinds: &'static [SpecialKind],
}

const fn row(number: u32, part: Part, policy: Policy, kinds: &'static [SpecialKind]) -> Paragraph {
    Paragraph { number, part, policy, kinds }
}

/// Every paragraph that states a condition; 5 and 38 to 41 are about the policy document.
const PARAGRAPHS: &[Paragraph] = &[
    row(1, Part::One, Policy::Wanted, &[]),
    row(2, Part::One, Policy::Free, &[]),
    row(3, Part::One, Policy::Free, &[]),
    row(4, Part::One, Policy::Free, &[]),
    row(6, Part::Two, Policy::Wanted, &[]),
    row(7, Part::Two, Policy::Wanted, &[]),
    row(
        8,
        Part::Two,
        Policy::Wanted,
        &[RacialOrEthnicOrigin, ReligiousOrPhilosophicalBeliefs, Health, SexualOrientation],
    ),
    row(9, Part::Two, Policy::Wanted, &[RacialOrEthnicOrigin]),
    row(10, Part::Two, Policy::Except("(2)"), &[]),
    row(11, Part::Two, Policy::Wanted, &[]),
    row(12, Part::Two, Policy::Wanted, &[]),
    row(13, Part::Two, Policy::Free, &[]),
    row(14, Part::Two, Policy::Wanted, &[]),
    row(15, Part::Two, Policy::Wanted, &[]),
    row(16, Part::Two, Policy::Wanted, &[RacialOrEthnicOrigin, Genetic, Biometric, Health, SexLife, SexualOrientation]),
    row(17, Part::Two, Policy::Wanted, &[]),
    row(18, Part::Two, Policy::Wanted, &[]),
    row(19, Part::Two, Policy::Wanted, &[Health]),
    row(
        20,
        Part::Two,
        Policy::Wanted,
        &[RacialOrEthnicOrigin, ReligiousOrPhilosophicalBeliefs, TradeUnionMembership, Genetic, Health],
    ),
    row(21, Part::Two, Policy::Wanted, &[Health]),
    row(22, Part::Two, Policy::Wanted, &[PoliticalOpinions]),
    row(23, Part::Two, Policy::Wanted, &[]),
    row(24, Part::Two, Policy::Wanted, &[]),
    row(25, Part::Two, Policy::Wanted, &[]),
    row(26, Part::Two, Policy::Wanted, &[]),
    row(27, Part::Two, Policy::Except("(3)"), &[]),
    row(28, Part::Two, Policy::Wanted, &[]),
    row(29, Part::Three, Policy::Free, &[]),
    row(30, Part::Three, Policy::Free, &[]),
    row(31, Part::Three, Policy::Free, &[]),
    row(32, Part::Three, Policy::Free, &[]),
    row(33, Part::Three, Policy::Free, &[]),
    row(34, Part::Three, Policy::Free, &[]),
    row(35, Part::Three, Policy::Wanted, &[]),
    // These two extend paragraphs of Part 2, which then decide about the document.
    row(36, Part::Three, Policy::Free, &[]),
    row(37, Part::Three, Policy::Free, &[]),
];

/// A paragraph as an author cites it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cited<'a> {
    /// The number that was written, whether the schedule has such a condition or not.
    pub number: u32,
    /// What stands behind the number, such as `(2)`.
    below: &'a str,
}

impl<'a> Cited<'a> {
    /// Reads `18`, `10(2)`, `para 18`, `Part 2, paragraph 18(1)(a)`; `None` where the number can't be told.
    #[must_use]
    pub fn read(text: &'a str) -> Option<Self> {
        let lower = text.to_ascii_lowercase();
        // Behind "para" stands the paragraph; without it, only what begins with a number is one.
        let from = match lower.rfind("para") {
            Some(at) => at + lower[at..].find(|one: char| one.is_ascii_digit())?,
            None => lower.find(|one: char| !one.is_whitespace()).filter(|at| lower.as_bytes()[*at].is_ascii_digit())?,
        };
        let digits = lower[from..].find(|one: char| !one.is_ascii_digit()).unwrap_or(lower.len() - from);
        let number = lower[from..from + digits].parse().ok()?;
        Some(Self { number, below: text[from + digits..].trim_start() })
    }

    /// The paragraph of that number, if it states a condition.
    #[must_use]
    pub fn paragraph(self) -> Option<&'static Paragraph> {
        PARAGRAPHS.iter().find(|one| one.number == self.number)
    }

    /// Whether it counts only with an appropriate policy document.
    #[must_use]
    pub fn wants_policy(self) -> bool {
        self.paragraph().is_some_and(|one| match one.policy {
            Policy::Wanted => true,
            Policy::Free => false,
            Policy::Except(below) => !self.below.starts_with(below),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Option<u32> {
        Cited::read(text).map(|cited| cited.number)
    }

    #[test]
    fn paragraphs_are_read_as_authors_cite_them() {
        assert_eq!(number("18"), Some(18));
        assert_eq!(number(" 10(2)"), Some(10));
        assert_eq!(number("para 18"), Some(18));
        assert_eq!(number("Part 2, paragraph 18(1)(a)"), Some(18));
        assert_eq!(number("paras 6 and 8"), Some(6));
        for unread in ["", "Part 2, 18", "Schedule 1(18)", "the health paragraph", "§ 3"] {
            assert_eq!(number(unread), None, "{unread}");
        }
    }

    #[test]
    fn paragraphs_that_want_a_policy_document() {
        let wants = |text| Cited::read(text).is_some_and(Cited::wants_policy);
        for yes in ["1", "6", "10", "10(1)", "18", "28", "para 18", "Part 2, paragraph 18(1)(a)", "27", "35"] {
            assert!(wants(yes), "{yes}");
        }
        for no in ["2", "3", "4", "10(2)", "13", "27(3)", "29", "36", "", "the health paragraph"] {
            assert!(!wants(no), "{no}");
        }
    }

    #[test]
    fn what_is_about_the_document_is_no_condition() {
        for number in [5, 38, 41, 99] {
            assert_eq!(Cited { number, below: "" }.paragraph(), None, "{number}");
        }
    }
}
