//! What each exemption asks for: EXM-01 to 05.

use super::super::entries::{lists, quoted, said};
use super::article::concerns;
use crate::declaration::{Entry, InformingExemption, Obstacle};
use crate::finding::{Fault, Mark};
use crate::law::Exempting;
use crate::model::Model;

/// A key that is missing, and the value of an example.
type Gap = (&'static str, &'static str);

/// Faults of the exemptions of this notice on some articles, as a judgement finds them.
fn each(
    model: &Model,
    articles: &[Exempting],
    judge: impl Fn(&Entry<InformingExemption>, Exempting) -> Option<Fault>,
) -> Vec<Fault> {
    let here = model.exemptions.iter().filter(|one| concerns(one, model));
    let on = |one: &Entry<InformingExemption>| format!("exemptions.{}", one.id);
    let judged = here.filter_map(|one| {
        let article = one.article?.value;
        let law = model.law.regimes.iter().any(|regime| article.stands_in(*regime, model.law.date));
        // One that is no law here is EXM-06's.
        if !law || !articles.contains(&article) {
            return None;
        }
        judge(one, article).map(|fault| fault.on(on(one)))
    });
    judged.collect()
}

/// A fault for keys that are missing, with TOML to paste.
fn lacking(one: &Entry<InformingExemption>, message: String, gaps: &[Gap]) -> Fault {
    let names = quoted(gaps.iter().map(|(key, _)| *key));
    let place = one.article.map_or(one.span, |article| article.span);
    let values: Vec<String> = gaps.iter().map(|(key, value)| format!("{key} = {value}")).collect();
    let fault = Fault::new(message).at(place, format!("no {names} beside it"));
    fault.paste(format!("[exemptions.{}]\n{}", one.id, values.join("\n")))
}

fn gaps<const N: usize>(all: [(bool, Gap); N]) -> Vec<Gap> {
    all.into_iter().filter(|(known, _)| !known).map(|(_, gap)| gap).collect()
}

pub(super) fn known(model: &Model) -> Vec<Fault> {
    each(model, &[Exempting::KnownToGiver, Exempting::Known], |one, _| {
        let items = one.items.iter().flatten().any(|item| !item.is_blank());
        let open = gaps([
            (items, ("items", "[\"who we are\", \"why we use the data\"]")),
            (said(one.given.as_ref()), ("given", "\"when you signed your contract\"")),
        ]);
        if open.is_empty() {
            return None;
        }
        let message = format!("the exemption `{}` says that people know already, and not what, or since when", one.id);
        Some(
            lacking(one, message, &open)
                .help("say what they know and when they were told; the rest must still be told"),
        )
    })
}

const PUBLISHED: Gap = ("published", "\"https://northmoor.example/privacy\"");
const OBSTACLE: Gap = ("obstacle", "\"effort\"");

pub(super) fn effort(model: &Model) -> Vec<Fault> {
    each(model, &[Exempting::Effort], |one, _| {
        let effort = one.obstacle.is_none_or(|obstacle| obstacle.value == Obstacle::Effort);
        let balancing = !effort || said(one.balancing.as_ref());
        let open = gaps([
            (one.published.is_some(), PUBLISHED),
            (one.obstacle.is_some(), OBSTACLE),
            (balancing, ("balancing", "\"we publish a note of it with this notice\"")),
        ]);
        unpublished(one, &open)
    })
}

