//! What rules have in common: their families, and groups across families.

use strum::IntoEnumIterator;

use super::{Rule, all};
use crate::finding::{Fault, Mark};
use crate::law::Regime;

/// Families of the catalogue and what they are about; noun phrases.
const FAMILIES: &[(&str, &str)] = &[
    ("SYN", "syntax"),
    ("INC", "includes and files"),
    ("IDN", "the controller"),
    ("REP", "representatives"),
    ("DPO", "the data protection officer"),
    ("JNT", "joint controllers"),
    ("PUR", "purposes"),
    ("BAS", "lawful bases"),
    ("LI", "legitimate interests"),
    ("RLI", "recognised legitimate interests"),
    ("CON", "consent"),
    ("SPC", "special categories of data"),
    ("CRM", "convictions and offences"),
    ("DAT", "categories of data"),
    ("SRC", "sources"),
    ("RCP", "recipients"),
    ("TRF", "transfers abroad"),
    ("RET", "storage periods"),
    ("RGT", "rights"),
    ("OBJ", "the right to object"),
    ("CMP", "complaints"),
    ("PRV", "whether data must be given"),
    ("ADM", "automated decisions"),
    ("AIA", "artificial intelligence"),
    ("CHD", "children"),
    ("CKE", "cookies and other storage on devices"),
    ("MKT", "electronic marketing"),
    ("FUR", "further purposes"),
    ("EXM", "exemptions"),
    ("CHG", "changes and versions"),
    ("TXT", "texts"),
    ("LAY", "layout"),
    ("SEC", "security"),
    ("REF", "references and structure"),
    ("GEO", "jurisdictions"),
    ("CHX", "Swiss law"),
    ("LVL", "levels and waivers"),
    ("OUT", "outputs"),
];

/// Rules of other families than `TXT` and `LAY` that judge nothing but how something is worded.
const WORDING: &[&str] = &["PUR-03", "RCP-04"];

/// Marks that a finding has in one case, and that are not that of its rule's row (`Fault::weighing`): milder or stricter.
///
/// A finding with a mark that neither its row nor this list has stops every test that meets it (`Rule::mark_of`).
const OTHER_MARKS: &[(&str, Mark)] = &[
    ("IDN-05", Mark::Expected),
    ("BAS-05", Mark::Expected),
    ("BAS-11", Mark::Expected),
    ("RLI-04", Mark::Expected),
    ("CON-03", Mark::Expected),
    ("SPC-10", Mark::Expected),
    ("SRC-01", Mark::Structural),
    ("RCP-02", Mark::Practice),
    ("TRF-09", Mark::Mandatory),
    ("RET-02", Mark::Practice),
    ("RGT-07", Mark::Practice),
    ("CMP-08", Mark::Expected),
    ("PRV-02", Mark::Expected),
    ("CHD-03", Mark::Practice),
    ("CHD-04", Mark::Practice),
    ("CKE-01", Mark::Expected),
    ("CKE-03", Mark::Inferred),
    ("CKE-04", Mark::Expected),
    ("CKE-05", Mark::Expected),
    ("MKT-02", Mark::Expected),
    ("MKT-03", Mark::Expected),
    ("FUR-01", Mark::Expected),
    ("FUR-01", Mark::Inferred),
    ("EXM-02", Mark::Expected),
    ("EXM-03", Mark::Expected),
    ("EXM-04", Mark::Expected),
    ("CHG-01", Mark::Structural),
    ("CHG-03", Mark::Expected),
    ("CHG-05", Mark::Practice),
    ("CHG-06", Mark::Practice),
    ("CHG-06", Mark::Inferred),
    ("CHG-07", Mark::Inferred),
    ("CHG-08", Mark::Inferred),
    ("TXT-03", Mark::Expected),
    ("TXT-04", Mark::Expected),
    ("TXT-14", Mark::Expected),
    ("CHX-10", Mark::Expected),
];

/// The families that have rules, in the order of the catalogue.
#[must_use]
pub fn families() -> Vec<&'static str> {
    let mut families: Vec<&str> = Vec::new();
    for rule in all() {
        if !families.contains(&rule.family()) {
            families.push(rule.family());
        }
    }
    families
}

/// What a family is about; a noun phrase.
#[must_use]
pub fn about(family: &str) -> &'static str {
    FAMILIES.iter().find(|(code, _)| *code == family).map_or("", |(_, about)| about)
}

/// Rules across families that may be named together, in `[lints]` and on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// What guidance of the authorities, case law or good practice asks for, and the law does not demand.
    Guidance,
    /// How something is worded or laid out, not what it says.
    Style,
    /// What holds in this jurisdiction alone.
    Only(Regime),
}

impl Group {
    /// All groups.
    pub fn all() -> impl Iterator<Item = Self> {
        [Self::Guidance, Self::Style].into_iter().chain(Regime::iter().map(Self::Only))
    }

