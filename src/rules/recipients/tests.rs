//! What the rules on recipients must not find, and where one of several speaks.

use super::fits_anybody;
use crate::rules::testing::{self, under};

/// The codes of this family that a declaration gives.
fn all_codes(text: &str) -> Vec<&'static str> {
    testing::codes(&["RCP"], None, &under("[\"eu\", \"uk\"]", "2026-11-01", text))
}

/// Codes but that of the role, which few of these tests declare.
fn codes(text: &str) -> Vec<&'static str> {
    all_codes(text).into_iter().filter(|code| *code != "RCP-05").collect()
}

#[test]
fn each_recipient_has_a_role() {
    let text = |role: &str| {
        format!("[recipients.one]\nname = \"A\"\ncountries = \"IE\"\n{role}\n[purposes.p]\nrecipients = \"one\"\n")
    };
    assert_eq!(all_codes(&text("")), ["RCP-05"]);
    assert_eq!(all_codes(&text("role = \"internal\"")), [""; 0]);
    assert_eq!(all_codes(&text("role = [\"controller\", \"processor\"]")), ["RCP-06"]);
    assert_eq!(all_codes(&text("role = [\"controller\", \"joint\"]")), [""; 0]);
}

/// A purpose with one recipient.
fn one(recipient: &str) -> Vec<&'static str> {
    codes(&format!("[recipients.one]\n{recipient}\n[purposes.p]\nrecipients = [\"one\"]\n"))
}

#[test]
fn none_is_an_answer_and_stands_alone() {
    assert_eq!(codes("[purposes.p]\nrecipients = \"none\"\n"), [""; 0]);
    // Nobody is named, and nothing says that there is nobody.
    assert_eq!(codes("[purposes.p]\nrecipients = []\n"), ["RCP-01"]);
    assert_eq!(codes("[purposes.p]\n"), ["RCP-01"]);
    let both = "[recipients.one]\nname = \"A\"\ncountries = \"IE\"\n[purposes.p]\nrecipients = [\"none\", \"one\"]\n";
    assert_eq!(codes(both), ["RCP-01"]);
}

#[test]
fn a_recipient_that_nobody_can_know_is_told_once() {
    let text = "[recipients.one]\ncountries = \"IE\"\n[purposes.p]\nrecipients = \"one\"\n[purposes.q]\n\
        recipients = \"one\"\n";
    assert_eq!(codes(text), ["RCP-01"]);
    assert_eq!(one("activity = \"hosting\"\ncountries = \"IE\""), ["RCP-01"]);
}

#[test]
fn a_recipient_that_gets_nothing_here_is_not_judged() {
    assert_eq!(codes("[recipients.one]\ncategory = \"partners\"\n[purposes.p]\nrecipients = \"none\"\n"), [""; 0]);
}

#[test]
fn categories_that_need_no_more() {
    for enough in [
        "name = \"Workable\"",
        "category = \"web hosts\"\nactivity = \"hosting\"\nsector = \"information technology\"",
        "category = \"the police\"\nrole = \"authority\"\nactivity = \"investigating crime\"",
        "category = \"companies of our group\"\nrole = \"group\"\nactivity = \"payroll\"",
        "category = \"the employer whom you name\"\nchosen_by = \"reader\"",
        "category = \"payment providers\"\nlist = \"https://northmoor.example/payment\"",
        "category = \"our personnel office\"\nrole = \"internal\"",
    ] {
        assert_eq!(one(&format!("{enough}\ncountries = \"IE\"")), [""; 0], "{enough}");
    }
    for enough in ["web hosts", "emergency services", "lawyers, bankers, auditors and insurers"] {
        assert_eq!(one(&format!("category = \"{enough}\"\ncountries = \"IE\"")), [""; 0], "{enough}");
    }
    let bodies = "category = \"companies that work for us\"\ncountries = \"IE\"";
    assert_eq!(one(bodies), ["RCP-02"]);
    assert_eq!(one(&format!("{bodies}\nsector = \"IT\"")), ["RCP-02"]);
    // The name is asked for once.
    let supplier =
        "category = \"our service provider\"\nrole = \"processor\"\nactivity = \"printing\"\ncountries = \"IE\"";
    assert_eq!(one(supplier), ["RCP-03"]);
}

#[test]
fn a_vague_word_is_told_once() {
    assert_eq!(one("category = \"our trusted partners\"\ncountries = \"IE\""), ["RCP-04"]);
    assert_eq!(one("category = \"partners\"\nactivity = \"hosting\"\ncountries = \"IE\""), ["RCP-02"]);
    assert_eq!(one("name = \"Third parties\"\ncountries = \"IE\""), ["RCP-04"]);
    assert_eq!(one("name = \"Moorshire Partners\"\ncountries = \"IE\""), [""; 0]);
}

