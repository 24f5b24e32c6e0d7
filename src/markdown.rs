//! The author's Markdown as pieces of a document.
//!
//! What a notice may not hold never gets into it: raw HTML becomes words that are seen, an image leaves its words, a
//! link to a forbidden address leaves its words too. Each such turn is told with its place.

mod links;

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, OffsetIter, Options, Parser, Tag, TagEnd};

use crate::document::{Block, Content, Inline};

pub(crate) use links::{Led, Piece, links, pieces};

/// How deep lists and quotes may nest, with twice as much for them and marks in running text together. What lies deeper
/// keeps its words only.
const DEPTH: usize = 8;

/// What a text became, and what it lost on the way.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Parsed<T> {
    /// The pieces.
    pub(crate) value: T,
    /// Marks that were not followed, in reading order.
    pub(crate) dropped: Vec<Dropped>,
}

/// A mark that was not followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dropped {
    /// Its kind.
    pub(crate) what: Mark,
    /// Its bytes in the text that was read.
    pub(crate) range: Range<usize>,
}

/// The kinds of mark that are not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Raw HTML; the reader sees it as it was written.
    Html,
    /// An image; its words stay.
    Image,
    /// A link to an address that may not be linked; its words stay.
    Link,
}

/// Reads a text that is one paragraph: marks inside a line are followed, marks for whole blocks are plain characters.
/// A blank line becomes a line break.
pub(crate) fn inlines(text: &str) -> Parsed<Vec<Inline>> {
    let (source, places) = one_paragraph(text);
    let mut reader = Reader::new(&source, Options::empty());
    let mut found = Vec::new();
    while let Some((event, range)) = reader.events.next() {
        if !matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)) {
            reader.inline(event, range, &mut found);
        }
    }
    let original = |at: usize| {
        let index = places.partition_point(|(built, _)| *built <= at);
        let (built, written) = index.checked_sub(1).and_then(|index| places.get(index)).copied().unwrap_or_default();
        (written + at - built).min(text.len())
    };
    for Dropped { range, .. } in &mut reader.dropped {
        *range = original(range.start)..original(range.end);
    }
    Parsed { value: settle(found), dropped: reader.dropped }
}

/// Reads a text of paragraphs, lists, tables and so on.
pub(crate) fn blocks(text: &str) -> Parsed<Vec<Block>> {
    let mut reader = Reader::new(text, Options::ENABLE_TABLES);
    let value = reader.blocks();
    Parsed { value, dropped: reader.dropped }
}

/// Settles white space: a run becomes one space, none stays at either end or beside a line break, no-break spaces are
/// kept, control characters are not. Pieces without words go, and neighbouring words become one piece.
pub(crate) fn settle(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut settled = squeeze(inlines, &mut true);
    while matches!(settled.last(), Some(Inline::Break)) {
        settled.pop();
    }
    trim_end(&mut settled);
    settled
}

/// A text as one paragraph of Markdown, and where its pieces were: pairs of a byte in the new and in the old text.
///
/// Each line that stays a line starts with a sign that counts as white space but hides any mark for a block.
fn one_paragraph(text: &str) -> (String, Vec<(usize, usize)>) {
    const SHIELD: char = '\u{2028}';
    let mut out = String::from(SHIELD);
    let mut places = vec![(0, 0)];
    let (mut at, mut blank, mut hard) = (0, false, false);
    for line in text.split_inclusive('\n') {
        let words = line.trim_end_matches(['\n', '\r']);
        let start = at + words.len() - words.trim_start_matches([' ', '\t']).len();
        at += line.len();
        if words.trim_matches([' ', '\t']).is_empty() {
            blank = true;
            continue;
        }
        if out.len() > SHIELD.len_utf8() {
            match (hard, blank) {
                (true, _) => out.extend(['\n', SHIELD]),
                (false, true) => out.extend([' ', ' ', '\n', SHIELD]),
                (false, false) => out.push(' '),
            }
        }
        places.push((out.len(), start));
        let words = words.trim_start_matches([' ', '\t']);
        out.push_str(words);
        blank = false;
        hard = words.ends_with("  ") || (words.len() - words.trim_end_matches('\\').len()) % 2 == 1;
    }
    (out, places)
}

