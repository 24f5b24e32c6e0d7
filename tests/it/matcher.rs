//! Lines of `--format concise`, read back by the committed problem matcher.

use regex::Regex;
use serde_json::Value;

use crate::project::{GOOD, Project, root};

/// What a program that knows the matchers makes of a line: path, line, column, severity, code, message.
type Told = (String, u64, u64, String, String, String);

struct Matcher {
    expression: Regex,
    pattern: Value,
    severity: Option<String>,
}

impl Matcher {
    fn read(&self, line: &str) -> Option<Told> {
        let captures = self.expression.captures(line)?;
        let group = |name: &str| {
            let index = usize::try_from(self.pattern[name].as_u64()?).ok()?;
            captures.get(index).map(|one| one.as_str().to_owned())
        };
        let number = |name: &str| group(name).unwrap().parse().unwrap();
        let severity = group("severity").or_else(|| self.severity.clone()).unwrap();
        Some((group("file")?, number("line"), number("column"), severity, group("code")?, group("message")?))
    }
}

fn matchers() -> Vec<Matcher> {
    let file: Value =
        serde_json::from_str(&std::fs::read_to_string(root().join("templates/ci/matcher.json")).unwrap()).unwrap();
    let all = file["problemMatcher"].as_array().unwrap().iter();
    all.map(|one| {
        let [pattern] = &one["pattern"].as_array().unwrap()[..] else { panic!("a matcher of one line: {one}") };
        let expression = Regex::new(pattern["regexp"].as_str().unwrap()).unwrap();
        Matcher { expression, pattern: pattern.clone(), severity: one["severity"].as_str().map(str::to_owned) }
    })
    .collect()
}

/// The only reading of a line.
fn read(line: &str) -> Told {
    let mut found: Vec<Told> = matchers().iter().filter_map(|matcher| matcher.read(line)).collect();
    assert_eq!(found.len(), 1, "one matcher reads it: {line}");
    found.remove(0)
}

/// Of each finding of the JSON report, what the matcher should read.
fn wanted(report: &str) -> Vec<Told> {
    let report: Value = serde_json::from_str(report).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let told = |one: &Value| {
        let place = &one["places"][0];
        let severity = match one["level"].as_str().unwrap() {
            _ if one["fails"] == true => "error",
            "note" => "notice",
            _ => "warning",
        };
        let (line, column) = (place["line"].as_u64().unwrap(), place["column"].as_u64().unwrap());
        let message = format!("{}: {}", text(&one["name"]), text(&one["message"]));
        (text(&place["file"]), line, column, severity.to_owned(), text(&one["code"]), message)
    };
    report["findings"].as_array().unwrap().iter().filter(|one| one["status"] == "open").map(told).collect()
}

#[test]
fn the_matcher_reads_back_what_is_printed() {
    // An error, warnings, and a note; a path with spaces, a colon and what looks like a place; brackets and colons in messages.
    let text = GOOD
        .replace("recipients = \"none\"", "recipients = [\"a:3:4: error[X-1] b]: c\"]")
        .replace("version = \"1.0\"\n", "")
        .replace("jurisdictions = [\"eu\"]", "jurisdictions = [\"eu\"]\nlanguages = [\"en\", \"de\"]");
    let mut severities = std::collections::BTreeSet::new();
    for (path, text) in [
        ("a: b/x y:1.notice.toml", text.as_str()),
        ("b.notice.toml", &GOOD.replace("version = \"1.0\"\n", "").replace("collected = \"direct\"\n", "")),
        ("c.notice.toml", "[notice]\ntitle = [\n"),
    ] {
        let project = Project::new(&[(path, text)]);
        for more in [&[][..], &["-D", "warnings"]] {
            let arguments = |form| [&["check", "--format", form][..], more].concat();
            let ran = project.run(&arguments("concise"));
            assert_eq!(ran.code, 1, "{}", ran.stderr);
            let found: Vec<Told> = ran.stdout.lines().map(read).collect();
            assert_eq!(found, wanted(&project.run(&arguments("json")).stdout));
            assert!(!found.is_empty());
            severities.extend(found.into_iter().map(|one| one.3));
        }
    }
    for case in crate::project::folders(&root().join("tests/cases")) {
        let concise = crate::project::run(&case, &["check", ".", "--format", "concise"]);
        let found: Vec<Told> = concise.stdout.lines().map(read).collect();
        assert_eq!(
            found,
            wanted(&crate::project::run(&case, &["check", ".", "--format", "json"]).stdout),
            "{}",
            case.display()
        );
        severities.extend(found.into_iter().map(|one| one.3));
    }
    assert_eq!(severities.into_iter().collect::<Vec<_>>(), ["error", "notice", "warning"]);
}

#[test]
fn other_lines_are_left_alone() {
    for line in [
        "2 errors in 1 notice",
        "error: no declarations",
        "src/main.rs:3:4: error[E0308]: mismatched types",
        "a.c:1:2: error: b",
        "",
    ] {
        assert!(matchers().iter().all(|matcher| matcher.read(line).is_none()), "{line}");
    }
}

/// The task for an editor in the guide reads the same lines.
#[test]
fn the_editors_task_has_the_same_expression() {
    let guide = std::fs::read_to_string(root().join("docs/ci.md")).unwrap();
    let block = guide.split("```json\n").find(|block| block.contains("problemMatcher")).unwrap();
    let task: Value = serde_json::from_str(block.split("```").next().unwrap()).unwrap();
    let task = &task["tasks"][0];
    assert_eq!((&task["command"], task["args"][0].as_str()), (&"noticec".into(), Some("check")));
    let pattern = &task["problemMatcher"]["pattern"];
    let expression = Regex::new(pattern["regexp"].as_str().unwrap()).unwrap();
    let matcher = Matcher { expression, pattern: pattern.clone(), severity: None };
    for severity in ["error", "warning", "note"] {
        let line = format!("a b.notice.toml:3:15: {severity}[TRF-02] transfer-mechanism-missing: no mechanism: [IN]");
        let told = matcher.read(&line).unwrap();
        let wanted = ("a b.notice.toml", 3, 15, severity, "TRF-02", "transfer-mechanism-missing: no mechanism: [IN]");
        assert_eq!((told.0.as_str(), told.1, told.2, told.3.as_str(), told.4.as_str(), told.5.as_str()), wanted);
    }
}
