//! The version against which a notice is compared: a git revision, files, or the manifest of an earlier build.

use std::collections::BTreeSet;
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
    /// Its notices, each with the file that it would be in now; none where other files are compared.
    notices: Vec<(Option<PathBuf>, Model)>,
    /// The notices or folders that were asked for; empty: all.
    within: Vec<PathBuf>,
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
        // A notice may have had another path then, so all of its project is read.
        let around: BTreeSet<PathBuf> = paths.iter().map(|path| around(&here.join(path))).collect();
        let read: Vec<PathBuf> = around.into_iter().collect();
        let loaded = load::load_at(&here, named, &read, skip)?;
        let findings = loaded.findings.clone();
        let within = paths.iter().map(|path| load::tidy(&here.join(path))).collect();
        Ok(Self { within, ..Self::of(named.to_owned(), loaded, findings)? })
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
        let mut base = Self::of(shown(path), loaded, findings)?;
        base.notices.iter_mut().for_each(|(file, _)| *file = None);
        Ok(base)
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
        Ok(Self { name, sources: Some(loaded.sources), notices, within: Vec::new() })
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
        Ok(Self { name, sources: None, notices, within: Vec::new() })
    }

    /// The earlier version of a notice among all of the run: of its id, of the id that it had, of its file; else of those that are
    /// left on both sides the one with its title, or the only one.
    pub(super) fn of_notice(&self, path: &Path, model: &Model, all: &[(&Path, &Model)]) -> Option<&Model> {
        if let Some(found) = self.certain(path, model) {
            return Some(found);
        }
        let taken: Vec<&Model> = all.iter().filter_map(|(path, model)| self.certain(path, model)).collect();
        // A file that is still there is still that notice.
        let gone = self.notices.iter().filter(|(file, _)| !file.as_ref().is_some_and(|file| file.exists()));
        let left: Vec<&Model> =
            gone.map(|(_, old)| old).filter(|old| !taken.iter().any(|one| std::ptr::eq(*one, *old))).collect();
        let new = all.iter().filter(|(path, model)| self.certain(path, model).is_none()).count();
        let titled = left.iter().find(|old| title(old).is_some() && title(old) == title(model));
        titled.or_else(|| left.first().filter(|_| new == 1 && left.len() == 1)).copied()
    }

    fn certain(&self, path: &Path, model: &Model) -> Option<&Model> {
        let called = |id: &str| self.notices.iter().find(|(_, old)| old.id == id);
        let was = || called(model.notice.as_ref()?.was.as_ref()?.as_str());
        let here = || self.notices.iter().find(|(file, _)| file.as_deref() == Some(path));
        called(&model.id).or_else(was).or_else(here).map(|(_, old)| old)
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
        let asked = |file: &Option<PathBuf>| {
            self.within.is_empty() || file.iter().any(|file| self.within.iter().any(|path| file.starts_with(path)))
        };
        let all = self.notices.iter().filter(move |(file, _)| asked(file)).map(|(_, old)| old);
        all.filter(|old| !kept.iter().any(|one| std::ptr::eq(*one, *old)))
    }
}

/// The folder of the project around a notice or folder; where there is none, the folder itself.
pub(super) fn around(path: &Path) -> PathBuf {
    let inside = if path.is_dir() { path.join("notice.toml") } else { path.to_owned() };
    let project = load::project_above(&inside).unwrap_or_else(|| inside.clone());
    project.parent().map(Path::to_owned).unwrap_or_default()
}

fn title(model: &Model) -> Option<&str> {
    model.notice.as_ref()?.title.as_ref().map(crate::declaration::Text::any)
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
pub(super) fn notices(read: &session::Read) -> impl Iterator<Item = (&Path, &Model)> {
    read.models.iter().map(|(index, model)| (read.loaded.notices[*index].path.as_path(), model))
}
