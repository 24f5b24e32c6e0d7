//! What a first notice needs to know, from options or from a person at a terminal.

use std::io::{BufRead, Write};

use clap::ValueEnum;
use jiff::civil::Date;
use strum::IntoEnumIterator;

use super::presets::Preset;
use crate::cli::{Error, today};
use crate::declaration::Email;
use crate::law::{Country, Regime};

/// What has been answered so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Answers {
    pub(super) preset: Option<Preset>,
    pub(super) name: Option<String>,
    pub(super) country: Option<Country>,
    /// None: that of the country.
    pub(super) regimes: Vec<Regime>,
    pub(super) email: Option<Email>,
}

/// What a notice is written from; what is `None` becomes a blank.
#[derive(Debug)]
pub(super) struct Settled {
    pub(super) preset: Preset,
    pub(super) name: Option<String>,
    pub(super) country: Option<Country>,
    pub(super) regimes: Vec<Regime>,
    pub(super) email: Option<Email>,
    /// What was taken for granted, as a sentence.
    pub(super) assumed: Option<&'static str>,
}

/// Whose law a controller in this country answers to in the first place; `None` where presets do not know it.
pub(super) fn law_of(country: Country, on: Date) -> Option<Regime> {
    if country.in_eea(on) { Some(Regime::Eu) } else { (country == Country::GB).then_some(Regime::Uk) }
}

impl Answers {
    /// The options that answer what is still open.
    pub(super) fn unanswered(&self) -> Vec<&'static str> {
        let open = [
            (self.preset.is_none(), "PRESET"),
            (self.name.is_none(), "--name"),
            (self.country.is_none(), "--country"),
            (self.email.is_none(), "--email"),
        ];
        open.into_iter().filter_map(|(open, option)| open.then_some(option)).collect()
    }

    /// Asks for what is open. An empty answer takes what stands in brackets, or leaves a blank in the notice.
    ///
    /// # Errors
    /// The end of the input: whoever ends it wants nothing to be written.
    pub(super) fn ask(mut self, input: &mut dyn BufRead, out: &mut dyn Write) -> Result<Self, Error> {
        writeln!(out, "An empty answer takes what stands in brackets.\n")?;
        if self.preset.is_none() {
            for preset in Preset::value_variants() {
                writeln!(out, "  {:12}{}", preset.name(), preset.about())?;
            }
            let read = |text: &str| {
                Preset::from_str(text, true)
                    .map_err(|_| format!("no preset is called `{text}`: {}", super::names::<Preset>()))
            };
            self.preset = question(input, out, "What is the notice for?", Preset::Website.name(), read)?;
        }
        if self.name.is_none() {
            self.name = question(input, out, "Legal name of the organisation?", BLANK, name)?;
        }
        if self.country.is_none() {
            self.country = question(input, out, "Its country, as a code such as IE or GB?", BLANK, country)?;
        }
        if self.regimes.is_empty() {
            let own = self.country.and_then(|country| law_of(country, today()));
            let default = own.unwrap_or(Regime::Eu);
            let read = |text: &str| {
                let parts = text.split([',', ' ']).filter(|part| !part.is_empty());
                parts.map(regime).collect::<Result<Vec<_>, _>>()
            };
            let answer = question(input, out, "Whose law: eu, uk, or eu,uk?", default.as_ref(), read)?;
            self.regimes = super::distinct(&answer.unwrap_or_else(|| vec![default]));
        }
        if self.email.is_none() {
            self.email = question(input, out, "E-mail address for questions about data?", BLANK, email)?;
        }
        writeln!(out)?;
        Ok(self)
    }

    /// What is written. Without a word on the law it is that of the country, and without one on the country that of the EU.
    ///
    /// # Errors
    /// A country whose law presets do not know, where no other law is named.
    pub(super) fn settle(self) -> Result<Settled, Error> {
        let mut assumed = None;
        let regimes = match self.country {
            _ if !self.regimes.is_empty() => self.regimes,
            Some(country) => {
                let own = law_of(country, today());
                vec![own.ok_or_else(|| Error::LawOpen { country: country.code() })?]
            }
            None => {
                assumed = Some(
                    "no country was said: the notice is for the EU (`--country GB` or `--jurisdiction uk` for elsewhere)",
                );
                vec![Regime::Eu]
            }
        };
        let preset = self.preset.unwrap_or(Preset::Website);
        Ok(Settled { preset, name: self.name, country: self.country, regimes, email: self.email, assumed })
    }
}

