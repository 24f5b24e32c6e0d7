//! Words that were expected, compared with words that were found: without white space, with or without a colon that a format puts.

/// Stands where a format may put a colon: between a term and what is said of it.
pub(super) const COLON: char = '\u{1}';

/// Reads the expected words at the start of what was found: how many bytes they take there, or where the two part.
pub(super) fn matching(expected: &str, found: &str) -> Result<usize, (usize, usize)> {
    let mut rest = found.char_indices().filter(|(_, c)| is_seen(*c)).peekable();
    let mut read = 0;
    for (at, c) in expected.char_indices() {
        if c == COLON {
            // Colons of the words themselves are not the one that a format may put there.
            let own = colons(expected.get(at..).unwrap_or_default().chars());
            if let Some((place, colon)) = rest.next_if(|&(place, _)| colons(found[place..].chars()) > own) {
                read = place + colon.len_utf8();
            }
        } else if is_seen(c) {
            match rest.next() {
                Some((place, next)) if next == c => read = place + c.len_utf8(),
                other => return Err((at, other.map_or(found.len(), |(place, _)| place))),
            }
        }
    }
    Ok(read)
}

/// How many colons come before anything else that is seen.
fn colons(words: impl Iterator<Item = char>) -> usize {
    words.filter(|c| is_seen(*c)).take_while(|c| matches!(c, ':' | '：')).count()
}

pub(super) fn same(expected: &str, found: &str) -> bool {
    matching(expected, found).is_ok_and(|read| solid(&found[read..]).is_empty())
}

/// Neither white space nor a character that only steers how others are shown.
fn is_seen(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && !is_format(c)
}

/// A character that has no shape: it joins, divides, or sets a direction.
pub(in crate::render) fn is_format(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

pub(super) fn solid(text: &str) -> String {
    text.chars().filter(|c| is_seen(*c)).collect()
}

/// The words around a place, in one line.
pub(super) fn around(text: &str, at: usize) -> String {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let shown = |c: &char| *c != COLON;
    let skipped = before.chars().count().saturating_sub(30);
    let mut out: String = before.chars().skip(skipped).chain(after.chars().take(50)).filter(shown).collect();
    out = out.split_whitespace().collect::<Vec<_>>().join(" ");
    if skipped > 0 && !out.is_empty() {
        out.insert(0, '…');
    }
    if after.chars().nth(50).is_some() {
        out.push('…');
    }
    out
}
