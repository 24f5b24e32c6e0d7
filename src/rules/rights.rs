//! The rights of Arts. 15 to 21 and how to use them: GDPR Arts. 12, 13(2)(b), 14(2)(c), UK GDPR Art. 12A.

mod limits;
mod overclaims;
mod portability;
mod requests;
#[cfg(test)]
mod tests;

use strum::IntoEnumIterator;

use super::{Certainty, Check, EU_UK, Rule};
use crate::declaration::{Fee, Period, Reachable, RightsMode};
use crate::finding::{Fault, Mark};
use crate::law::{DUAA_MAIN, Right, gdpr, other, pa18, uk_gdpr};
use crate::model::{Model, Standing};
use crate::source::Spanned;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "RGT-01",
        name: "right-of-access-missing",
        summary: "the notice leaves out the right of access",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(2)(b)"), gdpr("14(2)(c)"), gdpr("15")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/RGT-01.md"),
        check: Check::Notice(access_missing),
    },
    Rule {
        code: "RGT-02",
        name: "right-to-rectification-missing",
        summary: "the notice leaves out the right to rectification",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(2)(b)"), gdpr("14(2)(c)"), gdpr("16")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/RGT-02.md"),
        check: Check::Notice(rectification_missing),
    },
    Rule {
        code: "RGT-03",
        name: "right-to-erasure-missing",
        summary: "the notice leaves out the right to erasure",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(2)(b)"), gdpr("14(2)(c)"), gdpr("17")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/RGT-03.md"),
        check: Check::Notice(erasure_missing),
    },
    Rule {
        code: "RGT-04",
        name: "right-to-restriction-missing",
        summary: "the notice leaves out the right to restriction",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(2)(b)"), gdpr("14(2)(c)"), gdpr("18")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/RGT-04.md"),
        check: Check::Notice(restriction_missing),
    },
    Rule {
        code: "RGT-05",
        name: "right-to-portability-missing",
        summary: "the notice leaves out the right to data portability",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(2)(b)"), gdpr("14(2)(c)"), gdpr("20(1)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/RGT-05.md"),
        check: Check::Notice(portability_missing),
    },
    Rule {
        code: "RGT-06",
        name: "right-to-object-missing",
        summary: "the notice leaves out the right to object",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(2)(b)"), gdpr("14(2)(c)"), gdpr("21")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/RGT-06.md"),
        check: Check::Notice(objection_missing),
    },
    Rule {
        code: "RGT-07",
        name: "rights-channel-missing",
        summary: "the notice does not say where requests go",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("12(2)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/RGT-07.md"),
        check: Check::Notice(channel_missing),
    },
    Rule {
        code: "RGT-09",
        name: "portability-overclaimed",
        summary: "the notice promises data portability where it applies nowhere",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("20(1)"), gdpr("20(3)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/RGT-09.md"),
        check: Check::Texts(portability::overclaimed),
    },
    Rule {
        code: "RGT-10",
        name: "erasure-overclaimed",
        summary: "deletion is promised without limit",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("17(3)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/RGT-10.md"),
        check: Check::Texts(overclaims::erasure),
    },
    Rule {
        code: "RGT-11",
        name: "objection-overclaimed",
        summary: "objection is promised where the law does not give it",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("21(1)"), gdpr("21(2)"), gdpr("21(6)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/RGT-11.md"),
        check: Check::Texts(overclaims::objection),
    },
    Rule {
        code: "RGT-12",
        name: "response-time-too-long",
        summary: "the notice allows more time for an answer than there is",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("12(3)"), uk_gdpr("12A").since_uk(DUAA_MAIN)],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/RGT-12.md"),
        check: Check::Everywhere(response_too_long),
    },
    Rule {
        code: "RGT-13",
        name: "rights-fee-unlawful",
        summary: "the notice charges a fee for every request",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("12(5)"), gdpr("15(3)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/RGT-13.md"),
        check: Check::Notice(fee_unlawful),
    },
    Rule {
        code: "RGT-14",
        name: "requests-in-writing-only",
        summary: "the notice takes requests in writing only",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("12(2)"), other("EDPB Guidelines 01/2022 on the right of access").eu_only()],
        sure: Certainty::PartlyRead,
        page: include_str!("../../docs/rules/RGT-14.md"),
        check: Check::Texts(requests::in_writing_only),
    },
    Rule {
        code: "RGT-15",
        name: "identity-asked-of-everyone",
        summary: "the notice asks everyone who uses a right for proof of identity",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("12(6)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/RGT-15.md"),
        check: Check::Texts(requests::everyone_identified),
    },
    Rule {
        code: "RGT-16",
        name: "unidentified-rights-untold",
        summary: "nobody can be identified, and the notice does not say what becomes of the rights",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("11(2)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/RGT-16.md"),
        check: Check::Text(limits::unidentified_untold),
    },
    Rule {
        code: "RGT-17",
        name: "rights-limit-unsourced",
        summary: "the notice limits rights and does not say by which provision",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("23"), pa18("Schedules 2 to 4")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/RGT-17.md"),
        check: Check::Texts(limits::unsourced),
    },
];

