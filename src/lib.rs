//! A compiler for privacy notices.
pub mod source;
pub mod law;
pub mod document;
pub mod declaration;
pub mod finding;
pub mod load;
pub mod model;
pub mod phrases;
pub mod lower;
