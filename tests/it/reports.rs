//! Reports of findings in other forms, and the baseline.

use serde_json::Value;

use crate::project::{GOOD, Project, Run, files, root};

/// A notice with an error, a warning and a waived error.
fn faulty() -> String {
    let waiver = "\n[[waive]]\nrule = \"recipients-missing\"\non = \"purposes.newsletter\"\nreason = \"being clarified\"\n\
                  owner = \"DPO\"\nuntil = 2027-01-31\n";
    let text = GOOD.replace("recipients = \"none\"\n", "").replace("version = \"1.0\"\n", "");
    format!("{}{waiver}", text.replace("retention = { until = \"the day on which you unsubscribe\" }\n", ""))
}

/// A project with that notice, in a folder of a repository.
fn repository() -> Project {
    Project::new(&[(".git/HEAD", ""), ("privacy/a.notice.toml", &faulty())])
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn read(project: &Project, name: &str) -> String {
    project.read(name).unwrap_or_else(|| panic!("{name} is written"))
}

/// Of a report in JUnit's form what does not change with every new rule.
fn without_passed(xml: &str) -> String {
    let count = xml.matches("<testcase ").count();
    let lines = xml.lines().filter(|line| !(line.contains("<testcase ") && line.ends_with("/>")));
    lines.collect::<Vec<_>>().join("\n").replace(&format!("tests=\"{count}\""), "tests=\"(all)\"")
}

/// A SARIF file without the pages of its rules.
fn without_pages(text: &str) -> String {
    let mut log = json(text);
    for rule in log["runs"][0]["tool"]["driver"]["rules"].as_array_mut().unwrap() {
        let page =
            std::fs::read_to_string(root().join(format!("docs/rules/{}.md", rule["id"].as_str().unwrap()))).unwrap();
        let help = rule["help"].as_object_mut().unwrap();
        assert!(help["markdown"].as_str().unwrap().starts_with(page.trim_end()));
        help.insert("markdown".to_owned(), "(the page)".into());
        help.insert("text".to_owned(), "(the page)".into());
    }
    serde_json::to_string_pretty(&log).unwrap()
}

#[test]
fn each_form_tells_all() {
    let project = repository();
    let ran = project.run(&[
        "check",
        "--report",
        "json=out/report.json",
        "--report",
        "sarif=out/report.sarif",
        "--report",
        "github=out/report.txt",
        "--report",
        "junit=out/report.xml",
        "--report",
        "text=out/text.txt",
    ]);
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{}", ran.stderr);
    assert_eq!(read(&project, "out/text.txt"), ran.stderr, "the text is that of the terminal");
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("report_json", read(&project, "out/report.json"));
        insta::assert_snapshot!("report_sarif", without_pages(&read(&project, "out/report.sarif")));
        insta::assert_snapshot!("report_github", read(&project, "out/report.txt"));
        insta::assert_snapshot!("report_junit", without_passed(&read(&project, "out/report.xml")));
    });
}

#[test]
fn paths_are_those_of_the_repository_and_nothing_is_of_the_machine() {
    let project = repository();
    let here = project.path().canonicalize().unwrap();
    for form in ["concise", "json", "sarif", "github", "junit", "codequality"] {
        let above = project.run(&["check", "privacy", "-q", "--report", form]).stdout;
        let inside = crate::project::run(&project.path().join("privacy"), &["check", "-q", "--format", form]).stdout;
        assert_eq!(above, inside, "{form}: the same bytes, wherever the run starts");
        assert!(above.contains("privacy/a.notice.toml"), "{form}: {above}");
        for path in [project.path(), here.as_path()] {
            assert!(!above.contains(path.to_str().unwrap()), "{form}: {above}");
        }
    }
    // A notice that lies beside the folder of the run and in no repository.
    let project = Project::new(&[("here/x", ""), ("there/a.notice.toml", "[notice]\nid = 3\n[[[")]);
    let ran = crate::project::run(&project.path().join("here"), &["check", "../there", "--format", "sarif"]);
    let uri = "/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri";
    assert_eq!(json(&ran.stdout).pointer(uri).unwrap(), "../there/a.notice.toml", "{}", ran.stderr);
    assert!(!(ran.stdout + &ran.stderr).contains(project.path().to_str().unwrap()));
}

