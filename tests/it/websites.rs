//! The guide to websites: its commands and snippets, run. What it says of a generator is run by `tests/proofs/sites.rs`.

use std::fs;

use crate::project::{GOOD, Project, root};

fn guide() -> String {
    fs::read_to_string(root().join("docs/websites.md")).unwrap()
}

/// The blocks of a language in the guide.
fn blocks(guide: &str, language: &str) -> Vec<String> {
    let fence = format!("\n```{language}\n");
    let starts = guide.split(fence.as_str()).skip(1);
    starts.map(|rest| rest.split("\n```").next().unwrap().to_owned() + "\n").collect()
}

/// The small notice as one in German, whatever its words are.
fn in_german() -> String {
    GOOD.replacen("\njurisdictions", "\nlanguages = [\"de\"]\njurisdictions", 1)
}

#[test]
fn the_guide_to_websites_shows_commands_that_work() {
    let project = Project::new(&[("privacy.notice.toml", GOOD)]);
    let mut ran = 0;
    for line in blocks(&guide(), "console").iter().flat_map(|block| block.lines()) {
        let (arguments, file) = line.strip_prefix("noticec ").unwrap().split_once(" > ").unwrap_or((&line[8..], ""));
        let outcome = project.run(&arguments.split(' ').collect::<Vec<_>>());
        assert_eq!(outcome.code, 0, "{line}: {}", outcome.stderr);
        assert_eq!(outcome.stdout.is_empty(), file.is_empty(), "{line}");
        ran += 1;
    }
    assert_eq!(ran, 3, "each command of the guide is run");
    let script = &blocks(&guide(), "js")[0];
    assert!(script.contains("./data/privacy.json"));
    let data: serde_json::Value = serde_json::from_str(&project.read("data/privacy.json").unwrap()).unwrap();
    let headings: Vec<_> = data["sections"].as_array().unwrap().iter().map(|part| part["heading"].as_str()).collect();
    assert!(data["format"] == 1 && headings.iter().all(Option::is_some) && headings.len() > 5, "{headings:?}");
}

