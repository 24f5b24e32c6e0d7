//! The shape of the crate: imports point downward.

use std::fs;

use walkdir::WalkDir;

use crate::project::root;

/// From the ground up. Modules of one floor do not know each other.
const FLOORS: &[&[&str]] = &[
    &["source", "law", "phrases", "document", "finding", "markdown"],
    &["declaration"],
    &["load"],
    &["model"],
    &["rules", "lower"],
    &["levels", "diff", "export", "manifest", "render", "trace"],
    &["report"],
    &["cli"],
];

/// Uses that are no import of a floor: ground modules may speak of each other, since data of law are told as items of the
/// document and places are part of both.
const GROUND: usize = 0;

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// The code of a source file without its comments and its tests: a module of tests that stands in the file is its end, and
/// one that has a file of its own, or an import for tests, is a line or two.
pub(crate) fn outside_tests(text: &str) -> String {
    let mut code = Vec::new();
    let mut lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    while let Some(line) = lines.next() {
        if line.trim() != "#[cfg(test)]" {
            code.push(line);
        } else if lines.next().is_some_and(|next| next.ends_with(" {") && next.contains("mod ")) {
            break;
        }
    }
    code.join("\n")
}

/// The modules that a source file uses by `crate::`.
fn uses(text: &str) -> Vec<String> {
    let code = outside_tests(text);
    let parts = code.split("crate::").skip(1);
    let word = |part: &str| part.chars().take_while(|one| one.is_alphanumeric() || *one == '_').collect::<String>();
    parts
        .flat_map(|part| match part.strip_prefix('{') {
            Some(list) => {
                let list = list.split('}').next().unwrap_or_default();
                list.split(',').map(|one| word(one.trim())).collect()
            }
            None => vec![word(part)],
        })
        .filter(|module| !module.is_empty())
        .collect()
}

#[test]
fn imports_point_downward() {
    let sources = root().join("src");
    let mut seen = 0;
    for entry in WalkDir::new(&sources) {
        let path = entry.unwrap().into_path();
        let name = path.strip_prefix(&sources).unwrap().to_string_lossy().into_owned();
        let module = name.trim_end_matches(".rs").split(['/', '\\']).next().unwrap().to_owned();
        if path.extension().is_none_or(|extension| extension != "rs") || ["lib", "main"].contains(&module.as_str()) {
            continue;
        }
        let here = floor(&module).unwrap_or_else(|| panic!("{name} has no floor"));
        for used in uses(&fs::read_to_string(&path).unwrap()) {
            let there = floor(&used).unwrap_or_else(|| panic!("{name}: `{used}` has no floor"));
            let fine = used == module || there < here || here == GROUND && there == GROUND;
            assert!(fine, "{name} uses `{used}`, which is not below it");
            seen += 1;
        }
    }
    assert!(seen > 50, "the test reads imports: {seen}");
}

#[test]
fn an_import_upward_would_be_seen() {
    let used =
        uses("use crate::{\n    cli, law::Regime};\nuse crate::render::Format;\n#[cfg(test)]\nuse crate::report;\n");
    assert_eq!(used, ["cli", "law", "render"]);
    let file =
        uses("#[cfg(test)]\nmod tests;\n\nuse crate::render;\n#[cfg(test)]\nmod more {\n    use crate::cli;\n}\n");
    assert_eq!(file, ["render"], "a module of tests with a file of its own ends nothing");
}

#[test]
fn only_cli_prints_and_reads_the_clock() {
    let sources = root().join("src");
    for entry in WalkDir::new(&sources) {
        let path = entry.unwrap().into_path();
        let name = path.strip_prefix(&sources).unwrap().to_string_lossy().into_owned();
        if path.extension().is_none_or(|extension| extension != "rs")
            || name.starts_with("cli")
            || name.contains("tests")
        {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for word in ["println!", "eprintln!", "Timestamp::now", "SystemTime", "Zoned::now", "std::env::var"] {
            assert!(!text.contains(word), "{name} has `{word}`");
        }
        let files = name.starts_with("load");
        assert!(files || !text.contains("std::fs"), "{name} touches files");
    }
}
