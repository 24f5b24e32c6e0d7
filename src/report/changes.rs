//! Changes between two versions of a notice, for people and for programs.

mod json;
mod markdown;
mod text;

use crate::declaration::HistoryKind;
use crate::diff::{Affected, Change, Class, Diff, Operation, suggested};
use crate::source::{SourceMap, Span};

pub use json::{Comparisons, FORMAT, comparisons};
pub use markdown::{Announced, announcements, markdown};
pub use text::text;

/// A comparison and what is needed to tell of it.
#[derive(Debug, Clone, Copy)]
pub struct Compared<'a> {
    /// What differs.
    pub diff: &'a Diff,
    /// What the old version is called: a revision, a file.
    pub base: &'a str,
    /// The files of the old version; `None` where it was read from a manifest.
    pub old: Option<&'a SourceMap>,
    /// The files of the new version.
    pub new: &'a SourceMap,
}

impl Compared<'_> {
    /// Where a change can be seen: in the new version; for what is gone, what stood around it there, else its old place.
    fn place(&self, change: &Change) -> Option<(String, usize, usize)> {
        let seen = |sources: Option<&SourceMap>, span: Option<Span>| {
            let span = span.filter(|span| *span != Span::default())?;
            sources?.position(span).map(|(file, line, column)| (file.to_owned(), line, column))
        };
        let new = seen(Some(self.new), change.new.as_ref().map(|side| side.span));
        let around = || seen(Some(self.new), change.around);
        new.or_else(around).or_else(|| seen(self.old, change.old.as_ref().map(|side| side.span)))
    }

    /// Versions of both sides: `version 2.1.0 → 2.2.0`.
    fn versions(&self) -> String {
        match (&self.diff.old.version, &self.diff.new.version) {
            (None, None) => "without a version".to_owned(),
            (Some(old), Some(new)) if old == new => format!("version {new}"),
            (Some(old), Some(new)) => format!("version {old} → {new}"),
            (None, Some(new)) => format!("version {new} (none before)"),
            (Some(old), None) => format!("no version ({old} before)"),
        }
    }

    /// The version that the new one should have, unless it has one that is higher than the old.
    fn due(&self) -> Option<String> {
        let old = self.diff.old.version.as_ref().filter(|old| Some(*old) == self.diff.new.version.as_ref())?;
        suggested(old, self.diff.class()?, None)
    }
}

/// Classes with a change, the weightiest first, with their numbers.
fn counts(diff: &Diff) -> Vec<(Class, usize)> {
    let all = [Class::Fundamental, Class::Material, Class::Review, Class::Editorial];
    all.into_iter().map(|class| (class, diff.of(class).count())).filter(|(_, count)| *count > 0).collect()
}

/// What a class is called above its changes.
fn heading(class: Class) -> &'static str {
    if class == Class::Review { "to review" } else { class.name() }
}

/// How many changes of each class: `2 fundamental, 1 editorial`; `no change of meaning` for none.
fn counted(diff: &Diff) -> String {
    let parts: Vec<String> =
        counts(diff).into_iter().map(|(class, count)| format!("{count} {}", heading(class))).collect();
    if parts.is_empty() { "no change of meaning".to_owned() } else { parts.join(", ") }
}

/// What is asked of the author, and what the author says; sentences. `None` where nothing has changed.
fn asked(diff: &Diff) -> Option<String> {
    let class = diff.class()?;
    let claim = diff.claim.filter(|_| class > Class::Editorial);
    Some(match claim {
        Some(HistoryKind::Description) if class > Class::Review => {
            format!("{} If that is not so: {}", HistoryKind::Description.in_words(), duty(class))
        }
        Some(claim) => format!("{} {}", duty(class), claim.in_words()),
        None => duty(class).to_owned(),
    })
}

/// What a class asks of the author; sentences.
fn duty(class: Class) -> &'static str {
    match class {
        Class::Fundamental => {
            "This changes the nature of the processing: tell the people concerned well before it takes effect, in a message \
             about nothing else (WP260 rev.01, paragraphs 29 to 31)."
        }
        Class::Material => {
            "This changes what is done with data, by whom, or how people use their rights: tell the people concerned, in a \
             message about nothing else (WP260 rev.01, paragraph 29)."
        }
        Class::Review => {
            "Only words differ. Read them: where they mean something else, people must be told as of any other change."
        }
        Class::Editorial => "What the notice says is the same. Nobody need be told.",
    }
}

/// Kind and operation: `purpose added`.
fn what(change: &Change) -> String {
    let done = match change.operation {
        Operation::Added if change.is_whole => "added",
        Operation::Removed if change.is_whole => "removed",
        Operation::Altered if !change.languages.is_empty() && change.class == Class::Review => "reworded",
        Operation::Added | Operation::Removed | Operation::Altered | Operation::Moved => "changed",
        Operation::Renamed => "renamed",
    };
    format!("{} {done}", change.kind.name.replace('-', " "))
}

/// Whom a change concerns; a noun phrase.
fn concerned(affected: &Affected) -> String {
    if affected.everybody {
        return "everybody".to_owned();
    }
    if affected.groups.is_empty() {
        return "nobody yet: no purpose uses it".to_owned();
    }
    let names = affected.groups.iter().map(|group| group.label.clone().unwrap_or_else(|| group.id.clone()));
    names.collect::<Vec<_>>().join(", ")
}