#[test]
fn a_file_that_can_t_be_read_whole_is_reported() {
    let project = Project::new(&[("a.notice.toml", GOOD), ("b.notice.toml", "[notice]\ntitle = \"x\n")]);
    let tell = |form: &str| {
        let ran = project.run(&["check", "--format", form]);
        assert_eq!(ran.code, 1, "{}", ran.stderr);
        ran.stdout
    };
    let report = json(&tell("json"));
    assert_eq!((&report["rules_run"], &report["fails"]), (&false.into(), &true.into()));
    assert_eq!(report["findings"][0]["places"][0]["file"], "b.notice.toml");
    let log = json(&tell("sarif"));
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), report["findings"].as_array().unwrap().len());
    let notification = log.pointer("/runs/0/invocations/0/toolExecutionNotifications/0/message/text").unwrap();
    assert!(notification.as_str().unwrap().contains("not run"), "{notification}");
    assert!(tell("github").starts_with("::error file=b.notice.toml,line=2,"), "{}", tell("github"));
    let xml = tell("junit");
    assert_eq!(xml.matches("<skipped>not run").count(), 2, "neither notice was judged: {xml}");
    assert!(xml.contains("<testsuite name=\"b.notice.toml\"") && xml.contains("<failure "), "{xml}");
}

#[test]
fn what_would_end_a_field_is_escaped() {
    let place = "a,b%c:d/x y.notice.toml";
    let text = GOOD.replace("recipients = \"none\"", "recipients = [\"<&\\u0001\\\"'%0A::x\"]");
    let project = Project::new(&[(place, &text)]);
    let github = project.run(&["check", "--format", "github"]).stdout;
    assert!(github.contains("file=a%2Cb%25c%3Ad/x y.notice.toml,line="), "{github}");
    assert!(github.contains("%250A::x") && github.lines().all(|line| line.starts_with("::")), "{github}");
    let log = json(&project.run(&["check", "--format", "sarif"]).stdout);
    let uri = log.pointer("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri").unwrap();
    assert_eq!(uri, "a%2Cb%25c%3Ad/x%20y.notice.toml");
    let xml = project.run(&["check", "--format", "junit"]).stdout;
    assert!(!xml.contains('\u{1}') && xml.contains("&lt;&amp;"), "{xml}");
}

#[test]
fn reports_do_not_share_a_place() {
    let project = Project::new(&[("a.notice.toml", GOOD)]);
    let refused = |arguments: &[&str], says: &str| {
        let ran = project.run(arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.stderr.contains(says), "{}", ran.stderr);
    };
    refused(&["check", "--report", "json", "--report", "sarif=-"], "`--report json` and `--report sarif` would both");
    refused(&["check", "--format", "json", "--report", "junit"], "`--format json` and `--report junit` would both");
    refused(&["check", "--report", "json=r", "--report", "sarif=./r"], "written to `./r`");
    refused(&["diff", ".", ".", "--report", "json"], "the comparison and `--report json` would both");
    refused(
        &["check", "--report", "xml=r"],
        "no format is called `xml`; formats: text, concise, json, sarif, github, junit, codequality",
    );
    refused(&["check", "--report", "json="], "the file has no name");
    assert_eq!(files(project.path()).len(), 1, "nothing is written");
}

#[test]
fn a_run_that_does_not_start_writes_no_report() {
    let project = Project::new(&[("a.notice.toml", GOOD)]);
    for arguments in [["check", "nowhere"], ["check", "--deny=nonsense"], ["build", "nowhere"]] {
        let ran = project.run(&[&arguments[..], &["--report", "json=r.json"]].concat());
        assert_eq!(ran.code, 2, "{}", ran.stderr);
        assert_eq!(project.read("r.json"), None);
    }
    let ran = project.run(&["check", "--report", "json=a.notice.toml/r.json"]);
    assert_eq!(ran.code, 2, "a report that can't be written is no clean run: {}", ran.stderr);
}

