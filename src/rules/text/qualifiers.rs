//! Indefinite words where the controller acts: WP260 rev.01, paragraph 13.

use std::sync::LazyLock;

use crate::finding::Fault;
use crate::model::Model;
use crate::rules::clauses::{Actor, Token, actor, before, behind, controller_does, own_names, tokens};
use crate::rules::lexicon::Lexicon;
use crate::rules::words::within;
use crate::rules::{Reading, Sentence};
use crate::source::Span;

/// The words that the guidelines name.
const NAMED: &[&str] = &["may", "might", "some", "often", "possible"];

/// Further words of the kind; they count only where a notice is full of them.
static FURTHER: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "as appropriate",
        "as necessary",
        "certain",
        "could",
        "endeavour",
        "from time to time",
        "generally",
        "if appropriate",
        "if applicable",
        "if necessary",
        "normally",
        "occasionally",
        "reserve the right",
        "sometimes",
        "strive",
        "typically",
        "usually",
        "various",
        "where applicable",
        "where appropriate",
        "where necessary",
    ])
});

/// More than so many of them in a thousand words are too many.
const DENSE: usize = 5;

/// The fewest and the most that one finding shows.
const SHOWN: std::ops::RangeInclusive<usize> = 5..=12;

/// Data, as the subject of a passive sentence behind which the controller acts.
const DATA: &[&str] =
    &["answers", "data", "details", "footage", "images", "information", "photographs", "recordings", "records"];

/// Participles that do not end in "ed".
const PARTICIPLES: &[&str] =
    &["given", "held", "kept", "made", "passed", "put", "seen", "sent", "shown", "sold", "taken", "told"];

/// Participles that tell of a state or of what is asked for, not of something done with data.
const STATES: &[&str] = &["affected", "delayed", "limited", "needed", "outdated", "required"];

/// Verbs with which the controller turns to the reader, who then sees what is done.
const ASKING: &[&str] = &["approach", "ask", "invite", "request"];

/// What "some" leaves open.
const OPEN: &[&str] = &[
    "agencies",
    "cases",
    "categories",
    "circumstances",
    "companies",
    "countries",
    "data",
    "details",
    "information",
    "instances",
    "kinds",
    "occasions",
    "organisations",
    "other",
    "others",
    "partners",
    "personal",
    "providers",
    "purposes",
    "recipients",
    "records",
    "sensitive",
    "services",
    "situations",
    "suppliers",
    "types",
];

/// Words that begin a case.
const CASES: &[&str] = &["if", "unless", "when", "whenever", "where", "wherever"];

/// Words behind them that name none: "where necessary".
const NO_CASE: &[&str] = &[
    "and",
    "applicable",
    "appropriate",
    "necessary",
    "needed",
    "or",
    "possible",
    "practicable",
    "reasonable",
    "relevant",
];

/// Places of which "where" only tells more: "a country where".
const PLACES: &[&str] = &["area", "areas", "countries", "country", "places", "place", "sites", "site"];

/// Verbs of those by whose leave it is done: "as your settings allow".
const ALLOWING: &[&str] = &["allow", "allows", "permit", "permits"];

/// Words before an occasion.
const OCCASIONS: &[&str] = &["after", "at", "before", "during", "once", "while"];

/// Words before "possible" with which it hedges what is done.
const WHERE: &[&str] = &["if", "is", "when", "whenever", "where", "wherever"];

