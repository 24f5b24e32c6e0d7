//! Statutes that are unmistakably those of one country outside Europe.

/// Names of acts of the United States, in lower case, that no other law shares and that no European law carries out.
///
/// Compliance with them is no legal obligation under Art. 6(1)(c): Art. 6(3) GDPR.
pub const UNITED_STATES: &[&str] = &[
    "bank secrecy act",
    "california consumer privacy act",
    "children's online privacy protection act",
    "clarifying lawful overseas use of data act",
    "code of federal regulations",
    "dodd-frank",
    "fair credit reporting act",
    "foreign corrupt practices act",
    "foreign intelligence surveillance act",
    "gramm-leach-bliley",
    "health insurance portability and accountability act",
    "sarbanes-oxley",
    "securities exchange act of 1934",
    "stored communications act",
    "u.s.c",
    "us cloud act",
    "us patriot act",
    "usa patriot act",
];
