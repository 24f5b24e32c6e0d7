use super::*;

#[test]
fn what_a_template_takes_away_is_told() {
    let document = document("some words");
    let paragraph = "<p{{ marks(block) }}>{{ words(block.text) }}</p>";
    let hidden = "is in the output, and its markup hides it or a part of it";
    let html = [
        (paragraph, "", "is not in the output"),
        (paragraph, "<p{{ marks(block) }}></p>", "says nothing where the notice says “See some words"),
        (paragraph, "<p{{ marks(block) }}>Other words</p>", "says “Other words” where the notice says “See"),
        (paragraph, "<p{{ marks(block) }}>{{ words(block.text) }} and more</p>", "and more”"),
        (paragraph, "<p id=\"{{ block.id or 'x' }}\">{{ words(block.text) }}</p>", "does not name its items"),
        (paragraph, "<p{{ marks(block) }}>{{ words(block.text) }}</p><b{{ marks(block) }}></b>", "more than once"),
        (paragraph, "<!-- <p{{ marks(block) }}>{{ words(block.text) }}</p> -->", "is not in the output"),
        (paragraph, "<p hidden{{ marks(block) }}>{{ words(block.text) }}</p>", hidden),
        (paragraph, "<p{{ marks(block) }}><span hidden>{{ words(block.text) }}</span></p>", hidden),
        (paragraph, "<p aria-hidden=\"true\"{{ marks(block) }}>{{ words(block.text) }}</p>", hidden),
        (paragraph, "<div style=\"DISPLAY: none\"><p{{ marks(block) }}>{{ words(block.text) }}</p></div>", hidden),
        (
            paragraph,
            "<p style=\"color:red;visibility:hidden !important\"{{ marks(block) }}>{{ words(block.text) }}</p>",
            hidden,
        ),
        (paragraph, "<p style=\"font-size:/**/0px\"{{ marks(block) }}>{{ words(block.text) }}</p>", hidden),
        (paragraph, "<p style=\"opacity:0.0\"{{ marks(block) }}>{{ words(block.text) }}</p>", hidden),
        (paragraph, "<p style=\"height:0;overflow:hidden\"{{ marks(block) }}>{{ words(block.text) }}</p>", hidden),
        (paragraph, "<div popover><p{{ marks(block) }}>{{ words(block.text) }}</p></div>", hidden),
        (paragraph, "<canvas><p{{ marks(block) }}>{{ words(block.text) }}</p></canvas>", hidden),
        (paragraph, "<video><p{{ marks(block) }}>{{ words(block.text) }}</p></video>", hidden),
        (paragraph, "<meter><p{{ marks(block) }}>{{ words(block.text) }}</p></meter>", hidden),
        (paragraph, "<noscript><p{{ marks(block) }}>{{ words(block.text) }}</p></noscript>", "not"),
        (paragraph, "<template><p{{ marks(block) }}>{{ words(block.text) }}</p></template>", hidden),
        ("<h{{ part.level }} id=\"{{ part.label }}\">{{ part.heading }}", "<h2>Reworded", "says “Reworded"),
        ("{{ blocks(part.blocks) -}}", "", "`p` under “some words” (eu-13-p uk-13-p) is not in the output"),
    ];
    let markdown = [
        ("{{ block.text | inline }}", "", "`p` under “some words” (eu-13-p uk-13-p) says “Some"),
        ("{{ block.text | inline }}", "other", "says “other"),
        ("{{ block.text | inline }}", "<span hidden>{{ block.text | inline }}</span>", "where the notice says"),
        ("{{ block.text | inline }}", "<!-- {{ block.text | inline }} -->", "where the notice says"),
        ("{{ block.id | anchor }}", "", "is not in the output"),
        ("{{ part.id | anchor }}", "", "`one` under “some words” is not in the output"),
        ("{{ blocks(part.blocks) }}", "<div hidden>\n\n{{ blocks(part.blocks) }}\n\n</div>", hidden),
    ];
    let all = html.map(|case| (Format::Html, case)).into_iter().chain(markdown.map(|case| (Format::Markdown, case)));
    for (format, (from, to, told)) in all {
        let lost = losses(&document, format, &sabotaged(format, from, to));
        let told = told.replace("Some", "");
        assert!(lost.iter().any(|loss| loss.contains(&told)), "{to}: {lost:#?}");
    }
}

