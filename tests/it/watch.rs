//! `noticec watch`: each save is judged once, in plain lines where nobody looks.

use std::io::{BufRead, BufReader, Lines};
use std::process::{Child, ChildStderr, Command, Stdio};

use crate::project::{GOOD, Project, TODAY};

/// A watch on a project; it ends with the value.
struct Watch {
    child: Child,
    lines: Lines<BufReader<ChildStderr>>,
}

impl Watch {
    fn new(project: &Project, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_noticec"))
            .current_dir(project.path())
            .args(["watch", "--as-of", &TODAY.to_string()])
            .args(arguments)
            .env_remove("CLICOLOR_FORCE")
            .env_remove("FORCE_COLOR")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        Self { child, lines }
    }

    /// What is printed up to the line that ends a run, with that line.
    fn run(&mut self) -> String {
        let mut told = String::new();
        for line in self.lines.by_ref() {
            let line = line.unwrap();
            told = told + &line + "\n";
            if line.starts_with("watching ") || line.starts_with("waiting ") {
                return told;
            }
        }
        panic!("the watch has ended:\n{told}");
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_save_is_judged_and_told_as_check_does() {
    let project = Project::new(&[("a.notice.toml", GOOD)]);
    let mut watch = Watch::new(&project, &[]);
    assert_eq!(watch.run(), "no findings in 1 notice\nwatching 1 file\n");
    project.write("a.notice.toml", GOOD.replace("recipients = \"none\"\n", "").as_bytes());
    let told = watch.run();
    let checked = project.run(&["check"]);
    assert_eq!(told, format!("{}watching 1 file\n", checked.stderr));
    assert!(told.contains("RCP-01") && !told.chars().any(|one| one.is_control() && one != '\n'), "{told}");
}

#[test]
fn levels_and_quiet_are_those_of_check() {
    let project = Project::new(&[("a.notice.toml", &GOOD.replace("version = \"1.0\"\n", ""))]);
    let mut watch = Watch::new(&project, &["-A", "CHG-01", "-q"]);
    assert_eq!(watch.run(), "watching 1 file\n");
}

#[test]
fn many_files_at_once_are_one_run() {
    let project = Project::new(&[("n0.notice.toml", GOOD)]);
    let mut watch = Watch::new(&project, &[]);
    watch.run();
    for number in 1..20 {
        project.write(&format!("n{number}.notice.toml"), GOOD.as_bytes());
    }
    let mut runs = 1;
    while !watch.run().contains("watching 20 files") {
        runs += 1;
    }
    assert!(runs < 10, "{runs} runs for one burst");
}

#[test]
fn files_that_are_renamed_removed_and_put_back_are_seen() {
    let project = Project::new(&[("site/a.notice.toml", GOOD), ("site/noticec.toml", "")]);
    let mut watch = Watch::new(&project, &["site"]);
    assert!(watch.run().ends_with("watching 2 files\n"));
    project.write("site/.a.swp", GOOD.replace("email = \"hello", "e_mail = \"hello").as_bytes());
    std::fs::rename(project.path().join("site/.a.swp"), project.path().join("site/a.notice.toml")).unwrap();
    assert!(watch.run().contains("REF-05"));
    project.write("site/more/b.notice.toml", GOOD.as_bytes());
    assert!(watch.run().ends_with("watching 3 files\n"), "a folder that came new");
    project.write("site/more/b.notice.toml", GOOD.replace("country = \"IE\"", "country = \"Eire\"").as_bytes());
    assert!(watch.run().contains("Eire"), "a file in it");
    std::fs::remove_dir_all(project.path().join("site")).unwrap();
    let told = watch.run();
    assert!(told.contains("does not exist") && told.ends_with("waiting for it\n"), "{told}");
    project.write("site/a.notice.toml", GOOD.as_bytes());
    while !watch.run().contains("no findings in 1 notice") {}
    project.write("site/a.notice.toml", GOOD.replace("recipients = \"none\"\n", "").as_bytes());
    assert!(watch.run().contains("RCP-01"), "it is watched again");
}

#[test]
fn a_build_at_each_save_does_not_wake_itself() {
    let project = Project::new(&[("noticec.toml", "out = \"public\"\n"), ("a.notice.toml", GOOD)]);
    let mut watch = Watch::new(&project, &["--build"]);
    assert!(watch.run().contains("wrote public/a.html"));
    for word in ["weekly", "yearly", "daily"] {
        project.write("a.notice.toml", GOOD.replace("monthly", word).as_bytes());
        // One run a save: had the outputs woken it, another would come between.
        let told = watch.run();
        assert!(told.contains("wrote public/a.html"), "{told}");
        assert!(project.read("public/a.html").unwrap().contains(word), "{word}");
    }
    project.write("a.notice.toml", GOOD.replace("recipients = \"none\"\n", "").as_bytes());
    assert!(watch.run().contains("RCP-01"));
    assert!(project.read("public/a.html").unwrap().contains("daily"), "what was there stays");
}

#[test]
fn what_is_not_there_ends_it_at_once() {
    let project = Project::new(&[("a.notice.toml", GOOD)]);
    let ran = project.run(&["watch", "nowhere"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("`nowhere` does not exist"), "{}", ran.stderr);
    let ran = project.run(&["watch", "--draft"]);
    assert!(ran.code == 2 && ran.stderr.contains("--build"), "{}", ran.stderr);
    let ran = project.run(&["watch", "--build", "--format", "docx"]);
    assert!(ran.code == 2 && ran.stderr.contains("docx"), "{}", ran.stderr);
}
