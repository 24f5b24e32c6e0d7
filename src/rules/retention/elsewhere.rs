//! Periods that a law without a name or a document without an address decides: RET-07, RET-08.

use std::sync::LazyLock;

use crate::declaration::{Entry, Purpose, Retention, Text, is_so};
use crate::finding::Fault;
use crate::model::{Model, Used};
use crate::rules::entries::{called, host, is_in_place, lists, path};
use crate::rules::lexicon::Lexicon;
use crate::source::{Span, Spanned};

/// "Unless the law requires longer".
static SOME_LAW: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "a law that requires longer",
        "a longer period is permitted by law",
        "a longer period is required by law",
        "a longer period is required or permitted by law",
        "a longer retention period is required by law",
        "a longer retention period is required or permitted by law",
        "accordance with applicable law",
        "accordance with applicable laws",
        "accordance with legal and regulatory requirements",
        "accordance with legal or regulatory requirements",
        "accordance with legal requirements",
        "and applicable law",
        "and applicable laws",
        "and any applicable law",
        "and any applicable laws",
        "line with applicable law",
        "line with applicable laws",
        "line with legal and regulatory requirements",
        "line with legal or regulatory requirements",
        "line with legal requirements",
        "longer where the law requires",
        "longer if required by law",
        "longer if the law requires",
        "longer where required by law",
        "as long as is legally required",
        "if the law requires longer",
        "required by law to keep it longer",
        "required to keep it longer by law",
        "the law requires a longer period",
        "the law requires longer",
        "the law requires us to keep it for longer",
        "the law requires us to keep it longer",
        "the law requires us to keep them longer",
        "unless required by law",
        "unless the law requires",
        "unless the law requires otherwise",
        "unless we are legally required",
        "unless we are required by law",
        "where the law requires longer",
    ])
});

/// A document that decides.
static DOCUMENT: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "data retention policies",
        "data retention policy",
        "document retention policy",
        "records management policy",
        "retention and disposal policy",
        "retention and disposal schedule",
        "retention guidelines",
        "retention policies",
        "retention policy",
        "retention schedule",
        "retention schedules",
    ])
});

/// Words of a statute.
const STATUTES: &[&str] =
    &["Act", "Acts", "Code", "Directive", "Order", "Regulation", "Regulations", "HMRC", "Ordinance"];

fn texts(retention: &Retention) -> impl Iterator<Item = &Text> {
    let exceptions = retention.except.iter().flatten().flat_map(|one| one.event.iter().chain(&one.until));
    let own = [&retention.criteria, &retention.until, &retention.from, &retention.because];
    own.into_iter().flatten().chain(exceptions)
}

fn names_law(words: &str) -> bool {
    words.contains('§') || words.split(|one: char| !one.is_alphanumeric()).any(|word| STATUTES.contains(&word))
}

/// Whether this is the first use of an entry, so that what is wrong with the entry is told once.
fn is_first(used: &Used<'_, Retention>, purpose: &Entry<Purpose>, model: &Model) -> bool {
    let keeps = |one: &Entry<Purpose>| model.retention_of(one).iter().any(|other| other.entry.id == used.entry.id);
    model.purposes.iter().find(|one| keeps(one)).is_some_and(|first| first.id == purpose.id)
}

pub(super) fn law_unnamed(used: &Used<'_, Retention>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let retention = &used.entry.value;
    if !is_first(used, purpose, model) || lists(retention.law.as_ref()) {
        return None;
    }
    let lawless = |words: &&Spanned<String>| !names_law(words);
    let exceptions = retention.except.iter().flatten().filter(|one| !lists(one.law.as_ref()));
    let exceptions = exceptions.flat_map(|one| one.event.iter().chain(&one.until));
    let own = [&retention.criteria, &retention.until, &retention.from, &retention.because].into_iter().flatten();
    let mut all = own.chain(exceptions).flat_map(Text::all).filter(lawless);
    let (_, span) = all.find_map(|words| SOME_LAW.find(words))?;
    let name = called("storage period", &used.entry.id);
    let fault = Fault::new(format!("{name} depends on a law that is not named"))
        .at(span, "which law, and how long is that?")
        .help("name the law in `law`, with the period that it sets as an entry of `except`, or leave the sentence out");
    Some(fault.on(path("retention", &used.entry.id)))
}

