//! Storage that has no end, or an implausible one: RET-04, 05, 10, 11.

use std::sync::LazyLock;

use super::super::entries::{called, is_in_place, lists, path, said};
use super::super::lexicon::Lexicon;
use super::tautology;
use crate::declaration::{Entry, Period, Purpose, Retention, Text, is_so};
use crate::finding::Fault;
use crate::law::Article6;
use crate::model::{Model, Used};
use crate::source::{Span, Spanned};

/// Words that keep data without end.
static ENDLESS: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "permanently",
        "indefinitely",
        "for ever",
        "forever",
        "in perpetuity",
        "perpetually",
        "for an indefinite period",
        "without limit of time",
        "without time limit",
        "without any time limit",
        "dauerhaft",
        "unbefristet",
        "auf unbestimmte zeit",
    ])
});

/// Words that deny or end what stands beside them.
const DENIALS: &[&str] =
    &["not", "never", "no", "nicht", "nie", "keine", "deleted", "erased", "delete", "erase", "gelöscht"];

/// Grounds on which data may be kept without end, where the words of a reason give one.
static ARCHIVING: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "archive",
        "archives",
        "archiving",
        "archived",
        "historical",
        "history",
        "research",
        "statistics",
        "statistical",
        "heritage",
        "record office",
        "archiv",
        "forschung",
        "statistik",
    ])
});

/// Words of a reason that point at a law without naming one.
static SOME_LAW: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "legal requirement",
        "legal requirements",
        "legal obligation",
        "legal obligations",
        "legal reasons",
        "required by law",
        "the law",
        "statutory requirement",
        "statutory requirements",
        "statutory obligation",
        "statutory obligations",
        "gesetzliche pflicht",
        "gesetzliche vorgaben",
    ])
});

/// Words for the end of consent.
static WITHDRAWAL: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "withdrawal",
        "withdraw",
        "withdraws",
        "withdrawn",
        "unsubscribe",
        "unsubscribes",
        "unsubscribed",
        "unsubscribing",
        "opt out",
        "opted out",
        "opt-out",
        "widerruf",
        "abmeldung",
    ])
});

/// How long deleting may take once consent has ended.
const SOON: u64 = 31;

/// Years beyond which a period looks like a slip.
const CENTURY: u32 = 100 * 12;

/// A fault on a storage period.
fn fault(used: &Used<'_, Retention>, says: &str, place: Span, label: &str) -> Fault {
    let name = called("storage period", &used.entry.id);
    Fault::new(format!("{name} {says}")).at(place, label).on(path("retention", &used.entry.id))
}

pub(super) fn minimum_only(used: &Used<'_, Retention>, _: &Entry<Purpose>, _: &Model) -> Option<Fault> {
    let one = used.entry;
    let least = one.at_least?;
    let criteria = one.criteria.as_ref().filter(|text| !text.is_blank() && tautology::find(text).is_none());
    let bounded = one.period.is_some()
        || one.at_most.is_some()
        || said(one.until.as_ref())
        || criteria.is_some()
        || one.later_of.is_some()
        || one.earlier_of.is_some()
        || one.stages.is_some()
        || one.by.is_some()
        || is_so(one.permanent)
        || one.schedule.as_ref().is_some_and(|schedule| schedule.url.is_some());
    if bounded {
        return None;
    }
    let fault = fault(used, "says how long at least, and not how long at most", least.span, "no end beside it")
        .help("add the longest time as `at_most`, or the event that ends it as `until`");
    let most = least.doubled();
    Some(if is_in_place(&one.id) {
        fault
    } else {
        fault.paste(format!("[retention.{}]\nat_most = \"{most}\"", one.id))
    })
}

/// Where data is kept without end: by the fact, or in words.
fn endless(one: &Retention) -> Option<Span> {
    if let Some(permanent) = one.permanent.filter(|permanent| permanent.value) {
        return Some(permanent.span);
    }
    let then = one.stages.iter().flatten().filter_map(|stage| stage.then.as_ref());
    let texts = [&one.criteria, &one.until].into_iter().flatten().chain(then);
    let denied = |text: &str| {
        let lower = text.to_lowercase();
        lower.split(|one: char| !one.is_alphanumeric()).any(|word| DENIALS.contains(&word))
    };
    let mut words = texts.flat_map(Text::all).filter(|words| !denied(words));
    words.find_map(|words| ENDLESS.find(words)).map(|(_, place)| place)
}

