//! Representatives of controllers from outside the area: GDPR Art. 27, UK GDPR Art. 27.

use crate::declaration::{CoreActivity, Entry, Kind, Reachable, Representative, RepresentativeExemption};
use crate::finding::Fault;
use crate::law::{Country, Regime, UK_GDPR_APPLIES};
use crate::model::{Call, Model};
use crate::rules::entries::named;
use crate::source::{Span, Spanned};

/// What differs between the two representatives.
struct Area {
    regime: Regime,
    id: &'static str,
    name: &'static str,
    example: &'static str,
}

const EU: Area = Area {
    regime: Regime::Eu,
    id: "eu",
    name: "the EU",
    example: "[representatives.eu]\nname = \"Northmoor Liaison Office\"\ncountry = \"IE\"\nemail = \"eu@northmoor.example\"",
};
const UK: Area = Area {
    regime: Regime::Uk,
    id: "uk",
    name: "the United Kingdom",
    example: "[representatives.uk]\nname = \"Northmoor Liaison Office\"\ncountry = \"GB\"\nemail = \"uk@northmoor.example\"",
};

pub(super) fn eu_missing(model: &Model) -> Option<Fault> {
    if !model.law.eu_text() {
        return None;
    }
    // Before 2021 the United Kingdom lay inside, and a representative there was one in the Union.
    let before_2021 = model.law.date < UK_GDPR_APPLIES;
    let entry = model.representatives.get(EU.id);
    let entry = entry.or_else(|| model.representatives.get(UK.id).filter(|_| before_2021));
    missing(&EU, entry, model)
}

pub(super) fn uk_missing(model: &Model) -> Option<Fault> {
    let entry = model.representatives.get(UK.id);
    missing(&UK, entry, model).or_else(|| elsewhere(entry?, model))
}

fn missing(area: &Area, entry: Option<&Entry<Representative>>, model: &Model) -> Option<Fault> {
    let (targets, country) = called_for(area, entry, model)?;
    let on = format!("representatives.{}", entry.map_or(area.id, |entry| entry.id.as_str()));
    let Some(entry) = entry else {
        let fault = Fault::new(format!("no representative in {} is named", area.name))
            .at(targets, "people there are served")
            .at(country, "the controller is established outside")
            .help("name a representative, or the ground on which none is needed as `exempt`");
        return Some(fault.paste(area.example).on(on));
    };
    let has_name = named(entry.name.as_ref());
    let lacks = match (has_name, entry.is_reachable()) {
        (true, true) => return None,
        (false, true) => "has no name",
        (true, false) => "can't be reached",
        (false, false) => "has neither a name nor a way to be reached",
    };
    let fault = Fault::new(format!("the representative in {} {lacks}", area.name))
        .at(entry.span, lacks)
        .help("add `name`, and one of `address`, `email`, `phone`, `form`");
    Some(fault.paste(area.example).on(on))
}

/// Where it stands that people in the area are served and that the controller is outside; `None` where no representative
/// is called for, or where a fact that decides it is not declared.
fn called_for(area: &Area, entry: Option<&Entry<Representative>>, model: &Model) -> Option<(Span, Span)> {
    let country = model.controller.as_ref()?.country?;
    if entry.is_some_and(|entry| entry.exempt.is_some()) {
        return None;
    }
    let place = match model.representative_call(area.regime) {
        Call::Yes(facts) => facts.into_iter().find(|(path, _)| *path == "controller.targets")?.1,
        Call::No(..) => return None,
        // Who names a representative says that one is needed.
        Call::Open(_) => entry?.span,
    };
    Some((place, country.span))
}

/// A representative for the United Kingdom that is not there.
fn elsewhere(entry: &Entry<Representative>, model: &Model) -> Option<Fault> {
    called_for(&UK, Some(entry), model)?;
    let country = entry.country.filter(|country| country.value != Country::GB)?;
    let fault = Fault::new("the representative for the United Kingdom is established elsewhere")
        .at(country.span, "not in the United Kingdom")
        .help("name a representative in the United Kingdom");
    Some(fault.paste(UK.example).on("representatives.uk"))
}

