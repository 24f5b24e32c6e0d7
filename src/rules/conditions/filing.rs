//! Data whose words and whose filing part ways: the closed list of GDPR Art. 9(1), and Art. 10 beside it.

use std::sync::LazyLock;

use super::super::entries::{called, is_in_place, path};
use super::super::lexicon::Lexicon;
use super::super::words;
use crate::declaration::{Data, Entry, Special, Text};
use crate::finding::Fault;
use crate::law::Regime;
use crate::model::Model;
use crate::source::{Span, Spanned};

/// Beginnings of words that tell of special data, in English and German.
const STARTS: &[&str] = &[
    "health",
    "disabilit",
    "disabled",
    "medic",
    "allerg",
    "ethni",
    "racial",
    "religi",
    "politic",
    "politisch",
    "genetic",
    "genetisch",
    "biometri",
    "fingerprint",
    "sexual",
    "sexuell",
    "gesundheit",
    "behinderung",
    "krankheit",
    "krankmeld",
    "konfession",
    "weltanschau",
    "gewerkschaft",
    "fingerabdr",
];

/// Words and phrases that do so only as they stand.
const WHOLE: &[&str] = &[
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
];

/// Phrases that hold such a word and mean something else.
const HARMLESS: &[&str] = &[
    "european union",
    "europäische union",
    "europäischen union",
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
];

/// Words for data that the closed list does not hold, though they are often filed with it.
const ORDINARY: &[&str] = &[
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
    "geschlecht",
    "alter",
    "geburtsdatum",
    "familienstand",
];

/// Words for convictions and offences, and phrases that hold such a word and mean something else.
const OFFENCES: &[&str] = &[
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
    "vorstrafen",
    "straftaten",
    "strafregister",
    "führungszeugnis",
    "religious convictions",
    "political convictions",
    "philosophical convictions",
    "moral convictions",
    "convictions religieuses",
    "convictions politiques",
    "convictions philosophiques",
    "convictions morales",
];

/// Those of them that mean something else.
const OTHER_CONVICTIONS: &[&str] = &[
    "religious convictions",
    "political convictions",
    "philosophical convictions",
    "moral convictions",
    "convictions religieuses",
    "convictions politiques",
    "convictions philosophiques",
    "convictions morales",
];

/// Words for what somebody is only said to have done, and for what follows: PA18 s. 11(2).
const ALLEGATIONS: &[&str] = &[
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

static OFFENCE_WORDS: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(OFFENCES));
static ALLEGATION_WORDS: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(ALLEGATIONS));

/// Every wording of a category: its name first, then what it holds.
fn wordings(data: &Data) -> impl Iterator<Item = &Spanned<String>> {
    let items = data.items.iter().flatten().flat_map(|item| item.value.all());
    data.label.iter().flat_map(Text::all).chain(items)
}

/// Where a text tells of special data: the word that does, not its like in a phrase that means something else.
fn special_word(text: &Spanned<String>) -> Option<Span> {
    let blanked = |text: String, phrase: &&str| text.replace(phrase, &" ".repeat(phrase.len()));
    let rest = HARMLESS.iter().fold(text.to_lowercase(), blanked);
    let mut at = 0;
    let start = rest.split_inclusive(|one: char| !one.is_alphanumeric()).find_map(|token| {
        let start = at;
        at += token.len();
        let word = token.trim_end_matches(|one: char| !one.is_alphanumeric());
        STARTS.iter().any(|known| word.starts_with(known)).then(|| start..start + word.len())
    });
    let whole = || WHOLE.iter().find_map(|phrase| words::range_in_lower(&rest, phrase));
    let range = words::unlowered(text, start.or_else(whole)?);
    Some(words::place(text, range.start, range.end))
}

/// Where a text tells of convictions or offences.
fn offence_word(text: &Spanned<String>) -> Option<Span> {
    let mut found = OFFENCE_WORDS.all(text).into_iter().filter(|(phrase, _)| !OTHER_CONVICTIONS.contains(phrase));
    found.next().map(|(_, range)| words::place(text, range.start, range.end))
}

/// Whether it is open if a category holds special data: it does not say so, and its words do.
pub(super) fn is_open(data: &Data) -> bool {
    data.special.is_none() && wordings(data).any(|text| special_word(text).is_some())
}

