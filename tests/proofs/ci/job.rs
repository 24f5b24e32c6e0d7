//! A job of GitHub Actions that uses the action: its steps are run with bash, with the variables that GitHub sets.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::api::{Api, TOKEN};
use super::expression::{Context, filled, holds};
use super::yaml;
use crate::project::{Project, TODAY, git, root};

type Table = BTreeMap<String, String>;

/// What a job is given.
pub(super) struct Job<'a> {
    /// The checkout.
    pub(super) workspace: &'a Path,
    /// The inputs of the action; the others have their defaults.
    pub(super) inputs: &'a [(&'a str, &'a str)],
    /// The commit on which the pull request is based; none without one.
    pub(super) base: Option<&'a str>,
    pub(super) api: &'a Api,
    /// A folder that outlives the job, with the home folder and programs.
    pub(super) machine: &'a Machine,
}

/// A runner: a home folder, and programs before all others on the PATH.
pub(super) struct Machine(Project);

impl Machine {
    /// With noticec, on the day of the tests.
    pub(super) fn new() -> Self {
        let machine = Self::bare();
        let noticec = Self::noticec();
        machine.program("noticec", &noticec);
        machine
    }

    /// Without noticec.
    pub(super) fn bare() -> Self {
        let machine = Self(Project::new(&[]));
        fs::create_dir_all(machine.0.path().join("home")).unwrap();
        machine.program("none", "exit 1");
        machine
    }

    /// The tested program, on the day of the tests.
    pub(super) fn noticec() -> String {
        let program = env!("CARGO_BIN_EXE_noticec");
        format!(
            "command=$1; shift\ncase $command in check | build | diff) set -- --as-of {TODAY} \"$@\" ;; esac\nexec '{program}' \"$command\" \"$@\""
        )
    }

    pub(super) fn program(&self, name: &str, script: &str) {
        let path = format!("bin/{name}");
        self.0.write(&path, format!("#!/usr/bin/env bash\n{script}\n").as_bytes());
        executable(&self.0.path().join(path));
    }

    pub(super) fn read(&self, name: &str) -> Option<String> {
        self.0.read(name)
    }

    pub(super) fn path(&self) -> &Path {
        self.0.path()
    }
}

#[cfg(unix)]
fn executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// How a job ended.
#[derive(Default)]
pub(super) struct Ended {
    pub(super) failed: bool,
    /// Names of the steps that ran.
    pub(super) ran: Vec<String>,
    /// All that was printed.
    pub(super) log: String,
    pub(super) summary: String,
    /// Outputs of the action.
    pub(super) outputs: Table,
    /// What other actions were given, by their names.
    pub(super) uses: BTreeMap<String, Table>,
    /// The folder with its reports, which are read after it.
    temp: Option<Project>,
    pub(super) steps: BTreeMap<String, Table>,
    inputs: Table,
    github: Table,
}

impl Context for Ended {
    fn value(&self, name: &str) -> String {
        let (context, rest) = name.split_once('.').unwrap_or_else(|| panic!("`{name}` names a context"));
        match context {
            "inputs" => self.inputs.get(rest).unwrap_or_else(|| panic!("there is no input `{rest}`")).clone(),
            // What an event does not have is empty.
            "github" => self.github.get(rest).cloned().unwrap_or_default(),
            "runner" => rest.to_uppercase(),
            "steps" => {
                let (step, output) = rest.split_once(".outputs.").unwrap_or_else(|| panic!("`{name}`"));
                let outputs = self.steps.get(step);
                outputs.and_then(|outputs| outputs.get(output)).cloned().unwrap_or_default()
            }
            _ => panic!("`{name}` is in no context"),
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| if value.is_null() { String::new() } else { value.to_string() }, str::to_owned)
}

/// Lines such as `name=value`.
fn pairs(text: &str) -> Table {
    let line = |line: &str| line.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()));
    text.lines().map(|one| line(one).unwrap_or_else(|| panic!("`{one}` is an output"))).collect()
}

