//! What the rules on transfers ask: where a transfer crosses a border, and how its place and ground are named.

use crate::declaration::{Entry, Places, Recipient, Transfer};
use crate::law::adequacy::{self, Adequacy, Destination};
use crate::law::{Country, Regime, UK_GDPR_APPLIES};
use crate::model::Model;
use crate::source::{Span, Spanned};

/// A transfer in the eyes of one regime: what of it lies outside the area.
#[derive(Debug, Clone)]
pub(super) struct Crossing<'a> {
    /// Whose border.
    pub regime: Regime,
    /// Countries outside.
    pub countries: Vec<&'a Spanned<Country>>,
    /// An international organisation.
    pub organisation: Option<&'a Spanned<String>>,
    /// Places of which nothing is known.
    pub unknown: Option<&'a Places>,
}

/// The borders of this notice that a transfer crosses and for which a ground is asked; none where it is one of another
/// notice or stays inside.
pub(super) fn crossings<'a>(transfer: &'a Transfer, recipient: &'a Recipient, model: &Model) -> Vec<Crossing<'a>> {
    if transfer.purposes.is_some() && model.purposes_named(transfer.purposes.as_ref()).is_empty() {
        return Vec::new();
    }
    let places = transfer.to.as_ref().or(recipient.countries.as_ref());
    let own = |regime: &&Regime| transfer.regime.is_none_or(|own| own.value == **regime);
    let crossing = |regime: &Regime| {
        let countries = model.covered(recipient, transfer, *regime).into_iter();
        let countries = countries.filter(|country| !model.needs_no_ground(country.value, *regime)).collect();
        let organisation = places.and_then(|places| places.organisation.as_ref());
        let unknown = places.filter(|places| places.unknown.is_some());
        let found = Crossing { regime: *regime, countries, organisation, unknown };
        (found.leaves() || places.is_none()).then_some(found)
    };
    model.law.regimes.iter().filter(own).filter_map(crossing).collect()
}

/// Those of them that the GDPR draws, in either form: what it asks of a transfer, the FADP mostly does not.
pub(super) fn gdpr_crossings<'a>(transfer: &'a Transfer, recipient: &'a Recipient, model: &Model) -> Vec<Crossing<'a>> {
    let mut all = crossings(transfer, recipient, model);
    all.retain(|crossing| crossing.regime != Regime::Ch);
    all
}

impl Crossing<'_> {
    /// Whether anything of it lies outside, or may.
    fn leaves(&self) -> bool {
        !self.countries.is_empty() || self.organisation.is_some() || self.unknown.is_some()
    }

    /// The places in words, such as "India and the United States".
    pub(super) fn places(&self) -> String {
        let mut names: Vec<String> = self.countries.iter().map(|country| name(country.value)).collect();
        names.extend(self.organisation.map(|organisation| organisation.value.clone()));
        names.extend(self.unknown.map(|_| "a place that is not known".to_owned()));
        if names.is_empty() { "a place that is not declared".to_owned() } else { and(&names) }
    }
}

/// Decisions that cover a place on the law date, whatever their conditions.
pub(super) fn decisions(crossing: &Crossing<'_>, model: &Model) -> Vec<(Span, String, Vec<&'static Adequacy>)> {
    let on = model.law.date_in(crossing.regime);
    let countries = crossing.countries.iter().map(|country| {
        let rows = adequacy::in_force(crossing.regime, country.value, on);
        (country.span, name(country.value), rows)
    });
    let organisations = crossing.organisation.iter().map(|organisation| {
        let known = destination(organisation);
        let rows = known.map(|known| adequacy::in_force(crossing.regime, known, on)).unwrap_or_default();
        (organisation.span, organisation.value.clone(), rows)
    });
    countries.chain(organisations).collect()
}

/// Bodies for which there are decisions, by the names that notices give them.
fn destination(organisation: &str) -> Option<Destination> {
    const UNION: &[&str] = &[
        "european commission",
        "european parliament",
        "european council",
        "european union",
        "european central bank",
        "european court of auditors",
        "european ombudsman",
        "european medicines agency",
        "european banking authority",
        "european data protection supervisor",
        "europol",
        "eurojust",
        "frontex",
    ];
    let lower = organisation.to_lowercase();
    if lower.contains("european patent") || lower == "epo" {
        return Some(Destination::Epo);
    }
    UNION.iter().any(|name| lower.contains(name)).then_some(Destination::EuInstitutions)
}

/// A country in English, with the article that its name takes in a sentence.
pub(super) fn name(country: Country) -> String {
    const WITH_ARTICLE: &[&str] = &[
        "AE", "BS", "CC", "CF", "CK", "DO", "FK", "FO", "GB", "GM", "IM", "KY", "MH", "MP", "MV", "NL", "PH", "SB",
        "TC", "UM", "US", "VG", "VI",
    ];
    let name = country.name("en").unwrap_or(country.code());
    if WITH_ARTICLE.contains(&country.code()) { format!("the {name}") } else { name.to_owned() }
}

/// What lies inside the border of a regime.
pub(super) fn area(regime: Regime, model: &Model) -> &'static str {
    match regime {
        Regime::Uk if model.law.date >= UK_GDPR_APPLIES => "the United Kingdom",
        Regime::Eu | Regime::Uk => "the European Economic Area",
        Regime::Ch => "Switzerland",
    }
}

/// Names for which regimes something holds, where the notice answers to several: " for `eu`".
pub(super) fn for_regimes(regimes: &[Regime], model: &Model) -> String {
    if model.law.regimes.len() < 2 || regimes.len() == model.law.regimes.len() {
        return String::new();
    }
    let names: Vec<String> = regimes.iter().map(|regime| format!("`{}`", regime.as_ref())).collect();
    format!(" for {}", and(&names))
}

/// How a message calls a recipient: its id, or its name where it was written in place.
pub(super) fn called(recipient: &Entry<Recipient>) -> String {
    if !recipient.id.as_str().contains('.') {
        return format!("the recipient `{}`", recipient.id);
    }
    let name = recipient.name.as_ref().map(|name| name.value.as_str());
    match name.or(recipient.category.as_ref().map(crate::declaration::Text::any)) {
        Some(name) => format!("the recipient \"{name}\""),
        None => "a recipient without a name".to_owned(),
    }
}

/// A list in words.
pub(super) fn and(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
