//! What runs in other people's CI: the action and its script, the workflows that `init` writes, the hooks. Held against the schemas of
//! those who read them, and run.

mod action;
mod api;
mod expression;
mod hooks;
mod job;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::project::{Project, root};
use crate::tools::{installed, run as run_tool};

/// A file in YAML.
fn yaml(path: &Path) -> Value {
    yaml_serde::from_str(&fs::read_to_string(path).unwrap())
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A program of the Python packages.
fn program(name: &str) -> Command {
    Command::new(installed().join("python/bin").join(name))
}

/// What the checker of schemas says of files, by one of the schemas that it brings.
fn judged(schema: &str, files: &[PathBuf]) -> (String, bool) {
    let mut command = program("check-jsonschema");
    command.args(["--color", "never", "--builtin-schema", schema]).args(files);
    let (said, _) = run_tool(&mut command, "", &[0, 1]);
    let good = said.contains("ok -- validation done");
    (said, good)
}

/// The workflow that `init` writes for a service.
pub(super) fn workflow(service: &str) -> (Project, PathBuf) {
    let project = Project::new(&[(".git/HEAD", "")]);
    let ran = project.run(&["init", "cctv", "our cameras", "--yes", "--country", "IE", "--ci", service]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let file = if service == "github" { ".github/workflows/noticec.yml" } else { ".gitlab-ci.yml" };
    let path = project.path().join(file);
    (project, path)
}

/// Those of the guide, as files: each block of YAML whose first line names one.
fn shown(project: &Project, marks: &str) -> Vec<PathBuf> {
    let guide = fs::read_to_string(root().join("docs/ci.md")).unwrap();
    let blocks = guide.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let wanted = blocks.filter(|block| block.starts_with(&format!("# {marks}")));
    let written = wanted.enumerate().map(|(index, block)| {
        let name = format!("shown-{index}.yml");
        project.write(&name, block.as_bytes());
        project.path().join(name)
    });
    written.collect()
}

#[test]
fn files_are_what_their_readers_take() {
    let (github, workflow_file) = workflow("github");
    let (gitlab, gitlab_file) = workflow("gitlab");
    let hooks = root().join(".pre-commit-hooks.yaml");
    let mut workflows = shown(&github, ".github/workflows/");
    let mut pipelines = shown(&gitlab, ".gitlab-ci.yml");
    assert!(!workflows.is_empty() && !pipelines.is_empty());
    workflows.push(workflow_file);
    pipelines.push(gitlab_file);
    for (schema, files, fault) in [
        ("vendor.github-actions", vec![root().join("action.yml")], ("using: composite", "using: bash")),
        ("vendor.github-workflows", workflows, ("runs-on:", "runs-at:")),
        ("vendor.gitlab-ci", pipelines, ("script:", "scripts:")),
    ] {
        let (said, good) = judged(schema, &files);
        assert!(good, "{schema}: {said}");
        let project = Project::new(&[]);
        let text = fs::read_to_string(files.last().unwrap()).unwrap();
        assert!(text.contains(fault.0), "{schema}: {text}");
        project.write("faulty.yml", text.replace(fault.0, fault.1).as_bytes());
        let (said, good) = judged(schema, &[project.path().join("faulty.yml")]);
        assert!(!good, "{schema}: a fault is told: {said}");
    }
    run_tool(program("pre-commit").arg("validate-manifest").arg(&hooks), "", &[0]);
    let project = Project::new(&[]);
    project.write("hooks.yaml", fs::read_to_string(&hooks).unwrap().replace("entry:", "entrance:").as_bytes());
    run_tool(program("pre-commit").arg("validate-manifest").arg(project.path().join("hooks.yaml")), "", &[1]);
}

#[test]
fn the_guide_tells_of_all_inputs_and_hooks() {
    let guide = fs::read_to_string(root().join("docs/ci.md")).unwrap();
    let action = yaml(&root().join("action.yml"));
    for (kind, head) in [("inputs", "| input | default | |\n"), ("outputs", "| output | |\n")] {
        let table = guide.split(head).nth(1).unwrap().split("\n\n").next().unwrap();
        let cells = table.lines().skip(1).map(|row| row.split('|').nth(1).unwrap());
        let told: Vec<&str> = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
        let mut wanted: Vec<&str> = action[kind].as_object().unwrap().keys().map(String::as_str).collect();
        for name in &told {
            assert!(wanted.contains(name), "{kind}: {name}");
        }
        wanted.retain(|name| !told.contains(name));
        assert_eq!(wanted, [""; 0], "{kind} that the guide does not tell of");
    }
    let config =
        guide.split("```yaml\n").find(|block| block.starts_with("repos:")).unwrap().split("```").next().unwrap();
    let project = Project::new(&[("config.yaml", config)]);
    run_tool(program("pre-commit").arg("validate-config").arg(project.path().join("config.yaml")), "", &[0]);
    let (config, hooks): (Value, Value) =
        (yaml(&project.path().join("config.yaml")), yaml(&root().join(".pre-commit-hooks.yaml")));
    let ids = |list: &Value| list.as_array().unwrap().iter().map(|hook| hook["id"].clone()).collect::<Vec<_>>();
    assert_eq!(ids(&config["repos"][0]["hooks"]), ids(&hooks));
}

/// The line that writes a comment on a merge request of GitLab.
#[test]
fn a_merge_request_has_its_comment() {
    let guide = fs::read_to_string(root().join("docs/ci.md")).unwrap();
    let blocks = guide.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let shown = blocks.clone().find(|block| block.contains("curl ")).unwrap();
    let lines: Vec<String> = yaml_serde::from_str(shown).unwrap();
    let [line] = &lines[..] else { panic!("a line of a script: {lines:?}") };
    let words = "### Changes & more: \"100 %\"\n";
    let (project, api) = (Project::new(&[("noticec-diff.md", words)]), api::Api::new());
    let write = |base: &str| {
        let mut command = Command::new("sh");
        command.args(["-ec", line]).current_dir(project.path()).env("BASE", base).env("NOTICEC_TOKEN", api::TOKEN);
        command.env("CI_API_V4_URL", &api.address).env("CI_PROJECT_ID", "5").env("CI_MERGE_REQUEST_IID", "7");
        run_tool(&mut command, "", &[0]);
    };
    write("");
    assert_eq!(api.with(|held| held.asked.len()), 0, "elsewhere there is nothing to comment on");
    write("0123456789");
    let comments = api.with(|held| held.comments.clone());
    assert_eq!(comments, [(1, "%23%23%23+Changes+%26+more%3A+%22100+%25%22%0A".to_owned())]);
}

/// All strings of a kind of key, with what it stands below.
fn strings<'a>(value: &'a Value, wanted: &str, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(table) => {
            for (key, value) in table {
                match value {
                    Value::String(text) if key == wanted => found.push(text),
                    value => strings(value, wanted, found),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| strings(value, wanted, found)),
        _ => {}
    }
}

/// Every script of YAML files, and the files of scripts, before a checker of shell scripts; and no expression in any.
#[test]
fn scripts_are_clean_and_take_nothing_from_strangers() {
    let (_github, workflow_file) = workflow("github");
    let (action, workflow) = (yaml(&root().join("action.yml")), yaml(&workflow_file));
    let mut scripts = Vec::new();
    strings(&action, "run", &mut scripts);
    strings(&workflow, "run", &mut scripts);
    assert!(scripts.len() > 7, "{scripts:?}");
    let project = Project::new(&[]);
    for (index, script) in scripts.iter().enumerate() {
        assert!(!script.contains("${{"), "an expression would become part of the script: {script}");
        project.write(&format!("{index}.sh"), format!("#!/usr/bin/env bash\n{script}\n").as_bytes());
    }
    let mut files: Vec<PathBuf> = (0..scripts.len()).map(|index| project.path().join(format!("{index}.sh"))).collect();
    for own in [".ci/run", ".ci/test", ".ci/tools/install", "templates/ci/action.sh"] {
        files.push(root().join(own));
    }
    let (said, _) = run_tool(program("shellcheck").arg("--color=never").args(&files), "", &[0, 1]);
    assert_eq!(said, "");
    project.write("faulty.sh", b"#!/usr/bin/env bash\nrm $1\n");
    let (said, _) = run_tool(program("shellcheck").arg(project.path().join("faulty.sh")), "", &[1]);
    assert!(said.contains("SC2086"), "{said}");
}
