//! Notices under Swiss law, alone and beside others.

use strum::IntoEnumIterator;

use super::{document, everything, model, read, seen, stands, texts};
use crate::law::{Article6, Condition9, Exempting, Mechanism, Regime};

fn with(notice: &str, rest: &str) -> String {
    read(&document(&format!("[notice]\n{notice}\n{rest}")))
}

const CH: &str = "effective = 2026-12-01\njurisdictions = [\"ch\"]";
const EU_CH: &str = "effective = 2026-12-01\njurisdictions = [\"eu\", \"ch\"]";
const UK_CH: &str = "effective = 2026-12-01\njurisdictions = [\"uk\", \"ch\"]";
const ALL: &str = "effective = 2026-12-01\njurisdictions = [\"eu\", \"uk\", \"ch\"]";

/// The declaration of everything, for other jurisdictions.
fn everything_for(jurisdictions: &str) -> String {
    everything::EVERYTHING.replace("jurisdictions = [\"uk\", \"eu\"]", &format!("jurisdictions = {jurisdictions}"))
}

#[test]
fn under_swiss_law_alone_nothing_is_cited_from_the_gdpr() {
    let read = read(&document(&everything_for("[\"ch\"]")));
    assert!(!read.contains("GDPR") && !read.contains("law applies:"), "{read}");
    assert!(!read.contains('{') && !read.contains("# Your right to object"), "{read}");
}

/// What may be cited of the FADP.
const FADP: &[&str] = &[
    "5(c)",
    "16(1)",
    "16(2)",
    "16(2)(a)",
    "16(2)(b)",
    "16(2)(c)",
    "16(2)(d)",
    "16(2)(e)",
    "16(3)",
    "17",
    "17(1)(a)",
    "17(1)(b)(1)",
    "17(1)(b)(2)",
    "17(1)(c)(1)",
    "17(1)(c)(2)",
    "17(1)(d)",
    "17(1)(e)",
    "17(1)(f)",
    "20(1)(a)",
    "20(1)(b)",
    "20(1)(c)",
    "20(2)(a)",
    "20(2)(b)",
    "20(3)(b)",
    "21",
    "25",
    "26",
    "28",
    "29",
    "30(2)(b)",
    "31",
    "32",
    "32(2)",
    "37",
    "41",
    "49",
];

#[test]
fn every_article_of_the_fadp_that_is_cited_exists() {
    let mut notices: Vec<String> =
        ["[\"ch\"]", "[\"eu\", \"ch\"]", "[\"uk\", \"ch\"]"].into_iter().map(everything_for).collect();
    for article in Exempting::iter() {
        for obstacle in ["impossible", "effort", "objectives"] {
            let exemption = format!("article = \"{article}\"\nobstacle = \"{obstacle}\"");
            notices.push(notices[0].replace("article = \"14(5)(c)\"", &exemption).replace("obstacle = \"effort\"", ""));
        }
        let exemption = format!("article = \"{article}\"");
        notices.push(notices[0].replace("article = \"14(5)(c)\"", &exemption).replace("obstacle = \"effort\"", ""));
    }
    for notice in notices {
        let read = read(&document(&notice));
        for (at, _) in read.match_indices(" FADP") {
            let Some(place) = read[..at].rsplit("Article ").next().filter(|place| !place.contains(' ')) else {
                continue;
            };
            assert!(FADP.contains(&place), "Article {place} FADP: {read}");
        }
    }
}

#[test]
fn what_the_gdpr_alone_gives_is_not_said_for_swiss_law() {
    let rest = "[children]\nservice = true\n[recipients.mail]\nname = \"Mail Ltd\"\n[purposes.one]\nlabel = \"One\"\n\
                recipients = \"mail\"\ncan_identify = false\nfurther = { ground = \"research\" }";
    let alone = with(CH, rest);
    for words in
        ["go to court", "tell everybody", "cannot tell from the data alone who you are. You", "grown up", "compatible"]
    {
        assert!(!alone.contains(words), "{words}: {alone}");
    }
    assert!(alone.contains("This new use is archiving in the public interest, research or statistics."), "{alone}");
    let beside = with(EU_CH, rest);
    for sentence in
        ["You can also go to court", "When we correct", "For some purposes", "You can ask us to delete data that"]
    {
        assert!(beside.contains(&format!("Where EU law applies: {sentence}")), "{sentence}: {beside}");
    }
}

#[test]
fn every_text_of_the_author_is_seen_there_too() {
    for jurisdictions in ["[\"ch\"]", "[\"eu\", \"ch\"]", "[\"uk\", \"ch\"]", "[\"ch\", \"uk\", \"eu\"]"] {
        let model = model(&everything_for(jurisdictions));
        let seen = seen(&crate::lower::lower(&model, &model.languages[0], false));
        let mut all = Vec::new();
        texts(&model.to_json().unwrap()["declared"], "", &mut all);
        // An entry for another jurisdiction's border is no matter of this notice.
        let own = all.iter().filter(|(path, text)| text.contains("zq") && !path.contains(".transfers."));
        let lost: Vec<_> =
            own.filter(|(_, text)| !stands(&seen, text) && !stands(&seen, &super::heading(text))).collect();
        assert!(lost.is_empty(), "{jurisdictions}: {lost:#?}");
    }
}

