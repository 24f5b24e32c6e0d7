//! The notice as data: all that back ends see.
//!
//! Every word that a reader will see stands here already, in the reader's language and in reading order; a back end only
//! chooses marks around it. White space in text is settled: single spaces, none at either end of a block.

mod inline;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::source::Span;

pub use inline::Inline;

/// A notice in one language.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
pub struct Document {
    /// Id of the notice, for another text with its own after a point; names the output files.
    pub id: String,
    /// Whether it is the notice or a text beside it.
    pub kind: Kind,
    /// BCP 47 tag of the language in which it is written.
    pub lang: String,
    /// Heading of the whole.
    pub title: String,
    /// Name of the controller; empty where none is declared.
    pub controller: String,
    /// Day of this version, for what a format tells of itself; `None` where no date is declared.
    #[schemars(with = "Option<String>")]
    pub date: Option<Date>,
    /// Facts about this version, such as its date, each a label and a value.
    pub facts: Vec<Fact>,
    /// Heading of the list of contents.
    pub contents: String,
    /// The link past the list of contents, for those who read by keyboard or ear.
    pub skip: String,
    /// What a term ends with in this language where what is said of it follows in the line.
    pub colon: String,
    /// What a preview says of itself; `None` for a proved notice.
    pub draft: Option<String>,
    /// The languages in which the notice is printed; `None` where this is the only one.
    pub languages: Option<Languages>,
    /// What a reader should know before anything else; what it says stands in the parts again, in full.
    pub first_layer: Option<Section>,
    /// The parts, in reading order.
    pub sections: Vec<Section>,
}

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A whole notice, a page of its own.
    Notice,
    /// A short text that stands in something else and leads to the notice.
    Snippet,
    /// A page of its own that leads to earlier versions of the notice.
    History,
}

/// The languages in which a notice is printed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub struct Languages {
    /// Heading of the links.
    pub heading: String,
    /// In the order of the declaration; the first is the source language.
    pub versions: Vec<Version>,
}

/// A notice in one of its languages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub struct Version {
    /// BCP 47 tag.
    pub lang: String,
    /// What the language calls itself.
    pub name: String,
    /// Where the notice is published in it; `None` where that is not declared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// A label and a value about the version of a notice.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub struct Fact {
    /// Such as "Version".
    pub label: String,
    /// Such as "2.1.0".
    pub value: String,
}

/// A part of the notice with a heading.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
pub struct Section {
    /// Anchor: ASCII, unique in the document, the same in every language.
    pub id: String,
    /// What the reader sees above it.
    pub heading: String,
    /// What stands in it before its parts.
    pub blocks: Vec<Block>,
    /// Parts of this part.
    pub sections: Vec<Section>,
}

/// A piece of the notice that stands for itself.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
pub struct Block {
    /// Anchor, unique in the document; every block that serves a legal item has one.
    pub id: Option<String>,
    /// Legal items that this block tells of.
    pub items: Vec<Item>,
    /// The declarations that it comes from.
    pub from: Vec<Trace>,
    /// What it is.
    #[serde(flatten)]
    pub content: Content,
}

/// A duty to inform: one item of the law's list, such as GDPR Art. 13(1)(e), in one regime.
///
/// Written `eu-13-1-e`, the form of the `data-item` attribute.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Item(pub String);

/// A declaration that a block comes from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
pub struct Trace {
    /// Path of the declaration, such as `purposes.select.basis`.
    pub path: String,
    /// Where it was written.
    #[serde(skip)]
    #[schemars(skip)]
    pub span: Span,
}

/// The kinds of block.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Content {
    /// Running text.
    Paragraph {
        /// What it says.
        text: Vec<Inline>,
    },
    /// A heading inside an author's own text, below the heading of its section.
    Heading {
        /// What it says.
        text: Vec<Inline>,
    },
    /// Points, each of one or more blocks.
    List {
        /// Whether the points are counted, from 1.
        ordered: bool,
        /// The points. A block already has `items`, so they are written as `points`.
        #[serde(rename = "points")]
        items: Vec<Vec<Block>>,
    },
    /// Terms, each with what is said of it.
    Definitions {
        /// In reading order.
        entries: Vec<Definition>,
    },
    /// Rows and columns; the first cell of a row heads it.
    Table {
        /// What the table tells.
        caption: String,
        /// Headings of the columns.
        head: Vec<String>,
        /// Each as long as `head`.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// How to reach somebody: a name and lines with a label each.
    Contact {
        /// Whom.
        name: Vec<Inline>,
        /// Such as "E-mail" and the address.
        lines: Vec<Definition>,
    },
    /// Something that stands apart from other information, with its own heading.
    Callout {
        /// What it is about.
        heading: String,
        /// What it says.
        blocks: Vec<Block>,
    },
    /// Blocks that belong together and are marked as one, without a look of their own.
    Group {
        /// What stands in it.
        blocks: Vec<Block>,
    },
    /// Words of somebody else.
    Quote {
        /// What they say.
        blocks: Vec<Block>,
    },
    /// Text whose white space and marks are kept.
    Code {
        /// What it says.
        text: String,
    },
}

