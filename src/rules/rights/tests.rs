//! What the rules on rights must find, and above all what they must not.

use crate::finding::Mark;
use crate::rules::testing::{self, under};

fn findings(text: &str) -> Vec<(&'static str, Option<Mark>)> {
    let found = testing::findings(&["RGT"], None, &under("[\"eu\", \"uk\"]", "2026-11-01", text));
    found.into_iter().map(|finding| (finding.code, finding.fault.mark)).collect()
}

/// Findings besides the channel.
fn codes(text: &str) -> Vec<&'static str> {
    let mut codes: Vec<_> = findings(text).into_iter().map(|(code, _)| code).filter(|code| *code != "RGT-07").collect();
    codes.sort_unstable();
    codes
}

const FOUR: &str = "stated = [\"access\", \"rectification\", \"erasure\", \"restriction\"]";

#[test]
fn without_a_list_every_right_is_named() {
    assert_eq!(codes("[purposes.one]\nbasis = \"6(1)(f)\""), [""; 0]);
    assert_eq!(codes("[rights]\nstated = []"), ["RGT-01", "RGT-02", "RGT-03", "RGT-04", "RGT-05", "RGT-06"]);
}

#[test]
fn in_a_scenario_only_what_applies_is_missed() {
    let with = |basis: &str| codes(&format!("[rights]\nmode = \"scenario\"\n{FOUR}\n[purposes.one]\nbasis = {basis}"));
    assert_eq!(with("\"6(1)(c)\""), [""; 0]);
    assert_eq!(with("\"6(1)(a)\""), ["RGT-05"]);
    assert_eq!(with("\"6(1)(e)\""), ["RGT-06"]);
    assert_eq!(with("[\"6(1)(b)\", \"6(1)(f)\"]"), ["RGT-05", "RGT-06"]);
    assert_eq!(with("\"6(1)(b)\"\nautomated_means = false"), [""; 0]);
    assert_eq!(with("\"6(1)(c)\"\nresearch = true"), ["RGT-06"]);
    assert_eq!(with("\"6(1)(c)\"\nconditions = \"9(2)(a)\""), ["RGT-05"]);
}

#[test]
fn the_full_list_is_the_default() {
    let text = format!("[rights]\n{FOUR}\n[purposes.one]\nbasis = \"6(1)(c)\"");
    assert_eq!(codes(&text), ["RGT-05", "RGT-06"]);
}

#[test]
fn objection_to_marketing_is_the_objection_where_there_is_no_other() {
    let list = "[rights]\nstated = [\"access\", \"rectification\", \"erasure\", \"restriction\", \"portability\", \"marketing-objection\"]\n";
    let news = "[purposes.news]\nmarketing = true\nbasis = { article = \"6(1)(a)\", withdraw = \"the link\" }\n";
    assert_eq!(codes(&format!("{list}{news}")), [""; 0]);
    assert_eq!(codes(&format!("{list}{news}[purposes.task]\nbasis = \"6(1)(e)\"")), ["RGT-06"]);
    assert_eq!(codes(&format!("{list}[purposes.news]\nmarketing = true")), ["RGT-06"]);
}

#[test]
fn a_general_contact_serves_and_is_noted() {
    assert_eq!(findings(""), [("RGT-07", None)]);
    assert_eq!(findings("[rights]\nmore = \"https://northmoor.example\""), [("RGT-07", None)]);
    assert_eq!(findings("[controller]\nemail = \"a@b.example\""), [("RGT-07", Some(Mark::Practice))]);
    assert_eq!(findings("[dpo]\nemail = \"a@b.example\""), [("RGT-07", Some(Mark::Practice))]);
    assert_eq!(findings("[rights]\nform = \"https://northmoor.example\""), []);
}

#[test]
fn a_promise_of_portability_may_be_limited() {
    let task = "[purposes.one]\nbasis = \"6(1)(e)\"\n";
    let note = |words: &str| codes(&format!("{task}[rights.notes]\nportability = \"{words}\""));
    assert_eq!(note("You can have your data in a common format."), ["RGT-09"]);
    assert_eq!(note("This applies only to data used with your consent."), [""; 0]);
    assert_eq!(note("You do not have this right here."), [""; 0]);
    let section = |words: &str| codes(&format!("{task}[sections.rights]\ntext = \"{words}\""));
    assert_eq!(section("You have the right to data portability."), ["RGT-09"]);
    assert_eq!(section("You have the right to data portability in certain circumstances."), [""; 0]);
    assert_eq!(section("You have the right to data portability. It applies only to a contract."), [""; 0]);
    assert_eq!(section("In certain cases you have these rights:\\n- access\\n- data portability"), [""; 0]);
    assert_eq!(section("You have these rights:\\n- access\\n- data portability"), ["RGT-09"]);
    assert_eq!(section("Portability of mobile numbers."), [""; 0]);
}