#[test]
fn a_lost_title_or_draft_mark_is_told() {
    let document = document("x");
    let frames = [
        ("html/notice.html", Format::Html),
        ("html/fragment.html", Format::HtmlFragment),
        ("markdown/notice.md", Format::Markdown),
        ("typst/notice.typ", Format::Typst),
    ];
    for (name, format) in frames {
        let source = Templates::source(name).unwrap();
        let titleless = source.replace("<h1>{{ title }}</h1>", "").replace("# {{ title | heading }}", "");
        let titleless = titleless.replace("<h{{ level }} class=\"title\">{{ title }}</h{{ level }}>", "");
        let titleless = titleless.replace("#heading(level: 1, outlined: false)[{{ title }}]", "");
        let lost = losses(&document, format, &Templates::new([(name, titleless)]));
        assert_eq!(lost, ["no heading holds the title “Notice x”"]);
        let final_looking =
            source.replace("{% if draft %}", "{% if false %}").replace("frame.draft_mark(draft)", "\"\"");
        let lost = losses(&document, format, &Templates::new([(name, final_looking)]));
        assert_eq!(lost, ["the draft does not say that it is one: “Draft x”"]);
    }
}

#[test]
fn a_theme_may_set_a_colon_and_close_details() {
    let document = document("x");
    let colon = sabotaged(Format::Html, "{{ words(entry.term) }}</dt>", "{{ words(entry.term) }} :</dt>");
    assert_eq!(losses(&document, Format::Html, &colon), Vec::<String>::new());
    let paragraph = "<p{{ marks(block) }}>{{ words(block.text) }}</p>";
    let details = sabotaged(Format::Html, paragraph, &format!("<details>{paragraph}</details>"));
    assert_eq!(losses(&document, Format::Html, &details), Vec::<String>::new());
}

#[test]
fn faults_of_templates_name_their_place() {
    let fault = |format, name: &str, text: &str| {
        let error = render(&document("x"), format, &Templates::new([(name, text)])).unwrap_err();
        let RenderError::Template(error) = error else { panic!("{error}") };
        error
    };
    let undefined = fault(Format::Html, "html/notice.html", "a\n{{ nope }}");
    assert_eq!((undefined.line, undefined.range.clone()), (Some(2), Some(5..9)));
    let cases = [
        ("{{ nope }}", "template `html/notice.html`, line 1: undefined value: `nope` is undefined"),
        ("\n{% if nope %}{% endif %}", "template `html/notice.html`, line 2: undefined value: `nope` is undefined"),
        ("{% if %}", "template `html/notice.html`, line 1: syntax error"),
        ("{{ title | safe }}", "unknown filter"),
        ("{{ none }}", "a value that is not there (`none`) can't be written"),
        ("{{ sections }}", "a value of type sequence can't be written"),
        ("{% for i in range(9999) %}{% for j in range(9999) %}{% endfor %}{% endfor %}", "ran out of fuel"),
        ("{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}", "recursion"),
        ("{% include 'html/gone.html' %}", "gone.html"),
    ];
    for (text, told) in cases {
        let error = fault(Format::Html, "html/notice.html", text);
        assert!(error.to_string().contains(told), "{text}: {error}");
    }
    let long = "x".repeat(1000);
    let twice = |inner: &str| {
        format!("{{% for i in range(9999) %}}{{% for j in range(9999) %}}{inner}{{% endfor %}}{{% endfor %}}")
    };
    let caught = format!("{{% set x %}}{long}{{% endset %}}{{% set y %}}{}{{% endset %}}", twice("{{ x }}"));
    for text in [twice(&long), caught] {
        let error = fault(Format::Html, "html/notice.html", &text);
        assert!(error.to_string().contains("the output grows without end"), "{error}");
    }
    let inner = fault(Format::Markdown, "markdown/blocks.md", "{% macro section(x) %}\n{{ x.nope }}{% endmacro %}");
    assert_eq!((inner.template.as_str(), inner.line), ("markdown/blocks.md", Some(2)));
    let templates = Templates::new([("html/x.html", "{% if %}")]);
    assert_eq!(templates.errors().len(), 1);
    assert!(render(&document("x"), Format::Markdown, &templates).is_ok());
}

#[test]
fn no_template_goes_around_the_escaping() {
    for name in Templates::names() {
        let source = Templates::source(name).unwrap();
        assert!(!source.contains("autoescape") && !source.contains("safe"), "{name}");
        assert!(!source.contains("={{"), "{name}: an attribute without quotes");
        for (at, _) in source.match_indices("href=\"{{") {
            let value = source[at..].split("}}").next().unwrap();
            assert!(value.ends_with("| url "), "{name}: {value}");
        }
    }
}
