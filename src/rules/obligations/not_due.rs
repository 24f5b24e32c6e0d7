//! What the law lists and a notice need not tell, because of which declared fact, or for want of one.

#[cfg(test)]
mod tests;

use super::super::exemptions::freed_by;
use super::{Obligation, obligations, regimes_with_representative, representative_of};
use crate::declaration::{Date, Entry, Purpose, Recipient};
use crate::document::Item;
use crate::law::items::{self, Duty};
use crate::law::{Article6, Regime, Right, UK_COMPLAINTS, UK_GDPR_APPLIES};
use crate::model::{Call, Model};
use crate::source::{Span, Spanned};

/// An item of the law that a notice need not tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotDue {
    /// What need not be told.
    pub duty: Duty,
    /// Its keys in the law of the notice.
    pub items: Vec<Item>,
    /// Of what it need not be told, such as `purposes.select`.
    pub path: String,
    /// Why; lower case, no full stop.
    pub why: String,
    /// The facts on which that hangs, each with its path; empty where it hangs on silence, which denies nothing.
    pub facts: Vec<(String, Span)>,
}

/// All items of the law that the notice need not tell, with the reason for each.
#[must_use]
pub fn not_due(model: &Model) -> Vec<NotDue> {
    let mut list = List { model, due: obligations(model), found: Vec::new() };
    list.representatives();
    list.officer();
    for purpose in &model.purposes {
        list.of_purpose(purpose);
    }
    list.transfers();
    list.rights();
    list.decisions();
    list.rest();
    list.found
}

type Facts = Vec<(String, Span)>;

fn fact(path: impl Into<String>, span: Span) -> Facts {
    vec![(path.into(), span)]
}

/// A reason that hangs on facts of several kinds; where one of them is not declared, it says which.
fn where_all<const N: usize>(why: &str, all: [(&str, Option<Facts>); N]) -> (String, Facts) {
    let open: Vec<&str> = all.iter().filter(|(_, facts)| facts.is_none()).map(|(name, _)| *name).collect();
    if open.is_empty() {
        return (why.to_owned(), all.into_iter().filter_map(|(_, facts)| facts).flatten().collect());
    }
    (format!("{why}, as far as is declared; not declared of all purposes: {}", open.join(", ")), Facts::new())
}

struct List<'a> {
    model: &'a Model,
    due: Vec<Obligation>,
    found: Vec<NotDue>,
}

impl<'a> List<'a> {
    /// Says that a duty is not due; unless it is, or no law of the notice has it.
    fn push(&mut self, duty: Duty, items: Vec<Item>, path: &str, (why, facts): (impl Into<String>, Facts)) {
        let due = self.due.iter().any(|one| one.duty.what == duty.what && one.path == path);
        if !due && !items.is_empty() {
            self.found.push(NotDue { duty, items, path: path.to_owned(), why: why.into(), facts });
        }
    }

    /// The same for the notice as a whole.
    fn whole(&mut self, duty: Duty, path: &str, why: (impl Into<String>, Facts)) {
        let items = self.model.items(&duty, None);
        self.push(duty, items, path, why);
    }

    /// All keys of a duty in the law of the notice, however data comes in.
    fn keys(&self, duty: &Duty) -> Vec<Item> {
        duty.items(&self.model.law.regimes, true, true)
    }

    /// Each law asks for its own representative.
    fn representatives(&mut self) {
        let model = self.model;
        for regime in regimes_with_representative(model) {
            let declared = representative_of(model, regime);
            let id = declared.map_or(regime.as_ref(), |one| one.id.as_str());
            let path = format!("representatives.{id}");
            let why: (String, Facts) = match (declared, model.representative_call(regime)) {
                (Some(one), _) => match one.exempt {
                    Some(exempt) => {
                        let why = format!("exempt, by the declaration: {}", exempt.value.as_ref());
                        (why, fact(format!("{path}.exempt"), exempt.span))
                    }
                    None => continue,
                },
                // It is due.
                (None, Call::Yes(_)) => continue,
                (None, Call::No(why, (of, place))) => (why.to_owned(), fact(of, place)),
                (None, Call::Open(why)) => (why.to_owned(), Facts::new()),
            };
            self.push(items::REPRESENTATIVE, model.representative_items(id), &path, why);
        }
    }

    fn officer(&mut self) {
        let none = self.model.dpo.as_ref().and_then(|dpo| dpo.none).filter(|none| none.value);
        let why = match none {
            Some(none) => ("there is no data protection officer", fact("dpo.none", none.span)),
            None => ("no data protection officer is declared", Facts::new()),
        };
        self.whole(items::DPO, "dpo", why);
    }