/// Art. 27(3): where the people are whom the controller serves or watches.
pub(super) fn eu_elsewhere(model: &Model) -> Option<Fault> {
    let entry = model.representatives.get(EU.id).filter(|_| model.law.eu_text())?;
    called_for(&EU, Some(entry), model)?;
    let country = entry.country?;
    let fault = Fault::new("the representative in the EU is established elsewhere").on("representatives.eu");
    // `EU` stands for every country there.
    let targets = model.controller.as_ref().and_then(|controller| controller.targets.as_ref());
    let inside = |target: &Spanned<String>| {
        target.parse().ok().filter(|country: &Country| Regime::Eu.holds(*country, model.law.date))
    };
    let served: Vec<Country> = targets.into_iter().flatten().filter_map(inside).collect();
    let there = served.first().map_or("IE", |country| country.code());
    let example = EU.example.replace("\"IE\"", &format!("\"{there}\""));
    if !Regime::Eu.holds(country.value, model.law.date) {
        let fault = fault.at(country.span, "outside the European Economic Area");
        return Some(fault.help("name a representative in the European Economic Area").paste(example));
    }
    let targets = targets?;
    let whole = targets.iter().any(|target| matches!(target.as_str(), "EU" | "EEA"));
    if whole || served.is_empty() || served.iter().any(|one| one.state() == country.value.state()) {
        return None;
    }
    let fault = fault
        .at(country.span, "none of the countries where people are served")
        .at(targets.span, "people there are served");
    let fault =
        fault.help("name a representative in one of the countries in `targets`, or add the others that you serve");
    Some(fault.paste(example))
}

pub(super) fn exemption_contradicted(model: &Model) -> Vec<Fault> {
    let mut faults = Vec::new();
    for entry in &model.representatives {
        let Some(exempt) = entry.exempt else { continue };
        let contradicted = match exempt.value {
            RepresentativeExemption::PublicBody => private(model).map(|place| (place, "declared as no public body")),
            RepresentativeExemption::Occasional => core_activity(model),
        };
        let Some((place, label)) = contradicted else { continue };
        let fault = Fault::new(format!("the ground on which no representative `{}` is needed does not hold", entry.id))
            .at(exempt.span, "claimed here")
            .at(place, label)
            .help("name a representative, or correct what is declared of the controller");
        faults.push(fault.on(format!("representatives.{}", entry.id)));
    }
    faults
}

/// Where it stands that the controller is something, and no public body.
fn private(model: &Model) -> Option<Span> {
    let kinds = model.controller.as_ref()?.kind.as_ref()?;
    let telling = kinds.iter().any(|kind| kind.value != Kind::Employer);
    (telling && !model.is_public_body()).then_some(kinds.span)
}

/// A core activity that is neither occasional nor without special data on a large scale: Art. 27(2)(a).
fn core_activity(model: &Model) -> Option<(Span, &'static str)> {
    let activity = model.controller.as_ref()?.core_activities.as_ref()?.first()?;
    let label = match activity.value {
        CoreActivity::LargeScaleMonitoring => "regular monitoring is not occasional",
        CoreActivity::LargeScaleSpecialData => "uses special data or data on offences on a large scale",
    };
    Some((activity.span, label))
}

