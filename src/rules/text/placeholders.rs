//! What a template left to be filled in: slots, signs of unfinished work, notes to the author.

use std::ops::Range;
use std::sync::LazyLock;

use crate::declaration::is_to_fill_in;
use crate::finding::{Fault, Mark};
use crate::model::Model;
use crate::rules::Reading;
use crate::rules::lexicon::Lexicon;
use crate::rules::reading::used_names;
use crate::rules::words::place;
use crate::source::Spanned;

/// What stands where something is to be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    /// A slot in brackets, or a line to write on.
    Slot,
    /// A sign that something is still to be done.
    Open,
    /// A note to whoever fills in the template.
    Note,
    /// An address that nobody can reach.
    Nowhere,
}

/// Verbs with which a slot begins, whatever follows.
const VERBS: &[&str] = &[
    "add", "amend", "choose", "click", "complete", "delete", "describe", "enter", "fill", "insert", "select", "specify",
];

/// Nouns that name what belongs into a slot; a sentence in brackets may begin with one of them.
const NOUNS: &[&str] = &[
    "address",
    "amount",
    "authority",
    "business",
    "charity",
    "company",
    "contact",
    "controller",
    "council",
    "country",
    "date",
    "details",
    "dpo",
    "e-mail",
    "email",
    "full",
    "job",
    "legal",
    "link",
    "list",
    "name",
    "names",
    "number",
    "organisation",
    "organization",
    "phone",
    "placeholder",
    "position",
    "postcode",
    "purpose",
    "reason",
    "school",
    "state",
    "telephone",
    "title",
    "url",
    "website",
];

/// A slot that a noun names has at most so many words.
const NAMED: usize = 5;

/// Elements of HTML that have the name of a slot.
const ELEMENTS: &[&str] = &["address", "details", "link", "select", "title"];

/// Signs of unfinished work in capitals.
const SIGNS: &[&str] = &["FIXME", "TBA", "TBC", "TBD", "TODO"];

static NOTES: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "amend as appropriate",
        "amend as necessary",
        "delete as applicable",
        "delete as appropriate",
        "delete as necessary",
        "delete if not applicable",
        "delete this note",
        "delete this section if",
        "delete these notes",
        "delete where not applicable",
        "drafting note",
        "drafting notes",
        "lorem ipsum",
        "note to author",
        "note to drafter",
    ])
});

/// Fields that tell of something and that examples alone do not fill.
const TELLING: &[&str] = &["activity", "category", "items", "label", "text"];

