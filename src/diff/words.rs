//! Which words of a text are others.

use similar::{ChangeTag, TextDiff};

/// A run of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// In which version they stand.
    pub of: Of,
    /// The words, with the white space behind them.
    pub text: String,
}

/// In which version words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// In both.
    Both,
    /// In the old one alone.
    Old,
    /// In the new one alone.
    New,
}

/// The words of two texts side by side: those of the old version alone come before those that stand in their place.
#[must_use]
pub fn words(old: &str, new: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for change in TextDiff::from_words(old, new).iter_all_changes() {
        let of = match change.tag() {
            ChangeTag::Equal => Of::Both,
            ChangeTag::Delete => Of::Old,
            ChangeTag::Insert => Of::New,
        };
        match pieces.last_mut().filter(|last| last.of == of) {
            Some(last) => last.text.push_str(change.value()),
            None => pieces.push(Piece { of, text: change.value().to_owned() }),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(pieces: &[Piece], not: Of) -> String {
        pieces.iter().filter(|piece| piece.of != not).map(|piece| piece.text.as_str()).collect()
    }

    proptest! {
        #[test]
        fn each_version_is_whole(old in "[a-z ]{0,40}", new in "[a-z ]{0,40}") {
            let pieces = words(&old, &new);
            prop_assert_eq!(of(&pieces, Of::New), old);
            prop_assert_eq!(of(&pieces, Of::Old), new);
        }
    }

    #[test]
    fn words_are_not_cut() {
        let pieces = words("kept for two years", "kept for ten years");
        let told: Vec<_> = pieces.iter().map(|piece| (piece.of, piece.text.trim())).collect();
        let wanted = [(Of::Both, "kept for"), (Of::Old, "two"), (Of::New, "ten"), (Of::Both, "years")];
        assert_eq!(told, wanted);
    }
}
