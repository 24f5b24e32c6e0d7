//! Provisions on transfers that left UK law on 2026-02-05: TRF-18.

use std::sync::LazyLock;

use crate::finding::Fault;
use crate::law::Regime;
use crate::model::Model;
use crate::rules::Reading;
use crate::rules::lexicon::Lexicon;
use crate::rules::reading::used_names;
use crate::source::{Span, Spanned};

/// Provisions of the Data Protection Act 2018 on adequacy regulations.
static SECTIONS: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "s 17a",
        "s. 17a",
        "s.17a",
        "section 17a",
        "s 17b",
        "s. 17b",
        "s.17b",
        "section 17b",
        "sections 17a",
    ])
});

/// The article on adequacy; in the EU it stays.
static ARTICLES: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&["art 45", "art. 45", "article 45"]));

pub(super) fn uk_wording(texts: &[Reading<'_>], model: &Model) -> Vec<Fault> {
    let alone = !model.law.has(Regime::Eu) && !model.law.has(Regime::Ch);
    let find =
        |words: &Spanned<String>| SECTIONS.find(words).or_else(|| if alone { ARTICLES.find(words) } else { None });
    let fault = |(cited, span): (&str, Span), on: String| {
        Fault::new(format!("\"{cited}\" has not been UK law on transfers since 5 February 2026"))
            .at(span, "left out by the Data (Use and Access) Act 2025")
            .help("write \"approved by regulations under Article 45A UK GDPR\", or leave the provision out: the notice cites it")
            .on(on)
    };
    let used = texts.iter().filter(|text| !text.on.starts_with("history") && text.is_used(model));
    let mut faults: Vec<Fault> = used.filter_map(|text| Some(fault(find(text.words)?, text.on.clone()))).collect();
    let cited = |name: crate::declaration::Name| Some(fault(find(&name.words)?, name.on));
    faults.extend(
        used_names(model).into_iter().filter(|name| ["instrument", "law"].contains(&name.field)).filter_map(cited),
    );
    faults
}

#[cfg(test)]
mod tests {
    use crate::rules::text::tests::{NONE, judged};

    #[test]
    fn provisions_of_the_day() {
        let on = |law: &str, date: &str, words: &str| {
            judged(
                "TRF-18",
                &format!(
                    "[notice]\njurisdictions = {law}\neffective = {date}\n[sections.a]\ntitle = \"A\"\ntext = \"{words}\""
                ),
            )
        };
        let (section, article) = ("Adequacy regulations under section 17A.", "An adequacy decision (Article 45).");
        assert_eq!(on("[\"uk\"]", "2026-02-05", section), ["TRF-18"]);
        assert_eq!(on("[\"uk\"]", "2026-02-04", section), NONE);
        assert_eq!(on("[\"uk\"]", "2026-02-05", article), ["TRF-18"]);
        assert_eq!(on("[\"uk\", \"eu\"]", "2026-02-05", article), NONE);
        assert_eq!(on("[\"uk\"]", "2026-02-05", "Regulations under Article 45A."), NONE);
    }
}
