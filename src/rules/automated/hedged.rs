//! Automated decisions that are denied and kept open in one breath: ADM-11.

use crate::finding::Fault;
use crate::model::Model;
use crate::rules::{Reading, Sentence};

pub(super) fn hedged(text: &Reading<'_>, model: &Model) -> Vec<Fault> {
    if !text.english || !text.is_used(model) {
        return Vec::new();
    }
    let fault = |sentence: &Sentence| {
        Fault::new(format!("it stays open whether decisions are automated, in the `{}` of `{}`", text.field, text.on))
            .at(sentence.text.span, "yes or no?")
            .help("declare each such decision in `[automated.<id>]`, or `none = true` in `[automated]`, and leave the sentence out")
    };
    text.sentences().iter().find(|sentence| hedges(sentence)).map(fault).into_iter().collect()
}

fn hedges(sentence: &Sentence) -> bool {
    let decision = |word: &String| word.starts_with("decision");
    let automated = |word: &String| ["automated", "automatic", "automatically"].contains(&word.as_str());
    let behind = |at: usize| sentence.words[at + 1..].iter().take(3).any(decision);
    let near = sentence.words.iter().enumerate().any(|(at, word)| automated(word) && behind(at));
    let by_means = sentence.words.iter().any(decision)
        && ["by automated", "based solely on automated", "made automatically"].iter().any(|run| sentence.has_run(run));
    let automated = near || by_means;
    // The law's own exceptions, told as such.
    let law = sentence.has_run("right not to be") || sentence.has(&["explicit", "explicitly", "contract"]);
    let unless = sentence.has(&["unless"])
        && (sentence.has_run("unless we")
            || sentence.has_run("unless permitted")
            || sentence.has_run("unless the law")
            || sentence.has_run("unless otherwise"));
    let may = ["we may", "we might", "may be subject to", "might be subject to", "may be made", "might be made"];
    automated && !law && (unless || may.iter().any(|run| sentence.has_run(run)))
}

#[cfg(test)]
mod tests {
    use crate::rules::text::tests::{NONE, text};

    #[test]
    fn yes_or_no() {
        let published = "You will not be subject to decisions based solely on automated decision-making unless we have a lawful basis for \
                    doing so and we have notified you.";
        assert_eq!(text("ADM-11", published), ["ADM-11"]);
        assert_eq!(text("ADM-11", "We may make automated decisions about you."), ["ADM-11"]);
        assert_eq!(text("ADM-11", "We may make automated individual decisions."), ["ADM-11"]);
        assert_eq!(text("ADM-11", "Automated decisions might be made."), ["ADM-11"]);
        for right in [
            "We make no automated decisions.",
            "You have the right not to be subject to automated decisions unless we need them for a contract with you.",
            "We may use automated tools that help our staff to decide.",
            "A member of staff decides; you may ask how our automated check works.",
        ] {
            assert_eq!(text("ADM-11", right), NONE, "{right}");
        }
    }
}
