//! What `noticec.toml` says of how notices are set into a site, judged where it stands.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use indexmap::IndexMap;
use serde_json::Value;

use crate::cli::session::Session;
use crate::declaration::{FragmentOptions, Generator, MarkdownOptions, Project, Tag};
use crate::finding::{Fault, Finding};
use crate::load::{ProjectSource, absolute, notices_under};
use crate::render::{Fragment, FrontMatter, Templates, same_key};
use crate::source::Spanned;

/// Levels that the first heading of a piece of HTML may have; three more are left below it.
const LEVELS: std::ops::RangeInclusive<i64> = 1..=3;

/// The templates with what a project says of pieces of HTML and of front matter; what can't be used is left out.
pub(super) fn set(templates: Templates, project: Option<&Project>) -> Templates {
    let Some(project) = project else { return templates };
    let templates = match &project.html_fragment {
        Some(options) => templates.with_fragment(fragment(options)),
        None => templates,
    };
    match project.markdown.as_ref().and_then(front_matter) {
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

fn fragment(options: &FragmentOptions) -> Fragment {
    let heading = options.heading.as_ref().and_then(|heading| level(heading.value));
    Fragment {
        heading: heading.unwrap_or(Fragment::default().heading),
        titled: options.title.as_ref().is_none_or(|title| title.value),
    }
}

fn level(written: i64) -> Option<usize> {
    usize::try_from(written).ok().filter(|_| LEVELS.contains(&written))
}

fn front_matter(options: &MarkdownOptions) -> Option<FrontMatter> {
    let read = |keys: &Keys| -> Vec<(String, Value)> {
        keys.iter().map(|(key, value)| (key.value.clone(), value.value.clone())).collect()
    };
    let keys_in = options.keys_in.iter().map(|(tag, keys)| (tag.value.to_string(), read(keys))).collect();
    Some(FrontMatter { generator: options.front_matter.as_ref()?.value, keys: read(&options.keys), keys_in })
}

/// Keys of front matter.
type Keys = IndexMap<Spanned<String>, Spanned<Value>>;

/// What is wrong with what the projects of a run say, each project once.
pub(in crate::cli) fn judge(session: &Session) -> Vec<Finding> {
    let mut projects: BTreeMap<&Path, (&ProjectSource, Vec<&Tag>)> = BTreeMap::new();
    for (index, model) in &session.models {
        if let Some(project) = &session.source(*index).project {
            let (_, languages) = projects.entry(&project.root).or_insert((project, Vec::new()));
            languages.extend(&model.languages);
        }
    }
    let mut findings = Vec::new();
    for (source, languages) in projects.into_values() {
        let project = &source.project;
        findings.extend(published(project));
        findings.extend(project.html_fragment.as_ref().and_then(heading));
        let Some(options) = &project.markdown else { continue };
        keys(options, &mut findings);
        let unknown = options.keys_in.keys().find(|tag| !languages.contains(&&tag.value));
        // A notice that is not in this run may have the language.
        if let Some(tag) = unknown.filter(|_| is_whole(source, session)) {
            let mut known: Vec<String> = languages.iter().map(|tag| format!("`{tag}`")).collect();
            known.sort();
            known.dedup();
            let fault = Fault::new(format!("no notice of this project is in `{}`", tag.value))
                .at(tag.span, "keys for this language")
                .help(format!("take them out, or name a language of the notices: {}", known.join(", ")));
            findings.push(fault.by("OUT-10"));
        }
    }
    findings
}

/// Whether all notices below a project's folder are in a run.
fn is_whole(project: &ProjectSource, session: &Session) -> bool {
    let read: BTreeSet<PathBuf> = session.models.iter().map(|(at, _)| absolute(&session.source(*at).path)).collect();
    notices_under(&project.root, None).is_ok_and(|all| all.iter().all(|path| read.contains(&absolute(path))))
}

fn published(project: &Project) -> Option<Finding> {
    let address = project.published.as_ref().filter(|address| address.to_string().contains(['?', '#']))?;
    let fault = Fault::new(format!("names of files can't be put behind `{}`", address.value))
        .at(address.span, "no address of a folder")
        .help("write where the folder `out` can be read, without `?` and `#`: `/privacy/`");
    Some(fault.by("OUT-10"))
}

fn heading(options: &FragmentOptions) -> Option<Finding> {
    let heading = options.heading.as_ref().filter(|heading| level(heading.value).is_none())?;
    let fault = Fault::new(format!("a piece of a page can't begin with a heading of level {}", heading.value))
        .at(heading.span, "this level")
        .help("write 1, 2 or 3; its parts have headings of the levels below");
    Some(fault.by("OUT-10"))
}

/// Keys without front matter, and keys that front matter can't hold.
fn keys(options: &MarkdownOptions, findings: &mut Vec<Finding>) {
    let tables = || std::iter::once(&options.keys).chain(options.keys_in.values());
    let Some(generator) = &options.front_matter else {
        let first = tables().flat_map(IndexMap::keys).next();
        findings.extend(first.map(|key| {
            Fault::new(format!("the key `{}` has no front matter to stand in", key.value))
                .at(key.span, "this key")
                .help("name the site generator too, such as `front_matter = \"hugo\"`")
                .by("OUT-10")
        }));
        return;
    };
    for table in tables() {
        for (index, (key, value)) in table.iter().enumerate() {
            let twin = table.keys().take(index).find(|other| same_key(other, key));
            findings.extend(unusable(generator.value, key, value, twin).map(|fault| fault.by("OUT-10")));
        }
    }
}

/// A key that noticec sets itself, that stands there twice, or that YAML takes for none; and a value that front matter can't hold.
fn unusable(
    generator: Generator,
    key: &Spanned<String>,
    value: &Spanned<Value>,
    twin: Option<&Spanned<String>>,
) -> Option<Fault> {
    if generator.own_keys().iter().any(|own| same_key(own, key)) {
        let fault = Fault::new(format!("the key `{}` of the front matter is set already", key.value));
        return Some(fault.at(key.span, "it comes from the notice").help("take it out"));
    }
    if let Some(twin) = twin {
        let fault = Fault::new(format!("the keys `{}` and `{}` are one to a site generator", twin.value, key.value));
        let fault = fault.at(key.span, "this key").at(twin.span, "and this one");
        return Some(fault.help("take one of them out: small and capital letters make no difference"));
    }
    if key.value == "<<" {
        let fault = Fault::new("the key `<<` of the front matter would put a table in its place");
        return Some(fault.at(key.span, "this key").help("write the keys of the table themselves"));
    }
    has_no_text(&value.value).then(|| {
        Fault::new(format!("the key `{}` has a value that front matter can't hold", key.value))
            .at(value.span, "this value")
            .help("write a date between quotes, and a number that has an end")
    })
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