pub(super) fn indefinite(used: &Used<'_, Retention>, purpose: &Entry<Purpose>, _: &Model) -> Option<Fault> {
    let one = used.entry;
    let place = endless(one)?;
    if lists(one.law.as_ref()) || is_so(purpose.research) {
        return None;
    }
    let reasons = [&one.because, &one.criteria, &one.label].into_iter().flatten().flat_map(Text::all);
    if reasons.into_iter().any(|words| ARCHIVING.stands_in(words)) {
        return None;
    }
    let because = one.because.as_ref().filter(|because| !because.is_blank());
    let some_law = because.and_then(|because| because.all().find_map(|words| SOME_LAW.find(words)));
    let fault = match (because, some_law) {
        (None, _) => fault(
            used,
            "has no end, and no ground for that is given",
            place,
            "neither `because` nor `law` beside it",
        )
        .help("say on what ground: an archive in the public interest, research, or a statute as `law`; or give an end"),
        (Some(_), Some((_, words))) => {
            fault(used, "has no end because of a law that is not named", words, "which law?")
                .at(place, "kept without end")
                .help("name the statute as `law`")
        }
        (Some(_), None) => return None,
    };
    let in_place = is_in_place(&one.id);
    Some(if in_place {
        fault
    } else {
        fault.paste(format!("[retention.{}]\nlaw = \"Public Records Act 1958, section 3\"", one.id))
    })
}

pub(super) fn implausible(used: &Used<'_, Retention>, _: &Entry<Purpose>, _: &Model) -> Option<Fault> {
    let one = used.entry;
    let terms = one.later_of.iter().chain(&one.earlier_of).flatten().filter_map(|term| term.period);
    let stages = one.stages.iter().flatten().filter_map(|stage| stage.period);
    let except = one.except.iter().flatten().filter(|one| !lists(one.law.as_ref())).filter_map(|one| one.period);
    let own = [one.period, one.at_least, one.at_most].into_iter().flatten();
    let mut all = own.chain(terms).chain(stages).chain(except);
    let long = |period: &Spanned<Period>| period.rough_days() > u64::from(CENTURY) * 3044 / 100;
    if let Some(period) = all.find(long).filter(|_| !lists(one.law.as_ref())) {
        let says = format!("lasts {}, more than a hundred years", period.value);
        return Some(
            fault(used, &says, period.span, "longer than a life").help("correct it, or name the `law` that sets it"),
        );
    }
    let longer = |a: Option<Spanned<Period>>, b: Option<Spanned<Period>>| {
        a.zip(b).filter(|(a, b)| a.rough_days() > b.rough_days())
    };
    if let Some((least, most)) = longer(one.at_least, one.at_most) {
        let found = fault(used, "is longer at least than at most", least.span, "at least so long");
        return Some(found.at(most.span, "at most so long").help("correct one of the two"));
    }
    let (period, most) = longer(one.period, one.at_most)?;
    let found = fault(used, "is longer than its own maximum", period.span, "so long");
    Some(found.at(most.span, "at most so long").help("correct one of the two"))
}

pub(super) fn consent_outlived(used: &Used<'_, Retention>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let one = used.entry;
    let bases = model.bases(purpose);
    let consent =
        |article: Option<Spanned<Article6>>| article.is_some_and(|article| article.value == Article6::Consent);
    if bases.is_empty() || !bases.iter().all(|basis| consent(basis.article)) {
        return None;
    }
    let ground = said(one.because.as_ref()) || lists(one.law.as_ref()) || said(one.criteria.as_ref());
    if ground || is_so(purpose.research) {
        return None;
    }
    let after = |period: Option<Spanned<Period>>| period.filter(|period| period.rough_days() > SOON);
    let from = one.from.as_ref().and_then(|from| from.all().find_map(|words| WITHDRAWAL.find(words)));
    let counted = after(one.period).or(after(one.at_most)).or(after(one.at_least)).zip(from);
    let until = one.until.as_ref().is_some_and(|until| until.all().any(|words| WITHDRAWAL.stands_in(words)));
    let (place, label) = match (counted, one.at_least, one.permanent.filter(|permanent| permanent.value)) {
        (Some((_, (_, place))), ..) => (place, "storage goes on from there"),
        (None, Some(least), _) if !until => (least.span, "whatever the person says"),
        (None, _, Some(permanent)) => (permanent.span, "whatever the person says"),
        _ => return None,
    };
    let says =
        format!("keeps data of the purpose `{}` after consent is withdrawn, and no other ground is given", purpose.id);
    let fault = fault(used, &says, place, label);
    let fault = match bases.first().and_then(|basis| basis.article) {
        Some(article) => fault.at(article.span, "the purpose rests on consent alone"),
        None => fault,
    };
    Some(
        fault
            .help("delete the data when consent is withdrawn, or say in `because` and `law` on what ground it is kept"),
    )
}
