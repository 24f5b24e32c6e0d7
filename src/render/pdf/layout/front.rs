//! What stands before the first part: the draft mark, the logo, the title, facts on the version, the contents.

use krilla::geom::Rect;
use krilla::tagging::{BBox, ListNumbering, Tag};

use super::super::strip::{Look, Ornament, Strip, after};
use super::super::text::{Ink, Style};
use super::{Layout, Place, SMALL, padded};
use crate::document::{Block, Definition, Document, Inline, Kind, Section};

/// The most that a logo takes, in points.
const LOGO: (f32, f32) = (170.0, 48.0);

/// Room for the number of a page, in points.
const NUMBER: f32 = 26.0;

impl Layout<'_> {
    pub(super) fn front(&mut self, document: &Document, place: Place) -> Vec<Strip> {
        let mut strips = self.logo(place);
        if let Some(draft) = &document.draft {
            let style = SMALL.bold().ink(Ink::Accent);
            let text = [Inline::text(draft.as_str())];
            let indented = place.indented(12.0);
            let mut mark = self.paragraph(&text, style, Place { width: indented.width - 12.0, ..indented });
            padded(&mut mark, 6.0);
            self.frame(Look::Callout, place, &mut mark);
            strips.extend(after(10.0, mark));
        }
        if !document.controller.is_empty() {
            let style = Style::new(11.0, 15.0).bold().ink(Ink::Soft);
            let controller = self.paragraph(&[Inline::text(document.controller.as_str())], style, place);
            strips.extend(after(14.0, controller));
        }
        if document.kind == Kind::Snippet {
            return strips;
        }
        strips.extend(self.heading(&[Inline::text(document.title.as_str())], Place { level: 1, ..place }));
        strips.extend(after(8.0, self.facts(document, place)));
        if let Some(last) = strips.last_mut() {
            last.keep = true;
        }
        let mut rule = Strip::space(1.0);
        rule.gap = 12.0;
        rule.keep = false;
        let (x, y, width) = (place.x, 0.0, place.width);
        rule.ornaments.push(Ornament::Rule { x, y, width, thickness: 1.0, ink: Some(Ink::Accent) });
        strips.push(rule);
        if let Some(first) = &document.first_layer {
            strips.extend(self.section(first, place));
        }
        strips.extend(self.contents(document, place));
        strips
    }

    fn logo(&mut self, place: Place) -> Vec<Strip> {
        let theme = self.theme;
        let Some(logo) = &theme.logo else { return Vec::new() };
        let Some((width, height)) = super::super::png_size(&logo.png) else { return Vec::new() };
        let scale = (LOGO.0.min(place.width) / width).min(LOGO.1 / height);
        let (width, height) = (width * scale, height * scale);
        // It is the first on the first page.
        let place_of = Rect::from_xywh(theme.left + place.x, theme.top, width, height);
        self.tags.open(Tag::Figure(Some(logo.alt.clone())).with_bbox(place_of.map(|rect| BBox::new(0, rect))));
        let slot = self.tags.label();
        self.tags.close();
        let mut strip = Strip::space(height);
        strip.ornaments.push(Ornament::Logo { x: place.x, y: 0.0, width, height, slot });
        vec![strip]
    }

    fn facts(&mut self, document: &Document, place: Place) -> Vec<Strip> {
        let fact = |fact: &crate::document::Fact| Definition {
            term: vec![Inline::text(fact.label.as_str())],
            blocks: vec![Block::paragraph(vec![Inline::text(fact.value.as_str())])],
        };
        let facts: Vec<Definition> = document.facts.iter().map(fact).collect();
        if facts.is_empty() { Vec::new() } else { self.lines(&facts, Place { style: SMALL, ..place }) }
    }

    /// The list of contents, with the pages.
    fn contents(&mut self, document: &Document, place: Place) -> Vec<Strip> {
        if document.sections.is_empty() {
            return Vec::new();
        }
        let mut strips = self.heading_like(&[Inline::text(document.contents.as_str())], 3, place);
        self.tags.open(Tag::TOC);
        for (index, section) in document.sections.iter().enumerate() {
            let gap = if index == 0 { 4.0 } else { 1.5 };
            strips.extend(after(gap, self.entry(section, place)));
            // As in HTML: the groups of people are found from the contents where a notice is arranged by them.
            let groups = section.sections.iter().filter(|inner| inner.id.starts_with("subject-"));
            for group in groups.filter(|_| section.id == "purposes") {
                strips.extend(after(1.5, self.entry(group, place.indented(14.0))));
            }
        }
        self.tags.close();
        strips
    }

    fn entry(&mut self, section: &Section, place: Place) -> Vec<Strip> {
        if section.heading.trim().is_empty() {
            return Vec::new();
        }
        self.tags.open(Tag::TOCI);
        self.tags.open(Tag::Reference);
        let text = [Inline::link(format!("#{}", section.id), section.heading.as_str())];
        let style = Style::new(9.5, 14.0);
        let mut strips = self.words(&text, style, Place { width: place.width - NUMBER - 14.0, ..place });
        self.tags.close();
        self.tags.close();
        for strip in &mut strips {
            strip.ornaments.clear();
            strip.pieces.iter_mut().for_each(|piece| piece.style.ink = Ink::Text);
        }
        if let Some(last) = strips.last_mut() {
            let ends = last.pieces.last().map(|piece| (piece.x + piece.width, piece.y));
            let (from, y) = ends.unwrap_or((place.x, style.leading));
            let (anchor, right) = (section.id.clone(), place.x + place.width);
            last.ornaments.push(Ornament::PageOf { anchor, from, right, y });
        }
        strips
    }

    /// Terms and what is said of them in small lines, without rules.
    pub(super) fn lines(&mut self, entries: &[Definition], place: Place) -> Vec<Strip> {
        self.tags.open(Tag::L(ListNumbering::None));
        let mut strips = Vec::new();
        for entry in entries {
            let made = self.pair(entry, place.style.ink(Ink::Soft), place, (0.26, 70.0, 120.0));
            strips.extend(after(2.0, made));
        }
        self.tags.close();
        strips
    }
}
