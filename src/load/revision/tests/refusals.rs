//! What keeps a revision from being read, and what is typed then.

use miette::Diagnostic;

use super::*;
use crate::load::slashed;

impl Repo {
    /// The message and the help of what can't be read.
    pub(super) fn refusal(&self, here: &str, revision: &str, paths: &[&str]) -> String {
        told(&self.try_at(here, revision, paths).unwrap_err())
    }
}

fn told(error: &Error) -> String {
    format!("{error}\n{}", error.help().map(|help| help.to_string()).unwrap_or_default())
}

/// Runs a test below `load::revision::tests` once more, in a process with these variables.
fn again(name: &str, variables: &[(&str, &str)]) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.arg(format!("load::revision::tests::{name}")).args(["--exact", "--test-threads=1"]);
    let output = command.envs(variables.iter().copied()).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(told.contains("1 passed"), "{name} with {variables:?}: {told}");
}

#[test]
fn a_revision_that_is_not_there_is_told_with_what_to_type() {
    let repo = Repo::with(&[("notice.toml", "")]);
    let usual = "name a branch, a tag or a commit: `main`, `v1.2.0`, `HEAD~1`";
    let file = "it is a file or a folder of a commit: name the commit";
    let range = "a range is several commits: name one, such as what `git merge-base main HEAD` prints";
    for (revision, help) in [
        ("", usual),
        ("notice.toml", usual),
        ("HEAD~7", usual),
        ("^HEAD", usual),
        ("a\nb", usual),
        ("a\0b", usual),
        ("HEAD^{tree}", file),
        ("HEAD:notice.toml", file),
        ("HEAD..HEAD", range),
        ("nowhere...", range),
    ] {
        assert_eq!(repo.refusal("", revision, &[]), format!("no commit `{revision}` is known to git here\n{help}"));
    }
    // What would be an option is none; `--all` and `--git-dir` are, to git.
    for revision in ["-h", "--all", "--git-dir", "--output=x", "--"] {
        assert!(repo.refusal("", revision, &[]).starts_with(&format!("no commit `{revision}`")));
    }
    assert!(!repo.top.join("x").exists());
    repo.git(&["branch", "release"]);
    assert!(repo.refusal("", "relaese", &[]).ends_with("a similar one exists: `release`"));
    // A clone that has no branch `main` of its own.
    git(repo.top.parent().unwrap(), &["clone", "--quiet", "--branch", "release", "repo", "clone"]);
    let clone = Repo { top: repo.top.with_file_name("clone"), ..Repo::new() };
    let told = clone.refusal("", "main", &[]);
    assert!(told.contains("a similar one exists: `origin/main`"), "{told}");
    let told = clone.refusal("", "origin/next", &[]);
    assert!(told.ends_with("if it is at the remote: `git fetch origin next:refs/remotes/origin/next`"), "{told}");
}

#[test]
fn a_partial_clone_fetches_what_it_lacks_or_says_so() {
    let repo = Repo::with(&[("notice.toml", "[purposes.old]\n"), ("more.notice.toml", "[purposes.more]\n")]);
    repo.commit(&[("notice.toml", "[purposes.new]\n")]);
    repo.git(&["config", "uploadpack.allowFilter", "true"]);
    let url = format!("file://{}", repo.top.display());
    git(repo.top.parent().unwrap(), &["clone", "--quiet", "--filter=blob:none", &url, "clone"]);
    let clone = Repo { top: repo.top.with_file_name("clone"), ..Repo::new() };
    clone.git(&["config", "remote.origin.url", "file:///nowhere"]);
    let told = clone.refusal("", "HEAD~1", &[]);
    assert!(told.starts_with("`git cat-file --batch` failed: "), "{told}");
    assert_eq!(purposes(&clone.at("", "HEAD", &[])), ["more", "new"], "all of it is there");
    clone.git(&["config", "remote.origin.url", &url]);
    assert_eq!(purposes(&clone.at("", "HEAD~1", &[])), ["more", "old"]);
}

