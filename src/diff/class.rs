//! How much a change matters: WP260 rev.01, paragraphs 29 to 31.
//!
//! Paragraph 29 names what is always worth telling: a change of purpose, of the controller's identity, of how people use their
//! rights. Paragraph 30 gives as a fundamental change more categories of recipients and the first transfer to a third country.
//! That special data and decisions by machines alone weigh as much is our reading of "relevant to and impact upon" people.

use std::collections::BTreeSet;

use super::affected::references;
use super::fields::{Weight, is_limit};
use super::kinds as kind;
use super::naming::called;
use super::tree::{Node, one_line};
use super::walk::Found;
use super::{Class, Operation, Versions};
use crate::declaration::shape::from_text;
use crate::declaration::{Lifetime, Period};
use crate::law::{Country, Regime, adequacy};

/// The class of a difference, and a remark on it.
pub(super) fn of(found: &Found<'_>, versions: &Versions<'_>) -> (Class, Option<String>) {
    let plain = match found.weight {
        Weight::Fact | Weight::Name => Class::Material,
        Weight::Words => Class::Review,
        Weight::Style => Class::Editorial,
    };
    let judged = Judged { found, versions };
    if let Some(Fundamental { remark }) = judged.fundamental() {
        return (Class::Fundamental, remark);
    }
    if let Some(remark) = judged.denial() {
        return (plain, Some(remark.to_owned()));
    }
    if judged.is_another() {
        return (Class::Material, Some("little in common with the words before".to_owned()));
    }
    (plain, judged.length())
}

/// That a change is one in the nature of the processing.
struct Fundamental {
    /// Why, where that is not plain to see.
    remark: Option<String>,
}

impl Fundamental {
    fn plainly() -> Self {
        Self { remark: None }
    }

    fn because(remark: String) -> Self {
        Self { remark: Some(remark) }
    }
}

struct Judged<'a> {
    found: &'a Found<'a>,
    versions: &'a Versions<'a>,
}

/// Special data of which the kind is not said.
const FILED: &str = "filed as special";

