//! The comparison of two versions of a notice.

mod edits;
mod pages;
mod properties;
pub(crate) mod repository;

use noticec::diff::{Diff, compare};
use noticec::load::load_text;
use noticec::model::{Model, resolve};

/// What a text declares.
fn model(text: &str) -> Model {
    let loaded = load_text("notice.toml", text);
    let faults: Vec<_> = loaded.findings.iter().map(|finding| &finding.fault.message).collect();
    assert!(faults.is_empty(), "{faults:?}");
    resolve(&loaded.notices[0]).unwrap_or_else(|findings| panic!("{:?}", findings[0].fault.message))
}

fn compared(old: &str, new: &str) -> Diff {
    compare(&model(old), &model(new)).unwrap()
}

/// Each change in one line: class, kind, operation, place.
fn told(diff: &Diff) -> Vec<String> {
    let line = |change: &noticec::diff::Change| {
        format!("{} {} {} {}", change.class.name(), change.kind.name, change.operation.as_ref(), change.path)
    };
    diff.changes.iter().map(line).collect()
}
