use jiff::civil::date;

use crate::finding::{Finding, Level};
use crate::rules;
use crate::rules::testing::{self, TODAY, under};

fn findings(jurisdictions: &str, day: &str, text: &str) -> Vec<Finding> {
    testing::findings(&["CKE"], TODAY, &under(jurisdictions, day, text))
}

fn levels(jurisdictions: &str, text: &str) -> Vec<(&'static str, Level)> {
    let found = findings(jurisdictions, "2026-11-01", text);
    found.iter().map(|finding| (finding.code, testing::mark(finding).level())).collect()
}

fn codes(jurisdictions: &str, day: &str, text: &str) -> Vec<&'static str> {
    findings(jurisdictions, day, text).iter().map(|finding| finding.code).collect()
}

fn now(jurisdictions: &str, text: &str) -> Vec<&'static str> {
    codes(jurisdictions, "2026-11-01", text)
}

const NONE: [&str; 0] = [];
const EU: &str = "[\"eu\"]";
const UK: &str = "[\"uk\"]";
const BOTH: &str = "[\"eu\", \"uk\"]";

/// An item of which all is said but what makes it lawful.
const TOLD: &str = "[storage.one]\nname = \"one\"\nkind = \"cookie\"\nprovider = \"own\"\nuse = \"it counts visits\"\n\
                    duration = \"1 year\"\nthird_party_access = false\n";
const REFUSED: &str = "refuse = \"the switch\"\n";
const STATISTICS: &str = "exempt = \"statistical\"\nfree_refusal = true\nown_service = true\npassed_on = false\n";

fn told(more: &str) -> String {
    format!("{TOLD}{REFUSED}{more}")
}

#[test]
fn what_is_told_weighs_by_the_need_of_consent() {
    let bare = "[storage.one]\nkind = \"cookie\"\npermission = \"consent\"\nrefuse = \"the switch\"";
    assert_eq!(levels(EU, bare), [("CKE-01", Level::Deny), ("CKE-04", Level::Deny), ("CKE-05", Level::Deny)]);
    let exempt = "[storage.one]\nkind = \"cookie\"\nexempt = \"strictly-necessary\"";
    assert_eq!(levels(BOTH, exempt), [("CKE-01", Level::Warn), ("CKE-04", Level::Warn), ("CKE-05", Level::Warn)]);
    let statistics =
        format!("[storage.one]\nname = \"one\"\nprovider = \"own\"\nduration = \"1 year\"\n{REFUSED}{STATISTICS}");
    let statistics = format!("{statistics}third_party_access = false");
    assert_eq!(levels(UK, &statistics), [("CKE-01", Level::Deny)]);
}

#[test]
fn a_purpose_or_a_label_describes_an_item() {
    let purpose =
        "[purposes.count]\nlabel = \"counting visits\"\nbasis = { article = \"6(1)(a)\", withdraw = \"the link\" }\n";
    let item = "[storage.one]\nlabel = \"counters\"\nprovider = \"own\"\npurposes = [\"count\"]\nat_most = \"1 year\"\n\
                third_party_access = true\npermission = \"consent\"";
    assert_eq!(now(BOTH, &format!("{purpose}{item}")), NONE);
}

#[test]
fn a_list_elsewhere_needs_its_address_and_no_more() {
    assert_eq!(now(BOTH, "[storage.elsewhere]\nlabel = \"cookies\"\nkind = \"list\""), ["CKE-01"]);
    assert_eq!(now(BOTH, "[storage.elsewhere]\nkind = \"list\"\nmore = \"https://a.example/cookies\""), NONE);
}

