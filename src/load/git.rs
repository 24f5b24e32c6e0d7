//! Git, asked as a child process: where a repository begins, which commit a revision is, what its objects hold.
//!
//! No command here writes: no index is refreshed, nothing is checked out. The one exception is git's own: in a partial
//! clone it fetches what is asked for and not there.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use jiff::civil::Date;
use miette::Diagnostic;
use thiserror::Error;

/// What keeps an earlier version from being read.
#[derive(Debug, Error, Diagnostic)]
pub enum GitError {
    /// There is no program `git`.
    #[error("git can't be run: {source}")]
    #[diagnostic(help(
        "a revision is read with git: install it, or compare with a folder that holds the earlier version"
    ))]
    Absent {
        /// Why.
        source: io::Error,
    },
    /// A folder lies in no repository.
    #[error("`{folder}` lies in no git repository")]
    #[diagnostic(help(
        "a revision is one of the repository around the notices: run this in a clone of it, or compare with a \
                       folder that holds the earlier version"
    ))]
    NoRepository {
        /// The folder.
        folder: String,
    },
    /// A repository has no files checked out here.
    #[error("`{folder}` belongs to a git repository, and no files are checked out there")]
    #[diagnostic(help(
        "run this where the files are; from a bare repository, `git clone` or `git worktree add` makes such a place"
    ))]
    NoFiles {
        /// The folder.
        folder: String,
    },
    /// Git refuses to read what belongs to somebody else.
    #[error("git does not read a repository that belongs to somebody else: {message}")]
    #[diagnostic(help("if you trust it: `{command}`"))]
    Untrusted {
        /// What git says.
        message: String,
        /// What git says to type.
        command: String,
    },
    /// A revision is no commit that is there.
    #[error("no commit `{revision}` is known to git here")]
    #[diagnostic(help("{help}"))]
    Unknown {
        /// The revision as it was written.
        revision: String,
        /// Where to get it from, or which one may be meant.
        help: String,
    },
    /// Paths of one run lie in several repositories, and a revision is one of a single repository.
    #[error("`{path}` lies in another git repository than `{first}`")]
    #[diagnostic(help(
        "a revision is one of a single repository: name the paths of each repository in a run of its own"
    ))]
    Elsewhere {
        /// The path.
        path: String,
        /// The path that was named first.
        first: String,
    },
    /// A project holds the whole repository, so that no commit has its file.
    #[error("`{file}`, the project of these notices, lies outside of their git repository")]
    #[diagnostic(help(
        "a revision has no such file: compare with a folder that holds the earlier version and its project"
    ))]
    Above {
        /// The project's file.
        file: String,
    },
    /// Git failed for a reason of its own.
    #[error("`{command}` failed: {message}")]
    Failed {
        /// The command.
        command: String,
        /// The line in which git says why.
        message: String,
    },
}

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Its whole id, in hexadecimal digits.
    pub id: String,
    /// As many digits of it as tell it from all others in its repository; seven at least, unless git's settings say otherwise.
    pub short: String,
    /// The day on which it was committed, where the committer was; `None` where its date is no date.
    pub date: Option<Date>,
    /// The id of its topmost folder.
    pub(super) tree: String,
}

/// A repository with files checked out.
#[derive(Debug, Clone)]
pub(super) struct Repository {
    /// The topmost folder, without links.
    pub(super) top: PathBuf,
}

/// What would lead git to another repository than that of the folder: hooks are run with such variables.
const ELSEWHERE: &[&str] = &[
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_PREFIX",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_SHALLOW_FILE",
    "GIT_GRAFT_FILE",
    "GIT_INTERNAL_SUPER_PREFIX",
];

impl Repository {
    /// The repository around an existing folder.
    pub(super) fn around(folder: &Path) -> Result<Self, GitError> {
        let asked = ["rev-parse", "--is-bare-repository", "--is-inside-work-tree", "--show-toplevel"];
        let answer = answer(folder, &asked)?;
        let shown = super::told(folder);
        if answer.good {
            // Two lines, then the path, which may hold anything but ends with a line end.
            let mut parts = answer.bytes.splitn(3, |byte| *byte == b'\n');
            let top = parts.nth(2).and_then(|top| top.strip_suffix(b"\n")).unwrap_or_default();
            return match top {
                b"" => Err(answer.failed(&asked)),
                top => Ok(Self { top: PathBuf::from(native(top)) }),
            };
        }
        if answer.said.contains("not a git repository (or any") {
            return Err(GitError::NoRepository { folder: shown });
        }
        let command = answer.said.lines().map(str::trim).find(|line| line.contains("safe.directory"));
        if let Some(command) = command {
            return Err(GitError::Untrusted { message: answer.reason(), command: command.to_owned() });
        }
        if answer.bytes.starts_with(b"true\n") || answer.bytes.starts_with(b"false\nfalse\n") {
            return Err(GitError::NoFiles { folder: shown });
        }
        Err(answer.failed(&asked))
    }

