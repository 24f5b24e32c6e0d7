//! The AI Act beside the notice: Regulation (EU) 2024/1689, Arts. 26, 50 and 86.

#[cfg(test)]
mod tests;

use super::entries::said;
use super::{ALWAYS, Certainty, Check, EU, Rule};
use crate::declaration::{AiKind, AiSystem, Entry, Kind};
use crate::finding::{Fault, Mark};
use crate::law::{AI_HIGH_RISK, AI_TRANSPARENCY, ai_act};
use crate::model::Model;
use crate::source::{Span, Spanned};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "AIA-01",
        name: "high-risk-ai-open",
        summary: "a high-risk AI system does not say whether it decides about people, or for what it is used",
        mark: Mark::Mandatory,
        packs: EU,
        since: Some(AI_HIGH_RISK),
        law: &[ai_act("26(11)")],
        sure: Certainty::PartlyRead,
        page: include_str!("../../docs/rules/AIA-01.md"),
        check: Check::Everywhere(high_risk_open),
    },
    Rule {
        code: "AIA-02",
        name: "workplace-ai-untold",
        summary: "an employer uses a high-risk AI system at the workplace, and the notice does not say how workers are told",
        mark: Mark::Mandatory,
        packs: EU,
        since: Some(AI_HIGH_RISK),
        law: &[ai_act("26(7)")],
        sure: Certainty::PartlyRead,
        page: include_str!("../../docs/rules/AIA-02.md"),
        check: Check::Everywhere(workplace_untold),
    },
    Rule {
        code: "AIA-03",
        name: "chatbot-untold",
        summary: "an AI system talks with people, and the notice does not say how they learn that it is one",
        mark: Mark::Practice,
        packs: EU,
        since: Some(AI_TRANSPARENCY),
        law: &[ai_act("50(1)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/AIA-03.md"),
        check: Check::Everywhere(chatbot_untold),
    },
    Rule {
        code: "AIA-04",
        name: "biometric-ai-untold",
        summary: "an AI system reads feelings or sorts people, and the notice does not say how they are told of it",
        mark: Mark::Mandatory,
        packs: EU,
        since: Some(AI_TRANSPARENCY),
        law: &[ai_act("50(3)"), ai_act("50(5)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/AIA-04.md"),
        check: Check::Everywhere(biometric_untold),
    },
    Rule {
        code: "AIA-05",
        name: "ai-explanation-missing",
        summary: "a high-risk AI system has a part in decisions, and the notice does not say whom to ask for an explanation",
        mark: Mark::Expected,
        packs: EU,
        since: Some(AI_HIGH_RISK),
        law: &[ai_act("86(1)")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/AIA-05.md"),
        check: Check::Everywhere(explanation_missing),
    },
    Rule {
        code: "AIA-06",
        name: "ai-denied-and-declared",
        summary: "the notice says that there is no AI system, and declares one",
        mark: Mark::Structural,
        packs: ALWAYS,
        since: None,
        law: &[],
        sure: Certainty::NoLaw,
        page: include_str!("../../docs/rules/AIA-06.md"),
        check: Check::Everywhere(denied),
    },
];

/// The place where a system is said to be of a kind.
fn is_kind(system: &AiSystem, kinds: &[AiKind]) -> Option<Span> {
    system.kind.iter().flatten().find(|kind| kinds.contains(&kind.value)).map(|kind| kind.span)
}

fn is(fact: Option<Spanned<bool>>, wanted: bool) -> bool {
    fact.is_some_and(|fact| fact.value == wanted)
}

fn called(system: &Entry<AiSystem>) -> String {
    format!("the AI system `{}`", system.id)
}

/// Faults of all systems for which a rule finds one.
fn each(model: &Model, find: impl Fn(&Entry<AiSystem>) -> Option<Fault>) -> Vec<Fault> {
    model.ai.iter().filter_map(|system| Some(find(system)?.on(format!("ai.{}", system.id)))).collect()
}

/// The paste of one line for a system.
fn line(system: &Entry<AiSystem>, line: &str) -> String {
    format!("[ai.{}]\n{line}", system.id)
}

fn high_risk_open(model: &Model) -> Vec<Fault> {
    each(model, |system| {
        let kind = is_kind(system, &[AiKind::HighRisk])?;
        if system.decides.is_none() {
            let fault =
                Fault::new(format!("{} does not say whether it decides about people or helps to", called(system)))
                    .at(system.span, "no `decides` here")
                    .at(kind, "high-risk")
                    .help("say `true` or `false`; where it does, people must be told that they are subject to it");
            return Some(fault.paste(line(system, "decides = true")));
        }
        let told = said(system.purpose.as_ref()) || !model.purposes_named(system.purposes.as_ref()).is_empty();
        if is(system.decides, false) || told {
            return None;
        }
        let fault =
            Fault::new(format!("{} decides about people, and does not say what it is used for", called(system)))
                .at(system.span, "neither `use` nor `purposes` here")
                .help("say what it does, or name the purposes for which it is used");
        Some(fault.paste(line(system, "use = \"it puts applications in an order for our recruiters\"")))
    })
}

fn workplace_untold(model: &Model) -> Vec<Fault> {
    each(model, |system| {
        let kind = is_kind(system, &[AiKind::HighRisk])?;
        let Some(workplace) = system.workplace else {
            // The question arises where the notice speaks to staff.
            if !model.is_kind(Kind::Employer) {
                return None;
            }
            let fault = Fault::new(format!("{} does not say whether it is used at the workplace", called(system)))
                .at(system.span, "no `workplace` here")
                .at(kind, "high-risk")
                .help("say `true` or `false`; workers and their representatives must be told before such a system is used");
            return Some(fault.paste(line(system, "workplace = false")));
        };
        if !workplace.value || said(system.told.as_ref()) {
            return None;
        }
        let fault =
            Fault::new(format!("{} is used at the workplace, and nothing says how workers are told", called(system)))
                .at(workplace.span, "used at the workplace")
                .at(system.span, "no `told` here")
                .help("say how workers and their representatives are told before it is used");
        Some(fault.paste(line(
            system,
            "told = \"a letter to each worker and to the works council, before it is first used\"",
        )))
    })
}

fn chatbot_untold(model: &Model) -> Vec<Fault> {
    each(model, |system| {
        let kind = is_kind(system, &[AiKind::Chatbot]).filter(|_| untold(system))?;
        let fault =
            Fault::new(format!("{} talks with people, and nothing says how they learn that it is one", called(system)))
                .at(kind, "talks with people")
                .help("say where people are told, such as a line above the chat");
        Some(fault.paste(line(system, "told = \"a line at the head of the chat\"")))
    })
}

fn biometric_untold(model: &Model) -> Vec<Fault> {
    each(model, |system| {
        let kinds = [AiKind::EmotionRecognition, AiKind::BiometricCategorisation];
        let kind = is_kind(system, &kinds).filter(|_| untold(system))?;
        let sorts = is_kind(system, &[AiKind::BiometricCategorisation]).is_some();
        let what = if sorts { "sorts people by biometric data" } else { "reads people's feelings" };
        let fault = Fault::new(format!("{} {what}, and nothing says how they are told of it", called(system)))
            .at(kind, "people must be told at the latest when they are first exposed to it")
            .at(system.span, "no `told` here")
            .help("say how and when people are told; where a law permits it against offences, say `offences = true`; at work and in education such systems are banned, save for medical or safety reasons");
        Some(fault.paste(line(system, "told = \"a sign at each entrance\"")))
    })
}

/// Whether people must be told, and nothing says how: not where a law permits the system against offences.
fn untold(system: &AiSystem) -> bool {
    !said(system.told.as_ref()) && !is(system.offences, true)
}

fn explanation_missing(model: &Model) -> Vec<Fault> {
    each(model, |system| {
        let kind = is_kind(system, &[AiKind::HighRisk])?;
        // Whether it decides at all is AIA-01's question.
        if system.explanation.is_some() || !is(system.decides, true) {
            return None;
        }
        let fault = Fault::new(format!(
            "{} has a part in decisions, and nothing says whom to ask for an explanation",
            called(system)
        ))
        .at(kind, "high-risk")
        .at(system.span, "no `explanation` here")
        .help(
            "add whom to ask; people may ask for a clear account of the part it had in a decision that weighs on them",
        );
        Some(fault.paste(line(system, &format!("explanation = \"{}\"", super::entries::address(model)))))
    })
}

fn denied(model: &Model) -> Vec<Fault> {
    let (Some(none), Some(first)) = (model.ai.none.filter(|none| none.value), model.ai.iter().next()) else {
        return Vec::new();
    };
    let fault = Fault::new("the notice says that there is no AI system, and declares one")
        .at(none.span, "says that there is none")
        .at(first.span, "declared here")
        .help("leave out one of the two");
    vec![fault.on("ai")]
}
