//! Consent and agreement that a text reads into the use of a website, or into reading the notice: CON-06, CON-07, CHG-11.

use crate::finding::Fault;
use crate::model::Model;
use crate::rules::{Reading, Sentence};

/// What a sentence takes for given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taken {
    /// Consent to the use of data.
    Consent,
    /// Agreement to the notice.
    Agreement,
    /// Agreement to its changes.
    Changes,
}

/// What readers do anyway.
const USES: &[&str] = &[
    "by accessing",
    "by browsing",
    "by continuing",
    "by entering",
    "by remaining",
    "by staying",
    "by using",
    "by visiting",
    "continue to use",
    "continued access",
    "continued use",
    "continuing to browse",
    "continuing to use",
    "if you use",
    "use of our services",
    "use of our site",
    "use of our website",
    "use of the services",
    "use of the site",
    "use of the website",
    "use of this site",
    "use of this website",
    "when you use",
    "your use of",
];

/// What is read into it.
const CONSENT: &[&str] = &["consent", "consented", "consenting", "consents"];
const ACCEPTANCE: &[&str] =
    &["accept", "acceptance", "accepted", "accepting", "accepts", "agree", "agreed", "agreeing", "agreement"];

/// Verbs with which it is, where the reader is not the subject.
const MEANS: &[&str] =
    &["confirms", "constitute", "constitutes", "deemed", "implies", "indicates", "mean", "means", "signifies", "taken"];

const NOTICE: &[&str] = &["notice", "policy", "practices", "statement"];
const CHANGES: &[&str] = &[
    "amended",
    "amendment",
    "amendments",
    "change",
    "changed",
    "changes",
    "modifications",
    "revised",
    "revisions",
    "update",
    "updated",
    "updates",
];
const NEGATIONS: &[&str] = &["cannot", "don't", "doesn't", "never", "no", "not", "without", "isn't"];

/// Words with which the reader is asked, and can say no.
const ASKED: &[&str] = &[
    "ask", "asked", "asks", "box", "button", "can", "choose", "click", "clicking", "may", "tick", "ticking", "whether",
    "withdraw",
];

/// "By using our site you consent": consent needs a statement or an affirmative act.
pub(super) fn consent_by_use(text: &Reading<'_>, model: &Model) -> Vec<Fault> {
    find(text, model, Taken::Consent, |fault| {
        fault.help("ask for consent with a question that can be answered with no, and leave the sentence out")
    })
}

/// "You agree to this privacy notice": a notice informs, nobody agrees to it.
pub(super) fn agreement(text: &Reading<'_>, model: &Model) -> Vec<Fault> {
    find(text, model, Taken::Agreement, |fault| {
        fault.help("leave the sentence out: a notice tells, and holds without agreement")
    })
}

/// "Your continued use means that you accept the changes".
pub(in crate::rules) fn changes_by_use(text: &Reading<'_>, model: &Model) -> Vec<Fault> {
    find(text, model, Taken::Changes, |fault| {
        fault.help("leave the sentence out, and say in `notify` of `[changes]` how people are told")
    })
}

fn find(text: &Reading<'_>, model: &Model, wanted: Taken, help: impl Fn(Fault) -> Fault) -> Vec<Fault> {
    if !text.english || !text.is_used(model) {
        return Vec::new();
    }
    let found = text.sentences().iter().find(|sentence| taken(sentence) == Some(wanted));
    let fault = |sentence: &Sentence| {
        let (what, label) = match wanted {
            Taken::Consent => ("takes the use of a service for consent", "using something says nothing about consent"),
            Taken::Agreement => ("asks for agreement to the notice", "nobody has to agree to be informed"),
            Taken::Changes => {
                ("takes the use of a service for agreement to changes", "using something accepts nothing")
            }
        };
        let fault = Fault::new(format!("a sentence {what}, in the `{}` of `{}`", text.field, text.on));
        help(fault.at(sentence.text.span, label))
    };
    found.map(fault).into_iter().collect()
}

