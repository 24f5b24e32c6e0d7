//! The action in the cases that a repository meets.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::api::Api;
use super::job::{Ended, Job, Machine};
use crate::project::{GOOD, Project, git, root};

/// A repository on a server, and a checkout of it as `actions/checkout` makes it.
struct Site {
    place: Project,
    api: Api,
    machine: Machine,
}

impl Site {
    /// With these files on its main branch.
    fn new(files: &[(&str, &str)]) -> Self {
        let place = Project::new(&[]);
        git(place.path(), &["init", "--quiet", "--bare", "server"]);
        // As GitHub lets commits be fetched.
        git(&place.path().join("server"), &["config", "uploadpack.allowAnySHA1InWant", "true"]);
        git(place.path(), &["init", "--quiet", "--initial-branch=main", "desk"]);
        let site = Self { place, api: Api::new(), machine: Machine::new() };
        site.commit(files);
        site
    }

    fn desk(&self) -> PathBuf {
        self.place.path().join("desk")
    }

    /// Commits files on the branch that is checked out at the desk.
    fn commit(&self, files: &[(&str, &str)]) -> String {
        for (name, text) in files {
            self.place.write(&format!("desk/{name}"), text.as_bytes());
        }
        git(&self.desk(), &["add", "-A"]);
        git(&self.desk(), &["commit", "--quiet", "--allow-empty", "-m", "a change"]);
        git(&self.desk(), &["rev-parse", "HEAD"]).trim().to_owned()
    }

    /// The checkout of a commit, without those before it.
    fn checkout(&self, commit: &str) -> PathBuf {
        let server = format!("file://{}", self.place.path().join("server").display());
        git(&self.desk(), &["push", "--quiet", &server, "main", &format!("+{commit}:refs/pull/7/merge")]);
        let folder = self.place.path().join("work");
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        git(self.place.path(), &["init", "--quiet", "work"]);
        git(&folder, &["remote", "add", "origin", &server]);
        git(&folder, &["fetch", "--quiet", "--no-tags", "--depth=1", "origin", commit]);
        git(&folder, &["checkout", "--quiet", "--detach", commit]);
        folder
    }

    /// A push to the main branch.
    fn push(&self, inputs: &[(&str, &str)]) -> Ended {
        let head = git(&self.desk(), &["rev-parse", "main"]);
        let workspace = self.checkout(head.trim());
        Job { workspace: &workspace, inputs, base: None, api: &self.api, machine: &self.machine }.run()
    }

    /// A pull request of one commit with these files, merged as GitHub does.
    fn pull_request(&self, files: &[(&str, &str)], inputs: &[(&str, &str)]) -> Ended {
        let base = git(&self.desk(), &["rev-parse", "main"]);
        git(&self.desk(), &["checkout", "--quiet", "-B", "topic", "main"]);
        self.commit(files);
        git(&self.desk(), &["checkout", "--quiet", "--detach", "main"]);
        git(&self.desk(), &["merge", "--quiet", "--no-ff", "-m", "merge", "topic"]);
        let merge = git(&self.desk(), &["rev-parse", "HEAD"]);
        let workspace = self.checkout(merge.trim());
        git(&self.desk(), &["checkout", "--quiet", "main"]);
        Job { workspace: &workspace, inputs, base: Some(base.trim()), api: &self.api, machine: &self.machine }.run()
    }

    fn work(&self, name: &str) -> Option<String> {
        self.place.read(&format!("work/{name}"))
    }
}

fn sarif(ended: &Ended) -> Vec<String> {
    let text = fs::read_to_string(&ended.outputs["sarif"]).unwrap();
    let log: Value = serde_json::from_str(&text).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap().iter();
    results.map(|one| one["ruleId"].as_str().unwrap().to_owned()).collect()
}

fn faulty() -> String {
    GOOD.replace("collected = \"direct\"\n", "")
}

