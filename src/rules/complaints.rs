//! Complaints to the authority and to the controller: GDPR Arts. 13(2)(d), 14(2)(e), 77, UK GDPR Art. 13(2)(ca), PA18 ss. 164A, 165.

#[cfg(test)]
mod tests;
mod words;

use toml::{Table, Value};

use super::entries::put;
use super::rights::left_out;
use super::{Certainty, Check, EU_UK, Rule, UK};
use crate::declaration::{Many, Reachable, is_to_fill_in};
use crate::finding::{Fault, Mark};
use crate::law::authorities::{self, Authority};
use crate::law::{
    Country, Regime, Right, UK_COMMISSION, UK_COMPLAINTS, UK_GDPR_APPLIES, gdpr, other, pa18, uk_gdpr, wp260,
};
use crate::model::Model;
use crate::source::Span;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "CMP-01",
        name: "authority-complaint-missing",
        summary: "the notice leaves out the right to complain to an authority",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(2)(d)"), gdpr("14(2)(e)"), pa18("s. 165")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CMP-01.md"),
        check: Check::Notice(right_missing),
    },
    Rule {
        code: "CMP-02",
        name: "authority-unnamed",
        summary: "the notice names no supervisory authority",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("12(2)"), wp260("annex")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/CMP-02.md"),
        check: Check::Notice(authority_unnamed),
    },
    Rule {
        code: "CMP-04",
        name: "authority-mismatch",
        summary: "no named authority is one for this notice",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[
            gdpr("55").until_uk(UK_GDPR_APPLIES),
            gdpr("56").until_uk(UK_GDPR_APPLIES),
            gdpr("77").until_uk(UK_COMPLAINTS),
            pa18("s. 165"),
        ],
        sure: Certainty::PartlyRead,
        page: include_str!("../../docs/rules/CMP-04.md"),
        check: Check::Everywhere(authority_mismatch),
    },
    Rule {
        code: "CMP-05",
        name: "controller-complaint-missing",
        summary: "the notice leaves out the right to complain to the controller",
        mark: Mark::Mandatory,
        packs: UK,
        since: Some(UK_COMPLAINTS),
        law: &[uk_gdpr("13(2)(ca)"), uk_gdpr("14(2)(da)"), pa18("s. 164A")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CMP-05.md"),
        check: Check::Notice(controller_complaint_missing),
    },
    Rule {
        code: "CMP-06",
        name: "complaint-channel-missing",
        summary: "the notice gives no way to complain to the controller",
        mark: Mark::Inferred,
        packs: UK,
        since: Some(UK_COMPLAINTS),
        law: &[pa18("s. 164A(2)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CMP-06.md"),
        check: Check::Notice(channel_missing),
    },
    Rule {
        code: "CMP-07",
        name: "complaint-acknowledged-late",
        summary: "the notice allows more than 30 days to acknowledge a complaint",
        mark: Mark::Mandatory,
        packs: UK,
        since: Some(UK_COMPLAINTS),
        law: &[pa18("s. 164A(3)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CMP-07.md"),
        check: Check::Notice(acknowledged_late),
    },
    Rule {
        code: "CMP-08",
        name: "regulator-name-outdated",
        summary: "the United Kingdom's regulator does not have the name of the day",
        mark: Mark::Practice,
        packs: UK,
        since: Some(UK_COMMISSION),
        law: &[other("Data (Use and Access) Act 2025 ss. 117 to 119"), other("SI 2026/1015")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CMP-08.md"),
        check: Check::Texts(words::regulator_name),
    },
    Rule {
        code: "CMP-09",
        name: "article-77-cited",
        summary: "a text cites Article 77 where it is no longer law",
        mark: Mark::Expected,
        packs: UK,
        since: Some(UK_COMPLAINTS),
        law: &[pa18("s. 165")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CMP-09.md"),
        check: Check::Text(words::article_77),
    },
    Rule {
        code: "CMP-10",
        name: "complaint-conditional",
        summary: "complaints to the authority are made to depend on a complaint here",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("77").until_uk(UK_COMPLAINTS), pa18("s. 165")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CMP-10.md"),
        check: Check::Texts(words::conditional),
    },
];

/// Authorities that the notice names; `None` where it names none.
fn authorities_of(model: &Model) -> Option<&Many<String>> {
    let named = model.complaints.as_ref().and_then(|complaints| complaints.authorities.as_ref());
    named.filter(|named| !named.is_empty())
}

/// Where to look for what `[complaints]` lacks.
fn place(model: &Model) -> (Span, &'static str) {
    match &model.complaints {
        Some(complaints) => (complaints.span, "it is not said here"),
        None => (model.start(), "there is no `[complaints]` table"),
    }
}

/// Ids of authorities to paste: one for each regime.
fn suggested(model: &Model) -> String {
    let ids = of_gdpr(model).filter_map(|regime| suggest(&fitting(*regime, model)));
    let quoted: Vec<String> = ids.map(|id| format!("\"{id}\"")).collect();
    format!("authorities = [{}]", quoted.join(", "))
}

/// Regimes that give a right to complain to an authority; the FADP gives none of that kind.
fn of_gdpr(model: &Model) -> impl Iterator<Item = &Regime> {
    model.law.regimes.iter().filter(|regime| **regime != Regime::Ch)
}

/// Which authorities fit a regime.
enum Fitting {
    /// Those of these countries.
    Of(Vec<Country>),
    /// Any in the European Economic Area: nothing declared tells which.
    AnyInEea,
}

/// The controller's own authority; for the EU, if the controller is outside, that of its representative or of the people
/// to whom it turns.
fn fitting(regime: Regime, model: &Model) -> Fitting {
    if regime == Regime::Uk {
        return Fitting::Of(vec![Country::GB]);
    }
    let inside = |country: &Country| country.in_eea(model.law.date);
    let controller = model.controller.as_ref();
    let home = controller.and_then(|controller| controller.country).map(|country| country.value);
    if let Some(home) = home.filter(inside) {
        return Fitting::Of(vec![home]);
    }
    let targets = || controller.and_then(|controller| controller.targets.as_ref()).into_iter().flatten();
    let representative = model.representatives.get("eu").and_then(|one| one.country).map(|country| country.value);
    let areas = targets().any(|target| matches!(target.as_str(), "EU" | "EEA"));
    let mut countries: Vec<Country> = targets().filter_map(|target| target.parse().ok()).filter(inside).collect();
    countries.extend(representative.filter(inside));
    // Without the controller's country its own authority can't be told from the others.
    if home.is_none() || areas || countries.is_empty() { Fitting::AnyInEea } else { Fitting::Of(countries) }
}

impl Fitting {
    fn has(&self, authority: &Authority, model: &Model) -> bool {
        match self {
            Self::Of(countries) => {
                countries.iter().any(|country| authorities::of_country(*country).any(|one| one.id == authority.id))
            }
            Self::AnyInEea => authority.country.is_some_and(|country| country.in_eea(model.law.date)),
        }
    }
}

/// An authority that fits, one for everybody in its country where there is one.
fn suggest(fitting: &Fitting) -> Option<&'static str> {
    let Fitting::Of(countries) = fitting else { return Some("ie-dpc") };
    let all = || countries.iter().flat_map(|country| authorities::of_country(*country));
    all().find(|one| one.scope.is_none()).or_else(|| all().next()).map(|one| one.id.as_str())
}

fn right_missing(model: &Model) -> Option<Fault> {
    if authorities_of(model).is_some() {
        return None;
    }
    let fault = left_out(Right::Complaint, "the right to complain to an authority", model)?;
    let (span, label) = place(model);
    let paste = format!("[complaints]\n{}", suggested(model));
    let fault = if model.complaints.is_some() { fault.at(span, label) } else { fault };
    Some(fault.help("name the authority, or add `complaint` to `stated`").paste(paste).on("complaints"))
}

fn authority_unnamed(model: &Model) -> Option<Fault> {
    if authorities_of(model).is_some() || right_missing(model).is_some() {
        return None;
    }
    let (span, label) = place(model);
    let fault = Fault::new("no supervisory authority is named")
        .at(span, label)
        .help("name the authority to which people can complain; the notice then prints its address");
    Some(fault.paste(format!("[complaints]\n{}", suggested(model))).on("complaints"))
}

fn authority_mismatch(model: &Model) -> Vec<Fault> {
    let Some(named) = authorities_of(model) else { return Vec::new() };
    let reason = model.complaints.as_ref().and_then(|complaints| complaints.reason.as_ref());
    if reason.is_some_and(|reason| !reason.is_blank()) {
        return Vec::new();
    }
    // A blank says that one more will be named; TXT-03 asks for it.
    if named.iter().any(|id| is_to_fill_in(id)) {
        return Vec::new();
    }
    let known: Vec<&Authority> = named.iter().filter_map(|id| authorities::authority(id)).collect();
    let one = |regime: &Regime| {
        let fitting = fitting(*regime, model);
        if known.iter().any(|authority| fitting.has(authority, model)) {
            return None;
        }
        let whose = match &fitting {
            Fitting::Of(countries) => {
                let places = countries.iter().map(|country| with_article(country.name("en").unwrap_or_default()));
                places.collect::<Vec<_>>().join(" or ")
            }
            Fitting::AnyInEea => "the European Economic Area".to_owned(),
        };
        let message = format!("no named authority is one of {whose}");
        let mut fault = Fault::new(message).at(named.span, format!("none of these is one for `{}`", regime.as_ref()));
        if let Some(country) = model.controller.as_ref().and_then(|controller| controller.country) {
            fault = fault.at(country.span, "the controller is here");
        }
        let mut ids: Vec<String> = named.iter().map(|id| format!("\"{}\"", id.value)).collect();
        ids.extend(suggest(&fitting).map(|id| format!("\"{id}\"")));
        let fault = fault.help("name an authority that fits, or say in `reason` why this one is named");
        Some(fault.paste(format!("[complaints]\nauthorities = [{}]", ids.join(", "))).on("complaints"))
    };
    of_gdpr(model).filter_map(one).collect()
}

/// The only countries of the EEA and the UK whose names take an article.
fn with_article(name: &str) -> String {
    if matches!(name, "United Kingdom" | "Netherlands") { format!("the {name}") } else { name.to_owned() }
}

fn controller_complaint_missing(model: &Model) -> Option<Fault> {
    left_out(Right::ControllerComplaint, "the right to complain to the controller", model)
}

fn channel_missing(model: &Model) -> Option<Fault> {
    let channel = model.complaints.as_ref().and_then(|complaints| complaints.controller.as_ref());
    let rights = model.rights.as_ref();
    let reachable = channel.is_some_and(|channel| channel.is_reachable())
        || model.controller.as_ref().is_some_and(|controller| controller.is_reachable())
        || model.dpo.as_ref().is_some_and(|dpo| dpo.is_reachable())
        || rights.is_some_and(|rights| rights.contact.is_some() || rights.form.is_some());
    if reachable {
        return None;
    }
    let (span, label) = place(model);
    let fault = Fault::new("the notice gives no way to complain to the controller")
        .at(span, label)
        .help("say where complaints go; a form and one other way serve most people")
        .paste(
            "[complaints]\ncontroller = { form = \"https://northmoor.example/complain\", email = \"complaints@northmoor.example\" }",
        );
    Some(fault.on("complaints"))
}

/// Thirty days are fewer than some months have, so a period in months is too long.
fn acknowledged_late(model: &Model) -> Option<Fault> {
    let channel = model.complaints.as_ref()?.controller.as_ref()?;
    let period = channel.acknowledge.filter(|period| period.months > 0 || period.days > 30)?;
    let months = period.months == 1 && period.days == 0;
    let label = if months { "a month can have 31 days" } else { "longer than 30 days" };
    let mut table = match Value::try_from(channel) {
        Ok(Value::Table(table)) => table,
        _ => Table::new(),
    };
    put(&mut table, "acknowledge", "30 days");
    let fault = Fault::new(format!("complaints are acknowledged within {}, and there are 30 days", period.value))
        .at(period.span, label)
        .help("write 30 days or fewer; the outcome follows without undue delay")
        .paste(format!("[complaints]\ncontroller = {}", Value::Table(table)));
    Some(fault.on("complaints"))
}
