//! The age from which a child consents alone: GDPR Art. 8, PA18 s. 9.

use super::{consents, served};
use crate::declaration::{Children, is_so};
use crate::finding::{Fault, Mark};
use crate::law::{Country, Regime, adequacy, ages};
use crate::model::Model;
use crate::rules::entries::said;
use crate::source::Spanned;

/// Ages that a State may set: Art. 8(1).
const RANGE: std::ops::RangeInclusive<u8> = 13..=16;

/// Countries whose law sets the age here, in order: where the service is aimed, and where the controller is.
fn countries(children: &Children, model: &Model) -> Vec<Country> {
    let date = model.law.date;
    let controller = model.controller.as_ref();
    let mut all: Vec<Country> = children.ages.keys().map(|country| country.value).collect();
    for target in controller.and_then(|controller| controller.targets.as_ref()).into_iter().flatten() {
        match target.as_str() {
            "EU" | "EEA" => all.extend(adequacy::eea(date)),
            code => all.extend(code.parse::<Country>()),
        }
    }
    all.extend(controller.and_then(|controller| controller.country).map(|country| country.value));
    all.extend(model.law.has(Regime::Uk).then_some(Country::GB));
    let of = |country: &Country| {
        model.law.has(Regime::Uk) && *country == Country::GB || model.law.has(Regime::Eu) && country.in_eea(date)
    };
    all.retain(of);
    all.sort();
    all.dedup();
    all
}

/// The age that the law of a country sets.
fn of_law(country: Country, model: &Model) -> u8 {
    ages::age_of_consent(country, model.law.date).map_or_else(ages::default_age, |age| age.age)
}

/// The age that is declared for a country.
fn declared(children: &Children, country: Country) -> Option<Spanned<u8>> {
    let own = children.ages.iter().find(|(own, _)| own.value == country).map(|(_, age)| *age);
    own.or(children.age)
}

/// Where the law asks for a parent's consent at all: consent of children to a service that is not one of counselling.
fn children_who_consent(model: &Model) -> Option<&Spanned<Children>> {
    let (children, _) = served(model)?;
    (!is_so(children.counselling) && !consents(model).is_empty()).then_some(children)
}

