//! The files of a commit, read out of git's objects as they are asked for.
//!
//! A path is that which a file would have in the working tree. Links are followed as they were in the commit; what lies
//! outside of the repository is never read.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::ffi::OsString;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;

use super::files::{Found, Met};
use super::git::{Commit, GitError, Objects, Repository, native};

/// Links that are followed one after the other, at most, as on most systems.
const LINKS: usize = 40;

/// With these words begins what git keeps of a file that lies in another store (Git LFS).
const POINTER: &[u8] = b"version https://git-lfs.github.com/spec/";

/// The files of a commit.
pub(super) struct Tree {
    repository: Repository,
    /// The topmost folder.
    root: Entry,
    objects: RefCell<Objects>,
    /// Folders that were read before, by id.
    folders: RefCell<HashMap<String, Rc<Folder>>>,
    /// The first failure of git. Who asks whether a file is there can't be told of it.
    failure: RefCell<Option<GitError>>,
}

type Folder = BTreeMap<OsString, Entry>;

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    kind: Kind,
    id: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Folder,
    File,
    Link,
    /// Another repository, whose files are not in this one: an empty folder.
    Submodule,
}

impl Tree {
    pub(super) fn open(repository: &Repository, commit: &Commit) -> Result<Self, GitError> {
        Ok(Self {
            repository: repository.clone(),
            root: Entry { kind: Kind::Folder, id: commit.tree.clone() },
            objects: RefCell::new(Objects::open(repository)?),
            folders: RefCell::default(),
            failure: RefCell::default(),
        })
    }

    /// The first failure of git, if there was one: then what was read is not all.
    pub(super) fn failure(&self) -> Option<GitError> {
        self.failure.take()
    }

