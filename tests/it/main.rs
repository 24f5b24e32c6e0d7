//! All tests that need more than one module.

mod bad_input;
mod cases;
mod claims;
mod cli;
mod codes;
mod commencement;
mod deletions;
mod diff;
mod examples;
mod explain;
mod floors;
mod guide;
mod hostile;
mod init;
mod look;
mod mandatory;
mod manifest;
mod matcher;
mod pastes;
mod phrases;
mod project;
mod readme;
mod reports;
mod rights_matrix;
mod rules;
mod sabotage;
mod schema;
mod scoped;
mod seeded;
#[cfg(feature = "serve")]
mod serve;
mod swiss;
mod templates;
mod terminal;
mod trace;
mod versions;
mod walks;
#[cfg(feature = "watch")]
mod watch;
mod websites;
