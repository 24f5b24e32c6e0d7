//! Files that a file includes.

use std::ffi::{OsStr, OsString};
use std::path::{Component, Path, PathBuf};

use super::files::{Files, Met};
use super::{Loader, Parsed, absolute, folder, slashed, tidy};
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

/// A pattern with one of them may match several files.
const WILD: [char; 4] = ['*', '?', '[', '{'];

/// A pattern from the top of the disk, where the folders above may have any name, and the folder below which all lies that
/// it can match.
fn from_top(base: &Path, pattern: &str) -> (String, PathBuf) {
    let wild = |part: &OsStr| part.to_string_lossy().contains(WILD);
    let mut parts: Vec<(OsString, bool)> = Vec::new();
    if !Path::new(pattern).is_absolute() {
        parts.extend(base.components().map(|part| (part.as_os_str().to_owned(), false)));
    }
    for part in Path::new(pattern).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(parts.pop()),
            other => parts.push((other.as_os_str().to_owned(), wild(other.as_os_str()))),
        }
    }
    let written = |(part, wild): &(OsString, bool)| match (wild, part.to_string_lossy()) {
        (true, part) => part.into_owned(),
        (false, part) => globset::escape(&part),
    };
    let above = parts.iter().take_while(|(_, wild)| !wild).map(|(part, _)| part).collect();
    (slashed(&parts.iter().map(written).collect::<PathBuf>()), above)
}

fn matches(files: &Files, root: &Path, base: &Path, pattern: &Spanned<String>) -> Result<Vec<PathBuf>, Fault> {
    let outside = || {
        Fault::new(format!("`{}` leads out of the project", pattern.value))
            .at(pattern.span, "included here")
            .help("the project is the folder of `noticec.toml`; without one, the notice's own folder")
    };
    let (root, base) = (absolute(root), absolute(base));
    let wanted = tidy(&base.join(pattern.as_str()));
    if !wanted.starts_with(&root) {
        return Err(outside());
    }
    if !pattern.contains(WILD) {
        return match inside(files, &root, &wanted) {
            Some(file) => Ok(vec![file]),
            None if files.real(&wanted).is_some() => Err(outside()),
            None => Ok(Vec::new()),
        };
    }
    let (written, above) = from_top(&base, pattern);
    let glob = GlobBuilder::new(&written).literal_separator(true).build().map_err(|error| {
        Fault::new(format!("`{}` is no pattern: {}", pattern.value, error.kind())).at(pattern.span, "written here")
    })?;
    let matcher = glob.compile_matcher();
    let hidden = |name: &std::ffi::OsStr| {
        let name = name.to_string_lossy();
        name.starts_with('.') || name == "node_modules" || name == "target"
    };
    // Folders in which nothing can match are not opened.
    let leads = |path: &Path| path.starts_with(&above) || above.starts_with(path);
    let walked = files.walk(&root, &|met: Met<'_>| met.depth == 0 || !hidden(met.name()) && leads(met.path));
    Ok(walked
        .into_iter()
        .filter_map(Result::ok)
        .filter(|found| matcher.is_match(slashed(&found.path)))
        .filter_map(|found| inside(files, &root, &found.path))
        .collect())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use crate::load::load;

    #[test]
    fn patterns_match_wherever_the_project_lies() {
        let folder = tempfile::tempdir().unwrap();
        let top = folder.path().canonicalize().unwrap().join("{a,b} [c]*");
        for (name, text) in [
            ("noticec.toml", "include = [\"shared/*/*.toml\", \"deep/er/*.toml\"]\n"),
            ("shared/x/one.toml", "[purposes.one]\n"),
            ("shared/y/two.toml", "[purposes.two]\n"),
            ("deep/er/more.toml", "[purposes.more]\n"),
            ("shared/three.toml", "[purposes.three]\n"),
            ("other/x/four.toml", "[purposes.four]\n"),
            ("n/notice.toml", "include = [\"*/../../other/**/f*.toml\", \"[x-z].toml\"]\n"),
            ("n/y.toml", "[purposes.five]\n"),
            ("m/here", ""),
        ] {
            let path = top.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        for (here, path) in [("", "n"), ("n", "notice.toml"), ("m", "../n/notice.toml")] {
            let loaded = load(&top.join(here), &[path.into()], None).unwrap();
            assert!(loaded.findings.is_empty(), "{here}: {:?}", loaded.findings);
            let parts = loaded.notices[0].parts.iter().flat_map(|part| &part.purposes.entries);
            assert_eq!(
                parts.map(|purpose| purpose.id.to_string()).collect::<Vec<_>>(),
                ["one", "two", "more", "four", "five"]
            );
        }
    }
}
