use strum::IntoEnumIterator;

use super::*;
use crate::document::Inline;
use crate::render::markdown::words::{Place, write};

fn written(words: &[Inline], generator: Generator) -> String {
    write(words, Place::Rest, Dialect::Site(generator))
}

fn text(words: &str, generator: Generator) -> String {
    written(&[Inline::text(words)], generator)
}

/// Hugo has a list's point that begins with `[x]` as a box with a tick, whatever stands behind it.
#[test]
fn no_label_of_a_link_is_a_box_to_tick() {
    for generator in Generator::iter() {
        for (label, number) in [("X", "88"), ("x", "120")] {
            let link = Inline::link("https://x.example/", label);
            assert_eq!(written(&[link], generator), format!("[&#{number};](https://x.example/)"));
        }
        assert_eq!(written(&[Inline::link("#a", "xx")], generator), "[xx](#a)");
    }
    // GitHub wants white space behind the box.
    assert_eq!(write(&[Inline::link("#a", "X")], Place::Rest, Dialect::CommonMark), "[X](#a)");
}

/// Readers of Markdown that take addresses as they stand show signs by their numbers as such.
#[test]
fn an_address_with_braces_is_a_link_with_its_words() {
    let rows = [
        (
            "See https://x.example/users/{id}/data for more.",
            "See [https&#58;//x.example/users/&#123;id}/data](https://x.example/users/%7Bid%7D/data) for more.",
        ),
        ("Look!(http://x.example/{id}).", "Look!([http&#58;//x.example/&#123;id}](http://x.example/%7Bid%7D))."),
        ("Look! !https://x.example/{a}", "Look! \\![https&#58;//x.example/&#123;a}](https://x.example/%7Ba%7D)"),
        ("{https://x.example/a}", "&#123;<https://x.example/a>}"),
        ("www.x.example/{id} ftp://x.example/{id}", "www&#46;x.example/&#123;id} ftp&#58;//x.example/&#123;id}"),
        ("www.x.example/id https:// http://{", "www.x.example/id https:// http://&#123;"),
        ("see https://x.example/a", "see <https://x.example/a>"),
    ];
    for (words, wanted) in rows {
        for generator in Generator::iter() {
            assert_eq!(text(words, generator), wanted, "{generator:?}");
        }
    }
    let hugo = |words: &[Inline]| written(words, Generator::Hugo);
    // No link stands in a link.
    let inner = Inline::link("#a", "https://x.example/{id}");
    assert_eq!(hugo(&[inner]), "[https://x.example/&#123;id}](#a)");
}

/// Hugo and Zola look for the end of a summary in the text as it is.
#[test]
fn no_text_ends_a_summary() {
    for generator in Generator::iter() {
        assert_eq!(text("Read <!--more--> here", generator), "Read &#60;!--more--> here");
        let code = Inline::Code { text: "<!-- more -->".into() };
        assert_eq!(written(&[code], generator), "&#60;!-- more -->");
    }
    assert_eq!(write(&[Inline::text("<!--more-->")], Place::Rest, Dialect::CommonMark), "\\<!--more-->");
}

/// goldmark counts all backslashes before a line break alike.
#[test]
fn a_backslash_before_a_line_break_is_not_one_of_it() {
    let words = [Inline::text("a\\"), Inline::Break, Inline::text("b")];
    assert_eq!(written(&words, Generator::Hugo), "a&#92;\\\nb");
    assert_eq!(text("C:\\temp\\", Generator::Hugo), "C:\\temp&#92;");
}

/// Some generators look for names of emoji after they have read the Markdown; an element without words makes two texts of one.
#[test]
fn no_name_of_an_emoji_is_written_whole() {
    let rows = [
        ("10:100:20", "10:100<span></span>:20", "10:100&#58;20"),
        (":tada: a:+1:", "&#58;tada<span></span>: a:+1<span></span>:", ":tada&#58; a:+1&#58;"),
        (":100::8ball:", ":100<span></span>&#58;:8ball<span></span>:", ":100&#58;:8ball&#58;"),
        ("at 10:30, : x: a b:", "at 10:30, : x: a b:", "at 10:30, : x: a b:"),
        (
            "https://x.example/a:100:b",
            "[https&#58;//x.example/a:100<span></span>&#58;b](https://x.example/a:100:b)",
            "[https&#58;//x.example/a:100&#58;b](https://x.example/a:100:b)",
        ),
    ];
    for (words, late, early) in rows {
        // Directives are marks of Docusaurus alone.
        assert_eq!(text(words, Generator::Docusaurus), late);
        for generator in [Generator::Hugo, Generator::Eleventy, Generator::Zola, Generator::Astro] {
            assert_eq!(text(words, generator), early, "{generator:?}");
        }
    }
    assert_eq!(text("10:100:20", Generator::Jekyll), "10:100<span></span>:20");
    assert_eq!(write(&[Inline::text("10:100:20")], Place::Rest, Dialect::CommonMark), "10:100:20");
    // What is read back are the words, so that marks stay.
    let strong = Inline::Strong { text: vec![Inline::text("10:100:20")] };
    assert_eq!(written(&[strong], Generator::Docusaurus), "**10:100<span></span>:20**");
}
