//! Interests that are none: the purpose once more, or "our legitimate business interests": LI-03.

use super::rests_on_interests;
use crate::declaration::{Basis, Entry, Purpose, Text};
use crate::finding::Fault;
use crate::model::Model;
use crate::rules::sentences::words;
use crate::source::Spanned;

/// Words of which an interest that fits anybody consists.
const EMPTY: &[&str] = &[
    "a",
    "activities",
    "activity",
    "and",
    "business",
    "commercial",
    "company",
    "controller",
    "council",
    "for",
    "general",
    "have",
    "in",
    "interest",
    "interests",
    "it",
    "legitimate",
    "of",
    "operational",
    "organisation",
    "organisational",
    "organization",
    "other",
    "our",
    "own",
    "purposes",
    "running",
    "the",
    "their",
    "third",
    "parties",
    "party",
    "those",
    "to",
    "us",
    "we",
    "conducting",
    "managing",
    "operating",
    "pursuing",
];

pub(super) fn interest_generic(basis: &Spanned<Basis>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    if !rests_on_interests(basis) {
        return None;
    }
    let shared = model.interests_of(basis).into_iter().filter_map(|one| one.label.as_ref());
    let texts: Vec<&Text> = basis.interest.iter().chain(shared).collect();
    let all = || texts.iter().flat_map(|text| text.all());
    let generic = |said: &&Spanned<String>| {
        let all = words(said);
        !all.is_empty() && all.iter().all(|word| EMPTY.contains(&word.as_str()))
    };
    let fault = if let Some(said) = all().find(generic) {
        Fault::new(format!("the interest of the purpose `{}` fits any organisation", purpose.id))
            .at(said.span, "which interest?")
    } else {
        let own = purpose.text.as_ref()?;
        let same = |said: &&Spanned<String>| {
            let interest = words(said);
            !interest.is_empty() && own.all().any(|text| words(text) == interest)
        };
        let said = all().find(same)?;
        Fault::new(format!("the interest of the purpose `{}` is the purpose once more", purpose.id))
            .at(said.span, "the same words")
            .at(own.span, "as here")
    };
    Some(fault.help("say what is gained and for whom, such as \"spending advertising money well\""))
}

#[cfg(test)]
mod tests {
    use crate::rules::text::tests::{NONE, judged};

    #[test]
    fn an_interest_is_more_than_the_purpose() {
        let with = |interest: &str| {
            let text = "text = \"We count where applicants heard of a post.\"";
            judged(
                "LI-03",
                &format!("[purposes.p]\n{text}\nbasis = {{ article = \"6(1)(f)\", interest = \"{interest}\" }}"),
            )
        };
        assert_eq!(with("We count where applicants heard of a post"), ["LI-03"]);
        assert_eq!(with("our legitimate business interests"), ["LI-03"]);
        assert_eq!(with("running our business"), ["LI-03"]);
        assert_eq!(with("spending advertising money well"), NONE);
        assert_eq!(with(""), NONE);
        let shared = "[interests.a]\nlabel = \"legitimate interests\"\n[purposes.p]\nbasis = { article = \"6(1)(f)\", interests = [\"a\"] }";
        assert_eq!(judged("LI-03", shared), ["LI-03"]);
    }
}
