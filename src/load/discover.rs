//! Which files are notices, and to which project they belong.

use std::cell::RefCell;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use indexmap::IndexSet;

use super::files::{Files, Met};
use super::kept::folder_below;
use super::{Error, absolute, parse, told, walk_error};
use crate::declaration::Project;

/// The nearest `noticec.toml` in the folders above a file.
#[must_use]
pub fn project_above(path: &Path) -> Option<PathBuf> {
    Files::Disk.project_above(path)
}

/// The id that a notice has if it names none: the file's stem, or the folder's name for `notice.toml`.
pub(super) fn stem(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let folder = || {
        let absolute = std::path::absolute(path).ok()?;
        Some(absolute.parent()?.file_name()?.to_string_lossy().into_owned())
    };
    match name.strip_suffix(".notice.toml") {
        Some(stem) if !stem.is_empty() => stem.to_owned(),
        _ if name == "notice.toml" => folder().unwrap_or_else(|| "notice".to_owned()),
        _ => name.strip_suffix(".toml").unwrap_or(&name).to_owned(),
    }
}

fn is_notice(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name == "notice.toml" || name.ends_with(".notice.toml")
}

/// The notices in a folder and below, sorted; hidden folders, `node_modules`, `target`, `skip` and the folders in which projects
/// keep versions are left out.
///
/// # Errors
/// A folder that can't be read.
pub fn notices_under(folder: &Path, skip: Option<&Path>) -> Result<Vec<PathBuf>, Error> {
    notices_in(&Files::Disk, folder, skip)
}

fn notices_in(files: &Files, folder: &Path, skip: Option<&Path>) -> Result<Vec<PathBuf>, Error> {
    let above = absolute(folder);
    let kept: Vec<PathBuf> = above.ancestors().skip(1).filter_map(|folder| versions_of(files, folder)).collect();
    let kept = RefCell::new(kept);
    let walked = |met: Met<'_>| {
        if met.is_folder {
            let here = absolute(met.path);
            if met.depth > 0 && kept.borrow().contains(&here) {
                return false;
            }
            kept.borrow_mut().extend(versions_of(files, &here));
        }
        let name = met.name();
        let hidden = name.to_string_lossy().starts_with('.') && met.depth > 0;
        let other = [OsStr::new("node_modules"), OsStr::new("target")].contains(&name) && met.is_folder;
        !hidden && !other && skip.is_none_or(|skip| std::path::absolute(met.path).ok().as_deref() != Some(skip))
    };
    let mut notices = Vec::new();
    for found in files.walk(folder, &walked) {
        let found = found.map_err(|error| walk_error(folder, error))?;
        if found.is_file && is_notice(&found.path) {
            notices.push(found.path);
        }
    }
    Ok(notices)
}

/// The folder in which the project in a folder keeps versions, if there is one and it says so.
fn versions_of(files: &Files, folder: &Path) -> Option<PathBuf> {
    let file = folder.join("noticec.toml");
    let bytes = if files.is_file(&file) { files.read(&file).ok()? } else { return None };
    let text = String::from_utf8_lossy(&bytes);
    // What is wrong with the file is told when the project is read.
    let project: Project = parse(text.trim_start_matches('\u{feff}'), 0, &mut Vec::new());
    folder_below(folder, project.versions.as_ref()?.as_str())
}

/// The notices that a command line means, each once, in the order named.
pub(super) fn notices(
    files: &Files,
    here: &Path,
    paths: &[PathBuf],
    skip: Option<&Path>,
) -> Result<Vec<PathBuf>, Error> {
    let default = match files.project_above(&here.join("notice.toml")) {
        Some(project) => project.parent().map(Path::to_owned).unwrap_or_default(),
        None => here.to_owned(),
    };
    let paths = if paths.is_empty() { std::slice::from_ref(&default) } else { paths };
    let mut found = IndexSet::new();
    for named in paths {
        let path = here.join(named);
        let more = if files.is_folder(&path) {
            let more = notices_in(files, &path, skip)?;
            if more.is_empty() {
                files.missing(Error::Empty { root: told(named) })?;
            }
            more
        } else if files.is_there(&path) {
            vec![path]
        } else {
            files.missing(Error::Missing { path: told(named) })?;
            continue;
        };
        found.extend(more);
    }
    Ok(found.into_iter().collect())
}
