//! All outputs of the examples, written anew, and their documents.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use noticec::document::{Document, Kind};
use noticec::load::load;
use noticec::lower::{lower, snippets};
use noticec::model::resolve;
use noticec::render::Format;

use crate::project::{GOOD, examples, run};

/// The folder for all that the proofs write; it stays there to be looked at.
pub(crate) fn place() -> &'static Path {
    static PLACE: LazyLock<PathBuf> = LazyLock::new(|| {
        let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("proofs");
        if place.exists() {
            fs::remove_dir_all(&place).unwrap();
        }
        fs::create_dir_all(&place).unwrap();
        // Debian's browser and Java name files by their real path.
        place.canonicalize().unwrap()
    });
    &PLACE
}

/// An output of an example.
pub(crate) struct Output {
    pub(crate) path: PathBuf,
    pub(crate) format: Format,
    /// What the output must say.
    pub(crate) document: Document,
}

/// Every output of every example in every format and language: as its project asks for it, without tables in Markdown, and
/// as a draft.
pub(crate) fn all() -> &'static [Output] {
    static ALL: LazyLock<Vec<Output>> = LazyLock::new(|| {
        let mut outputs = Vec::new();
        for example in examples() {
            outputs.extend(built(&example, "asked", "", false, Format::ALL));
            outputs.extend(built(&example, "no-tables", "\n[markdown]\ntables = false\n", false, &[Format::Markdown]));
        }
        outputs.extend(built(&examples()[1], "draft", "", true, Format::ALL));
        outputs
    });
    &ALL
}

/// The notices in a format; none only where this version does not have it.
pub(crate) fn of(format: &str) -> Vec<&'static Output> {
    of_kind(format, Kind::Notice)
}

/// The short texts in a format, which stand in other pages.
pub(crate) fn short(format: &str) -> Vec<&'static Output> {
    of_kind(format, Kind::Snippet)
}

fn of_kind(format: &str, kind: Kind) -> Vec<&'static Output> {
    let wanted = |output: &&Output| output.format.name() == format && output.document.kind == kind;
    let found: Vec<_> = all().iter().filter(wanted).collect();
    assert_eq!(found.is_empty(), Format::from_name(format).is_none(), "outputs as {format}");
    found
}

/// Their paths.
pub(crate) fn paths(outputs: &[&Output]) -> Vec<PathBuf> {
    outputs.iter().map(|output| output.path.clone()).collect()
}

/// Copies an example, so that nothing is written into it, adds to its project file and builds it.
fn built(example: &Path, kind: &str, more: &str, draft: bool, formats: &[Format]) -> Vec<Output> {
    let name = example.file_name().unwrap().to_string_lossy().into_owned();
    let copy = place().join(kind).join(&name);
    for entry in walkdir::WalkDir::new(example) {
        let entry = entry.unwrap();
        let inside = entry.path().strip_prefix(example).unwrap();
        if entry.file_type().is_file() && !inside.starts_with("public") {
            let to = copy.join(inside);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(entry.path(), to).unwrap();
        }
    }
    let project = fs::read_to_string(copy.join("noticec.toml")).unwrap();
    fs::write(copy.join("noticec.toml"), project + more).unwrap();
    let names: Vec<_> = formats.iter().map(|format| format.name()).collect();
    let names = names.join(",");
    let mut arguments = vec!["build", ".", "--out", "proved", "--format", &names];
    arguments.extend(draft.then_some("--draft"));
    let ran = run(&copy, &arguments);
    assert_eq!(ran.code, 0, "{name}: {}", ran.stderr);
    let mut outputs = documents(&copy, draft)
        .into_iter()
        .flat_map(|(stem, document)| {
            let output = |format: &Format| Output {
                path: copy.join("proved").join(format!("{stem}.{}", format.extension())),
                format: *format,
                document: document.clone(),
            };
            formats.iter().map(output).collect::<Vec<_>>()
        })
        .collect::<Vec<_>>();
    outputs.sort_by(|one, other| one.path.cmp(&other.path));
    let mut written: Vec<_> = fs::read_dir(copy.join("proved")).unwrap().map(|entry| entry.unwrap().path()).collect();
    written.sort();
    let known: Vec<_> = outputs.iter().map(|output| output.path.clone()).collect();
    assert_eq!(written, known, "{name}: every file that is written is proved");
    outputs
}

/// The documents of a project, one a language, with the stem of their files.
pub(crate) fn documents(folder: &Path, draft: bool) -> Vec<(String, Document)> {
    let loaded = load(folder, &[], None).unwrap();
    assert_eq!(loaded.findings, []);
    let mut documents = Vec::new();
    for notice in &loaded.notices {
        let model = resolve(notice).unwrap();
        for (index, tag) in model.languages.iter().enumerate() {
            let all = std::iter::once(lower(&model, tag, draft)).chain(snippets(&model, tag, draft));
            documents.extend(all.map(|document| {
                let stem = if index == 0 { document.id.clone() } else { format!("{}.{tag}", document.id) };
                (stem, document)
            }));
        }
    }
    documents
}

/// The smallest good notice as a file of a format, as a base in which faults are planted.
pub(crate) fn small(format: Format) -> String {
    let folder = place().join(format!("small-{}", format.name()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("small.notice.toml"), GOOD).unwrap();
    let ran = run(&folder, &["build", "small.notice.toml", "--out", "out", "--format", format.name()]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    fs::read_to_string(folder.join(format!("out/small.{}", format.extension()))).unwrap()
}

/// Writes files into a folder, each with one place of a good one changed.
pub(crate) fn planted(folder: &str, extension: &str, good: &str, faults: &[Fault]) -> Vec<PathBuf> {
    let folder = place().join(folder);
    fs::create_dir_all(&folder).unwrap();
    let write = |index: usize, text: &str| {
        let path = folder.join(format!("{index}.{extension}"));
        fs::write(&path, text).unwrap();
        path
    };
    let mut paths = vec![write(0, good)];
    for (index, fault) in faults.iter().enumerate() {
        assert!(good.contains(fault.from), "`{}` is in the good file", fault.from);
        paths.push(write(index + 1, &good.replacen(fault.from, fault.to, 1)));
    }
    paths
}

/// A fault that is planted in a good file, and what must be said of it.
pub(crate) struct Fault {
    pub(crate) from: &'static str,
    pub(crate) to: &'static str,
    pub(crate) check: &'static str,
    pub(crate) says: &'static str,
}

/// Text without what a format may set otherwise: white space, colons, and the signs at which words are broken.
pub(crate) fn solid(text: &str) -> String {
    let loose = |c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, ':' | '：' | '-' | '\u{ad}' | '\u{2010}' | '\u{200b}')
    };
    text.chars().filter(|c| !loose(*c)).collect()
}
