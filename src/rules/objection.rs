//! The right to object, apart from other information: GDPR Art. 21(2) to (4).

use super::rights::left_out;
use super::{Certainty, Check, EU_UK, Rule};
use crate::declaration::{Basis, Entry, Marketing, Purpose};
use crate::finding::{Fault, Mark};
use crate::law::{Article6, Regime, Right, gdpr};
use crate::model::Model;
use crate::source::Spanned;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "OBJ-01",
        name: "objection-not-brought-out",
        summary: "the right to object applies and is not brought to the reader's attention",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("21(4)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/OBJ-01.md"),
        check: Check::Notice(not_brought_out),
    },
    Rule {
        code: "OBJ-02",
        name: "marketing-objection-missing",
        summary: "there is direct marketing, and the notice does not say how to stop it",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("21(2)"), gdpr("21(3)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/OBJ-02.md"),
        check: Check::Everywhere(marketing_missing),
    },
];

/// Whether a basis gives the right to object: (e), (f), and in the UK (ea).
fn gives(basis: &Basis, model: &Model) -> bool {
    basis.article.is_some_and(|article| match article.value {
        Article6::PublicTask | Article6::LegitimateInterests => true,
        Article6::RecognisedInterests => model.law.has(Regime::Uk),
        Article6::Consent | Article6::Contract | Article6::Obligation | Article6::VitalInterests => false,
    })
}

/// Marketing of this notice; a shared register may hold that of others.
fn marketing(model: &Model) -> Vec<&Entry<Marketing>> {
    let here = |one: &&Entry<Marketing>| {
        one.purpose.as_ref().is_none_or(|purpose| model.purposes.get(purpose.as_str()).is_some())
    };
    model.marketing.iter().filter(here).collect()
}

/// The document has the objection in a block of its own; on the declaration only the list of rights can keep it out.
fn not_brought_out(model: &Model) -> Option<Fault> {
    let whole = model.notice.iter().filter_map(|notice| notice.basis.as_ref()).flatten();
    let bases: Vec<&Spanned<Basis>> = model
        .purposes
        .iter()
        .flat_map(|purpose| model.bases(purpose))
        .chain(whole)
        .filter(|basis| gives(basis, model))
        .collect();
    let marketing: Vec<_> = model.purposes.iter().filter(|purpose| model.is_marketing(purpose)).collect();
    if bases.is_empty() && (marketing.is_empty() || model.states(Right::MarketingObjection)) {
        return None;
    }
    let stated = left_out(Right::Objection, "the right to object", model)?;
    let mut fault = Fault::new("the right to object applies, and nothing brings it to the reader's attention");
    for basis in bases {
        fault = fault.at(basis.span, "people can object to what rests on this");
    }
    for purpose in marketing {
        fault = fault.at(purpose.span, "people can object to marketing");
    }
    fault.labels.extend(stated.labels);
    let help = "add it to `stated`, or leave `stated` out: the notice then has it apart from the other rights";
    Some(fault.help(help).paste(stated.paste.unwrap_or_default()).on("rights"))
}

fn marketing_missing(model: &Model) -> Vec<Fault> {
    let entries = marketing(model);
    let mut faults = Vec::new();
    if !entries.is_empty() || model.purposes.iter().any(|purpose| model.is_marketing(purpose)) {
        faults.extend(left_out(Right::MarketingObjection, "the right to object to marketing", model));
    }
    for entry in &entries {
        let stops = entry.opt_out.as_ref().is_some_and(|opt_out| !opt_out.is_blank());
        let purpose = entry.purpose.as_ref().and_then(|purpose| model.purposes.get(purpose.as_str()));
        if stops || purpose.is_some_and(|purpose| withdrawal_stops(purpose, model)) {
            continue;
        }
        let fault = Fault::new(format!("the marketing `{}` does not say how to stop it", entry.id))
            .at(entry.span, "no `opt_out` here")
            .help("say how people stop it");
        let paste = format!("[marketing.{}]\nopt_out = \"the link in each e-mail\"", entry.id);
        faults.push(fault.paste(paste).on(format!("marketing.{}", entry.id)));
    }
    // An entry without a purpose may speak of any.
    if entries.iter().any(|entry| entry.purpose.is_none()) {
        return faults;
    }
    for purpose in &model.purposes {
        let named = entries.iter().any(|entry| entry.purpose.as_ref().is_some_and(|id| id.value == purpose.id));
        let Some(flag) = purpose.marketing.filter(|marketing| marketing.value) else { continue };
        if named || withdrawal_stops(purpose, model) {
            continue;
        }
        let id = &purpose.id;
        let fault = Fault::new(format!("the purpose `{id}` is direct marketing, and nothing says how to stop it"))
            .at(flag.span, "said to be marketing")
            .help("say how people stop it");
        let paste = format!("[marketing.{id}]\npurpose = \"{id}\"\nopt_out = \"the link in each e-mail\"");
        faults.push(fault.paste(paste).on(format!("purposes.{id}")));
    }
    faults
}

