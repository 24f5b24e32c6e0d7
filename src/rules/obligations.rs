//! What a notice must tell for the facts that it declares, and which block of the document tells it.
//!
//! Rules judge the declaration; this table judges the document: every obligation must be met by a block that carries the
//! item and comes from the declaration. Back ends then prove that the block survived.

mod not_due;

use crate::declaration::{Entry, Id, Purpose};
use crate::document::{Block, Document, Item};
use crate::law::items::{self, Duty};
use crate::law::{Regime, Right};
use crate::model::Model;

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
}

/// All obligations that follow from a notice's declarations, in the order of the law.
#[must_use]
pub fn obligations(model: &Model) -> Vec<Obligation> {
    let mut list = List { model, found: Vec::new() };
    list.whole(items::IDENTITY, "controller");
    for representative in model.representatives.iter().filter(|one| one.exempt.is_none()) {
        list.representative(&representative.id);
    }
    for id in joint_controllers(model) {
        // The FADP asks for the controller that gives the notice.
        list.whole(Duty { swiss: None, ..items::IDENTITY }, &format!("controllers.{id}"));
    }
    if model.dpo.as_ref().is_some_and(|dpo| !dpo.none.is_some_and(|none| none.value)) {
        list.whole(items::DPO, "dpo");
    }
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
        let yes = |fact: Option<crate::source::Spanned<bool>>| fact.is_some_and(|fact| fact.value);
        if yes(decision.solely) && yes(decision.significant) {
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

struct List<'a> {
    model: &'a Model,
    found: Vec<Obligation>,
}

impl List<'_> {
    fn push(&mut self, duty: Duty, items: Vec<Item>, path: String) {
        if !items.is_empty() {
            self.found.push(Obligation { duty, items, path });
        }
    }

    fn whole(&mut self, duty: Duty, path: &str) {
        let keys = self.model.items(&duty, None);
        self.push(duty, keys, path.to_owned());
    }

    /// A representative is one in a single jurisdiction, whatever others the notice answers to.
    fn representative(&mut self, regime: &Id) {
        let mut keys = self.model.items(&items::REPRESENTATIVE, None);
        let prefix = format!("{regime}-");
        keys.retain(|key| key.as_str().starts_with(&prefix));
        self.push(items::REPRESENTATIVE, keys, format!("representatives.{regime}"));
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