impl Job<'_> {
    /// Runs the action.
    pub(super) fn run(&self) -> Ended {
        let action = yaml(&root().join("action.yml"));
        let mut ended = self.start(&action);
        let temp = Project::new(&[]);
        let mut path = std::env::var("PATH").unwrap();
        path = format!("{}:{path}", self.machine.path().join("bin").display());
        for step in action["runs"]["steps"].as_array().unwrap() {
            let condition = step["if"].as_str().unwrap_or("always() == always()");
            let condition = if step["if"].is_null() { "'true'" } else { condition };
            if !holds(condition, ended.failed, &ended) {
                continue;
            }
            ended.ran.push(text(&step["name"]));
            if let Some(uses) = step["uses"].as_str() {
                let given = step["with"].as_object().unwrap().iter();
                let given = given.map(|(name, value)| (name.clone(), filled(&text(value), &ended))).collect();
                ended.uses.insert(uses.split('@').next().unwrap().to_owned(), given);
                continue;
            }
            self.step(step, &mut ended, temp.path(), &mut path);
        }
        let outputs = action["outputs"].as_object().unwrap().iter();
        ended.outputs = outputs.map(|(name, output)| (name.clone(), filled(&text(&output["value"]), &ended))).collect();
        ended.temp = Some(temp);
        ended
    }

    fn start(&self, action: &Value) -> Ended {
        let mut ended = Ended::default();
        let mut github = |name: &str, value: &str| ended.github.insert(name.to_owned(), value.to_owned());
        github("token", TOKEN);
        if let Some(base) = self.base {
            github("event.pull_request.number", "7");
            github("event.pull_request.base.sha", base);
        }
        for (name, input) in action["inputs"].as_object().unwrap() {
            ended.inputs.insert(
                name.clone(),
                filled(&text(&input["default"]), &Ended { github: ended.github.clone(), ..Ended::default() }),
            );
        }
        ended.inputs.insert("version".to_owned(), "installed".to_owned());
        for (name, value) in self.inputs {
            assert!(ended.inputs.insert((*name).to_owned(), (*value).to_owned()).is_some(), "`{name}` is an input");
        }
        ended
    }

    fn step(&self, step: &Value, ended: &mut Ended, temp: &Path, path: &mut String) {
        let file = |name: &str| -> PathBuf {
            let file = temp.join(name);
            fs::write(&file, "").unwrap();
            file
        };
        let (output, more_path, summary, script) = (file("output"), file("path"), file("summary"), file("script.sh"));
        fs::write(&script, text(&step["run"])).unwrap();
        assert_eq!(step["shell"], "bash");
        let event = if self.base.is_some() { "pull_request" } else { "push" };
        let mut command = Command::new("bash");
        // As GitHub calls it.
        command.args(["--noprofile", "--norc", "-eo", "pipefail"]).arg(&script).current_dir(self.workspace);
        command.env_clear().env("PATH", &*path).env("HOME", self.machine.path().join("home")).env("CI", "true");
        let sha = git(self.workspace, &["rev-parse", "HEAD"]);
        for (name, value) in [
            ("GITHUB_ACTIONS", "true"),
            ("GITHUB_ACTION_PATH", root().to_str().unwrap()),
            ("GITHUB_API_URL", &self.api.address),
            ("GITHUB_EVENT_NAME", event),
            ("GITHUB_OUTPUT", output.to_str().unwrap()),
            ("GITHUB_PATH", more_path.to_str().unwrap()),
            ("GITHUB_REPOSITORY", "tallow/site"),
            ("GITHUB_SHA", sha.trim()),
            ("GITHUB_STEP_SUMMARY", summary.to_str().unwrap()),
            ("GITHUB_WORKSPACE", self.workspace.to_str().unwrap()),
            ("RUNNER_TEMP", temp.to_str().unwrap()),
        ] {
            command.env(name, value);
        }
        for (name, value) in step["env"].as_object().unwrap() {
            command.env(name, filled(&text(value), &*ended));
        }
        let ran = command.output().unwrap();
        ended.log.push_str(&String::from_utf8_lossy(&[ran.stdout, ran.stderr].concat()));
        ended.failed |= !ran.status.success();
        ended.summary.push_str(&fs::read_to_string(summary).unwrap());
        for folder in fs::read_to_string(more_path).unwrap().lines() {
            *path = format!("{folder}:{path}");
        }
        if let Some(id) = step["id"].as_str() {
            ended.steps.insert(id.to_owned(), pairs(&fs::read_to_string(output).unwrap()));
        }
    }
}
