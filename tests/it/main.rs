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
mod mandatory;
mod manifest;
mod pastes;
mod phrases;
mod project;
mod readme;
mod rights_matrix;
mod rules;
mod sabotage;
mod schema;
mod seeded;
mod swiss;
mod templates;
mod trace;
mod walks;
