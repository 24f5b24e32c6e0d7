//! All tests that need more than one module.

mod rules;
