//! The templates of a run: those of the program, and those that take their place.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io;
use std::sync::LazyLock;

use include_dir::{Dir, File, include_dir};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::ValueKind;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, UndefinedBehavior, Value};

use super::{Backend, Format, Fragment, FrontMatter, TemplateError, Theme, markdown};
use crate::document::Inline;

/// Steps that a template may take. A notice with 500 purposes takes half a million; an endless loop ends within seconds.
const FUEL: u64 = 20_000_000;

/// Bytes that an output may have.
const LARGEST: usize = 64 << 20;

/// Bytes that values may take on their way there; what a macro gives back counts again where it is printed.
const WRITTEN: usize = 256 << 20;

/// How deep templates may call one another; a macro counts 4. A document nests to some 300.
const RECURSION: usize = 400;

/// The templates of the program, folder by folder, each with a format that it is for.
static FOLDERS: &[(Format, Dir<'_>)] = &[
    (Format::Html, include_dir!("$CARGO_MANIFEST_DIR/templates/html")),
    (Format::Markdown, include_dir!("$CARGO_MANIFEST_DIR/templates/markdown")),
    (Format::Typst, include_dir!("$CARGO_MANIFEST_DIR/templates/typst")),
];

/// The same by name, sorted.
static BUILTIN: LazyLock<BTreeMap<String, &str>> = LazyLock::new(|| {
    let named = |format: &Format, file: &'static File<'_>| {
        Some((format!("{}/{}", format.folder()?, file.path().to_str()?), file.contents_utf8()?))
    };
    FOLDERS.iter().flat_map(|(format, folder)| folder.files().filter_map(|file| named(format, file))).collect()
});

/// All templates of a run, read and ready, with the settings of what they make.
#[derive(Debug, Clone)]
pub struct Templates {
    environments: Vec<(Format, Environment<'static>)>,
    errors: Vec<TemplateError>,
    theme: Theme,
    fragment: Fragment,
    front_matter: Option<FrontMatter>,
}

impl Templates {
    /// The program's templates with some replaced, given as name and text. A name that the program does not have may be
    /// included by the others.
    pub fn new<N: Into<String>, T: Into<String>>(overrides: impl IntoIterator<Item = (N, T)>) -> Self {
        let mut made = Self::builtin().clone();
        for (name, text) in overrides {
            let (name, text) = (name.into(), text.into());
            for (format, environment) in &mut made.environments {
                if name.split('/').next() != format.folder() {
                    continue;
                }
                let error = environment.add_template_owned(name.clone(), text.clone()).err();
                let error = error.map(|error| template_error(&error, &name));
                // Two formats may share a folder.
                made.errors.extend(error.filter(|error| !made.errors.contains(error)));
            }
        }
        made
    }

    /// The same templates with Markdown that has tables or, row by row, lists in their stead.
    #[must_use]
    pub fn with_tables(mut self, tables: bool) -> Self {
        for (_, environment) in &mut self.environments {
            environment.add_global("tables", tables);
        }
        self
    }

    /// The program's templates.
    #[must_use]
    pub fn builtin() -> &'static Self {
        static BUILT: LazyLock<Templates> = LazyLock::new(|| {
            let mut errors = Vec::new();
            let backends = Format::ALL.iter().filter_map(|format| Some((*format, format.backend()?)));
            let environments = backends.map(|(format, backend)| (format, environment(backend, &mut errors))).collect();
            let (theme, fragment) = (Theme::default(), Fragment::default());
            Templates { environments, errors, theme, fragment, front_matter: None }
        });
        &BUILT
    }

    /// The same templates with another look of pages.
    #[must_use]
    pub fn with_theme(mut self, theme: Theme) -> Self {
        self.theme = theme;
        self
    }

    /// The look of pages.
    #[must_use]
    pub fn theme(&self) -> &Theme {
        &self.theme
    }

    /// The same templates with another way in which a piece of HTML is set into a page.
    #[must_use]
    pub fn with_fragment(mut self, fragment: Fragment) -> Self {
        self.fragment = fragment;
        self
    }

    /// How a piece of HTML is set into a page.
    pub(super) fn fragment(&self) -> Fragment {
        self.fragment
    }

    /// The same templates with Markdown that begins with front matter, in the Markdown of its generator.
    #[must_use]
    pub fn with_front_matter(mut self, front_matter: FrontMatter) -> Self {
        let dialect = front_matter.generator.dialect();
        for (_, environment) in self.environments.iter_mut().filter(|(format, _)| *format == Format::Markdown) {
            markdown::speak(environment, dialect);
            environment.add_global("heading_ids", dialect.heading_ids());
            environment
                .set_formatter(move |out, _, value| write_value(|text| markdown::escape_in(text, dialect), out, value));
        }
        self.front_matter = Some(front_matter);
        self
    }

    /// What stands before a notice in Markdown.
    pub(super) fn front_matter(&self) -> Option<&FrontMatter> {
        self.front_matter.as_ref()
    }

    /// Whether what a format writes is put into a page of a site: a piece of HTML, and Markdown with front matter.
    pub(crate) fn is_piece(&self, format: Format) -> bool {
        format == Format::HtmlFragment || format == Format::Markdown && self.front_matter.is_some()
    }

    /// Templates that can't be read, in the order in which they were given. A format that has one is not rendered.
    #[must_use]
    pub fn errors(&self) -> &[TemplateError] {
        &self.errors
    }

    /// Names of the templates that can be replaced, sorted.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILTIN.keys().map(String::as_str)
    }

    /// The text of one of the program's templates.
    #[must_use]
    pub fn source(name: &str) -> Option<&'static str> {
        BUILTIN.get(name).copied()
    }

    /// Fills a template of a format.
    pub(super) fn fill(&self, format: Format, start: &str, notice: Value) -> Result<String, TemplateError> {
        let unread = self.errors.iter().find(|error| error.template.split('/').next() == start.split('/').next());
        if let Some(error) = unread {
            return Err(error.clone());
        }
        let Some((_, environment)) = self.environments.iter().find(|(known, _)| *known == format) else {
            return Err(template_error(&Error::from(ErrorKind::TemplateNotFound), start));
        };
        SO_FAR.set(0);
        let mut page = Page(Vec::new());
        environment
            .get_template(start)
            .and_then(|template| template.render_captured_to(notice, &mut page))
            .map_err(|error| template_error(&error, start))?;
        // Only texts were written.
        String::from_utf8(page.0).map_err(|_| template_error(&Error::from(ErrorKind::WriteFailure), start))
    }
}

