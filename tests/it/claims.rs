//! noticec judges a declaration; it never says that a notice, or what stands behind it, complies with the law.

use std::fs;

use noticec::rules;
use walkdir::WalkDir;

use crate::floors::outside_tests;
use crate::project::{Project, root};

/// Beginnings of words by which a text would make such a claim.
const CLAIMS: &[&str] = &[
    "complian",
    "comply",
    "complies",
    "conforms to the",
    "conformity",
    "legally sound",
    "legally valid",
    "legally safe",
    "seal of approval",
    "meets the requirements of the law",
];

/// Where such a word may stand: the place, and the words around it.
const ALLOWED: &[(&str, &str)] = &[("README.md", "it never says that a notice is compliant")];

/// How the law itself words the basis of Art. 6(1)(c).
const WORDS_OF_THE_LAW: &[&str] = &["compliance with a legal obligation", "comply with a legal obligation"];

/// A text of the program: where it stands, and its words on one line.
type Place = (String, String);

/// The prose of a page, without its blocks of code.
fn prose(page: &str) -> String {
    page.split("```").step_by(2).collect()
}

fn pages() -> Vec<Place> {
    let mut pages = Vec::new();
    for folder in ["docs", "templates"] {
        for entry in WalkDir::new(root().join(folder)).sort_by_file_name() {
            let path = entry.unwrap().into_path();
            // Licences of data speak of themselves.
            // Fonts and pictures say nothing.
            if path.is_file()
                && !path.to_string_lossy().contains("LICENSE")
                && path.extension().is_none_or(|one| one != "ttf" && one != "png")
            {
                let name = noticec::load::slashed(path.strip_prefix(root()).unwrap());
                pages.push((name, prose(&fs::read_to_string(&path).unwrap())));
            }
        }
    }
    for name in ["README.md", "CHANGELOG.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "Cargo.toml"] {
        pages.push((name.to_owned(), prose(&fs::read_to_string(root().join(name)).unwrap())));
    }
    pages
}

fn helps() -> Vec<Place> {
    let project = Project::new(&[]);
    let help = |arguments: &[&str]| (format!("noticec {}", arguments.join(" ")), project.run(arguments).stdout);
    let top = help(&["--help"]);
    let commands: Vec<String> = top
        .1
        .split("Commands:")
        .nth(1)
        .unwrap()
        .split("Options:")
        .next()
        .unwrap()
        .lines()
        .filter_map(|line| line.split_whitespace().next().map(str::to_owned))
        .filter(|command| command != "help")
        .collect();
    assert!(commands.len() >= 5, "{commands:?}");
    let each = commands.iter().map(|command| help(&[command, "--help"]));
    each.chain([top.clone()]).collect()
}

/// What messages, labels and help are made of: the texts in the sources, without comments, tests, and words looked for in
/// texts of authors, which stand alone on a line.
fn sources() -> Vec<Place> {
    let mut texts = Vec::new();
    for entry in WalkDir::new(root().join("src")).sort_by_file_name() {
        let path = entry.unwrap().into_path();
        let name = noticec::load::slashed(path.strip_prefix(root()).unwrap());
        if path.extension().is_none_or(|extension| extension != "rs") || name.ends_with("tests.rs") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let code = outside_tests(&text);
        let is_word = |line: &str| line.starts_with('"') && line.ends_with("\",") && line.matches('"').count() == 2;
        let lines = code.lines().map(str::trim).filter(|line| !line.starts_with("//") && !is_word(line));
        let strings: Vec<&str> = lines.flat_map(|line| line.split('"').skip(1).step_by(2)).collect();
        texts.push((name, strings.join(" ")));
    }
    texts
}

#[test]
fn nothing_says_that_a_notice_complies() {
    let rows =
        rules::all().map(|rule| (rule.code.to_owned(), format!("{} {} {}", rule.name, rule.summary, prose(rule.page))));
    let places: Vec<Place> = rows.chain(pages()).chain(helps()).chain(sources()).collect();
    assert!(places.len() > 200, "texts are read: {}", places.len());
    let mut used = vec![false; ALLOWED.len()];
    let mut wrong = Vec::new();
    for (name, text) in places {
        let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        for words in WORDS_OF_THE_LAW {
            text = text.replace(words, "");
        }
        for (index, (_, words)) in ALLOWED.iter().enumerate().filter(|(_, (place, _))| *place == name) {
            used[index] |= text.contains(words);
            text = text.replace(words, "");
        }
        for claim in CLAIMS {
            if let Some(at) = text.find(claim) {
                let from = text[..at].char_indices().rev().nth(40).map_or(0, |(from, _)| from);
                let around: String = text[from..].chars().take(100).collect();
                wrong.push(format!("{name}: … {around} …"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(used.iter().all(|used| *used), "what is allowed still stands: {used:?}");
}

#[test]
fn a_clean_run_says_what_it_found_and_no_more() {
    let project = Project::new(&[("a.notice.toml", crate::project::GOOD)]);
    assert_eq!(project.run(&["check"]).stderr, "no findings in 1 notice\n");
}
