//! References within a notice that lead nowhere: sections by number, anchors, "above" and "below".

use std::ops::Range;

use indexmap::IndexMap;

use crate::finding::{Fault, Mark};
use crate::markdown;
use crate::model::Model;
use crate::rules::clauses::{Token, tokens};
use crate::rules::sentences::words;
use crate::rules::words::{place, within};
use crate::rules::{Reading, Sentence};
use crate::source::Span;

/// Parts that a notice may number.
const PARTS: &[&str] = &["appendix", "clause", "paragraph", "part", "section", "sections"];

/// Words before a reference to a part of the same text; "under section 29" is one to a statute.
const TO: &[&str] = &["in", "see"];

/// Words with which a numbered part is one of a statute, a contract or another paper.
const OTHERS: &[&str] = &[
    "act",
    "agreement",
    "annex",
    "charter",
    "code",
    "constitution",
    "contract",
    "directive",
    "fadp",
    "form",
    "gdpr",
    "guidance",
    "guidelines",
    "handbook",
    "law",
    "order",
    "ordinance",
    "pecr",
    "policy",
    "regulation",
    "regulations",
    "rules",
    "schedule",
    "statute",
    "terms",
    "treaty",
];

/// The notice itself.
const SELF: &[&str] = &["document", "notice", "policy", "statement"];

/// Statutes, as they are written in a text that cites one and then its parts.
const STATUTES: &[&str] = &["Act", "Code", "Directive", "Order", "Regulation", "Regulations", "Rules"];

/// So many further places are shown.
const MORE: usize = 5;

/// Verbs and nouns with which "above" and "below" refer.
const REFERRING: &[&str] = &[
    "described",
    "explained",
    "given",
    "listed",
    "mentioned",
    "named",
    "out",
    "outlined",
    "provided",
    "referred",
    "see",
    "shown",
    "specified",
    "stated",
    "table",
    "list",
    "details",
    "sections",
    "section",
];

pub(super) fn dangling(texts: &[Reading<'_>], model: &Model) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut numbers: IndexMap<String, Vec<Place<'_>>> = IndexMap::new();
    for text in texts.iter().filter(|text| text.is_used(model)) {
        faults.extend(anchors(text, model));
        if !text.english {
            continue;
        }
        let cites = text.words.split(|one: char| !one.is_alphanumeric()).any(|word| STATUTES.contains(&word));
        for (index, sentence) in text.sentences().iter().enumerate() {
            if !refers(sentence) {
                continue;
            }
            let tokens = tokens(&sentence.text);
            let mut by_number = false;
            for (range, number) in numbered(&tokens, &sentence.text, cites) {
                let title = title(text, index, &range);
                let span = within(&sentence.text, range);
                numbers.entry(number).or_default().push(Place { span, text, sentence, title });
                by_number = true;
            }
            // "See section 12 below" is one reference.
            if !by_number {
                faults.extend(relative(text, index, sentence, &tokens, model));
            }
        }
    }
    let lost = numbers.into_iter().filter(|(number, _)| !is_numbered(texts, number));
    faults.extend(lost.filter_map(|(number, places)| number_fault(&number, &places, model)));
    faults
}

fn refers(sentence: &Sentence) -> bool {
    sentence.has(PARTS) || sentence.has(&["see", "above", "below"])
}

/// A reference by number.
struct Place<'a> {
    span: Span,
    text: &'a Reading<'a>,
    sentence: &'a Sentence,
    /// What stands behind the number: in "see 2. Who we are", the title.
    title: &'a str,
}

/// What stands behind a number. "See 2. Who we are" is two sentences to a reader of stops, "see section 2. We" is two anyway.
fn title<'a>(text: &'a Reading<'_>, index: usize, range: &Range<usize>) -> &'a str {
    let sentence = &text.sentences()[index].text;
    let behind = sentence[range.end..].trim_start_matches(['.', ' ']);
    let bare = sentence[range.clone()].to_lowercase().starts_with("see");
    match text.sentences().get(index + 1) {
        Some(next) if behind.is_empty() && bare => &next.text,
        _ => behind,
    }
}

