//! PDF files, those that noticec writes and those that are compiled from its Typst source: PDF/UA-1 and PDF/A-2a by
//! page-validation, semantics by outloud, the file by qpdf, fonts and words by poppler.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::outputs::{Output, of, place, short};
use crate::tools::{Report, clean, judge, python, run, script, told};
use crate::words::{Said, Words};

/// What can be wrong with any PDF file, as `validate.py` names it.
const CHECKS: &[&str] = &["qpdf", "ua1", "fonts", "about", "outloud"];

/// What outloud guesses from the look of a page, and is not so here.
const GUESSES: &[(&str, &str)] = &[
    (
        "TAG-002",
        "the head of a table is repeated on each page as an artifact; that no word is lost to listeners is proved",
    ),
    ("TBL-010", "a table of one row has more heads than other cells, and is one all the same"),
    ("LNK-010", "the words of a declaration are printed as they are, an address in them too"),
    ("PAG-001", "the same term may head an entry at the top of several pages"),
    ("ORD-001", "cells beside each other look out of order; both orders are compared with the document"),
];

/// What no template can mend.
const OF_THE_COMPILER: &[(&str, &str)] = &[(
    "TAG-020",
    "the compiler of Typst tags a list within a point beside it, and leaves the body of the point empty",
)];

fn validated(jobs: Vec<Value>) -> Report {
    let mut report = judge(Command::new(python()).arg(script("validate.py")), &jobs.into());
    let is = |told: &str, rules: &[(&str, &str)]| rules.iter().any(|(rule, _)| told.contains(&format!("rule={rule} ")));
    for found in report.values_mut() {
        let compiled = found.contains_key("typst");
        if let Some(told) = found.get_mut("outloud") {
            told.retain(|one| !(is(one, GUESSES) || compiled && is(one, OF_THE_COMPILER)));
        }
    }
    report
}

/// Where the words of a file differ, in the order in which they are painted, and in the order in which they are announced.
/// A row of a table that is broken over two pages has the first lines of all its cells painted before the rest: where that
/// may be, by what the compiler of Typst does or since a row is taller than a page, only the letters are compared as painted.
fn altered(found: &BTreeMap<String, Vec<String>>, words: &Words, rows_break: bool) -> Vec<String> {
    let [painted, announced] = ["painted", "announced"].map(|order| found[order].concat());
    let mut wrong: Vec<_> = words.differences(&announced).into_iter().map(|one| format!("announced: {one}")).collect();
    if !rows_break {
        wrong.extend(words.differences(&painted).into_iter().map(|one| format!("painted: {one}")));
    } else if !words.same_letters(&announced, &painted) {
        wrong.push("other letters are painted than are announced".to_owned());
    }
    wrong
}

