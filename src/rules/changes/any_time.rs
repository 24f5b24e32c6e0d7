//! "We may change this notice at any time": a reservation in the place of a promise to tell.

use crate::finding::Fault;
use crate::model::Model;
use crate::rules::Reading;
use crate::rules::entries::said;

const NOTICE: &[&str] = &["notice", "policy", "statement", "this"];
const CHANGE: &[&str] = &["alter", "amend", "change", "modify", "revise", "update"];
const FREELY: &[&str] = &[
    "at any point",
    "at any time",
    "at our discretion",
    "at our sole discretion",
    "from time to time",
    "reserve the right",
    "without notice",
    "without prior notice",
];

pub(super) fn at_any_time(text: &Reading<'_>, model: &Model) -> Vec<Fault> {
    let told = model.changes.as_ref().is_some_and(|changes| said(changes.notify.as_ref()));
    if !text.english || told {
        return Vec::new();
    }
    let sentences = text.sentences();
    let reserves = |sentence: &&crate::rules::Sentence| {
        let object = sentence.words.iter().enumerate().any(|(at, word)| {
            let behind = &sentence.words[at + 1..sentence.words.len().min(at + 5)];
            CHANGE.contains(&word.as_str()) && behind.iter().any(|word| NOTICE.contains(&word.as_str()))
        });
        object
            && sentence.has(&["may", "might", "can", "could", "right", "will"])
            && FREELY.iter().any(|run| sentence.has_run(run))
    };
    let Some(found) = sentences.iter().find(reserves) else { return Vec::new() };
    // The sentences beside it may say how people are told; looking at the page themselves is no way of being told.
    let tells = sentences.iter().any(|sentence| {
        sentence.has(&["tell", "inform", "notify", "email", "write", "let"])
            && sentence.has(&["we"])
            && sentence.has(&["you"])
    });
    if tells {
        return Vec::new();
    }
    let fault = Fault::new("the notice may be changed freely, and nothing says how people are told")
        .at(found.text.span, "and how does a reader learn of it?")
        .help("say in `notify` of `[changes]` how people are told of changes, and leave the sentence out");
    vec![fault.paste("[changes]\nnotify = \"by e-mail to everyone with an open application\"\nlead = \"30 days\"")]
}

#[cfg(test)]
mod tests {
    use crate::rules::text::tests::{NONE, judged, text};

    #[test]
    fn a_reservation_says_how_people_are_told() {
        assert_eq!(text("CHG-10", "We may change this privacy notice at any time."), ["CHG-10"]);
        assert_eq!(text("CHG-10", "We reserve the right to amend this policy without notice."), ["CHG-10"]);
        for right in [
            "We may change this notice at any time. We will tell you by e-mail.",
            "You may change your mind at any time.",
            "We will update this notice when the law changes.",
        ] {
            assert_eq!(text("CHG-10", right), NONE, "{right}");
        }
        let with = "[changes]\nnotify = \"by e-mail\"\ntext = \"We may change this notice at any time.\"";
        assert_eq!(judged("CHG-10", with), NONE);
    }
}
