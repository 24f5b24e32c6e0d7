//! Deletion and objection promised further than they reach: RGT-10, RGT-11.

use crate::finding::Fault;
use crate::law::{Article6, Right};
use crate::model::Model;
use crate::rules::{Reading, Sentence};
use crate::source::Span;

const ERASE: &[&str] = &["delete", "deleted", "deletion", "erase", "erased", "erasure", "remove", "removed"];

/// Words with which a promise has no limit.
const ALWAYS: &[&str] = &[
    "all your data",
    "all of your data",
    "always",
    "any reason",
    "any time",
    "any purpose",
    "at once",
    "everything",
    "immediately",
    "on request",
    "whenever you",
    "without exception",
    "any service",
    "any council service",
    "all processing",
    "any processing",
    "any use",
];

/// Words that limit it or take it back.
const LIMITS: &[&str] = &[
    "although",
    "but",
    "cannot",
    "can't",
    "cases",
    "certain",
    "circumstances",
    "consent",
    "except",
    "exceptions",
    "exemptions",
    "however",
    "if",
    "instances",
    "limits",
    "longer",
    "marketing",
    "may",
    "might",
    "newsletter",
    "not",
    "only",
    "possible",
    "reason",
    "reasons",
    "some",
    "subject",
    "unless",
    "where",
    "limited",
];

/// Words that speak of the reader's own doing, such as the deletion of cookies in a browser.
const OWN: &[&str] = &["account", "app", "browser", "browsers", "cookie", "cookies", "device", "profile", "settings"];

pub(super) fn erasure(texts: &[Reading<'_>], model: &Model) -> Vec<Fault> {
    let binds = |article| matches!(article, Article6::Obligation | Article6::PublicTask);
    let bound = model.purposes.iter().find_map(|purpose| {
        let bases = model.bases(purpose).iter().filter_map(|basis| basis.article);
        bases.into_iter().find(|article| binds(article.value)).map(|article| (purpose, article.span))
    });
    let Some((purpose, basis)) = bound else { return Vec::new() };
    let promises = |sentence: &Sentence| {
        sentence.has(ERASE)
            && sentence.has(&["your", "data", "information", "everything"])
            && sentence.has(&["will", "right", "can", "must"])
            && sentence.has(&["we", "us", "right"])
            && !sentence.has(OWN)
            && is_boundless(sentence)
    };
    let fault = |text: &Reading<'_>, span: Span| {
        Fault::new(format!("deletion is promised without limit, in the `{}` of `{}`", text.field, text.on))
            .at(span, "no limit is named")
            .at(basis, format!("data of `{}` can be kept as long as this asks", purpose.id))
            .help("leave the sentence out, or name the limits: the notice prints the right with those of the law")
            .on(text.on.clone())
    };
    find(texts, promises, fault)
}

pub(super) fn objection(texts: &[Reading<'_>], model: &Model) -> Vec<Fault> {
    let standing = model.standing(Right::Objection);
    let Some(without) = standing.absent.iter().find(|purpose| !model.is_marketing(purpose)) else { return Vec::new() };
    let basis = model.bases(without).first().map_or(without.span, |basis| basis.span);
    let promises = |sentence: &Sentence| {
        let stop = sentence.has(&["stop"]) && sentence.has(&["processing", "using", "use"]);
        let objects = sentence.has(&["object", "objection"]) && sentence.has(&["any", "all"]);
        let yours = sentence.has(&["right", "can", "entitled", "may"]) && sentence.has(&["you"]);
        let whole = sentence.words.windows(2).any(|two| {
            two[0] == "any"
                && ["council", "purpose", "purposes", "processing", "reason", "service", "services", "use", "uses"]
                    .contains(&two[1].as_str())
                || two[0] == "all" && ["processing", "purposes", "uses", "services", "use"].contains(&two[1].as_str())
        });
        let limits: Vec<&str> = LIMITS.iter().copied().filter(|limit| !["reason", "may"].contains(limit)).collect();
        yours && (stop || objects) && whole && !sentence.has(&limits)
    };
    let fault = |text: &Reading<'_>, span: Span| {
        Fault::new(format!(
            "objection is promised where the law does not give it, in the `{}` of `{}`",
            text.field, text.on
        ))
        .at(span, "promised for everything")
        .at(basis, format!("the basis of `{}` gives no such right", without.id))
        .help("leave the sentence out: the notice prints the right with the purposes where it applies")
        .on(text.on.clone())
    };
    find(texts, promises, fault)
}

fn is_boundless(sentence: &Sentence) -> bool {
    ALWAYS.iter().any(|run| sentence.has_run(run))
        && !sentence.has(&LIMITS.iter().copied().filter(|limit| *limit != "reason").collect::<Vec<_>>())
}

/// The first sentence of each text that speaks of rights and promises too much.
fn find(
    texts: &[Reading<'_>],
    promises: impl Fn(&Sentence) -> bool,
    fault: impl Fn(&Reading<'_>, Span) -> Fault,
) -> Vec<Fault> {
    let speaks = |text: &&Reading<'_>| {
        text.english
            && (text.on == "rights"
                || ["notice", "controller"].contains(&text.on.as_str())
                || text.on.starts_with("sections."))
    };
    let found = texts.iter().filter(speaks).filter_map(|text| {
        let sentence = text.sentences().iter().find(|sentence| promises(sentence))?;
        Some(fault(text, sentence.text.span))
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::text::tests::{NONE, judged};

    fn with(code: &'static str, words: &str, basis: &str) -> Vec<&'static str> {
        judged(code, &format!("[rights]\ntext = \"{words}\"\n[purposes.p]\nbasis = \"{basis}\""))
    }

    #[test]
    fn deletion_has_limits() {
        let promise = "We will delete all your data whenever you ask.";
        assert_eq!(with("RGT-10", promise, "6(1)(c)"), ["RGT-10"]);
        assert_eq!(with("RGT-10", promise, "6(1)(a)"), NONE);
        assert_eq!(with("RGT-10", "You have the right to have your data erased at any time.", "6(1)(e)"), ["RGT-10"]);
        for right in [
            "You can ask us to delete your data.",
            "In certain circumstances you have the right to have your data erased at any time.",
            "You can delete cookies in your browser at any time.",
            "We delete everything after six years.",
        ] {
            assert_eq!(with("RGT-10", right, "6(1)(c)"), NONE, "{right}");
        }
    }

    #[test]
    fn objection_has_its_place() {
        let promise = "You have the right to ask us to stop processing your data for any purpose.";
        assert_eq!(with("RGT-11", promise, "6(1)(b)"), ["RGT-11"]);
        assert_eq!(with("RGT-11", promise, "6(1)(e)"), NONE);
        for right in [
            "You can object to any use of your data for marketing.",
            "You can object to our use of your data.",
            "You can ask us any question.",
        ] {
            assert_eq!(with("RGT-11", right, "6(1)(b)"), NONE, "{right}");
        }
    }
}
