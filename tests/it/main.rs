//! All tests that need more than one module.

mod bad_input;
mod cases;
mod cli;
mod codes;
mod commencement;
mod deletions;
mod examples;
mod floors;
mod hostile;
mod pastes;
mod project;
mod readme;
mod rules;
mod sabotage;
mod schema;
mod swiss;
mod walks;
