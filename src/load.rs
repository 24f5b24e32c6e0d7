//! Files become declarations, with every error that a file has.
//!
//! Only this floor and `cli` touch files. Nothing outside the root is read: the root is the folder of the nearest
//! `noticec.toml` above a notice, else the notice's own folder.

mod discover;
mod files;
mod git;
mod include;
mod kept;
mod parse;
mod paths;
mod revision;
mod templates;
mod tree;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use miette::Diagnostic;
use thiserror::Error;

use crate::declaration::{Declaration, Project, Text};
use crate::finding::{Fault, Finding};
use crate::phrases::Catalogues;
use crate::source::{SourceMap, Span, Spanned};

use files::Files;

pub use discover::{notices_under, project_above};
pub use git::{Commit, GitError};
pub use kept::{KeptFolder, folder_below, folder_name, kept_in, stays_below};
pub use parse::parse;
pub use paths::{absolute, slashed, tidy, told, without_links};
pub use revision::{commit_of, load_at};
pub use templates::Template;

/// What stops a run. A fault in the declarations is not an error but a [`Finding`].
#[derive(Debug, Error, Diagnostic)]
pub enum Error {
    /// A folder holds nothing to compile.
    #[error("no notice under `{root}`")]
    #[diagnostic(help("a notice is a file `notice.toml` or `*.notice.toml`; `noticec init` writes a first one"))]
    Empty {
        /// The folder.
        root: String,
    },
    /// A file can't be read.
    #[error("cannot read `{path}`: {source}")]
    Read {
        /// The file or folder.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// A path that was named does not exist.
    #[error("`{path}` does not exist")]
    Missing {
        /// The path.
        path: String,
    },
    /// An earlier version can't be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Git(#[from] GitError),
}

/// How the manifest of a build is called, beside `noticec.toml` and in the folder of a kept version.
pub const MANIFEST: &str = "noticec.manifest.json";

/// A project file and what it brings.
#[derive(Debug, Clone)]
pub struct ProjectSource {
    /// The folder of `noticec.toml`.
    pub root: PathBuf,
    /// What `noticec.toml` says.
    pub project: Project,
    /// Templates that stand before the built-in ones, by name.
    pub templates: Vec<Template>,
    /// The fixed sentences: the built-in ones, and what the project puts over them.
    pub catalogues: Arc<Catalogues>,
    /// Names of all files in the folder of templates, from that folder.
    pub names: Vec<String>,
    /// Files that every notice of the project has: `noticec.toml`, and all in the folder of templates.
    pub files: Vec<Span>,
    /// The bytes of the logo that `[pdf]` names.
    pub logo: Option<Vec<u8>>,
}

/// A notice as it was read: its own file first, then all that it includes, each file once.
#[derive(Debug, Clone)]
pub struct NoticeSource {
    /// The notice's file.
    pub path: PathBuf,
    /// Its id if it does not name one: the file's stem, or the folder's name.
    pub stem: String,
    /// Its own declaration, then the included ones in the order in which they were read.
    pub parts: Vec<Declaration>,
    /// All of its own file.
    pub own: Span,
    /// The files that it was read from, beside those of its project, in the order in which they were read.
    pub files: Vec<Span>,
    /// The project to which it belongs.
    pub project: Option<Arc<ProjectSource>>,
    /// Whether a file of it could not be read whole, so that its rules must not run.
    pub broken: bool,
}

/// All that a run has read.
#[derive(Debug, Default)]
pub struct Loaded {
    /// Every file, with its text.
    pub sources: SourceMap,
    /// The notices, by path.
    pub notices: Vec<NoticeSource>,
    /// What is wrong with the files.
    pub findings: Vec<Finding>,
}

/// Reads notices and all that they include.
///
/// `paths` are notices or folders; none means the nearest project above `here`, else the notices under `here`.
/// `skip` is a folder that is not walked, such as the output folder.
///
/// # Errors
/// A named path that does not exist or can't be read; a folder without any notice.
pub fn load(here: &Path, paths: &[PathBuf], skip: Option<&Path>) -> Result<Loaded, Error> {
    let mut loader = Loader { here: here.to_owned(), ..Loader::default() };
    loader.notices(paths, skip)?;
    Ok(loader.loaded)
}

/// Reads the project around a folder without its notices; `None` where there is no `noticec.toml`.
///
/// # Errors
/// A file that can't be read.
pub fn project_around(here: &Path, folder: &Path) -> Result<(Loaded, Option<Arc<ProjectSource>>), Error> {
    let mut loader = Loader { here: here.to_owned(), ..Loader::default() };
    let project = match project_above(&folder.join("notice.toml")) {
        Some(file) => Some(loader.project(&file)?.0),
        None => None,
    };
    Ok((loader.loaded, project))
}

/// Reads one notice from a text, without files; includes are not followed.
#[must_use]
pub fn load_text(name: &str, text: &str) -> Loaded {
    let mut loaded = Loaded::default();
    let base = loaded.sources.add(Path::new(name), name.to_owned(), text.to_owned());
    let before = loaded.findings.len();
    let declaration = parse(text, base, &mut loaded.findings);
    loaded.notices.push(NoticeSource {
        path: PathBuf::from(name),
        stem: discover::stem(Path::new(name)),
        parts: vec![declaration],
        own: Span { start: base, end: base + text.len() },
        files: vec![Span { start: base, end: base + text.len() }],
        project: None,
        broken: loaded.findings.len() > before,
    });
    loaded
}

/// A file that was read before.
#[derive(Clone)]
struct Parsed<T> {
    value: T,
    span: Span,
    /// Files with prose that it names.
    prose: Vec<Span>,
    broken: bool,
}

#[derive(Default)]
struct Loader {
    here: PathBuf,
    files: Files,
    /// What stands before the names of files in messages.
    prefix: String,
    loaded: Loaded,
    declarations: BTreeMap<PathBuf, Parsed<Declaration>>,
    projects: BTreeMap<PathBuf, (Arc<ProjectSource>, Span, bool)>,
}

impl Loader {
    fn notices(&mut self, paths: &[PathBuf], skip: Option<&Path>) -> Result<(), Error> {
        let found = discover::notices(&self.files, &self.here, paths, skip)?;
        found.iter().try_for_each(|path| self.notice(path))
    }

