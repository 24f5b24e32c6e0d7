//! How long it takes to compare two versions of a notice with a thousand purposes, beside a diff of words by git on the same run.

use std::fmt::Write;
use std::fs;
use std::process::{Command, Stdio};

use divan::{Bencher, black_box};
use noticec::diff::compare;
use noticec::load::load_text;
use noticec::lower::lower;
use noticec::model::{Model, resolve};
use noticec::render::{Format, Templates, render};

fn main() {
    divan::main();
}

/// Purposes of the notice.
const PURPOSES: usize = 1000;

/// A notice; of the new version, every tenth purpose keeps data longer, every fiftieth has other words, and one is new.
fn text(new: bool) -> String {
    let mut text = "[notice]\njurisdictions = [\"eu\"]\nversion = \"1.0\"\neffective = 2026-11-01\n\
                    [controller]\nname = \"Northmoor Ltd\"\ncountry = \"IE\"\nemail = \"hello@northmoor.example\"\n\
                    [subjects.customers]\nlabel = \"customers\"\n"
        .to_owned();
    for number in 0..20 {
        let _ = write!(text, "[data.d{number}]\nlabel = \"data of kind {number}\"\n");
        let _ = write!(
            text,
            "[recipients.r{number}]\nname = \"Recipient {number}\"\nrole = \"processor\"\ncountries = [\"IE\"]\n"
        );
    }
    for number in 0..PURPOSES + usize::from(new) {
        let months = if new && number % 10 == 0 { 24 } else { 12 };
        let verb = if new && number % 50 == 0 { "weigh" } else { "use" };
        let _ = write!(
            text,
            "[purposes.p{number}]\nlabel = \"Purpose {number}\"\ntext = \"We {verb} data of kind {0} to do task {number} well.\"\n\
             subjects = [\"customers\"]\ndata = [\"d{0}\", \"d{1}\"]\ncollected = \"direct\"\nbasis = \"6(1)(b)\"\n\
             recipients = [\"r{0}\"]\nretention = {{ period = \"{months} months\", from = \"the end of task {number}\" }}\n\
             provision = \"voluntary\"\n",
            number % 20,
            (number + 7) % 20,
        );
    }
    text
}

fn model(text: &str) -> Model {
    resolve(&load_text("notice.toml", text).notices[0]).expect("the notice resolves")
}

/// Two models that are there.
#[divan::bench]
fn compare_models(bencher: Bencher) {
    let (old, new) = (model(&text(false)), model(&text(true)));
    assert_eq!(compare(&old, &new).expect("a comparison").changes.len(), 121);
    bencher.bench(|| compare(black_box(&old), black_box(&new)));
}

/// From two texts.
#[divan::bench]
fn read_and_compare(bencher: Bencher) {
    let (old, new) = (text(false), text(true));
    bencher.bench(|| compare(&model(black_box(&old)), &model(black_box(&new))));
}

/// The same notices as Markdown, compared by git word by word; a process of its own.
#[divan::bench]
fn git_word_diff(bencher: Bencher) {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, new) in [("old.md", false), ("new.md", true)] {
        let model = model(&text(new));
        let document = lower(&model, &model.languages[0], false);
        let rendered = render(&document, Format::Markdown, &Templates::new(std::iter::empty::<(String, String)>()));
        fs::write(folder.path().join(name), rendered.expect("it renders").text()).expect("it is written");
    }
    let arguments = ["diff", "--no-index", "--word-diff", "--no-ext-diff", "old.md", "new.md"];
    bencher.bench(|| Command::new("git").args(arguments).current_dir(folder.path()).stdout(Stdio::null()).status());
}