#[test]
fn a_cookie_notice_holds_the_list() {
    let list = "[storage.elsewhere]\nlabel = \"cookies\"\nkind = \"list\"\n";
    let notice = |url: &str| format!("{list}[related.devices]\nlabel = \"Cookie Notice\"\n{url}");
    let both = |text: &str| testing::codes(&["CKE", "TXT-16"], TODAY, &under(BOTH, "2026-11-01", text));
    assert_eq!(both(&notice("")), ["CKE-01"]);
    assert_eq!(both(&notice("url = \"https://a.example/cookies\"")), NONE);
    assert_eq!(both(&notice("").replace("Cookie", "Candidate")), ["CKE-01", "TXT-16"]);
    let more = list.replace("kind", "more = \"https://a.example/cookies\"\nkind");
    assert_eq!(both(&notice("").replace(list, &more)), ["TXT-16"]);
    let website = "[controller]\nwebsite = \"https://www.hall.example/en\"\n";
    let pasted = |text: &str| findings(BOTH, "2026-11-01", text).remove(0).fault.paste.unwrap();
    assert_eq!(pasted(&format!("{website}{list}")), "[storage.elsewhere]\nmore = \"https://www.hall.example/cookies\"");
    assert_eq!(pasted(&notice("")), "[related.devices]\nurl = \"https://northmoor.example/cookies\"");
}

#[test]
fn nothing_is_offered_that_nobody_knows() {
    let paste = |code: &str, text: &str| {
        let found = findings(UK, "2026-11-01", text);
        found.into_iter().find(|finding| finding.code == code).unwrap().fault.paste
    };
    let item = |more: &str| format!("[storage.one]\nkind = \"cookie\"\n{more}");
    assert_eq!(paste("CKE-01", &item("label = \"interfaces of Vimeo\"\npermission = \"consent\"")), None);
    let own = "[storage.one]\nuse = \"it keeps you signed in\"\nprovider = \"own\"";
    assert_eq!(paste("CKE-01", &item("name = \"sid\"\nexempt = \"strictly-necessary\"")).unwrap(), own);
    assert_eq!(paste("CKE-04", &item("name = \"sid\"")), None);
    for (name, time) in [("_utma", "2 years"), ("__utmz", "6 months"), ("__utmb", "30 minutes"), ("__utmc", "session")]
    {
        let wanted = format!("[storage.one]\nduration = \"{time}\"");
        assert_eq!(paste("CKE-04", &item(&format!("name = \"{name}\""))), Some(wanted));
    }
    let denied = told(&STATISTICS.replace("passed_on = false", "passed_on = true"));
    assert_eq!(paste("CKE-06", &denied), None);
    assert!(paste("CKE-06", &told("exempt = \"statistical\"")).is_some());
}

#[test]
fn another_provider_is_a_third_party() {
    let open = told("permission = \"consent\"").replace("third_party_access = false\n", "");
    assert_eq!(now(BOTH, &open), ["CKE-05"]);
    let named = open.replace("provider = \"own\"", "provider = \"a\"");
    assert_eq!(now(BOTH, &format!("{named}\n[recipients.a]\nname = \"A\"")), NONE);
}

#[test]
fn what_is_read_and_not_kept_has_no_lifetime() {
    let pixel = told("permission = \"consent\"").replace("duration = \"1 year\"\n", "");
    assert_eq!(now(EU, &pixel), ["CKE-04"]);
    assert_eq!(now(EU, &pixel.replace("\"cookie\"", "\"pixel\"")), NONE);
    assert_eq!(now(EU, &pixel.replace("\"cookie\"", "\"fingerprint\"")), NONE);
}

#[test]
fn one_finding_where_consent_is_missing() {
    assert_eq!(now(BOTH, &told("")), ["CKE-02"]);
    assert_eq!(now(BOTH, &told("permission = \"none\"")), ["CKE-02"]);
    assert_eq!(now(BOTH, &told("permission = \"opt-out\"")), ["CKE-07"]);
    assert_eq!(now(BOTH, &told("permission = \"browser-settings\"")), ["CKE-07"]);
    assert_eq!(now(BOTH, &told("permission = \"consent\"")), NONE);
    assert_eq!(now(BOTH, &told("exempt = \"strictly-necessary\"\npermission = \"none\"")), NONE);
    assert_eq!(now(BOTH, &told("exempt = \"transmission\"\npermission = \"browser-settings\"")), NONE);
}