/// With another telephone number, and a word on the change, as the law wants it.
fn announced(text: &str) -> String {
    let text = text.replace("country = \"IE\"\n", "country = \"IE\"\nphone = \"+44 1632 960000\"\n");
    let bumped = text.replace(
        "version = \"1.0\"\neffective = 2026-11-01",
        "version = \"2.0\"\neffective = 2027-02-01\nupdated = 2026-11-20",
    );
    let entry = "\n[[history]]\nversion = \"2.0\"\ndate = 2026-11-20\nkind = \"processing\"\nsummary = \"We send it every week.\"\n\
                 effect = \"You get more mail.\"\ntold = \"by e-mail\"\nlead = \"30 days\"\n";
    format!("{bumped}{entry}")
}

#[test]
fn a_clean_push_is_checked_and_built() {
    let site = Site::new(&[("a.notice.toml", GOOD)]);
    let ended = site.push(&[]);
    assert!(!ended.failed, "{}", ended.log);
    assert_eq!(ended.ran, ["Which noticec", "Install", "What changes", "Check", "Code scanning", "Build"]);
    assert_eq!(
        (ended.outputs["check"].as_str(), ended.outputs["changed"].as_str(), ended.outputs["class"].as_str()),
        ("0", "", "")
    );
    assert!(site.work("out/a.html").is_some(), "{}", ended.log);
    assert!(
        ended.log.contains("::add-matcher::") && ended.log.contains("/templates/ci/matcher.json\n"),
        "{}",
        ended.log
    );
    let upload = &ended.uses["github/codeql-action/upload-sarif"];
    assert_eq!(
        (upload["sarif_file"].as_str(), upload["category"].as_str()),
        (ended.outputs["sarif"].as_str(), "noticec")
    );
    assert_eq!(sarif(&ended), [""; 0]);
    assert_eq!(site.api.with(|held| held.asked.len()), 0);
    // What is switched off does not happen.
    let ended = site.push(&[("sarif", "false"), ("build", "false"), ("annotations", "false")]);
    assert_eq!(ended.ran, ["Which noticec", "Install", "What changes", "Check"]);
    assert!(!ended.log.contains("::"), "{}", ended.log);
    let ended = site.push(&[("build", "check")]);
    assert!(ended.failed && site.work("out/a.html").is_none(), "the outputs are not there: {}", ended.log);
    assert!(!site.push(&[("out", "our pages")]).failed);
    assert!(site.work("our pages/a.html").is_some());
}

#[test]
fn findings_fail_the_job_and_are_uploaded() {
    let site = Site::new(&[("privacy/a.notice.toml", &faulty())]);
    let ended = site.push(&[]);
    assert!(ended.failed);
    assert_eq!(ended.ran, ["Which noticec", "Install", "What changes", "Check", "Code scanning"]);
    assert_eq!(ended.outputs["check"], "1");
    assert!(ended.log.contains("\n::error file=privacy/a.notice.toml,line="), "{}", ended.log);
    assert_eq!(sarif(&ended).len(), 1);
    let rule = sarif(&ended).remove(0);
    let ended = site.push(&[("levels", &format!("-W {rule}"))]);
    assert!(ended.failed, "what stands for a mandatory item is no warning: {}", ended.log);
    // A file that can't be read whole.
    site.commit(&[("privacy/a.notice.toml", "[notice")]);
    let ended = site.push(&[]);
    assert!(ended.failed && sarif(&ended) == ["SYN-01"], "{}", ended.log);
}

