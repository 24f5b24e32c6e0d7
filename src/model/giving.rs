//! What people are told of having to give data, where several purposes use what they gave once: GDPR Art. 13(2)(e).

use super::Model;
use crate::declaration::{Entry, Id, Many, Purpose};
use crate::law::{Article6, Condition9};

impl Model {
    /// Whether another purpose says of all data that people give for this one whether it must be given.
    ///
    /// The law asks it where data is obtained, and people give it once for all purposes. What they may refuse for one purpose
    /// (consent, marketing) is told apart from what they may not.
    #[must_use]
    pub fn is_provided_beside(&self, purpose: &Entry<Purpose>) -> bool {
        let told = |other: &Entry<Purpose>, id: &Id| {
            let held = |ids: Option<&Many<Id>>| {
                ids.is_none_or(|ids| ids.iter().any(|one| one.value == *id || one.as_str() == "all"))
            };
            self.data_of(other).iter().any(|used| used.entry.id == *id)
                && self
                    .provisions(other)
                    .iter()
                    .any(|one| one.kind.is_some() && one.subjects.is_none() && held(one.data.as_ref()))
        };
        let data = self.data_of(purpose);
        let tells = |other: &Entry<Purpose>| data.iter().all(|used| told(other, &used.entry.id));
        !data.is_empty()
            && self.provisions(purpose).is_empty()
            && self.purposes.iter().any(|other| other.id != purpose.id && self.is_alike(purpose, other) && tells(other))
    }

    /// Whether two purposes use the same data of the same people, given at once.
    #[must_use]
    pub fn is_same_giving(&self, a: &Entry<Purpose>, b: &Entry<Purpose>) -> bool {
        let ids = |one: &Entry<Purpose>| sorted(self.data_of(one).iter().map(|used| used.entry.id.to_string()));
        let data = ids(a);
        !data.is_empty() && data == ids(b) && self.is_alike(a, b)
    }

    /// Whether the same people give data for two purposes, and are as free or bound for the one as for the other.
    fn is_alike(&self, a: &Entry<Purpose>, b: &Entry<Purpose>) -> bool {
        let people = |one: &Entry<Purpose>| match &one.subjects {
            Some(ids) if ids.iter().any(|id| id.as_str() == "all") => {
                sorted(self.subjects.iter().map(|one| one.id.to_string()))
            }
            _ => sorted(self.subjects_of(one).iter().map(|group| group.id.to_string())),
        };
        let free = |one: &Entry<Purpose>| {
            let bases = self.bases(one).iter().filter_map(|basis| basis.article);
            let conditions = self.conditions(one).iter().filter_map(|condition| condition.article);
            self.is_marketing(one)
                || bases.into_iter().any(|article| article.value == Article6::Consent)
                || conditions.into_iter().any(|article| article.value == Condition9::ExplicitConsent)
        };
        self.collection(a).direct && self.collection(b).direct && free(a) == free(b) && people(a) == people(b)
    }
}

fn sorted(ids: impl Iterator<Item = String>) -> Vec<String> {
    let mut ids: Vec<String> = ids.collect();
    ids.sort();
    ids
}
