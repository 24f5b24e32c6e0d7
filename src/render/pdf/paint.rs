//! Pages are painted: grounds and rules first, words in reading order, what is on every page last.

use std::collections::BTreeMap;

use krilla::action::LinkAction;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::destination::{NamedDestination, XyzDestination};
use krilla::geom::{PathBuilder, Point, Quadrilateral, Rect, Size, Transform};
use krilla::image::Image;
use krilla::page::PageSettings;
use krilla::paint::{Fill, LineCap, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag};

use super::fonts::Fonts;
use super::layout::Layout;
use super::pages::Placed;
use super::strip::{Frame, Look, Ornament};
use super::tags::Painted;
use super::text::{Ink, Piece, Setter, Style, Words};
use crate::document::Document;
use crate::render::theme::{Rgb, Theme};

/// Words above and below the text.
const MARGIN: Style = Style::new(8.0, 11.0).ink(Ink::Soft);

/// What paints pages.
pub(super) struct Painter<'a> {
    pub(super) theme: &'a Theme,
    pub(super) fonts: &'static Fonts,
    pub(super) frames: Vec<Frame>,
    pub(super) document: &'a Document,
    pub(super) logo: Option<Image>,
    /// Where anchors stand: the page, counted from 0, and the place on it.
    pub(super) anchors: BTreeMap<String, (usize, Point)>,
    pub(super) painted: Painted,
    /// Pages in all.
    pub(super) count: usize,
}

/// Where anchors stand.
pub(super) fn anchors(pages: &[Vec<Placed>], theme: &Theme) -> BTreeMap<String, (usize, Point)> {
    let mut out = BTreeMap::new();
    for (index, page) in pages.iter().enumerate() {
        for placed in page {
            // A little above the words, so that they do not stick to the edge of a window.
            let point = Point::from_xy(0.0, (theme.top + placed.y - 8.0).max(0.0));
            for anchor in &placed.strip.anchors {
                out.entry(anchor.clone()).or_insert((index, point));
            }
        }
    }
    out
}

