//! Whose law a notice answers to: GDPR Art. 3, UK GDPR Art. 3, FADP Art. 3.

use std::sync::LazyLock;

use super::{ALWAYS, CH, Certainty, Check, EU_UK, EVERYWHERE, Rule, words};
use crate::declaration::{Date, Kind, texts};
use crate::finding::{Fault, Mark};
use crate::law::{Country, FADP_APPLIES, GDPR_APPLIES, Regime, UK_GDPR_APPLIES, fadp, gdpr, other, pa18};
use crate::model::Model;
use crate::rules::Lexicon;
use crate::source::{Span, Spanned};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "GEO-01",
        name: "jurisdiction-missing",
        summary: "the notice does not say whose law it answers to",
        mark: Mark::Structural,
        packs: ALWAYS,
        since: None,
        law: &[gdpr("3"), fadp("3")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/GEO-01.md"),
        check: Check::Notice(missing),
    },
    Rule {
        code: "GEO-02",
        name: "law-of-elsewhere",
        summary: "the texts of the notice name the law of another jurisdiction alone",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("12(1)"), pa18("s. 3")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/GEO-02.md"),
        check: Check::Notice(law_of_elsewhere),
    },
    Rule {
        code: "GEO-04",
        name: "targets-undeclared",
        summary: "a controller from outside does not say whom it serves in a jurisdiction of its notice",
        mark: Mark::Structural,
        packs: EVERYWHERE,
        since: None,
        law: &[gdpr("3(2)"), gdpr("27"), fadp("14(1)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/GEO-04.md"),
        check: Check::Notice(targets_undeclared),
    },
    Rule {
        code: "GEO-05",
        name: "law-date-before-gdpr",
        summary: "the notice is older than the law that it is judged by",
        mark: Mark::Structural,
        packs: ALWAYS,
        since: None,
        law: &[other("GDPR art. 99(2)")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/GEO-05.md"),
        check: Check::Notice(before_the_law),
    },
    Rule {
        code: "GEO-06",
        name: "law-date-before-fadp",
        summary: "the notice is older than the Swiss law that it is judged by",
        mark: Mark::Structural,
        packs: CH,
        since: None,
        law: &[fadp("74")],
        sure: Certainty::PartlyRead,
        page: include_str!("../../docs/rules/GEO-06.md"),
        check: Check::Notice(before_the_fadp),
    },
];

/// What a notice dated before the GDPR is judged by: the law of the GDPR's first day, with this finding beside.
fn before_the_law(model: &Model) -> Option<Fault> {
    if model.law.date >= GDPR_APPLIES || model.law.ch_alone() {
        return None;
    }
    let latest = latest_date(model)?;
    let fault = Fault::new("the notice is older than the law that it is judged by").on("notice");
    let fault = fault.at(latest.span, format!("the GDPR applies from {GDPR_APPLIES}"));
    Some(fault.help("a notice from before that day needs a new version"))
}

/// The same for the Swiss act of 2020; that of 1992 is not among the laws that noticec knows.
fn before_the_fadp(model: &Model) -> Option<Fault> {
    if model.law.date >= FADP_APPLIES {
        return None;
    }
    let latest = latest_date(model)?;
    let fault = Fault::new("the notice is older than the Swiss law that it is judged by").on("notice");
    let fault = fault.at(latest.span, format!("the present FADP applies from {FADP_APPLIES}"));
    Some(fault.help("a notice from before that day needs a new version, or leaves `ch` out"))
}

/// The date that decides which law a notice is judged by.
fn latest_date(model: &Model) -> Option<Spanned<Date>> {
    let notice = model.notice.as_ref()?;
    [notice.effective, notice.updated].into_iter().flatten().max_by_key(|date| date.0)
}

/// Whether a representative is needed turns on whom the controller serves: GDPR Art. 27, FADP Art. 14.
fn targets_undeclared(model: &Model) -> Option<Fault> {
    let controller = model.controller.as_ref()?;
    let country = controller.country?;
    // Public bodies need none, whomever they serve; who names one has answered.
    let public = [Kind::PublicAuthority, Kind::ParishCouncil, Kind::Court].into_iter().any(|kind| model.is_kind(kind));
    if controller.targets.is_some() || public {
        return None;
    }
    let jurisdictions = model.notice.as_ref().and_then(|notice| notice.jurisdictions.as_ref())?;
    let open = |regime: &&Spanned<Regime>| {
        // Until 2021 a representative in the Union served the United Kingdom as well.
        let within = regime.value == Regime::Uk && model.law.date < UK_GDPR_APPLIES;
        let named = model.representatives.get(regime.value.as_ref());
        let named = named.or_else(|| model.representatives.get("eu").filter(|_| within));
        named.is_none() && model.is_established(regime.value) == Some(false)
    };
    let regime = jurisdictions.iter().find(open)?;
    let (place, example) = match regime.value {
        Regime::Eu => ("the European Economic Area", "EU"),
        Regime::Uk if model.law.date < UK_GDPR_APPLIES => ("the European Economic Area", "GB"),
        Regime::Uk => ("the United Kingdom", "GB"),
        Regime::Ch => ("Switzerland", "CH"),
    };
    let fault = Fault::new(format!(
        "the controller is outside {place}, and does not say whether it serves people there"
    ))
    .at(country.span, format!("outside {place}"))
    .at(regime.span, "the notice answers to this law")
    .help(
        "say in `targets` where it offers something to people or watches them, or in `establishments` where else it is",
    );
    Some(fault.paste(format!("[controller]\ntargets = [\"{example}\"]")).on("controller"))
}

fn missing(model: &Model) -> Option<Fault> {
    if !model.law.regimes.is_empty() {
        return None;
    }
    let named = model.notice.as_ref().and_then(|notice| notice.jurisdictions.as_ref());
    let fault = Fault::new("the notice names no jurisdiction");
    let fault = match named {
        Some(none) => fault.at(none.span, "names none"),
        None => fault.at(model.start(), "no `jurisdictions` here"),
    };
    let fault = fault
        .help(
            "say whose law it answers to: `eu`, `uk`, `ch` or several; without it, no rule of law can judge the notice",
        )
        .paste("[notice]\njurisdictions = [\"uk\"]");
    Some(fault.on("notice"))
}

/// Names of the EU's Regulation that nobody uses for the UK GDPR.
const EU_LAW: &[&str] = &[
    "2016/679",
    "EU GDPR",
    "EU General Data Protection Regulation",
    "EU's General Data Protection Regulation",
    "EU\u{2019}s General Data Protection Regulation",
    "European General Data Protection Regulation",
];

/// Names of the United Kingdom's law.
const UK_LAW: &[&str] = &[
    "UK GDPR",
    "UK General Data Protection Regulation",
    "UK's General Data Protection Regulation",
    "UK\u{2019}s General Data Protection Regulation",
    "United Kingdom General Data Protection Regulation",
    "UK Data Protection Act",
    "UK's Data Protection Act",
    "UK\u{2019}s Data Protection Act",
];

/// The United Kingdom's Act. Other states have one of the same name and year, Ireland among them.
const ACT: &str = "Data Protection Act 2018";

/// How the UK GDPR is told apart from the Regulation that it comes from.
const RETAINED: &str = "as it forms part of";

/// Tables whose texts speak of other organisations or of places with a law of their own.
const OF_OTHERS: &[&str] =
    &["controllers", "joint", "processor_for", "recipients", "sources", "disclosures", "related", "supplements"];

/// Words without which a text names no law of either; most texts have none.
static NAMING: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&["2016/679", "gdpr", "general data protection regulation", "data protection act", RETAINED])
});

