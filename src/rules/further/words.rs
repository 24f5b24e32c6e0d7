//! Blank permissions for new uses: FUR-03, FUR-04.

use crate::finding::Fault;
use crate::model::Model;
use crate::rules::{Reading, Sentence};

const OTHER: &[&str] = &["another", "any", "other"];
const REASON: &[&str] = &["purpose", "purposes", "reason", "reasons", "use", "uses"];
const NEGATIONS: &[&str] = &["cannot", "don't", "never", "no", "nobody", "nothing", "won't"];

/// Words of a statute, with which a sentence names what allows something.
const STATUTES: &[&str] = &["act", "acts", "code", "directive", "order", "regulation", "regulations", "section", "§"];

/// "For another reason that is compatible": which, the reader is not told.
pub(super) fn compatible(text: &Reading<'_>, model: &Model) -> Vec<Fault> {
    find(text, model, is_blanket, |sentence| {
        Fault::new(format!("new uses are kept open as compatible, in the `{}` of `{}`", text.field, text.on))
            .at(sentence.text.span, "which, and how does the reader learn of it?")
            .help("leave it out: whoever uses data for a new purpose tells the people first, with that purpose")
    })
}

/// "Without your knowledge or consent": what allows that must have a name.
pub(super) fn without_knowledge(text: &Reading<'_>, model: &Model) -> Vec<Fault> {
    find(text, model, is_secret, |sentence| {
        Fault::new(format!(
            "data is used without the knowledge of people, and no law is named, in the `{}` of `{}`",
            text.field, text.on
        ))
        .at(sentence.text.span, "under which law?")
        .help("name the law that allows it and the case in which it does, or leave it out")
    })
}

fn find(
    text: &Reading<'_>,
    model: &Model,
    is: impl Fn(&Sentence) -> bool,
    fault: impl Fn(&Sentence) -> Fault,
) -> Vec<Fault> {
    if !text.english || !text.is_used(model) {
        return Vec::new();
    }
    text.sentences().iter().find(|sentence| is(sentence)).map(fault).into_iter().collect()
}

fn is_blanket(sentence: &Sentence) -> bool {
    let words = &sentence.words;
    let named = words.iter().enumerate().any(|(at, word)| {
        let behind = words.iter().skip(at + 1).take(3);
        OTHER.contains(&word.as_str()) && behind.into_iter().any(|word| REASON.contains(&word.as_str()))
    });
    let told = sentence.has(&["tell", "inform", "notify"]) && sentence.has(&["before", "first", "beforehand"]);
    named && sentence.has(&["compatible"]) && !told && !sentence.has(NEGATIONS)
}

fn is_secret(sentence: &Sentence) -> bool {
    let words = &sentence.words;
    let at = words.windows(3).position(|three| {
        three[0] == "without" && ["your", "their", "the"].contains(&three[1].as_str()) && three[2] == "knowledge"
    });
    at.is_some_and(|at| {
        let before = &words[..at];
        let denied = before.iter().any(|word| NEGATIONS.contains(&word.as_str()) || word == "not");
        !denied && before.iter().any(|word| word == "we") && !sentence.has(STATUTES)
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::text::tests::{NONE, text};

    #[test]
    fn new_uses_are_not_kept_open() {
        let open = "We use it only for these purposes, unless we consider that we need it for another reason that is compatible with them.";
        assert_eq!(text("FUR-03", open), ["FUR-03"]);
        assert_eq!(text("FUR-03", "We may use your data for any compatible purpose."), ["FUR-03"]);
        assert_eq!(text("FUR-03", "We never use it for any other purpose, compatible or not."), NONE);
        assert_eq!(text("FUR-03", "We tell you before we use it for another compatible purpose."), NONE);
    }

    #[test]
    fn what_is_done_in_secret_has_a_law() {
        let secret = "We may process your personal data without your knowledge or consent where the law permits it.";
        assert_eq!(text("FUR-04", secret), ["FUR-04"]);
        assert_eq!(text("FUR-04", "We never pass it on without your knowledge."), NONE);
        assert_eq!(
            text("FUR-04", "We do so without your knowledge under section 29 of the Proceeds of Crime Act 2002."),
            NONE
        );
    }
}
