//! Children: GDPR Arts. 8 and 12(1), UK GDPR Arts. 8 and 25(1A), PA18 s. 9.

mod age;
mod readability;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use super::entries::{host, said};
use super::lexicon::Lexicon;
use super::{Certainty, Check, EU_UK, Rule, UK};
use crate::declaration::{Children, Entry, Purpose, is_so};
use crate::finding::{Fault, Mark};
use crate::law::{Article6, DUAA_MAIN, gdpr, other, pa18, uk_gdpr, wp260};
use crate::model::Model;
use crate::rules::Reading;
use crate::source::{Span, Spanned};

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "CHD-01",
        name: "child-version-missing",
        summary: "an online service is offered to children, and nothing says that they can understand the notice",
        mark: Mark::Inferred,
        packs: EU_UK,
        since: None,
        law: &[gdpr("12(1)"), other("recital 58 of the GDPR"), wp260("paras. 14 and 15")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CHD-01.md"),
        check: Check::Notice(version_missing),
    },
    Rule {
        code: "CHD-02",
        name: "child-text-hard",
        summary: "a notice that is written for children reads like one for adults",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("12(1)"), other("recital 58 of the GDPR")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/CHD-02.md"),
        check: Check::Texts(readability::hard),
    },
    Rule {
        code: "CHD-03",
        name: "consent-age-low",
        summary: "children consent alone at an age at which the law asks for a parent, or that age is open",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("8(1)"), pa18("s. 9")],
        sure: Certainty::PartlyRead,
        page: include_str!("../../docs/rules/CHD-03.md"),
        check: Check::Notice(age::low),
    },
    Rule {
        code: "CHD-04",
        name: "consent-age-out-of-range",
        summary: "the age from which children consent alone is below what any State may set, or above",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("8(1)"), pa18("s. 9")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CHD-04.md"),
        check: Check::Everywhere(age::out_of_range),
    },
    Rule {
        code: "CHD-05",
        name: "parental-consent-missing",
        summary: "children below the age of consent use the service, and the notice does not say how a parent consents",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("8(1)"), gdpr("8(2)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CHD-05.md"),
        check: Check::Notice(age::parents_missing),
    },
    Rule {
        code: "CHD-06",
        name: "parents-addressed-only",
        summary: "the data is that of children, and the notice speaks to their parents",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("12(1)"), wp260("para. 15")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/CHD-06.md"),
        check: Check::Texts(parents_only),
    },
    Rule {
        code: "CHD-07",
        name: "child-marketing-unjustified",
        summary: "there is marketing or profiling towards children, and nothing says why and what protects them",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[other("recital 38 of the GDPR")],
        sure: Certainty::Known,
        page: include_str!("../../docs/rules/CHD-07.md"),
        check: Check::Purpose(marketing_unjustified),
    },
    Rule {
        code: "CHD-09",
        name: "children-needs-missing",
        summary: "children are likely to use an online service, and nothing says how it takes account of their needs",
        mark: Mark::Expected,
        packs: UK,
        since: Some(DUAA_MAIN),
        law: &[uk_gdpr("25(1A)").since_uk(DUAA_MAIN), uk_gdpr("25(1B)").since_uk(DUAA_MAIN)],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/CHD-09.md"),
        check: Check::Notice(needs_missing),
    },
];

/// What is declared of children, where an online service is offered directly to them, and the place that says so.
fn served(model: &Model) -> Option<(&Spanned<Children>, Span)> {
    let children = model.children.as_ref()?;
    let service = children.service.filter(|service| service.value)?;
    Some((children, service.span))
}

/// Places where a purpose rests on consent, of people who are or may be children.
fn consents(model: &Model) -> Vec<Span> {
    let children = |purpose: &&Entry<Purpose>| {
        let groups = model.subjects_of(purpose);
        groups.is_empty() || groups.iter().any(|group| group.child.is_none_or(|child| child.value))
    };
    let consent = |purpose: &Entry<Purpose>| {
        let mut bases = model.bases(purpose).iter();
        bases
            .find(|basis| basis.article.is_some_and(|article| article.value == Article6::Consent))
            .map(|basis| basis.span)
    };
    model.purposes.iter().filter(children).filter_map(consent).collect()
}