fn law_of_elsewhere(model: &Model) -> Option<Fault> {
    let walked = texts(model);
    let own = walked.iter().filter(|one| !OF_OTHERS.contains(&one.on.split('.').next().unwrap_or_default()));
    let mut all: Vec<&Spanned<String>> = own.map(|one| one.words).collect();
    all.extend(model.laws.iter().filter_map(|law| law.name.as_ref()));
    all.retain(|text| NAMING.stands_in(text));
    let (wrong, name, right) = match (model.law.has(Regime::Eu), model.law.has(Regime::Uk)) {
        (true, false) if !all.iter().any(|text| names_eu_law(text)) => {
            let country = model.controller.as_ref().and_then(|controller| controller.country);
            let british = country.is_some_and(|country| country.value == Country::GB);
            let act: &[&str] = if british { &[ACT] } else { &[] };
            (places(&all, &[UK_LAW, act].concat()), "the United Kingdom", "Regulation (EU) 2016/679")
        }
        (false, true) if model.law.uk_text() && places(&all, &[UK_LAW, &[ACT, RETAINED]].concat()).is_empty() => {
            (places(&all, EU_LAW), "the EU", "the UK GDPR and the Data Protection Act 2018")
        }
        _ => return None,
    };
    if wrong.is_empty() {
        return None;
    }
    let mut fault = Fault::new(format!("the notice names the law of {name} alone"));
    for place in wrong {
        fault = fault.at(place, format!("law of {name}"));
    }
    if let Some(jurisdictions) = model.notice.as_ref().and_then(|notice| notice.jurisdictions.as_ref()) {
        fault = fault.at(jurisdictions.span, "the law that the notice answers to");
    }
    Some(fault.help(format!("name the law that applies, {right}, or add the jurisdiction that is meant")).on("notice"))
}

