//! What Swiss law asks, and above all what it does not.

use jiff::civil::date;

use crate::finding::{Finding, Mark};
use crate::law::Regime;
use crate::model::Model;
use crate::rules;
use crate::rules::testing::{self, TODAY, under};

fn resolved(jurisdictions: &str, text: &str) -> Model {
    testing::resolved(&under(jurisdictions, "2026-11-01", &format!("version = \"1\"\n{text}")))
}

fn findings(jurisdictions: &str, text: &str) -> Vec<Finding> {
    rules::run(&resolved(jurisdictions, text), TODAY)
}

/// Codes of some families.
fn codes(jurisdictions: &str, text: &str, families: &[&str]) -> Vec<&'static str> {
    let mut codes: Vec<_> = findings(jurisdictions, text).iter().map(|finding| finding.code).collect();
    codes.retain(|code| families.iter().any(|family| code.starts_with(family)));
    codes.sort_unstable();
    codes
}

const NONE: [&str; 0] = [];
const CH: &str = "[\"ch\"]";
const EU_CH: &str = "[\"eu\", \"ch\"]";
const UK_CH: &str = "[\"uk\", \"ch\"]";
const ALL: &str = "[\"eu\", \"uk\", \"ch\"]";

/// Families, and single rules, of which Swiss law knows nothing: FADP Arts. 6, 19, 30 and 31 ask for no basis, no period,
/// no list of rights and no complaint.
const GDPR_ALONE: &[&str] = &[
    "BAS", "LI-", "RLI", "CON", "SPC", "CRM", "SRC-01", "SRC-02", "SRC-03", "PRV", "RET", "RGT", "OBJ", "CMP", "DPO",
    "REP", "EXM",
];

#[test]
fn swiss_law_alone_asks_for_no_basis_period_rights_or_complaint() {
    for rule in rules::all().filter(|rule| GDPR_ALONE.iter().any(|family| rule.code.starts_with(family))) {
        // A slip of the pen, such as a period of no time, is one in every law.
        let law = rule.sure != rules::Certainty::NoLaw;
        let here = rule.packs.is_empty() || rule.packs.contains(&Regime::Ch);
        assert!(!law || !here, "{} holds in Switzerland", rule.code);
    }
    let bare = "[controller]\nkind = \"public-authority\"\ntargets = [\"EU\"]\n[purposes.one]\nlabel = \"One\"\n\
                marketing = true\ndata = \"health\"\ncollected = \"observed\"\nbasis = \"6(1)(f)\"\nretention = \"long\"\n\
                [data.health]\nlabel = \"health\"\nspecial = [\"health\"]\ncriminal = true\n[retention.long]\nuntil = \"it is no longer necessary\"\n\
                [rights]\nstated = [\"access\"]\n[complaints]\nauthorities = \"ie-dpc\"";
    assert_eq!(codes(CH, bare, GDPR_ALONE), NONE);
    assert!(codes(EU_CH, bare, GDPR_ALONE).len() > 8);
}

#[test]
fn what_both_laws_ask_for_is_found_once() {
    let all = |jurisdictions| {
        codes(
            jurisdictions,
            "[purposes.one]\nlabel = \"One\"\nrecipients = \"ats\"\n[recipients.ats]\nrole = \"processor\"",
            &["IDN", "PUR-0", "RCP-01", "RCP-08"],
        )
    };
    assert_eq!(all(CH), ["IDN-01", "IDN-02", "IDN-04", "PUR-02", "RCP-01", "RCP-08"]);
    assert_eq!(all(EU_CH), ["IDN-01", "IDN-02", "IDN-04", "PUR-02", "PUR-04", "RCP-01", "RCP-08"]);
    let model = resolved(EU_CH, "");
    let rule = rules::find("IDN-01").unwrap();
    let cites = rule.cites(&model.law.regimes, model.law.date);
    assert_eq!(cites, ["GDPR art. 13(1)(a)", "GDPR art. 14(1)(a)", "FADP art. 19(2)(a)"]);
    assert_eq!(rule.cites(&[Regime::Ch], model.law.date), ["FADP art. 19(2)(a)"]);
}

#[test]
fn every_rule_that_holds_in_switzerland_cites_its_law() {
    for rule in rules::all().filter(|rule| rule.packs.contains(&Regime::Ch)) {
        let cites = rule.cites(&[Regime::Ch], date(2026, 11, 1));
        assert!(!cites.is_empty() && cites.iter().all(|cite| cite.starts_with("FADP")), "{}: {cites:?}", rule.code);
    }
}

