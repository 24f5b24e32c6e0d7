mod tables;
mod templates;
mod typst;

use proptest::prelude::*;

use super::*;
use crate::document::{Block, Content, Definition, Fact, Inline, Item, Kind, Languages, Section, Version};

/// Strings that have broken out of other programs: markup, addresses with code in them, Markdown and template syntax.
pub(super) const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><script>alert(1)</script>",
    "' onmouseover='alert(1)",
    "\" autofocus onfocus=alert(1) x=\"",
    "<svg/onload=alert(1)>",
    "<iframe src=\"javascript:alert(1)\"></iframe>",
    "<form action=\"https://evil.example\"><input name=q></form>",
    "<style>*{display:none}</style>",
    "<!-- hidden -->",
    "--><script>alert(1)</script><!--",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "</textarea></title></style></script><script>alert(1)</script>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a id=\"one\"></a>",
    "<div hidden>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:msgbox(1))",
    "<javascript:alert(1)>",
    "<https://example.com/?a=<b>>",
    "![x](https://evil.example/pixel.png)",
    "![x][y]\n\n[y]: https://evil.example/pixel.png",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "[a [b](https://b.example) c](https://c.example)",
    "{{ 7*7 }}{% raw %}{# x #}",
    "{% autoescape false %}{{ x }}{% endautoescape %}",
    "&lt;script&gt;&amp;&#x3c;&nbsp;&copy",
    "# heading\n## second",
    "- a\n- b\n  - c\n1. d",
    "1. November 2026",
    "2024. gada 1. maijs) x",
    "> quoted\n>> deep",
    "a | b\n--- | ---\nc | d",
    "|a|b|\n|:-|-:|\n\\|x\\\\|",
    "```\ncode\n``` ~~~ ~~x~~ ~y~",
    "text\n===\ntext\n---\n***\n___",
    "    indented\n\tcode",
    "*a* **b** _c_ __d__ ***e*** a*b_c_d*e `f` ``g`h``",
    "\\ \\\\ \\* C:\\new\\_x_ end\\",
    "snake_case_name __init__ 2*3*4 a ~ b C# #1 ##",
    "\u{0}\u{1}\u{2}\u{b}\u{c}\u{1b}[31m\u{7f}\u{85}",
    "\u{202e}evil\u{2066}\u{feff}\u{200b}\u{ad}",
    "a\u{a0}b\u{2028}c\u{2029}d\r\ne\rf",
    "Größe · ελληνικά · Български · 日本語 · العربية · 👩‍👩‍👧",
    "]]>'\"`<>&;=/\\%00%3Cscript%3E",
    "+ plus\n= equals\n: colon\n:-: x",
    "",
    " ",
];

pub(super) fn text(words: &str) -> Vec<Inline> {
    vec![Inline::text(words)]
}

fn paragraph(words: &str) -> Block {
    Block::paragraph(text(words))
}

fn block(id: &str, content: Content) -> Block {
    let mut made = Block::from(content).with_id(id);
    made.items = vec![Item(format!("eu-13-{id}")), Item(format!("uk-13-{id}"))];
    made
}

fn define(term: &str, blocks: Vec<Block>) -> Definition {
    Definition { term: text(term), blocks }
}

fn quote(words: &str) -> Content {
    Content::Quote { blocks: vec![paragraph(words), Content::Quote { blocks: vec![paragraph(words)] }.into()] }
}

