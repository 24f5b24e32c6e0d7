//! What templates see of a document: the same words, with what a template would have to work out beside them.
//!
//! - `id`, `lang`, `dir` ("ltr" or "rtl"), `title`, `titled` (it is printed), `level` (of its heading), `controller`, `facts`
//!   (`label`, `value`), `contents`, `skip`, `colon` (what a term ends with), `draft` (or none), `languages` (or none: `heading`,
//!   `versions` with `lang`, `name`, `href`, `current`), `first_layer` (a section, or none), `sections`
//! - a section: `id`, `label` (an id for its heading), `heading`, `level` (of its heading), `blocks`, `sections`
//! - a block: `kind`, `id` (or none), `items` (as in `data-item`, or empty), `label` (an id for what names it), `level` (of a
//!   heading in it), and what its kind has: `text`; `ordered` and `points`; `entries` (`term`, `blocks`); `caption`, `head`,
//!   `shares` (of the width, one a column), `rows`, and `records` (of each row, `term` and `text` of the cells that say
//!   something); `name` and `lines` (`term`, `blocks`); `heading` and `blocks`. `tight` says that no point or entry has more
//!   than a paragraph.
//! - words (`text`, `term`, `name`, a cell): a list of pieces, each a `kind` with `text` and, for a link, `href` and `bare` (the
//!   words are the address)

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use minijinja::Value;
use minijinja::value::{Enumerator, Object, ObjectRepr};

use super::{Format, Templates, file_name};
use crate::document::{Block, Content, Definition, Document, Fact, Inline, Item, Kind, Languages, Section, Version};

/// Deepest heading that the formats have.
const DEEPEST: usize = 6;

/// Characters of a word that a column of a table makes room for; a longer one may be broken.
const LONGEST: usize = 14;

/// Running text; for a template a list of pieces, for a filter the pieces themselves.
#[derive(Debug)]
pub(super) struct Words(pub(super) Vec<Inline>);

impl Object for Words {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Seq
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.0.get(key.as_usize()?).map(piece)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Seq(self.0.len())
    }
}

/// What is known while the values are made.
struct Made<'a> {
    /// What an id for what names a block begins with; it bears the document's name where it stands among others' ids.
    prefix: String,
    /// What the id of a section's heading begins with.
    headings: String,
    /// How many labels there are.
    labels: Cell<usize>,
    /// All anchors of the document, where a link must lead to one that is there.
    anchors: Option<BTreeSet<&'a str>>,
    /// The part in which each anchor stands, where only those of parts can be led to.
    homes: BTreeMap<&'a str, &'a str>,
}

impl<'a> Made<'a> {
    fn new(document: &'a Document, setting: &Setting) -> Self {
        let format = setting.format;
        let leads = format.backend().is_some_and(|backend| backend.leads);
        // Among ids of a page that is not ours.
        let foreign = format == Format::HtmlFragment || document.kind == Kind::Snippet;
        let headings = match format {
            Format::HtmlFragment => format!("heading:{}:", document.id),
            _ => "heading:".to_owned(),
        };
        let ids = |part: &'a Section| part.ids();
        let anchors = leads.then(|| document.parts().flat_map(ids).collect());
        let prefix = if foreign { format!("label:{}", document.id) } else { "label".to_owned() };
        let mut homes = BTreeMap::new();
        for part in document.parts().filter(|_| setting.leads_to_parts) {
            push_homes(part, &mut homes);
        }
        Self { prefix, headings, homes, labels: Cell::new(0), anchors }
    }

    fn leads(&self, href: &str) -> bool {
        let lost = |id: &str| self.anchors.as_ref().is_some_and(|anchors| !anchors.contains(id));
        Inline::may_lead_to(href) && !href.strip_prefix('#').is_some_and(lost)
    }

    /// Where a link leads that is to lead there.
    fn led(&self, href: &str) -> String {
        let home = href.strip_prefix('#').and_then(|id| self.homes.get(id));
        home.map_or_else(|| href.to_owned(), |home| format!("#{home}"))
    }

    fn label(&self) -> String {
        self.labels.set(self.labels.get() + 1);
        format!("{}:{}", self.prefix, self.labels.get())
    }
}

/// The anchors of a part and of its parts, each with the smallest part in which it stands.
fn push_homes<'a>(part: &'a Section, homes: &mut BTreeMap<&'a str, &'a str>) {
    let blocks = part.blocks.iter().flat_map(Block::walk).filter_map(|block| block.id.as_deref());
    homes.extend(blocks.map(|id| (id, part.id.as_str())));
    for inner in &part.sections {
        push_homes(inner, homes);
    }
}

/// How a document is set into what stands around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    format: Format,
    /// Level of its title's heading.
    level: usize,
    /// Level of the headings of its parts.
    parts: usize,
    /// Whether its title is printed.
    titled: bool,
    /// Whether it is put into a page of a site, so that it does not know the other files there.
    in_site: bool,
    /// Whether only parts can be led to, not blocks.
    leads_to_parts: bool,
}

