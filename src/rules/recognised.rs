//! Recognised legitimate interests: UK GDPR Art. 6(1)(ea) and Annex 1, from 2026-02-05.
//!
//! That the basis is no law before that day, nor in the EU alone, is `BAS-02`.

use std::sync::LazyLock;

use super::entries::{holds_for, listed, put, written};
use super::lexicon::Lexicon;
use super::{Certainty, Check, Rule, UK};
use crate::declaration::{Basis, Decision, Entry, Id, Many, Purpose, Text};
use crate::finding::{Fault, Mark};
use crate::law::{Article6, DUAA_MAIN, Regime, gdpr, other, uk_gdpr};
use crate::model::Model;
use crate::source::{Span, Spanned};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "RLI-01",
        name: "recognised-interest-alone",
        summary: "a basis that only the United Kingdom knows stands alone in a notice for the EU too",
        mark: Mark::Mandatory,
        packs: UK,
        since: Some(DUAA_MAIN),
        law: &[gdpr("6(1)"), uk_gdpr("6(1)(ea)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/RLI-01.md"),
        check: Check::Basis(alone),
    },
    Rule {
        code: "RLI-02",
        name: "recognised-interest-condition-missing",
        summary: "a recognised legitimate interest names no condition of Annex 1",
        mark: Mark::Mandatory,
        packs: UK,
        since: Some(DUAA_MAIN),
        law: &[uk_gdpr("6(1)(ea)"), uk_gdpr("6(5)"), other("Annex 1 to the UK GDPR")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/RLI-02.md"),
        check: Check::Basis(condition_missing),
    },
    Rule {
        code: "RLI-04",
        name: "recognised-interest-commercial",
        summary: "marketing or the like rests on a recognised legitimate interest",
        mark: Mark::Mandatory,
        packs: UK,
        since: Some(DUAA_MAIN),
        law: &[uk_gdpr("6(1)(ea)"), other("Annex 1 to the UK GDPR")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/RLI-04.md"),
        check: Check::Basis(commercial),
    },
    Rule {
        code: "RLI-05",
        name: "recognised-interest-automated",
        summary: "a significant decision is made by automated means alone for a recognised legitimate interest",
        mark: Mark::Mandatory,
        packs: UK,
        since: Some(DUAA_MAIN),
        law: &[uk_gdpr("22B(4)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/RLI-05.md"),
        check: Check::Decision(automated),
    },
];

/// Where a basis says that it is a recognised legitimate interest.
fn recognised(basis: &Basis) -> Option<Span> {
    basis.article.filter(|article| article.value == Article6::RecognisedInterests).map(|article| article.span)
}

fn alone(basis: &Spanned<Basis>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let place = recognised(basis)?;
    if !model.law.has(Regime::Eu) || basis.controllers.is_some() {
        return None;
    }
    let serves = |other: &Basis| {
        other.article.is_some()
            && recognised(other).is_none()
            && meet(basis.data.as_ref(), other.data.as_ref())
            && meet(basis.subjects.as_ref(), other.subjects.as_ref())
    };
    if model.bases(purpose).iter().any(|other| serves(other)) {
        return None;
    }
    let id = &purpose.id;
    let fault = Fault::new(format!(
        "the purpose `{id}` rests on a recognised legitimate interest alone, which the EU does not know"
    ))
    .at(place, "a basis in the United Kingdom alone")
    .help("add a basis for the EU, and say in the `scope` of each where it holds");
    let mut entries = written(model.bases(purpose), |one, table| {
        if one.span == basis.span {
            table.entry("scope").or_insert_with(|| "where UK law applies".into());
        }
    });
    entries.push(
        "{ article = \"6(1)(f)\", scope = \"where EU law applies\", interest = \"keeping people and property safe\", owner = \
         \"controller\" }"
            .to_owned(),
    );
    Some(fault.paste(listed(id, "basis", &entries)))
}

/// Whether two lists have something in common; no list and the word `all` hold for each.
fn meet(one: Option<&Many<Id>>, other: Option<&Many<Id>>) -> bool {
    one.is_none_or(|ids| ids.iter().any(|id| id.as_str() == "all" || holds_for(other, &id.value)))
}

fn condition_missing(basis: &Spanned<Basis>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let place = recognised(basis)?;
    if basis.annex_1.is_some() {
        return None;
    }
    let id = &purpose.id;
    let fault = Fault::new(format!("the purpose `{id}` does not say which recognised legitimate interest it serves"))
        .at(place, "no `annex_1` beside it")
        .help(
            "name the condition in `annex_1`: `crime`, `safeguarding`, `emergencies`, `public-task-disclosure-request` or \
             `national-security-public-security-defence`",
        );
    let entries = written(model.bases(purpose), |one, table| {
        if one.span == basis.span {
            put(table, "annex_1", "crime");
        }
    });
    Some(fault.paste(listed(id, "basis", &entries)))
}

/// Words in the name of a purpose that serves the business.
static COMMERCIAL: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "advertising",
        "analytics",
        "direct marketing",
        "marketing",
        "newsletter",
        "newsletters",
        "profiling for sales",
        "sales",
    ])
});

