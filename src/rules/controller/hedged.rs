//! "We may be joint controllers": a status that the reader can't decide: JNT-05.

use crate::finding::Fault;
use crate::model::Model;
use crate::rules::{Reading, Sentence};

pub(super) fn joint_hedged(text: &Reading<'_>, model: &Model) -> Vec<Fault> {
    if !text.english || !text.is_used(model) {
        return Vec::new();
    }
    let hedges = |sentence: &&Sentence| {
        let words = sentence.words.iter().enumerate();
        let mut joint = words.filter(|(_, word)| ["joint", "jointly"].contains(&word.as_str())).map(|(at, _)| at);
        sentence.has(&["controller", "controllers"])
            && joint.any(|at| {
                let before = &sentence.words[at.saturating_sub(6)..at];
                before.windows(2).any(|two| {
                    ["may", "might", "could"].contains(&two[0].as_str())
                        && ["be", "act", "also", "become", "sometimes"].contains(&two[1].as_str())
                })
            })
    };
    let fault = |sentence: &Sentence| {
        Fault::new(format!("it stays open who is jointly responsible, in the `{}` of `{}`", text.field, text.on))
            .at(sentence.text.span, "joint or not, and for what?")
            .help("say for each purpose whether it is joint: `joint` in the purpose names the arrangement")
    };
    text.sentences().iter().find(hedges).map(fault).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::text::tests::{NONE, text};

    #[test]
    fn joint_or_not() {
        assert_eq!(text("JNT-05", "We may be “joint data controllers” with them."), ["JNT-05"]);
        assert_eq!(text("JNT-05", "We might sometimes be joint controllers."), ["JNT-05"]);
        let both = "They and we may process your data jointly, in which case we may be “joint data controllers”.";
        assert_eq!(text("JNT-05", both), ["JNT-05"]);
        assert_eq!(text("JNT-05", "We are joint controllers; you may ask either of us."), NONE);
        assert_eq!(text("JNT-05", "You may turn to any of the joint controllers."), NONE);
    }
}
