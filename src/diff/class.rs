//! How much a change matters: WP260 rev.01, paragraphs 29 to 31.
//!
//! Paragraph 29 names what is always worth telling: a change of purpose, of the controller's identity, of how people use their
//! rights. Paragraph 30 gives as a fundamental change more categories of recipients and the first transfer to a third country.
//! That special data and decisions by machines alone weigh as much is our reading of "relevant to and impact upon" people.

use std::collections::BTreeSet;

use super::fields::Weight;
use super::kinds as kind;
use super::tree::{Node, one_line};
use super::walk::Found;
use super::{Class, Operation, Versions, called};
use crate::declaration::{Lifetime, Period};
use crate::law::Country;

/// The class of a difference, and a remark on it.
pub(super) fn of(found: &Found<'_>, versions: &Versions<'_>) -> (Class, Option<String>) {
    let plain = match found.weight {
        Weight::Fact | Weight::Name => Class::Material,
        Weight::Words => Class::Review,
        Weight::Style => Class::Editorial,
    };
    let judged = Judged { found, versions };
    if found.operation == Operation::Removed || plain < Class::Material {
        return (plain, judged.length());
    }
    match judged.fundamental() {
        Some(remark) => (Class::Fundamental, remark),
        None => (plain, judged.length()),
    }
}

struct Judged<'a> {
    found: &'a Found<'a>,
    versions: &'a Versions<'a>,
}

