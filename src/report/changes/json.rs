//! Changes for another program.

use schemars::JsonSchema;
use serde::Serialize;

use super::Compared;
use crate::diff::{Change, Edition, Side, suggested};
use crate::source::{SourceMap, Span};

/// Version of the form in which comparisons are written.
pub const FORMAT: u64 = 1;

/// All comparisons of a run.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Comparisons {
    /// Version of this form.
    pub format: u64,
    /// One for each notice.
    pub notices: Vec<Comparison>,
}

/// A comparison of two versions of a notice.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Comparison {
    /// The notice's id in the new version.
    pub id: String,
    /// Its id in the old version.
    pub old_id: String,
    /// What the old version is called: a revision, a file.
    pub base: String,
    /// What the old version says of itself.
    pub old: Stated,
    /// What the new one says of itself.
    pub new: Stated,
    /// The weightiest class: `fundamental`, `material`, `review` or `editorial`; `null` without a change.
    pub class: Option<&'static str>,
    /// The version that such a change asks for, where the old one is a number.
    pub suggested_version: Option<String>,
    /// What the author says in the history of the new version: `processing` or `description`.
    pub claimed: Option<String>,
    /// What differs, the weightiest first.
    pub changes: Vec<Told>,
}

/// What a version says of itself.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Stated {
    /// Its version.
    pub version: Option<String>,
    /// First day on which it holds.
    pub effective: Option<String>,
    /// Day of the last change.
    pub updated: Option<String>,
}

/// A change.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Told {
    /// Code of its kind; `noticec explain` tells more.
    pub code: &'static str,
    /// Name of its kind.
    pub name: &'static str,
    /// `added`, `removed`, `altered`, `renamed` or `moved`.
    pub operation: String,
    /// `fundamental`, `material`, `review` or `editorial`.
    pub class: &'static str,
    /// Where, by the ids of the new version.
    pub path: String,
    /// What the entry there is called.
    pub label: Option<String>,
    /// What stands in the old version.
    pub old: Option<Stands>,
    /// What stands in the new one.
    pub new: Option<Stands>,
    /// For what is gone: what stood around it, in the new version.
    pub around: Option<Place>,
    /// For texts: BCP 47 tags of the languages whose words differ.
    pub languages: Vec<String>,
    /// For an entry that is there in one version alone: its fields.
    pub facts: Vec<Fact>,
    /// More about it.
    pub remark: Option<String>,
    /// Ids of the purposes that it touches.
    pub purposes: Vec<String>,
    /// Whether it concerns all readers.
    pub everybody: bool,
    /// Otherwise the groups of people whom it concerns.
    pub groups: Vec<Group>,
}

/// What stands at a place.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Stands {
    /// In one line.
    pub text: String,
    /// Where; `null` for a version that was read from a manifest.
    pub place: Option<Place>,
}

/// A place in a file.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Place {
    /// The file, relative to the folder of the run.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
}

/// A field of an entry.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Fact {
    /// Its name.
    pub field: String,
    /// What it says, in one line.
    pub text: String,
}

/// A group of people.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Group {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: Option<String>,
}

/// Comparisons in a versioned form.
#[must_use]
pub fn comparisons(all: &[Compared<'_>]) -> Comparisons {
    Comparisons { format: FORMAT, notices: all.iter().map(comparison).collect() }
}

fn comparison(compared: &Compared<'_>) -> Comparison {
    let diff = compared.diff;
    let class = diff.class();
    let old = diff.old.version.as_ref();
    Comparison {
        id: diff.id.clone(),
        old_id: diff.old_id.clone(),
        base: compared.base.to_owned(),
        old: stated(&diff.old),
        new: stated(&diff.new),
        class: class.map(crate::diff::Class::name),
        suggested_version: old
            .zip(class)
            .filter(|_| diff.new.version.is_some())
            .and_then(|(old, class)| suggested(old, class, diff.new.day())),
        claimed: diff.claim.map(|claim| claim.as_ref().to_owned()),
        changes: diff.changes.iter().map(|change| told(change, compared)).collect(),
    }
}

fn stated(edition: &Edition) -> Stated {
    Stated {
        version: edition.version.clone(),
        effective: edition.effective.map(|day| day.to_string()),
        updated: edition.updated.map(|day| day.to_string()),
    }
}

fn told(change: &Change, compared: &Compared<'_>) -> Told {
    let stands = |side: &Option<Side>, sources: Option<&SourceMap>| {
        side.as_ref().map(|side| Stands { text: side.text.clone(), place: place(sources, Some(side.span)) })
    };
    let groups = change.affected.groups.iter();
    Told {
        code: change.kind.code,
        name: change.kind.name,
        operation: change.operation.as_ref().to_owned(),
        class: change.class.name(),
        path: change.path.clone(),
        label: change.label.clone(),
        old: stands(&change.old, compared.old),
        new: stands(&change.new, Some(compared.new)),
        around: place(Some(compared.new), change.around.filter(|_| change.new.is_none())),
        languages: change.languages.clone(),
        facts: change.facts.iter().map(|(field, text)| Fact { field: field.clone(), text: text.clone() }).collect(),
        remark: change.remark.clone(),
        purposes: change.purposes.clone(),
        everybody: change.affected.everybody,
        groups: groups.map(|group| Group { id: group.id.clone(), label: group.label.clone() }).collect(),
    }
}

fn place(sources: Option<&SourceMap>, span: Option<Span>) -> Option<Place> {
    let span = span.filter(|span| *span != Span::default())?;
    let (file, line, column) = sources?.position(span)?;
    Some(Place { file: file.to_owned(), line, column })
}
