//! What languages say in ways of their own: citations, acts, ages, colons, and the author's words where they are few.

use super::{document, model, read};
use crate::lower::snippets;

fn in_language(lang: &str, notice: &str, rest: &str) -> String {
    let notice = format!("languages = [\"{lang}\"]\neffective = 2026-12-01\n{notice}");
    read(&document(&format!("[notice]\n{notice}\n{rest}"))).replace('\u{a0}', " ")
}

const CH: &str = "jurisdictions = [\"ch\"]";

#[test]
fn a_provision_is_cited_as_its_law_is_cited_at_home() {
    let rest = "[data.health]\nlabel = \"x\"\nspecial = [\"health\"]\n[purposes.a]\nlabel = \"y\"\ndata = [\"health\"]\n\
                [complaints]\n[recipients.r]\nname = \"R\"\ncountries = [\"US\"]\n\
                transfers = [{ mechanism = \"16(2)(d)\" }]";
    for (lang, letter, paragraph) in [
        ("en", "Article 5(c) FADP", "Article 16(2)(d) FADP"),
        ("de", "Art. 5 lit. c DSG", "Art. 16 Abs. 2 lit. d DSG"),
        ("fr", "article 5, lettre c, de la LPD", "article 16, alinéa 2, lettre d, de la LPD"),
    ] {
        let read = in_language(lang, CH, &format!("{rest}\n[purposes.b]\nlabel = \"z\"\nrecipients = \"r\""));
        assert!(read.contains(letter) && read.contains(paragraph), "{lang}: {read}");
        assert!(!read.contains("paragraphe") && !read.contains(", point "), "{lang}: {read}");
    }
    // The GDPR keeps its own form beside Swiss law.
    let both =
        in_language("fr", "jurisdictions = [\"eu\", \"ch\"]", "[purposes.a]\nlabel = \"y\"\nbasis = \"6(1)(f)\"");
    assert!(both.contains("article 6, paragraphe 1, point f), du RGPD"), "{both}");
    assert!(both.contains("de la LPD"), "{both}");
}

#[test]
fn an_act_is_called_by_its_name_in_each_language() {
    let to = |country: &str, scope: &str| {
        format!(
            "[recipients.r]\nname = \"R\"\ncountries = [\"{country}\"]\n\
             transfers = [{{ mechanism = \"adequacy\"{scope} }}]\n[purposes.a]\nlabel = \"y\"\nrecipients = \"r\""
        )
    };
    let eu = |lang, country, scope| in_language(lang, "jurisdictions = [\"eu\"]", &to(country, scope));
    let dpf = ", scope = \"dpf\"";
    assert!(eu("en", "US", dpf).contains("Commission Implementing Decision (EU) 2023/1795"));
    assert!(eu("de", "US", dpf).contains("Durchführungsbeschluss (EU) 2023/1795 der Kommission"));
    assert!(eu("fr", "US", dpf).contains("décision d’exécution (UE) 2023/1795 de la Commission"));
    assert!(eu("de", "AR", "").contains("Entscheidung 2003/490/EG der Kommission"));
    assert!(eu("fr", "AD", "").contains("décision 2010/625/UE de la Commission"));
    let swiss = in_language("de", CH, &to("GB", ""));
    assert!(swiss.contains("Datenschutzverordnung (DSV, SR 235.11), Anhang 1"), "{swiss}");
    // An act of the United Kingdom has one name.
    let uk = in_language("fr", "jurisdictions = [\"uk\"]", &to("FR", ""));
    assert!(uk.contains("Data Protection Act 2018, Schedule 21, paragraph 5"), "{uk}");
}

#[test]
fn ages_are_counted_in_years() {
    let children = "[children]\nservice = true\nage = 16\nages = { DE = 16, FR = 15 }";
    let eu = |lang| in_language(lang, "jurisdictions = [\"eu\"]", children);
    assert!(eu("en").contains("Germany: 16 years; France: 15 years"), "{}", eu("en"));
    assert!(eu("de").contains("Deutschland: 16 Jahre; Frankreich: 15 Jahre"), "{}", eu("de"));
    assert!(eu("fr").contains("Allemagne : 16 ans ; France : 15 ans"), "{}", eu("fr"));
}