/// A right that the notice's own list of rights leaves out; where there is no list, all are printed.
pub(super) fn left_out(right: Right, called: &str, model: &Model) -> Option<Fault> {
    let stated = model.rights.as_ref()?.stated.as_ref()?;
    if model.states(right) {
        return None;
    }
    let missing = Right::iter().filter(|one| !model.states(*one) && (*one == right || is_due(*one, model)));
    let all = stated.iter().map(|one| one.value).chain(missing);
    let all: Vec<String> = all.map(|one| format!("\"{}\"", one.as_ref())).collect();
    let fault = Fault::new(format!("the list of rights leaves out {called}"))
        .at(stated.span, format!("`{}` is not among them", right.as_ref()))
        .help("add it, or leave `stated` out: the notice then names every right")
        .paste(format!("[rights]\nstated = [{}]", all.join(", ")))
        .on("rights");
    Some(fault)
}

/// Whether the law asks for a right in this notice, so that one list to paste holds all that are missing.
fn is_due(right: Right, model: &Model) -> bool {
    match right {
        Right::Access | Right::Rectification | Right::Erasure | Right::Restriction | Right::Complaint => true,
        Right::Portability | Right::Objection => model.standing(right).somewhere() || names_all(model),
        Right::MarketingObjection => model.has_marketing(),
        Right::Withdrawal => model.standing(right).somewhere(),
        Right::ControllerComplaint => model.law.uk_complaints(),
        Right::AutomatedDecisions => false,
    }
}

fn access_missing(model: &Model) -> Option<Fault> {
    left_out(Right::Access, "the right of access", model)
}

fn rectification_missing(model: &Model) -> Option<Fault> {
    left_out(Right::Rectification, "the right to have data corrected", model)
}

fn erasure_missing(model: &Model) -> Option<Fault> {
    left_out(Right::Erasure, "the right to erasure", model)
}

fn restriction_missing(model: &Model) -> Option<Fault> {
    left_out(Right::Restriction, "the right to have the use of data restricted", model)
}

/// Whether all rights of the list are to be named, those that apply nowhere too.
fn names_all(model: &Model) -> bool {
    let mode = model.rights.as_ref().and_then(|rights| rights.mode);
    mode.is_none_or(|mode| mode.value == RightsMode::Full)
}

fn portability_missing(model: &Model) -> Option<Fault> {
    let standing = model.standing(Right::Portability);
    if !standing.somewhere() && !names_all(model) {
        return None;
    }
    let fault = left_out(Right::Portability, "the right to data portability", model)?;
    Some(because(fault, &standing))
}

fn objection_missing(model: &Model) -> Option<Fault> {
    let standing = model.standing(Right::Objection);
    let nowhere = standing.absent.len() == model.purposes.entries.len();
    let needed = standing.somewhere() || model.has_marketing() || names_all(model);
    // Where nothing but marketing can be objected to, that right is the one to name.
    let named = model.states(Right::MarketingObjection) && nowhere;
    if !needed || named {
        return None;
    }
    let fault = left_out(Right::Objection, "the right to object", model)?;
    Some(because(fault, &standing))
}

