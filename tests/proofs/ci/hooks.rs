//! The hooks of pre-commit, run by pre-commit itself: the committed file, with the tested program in place of one that it would compile.

use std::path::Path;
use std::process::Command;

use super::job::Machine;
use super::program;
use crate::project::{GOOD, Project, git, root};

/// A repository that uses a hook.
struct Site {
    place: Project,
    machine: Machine,
}

impl Site {
    fn new(hook: &str, files: &[(&str, &str)]) -> Self {
        let place = Project::new(&[]);
        let hooks = std::fs::read_to_string(root().join(".pre-commit-hooks.yaml")).unwrap();
        place.write("hooks/.pre-commit-hooks.yaml", hooks.as_bytes());
        let commit = |folder: &Path| {
            git(folder, &["init", "--quiet", "--initial-branch=main"]);
            git(folder, &["add", "-A"]);
            git(folder, &["commit", "--quiet", "-m", "first"]);
        };
        let hooks = place.path().join("hooks");
        commit(&hooks);
        let revision = git(&hooks, &["rev-parse", "HEAD"]);
        let config = format!(
            "repos:\n  - repo: {}\n    rev: {}\n    hooks:\n      - id: {hook}\n        language: system\n",
            hooks.display(),
            revision.trim()
        );
        place.write("site/.pre-commit-config.yaml", config.as_bytes());
        for (name, text) in files {
            place.write(&format!("site/{name}"), text.as_bytes());
        }
        commit(&place.path().join("site"));
        let site = Self { place, machine: Machine::new() };
        let (code, said) = site.run(program("pre-commit").arg("install"));
        assert_eq!(code, 0, "{said}");
        site
    }

    fn run(&self, command: &mut Command) -> (i32, String) {
        let path = std::env::join_paths(
            std::iter::once(self.machine.path().join("bin"))
                .chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
        );
        command.current_dir(self.place.path().join("site")).env("PATH", path.unwrap());
        command.env("PRE_COMMIT_HOME", self.place.path().join("cache")).env("PRE_COMMIT_COLOR", "never");
        command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "/dev/null");
        for (name, value) in [("NAME", "A"), ("EMAIL", "a@b.example")] {
            command.env(format!("GIT_AUTHOR_{name}"), value).env(format!("GIT_COMMITTER_{name}"), value);
        }
        let output = command.output().unwrap();
        (output.status.code().unwrap(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
    }

    /// Commits these files, with the hook.
    fn commit(&self, files: &[(&str, &str)]) -> (i32, String) {
        for (name, text) in files {
            self.place.write(&format!("site/{name}"), text.as_bytes());
        }
        git(&self.place.path().join("site"), &["add", "-A"]);
        self.run(Command::new("git").args(["commit", "-m", "a change"]))
    }
}

#[test]
fn a_commit_with_a_finding_is_refused() {
    let register =
        "[recipients.mailer]\nname = \"Mailer\"\nrole = \"processor\"\nactivity = \"sending\"\ncountries = [\"IE\"]\n";
    let notice = format!("include = [\"../registers/*.toml\"]\n{}", GOOD.replace("\"none\"", "[\"mailer\"]"));
    let site = Site::new(
        "noticec-check",
        &[("noticec.toml", ""), ("legal/a.notice.toml", &notice), ("registers/r.toml", register)],
    );
    let (code, said) = site.commit(&[("README.md", "A site.\n")]);
    assert!(code == 0 && said.contains("(no files to check)Skipped"), "it is no matter of notices: {said}");
    // A register is changed, and a notice that includes it has a finding.
    let abroad = register.replace("\"IE\"", "\"IN\"");
    let (code, said) = site.commit(&[("registers/r.toml", &abroad)]);
    assert!(code == 1 && said.contains("Failed") && said.contains("TRF-"), "{said}");
    // What is not part of the commit is not judged.
    site.place.write("site/registers/r.toml", abroad.as_bytes());
    git(&site.place.path().join("site"), &["reset", "--quiet"]);
    site.place.write("site/other.toml", b"x = 1\n");
    git(&site.place.path().join("site"), &["add", "other.toml"]);
    let (code, said) = site.run(Command::new("git").args(["commit", "-m", "a part"]));
    assert!(code == 0 && said.contains("Passed"), "{said}");
    let (code, said) = site.commit(&[("registers/r.toml", &register.replace("Mailer", "Mailer Ltd"))]);
    assert!(code == 0 && said.contains("Passed"), "{said}");
}

#[test]
fn outputs_are_those_of_the_sources() {
    let site = Site::new("noticec-build", &[("noticec.toml", "out = \"public\"\n"), ("a.notice.toml", GOOD)]);
    let (code, said) = site.commit(&[("README.md", "A site.\n")]);
    assert!(code == 1 && said.contains("public/a.html"), "they are not there: {said}");
    let build = |site: &Site| site.run(Command::new("noticec").arg("build"));
    assert_eq!(build(&site).0, 0);
    let (code, said) = site.commit(&[]);
    assert!(code == 0 && said.contains("Passed"), "{said}");
    let (code, said) = site.commit(&[("public/a.html", "edited by hand\n")]);
    assert!(code == 1 && said.contains("public/a.html"), "{said}");
}
