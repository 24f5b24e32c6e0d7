//! The lawful basis of each purpose: GDPR Art. 6(1), 13(1)(c), 14(1)(c).

mod mislabelled;
mod party;

use super::entries::{address, listed, put, written};
use super::{Certainty, Check, EU_UK, Rule};
use crate::declaration::{Basis, Entry, Kind, Many, Marketing, Permission, Purpose};
use crate::finding::{Fault, Mark};
use crate::law::{Article6, Condition9, DUAA_MAIN, Regime, gdpr, other, uk_gdpr};
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
        check: Check::Everywhere(missing),
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
        check: Check::Basis(obligation_law_missing),
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
        check: Check::Basis(task_on_interests),
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
];

/// The article of a basis, if it names one.
fn article(basis: &Basis) -> Option<Article6> {
    basis.article.map(|article| article.value)
}

/// Whether a list of words says anything.
fn says<'a>(words: impl IntoIterator<Item = &'a Spanned<String>>) -> bool {
    words.into_iter().any(|one| !one.trim().is_empty())
}

fn missing(model: &Model) -> Vec<Fault> {
    let whole = model.notice.as_ref().and_then(|notice| notice.basis.as_ref()).filter(|basis| !basis.is_empty());
    let mut faults = Vec::new();
    for purpose in &model.purposes {
        if model.bases(purpose).iter().any(|basis| basis.article.is_some()) || is_soft_opt_in(purpose, model) {
            continue;
        }
        let id = &purpose.id;
        let fault = Fault::new(format!("the purpose `{id}` has no lawful basis"));
        let fault = match &purpose.basis {
            Some(basis) => fault.at(basis.span, "names no article"),
            None => fault.at(purpose.span, "no `basis` here"),
        };
        let fault = match whole {
            Some(whole) => fault.at(whole.span, "claimed for the notice as a whole, so for no purpose"),
            None => fault,
        };
        let fault = match whole {
            Some(whole) => fault
                .help("move the basis that fits from `[notice]` to this purpose")
                .paste(listed(id, "basis", &written(&whole[..1], |_, _| ()))),
            None => fault
                .help("name in `basis` what fits: consent, contract, legal obligation, public task or legitimate interests")
                .paste(example(purpose, model)),
        };
        faults.push(fault.on(format!("purposes.{id}")));
    }
    if let Some(whole) = whole.filter(|_| faults.is_empty()) {
        let fault = Fault::new("lawful bases are claimed for the notice as a whole")
            .at(whole.span, "tells for no purpose which of them applies")
            .help("name each basis in the purposes that rest on it, and leave `basis` out of `[notice]`");
        faults.push(fault.on("notice"));
    }
    faults
}

/// A basis that fits what is declared of a purpose, with what its author wrote there already.
fn example(purpose: &Entry<Purpose>, model: &Model) -> String {
    let consented = |article: Condition9| article == Condition9::ExplicitConsent;
    let explicit =
        model.conditions(purpose).iter().filter_map(|one| one.article).any(|article| consented(article.value));
    let observed = model.collection(purpose).observed;
    let contract = model.subjects_of(purpose).into_iter().find_map(|group| group.party_to.as_ref());
    let fill = |_: &Spanned<Basis>, table: &mut toml::Table| {
        if explicit {
            put(table, "article", "6(1)(a)");
            put(table, "explicit", true);
            put(table, "withdraw", format!("write to {}", address(model)));
        } else if model.is_kind(Kind::PublicAuthority) {
            put(table, "article", "6(1)(e)");
            put(table, "law", task_law(model));
        } else if let Some(contract) = contract.filter(|_| !observed) {
            put(table, "article", "6(1)(b)");
            put(table, "contract", contract.any());
        } else {
            put(table, "article", "6(1)(f)");
            put(
                table,
                "interest",
                if observed { "keeping our systems safe" } else { "answering people who write to us" },
            );
            put(table, "owner", "controller");
            put(table, "balancing", format!("ask us at {}", address(model)));
        }
    };
    let none = [Spanned::new(Basis::default(), purpose.span)];
    let declared = Some(model.bases(purpose)).filter(|bases| !bases.is_empty()).unwrap_or(&none);
    listed(&purpose.id, "basis", &written(&declared[..1], fill))
}

/// A law that gives a task to a public body, for an example.
fn task_law(model: &Model) -> &'static str {
    if model.law.has(Regime::Uk) {
        "Local Government Act 1972, section 111"
    } else {
        "Local Government Act 2001, section 63"
    }
}