#[test]
fn categories_are_asked_for_where_data_comes_from_others() {
    let from = |collected: &str| {
        format!(
            "[purposes.one]\ntext = \"We check.\"\ncollected = \"{collected}\"\n[sources.agency]\nlabel = \"agencies\""
        )
    };
    assert_eq!(codes(CH, &from("agency"), &["DAT", "PUR-04"]), ["DAT-01"]);
    assert_eq!(codes(CH, &from("direct"), &["DAT", "PUR-04"]), NONE);
    assert_eq!(codes(EU_CH, &from("agency"), &["DAT", "PUR-04"]), ["PUR-04"]);
    let with =
        format!("{}[data.one]\nlabel = \"debts\"", from("agency").replace("[sources", "data = \"one\"\n[sources"));
    let with = with.replace("label = \"agencies\"", "label = \"agencies\"\n");
    assert_eq!(codes(CH, &with, &["DAT", "PUR-04"]), NONE);
}

/// A recipient that a purpose uses.
fn used(recipient: &str) -> String {
    format!("[purposes.one]\nrecipients = \"ats\"\n[recipients.ats]\nname = \"Workable\"\n{recipient}\n")
}

const TRANSFERS: &[&str] = &["TRF", "CHX-06"];

#[test]
fn an_adequate_state_needs_its_name_and_no_ground() {
    assert_eq!(codes(CH, &used("countries = [\"CH\", \"DE\", \"GB\", \"NO\"]"), TRANSFERS), NONE);
    assert_eq!(codes(CH, &used("countries = \"DE\"\ntransfers = [{ to = [\"DE\"] }]"), TRANSFERS), NONE);
    assert_eq!(codes(CH, &used("countries = \"IN\""), TRANSFERS), ["TRF-01"]);
    // Japan is adequate for the EU and not for Switzerland; Canada and the United States only in part.
    for country in ["JP", "CA", "US"] {
        assert_eq!(codes(CH, &used(&format!("countries = \"{country}\"")), TRANSFERS), ["TRF-01"], "{country}");
    }
    assert_eq!(codes(CH, &used("countries = { organisation = \"Interpol\" }"), TRANSFERS), ["TRF-01"]);
    // For the EU, Switzerland is a third country with a decision that has to be told.
    let found = findings(EU_CH, &used("countries = [\"CH\", \"DE\"]"));
    let found: Vec<_> = found.iter().filter(|finding| finding.code == "TRF-01").collect();
    assert_eq!(found.len(), 1);
    assert!(
        found[0].fault.message.contains("Switzerland") && found[0].fault.message.ends_with("for `eu`"),
        "{found:?}"
    );
}

#[test]
fn decisions_are_those_of_the_federal_council() {
    let adequacy = |country: &str, scope: &str| {
        used(&format!("countries = \"{country}\"\ntransfers = [{{ mechanism = \"adequacy\"{scope} }}]"))
    };
    assert_eq!(codes(CH, &adequacy("US", ", scope = \"swiss-us-dpf\""), TRANSFERS), NONE);
    assert_eq!(codes(CH, &adequacy("US", ", scope = \"dpf\""), TRANSFERS), ["TRF-04"]);
    assert_eq!(codes(CH, &adequacy("CA", ", scope = \"pipeda\""), TRANSFERS), NONE);
    assert_eq!(codes(CH, &adequacy("JP", ""), TRANSFERS), ["TRF-03"]);
    assert_eq!(codes(EU_CH, &adequacy("JP", ", scope = \"appi\""), TRANSFERS), ["TRF-03"]);
    assert_eq!(codes(EU_CH, &adequacy("GB", ""), TRANSFERS), NONE);
}

#[test]
fn a_guarantee_or_an_exception_is_told_by_its_kind() {
    let with = |entry: &str| used(&format!("countries = \"IN\"\ntransfers = [{entry}]"));
    // The words of the GDPR and those of the FADP name the same clauses; no copy is asked for.
    for mechanism in
        ["46(2)(c)", "16(2)(d)", "standard-clauses", "47", "16(2)(a)", "17(1)(e)", "17(1)(b)(2)", "17(1)(a)"]
    {
        assert_eq!(codes(CH, &with(&format!("{{ mechanism = \"{mechanism}\" }}")), TRANSFERS), NONE, "{mechanism}");
    }
    assert_eq!(codes(CH, &with("{}"), TRANSFERS), ["TRF-02"]);
    assert_eq!(codes(CH, &with("{ mechanism = \"16(2)\" }"), TRANSFERS), ["TRF-07"]);
    assert_eq!(codes(CH, &with("{ mechanism = \"17\" }"), TRANSFERS), ["TRF-11"]);
    assert_eq!(codes(CH, &with("{ claimed = \"our processing agreement\" }"), TRANSFERS), ["TRF-10"]);
    assert_eq!(codes(CH, &with("{ mechanism = \"compelling-interests\" }"), TRANSFERS), ["CHX-06"]);
    // Beside the EU, the EU's rules hold for its own border alone.
    let both = "{ regime = \"eu\", mechanism = \"46(2)(c)\", instrument = \"SCC\", copy = \"a@b.example\" }, { regime = \"ch\", mechanism = \"16(2)(d)\" }";
    assert_eq!(codes(EU_CH, &with(both), TRANSFERS), NONE);
    assert_eq!(codes(EU_CH, &with("{ mechanism = \"46(2)(c)\", instrument = \"SCC\" }"), TRANSFERS), ["TRF-08"]);
    assert_eq!(
        codes(
            EU_CH,
            &with("{ regime = \"eu\", mechanism = \"47\", instrument = \"BCR\", copy = \"a@b.example\" }"),
            TRANSFERS
        ),
        // The EU's own: where the binding rules tell people what they must.
        ["TRF-01", "TRF-23"]
    );
    assert_eq!(codes(EU_CH, &with("{ mechanism = \"16(2)(a)\" }"), TRANSFERS), ["CHX-06"]);
}