pub(super) fn unfilled(texts: &[Reading<'_>], model: &Model) -> Vec<Fault> {
    let mut faults = Vec::new();
    for text in texts.iter().filter(|text| text.is_used(model)) {
        faults.extend(
            found(text.words).into_iter().map(|(what, range)| fault(what, range, text.words, text.field, &text.on)),
        );
        if text.english && TELLING.contains(&text.field) && only_examples(text) {
            let message = format!("the `{}` of `{}` gives examples alone", text.field, text.on);
            let fault = Fault::new(message).at(text.words.span, "of what?").on(text.on.clone());
            faults.push(fault.help("say what it is; examples can stand behind it").weighing(Mark::Expected));
        }
    }
    for name in used_names(model) {
        // Names of cookies are patterns often enough.
        let pattern = name.on.starts_with("storage.") && name.field == "name" && !is_to_fill_in(&name.words);
        if !pattern {
            faults.extend(
                found(&name.words)
                    .into_iter()
                    .map(|(what, range)| fault(what, range, &name.words, name.field, &name.on)),
            );
        }
    }
    faults
}

fn fault(what: What, range: Range<usize>, words: &Spanned<String>, field: &str, on: &str) -> Fault {
    let (label, help) = match what {
        What::Slot => ("to be filled in", "write what belongs here, or leave it out"),
        What::Open => ("not finished", "finish the text, or leave it out"),
        What::Note => ("a note to the author, not to the reader", "follow the note, then take it out"),
        What::Nowhere => {
            ("to be filled in: nothing at `.invalid` can be reached", "write the address, or leave it out")
        }
    };
    let fault = Fault::new(format!("a placeholder is left in the `{field}` of `{on}`"));
    fault.at(place(words, range.start, range.end), label).help(help).on(on)
}

/// Whether a text is a slot of a template and nothing else, such as `<your name>`.
pub(in crate::rules) fn is_slot(text: &str) -> bool {
    found(text).iter().any(|(what, range)| *what == What::Slot && range.start == 0)
}

/// All places to be filled in, in order, none inside another.
fn found(text: &str) -> Vec<(What, Range<usize>)> {
    let mut found = if text.contains(['[', '{', '<', '_']) { slots(text) } else { Vec::new() };
    if text.contains("XXX") || SIGNS.iter().any(|sign| text.contains(sign)) {
        found.extend(signs(text).map(|range| (What::Open, range)));
    }
    if text.contains(NOWHERE) {
        found.extend(nowhere(text).map(|range| (What::Nowhere, range)));
    }
    found.extend(NOTES.all(text).into_iter().map(|(_, range)| (What::Note, range)));
    found.sort_by_key(|(_, range)| (range.start, usize::MAX - range.end));
    let mut end = 0;
    found.retain(|(_, range)| {
        let free = range.start >= end;
        end = end.max(range.end);
        free
    });
    found
}

fn slots(text: &str) -> Vec<(What, Range<usize>)> {
    let mut found = Vec::new();
    for (at, one) in text.char_indices() {
        let rest = &text[at..];
        let range = match one {
            '[' => bracketed(text, at),
            '{' if rest.starts_with("{{") => rest.find("}}").map(|end| at..at + end + 2),
            '<' if rest.starts_with("<<") => rest.find(">>").map(|end| at..at + end + 2),
            '<' => {
                let inside = rest[1..].split_once('>').map(|(inside, _)| inside);
                inside
                    .filter(|inside| {
                        let element = ELEMENTS.contains(inside) || inside.contains([':', '@', '=', '/']);
                        names_a_slot(inside) && !element
                    })
                    .map(|inside| at..at + inside.len() + 2)
            }
            '_' if rest.starts_with("____") && !text[..at].ends_with('_') => {
                Some(at..at + rest.len() - rest.trim_start_matches('_').len())
            }
            _ => None,
        };
        found.extend(range.map(|range| (What::Slot, range)));
    }
    found
}

/// A slot in square brackets; what is a link in Markdown is none.
fn bracketed(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = &text[at + 1..];
    let Some((inside, behind)) = rest.split_once(']') else {
        // A bracket that is never closed is one if it begins like a slot.
        let end = rest.find(['\n', '.']).unwrap_or(rest.len());
        let hint = rest.trim_start().to_lowercase();
        let slot = names_a_slot(&rest[..end]) || hint.starts_with("e.g") || hint.starts_with("for example");
        return slot.then_some(at..text.len());
    };
    let link = behind.starts_with(['(', '[', ':'])
        || text[..at].ends_with(']')
        || text[..at].ends_with('!')
        || text.contains(&format!("[{inside}]:"));
    let hint = inside.trim_start().to_lowercase().starts_with("e.g");
    (!link && (hint || names_a_slot(inside))).then(|| at..at + inside.len() + 2)
}

/// Whether what stands in brackets asks for something: "insert …", "NAME", "your address", dots.
fn names_a_slot(inside: &str) -> bool {
    let inside = inside.trim().trim_matches('*').trim();
    let blank = inside.chars().all(|one| "._-…xX?•● ".contains(one)) && (inside.len() > 1 || inside == "…");
    let lower = inside.to_lowercase();
    let words: Vec<&str> =
        lower.split(|one: char| one.is_whitespace() || "/,:;".contains(one)).filter(|word| !word.is_empty()).collect();
    let Some(first) = words.first() else { return blank };
    let short = words.len() <= NAMED;
    // "[GDPR]" is an abbreviation and no slot.
    let capitals = inside.chars().all(|one| one.is_uppercase() || " /-_'’.".contains(one))
        && words.iter().any(|word| NOUNS.contains(word));
    let added = ["our emphasis", "our italics", "our translation"].contains(&lower.as_str());
    let yours = ["your", "our"].contains(first) && words.len() > 1 && !added;
    let sign = SIGNS.iter().any(|sign| sign.to_lowercase() == lower);
    blank
        || sign
        || VERBS.contains(first) && inside.len() < 200
        || short && (capitals || yours || NOUNS.contains(first))
}

/// The end of hosts that are set aside so that they never exist: RFC 2606, section 2.
const NOWHERE: &str = ".invalid";

/// E-mail and web addresses at such a host.
fn nowhere(text: &str) -> impl Iterator<Item = Range<usize>> {
    let between = |one: char| one.is_whitespace() || "<>()[]\"“”,;".contains(one);
    let words = text.split(between).map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word));
    words.filter_map(|(start, word)| {
        let (host, behind) = word.split_once(NOWHERE)?;
        let named = host.ends_with(|one: char| one.is_alphanumeric());
        let behind = behind.strip_prefix('.').unwrap_or(behind);
        let ends = !behind.starts_with(|one: char| one.is_alphanumeric() || one == '-');
        (named && ends).then(|| start..start + word.trim_end_matches(['.', ':', '!', '?']).len())
    })
}

