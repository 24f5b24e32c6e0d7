//! Notices under Swiss law, alone and beside others.

use strum::IntoEnumIterator;

use super::{document, everything, model, read, seen, stands, texts};
use crate::law::{Article6, Condition9, Mechanism, Regime};

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
