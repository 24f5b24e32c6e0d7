//! `noticec templates`, and the reference of templates, held against the code.

use std::collections::BTreeSet;
use std::fs;

use noticec::document::{Block, Content, Definition, Document, Fact, Inline, Kind, Languages, Section, Version};
use noticec::render::{Format, Templates, render};

use crate::project::{GOOD, Project, root};

/// Names in the first column of the table under a heading of the reference, and the rest of each line.
fn rows(heading: &str, table: usize) -> Vec<(String, String)> {
    let page = fs::read_to_string(root().join("docs/templates.md")).unwrap();
    let (_, part) = page.split_once(&format!("# {heading}\n")).unwrap_or_else(|| panic!("no heading {heading}"));
    let lines: Vec<&str> = part.lines().take_while(|line| !line.starts_with('#')).collect();
    let tables = lines.split(|line| !line.starts_with('|')).filter(|table| !table.is_empty());
    let table = tables.into_iter().nth(table).unwrap_or_else(|| panic!("no table under {heading}"));
    let row = |line: &&str| {
        let (name, rest) = line.strip_prefix("| `")?.split_once("` |")?;
        Some((name.to_owned(), rest.to_owned()))
    };
    table.iter().filter_map(row).collect()
}

fn names(heading: &str, table: usize) -> BTreeSet<String> {
    let rows = rows(heading, table);
    let names: BTreeSet<String> = rows.iter().map(|(name, _)| name.clone()).collect();
    assert_eq!(names.len(), rows.len(), "a name stands twice under {heading}");
    names
}

/// What stands between two marks, wherever the first is found.
fn between(text: &str, start: &str, end: &str) -> BTreeSet<String> {
    text.split(start).skip(1).map(|rest| rest.split(end).next().unwrap_or_default().to_owned()).collect()
}

/// The built-in templates whose names begin so, one after the other.
fn sources(prefix: &str) -> String {
    Templates::names().filter(|name| name.starts_with(prefix)).filter_map(Templates::source).collect()
}

#[test]
fn the_reference_names_every_file() {
    let named = names("Replacing a file", 0);
    let mut files: BTreeSet<String> = Templates::names().map(str::to_owned).collect();
    files.extend(["phrases/<tag>.toml".to_owned(), "countries/<tag>.toml".to_owned()]);
    assert_eq!(named, files);
}

#[test]
fn the_reference_names_every_filter() {
    let mut added = BTreeSet::new();
    for entry in walkdir::WalkDir::new(root().join("src/render")) {
        let path = entry.unwrap().into_path();
        if path.is_file() && !path.ends_with("tests.rs") {
            added.extend(between(&fs::read_to_string(path).unwrap(), "add_filter(\"", "\""));
        }
    }
    assert!(added.len() > 5);
    assert_eq!(names("Filters", 0), added);
}

#[test]
fn the_reference_names_every_macro() {
    assert_eq!(names("Macros", 0), between(&sources(""), "{% macro ", "("));
}

#[test]
fn the_reference_names_the_custom_properties_and_classes() {
    let style = Templates::source("html/style.css").unwrap();
    let properties = between(style, "var(--", ")").into_iter().map(|name| format!("--{name}")).collect();
    assert_eq!(names("Custom properties", 0), properties);
    for property in &properties {
        assert!(style.contains(&format!("{property}:")), "{property} has a value");
    }
    let classes = between(&sources("html/"), "class=\"", "\"");
    let classes: BTreeSet<String> =
        classes.iter().flat_map(|classes| classes.split_whitespace()).map(str::to_owned).collect();
    assert_eq!(names("Classes", 0), classes);
}

fn words(text: &str) -> Vec<Inline> {
    vec![Inline::text(text)]
}