#[test]
fn words_that_fit_anybody() {
    for vague in ["third parties", "Our agents, suppliers and contractors", "other organisations", "Dritte", "others"] {
        assert!(fits_anybody(vague), "{vague}");
    }
    for plain in
        ["third parties who host our website", "local authorities", "estate agents", "", "suppliers of water", "and"]
    {
        assert!(!fits_anybody(plain), "{plain}");
    }
}

#[test]
fn a_place_is_a_country_an_organisation_or_a_reason() {
    for place in ["\"IE\"", "[\"IE\", \"US\"]", "{ organisation = \"WHO\" }", "{ unknown = \"you choose it\" }"] {
        assert_eq!(one(&format!("name = \"A\"\ncountries = {place}")), [""; 0], "{place}");
    }
    for none in ["", "countries = []", "countries = { unknown = \" \" }"] {
        assert_eq!(one(&format!("name = \"A\"\n{none}")), ["RCP-08"], "{none}");
    }
    assert_eq!(one("category = \"our staff\"\nrole = \"internal\""), [""; 0]);
}

#[test]
fn providers_of_stored_items_are_recipients() {
    let text = |item: &str, purpose: &str| {
        codes(&format!(
            "[recipients.one]\nname = \"A\"\ncountries = \"IE\"\n[storage.c]\nname = \"c\"\n{item}\n[purposes.p]\n\
             {purpose}\n\
             [purposes.q]\nrecipients = \"none\"\n"
        ))
    };
    let none: [&str; 0] = [];
    assert_eq!(text("provider = \"one\"", "recipients = \"one\""), none);
    assert_eq!(text("provider = \"one\"", "recipients = \"none\""), ["RCP-07"]);
    assert_eq!(text("provider = \"own\"", "recipients = \"none\""), none);
    assert_eq!(text("", "recipients = \"none\""), none);
    assert_eq!(text("provider = \"one\"\npurposes = \"p\"", "recipients = \"one\""), none);
    assert_eq!(text("provider = \"one\"\npurposes = \"q\"", "recipients = \"one\""), ["RCP-07"]);
    // The purpose says nothing of recipients: that is told once.
    assert_eq!(text("provider = \"one\"\npurposes = \"p\"", ""), ["RCP-01"]);
}

#[test]
fn processors_are_named() {
    let processor = |keys: &str| {
        one(&format!("role = \"processor\"\nactivity = \"hosting\"\nsector = \"IT\"\ncountries = \"IE\"\n{keys}"))
    };
    assert_eq!(processor("category = \"web hosting provider\""), ["RCP-03"]);
    for enough in [
        "name = \"Fellshire Hosting\"",
        "category = \"web hosting providers\"",
        "category = \"web hosting provider\"\nunnamed = \"we are changing it\"",
        "category = \"web hosting provider\"\nlist = \"https://northmoor.example/list\"",
    ] {
        assert_eq!(processor(enough), [""; 0], "{enough}");
    }
}

#[test]
fn who_gets_data_in_some_case_only() {
    let contingent = |keys: &str| {
        one(&format!("countries = \"IE\"\nrole = \"controller\"\nsector = \"any\"\nactivity = \"buying\"\n{keys}"))
    };
    assert_eq!(contingent("category = \"purchasers of our business\""), ["RCP-09"]);
    assert_eq!(contingent("category = \"regulators, where required by law\""), ["RCP-09"]);
    for enough in [
        "category = \"purchasers of our business\"\nwhen = \"in negotiations\"",
        "category = \"purchasers, if the business is sold\"",
        "category = \"buyers of the goods that you sell\"",
        "category = \"regulators, where required by law\"\ntext = \"The Bank Act has us report large payments.\"",
    ] {
        assert_eq!(contingent(enough), [""; 0], "{enough}");
    }
}

#[test]
fn data_without_names_has_recipients_too() {
    let study =
        |text: &str, recipients: &str| codes(&format!("[purposes.p]\ntext = \"{text}\"\nrecipients = {recipients}\n"));
    let gives = "We share pseudonymised data with a university.";
    assert_eq!(study(gives, "\"none\""), ["RCP-11"]);
    assert_eq!(study(gives, "{ name = \"A\", role = \"controller\", countries = \"IE\" }"), [""; 0]);
    assert_eq!(study("We never share pseudonymised data.", "\"none\""), [""; 0]);
    assert_eq!(study("We keep pseudonymised data.", "\"none\""), [""; 0]);
    assert_eq!(study("We publish counts.", "\"none\""), [""; 0]);
}
