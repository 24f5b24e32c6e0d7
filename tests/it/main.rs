//! All tests that need more than one module.

mod bad_input;
mod cases;
mod claims;
mod cli;
mod codes;
mod commencement;
mod deletions;
mod examples;
mod explain;
mod floors;
mod hostile;
mod look;
mod pastes;
mod project;
mod readme;
mod rights_matrix;
mod rules;
mod sabotage;
mod schema;
mod seeded;
mod swiss;
mod trace;
mod walks;
