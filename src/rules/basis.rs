//! The lawful basis of each purpose: GDPR Art. 6(1), 13(1)(c), 14(1)(c).

mod consent;
mod contract;
mod mislabelled;
mod missing;
mod obligation;
mod party;
mod task;
mod uncovered;

use super::entries::{listed, put, said, written};
use super::{Certainty, Check, EU_UK, Rule};
use crate::declaration::{Basis, Entry, Many, Purpose};
use crate::finding::{Fault, Mark};
use crate::law::{Article6, DUAA_MAIN, Regime, gdpr, other, pa18, uk_gdpr};
use crate::model::Model;
use crate::source::Spanned;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "BAS-01",
        name: "basis-missing",
        summary: "a purpose has no lawful basis",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(1)(c)"), gdpr("14(1)(c)"), gdpr("6(1)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/BAS-01.md"),
        check: Check::Everywhere(missing::missing),
    },
    Rule {
        code: "BAS-02",
        name: "basis-not-in-law",
        summary: "the law of the notice does not know the basis",
        mark: Mark::Structural,
        packs: EU_UK,
        since: None,
        law: &[gdpr("6(1)"), uk_gdpr("6(1)(ea)"), other("SI 2026/82, reg. 2")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/BAS-02.md"),
        check: Check::Basis(not_in_law),
    },
    Rule {
        code: "BAS-03",
        name: "bases-unscoped",
        summary: "a purpose has several lawful bases and does not say which is for what",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("12(1)"), gdpr("13(1)(c)"), gdpr("14(1)(c)")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/BAS-03.md"),
        check: Check::Purpose(unscoped),
    },
    Rule {
        code: "BAS-04",
        name: "contract-unnamed",
        summary: "a purpose rests on a contract and does not say on which",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("6(1)(b)"), gdpr("13(1)(c)"), gdpr("14(1)(c)")],
        sure: Certainty::PartlyRead,
        page: include_str!("../../docs/rules/BAS-04.md"),
        check: Check::Basis(contract::unnamed),
    },
    Rule {
        code: "BAS-05",
        name: "contract-without-party",
        summary: "a purpose rests on a contract with people who are not party to one",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("6(1)(b)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/BAS-05.md"),
        check: Check::Basis(party::missing),
    },
    Rule {
        code: "BAS-06",
        name: "obligation-law-missing",
        summary: "a purpose rests on a legal obligation and names no law",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("6(1)(c)"), gdpr("6(3)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/BAS-06.md"),
        check: Check::Basis(obligation::law_missing),
    },
    Rule {
        code: "BAS-07",
        name: "obligation-law-foreign",
        summary: "a legal obligation comes from a law that can't be its source",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("6(1)(c)"), gdpr("6(3)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/BAS-07.md"),
        check: Check::Basis(obligation::foreign),
    },
    Rule {
        code: "BAS-08",
        name: "task-law-missing",
        summary: "a purpose rests on a public task and names no law",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("6(1)(e)"), gdpr("6(3)"), pa18("s. 8")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/BAS-08.md"),
        check: Check::Basis(task::law_missing),
    },
    Rule {
        code: "BAS-09",
        name: "private-task-law-missing",
        summary: "a body that is no public authority claims a public task and names no law",
        mark: Mark::Inferred,
        packs: EU_UK,
        since: None,
        law: &[gdpr("6(1)(e)"), gdpr("6(3)"), pa18("s. 8")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/BAS-09.md"),
        check: Check::Basis(task::of_private_body),
    },
    Rule {
        code: "BAS-10",
        name: "vital-interest-unnamed",
        summary: "a purpose rests on vital interests and does not say whose",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("6(1)(d)"), other("recital 46 of the GDPR")],
        sure: Certainty::PartlyRead,
        page: include_str!("../../docs/rules/BAS-10.md"),
        check: Check::Basis(vital_interest_unnamed),
    },
    Rule {
        code: "BAS-11",
        name: "public-task-on-interests",
        summary: "a public authority rests its public task on legitimate interests",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("6(1), last subparagraph")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/BAS-11.md"),
        check: Check::Basis(task::on_interests),
    },
    Rule {
        code: "BAS-12",
        name: "consent-beside-another-basis",
        summary: "the same data rests on consent and on another basis",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("7(3)"), gdpr("13(1)(c)"), gdpr("14(1)(c)"), other("EDPB guidelines 05/2020").eu_only()],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/BAS-12.md"),
        check: Check::Basis(consent::beside_another),
    },
    Rule {
        code: "BAS-13",
        name: "consent-freedom-unexplained",
        summary: "consent is given to a public authority or an employer, and nothing says why it is free",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("4(11)"), other("recital 43 of the GDPR")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/BAS-13.md"),
        check: Check::Basis(consent::imbalance),
    },
    Rule {
        code: "BAS-14",
        name: "interests-mislabelled",
        summary: "what is called a legitimate interest is described as a legal obligation or a contract",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("6(1)(b)"), gdpr("6(1)(c)"), gdpr("6(1)(f)")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/BAS-14.md"),
        check: Check::Basis(mislabelled::mislabelled),
    },
    Rule {
        code: "BAS-15",
        name: "condition-without-basis",
        summary: "special data or data on offences has a condition and no lawful basis",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("6(1)"), gdpr("9(2)"), gdpr("10")],
        sure: Certainty::PartlyRead,
        page: include_str!("../../docs/rules/BAS-15.md"),
        check: Check::Condition(uncovered::uncovered),
    },
];

