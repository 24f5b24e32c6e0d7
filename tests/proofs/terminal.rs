//! Runs on a terminal: links, width, progress, and the watch that clears it.

use std::path::Path;
use std::process::Command;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::project::{GOOD, Project, TODAY};
use crate::tools::{run, script};

/// What arrived on a terminal.
#[derive(Debug, Deserialize)]
struct Seen {
    code: i32,
    text: String,
}

impl Seen {
    /// What is read there, without what governs the terminal.
    fn words(&self) -> String {
        anstream::adapter::strip_str(&self.text).to_string()
    }
}

/// A run in a folder; the environment is that of a terminal with colours and, in itself, without links.
fn job(folder: &Path, arguments: &[&str], environment: &[(&str, &str)], columns: usize) -> Value {
    let mut all = vec![env!("CARGO_BIN_EXE_noticec")];
    all.extend(arguments);
    let day = TODAY.to_string();
    all.extend(["--as-of", &day]);
    let absent = [
        "CI",
        "NO_COLOR",
        "CLICOLOR",
        "CLICOLOR_FORCE",
        "FORCE_COLOR",
        "FORCE_HYPERLINK",
        "DOMTERM",
        "VTE_VERSION",
        "TERM_PROGRAM",
        "COLORTERM",
        "WT_SESSION",
        "KONSOLE_VERSION",
    ];
    let mut around: serde_json::Map<String, Value> =
        absent.iter().map(|name| ((*name).to_owned(), Value::Null)).collect();
    around.insert("TERM".to_owned(), "xterm-256color".into());
    around.extend(environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).into())));
    json!({ "arguments": all, "folder": folder, "environment": around, "columns": columns })
}

fn see(jobs: &[Value]) -> Vec<Seen> {
    let (output, _) = run(Command::new("python3").arg(script("terminal.py")), &json!(jobs).to_string(), &[0]);
    serde_json::from_str(&output).unwrap()
}

/// A notice with a finding.
fn faulty() -> Project {
    Project::new(&[("a b.notice.toml", &GOOD.replace("recipients = \"none\"\n", ""))])
}

#[test]
fn a_place_leads_to_its_file_where_the_terminal_has_links() {
    let project = faulty();
    let has = ("VTE_VERSION", "7000");
    let check = |more: &[&str], environment: &[(&str, &str)]| {
        job(project.path(), &[&["check"], more].concat(), environment, 100)
    };
    let seen = see(&[
        check(&[], &[has]),
        check(&[], &[]),
        check(&["--color", "never"], &[has]),
        check(&[], &[has, ("NO_COLOR", "1")]),
        check(&[], &[has, ("TERM", "dumb")]),
        check(&[], &[has, ("TERM", "dumb"), ("CI", "true")]),
    ]);
    let folder = project.path().canonicalize().unwrap();
    let link = format!("\u{1b}]8;;file://{}/a%20b.notice.toml#20\u{1b}\\", folder.display());
    assert!(seen[0].text.contains(&link), "{link:?}: {:?}", seen[0].text);
    assert!(seen[1].text.contains("\u{1b}[") && !seen[1].text.contains("\u{1b}]"), "{:?}", seen[1].text);
    for plain in &seen[2..] {
        assert!(plain.text.contains("RCP-01") && !plain.text.contains('\u{1b}'), "{:?}", plain.text);
    }
    assert!(seen.iter().all(|seen| seen.code == 1 && seen.words().contains("a b.notice.toml:20:11")), "{seen:?}");
}

#[test]
fn findings_are_as_wide_as_the_terminal() {
    let project = faulty();
    let seen = see(&[job(project.path(), &["check"], &[], 50), job(project.path(), &["check"], &[], 200)]);
    // What is quoted from a file, and what is to be pasted, keeps its lines.
    let widest = |seen: &Seen| {
        let words = seen.words();
        let prose = words
            .lines()
            .filter(|line| !line.contains(" · ") && !line.contains(" │ ") && !line.starts_with("            "));
        prose.map(|line| line.trim_end().chars().count()).max().unwrap()
    };
    assert!(widest(&seen[0]) <= 50, "{}", seen[0].words());
    assert!((60..=100).contains(&widest(&seen[1])), "{}", seen[1].words());
}

#[test]
fn a_long_run_tells_how_far_it_is_and_leaves_nothing_behind() {
    let names: Vec<String> = (0..4000).map(|number| format!("n{number}.notice.toml")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), GOOD)).collect();
    let project = Project::new(&files);
    let check = |more: &[&str], environment: &[(&str, &str)]| {
        job(project.path(), &[&["check"], more].concat(), environment, 100)
    };
    let seen = see(&[check(&[], &[]), check(&["-q"], &[]), check(&[], &[("TERM", "dumb")])]);
    assert!(seen[0].text.contains("judging") || seen[0].text.contains("reading"), "{:?}", seen[0].text);
    assert!(seen[0].text.trim_end().ends_with("no findings in 4000 notices"), "{:?}", seen[0].text);
    assert_eq!(seen[1].text, "");
    assert_eq!(seen[2].text, "no findings in 4000 notices\r\n");
}

#[test]
fn a_watch_clears_the_terminal_and_ends_with_ctrl_c() {
    let project = faulty();
    let mut watch = job(project.path(), &["watch"], &[], 100);
    watch["until"] = "watching 1 file".into();
    let seen = &see(&[watch])[0];
    assert!(seen.text.starts_with("\u{1b}[2J") && seen.text.contains("RCP-01"), "{:?}", seen.text);
    assert_eq!(seen.code, -2, "it ends by the signal of Ctrl-C");
}
