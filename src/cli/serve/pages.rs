//! The pages around the notices. Their words come from templates, and every value in them is escaped.

use std::sync::LazyLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{Environment, Error, UndefinedBehavior, context};
use serde::Serialize;

use super::site::{Notice, Pages, Site, part};
use crate::declaration::SnippetKind;

/// Templates by name; that of a page ends in `.html`, so that what it prints is escaped.
const TEMPLATES: &[(&str, &str)] = &[
    ("frame.html", include_str!("../../../templates/preview/frame.html")),
    ("findings.html", include_str!("../../../templates/preview/findings.html")),
    ("start.html", include_str!("../../../templates/preview/start.html")),
    ("notice.html", include_str!("../../../templates/preview/notice.html")),
    ("absent.html", include_str!("../../../templates/preview/absent.html")),
];

/// What the pages look like.
pub(super) const STYLE: &str = include_str!("../../../templates/preview/style.css");

/// What stands for them among a browser's tabs.
pub(super) const ICON: &str = include_str!("../../../templates/preview/icon.svg");

/// What keeps the pages up to date.
pub(super) const SCRIPT: &str = include_str!("../../../templates/preview/preview.js");

static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let mut syntax = SyntaxConfig::builder();
    environment.set_syntax(syntax.trim_blocks(true).lstrip_blocks(true).build().unwrap_or_default());
    environment.remove_filter("safe");
    for (name, text) in TEMPLATES {
        environment.add_template(name, text).expect("a test reads the templates of the preview");
    }
    environment
});

/// A notice in one of its languages.
#[derive(Serialize)]
struct Language<'a> {
    tag: &'a str,
    /// What its speakers call it.
    name: &'a str,
    /// The title of the notice.
    title: &'a str,
    /// The page with its findings.
    address: String,
    /// The notice itself.
    page: String,
    /// The notice for print.
    print: Option<String>,
}

/// A further page of a notice: a short text, or the list of its versions.
#[derive(Serialize)]
struct Further {
    name: String,
    address: String,
    /// Whether it has no style of its own.
    plain: bool,
}

#[derive(Serialize)]
struct Listed<'a> {
    id: &'a str,
    file: &'a str,
    /// Empty where it is not known.
    controller: &'a str,
    old: bool,
    read: bool,
    draft: bool,
    address: String,
    errors: usize,
    warnings: usize,
    notes: usize,
    waived: usize,
    languages: Vec<Language<'a>>,
}

/// The list of notices.
pub(super) fn start(site: &Site) -> Result<String, Error> {
    let notices: Vec<Listed<'_>> = site.notices.iter().map(|notice| listed(notice)).collect();
    fill("start.html", site, context! { notices => told(&notices), further => told(&site.further) })
}

/// A notice next to its findings; `None` where it has no such language.
pub(super) fn notice(site: &Site, notice: &Notice, lang: &str) -> Option<Result<String, Error>> {
    let listed = listed(notice);
    let language = listed.languages.iter().find(|language| language.tag == lang);
    if language.is_none() && !(listed.languages.is_empty() && lang == NO_LANGUAGE) {
        return None;
    }
    let further = notice.pages.as_ref().map(|pages| further(notice, pages, lang)).unwrap_or_default();
    let (language, further, findings) = (told(&language), told(&further), told(&notice.findings));
    Some(fill("notice.html", site, context! { notice => told(&listed), language, further, findings }))
}

/// What an address that leads nowhere shows.
pub(super) fn absent(site: &Site) -> Result<String, Error> {
    fill("absent.html", site, context! {})
}

/// What stands in place of a language where a notice has not been read yet.
const NO_LANGUAGE: &str = "-";

/// What a template is told of.
fn told(value: &impl Serialize) -> Value {
    Value::from(Serde(value))
}

fn fill(name: &str, site: &Site, more: Value) -> Result<String, Error> {
    let (run, summary, judged) = (site.run(), &site.summary, site.judged);
    let alone = site.notices.len() == 1 && site.further.is_empty();
    let stopped = site.stopped.as_ref().map(|(message, help)| context! { message, help });
    ENVIRONMENT.get_template(name)?.render(context! { run, summary, alone, judged, stopped, ..more })
}