fn taken(sentence: &Sentence) -> Option<Taken> {
    let accepts = sentence.has(ACCEPTANCE);
    let consents = sentence.has(CONSENT);
    if !(accepts || consents) || sentence.has(NEGATIONS) || sentence.text.trim_end().ends_with('?') {
        return None;
    }
    let reader = reader_does(sentence, CONSENT) || reader_does(sentence, ACCEPTANCE) || sentence.has(MEANS);
    let uses = USES.iter().any(|run| sentence.has_run(run)) && !sentence.has(ASKED);
    let notice = sentence.has(NOTICE);
    match (uses && reader, consents) {
        (true, _) if sentence.has(CHANGES) => Some(Taken::Changes),
        (true, true) => Some(Taken::Consent),
        (true, false) if notice => Some(Taken::Agreement),
        (true, false) => {
            sentence.has(&["collection", "cookies", "data", "information", "processing"]).then_some(Taken::Consent)
        }
        (false, _) => (accepts && to_notice(sentence)).then_some(Taken::Agreement),
    }
}

/// "You accept", "you hereby agree", "you are consenting".
fn reader_does(sentence: &Sentence, verbs: &[&str]) -> bool {
    sentence.words.iter().enumerate().any(|(at, word)| {
        verbs.contains(&word.as_str()) && sentence.words[at.saturating_sub(3)..at].iter().any(|word| word == "you")
    })
}

/// "You agree to this privacy notice", "you have accepted our privacy policy".
fn to_notice(sentence: &Sentence) -> bool {
    let words = &sentence.words;
    words.iter().enumerate().any(|(at, word)| {
        let verb = ACCEPTANCE.contains(&word.as_str());
        let reader =
            words[at.saturating_sub(4)..at].iter().any(|word| ["you", "your", "i", "users"].contains(&word.as_str()));
        let behind = &words[(at + 1).min(words.len())..(at + 7).min(words.len())];
        let object = behind.iter().position(|word| NOTICE.contains(&word.as_str()));
        let privacy = behind.iter().any(|word| ["privacy", "this"].contains(&word.as_str()));
        verb && reader && privacy && object.is_some()
    })
}

#[cfg(test)]
mod tests {
    use crate::rules::text::tests::{NONE, text};

    #[test]
    fn use_is_no_consent() {
        for taken in [
            "By using our website you consent to the use of your data.",
            "By continuing to browse, you agree to our use of cookies.",
            "Your use of this site constitutes consent to the processing.",
            "If you continue to use our website, you are deemed to have consented.",
        ] {
            assert_eq!(text("CON-06", taken), ["CON-06"], "{taken}");
            assert_eq!(text("CON-07", taken), NONE, "{taken}");
        }
        for right in [
            "By using our website you do not consent to anything.",
            "We ask for your consent when you use our website for the first time.",
            "By ticking the box you consent to our newsletter.",
            "When you use our website you can consent to cookies.",
            "You can withdraw your consent.",
        ] {
            assert_eq!(text("CON-06", right), NONE, "{right}");
        }
    }

    #[test]
    fn a_notice_is_no_contract() {
        for agreed in [
            "By using our Site, you accept the practices described in this privacy notice.",
            "You agree to this privacy policy.",
            "Please tick here to show that you accept our privacy notice.",
        ] {
            assert_eq!(text("CON-07", agreed), ["CON-07"], "{agreed}");
        }
        for right in [
            "You need not agree to this privacy notice.",
            "We agreed with the county on this privacy notice.",
            "You accept the terms of the contract when you sign it.",
            "The council accepted the policy in May.",
        ] {
            assert_eq!(text("CON-07", right), NONE, "{right}");
        }
    }

    #[test]
    fn use_accepts_no_changes() {
        let changed = "Your continued use of the website means that you accept the changes.";
        assert_eq!(text("CHG-11", changed), ["CHG-11"]);
        assert_eq!(text("CON-06", changed), NONE);
        assert_eq!(text("CON-07", changed), NONE);
        assert_eq!(text("CHG-11", "We ask you before we change what you agreed to."), NONE);
    }
}
