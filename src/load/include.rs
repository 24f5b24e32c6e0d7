//! Files that a file includes.

use std::path::{Component, Path, PathBuf};

use super::files::{Files, Met};
use super::{Loader, Parsed, folder, slashed};
use crate::declaration::{Declaration, Many};
use crate::finding::Fault;
use crate::source::{Span, Spanned};
use globset::GlobBuilder;

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
    pub(super) fn new(files: &Files, path: &Path, own: &Parsed<Declaration>) -> Self {
        let path = real(files, path);
        let files = [own.span].into_iter().chain(own.prose.iter().copied()).collect();
        Self { parts: vec![own.value.clone()], broken: false, files, seen: vec![path.clone()], open: vec![path] }
    }
}

impl Loader {
    /// Reads what `patterns` name, relative to `base`, and what those files include.
    pub(super) fn follow(&mut self, root: &Path, base: &Path, patterns: &Many<String>, gathered: &mut Gathered) {
        for pattern in patterns {
            match matches(&self.files, root, base, pattern) {
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
        let path = real(&self.files, file);
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
        let here = real(&self.files, &self.here);
        self.named(file.strip_prefix(&here).unwrap_or(file))
    }
}

fn forbidden(register: &Declaration) -> Vec<(Span, &'static str)> {
    let notice = register.notice.iter().map(|notice| (notice.span, "[notice]"));
    let lints = register.lints.keys().take(1).map(|key| (key.span, "[lints]"));
    let waive = register.waive.iter().map(|waiver| (waiver.span, "[[waive]]"));
    notice.chain(lints).chain(waive).collect()
}

fn real(files: &Files, path: &Path) -> PathBuf {
    files.real(path).unwrap_or_else(|| path.to_owned())
}

/// The file, if it lies in the root with all links resolved.
pub(super) fn inside(files: &Files, root: &Path, file: &Path) -> Option<PathBuf> {
    let (real_root, real_file) = (files.real(root)?, files.real(file)?);
    (real_file.starts_with(real_root) && files.is_file(&real_file)).then(|| tidy(file))
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

fn matches(files: &Files, root: &Path, base: &Path, pattern: &Spanned<String>) -> Result<Vec<PathBuf>, Fault> {
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
        return match inside(files, &root, &wanted) {
            Some(file) => Ok(vec![file]),
            None if files.real(&wanted).is_some() => Err(outside()),
            None => Ok(Vec::new()),
        };
    }
    let glob = GlobBuilder::new(&slashed(&wanted)).literal_separator(true).build().map_err(|error| {
        Fault::new(format!("`{}` is no pattern: {}", pattern.value, error.kind())).at(pattern.span, "written here")
    })?;
    let matcher = glob.compile_matcher();
    let hidden = |name: &std::ffi::OsStr| {
        let name = name.to_string_lossy();
        name.starts_with('.') || name == "node_modules" || name == "target"
    };
    let walked = files.walk(&root, &|met: Met<'_>| met.depth == 0 || !hidden(met.name()));
    Ok(walked
        .into_iter()
        .filter_map(Result::ok)
        .filter(|found| matcher.is_match(slashed(&found.path)))
        .filter_map(|found| inside(files, &root, &found.path))
        .collect())
}