/// Reads events one by one.
struct Reader<'a> {
    events: OffsetIter<'a>,
    dropped: Vec<Dropped>,
    depth: usize,
    /// Inside a link, where no other may start.
    linked: bool,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, options: Options) -> Self {
        let events = Parser::new_ext(text, options).into_offset_iter();
        Self { events, dropped: Vec::new(), depth: 0, linked: false }
    }

    /// Blocks up to the end of what is open.
    fn blocks(&mut self) -> Vec<Block> {
        let mut out = Vec::new();
        // Words that stand in no paragraph, as in a point of a tight list.
        let mut loose = Vec::new();
        let mut flattened = 0_usize;
        self.depth += 1;
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::Start(tag) if is_block(&tag) => {
                    push_words(&mut loose, &mut out);
                    if self.depth > DEPTH && matches!(tag, Tag::BlockQuote(_) | Tag::List(_) | Tag::Item) {
                        flattened += 1;
                    } else {
                        self.block(tag, range, &mut out);
                    }
                }
                Event::End(_) if flattened > 0 => {
                    push_words(&mut loose, &mut out);
                    flattened -= 1;
                }
                Event::End(_) => break,
                event => self.inline(event, range, &mut loose),
            }
        }
        push_words(&mut loose, &mut out);
        self.depth -= 1;
        out
    }

    fn block(&mut self, tag: Tag<'a>, range: Range<usize>, out: &mut Vec<Block>) {
        match tag {
            Tag::BlockQuote(_) => {
                let blocks = self.blocks();
                push_filled(!blocks.is_empty(), Content::Quote { blocks }, out);
            }
            Tag::List(first) => self.list(first, out),
            Tag::CodeBlock(kind) => {
                let text = self.code(&kind);
                push_filled(!text.trim().is_empty(), Content::Code { text }, out);
            }
            Tag::Table(_) => {
                let content = self.table();
                out.push(content.into());
            }
            Tag::Heading { .. } => {
                let text = settle(self.words());
                push_filled(!text.is_empty(), Content::Heading { text }, out);
            }
            Tag::HtmlBlock => {
                self.dropped.push(Dropped { what: Mark::Html, range });
                let seen = self.dropped.len();
                push_words(&mut self.words(), out);
                // One block of HTML is one mark, however many lines it has.
                self.dropped.truncate(seen);
            }
            _ => push_words(&mut self.words(), out),
        }
    }

    /// A list; one that is not counted from 1 becomes paragraphs with the numbers that were written.
    fn list(&mut self, first: Option<u64>, out: &mut Vec<Block>) {
        let mut items = Vec::new();
        while let Some((Event::Start(Tag::Item), _)) = self.events.next() {
            items.push(self.blocks());
        }
        let Some(first) = first.filter(|first| *first != 1) else {
            out.push(Content::List { ordered: first.is_some(), items }.into());
            return;
        };
        for (number, mut blocks) in (first..).zip(items) {
            let mut text = vec![Inline::text(format!("{number}. "))];
            if let Some(Content::Paragraph { text: words }) = blocks.first_mut().map(|block| &mut block.content) {
                text.append(words);
                blocks.remove(0);
            }
            push_words(&mut text, out);
            out.append(&mut blocks);
        }
    }

    fn table(&mut self) -> Content {
        let (mut head, mut rows, mut row) = (Vec::new(), Vec::new(), Vec::new());
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::TableCell) => row.push(settle(self.words())),
                Event::End(TagEnd::TableHead) => head = row.drain(..).map(|cell| Inline::plain(&cell)).collect(),
                Event::End(TagEnd::TableRow) => rows.push(std::mem::take(&mut row)),
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        Content::Table { caption: String::new(), head, rows }
    }

    fn code(&mut self, kind: &CodeBlockKind<'_>) -> String {
        let mut text = String::new();
        while let Some((Event::Text(piece) | Event::Html(piece), _)) = self.events.next() {
            text.push_str(&piece);
        }
        let fenced = matches!(kind, CodeBlockKind::Fenced(_));
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text: String = text.chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect();
        text.strip_suffix('\n').filter(|_| fenced).unwrap_or(text.trim_end_matches('\n')).to_owned()
    }

    /// Words up to the end of what is open.
    fn words(&mut self) -> Vec<Inline> {
        let mut out = Vec::new();
        let mut flattened = 0_usize;
        self.depth += 1;
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::Start(Tag::Emphasis | Tag::Strong | Tag::Link { .. }) if self.depth > 2 * DEPTH => {
                    flattened += 1;
                }
                Event::End(_) if flattened > 0 => flattened -= 1,
                Event::End(_) => break,
                event => self.inline(event, range, &mut out),
            }
        }
        self.depth -= 1;
        out
    }

    fn inline(&mut self, event: Event<'a>, range: Range<usize>, out: &mut Vec<Inline>) {
        match event {
            Event::Text(words) => out.push(Inline::text(&*words)),
            Event::Code(words) => out.push(Inline::Code { text: words.into_string() }),
            Event::Html(markup) | Event::InlineHtml(markup) => {
                self.dropped.push(Dropped { what: Mark::Html, range });
                out.push(Inline::text(&*markup));
            }
            Event::SoftBreak => out.push(Inline::text(" ")),
            Event::HardBreak => out.push(Inline::Break),
            Event::Start(Tag::Strong) => out.push(Inline::Strong { text: self.words() }),
            Event::Start(Tag::Emphasis) => out.push(Inline::Emphasis { text: self.words() }),
            Event::Start(Tag::Image { .. }) => {
                self.dropped.push(Dropped { what: Mark::Image, range });
                out.append(&mut self.words());
            }
            Event::Start(Tag::Link { link_type, dest_url, .. }) => self.link(link_type, &dest_url, range, out),
            // No other mark is switched on; were one to come, its words stay.
            Event::Start(_) => out.append(&mut self.words()),
            _ => {}
        }
    }

    fn link(&mut self, kind: LinkType, address: &CowStr<'a>, range: Range<usize>, out: &mut Vec<Inline>) {
        let href = if kind == LinkType::Email { format!("mailto:{address}") } else { settle_address(address) };
        let inside = std::mem::replace(&mut self.linked, true);
        let at = self.dropped.len();
        let mut text = self.words();
        self.linked = inside;
        if inside || !Inline::may_lead_to(&href) {
            self.dropped.insert(at, Dropped { what: Mark::Link, range });
            out.append(&mut text);
        } else {
            if Inline::plain(&text).trim().is_empty() {
                text = vec![Inline::text(&*href)];
            }
            out.push(Inline::Link { href, text });
        }
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

/// Ends a paragraph.
fn push_words(words: &mut Vec<Inline>, out: &mut Vec<Block>) {
    let text = settle(std::mem::take(words));
    push_filled(!text.is_empty(), Content::Paragraph { text }, out);
}

fn push_filled(filled: bool, content: Content, out: &mut Vec<Block>) {
    if filled {
        out.push(content.into());
    }
}

/// An address without control characters, its white space written as `%20`.
fn settle_address(address: &str) -> String {
    let shown: String = address.chars().filter(|c| c.is_whitespace() || !c.is_control()).collect();
    shown.split_whitespace().collect::<Vec<_>>().join("%20")
}

fn squeeze(inlines: Vec<Inline>, after_space: &mut bool) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for inline in inlines {
        let kept = match inline {
            Inline::Text { text } => Inline::Text { text: squeeze_words(&text, after_space) },
            Inline::Code { text } => Inline::Code { text: squeeze_words(&text, after_space) },
            Inline::Strong { text } => Inline::Strong { text: squeeze(text, after_space) },
            Inline::Emphasis { text } => Inline::Emphasis { text: squeeze(text, after_space) },
            Inline::Link { href, text } => Inline::Link { href, text: squeeze(text, after_space) },
            Inline::Break => {
                trim_end(&mut out);
                *after_space = true;
                Inline::Break
            }
        };
        match (out.last_mut(), kept) {
            (_, Inline::Text { text } | Inline::Code { text }) if text.is_empty() => {}
            (_, Inline::Strong { text } | Inline::Emphasis { text } | Inline::Link { text, .. }) if text.is_empty() => {
            }
            (None, Inline::Break) => {}
            (Some(Inline::Text { text: before }), Inline::Text { text }) => before.push_str(&text),
            (_, kept) => out.push(kept),
        }
    }
    out
}

fn squeeze_words(text: &str, after_space: &mut bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_space(c) {
            if !*after_space {
                out.push(' ');
            }
            *after_space = true;
        } else if !c.is_control() {
            out.push(c);
            *after_space = false;
        }
    }
    out
}

/// White space at which a line may break.
fn is_space(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

/// Takes a space from the end, and a piece that was nothing else.
fn trim_end(inlines: &mut Vec<Inline>) {
    let emptied = match inlines.last_mut() {
        Some(Inline::Text { text } | Inline::Code { text }) => {
            text.truncate(text.trim_end_matches(is_space).len());
            text.is_empty()
        }
        Some(Inline::Strong { text } | Inline::Emphasis { text } | Inline::Link { text, .. }) => {
            trim_end(text);
            text.is_empty()
        }
        Some(Inline::Break) | None => false,
    };
    if emptied {
        inlines.pop();
        trim_end(inlines);
    }
}

#[cfg(test)]
mod tests;