/// A term and what is said of it.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, JsonSchema)]
pub struct Definition {
    /// The term.
    pub term: Vec<Inline>,
    /// What is said of it.
    pub blocks: Vec<Block>,
}

impl Item {
    /// The item as it is written in `data-item`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<Content> for Block {
    fn from(content: Content) -> Self {
        Self { id: None, items: Vec::new(), from: Vec::new(), content }
    }
}

impl Block {
    /// A paragraph without marks.
    #[must_use]
    pub fn paragraph(text: Vec<Inline>) -> Self {
        Content::Paragraph { text }.into()
    }

    /// The same block with an anchor.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The words of the block in reading order, pieces parted by a space.
    #[must_use]
    pub fn plain(&self) -> String {
        let mut words = Vec::new();
        self.push_words(&mut words);
        words.retain(|piece| !piece.is_empty());
        words.join(" ")
    }

    fn push_words(&self, out: &mut Vec<String>) {
        let all = |blocks: &[Self], out: &mut Vec<String>| blocks.iter().for_each(|block| block.push_words(out));
        match &self.content {
            Content::Paragraph { text } | Content::Heading { text } => out.push(Inline::plain(text)),
            Content::List { items, .. } => items.iter().for_each(|item| all(item, out)),
            Content::Definitions { entries } => push_definitions(entries, out),
            Content::Table { caption, head, rows } => {
                out.push(caption.clone());
                out.extend(head.iter().cloned());
                out.extend(rows.iter().flatten().map(|cell| Inline::plain(cell)));
            }
            Content::Contact { name, lines } => {
                out.push(Inline::plain(name));
                push_definitions(lines, out);
            }
            Content::Callout { heading, blocks } => {
                out.push(heading.clone());
                all(blocks, out);
            }
            Content::Group { blocks } | Content::Quote { blocks } => all(blocks, out),
            Content::Code { text } => out.push(text.clone()),
        }
    }

    /// This block and all that stand inside it, outermost first.
    #[must_use]
    pub fn walk(&self) -> Vec<&Self> {
        let mut found = vec![self];
        let inner: Vec<&Self> = match &self.content {
            Content::List { items, .. } => items.iter().flatten().collect(),
            Content::Definitions { entries } | Content::Contact { lines: entries, .. } => {
                entries.iter().flat_map(|entry| &entry.blocks).collect()
            }
            Content::Callout { blocks, .. } | Content::Group { blocks } | Content::Quote { blocks } => {
                blocks.iter().collect()
            }
            Content::Paragraph { .. } | Content::Heading { .. } | Content::Table { .. } | Content::Code { .. } => {
                Vec::new()
            }
        };
        for block in inner {
            found.extend(block.walk());
        }
        found
    }
}

fn push_definitions(entries: &[Definition], out: &mut Vec<String>) {
    for entry in entries {
        out.push(Inline::plain(&entry.term));
        entry.blocks.iter().for_each(|block| block.push_words(out));
    }
}

impl Section {
    /// Whether this anchor stands in it.
    #[must_use]
    pub fn has(&self, anchor: &str) -> bool {
        self.id == anchor
            || self.sections.iter().any(|part| part.has(anchor))
            || self.blocks.iter().flat_map(Block::walk).any(|block| block.id.as_deref() == Some(anchor))
    }

    /// All blocks of this part and of its parts, in reading order, outer before inner.
    #[must_use]
    pub fn walk(&self) -> Vec<&Block> {
        let own = self.blocks.iter().flat_map(Block::walk);
        own.chain(self.sections.iter().flat_map(Self::walk)).collect()
    }

    /// The anchors of this part, of its blocks and of its parts, in reading order.
    #[must_use]
    pub fn ids(&self) -> Vec<&str> {
        let blocks = self.blocks.iter().flat_map(Block::walk).filter_map(|block| block.id.as_deref());
        let own = std::iter::once(self.id.as_str()).chain(blocks);
        own.chain(self.sections.iter().flat_map(Self::ids)).collect()
    }
}

impl Document {
    /// The first layer and the parts, in reading order.
    pub fn parts(&self) -> impl Iterator<Item = &Section> {
        self.first_layer.iter().chain(&self.sections)
    }

    /// All blocks in reading order, outer before inner.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.parts().flat_map(Section::walk)
    }
}
