//! What texts say of the regulator and of the way to it: CMP-08, 09, 10.

use std::sync::LazyLock;

use crate::declaration::HereFirst;
use crate::finding::{Fault, Mark};
use crate::law::Regime;
use crate::model::Model;
use crate::rules::lexicon::Lexicon;
use crate::rules::words::within;
use crate::rules::{Reading, Sentence};
use crate::source::Span;

/// The regulator's name until 2026-09-29, and those that it had before or never.
static OLD: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&["information commissioner", "information commissioner's", "information commissioner’s"])
});
static WRONG: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "data protection commissioner",
        "data protection registrar",
        "office of the data protection commissioner",
    ])
});

/// Texts that name a paper by its title: who issued one in the past did so under the name of that day.
fn is_title(text: &Reading<'_>) -> bool {
    let register = ["laws.", "related."].iter().any(|table| text.on.starts_with(table));
    register || ["code", "schedule"].contains(&text.field)
}

const PAST: &[&str] =
    &["before", "formerly", "former", "previously", "replaced", "until", "was", "were", "then", "now"];

pub(super) fn regulator_name(texts: &[Reading<'_>], model: &Model) -> Vec<Fault> {
    // Slovenia's authority is an Information Commissioner, and Ireland's was a Data Protection Commissioner.
    let authorities = model.complaints.iter().filter_map(|complaints| complaints.authorities.as_ref()).flatten();
    let another = model.law.has(Regime::Eu) || authorities.into_iter().any(|id| !id.starts_with("gb-"));
    let mut faults = Vec::new();
    let (mut outdated, mut whose): (Vec<Span>, Option<&str>) = (Vec::new(), None);
    let judged = |text: &&Reading<'_>| !text.on.starts_with("history") && !is_title(text) && text.is_used(model);
    for text in texts.iter().filter(judged) {
        let lists = [(&*OLD, false), (&*WRONG, true)];
        for (list, wrong) in lists.into_iter().filter(|(list, _)| list.stands_in(text.words)) {
            let current = text.sentences().iter().filter(|sentence| !sentence.has(PAST));
            let found =
                current.flat_map(|sentence| list.all(&sentence.text).into_iter().map(move |hit| (sentence, hit)));
            for (sentence, (name, range)) in found {
                let span = within(&sentence.text, range);
                if !wrong {
                    whose.get_or_insert(&text.on);
                    outdated.push(span);
                } else if !another {
                    let fault = Fault::new(format!("\"{name}\" is not the name of the United Kingdom's regulator"))
                        .at(span, "another body, or one of the past")
                        .help("leave the name out: the part on complaints names the regulator of the day");
                    faults.push(fault.on(text.on.clone()).weighing(Mark::Expected));
                }
            }
        }
    }
    if let Some((first, whose)) = outdated.first().zip(whose).filter(|_| !authority_of_another_country(model)) {
        let message = "the United Kingdom's regulator is named as it was until 29 September 2026";
        let label = "since then it is the Information Commission";
        let fault = Fault::new(message).at(*first, label).on(whose);
        let fault = outdated.iter().skip(1).take(4).fold(fault, |fault, span| fault.at(*span, "and here"));
        faults.push(fault.help("use the name of the day, or \"ICO\", which stays"));
    }
    faults
}

fn authority_of_another_country(model: &Model) -> bool {
    let authorities = model.complaints.iter().filter_map(|complaints| complaints.authorities.as_ref()).flatten();
    authorities.into_iter().any(|id| id.starts_with("si-"))
}

static ARTICLE_77: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&["art 77", "art. 77", "article 77"]));

pub(super) fn article_77(text: &Reading<'_>, model: &Model) -> Vec<Fault> {
    // The EU's article is right where its law holds too; the notice then cites both by itself.
    if model.law.has(Regime::Eu) || text.on.starts_with("history") || !text.is_used(model) {
        return Vec::new();
    }
    let fault = |(_, span): (&str, Span)| {
        Fault::new(format!("Article 77 is no longer part of the UK GDPR, in the `{}` of `{}`", text.field, text.on))
            .at(span, "left out of it on 19 June 2026")
            .help("cite section 165 of the Data Protection Act 2018, or no provision: the part on complaints does")
    };
    ARTICLE_77.find(text.words).map(fault).into_iter().collect()
}

const MUST: &[&str] = &["must", "required", "obliged"];
const ORDER: &[&str] = &["after", "before", "first", "once", "only", "until", "unless"];
const AUTHORITY: &[&str] =
    &["authority", "authorities", "commission", "commissioner", "commissioner's", "ico", "regulator"];

