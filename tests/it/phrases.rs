//! The sentences of a project: some replaced, languages added, each a file and no more.

use std::fmt::Write;
use std::fs;

use crate::project::{GOOD, Project, root};

const PROJECT: (&str, &str) =
    ("noticec.toml", "out = \"public\"\nformats = [\"html\", \"markdown\"]\ntemplates = \"templates\"\n");

/// A built-in file of sentences or of names.
fn built_in(name: &str) -> String {
    fs::read_to_string(root().join("templates").join(name)).unwrap()
}

/// The good notice in a language.
fn in_language(tag: &str) -> String {
    GOOD.replace("jurisdictions", &format!("languages = [\"{tag}\"]\njurisdictions"))
}

#[test]
fn a_replaced_sentence_is_printed() {
    let phrases =
        "[notice]\ncontents = \"On this page\"\n\n[basis.sentence]\nconsent = \"You said yes ({article}).\"\n";
    let project = Project::new(&[PROJECT, ("a.notice.toml", GOOD), ("templates/phrases/en.toml", phrases)]);
    let ran = project.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let page = project.read("public/a.md").unwrap();
    assert!(page.contains("## On this page") && page.contains("You said yes (Article 6(1)(a) GDPR)."), "{page}");
    assert!(page.contains("Last updated") || page.contains("In force from"), "the rest is as built in: {page}");
}

#[test]
fn a_new_language_is_two_files() {
    let mut names = String::new();
    for line in built_in("countries/en.toml").lines().filter(|line| line.contains('=')) {
        let (code, _) = line.split_once('=').unwrap();
        writeln!(names, "{code}= \"land {code}\"").unwrap();
    }
    // Every sentence in the words of a language that noticec does not have.
    let sentences = built_in("phrases/en.toml").replace(" = \"", " = \"På svenska: ");
    let sentences = sentences.replace("colon = \"På svenska: :\"", "colon = \":\"");
    let project = Project::new(&[
        PROJECT,
        ("a.notice.toml", &in_language("sv")),
        ("templates/phrases/sv.toml", &sentences),
        ("templates/countries/sv.toml", &names),
    ]);
    let ran = project.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let page = project.read("public/a.html").unwrap();
    assert!(page.contains("<html lang=\"sv\"") && page.contains("land IE"), "{page}");
    // A region has the sentences of its language, and a variant of its own says otherwise what differs.
    project.write("a.notice.toml", in_language("sv-FI-x-plain").as_bytes());
    project.write("templates/phrases/sv-FI.toml", "[notice]\ncontents = \"Innehåll\"\n".as_bytes());
    let ran = project.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let page = project.read("public/a.html").unwrap();
    assert!(page.contains(">Innehåll<") && page.contains("land IE"), "{page}");
}

#[test]
fn a_language_without_sentences_is_refused() {
    let project = Project::new(&[("a.notice.toml", &in_language("tlh"))]);
    let ran = project.run(&["check"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("there are no sentences in `tlh`"), "{}", ran.stderr);
}

#[test]
fn the_first_day_of_a_month_has_its_own_form() {
    let phrases = "[date]\nfirst = \"{day}st of {month} {year}\"\n";
    let project = Project::new(&[PROJECT, ("a.notice.toml", GOOD), ("templates/phrases/en.toml", phrases)]);
    assert_eq!(project.run(&["build"]).code, 0);
    assert!(project.read("public/a.md").unwrap().contains("1st of November 2026"));
}
