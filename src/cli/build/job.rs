//! One notice becomes its files, each proved.

use std::path::{Path, PathBuf};

use super::kept::{Kept, KeptVersion};
use super::look::Look;
use crate::cli::session::named;
use crate::declaration::Tag;
use crate::diff::{Diff, compare, news};
use crate::document::{Document, Item};
use crate::finding::{Fault, Finding};
use crate::load::{NoticeSource, Template};
use crate::lower::{lower, snippets};
use crate::model::Model;
use crate::render::{Format, Loss, RenderError, TemplateError, Templates, Uncovered, file_name, read_back, render};
use crate::rules::{self, Obligation};
use crate::source::Span;

/// What is to be made of one notice.
pub(super) struct Job<'a> {
    /// Its place in the run.
    pub(super) index: usize,
    pub(super) source: &'a NoticeSource,
    pub(super) model: &'a Model,
    /// Its kept versions.
    pub(super) kept: &'a Kept,
    pub(super) folder: PathBuf,
    pub(super) formats: Vec<Format>,
    pub(super) templates: Templates,
    /// How pages look.
    pub(super) look: Look,
}

/// An output file before it is written.
pub(super) struct Output {
    pub(super) path: PathBuf,
    pub(super) bytes: Vec<u8>,
    pub(super) language: String,
    /// Name of its format.
    pub(super) format: String,
    pub(super) part: Part,
}

/// What an output is to the notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The notice itself, or a short text of it.
    Own,
    /// The page that lists kept versions.
    History,
    /// A file of a kept version.
    Copy,
}

/// What was made of one notice.
pub(super) struct Made {
    /// Its place in the run.
    pub(super) index: usize,
    /// The folder of its outputs.
    pub(super) folder: PathBuf,
    /// By language, the first first.
    pub(super) documents: Vec<Document>,
    pub(super) outputs: Vec<Output>,
}