pub(super) fn uk_effort(model: &Model) -> Vec<Fault> {
    each(model, &[Exempting::FurtherResearch, Exempting::UkEffort, Exempting::UkObjectives], |one, article| {
        let objectives = article == Exempting::UkObjectives;
        let effort = !objectives && one.obstacle.is_none_or(|obstacle| obstacle.value == Obstacle::Effort);
        let open = gaps([
            (one.published.is_some(), PUBLISHED),
            (objectives || one.obstacle.is_some(), OBSTACLE),
            (!effort || said(one.people.as_ref()), ("people", "\"some 40,000 people\"")),
            (!effort || said(one.age.as_ref()), ("age", "\"between ten and thirty years\"")),
            (
                !effort || said(one.safeguards.as_ref()),
                ("safeguards", "\"names are replaced by numbers before anybody reads the records\""),
            ),
        ]);
        if let Some(obstacle) = one.obstacle.filter(|obstacle| !objectives && obstacle.value == Obstacle::Objectives) {
            let message =
                format!("the exemption `{}` rests on the objectives, which Art. {article} does not know", one.id);
            let fault = Fault::new(message).at(obstacle.span, "a ground of Art. 14(5)(f)");
            return Some(fault.help("name `14(5)(f)`, or another obstacle"));
        }
        unpublished(one, &open)
    })
}

/// The law asks for publication; the rest shows that the exemption was weighed.
fn unpublished(one: &Entry<InformingExemption>, open: &[Gap]) -> Option<Fault> {
    let public = open.iter().all(|(key, _)| *key != "published");
    if open.is_empty() {
        return None;
    }
    let (message, mark) = if public {
        (format!("the exemption `{}` does not say on what it was weighed", one.id), Mark::Expected)
    } else {
        let beside = if open.len() > 1 { ", nor on what it was weighed" } else { "" };
        let message = format!("the exemption `{}` does not say where the information is public{beside}", one.id);
        (message, Mark::Mandatory)
    };
    let help = "who does not tell people one by one makes the information public, and weighs the effort against their interests";
    Some(lacking(one, message, open).help(help).weighing(mark))
}

pub(super) fn law(model: &Model) -> Vec<Fault> {
    each(model, &[Exempting::Law], |one, _| {
        let id = &one.id;
        if let Some(express) = one.express.filter(|express| !express.value) {
            let fault = Fault::new(format!("the exemption `{id}` rests on a law that does not lay it down expressly"))
                .at(express.span, "this exemption needs an express provision");
            return Some(
                fault.help(
                    "tell people, or name the law that lays down expressly that the data is obtained or disclosed",
                ),
            );
        }
        let open = gaps([
            (lists(one.law.as_ref()), ("law", "\"Finance Act 2011, Schedule 23\"")),
            (one.express.is_some(), ("express", "true")),
            (
                said(one.safeguards.as_ref()),
                ("safeguards", "\"the Act limits what the data may be used for, and to whom it may go\""),
            ),
        ]);
        if !open.is_empty() {
            let message =
                format!("the exemption `{id}` does not say what its law lays down, or how that law protects people");
            let help = "name the law, say that it lays down expressly that the data is obtained or disclosed, and how it protects people";
            return Some(lacking(one, message, &open).help(help));
        }
        match one.obliges {
            Some(obliges) if obliges.value => None,
            Some(obliges) => {
                let fault = Fault::new(format!("the exemption `{id}` rests on a law that allows and does not oblige"))
                    .at(obliges.span, "the guidelines ask for a law that binds the controller");
                Some(fault.help("tell people, unless the law leaves no choice").weighing(Mark::Expected))
            }
            None => {
                let message = format!("the exemption `{id}` does not say whether its law obliges");
                let fault = lacking(one, message, &[("obliges", "true")]);
                Some(
                    fault
                        .help("say `obliges = true` if the law leaves no choice, else `false`")
                        .weighing(Mark::Expected),
                )
            }
        }
    })
}

pub(super) fn secrecy(model: &Model) -> Vec<Fault> {
    each(model, &[Exempting::Secrecy], |one, _| {
        if lists(one.law.as_ref()) {
            return None;
        }
        let message =
            format!("the exemption `{}` rests on secrecy, and the law that regulates it is not named", one.id);
        let fault = lacking(one, message, &[("law", "\"Solicitors Act 1974, section 31\"")]);
        Some(fault.help("name the law under which the data must be kept secret"))
    })
}