/// Whether the words of a category tell of offences, while it does not say that there are none.
pub(super) fn tells_of_offences(data: &Data) -> bool {
    data.criminal.is_none() && wordings(data).any(|text| offence_word(text).is_some())
}

/// Whether a category is this notice's own or used by one of its purposes; others are other notices' matter.
fn concerns(data: &Entry<Data>, model: &Model) -> bool {
    let used = |purpose| model.data_of(purpose).iter().any(|used| used.entry.id == data.id);
    model.is_own(data.span) && !is_in_place(&data.id) || model.purposes.iter().any(|purpose| used(purpose))
}

pub(super) fn mislabelled(data: &Entry<Data>, model: &Model) -> Option<Fault> {
    let special = data.special.as_ref().filter(|_| model.is_special(data))?;
    if !concerns(data, model) {
        return None;
    }
    // Where kinds are named, only the name of the whole category can be wrong: ordinary items may stand beside
    // special ones.
    let whole_only = matches!(special.value, Special::Kinds(_));
    let labels = data.label.iter().flat_map(Text::all).count();
    let texts = wordings(data).take(if whole_only { labels } else { usize::MAX });
    let place = texts.filter(|text| special_word(text).is_none()).find_map(|text| words::find_any(text, ORDINARY))?.1;
    let fault = Fault::new(format!("{} is filed as special and holds data that are not", called("category", &data.id)))
        .at(place, "no special data in the eyes of the law")
        .at(special.span, "filed as special here")
        .on(path("data", &data.id));
    Some(fault.help("move them to a category of their own without `special`"))
}

/// Whether a category is filed as special and its words tell of ordinary data or of offences alone, as a rule says of it.
pub(super) fn is_misfiled(data: &Entry<Data>, model: &Model) -> bool {
    wordings(data).all(|text| special_word(text).is_none())
        && (mislabelled(data, model).is_some() || offences_as_special(data, model).is_some())
}

pub(super) fn unconfirmed(data: &Entry<Data>, model: &Model) -> Option<Fault> {
    if data.special.is_some() || !concerns(data, model) {
        return None;
    }
    let place = wordings(data).find_map(special_word)?;
    let fault = Fault::new(format!(
        "{} sounds like special data, and it is not said whether it is",
        called("category", &data.id)
    ))
    .at(place, "often special data")
    .on(path("data", &data.id))
    .help("add the kinds as `special`, or `special = false` if there are none");
    Some(if is_in_place(&data.id) { fault } else { fault.paste(format!("[data.{}]\nspecial = [\"health\"]", data.id)) })
}

pub(super) fn offences_as_special(data: &Entry<Data>, model: &Model) -> Option<Fault> {
    let special = data.special.as_ref().filter(|_| model.is_special(data))?;
    if !concerns(data, model) {
        return None;
    }
    let filed =
        data.criminal.filter(|criminal| criminal.value).map(|criminal| (criminal.span, "filed as data on offences"));
    let place = match (filed, data.criminal) {
        (Some(filed), _) => filed,
        (None, Some(_)) => return None,
        (None, None) => (wordings(data).find_map(offence_word)?, "data on offences"),
    };
    let fault = Fault::new(format!("{} files data on offences as special data", called("category", &data.id)))
        .at(place.0, place.1)
        .at(special.span, "filed as special here")
        .on(path("data", &data.id))
        .help("give data on offences a category of their own, with `criminal = true` and without `special`");
    Some(fault.paste("[data.convictions]\nlabel = \"criminal convictions\"\ncriminal = true"))
}

pub(super) fn offences_unconfirmed(data: &Entry<Data>, model: &Model) -> Option<Fault> {
    // What is filed as special has a rule of its own.
    if data.criminal.is_some() || model.is_special(data) || !concerns(data, model) {
        return None;
    }
    let uk = model.law.has(Regime::Uk);
    let alleged = |text| ALLEGATION_WORDS.find(text).filter(|_| uk).map(|found| found.1);
    let place = wordings(data).find_map(|text| offence_word(text).or_else(|| alleged(text)))?;
    let fault = Fault::new(format!(
        "{} sounds like data on offences, and it is not said whether it is",
        called("category", &data.id)
    ))
    .at(place, "often data on offences")
    .on(path("data", &data.id))
    .help("add `criminal = true`, or `criminal = false` if it tells of no offences");
    Some(if is_in_place(&data.id) { fault } else { fault.paste(format!("[data.{}]\ncriminal = true", data.id)) })
}