    fn of_purpose(&mut self, purpose: &'a Entry<Purpose>) {
        let model = self.model;
        let path = |field: &str| format!("purposes.{}.{field}", purpose.id);
        let articles = || model.bases(purpose).iter().filter_map(|basis| basis.article);
        let interests = match &purpose.basis {
            Some(many) if articles().next().is_some() => ("no basis of it is 6(1)(f)", fact(path("basis"), many.span)),
            _ => ("no basis of it is declared", Facts::new()),
        };
        if !articles().any(|article| article.value == Article6::LegitimateInterests) {
            let items = model.items(&items::INTERESTS, Some(purpose));
            self.push(items::INTERESTS, items, &path("basis"), interests);
        }
        let collection = model.collection(purpose);
        let collected = purpose.collected.as_ref().filter(|many| !many.is_empty());
        let by = |why: &'static str, silent: &'static str| match collected {
            Some(many) => (why, fact(path("collected"), many.span)),
            None => (silent, Facts::new()),
        };
        let silent = "it is not declared where the data comes from";
        if !collection.art_14() {
            let why = || by("all data comes from the person", silent);
            self.push(items::CATEGORIES, self.keys(&items::CATEGORIES), &path("data"), why());
            self.push(items::SOURCE, self.keys(&items::SOURCE), &path("collected"), why());
        }
        let why = if model.is_provided_beside(purpose) {
            by("another purpose tells it of the same people and data", silent)
        } else {
            by("nobody is asked for the data", silent)
        };
        self.push(items::PROVISION, self.keys(&items::PROVISION), &path("provision"), why);
        let why = match freed_by(purpose, model).and_then(|one| Some((one, one.article?))) {
            Some((one, article)) if purpose.further.is_some() => {
                let of = format!("exemptions.{}.article", one.id);
                ("an exemption from informing is declared for it", fact(of, article.span))
            }
            _ => ("no new use of data is declared", Facts::new()),
        };
        self.push(items::FURTHER, model.items(&items::FURTHER, Some(purpose)), &path("further"), why);
    }

    fn transfers(&mut self) {
        let model = self.model;
        let recipients = model.recipients_used();
        for recipient in &recipients {
            let path = format!("recipients.{}", recipient.id);
            let inside = |regime: &&Regime| !model.is_abroad(recipient, **regime);
            let regimes: Vec<Regime> = model.law.regimes.iter().filter(inside).copied().collect();
            let purposes: Vec<_> = model.uses_of(recipient).into_iter().map(|(purpose, _)| purpose).collect();
            let (direct, indirect) = model.articles_of(&purposes);
            let items = items::TRANSFERS.items(&regimes, direct, indirect);
            self.push(items::TRANSFERS, items, &path, self.stays(recipient, &path, &regimes));
        }
        if recipients.is_empty() {
            let denied = model.transfers.as_ref().and_then(|transfers| transfers.none).filter(|none| none.value);
            let why = match denied {
                Some(none) => ("no data leaves the area", fact("transfers.none", none.span)),
                None => match self.nobody() {
                    Some(facts) => ("nobody gets data", facts),
                    None => ("no recipient is declared", Facts::new()),
                },
            };
            self.whole(items::TRANSFERS, "recipients", why);
        }
    }

    /// Where each purpose says that nobody gets its data; `None` where one is silent.
    fn nobody(&self) -> Option<Facts> {
        let purposes = self.model.purposes.iter();
        let all: Option<Facts> = purposes
            .map(|purpose| Some((format!("purposes.{}.recipients", purpose.id), purpose.recipients.as_ref()?.span)))
            .collect();
        all.filter(|all| !all.is_empty())
    }

    fn rights(&mut self) {
        let model = self.model;
        let by_bases = [
            (
                Right::Portability,
                items::RIGHTS,
                "rights.portability",
                "no purpose that works by automated means rests on consent or on a contract",
            ),
            (Right::Withdrawal, items::WITHDRAWAL, "rights.withdrawal", "nothing rests on consent"),
        ];
        for (right, duty, path, why) in by_bases {
            if !model.standing(right).somewhere() {
                let why = match self.bases(right) {
                    Some(facts) => (why.to_owned(), facts),
                    None => (format!("{why}, as far as bases are declared"), Facts::new()),
                };
                self.whole(duty, path, why);
            }
        }
        if !model.standing(Right::Objection).somewhere() {
            let (bases, research) = (self.bases(Right::Objection), self.no_research());
            let why = "no purpose rests on 6(1)(e), (f) or (ea), or is research";
            let facts = [("bases", bases.clone()), ("`research`", research.clone())];
            self.whole(items::RIGHTS, "rights.objection", where_all(why, facts));
            if !model.has_marketing() {
                let facts = [("bases", bases), ("`research`", research), ("`marketing`", self.no_marketing())];
                let why = where_all("there is nothing to object to", facts);
                self.whole(items::OBJECTION_APART, "rights.objection", why);
            }
        }
        if !model.law.uk_complaints() {
            let notice = model.notice.as_ref();
            let day = |date: &Spanned<Date>| date.value.0 == model.law.date;
            let dates =
                notice.into_iter().flat_map(|notice| [("effective", notice.effective), ("updated", notice.updated)]);
            let of_day = dates.filter_map(|(field, date)| Some((field, date.filter(day)?)));
            let facts = of_day.map(|(field, date)| (format!("notice.{field}"), date.span)).collect();
            let why = format!("UK law asks for it from {UK_COMPLAINTS} on, and the notice is older");
            self.whole(items::CONTROLLER_COMPLAINT, "complaints.controller", (why, facts));
        }
    }

