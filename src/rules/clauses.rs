//! What rules about single words share: who acts in a clause of an English sentence.

use crate::model::Model;

/// A word of a sentence, with its place in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// The word in lower case.
    pub(super) word: String,
    /// First byte in the sentence.
    pub(super) start: usize,
    /// The byte after the last.
    pub(super) end: usize,
    /// Whether a sign stands before it that parts clauses.
    pub(super) cut: bool,
    /// Whether it stands between quotation marks.
    pub(super) quoted: bool,
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Actor {
    /// The controller or its people.
    Controller,
    /// The reader, a recipient, anybody or anything else.
    Other,
}

/// Words that may stand between a subject and its verb.
const ADVERBS: &[&str] = &[
    "accordingly",
    "additionally",
    "all",
    "also",
    "both",
    "each",
    "even",
    "further",
    "generally",
    "hence",
    "however",
    "instead",
    "likewise",
    "normally",
    "now",
    "occasionally",
    "often",
    "only",
    "otherwise",
    "sometimes",
    "still",
    "then",
    "therefore",
    "thus",
    "too",
    "typically",
    "usually",
];

/// People who act for a controller, behind "our".
const PEOPLE: &[&str] = &[
    "colleagues",
    "employees",
    "officers",
    "people",
    "processing",
    "staff",
    "systems",
    "team",
    "teams",
    "volunteers",
    "workers",
];

/// What a controller calls itself, behind "the"; only where its name has the word too, since others are called so as well.
const BODIES: &[&str] = &[
    "academy",
    "agency",
    "association",
    "authority",
    "board",
    "charity",
    "church",
    "clinic",
    "club",
    "college",
    "company",
    "council",
    "firm",
    "foundation",
    "group",
    "hospital",
    "institute",
    "organisation",
    "organization",
    "practice",
    "school",
    "society",
    "trust",
    "university",
];

/// Words in the name of a company.
const COMPANY: &[&str] = &["company", "gmbh", "inc", "limited", "llp", "ltd", "plc"];

/// Words that begin a clause of its own.
const CONNECTIVES: &[&str] = &[
    "although", "because", "but", "if", "so", "that", "though", "unless", "when", "where", "whether", "which", "while",
    "whilst", "who", "whom", "whose",
];

/// Words that begin one only before a subject.
const JOINS: &[&str] = &["and", "or"];

const PRONOUNS: &[&str] = &["he", "i", "it", "she", "they", "we", "you"];

/// The words of a sentence in order.
pub(super) fn tokens(sentence: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let (mut cut, mut quoted) = (false, false);
    let mut open: Option<usize> = None;
    let mut push = |start: usize, end: usize, cut: &mut bool, quoted: bool| {
        let word = sentence[start..end].trim_matches(['\'', '’']).to_lowercase().replace('’', "'");
        if !word.is_empty() {
            tokens.push(Token { word, start, end, cut: std::mem::take(cut), quoted });
        }
    };
    for (at, one) in sentence.char_indices() {
        if one.is_alphanumeric() || matches!(one, '\'' | '’') {
            open.get_or_insert(at);
            continue;
        }
        if let Some(start) = open.take() {
            push(start, at, &mut cut, quoted);
        }
        match one {
            '“' | '„' | '«' => quoted = true,
            '”' | '»' => quoted = false,
            '"' => quoted = !quoted,
            ',' | ';' | ':' | '(' | ')' | '–' | '—' | '\n' => cut = true,
            _ => {}
        }
    }
    if let Some(start) = open {
        push(start, sentence.len(), &mut cut, quoted);
    }
    tokens
}

/// The names of a controller, as words.
pub(super) fn own_names(model: &Model) -> Vec<Vec<String>> {
    let controller = model.controller.iter();
    let names = controller.flat_map(|one| [one.name.as_ref(), one.trading_as.as_ref()]).flatten();
    names.map(|name| super::sentences::words(name)).filter(|words| !words.is_empty()).collect()
}

/// Whether the controller is the subject of the verb that stands at a word: "we", "our staff", "the council", its name.
pub(super) fn controller_does(tokens: &[Token], verb: usize, own: &[Vec<String>]) -> bool {
    let Some(subject) = before(tokens, verb) else { return false };
    actor_at(tokens, subject, own) == Some(Actor::Controller)
}

