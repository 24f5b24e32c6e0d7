//! What is read out of small repositories, made with git.

mod refusals;

use std::fs;
use std::process::Command;

use super::*;
use crate::load::load;

/// A repository that goes away with the value.
struct Repo {
    /// Holds the folders, and nothing else does.
    _home: tempfile::TempDir,
    top: PathBuf,
}

/// Git in a folder; no user's settings count, and none of a hook in which the tests may run.
fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    let hooks = std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_"));
    for (name, _) in hooks {
        command.env_remove(name);
    }
    command
        .env("HOME", folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("LC_ALL", "C");
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "A. Clerk").env(format!("GIT_{who}_EMAIL"), "clerk@northmoor.example");
        command.env(format!("GIT_{who}_DATE"), "2026-03-01T23:30:00-05:00");
    }
    for setting in
        ["init.defaultBranch=main", "core.autocrlf=false", "protocol.file.allow=always", "commit.gpgSign=false"]
    {
        command.args(["-c", setting]);
    }
    let output = command.current_dir(folder).args(arguments).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "git {arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

impl Repo {
    /// A repository without commits, in a folder of its own.
    fn new() -> Self {
        let home = tempfile::Builder::new().prefix("noticec-").tempdir().unwrap();
        let top = home.path().canonicalize().unwrap().join("repo");
        fs::create_dir(&top).unwrap();
        git(&top, &["init", "--quiet"]);
        Self { _home: home, top }
    }

    /// A repository with one commit.
    fn with(files: &[(&str, &str)]) -> Self {
        let repo = Self::new();
        repo.commit(files);
        repo
    }

    fn write(&self, files: &[(&str, &str)]) {
        for (name, text) in files {
            let path = self.top.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }

    fn git(&self, arguments: &[&str]) -> String {
        git(&self.top, arguments)
    }

    /// Commits all that is there, these files among it.
    fn commit(&self, files: &[(&str, &str)]) {
        self.write(files);
        self.git(&["add", "--all", "--force"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", "next"]);
    }

    /// Commits links, which not every disk can hold, beside what is there.
    fn links(&self, links: &[(&str, &str)]) {
        for (name, target) in links {
            self.write(&[("../target", target)]);
            let id = self.git(&["hash-object", "-w", "../target"]);
            self.git(&["update-index", "--add", "--cacheinfo", &format!("120000,{id},{name}")]);
        }
        self.git(&["commit", "--quiet", "--message", "links"]);
    }

    /// What is read at a revision, from a folder below the top.
    fn at(&self, here: &str, revision: &str, paths: &[&str]) -> Loaded {
        self.try_at(here, revision, paths).unwrap()
    }

    fn try_at(&self, here: &str, revision: &str, paths: &[&str]) -> Result<Loaded, Error> {
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        let here = if here.is_empty() { self.top.clone() } else { self.top.join(here) };
        load_at(&here, revision, &paths, None)
    }
}

fn names(loaded: &Loaded) -> Vec<&str> {
    loaded.sources.files().iter().map(|file| file.name.as_str()).collect()
}

fn codes(loaded: &Loaded) -> Vec<&str> {
    loaded.findings.iter().map(|finding| finding.code).collect()
}

/// Ids of the purposes that were read, in the order of files.
fn purposes(loaded: &Loaded) -> Vec<String> {
    let parts = loaded.notices.iter().flat_map(|notice| &notice.parts);
    parts.flat_map(|part| part.purposes.entries.iter().map(|purpose| purpose.id.to_string())).collect()
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.unwrap();
        let place = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(place).unwrap();
        } else {
            fs::copy(entry.path(), place).unwrap();
        }
    }
}

#[test]
fn all_is_read_as_a_checkout_would_be() {
    let (repo, root) = (Repo::new(), Path::new(env!("CARGO_MANIFEST_DIR")));
    copy(&root.join("examples"), &repo.top.join("examples"));
    copy(&root.join("tests/cases"), &repo.top.join("cases"));
    repo.commit(&[]);
    let mut folders: Vec<PathBuf> = Vec::new();
    for place in ["examples", "cases"] {
        folders.extend(fs::read_dir(repo.top.join(place)).unwrap().map(|entry| entry.unwrap().path()));
    }
    folders.retain(|folder| folder.is_dir());
    folders.sort();
    let read = |folder: &Path| load(folder, &[], None);
    let now: Vec<_> = folders.iter().map(|folder| format!("{:#?}", read(folder))).collect();
    let all = load(&repo.top, &["examples".into(), "./cases/../cases".into()], Some(&folders[0])).unwrap();
    repo.git(&["rm", "-r", "--quiet", "."]);
    repo.commit(&[("README", "all is gone\n")]);
    for folder in &folders {
        fs::create_dir_all(folder).unwrap();
    }
    assert!(folders.len() > 15 && all.notices.len() > 15 && all.findings.len() > 15);
    for (folder, now) in folders.iter().zip(now) {
        let then = format!("{:#?}", load_at(folder, "HEAD~1", &[], None));
        let [now, then] =
            [now, then.replace("HEAD~1:", "")].map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>());
        let differs = now.iter().zip(&then).find(|(now, then)| now != then);
        assert!(now.len() == then.len() && differs.is_none(), "{}: {differs:?}", folder.display());
    }
    let then =
        load_at(&repo.top, "HEAD~1", &["examples".into(), "./cases/../cases".into()], Some(&folders[0])).unwrap();
    assert_eq!(format!("{then:?}").replace("HEAD~1:", ""), format!("{all:?}"));
}

