//! Lists, terms with what is said of them, and cards of contacts.

use krilla::tagging::{ListNumbering, Tag};

use super::super::strip::{Look, Ornament, Strip, after, beside, height, kept, together};
use super::super::text::{Ink, Style, Words};
use super::{Layout, Place, padded};
use crate::document::{Block, Definition, Inline};

/// Where the words of a point start, in points.
const INDENT: f32 = 13.0;

/// Words of entries, a little smaller than running text.
const CLOSE: Style = Style::new(9.25, 12.75);

/// Entries lower than this are not cut, in points.
const WHOLE: f32 = 150.0;

/// Narrower than this, a term stands above what is said of it, in points.
const TWO_COLUMNS: f32 = 230.0;

impl Layout<'_> {
    pub(super) fn list(&mut self, ordered: bool, items: &[Vec<Block>], place: Place) -> Vec<Strip> {
        let open = place.depth % 2 == 1;
        self.tags.open(Tag::L(match (ordered, open) {
            (true, _) => ListNumbering::Decimal,
            (false, false) => ListNumbering::Disc,
            (false, true) => ListNumbering::Circle,
        }));
        let digits = items.len().max(1).ilog10() + 1;
        let indent = if ordered { INDENT + 5.0 * f32::from(u8::try_from(digits).unwrap_or(u8::MAX)) } else { INDENT };
        let inner = Place { depth: place.depth + 1, ..place.indented(indent) };
        let mut strips = Vec::new();
        for (index, item) in items.iter().enumerate() {
            self.tags.open(Tag::LI);
            let label = ordered.then(|| {
                self.tags.open(Tag::Lbl);
                let slot = self.tags.label();
                self.tags.close();
                self.number(&format!("{}.", index + 1), slot, inner.x, place.style)
            });
            self.tags.open(Tag::LBody);
            let mut made = self.blocks(item, inner);
            self.tags.close();
            self.tags.close();
            let Some(first) = made.first_mut() else { continue };
            let y = first.pieces.first().map_or(place.style.leading * 0.75, |piece| piece.y);
            if let Some(label) = label {
                first.pieces.extend(label.pieces);
            } else {
                let (x, y) = (inner.x - INDENT + 4.5, y - place.style.size * 0.3);
                first.ornaments.push(Ornament::Dot { x, y, open });
            }
            strips.extend(after(2.5, made));
        }
        self.tags.close();
        strips
    }

    /// The number of a point, which ends before the words start.
    fn number(&mut self, number: &str, slot: usize, right: f32, style: Style) -> Strip {
        let mut shaped = self.setter.shape(Words::plain(number, style, Some(slot)));
        let (_, width) = shaped.widths();
        let line = self.setter.lines(&mut shaped, width + 1.0).into_iter().next().unwrap_or_default();
        let pending = std::mem::take(&mut self.pending);
        let strip = self.strip(line, right - width - 5.0);
        self.pending = pending;
        strip
    }

    /// Terms in one column, what is said of them in another, with rules between.
    pub(super) fn definitions(&mut self, entries: &[Definition], place: Place) -> Vec<Strip> {
        self.tags.open(Tag::L(ListNumbering::None));
        let mut strips: Vec<Strip> = Vec::new();
        let place = Place { style: CLOSE, ..place };
        let rule = |y: f32| Ornament::Rule { x: place.x, y, width: place.width, thickness: 0.6, ink: None };
        for entry in entries {
            let mut made = self.pair(entry, place.style.bold(), place, (0.27, 84.0, 128.0));
            if made.is_empty() {
                continue;
            }
            if height(&made) < WHOLE {
                together(&mut made);
            }
            padded(&mut made, 4.0);
            if let Some(first) = made.first_mut() {
                first.ornaments.push(rule(0.0));
            }
            strips.append(&mut made);
        }
        if let Some(last) = strips.last_mut() {
            last.ornaments.push(rule(last.height));
        }
        self.tags.close();
        strips
    }

    /// A term beside what is said of it, or above it where there is little room. `measure` is the share of the width that the
    /// term takes, and what it takes at least and at most.
    pub(super) fn pair(
        &mut self,
        entry: &Definition,
        style: Style,
        place: Place,
        measure: (f32, f32, f32),
    ) -> Vec<Strip> {
        let (share, least, most) = measure;
        let two = place.width >= TWO_COLUMNS;
        let term_width = if two { (place.width * share).clamp(least, most) } else { place.width };
        let inner = if two { place.indented(term_width + 12.0) } else { place };
        self.tags.open(Tag::LI);
        self.tags.open(Tag::Lbl);
        let mut term = self.words(&entry.term, style, Place { width: term_width, ..place });
        self.tags.close();
        self.tags.open(Tag::LBody);
        let blocks = self.blocks(&entry.blocks, inner);
        self.tags.close();
        self.tags.close();
        if two && inner.x > place.x {
            return beside(vec![term, blocks]);
        }
        kept(&mut term);
        term.extend(after(1.5, blocks));
        term
    }

    pub(super) fn contact(&mut self, name: &[Inline], lines: &[Definition], place: Place) -> Vec<Strip> {
        self.tags.open(Tag::Div);
        let indented = place.indented(12.0);
        let inner = Place { width: indented.width - (indented.x - place.x), ..indented };
        let mut strips = self.paragraph(name, place.style.bold().ink(Ink::Text), inner);
        if !lines.is_empty() {
            strips.extend(after(4.0, self.lines(lines, inner)));
        }
        self.tags.close();
        if height(&strips) < self.height() * 0.5 {
            together(&mut strips);
        }
        padded(&mut strips, 9.0);
        self.frame(Look::Card, place, &mut strips);
        strips
    }
}
