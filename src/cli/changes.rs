//! What changes on the disk around the files of a run: a reason to look again.
//!
//! Folders are watched, not files: an editor may save by putting a new file in the place of the old one, and what a run reads next
//! may not be there yet. Whether anything that is read has changed is seen only by reading it again, by its [`Fingerprint`].

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use notify::event::{EventKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};
use walkdir::{DirEntry, WalkDir};

use super::session::Session;
use super::{Error, base};
use crate::load::{self, Loaded};

/// How long nothing may happen until a burst of changes is over.
const QUIET: Duration = Duration::from_millis(60);

/// How long a burst may last until it is looked at all the same.
const BURST: Duration = Duration::from_secs(1);

/// Rounds in which folders are looked for that came while others were being watched.
const ROUNDS: usize = 8;

/// Folders that are watched, and what was heard of them.
pub(super) struct Changes {
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    watched: BTreeSet<PathBuf>,
    /// Folders below which everything may come to be read; each as it was named, and as it is without links.
    roots: Vec<PathBuf>,
    /// Files that the last run read.
    read: BTreeSet<PathBuf>,
}

impl Changes {
    /// Watches what paths name, and the projects in which they lie. What is read from then on is seen to change.
    ///
    /// # Errors
    /// A system that does not tell of changes, and one that has no room for so many folders.
    pub(super) fn around(paths: &[PathBuf]) -> Result<Self, Error> {
        let here = std::env::current_dir().map_err(Error::Here)?;
        let (tell, events) = mpsc::channel();
        let watcher = notify::recommended_watcher(move |event| {
            // Nobody listens any more when the program ends.
            let _ = tell.send(event);
        });
        let watcher = watcher.map_err(|source| refused("files", source))?;
        let mut roots: Vec<PathBuf> = Vec::new();
        let named: Vec<PathBuf> = paths.iter().map(|path| load::tidy(&here.join(path))).collect();
        for path in if named.is_empty() { vec![here] } else { named } {
            let root = base::around(&path);
            roots.extend(load::without_links(&root).filter(|real| *real != root));
            roots.push(root);
        }
        let mut changes = Self { watcher, events, watched: BTreeSet::new(), roots, read: BTreeSet::new() };
        changes.follow()?;
        Ok(changes)
    }

    /// Remembers what a run has read, wherever it lies.
    pub(super) fn remember(&mut self, loaded: &Loaded) {
        self.read = loaded.sources.files().iter().map(|file| file.path.clone()).collect();
    }

    /// Waits until something changes and the burst of changes is over.
    ///
    /// # Errors
    /// As [`Changes::around`].
    pub(super) fn wait(&mut self) -> Result<(), Error> {
        loop {
            // The other end lives as long as the watcher.
            let Ok(event) = self.events.recv() else { return Ok(()) };
            if self.hear(event) {
                break;
            }
        }
        let end = Instant::now() + BURST;
        while Instant::now() < end {
            let Ok(event) = self.events.recv_timeout(QUIET) else { break };
            self.hear(event);
        }
        self.follow()
    }

    /// Takes notice of an event; whether it may be about what a run reads.
    fn hear(&mut self, event: notify::Result<Event>) -> bool {
        // What could not be told may have been anything.
        let Ok(event) = event else { return true };
        if event.need_rescan() {
            return true;
        }
        if matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))) {
            for path in &event.paths {
                let gone: Vec<PathBuf> = self.watched.iter().filter(|one| one.starts_with(path)).cloned().collect();
                for folder in gone {
                    // A folder that is gone is no longer watched, whoever says so first.
                    let _ = self.watcher.unwatch(&folder);
                    self.watched.remove(&folder);
                }
            }
        }
        !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(|path| self.may_matter(path))
    }

    /// Whether a run may read what is at a path: it did, it lies below a root and is not hidden there, or a root lies below it.
    fn may_matter(&self, path: &Path) -> bool {
        let below = |root: &PathBuf| {
            root.starts_with(path)
                || path.strip_prefix(root).is_ok_and(|way| !way.iter().any(|part| is_left_out(&part.to_string_lossy())))
        };
        self.read.contains(path) || self.roots.iter().any(below)
    }

    /// Watches all folders in which something of a run lies or may come to lie.
    fn follow(&mut self) -> Result<(), Error> {
        for _ in 0..ROUNDS {
            let wanted = self.wanted();
            let stale: Vec<PathBuf> = self.watched.difference(&wanted).cloned().collect();
            for folder in stale {
                let _ = self.watcher.unwatch(&folder);
                self.watched.remove(&folder);
            }
            let new: Vec<PathBuf> = wanted.difference(&self.watched).cloned().collect();
            if new.is_empty() {
                break;
            }
            for folder in new {
                match self.watcher.watch(&folder, RecursiveMode::NonRecursive) {
                    Ok(()) => {}
                    // It went in the meantime, of which the folder above tells.
                    Err(_) if !folder.is_dir() => continue,
                    Err(source) => return Err(refused(&format!("`{}`", load::told(&folder)), source)),
                }
                self.watched.insert(folder);
            }
        }
        Ok(())
    }

    /// All folders below the roots, the one above each root, and those of files that were read elsewhere.
    fn wanted(&self) -> BTreeSet<PathBuf> {
        let mut wanted = BTreeSet::new();
        for root in &self.roots {
            // Where the root is gone, the nearest that is there tells when it comes back.
            wanted.extend(root.ancestors().skip(1).find(|folder| folder.is_dir()).map(Path::to_owned));
            let shown = |entry: &DirEntry| {
                entry.file_type().is_dir() && (entry.depth() == 0 || !is_left_out(&entry.file_name().to_string_lossy()))
            };
            let folders = WalkDir::new(root).into_iter().filter_entry(shown).filter_map(Result::ok);
            wanted.extend(folders.map(DirEntry::into_path));
        }
        wanted.extend(
            self.read.iter().filter_map(|file| file.parent()).filter(|folder| folder.is_dir()).map(Path::to_owned),
        );
        wanted
    }
}

