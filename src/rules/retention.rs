//! How long data are kept: GDPR Arts. 13(2)(a), 14(2)(a) and 5(1)(e).

mod elsewhere;
mod length;
mod tautology;
#[cfg(test)]
mod tests;
mod unsorted;

use toml::Table;

use super::entries::{array, called, holds_for, is_in_place, listed, lists, path, put, quoted, said, written};
use super::{ALWAYS, Certainty, Check, EU_UK, Rule, fitting};
use crate::declaration::{Data, Entry, Id, Period, Purpose, Retention, Term, Text, Use, is_so};
use crate::finding::{Fault, Mark};
use crate::law::{DUAA_MAIN, gdpr, uk_gdpr, wp260};
use crate::model::{Model, Used};
use crate::source::{Span, Spanned};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "RET-01",
        name: "retention-missing",
        summary: "the notice does not say how long data is kept",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(2)(a)"), gdpr("14(2)(a)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/RET-01.md"),
        check: Check::Purpose(retention_missing),
    },
    Rule {
        code: "RET-02",
        name: "retention-tautological",
        summary: "a storage period gives no period and no criterion that a reader can apply",
        mark: Mark::Inferred,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(2)(a)"), gdpr("14(2)(a)"), wp260("annex")],
        sure: Certainty::PartlyRead,
        page: include_str!("../../docs/rules/RET-02.md"),
        check: Check::Retention(tautological),
    },
    Rule {
        code: "RET-03",
        name: "retention-start-missing",
        summary: "a storage period does not say when it starts",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(2)(a)"), gdpr("14(2)(a)"), wp260("annex")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/RET-03.md"),
        check: Check::Retention(start_missing),
    },
    Rule {
        code: "RET-04",
        name: "retention-minimum-only",
        summary: "a storage period says how long data is kept at least and not how long at most",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(2)(a)"), gdpr("14(2)(a)"), wp260("annex")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/RET-04.md"),
        check: Check::Retention(length::minimum_only),
    },
    Rule {
        code: "RET-05",
        name: "retention-indefinite",
        summary: "data is kept without end, and no ground is given",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("5(1)(e)"), gdpr("89(1)").until_uk(DUAA_MAIN), uk_gdpr("84B").since_uk(DUAA_MAIN)],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/RET-05.md"),
        check: Check::Retention(length::indefinite),
    },
    Rule {
        code: "RET-06",
        name: "retention-one-size",
        summary: "one period serves all purposes and all data, or several stand side by side and nothing tells them apart",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(2)(a)"), gdpr("14(2)(a)"), wp260("annex")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/RET-06.md"),
        check: Check::Notice(unsorted::unsorted),
    },
    Rule {
        code: "RET-07",
        name: "retention-law-unnamed",
        summary: "a storage period depends on a law without a name",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("12(1)")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/RET-07.md"),
        check: Check::Retention(elsewhere::law_unnamed),
    },
    Rule {
        code: "RET-08",
        name: "retention-document-missing",
        summary: "a storage period is left to a document that can't be found",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("12(1)")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/RET-08.md"),
        check: Check::Retention(elsewhere::document_elsewhere),
    },
    Rule {
        code: "RET-10",
        name: "retention-period-implausible",
        summary: "a storage period is longer than a hundred years, or at odds with another beside it",
        mark: Mark::Expected,
        packs: ALWAYS,
        since: None,
        law: &[],
        sure: Certainty::NoLaw,
        page: include_str!("../../docs/rules/RET-10.md"),
        check: Check::Retention(length::implausible),
    },
    Rule {
        code: "RET-11",
        name: "consent-outlived",
        summary: "data of a purpose that rests on consent alone is kept after consent is withdrawn",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("7(3)"), gdpr("17(1)(b)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/RET-11.md"),
        check: Check::Retention(length::consent_outlived),
    },
];

/// Whether an end is said: a period or an event.
fn ends(term: &Term) -> bool {
    term.period.is_some() || said(term.until.as_ref())
}

