//! Notices as they are at a revision of the git repository in which they lie.

use std::path::{Path, PathBuf};

use super::files::Files;
use super::git::{Commit, GitError, Repository};
use super::tree::Tree;
use super::{Error, Loaded, Loader, NoticeSource, told, without_links};

/// Reads what [`load`](super::load) would read if the working tree were at a revision: notices and projects, and the
/// includes, prose, templates, sentences and logo of that revision.
///
/// `revision` is what git takes for one commit (`origin/main`, `v1.2.0`, an id, `HEAD~1`), of the repository in which the
/// paths lie, or `here` where there are none. Which repository that is, the folders say; `GIT_DIR` and the like, which git
/// sets for hooks, are passed by.
///
/// Files are read out of git's objects as they are needed: nothing is checked out, nothing in the repository changes, and a
/// shallow clone will do if it has the commit. [`NoticeSource::path`](super::NoticeSource::path),
/// [`ProjectSource::root`](super::ProjectSource::root) and the paths of sources are those that the files would have in the
/// working tree, so that the notices of two revisions pair by path; only the names in messages tell the revision:
/// `origin/main:area/notice.toml`.
///
/// A path that is not there at the revision is no error: the notice is new since, and `Loaded` lacks it. The same goes for a
/// path that was a link out of the repository. Submodules are empty folders. Line ends are those that git keeps; a file in Git
/// LFS is read as a checkout would give it.
///
/// # Errors
/// [`Error::Git`]: git is missing or fails, the revision is not known, there is no repository with files, or not one only, or the
/// project's file lies above it.
pub fn load_at(here: &Path, revision: &str, paths: &[PathBuf], skip: Option<&Path>) -> Result<Loaded, Error> {
    let repository = repository(here, paths)?;
    let commit = repository.commit(revision)?;
    let files = Files::Commit(Box::new(Tree::open(&repository, &commit)?));
    let prefix = format!("{revision}:");
    let mut loader = Loader { here: here.to_owned(), files, prefix, ..Loader::default() };
    let read = loader.notices(paths, skip);
    // What could not be read looks as if it were not there, so a failure of git goes first.
    if let Files::Commit(tree) = &loader.files
        && let Some(failure) = tree.failure()
    {
        return Err(failure.into());
    }
    read?;
    match loader.loaded.notices.iter().find_map(|notice| project_outside(&repository, notice)) {
        Some(file) => Err(GitError::Above { file: told(&file) }.into()),
        None => Ok(loader.loaded),
    }
}

/// The project of a notice, where it is one that no commit of the repository has.
fn project_outside(repository: &Repository, notice: &NoticeSource) -> Option<PathBuf> {
    if notice.project.is_some() {
        return None;
    }
    let absolute = std::path::absolute(&notice.path).ok()?;
    let outside = |folder: &&Path| without_links(folder).is_some_and(|folder| !folder.starts_with(&repository.top));
    let mut files = absolute.ancestors().skip(1).filter(outside).map(|folder| folder.join("noticec.toml"));
    files.find(|file| file.is_file())
}

/// The commit from which [`load_at`] reads, given the same arguments.
///
/// # Errors
/// As those of [`load_at`].
pub fn commit_of(here: &Path, revision: &str, paths: &[PathBuf]) -> Result<Commit, Error> {
    Ok(repository(here, paths)?.commit(revision)?)
}

/// The repository in which all paths lie; without paths, that of `here`.
fn repository(here: &Path, paths: &[PathBuf]) -> Result<Repository, GitError> {
    let Some((first, more)) = paths.split_first() else { return Repository::around(here) };
    let found = Repository::around(&folder_of(&here.join(first)))?;
    for path in more {
        let folder = folder_of(&here.join(path));
        // Git is asked only where the nearest `.git` is not that of the repository already found.
        let real = without_links(&folder).unwrap_or_else(|| folder.clone());
        let nearest = real.ancestors().find(|folder| folder.join(".git").exists());
        if nearest != Some(found.top.as_path()) && Repository::around(&folder)?.top != found.top {
            return Err(GitError::Elsewhere { path: told(path), first: told(first) });
        }
    }
    Ok(found)
}

/// The nearest folder that is there now, at a path or above it.
fn folder_of(path: &Path) -> PathBuf {
    path.ancestors().find(|folder| folder.is_dir()).unwrap_or(path).to_owned()
}

#[cfg(test)]
mod tests;