#[test]
fn a_place_must_be_a_state() {
    let unknown = "countries = { unknown = \"they do not say\" }\ntransfers = [{ mechanism = \"16(2)(d)\" }]";
    let marks = |jurisdictions: &str| -> Vec<_> {
        let found = findings(jurisdictions, &used(unknown));
        found.iter().filter(|finding| finding.code == "TRF-09").map(|finding| finding.fault.mark).collect()
    };
    assert_eq!(marks(CH), [Some(Mark::Mandatory)]);
    assert_eq!(marks("[\"eu\"]"), [None]);
}

#[test]
fn pastes_cure() {
    for (jurisdictions, recipient) in [
        (CH, "countries = \"IN\""),
        (CH, "countries = \"US\"\ntransfers = [{ mechanism = \"17\" }]"),
        (CH, "countries = \"IN\"\ntransfers = [{ mechanism = \"16(2)\" }]"),
        (CH, "countries = \"IN\"\ntransfers = [{ mechanism = \"compelling-interests\" }]"),
        (EU_CH, "countries = \"IN\"\ntransfers = [{ mechanism = \"16(2)(b)\" }]"),
        (
            EU_CH,
            "countries = \"IN\"\ntransfers = [{ mechanism = \"49(1)-second-subparagraph\", copy = \"a@b.example\" }]",
        ),
        (ALL, "countries = \"IN\""),
    ] {
        let found = findings(jurisdictions, &used(recipient));
        let finding = found.iter().find(|finding| TRANSFERS.iter().any(|one| finding.code.starts_with(one))).unwrap();
        let paste = finding.fault.paste.as_deref().unwrap();
        let transfers = paste.strip_prefix("[recipients.ats]\n").unwrap();
        let countries = recipient.lines().next().unwrap();
        let mut left = codes(jurisdictions, &used(&format!("{countries}\n{transfers}")), TRANSFERS);
        // What the EU asks of its own exception is no matter of the split.
        left.retain(|code| *code != "TRF-13");
        assert_eq!(left, NONE, "{recipient}\n{paste}");
    }
}

#[test]
fn a_denial_of_transfers_is_judged_at_the_swiss_border() {
    let text =
        |sentence: &str| format!("{}[sections.s]\ntitle = \"S\"\ntext = \"{sentence}\"", used("countries = \"DE\""));
    assert_eq!(codes(CH, &text("We do not transfer your data outside Switzerland."), TRANSFERS), ["TRF-21"]);
    assert_eq!(codes(CH, &text("We do not transfer your data outside Switzerland or the EEA."), TRANSFERS), NONE);
    assert_eq!(codes(CH, &format!("{}[transfers]\nnone = true", used("countries = \"DE\"")), TRANSFERS), ["TRF-21"]);
    assert_eq!(codes(CH, &format!("{}[transfers]\nnone = true", used("countries = \"CH\"")), TRANSFERS), NONE);
}

#[test]
fn the_swiss_shield_has_ended_too() {
    let with = |instrument: &str| {
        used(&format!(
            "countries = \"US\"\ntransfers = [{{ mechanism = \"16(2)(d)\", instrument = \"{instrument}\" }}]"
        ))
    };
    assert_eq!(codes(CH, &with("Swiss-US Privacy Shield"), TRANSFERS), ["TRF-17"]);
    assert_eq!(codes(CH, &with("SCC 2021/914"), TRANSFERS), NONE);
}

fn decision(rest: &str) -> String {
    format!("[automated.limit]\nlabel = \"your limit\"\n{rest}")
}

