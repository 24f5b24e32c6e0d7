//! Roles and countries that recipients do not say: RCP-05, 08. What can be pasted is what the declaration makes plain.

use std::sync::LazyLock;

use super::is_internal;
use crate::declaration::parties::Chooser;
use crate::declaration::{Entry, Recipient, Role, Text};
use crate::finding::Fault;
use crate::model::Model;
use crate::rules::entries::{called, home, is_in_place, named, path, said};
use crate::rules::lexicon::Lexicon;

/// Words for bodies that act by law.
static AUTHORITIES: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "police",
        "court",
        "courts",
        "tribunal",
        "tribunals",
        "authority",
        "authorities",
        "government",
        "hm revenue",
        "hmrc",
        "law enforcement",
        "public body",
        "public bodies",
        "regulator",
        "regulators",
        "emergency services",
        "ministry",
    ])
});

/// Words for those who work under a contract with the controller, on its instructions.
static PROVIDERS: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "host",
        "hosts",
        "hosting",
        "supplier",
        "suppliers",
        "service provider",
        "service providers",
        "software",
        "analytics",
    ])
});

/// Whether one of the texts of a recipient has a word of a list.
fn speaks_of(list: &Lexicon, texts: &[&Option<Text>]) -> bool {
    texts.iter().filter_map(|text| text.as_ref()).flat_map(Text::all).any(|words| list.stands_in(words))
}

fn is_authority(recipient: &Recipient) -> bool {
    let name = recipient.name.as_ref().is_some_and(|name| AUTHORITIES.stands_in(name));
    name || speaks_of(&AUTHORITIES, &[&recipient.category])
}

fn is_provider(recipient: &Recipient) -> bool {
    speaks_of(&PROVIDERS, &[&recipient.category, &recipient.activity])
}

/// The role that a recipient's own words make plain; `None` where they leave it open.
fn likely(recipient: &Recipient) -> Option<Role> {
    let bare = !named(recipient.name.as_ref()) && !said(recipient.activity.as_ref());
    match () {
        () if is_authority(recipient) => Some(Role::Authority),
        () if said(recipient.when.as_ref()) => Some(Role::Controller),
        () if is_provider(recipient) => Some(Role::Processor),
        () if bare && said(recipient.category.as_ref()) => Some(Role::Controller),
        () => None,
    }
}

pub(super) fn role(recipient: &Entry<Recipient>, _: &Model) -> Option<Fault> {
    if recipient.role.as_ref().is_some_and(|roles| !roles.is_empty()) {
        return None;
    }
    let id = &recipient.id;
    let fault = Fault::new(format!("{} does not say what it is to the controller", called("recipient", id)))
        .at(recipient.span, "no `role` here")
        .help("say whether it acts on instructions (`processor`), decides for itself (`controller`), or is `joint`, `authority`, `group` or `internal`");
    Some(match likely(recipient).filter(|_| !is_in_place(id)) {
        Some(role) => fault.paste(format!("[recipients.{id}]\nrole = \"{}\"", role.as_ref())),
        None => fault,
    })
}

/// Where providers often work that are taken for one's neighbours.
const ELSEWHERE: &[(&str, &str)] = &[("US", "the United States"), ("IE", "Ireland"), ("GB", "the United Kingdom")];

