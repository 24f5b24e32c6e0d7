//! Rule rows and their pages.

use std::collections::BTreeSet;
use std::path::Path;

use noticec::finding::Finding;
use noticec::levels::{self, CommandLine};
use noticec::rules::{self, Rule};
use noticec::{load, model};

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use crate::project::{Project, TODAY, root};
use crate::schema::held;

/// What stands before the example of a page where the example leaves it out, so that a page shows its point alone.
const NOTICE: &str = "[notice]\njurisdictions = [\"eu\", \"uk\"]\neffective = 2026-11-01\n";

/// The codes that a text gives, from files to rules.
fn codes(text: &str) -> Vec<&'static str> {
    let text = if text.contains("[notice]") { text.to_owned() } else { format!("{text}\n{NOTICE}") };
    let loaded = load::load_text("notice.toml", &text);
    let mut findings = loaded.findings;
    for notice in &loaded.notices {
        if notice.broken {
            continue;
        }
        match model::resolve(notice) {
            Ok(model) => {
                let found = rules::run(&model, Some(TODAY));
                let verdict = levels::judge(found, &model, None, &CommandLine::default(), Some(TODAY));
                findings.extend(verdict.reported.into_iter().map(|judged| judged.finding));
            }
            Err(more) => findings.extend(more),
        }
    }
    findings.iter().map(|finding: &Finding| finding.code).collect()
}

/// The blocks of a page that are marked `toml`.
pub(crate) fn toml_blocks(page: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut open = false;
    for event in Parser::new(page) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(mark))) if &*mark == "toml" => {
                open = true;
                blocks.push(String::new());
            }
            Event::End(TagEnd::CodeBlock) => open = false,
            Event::Text(text) if open => blocks.last_mut().unwrap().push_str(&text),
            _ => {}
        }
    }
    blocks
}

/// Rules that no declaration alone can break; each has a test of its own, named here.
const SHOWN_ELSEWHERE: &[(&str, &str)] = &[
    ("SYN-02", "tests/it/bad_input.rs: a file that is no UTF-8"),
    ("INC-01", "tests/cases/include-no-match"),
    ("INC-02", "tests/cases/include-cycle"),
    ("INC-03", "tests/cases/include-outside"),
    ("INC-04", "tests/cases/include-holds-notice"),
    ("INC-05", "tests/it/bad_input.rs: a section names a file that is missing"),
    ("LVL-03", "tests/cases/waivers"),
    ("LVL-04", "tests/cases/waivers"),
    ("LVL-05", "tests/cases/waivers"),
    ("REF-09", "tests/it/sabotage.rs: templates that drop, empty, hide or reword an item"),
    ("REF-10", "tests/cases/phrases-broken"),
    ("OUT-01", "tests/it/cli.rs: two notices with one output path"),
    ("OUT-02", "tests/it/sabotage.rs: a template that can't be rendered"),
    ("OUT-06", "tests/it/look.rs: letters that the fonts lack are named"),
    ("CHG-03", "tests/it/diff/repository.rs: a change under one version"),
    ("OUT-07", "tests/it/look.rs: what can't be used is found at its place"),
    ("OUT-08", "tests/it/versions/refusals.rs: what is kept is never changed"),
    ("OUT-09", "tests/it/versions/refusals.rs: a kept version that was tampered with fails the build"),
    ("OUT-10", "tests/it/websites.rs: what cannot be used is found at its place"),
];

fn shown(rule: &Rule) -> bool {
    !SHOWN_ELSEWHERE.iter().any(|(code, _)| *code == rule.code)
}

#[test]
fn every_page_shows_the_fault_and_the_cure() {
    let mut wrong = Vec::new();
    for rule in rules::all().filter(|rule| shown(rule)) {
        let blocks = toml_blocks(rule.page);
        let [found, fixed] = &blocks[..] else {
            wrong.push(format!("{}: wants two toml blocks, has {}", rule.code, blocks.len()));
            continue;
        };
        let count = |text: &str| codes(text).into_iter().filter(|code| *code == rule.code).count();
        let (before, after) = (count(found), count(fixed));
        if before != 1 || after != 0 {
            wrong.push(format!(
                "{}: {before} under Found (wants 1; all: {:?}), {after} under Fixed (wants 0; all: {:?})",
                rule.code,
                codes(found),
                codes(fixed)
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_page_begins_with_the_name_of_its_rule() {
    for rule in rules::all() {
        assert!(rule.page.starts_with(&format!("# {}\n", rule.name)), "{}", rule.code);
    }
}

#[test]
fn codes_and_names_are_unique() {
    let codes: BTreeSet<_> = rules::all().map(|rule| rule.code).collect();
    let names: BTreeSet<_> = rules::all().map(|rule| rule.name).collect();
    assert_eq!(codes.len(), rules::all().count());
    assert_eq!(names.len(), rules::all().count());
}

#[test]
fn codes_ascend_within_a_family() {
    let mut last = ("", String::new());
    for rule in rules::all() {
        if rule.family() == last.0 {
            assert!(rule.code > last.1.as_str(), "{} stands after {}", rule.code, last.1);
        }
        last = (rule.family(), rule.code.to_owned());
    }
}

const LIST: &str =
    "<!-- From here to the end of the list, this page is made from the rules by `BLESS=1 cargo test`. -->\n";
const LIST_ENDS: &str = "<!-- The end of the list. -->\n";

#[test]
fn the_list_holds_every_rule() {
    let ran = Project::new(&[]).run(&["rules", "--format", "markdown"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(rules::all().all(|rule| ran.stdout.contains(&format!("| [{0}]({0}.md) | `{1}` |", rule.code, rule.name))));
    let path = root().join("docs/rules/README.md");
    let there = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = there.split_once(LIST).expect("the page has its mark");
    let (_, after) = rest.split_once(LIST_ENDS).expect("the list has its end");
    held(&path, &format!("{before}{LIST}\n{}\n{LIST_ENDS}{after}", ran.stdout));
    // Its examples name what there is.
    for example in toml_blocks(before) {
        let wrong: Vec<_> = codes(&example).into_iter().filter(|code| code.starts_with("LVL-01")).collect();
        assert!(wrong.is_empty(), "{example}");
    }
}

#[test]
fn every_page_has_its_rule() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    for file in std::fs::read_dir(folder).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let code = name.strip_suffix(".md").unwrap();
        assert!(code == "README" || rules::find(code).is_some_and(|rule| rule.code == code), "{name}");
    }
}