#[test]
fn includes_prose_templates_and_logo_are_those_of_the_revision() {
    let project =
        "include = [\"shared/*.toml\"]\ntemplates = \"house\"\n[pdf]\nlogo = { file = \"logo.png\", alt = \"us\" }\n";
    let notice = "include = [\"own.toml\"]\n[purposes.first]\n[sections.more]\nfile = \"more.md\"\n";
    let repo = Repo::with(&[
        ("area/noticec.toml", project),
        ("area/logo.png", "the old one"),
        ("area/house/html/notice.html", "old page"),
        ("area/shared/a.toml", "[purposes.shared]\n"),
        ("area/notices/notice.toml", notice),
        ("area/notices/own.toml", "[purposes.own]\n"),
        ("area/notices/more.md", "Old words.\n"),
    ]);
    repo.git(&["rm", "--quiet", "area/notices/own.toml", "area/shared/a.toml"]);
    repo.commit(&[
        ("area/noticec.toml", ""),
        ("area/logo.png", "new"),
        ("area/house/html/notice.html", "new page"),
        ("area/notices/notice.toml", "[purposes.new]\n"),
        ("area/notices/more.md", "New words.\n"),
    ]);
    // From below the top, by the nearest project.
    let loaded = repo.at("area/notices", "HEAD~1", &[]);
    assert_eq!(codes(&loaded), [""; 0]);
    assert_eq!(purposes(&loaded), ["first", "shared", "own"]);
    let wanted = [
        "HEAD~1:../noticec.toml",
        "HEAD~1:../house/html/notice.html",
        "HEAD~1:notice.toml",
        "HEAD~1:more.md",
        "HEAD~1:../shared/a.toml",
        "HEAD~1:own.toml",
    ];
    assert_eq!(names(&loaded), wanted);
    let texts: Vec<_> = loaded.sources.files().iter().map(|file| file.text.as_str()).collect();
    assert_eq!((texts[1], texts[3]), ("old page", "Old words.\n"));
    let notice = &loaded.notices[0];
    assert_eq!(notice.path, repo.top.join("area/notices/notice.toml"));
    let project = notice.project.as_ref().unwrap();
    assert_eq!((project.root.clone(), project.logo.clone()), (repo.top.join("area"), Some(b"the old one".to_vec())));
    // A path names the same from the top.
    let loaded = repo.at("", "HEAD~1", &["area/notices/notice.toml"]);
    assert!(names(&loaded).contains(&"HEAD~1:area/notices/own.toml"));
    assert_eq!(loaded.notices[0].path, notice.path);
    assert_eq!(purposes(&repo.at("area", "HEAD", &[])), ["new"]);
}

