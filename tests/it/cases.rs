//! Small projects, each named for its point; a snapshot shows its files and what `noticec check` says of them.

use std::fmt::Write;

use crate::project::{files, folders, root, run};

#[test]
fn check() {
    let cases = folders(&root().join("tests/cases"));
    assert!(cases.len() >= 10, "the cases are found: {}", cases.len());
    for case in cases {
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        let mut page = String::new();
        // Published notices are long; their files stand beside the snapshot.
        for (file, text) in files(&case).iter().filter(|_| !name.starts_with("published-")) {
            write!(page, "== {file}\n\n{}\n\n", text.trim_end()).unwrap();
        }
        let ran = run(&case, &["check", "."]);
        assert_eq!(ran.stdout, "", "findings go to standard error");
        write!(page, "== exit {}\n\n{}", ran.code, ran.stderr).unwrap();
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(name, page);
        });
    }
}