pub(super) fn country(recipient: &Entry<Recipient>, model: &Model) -> Option<Fault> {
    // People inside the organisation are where it is.
    if is_internal(recipient) {
        return None;
    }
    let answered = recipient.countries.as_ref().is_some_and(|places| {
        !places.countries.is_empty() || named(places.organisation.as_ref()) || said(places.unknown.as_ref())
    });
    if answered {
        return None;
    }
    let place = recipient.countries.as_ref().map_or(recipient.span, |places| places.span);
    let label = if recipient.countries.is_some() { "names no country and no reason" } else { "no `countries` here" };
    let name = called("recipient", &recipient.id);
    let home = home(model);
    let roles = recipient.role.as_deref().unwrap_or_default();
    let has = |role: Role| roles.iter().any(|one| one.value == role);
    let authority = !roles.is_empty() && roles.iter().all(|role| role.value == Role::Authority);
    let by_name = named(recipient.name.as_ref());
    let provider =
        has(Role::Processor) || roles.is_empty() && (by_name && !is_authority(recipient) || is_provider(recipient));
    let mut help = "add its countries, or `countries = { unknown = \"why\" }`".to_owned();
    if provider {
        let abroad: Vec<&str> = ELSEWHERE.iter().filter(|(code, _)| *code != home).map(|(_, name)| *name).collect();
        let abroad = abroad.iter().take(2).copied().collect::<Vec<_>>().join(" or ");
        help = format!("{help}; look in the contract: a provider in {abroad} is not in `{home}`");
    }
    let fault = Fault::new(format!("{name} does not say in which country it works"))
        .at(place, label)
        .on(path("recipients", &recipient.id))
        .help(help);
    if is_in_place(&recipient.id) {
        return Some(fault);
    }
    // Only an authority is sure to work at home.
    let by_reader = recipient.chosen_by.is_some_and(|chooser| chooser.value == Chooser::Reader);
    let example = match () {
        () if by_reader => "{ unknown = \"you choose it\" }".to_owned(),
        () if authority => format!("[\"{home}\"]"),
        () if said(recipient.when.as_ref()) && !by_name => {
            "{ unknown = \"it is not known who that will be\" }".to_owned()
        }
        () if provider => "{ unknown = \"we have not yet asked the provider\" }".to_owned(),
        () => "{ unknown = \"we have not yet asked\" }".to_owned(),
    };
    Some(fault.paste(format!("[recipients.{}]\ncountries = {example}", recipient.id)))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{self, under};

    /// What a rule gives to paste for a recipient, without its table; empty where it gives nothing.
    fn pasted(code: &str, recipient: &str) -> String {
        let text = format!("[recipients.one]\n{recipient}\n[purposes.p]\nrecipients = [\"one\"]\n");
        let found = testing::findings(&[code], None, &under("[\"uk\"]", "2026-11-01", &text));
        assert_eq!(found.len(), 1, "{recipient}");
        let paste = found[0].fault.paste.clone().unwrap_or_default();
        let cured = format!("[recipients.one]\n{recipient}\n{}", paste.replace("[recipients.one]\n", ""));
        let cured = format!("{cured}\n[purposes.p]\nrecipients = [\"one\"]\n");
        let left = testing::codes(&[code], None, &under("[\"uk\"]", "2026-11-01", &cured));
        assert_eq!(left.is_empty(), !paste.is_empty(), "{recipient}");
        paste.replace("[recipients.one]\n", "")
    }

    #[test]
    fn a_role_is_offered_where_words_make_it_plain() {
        let role = |recipient: &str| pasted("RCP-05", recipient);
        assert_eq!(role("category = \"web hosting services\""), "role = \"processor\"");
        assert_eq!(role("category = \"printers\"\nactivity = \"software support\""), "role = \"processor\"");
        assert_eq!(role("category = \"emergency services\""), "role = \"authority\"");
        assert_eq!(role("name = \"HM Revenue & Customs\""), "role = \"authority\"");
        assert_eq!(role("category = \"trade unions\""), "role = \"controller\"");
        assert_eq!(role("category = \"buyers\"\nwhen = \"if we sell our business\""), "role = \"controller\"");
        assert_eq!(role("category = \"suppliers\"\nwhen = \"if you order\""), "role = \"controller\"");
        assert_eq!(role("category = \"former employers\"\nactivity = \"references\""), "");
        assert_eq!(role("name = \"Mailhouse Ltd\""), "");
    }

    #[test]
    fn home_is_offered_for_authorities_alone() {
        let country = |recipient: &str| pasted("RCP-08", recipient);
        let unasked = "countries = { unknown = \"we have not yet asked the provider\" }";
        assert_eq!(country("name = \"The Council\"\nrole = \"authority\""), "countries = [\"GB\"]");
        assert_eq!(country("name = \"Google Analytics\"\nrole = \"processor\""), unasked);
        assert_eq!(country("name = \"Google Analytics\""), unasked);
        assert_eq!(country("category = \"web hosts\""), unasked);
        assert_eq!(
            country("category = \"trade unions\"\nrole = \"controller\""),
            "countries = { unknown = \"we have not yet asked\" }"
        );
        assert_eq!(
            country("category = \"buyers\"\nwhen = \"if we sell our business\""),
            "countries = { unknown = \"it is not known who that will be\" }"
        );
        assert_eq!(
            country("category = \"shops\"\nchosen_by = \"reader\""),
            "countries = { unknown = \"you choose it\" }"
        );
    }
}