#[test]
fn the_guide_to_websites_shows_projects_that_build() {
    let projects = blocks(&guide(), "toml");
    assert_eq!(projects.len(), 3);
    for project in projects {
        // Keys for a language ask for a notice in it.
        let notice = if project.contains("[markdown.keys_in.de]") { in_german() } else { GOOD.to_owned() };
        let folder = Project::new(&[("noticec.toml", &project), ("privacy.notice.toml", &notice)]);
        let ran = folder.run(&["build"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let out = project.lines().find_map(|line| line.strip_prefix("out = ")).unwrap().trim_matches('"');
        let written = fs::read_dir(folder.path().join(out)).unwrap().next().unwrap().unwrap().file_name();
        assert!(guide().contains(&*written.to_string_lossy()) || written == "privacy.md", "{written:?} is named");
    }
}

#[test]
fn the_guide_to_websites_names_what_each_generator_gets() {
    for name in ["hugo", "jekyll", "eleventy", "zola", "docusaurus", "astro"] {
        let project = Project::new(&[
            ("noticec.toml", &format!("[markdown]\nfront_matter = \"{name}\"\n")),
            ("privacy.notice.toml", GOOD),
        ]);
        let ran = project.run(&["build", "--draft", "--format", "markdown"]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let text = project.read("out/privacy.md").unwrap();
        let fence = if name == "zola" { "+++" } else { "---" };
        let head = text.split(&format!("{fence}\n")).nth(1).unwrap();
        let page = guide();
        let row = page.lines().find(|line| line.starts_with(&format!("| `{name}` |"))).unwrap();
        let told = row.split('|').nth(3).unwrap();
        for key in head.lines().map(|line| line.split([':', ' ']).next().unwrap()) {
            assert!(told.contains(&format!("`{key}")), "{name}: {key}");
        }
        assert_eq!(told.matches('`').count() / 2, head.lines().count(), "{name}: {head}");
        assert_eq!(row.contains("`{#id}`"), text.contains(" {#rights}\n"), "{name}");
    }
}

#[test]
fn what_cannot_be_used_is_found_at_its_place() {
    let told = |project: &str, words: &[&str]| {
        let project = Project::new(&[("noticec.toml", project), ("a.notice.toml", GOOD)]);
        for command in ["check", "build"] {
            let ran = project.run(&[command]);
            assert_eq!(ran.code, 1, "{command}: {}", ran.stderr);
            for word in words {
                assert!(ran.stderr.contains(word), "{command}: no `{word}` in {}", ran.stderr);
            }
        }
        assert!(!project.path().join("out").exists());
    };
    told("[html_fragment]\nheading = 4\n", &["OUT-10", "noticec.toml:2:11", "a heading of level 4", "write 1, 2 or 3"]);
    told("[html_fragment]\nheading = 0\n", &["OUT-10", "a heading of level 0"]);
    told("[html_fragment]\nheading = \"h2\"\n", &["noticec.toml:2:11"]);
    told("[markdown]\nfront_matter = \"gatsby\"\n", &["noticec.toml:2:16", "gatsby", "hugo"]);
    told("[markdown]\nkeys = { layout = \"x\" }\n", &["OUT-10", "noticec.toml:2:10", "`layout` has no front matter"]);
    told(
        "[markdown]\nfront_matter = \"hugo\"\nkeys = { title = \"x\" }\n",
        &["OUT-10", "noticec.toml:3:10", "`title` of the front matter is set already"],
    );
    told(
        "[markdown]\nfront_matter = \"zola\"\nkeys_in = { de = { on = [2026-11-01] } }\n",
        &["OUT-10", "noticec.toml:3:25", "can't hold", "a date between quotes"],
    );
    told(
        "[markdown]\nfront_matter = \"hugo\"\nkeys = { \"<<\" = { title = \"x\" } }\n",
        &["OUT-10", "noticec.toml:3:10", "would put a table in its place"],
    );
    told("published = \"javascript:x\"\n", &["noticec.toml:1:13"]);
    for address in ["https://x.example/p?lang=en", "/privacy/#top"] {
        let what = format!("names of files can't be put behind `{address}`");
        told(&format!("published = \"{address}\"\n"), &["OUT-10", "noticec.toml:1:13", &what]);
    }
}

/// Hugo reads keys without case: the last one would say whether a preview is published.
#[test]
fn a_key_from_the_notice_cannot_be_set_in_another_case() {
    let told = |generator: &str, keys: &str, what: &str| {
        let settings = format!("[markdown]\nfront_matter = \"{generator}\"\n{keys}\n");
        let project = Project::new(&[("noticec.toml", &settings), ("a.notice.toml", GOOD)]);
        for arguments in [&["check"][..], &["build", "--draft", "--format", "markdown"]] {
            let ran = project.run(arguments);
            assert!(ran.code == 1 && ran.stderr.contains("OUT-10"), "{}", ran.stderr);
            assert!(ran.stderr.contains("noticec.toml:3:10") && ran.stderr.contains(what), "{}", ran.stderr);
        }
        assert!(!project.path().join("out").exists());
    };
    for (generator, key) in [("hugo", "Draft"), ("hugo", "LASTMOD"), ("jekyll", "Published"), ("zola", "Date")] {
        told(generator, &format!("keys = {{ {key} = false }}"), &format!("`{key}` of the front matter is set already"));
    }
    let settings = "[markdown]\nfront_matter = \"hugo\"\nkeys = { Slug = \"a\", slug = \"b\" }\n";
    let project = Project::new(&[("noticec.toml", settings), ("a.notice.toml", GOOD)]);
    let ran = project.run(&["check"]);
    assert!(ran.code == 1 && ran.stderr.contains("the keys `Slug` and `slug` are one"), "{}", ran.stderr);
}

#[test]
fn keys_for_a_language_that_no_notice_has_are_found() {
    let settings = "[markdown]\nfront_matter = \"hugo\"\n\n[markdown.keys_in.de]\nslug = \"a\"\n";
    let german = in_german();
    let only = Project::new(&[("noticec.toml", settings), ("a.notice.toml", GOOD)]);
    for command in ["check", "build"] {
        let ran = only.run(&[command]);
        assert!(ran.code == 1 && ran.stderr.contains("OUT-10"), "{}", ran.stderr);
        assert!(
            ran.stderr.contains("noticec.toml:4:19") && ran.stderr.contains("no notice of this project is in `de`")
        );
        assert!(ran.stderr.contains("name a language of the notices: `en`"), "{}", ran.stderr);
    }
    // Another notice of the project may have it, also where that one is not asked for.
    let two = Project::new(&[("noticec.toml", settings), ("a.notice.toml", GOOD), ("b/b.notice.toml", &german)]);
    for arguments in [&["check"][..], &["check", "a.notice.toml"], &["build", "a.notice.toml"], &["check", "b"]] {
        let ran = two.run(arguments);
        assert!(!ran.stderr.contains("OUT-10"), "{}", ran.stderr);
    }
}

/// Words that no form of front matter may take for something else.
const TITLE: &str = "A: \\\"b\\\" #c 'd' --- +++ {% e %} \\u0085\\u2028 \u{1f600} \\\\";

#[test]
fn any_title_comes_out_of_the_front_matter() {
    let notice = GOOD.replace("Privacy notice for our newsletter", TITLE);
    let project =
        Project::new(&[("noticec.toml", "[markdown]\nfront_matter = \"zola\"\n"), ("a.notice.toml", &notice)]);
    assert_eq!(project.run(&["build", "--format", "markdown,json"]).code, 0);
    let data: serde_json::Value = serde_json::from_str(&project.read("out/a.json").unwrap()).unwrap();
    let text = project.read("out/a.md").unwrap();
    let head: toml::Table = toml::from_str(text.split("+++\n").nth(1).unwrap()).unwrap();
    assert_eq!(head["title"].as_str(), data["title"].as_str());
}

#[test]
fn a_short_text_may_not_have_the_name_of_the_piece() {
    let snippet = "\n[snippets.fragment]\nkind = \"form\"\npurposes = [\"newsletter\"]\n";
    let notice = GOOD.replace("jurisdictions", "url = \"https://tallow.example/privacy\"\njurisdictions") + snippet;
    let project = Project::new(&[("a.notice.toml", &notice)]);
    assert_eq!(project.run(&["build", "--format", "html"]).code, 0);
    let ran = project.run(&["build", "--format", "html,html-fragment"]);
    assert!(ran.code == 1 && ran.stderr.contains("OUT-01"), "{}", ran.stderr);
    assert!(ran.stderr.contains("a short text and the notice as a piece of HTML"), "{}", ran.stderr);
}

/// On macOS and Windows, `A.html` and `a.html` are one file.
#[test]
fn outputs_that_differ_by_case_alone_are_told() {
    let project = Project::new(&[("a.notice.toml", GOOD), ("A.notice.toml", GOOD)]);
    let ran = project.run(&["build"]);
    assert!(ran.code == 1 && ran.stderr.contains("OUT-01"), "{}", ran.stderr);
    assert!(ran.stderr.contains("two notices would be written to `out/a.html`"), "{}", ran.stderr);
}