/// The word before a verb, adverbs left out.
pub(super) fn before(tokens: &[Token], verb: usize) -> Option<usize> {
    (0..verb).rev().find(|at| !ADVERBS.contains(&tokens[*at].word.as_str()))
}

/// The word behind a verb, adverbs left out.
pub(super) fn behind(tokens: &[Token], verb: usize) -> Option<usize> {
    (verb + 1..tokens.len()).find(|at| !ADVERBS.contains(&tokens[*at].word.as_str()))
}

/// Who a word names as a subject, if it does.
fn actor_at(tokens: &[Token], at: usize, own: &[Vec<String>]) -> Option<Actor> {
    let word = tokens[at].word.as_str();
    let near = |article: &str| (at.saturating_sub(3)..at).any(|one| tokens[one].word == article);
    let named = |words: &[&str]| own.iter().flatten().any(|own| words.contains(&own.as_str()));
    let body = word == "controller" || BODIES.contains(&word) && named(&[word]) || word == "company" && named(COMPANY);
    if word == "we" || PEOPLE.contains(&word) && near("our") || body && near("the") {
        return Some(Actor::Controller);
    }
    let ends = |name: &Vec<String>| {
        let from = (at + 1).checked_sub(name.len());
        from.is_some_and(|from| tokens[from..=at].iter().zip(name).all(|(token, word)| token.word == *word))
    };
    if own.iter().any(ends) {
        return Some(Actor::Controller);
    }
    PRONOUNS.contains(&word).then_some(Actor::Other)
}

/// Who acts in the clause in which a word stands; a clause without a subject has that of the one behind it where it opens
/// the sentence, else that of the one before.
pub(super) fn actor(tokens: &[Token], word: usize, own: &[Vec<String>]) -> Option<Actor> {
    let starts: Vec<usize> = (0..tokens.len()).filter(|at| begins(tokens, *at)).collect();
    let clause = starts.partition_point(|start| *start <= word) - 1;
    let end = |clause: usize| starts.get(clause + 1).copied().unwrap_or(tokens.len());
    let subject = |clause: usize| (starts[clause]..end(clause)).find_map(|at| actor_at(tokens, at, own));
    if let Some(found) = subject(clause) {
        return Some(found);
    }
    if clause == 0 {
        return (starts.len() > 1).then(|| subject(1)).flatten();
    }
    (0..clause).rev().find_map(subject)
}

fn begins(tokens: &[Token], at: usize) -> bool {
    let word = tokens[at].word.as_str();
    let next = tokens.get(at + 1).is_some_and(|next| PRONOUNS.contains(&next.word.as_str()));
    at == 0 || tokens[at].cut || CONNECTIVES.contains(&word) || JOINS.contains(&word) && next
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(sentence: &str, word: &str) -> (Vec<Token>, usize) {
        let tokens = tokens(sentence);
        let at = tokens.iter().position(|token| token.word == word).unwrap();
        (tokens, at)
    }

    #[test]
    fn the_subject_of_a_verb_is_found() {
        let does = |sentence: &str| {
            let (tokens, at) = at(sentence, "may");
            controller_does(&tokens, at, &[vec!["civic".into(), "bridge".into(), "council".into()]])
        };
        for ours in
            ["We may use it.", "Then we also may use it.", "Our own staff may see it.", "The town council may use it."]
        {
            assert!(does(ours), "{ours}");
        }
        assert!(does("Civic Bridge Council may use it."));
        for other in ["You may object.", "They may use it.", "The authority may ask.", "If you ask us you may."] {
            assert!(!does(other), "{other}");
        }
    }

    #[test]
    fn the_actor_of_a_clause_is_found() {
        let who = |sentence: &str| {
            let (tokens, at) = at(sentence, "some");
            actor(&tokens, at, &[])
        };
        assert_eq!(who("We use some data about you."), Some(Actor::Controller));
        assert_eq!(who("In some cases, we use it."), Some(Actor::Controller));
        assert_eq!(who("In some circumstances you can ask us."), Some(Actor::Other));
        assert_eq!(who("We collect names, some photographs and dates."), Some(Actor::Controller));
        assert_eq!(who("We keep what you give us if you use some services."), Some(Actor::Other));
        assert_eq!(who("Some of the minutes are public."), None);
    }

    #[test]
    fn quoted_words_are_known() {
        let (tokens, at) = at("The law says that we “may” do it.", "may");
        assert!(tokens[at].quoted);
        assert!(!tokens[at - 1].quoted);
    }
}
