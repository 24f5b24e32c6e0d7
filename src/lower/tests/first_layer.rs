//! The first layer, the overview of purposes, short texts.

use super::{document, model, read};
use crate::document::{Block, Document, Kind};

/// A shop in Ireland with what its readers would not expect.
const SHOP: &str = r#"
[notice]
id = "shop"
title = "Privacy notice of our shop"
effective = 2026-11-01
jurisdictions = ["eu"]
languages = ["en"]
url = "https://shop.example/privacy#top"

[controller]
name = "Corner Shop Ltd"
country = "IE"
email = "hello@shop.example"

[dpo]
email = "dpo@shop.example"

[subjects.customers]
label = "customers"

[data.order]
label = "orders"

[data.health]
label = "allergies"
special = ["health"]

[recipients.bank]
name = "The Bank"
role = "controller"

[retention.orders]
period = "6 years"
from = "the end of the year of the order"

[retention.asked]
until = "you have our answer"

[purposes.orders]
label = "Handling your order"
subjects = ["customers"]
data = ["order", "health"]
collected = "direct"
basis = { article = "6(1)(b)" }
recipients = ["bank"]
retention = ["orders"]
provision = { kind = "to-enter-contract", obliged = false, consequences = "we cannot send what you order" }

[purposes.offers]
label = "Showing you offers that fit"
subjects = ["customers"]
data = ["order"]
collected = ["inferred"]
profiling = true
basis = { article = "6(1)(f)", interest = "selling more" }
recipients = "none"
retention = ["asked"]
"#;

/// The shop with more of it.
fn shop(more: &str) -> String {
    format!("{SHOP}{more}")
}

fn first_layer(text: &str) -> String {
    let whole = read(&document(text));
    let start = whole.find("# At a glance [first-layer]").expect("a first layer");
    let rest = &whole[start..];
    rest[..rest.find("\n\n").unwrap_or(rest.len())].to_owned()
}

fn snippets(text: &str) -> Vec<Document> {
    let model = model(text);
    crate::lower::snippets(&model, &model.languages[0], false)
}

#[test]
fn the_first_layer_tells_what_the_parts_tell() {
    assert_eq!(
        first_layer(SHOP),
        "# At a glance [first-layer]
Who we are:
  Corner Shop Ltd; Ireland
What we use your data for:
  -
    Handling your order
  -
    Showing you offers that fit
What may surprise you:
  -
    For some purposes we use specially protected data: health
  -
    We derive data about you from other data: Showing you offers that fit
  -
    We build profiles by automated means: Showing you offers that fit
  -
    We give data to others who use it on their own responsibility
Your rights:
  Access; Correction; Deletion; Restriction; Taking your data with you; Objection; Complaints / You can object to some uses of your data at any time, for reasons that have to do with your situation
How to reach us:
  -
    Corner Shop Ltd: hello@shop.example
  -
    Data protection officer: dpo@shop.example"
    );
}

#[test]
fn each_surprise_needs_its_fact() {
    let told = |more: &str, sentence: &str| first_layer(&shop(more)).contains(sentence);
    let facts = [
        (
            "[sources.list]\nlabel = \"a list\"\n[purposes.p]\nlabel = \"p\"\ncollected = [\"list\"]",
            "We get data about you from others, too",
        ),
        ("[automated.a]\nlabel = \"a\"\nsolely = true", "We make decisions about you by automated means alone"),
        ("[ai.a]\nlabel = \"a\"\nkind = \"chatbot\"", "We use AI systems"),
        ("[joint.a]\nlabel = \"a\"", "We share responsibility with others"),
        (
            "[retention.ever]\npermanent = true\n[purposes.p]\nlabel = \"p\"\nretention = [\"ever\"]",
            "We keep some data permanently",
        ),
        ("[marketing.a]\npurpose = \"offers\"", "We use data for direct marketing"),
        (
            "[recipients.x]\nname = \"X\"\ncountries = [\"IN\"]\ntransfers = [{ to = [\"IN\"], mechanism = \"46(2)(c)\" }]\n[purposes.p]\nlabel = \"p\"\nrecipients = [\"x\"]",
            "Data goes to places outside the European Economic Area",
        ),
    ];
    for (more, sentence) in facts {
        assert!(told(more, sentence), "{sentence}");
        assert!(!told("", sentence), "{sentence}");
    }
    let no =
        "[automated.a]\nlabel = \"a\"\nsolely = false\n[retention.ever]\npermanent = false\n[marketing]\nnone = true";
    for sentence in ["We make decisions", "permanently", "direct marketing"] {
        assert!(!told(no, sentence), "{sentence}");
    }
}

