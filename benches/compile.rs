//! How long it takes to judge and to build the largest example, in process.

use std::path::{Path, PathBuf};

use divan::{Bencher, black_box};
use noticec::load::{Loaded, load};
use noticec::lower::lower;
use noticec::model::{Model, resolve};
use noticec::render::{Format, Templates, read_back, render};
use noticec::rules;

fn main() {
    divan::main();
}

/// The largest example by the bytes of its declaration.
fn largest() -> PathBuf {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let size = |folder: &PathBuf| -> u64 {
        let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
        let sources = files.filter(|file| file.path().extension().is_some_and(|extension| extension == "toml"));
        sources
            .filter(|file| file.file_name() != "facts.toml")
            .filter_map(|file| Some(file.metadata().ok()?.len()))
            .sum()
    };
    let folders = std::fs::read_dir(examples).expect("the examples are there").filter_map(Result::ok);
    folders.map(|entry| entry.path()).max_by_key(size).expect("there is an example")
}

fn read() -> Loaded {
    load(Path::new(env!("CARGO_MANIFEST_DIR")), &[largest()], None).expect("the example can be read")
}

fn model() -> Model {
    resolve(&read().notices[0]).expect("the example resolves")
}

/// From files to declarations.
#[divan::bench]
fn load_files() -> Loaded {
    read()
}

/// From files to findings.
#[divan::bench]
fn check() -> usize {
    rules::run(&resolve(&read().notices[0]).expect("the example resolves"), None).len()
}

/// All rules on a model that is there.
#[divan::bench]
fn rules_only(bencher: Bencher) {
    let model = model();
    bencher.bench(|| rules::run(black_box(&model), None));
}

/// From the model to the notice as data.
#[divan::bench]
fn lower_only(bencher: Bencher) {
    let model = model();
    bencher.bench(|| lower(black_box(&model), &model.languages[0], false));
}

/// From the notice as data to a file in memory.
#[divan::bench(args = ["html", "markdown", "pdf", "typst"])]
fn render_only(bencher: Bencher, format: &str) {
    let model = model();
    let document = lower(&model, &model.languages[0], false);
    let format = Format::from_name(format).expect("a format");
    bencher.bench(|| render(black_box(&document), format, Templates::builtin()));
}

/// The proof that nothing was lost.
#[divan::bench(args = ["html", "markdown", "pdf", "typst"])]
fn read_back_only(bencher: Bencher, format: &str) {
    let model = model();
    let document = lower(&model, &model.languages[0], false);
    let format = Format::from_name(format).expect("a format");
    let text = render(&document, format, Templates::builtin()).expect("it renders");
    bencher.bench(|| read_back(format, black_box(&text), &document));
}

/// From files to proved outputs in all formats, without writing.
#[divan::bench]
fn build() -> usize {
    let model = model();
    let findings = rules::run(&model, None);
    let document = lower(&model, &model.languages[0], false);
    let outputs = Format::ALL.iter().map(|format| {
        let text = render(&document, *format, Templates::builtin()).expect("it renders");
        read_back(*format, &text, &document).len() + text.bytes().len()
    });
    outputs.sum::<usize>() + findings.len()
}

/// The whole process, from its start to its files on disk.
#[divan::bench]
fn process_build(bencher: Bencher) {
    let out = tempfile::tempdir().expect("a folder");
    let example = largest();
    bencher.bench(|| {
        let status = std::process::Command::new(env!("CARGO_BIN_EXE_noticec"))
            .args(["build", "--quiet", "--as-of", "2026-11-21", "--out"])
            .args([out.path(), &example])
            .status();
        assert!(status.is_ok_and(|status| status.success()));
    });
}
