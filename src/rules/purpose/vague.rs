//! Texts that name no purpose: the poor examples of WP260, paragraph 12, and phrases of the same kind.

use std::sync::LazyLock;

use crate::rules::Lexicon;
use crate::source::Spanned;

/// Ends that fit any organisation. A text is judged only where it has one of them.
const HEADS: &[&str] = &[
    "administration",
    "administrative purposes",
    "analytics",
    "build up a picture",
    "building up a picture",
    "business purposes",
    "data analysis",
    "develop new products",
    "develop new services",
    "developing new products",
    "developing new services",
    "development of new products",
    "development of new services",
    "enhance your experience",
    "enhancing your experience",
    "grow our business",
    "growing our business",
    "improve our business",
    "improve our offer",
    "improve our offering",
    "improve our products",
    "improve our services",
    "improve our site",
    "improve our website",
    "improve services",
    "improve your experience",
    "improvement of our services",
    "improving our products",
    "improving our services",
    "improving our website",
    "improving services",
    "improving your experience",
    "inform our marketing",
    "inform our marketing strategy",
    "internal operations",
    "internal purposes",
    "lawful purposes",
    "legal purposes",
    "legal reasons",
    "legitimate purposes",
    "maintain our accounts",
    "maintain our own accounts",
    "maintaining our accounts",
    "maintaining our own accounts",
    "market research",
    "marketing",
    "operational purposes",
    "personalised products",
    "personalised services",
    "personalized services",
    "promote our interests",
    "promote the interests",
    "promoting our interests",
    "promoting the interests",
    "record keeping",
    "record-keeping",
    "research",
    "statistical purposes",
    "statutory functions",
];

/// Words that add nothing to such an end. A text with any other word has an object.
const EMPTY: &[&str] = &[
    "a",
    "about",
    "accounts",
    "activities",
    "activity",
    "administration",
    "administrative",
    "advertising",
    "all",
    "allows",
    "also",
    "an",
    "analysis",
    "analytics",
    "and",
    "any",
    "appropriate",
    "are",
    "as",
    "at",
    "be",
    "better",
    "build",
    "building",
    "business",
    "by",
    "campaign",
    "campaigns",
    "can",
    "carry",
    "certain",
    "collect",
    "collected",
    "company",
    "conduct",
    "could",
    "council",
    "data",
    "details",
    "develop",
    "developing",
    "development",
    "do",
    "effectively",
    "efficiently",
    "enhance",
    "enhancing",
    "etc",
    "experience",
    "for",
    "from",
    "functions",
    "general",
    "grow",
    "growing",
    "have",
    "help",
    "helps",
    "hold",
    "how",
    "improve",
    "improvement",
    "improving",
    "in",
    "including",
    "inform",
    "information",
    "interests",
    "internal",
    "it",
    "keep",
    "keeping",
    "lawful",
    "legal",
    "legitimate",
    "maintain",
    "maintaining",
    "market",
    "marketing",
    "may",
    "might",
    "necessary",
    "need",
    "new",
    "of",
    "offer",
    "offering",
    "on",
    "operational",
    "operations",
    "or",
    "order",
    "organisation",
    "organization",
    "other",
    "our",
    "out",
    "overall",
    "own",
    "perform",
    "performance",
    "performing",
    "personal",
    "personalised",
    "personalized",
    "picture",
    "planning",
    "process",
    "processed",
    "processing",
    "products",
    "promote",
    "promoting",
    "provide",
    "purpose",
    "purposes",
    "quality",
    "reasons",
    "record",
    "records",
    "related",
    "reporting",
    "required",
    "research",
    "service",
    "services",
    "site",
    "some",
    "statistical",
    "statutory",
    "strategy",
    "such",
    "support",
    "survey",
    "surveys",
    "system",
    "the",
    "them",
    "these",
    "this",
    "to",
    "undertake",
    "up",
    "us",
    "use",
    "used",
    "uses",
    "using",
    "various",
    "we",
    "website",
    "well",
    "where",
    "which",
    "will",
    "with",
    "you",
    "your",
];

/// Whether a text has such an end and nothing beside it.
pub(super) fn is_vague(text: &Spanned<String>) -> bool {
    static ENDS: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(HEADS));
    if !ENDS.stands_in(text) {
        return false;
    }
    let lower = text.to_lowercase();
    let mut parts = lower.split(|one: char| !one.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.all(|part| EMPTY.contains(&part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn vague(text: &str) -> bool {
        is_vague(&Spanned::new(text.to_owned(), Span::default()))
    }

    #[test]
    fn the_poor_examples_of_the_guidelines_are_vague() {
        assert!(vague("We may use your personal data to develop new services."));
        assert!(vague("We may use your personal data for research purposes."));
        assert!(vague("We may use your personal data to offer personalised services."));
        assert!(vague("We use your information for internal operations, record-keeping and other business purposes."));
    }

    #[test]
    fn so_are_phrases_of_published_notices() {
        for text in [
            "To promote the interests of the council.",
            "We use your data to build up a picture of how we are performing.",
            "To maintain our own accounts and records.",
            "To grow our business and to inform our marketing strategy and advertising campaigns.",
            "For internal operations (data analysis, reporting).",
            "Your information allows us to undertake statutory functions efficiently and effectively.",
        ] {
            assert!(vague(text), "{text}");
        }
        assert!(!vague("We maintain our own accounts of what each member paid."));
        assert!(!vague("We inform our tenants of advertising on their estate."));
    }

    #[test]
    fn an_object_makes_a_purpose() {
        assert!(!vague("We count where applicants heard of a post to improve our services."));
        assert!(!vague("We keep your shopping history to suggest other products."));
        assert!(!vague("We use your e-mail address for marketing."));
        assert!(!vague("Research into asthma."));
        assert!(!vague("For internal operations, including troubleshooting, testing and hosting of data."));
        assert!(!vague("To carry out our statutory functions under the Housing Act."));
        assert!(!vague("We use your data."));
    }
}
