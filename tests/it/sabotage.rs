//! Whatever template made an output: nothing mandatory goes missing from it.

use std::collections::BTreeSet;

use noticec::document::Item;
use noticec::law::Regime;
use noticec::law::items::{ALL, cite};
use noticec::load::load;
use noticec::lower::lower;
use noticec::model::resolve;
use noticec::render::{Format, Templates, read_back, render};

use crate::project::{GOOD, Project, Run, examples, root};

/// Builds the good notice with a template that stands before the built-in one.
fn build(name: &str, change: impl Fn(&str) -> String) -> (Project, Run) {
    let builtin = Templates::source(name).unwrap();
    let changed = change(builtin);
    assert_ne!(changed, builtin, "the template is changed");
    let project = Project::new(&[
        ("noticec.toml", "out = \"public\"\nformats = [\"html\", \"markdown\"]\ntemplates = \"templates\"\n"),
        ("a.notice.toml", GOOD),
    ]);
    project.write(&format!("templates/{name}"), changed.as_bytes());
    let ran = project.run(&["build"]);
    (project, ran)
}

fn loses(name: &str, change: impl Fn(&str) -> String, says: &str) {
    let (project, ran) = build(name, change);
    assert_eq!(ran.code, 1, "{name}: {}", ran.stderr);
    assert!(ran.stderr.contains("REF-09"), "{name}: {}", ran.stderr);
    let words = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains(says), "{name} says `{says}`: {}", ran.stderr);
    assert_eq!(project.read("public/a.html"), None, "nothing is written");
    assert_eq!(project.read("public/a.md"), None, "nothing is written");
}

#[test]
fn a_template_of_ones_own_look_is_fine() {
    let (project, ran) =
        build("html/notice.html", |text| text.replace("</head>", "<meta name=\"robots\" content=\"all\"></head>"));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(project.read("public/a.html").unwrap().contains("robots"));
}

#[test]
fn dropping_all_sections() {
    loses(
        "html/notice.html",
        |text| {
            let (head, rest) = text.split_once("<main").unwrap();
            let (_, tail) = rest.split_once("</main>").unwrap();
            format!("{head}<main><h1>{{{{ title }}}}</h1></main>{tail}")
        },
        "is not in the output",
    );
}

#[test]
fn hiding_the_whole_in_each_way() {
    for hidden in [
        "hidden",
        "popover",
        "aria-hidden=\"true\"",
        "style=\"display:none\"",
        "style=\"visibility: hidden\"",
        "style=\"font-size:0\"",
    ] {
        loses("html/notice.html", |text| text.replacen("<main", &format!("<main {hidden}"), 1), "hides");
    }
}

#[test]
fn wrapping_it_in_what_browsers_do_not_show() {
    for tag in ["template", "noscript"] {
        loses(
            "html/notice.html",
            |text| {
                text.replacen("<main", &format!("<{tag}><main"), 1).replacen("</main>", &format!("</main></{tag}>"), 1)
            },
            "",
        );
    }
}

/// Ways to lose a block, each in the place of the macro that prints one.
const WAYS: &[(&str, &str)] = &[
    ("drops", ""),
    ("empties", "<div id=\"{{ block.id }}\" data-item=\"{{ block.items }}\"></div>"),
    ("hides", "<div hidden>{{ kept(block) }}</div>"),
    ("rewords", "<p id=\"{{ block.id }}\" data-item=\"{{ block.items }}\">We do what the law asks of us.</p>"),
    ("unmarks", "<p>{{ title }}</p>"),
];