fn listed(notice: &Notice) -> Listed<'_> {
    let languages = notice.pages.as_ref().map(|pages| languages(notice, pages)).unwrap_or_default();
    let address = languages.first().map_or_else(|| leading_to(notice, NO_LANGUAGE), |one| one.address.clone());
    Listed {
        id: &notice.id,
        file: &notice.file,
        controller: notice
            .pages
            .as_ref()
            .and_then(|pages| pages.page.documents.first())
            .map_or("", |one| &one.controller),
        old: notice.old,
        read: notice.read,
        draft: notice.pages.as_ref().is_some_and(|pages| pages.page.draft),
        address,
        errors: notice.count("error"),
        warnings: notice.count("warning"),
        notes: notice.count("note"),
        waived: notice.count("waived"),
        languages,
    }
}

fn leading_to(notice: &Notice, lang: &str) -> String {
    format!("/notices/{}/{}", part(&notice.key), part(lang))
}

fn page(notice: &Notice, file: &str) -> String {
    let file: Vec<String> = file.split('/').map(part).collect();
    format!("/pages/{}/{}", part(&notice.key), file.join("/"))
}

fn languages<'a>(notice: &'a Notice, pages: &'a Pages) -> Vec<Language<'a>> {
    let documents = pages.page.documents.iter();
    let language = |document: &'a crate::document::Document| {
        let file = pages.file(&document.lang)?;
        let versions = document.languages.iter().flat_map(|languages| &languages.versions);
        let own = versions.into_iter().find(|version| version.lang == document.lang);
        let print = file.strip_suffix(".html").filter(|_| cfg!(feature = "pdf"));
        Some(Language {
            tag: &document.lang,
            name: own.map_or(document.lang.as_str(), |version| &version.name),
            title: &document.title,
            address: leading_to(notice, &document.lang),
            page: page(notice, file),
            print: print.map(|name| page(notice, &format!("{name}.pdf"))),
        })
    };
    documents.filter_map(language).collect()
}

/// The other pages of a notice in a language.
fn further(notice: &Notice, pages: &Pages, lang: &str) -> Vec<Further> {
    let (own, short) = (pages.file(lang), pages.short(lang));
    let several = pages.page.documents.len() > 1;
    let one = |name: &str| match short.iter().find(|(_, _, file)| *file == name) {
        Some((kind, id, _)) => {
            let kind = match kind {
                Some(SnippetKind::Form) => "Form",
                Some(SnippetKind::Sign) => "Sign",
                Some(SnippetKind::Email) => "E-mail",
                None => "Short text",
            };
            let name = if several { format!("{kind}: {id}, {lang}") } else { format!("{kind}: {id}") };
            (name, true)
        }
        None => ("Versions".to_owned(), false),
    };
    let files = pages.page.files.iter();
    // Those of kept versions lie in folders.
    let files = files.filter(|(name, file)| file.language == lang && Some(name.as_str()) != own && !name.contains('/'));
    let further = files.map(|(file, _)| {
        let (name, plain) = one(file);
        Further { name, address: page(notice, file), plain }
    });
    further.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_read() {
        assert_eq!(ENVIRONMENT.templates().count(), TEMPLATES.len());
    }

    #[test]
    fn nothing_stands_inline() {
        for (name, text) in TEMPLATES {
            for word in ["<style", "style=", " on", "javascript:"] {
                let found = text.match_indices(word).filter(|(at, _)| {
                    // ` on` begins the name of an event only inside of a tag, before `=`.
                    let name = text[at + 1..].split(|one: char| !one.is_ascii_alphabetic()).next().unwrap_or_default();
                    word != " on" || text[at + 1 + name.len()..].starts_with('=')
                });
                assert_eq!(found.count(), 0, "{name} has `{word}`");
            }
            assert!(text.matches("<script").count() == text.matches("<script src=").count(), "{name} has a script");
        }
    }
}
