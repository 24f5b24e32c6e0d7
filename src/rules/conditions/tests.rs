//! What the rules on conditions must not find, and where one of several speaks.

use crate::rules::testing;

/// The codes of this family that a declaration gives, in order of place.
fn codes(notice: &str, text: &str) -> Vec<&'static str> {
    codes_on("2026-11-01", notice, text)
}

fn codes_on(day: &str, notice: &str, text: &str) -> Vec<&'static str> {
    testing::codes(&["SPC", "CRM"], None, &format!("[notice]\neffective = {day}\n{notice}\n{text}"))
}

const EU: &str = "jurisdictions = [\"eu\"]";
const UK: &str = "jurisdictions = [\"uk\"]";
const BOTH: &str = "jurisdictions = [\"eu\", \"uk\"]";

const HEALTH: &str = "[data.health]\nlabel = \"health information\"\nspecial = [\"health\"]\n\
    [data.beliefs]\nlabel = \"beliefs\"\nspecial = true\n";
const CONVICTIONS: &str = "[data.convictions]\nlabel = \"convictions\"\ncriminal = true\n";

/// A purpose with these data and conditions.
fn purpose(data: &str, conditions: &str) -> String {
    format!("{HEALTH}{CONVICTIONS}[purposes.select]\ndata = {data}\nconditions = {conditions}\n")
}

#[test]
fn each_category_needs_a_condition_that_holds_for_it() {
    let some = purpose("[\"health\", \"beliefs\"]", "{ article = \"9(2)(a)\", data = [\"health\"] }");
    assert_eq!(codes(EU, &some), ["SPC-01"]);
    let all = purpose("[\"health\", \"beliefs\"]", "\"9(2)(a)\"");
    assert_eq!(codes(EU, &all), [""; 0]);
    let tenth = purpose("[\"health\"]", "{ article = \"10\", official_authority = true }");
    assert_eq!(codes(EU, &tenth), ["SPC-01", "SPC-03"]);
}

#[test]
fn special_data_said_not_to_be_special_are_ordinary() {
    let text = "[data.run]\nlabel = \"health and fitness\"\nspecial = false\n[purposes.run]\ndata = [\"run\"]\n";
    assert_eq!(codes(EU, text), [""; 0]);
}

#[test]
fn one_gap_is_told_once_in_the_united_kingdom() {
    // No law and no paragraph: the paragraph is what the Act asks for.
    let with = |more: &str| {
        purpose("[\"health\"]", &format!("{{ article = \"9(2)(h)\", secrecy = \"the secrecy of doctors\"{more} }}"))
    };
    assert_eq!(codes(UK, &with("")), ["SPC-16"]);
    assert_eq!(codes(EU, &with("")), ["SPC-02"]);
    assert_eq!(codes(BOTH, &with("")), ["SPC-02", "SPC-16"]);
    assert_eq!(codes(UK, &with(", schedule_1 = \"2\"")), [""; 0]);
    assert_eq!(codes(BOTH, &with(", schedule_1 = \"2\"")), ["SPC-02"]);
    assert_eq!(codes(EU, &with(", contract = \"our contract with the doctor\"")), [""; 0]);
}

#[test]
fn each_condition_that_rests_on_a_law_names_it() {
    let with = |article: &str, more: &str| purpose("[\"health\"]", &format!("{{ article = \"{article}\"{more} }}"));
    for (article, code, paragraph) in
        [("9(2)(b)", "SPC-08", "1"), ("9(2)(g)", "SPC-12", "18"), ("9(2)(i)", "SPC-14", "3")]
    {
        assert_eq!(codes(EU, &with(article, "")), [code], "{article}");
        assert_eq!(codes(EU, &with(article, ", law = \"Health Act\"")), [""; 0], "{article}");
        let named = format!(", schedule_1 = \"{paragraph}\", policy = \"dpo@northmoor.example\"");
        assert_eq!(codes(UK, &with(article, &named)), [""; 0], "{article}");
        assert_eq!(codes(BOTH, &with(article, &named)), [code], "{article}");
    }
}

