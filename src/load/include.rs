//! Files that a file includes.

use std::path::{Component, Path, PathBuf};

use globset::GlobBuilder;
use walkdir::WalkDir;

use super::{Loader, Parsed, folder, slashed};
use crate::declaration::{Declaration, Many};
use crate::finding::Fault;
use crate::source::{Span, Spanned};

/// What a notice has gathered so far.
pub(super) struct Gathered {
    pub(super) parts: Vec<Declaration>,
    pub(super) broken: bool,
    /// All of each file that was read.
    pub(super) files: Vec<Span>,
    /// Files that were read, each once.
    seen: Vec<PathBuf>,
    /// Files that are being read now, outermost first.
    open: Vec<PathBuf>,
}

impl Gathered {
    pub(super) fn new(path: &Path, own: &Parsed<Declaration>) -> Self {
        let path = real(path);
        let files = [own.span].into_iter().chain(own.prose.iter().copied()).collect();
        Self { parts: vec![own.value.clone()], broken: false, files, seen: vec![path.clone()], open: vec![path] }
    }
}

impl Loader {
    /// Reads what `patterns` name, relative to `base`, and what those files include.
    pub(super) fn follow(&mut self, root: &Path, base: &Path, patterns: &Many<String>, gathered: &mut Gathered) {
        for pattern in patterns {
            match matches(root, base, pattern) {
                Ok(files) if files.is_empty() => self.fault(
                    gathered,
                    Fault::new(format!("`{}` matches no file", pattern.value))
                        .at(pattern.span, "included here")
                        .help("paths are relative to the file that has the `include`"),
                    "INC-01",
                ),
                Ok(files) => files.iter().for_each(|file| self.open(root, file, pattern.span, gathered)),
                Err(fault) => self.fault(gathered, fault, "INC-03"),
            }
        }
    }

    fn fault(&mut self, gathered: &mut Gathered, fault: Fault, code: &'static str) {
        gathered.broken = true;
        let finding = fault.by(code);
        if !self.loaded.findings.contains(&finding) {
            self.loaded.findings.push(finding);
        }
    }

    fn open(&mut self, root: &Path, file: &Path, at: Span, gathered: &mut Gathered) {
        let path = real(file);
        if let Some(start) = gathered.open.iter().position(|open| *open == path) {
            let cycle: Vec<String> = gathered.open[start..].iter().chain([&path]).map(|file| self.name(file)).collect();
            let fault = Fault::new(format!("files include each other: {}", cycle.join(" → ")))
                .at(at, "this closes the circle")
                .help("take one `include` out of the circle");
            self.fault(gathered, fault, "INC-02");
            return;
        }
        if gathered.seen.contains(&path) {
            return;
        }
        let read = match self.declaration(file) {
            Ok(read) => read,
            Err(error) => {
                let fault = Fault::new(format!("`{}` can't be read: {error}", self.name(file))).at(at, "included here");
                self.fault(gathered, fault, "INC-05");
                return;
            }
        };
        gathered.seen.push(path.clone());
        gathered.broken |= read.broken;
        for (place, what) in forbidden(&read.value) {
            let fault = Fault::new(format!("an included register holds `{what}`"))
                .at(place, "only a notice's own file may hold it")
                .at(at, "included here")
                .help("move it to the notice");
            self.fault(gathered, fault, "INC-04");
        }
        gathered.files.push(read.span);
        gathered.files.extend(&read.prose);
        gathered.open.push(path);
        if let Some(patterns) = &read.value.include {
            self.follow(root, &folder(file), patterns, gathered);
        }
        gathered.open.pop();
        gathered.parts.push(read.value);
    }

    fn name(&self, file: &Path) -> String {
        let here = real(&self.here);
        slashed(file.strip_prefix(&here).or_else(|_| file.strip_prefix(&self.here)).unwrap_or(file))
    }
}

fn forbidden(register: &Declaration) -> Vec<(Span, &'static str)> {
    let notice = register.notice.iter().map(|notice| (notice.span, "[notice]"));
    let lints = register.lints.keys().take(1).map(|key| (key.span, "[lints]"));
    let waive = register.waive.iter().map(|waiver| (waiver.span, "[[waive]]"));
    notice.chain(lints).chain(waive).collect()
}

fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// The file, if it lies in the root with all links resolved.
pub(super) fn inside(root: &Path, file: &Path) -> Option<PathBuf> {
    let (real_root, real_file) = (root.canonicalize().ok()?, file.canonicalize().ok()?);
    (real_file.starts_with(real_root) && real_file.is_file()).then(|| tidy(file))
}

/// A path without `.` and `..` parts.
#[must_use]
pub fn tidy(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

fn matches(root: &Path, base: &Path, pattern: &Spanned<String>) -> Result<Vec<PathBuf>, Fault> {
    let outside = || {
        Fault::new(format!("`{}` leads out of the project", pattern.value))
            .at(pattern.span, "included here")
            .help("the project is the folder of `noticec.toml`; without one, the notice's own folder")
    };
    let root = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
    let wanted = tidy(&std::path::absolute(base).unwrap_or_else(|_| base.to_owned()).join(pattern.as_str()));
    if !wanted.starts_with(tidy(&root)) {
        return Err(outside());
    }
    if !pattern.contains(['*', '?', '[', '{']) {
        return match inside(&root, &wanted) {
            Some(file) => Ok(vec![file]),
            None if wanted.exists() => Err(outside()),
            None => Ok(Vec::new()),
        };
    }
    let glob = GlobBuilder::new(&slashed(&wanted)).literal_separator(true).build().map_err(|error| {
        Fault::new(format!("`{}` is no pattern: {}", pattern.value, error.kind())).at(pattern.span, "written here")
    })?;
    let matcher = glob.compile_matcher();
    let walk = WalkDir::new(&root).sort_by_file_name().into_iter();
    let hidden = |name: &std::ffi::OsStr| {
        let name = name.to_string_lossy();
        name.starts_with('.') || name == "node_modules" || name == "target"
    };
    let files = walk.filter_entry(|entry| entry.depth() == 0 || !hidden(entry.file_name()));
    Ok(files
        .filter_map(Result::ok)
        .filter(|entry| matcher.is_match(slashed(entry.path())))
        .filter_map(|entry| inside(&root, entry.path()))
        .collect())
}
