//! Whether data must be given: GDPR Art. 13(2)(e), which has no twin in Art. 14.

mod missing;
mod vague;

use super::entries::{holds_for, listed, put, said, written};
use super::{Certainty, Check, EU_UK, Rule};
use crate::declaration::{Basis, Entry, Id, Provision, ProvisionKind, Purpose};
use crate::finding::{Fault, Mark};
use crate::law::{Article6, gdpr};
use crate::model::Model;
use crate::source::{Span, Spanned};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "PRV-01",
        name: "provision-missing",
        summary: "the notice does not say whether data must be given, and on what that rests",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(2)(e)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/PRV-01.md"),
        check: Check::Everywhere(missing::missing),
    },
    Rule {
        code: "PRV-02",
        name: "provision-obligation-undeclared",
        summary: "the notice does not say whether people are obliged to give data",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(2)(e)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/PRV-02.md"),
        check: Check::Everywhere(obligation_undeclared),
    },
    Rule {
        code: "PRV-03",
        name: "provision-consequences-missing",
        summary: "the notice does not say what happens where data is not given",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(2)(e)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/PRV-03.md"),
        check: Check::Purpose(consequences_missing),
    },
    Rule {
        code: "PRV-04",
        name: "provision-basis-clash",
        summary: "data that a contract needs is called voluntary",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("6(1)(b)"), gdpr("13(2)(e)")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/PRV-04.md"),
        check: Check::Provision(basis_clash),
    },
    Rule {
        code: "PRV-06",
        name: "consequence-vague",
        summary: "what happens without the data is said only vaguely",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("12(1)"), gdpr("13(2)(e)")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/PRV-06.md"),
        check: Check::Purpose(vague::consequence_vague),
    },
];

/// The provisions of a purpose, those at some places with a value for a key.
fn amended(
    purpose: &Entry<Purpose>,
    model: &Model,
    key: &str,
    value: impl Fn(&Spanned<Provision>) -> Option<toml::Value>,
) -> String {
    let entries = written(model.provisions(purpose), |one, table| {
        if let Some(value) = value(one) {
            put(table, key, value);
        }
    });
    listed(&purpose.id, "provision", &entries)
}

/// Whether a provision is of a kind.
fn is_of(provision: &Provision, wanted: ProvisionKind) -> bool {
    provision.kind.is_some_and(|kind| kind.value == wanted)
}

fn obligation_undeclared(model: &Model) -> Vec<Fault> {
    let asked = model.purposes.iter().filter(|purpose| model.collection(purpose).direct);
    asked
        .flat_map(|purpose| {
            let clashes = model.provisions(purpose).iter().filter_map(|provision| obligation_clash(provision, purpose));
            let faults: Vec<Fault> = clashes.chain(obligation_open(purpose, model)).collect();
            faults.into_iter().map(|fault| fault.on(format!("purposes.{}", purpose.id)))
        })
        .collect()
}

/// Provisions of a purpose that do not say whether people are obliged. What is voluntary obliges nobody, and needs not say so.
fn obligation_open(purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let is_open = |one: &Provision| one.obliged.is_none() && !is_of(one, ProvisionKind::Voluntary);
    let mut open = model.provisions(purpose).iter().filter(|one| is_open(one)).peekable();
    open.peek()?;
    let message = format!("the purpose `{}` does not say whether people are obliged to give the data", purpose.id);
    let fault = open.fold(Fault::new(message), |fault, one| {
        fault.at(one.kind.map_or(one.span, |kind| kind.span), "no `obliged` beside it")
    });
    let fault = fault.help("add `obliged = true` where people have a duty to give the data, else `obliged = false`");
    let duty = |one: &Provision| is_of(one, ProvisionKind::Statutory) || is_of(one, ProvisionKind::Contractual);
    Some(fault.paste(amended(purpose, model, "obliged", |one| is_open(one).then(|| duty(one).into()))))
}

