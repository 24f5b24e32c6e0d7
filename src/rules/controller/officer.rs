//! The data protection officer: GDPR Arts. 13(1)(b), 37.

use jiff::civil::{Date, date};

use crate::declaration::{CoreActivity, Kind, Reachable, Text, is_so, texts};
use crate::finding::Fault;
use crate::law::Country;
use crate::model::Model;
use crate::rules::entries::domain;
use crate::rules::words;
use crate::source::{Span, Spanned};

const REACH: &str = "declare how to reach the officer in `[dpo]`";

/// A way to reach the officer, at a domain that the notice has already.
fn mailbox(model: &Model) -> String {
    format!("[dpo]\nemail = \"dpo@{}\"", domain(model))
}

/// Names of the post in the languages that notices are written in.
const POSTS: &[&str] = &[
    "data protection officer",
    "Datenschutzbeauftragte",
    "Datenschutzbeauftragten",
    "Datenschutzbeauftragter",
    "délégué à la protection des données",
    "déléguée à la protection des données",
];

/// Sentences that speak of the post to say that nobody holds it.
const DENIALS: &[&str] = &[
    "no data protection officer",
    "not have a data protection officer",
    "not required to appoint a data protection officer",
    "not required to have a data protection officer",
    "not need a data protection officer",
    "not need to appoint a data protection officer",
    "not appointed a data protection officer",
    "not required to appoint a DPO",
    "not appointed a DPO",
];

/// Tables whose texts speak of other organisations, and so perhaps of another's officer.
const OF_OTHERS: &[&str] =
    &["controllers", "joint", "processor_for", "recipients", "sources", "disclosures", "related"];

pub(super) fn contact_missing(model: &Model) -> Option<Fault> {
    let Some(dpo) = &model.dpo else { return mentioned(model) };
    if is_so(dpo.none) || dpo.is_reachable() {
        return None;
    }
    let fault = Fault::new("the data protection officer can't be reached")
        .at(dpo.span, "no `address`, `email`, `phone` or `form` here")
        .help("add at least one way to reach the officer; a name is not needed")
        .paste(mailbox(model))
        .on("dpo");
    Some(fault)
}

/// A text speaks of the officer, and no table declares one.
fn mentioned(model: &Model) -> Option<Fault> {
    // Where the law asks for one, another rule says so.
    if model.officer_called_for().is_some() || by_national_law(model).is_some() {
        return None;
    }
    let all = texts(model);
    let own = all.iter().filter(|one| !OF_OTHERS.contains(&one.on.split('.').next().unwrap_or_default()));
    let place = own.filter(|one| words::find_any(one.words, DENIALS).is_none()).find_map(|one| post(one.words))?;
    let fault = Fault::new("a data protection officer is mentioned and not declared")
        .at(place, "speaks of the officer")
        .help("declare how to reach the officer in `[dpo]`, or that there is none: `none = true`")
        .paste(mailbox(model))
        .on("dpo");
    Some(fault)
}

/// Where a text names the post. An address such as `dpo@…` names no post.
fn post(text: &Spanned<String>) -> Option<Span> {
    if let Some((_, place)) = words::find_any(text, POSTS) {
        return Some(place);
    }
    let parts = |one: char| one.is_whitespace() || "(),;:!?\"'*_".contains(one);
    let short = text.split(parts).any(|word| word.trim_end_matches(['.', '\u{2019}']) == "DPO");
    if short { words::find(text, "DPO").or(Some(text.span)) } else { None }
}

/// A fault that no officer is declared, at the place that denies one; `None` where one is.
fn without_officer(model: &Model, message: &str) -> Option<Fault> {
    let denied = match &model.dpo {
        Some(dpo) => Some(dpo.none.filter(|none| none.value)?),
        None => None,
    };
    let fault = Fault::new(message).on("dpo");
    Some(denied.into_iter().fold(fault, |fault, none| fault.at(none.span, "says that there is none")))
}

/// How to reach an officer, in place of the denial of one.
fn example(model: &Model) -> String {
    let denied = model.dpo.as_ref().is_some_and(|dpo| is_so(dpo.none));
    if denied { mailbox(model).replace("]\n", "]\nnone = false\n") } else { mailbox(model) }
}

