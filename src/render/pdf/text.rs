//! Running text: shaped and broken into lines by `parley`, then cut into pieces of one font and one tag.

use krilla::text::{GlyphId, KrillaGlyph};
use parley::style::{FontStyle, FontWeight, LineHeight};
use parley::{FontContext, Layout, LayoutContext, OverflowWrap, Run, TextStyle};

use super::fonts::{self, Fonts};

/// Which colour of the theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    Text,
    Soft,
    Accent,
}

/// How words are set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    /// Height of the letters' em, in points.
    pub(super) size: f32,
    /// From one baseline to the next, in points.
    pub(super) leading: f32,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) code: bool,
    pub(super) ink: Ink,
}

impl Style {
    pub(super) const fn new(size: f32, leading: f32) -> Self {
        Self { size, leading, bold: false, italic: false, code: false, ink: Ink::Text }
    }

    pub(super) const fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub(super) const fn ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }
}

/// A stretch of words that are set alike and belong to one tag.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch {
    /// The byte after its last.
    pub(super) end: usize,
    pub(super) style: Style,
    /// The place in the tree of tags; `None` for what is no part of the notice.
    pub(super) slot: Option<usize>,
    /// The link that it belongs to.
    pub(super) link: Option<usize>,
}

/// Words before they are set.
#[derive(Debug, Default, Clone)]
pub(super) struct Words {
    pub(super) text: String,
    pub(super) stretches: Vec<Stretch>,
}

impl Words {
    /// Words of one stretch.
    pub(super) fn plain(text: &str, style: Style, slot: Option<usize>) -> Self {
        let mut words = Self::default();
        words.push(text, style, slot, None);
        words
    }

    /// Adds a stretch; characters that steer a terminal or a direction stay out.
    pub(super) fn push(&mut self, text: &str, style: Style, slot: Option<usize>, link: Option<usize>) {
        self.text.extend(text.chars().filter_map(settled));
        self.stretches.push(Stretch { end: self.text.len(), style, slot, link });
    }
}

/// A character as it is set: white space as a space, but for one that may not be broken.
fn settled(c: char) -> Option<char> {
    match c {
        '\n' | '\u{a0}' | '\u{202f}' | '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' => Some(c),
        _ if c.is_whitespace() => Some(' '),
        _ if c.is_control() || fonts::is_unseen(c) => None,
        _ => Some(c),
    }
}

/// A part of a line: one font, one tag.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// From the left edge of what it stands in.
    pub(super) x: f32,
    /// Of the baseline, from the top of what it stands in.
    pub(super) y: f32,
    /// Without white space at the end of a line.
    pub(super) width: f32,
    /// Index of the font.
    pub(super) face: usize,
    /// Height of the letters' em, in points.
    pub(super) size: f32,
    pub(super) glyphs: Vec<KrillaGlyph>,
    /// What the glyphs stand for.
    pub(super) text: String,
    pub(super) style: Style,
    pub(super) slot: Option<usize>,
    pub(super) link: Option<usize>,
    /// Place in the reading order.
    pub(super) order: usize,
}

/// One line, its pieces placed from its own top left corner.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) height: f32,
    pub(super) pieces: Vec<Piece>,
}

/// What sets text; it keeps what it has learnt of the fonts.
pub(super) struct Setter {
    fonts: &'static Fonts,
    context: FontContext,
    layouts: LayoutContext<()>,
}

/// Words that are shaped and can be broken at any width.
pub(super) struct Shaped {
    layout: Layout<()>,
    words: Words,
}

impl Setter {
    pub(super) fn new(fonts: &'static Fonts) -> Self {
        Self { fonts, context: fonts.context(), layouts: LayoutContext::new() }
    }

    /// Chooses and places glyphs.
    pub(super) fn shape(&mut self, mut words: Words) -> Shaped {
        if words.text.is_empty() {
            words = Words::plain(" ", Style::new(1.0, 1.0), None);
        }
        let mut builder = self.layouts.style_run_builder(&mut self.context, &words.text, 1.0, false);
        let mut known: Vec<(Style, u16)> = Vec::new();
        let mut start = 0;
        for stretch in &words.stretches {
            let found = known.iter().find(|(style, _)| *style == stretch.style).map(|(_, index)| *index);
            let index = found.unwrap_or_else(|| {
                let index = builder.push_style(text_style(stretch.style));
                known.push((stretch.style, index));
                index
            });
            if stretch.end > start {
                builder.push_style_run(index, start..stretch.end);
            }
            start = stretch.end;
        }
        Shaped { layout: builder.build(&words.text), words }
    }