#[test]
fn health_care_is_secret_and_research_is_guarded() {
    let care = purpose("[\"health\"]", "{ article = \"9(2)(h)\", law = \"SGB V\", schedule_1 = \"2\" }");
    assert_eq!(codes(BOTH, &care), ["SPC-13"]);
    let study = |more: &str| purpose("[\"health\"]", &format!("{{ article = \"9(2)(j)\"{more} }}"));
    assert_eq!(codes(EU, &study("")), ["SPC-15"]);
    assert_eq!(codes(EU, &study(", safeguards = \"numbers for names\"")), ["SPC-15"]);
    assert_eq!(codes(EU, &study(", safeguards = \"numbers for names\", law = \"Health Act\"")), [""; 0]);
    assert_eq!(codes(UK, &study(", safeguards = \"numbers for names\", schedule_1 = \"4\"")), [""; 0]);
    assert_eq!(codes(UK, &study(", schedule_1 = \"4\"")), ["SPC-15"]);
}

#[test]
fn under_both_laws_each_condition_may_serve_one() {
    let split = "[ { article = \"9(2)(h)\", law = \"SGB V\", secrecy = \"x\" }, { article = \"9(2)(h)\", schedule_1 = \"2\", \
        secrecy = \"x\" } ]";
    assert_eq!(codes(BOTH, &purpose("[\"health\"]", split)), [""; 0]);
    // Under one law alone nothing excuses the first.
    assert_eq!(codes(UK, &purpose("[\"health\"]", split)), ["SPC-16"]);
    let offences = "[ { article = \"10\", law = \"BZRG\" }, { article = \"10\", schedule_1 = \"1\", policy = \
        \"dpo@northmoor.example\" } ]";
    assert_eq!(codes(BOTH, &purpose("[\"convictions\"]", offences)), [""; 0]);
}

#[test]
fn conditions_that_need_no_law_need_none() {
    for article in ["9(2)(a)", "9(2)(c)", "9(2)(d)", "9(2)(e)", "9(2)(f)"] {
        let text = purpose("[\"health\"]", &format!("{{ article = \"{article}\", scope = \"some cases\" }}"));
        assert_eq!(codes(BOTH, &text), [""; 0], "{article}");
    }
}

#[test]
fn schedule_a1_counts_from_its_day_and_for_its_conditions() {
    let text = purpose("[\"health\"]", "{ article = \"9(2)(g)\", schedule_a1 = \"1\" }");
    assert_eq!(codes(UK, &text), [""; 0]);
    assert_eq!(codes_on("2026-02-04", UK, &text), ["SPC-16"]);
    let wrong = purpose("[\"health\"]", "{ article = \"9(2)(h)\", schedule_a1 = \"1\", secrecy = \"x\" }");
    assert_eq!(codes(UK, &wrong), ["SPC-16"]);
}

#[test]
fn a_condition_is_used_where_its_data_may_be_special() {
    // Open: the category does not say, its words do; that is SPC-05 alone.
    let open =
        "[data.notes]\nlabel = \"medical notes\"\n[purposes.care]\ndata = [\"notes\"]\nconditions = \"9(2)(a)\"\n";
    assert_eq!(codes(EU, open), ["SPC-05"]);
    // Without data there is nothing to judge.
    assert_eq!(codes(EU, "[purposes.care]\nconditions = \"9(2)(a)\"\n"), [""; 0]);
    let other = purpose(
        "[\"health\", \"convictions\"]",
        "[ \"9(2)(a)\", { article = \"9(2)(f)\", data = [\"convictions\"] } ]",
    );
    assert_eq!(codes(EU, &other), ["CRM-01", "SPC-03"]);
}

#[test]
fn paragraphs_that_want_a_policy_document() {
    let text = purpose("[\"health\"]", "{ article = \"9(2)(g)\" }");
    assert_eq!(codes(UK, &text), ["SPC-16"]);
    let journalism = purpose("[\"health\"]", "{ article = \"9(2)(g)\", schedule_1 = \"13\" }");
    assert_eq!(codes(UK, &journalism), [""; 0]);
}

#[test]
fn words_that_only_sound_special() {
    for label in [
        "traces of visits",
        "the European Union list",
        "credit union account",
        "race results",
        "health and safety log",
        "browser fingerprint",
        "embrace",
        "dieting plans",
        "disabling of cookies",
    ] {
        assert_eq!(codes(EU, &format!("[data.one]\nlabel = \"{label}\"\n")), [""; 0], "{label}");
    }
    assert_eq!(codes(EU, "[data.one]\nlabel = \"sexual offences\"\n"), ["CRM-06"]);
    for label in ["Trade-union membership", "race or ethnicity", "sick notes", "Medication"] {
        assert_eq!(codes(EU, &format!("[data.one]\nlabel = \"{label}\"\n")), ["SPC-05"], "{label}");
    }
}