pub(super) fn missing_for_monitoring(model: &Model) -> Option<Fault> {
    let activity =
        model.activity_with_officer().filter(|activity| activity.value == CoreActivity::LargeScaleMonitoring)?;
    let message = "people are watched on a large scale as a core activity, and there is no data protection officer";
    let fault = without_officer(model, message)?.at(activity.span, "calls for an officer");
    Some(fault.help(REACH).paste(example(model)))
}

pub(super) fn missing_for_special_data(model: &Model) -> Option<Fault> {
    let activity =
        model.activity_with_officer().filter(|activity| activity.value == CoreActivity::LargeScaleSpecialData)?;
    let message = "special data is used on a large scale as a core activity, and there is no data protection officer";
    let fault = without_officer(model, message)?.at(activity.span, "calls for an officer");
    Some(fault.help(REACH).paste(example(model)))
}

/// From how many people on automated processing a body in Germany needs an officer: BDSG s. 38(1); 10 before 2019-11-26
/// (Zweites Datenschutz-Anpassungs- und Umsetzungsgesetz EU, Art. 12).
fn threshold(on: Date) -> u32 {
    if on < date(2019, 11, 26) { 10 } else { 20 }
}

/// Where it stands that national law asks for an officer, and how many people it counts.
fn by_national_law(model: &Model) -> Option<(Span, u32)> {
    let controller = model.controller.as_ref()?;
    let germany = controller.country.is_some_and(|country| country.value.code() == "DE");
    let least = threshold(model.law.date);
    let staff = controller.processing_staff.filter(|staff| germany && model.law.eu_text() && staff.value >= least)?;
    Some((staff.span, least))
}

pub(super) fn missing_by_national_law(model: &Model) -> Option<Fault> {
    if model.officer_called_for().is_some() {
        return None;
    }
    let (place, least) = by_national_law(model)?;
    let message =
        format!("a body in Germany with {least} or more people on automated processing has no data protection officer");
    let fault = without_officer(model, &message)?.at(place, format!("from {least} on, the law asks for an officer"));
    Some(fault.help(REACH).paste(example(model)))
}

/// Posts that decide for what and how data is used: WP243 rev.01, section 3.5.
const DECIDING: &[&str] = &[
    "ceo",
    "cfo",
    "chief executive",
    "chief financial officer",
    "chief information officer",
    "chief marketing officer",
    "chief medical officer",
    "chief operating officer",
    "chief technology officer",
    "cio",
    "cmo",
    "coo",
    "cto",
    "director of human resources",
    "director of information technology",
    "director of it",
    "director of marketing",
    "finance director",
    "geschäftsführer",
    "geschäftsführerin",
    "head of hr",
    "head of human resources",
    "head of information technology",
    "head of it",
    "head of marketing",
    "hr director",
    "it director",
    "managing director",
    "marketing director",
];

/// Words before a post that leave it what it is.
const STANDS_IN: &[&str] = &["acting ", "deputy ", "group ", "interim ", "our ", "the "];

pub(super) fn conflict(model: &Model) -> Option<Fault> {
    let dpo = model.dpo.as_ref().filter(|dpo| !is_so(dpo.none))?;
    let holds = |role: &&Spanned<String>| {
        let lower = role.to_lowercase();
        let mut parts = lower.split([',', '/', '&', ';']).flat_map(|part| part.split(" and "));
        parts.any(|part| decides(part.trim()))
    };
    let role = dpo.role.as_ref()?.all().find(holds)?;
    let fault = Fault::new("the data protection officer also holds a post that decides about data")
        .at(role.span, "decides for what and how data is used")
        .help("name another officer, or say in a `[[waive]]` how a conflict of interests is kept out")
        .on("dpo");
    Some(fault)
}

/// Whether a post is one of those: not the assistant of somebody who holds it.
fn decides(post: &str) -> bool {
    let post = STANDS_IN.iter().fold(post, |post, word| post.strip_prefix(word).unwrap_or(post));
    DECIDING.iter().any(|deciding| {
        post.strip_prefix(deciding).is_some_and(|rest| {
            rest.is_empty()
                || rest == " officer"
                || [" of ", " for ", " at ", " ("].iter().any(|next| rest.starts_with(next))
        })
    })
}