impl Judged<'_> {
    fn in_new(&self) -> Option<&Node> {
        self.versions.new.get(self.found.path.register())?.get(self.found.path.id()?)
    }

    fn in_old(&self) -> Option<&Node> {
        self.versions.old.get(self.found.path.register())?.get(self.found.path.id()?)
    }

    /// The entry of a register that a purpose names from now on.
    fn named(&self, register: &str) -> Option<&str> {
        let node = self.found.new.filter(|_| self.found.path.plain() == format!("purposes.{register}"))?;
        node.word().or_else(|| node.get("id").and_then(Node::word))
    }

    /// Whether it changes the nature of the processing.
    fn fundamental(&self) -> Option<Fundamental> {
        let (found, whole) = (self.found, self.found.path.is_entry());
        let decides = || {
            (found.path.register() == "automated").then(|| self.decides().map(|()| Fundamental::plainly())).flatten()
        };
        // Silence counts as yes: what says that a decision is none can be what goes.
        if found.operation == Operation::Removed {
            return decides();
        }
        match found.path.register() {
            "purposes" if whole => Some(Fundamental::plainly()),
            "purposes" if found.kind == kind::RECIPIENT => {
                // What was declared and got nothing gets data now.
                let id = self.named("recipients").filter(|id| !is_used(self.versions.old, id))?;
                let entry = self.versions.new.get("recipients")?.get(id)?;
                self.abroad(entry).or_else(|| self.is_new_kind(entry)).map(Fundamental::because)
            }
            "purposes" if found.kind == kind::DATA => self.special_of_purpose().map(Fundamental::because),
            "recipients" => {
                let entry = self.in_new()?;
                let places = whole || found.kind == kind::COUNTRY || found.kind == kind::TRANSFER;
                let abroad = places.then(|| self.abroad(entry)).flatten();
                let other_kind = || if whole { self.is_new_kind(entry) } else { self.is_another_kind(entry) };
                abroad.or_else(other_kind).map(Fundamental::because)
            }
            "data" if whole || found.kind == kind::SPECIAL_DATA => self.special().map(Fundamental::because),
            "automated" => decides(),
            _ => None,
        }
    }

    /// Third countries to which data goes from now on: those that no recipient had before. One that is found adequate is no such
    /// country where data left the area already.
    fn abroad(&self, entry: &Node) -> Option<String> {
        let law = &self.versions.new_model.law;
        let recipients = self.versions.old.get("recipients").and_then(Node::table).into_iter().flatten();
        let before: Vec<&Node> =
            recipients.filter(|(id, _)| is_used(self.versions.old, id)).map(|(_, entry)| entry).collect();
        let mut told = Vec::new();
        for regime in &law.regimes {
            let outside = |entry: &Node| -> BTreeSet<String> {
                let third = |code: &String| match from_text::<Country>(code) {
                    Ok(country) => !regime.holds(country, law.date),
                    // An international organisation.
                    Err(_) => true,
                };
                places(entry).into_iter().filter(third).collect()
            };
            let known: BTreeSet<String> = before.iter().flat_map(|entry| outside(entry)).collect();
            let adequate = |code: &String| {
                let country = from_text::<Country>(code).ok();
                let rows = country.map(|country| adequacy::in_force(*regime, country, law.date_in(*regime)));
                rows.is_some_and(|rows| rows.iter().any(|row| row.condition.is_none()))
            };
            let fresh: Vec<String> = outside(entry).difference(&known).cloned().collect();
            let fresh: Vec<String> = fresh.into_iter().filter(|code| known.is_empty() || !adequate(code)).collect();
            if !fresh.is_empty() {
                let of = match regime {
                    Regime::Eu => "the EU",
                    Regime::Uk => "the UK",
                    Regime::Ch => "Switzerland",
                };
                told.push(format!("a new third country for {of}: {}", fresh.join(", ")));
            }
        }
        (!told.is_empty()).then(|| told.join("; "))
    }

    /// A recipient of a role and sector (or category) that none had which got data before.
    fn is_new_kind(&self, entry: &Node) -> Option<String> {
        (!self.is_known_kind(entry)).then(|| "a new kind of recipient".to_owned())
    }

    fn is_known_kind(&self, entry: &Node) -> bool {
        let own = kind_of(entry);
        let mut known = self.versions.old.get("recipients").and_then(Node::table).into_iter().flatten();
        known.any(|(id, entry)| is_used(self.versions.old, id) && kind_of(entry) == own)
    }

    /// A recipient that was of one kind and is of another; one of which more is told is of the same.
    fn is_another_kind(&self, entry: &Node) -> Option<String> {
        let before = self.in_old()?;
        let other = if self.found.kind == kind::ROLE {
            let ((before, _), (after, _)) = (kind_of(before), kind_of(entry));
            !before.is_empty() && after.difference(&before).next().is_some()
        } else {
            let words = |entry: &Node| entry.get("category").map(|text| one_line(&text.shown()).to_lowercase());
            let (before, after) = (words(before), words(entry));
            let like = before.zip(after).map(|(before, after)| strsim::normalized_levenshtein(&before, &after));
            self.found.path.plain() == "recipients.category" && like.is_some_and(|like| like < LIKE)
        };
        if other { self.is_new_kind(entry) } else { None }
    }

    /// Data that become special or tell of offences; that a kind is named, or no longer, is no new kind.
    fn special(&self) -> Option<String> {
        let after = self.in_new().map(special_of)?;
        let before = self.in_old().map(special_of).unwrap_or_default();
        let fresh: Vec<String> = after.difference(&before).cloned().collect();
        let exact = |kinds: &BTreeSet<String>| kinds.contains(FILED);
        let same = exact(&before) || exact(&after) && !before.is_empty();
        (!fresh.is_empty() && !same).then(|| format!("special: {}", fresh.join(", ")))
    }

    /// Special data that a purpose uses from now on.
    fn special_of_purpose(&self) -> Option<String> {
        let entry = self.versions.new.get("data")?.get(self.named("data")?)?;
        let kinds: Vec<String> = special_of(entry).into_iter().collect();
        let name = called(entry, self.versions.languages.first()).map(|name| format!("“{name}”; ")).unwrap_or_default();
        (!kinds.is_empty()).then(|| format!("{name}special: {}", kinds.join(", ")))
    }

    /// Other words for what something is that have next to nothing in common with those before.
    fn is_another(&self) -> bool {
        let side = |node: Option<&Node>| node.map(|node| one_line(&node.shown()).to_lowercase()).unwrap_or_default();
        CALLED.contains(&self.found.path.plain())
            && self.found.weight == Weight::Words
            && self.found.operation == Operation::Altered
            && strsim::normalized_levenshtein(&side(self.found.old), &side(self.found.new)) < OTHER
    }

    /// What is said with `none`.
    fn denial(&self) -> Option<&'static str> {
        let said = |node: Option<&Node>| node.is_some_and(|node| node.is_true() || node.word() == Some("none"));
        let limit = is_limit(self.found.path.plain());
        match (self.found.old, self.found.new) {
            (Some(_), None) if limit => return Some("it is no longer limited to these"),
            (None, Some(_)) if limit => return Some("it is limited to these now"),
            _ => {}
        }
        let last = self.found.path.plain().rsplit('.').next();
        let none = last == Some("none") || self.found.path.plain() == "purposes.recipients";
        match (none && said(self.found.old), none && said(self.found.new)) {
            (true, false) => Some("it no longer says that there are none"),
            (false, true) => Some("it says that there are none"),
            _ => None,
        }
    }

    /// A decision by a machine alone with significant effects, where there was none.
    fn decides(&self) -> Option<()> {
        let denied = |entry: &Node| {
            ["solely", "significant"]
                .iter()
                .any(|fact| entry.get(fact).is_some_and(|node| matches!(node.value, super::tree::Value::Bool(false))))
        };
        let last = self.found.path.plain().rsplit('.').next()?;
        let gone = self.found.path.is_entry() && self.found.operation == Operation::Removed;
        let concerns = self.found.path.is_entry() || ["solely", "significant"].contains(&last);
        let before = self.in_old().is_some_and(|entry| !denied(entry));
        self.in_new().filter(|entry| concerns && !gone && !before && !denied(entry)).map(|_| ())
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

/// How alike two categories of recipients must be to be one.
const LIKE: f64 = 0.6;

/// How alike words for what something is must be to those before, so as to mean the same thing.
const OTHER: f64 = 0.4;

/// Texts that say what something is.
const CALLED: &[&str] = &[
    "purposes.label",
    "data.label",
    "subjects.label",
    "sources.label",
    "interests.label",
    "purposes.basis.interest",
    "retention.from",
    "retention.until",
    "processor_for.activity",
    "disclosures.label",
];

/// Where a recipient takes data: its countries, those of its transfers, an organisation.
fn places(entry: &Node) -> BTreeSet<String> {
    let transfers = entry.get("transfers").map(Node::list).unwrap_or_default();
    let all = entry.get("countries").into_iter().chain(transfers.iter().filter_map(|transfer| transfer.get("to")));
    let one = |places: &Node| -> Vec<String> {
        let organisation = places.get("organisation").and_then(Node::word);
        places.list().iter().filter_map(Node::word).chain(organisation).map(str::to_owned).collect()
    };
    all.flat_map(one).collect()
}

/// Roles of a recipient, and its sector or category.
fn kind_of(entry: &Node) -> (BTreeSet<String>, String) {
    let roles = entry.get("role").map(Node::list).unwrap_or_default();
    let roles = roles.iter().filter_map(Node::word).map(str::to_owned).collect();
    let what = entry.get("sector").or_else(|| entry.get("category"));
    (roles, what.map(|what| one_line(&what.shown()).to_lowercase()).unwrap_or_default())
}

/// Kinds of special data, and offences.
fn special_of(entry: &Node) -> BTreeSet<String> {
    let special = entry.get("special");
    let kinds = special.map(Node::list).unwrap_or_default().iter().filter_map(Node::word).map(str::to_owned);
    let filed = special.is_some_and(Node::is_true).then(|| FILED.to_owned());
    let criminal = entry.get("criminal").is_some_and(Node::is_true).then(|| "offences".to_owned());
    kinds.chain(filed).chain(criminal).collect()
}

/// Whether a recipient gets data: for a purpose, by a stored item, for marketing.
fn is_used(root: &Node, recipient: &str) -> bool {
    let mut used = false;
    for table in ["purposes", "storage", "marketing"] {
        for entry in root.get(table).and_then(Node::table).into_iter().flat_map(|entries| entries.values()) {
            references(entry, table, &mut |register, id| used |= register == "recipients" && id == recipient);
        }
    }
    used
}
