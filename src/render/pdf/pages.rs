//! Strips are put on pages.

use super::strip::{Strip, height};

/// Lengths that differ by less are the same.
const NEAR: f32 = 0.05;

/// A strip on a page.
#[derive(Debug)]
pub(super) struct Placed {
    /// Its top, from the top of the text.
    pub(super) y: f32,
    pub(super) strip: Strip,
    /// Whether it is the head of a table that comes again.
    pub(super) again: bool,
}

struct Pages<'a> {
    heads: &'a [Vec<Strip>],
    height: f32,
    full: Vec<Vec<Placed>>,
    page: Vec<Placed>,
    /// Where the next strip stands.
    y: f32,
}

/// Puts strips on pages of a height. Strips that keep together stand on one page if there is one that has room for them.
pub(super) fn paginate(strips: Vec<Strip>, heads: &[Vec<Strip>], height: f32) -> Vec<Vec<Placed>> {
    let mut pages = Pages { heads, height, full: Vec::new(), page: Vec::new(), y: 0.0 };
    let mut chain = Vec::new();
    for strip in strips {
        let more = strip.keep;
        chain.push(strip);
        if !more {
            pages.place(std::mem::take(&mut chain));
        }
    }
    pages.place(chain);
    pages.turn();
    pages.full
}

impl Pages<'_> {
    fn turn(&mut self) {
        if !self.page.is_empty() {
            self.full.push(std::mem::take(&mut self.page));
        }
        self.y = 0.0;
    }

    /// Height of what is repeated above a strip on a new page.
    fn head(&self, strip: &Strip) -> f32 {
        strip.head.and_then(|table| self.heads.get(table)).map_or(0.0, |head| height(head))
    }

    fn fits(&self, strips: &[Strip]) -> bool {
        let gap = if self.page.is_empty() { 0.0 } else { strips.first().map_or(0.0, |first| first.gap) };
        self.y + gap + height(strips) <= self.height + NEAR
    }

    fn place(&mut self, chain: Vec<Strip>) {
        let Some(first) = chain.first() else { return };
        if !self.fits(&chain) && self.head(first) + height(&chain) <= self.height + NEAR {
            self.turn();
        }
        // What is higher than a page is cut where it has to be.
        for strip in chain {
            if !self.fits(std::slice::from_ref(&strip)) {
                self.turn();
            }
            self.put(strip);
        }
    }

    fn put(&mut self, strip: Strip) {
        if self.page.is_empty()
            && let Some(head) = strip.head.and_then(|table| self.heads.get(table))
        {
            for strip in head.clone() {
                self.push(strip, true);
            }
        }
        self.push(strip, false);
    }

    fn push(&mut self, strip: Strip, again: bool) {
        let y = self.y + if self.page.is_empty() { 0.0 } else { strip.gap };
        self.y = y + strip.height;
        self.page.push(Placed { y, strip, again });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strip(height: f32) -> Strip {
        Strip { height, ..Strip::default() }
    }

    fn pages(strips: Vec<Strip>, heads: &[Vec<Strip>]) -> Vec<Vec<f32>> {
        let pages = paginate(strips, heads, 100.0);
        pages.iter().map(|page| page.iter().map(|placed| placed.y).collect()).collect()
    }

    #[test]
    fn what_keeps_together_moves_together() {
        let kept = Strip { keep: true, ..strip(30.0) };
        assert_eq!(pages(vec![strip(50.0), kept, strip(30.0)], &[]), [vec![0.0], vec![0.0, 30.0]]);
        let gap = Strip { gap: 20.0, ..strip(40.0) };
        assert_eq!(pages(vec![strip(40.0), gap.clone(), gap], &[]), [vec![0.0, 60.0], vec![0.0]]);
    }

    #[test]
    fn what_is_higher_than_a_page_is_cut() {
        let kept = || Strip { keep: true, ..strip(40.0) };
        assert_eq!(pages(vec![strip(10.0), kept(), kept(), kept()], &[]), [vec![0.0, 10.0, 50.0], vec![0.0]]);
        assert_eq!(pages(vec![strip(10.0), strip(300.0), strip(10.0)], &[]), [vec![0.0], vec![0.0], vec![0.0]]);
        assert_eq!(pages(Vec::new(), &[]), Vec::<Vec<f32>>::new());
    }

    #[test]
    fn the_head_of_a_table_comes_again() {
        let row = || Strip { head: Some(0), ..strip(60.0) };
        let head = vec![strip(20.0)];
        let first = Strip { keep: true, ..strip(20.0) };
        assert_eq!(pages(vec![first, row(), row()], &[head]), [vec![0.0, 20.0], vec![0.0, 20.0]]);
    }
}