impl Judged<'_> {
    fn entry(&self, root: &'static str) -> Option<()> {
        (self.found.path.register() == root).then_some(())
    }

    fn in_new(&self) -> Option<&Node> {
        self.versions.new.get(self.found.path.register())?.get(self.found.path.id()?)
    }

    fn in_old(&self) -> Option<&Node> {
        self.versions.old.get(self.found.path.register())?.get(self.found.path.id()?)
    }

    /// Whether it changes the nature of the processing; a remark, where there is more to say.
    fn fundamental(&self) -> Option<Option<String>> {
        let whole = self.found.path.is_entry();
        let kind = self.found.kind;
        if kind == kind::PURPOSE && whole {
            return Some(None);
        }
        if self.entry("recipients").is_some() {
            if let Some(abroad) = self.abroad() {
                return Some(Some(abroad));
            }
            let is_who = whole || kind == kind::ROLE || kind == kind::RECIPIENT;
            return self.is_new_kind_of_recipient().filter(|_| is_who).map(Some);
        }
        if kind == kind::SPECIAL_DATA || kind == kind::DATA {
            return self.special().map(Some);
        }
        if self.entry("automated").is_some() {
            return self.decides().map(|()| None);
        }
        None
    }

    /// Third countries to which a recipient takes data and did not before.
    fn abroad(&self) -> Option<String> {
        let whole = self.found.path.is_entry();
        if !whole && self.found.kind != kind::COUNTRY {
            return None;
        }
        let law = &self.versions.new_model.law;
        let outside = |entry: Option<&Node>| -> BTreeSet<String> {
            let places = entry.and_then(|entry| entry.get("countries"));
            let codes = places.map(Node::list).unwrap_or_default().iter().filter_map(Node::word);
            let third = |code: &str| {
                let country = crate::declaration::shape::from_text::<Country>(code).ok();
                country.is_some_and(|country| law.outside(country).next().is_some())
            };
            let organisation = places.and_then(|places| places.get("organisation")).and_then(Node::word);
            codes.filter(|code| third(code)).chain(organisation).map(str::to_owned).collect()
        };
        let (before, after) = (outside(self.in_old()), outside(self.in_new()));
        let fresh: Vec<String> = after.difference(&before).cloned().collect();
        (!fresh.is_empty()).then(|| format!("outside the area: {}", fresh.join(", ")))
    }

    /// A recipient of a role and sector (or category) that no recipient of the old version has.
    fn is_new_kind_of_recipient(&self) -> Option<String> {
        let kind = |entry: &Node| -> (BTreeSet<String>, String) {
            let roles = entry.get("role").map(Node::list).unwrap_or_default();
            let roles = roles.iter().filter_map(Node::word).map(str::to_owned).collect();
            let what = entry.get("sector").or_else(|| entry.get("category"));
            (roles, what.map(|what| one_line(&what.shown()).to_lowercase()).unwrap_or_default())
        };
        let own = kind(self.in_new()?);
        let mut known = self.versions.old.get("recipients").and_then(Node::table).into_iter().flatten();
        known.all(|(_, entry)| kind(entry) != own).then(|| "a new kind of recipient".to_owned())
    }

    /// Data that are special or tell of offences, and were not used so before.
    fn special(&self) -> Option<String> {
        let found = self.found;
        let facts = |entry: &Node| -> BTreeSet<String> {
            let special = entry.get("special");
            let kinds = special.map(Node::list).unwrap_or_default().iter().filter_map(Node::word).map(str::to_owned);
            let filed = special.is_some_and(Node::is_true).then(|| "filed as special".to_owned());
            let criminal = entry.get("criminal").is_some_and(Node::is_true).then(|| "offences".to_owned());
            kinds.chain(filed).chain(criminal).collect()
        };
        let register = |root: &Node, id: &str| root.get("data").and_then(|data| data.get(id)).map(facts);
        let told = |kinds: Vec<String>| (!kinds.is_empty()).then(|| format!("special: {}", kinds.join(", ")));
        if found.path.register() == "data" {
            let after = self.in_new().map(facts)?;
            let before = self.in_old().map(facts).unwrap_or_default();
            let concerns = found.path.is_entry() || found.kind == kind::SPECIAL_DATA;
            return told(after.difference(&before).cloned().collect()).filter(|_| concerns);
        }
        // A purpose that uses it from now on.
        let node = found.new.filter(|_| found.path.plain() == "purposes.data")?;
        let id = node.word().or_else(|| node.get("id").and_then(Node::word))?;
        let name = self.versions.new.get("data")?.get(id).and_then(|entry| called(entry, self.versions.languages));
        register(self.versions.new, id).and_then(|kinds| told(kinds.into_iter().collect())).map(|told| match name {
            Some(name) => format!("“{name}”; {told}"),
            None => told,
        })
    }

    /// A decision by a machine alone with significant effects, where there was none.
    fn decides(&self) -> Option<()> {
        let denied = |entry: &Node| {
            ["solely", "significant"]
                .iter()
                .any(|fact| entry.get(fact).is_some_and(|node| matches!(node.value, super::tree::Value::Bool(false))))
        };
        let last = self.found.path.plain().rsplit('.').next()?;
        let concerns = self.found.path.is_entry() || ["solely", "significant"].contains(&last);
        let before = self.in_old().is_some_and(|entry| !denied(entry));
        self.in_new().filter(|entry| concerns && !before && !denied(entry)).map(|_| ())
    }

    /// Whether a period is longer or shorter.
    fn length(&self) -> Option<String> {
        let (old, new) = (self.found.old?.word()?, self.found.new?.word()?);
        let is_period = matches!(
            self.found.path.plain().rsplit('.').next()?,
            "period" | "at_least" | "at_most" | "lead" | "respond_within" | "extension" | "duration" | "acknowledge"
        );
        let days = |text: &str| -> Option<u64> {
            let period = text.parse::<Period>().ok();
            let days = period.map(Period::rough_days);
            days.or_else(|| matches!(text.parse::<Lifetime>(), Ok(Lifetime::Session)).then_some(0))
        };
        let (old, new) = (days(old).filter(|_| is_period)?, days(new)?);
        match new.cmp(&old) {
            std::cmp::Ordering::Greater => Some("longer".to_owned()),
            std::cmp::Ordering::Less => Some("shorter".to_owned()),
            std::cmp::Ordering::Equal => None,
        }
    }
}
