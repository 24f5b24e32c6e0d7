//! An output as a reader finds it: the words that are seen, and where the anchors stand in them.
//!
//! Hidden is what markup alone hides; what a style sheet does is not looked at.

mod typst;

use std::ops::Deref;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use scraper::node::Element;
use scraper::{ElementRef, Html, Node};

/// The words that are seen, and the marks in them.
#[derive(Debug, Default, Clone)]
pub(super) struct Page {
    /// All visible words in reading order; white space means nothing.
    pub(super) text: String,
    /// Elements with an id or with items, in reading order.
    pub(super) marks: Vec<Mark>,
    /// Bytes in `text` of each heading.
    pub(super) headings: Vec<(usize, usize)>,
    /// Why the whole can't be read, in one line with its place.
    pub(super) fault: Option<String>,
    /// Items of the element that this will be put into.
    items: Option<String>,
    /// Bytes of text that is hidden, up to here.
    unseen: usize,
}

/// An element with an id or with items.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub(super) id: Option<String>,
    /// What `data-item` says.
    pub(super) items: Option<String>,
    /// Bytes in the page's text.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it, or something in it that has words, is hidden.
    pub(super) hidden: bool,
}

type NodeRef<'a> = <ElementRef<'a> as Deref>::Target;

impl Page {
    /// Reads HTML.
    pub(super) fn from_html(text: &str) -> Self {
        let html = Html::parse_document(text);
        let mut page = Self::default();
        page.read(*html.root_element(), false);
        page
    }

    /// Reads Markdown, by way of HTML, so that raw HTML in it counts as what it is; `heading_ids` says that headings bear ids.
    pub(super) fn from_markdown(text: &str, heading_ids: bool) -> Self {
        let mut html = String::with_capacity(text.len() * 2);
        let mut options = Options::ENABLE_TABLES;
        options.set(Options::ENABLE_HEADING_ATTRIBUTES, heading_ids);
        for event in Parser::new_ext(text, options) {
            match event {
                Event::Start(Tag::Heading { id: Some(id), .. }) => {
                    html.extend(["<h1 id=\"", &super::html::escape(&id), "\">"]);
                }
                Event::Text(words) | Event::Code(words) => html.push_str(&super::html::escape(&words)),
                Event::Html(markup) | Event::InlineHtml(markup) => html.push_str(&markup),
                Event::Start(Tag::Heading { .. }) => html.push_str("<h1>"),
                Event::End(TagEnd::Heading(_)) => html.push_str("</h1>"),
                Event::Start(Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. }) => {
                    html.push_str("<span>");
                }
                Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image) => {
                    html.push_str("</span>");
                }
                // Raw HTML may open here what it closes after other blocks.
                Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => {}
                Event::Start(_) => html.push_str("<div>"),
                Event::End(_) => html.push_str("</div>"),
                _ => html.push(' '),
            }
        }
        Self::from_html(&html)
    }

    /// The words from one byte to another.
    pub(super) fn words(&self, start: usize, end: usize) -> &str {
        self.text.get(start..end).unwrap_or_default()
    }

    fn read(&mut self, node: NodeRef<'_>, hidden: bool) {
        match node.value() {
            Node::Text(words) if hidden => self.unseen += words.trim().len(),
            Node::Text(words) => self.text.push_str(words),
            Node::Element(element) => self.read_element(node, element, hidden),
            Node::Document | Node::Fragment => self.read_children(node, hidden),
            Node::Doctype(_) | Node::Comment(_) | Node::ProcessingInstruction(_) => {}
        }
    }

    fn read_children(&mut self, node: NodeRef<'_>, hidden: bool) {
        for child in node.children() {
            self.read(child, hidden);
        }
    }

    fn read_element(&mut self, node: NodeRef<'_>, element: &Element, hidden: bool) {
        let hidden = hidden || hides(element);
        let (start, unseen) = (self.text.len(), self.unseen);
        let (id, items) = (element.attr("id").map(str::to_owned), element.attr("data-item").map(str::to_owned));
        let place = (id.is_some() || items.is_some()).then_some(self.marks.len());
        if place.is_some() {
            self.marks.push(Mark { id, items, start, end: start, hidden });
        }
        self.read_children(node, hidden);
        if let Some(mark) = place.and_then(|place| self.marks.get_mut(place)) {
            mark.end = self.text.len();
            mark.hidden |= self.unseen > unseen;
        }
        match element.name() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.headings.push((start, self.text.len())),
            "a" | "abbr" | "b" | "bdi" | "code" | "em" | "i" | "mark" | "span" | "strong" | "time" => return,
            _ => {}
        }
        if !hidden {
            self.text.push(' ');
        }
    }
}

/// Elements whose words no reader sees, or only one who opens or chooses them, or whose browser lacks something.
const UNSEEN: &[&str] = &[
    "audio", "canvas", "datalist", "head", "iframe", "meter", "noframes", "noscript", "object", "progress", "rp",
    "script", "select", "style", "svg", "template", "video",
];

/// Whether an element is one that no reader sees, or says so by its attributes.
fn hides(element: &Element) -> bool {
    let closed = element.name() == "dialog" && element.attr("open").is_none();
    let zero_size = ["width", "height"].iter().filter_map(|name| element.attr(name)).any(is_zero);
    UNSEEN.contains(&element.name())
        || closed
        || element.attr("popover").is_some()
        || zero_size
        || element.attr("hidden").is_some()
        || element.attr("aria-hidden").is_some_and(|value| value.trim().eq_ignore_ascii_case("true"))
        || element.attr("style").is_some_and(style_hides)
}

fn style_hides(style: &str) -> bool {
    let mut style = style.to_ascii_lowercase();
    while let Some((before, after)) = style.split_once("/*") {
        style = format!("{before} {}", after.split_once("*/").map_or("", |(_, rest)| rest));
    }
    style.split(';').filter_map(|declaration| declaration.split_once(':')).any(|(name, value)| {
        let value = value.split('!').next().unwrap_or_default().trim();
        match name.trim() {
            "display" => value == "none",
            "visibility" => matches!(value, "hidden" | "collapse"),
            "content-visibility" => value == "hidden",
            "opacity" | "font-size" | "width" | "height" | "max-width" | "max-height" | "zoom" => is_zero(value),
            "font" => value.split(['/', ' ']).any(|part| part.starts_with('0') && is_zero(part)),
            _ => false,
        }
    })
}

/// Whether a number with or without a unit is nothing.
fn is_zero(value: &str) -> bool {
    let number = value.trim().trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    number.parse::<f64>().is_ok_and(|number| number == 0.0)
}
