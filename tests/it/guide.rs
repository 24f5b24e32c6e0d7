//! The guide: what its pages tell to do is done, and what they show is what happens. `BLESS=1 cargo test` writes it anew.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::project::{Project, TODAY, root};
use crate::schema::held;

/// The program as a command of a shell, on the day of the tests.
const WRAPPER: &str = r#"#!/bin/sh
case "$1" in
  check | build | diff) exec "PROGRAM" "$@" --color never --as-of TODAY ;;
  *) exec "PROGRAM" "$@" --color never ;;
esac
"#;

/// A folder in which a reader follows a page, and the commands that are at hand there.
struct Afternoon {
    site: Project,
    commands: Project,
}

impl Afternoon {
    fn new() -> Self {
        let program = WRAPPER.replace("PROGRAM", env!("CARGO_BIN_EXE_noticec")).replace("TODAY", &TODAY.to_string());
        let commands = Project::new(&[("noticec", &program)]);
        let done = Command::new("chmod").arg("+x").arg(commands.path().join("noticec")).status().unwrap();
        assert!(done.success());
        Self { site: Project::new(&[]), commands }
    }

    fn command(&self, name: &str) -> Command {
        let path = std::env::var("PATH").unwrap();
        let mut command = Command::new(name);
        command
            .current_dir(self.site.path())
            .env("PATH", format!("{}:{path}", self.commands.path().display()))
            .envs([("GIT_CONFIG_NOSYSTEM", "1"), ("GIT_CONFIG_GLOBAL", "/dev/null")])
            .envs([("GIT_AUTHOR_NAME", "A"), ("GIT_AUTHOR_EMAIL", "a@b.example")])
            .envs([("GIT_COMMITTER_NAME", "A"), ("GIT_COMMITTER_EMAIL", "a@b.example")]);
        command
    }

    /// What a line prints to a terminal; how it ends is told by what it prints.
    fn run(&self, line: &str) -> String {
        let output = self.command("sh").args(["-c", &format!("{{ {line}; }} 2>&1")]).output().unwrap();
        let code = output.status.code();
        assert!(matches!(code, Some(0 | 1)), "{line}: {code:?}: {}", String::from_utf8_lossy(&output.stdout));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Makes an edit that is shown as a patch.
    fn edit(&self, patch: &str) {
        let mut git = self.command("git").args(["apply", "-"]).stdin(Stdio::piped()).spawn().unwrap();
        git.stdin.take().unwrap().write_all(patch.as_bytes()).unwrap();
        assert!(git.wait().unwrap().success(), "the edit fits what is there:\n{patch}");
    }
}

/// A page as it should be: its commands run and its edits made from top to bottom.
fn followed(page: &str) -> (String, Afternoon) {
    let afternoon = Afternoon::new();
    let mut out = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        writeln!(out, "{line}").unwrap();
        // What a command prints may have blocks of its own: the fence around it is longer then.
        let word = line.trim_start_matches('`');
        let fence = &line[..line.len() - word.len()];
        let block: Vec<&str> = match word {
            "console" | "diff" => lines.by_ref().take_while(|line| *line != fence).collect(),
            _ => continue,
        };
        if word == "diff" {
            afternoon.edit(&(block.join("\n") + "\n"));
            writeln!(out, "{}", block.join("\n")).unwrap();
        }
        for command in block.iter().filter_map(|line| line.strip_prefix("$ ")).filter(|_| word == "console") {
            let printed = afternoon.run(command);
            assert!(!printed.lines().any(|line| line == fence), "{command} needs a longer fence");
            write!(out, "$ {command}\n{printed}").unwrap();
        }
        writeln!(out, "{fence}").unwrap();
    }
    (out, afternoon)
}

fn page(name: &str) -> (std::path::PathBuf, String) {
    let path = root().join("docs").join(name);
    let text = std::fs::read_to_string(&path).unwrap();
    (path, text)
}

/// The whole afternoon: a project is begun, judged, filled, built, changed and compared, and the change announced.
#[test]
fn the_tutorial_is_what_happens() {
    let (path, text) = page("tutorial.md");
    let (wanted, afternoon) = followed(&text);
    for step in ["init", "check", "build", "diff --against", "check --against"] {
        assert!(wanted.contains(&format!("$ noticec {step}")), "{step} is a part of it");
    }
    for shown in ["TXT-03", "TRF-01", "no findings in 1 notice", "DIF-12 purpose added", "CHG-06"] {
        assert!(wanted.contains(shown), "`{shown}` is shown");
    }
    let built = afternoon.site.read("public/website.html").unwrap();
    assert!(
        built.contains("Counting visits") && built.contains("Standard contractual clauses")
            || built.contains("2021/914")
    );
    held(&path, &wanted);
}

/// How many rules there are, and how sure, is told as it is.
#[test]
fn the_questions_know_how_sure_the_rules_are() {
    let ran = Project::new(&[]).run(&["rules", "--format", "json"]);
    let list: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let rules = list["rules"].as_array().unwrap();
    let sure = |word: &str| rules.iter().filter(|rule| rule["certainty"] == word).count();
    let told = format!(
        "Of the {} rules,\nthe source was read for {}, in part for {} and not yet for {}; {} are no matter of law.",
        rules.len(),
        sure("read"),
        sure("partly-read"),
        sure("known"),
        sure("no-law")
    );
    let (_, text) = page("faq.md");
    assert!(text.contains(&told), "{told}");
}

/// Links of the guide lead to files that are there, and to headings that they have.
#[test]
fn links_lead_somewhere() {
    let pages = walkdir::WalkDir::new(root().join("docs")).into_iter().map(|page| page.unwrap().into_path());
    let front = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(|name| root().join(name));
    let mut looked_at = 0;
    for page in pages.filter(|path| path.extension().is_some_and(|one| one == "md")).chain(front) {
        let text = std::fs::read_to_string(&page).unwrap();
        for target in targets(&text) {
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let (file, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let there = if file.is_empty() { page.clone() } else { page.parent().unwrap().join(file) };
            assert!(there.exists(), "{}: {target}", page.display());
            if !anchor.is_empty() {
                assert!(anchors(&there).contains(&anchor.to_owned()), "{}: {target}", page.display());
            }
            looked_at += 1;
        }
    }
    assert!(looked_at > 500, "{looked_at}");
}

/// Where the links of a page lead.
fn targets(text: &str) -> Vec<String> {
    use pulldown_cmark::{Event, Parser, Tag};
    let events = Parser::new_ext(text, pulldown_cmark::Options::ENABLE_TABLES);
    events
        .filter_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url.into_string()),
            _ => None,
        })
        .collect()
}

/// The anchor of a heading, as the places that show Markdown make it.
pub(crate) fn slug(heading: &str) -> String {
    let kept = heading.chars().filter(|one| one.is_alphanumeric() || " -_".contains(*one));
    kept.map(|one| if one == ' ' { '-' } else { one }).flat_map(char::to_lowercase).collect()
}

/// The anchors of a page's headings.
fn anchors(page: &Path) -> Vec<String> {
    use pulldown_cmark::{Event, Parser, Tag, TagEnd};
    let text = std::fs::read_to_string(page).unwrap();
    let mut anchors = Vec::new();
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(&text, pulldown_cmark::Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::Text(words) | Event::Code(words) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&words);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                anchors.push(slug(&heading.take().unwrap_or_default()));
            }
            _ => {}
        }
    }
    anchors
}