/// Shows purposes where a right applies, or how to say that only rights which apply are named.
fn because(fault: Fault, standing: &Standing<'_>) -> Fault {
    if !standing.somewhere() {
        return fault
            .help("add it: the notice then says where it applies; or name only what applies, `mode = \"scenario\"`");
    }
    standing.arises.iter().fold(fault, |fault, purpose| fault.at(purpose.span, "it applies to this purpose"))
}

fn channel_missing(model: &Model) -> Option<Fault> {
    let rights = model.rights.as_ref();
    if rights.is_some_and(|rights| rights.contact.is_some() || rights.form.is_some()) {
        return None;
    }
    let controller = model.controller.as_ref().filter(|controller| controller.is_reachable());
    let dpo = model.dpo.as_ref().filter(|dpo| dpo.is_reachable());
    let fault = match (dpo, controller) {
        (None, None) => Fault::new("the notice does not say where requests about rights go"),
        (Some(dpo), _) => Fault::new("requests about rights have no address but that of the data protection officer")
            .at(dpo.span, "serves for requests too")
            .weighing(Mark::Practice),
        (None, Some(controller)) => Fault::new("requests about rights have no address but that of the controller")
            .at(controller.span, "serves for requests too")
            .weighing(Mark::Practice),
    };
    let fault = match rights {
        Some(rights) => fault.at(rights.span, "no `contact` or `form` here"),
        None => fault.at(model.start(), "there is no `[rights]` table"),
    };
    let officer = dpo.and_then(|dpo| dpo.email.as_ref());
    let email = officer.or(controller.and_then(|controller| controller.email.as_ref()));
    let address = email.map_or_else(|| "dpo@northmoor.example".to_owned(), |email| email.value.to_string());
    let fault = fault.help("say where requests go: an address in `contact`, or a `form`");
    Some(fault.paste(format!("[rights]\ncontact = \"{address}\"")).on("rights"))
}

/// Whether a period is longer than so many months, whichever months they are.
fn exceeds(period: Period, months: u32) -> bool {
    match months.checked_sub(period.months) {
        None => true,
        Some(0) => period.days > 0,
        Some(rest) => period.days > 31 * rest,
    }
}

fn response_too_long(model: &Model) -> Vec<Fault> {
    let Some(rights) = &model.rights else { return Vec::new() };
    let too_long = |period: Option<Spanned<Period>>, months| period.filter(|period| exceeds(period.value, months));
    let answer = too_long(rights.respond_within, 1).map(|period| {
        Fault::new(format!("requests are to be answered within {}, and there is one month", period.value))
            .at(period.span, "longer than one month")
            .help("write one month or less; a complex request may take two months more, in `extension`")
            .paste("[rights]\nrespond_within = \"1 month\"\nextension = \"2 months\"")
            .on("rights")
    });
    let more = too_long(rights.extension, 2).map(|period| {
        Fault::new(format!("complex requests are given {} more, and there are two months", period.value))
            .at(period.span, "longer than two months")
            .help("write by how much longer a complex request may take, two months at most")
            .paste("[rights]\nextension = \"2 months\"")
            .on("rights")
    });
    answer.into_iter().chain(more).collect()
}

fn fee_unlawful(model: &Model) -> Option<Fault> {
    let fees = model.rights.as_ref()?.fee.as_ref()?;
    let every = fees.iter().find(|fee| fee.value == Fee::EveryRequest)?;
    let fault = Fault::new("a fee is charged for every request")
        .at(every.span, "requests are free of charge")
        .help("charge a fee only for requests that are plainly unfounded or excessive, or for further copies");
    Some(fault.paste("[rights]\nfee = [\"unfounded-or-excessive\", \"further-copies\"]").on("rights"))
}