    /// The commit that a revision names.
    pub(super) fn commit(&self, revision: &str) -> Result<Commit, GitError> {
        // No name of git's begins with a hyphen, so nothing that does is handed on; `--end-of-options` says the same, and
        // `rev-parse` knows it since 2.30 only.
        if revision.starts_with('-') || revision.contains('\0') {
            return Err(self.unknown(revision, None));
        }
        let found = answer(&self.top, &["rev-parse", "--verify", revision])?;
        let id = found.text();
        if !found.good || id.is_empty() || !id.chars().all(|digit| digit.is_ascii_hexdigit()) {
            // What git says where it has nothing to say.
            let reason =
                Some(found.reason()).filter(|reason| !found.good && !reason.ends_with("eeded a single revision"));
            return Err(self.unknown(revision, reason.map(|reason| format!("git says: {reason}"))));
        }
        // With the braces, a tag becomes its commit, and what is no commit an error.
        let asked = ["rev-list", "--max-count=1", "--format=%H%n%h%n%T%n%cI", &format!("{id}^{{commit}}"), "--"];
        let told = answer(&self.top, &asked)?;
        if !told.good && told.said.contains("bad revision") {
            let file = told.said.contains("expected commit type");
            let help = file.then(|| "it is a file or a folder of a commit: name the commit".to_owned());
            return Err(self.unknown(revision, help));
        }
        let text = told.text();
        match text.lines().collect::<Vec<_>>()[..] {
            [_, id, short, tree, time] => Ok(Commit {
                id: id.to_owned(),
                short: short.to_owned(),
                date: time.get(..10).and_then(|day| day.parse().ok()),
                tree: tree.to_owned(),
            }),
            _ => Err(told.failed(&asked)),
        }
    }

    /// What is said of a revision that is not there, and how to get it.
    fn unknown(&self, revision: &str, reason: Option<String>) -> GitError {
        let lines = |asked: &[&str]| answer(&self.top, asked).map(|answer| answer.text()).unwrap_or_default();
        let mut help = Vec::new();
        help.extend(reason);
        if revision.contains("..") {
            help.push(
                "a range is several commits: name one, such as what `git merge-base main HEAD` prints".to_owned(),
            );
        }
        let refs = lines(&["for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes"]);
        let tail = format!("/{revision}");
        let near = refs.lines().find(|name| name.ends_with(&tail));
        let near = near.or_else(|| crate::law::basis::nearest(revision, refs.lines()));
        help.extend(near.map(|near| format!("a similar one exists: `{near}`")));
        let remotes = lines(&["remote"]);
        let remotes: Vec<&str> = remotes.lines().collect();
        if lines(&["rev-parse", "--is-shallow-repository"]) == "true" {
            let fetch = fetch(revision, &remotes, "--depth=1 ").unwrap_or_else(|| "`git fetch --unshallow`".to_owned());
            help.push(format!("this clone is shallow and may lack it: {fetch}"));
            help.push(
                "in CI, let the checkout take all commits: `fetch-depth: 0` on GitHub, `GIT_DEPTH: 0` on GitLab"
                    .to_owned(),
            );
        } else if let Some(fetch) = fetch(revision, &remotes, "") {
            help.push(format!("if it is at the remote: {fetch}"));
        }
        if help.is_empty() {
            help.push("name a branch, a tag or a commit: `main`, `v1.2.0`, `HEAD~1`".to_owned());
        }
        GitError::Unknown { revision: revision.to_owned(), help: help.join("\n  ") }
    }

    /// What a file would hold once checked out, where git keeps but a pointer to it.
    pub(super) fn smudged(&self, inside: &Path, id: &str) -> Result<Vec<u8>, GitError> {
        let mut path = OsString::from("--path=");
        path.push(inside);
        let asked: [&OsStr; 4] = ["cat-file".as_ref(), "--filters".as_ref(), &path, id.as_ref()];
        let answer = answer(&self.top, &asked)?;
        if answer.good { Ok(answer.bytes) } else { Err(answer.failed(&asked)) }
    }
}

/// How to bring a revision from a remote; `None` where it can't be told.
fn fetch(revision: &str, remotes: &[&str], depth: &str) -> Option<String> {
    let plain = |one: char| one.is_ascii_alphanumeric() || "._/-".contains(one);
    if revision.is_empty() || revision.starts_with('-') || !revision.chars().all(plain) {
        return None;
    }
    let tracked = remotes.iter().find_map(|remote| Some((remote, revision.strip_prefix(remote)?.strip_prefix('/')?)));
    if let Some((remote, branch)) = tracked.filter(|(_, branch)| !branch.is_empty()) {
        // A clone of one branch does not make this name by itself.
        return Some(format!("`git fetch {depth}{remote} {branch}:refs/remotes/{revision}`"));
    }
    let remote = remotes.iter().find(|remote| **remote == "origin").or(remotes.first())?;
    // A remote gives a commit by its whole id only.
    let short = revision.len() < 40 && revision.chars().all(|digit| digit.is_ascii_hexdigit());
    let known = short || revision == "HEAD";
    (!known).then(|| format!("`git fetch {depth}{remote} {revision}`, and then name `FETCH_HEAD`"))
}