fn version_missing(model: &Model) -> Option<Fault> {
    let (children, service) = served(model)?;
    if children.version.is_some() || is_so(children.readable) {
        return None;
    }
    let fault = Fault::new(
        "an online service is offered to children, and nothing says that they can understand the notice",
    )
    .at(service, "offered directly to children")
    .help("add the address of a version for children as `version`, or say `readable = true` if this notice is one; most notices need `version`: the fixed sentences are written for adults");
    let paste = format!("[children]\nversion = \"https://{}/privacy-for-children\"", host(model));
    Some(fault.paste(paste).on("children"))
}

/// How parents are spoken to about a child.
static OF_PARENTS: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::new(&["your child", "your children", "your son or daughter"]));

fn parents_only(texts: &[Reading<'_>], model: &Model) -> Vec<Fault> {
    let children = model.children.as_ref();
    // A service for children without such a version is CHD-01's.
    let spoken_to = children.is_some_and(|one| one.version.is_some() || is_so(one.readable) || is_so(one.service));
    let of_children = |purpose: &&Entry<Purpose>| {
        let groups = model.subjects_of(purpose);
        !groups.is_empty() && groups.iter().all(|group| is_so(group.child))
    };
    let paths: Vec<String> =
        model.purposes.iter().filter(of_children).map(|purpose| format!("purposes.{}", purpose.id)).collect();
    if spoken_to || paths.is_empty() {
        return Vec::new();
    }
    let about = texts.iter().filter(|text| text.english && paths.contains(&text.on));
    let found: Vec<Span> = about.filter_map(|text| OF_PARENTS.find(text.words)).map(|(_, place)| place).collect();
    if found.is_empty() {
        return Vec::new();
    }
    let fault = Fault::new("the data is that of children, and the notice speaks to their parents alone");
    let fault = found.iter().fold(fault, |fault, place| fault.at(*place, "speaks to parents"));
    let help = "speak to the child as well: the rights are the child's own; a version for children may stand in `[children]` as `version`";
    vec![fault.help(help).on("children")]
}

fn marketing_unjustified(purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let group = model.subjects_of(purpose).into_iter().find(|group| is_so(group.child))?;
    let justified = model.children.as_ref().is_some_and(|children| said(children.justification.as_ref()));
    let (marketing, profiling) = (model.is_marketing(purpose), is_so(purpose.profiling));
    if justified || !marketing && !profiling {
        return None;
    }
    let what = match (marketing, profiling) {
        (true, true) => "marketing with profiles",
        (true, false) => "marketing",
        _ => "profiling",
    };
    let place = [purpose.profiling.filter(|_| profiling), purpose.marketing].into_iter().flatten().next();
    let fault = Fault::new(format!("the purpose `{}` is {what} towards children, and nothing says why", purpose.id))
        .at(place.map_or(purpose.span, |flag| flag.span), what)
        .at(group.span, "said to be children")
        .help("leave children out of it, or say in `[children]` why it is right and what protects them");
    Some(fault.paste(
        "[children]\njustification = \"We show children only what others of their school made, and no advertising.\"",
    ))
}

fn needs_missing(model: &Model) -> Option<Fault> {
    let children = model.children.as_ref()?;
    if is_so(children.counselling) || said(children.needs.as_ref()) {
        return None;
    }
    let place = [children.likely, children.service].into_iter().flatten().find(|fact| fact.value)?;
    let fault = Fault::new("children are likely to use an online service, and nothing says how it takes account of their needs")
        .at(place.span, "children use it")
        .help("say what is done so that children of each age are protected; where the service is for prevention or counselling, say `counselling = true`");
    let paste = "[children]\nneeds = \"Profiles of people under 18 are private, and nobody can write to them whom they do not know.\"";
    Some(fault.paste(paste).on("children"))
}
