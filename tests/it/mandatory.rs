//! For each mandatory item of a notice: a template that drops, empties, hides or rewords it makes the build fail, with the
//! article that asks for it.

use std::collections::BTreeSet;

use noticec::document::{Block, Document, Item};
use noticec::law::{Regime, items};
use noticec::load::{Loaded, load, load_text};
use noticec::lower::lower;
use noticec::model::{Model, resolve};
use noticec::render::{Format, Templates, read_back, render};
use rayon::prelude::*;

use crate::project::{Project, examples};

/// A notice that owes every item of every law.
const FULL: &str = include_str!("mandatory/full.notice.toml");

/// What a template can do to a block instead of printing it, which `genuine(block)` does.
const HTML: &[&str] = &[
    // Dropped, and emptied.
    "",
    "<div{{ marks(block) }}></div>",
    // Other words, more words, a word less, twice, and without its anchor or its items.
    "<div{{ marks(block) }}>Other words.</div>",
    "<div{{ marks(block) }}>{% if block.kind == 'paragraph' %}{{ words(block.text) }}{% endif %} or not</div>",
    "<div{{ marks(block) }}>{% if block.kind == 'paragraph' %}{{ words(block.text[1:]) }}{% endif %}</div>",
    "{{ genuine(block) }}{{ genuine(block) }}",
    "<div data-item=\"{{ block.items }}\">Other words.</div>",
    "<div id=\"{{ block.id or '' }}\">{% if block.kind == 'paragraph' %}{{ words(block.text) }}{% endif %}</div>",
    // Hidden by an attribute or by its style.
    "<div hidden>{{ genuine(block) }}</div>",
    "<div hidden=\"until-found\">{{ genuine(block) }}</div>",
    "<div popover>{{ genuine(block) }}</div>",
    "<div aria-hidden=\"true\">{{ genuine(block) }}</div>",
    "<div style=\"display: none\">{{ genuine(block) }}</div>",
    "<div style=\"DISPLAY:none!important\">{{ genuine(block) }}</div>",
    "<div style=\"visibility: hidden\">{{ genuine(block) }}</div>",
    "<div style=\"visibility: collapse\">{{ genuine(block) }}</div>",
    "<div style=\"content-visibility: hidden\">{{ genuine(block) }}</div>",
    "<div style=\"opacity: 0\">{{ genuine(block) }}</div>",
    "<div style=\"font-size: 0\">{{ genuine(block) }}</div>",
    "<div style=\"font: 0/0 a\">{{ genuine(block) }}</div>",
    "<div style=\"color: red; width: 0; overflow: hidden\">{{ genuine(block) }}</div>",
    "<div style=\"max-height: 0px; overflow: hidden\">{{ genuine(block) }}</div>",
    "<div style=\"zoom: 0\">{{ genuine(block) }}</div>",
    // In an element whose words nobody sees.
    "<!-- {{ genuine(block) }} -->",
    "<template>{{ genuine(block) }}</template>",
    "<noscript>{{ genuine(block) }}</noscript>",
    "<dialog>{{ genuine(block) }}</dialog>",
    "<canvas>{{ genuine(block) }}</canvas>",
    "<object>{{ genuine(block) }}</object>",
    "<video>{{ genuine(block) }}</video>",
    "<script type=\"text/plain\">{{ genuine(block) }}</script>",
    "<iframe>{{ genuine(block) }}</iframe>",
    "<textarea hidden>{{ genuine(block) }}</textarea>",
];

const MARKDOWN: &[&str] = &[
    "",
    "{% if block.id %}{{ block.id | anchor }}{% endif %}\n",
    "{% if block.id %}{{ block.id | anchor }}{% endif %}\n\nOther words.\n",
    "{{ genuine(block) }}\n\n{{ genuine(block) }}\n",
    "{% if block.kind == 'paragraph' %}{{ block.text | inline }}{% endif %}\n",
    "<!--\n{{ genuine(block) }}\n-->\n",
    "<div hidden>\n\n{{ genuine(block) }}\n\n</div>\n",
    "<div style=\"display:none\">\n\n{{ genuine(block) }}\n\n</div>\n",
    "<template>\n\n{{ genuine(block) }}\n\n</template>\n",
];