pub(super) fn document_elsewhere(used: &Used<'_, Retention>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let retention = &used.entry.value;
    // What says nothing else at all is RET-02's.
    if !is_first(used, purpose, model) || super::tautological(used, purpose, model).is_some() || is_sure(retention) {
        return None;
    }
    let span = match &retention.schedule {
        Some(schedule) if schedule.url.is_some() => return None,
        Some(schedule) => schedule.label.as_ref().map_or(used.entry.span, |label| label.span),
        None => mentioned(retention)?,
    };
    let name = called("storage period", &used.entry.id);
    let fault = Fault::new(format!("{name} is left to a document that can't be found"))
        .at(span, "where can it be read?")
        .help("give the address of the document as `url` of `schedule`, or the period itself");
    let paste = format!(
        "[retention.{}]\nschedule = {{ label = \"retention schedule\", url = \"https://{}/retention\" }}",
        used.entry.id,
        host(model)
    );
    let fault = fault.on(path("retention", &used.entry.id));
    Some(if is_in_place(&used.entry.id) { fault } else { fault.paste(paste) })
}

/// Whether a period or an event is said, whatever stands beside it.
fn is_sure(retention: &Retention) -> bool {
    retention.period.is_some()
        || retention.at_most.is_some()
        || retention.until.is_some()
        || retention.later_of.is_some()
        || retention.earlier_of.is_some()
        || retention.stages.is_some()
        || is_so(retention.permanent)
}

/// Where a text points to a document without its address.
fn mentioned(retention: &Retention) -> Option<Span> {
    let linked = |words: &&Spanned<String>| words.contains("://");
    if texts(retention).flat_map(Text::all).any(|words| linked(&words)) {
        return None;
    }
    texts(retention).flat_map(Text::all).find_map(|words| DOCUMENT.find(words)).map(|(_, span)| span)
}

#[cfg(test)]
mod tests {
    use crate::rules::text::tests::{NONE, judged};

    fn with(code: &'static str, rest: &str) -> Vec<&'static str> {
        judged(
            code,
            &format!("[retention.a]\n{rest}\n[purposes.p]\nretention = \"a\"\n[purposes.q]\nretention = \"a\""),
        )
    }

    #[test]
    fn a_law_has_a_name() {
        assert_eq!(
            with("RET-07", "criteria = \"Until your course ends, unless the law requires us to keep it longer.\""),
            ["RET-07"]
        );
        let except = "period = \"1 year\"\nfrom = \"today\"\nexcept = { event = \"a law that requires longer retention\", until = \"then\"";
        assert_eq!(with("RET-07", &format!("{except} }}")), ["RET-07"]);
        assert_eq!(with("RET-07", &format!("{except}, law = \"Limitation Act 1980\" }}")), NONE);
        assert_eq!(
            with("RET-07", "criteria = \"Until your course ends, unless the Limitation Act 1980 asks for more.\""),
            NONE
        );
        assert_eq!(with("RET-07", "law = \"Tax Act\"\ncriteria = \"A year, unless the law requires longer.\""), NONE);
    }

    #[test]
    fn requirements_in_general_are_no_law() {
        for vague in [
            "Retention periods in line with legal and regulatory requirements or guidance.",
            "For the duration of your work for us and thereafter by our policies and applicable laws.",
        ] {
            assert_eq!(with("RET-07", &format!("criteria = \"{vague}\"")), ["RET-07"], "{vague}");
        }
        let named = "criteria = \"In line with legal requirements: six years by the Taxes Management Act 1970.\"";
        assert_eq!(with("RET-07", named), NONE);
    }

    #[test]
    fn a_document_has_an_address() {
        assert_eq!(
            with("RET-08", "at_least = \"1 year\"\nschedule = { label = \"retention policy (attached)\" }"),
            ["RET-08"]
        );
        assert_eq!(with("RET-08", "schedule = { label = \"retention policy (attached)\" }"), NONE);
        assert_eq!(
            with("RET-08", "criteria = \"For the time you work for us and after it by our retention policy.\""),
            ["RET-08"]
        );
        assert_eq!(with("RET-08", "schedule = { label = \"policy\", url = \"https://northmoor.example/r\" }"), NONE);
        assert_eq!(with("RET-08", "criteria = \"See our retention policy at https://northmoor.example/r.\""), NONE);
        assert_eq!(with("RET-08", "period = \"1 year\"\nfrom = \"today\"\nbecause = \"our retention policy\""), NONE);
        assert_eq!(with("RET-08", "criteria = \"in line with our retention policy\""), NONE);
    }
}