pub(super) fn indefinite(texts: &[Reading<'_>], model: &Model) -> Vec<Fault> {
    let own = own_names(model);
    let mut faults = Vec::new();
    let (mut count, mut further) = (0, Vec::new());
    for text in texts.iter().filter(|text| text.english && text.is_used(model)) {
        for sentence in text.sentences() {
            count += sentence.words.len();
            if exempt(text, sentence) {
                continue;
            }
            if sentence.has(NAMED) {
                faults.extend(fault(text, sentence, &own));
            }
        }
        further.extend(more(text, &own));
    }
    faults.extend(dense(&further, count));
    faults
}

/// Texts and sentences in which such words are right: what the law lets happen, what follows for the reader, headings,
/// questions, and sentences that another rule judges.
fn exempt(text: &Reading<'_>, sentence: &Sentence) -> bool {
    let told = ["rights", "complaints", "history", "laws", "related"].iter().any(|table| text.on.starts_with(table));
    let follows = ["consequences", "significance", "risks", "free", "title"].contains(&text.field);
    let asked = sentence.text.trim_end().ends_with('?');
    let of_notice = sentence.has(&["notice", "policy", "statement"])
        && sentence.has(&["amend", "change", "modify", "revise", "update"]);
    let of_other_rules = sentence.has(&["joint", "compatible"]) || sentence.has_run("without your knowledge");
    // "We may refuse a request that is excessive" is the law's own permission: Art. 12(5).
    let of_requests = sentence.has(&["unfounded", "excessive"]) || sentence.has_run("right to");
    told || follows || asked || of_notice || of_other_rules || of_requests
}

fn fault(text: &Reading<'_>, sentence: &Sentence, own: &[Vec<String>]) -> Option<Fault> {
    let tokens = tokens(&sentence.text);
    let hits: Vec<&Token> = (0..tokens.len())
        .filter(|at| is_open(&tokens, *at, sentence, own) && !told(text, &tokens, *at))
        .map(|at| &tokens[at])
        .collect();
    let first = hits.first()?;
    let fault =
        Fault::new(format!("\"{}\" leaves open what is done, in the `{}` of `{}`", first.word, text.field, text.on));
    let fault = hits.iter().fold(fault, |fault, hit| {
        let label = match hit.word.as_str() {
            "some" => "which?",
            "often" => "how often?",
            "possible" => "in which case?",
            _ => "done or not done, and when?",
        };
        fault.at(within(&sentence.text, hit.start..hit.end), label)
    });
    let help = "say what is done and in which case, such as \"we use\" in place of \"we may use\", or which and how many in place \
                of \"some\"; where it can't be said, say why";
    Some(fault.help(help).on(text.on.clone()))
}

/// Whether the clause of a modal tells the case: "we may share it if we believe that you are at risk"; or the case is an
/// example of what is done.
fn told(text: &Reading<'_>, tokens: &[Token], at: usize) -> bool {
    if !["may", "might"].contains(&tokens[at].word.as_str()) {
        return false;
    }
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let example = (0..at).any(|one| word(one) == "for" && ["example", "instance"].contains(&word(one + 1)));
    // Up to the sign that ends the clause, and what begins behind it.
    let end = (at + 1..tokens.len()).find(|one| tokens[*one].cut).unwrap_or(tokens.len());
    let case = |one: usize| {
        let empty = NO_CASE.contains(&word(one + 1)) || word(one + 1) == "required" && word(one + 2) != "by";
        let place = word(one) == "where" && PLACES.contains(&word(one - 1));
        CASES.contains(&word(one)) && !empty && !place
    };
    let allowed = (at + 1..tokens.len())
        .any(|one| word(one) == "as" && (one + 1..tokens.len()).any(|verb| ALLOWING.contains(&word(verb))));
    // A text on when it is done tells that by an occasion too: "at events".
    let occasion = text.field == "when" && (at + 1..end).any(|one| OCCASIONS.contains(&word(one)));
    example || allowed || occasion || (at + 1..=end).any(case)
}

fn is_open(tokens: &[Token], at: usize, sentence: &Sentence, own: &[Vec<String>]) -> bool {
    let token = &tokens[at];
    let next = |from: usize| tokens.get(from + 1).map_or("", |token| token.word.as_str());
    let last = |from: usize| from.checked_sub(1).map_or("", |before| tokens[before].word.as_str());
    let ours = || actor(tokens, at, own) == Some(Actor::Controller);
    if token.quoted {
        return false;
    }
    match token.word.as_str() {
        // A month is written with a capital.
        "may" if sentence.text[token.start..].starts_with('M') => false,
        "may" | "might" => {
            let verb = behind(tokens, at);
            let word = verb.map_or("", |verb| tokens[verb].word.as_str());
            let needs = verb.filter(|_| ["need", "have", "wish", "want"].contains(&word));
            let then = needs.and_then(|verb| tokens.get(verb + 2)).map_or(word, |token| token.word.as_str());
            let asks = ASKING.contains(&word) || ASKING.contains(&then);
            let so_that =
                before(tokens, at).is_some_and(|we| last(we) == "that" && we > 1 && tokens[we - 2].word == "so");
            word != "not" && !asks && !so_that && (controller_does(tokens, at, own) || done_to_data(tokens, at))
        }
        "some" => {
            let what = if next(at) == "of" { at + 2..at + 5 } else { at + 1..at + 2 };
            what.filter_map(|at| tokens.get(at)).any(|token| OPEN.contains(&token.word.as_str())) && ours()
        }
        "often" => !["how", "as"].contains(&last(at)) && ours(),
        "possible" => WHERE.contains(&last(at)) && ours(),
        _ => false,
    }
}

/// "Your data may be shared": the controller acts without being named.
fn done_to_data(tokens: &[Token], modal: usize) -> bool {
    let data = before(tokens, modal).filter(|at| DATA.contains(&tokens[*at].word.as_str()));
    // "More information may be obtained" and "records may be seen by you" speak of what the reader does.
    let more =
        data.and_then(|at| at.checked_sub(1)).is_some_and(|at| ["further", "more"].contains(&tokens[at].word.as_str()));
    let by_reader = tokens[modal..]
        .windows(2)
        .any(|two| two[0].word == "by" && ["anyone", "the", "you"].contains(&two[1].word.as_str()));
    let be = behind(tokens, modal).filter(|at| tokens[*at].word == "be");
    let done = be.and_then(|be| behind(tokens, be)).map_or("", |at| tokens[at].word.as_str());
    data.is_some()
        && !more
        && !by_reader
        && (PARTICIPLES.contains(&done) || done.ends_with("ed") && !STATES.contains(&done))
}

/// Further words in the controller's clauses, with their places.
fn more(text: &Reading<'_>, own: &[Vec<String>]) -> Vec<Span> {
    if !FURTHER.stands_in(text.words) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for sentence in text.sentences().iter().filter(|sentence| !exempt(text, sentence)) {
        let hits = FURTHER.all(&sentence.text);
        if hits.is_empty() {
            continue;
        }
        let tokens = tokens(&sentence.text);
        for (_, range) in hits {
            let at = tokens.iter().position(|token| token.start >= range.start);
            if at.is_some_and(|at| !tokens[at].quoted && actor(&tokens, at, own) == Some(Actor::Controller)) {
                found.push(within(&sentence.text, range));
            }
        }
    }
    found
}

fn dense(found: &[Span], words: usize) -> Option<Fault> {
    if found.len() < *SHOWN.start() || found.len() * 1000 <= DENSE * words {
        return None;
    }
    let message = format!("{} words that leave things open stand in {words} words of the notice", found.len());
    let fault = Fault::new(message).on("notice");
    let shown = found.iter().take(*SHOWN.end()).enumerate();
    let fault = shown.fold(fault, |fault, (at, span)| {
        fault.at(*span, if at == 0 { "which, how much or when?" } else { "and here" })
    });
    Some(fault.help("say which, how much and when; a reader can't tell whether such a sentence is about them"))
}

#[cfg(test)]
mod tests {
    use crate::rules::text::tests::{NONE, judged, text};

    #[test]
    fn what_the_controller_may_do_is_open() {
        for open in [
            "We may use your personal data to develop new services.",
            "If you have opted in, we may also send you news.",
            "Our staff might see your records.",
            "Your data may be shared with other bodies.",
            "We need to use some information about you.",
            "In some cases, we ask a credit agency.",
            "We often share your address.",
            "Where possible, we tell you.",
            "We may share it where necessary.",
            "We may share it if and when appropriate, with the police.",
            "We may keep it where required.",
            "We may send it to a country where other laws hold.",
            "We may use it for claims, to protect you (or others) where you cannot consent.",
            "Information may be collected on a paper form, by telephone or by our staff.",
        ] {
            assert_eq!(text("TXT-01", open), ["TXT-01"], "{open}");
        }
    }

    #[test]
    fn a_case_that_is_told_is_not_open() {
        for told in [
            "We may still share if we believe the risk to others is serious enough.",
            "We may collect it when we carry out research.",
            "We may write to you, unless you have told us not to.",
            "We may share it where required by law.",
            "We may receive it, as the settings of the platform allow.",
            "It says nothing of you; for example, we may count the users of a page.",
        ] {
            assert_eq!(text("TXT-01", told), NONE, "{told}");
        }
        let when = |words: &str| judged("TXT-01", &format!("[data.a]\nlabel = \"names\"\nwhen = \"{words}\""));
        assert_eq!(when("we may collect it at events hosted by us"), NONE);
        assert_eq!(when("we may hold it"), ["TXT-01"]);
        assert_eq!(text("TXT-01", "We may collect it at events hosted by us."), ["TXT-01"]);
    }

    #[test]
    fn a_controller_has_a_name() {
        let with = |name: &str| {
            let words = "text = \"The council may pass your name on.\"";
            judged("TXT-01", &format!("[controller]\nname = \"{name}\"\n[sections.a]\ntitle = \"A\"\n{words}"))
        };
        assert_eq!(with("Northmoor Borough Council"), ["TXT-01"]);
        assert_eq!(with("Civic Bridge Placements"), NONE);
    }

    #[test]
    fn what_others_may_do_is_not() {
        for right in [
            "You may object at any time.",
            "The scheme started in May 2018.",
            "May 2018 saw a new law.",
            "The court may order us to disclose it.",
            "They may use your data only on our instructions.",
            "We tell you how often we write.",
            "We answer as soon as possible.",
            "In some circumstances you can ask us to delete it.",
            "We may ask you to prove who you are.",
            "We may need to ask you for a document.",
            "We may not use it for anything else.",
            "May we use your photograph?",
            "The law says that we “may” keep it.",
            "Your data may be needed in court.",
            "The authority may look into it.",
            "We may charge a fee if a request is clearly unfounded or excessive.",
            "You have the right to have us pass some of your data on.",
            "More information may be obtained from the library.",
            "Records may be inspected by you.",
            "We look for possible fraud.",
            "We write to you so that we may close the case.",
        ] {
            assert_eq!(text("TXT-01", right), NONE, "{right}");
        }
    }

    #[test]
    fn many_further_words_are_one_finding() {
        let five = "We generally store it. We usually keep it. We sometimes send it. We use various tools. We pass it on where \
                    appropriate.";
        assert_eq!(text("TXT-01", five), ["TXT-01"]);
        assert_eq!(text("TXT-01", "We generally store it. We usually keep it."), NONE);
        assert_eq!(text("TXT-01", &format!("{five} {}", "We print the badge of each guest. ".repeat(200))), NONE);
    }
}
