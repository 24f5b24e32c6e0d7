//! What a build leaves as evidence, what it removes by it, and what `build --check` says.

use std::fs;

use serde_json::Value;

use crate::project::{GOOD, Project, Run};

const PROJECT: &str = "out = \"public\"\nformats = [\"html\", \"markdown\"]\n";

fn project(more: &[(&str, &str)]) -> Project {
    let project = Project::new(&[("noticec.toml", PROJECT), ("a.notice.toml", GOOD)]);
    for (name, text) in more {
        project.write(name, text.as_bytes());
    }
    project
}

fn built(project: &Project, arguments: &[&str]) -> Run {
    let ran = project.run(&[&["build"], arguments].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran
}

fn manifest(project: &Project) -> Value {
    serde_json::from_str(&project.read("noticec.manifest.json").unwrap()).unwrap()
}

fn paths(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|one| one["path"].as_str().unwrap()).collect()
}

/// All files of a project with their text.
fn all(project: &Project) -> Vec<(String, String)> {
    crate::project::files(project.path())
}

#[test]
fn a_manifest_tells_what_was_made_of_what() {
    let project = project(&[
        ("templates/phrases/en.toml", "[controller]\nintro = \"It is us who decide.\"\n"),
        ("templates/html/style.css", "body { color: #000; }\n"),
        ("noticec.toml", &format!("{PROJECT}templates = \"templates\"\n")),
    ]);
    let ran = built(&project, &[]);
    assert!(ran.stderr.contains("wrote noticec.manifest.json"), "{}", ran.stderr);
    let told = "templates/phrases/en.toml:2: `controller.intro` (en) in other words\n  built in: We decide";
    assert!(ran.stderr.contains(told), "{}", ran.stderr);
    assert!(ran.stderr.contains("\n  here:     It is us who decide.\n"), "{}", ran.stderr);
    assert!(!built(&project, &["-q"]).stderr.contains("in other words"));
    let manifest = manifest(&project);
    assert_eq!(manifest["format"], 1);
    let notice = &manifest["notices"][0];
    assert_eq!(notice["tool"]["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!((&notice["id"], &notice["source"]), (&"a".into(), &"a.notice.toml".into()));
    assert_eq!((&notice["law_date"], &notice["jurisdictions"][0]), (&"2026-11-01".into(), &"eu".into()));
    assert_eq!(notice["model"]["declared"]["controller"]["name"], "Tallow Lane Press Ltd");
    assert_eq!(paths(&notice["outputs"]), ["public/a.html", "public/a.md"]);
    let inputs = ["a.notice.toml", "noticec.toml", "templates/html/style.css", "templates/phrases/en.toml"];
    assert_eq!(paths(&notice["inputs"]), inputs);
    assert_eq!(paths(&notice["templates"]), ["templates/html/style.css"]);
    let phrase = &notice["phrases"][0];
    assert_eq!((&phrase["key"], &phrase["text"]), (&"controller.intro".into(), &"It is us who decide.".into()));
    assert!(phrase["built_in"].as_str().unwrap().starts_with("We decide"));
    for output in notice["outputs"].as_array().unwrap() {
        let bytes = project.read(output["path"].as_str().unwrap()).unwrap();
        assert_eq!(output["sha256"], noticec::manifest::sha256(bytes.as_bytes()));
    }
    let obligations = notice["obligations"].as_array().unwrap();
    assert!(obligations.len() > 5 && obligations.iter().all(|one| one["blocks"][0].is_string()), "{obligations:?}");
    let rules: Vec<&str> = notice["rules"].as_array().unwrap().iter().map(|code| code.as_str().unwrap()).collect();
    assert!(rules.contains(&"RET-01") && !rules.contains(&"CHX-10") && !rules.contains(&"SYN-01"), "{rules:?}");
    assert_eq!(notice["documents"][0]["language"], "en");
}

#[test]
fn a_waiver_in_use_is_recorded() {
    let waiver = "\n[[waive]]\nrule = \"recipients-missing\"\non = \"purposes.newsletter\"\nreason = \"being clarified\"\n\
                  owner = \"DPO\"\nuntil = 2027-01-31\n";
    let project = project(&[("a.notice.toml", &format!("{}{waiver}", GOOD.replace("recipients = \"none\"\n", "")))]);
    built(&project, &[]);
    let notice = &manifest(&project)["notices"][0];
    let wants = serde_json::json!([{ "rule": "RCP-01", "on": "purposes.newsletter", "reason": "being clarified",
        "owner": "DPO", "until": "2027-01-31" }]);
    assert_eq!(notice["waivers"], wants);
    let open: Vec<&Value> =
        notice["obligations"].as_array().unwrap().iter().filter(|one| one["blocks"] == serde_json::json!([])).collect();
    assert_eq!(open.len(), 1, "{open:?}");
    assert_eq!(open[0]["path"], "purposes.newsletter.recipients");
}

#[test]
fn the_same_sources_give_the_same_manifest_anywhere_on_any_day() {
    let (one, two) = (project(&[]), project(&[]));
    built(&one, &[]);
    let ran = std::process::Command::new(env!("CARGO_BIN_EXE_noticec"))
        .args(["build", "--as-of", "2031-01-01"])
        .arg(two.path())
        .output()
        .unwrap();
    assert_eq!(ran.status.code(), Some(0), "{}", String::from_utf8_lossy(&ran.stderr));
    assert_eq!(one.read("noticec.manifest.json"), two.read("noticec.manifest.json"));
}

#[test]
fn only_the_projects_own_build_writes_it() {
    for arguments in [&["--draft"][..], &["--out", "public"], &["--format", "html"]] {
        let project = project(&[]);
        project.run(&[&["build"], arguments].concat());
        assert!(project.read("public/a.html").is_some());
        assert_eq!(project.read("noticec.manifest.json"), None, "{arguments:?}");
    }
    let bare = Project::new(&[("a.notice.toml", GOOD)]);
    built(&bare, &[]);
    assert_eq!(bare.read("noticec.manifest.json"), None);
    built(&bare, &["--out", "site", "--manifest", "proof/all.json"]);
    let read: Value = serde_json::from_str(&bare.read("proof/all.json").unwrap()).unwrap();
    assert_eq!(paths(&read["notices"][0]["outputs"]), ["../site/a.html"]);
    assert_eq!(bare.run(&["build", "--draft", "--manifest", "all.json"]).code, 2);
    let ran = bare.run(&["build", "--manifest", "out/a.html"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("can't be a notice and the manifest at once"), "{}", ran.stderr);
}

#[test]
fn what_is_no_longer_made_is_removed() {
    let project = project(&[]);
    built(&project, &[]);
    project.write("public/own.html", b"not from here");
    project.write("a.notice.toml", GOOD.replace("[notice]", "[notice]\nid = \"letter\"").as_bytes());
    let ran = built(&project, &[]);
    assert!(ran.stderr.contains("removed public/a.html, which is no longer made"), "{}", ran.stderr);
    assert_eq!((project.read("public/a.html"), project.read("public/a.md")), (None, None));
    assert!(project.read("public/letter.html").is_some());
    assert_eq!(project.read("public/own.html").as_deref(), Some("not from here"));
    // A format that is no longer wanted.
    project.write("noticec.toml", b"out = \"public\"\nformats = [\"html\"]\n");
    built(&project, &[]);
    assert_eq!(project.read("public/letter.md"), None);
}

/// On a disk that does not tell small letters from capitals, a file answers to its former name too; here, a link does.
#[test]
#[cfg(target_os = "linux")]
fn a_name_in_other_letters_may_be_the_same_file() {
    let renamed = |one: bool| {
        let project = Project::new(&[("noticec.toml", "out = \"public\"\n"), ("A.notice.toml", GOOD)]);
        built(&project, &[]);
        let at = |name: &str| project.path().join(name);
        std::fs::rename(at("A.notice.toml"), at("a.notice.toml")).unwrap();
        if one {
            std::os::unix::fs::symlink("a.notice.toml", at("A.notice.toml")).unwrap();
            std::os::unix::fs::symlink("A.html", at("public/a.html")).unwrap();
        }
        let told = built(&project, &[]).stderr;
        let read: Value = serde_json::from_str(&project.read("noticec.manifest.json").unwrap()).unwrap();
        assert_eq!(read["notices"].as_array().unwrap().len(), 1, "{read}");
        assert_eq!(paths(&read["notices"][0]["outputs"]), ["public/a.html"]);
        assert!(project.read("public/a.html").is_some());
        told
    };
    assert!(!renamed(true).contains("no longer made"));
    assert!(renamed(false).contains("removed public/A.html, which is no longer made"));
}

#[test]
fn what_somebody_changed_or_what_lies_elsewhere_is_left() {
    let project = project(&[("secret.txt", "mine"), ("public/b.html", "mine too")]);
    built(&project, &[]);
    project.write("public/a.md", b"changed by hand");
    let hash = |text: &str| noticec::manifest::sha256(text.as_bytes());
    // Somebody else wrote the manifest: it lists a file outside of the folder, and one that no build wrote.
    let forged = project.read("noticec.manifest.json").unwrap();
    let forged = forged.replace("\"outputs\": [", &format!(
        "\"outputs\": [{{\"path\":\"public/../secret.txt\",\"language\":\"en\",\"format\":\"html\",\"sha256\":\"{}\"}},\
         {{\"path\":\"public/b.html\",\"language\":\"en\",\"format\":\"html\",\"sha256\":\"{}\"}},",
        hash("mine"),
        hash("not this")
    ));
    project.write("noticec.manifest.json", forged.as_bytes());
    project.write("noticec.toml", b"out = \"public\"\nformats = [\"html\"]\n");
    let ran = built(&project, &[]);
    for told in [
        "left secret.txt, which is no longer made: it lies outside of the folder of outputs",
        "left public/b.html, which is no longer made: it was changed after it was made",
        "left public/a.md, which is no longer made: it was changed after it was made",
    ] {
        assert!(ran.stderr.contains(told), "{told}: {}", ran.stderr);
    }
    assert_eq!(project.read("secret.txt").as_deref(), Some("mine"));
    assert_eq!(project.read("public/b.html").as_deref(), Some("mine too"));
    assert_eq!(project.read("public/a.md").as_deref(), Some("changed by hand"));
}

#[test]
fn a_build_of_one_notice_leaves_the_others() {
    let project = project(&[("b.notice.toml", GOOD)]);
    built(&project, &[]);
    let whole = project.read("noticec.manifest.json");
    project.write("public/b.html", b"stale");
    built(&project, &["a.notice.toml"]);
    assert_eq!(project.read("noticec.manifest.json"), whole, "what is said of the other stays");
    assert!(project.read("public/b.md").is_some());
    // A notice that is gone takes its files with it.
    built(&project, &[]);
    fs::remove_file(project.path().join("b.notice.toml")).unwrap();
    let ran = built(&project, &[]);
    assert!(ran.stderr.contains("removed public/b.md"), "{}", ran.stderr);
    assert_eq!(paths(&manifest(&project)["notices"][0]["outputs"]), ["public/a.html", "public/a.md"]);
    assert_eq!(manifest(&project)["notices"].as_array().unwrap().len(), 1);
}

#[test]
fn each_project_of_a_run_has_its_own() {
    let project = Project::new(&[
        ("one/noticec.toml", PROJECT),
        ("one/a.notice.toml", GOOD),
        ("two/noticec.toml", PROJECT),
        ("two/a.notice.toml", GOOD),
    ]);
    built(&project, &["one", "two"]);
    assert_eq!(project.read("one/noticec.manifest.json"), project.read("two/noticec.manifest.json"));
    built(&project, &["one", "two", "--manifest", "all.json"]);
    let all: Value = serde_json::from_str(&project.read("all.json").unwrap()).unwrap();
    let sources: Vec<&str> =
        all["notices"].as_array().unwrap().iter().map(|one| one["source"].as_str().unwrap()).collect();
    assert_eq!(sources, ["one/a.notice.toml", "two/a.notice.toml"]);
}

#[test]
fn what_is_no_manifest_is_written_anew_and_removes_nothing() {
    let project = project(&[("noticec.manifest.json", "{ \"format\": 99, \"notices\": [] }")]);
    let ran = built(&project, &[]);
    assert!(
        ran.stderr.contains("noticec.manifest.json can't be read and is written anew; nothing is removed"),
        "{}",
        ran.stderr
    );
    assert_eq!(manifest(&project)["format"], 1);
}

#[test]
fn check_tells_each_file_that_is_not_what_the_sources_give() {
    let project = project(&[]);
    let ran = project.run(&["build", "--check"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("missing: public/a.html\nmissing: public/a.md\n"), "{}", ran.stderr);
    assert!(ran.stderr.contains("3 of 3 files are not what the sources give"), "{}", ran.stderr);
    assert_eq!(all(&project).len(), 2, "nothing is written");
    built(&project, &[]);
    let ran = built(&project, &["--check"]);
    assert_eq!(ran.stderr, "3 files as the sources give\n");
    assert_eq!(built(&project, &["--check", "-q"]).stderr, "");

    let page = project.read("public/a.md").unwrap();
    project.write("public/a.md", page.replacen("Contents", "Content", 1).as_bytes());
    let before = all(&project);
    let ran = project.run(&["build", "--check", "-q"]);
    assert_eq!(ran.code, 1);
    let line = page.lines().position(|line| line.contains("Contents")).unwrap() + 1;
    let told = format!("differs: public/a.md, line {line}\n  there:   ## Content\n  sources: ## Contents\n");
    assert!(ran.stderr.contains(&told), "{}", ran.stderr);
    assert_eq!(all(&project), before, "nothing is written");
    project.write("public/a.md", page.replace('\n', "\r\n").as_bytes());
    let ran = project.run(&["build", "--check"]);
    assert!(ran.stderr.contains("differs: public/a.md, line 1: another end of line"), "{}", ran.stderr);
    project.write("public/a.md", page.as_bytes());

    // A changed source: outputs and manifest differ; a removed notice leaves files over.
    project.write("b.notice.toml", GOOD.as_bytes());
    built(&project, &[]);
    fs::remove_file(project.path().join("b.notice.toml")).unwrap();
    let ran = project.run(&["build", "--check"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("left over: public/b.html\nleft over: public/b.md\n"), "{}", ran.stderr);
    assert!(ran.stderr.contains("differs: noticec.manifest.json, line"), "{}", ran.stderr);
    assert_eq!(project.run(&["build", "--check", "--draft"]).code, 2);
}

#[test]
fn check_fails_on_findings_like_any_build() {
    let project = project(&[]);
    built(&project, &[]);
    project.write("a.notice.toml", GOOD.replace("recipients = \"none\"\n", "").as_bytes());
    let ran = project.run(&["build", "--check"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("RCP-01"), "{}", ran.stderr);
}

#[test]
fn its_schema_names_every_key() {
    let project = project(&[]);
    built(&project, &[]);
    let ran = project.run(&["schema", "manifest"]);
    let schema: Value = serde_json::from_str(&ran.stdout).unwrap();
    let known = |value: &Value, definition: &Value| {
        let keys: Vec<&String> = value.as_object().unwrap().keys().collect();
        let named: Vec<&String> = definition["properties"].as_object().unwrap().keys().collect();
        assert_eq!(keys, named);
    };
    let manifest = manifest(&project);
    known(&manifest, &schema);
    known(&manifest["notices"][0], &schema["definitions"]["Notice"]);
    known(&manifest["notices"][0]["outputs"][0], &schema["definitions"]["Written"]);
}
