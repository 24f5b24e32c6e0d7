//! What tests share: folders with files, and runs of the program in them.

use std::fs;
#[cfg(feature = "serve")]
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Command;
#[cfg(feature = "serve")]
use std::process::{Child, Stdio};

/// Day on which all tests run.
pub(crate) const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 21);

/// The root of the crate.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder that goes away with the value.
pub(crate) struct Project(tempfile::TempDir);

/// What a run printed and how it ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Project {
    /// A folder with these files.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let project = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            project.write(name, text.as_bytes());
        }
        project
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.path().join(name)).ok()
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        run(self.path(), arguments)
    }
}

/// Runs the program in a folder, without colour and on the day of the tests.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_noticec"));
    command.current_dir(folder).args(arguments).args(["--color", "never"]);
    if ["check", "build", "diff", "serve", "watch"].contains(&arguments[0]) {
        command.args(["--as-of", &TODAY.to_string()]);
    }
    let output = command.output().unwrap();
    Run {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// What git prints in a folder, with settings of its own alone.
pub(crate) fn git(folder: &Path, arguments: &[&str]) -> String {
    let settings = ["user.name=A", "user.email=a@b.example", "commit.gpgsign=false", "init.defaultBranch=main"];
    let ran = Command::new("git")
        .current_dir(folder)
        .args(settings.iter().flat_map(|setting| ["-c", setting]))
        .args(arguments)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .unwrap();
    assert!(ran.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).unwrap()
}

/// A running `noticec serve`, which ends with the value.
#[cfg(feature = "serve")]
pub(crate) struct Served {
    pub(crate) child: Child,
    pub(crate) address: String,
}

#[cfg(feature = "serve")]
impl Served {
    /// Serves a folder on a port that is free, on the day of the tests.
    pub(crate) fn new(folder: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_noticec"))
            .current_dir(folder)
            .args(["serve", "--port", "0", "--as-of", &TODAY.to_string()])
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        let address = first.strip_prefix("serving http://").and_then(|rest| rest.split_once("/ ")).unwrap();
        let address = address.0.to_owned();
        // What it prints later has to go somewhere.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, address }
    }
}

#[cfg(feature = "serve")]
impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The folders of `examples/` that hold a notice, sorted.
pub(crate) fn examples() -> Vec<PathBuf> {
    let mut found = folders(&root().join("examples"));
    found.retain(|folder| folder.join("notice.toml").is_file());
    found
}

/// The folders in a folder, sorted.
pub(crate) fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// All texts below a folder, by their path from it, sorted; pages are none.
pub(crate) fn files(folder: &Path) -> Vec<(String, String)> {
    let pages = |name: &str| Path::new(name).extension().is_some_and(|extension| extension == "pdf");
    let texts = bytes(folder).into_iter().filter(|(name, _)| !pages(name));
    texts.map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
}

/// All files below a folder, by their path from it, sorted.
pub(crate) fn bytes(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let name = noticec::load::slashed(entry.path().strip_prefix(folder).unwrap());
            files.push((name, fs::read(entry.path()).unwrap()));
        }
    }
    files
}

/// The smallest notice without a finding that fails a run: to be changed by tests.
pub(crate) const GOOD: &str = r#"[notice]
title = "Privacy notice for our newsletter"
version = "1.0"
effective = 2026-11-01
jurisdictions = ["eu"]

[controller]
name = "Tallow Lane Press Ltd"
country = "IE"
address = "1 Tallow Lane, Dublin"
email = "hello@tallow.example"

[subjects.readers]
label = "people who read our newsletter"

[data.address]
label = "e-mail address"
items = ["the address to which we send it"]

[purposes.newsletter]
label = "Sending our newsletter"
text = "We use your e-mail address to send you our monthly newsletter."
subjects = ["readers"]
data = ["address"]
collected = "direct"
basis = { article = "6(1)(a)", withdraw = "the link at the end of each newsletter" }
recipients = "none"
retention = { until = "the day on which you unsubscribe" }
provision = "voluntary"

[marketing]
none = true

[automated]
none = true

[rights]
contact = "privacy@tallow.example"

[complaints]
authorities = ["ie-dpc"]
"#;