#[test]
fn words_of_a_language_are_read_in_texts_of_that_language() {
    let label = |tongues: &str| codes(EU, &format!("[data.one]\nlabel = {{ {tongues} }}\n"));
    assert_eq!(label("en = \"membership\", de = \"Gewerkschaftszugehörigkeit\""), ["SPC-05"]);
    assert_eq!(label("en = \"membership\", fr = \"appartenance syndicale\""), ["SPC-05"]);
    assert_eq!(label("en = \"paper\", fr = \"casier judiciaire\""), ["CRM-06"]);
    // What is an offence in one language is a faith, a crop or a thing in another.
    assert_eq!(label("en = \"beliefs held\", fr = \"convictions\""), ["SPC-05"]);
    assert_eq!(label("en = \"opinions\", fr = \"convictions\""), [""; 0]);
    assert_eq!(label("en = \"opinions\", sv = \"criminal convictions\""), [""; 0]);
    assert_eq!(label("en = \"years lived\", de = \"gender\""), [""; 0]);
    let filed = |tongues: &str| codes(EU, &format!("[data.one]\nlabel = {{ {tongues} }}\nspecial = true\n"));
    assert_eq!(filed("en = \"things\", fr = \"âge\""), ["SPC-04"]);
    assert_eq!(filed("en = \"things\", fr = \"bank\""), [""; 0]);
}

#[test]
fn ordinary_items_may_stand_beside_special_ones_of_a_named_kind() {
    let mixed = "[data.one]\nlabel = \"monitoring data\"\nitems = [\"ethnic origin\", \"gender\"]\n\
        special = [\"racial-or-ethnic-origin\"]\n";
    assert_eq!(codes(EU, mixed), [""; 0]);
    let label = "[data.one]\nlabel = \"gender\"\nspecial = [\"sex-life\"]\n";
    assert_eq!(codes(EU, label), ["SPC-04"]);
}

#[test]
fn offences_are_told_from_convictions_of_the_heart() {
    let faith = "[data.one]\nlabel = \"religious convictions\"\nspecial = true\n";
    assert_eq!(codes(EU, faith), [""; 0]);
    let foi = "[data.one]\nlabel = { en = \"faith\", fr = \"convictions religieuses\" }\nspecial = true\n";
    assert_eq!(codes(EU, foi), [""; 0]);
    let denied = "[data.one]\nlabel = \"health of victims of offences\"\nspecial = [\"health\"]\ncriminal = false\n";
    assert_eq!(codes(EU, denied), [""; 0]);
    let misfiled = "[data.one]\nlabel = \"convictions\"\nspecial = true\n";
    assert_eq!(codes(EU, misfiled), ["CRM-04"]);
}

#[test]
fn official_authority_needs_no_paragraph() {
    let text = purpose("[\"convictions\"]", "{ article = \"10\", official_authority = true, law = \"Licensing Act\" }");
    assert_eq!(codes(BOTH, &text), [""; 0]);
    let bare = purpose("[\"convictions\"]", "{ article = \"10\", official_authority = true }");
    assert_eq!(codes(BOTH, &bare), ["CRM-05"]);
    let denied = purpose("[\"convictions\"]", "{ article = \"10\", official_authority = false }");
    assert_eq!(codes(UK, &denied), ["CRM-01"]);
    let law = purpose("[\"convictions\"]", "{ article = \"10\", law = \"Licensing Act 2003\" }");
    assert_eq!(codes(UK, &law), ["CRM-02"]);
    assert_eq!(codes(EU, &law), [""; 0]);
    let national =
        purpose("[\"convictions\"]", "{ article = \"10\", schedule_1 = \"10\", policy = \"dpo@northmoor.example\" }");
    assert_eq!(codes(UK, &national), [""; 0]);
    assert_eq!(codes(BOTH, &national), ["CRM-01"]);
}