/// Whether the marketing rests on consent alone and the notice says how to withdraw it: that stops it as well.
fn withdrawal_stops(purpose: &Purpose, model: &Model) -> bool {
    let bases = model.bases(purpose);
    let withdrawn = |basis: &Spanned<Basis>| {
        let consent = basis.article.is_some_and(|article| article.value == Article6::Consent);
        consent && basis.withdraw.as_ref().is_some_and(|withdraw| !withdraw.is_blank())
    };
    !bases.is_empty() && bases.iter().all(withdrawn)
}

#[cfg(test)]
mod tests {
    use crate::{load, model, rules};

    fn codes(regime: &str, text: &str) -> Vec<&'static str> {
        let text = format!("[notice]\njurisdictions = [\"{regime}\"]\neffective = 2026-11-01\n{text}");
        let loaded = load::load_text("notice.toml", &text);
        assert_eq!(loaded.findings, [], "{text}");
        let model = model::resolve(&loaded.notices[0]).unwrap();
        let found = rules::run(&model, None).into_iter().map(|finding| finding.code);
        found.filter(|code| code.starts_with("OBJ")).collect()
    }

    const SILENT: &str = "[rights]\nstated = [\"access\"]\n";

    #[test]
    fn where_no_basis_gives_it_objection_may_be_left_out() {
        for basis in ["6(1)(a)", "6(1)(b)", "6(1)(c)", "6(1)(d)"] {
            assert_eq!(codes("eu", &format!("{SILENT}[purposes.one]\nbasis = \"{basis}\"")), [""; 0]);
        }
        assert_eq!(codes("eu", &format!("{SILENT}[purposes.one]\nlabel = \"no basis declared\"")), [""; 0]);
        assert_eq!(codes("eu", &format!("{SILENT}[purposes.one]\nbasis = [\"6(1)(b)\", \"6(1)(f)\"]")), ["OBJ-01"]);
    }

    #[test]
    fn recognised_interests_are_uk_law() {
        let text = format!("{SILENT}[purposes.one]\nbasis = \"6(1)(ea)\"");
        assert_eq!(codes("eu", &text), [""; 0]);
        assert_eq!(codes("uk", &text), ["OBJ-01"]);
    }

    #[test]
    fn without_a_list_of_rights_all_are_named() {
        assert_eq!(codes("eu", "[purposes.one]\nbasis = \"6(1)(f)\""), [""; 0]);
    }

    #[test]
    fn marketing_can_be_stopped_in_several_ways() {
        let purpose = "[purposes.news]\nmarketing = true\n";
        assert_eq!(codes("uk", purpose), ["OBJ-02"]);
        assert_eq!(
            codes("uk", &format!("{purpose}[marketing.news]\npurpose = \"news\"\nopt_out = \"the link\"")),
            [""; 0]
        );
        assert_eq!(codes("uk", &format!("{purpose}[marketing.news]\nopt_out = \"the link\"")), [""; 0]);
        let consent = "basis = { article = \"6(1)(a)\", withdraw = \"the link\" }";
        assert_eq!(codes("uk", &format!("{purpose}{consent}")), [""; 0]);
        assert_eq!(codes("uk", "[purposes.news]\nmarketing = false"), [""; 0]);
        assert_eq!(codes("uk", "[marketing]\nnone = true"), [""; 0]);
    }

    #[test]
    fn marketing_of_another_notice_is_not_judged() {
        let text = "subjects = [\"staff\"]\n[subjects.staff]\n[subjects.clients]\n[purposes.news]\nsubjects = [\"clients\"]\n\
                    [marketing.news]\npurpose = \"news\"";
        assert_eq!(codes("uk", text), [""; 0]);
    }

    #[test]
    fn a_list_with_marketing_objection_serves_marketing_alone() {
        let text = "[rights]\nstated = [\"marketing-objection\"]\n[purposes.news]\nmarketing = true\n\
                    basis = { article = \"6(1)(a)\", withdraw = \"the link\" }";
        assert_eq!(codes("uk", text), [""; 0]);
    }
}
