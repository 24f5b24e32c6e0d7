//! Why data is used: GDPR Arts. 5(1)(b), (c), 13(1)(c), 14(1)(c), (d).

mod twice;
mod vague;

use super::entries::{is_in_place, quoted};
use super::{Certainty, Check, EU_UK, EVERYWHERE, Rule};
use crate::declaration::{Data, Entry, Purpose, Text};
use crate::finding::{Fault, Mark};
use crate::law::{fadp, gdpr, wp260};
use crate::model::Model;
use crate::source::Span;
pub(super) use twice::share_people;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "PUR-01",
        name: "purpose-missing",
        summary: "the notice names no purpose",
        mark: Mark::Mandatory,
        packs: EVERYWHERE,
        since: None,
        law: &[gdpr("13(1)(c)"), gdpr("14(1)(c)"), fadp("19(2)(b)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/PUR-01.md"),
        check: Check::Notice(missing),
    },
    Rule {
        code: "PUR-02",
        name: "purpose-text-missing",
        summary: "a purpose does not say what is done with the data",
        mark: Mark::Mandatory,
        packs: EVERYWHERE,
        since: None,
        law: &[gdpr("13(1)(c)"), gdpr("14(1)(c)"), fadp("19(2)(b)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/PUR-02.md"),
        check: Check::Purpose(text_missing),
    },
    Rule {
        code: "PUR-03",
        name: "purpose-vague",
        summary: "the text of a purpose fits any organisation",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("5(1)(b)"), gdpr("12(1)"), wp260("para. 12")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/PUR-03.md"),
        check: Check::Purpose(text_vague),
    },
    Rule {
        code: "PUR-04",
        name: "purpose-data-missing",
        summary: "a purpose does not say which data it uses",
        mark: Mark::Structural,
        packs: EU_UK,
        since: None,
        law: &[gdpr("13(1)(c)"), gdpr("14(1)(d)"), gdpr("5(1)(c)")],
        sure: Certainty::PartlyRead,
        page: include_str!("../../docs/rules/PUR-04.md"),
        check: Check::Everywhere(data_missing),
    },
    Rule {
        code: "PUR-05",
        name: "purpose-subjects-missing",
        summary: "a purpose does not say whom it concerns, where there are several groups",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("12(1)")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/PUR-05.md"),
        check: Check::Notice(twice::subjects_unlinked),
    },
    Rule {
        code: "PUR-06",
        name: "purpose-told-twice",
        summary: "two purposes have one text",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("12(1)")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/PUR-06.md"),
        check: Check::Everywhere(twice::told_twice),
    },
];

fn missing(model: &Model) -> Option<Fault> {
    if !model.purposes.entries.is_empty() {
        return None;
    }
    let groups = model.notice.as_ref().and_then(|notice| notice.subjects.as_ref());
    let fault = Fault::new("the notice has no purpose").on("purposes");
    let fault = match groups {
        Some(groups) if groups.iter().next().is_none() => {
            let fault = Fault::new("`subjects` is empty, so no purpose belongs to the notice").on("purposes");
            let fault = fault.at(groups.span, "names no group of people");
            return Some(fault.help("name the groups that the notice addresses, or leave `subjects` out"));
        }
        Some(groups) => fault.at(groups.span, "no purpose is declared for any of these groups"),
        None => fault.at(model.start(), "no `[purposes.<id>]` table belongs to it"),
    };
    let example = "[purposes.select]\nlabel = \"Choosing whom to appoint\"\ntext = \"We compare your application with the \
                   requirements of the post.\"";
    Some(fault.help("declare each thing for which data is used as a table of its own").paste(example))
}

fn text_missing(purpose: &Entry<Purpose>, _: &Model) -> Option<Fault> {
    let id = &purpose.id;
    let fault = Fault::new(format!("the purpose `{id}` has no text"));
    let fault = match &purpose.text {
        None => fault.at(purpose.span, "no `text` here"),
        Some(text) if text.is_blank() => fault.at(text.span, "says nothing"),
        Some(_) => return None,
    };
    let example = "We compare your application and interview scores with the requirements of the post.";
    let fault = fault.help("say in a sentence or two what is done with the data, and to what end");
    Some(fault.paste(format!("[purposes.{id}]\ntext = \"{example}\"")))
}

fn text_vague(purpose: &Entry<Purpose>, _: &Model) -> Option<Fault> {
    let words = purpose.text.as_ref()?.all().find(|words| vague::is_vague(words))?;
    let fault =
        Fault::new(format!("the text of the purpose `{}` is so wide that it fits any organisation", purpose.id))
            .at(words.span, "names neither what is done nor the end that it serves")
            .help("say which data, what is done with it, and to what end");
    Some(fault)
}