    /// The bases that give a right to nobody; `None` where a purpose declares none.
    fn bases(&self, right: Right) -> Option<Facts> {
        let model = self.model;
        let all = &model.purposes.entries;
        if all.is_empty() || model.standing(right).absent.len() < all.len() {
            return None;
        }
        let span = |purpose: &Entry<Purpose>| purpose.basis.as_ref().map_or(purpose.span, |many| many.span);
        Some(all.iter().map(|purpose| (format!("purposes.{}.basis", purpose.id), span(purpose))).collect())
    }

    /// A fact that each purpose denies; `None` where one does not.
    fn denied(&self, field: &str, of: fn(&Purpose) -> Option<Spanned<bool>>) -> Option<Facts> {
        let purposes = self.model.purposes.iter();
        let all = purposes.map(|purpose| {
            let no = of(purpose).filter(|fact| !fact.value)?;
            Some((format!("purposes.{}.{field}", purpose.id), no.span))
        });
        all.collect::<Option<Facts>>().filter(|all| !all.is_empty())
    }

    fn no_research(&self) -> Option<Facts> {
        self.denied("research", |purpose| purpose.research)
    }

    /// Where it stands that nothing is marketing: of the notice as a whole, or of each purpose.
    fn no_marketing(&self) -> Option<Facts> {
        let none = self.model.marketing.none.filter(|none| none.value);
        let whole = none.map(|none| fact("marketing.none", none.span));
        whole.or_else(|| self.denied("marketing", |purpose| purpose.marketing))
    }

    fn decisions(&mut self) {
        let model = self.model;
        for decision in &model.automated {
            let path = format!("automated.{}", decision.id);
            let no = |fact: Option<Spanned<bool>>| fact.filter(|fact| !fact.value);
            let why = match (no(decision.solely), no(decision.significant)) {
                (Some(solely), _) => ("it is not made by machines alone", fact(format!("{path}.solely"), solely.span)),
                (None, Some(minor)) => {
                    ("it has no legal or similar effects", fact(format!("{path}.significant"), minor.span))
                }
                (None, None) => (
                    "it is not declared that machines alone make it and that it has legal or similar effects",
                    Facts::new(),
                ),
            };
            self.whole(items::DECISIONS, &path, why);
        }
        if model.automated.entries.is_empty() {
            let why = ("no automated decision is declared, and none is denied", Facts::new());
            self.whole(items::DECISIONS, "automated", why);
        }
    }

    /// Items of the notice's law of which nothing was said so far.
    fn rest(&mut self) {
        for duty in items::ALL {
            let said = self.due.iter().any(|one| one.duty.what == duty.what)
                || self.found.iter().any(|one| one.duty.what == duty.what);
            if !said {
                let items = self.keys(duty);
                self.push(*duty, items, "notice", ("nothing is declared that asks for it", Facts::new()));
            }
        }
    }

    /// Why what a recipient gets does not leave the area of some regimes.
    fn stays(&self, recipient: &Recipient, path: &str, regimes: &[Regime]) -> (String, Facts) {
        let Some(places) = &recipient.countries else {
            return ("it is not declared where it is".to_owned(), Facts::new());
        };
        let facts = fact(format!("{path}.countries"), places.span);
        if places.countries.is_empty() {
            return ("where it is, is declared as not known".to_owned(), facts);
        }
        let apart = self.model.law.date >= UK_GDPR_APPLIES;
        let mut areas: Vec<&str> = regimes
            .iter()
            .map(|regime| match regime {
                Regime::Uk if apart => "the United Kingdom",
                Regime::Eu | Regime::Uk => "the European Economic Area",
                Regime::Ch => "Switzerland",
            })
            .collect();
        areas.dedup();
        (format!("it is in {}", areas.join(" and ")), facts)
    }
}
