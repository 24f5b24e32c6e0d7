//! The pages of the catalogue of changes: their examples run.

use noticec::diff::{Kind, kinds};

use super::{compared, told};
use crate::project::root;
use crate::rules::toml_blocks;
use crate::schema::held;

/// What stands before an example that leaves it out.
const NOTICE: &str = "[notice]\njurisdictions = [\"eu\", \"uk\"]\neffective = 2026-11-01\n";

/// Kinds that two declarations can't show; each has a test of its own, named here.
const SHOWN_ELSEWHERE: &[(&str, &str)] = &[
    ("wording", "tests/it/diff/repository.rs: a sentence of the project in other words"),
    ("notice", "tests/it/diff/repository.rs: a notice that is new, and one that is gone"),
];

#[test]
fn every_page_shows_its_change() {
    let whole = |text: &str| if text.contains("[notice]") { text.to_owned() } else { format!("{text}\n{NOTICE}") };
    let mut wrong = Vec::new();
    for kind in kinds::all().filter(|kind| SHOWN_ELSEWHERE.iter().all(|(name, _)| *name != kind.name)) {
        let blocks = toml_blocks(kind.page);
        let [before, after] = &blocks[..] else {
            wrong.push(format!("{}: wants two toml blocks, has {}", kind.code, blocks.len()));
            continue;
        };
        let diff = compared(&whole(before), &whole(after));
        if diff.changes.iter().all(|change| change.kind != kind) {
            wrong.push(format!("{} `{}` is not told; told: {:?}", kind.code, kind.name, told(&diff)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_page_begins_with_its_name_and_tells_of_classes() {
    for kind in kinds::all() {
        assert!(kind.page.starts_with(&format!("# {}\n", kind.name)), "{}", kind.code);
        let classes = ["fundamental", "material", "review", "editorial"];
        let rows = kind.page.lines().filter(|line| line.starts_with("| ")).skip(2);
        let rows: Vec<&str> = rows.filter_map(|line| line.trim_matches('|').rsplit('|').next()).collect();
        assert!(!rows.is_empty(), "{}: a table of classes", kind.code);
        assert!(rows.iter().all(|class| classes.contains(&class.trim())), "{}: {rows:?}", kind.code);
    }
}

/// Behind this heading the list is made from the catalogue.
const LIST: &str = "## Kinds\n\n";

#[test]
fn the_list_holds_every_kind() {
    let path = root().join("docs/changes/README.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let (intro, _) = page.split_once(LIST).expect("the list has its heading");
    let row = |kind: &Kind| format!("| [{0}]({0}.md) | `{1}` | {2} |\n", kind.code, kind.name, kind.summary);
    let rows: String = kinds::all().map(row).collect();
    held(&path, &format!("{intro}{LIST}| code | kind | what changes |\n| --- | --- | --- |\n{rows}"));
    let codes: std::collections::BTreeSet<_> = kinds::all().map(|kind| format!("{}.md", kind.code)).collect();
    let files = std::fs::read_dir(root().join("docs/changes")).unwrap();
    let files = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    assert_eq!(files.filter(|file| file != "README.md").collect::<std::collections::BTreeSet<_>>(), codes);
}