#[test]
fn every_item_is_missed_with_its_article_in_every_way_of_losing_it() {
    let source = Templates::source("html/blocks.html").unwrap();
    let mut items: BTreeSet<Item> = BTreeSet::new();
    let folders = examples().into_iter().chain([root().join("tests/cases/swiss-and-eu")]);
    for example in folders {
        let loaded = load(root(), &[example], None).unwrap();
        let model = resolve(&loaded.notices[0]).unwrap();
        let document = lower(&model, &model.languages[0], false);
        let here: BTreeSet<Item> = document.blocks().flat_map(|block| block.items.clone()).collect();
        // Each item in the first example that has it.
        for item in here.into_iter().filter(|item| !items.contains(item)).collect::<Vec<_>>() {
            let key = item.as_str();
            for (way, print) in WAYS {
                let one = "{% macro one(block) %}";
                let lost = format!(
                    "{one}{{% if \"{key}\" in (block.items | split(\" \") | list) %}}{print}{{% else %}}{{{{ kept(block) }}}}\
                     {{% endif %}}{{% endmacro %}}\n{{% macro kept(block) %}}"
                );
                let changed = source.replacen(one, &lost, 1);
                assert_ne!(changed, source);
                let page = render(&document, Format::Html, &Templates::new([("html/blocks.html", changed)])).unwrap();
                let losses = read_back(Format::Html, &page, &document);
                let told = losses.iter().find(|loss| loss.items.contains(&item));
                let told = told.unwrap_or_else(|| panic!("{key}: a template that {way} it passes"));
                let articles = cite(&told.items, model.law.date);
                assert!(told.under_law(model.law.date).contains(&articles.join("; ")), "{way}: {told}");
            }
            items.insert(item);
        }
    }
    let all = ALL.iter().flat_map(|duty| duty.items(&[Regime::Uk], true, true));
    let unseen: Vec<Item> = all.filter(|item| !items.contains(item)).collect();
    // No example has a new use of data that was there already.
    assert!(unseen.iter().all(|item| ["uk-13-3", "uk-14-4"].contains(&item.as_str())), "{unseen:?}");
    for law in ["eu-", "ch-"] {
        assert!(items.iter().any(|item| item.as_str().starts_with(law)), "{law}: {items:?}");
    }
}

#[test]
fn a_loss_names_item_article_and_template() {
    let (_, ran) = build("html/blocks.html", |text| {
        text.replacen(
            "{% macro contact(block) %}",
            "{% macro contact(block) %}{% endmacro %}{% macro unused(block) %}",
            1,
        )
    });
    let words = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        words.contains(
            "(eu-13-1-a: GDPR art. 13(1)(a)) is not in the output; made with the project's `html/blocks.html`"
        ),
        "{}",
        ran.stderr
    );
    assert!(words.contains("╭─[templates/html/blocks.html:1:1]"), "{}", ran.stderr);
}

#[test]
fn the_right_to_object_must_stand_apart() {
    // The same words, and no heading that sets them apart.
    let flat = |text: &str| {
        let (before, rest) = text.split_once("{% macro callout(block) %}").unwrap();
        let (_, after) = rest.split_once("{% endmacro %}").unwrap();
        let plain = "<div{{ marks(block) }}><p>{{ block.heading }}</p>{{ blocks(block.blocks) }}</div>";
        format!("{before}{{% macro callout(block) %}}{plain}{{% endmacro %}}{after}")
    };
    let basis =
        "basis = { article = \"6(1)(f)\", interest = \"telling readers of new books\", owner = \"controller\" }";
    let consent = "basis = { article = \"6(1)(a)\", withdraw = \"the link at the end of each newsletter\" }";
    let notice = GOOD.replace(consent, basis);
    assert_ne!(notice, GOOD);
    let source = Templates::source("html/blocks.html").unwrap();
    let project = Project::new(&[
        ("noticec.toml", "out = \"public\"\ntemplates = \"templates\"\n"),
        ("a.notice.toml", &notice),
        ("templates/html/blocks.html", source),
    ]);
    assert_eq!(project.run(&["build"]).code, 0, "{}", project.run(&["build"]).stderr);
    project.write("templates/html/blocks.html", flat(source).as_bytes());
    let ran = project.run(&["build"]);
    let words = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(ran.code, 1);
    assert!(
        words.contains("OBJ-01") && words.contains("art. 21(4)") && words.contains("does not stand apart"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_fault_in_a_template_is_shown_in_its_file() {
    let (_, ran) = build("markdown/notice.md", |text| format!("first\n{{{{ nope }}}}\n{text}"));
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("[templates/markdown/notice.md:2:4]"), "{}", ran.stderr);
    let told = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("template `markdown/notice.md`, line 2: undefined value: `nope` is undefined"), "{told}");
    assert!(told.ends_with("1 error in 1 notice"), "it is told once: {told}");
    let (_, ran) = build("html/notice.html", |text| format!("{text}\n{{% if %}}"));
    assert!(ran.stderr.contains("OUT-02") && ran.stderr.contains("templates/html/notice.html:"), "{}", ran.stderr);
}

#[test]
fn a_template_that_asks_for_nothing_known() {
    let (project, ran) = build("html/notice.html", |text| format!("{{{{ nope }}}}{text}"));
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("OUT-02") && ran.stderr.contains("html/notice.html"), "{}", ran.stderr);
    assert_eq!(project.read("public/a.html"), None);
}

#[test]
fn a_file_that_is_no_template() {
    let project = Project::new(&[
        ("noticec.toml", "templates = \"templates\"\n"),
        ("a.notice.toml", GOOD),
        ("templates/typst.txt", "x"),
    ]);
    let ran = project.run(&["build"]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("`typst.txt` is no template"), "{}", ran.stderr);
}