#[test]
fn build_and_diff_report_too() {
    let same = GOOD.replace("[notice]", "[notice]\nid = \"same\"");
    let project = Project::new(&[("a.notice.toml", &same), ("b.notice.toml", &same)]);
    let ran = project.run(&["build", "--out", "public", "-q", "--report", "json"]);
    assert_eq!(ran.code, 1);
    assert_eq!(json(&ran.stdout)["findings"][0]["code"], "OUT-01");
    let ran = project.run(&["build", "a.notice.toml", "--out", "public", "--report", "junit=r.xml"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""), "{}", ran.stderr);
    assert!(read(&project, "r.xml").contains("failures=\"0\""));

    let moved = GOOD.replace("\"none\"", "[\"mailer\"]").replace(
        "[purposes.newsletter]",
        "[recipients.mailer]\nname = \"Mailer\"\nrole = \"processor\"\nactivity = \"sending\"\ncountries = [\"IE\"]\n\n[purposes.newsletter]",
    );
    let project = Project::new(&[("old/notice.toml", GOOD), ("new/notice.toml", &moved)]);
    let ran = project.run(&[
        "diff",
        "old/notice.toml",
        "new/notice.toml",
        "--report",
        "json=r.json",
        "--report",
        "junit=r.xml",
    ]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let report = json(&read(&project, "r.json"));
    assert_eq!(report["findings"][1]["code"], "CHG-03", "{report:#}");
    assert_eq!(report["notices"].as_array().unwrap().len(), 1);
    let xml = read(&project, "r.xml");
    assert!(!xml.contains("RET-01") && xml.contains("CHG-07"), "only what was judged passed: {xml}");
}

/// Code, place and fingerprint of each finding.
fn prints(project: &Project) -> Vec<(String, String, String)> {
    let report = json(&project.run(&["check", "--format", "json"]).stdout);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let findings = report["findings"].as_array().unwrap().iter();
    findings.map(|one| (text(&one["code"]), text(&one["on"]), text(&one["fingerprint"]))).collect()
}

#[test]
fn fingerprints_hold_when_lines_move_and_tell_places_apart() {
    let project = Project::new(&[("a.notice.toml", &faulty())]);
    let mut before = prints(&project);
    assert!(before.len() >= 3, "{before:?}");
    // Lines before it, another order of tables, other values that it is not about.
    let (head, rest) = faulty().split_once("[controller]").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    let (controller, more) = rest.split_once("[subjects").unwrap();
    let moved = format!("# a comment\n\n{head}[subjects{more}\n[controller]{controller}").replace("Dublin", "Cork");
    project.write("a.notice.toml", moved.as_bytes());
    let mut after = prints(&project);
    before.sort();
    after.sort();
    assert_eq!(before, after);
    // The same fault at another declaration is another finding.
    project.write(
        "a.notice.toml",
        faulty().replace("newsletter]", "letter]").replace("purposes.newsletter", "purposes.letter").as_bytes(),
    );
    let of = |all: &[(String, String, String)]| all.iter().find(|one| one.0 == "RET-01").unwrap().clone();
    let (one, other) = (of(&before), of(&prints(&project)));
    assert_eq!((one.1.as_str(), other.1.as_str()), ("purposes.newsletter", "purposes.letter"));
    assert_ne!(one.2, other.2);
    let mut alone: Vec<_> = before.iter().map(|one| &one.2).collect();
    alone.dedup();
    assert_eq!(alone.len(), before.len(), "each is its own");
}

const KNOWN: [&str; 3] = ["check", "--baseline", "noticec.baseline.json"];

fn known(project: &Project, more: &[&str]) -> Run {
    project.run(&[&KNOWN[..], more].concat())
}

#[test]
fn a_baseline_lets_old_findings_pass_and_no_new_ones() {
    let project = Project::new(&[("noticec.toml", ""), ("privacy/a.notice.toml", &faulty())]);
    let ran = known(&project, &[]);
    assert_eq!(ran.code, 2, "there is none yet");
    assert!(ran.stderr.contains("`--update-baseline` beside it writes one"), "{}", ran.stderr);

    let ran = known(&project, &["--update-baseline"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("wrote noticec.baseline.json: 2 findings known from now on"), "{}", ran.stderr);
    let written = read(&project, "noticec.baseline.json");
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("baseline", written);
    });
    let ran = known(&project, &[]);
    assert_eq!(ran.code, 0);
    assert!(ran.stderr.contains("known: RET-01 `retention-missing`"), "{}", ran.stderr);
    assert!(ran.stderr.ends_with("no new findings, 2 known, 1 waived in 1 notice\n"), "{}", ran.stderr);
    assert_eq!(known(&project, &["-D", "warnings"]).code, 0, "nor do they fail where warnings do");
    let ran = known(&project, &["--new-only"]);
    assert!(!ran.stderr.contains("known: ") && ran.stderr.contains("2 known"), "{}", ran.stderr);

    // Promise 1: what is known to `check` stops `build` all the same.
    let ran = project.run(&["build", "--out", "public"]);
    assert!(ran.code == 1 && ran.stderr.contains("RET-01"), "{}", ran.stderr);
    assert_eq!(project.run(&["build", "--baseline", "noticec.baseline.json"]).code, 2, "it has no such option");

    // From elsewhere, and with other lines before it, it is the same finding.
    project.write("privacy/a.notice.toml", format!("# moved\n\n{}", faulty()).as_bytes());
    let inside =
        crate::project::run(&project.path().join("privacy"), &["check", "--baseline", "../noticec.baseline.json"]);
    assert!(inside.code == 0 && inside.stderr.contains("no new findings, 2 known"), "{}", inside.stderr);

    // A new one fails, is printed, and is alone in reports of new ones.
    project.write("privacy/a.notice.toml", faulty().replace("collected = \"direct\"\n", "").as_bytes());
    let ran = known(&project, &["--new-only", "--report", "json"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("1 error, 2 known, 1 waived") && !ran.stderr.contains("RET-01"), "{}", ran.stderr);
    let report = json(&ran.stdout);
    assert_eq!(report["findings"].as_array().unwrap().len(), 1, "{report:#}");
    assert_eq!((&report["counts"]["known"], &report["counts"]["waived"]), (&2.into(), &1.into()));

    // One that is gone is told, and goes.
    let mended =
        faulty().replace("[purposes.newsletter]", "[purposes.newsletter]\nretention = { until = \"you unsubscribe\" }");
    project.write("privacy/a.notice.toml", mended.as_bytes());
    let ran = known(&project, &[]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let gone = "gone: RET-01 retention-missing on `purposes.newsletter` in privacy/a.notice.toml: ";
    assert!(ran.stderr.contains(gone), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("1 finding of the baseline is gone; `--update-baseline` takes it out"),
        "{}",
        ran.stderr
    );
    assert_eq!(known(&project, &["--update-baseline"]).code, 0);
    let shrunk = read(&project, "noticec.baseline.json");
    assert!(shrunk.len() < written.len() && !shrunk.contains("RET-01"), "{shrunk}");
    assert!(!known(&project, &[]).stderr.contains("gone"));
}

#[test]
fn every_form_says_what_is_known_and_what_is_waived() {
    let project = Project::new(&[("a.notice.toml", &faulty())]);
    assert_eq!(known(&project, &["--update-baseline"]).code, 0);
    let tell = |form: &str| known(&project, &["--format", form]).stdout;
    let report = json(&tell("json"));
    let statuses: Vec<_> = report["findings"].as_array().unwrap().iter().map(|one| &one["status"]).collect();
    assert_eq!(statuses, ["known", "known", "waived"]);
    assert_eq!((&report["fails"], &report["counts"]["errors"]), (&false.into(), &0.into()));
    let log = json(&tell("sarif"));
    let results = log["runs"][0]["results"].as_array().unwrap();
    let kinds: Vec<_> = results.iter().map(|one| &one["suppressions"][0]["kind"]).collect();
    assert_eq!(kinds, ["external", "external", "inSource"]);
    assert_eq!(results[2]["suppressions"][0]["justification"], "waived until 2027-01-31 (DPO: being clarified)");
    assert_eq!(tell("github"), "");
    let xml = tell("junit");
    assert!(xml.contains("failures=\"0\"") && xml.matches("<skipped>").count() == 3, "{xml}");
    let log = json(&known(&project, &["--format", "sarif", "--new-only"]).stdout);
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 0);
}

#[test]
fn a_baseline_keeps_what_a_run_has_not_seen() {
    let project = Project::new(&[("a.notice.toml", &faulty()), ("b.notice.toml", &faulty())]);
    assert_eq!(known(&project, &["--update-baseline"]).code, 0);
    let both = read(&project, "noticec.baseline.json");
    let ran = known(&project, &["a.notice.toml"]);
    assert!(ran.code == 0 && !ran.stderr.contains("gone"), "{}", ran.stderr);
    assert_eq!(known(&project, &["a.notice.toml", "--update-baseline"]).code, 0);
    assert_eq!(read(&project, "noticec.baseline.json"), both);
    // A notice that is no more takes its findings with it.
    std::fs::remove_file(project.path().join("b.notice.toml")).unwrap();
    assert!(known(&project, &[]).stderr.contains("2 findings of the baseline are gone"));
    // Where a file can't be read whole, nothing is known, nothing gone, and nothing written.
    project.write("a.notice.toml", format!("{}\nx", faulty()).as_bytes());
    let ran = known(&project, &["--update-baseline"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("noticec.baseline.json is not written"), "{}", ran.stderr);
    assert!(!known(&project, &[]).stderr.contains("known"));
    assert_eq!(read(&project, "noticec.baseline.json"), both);
}

#[test]
fn a_file_that_is_no_baseline_is_told_with_its_place() {
    let project = Project::new(&[("a.notice.toml", GOOD)]);
    for (text, says) in [
        ("{\n  \"format\": 2,\n  \"findings\": []\n}\n", "`noticec.baseline.json:2:3` can't be read: its format is 2"),
        (
            "{\n  \"format\": 1,\n  \"findings\": [\n    {}\n  ]\n}\n",
            "`noticec.baseline.json:4:6` can't be read: missing field `file`",
        ),
        ("{\n  \"format\": 1\n}\n", "missing field `findings`"),
        ("findings: none\n", "`noticec.baseline.json:1:2` can't be read"),
        ("", "`noticec.baseline.json:1:1` can't be read"),
    ] {
        project.write("noticec.baseline.json", text.as_bytes());
        for more in [&[][..], &["--update-baseline"]] {
            let ran = known(&project, more);
            assert_eq!(ran.code, 2, "{}", ran.stderr);
            assert!(ran.stderr.contains(says), "{}", ran.stderr);
        }
        assert_eq!(read(&project, "noticec.baseline.json"), text, "it is left as it is");
    }
    assert_eq!(project.run(&["check", "--update-baseline"]).code, 2, "which file?");
}

#[test]
fn the_guide_to_ci_shows_commands_that_work() {
    let guide = std::fs::read_to_string(root().join("docs/ci.md")).unwrap();
    let project = repository();
    project.write("noticec.baseline.json", b"{ \"format\": 1, \"findings\": [] }");
    // What `init` writes is run where it is written.
    let written = Project::new(&[]);
    assert_eq!(written.run(&["init", "website", "--yes", "--ci", "gitlab"]).code, 0);
    let pipeline = read(&written, ".gitlab-ci.yml");
    let shown = format!("```yaml\n# .gitlab-ci.yml\n{pipeline}```\n");
    assert_eq!(guide.matches(&shown).count(), 1, "the guide shows what is written:\n{shown}");
    let mut ran = 0;
    for line in guide.replace(&shown, "").lines() {
        let line = line.trim_start().trim_start_matches("- ").trim_start_matches("run: ");
        let Some(arguments) = line.strip_prefix("noticec ") else { continue };
        let arguments: Vec<&str> = arguments.split(' ').collect();
        let outcome = project.run(&arguments);
        // Once the baseline is written, nothing is new.
        let wanted = i32::from(!arguments.contains(&"--baseline"));
        assert_eq!(outcome.code, wanted, "{line}: {}", outcome.stderr);
        for file in arguments.iter().filter_map(|one| one.split_once('=')).map(|(_, file)| file) {
            assert!(project.read(file).is_some(), "{line}: {file}");
        }
        ran += 1;
    }
    assert_eq!(ran, 6, "each command of the guide is run");
    for named in guide.split('`').filter(|one| one.starts_with("--")) {
        let option = named.split([' ', '=']).next().unwrap();
        let knows = |command: &&str| project.run(&[command, "--help"]).stdout.contains(option);
        assert!(["check", "build", "diff", "init"].iter().any(knows), "{option}");
    }
}