/// Each entry of the first layer with the paths that it comes from.
fn origins(text: &str) -> Vec<(String, Vec<String>)> {
    let document = document(text);
    let blocks = document.first_layer.as_ref().expect("a first layer").walk();
    let paths = |block: &Block| block.from.iter().map(|trace| trace.path.clone()).collect();
    let named = blocks.into_iter().filter(|block| block.id.is_some());
    named.map(|block| (block.id.clone().unwrap_or_default(), paths(block))).collect()
}

#[test]
fn each_entry_of_the_first_layer_comes_from_its_own_declarations() {
    let list = |paths: &str| paths.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let of = |text: &str, id: &str| {
        let found = origins(text).into_iter().find(|(known, _)| known == id);
        found.map(|(_, paths)| paths).unwrap_or_default()
    };
    let entries = [
        ("first-layer-who", "controller"),
        ("first-layer-purposes", "purposes.orders purposes.offers"),
        ("first-layer-surprises", "data.health purposes.offers recipients.bank"),
        ("first-layer-rights", "rights complaints"),
        ("first-layer-reach", "controller dpo"),
    ];
    assert_eq!(origins(SHOP), entries.map(|(id, paths)| (id.to_owned(), list(paths))));
    let more = shop(
        "[rights]\nform = \"https://shop.example/rights\"\n[ai.help]\nkind = \"chatbot\"\n[automated.a]\nsolely = true
        [marketing.post]\npurpose = \"offers\"\n[retention.ever]\npermanent = true
        [purposes.rest]\nretention = [\"ever\"]\nmarketing = true",
    );
    assert_eq!(
        of(&more, "first-layer-surprises"),
        list(
            "data.health purposes.offers automated.a ai.help recipients.bank retention.ever marketing.post purposes.rest"
        )
    );
    assert_eq!(of(&more, "first-layer-reach"), list("controller dpo rights"));
    let grouped = SHOP.replace("languages =", "layout = \"subjects\"\nlanguages =");
    assert_eq!(of(&grouped, "first-layer-purposes"), list("subjects.customers"));
    let two = format!(
        "{grouped}\n[subjects.guests]\nlabel = \"guests\"\n[purposes.both]\nsubjects = [\"customers\", \"guests\"]\n[purposes.tables]\nsubjects = [\"guests\"]"
    );
    assert_eq!(of(&two, "first-layer-purposes"), list("notice.layout subjects.customers subjects.guests"));
}

/// An author's own part may stand among the purposes; it is none.
#[test]
fn an_own_part_is_no_purpose_of_the_first_layer() {
    let more = "[sections.extra]\ntitle = \"Our shop window\"\ntext = \"Come in.\"\nafter = \"purpose-orders\"";
    assert!(read(&document(&shop(more))).contains("Our shop window"));
    assert!(!first_layer(&shop(more)).contains("Our shop window"), "{}", first_layer(&shop(more)));
}

#[test]
fn rights_that_apply_nowhere_are_not_in_the_first_layer() {
    let task = SHOP.replace("6(1)(f)", "6(1)(c)").replace("6(1)(b)", "6(1)(c)");
    let told = first_layer(&task);
    assert!(!told.contains("Objection") && !told.contains("You can object"), "{told}");
    assert!(!told.contains("Taking your data"), "{told}");
    assert!(told.contains("Access; Correction; Deletion; Restriction; Complaints"), "{told}");
}

const SITUATION: &str =
    "You can object to some uses of your data at any time, for reasons that have to do with your situation";
const MARKETING: &str = "You can object to direct marketing at any time, without a reason";

#[test]
fn marketing_without_a_purpose_can_be_objected_to() {
    let form = |more: &str, purpose: &str| {
        let form = format!("{more}\n[snippets.form]\nkind = \"form\"\npurposes = [\"{purpose}\"]");
        read(&snippets(&shop(&form))[0])
    };
    let unbound = "[marketing.post]\nlabel = \"our catalogue\"\nopt_out = \"a letter to us\"";
    assert!(first_layer(&shop(unbound)).contains(MARKETING));
    let told = form(unbound, "orders");
    assert!(told.contains(MARKETING) && told.contains("with you; Objection; Complaints"), "{told}");
    let bound = format!("{unbound}\npurpose = \"offers\"");
    assert!(first_layer(&shop(&bound)).contains(MARKETING));
    assert!(form(&bound, "offers").contains(MARKETING));
    let told = form(&bound, "orders");
    assert!(!told.contains(MARKETING) && !told.contains("Objection;"), "{told}");
    assert!(!first_layer(&shop("[marketing]\nnone = true")).contains(MARKETING));
}

#[test]
fn a_right_to_object_that_is_not_stated_is_not_told() {
    let marketing = "[marketing.post]\npurpose = \"offers\"\n[snippets.form]\nkind = \"form\"\npurposes = [\"offers\"]";
    let told = |stated: &str| {
        let text = shop(&format!("{marketing}\n[rights]\nstated = [\"access\", {stated}]"));
        let seen = [first_layer(&text), read(&snippets(&text)[0])];
        let has = |sentence: &str| {
            let [layer, form] = seen.each_ref().map(|words| words.contains(sentence));
            assert_eq!(layer, form, "{stated}: {seen:#?}");
            layer
        };
        (has(SITUATION), has(MARKETING))
    };
    assert_eq!(told("\"objection\", \"marketing-objection\""), (false, true), "marketing is told apart");
    assert_eq!(told("\"objection\""), (true, false));
    assert_eq!(told("\"marketing-objection\""), (false, true));
    assert_eq!(told("\"erasure\""), (false, false));
    // Another ground than marketing.
    let two = shop("[marketing.post]\n[rights]\nstated = [\"access\", \"marketing-objection\"]");
    let layer = first_layer(&two);
    assert!(layer.contains(MARKETING) && !layer.contains(SITUATION), "{layer}");
}

#[test]
fn the_first_layer_names_purposes_by_groups_where_the_notice_does() {
    let grouped = SHOP.replace("languages =", "layout = \"subjects\"\nlanguages =");
    assert!(
        first_layer(&grouped).contains("What we use your data for:\n  -\n    Customers\nWhat may"),
        "{}",
        first_layer(&grouped)
    );
}

#[test]
fn an_overview_stands_where_it_is_asked_for() {
    assert!(!read(&document(SHOP)).contains("All purposes in one table"));
    let asked = SHOP.replace("languages =", "overview = true\nlanguages =");
    let whole = read(&document(&asked));
    let table = "== All purposes in one table
| What for | Legal basis | How long | Who receives the data |
| Handling your order | Contract | 6 years; From when: the end of the year of the order | The Bank |
| Showing you offers that fit | Legitimate interests | Until: you have our answer | Nobody |";
    assert!(whole.contains(table), "{whole}");
}

#[test]
fn a_form_is_told_what_a_reader_weighs() {
    let all = snippets(&shop("[snippets.form]\nkind = \"form\"\npurposes = [\"orders\"]"));
    let [form] = all.as_slice() else { panic!("one short text") };
    assert_eq!((form.id.as_str(), form.kind), ("shop.form", Kind::Snippet));
    assert_eq!(
        read(form),
        "How we use your data
Corner Shop Ltd

# How we use your data [snippet-form]
Who is responsible:
  Corner Shop Ltd
What we use your data for:
  Handling your order
Legal basis:
  Contract
Specially protected data:
  health
Who receives the data:
  The Bank
How long we keep the data:
  6 years / From when: the end of the year of the order
Whether you must give us the data:
  This data is needed before a contract can be made. / You are not obliged to give it to us. / If you do not give it to us: we cannot send what you order
Your rights:
  Access; Correction; Deletion; Restriction; Taking your data with you; Complaints
How to reach us:
  -
    Corner Shop Ltd: hello@shop.example
  -
    Data protection officer: dpo@shop.example
All about it, and about your rights: Privacy notice of our shop
"
    );
    let links = super::seen(form);
    assert!(links.contains("https://shop.example/privacy#purpose-orders"), "{links}");
    assert!(!links.contains("\"#"), "a short text leads to no part of a notice that is not at hand: {links}");
}

#[test]
fn what_differs_between_purposes_stands_under_each() {
    let all = snippets(&shop("[snippets.form]\nkind = \"form\"\npurposes = [\"orders\", \"offers\"]"));
    let told = read(&all[0]);
    assert!(told.contains("Handling your order: Contract"), "{told}");
    assert!(told.contains("Showing you offers that fit: Legitimate interests"), "{told}");
}

#[test]
fn a_sign_shows_its_address_and_an_email_says_little() {
    let more = "[snippets.door]\nkind = \"sign\"\nlabel = \"cameras\"\ntext = \"We film.\"\npurposes = [\"offers\"]
        [snippets.mail]\nkind = \"email\"\npurposes = [\"orders\", \"offers\"]";
    let all = snippets(&shop(more));
    let (sign, mail) = (read(&all[0]), read(&all[1]));
    assert!(sign.starts_with("Cameras\n"), "{sign}");
    assert!(sign.contains("We film.\n") && sign.contains("Legitimate interests:\n  selling more"), "{sign}");
    assert!(sign.contains("All about it, and about your rights: https://shop.example/privacy#top"), "{sign}");
    assert!(!sign.contains("Whether you must"), "{sign}");
    // The offers rest on interests and on data that nobody gave.
    assert!(sign.contains("Restriction; Objection; Complaints") && sign.contains("You can object"), "{sign}");
    assert!(
        mail.contains(
            "Corner Shop Ltd uses personal data for: Handling your order; Showing you offers that fit\nAll about it"
        ),
        "{mail}"
    );
}
