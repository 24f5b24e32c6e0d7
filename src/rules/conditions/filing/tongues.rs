//! Words of special data and of offences, by language.

use std::sync::LazyLock;

use super::super::super::lexicon::Lexicon;

/// The words of one language. A text in a language that has none is not judged.
pub(super) struct Tongue {
    /// Beginnings of words that tell of special data.
    pub(super) starts: &'static [&'static str],
    /// Words and phrases that do so only as they stand.
    pub(super) whole: &'static [&'static str],
    /// Phrases that hold such a word and mean something else.
    pub(super) harmless: &'static [&'static str],
    /// Words for data that the closed list does not hold, though they are often filed with it.
    pub(super) ordinary: &'static [&'static str],
    /// Words for convictions and offences, and phrases that hold such a word and mean something else.
    pub(super) offences: LazyLock<Lexicon>,
    /// Those of them that mean something else.
    pub(super) innocent: &'static [&'static str],
    /// Words for what somebody is only said to have done, and for what follows: PA18 s. 11(2).
    pub(super) allegations: LazyLock<Lexicon>,
}

impl Tongue {
    /// The words of a language, by its primary tag.
    pub(super) fn of(lang: &str) -> Option<&'static Self> {
        match lang {
            "en" => Some(&ENGLISH),
            "de" => Some(&GERMAN),
            "fr" => Some(&FRENCH),
            _ => None,
        }
    }
}

/// Words for offences, and phrases that only hold one.
const ENGLISH_OFFENCES: &[&str] = &[
    "conviction",
    "convictions",
    "criminal",
    "offence",
    "offences",
    "offense",
    "offenses",
    "criminal conviction",
    "criminal convictions",
    "criminal offence",
    "criminal offences",
    "criminal record",
    "criminal records",
    "dbs",
    "religious convictions",
    "political convictions",
    "philosophical convictions",
    "moral convictions",
];

/// Words for what somebody is only said to have done.
const ENGLISH_ALLEGATIONS: &[&str] = &[
    "alleged crime",
    "alleged crimes",
    "alleged fraud",
    "alleged theft",
    "allegations of crime",
    "allegations of fraud",
    "allegations of theft",
    "arrest record",
    "arrest records",
    "arrests",
    "cautions by the police",
    "police caution",
    "police cautions",
    "prosecution",
    "prosecutions",
    "suspected crime",
    "suspected crimes",
    "suspected fraud",
    "suspected theft",
];

static ENGLISH: Tongue = Tongue {
    starts: &[
        "health",
        "disabilit",
        "disabled",
        "medic",
        "allerg",
        "ethni",
        "racial",
        "religi",
        "politic",
        "genetic",
        "biometri",
        "fingerprint",
        "sexual",
    ],
    whole: &[
        "race",
        "union",
        "unions",
        "diet",
        "dietary",
        "sick",
        "sickness",
        "belief",
        "beliefs",
        "sex life",
        "face recognition",
        "facial recognition",
    ],
    harmless: &[
        "european union",
        "customs union",
        "civil union",
        "credit unions",
        "credit union",
        "western union",
        "students' union",
        "students’ union",
        "student union",
        "race results",
        "race result",
        "race times",
        "race time",
        "race numbers",
        "race number",
        "race entries",
        "race entry",
        "race day",
        "race distance",
        "boat race",
        "health and safety",
        "browser fingerprints",
        "browser fingerprint",
        "device fingerprints",
        "device fingerprint",
        "sexual offences",
        "sexual offence",
    ],
    ordinary: &[
        "gender",
        "sex",
        "age",
        "date of birth",
        "finances",
        "financial",
        "bank",
        "salary",
        "income",
        "id number",
        "identity number",
        "identification number",
        "passport",
        "passport number",
        "national insurance number",
        "social security number",
        "driving licence",
        "marital status",
    ],
    offences: LazyLock::new(|| Lexicon::new(ENGLISH_OFFENCES)),
    innocent: &["religious convictions", "political convictions", "philosophical convictions", "moral convictions"],
    allegations: LazyLock::new(|| Lexicon::new(ENGLISH_ALLEGATIONS)),
};

/// Words for offences.
const GERMAN_OFFENCES: &[&str] =
    &["vorstrafen", "straftaten", "strafregister", "führungszeugnis", "verurteilung", "verurteilungen"];

static GERMAN: Tongue = Tongue {
    starts: &[
        "politisch",
        "genetisch",
        "biometri",
        "allerg",
        "ethni",
        "medizin",
        "religi",
        "sexuell",
        "gesundheit",
        "behinderung",
        "krankheit",
        "krankmeld",
        "konfession",
        "weltanschau",
        "gewerkschaft",
        "fingerabdr",
    ],
    whole: &["rasse", "sexualleben", "gesichtserkennung"],
    harmless: &["sexuelle straftaten"],
    ordinary: &["geschlecht", "alter", "geburtsdatum", "familienstand"],
    offences: LazyLock::new(|| Lexicon::new(GERMAN_OFFENCES)),
    innocent: &[],
    allegations: LazyLock::new(|| Lexicon::new(&[])),
};

/// Words for offences; `convictions` are of faith or mind.
const FRENCH_OFFENCES: &[&str] = &[
    "condamnation",
    "condamnations",
    "condamnation pénale",
    "condamnations pénales",
    "infraction pénale",
    "infractions pénales",
    "casier judiciaire",
];

static FRENCH: Tongue = Tongue {
    starts: &[
        "santé",
        "handicap",
        "médica",
        "allerg",
        "ethni",
        "racial",
        "religi",
        "génétique",
        "biométri",
        "syndica",
        "sexuel",
    ],
    whole: &[
        "maladie",
        "maladies",
        "vie sexuelle",
        "opinions politiques",
        "opinion politique",
        "convictions philosophiques",
        "empreintes digitales",
        "reconnaissance faciale",
        "régime alimentaire",
    ],
    harmless: &["infractions sexuelles", "infraction sexuelle", "santé et sécurité"],
    ordinary: &[
        "sexe",
        "âge",
        "date de naissance",
        "situation financière",
        "compte bancaire",
        "salaire",
        "revenus",
        "numéro de passeport",
        "numéro de sécurité sociale",
        "permis de conduire",
        "situation familiale",
    ],
    offences: LazyLock::new(|| Lexicon::new(FRENCH_OFFENCES)),
    innocent: &[],
    allegations: LazyLock::new(|| Lexicon::new(&[])),
};