    fn notice(&mut self, path: &Path) -> Result<(), Error> {
        let project = match self.files.project_above(path) {
            Some(file) => Some(self.project(&file)?),
            None => None,
        };
        let own = self.declaration(path).map_err(|source| read_error(path, source))?;
        let root = project.as_ref().map_or_else(|| folder(path), |(project, ..)| project.root.clone());
        let mut gathered = include::Gathered::new(&self.files, path, &own);
        if let Some((project, ..)) = &project
            && let Some(patterns) = &project.project.include
        {
            self.follow(&root, &root, patterns, &mut gathered);
        }
        if let Some(patterns) = &own.value.include {
            self.follow(&root, &folder(path), patterns, &mut gathered);
        }
        let broken = own.broken || gathered.broken || project.as_ref().is_some_and(|(.., broken)| *broken);
        self.loaded.notices.push(NoticeSource {
            path: path.to_owned(),
            stem: discover::stem(path),
            parts: gathered.parts,
            own: own.span,
            files: gathered.files,
            project: project.map(|(project, ..)| project),
            broken,
        });
        Ok(())
    }

    fn project(&mut self, file: &Path) -> Result<(Arc<ProjectSource>, Span, bool), Error> {
        if let Some(known) = self.projects.get(file) {
            return Ok(known.clone());
        }
        let before = self.loaded.findings.len();
        let (text, base) = self.read(file).map_err(|source| read_error(file, source))?;
        let project: Project = parse(&text, base, &mut self.loaded.findings);
        let root = folder(file);
        let logo = project.pdf.as_ref().and_then(|pdf| pdf.logo.as_ref()).and_then(|logo| logo.file.as_ref());
        let logo = logo.and_then(|file| self.logo(&root, file));
        let span = Span { start: base, end: base + text.len() };
        let mut source = ProjectSource {
            root,
            project,
            templates: Vec::new(),
            catalogues: Catalogues::builtin().clone(),
            names: Vec::new(),
            files: vec![span],
            logo,
        };
        self.templates(&mut source)?;
        let broken = self.loaded.findings.len() > before;
        let known = (Arc::new(source), span, broken);
        self.projects.insert(file.to_owned(), known.clone());
        Ok(known)
    }

