//! What calls for a representative or a data protection officer: Arts. 27 and 37 GDPR and UK GDPR, FADP Art. 14.

use super::Model;
use crate::declaration::{CoreActivity, InSwitzerland, Kind};
use crate::document::Item;
use crate::law::items::REPRESENTATIVE;
use crate::law::{Country, Regime, UK_GDPR_APPLIES};
use crate::source::{Span, Spanned};

/// A declared fact: its path and its place.
pub type Fact = (&'static str, Span);

/// Whether something is called for, by the facts of a declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Call {
    /// By these facts.
    Yes(Vec<Fact>),
    /// Not, for this reason and by this fact.
    No(&'static str, Fact),
    /// What decides it is not declared: this.
    Open(&'static str),
}

/// One of the facts that decide about a representative in Switzerland: FADP Art. 14(1)(b) to (d).
struct SwissFact {
    path: &'static str,
    /// What its denial says.
    denied: &'static str,
    said: Option<bool>,
    place: Option<Span>,
}

impl Model {
    /// The regimes whose representative one with an id is. Before 2021 the United Kingdom lay in the Union, and one there
    /// served for both.
    fn regimes_of(&self, id: &str) -> Vec<Regime> {
        let union = |name: &str| name != Regime::Ch.as_ref() && self.law.date < UK_GDPR_APPLIES;
        let own = |regime: &&Regime| regime.as_ref() == id || union(id) && union(regime.as_ref());
        self.law.regimes.iter().filter(own).copied().collect()
    }

    /// The keys of who a representative is, in the law for which it is one: it is one there, whatever others the notice
    /// answers to.
    #[must_use]
    pub fn representative_items(&self, id: &str) -> Vec<Item> {
        let (direct, indirect) = self.articles();
        REPRESENTATIVE.items(&self.regimes_of(id), direct, indirect)
    }

    /// Whether the controller is a body of public law, which needs no representative: Art. 27(2)(b), FADP Art. 14(1), which
    /// asks one of private controllers.
    #[must_use]
    pub fn is_public_body(&self) -> bool {
        [Kind::PublicAuthority, Kind::ParishCouncil, Kind::Court].into_iter().any(|kind| self.is_kind(kind))
    }

    /// Why the controller needs no representative under a regime, whomever it serves; `None` where nothing declared frees it.
    #[must_use]
    pub fn representative_spared(&self, regime: Regime) -> Option<(&'static str, Fact)> {
        let controller = self.controller.as_ref()?;
        let inside = |country: &Spanned<Country>| regime.holds(country.value, self.law.date);
        let there = match regime {
            Regime::Ch => "the controller has its seat in Switzerland",
            Regime::Eu => "the controller is established in the European Economic Area",
            Regime::Uk => "the controller is established in the United Kingdom",
        };
        if let Some(home) = controller.country.filter(inside) {
            return Some((there, ("controller.country", home.span)));
        }
        // In Switzerland the seat counts, and not whether there is a branch.
        let branches = controller.establishments.iter().flatten();
        if let Some(branch) = branches.filter(|_| regime != Regime::Ch).find(|country| inside(country)) {
            return Some((there, ("controller.establishments", branch.span)));
        }
        if let Some(kinds) = controller.kind.as_ref().filter(|_| self.is_public_body()) {
            return Some(("the controller is a public body", ("controller.kind", kinds.span)));
        }
        // FADP Art. 14(1)(b) to (d): all three must hold.
        let denied = self.swiss_facts().into_iter().find(|fact| regime == Regime::Ch && fact.said == Some(false));
        denied.and_then(|fact| Some((fact.denied, (fact.path, fact.place?))))
    }

    /// Which of the facts that decide about a representative in Switzerland are not declared: their fields in
    /// `in_switzerland`.
    #[must_use]
    pub fn swiss_facts_open(&self) -> Vec<&'static str> {
        let open = self.swiss_facts().into_iter().filter(|fact| fact.said.is_none());
        open.filter_map(|fact| fact.path.rsplit('.').next()).collect()
    }

    fn swiss_facts(&self) -> [SwissFact; 3] {
        let facts = self.controller.as_ref().and_then(|controller| controller.in_switzerland.as_ref());
        let fact = |path, denied, of: fn(&InSwitzerland) -> Option<Spanned<bool>>| {
            let fact = facts.and_then(of);
            SwissFact { path, denied, said: fact.map(|fact| fact.value), place: fact.map(|fact| fact.span) }
        };
        [
            fact(
                "controller.in_switzerland.large_scale",
                "its use of data in Switzerland is not on a large scale",
                |facts| facts.large_scale,
            ),
            fact("controller.in_switzerland.regular", "its use of data in Switzerland is not regular", |facts| {
                facts.regular
            }),
            fact("controller.in_switzerland.high_risk", "its use of data in Switzerland is no high risk", |facts| {
                facts.high_risk
            }),
        ]
    }

    /// Whether a representative is called for under a regime. An entry of `[representatives]` is not looked at.
    #[must_use]
    pub fn representative_call(&self, regime: Regime) -> Call {
        if let Some((why, fact)) = self.representative_spared(regime) {
            return Call::No(why, fact);
        }
        let controller = self.controller.as_ref();
        let targets = controller.and_then(|controller| controller.targets.as_ref());
        let served = targets.and_then(|targets| targets.iter().find(|target| self.is_served(regime, target)));
        if let (Some(targets), None) = (targets, served) {
            let why = match regime {
                Regime::Eu => "the controller serves nobody in the European Economic Area",
                Regime::Uk => "the controller serves nobody in the United Kingdom",
                Regime::Ch => "the controller serves nobody in Switzerland",
            };
            return Call::No(why, ("controller.targets", targets.span));
        }
        let Some(home) = controller.and_then(|controller| controller.country) else {
            return Call::Open("it is not declared where the controller is established");
        };
        let Some(served) = served else {
            return Call::Open("it is not declared whom the controller serves");
        };
        let mut facts = vec![("controller.targets", served.span), ("controller.country", home.span)];
        if regime == Regime::Ch {
            if !self.swiss_facts_open().is_empty() {
                return Call::Open(
                    "it is not declared whether it uses data in Switzerland widely, regularly and at high risk",
                );
            }
            facts.extend(self.swiss_facts().into_iter().filter_map(|fact| Some((fact.path, fact.place?))));
        }
        Call::Yes(facts)
    }

    /// Whether a target of the controller lies where a regime holds.
    fn is_served(&self, regime: Regime, target: &str) -> bool {
        match target {
            "EU" | "EEA" => regime == Regime::Eu,
            _ => target.parse::<Country>().is_ok_and(|country| regime.holds(country, self.law.date)),
        }
    }

    /// Where it stands that the controller is a public authority that needs an officer: Art. 37(1)(a). A court that acts
    /// judicially is out; a parish council is no public authority in the United Kingdom.
    #[must_use]
    pub fn authority_with_officer(&self) -> Option<Span> {
        if !self.is_public_authority() || self.is_kind(Kind::Court) {
            return None;
        }
        let kinds = self.controller.iter().filter_map(|controller| controller.kind.as_ref()).flatten();
        kinds.into_iter().find(|kind| kind.value == Kind::PublicAuthority).map(|kind| kind.span)
    }

    /// The core activity that calls for an officer where nothing else does: Art. 37(1)(b) and (c); the first that is declared.
    #[must_use]
    pub fn activity_with_officer(&self) -> Option<Spanned<CoreActivity>> {
        let all = self.controller.as_ref()?.core_activities.as_ref()?;
        all.first().copied().filter(|_| self.authority_with_officer().is_none())
    }

    /// The fact that calls for a data protection officer; `None` where none is declared. National law may call for one too.
    #[must_use]
    pub fn officer_called_for(&self) -> Option<Fact> {
        let authority = self.authority_with_officer().map(|place| ("controller.kind", place));
        let activity = || Some(("controller.core_activities", self.activity_with_officer()?.span));
        authority.or_else(activity)
    }
}