fn data_missing(model: &Model) -> Vec<Fault> {
    let whole = model.notice.as_ref().and_then(|notice| notice.data.as_ref()).filter(|data| !data.is_empty());
    let named = |one: &&Entry<Purpose>| one.data.as_ref().is_some_and(|data| !data.is_empty());
    let (telling, silent): (Vec<_>, Vec<_>) = model.purposes.iter().partition(named);
    let mut faults: Vec<Fault> = telling.into_iter().filter_map(|one| wordless(one, model)).collect();
    match whole {
        Some(whole) if !silent.is_empty() => faults.push(named_as_a_whole(&silent, whole.span, model)),
        Some(_) => faults.extend(unlinked_alone(model)),
        None => faults.extend(silent.into_iter().map(|one| silent_on_data(one, model))),
    }
    faults
}

/// So many of the purposes that name no data are shown.
const SHOWN: usize = 6;

/// Where a purpose lacks its data, and what is seen there.
fn gap(purpose: &Entry<Purpose>) -> (Span, &'static str) {
    match &purpose.data {
        Some(none) => (none.span, "names none"),
        None => (purpose.span, "no `data` here"),
    }
}

fn silent_on_data(purpose: &Entry<Purpose>, model: &Model) -> Fault {
    let id = &purpose.id;
    let (span, label) = gap(purpose);
    let fault = Fault::new(format!("the purpose `{id}` does not say which data it uses")).at(span, label);
    let fault = fault.on(format!("purposes.{id}"));
    // Which of several it uses nobody but the author knows.
    match declared(model)[..] {
        [] => fault
            .help("declare the categories of data that it uses as `[data.<id>]`, and name each by its id in `data`"),
        [only] => {
            let fault = fault.help("name the data that it uses; one category is declared");
            fault.paste(format!("[purposes.{id}]\ndata = [\"{only}\"]"))
        }
        ref all => fault.help(format!("name in `data` those that it uses of {}", quoted(all.iter().copied()))),
    }
}

/// Purposes without data in a notice that names its data as a whole: one cause, so one finding.
fn named_as_a_whole(silent: &[&Entry<Purpose>], whole: Span, model: &Model) -> Fault {
    let ids: Vec<&str> = silent.iter().map(|one| one.id.as_str()).collect();
    let more = silent.len() - 1;
    let unlinked = unlinked(model);
    let beside = match unlinked[..] {
        [] => String::new(),
        [(id, _)] => format!(", and the notice names the data `{id}` for no purpose"),
        [(id, _), ref rest @ ..] => {
            format!(", and the notice names the data `{id}` and {} more for no purpose", rest.len())
        }
    };
    let fault = Fault::new(match more {
        0 => format!("the purpose `{}` does not say which data it uses{beside}", ids[0]),
        _ => format!("the purpose `{}` and {more} more do not say which data they use{beside}", ids[0]),
    });
    let fault = silent.iter().take(SHOWN).fold(fault, |fault, one| {
        let (span, label) = gap(one);
        fault.at(span, label)
    });
    let fault = if unlinked.is_empty() {
        fault.at(whole, "named for the notice as a whole, so not for these purposes")
    } else {
        unlinked
            .iter()
            .fold(fault, |fault, (_, span)| fault.at(*span, "named for the notice as a whole, and for no purpose"))
    };
    let help = "name in the `data` of each purpose the categories that it uses, and leave out `data` in `[notice]`";
    let on = if more == 0 { format!("purposes.{}", ids[0]) } else { "notice".to_owned() };
    fault.help(if more > SHOWN { format!("{help}; the purposes are {}", quoted(ids)) } else { help.to_owned() }).on(on)
}

/// A category that a purpose uses and that has no words; where data come from others, DAT-01 asks for them.
fn wordless(purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    if model.collection(purpose).art_14() {
        return None;
    }
    let blank = |text: &Text| text.is_blank();
    let wordless = |data: &Data| {
        data.label.as_ref().is_none_or(blank) && data.items.iter().flatten().all(|item| blank(&item.value))
    };
    let used = model.data_of(purpose).into_iter().find(|used| wordless(used.entry))?;
    let fault = Fault::new(format!("the purpose `{}` uses data that has no name", purpose.id))
        .at(used.span, "says no more than an id");
    Some(fault.help("give the category a `label`").on(format!("purposes.{}", purpose.id)))
}

/// The categories that are declared in the register.
fn declared(model: &Model) -> Vec<&str> {
    model.data.iter().filter(|data| !is_in_place(&data.id)).map(|data| data.id.as_str()).collect()
}

/// Data that the notice names as a whole and that no purpose uses.
fn unlinked(model: &Model) -> Vec<(&str, Span)> {
    let used: Vec<&str> =
        model.purposes.iter().flat_map(|one| one.data.iter().flatten()).filter_map(|one| one.id()).collect();
    let named = model.notice.iter().filter_map(|notice| notice.data.as_ref()).flatten();
    let open = |id: &&str| *id != "all" && !used.contains(id) && !used.contains(&"all");
    named.into_iter().filter_map(|one| Some((one.id().filter(open)?, one.span))).collect()
}