/// Names that no run reads, unless a file names them: hidden ones and those of other tools; and copies that editors make.
fn is_left_out(name: &str) -> bool {
    name.starts_with(['.', '#']) || name.ends_with('~') || ["node_modules", "target"].contains(&name)
}

fn refused(what: &str, source: notify::Error) -> Error {
    let help = match source.kind {
        notify::ErrorKind::MaxFilesWatch => {
            "there are more folders than the system will watch: name those of the notices, or raise `fs.inotify.max_user_watches`"
        }
        _ => "`noticec check` looks once",
    };
    Error::Watch { what: what.to_owned(), source, help }
}

/// What a run has read and found, in a number. A run with the same one has nothing new to tell, so that no run follows from what
/// another has written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fingerprint(u64);

impl Fingerprint {
    /// That of a run, or of what stopped it.
    pub(super) fn of(run: Result<&Session, &Error>) -> Self {
        let mut hasher = DefaultHasher::new();
        match run {
            Ok(session) => {
                for file in session.loaded.sources.files() {
                    (&file.path, &file.text).hash(&mut hasher);
                }
                for notice in &session.loaded.notices {
                    (&notice.path, notice.project.as_ref().map(|project| &project.logo)).hash(&mut hasher);
                }
                for judged in &session.findings {
                    (judged.rule.code, &judged.finding.fault.message, judged.finding.span()).hash(&mut hasher);
                }
            }
            Err(error) => error.to_string().hash(&mut hasher),
        }
        Self(hasher.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_run_reads_wakes_none() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("site");
        std::fs::create_dir_all(root.join("a/b/.git")).unwrap();
        std::fs::create_dir_all(root.join("node_modules/x")).unwrap();
        let mut changes = Changes::around(std::slice::from_ref(&root)).unwrap();
        let names = |changes: &Changes| -> Vec<String> {
            let way = |path: &PathBuf| path.strip_prefix(folder.path()).map(load::slashed).unwrap();
            changes.watched.iter().map(way).collect()
        };
        assert_eq!(names(&changes), ["", "site", "site/a", "site/a/b"]);
        for (path, matters) in [
            ("site/notice.toml", true),
            ("site/a/new/text.md", true),
            ("site", true),
            ("", true),
            ("elsewhere.toml", false),
            ("site/a/.notice.toml.swp", false),
            ("site/a/notice.toml~", false),
            ("site/a/.git/index", false),
            ("site/node_modules/x/y.toml", false),
        ] {
            assert_eq!(changes.may_matter(&folder.path().join(path)), matters, "{path}");
        }
        let hidden = root.join("a/.parts/text.md");
        changes.read.insert(hidden.clone());
        assert!(changes.may_matter(&hidden), "it was read");
    }

    #[test]
    fn a_folder_that_comes_back_is_watched_again() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("site");
        std::fs::create_dir_all(root.join("a")).unwrap();
        let mut changes = Changes::around(std::slice::from_ref(&root)).unwrap();
        std::fs::remove_dir_all(&root).unwrap();
        changes.wait().unwrap();
        assert_eq!(changes.watched.len(), 1, "{:?}", changes.watched);
        std::fs::create_dir_all(root.join("a")).unwrap();
        changes.wait().unwrap();
        assert_eq!(changes.watched.len(), 3, "{:?}", changes.watched);
        std::fs::write(root.join("a/notice.toml"), "").unwrap();
        changes.wait().unwrap();
    }
}
