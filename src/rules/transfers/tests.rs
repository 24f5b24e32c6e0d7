//! What the rules on transfers must find, and above all what they must not.

use jiff::civil::{Date, date};

use crate::finding::Finding;
use crate::law::Regime;
use crate::rules::testing::{self, TODAY, under};
use crate::{load, rules};

/// Findings of this family under a `[notice]` with these lines.
fn findings(notice: &str, text: &str) -> Vec<Finding> {
    let found = testing::findings(&["TRF"], None, &format!("[notice]\n{notice}\n{text}"));
    for paste in found.iter().filter_map(|finding| finding.fault.paste.as_deref()) {
        let pasted = load::load_text("paste.toml", paste);
        // What an entry written in place gets is a key of that entry.
        assert!(pasted.findings.is_empty() || paste.starts_with("transfers = "), "{paste}\n{:?}", pasted.findings);
    }
    found
}

fn codes(notice: &str, text: &str) -> Vec<&'static str> {
    findings(notice, text).into_iter().map(|finding| finding.code).collect()
}

const EU: &str = "jurisdictions = [\"eu\"]\neffective = 2026-11-01";
const UK: &str = "jurisdictions = [\"uk\"]\neffective = 2026-11-01";
const BOTH: &str = "jurisdictions = [\"eu\", \"uk\"]\neffective = 2026-11-01";

/// A recipient that two purposes use.
fn used(recipient: &str) -> String {
    format!(
        "[purposes.one]\nrecipients = \"ats\"\n[purposes.two]\nrecipients = \"ats\"\n[recipients.ats]\n{recipient}\n"
    )
}

#[test]
fn inside_the_border_there_is_no_transfer() {
    assert_eq!(codes(EU, &used("countries = [\"DE\", \"NO\", \"RE\"]")), [""; 0]);
    assert_eq!(codes(UK, &used("countries = \"GB\"")), [""; 0]);
    let before = "jurisdictions = [\"uk\"]\neffective = 2020-12-31";
    assert_eq!(codes(before, &used("countries = [\"DE\", \"GB\"]")), [""; 0]);
    assert_eq!(codes(UK, &used("countries = \"DE\"")), ["TRF-01"]);
    assert_eq!(codes(EU, &used("countries = \"GB\"")), ["TRF-01"]);
}

#[test]
fn silence_about_the_country_is_no_transfer() {
    assert_eq!(codes(EU, &used("name = \"Workable\"")), [""; 0]);
    assert_eq!(codes(EU, &used("countries = { unknown = \"they do not say\" }")), [""; 0]);
}

#[test]
fn a_recipient_of_nobody_is_not_judged() {
    assert_eq!(codes(EU, "[recipients.ats]\ncountries = \"US\"\ntransfers = [{}]"), [""; 0]);
}

#[test]
fn each_regime_that_sees_a_third_country_needs_an_entry() {
    let uk_only = used(
        "countries = \"US\"\ntransfers = { regime = \"uk\", mechanism = \"adequacy\", scope = \"uk-extension-dpf\" }",
    );
    let found = findings(BOTH, &uk_only);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].fault.message.ends_with("no transfer there is declared for `eu`"), "{}", found[0].fault.message);
    assert_eq!(codes(UK, &uk_only), [""; 0]);
    // GB is abroad for the EU alone, DE for the UK alone.
    let pair = "countries = [\"GB\", \"DE\"]\ntransfers = { mechanism = \"adequacy\" }";
    assert_eq!(codes(BOTH, &used(pair)), [""; 0]);
}

#[test]
fn an_entry_for_another_regime_is_not_judged() {
    let text = used("countries = \"DE\"\ntransfers = [{ regime = \"uk\" }]");
    assert_eq!(codes(EU, &text), [""; 0]);
    assert_eq!(codes(UK, &text), ["TRF-02"]);
}

