//! The built-in catalogues are whole, and a project's lie over them key by key.

use std::collections::BTreeSet;

use super::*;
use crate::law::Country;
use crate::phrases::faults::{Keys, missing, placeholders};

/// A file of a project with these sentences, each with a place of its own.
fn file(tag: &str, entries: &[(&str, &str)]) -> File {
    let span = |index: usize| Span { start: 100 * index + 1, end: 100 * index + 50 };
    let entry = |(index, (key, text)): (usize, &(&str, &str))| {
        ((*key).to_owned(), Spanned::new((*text).to_owned(), span(index)))
    };
    File {
        tag: tag.to_owned(),
        span: Span { start: 0, end: 9999 },
        entries: entries.iter().enumerate().map(entry).collect(),
    }
}

fn said(findings: &[Finding]) -> Vec<(&str, &str)> {
    findings.iter().map(|finding| (finding.code, finding.fault.message.as_str())).collect()
}

#[test]
fn every_file_of_the_folder_is_a_catalogue() {
    let files: BTreeSet<&str> = FILES.files().filter_map(|file| file.path().file_stem()?.to_str()).collect();
    assert!(files.contains("en"));
    assert!(FILES.dirs().next().is_none());
    for file in FILES.files() {
        let read = parse(file.contents_utf8().unwrap());
        assert!(read.is_ok(), "{}: {:?}", file.path().display(), read.err());
    }
    assert!(Catalogues::builtin().languages().eq(files));
}

#[test]
fn every_language_says_everything_with_the_same_placeholders() {
    let english = phrases("en");
    let keys = Keys::of(english);
    for (tag, own) in built_in() {
        let whole = phrases(&tag);
        assert_eq!(missing(whole, english), Vec::<String>::new(), "{tag} lacks these");
        for (key, text) in &own {
            let like = keys.like(key, &tag).unwrap_or_else(|| panic!("{tag}: nothing asks for `{key}`"));
            let wants = placeholders(english.plain(&like)).unwrap();
            assert_eq!(placeholders(text), Some(wants), "{tag}: placeholders of `{key}`");
            assert!(!text.is_empty(), "{tag}: `{key}`");
            assert_eq!(
                text.split_ascii_whitespace().collect::<Vec<_>>().join(" "),
                *text,
                "{tag}: white space of `{key}`"
            );
        }
        for country in Country::all() {
            assert!(country.name(&tag).is_some(), "{tag} has no name for {country}");
        }
    }
}

#[test]
fn a_tag_falls_back_to_its_shorter_forms() {
    let chain = |tag| lookup(tag).collect::<Vec<_>>();
    assert_eq!(chain("de-AT-x-informal"), ["de-AT-x-informal", "de-AT", "de"]);
    assert_eq!(chain("de-x-informal"), ["de-x-informal", "de"]);
    assert_eq!(chain("en"), ["en"]);
    assert_eq!(phrases("en-GB").lang(), "en");
    assert!(Catalogues::builtin().find("tlh").is_none());
}

#[test]
fn a_project_changes_a_sentence_and_keeps_the_rest() {
    let (made, findings) = Catalogues::with(&[file("en", &[("notice.contents", "On this page")])], &[]);
    assert_eq!(said(&findings), []);
    let english = made.phrases("en");
    assert_eq!((english.plain("notice.contents"), english.plain("notice.version")), ("On this page", "Version"));
    let [replaced] = made.replaced() else { panic!("{:?}", made.replaced()) };
    assert_eq!((replaced.built_in.as_str(), replaced.text.value.as_str()), ("Contents", "On this page"));
    // A variant holds what differs, and what the shorter tag says otherwise holds for it too.
    let files = [file("en", &[("notice.contents", "On this page")]), file("en-x-brief", &[("notice.version", "No.")])];
    let (made, _) = Catalogues::with(&files, &[]);
    let brief = made.phrases("en-x-brief");
    assert_eq!((brief.plain("notice.contents"), brief.plain("notice.version")), ("On this page", "No."));
    assert_eq!(made.phrases("en").plain("notice.version"), "Version");
    // The same words are no other words.
    assert_eq!(Catalogues::with(&[file("en", &[("notice.contents", "Contents")])], &[]).0.replaced(), []);
}

