use typst_syntax::ast::{Arg, AstNode, Expr, FuncCall};
use typst_syntax::{SyntaxKind, SyntaxNode};

use super::*;

/// The program's templates with one place of a file changed.
fn changed(name: &str, from: &str, to: &str) -> Templates {
    let source = Templates::source(name).unwrap();
    assert!(source.contains(from), "`{from}` is not in {name}");
    Templates::new([(name, source.replace(from, to))])
}

const PARAGRAPH: &str = "#par[{{ marks(block) }}{{ words(block.text) }}]";

#[test]
fn what_a_template_takes_away_is_told() {
    let document = document("some words");
    let hidden = "`p` under “some words” (eu-13-p uk-13-p) is in the output, and its markup hides it or a part of it";
    let wrapped = |before: &str, after: &str| format!("{before}{PARAGRAPH}{after}");
    let cases = [
        (String::new(), "`p` under “some words” (eu-13-p uk-13-p) is not in the output"),
        ("#par[{{ marks(block) }}other]".into(), "(eu-13-p uk-13-p) says “other” where"),
        ("#par[{{ marks(block) }}]".into(), "(eu-13-p uk-13-p) says nothing where"),
        ("#par[{{ marks(block) }}#upper[{{ words(block.text) }}]]".into(), hidden),
        ("#par[{{ words(block.text) }}]".into(), "`p` under “some words” (eu-13-p uk-13-p) does not name its items"),
        (
            format!("{PARAGRAPH}{{% if block.id %}} {{{{ block.id | label }}}}{{% endif %}}\n\n{PARAGRAPH}"),
            "is in the output more than once",
        ),
        (wrapped("#hide[", "]"), hidden),
        (wrapped("#if false [", "]"), hidden),
        (wrapped("#for _ in () [", "]"), hidden),
        (wrapped("#text(size: 0pt)[", "]"), hidden),
        (wrapped("#text(0pt)[", "]"), hidden),
        (wrapped("#block(height: 0pt, clip: true)[", "]"), hidden),
        (wrapped("#let none-at-all = (width: 0pt)\n#box(..none-at-all)[", "]"), hidden),
        (wrapped("#place(dx: -99cm)[", "]"), hidden),
        (wrapped("#unknown[", "]"), hidden),
        (wrapped("#[#set text(size: 0pt)\n", "]"), hidden),
        (wrapped("#[#let tiny = 0pt\n#set text(size: tiny)\n", "]"), hidden),
        (wrapped("#[#show par: none\n", "]"), hidden),
        (wrapped("#[#show: it => []\n", "]"), hidden),
        (wrapped("#[#show par: it => it.fields().len()\n", "]"), hidden),
        (wrapped("#[#show \"some\": [any]\n", "]"), hidden),
        (wrapped("#[#let box(body) = none\n#box[", "]]"), "(eu-13-p uk-13-p) says nothing where"),
        (wrapped("#let kept = [", "]\n"), "is not in the output"),
        (wrapped("#metadata[", "]"), "is not in the output"),
        (wrapped("/* ", " */"), "is not in the output"),
        (wrapped("// ", "\n"), "is not in the output"),
        (wrapped("#include(", ")"), "the output can't be read, line "),
        (wrapped("[", ""), "the output can't be read, line "),
    ];
    for (to, told) in cases {
        let lost = losses(&document, Format::Typst, &changed("typst/blocks.typ", PARAGRAPH, &to));
        assert!(lost.iter().any(|loss| loss.contains(told)), "{to}: {lost:#?}");
    }
    let label = "{{ part.heading }} {{ part.id | label }}";
    let rules = "// The notice\n";
    let frame = [
        ("typst/blocks.typ", label, "{{ part.heading }}", "`one` under “some words” is not in the output"),
        ("typst/notice.typ", rules, "#show: none\n", hidden),
        ("typst/notice.typ", rules, "#show heading: none\n", "no heading holds the title “Notice some words”"),
    ];
    for (name, from, to, told) in frame {
        let lost = losses(&document, Format::Typst, &changed(name, from, to));
        assert!(lost.iter().any(|loss| loss.contains(told)), "{to}: {lost:#?}");
    }
}

#[test]
fn a_house_style_may_have_functions_and_rules_of_its_own() {
    let document = document("some words");
    let styles = [
        ("#let card(body, fill: none) = block(fill: fill, inset: 1em, body)\n", "#card(fill: red)[", "]"),
        ("#let all(..children) = stack(dir: ttb, ..children.pos())\n", "#all[", "]"),
        ("#let twice(f, body) = { let inner = f(body); block(inner) }\n", "#twice(it => strong(it))[", "]"),
        ("#show heading: it => block(stroke: 1pt, it.body)\n", "#context [", "]"),
        ("#show par: it => if it.justify { block(it) } else { it }\n", "#rect(width: 100%)[", "]"),
        ("#show: it => { set text(size: 12pt); it }\n#show link: underline\n", "#align(center)[", "]"),
        ("#show outline.entry.where(level: 1): none\n#show strong: set text(fill: blue)\n", "#place(top)[", "]"),
    ];
    for (rules, before, after) in styles {
        let source = Templates::source("typst/notice.typ").unwrap();
        let notice = source.replace("// The notice\n", rules);
        let blocks = Templates::source("typst/blocks.typ").unwrap();
        let blocks =
            blocks.replace(PARAGRAPH, &format!("{before}{{{{ marks(block) }}}}{{{{ words(block.text) }}}}{after}"));
        let own = Templates::new([("typst/notice.typ", notice), ("typst/blocks.typ", blocks)]);
        assert_eq!(losses(&document, Format::Typst, &own), Vec::<String>::new(), "{rules}");
    }
}

