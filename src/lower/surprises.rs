//! What a reader may not expect, as the first layer tells it: WP260 rev.01, paragraph 36.

use super::build::{Marked, list, traces};
use super::words::{Lower, Words, inside};
use crate::declaration::{Data, Entry, Marketing, Purpose, Recipient, Role, Special, is_so};
use crate::document::{Block, Section, Trace};

impl Lower<'_> {
    /// A list of what holds here, each a link to the part that tells of it.
    pub(super) fn surprises(&self, sections: &[Section]) -> Option<Block> {
        let there = |anchor: &str| sections.iter().any(|section| section.has(anchor));
        let to = |anchor: &str, key: &str| {
            let sentence = self.words(&format!("first_layer.{key}"));
            if there(anchor) { inside(anchor, &sentence) } else { sentence }
        };
        let with = |term: Words, x: Option<Words>| match x {
            Some(x) => self.say("list.pair", &[("term", term), ("x", x)]),
            None => term,
        };
        let all: Vec<&Entry<Purpose>> = self.model.purposes.iter().collect();
        let some = |so: &dyn Fn(&Purpose) -> bool| -> Vec<&Entry<Purpose>> {
            all.iter().copied().filter(|purpose| so(purpose)).collect()
        };
        let named = |key: &str, purposes: &[&Entry<Purpose>]| {
            with(self.words(&format!("first_layer.{key}")), self.purpose_links(purposes.iter().copied()))
        };
        let special = self.special_data(&all).and_then(|kinds| self.fragments(kinds));
        let indirect = some(&|purpose| self.model.collection(purpose).indirect);
        let inferred = some(&|purpose| self.model.collection(purpose).inferred);
        let profiling = some(&|purpose| is_so(purpose.profiling));
        let decisions = self.model.automated.iter().filter(|one| is_so(one.solely));
        let recipients = self.model.recipients_used();
        let abroad = recipients.iter().copied().filter(|one| there(&format!("transfer-{}", one.id)));
        let independent =
            |one: &&Entry<Recipient>| one.role.iter().flatten().any(|role| role.value == Role::Controller);
        let independent = recipients.iter().copied().filter(independent);
        let kept = all.iter().flat_map(|purpose| self.model.retention_of(purpose)).map(|used| used.entry);
        let marketing = if there("marketing") { "marketing" } else { "objection" };
        // Each holds where there is a declaration that it comes from.
        let surprises = [
            (traces("data", self.sensitive(&all)), with(to("data", "surprises.special"), special)),
            (traces("purposes", indirect), to("sources", "surprises.sources")),
            (traces("purposes", inferred.iter().copied()), named("surprises.inferred", &inferred)),
            (traces("purposes", profiling.iter().copied()), named("surprises.profiling", &profiling)),
            (traces("automated", decisions), to("automated", "surprises.decisions")),
            (traces("ai", &self.model.ai), to("ai", "surprises.ai")),
            (traces("recipients", abroad), to("transfers", &format!("abroad.{}", self.all_laws()))),
            (traces("joint", self.joints()), to("controller", "surprises.joint")),
            (traces("recipients", independent), to("recipients", "surprises.independent")),
            (traces("retention", kept.filter(|one| is_so(one.permanent))), to("retention", "surprises.permanent")),
            (self.marketing_declared(), to(marketing, "surprises.marketing")),
        ];
        let told = surprises.into_iter().filter(|(from, _)| !from.is_empty());
        let (from, points): (Vec<_>, Vec<_>) = told.map(|(from, words)| (from, vec![Block::paragraph(words)])).unzip();
        Some(list(false, points)?.traced(from.into_iter().flatten()))
    }

    /// What makes the notice one of direct marketing: entries that speak of its purposes or of any, and purposes that say so.
    fn marketing_declared(&self) -> Vec<Trace> {
        let here = |one: &&Entry<Marketing>| {
            one.purpose.is_none() || !self.model.purposes_named(one.purpose.as_ref()).is_empty()
        };
        let mut found = traces("marketing", self.model.marketing.iter().filter(here));
        found.extend(traces("purposes", self.model.purposes.iter().filter(|purpose| is_so(purpose.marketing))));
        found
    }

    /// Categories of specially protected data that these purposes use.
    fn sensitive<'e>(&'e self, purposes: &[&'e Entry<Purpose>]) -> Vec<&'e Entry<Data>> {
        let used = purposes.iter().flat_map(|purpose| self.model.data_of(purpose)).map(|used| used.entry);
        used.filter(|data| self.model.is_special(data) || self.model.is_criminal(data)).collect()
    }

    /// Kinds of specially protected data that these purposes use, as far as they are named; `None` where there is no such data.
    pub(super) fn special_data(&self, purposes: &[&Entry<Purpose>]) -> Option<Vec<Words>> {
        let sensitive = self.sensitive(purposes);
        let mut kinds: Vec<Words> = Vec::new();
        let mut add = |kind: Words| {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        };
        for data in &sensitive {
            if let Some(Special::Kinds(named)) = data.special.as_ref().map(|special| &special.value) {
                for kind in named {
                    add(self.by("data.kind", kind.value.as_ref()));
                }
            }
            if self.model.is_criminal(data) {
                add(self.words("first_layer.offences"));
            }
        }
        (!sensitive.is_empty()).then_some(kinds)
    }
}
