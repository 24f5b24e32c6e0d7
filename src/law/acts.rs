//! Names of the acts that find data protected somewhere, told apart so that every language can say them.

/// How an act is called in the tables: its key among the sentences, and what stands before and behind its number.
const FORMS: &[(&str, &str, &str)] = &[
    ("implementing-decision", "Commission Implementing Decision (EU) ", ""),
    ("implementing-decision-eu", "Commission Implementing Decision ", "/EU"),
    ("decision-eu", "Commission Decision ", "/EU"),
    ("decision-ec", "Commission Decision ", "/EC"),
    ("dpo-annex", "Data Protection Ordinance (DPO, SR 235.11), Annex ", ""),
];

/// The key of an act among the sentences and its number, such as `decision-eu` and `2010/625`; `None` for an act that keeps its
/// own name in every language.
#[must_use]
pub fn parts(instrument: &str) -> Option<(&'static str, &str)> {
    FORMS.iter().find_map(|(key, before, behind)| {
        let number = instrument.strip_prefix(before)?.strip_suffix(behind)?;
        let counted = number.chars().all(|one| one.is_ascii_digit() || one == '/');
        (counted && !number.is_empty()).then_some((*key, number))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_are_told_apart() {
        assert_eq!(
            parts("Commission Implementing Decision (EU) 2023/1795"),
            Some(("implementing-decision", "2023/1795"))
        );
        assert_eq!(
            parts("Commission Implementing Decision 2012/484/EU"),
            Some(("implementing-decision-eu", "2012/484"))
        );
        assert_eq!(parts("Commission Decision 2000/518/EC"), Some(("decision-ec", "2000/518")));
        assert_eq!(parts("Data Protection Ordinance (DPO, SR 235.11), Annex 1"), Some(("dpo-annex", "1")));
        for own in ["Data Protection Act 2018, Schedule 21, paragraph 5", "Commission Decision on Andorra/EU", ""] {
            assert_eq!(parts(own), None, "{own}");
        }
    }

    #[test]
    fn every_act_of_the_union_and_of_switzerland_has_a_name_in_every_language() {
        use crate::law::{Regime, adequacy};
        use crate::phrases::phrases;
        for row in adequacy::all().iter().filter(|row| row.regime != Regime::Uk && row.ended.is_none()) {
            let (key, number) = parts(&row.instrument).unwrap_or_else(|| panic!("{} has no form", row.instrument));
            let said = |lang: &str| phrases(lang).words(&format!("law.instrument.{key}"), &[("number", number)]);
            assert_eq!(said("en"), row.instrument);
            for lang in ["de", "fr"] {
                assert!(said(lang).contains(number) && said(lang) != row.instrument, "{}", said(lang));
            }
        }
    }
}
