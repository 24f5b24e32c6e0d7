//! What a line of `[lints]` or an argument names: a rule, a family, or a group of rules.

use super::Line;
use crate::finding::{Level, Mark};
use crate::law::basis::nearest;
use crate::rules::{self, Group, Rule};

/// What sets a level names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selector {
    /// One rule, by code or name.
    Rule(&'static Rule),
    /// All rules of a family, such as `RET`.
    Family(&'static str),
    /// Rules across families.
    Group(Group),
}

impl Selector {
    /// What a name stands for, in any case.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        let family = || rules::families().into_iter().find(|family| family.eq_ignore_ascii_case(name));
        rules::find(name)
            .map(Self::Rule)
            .or_else(|| family().map(Self::Family))
            .or_else(|| Group::find(name).map(Self::Group))
    }

    /// Whether it names findings of a rule that have this mark, alone or with others.
    #[must_use]
    pub fn has(self, rule: &Rule, mark: Mark) -> bool {
        match self {
            Self::Rule(one) => one == rule,
            Self::Family(family) => rule.family() == family,
            Self::Group(group) => group.has(rule, mark),
        }
    }

    /// Whether setting this level changes nothing, since all that it names keeps a higher one.
    pub(super) fn is_kept_above(self, level: Level) -> bool {
        let marks = rules::all().flat_map(|rule| rule.marks().map(move |mark| (rule, mark)));
        marks.filter(|(rule, mark)| self.has(rule, *mark)).all(|(_, mark)| keeps(mark, level))
    }

    /// How closely it names: the closest wins within one source.
    fn closeness(self) -> u8 {
        match self {
            Self::Rule(_) => 2,
            Self::Family(_) => 1,
            Self::Group(_) => 0,
        }
    }
}

/// Whether a finding of this mark stays above a level, whoever sets it.
pub(super) fn keeps(mark: Mark, level: Level) -> bool {
    mark.is_fixed() && level < mark.level()
}

/// Of lines that name a finding at levels that its mark allows, the one that counts: the closest, and the last of equals.
pub(super) fn chosen<'a>(lines: impl Iterator<Item = &'a Line>, rule: &Rule, mark: Mark) -> Option<&'a Line> {
    lines
        .filter(|line| line.selector.has(rule, mark) && !keeps(mark, line.level))
        .max_by_key(|line| line.selector.closeness())
}

/// The nearest name of a rule, a family or a group.
pub(super) fn near(found: &str) -> Option<String> {
    let groups = || Group::all().map(Group::name);
    let families = rules::families();
    // A short word is near to many; one letter may be wrong.
    let short = |name: &&str| strsim::damerau_levenshtein(&found.to_lowercase(), &name.to_lowercase()) <= 1;
    let short = groups().chain(families.iter().copied()).find(short);
    short.map(str::to_owned).or_else(|| rules::near(found)).or_else(|| nearest(found, groups()).map(str::to_owned))
}
