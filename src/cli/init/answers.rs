//! What a first notice needs to know, from options or from a person at a terminal.

use std::io::{BufRead, Write};

use clap::ValueEnum;
use jiff::civil::Date;
use strum::IntoEnumIterator;

use super::presets::Preset;
use crate::cli::{Error, names, today};
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
    /// What was taken for granted, or is left out, as a sentence.
    pub(super) remark: Option<&'static str>,
}

/// Whose law a controller in this country answers to in the first place; `None` where presets do not know it.
pub(super) fn law_of(country: Country, on: Date) -> Option<Regime> {
    if country.in_eea(on) { Some(Regime::Eu) } else { (country == Country::GB).then_some(Regime::Uk) }
}

/// What is said to somebody in Switzerland, whose law a notice can follow and the presets leave out.
const SWISS: &str = "the presets do not know Swiss law: add \"ch\" to `jurisdictions` afterwards, and `noticec check` finds what it asks for";

/// Why a preset can't be written for these laws, and what to do.
fn misfit(preset: Preset, country: Option<Country>, regimes: &[Regime]) -> Option<(&'static str, &'static str)> {
    let own = country.map(|country| law_of(country, today()));
    let abroad = |own: Option<Regime>| own.is_none() || regimes.iter().any(|regime| own != Some(*regime));
    if preset.one_law() && (regimes.len() > 1 || own.is_some_and(abroad)) {
        let help = match own {
            Some(None) => "and the presets know councils of the EU, its neighbours in the EEA, and the United Kingdom",
            _ => {
                "a public task and a legal obligation rest on that law alone: GDPR and UK GDPR, Article 6(3); where the law of another \
                 place applies to something that the council does, write a second notice for that: \
                 `noticec init website elsewhere --add`"
            }
        };
        return Some(("the preset `council` is for one law, that of the council's own country", help));
    }
    (regimes.len() > 1 && country.is_none()).then_some((
        "a notice for two laws needs the country",
        "one of the laws reaches you from abroad, and the preset has to know which: `--country GB`, or another code",
    ))
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
            let presets = Preset::value_variants();
            for (index, preset) in presets.iter().enumerate() {
                writeln!(out, "  {} {:12}{}", index + 1, preset.name(), preset.about())?;
            }
            let numbered = |text: &str| presets.get(text.parse::<usize>().ok()?.checked_sub(1)?).copied();
            let read = |text: &str| {
                let named = Preset::from_str(text, true).ok().or_else(|| numbered(text));
                named.ok_or_else(|| {
                    let last = presets.len();
                    format!("no preset is called `{text}`: {}, or their numbers 1 to {last}", names::<Preset>())
                })
            };
            self.preset = question(input, out, "What is the notice for?", Preset::Website.name(), read)?;
        }
        if self.name.is_none() {
            self.name = question(input, out, "Legal name of the organisation?", BLANK, name)?;
        }
        if self.country.is_none() {
            self.country = question(input, out, "Its country, as a code such as IE or GB?", BLANK, country)?;
        }
        let own = self.country.map(|country| (country, law_of(country, today())));
        if let Some((country, None)) = own {
            writeln!(out, "  {}", unknown(country))?;
        }
        // Where a preset is for the law of its country alone, there is nothing to be asked.
        if self.regimes.is_empty() && !(own.is_some() && self.preset.is_some_and(Preset::one_law)) {
            let default = own.and_then(|(_, own)| own).unwrap_or(Regime::Eu);
            let read = |text: &str| {
                let parts = text.split([',', ' ']).filter(|part| !part.is_empty());
                let regimes = super::distinct(&parts.map(regime).collect::<Result<Vec<_>, _>>()?);
                match self.preset.and_then(|preset| misfit(preset, self.country, &regimes)) {
                    Some((why, _)) => Err(why.to_owned()),
                    None => Ok(regimes),
                }
            };
            let answer = question(input, out, "Whose law: eu, uk, or eu,uk?", default.as_ref(), read)?;
            self.regimes = answer.unwrap_or_else(|| vec![default]);
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
    /// A country whose law presets do not know, where no other law is named; laws for which the preset can't be written.
    pub(super) fn settle(self) -> Result<Settled, Error> {
        let preset = self.preset.unwrap_or(Preset::Website);
        if let Some((why, help)) = misfit(preset, self.country, &self.regimes) {
            return Err(Error::Misfit { why, help });
        }
        let mut remark = self.country.filter(|country| *country == Country::CH).map(|_| SWISS);
        let regimes = match self.country {
            _ if !self.regimes.is_empty() => self.regimes,
            Some(country) => {
                let own = law_of(country, today());
                vec![own.ok_or_else(|| law_open(country))?]
            }
            None => {
                remark = Some(
                    "no country was said: the notice is for the EU (`--country GB` or `--jurisdiction uk` for elsewhere)",
                );
                vec![Regime::Eu]
            }
        };
        Ok(Settled { preset, name: self.name, country: self.country, regimes, email: self.email, remark })
    }
}

