//! Sentences that deny every transfer.

use crate::law::Country;
use crate::model::Model;
use crate::rules::Sentence;

/// Area names as runs of words.
pub(super) const UK_NAMES: &[&str] =
    &["uk", "united kingdom", "gb", "great britain", "vereinigten königreichs", "royaume uni"];
pub(super) const EEA_NAMES: &[&str] = &["eea", "european economic area", "ewr"];
pub(super) const EU_NAMES: &[&str] = &["eu", "european union"];
const CH_NAMES: &[&str] = &["switzerland", "swiss confederation", "schweiz"];

/// A denial of transfers: which areas it draws its border around; none for "abroad" and "third countries".
pub(super) struct Claim {
    areas: Vec<Area>,
}

/// An area that a text names.
#[derive(Clone, Copy)]
enum Area {
    Uk,
    Eea,
    Eu,
    Ch,
}

/// Words of which a general denial consists; any other word may limit it to some data, some people or some case.
const PLAIN: &[&str] = &[
    "we",
    "do",
    "don't",
    "not",
    "will",
    "won't",
    "never",
    "no",
    "none",
    "neither",
    "nor",
    "are",
    "is",
    "be",
    "does",
    "doesn't",
    "aren't",
    "isn't",
    "your",
    "you",
    "any",
    "personal",
    "data",
    "information",
    "details",
    "it",
    "them",
    "they",
    "all",
    "our",
    "or",
    "and",
    "have",
    "has",
    "ever",
    "also",
    "currently",
    "that",
    "about",
    "us",
    "collect",
    "hold",
    "to",
    "which",
    "transfer",
    "transferred",
    "transfers",
    "send",
    "sent",
    "store",
    "stored",
    "process",
    "processed",
    "keep",
    "kept",
    "share",
    "shared",
    "move",
    "moved",
    "export",
    "exported",
    "leave",
    "leaves",
    "third",
    "other",
    "another",
];
const NEGATIONS: &[&str] = &["not", "don't", "won't", "never", "no", "none", "neither", "doesn't", "aren't", "isn't"];
const MOVES: &[&str] = &[
    "transfer",
    "transferred",
    "send",
    "sent",
    "share",
    "shared",
    "move",
    "moved",
    "export",
    "exported",
    "leave",
    "leaves",
];
const LIMITS: &[&str] = &["without", "unless", "except", "if", "where", "only", "but", "other than", "apart", "save"];
const GERMAN_NEGATIONS: &[&str] = &["nicht", "keine"];
const GERMAN_DENIALS: &[&str] =
    &["keine übermittlung", "nicht übermittelt", "übermitteln wir nicht", "daten nicht", "übermitteln keine"];
const GERMAN_LIMITS: &[&str] = &["ohne", "sofern", "nur", "außer", "wenn", "soweit", "es sei denn"];

impl Claim {
    /// The denial that a sentence makes of the whole notice; `None` where it makes none, or a limited one.
    pub(super) fn of(sentence: &Sentence) -> Option<Self> {
        if !sentence.has(NEGATIONS) && !sentence.has(GERMAN_NEGATIONS) {
            return None;
        }
        let flat = flat(&sentence.words);
        let has = |run: &&str| flat.contains(&format!(" {run} "));
        Self::english(&flat).or_else(|| {
            let far = ["drittländer", "drittland", "drittstaaten", "ausland"].iter().any(has);
            let denied = GERMAN_DENIALS.iter().any(has) && flat.contains("übermit") && !GERMAN_LIMITS.iter().any(has);
            (far && denied).then(|| Self { areas: Vec::new() })
        })
    }

    fn english(flat: &str) -> Option<Self> {
        let words: Vec<&str> = flat.split_whitespace().collect();
        let far = ["outside", "abroad", "overseas", "countries", "country"];
        let leaves = |at: usize| words[at].starts_with("leave");
        let border = (0..words.len()).find(|at| far.contains(&words[*at]) || leaves(*at))?;
        let (head, tail) = (&words[..border], &words[border..]);
        let denied = head.iter().any(|word| NEGATIONS.contains(word));
        let moved = head.iter().any(|word| MOVES.contains(word)) || leaves(border);
        let plain = head.iter().all(|word| PLAIN.contains(word));
        let tail_text = format!(" {} ", tail.join(" "));
        let limited = LIMITS.iter().any(|limit| tail_text.contains(&format!(" {limit} ")));
        if !denied || !moved || !plain || limited {
            return None;
        }
        let names = |list: &[&str]| list.iter().any(|name| tail_text.contains(&format!(" {name} ")));
        let mut areas = Vec::new();
        let all = [(UK_NAMES, Area::Uk), (EEA_NAMES, Area::Eea), (EU_NAMES, Area::Eu), (CH_NAMES, Area::Ch)];
        for (list, area) in all {
            if names(list) {
                areas.push(area);
            }
        }
        let generic = tail.first().is_some_and(|word| ["abroad", "overseas"].contains(word))
            || ["third countries", "other countries", "another country", "third country"]
                .iter()
                .any(|run| flat.contains(&format!(" {run} ")));
        (!areas.is_empty() || generic).then_some(Self { areas })
    }

    /// Whether it denies that data go to this place. A border that is not named counts only where every regime sees it.
    pub(super) fn denies(&self, country: Option<Country>, model: &Model) -> bool {
        let Some(country) = country else { return self.areas.is_empty() };
        if self.areas.is_empty() {
            return model.law.outside(country).count() == model.law.regimes.len();
        }
        self.areas.iter().all(|area| match area {
            Area::Uk => country != Country::GB,
            Area::Eea => !country.in_eea(model.law.date),
            Area::Eu => !country.in_eu(model.law.date),
            Area::Ch => country != Country::CH,
        })
    }
}

/// A sentence as words parted and framed by one space, without articles.
pub(super) fn flat(words: &[String]) -> String {
    let words: Vec<&str> = words.iter().map(String::as_str).filter(|word| !["the", "of"].contains(word)).collect();
    format!(" {} ", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims(sentence: &str) -> bool {
        Claim::of(&crate::rules::reading::tests::sentence(sentence)).is_some()
    }

    #[test]
    fn a_general_denial_is_told_from_a_limited_one() {
        for general in [
            "We do not transfer your personal data outside the UK.",
            "We don't send your data abroad.",
            "Your information is never transferred to third countries.",
            "Your data never leave the EEA.",
            "No personal data are transferred outside the UK or the EEA.",
            "Eine Übermittlung in Drittländer: Es findet keine Übermittlung in Drittländer statt.",
        ] {
            assert!(claims(general), "{general}");
        }
        for limited in [
            "We do not transfer your data outside the UK without safeguards.",
            "We do not transfer your health data outside the UK.",
            "Our host does not transfer your data outside the UK.",
            "We transfer your data outside the UK.",
            "We do not sell your data.",
            "You may leave the UK with your data.",
            "If you ask us not to, we do not send your data abroad.",
        ] {
            assert!(!claims(limited), "{limited}");
        }
    }
}