/// `TBC`, `TODO` and `XXX` as words of their own.
fn signs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split(|one: char| !one.is_alphanumeric() && one != '_').filter_map(move |word| {
        let range = at..at + word.len();
        // One sign of any length stands between two words.
        at = range.end + text[range.end..].chars().next().map_or(0, char::len_utf8);
        let crosses = word.len() > 2 && word.bytes().all(|one| one == b'X');
        (SIGNS.contains(&word) || crosses).then_some(range)
    })
}

/// Whether a text has no more than examples.
fn only_examples(text: &Reading<'_>) -> bool {
    let start = text.words.trim_start().trim_start_matches(['(', '[']).to_lowercase();
    let example =
        ["e.g.", "e.g ", "eg ", "for example", "for instance", "such as "].iter().any(|sign| start.starts_with(sign));
    // "For example" may begin a sentence of several.
    example && !text.words.trim_start().starts_with('[') && text.sentences().len() == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::text::tests::{NONE, judged, text};

    fn shown(text: &str) -> Vec<&str> {
        found(text).into_iter().map(|(_, range)| &text[range]).collect()
    }

    #[test]
    fn slots_are_found_where_they_stand() {
        assert_eq!(shown("Write to [insert name] at [ADDRESS]."), ["[insert name]", "[ADDRESS]"]);
        assert_eq!(shown("Dear {{name}}, <your address>, <<date>>"), ["{{name}}", "<your address>", "<<date>>"]);
        assert_eq!(shown("From ______ on [...] or [your e-mail]"), ["______", "[...]", "[your e-mail]"]);
        assert_eq!(
            shown("[e.g. data controllers such as local authorities"),
            ["[e.g. data controllers such as local authorities"]
        );
        assert_eq!(shown("kept for XXX years, TBC"), ["XXX", "TBC"]);
        assert_eq!(shown("Notes: delete these notes when published"), ["delete these notes"]);
        assert_eq!(shown("The [company name] – TODO"), ["[company name]", "TODO"]);
        assert_eq!(shown("[fill in: the place, such as the hall]"), ["[fill in: the place, such as the hall]"]);
        assert_eq!(
            shown("Write to dpo@fill-in.invalid. See https://fill-in.invalid/a."),
            ["dpo@fill-in.invalid", "https://fill-in.invalid/a"]
        );
    }

    #[test]
    fn what_only_looks_like_one_is_left_alone() {
        for right in [
            "See our [privacy page](https://northmoor.example/privacy).",
            "See [name][1].\n\n[name]: https://northmoor.example",
            "Write to <dpo@northmoor.example> or <https://northmoor.example>.",
            "We insert your card into the reader …",
            "for example names, e.g. yours",
            "The court held that [the controller] must answer.",
            "“[your] data”",
            "the General Data Protection Regulation [GDPR]",
            "[Our office is closed on Mondays, so we answer on Tuesdays.]",
            "See the [address].\n\n[address]: https://northmoor.example",
            "<address>Town Hall</address>",
            "footnote [1]",
            "a_b_c __strong__ and **bold**",
            "the xxx cookie and Todo lists",
            "1 < 2 and 3 > 2",
            "dpo@northmoor.invalid.example and a ticket that is .invalid or isn't.invalidated",
            "![Our house](house.png)",
        ] {
            assert_eq!(shown(right), Vec::<&str>::new(), "{right}");
        }
    }

    #[test]
    fn names_are_read_too() {
        let named = |rest: &str| judged("TXT-03", &format!("[controller]\nname = \"Northmoor\"\n{rest}"));
        assert_eq!(named("address = \"[insert address]\""), ["TXT-03"]);
        assert_eq!(named("phone = \"TBC\""), ["TXT-03"]);
        assert_eq!(named("form = \"https://northmoor.example/[insert]\""), ["TXT-03"]);
        assert_eq!(named("address = \"Town Hall, Northmoor\""), NONE);
        assert_eq!(judged("TXT-03", "[laws.a]\nname = \"[statute]\"\n[laws.b]\nname = \"[NAME OF ACT]\""), ["TXT-03"]);
        assert_eq!(judged("TXT-03", "[storage.a]\nname = \"_ga_XXX\""), NONE);
        assert_eq!(judged("TXT-03", "[storage.a]\nname = \"[fill in: name of the cookie]\""), ["TXT-03"]);
        assert_eq!(judged("TXT-03", "[complaints]\nauthorities = [\"[fill in: your authority]\"]"), ["TXT-03"]);
        assert_eq!(named("email = \"dpo@fill-in.invalid\""), ["TXT-03"]);
    }

    #[test]
    fn examples_alone_are_found() {
        assert_eq!(text("TXT-03", "for example, publishing newsletters"), ["TXT-03"]);
        assert_eq!(text("TXT-03", "publishing, for example of newsletters"), NONE);
    }
}
