//! Exemptions that the law does not have for the data: EXM-06.

use crate::declaration::{Entry, InformingExemption, Purpose, is_so};
use crate::finding::Fault;
use crate::law::{Exempting, Regime};
use crate::model::Model;

/// The purposes of an exemption: those that it names, or all.
fn purposes<'a>(one: &InformingExemption, model: &'a Model) -> Vec<&'a Entry<Purpose>> {
    match &one.purposes {
        Some(ids) => model.purposes_named(Some(ids)),
        None => model.purposes.iter().collect(),
    }
}

/// Whether an exemption is one of this notice: for one of its purposes, or of its own file.
pub(super) fn concerns(one: &Entry<InformingExemption>, model: &Model) -> bool {
    match &one.purposes {
        Some(ids) => !model.purposes_named(Some(ids)).is_empty(),
        None => model.is_own(one.span),
    }
}

pub(super) fn wrong(model: &Model) -> Vec<Fault> {
    let here = model.exemptions.iter().filter(|one| concerns(one, model));
    here.filter_map(|one| fault(one, model).map(|fault| fault.on(format!("exemptions.{}", one.id)))).collect()
}

fn fault(one: &Entry<InformingExemption>, model: &Model) -> Option<Fault> {
    let id = &one.id;
    let Some(article) = one.article else {
        let fault = Fault::new(format!("the exemption `{id}` names no provision")).at(one.span, "no `article` here");
        return Some(
            fault.help("name the one that is relied on, such as `14(5)(a)`; without one, people must be told"),
        );
    };
    let is = article.value;
    if !model.law.regimes.iter().any(|regime| is.stands_in(*regime, model.law.date)) {
        let fault = Fault::new(format!("Art. {} is no exemption of the notice's law", article.value))
            .at(article.span, not_here(is, model));
        return Some(match is {
            Exempting::Effort => fault.help(
                "name `14(5)(e)` where the effort is the ground, `14(5)(f)` where telling defeats the objectives",
            ),
            Exempting::UkEffort | Exempting::UkObjectives => fault.help("name `14(5)(b)`, if its conditions are met"),
            _ => fault.help("leave it out: people must be told"),
        });
    }
    if is == Exempting::FurtherResearch {
        return research(one, model);
    }
    purposes(one, model).into_iter().find_map(|purpose| {
        let collection = model.collection(purpose);
        let wrong = if is.is_of_13() { !collection.art_13() } else { collection.declared && !collection.art_14() };
        // Without a list of purposes an exemption is for those to which it can apply.
        if !wrong || one.purposes.is_none() {
            return None;
        }
        let (whose, help) = if is.is_of_13() {
            ("comes from others", "name a provision of Art. 14(5), such as `14(5)(a)`, or leave it out")
        } else {
            (
                "comes from the person",
                "leave it out: for such data only what people know already need not be told, `13(4)`",
            )
        };
        let message = format!("Art. {} is claimed for the purpose `{}`, whose data {whose}", article.value, purpose.id);
        let place = purpose.collected.as_ref().map_or(purpose.span, |collected| collected.span);
        Some(Fault::new(message).at(article.span, "for other data only").at(place, whose).help(help))
    })
}

/// Why no regime of the notice has a provision.
fn not_here(article: Exempting, model: &Model) -> &'static str {
    match article {
        Exempting::Effort => "no UK law since 2026-02-05",
        _ if model.law.has(Regime::Uk) => "UK law since 2026-02-05, after the notice",
        _ => "in UK law alone",
    }
}

/// UK Art. 13(5): only for telling of further research, archiving or statistics.
fn research(one: &Entry<InformingExemption>, model: &Model) -> Option<Fault> {
    let article = one.article?;
    let purposes = purposes(one, model);
    let fits = |purpose: &&&Entry<Purpose>| purpose.further.is_some() && is_so(purpose.research);
    let help = "it frees only from telling of a further use for research, archiving or statistics: say `research = true` and `further` there, or leave it out";
    match (&one.purposes, purposes.iter().find(|purpose| !fits(purpose)), purposes.iter().find(fits)) {
        (Some(_), Some(purpose), _) => {
            let message = format!(
                "Art. 13(5) is claimed for the purpose `{}`, which is not declared as further research",
                purpose.id
            );
            let fault = Fault::new(message).at(article.span, "for further research only");
            Some(fault.at(purpose.span, "no `research = true`, or no `further` here").help(help))
        }
        (None, _, None) => {
            let fault = Fault::new("Art. 13(5) is claimed, and no purpose is declared as further research");
            Some(fault.at(article.span, "for further research only").help(help))
        }
        _ => None,
    }
}