#[test]
fn a_promise_is_judged_only_where_all_bases_are_known() {
    let note = "[rights.notes]\nportability = \"You can have your data in a common format.\"\n";
    assert_eq!(codes(note), [""; 0]);
    assert_eq!(codes(&format!("{note}[purposes.one]\nlabel = \"no basis declared\"")), [""; 0]);
    let two = "[purposes.one]\nbasis = \"6(1)(e)\"\n[purposes.two]\nbasis = \"6(1)(b)\"";
    assert_eq!(codes(&format!("{note}{two}")), [""; 0]);
}

#[test]
fn a_month_is_a_month_in_any_unit() {
    for fine in ["1 month", "30 days", "31 days", "4 weeks", "1 week"] {
        assert_eq!(codes(&format!("[rights]\nrespond_within = \"{fine}\"")), [""; 0], "{fine}");
    }
    for late in ["40 days", "5 weeks", "2 months", "1 month 1 day", "1 year"] {
        assert_eq!(codes(&format!("[rights]\nrespond_within = \"{late}\"")), ["RGT-12"], "{late}");
    }
    for fine in ["2 months", "60 days", "1 month 30 days"] {
        assert_eq!(codes(&format!("[rights]\nextension = \"{fine}\"")), [""; 0], "{fine}");
    }
    assert_eq!(codes("[rights]\nextension = \"3 months\""), ["RGT-12"]);
    assert_eq!(codes("[rights]\nrespond_within = \"40 days\"\nextension = \"3 months\""), ["RGT-12", "RGT-12"]);
}

#[test]
fn lawful_fees_are_no_fault() {
    assert_eq!(codes("[rights]\nfee = [\"unfounded-or-excessive\", \"further-copies\"]"), [""; 0]);
    assert_eq!(codes("[rights]\nfee = \"never\""), [""; 0]);
    assert_eq!(codes("[rights]\nfee = [\"every-request\", \"further-copies\"]"), ["RGT-13"]);
}

#[test]
fn writing_may_be_offered_and_not_required() {
    assert_eq!(codes("[rights]\nwriting_only = true"), ["RGT-14"]);
    assert_eq!(codes("[rights]\nwriting_only = false"), [""; 0]);
    let text = |words: &str| codes(&format!("[rights]\ntext = \"{words}\""));
    assert_eq!(text("Requests must be made in writing."), ["RGT-14"]);
    assert_eq!(text("We only accept written requests."), ["RGT-14"]);
    for fine in [
        "You can ask us in writing.",
        "If you ask us in writing, we must give you access to everything.",
        "Requests must be made in writing or by telephone.",
        "Requests do not have to be made in writing.",
        "Complaints must be made in writing.",
        "We must reply in writing.",
    ] {
        assert_eq!(text(fine), [""; 0], "{fine}");
    }
    let section = |words: &str| codes(&format!("[sections.one]\ntext = \"{words}\""));
    assert_eq!(section("Subject access requests must be made in writing."), ["RGT-14"]);
    assert_eq!(section("Planning objections aside, requests for a skip must be made in writing."), ["RGT-14"]);
    assert_eq!(section("Requests for a skip must be made in writing."), [""; 0]);
    assert_eq!(
        codes("[purposes.one]\nbasis = \"6(1)(f)\"\ntext = \"Access requests must be made in writing.\""),
        [""; 0]
    );
    // One gap is found once.
    assert_eq!(codes("[rights]\nwriting_only = true\ntext = \"Requests must be made in writing.\""), ["RGT-14"]);
}

#[test]
fn identity_is_asked_for_in_doubt() {
    assert_eq!(codes("[rights]\nidentity_check = \"always\""), ["RGT-15"]);
    assert_eq!(codes("[rights]\nidentity_check = \"reasonable-doubt\""), [""; 0]);
    let text = |words: &str| codes(&format!("[rights]\ntext = \"{words}\""));
    assert_eq!(text("You must provide proof of identity with your request."), ["RGT-15"]);
    assert_eq!(text("We require two forms of identification."), ["RGT-15"]);
    for fine in [
        "If we doubt who you are, you must provide proof of identity.",
        "We may need proof of your identity.",
        "You need not send proof of your identity.",
        "Sometimes we have doubts. You must then provide proof of identity.",
        "Where necessary, we require proof of identity.",
    ] {
        assert_eq!(text(fine), [""; 0], "{fine}");
    }
    let section = |words: &str| codes(&format!("[sections.one]\ntext = \"{words}\""));
    assert_eq!(section("Candidates must bring proof of identity to the interview."), [""; 0]);
    assert_eq!(section("Access requests must come with proof of identity."), ["RGT-15"]);
}