#[test]
fn a_pull_request_has_one_comment_that_is_kept_up_to_date() {
    let site = Site::new(&[("a.notice.toml", GOOD)]);
    let words = |site: &Site| site.api.with(|held| held.comments.iter().map(|one| one.1.clone()).collect::<Vec<_>>());
    // More than a page of other comments, one of which quotes the mark.
    site.api.with(|held| {
        held.comments = (0..120).map(|id| (id, format!("> <!-- noticec diff -->\nthought {id}"))).collect();
        // A stranger's comment is not taken over, whatever it begins with.
        held.comments[7].1 = "<!-- noticec diff -->\nmine".to_owned();
    });
    // Nothing has changed: nothing is said.
    let ended = site.pull_request(&[("README.md", "A site.\n")], &[]);
    assert!(!ended.failed, "{}", ended.log);
    assert_eq!((ended.outputs["changed"].as_str(), words(&site).len()), ("false", 120));
    assert!(ended.summary.contains("no change of meaning"), "{}", ended.summary);

    let weekly = announced(&GOOD.replace("monthly newsletter.\"", "weekly newsletter. \\\"Really\\\" & $HOME `ls`\""));
    let ended = site.pull_request(&[("a.notice.toml", &weekly)], &[]);
    assert!(!ended.failed, "{}", ended.log);
    assert_eq!(
        (ended.outputs["changed"].as_str(), ended.outputs["class"].as_str()),
        ("true", "material"),
        "{}",
        ended.log
    );
    let first = words(&site);
    assert_eq!(first.len(), 121);
    assert!(first[120].starts_with("<!-- noticec diff -->\n### Privacy notice `a`:"), "{}", first[120]);
    assert_eq!(first[120], fs::read_to_string(&ended.outputs["diff"]).unwrap());
    assert!(ended.summary.contains(&first[120]));
    assert!(!ended.log.contains(super::api::TOKEN));

    // The next push mends the comment, and one that takes the change back says so.
    let longer =
        weekly.replace("\"none\"\nretention", "\"none\"\nsource = \"x\"\nretention").replace("weekly", "daily");
    let ended = site.pull_request(&[("a.notice.toml", &longer.replace("source = \"x\"\n", ""))], &[]);
    assert!(!ended.failed, "{}", ended.log);
    let second = words(&site);
    assert!(second.len() == 121 && second[120] != first[120] && second[120].contains("daily"), "{}", second[120]);
    let ended = site.pull_request(&[("README.md", "A site.\n")], &[]);
    assert!(!ended.failed);
    let third = words(&site);
    assert!(third.len() == 121 && third[120].contains("no change of meaning"), "{}", third[120]);
    assert_eq!(third[..120], first[..120], "the comments of others stay");
    let ended = site.pull_request(&[("a.notice.toml", &weekly)], &[("comment", "false")]);
    assert!(!ended.ran.contains(&"Comment".to_owned()) && ended.summary.contains("Privacy notice `a`"));
}

#[test]
fn only_what_the_branch_changes_is_told() {
    let site = Site::new(&[("a.notice.toml", GOOD)]);
    let before = git(&site.desk(), &["rev-parse", "main"]);
    site.commit(&[("a.notice.toml", &announced(GOOD))]);
    // The event knows the base of the day on which the pull request was opened; the merge has that of today.
    let run = |workspace: &Path, base: &str| {
        let job = Job { workspace, inputs: &[], base: Some(base.trim()), api: &site.api, machine: &site.machine };
        job.run()
    };
    assert_eq!(site.pull_request(&[("README.md", "A site.\n")], &[]).outputs["changed"], "false");
    let merge = git(&site.place.path().join("work"), &["rev-parse", "HEAD"]);
    let ended = run(&site.checkout(merge.trim()), &before);
    assert_eq!(ended.outputs["changed"], "false", "{}", ended.summary);
    // The branch itself was checked out, and not its merge.
    let main = git(&site.desk(), &["rev-parse", "main"]);
    let topic = git(&site.desk(), &["rev-parse", "topic"]);
    let ended = run(&site.checkout(topic.trim()), &main);
    assert_eq!(ended.outputs["changed"], "false", "{}", ended.log);
    let ended = run(&site.checkout(topic.trim()), &before);
    assert_eq!(ended.outputs["changed"], "true", "{}", ended.log);
    // A base that nobody has.
    let ended = run(&site.checkout(topic.trim()), &"0123456789".repeat(4));
    assert!(!ended.failed && ended.outputs["changed"].is_empty(), "{}", ended.log);
    assert!(ended.log.contains("can't be fetched, so nothing is compared"), "{}", ended.log);
}

