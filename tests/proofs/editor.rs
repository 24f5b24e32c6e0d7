//! The schemas before programs that read them: a checker of JSON Schema, the taplo CLI, and the language server of the common TOML
//! editors.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::outputs::place;
use crate::project::{root, run};
use crate::tools::{Report, clean, installed, judge, run as run_tool, script};

fn taplo(folder: &Path) -> Command {
    let mut command = Command::new(installed().join("python/bin/taplo"));
    command.current_dir(folder).args(["--colors", "never"]);
    command
}

/// The TOML files below a folder that people write: notices, registers, projects.
fn declarations(folder: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| entry.unwrap().into_path());
    // The facts of an example are what a test looks for, and a site generator has settings of its own.
    let other = |path: &PathBuf| ["facts.toml", "hugo.toml"].iter().any(|name| path.ends_with(name));
    let toml = |path: &PathBuf| path.extension().is_some_and(|one| one == "toml") && !other(path);
    entries.filter(toml).collect()
}

/// Whether the editor's own command passes files, by the schema that each names or by one for all, and what it says.
fn lint(folder: &Path, files: &[PathBuf], schema: Option<&str>) -> (bool, String) {
    let mut command = taplo(folder);
    command.arg("lint").args(files);
    if let Some(schema) = schema {
        command.arg("--schema").arg(format!("file://{}", root().join("schema").join(schema).display()));
    }
    let output =
        command.output().unwrap_or_else(|error| panic!("{command:?}: {error}: run `.ci/test`, which installs it"));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains(&format!("found files total={}", files.len())), "{command:?}: {told}");
    (output.status.success(), told)
}

/// Projects as `noticec init` writes them, one for each preset and law.
fn begun() -> &'static Path {
    static BEGUN: LazyLock<PathBuf> = LazyLock::new(|| {
        let folder = place().join("begun");
        for preset in ["website", "shop", "saas", "council", "employer", "applicants", "cctv"] {
            for (law, country) in [("eu", "IE"), ("uk", "GB"), ("eu,uk", "GB")] {
                // A council's tasks come from one law.
                if (preset, law) == ("council", "eu,uk") {
                    continue;
                }
                let name = format!("{preset}-{}", law.replace(',', "-"));
                fs::create_dir_all(&folder).unwrap();
                let ran = run(&folder, &["init", preset, &name, "--yes", "--country", country, "--jurisdiction", law]);
                assert_eq!(ran.code, 0, "{}", ran.stderr);
            }
        }
        folder
    });
    &BEGUN
}

#[test]
fn examples_and_new_projects_are_what_their_schemas_say() {
    for (folder, least) in [(root().join("examples"), 20), (begun().to_owned(), 40), (root().join("schema"), 1)] {
        let files = declarations(&folder);
        assert!(files.len() >= least, "{}: {}", folder.display(), files.len());
        let without: Vec<_> =
            files.iter().filter(|file| !fs::read_to_string(file).unwrap().starts_with("#:schema ")).collect();
        assert!(without.is_empty(), "these name no schema: {without:?}");
        let (good, told) = lint(&folder, &files, None);
        assert!(good, "{told}");
    }
}

/// Whether an example is of `noticec.toml`.
fn is_of_project(block: &str) -> bool {
    let keys = ["out", "formats", "versions", "templates", "published"].map(|key| format!("{key} = "));
    let tables = ["[markdown", "[pdf]", "[html_fragment]"].map(str::to_owned);
    let mut head = block.lines().take_while(|line| !line.starts_with('['));
    let has = |line: &str, some: &[String]| some.iter().any(|one| line.starts_with(one));
    head.any(|line| has(line, &keys)) || block.lines().any(|line| has(line, &tables))
}

/// The examples of the rules' and changes' pages and of the guide, each as a file: those of notices, and those of projects.
fn snippets() -> (Vec<PathBuf>, Vec<PathBuf>) {
    let folder = place().join("snippets");
    fs::create_dir_all(folder.join("projects")).unwrap();
    let pages = walkdir::WalkDir::new(root().join("docs")).sort_by_file_name().into_iter().map(|page| page.unwrap());
    let (mut notices, mut projects) = (Vec::new(), Vec::new());
    for page in pages.filter(|page| page.path().extension().is_some_and(|one| one == "md")) {
        let text = fs::read_to_string(page.path()).unwrap();
        for (index, block) in text.split("```toml\n").skip(1).enumerate() {
            let block = block.split("```").next().unwrap();
            let stem = page.path().file_stem().unwrap().to_string_lossy();
            if is_of_project(block) {
                projects.push(folder.join(format!("projects/{stem}-{index}.toml")));
                fs::write(&projects[projects.len() - 1], block).unwrap();
                continue;
            }
            let file = folder.join(format!("{stem}-{index}.notice.toml"));
            // Examples leave the notice itself out; a file without it would be a register, which nobody includes.
            let head = if block.contains("[notice]") { "" } else { "[notice]\n" };
            fs::write(&file, format!("{block}\n{head}")).unwrap();
            notices.push(file);
        }
    }
    // Some show what the language does not take.
    let ran = run(&folder, &["check", ".", "-q", "--format", "json"]);
    let report: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {}", ran.stderr));
    let refused: BTreeSet<String> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| ["SYN-01", "REF-02", "REF-05", "REF-06"].contains(&one["code"].as_str().unwrap()))
        .map(|one| one["places"][0]["file"].as_str().unwrap().rsplit('/').next().unwrap().to_owned())
        .collect();
    assert!(refused.len() < 8, "{refused:?}");
    notices.retain(|file| !refused.contains(&file.file_name().unwrap().to_string_lossy().into_owned()));
    (notices, projects)
}