#[test]
fn paragraphs_for_offences_want_the_document_too() {
    let with =
        |more: &str| purpose("[\"convictions\"]", &format!("{{ article = \"10\", law = \"Licensing Act\", {more} }}"));
    assert_eq!(codes(UK, &with("schedule_1 = \"6\"")), ["CRM-03"]);
    assert_eq!(codes(EU, &with("schedule_1 = \"6\"")), [""; 0]);
    assert_eq!(codes(UK, &with("schedule_1 = \"33\"")), [""; 0]);
    assert_eq!(codes(UK, &with("schedule_1 = \"10(2)\"")), [""; 0]);
    assert_eq!(codes(UK, &with("schedule_1 = \"6\", official_authority = true")), [""; 0]);
}

#[test]
fn each_part_of_the_schedule_has_its_conditions() {
    let with = |article: &str, paragraph: &str| {
        let data = if article == "10" { "[\"convictions\"]" } else { "[\"health\"]" };
        let rest = "law = \"x\", policy = \"dpo@northmoor.example\", secrecy = \"x\", safeguards = \"x\"";
        codes(UK, &purpose(data, &format!("{{ article = \"{article}\", schedule_1 = {paragraph}, {rest} }}")))
    };
    assert_eq!(with("9(2)(b)", "\"6\""), ["SPC-17"]);
    assert_eq!(with("9(2)(g)", "\"1\""), ["SPC-17"]);
    assert_eq!(with("9(2)(g)", "\"33\""), ["SPC-17"]);
    assert_eq!(with("10", "\"5\""), ["SPC-17"]);
    for (article, paragraph) in [
        ("9(2)(b)", "\"1\""),
        ("9(2)(h)", "\"2\""),
        ("9(2)(g)", "\"18\""),
        ("9(2)(g)", "[\"1\", \"18\"]"),
        ("9(2)(g)", "\"the part on safeguarding\""),
        ("10", "\"1\""),
        ("10", "\"18\""),
        ("10", "\"33\""),
    ] {
        assert_eq!(with(article, paragraph), [""; 0], "{article} {paragraph}");
    }
}

#[test]
fn some_paragraphs_are_for_some_kinds() {
    let kinds = "[data.union]\nlabel = \"union membership\"\nspecial = [\"trade-union-membership\"]\n";
    let with = |data: &str, paragraph: &str, more: &str| {
        let condition =
            format!("{{ article = \"9(2)(g)\", schedule_1 = {paragraph}, policy = \"dpo@northmoor.example\" }}");
        codes(UK, &format!("{kinds}{}", purpose(data, &format!("[{condition}{more}]"))))
    };
    assert_eq!(with("[\"union\"]", "\"8\"", ""), ["SPC-18"]);
    assert_eq!(with("[\"union\"]", "[\"8\", \"18\"]", ""), [""; 0]);
    assert_eq!(with("[\"union\"]", "\"20\"", ""), [""; 0]);
    assert_eq!(with("[\"health\"]", "\"8\"", ""), [""; 0]);
    // The kind is not said.
    assert_eq!(with("[\"beliefs\"]", "\"9\"", ""), [""; 0]);
    assert_eq!(with("[\"union\"]", "\"8\"", ", { article = \"9(2)(a)\", data = [\"union\"] }"), [""; 0]);
}

#[test]
fn incapacity_is_a_situation() {
    assert_eq!(codes(BOTH, &purpose("[\"health\"]", "\"9(2)(c)\"")), ["SPC-09"]);
    let when = purpose("[\"health\"]", "\"9(2)(c)\"").replace("data =", "when = \"after an accident\"\ndata =");
    assert_eq!(codes(BOTH, &when), [""; 0]);
}

#[test]
fn what_was_made_public_comes_from_where_it_is() {
    let with = |collected: &str| {
        let sources = "[sources.press]\nlabel = \"press\"\npublic = true\n[sources.files]\nlabel = \"files\"\npublic = false\n\
            [sources.open]\nlabel = \"open\"\n";
        let text = purpose("[\"health\"]", "\"9(2)(e)\"");
        codes(EU, &format!("{sources}{}", text.replace("data =", &format!("collected = {collected}\ndata ="))))
    };
    assert_eq!(with("\"direct\""), ["SPC-11"]);
    assert_eq!(with("\"files\""), ["SPC-11"]);
    assert_eq!(with("[\"direct\", \"press\"]"), [""; 0]);
    assert_eq!(with("\"open\""), [""; 0]);
    assert_eq!(with("\"observed\""), [""; 0]);
    assert_eq!(codes(EU, &purpose("[\"health\"]", "\"9(2)(e)\"")), [""; 0]);
}