#[test]
fn a_short_id_that_several_objects_have_is_told_as_git_tells_it() {
    let repo = Repo::new();
    let files: Vec<_> = (0..1000).map(|count| (format!("{count}"), format!("{count}\n"))).collect();
    repo.commit(&files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>());
    let objects = repo.git(&["cat-file", "--batch-all-objects", "--batch-check=%(objectname)"]);
    let mut heads: Vec<&str> = objects.lines().map(|id| &id[..4]).collect();
    heads.sort_unstable();
    let twice = heads.windows(2).find(|pair| pair[0] == pair[1]).unwrap()[0];
    let told = repo.refusal("", twice, &[]);
    assert!(told.contains(&format!("git says: short object ID {twice} is ambiguous")), "{told}");
    let id = repo.git(&["rev-parse", "HEAD"]);
    assert_eq!(commit_of(&repo.top, &id[..12], &[]).unwrap().id, id);
}

#[test]
fn a_shallow_clone_says_so() {
    let repo = Repo::with(&[("notice.toml", "[purposes.old]\n")]);
    repo.git(&["branch", "base"]);
    let first = repo.git(&["rev-parse", "HEAD"]);
    repo.commit(&[("notice.toml", "[purposes.new]\n")]);
    let url = format!("file://{}", repo.top.display());
    git(repo.top.parent().unwrap(), &["clone", "--quiet", "--depth=1", &url, "clone"]);
    let clone = Repo { top: repo.top.with_file_name("clone"), ..Repo::new() };
    assert_eq!(purposes(&clone.at("", "origin/main", &[])), ["new"]);
    let told = clone.refusal("", "HEAD~1", &[]);
    assert!(told.contains("this clone is shallow and may lack it: `git fetch --unshallow`\n"), "{told}");
    assert!(told.ends_with("`fetch-depth: 0` on GitHub, `GIT_DEPTH: 0` on GitLab"), "{told}");
    assert!(
        clone
            .refusal("", &first, &[])
            .contains(&format!("`git fetch --depth=1 origin {first}`, and then name `FETCH_HEAD`"))
    );
    let told = clone.refusal("", "origin/base", &[]);
    let command = told.split('`').find(|part| part.starts_with("git fetch")).unwrap();
    assert_eq!(command, "git fetch --depth=1 origin base:refs/remotes/origin/base");
    clone.git(&command.split(' ').skip(1).collect::<Vec<_>>());
    assert_eq!(purposes(&clone.at("", "origin/base", &[])), ["old"]);
}

#[test]
fn what_git_has_lost_is_an_error_and_no_missing_file() {
    let repo = Repo::with(&[("notice.toml", "[purposes.first]\n"), ("more/notice.toml", "# more\n")]);
    for lost in ["HEAD:notice.toml", "HEAD:more"] {
        let id = repo.git(&["rev-parse", lost]);
        let (folder, file) = id.split_at(2);
        let path = repo.top.join(".git/objects").join(folder).join(file);
        let kept = fs::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        let told = repo.refusal("", "HEAD", &[]);
        assert!(told.starts_with("`git cat-file --batch` failed: ") && told.contains(&id), "{told}");
        fs::write(&path, kept).unwrap();
    }
    assert_eq!(repo.at("", "HEAD", &[]).notices.len(), 2);
}

#[test]
fn submodules_are_passed_by_and_other_repositories_refused() {
    let inner = Repo::with(&[("notice.toml", "[purposes.inner]\n")]);
    let repo = Repo::with(&[("notice.toml", "[purposes.outer]\n")]);
    repo.git(&["submodule", "--quiet", "add", inner.top.to_str().unwrap(), "sub"]);
    repo.commit(&[]);
    assert_eq!(purposes(&repo.at("", "HEAD", &[])), ["outer"]);
    // Named, it is a repository of its own, and the revision is one of it.
    assert_eq!(purposes(&repo.at("", "HEAD", &["sub"])), ["inner"]);
    let told = repo.refusal("", "HEAD", &["notice.toml", "sub/notice.toml"]);
    assert!(told.starts_with("`sub/notice.toml` lies in another git repository than `notice.toml`\n"), "{told}");
    let there = inner.top.join("notice.toml");
    assert_eq!(purposes(&repo.at("", "HEAD", &[there.to_str().unwrap()])), ["inner"]);
}

