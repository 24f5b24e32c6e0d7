use serde_json::json;
use strum::IntoEnumIterator;

use super::*;
use crate::document::{Block, Inline};
use crate::render::tests::{HOSTILE, document};
use crate::render::{Format, Templates, read_back, render};

fn front(generator: Generator) -> FrontMatter {
    FrontMatter { generator, keys: Vec::new(), keys_in: Vec::new() }
}

fn written(generator: Generator, document: &Document) -> String {
    let templates = Templates::builtin().clone().with_front_matter(front(generator));
    let made = render(document, Format::Markdown, &templates).unwrap();
    assert_eq!(read_back(Format::Markdown, &made, document), [], "{generator:?}");
    made.text().to_owned()
}

/// What each generator documents as its own.
#[test]
fn each_generator_gets_the_keys_that_it_knows() {
    let mut plain = document("words");
    let rows = [
        (Generator::Hugo, "---\ntitle: \"Notice words\"\nlastmod: 2026-11-20\ndraft: true\n---\n\n"),
        (
            Generator::Jekyll,
            "---\ntitle: \"Notice words\"\nlast_modified_at: 2026-11-20\nlang: \"en\"\npublished: false\nrender_with_liquid: false\n---\n\n",
        ),
        (
            Generator::Eleventy,
            "---\ntitle: \"Notice words\"\ndate: 2026-11-20\nlang: \"en\"\ndraft: true\ntemplateEngineOverride: \"md\"\n---\n\n",
        ),
        (Generator::Zola, "+++\ntitle = \"Notice words\"\ndate = 2026-11-20\ndraft = true\n+++\n\n"),
        (
            Generator::Docusaurus,
            "---\ntitle: \"Notice words\"\nlast_update: { date: 2026-11-20 }\ndraft: true\nmdx: { format: \"md\" }\n---\n\n",
        ),
        (Generator::Astro, "---\ntitle: \"Notice words\"\ndate: 2026-11-20\nlang: \"en\"\ndraft: true\n---\n\n"),
    ];
    for (generator, head) in rows {
        let text = written(generator, &plain);
        assert!(text.starts_with(head), "{text}");
        // The title stands once: the site prints it.
        assert_eq!(text.matches("Notice words").count(), 1, "{text}");
        let named = text.contains("## words {#one}\n") && !text.contains("<a id=\"one\">");
        assert_eq!(named, generator.dialect().heading_ids(), "{text}");
        assert!(named || text.contains("<a id=\"one\"></a>\n\n## words\n"), "{text}");
    }
    plain.draft = None;
    plain.date = None;
    assert!(written(Generator::Hugo, &plain).starts_with("---\ntitle: \"Notice words\"\n---\n\n"));
}

#[test]
fn own_keys_are_written_as_the_form_has_them() {
    let keys = vec![
        ("layout".to_owned(), json!("page")),
        ("weight".to_owned(), json!(10)),
        ("toc".to_owned(), json!(true)),
        ("tags".to_owned(), json!(["a: b", "#c"])),
        ("extra".to_owned(), json!({ "own key": { "on": -1.5 }, "none": {} })),
        ("no".to_owned(), json!("---\n+++")),
    ];
    let german = vec![("layout".to_owned(), json!("seite")), ("slug".to_owned(), json!("datenschutz"))];
    let front =
        |generator| FrontMatter { generator, keys: keys.clone(), keys_in: vec![("de".to_owned(), german.clone())] };
    let mut document = document("x");
    let head = front(Generator::Hugo).write(&document);
    let wanted = "layout: \"page\"\nweight: 10\ntoc: true\ntags: [\"a: b\", \"#c\"]\n\
                  extra: { \"own key\": { \"on\": -1.5 }, none: {} }\n\"no\": \"---\\u000A+++\"\n---\n\n";
    assert!(head.ends_with(wanted), "{head}");
    let head = front(Generator::Zola).write(&document);
    let table: toml::Table = toml::from_str(head.trim().trim_matches('+')).unwrap();
    assert_eq!(table["extra"]["own key"]["on"].as_float(), Some(-1.5));
    assert_eq!(table["no"].as_str(), Some("---\n+++"));
    document.lang = "de".to_owned();
    let head = front(Generator::Hugo).write(&document);
    assert!(head.contains("\nlayout: \"seite\"\nslug: \"datenschutz\"\n") && !head.contains("\"page\""), "{head}");
}