#[test]
fn a_body_keeps_the_data_of_its_members() {
    let with = |kind: &str, member: &str, recipient: &str| {
        let text = purpose("[\"beliefs\"]", "\"9(2)(d)\"");
        let recipient = format!("[recipients.other]\nname = \"Other\"\n{recipient}\n");
        let text = text.replace("data =", "subjects = \"members\"\nrecipients = \"other\"\ndata =");
        codes(EU, &format!("[controller]\n{kind}\n[subjects.members]\n{member}\n{recipient}{text}"))
    };
    let (body, yes) = ("kind = \"membership-body\"", "member = true");
    assert_eq!(with(body, yes, "role = \"processor\""), [""; 0]);
    assert_eq!(with(body, yes, ""), [""; 0]);
    assert_eq!(with("", yes, ""), [""; 0]);
    assert_eq!(with("kind = \"company\"", yes, ""), ["SPC-10"]);
    assert_eq!(with(body, "member = false", ""), ["SPC-10"]);
    assert_eq!(with(body, "", ""), ["SPC-10"]);
    assert_eq!(with(body, yes, "role = \"authority\""), ["SPC-10"]);
    assert_eq!(with(body, yes, "role = \"controller\"\nchosen_by = \"reader\""), [""; 0]);
    assert_eq!(with(body, yes, "role = \"controller\"\ndata = [\"health\"]"), [""; 0]);
}

#[test]
fn consent_lets_data_leave_the_body() {
    let text = purpose("[\"beliefs\"]", "[\"9(2)(d)\", { article = \"9(2)(a)\", scope = \"passing on\" }]");
    let text = text.replace("data =", "recipients = \"other\"\ndata =");
    assert_eq!(codes(EU, &format!("[recipients.other]\nrole = \"controller\"\n{text}")), [""; 0]);
}

#[test]
fn allegations_are_data_on_offences_in_the_united_kingdom() {
    let with =
        |notice: &str, label: &str, more: &str| codes(notice, &format!("[data.one]\nlabel = \"{label}\"\n{more}\n"));
    assert_eq!(with(UK, "alleged fraud", ""), ["CRM-06"]);
    assert_eq!(with(EU, "alleged fraud", ""), [""; 0]);
    assert_eq!(with(EU, "criminal record", ""), ["CRM-06"]);
    assert_eq!(with(UK, "criminal record", "criminal = false"), [""; 0]);
    assert_eq!(with(UK, "criminal record", "criminal = true"), [""; 0]);
    for label in ["cardiac arrest", "complaints", "court fees", "religious convictions", "allegations in a grievance"] {
        let found = with(UK, label, "special = false");
        assert_eq!(found, [""; 0], "{label}");
    }
}

#[test]
fn what_is_taken_for_a_condition_is_told_apart() {
    let text =
        format!("{HEALTH}[purposes.a]\ndata = [\"health\"]\nbasis = {{ article = \"6(1)(b)\", contract = \"x\" }}\n");
    let text = format!("[notice]\neffective = 2026-11-01\n{EU}\n{text}");
    let found = testing::findings(&["SPC-01"], None, &text);
    assert!(found[0].fault.labels.iter().any(|label| label.text == "a contract is no condition for special data"));
}

#[test]
fn the_word_that_tells_is_the_one_marked() {
    let marked = |label: &str| {
        let text = format!("[notice]\neffective = 2026-11-01\n{EU}\n[data.one]\nlabel = \"{label}\"\n");
        let found = testing::findings(&["SPC-05"], None, &text);
        let span = found[0].span();
        (text[..span.start].len() - text.find(label).unwrap(), text[span.start..span.end].to_owned())
    };
    assert_eq!(marked("health and safety training, health checks"), (28, "health".to_owned()));
    assert_eq!(marked("Credit union accounts, Trade Union membership"), (29, "Union".to_owned()));
    assert_eq!(marked("İstanbul, Health checks"), (11, "Health".to_owned()));
}