/// What a command of git has answered.
struct Answer {
    good: bool,
    bytes: Vec<u8>,
    said: String,
}

impl Answer {
    /// What it printed, without the last line end.
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).trim_end().to_owned()
    }

    /// The line in which git says why it failed.
    fn reason(&self) -> String {
        reason(&self.said)
    }

    fn failed<T: AsRef<OsStr>>(&self, asked: &[T]) -> GitError {
        GitError::Failed { command: written(asked), message: self.reason() }
    }
}

/// The line in which git says why it failed: other lines may be traces, warnings or hints.
fn reason(said: &str) -> String {
    let lines = || said.lines().map(str::trim).filter(|line| !line.is_empty());
    let told = ["error: ", "fatal: "].iter().find_map(|word| lines().find_map(|line| line.strip_prefix(word)));
    told.or_else(|| lines().next()).unwrap_or("no reason given").to_owned()
}

fn written<T: AsRef<OsStr>>(asked: &[T]) -> String {
    let words = asked.iter().map(|word| word.as_ref().to_string_lossy());
    std::iter::once("git".into()).chain(words).collect::<Vec<_>>().join(" ")
}

/// Git in a folder, with settings under which it asks nobody, locks nothing and speaks English.
fn git<T: AsRef<OsStr>>(folder: &Path, asked: &[T]) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(asked).stdin(Stdio::null());
    command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0");
    for name in ELSEWHERE {
        command.env_remove(name);
    }
    command
}

fn answer<T: AsRef<OsStr>>(folder: &Path, asked: &[T]) -> Result<Answer, GitError> {
    let output = git(folder, asked).output().map_err(|source| GitError::Absent { source })?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Ok(Answer { good: output.status.success(), bytes: output.stdout, said })
}

/// A name as the system writes it.
#[cfg(unix)]
pub(super) fn native(bytes: &[u8]) -> OsString {
    use std::os::unix::ffi::OsStrExt;
    OsStr::from_bytes(bytes).to_owned()
}

/// A name as the system writes it.
#[cfg(not(unix))]
pub(super) fn native(bytes: &[u8]) -> OsString {
    String::from_utf8_lossy(bytes).into_owned().into()
}

/// A process of git that gives objects by their ids, as many as are asked for.
pub(super) struct Objects {
    child: Child,
    /// `None` once it is told that nothing more is asked for.
    ask: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    /// What git says beside its answers; a file, since a pipe that nobody reads would stop it.
    said: File,
}

const BATCH: [&str; 2] = ["cat-file", "--batch"];

impl Objects {
    pub(super) fn open(repository: &Repository) -> Result<Self, GitError> {
        let absent = |source| GitError::Absent { source };
        let said = tempfile::tempfile().map_err(absent)?;
        let mut command = git(&repository.top, &BATCH);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(said.try_clone().map_err(absent)?);
        let mut child = command.spawn().map_err(absent)?;
        let pipes = child.stdin.take().zip(child.stdout.take());
        let (ask, answers) = pipes.ok_or_else(|| absent(io::ErrorKind::BrokenPipe.into()))?;
        Ok(Self { child, ask: Some(ask), answers: BufReader::new(answers), said })
    }

    /// What an object holds.
    pub(super) fn read(&mut self, id: &str) -> Result<Vec<u8>, GitError> {
        let read = self.answer(id);
        read.map_err(|error| {
            self.close();
            let mut said = Vec::new();
            // What can't be read says nothing.
            let _ = self.said.rewind().and_then(|()| self.said.read_to_end(&mut said));
            let said = String::from_utf8_lossy(&said);
            let message = if said.trim().is_empty() { error.to_string() } else { reason(&said) };
            GitError::Failed { command: written(&BATCH), message }
        })
    }

    fn answer(&mut self, id: &str) -> io::Result<Vec<u8>> {
        let ask = self.ask.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        writeln!(ask, "{id}")?;
        ask.flush()?;
        let mut head = String::new();
        self.answers.read_line(&mut head)?;
        let size = head.trim_end().rsplit_once(' ').and_then(|(_, size)| size.parse::<u64>().ok());
        let Some(size) = size else {
            return Err(io::Error::other(format!("the object {id} is not in this repository")));
        };
        let mut bytes = Vec::new();
        // The object, and a line end that is none of it.
        self.answers.by_ref().take(size + 1).read_to_end(&mut bytes)?;
        match bytes.pop() {
            Some(b'\n') if bytes.len() as u64 == size => Ok(bytes),
            _ => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }

    /// Lets git end, and waits for it.
    fn close(&mut self) {
        self.ask = None;
        // A child that can't be waited for has ended.
        let _ = self.child.wait();
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        self.close();
    }
}