#[test]
fn what_a_sentence_must_keep() {
    let faults = |key, text| {
        let (_, findings) = Catalogues::with(&[file("en", &[("notice.version", "Version"), (key, text)])], &[]);
        assert!(findings.iter().all(|finding| finding.span() == (Span { start: 101, end: 150 })));
        said(&findings).iter().map(|(code, text)| format!("{code} {text}")).collect::<Vec<_>>()
    };
    assert_eq!(faults("controller.hedding", "Us"), ["REF-05 unknown key `controller.hedding`"]);
    let basis = "basis.sentence.consent";
    assert_eq!(faults(basis, "Only if you agreed (consent)."), [format!("REF-10 `{basis}` has lost `{{article}}`")]);
    assert_eq!(
        faults(basis, "If you agreed ({article}, {law})."),
        [format!("REF-10 `{basis}` has no `{{law}}` to fill")]
    );
    assert_eq!(faults(basis, "({article})"), [format!("REF-10 `{basis}` says nothing")]);
    assert_eq!(faults(basis, " - "), [format!("REF-10 `{basis}` has lost `{{article}}`")]);
    for text in ["Consent ({article)", "Consent {article}}", "{}{article} consent"] {
        assert_eq!(faults(basis, text), [format!("REF-10 a brace of `{basis}` is not one of a pair")], "{text}");
    }
    assert_eq!(faults("controller.heading", ""), ["REF-10 `controller.heading` says nothing"]);
    assert_eq!(faults(basis, "You said yes ({article})."), Vec::<String>::new());
    // English has no form for few.
    assert_eq!(faults("unit.day.few", "{n} days"), ["REF-05 unknown key `unit.day.few`"]);
}

#[test]
fn a_new_language_is_whole() {
    let english = phrases("en");
    let entries: Vec<(&str, &str)> = english.keys().map(|key| (key, english.plain(key))).collect();
    let names: Vec<(&str, &str)> = Country::all().map(|country| (country.code(), "Kraj")).collect();
    let forms = ["minute", "hour", "day", "week", "month", "year"]
        .map(|unit| ["few", "many"].map(|form| (format!("unit.{unit}.{form}"), "{n} x".to_owned())));
    let forms: Vec<(String, String)> = forms.into_iter().flatten().collect();
    let mut polish = entries.clone();
    polish.extend(forms.iter().map(|(key, text)| (key.as_str(), text.as_str())));
    let (made, findings) = Catalogues::with(&[file("pl", &polish)], &[file("pl", &names)]);
    assert_eq!(said(&findings), []);
    assert_eq!(made.phrases("pl").count("unit.day", 3), "3 x");
    assert_eq!(made.phrases("pl").country(Country::GB), "Kraj");
    assert_eq!((made.added().len(), made.replaced().len()), (1, 0));
    let (_, findings) = Catalogues::with(&[file("pl", &entries)], &[file("pl", &names[1..])]);
    let said = said(&findings);
    assert_eq!(said[0].0, "REF-10");
    assert!(said[0].1.starts_with("the language `pl` lacks the sentences `unit.day.few`, "), "{said:?}");
    assert!(said[0].1.ends_with(" and 7 more"), "{said:?}");
    assert_eq!(said[1].1, "the language `pl` lacks the names of the countries `AD`");
}

#[test]
fn names_of_countries_by_code() {
    let (made, findings) = Catalogues::with(&[], &[file("en", &[("GB", "Great Britain")])]);
    assert_eq!(said(&findings), []);
    assert_eq!(made.phrases("en").country(Country::GB), "Great Britain");
    assert_eq!(made.phrases("en").country(Country::CH), "Switzerland");
    let (_, findings) = Catalogues::with(&[], &[file("en", &[("UK", "Britain"), ("CH", " ")])]);
    assert_eq!(
        said(&findings),
        [("REF-05", "no country has the code `UK`"), ("REF-10", "the name of `CH` says nothing")]
    );
}

/// What is new in `de` and addresses the reader is new in its informal variant too.
#[test]
fn informal_german_says_du_throughout() {
    let informal = phrases("de-x-informal");
    let formal = |word: &&str| matches!(*word, "Sie" | "Ihnen") || word.starts_with("Ihr");
    for key in informal.keys() {
        let said = informal.plain(key).split(|one: char| !one.is_alphabetic()).find(formal);
        assert_eq!(said, None, "`{key}`: {}", informal.plain(key));
    }
    let own = &built_in()["de-x-informal"];
    let repeated: Vec<_> = own.iter().filter(|(key, text)| phrases("de").plain(key) == *text).collect();
    assert!(repeated.is_empty(), "these stand in `de` already: {repeated:?}");
}