#[test]
fn a_change_that_is_not_announced_fails_and_is_told_all_the_same() {
    let site = Site::new(&[("a.notice.toml", GOOD)]);
    let longer = GOOD
        .replace("\"people who read our newsletter\"", "\"people who read our newsletter or our blog\"")
        .replace("\"voluntary\"", "\"contractual\"");
    let ended = site.pull_request(&[("a.notice.toml", &longer)], &[]);
    assert!(ended.failed);
    assert!(sarif(&ended).contains(&"CHG-03".to_owned()), "{}", ended.log);
    assert_eq!(site.api.with(|held| held.comments.len()), 1);
}

#[test]
fn a_fork_has_its_changes_in_the_summary() {
    let site = Site::new(&[("a.notice.toml", GOOD)]);
    site.api.with(|held| held.read_only = true);
    let weekly = announced(&GOOD.replace("monthly", "weekly"));
    let ended = site.pull_request(&[("a.notice.toml", &weekly)], &[]);
    assert!(!ended.failed, "{}", ended.log);
    let refused = "403 Resource not accessible by integration";
    assert!(ended.log.contains("::notice title=noticec::") && ended.log.contains(refused), "{}", ended.log);
    assert!(ended.summary.contains("weekly") && ended.summary.contains(refused), "{}", ended.summary);
    // Nor does a server that does not answer, or another token.
    let ended = site.pull_request(&[("a.notice.toml", &weekly)], &[("token", "another")]);
    assert!(!ended.failed && ended.summary.contains("401 Bad credentials"), "{}", ended.summary);
}

#[test]
fn a_first_notice_and_one_that_could_not_be_read_before() {
    let site = Site::new(&[("README.md", "A site.\n")]);
    let ended = site.pull_request(&[("a.notice.toml", GOOD)], &[]);
    assert!(!ended.failed, "{}", ended.log);
    assert_eq!(ended.outputs["changed"], "true");
    assert!(site.api.with(|held| held.comments[0].1.contains("notice added")));
    // A base that can't be read does not stop the change that mends it.
    let site = Site::new(&[("a.notice.toml", "[notice\n")]);
    let ended = site.pull_request(&[("a.notice.toml", GOOD)], &[]);
    assert!(!ended.failed, "{}", ended.log);
    assert_eq!((ended.outputs["check"].as_str(), ended.outputs["changed"].as_str()), ("0", ""));
    assert!(ended.log.contains("::warning title=noticec::The notices can't be compared with"), "{}", ended.log);
    assert!(ended.summary.contains("not compared"), "{}", ended.summary);
    assert_eq!(site.api.with(|held| held.comments.len()), 0);
}