#[test]
fn the_longest_stay_on_a_device_is_told_by_its_kind() {
    let stay = |lang, most: &str| {
        let item = format!("[storage.a]\nname = \"a\"\nduration = \"1 month\"\nat_most = \"{most}\"");
        in_language(lang, "jurisdictions = [\"eu\"]", &item)
    };
    for (lang, session, period) in [
        ("en", "Until you close the browser at the latest", "12 months at the most"),
        ("de", "Höchstens, bis Sie den Browser schließen", "Höchstens 12 Monate"),
        ("de-x-informal", "Höchstens, bis du den Browser schließt", "Höchstens 12 Monate"),
        ("fr", "Au plus tard jusqu’à la fermeture du navigateur", "12 mois au plus"),
    ] {
        assert!(stay(lang, "session").contains(session), "{}", stay(lang, "session"));
        assert!(stay(lang, "12 months").contains(period), "{}", stay(lang, "12 months"));
    }
    assert!(stay("fr", "persistent").contains("Au plus tard jusqu’à suppression de votre part"));
}

#[test]
fn what_one_law_says_is_two_sentences_in_french() {
    let read = in_language("fr", "jurisdictions = [\"eu\", \"uk\"]", "[complaints]\n[transfers]\nnone = true");
    assert!(read.contains("du Royaume-Uni. Cela vaut si le droit britannique s’applique."), "{read}");
    assert!(!read.contains("s’applique : "), "{read}");
}

/// Each of these was a name once, the same in every language.
const FEW_WORDS: &str = r#"
[notice]
languages = ["en", "de"]
effective = 2026-12-01
jurisdictions = ["eu"]
url = "https://shop.example/privacy"
translated_at = { de = "https://shop.example/de/privacy#top" }

[controller]
name = "Shop Ltd"
email = "a@shop.example"
legal_form = { en = "private limited company", de = "Gesellschaft mit beschränkter Haftung" }
attention = { en = "the manager", de = "die Geschäftsleitung" }
registration = [{ kind = "company", number = "1" }, { kind = { en = "Guild number", de = "Innungsnummer" }, number = "2" }]

[dpo]
email = "dpo@shop.example"
role = { en = "Librarian", de = "Bibliothekarin" }

[interests.named]
label = { en = "one", de = "eins" }
owner = { en = "the neighbours", de = "die Nachbarn" }

[purposes.a]
label = { en = "First", de = "Erstens" }
basis = [
  { article = "6(1)(f)", interests = ["named"] },
  { article = "6(1)(f)", interest = { en = "two", de = "zwei" }, owner = "third-party" },
]
retention = { later_of = [{ period = "1 year", from = { en = "then", de = "damals" } }, { until = { en = "now", de = "jetzt" } }] }

[snippets.form]
kind = "form"
purposes = ["a"]
"#;

#[test]
fn an_authors_few_words_are_said_in_each_language() {
    let model = model(FEW_WORDS);
    let told = |index: usize| read(&crate::lower::lower(&model, &model.languages[index], false));
    let (english, german) = (told(0), told(1));
    for (en, de) in [
        ("private limited company", "Gesellschaft mit beschränkter Haftung"),
        ("the manager", "die Geschäftsleitung"),
        ("Guild number", "Innungsnummer"),
        ("Librarian", "Bibliothekarin"),
        ("the neighbours", "die Nachbarn"),
    ] {
        assert!(english.contains(en) && !english.contains(de), "{en}: {english}");
        assert!(german.contains(de) && !german.contains(en), "{de}: {german}");
    }
    assert!(german.contains("Registernummer des Unternehmens") && !german.contains("third-party"), "{german}");
}

#[test]
fn a_short_text_leads_to_periods_of_several_parts() {
    let model = model(FEW_WORDS);
    for (index, words, page) in [
        (0, "Several rules, told in the notice", "https://shop.example/privacy"),
        (1, "Mehrere Regeln, die in den Datenschutzhinweisen stehen", "https://shop.example/de/privacy"),
    ] {
        let all = snippets(&model, &model.languages[index], false);
        let seen = super::seen(&all[0]);
        assert!(seen.contains(words) && seen.contains(&format!("\"{page}#retention-")), "{seen}");
        assert!(!seen.contains("below") && !seen.contains("unten"), "{seen}");
    }
}