#[test]
fn a_function_that_calls_itself_comes_to_an_end() {
    let document = document("x");
    let doubled = format!("{}x{}", "#c[".repeat(40), "]".repeat(40));
    let endless =
        "#let a(body) = a(body)\n#let b(body) = [#b(body) #b(body)]\n#let c(body) = [#body #body]\n#a[x] #b[y]";
    let own = changed("typst/notice.typ", "// The notice\n", &format!("{endless} {doubled}\n"));
    assert_eq!(losses(&document, Format::Typst, &own), Vec::<String>::new());
}

/// Functions that the templates of the program call.
const CALLED: &[&str] = &[
    "block",
    "columns",
    "emph",
    "enum",
    "grid",
    "h",
    "heading",
    "here",
    "here().page",
    "label",
    "linebreak",
    "link",
    "list",
    "metadata",
    "outline",
    "pad",
    "par",
    "raw",
    "rgb",
    "strong",
    "table",
    "table.header",
    "terms",
    "terms.item",
    "text",
    "heading.where",
    "outline.entry.where",
    "table.cell.where",
];

#[test]
fn hostile_words_are_never_code() {
    for words in HOSTILE {
        let made = render(&document(words), Format::Typst, Templates::builtin()).unwrap().text().to_owned();
        let root = typst_syntax::parse(&made);
        assert_eq!(root.errors_and_warnings().0, [], "{words}");
        inert(&root, words);
    }
}

/// Nothing in a source calls, loads or leads where a notice may not.
fn inert(node: &SyntaxNode, words: &str) {
    let kind = node.kind();
    let active =
        [SyntaxKind::Equation, SyntaxKind::Ref, SyntaxKind::Link, SyntaxKind::ModuleImport, SyntaxKind::ModuleInclude];
    assert!(!active.contains(&kind), "{words}: {kind:?}");
    if let Some(call) = FuncCall::from_untyped(node) {
        let name = call.callee().to_untyped().full_text();
        assert!(CALLED.contains(&name.as_str()), "{words}: {name}");
        if let (true, Some(Arg::Pos(Expr::Str(to)))) = (name == "link", call.args().items().next()) {
            assert!(Inline::may_lead_to(&to.get()), "{words}: {}", to.get());
        }
    }
    for child in node.children() {
        inert(child, words);
    }
}

#[test]
fn only_what_must_be_escaped_is() {
    let rows = [
        ("1. November 2026", r"1\. November 2026"),
        ("2.1.0, e-mail; and/or (C:\\temp)", r"2.1.0, e-mail; and/or (C:\\temp)"),
        ("+44 1632 960145", "+44 1632 960145"),
        ("- a -- b -5 c-", r"\- a \-\- b \-5 c\-"),
        ("= a = b", r"\= a = b"),
        ("https://a.example/b", r"https:\/\/a.example/b"),
        ("*a* _b_ `c` $d$ #e <f> @g ~ [h] \"i\" 'j'", r#"\*a\* \_b\_ \`c\` \$d\$ \#e \<f> \@g \~ \[h\] \"i\" \'j\'"#),
        ("Wait...", r"Wait\.\.\."),
        ("(a)", r"\(a)"),
    ];
    for (words, written) in rows {
        assert_eq!((Format::Typst.backend().unwrap().escape)(words), written);
    }
}

#[test]
fn a_link_leads_to_a_label_that_is_there() {
    let mut document = document("x");
    let words = vec![Inline::link("#one", "here"), Inline::link("#gone", "nowhere"), Inline::link("a.html", "there")];
    document.sections[0].blocks = vec![block("p", Content::Paragraph { text: words })];
    let made = render(&document, Format::Typst, Templates::builtin()).unwrap().text().to_owned();
    assert!(made.contains("#link(label(\"one\"))[here]nowhere#link(\"a.html\")[there]"), "{made}");
    assert!(made.contains("== x <one>"), "{made}");
    let html = render(&document, Format::Html, Templates::builtin()).unwrap().text().to_owned();
    assert!(html.contains("href=\"#gone\""), "{html}");
}

#[test]
fn items_can_be_asked_for() {
    let made = render(&document("x"), Format::Typst, Templates::builtin()).unwrap().text().to_owned();
    let told = "#metadata((id: \"p\", data-item: \"eu-13-p uk-13-p\")) <notice:item>";
    assert!(made.contains(told), "{made}");
}

#[test]
fn the_language_is_set() {
    for (tag, set) in [
        ("en", "lang: \"en\")"),
        ("en-GB", "lang: \"en\", region: \"gb\")"),
        ("de-x-informal", "lang: \"de\")"),
        ("zh-Hant-TW", "lang: \"zh\")"),
    ] {
        let mut document = document("x");
        document.lang = tag.into();
        let made = render(&document, Format::Typst, Templates::builtin()).unwrap().text().to_owned();
        assert!(made.contains(&format!("size: size, {set}")), "{tag}: {made}");
    }
}