#[test]
fn what_is_new_since_is_no_notice_then() {
    let repo = Repo::with(&[("README", "")]);
    repo.commit(&[("a/b/notice.toml", "[purposes.new]\n"), ("c.notice.toml", "")]);
    for (here, paths) in
        [("", vec![]), ("a/b", vec![]), ("", vec!["a"]), ("a", vec!["b/notice.toml", "../c.notice.toml"])]
    {
        assert_eq!(repo.at(here, "HEAD~1", &paths).notices.len(), 0, "{here} {paths:?}");
        assert_ne!(repo.at(here, "HEAD", &paths).notices.len(), 0, "{here} {paths:?}");
    }
    // And what is gone since was one, even where its folder is gone too.
    repo.git(&["rm", "-r", "--quiet", "a"]);
    repo.commit(&[]);
    assert_eq!(purposes(&repo.at("", "HEAD~1", &["a/b/notice.toml"])), ["new"]);
    let (gone, there) = (repo.at("", "HEAD", &["a", "c.notice.toml"]), repo.at("", "HEAD~1", &["a", "c.notice.toml"]));
    assert_eq!((gone.notices.len(), there.notices.len()), (1, 2));
}

#[test]
fn the_name_of_a_folder_is_the_id_of_its_notice() {
    let repo = Repo::with(&[("notice.toml", ""), ("people/notice.toml", "")]);
    let stems: Vec<_> = repo.at("", "HEAD", &[]).notices.into_iter().map(|notice| notice.stem).collect();
    assert_eq!(stems, ["repo", "people"]);
}

#[test]
fn names_may_hold_anything() {
    let name = "d\u{e9}partement n\u{ba} 1/[a] 'b'/\u{416} x.notice.toml";
    let repo = Repo::with(&[(name, "[purposes.first]\n"), ("-x/notice.toml", "")]);
    let loaded = repo.at("", "main", &[name, "-x", "./-x/../-x/notice.toml"]);
    assert_eq!((purposes(&loaded), names(&loaded)[0]), (vec!["first".to_owned()], format!("main:{name}").as_str()));
    let paths: Vec<_> = loaded.notices.iter().map(|notice| notice.path.clone()).collect();
    assert_eq!(paths, [name, "-x/notice.toml", "-x/../-x/notice.toml"].map(|name| repo.top.join(name)));
}

#[test]
fn links_are_followed_as_they_were_and_never_out() {
    let include = "include = [\"in.toml\", \"out.toml\", \"up.toml\", \"loop.toml\", \"gone.toml\", \"d/*.toml\"]\n";
    let secret = [("../secret.toml", "[purposes.secret]\n"), ("else/r.toml", "[purposes.other-project]\n")];
    let repo =
        Repo::with(&[("p/noticec.toml", ""), ("p/notice.toml", include), ("p/real/r.toml", "[purposes.real]\n")]);
    repo.write(&secret);
    repo.commit(&[]);
    let secret = repo.top.join("../secret.toml").canonicalize().unwrap();
    repo.links(&[
        ("p/in.toml", "real/../real/r.toml"),
        ("p/out.toml", secret.to_str().unwrap()),
        ("p/up.toml", "../else/r.toml"),
        ("p/loop.toml", "loop.toml"),
        ("p/gone.toml", "nowhere.toml"),
        ("p/d/one.toml", "../../../secret.toml"),
        ("p/x.notice.toml", "../../secret.toml"),
        ("notices", "p"),
        ("q/noticec.toml", "../../secret.toml"),
        ("q/notice.toml", "real.toml"),
        ("q/real.toml", "../p/real/r.toml"),
    ]);
    let loaded = repo.at("", "HEAD", &["p"]);
    assert_eq!(purposes(&loaded), ["real"]);
    assert_eq!(codes(&loaded), ["INC-03", "INC-03", "INC-01", "INC-01", "INC-01"]);
    // Named one by one: out of the repository is nowhere, inside of it is there.
    assert_eq!(repo.at("", "HEAD", &["p/x.notice.toml", "p/loop.toml", "p/gone.toml"]).notices.len(), 0);
    let loaded = repo.at("", "HEAD", &["q/notice.toml", "notices/in.toml"]);
    assert_eq!(purposes(&loaded), ["real", "real"]);
    assert!(loaded.notices[0].project.is_none(), "a project out of the repository is none");
    assert_eq!(loaded.notices[1].path, repo.top.join("notices/in.toml"));
    // The same where the repository is reached by a link.
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&repo.top, repo.top.join("../other")).unwrap();
        let here = repo.top.join("../other/p");
        let loaded = load_at(&here, "HEAD", &["../notices/in.toml".into()], None).unwrap();
        assert_eq!(purposes(&loaded), ["real"]);
        assert_eq!(loaded.notices[0].path, here.join("../notices/in.toml"));
    }
}

