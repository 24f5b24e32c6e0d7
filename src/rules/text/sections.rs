//! Sections without content, headings that stand twice, tables of contents by hand.

use crate::declaration::{Entry, Joint, Layout, Purpose, Section, Subject, Text, is_so};
use crate::finding::Fault;
use crate::law::Right;
use crate::markdown::{self, Piece};
use crate::model::Model;
use crate::rules::Reading;
use crate::rules::entries::said;
use crate::rules::sentences::words;
use crate::rules::words::place;
use crate::source::Span;

/// Titles of a table of contents.
const CONTENTS: &[&str] = &["contents", "table of contents", "contents of this notice", "index", "in this notice"];

/// Fields that announce nothing: what stands after a colon in the notice, or in a cell.
const PROSE: &[&str] = &["about", "criteria", "essence", "notes", "scope", "text"];

pub(super) fn empty(texts: &[Reading<'_>], model: &Model) -> Vec<Fault> {
    let silent = |text: Option<&Text>| !said(text);
    let sections = model.sections.iter().filter(|one| silent(one.text.as_ref()));
    let sections = sections.map(|one| ("sections", one.id.to_string(), one.span));
    let supplements = model.supplements.iter().filter(|one| silent(one.text.as_ref()));
    let supplements = supplements.map(|one| ("supplements", one.id.to_string(), one.span));
    let bare = |(table, id, span): (&str, String, Span)| {
        Fault::new(format!("the part `{table}.{id}` has no content"))
            .at(span, "a heading at most, and nothing below it")
            .help("write its `text`, or take it out")
            .on(format!("{table}.{id}"))
    };
    let mut faults: Vec<Fault> = sections.chain(supplements).map(bare).collect();
    for text in texts.iter().filter(|text| PROSE.contains(&text.field) && !text.words.trim().is_empty()) {
        faults.extend(cut_off(text));
    }
    faults
}

/// A heading with nothing below it, a colon with nothing behind it, a point or a table without words.
fn cut_off(text: &Reading<'_>) -> Option<Fault> {
    if !text.words.contains(['#', '|']) && !text.words.trim_end().ends_with(':') && !text.words.contains("\n-") {
        return None;
    }
    let pieces = markdown::pieces(text.words);
    let mut found = None;
    for (index, (piece, range)) in pieces.iter().enumerate() {
        let next = pieces.get(index + 1).map(|(piece, _)| *piece);
        let label = match (piece, next) {
            (Piece::Heading(_), None) => "nothing stands below this heading",
            (Piece::Heading(depth), Some(Piece::Heading(below))) if below <= *depth => {
                "nothing stands below this heading"
            }
            (Piece::Paragraph(true), None | Some(Piece::Heading(_))) => "nothing follows the colon",
            (Piece::List(true), _) => "a point of this list is empty",
            (Piece::Table(false), _) => "this table has no rows",
            _ => continue,
        };
        found = Some((range.clone(), label));
        break;
    }
    let (range, label) = found?;
    let written = text.words[range.clone()].trim_end().len();
    let fault = Fault::new(format!("the `{}` of `{}` breaks off", text.field, text.on));
    let fault = fault.at(place(text.words, range.start, range.start + written), label);
    Some(fault.help("write what belongs there, or take the beginning out").on(text.on.clone()))
}

/// The author's own sections and supplements, each with its heading.
fn parts(model: &Model) -> Vec<(String, &Text)> {
    let sections = model.sections.iter().filter_map(|one| Some((format!("sections.{}", one.id), one.title.as_ref()?)));
    let supplements =
        model.supplements.iter().filter_map(|one| Some((format!("supplements.{}", one.id), one.label.as_ref()?)));
    sections.chain(supplements).collect()
}

/// Headings as they are compared: words alone, in lower case.
fn bare(heading: &str) -> String {
    words(heading).join(" ")
}

/// Whether a notice has a part.
type Has = fn(&Model) -> bool;

/// Headings that the notice has by itself, with what brings each.
const BUILT_IN: &[(&str, Has)] = &[
    ("first_layer.heading", |_| true),
    ("controller.heading", |model| model.controller.is_some()),
    ("subjects.heading", |model| {
        !is_by_subjects(model) && model.addressed().iter().any(|one| is_spoken_to(one, model))
    }),
    ("contacts.heading", |model| !model.contacts.entries.is_empty()),
    ("dpo.heading", |model| model.dpo.is_some()),
    ("representatives.heading", |model| !model.representatives.entries.is_empty()),
    ("others.heading", |model| model.controllers.iter().any(|one| model.is_own(one.span))),
    ("joint.heading", |model| model.joint.iter().any(is_unnamed)),
    ("processor_for.heading", |model| !model.processor_for.entries.is_empty()),
    ("purposes.heading", |model| !model.purposes.entries.is_empty()),
    ("data.heading", |model| !model.data.entries.is_empty()),
    ("sources.heading", |model| !model.sources.entries.is_empty()),
    ("exemptions.heading", |model| {
        model.exemptions.iter().any(|one| match &one.purposes {
            Some(ids) => !model.purposes_named(Some(ids)).is_empty(),
            None => model.is_own(one.span),
        })
    }),
    ("recipients.heading", |model| !model.recipients_used().is_empty()),
    ("disclosures.heading", |model| !model.disclosures.entries.is_empty()),
    ("transfers.heading", |model| {
        let denied = model.transfers.as_ref().is_some_and(|transfers| is_so(transfers.none));
        denied || model.recipients_used().iter().any(|one| one.transfers.is_some())
    }),
    ("retention.heading", |model| !model.retention.entries.is_empty()),
    ("automated.heading", |model| !model.automated.is_silent()),
    ("ai.heading", |model| !model.ai.is_silent()),
    ("storage.heading", |model| !model.storage.is_silent()),
    ("marketing.heading", |model| !model.marketing.is_silent()),
    ("children.heading", |model| model.children.is_some()),
    ("rights.heading", |model| !model.law.regimes.is_empty()),
    ("objection.heading", |model| {
        let somewhere = model.standing(Right::Objection).somewhere() || model.has_marketing();
        let stated = model.states(Right::Objection) || model.states(Right::MarketingObjection);
        somewhere && stated && !model.law.ch_alone()
    }),
    ("complaints.heading", |model| !model.law.regimes.is_empty()),
    ("changes.heading", |model| model.changes.is_some() || !model.history.is_empty()),
    ("laws.heading", |model| !model.laws.entries.is_empty()),
    ("related.heading", |model| !model.related.entries.is_empty()),
    ("supplements.heading", |model| model.supplements.iter().any(|one| !said(one.label.as_ref()))),
];

/// Whether a group is one of this notice's: named by it or by a purpose, or declared in its own file.
fn is_spoken_to(group: &Entry<Subject>, model: &Model) -> bool {
    let named = model.notice.as_ref().is_some_and(|notice| notice.subjects.is_some());
    let concerns = |one: &Entry<Purpose>| one.subjects.iter().flatten().any(|id| id.value == group.id);
    named || model.is_own(group.span) || model.purposes.iter().any(concerns)
}

/// Whether an arrangement has nothing to be called by: no words of the author, and no controller.
fn is_unnamed(joint: &Entry<Joint>) -> bool {
    let named = said(joint.label.as_ref()) || said(joint.scope.as_ref());
    !named && joint.controllers.iter().flatten().next().is_none()
}

/// Whether the notice has one part for each group of people, in place of a list of them.
fn is_by_subjects(model: &Model) -> bool {
    let layout = model.notice.as_ref().and_then(|notice| notice.layout);
    layout.is_some_and(|layout| layout.value == Layout::Subjects)
}

/// Headings that this notice has by itself, as they are compared.
fn built_in(model: &Model) -> Vec<String> {
    let phrases = model.phrases(&model.languages[0]);
    BUILT_IN.iter().filter(|(_, has)| has(model)).map(|(key, _)| bare(phrases.plain(key))).collect()
}

pub(super) fn heading_twice(model: &Model) -> Vec<Fault> {
    let own = parts(model);
    if own.is_empty() {
        return Vec::new();
    }
    let built_in = built_in(model);
    let mut seen: Vec<(String, String, Span)> = model
        .purposes
        .iter()
        .filter_map(|one| {
            Some((bare(one.label.as_ref()?.any()), format!("purposes.{}", one.id), one.label.as_ref()?.span))
        })
        .collect();
    let mut faults = Vec::new();
    for (on, title) in own {
        let heading = bare(title.any());
        if heading.is_empty() {
            continue;
        }
        let fault = Fault::new(format!("the heading \"{}\" stands twice", title.any().trim())).on(on.clone());
        if let Some((_, other, span)) = seen.iter().find(|(known, ..)| *known == heading) {
            let fault = fault.at(title.span, "the same heading").at(*span, format!("and that of `{other}`"));
            faults.push(fault.help("give one of them another heading, or write both as one part"));
        } else if built_in.contains(&heading) {
            let fault = fault.at(title.span, "the notice has a part of this name already");
            faults.push(fault.help("give it another heading, or say the same in the table of that part"));
        }
        seen.push((heading, on, title.span));
    }
    faults
}

pub(super) fn contents_by_hand(model: &Model) -> Vec<Fault> {
    let by_hand = |one: &&Entry<Section>| {
        one.title.as_ref().is_some_and(|title| CONTENTS.contains(&bare(title.any()).as_str()))
            && said(one.text.as_ref())
    };
    let fault = |one: &Entry<Section>| {
        let span = one.title.as_ref().map_or(one.span, |title| title.span);
        Fault::new("a table of contents was written by hand")
            .at(span, "the notice makes its own, from its headings")
            .help("take this section out")
            .on(format!("sections.{}", one.id))
    };
    model.sections.iter().filter(by_hand).map(fault).collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::text::tests::{NONE, judged, text};

    fn section(code: &'static str, title: &str, words: &str) -> Vec<&'static str> {
        judged(code, &format!("[sections.b]\ntitle = \"{title}\"\ntext = \"\"\"\n{words}\n\"\"\""))
    }

    #[test]
    fn a_part_has_content() {
        assert_eq!(judged("TXT-06", "[sections.b]\ntitle = \"Security\""), ["TXT-06"]);
        assert_eq!(judged("TXT-06", "[supplements.b]\nlabel = \"Ireland\""), ["TXT-06"]);
        for cut in ["We do this:", "# A\n\n# B\n\ntext", "text\n\n## A", "- a\n-\n- c", "| a | b |\n| --- | --- |\n"] {
            assert_eq!(section("TXT-06", "Security", cut), ["TXT-06"], "{cut}");
        }
        for whole in
            ["We do this:\n\n- a", "# A\n\n## B\n\ntext", "We say: this.", "| a | b |\n| --- | --- |\n| c | d |"]
        {
            assert_eq!(section("TXT-06", "Security", whole), NONE, "{whole}");
        }
        assert_eq!(text("TXT-06", "We do the following:"), ["TXT-06"]);
    }

    #[test]
    fn a_heading_stands_once() {
        assert_eq!(section("TXT-07", "Your rights", "text"), ["TXT-07"]);
        assert_eq!(section("TXT-07", "Your duties", "text"), NONE);
        let two = "[sections.b]\ntitle = \"Cookies\"\ntext = \"a\"\n[sections.c]\ntitle = \"Cookies?\"\ntext = \"b\"";
        assert_eq!(judged("TXT-07", two), ["TXT-07"]);
        let purpose = "[purposes.b]\nlabel = \"Newsletter\"\n[sections.c]\ntitle = \"Newsletter\"\ntext = \"b\"";
        assert_eq!(judged("TXT-07", purpose), ["TXT-07"]);
        // Nothing is declared that would make this part.
        assert_eq!(section("TXT-07", "Direct marketing", "We do none."), NONE);
    }

    #[test]
    fn contents_are_made() {
        assert_eq!(section("TXT-05", "Contents", "1. Who we are\n2. Cookies"), ["TXT-05"]);
        assert_eq!(section("TXT-05", "Contents of a request", "Write what you want."), NONE);
    }

    #[test]
    fn every_heading_of_the_catalogue_is_known() {
        let phrases = crate::phrases::phrases("en");
        // A short text stands elsewhere, and what has changed is no part of the declaration.
        let elsewhere = |key: &str| key.starts_with("snippets.") || key.starts_with("news.");
        let heads = |key: &&str| key.ends_with(".heading") && !elsewhere(key);
        for key in phrases.keys().filter(heads) {
            let known = super::BUILT_IN.iter().any(|(heading, _)| *heading == key);
            assert!(known, "`{key}` is a heading, and TXT-07 does not know when it stands");
        }
        for (key, _) in super::BUILT_IN {
            assert!(phrases.has(key), "{key}");
        }
    }

    #[test]
    fn what_is_declared_brings_its_heading() {
        let with = |title: &str, declared: &str| {
            judged("TXT-07", &format!("[sections.b]\ntitle = \"{title}\"\ntext = \"a\"\n{declared}"))
        };
        for (title, declared) in [
            ("Children", "[children]\nservice = true"),
            ("AI systems", "[ai]\nnone = true"),
            ("When we do not tell you one by one", "[exemptions.a]\narticle = \"14(5)(c)\""),
            ("Our representative", "[representatives.eu]\nname = \"R\""),
            ("Who this notice is for", "[subjects.a]\nlabel = \"guests\""),
            ("Other organisations that decide about your data", "[controllers.a]\nname = \"R\""),
            ("Where we act for others", "[processor_for.a]\ncontroller = \"R\""),
            ("Your right to object", "[purposes.a]\nbasis = \"6(1)(f)\""),
            ("Shared responsibility", "[joint.a]\nessence = \"We answer.\""),
            ("For residents of certain countries", "[supplements.a]\ntext = \"a\""),
            ("Data that goes abroad", "[transfers]\nnone = true"),
        ] {
            assert_eq!(with(title, declared), ["TXT-07"], "{title}");
            assert_eq!(with(title, ""), NONE, "{title}");
        }
        // A heading of its own takes the place of the built-in one.
        assert_eq!(
            with("For residents of certain countries", "[supplements.a]\nlabel = \"Ireland\"\ntext = \"a\""),
            NONE
        );
    }
}