/// What an answer that is not given becomes.
const BLANK: &str = "leave a blank";

/// Asks until the answer can be read; `None` where there is none.
fn question<T>(
    input: &mut dyn BufRead,
    out: &mut dyn Write,
    question: &str,
    default: &str,
    read: impl Fn(&str) -> Result<T, String>,
) -> Result<Option<T>, Error> {
    loop {
        write!(out, "{question} [{default}] ")?;
        out.flush()?;
        let mut answer = String::new();
        if input.read_line(&mut answer)? == 0 {
            writeln!(out)?;
            return Err(Error::Stopped);
        }
        let answer = answer.trim();
        if answer.is_empty() {
            return Ok(None);
        }
        match read(answer) {
            Ok(value) => return Ok(Some(value)),
            Err(error) => writeln!(out, "  {error}")?,
        }
    }
}

pub(super) fn name(text: &str) -> Result<String, String> {
    let name = text.trim();
    if name.is_empty() || name.contains(char::is_control) {
        return Err("a name is a line of words".to_owned());
    }
    Ok(name.to_owned())
}

pub(super) fn country(text: &str) -> Result<Country, String> {
    let code = text.trim().to_ascii_uppercase();
    code.parse().map_err(|_| match text.parse::<Country>() {
        Err(error) => error.hint().map_or(error.to_string(), |hint| format!("{error}; {hint}")),
        Ok(country) => format!("`{country}`"),
    })
}

pub(super) fn email(text: &str) -> Result<Email, String> {
    text.trim().parse().map_err(|error: String| error.replace('\n', "; "))
}

pub(super) fn regime(text: &str) -> Result<Regime, String> {
    let regime = Regime::iter().find(|regime| regime.as_ref() == text.trim().to_ascii_lowercase());
    match regime {
        Some(Regime::Ch) => Err("presets know `eu` and `uk`; add \"ch\" to `jurisdictions` afterwards".to_owned()),
        Some(regime) => Ok(regime),
        None => Err(format!("no law is called `{text}`: eu, uk")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(answers: &Answers, typed: &str) -> (Answers, String) {
        let mut out = Vec::new();
        let answers = answers.clone().ask(&mut typed.as_bytes(), &mut out).unwrap();
        (answers, String::from_utf8(out).unwrap())
    }

    #[test]
    fn the_end_of_the_input_stops() {
        let ended = Answers::default().ask(&mut "shop\n".as_bytes(), &mut Vec::new());
        assert!(matches!(ended, Err(Error::Stopped)));
    }

    #[test]
    fn a_person_is_asked_for_what_is_open() {
        let typed = "shop\nTallow Lane Ltd\nuk\ngb\neu uk\nhello\nhello@tallow.example\n";
        let (answers, shown) = asked(&Answers::default(), typed);
        assert_eq!(answers.preset, Some(Preset::Shop));
        assert_eq!(answers.name.as_deref(), Some("Tallow Lane Ltd"));
        assert_eq!(answers.country, Some(Country::GB));
        assert_eq!(answers.regimes, [Regime::Eu, Regime::Uk]);
        assert_eq!(answers.email.unwrap().to_string(), "hello@tallow.example");
        assert!(shown.contains("`GB`") && shown.contains("`hello` is no e-mail address"), "{shown}");
        let known = Answers { preset: Some(Preset::Cctv), name: Some("N".to_owned()), ..Answers::default() };
        let (_, shown) = asked(&known, "\n\n\n");
        assert!(!shown.contains("What is the notice for?") && shown.contains("Its country"), "{shown}");
    }

    #[test]
    fn an_empty_answer_takes_the_default() {
        let (answers, shown) = asked(&Answers { country: Some(Country::GB), ..Answers::default() }, "\n\n\n\n\n");
        assert!(shown.contains("eu,uk? [uk] "), "{shown}");
        let settled = answers.settle().unwrap();
        assert_eq!((settled.preset, settled.name, settled.regimes), (Preset::Website, None, vec![Regime::Uk]));
    }

    #[test]
    fn the_law_follows_the_country() {
        let of = |code: &str| Answers { country: Some(code.parse().unwrap()), ..Answers::default() }.settle();
        assert_eq!(of("NO").unwrap().regimes, [Regime::Eu]);
        assert_eq!(of("GB").unwrap().regimes, [Regime::Uk]);
        assert!(matches!(of("US"), Err(Error::LawOpen { country: "US" })));
        assert!(Answers::default().settle().unwrap().assumed.is_some());
    }
}
