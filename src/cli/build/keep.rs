//! `noticec build --keep`: the version that was built, put away as it was published.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::job::{Made, Part};
use super::kept::{self, Kept, KeptVersion};
use super::{evidence, outputs};
use crate::cli::session::{Session, shown};
use crate::cli::{Error, base};
use crate::diff::Edition;
use crate::finding::{Fault, Finding};
use crate::load::{folder_name, told};
use crate::manifest::{Manifest, NAME, Written, sha256};
use crate::model::Model;
use crate::source::Span;

/// A version before it is kept: its folder, and what will lie in it.
pub(super) struct Keeping {
    path: PathBuf,
    /// Nothing where the same lies there already.
    files: Vec<(String, Vec<u8>)>,
}

/// What is to be kept of a run. The findings tell what can't be kept.
///
/// # Errors
/// A notice whose project does not say where versions are kept.
pub(super) fn plan(
    session: &Session,
    made: &[Made],
    kept: &BTreeMap<usize, Kept>,
) -> Result<(Vec<Keeping>, Vec<Finding>), Error> {
    let (mut plans, mut findings) = (Vec::new(), Vec::new());
    for one in made {
        let source = session.source(one.index);
        let Some(model) = session.model(one.index) else { continue };
        let Some(project) = source.project.as_deref().filter(|project| kept::folder(project).is_some()) else {
            return Err(Error::NowhereKept { notice: shown(&source.path) });
        };
        let Some(version) = Edition::of(model).version.filter(|version| !version.is_empty()) else {
            let fault = Fault::new("a notice without a version can't be kept").at(model.start(), "this notice");
            findings.push(fault.help("name its `version` in `[notice]`, such as `version = \"1.0\"`").by("OUT-08"));
            continue;
        };
        let Some(path) =
            kept::home(project, &model.id).zip(folder_name(&version)).map(|(home, folder)| home.join(folder))
        else {
            let fault =
                Fault::new("no folder can have the name of this version or notice").at(place(model), "this version");
            findings.push(fault.help("choose a shorter one").by("OUT-08"));
            continue;
        };
        match kept.get(&one.index).and_then(Kept::present) {
            Some(there) => match otherwise(there, model, one, &version)? {
                Some(finding) => findings.push(finding),
                None => plans.push(Keeping { path: there.path.clone(), files: Vec::new() }),
            },
            None if fs::symlink_metadata(&path).is_ok() => {
                let fault =
                    Fault::new(format!("version `{version}` can't be kept: `{}` is there already", shown(&path)));
                findings.push(fault.at(place(model), "this version").help("call it otherwise").by("OUT-08"));
            }
            None => plans.push(keeping(session, one, path)?),
        }
    }
    Ok((plans, findings))
}

/// What a version that is kept already says otherwise.
fn otherwise(there: &KeptVersion, model: &Model, made: &Made, version: &str) -> Result<Option<Finding>, Error> {
    let fault = if base::compare(&there.model, model)?.is_empty() {
        let now: BTreeMap<String, &[u8]> = own(made).map(|(name, output)| (name, output.bytes.as_slice())).collect();
        let then: BTreeMap<String, &[u8]> =
            there.files.iter().map(|(written, bytes)| (written.path.clone(), bytes.as_slice())).collect();
        let mut names: Vec<&String> = now.keys().chain(then.keys()).collect();
        names.sort();
        names.dedup();
        let Some(first) = names.into_iter().find(|name| now.get(*name) != then.get(*name)) else { return Ok(None) };
        let what = match (then.get(first), now.get(first)) {
            (None, _) => "was not kept",
            (_, None) => "is no longer made",
            _ => "is printed otherwise now",
        };
        Fault::new(format!("version `{version}` is kept already, and `{first}` {what}"))
    } else {
        Fault::new(format!("version `{version}` is kept already and says something else"))
    };
    let fault = fault.at(place(model), format!("kept in `{}`", shown(&there.path)));
    Ok(Some(fault.help("give the notice a higher version; what is kept stays as it was published").by("OUT-08")))
}

/// Where the notice names its version.
fn place(model: &Model) -> Span {
    let version = model.notice.as_ref().and_then(|notice| notice.version.as_ref());
    version.map_or_else(|| model.start(), |version| version.span)
}

/// The outputs of the notice itself and of its short texts, each with its name alone.
fn own(made: &Made) -> impl Iterator<Item = (String, &super::job::Output)> {
    let own = made.outputs.iter().filter(|output| output.part == Part::Own);
    own.filter_map(|output| Some((output.path.file_name()?.to_string_lossy().into_owned(), output)))
}

fn keeping(session: &Session, made: &Made, path: PathBuf) -> Result<Keeping, Error> {
    let mut notice = evidence::notice(session, made, &path).map_err(io::Error::other)?;
    let written = |(name, output): (String, &super::job::Output)| Written {
        path: name,
        language: output.language.clone(),
        format: output.format.clone(),
        sha256: sha256(&output.bytes),
    };
    notice.outputs = own(made).map(written).collect();
    let mut files: Vec<(String, Vec<u8>)> = own(made).map(|(name, output)| (name, output.bytes.clone())).collect();
    let manifest = Manifest::new(vec![notice]).write().map_err(io::Error::other)?;
    files.push((NAME.to_owned(), manifest.into_bytes()));
    Ok(Keeping { path, files })
}

impl Keeping {
    /// Writes the folder whole or not at all, and says what was done.
    ///
    /// # Errors
    /// A folder or file that can't be written.
    pub(super) fn write(&self) -> Result<String, Error> {
        if self.files.is_empty() {
            return Ok(format!("{} is kept already and says the same", shown(&self.path)));
        }
        let wrong = |source: io::Error| Error::Write { path: told(&self.path), source };
        let home = self.path.parent().map(Path::to_owned).unwrap_or_default();
        fs::create_dir_all(&home).map_err(wrong)?;
        let folder = tempfile::Builder::new().prefix(".keeping-").tempdir_in(&home).map_err(wrong)?;
        for (name, bytes) in &self.files {
            outputs::write(&folder.path().join(name), bytes)?;
        }
        outputs::open_to_all(folder.path(), 0o755).map_err(wrong)?;
        // Renamed, it is no longer there to be removed.
        fs::rename(folder.path(), &self.path).map_err(wrong)?;
        Ok(format!("kept {}", shown(&self.path)))
    }
}
