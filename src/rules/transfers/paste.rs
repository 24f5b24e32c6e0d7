//! TOML to paste for transfers, made of what is declared.

use jiff::civil::{Date, date};
use toml::{Table, Value};

use super::super::entries::{address, is_in_place};
use crate::declaration::{Entry, Recipient, Transfer};
use crate::law::{Country, Mechanism, Regime, adequacy};
use crate::model::Model;
use crate::source::Spanned;

/// The header under which a key of a recipient stands; empty for one that was written in place.
fn header(recipient: &Entry<Recipient>) -> String {
    if is_in_place(&recipient.id) { String::new() } else { format!("[recipients.{}]\n", recipient.id) }
}

/// The transfers of a recipient, with other keys in one of them; a mechanism takes the place of a claim.
pub(super) fn amended(recipient: &Entry<Recipient>, transfer: &Spanned<Transfer>, keys: &str) -> String {
    let keys: Table = toml::from_str(keys).unwrap_or_default();
    let one = |each: &Spanned<Transfer>| {
        let mut table = written(each);
        if each.span == transfer.span {
            if keys.contains_key("mechanism") {
                table.remove("claimed");
            }
            table.extend(keys.clone());
            // What makes the EU's clauses good in the United Kingdom is not for an entry of the EU's alone.
            if let Some(Value::String(name)) = table.get_mut("instrument")
                && each.regime.is_some_and(|regime| regime.value == Regime::Eu)
            {
                *name = name.trim_end_matches(ADDENDUM).to_owned();
            }
        }
        Value::Table(table).to_string()
    };
    list(recipient, &recipient.transfers.iter().flatten().map(one).collect::<Vec<_>>())
}

/// The transfers of a recipient and more of them.
pub(super) fn extended(recipient: &Entry<Recipient>, more: impl IntoIterator<Item = String>) -> String {
    let present = recipient.transfers.iter().flatten().map(|each| Value::Table(written(each)).to_string());
    list(recipient, &present.chain(more).collect::<Vec<_>>())
}

/// The transfers of a recipient, one of them parted: as it is for the regimes that know its ground, and with another ground
/// for each of the others.
pub(super) fn parted(
    recipient: &Entry<Recipient>,
    transfer: &Spanned<Transfer>,
    known: &[Regime],
    others: impl IntoIterator<Item = String>,
) -> String {
    let mut entries = Vec::new();
    for each in recipient.transfers.iter().flatten() {
        let table = written(each);
        if each.span != transfer.span {
            entries.push(Value::Table(table).to_string());
            continue;
        }
        for regime in known {
            let mut own = table.clone();
            own.insert("regime".to_owned(), Value::String(regime.as_ref().to_owned()));
            entries.push(Value::Table(own).to_string());
        }
    }
    entries.extend(others);
    list(recipient, &entries)
}

fn list(recipient: &Entry<Recipient>, entries: &[String]) -> String {
    format!("{}transfers = [\n  {},\n]", header(recipient), entries.join(",\n  "))
}

fn written(transfer: &Spanned<Transfer>) -> Table {
    let Ok(Value::Table(mut table)) = Value::try_from(&transfer.value) else { return Table::new() };
    // The plain name reads better than the article's number.
    let swiss = transfer.regime.is_some_and(|regime| regime.value == Regime::Ch);
    if let Some(mechanism) = transfer.mechanism {
        let name = match mechanism.value {
            Mechanism::Adequacy => Mechanism::Adequacy.name(),
            other => other.place(Regime::Ch).filter(|_| swiss).unwrap_or(other.article()),
        };
        table.insert("mechanism".to_owned(), Value::String(name.to_owned()));
    }
    table
}

/// A new transfer: on the decision where there is one, else on clauses.
pub(super) fn entry(regime: Regime, country: Option<Country>, model: &Model) -> String {
    let place = country.map_or_else(String::new, |country| format!("to = [\"{country}\"], "));
    let ground = ground(regime, country, model).replace('\n', ", ").replace(ADDENDUM, "");
    format!("{{ regime = \"{}\", {place}{ground} }}", regime.as_ref())
}

/// The keys of a ground: the decision for the country where there is one, else clauses.
pub(super) fn ground(regime: Regime, country: Option<Country>, model: &Model) -> String {
    let rows =
        country.map(|country| adequacy::in_force(regime, country, model.law.date_in(regime))).unwrap_or_default();
    let Some(row) = rows.first() else { return clauses(regime, model) };
    let scope = row.condition.map(|scope| format!("\nscope = \"{}\"", scope.as_ref())).unwrap_or_default();
    format!("mechanism = \"adequacy\"{scope}")
}

/// First day of the Implementing Decision (EU) 2021/914.
const CLAUSES_OF_2021: Date = date(2021, 6, 27);
/// First day of the International Data Transfer Agreement and the Addendum (PA18 s. 119A).
pub(super) const UK_TOOLS_APPLY: Date = date(2022, 3, 21);

/// The mechanism and the name of the standard clauses that a regime has on the law date.
pub(super) fn standard_clauses(regime: Regime, model: &Model) -> (&'static str, &'static str) {
    let on = model.law.date;
    match regime {
        Regime::Uk if on >= UK_TOOLS_APPLY => ("46(2)(d)", "International Data Transfer Agreement"),
        // Between the two, the United Kingdom kept the clauses that the EU had before it left.
        Regime::Uk => ("46(2)(c)", "SCC 2010/87/EU"),
        // Recognised by the FDPIC on 27 August 2021.
        Regime::Ch => ("16(2)(d)", "SCC 2021/914, module 2"),
        Regime::Eu if on < CLAUSES_OF_2021 => ("46(2)(c)", "SCC 2010/87/EU"),
        Regime::Eu => ("46(2)(c)", "SCC 2021/914, module 2"),
    }
}

/// What stands behind the EU's clauses where one entry serves both laws.
const ADDENDUM: &str = ", with the International Data Transfer Addendum";

/// The keys of a transfer on standard clauses, with an address of this notice for the copy.
pub(super) fn clauses(regime: Regime, model: &Model) -> String {
    let (mechanism, instrument) = standard_clauses(regime, model);
    if regime == Regime::Ch {
        return format!("mechanism = \"{mechanism}\"\ninstrument = \"{instrument}\"");
    }
    let both = regime == Regime::Eu && model.law.has(Regime::Uk) && model.law.date >= UK_TOOLS_APPLY;
    let instrument = if both { format!("{instrument}{ADDENDUM}") } else { instrument.to_owned() };
    let copy = address(model);
    format!("mechanism = \"{mechanism}\"\ninstrument = \"{instrument}\"\ncopy = \"{copy}\"")
}