#[test]
fn an_entry_for_one_purpose_leaves_the_others_open() {
    let one = "countries = \"US\"\ntransfers = { purposes = \"one\", mechanism = \"adequacy\", scope = \"dpf\" }";
    let found = findings(EU, &used(one));
    assert_eq!(found.len(), 1);
    assert!(found[0].fault.message.ends_with("for the purpose `two`"), "{}", found[0].fault.message);
    let each = "countries = \"US\"\ntransfers = [\n{ purposes = \"one\", mechanism = \"adequacy\", scope = \"dpf\" },\n\
                { purposes = \"two\", mechanism = \"49(1)(b)\" }]";
    assert_eq!(codes(EU, &used(each)), [""; 0]);
}

#[test]
fn alternatives_for_one_country_are_no_fault() {
    let text = "countries = \"US\"\ntransfers = [\n{ mechanism = \"adequacy\", scope = \"dpf\" },\n\
                { mechanism = \"46(2)(c)\", instrument = \"SCC 2021/914\", copy = \"a@b.example\" }]";
    assert_eq!(codes(EU, &used(text)), [""; 0]);
}

#[test]
fn the_uk_extension_implies_the_framework() {
    let text = used("countries = \"US\"\ntransfers = { mechanism = \"adequacy\", scope = \"uk-extension-dpf\" }");
    assert_eq!(codes(BOTH, &text), [""; 0]);
    let text = used("countries = \"US\"\ntransfers = { mechanism = \"adequacy\", scope = \"dpf\" }");
    assert_eq!(codes(EU, &text), [""; 0]);
    assert_eq!(codes(BOTH, &text), ["TRF-04"]);
}

#[test]
fn decisions_are_looked_up_by_regime_and_day() {
    let brazil = used("countries = \"BR\"\ntransfers = { mechanism = \"adequacy\", scope = \"lgpd\" }");
    assert_eq!(codes(EU, &brazil), [""; 0]);
    assert_eq!(codes(UK, &brazil), ["TRF-03"]);
    assert_eq!(codes(BOTH, &brazil), ["TRF-03"]);
    let us = used("countries = \"US\"\ntransfers = { mechanism = \"adequacy\" }");
    let on = |day: &str| codes(&format!("jurisdictions = [\"eu\"]\neffective = {day}"), &us);
    // The Privacy Shield, nothing, the Data Privacy Framework.
    assert_eq!(on("2019-06-01"), [""; 0]);
    assert_eq!(on("2021-06-01"), ["TRF-03"]);
    assert_eq!(on("2024-06-01"), ["TRF-04"]);
    let epo =
        used("countries = { organisation = \"European Patent Office\" }\ntransfers = { mechanism = \"adequacy\" }");
    assert_eq!(codes(EU, &epo), [""; 0]);
    assert_eq!(codes(UK, &epo), ["TRF-03"]);
}

#[test]
fn a_place_not_known_weighs_less_with_safeguards() {
    let clauses = "countries = { unknown = \"it varies\" }\ntransfers = { mechanism = \"46(2)(c)\", instrument = \"SCC\", copy = \"a@b.example\" }";
    let found = findings(EU, &used(clauses));
    let levels: Vec<_> = found.iter().map(|one| (one.code, one.fault.mark.map(crate::finding::Mark::level))).collect();
    assert_eq!(levels, [("TRF-09", None)]);
    let decision = "countries = { unknown = \"it varies\" }\ntransfers = { mechanism = \"adequacy\" }";
    let found = findings(EU, &used(decision));
    assert_eq!(found.iter().map(|one| (one.code, one.fault.mark)).collect::<Vec<_>>(), [("TRF-06", None)]);
}

