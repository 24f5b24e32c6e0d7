//! Decisions by regime, place and day.

use std::collections::BTreeSet;

use jiff::civil::date;
use strum::IntoEnumIterator;

use super::*;

const TODAY: Date = date(2026, 11, 21);

fn country(code: &str) -> Country {
    code.parse().unwrap()
}

fn names(rows: &[&'static Adequacy]) -> Vec<&'static str> {
    rows.iter().map(|row| row.name.as_str()).collect()
}

fn holding(regime: Regime, code: &str, on: Date) -> Vec<&'static str> {
    names(&in_force(regime, code.parse::<Destination>().unwrap(), on))
}

#[test]
fn rows_are_whole() {
    let unique: BTreeSet<_> = all().iter().map(|row| (row.regime, row.destination, &row.instrument)).collect();
    assert_eq!(unique.len(), all().len());
    for row in all() {
        let name = &row.name;
        let over = row.ended.is_some();
        assert_eq!(over, row.by.is_some(), "{name}");
        assert_eq!(over, row.status != Status::InForce, "{name}");
        assert_eq!(over, row.as_of.is_none(), "{name}");
        assert!(over || row.starts().is_some(), "{name}");
        assert!(over || row.extent.is_some(), "{name}");
        assert!(row.starts().zip(row.last_day()).is_none_or(|(first, last)| first <= last), "{name}");
        assert!(!row.sources.is_empty(), "{name}");
        match row.coverage {
            Coverage::Full => assert_eq!(row.condition, None, "{name}"),
            Coverage::FullWithCarveOuts | Coverage::Conditional => {
                assert!(over || row.condition.is_some(), "{name}");
            }
        }
    }
}

#[test]
fn aliases_are_folded() {
    let aliases = all().iter().flat_map(|row| &row.aliases);
    for alias in aliases.chain(dead_instruments().iter().flat_map(|dead| &dead.patterns)) {
        assert!(!alias.is_empty());
        assert_eq!(*alias, alias.to_lowercase());
    }
}

#[test]
fn every_scope_is_asked_for_and_is_called_what_serde_calls_it() {
    for scope in Scope::iter() {
        assert!(all().iter().any(|row| row.condition == Some(scope)), "{scope:?}");
        assert_eq!(serde_json::to_value(scope).unwrap(), scope.as_ref());
    }
}

#[test]
fn the_privacy_shield_ends_with_schrems_ii() {
    let us = country("US");
    let shield = ["EU-US Privacy Shield"];
    for regime in [Regime::Eu, Regime::Uk] {
        assert!(!holding(regime, "US", date(2016, 7, 11)).contains(&shield[0]));
        assert_eq!(holding(regime, "US", date(2016, 7, 12)), shield);
        assert_eq!(holding(regime, "US", date(2020, 7, 15)), shield);
        assert!(holding(regime, "US", date(2020, 7, 16)).is_empty());
        assert!(!names(&ended(regime, us, date(2020, 7, 15))).contains(&shield[0]));
        for on in [date(2020, 7, 16), TODAY] {
            let rows = ended(regime, us, on);
            assert_eq!(names(&rows), ["US Safe Harbour", "EU-US Privacy Shield"]);
            assert!(rows[1].by.as_ref().unwrap().contains("C-311/18"));
        }
    }
    assert_eq!(names(&ended(Regime::Ch, us, TODAY)), ["US-Swiss Safe Harbor", "Swiss-US Privacy Shield"]);
}

#[test]
fn the_united_kingdom_is_adequate_until_it_expires() {
    assert!(holding(Regime::Eu, "GB", date(2021, 6, 27)).is_empty());
    assert_eq!(holding(Regime::Eu, "GB", TODAY), ["United Kingdom"]);
    assert_eq!(holding(Regime::Eu, "GB", date(2031, 12, 27)), ["United Kingdom"]);
    assert!(ended(Regime::Eu, Country::GB, date(2031, 12, 27)).is_empty());
    for on in [date(2031, 12, 28), date(2032, 1, 1)] {
        assert!(holding(Regime::Eu, "GB", on).is_empty());
        assert_eq!(names(&ended(Regime::Eu, Country::GB, on)), ["United Kingdom"]);
    }
}

#[test]
fn the_united_states_need_their_list() {
    let scopes = |regime, on| -> Vec<_> {
        in_force(regime, country("US"), on).iter().map(|row| (row.coverage, row.condition)).collect()
    };
    let only = |scope| [(Coverage::Conditional, Some(scope))];
    assert_eq!(scopes(Regime::Uk, date(2023, 10, 11)), []);
    assert_eq!(scopes(Regime::Uk, date(2023, 10, 12)), only(Scope::UkExtensionDpf));
    assert_eq!(scopes(Regime::Eu, date(2023, 7, 9)), []);
    assert_eq!(scopes(Regime::Eu, date(2023, 7, 10)), only(Scope::Dpf));
    assert_eq!(scopes(Regime::Ch, date(2024, 9, 14)), []);
    assert_eq!(scopes(Regime::Ch, date(2024, 9, 15)), only(Scope::SwissUsDpf));
}

#[test]
fn the_area_is_adequate_for_its_neighbours() {
    for code in ["FR", "NO", "AX", "RE", "X-EEA"] {
        assert_eq!(holding(Regime::Uk, code, TODAY), ["EEA states"], "{code}");
        assert_eq!(holding(Regime::Ch, code, TODAY), ["EEA states (30, listed one by one)"], "{code}");
        assert!(holding(Regime::Eu, code, TODAY).is_empty(), "{code}");
    }
    // In the transition period the border was that of the EEA.
    assert!(holding(Regime::Uk, "FR", date(2020, 12, 31)).is_empty());
    assert_eq!(holding(Regime::Uk, "FR", date(2021, 1, 1)), ["EEA states"]);
    assert!(holding(Regime::Ch, "FR", date(2023, 8, 31)).is_empty());
    assert_eq!(holding(Regime::Uk, "JP", date(2020, 12, 31)), ["Japan"]);
    assert_eq!(holding(Regime::Uk, "KR", date(2022, 12, 18)), [""; 0]);
    for code in ["IN", "AU", "GL"] {
        for regime in [Regime::Eu, Regime::Uk, Regime::Ch] {
            assert!(holding(regime, code, TODAY).is_empty(), "{code}");
        }
    }
    assert_eq!(holding(Regime::Eu, "X-EPO", TODAY), ["European Patent Organisation"]);
    assert!(holding(Regime::Uk, "X-EPO", TODAY).is_empty());
    assert_eq!(holding(Regime::Uk, "X-EU-INST", TODAY).len(), 1);
}

#[test]
fn the_area_by_day() {
    // 27 and 3 states, and the 7 parts with codes of their own; before, GB and GI too.
    assert_eq!(eea(TODAY).count(), 37);
    assert_eq!(eea(date(2020, 12, 31)).count(), 39);
    assert_eq!(eea(TODAY).filter(|country| country.state() == *country).count(), 30);
}

#[test]
fn ended_decisions_by_name() {
    for (text, name) in [
        ("We rely on the Privacy Shield.", "EU-US Privacy Shield"),
        ("nach dem EU\u{2011}US\u{2011}Privacy-Shield-Abkommen", "EU-US Privacy Shield"),
        ("on the basis of the Swiss\u{2013}US  Privacy Shield", "Swiss-US Privacy Shield"),
        ("the US–EU Safe Harbor", "US Safe Harbour"),
        ("SAFE\nHARBOUR", "US Safe Harbour"),
        ("des Privacy Shields", "EU-US Privacy Shield"),
    ] {
        assert_eq!(named(text).map(|row| row.name.as_str()), Some(name), "{text}");
    }
    for text in ["", "the Data Privacy Framework", "a shield for privacy", "unsafe harbours"] {
        assert_eq!(named(text), None, "{text}");
    }
    let text = "Für «Privacy  Shield» gilt";
    let at = named(text).unwrap().find(text).unwrap();
    assert_eq!(&text[at], "Privacy  Shield");
}

#[test]
fn repealed_clauses() {
    let found = |text: &str| -> Vec<_> {
        dead_instruments().iter().filter(|dead| dead.find(text).is_some()).map(|dead| dead.celex.as_str()).collect()
    };
    assert_eq!(found("Decision 2010/87/EU and Beschluss 2001/497/EG"), ["32001D0497", "32010D0087"]);
    assert_eq!(found("2004/915/EC"), ["32004D0915"]);
    assert_eq!(found("2010/875, 32010/87, 2021/914"), [""; 0]);
    let [dead, ..] = dead_instruments() else { panic!("no rows") };
    assert_eq!(dead.repealed, date(2021, 9, 27));
    assert_eq!(dead.last_day(Regime::Eu), date(2022, 12, 27));
    assert_eq!(dead.last_day(Regime::Uk), date(2024, 3, 21));
}

#[test]
fn destinations_as_text() {
    for code in ["DE", "X-EEA", "X-EU-INST", "X-EPO"] {
        let to: Destination = code.parse().unwrap();
        assert_eq!(to.to_string(), code);
        assert_eq!(serde_json::from_value::<Destination>(serde_json::to_value(to).unwrap()).unwrap(), to);
    }
    assert!("X-UN".parse::<Destination>().is_err());
    assert_eq!(as_of(Regime::Ch), "2024-09");
}