#[test]
fn interests_are_no_ground_for_storage() {
    let on = |bases: &str, more: &str| {
        let item = told(&format!("purposes = [\"count\"]\n{more}"));
        format!("{item}\n[purposes.count]\nbasis = {bases}")
    };
    let interest = "{ article = \"6(1)(f)\", interest = \"knowing what is read\" }";
    assert_eq!(now(BOTH, &on(interest, "")), ["CKE-08"]);
    assert_eq!(now(BOTH, &on(interest, "permission = \"none\"")), ["CKE-08"]);
    assert_eq!(now(BOTH, &on(interest, "permission = \"opt-out\"")), ["CKE-07"]);
    assert_eq!(now(BOTH, &on(interest, "permission = \"consent\"")), NONE);
    assert_eq!(now(BOTH, &on(interest, "exempt = \"strictly-necessary\"")), NONE);
    assert_eq!(now(BOTH, &on(&format!("[{interest}, \"6(1)(a)\"]"), "")), ["CKE-02"]);
    assert_eq!(now(BOTH, &on("\"6(1)(e)\"", "")), ["CKE-02"]);
}

#[test]
fn exemptions_of_uk_law_stand_there_alone_and_since_2026() {
    let statistics = told(STATISTICS);
    assert_eq!(now(UK, &statistics), NONE);
    assert_eq!(codes(UK, "2026-02-05", &statistics), NONE);
    assert_eq!(codes(UK, "2026-02-04", &statistics), ["CKE-03"]);
    assert_eq!(codes(UK, "2020-06-01", &statistics), ["CKE-03"]);
    assert_eq!(now(EU, &statistics), ["CKE-03"]);
    assert_eq!(now(BOTH, &statistics), ["CKE-03"]);
    assert_eq!(now(UK, &told("exempt = \"emergency\"")), NONE);
    assert_eq!(now(EU, &told("exempt = \"emergency\"")), ["CKE-03"]);
}

#[test]
fn consent_in_the_eu_goes_with_an_exemption_in_the_uk() {
    let both = told(&format!("permission = \"consent\"\n{STATISTICS}"));
    assert_eq!(now(BOTH, &both), NONE);
    assert_eq!(now(EU, &both), ["CKE-03"]);
}

#[test]
fn what_counts_visits_is_not_strictly_necessary() {
    let named = |name: &str, more: &str| told(more).replace("name = \"one\"", &format!("name = \"{name}\""));
    let necessary = "exempt = \"strictly-necessary\"";
    for name in ["_ga", "_ga_HARROWMERE", "_gid", "_hjSession_1"] {
        assert_eq!(now(BOTH, &named(name, necessary)), ["CKE-03"], "{name}");
        assert_eq!(now(BOTH, &named(name, &format!("{necessary}\npermission = \"consent\""))), NONE, "{name}");
    }
    for name in ["_game", "_ga4", "sid", "csrf"] {
        assert_eq!(now(BOTH, &named(name, necessary)), NONE, "{name}");
    }
    assert_eq!(now(UK, &named("_ga", STATISTICS)), NONE);
}

#[test]
fn a_judgment_is_cited_from_its_day() {
    let cited =
        |day: jiff::civil::Date| rules::find("CKE-04").unwrap().cites(&[crate::law::Regime::Uk], day).join("; ");
    assert_eq!(cited(date(2019, 9, 30)), "Directive 2002/58/EC art. 5(3); PECR reg. 6");
    assert!(cited(date(2019, 10, 1)).ends_with("CJEU C-673/17 of 1 October 2019"));
    let consent =
        |day: jiff::civil::Date| rules::find("CKE-02").unwrap().cites(&[crate::law::Regime::Uk], day).join("; ");
    assert_eq!(consent(date(2026, 2, 4)), "PECR reg. 6");
    assert_eq!(consent(date(2026, 2, 5)), "PECR reg. 6; PECR Sch. A1 para. 2");
}