/// Whether it says anything of how long.
fn says_how_long(one: &Retention) -> bool {
    let terms = one.later_of.iter().chain(&one.earlier_of).flatten();
    one.period.is_some()
        || one.at_least.is_some()
        || one.at_most.is_some()
        || is_so(one.permanent)
        || one.by.is_some()
        || one.schedule.is_some()
        || [&one.until, &one.criteria].into_iter().any(|text| said(text.as_ref()))
        || lists(one.law.as_ref())
        || terms.into_iter().any(|term| ends(term))
        || one.stages.iter().flatten().any(|stage| stage.period.is_some())
}

fn retention_missing(purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let used = model.retention_of(purpose);
    if used.is_empty() {
        let id = &purpose.id;
        let place = purpose.retention.as_ref().map_or(purpose.span, |retention| retention.span);
        let label = if purpose.retention.is_some() { "names no storage period" } else { "no `retention` here" };
        let fault = Fault::new(format!("the purpose `{id}` has no storage period"))
            .at(place, label)
            .help("say how long the data is kept, or what decides it");
        let toml = inline(&example(&[purpose], model));
        return Some(fault.paste(format!("[purposes.{id}]\nretention = {toml}")));
    }
    if let Some(empty) = used.iter().map(|used| used.entry).find(|entry| !says_how_long(entry)) {
        let name = called("storage period", &empty.id);
        let fault = Fault::new(format!("{name} does not say how long"))
            .at(empty.span, "neither a period nor an event nor criteria here")
            .on(path("retention", &empty.id))
            .help("add a `period` with `from`, an event as `until`, or `criteria`");
        return Some(with_period(fault, empty, model));
    }
    uncovered(purpose, &used, model)
}

/// Keys of a storage period that may fit purposes, for an example.
fn example(purposes: &[&Entry<Purpose>], model: &Model) -> Vec<(&'static str, &'static str)> {
    let all = |fits: fn(&Entry<Purpose>, &Model) -> bool| {
        !purposes.is_empty() && purposes.iter().all(|purpose| fits(purpose, model))
    };
    if all(fitting::is_filmed) {
        vec![("period", "31 days"), ("from", "the recording")]
    } else if all(fitting::is_consented) {
        vec![("until", "your withdrawal of consent")]
    } else if all(fitting::is_free) {
        vec![("until", "the day you tell us to stop")]
    } else if all(fitting::is_visited) {
        vec![("period", "12 months"), ("from", "your visit")]
    } else {
        vec![("period", "12 months"), ("from", "our last contact with you")]
    }
}

/// Keys and their texts as a table on one line.
fn inline(keys: &[(&str, &str)]) -> String {
    let keys: Vec<String> = keys.iter().map(|(key, value)| format!("{key} = \"{value}\"")).collect();
    format!("{{ {} }}", keys.join(", "))
}

/// Purposes that use a storage period.
fn users<'a>(one: &Entry<Retention>, model: &'a Model) -> Vec<&'a Entry<Purpose>> {
    let uses = |purpose: &Entry<Purpose>| model.retention_of(purpose).iter().any(|used| used.entry.id == one.id);
    model.purposes.iter().filter(|purpose| uses(purpose)).collect()
}

/// Adds a storage period to paste, where the entry has an id.
fn with_period(fault: Fault, one: &Entry<Retention>, model: &Model) -> Fault {
    if is_in_place(&one.id) {
        return fault;
    }
    let keys = example(&users(one, model), model);
    let keys: Vec<String> = keys.iter().map(|(key, value)| format!("{key} = \"{value}\"")).collect();
    fault.paste(format!("[retention.{}]\n{}", one.id, keys.join("\n")))
}

