//! Where outputs go, in which formats, and how they are written.

use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use tempfile::NamedTempFile;

use super::job::Job;
use super::kept::Kept;
use super::{look, site};
use crate::cli::Error;
use crate::finding::{Fault, Finding};
use crate::load::{self, NoticeSource, ProjectSource};
use crate::model::Model;
use crate::render::{Format, Templates};
use crate::source::{Span, Spanned};

/// The formats that a command line names; `None` where it names none.
pub(super) fn formats(named: &[String]) -> Result<Option<Vec<Format>>, Error> {
    let read = |name: &String| {
        Format::from_name(name).ok_or_else(|| Error::Format { found: name.clone(), known: known_formats() })
    };
    let formats: Vec<Format> = named.iter().map(read).collect::<Result<_, _>>()?;
    Ok((!formats.is_empty()).then(|| distinct(formats)))
}

fn known_formats() -> String {
    Format::ALL.iter().map(|format| format.name()).collect::<Vec<_>>().join(", ")
}

fn distinct(formats: Vec<Format>) -> Vec<Format> {
    let mut out = Vec::new();
    for format in formats {
        if !out.contains(&format) {
            out.push(format);
        }
    }
    out
}

/// What is to be made of a notice: the command line's word, else the project's, else HTML in a folder `out`; and what is wrong with
/// that. Where a setting but that of the folder is wrong, the job has what holds without it.
pub(super) fn job<'a>(
    index: usize,
    source: &'a NoticeSource,
    model: &'a Model,
    asked: Option<&[Format]>,
    out: Option<&PathBuf>,
    kept: &'a Kept,
) -> (Job<'a>, Vec<Finding>) {
    let project = source.project.as_deref();
    let mut findings = Vec::new();
    let formats = match (asked, project.and_then(|project| project.project.formats.as_ref())) {
        (Some(asked), _) => asked.to_vec(),
        (None, Some(named)) => distinct(named.iter().filter_map(|name| format(name, &mut findings)).collect()),
        (None, None) => vec![Format::Html],
    };
    let folder = folder(source, out, &mut findings);
    let overrides = project.map(|project| project.templates.clone()).unwrap_or_default();
    for template in overrides.iter().filter(|template| !is_template(&template.name)) {
        let start = Span { start: template.span.start, end: template.span.start };
        let fault = Fault::new(format!("`{}` is no template of this version", template.name)).at(start, "this file");
        findings.push(fault.help(format!("the folder of templates holds the folders {}", folders())).by("OUT-02"));
    }
    let templates = if overrides.is_empty() {
        Templates::builtin().clone()
    } else {
        Templates::new(overrides.into_iter().map(|template| (template.name, template.text)))
    };
    let markdown = project.and_then(|project| project.project.markdown.as_ref());
    let tables = markdown.and_then(|markdown| markdown.tables.as_ref()).is_none_or(|tables| tables.value);
    let templates = templates.with_tables(tables);
    let templates = site::set(templates, project.map(|project| &project.project));
    let look = look::of(project, &formats, &model.languages, &mut findings);
    (Job { index, source, model, kept, folder, formats, templates, look }, findings)
}

/// Where the outputs of a notice go: the command line's word, else the project's, else a folder `out`.
pub(super) fn folder(source: &NoticeSource, out: Option<&PathBuf>, findings: &mut Vec<Finding>) -> PathBuf {
    match (out, &source.project) {
        (Some(folder), _) => folder.clone(),
        (None, Some(project)) => project_out(project, findings),
        (None, None) => source.path.parent().map(Path::to_owned).unwrap_or_default().join("out"),
    }
}

/// What the folder of templates may hold.
fn folders() -> String {
    let mut names: Vec<&str> = Format::TEXTS.iter().filter_map(|format| format.folder()).chain(["phrases"]).collect();
    names.dedup();
    names.into_iter().map(|name| format!("`{name}/`")).collect::<Vec<_>>().join(", ") + " and `countries/`"
}

fn is_template(name: &str) -> bool {
    Format::TEXTS.iter().filter_map(|format| format.folder()).any(|folder| name.starts_with(&format!("{folder}/")))
}

fn format(name: &Spanned<String>, findings: &mut Vec<Finding>) -> Option<Format> {
    let format = Format::from_name(name);
    if format.is_none() {
        let fault = Fault::new(format!("no format is called `{}`", name.value))
            .at(name.span, "this name")
            .help(format!("formats: {}", known_formats()));
        findings.push(fault.by("REF-06"));
    }
    format
}

fn project_out(project: &ProjectSource, findings: &mut Vec<Finding>) -> PathBuf {
    let Some(out) = &project.project.out else { return project.root.join("out") };
    let path = Path::new(out.as_str());
    let inside = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if !inside {
        let fault = Fault::new(format!("`{}` leads out of the project", out.value))
            .at(out.span, "outputs go here")
            .help("name a folder below `noticec.toml`; `--out DIR` writes elsewhere");
        findings.push(fault.by("INC-03"));
    }
    project.root.join(path)
}

/// Writes a file whole or not at all; one that says the same already is left alone. Tells whether it was written.
pub(in crate::cli) fn write(path: &Path, bytes: &[u8]) -> Result<bool, Error> {
    let wrong = |source: io::Error| Error::Write { path: load::told(path), source };
    if fs::read(path).is_ok_and(|there| there == bytes) {
        return Ok(false);
    }
    let folder = path.parent().map(Path::to_owned).unwrap_or_default();
    if let Some(file) = folder.ancestors().find(|path| path.exists()).filter(|path| !path.is_dir()) {
        return Err(Error::Folder { path: load::told(file) });
    }
    fs::create_dir_all(&folder).map_err(wrong)?;
    let mut file = NamedTempFile::new_in(&folder).map_err(wrong)?;
    file.write_all(bytes).map_err(wrong)?;
    open_to_all(file.path(), 0o644).map_err(wrong)?;
    file.persist(path).map_err(|error| wrong(error.error))?;
    Ok(true)
}

/// Lets everybody read what was made in a temporary place, which is its owner's alone where files have a mode.
#[cfg(unix)]
pub(super) fn open_to_all(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "where files have a mode, it can fail")]
pub(super) fn open_to_all(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}
