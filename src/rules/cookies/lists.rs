//! The list of stored items as a whole.

use std::ops::Range;

use crate::declaration::{Entry, Section};
use crate::finding::Fault;
use crate::model::Model;
use crate::rules::words::place;
use crate::source::Span;

pub(super) fn empty(model: &Model) -> Vec<Fault> {
    let some = model.storage.none.filter(|none| !none.value && model.storage.entries.is_empty());
    let unlisted = some.map(|none| {
        Fault::new("the notice says that something is stored on the device, and lists nothing")
            .at(none.span, "says that there is something")
            .help("declare each item as `[storage.<id>]`, or say `none = true`")
            .on("storage")
    });
    let tables = model.sections.iter().filter_map(|section| {
        let place = empty_table(section)?;
        let fault = Fault::new(format!("the section `{}` has a table on cookies without a row", section.id))
            .at(place, "nothing stands below this heading")
            .help("declare the items as `[storage.<id>]`: the notice then has a table of them; and leave this one out");
        Some(fault.on(format!("sections.{}", section.id)))
    });
    unlisted.into_iter().chain(tables).collect()
}

/// Where a section on cookies has a table with a head and no row.
fn empty_table(section: &Entry<Section>) -> Option<Span> {
    let speaks = |text: &str| text.to_lowercase().contains("cookie");
    let titled = section.title.as_ref().is_some_and(|title| title.all().any(|title| speaks(title)));
    let texts = section.text.as_ref()?;
    texts.all().filter(|text| titled || speaks(text)).find_map(|text| {
        let head = head_without_rows(text)?;
        Some(place(text, head.start, head.end))
    })
}

/// The head of a Markdown table that has no row, in bytes.
fn head_without_rows(text: &str) -> Option<Range<usize>> {
    let mut at = 0;
    let lines: Vec<(usize, &str)> = text
        .split_inclusive('\n')
        .map(|line| {
            let start = at;
            at += line.len();
            (start, line.trim())
        })
        .collect();
    let is_rule = |line: &str| {
        line.contains('-') && line.contains('|') && line.chars().all(|one| matches!(one, '|' | '-' | ':' | ' '))
    };
    let bare = lines.windows(2).enumerate().find(|(index, pair)| {
        let next = lines.get(index + 2).map_or("", |(_, line)| *line);
        pair[0].1.contains('|') && !is_rule(pair[0].1) && is_rule(pair[1].1) && !next.contains('|')
    });
    let (_, pair) = bare?;
    let (start, head) = pair[0];
    let indent = text[start..].find(head).unwrap_or_default();
    Some(start + indent..start + indent + head.len())
}

/// Cookies of ga.js and urchin.js, which Google Analytics has left behind, with the time that they stay; written with one
/// underscore or two.
const OBSOLETE: &[(&str, &str)] = &[
    ("utma", "2 years"),
    ("utmb", "30 minutes"),
    ("utmc", "session"),
    ("utmt", "10 minutes"),
    ("utmv", "2 years"),
    ("utmz", "6 months"),
];

/// How long an item of that name stays, where its maker has said so.
pub(super) fn lifetime(name: &str) -> Option<&'static str> {
    let short = name.trim().strip_prefix('_')?.trim_start_matches('_');
    OBSOLETE.iter().find(|(one, _)| *one == short).map(|(_, time)| *time)
}

pub(super) fn obsolete(model: &Model) -> Vec<Fault> {
    let found: Vec<_> =
        model.storage.iter().filter_map(|item| item.name.as_ref()).filter(|name| lifetime(name).is_some()).collect();
    let Some(first) = found.first() else { return Vec::new() };
    let message = match found.len() {
        1 => format!("`{}` is a cookie of an older generation of Google Analytics", first.trim()),
        more => format!("{more} cookies are those of an older generation of Google Analytics"),
    };
    let fault =
        found.iter().fold(Fault::new(message), |fault, name| fault.at(name.span, "current versions do not set it"));
    let fault = fault.help("look which cookies the website sets now, and list those");
    vec![fault.on("storage")]
}

pub(super) fn denied(model: &Model) -> Vec<Fault> {
    let (Some(none), Some(first)) = (model.storage.none.filter(|none| none.value), model.storage.iter().next()) else {
        return Vec::new();
    };
    let fault = Fault::new("the notice says that nothing is stored on the device, and lists something that is")
        .at(none.span, "says that there is nothing")
        .at(first.span, "declared here")
        .help("leave out one of the two");
    vec![fault.on("storage")]
}