#[test]
fn only_the_law_of_the_day_is_cited() {
    let cites = |code: &str, regimes: &[Regime], on: Date| rules::find(code).unwrap().cites(regimes, on);
    let (old, new) = (date(2025, 11, 1), date(2026, 11, 1));
    assert_eq!(cites("TRF-03", &[Regime::Uk], old), ["UK GDPR art. 45"]);
    assert_eq!(cites("TRF-03", &[Regime::Uk], new), ["UK GDPR art. 45A"]);
    assert_eq!(cites("TRF-03", &[Regime::Eu, Regime::Uk], old), ["GDPR and UK GDPR art. 45"]);
    assert_eq!(cites("TRF-03", &[Regime::Eu, Regime::Uk], new), ["GDPR art. 45", "UK GDPR art. 45A"]);
    assert_eq!(cites("TRF-20", &[Regime::Eu, Regime::Uk], old), ["UK GDPR art. 44"]);
    assert_eq!(
        cites("TRF-10", &[Regime::Uk], new),
        ["UK GDPR art. 13(1)(f)", "UK GDPR art. 14(1)(f)", "UK GDPR art. 44A", "UK GDPR art. 46"]
    );
    let judgment = |cites: Vec<String>| cites.iter().any(|one| one.contains("CJEU"));
    assert!(judgment(cites("SRC-05", &[Regime::Eu], new)));
    assert!(!judgment(cites("SRC-05", &[Regime::Uk], new)));
}

#[test]
fn the_clauses_to_paste_are_those_of_the_day() {
    let text = used("countries = \"IN\"\ntransfers = { claimed = \"contracts\" }");
    let paste = |regime: &str, day: &str| {
        let notice = format!("jurisdictions = [\"{regime}\"]\neffective = {day}");
        findings(&notice, &text).remove(0).fault.paste.unwrap()
    };
    assert!(paste("eu", "2021-06-26").contains("SCC 2010/87/EU"));
    assert!(paste("eu", "2021-06-27").contains("SCC 2021/914"));
    assert!(paste("uk", "2021-06-27").contains("SCC 2010/87/EU"));
    let now = paste("uk", "2026-11-01");
    assert!(now.contains("46(2)(d)") && now.contains("International Data Transfer Agreement"), "{now}");
    assert!(!now.contains("claimed") && !now.contains("to ="), "{now}");
}

#[test]
fn a_claim_is_found_once() {
    let claim = |words: &str| codes(EU, &used(&format!("countries = \"IN\"\ntransfers = {{ claimed = \"{words}\" }}")));
    assert_eq!(claim("data processing agreements"), ["TRF-10"]);
    assert_eq!(claim("a similar degree of protection"), ["TRF-10"]);
    assert_eq!(claim("the EU-US Privacy Shield"), ["TRF-17"]);
    assert_eq!(claim("standard contractual clauses"), ["TRF-02"]);
    assert_eq!(claim(" "), ["TRF-02"]);
}

#[test]
fn a_claim_may_leave_open_which_mechanism_holds() {
    let label = |countries: &str, words: &str| {
        let text = used(&format!("countries = {countries}\ntransfers = {{ claimed = \"{words}\" }}"));
        let found = testing::findings(&["TRF-10"], TODAY, &under("[\"eu\"]", "2026-11-01", &text));
        let fault = &found[0].fault;
        assert_eq!(
            fault.message.starts_with("it stays open what the transfer to"),
            fault.labels[0].text.starts_with("which")
        );
        fault.labels[0].text.clone()
    };
    let open = "countries deemed adequate, or contracts approved by the government";
    assert_eq!(label("\"IN\"", open), "which of these holds for this country?");
    assert_eq!(label("[\"IN\", \"AU\"]", open), "which of these holds for each country?");
    assert_eq!(label("\"IN\"", "approved contracts"), "which of these holds for this country?");
    let promise = "a promise or a contract of this kind is no safeguard for a transfer";
    assert_eq!(label("\"IN\"", "adequate technical or organisational measures"), promise);
    assert_eq!(label("\"IN\"", "data processing agreements"), promise);
}

