use proptest::prelude::*;

use super::*;
use crate::document::{Definition, Fact, Item};
use crate::render::tests::{HOSTILE, document};
use crate::render::theme::Logo;
use crate::render::{Format, Templates, read_back, render};

/// A picture of one red pixel.
const PIXEL: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 2,
    0, 0, 0, 0x90, 0x77, 0x53, 0xde, 0, 0, 0, 12, b'I', b'D', b'A', b'T', 0x78, 0x9c, 0x63, 0xf8, 0xcf, 0xc0, 0, 0, 3,
    1, 1, 0, 0xc9, 0xfe, 0x92, 0xef, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

fn losses(document: &Document, theme: Theme) -> Vec<String> {
    let made = render(document, Format::Pdf, &Templates::builtin().clone().with_theme(theme)).unwrap();
    read_back(Format::Pdf, &made, document).iter().map(ToString::to_string).collect()
}

fn kept(document: &Document) {
    assert_eq!(losses(document, Theme::default()), Vec::<String>::new());
}

/// A document with one part.
fn one(blocks: Vec<Block>) -> Document {
    let mut made = document("x");
    made.sections = vec![Section { id: "one".into(), heading: "One".into(), blocks, sections: Vec::new() }];
    made
}

fn paragraph(words: &str) -> Block {
    Block::paragraph(vec![Inline::text(words)])
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

#[test]
fn hostile_words_are_printed_or_refused() {
    let fonts = fonts::fonts().unwrap();
    let mut refused = 0;
    for words in HOSTILE {
        let document = document(words);
        if words.chars().all(|c| fonts.covers(c)) {
            kept(&document);
            continue;
        }
        refused += 1;
        let error = render(&document, Format::Pdf, Templates::builtin()).unwrap_err();
        assert!(matches!(error, RenderError::Characters(_)), "{error}");
    }
    assert_eq!(refused, 1, "only the line of many scripts");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn words_of_european_scripts_are_printed(words in "[ -~À-žΑ-ΡΣ-Ωα-ωА-я–“”€→\u{a0}\u{ad}\u{200b}\n]{0,60}") {
        kept(&document(&words));
    }
}

#[test]
fn what_has_no_letters_is_named_with_its_place() {
    let mut block = paragraph("An 日本 and a ع");
    block.id = Some("here".into());
    let error = render(&one(vec![block]), Format::Pdf, Templates::builtin()).unwrap_err();
    let told = "no letters for “ع” (U+0639), “日” (U+65E5), “本” (U+672C) in `here` under “One”";
    assert_eq!(error.to_string(), told);
    let table =
        Content::Table { caption: "t".into(), head: vec!["ε".into()], rows: vec![vec![vec![Inline::text("👩")]]] };
    let nested = Content::Callout { heading: "h".into(), blocks: vec![table.into()] };
    let error = render(&one(vec![Block::from(nested).with_id("call")]), Format::Pdf, Templates::builtin()).unwrap_err();
    assert_eq!(error.to_string(), "no letters for “👩” (U+1F469) in `call` under “One”");
}

#[test]
fn long_words_long_rows_and_long_tables_stay_whole() {
    let long = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz".repeat(9);
    let cell = |words: &str| vec![Inline::text(words)];
    let rows =
        (0..200).map(|n| vec![cell(&format!("row {n}")), cell("some words of a cell that are more than one line")]);
    let many = "words of a row that is higher than a page ".repeat(400);
    let wide = vec![(0..12).map(|n| cell(&format!("{n} {long}"))).collect()];
    let table = |head: usize, rows: Vec<Vec<Vec<Inline>>>| {
        let head = (0..head).map(|n| format!("Column {n}")).collect();
        Block::from(Content::Table { caption: "A table".into(), head, rows })
    };
    let list = |words: &str| Content::List { ordered: true, items: vec![vec![paragraph(words)]; 3] }.into();
    let term = Definition { term: cell(&long), blocks: vec![paragraph(&many), list(&many), paragraph(&long)] };
    let blocks = vec![
        paragraph(&long).with_id("a"),
        table(2, rows.collect()).with_id("b"),
        table(3, vec![vec![cell(&many), cell("x"), cell(&many)]]).with_id("c"),
        table(12, wide).with_id("d"),
        Block::from(Content::Definitions { entries: vec![term] }).with_id("e"),
        Block::from(Content::Callout { heading: "Callout".into(), blocks: vec![paragraph(&many)] }).with_id("f"),
        Block::from(Content::Code { text: many.replace("page ", "page\n\t") }).with_id("g"),
    ];
    kept(&one(blocks));
}

#[test]
fn deep_nesting_stays_on_the_page() {
    let mut block = paragraph("deep");
    for depth in 0..60 {
        block = match depth % 4 {
            0 => Content::Quote { blocks: vec![block] }.into(),
            1 => Content::List { ordered: depth % 8 == 1, items: vec![vec![block]] }.into(),
            2 => Content::Callout { heading: "h".into(), blocks: vec![block] }.into(),
            _ => Content::Definitions { entries: vec![Definition { term: vec![], blocks: vec![block] }] }.into(),
        };
    }
    kept(&one(vec![block.with_id("all")]));
}

#[test]
fn what_does_not_stand_on_a_page_is_lost() {
    let mut block = paragraph("Words of an item of the law");
    block.items = vec![Item("eu-13-1-a".into())];
    let document = one(vec![block.with_id("item")]);
    let narrow = Theme { left: 700.0, ..Theme::default() };
    let lost = losses(&document, narrow);
    assert!(lost.iter().any(|loss| loss.contains("`item` under “One” (eu-13-1-a) says nothing")), "{lost:?}");
    assert!(lost.iter().any(|loss| loss.contains("no heading holds the title")), "{lost:?}");
}

#[test]
fn a_document_without_parts_is_written() {
    let mut empty = document("");
    empty.sections = Vec::new();
    (empty.title, empty.controller, empty.contents) = (String::new(), String::new(), String::new());
    (empty.facts, empty.draft) = (Vec::<Fact>::new(), None);
    assert!(render(&empty, Format::Pdf, Templates::builtin()).is_ok());
}

#[test]
fn archives_want_a_date() {
    let mut document = document("x");
    let bytes = |document: &Document| render(document, Format::Pdf, Templates::builtin()).unwrap().into_bytes();
    let dated = bytes(&document);
    assert!(holds(&dated, "pdfuaid:part") && holds(&dated, "pdfaid:part") && holds(&dated, "2026-11-20"));
    document.date = None;
    let undated = bytes(&document);
    assert!(holds(&undated, "pdfuaid:part") && !holds(&undated, "pdfaid:part") && !holds(&undated, "CreateDate"));
}

#[test]
fn a_logo_is_a_picture_with_words() {
    let logo = Logo { png: PIXEL.to_vec(), alt: "A red square".into() };
    let theme = Theme { logo: Some(logo), ..Theme::default() };
    let templates = Templates::builtin().clone().with_theme(theme.clone());
    let bytes = render(&document("x"), Format::Pdf, &templates).unwrap().into_bytes();
    let plain = render(&document("x"), Format::Pdf, Templates::builtin()).unwrap().into_bytes();
    assert!(holds(&bytes, "/Subtype/Image") && !holds(&plain, "/Subtype/Image"));
    assert_eq!(losses(&document("x"), theme), Vec::<String>::new());
    assert!(image(b"no picture").is_err());
}
