//! PDF: tagged pages (PDF/UA-1 and PDF/A-2a) that need nothing else to be read.
//!
//! Text is shaped and broken into lines by `parley` and written by `krilla`; where blocks stand is decided here. Blocks become
//! strips (`layout`), strips are put on pages (`pages`), pages are painted (`paint`). What was painted is told to a log
//! (`tags`), from which reading back proves that every block stands on a page.

mod fonts;
mod layout;
mod pages;
mod paint;
mod strip;
mod tags;
mod text;

use krilla::SerializeSettings;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::image::Image;
use krilla::metadata::{DateTime, Metadata, TextDirection};
use krilla::outline::{Outline, OutlineNode};
use sha2::{Digest, Sha256};

use super::page::Page;
use super::theme::Theme;
use super::{RenderError, Uncovered};
use crate::document::{Block, Content, Document, Inline, Section};
use layout::Layout;
use paint::Painter;

/// Writes a document as PDF; beside the bytes, what stands on its pages.
pub(super) fn write(document: &Document, theme: &Theme) -> Result<(Vec<u8>, Page), RenderError> {
    let broken = |what: String| RenderError::Pdf(what);
    let fonts = fonts::fonts().ok_or_else(|| broken("the fonts of the program can't be read".to_owned()))?;
    let uncovered = uncovered(document, fonts);
    if !uncovered.is_empty() {
        return Err(RenderError::Characters(uncovered));
    }
    let mut layout = Layout::new(theme, fonts, document);
    let strips = layout.document(document);
    let pages = pages::paginate(strips, &layout.heads, layout.height());
    let mut painter = Painter {
        theme,
        fonts,
        frames: layout.frames.clone(),
        document,
        logo: theme.logo.as_ref().map(|logo| image(&logo.png)).transpose().map_err(broken)?,
        anchors: paint::anchors(&pages, theme),
        painted: layout.tags.painted(),
        count: pages.len(),
    };
    let mut file = krilla::Document::new_with(settings(document).map_err(broken)?);
    for anchor in painter.anchors.keys() {
        if let Some(destination) = painter.destination(anchor) {
            // Names are those of anchors, which are there once.
            let _ = file.register_named_destination(destination);
        }
    }
    for (index, page) in pages.iter().enumerate() {
        painter.page(&mut file, index, page, &mut layout).map_err(broken)?;
    }
    file.set_metadata(metadata(document));
    file.set_outline(outline(document, &painter));
    file.set_tag_tree(layout.tags.tree(&painter.painted, &document.lang));
    let mut bytes = file.finish().map_err(|error| broken(format!("{error:?}")))?;
    part_streams(&mut bytes);
    Ok((bytes, layout.tags.page(&painter.painted)))
}

/// Parts the data of a stream from the end of line behind it: data that ends in a carriage return, with a line feed after it, is
/// read by some as one byte shorter than its length says. A carriage return alone ends a line too.
fn part_streams(bytes: &mut [u8]) {
    const END: &[u8] = b"\r\nendstream";
    for start in 0..bytes.len().saturating_sub(END.len() - 1) {
        if bytes[start] == b'\r'
            && let Some(end) = bytes.get_mut(start..start + END.len()).filter(|end| *end == END)
        {
            end[1] = b'\r';
        }
    }
}

/// PDF/UA-1, and PDF/A-2a too where the notice has a date: that standard wants one.
fn settings(document: &Document) -> Result<SerializeSettings, String> {
    let mut builder = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1);
    if document.date.is_some() {
        builder = builder.with_archival_validator(Archival::A2_A);
    }
    let configuration = builder.finish().map_err(|error| format!("{error:?}"))?;
    Ok(SerializeSettings { configuration, enable_tagging: true, ..SerializeSettings::default() })
}

/// What is printed of a document: pages tell nothing of the addresses of other languages.
fn printed(document: &Document) -> Document {
    let mut printed = document.clone();
    for version in printed.languages.iter_mut().flat_map(|all| &mut all.versions) {
        version.address = None;
    }
    printed
}

fn metadata(document: &Document) -> Metadata {
    let title = if document.title.trim().is_empty() { &document.id } else { &document.title };
    let words = serde_json::to_vec(&printed(document)).unwrap_or_default();
    let id = Sha256::digest(&words).iter().fold(String::new(), |id, byte| id + &format!("{byte:02x}"));
    let mut metadata = Metadata::new()
        .title(title.clone())
        .language(document.lang.clone())
        .creator("noticec".to_owned())
        .document_id(id)
        .text_direction(TextDirection::LeftToRight);
    if !document.controller.is_empty() {
        metadata = metadata.authors(vec![document.controller.clone()]);
    }
    if let Some(date) = document.date {
        let part = |number: i8| u8::try_from(number).unwrap_or(1);
        let year = u16::try_from(date.year()).unwrap_or_default();
        let day = DateTime::new(year).month(part(date.month())).day(part(date.day()));
        metadata = metadata.creation_date(day.hour(0).minute(0).second(0).utc_offset_hour(0));
    }
    metadata
}