/// Whether a purpose is the mere sending of marketing after a sale, for which EU law asks no basis beside Directive
/// 2002/58/EC Art. 13(2): CJEU C-654/23 of 2025-11-13. UK law has no such case.
fn is_soft_opt_in(purpose: &Entry<Purpose>, model: &Model) -> bool {
    let yes = |fact: Option<Spanned<bool>>| fact.is_some_and(|fact| fact.value);
    let met = |sent: &Entry<Marketing>| {
        sent.permission.is_some_and(|permission| permission.value == Permission::SoftOptIn)
            && yes(sent.similar)
            && yes(sent.sale)
            && yes(sent.refusal_offered)
            && sent.opt_out.as_ref().is_some_and(|how| !how.is_blank())
    };
    let named = |sent: &&Entry<Marketing>| sent.purpose.as_ref().is_some_and(|id| id.value == purpose.id);
    let mut sent = model.marketing.iter().filter(named).peekable();
    !model.law.has(Regime::Uk) && sent.peek().is_some() && sent.all(met)
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

fn obligation_law_missing(basis: &Spanned<Basis>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    if article(basis)? != Article6::Obligation || says(basis.law.iter().flatten()) {
        return None;
    }
    let id = &purpose.id;
    let fault = Fault::new(format!("the purpose `{id}` rests on a legal obligation and names no law"))
        .at(basis.law.as_ref().map_or(basis.span, |law| law.span), "no law here")
        .help("name in `law` the law that obliges you, with its section");
    let accounts =
        if model.law.has(Regime::Uk) { "Companies Act 2006, section 386" } else { "Companies Act 2014, section 281" };
    let entries = written(model.bases(purpose), |one, table| {
        if one.span == basis.span {
            put(table, "law", accounts);
        }
    });
    Some(fault.paste(listed(id, "basis", &entries)))
}

fn task_on_interests(basis: &Spanned<Basis>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let barred = match article(basis)? {
        Article6::LegitimateInterests => true,
        Article6::RecognisedInterests => model.law.uk_since_duaa(),
        _ => false,
    };
    // A basis of other controllers is theirs.
    if !barred || !model.is_public_authority() || basis.controllers.is_some() {
        return None;
    }
    let task = purpose.task.filter(|task| task.value)?;
    let place = basis.article.map_or(basis.span, |article| article.span);
    let id = &purpose.id;
    let mut fault = Fault::new(format!("the purpose `{id}` is a public task and rests on legitimate interests"))
        .at(place, "not open to a public authority for its tasks")
        .at(task.span, "declared as part of the public task");
    let kinds = model.controller.iter().filter_map(|controller| controller.kind.as_ref()).flatten();
    if let Some(kind) = kinds.into_iter().find(|kind| kind.value == Kind::PublicAuthority) {
        fault = fault.at(kind.span, "declared as a public authority");
    }
    let fault =
        fault.help("rest it on `6(1)(e)` or `6(1)(c)` and name the law, or set `task = false` where it is no task");
    let entries = written(model.bases(purpose), |one, table| {
        if one.span == basis.span {
            for key in ["interest", "interests", "owner", "balancing", "annex_1"] {
                table.remove(key);
            }
            put(table, "article", "6(1)(e)");
            put(table, "law", task_law(model));
        }
    });
    Some(fault.paste(listed(id, "basis", &entries)))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    /// Codes of the family that a declaration gives, by the law of some jurisdictions and a date.
    pub(super) fn bases_on(jurisdictions: &str, effective: &str, text: &str) -> Vec<&'static str> {
        let text = format!("{text}\n[notice]\njurisdictions = {jurisdictions}\neffective = {effective}\n");
        let loaded = crate::load::load_text("notice.toml", &text);
        assert_eq!(loaded.findings, []);
        let model = crate::model::resolve(&loaded.notices[0]).unwrap();
        let findings = crate::rules::run(&model, Some(date(2026, 11, 21)));
        findings.iter().map(|finding| finding.code).filter(|code| code.starts_with("BAS")).collect()
    }

    pub(super) fn bases(text: &str) -> Vec<&'static str> {
        bases_on("[\"eu\", \"uk\"]", "2026-11-01", text)
    }

    const NONE: [&str; 0] = [];

    #[test]
    fn an_entry_without_an_article_is_found_once() {
        assert_eq!(bases("[purposes.a]\nbasis = { scope = \"x\" }"), ["BAS-01"]);
        assert_eq!(bases("[purposes.a]\nbasis = []"), ["BAS-01"]);
        assert_eq!(bases("[purposes.a]\nbasis = [\"6(1)(d)\", { scope = \"x\" }]"), ["BAS-02"]);
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
        assert_eq!(bases(&two("\"6(1)(a)\"", "\"6(1)(d)\"")), ["BAS-03"]);
        let limited = "{ article = \"6(1)(d)\", data = [\"x\"] }";
        assert_eq!(bases(&two("\"6(1)(a)\"", limited)), ["BAS-03"]);
        assert_eq!(bases(&two("{ article = \"6(1)(a)\", scope = \"news\" }", limited)), NONE);
        assert_eq!(bases(&two("\"6(1)(d)\"", "\"vital-interests\"")), NONE);
    }

    #[test]
    fn interests_are_barred_for_declared_tasks_of_public_authorities() {
        let with = |kind: &str, task: &str| {
            format!("[controllers.county]\n[controller]\nkind = {kind}\n[purposes.a]\n{task}\nbasis = \"6(1)(f)\"")
        };
        let authority = "\"public-authority\"";
        assert_eq!(bases(&with(authority, "task = true")), ["BAS-11"]);
        assert_eq!(bases(&with(authority, "task = false")), NONE);
        assert_eq!(bases(&with(authority, "")), NONE);
        assert_eq!(bases(&with("\"company\"", "task = true")), NONE);
        assert_eq!(bases(&with("[\"public-authority\", \"parish-council\"]", "task = true")), NONE);
        let theirs = "{ article = \"6(1)(f)\", controllers = \"county\" }";
        assert_eq!(bases(&with(authority, "task = true").replace("\"6(1)(f)\"", theirs)), NONE);
    }
}