const TYPST: &[&str] = &[
    "",
    "#block[{{ marks(block) }}]{% if block.id %} {{ block.id | label }}{% endif +%}\n",
    "#block[{{ marks(block) }} Other words.]{% if block.id %} {{ block.id | label }}{% endif +%}\n",
    "{{ genuine(block) }}\n\n{{ genuine(block) }}\n",
    "{{ body(block) }}\n",
    "/*\n{{ genuine(block) }}\n*/\n",
    "#hide[\n{{ genuine(block) }}\n]\n",
    "#if false [\n{{ genuine(block) }}\n]\n",
    "#text(size: 0pt)[\n{{ genuine(block) }}\n]\n",
    "#let none-of-it() = {\n[\n{{ genuine(block) }}\n]\nreturn none\n}\n#none-of-it()\n",
    "#let unused = [\n{{ genuine(block) }}\n]\n",
    "#metadata[\n{{ genuine(block) }}\n]\n",
];

/// The template of a format that prints blocks, and what can be done in it; none where a format has no templates.
fn ways(format: Format) -> Option<(&'static str, &'static [&'static str])> {
    match format.name() {
        "html" | "html-fragment" => Some(("html/blocks.html", HTML)),
        "markdown" => Some(("markdown/blocks.md", MARKDOWN)),
        "typst" => Some(("typst/blocks.typ", TYPST)),
        // Written by the program: there is no template that could lose anything.
        "json" | "pdf" => None,
        name => panic!("nothing is known of templates for {name}"),
    }
}

/// The built-in template, but for what it does with blocks of which the condition holds.
fn sabotaged(name: &str, condition: &str, instead: &str) -> String {
    let builtin = Templates::source(name).unwrap();
    // In Typst a paragraph of a term stands in its line.
    let (own, rest) =
        if name.starts_with("typst/") { ("block, inline=false", "block, inline") } else { ("block", "block") };
    let own = format!("{{% macro one({own}) %}}");
    assert_eq!(builtin.matches(&own).count(), 1, "{name} prints each block in one place");
    let genuine = builtin.replace(&own, &own.replace("one(", "genuine("));
    let one = format!("{{% else %}}\n{{{{ genuine({rest}) }}}}\n{{% endif %}}\n{{% endmacro %}}\n");
    format!("{genuine}\n{own}\n{{% if {condition} %}}\n{instead}\n{one}")
}

fn models(loaded: &Loaded) -> Vec<Model> {
    assert_eq!(loaded.findings, []);
    loaded.notices.iter().map(|notice| resolve(notice).unwrap()).collect()
}

fn documents(model: &Model) -> Vec<Document> {
    model.languages.iter().map(|tag| lower(model, tag, false)).collect()
}

fn telling(document: &Document) -> impl Iterator<Item = &Block> {
    document.blocks().filter(|block| !block.items.is_empty())
}

/// Every block with an item is told to be lost, whatever the templates do to it.
#[test]
fn no_way_to_lose_an_item_goes_unseen() {
    let full: Vec<Document> = models(&load_text("full.notice.toml", FULL)).iter().flat_map(documents).collect();
    let mut large = Vec::new();
    for example in examples() {
        large.extend(models(&load(&example, &[], None).unwrap()).iter().flat_map(documents));
    }
    assert!(large.len() > 4, "{} documents", large.len());
    let mut tries = Vec::new();
    for format in Format::ALL {
        let Some((name, ways)) = ways(*format) else { continue };
        for (index, instead) in ways.iter().enumerate() {
            let text = sabotaged(name, "block.items", instead);
            // Every way for the notice that owes all; for each of the large ones, a few.
            let some =
                large.iter().enumerate().filter(|(number, _)| (index + number) % 12 == 0).map(|(_, document)| document);
            tries.extend(full.iter().chain(some).map(|document| (*format, name, *instead, text.clone(), document)));
        }
    }
    let unseen: Vec<String> = tries
        .par_iter()
        .flat_map(|(format, name, instead, text, document)| {
            let made = render(document, *format, &Templates::new([(*name, text)])).unwrap();
            let losses = read_back(*format, &made, document);
            let lost: BTreeSet<_> = losses.iter().map(|loss| (&loss.id, &loss.items)).collect();
            let unseen = telling(document).filter(|block| !lost.contains(&(&block.id, &block.items)));
            unseen.map(|block| format!("{name}: {instead}: {:?} of {}", block.id, document.id)).collect::<Vec<_>>()
        })
        .collect();
    assert!(unseen.is_empty(), "{} unseen, such as {:#?}", unseen.len(), &unseen[..unseen.len().min(10)]);
}

/// What is seen is what is done to a block, not that its template is another.
#[test]
fn a_template_that_leaves_blocks_as_they_are_loses_nothing() {
    for document in models(&load_text("full.notice.toml", FULL)).iter().flat_map(documents) {
        for format in Format::ALL {
            let Some((name, _)) = ways(*format) else { continue };
            let text = sabotaged(name, "block.items", "{{ genuine(block) }}");
            let made = render(&document, *format, &Templates::new([(name, text)])).unwrap();
            assert_eq!(read_back(*format, &made, &document), [], "{name}");
        }
    }
}

#[test]
fn the_full_notice_owes_every_item() {
    let models = models(&load_text("full.notice.toml", FULL));
    let document = &documents(&models[0])[0];
    let told: BTreeSet<&Item> = telling(document).flat_map(|block| &block.items).collect();
    let all = items::ALL.iter().flat_map(|duty| duty.items(&[Regime::Eu, Regime::Uk, Regime::Ch], true, true));
    let untold: Vec<Item> = all.filter(|item| !told.contains(item)).collect();
    assert_eq!(untold, []);
}

/// One item after the other is taken from the whole program's output, in one way after the other.
#[test]
fn a_build_without_an_item_fails_with_its_article() {
    let models = models(&load_text("full.notice.toml", FULL));
    let document = &documents(&models[0])[0];
    let date = models[0].law.date;
    let keys: BTreeSet<&Item> = telling(document).flat_map(|block| &block.items).collect();
    assert!(keys.len() > 60, "{} items", keys.len());
    let formats: Vec<Format> = Format::ALL.iter().copied().filter(|format| ways(*format).is_some()).collect();
    let runs: Vec<_> = formats.iter().flat_map(|format| keys.iter().map(|key| (*format, *key))).enumerate().collect();
    runs.par_iter().for_each(|(index, (format, key))| {
        let (name, ways) = ways(*format).unwrap();
        let instead = ways[index % ways.len()];
        let condition = format!("' {key} ' in ' ' ~ block.items ~ ' '", key = key.as_str());
        let project = Project::new(&[
            ("noticec.toml", "templates = \"own\"\n"),
            ("full.notice.toml", FULL),
            (&format!("own/{name}"), &sabotaged(name, &condition, instead)),
        ]);
        let ran = project.run(&["build", "--format", format.name(), "--out", "public"]);
        assert_eq!(ran.code, 1, "{name}: {instead}: {}: {}", key.as_str(), ran.stderr);
        let told = words(&ran.stderr);
        assert!(told.contains(name), "{name} is named: {}", ran.stderr);
        for block in telling(document).filter(|block| block.items.contains(key)) {
            let id = block.id.as_deref().unwrap();
            let law = items::cite(&block.items, date).join("; ");
            assert!(told.contains(&format!("`{id}`")), "{name}: {instead}: `{id}` is lost: {}", ran.stderr);
            assert!(told.contains(&words(&law)), "{name}: {instead}: {law} asks for it: {}", ran.stderr);
        }
        assert!(!project.path().join("public").exists(), "nothing is written");
    });
}

/// Words with one space between them, whatever the report's lines.
fn words(text: &str) -> String {
    let marks = |c: char| c.is_whitespace() || matches!(c, '│' | '·');
    text.split(marks).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