/// The article of a basis, if it names one.
fn article(basis: &Basis) -> Option<Article6> {
    basis.article.map(|article| article.value)
}

fn not_in_law(basis: &Spanned<Basis>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let id = &purpose.id;
    let Some(article) = basis.article else {
        // Where no basis of the purpose has an article, BAS-01 says so.
        model.bases(purpose).iter().find(|one| one.article.is_some())?;
        let fault =
            Fault::new(format!("a basis of the purpose `{id}` names no article")).at(basis.span, "no `article` here");
        return Some(fault.help("add the `article`, such as `6(1)(f)`, or leave this entry out"));
    };
    if article.value != Article6::RecognisedInterests || model.law.uk_since_duaa() {
        return None;
    }
    let uk = model.law.has(Regime::Uk);
    let (when, label) = if uk {
        ("at the date of the notice", format!("applies from {DUAA_MAIN}"))
    } else {
        ("in the jurisdictions of the notice", "only the United Kingdom knows it".to_owned())
    };
    let fault = Fault::new(format!("the basis {} of the purpose `{id}` is no law {when}", article.value))
        .at(article.span, label);
    Some(fault.help("rest the purpose on another basis, such as `6(1)(f)` with its `interest`"))
}

fn unscoped(purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let bases = model.bases(purpose);
    let first = bases.iter().find_map(|basis| article(basis))?;
    // Several uses of one article give the reader the same rights.
    bases.iter().find(|basis| article(basis).is_some_and(|own| own != first))?;
    let mut open = bases.iter().filter(|basis| basis.article.is_some() && !is_limited(basis)).peekable();
    open.peek()?;
    let id = &purpose.id;
    let mut fault =
        Fault::new(format!("the purpose `{id}` has several lawful bases and does not say which is for what"));
    for basis in open {
        fault = fault.at(basis.span, "no `scope` here");
    }
    let entries = written(bases, |basis, table| {
        if let Some(article) = article(basis).filter(|_| !is_limited(basis)) {
            put(table, "scope", scope(article));
        }
    });
    let fault = fault.help("add a `scope` to each basis: the part of the purpose that rests on it");
    Some(fault.paste(listed(id, "basis", &entries)))
}

fn vital_interest_unnamed(basis: &Spanned<Basis>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    if article(basis)? != Article6::VitalInterests || said(basis.whose.as_ref()) {
        return None;
    }
    let id = &purpose.id;
    let fault = Fault::new(format!("the purpose `{id}` rests on vital interests and does not say whose"))
        .at(basis.span, "no `whose` here")
        .help(
            "name in `whose` the person whose life or health is at stake, and in `scope` when no other basis will do",
        );
    let entries = written(model.bases(purpose), |one, table| {
        if one.span == basis.span {
            put(table, "whose", "your life or the life of somebody else");
        }
    });
    Some(fault.paste(listed(id, "basis", &entries)))
}

