//! Legitimate interests that are none: GDPR Art. 6(1)(b), (c), (f).

use crate::declaration::{Basis, Entry, Purpose, Text};
use crate::finding::Fault;
use crate::law::Article6;
use crate::model::Model;
use crate::rules::words;
use crate::source::{Span, Spanned};

/// Phrases of a legal obligation.
const OBLIGATION: &[&str] = &[
    "compliance with a legal obligation",
    "compliance with our legal obligations",
    "comply with a legal obligation",
    "comply with any legal obligation",
    "comply with legal and regulatory requirements",
    "comply with legal obligations",
    "comply with legal or regulatory requirements",
    "comply with legal requirements",
    "comply with our legal obligations",
    "comply with the law",
    "carry out our legal obligations",
    "fulfil our legal obligations",
    "meet our legal obligations",
    "required by law",
    "required to by law",
];

/// Phrases of a contract with the reader.
const CONTRACT: &[&str] = &[
    "carry out our contract with you",
    "fulfil our contract with you",
    "perform a contract with you",
    "perform our contract with you",
    "perform the contract with you",
    "performance of a contract with you",
    "performance of our contract with you",
    "performance of the contract with you",
    "performing our contract with you",
];

/// Words before a phrase that turn it round, or make it an exception.
const TURNS: &[&str] = &["not", "never", "nor", "unless", "except", "than", "if"];

pub(super) fn mislabelled(basis: &Spanned<Basis>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    if super::article(basis)? != Article6::LegitimateInterests {
        return None;
    }
    let place = basis.article.map_or(basis.span, |article| article.span);
    let kinds = [
        (Article6::Obligation, OBLIGATION, "a legal obligation", "`6(1)(c)` with its `law`"),
        (Article6::Contract, CONTRACT, "a contract with the reader", "`6(1)(b)`"),
    ];
    kinds.into_iter().find_map(|(article, phrases, what, cure)| {
        let found = texts(basis, purpose, model, article).into_iter().find_map(|text| said(text, phrases))?;
        let id = &purpose.id;
        let fault = Fault::new(format!("the purpose `{id}` rests on legitimate interests and is described as {what}"))
            .at(found, format!("speaks of {what}"))
            .at(place, "legitimate interests")
            .help(format!("rest this part on {cure}, or name the interest that is pursued"));
        Some(fault)
    })
}

/// Whether a purpose speaks of a legal obligation of the controller.
pub(super) fn speaks_of_duty(purpose: &Purpose) -> bool {
    [&purpose.label, &purpose.text].into_iter().flatten().any(|text| said(text, OBLIGATION).is_some())
}

/// Texts that speak of a basis: its own, and those of its purpose where no other basis accounts for what they say.
fn texts<'a>(basis: &'a Basis, purpose: &'a Purpose, model: &'a Model, article: Article6) -> Vec<&'a Text> {
    // The contract or the duty of another group may well be the interest in this one's data.
    let apart = |other: &Basis| match (&basis.subjects, &other.subjects) {
        (Some(own), Some(others)) => own.iter().all(|id| others.iter().all(|other| other.value != id.value)),
        _ => false,
    };
    if model.bases(purpose).iter().any(|one| super::article(one) == Some(article) && apart(one)) {
        return Vec::new();
    }
    let mut texts: Vec<&Text> = [&basis.scope, &basis.interest].into_iter().flatten().collect();
    texts.extend(model.interests_of(basis).into_iter().filter_map(|interest| interest.label.as_ref()));
    if model.bases(purpose).iter().all(|one| super::article(one) != Some(article)) {
        texts.extend([&purpose.label, &purpose.text].into_iter().flatten());
    }
    texts
}

fn said(text: &Text, phrases: &[&str]) -> Option<Span> {
    text.all().find_map(|words| {
        phrases.iter().find_map(|phrase| words::find(words, phrase).filter(|_| !is_turned(words, phrase)))
    })
}

/// Whether the clause before a phrase turns it round: "unless disclosure is required by law".
fn is_turned(words: &str, phrase: &str) -> bool {
    let lower = words.to_lowercase();
    let before = lower.split(phrase).next().unwrap_or_default();
    let clause = before.rsplit(['.', ';', ':', '(']).next().unwrap_or_default();
    clause.split(|one: char| !one.is_alphanumeric()).any(|word| TURNS.contains(&word))
}

#[cfg(test)]
mod tests {
    use crate::rules::basis::tests::bases;

    const NONE: [&str; 0] = [];

    fn on_interests(fields: &str, text: &str) -> Vec<&'static str> {
        bases(&format!("[purposes.a]\ntext = \"{text}\"\nbasis = [{{ article = \"6(1)(f)\", scope = \"x\"{fields} }}]"))
    }

    #[test]
    fn obligations_and_contracts_are_no_interests() {
        assert_eq!(on_interests(", interest = \"to comply with a legal obligation\"", ""), ["BAS-14"]);
        assert_eq!(on_interests("", "We use it where we are required by law to do so."), ["BAS-14"]);
        assert_eq!(on_interests("", "We need it to perform our contract with you."), ["BAS-14"]);
    }

    #[test]
    fn exceptions_and_contracts_with_others_are_something_else() {
        assert_eq!(on_interests("", "We do not share it unless disclosure is required by law."), NONE);
        assert_eq!(on_interests("", "We are not required by law to do so."), NONE);
        assert_eq!(on_interests("", "We perform our contract with your employer."), NONE);
    }

    #[test]
    fn another_basis_accounts_for_the_text_of_the_purpose() {
        let two = "[purposes.a]\ntext = \"Some of it is required by law.\"\nbasis = [{ article = \"6(1)(f)\", scope = \"x\" }, \
                   { article = \"6(1)(c)\", scope = \"y\", law = \"Tax Act\" }]";
        assert_eq!(bases(two), NONE);
        let own = two.replace("scope = \"x\"", "scope = \"what is required by law\"");
        assert_eq!(bases(&own), ["BAS-14"]);
    }

    #[test]
    fn a_contract_of_others_may_be_an_interest() {
        let text = "[subjects.traders]\nparty_to = \"our contract\"\n[subjects.staff]\n[purposes.a]\nsubjects = \
                    [\"traders\", \"staff\"]\nbasis = [{ article = \"6(1)(b)\", subjects = [\"traders\"], scope = \"x\" }, { article \
                    = \"6(1)(f)\", subjects = [\"staff\"], scope = \"y\", interest = \"performing our contract with you\" }]";
        assert_eq!(bases(text), NONE);
        assert_eq!(bases(&text.replace("subjects = [\"traders\"], ", "")), ["BAS-05", "BAS-14"]);
    }
}