/// A document with a block of each kind and a piece of each.
fn everything() -> Document {
    let inner = || vec![Block::paragraph(words("x"))];
    let entry = || vec![Definition { term: words("term"), blocks: inner() }];
    let pieces = vec![
        Inline::text("a"),
        Inline::strong("b"),
        Inline::Emphasis { text: words("c") },
        Inline::Code { text: "d".into() },
        Inline::link("https://x.example", "e"),
        Inline::Break,
    ];
    let content = vec![
        Content::Paragraph { text: pieces },
        Content::Heading { text: words("x") },
        Content::List { ordered: false, items: vec![inner()] },
        Content::Definitions { entries: entry() },
        Content::Table { caption: "x".into(), head: vec!["x".into()], rows: vec![vec![words("x")]] },
        Content::Contact { name: words("x"), lines: entry() },
        Content::Callout { heading: "x".into(), blocks: inner() },
        Content::Group { blocks: inner() },
        Content::Quote { blocks: inner() },
        Content::Code { text: "x".into() },
    ];
    let part = |id: &str, content: Vec<Content>| Section {
        id: id.into(),
        heading: "One".into(),
        blocks: content.into_iter().map(Block::from).collect(),
        sections: Vec::new(),
    };
    let version = |lang: &str| Version { lang: lang.into(), name: lang.into(), address: None };
    Document {
        id: "a".into(),
        kind: Kind::Notice,
        lang: "en".into(),
        title: "Title".into(),
        controller: "Somebody".into(),
        date: None,
        facts: vec![Fact { label: "Version".into(), value: "1".into() }],
        contents: "Contents".into(),
        skip: "Skip".into(),
        colon: ":".into(),
        draft: Some("Draft".into()),
        languages: Some(Languages { heading: "Languages".into(), versions: vec![version("en"), version("de")] }),
        first_layer: Some(part("first", content.clone())),
        sections: vec![part("one", content)],
    }
}

/// What a template in the place of the page prints.
fn printed(template: &str) -> String {
    render(&everything(), Format::Html, &Templates::new([("html/notice.html", template)])).unwrap().text().to_owned()
}

#[test]
fn the_reference_names_every_variable() {
    let view = fs::read_to_string(root().join("src/render/view.rs")).unwrap();
    let (_, notice) = view.split_once("pub(super) fn notice").unwrap();
    let notice = notice.split("\nfn ").next().unwrap();
    let own: BTreeSet<String> = between(notice, "        (\"", "\"");
    assert_eq!(names("Variables", 0), own);
    let keys = |of: &str| -> BTreeSet<String> {
        printed(&format!("{{% for key in {of} %}}{{{{ key }}}} {{% endfor %}}"))
            .split_whitespace()
            .map(str::to_owned)
            .collect()
    };
    assert_eq!(keys("facts[0]"), BTreeSet::from(["label".to_owned(), "value".to_owned()]));
    assert_eq!(names("A section", 0), keys("sections[0]"));
}

#[test]
fn the_reference_names_every_kind_with_its_fields() {
    let told = |of: &str, common: &BTreeSet<String>, rows: Vec<(String, String)>| {
        let template = format!(
            "{{% for one in {of} %}}{{{{ one.kind }}}}:{{% for key in one %}} {{{{ key }}}}{{% endfor +%}}\n{{% endfor %}}"
        );
        let page = printed(&template);
        let lines: Vec<&str> = page.lines().filter(|line| !line.trim().is_empty()).collect();
        assert_eq!(lines.len(), rows.len(), "{page}");
        for line in lines {
            let (kind, keys) = line.split_once(':').unwrap();
            let own: BTreeSet<&str> = keys.split_whitespace().filter(|key| !common.contains(*key)).collect();
            let (_, about) = rows.iter().find(|(name, _)| name == kind).unwrap_or_else(|| panic!("no row for {kind}"));
            for key in own {
                assert!(about.contains(&format!("`{key}`")), "{kind}: {key}");
            }
        }
    };
    told("sections[0].blocks", &names("A block", 0), rows("A block", 1));
    told("sections[0].blocks[0].text", &BTreeSet::from(["kind".to_owned()]), rows("A piece of words", 0));
}

const WITH_FOLDER: (&str, &str) = ("noticec.toml", "templates = \"look\"\n");