/// Other forms of what has several.
const FORMS: &str = r#"
[notice]
[purposes.a]
basis = "Art. 6(1)(a)"
[purposes.b]
basis = [{ article = "Article 6(1)(F)" }, "Legitimate interests", " 6(1)(b) "]
conditions = "9(2)(B)"
collected = ["direct"]
provision = { kind = "voluntary" }
[recipients.r]
name = "R"
transfers = { to = "US", mechanism = "46(2)(C)" }
[recipients.s]
name = "S"
transfers = [{ to = ["IN"], mechanism = "Binding corporate rules" }]
[exemptions.x]
article = "Art. 14(5)(B)"
[lints]
RET = "note"
ret-03 = "warn"
"#;

#[test]
fn a_schema_refuses_nothing_that_the_language_accepts() {
    let (mut notices, projects) = snippets();
    let forms = place().join("snippets/forms.notice.toml");
    fs::write(&forms, FORMS).unwrap();
    let ran = run(forms.parent().unwrap(), &["check", "forms.notice.toml", "--quiet"]);
    assert!(!ran.stderr.contains("REF-06") && !ran.stderr.contains("REF-05"), "{}", ran.stderr);
    notices.push(forms);
    assert!(notices.len() > 500 && projects.len() > 5, "{} {}", notices.len(), projects.len());
    for (files, schema) in [(notices, "notice.schema.json"), (projects, "project.schema.json")] {
        for some in files.chunks(200) {
            let (good, told) = lint(some[0].parent().unwrap(), some, Some(schema));
            assert!(good, "{told}");
        }
    }
}

/// What a checker of JSON Schema says of declarations, by one of our schemas.
fn by_schema(schema: &str, files: &[PathBuf]) -> Report {
    let folder = place().join("declarations");
    fs::create_dir_all(&folder).unwrap();
    let mut written = BTreeMap::new();
    for (index, file) in files.iter().enumerate() {
        let (json, _) = run_tool(taplo(&folder).args(["get", "--output-format", "json", "-f"]).arg(file), "", &[0]);
        let to = folder.join(format!("{schema}-{index}.json"));
        fs::write(&to, json).unwrap();
        written.insert(to, file.clone());
    }
    let all: Vec<&PathBuf> = written.keys().collect();
    let mut command = Command::new("node");
    command.arg(script("schema.mjs")).arg(installed());
    let report = judge(&mut command, &json!({ "schema": root().join("schema").join(schema), "files": all }));
    report.into_iter().map(|(file, found)| (written[&file].clone(), found)).collect()
}

#[test]
fn declarations_are_what_their_schemas_say_to_another_checker() {
    let all =
        [declarations(&root().join("examples")), declarations(begun()), declarations(&root().join("schema"))].concat();
    let (projects, notices): (Vec<_>, Vec<_>) = all.into_iter().partition(|file| file.ends_with("noticec.toml"));
    for (schema, files) in [("notice.schema.json", notices), ("project.schema.json", projects)] {
        clean(&by_schema(schema, &files), &files, &["schema"]);
    }
}

/// Declarations that the language refuses, and what an editor says of each.
const FAULTY: &[(&str, &str)] = &[
    ("[notice]\ntitel = \"x\"", "'titel' was unexpected"),
    ("[notice]\neffective = \"soon\"", "\"soon\" is not a \"date\""),
    ("[notice]\njurisdictions = [\"usa\"]", "[\"usa\"] is not valid"),
    ("[controller]\ncountry = \"DEU\"", "\"DEU\" is not valid"),
    ("[controller]\nemail = 7", "7 is not of type \"string\""),
    ("[purposes.a]\nbasis = \"6(1)(g)\"", "\"6(1)(g)\" is not valid"),
    ("[purposes.a]\nbasis = { article = \"6(1)(a)\", wihdraw = \"x\" }", "is not valid under any"),
    ("[purposes.a]\nprovision = \"voluntry\"", "\"voluntry\" is not valid"),
    ("[purposes.a]\ntask = \"yes\"", "\"yes\" is not of type \"boolean\""),
    ("[data.a]\nspecial = \"helth\"", "\"helth\" is not valid"),
    ("[lints]\nRET-03 = \"denied\"", "\"denied\" is not one of"),
    ("[purpose.a]\nlabel = \"x\"", "'purpose' was unexpected"),
];

