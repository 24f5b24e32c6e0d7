//! Strips: what stands between two places where a page may end.

use super::text::{Ink, Line, Piece};

/// What is drawn beside words, and is no part of the notice.
#[derive(Debug, Clone)]
pub(super) enum Ornament {
    /// A horizontal rule, its top left corner, its length, its thickness.
    Rule { x: f32, y: f32, width: f32, thickness: f32, ink: Option<Ink> },
    /// The mark of a point: its middle; open on every second level.
    Dot { x: f32, y: f32, open: bool },
    /// The number of the page on which an anchor stands, to the left of `right`, with dots from `from` on.
    PageOf { anchor: String, from: f32, right: f32, y: f32 },
    /// The logo: its place, width and height. Its slot is that of its tag.
    Logo { x: f32, y: f32, width: f32, height: f32, slot: usize },
}

/// What a page may not end in.
#[derive(Debug, Clone, Default)]
pub(super) struct Strip {
    /// Space above it; none at the top of a page.
    pub(super) gap: f32,
    pub(super) height: f32,
    pub(super) pieces: Vec<Piece>,
    pub(super) ornaments: Vec<Ornament>,
    /// Whether the next strip stands on the same page.
    pub(super) keep: bool,
    /// The frames around it, outermost first.
    pub(super) frames: Vec<usize>,
    /// The table whose head stands above it on a new page.
    pub(super) head: Option<usize>,
    /// Places to which links lead.
    pub(super) anchors: Vec<String>,
}

/// How a frame looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// A tinted ground.
    Card,
    /// A tinted ground with square corners, for the head of a table.
    Head,
    /// A tinted ground with an edge.
    Callout,
    /// A bar at the left.
    Quote,
}

/// What stands around strips.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) x: f32,
    pub(super) width: f32,
    pub(super) look: Look,
}

/// Differences below this are none.
const NEAR: f32 = 0.01;

/// Columns in which no place to end a page is the same are parted after this height, in points; what would be cut moves down.
const PARTED: f32 = 240.0;

impl Strip {
    /// Empty space that keeps to what follows.
    pub(super) fn space(height: f32) -> Self {
        Self { height, keep: true, ..Self::default() }
    }

    /// A line at a distance from the left.
    pub(super) fn line(line: Line, x: f32) -> Self {
        let mut pieces = line.pieces;
        for piece in &mut pieces {
            piece.x += x;
        }
        Self { height: line.height, pieces, ..Self::default() }
    }
}

/// Space that strips take one below the other.
pub(super) fn height(strips: &[Strip]) -> f32 {
    strips.iter().enumerate().map(|(index, strip)| strip.height + if index == 0 { 0.0 } else { strip.gap }).sum()
}

/// Sets the space above the first.
pub(super) fn after(gap: f32, mut strips: Vec<Strip>) -> Vec<Strip> {
    if let Some(first) = strips.first_mut() {
        first.gap = gap;
    }
    strips
}

/// What follows these strips stands on their page.
pub(super) fn kept(strips: &mut [Strip]) {
    for strip in strips {
        strip.keep = true;
    }
}

/// No page ends within these strips, unless they are higher than a page.
pub(super) fn together(strips: &mut [Strip]) {
    if let Some((_, inner)) = strips.split_last_mut() {
        kept(inner);
    }
}

/// Puts a frame around strips.
pub(super) fn framed(frame: usize, strips: &mut [Strip]) {
    for strip in strips {
        strip.frames.insert(0, frame);
    }
}

/// No single line of several stays behind on a page or comes alone to the next.
pub(super) fn unorphaned(strips: &mut [Strip]) {
    let count = strips.len();
    for (index, strip) in strips.iter_mut().enumerate() {
        strip.keep |= count > 1 && (index == 0 || index + 2 == count);
    }
}

/// One column while columns are put side by side.
struct Column {
    /// Top and bottom of each strip.
    strips: std::vec::IntoIter<(f32, f32, Strip)>,
    /// Strips above the place that is looked at.
    taken: Vec<(f32, f32, Strip)>,
}

