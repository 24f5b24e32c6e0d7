//! The tree of tags, which tells a screen reader what the words on the pages are, and the log of what was placed.
//!
//! Both are grown while blocks are laid out, in reading order. Words have a slot in them; when pages are painted, each slot
//! gets the marks of its words for the tree, and the words themselves for the log.

use krilla::tagging::{Identifier, Node, Tag, TagGroup, TagKind, TagTree};

use crate::document::{Block, Item};
use crate::render::page::{Mark, Page};

/// What stands below a tag.
#[derive(Debug, Clone, Copy)]
enum Child {
    Element(usize),
    Slot(usize),
    /// The areas on pages that lead where a link leads.
    Link(usize),
}

struct Element {
    kind: TagKind,
    children: Vec<Child>,
}

/// What the log tells, in reading order.
enum Event {
    Open {
        id: Option<String>,
        items: Option<String>,
    },
    Close,
    Heading,
    HeadingEnd,
    Words(usize),
    /// A new piece of text starts.
    Space,
}

/// A link: where it leads and what it says.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) href: String,
    pub(super) text: String,
}

/// What pages told when they were painted.
#[derive(Debug, Default)]
pub(super) struct Painted {
    /// The marks of each slot.
    pub(super) slots: Vec<Vec<Identifier>>,
    /// The words of each slot that stand on a page.
    pub(super) words: Vec<String>,
    /// The areas of each link.
    pub(super) links: Vec<Vec<Identifier>>,
}

/// The tree and the log while they grow.
pub(super) struct Tags {
    elements: Vec<Element>,
    /// From the root to the one that is grown now.
    open: Vec<usize>,
    events: Vec<Event>,
    slots: usize,
    pub(super) links: Vec<Link>,
}

impl Tags {
    pub(super) fn new() -> Self {
        // The root; its kind is never written.
        let root = Element { kind: Tag::Div.into(), children: Vec::new() };
        Self { elements: vec![root], open: vec![0], events: Vec::new(), slots: 0, links: Vec::new() }
    }

    fn push(&mut self, child: Child) {
        let here = self.open.last().copied().unwrap_or_default();
        if let Some(tag) = self.elements.get_mut(here) {
            tag.children.push(child);
        }
    }

    /// Opens a tag below the one that is open.
    pub(super) fn open(&mut self, kind: impl Into<TagKind>) {
        let index = self.elements.len();
        self.push(Child::Element(index));
        self.elements.push(Element { kind: kind.into(), children: Vec::new() });
        self.open.push(index);
    }

    pub(super) fn close(&mut self) {
        self.open.pop();
    }

    /// A place for words of the notice.
    pub(super) fn slot(&mut self) -> usize {
        let slot = self.label();
        self.events.push(Event::Words(slot));
        slot
    }

    /// A place for what is read out and is no word of the notice, such as the number of a point.
    pub(super) fn label(&mut self) -> usize {
        let slot = self.slots;
        self.slots += 1;
        self.push(Child::Slot(slot));
        slot
    }

    /// Opens the tag of a link.
    pub(super) fn open_link(&mut self, href: String, text: String) -> usize {
        self.open(Tag::Link);
        self.links.push(Link { href, text });
        self.links.len() - 1
    }

    pub(super) fn close_link(&mut self, link: usize) {
        self.push(Child::Link(link));
        self.close();
    }

    /// Notes that a block begins.
    pub(super) fn begin(&mut self, block: &Block) {
        let items: Vec<&str> = block.items.iter().map(Item::as_str).collect();
        let items = (!items.is_empty()).then(|| items.join(" "));
        self.events.push(Event::Open { id: block.id.clone(), items });
    }

    /// Notes that a part begins.
    pub(super) fn begin_part(&mut self, id: &str) {
        self.events.push(Event::Open { id: Some(id.to_owned()), items: None });
    }

    pub(super) fn end(&mut self) {
        self.events.push(Event::Close);
    }

    pub(super) fn begin_heading(&mut self) {
        self.events.push(Event::Heading);
    }

    pub(super) fn end_heading(&mut self) {
        self.events.push(Event::HeadingEnd);
    }

    /// Notes that what follows is another piece of text.
    pub(super) fn space(&mut self) {
        self.events.push(Event::Space);
    }

    /// Room for what pages tell.
    pub(super) fn painted(&self) -> Painted {
        Painted {
            slots: vec![Vec::new(); self.slots],
            words: vec![String::new(); self.slots],
            links: vec![Vec::new(); self.links.len()],
        }
    }

    /// The tree for the writer.
    pub(super) fn tree(&self, painted: &Painted, lang: &str) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some(lang.to_owned()));
        tree.children = self.children(0, painted);
        tree
    }

    fn children(&self, tag: usize, painted: &Painted) -> Vec<Node> {
        let mut nodes = Vec::new();
        let leaves = |from: &[Vec<Identifier>], index: usize| -> Vec<Node> {
            from.get(index).into_iter().flatten().map(|one| Node::Leaf(*one)).collect()
        };
        for child in self.elements.get(tag).into_iter().flat_map(|tag| &tag.children) {
            match *child {
                Child::Slot(slot) => nodes.extend(leaves(&painted.slots, slot)),
                Child::Link(link) => nodes.extend(leaves(&painted.links, link)),
                Child::Element(inner) => {
                    let Some(Element { kind, .. }) = self.elements.get(inner) else { continue };
                    let children = self.children(inner, painted);
                    let cell = matches!(kind, TagKind::TH(_) | TagKind::TD(_));
                    // What has no words is no element; a cell is one, so that rows are as long as their table is wide.
                    if cell || !children.is_empty() {
                        nodes.push(Node::Group(TagGroup::with_children(kind.clone(), children)));
                    }
                }
            }
        }
        nodes
    }

    /// The words that stand on pages, in reading order, with the places of blocks in them.
    pub(super) fn page(&self, painted: &Painted) -> Page {
        let mut page = Page::default();
        let mut open = Vec::new();
        let mut heading = 0;
        for event in &self.events {
            match event {
                Event::Open { id, items } => {
                    open.push(page.marks.len());
                    let (id, items, start) = (id.clone(), items.clone(), page.text.len());
                    page.marks.push(Mark { id, items, start, end: start, hidden: false });
                }
                Event::Close => {
                    let end = page.text.len();
                    if let Some(mark) = open.pop().and_then(|index| page.marks.get_mut(index)) {
                        mark.end = end;
                    }
                }
                Event::Heading => heading = page.text.len(),
                Event::HeadingEnd => page.headings.push((heading, page.text.len())),
                Event::Words(slot) => page.text.push_str(painted.words.get(*slot).map_or("", String::as_str)),
                Event::Space => page.text.push(' '),
            }
        }
        page
    }
}