/// A document in which the words stand in every kind of field.
pub(super) fn document(words: &str) -> Document {
    let w = || words.to_owned();
    let rich = vec![
        Inline::text(format!("See {words} ")),
        Inline::Link { href: "https://example.com/a_b?c=(1)&d".into(), text: text(words) },
        Inline::Link { href: words.to_owned(), text: text(words) },
        Inline::Strong { text: text(words) },
        Inline::text(w()),
        Inline::Break,
        Inline::Emphasis { text: vec![Inline::text(w()), Inline::strong("x")] },
        Inline::Code { text: w() },
    ];
    let list = |ordered| Content::List {
        ordered,
        items: vec![vec![paragraph(words)], vec![paragraph("a"), paragraph(words)]],
    };
    let nested =
        Content::List { ordered: true, items: vec![vec![paragraph(words), list(false).into()], vec![paragraph("a")]] };
    let entries = vec![
        define(words, vec![block("d1", Content::Paragraph { text: text(words) })]),
        define("Term", vec![paragraph(words), list(false).into()]),
        define(
            "Group",
            vec![block("d3", Content::Group { blocks: vec![paragraph(words), list(false).into(), paragraph("z")] })],
        ),
        define("Empty:", vec![]),
        define("Code", vec![Content::Code { text: w() }.into(), block("d2", list(true))]),
    ];
    let rows = vec![vec![text(words), rich.clone()], vec![rich.clone(), text("")]];
    let mut unnamed = Block::from(Content::Paragraph { text: text("No anchor") });
    unnamed.items = vec![Item("eu-13-x".into())];
    let blocks = vec![
        block("p", Content::Paragraph { text: rich.clone() }),
        block("h", Content::Heading { text: text(words) }),
        block("l", list(false)),
        Block::from(list(true)),
        Block::from(list(true)),
        block("n", nested),
        block("d", Content::Definitions { entries }),
        block("t", Content::Table { caption: w(), head: vec![w(), "Second".into()], rows }),
        block("c", Content::Contact { name: text(words), lines: vec![define("E-mail", vec![paragraph(words)])] }),
        block("o", Content::Callout { heading: w(), blocks: vec![paragraph(words), block("o1", quote(words))] }),
        block("k", Content::Code { text: format!("a\n\n  {words}\n```") }),
        unnamed,
    ];
    let first = vec![block("layer", Content::Paragraph { text: text(words) })];
    let first = Section { id: "first".into(), heading: w(), blocks: first, sections: vec![] };
    let version = |lang: &str| Version { lang: lang.into(), name: format!("{lang} {words}"), address: None };
    let part = Section { id: "two".into(), heading: format!("1. {words}"), blocks: vec![], sections: vec![] };
    Document {
        id: "test".into(),
        kind: Kind::Notice,
        lang: "en".into(),
        title: format!("Notice {words}"),
        controller: w(),
        date: Some(jiff::civil::date(2026, 11, 20)),
        facts: vec![Fact { label: w(), value: "2.1.0".into() }, Fact { label: "Date".into(), value: w() }],
        contents: "Contents".into(),
        skip: "Skip".into(),
        colon: ":".into(),
        draft: Some(format!("Draft {words}")),
        languages: Some(Languages { heading: w(), versions: vec![version("en"), version("de")] }),
        first_layer: Some(first),
        sections: vec![Section { id: "one".into(), heading: w(), blocks, sections: vec![part] }],
    }
}

/// What is lost of a document in a format.
fn losses(document: &Document, format: Format, templates: &Templates) -> Vec<String> {
    let made = render(document, format, templates).unwrap();
    read_back(format, &made, document).iter().map(ToString::to_string).collect()
}

/// Pages have tests of their own, since they take longer and have not all characters.
fn kept(document: &Document) {
    for format in Format::TEXTS {
        let lost = losses(document, *format, Templates::builtin());
        assert!(lost.is_empty(), "{format:?}: {lost:#?}");
    }
}

/// The program's templates with one place of `blocks` changed.
fn sabotaged(format: Format, from: &str, to: &str) -> Templates {
    let name = match format {
        Format::Html | Format::HtmlFragment => "html/blocks.html",
        Format::Markdown => "markdown/blocks.md",
        Format::Typst => "typst/blocks.typ",
        #[cfg(feature = "pdf")]
        Format::Pdf => panic!("pages have no template"),
        Format::Json => panic!("data has no template"),
    };
    let source = Templates::source(name).unwrap();
    assert!(source.contains(from), "`{from}` is not in {name}");
    Templates::new([(name, source.replace(from, to))])
}

#[test]
fn hostile_words_are_read_as_words() {
    for words in HOSTILE {
        let document = document(words);
        kept(&document);
        let html = render(&document, Format::Html, Templates::builtin()).unwrap();
        assert_eq!(active(html.text(), &["style", "link"]), Vec::<String>::new(), "{words}");
        let piece = render(&document, Format::HtmlFragment, Templates::builtin()).unwrap();
        assert_eq!(active(piece.text(), &[]), Vec::<String>::new(), "{words}");
        let markdown = render(&document, Format::Markdown, Templates::builtin()).unwrap();
        for event in pulldown_cmark::Parser::new_ext(markdown.text(), pulldown_cmark::Options::ENABLE_TABLES) {
            use pulldown_cmark::{Event, Tag};
            match event {
                Event::Html(raw) => assert_eq!(raw.trim(), "<!-- -->", "{words}"),
                Event::InlineHtml(raw) => assert!(raw.starts_with("<a id=\"") || &*raw == "</a>", "{words}: {raw}"),
                Event::Start(Tag::Link { dest_url, .. }) => {
                    assert!(Inline::may_lead_to(&dest_url), "{words}: {dest_url}");
                }
                Event::Start(Tag::Image { .. }) => panic!("{words}: an image"),
                _ => {}
            }
        }
    }
}