#[test]
fn a_decision_leaves_room_for_a_person() {
    const FAMILIES: &[&str] = &["ADM-01", "CHX-08"];
    let full = "solely = true\nsignificant = true\n";
    let with = |rest: &str| decision(&format!("{full}{rest}"));
    assert_eq!(codes(CH, &decision("solely = true"), FAMILIES), ["ADM-01"]);
    assert_eq!(codes(CH, &with(""), FAMILIES), ["CHX-08"]);
    assert_eq!(codes(CH, &with("safeguards = { view = true }"), FAMILIES), ["CHX-08"]);
    assert_eq!(codes(CH, &with("safeguards = { view = false, human = \"a@b.example\" }"), FAMILIES), ["CHX-08"]);
    assert_eq!(codes(CH, &with("safeguards = { view = true, human = \"a@b.example\" }"), FAMILIES), NONE);
    assert_eq!(codes(CH, &with("gateway = \"explicit-consent\""), FAMILIES), NONE);
    assert_eq!(codes(CH, &with("gateway = \"contract\""), FAMILIES), ["CHX-08"]);
    assert_eq!(codes(CH, &decision("solely = true\nsignificant = false"), FAMILIES), NONE);
    // The laws of the EU and the UK ask for the same there, in rules of their own.
    assert_eq!(codes(EU_CH, &with("gateway = \"contract\""), FAMILIES), NONE);
    assert_eq!(codes(EU_CH, &with("gateway = \"law\""), FAMILIES), ["CHX-08"]);
    assert_eq!(codes(UK_CH, &with(""), FAMILIES), NONE);
}

#[test]
fn a_month_is_what_there_is_to_tell() {
    let told = |collected: &str, delivery: &str| {
        format!(
            "[sources.agency]\nlabel = \"agencies\"\n[purposes.one]\ntext = \"We check.\"\ncollected = \"{collected}\"\ndelivery = \"{delivery}\""
        )
    };
    assert_eq!(codes(CH, &told("agency", "within three months"), &["CHX"]), ["CHX-07"]);
    assert_eq!(codes(CH, &told("agency", "at our first contact, within a month at the latest"), &["CHX"]), NONE);
    assert_eq!(codes(CH, &told("direct", "within three months"), &["CHX"]), NONE);
    assert_eq!(codes("[\"eu\"]", &told("agency", "within three months"), &["CHX"]), NONE);
}

#[test]
fn a_representative_is_asked_for_where_all_four_conditions_are_met() {
    const FAMILIES: &[&str] = &["CHX-10", "GEO-04"];
    let with = |rest: &str| codes(CH, &format!("[controller]\ncountry = \"GB\"\n{rest}"), FAMILIES);
    let facts =
        |risk: &str| format!("targets = [\"CH\"]\nin_switzerland = {{ large_scale = true, regular = true{risk} }}\n");
    assert_eq!(with(""), ["GEO-04"]);
    assert_eq!(with("targets = [\"EU\"]"), NONE);
    assert_eq!(with("targets = []"), NONE);
    assert_eq!(with("targets = [\"CH\"]"), ["CHX-10"]);
    assert_eq!(with(&facts(", high_risk = true")), ["CHX-10"]);
    assert_eq!(with(&facts(", high_risk = false")), NONE);
    assert_eq!(with(&format!("kind = \"public-authority\"\n{}", facts(", high_risk = true"))), NONE);
    let named = |more: &str| with(&format!("{}[representatives.ch]\n{more}", facts(", high_risk = true")));
    assert_eq!(named("name = \"Agents AG\"\nemail = \"a@b.example\""), ["CHX-10"]);
    assert_eq!(named("name = \"Agents AG\"\naddress = \"Bern\""), NONE);
    assert_eq!(named("name = \"Agents AG\"\naddress = \"Wien\"\ncountry = \"AT\""), ["CHX-10"]);
    assert_eq!(named("exempt = \"occasional\""), NONE);
    assert_eq!(codes(CH, "[controller]\ncountry = \"CH\"", FAMILIES), NONE);
    // What can't be told is a warning, what is missing an error.
    let mark = |rest: &str| {
        let found = findings(CH, &format!("[controller]\ncountry = \"GB\"\n{rest}"));
        found.iter().find(|finding| finding.code == "CHX-10").unwrap().fault.mark
    };
    assert_eq!(mark("targets = [\"CH\"]"), Some(Mark::Expected));
    assert_eq!(mark(&facts(", high_risk = true")), None);
}

#[test]
fn authorities_and_dates_of_the_gdpr_are_not_asked_of_switzerland() {
    let text = "[controller]\ncountry = \"DE\"\ntargets = [\"CH\"]\n[complaints]\nauthorities = [\"de-by-lda\"]";
    assert_eq!(codes(EU_CH, text, &["CMP"]), NONE);
    assert_eq!(testing::codes(&["GEO", "CHG-05"], TODAY, &under(CH, "2017-01-01", "")), ["GEO-06"]);
}