impl Setting {
    pub(super) fn of(document: &Document, format: Format, templates: &Templates) -> Self {
        let snippet = document.kind == Kind::Snippet;
        let in_site = templates.is_piece(format);
        let (level, titled) = match format {
            Format::HtmlFragment => (templates.fragment().heading, templates.fragment().titled && !snippet),
            _ => (1, !in_site),
        };
        let parts = match format {
            Format::HtmlFragment => level + usize::from(titled),
            // A short text stands in a page of somebody else, but for Typst, where it is a page of its own.
            Format::Typst if snippet => 1,
            _ => 2,
        };
        let drops = |front: &super::FrontMatter| front.generator.dialect().drops_html();
        let leads_to_parts = format == Format::Markdown && templates.front_matter().is_some_and(drops);
        Self { format, level, parts, titled, in_site, leads_to_parts }
    }

    /// Whether the title is left to the page: it stands neither in a heading nor in front matter.
    pub(super) fn untitled(&self, document: &Document) -> bool {
        self.format == Format::HtmlFragment && !self.titled && document.kind != Kind::Snippet
    }
}

/// All of a document, for a format.
pub(super) fn notice(document: &Document, setting: &Setting) -> Value {
    let Document {
        id,
        kind: _,
        lang,
        title,
        controller,
        date: _,
        facts,
        contents,
        skip,
        colon,
        draft,
        languages,
        first_layer,
        sections,
    } = document;
    let made = Made::new(document, setting);
    let fact = |Fact { label, value }: &Fact| map([("label", label.into()), ("value", value.into())]);
    map([
        ("id", id.into()),
        ("lang", lang.into()),
        ("dir", direction(lang).into()),
        ("title", title.into()),
        ("titled", setting.titled.into()),
        ("level", setting.level.into()),
        ("controller", controller.into()),
        ("facts", facts.iter().map(fact).collect()),
        ("contents", contents.into()),
        ("skip", skip.into()),
        ("colon", colon.into()),
        ("draft", draft.as_deref().into()),
        ("languages", languages.as_ref().and_then(|all| versions(all, id, lang, setting)).into()),
        ("first_layer", first_layer.as_ref().map(|part| section(part, setting.parts, &made)).into()),
        ("sections", sections.iter().map(|part| section(part, setting.parts, &made)).collect()),
    ])
}

/// The links between the languages of a notice: to its files, or in a site to where it is published; none where only this one
/// can be reached.
fn versions(languages: &Languages, id: &str, lang: &str, setting: &Setting) -> Option<Value> {
    let version = |(index, version): (usize, &Version)| {
        let other = (index > 0).then_some(version.lang.as_str());
        let current = version.lang == lang;
        let href = if setting.in_site {
            version.address.clone().or(current.then(String::new))?
        } else {
            file_name(id, other, setting.format)
        };
        Some(map([
            ("lang", (&version.lang).into()),
            ("name", (&version.name).into()),
            ("href", href.into()),
            ("current", current.into()),
        ]))
    };
    let versions: Vec<Value> = languages.versions.iter().enumerate().filter_map(version).collect();
    (versions.len() > 1).then(|| map([("heading", (&languages.heading).into()), ("versions", versions.into())]))
}

fn section(part: &Section, level: usize, made: &Made<'_>) -> Value {
    let Section { id, heading, blocks, sections } = part;
    let inner = (level + 1).min(DEEPEST);
    map([
        ("id", id.into()),
        ("label", format!("{}{id}", made.headings).into()),
        ("heading", heading.into()),
        ("level", level.into()),
        ("blocks", all(blocks, inner, made)),
        ("sections", sections.iter().map(|part| section(part, inner, made)).collect()),
    ])
}

fn all(blocks: &[Block], level: usize, made: &Made<'_>) -> Value {
    blocks.iter().map(|piece| block(piece, level, made)).collect()
}