    /// All that a file says.
    pub(super) fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let real = self.real(path).ok_or(io::ErrorKind::NotFound)?;
        let entry = self.entry(&real).filter(|entry| entry.kind == Kind::File).ok_or(io::ErrorKind::NotFound)?;
        let lost = || io::Error::other("git can't read it");
        let bytes = self.object(&entry.id).ok_or_else(lost)?;
        match real.strip_prefix(&self.repository.top) {
            Ok(inside) if bytes.starts_with(POINTER) => {
                self.kept(self.repository.smudged(inside, &entry.id)).ok_or_else(lost)
            }
            _ => Ok(bytes),
        }
    }

    /// The path of what is there, without links; `None` where nothing is. Outside of the repository, where a link may
    /// lead, the disk says what is there.
    pub(super) fn real(&self, path: &Path) -> Option<PathBuf> {
        let absolute = std::path::absolute(path).ok()?;
        let (mut real, mut links) = (PathBuf::new(), 0);
        let mut rest: Vec<OsString> = Vec::new();
        add(&mut rest, &absolute);
        while let Some(part) = rest.pop() {
            match Path::new(&part).components().next() {
                Some(Component::ParentDir) => {
                    real.pop();
                }
                Some(Component::CurDir) | None => {}
                Some(_) => real.push(&part),
            }
            if let Some(target) = self.target(&real) {
                links += 1;
                if links > LINKS {
                    return None;
                }
                real.pop();
                add(&mut rest, &target);
            }
        }
        let there = if real.starts_with(&self.repository.top) { self.entry(&real).is_some() } else { real.exists() };
        there.then_some(real)
    }

    /// Where a link leads; `None` where there is none.
    fn target(&self, real: &Path) -> Option<PathBuf> {
        if !real.starts_with(&self.repository.top) {
            return std::fs::read_link(real).ok();
        }
        let link = self.entry(real).filter(|entry| entry.kind == Kind::Link)?;
        self.object(&link.id).map(|target| native(&target).into())
    }

    pub(super) fn is_file(&self, path: &Path) -> bool {
        self.found(path).is_some_and(|(_, entry)| entry.kind == Kind::File)
    }

    pub(super) fn is_folder(&self, path: &Path) -> bool {
        self.found(path).is_some_and(|(_, entry)| matches!(entry.kind, Kind::Folder | Kind::Submodule))
    }

    /// A folder and what is below it, each folder before what it holds, by name; links are not followed.
    pub(super) fn walk(&self, folder: &Path, keep: &dyn Fn(Met<'_>) -> bool) -> Vec<Found> {
        let mut found = Vec::new();
        if let Some((_, entry)) = self.found(folder) {
            self.descend(folder, &entry, 0, keep, &mut found);
        }
        found
    }

    fn descend(&self, path: &Path, entry: &Entry, depth: usize, keep: &dyn Fn(Met<'_>) -> bool, out: &mut Vec<Found>) {
        let is_folder = matches!(entry.kind, Kind::Folder | Kind::Submodule);
        let met = Met { path, depth, is_folder, is_file: entry.kind == Kind::File };
        if !keep(met) {
            return;
        }
        out.push(met.into());
        if entry.kind == Kind::Folder {
            for (name, entry) in self.folder(&entry.id).iter().flat_map(|folder| folder.iter()) {
                self.descend(&path.join(name), entry, depth + 1, keep, out);
            }
        }
    }

    /// What is at a path, links followed, and its real path.
    fn found(&self, path: &Path) -> Option<(PathBuf, Entry)> {
        let real = self.real(path)?;
        let entry = self.entry(&real)?;
        Some((real, entry))
    }

    /// What the commit has at a path that goes over no links.
    fn entry(&self, real: &Path) -> Option<Entry> {
        let mut entry = self.root.clone();
        for name in real.strip_prefix(&self.repository.top).ok()? {
            if entry.kind != Kind::Folder {
                return None;
            }
            entry = self.folder(&entry.id)?.get(name)?.clone();
        }
        Some(entry)
    }

    fn folder(&self, id: &str) -> Option<Rc<Folder>> {
        if let Some(known) = self.folders.borrow().get(id) {
            return Some(Rc::clone(known));
        }
        let folder = Rc::new(entries(&self.object(id)?, id.len() / 2));
        self.folders.borrow_mut().insert(id.to_owned(), Rc::clone(&folder));
        Some(folder)
    }

    fn object(&self, id: &str) -> Option<Vec<u8>> {
        let read = self.objects.borrow_mut().read(id);
        self.kept(read)
    }

    /// Keeps the first failure.
    fn kept<T>(&self, read: Result<T, GitError>) -> Option<T> {
        match read {
            Ok(read) => Some(read),
            Err(error) => {
                self.failure.borrow_mut().get_or_insert(error);
                None
            }
        }
    }
}

/// Puts the parts of a path on a pile, the first on top.
fn add(rest: &mut Vec<OsString>, path: &Path) {
    rest.extend(path.components().rev().map(|part| part.as_os_str().to_owned()));
}

/// What a tree object lists: mode, space, name, a zero byte and the id in `length` bytes, over and over.
fn entries(mut bytes: &[u8], length: usize) -> Folder {
    let mut folder = Folder::new();
    while let Some((head, rest)) = split(bytes, 0) {
        let Some((id, after)) = rest.split_at_checked(length) else { break };
        bytes = after;
        let Some((mode, name)) = split(head, b' ') else { break };
        let kind = match mode {
            b"40000" => Kind::Folder,
            b"120000" => Kind::Link,
            b"160000" => Kind::Submodule,
            _ => Kind::File,
        };
        let name = native(name);
        // Git writes no other names; a forged one must not lead elsewhere.
        let mut parts = Path::new(&name).components();
        if matches!((parts.next(), parts.next()), (Some(Component::Normal(part)), None) if part == name) {
            let digits = id.iter().flat_map(|byte| [byte >> 4, byte & 15]);
            let id = digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect();
            folder.insert(name, Entry { kind, id });
        }
    }
    folder
}

/// What stands before and after the first such byte.
fn split(bytes: &[u8], at: u8) -> Option<(&[u8], &[u8])> {
    let place = bytes.iter().position(|byte| *byte == at)?;
    Some((&bytes[..place], &bytes[place + 1..]))
}
