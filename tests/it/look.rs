//! The look of pages: what `[pdf]` sets, and what it may not set.

use crate::project::{GOOD, Project, Run};

/// Builds the good notice as pages in a project with such a `[pdf]` table and a file `logo.png`.
fn build(pdf: &str, logo: &[u8], notice: &str) -> (Project, Run) {
    let project = Project::new(&[("noticec.toml", &format!("[pdf]\n{pdf}\n")), ("a.notice.toml", notice)]);
    project.write("logo.png", logo);
    let ran = project.run(&["build", "--format", "pdf"]);
    (project, ran)
}

fn told(pdf: &str, words: &[&str]) {
    let (project, ran) = build(pdf, b"no picture", GOOD);
    assert_eq!(ran.code, 1, "{pdf}: {}", ran.stderr);
    for word in words {
        assert!(ran.stderr.contains(word), "{pdf}: no `{word}` in {}", ran.stderr);
    }
    assert!(!project.path().join("out/a.pdf").exists());
}

#[test]
fn pages_are_written() {
    let (project, ran) = build("page = \"letter\"\nmargins = { top = 20, left = 15.5 }", b"", GOOD);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let bytes = std::fs::read(project.path().join("out/a.pdf")).unwrap();
    assert!(bytes.starts_with(b"%PDF-1.7"));
    let box_of_letter = b"/MediaBox[0 0 612 792]";
    assert!(bytes.windows(box_of_letter.len()).any(|window| window == box_of_letter));
}

#[test]
fn what_cannot_be_used_is_found_at_its_place() {
    told("page = \"a3\"", &["noticec.toml:2:8", "a3"]);
    told("margins = { top = 5 }", &["OUT-07", "noticec.toml:2:19", "a margin of 5 mm", "from 15 to 60"]);
    told("margins = { left = 61 }", &["OUT-07", "a margin of 61 mm", "from 10 to 60"]);
    told("colours = { accent = \"#9ec5f5\" }", &["OUT-07", "noticec.toml:2:22", "`#9ec5f5` are too faint", "to 1"]);
    told("colours = { text = \"#777777\" }", &["OUT-07", "`#777777` are too faint"]);
    told("colours = { text = \"grey\" }", &["noticec.toml:2:20", "`grey` is no colour", "six digits"]);
    told("colours = { ground = \"#ffffff\" }", &["ground"]);
}

#[test]
fn a_logo_is_a_picture_in_the_project_with_words() {
    let alt = "alt = \"A lamp\"";
    told(&format!("logo = {{ file = \"logo.png\", {alt} }}"), &["OUT-07", "noticec.toml:2:17", "can't be read"]);
    told(&format!("logo = {{ file = \"gone.png\", {alt} }}"), &["INC-05", "noticec.toml:2:17", "no file `gone.png`"]);
    told(&format!("logo = {{ file = \"../logo.png\", {alt} }}"), &["INC-05", "no file `../logo.png`"]);
    told("logo = { file = \"logo.png\" }", &["OUT-07", "what the logo shows is not said in `en`"]);
    told(&format!("logo = {{ {alt} }}"), &["OUT-07", "a logo has no picture"]);
}

#[test]
fn lines_of_any_colour_are_taken() {
    let (_, ran) = build("colours = { lines = \"#ffffff\", accent = \"#7a1f4b\" }", b"", GOOD);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}

#[test]
fn letters_that_the_fonts_lack_are_named() {
    let notice = GOOD.replace("Sending our newsletter", "Sending our 便り");
    assert_ne!(notice, GOOD);
    let (project, ran) = build("", b"", &notice);
    assert_eq!(ran.code, 1);
    for words in ["OUT-06", "“便” (U+4FBF)", "“り” (U+308A)", "Latin, Greek and Cyrillic"] {
        assert!(ran.stderr.contains(words), "{}", ran.stderr);
    }
    assert_eq!(project.run(&["build", "--format", "html"]).code, 0, "HTML takes them");
}
