//! The law behind a legal obligation: GDPR Art. 6(1)(c), 6(3).

use crate::source::is_blank;
use std::sync::LazyLock;

use crate::declaration::{Basis, Entry, Purpose};
use crate::finding::Fault;
use crate::law::{Article6, Country, Regime, statutes};
use crate::model::Model;
use crate::rules::entries::{holds_for, listed, lists, put, written};
use crate::rules::fitting::laws;
use crate::rules::lexicon::Lexicon;
use crate::source::Spanned;

/// Acts of the United States.
static UNITED_STATES: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(statutes::UNITED_STATES));

pub(super) fn law_missing(basis: &Spanned<Basis>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    if super::article(basis)? != Article6::Obligation || lists(basis.law.as_ref()) {
        return None;
    }
    let id = &purpose.id;
    let fault = Fault::new(format!("the purpose `{id}` rests on a legal obligation and names no law"))
        .at(basis.law.as_ref().map_or(basis.span, |law| law.span), "no law here")
        .help("name in `law` the Act and the section that oblige you");
    // Which statute it is, only the author knows; but one may stand in the declaration.
    let Some(laws) = laws(purpose, model) else { return Some(fault) };
    let entries = written(model.bases(purpose), |one, table| {
        if one.span == basis.span {
            match laws.as_slice() {
                [only] => put(table, "law", only.as_str()),
                all => put(table, "law", all.to_vec()),
            }
        }
    });
    Some(fault.paste(listed(id, "basis", &entries)))
}

pub(super) fn foreign(basis: &Spanned<Basis>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    if super::article(basis)? != Article6::Obligation {
        return None;
    }
    let laws: Vec<&Spanned<String>> = basis.law.iter().flatten().filter(|law| !is_blank(law)).collect();
    let homes: Vec<Country> = laws.iter().map(|law| home(law, model)).collect::<Option<_>>()?;
    let own = [(model.law.eu_text(), Regime::Eu), (model.law.uk_text(), Regime::Uk)];
    let outside = |regime: Regime| !homes.is_empty() && homes.iter().all(|home| !regime.holds(*home, model.law.date));
    let open: Vec<Regime> =
        own.into_iter().filter(|(here, regime)| *here && outside(*regime)).map(|own| own.1).collect();
    let both = model.law.eu_text() && model.law.uk_text();
    // Under two laws, what stands beside it may serve for the other.
    if open.is_empty() || both && open.len() == 1 && has_another(basis, purpose, model) {
        return None;
    }
    let (area, help) = match open.as_slice() {
        [Regime::Eu] => (
            "the European Economic Area",
            "name the law of the Union or of a Member State that obliges you too, or rest the purpose on another basis",
        ),
        [Regime::Uk] => (
            "the United Kingdom",
            "name the law of the United Kingdom that obliges you too, or rest the purpose on another basis",
        ),
        _ => (
            "the European Economic Area and the United Kingdom",
            "name the laws there that oblige you too, or rest the purpose on another basis",
        ),
    };
    let id = &purpose.id;
    let mut fault = Fault::new(format!("the purpose `{id}` rests on a legal obligation under law from outside {area}"));
    for (law, home) in laws.iter().zip(&homes) {
        fault = fault.at(law.span, format!("law of {}", with_article(*home)));
    }
    Some(fault.help(help))
}

/// The country whose law a statute is: as the list of laws has it, or by a name that no other law has.
fn home(statute: &Spanned<String>, model: &Model) -> Option<Country> {
    model.country_of_statute(statute).or_else(|| UNITED_STATES.stands_in(statute).then(|| "US".parse().ok()).flatten())
}

/// A country's name within a sentence.
fn with_article(country: Country) -> String {
    let name = country.name("en").unwrap_or(country.code());
    if name.starts_with("United ") { format!("the {name}") } else { name.to_owned() }
}

/// Whether another basis of the purpose holds for some of the same data.
fn has_another(basis: &Spanned<Basis>, purpose: &Entry<Purpose>, model: &Model) -> bool {
    let meets = |other: &Basis| match &basis.data {
        Some(ids) => ids.iter().any(|id| id.as_str() == "all" || holds_for(other.data.as_ref(), &id.value)),
        None => true,
    };
    model.bases(purpose).iter().any(|other| other.span != basis.span && other.article.is_some() && meets(other))
}

#[cfg(test)]
mod tests {
    use crate::rules::basis::tests::{bases, bases_on};

    const NONE: [&str; 0] = [];

    fn under(jurisdictions: &str, law: &str) -> Vec<&'static str> {
        let laws = "[laws.tax]\nname = \"Tax Act 2001\"\ncountry = \"IE\"\n[laws.home]\nname = \"Finance Act\"\ncountry = \"GB\"\n";
        bases_on(
            jurisdictions,
            "2026-11-01",
            &format!("{laws}[purposes.a]\nbasis = {{ article = \"6(1)(c)\", law = {law} }}"),
        )
    }

    #[test]
    fn a_law_must_hold_where_the_notice_does() {
        assert_eq!(under("[\"eu\"]", "\"Tax Act 2001, section 5\""), NONE);
        assert_eq!(under("[\"uk\"]", "\"Tax Act 2001, section 5\""), ["BAS-07"]);
        assert_eq!(under("[\"eu\", \"uk\"]", "\"Tax Act 2001, section 5\""), ["BAS-07"]);
        assert_eq!(under("[\"eu\", \"uk\"]", "[\"Tax Act 2001\", \"Finance Act, section 1\"]"), NONE);
        assert_eq!(under("[\"eu\"]", "\"Sarbanes-Oxley Act, section 404\""), ["BAS-07"]);
        assert_eq!(under("[\"uk\"]", "\"18 U.S.C. 2703\""), ["BAS-07"]);
    }

    #[test]
    fn a_law_of_which_nothing_is_known_may_be_the_right_one() {
        assert_eq!(under("[\"eu\"]", "[\"Sarbanes-Oxley Act\", \"Companies Act 2014\"]"), NONE);
        assert_eq!(under("[\"uk\"]", "\"Tax Act 20019\""), NONE);
        assert_eq!(under("[\"uk\"]", "\"Patriotic Employers Act\""), NONE);
    }

    #[test]
    fn under_two_laws_another_basis_may_serve_for_one() {
        let text = "[laws.home]\nname = \"Finance Act\"\ncountry = \"GB\"\n[purposes.a]\nbasis = [{ article = \"6(1)(c)\", law = \
                    \"Finance Act\", scope = \"in the United Kingdom\" }, { article = \"6(1)(f)\", scope = \"elsewhere\" }]";
        assert_eq!(bases(text), NONE);
        assert_eq!(bases_on("[\"eu\"]", "2026-11-01", text), ["BAS-07"]);
        assert_eq!(bases_on("[\"uk\"]", "2019-01-01", &text.replace("GB", "IE")), NONE);
    }
}
