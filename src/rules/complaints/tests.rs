use crate::rules::testing;

fn codes(notice: &str, text: &str) -> Vec<&'static str> {
    testing::codes(&["CMP"], None, &format!("[notice]\n{notice}\n{text}"))
}

const EU: &str = "jurisdictions = [\"eu\"]\neffective = 2026-11-01";
const UK: &str = "jurisdictions = [\"uk\"]\neffective = 2026-11-01";
const BOTH: &str = "jurisdictions = [\"uk\", \"eu\"]\neffective = 2026-11-01";

fn complaint(controller: &str, authorities: &str) -> String {
    format!("[controller]\nemail = \"a@b.example\"\n{controller}\n[complaints]\nauthorities = {authorities}\n")
}

#[test]
fn the_authority_of_the_controllers_country_fits() {
    assert_eq!(codes(UK, &complaint("country = \"GB\"", "\"gb-ico\"")), [""; 0]);
    assert_eq!(codes(EU, &complaint("country = \"DE\"", "\"de-by-lda\"")), [""; 0]);
    assert_eq!(codes(EU, &complaint("country = \"DE\"", "[\"ie-dpc\", \"de-be\", \"gb-ico\"]")), [""; 0]);
    assert_eq!(codes(EU, &complaint("country = \"DE\"", "\"ie-dpc\"")), ["CMP-04"]);
    assert_eq!(codes(EU, &complaint("country = \"AX\"", "\"fi-tsv\"")), [""; 0]);
    assert_eq!(codes(EU, &complaint("country = \"NO\"", "\"no-datatilsynet\"")), [""; 0]);
    assert_eq!(codes(EU, &complaint("", "\"ie-dpc\"")), [""; 0]);
    assert_eq!(codes(EU, &complaint("", "\"gb-ico\"")), ["CMP-04"]);
}

#[test]
fn a_controller_outside_has_the_authority_of_its_representative_or_readers() {
    assert_eq!(codes(BOTH, &complaint("country = \"GB\"", "\"gb-ico\"")), ["CMP-04"]);
    assert_eq!(codes(BOTH, &complaint("country = \"GB\"", "[\"gb-ico\", \"fr-cnil\"]")), [""; 0]);
    let represented =
        format!("{}[representatives.eu]\ncountry = \"IE\"", complaint("country = \"GB\"", "[\"gb-ico\", \"ie-dpc\"]"));
    assert_eq!(codes(BOTH, &represented), [""; 0]);
    let targets = "country = \"GB\"\ntargets = [\"DE\", \"FR\"]";
    assert_eq!(codes(BOTH, &complaint(targets, "[\"gb-ico\", \"fr-cnil\"]")), [""; 0]);
    assert_eq!(codes(BOTH, &complaint(targets, "[\"gb-ico\", \"ie-dpc\"]")), ["CMP-04"]);
    assert_eq!(codes(BOTH, &complaint("country = \"GB\"\ntargets = [\"EU\"]", "[\"gb-ico\", \"ie-dpc\"]")), [""; 0]);
}

#[test]
fn a_reason_settles_it() {
    let text = format!("{}reason = \"Our group is led from Dublin.\"", complaint("country = \"DE\"", "\"ie-dpc\""));
    assert_eq!(codes(EU, &text), [""; 0]);
}

#[test]
fn one_gap_is_found_once() {
    let contact = "[controller]\nemail = \"a@b.example\"\n";
    assert_eq!(codes(EU, contact), ["CMP-02"]);
    assert_eq!(codes(EU, &format!("{contact}[rights]\nstated = [\"access\"]")), ["CMP-01"]);
    assert_eq!(codes(EU, &format!("{contact}[rights]\nstated = [\"complaint\"]")), ["CMP-02"]);
    assert_eq!(codes(EU, &format!("{}[rights]\nstated = [\"access\"]", complaint("", "\"ie-dpc\""))), [""; 0]);
}

#[test]
fn complaints_to_the_controller_begin_on_their_day() {
    let text = "[complaints]\nauthorities = \"gb-ico\"\n[rights]\nstated = [\"complaint\"]";
    let mut on_the_day = codes("jurisdictions = [\"uk\"]\neffective = 2026-06-19", text);
    on_the_day.sort_unstable();
    assert_eq!(on_the_day, ["CMP-05", "CMP-06"]);
    assert_eq!(codes("jurisdictions = [\"uk\"]\neffective = 2026-06-18", text), [""; 0]);
    assert_eq!(codes(EU, text), ["CMP-04"]);
}

#[test]
fn thirty_days_are_no_month() {
    let with = |period: &str| {
        format!(
            "[complaints]\nauthorities = \"gb-ico\"\ncontroller = {{ email = \"a@b.example\", acknowledge = \"{period}\" }}"
        )
    };
    for late in ["1 month", "31 days", "5 weeks", "1 year"] {
        assert_eq!(codes(UK, &with(late)), ["CMP-07"], "{late}");
    }
    for fine in ["30 days", "4 weeks", "1 day"] {
        assert_eq!(codes(UK, &with(fine)), [""; 0], "{fine}");
    }
    assert_eq!(codes("jurisdictions = [\"uk\"]\neffective = 2026-06-18", &with("1 month")), [""; 0]);
    assert_eq!(codes(EU, &with("1 month").replace("gb-ico", "ie-dpc")), [""; 0]);
}

#[test]
fn any_contact_serves_for_complaints() {
    for contact in [
        "[controller]\nphone = \"+44 1632 960000\"",
        "[dpo]\nemail = \"a@b.example\"",
        "[rights]\ncontact = \"a@b.example\"",
    ] {
        assert_eq!(codes(UK, &format!("{contact}\n[complaints]\nauthorities = \"gb-ico\"")), [""; 0]);
    }
    let empty = "[complaints]\nauthorities = \"gb-ico\"\ncontroller = { acknowledge = \"30 days\" }";
    assert_eq!(codes(UK, empty), ["CMP-06"]);
}
