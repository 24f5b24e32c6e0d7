//! The manifests of a run, and the files that the last ones list and this run does not make.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use same_file::is_same_file;

use super::job::{Made, Part};
use super::without_case;
use crate::cli::Error;
use crate::cli::session::Session;
use crate::load::{self, absolute, project_above, slashed, tidy, told};
use crate::manifest::{File, Manifest, NAME, Notice, Phrase, Waiver, Written, sha256};
use crate::render::Format;
use crate::rules::Check;
use crate::source::{SourceFile, SourceMap, Span};

/// A manifest before it is written.
pub(super) struct Evidence {
    /// Its file.
    pub(super) path: PathBuf,
    /// What the file will say.
    pub(super) bytes: Vec<u8>,
    /// Whether what lies there now is no manifest that this version reads.
    pub(super) unread: bool,
    /// Files that the last manifest lists and this run does not make.
    pub(super) stale: Vec<Stale>,
}

/// A file of an earlier build.
pub(super) struct Stale {
    pub(super) path: PathBuf,
    /// Folders in which it lies, the inner first, below that of the outputs; removed with it where nothing else lies there.
    folders: Vec<PathBuf>,
    /// Why it is not removed; lower case, no full stop.
    pub(super) kept: Option<&'static str>,
}

impl Stale {
    pub(super) fn remove(&self) -> Result<(), Error> {
        fs::remove_file(&self.path).map_err(|source| Error::Remove { path: told(&self.path), source })?;
        // One in which something else lies stays, with all above it.
        self.folders.iter().take_while(|folder| fs::remove_dir(folder).is_ok()).count();
        Ok(())
    }
}

/// Makes the manifests: one where `named` says, else one for each project if the build is the project's own.
///
/// # Errors
/// A last manifest that can't be opened, and one that would be written over a notice.
pub(super) fn gather(
    session: &Session,
    made: &[Made],
    named: Option<&Path>,
    own: bool,
) -> Result<Vec<Evidence>, Error> {
    let mut homes: BTreeMap<PathBuf, Vec<&Made>> = BTreeMap::new();
    for one in made {
        let project = session.source(one.index).project.as_ref().filter(|_| own);
        let home = named.map(Path::to_owned).or_else(|| project.map(|project| project.root.join(NAME)));
        if let Some(home) = home {
            homes.entry(absolute(&home)).or_default().push(one);
        }
    }
    let taken = |home: &PathBuf| made.iter().flat_map(|one| &one.outputs).any(|output| absolute(&output.path) == *home);
    if let Some(home) = homes.keys().find(|home| taken(home)) {
        return Err(Error::Taken { path: told(home) });
    }
    homes.into_iter().map(|(home, made)| manifest(session, home, &made, named.is_none())).collect()
}

fn manifest(session: &Session, path: PathBuf, made: &[&Made], of_project: bool) -> Result<Evidence, Error> {
    let folder = path.parent().map(Path::to_owned).unwrap_or_default();
    let text = match fs::read(&path) {
        Ok(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(source) => return Err(load::Error::Read { path: told(&path), source }.into()),
    };
    let last = text.as_deref().and_then(Manifest::read);
    let unread = text.is_some() && last.is_none();
    let mut notices = Vec::new();
    for one in made {
        notices.push(notice(session, one, &folder).map_err(io::Error::other)?);
    }
    // Notices that this run leaves out keep what is said of them, as long as they are there.
    let is_there = |notice: &Notice| {
        let source = tidy(&folder.join(&notice.source));
        let home = || project_above(&source).is_some_and(|file| file.parent() == Some(&folder));
        source.is_file() && (!of_project || home())
    };
    let judged = Files::new(&folder, notices.iter().map(|notice| notice.source.as_str()));
    let (after, before): (Vec<_>, Vec<_>) = last
        .into_iter()
        .flat_map(|last| last.notices)
        .partition(|notice| !judged.contains(&notice.source) && is_there(notice));
    notices.extend(after);
    let outputs = notices.iter().flat_map(|notice| &notice.outputs).map(|output| output.path.as_str());
    let listed = Files::new(&folder, outputs);
    let gone = before.iter().flat_map(|notice| &notice.outputs).filter(|one| !listed.contains(&one.path));
    let stale = gone.filter_map(|one| stale(&folder, one, made)).collect();
    let bytes = Manifest::new(notices).write().map_err(io::Error::other)?.into_bytes();
    Ok(Evidence { path, bytes, unread, stale })
}

/// Files as a manifest names them. Where folders do not tell small letters from capitals, a name that is spelt otherwise is found too:
/// it is that of the same file.
struct Files<'a> {
    folder: &'a Path,
    spellings: BTreeMap<String, Vec<&'a str>>,
}

impl<'a> Files<'a> {
    fn new(folder: &'a Path, paths: impl Iterator<Item = &'a str>) -> Self {
        let mut spellings: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for path in paths {
            spellings.entry(without_case(Path::new(path))).or_default().push(path);
        }
        Self { folder, spellings }
    }