impl Painter<'_> {
    /// Where an anchor is, by its name.
    pub(super) fn destination(&self, anchor: &str) -> Option<NamedDestination> {
        let (page, point) = self.anchors.get(anchor)?;
        Some(NamedDestination::new(anchor.to_owned(), XyzDestination::new(*page, *point)))
    }

    /// Paints a page.
    pub(super) fn page(
        &mut self,
        to: &mut krilla::Document,
        index: usize,
        strips: &[Placed],
        layout: &mut Layout<'_>,
    ) -> Result<(), String> {
        let settings = PageSettings::from_wh(self.theme.width, self.theme.height).ok_or("a page has no size")?;
        let mut page = to.start_page_with(settings);
        let mut surface = page.surface();
        artifact(&mut surface, ArtifactType::Layout, |surface| {
            self.grounds(surface, strips);
            self.ornaments(surface, strips);
        });
        self.pictures(&mut surface, strips);
        self.words(&mut surface, strips, &mut layout.setter);
        self.margins(&mut surface, index, &mut layout.setter);
        surface.finish();
        for (link, areas) in areas(strips, self.theme) {
            let Some(of) = layout.tags.links.get(link) else { continue };
            let target = match of.href.strip_prefix('#') {
                Some(anchor) => match self.destination(anchor) {
                    Some(destination) => Target::Destination(destination.into()),
                    None => continue,
                },
                None => Target::Action(LinkAction::new(of.href.clone()).into()),
            };
            let annotation = LinkAnnotation::new_with_quad_points(areas, target);
            let id = page.add_tagged_annotation(Annotation::new_link(annotation, Some(of.text.clone())));
            if let Some(ids) = self.painted.links.get_mut(link) {
                ids.push(id);
            }
        }
        page.finish();
        Ok(())
    }

    fn colour(&self, ink: Option<Ink>) -> Rgb {
        match ink {
            Some(Ink::Text) => self.theme.text,
            Some(Ink::Soft) => self.theme.soft(),
            Some(Ink::Accent) => self.theme.accent,
            None => self.theme.lines,
        }
    }

    /// Frames, each around its strips on this page.
    fn grounds(&self, surface: &mut Surface<'_>, strips: &[Placed]) {
        let mut extents: BTreeMap<usize, (f32, f32)> = BTreeMap::new();
        for placed in strips {
            for frame in &placed.strip.frames {
                // A head that comes again has the frame of the first one, and is above the strips that have it.
                let extent = extents.entry(*frame).or_insert((placed.y, placed.y));
                extent.1 = placed.y + placed.strip.height;
            }
        }
        for (frame, (top, bottom)) in extents {
            let Some(Frame { x, width, look }) = self.frames.get(frame).copied() else { continue };
            let (x, y, height) = (self.theme.left + x, self.theme.top + top, bottom - top);
            match look {
                Look::Card => fill(surface, self.theme.tint(), rounded(x, y, width, height, 4.0)),
                Look::Head => fill(surface, self.theme.tint(), rounded(x, y, width, height, 0.0)),
                Look::Quote => fill(surface, self.theme.lines, rounded(x, y, 2.5, height, 0.0)),
                Look::Callout => {
                    fill(surface, self.theme.tint(), rounded(x, y, width, height, 4.0));
                    stroke(surface, self.theme.accent, 1.2, None, rounded(x, y, width, height, 4.0));
                }
            }
        }
    }

    fn ornaments(&self, surface: &mut Surface<'_>, strips: &[Placed]) {
        for placed in strips {
            let (left, top) = (self.theme.left, self.theme.top + placed.y);
            for ornament in &placed.strip.ornaments {
                match *ornament {
                    Ornament::Rule { x, y, width, thickness, ink } => {
                        let path = rounded(left + x, top + y - thickness / 2.0, width, thickness, 0.0);
                        fill(surface, self.colour(ink), path);
                    }
                    Ornament::Dot { x, y, open } => {
                        let radius = if open { 1.5 } else { 1.7 };
                        let path = rounded(left + x - radius, top + y - radius, radius * 2.0, radius * 2.0, radius);
                        if open {
                            stroke(surface, self.theme.text, 0.7, None, path);
                        } else {
                            fill(surface, self.theme.text, path);
                        }
                    }
                    Ornament::PageOf { .. } | Ornament::Logo { .. } => {}
                }
            }
        }
    }

    fn pictures(&mut self, surface: &mut Surface<'_>, strips: &[Placed]) {
        for placed in strips {
            for ornament in &placed.strip.ornaments {
                let Ornament::Logo { x, y, width, height, slot } = *ornament else { continue };
                let (Some(image), Some(size)) = (self.logo.clone(), Size::from_wh(width, height)) else { continue };
                let id = surface.start_tagged(ContentTag::Other);
                let (x, y) = (self.theme.left + x, self.theme.top + placed.y + y);
                surface.push_transform(&Transform::from_translate(x, y));
                surface.draw_image(image, size);
                surface.pop();
                surface.end_tagged();
                if let Some(ids) = self.painted.slots.get_mut(slot) {
                    ids.push(id);
                }
            }
        }
    }

    /// Words in reading order, those of one tag in one mark. What stands on the page is told to the log.
    fn words(&mut self, surface: &mut Surface<'_>, strips: &[Placed], setter: &mut Setter) {
        let heads = strips.iter().filter(|placed| placed.again);
        artifact(surface, ArtifactType::PaginationOther, |surface| {
            for placed in heads {
                for piece in &placed.strip.pieces {
                    self.piece(surface, piece, self.theme.left, self.theme.top + placed.y);
                }
            }
        });
        let own = strips.iter().filter(|placed| !placed.again);
        let mut pieces: Vec<(f32, &Piece)> =
            own.flat_map(|placed| placed.strip.pieces.iter().map(|piece| (placed.y, piece))).collect();
        pieces.sort_by_key(|(_, piece)| piece.order);
        let mut open = None;
        for (y, piece) in pieces {
            let Some(slot) = piece.slot.filter(|_| !piece.glyphs.is_empty()) else { continue };
            if open != Some(slot) {
                if open.is_some() {
                    surface.end_tagged();
                }
                let id = surface.start_tagged(ContentTag::Other);
                if let Some(ids) = self.painted.slots.get_mut(slot) {
                    ids.push(id);
                }
                open = Some(slot);
            }
            if self.piece(surface, piece, self.theme.left, self.theme.top + y)
                && let Some(words) = self.painted.words.get_mut(slot)
            {
                words.push_str(&piece.text);
            }
        }
        if open.is_some() {
            surface.end_tagged();
        }
        artifact(surface, ArtifactType::PaginationOther, |surface| self.page_numbers(surface, strips, setter));
    }

    /// Draws a piece; tells whether all of it stands on the page.
    fn piece(&self, surface: &mut Surface<'_>, piece: &Piece, left: f32, top: f32) -> bool {
        let Some(face) = self.fonts.faces.get(piece.face) else { return false };
        let (x, y) = (left + piece.x, top + piece.y);
        surface.set_fill(Some(paint(self.colour(Some(piece.style.ink)))));
        surface.draw_glyphs(Point::from_xy(x, y), &piece.glyphs, face.font.clone(), &piece.text, piece.size, false);
        let rise = piece.size * 0.8;
        x >= 0.0 && x + piece.width <= self.theme.width && y >= rise && y <= self.theme.height
    }

    /// The pages in the list of contents.
    fn page_numbers(&self, surface: &mut Surface<'_>, strips: &[Placed], setter: &mut Setter) {
        for placed in strips {
            for ornament in &placed.strip.ornaments {
                let Ornament::PageOf { anchor, from, right, y } = ornament else { continue };
                let Some((page, _)) = self.anchors.get(anchor) else { continue };
                let style = Style::new(9.5, 14.0);
                let pieces = line(setter, &(page + 1).to_string(), style);
                let width = pieces.iter().map(|piece| piece.width).sum::<f32>();
                let baseline = self.theme.top + placed.y + y;
                for piece in &pieces {
                    self.piece(surface, &Piece { y: 0.0, ..piece.clone() }, self.theme.left + right - width, baseline);
                }
                let (start, end) = (self.theme.left + from + 6.0, self.theme.left + right - width - 6.0);
                let mut path = PathBuilder::new();
                path.move_to(end, baseline - 1.0);
                path.line_to(start, baseline - 1.0);
                if end > start {
                    stroke(surface, self.theme.lines.mixed(self.theme.text, 0.25), 0.9, Some(3.4), path.finish());
                }
            }
        }
    }

    /// Above the text the title and the controller, or that this is a draft; below it the number of the page.
    fn margins(&self, surface: &mut Surface<'_>, index: usize, setter: &mut Setter) {
        let (left, right) = (self.theme.left, self.theme.width - self.theme.right);
        if index > 0 {
            artifact(surface, ArtifactType::Header, |surface| {
                let y = self.theme.top - 18.0;
                let room = right - left;
                if let Some(draft) = &self.document.draft {
                    let pieces = fitted(setter, draft, MARGIN.bold().ink(Ink::Accent), room);
                    self.run(surface, &pieces, left, y);
                } else {
                    let title = fitted(setter, &self.document.title, MARGIN, room);
                    let controller = line(setter, &self.document.controller, MARGIN);
                    self.run(surface, &title, left, y);
                    if width(&title) + width(&controller) + 24.0 <= room {
                        self.run(surface, &controller, right - width(&controller), y);
                    }
                }
                fill(surface, self.theme.lines, rounded(left, y + 6.0, room, 0.6, 0.0));
            });
        }
        artifact(surface, ArtifactType::Footer, |surface| {
            let pieces = line(setter, &format!("{} / {}", index + 1, self.count), MARGIN);
            self.run(surface, &pieces, right - width(&pieces), self.theme.height - self.theme.bottom + 26.0);
        });
    }

    fn run(&self, surface: &mut Surface<'_>, pieces: &[Piece], x: f32, y: f32) {
        for piece in pieces {
            self.piece(surface, &Piece { y: 0.0, ..piece.clone() }, x, y);
        }
    }
}

