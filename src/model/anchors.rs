//! Anchors of the notice that is made from a model: where a link within it may lead.

use super::Model;
use crate::declaration::Register;

/// Anchors that do not depend on the author's ids.
const FIXED: &[&str] = &[
    "ai",
    "ai-none",
    "automated",
    "automated-none",
    "changes",
    "children",
    "complaints",
    "complaints-authority",
    "complaints-controller",
    "complaints-court",
    "contacts",
    "controller",
    "controller-identity",
    "data",
    "disclosures",
    "dpo",
    "dpo-contact",
    "exemptions",
    "first-layer",
    "laws",
    "marketing",
    "objection",
    "objection-callout",
    "other-controllers",
    "processor-for",
    "purposes",
    "purposes-overview",
    "recipients",
    "related",
    "representatives",
    "retention",
    "rights",
    "scope",
    "sources",
    "storage",
    "subject-all",
    "subjects",
    "transfers",
    "transfers-none",
];

/// Beginnings of anchors behind which no id of the author stands.
const OPEN: &[&str] = &["authority-", "first-layer-", "rights-"];

impl Model {
    /// Whether the notice can have an anchor. Whether a part stands in it at all depends on what is declared; an anchor that
    /// belongs to no part, and one with an id that nobody declared, can lead nowhere.
    #[must_use]
    pub fn may_have_anchor(&self, anchor: &str) -> bool {
        fn entry<T>(anchor: &str, prefix: &str, register: &Register<T>) -> bool {
            let Some(rest) = anchor.strip_prefix(prefix) else { return false };
            // An anchor that stands twice gets a number, and one of a part of an entry its name.
            let own = |id: &str| rest.strip_prefix(id).is_some_and(|tail| tail.is_empty() || tail.starts_with('-'));
            register.iter().any(|entry| own(entry.id.as_str()))
        }
        let numbered = |fixed: &str| {
            let tail = anchor.strip_prefix(fixed).and_then(|tail| tail.strip_prefix('-'));
            anchor == fixed || tail.is_some_and(|tail| tail.parse::<u32>().is_ok())
        };
        FIXED.iter().any(|fixed| numbered(fixed))
            || OPEN.iter().any(|prefix| anchor.starts_with(prefix))
            || entry(anchor, "ai-", &self.ai)
            || entry(anchor, "automated-", &self.automated)
            || entry(anchor, "contact-", &self.contacts)
            || entry(anchor, "disclosure-", &self.disclosures)
            || entry(anchor, "exemption-", &self.exemptions)
            || entry(anchor, "joint-", &self.joint)
            || entry(anchor, "marketing-", &self.marketing)
            || entry(anchor, "other-controller-", &self.controllers)
            || entry(anchor, "purpose-", &self.purposes)
            || entry(anchor, "representative-", &self.representatives)
            || entry(anchor, "retention-", &self.retention)
            || entry(anchor, "section-", &self.sections)
            || entry(anchor, "subject-", &self.subjects)
            || entry(anchor, "supplement-", &self.supplements)
            || entry(anchor, "transfer-", &self.recipients)
    }
}