fn block(block: &Block, level: usize, made: &Made<'_>) -> Value {
    let items: Vec<&str> = block.items.iter().map(Item::as_str).collect();
    let mut fields = vec![
        ("id", block.id.as_deref().into()),
        ("items", items.join(" ").into()),
        ("label", made.label().into()),
        ("level", level.into()),
    ];
    let tight = |all: &[Block]| match all {
        [] => true,
        [only] => matches!(only.content, Content::Paragraph { .. }),
        _ => false,
    };
    let entry = |Definition { term, blocks }: &Definition| {
        map([("term", words(term, made)), ("blocks", all(blocks, level, made))])
    };
    match &block.content {
        Content::Paragraph { text } => fields.extend([("kind", "paragraph".into()), ("text", words(text, made))]),
        Content::Heading { text } => fields.extend([("kind", "heading".into()), ("text", words(text, made))]),
        Content::List { ordered, items } => fields.extend([
            ("kind", "list".into()),
            ("ordered", (*ordered).into()),
            ("tight", items.iter().all(|item| tight(item)).into()),
            ("points", items.iter().map(|item| all(item, level, made)).collect()),
        ]),
        Content::Definitions { entries } => fields.extend([
            ("kind", "definitions".into()),
            ("tight", entries.iter().all(|entry| tight(&entry.blocks)).into()),
            ("entries", entries.iter().map(entry).collect()),
        ]),
        Content::Table { caption, head, rows } => fields.extend([
            ("kind", "table".into()),
            ("caption", caption.into()),
            ("head", head.iter().map(Value::from).collect()),
            ("shares", shares(head, rows).into_iter().map(Value::from).collect()),
            ("records", rows.iter().map(|row| record(head, row, made)).collect()),
            ("rows", rows.iter().map(|row| row.iter().map(|cell| words(cell, made)).collect::<Value>()).collect()),
        ]),
        Content::Contact { name, lines } => fields.extend([
            ("kind", "contact".into()),
            ("name", words(name, made)),
            ("tight", lines.iter().all(|line| tight(&line.blocks)).into()),
            ("lines", lines.iter().map(entry).collect()),
        ]),
        Content::Callout { heading, blocks } => fields.extend([
            ("kind", "callout".into()),
            ("heading", heading.into()),
            ("blocks", all(blocks, (level + 1).min(DEEPEST), made)),
        ]),
        Content::Group { blocks } => {
            fields.extend([("kind", "group".into()), ("blocks", all(blocks, level, made))]);
        }
        Content::Quote { blocks } => {
            fields.extend([("kind", "quote".into()), ("blocks", all(blocks, level, made))]);
        }
        Content::Code { text } => fields.extend([("kind", "code".into()), ("text", text.into())]),
    }
    map(fields)
}

/// A row as what stands under each heading, without what is empty.
fn record(head: &[String], row: &[Vec<Inline>], made: &Made<'_>) -> Value {
    let said = head.iter().zip(row).filter(|(_, cell)| has_words(cell));
    said.map(|(heading, cell)| map([("term", heading.into()), ("text", words(cell, made))])).collect()
}

/// Whether a cell says something.
pub(super) fn has_words(cell: &[Inline]) -> bool {
    !Inline::plain(cell).trim().is_empty()
}

/// How much of the width each column of a table asks for: room for its longest word, and more where it has much to say.
fn shares(head: &[String], rows: &[Vec<Vec<Inline>>]) -> Vec<usize> {
    let column = |(index, heading): (usize, &String)| {
        let cells = rows.iter().filter_map(|row| row.get(index)).map(|cell| Inline::plain(cell));
        let all: Vec<String> = std::iter::once(heading.clone()).chain(cells).collect();
        let longest = all.iter().flat_map(|text| text.split_whitespace()).map(|word| word.chars().count()).max();
        let total: usize = all.iter().map(|text| text.chars().count()).sum();
        (2 * longest.unwrap_or_default().min(LONGEST) + total.isqrt()).max(1)
    };
    head.iter().enumerate().map(column).collect()
}

fn words(text: &[Inline], made: &Made<'_>) -> Value {
    Value::from_object(Words(linkable(text, false, made)))
}

/// Pieces without links that may not be followed and without links inside links; their words stay.
fn linkable(text: &[Inline], inside: bool, made: &Made<'_>) -> Vec<Inline> {
    let mut out = Vec::with_capacity(text.len());
    for inline in text {
        match inline {
            Inline::Link { href, text } if !inside && made.leads(href) => {
                out.push(Inline::Link { href: made.led(href), text: linkable(text, true, made) });
            }
            Inline::Link { text, .. } => out.extend(linkable(text, inside, made)),
            Inline::Strong { text } => out.push(Inline::Strong { text: linkable(text, inside, made) }),
            Inline::Emphasis { text } => out.push(Inline::Emphasis { text: linkable(text, inside, made) }),
            Inline::Text { .. } | Inline::Code { .. } | Inline::Break => out.push(inline.clone()),
        }
    }
    out
}

fn piece(inline: &Inline) -> Value {
    let inner = |text: &[Inline]| Value::from_object(Words(text.to_vec()));
    match inline {
        Inline::Text { text } => map([("kind", "text".into()), ("text", text.into())]),
        Inline::Code { text } => map([("kind", "code".into()), ("text", text.into())]),
        Inline::Strong { text } => map([("kind", "strong".into()), ("text", inner(text))]),
        Inline::Emphasis { text } => map([("kind", "emphasis".into()), ("text", inner(text))]),
        Inline::Link { href, text } => map([
            ("kind", "link".into()),
            ("href", href.into()),
            ("bare", (Inline::plain(text) == *href).into()),
            ("text", inner(text)),
        ]),
        Inline::Break => map([("kind", "break".into())]),
    }
}

fn map(fields: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    Value::from_pairs(fields)
}

/// The direction in which a language is written.
pub(super) fn direction(lang: &str) -> &'static str {
    let mut parts = lang.split('-');
    let right_to_left = match parts.next() {
        Some("ar" | "arc" | "ckb" | "dv" | "fa" | "he" | "ps" | "sd" | "ug" | "ur" | "yi") => {
            !lang.to_ascii_lowercase().contains("-latn")
        }
        _ => parts.any(|part| part.eq_ignore_ascii_case("arab") || part.eq_ignore_ascii_case("hebr")),
    };
    if right_to_left { "rtl" } else { "ltr" }
}
