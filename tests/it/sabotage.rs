//! Whatever template made an output: nothing mandatory goes missing from it.

use crate::project::{GOOD, Project, Run};

/// Builds the good notice with a template that stands before the built-in one.
fn build(name: &str, change: impl Fn(&str) -> String) -> (Project, Run) {
    let builtin = noticec::render::Templates::source(name).unwrap();
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