/// The parts of the notice, for the side panel of a viewer.
fn outline(document: &Document, painter: &Painter<'_>) -> Outline {
    fn node(section: &Section, painter: &Painter<'_>) -> Option<OutlineNode> {
        if section.heading.trim().is_empty() {
            return None;
        }
        let mut made = OutlineNode::new(section.heading.clone(), place(&section.id, painter));
        for inner in section.sections.iter().filter_map(|inner| node(inner, painter)) {
            made.push_child(inner);
        }
        Some(made)
    }
    fn place(anchor: &str, painter: &Painter<'_>) -> krilla::destination::XyzDestination {
        let (page, point) = painter.anchors.get(anchor).copied().unwrap_or((0, krilla::geom::Point::from_xy(0.0, 0.0)));
        krilla::destination::XyzDestination::new(page, point)
    }
    let mut outline = Outline::new();
    let mut empty = true;
    for section in document.parts().filter_map(|section| node(section, painter)) {
        outline.push_child(section);
        empty = false;
    }
    if empty {
        outline.push_child(OutlineNode::new(document.title.clone(), place("", painter)));
    }
    outline
}

/// Reads a PNG file.
pub(super) fn image(png: &[u8]) -> Result<Image, String> {
    Image::from_png(png.to_vec().into(), false)
}

/// Width and height of a PNG file, in pixels.
fn png_size(png: &[u8]) -> Option<(f32, f32)> {
    let (width, height) = image(png).ok()?.size();
    let side = |pixels: u32| u16::try_from(pixels).ok().filter(|pixels| *pixels > 0).map(f32::from);
    Some((side(width)?, side(height)?))
}

/// The characters of a document for which there is no letter, each with the block in which it stands first.
fn uncovered(document: &Document, fonts: &fonts::Fonts) -> Vec<Uncovered> {
    let mut found = Vec::new();
    let mut look = |text: &str, section: &str, block: Option<&Block>| {
        let mut characters: Vec<char> = text.chars().filter(|c| !fonts.covers(*c)).collect();
        characters.sort_unstable();
        characters.dedup();
        if !characters.is_empty() {
            found.push(Uncovered {
                characters,
                id: block.and_then(|block| block.id.clone()),
                section: section.to_owned(),
                from: block.map(|block| block.from.clone()).unwrap_or_default(),
            });
        }
    };
    let Document { title, controller, facts, contents, draft, .. } = document;
    look(title, title, None);
    look(controller, title, None);
    for text in facts.iter().flat_map(|fact| [&fact.label, &fact.value]) {
        look(text, title, None);
    }
    look(contents, title, None);
    if let Some(draft) = draft {
        look(draft, title, None);
    }
    sections(document.first_layer.as_slice(), &mut look);
    sections(&document.sections, &mut look);
    found
}

fn sections(all: &[Section], look: &mut impl FnMut(&str, &str, Option<&Block>)) {
    for section in all {
        look(&section.heading, &section.heading, None);
        let mut owner = None;
        for block in section.blocks.iter().flat_map(Block::walk) {
            if block.id.is_some() || !block.from.is_empty() {
                owner = Some(block);
            }
            look(&own_words(&block.content), &section.heading, owner);
        }
        sections(&section.sections, look);
    }
}

/// The words of a block that stand in no block inside it.
fn own_words(content: &Content) -> String {
    match content {
        Content::Paragraph { text } | Content::Heading { text } | Content::Contact { name: text, lines: _ } => {
            let mut words = Inline::plain(text);
            if let Content::Contact { lines, .. } = content {
                words.extend(lines.iter().map(|line| Inline::plain(&line.term)));
            }
            words
        }
        Content::Definitions { entries } => entries.iter().map(|entry| Inline::plain(&entry.term)).collect(),
        Content::Table { caption, head, rows } => {
            let cells = rows.iter().flatten().map(|cell| Inline::plain(cell));
            [caption.clone()].into_iter().chain(head.iter().cloned()).chain(cells).collect()
        }
        Content::Callout { heading, .. } => heading.clone(),
        Content::Code { text } => text.clone(),
        Content::List { .. } | Content::Group { .. } | Content::Quote { .. } => String::new(),
    }
}

#[cfg(test)]
mod tests;