impl Job<'_> {
    /// The files of this notice, of its short texts and of its kept versions.
    pub(super) fn paths(&self) -> Vec<PathBuf> {
        let ids = || {
            let snippets = self.model.snippets.iter().map(|one| format!("{}.{}", self.model.id, one.id));
            std::iter::once(self.model.id.clone()).chain(snippets)
        };
        let mut paths = self.paths_of_versions();
        for tag in &self.model.languages {
            for format in &self.formats {
                paths.extend(ids().map(|id| self.path(&id, tag, *format)));
            }
        }
        paths
    }

    /// What names a language in a file's name; `None` for the first.
    pub(super) fn other<'t>(&self, tag: &'t Tag) -> Option<&'t str> {
        (self.model.languages.first() != Some(tag)).then_some(tag.as_str())
    }

    fn path(&self, id: &str, tag: &Tag, format: Format) -> PathBuf {
        self.folder.join(file_name(id, self.other(tag), format))
    }

    /// Lowers, renders and reads back.
    pub(super) fn make(&self, draft: bool, waived: &[String]) -> Result<Made, Vec<Finding>> {
        let mut outputs = Vec::new();
        let mut findings = Vec::new();
        let mut documents: Vec<Document> = Vec::new();
        let before = self.kept.before();
        let news = before.and_then(|before| Some((before, compare(&before.model, self.model).ok()?)));
        for tag in &self.model.languages {
            let notice = with_news(lower(self.model, tag, draft), news.as_ref(), self.model, tag);
            if !draft {
                let open = rules::unmet(self.model, &notice);
                let open = open.iter().filter(|duty| !is_waived(duty, waived));
                findings.extend(open.map(|duty| self.untold(duty, &notice.lang)));
            }
            let snippets = snippets(self.model, tag, draft);
            for document in std::iter::once(&notice).chain(&snippets) {
                for format in self.formats.iter().copied() {
                    let shown = self.with_history(document, tag, format);
                    let path = self.path(&document.id, tag, format);
                    match self.output(&shown, tag, format, path, Part::Own) {
                        Ok(output) => outputs.push(output),
                        Err(more) => findings.extend(more),
                    }
                }
            }
            let (pages, more) = self.history_pages(tag, draft);
            outputs.extend(pages);
            findings.extend(more);
            documents.push(notice);
        }
        outputs.extend(self.copies());
        if !findings.is_empty() {
            return Err(findings);
        }
        Ok(Made { index: self.index, folder: self.folder.clone(), documents, outputs })
    }

    /// Renders and reads back one document.
    pub(super) fn output(
        &self,
        document: &Document,
        tag: &Tag,
        format: Format,
        path: PathBuf,
        part: Part,
    ) -> Result<Output, Vec<Finding>> {
        let templates = self.look.dress(&self.templates, format, tag);
        let rendered = render(document, format, &templates).map_err(|error| match error {
            RenderError::Template(error) => vec![self.broken(&error, format)],
            RenderError::Characters(found) => vec![self.unprintable(&found, &path)],
            RenderError::Pdf(_) | RenderError::Json(_) => {
                vec![
                    Fault::new(format!("{}: {error}", named(&path))).at(self.model.start(), "this notice").by("OUT-02"),
                ]
            }
        })?;
        let losses = read_back(format, &rendered, document);
        if losses.is_empty() {
            let (language, format) = (document.lang.clone(), format.name().to_owned());
            return Ok(Output { path, bytes: rendered.into_bytes(), language, format, part });
        }
        Err(losses.iter().map(|loss| self.lost(loss, format, &path)).collect())
    }

    fn untold(&self, duty: &Obligation, lang: &str) -> Finding {
        let items: Vec<_> = duty.items.iter().map(Item::as_str).collect();
        Fault::new(format!("the notice in `{lang}` does not tell of `{}` ({})", duty.path, items.join(" ")))
            .at(self.model.start(), format!("it must tell: {}", duty.duty.what))
            .help("declare what is missing there, in this language too")
            .on(duty.path.clone())
            .by("REF-09")
    }

    fn lost(&self, loss: &Loss, format: Format, path: &Path) -> Finding {
        let own: Vec<&Template> = self.own_templates(format).collect();
        let mut message = format!("{}: {}", named(path), loss.under_law(self.model.law.date));
        if !own.is_empty() {
            let names: Vec<String> = own.iter().map(|template| format!("`{}`", template.name)).collect();
            message = format!("{message}; made with the project's {}", names.join(" and "));
        }
        let fault = self.at_templates(Fault::new(message), format);
        let fault = fault.help("let the template print every block as it is; `data-item` and `id` stay on it");
        // The right to object has a rule of its own, which asks that it stand apart.
        let objection = loss.items.iter().any(|item| item.as_str().ends_with("-21-4"));
        fault.by(if objection { "OBJ-01" } else { "REF-09" })
    }

    /// Characters that a format has no letters for, at the declarations of the blocks in which they stand.
    fn unprintable(&self, found: &[Uncovered], path: &Path) -> Finding {
        let mut places: Vec<Span> = Vec::new();
        let places_of = found.iter().flat_map(|one| one.from.iter().map(|from| from.span));
        for place in places_of.filter(|place| *place != Span::default()) {
            if !places.contains(&place) {
                places.push(place);
            }
        }
        let letters: Vec<String> = found.iter().map(ToString::to_string).collect();
        let mut fault = Fault::new(format!("{}: no letters for {}", named(path), letters.join("; ")));
        for place in places.iter().take(5) {
            fault = fault.at(*place, "from here");
        }
        if places.is_empty() {
            fault = fault.at(self.model.start(), "in this notice");
        }
        fault
            .help("the fonts of the PDF have Latin, Greek and Cyrillic letters: write it in these, or leave `pdf` out of the formats")
            .by("OUT-06")
    }

    fn broken(&self, error: &TemplateError, format: Format) -> Finding {
        let fault = Fault::new(error.to_string());
        let own = self.own_templates(format).find(|template| template.name == error.template);
        let Some(template) = own else { return self.at_templates(fault, format).by("OUT-02") };
        let Span { start, end } = template.span;
        let at = |byte: usize| (start + byte).min(end);
        let at = error.range.as_ref().map_or(start..start, |range| at(range.start)..at(range.end));
        fault.at(at.into(), "the template stops here").by("OUT-02")
    }

    /// The project's own templates of a format.
    fn own_templates(&self, format: Format) -> impl Iterator<Item = &Template> {
        let all = self.source.project.iter().flat_map(|project| &project.templates);
        all.filter(move |template| template.name.split('/').next() == format.folder())
    }

    /// Points at the project's own templates of a format, else at the notice.
    fn at_templates(&self, fault: Fault, format: Format) -> Fault {
        let start = |template: &Template| Span { start: template.span.start, end: template.span.start };
        let labelled = self
            .own_templates(format)
            .fold(fault, |fault, template| fault.at(start(template), "this template stands before the built-in one"));
        if labelled.labels.is_empty() { labelled.at(self.model.start(), "this notice") } else { labelled }
    }
}

/// The notice with a section on what has changed since the version before it, where that is kept and people must be told.
fn with_news(mut document: Document, news: Option<&(&KeptVersion, Diff)>, new: &Model, lang: &Tag) -> Document {
    let section = news.and_then(|(before, diff)| news::section(diff, &before.model, new, lang));
    let Some(mut section) = section else { return document };
    // A section of the author's may have that name.
    while document.parts().any(|part| part.has(&section.id)) {
        section.id.push_str("-since");
    }
    // Before the versions and the way in which changes are told.
    let place = document.sections.iter().position(|part| part.id == "changes").unwrap_or(document.sections.len());
    document.sections.insert(place, section);
    document
}

fn is_waived(duty: &Obligation, waived: &[String]) -> bool {
    waived.iter().any(|place| duty.path == *place || duty.path.starts_with(&format!("{place}.")))
}