    fn contains(&self, path: &str) -> bool {
        let file = |path: &str| self.folder.join(path);
        // What is not there is no file.
        let same = |other: &&str| *other == path || is_same_file(file(other), file(path)).unwrap_or(false);
        self.spellings.get(&without_case(Path::new(path))).is_some_and(|known| known.iter().any(same))
    }
}

/// A file that is no longer made, if it is still there. Only what an earlier build wrote into the folder of outputs, and what
/// nobody has changed since, is removed: a manifest is a file like any other, and may have been written by anybody.
fn stale(folder: &Path, listed: &Written, made: &[&Made]) -> Option<Stale> {
    let path = tidy(&folder.join(&listed.path));
    let there = fs::symlink_metadata(&path).ok()?;
    let parent = path.parent().and_then(load::without_links);
    let mut folders = made.iter().filter_map(|one| load::without_links(&one.folder));
    let inside = parent.and_then(|parent| Some((folders.find(|folder| parent.starts_with(folder))?, parent)));
    let kept = if !there.is_file() {
        Some("it is no plain file")
    } else if inside.is_none() {
        Some("it lies outside of the folder of outputs")
    } else if !fs::read(&path).is_ok_and(|bytes| sha256(&bytes) == listed.sha256) {
        Some("it was changed after it was made")
    } else {
        None
    };
    let below = |(folder, parent): (PathBuf, PathBuf)| -> Vec<PathBuf> {
        parent.ancestors().take_while(|one| *one != folder).map(Path::to_owned).collect()
    };
    Some(Stale { path, folders: inside.map(below).unwrap_or_default(), kept })
}

/// What the manifest says of a notice, its paths seen from a folder.
pub(super) fn notice(session: &Session, made: &Made, folder: &Path) -> Result<Notice, serde_json::Error> {
    let source = session.source(made.index);
    let sources = &session.loaded.sources;
    let Some(model) = session.model(made.index) else {
        return Err(serde::ser::Error::custom("a notice without a model"));
    };
    let documents: Vec<_> = made.documents.iter().collect();
    let mut notice = Notice::new(model, relative(folder, &source.path), &documents)?;
    // What only the day of the run brings is no part of what was built.
    let lasting = |rule: &crate::rules::Rule| !matches!(rule.check, Check::Today(_));
    let waived = session.waived_in(made.index).filter(|waived| lasting(waived.judged.rule));
    notice.waivers = waived
        .map(|waived| Waiver {
            rule: waived.judged.rule.code.to_owned(),
            on: waived.judged.finding.fault.on.clone().unwrap_or_default(),
            reason: waived.reason.clone(),
            owner: waived.owner.clone(),
            until: waived.until.to_string(),
        })
        .collect();
    notice.waivers.sort();
    notice.waivers.dedup();
    let mut files: Vec<Span> = source.files.clone();
    if let Some(project) = &source.project {
        files.extend(&project.files);
        let rendered = made.outputs.iter().filter(|output| output.part != Part::Copy);
        let folder_of = |output: &super::job::Output| Format::from_name(&output.format)?.folder();
        let folders: BTreeSet<&str> = rendered.filter_map(folder_of).collect();
        let used =
            project.templates.iter().filter(|one| one.name.split('/').next().is_some_and(|one| folders.contains(one)));
        notice.templates = used.filter_map(|one| file(sources, one.span, folder)).collect();
        let mut phrases: Vec<_> =
            model.languages.iter().flat_map(|tag| project.catalogues.replaced_in(tag.as_str())).collect();
        phrases.sort_by_key(|one| one.text.span);
        phrases.dedup();
        notice.phrases = phrases
            .into_iter()
            .map(|one| Phrase {
                language: one.lang.clone(),
                key: one.key.clone(),
                built_in: one.built_in.clone(),
                text: one.text.value.clone(),
                file: sources.file_at(one.text.span.start).map(|file| relative(folder, &file.path)).unwrap_or_default(),
            })
            .collect();
    }
    notice.inputs = files.into_iter().filter_map(|span| file(sources, span, folder)).collect();
    notice.inputs.sort_by(|a, b| a.path.cmp(&b.path));
    notice.inputs.dedup();
    notice.outputs = made
        .outputs
        .iter()
        .map(|output| Written {
            path: relative(folder, &output.path),
            language: output.language.clone(),
            format: output.format.clone(),
            sha256: sha256(&output.bytes),
        })
        .collect();
    Ok(notice)
}

fn file(sources: &SourceMap, span: Span, folder: &Path) -> Option<File> {
    let SourceFile { path, text, .. } = sources.file_at(span.start)?;
    Some(File { path: relative(folder, path), sha256: sha256(text.as_bytes()) })
}

/// A path as it is seen from a folder, with `/`.
fn relative(folder: &Path, path: &Path) -> String {
    let path = absolute(path);
    slashed(&pathdiff::diff_paths(&path, folder).unwrap_or(path))
}
