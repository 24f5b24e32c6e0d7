use super::*;

fn words(text: &str) -> Vec<Inline> {
    inlines(text).value
}

fn plain(text: &str) -> String {
    Inline::plain(&words(text))
}

/// What was not followed, and the text at its place.
fn marks<T>(parsed: &Parsed<T>, text: &str) -> Vec<(Mark, String)> {
    parsed.dropped.iter().map(|dropped| (dropped.what, text[dropped.range.clone()].to_owned())).collect()
}

#[test]
fn running_text_keeps_marks_inside_lines() {
    let read = words("a  **b** _c_ `d  e`\nf [g](https://example.com) <h@example.com>");
    let expected = vec![
        Inline::text("a "),
        Inline::strong("b"),
        Inline::text(" "),
        Inline::Emphasis { text: vec![Inline::text("c")] },
        Inline::text(" "),
        Inline::Code { text: "d e".into() },
        Inline::text(" f "),
        Inline::link("https://example.com", "g"),
        Inline::text(" "),
        Inline::link("mailto:h@example.com", "h@example.com"),
    ];
    assert_eq!(read, expected);
}

#[test]
fn running_text_has_no_blocks_and_loses_no_sign() {
    for text in
        ["# a", "- a", "+ 44 20", "-", "1. November", "2024. gada", "> a", "---", "| a |", "```", "[a]: /b", "<pre>"]
    {
        assert_eq!(plain(text), text);
    }
    assert_eq!(plain("a\n---\n# b\n\n    c"), "a --- # b c");
    assert_eq!(words("a\n\n- b"), [Inline::text("a"), Inline::Break, Inline::text("- b")]);
    assert_eq!(words("a  \n# b\\\n1. c\\"), words("a\\\n# b  \n1. c\\"));
    assert_eq!(
        words("**a  \n*b***"),
        [Inline::Strong {
            text: vec![Inline::text("a"), Inline::Break, Inline::Emphasis { text: vec![Inline::text("b")] }]
        }]
    );
}

#[test]
fn white_space_is_settled() {
    assert_eq!(words(" \t a \u{b} b\u{a0}\u{a0}c\u{2009}d\u{1} \n "), [Inline::text("a b\u{a0}\u{a0}c d")]);
    assert_eq!(words("&#32;**a&#32;**&#32;&#32;b&#32;"), [Inline::strong("a "), Inline::text("b")]);
    assert_eq!(words(""), []);
    assert_eq!(words("\u{1} `  `"), []);
}

#[test]
fn what_may_not_stand_in_a_notice_leaves_its_words() {
    let cases = [
        ("a <b>c</b>", "a <b>c</b>", vec![(Mark::Html, "<b>"), (Mark::Html, "</b>")]),
        ("![alt *x*](a.png)!", "alt x!", vec![(Mark::Image, "![alt *x*](a.png)")]),
        ("[a](javascript:x)", "a", vec![(Mark::Link, "[a](javascript:x)")]),
        ("[a](JAVA&#10;SCRIPT&colon;x)", "a", vec![(Mark::Link, "[a](JAVA&#10;SCRIPT&colon;x)")]),
        ("[a](//b.example)", "a", vec![(Mark::Link, "[a](//b.example)")]),
        ("[a](\\\\\\\\b.example)", "a", vec![(Mark::Link, "[a](\\\\\\\\b.example)")]),
        ("<data:x>", "data:x", vec![(Mark::Link, "<data:x>")]),
        ("one\n\n  two\n <i>", "one two <i>", vec![(Mark::Html, "<i>")]),
    ];
    for (text, seen, dropped) in cases {
        let dropped: Vec<_> = dropped.into_iter().map(|(mark, at)| (mark, at.to_owned())).collect();
        assert_eq!(plain(text), seen);
        assert_eq!(marks(&inlines(text), text), dropped);
    }
    for href in ["https://a", "HTTP://a", "mailto:a@b", "tel:+1", "#a", "a/b", "/a", "?a:b", "./a:b"] {
        assert_eq!(words(&format!("[x]({href})")), [Inline::link(href, "x")]);
    }
    assert_eq!(words("[](https://a)"), [Inline::link("https://a", "https://a")]);
}

#[test]
fn prose_has_blocks() {
    let text = "# H *i*\n\np\nq\n\n- a\n- b\n\n  c\n\n1. x\n\n> q\n\n```rust\nf  \n\ng\n```\n\n| h | i |\n|---|---|\n| **j** | k |\n";
    let p = |words: &str| Block::paragraph(vec![Inline::text(words)]);
    let expected: Vec<Block> = vec![
        Content::Heading { text: vec![Inline::text("H "), Inline::Emphasis { text: vec![Inline::text("i")] }] }.into(),
        p("p q"),
        Content::List { ordered: false, items: vec![vec![p("a")], vec![p("b"), p("c")]] }.into(),
        Content::List { ordered: true, items: vec![vec![p("x")]] }.into(),
        Content::Quote { blocks: vec![p("q")] }.into(),
        Content::Code { text: "f  \n\ng".into() }.into(),
        Content::Table {
            caption: String::new(),
            head: vec!["h".into(), "i".into()],
            rows: vec![vec![vec![Inline::strong("j")], vec![Inline::text("k")]]],
        }
        .into(),
    ];
    assert_eq!(blocks(text).value, expected);
    assert_eq!(blocks(text).dropped, []);
}

#[test]
fn a_list_that_counts_from_elsewhere_keeps_its_numbers() {
    let read: Vec<String> = blocks("2024. gada\n2025. **x**\n\n  y").value.iter().map(Block::plain).collect();
    assert_eq!(read, ["2024. gada", "2025. x", "y"]);
}

#[test]
fn raw_html_in_prose_is_seen() {
    let text = "a\n\n<div onclick=x>\n<b>c\n</div>\n\n<!-- d -->\n\ne ![f](g)";
    let read = blocks(text);
    let seen: Vec<String> = read.value.iter().map(Block::plain).collect();
    assert_eq!(seen, ["a", "<div onclick=x> <b>c </div>", "<!-- d -->", "e f"]);
    let found = marks(&read, text);
    assert_eq!(found.iter().map(|(mark, _)| *mark).collect::<Vec<_>>(), [Mark::Html, Mark::Html, Mark::Image]);
    assert_eq!(found[0].1.trim(), "<div onclick=x>\n<b>c\n</div>");
}

#[test]
fn no_depth_is_too_deep() {
    let deep = format!("{}a", "> ".repeat(5000));
    assert_eq!(blocks(&deep).value[0].plain(), "a");
    let marks = format!("{}a{}", "*_".repeat(2000), "_*".repeat(2000));
    assert!(plain(&marks).contains('a'));
    let list: String = (0..300).flat_map(|depth| ["  ".repeat(depth), "- a\n".into()]).collect();
    let read: String = blocks(&list).value.iter().map(Block::plain).collect();
    assert_eq!(read.matches('a').count(), 300);
}
