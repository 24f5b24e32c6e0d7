//! The style sheet for a piece of HTML, made of the one for pages: each rule holds within the piece alone, and what belongs to a page
//! (its ground, fonts, margins of paper) is left to the site.
//!
//! `BLESS=1 cargo test` writes it anew.

use std::fmt::Write;

use noticec::render::Templates;

use crate::project::root;
use crate::schema::held;

/// The outermost element of a piece.
const PIECE: &str = ".privacy-notice";

const HEAD: &str = "/* The built-in look of a notice for a piece of HTML in a page of a site, made of html/style.css: every rule holds inside of\n   .privacy-notice alone. Font, size, ground and the colours of text and links are those of the page, so that it follows the page's\n   dark mode; the other colours are mixed of the page's own. Set what you like after it, such as\n   .privacy-notice { --notice-accent: #7a1f5c; } */\n";

/// What the page has, or the piece makes of it.
const VALUES: &str = ".privacy-notice {\n  --notice-text: currentcolor; --notice-paper: transparent; --notice-accent: currentcolor; --notice-mark: currentcolor;\n  --notice-soft: color-mix(in srgb, currentcolor 85%, transparent);\n  --notice-line: color-mix(in srgb, currentcolor 22%, transparent);\n  --notice-tint: color-mix(in srgb, currentcolor 5%, transparent);\n  --notice-mark-tint: color-mix(in srgb, currentcolor 5%, transparent);\n  --notice-mono: ui-monospace, \"Cascadia Mono\", Menlo, Consolas, monospace;\n  --notice-width: none; --notice-measure: 46rem; --notice-radius: 10px;\n  line-height: 1.6; overflow-wrap: break-word; hyphens: auto;\n}\n";

/// Rules that only a page has, by what their selector begins with.
const OF_PAGES: &[&str] = &[
    ":root",
    "html",
    "body",
    "main",
    "header",
    ".skip",
    "@page",
    ":focus-visible",
    ".page",
    ".contents {",
    ".head {",
    "h1 {",
    "h2 {",
    "h3 {",
    "h4, h5, h6 {",
];

/// Declarations that leave a property to the page.
const OF_THE_PAGE: &[&str] = &["color: var(--notice-link);", "max-width: var(--notice-width);"];

/// The top level of a style sheet: what stands before each brace, and what stands in it.
fn rules(css: &str) -> Vec<(String, String)> {
    let mut plain = css.to_owned();
    while let Some((before, after)) = plain.split_once("/*") {
        plain = format!("{before}{}", after.split_once("*/").unwrap().1);
    }
    let (mut rules, mut depth, mut start, mut head) = (Vec::new(), 0, 0, String::new());
    for (at, c) in plain.char_indices() {
        match c {
            '{' => {
                if depth == 0 {
                    head = plain[start..at].split_whitespace().collect::<Vec<_>>().join(" ");
                    start = at + 1;
                }
                depth += 1;
            }
            '}' => {
                depth -= 1;
                if depth == 0 {
                    rules.push((head.clone(), plain[start..at].trim().to_owned()));
                    start = at + 1;
                }
            }
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    rules
}

/// The parts of a list of selectors; commas in brackets part none.
fn selectors(list: &str) -> Vec<String> {
    let (mut parts, mut depth) = (vec![String::new()], 0);
    for c in list.chars() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        if c == ',' && depth == 0 {
            parts.push(String::new());
        } else {
            parts.last_mut().unwrap().push(c);
        }
    }
    parts.iter().map(|part| part.trim().to_owned()).collect()
}

/// A selector for headings that may stand one or two levels deeper than on a page of its own.
fn deeper(selector: &str) -> String {
    let swaps = [
        (" h2", " :is(h2, h3, h4)"),
        (":is(h3, h4)", ":is(h3, h4, h5, h6)"),
        (".group > h3", ".group > :is(h3, h4, h5)"),
    ];
    swaps.iter().fold(selector.to_owned(), |selector, (from, to)| selector.replace(from, to))
}

/// The rules of a style sheet, each within a piece.
fn scoped(css: &str) -> String {
    let mut out = String::new();
    for (head, body) in rules(css) {
        if OF_PAGES.iter().any(|page| format!("{head} {{").starts_with(page)) {
            continue;
        }
        if head.starts_with("@media") {
            let inner = scoped(&body);
            if !inner.is_empty() {
                let indented: Vec<String> = inner.lines().map(|line| format!("  {line}\n")).collect();
                writeln!(out, "{head} {{\n{}}}", indented.concat()).unwrap();
            }
            continue;
        }
        let body = body.split_whitespace().collect::<Vec<_>>().join(" ");
        let body = OF_THE_PAGE
            .iter()
            .fold(body, |body, gone| body.replace(gone, ""))
            .replace("padding-inline: clamp(1rem, 4vw, 3rem);", "");
        let body = body.split_whitespace().collect::<Vec<_>>().join(" ");
        let list: Vec<String> = selectors(&head)
            .into_iter()
            .filter(|one| one != "*" && one != ".page")
            .map(|one| format!("{PIECE} {}", deeper(&one)))
            .collect();
        if !body.is_empty() && !list.is_empty() {
            writeln!(out, "{} {{ {body} }}", list.join(", ")).unwrap();
        }
    }
    out
}

fn sheet() -> String {
    format!(
        "{HEAD}{VALUES}{PIECE}, {PIECE} * {{ box-sizing: border-box; }}\n{PIECE} .title {{ margin-block: 0; }}\n{}",
        scoped(Templates::source("html/style.css").unwrap())
    )
}

#[test]
fn the_style_of_a_piece_is_that_of_pages() {
    held(&root().join("templates/html/fragment.css"), &sheet());
}

#[test]
fn no_rule_leaves_the_piece() {
    fn inside(css: &str) {
        for (head, body) in rules(css) {
            if head.starts_with("@media") {
                inside(&body);
                continue;
            }
            for selector in selectors(&head) {
                assert!(selector == PIECE || selector.starts_with(&format!("{PIECE} ")), "{selector}");
            }
        }
    }
    let sheet = Templates::source("html/fragment.css").unwrap();
    inside(sheet);
    for part in [".contact {", ".callout {", "@media print {", ".wide", ".first-layer dl"] {
        assert!(sheet.contains(part), "{part} has its look");
    }
}