/// The same where each purpose names data of its own.
fn unlinked_alone(model: &Model) -> Option<Fault> {
    let open = unlinked(model);
    let ((first, _), more) = open.split_first()?;
    let message = match more.len() {
        0 => format!("the notice names the data `{first}` for no purpose"),
        more => format!("the notice names the data `{first}` and {more} more for no purpose"),
    };
    let fault =
        open.iter().fold(Fault::new(message), |fault, (_, span)| fault.at(*span, "named for the notice as a whole"));
    let ids = quoted(open.iter().map(|(id, _)| *id));
    Some(fault.help(format!("name {ids} in the purposes that use them, and leave them out here")).on("notice"))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{self, TODAY};

    fn purposes(text: &str) -> Vec<&'static str> {
        let notice = if text.contains("[notice]") { "" } else { NOTICE };
        testing::codes(&["PUR"], TODAY, &format!("{text}\n{notice}"))
    }

    const NONE: [&str; 0] = [];
    const NOTICE: &str = "[notice]\njurisdictions = [\"uk\"]\neffective = 2026-11-01\n";

    #[test]
    fn data_may_be_all_or_written_in_place() {
        let with = |data: &str| {
            format!("[data.identity]\nlabel = \"name\"\n[purposes.a]\ntext = \"We print badges.\"\ndata = {data}")
        };
        assert_eq!(purposes(&with("\"all\"")), NONE);
        assert_eq!(purposes(&with("{ label = \"name\" }")), NONE);
        assert_eq!(purposes(&with("[]")), ["PUR-04"]);
        assert_eq!(purposes(&with("{ when = \"you ask\" }")), ["PUR-04"]);
    }

    #[test]
    fn data_of_the_notice_are_found_once_for_each_gap() {
        let of_notice = format!(
            "{NOTICE}data = [\"identity\"]\n[data.identity]\nlabel = \"identity data\"\n[data.health]\nlabel = \"health\"\n"
        );
        let purpose = |data: &str| format!("{of_notice}[purposes.a]\ntext = \"We print badges.\"\n{data}");
        assert_eq!(purposes(&purpose("")), ["PUR-04"]);
        assert_eq!(purposes(&purpose("data = \"health\"")), ["PUR-04"]);
        assert_eq!(purposes(&purpose("data = [\"health\", \"identity\"]")), NONE);
    }

    #[test]
    fn purposes_of_a_notice_that_names_its_data_as_a_whole_are_one_finding() {
        let found = |notice: &str, of_b: &str| {
            let data = "[data.identity]\nlabel = \"identity data\"\n[data.health]\nlabel = \"health\"\n";
            let two =
                format!("[purposes.a]\ntext = \"We print badges.\"\n[purposes.b]\ntext = \"We sell books.\"\n{of_b}\n");
            testing::findings(&["PUR-04"], TODAY, &format!("{NOTICE}{notice}\n{data}{two}"))
        };
        let on = |found: &[crate::finding::Finding]| -> Vec<String> {
            found.iter().filter_map(|one| one.fault.on.clone()).collect()
        };
        assert_eq!(on(&found("", "")), ["purposes.a", "purposes.b"]);
        let whole = "data = [\"identity\", \"health\"]";
        let one = found(whole, "");
        assert_eq!(on(&one), ["notice"]);
        // Two purposes, and two categories that nobody uses.
        assert_eq!(one[0].fault.labels.len(), 4);
        assert!(one[0].fault.paste.is_none());
        assert!(one[0].fault.message.contains("`a` and 1 more"), "{}", one[0].fault.message);
        let one = found(whole, "data = \"health\"");
        assert_eq!(on(&one), ["purposes.a"]);
        assert!(one[0].fault.message.ends_with("names the data `identity` for no purpose"), "{}", one[0].fault.message);
    }

    #[test]
    fn a_category_is_pasted_only_where_there_is_no_other() {
        let paste = |more: &str| {
            let text = format!(
                "{NOTICE}[data.identity]\nlabel = \"identity data\"\n{more}\n[purposes.a]\ntext = \"We print badges.\""
            );
            testing::findings(&["PUR-04"], TODAY, &text)[0].fault.paste.clone()
        };
        assert_eq!(paste("").as_deref(), Some("[purposes.a]\ndata = [\"identity\"]"));
        assert_eq!(paste("[data.health]\nlabel = \"health\""), None);
    }

    #[test]
    fn purposes_of_other_groups_do_not_count() {
        let other = format!(
            "{NOTICE}subjects = [\"guests\"]\n[subjects.guests]\n[subjects.staff]\n[purposes.a]\nsubjects = \"staff\""
        );
        assert_eq!(purposes(&other), ["PUR-01"]);
    }
}