    fn logo(&mut self, root: &Path, file: &Spanned<String>) -> Option<Vec<u8>> {
        let path = include::inside(&self.files, root, &root.join(file.as_str()));
        let read = path.and_then(|path| self.files.read(&path).ok());
        if read.is_none() {
            let fault = Fault::new(format!("no file `{}` can be read in the project", file.value))
                .at(file.span, "named here")
                .help("name a PNG file that lies beside `noticec.toml` or below it");
            self.loaded.findings.push(fault.by("INC-05"));
        }
        read
    }

    /// Reads a declaration once, whatever the number of notices that include it.
    fn declaration(&mut self, path: &Path) -> io::Result<Parsed<Declaration>> {
        if let Some(known) = self.declarations.get(path) {
            return Ok(known.clone());
        }
        let before = self.loaded.findings.len();
        let (text, base) = self.read(path)?;
        let span = Span { start: base, end: base + text.len() };
        let mut value: Declaration = parse(&text, base, &mut self.loaded.findings);
        let prose = self.prose(path, &mut value);
        let parsed = Parsed { value, span, prose, broken: self.loaded.findings.len() > before };
        self.declarations.insert(path.to_owned(), parsed.clone());
        Ok(parsed)
    }

    /// Fills sections that name a file with what the file says, and tells which files were read.
    fn prose(&mut self, path: &Path, declaration: &mut Declaration) -> Vec<Span> {
        let mut files = Vec::new();
        for section in &mut declaration.sections.entries {
            let Some(file) = section.value.file.clone() else { continue };
            if let Some(text) = &section.value.text {
                let fault = Fault::new("a section has both a text and a file")
                    .at(file.span, "the file")
                    .at(text.span, "the text")
                    .help("keep one of the two");
                self.loaded.findings.push(fault.by("REF-06"));
                continue;
            }
            let place = self.files.project_above(path).map_or_else(|| folder(path), |project| folder(&project));
            let found = include::inside(&self.files, &place, &folder(path).join(file.as_str()));
            let read = found.and_then(|found| self.read(&found).ok());
            let Some((text, base)) = read else {
                let fault = Fault::new(format!("no file `{}` can be read in the project", file.value))
                    .at(file.span, "named here")
                    .help("name a Markdown file that lies beside this file or below the project");
                self.loaded.findings.push(fault.by("INC-05"));
                continue;
            };
            let span = Span { start: base, end: base + text.len() };
            section.value.text = Some(Text { plain: Some(Spanned::new(text, span)), span, ..Text::default() });
            files.push(span);
        }
        files
    }

    /// How a file is called in messages: relative to the folder of the run, also where it lies beside that.
    fn named(&self, path: &Path) -> String {
        let way = pathdiff::diff_paths(path, &self.here).filter(|way| way.is_relative());
        format!("{}{}", self.prefix, slashed(way.as_deref().unwrap_or(path)))
    }

    /// Reads a file into the map. What is no UTF-8 is read as far as it goes, with a finding.
    fn read(&mut self, path: &Path) -> io::Result<(String, usize)> {
        let bytes = self.files.read(path)?;
        let name = self.named(path);
        match String::from_utf8(bytes) {
            Ok(text) => {
                let text = text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned);
                let base = self.loaded.sources.add(path, name, text.clone());
                Ok((text, base))
            }
            Err(error) => {
                let good = error.utf8_error().valid_up_to();
                let mut bytes = error.into_bytes();
                bytes.truncate(good);
                let text = String::from_utf8(bytes).unwrap_or_default();
                let base = self.loaded.sources.add(path, name.clone(), text.clone());
                let fault = Fault::new(format!("`{name}` is no UTF-8 text"))
                    .at(Span { start: base + good, end: base + good }, "the first byte that is none comes here")
                    .help("save the file as UTF-8");
                self.loaded.findings.push(fault.by("SYN-02"));
                Ok((String::new(), base))
            }
        }
    }
}

fn folder(path: &Path) -> PathBuf {
    path.parent().map(Path::to_owned).unwrap_or_default()
}

fn read_error(path: &Path, source: io::Error) -> Error {
    Error::Read { path: told(path), source }
}

fn walk_error(folder: &Path, error: walkdir::Error) -> Error {
    let path = error.path().unwrap_or(folder).to_owned();
    read_error(&path, error.into())
}
