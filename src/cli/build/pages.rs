//! The history page of a notice, and the files of kept versions to which it leads.
//!
//! Kept files are copied as they are to `<id>.versions/<version>/` beside the outputs. The history page stands beside the notice,
//! and in each of these folders again, so that the link to it in a kept page leads somewhere.

use std::borrow::Cow;
use std::path::PathBuf;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::job::{Job, Output, Part};
use super::kept::KeptVersion;
use super::site;
use crate::declaration::Tag;
use crate::document::{Document, Kind};
use crate::finding::Finding;
use crate::load::folder_name;
use crate::lower::history::{self, Copied, Listed, history, leading_to_history};
use crate::manifest::Written;
use crate::render::{Format, file_name};

/// A folder in which the history page stands.
struct Place<'a> {
    /// The folder.
    folder: PathBuf,
    /// What leads from there to the folder of the outputs.
    out: &'static str,
    /// The version whose files lie there.
    of: Option<&'a KeptVersion>,
}

impl Job<'_> {
    /// The name of the folder with copies of kept versions; `None` where there is no history page.
    fn versions(&self) -> Option<String> {
        self.kept.earlier().next()?;
        Some(format!("{}.versions", folder_name(&self.model.id)?))
    }

    fn places(&self) -> Vec<Place<'_>> {
        let Some(versions) = self.versions() else { return Vec::new() };
        let own = Place { folder: self.folder.clone(), out: "", of: None };
        let copied = |one| Place { folder: self.copied_to(&versions, one), out: "../../", of: Some(one) };
        std::iter::once(own).chain(self.kept.earlier().map(copied)).collect()
    }

    fn copied_to(&self, versions: &str, one: &KeptVersion) -> PathBuf {
        self.folder.join(versions).join(&one.folder)
    }

    fn history_id(&self) -> String {
        format!("{}.{}", self.model.id, history::NAME)
    }

    /// Where the history page stands in a language and format. A file that was kept under its name stays what it is.
    fn history_paths(&self, tag: &Tag, format: Format) -> Vec<(Place<'_>, PathBuf)> {
        let name = file_name(&self.history_id(), self.other(tag), format);
        let free = |place: &Place<'_>| place.of.is_none_or(|one| one.files.iter().all(|(file, _)| file.path != name));
        let mut paths = Vec::new();
        for place in self.places().into_iter().filter(free) {
            let path = place.folder.join(&name);
            paths.push((place, path));
        }
        paths
    }

    /// Paths of history pages and of the copies of kept files.
    pub(super) fn paths_of_versions(&self) -> Vec<PathBuf> {
        let mut paths: Vec<PathBuf> = self.kept_files().into_iter().map(|(path, ..)| path).collect();
        for tag in &self.model.languages {
            let of = |format: &Format| self.history_paths(tag, *format).into_iter().map(|(_, path)| path);
            paths.extend(self.formats.iter().flat_map(of));
        }
        paths
    }

    /// The files of kept versions, as they are.
    pub(super) fn copies(&self) -> Vec<Output> {
        let copy = |(path, written, bytes): (PathBuf, &Written, &[u8])| Output {
            path,
            bytes: bytes.to_vec(),
            language: written.language.clone(),
            format: written.format.clone(),
            part: Part::Copy,
        };
        self.kept_files().into_iter().map(copy).collect()
    }

    /// The files of kept versions, each with the path of its copy.
    fn kept_files(&self) -> Vec<(PathBuf, &Written, &[u8])> {
        let Some(versions) = self.versions() else { return Vec::new() };
        let mut files = Vec::new();
        for one in self.kept.earlier() {
            let folder = self.copied_to(&versions, one);
            files.extend(one.files.iter().map(|(file, bytes)| (folder.join(&file.path), file, bytes.as_slice())));
        }
        files
    }

    /// The notice as a format shows it: with a link to its history page, where there is one.
    pub(super) fn with_history<'d>(&self, document: &'d Document, tag: &Tag, format: Format) -> Cow<'d, Document> {
        if document.kind != Kind::Notice || self.versions().is_none() {
            return Cow::Borrowed(document);
        }
        let page = address(&file_name(&self.history_id(), self.other(tag), self.page_format(format)));
        let page = format!("{}{page}", self.base(format));
        Cow::Owned(leading_to_history(document.clone(), self.model, tag, &page))
    }

    /// What leads from an output to the folder of outputs: nothing where it lies there, for a piece of a page of the site what
    /// the project says.
    fn base(&self, format: Format) -> String {
        let project = self.source.project.as_deref().map(|project| &project.project);
        if self.templates.is_piece(format) { site::base(project) } else { String::new() }
    }

    /// The format to which an output leads: its own, for a piece of a page the whole page where there is one.
    fn page_format(&self, format: Format) -> Format {
        if self.templates.is_piece(format) && self.formats.contains(&Format::Html) { Format::Html } else { format }
    }

    /// The history pages in a language.
    pub(super) fn history_pages(&self, tag: &Tag, draft: bool) -> (Vec<Output>, Vec<Finding>) {
        let (mut pages, mut findings) = (Vec::new(), Vec::new());
        for format in self.formats.iter().copied() {
            for (place, path) in self.history_paths(tag, format) {
                let out = if place.of.is_none() { self.base(format) } else { place.out.to_owned() };
                let document = history(self.model, tag, draft, &self.listed(tag, format, &out));
                match self.output(&document, tag, format, path, Part::History) {
                    Ok(page) => pages.push(page),
                    Err(more) => findings.extend(more),
                }
            }
        }
        (pages, findings)
    }

    /// All versions, the newest first; `out` leads to the folder of the outputs.
    fn listed(&self, tag: &Tag, format: Format, out: &str) -> Vec<Listed> {
        let page = address(&file_name(&self.model.id, self.other(tag), self.page_format(format)));
        let published = self.model.published_in(tag).filter(|_| self.templates.is_piece(format));
        let page = published.map_or_else(|| format!("{out}{page}"), |address| address.to_string());
        let now = self.kept.now();
        let present = Listed {
            version: now.version.clone(),
            effective: now.effective,
            updated: now.updated,
            copies: vec![Copied { address: page, lang: None, format: None }],
        };
        let versions = self.versions().unwrap_or_default();
        let kept = |one: &KeptVersion| Listed {
            version: one.edition.version.clone(),
            effective: one.edition.effective,
            updated: one.edition.updated,
            copies: copies_for(one, tag, format, &format!("{out}{versions}/{}", one.folder)),
        };
        std::iter::once(present).chain(self.kept.earlier().rev().map(kept)).collect()
    }
}