#[test]
fn what_is_known_fails_nothing() {
    let site = Site::new(&[("a.notice.toml", &faulty())]);
    let baseline = "noticec.baseline.json";
    let ran = crate::project::run(&site.desk(), &["check", "--baseline", baseline, "--update-baseline"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    site.commit(&[]);
    let ended = site.push(&[("baseline", baseline)]);
    assert!(!ended.failed, "{}", ended.log);
    assert_eq!(sarif(&ended), [""; 0], "GitHub would show it as open");
    assert!(ended.log.contains("Nothing is built beside a baseline") && site.work("out/a.html").is_none());
    assert_eq!(sarif(&site.push(&[("baseline", baseline), ("new-only", "false")])).len(), 1);
    assert!(site.push(&[("baseline", baseline), ("build", "true")]).failed, "what is built lacks nothing");
    let ended = site.push(&[("baseline", "nowhere.json")]);
    assert!(ended.failed && ended.outputs["check"] == "2" && ended.outputs["sarif"].is_empty(), "{}", ended.log);
    assert!(!ended.ran.contains(&"Code scanning".to_owned()));
}

#[test]
fn folders_and_files_may_have_spaces() {
    let site = Site::new(&[
        ("our site/legal/the notice.toml", "x"),
        ("our site/legal/a b.notice.toml", GOOD),
        ("our site/c.notice.toml", &faulty()),
    ]);
    let folder = ("working-directory", "our site");
    let ended = site.push(&[folder, ("paths", "\nlegal/a b.notice.toml\n")]);
    assert!(!ended.failed, "{}", ended.log);
    assert!(site.work("our site/legal/out/a b.html").is_some(), "{}", ended.log);
    assert!(ended.uses["github/codeql-action/upload-sarif"]["category"].starts_with("noticec-"));
    let ended = site.push(&[folder, ("levels", "-D warnings\n-A style")]);
    assert!(ended.failed && ended.log.contains("file=our site/c.notice.toml,"), "{}", ended.log);
    // Two projects in one pull request have a comment each.
    let weekly = announced(&GOOD.replace("monthly", "weekly"));
    for paths in ["legal/a b.notice.toml", "c.notice.toml"] {
        let files = [("our site/legal/a b.notice.toml", weekly.as_str()), ("our site/c.notice.toml", weekly.as_str())];
        for _ in 0..2 {
            site.pull_request(&files, &[folder, ("paths", paths)]);
        }
    }
    assert_eq!(site.api.with(|held| held.comments.len()), 2);
}

#[test]
fn no_input_becomes_a_script() {
    let site = Site::new(&[("a.notice.toml", GOOD)]);
    let command = "$(touch pwned)`touch pwned`; touch pwned\"; touch pwned'";
    for name in ["paths", "working-directory", "version", "levels", "baseline", "against", "build", "out"] {
        let ended = site.push(&[(name, command)]);
        assert!(ended.failed || name == "out", "{name}: {}", ended.log);
        assert!(!site.place.path().join("work/pwned").exists(), "{name}");
    }
    for (name, value) in
        [("levels", "--update-baseline"), ("levels", "-D"), ("against", "nowhere"), ("against", "--output=x")]
    {
        let ended = site.push(&[(name, value)]);
        assert!(ended.failed && ended.log.contains("::error title=noticec::"), "{name}: {value}: {}", ended.log);
    }
    let ended = site.push(&[("paths", "--update-baseline")]);
    assert!(ended.failed && ended.log.contains("--update-baseline"), "it is a path: {}", ended.log);
}

#[test]
fn noticec_is_installed_once() {
    let mut site = Site::new(&[("a.notice.toml", GOOD)]);
    site.machine = Machine::bare();
    let ended = site.push(&[]);
    assert!(ended.failed && ended.log.contains("noticec is not on the PATH"), "{}", ended.log);
    let program = Machine::noticec();
    site.machine.program(
        "cargo",
        &format!(
            "echo \"$@\" >>'{0}/cargo.log'\nroot=$4\nmkdir -p \"$root/bin\"\ncat >\"$root/bin/noticec\" <<'END'\n#!/usr/bin/env bash\n{program}\nEND\nchmod +x \"$root/bin/noticec\"",
            site.machine.path().display()
        ),
    );
    let declared = super::yaml(&root().join("action.yml"))["inputs"]["version"]["default"].clone();
    assert_eq!(declared, "own", "an action does what its own sources do");
    for version in ["own", "own", "0.1.0", "0.1.0"] {
        let ended = site.push(&[("version", version)]);
        assert!(!ended.failed, "{}", ended.log);
        let key = ended.steps["which"]["key"].clone();
        let cache = &ended.uses["actions/cache"];
        assert_eq!(cache["path"], format!("~/.cache/noticec/{key}"));
        let program = site.machine.path().join(format!("home/.cache/noticec/{key}/bin/noticec"));
        assert!(cache["key"].contains(&key) && key.contains(version) && program.exists(), "{key}: {cache:?}");
    }
    let asked = site.machine.read("cargo.log").unwrap();
    let asked: Vec<&str> = asked.lines().collect();
    assert_eq!(asked.len(), 2, "{asked:?}");
    assert!(asked[0].contains(&format!(" --path {} ", root().display())), "{asked:?}");
    assert!(asked[1].ends_with(" noticec --version 0.1.0"), "{asked:?}");
    assert!(asked.iter().all(|line| line.starts_with("install --locked --root ")), "{asked:?}");
}
