//! "We may not be able to help you": consequences that tell nothing: PRV-06.

use crate::declaration::{Entry, Provision, Purpose};
use crate::finding::Fault;
use crate::model::Model;
use crate::rules::sentences::words;
use crate::source::{Span, Spanned};

/// Words that name nothing that would not happen.
const EMPTY: &[&str] = &[
    "a",
    "able",
    "all",
    "an",
    "any",
    "as",
    "assist",
    "be",
    "certain",
    "continue",
    "could",
    "deal",
    "do",
    "fully",
    "further",
    "give",
    "have",
    "help",
    "if",
    "in",
    "it",
    "may",
    "might",
    "not",
    "of",
    "offer",
    "or",
    "our",
    "out",
    "particular",
    "possible",
    "process",
    "product",
    "products",
    "proceed",
    "properly",
    "provide",
    "providing",
    "request",
    "requests",
    "service",
    "services",
    "so",
    "some",
    "support",
    "that",
    "the",
    "these",
    "this",
    "to",
    "unable",
    "us",
    "we",
    "what",
    "with",
    "without",
    "you",
    "your",
];

pub(super) fn consequence_vague(purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let places: Vec<Span> = model.provisions(purpose).iter().filter_map(|one| vague(one, model)).collect();
    if places.is_empty() {
        return None;
    }
    let fault = Fault::new(format!("the purpose `{}` says only vaguely what happens without the data", purpose.id));
    let fault = places.into_iter().fold(fault, |fault, place| fault.at(place, "what is it that may not happen?"));
    Some(fault.help("say what happens, such as \"we cannot consider your application\""))
}

/// Where the consequences that a provision tells name nothing.
fn vague(provision: &Provision, model: &Model) -> Option<Span> {
    let text = provision.consequences.as_ref()?;
    let english = |words: &&Spanned<String>| {
        let tongue = text.tongues.iter().find(|(_, one)| std::ptr::eq(*one, *words));
        tongue.map_or(model.languages[0].is_english(), |(tag, _)| tag.is_english())
    };
    let vague = |said: &&Spanned<String>| {
        let all = words(said);
        let hedged = all.iter().any(|word| ["may", "might", "could"].contains(&word.as_str()));
        let fails = all.iter().any(|word| ["not", "unable"].contains(&word.as_str()));
        hedged && fails && all.iter().all(|word| EMPTY.contains(&word.as_str()))
    };
    text.all().filter(english).find(vague).map(|said| said.span)
}

#[cfg(test)]
mod tests {
    use crate::rules::text::tests::{NONE, judged};

    #[test]
    fn what_happens_is_told() {
        let with = |words: &str| {
            judged(
                "PRV-06",
                &format!(
                    "[purposes.p]\ncollected = \"direct\"\nprovision = {{ kind = \"contractual\", obliged = true, consequences = \"{words}\" }}"
                ),
            )
        };
        assert_eq!(with("we may not be able to help you further"), ["PRV-06"]);
        assert_eq!(with("we might not be able to provide you with a product or service"), ["PRV-06"]);
        assert_eq!(with("we may not be able to continue to provide work-finding services to you"), NONE);
        assert_eq!(with("we cannot provide the service"), NONE);
        assert_eq!(with("you may not be able to borrow books"), NONE);
    }
}
