//! Bad input gets a clear error at the exact place, never a panic.

use proptest::prelude::*;

use crate::project::{GOOD, Project, examples, run};

fn findings(files: &[(&str, &str)]) -> String {
    let ran = Project::new(files).run(&["check", "."]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    ran.stderr
}

#[test]
fn the_good_notice_is_good() {
    let ran = Project::new(&[("notice.toml", GOOD)]).run(&["check", "."]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}

#[test]
fn an_empty_file_lacks_everything() {
    let printed = findings(&[("notice.toml", "")]);
    assert!(printed.contains("GEO-01"), "{printed}");
}

#[test]
fn what_is_no_level_is_one_fault_that_names_the_levels() {
    for value in ["[\"deny\"]", "{ level = \"deny\" }", "3"] {
        let printed = findings(&[("notice.toml", &format!("{GOOD}\n[lints]\nRET-03 = {value}\n"))]);
        assert!(printed.contains("one of `allow`, `note`, `warn`, `deny` is expected"), "{printed}");
        assert!(printed.contains("\n1 error in"), "{printed}");
    }
    let printed = findings(&[("notice.toml", &format!("{GOOD}\n[lints]\nRET-03 = \"denied\"\n"))]);
    assert!(printed.contains("a similar one exists: `deny`"), "{printed}");
}

#[test]
fn one_table_where_a_list_of_tables_is_wanted() {
    let printed = findings(&[("notice.toml", &format!("{GOOD}\n[waive]\nrule = \"RET-03\"\n"))]);
    assert!(printed.contains("`[waive]` is one table, and waivers are a list"), "{printed}");
    assert!(printed.contains("write `[[waive]]`"), "{printed}");
}

#[test]
fn a_file_that_is_no_utf8() {
    let project = Project::new(&[]);
    project.write("notice.toml", b"[notice]\ntitle = \"\xff\"\n");
    let ran = project.run(&["check", "."]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("SYN-02") && ran.stderr.contains("notice.toml:2:10"), "{}", ran.stderr);
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    let project = Project::new(&[]);
    project.write("notice.toml", format!("\u{feff}{GOOD}").as_bytes());
    assert_eq!(project.run(&["check", "."]).code, 0);
}

#[test]
fn a_folder_without_a_notice() {
    let project = Project::new(&[("readme.txt", "")]);
    let ran = project.run(&["check", "."]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("no notice under `.`"), "{}", ran.stderr);
}

#[test]
fn a_path_that_does_not_exist() {
    let ran = Project::new(&[]).run(&["check", "nowhere.toml"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("`nowhere.toml` does not exist"), "{}", ran.stderr);
}

#[test]
fn a_section_names_a_file_that_is_missing() {
    let text = format!("{GOOD}\n[sections.security]\ntitle = \"Security\"\nfile = \"security.md\"\n");
    let printed = findings(&[("notice.toml", &text)]);
    assert!(printed.contains("INC-05"), "{printed}");
}

#[test]
fn a_file_outside_the_project_is_not_read() {
    let text = GOOD.replacen("[notice]", "include = [\"../secret.toml\"]\n\n[notice]", 1);
    let project = Project::new(&[("secret.toml", "[data.secret]\nlabel = \"secret\"\n")]);
    project.write("inner/noticec.toml", b"");
    project.write("inner/notice.toml", text.as_bytes());
    let ran = run(&project.path().join("inner"), &["check", "."]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("INC-03") && !ran.stderr.contains("label = \"secret\""), "{}", ran.stderr);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_outside_is_not_followed() {
    let text = GOOD.replacen("[notice]", "include = [\"more.toml\"]\n\n[notice]", 1);
    let project = Project::new(&[("secret.toml", "[data.secret]\nlabel = \"secret\"\n")]);
    project.write("inner/noticec.toml", b"");
    project.write("inner/notice.toml", text.as_bytes());
    std::os::unix::fs::symlink("../secret.toml", project.path().join("inner/more.toml")).unwrap();
    let ran = run(&project.path().join("inner"), &["check", "."]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("INC-03"), "{}", ran.stderr);
}

#[test]
fn a_table_that_stands_twice_is_named() {
    let printed = findings(&[("a.notice.toml", "[notice]\ntitle = \"x\"\n[notice]\nversion = \"1\"\n")]);
    assert!(printed.contains("the table `[notice]` stands twice in this file"), "{printed}");
    let printed = findings(&[("a.notice.toml", "[notice]\ntitle = \"x\"\ntitle = \"y\"\n")]);
    assert!(printed.contains("the same key stands twice in one table"), "{printed}");
}

/// Keys of a table have no order, so a list is never a table.
#[test]
fn a_list_is_no_table() {
    let controller =
        "controller = [\"Acme Ltd\", \"Acme Trading\"]\nrights = [\"privacy@acme.example\"]\n[notice]\ntitle = \"x\"\n";
    let printed = findings(&[("a.notice.toml", controller)]);
    for place in ["a.notice.toml:1:14", "a.notice.toml:2:10"] {
        assert!(printed.contains(place), "{place} in\n{printed}");
    }
    assert_eq!(printed.matches("a list stands where a table is expected").count(), 2, "{printed}");
    for empty in
        ["dpo = []\n[notice]", "[recipients]\nx = []\n[notice]", "waive = [[]]\n[notice]", "[notice]\nbasis = [[]]"]
    {
        let printed = findings(&[("a.notice.toml", empty)]);
        assert!(printed.contains("REF-06"), "{empty}: {printed}");
    }
    let printed = findings(&[("a.notice.toml", "[notice]\n"), ("noticec.toml", "pdf = []\n")]);
    assert!(printed.contains("noticec.toml:1:7"), "{printed}");
}

#[cfg(unix)]
#[test]
fn a_name_with_a_line_break_stays_in_its_line() {
    let name = "a\n::error title=x::b/a.notice.toml";
    let printed = findings(&[(name, "[controller]\nname = 5\n")]);
    assert!(printed.contains("a\\n::error title=x::b/a.notice.toml:2:8"), "{printed}");
    assert!(!printed.lines().any(|line| line.starts_with("::error")), "{printed}");
}

#[test]
fn several_files_with_errors_are_all_reported() {
    let printed = findings(&[
        ("a.notice.toml", "[controller]\nname = 5\n"),
        ("b.notice.toml", "[controller]\nnmae = \"x\"\n[controller\n"),
        ("c.notice.toml", "[controller]\ncountry = \"XX\"\nemail = \"x\"\n"),
    ]);
    for expected in ["a.notice.toml:2:8", "b.notice.toml:3:12", "c.notice.toml:2:11", "c.notice.toml:3:9"] {
        assert!(printed.contains(expected), "{expected} in\n{printed}");
    }
    assert!(printed.contains("legal rules not run: "), "{printed}");
}

#[test]
fn cutting_an_example_anywhere_never_panics() {
    for example in examples() {
        let text = std::fs::read_to_string(example.join("notice.toml")).unwrap();
        for cut in (0..text.len()).step_by(97).filter(|cut| text.is_char_boundary(*cut)) {
            judge(&text[..cut]);
        }
    }
}

/// From a text to its findings and its notice, in process.
fn judge(text: &str) {
    let loaded = noticec::load::load_text("notice.toml", text);
    for notice in &loaded.notices {
        if let Ok(model) = noticec::model::resolve(notice) {
            let _ = noticec::rules::run(&model, Some(crate::project::TODAY));
            for tag in &model.languages {
                let _ = noticec::lower::lower(&model, tag, true);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        judge(&text);
    }

    #[test]
    fn no_value_makes_it_panic(at in 0usize..40, value in "(\"[^\"\\\\]{0,12}\"|-?[0-9]{1,6}|true|\\[\\]|\\{\\}|2026-02-30|\\[\"none\", \"x\"\\])") {
        let lines: Vec<&str> = GOOD.lines().collect();
        let keys: Vec<usize> = lines.iter().enumerate().filter(|(_, line)| line.contains(" = ")).map(|(at, _)| at).collect();
        let line = keys[at % keys.len()];
        let key = lines[line].split(" = ").next().unwrap();
        let changed: Vec<String> = lines.iter().enumerate()
            .map(|(here, text)| if here == line { format!("{key} = {value}") } else { (*text).to_owned() }).collect();
        judge(&changed.join("\n"));
    }
}
