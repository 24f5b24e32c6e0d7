//! Text from a declaration can never become markup or script, in any field and any format.

use noticec::document::Document;
use noticec::load::load_text;
use noticec::lower::lower;
use noticec::model::resolve;
use noticec::render::{Format, Templates, read_back, render};
use scraper::Html;
use toml::{Table, Value};

use crate::examples::merged;
use crate::project::examples;

/// Attacks on HTML, attributes, Markdown, links, and templates.
const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "[click](javascript:alert(1)) [x](JaVa\u{1}Script:alert(2)) <javascript:alert(3)>",
    "![pixel](https://tracker.example/p.png)",
    "</style><style>*{display:none}</style><!-- ",
    "{{ 7*7 }} {% raw %} {# c #}",
    "</main></body></html><svg onload=alert(1)>",
    "&lt;b&gt; &amp; &#106;avascript: <![CDATA[x]]>",
    "| a | b |\\| `code` **x** _y_ ~~z~~ # h\\n- l",
    "<iframe src=//evil.example></iframe><form action=x><input name=q>",
    "text \u{202e}reversed\u{202c} \u{0}nul",
];

/// Every text of the declaration that may be any text, one path each.
fn leaves(table: &Table) -> Vec<Vec<Step>> {
    fn walk(value: &Value, path: &mut Vec<Step>, out: &mut Vec<Vec<Step>>) {
        match value {
            Value::String(_) => out.push(path.clone()),
            Value::Array(array) => {
                for (index, value) in array.iter().enumerate() {
                    path.push(Step::Index(index));
                    walk(value, path, out);
                    path.pop();
                }
            }
            Value::Table(table) => {
                for (key, value) in table {
                    path.push(Step::Key(key.clone()));
                    walk(value, path, out);
                    path.pop();
                }
            }
            _ => {}
        }
    }
    let mut out = Vec::new();
    walk(&Value::Table(table.clone()), &mut Vec::new(), &mut out);
    out
}

#[derive(Debug, Clone)]
enum Step {
    Key(String),
    Index(usize),
}

fn set(table: &mut Table, path: &[Step], text: &str) {
    let Step::Key(first) = &path[0] else { unreachable!() };
    let mut here = table.get_mut(first).unwrap();
    for step in &path[1..] {
        here = match step {
            Step::Key(key) => here.get_mut(key.as_str()).unwrap(),
            Step::Index(index) => here.get_mut(*index).unwrap(),
        };
    }
    *here = Value::String(text.to_owned());
}

fn document(table: &Table) -> Option<Document> {
    let loaded = load_text("notice.toml", &toml::to_string(table).unwrap());
    if !loaded.findings.is_empty() {
        return None;
    }
    let model = resolve(&loaded.notices[0]).ok()?;
    Some(lower(&model, &model.languages[0], true))
}

/// The leaves that take any text: a hostile one in each of them alone still resolves.
fn open_leaves(table: &Table) -> Vec<Vec<Step>> {
    leaves(table)
        .into_iter()
        .filter(|path| {
            let mut changed = table.clone();
            set(&mut changed, path, ATTACKS[0]);
            document(&changed).is_some()
        })
        .collect()
}

#[test]
fn no_field_lets_markup_in() {
    for example in examples() {
        let table = merged(&example);
        let open = open_leaves(&table);
        assert!(open.len() > 60, "{}: {} open fields", example.display(), open.len());
        for attack in ATTACKS {
            let mut changed = table.clone();
            for (index, path) in open.iter().enumerate() {
                set(&mut changed, path, &format!("{attack} N{index}N"));
            }
            let document = document(&changed).unwrap();
            for format in Format::TEXTS {
                let text = render(&document, *format, Templates::builtin()).unwrap();
                assert_eq!(read_back(*format, &text, &document), [], "{attack} in {}", format.name());
                if *format == Format::HtmlFragment {
                    inert(text.text(), attack, 0, 0);
                }
                if *format == Format::Html {
                    let others = document.languages.iter().flat_map(|languages| &languages.versions);
                    let others = others.filter(|version| version.lang != document.lang).count();
                    inert(text.text(), attack, others, 1);
                }
            }
        }
        // Pages take longer: all attacks at once, each in other fields.
        #[cfg(feature = "pdf")]
        {
            let mut changed = table.clone();
            for (index, path) in open.iter().enumerate() {
                set(&mut changed, path, &format!("{} N{index}N", ATTACKS[index % ATTACKS.len()]));
            }
            let document = document(&changed).unwrap();
            let pages = render(&document, Format::Pdf, Templates::builtin()).unwrap();
            assert_eq!(read_back(Format::Pdf, &pages, &document), []);
        }
    }
}

/// Nothing in a page or a piece of one acts, loads or hides; the links of its head tell where it stands in its other languages.
fn inert(page: &str, attack: &str, others: usize, own_styles: usize) {
    const ACTIVE: &[&str] =
        &["script", "iframe", "object", "embed", "form", "input", "img", "svg", "video", "audio", "base"];
    let html = Html::parse_document(page);
    let (mut styles, mut links) = (0, 0);
    for element in html.tree.values().filter_map(scraper::Node::as_element) {
        assert!(!ACTIVE.contains(&element.name()), "<{}> from {attack}", element.name());
        styles += usize::from(element.name() == "style");
        if element.name() == "link" {
            assert_eq!(element.attr("rel"), Some("alternate"), "a <link> from {attack}");
            links += 1;
        }
        for (name, value) in element.attrs() {
            assert!(!name.starts_with("on") && name != "srcdoc" && name != "style", "{name}={value} from {attack}");
            if ["href", "src", "action"].contains(&name) {
                let scheme = value.split(':').next().unwrap_or_default();
                let good = ["http", "https", "mailto", "tel"].contains(&scheme)
                    || !value.contains(':')
                    || value.starts_with('#');
                assert!(good && !value.starts_with("//"), "{name}={value} from {attack}");
            }
        }
    }
    assert_eq!(styles, own_styles, "the page's own style and no other");
    assert_eq!(links, others, "a link for each other language and no other");
}
