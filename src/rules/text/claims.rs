//! Sentences that deny or promise without limit, held against what is declared.

use std::sync::LazyLock;

use crate::declaration::{Entry, Recipient, Role, StorageKind, is_so};
use crate::finding::Fault;
use crate::model::Model;
use crate::rules::lexicon::Lexicon;
use crate::rules::words::within;
use crate::rules::{Reading, Sentence};
use crate::source::Span;

/// What a sentence denies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Denial {
    /// Giving data to anybody at all.
    Anybody,
    /// Giving data to third parties: whoever is neither the controller nor its processor, GDPR Art. 4(10).
    ThirdParties,
    /// Setting cookies.
    Cookies,
    /// Using special data.
    SpecialData,
    /// Decisions by automated means alone.
    Automation,
    /// Direct marketing.
    Marketing,
    /// Data of children.
    Children,
}

/// Promises of security that nobody can keep.
static SECURE: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "100% safe",
        "100% secure",
        "absolutely safe",
        "absolutely secure",
        "completely safe",
        "completely secure",
        "entirely secure",
        "guarantee that your data is safe",
        "guarantee that your data is secure",
        "guarantee the security",
        "impossible to hack",
        "perfectly secure",
        "totally safe",
        "totally secure",
        "your data is always safe",
        "your data is always secure",
    ])
});

const NEGATIONS: &[&str] =
    &["aren't", "can't", "cannot", "don't", "isn't", "neither", "never", "no", "not", "nor", "won't"];

/// Words after which a denial is one of a case or a kind, not a denial of everything.
const LIMITS: &[&str] = &[
    "about", "aged", "apart", "as", "below", "beyond", "but", "except", "for", "if", "on", "only", "other", "outside",
    "save", "so", "than", "that", "to", "under", "unless", "until", "when", "where", "which", "who", "whose",
    "without", "younger",
];

/// Words of which the beginning of a general denial consists.
const PLAIN: &[&str] = &[
    "a",
    "about",
    "absolutely",
    "all",
    "also",
    "any",
    "anyone",
    "anybody",
    "collected",
    "data",
    "details",
    "do",
    "don't",
    "ever",
    "from",
    "have",
    "hold",
    "in",
    "information",
    "it",
    "kind",
    "knowingly",
    "make",
    "name",
    "never",
    "no",
    "not",
    "nor",
    "of",
    "or",
    "our",
    "own",
    "pass",
    "personal",
    "that",
    "the",
    "them",
    "this",
    "to",
    "way",
    "we",
    "will",
    "with",
    "won't",
    "would",
    "you",
    "your",
];

const GIVING: &[&str] = &["disclose", "give", "pass", "provide", "send", "share", "transfer"];
const ANYBODY: &[&str] = &["anybody", "anyone", "nobody", "no one", "anyone else", "others", "anybody else"];
const THIRD: &[&str] =
    &["third parties", "third party", "other organisations", "other companies", "outside organisations"];

