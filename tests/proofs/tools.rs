//! The programs that judge outputs, and what they say.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::project::root;

/// What a tool finds: file, then check, then each fault in a line. A check that finds nothing has an empty list.
pub(crate) type Report = BTreeMap<PathBuf, BTreeMap<String, Vec<String>>>;

/// The folder into which `.ci/tools/install` installs.
pub(crate) fn installed() -> PathBuf {
    root().join(".cache/tools")
}

/// A file of `.ci/tools`.
pub(crate) fn script(name: &str) -> PathBuf {
    root().join(".ci/tools").join(name)
}

/// The Python in which the packages are installed.
pub(crate) fn python() -> PathBuf {
    installed().join("python/bin/python")
}

/// Runs a tool with an input, and gives what it prints.
///
/// # Panics
/// Where the tool is not there, or ends with another code than those given.
pub(crate) fn run(command: &mut Command, input: &str, codes: &[i32]) -> (String, String) {
    let shown = format!("{command:?}");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let child = child.as_mut().unwrap_or_else(|error| panic!("{shown}: {error}: run `.ci/test`, which installs it"));
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    // A tool that prints before it has read all must not wait for us.
    let feeder = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let mut output = Vec::new();
    let mut stdout = child.stdout.take().unwrap();
    let mut stderr = child.stderr.take().unwrap();
    let errors = std::thread::spawn(move || {
        let mut errors = Vec::new();
        std::io::Read::read_to_end(&mut stderr, &mut errors).map(|_| errors)
    });
    std::io::Read::read_to_end(&mut stdout, &mut output).unwrap();
    let code = child.wait().unwrap().code();
    let errors = String::from_utf8_lossy(&errors.join().unwrap().unwrap()).into_owned();
    assert!(
        code.is_some_and(|code| codes.contains(&code)),
        "{shown} ended with {code:?}; if it is not installed, run `.ci/test`\n{errors}"
    );
    // One that has judged by its end and read no input closes it early.
    let _ = feeder.join().unwrap();
    (String::from_utf8_lossy(&output).into_owned(), errors)
}

/// Runs a script of `.ci/tools` whose input and output are JSON.
pub(crate) fn judge(command: &mut Command, jobs: &serde_json::Value) -> Report {
    let (output, errors) = run(command, &jobs.to_string(), &[0]);
    serde_json::from_str(&output).unwrap_or_else(|error| panic!("{command:?}: {error}\n{output}\n{errors}"))
}

/// Fails with all faults of files, if there are any.
pub(crate) fn clean<'a>(report: &Report, files: impl IntoIterator<Item = &'a PathBuf>, checks: &[&str]) {
    let mut told = String::new();
    let mut looked_at = 0;
    for file in files {
        let found = report.get(file).unwrap_or_else(|| panic!("{} was not looked at", file.display()));
        for check in checks {
            let faults = found.get(*check).unwrap_or_else(|| panic!("{}: no check `{check}`", file.display()));
            for fault in faults.iter().take(8) {
                writeln!(told, "{}: {check}: {fault}", shown(file)).unwrap();
            }
            if faults.len() > 8 {
                writeln!(told, "{}: {check}: and {} more", shown(file), faults.len() - 8).unwrap();
            }
        }
        looked_at += 1;
    }
    assert!(looked_at > 0, "there is something to look at");
    assert!(told.is_empty(), "\n{told}");
}

/// Fails where a check of a file does not tell of something.
pub(crate) fn told(report: &Report, file: &Path, check: &str, words: &str) {
    let found = report.get(file).unwrap_or_else(|| panic!("{} was not looked at", file.display()));
    let faults = found.get(check).map(Vec::as_slice).unwrap_or_default();
    assert!(faults.iter().any(|fault| fault.contains(words)), "{}: `{check}` says `{words}`: {found:#?}", shown(file));
}

/// The last two parts of a path.
fn shown(path: &Path) -> String {
    let parts: Vec<_> = path.iter().rev().take(2).map(|part| part.to_string_lossy()).collect();
    parts.into_iter().rev().collect::<Vec<_>>().join("/")
}
