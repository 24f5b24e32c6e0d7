//! Which basis gives which right, compared with a table that others made.
//!
//! The extension of the W3C Data Privacy Vocabulary for the EU's GDPR publishes which rights each legal basis of Art. 6(1)
//! gives (version 2.0, `legal/eu/gdpr/modules/legal_basis_rights_mapping.csv`, read 2026-11-21). It was written apart from
//! `law::rights`, so an error in either shows here. Where the two differ, the difference stands below with its reason; one
//! that no longer differs fails too. The UK's own basis, Art. 6(1)(ea), is not in it.

use noticec::law::rights::Effect;
use noticec::law::{Article6, Right};

use Article6::{Consent, Contract, LegitimateInterests, Obligation, PublicTask, VitalInterests};

/// The rights of the published table that stand in `law::rights` too: it also has Art. 13, 14 and 19.
const RIGHTS: [Right; 9] = [
    Right::Access,
    Right::Rectification,
    Right::Erasure,
    Right::Restriction,
    Right::Portability,
    Right::Objection,
    Right::AutomatedDecisions,
    Right::Withdrawal,
    Right::Complaint,
];

/// `Y` where the published table says that the right arises. Articles 15 16 17 18 20 21 22 7(3) 77.
const PUBLISHED: [(Article6, &str); 6] = [
    (Consent, "YYYYYNYYY"),
    (Contract, "YYYYYNYNY"),
    (Obligation, "YYNYNNNNY"),
    (VitalInterests, "YYYYNNYNY"),
    (PublicTask, "YYNYNYYNY"),
    (LegitimateInterests, "YYYYNYYNY"),
];

/// Where `law::rights` says otherwise, and why.
const DEVIATIONS: &[(Article6, Right, Effect, &str)] = &[
    (
        Obligation,
        Right::Erasure,
        Effect::Limited,
        "Art. 17(3)(b) takes the right away only to the extent that the law requires the processing; what the law does not \
         require, or not any longer, can be erased under Art. 17(1)(a) and (d)",
    ),
    (
        PublicTask,
        Right::Erasure,
        Effect::Limited,
        "Art. 17(3)(b) takes the right away only to the extent that the task needs the processing, and Art. 17(1)(c) gives it \
         after an objection, which Art. 21(1) grants under this basis",
    ),
    (
        Obligation,
        Right::AutomatedDecisions,
        Effect::Arises,
        "Art. 22(1) gives the right whatever the basis of Art. 6; a law that authorises such a decision is an exception under \
         Art. 22(2)(b) and not the same as a legal obligation under Art. 6(1)(c)",
    ),
];

#[test]
fn rights_differ_from_the_published_table_only_where_it_is_said() {
    let mut differ = Vec::new();
    for (basis, row) in PUBLISHED {
        assert_eq!(row.len(), RIGHTS.len());
        for (right, published) in RIGHTS.into_iter().zip(row.chars()) {
            let ours = right.under(basis);
            let published = if published == 'Y' { Effect::Arises } else { Effect::None };
            if ours != published {
                differ.push((basis, right, ours));
            }
        }
    }
    for (basis, right, ours) in &differ {
        let named = DEVIATIONS.iter().any(|(of, which, effect, _)| (of, which, effect) == (basis, right, ours));
        assert!(named, "{right:?} under {basis:?} is {ours:?}, and nothing says why that is not as published");
    }
    for (basis, right, effect, why) in DEVIATIONS {
        assert!(differ.contains(&(*basis, *right, *effect)), "{right:?} under {basis:?} no longer differs: {why}");
        assert!(why.contains("Art. "), "a reason cites the law: {why}");
    }
    assert_eq!(differ.len(), DEVIATIONS.len());
}

#[test]
fn the_marketing_objection_is_the_part_of_article_21_that_no_basis_takes_away() {
    // The published table has one column for Art. 21; its paragraphs 2 and 3 know no basis.
    for (basis, _) in PUBLISHED {
        assert_eq!(Right::MarketingObjection.under(basis), Effect::Arises);
    }
}
