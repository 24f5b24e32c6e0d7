//! One edit each, and all that a comparison must tell of it: class, kind, operation, place.

use noticec::diff::{Class, news};
use noticec::document::Block;

use super::{compared, model, told};

const BASE: &str = include_str!("base.toml");

/// An edit: its point, what is replaced (each once) and by what, and what is told.
type Edit = (&'static str, &'static [(&'static str, &'static str)], &'static [&'static str]);

const EDITS: &[Edit] = &[
    // What says nothing.
    ("nothing", &[], &[]),
    ("a comment", &[("[dpo]\n", "# Art. 37\n[dpo]\n")], &[]),
    ("the spelling of a period", &[("period = \"12 months\"", "period = \"1 year\"")], &[]),
    ("a period in another form", &[("period = \"12 months\"", "period = \"P1Y\"")], &[]),
    ("white space in a text", &[("Clearer words.", "Clearer   words.")], &[]),
    ("white space in a name", &[("Northmoor Trading Ltd", " Northmoor  Trading Ltd")], &[]),
    ("a lone value in brackets", &[("collected = \"direct\"", "collected = [\"direct\"]")], &[]),
    ("the order of keys", &[("name = \"sid\"\nkind = \"cookie\"\n", "kind = \"cookie\"\nname = \"sid\"\n")], &[]),
    (
        "the order of tables",
        &[("[automated]\nnone = true\n\n", ""), ("[rights]", "[automated]\nnone = true\n\n[rights]")],
        &[],
    ),
    (
        "a plain text with its tag",
        &[("title = \"Privacy notice for applicants\"", "title.en = \"Privacy notice for applicants\"")],
        &[],
    ),
    ("the name of an article", &[("article = \"6(1)(f)\"", "article = \"legitimate-interests\"")], &[]),
    ("the version", &[("version = \"2.1.0\"\neff", "version = \"2.2.0\"\neff")], &[]),
    (
        "the dates",
        &[("effective = 2026-11-01\nupdated = 2026-10-01", "effective = 2026-11-11\nupdated = 2026-10-11")],
        &[],
    ),
    ("a bare use as a table", &[("retention = [\"unsuccessful\",", "retention = [{ id = \"unsuccessful\" },")], &[]),
    ("an empty former id", &[("[recipients.ats]\n", "[recipients.ats]\nwas = \"applicant-tracking\"\n")], &[]),
    // Editorial.
    (
        "emphasis",
        &[("stored encrypted.", "stored **encrypted**.")],
        &["editorial emphasis altered sections.security.text"],
    ),
    (
        "order that is seen",
        &[("recipients = [\"ats\", \"checkers\"]", "recipients = [\"checkers\", \"ats\"]")],
        &["editorial order moved purposes.select.recipients"],
    ),
    (
        "order of words in a list",
        &[("[\"name\", \"date of birth\"]", "[\"date of birth\", \"name\"]")],
        &["editorial order moved data.identity.items"],
    ),
    (
        "layout",
        &[(
            "url = \"https://northmoor.example/privacy\"",
            "url = \"https://northmoor.example/privacy\"\nlayout = \"subjects\"",
        )],
        &["editorial arrangement added notice.layout"],
    ),
    ("history", &[("Clearer words.", "Plainer words.")], &["editorial history altered history.summary"]),
    (
        "a rename that says so",
        &[
            ("[recipients.ats]\n", "[recipients.workable]\nwas = \"ats\"\n"),
            ("[\"ats\", ", "[\"workable\", "),
            ("name = \"Workable Software\"", "name = \"Workable Software Ltd\""),
        ],
        &["material recipient altered recipients.workable.name", "editorial id renamed recipients.workable"],
    ),
    (
        "a rename that is seen",
        &[("[recipients.ats]\n", "[recipients.workable]\n"), ("[\"ats\", ", "[\"workable\", ")],
        &["editorial id renamed recipients.workable"],
    ),
    (
        "a rename of a purpose",
        &[("[purposes.references]", "[purposes.referees]")],
        &["editorial id renamed purposes.referees"],
    ),
    (
        "a rename of data",
        &[
            ("[data.identity]", "[data.person]"),
            ("data = [\"identity\", \"application\"", "data = [\"person\", \"application\""),
            ("data = [\"identity\"], scope", "data = [\"person\"], scope"),
            ("data = [\"identity\"]\ncollected = \"from", "data = [\"person\"]\ncollected = \"from"),
        ],
        &["editorial id renamed data.person"],
    ),
    ("the notice's id", &[("id = \"applicants\"", "id = \"jobs\"")], &["editorial id renamed notice.id"]),
    (
        "a level",
        &[("[related.general]", "[lints]\nstyle = \"warn\"\n\n[related.general]")],
        &["editorial checks added lints"],
    ),
    (
        "a waiver",
        &[(
            "[related.general]",
            "[[waive]]\nrule = \"RCP-05\"\non = \"recipients.ats\"\nreason = \"r\"\nowner = \"o\"\nuntil = 2026-12-31\n\n[related.general]",
        )],
        &["editorial checks added waive"],
    ),
    // Words.
    (
        "words of a purpose",
        &[("with the requirements of the post.", "with what the post asks for.")],
        &["review words altered purposes.select.text"],
    ),
    (
        "words of the heading",
        &[("Choosing whom to appoint", "Choosing whom to hire")],
        &["review purpose altered purposes.select.label"],
    ),
    (
        "a translation alone",
        &[("de = \"Auswahl\"", "de = \"Auswahlverfahren\"")],
        &["review purpose altered purposes.select.label"],
    ),
    (
        "a translation that is outdated",
        &[("de = \"Auswahl\"", "de = \"Auswahl\", outdated = [\"de\"]")],
        &["editorial language altered purposes.select.label"],
    ),
    (
        "words of the interest",
        &[("knowing whom we appoint", "getting to know whom we appoint")],
        &["review interest altered purposes.references.basis.interest"],
    ),
    (
        "where a link leads",
        &[("stored encrypted.", "stored [encrypted](https://a.example).")],
        &["review part altered sections.security.text"],
    ),
    (
        "the title",
        &[("Privacy notice for applicants", "Privacy notice for people who apply")],
        &["review words altered notice.title"],
    ),
    (
        "a section",
        &[("[sections.security]", "[sections.more]\ntitle = \"More\"\ntext = \"More.\"\n\n[sections.security]")],
        &["review part added sections.more"],
    ),
    (
        "a language",
        &[("languages = [\"en\", \"de\"]", "languages = [\"en\"]")],
        &["review language removed notice.languages"],
    ),
    (
        "the officer's name",
        &[("The data protection office", "The office for data protection")],
        &["review data-protection-officer altered dpo.name"],
    ),
    (
        "a slip of the pen in a list",
        &[("\"interview scores\"", "\"interview score\"")],
        &["review data altered data.application.items"],
    ),
    // Material.
    (
        "the controller's name",
        &[("Northmoor Trading Ltd", "Northmoor Retail Ltd")],
        &["material controller altered controller.name"],
    ),
    (
        "the controller's country",
        &[("country = \"GB\"\naddress", "country = \"IE\"\naddress")],
        &["material controller altered controller.country"],
    ),
    ("the address", &[("1 High Street", "2 High Street")], &["material contact altered controller.address"]),
    (
        "a telephone number that is gone",
        &[("phone = \"+44 1632 960000\"\n", "")],
        &["material contact removed controller.phone"],
    ),
    (
        "the officer's address",
        &[(
            "[dpo]\nname = \"The data protection office\"\nemail = \"dpo@",
            "[dpo]\nname = \"The data protection office\"\nemail = \"office@",
        )],
        &["material data-protection-officer altered dpo.email"],
    ),
    (
        "no officer",
        &[(
            "[dpo]\nname = \"The data protection office\"\nemail = \"dpo@northmoor.example\"\n",
            "[dpo]\nnone = true\n",
        )],
        &[
            "material data-protection-officer added dpo.none",
            "material data-protection-officer removed dpo.email",
            "review data-protection-officer removed dpo.name",
        ],
    ),
    (
        "the representative",
        &[("name = \"Northmoor Liaison Office\"", "name = \"Dublin Liaison Office\"")],
        &["material representative altered representatives.eu.name"],
    ),
    (
        "another controller",
        &[("name = \"Moorshire Trading Ltd\"", "name = \"Moorshire Retail Ltd\"")],
        &["material other-controller altered controllers.county.name"],
    ),
    (
        "a joint arrangement",
        &[("retention = { period = \"6 months\"", "joint = \"talent-pool\"\nretention = { period = \"6 months\"")],
        &["material joint-controllers added purposes.references.joint"],
    ),
    (
        "a group",
        &[("subjects = [\"referees\"]", "subjects = [\"referees\", \"applicants\"]")],
        &["material group-of-people added purposes.references.subjects"],
    ),
    (
        "children",
        &[("label = { en = \"people named as referees\"", "child = true\nlabel = { en = \"people named as referees\"")],
        &["material group-of-people added subjects.referees.child"],
    ),
    (
        "more data",
        &[("\"date of birth\"]", "\"date of birth\", \"photograph\"]")],
        &["material data added data.identity.items"],
    ),
    (
        "less data",
        &[("[\"qualifications\", \"work history\", ", "[\"qualifications\", ")],
        &["material data removed data.application.items"],
    ),
    (
        "data of another purpose",
        &[("data = [\"identity\"]\ncollected = \"from", "data = [\"identity\", \"application\"]\ncollected = \"from")],
        &["material data added purposes.references.data"],
    ),
    (
        "a source",
        &[("collected = \"direct\"", "collected = [\"direct\", \"from-applicants\"]")],
        &["material source added purposes.select.collected"],
    ),
    (
        "observed in place of given",
        &[("collected = \"direct\"", "collected = \"observed\"")],
        &["material source removed purposes.select.collected", "material source added purposes.select.collected"],
    ),
    (
        "a public source",
        &[("public = false", "public = true")],
        &["material source altered sources.from-applicants.public"],
    ),
    (
        "a basis in place of another",
        &[(
            "{ article = \"6(1)(f)\", interest = { en = \"knowing whom we appoint\", de = \"zu wissen, wen wir einstellen\" } }",
            "{ article = \"6(1)(a)\", withdraw = { en = \"write to us\", de = \"schreiben Sie uns\" } }",
        )],
        &["material basis altered purposes.references.basis"],
    ),
    (
        "one basis fewer",
        &[(
            "  { article = \"6(1)(c)\", law = \"Immigration, Asylum and Nationality Act 2006\", data = [\"identity\"], scope = { en = \"right-to-work checks\", de = \"Prüfung der Arbeitserlaubnis\" } },\n",
            "",
        )],
        &["material basis removed purposes.select.basis[6(1)(c)]"],
    ),
    (
        "a statute",
        &[("law = \"Immigration, Asylum and Nationality Act 2006\"", "law = \"Immigration Act 2016\"")],
        &["material basis altered purposes.select.basis[6(1)(c)].law"],
    ),
    (
        "data of a basis",
        &[(
            "Nationality Act 2006\", data = [\"identity\"]",
            "Nationality Act 2006\", data = [\"identity\", \"application\"]",
        )],
        &["material basis added purposes.select.basis[6(1)(c)].data"],
    ),
    (
        "a condition",
        &[("article = \"9(2)(b)\"", "article = \"9(2)(h)\"")],
        &["material condition altered purposes.select.conditions.article"],
    ),
    (
        "having to give data",
        &[("obliged = true", "obliged = false")],
        &["material provision altered purposes.select.provision.obliged"],
    ),
    (
        "who a recipient is",
        &[("name = \"Workable Software\"", "name = \"Greenhouse Software\"")],
        &["material recipient altered recipients.ats.name"],
    ),
    (
        "a recipient gone",
        &[
            (
                "[recipients.ats]\nname = \"Workable Software\"\nrole = \"processor\"\nactivity = { en = \"recruitment software\", de = \"Bewerbungssoftware\" }\ncountries = [\"IE\"]\n",
                "",
            ),
            ("[\"ats\", \"checkers\"]", "[\"checkers\"]"),
        ],
        &["material recipient removed recipients.ats"],
    ),
    (
        "a recipient of one more purpose",
        &[("recipients = \"none\"", "recipients = \"ats\"")],
        &["material recipient added purposes.references.recipients"],
    ),
    (
        "a further recipient of a known kind",
        &[
            (
                "[recipients.checkers]",
                "[recipients.mail]\nname = \"Mail Software\"\nrole = \"processor\"\ncountries = [\"IE\"]\n\n[recipients.checkers]",
            ),
            ("[\"ats\", ", "[\"ats\", \"mail\", "),
        ],
        &["material recipient added recipients.mail"],
    ),
    (
        "a country inside",
        &[
            ("countries = [\"IE\"]", "countries = [\"IE\", \"GB\"]"),
            ("jurisdictions = [\"uk\", \"eu\"]", "jurisdictions = [\"uk\"]"),
        ],
        // Ireland is a third country for the United Kingdom, and was before.
        &[
            "material jurisdiction removed notice.jurisdictions",
            "material recipient-country added recipients.ats.countries",
        ],
    ),
    (
        "a country fewer",
        &[("countries = [\"GB\"]\n\n[retention", "countries = []\n\n[retention")],
        &["material recipient-country altered recipients.checkers.countries"],
    ),
    (
        "a ground of transfer",
        &[(
            "countries = [\"IE\"]\n",
            "countries = [\"IE\"]\ntransfers = [{ regime = \"uk\", to = [\"IE\"], mechanism = \"adequacy\" }]\n",
        )],
        &["material transfer added recipients.ats.transfers"],
    ),
    (
        "a longer period",
        &[("period = \"12 months\"", "period = \"2 years\"")],
        &["material retention altered retention.unsuccessful.period"],
    ),
    (
        "a period in place",
        &[("period = \"6 months\"", "period = \"3 months\"")],
        &["material retention altered purposes.references.retention.period"],
    ),
    (
        "the order of stages",
        &[(
            "  { period = \"1 year\", then = { en = \"name and dates only\", de = \"nur noch Name und Daten\" } },\n  { period = \"75 years\", then = { en = \"erased\", de = \"gelöscht\" } },\n",
            "  { period = \"75 years\", then = { en = \"erased\", de = \"gelöscht\" } },\n  { period = \"1 year\", then = { en = \"name and dates only\", de = \"nur noch Name und Daten\" } },\n",
        )],
        &["material retention altered retention.hired.stages"],
    ),
    (
        "a stored item",
        &[(
            "[rights]",
            "[storage.seen]\nname = \"seen\"\nkind = \"cookie\"\nprovider = \"own\"\nuse = \"counts visits\"\nduration = \"2 years\"\npermission = \"consent\"\n\n[rights]",
        )],
        &["material stored-item added storage.seen"],
    ),
    (
        "how long an item stays",
        &[("duration = \"session\"", "duration = \"1 year\"")],
        &["material stored-item altered storage.session.duration"],
    ),
    (
        "marketing",
        &[(
            "[rights]",
            "[marketing.alerts]\npurpose = \"select\"\nchannels = [\"email\"]\npermission = \"consent\"\nopt_out = \"the link in each e-mail\"\n\n[rights]",
        )],
        &["material marketing added marketing.alerts"],
    ),
    (
        "where requests go",
        &[("contact = \"dpo@northmoor.example\"", "contact = \"rights@northmoor.example\"")],
        &["material rights altered rights.contact"],
    ),
    (
        "an authority",
        &[("[\"gb-ico\", \"ie-dpc\"]", "[\"gb-ico\"]")],
        &["material complaints removed complaints.authorities"],
    ),
    (
        "where complaints go",
        &[("complaints@northmoor.example", "people@northmoor.example")],
        &["material complaints altered complaints.controller.email"],
    ),
    (
        "how changes are told",
        &[("lead = \"30 days\"", "lead = \"14 days\"")],
        &["material changes-promise altered changes.lead"],
    ),
    (
        "a purpose gone",
        &[(
            "[purposes.references]\nlabel = { en = \"Asking for references\", de = \"Einholen von Referenzen\" }\ntext = { en = \"We ask the people whom an applicant names.\", de = \"Wir fragen die Personen, die jemand in der Bewerbung nennt.\" }\nsubjects = [\"referees\"]\ndata = [\"identity\"]\ncollected = \"from-applicants\"\nbasis = { article = \"6(1)(f)\", interest = { en = \"knowing whom we appoint\", de = \"zu wissen, wen wir einstellen\" } }\nrecipients = \"none\"\nretention = { period = \"6 months\", from = { en = \"your answer\", de = \"Ihrer Antwort\" } }\n",
            "",
        )],
        &["material purpose removed purposes.references"],
    ),
    (
        "a jurisdiction",
        &[("jurisdictions = [\"uk\", \"eu\"]", "jurisdictions = [\"uk\", \"eu\", \"ch\"]")],
        &["material jurisdiction added notice.jurisdictions"],
    ),
    // Fundamental.
    (
        "a purpose",
        &[(
            "[automated]",
            "[purposes.pool]\nlabel = \"Keeping you in mind\"\ntext = \"We keep your application.\"\nsubjects = [\"applicants\"]\ndata = [\"identity\"]\ncollected = \"direct\"\nbasis = \"6(1)(a)\"\nrecipients = \"none\"\nretention = \"unsuccessful\"\n\n[automated]",
        )],
        &["fundamental purpose added purposes.pool"],
    ),
    (
        "a new kind of recipient",
        &[
            (
                "[recipients.checkers]",
                "[recipients.police]\ncategory = \"police forces\"\nrole = \"authority\"\ncountries = [\"GB\"]\n\n[recipients.checkers]",
            ),
            ("[\"ats\", ", "[\"ats\", \"police\", "),
        ],
        &["fundamental recipient added recipients.police"],
    ),
    (
        "another kind of recipient",
        &[(
            "category = { en = \"vetting services\", de = \"Prüfdienste\" }",
            "category = { en = \"data brokers\", de = \"Datenhändler\" }",
        )],
        &["fundamental recipient altered recipients.checkers.category"],
    ),
    (
        "a role",
        &[("role = \"processor\"", "role = \"controller\"")],
        &["fundamental recipient-role altered recipients.ats.role"],
    ),
    (
        "a third country",
        &[("countries = [\"IE\"]", "countries = [\"IN\"]")],
        &["fundamental recipient-country altered recipients.ats.countries"],
    ),
    (
        "one more third country",
        &[("countries = [\"IE\"]", "countries = [\"IE\", \"US\"]")],
        &["fundamental recipient-country added recipients.ats.countries"],
    ),
    (
        "special data",
        &[("items = [\"qualifications\"", "special = [\"political-opinions\"]\nitems = [\"qualifications\"")],
        &["fundamental special-data added data.application.special"],
    ),
    (
        "offences",
        &[("items = [\"qualifications\"", "criminal = true\nitems = [\"qualifications\"")],
        &["fundamental special-data added data.application.criminal"],
    ),
    (
        "special data of another purpose",
        &[("data = [\"identity\"]\ncollected = \"from", "data = [\"identity\", \"health\"]\ncollected = \"from")],
        &["fundamental data added purposes.references.data"],
    ),
    (
        "a decision by a machine",
        &[(
            "[automated]\nnone = true",
            "[automated.shortlist]\nlabel = \"who is invited\"\npurposes = [\"select\"]\nsolely = true\nsignificant = true",
        )],
        &["fundamental automated-decision added automated.shortlist"],
    ),
];

