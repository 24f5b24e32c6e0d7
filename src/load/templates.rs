//! The folder of templates of a project: templates, sentences and names of countries.

use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::files::Met;
use super::{Loader, ProjectSource, include, parse, read_error, slashed, walk_error};
use crate::declaration::Tag;
use crate::finding::Fault;
use crate::phrases::{Catalogues, File};
use crate::source::{Span, Spanned};

/// A template of a project.
#[derive(Debug, Clone)]
pub struct Template {
    /// Its path from the folder of templates, with `/`, such as `html/notice.html`.
    pub name: String,
    /// What it says.
    pub text: String,
    /// All of it.
    pub span: Span,
}

impl Loader {
    /// Reads the folder of templates that a project names.
    ///
    /// # Errors
    /// A folder or file that can't be read.
    pub(super) fn templates(&mut self, source: &mut ProjectSource) -> Result<(), super::Error> {
        let Some(name) = source.project.templates.clone() else { return Ok(()) };
        let folder = source.root.join(name.as_str());
        let inside = self.files.real(&folder).zip(self.files.real(&source.root));
        if !inside.is_some_and(|(folder, root)| folder.starts_with(root) && self.files.is_folder(&folder)) {
            let fault = Fault::new(format!("no folder `{}` for templates in the project", name.value))
                .at(name.span, "named here")
                .help("name a folder below `noticec.toml`, or leave `templates` out");
            self.loaded.findings.push(fault.by("INC-03"));
            return Ok(());
        }
        let (mut phrases, mut countries) = (Vec::new(), Vec::new());
        let shown = |met: Met<'_>| met.depth == 0 || !met.name().as_encoded_bytes().starts_with(b".");
        for found in self.files.walk(&folder, &shown) {
            let found = found.map_err(|error| walk_error(&folder, error))?;
            // Links are followed inside the project only.
            let Some(path) = include::inside(&self.files, &source.root, &found.path) else { continue };
            let (text, base) = self.read(&path).map_err(|source| read_error(&path, source))?;
            let span = Span { start: base, end: base + text.len() };
            source.files.push(span);
            let name = slashed(found.path.strip_prefix(&folder).unwrap_or(&found.path));
            source.names.push(name.clone());
            match name.split_once('/').zip(name.strip_suffix(".toml")) {
                Some((("phrases", _), stem)) => phrases.extend(self.catalogue(stem, &text, span)),
                Some((("countries", _), stem)) => countries.extend(self.catalogue(stem, &text, span)),
                _ => source.templates.push(Template { name, text, span }),
            }
        }
        if !phrases.is_empty() || !countries.is_empty() {
            let (catalogues, findings) = Catalogues::with(&phrases, &countries);
            source.catalogues = Arc::new(catalogues);
            self.loaded.findings.extend(findings);
        }
        Ok(())
    }

    /// Reads a file of sentences; `stem` is its name without `.toml`. `None` where its name or its TOML can't be read.
    fn catalogue(&mut self, stem: &str, text: &str, span: Span) -> Option<File> {
        let start = Span { start: span.start, end: span.start };
        let stem = stem.rsplit('/').next().unwrap_or_default();
        let tag = match stem.parse::<Tag>() {
            Ok(tag) if tag.as_str() == stem => tag,
            read => {
                let fault = Fault::new(format!("`{stem}.toml` names no language")).at(start, "this file");
                let help = match read {
                    Ok(tag) => format!("call it `{tag}.toml`"),
                    Err(_) => {
                        "a file of sentences is called by its BCP 47 tag: `de.toml`, `de-x-informal.toml`".to_owned()
                    }
                };
                self.loaded.findings.push(fault.help(help).by("REF-06"));
                return None;
            }
        };
        let (table, errors) = DeTable::parse_recoverable(text);
        if !errors.is_empty() {
            self.loaded.findings.extend(errors.iter().map(|error| parse::syntax(error, span.start, text)));
            return None;
        }
        let mut file = File { tag: tag.as_str().to_owned(), span, entries: Vec::new() };
        self.sentences("", table.get_ref(), span.start, &mut file.entries);
        Some(file)
    }

    fn sentences(&mut self, prefix: &str, table: &DeTable<'_>, base: usize, out: &mut Vec<(String, Spanned<String>)>) {
        for (key, value) in table {
            let name = key.get_ref();
            let path = if prefix.is_empty() { name.to_string() } else { format!("{prefix}.{name}") };
            let range = value.span();
            let at = Span { start: base + range.start, end: base + range.end };
            match value.get_ref() {
                DeValue::Table(inner) => self.sentences(&path, inner, base, out),
                DeValue::String(words) => {
                    // Spaces that keep words together are no ASCII, and stay.
                    let words = words.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
                    out.push((path, Spanned::new(words, at)));
                }
                _ => {
                    let fault = Fault::new(format!("`{path}` is no sentence")).at(at, "this value");
                    self.loaded.findings.push(fault.help("write it between quotes").by("REF-06"));
                }
            }
        }
    }
}