/// Words in one line that are no part of the notice.
fn line(setter: &mut Setter, text: &str, style: Style) -> Vec<Piece> {
    let text = text.replace('\n', " ");
    let mut shaped = setter.shape(Words::plain(&text, style, None));
    let (_, width) = shaped.widths();
    setter.lines(&mut shaped, width + 1.0).into_iter().next().unwrap_or_default().pieces
}

fn width(pieces: &[Piece]) -> f32 {
    pieces.iter().map(|piece| piece.x + piece.width).fold(0.0, f32::max)
}

/// Words in one line, cut at the end where there is no room for all.
fn fitted(setter: &mut Setter, text: &str, style: Style, room: f32) -> Vec<Piece> {
    let whole = line(setter, text, style);
    if width(&whole) <= room {
        return whole;
    }
    let mut shaped = setter.shape(Words::plain(&text.replace('\n', " "), style, None));
    let first = setter.lines(&mut shaped, room - 12.0).into_iter().next().unwrap_or_default();
    let words: String = first.pieces.iter().map(|piece| piece.text.as_str()).collect();
    line(setter, &format!("{}…", words.trim_end()), style)
}

/// Paints what is no part of the notice.
fn artifact(surface: &mut Surface<'_>, kind: ArtifactType, draw: impl FnOnce(&mut Surface<'_>)) {
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
    draw(surface);
    surface.end_tagged();
}