/// What is said of a country whose law presets do not know.
fn unknown(country: Country) -> String {
    match country {
        Country::CH => SWISS.to_owned(),
        country => format!(
            "the presets do not know the law of `{}`, only that of the EU and of the United Kingdom",
            country.code()
        ),
    }
}

fn law_open(country: Country) -> Error {
    let swiss = country == Country::CH;
    let afterwards = if swiss {
        "; add \"ch\" to `jurisdictions` afterwards: `noticec check` finds what Swiss law asks for"
    } else {
        ""
    };
    Error::LawOpen { country: country.code(), afterwards }
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
    // What is told of is what was typed.
    code.parse().or_else(|_| text.parse::<Country>()).map_err(|error| format!("{error}; {}", error.hint()))
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
        assert!(matches!(of("US"), Err(Error::LawOpen { country: "US", afterwards: "" })));
        assert!(matches!(of("CH"), Err(Error::LawOpen { afterwards, .. }) if afterwards.contains("\"ch\"")));
        assert!(Answers::default().settle().unwrap().remark.is_some());
    }

    #[test]
    fn a_preset_is_known_by_its_number() {
        let (answers, shown) = asked(&Answers::default(), "0\n8\n2\n\n\n\n\n");
        assert_eq!(answers.preset, Some(Preset::Shop));
        assert!(shown.contains("\n  2 shop ") && shown.contains("`8`") && shown.contains("1 to 7"), "{shown}");
    }

    #[test]
    fn whose_law_presets_do_not_know_is_told() {
        let from = |code: &str| Answers { country: Some(code.parse().unwrap()), ..Answers::default() };
        let (answers, shown) = asked(&from("CH"), "\n\n\n\n");
        assert!(shown.contains("Swiss law") && shown.contains("\"ch\""), "{shown}");
        let settled = answers.settle().unwrap();
        assert_eq!((settled.regimes, settled.remark), (vec![Regime::Eu], Some(SWISS)));
        let (_, shown) = asked(&from("US"), "\n\n\n\n");
        assert!(shown.contains("do not know the law of `US`"), "{shown}");
    }

    #[test]
    fn a_council_follows_the_law_of_its_country() {
        let from = |code: Option<&str>, regimes: &[Regime]| Answers {
            preset: Some(Preset::Council),
            country: code.map(|code| code.parse().unwrap()),
            regimes: regimes.to_vec(),
            ..Answers::default()
        };
        assert_eq!(from(Some("GB"), &[]).settle().unwrap().regimes, [Regime::Uk]);
        assert_eq!(from(None, &[Regime::Uk]).settle().unwrap().regimes, [Regime::Uk]);
        let both = [Regime::Eu, Regime::Uk];
        for (code, regimes) in [
            (Some("GB"), &both[..]),
            (None, &both),
            (Some("GB"), &both[..1]),
            (Some("IE"), &both[1..]),
            (Some("CH"), &[]),
        ] {
            assert!(matches!(from(code, regimes).settle(), Err(Error::Misfit { .. })), "{code:?} {regimes:?}");
        }
        // In a country that is known nobody is asked for the law; elsewhere what does not fit is asked again.
        let (answers, shown) = asked(&from(Some("GB"), &[]), "\n\n");
        assert!(answers.settle().is_ok() && !shown.contains("Whose law"), "{shown}");
        let (answers, shown) = asked(&from(None, &[]), "\n\neu uk\nuk\n\n");
        assert!(answers.regimes == [Regime::Uk] && shown.contains("for one law"), "{shown}");
    }

    #[test]
    fn two_laws_need_a_country() {
        let both = Answers { regimes: vec![Regime::Eu, Regime::Uk], ..Answers::default() };
        assert!(matches!(both.clone().settle(), Err(Error::Misfit { .. })));
        assert!(Answers { country: Some(Country::GB), ..both }.settle().is_ok());
    }
}