/// A category, or one group's data, for which none of the storage periods holds.
fn uncovered(purpose: &Entry<Purpose>, used: &[Used<'_, Retention>], model: &Model) -> Option<Fault> {
    let open = |data: &Used<'_, Data>, group: Option<&Id>| {
        !used.iter().any(|one| {
            let narrow = one.narrow;
            holds_for(narrow.data.as_ref(), &data.entry.id)
                && group.is_none_or(|id| holds_for(narrow.subjects.as_ref(), id))
        })
    };
    let data = model.data_of(purpose);
    let missing: Vec<&Used<'_, Data>> = data.iter().filter(|one| open(one, None)).collect();
    if let Some(first) = missing.first() {
        let names = quoted(missing.iter().map(|one| one.entry.id.as_str()));
        let mut fault = Fault::new(format!("the purpose `{}` has no storage period for {names}", purpose.id))
            .at(first.span, "no storage period holds for this");
        for one in used {
            fault = fault.at(one.span, "holds for other data only");
        }
        let ids = array(missing.iter().map(|one| &one.entry.id));
        let mut entries = periods(purpose, model, |_, _| ());
        let entry = inline(&example(&[purpose], model));
        entries.push(entry.replace(" }", &format!(", data = {ids} }}")));
        let fault = fault.help("add a storage period for it to `retention`");
        return Some(fault.paste(listed(&purpose.id, "retention", &entries)));
    }
    // Groups count only where the purpose names them one by one.
    let groups = purpose.subjects.as_deref().unwrap_or_default();
    if groups.iter().any(|group| group.as_str() == "all") {
        return None;
    }
    let of = |one: &Used<'_, Data>, group: &Id| holds_for(one.narrow.subjects.as_ref(), group);
    let group = groups.iter().find(|group| data.iter().any(|one| of(one, group) && open(one, Some(group))))?;
    let message = format!("the purpose `{}` has no storage period for the data of `{}`", purpose.id, group.as_str());
    let mut fault = Fault::new(message).at(group.span, "no storage period holds for this group");
    for one in used {
        fault = fault.at(one.span, "holds for others only");
    }
    Some(fault.help(format!("add a storage period with `subjects = [\"{}\"]` to `retention`", group.as_str())))
}

/// The storage periods of a purpose as their author wrote them, after a change to those that stand in it.
fn periods(purpose: &Entry<Purpose>, model: &Model, change: impl Fn(&Entry<Retention>, &mut Table)) -> Vec<String> {
    let one = |one: &Spanned<Use<Retention>>| {
        let in_place = one.id().and_then(|id| model.retention.get(id)).filter(|entry| is_in_place(&entry.id));
        let entries = match in_place {
            Some(entry) => written(&[Spanned::new(entry.value.clone(), entry.span)], |_, table| change(entry, table)),
            None => written(std::slice::from_ref(one), |_, _| ()),
        };
        entries.concat()
    };
    purpose.retention.iter().flatten().map(one).collect()
}

/// Whether it says something by which a reader can tell the end: a period, an event, a statute, a schedule to read.
fn is_concrete(one: &Retention) -> bool {
    let event = |text: Option<&Text>| text.is_some_and(|text| !text.is_blank() && tautology::find(text).is_none());
    let terms = one.later_of.iter().chain(&one.earlier_of).flatten();
    one.period.is_some()
        || one.at_least.is_some()
        || one.at_most.is_some()
        || is_so(one.permanent)
        || one.by.is_some()
        || one.schedule.as_ref().is_some_and(|schedule| schedule.url.is_some())
        || lists(one.law.as_ref())
        || terms.into_iter().any(|term| term.period.is_some() || event(term.until.as_ref()))
        || one.stages.iter().flatten().any(|stage| stage.period.is_some())
        || event(one.until.as_ref())
        || event(one.criteria.as_ref())
}

