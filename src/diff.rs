//! What changed between two versions of a notice, by meaning and not by text; whether it matters, and to whom.
//!
//! Two models are compared, so order that nobody sees, white space, comments, files and the spelling of periods say nothing.
//! Then the comparison checks itself: where the two notices print different words and no change was found, that is a change.

mod affected;
mod align;
mod class;
mod declared;
mod fields;
mod fold;
pub mod gate;
mod ids;
pub mod kinds;
mod naming;
pub mod news;
mod path;
mod same;
mod seen;
mod tree;
mod version;
mod walk;
pub mod words;

use std::cmp::Ordering;

use strum::{AsRefStr, IntoStaticStr};

use crate::declaration::version::order;
use crate::declaration::{Date, History, HistoryKind};
use crate::model::Model;
use crate::source::{Span, Spanned};

pub use affected::{Affected, Group};
pub use kinds::Kind;
pub use tree::Unwritten;
pub use version::suggested;

use affected::Uses;
use declared::{declaration, printed_in_both};
use fold::fold;
use naming::{in_words, names, referred};
use same::Languages;
use tree::{Node, Value};
use walk::{Found, Walk};

/// What was done to a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, AsRefStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Operation {
    /// It is there in the new version alone.
    Added,
    /// It is there in the old version alone.
    Removed,
    /// It is another one.
    Altered,
    /// It has another id.
    Renamed,
    /// It stands in another order.
    Moved,
}

impl Operation {
    /// The same from the new version to the old one.
    #[must_use]
    pub fn reversed(self) -> Self {
        match self {
            Self::Added => Self::Removed,
            Self::Removed => Self::Added,
            other => other,
        }
    }
}

/// How much a change matters to the people concerned, after WP260 rev.01, paragraphs 29 to 31.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Class {
    /// How it looks, is ordered or checked: nobody need be told.
    Editorial,
    /// Other words, which may mean the same or not: somebody must read them.
    Review,
    /// What is done with data, by whom, or how people use their rights: people must be told.
    Material,
    /// The nature of the processing: people must be told well before it takes effect.
    Fundamental,
}

impl Class {
    /// How it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// One side of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// What stands there, in one line; for texts the words of the first language that differs, as they are written.
    pub text: String,
    /// Where, in the sources of that version; nowhere for a version that was read from a manifest.
    pub span: Span,
}

/// A difference in what two versions say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What changed.
    pub kind: &'static Kind,
    /// How.
    pub operation: Operation,
    /// How much it matters.
    pub class: Class,
    /// Where, by the ids of the new version: `purposes.select.basis`.
    pub path: String,
    /// What the entry there is called in the first language, where it has a name.
    pub label: Option<String>,
    /// The same by language, as far as it is written: tag and name.
    pub labels: Vec<(String, String)>,
    /// For a purpose that names an entry from now on, or no more: what that entry is called, by language.
    pub named: Vec<(String, String)>,
    /// Whether it is an entry as a whole.
    pub is_entry: bool,
    /// Whether it is a whole of its own: an entry, or an element of a list, and no field.
    pub is_whole: bool,
    /// What stands in the old version.
    pub old: Option<Side>,
    /// What stands in the new one.
    pub new: Option<Side>,
    /// For what is gone: what stood around it and is still there, in the sources of the new version.
    pub around: Option<Span>,
    /// For texts: tags of the languages whose words differ.
    pub languages: Vec<String>,
    /// For an entry that is there in one version alone: its fields and what they say. For sentences of the program or the project:
    /// some of them, as `before` and `after`.
    pub facts: Vec<(String, String)>,
    /// More about it, in a word or a clause: `longer`, `a third country: US`.
    pub remark: Option<String>,
    /// Ids of the purposes that it touches.
    pub purposes: Vec<String>,
    /// The people whom it concerns.
    pub affected: Affected,
}

/// What a version says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edition {
    /// Its version.
    pub version: Option<String>,
    /// First day on which it holds.
    pub effective: Option<jiff::civil::Date>,
    /// Day of the last change.
    pub updated: Option<jiff::civil::Date>,
}

/// Two versions of a notice, compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diff {
    /// The notice's id in the new version.
    pub id: String,
    /// Its id in the old version.
    pub old_id: String,
    /// What the old version says of itself.
    pub old: Edition,
    /// What the new one says of itself.
    pub new: Edition,
    /// What the author says of the new version in its history, unless the old version had that entry already.
    pub claim: Option<HistoryKind>,
    /// What differs, the weightiest first, then in the order of the notice; versions and dates are no changes.
    pub changes: Vec<Change>,
}

impl Diff {
    /// Whether both say the same, apart from versions and dates.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The weightiest class.
    #[must_use]
    pub fn class(&self) -> Option<Class> {
        self.changes.iter().map(|change| change.class).max()
    }

    /// Changes of a class, in order.
    pub fn of(&self, class: Class) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.class == class)
    }
}

impl Edition {
    /// What a notice says of itself.
    #[must_use]
    pub fn of(model: &Model) -> Self {
        let Some(notice) = &model.notice else { return Self::default() };
        let day = |date: Option<Spanned<Date>>| date.map(|date| date.value.0);
        Self {
            version: notice.version.as_ref().map(|version| version.trim().to_owned()),
            effective: day(notice.effective),
            updated: day(notice.updated),
        }
    }

