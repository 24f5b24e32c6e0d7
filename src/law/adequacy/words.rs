//! Names that stand in a text.

use std::ops::Range;

/// Where `wanted` begins a word in a text, in bytes; an ending may follow it (`Privacy Shields`), but a number must
/// end with it. Case does not matter; a run of spaces, hyphens and dashes is one space on either side.
pub(super) fn find(text: &str, wanted: &str) -> Option<Range<usize>> {
    let wanted: Vec<char> = folded(wanted).map(|(_, _, c)| c).collect();
    let text: Vec<(usize, usize, char)> = folded(text).collect();
    let begins = |at: usize| at == 0 || !text[at - 1].2.is_alphanumeric();
    let ends = |at: usize| text.get(at).is_none_or(|(_, _, c)| !c.is_numeric());
    let start = text.windows(wanted.len()).enumerate().position(|(at, window)| {
        window.iter().map(|&(_, _, c)| c).eq(wanted.iter().copied()) && begins(at) && ends(at + wanted.len())
    })?;
    let (first, _, _) = text.get(start)?;
    let (_, last, _) = text.get(start + wanted.len() - 1)?;
    Some(*first..*last)
}

/// The characters of a text in small letters, each with the bytes it comes from.
fn folded(text: &str) -> impl Iterator<Item = (usize, usize, char)> {
    let joins = |c: char| c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2014}');
    let mut joined = false;
    text.char_indices().flat_map(move |(at, c)| {
        let again = joined && joins(c);
        joined = joins(c);
        let end = at + c.len_utf8();
        let small = c.to_lowercase().map(move |small| (at, end, if joined { ' ' } else { small }));
        small.filter(move |_| !again)
    })
}