/// Where texts have one of some phrases, one place each.
fn places(texts: &[&Spanned<String>], phrases: &[&str]) -> Vec<Span> {
    texts.iter().filter_map(|text| words::find_any(text, phrases)).map(|(_, place)| place).collect()
}

/// Whether a text names the EU's Regulation, if only as "the GDPR".
fn names_eu_law(text: &Spanned<String>) -> bool {
    let lower = text.to_lowercase();
    let rest = UK_LAW.iter().fold(lower, |rest, name| rest.replace(&name.to_lowercase(), ""));
    ["2016/679", "gdpr", "general data protection regulation"].iter().any(|name| rest.contains(name))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{self, TODAY, under};

    fn places(text: &str) -> Vec<&'static str> {
        testing::codes(&["GEO"], TODAY, text)
    }

    fn named(jurisdictions: &str, rest: &str, text: &str) -> Vec<&'static str> {
        places(&under(jurisdictions, "2026-11-01", &format!("{rest}\n[rights]\ntext = \"{text}\"")))
    }

    const NONE: [&str; 0] = [];
    const UK: &str = "[\"uk\"]";
    const EU: &str = "[\"eu\"]";

    #[test]
    fn a_jurisdiction_is_asked_for_without_any_law() {
        assert_eq!(places(""), ["GEO-01"]);
        assert_eq!(places("[notice]\njurisdictions = []"), ["GEO-01"]);
    }

    #[test]
    fn a_stale_name_is_found_where_it_stands_alone() {
        assert_eq!(named(UK, "", "Your rights come from Regulation (EU) 2016/679."), ["GEO-02"]);
        assert_eq!(named(UK, "", "Your rights come from the UK GDPR, once Regulation (EU) 2016/679."), NONE);
        assert_eq!(named(UK, "", "Your rights come from the GDPR."), NONE);
        assert_eq!(named("[\"eu\", \"uk\"]", "", "Your rights come from Regulation (EU) 2016/679."), NONE);
        assert_eq!(named(EU, "", "Your rights come from the UK GDPR."), ["GEO-02"]);
        assert_eq!(named(EU, "", "Your rights come from the UK GDPR and the GDPR."), NONE);
    }

    #[test]
    fn other_states_have_an_act_of_that_name() {
        let act = "Your rights come from the Data Protection Act 2018.";
        assert_eq!(named(EU, "[controller]\ncountry = \"IE\"", act), NONE);
        assert_eq!(named(EU, "", act), NONE);
        assert_eq!(named(EU, "[controller]\ncountry = \"GB\"\ntargets = []", act), ["GEO-02"]);
    }

    #[test]
    fn recipients_may_have_a_law_of_their_own() {
        let recipient = "[recipients.host]\ntext = \"It works under the EU GDPR.\"";
        assert_eq!(named(UK, recipient, ""), NONE);
    }

    #[test]
    fn whom_a_controller_from_outside_serves_is_asked_for() {
        let asked = |jurisdictions: &str, controller: &str| {
            let rest = format!("[controller]\ncountry = \"GB\"\n{controller}");
            named(jurisdictions, &rest, "").contains(&"GEO-04")
        };
        for elsewhere in ["[\"eu\"]", "[\"uk\", \"eu\"]", "[\"ch\"]"] {
            assert!(asked(elsewhere, ""), "{elsewhere}");
            assert!(!asked(elsewhere, "targets = []"), "{elsewhere}");
            assert!(!asked(elsewhere, "establishments = [\"IE\", \"CH\"]"), "{elsewhere}");
            assert!(!asked(elsewhere, "kind = \"public-authority\""), "{elsewhere}");
            let named = "[representatives.eu]\nname = \"R\"\n[representatives.ch]\nexempt = \"occasional\"";
            assert!(!asked(elsewhere, named), "{elsewhere}");
        }
        assert!(!asked(UK, ""));
        // Without its country nothing can be told; IDN-04 asks for that.
        assert!(!named(EU, "[controller]\nname = \"N\"", "").contains(&"GEO-04"));
    }

    #[test]
    fn before_2021_a_controller_in_the_union_was_inside() {
        let at = |date: &str| {
            let text =
                format!("[notice]\njurisdictions = [\"uk\"]\neffective = {date}\n[controller]\ncountry = \"IE\"");
            places(&text)
        };
        assert_eq!(at("2020-12-31"), NONE);
        assert_eq!(at("2021-01-01"), ["GEO-04"]);
    }

    #[test]
    fn before_2021_the_regulation_was_the_law_of_the_united_kingdom() {
        let text =
            "[notice]\njurisdictions = [\"uk\"]\neffective = 2020-11-01\n[rights]\ntext = \"Regulation (EU) 2016/679\"";
        assert_eq!(places(text), NONE);
    }
}
