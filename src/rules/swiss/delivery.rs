//! When people are told whose data comes from others: FADP Art. 19(5).

use crate::declaration::{Entry, Purpose};
use crate::finding::Fault;
use crate::model::Model;
use crate::rules::sentences::words;
use crate::source::Spanned;

/// Numbers as words, from one.
const NUMBERS: &[&str] =
    &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// Units with the least number of them that is longer than any month.
const UNITS: &[(&[&str], u32)] = &[
    (&["day", "days"], 32),
    (&["week", "weeks"], 5),
    (&["month", "months"], 2),
    (&["quarter", "quarters"], 1),
    (&["year", "years"], 1),
];

/// A notice need not say when it is given; one that says so must not give more time than there is.
pub(in crate::rules) fn late(purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    if !model.collection(purpose).indirect {
        return None;
    }
    let delivery = purpose.delivery.as_ref()?.all().find(|words| is_longer_than_a_month(words))?;
    let fault = Fault::new(format!(
        "people whose data comes from others for `{}` are told after more than a month",
        purpose.id
    ))
    .at(delivery.span, "longer than one month after the data came in")
    .help("tell them within one month, and before that where the data is passed on to others");
    Some(fault.paste(format!(
        "[purposes.{}]\ndelivery = \"within one month, or when we first pass the data on\"",
        purpose.id
    )))
}

fn is_longer_than_a_month(text: &Spanned<String>) -> bool {
    let words = words(text);
    let number = |word: &str| {
        let spelled = NUMBERS.iter().position(|number| *number == word).and_then(|at| u32::try_from(at + 1).ok());
        word.parse().ok().or(spelled)
    };
    words.windows(2).any(|pair| {
        let [count, unit] = pair else { return false };
        let least = UNITS.iter().find(|(names, _)| names.contains(&unit.as_str())).map(|(_, least)| *least);
        // An end that is counted from something else than the data's coming in is told by "before" and the like.
        number(count).zip(least).is_some_and(|(count, least)| count >= least)
    }) && !words.iter().any(|word| ["before", "earlier", "ago", "old", "age"].contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn late(text: &str) -> bool {
        is_longer_than_a_month(&Spanned::new(text.to_owned(), Span::default()))
    }

    #[test]
    fn a_month_is_told_from_more() {
        for long in ["within three months", "after 6 weeks", "60 days after we get it", "within 1 year"] {
            assert!(late(long), "{long}");
        }
        for short in
            ["within one month", "within 30 days", "within 31 days", "in four weeks", "at our first contact", ""]
        {
            assert!(!late(short), "{short}");
        }
        assert!(!late("within a month; two months before the exhibition opens"));
    }
}