#[test]
fn a_project_around_the_repository_has_no_revision() {
    let repo = Repo::with(&[("notice.toml", ""), ("own/noticec.toml", ""), ("own/notice.toml", "")]);
    repo.write(&[("../noticec.toml", "")]);
    let told = repo.refusal("", "HEAD", &["notice.toml"]);
    let file = repo.top.with_file_name("noticec.toml");
    assert!(told.starts_with(&format!("`{}`, the project of these notices, lies outside", slashed(&file))), "{told}");
    assert_eq!(repo.at("", "HEAD", &["own"]).notices.len(), 1);
}

#[test]
fn without_files_there_is_nothing_to_compare() {
    let repo = Repo::with(&[("notice.toml", "")]);
    git(repo.top.parent().unwrap(), &["clone", "--quiet", "--bare", "repo", "bare"]);
    let bare = Repo { top: repo.top.with_file_name("bare"), ..Repo::new() };
    for told in [bare.refusal("", "HEAD", &[]), repo.refusal(".git", "HEAD", &[])] {
        assert!(told.contains("belongs to a git repository, and no files are checked out there\n"), "{told}");
    }
    // A place with files that a bare repository has made, as any that a repository makes.
    bare.git(&["worktree", "add", "--quiet", "../tree"]);
    let tree = Repo { top: repo.top.with_file_name("tree"), ..Repo::new() };
    assert_eq!(tree.at("", "HEAD", &[]).notices[0].path, tree.top.join("notice.toml"));
    let told = Repo::new().refusal("", "HEAD", &[]);
    assert!(told.starts_with("no commit `HEAD`"), "before the first commit: {told}");
}

#[test]
fn no_repository_and_no_git() {
    let folder = tempfile::tempdir().unwrap();
    let told = told(&load_at(folder.path(), "HEAD", &[], None).unwrap_err());
    let wanted = if std::env::var_os("PATH").is_some_and(|path| path == "/nowhere") {
        "git can't be run: ".to_owned()
    } else {
        format!("`{}` lies in no git repository\n", slashed(folder.path()))
    };
    assert!(told.starts_with(&wanted) && told.contains("folder that holds the earlier"), "{told}");
}

#[test]
fn a_repository_of_somebody_else() {
    let repo = Repo::with(&[("notice.toml", "")]);
    if std::env::var_os("GIT_TEST_ASSUME_DIFFERENT_OWNER").is_none() {
        assert_eq!(repo.at("", "HEAD", &[]).notices.len(), 1);
        return again("refusals::a_repository_of_somebody_else", &[("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")]);
    }
    let told = repo.refusal("", "HEAD", &[]);
    assert!(
        told.starts_with("git does not read a repository that belongs to somebody else: detected dubious"),
        "{told}"
    );
    assert!(told.ends_with(&format!("`git config --global --add safe.directory {}`", repo.top.display())), "{told}");
}

#[test]
fn hooks_and_the_language_of_the_user_lead_nowhere_else() {
    let other = Repo::with(&[("other", "")]);
    let [dir, index, tree] = [".git", ".git/index", ""].map(|name| other.top.join(name).display().to_string());
    let hook = [
        ("GIT_DIR", &*dir),
        ("GIT_INDEX_FILE", &index),
        ("GIT_WORK_TREE", &tree),
        ("LANGUAGE", "de"),
        ("LANG", "de_DE.UTF-8"),
    ];
    let relative =
        [("GIT_DIR", ".git"), ("GIT_INDEX_FILE", ".git/index.lock"), ("GIT_PREFIX", "area/"), ("GIT_TRACE", "1")];
    for test in [
        "includes_prose_templates_and_logo_are_those_of_the_revision",
        "refusals::without_files_there_is_nothing_to_compare",
        "refusals::a_revision_that_is_not_there_is_told_with_what_to_type",
        "refusals::no_repository_and_no_git",
        "refusals::a_shallow_clone_says_so",
    ] {
        again(test, &hook);
        again(test, &relative);
    }
    again("refusals::no_repository_and_no_git", &[("PATH", "/nowhere")]);
}
