//! Interests that are none: the purpose once more, or "our legitimate business interests": LI-03.

use super::rests_on_interests;
use crate::declaration::{Basis, Entry, Purpose, Text};
use crate::finding::Fault;
use crate::model::Model;
use crate::rules::sentences::{same_words, words};
use crate::source::{Span, Spanned};

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

/// So many places of one finding are shown.
const SHOWN: usize = 6;

/// An interest that is none, with the purpose that rests on it.
struct Found<'a> {
    purpose: &'a Entry<Purpose>,
    said: Span,
    /// The text of the purpose, where the interest says the same.
    same: Option<Span>,
}

/// The interests of a basis, in every language that they have.
fn said<'a>(basis: &'a Basis, model: &'a Model) -> impl Iterator<Item = &'a Spanned<String>> {
    let shared = model.interests_of(basis).into_iter().filter_map(|one| one.label.as_ref());
    basis.interest.iter().chain(shared).flat_map(Text::all)
}

/// The text of a purpose, where an interest says the same.
fn copied(said: &str, purpose: &Purpose) -> Option<Span> {
    let own = purpose.text.as_ref()?;
    let letters = said.chars().any(char::is_alphanumeric);
    (letters && own.all().any(|text| same_words(text, said))).then_some(own.span)
}

/// Places of interests that are the purpose once more; they are judged as such, and their words where the purpose says them.
pub(in crate::rules) fn copies(model: &Model) -> Vec<Span> {
    let mut found = Vec::new();
    for purpose in &model.purposes {
        for basis in model.bases(purpose).iter().filter(|basis| rests_on_interests(basis)) {
            let own = basis.interest.iter().flat_map(Text::all);
            found.extend(own.filter(|said| copied(said, purpose).is_some()).map(|said| said.span));
        }
    }
    found
}

pub(super) fn interest_generic(model: &Model) -> Vec<Fault> {
    let generic = |said: &Spanned<String>| {
        let all = words(said);
        !all.is_empty() && all.iter().all(|word| EMPTY.contains(&word.as_str()))
    };
    let (mut wide, mut same): (Vec<Found<'_>>, Vec<Found<'_>>) = (Vec::new(), Vec::new());
    for purpose in &model.purposes {
        for basis in model.bases(purpose).iter().filter(|basis| rests_on_interests(basis)) {
            if let Some(said) = said(basis, model).find(|said| generic(said)) {
                wide.push(Found { purpose, said: said.span, same: None });
            } else if let Some((said, text)) = said(basis, model).find_map(|said| Some((said, copied(said, purpose)?)))
            {
                same.push(Found { purpose, said: said.span, same: Some(text) });
            }
        }
    }
    let wide = one_finding(&wide, ["fits any organisation", "fit any organisation"]);
    let same = one_finding(&same, ["is the purpose once more", "are the purpose once more"]);
    wide.into_iter().chain(same).collect()
}

/// One finding for all interests of a kind; `what` says it of one and of several.
fn one_finding(found: &[Found<'_>], what: [&str; 2]) -> Option<Fault> {
    let mut purposes: Vec<&str> = found.iter().map(|one| one.purpose.id.as_str()).collect();
    purposes.dedup();
    let (first, more) = purposes.split_first()?;
    let mut fault = Fault::new(match more.len() {
        0 => format!("the interest of the purpose `{first}` {}", what[0]),
        more => format!("the interests of the purpose `{first}` and {more} more {}", what[1]),
    });
    let mut places: Vec<Span> = Vec::new();
    for one in found {
        // A shared interest stands once, however many purposes rest on it.
        if places.len() < SHOWN && !places.contains(&one.said) {
            places.push(one.said);
            let label = if one.same.is_some() { "the words of the purpose" } else { "which interest?" };
            fault = fault.at(one.said, label);
        }
    }
    if let [Found { same: Some(text), .. }] = found {
        fault = fault.at(*text, "as here");
    }
    let on = if more.is_empty() { format!("purposes.{first}") } else { "notice".to_owned() };
    Some(fault.help("say what is gained and for whom, such as \"spending advertising money well\"").on(on))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{self, TODAY, under};
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

    #[test]
    fn interests_of_a_kind_are_one_finding() {
        let purpose = |id: &str, interest: &str| {
            let basis = format!("basis = {{ article = \"6(1)(f)\", interest = \"{interest}\" }}");
            format!("[purposes.{id}]\ntext = \"We count books, etc.\"\n{basis}\n")
        };
        let found =
            |codes: &[&str], text: &str| testing::findings(codes, TODAY, &under("[\"uk\"]", "2026-11-01", text));
        let copies: String = (0..9).map(|at| purpose(&format!("p{at}"), "we count books, etc")).collect();
        let all = found(&["LI-03"], &format!("{copies}{}", purpose("q", "our business interests")));
        let messages: Vec<&str> = all.iter().map(|one| one.fault.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "the interests of the purpose `p0` and 8 more are the purpose once more",
                "the interest of the purpose `q` fits any organisation"
            ]
        );
        assert_eq!(all[0].fault.labels.len(), super::SHOWN);
        assert_eq!(all[0].fault.on.as_deref(), Some("notice"));
        // The words of a copy are judged where the purpose says them.
        let open = |interest: &str| found(&["TXT-12"], &purpose("p", interest)).len();
        assert_eq!(open("we count books, etc"), 1);
        assert_eq!(open("counting shelves, etc"), 2);
    }
}