    /// Breaks into lines of a width, which may be as narrow as it likes: where no place to break is left, letters are parted.
    pub(super) fn lines(&self, shaped: &mut Shaped, width: f32) -> Vec<Line> {
        shaped.layout.break_all_lines(Some(width.max(1.0)));
        let leading = |range: &std::ops::Range<usize>| {
            let inside = shaped.words.stretches.iter().filter(|one| one.end > range.start);
            inside.map(|one| one.style.leading).next().unwrap_or_default()
        };
        let mut lines = Vec::with_capacity(shaped.layout.len());
        let count = shaped.layout.len();
        for (index, line) in shaped.layout.lines().enumerate() {
            let range = line.text_range();
            // A break at the very end opens a line without words.
            if range.is_empty() && index > 0 && index + 1 == count {
                continue;
            }
            let mut made = Line { height: leading(&range), pieces: Vec::new() };
            let mut x = 0.0;
            for run in line.runs() {
                self.pieces(&run, &shaped.words, &mut x, &mut made);
            }
            self.divide(&mut made);
            trim(&mut made);
            lines.push(made);
        }
        lines
    }

    fn pieces(&self, run: &Run<'_, ()>, words: &Words, x: &mut f32, line: &mut Line) {
        let id = run.font().data.id();
        let face = self.fonts.faces.iter().position(|face| face.id == id).unwrap_or_default();
        let size = run.font_size();
        let mut open: Option<usize> = None;
        for cluster in run.visual_clusters() {
            let range = cluster.text_range();
            let text = words.text.get(range.clone()).unwrap_or_default();
            let last = line.pieces.last_mut();
            if cluster.is_ligature_continuation()
                && let Some(piece) = last
                && let Some(glyph) = piece.glyphs.last_mut()
            {
                piece.text.push_str(text);
                glyph.text_range.end = piece.text.len();
                continue;
            }
            let stretch = words.stretches.partition_point(|one| one.end <= range.start);
            let Some(own) = words.stretches.get(stretch) else { continue };
            if open != Some(stretch) {
                open = Some(stretch);
                line.pieces.push(Piece {
                    x: *x,
                    y: own.style.leading.midpoint(own.style.size * 0.72),
                    width: 0.0,
                    face,
                    size,
                    glyphs: Vec::new(),
                    text: String::new(),
                    style: own.style,
                    slot: own.slot,
                    link: own.link,
                    order: 0,
                });
            }
            let Some(piece) = line.pieces.last_mut() else { continue };
            let start = piece.text.len();
            piece.text.push_str(text);
            if text.chars().all(|c| c.is_control() || fonts::is_unseen(c)) {
                continue;
            }
            for glyph in cluster.glyphs() {
                piece.glyphs.push(KrillaGlyph::new(
                    GlyphId::new(glyph.id),
                    glyph.advance / size,
                    glyph.x / size,
                    glyph.y / size,
                    0.0,
                    start..piece.text.len(),
                    None,
                ));
                *x += glyph.advance;
            }
            piece.width = *x - piece.x;
        }
    }

    /// A word that is divided at the end of a line gets its hyphen.
    fn divide(&self, line: &mut Line) {
        let Some(piece) = line.pieces.last_mut().filter(|piece| piece.text.ends_with('\u{ad}')) else { return };
        let Some((glyph, width)) = self.fonts.faces.get(piece.face).and_then(|face| face.hyphen) else { return };
        let range = piece.text.len() - '\u{ad}'.len_utf8()..piece.text.len();
        piece.glyphs.push(KrillaGlyph::new(GlyphId::new(glyph), width, 0.0, 0.0, 0.0, range, None));
        piece.width += width * piece.size;
    }
}

/// White space at the end of a line is written, so that words stay apart, but it has no width.
fn trim(line: &mut Line) {
    for piece in line.pieces.iter_mut().rev() {
        let size = piece.size;
        for glyph in piece.glyphs.iter().rev() {
            let blank = piece.text.get(glyph.text_range.clone()).is_some_and(|text| text.trim().is_empty());
            if !blank {
                return;
            }
            piece.width -= glyph.x_advance * size;
        }
    }
}

impl Shaped {
    /// Whether there is nothing to see.
    pub(super) fn is_blank(&self) -> bool {
        self.words.text.trim().is_empty()
    }

    /// The width of the longest part that is not broken, and that of all in one line.
    pub(super) fn widths(&self) -> (f32, f32) {
        let widths = self.layout.calculate_content_widths();
        (widths.min, widths.max)
    }
}

fn text_style(style: Style) -> TextStyle<'static, 'static, ()> {
    TextStyle {
        font_family: if style.code { fonts::MONO } else { fonts::TEXT },
        // The letters of the font for code look bigger than those of running text.
        font_size: if style.code { style.size * 0.94 } else { style.size },
        font_style: if style.italic { FontStyle::Italic } else { FontStyle::Normal },
        font_weight: if style.bold { FontWeight::BOLD } else { FontWeight::NORMAL },
        line_height: LineHeight::Absolute(style.leading),
        overflow_wrap: OverflowWrap::BreakWord,
        ..TextStyle::default()
    }
}
