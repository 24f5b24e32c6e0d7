//! Kept versions: how one is kept, what a build makes of those that are, and what it refuses.

mod refusals;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use noticec::manifest::{Manifest, sha256};

use crate::project::{GOOD, Project, Run, bytes};

const PROJECT: &str =
    "out = \"public\"\nversions = \"versions\"\nformats = [\"html\", \"markdown\", \"pdf\", \"typst\"]\n";

/// A notice in English and in German, in a version.
fn notice(version: &str, effective: &str, more: &str) -> String {
    let keys = format!(
        "languages = [\"en\", \"de\"]\ngoverning = \"en\"\nversion = \"{version}\"\neffective = {effective}\njurisdictions"
    );
    let text = GOOD.replace("version = \"1.0\"\neffective = 2026-11-01\n", "").replace("jurisdictions", &keys);
    let mut out = String::new();
    for line in format!("{text}{more}").lines() {
        let own =
            ["title", "label", "text", "summary", "effect"].iter().find(|key| line.starts_with(&format!("{key} = \"")));
        match own.and_then(|_| line.split_once(" = ")) {
            Some((key, words)) => {
                let german = words.replacen('"', "\"Auf Deutsch: ", 1);
                writeln!(out, "{key} = {{ en = {words}, de = {german} }}").unwrap();
            }
            None => writeln!(out, "{line}").unwrap(),
        }
    }
    let both = |text: &str, words: &str| {
        text.replace(&format!("\"{words}\""), &format!("{{ en = \"{words}\", de = \"Auf Deutsch: {words}\" }}"))
    };
    ["the address to which we send it", "the link at the end of each newsletter", "the day on which you unsubscribe"]
        .iter()
        .fold(out, |text, words| both(&text, words))
}

const HISTORY: &str = "\n[[history]]\nversion = \"2.0\"\ndate = 2026-11-01\nkind = \"description\"\n\
                       summary = \"We say it in fewer words.\"\neffect = \"Nothing changes for you.\"\n";

fn second() -> String {
    notice("2.0", "2026-11-01", HISTORY).replace("our monthly newsletter", "our newsletter once a month")
}