#[test]
fn the_list_tells_what_the_project_replaces() {
    let project = Project::new(&[
        WITH_FOLDER,
        ("look/html/style.css", "body {}"),
        ("look/html/logo.html", "<p>logo</p>"),
        ("look/phrases/en.toml", "[notice]\ncontents = \"Here\"\n"),
        ("look/.hidden", "no template"),
    ]);
    let ran = project.run(&["templates"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    let line = |name: &str| ran.stdout.lines().find(|line| line.starts_with(name)).unwrap_or_default().to_owned();
    assert!(line("html/style.css").ends_with("  replaced by look/html/style.css"), "{}", ran.stdout);
    assert!(line("html/logo.html").ends_with("  the project's own: look/html/logo.html"), "{}", ran.stdout);
    assert!(line("phrases/en.toml").ends_with("  built in, with look/phrases/en.toml over it"), "{}", ran.stdout);
    assert!(line("html/notice.html").ends_with("  built in"), "{}", ran.stdout);
    assert!(ran.stdout.trim_end().ends_with(", 3 of the project"), "{}", ran.stdout);
    let ran = project.run(&["templates", "--format", "json"]);
    let list: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let style = list["templates"].as_array().unwrap().iter().find(|one| one["name"] == "html/style.css").unwrap();
    assert_eq!((&style["built_in"], &style["file"]), (&true.into(), &"look/html/style.css".into()));
    // Without a project there are the built-in ones; what is wrong in a project is told.
    assert_eq!(Project::new(&[]).run(&["templates"]).code, 0);
    project.write("look/phrases/en.toml", b"x = 1\n");
    let ran = project.run(&["templates"]);
    assert!(ran.code == 1 && ran.stderr.contains("REF-06"), "{}", ran.stderr);
}

#[test]
fn a_built_in_file_can_be_printed() {
    let ran = Project::new(&[]).run(&["templates", "--print", "html/style.css"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, Templates::source("html/style.css").unwrap()));
    for (name, help) in [("html/stile.css", "a similar one exists: `html/style.css`"), ("html", "lists them")] {
        let ran = Project::new(&[]).run(&["templates", "--print", name]);
        assert_eq!(ran.code, 2);
        assert!(ran.stderr.contains(&format!("no template is called `{name}`")), "{}", ran.stderr);
        assert!(ran.stderr.contains(help), "{}", ran.stderr);
    }
}

#[test]
fn files_are_copied_and_none_is_written_over() {
    let project = Project::new(&[WITH_FOLDER, ("a.notice.toml", GOOD)]);
    let ran = project.run(&["templates", "--copy", "html,phrases/en.toml"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(ran.stdout.lines().count(), Templates::names().filter(|name| name.starts_with("html/")).count() + 1);
    assert_eq!(project.read("look/html/style.css").as_deref(), Templates::source("html/style.css"));
    assert!(project.read("look/phrases/en.toml").unwrap().contains("[controller]"));
    // Copies change nothing in the notice, and no sentence counts as replaced.
    let plain = Project::new(&[("noticec.toml", ""), ("a.notice.toml", GOOD)]);
    assert_eq!(plain.run(&["build"]).code, 0);
    let ran = project.run(&["build"]);
    assert!(ran.code == 0 && !ran.stderr.contains("in other words"), "{}", ran.stderr);
    assert_eq!(project.read("out/a.html"), plain.read("out/a.html"));

    project.write("look/html/style.css", b"mine");
    project.write("look/html/notice.html", b"mine too");
    let ran = project.run(&["templates", "--copy", "html/blocks.html,html/style.css"]);
    assert_eq!(ran.code, 2);
    assert!(
        ran.stderr.contains("look/html/style.css` is there and says something else; nothing is copied"),
        "{}",
        ran.stderr
    );
    assert_eq!(project.run(&["templates", "--copy", "html/style.css", "--force"]).code, 0);
    assert_eq!(project.read("look/html/style.css").as_deref(), Templates::source("html/style.css"));
    assert_eq!(project.read("look/html/notice.html").as_deref(), Some("mine too"));
}

#[test]
fn copies_need_a_project_and_stay_in_it() {
    let none = Project::new(&[]);
    let ran = none.run(&["templates", "--copy", "html"]);
    assert!(ran.code == 2 && ran.stderr.contains("no project around"), "{}", ran.stderr);
    let outside = Project::new(&[("inner/noticec.toml", "templates = \"../look\"\n")]);
    let ran = outside.run(&["templates", "--copy", "html", "inner"]);
    assert!(ran.code == 2 && ran.stderr.contains("`../look` leads out of the project"), "{}", ran.stderr);
    assert!(!outside.path().join("look").exists());
    let unnamed = Project::new(&[("noticec.toml", "")]);
    let ran = unnamed.run(&["templates", "--copy", "html/style.css"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(
        ran.stdout.contains("they count once noticec.toml says where they lie: `templates = \"templates\"`"),
        "{}",
        ran.stdout
    );
    assert!(unnamed.read("templates/html/style.css").is_some());
}
