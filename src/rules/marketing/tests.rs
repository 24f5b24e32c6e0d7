use crate::rules::testing::{self, TODAY, under};

fn messages(jurisdictions: &str, day: &str, text: &str) -> Vec<(&'static str, String)> {
    let found = testing::findings(&["MKT"], TODAY, &under(jurisdictions, day, text));
    found.into_iter().map(|finding| (finding.code, finding.fault.message)).collect()
}

fn codes(jurisdictions: &str, day: &str, text: &str) -> Vec<&'static str> {
    messages(jurisdictions, day, text).into_iter().map(|(code, _)| code).collect()
}

fn now(jurisdictions: &str, text: &str) -> Vec<&'static str> {
    codes(jurisdictions, "2026-11-01", text)
}

const NONE: [&str; 0] = [];
const EU: &str = "[\"eu\"]";
const UK: &str = "[\"uk\"]";
const BOTH: &str = "[\"eu\", \"uk\"]";

/// Marketing by e-mail for a purpose on a basis.
fn news(basis: &str, more: &str) -> String {
    format!("[purposes.news]\nbasis = {basis}\n[marketing.news]\npurpose = \"news\"\nchannels = [\"email\"]\n{more}")
}

const INTEREST: &str = "\"6(1)(f)\"";
const CONSENT: &str = "\"6(1)(a)\"";
const REFUSALS: &str = "refusal_offered = true\nrefusal_each_time = true\n";

#[test]
fn messages_to_people_need_a_permission() {
    assert_eq!(now(BOTH, &news(INTEREST, "")), ["MKT-01"]);
    assert_eq!(now(BOTH, &news(INTEREST, "permission = \"not-required\"")), ["MKT-01"]);
    assert_eq!(now(BOTH, &news(INTEREST, "corporate = true")), NONE);
    assert_eq!(now(BOTH, &news(INTEREST, "permission = \"not-required\"\ncorporate = true")), NONE);
    assert_eq!(now(BOTH, &news(INTEREST, "corporate = false")), ["MKT-01"]);
    assert_eq!(now(BOTH, &news(CONSENT, "")), NONE);
    assert_eq!(now(BOTH, &news(CONSENT, "permission = \"consent\"")), NONE);
}

#[test]
fn other_channels_are_not_asked() {
    let other = |channels: &str| news(INTEREST, "").replace("channels = [\"email\"]", channels);
    assert_eq!(now(BOTH, &other("channels = [\"post\", \"phone\"]\npermission = \"not-required\"")), NONE);
    assert_eq!(now(BOTH, &other("")), NONE);
    assert_eq!(now(BOTH, &other("channels = [\"post\", \"sms\"]")), ["MKT-01"]);
}

#[test]
fn marketing_of_another_notice_is_not_judged() {
    let text = "subjects = [\"staff\"]\n[subjects.staff]\n[subjects.clients]\n[purposes.news]\nsubjects = [\"clients\"]\n\
                [marketing.news]\npurpose = \"news\"\nchannels = \"email\"\nrecipients = [\"x\"]\n[recipients.x]\ncategory = \"shops\"";
    assert_eq!(now(UK, text), NONE);
}

#[test]
fn an_earlier_sale_has_conditions() {
    let soft = |more: &str| news(INTEREST, &format!("permission = \"soft-opt-in\"\n{more}"));
    assert_eq!(now(BOTH, &soft("")), ["MKT-02"]);
    assert_eq!(now(BOTH, &soft(&format!("sale = true\nsimilar = true\n{REFUSALS}"))), NONE);
    assert_eq!(now(BOTH, &soft(&format!("sale = false\nsimilar = true\n{REFUSALS}"))), ["MKT-02"]);
    assert_eq!(now(BOTH, &soft("sale = true\nsimilar = true\nrefusal_offered = true")), ["MKT-02"]);
    assert_eq!(now(BOTH, &soft("corporate = true")), NONE);
}

#[test]
fn soft_opt_in_covers_electronic_mail_alone() {
    let whole = format!("permission = \"soft-opt-in\"\nsale = true\nsimilar = true\n{REFUSALS}");
    let by = |channels: &str| news(INTEREST, &whole).replace("[\"email\"]", channels);
    assert_eq!(now(BOTH, &by("[\"email\", \"sms\"]")), NONE);
    assert_eq!(now(BOTH, &by("[\"push\", \"social-media\"]")), NONE);
    let found = messages(BOTH, "2026-11-01", &by("[\"email\", \"phone\"]"));
    let message = "the marketing `news` comes by telephone, and the soft opt-in does not cover telephone";
    assert_eq!(found, [("MKT-02", message.to_owned())]);
    assert_eq!(now(BOTH, &by("[\"post\"]")), ["MKT-02"]);
    let facts = format!("permission = \"charity-soft-opt-in\"\ncharitable_purpose = true\nsupport = true\n{REFUSALS}");
    let charity = format!("[controller]\nkind = \"charity\"\n{}", news(INTEREST, &facts));
    assert_eq!(now(UK, &charity), NONE);
    assert_eq!(now(UK, &charity.replace("\"email\"", "\"post\"")), ["MKT-03"]);
    assert_eq!(now(UK, &charity.replace("\"email\"", "\"email\", \"phone\"")), ["MKT-03"]);
}

#[test]
fn a_condition_that_is_denied_is_not_asked_for() {
    let paste = |facts: &str| {
        let text = news(INTEREST, &format!("permission = \"soft-opt-in\"\nsale = true\n{REFUSALS}{facts}"));
        testing::findings(&["MKT-02"], TODAY, &under(UK, "2026-11-01", &text)).remove(0).fault.paste.unwrap()
    };
    assert_eq!(paste(""), "[marketing.news]\nsimilar = true");
    assert_eq!(paste("similar = false"), "[marketing.news]\npermission = \"consent\"");
}

