//! Languages of the people whom a notice is for: WP260 rev.01, paragraph 13.

use crate::declaration::Tag;
use crate::finding::Fault;
use crate::law::{Country, Regime};
use crate::model::Model;

pub(super) fn language_missing(model: &Model) -> Vec<Fault> {
    let Some(controller) = &model.controller else { return Vec::new() };
    // A notice beside this one whose label is in that language too is a translation that its readers can find.
    let linked = model.related.iter().filter(|one| one.url.is_some()).filter_map(|one| one.label.as_ref());
    let linked: Vec<&str> = linked.flat_map(|label| label.tongues.keys().map(Tag::primary)).collect();
    let spoken = |country: Country| {
        let own = model.languages.iter().map(Tag::primary).chain(linked.iter().copied());
        own.into_iter().any(|tag| country.languages().contains(&tag))
    };
    let targets = controller.targets.iter().flatten();
    let countries = targets.filter_map(|target| Some((target.span, target.parse::<Country>().ok()?)));
    let unspoken = countries.filter(|(_, country)| !country.languages().is_empty() && !spoken(*country));
    let fault = |(span, country): (_, Country)| {
        let name = country.name("en").unwrap_or(country.code());
        let languages: Vec<String> = country.languages().iter().map(|language| format!("`{language}`")).collect();
        Fault::new(format!("the notice is in no language of {name}, where the controller offers something to people"))
            .at(span, format!("spoken there: {}", languages.join(", ")))
            .help(format!(
                "link a translation in `[related.<id>]`, with its `label` in that language too, such as `label = {{ en = \"…\", {} = \"…\" }}`",
                country.languages()[0]
            ))
            .on("controller")
    };
    // Whoever is addressed in Switzerland is owed this by its law, others by the GDPR; a notice under one law alone has that.
    let judged = |(span, country): (_, Country)| {
        let by_swiss = country == Country::CH;
        let found = fault((span, country));
        let laws: Vec<Regime> =
            model.law.regimes.iter().copied().filter(|law| (*law == Regime::Ch) == by_swiss).collect();
        if laws.is_empty() { found } else { found.under(laws) }
    };
    unspoken.map(judged).collect()
}

#[cfg(test)]
mod tests {
    use crate::law::Regime;
    use crate::rules::testing::{self, TODAY};
    use crate::rules::text::tests::{NONE, judged};

    #[test]
    fn a_target_has_its_language() {
        let with = |targets: &str, rest: &str| judged("TXT-13", &format!("[controller]\ntargets = {targets}\n{rest}"));
        assert_eq!(with("[\"DE\"]", ""), ["TXT-13"]);
        assert_eq!(with("[\"DE\", \"FR\"]", ""), ["TXT-13", "TXT-13"]);
        let label = "label = { en = \"This notice in German\", de-x-informal = \"Diese Hinweise auf Deutsch\" }";
        let linked = format!("[related.german]\nurl = \"https://northmoor.example/de\"\n{label}");
        assert_eq!(with("[\"DE\", \"AT\", \"BE\"]", &linked), NONE);
        assert_eq!(with("[\"IE\", \"EU\", \"US\", \"MT\"]", ""), NONE);
        assert_eq!(with("[]", ""), NONE);
    }

    #[test]
    fn each_country_has_its_law() {
        let under = |jurisdictions: &str, target: &str| -> Vec<Regime> {
            let text = testing::under(jurisdictions, "2026-11-01", &format!("[controller]\ntargets = [\"{target}\"]"));
            testing::findings(&["TXT-13"], TODAY, &text)[0].fault.under.clone()
        };
        let all = "[\"eu\", \"uk\", \"ch\"]";
        assert_eq!(under(all, "CH"), [Regime::Ch]);
        assert_eq!(under(all, "DE"), [Regime::Eu, Regime::Uk]);
        assert_eq!(under("[\"ch\"]", "CH"), [Regime::Ch]);
        // No other law is declared that could be cited.
        assert_eq!(under("[\"uk\"]", "CH"), []);
    }
}
