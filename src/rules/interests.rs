//! Legitimate interests: GDPR Art. 6(1)(f), 13(1)(d), 14(2)(b).

mod generic;

use std::sync::LazyLock;

use jiff::civil::date;

use super::entries::{address, is_in_place, listed, put, written};
use super::lexicon::Lexicon;
use super::{Certainty, Check, EU_UK, Rule};
use crate::declaration::{Basis, Entry, Interest, Purpose, Text};
use crate::finding::{Fault, Mark};
use crate::law::{Article6, gdpr, other, wp260};
use crate::model::Model;
use crate::source::{Span, Spanned};

pub(super) use generic::copies;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "LI-01",
        name: "interest-missing",
        summary: "a purpose rests on legitimate interests and does not name them",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[
            gdpr("13(1)(d)"),
            gdpr("14(2)(b)"),
            other("CJEU C-394/23 of 9 January 2025").eu_only().of(date(2025, 1, 9)),
        ],
        sure: Certainty::PartlyRead,
        page: include_str!("../../docs/rules/LI-01.md"),
        check: Check::Basis(interest_missing),
    },
    Rule {
        code: "LI-02",
        name: "interest-owner-missing",
        summary: "the notice does not say whose legitimate interest it is",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(1)(d)"), gdpr("14(2)(b)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/LI-02.md"),
        check: Check::Everywhere(owner_missing),
    },
    Rule {
        code: "LI-03",
        name: "interest-generic",
        summary: "an interest fits any organisation, or is the purpose once more",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(1)(d)"), gdpr("14(2)(b)"), wp260("annex")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/LI-03.md"),
        check: Check::Everywhere(generic::interest_generic),
    },
    Rule {
        code: "LI-04",
        name: "balancing-missing",
        summary: "nothing says how to learn of the balance behind legitimate interests",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(1)(d)"), gdpr("14(2)(b)"), wp260("annex")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/LI-04.md"),
        check: Check::Notice(balancing_missing),
    },
    Rule {
        code: "LI-05",
        name: "child-weight-missing",
        summary: "legitimate interests are set against those of children, and nothing says what weight these have",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("6(1)(f)"), other("recital 38 of the GDPR")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/LI-05.md"),
        check: Check::Basis(child_weight_missing),
    },
];

/// Words that speak of children.
static CHILDREN: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "child",
        "children",
        "children's",
        "minors",
        "pupils",
        "young people",
        "kinder",
        "kindern",
        "kindes",
    ])
});

/// What an author alone can say; until then TXT-03 finds it.
const BLANK: &str = "[insert the interest, such as the safety of the building]";

fn rests_on_interests(basis: &Basis) -> bool {
    basis.article.is_some_and(|article| article.value == Article6::LegitimateInterests)
}

fn says(text: Option<&Text>) -> bool {
    text.is_some_and(|text| !text.is_blank())
}

fn interest_missing(basis: &Spanned<Basis>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    if !rests_on_interests(basis) || says(basis.interest.as_ref()) {
        return None;
    }
    let shared = model.interests_of(basis);
    let unnamed: Vec<&Entry<Interest>> = shared.iter().copied().filter(|one| !says(one.label.as_ref())).collect();
    if !shared.is_empty() && unnamed.is_empty() {
        return None;
    }
    let id = &purpose.id;
    let shared = unnamed.first().filter(|one| !is_in_place(&one.id)).map(|one| one.id.clone());
    let mut fault = Fault::new(format!("the purpose `{id}` does not name the legitimate interests that it serves"))
        .at(basis.span, "no `interest` here");
    for one in unnamed {
        fault = fault.at(one.span, "has no `label`");
    }
    let fault = fault.help("name the interest in `interest`, or shared ones in `interests`");
    if let Some(shared) = shared {
        return Some(fault.paste(format!("[interests.{shared}]\nlabel = \"{BLANK}\"")));
    }
    let entries = written(model.bases(purpose), |one, table| {
        if one.span == basis.span {
            put(table, "interest", BLANK);
            table.entry("owner").or_insert_with(|| "controller".into());
        }
    });
    Some(fault.paste(listed(id, "basis", &entries)))
}