/// Where a version can be read: the web page in the language, else whatever there is in it, else what there is in another.
fn copies_for(one: &KeptVersion, tag: &Tag, format: Format, folder: &str) -> Vec<Copied> {
    let first = one.notice.languages.first();
    let is_notice = |file: &&Written| {
        let other = (first != Some(&file.language)).then_some(file.language.as_str());
        Format::from_name(&file.format).is_some_and(|format| file.path == file_name(&one.notice.id, other, format))
    };
    let mut files: Vec<&Written> = one.files.iter().map(|(file, _)| file).filter(is_notice).collect();
    // What is made for programs is for people only where there is nothing else.
    let is_for_people =
        |file: &&Written| ![Format::HtmlFragment, Format::Json].iter().any(|one| one.name() == file.format);
    if files.iter().any(is_for_people) {
        files.retain(is_for_people);
    }
    let in_language = |file: &&&Written| file.language == tag.as_str();
    let is_page = |file: &&&Written| file.format == Format::Html.name();
    let choices: [Vec<&Written>; 3] = [
        files.iter().filter(in_language).filter(is_page).copied().collect(),
        files.iter().filter(in_language).copied().collect(),
        files.iter().filter(is_page).copied().collect(),
    ];
    let chosen = choices.into_iter().find(|choice| !choice.is_empty()).unwrap_or(files);
    let copied = |file: &Written| {
        let same = file.format == Format::Html.name() || file.format == format.name();
        Copied {
            address: format!("{folder}/{}", address(&file.path)),
            lang: (file.language != tag.as_str()).then(|| file.language.parse().ok()).flatten(),
            format: (!same).then(|| called(&file.format)),
        }
    };
    chosen.into_iter().map(copied).collect()
}

/// What a format is called among people.
fn called(format: &str) -> String {
    match format {
        "html" | "json" | "pdf" => format.to_uppercase(),
        "html-fragment" => "HTML".to_owned(),
        _ => format.chars().take(1).flat_map(char::to_uppercase).chain(format.chars().skip(1)).collect(),
    }
}

/// What stands as it is in a part of an address.
const PART: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'+');

/// A file's name as a part of an address.
fn address(name: &str) -> String {
    utf8_percent_encode(name, PART).to_string()
}
