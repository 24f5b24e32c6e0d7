//! What a line of `[lints]` or an argument names: a rule, a family, or a group of rules.

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

    /// Its name as messages give it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rule(rule) => rule.name,
            Self::Family(family) => family,
            Self::Group(group) => group.name(),
        }
    }

    /// Whether it names a rule, alone or with others.
    #[must_use]
    pub fn has(self, rule: &Rule) -> bool {
        match self {
            Self::Rule(one) => one == rule,
            Self::Family(family) => rule.family() == family,
            Self::Group(group) => group.has(rule),
        }
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

/// Of lines that name a rule at levels that its mark allows, the one that counts: the closest, and the last of equals.
pub(super) fn chosen<'a, T>(
    lines: impl Iterator<Item = &'a (Selector, Level, T)>,
    rule: &Rule,
    mark: Mark,
) -> Option<&'a (Selector, Level, T)> {
    lines
        .filter(|(selector, level, _)| selector.has(rule) && (!mark.is_fixed() || *level >= mark.level()))
        .max_by_key(|(selector, ..)| selector.closeness())
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