/// Words that a generator would take for a template, an attribute or a mark of its own.
const TEMPLATES: &[&str] = &[
    "{{ site.title }} {% include x %} {# gone #}",
    "{{< ref \"x\" >}} {{% shortcode %}} {{</* x */>}}",
    "{::comment}x{:/comment} {:.class} {: #id}",
    "Heading {#other}",
    "## x {.class key=value}",
    ": x",
    ":::note x :smile[y]{z} a:b :c",
    "a | b\nc | d",
    "$$x$$ [^1] ^up ~down~ ==mark== <<x>> *[HTML]: y",
    "import x from 'y'; export const z = <Tag prop={1} />",
    "---\ntitle: x\n---\n+++\n",
    "https://x.example/users/{id}/data, www.x.example/{id}, 10:100:20",
    "Read <!--more--> here, <!-- more --> or <!-- truncate --> \\",
    "X",
];

#[test]
fn an_authors_words_are_words_in_every_generator() {
    for generator in Generator::iter() {
        for words in TEMPLATES.iter().chain(HOSTILE) {
            let document = document(words);
            let text = written(generator, &document);
            let (title, body) = FrontMatter::read(generator, &text, &document).unwrap();
            assert_eq!(title, document.title);
            for mark in ["{{", "{%"] {
                assert!(!body.contains(mark), "{generator:?}: {words}: {mark}");
            }
            // The one brace that is written is that of an id.
            for (at, _) in body.match_indices('{') {
                let id = body[at..].split('}').next().unwrap();
                let heading = body[..at].rsplit('\n').next().unwrap().starts_with('#');
                let known =
                    heading && document.parts().flat_map(|part| part.ids()).any(|own| id == format!("{{#{own}"));
                let code = generator.dialect().heading_ids();
                assert!(known && code || in_code(body, at), "{generator:?}: {words}: {id}");
            }
            if generator == Generator::Zola {
                let head = text.trim_start_matches("+++\n").split("\n+++\n").next().unwrap();
                assert_eq!(toml::from_str::<toml::Table>(head).unwrap()["title"].as_str(), Some(&*document.title));
            }
        }
    }
}

/// Whether a place is in a code span or a block of code, where a single brace is no mark.
fn in_code(body: &str, at: usize) -> bool {
    pulldown_cmark::Parser::new_ext(body, pulldown_cmark::Options::ENABLE_TABLES).into_offset_iter().any(
        |(event, range)| {
            let code = matches!(event, pulldown_cmark::Event::Code(_))
                || matches!(event, pulldown_cmark::Event::Start(pulldown_cmark::Tag::CodeBlock(_)));
            code && range.contains(&at)
        },
    )
}