/// The areas of links on a page, each line of a link by itself.
fn areas(strips: &[Placed], theme: &Theme) -> BTreeMap<usize, Vec<Quadrilateral>> {
    let mut out: BTreeMap<usize, Vec<Quadrilateral>> = BTreeMap::new();
    for placed in strips.iter().filter(|placed| !placed.again) {
        for piece in placed.strip.pieces.iter().filter(|piece| piece.width > 0.0) {
            let Some(link) = piece.link else { continue };
            let (left, baseline) = (theme.left + piece.x, theme.top + placed.y + piece.y);
            let (right, top, bottom) = (left + piece.width, baseline - piece.size, baseline + piece.size * 0.28);
            out.entry(link).or_default().push(Quadrilateral([
                Point::from_xy(left, bottom),
                Point::from_xy(right, bottom),
                Point::from_xy(right, top),
                Point::from_xy(left, top),
            ]));
        }
    }
    out
}

fn paint(colour: Rgb) -> Fill {
    Fill { paint: rgb::Color::new(colour.red, colour.green, colour.blue).into(), ..Fill::default() }
}

fn fill(surface: &mut Surface<'_>, colour: Rgb, path: Option<krilla::geom::Path>) {
    let Some(path) = path else { return };
    surface.set_stroke(None);
    surface.set_fill(Some(paint(colour)));
    surface.draw_path(&path);
}

/// Draws an outline, dotted where `dots` says how far apart.
fn stroke(surface: &mut Surface<'_>, colour: Rgb, width: f32, dots: Option<f32>, path: Option<krilla::geom::Path>) {
    let Some(path) = path else { return };
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: rgb::Color::new(colour.red, colour.green, colour.blue).into(),
        width,
        line_cap: if dots.is_some() { LineCap::Round } else { LineCap::Butt },
        dash: dots.map(|apart| StrokeDash { array: vec![0.0, apart], offset: 0.0 }),
        ..Stroke::default()
    }));
    surface.draw_path(&path);
    surface.set_stroke(None);
}

/// A rectangle, its corners rounded.
fn rounded(x: f32, y: f32, width: f32, height: f32, radius: f32) -> Option<krilla::geom::Path> {
    let mut path = PathBuilder::new();
    let radius = radius.min(width / 2.0).min(height / 2.0);
    if radius <= 0.0 {
        path.push_rect(Rect::from_xywh(x, y, width, height)?);
        return path.finish();
    }
    let (right, bottom) = (x + width, y + height);
    // How far the handles of a cubic curve lie from the corner of a quarter of a circle.
    let near = radius * 0.448;
    path.move_to(x + radius, y);
    path.line_to(right - radius, y);
    path.cubic_to(right - near, y, right, y + near, right, y + radius);
    path.line_to(right, bottom - radius);
    path.cubic_to(right, bottom - near, right - near, bottom, right - radius, bottom);
    path.line_to(x + radius, bottom);
    path.cubic_to(x + near, bottom, x, bottom - near, x, bottom - radius);
    path.line_to(x, y + radius);
    path.cubic_to(x, y + near, x + near, y, x + radius, y);
    path.close();
    path.finish()
}