/// Countries with their ages, the first of them where they are many.
fn list(countries: &[(Country, u8)]) -> String {
    let shown: Vec<String> = countries.iter().take(6).map(|(country, age)| format!("{country} ({age})")).collect();
    let shown = shown.join(", ");
    match countries.len().saturating_sub(6) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

pub(super) fn low(model: &Model) -> Option<Fault> {
    let children = children_who_consent(model)?;
    let all: Vec<(Country, u8)> =
        countries(children, model).into_iter().map(|country| (country, of_law(country, model))).collect();
    let oldest = all.iter().map(|(_, age)| *age).max()?;
    // Whoever may use the service is old enough to consent.
    if children.from_age.is_some_and(|from| from.value >= oldest) {
        return None;
    }
    let open: Vec<(Country, u8)> =
        all.iter().filter(|(country, _)| declared(children, *country).is_none()).copied().collect();
    if !open.is_empty() {
        let fault = Fault::new("the notice does not say from which age children consent alone")
            .at(children.span, "no `age` here")
            .help(format!("add it; the law sets it by country: {}", list(&open)));
        let fault = consents(model).into_iter().fold(fault, |fault, place| fault.at(place, "children consent to this"));
        return Some(fault.paste(format!("[children]\nage = {oldest}")).on("children"));
    }
    // An age that no State may set is CHD-04's.
    let own = |country: Country| declared(children, country).filter(|age| RANGE.contains(&age.value));
    let below: Vec<(Country, u8, Spanned<u8>)> = all
        .iter()
        .filter_map(|(country, law)| Some((*country, *law, own(*country)?)))
        .filter(|(_, law, own)| own.value < *law)
        .collect();
    let Some((_, _, first)) = below.first() else { return high(children, &all, model) };
    let named: Vec<(Country, u8)> = below.iter().map(|(country, law, _)| (*country, *law)).collect();
    let fault = Fault::new(format!(
        "children consent alone at {}, and the law asks for a parent up to a later age: {}",
        first.value,
        list(&named)
    ));
    let mut places = Vec::new();
    let mut fault = fault;
    for (_, _, own) in &below {
        if !places.contains(&own.span) {
            places.push(own.span);
            fault = fault.at(own.span, "too young there");
        }
    }
    let ages: Vec<String> = named.iter().map(|(country, age)| format!("{country} = {age}")).collect();
    let fault = fault.help("raise it, or set the age of each country in `ages`");
    let mine = children.ages.iter().filter(|(country, _)| !named.iter().any(|(one, _)| *one == country.value));
    let mine = mine.map(|(country, age)| format!("{} = {}", country.value, age.value));
    let ages: Vec<String> = mine.chain(ages).collect();
    Some(fault.paste(format!("[children]\nages = {{ {} }}", ages.join(", "))).on("children"))
}

/// An age above that of every country: allowed, and worth knowing. Where EU law applies and no country of it is known, any
/// age may be the law's.
fn high(children: &Children, all: &[(Country, u8)], model: &Model) -> Option<Fault> {
    let known = |regime: Regime| all.iter().any(|(country, _)| regime.holds(*country, model.law.date));
    if model.law.has(Regime::Eu) && !known(Regime::Eu) {
        return None;
    }
    let oldest = all.iter().map(|(_, age)| *age).max()?;
    let age = children.age.filter(|age| RANGE.contains(&age.value) && age.value > oldest)?;
    let fault = Fault::new(format!(
        "a parent is asked up to the age of {}, and the law lets children consent from {oldest}",
        age.value
    ))
    .at(age.span, "longer than the law asks")
    .help("lower it if there is no reason to ask for longer");
    Some(fault.on("children").weighing(Mark::Practice))
}

pub(super) fn out_of_range(model: &Model) -> Vec<Fault> {
    let Some(children) = model.children.as_ref() else { return Vec::new() };
    let all = children.age.iter().chain(children.ages.values());
    all.filter(|age| !RANGE.contains(&age.value))
        .map(|age| {
            let (floor, top) = (RANGE.start(), RANGE.end());
            if age.value < *floor {
                Fault::new(format!("children consent alone at {}, and no State may go below {floor}", age.value))
                    .at(age.span, "too young everywhere")
                    .help(format!("set at least {floor}; many countries ask for more"))
                    .on("children")
            } else {
                Fault::new(format!("a parent is asked up to the age of {}, and no State asks above {top}", age.value))
                    .at(age.span, "longer than the law asks anywhere")
                    .help(format!("lower it to {top} or less if there is no reason to ask for longer"))
                    .on("children")
                    .weighing(Mark::Practice)
            }
        })
        .collect()
}

pub(super) fn parents_missing(model: &Model) -> Option<Fault> {
    let children = children_who_consent(model)?;
    let law = countries(children, model).into_iter().map(|country| of_law(country, model)).max();
    let own = children.age.iter().chain(children.ages.values()).map(|age| age.value).max();
    let needed = own.or(law).unwrap_or_else(ages::default_age);
    if children.from_age.is_some_and(|from| from.value >= needed) {
        return None;
    }
    let all = [
        (
            "parental_consent",
            said(children.parental_consent.as_ref()),
            "how a parent consents",
            "a link that we send to a parent's e-mail address",
        ),
        (
            "check",
            said(children.check.as_ref()),
            "how it is checked that it was a parent",
            "a payment of one cent from the parent's account",
        ),
    ];
    let missing: Vec<_> = all.iter().filter(|(_, told, ..)| !told).collect();
    let what: Vec<&str> = missing.iter().map(|(_, _, what, _)| *what).collect();
    if what.is_empty() {
        return None;
    }
    let fields = crate::rules::entries::quoted(missing.iter().map(|(field, ..)| *field));
    let fault = Fault::new(format!(
        "children below {needed} can use the service, and the notice does not say {}",
        what.join(" or ")
    ))
    .at(children.span, format!("no {fields} here"));
    let fault = consents(model).into_iter().fold(fault, |fault, place| fault.at(place, "children consent to this"));
    let lines: Vec<String> = missing.iter().map(|(field, _, _, example)| format!("{field} = \"{example}\"")).collect();
    let help = format!("add {fields}; where nobody below that age may use the service, say so in `from_age`");
    Some(fault.help(help).paste(format!("[children]\n{}", lines.join("\n"))).on("children"))
}
