//! The version against which a notice is compared: a git revision, files, or the manifest of an earlier build.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::Error;
use super::session::{self, shown};
use crate::diff::gate::Gate;
use crate::diff::{self, Diff};
use crate::finding::Finding;
use crate::load::{self, Loaded};
use crate::manifest::{self, Manifest};
use crate::model::{self, Model, ReadError};
use crate::phrases::Catalogues;
use crate::rules;
use crate::source::SourceMap;

/// An earlier version of notices.
pub(super) struct Base {
    /// What it is called: the revision or file as it was named.
    pub(super) name: String,
    /// Its files; `None` for a manifest.
    pub(super) sources: Option<SourceMap>,
    /// Its notices, each with its file where that is known.
    notices: Vec<(Option<PathBuf>, Model)>,
}

impl Base {
    /// What `--against` names: a manifest if there is such a file, else a git revision, of which the same paths are read.
    ///
    /// # Errors
    /// Neither; and a version that can't be read whole.
    pub(super) fn against(named: &str, paths: &[PathBuf], skip: Option<&Path>) -> Result<Self, Error> {
        if Path::new(named).extension().is_some_and(|extension| extension == "json") || Path::new(named).is_file() {
            return Self::manifest(Path::new(named));
        }
        let here = std::env::current_dir().map_err(Error::Here)?;
        let loaded = load::load_at(&here, named, paths, skip)?;
        let findings = loaded.findings.clone();
        Self::of(named.to_owned(), loaded, findings)
    }

    /// Notices or folders with notices, or the manifest of a build.
    ///
    /// # Errors
    /// Those of loading; and a version that can't be read whole.
    pub(super) fn path(path: &Path) -> Result<Self, Error> {
        if path.extension().is_some_and(|extension| extension == "json") {
            return Self::manifest(path);
        }
        let here = std::env::current_dir().map_err(Error::Here)?;
        let loaded = load::load(&here, &[path.to_owned()], None)?;
        let findings = loaded.findings.clone();
        Self::of(shown(path), loaded, findings)
    }

    fn of(name: String, loaded: Loaded, mut findings: Vec<Finding>) -> Result<Self, Error> {
        let mut notices = Vec::new();
        for notice in &loaded.notices {
            match model::resolve(notice) {
                Ok(model) => notices.push((Some(notice.path.clone()), model)),
                Err(more) => findings.extend(more),
            }
        }
        if let Some(first) = findings.first() {
            let place = loaded.sources.position(first.span());
            let place = place.map(|(file, line, _)| format!(", {file}:{line}")).unwrap_or_default();
            return Err(Error::Base { name, why: format!("{}{place}", first.fault.message) });
        }
        Ok(Self { name, sources: Some(loaded.sources), notices })
    }

    fn manifest(path: &Path) -> Result<Self, Error> {
        let name = shown(path);
        let bytes = fs::read(path).map_err(|source| load::Error::Read { path: name.clone(), source })?;
        let unread = |why: String| Error::Base { name: name.clone(), why };
        let manifest = Manifest::read(&String::from_utf8_lossy(&bytes))
            .ok_or_else(|| unread("it is no manifest that this version of noticec knows".to_owned()))?;
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        let here = std::env::current_dir().map_err(Error::Here)?;
        let mut notices = Vec::new();
        for notice in &manifest.notices {
            let model = model_of(notice).map_err(|error| unread(format!("`{}`: {error}", notice.id)))?;
            let file = load::tidy(&here.join(&folder).join(&notice.source));
            notices.push((Some(file), model));
        }
        Ok(Self { name, sources: None, notices })
    }

    /// The earlier version of a notice: of its id, of the id that it had, of its file; or the only one, if `alone` says that the
    /// notice is the only one too.
    pub(super) fn of_notice(&self, path: &Path, model: &Model, alone: bool) -> Option<&Model> {
        let called = |id: &str| self.notices.iter().find(|(_, old)| old.id == id);
        let was = || called(model.notice.as_ref()?.was.as_ref()?.as_str());
        let here = || self.notices.iter().find(|(file, _)| file.as_deref() == Some(path));
        let only = || self.notices.first().filter(|_| alone && self.notices.len() == 1);
        let found = called(&model.id).or_else(was).or_else(here).or_else(only);
        found.map(|(_, old)| old)
    }

    /// What is found in a notice, with what it owes its readers since this version of it. Where both tell of the same rule, the
    /// comparison knows more.
    ///
    /// # Errors
    /// As [`compare`].
    pub(super) fn gate(
        &self,
        old: &Model,
        new: &Model,
        today: Option<Date>,
        mut found: Vec<Finding>,
    ) -> Result<Vec<Finding>, Error> {
        let diff = compare(old, new)?;
        let more = Gate { diff: &diff, old, new, base: &self.name, today }.findings();
        let told = |finding: &Finding| {
            more.iter().any(|other| other.code == finding.code && other.fault.on == finding.fault.on)
        };
        found.retain(|finding| !told(finding));
        found.extend(more);
        rules::sort(&mut found);
        Ok(found)
    }

    /// Notices of the earlier version that are none of these.
    pub(super) fn gone<'a>(&'a self, kept: &'a [&Model]) -> impl Iterator<Item = &'a Model> {
        self.notices.iter().map(|(_, old)| old).filter(|old| !kept.iter().any(|one| std::ptr::eq(*one, *old)))
    }
}

/// The notice that a manifest records, in the words that its project had then.
///
/// # Errors
/// What is no model that this version can read.
pub(super) fn model_of(notice: &manifest::Notice) -> Result<Model, ReadError> {
    let words = notice.phrases.iter().map(|one| (one.language.as_str(), one.key.as_str(), one.text.as_str()));
    Ok(Model::from_json(&notice.model)?.in_words(Catalogues::with_sentences(words)))
}

/// Compares two versions of a notice.
///
/// # Errors
/// None that a declaration can cause.
pub(super) fn compare(old: &Model, new: &Model) -> Result<Diff, Error> {
    diff::compare(old, new).map_err(|error| Error::Print(std::io::Error::other(error)))
}

/// The notices of a run, each with its file.
pub(super) fn notices<'a>(read: &'a session::Read) -> impl Iterator<Item = (&'a Path, &'a Model)> {
    read.models.iter().map(|(index, model)| (read.loaded.notices[*index].path.as_path(), model))
}
