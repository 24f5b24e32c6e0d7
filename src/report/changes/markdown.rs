//! Changes as a comment on a pull request.

use std::fmt::Write;

use super::{Compared, asked, concerned, counted, counts, heading, what};
use crate::diff::news::Announcement;
use crate::diff::words::{Of, words};
use crate::diff::{Change, Class, Operation, Side};

/// Characters that a comment may have on the platforms that show it (GitHub: 65,536), less some for what is put around it.
const MOST: usize = 60_000;

/// The first line, by which a later run finds the comment of an earlier one.
const MARK: &str = "<!-- noticec diff -->";

/// Comparisons as Markdown: a line that sums up, a table by class, details folded.
#[must_use]
pub fn markdown(all: &[Compared<'_>]) -> String {
    let mut out = format!("{MARK}\n");
    let changed: Vec<&Compared<'_>> = all.iter().filter(|one| !one.diff.is_empty()).collect();
    if changed.is_empty() {
        out.push_str("### Privacy notice: no change of meaning\n");
    }
    for compared in &changed {
        let notice = notice(compared, true);
        let room = MOST.saturating_sub(out.len());
        // Details are left out before changes are.
        if notice.len() <= room {
            out.push_str(&notice);
            continue;
        }
        let short = self::notice(compared, false);
        out.push_str(&cut(&short, room));
    }
    out
}

/// As many whole lines as there is room for, and a word on the rest: the weightiest changes come first.
fn cut(notice: &str, room: usize) -> String {
    if notice.len() <= room {
        return notice.to_owned();
    }
    let rest = "\nThe list is longer than a comment may be; `noticec diff` prints all of it.\n\n";
    let mut out = String::new();
    for line in notice.lines() {
        if out.len() + line.len() + rest.len() + 1 > room {
            break;
        }
        out.push_str(line);
        out.push('\n');
    }
    out + rest
}

/// What readers are told of a notice.
#[derive(Debug, Clone)]
pub struct Announced {
    /// The notice's id.
    pub id: String,
    /// In each language; none where nothing has changed that people must be told.
    pub all: Vec<Announcement>,
    /// Whether words differ, of which nobody knows yet what they mean.
    pub words: bool,
}

const NOTHING: &str = "Nothing has changed that people must be told.\n\n";
const ONLY_WORDS: &str = "Only words differ. If they mean something else, people must be told.\n\n";

/// Announcements as Markdown, by notice and language: a banner, and a message with its subject. Their words are plain text in
/// blocks that keep it.
#[must_use]
pub fn announcements(notices: &[Announced]) -> String {
    let mut out = String::new();
    for Announced { id, all, words } in notices {
        let _ = writeln!(out, "# {}\n", escaped(id));
        if all.is_empty() {
            out.push_str(if *words { ONLY_WORDS } else { NOTHING });
        }
        for one in all {
            let block = |words: &str| {
                let longest = words.split(|one| one != '`').map(str::len).max().unwrap_or_default();
                let fence = "`".repeat(longest.max(2) + 1);
                format!("{fence}text\n{words}\n{fence}\n")
            };
            let message = format!("{}\n\n{}", one.subject, one.message);
            let _ = writeln!(out, "## Banner ({})\n\n{}", one.lang, block(&one.banner));
            let _ = writeln!(out, "## Message ({})\n\n{}", one.lang, block(&message));
        }
    }
    out
}

fn notice(compared: &Compared<'_>, details: bool) -> String {
    let diff = compared.diff;
    let mut out = String::new();
    // Writing to a text does not fail.
    let _ = writeln!(out, "### Privacy notice `{}`: {}\n", diff.id, counted(diff));
    let due = compared.due().map(|due| format!(" Raise the version to **{due}**.")).unwrap_or_default();
    let versions = compared.versions();
    let first = versions.chars().next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    let _ =
        writeln!(out, "{first}{}, compared with {}.{due}", versions.get(1..).unwrap_or_default(), code(compared.base));
    if let Some(asked) = asked(diff) {
        let _ = writeln!(out, "{asked}");
    }
    out.push_str("\n| Class | Change | Where | Concerns |\n| --- | --- | --- | --- |\n");
    for (class, _) in counts(diff) {
        for change in diff.of(class) {
            let name = match class {
                Class::Fundamental | Class::Material => format!("**{}**", class.name()),
                Class::Review | Class::Editorial => heading(class).to_owned(),
            };
            let label = change.label.as_ref().map(|label| format!(" “{}”", escaped(label))).unwrap_or_default();
            let concerns = if class > Class::Editorial { escaped(&concerned(&change.affected)) } else { String::new() };
            let what = format!("{}{}", what(change), short(change));
            let _ = writeln!(out, "| {name} | {what} | {}{label} | {concerns} |", code(&change.path));
        }
    }
    out.push('\n');
    if details && diff.changes.iter().any(|change| change.operation != Operation::Moved) {
        let _ = writeln!(out, "<details><summary>Details</summary>\n");
        diff.changes.iter().filter(|change| change.operation != Operation::Moved).for_each(|change| {
            one(&mut out, compared, change);
        });
        out.push_str("</details>\n\n");
    }
    out
}

/// What is short enough for the table: one value in place of another.
fn short(change: &Change) -> String {
    let text = |side: &Option<Side>| side.as_ref().map(|side| side.text.clone()).unwrap_or_default();
    let (old, new) = (text(&change.old), text(&change.new));
    let remark = change.remark.as_ref().map(|remark| format!(" ({})", escaped(remark))).unwrap_or_default();
    let values = match change.operation {
        Operation::Altered | Operation::Renamed if change.languages.is_empty() && old.len() + new.len() < 60 => {
            format!(": {} → {}", code(&old), code(&new))
        }
        Operation::Added if change.facts.is_empty() && new.len() < 60 => {
            format!(": {}{}", if change.is_whole { "" } else { "added " }, code(&new))
        }
        Operation::Removed if change.facts.is_empty() && old.len() < 60 => {
            format!(": {}{}", if change.is_whole { "" } else { "removed " }, code(&old))
        }
        _ => String::new(),
    };
    format!("{values}{remark}")
}

fn one(out: &mut String, compared: &Compared<'_>, change: &Change) {
    let text = |side: &Option<Side>| side.as_ref().map(|side| side.text.clone()).unwrap_or_default();
    let place = compared.place(change).map(|(file, line, _)| format!(", {}", code(&format!("{file}:{line}"))));
    let _ = writeln!(
        out,
        "**{} {}**: {}{}\n",
        change.kind.code,
        what(change),
        code(&change.path),
        place.unwrap_or_default()
    );
    match change.operation {
        Operation::Altered if !change.languages.is_empty() => {
            let tags = change.languages.join(", ");
            let _ = writeln!(out, "> {tags}: {}\n", marked(&text(&change.old), &text(&change.new)));
        }
        Operation::Altered if change.old.is_none() || !change.facts.is_empty() => {
            for (when, words) in &change.facts {
                let _ = writeln!(out, "- {when}: {}", escaped(words));
            }
            out.push('\n');
        }
        Operation::Altered | Operation::Renamed => {
            let _ = writeln!(out, "- {}\n- {}\n", struck(&text(&change.old)), escaped(&text(&change.new)));
        }
        Operation::Added | Operation::Removed => {
            let gone = change.operation == Operation::Removed;
            let mark = |words: &str| if gone { struck(words) } else { escaped(words) };
            if change.facts.is_empty() {
                let stands = if gone { text(&change.old) } else { text(&change.new) };
                let _ = writeln!(out, "- {}\n", mark(&stands));
            } else {
                for (field, words) in &change.facts {
                    let _ = writeln!(out, "- {}: {}", code(field), mark(words));
                }
                out.push('\n');
            }
        }
        Operation::Moved => {}
    }
}

fn marked(old: &str, new: &str) -> String {
    let piece = |piece: &crate::diff::words::Piece| {
        let words = piece.text.trim_end();
        let behind = &piece.text[words.len()..];
        let words = match piece.of {
            Of::Both => literal(words),
            _ if words.is_empty() => String::new(),
            Of::Old => format!("~~{}~~", escaped(words)),
            Of::New => format!("**{}**", escaped(words)),
        };
        format!("{words}{behind}")
    };
    words(old, new).iter().map(piece).collect::<String>().trim_end().to_owned()
}

/// Words that are gone.
fn struck(words: &str) -> String {
    if words.trim().is_empty() { "(nothing)".to_owned() } else { format!("~~{}~~", escaped(words)) }
}

/// Words that no renderer of Markdown takes for markup, on one line; they may stand at the beginning of one.
fn escaped(words: &str) -> String {
    let words = literal(&words.split_whitespace().collect::<Vec<_>>().join(" "));
    let digits = words.len() - words.trim_start_matches(|one: char| one.is_ascii_digit()).len();
    match words.get(digits..).and_then(|rest| rest.chars().next()) {
        None if words.is_empty() => "(nothing)".to_owned(),
        // A number or a mark that would begin a list.
        Some('.' | ')') if digits > 0 => format!("{}\\{}", &words[..digits], &words[digits..]),
        Some('-' | '+' | '=') if digits == 0 => format!("\\{words}"),
        _ => words,
    }
}

/// Stands between characters that a platform would take for a mention, a number of a thread or an address; it is not seen.
const APART: char = '\u{200b}';

/// Words that no renderer of Markdown takes for markup.
fn literal(words: &str) -> String {
    let mut out = String::new();
    let mut all = words.chars().peekable();
    while let Some(one) = all.next() {
        match one {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // A mention in a comment would call somebody, a number would lead to another thread, an address elsewhere.
            '@' | '#' => out.extend([one, APART]),
            '-' if out.ends_with("GH") => out.extend([one, APART]),
            '.' if out.ends_with("www") => out.extend([one, APART]),
            ':' if all.peek() == Some(&'/') => out.extend([one, APART]),
            // The name of a picture stands between colons.
            ':' if all.peek().is_some_and(|next| next.is_alphanumeric() || "+-".contains(*next)) => {
                out.push_str("&#58;");
            }
            '\n' | '\r' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' | '$' => {
                out.push('\\');
                out.push(one);
            }
            _ => out.push(one),
        }
    }
    out
}

/// Words in the type of code, for a cell of a table.
fn code(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let longest = words.split(|one| one != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad = if words.starts_with('`') || words.ends_with('`') { " " } else { "" };
    if words.is_empty() {
        return String::new();
    }
    format!("{fence}{pad}{}{pad}{fence}", words.replace('|', "\\|"))
}