#[test]
fn an_editor_marks_what_the_language_refuses() {
    let folder = place().join("faulty");
    fs::create_dir_all(&folder).unwrap();
    for (index, (text, says)) in FAULTY.iter().enumerate() {
        let file = folder.join(format!("{index}.notice.toml"));
        let head = if text.contains("[notice]") { "" } else { "[notice]\n" };
        fs::write(&file, format!("{text}\n{head}")).unwrap();
        let ran = run(&folder, &["check", file.to_str().unwrap()]);
        assert!(ran.stderr.contains("legal rules not run"), "{text}: {}", ran.stderr);
        let (good, told) = lint(&folder, &[file], Some("notice.schema.json"));
        assert!(!good, "{text}: {told}");
        assert!(told.contains(says), "{text}: no {says}: {told}");
    }
}

/// What the language server offers and tells at `|` in a text.
fn asked(texts: &[&str]) -> Vec<Value> {
    let folder = place().join("edited");
    fs::create_dir_all(folder.join("schema")).unwrap();
    for schema in ["notice.schema.json", "project.schema.json"] {
        fs::copy(root().join("schema").join(schema), folder.join("schema").join(schema)).unwrap();
    }
    let mut command = Command::new("node");
    command.arg(script("editor.mjs")).arg(installed()).current_dir(&folder);
    let asks: Vec<_> = texts.iter().map(|text| format!("#:schema ./schema/notice.schema.json\n{text}")).collect();
    let (output, errors) = run_tool(&mut command, &json!(asks).to_string(), &[0]);
    let answers: Vec<Value> =
        serde_json::from_str(&output).unwrap_or_else(|error| panic!("{error}: {output}\n{errors}"));
    assert_eq!(answers.len(), texts.len());
    answers
}

#[test]
fn an_editor_completes_and_explains() {
    let offered = [
        ("[notice]\n|", "jurisdictions", "data-protection law"),
        ("[controller]\ncountry = \"|\"", "\"IE\"", "Ireland"),
        ("[controller]\nkind = [|]", "\"public-authority\"", "A public authority"),
        ("[purposes.a]\nbasis = \"|\"", "\"6(1)(f)\"", "legitimate-interests"),
        ("[purposes.a]\nbasis = \"|\"", "\"consent\"", "6(1)(a)"),
        ("[purposes.a]\nprovision = \"|\"", "\"voluntary\"", "Nobody asks"),
        ("[complaints]\nauthorities = [|]", "\"ie-dpc\"", "Ireland"),
        ("[lints]\n|", "retention-start-missing", "RET-03"),
        ("[[waive]]\nrule = \"|\"", "\"recipient-role-missing\"", "RCP-05"),
        ("[purposes.a]\n|", "label", "Its heading, as a noun phrase"),
        ("|", "purposes", ""),
    ];
    let told = [
        ("[purposes.a]\nbas|is = \"6(1)(a)\"", "Grounds in Art. 6(1)"),
        ("[controller]\ncoun|try = \"IE\"", "Country of establishment"),
        ("[no|tice]\ntitle = \"x\"", "What a notice is"),
    ];
    let texts: Vec<&str> = offered.iter().map(|one| one.0).chain(told.iter().map(|one| one.0)).collect();
    let answers = asked(&texts);
    for ((text, label, about), answer) in offered.iter().zip(&answers) {
        let items = answer["offered"].as_array().unwrap();
        let found = items
            .iter()
            .any(|item| item["label"] == *label && item["about"].as_str().unwrap_or_default().contains(about));
        assert!(found, "{text}: no `{label}` ({about}) in {items:?}");
    }
    for ((text, about), answer) in told.iter().zip(&answers[offered.len()..]) {
        let hover = answer["told"].as_str().unwrap_or_default();
        assert!(hover.contains(about), "{text}: {hover}");
    }
}

#[test]
fn an_editor_shows_errors_while_one_types() {
    let texts: Vec<String> = FAULTY.iter().map(|(text, _)| format!("{text}|\n")).collect();
    let answers = asked(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    for ((text, says), answer) in FAULTY.iter().zip(answers) {
        let errors = answer["errors"].as_array().unwrap();
        assert!(errors.iter().any(|error| error.as_str().unwrap().contains(says)), "{text}: {errors:?}");
    }
    let [good] = asked(&["[purposes.a]\nbasis = \"6(1)(a)\"\nprovision = \"voluntary\"\n|"]).try_into().unwrap();
    assert_eq!(good["errors"], json!([]));
}