/// Puts columns side by side: a page may end where it may end in each of them.
pub(super) fn beside(columns: Vec<Vec<Strip>>) -> Vec<Strip> {
    let mut ends = Vec::new();
    let mut placed = Vec::new();
    for column in columns {
        let mut y = 0.0;
        let mut strips = Vec::with_capacity(column.len());
        for (index, strip) in column.into_iter().enumerate() {
            let top = if index == 0 { 0.0 } else { y + strip.gap };
            y = top + strip.height;
            ends.push(y);
            strips.push((top, y, strip));
        }
        placed.push(Column { strips: strips.into_iter(), taken: Vec::new() });
    }
    ends.sort_by(f32::total_cmp);
    ends.dedup_by(|a, b| (*a - *b).abs() < NEAR);
    let mut out = Vec::new();
    let mut above = 0.0;
    for end in ends {
        let mut may_end = true;
        for column in &mut placed {
            while column.strips.as_slice().first().is_some_and(|(_, bottom, _)| *bottom <= end + NEAR) {
                column.taken.extend(column.strips.next());
            }
            let cut = column.strips.as_slice().first().is_some_and(|(top, ..)| *top < end - NEAR);
            let kept =
                !column.strips.as_slice().is_empty() && column.taken.last().is_some_and(|(.., strip)| strip.keep);
            may_end &= !cut && !kept;
        }
        if may_end || end - above > PARTED {
            let taken: Vec<_> = placed.iter_mut().flat_map(|column| column.taken.drain(..)).collect();
            out.push(joined(taken, above));
            above = end;
        }
    }
    out
}

/// One strip of several that stand beside or below each other; `above` is the bottom of what came before.
fn joined(strips: Vec<(f32, f32, Strip)>, above: f32) -> Strip {
    let start = strips.iter().map(|(top, ..)| *top).fold(f32::INFINITY, f32::min);
    let end = strips.iter().map(|(_, bottom, _)| *bottom).fold(start, f32::max);
    let mut out = Strip { gap: (start - above).max(0.0), height: end - start, ..Strip::default() };
    for (top, _, strip) in strips {
        let down = top - start;
        out.pieces.extend(strip.pieces.into_iter().map(|piece| Piece { y: piece.y + down, ..piece }));
        out.ornaments.extend(strip.ornaments.into_iter().map(|ornament| lowered(ornament, down)));
        out.anchors.extend(strip.anchors);
        out.frames.extend(strip.frames.iter().filter(|frame| !out.frames.contains(frame)).copied().collect::<Vec<_>>());
    }
    out
}

fn lowered(mut ornament: Ornament, down: f32) -> Ornament {
    let (Ornament::Rule { y, .. } | Ornament::Dot { y, .. } | Ornament::PageOf { y, .. } | Ornament::Logo { y, .. }) =
        &mut ornament;
    *y += down;
    ornament
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(heights: &[f32]) -> Vec<Strip> {
        heights.iter().map(|height| Strip { height: *height, ..Strip::default() }).collect()
    }

    fn heights(strips: &[Strip]) -> Vec<f32> {
        strips.iter().map(|strip| strip.height).collect()
    }

    #[test]
    fn columns_may_be_cut_where_all_may() {
        assert_eq!(heights(&beside(vec![column(&[10.0, 10.0, 10.0]), column(&[10.0])])), [10.0, 10.0, 10.0]);
        assert_eq!(heights(&beside(vec![column(&[10.0, 10.0]), column(&[15.0, 5.0])])), [20.0]);
        assert_eq!(heights(&beside(vec![column(&[10.0, 10.0]), column(&[8.0, 2.0, 20.0])])), [10.0, 20.0]);
        let mut kept = column(&[10.0, 10.0, 10.0]);
        kept[0].keep = true;
        assert_eq!(heights(&beside(vec![kept, column(&[10.0])])), [20.0, 10.0]);
        assert!(beside(vec![Vec::new(), Vec::new()]).is_empty());
    }

    #[test]
    fn space_between_strips_stays() {
        let mut left = column(&[10.0, 10.0]);
        left[1].gap = 4.0;
        let made = beside(vec![left, column(&[10.0])]);
        assert_eq!((heights(&made), made[1].gap), (vec![10.0, 10.0], 4.0));
        assert!((height(&made) - 24.0).abs() < NEAR);
    }

    #[test]
    fn lines_do_not_stand_alone() {
        let kept = |count: usize| -> Vec<bool> {
            let mut strips = column(&vec![10.0; count]);
            unorphaned(&mut strips);
            strips.iter().map(|strip| strip.keep).collect()
        };
        assert_eq!(kept(1), [false]);
        assert_eq!(kept(2), [true, false]);
        assert_eq!(kept(5), [true, false, false, true, false]);
    }
}