    /// The later of its days.
    #[must_use]
    pub fn day(&self) -> Option<jiff::civil::Date> {
        self.effective.max(self.updated)
    }
}

/// Both versions of a notice as trees; the old one has the ids of the new.
struct Versions<'a> {
    old: &'a Node,
    new: &'a Node,
    new_model: &'a Model,
    languages: &'a Languages,
}

/// Compares two versions of a notice.
///
/// The sentences of a project are compared too, but not its templates.
///
/// # Errors
/// None that a declaration can cause.
pub fn compare(old: &Model, new: &Model) -> Result<Diff, Unwritten> {
    let languages = printed_in_both(old, new);
    let (mut before, mut after) = (declaration(old)?, declaration(new)?);
    let renamed = ids::follow(&mut before, &mut after, &languages);
    let versions = Versions { old: &before, new: &after, new_model: new, languages: &languages };
    let mut walk = Walk { languages: &languages, found: Vec::new() };
    walk.declaration(&before, &after);
    let found = seen::keep(fold(walk.found), new);
    let uses = Uses::new(&versions);
    let mut changes: Vec<Change> = found.iter().map(|found| change(found, &versions, &uses)).collect();
    changes.extend(renamed.iter().map(|renamed| seen::renamed(renamed, &versions, &uses)));
    changes.extend(seen::otherwise(old, new, changes.is_empty()));
    // Stable: within a class, the order of the notice.
    changes.sort_by_key(|change| std::cmp::Reverse(change.class));
    let (id, old_id) = (new.id.clone(), old.id.clone());
    let claim = announced(old, new).and_then(|entry| entry.kind).map(|kind| kind.value);
    Ok(Diff { id, old_id, old: Edition::of(old), new: Edition::of(new), claim, changes })
}

/// A notice that is there in one version alone, as a comparison.
#[must_use]
pub fn whole(model: &Model, operation: Operation) -> Diff {
    let stated = Edition::of(model);
    let (old, new) = match operation {
        Operation::Removed => (stated, Edition::default()),
        _ => (Edition::default(), stated),
    };
    let change = seen::whole(model, operation);
    Diff { id: model.id.clone(), old_id: model.id.clone(), old, new, claim: None, changes: vec![change] }
}

/// The entry of the history for the new version, unless the old version had it already.
fn announced<'a>(old: &Model, new: &'a Model) -> Option<&'a Spanned<History>> {
    let version = Edition::of(new).version;
    let is_new = |one: &&Spanned<History>| !old.history.contains(one);
    let of = |one: &&Spanned<History>| match (&version, &one.version) {
        (Some(version), Some(own)) => own.trim() == version || order(own, version).is_some_and(Ordering::is_eq),
        // A notice without a version has its newest entry.
        (None, _) => true,
        (Some(_), None) => false,
    };
    new.history.iter().filter(is_new).find(of)
}

fn change(found: &Found<'_>, versions: &Versions<'_>, uses: &Uses<'_>) -> Change {
    let (class, remark) = class::of(found, versions);
    let plain = found.path.plain();
    let side = |node: Option<&Node>, root: &Node| {
        node.map(|node| Side { text: in_words(node, plain, root), span: node.place() })
    };
    let root = if found.operation == Operation::Removed { versions.old } else { versions.new };
    // Of a statement, what is the same on both sides is left out.
    let differs = |node: &Node, other: &Node| {
        let fields = node.table()?.iter().filter(|(name, node)| {
            other.get(name).is_none_or(|other| !versions.languages.same(node, other, &format!("{plain}.{name}")))
        });
        let fields = fields.map(|(name, node)| (name.clone(), node.clone()));
        Some(Node { span: node.span, value: Value::Table(fields.collect()) })
    };
    let parts = found.old.zip(found.new).and_then(|(old, new)| Some((differs(old, new)?, differs(new, old)?)));
    let (old, new) = parts.as_ref().map_or((found.old, found.new), |(old, new)| (Some(old), Some(new)));
    let whole = match (found.operation, found.old, found.new) {
        (Operation::Added, _, Some(node)) | (Operation::Removed, Some(node), _) => node.table(),
        _ => None,
    };
    let fields = whole.into_iter().flatten().filter(|(field, _)| *field != "was");
    let purposes = uses.purposes(found);
    let entry = found.path.id().map(|id| (found.path.register(), id));
    let labels = names(entry, versions);
    let referred = referred(found);
    let remark = remark.or_else(|| names(referred, versions).first().map(|(_, name)| format!("“{name}”")));
    Change {
        kind: found.kind,
        operation: found.operation,
        class,
        path: found.path.shown(),
        label: labels.first().map(|(_, name)| name.clone()),
        labels,
        named: names(referred, versions),
        is_entry: found.path.is_entry(),
        is_whole: found.path.is_entry() || found.path.is_element(),
        old: side(old, versions.old),
        new: side(new, versions.new),
        around: found.around.map(Node::place).filter(|span| *span != Span::default()),
        languages: found.languages.clone(),
        facts: fields.map(|(field, node)| (field.clone(), in_words(node, &format!("{plain}.{field}"), root))).collect(),
        remark,
        affected: uses.affected(found, &purposes),
        purposes,
    }
}
