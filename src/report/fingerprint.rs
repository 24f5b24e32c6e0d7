//! What tells a finding again in a later run.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

/// Letters of a fingerprint, of the 64 that the hash has: 128 bits.
const LENGTH: usize = 32;

/// The fingerprints of a run: each is unique in its file.
#[derive(Debug, Default)]
pub(super) struct Fingerprints(HashMap<(String, String), usize>);

impl Fingerprints {
    /// The fingerprint of the next finding in a file; where there are several of one rule, declaration and message, they are
    /// numbered in their order.
    pub(super) fn of(&mut self, file: &str, code: &str, on: Option<&str>, message: &str) -> String {
        let hash = hash(code, on, message);
        let met = self.0.entry((file.to_owned(), hash.clone())).or_default();
        *met += 1;
        if *met == 1 { hash } else { format!("{hash}:{met}") }
    }
}

/// A hash of the rule, the declaration and the message. The file is not in it: it stands beside it wherever fingerprints are kept,
/// and so the hash does not hang on the folder of a run.
fn hash(code: &str, on: Option<&str>, message: &str) -> String {
    letters(&[code, on.unwrap_or_default(), &without_lines(message)])
}

/// A fingerprint that is unique in a run, where no file stands beside it.
pub(super) fn with_file(file: &str, fingerprint: &str) -> String {
    letters(&[file, fingerprint])
}

/// A hash of some words, none of which runs into the next.
fn letters(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let nibbles = hash.finalize().into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
    nibbles.take(LENGTH).filter_map(|nibble| char::from_digit(u32::from(nibble), 16)).collect()
}

/// A message without the numbers of lines and columns: `line 3` and `notice.toml:3:15` say no number.
fn without_lines(message: &str) -> String {
    let mut out = String::with_capacity(message.len());
    let mut rest = message;
    while let Some(first) = rest.find(|one: char| one.is_ascii_digit()) {
        let (before, number) = rest.split_at(first);
        let end = number.find(|one: char| !one.is_ascii_digit()).unwrap_or(number.len());
        out.push_str(before);
        let is_line = [":", "line ", "lines ", "column "].iter().any(|word| out.ends_with(word));
        out.push_str(if is_line { "#" } else { &number[..end] });
        rest = &number[end..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_may_move_and_nothing_else() {
        let one = hash("RET-03", Some("retention.a"), "no start, see notice.toml:3:15 (line 3)");
        assert_eq!(one, hash("RET-03", Some("retention.a"), "no start, see notice.toml:40:2 (line 40)"));
        for other in [
            hash("RET-01", Some("retention.a"), "no start, see notice.toml:3:15 (line 3)"),
            hash("RET-03", Some("retention.b"), "no start, see notice.toml:3:15 (line 3)"),
            hash("RET-03", None, "no start, see notice.toml:3:15 (line 3)"),
            hash("RET-03", Some("retention.a"), "no end, see notice.toml:3:15 (line 3)"),
        ] {
            assert_ne!(one, other);
        }
        // The parts do not run into one another.
        assert_ne!(hash("RET-03", Some("ab"), "c"), hash("RET-03", Some("a"), "bc"));
        assert_eq!(one.len(), LENGTH);
    }

    #[test]
    fn numbers_of_other_things_count() {
        assert_eq!(without_lines("13 months after 2026-11-01"), "13 months after 2026-11-01");
        assert_eq!(without_lines("a.toml:12:3: line 4, column 15"), "a.toml:#:#: line #, column #");
        assert_ne!(hash("RET-03", None, "6 months"), hash("RET-03", None, "12 months"));
    }

    #[test]
    fn like_findings_of_a_file_are_numbered() {
        let mut all = Fingerprints::default();
        let first = all.of("a.toml", "TXT-01", None, "the same");
        assert_eq!(all.of("a.toml", "TXT-01", None, "the same"), format!("{first}:2"));
        assert_eq!(all.of("b.toml", "TXT-01", None, "the same"), first);
        assert_eq!(all.of("a.toml", "TXT-01", None, "the same"), format!("{first}:3"));
    }
}
