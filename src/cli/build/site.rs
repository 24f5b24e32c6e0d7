//! What `noticec.toml` says of how notices are set into a site, judged where it stands.

use indexmap::IndexMap;
use serde_json::Value;

use crate::declaration::{FragmentOptions, Generator, MarkdownOptions, Project};
use crate::finding::{Fault, Finding};
use crate::render::{Fragment, FrontMatter, Templates};
use crate::source::Spanned;

/// Levels that the first heading of a piece of HTML may have; three more are left below it.
const LEVELS: std::ops::RangeInclusive<i64> = 1..=3;

/// The templates with what a project says of pieces of HTML and of front matter.
pub(super) fn set(templates: Templates, project: Option<&Project>, findings: &mut Vec<Finding>) -> Templates {
    let Some(project) = project else { return templates };
    let templates = match &project.html_fragment {
        Some(options) => templates.with_fragment(fragment(options, findings)),
        None => templates,
    };
    match project.markdown.as_ref().and_then(|options| front_matter(options, findings)) {
        Some(front_matter) => templates.with_front_matter(front_matter),
        None => templates,
    }
}

/// What stands before the name of a file in the folder of outputs, seen from a page of the site.
pub(super) fn base(project: Option<&Project>) -> String {
    let published = project.and_then(|project| project.published.as_ref());
    published.map_or_else(String::new, |address| {
        let address = address.to_string();
        if address.ends_with('/') { address } else { address + "/" }
    })
}

fn fragment(options: &FragmentOptions, findings: &mut Vec<Finding>) -> Fragment {
    let mut fragment = Fragment::default();
    if let Some(heading) = &options.heading {
        match usize::try_from(heading.value).ok().filter(|_| LEVELS.contains(&heading.value)) {
            Some(level) => fragment.heading = level,
            None => findings.push(
                Fault::new(format!("a piece of a page can't begin with a heading of level {}", heading.value))
                    .at(heading.span, "this level")
                    .help("write 1, 2 or 3; its parts have headings of the levels below")
                    .by("OUT-10"),
            ),
        }
    }
    fragment.titled = options.title.as_ref().is_none_or(|title| title.value);
    fragment
}

fn front_matter(options: &MarkdownOptions, findings: &mut Vec<Finding>) -> Option<FrontMatter> {
    let tables = || std::iter::once(&options.keys).chain(options.keys_in.values());
    let Some(generator) = &options.front_matter else {
        let first = tables().flat_map(IndexMap::keys).next();
        findings.extend(first.map(|key| {
            Fault::new(format!("the key `{}` has no front matter to stand in", key.value))
                .at(key.span, "this key")
                .help("name the site generator too, such as `front_matter = \"hugo\"`")
                .by("OUT-10")
        }));
        return None;
    };
    for (key, value) in tables().flatten() {
        judge(generator.value, key, value, findings);
    }
    let read = |keys: &IndexMap<Spanned<String>, Spanned<Value>>| -> Vec<(String, Value)> {
        keys.iter().map(|(key, value)| (key.value.clone(), value.value.clone())).collect()
    };
    let keys_in = options.keys_in.iter().map(|(tag, keys)| (tag.value.to_string(), read(keys))).collect();
    Some(FrontMatter { generator: generator.value, keys: read(&options.keys), keys_in })
}

/// A key that noticec sets itself, and a value that front matter can't hold.
fn judge(generator: Generator, key: &Spanned<String>, value: &Spanned<Value>, findings: &mut Vec<Finding>) {
    if generator.own_keys().contains(&key.as_str()) {
        let fault = Fault::new(format!("the key `{}` of the front matter is set already", key.value))
            .at(key.span, "it comes from the notice")
            .help("take it out");
        findings.push(fault.by("OUT-10"));
    } else if has_no_text(&value.value) {
        let fault = Fault::new(format!("the key `{}` has a value that front matter can't hold", key.value))
            .at(value.span, "this value")
            .help("write a date between quotes, and a number that has an end");
        findings.push(fault.by("OUT-10"));
    }
}

/// Whether a date, which is read as a table of one key, or a number without an end stands in a value.
fn has_no_text(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(all) => all.iter().any(has_no_text),
        Value::Object(table) => table.iter().any(|(key, value)| key.starts_with("$__toml") || has_no_text(value)),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}