/// The part of a purpose that may rest on an article, for an example.
fn scope(article: Article6) -> &'static str {
    match article {
        Article6::Consent => "messages that you agree to",
        Article6::Contract => "carrying out our contract with you",
        Article6::Obligation => "records that the law asks of us",
        Article6::VitalInterests => "emergencies",
        Article6::PublicTask => "our decision on your application",
        Article6::RecognisedInterests => "reports of crime",
        Article6::LegitimateInterests => "checking that our work is good",
    }
}

/// Whether a basis says for which part of its purpose it is.
fn is_limited(basis: &Basis) -> bool {
    let ids = [&basis.data, &basis.subjects, &basis.recipients, &basis.controllers];
    basis.scope.as_ref().is_some_and(|scope| !scope.is_blank())
        || ids.into_iter().flatten().any(|ids: &Many<_>| !ids.is_empty())
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{self, TODAY, under};

    /// Codes of the family that a declaration gives, by the law of some jurisdictions and a date.
    pub(super) fn bases_on(jurisdictions: &str, effective: &str, text: &str) -> Vec<&'static str> {
        testing::codes(&["BAS"], TODAY, &under(jurisdictions, effective, text))
    }

    pub(super) fn bases(text: &str) -> Vec<&'static str> {
        bases_on("[\"eu\", \"uk\"]", "2026-11-01", text)
    }

    const NONE: [&str; 0] = [];

    #[test]
    fn an_entry_without_an_article_is_found_once() {
        assert_eq!(bases("[purposes.a]\nbasis = { scope = \"x\" }"), ["BAS-01"]);
        assert_eq!(bases("[purposes.a]\nbasis = []"), ["BAS-01"]);
        assert_eq!(bases("[purposes.a]\nbasis = [\"6(1)(f)\", { scope = \"x\" }]"), ["BAS-02"]);
    }

    #[test]
    fn mail_after_a_sale_needs_no_basis_in_the_eu_alone() {
        let sent = "[purposes.news]\n[marketing.news]\npurpose = \"news\"\npermission = \"soft-opt-in\"\nsimilar = true\n\
                    sale = true\nrefusal_offered = true\nopt_out = \"the link in each e-mail\"";
        assert_eq!(bases_on("[\"eu\"]", "2026-11-01", sent), NONE);
        assert_eq!(bases(sent), ["BAS-01"]);
        assert_eq!(bases_on("[\"eu\"]", "2026-11-01", &sent.replace("sale = true", "sale = false")), ["BAS-01"]);
    }

    #[test]
    fn recognised_interests_are_law_in_the_united_kingdom_from_their_day() {
        let text = "[purposes.a]\nbasis = { article = \"6(1)(ea)\", annex_1 = \"crime\" }";
        assert_eq!(bases(text), NONE);
        assert_eq!(bases_on("[\"uk\"]", "2026-02-04", text), ["BAS-02"]);
        assert_eq!(bases_on("[\"uk\"]", "2026-02-05", text), NONE);
        assert_eq!(bases_on("[\"eu\"]", "2026-11-01", text), ["BAS-02"]);
    }

    #[test]
    fn a_limit_of_any_kind_is_a_scope() {
        let two = |first: &str, second: &str| format!("[data.x]\n[purposes.a]\nbasis = [{first}, {second}]");
        assert_eq!(bases(&two("\"6(1)(a)\"", "\"6(1)(f)\"")), ["BAS-03"]);
        let limited = "{ article = \"6(1)(f)\", data = [\"x\"] }";
        assert_eq!(bases(&two("\"6(1)(a)\"", limited)), ["BAS-03"]);
        assert_eq!(bases(&two("{ article = \"6(1)(a)\", scope = \"news\" }", limited)), NONE);
        assert_eq!(bases(&two("\"6(1)(f)\"", "\"legitimate-interests\"")), NONE);
    }

    #[test]
    fn vital_interests_are_somebodys() {
        assert_eq!(bases("[purposes.a]\nbasis = \"6(1)(d)\""), ["BAS-10"]);
        assert_eq!(bases("[purposes.a]\nbasis = { article = \"6(1)(d)\", whose = \"your life\" }"), NONE);
    }
}