pub(super) fn superfluous(model: &Model) -> Vec<Fault> {
    let Some(country) = model.controller.as_ref().and_then(|controller| controller.country) else { return Vec::new() };
    let own = |area: &&Area| model.law.has(area.regime) && area.regime.holds(country.value, model.law.date);
    let fault = |area: &Area| {
        let entry = model.representatives.get(area.id).filter(|entry| entry.exempt.is_none())?;
        let fault = Fault::new(format!("a representative in {} is named, and the controller is established there", area.name))
            .at(entry.span, "for controllers from outside alone")
            .at(country.span, "established here")
            .help("leave the representative out; a data protection officer stands in `[dpo]`, another contact in `[contacts]`");
        Some(fault.on(format!("representatives.{}", area.id)))
    };
    [EU, UK].iter().filter(own).filter_map(fault).collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::controller::tests::codes;

    fn reps(jurisdictions: &str, controller: &str) -> Vec<&'static str> {
        let notice = format!("[notice]\njurisdictions = {jurisdictions}\neffective = 2026-11-01\n");
        codes("REP", &format!("{notice}[controller]\n{controller}"))
    }

    const NONE: [&str; 0] = [];

    #[test]
    fn silence_about_targets_or_country_calls_for_nobody() {
        assert_eq!(reps("[\"eu\"]", "country = \"US\""), NONE);
        assert_eq!(reps("[\"eu\"]", "targets = [\"EU\"]"), NONE);
        assert_eq!(reps("[\"eu\", \"uk\"]", "country = \"US\"\ntargets = []"), NONE);
    }

    #[test]
    fn each_regime_asks_for_its_own() {
        assert_eq!(reps("[\"eu\", \"uk\"]", "country = \"US\"\ntargets = [\"DE\", \"GB\"]"), ["REP-01", "REP-03"]);
        assert_eq!(reps("[\"eu\", \"uk\"]", "country = \"GB\"\ntargets = [\"EU\"]"), ["REP-01"]);
        assert_eq!(reps("[\"eu\", \"uk\"]", "country = \"IE\"\ntargets = [\"GB\"]"), ["REP-03"]);
        assert_eq!(reps("[\"uk\"]", "country = \"GB\"\ntargets = [\"EU\"]"), NONE);
        assert_eq!(reps("[\"eu\"]", "country = \"NO\"\ntargets = [\"DE\"]"), NONE);
    }

    #[test]
    fn public_bodies_and_other_exemptions_need_none() {
        assert_eq!(reps("[\"eu\"]", "country = \"GB\"\ntargets = [\"EU\"]\nkind = \"public-authority\""), NONE);
        let exempt = "country = \"US\"\ntargets = [\"EU\"]\n[representatives.eu]\nexempt = \"occasional\"";
        assert_eq!(reps("[\"eu\"]", exempt), NONE);
    }

    #[test]
    fn a_representative_is_named_reachable_and_there() {
        let with = |more: &str| format!("country = \"US\"\ntargets = [\"GB\"]\n[representatives.uk]\n{more}");
        assert_eq!(reps("[\"uk\"]", &with("name = \"Agents Ltd\"")), ["REP-03"]);
        assert_eq!(reps("[\"uk\"]", &with("name = \"Agents Ltd\"\nphone = \"+44 1632 960000\"")), NONE);
        let abroad = with("name = \"Agents Ltd\"\nphone = \"+353 1 5550000\"\ncountry = \"IE\"");
        assert_eq!(reps("[\"uk\"]", &abroad), ["REP-03"]);
    }

    #[test]
    fn before_2021_the_united_kingdom_is_inside() {
        let notice = "[notice]\njurisdictions = [\"uk\"]\neffective = 2019-03-01\n[controller]\n";
        assert_eq!(codes("REP", &format!("{notice}country = \"IE\"\ntargets = [\"GB\"]")), NONE);
        assert_eq!(codes("REP", &format!("{notice}country = \"US\"\ntargets = [\"GB\"]")), ["REP-01"]);
        let named = "[representatives.uk]\nname = \"Agents Ltd\"\nemail = \"uk@agents.example\"";
        assert_eq!(codes("REP", &format!("{notice}country = \"US\"\ntargets = [\"GB\"]\n{named}")), NONE);
    }

    #[test]
    fn a_representative_in_the_eu_is_where_people_are_served() {
        let with = |targets: &str, country: &str| {
            let named = "name = \"Agents\"\nemail = \"eu@agents.example\"";
            reps(
                "[\"eu\"]",
                &format!("country = \"US\"\ntargets = {targets}\n[representatives.eu]\n{named}\n{country}"),
            )
        };
        assert_eq!(with("[\"EU\"]", "country = \"GB\""), ["REP-02"]);
        assert_eq!(with("[\"DE\", \"FR\"]", "country = \"IE\""), ["REP-02"]);
        assert_eq!(with("[\"DE\", \"FR\"]", "country = \"FR\""), NONE);
        assert_eq!(with("[\"EU\"]", "country = \"NO\""), NONE);
        assert_eq!(with("[\"DE\"]", ""), NONE);
    }

    #[test]
    fn an_exemption_fits_what_is_declared() {
        let with = |exempt: &str, controller: &str| {
            reps(
                "[\"eu\"]",
                &format!(
                    "country = \"US\"\ntargets = [\"EU\"]\n{controller}\n[representatives.eu]\nexempt = \"{exempt}\""
                ),
            )
        };
        assert_eq!(with("public-body", "kind = \"company\""), ["REP-04"]);
        assert_eq!(with("public-body", "kind = \"public-authority\""), NONE);
        assert_eq!(with("public-body", ""), NONE);
        assert_eq!(with("occasional", "core_activities = \"large-scale-special-data\""), ["REP-04"]);
        assert_eq!(with("occasional", "core_activities = []"), NONE);
        assert_eq!(with("occasional", "kind = \"company\""), NONE);
    }

    #[test]
    fn who_is_there_needs_nobody_there() {
        let named = "[representatives.uk]\nname = \"Agents\"\nemail = \"uk@agents.example\"\ncountry = \"GB\"";
        assert_eq!(reps("[\"uk\"]", &format!("country = \"GB\"\n{named}")), ["REP-05"]);
        assert_eq!(reps("[\"uk\"]", &format!("country = \"IE\"\ntargets = [\"GB\"]\n{named}")), NONE);
        assert_eq!(reps("[\"uk\"]", "country = \"GB\"\n[representatives.uk]\nexempt = \"occasional\""), NONE);
    }
}