fn owner_missing(model: &Model) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut used = Vec::new();
    for purpose in &model.purposes {
        for basis in model.bases(purpose).iter().filter(|basis| rests_on_interests(basis)) {
            used.extend(model.interests_of(basis));
            // Without an interest there is nothing to own; another rule asks for it.
            if !says(basis.interest.as_ref()) || basis.owner.is_some() {
                continue;
            }
            let id = &purpose.id;
            let fault = Fault::new(format!("the purpose `{id}` does not say whose legitimate interest it serves"))
                .at(basis.span, "no `owner` here")
                .help("say in `owner` whose interest it is: `controller`, `both`, or the third party");
            let entries = written(model.bases(purpose), |one, table| {
                if one.span == basis.span {
                    put(table, "owner", "controller");
                }
            });
            faults.push(fault.paste(listed(id, "basis", &entries)).on(format!("purposes.{id}")));
        }
    }
    for interest in &model.interests {
        let open = says(interest.label.as_ref()) && interest.owner.is_none();
        if !open || is_in_place(&interest.id) || !used.iter().any(|one| one.id == interest.id) {
            continue;
        }
        let id = &interest.id;
        let fault = Fault::new(format!("the interest `{id}` does not say whose it is"))
            .at(interest.span, "no `owner` here")
            .help("say in `owner` whose interest it is: `controller`, `both`, or the third party");
        faults.push(fault.paste(format!("[interests.{id}]\nowner = \"controller\"")).on(format!("interests.{id}")));
    }
    faults
}

fn child_weight_missing(basis: &Spanned<Basis>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    if !rests_on_interests(basis) || says(basis.children.as_ref()) || basis.controllers.is_some() {
        return None;
    }
    let named = basis.subjects.as_ref().filter(|ids| ids.iter().all(|id| id.as_str() != "all"));
    let groups = match named {
        Some(ids) => model.subjects_named(Some(ids)),
        None => model.subjects_of(purpose),
    };
    let (group, child) =
        groups.into_iter().find_map(|group| Some((group, group.child.filter(|child| child.value)?)))?;
    let mut texts: Vec<&Text> = [&basis.interest, &basis.balancing].into_iter().flatten().collect();
    for interest in model.interests_of(basis) {
        texts.extend([&interest.label, &interest.balancing].into_iter().flatten());
    }
    if texts.into_iter().flat_map(Text::all).any(|text| CHILDREN.stands_in(text)) {
        return None;
    }
    let id = &purpose.id;
    let fault = Fault::new(format!(
        "the purpose `{id}` sets interests against those of children and does not say what weight these have"
    ))
    .at(basis.span, "no `children` here")
    .at(child.span, format!("`{}` are children", group.id))
    .help("say in `children` what weight the interests of children have, or rest their data on another basis");
    let entries = written(model.bases(purpose), |one, table| {
        if one.span == basis.span {
            put(table, "children", "the interests of a child come before ours wherever both can't be met");
        }
    });
    Some(fault.paste(listed(id, "basis", &entries)))
}

/// So many places of one finding are shown.
const SHOWN: usize = 6;

