//! What `[pdf]` in `noticec.toml` says of the look of pages, judged where it stands.

use std::borrow::Cow;

use crate::declaration::{Colour, LogoFile, PageSize, PdfOptions, Tag, Text};
use crate::finding::{Fault, Finding};
use crate::load::ProjectSource;
use crate::render::theme::{self, Logo, MILLIMETRE, READABLE, Rgb, WHITE};
use crate::render::{Format, Templates, Theme};
use crate::source::Spanned;

/// The look of the pages of a notice, in all its languages.
#[derive(Debug, Default)]
pub(super) struct Look {
    theme: Theme,
    /// The bytes of the logo and what it shows.
    logo: Option<(Vec<u8>, Text)>,
    /// The language in which a plain text is.
    first: Tag,
}

impl Look {
    /// The templates with the look for a language.
    pub(super) fn dress<'a>(&self, templates: &'a Templates, format: Format, lang: &Tag) -> Cow<'a, Templates> {
        if Format::TEXTS.contains(&format) {
            return Cow::Borrowed(templates);
        }
        let logo = self.logo.as_ref().and_then(|(png, alt)| {
            let alt = alt.get(lang, &self.first)?.value.clone();
            Some(Logo { png: png.clone(), alt })
        });
        Cow::Owned(templates.clone().with_theme(Theme { logo, ..self.theme.clone() }))
    }
}

/// The look that a project declares, where a notice is written as pages.
pub(super) fn of(
    project: Option<&ProjectSource>,
    formats: &[Format],
    languages: &[Tag],
    findings: &mut Vec<Finding>,
) -> Look {
    let first = languages.first().cloned().unwrap_or_default();
    let options = project.and_then(|project| Some((project, project.project.pdf.as_ref()?)));
    let Some((project, options)) = options.filter(|_| formats.iter().any(|format| !Format::TEXTS.contains(format)))
    else {
        return Look { first, ..Look::default() };
    };
    let mut theme = Theme::default();
    if options.page.as_ref().is_some_and(|page| page.value == PageSize::Letter) {
        (theme.width, theme.height) = (8.5 * 72.0, 11.0 * 72.0);
    }
    margins(options, &mut theme, findings);
    colours(options, &mut theme, findings);
    let logo = options.logo.as_ref().and_then(|logo| picture(logo, project.logo.as_deref(), languages, findings));
    Look { theme, logo, first }
}

fn margins(options: &PdfOptions, theme: &mut Theme, findings: &mut Vec<Finding>) {
    let Some(margins) = &options.margins else { return };
    let sides = [
        (&margins.top, 15.0, &mut theme.top),
        (&margins.right, 10.0, &mut theme.right),
        (&margins.bottom, 15.0, &mut theme.bottom),
        (&margins.left, 10.0, &mut theme.left),
    ];
    for (declared, least, side) in sides {
        let Some(declared) = declared else { continue };
        if (least..=60.0).contains(&declared.value) {
            *side = declared.value * MILLIMETRE;
            continue;
        }
        let fault = Fault::new(format!("a margin of {} mm leaves no good page", declared.value))
            .at(declared.span, "this margin")
            .help(format!("write a number of millimetres from {least} to 60"));
        findings.push(fault.by("OUT-07"));
    }
}

fn colours(options: &PdfOptions, theme: &mut Theme, findings: &mut Vec<Finding>) {
    let Some(colours) = &options.colours else { return };
    let rgb = |colour: &Spanned<Colour>| Rgb::new(colour.value.0[0], colour.value.0[1], colour.value.0[2]);
    if let Some(lines) = &colours.lines {
        theme.lines = rgb(lines);
    }
    if let Some(accent) = &colours.accent {
        theme.accent = rgb(accent);
    }
    if let Some(text) = &colours.text {
        theme.text = rgb(text);
    }
    let ground = theme::tint(theme.accent);
    for colour in [&colours.accent, &colours.text].into_iter().flatten() {
        let contrast = rgb(colour).contrast(WHITE).min(rgb(colour).contrast(ground));
        if contrast < READABLE {
            let fault = Fault::new(format!("words in `{}` are too faint to read", colour.value))
                .at(
                    colour.span,
                    format!("its contrast with the ground is {:.1} to 1", (contrast * 10.0).floor() / 10.0),
                )
                .help("choose a darker colour: words need 4.5 to 1 (WCAG 2.2, level AA)");
            findings.push(fault.by("OUT-07"));
        }
    }
}

/// The logo with what it shows; both have to be there, in every language.
fn picture(
    logo: &LogoFile,
    png: Option<&[u8]>,
    languages: &[Tag],
    findings: &mut Vec<Finding>,
) -> Option<(Vec<u8>, Text)> {
    let first = languages.first().cloned().unwrap_or_default();
    let before = findings.len();
    match (&logo.file, png) {
        (Some(file), Some(png)) => {
            if let Err(what) = readable(png) {
                let fault = Fault::new(format!("the picture `{}` can't be read: {what}", file.value))
                    .at(file.span, "this file")
                    .help("save it as a PNG file");
                findings.push(fault.by("OUT-07"));
            }
        }
        // A file that is not there is told of when it is read.
        (Some(_), None) => return None,
        (None, _) => {
            let fault = Fault::new("a logo has no picture");
            let fault = logo.alt.iter().fold(fault, |fault, alt| fault.at(alt.span, "what it shows"));
            findings.push(fault.help("name a PNG file: `file = \"logo.png\"`").by("OUT-07"));
        }
    }
    for lang in languages {
        let told =
            logo.alt.as_ref().and_then(|alt| alt.get(lang, &first)).is_some_and(|words| !words.trim().is_empty());
        if !told {
            let fault = Fault::new(format!("what the logo shows is not said in `{lang}`"));
            let span = logo.alt.as_ref().map(|alt| alt.span).or(logo.file.as_ref().map(|file| file.span));
            let fault = span.into_iter().fold(fault, |fault, span| fault.at(span, "the logo"));
            let help = format!("say in `alt` what it shows, such as `alt = {{ {lang} = \"…\" }}`");
            findings.push(fault.help(help).by("OUT-07"));
        }
    }
    let alt = logo.alt.clone().filter(|_| findings.len() == before)?;
    Some((png?.to_vec(), alt))
}

#[cfg(feature = "pdf")]
fn readable(png: &[u8]) -> Result<(), String> {
    crate::render::check_picture(png)
}

#[cfg(not(feature = "pdf"))]
fn readable(_: &[u8]) -> Result<(), String> {
    Ok(())
}
