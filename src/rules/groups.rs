//! What rules have in common: their families, and groups across families.

use strum::IntoEnumIterator;

use super::{Rule, all};
use crate::finding::Mark;
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

    /// Whether a rule belongs to it.
    #[must_use]
    pub fn has(self, rule: &Rule) -> bool {
        match self {
            Self::Guidance => rule.is_guidance(),
            Self::Style => rule.is_style(),
            Self::Only(regime) => rule.packs == [regime],
        }
    }
}

impl Rule {
    /// Whether it cites law or guidance for what the law itself does not demand: marks `Expected` and `Practice`.
    #[must_use]
    pub fn is_guidance(&self) -> bool {
        self.asks_only() && !self.law.is_empty()
    }

    /// Whether it judges how something is worded or laid out, and not whether a fact is there: the rules of `TXT` and `LAY`
    /// below an error, and a few of other families.
    #[must_use]
    pub fn is_style(&self) -> bool {
        self.asks_only() && (["TXT", "LAY"].contains(&self.family()) || WORDING.contains(&self.code))
    }

    fn asks_only(&self) -> bool {
        matches!(self.mark, Mark::Expected | Mark::Practice)
    }

    /// The groups to which it belongs.
    pub fn groups(&self) -> impl Iterator<Item = Group> + '_ {
        Group::all().filter(|group| group.has(self))
    }
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
        assert_eq!(names("RET-02"), [""; 0], "by inference, but it demands it");
        assert_eq!(names("RET-03"), ["guidance"]);
        assert_eq!(names("TXT-17"), [""; 0], "a text that is missing is no matter of style");
        assert_eq!(names("PUR-03"), ["guidance", "style"]);
        assert_eq!(names("CMP-05"), ["uk"]);
        assert_eq!(names("LVL-03"), [""; 0], "a waiver that is not used is no matter of guidance");
    }

    #[test]
    fn rules_of_wording_are_rules() {
        for code in WORDING {
            assert!(find(code).unwrap().is_style(), "{code}");
        }
    }
}
