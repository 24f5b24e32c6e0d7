//! Independent proofs of what noticec writes: a browser, checkers of HTML, Markdown, PDF and reports, and the compiler of Typst look at
//! every output of the examples. `.ci/test` installs them all; without them every proof fails.

mod browser;
mod ci;
mod editor;
mod install;
mod markup;
mod outputs;
mod pdf;
mod picture;
#[cfg(feature = "serve")]
mod preview;
mod reports;
mod sites;
#[cfg(unix)]
mod terminal;
mod tools;
mod words;

#[path = "../it/project.rs"]
#[expect(dead_code, reason = "the proofs need only some of what the other tests share")]
mod project;
