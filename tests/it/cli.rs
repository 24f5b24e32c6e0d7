//! The command line: exit codes, streams, and files written whole or not at all.

use crate::project::{GOOD, Project};

#[test]
fn build_writes_and_says_so() {
    let project = Project::new(&[("notice.toml", GOOD)]);
    let ran = project.run(&["build", "--format", "html,markdown", "--out", "public"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(ran.stdout, "");
    let name = project.path().file_name().unwrap().to_string_lossy().into_owned();
    // The id defaults to the folder's name.
    assert!(ran.stderr.contains(&format!("wrote public/{name}.html")), "{}", ran.stderr);
    assert!(project.read(&format!("public/{name}.md")).is_some());
}

#[test]
fn building_twice_gives_the_same_bytes_and_leaves_the_files_alone() {
    let project = Project::new(&[("a.notice.toml", GOOD)]);
    project.run(&["build", "--out", "public"]);
    let (first, time) = (project.read("public/a.html"), modified(&project));
    project.run(&["build", "--out", "public"]);
    assert_eq!(project.read("public/a.html"), first);
    assert_eq!(modified(&project), time, "equal bytes are not written again");
}

fn modified(project: &Project) -> std::time::SystemTime {
    project.path().join("public/a.html").metadata().unwrap().modified().unwrap()
}

#[test]
fn a_failing_build_leaves_the_last_output_untouched() {
    let project = Project::new(&[("a.notice.toml", GOOD), ("b.notice.toml", GOOD)]);
    assert_eq!(project.run(&["build", "--out", "public"]).code, 0);
    let before = project.read("public/a.html");
    project.write("a.notice.toml", GOOD.replace("monthly", "weekly").as_bytes());
    project.write("b.notice.toml", GOOD.replace("email = \"hello", "e_mail = \"hello").as_bytes());
    let ran = project.run(&["build", "--out", "public"]);
    assert_eq!(ran.code, 1);
    assert_eq!(project.read("public/a.html"), before, "not even the good notice is written");
}

#[test]
fn a_build_that_lacks_a_mandatory_item_writes_nothing() {
    let text = GOOD.replace("recipients = \"none\"\n", "");
    let project = Project::new(&[("a.notice.toml", &text)]);
    let ran = project.run(&["build", "--out", "public"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("RCP-01"), "{}", ran.stderr);
    assert_eq!(project.read("public/a.html"), None);
}

#[test]
fn a_draft_is_written_with_a_mark() {
    let text = GOOD.replace("recipients = \"none\"\n", "");
    let project = Project::new(&[("a.notice.toml", &text)]);
    let ran = project.run(&["build", "--draft", "--format", "html,markdown", "--out", "draft"]);
    assert_eq!(ran.code, 1, "the findings stay findings");
    for file in ["draft/a.html", "draft/a.md"] {
        assert!(project.read(file).unwrap().to_lowercase().contains("draft"), "{file}");
    }
}

#[test]
fn two_notices_with_one_output_path_are_found_before_anything_is_written() {
    let text = GOOD.replace("[notice]", "[notice]\nid = \"same\"");
    let project = Project::new(&[("a.notice.toml", &text), ("b.notice.toml", &text)]);
    let ran = project.run(&["build", "--out", "public"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("OUT-01") && ran.stderr.contains("a.notice.toml"), "{}", ran.stderr);
    assert_eq!(project.read("public/same.html"), None);
}

#[test]
fn a_project_says_where_and_how() {
    let project = Project::new(&[
        ("noticec.toml", "out = \"site/privacy\"\nformats = [\"markdown\"]\n"),
        ("a.notice.toml", GOOD),
    ]);
    assert_eq!(project.run(&["build"]).code, 0);
    assert!(project.read("site/privacy/a.md").is_some());
    assert!(project.read("site/privacy/a.html").is_none());
}

#[test]
fn outputs_stay_in_the_project() {
    let project = Project::new(&[("inner/noticec.toml", "out = \"../elsewhere\"\n"), ("inner/a.notice.toml", GOOD)]);
    let ran = project.run(&["build", "inner"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("INC-03"), "{}", ran.stderr);
    assert!(!project.path().join("elsewhere").exists());
}

#[test]
fn levels_from_the_command_line_beat_those_of_the_files() {
    let text = format!("{GOOD}\n[lints]\nentry-unused = \"allow\"\n\n[subjects.others]\nlabel = \"other people\"\n");
    let project = Project::new(&[("a.notice.toml", &text)]);
    assert!(!project.run(&["check"]).stderr.contains("REF-04"));
    let ran = project.run(&["check", "-D", "entry-unused"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("level: deny by `-D entry-unused`\n"), "{}", ran.stderr);
}

#[test]
fn what_is_mandatory_cannot_be_lowered() {
    let project = Project::new(&[("a.notice.toml", GOOD)]);
    let ran = project.run(&["check", "-A", "retention-missing"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("can't be lowered") && ran.stderr.contains("[[waive]]"), "{}", ran.stderr);
    let ran = project.run(&["check", "-A", "retention-mising"]);
    assert!(ran.stderr.contains("a similar one exists: `retention-missing`"), "{}", ran.stderr);
}

#[test]
fn misuse_is_two() {
    let project = Project::new(&[("a.notice.toml", GOOD)]);
    assert_eq!(project.run(&["check", "--nonsense"]).code, 2);
    let ran = project.run(&["build", "--format", "docx"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("no format is called `docx`"), "{}", ran.stderr);
}

#[test]
fn a_waived_finding_is_counted() {
    let waiver = "\n[[waive]]\nrule = \"recipients-missing\"\non = \"purposes.newsletter\"\nreason = \"being clarified\"\n\
                  owner = \"DPO\"\nuntil = 2027-01-31\n";
    let text = format!("{}{waiver}", GOOD.replace("recipients = \"none\"\n", ""));
    let project = Project::new(&[("a.notice.toml", &text)]);
    let ran = project.run(&["build", "--out", "public"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("no findings, 1 waived in 1 notice"), "{}", ran.stderr);
    // With `-q` too: what is let pass is never silent.
    let ran = project.run(&["check", "-q"]);
    let told = "waived: RCP-01 `recipients-missing` on `purposes.newsletter`, until 2027-01-31 (DPO: being clarified)";
    assert_eq!((ran.code, ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ").as_str()), (0, told));
}

#[test]
fn what_is_allowed_is_counted() {
    let project = Project::new(&[("a.notice.toml", &GOOD.replace("version = \"1.0\"\n", ""))]);
    let ran = project.run(&["check", "-A", "RET,CHG"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, "no findings, 1 allowed in 1 notice\n"));
}

#[test]
fn warnings_that_fail_a_run_say_so() {
    let project = Project::new(&[("a.notice.toml", &GOOD.replace("version = \"1.0\"\n", ""))]);
    let ran = project.run(&["check", "-D", "warnings"]);
    assert_eq!(ran.code, 1);
    let told = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("level: warn by default:") && told.contains("; fails the run by `-D warnings`"), "{told}");
    assert!(told.ends_with("1 warning in 1 notice; the warning fails the run (`-D warnings`)"), "{told}");
    assert!(!project.run(&["check"]).stderr.contains("fail"), "it does not without");
}

#[test]
fn outputs_need_a_folder() {
    let project = Project::new(&[("a.notice.toml", GOOD), ("public", "a file")]);
    for out in ["public", "public/inner"] {
        let ran = project.run(&["build", "--out", out]);
        assert_eq!(ran.code, 2);
        assert!(ran.stderr.contains("/public` is a file, not a folder"), "{}", ran.stderr);
    }
}

/// CI takes some lines for commands.
#[test]
#[cfg(unix)]
fn no_name_of_a_file_makes_a_line_of_an_error() {
    let project = Project::new(&[("a.notice.toml", GOOD), ("x\n::error::y", "a file")]);
    for arguments in
        [&["build", "--out", "x\n::error::y"][..], &["templates", "x\n::error::y"], &["check", "x\n::error::z"]]
    {
        let ran = project.run(arguments);
        assert_eq!(ran.code, 2, "{}", ran.stderr);
        assert!(ran.stderr.contains("x\\n::error::"), "{arguments:?}: {}", ran.stderr);
    }
}

#[test]
fn quiet_is_for_what_reports() {
    for command in ["rules", "explain", "schema", "templates", "trace"] {
        assert_eq!(Project::new(&[]).run(&[command, "-q"]).code, 2, "{command}");
    }
}

#[test]
fn schema_prints_a_schema() {
    let ran = Project::new(&[]).run(&["schema", "notice"]);
    assert_eq!(ran.code, 0);
    let schema: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(schema["additionalProperties"], false);
}

#[test]
fn markdown_has_tables_unless_the_project_says_no() {
    let tables = |options: &str| {
        let project = Project::new(&[("noticec.toml", options), ("a.notice.toml", GOOD)]);
        let ran = project.run(&["build", "--format", "markdown", "--out", "public"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        project.read("public/a.md").unwrap().lines().filter(|line| line.starts_with('|')).count()
    };
    assert!(tables("") > 2);
    assert!(tables("[markdown]\ntables = true\n") > 2);
    assert_eq!(tables("[markdown]\ntables = false\n"), 0);
}
