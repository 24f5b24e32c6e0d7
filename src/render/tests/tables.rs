use super::*;

/// Columns and rows, some cells of which are empty.
fn table(columns: usize, words: &str) -> Content {
    let head = (0..columns).map(|column| format!("H{column} {words}")).collect();
    let cell = |row: usize, column: usize| match (row + column) % 3 {
        0 => Vec::new(),
        _ => vec![Inline::text(format!("c{row}{column} {words}")), Inline::Break, Inline::strong(words)],
    };
    let rows = (0..3).map(|row| (0..columns).map(|column| cell(row, column)).collect()).collect();
    Content::Table { caption: format!("Caption {words}"), head, rows }
}

fn tables(words: &str) -> Document {
    let mut document = document(words);
    let mut unnamed = Block::from(table(3, words));
    unnamed.items = vec![Item("eu-13-y".into())];
    let both =
        vec![Block::paragraph(text("a")), table(3, words).into(), table(9, words).into(), table(2, words).into()];
    document.sections[0].blocks = vec![
        block("narrow", table(3, words)),
        block("wide", table(9, words)),
        Block::from(Content::List { ordered: false, items: vec![vec![Block::paragraph(text("b"))]] }),
        unnamed,
        block("both", Content::Group { blocks: both }),
    ];
    document
}

#[test]
fn each_form_of_a_table_is_proved() {
    let lists = Templates::builtin().clone().with_tables(false);
    for words in HOSTILE {
        let document = tables(words);
        kept(&document);
        assert_eq!(losses(&document, Format::Markdown, &lists), Vec::<String>::new(), "{words}");
    }
}

#[test]
fn rows_are_points() {
    let mut document = tables("x");
    document.sections[0].blocks.truncate(1);
    let made = render(&document, Format::Markdown, &Templates::builtin().clone().with_tables(false))
        .unwrap()
        .text()
        .to_owned();
    let (_, told) = made.split_once("**Caption x**:").unwrap();
    let expected = "\n\n- **H1 x**: c01 x\\\n  **x**\n  - **H2 x**: c02 x\\\n    **x**\n- **H0 x**: c10 x\\\n  **x**\n  \
                    - **H1 x**: c11 x\\\n    **x**\n- **H0 x**: c20 x\\\n  **x**\n  - **H2 x**: c22 x\\\n    **x**\n";
    assert!(told.starts_with(expected), "{told}");
    assert!(!made.contains('|'), "{made}");
}

#[test]
fn a_cell_that_is_lost_is_told() {
    let document = tables("x");
    let markdown = [
        ("{{ entry.term | lead(colon) }} {{ entry.text | rest }}", "{{ entry.term | lead(colon) }}"),
        ("{{ entry.term | lead(colon) }} {{ entry.text | rest }}", "{{ entry.text | rest }}"),
        ("{{ pair(entry) | hang(\"- \") }}", ""),
        ("{{ said(record) | hang(\"- \") }}", ""),
    ];
    for (from, to) in markdown {
        let lost = losses(&document, Format::Markdown, &sabotaged(Format::Markdown, from, to).with_tables(false));
        assert!(lost.iter().any(|loss| loss.contains("`narrow`")), "{to}: {lost:#?}");
        assert!(lost.iter().any(|loss| loss.contains("`both`")), "{to}: {lost:#?}");
    }
    let typst = [
        ("terms.item[{{ entry.term }}][{{ words(entry.text) }}],", "terms.item[{{ entry.term }}][],", "`wide`"),
        ("{% for cell in row %}[{{ words(cell) }}], {% endfor +%}", "", "`narrow`"),
        ("table.header{% for cell in block.head %}[{{ cell }}]{% endfor %},", "", "`narrow`"),
    ];
    for (from, to, told) in typst {
        let lost = losses(&document, Format::Typst, &sabotaged(Format::Typst, from, to));
        assert!(lost.iter().any(|loss| loss.contains(told)), "{to}: {lost:#?}");
        assert!(lost.iter().any(|loss| loss.contains("`both`")), "{to}: {lost:#?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn any_words_survive_in_a_table(words in "\\PC{0,30}|[-+*_`~#<>&|:=\\[\\]()!\\\\ \n\t0-9.a/;@\u{a0}]{0,24}|.{0,12}") {
        let document = tables(&words);
        kept(&document);
        let lists = Templates::builtin().clone().with_tables(false);
        assert_eq!(losses(&document, Format::Markdown, &lists), Vec::<String>::new());
    }
}
