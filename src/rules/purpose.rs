//! Why data is used: GDPR Arts. 5(1)(b), (c), 13(1)(c), 14(1)(c), (d).

mod twice;
mod vague;

use super::{Certainty, Check, EU_UK, EVERYWHERE, Rule};
use crate::declaration::{Data, Entry, Purpose, Text};
use crate::finding::{Fault, Mark};
use crate::law::{fadp, gdpr, wp260};
use crate::model::Model;
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
    let mut faults = Vec::new();
    for purpose in &model.purposes {
        if purpose.data.as_ref().is_some_and(|data| !data.is_empty()) {
            faults.extend(wordless(purpose, model));
            continue;
        }
        let id = &purpose.id;
        let fault = Fault::new(format!("the purpose `{id}` does not say which data it uses"));
        let fault = match &purpose.data {
            Some(none) => fault.at(none.span, "names none"),
            None => fault.at(purpose.span, "no `data` here"),
        };
        let fault = match whole {
            Some(whole) => fault.at(whole.span, "named for the notice as a whole, so for no purpose"),
            None => fault,
        };
        let fault = fault.help("name the categories of data that it uses, each by its `[data.<id>]`");
        let paste = format!("[purposes.{id}]\ndata = [\"{}\"]", example_data(model));
        faults.push(fault.paste(paste).on(format!("purposes.{id}")));
    }
    if faults.is_empty() {
        faults.extend(unlinked(model));
    }
    faults
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

/// The first category that is declared, for an example.
fn example_data(model: &Model) -> &str {
    let own = |id: &&str| !id.contains('.');
    model.data.iter().map(|data| data.id.as_str()).find(own).unwrap_or("identity")
}

/// Data that the notice names as a whole and that no purpose uses.
fn unlinked(model: &Model) -> Option<Fault> {
    let used: Vec<&str> =
        model.purposes.iter().flat_map(|one| one.data.iter().flatten()).filter_map(|one| one.id()).collect();
    let named = model.notice.as_ref()?.data.as_ref()?;
    let open = |id: &&str| *id != "all" && !used.contains(id) && !used.contains(&"all");
    let (id, span) = named.iter().find_map(|one| Some((one.id().filter(open)?, one.span)))?;
    let fault = Fault::new(format!("the notice names the data `{id}` for no purpose"))
        .at(span, "named for the notice as a whole")
        .help(format!("name `{id}` in the purposes that use it, and leave it out here"));
    Some(fault.on("notice"))
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
    fn purposes_of_other_groups_do_not_count() {
        let other = format!(
            "{NOTICE}subjects = [\"guests\"]\n[subjects.guests]\n[subjects.staff]\n[purposes.a]\nsubjects = \"staff\""
        );
        assert_eq!(purposes(&other), ["PUR-01"]);
    }
}