fn commercial(basis: &Spanned<Basis>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let place = recognised(basis)?;
    // Beside other bases, what the purpose sells may rest on those.
    let several = model.bases(purpose).iter().any(|one| one.article.is_some() && recognised(one).is_none());
    if several {
        return None;
    }
    let id = &purpose.id;
    let message = |what: &str| format!("the purpose `{id}` is {what} and rests on a recognised legitimate interest");
    let help = "rest it on another basis, such as consent, `6(1)(a)`, or legitimate interests, `6(1)(f)`";
    let label = "open to the five public interests of Annex 1 alone";
    if model.is_marketing(purpose) {
        let fault = Fault::new(message("marketing")).at(place, label);
        let declared = purpose.marketing.filter(|marketing| marketing.value);
        let fault =
            declared.into_iter().fold(fault, |fault, marketing| fault.at(marketing.span, "declared as marketing"));
        return Some(fault.help(help));
    }
    let named = purpose.label.iter().flat_map(Text::all).find_map(|text| COMMERCIAL.find(text));
    let (word, span) = named?;
    let fault = Fault::new(message(&format!("called {word}")))
        .at(place, label)
        .at(span, "sounds like the business, not a public interest");
    Some(fault.help(help).weighing(Mark::Expected))
}

fn automated(decision: &Entry<Decision>, model: &Model) -> Option<Fault> {
    let solely = decision.solely.filter(|solely| solely.value)?;
    let significant = decision.significant.filter(|significant| significant.value)?;
    let purposes = model.purposes_named(decision.purposes.as_ref());
    let rests = |purpose: &&Entry<Purpose>| {
        model
            .bases(purpose)
            .iter()
            .find_map(|basis| recognised(basis).filter(|_| meet(decision.data.as_ref(), basis.data.as_ref())))
    };
    let (purpose, basis) = purposes.iter().find_map(|purpose| Some((*purpose, rests(purpose)?)))?;
    let (id, on) = (&decision.id, &purpose.id);
    let fault = Fault::new(format!(
        "the decision `{id}` is automated and serves `{on}`, which rests on a recognised legitimate interest"
    ))
    .at(solely.span, "no human decides")
    .at(significant.span, "weighs heavily on people")
    .at(basis, "never enough for such a decision, not even for a part of it")
    .help(format!("rest what the decision needs in `{on}` on another basis, or let a human decide: `solely = false`"));
    Some(fault)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{self, under};

    const NONE: [&str; 0] = [];

    fn codes(jurisdictions: &str, effective: &str, text: &str) -> Vec<&'static str> {
        testing::codes(&["RLI"], None, &under(jurisdictions, effective, text))
    }

    fn uk(text: &str) -> Vec<&'static str> {
        codes("[\"uk\"]", "2026-11-01", text)
    }

    const CRIME: &str = "{ article = \"6(1)(ea)\", annex_1 = \"crime\" }";

    #[test]
    fn the_eu_needs_a_basis_of_its_own() {
        let with = |basis: &str| format!("[data.x]\n[data.y]\n[purposes.a]\nbasis = {basis}");
        let both = "[\"eu\", \"uk\"]";
        assert_eq!(codes(both, "2026-11-01", &with(CRIME)), ["RLI-01"]);
        assert_eq!(uk(&with(CRIME)), NONE);
        // Before that day it is no law anywhere, which another rule says.
        assert_eq!(codes(both, "2026-02-04", &with(CRIME)), NONE);
        assert_eq!(codes("[\"eu\"]", "2026-11-01", &with("\"6(1)(ea)\"")), NONE);
        assert_eq!(codes(both, "2026-11-01", &with(&format!("[{CRIME}, \"6(1)(f)\"]"))), NONE);
        let apart = "[{ article = \"6(1)(ea)\", annex_1 = \"crime\", data = [\"x\"] }, { article = \"6(1)(f)\", data = [\"y\"] }]";
        assert_eq!(codes(both, "2026-11-01", &with(apart)), ["RLI-01"]);
    }

    #[test]
    fn the_condition_is_named() {
        assert_eq!(uk("[purposes.a]\nbasis = \"6(1)(ea)\""), ["RLI-02"]);
        assert_eq!(uk(&format!("[purposes.a]\nbasis = {CRIME}")), NONE);
        assert_eq!(uk("[purposes.a]\nbasis = \"6(1)(f)\""), NONE);
    }

    #[test]
    fn business_is_no_public_interest() {
        let with = |more: &str, basis: &str| uk(&format!("[purposes.a]\n{more}\nbasis = {basis}"));
        assert_eq!(with("marketing = true", CRIME), ["RLI-04"]);
        assert_eq!(with("marketing = false", CRIME), NONE);
        assert_eq!(with("label = \"Website analytics\"", CRIME), ["RLI-04"]);
        assert_eq!(with("label = \"Preventing fraud\"", CRIME), NONE);
        assert_eq!(with("marketing = true", &format!("[\"6(1)(a)\", {CRIME}]")), NONE);
        assert_eq!(uk(&format!("[purposes.a]\nbasis = {CRIME}\n[marketing.m]\npurpose = \"a\"")), ["RLI-04"]);
    }

    #[test]
    fn no_machine_decides_on_this_basis() {
        let with = |facts: &str, basis: &str| {
            uk(&format!(
                "[data.x]\n[data.y]\n[automated.score]\npurposes = [\"a\"]\n{facts}\n[purposes.a]\nbasis = {basis}"
            ))
        };
        let heavy = "solely = true\nsignificant = true";
        assert_eq!(with(heavy, CRIME), ["RLI-05"]);
        assert_eq!(with(heavy, &format!("[\"6(1)(b)\", {CRIME}]")), ["RLI-05"]);
        assert_eq!(with(heavy, "\"6(1)(f)\""), NONE);
        assert_eq!(with("solely = false\nsignificant = true", CRIME), NONE);
        assert_eq!(with("solely = true", CRIME), NONE);
        let limited = CRIME.replace("annex_1", "data = [\"x\"], annex_1");
        assert_eq!(with(&format!("{heavy}\ndata = [\"y\"]"), &limited), NONE);
        assert_eq!(with(&format!("{heavy}\ndata = [\"x\", \"y\"]"), &limited), ["RLI-05"]);
    }
}