#[test]
fn other_derogations_need_no_risks_and_no_copy() {
    for mechanism in ["49(1)(b)", "49(1)(e)", "49(1)(g)"] {
        let text = used(&format!("countries = \"IN\"\ntransfers = {{ mechanism = \"{mechanism}\" }}"));
        assert_eq!(codes(EU, &text), [""; 0]);
    }
    let at_consent =
        "countries = \"IN\"\ntransfers = { mechanism = \"49(1)(a)\", explicit = true, risks_at_consent = true }";
    assert_eq!(codes(EU, &used(at_consent)), [""; 0]);
}

#[test]
fn old_clauses_end_later_in_the_uk() {
    let text = used(
        "countries = \"IN\"\ntransfers = { mechanism = \"46(2)(c)\", instrument = \"SCC 2010/87/EU\", copy = \"a@b.example\" }",
    );
    let on = |regime: &str| codes(&format!("jurisdictions = [\"{regime}\"]\neffective = 2023-06-01"), &text);
    assert_eq!(on("eu"), ["TRF-17"]);
    assert_eq!(on("uk"), [""; 0]);
    assert_eq!(codes(UK, &text), ["TRF-17"]);
}

#[test]
fn a_dead_instrument_may_be_mentioned_as_past() {
    let section = |text: &str| codes(EU, &format!("[sections.abroad]\ntext = \"{text}\""));
    assert_eq!(section("We are certified under the EU-U.S. Privacy Shield."), ["TRF-17"]);
    assert_eq!(section("We no longer rely on the EU-U.S. Privacy Shield."), [""; 0]);
    assert_eq!(section("We rely on the Data Privacy Framework (formerly Privacy Shield)."), [""; 0]);
    assert_eq!(section("What the Privacy Shield is can be read elsewhere."), [""; 0]);
    assert_eq!(section("We adhere to the Swiss-US Privacy Shield."), [""; 0]);
}

#[test]
fn the_border_of_the_eea_is_found_under_uk_law_alone() {
    let text = "[sections.abroad]\ntext = \"We do send data outside of the European Economic Area.\"";
    assert_eq!(codes(UK, text), ["TRF-20"]);
    assert_eq!(codes(BOTH, text), ["TRF-20"]);
    assert_eq!(codes(EU, text), [""; 0]);
    assert_eq!(codes("jurisdictions = [\"uk\"]\neffective = 2020-06-01", text), [""; 0]);
    let both = format!("{text}\n[sections.uk]\ntext = \"Under UK law: transfers outside the UK.\"");
    assert_eq!(codes(BOTH, &both), [""; 0]);
    assert_eq!(codes(UK, &both), ["TRF-20"]);
    let joined = "[sections.abroad]\ntext = \"We may store data outside the EEA or the UK.\"";
    assert_eq!(codes(UK, joined), [""; 0]);
    let people = "[sections.people]\ntext = \"Applicants from outside the EU need a visa.\"";
    assert_eq!(codes(UK, people), [""; 0]);
}

#[test]
fn a_denial_counts_for_whom_it_speaks_of() {
    let text = |purpose: &str, country: &str| {
        format!(
            "[purposes.one]\ntext = \"{purpose}\"\nrecipients = \"near\"\n[purposes.two]\nrecipients = \"far\"\n\
             [recipients.near]\ncountries = \"GB\"\n[recipients.far]\ncountries = \"{country}\"\n\
             transfers = {{ mechanism = \"49(1)(b)\" }}"
        )
    };
    let denial = "We do not transfer your data outside the UK.";
    assert_eq!(codes(UK, &text(denial, "IN")), [""; 0]);
    let whole = format!("{}\n[sections.abroad]\ntext = \"{denial}\"", text("", "IN"));
    assert_eq!(codes(UK, &whole), ["TRF-21"]);
    // France lies outside the UK and inside the EEA.
    let eea =
        format!("{}\n[sections.abroad]\ntext = \"We never transfer data outside the EEA or the UK.\"", text("", "FR"));
    assert_eq!(codes(UK, &eea), [""; 0]);
}