fn obligation_clash(provision: &Spanned<Provision>, purpose: &Entry<Purpose>) -> Option<Fault> {
    let id = &purpose.id;
    let kind = provision.kind?;
    let obliged = provision.obliged?;
    match (kind.value, obliged.value) {
        (ProvisionKind::Voluntary, true) => {
            let message = format!("the purpose `{id}` calls giving the data voluntary and an obligation");
            let fault = Fault::new(message).at(obliged.span, "says that people are obliged");
            Some(fault.at(kind.span, "says that they are free").help("leave out one of the two"))
        }
        (ProvisionKind::Statutory, false) => {
            let message = format!("the purpose `{id}` tells of a statute that asks for the data and obliges nobody");
            let fault = Fault::new(message)
                .at(obliged.span, "says that nobody is obliged")
                .at(kind.span, "says that a statute asks for them")
                .help("set `obliged = true` where the statute lays a duty on people, else choose another `kind`");
            // Which of the two is wrong, only the author knows.
            Some(fault.weighing(Mark::Expected))
        }
        _ => None,
    }
}

fn consequences_missing(purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    if !model.collection(purpose).direct {
        return None;
    }
    let provisions = model.provisions(purpose);
    let places: Vec<Span> = provisions.iter().filter_map(without_consequences).collect();
    if places.is_empty() {
        return None;
    }
    let message = format!("the purpose `{}` does not say what happens where the data is not given", purpose.id);
    let fault = Fault::new(message);
    let fault = places.iter().fold(fault, |fault, place| fault.at(*place, "no `consequences` beside it"));
    let follows = |one: &Provision| match one.kind.map(|kind| kind.value) {
        Some(ProvisionKind::Contractual) => "we cannot carry out our contract with you",
        Some(ProvisionKind::ToEnterContract) => "we cannot enter into a contract with you",
        _ => "we cannot do what the law asks of us",
    };
    let value = |one: &Spanned<Provision>| without_consequences(one).map(|_| follows(one).into());
    Some(fault.help("add what follows for the person").paste(amended(purpose, model, "consequences", value)))
}

/// Where a provision should say what follows and does not. Without a kind, only an obligation tells that it is not voluntary.
fn without_consequences(provision: &Spanned<Provision>) -> Option<Span> {
    if said(provision.consequences.as_ref()) {
        return None;
    }
    match (provision.kind, provision.obliged) {
        (Some(kind), _) => (kind.value != ProvisionKind::Voluntary).then_some(kind.span),
        (None, obliged) => obliged.filter(|obliged| obliged.value).map(|obliged| obliged.span),
    }
}

