//! The kinds of faults that are seeded in the rights and how they are used.

use super::How::Set;
use super::{Kind, always};

/// In the order of the catalogue.
pub(super) const RIGHTS: &[Kind] = &[
    Kind {
        fault: "the rights leave out access",
        of: "",
        how: Set(&[(
            "rights.stated",
            r#"["rectification", "erasure", "restriction", "portability", "objection", "marketing-objection", "withdrawal", "automated-decisions", "complaint", "controller-complaint"]"#,
        )]),
        applies: always,
        found: &["RGT-01"],
        with: &[],
    },
    Kind {
        fault: "the rights leave out rectification",
        of: "",
        how: Set(&[(
            "rights.stated",
            r#"["access", "erasure", "restriction", "portability", "objection", "marketing-objection", "withdrawal", "automated-decisions", "complaint", "controller-complaint"]"#,
        )]),
        applies: always,
        found: &["RGT-02"],
        with: &[],
    },
    Kind {
        fault: "the rights leave out erasure",
        of: "",
        how: Set(&[(
            "rights.stated",
            r#"["access", "rectification", "restriction", "portability", "objection", "marketing-objection", "withdrawal", "automated-decisions", "complaint", "controller-complaint"]"#,
        )]),
        applies: always,
        found: &["RGT-03"],
        with: &[],
    },
    Kind {
        fault: "the rights leave out restriction",
        of: "",
        how: Set(&[(
            "rights.stated",
            r#"["access", "rectification", "erasure", "portability", "objection", "marketing-objection", "withdrawal", "automated-decisions", "complaint", "controller-complaint"]"#,
        )]),
        applies: always,
        found: &["RGT-04"],
        with: &[],
    },
    Kind {
        fault: "the rights leave out portability",
        of: "",
        how: Set(&[(
            "rights.stated",
            r#"["access", "rectification", "erasure", "restriction", "objection", "marketing-objection", "withdrawal", "automated-decisions", "complaint", "controller-complaint"]"#,
        )]),
        applies: always,
        found: &["RGT-05"],
        with: &[],
    },
    Kind {
        fault: "the rights leave out objection",
        of: "",
        how: Set(&[(
            "rights.stated",
            r#"["access", "rectification", "erasure", "restriction", "portability", "marketing-objection", "withdrawal", "automated-decisions", "complaint", "controller-complaint"]"#,
        )]),
        applies: always,
        found: &["RGT-06"],
        with: &["OBJ-01"],
    },
    Kind {
        fault: "the rights leave out withdrawal",
        of: "",
        how: Set(&[(
            "rights.stated",
            r#"["access", "rectification", "erasure", "restriction", "portability", "objection", "marketing-objection", "automated-decisions", "complaint", "controller-complaint"]"#,
        )]),
        applies: always,
        found: &["CON-01"],
        with: &["CON-02"],
    },
    Kind {
        fault: "the rights leave out the complaint to the authority",
        of: "",
        how: Set(&[
            (
                "rights.stated",
                r#"["access", "rectification", "erasure", "restriction", "portability", "objection", "marketing-objection", "withdrawal", "automated-decisions", "controller-complaint"]"#,
            ),
            ("complaints", r#"{ controller = { email = "hello@northmoor.example" } }"#),
        ]),
        applies: always,
        found: &["CMP-01"],
        with: &["CMP-06"],
    },
    Kind {
        fault: "the rights leave out the complaint to the controller",
        of: "",
        how: Set(&[(
            "rights.stated",
            r#"["access", "rectification", "erasure", "restriction", "portability", "objection", "marketing-objection", "withdrawal", "automated-decisions", "complaint"]"#,
        )]),
        applies: always,
        found: &["CMP-05"],
        with: &[],
    },
    Kind {
        fault: "an answer takes longer than the law allows",
        of: "",
        how: Set(&[("rights.respond_within", r#""3 months""#)]),
        applies: always,
        found: &["RGT-12"],
        with: &[],
    },
];
