//! Special data and data on offences, and what allows their use: GDPR Arts. 9 and 10, PA18 ss. 10, 11 and Sch. 1.

mod filing;
mod offences;
#[cfg(test)]
mod tests;

use super::entries::{address, array, holds_for, is_in_place, listed, lists, put, quoted, said, written};
use super::{Certainty, Check, EU, EU_UK, Rule, UK};
use crate::declaration::{Condition, Data, Entry, Id, Purpose, Special};
use crate::finding::{Fault, Mark};
use crate::law::basis::SpecialKind;
use crate::law::{Article6, Condition9, Regime, gdpr, pa18, wp260};
use crate::model::{Model, Used};
use crate::source::Spanned;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "SPC-01",
        name: "special-condition-missing",
        summary: "special data are used without a condition that allows it",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("9(1)"), gdpr("9(2)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/SPC-01.md"),
        check: Check::Purpose(condition_missing),
    },
    Rule {
        code: "SPC-02",
        name: "special-condition-law-missing",
        summary: "a condition that rests on a law does not name the law",
        mark: Mark::Expected,
        packs: EU,
        since: None,
        law: &[gdpr("13(1)(c)"), gdpr("14(1)(c)"), wp260("annex")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/SPC-02.md"),
        check: Check::Condition(law_missing),
    },
    Rule {
        code: "SPC-03",
        name: "special-condition-unused",
        summary: "a condition stands at a purpose that has no such data",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("9(2)"), gdpr("10")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/SPC-03.md"),
        check: Check::Condition(unused),
    },
    Rule {
        code: "SPC-04",
        name: "ordinary-data-filed-as-special",
        summary: "data that the law does not count as special are filed as special",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("9(1)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/SPC-04.md"),
        check: Check::Data(filing::mislabelled),
    },
    Rule {
        code: "SPC-05",
        name: "special-data-unconfirmed",
        summary: "data sound like special data and are not filed as such",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("9(1)")],
        sure: Certainty::PartlyRead,
        page: include_str!("../../docs/rules/SPC-05.md"),
        check: Check::Data(filing::unconfirmed),
    },
    Rule {
        code: "SPC-16",
        name: "schedule-1-paragraph-missing",
        summary: "a condition names no paragraph of Schedule 1 to the Data Protection Act 2018",
        mark: Mark::Mandatory,
        packs: UK,
        since: None,
        law: &[pa18("s. 10(2)"), pa18("s. 10(3)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/SPC-16.md"),
        check: Check::Condition(paragraph_missing),
    },
    Rule {
        code: "SPC-19",
        name: "policy-document-missing",
        summary: "a condition that needs an appropriate policy document names none",
        mark: Mark::Mandatory,
        packs: UK,
        since: None,
        law: &[pa18("Sch. 1 paras 1(1)(b), 5, 38 to 40")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/SPC-19.md"),
        check: Check::Condition(policy_missing),
    },
    Rule {
        code: "CRM-01",
        name: "offence-authority-missing",
        summary: "data on offences are used without official authority or an authorising law",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("10"), pa18("s. 10(4) and (5)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CRM-01.md"),
        check: Check::Purpose(offences::authority_missing),
    },
    Rule {
        code: "CRM-02",
        name: "offence-schedule-1-missing",
        summary: "data on offences are used under a law, and no paragraph of Schedule 1 is named",
        mark: Mark::Mandatory,
        packs: UK,
        since: None,
        law: &[pa18("s. 10(4) and (5)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CRM-02.md"),
        check: Check::Condition(offences::paragraph_missing),
    },
    Rule {
        code: "CRM-04",
        name: "offences-filed-as-special",
        summary: "data on offences stand under the heading of special data",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("9(1)"), gdpr("10")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CRM-04.md"),
        check: Check::Data(filing::offences_as_special),
    },
];

/// The article of a condition of Art. 9(2); `None` for Art. 10 and where no article is declared.
fn article_9(condition: &Condition) -> Option<Condition9> {
    condition.article.map(|article| article.value).filter(|article| *article != Condition9::Offences)
}

/// Whether a condition is one of Art. 10.
fn is_article_10(condition: &Condition) -> bool {
    condition.article.is_some_and(|article| article.value == Condition9::Offences)
}

/// Whether a condition holds for a category; one without `data` holds for all.
fn covers(condition: &Condition, data: &Id) -> bool {
    holds_for(condition.data.as_ref(), data)
}

/// Whether it names a paragraph of Schedule 1, or, where that counts, a condition of Schedule A1.
fn has_paragraph(condition: &Condition, model: &Model) -> bool {
    let international = matches!(
        condition.article.map(|article| article.value),
        Some(Condition9::SubstantialPublicInterest | Condition9::Offences)
    );
    let schedule_a1 = international && model.law.uk_since_duaa() && condition.schedule_a1.is_some();
    lists(condition.schedule_1.as_ref()) || schedule_a1
}

/// Whether, in a notice under both laws, another condition of the same data does for one law what this one does not.
fn done_beside(condition: &Condition, purpose: &Purpose, model: &Model, does: impl Fn(&Condition) -> bool) -> bool {
    let both = model.law.has(Regime::Eu) && model.law.has(Regime::Uk);
    let meets = |other: &Condition| match &condition.data {
        Some(ids) => ids.iter().any(|id| id.as_str() == "all" || covers(other, &id.value)),
        None => true,
    };
    let alike = |other: &Condition| is_article_10(other) == is_article_10(condition);
    both && model.conditions(purpose).iter().any(|other| alike(other) && meets(other) && does(other))
}

/// The condition as messages call it.
fn name_of(condition: &Condition, purpose: &Entry<Purpose>) -> String {
    match condition.article {
        Some(article) => format!("the condition {} of the purpose `{}`", article.value, purpose.id),
        None => format!("a condition of the purpose `{}`", purpose.id),
    }
}

/// Adds an entry to paste, behind those that the purpose has.
fn with_entry(fault: Fault, purpose: &Entry<Purpose>, model: &Model, entry: String) -> Fault {
    let mut entries = written(model.conditions(purpose), |_, _| ());
    entries.push(entry);
    let help =
        if purpose.conditions.is_some() { "add an entry to `conditions`" } else { "add the condition that allows it" };
    fault.help(help).paste(listed(&purpose.id, "conditions", &entries))
}

/// The conditions of a purpose, one of them with more keys.
fn amended(condition: &Spanned<Condition>, purpose: &Entry<Purpose>, model: &Model, keys: &[(&str, &str)]) -> String {
    let entries = written(model.conditions(purpose), |one, table| {
        for (key, value) in keys.iter().filter(|_| one.span == condition.span) {
            put(table, key, *value);
        }
    });
    listed(&purpose.id, "conditions", &entries)
}

fn condition_missing(purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let conditions = model.conditions(purpose);
    let open: Vec<Used<'_, Data>> = model
        .data_of(purpose)
        .into_iter()
        // What is filed wrongly is to be filed rightly first.
        .filter(|used| model.is_special(used.entry) && !filing::is_misfiled(used.entry, model))
        .filter(|used| !conditions.iter().any(|one| article_9(one).is_some() && covers(one, &used.entry.id)))
        .collect();
    let first = open.first()?;
    let message = format!("the purpose `{}` uses special data without a condition that allows it", purpose.id);
    let mut fault = Fault::new(message);
    for used in &open {
        fault = fault.at(used.span, "special data, no condition holds for them");
    }
    if let Some(special) = first.entry.special.as_ref().filter(|special| !first.span.holds(special.span)) {
        fault = fault.at(special.span, "filed as special here");
    }
    let data = array(open.iter().map(|used| &used.entry.id).filter(|id| !is_in_place(id)));
    let (article, rest) = example(&open, purpose, model);
    let entry = format!("{{ article = \"{article}\", data = {data}, {rest} }}").replace("data = [], ", "");
    Some(with_entry(fault, purpose, model, entry).help(
        "add the condition that allows it: explicit consent `9(2)(a)`, employment law `9(2)(b)`, substantial public interest \
         `9(2)(g)`, health care `9(2)(h)`",
    ))
}

/// A condition that often holds for data of these kinds, and what goes with it.
fn example(open: &[Used<'_, Data>], purpose: &Entry<Purpose>, model: &Model) -> (Condition9, String) {
    use SpecialKind::{
        Health, RacialOrEthnicOrigin, ReligiousOrPhilosophicalBeliefs, SexualOrientation, TradeUnionMembership,
    };
    let all = |kinds: &[SpecialKind]| {
        open.iter().all(|used| match used.entry.special.as_deref() {
            Some(Special::Kinds(found)) => found.iter().all(|kind| kinds.contains(&kind.value)),
            _ => false,
        })
    };
    let by_consent = model.bases(purpose).iter().filter_map(|basis| basis.article);
    let by_consent = by_consent.into_iter().any(|article| article.value == Article6::Consent);
    let policy = address(model);
    let (uk, employment) = (model.law.has(Regime::Uk), all(&[Health, TradeUnionMembership]));
    if employment && uk && !by_consent {
        let rest = format!("law = \"Equality Act 2010\", schedule_1 = \"1\", policy = \"{policy}\"");
        (Condition9::Employment, rest)
    } else if employment && !by_consent {
        (Condition9::Employment, format!("law = \"{}\"", law(Condition9::Employment)))
    } else if uk
        && !by_consent
        && all(&[RacialOrEthnicOrigin, ReligiousOrPhilosophicalBeliefs, Health, SexualOrientation])
    {
        // Paragraph 8, equality of opportunity or treatment, holds for these four kinds.
        let rest = format!("law = \"Equality Act 2010\", schedule_1 = \"8\", policy = \"{policy}\"");
        (Condition9::SubstantialPublicInterest, rest)
    } else {
        (Condition9::ExplicitConsent, "explicit = true, withdraw = \"the link in each of our e-mails\"".to_owned())
    }
}

/// A statute of a Member State on which a condition may rest, for an example.
fn law(article: Condition9) -> &'static str {
    match article {
        Condition9::SubstantialPublicInterest => "Data Protection Act 2018 (Ireland), section 51",
        Condition9::HealthCare => "Data Protection Act 2018 (Ireland), section 52",
        Condition9::PublicHealth => "Data Protection Act 2018 (Ireland), section 53",
        Condition9::Research => "Data Protection Act 2018 (Ireland), section 54",
        _ => "Employment Equality Acts 1998 to 2015",
    }
}

fn law_missing(condition: &Spanned<Condition>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let article = condition.article?;
    if !rests_on_law(article.value) || lists(condition.law.as_ref()) {
        return None;
    }
    // A contract with a health professional may stand in place of a law: Art. 9(2)(h).
    if article.value == Condition9::HealthCare && said(condition.secrecy.as_ref()) {
        return None;
    }
    if done_beside(condition, purpose, model, |other| lists(other.law.as_ref())) {
        return None;
    }
    let mut fault = Fault::new(format!("{} does not name the law that it rests on", name_of(condition, purpose)))
        .at(article.span, "holds only by a law, and none is named");
    if let Some(paragraphs) = &condition.schedule_1 {
        fault = fault.at(paragraphs.span, "law of the United Kingdom alone");
    }
    let paste = amended(condition, purpose, model, &[("law", law(article.value))]);
    Some(fault.help("add the statute to the condition").paste(paste))
}

/// Conditions that a law must open: 9(2)(b), (g), (h), (i), (j).
fn rests_on_law(article: Condition9) -> bool {
    use Condition9::{Employment, HealthCare, PublicHealth, Research, SubstantialPublicInterest};
    matches!(article, Employment | SubstantialPublicInterest | HealthCare | PublicHealth | Research)
}

fn unused(condition: &Spanned<Condition>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let article = condition.article?;
    // A purpose without data is another rule's matter.
    let all = model.data_of(purpose);
    if all.is_empty() {
        return None;
    }
    let data: Vec<Used<'_, Data>> = all.into_iter().filter(|used| covers(condition, &used.entry.id)).collect();
    let offences = is_article_10(condition);
    let (wanted, filed): (&str, fn(&Model, &Data) -> bool) = if offences {
        ("data on offences", |model, data| model.is_criminal(data) || filing::tells_of_offences(data))
    } else {
        ("special data", |model, data| model.is_special(data) || filing::is_open(data))
    };
    if data.iter().any(|used| filed(model, used.entry)) {
        return None;
    }
    let mut fault = Fault::new(format!("{} stands there without {wanted}", name_of(condition, purpose)))
        .at(article.span, format!("allows the use of {wanted}"));
    fault = match (&condition.data, data.first()) {
        (Some(ids), None) => fault.at(ids.span, "none of these is used for this purpose"),
        (Some(ids), Some(_)) => fault.at(ids.span, format!("none of these is filed as {wanted}")),
        (None, Some(first)) => fault.at(first.span, format!("nothing here is filed as {wanted}")),
        (None, None) => fault,
    };
    let field = if offences { "criminal = true" } else { "special" };
    let ids: Vec<&str> = data.iter().map(|used| used.entry.id.as_str()).filter(|id| !id.contains('.')).collect();
    let cure = if ids.is_empty() {
        "remove the condition, or add the data that it is for".to_owned()
    } else {
        format!("remove the condition, or file the data: add `{field}` to {}", quoted(ids))
    };
    Some(fault.help(cure))
}

fn paragraph_missing(condition: &Spanned<Condition>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let article = condition.article?;
    if !rests_on_law(article.value) || has_paragraph(condition, model) {
        return None;
    }
    if done_beside(condition, purpose, model, |other| has_paragraph(other, model)) {
        return None;
    }
    let example = match article.value {
        Condition9::HealthCare => "2",
        Condition9::PublicHealth => "3",
        Condition9::Research => "4",
        Condition9::SubstantialPublicInterest => "18",
        _ => "1",
    };
    let fault = Fault::new(format!("{} names no paragraph of Schedule 1", name_of(condition, purpose)))
        .at(article.span, "in the United Kingdom it holds only with a paragraph of Schedule 1");
    let paste = amended(condition, purpose, model, &[("schedule_1", example)]);
    Some(fault.help("add the paragraph to the condition").paste(paste))
}

fn policy_missing(condition: &Spanned<Condition>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let article = condition.article?;
    if condition.policy.is_some() {
        return None;
    }
    let paragraphs = || condition.schedule_1.iter().flatten();
    let needing = match article.value {
        // The only paragraph for employment and social protection, 1, wants the document.
        Condition9::Employment if !lists(condition.schedule_1.as_ref()) => {
            if done_beside(condition, purpose, model, |other| has_paragraph(other, model)) {
                return None;
            }
            article.span
        }
        Condition9::Employment | Condition9::SubstantialPublicInterest => {
            paragraphs().find(|one| wants_policy(one.as_str()))?.span
        }
        _ => return None,
    };
    let fault = Fault::new(format!("{} has no policy document", name_of(condition, purpose)))
        .at(needing, "holds only with an appropriate policy document");
    let help = "add `policy`: where the document is, or whom to ask for it; it need not be published";
    Some(fault.help(help).paste(amended(condition, purpose, model, &[("policy", &address(model))])))
}

/// Whether a paragraph of Schedule 1 wants an appropriate policy document: 1, and 6 to 28 without 10(2), 13 and 27(3).
///
/// Source: rule catalogue, section 5.3 (Data Protection Act 2018, Sch. 1, read 2026-11-21).
fn wants_policy(paragraph: &str) -> bool {
    let lower = paragraph.to_lowercase();
    let rest = lower.rsplit_once("para").map_or(lower.as_str(), |(_, rest)| rest);
    let rest = rest.trim_start_matches(|one: char| !one.is_ascii_digit());
    let digits = rest.find(|one: char| !one.is_ascii_digit()).unwrap_or(rest.len());
    let Ok(number) = rest[..digits].parse::<u32>() else { return false };
    let below = rest[digits..].trim_start();
    match number {
        10 => !below.starts_with("(2)"),
        27 => !below.starts_with("(3)"),
        1 | 6..=9 | 11 | 12 | 14..=26 | 28 => true,
        _ => false,
    }
}
