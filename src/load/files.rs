//! Where a run reads its files: on the disk, or in a commit as if it were checked out.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::Error;
use super::tree::Tree;

/// What the loader asks for files. Paths are those of the working tree in both cases.
#[derive(Default)]
pub(super) enum Files {
    /// As they lie there now.
    #[default]
    Disk,
    /// As they are in a commit; nothing but the commit is read.
    Commit(Box<Tree>),
}

/// What a walk has come to. A link is neither a folder nor a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Met<'a> {
    pub(super) path: &'a Path,
    /// Folders above it, up to where the walk began.
    pub(super) depth: usize,
    pub(super) is_folder: bool,
    pub(super) is_file: bool,
}

impl Met<'_> {
    /// The last part of its path.
    pub(super) fn name(&self) -> &OsStr {
        self.path.file_name().unwrap_or(self.path.as_os_str())
    }
}

impl Files {
    /// All that a file says.
    pub(super) fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self {
            Self::Disk => std::fs::read(path),
            Self::Commit(tree) => tree.read(path),
        }
    }

    /// The path of what is there, without links; `None` where nothing is.
    pub(super) fn real(&self, path: &Path) -> Option<PathBuf> {
        match self {
            Self::Disk => super::without_links(path),
            Self::Commit(tree) => tree.real(path),
        }
    }

    /// Whether a file is there, links followed.
    pub(super) fn is_file(&self, path: &Path) -> bool {
        match self {
            Self::Disk => path.is_file(),
            Self::Commit(tree) => tree.is_file(path),
        }
    }

    /// Whether a folder is there, links followed.
    pub(super) fn is_folder(&self, path: &Path) -> bool {
        match self {
            Self::Disk => path.is_dir(),
            Self::Commit(tree) => tree.is_folder(path),
        }
    }

    /// Whether something is there that can be tried to read.
    pub(super) fn is_there(&self, path: &Path) -> bool {
        match self {
            Self::Disk => path.exists(),
            Self::Commit(tree) => tree.is_file(path),
        }
    }

    /// A folder and what is below it, each folder before what it holds, by name; links are not followed. What `keep`
    /// refuses is left out with all that is below it.
    pub(super) fn walk(&self, folder: &Path, keep: &dyn Fn(Met<'_>) -> bool) -> Vec<walkdir::Result<Found>> {
        match self {
            Self::Disk => {
                let walk = WalkDir::new(folder).sort_by_file_name().into_iter();
                walk.filter_entry(|entry| keep(met(entry))).map(|entry| Ok(Found::from(met(&entry?)))).collect()
            }
            Self::Commit(tree) => tree.walk(folder, keep).into_iter().map(Ok).collect(),
        }
    }

    /// The nearest `noticec.toml` in the folders above a file.
    pub(super) fn project_above(&self, path: &Path) -> Option<PathBuf> {
        let absolute = std::path::absolute(path).ok()?;
        absolute.ancestors().skip(1).map(|folder| folder.join("noticec.toml")).find(|file| self.is_file(file))
    }

    /// Passes by what is missing in a commit, where a notice may not have been yet; on the disk it is an error.
    pub(super) fn missing(&self, error: Error) -> Result<(), Error> {
        match self {
            Self::Disk => Err(error),
            Self::Commit(_) => Ok(()),
        }
    }
}

/// A file, a folder or a link that a walk kept.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) path: PathBuf,
    pub(super) is_file: bool,
}

impl From<Met<'_>> for Found {
    fn from(met: Met<'_>) -> Self {
        Self { path: met.path.to_owned(), is_file: met.is_file }
    }
}

fn met(entry: &DirEntry) -> Met<'_> {
    let kind = entry.file_type();
    Met { path: entry.path(), depth: entry.depth(), is_folder: kind.is_dir(), is_file: kind.is_file() }
}
