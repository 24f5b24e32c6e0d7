//! HTML before the Nu HTML checker, and Markdown before markdownlint.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use noticec::render::{Format, Templates};
use serde_json::Value;

use crate::outputs::{Fault, of, paths, place, planted, short, small};
use crate::project::root;
use crate::tools::{Report, clean, installed, run, told};

const fn fault(from: &'static str, to: &'static str, says: &'static str) -> Fault {
    Fault { from, to, check: "markup", says }
}

/// Errors and warnings of the Nu HTML checker, its reading of the style sheet among them.
fn nu(files: &[PathBuf]) -> Report {
    let jar = installed().join("node_modules/vnu-jar/build/dist/vnu.jar");
    let mut command = Command::new("java");
    command.arg("-jar").arg(jar).args(["--format", "json", "--stdout", "--exit-zero-always"]).args(files);
    let (output, errors) = run(&mut command, "", &[0]);
    let output: Value = serde_json::from_str(&output).unwrap_or_else(|error| panic!("{error}\n{output}\n{errors}"));
    let mut report: Report = files.iter().map(|file| (file.clone(), faultless())).collect();
    for message in output["messages"].as_array().unwrap() {
        let text = |key: &str| message[key].as_str().unwrap_or_default();
        let file = PathBuf::from(text("url").strip_prefix("file:").unwrap_or_else(|| panic!("{message}")));
        let faults = report.get_mut(&file).unwrap_or_else(|| panic!("a message on another file: {message}"));
        let line = &message["lastLine"];
        faults.get_mut("markup").unwrap().push(format!("line {line}: {}: {}", text("type"), text("message")));
    }
    report
}

/// Errors of markdownlint, with the project's own settings.
fn markdownlint(files: &[PathBuf]) -> Report {
    let mut command = Command::new("node");
    command.arg(installed().join("node_modules/markdownlint-cli2/markdownlint-cli2-bin.mjs"));
    command.arg("--config").arg(root().join(".markdownlint-cli2.jsonc")).current_dir(place());
    let inside = |file: &PathBuf| file.strip_prefix(place()).unwrap().to_string_lossy().into_owned();
    command.args(files.iter().map(|file| format!(":{}", inside(file))));
    let (output, errors) = run(&mut command, "", &[0, 1]);
    let mut report: Report = files.iter().map(|file| (file.clone(), faultless())).collect();
    for line in errors.lines() {
        let (file, rest) = line.split_once(':').unwrap_or_else(|| panic!("{errors}"));
        let faults = report.get_mut(&place().join(file)).unwrap_or_else(|| panic!("a message on another file: {line}"));
        faults.get_mut("markup").unwrap().push(rest.to_owned());
    }
    let counted = report.values().map(|found| found["markup"].len()).sum::<usize>();
    let summary = format!("Summary: {counted} error(s)");
    let looked_at = format!("Linting: {} file(s)", files.len());
    assert!(output.contains(&summary) && output.contains(&looked_at), "{output}\n{errors}");
    report
}

fn faultless() -> BTreeMap<String, Vec<String>> {
    BTreeMap::from([("markup".to_owned(), Vec::new())])
}

/// Short texts and pieces of HTML, each in a page of its own with the style for them.
fn framed(files: &[PathBuf]) -> Vec<PathBuf> {
    let folder = place().join("framed");
    fs::create_dir_all(&folder).unwrap();
    let frame = |file: &PathBuf| {
        let name = file.file_name().unwrap();
        let text = fs::read_to_string(file).unwrap();
        assert!(!text.contains("<html"), "a short text is no page");
        let style = Templates::source("html/fragment.css").unwrap();
        let head = format!("<head><meta charset=\"utf-8\"><title>Page</title><style>{style}</style></head>");
        let page = folder.join(name);
        fs::write(&page, format!("<!DOCTYPE html><html lang=\"en\">{head}<body><h1>Page</h1>{text}</body></html>"))
            .unwrap();
        page
    };
    files.iter().map(frame).collect()
}

#[test]
fn html_is_valid() {
    const FAULTS: &[Fault] = &[
        fault("</main>", "<p><div>x</div></p></main>", "No “p” element in scope"),
        fault("</main>", "<p id=\"x\">x</p><p id=\"x\">x</p></main>", "Duplicate ID"),
        fault("</main>", "<p aria-labelledby=\"gone\">x</p></main>", "aria-labelledby"),
        fault("</head>", "<style>main { colour: red }</style></head>", "colour"),
        fault("</head>", "<style>main { color: nonsense }</style></head>", "nonsense"),
        fault("<!DOCTYPE html>", "", "doctype"),
    ];
    let mut pages = paths(&of("html"));
    pages.extend(framed(&paths(&short("html"))));
    pages.extend(framed(&paths(&of("html-fragment"))));
    pages.extend(framed(&paths(&short("html-fragment"))));
    let faulty = planted("faulty-html", "html", &small(Format::Html), FAULTS);
    let report = nu(&[&pages[..], &faulty[..]].concat());
    for (fault, file) in FAULTS.iter().zip(&faulty[1..]) {
        told(&report, file, fault.check, fault.says);
    }
    clean(&report, pages.iter().chain(&faulty[..1]), &["markup"]);
}

#[test]
fn markdown_is_clean() {
    const FAULTS: &[Fault] = &[
        fault("\n## ", "\n#### x\n\n## ", "MD001/heading-increment"),
        fault("\n## ", "\n##  ", "MD019/no-multiple-space-atx"),
        fault("\n## ", "\n[x](#nowhere)\n\n## ", "MD051/link-fragments"),
        fault("\n## ", "\n<b>x</b>\n\n## ", "MD033/no-inline-html"),
        fault("\n## ", "\nx \n\n\n## ", "MD012/no-multiple-blanks"),
        fault("\n## ", "\n- x\n  1) x\n* x\n\n## ", "MD004/ul-style"),
        fault("\n## ", "\n| a | b |\n| - | - |\n| c |\n\n## ", "MD056/table-column-count"),
    ];
    let pages = paths(&of("markdown"));
    let short = paths(&short("markdown"));
    let faulty = planted("faulty-markdown", "md", &small(Format::Markdown), FAULTS);
    let mut report = markdownlint(&[&pages[..], &short[..], &faulty[..]].concat());
    for file in &short {
        // The page in which it stands has the first heading.
        report.get_mut(file).unwrap().get_mut("markup").unwrap().retain(|fault| !fault.contains("MD041/"));
    }
    for (fault, file) in FAULTS.iter().zip(&faulty[1..]) {
        told(&report, file, fault.check, fault.says);
    }
    clean(&report, pages.iter().chain(&short).chain(&faulty[..1]), &["markup"]);
}
