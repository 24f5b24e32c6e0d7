//! Independent proofs of what noticec writes: a browser, checkers of HTML, Markdown, PDF and reports, and the compiler of Typst look at
//! every output of the examples. `.ci/test` installs them all; without them every proof fails.

mod browser;
mod markup;
mod outputs;
mod pdf;
mod reports;
mod sites;
mod tools;
mod words;

#[path = "../it/project.rs"]
#[expect(dead_code, reason = "the proofs need only some of what the other tests share")]
mod project;
