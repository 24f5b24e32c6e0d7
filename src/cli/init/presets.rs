//! Presets: declarations with blanks, one for each kind of notice that many have to write.

use clap::ValueEnum;
use include_dir::{Dir, include_dir};
use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, Error, UndefinedBehavior, context};

use super::answers::{Settled, law_of};
use crate::cli::today;
use crate::law::{Country, Regime, authorities};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates/presets");

/// What a first notice is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Preset {
    /// A website: pages to read, an address to write to
    Website,
    /// An online shop: orders, payment, delivery, a newsletter
    Shop,
    /// An online service with accounts
    Saas,
    /// A local council: services, payments, requests for information
    Council,
    /// An employer, for its staff
    Employer,
    /// An employer, for people who apply and their referees
    Applicants,
    /// Cameras at a building, with the text of their sign
    Cctv,
}

impl Preset {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Website => "website",
            Self::Shop => "shop",
            Self::Saas => "saas",
            Self::Council => "council",
            Self::Employer => "employer",
            Self::Applicants => "applicants",
            Self::Cctv => "cctv",
        }
    }

    /// What it is for, in a few words.
    pub(super) fn about(self) -> String {
        let value = self.to_possible_value();
        value.and_then(|value| Some(value.get_help()?.to_string())).unwrap_or_default()
    }

    /// Whether it is for the law of one place alone: the tasks of a public body rest on the statutes of its own (GDPR Art. 6(3)).
    pub(super) fn one_law(self) -> bool {
        self == Self::Council
    }

    /// The file that is written.
    pub(super) fn file(self) -> String {
        format!("{}.notice.toml", self.name())
    }
}

/// How a text begins that is to be filled in, and how an address does.
const MARKS: &[&str] = &["[fill in: ", "fill-in.invalid"];

/// The lines of a declaration with a blank.
pub(super) fn blanks(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| MARKS.iter().any(|mark| line.contains(mark)))
}

/// The declaration of a preset; `schema` is the path of its schema.
///
/// # Errors
/// A preset that is no template; the tests write them all.
pub(super) fn written(settled: &Settled, schema: &str) -> Result<String, Error> {
    let mut environment = Environment::new();
    let mut syntax = SyntaxConfig::builder();
    environment.set_syntax(syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()?);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let files = FILES.files().chain(FILES.dirs().flat_map(Dir::files));
    for (name, text) in files.filter_map(|file| Some((file.path().to_str()?.replace('\\', "/"), file.contents_utf8()?)))
    {
        environment.add_template_owned(name, text)?;
    }
    let has = |regime: Regime| settled.regimes.contains(&regime);
    let home = settled.country.and_then(|country| law_of(country, today()));
    // Whose law holds there without an establishment: Art. 27 asks for a representative.
    let abroad = |regime: Regime| settled.country.is_some() && has(regime) && home != Some(regime);
    let email = settled.email.as_ref().map_or("privacy@fill-in.invalid".to_owned(), ToString::to_string);
    let name = settled.name.as_deref().unwrap_or("[fill in: legal name of your organisation]");
    let places = |eu: &'static str| {
        let places = [(Regime::Eu, eu), (Regime::Uk, "GB")];
        list(places.into_iter().filter_map(|(regime, place)| abroad(regime).then_some(place)))
    };
    let law = |regime: Regime| if regime == Regime::Uk { "UK GDPR" } else { "GDPR" };
    let other = [Regime::Eu, Regime::Uk].into_iter().find(|regime| abroad(*regime));
    let text = environment.get_template(&settled.preset.file())?.render(context! {
        schema,
        name => quoted(name),
        email => quoted(&email),
        country => settled.country.map(Country::code),
        home => home.as_ref().map_or("", AsRef::as_ref),
        eu => has(Regime::Eu),
        uk => has(Regime::Uk),
        both_laws => has(Regime::Eu) && has(Regime::Uk),
        abroad => other.is_some(),
        home_law => home.map(law),
        other_law => other.map(law),
        jurisdictions => list(settled.regimes.iter().map(AsRef::as_ref)),
        targets => places("EU"),
        establishments => places("IE"),
        representative_eu => abroad(Regime::Eu),
        representative_uk => abroad(Regime::Uk),
        authorities => list(settled.regimes.iter().map(|regime| authority(*regime, settled.country))),
    })?;
    Ok(squeezed(&text))
}

/// The authority of the controller's country, where there is one; else that of the United Kingdom, or a blank.
fn authority(regime: Regime, country: Option<Country>) -> &'static str {
    const BLANK: &str = "[fill in: id of your authority, such as ie-dpc]";
    let mut own = country.into_iter().flat_map(|country| authorities::of_country(country.state()));
    match (regime, own.next(), own.next()) {
        (Regime::Uk, ..) => "gb-ico",
        (Regime::Eu, Some(authority), None) if country.is_some_and(|country| country.in_eea(today())) => &authority.id,
        _ => BLANK,
    }
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn list<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    texts.map(quoted).collect::<Vec<_>>().join(", ")
}

/// One blank line where conditions left several, none at the ends.
fn squeezed(text: &str) -> String {
    let mut out = String::new();
    for line in text.trim().lines() {
        if !line.is_empty() || !out.ends_with("\n\n") {
            out += line.trim_end();
            out.push('\n');
        }
    }
    out
}