pub(super) fn conditional(texts: &[Reading<'_>], model: &Model) -> Vec<Fault> {
    let mut faults = Vec::new();
    let help = "say `here_first = \"invited\"` in `[complaints]`: people can be asked to come here first, and need not";
    let fault = |span: Span| {
        Fault::new("complaints to the authority are made to depend on a complaint here")
            .at(span, "nobody has to come here first")
            .help(help)
    };
    let required = model.complaints.as_ref().and_then(|complaints| complaints.here_first);
    if let Some(required) = required.filter(|first| first.value == HereFirst::Required) {
        faults.push(fault(required.span).on("complaints"));
    }
    for text in texts.iter().filter(|text| text.english && !text.on.starts_with("recipients")) {
        if let Some(sentence) = text.sentences().iter().find(|sentence| is_conditional(sentence)) {
            faults.push(fault(sentence.text.span).on(text.on.clone()));
        }
    }
    faults
}

fn is_conditional(sentence: &Sentence) -> bool {
    let complain =
        sentence.words.iter().any(|word| word.starts_with("complain") || word == "concern" || word == "concerns");
    let must = sentence.has(MUST) || ["have to", "need to"].iter().any(|run| sentence.has_run(run));
    let only = sentence.has(&["only"])
        && ["only after", "only once", "only if you have", "only when you have"]
            .iter()
            .any(|run| sentence.has_run(run));
    let free = sentence.has(&["not", "don't", "needn't", "we", "our"]) && !sentence.has(&["us"]);
    let negated = [
        "do not have to",
        "don't have to",
        "need not",
        "do not need to",
        "don't need to",
        "not required",
        "not obliged",
        "without",
    ];
    let here = sentence.has(&["us", "here"]) || sentence.has_run("our");
    complain
        && (must || only)
        && sentence.has(ORDER)
        && sentence.has(AUTHORITY)
        && here
        && !free
        && !negated.iter().any(|run| sentence.has_run(run))
        // "We must answer before you …" is about us; the reader must be the one who must.
        && sentence.has(&["you"])
        && !sentence.has_run("we must")
}

#[cfg(test)]
mod tests {
    use crate::rules::text::tests::{NONE, judged, text};

    #[test]
    fn the_regulator_has_the_name_of_the_day() {
        let on = |date: &str, words: &str| {
            judged(
                "CMP-08",
                &format!(
                    "[notice]\njurisdictions = [\"uk\"]\neffective = {date}\n[sections.a]\ntitle = \"A\"\ntext = \"{words}\""
                ),
            )
        };
        let (old, new) = ("Ask the Information Commissioner's Office.", "Ask the Information Commission.");
        assert_eq!(on("2026-11-01", old), ["CMP-08"]);
        assert_eq!(on("2026-09-29", old), NONE);
        assert_eq!(on("2026-11-01", new), NONE);
        assert_eq!(on("2026-11-01", "Ask the ICO."), NONE);
        assert_eq!(on("2026-11-01", "Until September 2026 it was the Information Commissioner."), NONE);
        assert_eq!(on("2026-11-01", "Ask the Data Protection Registrar."), ["CMP-08"]);
        // A code of practice keeps the name of those who issued it.
        let code =
            "[disclosures.cctv]\nlabel = \"images\"\ncode = \"Code of practice of the Information Commissioner\"";
        assert_eq!(judged("CMP-08", code), NONE);
        let guide = "[related.a]\nlabel = \"Guide of the Information Commissioner\"";
        assert_eq!(judged("CMP-08", guide), NONE);
    }

    #[test]
    fn article_77_is_gone() {
        let on = |law: &str, date: &str| {
            let words = "You can complain (Article 77 UK GDPR).";
            judged(
                "CMP-09",
                &format!(
                    "[notice]\njurisdictions = {law}\neffective = {date}\n[sections.a]\ntitle = \"A\"\ntext = \"{words}\""
                ),
            )
        };
        assert_eq!(on("[\"uk\"]", "2026-06-19"), ["CMP-09"]);
        assert_eq!(on("[\"uk\"]", "2026-06-18"), NONE);
        assert_eq!(on("[\"eu\", \"uk\"]", "2026-06-19"), NONE);
    }

    #[test]
    fn nobody_has_to_come_here_first() {
        assert_eq!(judged("CMP-10", "[complaints]\nhere_first = \"required\""), ["CMP-10"]);
        assert_eq!(judged("CMP-10", "[complaints]\nhere_first = \"invited\""), NONE);
        for conditional in [
            "You must complain to us before you turn to the regulator.",
            "You can complain to the ICO only after you have complained to us.",
        ] {
            assert_eq!(text("CMP-10", conditional), ["CMP-10"], "{conditional}");
        }
        for right in [
            "Please come to us before you complain to the ICO; you do not have to.",
            "We must answer your complaint before the ICO decides.",
            "You can complain to the ICO at any time.",
        ] {
            assert_eq!(text("CMP-10", right), NONE, "{right}");
        }
    }
}
