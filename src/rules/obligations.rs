//! What a notice must tell for the facts that it declares, and which block of the document tells it.
//!
//! Rules judge the declaration; this table judges the document: every obligation must be met by a block that carries the
//! item and comes from the declaration. Back ends then prove that the block survived.

mod not_due;

use super::exemptions::freed_by;
use crate::declaration::{Entry, Purpose, Representative, is_so};
use crate::document::{Block, Document, Item};
use crate::law::items::{self, Duty};
use crate::law::{Regime, Right};
use crate::model::{Call, Fact, Model};

pub use not_due::{NotDue, not_due};

/// Something that a notice must tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obligation {
    /// What must be told.
    pub duty: Duty,
    /// Its keys in the law of the notice, such as `uk-13-1-e`; never empty.
    pub items: Vec<Item>,
    /// The declaration of which it must be told, such as `purposes.select.basis`.
    pub path: String,
    /// The facts that call for it where nothing is declared of it, each with its path.
    pub because: Vec<Fact>,
}

/// All obligations that follow from a notice's declarations, in the order of the law.
#[must_use]
pub fn obligations(model: &Model) -> Vec<Obligation> {
    let mut list = List { model, found: Vec::new() };
    list.whole(items::IDENTITY, "controller");
    list.representatives();
    for id in joint_controllers(model) {
        // The FADP asks for the controller that gives the notice.
        list.whole(Duty { swiss: None, ..items::IDENTITY }, &format!("controllers.{id}"));
    }
    list.officer();
    for purpose in &model.purposes {
        list.of_purpose(purpose);
    }
    for recipient in model.recipients_used() {
        let abroad = |regime: &&Regime| model.is_abroad(recipient, **regime);
        let regimes: Vec<Regime> = model.law.regimes.iter().filter(abroad).copied().collect();
        let purposes: Vec<_> = model.uses_of(recipient).into_iter().map(|(purpose, _)| purpose).collect();
        let (direct, indirect) = model.articles_of(&purposes);
        let keys = items::TRANSFERS.items(&regimes, direct, indirect);
        list.push(items::TRANSFERS, keys, format!("recipients.{}.transfers", recipient.id));
    }
    list.rights();
    if model.automated.denies() {
        list.whole(items::DECISIONS, "automated");
    }
    for decision in &model.automated {
        if is_so(decision.solely) && is_so(decision.significant) {
            let (direct, indirect) = model.articles_of(&model.purposes_named(decision.purposes.as_ref()));
            let keys = items::DECISIONS.items(&model.law.regimes, direct, indirect);
            list.push(items::DECISIONS, keys, format!("automated.{}", decision.id));
        }
    }
    list.found
}

/// Obligations that no block of the document meets: by item and by declaration.
#[must_use]
pub fn unmet(model: &Model, document: &Document) -> Vec<Obligation> {
    let telling: Vec<_> = document.blocks().filter(|block| block.id.is_some() && !block.items.is_empty()).collect();
    let mut open = obligations(model);
    open.retain(|duty| !telling.iter().any(|block| duty.is_met_by(block)));
    open
}

impl Obligation {
    /// Whether a block of the document meets it: it has an anchor, carries all the items, and comes from the declaration.
    #[must_use]
    pub fn is_met_by(&self, block: &Block) -> bool {
        block.id.is_some()
            && self.items.iter().all(|item| block.items.contains(item))
            && block.from.iter().any(|trace| trace.path == self.path)
    }
}

fn joint_controllers(model: &Model) -> Vec<&str> {
    let used = |id: &str| {
        let purposes = model.purposes.iter().filter_map(|purpose| purpose.joint.as_ref());
        purposes.flatten().any(|joint| joint.as_str() == id)
    };
    let arrangements = model.joint.iter().filter(|joint| used(joint.id.as_str()));
    let ids = arrangements.filter_map(|joint| joint.controllers.as_ref()).flatten();
    let mut distinct = Vec::new();
    for id in ids {
        if !distinct.contains(&id.as_str()) {
            distinct.push(id.as_str());
        }
    }
    distinct
}

