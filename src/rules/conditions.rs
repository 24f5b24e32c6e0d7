//! Special data and data on offences, and what allows their use: GDPR Arts. 9 and 10, PA18 ss. 10, 11 and Sch. 1.

mod circumstances;
mod filing;
mod laws;
mod membership;
mod missing;
mod offences;
mod schedule_1;
#[cfg(test)]
mod tests;

use super::entries::{holds_for, listed, lists, put, quoted, written};
use super::{Certainty, Check, EU, EU_UK, Rule, UK};
use crate::declaration::{Condition, Data, Entry, Id, Purpose};
use crate::finding::{Fault, Mark};
use crate::law::{Condition9, DUAA_MAIN, Regime, gdpr, pa18, uk_gdpr, wp260};
use crate::model::{Model, Used};
use crate::source::Spanned;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "SPC-01",
        name: "special-condition-missing",
        summary: "special data is used without a condition that allows it",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("9(1)"), gdpr("9(2)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/SPC-01.md"),
        check: Check::Purpose(missing::missing),
    },
    Rule {
        code: "SPC-02",
        name: "special-condition-law-missing",
        summary: "a condition for health care names neither a law nor a contract",
        mark: Mark::Expected,
        packs: EU,
        since: None,
        law: &[gdpr("9(2)(h)"), gdpr("13(1)(c)"), gdpr("14(1)(c)"), wp260("annex")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/SPC-02.md"),
        check: Check::Condition(laws::health_care),
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
        summary: "data that the law does not count as special is filed as special",
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
        summary: "data sounds like special data and is not filed as such",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("9(1)")],
        sure: Certainty::PartlyRead,
        page: include_str!("../../docs/rules/SPC-05.md"),
        check: Check::Data(filing::unconfirmed),
    },
    Rule {
        code: "SPC-08",
        name: "employment-condition-law-missing",
        summary: "a condition of employment or social law names neither a law nor a collective agreement",
        mark: Mark::Inferred,
        packs: EU,
        since: None,
        law: &[gdpr("9(2)(b)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/SPC-08.md"),
        check: Check::Condition(laws::employment),
    },
    Rule {
        code: "SPC-09",
        name: "incapacity-unexplained",
        summary: "a condition for people who can't consent does not say when they can't",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("9(2)(c)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/SPC-09.md"),
        check: Check::Condition(circumstances::incapacity),
    },
    Rule {
        code: "SPC-10",
        name: "membership-condition-misused",
        summary: "a condition for membership bodies stands where its limits are not kept",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("9(2)(d)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/SPC-10.md"),
        check: Check::Condition(membership::misused),
    },
    Rule {
        code: "SPC-11",
        name: "made-public-without-publication",
        summary: "data is said to be made public by the person, and comes from no publication",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("9(2)(e)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/SPC-11.md"),
        check: Check::Condition(circumstances::publication),
    },
    Rule {
        code: "SPC-12",
        name: "public-interest-condition-law-missing",
        summary: "a condition of substantial public interest names no law",
        mark: Mark::Inferred,
        packs: EU,
        since: None,
        law: &[gdpr("9(2)(g)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/SPC-12.md"),
        check: Check::Condition(laws::public_interest),
    },
    Rule {
        code: "SPC-13",
        name: "health-secrecy-missing",
        summary: "a condition for health care names no duty of secrecy",
        mark: Mark::Inferred,
        packs: EU_UK,
        since: None,
        law: &[gdpr("9(2)(h)"), gdpr("9(3)"), pa18("s. 11(1)")],
        sure: Certainty::PartlyRead,
        page: include_str!("../../docs/rules/SPC-13.md"),
        check: Check::Condition(laws::secrecy),
    },
    Rule {
        code: "SPC-14",
        name: "public-health-condition-law-missing",
        summary: "a condition of public health names no law",
        mark: Mark::Inferred,
        packs: EU,
        since: None,
        law: &[gdpr("9(2)(i)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/SPC-14.md"),
        check: Check::Condition(laws::public_health),
    },
    Rule {
        code: "SPC-15",
        name: "research-safeguards-missing",
        summary: "a condition for archives, research or statistics lacks its law or its safeguards",
        mark: Mark::Inferred,
        packs: EU_UK,
        since: None,
        law: &[gdpr("9(2)(j)"), gdpr("89(1)").until_uk(DUAA_MAIN), uk_gdpr("84B").since_uk(DUAA_MAIN)],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/SPC-15.md"),
        check: Check::Condition(laws::research),
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
        check: Check::Condition(schedule_1::paragraph_missing),
    },
    Rule {
        code: "SPC-17",
        name: "schedule-1-part-wrong",
        summary: "a condition names a paragraph of Schedule 1 that is for other conditions",
        mark: Mark::Mandatory,
        packs: UK,
        since: None,
        law: &[pa18("s. 10(2)"), pa18("s. 10(3)"), pa18("s. 10(5)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/SPC-17.md"),
        check: Check::Condition(schedule_1::part_wrong),
    },
    Rule {
        code: "SPC-18",
        name: "schedule-1-data-outside",
        summary: "a paragraph of Schedule 1 is not for these kinds of data",
        mark: Mark::Mandatory,
        packs: UK,
        since: None,
        law: &[pa18("s. 10(3)"), pa18("Sch. 1 paras 8, 9, 16, 19 to 22")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/SPC-18.md"),
        check: Check::Condition(schedule_1::data_outside),
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
        check: Check::Condition(schedule_1::policy_missing),
    },
    Rule {
        code: "CRM-01",
        name: "offence-authority-missing",
        summary: "data on offences is used without official authority or an authorising law",
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
        summary: "data on offences is used under a law, and no paragraph of Schedule 1 is named",
        mark: Mark::Mandatory,
        packs: UK,
        since: None,
        law: &[pa18("s. 10(4) and (5)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CRM-02.md"),
        check: Check::Condition(offences::paragraph_missing),
    },
    Rule {
        code: "CRM-03",
        name: "offence-policy-document-missing",
        summary: "a paragraph for data on offences needs an appropriate policy document, and none is named",
        mark: Mark::Mandatory,
        packs: UK,
        since: None,
        law: &[pa18("Sch. 1 paras 1(1)(b), 5, 35, 38 to 40")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CRM-03.md"),
        check: Check::Condition(offences::policy_missing),
    },
    Rule {
        code: "CRM-04",
        name: "offences-filed-as-special",
        summary: "data on offences stands under the heading of special data",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("9(1)"), gdpr("10")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CRM-04.md"),
        check: Check::Data(filing::offences_as_special),
    },
    Rule {
        code: "CRM-05",
        name: "offence-law-missing",
        summary: "official authority over data on offences names no law",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("10"), gdpr("13(1)(c)"), gdpr("14(1)(c)"), wp260("annex")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/CRM-05.md"),
        check: Check::Condition(offences::law_missing),
    },
    Rule {
        code: "CRM-06",
        name: "offences-unconfirmed",
        summary: "data sounds like data on offences and is not filed as such",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("10"), pa18("s. 11(2)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CRM-06.md"),
        check: Check::Data(filing::offences_unconfirmed),
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
        ("data on offences", |model, data| model.is_criminal(data) || filing::tells_of_offences(data, model))
    } else {
        ("special data", |model, data| model.is_special(data) || filing::is_open(data, model))
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
