//! Whether data must be given: GDPR Art. 13(2)(e), which has no twin in Art. 14.

mod vague;

use toml::Table;

use super::entries::{array, holds_for, is_in_place, listed, put, quoted, said, written};
use super::{Certainty, Check, EU_UK, Rule};
use crate::declaration::{Basis, Entry, Id, Provision, ProvisionKind, Purpose};
use crate::finding::{Fault, Mark};
use crate::law::{Article6, gdpr};
use crate::model::Model;
use crate::source::Spanned;

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
        check: Check::Purpose(provision_missing),
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
        check: Check::Provision(obligation_undeclared),
    },
    Rule {
        code: "PRV-03",
        name: "provision-consequences-missing",
        summary: "the notice does not say what happens where data are not given",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(2)(e)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/PRV-03.md"),
        check: Check::Provision(consequences_missing),
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
        summary: "what happens without the data is left open",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("12(1)")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/PRV-06.md"),
        check: Check::Provision(vague::consequence_vague),
    },
];

fn provision_missing(purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    // Nobody gives what is observed or comes from others; where the way that data come in is silent, SRC-01 asks for it first.
    if !model.collection(purpose).direct {
        return None;
    }
    let id = &purpose.id;
    let provisions = model.provisions(purpose);
    if provisions.is_empty() {
        let fault = Fault::new(format!("the purpose `{id}` does not say whether its data must be given"))
            .at(purpose.span, "no `provision` here")
            .help("say on what the request rests, whether people are obliged, and what happens otherwise");
        let consent = article(purpose, model) == Some(Article6::Consent);
        let entry =
            if consent { "\"voluntary\"".to_owned() } else { toml::Value::Table(example(purpose, model)).to_string() };
        return Some(fault.paste(listed(id, "provision", &[entry])));
    }
    if let Some(open) = provisions.iter().find(|provision| provision.kind.is_none()) {
        let fault = Fault::new(format!("the purpose `{id}` does not say on what its request for data rests"))
            .at(open.span, "no `kind` here")
            .help("add `statutory`, `contractual`, `to-enter-contract` or `voluntary`");
        let kind = example(purpose, model).remove("kind").unwrap_or_else(|| "voluntary".into());
        return Some(fault.paste(amended(open, purpose, model, "kind", kind)));
    }
    uncovered(purpose, provisions, model)
}

/// The article of the first basis of a purpose that names one.
fn article(purpose: &Entry<Purpose>, model: &Model) -> Option<Article6> {
    model.bases(purpose).iter().find_map(|basis| basis.article).map(|article| article.value)
}

/// What may hold for data that people give, by the basis of the purpose.
fn example(purpose: &Entry<Purpose>, model: &Model) -> Table {
    let mut table = Table::new();
    match article(purpose, model) {
        Some(Article6::Contract) => {
            put(&mut table, "kind", "contractual");
            put(&mut table, "obliged", false);
            put(&mut table, "consequences", "we cannot carry out our contract with you");
        }
        Some(Article6::Obligation) => {
            put(&mut table, "kind", "statutory");
            put(&mut table, "obliged", true);
            let laws = model.bases(purpose).iter().filter_map(|basis| basis.law.as_ref()).flatten();
            let law = laws.map(|law| law.as_str()).find(|law| !law.trim().is_empty());
            if let Some(law) = law {
                put(&mut table, "law", law);
            }
            put(&mut table, "consequences", "we cannot do what the law asks of us");
        }
        _ => {
            put(&mut table, "kind", "voluntary");
            put(&mut table, "consequences", "we may not be able to help you");
        }
    }
    table
}

/// The provisions of a purpose, one of them with another value of a key.
fn amended(
    provision: &Spanned<Provision>,
    purpose: &Entry<Purpose>,
    model: &Model,
    key: &str,
    value: impl Into<toml::Value>,
) -> String {
    let value = value.into();
    let entries = written(model.provisions(purpose), |one, table| {
        if one.span == provision.span {
            put(table, key, value.clone());
        }
    });
    listed(&purpose.id, "provision", &entries)
}