/// The regimes under which a notice may have to name a representative, each with a text of its own.
fn regimes_with_representative(model: &Model) -> impl Iterator<Item = Regime> {
    let law = &model.law;
    let all = [(Regime::Eu, law.eu_text()), (Regime::Uk, law.uk_text()), (Regime::Ch, law.ch_text())];
    all.into_iter().filter(|(_, holds)| *holds).map(|(regime, _)| regime)
}

/// The declared representative, or exemption, for a regime. Before 2021 one in the United Kingdom was one in the Union.
fn representative_of(model: &Model, regime: Regime) -> Option<&Entry<Representative>> {
    let in_union = || model.representatives.get("uk").filter(|_| regime == Regime::Eu && !model.law.uk_text());
    model.representatives.get(regime.as_ref()).or_else(in_union)
}

struct List<'a> {
    model: &'a Model,
    found: Vec<Obligation>,
}

impl List<'_> {
    fn push(&mut self, duty: Duty, items: Vec<Item>, path: String) {
        if !items.is_empty() {
            self.found.push(Obligation { duty, items, path, because: Vec::new() });
        }
    }

    /// One of which nothing is declared, and which facts call for.
    fn called_for(&mut self, duty: Duty, items: Vec<Item>, path: String, because: Vec<Fact>) {
        if !items.is_empty() {
            self.found.push(Obligation { duty, items, path, because });
        }
    }

    fn whole(&mut self, duty: Duty, path: &str) {
        let keys = self.model.items(&duty, None);
        self.push(duty, keys, path.to_owned());
    }

    /// Those that are declared, and those that are called for and not declared.
    fn representatives(&mut self) {
        let model = self.model;
        for one in model.representatives.iter().filter(|one| one.exempt.is_none()) {
            let path = format!("representatives.{}", one.id);
            self.push(items::REPRESENTATIVE, model.representative_items(one.id.as_str()), path);
        }
        for regime in regimes_with_representative(model) {
            if representative_of(model, regime).is_none()
                && let Call::Yes(facts) = model.representative_call(regime)
            {
                let id = regime.as_ref();
                let path = format!("representatives.{id}");
                self.called_for(items::REPRESENTATIVE, model.representative_items(id), path, facts);
            }
        }
    }

    /// One that is declared, or called for; that there is none does not help where one is.
    fn officer(&mut self) {
        let model = self.model;
        let declared = model.dpo.as_ref().is_some_and(|dpo| !is_so(dpo.none));
        if declared {
            self.whole(items::DPO, "dpo");
        } else if let Some(fact) = model.officer_called_for() {
            self.called_for(items::DPO, model.items(&items::DPO, None), "dpo".to_owned(), vec![fact]);
        }
    }

    fn of_purpose(&mut self, purpose: &Entry<Purpose>) {
        let path = format!("purposes.{}", purpose.id);
        let model = self.model;
        let mut of = |duty: Duty, part: &str| {
            let keys = model.items(&duty, Some(purpose));
            self.push(duty, keys, format!("{path}{part}"));
        };
        of(items::PURPOSE, "");
        of(items::BASIS, ".basis");
        if !model.conditions(purpose).is_empty() {
            of(items::BASIS, ".conditions");
        }
        let interests = |basis: &crate::source::Spanned<crate::declaration::Basis>| {
            basis.article.is_some_and(|article| article.value == crate::law::Article6::LegitimateInterests)
        };
        if model.bases(purpose).iter().any(interests) {
            of(items::INTERESTS, ".basis");
        }
        of(items::CATEGORIES, ".data");
        of(items::SOURCE, ".collected");
        of(items::RECIPIENTS, ".recipients");
        of(items::RETENTION, ".retention");
        let collection = model.collection(purpose);
        // Where another purpose tells it of the same data, it is told.
        let open = collection.direct && !model.is_provided_beside(purpose);
        if open || purpose.provision.is_some() && collection.art_13() {
            of(items::PROVISION, ".provision");
        }
        if purpose.further.is_some() && freed_by(purpose, model).is_none() {
            of(items::FURTHER, ".further");
        }
    }

    fn rights(&mut self) {
        use Right::{Access, Erasure, Objection, Portability, Rectification, Restriction, Withdrawal};
        for right in [Access, Rectification, Erasure, Restriction] {
            self.whole(items::RIGHTS, &format!("rights.{}", right.as_ref()));
        }
        for right in [Portability, Objection] {
            if self.model.standing(right).somewhere() {
                self.whole(items::RIGHTS, &format!("rights.{}", right.as_ref()));
            }
        }
        if self.model.standing(Objection).somewhere() || self.model.has_marketing() {
            self.whole(items::OBJECTION_APART, "rights.objection");
        }
        if self.model.standing(Withdrawal).somewhere() {
            self.whole(items::WITHDRAWAL, "rights.withdrawal");
        }
        if self.model.law.uk_complaints() {
            self.whole(items::CONTROLLER_COMPLAINT, "complaints.controller");
        }
        self.whole(items::COMPLAINT, "complaints");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::lower;
    use crate::rules;
    use crate::rules::testing::{TODAY, codes, resolved, under};

    /// What a declaration owes of an item: its path, its keys, and the facts that call for it.
    fn due(text: &str, what: &str) -> Vec<(String, Vec<String>, Vec<&'static str>)> {
        let all = obligations(&resolved(text)).into_iter().filter(|one| one.duty.what.contains(what));
        let keys = |items: Vec<Item>| items.into_iter().map(|item| item.0).collect();
        all.map(|one| (one.path, keys(one.items), one.because.into_iter().map(|(path, _)| path).collect())).collect()
    }

    const ALL: &str = "[\"eu\", \"uk\", \"ch\"]";

    /// Where a rule denies that a representative or an officer is missing, the item is due and not met; and only there.
    #[test]
    fn what_a_rule_misses_is_due() {
        let outside = "[controller]\ncountry = \"US\"\n";
        let risk = "in_switzerland = { large_scale = true, regular = true, high_risk = true }\n";
        let named = "[representatives.eu]\nname = \"Agents\"\nemail = \"eu@agents.example\"\n";
        for (controller, rest, denied) in [
            ("targets = [\"DE\"]\n", "", &["representatives.eu"][..]),
            ("targets = [\"DE\", \"GB\"]\n", "", &["representatives.eu", "representatives.uk"]),
            ("targets = [\"DE\", \"GB\"]\n", named, &["representatives.uk"]),
            (&format!("targets = [\"CH\", \"DE\"]\n{risk}"), named, &["representatives.ch"]),
            (&format!("targets = [\"CH\"]\n{}", risk.replace("risk = true", "risk = false")), "", &[]),
            ("targets = [\"CH\"]\n", "", &[]),
            ("targets = [\"DE\"]\n", "[representatives.eu]\nexempt = \"occasional\"\n", &[]),
            ("targets = [\"DE\"]\nkind = \"court\"\n", "", &[]),
            ("targets = []\n", "", &[]),
            ("", "", &[]),
            ("kind = \"public-authority\"\n", "", &["dpo"]),
            ("kind = \"public-authority\"\n", "[dpo]\nnone = true\n", &["dpo"]),
            ("kind = \"public-authority\"\n", "[dpo]\nemail = \"dpo@northmoor.example\"\n", &[]),
            ("kind = [\"public-authority\", \"parish-council\"]\n", "", &[]),
            ("core_activities = \"large-scale-monitoring\"\n", "", &["dpo"]),
            ("core_activities = \"large-scale-special-data\"\n", "[dpo]\nnone = true\n", &["dpo"]),
            ("core_activities = []\n", "[dpo]\nnone = true\n", &[]),
        ] {
            let text = under(ALL, "2026-11-01", &format!("{outside}{controller}{rest}"));
            let model = resolved(&text);
            let open = unmet(&model, &lower(&model, &model.languages[0], false));
            let open: Vec<_> = open.iter().filter(|one| !one.because.is_empty()).map(|one| one.path.as_str()).collect();
            assert_eq!(open, denied, "{text}");
            let denials: Vec<_> = rules::run(&model, TODAY)
                .into_iter()
                .filter(|one| ["REP-01", "REP-03", "DPO-02", "DPO-03", "DPO-04", "CHX-10"].contains(&one.code))
                .filter(|one| one.fault.mark.is_none())
                .filter_map(|one| one.fault.on)
                .collect();
            assert_eq!(denials, denied, "{text}");
            let spared = not_due(&model);
            assert!(!spared.iter().any(|one| denied.contains(&one.path.as_str())), "{text}");
        }
    }

    #[test]
    fn the_facts_that_call_for_it_are_named() {
        let text = under("[\"eu\"]", "2026-11-01", "[controller]\ncountry = \"US\"\ntargets = [\"DE\"]\n");
        let keys = vec!["eu-13-1-a".to_owned()];
        let facts = vec!["controller.targets", "controller.country"];
        assert_eq!(due(&text, "representative"), [("representatives.eu".to_owned(), keys, facts)]);
    }

    #[test]
    fn before_2021_one_representative_serves_the_union_and_the_united_kingdom() {
        let of = |rest: &str| {
            let controller = "[controller]\ncountry = \"US\"\ntargets = [\"GB\"]\n";
            under("[\"uk\"]", "2019-03-01", &format!("{controller}{rest}"))
        };
        let keys = vec!["uk-13-1-a".to_owned()];
        let none = due(&of(""), "representative");
        assert_eq!(
            none.iter().map(|(path, keys, _)| (path.as_str(), keys)).collect::<Vec<_>>(),
            [("representatives.eu", &keys)]
        );
        for id in ["eu", "uk"] {
            let text = of(&format!("[representatives.{id}]\nname = \"Agents\"\nemail = \"a@agents.example\"\n"));
            assert_eq!(due(&text, "representative"), [(format!("representatives.{id}"), keys.clone(), vec![])]);
            let model = resolved(&text);
            let open = unmet(&model, &lower(&model, &model.languages[0], false));
            assert!(!open.iter().any(|one| one.path.starts_with("representatives")), "{open:?}");
            assert_eq!(codes(&["REP"], TODAY, &text), [""; 0]);
        }
    }

    #[test]
    fn a_new_use_is_told_where_people_are_told_of_it() {
        let with = |further: &str, collected: &str| {
            let purpose = format!("[purposes.one]\ncollected = \"{collected}\"\nfurther = {{ {further} }}\n");
            under("[\"eu\", \"uk\"]", "2026-11-01", &format!("{purpose}[sources.agency]\nlabel = \"agencies\"\n"))
        };
        let open = |text: &str| {
            let model = resolved(text);
            let open = unmet(&model, &lower(&model, &model.languages[0], false));
            open.iter().any(|one| one.path == "purposes.one.further")
        };
        let told = with("before = \"billing\", told = \"by e-mail\"", "direct");
        assert_eq!(due(&told, "new purposes")[0].1, ["eu-13-3", "uk-13-3"]);
        assert_eq!(due(&with("before = \"billing\"", "agency"), "new purposes")[0].1, ["eu-14-4", "uk-14-4"]);
        assert!(!open(&told));
        let untold = with("before = \"billing\"", "direct");
        assert!(open(&untold));
        assert_eq!(codes(&["FUR-01"], TODAY, &untold), ["FUR-01"]);
    }
}
