//! What a project sets of the look of its pages: size, margins, colours, a logo.

/// A colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgb {
    /// Red, from 0 to 255.
    pub red: u8,
    /// Green, from 0 to 255.
    pub green: u8,
    /// Blue, from 0 to 255.
    pub blue: u8,
}

/// The paper.
pub const WHITE: Rgb = Rgb { red: 255, green: 255, blue: 255 };

impl Rgb {
    /// A colour from its three parts.
    #[must_use]
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// This colour with a share of another, from 0 to 1.
    #[must_use]
    pub fn mixed(self, other: Self, share: f32) -> Self {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two bytes")]
        let part = |own: u8, other: u8| (f32::from(own) * (1.0 - share) + f32::from(other) * share).round() as u8;
        Self::new(part(self.red, other.red), part(self.green, other.green), part(self.blue, other.blue))
    }

    /// The contrast ratio of WCAG 2.2 between two colours, from 1 to 21.
    #[must_use]
    pub fn contrast(self, other: Self) -> f32 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// The relative luminance of WCAG 2.2, from 0 to 1.
    fn luminance(self) -> f32 {
        let linear = |part: u8| {
            let part = f32::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

/// A picture above the title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// The bytes of a PNG file.
    pub png: Vec<u8>,
    /// What it shows, for those who do not see it.
    pub alt: String,
}

/// The look of pages. Lengths are in points, 72 to the inch.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// Width of a page.
    pub width: f32,
    /// Height of a page.
    pub height: f32,
    /// Space above the text.
    pub top: f32,
    /// Space to the right of the text.
    pub right: f32,
    /// Space below the text.
    pub bottom: f32,
    /// Space to the left of the text.
    pub left: f32,
    /// Headings, links, frames of callouts.
    pub accent: Rgb,
    /// Running text.
    pub text: Rgb,
    /// Rules between rows and entries.
    pub lines: Rgb,
    /// A picture above the title.
    pub logo: Option<Logo>,
}

/// Points to a millimetre.
pub const MILLIMETRE: f32 = 72.0 / 25.4;

impl Default for Theme {
    fn default() -> Self {
        Self {
            width: 210.0 * MILLIMETRE,
            height: 297.0 * MILLIMETRE,
            top: 22.0 * MILLIMETRE,
            right: 24.0 * MILLIMETRE,
            bottom: 22.0 * MILLIMETRE,
            left: 24.0 * MILLIMETRE,
            accent: Rgb::new(0x0b, 0x4f, 0x96),
            text: Rgb::new(0x1c, 0x1e, 0x21),
            lines: Rgb::new(0xcd, 0xd2, 0xd8),
            logo: None,
        }
    }
}

impl Theme {
    /// The ground of cards and of heads of tables: paper with a little of the accent.
    #[must_use]
    pub fn tint(&self) -> Rgb {
        tint(self.accent)
    }

    /// Text of less weight, where it can still be read.
    #[cfg(feature = "pdf")]
    pub(super) fn soft(&self) -> Rgb {
        let soft = self.text.mixed(WHITE, 0.28);
        if soft.contrast(self.tint()) >= READABLE { soft } else { self.text }
    }
}

/// The ground that goes with an accent.
#[must_use]
pub fn tint(accent: Rgb) -> Rgb {
    WHITE.mixed(accent, 0.06)
}

/// The contrast that text needs with its ground: WCAG 2.2, success criterion 1.4.3, level AA.
pub const READABLE: f32 = 4.5;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        let near = |one: f32, two: f32| (one - two).abs() < 0.01;
        assert!(near(Rgb::new(0, 0, 0).contrast(WHITE), 21.0));
        assert!(near(Rgb::new(0x77, 0x77, 0x77).contrast(WHITE), 4.48));
        assert!(near(WHITE.contrast(WHITE), 1.0));
    }

    #[cfg(feature = "pdf")]
    #[test]
    fn the_default_can_be_read() {
        let theme = Theme::default();
        for ink in [theme.accent, theme.text, theme.soft()] {
            assert!(ink.contrast(WHITE) >= READABLE && ink.contrast(theme.tint()) >= READABLE);
        }
    }
}