fn built(project: &Project, arguments: &[&str]) -> Run {
    let ran = project.run(&[&["build"], arguments].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran
}

fn all(project: &Project) -> BTreeMap<String, Vec<u8>> {
    bytes(project.path()).into_iter().collect()
}

/// A project whose first version is kept, before its second one is built.
fn first_kept() -> Project {
    let project = Project::new(&[("noticec.toml", PROJECT), ("a.notice.toml", &notice("1.0", "2025-01-01", ""))]);
    built(&project, &["--keep"]);
    project
}

/// The same with the second version built.
fn with_history() -> Project {
    let project = first_kept();
    project.write("a.notice.toml", second().as_bytes());
    built(&project, &[]);
    project
}

#[test]
fn a_version_is_kept_as_it_was_published() {
    let project = first_kept();
    let files = all(&project);
    let names = ["a.de.html", "a.de.md", "a.de.pdf", "a.de.typ", "a.html", "a.md", "a.pdf", "a.typ"];
    let kept: Vec<&str> = files.keys().filter_map(|name| name.strip_prefix("versions/a/1.0/")).collect();
    assert_eq!(kept, [&names[..], &["noticec.manifest.json"]].concat());
    for name in names {
        assert_eq!(files[&format!("versions/a/1.0/{name}")], files[&format!("public/{name}")], "{name}");
    }
    let manifest = Manifest::read(&project.read("versions/a/1.0/noticec.manifest.json").unwrap()).unwrap();
    let [notice] = &manifest.notices[..] else { panic!("{manifest:?}") };
    assert_eq!((notice.id.as_str(), notice.source.as_str()), ("a", "../../../a.notice.toml"));
    assert!(notice.inputs.iter().all(|one| project.read(&format!("versions/a/1.0/{}", one.path)).is_some()));
    for output in &notice.outputs {
        assert_eq!(sha256(&files[&format!("versions/a/1.0/{}", output.path)]), output.sha256);
    }
    assert_eq!(files.keys().filter(|name| name.contains("history") || name.contains("a.versions")).count(), 0);
    // Once more: the same bytes, and nothing to do.
    let ran = built(&project, &["--keep"]);
    assert!(ran.stderr.contains("versions/a/1.0 is kept already and says the same\n"), "{}", ran.stderr);
    assert_eq!(all(&project), files);
    assert!(built(&project, &["--check"]).stderr.ends_with("9 files as the sources give\n"));
    // Another notice of the project is kept beside it, and the comparison takes a kept version as its base.
    project.write("a.notice.toml", second().as_bytes());
    let ran = project.run(&["diff", "--against", "versions/a/1.0/noticec.manifest.json", "a.notice.toml"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stdout.contains("version 1.0 → 2.0") && ran.stdout.contains("once a"), "{}", ran.stdout);
}

#[test]
fn every_format_and_language_has_a_history_page() {
    let project = with_history();
    let files = all(&project);
    for name in ["a.history.html", "a.history.md", "a.history.pdf", "a.history.typ"] {
        let german = name.replacen("history.", "history.de.", 1);
        for name in [name, &german] {
            assert!(files.contains_key(&format!("public/{name}")), "{name}");
            assert!(files.contains_key(&format!("public/a.versions/1.0/{name}")), "{name} beside the kept pages");
        }
    }
    let page = project.read("public/a.history.md").unwrap();
    for words in [
        "# Versions of this notice: Privacy notice for our newsletter",
        "- **In force from**: 1 November 2026\n",
        "- **Summary**: We say it in fewer words.\n- **What it means for you**: Nothing changes for you.\n",
        "- **Read it**: [Version 2.0](a.md)\n",
        "- **In force from**: 1 January 2025\n- **In force until**: 31 October 2026\n- **Read it**: [Version 1.0](a.versions/1.0/a.html)\n",
        "[Deutsch](a.history.de.md)",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(page.find("## Version 2.0") < page.find("## Version 1.0"), "the newest first");
    let page = project.read("public/a.history.de.html").unwrap();
    for words in ["Hier finden Sie die Fassungen", "Gültig bis", "31. Oktober 2026", "a.versions/1.0/a.de.html"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    // What was kept is copied as it is.
    let kept = files.iter().filter_map(|(name, bytes)| Some((name.strip_prefix("versions/a/1.0/")?, bytes)));
    for (name, bytes) in kept.filter(|(name, _)| *name != "noticec.manifest.json") {
        assert_eq!(files.get(&format!("public/a.versions/1.0/{name}")), Some(bytes), "{name}");
    }
}

#[test]
fn the_notice_leads_to_its_history_page_where_there_is_one() {
    let project = first_kept();
    let leads = |file: &str| project.read(file).unwrap().contains("a.history.");
    assert!(!leads("public/a.html") && !leads("public/a.md"));
    project.write("a.notice.toml", second().as_bytes());
    built(&project, &[]);
    for (file, words) in [
        ("public/a.html", "<a href=\"a.history.html\">Earlier versions of this notice</a>"),
        ("public/a.de.html", "<a href=\"a.history.de.html\">Frühere Fassungen dieser Hinweise</a>"),
        ("public/a.md", "[Earlier versions of this notice](a.history.md)"),
        ("public/a.typ", "a.history.typ"),
    ] {
        let page = project.read(file).unwrap();
        assert!(page.contains(words), "{words}: {page}");
    }
    let part = project.read("public/a.md").unwrap();
    assert!(part.split("## Changes to this notice").nth(1).unwrap().contains("a.history.md"), "{part}");
    // Without a part on changes it has one of its own.
    project.write("a.notice.toml", notice("2.0", "2026-11-01", "").as_bytes());
    built(&project, &[]);
    assert!(project.read("public/a.md").unwrap().contains("## Earlier versions\n"));
}

/// All links of the pages below a folder that lead to files, each with the page.
fn links(project: &Project) -> Vec<(String, String)> {
    let mut links = Vec::new();
    for (name, bytes) in bytes(&project.path().join("public")) {
        let Ok(text) = String::from_utf8(bytes) else { continue };
        let start = match name.rsplit('.').next() {
            Some("html") => "href=\"",
            Some("typ") => "#link(\"",
            _ => "](",
        };
        for piece in text.split(start).skip(1) {
            let address = piece.split(['"', ')']).next().unwrap();
            if !address.starts_with('#') && !address.contains(':') {
                links.push((name.clone(), address.to_owned()));
            }
        }
    }
    links
}

#[test]
fn every_link_between_files_leads_to_one() {
    let project = with_history();
    built(&project, &["--keep"]);
    // The third version: two are kept, the second of which leads to a history page itself.
    let third = notice("3.0", "2026-11-20", &HISTORY.replace("2.0", "3.0").replace("2026-11-01", "2026-11-20"));
    project.write("a.notice.toml", third.as_bytes());
    built(&project, &[]);
    let links = links(&project);
    assert!(links.len() > 60, "{links:?}");
    for (page, address) in links {
        let file = project.path().join("public").join(&page).parent().unwrap().join(&address);
        assert!(file.is_file(), "{page} leads to {address}");
    }
    let page = project.read("public/a.versions/1.0/a.history.md").unwrap();
    assert!(page.contains("(../../a.md)") && page.contains("(../../a.versions/2.0/a.html)"), "{page}");
}

#[test]
fn the_same_sources_give_the_same_bytes() {
    let (one, two) = (with_history(), with_history());
    assert_eq!(all(&one), all(&two));
    let before = all(&one);
    built(&one, &[]);
    assert_eq!(all(&one), before);
    let ran = built(&one, &["--check"]);
    // Eight of the notice, eight kept ones, eight history pages at two places, the manifest.
    assert_eq!(ran.stderr, "33 files as the sources give\n");
    let manifest = Manifest::read(&one.read("noticec.manifest.json").unwrap()).unwrap();
    let listed: Vec<&str> = manifest.notices[0].outputs.iter().map(|output| output.path.as_str()).collect();
    assert!(
        listed.contains(&"public/a.history.de.pdf") && listed.contains(&"public/a.versions/1.0/a.pdf"),
        "{listed:?}"
    );
}

#[test]
fn what_is_no_longer_kept_is_removed_from_the_outputs() {
    let project = with_history();
    project.write("public/a.versions/own.txt", b"mine");
    fs::remove_dir_all(project.path().join("versions/a/1.0")).unwrap();
    let ran = project.run(&["build", "--check"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("left over: public/a.versions/1.0/a.html\n"), "{}", ran.stderr);
    built(&project, &[]);
    let files = all(&project);
    assert!(files.keys().all(|name| !name.contains("history") && !name.contains("/1.0/")), "{:?}", files.keys());
    assert!(!project.path().join("public/a.versions/1.0").exists(), "the empty folder goes too");
    assert_eq!(project.read("public/a.versions/own.txt").as_deref(), Some("mine"));
    assert!(!project.read("public/a.md").unwrap().contains("Earlier versions"));
}

#[test]
fn a_version_may_be_called_anything() {
    let project =
        Project::new(&[("noticec.toml", PROJECT), ("a.notice.toml", &notice("../../März 2025", "2025-01-01", ""))]);
    built(&project, &["--keep"]);
    let name = "~2E.~2F..~2FM~C3~A4rz~202025";
    assert!(project.read(&format!("versions/a/{name}/a.html")).is_some(), "{:?}", all(&project).keys());
    project.write("a.notice.toml", second().as_bytes());
    built(&project, &[]);
    let page = project.read("public/a.history.md").unwrap();
    assert!(page.contains(&format!("](a.versions/{name}/a.html)")), "{page}");
    assert!(project.read(&format!("public/a.versions/{name}/a.html")).is_some());
}

#[test]
fn kept_files_are_no_sources() {
    let project = with_history();
    project.write("versions/a/1.0/a.notice.toml", b"what is this");
    project.write("versions/noticec.toml", b"neither = this");
    built(&project, &[]);
    let ran = project.run(&["check"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("in 1 notice"), "{}", ran.stderr);
    // From a folder above the project too.
    let ran = crate::project::run(project.path().parent().unwrap(), &["check", project.path().to_str().unwrap()]);
    assert!(ran.stderr.contains("in 1 notice"), "{}", ran.stderr);
}

#[test]
fn a_notice_with_another_id_keeps_its_past() {
    let project = first_kept();
    project.write("a.notice.toml", second().replace("[notice]", "[notice]\nid = \"letter\"\nwas = \"a\"").as_bytes());
    built(&project, &["--keep"]);
    let page = project.read("public/letter.history.md").unwrap();
    assert!(page.contains("[Version 1.0](letter.versions/1.0/a.html)"), "{page}");
    assert!(project.read("versions/letter/2.0/letter.html").is_some());
    assert!(project.read("versions/a/1.0/a.html").is_some());
}

#[test]
fn a_page_in_a_language_that_was_not_kept_leads_to_what_there_is() {
    let project = Project::new(&[("noticec.toml", PROJECT), ("a.notice.toml", GOOD)]);
    project.write("noticec.toml", PROJECT.replace("\"html\", ", "").as_bytes());
    built(&project, &["--keep"]);
    project.write("noticec.toml", PROJECT.as_bytes());
    project.write("a.notice.toml", second().as_bytes());
    built(&project, &[]);
    let page = project.read("public/a.history.de.md").unwrap();
    for link in ["[Fassung 1.0; English](a.versions/1.0/a.md)", "[Fassung 1.0; English; PDF](a.versions/1.0/a.pdf)"] {
        assert!(page.contains(link), "{link}: {page}");
    }
    let page = project.read("public/a.history.html").unwrap();
    assert!(page.contains("<a href=\"a.versions/1.0/a.pdf\">Version 1.0; PDF</a>"), "{page}");
}

#[test]
fn the_page_on_versions_shows_commands_that_work() {
    let page = fs::read_to_string(crate::project::root().join("docs/versions.md")).unwrap();
    let named = |text: String| text.replace("[notice]", "[notice]\nid = \"applicants\"");
    let settings = page.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let project = Project::new(&[("noticec.toml", settings)]);
    project.write("notice.toml", named(notice("2.1.0", "2025-01-01", "")).as_bytes());
    let commands: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("noticec ")).collect();
    assert_eq!(commands.len(), 3, "{commands:?}");
    for command in commands {
        let ran = project.run(&command.split(' ').collect::<Vec<_>>());
        assert_eq!(ran.code, 0, "{command}: {}", ran.stderr);
    }
    assert!(project.read("versions/applicants/2.1.0/applicants.html").is_some());
    project.write("notice.toml", named(second()).replace("2.0", "2.2.0").as_bytes());
    built(&project, &[]);
    assert!(project.read("public/applicants.history.html").is_some());
    assert!(project.read("public/applicants.versions/2.1.0/applicants.html").is_some());
}

#[test]
fn the_notice_says_what_has_changed_since_the_version_before() {
    let project = with_history();
    let page = project.read("public/a.md").unwrap();
    assert!(!page.contains("What has changed\n"), "only words differ: {page}");
    let history = HISTORY.replace("\"description\"", "\"processing\"").replace("fewer words", "other words");
    let third = notice("2.0", "2026-11-01", &history)
        .replace("retention = { until =", "retention = { at_most = \"2 years\", until =");
    project.write("a.notice.toml", third.as_bytes());
    built(&project, &[]);
    for (file, words) in [
        (
            "public/a.md",
            [
                "## What has changed",
                "This is what is different from version 1.0 of 1 January 2025.",
                "- how long we keep data",
            ],
        ),
        (
            "public/a.de.md",
            [
                "## Was sich geändert hat",
                "Das ist anders als in Version 1.0 vom 1. Januar 2025.",
                "- wie lange wir Daten aufbewahren",
            ],
        ),
    ] {
        let page = project.read(file).unwrap();
        for words in words {
            assert!(page.contains(words), "{file} lacks `{words}`:\n{page}");
        }
    }
    let page = project.read("public/a.html").unwrap();
    assert!(page.contains("id=\"what-has-changed\""), "{page}");
    assert_eq!(built(&project, &["--check"]).code, 0);
}

/// A piece of a page leads to the whole page on earlier versions where there is one, from where the site says that it lies.
#[test]
fn pieces_of_pages_lead_to_what_the_site_publishes() {
    let project = first_kept();
    let site = |formats: &str| {
        format!(
            "out = \"public\"\nversions = \"versions\"\npublished = \"/p\"\nformats = [{formats}]\n[markdown]\nfront_matter = \"hugo\"\n"
        )
    };
    let published = "url = \"/privacy/\"\ntranslated_at = { de = \"/de/privacy/\" }\njurisdictions";
    project.write("a.notice.toml", second().replace("jurisdictions", published).as_bytes());
    project.write("noticec.toml", site("\"html\", \"html-fragment\", \"markdown\"").as_bytes());
    built(&project, &[]);
    let read = |name: &str| project.read(&format!("public/{name}")).unwrap_or_else(|| panic!("no {name}"));
    assert!(read("a.fragment.html").contains("<a href=\"/p/a.history.html\">"));
    assert!(read("a.de.fragment.html").contains("<a href=\"/p/a.history.de.html\">"));
    assert!(read("a.de.fragment.html").contains("<a href=\"/privacy/\" hreflang=\"en\""));
    assert!(read("a.md").contains("](/p/a.history.html)"));
    assert!(read("a.html").contains("<a href=\"a.history.html\">"), "a whole page lies where its files lie");
    let listed = read("a.history.fragment.html");
    assert!(listed.contains("<a href=\"/privacy/\">") && listed.contains("<a href=\"/p/a.versions/1.0/a.html\">"));
    // Without whole pages, the page on earlier versions is such a piece too.
    project.write("noticec.toml", site("\"html-fragment\"").as_bytes());
    built(&project, &[]);
    assert!(read("a.fragment.html").contains("<a href=\"/p/a.history.fragment.html\">"));
}
