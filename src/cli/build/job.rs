//! One notice becomes its files, each proved.

use std::path::{Path, PathBuf};

use crate::cli::session::shown;
use crate::declaration::Tag;
use crate::document::{Document, Item};
use crate::finding::{Fault, Finding};
use crate::load::{NoticeSource, Template};
use crate::lower::lower;
use crate::model::Model;
use crate::render::{Format, Loss, TemplateError, Templates, read_back, render};
use crate::rules::{self, Obligation};
use crate::source::Span;

/// What is to be made of one notice.
pub(super) struct Job<'a> {
    /// Its place in the run.
    pub(super) index: usize,
    pub(super) source: &'a NoticeSource,
    pub(super) model: &'a Model,
    pub(super) folder: PathBuf,
    pub(super) formats: Vec<Format>,
    pub(super) templates: Templates,
}

/// An output file before it is written.
pub(super) struct Output {
    pub(super) path: PathBuf,
    pub(super) bytes: Vec<u8>,
    pub(super) language: String,
    pub(super) format: Format,
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
    /// The files of this notice: language, format and path.
    pub(super) fn paths(&self) -> Vec<(&Tag, Format, PathBuf)> {
        let mut paths = Vec::new();
        for (index, tag) in self.model.languages.iter().enumerate() {
            for format in &self.formats {
                let id = &self.model.id;
                let name = match index {
                    0 => format!("{id}.{}", format.extension()),
                    _ => format!("{id}.{tag}.{}", format.extension()),
                };
                paths.push((tag, *format, self.folder.join(name)));
            }
        }
        paths
    }

    /// Lowers, renders and reads back.
    pub(super) fn make(&self, draft: bool, waived: &[String]) -> Result<Made, Vec<Finding>> {
        let mut outputs = Vec::new();
        let mut findings = Vec::new();
        let documents: Vec<Document> = self.model.languages.iter().map(|tag| lower(self.model, tag, draft)).collect();
        for document in documents.iter().filter(|_| !draft) {
            let open = rules::unmet(self.model, document);
            let open = open.iter().filter(|duty| !is_waived(duty, waived));
            findings.extend(open.map(|duty| self.untold(duty, &document.lang)));
        }
        for (tag, format, path) in self.paths() {
            let Some(document) = documents.iter().find(|document| document.lang == tag.as_str()) else { continue };
            match render(document, format, &self.templates) {
                Ok(text) => {
                    let losses = read_back(format, &text, document);
                    findings.extend(losses.iter().map(|loss| self.lost(loss, format, &path)));
                    let (bytes, language) = (text.into_bytes(), document.lang.clone());
                    outputs.push(Output { path, bytes, language, format });
                }
                Err(error) => findings.push(self.broken(&error, format)),
            }
        }
        if !findings.is_empty() {
            return Err(findings);
        }
        Ok(Made { index: self.index, folder: self.folder.clone(), documents, outputs })
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
        let mut message = format!("{}: {}", shown(path), loss.under_law(self.model.law.date));
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
        all.filter(move |template| template.name.split('/').next() == Some(format.name()))
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

fn is_waived(duty: &Obligation, waived: &[String]) -> bool {
    waived.iter().any(|place| duty.path == *place || duty.path.starts_with(&format!("{place}.")))
}