thread_local! {
    /// Bytes of values that the rendering on this thread has written.
    static SO_FAR: Cell<usize> = const { Cell::new(0) };
}

/// An output that does not grow without end.
struct Page(Vec<u8>);

impl io::Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > LARGEST {
            return Err(io::Error::other(TOO_LARGE));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

const TOO_LARGE: &str = "the output grows without end";

fn environment(backend: &'static Backend, errors: &mut Vec<TemplateError>) -> Environment<'static> {
    let mut made = Environment::new();
    made.set_undefined_behavior(UndefinedBehavior::Strict);
    let mut syntax = SyntaxConfig::builder();
    made.set_syntax(syntax.trim_blocks(true).lstrip_blocks(true).build().unwrap_or_default());
    made.set_fuel(Some(FUEL));
    made.set_recursion_limit(RECURSION);
    // Which way to escape is the formatter's; this one only makes what a macro returns count as escaped.
    made.set_auto_escape_callback(|_| AutoEscape::Custom("notice".into()));
    made.set_formatter(|out, _, value| write_value(backend.escape, out, value));
    made.remove_filter("safe");
    made.add_filter("url", |address: &str| url(address));
    made.add_global("tables", true);
    made.add_global("heading_ids", false);
    (backend.filters)(&mut made);
    let folder = backend.template.split('/').next();
    for (name, text) in BUILTIN.iter().filter(|(name, _)| name.split('/').next() == folder) {
        if let Err(error) = made.add_template(name.as_str(), text) {
            errors.push(template_error(&error, name));
        }
    }
    made
}

/// Writes a value into the output: the one way by which words get there.
fn write_value(escape: impl Fn(&str) -> String, out: &mut Output<'_>, value: &Value) -> Result<(), Error> {
    let refused = |what: &str| Err(Error::new(ErrorKind::InvalidOperation, format!("{what} can't be written")));
    let mut write = |text: &str| {
        SO_FAR.set(SO_FAR.get() + text.len());
        if SO_FAR.get() > WRITTEN {
            return Err(Error::new(ErrorKind::InvalidOperation, TOO_LARGE));
        }
        Ok(out.write_str(text)?)
    };
    match (value.as_str(), value.kind()) {
        (Some(text), _) if value.is_safe() => write(text),
        (Some(text), _) => write(&escape(text)),
        (None, ValueKind::Number) => Ok(out.write_str(&value.to_string())?),
        (None, ValueKind::None) => refused("a value that is not there (`none`)"),
        (None, ValueKind::Undefined) => refused("an undefined value"),
        (None, kind) => refused(&format!("a value of type {kind}")),
    }
}

/// An address for `href`; empty where it may not be linked.
pub(super) fn url(address: &str) -> String {
    if !Inline::may_lead_to(address) {
        return String::new();
    }
    let shown: String = address.chars().filter(|c| c.is_whitespace() || !c.is_control()).collect();
    shown.split_whitespace().collect::<Vec<_>>().join("%20")
}

/// Says what is wrong in one line, with the causes behind it.
fn template_error(error: &Error, start: &str) -> TemplateError {
    let told = |error: &Error| match error.detail() {
        Some(detail) => format!("{}: {detail}", error.kind()),
        None => error.kind().to_string(),
    };
    let (mut place, mut message) = (error, told(error));
    if error.kind() == ErrorKind::WriteFailure {
        TOO_LARGE.clone_into(&mut message);
    }
    while let Some(cause) = std::error::Error::source(place).and_then(|cause| cause.downcast_ref::<Error>()) {
        message = format!("{message}: {}", told(cause));
        place = cause;
    }
    TemplateError {
        template: place.name().unwrap_or(start).to_owned(),
        line: place.line(),
        range: place.range(),
        message: message.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}
