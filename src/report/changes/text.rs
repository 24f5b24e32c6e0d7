//! Changes for a terminal.

use std::io::{self, Write};

use super::{Compared, asked, concerned, counted, counts, heading, what};
use crate::diff::words::{Of, words};
use crate::diff::{Change, Class, Operation};
use crate::report::{Style, filled};

/// What stands before the lines below a change.
const INDENT: &str = "      ";

/// Marks around words, with and without colours.
struct Paint(bool);

impl Paint {
    fn on(&self, code: &str, words: &str) -> String {
        if self.0 && !words.is_empty() { format!("\u{1b}[{code}m{words}\u{1b}[0m") } else { words.to_owned() }
    }

    fn class(&self, class: Class) -> String {
        let code = match class {
            Class::Fundamental => "1;31",
            Class::Material => "1;33",
            Class::Review => "1;36",
            Class::Editorial => "1",
        };
        self.on(code, heading(class))
    }

    fn gone(&self, words: &str) -> String {
        if self.0 { self.on("31;9", words) } else { format!("[-{words}-]") }
    }

    fn fresh(&self, words: &str) -> String {
        if self.0 { self.on("32", words) } else { format!("{{+{words}+}}") }
    }
}

/// Writes a comparison for people.
///
/// # Errors
/// Those of the writer.
pub fn text(out: &mut dyn Write, compared: &Compared<'_>, style: Style) -> io::Result<()> {
    let paint = Paint(style.colour);
    let diff = compared.diff;
    let renamed = if diff.id == diff.old_id { String::new() } else { format!(" (was `{}`)", diff.old_id) };
    writeln!(out, "{}{renamed}, {}, compared with {}", paint.on("1", &diff.id), compared.versions(), compared.base)?;
    let due = compared.due().map(|due| format!("; raise the version to {due}")).unwrap_or_default();
    writeln!(out, "  {}{due}", counted(diff))?;
    for (class, _) in counts(diff) {
        writeln!(out, "\n{}", paint.class(class))?;
        for change in diff.of(class) {
            one(out, compared, change, style, &paint)?;
        }
    }
    match asked(diff) {
        Some(asked) => writeln!(out, "\n{}", filled(&asked, ("", ""), style.width)),
        None => Ok(()),
    }
}

fn one(out: &mut dyn Write, compared: &Compared<'_>, change: &Change, style: Style, paint: &Paint) -> io::Result<()> {
    let label = change.label.as_ref().map(|label| format!(" “{label}”")).unwrap_or_default();
    let head = format!("{} {}: {}{label}", change.kind.code, what(change), change.path);
    writeln!(out, "  {}", paint.on("1", &head))?;
    let mut below: Vec<String> = Vec::new();
    let side = |side: &Option<crate::diff::Side>| side.as_ref().map(|side| side.text.clone()).unwrap_or_default();
    match change.operation {
        Operation::Altered if !change.languages.is_empty() => {
            let tags = change.languages.join(", ");
            below.push(format!("{tags}: {}", marked(&side(&change.old), &side(&change.new), paint)));
            below.extend(change.remark.clone());
        }
        Operation::Altered if change.old.is_none() || !change.facts.is_empty() => {
            if let (Some(old), Some(new)) = (&change.old, &change.new) {
                below.push(format!("{} → {}", paint.gone(&old.text), paint.fresh(&new.text)));
            }
            below.extend(change.facts.iter().map(|(when, text)| match when.as_str() {
                "before" => paint.gone(text),
                _ => paint.fresh(text),
            }));
        }
        Operation::Altered | Operation::Renamed => {
            let remark = change.remark.as_ref().map(|remark| format!(" ({remark})")).unwrap_or_default();
            below.push(format!("{} → {}{remark}", paint.gone(&side(&change.old)), paint.fresh(&side(&change.new))));
        }
        Operation::Added | Operation::Removed => {
            let mark = |words: &str| match change.operation {
                Operation::Added => paint.fresh(words),
                _ => paint.gone(words),
            };
            if change.facts.is_empty() {
                let stands = if change.new.is_some() { &change.new } else { &change.old };
                below.push(mark(&side(stands)));
            }
            below.extend(change.facts.iter().map(|(field, text)| format!("{field}: {}", mark(text))));
        }
        Operation::Moved => {}
    }
    let remark = change.remark.as_ref().filter(|_| matches!(change.operation, Operation::Added | Operation::Removed));
    below.extend(remark.cloned());
    if change.class > Class::Editorial {
        below.push(format!("concerns: {}", concerned(&change.affected)));
    }
    if let Some((file, line, column)) = compared.place(change) {
        below.push(paint.on("2", &format!("{file}:{line}:{column}")));
    }
    // Colours are no columns; lines with them are left as they are.
    for line in below {
        let line = if style.colour { format!("{INDENT}{line}") } else { filled(&line, (INDENT, INDENT), style.width) };
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// A text in which the words of one version alone are marked.
fn marked(old: &str, new: &str, paint: &Paint) -> String {
    let piece = |piece: &crate::diff::words::Piece| {
        let words = piece.text.trim_end();
        let behind = &piece.text[words.len()..];
        let words = match piece.of {
            Of::Both => words.to_owned(),
            Of::Old => paint.gone(words),
            Of::New => paint.fresh(words),
        };
        format!("{words}{behind}")
    };
    words(old, new).iter().map(piece).collect::<String>().trim_end().to_owned()
}