/// What a page would do or fetch by itself, but for what is its own: a style, and a link to another language.
fn active(html: &str, own: &[&str]) -> Vec<String> {
    let page = scraper::Html::parse_document(html);
    let mut found = Vec::new();
    let mut own = own.to_vec();
    for node in page.tree.nodes() {
        let scraper::Node::Element(element) = node.value() else { continue };
        let name = element.name();
        let alternate = name != "link" || element.attr("rel") == Some("alternate");
        if let Some(index) = own.iter().position(|known| *known == name).filter(|_| alternate) {
            own.remove(index);
        } else if ["script", "style", "iframe", "form", "input", "img", "svg", "object", "embed", "base", "link"]
            .contains(&name)
        {
            found.push(format!("<{name}>"));
        }
        for (attribute, value) in element.attrs() {
            let address = matches!(attribute, "href" | "src" | "action") && !Inline::may_lead_to(value);
            if attribute.starts_with("on") || attribute == "style" || address {
                found.push(format!("{attribute}={value}"));
            }
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_words_survive(words in "\\PC{0,30}|[-+*_`~#<>&|:=\\[\\]()!\\\\ \n\t0-9.a/;\u{a0}]{0,24}|.{0,12}") {
        kept(&document(&words));
    }

    #[test]
    fn any_marks_survive(pieces in prop::collection::vec((0..6_u8, "[-*_`~#<>|:=\\[\\]()!\\\\ a1.;&\u{a0}]{0,4}"), 0..8)) {
        let made = |(kind, words): &(u8, String)| match kind {
            0 => Inline::Strong { text: text(words) },
            1 => Inline::Emphasis { text: vec![Inline::text(words), Inline::strong(words)] },
            2 => Inline::Code { text: words.clone() },
            3 => Inline::Link { href: format!("https://example.com/{words}"), text: text(words) },
            4 => Inline::Break,
            _ => Inline::text(words),
        };
        let words: Vec<Inline> = pieces.iter().map(made).collect();
        let mut document = document("x");
        document.sections[0].blocks = vec![
            block("p", Content::Paragraph { text: words.clone() }),
            block("t", Content::Table { caption: "t".into(), head: vec!["a".into()], rows: vec![vec![words.clone()]] }),
            block("d", Content::Definitions { entries: vec![Definition { term: words.clone(), blocks: vec![Block::paragraph(words)] }] }),
        ];
        kept(&document);
    }
}

#[test]
fn what_is_compared_is_what_the_document_says() {
    let document = document("a : b");
    for block in document.blocks() {
        let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>();
        assert_eq!(solid(&loss::expected(block, &[])), solid(&block.plain()));
    }
}

#[test]
fn a_deep_and_a_long_document_are_rendered() {
    let mut document = document("x");
    let deep: String = (0..12).flat_map(|depth| ["  ".repeat(depth), "- *a **b** `c`*\n".into()]).collect();
    let quotes = format!("{}x", "> ".repeat(40));
    document.sections[0].blocks = crate::markdown::blocks(&format!("{deep}\n\n{quotes}")).value;
    for depth in 0..6 {
        let sections = std::mem::take(&mut document.sections);
        let id = format!("s{depth}");
        document.sections = vec![Section { id, heading: "x".into(), blocks: vec![], sections }];
    }
    kept(&document);
    document.sections = (0..400)
        .map(|n| {
            let blocks = vec![block(&format!("b{n}"), quote("words of a notice"))];
            Section { id: format!("s{n}"), heading: "x".into(), blocks, sections: vec![] }
        })
        .collect();
    kept(&document);
}

#[test]
fn a_term_ends_as_the_language_has_it() {
    for colon in [":", "\u{a0}:", "："] {
        let document = Document { colon: colon.into(), ..document("words") };
        kept(&document);
        let made = render(&document, Format::Markdown, Templates::builtin()).unwrap();
        let markdown = made.text();
        assert!(markdown.contains(&format!("**words**{colon}")), "{markdown}");
        assert_eq!(markdown.matches("**:").count() > 0, colon == ":", "{markdown}");
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = document("x");
    for format in Format::ALL {
        let first = render(&document, *format, &Templates::builtin().clone()).unwrap();
        let second = render(&document, *format, &Templates::new([("html/own.html", "x")])).unwrap();
        assert!(first.bytes() == second.bytes(), "{format:?}");
        let text = first.text();
        assert!(
            !Format::TEXTS.contains(format) || text.ends_with('\n') && !text.ends_with("\n\n") && !text.contains('\r')
        );
    }
}

#[test]
fn formats_are_found_by_name() {
    for format in Format::ALL {
        assert_eq!(Format::from_name(format.name()), Some(*format));
    }
    assert_eq!(Format::from_name("docx"), None);
    assert_eq!(Format::Markdown.extension(), "md");
}