/// Whether each purpose that uses an entry has others beside it that say how long, for the same data. A label tells of what
/// alone an entry holds.
fn is_spare(one: &Entry<Retention>, model: &Model) -> bool {
    if said(one.label.as_ref()) {
        return false;
    }
    users(one, model).into_iter().all(|purpose| {
        if unsorted::is_unsorted(purpose, model) {
            return false;
        }
        let all = model.retention_of(purpose);
        let beside = |narrow: &Retention, data: Option<&Id>| {
            let telling =
                all.iter().filter(|other| other.entry.id != one.id && is_concrete(other.entry)).filter(|other| {
                    !said(other.entry.label.as_ref())
                        && data.is_none_or(|id| holds_for(other.narrow.data.as_ref(), id))
                        && (other.narrow.subjects.is_none() || other.narrow.subjects == narrow.subjects)
                });
            // One that holds in some case leaves the other case open.
            let (some, always): (Vec<_>, Vec<_>) = telling.partition(|other| other.narrow.when.is_some());
            !always.is_empty() || some.len() > 1
        };
        let uses = all.iter().filter(|used| used.entry.id == one.id);
        let data = model.data_of(purpose);
        uses.into_iter().all(|used| {
            let mut own = data.iter().filter(|data| holds_for(used.narrow.data.as_ref(), &data.entry.id)).peekable();
            match own.peek() {
                Some(_) => own.all(|data| beside(used.narrow, Some(&data.entry.id))),
                None => beside(used.narrow, None),
            }
        })
    })
}

fn tautological(used: &Used<'_, Retention>, _: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let one = &used.entry.value;
    if is_concrete(one) {
        return None;
    }
    let terms = one.later_of.iter().chain(&one.earlier_of).flatten();
    let texts = [&one.criteria, &one.until].into_iter().flatten().chain(terms.filter_map(|term| term.until.as_ref()));
    let unlinked = || {
        let schedule = one.schedule.as_ref()?;
        let place = schedule.label.as_ref().map_or(used.entry.span, |label| label.span);
        Some((place, "no reader can look this up"))
    };
    let found = texts.into_iter().find_map(tautology::find).map(|span| (span, "true of all data that anybody keeps"));
    let (place, label) = found.or_else(unlinked)?;
    let name = called("storage period", &used.entry.id);
    let on = path("retention", &used.entry.id);
    if is_spare(used.entry, model) {
        let fault = Fault::new(format!("{name} adds nothing to those beside it")).at(place, label).on(on);
        return Some(fault.help("leave it out: the others say how long").weighing(Mark::Practice));
    }
    let fault = Fault::new(format!("{name} gives no period and no criterion that a reader can apply"))
        .at(place, label)
        .on(on)
        .help("add a `period` with `from`, an event as `until`, a statute as `law`, or a `schedule` with its `url`");
    Some(with_period(fault, used.entry, model))
}

/// A period for which no start is said, with its place.
fn without_start(one: &Retention) -> Option<(Period, Span)> {
    fn plain(period: &Spanned<Period>) -> (Period, Span) {
        (period.value, period.span)
    }
    // Criteria are sentences; they may say it.
    if said(one.from.as_ref()) || said(one.criteria.as_ref()) {
        return None;
    }
    let terms: Vec<&Term> = one.later_of.iter().chain(&one.earlier_of).flatten().map(|term| &term.value).collect();
    let term = || terms.iter().filter(|term| !said(term.from.as_ref())).find_map(|term| term.period.as_ref());
    // Bounds and stages beside an event or another end are counted with it.
    let alone = !said(one.until.as_ref()) && terms.is_empty();
    let bound = || one.at_most.as_ref().or(one.at_least.as_ref()).filter(|_| alone);
    let stage = || one.stages.iter().flatten().find_map(|stage| stage.period.as_ref()).filter(|_| alone);
    one.period.as_ref().or_else(term).or_else(bound).or_else(stage).map(plain)
}

fn start_missing(used: &Used<'_, Retention>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let (period, place) = without_start(used.entry)?;
    let name = called("storage period", &used.entry.id);
    let fault = Fault::new(format!("{name} lasts {period} and does not say from when on"))
        .at(place, "no `from` beside it")
        .on(path("retention", &used.entry.id))
        .help("add the event that starts it as `from`");
    let keys = example(&users(used.entry, model), model);
    let from = keys.into_iter().find(|(key, _)| *key == "from").map_or("our last contact with you", |(_, from)| from);
    if !is_in_place(&used.entry.id) {
        return Some(fault.paste(format!("[retention.{}]\nfrom = \"{from}\"", used.entry.id)));
    }
    let entries = periods(purpose, model, |one, table| {
        if one.id == used.entry.id {
            put(table, "from", from);
        }
    });
    Some(fault.paste(listed(&purpose.id, "retention", &entries)))
}
