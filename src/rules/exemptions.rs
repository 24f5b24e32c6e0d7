//! Exemptions from informing: GDPR Arts. 13(4) and 14(5), UK GDPR Arts. 13(5) and 14(5) to (7).
//!
//! They free from telling people one by one. Nothing is left out of the notice for them, so no obligation falls away.

mod article;
mod conditions;
#[cfg(test)]
mod tests;

use jiff::civil::date;

use super::{Certainty, Check, EU_UK, Rule, UK};
use crate::declaration::{Entry, Id, InformingExemption, Many, Purpose};
use crate::finding::Mark;
use crate::law::{DUAA_MAIN, gdpr, other, uk_gdpr, wp260};
use crate::model::Model;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "EXM-01",
        name: "already-informed-unspecific",
        summary: "people are said to know already, and not what, or since when",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(4)"), gdpr("14(5)(a)"), wp260("para. 56")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/EXM-01.md"),
        check: Check::Everywhere(conditions::known),
    },
    Rule {
        code: "EXM-02",
        name: "effort-exemption-unpublished",
        summary: "people are not told one by one, and nothing says where the information is public",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("14(5)(b)").until_uk(DUAA_MAIN), wp260("paras. 61 to 64")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/EXM-02.md"),
        check: Check::Everywhere(conditions::effort),
    },
    Rule {
        code: "EXM-03",
        name: "uk-effort-exemption-unpublished",
        summary: "people are not told one by one under UK law, and nothing says where the information is public",
        mark: Mark::Mandatory,
        packs: UK,
        since: Some(DUAA_MAIN),
        law: &[
            uk_gdpr("13(6)").since_uk(DUAA_MAIN),
            uk_gdpr("13(7)").since_uk(DUAA_MAIN),
            uk_gdpr("14(6)").since_uk(DUAA_MAIN),
            uk_gdpr("14(7)").since_uk(DUAA_MAIN),
        ],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/EXM-03.md"),
        check: Check::Everywhere(conditions::uk_effort),
    },
    Rule {
        code: "EXM-04",
        name: "law-exemption-incomplete",
        summary: "people are not told because a law provides for it, and what that law must have is not declared",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[
            gdpr("14(5)(c)"),
            other("CJEU C-169/23 of 28 November 2024").eu_only().of(date(2024, 11, 28)),
            wp260("para. 66"),
        ],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/EXM-04.md"),
        check: Check::Everywhere(conditions::law),
    },
    Rule {
        code: "EXM-05",
        name: "secrecy-law-missing",
        summary: "people are not told because of professional secrecy, and its law is not named",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("14(5)(d)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/EXM-05.md"),
        check: Check::Everywhere(conditions::secrecy),
    },
    Rule {
        code: "EXM-06",
        name: "exemption-wrong-article",
        summary: "an exemption is claimed that the law does not have for this data",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(4)"), uk_gdpr("13(5)").since_uk(DUAA_MAIN), gdpr("14(5)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/EXM-06.md"),
        check: Check::Everywhere(article::wrong),
    },
];

/// Whether an exemption is declared for a purpose: then people need not be told one by one.
pub(super) fn frees(purpose: &Entry<Purpose>, model: &Model) -> bool {
    freed_by(purpose, model).is_some()
}

/// The exemption that is declared for a purpose.
pub(super) fn freed_by<'a>(purpose: &Entry<Purpose>, model: &'a Model) -> Option<&'a Entry<InformingExemption>> {
    let among = |ids: Option<&Many<Id>>| ids.is_none_or(|ids| ids.iter().any(|id| id.value == purpose.id));
    let mut here = model.exemptions.iter().filter(|one| article::concerns(one, model));
    here.find(|one| one.article.is_some() && among(one.purposes.as_ref()))
}