pub(super) fn missing(model: &Model) -> Option<Fault> {
    let place = model.authority_with_officer()?;
    let fault = without_officer(model, "a public authority has no data protection officer")?
        .at(place, "declared as a public authority")
        .on("dpo");
    Some(match parish(model).filter(|_| model.law.uk_text()) {
        Some((name, place)) => {
            fault.at(place, "section 7(3) of the Data Protection Act 2018 takes such bodies out").help(format!(
                "a {name} is no public authority for the UK GDPR: if this is one, write `parish-council` in `kind`"
            ))
        }
        None => fault
            .help("declare how to reach the officer in `[dpo]`; a parish council or a court says so in `kind`")
            .paste(example(model)),
    })
}

/// Bodies that PA18 s. 7(3) names, by how they are called; a town council is a parish or community council in that style.
const PARISHES: &[&str] = &[
    "parish council",
    "town council",
    "community council",
    "parish meeting",
    "community meeting",
    "charter trustees",
    "village council",
    "neighbourhood council",
];

pub(super) fn parish_as_authority(model: &Model) -> Option<Fault> {
    if !model.is_kind(Kind::PublicAuthority) || model.is_kind(Kind::ParishCouncil) {
        return None;
    }
    // Where the authority lacks an officer, that finding tells of the way out.
    if missing(model).is_some() {
        return None;
    }
    let (name, place) = parish(model)?;
    let controller = model.controller.as_ref()?;
    let kinds = controller.kind.iter().flatten();
    let kind = kinds.into_iter().find(|kind| kind.value == Kind::PublicAuthority)?;
    let others = controller.kind.iter().flatten().filter(|kind| kind.value != Kind::PublicAuthority);
    let all = std::iter::once(Kind::ParishCouncil).chain(others.map(|kind| kind.value));
    let all: Vec<String> = all.map(|kind| format!("\"{}\"", kind.as_ref())).collect();
    let message = format!("a {name} is declared as a public authority, which it is not for the UK GDPR");
    let fault = Fault::new(message)
        .at(kind.span, "declared as a public authority")
        .at(place, "section 7(3) takes parish and community bodies out")
        .help("write `parish-council`: no officer is then demanded, and legitimate interests may be a basis");
    Some(fault.paste(format!("[controller]\nkind = [{}]", all.join(", "))).on("controller"))
}

/// How a body in the United Kingdom is called that PA18 s. 7(3) takes out, and where.
fn parish(model: &Model) -> Option<(&'static str, Span)> {
    let controller = model.controller.as_ref()?;
    // Elsewhere such a name may be that of a municipality with all its powers.
    if controller.country.is_some_and(|country| country.value != Country::GB) {
        return None;
    }
    let names = controller.name.iter().chain(controller.legal_form.iter().flat_map(Text::all));
    names.into_iter().find_map(|name| words::find_any(name, PARISHES))
}

#[cfg(test)]
mod tests {
    use crate::rules::controller::tests::codes;