pub(super) fn contradicted(texts: &[Reading<'_>], model: &Model) -> Vec<Fault> {
    let mut faults = Vec::new();
    for text in texts.iter().filter(|text| text.english && speaks(text)) {
        let found = text.sentences().iter().find_map(|sentence| {
            let secure =
                security(sentence).map(|(phrase, span)| (format!("nothing is \"{phrase}\""), span, Vec::new()));
            secure.or_else(|| {
                let denial = denied(sentence)?;
                let (what, against) = against(denial, text, model)?;
                Some((what, sentence.text.span, against))
            })
        });
        let Some((what, span, against)) = found else { continue };
        let fault = Fault::new(format!("a claim does not hold, in the `{}` of `{}`: {what}", text.field, text.on));
        let fault = fault.at(span, if against.is_empty() { "promised without limit" } else { "denied without limit" });
        let fault = against.into_iter().take(4).fold(fault, |fault, (span, label)| fault.at(span, label));
        faults.push(fault.help("say what is true, with its limits, or correct what is declared").on(text.on.clone()));
    }
    faults
}

/// Whether a text may speak for the notice or a purpose.
fn speaks(text: &Reading<'_>) -> bool {
    let whole = ["notice", "controller", "changes", "rights"].contains(&text.on.as_str());
    let of = ["purposes.", "sections.", "supplements.", "storage.", "marketing.", "data."];
    whole || of.iter().any(|table| text.on.starts_with(table))
}

fn security(sentence: &Sentence) -> Option<(&'static str, Span)> {
    if !SECURE.stands_in(&sentence.text) {
        return None;
    }
    let (phrase, range) = SECURE.all(&sentence.text).into_iter().next()?;
    let before = crate::rules::sentences::words(&sentence.text[..range.start]);
    let negated = before.iter().any(|word| NEGATIONS.contains(&word.as_str()));
    (!negated).then(|| (phrase, within(&sentence.text, range)))
}

/// The denial that a sentence makes of everything; `None` where it makes none, or a limited one.
fn denied(sentence: &Sentence) -> Option<Denial> {
    if !sentence.has(NEGATIONS) || sentence.words.len() > 24 || sentence.text.trim_end().ends_with('?') {
        return None;
    }
    let words: Vec<&str> = sentence.words.iter().map(String::as_str).collect();
    let first = words.iter().position(|word| !["please", "note", "that", "so", "therefore", "and"].contains(word))?;
    let passive = ["data", "information", "details"];
    let words = &words[first..];
    let subject = words[0] == "we" || words.iter().take(4).any(|word| passive.contains(word));
    if !subject {
        return None;
    }
    let flat = format!(" {} ", words.join(" "));
    let (denial, end) = object(words, &flat)?;
    let head = &words[..end.min(words.len())];
    let limited = words[end.min(words.len())..].iter().any(|word| LIMITS.contains(word));
    let negated = head.iter().any(|word| NEGATIONS.contains(word));
    (negated && !limited).then_some(denial)
}

/// What is denied, and how many words it takes to say so.
fn object(words: &[&str], flat: &str) -> Option<(Denial, usize)> {
    let at = |run: &str| {
        let run: Vec<&str> = run.split(' ').collect();
        words.windows(run.len()).position(|window| window == run).map(|at| (at, at + run.len()))
    };
    let plain =
        |until: usize, more: &[&str]| words[..until].iter().all(|word| PLAIN.contains(word) || more.contains(word));
    let shared = ["disclosed", "given", "passed", "sent", "shared", "transferred", "is", "are", "be", "on"];
    let giving: Vec<&str> = GIVING.iter().chain(&shared).copied().collect();
    if giving.iter().any(|verb| words.contains(verb)) {
        for (list, denial) in [(THIRD, Denial::ThirdParties), (ANYBODY, Denial::Anybody)] {
            let found = list.iter().filter_map(|run| at(run)).min();
            if let Some((_, end)) = found.filter(|(start, _)| plain(*start, &giving)) {
                return Some((denial, end));
            }
        }
    }
    let topics: [(&[&str], &[&str], Denial); 5] = [
        (&["cookies"], &["use", "set", "place", "store", "cookies"], Denial::Cookies),
        (
            &[
                "special category data",
                "special categories of data",
                "special categories of personal data",
                "sensitive data",
                "sensitive personal data",
            ],
            &["collect", "use", "process", "hold", "keep", "store", "special", "categories", "category", "sensitive"],
            Denial::SpecialData,
        ),
        (
            &[
                "automated decisions",
                "automated decision making",
                "automated decision",
                "automated individual decision making",
            ],
            &["use", "take", "carry", "out", "make", "automated", "individual", "solely"],
            Denial::Automation,
        ),
        (
            &["marketing", "marketing messages", "marketing e mails", "marketing emails"],
            &["send", "do", "use", "direct", "carry", "out"],
            Denial::Marketing,
        ),
        (
            &["children", "minors", "persons under 18", "people under 18"],
            &["collect", "process", "use", "hold", "keep", "relating", "on"],
            Denial::Children,
        ),
    ];
    for (objects, verbs, denial) in topics {
        if !objects.iter().any(|run| flat.contains(run)) {
            continue;
        }
        let found = objects.iter().filter_map(|run| at(run)).max_by_key(|(start, end)| (usize::MAX - start, *end));
        // "We do not use your data for marketing" and "we do not share it with children's homes" speak of something else.
        let own = |start: usize| plain(start, verbs) && verbs.iter().any(|verb| words[..start].contains(verb));
        if let Some((_, end)) = found.filter(|(start, _)| own(*start)) {
            return Some((denial, end));
        }
    }
    None
}

type Against = (String, Vec<(Span, String)>);

/// What is declared against a denial.
fn against(denial: Denial, text: &Reading<'_>, model: &Model) -> Option<Against> {
    let purpose = text.on.strip_prefix("purposes.");
    let of = |purposes: Vec<&str>| purpose.is_none_or(|own| purposes.contains(&own));
    let (what, found): (&str, Vec<(Span, String)>) = match denial {
        Denial::Anybody | Denial::ThirdParties => {
            let counts = |one: &&Entry<Recipient>| match denial {
                Denial::Anybody => !is_only(one, &[Role::Internal]) && (one.role.is_some() || one.name.is_some()),
                _ => one.role.is_some() && !is_only(one, &[Role::Internal, Role::Processor]),
            };
            let used = model.recipients_used().into_iter();
            let used =
                used.filter(|one| of(model.uses_of(one).iter().map(|(purpose, _)| purpose.id.as_str()).collect()));
            let label = |one: &Entry<Recipient>| (one.span, format!("`{}` gets data", one.id));
            ("data goes to others", used.filter(counts).map(label).collect())
        }
        Denial::Cookies => {
            let cookie = |kind: StorageKind| kind == StorageKind::Cookie;
            let items = model.storage.iter().filter(|one| one.kind.is_some_and(|kind| cookie(kind.value)));
            ("cookies are set", items.map(|one| (one.span, "a cookie".to_owned())).collect())
        }
        Denial::SpecialData => {
            let used = model.purposes.iter().filter(|one| of(vec![one.id.as_str()])).flat_map(|one| model.data_of(one));
            let special = used.filter(|used| model.is_special(used.entry));
            let mut found: Vec<(Span, String)> = Vec::new();
            for used in special {
                if found.iter().all(|(span, _)| *span != used.entry.span) {
                    found.push((used.entry.span, format!("`{}` is special data", used.entry.id)));
                }
            }
            ("special data is used", found)
        }
        Denial::Automation => {
            let sole = model.automated.iter().filter(|one| is_so(one.solely));
            let sole = sole.filter(|one| {
                one.purposes.is_none() || of(one.purposes.iter().flatten().map(|id| id.as_str()).collect())
            });
            (
                "decisions are automated",
                sole.map(|one| (one.span, format!("`{}` is made by automated means", one.id))).collect(),
            )
        }
        Denial::Marketing => {
            let sent = model.marketing.iter().map(|one| (one.span, format!("`{}` is marketing", one.id)));
            ("marketing is sent", if purpose.is_some() { Vec::new() } else { sent.collect() })
        }
        Denial::Children => {
            let child = model.addressed().into_iter().filter(|one| is_so(one.child));
            let used = |id: &str| {
                let mut purposes = model.purposes.iter().filter(|one| of(vec![one.id.as_str()]));
                purposes.any(|one| model.subjects_of(one).iter().any(|group| group.id.as_str() == id))
            };
            let child = child.filter(|one| used(one.id.as_str()));
            ("data of children is used", child.map(|one| (one.span, format!("`{}` are children", one.id))).collect())
        }
    };
    (!found.is_empty()).then(|| (what.to_owned(), found))
}

fn is_only(recipient: &Recipient, roles: &[Role]) -> bool {
    recipient.role.as_ref().is_some_and(|role| role.iter().all(|one| roles.contains(&one.value)))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{self, TODAY, under};
    use crate::rules::text::tests::{NONE, judged, text};

    #[test]
    fn nothing_is_completely_secure() {
        assert_eq!(text("TXT-11", "Your data is completely secure with us."), ["TXT-11"]);
        assert_eq!(text("TXT-11", "We guarantee the security of your data."), ["TXT-11"]);
        assert_eq!(text("TXT-11", "No way of sending data is completely secure."), NONE);
        assert_eq!(text("TXT-11", "We cannot guarantee the security of e-mail."), NONE);
    }

    fn with(role: &str, words: &str) -> Vec<&'static str> {
        let text = format!(
            "[sections.a]\ntitle = \"A\"\ntext = \"{words}\"\n[recipients.r]\nname = \"R\"\n{role}\n[purposes.p]\nrecipients = \"r\""
        );
        judged("TXT-11", &text)
    }

    #[test]
    fn a_denial_of_recipients_is_held_against_them() {
        let (authority, processor) = ("role = \"authority\"", "role = \"processor\"");
        for denial in [
            "We never share your data with third parties.",
            "We do not pass your personal information to third parties.",
            "Your data is not shared with any third parties.",
            "We will not disclose your details to anyone.",
        ] {
            assert_eq!(with(authority, denial), ["TXT-11"], "{denial}");
        }
        assert_eq!(with(processor, "We never share your data with third parties."), NONE);
        assert_eq!(with("", "We never share your data with third parties."), NONE);
        assert_eq!(with(processor, "We never share your data with anyone."), ["TXT-11"]);
        for limited in [
            "We never share your data with third parties for marketing.",
            "We do not share your data with third parties without your consent.",
            "We never share your health data with third parties.",
            "We do not sell your data to third parties.",
            "We do not share your data with anyone other than the police.",
            "If you ask us not to, we do not share your data with anyone.",
            "Do not share your password with anyone.",
        ] {
            assert_eq!(with(authority, limited), NONE, "{limited}");
        }
    }

    #[test]
    fn other_denials_are_held_against_what_is_declared() {
        let with = |words: &str, rest: &str| {
            judged("TXT-11", &format!("[sections.a]\ntitle = \"A\"\ntext = \"{words}\"\n{rest}"))
        };
        let cookie = "[storage.a]\nname = \"sid\"\nkind = \"cookie\"";
        assert_eq!(with("We do not use cookies.", cookie), ["TXT-11"]);
        assert_eq!(with("We do not use cookies for advertising.", cookie), NONE);
        assert_eq!(with("We do not use any cookies.", ""), NONE);
        let special = "[data.h]\nlabel = \"health\"\nspecial = \"health\"\n[purposes.p]\ndata = \"h\"";
        assert_eq!(with("We do not collect any special categories of personal data.", special), ["TXT-11"]);
        let decision = "[purposes.p]\n[automated.d]\npurposes = \"p\"\nsolely = true";
        assert_eq!(with("We do not make automated decisions.", decision), ["TXT-11"]);
        assert_eq!(with("We do not make automated decisions about children.", decision), NONE);
        assert_eq!(with("We do not use cookies that track you.", cookie), NONE);
        let child = "[subjects.c]\nlabel = \"pupils\"\nchild = true\n[purposes.p]\nsubjects = \"c\"";
        assert_eq!(with("We do not knowingly collect data from children.", child), ["TXT-11"]);
        assert_eq!(with("We do not use your data for marketing.", "[marketing.m]\nlabel = \"news\""), NONE);
        assert_eq!(with("We do not send marketing.", "[marketing.m]\nlabel = \"news\""), ["TXT-11"]);
    }

    #[test]
    fn a_negation_behind_denies_nothing_before_it() {
        let authority = "role = \"authority\"";
        assert_eq!(with(authority, "We share your data with third parties and do not hide it."), NONE);
        assert_eq!(with(authority, "We do not share your data with third parties and do not hide it."), ["TXT-11"]);
    }

    #[test]
    fn a_category_of_several_purposes_is_shown_once() {
        let text = "[sections.a]\ntitle = \"A\"\ntext = \"We do not collect any sensitive data.\"\n\
            [data.h]\nlabel = \"health\"\nspecial = \"health\"\n[data.u]\nlabel = \"unions\"\nspecial = \"trade-union-membership\"\n\
            [purposes.p]\ndata = [\"h\", \"u\"]\n[purposes.q]\ndata = [\"h\", \"u\"]";
        let found = testing::findings(&["TXT-11"], TODAY, &under("[\"uk\"]", "2026-11-01", text));
        assert_eq!(found[0].fault.labels.len(), 3, "the claim and two categories: {:?}", found[0].fault.labels);
    }
}