#[test]
fn a_message_says_where_an_exemption_fails() {
    let message = |jurisdictions: &str, day: &str| {
        let found = findings(jurisdictions, day, &told(STATISTICS));
        found.into_iter().find(|finding| finding.code == "CKE-03").unwrap().fault.message
    };
    let start = "the stored item `one` claims `statistical`, which is no exemption in";
    assert_eq!(message(BOTH, "2026-11-01"), format!("{start} EU law"));
    assert_eq!(message(UK, "2025-11-01"), format!("{start} UK law before 2026-02-05"));
    assert_eq!(message(BOTH, "2025-11-01"), format!("{start} EU law or UK law before 2026-02-05"));
}

#[test]
fn uk_exemptions_have_conditions() {
    assert_eq!(now(UK, &told("exempt = \"statistical\"")), ["CKE-06"]);
    assert_eq!(now(UK, &told(&STATISTICS.replace("passed_on = false", "passed_on = true"))), ["CKE-06"]);
    assert_eq!(now(UK, &format!("{TOLD}{STATISTICS}")), ["CKE-06"]);
    // Nothing is counted for appearance, so nothing can be passed on.
    let appearance = "exempt = \"appearance\"\nfree_refusal = true\nown_service = true";
    assert_eq!(now(UK, &told(appearance)), NONE);
    assert_eq!(now(UK, &told("exempt = \"appearance\"")), ["CKE-06"]);
    assert_eq!(now(UK, &told("exempt = \"strictly-necessary\"")), NONE);
}

#[test]
fn consent_can_be_taken_back() {
    let item = format!("{TOLD}permission = \"consent\"\n");
    assert_eq!(now(BOTH, &item), ["CKE-11"]);
    let purpose = "purposes = [\"count\"]\n[purposes.count]\nbasis = { article = \"6(1)(a)\"";
    assert_eq!(now(BOTH, &format!("{item}{purpose} }}")), ["CKE-11"]);
    assert_eq!(now(BOTH, &format!("{item}{purpose}, withdraw = \"the link\" }}")), NONE);
}

#[test]
fn a_list_without_items_is_empty() {
    assert_eq!(now(BOTH, "[storage]\nnone = false"), ["CKE-09"]);
    assert_eq!(now(BOTH, "[storage]\nnone = true"), NONE);
    assert_eq!(now(BOTH, ""), NONE);
    let section = |rows: &str| {
        format!(
            "[sections.c]\ntitle = \"Cookies\"\ntext = \"\"\"\nWe use:\n\n| Name | For |\n| --- | --- |\n{rows}\"\"\""
        )
    };
    assert_eq!(now(BOTH, &section("")), ["CKE-09"]);
    assert_eq!(now(BOTH, &section("\nMore text.\n")), ["CKE-09"]);
    assert_eq!(now(BOTH, &section("| sid | login |\n")), NONE);
    assert_eq!(now(BOTH, &section("").replace("Cookies", "Fees")), NONE);
}

#[test]
fn a_denial_beside_an_item_is_found() {
    let item = told("permission = \"consent\"");
    assert_eq!(now(BOTH, &format!("[storage]\nnone = true\n{item}")), ["CKE-13"]);
    assert_eq!(now(BOTH, &format!("[storage]\nnone = false\n{item}")), NONE);
}

#[test]
fn old_cookies_are_told_once() {
    let two = format!(
        "{}\n{}",
        told("permission = \"consent\""),
        told("permission = \"consent\"").replace("storage.one", "storage.two")
    );
    assert_eq!(now(BOTH, &two), NONE);
    assert_eq!(now(BOTH, &two.replace("name = \"one\"", "name = \"__utma\"")), ["CKE-12"]);
    assert_eq!(now(BOTH, &two.replace("name = \"one\"", "name = \"utma\"")), NONE);
}
