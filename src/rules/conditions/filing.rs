//! Data whose words and whose filing part ways: the closed list of GDPR Art. 9(1), and Art. 10 beside it.

mod tongues;

use super::super::entries::{called, is_in_place, path};
use super::super::words;
use crate::declaration::{Data, Entry, Special, Text};
use crate::finding::Fault;
use crate::law::Regime;
use crate::model::Model;
use crate::source::{Span, Spanned};
use tongues::Tongue;

/// A wording of a category, with the words of its language.
struct Wording<'a> {
    text: &'a Spanned<String>,
    tongue: Option<&'static Tongue>,
}

/// Every wording of a category: its name first, then what it holds.
fn wordings<'a>(data: &'a Data, model: &Model) -> impl Iterator<Item = Wording<'a>> {
    let first = model.languages.first().and_then(|tag| Tongue::of(tag.primary()));
    let all = data.label.iter().chain(data.items.iter().flatten().map(|item| &item.value));
    all.flat_map(move |text| {
        let plain = text.plain.iter().map(move |text| Wording { text, tongue: first });
        let others = text.tongues.iter().map(|(tag, text)| Wording { text, tongue: Tongue::of(tag.primary()) });
        plain.chain(others)
    })
}

impl Wording<'_> {
    /// Where it tells of special data: the word that does, not its like in a phrase that means something else.
    fn special_word(&self) -> Option<Span> {
        let tongue = self.tongue?;
        let blanked = |text: String, phrase: &&str| text.replace(phrase, &" ".repeat(phrase.len()));
        let rest = tongue.harmless.iter().fold(self.text.to_lowercase(), blanked);
        let mut at = 0;
        let start = rest.split_inclusive(|one: char| !one.is_alphanumeric()).find_map(|token| {
            let start = at;
            at += token.len();
            let word = token.trim_end_matches(|one: char| !one.is_alphanumeric());
            tongue.starts.iter().any(|known| word.starts_with(known)).then(|| start..start + word.len())
        });
        let whole = || tongue.whole.iter().find_map(|phrase| words::range_in_lower(&rest, phrase));
        let range = words::unlowered(self.text, start.or_else(whole)?);
        Some(words::place(self.text, range.start, range.end))
    }

    /// Where it tells of convictions or offences.
    fn offence_word(&self) -> Option<Span> {
        let tongue = self.tongue?;
        let mut found =
            tongue.offences.all(self.text).into_iter().filter(|(phrase, _)| !tongue.innocent.contains(phrase));
        found.next().map(|(_, range)| words::place(self.text, range.start, range.end))
    }

    /// Where it tells of what somebody is only said to have done.
    fn alleged_word(&self) -> Option<Span> {
        Some(self.tongue?.allegations.find(self.text)?.1)
    }

    /// Where it names data that is often filed as special and is not.
    fn ordinary_word(&self) -> Option<Span> {
        Some(words::find_any(self.text, self.tongue?.ordinary)?.1)
    }
}

/// Whether it is open if a category holds special data: it does not say so, and its words do.
pub(super) fn is_open(data: &Data, model: &Model) -> bool {
    data.special.is_none() && wordings(data, model).any(|wording| wording.special_word().is_some())
}

/// Whether the words of a category tell of offences, while it does not say that there are none.
pub(super) fn tells_of_offences(data: &Data, model: &Model) -> bool {
    data.criminal.is_none() && wordings(data, model).any(|wording| wording.offence_word().is_some())
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
    let texts = wordings(data, model).take(if whole_only { labels } else { usize::MAX });
    let place = texts.filter(|text| text.special_word().is_none()).find_map(|text| text.ordinary_word())?;
    let fault = Fault::new(format!("{} is filed as special and holds data that are not", called("category", &data.id)))
        .at(place, "no special data in the eyes of the law")
        .at(special.span, "filed as special here")
        .on(path("data", &data.id));
    Some(fault.help("move them to a category of their own without `special`"))
}

/// Whether a category is filed as special and its words tell of ordinary data or of offences alone, as a rule says of it.
pub(super) fn is_misfiled(data: &Entry<Data>, model: &Model) -> bool {
    wordings(data, model).all(|text| text.special_word().is_none())
        && (mislabelled(data, model).is_some() || offences_as_special(data, model).is_some())
}

pub(super) fn unconfirmed(data: &Entry<Data>, model: &Model) -> Option<Fault> {
    if data.special.is_some() || !concerns(data, model) {
        return None;
    }
    let place = wordings(data, model).find_map(|text| text.special_word())?;
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
        (None, None) => (wordings(data, model).find_map(|text| text.offence_word())?, "data on offences"),
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
    let alleged = |text: &Wording<'_>| text.alleged_word().filter(|_| uk);
    let place = wordings(data, model).find_map(|text| text.offence_word().or_else(|| alleged(&text)))?;
    let fault = Fault::new(format!(
        "{} sounds like data on offences, and it is not said whether it is",
        called("category", &data.id)
    ))
    .at(place, "often data on offences")
    .on(path("data", &data.id))
    .help("add `criminal = true`, or `criminal = false` if it tells of no offences");
    Some(if is_in_place(&data.id) { fault } else { fault.paste(format!("[data.{}]\ncriminal = true", data.id)) })
}
