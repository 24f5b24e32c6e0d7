//! Every code that a stage gives has a row, so that no finding is ever dropped.

use std::fs;

use walkdir::WalkDir;

use crate::project::root;

#[test]
fn every_code_in_the_sources_has_a_row() {
    let mut seen = 0;
    for entry in WalkDir::new(root().join("src")) {
        let path = entry.unwrap().into_path();
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for part in text.split('"').skip(1) {
            let code = part.split_once('-').is_some_and(|(family, number)| {
                family.len() == 3
                    && family.bytes().all(|one| one.is_ascii_uppercase())
                    && number.len() == 2
                    && number.bytes().all(|one| one.is_ascii_digit())
            });
            if code {
                let known = noticec::rules::find(part).is_some() || noticec::diff::kinds::find(part).is_some();
                assert!(known, "{}: {part} has no row", path.display());
                seen += 1;
            }
        }
    }
    assert!(seen > 100, "codes are seen: {seen}");
}