#[test]
fn the_flag_is_contradicted_by_a_place_abroad_only() {
    let flag = "[transfers]\nnone = true\n";
    assert_eq!(codes(UK, &format!("{flag}{}", used("countries = \"GB\""))), [""; 0]);
    assert_eq!(codes(UK, &format!("{flag}{}", used("name = \"Workable\""))), [""; 0]);
    assert_eq!(codes(UK, &format!("{flag}{}", used("countries = \"IN\""))), ["TRF-21", "TRF-01"]);
    let not = "[transfers]\nnone = false\n";
    assert_eq!(codes(UK, &format!("{not}{}", used("countries = \"IN\""))), ["TRF-01"]);
}

#[test]
fn what_is_pasted_cures() {
    for transfers in [
        "",
        "transfers = [{ claimed = \"contracts\" }]",
        "transfers = [{ regime = \"eu\", mechanism = \"46(2)(c)\" }]",
        "transfers = [{ mechanism = \"adequacy\" }]",
        "transfers = [{ mechanism = \"49(1)(a)\" }]",
    ] {
        let users = "[purposes.one]\nrecipients = \"ats\"\n";
        let mut recipient = format!("[recipients.ats]\ncountries = [\"US\", \"DE\"]\n{transfers}\n");
        for _ in 0..9 {
            let Some(found) = findings(BOTH, &format!("{users}{recipient}")).pop() else { break };
            recipient = found.fault.paste.unwrap().replace("transfers =", "countries = [\"US\", \"DE\"]\ntransfers =");
        }
        assert_eq!(codes(BOTH, &format!("{users}{recipient}")), [""; 0], "{recipient}");
    }
}

/// A recipient in India with one transfer.
fn india(transfer: &str) -> String {
    used(&format!("countries = \"IN\"\nrole = \"controller\"\ntransfers = {{ {transfer} }}"))
}

#[test]
fn clauses_of_the_eu_need_the_addendum_in_the_uk() {
    let clauses = |instrument: &str| {
        india(&format!("mechanism = \"46(2)(c)\", instrument = \"{instrument}\", copy = \"a@b.example\""))
    };
    assert_eq!(codes(UK, &clauses("EU standard contractual clauses")), ["TRF-19"]);
    assert_eq!(codes(BOTH, &clauses("SCC 2021/914")), ["TRF-19"]);
    assert_eq!(codes(EU, &clauses("SCC 2021/914")), [""; 0]);
    for good in [
        "SCC 2021/914 with the UK Addendum",
        "IDTA",
        "standard data protection clauses of the ICO",
        "clauses of our own",
    ] {
        assert_eq!(codes(UK, &clauses(good)), [""; 0], "{good}");
    }
    assert_eq!(codes("jurisdictions = [\"uk\"]\neffective = 2022-03-20", &clauses("SCC 2021/914")), [""; 0]);
}

#[test]
fn binding_rules_tell_of_rights() {
    let rules = |rest: &str| india(&format!("mechanism = \"47\", instrument = \"Group rules\"{rest}"));
    assert_eq!(codes(EU, &rules(", copy = \"a@b.example\"")), ["TRF-23"]);
    assert_eq!(codes(EU, &rules(", copy = \"https://a.example/rules\"")), [""; 0]);
    assert_eq!(codes(EU, &rules(", copy = \"a@b.example\", explained = \"https://a.example/rights\"")), [""; 0]);
    assert_eq!(codes(EU, &rules("")), ["TRF-08"]);
}

#[test]
fn compelling_interests_are_a_last_resort() {
    let compelling = |rest: &str| india(&format!("mechanism = \"compelling-interests\", copy = \"a@b.example\"{rest}"));
    let whole = ", interests = \"x\", repetitive = false, limited = true, authority_informed = true";
    assert_eq!(codes(EU, &compelling(whole)), [""; 0]);
    assert_eq!(codes(EU, &compelling("")), ["TRF-13"]);
    for gap in ["interests = \"x\", ", "repetitive = false, ", "limited = true, "] {
        assert_eq!(codes(EU, &compelling(&whole.replace(gap, ""))), ["TRF-13"], "{gap}");
    }
    assert_eq!(codes(EU, &compelling(&whole.replace("repetitive = false", "repetitive = true"))), ["TRF-13"]);
}

