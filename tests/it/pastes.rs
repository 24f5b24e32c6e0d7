//! What findings give to paste is TOML.

use std::path::PathBuf;

use noticec::{load, model, rules};

use crate::project::{TODAY, folders, root};

#[test]
fn every_paste_is_toml() {
    let published =
        |case: &PathBuf| case.file_name().is_some_and(|name| name.to_string_lossy().starts_with("published-"));
    let mut count = 0;
    let mut wrong = Vec::new();
    for case in folders(&root().join("tests/cases")).into_iter().filter(published) {
        let loaded = load::load(&case, &[], None).unwrap();
        for notice in &loaded.notices {
            let model = model::resolve(notice).unwrap();
            for finding in rules::run(&model, Some(TODAY)) {
                let Some(paste) = &finding.fault.paste else { continue };
                count += 1;
                if let Err(error) = toml::from_str::<toml::Table>(paste) {
                    wrong.push(format!("{}: {}\n{paste}\n{error}", case.display(), finding.code));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 50, "pastes are found: {count}");
}
