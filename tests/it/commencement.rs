//! The first day of each law: one notice, judged on the day before and on the day, and what differs.
//!
//! A row is added for each day on which the law changes. Findings are compared by code, printed words by what they hold.

use jiff::civil::{Date, date};
use noticec::law::{self, Regime};
use noticec::{load, lower, model, rules};

/// What a day changes.
struct Day {
    /// Whose law changes, as `jurisdictions` has it.
    regime: Regime,
    /// The first day.
    from: Date,
    /// What stands in the notice besides its head.
    rest: &'static str,
    /// Codes that are found on the day before alone.
    gone: &'static [&'static str],
    /// Codes that are found on the day alone.
    come: &'static [&'static str],
    /// Words that are printed on the day before alone.
    before: &'static [&'static str],
    /// Words that are printed on the day alone.
    after: &'static [&'static str],
}

const DAYS: &[Day] = &[
    Day {
        regime: Regime::Eu,
        from: law::GDPR_APPLIES,
        rest: "",
        gone: &["GEO-05"],
        come: &[],
        before: &[],
        after: &[],
    },
    Day {
        regime: Regime::Uk,
        from: law::UK_GDPR_APPLIES,
        rest: "
[purposes.sell]
label = \"Selling\"
text = \"We sell you tea.\"
basis = \"6(1)(b)\"
recipients = \"post\"
[recipients.post]
name = \"Paket GmbH\"
countries = [\"DE\"]
",
        gone: &[],
        // Germany lay inside the border until then.
        come: &["TRF-01"],
        before: &[
            "Article 6(1)(b) GDPR",
            "In the United Kingdom the Data Protection Act 2018 applies together with it",
        ],
        after: &["Article 6(1)(b) UK GDPR", "United Kingdom’s General Data Protection Regulation"],
    },
    Day {
        regime: Regime::Uk,
        from: law::DUAA_MAIN,
        rest: "
[purposes.sell]
label = \"Selling\"
text = \"We sell you tea.\"
basis = \"6(1)(b)\"
recipients = \"post\"
[recipients.post]
name = \"Paket GmbH\"
countries = [\"DE\"]
transfers = [{ mechanism = \"adequacy\" }]
[automated.limit]
label = \"whether you may pay later\"
solely = true
significant = true
logic = \"your earlier bills\"
significance = \"it decides whether you may pay later\"
consequences = \"you pay at once\"
",
        // A gateway is asked for until then, and four safeguards from then on.
        gone: &["ADM-05"],
        come: &["ADM-08"],
        before: &["UK law treats data as adequately protected there", "Article 22 UK GDPR"],
        after: &["UK law treats transfers there as approved (Article 45A UK GDPR", "Article 22C UK GDPR"],
    },
    Day {
        regime: Regime::Eu,
        from: law::AI_TRANSPARENCY,
        rest: "[ai.mood]\nlabel = \"reading faces\"\nuse = \"sees whether you smile\"\nkind = \"emotion-recognition\"\n",
        gone: &[],
        come: &["AIA-04"],
        before: &[],
        after: &[],
    },
    Day {
        regime: Regime::Eu,
        from: law::AI_HIGH_RISK,
        rest: "[ai.rank]\nlabel = \"ranking applications\"\nuse = \"ranks your application\"\nkind = \"high-risk\"\ndecides = true\n\
               workplace = true\n[ai.score]\nlabel = \"scoring\"\nuse = \"scores your request\"\nkind = \"high-risk\"\n",
        gone: &[],
        come: &["AIA-05", "AIA-02", "AIA-01"],
        before: &[],
        after: &[],
    },
    Day {
        regime: Regime::Uk,
        from: law::UK_COMPLAINTS,
        rest: "[rights]\nstated = [\"complaint\", \"controller-complaint\"]\n",
        gone: &[],
        come: &["CMP-06"],
        before: &["Article 77 UK GDPR"],
        after: &["section 164A Data Protection Act 2018"],
    },
    Day {
        regime: Regime::Uk,
        from: law::UK_COMMISSION,
        rest: "",
        gone: &[],
        come: &[],
        before: &["the Information Commissioner's Office ("],
        after: &["the Information Commission ("],
    },
    Day {
        regime: Regime::Ch,
        from: law::FADP_APPLIES,
        rest: "",
        gone: &["GEO-06"],
        come: &[],
        before: &[],
        after: &[],
    },
];

/// The codes and the printed words of a notice with that date.
fn judged(day: &Day, on: Date) -> (Vec<&'static str>, String) {
    let head = format!("[notice]\njurisdictions = [\"{}\"]\nversion = \"1\"\neffective = {on}\n", day.regime.as_ref());
    let loaded = load::load_text("notice.toml", &format!("{head}{}", day.rest));
    assert_eq!(loaded.findings, [], "{}", day.from);
    let model = model::resolve(&loaded.notices[0]).unwrap();
    let mut codes: Vec<_> = rules::run(&model, None).iter().map(|finding| finding.code).collect();
    codes.dedup();
    let document = lower::lower(&model, &model.languages[0], false);
    let words: Vec<String> = document.blocks().map(noticec::document::Block::plain).collect();
    (codes, words.join("\n"))
}

#[test]
fn a_law_begins_on_its_day() {
    for day in DAYS {
        let (old, before) = judged(day, day.from.yesterday().unwrap());
        let (new, after) = judged(day, day.from);
        let gone: Vec<_> = old.iter().copied().filter(|code| !new.contains(code)).collect();
        let come: Vec<_> = new.iter().copied().filter(|code| !old.contains(code)).collect();
        assert_eq!((gone.as_slice(), come.as_slice()), (day.gone, day.come), "{:?} {}", day.regime, day.from);
        for words in day.before {
            assert!(before.contains(words) && !after.contains(words), "{}: {words}\n{before}\n{after}", day.from);
        }
        for words in day.after {
            assert!(after.contains(words) && !before.contains(words), "{}: {words}\n{before}\n{after}", day.from);
        }
        if day.before.is_empty() && day.after.is_empty() {
            assert_eq!(before, after, "{}", day.from);
        }
    }
}

#[test]
fn every_change_of_law_has_its_day_here() {
    let firsts = [(Regime::Eu, date(2018, 5, 25)), (Regime::Ch, date(2023, 9, 1))];
    let changes = law::CHANGES.iter().map(|change| (change.regime, change.from));
    for (regime, from) in firsts.into_iter().chain(changes) {
        assert!(DAYS.iter().any(|day| day.regime == regime && day.from == from), "{regime:?} {from}");
    }
    assert!(law::CHANGES.is_sorted_by_key(|change| change.from), "oldest first");
}