/// What rests on a contract alone is needed for it. A legal obligation of the controller's says nothing of the person's.
fn basis_clash(provision: &Spanned<Provision>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let kind = provision.kind.filter(|kind| kind.value == ProvisionKind::Voluntary)?;
    if !model.collection(purpose).direct {
        return None;
    }
    let bases = model.bases(purpose);
    let contract = |basis: &Spanned<Basis>| basis.article.is_some_and(|one| one.value == Article6::Contract);
    let of_contract_alone = |id: &Id| {
        let mut own = bases.iter().filter(|basis| holds_for(basis.data.as_ref(), id)).peekable();
        own.peek().is_some() && own.all(contract)
    };
    let data = model.data_of(purpose);
    let own: Vec<_> = data.iter().filter(|used| holds_for(provision.data.as_ref(), &used.entry.id)).collect();
    // Some of it may rest on the contract and some of it may be given by choice; then only the author knows which.
    if own.is_empty() || !own.iter().all(|used| of_contract_alone(&used.entry.id)) {
        return None;
    }
    let needs = bases.iter().find(|basis| contract(basis))?;
    let message = format!("the purpose `{}` needs data for a contract and calls giving it voluntary", purpose.id);
    let fault = Fault::new(message)
        .at(kind.span, "says that people are free to give it")
        .at(needs.span, "says that a contract needs it")
        .help("choose `contractual` or `to-enter-contract`, or another basis for what people may leave out");
    let entries = written(model.provisions(purpose), |one, table| {
        if one.span == provision.span {
            put(table, "kind", "contractual");
            put(table, "obliged", true);
            if !said(one.consequences.as_ref()) {
                put(table, "consequences", "we cannot carry out our contract with you");
            }
        }
    });
    Some(fault.paste(listed(&purpose.id, "provision", &entries)))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{self, under};

    /// The codes of this family that a purpose gives, each with its level.
    fn purpose(collected: &str, rest: &str) -> Vec<String> {
        let text = format!(
            "[data.x]\nlabel = \"x\"\n[data.y]\nlabel = \"y\"\n\
             [sources.s]\nname = \"S\"\npublic = false\n[purposes.p]\ndata = [\"x\", \"y\"]\n\
              collected = {collected}\n{rest}\n"
        );
        let found = testing::findings(&["PRV"], None, &under("[\"eu\", \"uk\"]", "2026-11-01", &text));
        found
            .into_iter()
            .map(|one| if one.fault.mark.is_some() { format!("{} lighter", one.code) } else { one.code.into() })
            .collect()
    }

    const NONE: [&str; 0] = [];

    #[test]
    fn only_what_people_give_can_be_refused() {
        assert_eq!(purpose("\"direct\"", ""), ["PRV-01"]);
        assert_eq!(purpose("[\"direct\", \"s\"]", ""), ["PRV-01"]);
        for silent in ["\"observed\"", "[\"observed\", \"s\"]", "\"s\"", "\"inferred\"", "[]"] {
            assert_eq!(purpose(silent, ""), NONE, "{silent}");
        }
    }

    #[test]
    fn limbs_are_asked_for_where_data_are_given() {
        let bare = "provision = { kind = \"contractual\" }";
        assert_eq!(purpose("\"direct\"", bare), ["PRV-02", "PRV-03"]);
        assert_eq!(purpose("\"observed\"", bare), NONE);
        assert_eq!(purpose("\"s\"", bare), NONE);
        let all = "provision = { kind = \"contractual\", obliged = false, consequences = \"we cannot serve you\" }";
        assert_eq!(purpose("\"direct\"", all), NONE);
        assert_eq!(purpose("\"direct\"", "provision = { obliged = true }"), ["PRV-01", "PRV-03"]);
        assert_eq!(purpose("\"direct\"", "provision = { obliged = false }"), ["PRV-01"]);
    }

    #[test]
    fn what_is_voluntary_obliges_nobody() {
        assert_eq!(purpose("\"direct\"", "provision = \"voluntary\""), NONE);
        assert_eq!(purpose("\"direct\"", "provision = { kind = \"voluntary\" }"), NONE);
        assert_eq!(purpose("\"direct\"", "provision = { kind = \"voluntary\", obliged = true }"), ["PRV-02"]);
    }

    #[test]
    fn a_statute_that_asks_obliges() {
        let with = |obliged: &str| {
            format!("provision = {{ kind = \"statutory\"{obliged}, consequences = \"we cannot pay you\" }}")
        };
        assert_eq!(purpose("\"direct\"", &with("")), ["PRV-02"]);
        assert_eq!(purpose("\"direct\"", &with(", obliged = false")), ["PRV-02 lighter"]);
        assert_eq!(purpose("\"direct\"", &with(", obliged = true")), NONE);
    }

    #[test]
    fn what_a_contract_needs_is_not_voluntary() {
        let with = |basis: &str| purpose("\"direct\"", &format!("basis = {basis}\nprovision = \"voluntary\""));
        assert_eq!(with("\"6(1)(b)\""), ["PRV-04"]);
        // A duty of the controller's is none of the person's.
        for other in ["6(1)(a)", "6(1)(c)", "6(1)(e)", "6(1)(f)"] {
            assert_eq!(with(&format!("\"{other}\"")), NONE, "{other}");
        }
        assert_eq!(
            with("[{ article = \"6(1)(b)\", scope = \"one\" }, { article = \"6(1)(f)\", scope = \"two\" }]"),
            NONE
        );
        assert_eq!(with("[{ article = \"6(1)(b)\" }, { article = \"6(1)(f)\", data = [\"y\"] }]"), NONE);
        let some = |data: &str| {
            let bases =
                "basis = [{ article = \"6(1)(b)\", data = [\"x\"] }, { article = \"6(1)(f)\", data = [\"y\"] }]";
            let other = if data == "x" { "y" } else { "x" };
            let rest =
                format!("{{ kind = \"contractual\", obliged = false, consequences = \"none\", data = [\"{other}\"] }}");
            purpose(
                "\"direct\"",
                &format!("{bases}\nprovision = [{{ kind = \"voluntary\", data = [\"{data}\"] }}, {rest}]"),
            )
        };
        assert_eq!(some("x"), ["PRV-04"]);
        assert_eq!(some("y"), NONE);
        assert_eq!(purpose("\"observed\"", "basis = \"6(1)(b)\"\nprovision = \"voluntary\""), NONE);
        assert_eq!(purpose("\"direct\"", "provision = \"voluntary\""), NONE);
    }

    #[test]
    fn provisions_that_leave_data_out() {
        let some = "provision = { kind = \"voluntary\", data = [\"x\"] }";
        assert_eq!(purpose("\"direct\"", some), ["PRV-01"]);
        assert_eq!(purpose("[\"direct\", \"s\"]", some), NONE);
        assert_eq!(
            purpose("\"direct\"", "provision = [ { kind = \"voluntary\", data = [\"x\"] }, \"voluntary\" ]"),
            NONE
        );
        let both = "provision = [ { kind = \"voluntary\", data = [\"x\"] }, { kind = \"voluntary\", data = [\"y\"] } ]";
        assert_eq!(purpose("\"direct\"", both), NONE);
    }

    /// How many findings of a rule some purposes of the same group give; each has one category and these keys.
    fn several(code: &str, purposes: &[(&str, &str)]) -> usize {
        let one = |(at, (data, keys)): (usize, &(&str, &str))| {
            format!("[purposes.p{at}]\nsubjects = \"s\"\ndata = {data}\ncollected = \"direct\"\n{keys}\n")
        };
        let all: String = purposes.iter().enumerate().map(one).collect();
        let text = format!("[subjects.s]\n[data.x]\n[data.y]\n{all}");
        testing::findings(&[code], None, &under("[\"uk\"]", "2026-11-01", &text)).len()
    }

    #[test]
    fn what_is_given_once_is_told_once() {
        let told = "provision = \"voluntary\"";
        assert_eq!(several("PRV-01", &[("\"x\"", ""), ("\"x\"", ""), ("\"y\"", "")]), 2);
        assert_eq!(several("PRV-01", &[("\"x\"", ""), ("[\"x\", \"y\"]", told)]), 0);
        assert_eq!(several("PRV-01", &[("[\"x\", \"y\"]", ""), ("\"x\"", told)]), 1);
        assert_eq!(several("PRV-01", &[("\"x\"", "marketing = true"), ("\"x\"", told)]), 1);
        assert_eq!(several("PRV-01", &[("\"x\"", "basis = \"6(1)(a)\""), ("\"x\"", "")]), 2);
    }

    #[test]
    fn provisions_of_a_purpose_are_asked_about_together() {
        let bare = "provision = [{ kind = \"statutory\" }, { kind = \"contractual\" }]";
        assert_eq!(several("PRV-02", &[("\"x\"", bare)]), 1);
        assert_eq!(several("PRV-03", &[("\"x\"", bare)]), 1);
    }
}
