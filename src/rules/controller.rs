//! Who is responsible: controller, representative, data protection officer, joint controllers. GDPR Arts. 13(1)(a), (b), 26, 27, 37.

mod hedged;
mod joint;
mod naming;
mod officer;
mod representative;

use jiff::civil::date;

use super::entries::named;
use super::{ALWAYS, Certainty, Check, EU_UK, EVERYWHERE, Rule, UK};
use crate::declaration::Reachable;
use crate::finding::{Fault, Mark};
use crate::law::{DUAA_MAIN, UK_GDPR_APPLIES, fadp, gdpr, other, pa18, uk_gdpr, wp260};
use crate::model::Model;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "IDN-01",
        name: "controller-name-missing",
        summary: "the notice does not say who is responsible",
        mark: Mark::Mandatory,
        packs: EVERYWHERE,
        since: None,
        law: &[gdpr("13(1)(a)"), gdpr("14(1)(a)"), fadp("19(2)(a)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/IDN-01.md"),
        check: Check::Notice(name_missing),
    },
    Rule {
        code: "IDN-02",
        name: "controller-contact-missing",
        summary: "the notice does not say how to reach the controller",
        mark: Mark::Mandatory,
        packs: EVERYWHERE,
        since: None,
        law: &[gdpr("13(1)(a)"), gdpr("14(1)(a)"), fadp("19(2)(a)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/IDN-02.md"),
        check: Check::Notice(contact_missing),
    },
    Rule {
        code: "IDN-03",
        name: "controller-channel-single",
        summary: "the controller can be reached in one way alone",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[wp260("annex")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/IDN-03.md"),
        check: Check::Notice(naming::one_channel),
    },
    Rule {
        code: "IDN-04",
        name: "controller-country-missing",
        summary: "the country of the controller is not declared",
        mark: Mark::Structural,
        packs: EVERYWHERE,
        since: None,
        law: &[
            gdpr("3"),
            gdpr("27"),
            gdpr("44").until_uk(DUAA_MAIN),
            uk_gdpr("44A").since_uk(DUAA_MAIN),
            fadp("14(1)"),
        ],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/IDN-04.md"),
        check: Check::Notice(country_missing),
    },
    Rule {
        code: "IDN-05",
        name: "controller-name-generic",
        summary: "the name of the controller names no organisation",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(1)(a)"), gdpr("14(1)(a)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/IDN-05.md"),
        check: Check::Notice(naming::name_generic),
    },
    Rule {
        code: "IDN-06",
        name: "controller-mailbox-personal",
        summary: "the only way to reach the controller is the mailbox of one person",
        mark: Mark::Practice,
        packs: EU_UK,
        since: None,
        law: &[gdpr("12(2)")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/IDN-06.md"),
        check: Check::Notice(naming::personal_mailbox),
    },
    Rule {
        code: "IDN-07",
        name: "registration-missing",
        summary: "a company or charity gives no number under which it is registered",
        mark: Mark::Practice,
        packs: ALWAYS,
        since: None,
        law: &[],
        sure: Certainty::NoLaw,
        page: include_str!("../../docs/rules/IDN-07.md"),
        check: Check::Notice(naming::registration_missing),
    },
    Rule {
        code: "REP-01",
        name: "eu-representative-missing",
        summary: "a controller from outside serves people in the EU and names no representative there",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(1)(a)"), gdpr("14(1)(a)"), gdpr("27(1)").eu_only()],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/REP-01.md"),
        check: Check::Notice(representative::eu_missing),
    },
    Rule {
        code: "REP-02",
        name: "eu-representative-elsewhere",
        summary: "the representative in the EU is not established where people are served",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("27(3)").eu_only()],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/REP-02.md"),
        check: Check::Notice(representative::eu_elsewhere),
    },
    Rule {
        code: "REP-03",
        name: "uk-representative-missing",
        summary: "a controller from outside serves people in the United Kingdom and names no representative there",
        mark: Mark::Mandatory,
        packs: UK,
        since: Some(UK_GDPR_APPLIES),
        law: &[uk_gdpr("13(1)(a)"), uk_gdpr("14(1)(a)"), uk_gdpr("27(1)")],
        sure: Certainty::PartlyRead,
        page: include_str!("../../docs/rules/REP-03.md"),
        check: Check::Notice(representative::uk_missing),
    },
    Rule {
        code: "REP-04",
        name: "representative-exemption-contradicted",
        summary: "a ground on which no representative is needed does not fit what is declared",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("27(2)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/REP-04.md"),
        check: Check::Everywhere(representative::exemption_contradicted),
    },
    Rule {
        code: "REP-05",
        name: "representative-superfluous",
        summary: "a representative is named where the controller is established itself",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("27(1)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/REP-05.md"),
        check: Check::Everywhere(representative::superfluous),
    },
    Rule {
        code: "DPO-01",
        name: "dpo-contact-missing",
        summary: "there is a data protection officer, and nothing says how to reach them",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(1)(b)"), gdpr("14(1)(b)"), gdpr("37(7)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/DPO-01.md"),
        check: Check::Notice(officer::contact_missing),
    },
    Rule {
        code: "DPO-02",
        name: "public-authority-dpo-missing",
        summary: "a public authority declares no data protection officer",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("37(1)(a)"), gdpr("13(1)(b)"), gdpr("14(1)(b)"), pa18("s. 7")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/DPO-02.md"),
        check: Check::Notice(officer::missing),
    },
    Rule {
        code: "DPO-03",
        name: "monitoring-dpo-missing",
        summary: "large-scale monitoring is a core activity, and no data protection officer is declared",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("37(1)(b)"), gdpr("13(1)(b)"), gdpr("14(1)(b)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/DPO-03.md"),
        check: Check::Notice(officer::missing_for_monitoring),
    },
    Rule {
        code: "DPO-04",
        name: "special-data-dpo-missing",
        summary: "large-scale use of special data is a core activity, and no data protection officer is declared",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("37(1)(c)"), gdpr("13(1)(b)"), gdpr("14(1)(b)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/DPO-04.md"),
        check: Check::Notice(officer::missing_for_special_data),
    },
    Rule {
        code: "DPO-05",
        name: "national-dpo-missing",
        summary: "national law asks for a data protection officer, and none is declared",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("37(4)"), other("BDSG s. 38(1) (Germany)").eu_only()],
        sure: Certainty::PartlyRead,
        page: include_str!("../../docs/rules/DPO-05.md"),
        check: Check::Notice(officer::missing_by_national_law),
    },
    Rule {
        code: "DPO-06",
        name: "dpo-conflict",
        summary: "the data protection officer also holds a post that decides about data",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("38(6)"), other("WP243 rev.01")],
        sure: Certainty::PartlyRead,
        page: include_str!("../../docs/rules/DPO-06.md"),
        check: Check::Notice(officer::conflict),
    },
    Rule {
        code: "DPO-07",
        name: "parish-filed-as-authority",
        summary: "a parish or community body is declared as a public authority, which it is not in UK law",
        mark: Mark::Expected,
        packs: UK,
        since: None,
        law: &[pa18("s. 7(3)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/DPO-07.md"),
        check: Check::Notice(officer::parish_as_authority),
    },
    Rule {
        code: "JNT-01",
        name: "joint-controller-unidentified",
        summary: "a joint controller has no name or can't be reached",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(1)(a)"), gdpr("14(1)(a)"), gdpr("26(1)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/JNT-01.md"),
        check: Check::Everywhere(joint::unidentified),
    },
    Rule {
        code: "JNT-02",
        name: "joint-essence-missing",
        summary: "joint controllers do not tell who does what for the people whose data they use",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("26(2)"), other("EDPB Guidelines 07/2020").eu_only().of(date(2021, 7, 7))],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/JNT-02.md"),
        check: Check::Everywhere(joint::essence_missing),
    },
    Rule {
        code: "JNT-05",
        name: "joint-hedged",
        summary: "it stays open whether controllers are joint",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("26(1)")],
        sure: Certainty::PartlyRead,
        page: include_str!("../../docs/rules/JNT-05.md"),
        check: Check::Text(hedged::joint_hedged),
    },
    Rule {
        code: "JNT-06",
        name: "joint-role-conflict",
        summary: "one organisation is joint controller and processor for one purpose",
        mark: Mark::Structural,
        packs: EU_UK,
        since: None,
        law: &[gdpr("4(7)"), gdpr("4(8)"), gdpr("26(1)")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/JNT-06.md"),
        check: Check::Everywhere(joint::role_conflict),
    },
];