#[test]
fn a_front_matter_that_is_not_there_is_told() {
    let document = document("x");
    let templates = Templates::builtin().clone().with_front_matter(front(Generator::Hugo));
    let made = render(&document, Format::Markdown, &templates).unwrap();
    let told = |text: String| {
        let mut changed = crate::render::Rendered::from(text);
        changed.front = Some(Generator::Hugo);
        read_back(Format::Markdown, &changed, &document).iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(told(made.text().to_owned()), Vec::<String>::new());
    let gone = told(made.text().replacen("---\n", "", 1));
    assert_eq!(gone, ["the output can't be read, it has no front matter"]);
    let other = told(made.text().replacen("title: \"Notice x\"", "title: \"Other\"", 1));
    assert_eq!(other, ["no heading holds the title “Notice x”"]);
}

/// What a site would print of the document, told in its place by a key of the project's.
#[test]
fn a_front_matter_that_says_something_else_is_told() {
    let document = document("x");
    for generator in Generator::iter() {
        let templates = Templates::builtin().clone().with_front_matter(front(generator));
        let made = render(&document, Format::Markdown, &templates).unwrap();
        let told = |line: String| {
            let fence = generator.fence();
            let text = made.text().replacen(&format!("\n{fence}\n"), &format!("\n{line}\n{fence}\n"), 1);
            let changed = crate::render::Rendered { front: Some(generator), ..text.into() };
            read_back(Format::Markdown, &changed, &document).iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        let is = generator.is();
        assert_eq!(told(format!("layout{is}\"x\"")), Vec::<String>::new());
        for key in generator.own_keys() {
            let fault = format!("the output can't be read, its front matter has another `{key}` than the notice");
            let capital = key[..1].to_uppercase() + &key[1..];
            for key in [key, &capital, &format!("\"{capital}\"")] {
                assert_eq!(told(format!("{key}{is}false")), [fault.as_str()], "{generator:?}");
            }
        }
    }
    let mut published = document.clone();
    published.draft = None;
    let templates = Templates::builtin().clone().with_front_matter(front(Generator::Hugo));
    let made = render(&document, Format::Markdown, &templates).unwrap();
    let losses = read_back(Format::Markdown, &made, &published);
    assert_eq!(losses[0].to_string(), "the output can't be read, its front matter has another `draft` than the notice");
}

#[test]
fn keys_of_a_language_stand_before_the_others_in_any_case() {
    let keys = vec![("Slug".to_owned(), json!("a")), ("layout".to_owned(), json!("b"))];
    let keys_in = vec![("en".to_owned(), vec![("slug".to_owned(), json!("c"))])];
    let head = FrontMatter { generator: Generator::Hugo, keys, keys_in }.write(&document("x"));
    assert!(head.ends_with("draft: true\nlayout: \"b\"\nslug: \"c\"\n---\n\n"), "{head}");
}

/// YAML 1.1 has a number with an exponent only where it has a point, and a sign behind the `e`.
#[test]
fn numbers_are_numbers_in_yaml_and_toml() {
    let rows = [(json!(1e100), "1.0e+100"), (json!(-1.5e-7), "-1.5e-7"), (json!(2.5e30), "2.5e+30"), (json!(3), "3")];
    for (value, written) in rows {
        assert_eq!(Generator::Hugo.value(&value), written);
        let table: Value = toml::from_str(&format!("n = {written}")).unwrap();
        assert_eq!(table["n"], value);
    }
    assert_eq!(Generator::Jekyll.value(&json!([1e100])), "[1.0e+100]");
}

#[test]
fn a_piece_of_html_has_the_headings_that_are_asked_for() {
    let document = document("x");
    let made = |heading, titled| {
        let templates = Templates::builtin().clone().with_fragment(Fragment { heading, titled });
        let made = render(&document, Format::HtmlFragment, &templates).unwrap();
        assert_eq!(read_back(Format::HtmlFragment, &made, &document), []);
        made.text().to_owned()
    };
    for heading in 1..=3 {
        let text = made(heading, true);
        assert!(text.contains(&format!("<h{heading} class=\"title\">Notice x</h{heading}>")), "{text}");
        let part = heading + 1;
        assert!(text.contains(&format!("<h{part} id=\"heading:test:one\">x</h{part}>")), "{text}");
        assert!(!text.contains(&format!("<h{} ", heading - 1)));
    }
    let text = made(2, false);
    assert!(!text.contains("Notice x") && text.contains("<h2 id=\"heading:test:one\">x</h2>"), "{text}");
    assert!(text.starts_with("<div class=\"privacy-notice\" lang=\"en\" dir=\"ltr\">\n"), "{text}");
    for gone in ["<!DOCTYPE", "<html", "<head", "<body", "<style", "<link", "<script", " style=", "<main", "<header"] {
        assert!(!text.contains(gone), "{gone}");
    }
}

#[test]
fn a_piece_of_a_page_leads_to_where_the_languages_are_published() {
    let mut document = document("x");
    let text =
        |document: &Document| render(document, Format::HtmlFragment, Templates::builtin()).unwrap().text().to_owned();
    assert!(!text(&document).contains("class=\"languages\""), "nobody knows where it is published");
    let versions = &mut document.languages.as_mut().unwrap().versions;
    versions[1].address = Some("https://x.example/de/#top".to_owned());
    let made = text(&document);
    assert!(made.contains("<a href=\"https://x.example/de/#top\" hreflang=\"de\""), "{made}");
    assert!(!made.contains("test.de."), "{made}");
}

#[test]
fn hugo_leads_to_parts_since_it_drops_the_anchors_of_blocks() {
    let mut document = document("x");
    document.sections[0].blocks.push(Block::paragraph(vec![Inline::link("#d2", "there")]));
    assert!(written(Generator::Hugo, &document).contains("[there](#one)"));
    assert!(written(Generator::Jekyll, &document).contains("[there](#d2)"));
}

#[test]
fn no_brace_of_an_author_is_left_in_a_piece_of_html() {
    for words in TEMPLATES.iter().chain(HOSTILE) {
        let made = render(&document(words), Format::HtmlFragment, Templates::builtin()).unwrap();
        assert!(!made.text().contains(['{', '}']), "{words}");
    }
}

#[test]
fn data_is_read_back_as_what_it_was() {
    for words in HOSTILE {
        let document = document(words);
        let made = render(&document, Format::Json, Templates::builtin()).unwrap();
        assert_eq!(read_back(Format::Json, &made, &document), [], "{words}");
    }
    let document = document("some words");
    let text = render(&document, Format::Json, Templates::builtin()).unwrap().text().to_owned();
    let told = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        let changed = text.replacen(from, to, 1).into();
        read_back(Format::Json, &changed, &document).iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    assert!(told("\"format\": 1", "\"format\": 2").contains("its format is 2"));
    assert!(told("\"id\": \"two\"", "\"id\": \"three\"").contains("`two` under “1. some words” is not in the output"));
    assert!(
        told("\"id\": \"k\"", "\"id\": \"c\"")
            .contains("`c` under “some words” (eu-13-c uk-13-c) is in the output more than once")
    );
    assert!(told("some words\\n```", "no words\\n```").contains("where the notice says"));
    assert!(told("\"eu-13-k\"", "\"eu-13-j\"").contains("does not name its items"));
    assert!(told("\"title\": \"Notice", "\"title\": \"Note").contains("something else than the notice"));
}
