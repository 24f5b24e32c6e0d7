//! The catalogue of changes: a row each, and a page that teaches.

/// A kind of change: which fact of a notice is another one.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// The stable key; never used again for another kind.
    pub code: &'static str,
    /// What changed, in a word or two.
    pub name: &'static str,
    /// What that is; a noun phrase or a clause, lower case, no full stop.
    pub summary: &'static str,
    /// What `noticec explain` prints: the page under `docs/changes/`.
    pub page: &'static str,
}

impl PartialEq for Kind {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Kind {}

/// A row, with the page of its code.
macro_rules! kind {
    ($code:literal, $name:literal, $summary:literal) => {
        Kind {
            code: $code,
            name: $name,
            summary: $summary,
            page: include_str!(concat!("../../docs/changes/", $code, ".md")),
        }
    };
}

pub(super) const CONTROLLER: &Kind =
    &kind!("DIF-01", "controller", "who is responsible for the data: name, legal form, seat, what it is in law");
pub(super) const CONTACT: &Kind = &kind!("DIF-02", "contact", "how the organisation can be reached");
pub(super) const OFFICER: &Kind =
    &kind!("DIF-03", "data-protection-officer", "the data protection officer, or how to reach that office");
pub(super) const REPRESENTATIVE: &Kind = &kind!("DIF-04", "representative", "who acts for a controller from abroad");
pub(super) const OTHER_CONTROLLER: &Kind =
    &kind!("DIF-05", "other-controller", "another organisation that is responsible for a part");
pub(super) const JOINT: &Kind =
    &kind!("DIF-06", "joint-controllers", "who decides together with the controller, and how that is arranged");
pub(super) const PROCESSING_FOR_OTHERS: &Kind = &kind!(
    "DIF-07",
    "processing-for-others",
    "what the organisation does on behalf of others, where the notice does not hold"
);
pub(super) const GROUP: &Kind =
    &kind!("DIF-08", "group-of-people", "whose data is used, or what they are to the organisation");
pub(super) const DATA: &Kind = &kind!("DIF-09", "data", "which personal data is used");
pub(super) const SPECIAL_DATA: &Kind =
    &kind!("DIF-10", "special-data", "whether data is special data (Article 9) or tells of offences (Article 10)");
pub(super) const SOURCE: &Kind = &kind!("DIF-11", "source", "where data comes from");
pub(super) const PURPOSE: &Kind = &kind!("DIF-12", "purpose", "what data is used for");
pub(super) const BASIS: &Kind = &kind!("DIF-13", "basis", "the lawful basis of a purpose");
pub(super) const INTEREST: &Kind = &kind!("DIF-14", "interest", "the legitimate interest behind a purpose");
pub(super) const CONDITION: &Kind = &kind!("DIF-15", "condition", "the condition for special data or data on offences");
pub(super) const PROVISION: &Kind =
    &kind!("DIF-16", "provision", "whether data must be given, and what happens otherwise");
pub(super) const FURTHER_USE: &Kind = &kind!("DIF-17", "further-use", "a new use of data that is there already");
pub(super) const EXEMPTION: &Kind = &kind!("DIF-18", "informing-exemption", "when people are not told one by one");
pub(super) const RECIPIENT: &Kind = &kind!("DIF-19", "recipient", "who gets data");
pub(super) const ROLE: &Kind = &kind!("DIF-20", "recipient-role", "what a recipient is in law");
pub(super) const COUNTRY: &Kind = &kind!("DIF-21", "recipient-country", "where a recipient works");
pub(super) const TRANSFER: &Kind =
    &kind!("DIF-22", "transfer", "on what ground data leaves the area, and by which safeguards");
pub(super) const DISCLOSURE: &Kind = &kind!("DIF-23", "disclosure", "when data is given out as a procedure");
pub(super) const RETENTION: &Kind = &kind!("DIF-24", "retention", "how long data is kept");
pub(super) const DECISION: &Kind = &kind!("DIF-25", "automated-decision", "decisions by machines alone, and profiling");
pub(super) const AI_SYSTEM: &Kind = &kind!("DIF-26", "ai-system", "AI systems of which people are told");
pub(super) const STORED_ITEM: &Kind =
    &kind!("DIF-27", "stored-item", "cookies and other storage on the reader's device");
pub(super) const MARKETING: &Kind = &kind!("DIF-28", "marketing", "direct marketing");
pub(super) const CHILDREN: &Kind = &kind!("DIF-29", "children", "what holds for children");
pub(super) const RIGHTS: &Kind = &kind!("DIF-30", "rights", "how people use their rights");
pub(super) const COMPLAINTS: &Kind = &kind!("DIF-31", "complaints", "where people complain");
pub(super) const CHANGES: &Kind = &kind!("DIF-32", "changes-promise", "how people are told of changes");
pub(super) const JURISDICTION: &Kind = &kind!("DIF-33", "jurisdiction", "whose law the notice answers to");
pub(super) const LAW: &Kind =
    &kind!("DIF-34", "law-in-force", "the notice has a date on which the law asks for other things");
pub(super) const LANGUAGE: &Kind = &kind!("DIF-35", "language", "the languages of the notice, and translations");
pub(super) const WORDS: &Kind = &kind!("DIF-36", "words", "the author's own words");
pub(super) const PART: &Kind =
    &kind!("DIF-37", "part", "a part beside the typed tables: a section, a supplement, a statute, a related notice");
pub(super) const WORDING: &Kind =
    &kind!("DIF-38", "wording", "a sentence that the project says in other words than the program");
pub(super) const EMPHASIS: &Kind =
    &kind!("DIF-39", "emphasis", "marks in a text, such as bold type or a link's words; the words are the same");
pub(super) const ORDER: &Kind = &kind!("DIF-40", "order", "the order of entries, where a reader sees it");
pub(super) const ID: &Kind = &kind!("DIF-41", "id", "the id of an entry, which outputs use as an anchor");
pub(super) const ARRANGEMENT: &Kind = &kind!("DIF-42", "arrangement", "how the notice is arranged");
pub(super) const HISTORY: &Kind = &kind!("DIF-43", "history", "the list of versions");
pub(super) const CHECKS: &Kind = &kind!("DIF-44", "checks", "how the notice is checked: levels and waivers");
pub(super) const NOTICE: &Kind = &kind!("DIF-45", "notice", "a whole notice");

/// All kinds, in the order of their codes.
const KINDS: &[&Kind] = &[
    CONTROLLER,
    CONTACT,
    OFFICER,
    REPRESENTATIVE,
    OTHER_CONTROLLER,
    JOINT,
    PROCESSING_FOR_OTHERS,
    GROUP,
    DATA,
    SPECIAL_DATA,
    SOURCE,
    PURPOSE,
    BASIS,
    INTEREST,
    CONDITION,
    PROVISION,
    FURTHER_USE,
    EXEMPTION,
    RECIPIENT,
    ROLE,
    COUNTRY,
    TRANSFER,
    DISCLOSURE,
    RETENTION,
    DECISION,
    AI_SYSTEM,
    STORED_ITEM,
    MARKETING,
    CHILDREN,
    RIGHTS,
    COMPLAINTS,
    CHANGES,
    JURISDICTION,
    LAW,
    LANGUAGE,
    WORDS,
    PART,
    WORDING,
    EMPHASIS,
    ORDER,
    ID,
    ARRANGEMENT,
    HISTORY,
    CHECKS,
    NOTICE,
];

/// All kinds of change, in the order of their codes.
pub fn all() -> impl Iterator<Item = &'static Kind> {
    KINDS.iter().copied()
}

/// The kind of a code or a name, in any case.
#[must_use]
pub fn find(name: &str) -> Option<&'static Kind> {
    all().find(|kind| kind.code.eq_ignore_ascii_case(name) || kind.name.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_ascend_and_names_are_unique() {
        let codes: Vec<_> = all().map(|kind| kind.code).collect();
        assert!(codes.is_sorted());
        let mut names: Vec<_> = all().map(|kind| kind.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!((names.len(), codes.len()), (KINDS.len(), KINDS.len()));
        assert_eq!(find("dif-12"), find("purpose"));
    }
}
