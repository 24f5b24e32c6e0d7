//! A compiler for privacy notices, as a library: the floors of the program from the ground up.
//!
//! A floor uses only the floors below it; modules of one floor do not know each other. Files become declarations, a
//! declaration becomes a model, rules judge the model, lowering makes the notice as a document, back ends render it, and
//! what they wrote is read back.

// Bad input must not panic; tests may.
#![cfg_attr(not(test), warn(clippy::unwrap_used))]

// Ground: places, law as data, the fixed sentences, the notice as data, what a finding is.
pub mod document;
pub mod finding;
pub mod law;
mod markdown;
pub mod phrases;
pub mod source;

// What was written.
pub mod declaration;

// Files become declarations.
pub mod load;

// Names resolved, the law chosen.
pub mod model;

// The law's rules; and the notice made from the model.
pub mod lower;
pub mod rules;

// How much findings weigh; what changed between versions; outputs, and the proof that nothing was lost; which item is told
// where; what is left as evidence.
pub mod diff;
pub mod levels;
pub mod manifest;
pub mod render;
pub mod trace;

// Findings for people.
pub mod report;

// The command line.
pub mod cli;