    fn officer(text: &str) -> Vec<&'static str> {
        codes("DPO", &format!("{text}\n[notice]\njurisdictions = [\"uk\"]\neffective = 2026-11-01\n"))
    }

    const NONE: [&str; 0] = [];

    #[test]
    fn an_officer_is_asked_of_public_authorities_alone() {
        assert_eq!(officer("[controller]\nkind = \"public-authority\""), ["DPO-02"]);
        assert_eq!(officer("[controller]\nkind = \"public-authority\"\n[dpo]\nnone = true"), ["DPO-02"]);
        assert_eq!(officer("[controller]\nkind = [\"public-authority\", \"parish-council\"]"), NONE);
        assert_eq!(officer("[controller]\nkind = [\"public-authority\", \"court\"]"), NONE);
        assert_eq!(officer("[controller]\nkind = \"company\""), NONE);
        assert_eq!(officer(""), NONE);
    }

    #[test]
    fn an_officer_who_is_there_can_be_reached() {
        assert_eq!(officer("[controller]\nkind = \"public-authority\"\n[dpo]\nname = \"the officer\""), ["DPO-01"]);
        assert_eq!(officer("[dpo]\naddress = \"Town Hall\""), NONE);
    }

    #[test]
    fn a_parish_is_told_from_an_authority_by_its_name() {
        let filed = |name: &str, rest: &str| officer(&format!("[controller]\nname = \"{name}\"\n{rest}"));
        let authority = "kind = \"public-authority\"\n[dpo]\nemail = \"dpo@northmoor.example\"";
        for name in ["Upper Moor Parish Council", "Northmoor Town Council", "Cyngor / Moor Community Council"] {
            assert_eq!(filed(name, authority), ["DPO-07"], "{name}");
        }
        for name in
            ["Northmoor Borough Council", "Parish of St Mary", "Town and Country Housing", "Northmoor City Council"]
        {
            assert_eq!(filed(name, authority), NONE, "{name}");
        }
        assert_eq!(filed("Northmoor Town Council", "kind = \"parish-council\""), NONE);
        assert_eq!(filed("Northmoor Town Council", &format!("country = \"IE\"\n{authority}")), NONE);
        let by_form = format!("legal_form = \"charter trustees\"\n{authority}");
        assert_eq!(filed("The Trustees of Northmoor", &by_form), ["DPO-07"]);
    }

    #[test]
    fn a_mention_counts_unless_it_denies_or_speaks_of_another() {
        let text = |table: &str, text: &str| format!("[{table}]\ntext = \"{text}\"");
        assert_eq!(officer(&text("rights", "Ask our Data Protection Officer.")), ["DPO-01"]);
        assert_eq!(officer(&text("rights", "Ask our DPO.")), ["DPO-01"]);
        assert_eq!(officer(&text("rights", "Write to dpo@northmoor.example or DPO@northmoor.example.")), NONE);
        assert_eq!(officer(&text("rights", "We are not required to appoint a data protection officer.")), NONE);
        assert_eq!(officer(&text("recipients.ats", "Its data protection officer sits in Dublin.")), NONE);
        let declared = format!("{}\n[dpo]\nnone = true", text("rights", "We have a data protection officer."));
        assert_eq!(officer(&declared), NONE);
    }

    #[test]
    fn core_activities_call_for_an_officer() {
        let with =
            |activities: &str, more: &str| officer(&format!("[controller]\ncore_activities = {activities}\n{more}"));
        assert_eq!(with("\"large-scale-monitoring\"", ""), ["DPO-03"]);
        assert_eq!(with("\"large-scale-special-data\"", "[dpo]\nnone = true"), ["DPO-04"]);
        assert_eq!(with("[\"large-scale-special-data\", \"large-scale-monitoring\"]", ""), ["DPO-04"]);
        assert_eq!(with("\"large-scale-monitoring\"", "kind = \"public-authority\""), ["DPO-02"]);
        assert_eq!(with("\"large-scale-monitoring\"", "[rights]\ntext = \"Ask our DPO.\""), ["DPO-03"]);
        assert_eq!(with("\"large-scale-monitoring\"", "[dpo]\nemail = \"dpo@northmoor.example\""), NONE);
        assert_eq!(with("[]", ""), NONE);
    }

    #[test]
    fn germany_counts_people() {
        let with = |day: &str, jurisdiction: &str, country: &str, staff: u32| {
            let notice = format!("[notice]\njurisdictions = [\"{jurisdiction}\"]\neffective = {day}\n");
            codes("DPO", &format!("{notice}[controller]\ncountry = \"{country}\"\nprocessing_staff = {staff}"))
        };
        assert_eq!(with("2026-11-01", "eu", "DE", 20), ["DPO-05"]);
        assert_eq!(with("2026-11-01", "eu", "DE", 19), NONE);
        assert_eq!(with("2019-11-25", "eu", "DE", 10), ["DPO-05"]);
        assert_eq!(with("2026-11-01", "eu", "FR", 200), NONE);
        assert_eq!(with("2026-11-01", "uk", "DE", 200), NONE);
    }

    #[test]
    fn an_officer_controls_nobody_who_is_the_officer() {
        let role = |role: &str| officer(&format!("[dpo]\nemail = \"dpo@northmoor.example\"\nrole = \"{role}\""));
        for deciding in [
            "Head of IT",
            "Chief Executive",
            "CEO",
            "Director of Marketing",
            "Company Secretary and Head of HR",
            "Chief Executive of the trust",
        ] {
            assert_eq!(role(deciding), ["DPO-06"], "{deciding}");
        }
        for other in [
            "Head of Legal Services",
            "Assistant to the Chief Executive",
            "Chief Executive's Office",
            "Head of IT Audit",
            "Town Clerk",
        ] {
            assert_eq!(role(other), NONE, "{other}");
        }
    }
}
