//! The fonts of the program, and the characters that they have.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use krilla::text::Font;
use parley::fontique::{Blob, Collection, CollectionOptions, SourceCache};
use parley::{FontContext, FontFamily, FontFamilyName};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

/// The files of the fonts, in the order of [`Face`].
const FILES: [&[u8]; 5] = [
    include_bytes!("../../../templates/fonts/NotoSans-Regular.ttf"),
    include_bytes!("../../../templates/fonts/NotoSans-Bold.ttf"),
    include_bytes!("../../../templates/fonts/NotoSans-Italic.ttf"),
    include_bytes!("../../../templates/fonts/NotoSans-BoldItalic.ttf"),
    include_bytes!("../../../templates/fonts/NotoSansMono-Regular.ttf"),
];

/// Place of the font for code in [`FILES`].
const CODE: usize = 4;

/// Families for running text: what the first lacks, such as arrows, is taken from the second.
pub(super) const TEXT: FontFamily<'static> = FontFamily::List(std::borrow::Cow::Borrowed(&[
    FontFamilyName::named("Noto Sans"),
    FontFamilyName::named("Noto Sans Mono"),
]));

/// Families for code.
pub(super) const MONO: FontFamily<'static> = FontFamily::List(std::borrow::Cow::Borrowed(&[
    FontFamilyName::named("Noto Sans Mono"),
    FontFamilyName::named("Noto Sans"),
]));

/// A font as its three users know it.
pub(super) struct Face {
    /// For the writer.
    pub(super) font: Font,
    /// By which the layout names it.
    pub(super) id: u64,
    /// The glyph that stands where a word is divided, and its width in ems.
    pub(super) hyphen: Option<(u32, f32)>,
}

/// All fonts, read once.
pub(super) struct Fonts {
    /// In the order of the files.
    pub(super) faces: Vec<Face>,
    context: FontContext,
    covered: BTreeSet<u32>,
}

static FONTS: LazyLock<Option<Fonts>> = LazyLock::new(read);

/// The fonts of the program; `None` if they can't be read, which a test rules out.
pub(super) fn fonts() -> Option<&'static Fonts> {
    FONTS.as_ref()
}

fn read() -> Option<Fonts> {
    let mut collection = Collection::new(CollectionOptions { shared: false, system_fonts: false });
    let mut faces = Vec::new();
    for file in FILES {
        let blob = Blob::new(std::sync::Arc::new(file));
        let id = blob.id();
        collection.register_fonts(blob, None);
        let hyphen = FontRef::new(file).ok().and_then(|font| {
            let glyph = font.charmap().map('-')?;
            let width = font.glyph_metrics(Size::new(1.0), LocationRef::default()).advance_width(glyph)?;
            Some((glyph.to_u32(), width))
        });
        faces.push(Face { font: Font::new(file.into(), 0)?, id, hyphen });
    }
    let mut covered = BTreeSet::new();
    for file in [FILES[0], FILES[CODE]] {
        covered.extend(FontRef::new(file).ok()?.charmap().mappings().map(|(code, _)| code));
    }
    Some(Fonts { faces, context: FontContext { collection, source_cache: SourceCache::default() }, covered })
}

impl Fonts {
    /// What the layout of text works with.
    pub(super) fn context(&self) -> FontContext {
        self.context.clone()
    }

    /// Whether a character can be printed: there is a glyph for it, or it has none by its nature.
    pub(super) fn covers(&self, c: char) -> bool {
        c.is_whitespace() || c.is_control() || is_unseen(c) || self.covered.contains(&u32::from(c))
    }
}

/// Whether a character only steers how others are set: a place to divide or to join, a mark of direction.
pub(super) fn is_unseen(c: char) -> bool {
    crate::render::loss::is_format(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(file: &[u8], c: char) -> bool {
        FontRef::new(file).unwrap().charmap().map(c).is_some()
    }

    #[test]
    fn the_official_languages_are_covered() {
        // All letters outside of ASCII in the alphabets of the 24 languages, small and capital.
        let letters = "áàâäãåąăæçćčċďđéèêëęěēėğģġħíìîïīįıķĺľļłńňñņóòôöõőøœŕřšśşșťţțþúùûüůűūųýÿźžżßŷŵĳĿŀ\
            ḃċḋḟġṁṗṡṫẁẃẅỳαβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰабвгдежзийклмнопрстуфхцчшщъьюяѝ";
        let marks = "€£„“”‘’«»‹›…–—·•†‡§¶©®™№°′″½¼¾×÷±→←≤≥≠≈−";
        let fonts = fonts().unwrap();
        for c in letters.chars().flat_map(|c| c.to_uppercase().chain([c])).chain(marks.chars()).chain(' '..='~') {
            assert!(fonts.covers(c), "{c}");
        }
        assert!(!fonts.covers('日') && !fonts.covers('ع') && !fonts.covers('👩') && !fonts.covers('\u{e000}'));
    }

    #[test]
    fn all_faces_of_running_text_have_the_same_characters() {
        let all: Vec<u32> = FontRef::new(FILES[0]).unwrap().charmap().mappings().map(|(code, _)| code).collect();
        assert!(all.len() > 900);
        for file in &FILES[1..CODE] {
            let own: Vec<u32> = FontRef::new(file).unwrap().charmap().mappings().map(|(code, _)| code).collect();
            assert_eq!(own, all);
        }
        assert!(has(FILES[CODE], '→') && !has(FILES[0], '→'), "arrows come from the font for code");
        assert!(fonts().unwrap().faces.iter().all(|face| face.hyphen.is_some()));
    }
}
