//! Blocks become strips: words are set, tags and the log grow, in reading order.

mod front;
mod lists;
mod tables;

use std::collections::BTreeSet;
use std::num::NonZeroU16;

use krilla::tagging::Tag;

use super::fonts::Fonts;
use super::strip::{Frame, Look, Ornament, Strip, after, framed, height, kept, together, unorphaned};
use super::tags::Tags;
use super::text::{Ink, Line, Setter, Shaped, Style, Words};
use crate::document::{Block, Content, Document, Inline, Kind, Section};
use crate::render::theme::Theme;

/// Running text.
pub(super) const BODY: Style = Style::new(10.0, 14.5);

/// Text in small print.
const SMALL: Style = Style::new(9.0, 12.5);

/// Deepest heading that other formats have too.
const DEEPEST: u16 = 6;

/// Narrower than this, text is not indented any more.
const NARROWEST: f32 = 120.0;

/// Where blocks stand.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// From the left edge of the text.
    x: f32,
    width: f32,
    /// Level of a heading that comes next.
    level: u16,
    style: Style,
    /// Lists around it.
    depth: usize,
}

impl Place {
    /// The same place further in, as long as there is room.
    fn indented(self, by: f32) -> Self {
        let by = if self.width - by < NARROWEST { 0.0 } else { by };
        Self { x: self.x + by, width: self.width - by, ..self }
    }
}

/// What lays a document out.
pub(super) struct Layout<'a> {
    theme: &'a Theme,
    pub(super) setter: Setter,
    pub(super) tags: Tags,
    pub(super) frames: Vec<Frame>,
    /// The heads of tables, as they are repeated.
    pub(super) heads: Vec<Vec<Strip>>,
    /// Places to which a link may lead.
    known: BTreeSet<String>,
    /// Places that the next strip gets.
    pending: Vec<String>,
    pieces: usize,
}

