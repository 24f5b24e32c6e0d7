//! Categories of recipients that tell readers nothing of what their members do: RCP-02.

use std::sync::LazyLock;

use super::{FILLERS, VAGUE, fits_anybody, is_internal, naming};
use crate::declaration::parties::Chooser;
use crate::declaration::{Entry, Recipient, Role};
use crate::finding::{Fault, Mark};
use crate::model::Model;
use crate::rules::entries::{called, named, path, quoted, said};
use crate::rules::lexicon::Lexicon;

/// Words for organisations of any kind, beside those that are vague by themselves.
const ANYBODY: &[&str] = &["provider", "supplier", "controllers", "processors", "systems"];

/// Words around them that tell no work and no sector.
const EMPTY: &[&str] = &[
    "a",
    "above",
    "abroad",
    "act",
    "acting",
    "activities",
    "all",
    "an",
    "and",
    "area",
    "as",
    "authorised",
    "behalf",
    "below",
    "carry",
    "data",
    "do",
    "economic",
    "eea",
    "european",
    "for",
    "from",
    "get",
    "help",
    "helping",
    "in",
    "including",
    "information",
    "listed",
    "need",
    "on",
    "or",
    "out",
    "outside",
    "perform",
    "personal",
    "process",
    "processing",
    "provide",
    "providing",
    "public",
    "receive",
    "service",
    "services",
    "some",
    "such",
    "support",
    "supporting",
    "that",
    "third",
    "those",
    "to",
    "uk",
    "us",
    "we",
    "which",
    "who",
    "whom",
    "with",
    "work",
    "working",
    "your",
];

/// Clauses that say no more than that they have purposes.
static SOME_PURPOSE: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&["for the same purposes", "for the same purpose", "for their own purposes", "for other purposes"])
});

/// Words that begin a clause.
const CLAUSES: &[&str] = &["that", "who", "which", "whom", "with", "for", "of", "in", "such", "including"];

/// Whether a category is made of words for organisations of any kind, with nothing that tells their work.
fn is_anybody(category: &str) -> bool {
    if fits_anybody(category) {
        return true;
    }
    let lower = category.to_lowercase().replace('\u{2019}', "'");
    let words: Vec<&str> = lower
        .split(|one: char| !one.is_alphanumeric() && one != '-' && one != '\'')
        .filter(|word| !word.is_empty())
        .collect();
    let anybody = |word: &str| {
        let vague = || VAGUE.iter().any(|vague| vague.rsplit(' ').next() == Some(word));
        ANYBODY.contains(&word) || vague()
    };
    let empty = |word: &str| {
        let own = word.ends_with("'s") || word.ends_with("s'");
        anybody(word) || own || EMPTY.contains(&word) || FILLERS.contains(&word)
    };
    let head: Vec<&str> = words.iter().copied().take_while(|word| !CLAUSES.contains(word)).collect();
    let rest = &words[head.len()..];
    head.iter().any(|word| anybody(word))
        && head.iter().all(|word| empty(word))
        && (rest.iter().all(|word| empty(word)) || SOME_PURPOSE.stands_in(category))
}

pub(super) fn category(recipient: &Entry<Recipient>, model: &Model) -> Option<Fault> {
    let category = recipient.category.as_ref().filter(|category| !category.is_blank())?;
    if named(recipient.name.as_ref()) || recipient.list.is_some() || is_internal(recipient) {
        return None;
    }
    // "Emergency services" and "web hosts" say what they do.
    if !category.all().any(|words| is_anybody(words)) {
        return None;
    }
    // The reader knows whom the reader chose; a word that fits anybody is RCP-04's.
    let by_reader = recipient.chosen_by.is_some_and(|chooser| chooser.value == Chooser::Reader);
    if by_reader || !super::has_detail(recipient) && fits_anybody(category.any()) {
        return None;
    }
    // An authority's sector and that of one's own group are plain.
    let plain = |role: Role| matches!(role, Role::Authority | Role::Group);
    let sector = recipient.role.iter().flatten().any(|role| plain(role.value)) || said(recipient.sector.as_ref());
    let activity = said(recipient.activity.as_ref());
    let (what, missing): (&str, &[&str]) = match (activity, sector) {
        (true, true) => return None,
        (false, true) => ("what it does", &["activity"]),
        // The cure would be the name, for which RCP-03 asks.
        (true, false) if naming::is_unnamed(recipient, model) => return None,
        (true, false) => ("in which sector it works", &["sector"]),
        (false, false) => ("what it does or in which sector", &["activity", "sector"]),
    };
    let missing = quoted(missing.iter().copied());
    let name = called("recipient", &recipient.id);
    let fault = Fault::new(format!("{name} is a category and does not say {what}"))
        .at(category.span, format!("fits anybody, and no {missing} beside it"))
        .on(path("recipients", &recipient.id))
        .help(format!("add {missing}, or the name of the recipient"));
    // Who says what a recipient does has told most of it.
    Some(if activity { fault.weighing(Mark::Practice) } else { fault })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_of_anybody() {
        for vague in [
            "external agencies such as other public bodies",
            "companies that carry out activities on the Council's behalf",
            "authorised bodies who intend to use CCTV images for the same purposes",
            "the data controllers listed above",
            "systems outside the European Economic Area",
            "third parties who provide services to us",
            "our trusted partners",
        ] {
            assert!(is_anybody(vague), "{vague}");
        }
        for plain in [
            "emergency services",
            "third parties for some services, for example web hosting services",
            "companies that print letters on our behalf",
            "telephony supplier",
            "trade unions",
            "other local authorities or not for profit bodies",
            "professional advisers, including lawyers, bankers, auditors and insurers",
            "HM Revenue & Customs, regulators and other authorities",
            "bodies responsible for auditing or administering public funds",
            "payroll service providers",
            "service users",
            "the employer whom you name",
            "our personnel office",
        ] {
            assert!(!is_anybody(plain), "{plain}");
        }
    }
}
