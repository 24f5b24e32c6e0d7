//! Consent: GDPR Art. 4(11), 7, 9(2)(a), 13(2)(c), 14(2)(d).

mod as_easy;
pub(super) mod by_use;
mod explicit;
mod obliged;

use super::entries::{address, listed, put, written};
use super::{Certainty, Check, EU_UK, Rule};
use crate::declaration::{Basis, Channels, Condition, Entry, Marketing, Purpose, Text};
use crate::finding::{Fault, Mark};
use crate::law::{Article6, Condition9, DUAA_MAIN, Right, gdpr, other, uk_gdpr, wp260};
use crate::model::Model;
use crate::source::{Span, Spanned};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "CON-01",
        name: "withdrawal-missing",
        summary: "a purpose rests on consent and the notice does not tell of the right to withdraw it",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(2)(c)"), gdpr("14(2)(d)"), gdpr("7(3)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CON-01.md"),
        check: Check::Notice(withdrawal_missing),
    },
    Rule {
        code: "CON-02",
        name: "withdrawal-effect-missing",
        summary: "a purpose rests on consent and the notice does not say that withdrawing it leaves earlier use lawful",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(2)(c)"), gdpr("14(2)(d)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CON-02.md"),
        check: Check::Notice(effect_missing),
    },
    Rule {
        code: "CON-03",
        name: "withdrawal-route-missing",
        summary: "a purpose rests on consent and does not say how to withdraw it",
        mark: Mark::Inferred,
        packs: EU_UK,
        since: None,
        law: &[gdpr("7(3)"), gdpr("12(2)"), wp260("annex")],
        sure: Certainty::PartlyRead,
        page: include_str!("../../docs/rules/CON-03.md"),
        check: Check::Purpose(route_missing),
    },
    Rule {
        code: "CON-04",
        name: "withdrawal-harder-than-consent",
        summary: "consent is given online and can be withdrawn by letter, telephone or visit alone",
        mark: Mark::Inferred,
        packs: EU_UK,
        since: None,
        law: &[gdpr("7(3)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CON-04.md"),
        check: Check::Purpose(as_easy::harder),
    },
    Rule {
        code: "CON-05",
        name: "consent-obliged",
        summary: "data that rests on consent alone must be given",
        mark: Mark::Inferred,
        packs: EU_UK,
        since: None,
        law: &[gdpr("4(11)"), gdpr("7(4)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CON-05.md"),
        check: Check::Provision(obliged::obliged),
    },
    Rule {
        code: "CON-06",
        name: "consent-by-use",
        summary: "the use of a service is taken for consent",
        mark: Mark::Inferred,
        packs: EU_UK,
        since: None,
        law: &[gdpr("4(11)"), other("CJEU C-673/17")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CON-06.md"),
        check: Check::Text(by_use::consent_by_use),
    },
    Rule {
        code: "CON-07",
        name: "notice-agreed-to",
        summary: "readers are asked to agree to the notice",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[wp260("para. 8"), other("EDPB guidelines 05/2020").eu_only()],
        sure: Certainty::PartlyRead,
        page: include_str!("../../docs/rules/CON-07.md"),
        check: Check::Text(by_use::agreement),
    },
    Rule {
        code: "CON-08",
        name: "consent-not-explicit",
        summary: "consent stands where the law asks for explicit consent",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[
            gdpr("9(2)(a)"),
            gdpr("22(2)(c)").until_uk(DUAA_MAIN),
            uk_gdpr("22B(2)").since_uk(DUAA_MAIN),
            gdpr("49(1)(a)"),
        ],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CON-08.md"),
        check: Check::Everywhere(explicit::missing),
    },
];

fn is_consent(basis: &Basis) -> bool {
    basis.article.is_some_and(|article| article.value == Article6::Consent)
}

fn is_explicit_consent(condition: &Condition) -> bool {
    condition.article.is_some_and(|article| article.value == Condition9::ExplicitConsent)
}

/// Bases of a purpose that are consent.
fn consents<'a>(purpose: &'a Purpose, model: &'a Model) -> impl Iterator<Item = &'a Spanned<Basis>> {
    model.bases(purpose).iter().filter(|basis| is_consent(basis))
}

/// Conditions of a purpose that are explicit consent.
fn conditions<'a>(purpose: &'a Purpose, model: &'a Model) -> impl Iterator<Item = &'a Spanned<Condition>> {
    model.conditions(purpose).iter().filter(|condition| is_explicit_consent(condition))
}

/// Places where purposes rest on consent, if the notice lists its rights and leaves the withdrawal out. What a notice says of
/// it is otherwise printed by noticec, whole.
fn unstated(model: &Model) -> Option<(Span, Vec<Span>)> {
    let stated = model.rights.as_ref()?.stated.as_ref()?;
    if model.states(Right::Withdrawal) {
        return None;
    }
    let mut places = Vec::new();
    for purpose in &model.purposes {
        let bases = consents(purpose, model).map(|basis| basis.span);
        places.extend(bases.chain(conditions(purpose, model).map(|condition| condition.span)).next());
    }
    (!places.is_empty()).then_some((stated.span, places))
}

fn withdrawal_missing(model: &Model) -> Option<Fault> {
    let (stated, places) = unstated(model)?;
    let fault = Fault::new("the notice does not tell of the right to withdraw consent");
    Some(at_all(fault.at(stated, "`withdrawal` is not among these"), &places))
}

fn effect_missing(model: &Model) -> Option<Fault> {
    let (stated, places) = unstated(model)?;
    let fault = Fault::new("the notice does not say that use before a withdrawal of consent stays lawful");
    Some(at_all(fault.at(stated, "the sentence comes with `withdrawal`, which is not among these"), &places))
}

fn at_all(fault: Fault, places: &[Span]) -> Fault {
    let fault = places.iter().fold(fault, |fault, place| fault.at(*place, "rests on consent"));
    let fault = fault.help("add `withdrawal` to `stated`, or leave `stated` out: all rights are then printed");
    fault.on("rights")
}

fn says(text: Option<&Text>) -> bool {
    text.is_some_and(|text| !text.is_blank())
}

/// The way that a notice names for all rights, the withdrawal among them.
fn general_route(model: &Model) -> Option<Span> {
    let rights = model.rights.as_ref().filter(|_| model.states(Right::Withdrawal))?;
    let contact = rights.contact.as_ref().map(|contact| contact.span);
    contact.or(rights.form.as_ref().map(|form| form.span))
}

/// A way to withdraw: what stops the marketing of the purpose, the link in its e-mails, or else a message.
fn example(purpose: &Entry<Purpose>, model: &Model) -> String {
    let sent = model.marketing_of(purpose);
    let stops = sent.iter().find_map(|one| one.opt_out.as_ref().filter(|text| says(Some(text))));
    let by_mail = |one: &&Entry<Marketing>| {
        one.channels.as_ref().is_none_or(|channels| channels.iter().any(|one| one.value == Channels::Email))
    };
    match stops {
        Some(stops) => stops.any().to_owned(),
        None if model.is_marketing(purpose) && sent.iter().all(by_mail) => "the link in each of our e-mails".to_owned(),
        None => format!("write to {}", address(model)),
    }
}

fn route_missing(purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let by_basis = consents(purpose, model).any(|basis| says(basis.withdraw.as_ref()));
    let by_condition = conditions(purpose, model).any(|condition| says(condition.withdraw.as_ref()));
    // One consent may serve as basis and as condition, so that the route stands with either.
    let bases = consents(purpose, model).filter(|basis| !by_condition && !says(basis.withdraw.as_ref()));
    let conditions = conditions(purpose, model).filter(|one| !by_basis && !says(one.withdraw.as_ref()));
    let bases: Vec<Span> = bases.map(|basis| basis.span).collect();
    // Where both lack it, the basis is the place for it.
    let by_basis = !bases.is_empty();
    let places = if by_basis { bases } else { conditions.map(|condition| condition.span).collect() };
    if places.is_empty() {
        return None;
    }
    let id = &purpose.id;
    let general = general_route(model);
    let more = if general.is_some() { ": only the general contact for rights is named" } else { "" };
    let message = format!("the purpose `{id}` does not say how to withdraw consent{more}");
    let fault = places.iter().fold(Fault::new(message), |fault, place| fault.at(*place, "no `withdraw` here"));
    let fault = general
        .into_iter()
        .fold(fault, |fault, place| fault.at(place, "serves for all rights").weighing(Mark::Expected));
    let fault = fault.help("say in `withdraw` how to do it, in a way as easy as giving consent");
    let route = example(purpose, model);
    let tell = |span: Span, table: &mut toml::Table| {
        if places.contains(&span) {
            put(table, "withdraw", route.as_str());
        }
    };
    Some(fault.paste(if by_basis {
        listed(id, "basis", &written(model.bases(purpose), |basis, table| tell(basis.span, table)))
    } else {
        listed(id, "conditions", &written(model.conditions(purpose), |condition, table| tell(condition.span, table)))
    }))
}

#[cfg(test)]
mod tests {
    use crate::finding::Mark;
    use crate::rules::testing::{self, TODAY, under};

    /// Codes of the family that a declaration gives in some jurisdictions.
    pub(super) fn consent_in(jurisdictions: &str, text: &str) -> Vec<&'static str> {
        testing::codes(&["CON"], TODAY, &under(jurisdictions, "2026-11-01", text))
    }

    pub(super) fn consent(text: &str) -> Vec<&'static str> {
        consent_in("[\"eu\", \"uk\"]", text)
    }

    const NONE: [&str; 0] = [];

    #[test]
    fn silence_about_rights_states_them_all() {
        let with = |rights: &str| {
            format!("{rights}\n[purposes.a]\nbasis = {{ article = \"6(1)(a)\", withdraw = \"the link\" }}")
        };
        assert_eq!(consent(&with("")), NONE);
        assert_eq!(consent(&with("[rights]\nstated = [\"withdrawal\"]")), NONE);
        assert_eq!(consent(&with("[rights]\nstated = [\"access\"]")), ["CON-01", "CON-02"]);
        let contract = with("[rights]\nstated = [\"access\"]").replace("6(1)(a)", "6(1)(b)");
        assert_eq!(consent(&contract), NONE);
    }

    #[test]
    fn a_route_stands_with_the_basis_or_the_condition() {
        let both = |basis: &str, condition: &str| {
            format!(
                "[purposes.a]\nbasis = {{ article = \"6(1)(a)\"{basis} }}\nconditions = {{ article = \"9(2)(a)\", explicit = \
                 true{condition} }}"
            )
        };
        assert_eq!(consent(&both("", "")), ["CON-03"]);
        assert_eq!(consent(&both(", withdraw = \"the link\"", "")), NONE);
        assert_eq!(consent(&both("", ", withdraw = \"the link\"")), NONE);
        assert_eq!(consent(&both("", ", withdraw = \"\"")), ["CON-03"]);
        let condition = "[purposes.a]\nbasis = \"6(1)(b)\"\nconditions = { article = \"9(2)(a)\", explicit = true }";
        assert_eq!(consent(condition), ["CON-03"]);
    }

    #[test]
    fn a_contact_for_all_rights_is_a_route() {
        let found = |rights: &str| {
            let text = format!("{rights}\n[purposes.a]\nbasis = \"6(1)(a)\"");
            testing::findings(&["CON-03"], TODAY, &under("[\"uk\"]", "2026-11-01", &text)).remove(0)
        };
        let weighs = |rights: &str| testing::mark(&found(rights));
        assert_eq!(weighs(""), Mark::Inferred);
        assert_eq!(weighs("[rights]\ncontact = \"a@b.example\""), Mark::Expected);
        assert_eq!(weighs("[rights]\nform = \"https://b.example/rights\""), Mark::Expected);
        assert_eq!(weighs("[rights]\ncontact = \"a@b.example\"\nstated = [\"access\"]"), Mark::Inferred);
    }

    #[test]
    fn the_way_to_withdraw_is_one_that_is_there() {
        let route = |text: &str| {
            let found = testing::findings(&["CON-03"], TODAY, &under("[\"uk\"]", "2026-11-01", text)).remove(0);
            let paste: toml::Table = toml::from_str(&found.fault.paste.unwrap()).unwrap();
            paste["purposes"]["a"]["basis"]["withdraw"].as_str().unwrap().to_owned()
        };
        let purpose = "[purposes.a]\nbasis = \"6(1)(a)\"\n";
        let contact = "[rights]\ncontact = \"rights@b.example\"\n";
        assert_eq!(route(purpose), "write to privacy@northmoor.example");
        assert_eq!(route(&format!("{contact}{purpose}")), "write to rights@b.example");
        assert_eq!(route(&format!("{purpose}marketing = true")), "the link in each of our e-mails");
        let sent = |more: &str| route(&format!("{contact}{purpose}[marketing.m]\npurpose = \"a\"\n{more}"));
        assert_eq!(sent("channels = \"post\""), "write to rights@b.example");
        assert_eq!(sent("channels = \"email\""), "the link in each of our e-mails");
        assert_eq!(sent("opt_out = \"the switch in the app\""), "the switch in the app");
    }
}