/// All anchors of a document.
fn anchors(document: &Document) -> BTreeSet<String> {
    fn of<'a>(sections: &'a [Section], out: &mut BTreeSet<String>) {
        for section in sections {
            out.insert(section.id.clone());
            let blocks = section.blocks.iter().flat_map(Block::walk);
            out.extend(blocks.filter_map(|block: &'a Block| block.id.clone()));
            of(&section.sections, out);
        }
    }
    let mut out = BTreeSet::new();
    of(document.first_layer.as_slice(), &mut out);
    of(&document.sections, &mut out);
    out
}

impl<'a> Layout<'a> {
    pub(super) fn new(theme: &'a Theme, fonts: &'static Fonts, document: &Document) -> Self {
        Self {
            theme,
            setter: Setter::new(fonts),
            tags: Tags::new(),
            frames: Vec::new(),
            heads: Vec::new(),
            known: anchors(document),
            pending: Vec::new(),
            pieces: 0,
        }
    }

    /// Width of the text.
    fn width(&self) -> f32 {
        (self.theme.width - self.theme.left - self.theme.right).max(1.0)
    }

    /// Height of the text on a page.
    pub(super) fn height(&self) -> f32 {
        (self.theme.height - self.theme.top - self.theme.bottom).max(1.0)
    }

    /// All of a document, one strip below the other.
    pub(super) fn document(&mut self, document: &Document) -> Vec<Strip> {
        let place = Place { x: 0.0, width: self.width(), level: 2, style: BODY, depth: 0 };
        // The heading of a short text is its title.
        let part = if document.kind == Kind::Snippet { Place { level: 1, ..place } } else { place };
        let mut strips = self.front(document, place);
        for section in &document.sections {
            strips.extend(self.section(section, part));
        }
        if let Some(last) = strips.last_mut() {
            last.anchors.append(&mut self.pending);
        }
        strips
    }

    fn section(&mut self, section: &Section, place: Place) -> Vec<Strip> {
        self.tags.open(Tag::Section);
        self.tags.begin_part(&section.id);
        self.pending.push(section.id.clone());
        let inner = Place { level: (place.level + 1).min(DEEPEST), ..place };
        let mut strips = self.heading(&[Inline::text(section.heading.as_str())], place);
        self.stack(&mut strips, &section.blocks, inner);
        for part in &section.sections {
            strips.extend(self.section(part, inner));
        }
        self.tags.end();
        self.tags.close();
        strips
    }

    /// A heading of the place's level; it stands on the page of what follows.
    fn heading(&mut self, text: &[Inline], place: Place) -> Vec<Strip> {
        self.heading_like(text, place.level, place)
    }

    /// A heading that looks like one of another level.
    fn heading_like(&mut self, text: &[Inline], look: u16, place: Place) -> Vec<Strip> {
        let (style, gap) = match look {
            1 => (Style::new(23.0, 28.0).bold(), 6.0),
            2 => (Style::new(15.0, 19.5).bold().ink(Ink::Accent), 21.0),
            3 => (Style::new(12.0, 16.0).bold(), 14.0),
            _ => (Style::new(10.5, 14.5).bold(), 12.0),
        };
        let plain = Inline::plain(text);
        let level = NonZeroU16::new(place.level).filter(|_| !plain.trim().is_empty());
        if let Some(level) = level {
            self.tags.open(Tag::Hn(level, Some(plain)));
        }
        self.tags.begin_heading();
        let mut strips = self.words(text, style, place);
        self.tags.end_heading();
        if level.is_some() {
            self.tags.close();
        }
        kept(&mut strips);
        after(gap, strips)
    }

    /// Blocks one below the other.
    fn blocks(&mut self, blocks: &[Block], place: Place) -> Vec<Strip> {
        let mut strips = Vec::new();
        self.stack(&mut strips, blocks, place);
        strips
    }

    /// Puts blocks below strips.
    fn stack(&mut self, strips: &mut Vec<Strip>, blocks: &[Block], place: Place) {
        let mut before: f32 = 0.0;
        for block in blocks {
            let (gap, next) = gaps(&block.content, place);
            let made = self.block(block, place);
            if made.is_empty() {
                continue;
            }
            strips.extend(after(gap.max(before), made));
            before = next;
        }
    }

    fn block(&mut self, block: &Block, place: Place) -> Vec<Strip> {
        self.tags.begin(block);
        self.pending.extend(block.id.clone());
        let strips = match &block.content {
            Content::Paragraph { text } => self.paragraph(text, place.style, place),
            Content::Heading { text } => self.heading(text, place),
            Content::List { ordered, items } => self.list(*ordered, items, place),
            Content::Definitions { entries } => self.definitions(entries, place),
            Content::Table { caption, head, rows } => self.table(caption, head, rows, place),
            Content::Contact { name, lines } => self.contact(name, lines, place),
            Content::Callout { heading, blocks } => self.callout(heading, blocks, place),
            Content::Group { blocks } => {
                self.tags.open(Tag::Div);
                let strips = self.blocks(blocks, place);
                self.tags.close();
                strips
            }
            Content::Quote { blocks } => {
                self.tags.open(Tag::BlockQuote);
                let mut strips = self.blocks(blocks, place.indented(14.0));
                self.tags.close();
                self.frame(Look::Quote, place, &mut strips);
                strips
            }
            Content::Code { text } => self.code(text, place),
        };
        self.tags.end();
        strips
    }

    fn paragraph(&mut self, text: &[Inline], style: Style, place: Place) -> Vec<Strip> {
        self.tags.open(Tag::P);
        let strips = self.words(text, style, place);
        self.tags.close();
        strips
    }

    fn code(&mut self, text: &str, place: Place) -> Vec<Strip> {
        let style = Style { code: true, ..SMALL };
        self.tags.open(Tag::P);
        self.tags.open(Tag::Code);
        self.tags.space();
        let slot = self.tags.slot();
        self.tags.close();
        self.tags.close();
        let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', "    ");
        let mut strips = self.set(Words::plain(&text, style, Some(slot)), place.indented(9.0));
        self.frame(Look::Card, place, &mut strips);
        padded(&mut strips, 7.0);
        strips
    }

    fn callout(&mut self, heading: &str, blocks: &[Block], place: Place) -> Vec<Strip> {
        self.tags.open(Tag::Section);
        let indented = place.indented(13.0);
        let inner = Place { width: indented.width - (indented.x - place.x), ..indented };
        let mut strips = self.heading(&[Inline::text(heading)], inner);
        self.stack(&mut strips, blocks, inner);
        self.tags.close();
        if height(&strips) < self.height() * 0.5 {
            together(&mut strips);
        }
        padded(&mut strips, 10.0);
        self.frame(Look::Callout, place, &mut strips);
        strips
    }

    /// Draws a frame of a place around strips.
    fn frame(&mut self, look: Look, place: Place, strips: &mut [Strip]) {
        self.frames.push(Frame { x: place.x, width: place.width, look });
        framed(self.frames.len() - 1, strips);
    }

    /// Words in lines.
    fn words(&mut self, text: &[Inline], style: Style, place: Place) -> Vec<Strip> {
        let words = self.gather(text, style);
        self.set(words, place)
    }

    /// Words with their tags.
    fn gather(&mut self, text: &[Inline], style: Style) -> Words {
        let mut words = Words::default();
        self.tags.space();
        self.inlines(text, style, None, &mut words);
        words
    }

    fn inlines(&mut self, text: &[Inline], style: Style, link: Option<usize>, words: &mut Words) {
        for inline in text {
            match inline {
                Inline::Text { text } => words.push(text, style, Some(self.tags.slot()), link),
                Inline::Break => words.push(" \n", style, Some(self.tags.slot()), link),
                Inline::Strong { text } => {
                    self.tags.open(Tag::Strong);
                    self.inlines(text, style.bold(), link, words);
                    self.tags.close();
                }
                Inline::Emphasis { text } => {
                    self.tags.open(Tag::Em);
                    self.inlines(text, Style { italic: true, ..style }, link, words);
                    self.tags.close();
                }
                Inline::Code { text } => {
                    self.tags.open(Tag::Code);
                    words.push(text, Style { code: true, ..style }, Some(self.tags.slot()), link);
                    self.tags.close();
                }
                Inline::Link { href, text } => {
                    let plain = Inline::plain(text);
                    let href = self.leads_to(href).filter(|_| link.is_none() && !plain.trim().is_empty());
                    let Some(href) = href else {
                        self.inlines(text, style, link, words);
                        continue;
                    };
                    let own = self.tags.open_link(href, plain);
                    self.inlines(text, style.ink(Ink::Accent), Some(own), words);
                    self.tags.close_link(own);
                }
            }
        }
    }

    /// An address as it is written in a PDF; `None` for one that may not be linked or leads to no place of the notice.
    fn leads_to(&self, href: &str) -> Option<String> {
        if let Some(anchor) = href.strip_prefix('#') {
            return self.known.contains(anchor).then(|| href.to_owned());
        }
        let address = crate::render::templates::url(href);
        let mut out = String::with_capacity(address.len());
        for byte in address.bytes() {
            if byte.is_ascii_graphic() {
                out.push(char::from(byte));
            } else {
                out = out + "%" + &format!("{byte:02X}");
            }
        }
        (!out.is_empty()).then_some(out)
    }

    /// Sets words at a place.
    fn set(&mut self, words: Words, place: Place) -> Vec<Strip> {
        if words.text.trim().is_empty() {
            return Vec::new();
        }
        let mut shaped = self.setter.shape(words);
        self.shaped(&mut shaped, place.x, place.width)
    }

    /// Breaks shaped words into strips of one line each.
    fn shaped(&mut self, shaped: &mut Shaped, x: f32, width: f32) -> Vec<Strip> {
        let lines = self.setter.lines(shaped, width);
        let mut strips: Vec<Strip> = lines.into_iter().map(|line| self.strip(line, x)).collect();
        unorphaned(&mut strips);
        strips
    }

    /// A line as a strip, with what is drawn below links.
    fn strip(&mut self, line: Line, x: f32) -> Strip {
        let mut strip = Strip::line(line, x);
        for piece in &mut strip.pieces {
            piece.order = self.pieces;
            self.pieces += 1;
            if piece.link.is_some() && piece.width > 0.0 {
                let (x, y, width) = (piece.x, piece.y + 1.7, piece.width);
                strip.ornaments.push(Ornament::Rule { x, y, width, thickness: 0.35, ink: Some(Ink::Accent) });
            }
        }
        strip.anchors.append(&mut self.pending);
        strip
    }
}

/// Space inside a frame, above and below.
fn padded(strips: &mut Vec<Strip>, space: f32) {
    if strips.is_empty() {
        return;
    }
    if let (Some(last), Some(frames)) = (strips.len().checked_sub(1), strips.first().map(|strip| strip.frames.clone()))
    {
        if let Some(last) = strips.get_mut(last) {
            last.keep = true;
        }
        let mut above = Strip { frames: frames.clone(), ..Strip::space(space) };
        if let Some(first) = strips.first_mut() {
            first.gap = 0.0;
            above.anchors.append(&mut first.anchors);
        }
        strips.insert(0, above);
        strips.push(Strip { frames, keep: false, ..Strip::space(space) });
    }
}

/// Space before and after a block.
fn gaps(content: &Content, place: Place) -> (f32, f32) {
    match content {
        Content::Heading { .. } => (if place.level > 3 { 12.0 } else { 16.0 }, 0.0),
        Content::Paragraph { .. } => (5.5, 0.0),
        Content::List { .. } => (4.0, 3.0),
        Content::Definitions { .. } => (7.0, 7.0),
        Content::Table { .. } => (10.0, 12.0),
        Content::Contact { .. } | Content::Code { .. } => (7.0, 8.0),
        Content::Callout { .. } => (11.0, 12.0),
        Content::Group { .. } | Content::Quote { .. } => (6.0, 5.0),
    }
}