#[test]
fn every_edit_is_told_as_what_it_is() {
    let mut wrong = Vec::new();
    for (point, replaced, wanted) in EDITS {
        let mut text = BASE.to_owned();
        for (from, to) in *replaced {
            assert_eq!(text.matches(from).count(), 1, "{point}: `{from}` stands once");
            text = text.replace(from, to);
        }
        let found = told(&compared(BASE, &text));
        if found != *wanted {
            wrong.push(format!("{point}:\n  wants {wanted:#?}\n  tells {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), EDITS.len(), wrong.join("\n"));
}

#[test]
fn there_are_edits_of_most_kinds() {
    let told: std::collections::BTreeSet<&str> =
        EDITS.iter().flat_map(|(.., wanted)| *wanted).filter_map(|line| line.split(' ').nth(1)).collect();
    assert!(EDITS.len() >= 60 && told.len() >= 30, "{} edits, {} kinds", EDITS.len(), told.len());
}

/// The version of an edit.
fn edited(replaced: &[(&str, &str)]) -> String {
    replaced.iter().fold(BASE.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[test]
fn readers_are_told_of_what_is_material_and_of_nothing_else() {
    let mut sections = 0;
    for (point, replaced, _) in EDITS {
        let (old, new) = (model(BASE), model(&edited(replaced)));
        let diff = noticec::diff::compare(&old, &new).unwrap();
        for lang in &new.languages {
            let section = news::section(&diff, &old, &new, lang);
            assert_eq!(section.is_some(), diff.class() >= Some(Class::Material), "{point}");
            let Some(section) = section else { continue };
            let words: Vec<String> = section.blocks.iter().map(Block::plain).collect();
            // A sentence on the version before, and at least one list with its introduction.
            assert!(words.len() >= 3, "{point}: {words:?}");
            assert!(words.iter().all(|words| !words.trim().is_empty() && !words.contains('{')), "{point}: {words:?}");
            sections += 1;
        }
        let told = news::announcements(&diff, &old, &new);
        assert_eq!(told.len(), if diff.class() >= Some(Class::Material) { new.languages.len() } else { 0 }, "{point}");
    }
    assert!(sections > 80, "{sections}");
}