/// Fails where the words of files differ from those of their documents.
fn says_all(report: &Report, files: &[(PathBuf, &Output)], rows_break: bool) {
    let mut wrong = Vec::new();
    for (file, output) in files {
        let words = Words::of(&output.document);
        let found = altered(&report[file], &words, rows_break || words.tall_rows);
        wrong.extend(found.into_iter().map(|wrong| format!("{}: {wrong}", file.display())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn written_files_conform() {
    let outputs = [of("pdf"), short("pdf")].concat();
    let jobs = outputs.iter().map(|output| json!({ "file": output.path, "profiles": ["ua1", "a2a"] }));
    let report = validated(jobs.collect());
    let files: Vec<_> = outputs.iter().map(|output| (output.path.clone(), *output)).collect();
    says_all(&report, &files, false);
    clean(&report, files.iter().map(|(file, _)| file), &[CHECKS, &["a2a"]].concat());
}

#[test]
fn typst_source_compiles_and_conforms() {
    let outputs = [of("typst"), short("typst")].concat();
    let made = |output: &Output| output.path.with_extension("typ.pdf");
    let jobs = outputs.iter().map(|output| json!({ "file": made(output), "profiles": ["ua1"], "typst": output.path }));
    let report = validated(jobs.collect());
    let files: Vec<_> = outputs.iter().map(|output| (made(output), *output)).collect();
    says_all(&report, &files, true);
    clean(&report, files.iter().map(|(file, _)| file), &[CHECKS, &["typst"]].concat());
}

/// A small file that nothing is wrong with.
const SOURCE: &str = "#set document(title: \"Privacy notice\", author: \"Tallow Lane Press\", \
    date: datetime(year: 2026, month: 11, day: 1))\n\
    #set text(lang: \"en\")\n#set page(footer: context counter(page).display())\n\
    = Privacy notice\nTallow Lane Press. Contents\n== Sending our newsletter\n\
    We send you our #link(\"https://tallow.example/news\")[monthly newsletter].\n\n- by e-mail\n- by post\n\n/ Until: the day on which you unsubscribe\n\n\
    #table(columns: 2, table.header[What][How long], [address], [a year])\n\n== Your rights\nYou may object.\n";

/// Title and the rest of the front, and the parts, of that file.
const FRONT: [&str; 3] = ["Privacynotice", "TallowLanePress", "Contents"];
const PARTS: &str = "SendingournewsletterWesendyouourmonthlynewsletter.byemailbypostUntilthedayonwhichyouunsubscribeWhatHowlongaddressayear\
    YourrightsYoumayobject.";

/// Alters the good file with pikepdf: `pdf` is the open file.
struct Damage {
    name: &'static str,
    python: &'static str,
    check: &'static str,
    says: &'static str,
}

const DAMAGES: &[Damage] = &[
    Damage { name: "untagged", python: "del pdf.Root.StructTreeRoot", check: "ua1", says: "PDFUA1-" },
    Damage { name: "unmarked", python: "del pdf.Root.MarkInfo", check: "about", says: "Tagged: no" },
    Damage { name: "no-language", python: "del pdf.Root.Lang", check: "ua1", says: "LANGUAGE" },
    Damage { name: "no-metadata", python: "del pdf.Root.Metadata", check: "ua1", says: "METADATA" },
    Damage {
        name: "no-title",
        python: "del pdf.Root.Metadata; del pdf.docinfo['/Title']",
        check: "about",
        says: "no title",
    },
    Damage {
        name: "not-archival",
        python: "pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(b'<pdfaid:conformance>A', b'<pdfaid:conformance>X'))",
        check: "a2a",
        says: "PDFA2A-",
    },
    Damage {
        name: "script",
        python: "pdf.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=[pikepdf.String('x'), pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String('1')))]))",
        check: "about",
        says: "JavaScript: yes",
    },
    Damage {
        name: "no-font",
        python: "[d.__delitem__('/FontFile3') for d in pdf.objects if isinstance(d, pikepdf.Dictionary) and '/FontFile3' in d]",
        check: "fonts",
        says: "not embedded",
    },
    Damage {
        name: "no-unicode",
        python: "[d.__delitem__('/ToUnicode') for d in pdf.objects if isinstance(d, pikepdf.Dictionary) and '/ToUnicode' in d]",
        check: "fonts",
        says: "without Unicode",
    },
    Damage {
        name: "no-heading",
        python: "[d.__setitem__('/S', pikepdf.Name.H3) for d in pdf.objects if isinstance(d, pikepdf.Dictionary) and d.get('/S') == '/H1']",
        check: "outloud",
        says: "HDG-",
    },
];

/// The good file, and one a damage.
fn damaged() -> &'static (PathBuf, Report) {
    static MADE: LazyLock<(PathBuf, Report)> = LazyLock::new(|| {
        let folder = place().join("faulty-pdf");
        fs::create_dir_all(&folder).unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.join(name);
            fs::write(&path, text).unwrap();
            path
        };
        let source = write("good.typ", SOURCE);
        let good = folder.join("good.pdf");
        let mut jobs =
            vec![json!({ "file": good, "profiles": ["ua1", "a2a"], "typst": source, "standards": ["ua-1", "a-2a"] })];
        validated(jobs.clone());
        let mut program = "import pikepdf, sys\n".to_owned();
        for Damage { name, python, .. } in DAMAGES {
            let to = folder.join(format!("{name}.pdf"));
            // The names of both files are words between quotes in Python as in JSON.
            let (from, into) = (json!(good), json!(to));
            writeln!(program, "with pikepdf.open({from}) as pdf:\n    {python}\n    pdf.save({into})").unwrap();
            jobs.push(json!({ "file": to, "profiles": ["ua1", "a2a"] }));
        }
        run(Command::new(python()).arg("-c").arg(program), "", &[0]);
        let cut = folder.join("cut.pdf");
        let bytes = fs::read(&good).unwrap();
        fs::write(&cut, &bytes[..bytes.len() / 2]).unwrap();
        jobs.push(json!({ "file": cut, "profiles": ["ua1"] }));
        for (name, from, to) in [
            ("warned", "#set text(lang: \"en\")", "#set text(lang: \"en\", font: \"No such font\")"),
            ("broken", "#set text(lang: \"en\")", "#let"),
            ("swapped", "== Your rights\nYou may object.", "You may object.\n== Your rights"),
        ] {
            assert!(SOURCE.contains(from));
            let source = write(&format!("{name}.typ"), &SOURCE.replace(from, to));
            jobs.push(json!({ "file": folder.join(format!("{name}.pdf")), "profiles": ["ua1"], "typst": source }));
        }
        let report = validated(jobs);
        (folder, report)
    });
    &MADE
}

#[test]
fn planted_faults_are_found() {
    let (folder, report) = damaged();
    clean(report, &[folder.join("good.pdf")], &[CHECKS, &["a2a", "typst"]].concat());
    for Damage { name, check, says, .. } in DAMAGES {
        told(report, &folder.join(format!("{name}.pdf")), check, says);
    }
    told(report, &folder.join("cut.pdf"), "qpdf", "");
    told(report, &folder.join("warned.pdf"), "typst", "unknown font family");
    told(report, &folder.join("broken.pdf"), "typst", "expected");
}

#[test]
fn lost_and_moved_words_are_found() {
    let (folder, report) = damaged();
    let differ = |file: &str, front: &[&str], parts: &str| -> Vec<String> {
        let front = front.iter().map(|piece| (*piece).to_owned()).collect();
        let words = Words { front, parts: vec![Said(vec!["never".to_owned(), parts.to_owned()])], tall_rows: false };
        altered(&report[&folder.join(file)], &words, false)
    };
    assert_eq!(differ("good.pdf", &FRONT, PARTS), [""; 0]);
    let swapped = differ("swapped.pdf", &FRONT, PARTS);
    assert_eq!(swapped.len(), 2, "{swapped:#?}");
    assert!(swapped.iter().all(|one| one.contains("where the notice says")), "{swapped:#?}");
    assert_eq!(differ("good.pdf", &["Version"], PARTS).len(), 2);
    assert_eq!(differ("good.pdf", &FRONT, &PARTS.replace("may", "maynot")).len(), 2);
    assert_eq!(differ("good.pdf", &FRONT, &format!("{PARTS}And more.")).len(), 2);
    assert_eq!(differ("good.pdf", &FRONT, PARTS.strip_suffix("object.").unwrap()).len(), 2);
    // Where rows may break, words may be painted elsewhere, and none may be lost or added.
    let words = Words { front: Vec::new(), parts: vec![Said(vec![PARTS.to_owned()])], tall_rows: false };
    let [good, swapped] = ["good.pdf", "swapped.pdf"].map(|file| &report[&folder.join(file)]);
    let mixed = |painted: &str| {
        BTreeMap::from([
            ("painted".to_owned(), vec![painted.to_owned()]),
            ("announced".to_owned(), good["announced"].clone()),
        ])
    };
    let moved = swapped["painted"].concat();
    assert_eq!(altered(&mixed(&moved), &words, true), [""; 0]);
    assert_eq!(altered(&mixed(&moved), &words, false).len(), 1);
    for other in [moved.replace("may", "must"), moved.replace("You may object.", ""), format!("{moved} not")] {
        assert_eq!(altered(&mixed(&other), &words, true).len(), 1, "{other}");
    }
}