/// One finding for one number, wherever it is named.
fn number_fault(number: &str, places: &[Place<'_>], model: &Model) -> Option<Fault> {
    let (first, more) = places.split_first()?;
    let text = first.text;
    let beside = match more.len() {
        0 => String::new(),
        1 => " and in 1 more place".to_owned(),
        more => format!(" and in {more} more places"),
    };
    let message = format!("the notice has no section {number}, named in the `{}` of `{}`{beside}", text.field, text.on);
    let fault = Fault::new(message).at(first.span, "leads nowhere: sections of a notice have no numbers");
    let left = more.len().saturating_sub(MORE);
    let fault = more.iter().take(MORE).enumerate().fold(fault, |fault, (at, place)| {
        let last = at + 1 == MORE && left > 0;
        fault.at(place.span, if last { format!("and here, and {left} more") } else { "and here".to_owned() })
    });
    let help = match places.iter().find_map(|place| leading(place, model)) {
        Some((words, anchor)) => format!("link to the section instead, as `[{words}](#{anchor})`"),
        None => "link to the section that is meant, by its anchor, or name it".to_owned(),
    };
    Some(fault.help(help).on(text.on.clone()))
}

/// Titles and topics of parts, as authors word them, with the anchors of the parts that tell of them.
const TOPICS: &[(&str, &str)] = &[
    ("who we are", "controller"),
    ("about us", "controller"),
    ("contact us", "controller"),
    ("contact details", "controller"),
    ("how to contact us", "controller"),
    ("data protection officer", "dpo"),
    ("how long", "retention"),
    ("retention", "retention"),
    ("periods", "retention"),
    ("cookies", "storage"),
    ("your rights", "rights"),
    ("your legal rights", "rights"),
    ("direct marketing", "marketing"),
    ("marketing", "marketing"),
    ("complaints", "complaints"),
    ("how to complain", "complaints"),
    ("international transfers", "transfers"),
    ("transfers", "transfers"),
    ("recipients", "recipients"),
    ("who we share", "recipients"),
    ("changes", "changes"),
    ("purposes", "purposes"),
    ("how we use", "purposes"),
    ("children", "children"),
];

/// Words to link and the anchor to which they lead, made from what is quoted: the title of a part that the author wrote, a
/// title that many notices have, or else the topic of the words before the number.
fn leading(place: &Place<'_>, model: &Model) -> Option<(String, String)> {
    let quoted = words(place.title);
    let starts = |title: &[String]| !title.is_empty() && quoted.starts_with(title);
    let own = model.sections.iter().find_map(|section| {
        let title = section.title.as_ref()?.any();
        starts(&words(title)).then(|| (title.trim().to_owned(), format!("section-{}", section.id)))
    });
    let known = || TOPICS.iter().find(|(title, _)| starts(&words(title)));
    let before =
        || place.title.is_empty().then(|| TOPICS.iter().find(|(topic, _)| place.sentence.has_run(topic))).flatten();
    let topic = || known().or_else(before).map(|(words, anchor)| ((*words).to_owned(), (*anchor).to_owned()));
    own.or_else(topic).filter(|(_, anchor)| model.may_have_anchor(anchor))
}

/// References by number: "see section 12", "section 4.2 of this notice", "see 2. Who we are".
fn numbered(tokens: &[Token], sentence: &str, cites: bool) -> impl Iterator<Item = (Range<usize>, String)> {
    let has = |list: &[&str]| tokens.iter().any(|token| list.contains(&token.word.as_str()));
    let other = cites || has(OTHERS);
    let own = tokens
        .windows(3)
        .any(|three| three[0].word == "of" && three[1].word == "this" && SELF.contains(&three[2].word.as_str()));
    let number = |at: usize| {
        let token = tokens.get(at).filter(|token| token.word.len() < 3 && token.word.parse::<u32>().is_ok())?;
        // "4.2" is two words side by side.
        let next = tokens
            .get(at + 1)
            .filter(|next| sentence[token.end..next.start] == *"." && next.word.parse::<u32>().is_ok());
        Some((at + 1 + usize::from(next.is_some()), next.map_or(token.end, |next| next.end)))
    };
    let at = move |at: usize| {
        let token = &tokens[at];
        let (from, range) = match token.word.as_str() {
            part if PARTS.contains(&part) => {
                let (_, end) = number(at + 1)?;
                let before = at.checked_sub(1).is_some_and(|before| TO.contains(&tokens[before].word.as_str()));
                if other && !own || !before && at > 0 {
                    return None;
                }
                (tokens[at + 1].start, token.start..end)
            }
            "see" => {
                let (next, end) = number(at + 1)?;
                // "2. Who we are" is two sentences to a reader of stops.
                let stopped = sentence[end..].starts_with('.') && next == tokens.len();
                let titled = tokens.get(next).is_some_and(|title| {
                    let capital = sentence[title.start..].starts_with(char::is_uppercase);
                    sentence[end..title.start].trim() == "." && capital
                });
                if !stopped && !titled {
                    return None;
                }
                (tokens[at + 1].start, token.start..end)
            }
            _ => return None,
        };
        let digits = sentence[from..]
            .find(|one: char| !one.is_ascii_digit() && one != '.')
            .map_or(sentence.len(), |len| from + len);
        Some((range, sentence[from..digits].trim_end_matches('.').to_owned()))
    };
    (0..tokens.len()).filter_map(at).collect::<Vec<_>>().into_iter()
}

/// Whether the author numbered a part so: a heading in a text, or the title of a section.
fn is_numbered(texts: &[Reading<'_>], number: &str) -> bool {
    let starts = |line: &str| {
        let rest = line.trim_start_matches(['#', ' ', '*']).strip_prefix(number);
        rest.is_some_and(|rest| rest.starts_with(['.', ' ', ')', ':']))
    };
    texts.iter().any(|text| {
        let heading = ["title", "label"].contains(&text.field) && starts(text.words);
        let inside = text.field == "text" && text.words.lines().any(|line| line.starts_with('#') && starts(line));
        heading || inside
    })
}

/// Links to an anchor that the notice can't have.
fn anchors(text: &Reading<'_>, model: &Model) -> Vec<Fault> {
    if !text.words.contains("(#") && !text.words.contains("(<#") {
        return Vec::new();
    }
    let lost = |link: &markdown::Led| {
        link.href.strip_prefix('#').is_some_and(|to| !to.is_empty() && !model.may_have_anchor(to))
    };
    let links = markdown::links(text.words);
    let fault = |link: markdown::Led| {
        Fault::new(format!("the link `{}` leads to nothing in the notice, in the `{}` of `{}`", link.href, text.field, text.on))
            .at(place(text.words, link.range.start, link.range.end), "nothing has this anchor")
            .help("anchors are `#purposes`, `#retention`, `#section-<id>`, `#purpose-<id>` and the like; the contents of a notice show them")
            .on(text.on.clone())
    };
    links.into_iter().filter(lost).map(fault).collect()
}

/// "See below" at the end of a text, "listed above" at its start. A notice is laid out by its compiler, and what stands around
/// a text there is not what its author saw.
fn relative(text: &Reading<'_>, index: usize, sentence: &Sentence, tokens: &[Token], model: &Model) -> Option<Fault> {
    let at = tokens.iter().position(|token| ["above", "below"].contains(&token.word.as_str()) && !token.quoted)?;
    let near = |word: &&str| tokens[at.saturating_sub(4)..at].iter().any(|token| token.word == **word);
    if !REFERRING.iter().any(near) || is_amount(tokens, at) {
        return None;
    }
    let word = tokens[at].word.as_str();
    let fine = if word == "above" { index > 0 } else { index + 1 < text.sentences().len() };
    // The controller's contact details stand in the first part of a notice; joint controllers beside their arrangement.
    let reachable = word == "above" && near(&"details") && model.controller.is_some();
    if fine || reachable || text.on.starts_with("joint.") {
        return None;
    }
    let message = format!("nothing stands {word} the `{}` of `{}` that it refers to", text.field, text.on);
    let fault = Fault::new(message)
        .at(
            within(&sentence.text, tokens[at].start..tokens[at].end),
            format!("{word} what? the notice has its own order"),
        )
        .help("name what is meant, or link to it, such as `[your rights](#rights)`");
    Some(fault.on(text.on.clone()).weighing(Mark::Expected))
}

/// "Above 50 employees", "below the age of 13": amounts, not places.
fn is_amount(tokens: &[Token], at: usize) -> bool {
    let next = tokens.get(at + 1).map_or("", |token| token.word.as_str());
    next.starts_with(|one: char| one.is_ascii_digit())
        || ["a", "all", "an", "average", "the"].contains(&next) && !tokens[at + 1].cut
}

#[cfg(test)]
mod tests;