#[test]
fn a_charity_is_told_of_its_own_permission() {
    let help = |kind: &str, day: &str| {
        let text = format!("[controller]\nkind = \"{kind}\"\n{}", news(INTEREST, "permission = \"consent\""));
        testing::findings(&["MKT-04"], TODAY, &under(UK, day, &text)).remove(0).fault.help.unwrap()
    };
    assert!(help("charity", "2026-11-01").contains("`charity-soft-opt-in`"));
    assert!(!help("company", "2026-11-01").contains("`charity-soft-opt-in`"));
    assert!(!help("charity", "2025-11-01").contains("`charity-soft-opt-in`"));
}

#[test]
fn negotiations_count_in_uk_law_alone() {
    let talks = |sale: &str| {
        let facts = format!("permission = \"soft-opt-in\"\n{sale}negotiations = true\nsimilar = true\n{REFUSALS}");
        news(INTEREST, &facts)
    };
    assert_eq!(now(UK, &talks("")), NONE);
    assert_eq!(now(UK, &talks("sale = false\n")), NONE);
    assert_eq!(now(EU, &talks("")), ["MKT-02"]);
    let found = messages(BOTH, "2026-11-01", &talks("sale = true\n"));
    assert_eq!(found[0].1, "the marketing `news` counts negotiations for a sale, which EU law does not");
}

#[test]
fn support_for_a_charity_is_uk_law_of_2026() {
    let charity = |kind: &str, more: &str| {
        let facts = format!("permission = \"charity-soft-opt-in\"\n{more}");
        format!("[controller]\n{kind}\n{}", news(INTEREST, &facts))
    };
    let whole = format!("charitable_purpose = true\nsupport = true\n{REFUSALS}");
    assert_eq!(now(UK, &charity("kind = \"charity\"", &whole)), NONE);
    assert_eq!(codes(UK, "2026-02-04", &charity("kind = \"charity\"", &whole)), ["MKT-03"]);
    assert_eq!(now(EU, &charity("kind = \"charity\"", &whole)), ["MKT-03"]);
    assert_eq!(now(BOTH, &charity("kind = \"charity\"", &whole)), ["MKT-03"]);
    assert_eq!(now(UK, &charity("kind = \"company\"", &whole)), ["MKT-03"]);
    assert_eq!(now(UK, &charity("", &whole)), ["MKT-03"]);
    assert_eq!(now(UK, &charity("kind = \"charity\"", "support = true")), ["MKT-03"]);
    let message = |jurisdictions: &str, day: &str| {
        messages(jurisdictions, day, &charity("kind = \"charity\"", &whole)).remove(0).1
    };
    assert!(message(BOTH, "2026-11-01").ends_with("which EU law does not allow"));
    assert!(message(UK, "2025-11-01").ends_with("which UK law did not allow before 2026-02-05"));
    assert!(message(BOTH, "2025-11-01").ends_with("which neither EU law nor UK law before 2026-02-05 allows"));
}

#[test]
fn permission_and_basis_fit() {
    let soft = format!("permission = \"soft-opt-in\"\nsale = true\nsimilar = true\n{REFUSALS}");
    assert_eq!(now(BOTH, &news(INTEREST, "permission = \"consent\"")), ["MKT-04"]);
    assert_eq!(now(BOTH, &news("[\"6(1)(f)\", \"6(1)(a)\"]", "permission = \"consent\"")), NONE);
    assert_eq!(now(BOTH, &news("\"6(1)(e)\"", "permission = \"consent\"")), NONE);
    assert_eq!(now(BOTH, &news(CONSENT, &soft)), ["MKT-04"]);
    assert_eq!(now(BOTH, &news("[\"6(1)(a)\", \"6(1)(f)\"]", &soft)), NONE);
    assert_eq!(now(BOTH, &news(INTEREST, &soft)), NONE);
}

#[test]
fn other_senders_are_named_and_agreed_to() {
    let others = |basis: &str, recipient: &str, more: &str| {
        let facts = format!("recipients = [\"shop\"]\n{more}");
        format!("{}\n[recipients.shop]\n{recipient}", news(basis, &facts))
    };
    assert_eq!(now(BOTH, &others(CONSENT, "name = \"Shop Ltd\"", "")), NONE);
    assert_eq!(now(BOTH, &others(CONSENT, "category = \"shops\"", "")), ["MKT-05"]);
    let soft = format!("permission = \"soft-opt-in\"\nsale = true\nsimilar = true\n{REFUSALS}");
    assert_eq!(now(BOTH, &others(INTEREST, "name = \"Shop Ltd\"", &soft)), ["MKT-05"]);
    let post = others(INTEREST, "name = \"Shop Ltd\"", "permission = \"not-required\"").replace("email", "post");
    assert_eq!(now(BOTH, &post), NONE);
}

#[test]
fn a_denial_beside_marketing_is_found() {
    assert_eq!(now(UK, "[marketing]\nnone = true\n[purposes.a]\nmarketing = true"), ["MKT-07"]);
    assert_eq!(now(UK, "[marketing]\nnone = true\n[marketing.news]\nchannels = \"post\""), ["MKT-07"]);
    assert_eq!(now(UK, "[marketing]\nnone = true\n[purposes.a]\nmarketing = false"), NONE);
    assert_eq!(now(UK, "[marketing]\nnone = false\n[purposes.a]\nmarketing = true"), NONE);
}