/// A category that people give and of which none of the provisions speaks.
fn uncovered(purpose: &Entry<Purpose>, provisions: &[Spanned<Provision>], model: &Model) -> Option<Fault> {
    // With other ways of collecting beside it, nobody can tell which data people give.
    if purpose.collected.as_deref().is_none_or(|ways| ways.len() != 1) {
        return None;
    }
    let data = model.data_of(purpose);
    let told = |id| provisions.iter().any(|provision| holds_for(provision.data.as_ref(), id));
    let open: Vec<_> = data.iter().filter(|used| !told(&used.entry.id)).collect();
    let first = open.first()?;
    let names = quoted(open.iter().map(|used| used.entry.id.as_str()));
    let mut fault = Fault::new(format!("the purpose `{}` does not say whether {names} must be given", purpose.id))
        .at(first.span, "no provision speaks of this");
    for provision in provisions {
        fault = fault.at(provision.span, "speaks of other data only");
    }
    let fault = fault.help("add an entry to `provision`");
    let ids: Vec<_> = open.iter().map(|used| &used.entry.id).collect();
    if ids.iter().any(|id| is_in_place(id)) {
        return Some(fault);
    }
    let mut entries = written(provisions, |_, _| ());
    entries.push(format!("{{ kind = \"voluntary\", data = {} }}", array(ids)));
    Some(fault.paste(listed(&purpose.id, "provision", &entries)))
}

fn obligation_undeclared(provision: &Spanned<Provision>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    if !model.collection(purpose).direct {
        return None;
    }
    let id = &purpose.id;
    let kind = provision.kind;
    let voluntary = kind.filter(|kind| kind.value == ProvisionKind::Voluntary);
    match (voluntary, provision.obliged) {
        (Some(kind), Some(obliged)) if obliged.value => {
            let message = format!("the purpose `{id}` calls giving the data voluntary and an obligation");
            let fault = Fault::new(message).at(obliged.span, "says that people are obliged");
            Some(fault.at(kind.span, "says that they are free").help("leave out one of the two"))
        }
        (None, Some(obliged)) if !obliged.value => {
            let statutory = kind.filter(|kind| kind.value == ProvisionKind::Statutory)?;
            let message = format!("the purpose `{id}` tells of a statute that asks for the data and obliges nobody");
            let fault = Fault::new(message)
                .at(obliged.span, "says that nobody is obliged")
                .at(statutory.span, "says that a statute asks for them")
                .help("set `obliged = true` where the statute lays a duty on people, else choose another `kind`");
            // Which of the two is wrong, only the author knows.
            Some(fault.weighing(Mark::Expected))
        }
        // What is voluntary obliges nobody, and needs not say so.
        (Some(_), _) | (None, Some(_)) => None,
        (None, None) => {
            let message = format!("the purpose `{id}` does not say whether people are obliged to give the data");
            let place = kind.map_or(provision.span, |kind| kind.span);
            let fault = Fault::new(message).at(place, "no `obliged` beside it");
            let help = "add `obliged = true` where people have a duty to give the data, else `obliged = false`";
            let statutory = kind.is_some_and(|kind| kind.value == ProvisionKind::Statutory);
            Some(fault.help(help).paste(amended(provision, purpose, model, "obliged", statutory)))
        }
    }
}

fn consequences_missing(provision: &Spanned<Provision>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    if !model.collection(purpose).direct || said(provision.consequences.as_ref()) {
        return None;
    }
    // Without a kind, only an obligation tells that it is not voluntary.
    let place = match (provision.kind, provision.obliged) {
        (Some(kind), _) if kind.value == ProvisionKind::Voluntary => return None,
        (Some(kind), _) => kind.span,
        (None, Some(obliged)) if obliged.value => obliged.span,
        (None, _) => return None,
    };
    let message = format!("the purpose `{}` does not say what happens where the data are not given", purpose.id);
    let fault = Fault::new(message).at(place, "no `consequences` beside it").help("add what follows for the person");
    let follows = match provision.kind.map(|kind| kind.value) {
        Some(ProvisionKind::Contractual) => "we cannot carry out our contract with you",
        Some(ProvisionKind::ToEnterContract) => "we cannot enter into a contract with you",
        _ => "we cannot do what the law asks of us",
    };
    Some(fault.paste(amended(provision, purpose, model, "consequences", follows)))
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
            put(table, "obliged", false);
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
}