#[test]
fn who_cannot_be_identified_is_told_of_rights() {
    let text =
        |words: &str, rest: &str| codes(&format!("[purposes.one]\nbasis = \"6(1)(f)\"\ntext = \"{words}\"\n{rest}"));
    assert_eq!(text("We cannot identify you from the counts.", ""), ["RGT-16"]);
    assert_eq!(text("We cannot identify you from the counts.", "can_identify = false"), [""; 0]);
    assert_eq!(text("We cannot identify you from the counts.", "can_identify = true"), [""; 0]);
    assert_eq!(text("If we cannot identify you, we ask for your number.", ""), [""; 0]);
    assert_eq!(text("We identify you by your number.", ""), [""; 0]);
    assert_eq!(codes("[rights]\ntext = \"We cannot identify you from the counts.\""), [""; 0]);
}

#[test]
fn a_limit_of_rights_has_its_provision() {
    let with = |entry: &str| codes(&format!("[rights]\nrestrictions = [{{ {entry} }}]"));
    assert_eq!(with("rights = [\"access\"]"), ["RGT-17"]);
    assert_eq!(with("law = \"Data Protection Act 2018\""), ["RGT-17"]);
    assert_eq!(with("paragraph = \"Schedule 2, paragraph 2\""), ["RGT-17"]);
    assert_eq!(with("law = \"Data Protection Act 2018\", paragraph = \"Schedule 2, paragraph 2\""), [""; 0]);
    assert_eq!(with("law = \"Data Protection Act 2018, Schedule 2, paragraph 2\""), [""; 0]);
    assert_eq!(codes("[rights]\nrestrictions = []"), [""; 0]);
    let text = |words: &str| codes(&format!("[rights]\ntext = \"{words}\""));
    assert_eq!(text("Some of our records are exempt from your right of access."), ["RGT-17"]);
    assert_eq!(text("Records of claims are exempt from your right of access (paragraph 5 of Schedule 2)."), [""; 0]);
    assert_eq!(text("You are exempt from the fee."), [""; 0]);
    assert_eq!(text("There are exceptions to some rights."), [""; 0]);
}

#[test]
fn in_the_eu_the_law_is_enough() {
    let codes = |text: &str| testing::codes(&["RGT-17"], None, &under("[\"eu\"]", "2026-11-01", text));
    assert_eq!(codes("[rights]\nrestrictions = [{ law = \"Bundesdatenschutzgesetz\" }]"), [""; 0]);
    assert_eq!(codes("[rights]\nrestrictions = [{ rights = [\"access\"] }]"), ["RGT-17"]);
    assert_eq!(codes("[rights]\ntext = \"Some of our records are exempt from your right of access.\""), [""; 0]);
}

#[test]
fn what_a_limit_declares_stands_in_its_paste() {
    let pastes = |regime: &str, entries: &str| -> Vec<String> {
        let text = under(
            &format!("[\"{regime}\"]"),
            "2026-11-01",
            &format!("[rights]\nrestrictions = {entries}\n[purposes.a]"),
        );
        let found = testing::findings(&["RGT-17"], None, &text);
        found.into_iter().filter_map(|one| one.fault.paste).collect()
    };
    let own = "{ rights = [\"erasure\", \"objection\"], law = \"Pensions Act 2004\", protects = \"the fund\", purposes = [\"a\"] }";
    let whole = "{ law = \"Data Protection Act 2018\", paragraph = \"Schedule 2, paragraph 5\" }";
    for entries in [format!("[{own}, {whole}]"), format!("[{whole}, {own}]")] {
        let found = pastes("uk", &entries);
        let [paste] = &found[..] else { panic!("{found:?}") };
        for kept in
            ["\"erasure\", \"objection\"", "Pensions Act 2004", "the fund", "[\"a\"]", "Schedule 2, paragraph 5"]
        {
            assert!(paste.contains(kept), "{kept}: {paste}");
        }
        let table: toml::Table = toml::from_str(paste).unwrap();
        assert_eq!(table["rights"]["restrictions"].as_array().unwrap().len(), 2, "{paste}");
        let cured = under("[\"uk\"]", "2026-11-01", &format!("{paste}\n[purposes.a]"));
        assert_eq!(testing::codes(&["RGT-17"], None, &cured), [""; 0], "{paste}");
    }
    let found = pastes("eu", "{ rights = \"access\", protects = \"the case\" }");
    assert!(found[0].contains("the case") && found[0].contains("law = "), "{found:?}");
}