/// A fault about `[controller]`: at its header, or at the start of the notice where the table is missing.
fn controller_fault(model: &Model, message: &str, label: &str) -> Fault {
    let fault = Fault::new(message).on("controller");
    match &model.controller {
        Some(controller) => fault.at(controller.span, label),
        None => fault.at(model.start(), "there is no `[controller]` table"),
    }
}

fn name_missing(model: &Model) -> Option<Fault> {
    let name = model.controller.as_ref().and_then(|controller| controller.name.as_ref());
    if named(name) {
        return None;
    }
    let fault = controller_fault(model, "the controller has no name", "no `name` here");
    Some(
        fault
            .help("add the legal name of the organisation")
            .paste("[controller]\nname = \"Northmoor Borough Council\""),
    )
}

pub(super) fn contact_missing(model: &Model) -> Option<Fault> {
    if model.controller.as_ref().is_some_and(|controller| controller.is_reachable()) {
        return None;
    }
    let fault =
        controller_fault(model, "the controller can't be reached", "no `address`, `email`, `phone` or `form` here");
    Some(fault.help("add at least one way to reach it").paste("[controller]\nemail = \"hello@northmoor.example\""))
}

fn country_missing(model: &Model) -> Option<Fault> {
    if model.controller.as_ref().is_some_and(|controller| controller.country.is_some()) {
        return None;
    }
    let fault = controller_fault(model, "the controller has no country", "no `country` here");
    Some(fault.help("add the country where the organisation is established").paste("[controller]\ncountry = \"GB\""))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{self, TODAY};

    /// Codes of a family that a declaration gives.
    pub(super) fn codes(family: &str, text: &str) -> Vec<&'static str> {
        testing::codes(&[family], TODAY, text)
    }

    #[test]
    fn without_a_jurisdiction_no_law_asks_for_a_controller() {
        assert_eq!(codes("IDN", ""), [""; 0]);
        assert_eq!(codes("IDN", "[notice]\njurisdictions = [\"eu\"]"), ["IDN-01", "IDN-02", "IDN-04"]);
    }
}