    /// The group of a name, in any case.
    #[must_use]
    pub fn find(wanted: &str) -> Option<Self> {
        Self::all().find(|group| group.name().eq_ignore_ascii_case(wanted))
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Guidance => "guidance",
            Self::Style => "style",
            Self::Only(Regime::Eu) => "eu",
            Self::Only(Regime::Uk) => "uk",
            Self::Only(Regime::Ch) => "ch",
        }
    }

    /// Which rules it holds, in a sentence.
    #[must_use]
    pub fn about(self) -> &'static str {
        match self {
            Self::Guidance => {
                "All rules on what guidance, case law or good practice asks for, and the law does not demand."
            }
            Self::Style => "All rules on how something is worded or laid out.",
            Self::Only(Regime::Eu) => "All rules that hold under the law of the European Union alone.",
            Self::Only(Regime::Uk) => "All rules that hold under the law of the United Kingdom alone.",
            Self::Only(Regime::Ch) => "All rules that hold under the law of Switzerland alone.",
        }
    }

    /// Whether findings of a rule that have this mark belong to it.
    #[must_use]
    pub fn has(self, rule: &Rule, mark: Mark) -> bool {
        match self {
            Self::Guidance => rule.is_guidance(mark),
            Self::Style => rule.is_style(mark),
            Self::Only(regime) => rule.packs == [regime],
        }
    }

    /// Whether any findings of a rule belong to it.
    #[must_use]
    pub fn has_some(self, rule: &Rule) -> bool {
        rule.marks().any(|mark| self.has(rule, mark))
    }
}

impl Rule {
    /// The marks that its findings have: that of its row, then those of milder or stricter cases.
    pub fn marks(&self) -> impl Iterator<Item = Mark> + use<> {
        let code = self.code;
        let others = OTHER_MARKS.iter().filter(move |(other, _)| *other == code);
        std::iter::once(self.mark).chain(others.map(|(_, mark)| *mark))
    }

    /// What one of its findings rests on: its own mark, else that of the row.
    #[must_use]
    pub fn mark_of(&self, fault: &Fault) -> Mark {
        let mark = fault.mark.unwrap_or(self.mark);
        debug_assert!(self.marks().any(|one| one == mark), "{}: `OTHER_MARKS` lacks {mark:?}", self.code);
        mark
    }

    /// Whether findings of this mark cite law or guidance for what the law itself does not demand: `Expected` and `Practice`.
    #[must_use]
    pub fn is_guidance(&self, mark: Mark) -> bool {
        asks_only(mark) && !self.law.is_empty()
    }

    /// Whether it judges how something is worded or laid out, and not whether a fact is there: the rules of `TXT` and `LAY`
    /// below an error, and a few of other families.
    #[must_use]
    pub fn is_style(&self, mark: Mark) -> bool {
        asks_only(mark) && (["TXT", "LAY"].contains(&self.family()) || WORDING.contains(&self.code))
    }

    /// The groups to which some of its findings belong.
    pub fn groups(&self) -> impl Iterator<Item = Group> + '_ {
        Group::all().filter(|group| group.has_some(self))
    }
}

fn asks_only(mark: Mark) -> bool {
    matches!(mark, Mark::Expected | Mark::Practice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::find;

    fn names(code: &str) -> Vec<&'static str> {
        find(code).unwrap().groups().map(Group::name).collect()
    }

    #[test]
    fn every_family_says_what_it_is_about() {
        for family in families() {
            assert_ne!(about(family), "", "{family}");
        }
    }

    #[test]
    fn families_groups_and_rules_share_no_name() {
        for group in Group::all() {
            assert_eq!(find(group.name()), None);
            assert!(families().iter().all(|family| !family.eq_ignore_ascii_case(group.name())), "{group:?}");
        }
        for family in families() {
            assert_eq!(find(family), None);
        }
    }

    #[test]
    fn groups_hold_what_they_say() {
        assert_eq!(names("RET-01"), [""; 0], "the law demands it");
        assert_eq!(names("SRC-05"), [""; 0], "by inference, but it demands it");
        assert_eq!(names("RET-03"), ["guidance"]);
        assert_eq!(names("TXT-17"), [""; 0], "a text that is missing is no matter of style");
        assert_eq!(names("PUR-03"), ["guidance", "style"]);
        assert_eq!(names("CMP-05"), ["uk"]);
        assert_eq!(names("LVL-03"), [""; 0], "a waiver that is not used is no matter of guidance");
    }

    #[test]
    fn rules_of_wording_are_rules() {
        for code in WORDING {
            let rule = find(code).unwrap();
            assert!(rule.is_style(rule.mark), "{code}");
        }
    }

    #[test]
    fn other_marks_are_those_of_rules() {
        for (code, mark) in OTHER_MARKS {
            assert_ne!(find(code).unwrap().mark, *mark, "{code}: its row has it");
        }
    }

    #[test]
    fn a_group_goes_by_the_mark_of_the_finding() {
        let name = find("IDN-05").unwrap();
        assert!(Group::Guidance.has(name, Mark::Expected) && !Group::Guidance.has(name, Mark::Mandatory));
        assert_eq!(names("IDN-05"), ["guidance"]);
    }
}
