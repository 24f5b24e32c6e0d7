//! How hard a text is to read: the Flesch-Kincaid grade of English prose, a rough measure.

use crate::declaration::is_so;
use crate::finding::Fault;
use crate::model::Model;
use crate::rules::{Reading, Sentence};

/// Fields that hold whole sentences.
const PROSE: &[&str] = &["about", "scope", "text", "summary", "needs", "justification", "notes", "reason", "essence"];

/// School grade that children of about twelve read, with one grade for the roughness of the measure.
const GRADE: f64 = 7.0;

/// Fewer words than these tell nothing.
const ENOUGH: usize = 100;

pub(super) fn hard(texts: &[Reading<'_>], model: &Model) -> Vec<Fault> {
    let Some(readable) =
        model.children.as_ref().and_then(|children| children.readable).filter(|fact| is_so(Some(*fact)))
    else {
        return Vec::new();
    };
    let prose = texts.iter().filter(|text| text.english && PROSE.contains(&text.field) && text.is_used(model));
    let sentences: Vec<&Sentence> = prose.flat_map(Reading::sentences).filter(|one| one.words.len() > 2).collect();
    let words: usize = sentences.iter().map(|sentence| sentence.words.len()).sum();
    if words < ENOUGH {
        return Vec::new();
    }
    let whole = grade(sentences.iter().copied());
    if whole <= GRADE {
        return Vec::new();
    }
    let level = if whole > 12.0 { "adults".to_owned() } else { format!("school year {whole:.0}") };
    let mut hardest: Vec<(f64, &Sentence)> = sentences.iter().map(|sentence| (grade([*sentence]), *sentence)).collect();
    hardest.sort_by(|a, b| b.0.total_cmp(&a.0));
    let fault = Fault::new(format!("the notice is said to be for children and reads like a text for {level}"))
        .at(readable.span, "said to be for children");
    let fault =
        hardest.iter().take(3).fold(fault, |fault, (_, one)| fault.at(one.text.span, "among the hardest sentences"));
    vec![
        fault
            .help("use shorter sentences and everyday words; up to school year 6 or so, children of twelve can follow")
            .on("children"),
    ]
}

/// The Flesch-Kincaid grade: 0.39 words a sentence + 11.8 syllables a word - 15.59.
#[expect(clippy::cast_precision_loss, reason = "counts of words are small")]
fn grade<'a>(sentences: impl IntoIterator<Item = &'a Sentence>) -> f64 {
    let (mut count, mut words, mut syllables) = (0_usize, 0_usize, 0_usize);
    for sentence in sentences {
        count += 1;
        words += sentence.words.len();
        syllables += sentence.words.iter().map(|word| in_word(word)).sum::<usize>();
    }
    if words == 0 {
        return 0.0;
    }
    let (count, words, syllables) = (count as f64, words as f64, syllables as f64);
    0.39 * words / count + 11.8 * syllables / words - 15.59
}

/// Syllables of an English word, counted as runs of vowels; a silent `e` at the end does not count.
fn in_word(word: &str) -> usize {
    let vowel = |one: char| matches!(one, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let mut runs = 0;
    let mut inside = false;
    for one in word.chars() {
        runs += usize::from(vowel(one) && !inside);
        inside = vowel(one);
    }
    let silent = word.ends_with('e') && !word.ends_with("le") || word.ends_with("es") || word.ends_with("ed");
    (runs - usize::from(silent && runs > 1)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::reading::tests::sentence;

    #[test]
    fn syllables_are_counted_about_right() {
        for (word, wanted) in
            [("data", 2), ("we", 1), ("use", 1), ("little", 2), ("information", 4), ("processed", 2), ("school", 1)]
        {
            assert_eq!(in_word(word), wanted, "{word}");
        }
    }

    #[test]
    fn long_words_and_sentences_are_hard() {
        let easy = sentence("We keep your name and your school so that you can log in.");
        let hard = sentence(
            "Personal information is processed for the purpose of administering contractual obligations in accordance with \
             applicable legislation and organisational requirements.",
        );
        assert!(grade([&easy]) < 5.0, "{}", grade([&easy]));
        assert!(grade([&hard]) > 14.0, "{}", grade([&hard]));
    }
}
