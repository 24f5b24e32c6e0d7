//! What is refused: to change what is kept, to keep it elsewhere, to publish it altered.

use std::fs;

use noticec::manifest::sha256;

use super::{PROJECT, all, built, first_kept, notice, second, with_history};
use crate::project::{GOOD, Project};

fn refused(project: &Project, arguments: &[&str], told: &[&str]) {
    let before = all(project);
    let ran = project.run(&[&["build"], arguments].concat());
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    for words in told {
        assert!(ran.stderr.contains(words), "{words}: {}", ran.stderr);
    }
    assert_eq!(all(project), before, "nothing is written");
}

#[test]
fn what_is_kept_is_never_changed() {
    let project = first_kept();
    // Another meaning under the same version.
    project.write("a.notice.toml", notice("1.0", "2025-01-01", "").replace("our monthly", "our weekly").as_bytes());
    let told = "version `1.0` is kept already and says something else";
    refused(
        &project,
        &["--keep"],
        &["OUT-08", told, "a.notice.toml:6:", "kept in `versions/a/1.0`", "a higher version"],
    );
    built(&project, &[]);
    // The same meaning in other words.
    project.write("a.notice.toml", notice("1.0", "2025-01-01", "").as_bytes());
    project.write("templates/html/theme.css", b"body { color: #000; }\n");
    project.write("noticec.toml", format!("{PROJECT}templates = \"templates\"\n").as_bytes());
    refused(
        &project,
        &["--keep"],
        &["OUT-08", "version `1.0` is kept already, and `a.de.html` is printed otherwise now"],
    );
    project.write("noticec.toml", PROJECT.replace(", \"typst\"", "").as_bytes());
    refused(&project, &["--keep"], &["OUT-08", "`a.de.typ` is no longer made"]);
    // Stale outputs go, and what a manifest lists among kept versions stays.
    project.write("noticec.toml", PROJECT.as_bytes());
    built(&project, &[]);
    let forged = project.read("noticec.manifest.json").unwrap().replace("public/a.typ", "versions/a/1.0/a.typ");
    project.write("noticec.manifest.json", forged.as_bytes());
    project.write("noticec.toml", PROJECT.replace(", \"typst\"", "").as_bytes());
    let ran = built(&project, &[]);
    assert!(ran.stderr.contains("left versions/a/1.0/a.typ, which is no longer made"), "{}", ran.stderr);
    assert!(project.read("versions/a/1.0/a.typ").is_some());
}

#[test]
fn a_notice_must_say_which_version_is_kept_and_the_project_where() {
    let project =
        Project::new(&[("noticec.toml", PROJECT), ("a.notice.toml", &GOOD.replace("version = \"1.0\"\n", ""))]);
    refused(&project, &["--keep"], &["OUT-08", "a notice without a version can't be kept", "a.notice.toml:1:"]);
    project.write("a.notice.toml", GOOD.replace("1.0", &"1".repeat(101)).as_bytes());
    refused(&project, &["--keep"], &["OUT-08", "no folder can have the name of this version", "a.notice.toml:3:"]);
    for file in ["noticec.toml", "a.notice.toml"] {
        project.write(file, if file == "noticec.toml" { "" } else { GOOD }.as_bytes());
    }
    let ran = project.run(&["build", "--keep"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("nothing says where versions of `a.notice.toml` are kept"), "{}", ran.stderr);
    assert!(ran.stderr.contains("`versions = \"versions\"`"), "{}", ran.stderr);
    for other in ["--draft", "--check", "--out=x", "--format=html"] {
        assert_eq!(project.run(&["build", "--keep", other]).code, 2, "{other}: only the project's own build");
    }
}

#[test]
fn a_folder_outside_of_the_project_or_among_the_outputs_is_refused() {
    for (versions, told) in [
        ("../versions", &["INC-03", "`../versions` is no folder below the project", "noticec.toml:1:12"][..]),
        (".", &["INC-03"]),
        ("public/versions", &["OUT-01", "kept versions and outputs, `public`, would lie in one another"]),
        ("public", &["OUT-01"]),
    ] {
        let project = Project::new(&[("a.notice.toml", GOOD)]);
        project.write("noticec.toml", format!("versions = \"{versions}\"\nout = \"public\"\n").as_bytes());
        refused(&project, &[], told);
        refused(&project, &["--keep"], told);
    }
    let project = first_kept();
    refused(&project, &["--out", "versions/a/1.0"], &["OUT-01"]);
    refused(&project, &["--manifest", "versions/a/1.0/noticec.manifest.json"], &["OUT-01", "the manifest of a build"]);
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_out_of_the_project() {
    let elsewhere = tempfile::tempdir().unwrap();
    for link in ["versions", "versions/a"] {
        let project = Project::new(&[("noticec.toml", PROJECT), ("a.notice.toml", GOOD)]);
        let link = project.path().join(link);
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), &link).unwrap();
        let ran = project.run(&["build", "--keep"]);
        assert_eq!(ran.code, 1, "{}", ran.stderr);
        assert!(ran.stderr.contains("INC-03"), "{}", ran.stderr);
        assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    }
    // A file that is a link is none of the kept ones.
    let project = first_kept();
    let (file, secret) = (project.path().join("versions/a/1.0/a.md"), elsewhere.path().join("secret"));
    fs::rename(&file, &secret).unwrap();
    std::os::unix::fs::symlink(&secret, &file).unwrap();
    refused(&project, &[], &["OUT-09", "`versions/a/1.0/a.md` is no plain file beside its manifest"]);
}