#[test]
fn exceptions_are_closed_to_public_powers() {
    let at = |kind: &str, task: &str, mechanism: &str| {
        let text = format!(
            "[controller]\nkind = \"{kind}\"\n[purposes.one]\n{task}\nrecipients = \"ats\"\n[recipients.ats]\ncountries = \"IN\"\n\
             transfers = {{ mechanism = \"{mechanism}\", law = \"An Act\" }}\n"
        );
        codes(EU, &text)
    };
    assert_eq!(at("public-authority", "task = true", "49(1)(b)"), ["TRF-14"]);
    assert_eq!(at("public-authority", "basis = \"6(1)(e)\"", "49(1)(c)"), ["TRF-14"]);
    assert_eq!(at("public-authority", "basis = \"6(1)(e)\"\ntask = false", "49(1)(b)"), [""; 0]);
    assert_eq!(at("public-authority", "basis = \"6(1)(b)\"", "49(1)(b)"), [""; 0]);
    assert_eq!(at("public-authority", "task = true", "49(1)(d)"), [""; 0]);
    assert_eq!(at("company", "task = true", "49(1)(b)"), [""; 0]);
}

#[test]
fn exceptions_are_for_single_cases() {
    assert_eq!(codes(EU, &india("mechanism = \"49(1)(b)\"")), [""; 0]);
    assert_eq!(codes(EU, &india("mechanism = \"49(1)(b)\", repetitive = true")), ["TRF-15"]);
    let processor = |rest: &str| india(&format!("mechanism = \"49(1)(b)\"{rest}")).replace("controller", "processor");
    assert_eq!(codes(EU, &processor("")), ["TRF-15"]);
    assert_eq!(codes(EU, &processor(", repetitive = false")), [""; 0]);
}

#[test]
fn a_public_interest_has_a_law() {
    assert_eq!(codes(EU, &india("mechanism = \"49(1)(d)\"")), ["TRF-16"]);
    assert_eq!(codes(EU, &india("mechanism = \"49(1)(d)\", law = \"An Act\"")), [""; 0]);
}

#[test]
fn the_end_of_a_decision_is_seen_a_year_before() {
    let text = "[notice]\njurisdictions = [\"eu\"]\neffective = 2026-11-01\n[purposes.one]\nrecipients = \"ats\"\n\
        [recipients.ats]\ncountries = \"GB\"\ntransfers = { mechanism = \"adequacy\" }\n";
    let model = testing::resolved(text);
    let on = |today: Date| rules::run(&model, Some(today)).into_iter().find(|finding| finding.code == "TRF-05");
    assert!(on(date(2030, 12, 26)).is_none());
    let before = on(date(2030, 12, 27)).unwrap();
    assert_eq!(before.fault.message, "the adequacy decision for the United Kingdom ends on 2031-12-27");
    assert!(on(date(2031, 12, 28)).unwrap().fault.message.contains("has ended since"));
}

#[test]
fn access_from_abroad_is_declared() {
    let with = |countries: &str, text: &str| {
        let transfers = "transfers = [{ regime = \"eu\", mechanism = \"46(2)(c)\", instrument = \"SCC 2021/914\", copy = \"a@b.example\" }]";
        codes(EU, &used(&format!("countries = {countries}\n{transfers}\ntext = \"{text}\"")))
    };
    assert_eq!(with("[\"IE\"]", "Its staff have remote access from India."), ["TRF-22"]);
    assert_eq!(with("[\"IE\", \"IN\"]", "Its staff have remote access from India."), [""; 0]);
    assert_eq!(with("[\"IE\"]", "Its staff have remote access from France."), [""; 0]);
}