#[test]
fn a_commit_is_told_with_its_day() {
    let repo = Repo::with(&[("notice.toml", "")]);
    repo.git(&["tag", "--annotate", "--message", "first", "v1"]);
    let id = repo.git(&["rev-parse", "HEAD"]);
    repo.commit(&[]);
    let commit = commit_of(&repo.top, "v1", &["notice.toml".into()]).unwrap();
    assert_eq!((&commit.id, commit.date), (&id, Some(jiff::civil::date(2026, 3, 1))));
    assert!(id.starts_with(&commit.short) && commit.short.len() < id.len());
    assert_eq!(commit_of(&repo.top, "HEAD~1", &[]).unwrap(), commit);
}

#[test]
fn nothing_in_the_repository_changes() {
    let repo = Repo::with(&[("notice.toml", "include = [\"more.toml\"]\n"), ("more.toml", "")]);
    repo.commit(&[("notice.toml", "")]);
    // A change that git would note in its index if it looked.
    repo.write(&[("notice.toml", "[purposes.now]\n")]);
    let all = || {
        let walk = walkdir::WalkDir::new(&repo.top).sort_by_file_name().into_iter().map(Result::unwrap);
        let about = |entry: walkdir::DirEntry| (entry.path().to_owned(), entry.metadata().unwrap().modified().unwrap());
        walk.map(about).map(|(path, time)| (fs::read(&path).ok(), path, time)).collect::<Vec<_>>()
    };
    let before = all();
    assert_eq!(repo.at("", "HEAD~1", &[]).sources.files().len(), 2);
    repo.refusal("", "nowhere", &[]);
    assert!(before == all());
}

#[test]
fn objects_of_any_size_and_ids_of_either_length() {
    let repo = Repo::new();
    fs::remove_dir_all(repo.top.join(".git")).unwrap();
    repo.git(&["init", "--quiet", "--object-format=sha256"]);
    let long = format!("# {}\n[purposes.first]\n", "x".repeat(300_000));
    let more: Vec<String> = (0..300).map(|count| format!("p{count:03}.notice.toml")).collect();
    repo.write(&more.iter().map(|name| (name.as_str(), long.as_str())).take(9).collect::<Vec<_>>());
    repo.write(&more.iter().map(|name| (name.as_str(), "[purposes.more]\n")).skip(9).collect::<Vec<_>>());
    repo.commit(&[("empty.notice.toml", "")]);
    repo.git(&["gc", "--quiet"]);
    let loaded = repo.at("", "HEAD", &[]);
    assert_eq!((loaded.notices.len(), purposes(&loaded).len()), (301, 300));
    assert_eq!(commit_of(&repo.top, "HEAD", &[]).unwrap().id.len(), 64);
}

#[test]
fn a_file_in_another_store_is_read_as_checked_out() {
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n";
    let repo = Repo::with(&[
        ("noticec.toml", "[pdf]\nlogo = { file = \"a b/l.png\", alt = \"us\" }\n"),
        ("a b/l.png", pointer),
    ]);
    repo.commit(&[("notice.toml", ""), (".gitattributes", "*.png filter=store\n")]);
    let logo = || repo.at("", "HEAD", &[]).notices[0].project.as_ref().unwrap().logo.clone().unwrap();
    assert_eq!(logo(), pointer.as_bytes(), "as in a checkout where no filter is set up");
    repo.git(&["config", "filter.store.smudge", "sed s/version.*/stored/"]);
    assert!(logo().starts_with(b"stored\n"));
    repo.git(&["config", "filter.store.smudge", "false"]);
    repo.git(&["config", "filter.store.required", "true"]);
    let told = repo.refusal("", "HEAD", &[]);
    assert!(told.starts_with("`git cat-file --filters --path=a b/l.png "), "{told}");
}
