//! Tables: how wide columns are, rows that are not cut, a head that comes again on each page.

use krilla::tagging::{TableHeaderScope, Tag};

use super::super::strip::{Look, Ornament, Strip, beside, height, kept, together};
use super::super::text::{Shaped, Style};
use super::{Layout, Place, padded};
use crate::document::Inline;

/// Words in a table.
const CELL: Style = Style::new(8.75, 12.0);

/// Space between the edge of a cell and its words, in points: at the sides, above and below.
const PADDING: (f32, f32) = (5.0, 4.0);

/// One row before it is broken into lines.
type Row = Vec<Shaped>;

impl Layout<'_> {
    pub(super) fn table(
        &mut self,
        caption: &str,
        head: &[String],
        rows: &[Vec<Vec<Inline>>],
        place: Place,
    ) -> Vec<Strip> {
        self.tags.open(Tag::Table);
        let mut strips = Vec::new();
        if !caption.is_empty() {
            self.tags.open(Tag::Caption);
            strips = self.words(&[Inline::text(caption)], place.style.bold(), place);
            self.tags.close();
            kept(&mut strips);
        }
        let head = self.head(head);
        let body = self.body(rows);
        self.tags.close();
        let mut all: Vec<&Row> = body.iter().collect();
        all.push(&head);
        let widths = columns(&all, place.width);
        let gap = if strips.is_empty() { 0.0 } else { 5.0 };
        strips.extend(super::after(gap, self.set_head(head, &widths, place)));
        let table = self.heads.len() - 1;
        for row in body {
            strips.extend(self.row(row, &widths, place, table));
        }
        strips
    }

    fn head(&mut self, head: &[String]) -> Row {
        self.tags.open(Tag::THead);
        self.tags.open(Tag::TR);
        let mut row = Vec::new();
        for cell in head {
            self.tags.open(Tag::TH(TableHeaderScope::Column));
            row.push(self.cell(&[Inline::text(cell.as_str())], CELL.bold()));
            self.tags.close();
        }
        self.tags.close();
        self.tags.close();
        row
    }

    fn body(&mut self, rows: &[Vec<Vec<Inline>>]) -> Vec<Row> {
        self.tags.open(Tag::TBody);
        let mut out = Vec::with_capacity(rows.len());
        for row in rows {
            self.tags.open(Tag::TR);
            let mut cells = Vec::with_capacity(row.len());
            for (index, cell) in row.iter().enumerate() {
                if index == 0 {
                    self.tags.open(Tag::TH(TableHeaderScope::Row));
                    cells.push(self.cell(cell, CELL.bold()));
                } else {
                    self.tags.open(Tag::TD);
                    cells.push(self.cell(cell, CELL));
                }
                self.tags.close();
            }
            self.tags.close();
            out.push(cells);
        }
        self.tags.close();
        out
    }

    fn cell(&mut self, text: &[Inline], style: Style) -> Shaped {
        let words = self.gather(text, style);
        self.setter.shape(words)
    }

    /// The head, which is kept for pages to come.
    fn set_head(&mut self, head: Row, widths: &[f32], place: Place) -> Vec<Strip> {
        let mut strips = self.cells(head, widths, place);
        self.frame(Look::Head, place, &mut strips);
        kept(&mut strips);
        let mut again = strips.clone();
        for strip in &mut again {
            strip.anchors.clear();
            for piece in &mut strip.pieces {
                (piece.slot, piece.link) = (None, None);
            }
        }
        self.heads.push(again);
        strips
    }

    fn row(&mut self, row: Row, widths: &[f32], place: Place, table: usize) -> Vec<Strip> {
        let mut strips = self.cells(row, widths, place);
        let head = self.heads.get(table).map_or(0.0, |head| height(head));
        if height(&strips) + head < self.height() {
            together(&mut strips);
        }
        if let Some(last) = strips.last_mut() {
            let (x, y, width) = (place.x, last.height, place.width);
            last.ornaments.push(Ornament::Rule { x, y, width, thickness: 0.6, ink: None });
        }
        for strip in &mut strips {
            strip.head = Some(table);
        }
        strips
    }

    /// Cells side by side.
    fn cells(&mut self, row: Row, widths: &[f32], place: Place) -> Vec<Strip> {
        let mut x = place.x;
        let mut columns = Vec::with_capacity(row.len());
        for (mut cell, width) in row.into_iter().zip(widths) {
            if !cell.is_blank() {
                columns.push(self.shaped(&mut cell, x + PADDING.0, width - 2.0 * PADDING.0));
            }
            x += width;
        }
        let mut strips = beside(columns);
        if strips.is_empty() {
            strips.push(Strip { height: CELL.leading, ..Strip::default() });
        }
        padded(&mut strips, PADDING.1);
        strips
    }
}

/// How wide columns are, their padding included: as wide as they like if there is room; else what their longest words need,
/// and the rest by what they have to say.
fn columns(rows: &[&Row], width: f32) -> Vec<f32> {
    let count = rows.iter().map(|row| row.len()).max().unwrap_or_default();
    let mut least = vec![0.0_f32; count];
    let mut most = vec![0.0_f32; count];
    for row in rows {
        for ((cell, least), most) in row.iter().zip(&mut least).zip(&mut most) {
            let (min, max) = cell.widths();
            *least = least.max(min + 2.0 * PADDING.0 + 0.5);
            *most = most.max(max + 2.0 * PADDING.0 + 0.5).min(width * 2.0);
        }
    }
    let (all_least, all_most): (f32, f32) = (least.iter().sum(), most.iter().sum());
    if all_most <= width {
        return most.iter().map(|one| one * width / all_most.max(1.0)).collect();
    }
    if all_least <= width {
        let wish = (all_most - all_least).max(1.0);
        return least
            .iter()
            .zip(&most)
            .map(|(least, most)| least + (most - least) * (width - all_least) / wish)
            .collect();
    }
    // Long words are parted; no column has less than its share of what is left to it.
    let fair = width / f32::from(u16::try_from(count.max(1)).unwrap_or(u16::MAX));
    let over: f32 = least.iter().map(|one| (one - fair).max(0.0)).sum();
    let under: f32 = least.iter().map(|one| (fair - one).max(0.0)).sum();
    least.iter().map(|one| if *one > fair { fair + (one - fair) * under / over.max(1.0) } else { *one }).collect()
}