fn balancing_missing(model: &Model) -> Option<Fault> {
    let open = |basis: &Spanned<Basis>| {
        let told =
            says(basis.balancing.as_ref()) || model.interests_of(basis).iter().any(|one| says(one.balancing.as_ref()));
        rests_on_interests(basis) && !told
    };
    let mut purposes: Vec<&Entry<Purpose>> = Vec::new();
    let mut places: Vec<Span> = Vec::new();
    for purpose in &model.purposes {
        let before = places.len();
        places.extend(model.bases(purpose).iter().filter(|basis| open(basis)).map(|basis| basis.span));
        if places.len() > before {
            purposes.push(purpose);
        }
    }
    let (first, more) = purposes.split_first()?;
    let fault = Fault::new(match more.len() {
        0 => format!("the purpose `{}` does not say where its balancing can be read", first.id),
        more => format!("the purpose `{}` and {more} more do not say where their balancing can be read", first.id),
    });
    let fault = places.iter().take(SHOWN).fold(fault, |fault, span| fault.at(*span, "no `balancing` here"));
    let paste = purposes.iter().map(|purpose| {
        let entries = written(model.bases(purpose), |one, table| {
            if open(one) {
                put(table, "balancing", format!("ask us at {}", address(model)));
            }
        });
        listed(&purpose.id, "basis", &entries)
    });
    let on = if more.is_empty() { format!("purposes.{}", first.id) } else { "notice".to_owned() };
    let help = "say in `balancing` where the balance between both sides can be read or asked for";
    Some(fault.help(help).paste(paste.collect::<Vec<_>>().join("\n\n")).on(on))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{self, TODAY, under};

    fn interests(basis: &str) -> Vec<&'static str> {
        let text = format!(
            "[interests.safety]\nlabel = \"safe buildings\"\nowner = \"controller\"\nbalancing = \"ask us\"\n[interests.blank]\n[purposes.a]\nbasis = \
             {basis}\n"
        );
        testing::codes(&["LI-"], TODAY, &under("[\"uk\"]", "2026-11-01", &text))
    }

    const NONE: [&str; 0] = [];

    #[test]
    fn only_legitimate_interests_are_judged() {
        for article in ["6(1)(a)", "6(1)(b)", "6(1)(c)", "6(1)(e)", "6(1)(ea)"] {
            assert_eq!(interests(&format!("\"{article}\"")), NONE, "{article}");
        }
        assert_eq!(interests("\"6(1)(f)\""), ["LI-01", "LI-04"]);
    }

    #[test]
    fn balances_that_nobody_can_read_are_one_finding() {
        let purpose = |id: &str, balancing: &str| {
            format!(
                "[purposes.{id}]\nbasis = {{ article = \"6(1)(f)\", interest = \"safety\", owner = \"both\"{balancing} }}\n"
            )
        };
        let found = |text: &str| testing::findings(&["LI-04"], TODAY, &under("[\"uk\"]", "2026-11-01", text));
        let one = found(&format!("{}{}", purpose("a", ""), purpose("b", ", balancing = \"ask us\"")));
        assert_eq!(one[0].fault.message, "the purpose `a` does not say where its balancing can be read");
        assert_eq!(one[0].fault.on.as_deref(), Some("purposes.a"));
        let two = found(&format!("{}{}", purpose("a", ""), purpose("b", "")));
        assert_eq!(two.len(), 1);
        assert_eq!(two[0].fault.message, "the purpose `a` and 1 more do not say where their balancing can be read");
        assert_eq!(two[0].fault.on.as_deref(), Some("notice"));
        let paste = two[0].fault.paste.as_deref().unwrap();
        assert!(paste.contains("[purposes.a]") && paste.contains("[purposes.b]"), "{paste}");
    }

    #[test]
    fn shared_interests_count_where_they_say_something() {
        assert_eq!(interests("{ article = \"6(1)(f)\", interests = [\"safety\"] }"), NONE);
        assert_eq!(interests("{ article = \"6(1)(f)\", interests = [\"blank\", \"safety\"] }"), ["LI-01"]);
        let own = "{ article = \"6(1)(f)\", interest = \"safety\", owner = \"both\", interests = [\"blank\"], balancing = \"ask us\" }";
        assert_eq!(interests(own), NONE);
    }

    #[test]
    fn an_interest_is_somebodys() {
        let own =
            |more: &str| format!("{{ article = \"6(1)(f)\", interest = \"safety\", balancing = \"ask us\"{more} }}");
        assert_eq!(interests(&own("")), ["LI-02"]);
        assert_eq!(interests(&own(", owner = \"third-party\"")), NONE);
        let shared = |ids: &str| {
            format!(
                "{{ article = \"6(1)(f)\", interests = [{ids}] }}\n[interests.open]\nlabel = \"order\"\nbalancing = \"ask us\""
            )
        };
        assert_eq!(interests(&shared("\"open\"")), ["LI-02"]);
        // Nobody rests on it.
        assert_eq!(interests(&shared("\"safety\"")), NONE);
    }

    #[test]
    fn children_weigh_more() {
        let with = |child: &str, more: &str| {
            let basis = "article = \"6(1)(f)\", interest = \"safety\", owner = \"both\"";
            interests(&format!("{{ {basis}{more} }}\n[subjects.pupils]\n{child}\n[subjects.others]"))
        };
        let ask = ", balancing = \"ask us\"";
        assert_eq!(with("child = true", ask), ["LI-05"]);
        assert_eq!(with("child = false", ask), NONE);
        assert_eq!(with("", ask), NONE);
        assert_eq!(with("child = true", ", balancing = \"ask us\", subjects = [\"others\"]"), NONE);
        assert_eq!(with("child = true", ", balancing = \"ask us\", children = \"they come first\""), NONE);
        assert_eq!(with("child = true", ", balancing = \"our page on how we weigh the rights of children\""), NONE);
    }

    #[test]
    fn an_interest_that_nobody_knows_is_a_blank_to_paste() {
        for text in [
            "[purposes.a]\nbasis = [\"6(1)(f)\"]",
            "[purposes.a]\nbasis = { article = \"6(1)(f)\", interests = \"open\" }\n[interests.open]",
        ] {
            let found = testing::findings(&["LI-01"], TODAY, &under("[\"uk\"]", "2026-11-01", text));
            let paste = found[0].fault.paste.as_deref().unwrap();
            assert!(paste.contains("[insert "), "{paste}");
            let shared = if paste.contains("[interests.") {
                "[purposes.a]\nbasis = { article = \"6(1)(f)\", interests = \"open\" }"
            } else {
                ""
            };
            let pasted = under("[\"uk\"]", "2026-11-01", &format!("{paste}\n{shared}"));
            assert_eq!(testing::codes(&["LI-01", "TXT-03"], TODAY, &pasted), ["TXT-03"], "{paste}");
        }
    }
}