#[test]
fn a_kept_version_that_was_tampered_with_fails_the_build() {
    let manifest = "versions/a/1.0/noticec.manifest.json";
    let project = with_history();
    let good = all(&project);
    let restore = || good.iter().for_each(|(name, bytes)| project.write(name, bytes));
    project.write("versions/a/1.0/a.de.html", b"<p>We never said that.</p>");
    let told = "the kept file `versions/a/1.0/a.de.html` is not what its manifest lists";
    let hash = sha256(&good["versions/a/1.0/a.de.html"]);
    let text = project.read(manifest).unwrap();
    let line = text.lines().position(|line| line.contains(&hash)).unwrap() + 1;
    refused(&project, &[], &["OUT-09", told, &format!("{manifest}:{line}:"), "restore it as it was kept"]);
    refused(&project, &["--check"], &["OUT-09"]);
    restore();
    fs::remove_file(project.path().join("versions/a/1.0/a.pdf")).unwrap();
    refused(&project, &[], &["OUT-09", "`versions/a/1.0/a.pdf` is no plain file", manifest]);
    restore();
    for (from, to, told) in [
        ("{", "[", "it is none that this version of noticec knows"),
        ("\"format\": 1,\n  \"notices\"", "\"format\": 9,\n  \"notices\"", "it is none that this version"),
        ("\"id\": \"a\"", "\"id\": \"b\"", "it is of the notice `b`, and lies where `a` is kept"),
        ("\"version\": \"1.0\"", "\"version\": \"1.1\"", "it is of the version `1.1`, and its folder is called `1.0`"),
        ("\"path\": \"a.html\"", "\"path\": \"../../../a.notice.toml\"", "is no plain file beside its manifest"),
        ("\"country\": \"IE\"", "\"country\": 7", "the model"),
    ] {
        assert!(text.contains(from), "{from}");
        project.write(manifest, text.replacen(from, to, 1).as_bytes());
        refused(&project, &[], &["OUT-09", told, &format!("{manifest}:")]);
    }
    fs::remove_file(project.path().join(manifest)).unwrap();
    refused(&project, &[], &["OUT-09", "`versions/a/1.0` has no manifest", "noticec.toml:2:12"]);
}

#[test]
fn a_short_text_may_not_have_the_name_of_the_page() {
    let project = first_kept();
    let snippet = "\n[snippets.history]\nkind = \"sign\"\npurposes = [\"newsletter\"]\n";
    let text = second().replace(
        "[notice]",
        "[notice]\nurl = \"https://tallow.example/a\"\ntranslated_at = { de = \"https://tallow.example/de\" }",
    );
    project.write("a.notice.toml", format!("{text}{snippet}").as_bytes());
    let told = ["OUT-01", "a short text and the page on earlier versions would both be written to", "a.notice.toml:"];
    refused(&project, &[], &told);
}