#[test]
fn what_is_declared_is_told_without_an_article() {
    for basis in Article6::iter() {
        let read = with(CH, &format!("[purposes.one]\nlabel = \"One\"\nbasis = \"{basis}\""));
        assert!(read.contains("Legal basis") && !read.contains("Article 6"), "{read}");
    }
    for condition in Condition9::iter() {
        let read = with(CH, &format!("[purposes.one]\nlabel = \"One\"\nconditions = \"{condition}\""));
        assert!(read.contains("Specially protected data:") && !read.contains("Article 9"), "{read}");
    }
    let data = with(CH, "[data.one]\nlabel = \"One\"\nspecial = [\"health\"]");
    assert!(data.contains("health (Article 5(c) FADP)"), "{data}");
    let bare = with(CH, "[purposes.one]\nlabel = \"One\"");
    assert!(!bare.contains("Legal basis") && !bare.contains("How long"), "{bare}");
}

fn transfer(notice: &str, country: &str, entry: &str) -> String {
    let rest = "[purposes.one]\nlabel = \"One\"\nrecipients = \"far\"\n[recipients.far]\nname = \"Far Ltd\"\n";
    with(notice, &format!("{rest}countries = [\"{country}\"]\ntransfers = [ {entry} ]"))
}

#[test]
fn every_swiss_ground_has_a_sentence() {
    for mechanism in Mechanism::iter().filter(|one| *one != Mechanism::Adequacy) {
        let read = transfer(CH, "IN", &format!("{{ mechanism = \"{}\" }}", mechanism.name()));
        match mechanism.place(Regime::Ch) {
            Some(place) => assert!(read.contains(&format!("(Article {place} FADP)")), "{read}"),
            None => assert!(!read.contains("We rely on"), "{read}"),
        }
        assert!(!read.contains("adequacy decision"), "Swiss law asks for no such statement: {read}");
    }
}

#[test]
fn an_adequate_state_is_named_with_its_decision() {
    let read = transfer(CH, "DE", "");
    assert!(read.contains("Germany / Switzerland’s Federal Council has decided"), "{read}");
    let bare = transfer(CH, "DE", "{ to = [\"DE\"] }");
    assert!(bare.contains("Germany / Switzerland’s Federal Council has decided"), "{bare}");
    let both = transfer(EU_CH, "GB", "{ regime = \"eu\", mechanism = \"adequacy\" }");
    assert!(
        both.contains("United Kingdom, under EU law") && both.contains("United Kingdom, under Swiss law"),
        "{both}"
    );
    assert!(transfer(EU_CH, "DE", "").contains("Germany, under Swiss law / Switzerland’s"));
    assert!(!transfer(CH, "CH", "").contains("goes abroad"));
    assert!(!transfer(CH, "IN", "").contains("Federal Council"));
}

#[test]
fn each_law_has_its_own_rights_and_authority() {
    let swiss = with(CH, "[purposes.one]\nlabel = \"One\"");
    for article in ["Article 25 FADP", "Article 32 FADP", "Article 30(2)(b) FADP", "Article 28 FADP", "Article 49 FADP"]
    {
        assert!(swiss.contains(article), "{article}: {swiss}");
    }
    assert!(!swiss.contains("If Swiss law applies"), "{swiss}");
    for (notice, law) in [(EU_CH, "EU"), (UK_CH, "UK"), (ALL, "EU or UK")] {
        let read = with(notice, "[purposes.one]\nlabel = \"One\"\nbasis = \"6(1)(f)\"");
        let own = read.find(&format!("If {law} law applies to you, you have these rights:")).unwrap();
        let swiss = read.find("If Swiss law applies to you, you have these rights:").unwrap();
        assert!(own < swiss && read.contains(&format!("Where {law} law applies: You can object")), "{read}");
        assert!(read.contains("Where Swiss law applies: You can report"), "{read}");
        assert_eq!(read.matches("[objection]").count(), 1);
    }
    let federal = with(CH, "[controller]\nname = \"Office\"\nkind = \"public-authority\"\ncountry = \"CH\"");
    assert!(federal.contains("Article 41 FADP") && federal.contains("Article 37 FADP"), "{federal}");
    assert!(!federal.contains("Article 32"), "{federal}");
}

#[test]
fn nothing_is_denied_that_is_not_declared() {
    let read = with(CH, "[purposes.one]\nlabel = \"One\"");
    let rights = read.find("# Your rights").unwrap();
    for word in ["nobody", "do not", "no decision", "nothing"] {
        assert!(!read[..rights].contains(word), "{word}: {read}");
    }
    let denied = with(CH, "[transfers]\nnone = true");
    assert!(denied.contains("We do not send your data outside Switzerland."), "{denied}");
}

#[test]
fn anchors_are_unique_and_items_are_those_of_the_law() {
    let document = document(&everything_for("[\"eu\", \"ch\"]"));
    let mut items: Vec<String> = document.blocks().flat_map(|block| &block.items).map(|item| item.0.clone()).collect();
    items.retain(|item| item.starts_with("ch-"));
    items.sort();
    items.dedup();
    assert_eq!(items, ["ch-19-2-a", "ch-19-2-b", "ch-19-2-c", "ch-19-3", "ch-19-4", "ch-21-1"]);
    let mut ids: Vec<&str> = document.blocks().filter_map(|block| block.id.as_deref()).collect();
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), all);
}
