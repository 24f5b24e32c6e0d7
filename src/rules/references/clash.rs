//! Facts that contradict each other.

use crate::declaration::{Fee, Kind, Reachable};
use crate::finding::Fault;
use crate::model::Model;
use crate::source::Span;

/// Kinds of organisation that are never one.
const APART: &[(Kind, Kind)] = &[
    (Kind::SoleTrader, Kind::Company),
    (Kind::SoleTrader, Kind::PublicAuthority),
    (Kind::SoleTrader, Kind::ParishCouncil),
    (Kind::SoleTrader, Kind::Court),
    (Kind::SoleTrader, Kind::Charity),
    (Kind::SoleTrader, Kind::MembershipBody),
    (Kind::Company, Kind::ParishCouncil),
    (Kind::Company, Kind::Court),
    (Kind::MembershipBody, Kind::PublicAuthority),
    (Kind::MembershipBody, Kind::ParishCouncil),
    (Kind::MembershipBody, Kind::Court),
];

pub(super) fn facts(model: &Model) -> Vec<Fault> {
    let mut faults: Vec<Fault> = kinds(model).into_iter().collect();
    for subject in &model.subjects {
        if let (Some(party), Some(contract)) = (subject.party.filter(|party| !party.value), &subject.party_to) {
            let id = &subject.id;
            let fault = Fault::new(format!("`{id}` are said to be party to a contract and party to none"))
                .at(party.span, "party to none")
                .at(contract.span, "party to this")
                .help("leave out `party_to`, or `party = false`");
            faults.push(fault.on(format!("subjects.{id}")));
        }
    }
    if let Some(dpo) = &model.dpo
        && let Some(none) = dpo.none.filter(|none| none.value)
        && (dpo.is_reachable() || dpo.name.is_some())
    {
        let fault = Fault::new("a data protection officer is named, and it is said that there is none")
            .at(none.span, "says that there is none")
            .at(dpo.span, "names one")
            .help("leave out `none`, or all that stands beside it");
        faults.push(fault.on("dpo"));
    }
    for entry in &model.representatives {
        if let (Some(exempt), Some(name)) = (entry.exempt, &entry.name) {
            let id = &entry.id;
            let fault = Fault::new(format!("the representative `{id}` is named, and it is said that none is needed"))
                .at(exempt.span, "says that none is needed")
                .at(name.span, "names one")
                .help("leave out `exempt`, or all that stands beside it");
            faults.push(fault.on(format!("representatives.{id}")));
        }
    }
    faults.extend(fees(model));
    faults
}

/// A fee beside the statement that requests never cost anything.
fn fees(model: &Model) -> Option<Fault> {
    let fees = model.rights.as_ref()?.fee.as_ref()?;
    let never = fees.iter().find(|fee| fee.value == Fee::Never)?;
    let charged = fees.iter().find(|fee| fee.value != Fee::Never)?;
    let fault = Fault::new("requests are said to be free always, and to cost a fee")
        .at(never.span, "never a fee")
        .at(charged.span, "a fee")
        .help("leave out `never`, or all that stands beside it");
    Some(fault.on("rights"))
}

fn kinds(model: &Model) -> Option<Fault> {
    let kinds = model.controller.as_ref()?.kind.as_ref()?;
    let place = |kind: Kind| kinds.iter().find(|one| one.value == kind).map(|one| one.span);
    let (one, other): ((Kind, Span), (Kind, Span)) =
        APART.iter().find_map(|(one, other)| Some(((*one, place(*one)?), (*other, place(*other)?))))?;
    let fault = Fault::new(format!("the controller is declared as `{}` and as `{}`", one.0.as_ref(), other.0.as_ref()))
        .at(one.1, "one of these")
        .at(other.1, "or the other")
        .help("keep the kind that the organisation is in law");
    Some(fault.on("controller"))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing;

    const NONE: [&str; 0] = [];

    fn clashes(text: &str) -> Vec<&'static str> {
        testing::codes(&["REF-12"], None, text)
    }

    #[test]
    fn kinds_that_go_together_do_not_clash() {
        let with = |kinds: &str| clashes(&format!("[controller]\nkind = [{kinds}]"));
        assert_eq!(with("\"public-authority\", \"membership-body\""), ["REF-12"]);
        assert_eq!(with("\"sole-trader\", \"company\""), ["REF-12"]);
        assert_eq!(with("\"public-authority\", \"court\""), NONE);
        assert_eq!(with("\"public-authority\", \"parish-council\", \"employer\""), NONE);
        assert_eq!(with("\"charity\", \"company\", \"non-profit\", \"membership-body\""), NONE);
    }

    #[test]
    fn what_is_denied_is_not_declared_beside_it() {
        assert_eq!(clashes("[subjects.a]\nparty = false\nparty_to = \"your order\""), ["REF-12"]);
        assert_eq!(clashes("[subjects.a]\nparty = true\nparty_to = \"your order\""), NONE);
        assert_eq!(clashes("[dpo]\nnone = true\nemail = \"dpo@northmoor.example\""), ["REF-12"]);
        assert_eq!(clashes("[dpo]\nnone = true"), NONE);
        assert_eq!(clashes("[representatives.eu]\nexempt = \"occasional\"\nname = \"Agents\""), ["REF-12"]);
        assert_eq!(clashes("[representatives.eu]\nexempt = \"occasional\""), NONE);
        assert_eq!(clashes("[rights]\nfee = [\"never\", \"further-copies\"]"), ["REF-12"]);
        assert_eq!(clashes("[rights]\nfee = \"never\""), NONE);
        assert_eq!(clashes("[rights]\nfee = [\"unfounded-or-excessive\", \"further-copies\"]"), NONE);
    }
}
