//! Whether the controller's name and ways to reach it identify somebody: IDN-03, 05, 06, 07.

use crate::declaration::{Kind, Reachable, Ways};
use crate::finding::{Fault, Mark};
use crate::model::Model;
use crate::rules::entries::{home, named};
use crate::rules::sentences::words;

/// Words that name no organisation by themselves, with or without an article before them.
const GENERIC: &[&str] = &[
    "agency",
    "association",
    "authority",
    "board",
    "business",
    "charity",
    "client",
    "club",
    "college",
    "company",
    "controller",
    "council",
    "data controller",
    "employer",
    "firm",
    "foundation",
    "group",
    "hospital",
    "i",
    "institution",
    "manager",
    "me",
    "operator",
    "organisation",
    "organization",
    "our company",
    "our organisation",
    "owner",
    "practice",
    "school",
    "site owner",
    "society",
    "team",
    "the team",
    "trust",
    "university",
    "us",
    "we",
    "webmaster",
    "website",
    "website operator",
    "website owner",
];

/// An abbreviation has at most so many letters.
const SHORT: usize = 5;

pub(super) fn name_generic(model: &Model) -> Option<Fault> {
    let controller = model.controller.as_ref()?;
    let name = controller.name.as_ref()?;
    let all = words(name);
    let bare = if all.first().is_some_and(|first| ["the", "our", "your", "this"].contains(&first.as_str())) {
        &all[1..]
    } else {
        &all[..]
    };
    if GENERIC.contains(&bare.join(" ").as_str()) || GENERIC.contains(&all.join(" ").as_str()) {
        let fault = Fault::new(format!("\"{}\" names no organisation", name.trim()))
            .at(name.span, "fits any")
            .help("write the name under which the organisation is registered, or the law created it");
        return Some(fault.on("controller"));
    }
    let trimmed = name.trim();
    let short = trimmed.len() <= SHORT && trimmed.len() > 1 && trimmed.bytes().all(|one| one.is_ascii_uppercase());
    if !short || controller.legal_form.is_some() {
        return None;
    }
    let fault = Fault::new(format!("the controller is named by an abbreviation alone: {trimmed}"))
        .at(name.span, "short for what?")
        .help("write the full legal name; readers find the short one in `trading_as`. If it is the legal name, add `legal_form`");
    Some(fault.on("controller").weighing(Mark::Expected))
}

/// Which kinds of way are declared, such as an address and a telephone number.
fn kinds(ways: Ways<'_>) -> [bool; 4] {
    [named(ways.address), ways.email.is_some(), named(ways.phone), ways.form.is_some()]
}

pub(super) fn one_channel(model: &Model) -> Option<Fault> {
    let controller = model.controller.as_ref()?;
    let own = kinds(controller.ways());
    let others = model.contacts.iter().map(|contact| kinds(contact.ways()));
    let all = others.fold(own, |mut all, one| {
        all.iter_mut().zip(one).for_each(|(all, one)| *all |= one);
        all
    });
    // None at all is IDN-02's.
    if own == [false; 4] || all.iter().filter(|one| **one).count() != 1 {
        return None;
    }
    let (what, paste) = match own {
        [true, ..] => ("by post", "[controller]\nemail = \"hello@northmoor.example\""),
        [_, true, ..] => ("by e-mail", "[controller]\naddress = \"Town Hall, Northmoor NM1 1AA\""),
        [_, _, true, _] => ("by telephone", "[controller]\nemail = \"hello@northmoor.example\""),
        _ => ("by a web form", "[controller]\nemail = \"hello@northmoor.example\""),
    };
    let fault = Fault::new(format!("the controller can be reached {what} alone"))
        .at(controller.span, "one way only")
        .help("add a second way: an address, an e-mail address, a telephone number or a form");
    Some(fault.paste(paste).on("controller"))
}

/// Given names that are frequent in the countries whose law this is; an address that begins with one is a person's.
const GIVEN: &[&str] = &[
    "adam",
    "alan",
    "alex",
    "alice",
    "amy",
    "andrea",
    "andrew",
    "anna",
    "anne",
    "anthony",
    "barbara",
    "ben",
    "caroline",
    "catherine",
    "charlotte",
    "chris",
    "christine",
    "christopher",
    "claire",
    "daniel",
    "david",
    "deborah",
    "elizabeth",
    "emily",
    "emma",
    "fiona",
    "frank",
    "gareth",
    "george",
    "hannah",
    "harry",
    "helen",
    "ian",
    "jack",
    "james",
    "jane",
    "jennifer",
    "jessica",
    "joanna",
    "john",
    "jonathan",
    "julia",
    "karen",
    "kate",
    "katherine",
    "laura",
    "linda",
    "louise",
    "lucy",
    "margaret",
    "maria",
    "marie",
    "mark",
    "martin",
    "mary",
    "matthew",
    "michael",
    "nicola",
    "olivia",
    "patricia",
    "paul",
    "peter",
    "philip",
    "rachel",
    "rebecca",
    "richard",
    "robert",
    "sally",
    "sandra",
    "sara",
    "sarah",
    "simon",
    "sophie",
    "stephen",
    "steven",
    "susan",
    "thomas",
    "tom",
    "victoria",
    "william",
];

pub(super) fn personal_mailbox(model: &Model) -> Option<Fault> {
    let controller = model.controller.as_ref()?;
    let email = controller.email.as_ref()?;
    let others = kinds(controller.ways());
    let more = model.contacts.iter().any(|contact| contact.is_reachable());
    if [others[0], others[2], others[3]].contains(&true) || more || model.is_kind(Kind::SoleTrader) {
        return None;
    }
    let address = email.value.to_string().to_lowercase();
    let (local, _) = address.split_once('@')?;
    let (first, last) = local.split_once(['.', '_'])?;
    let surname = last.len() > 1 && last.chars().all(|one| one.is_alphabetic() || one == '-');
    if !GIVEN.contains(&first) || !surname {
        return None;
    }
    let fault = Fault::new("the only way to reach the controller is the mailbox of one person")
        .at(email.span, "reaches nobody once this person has left")
        .help("name a mailbox of the office, such as `privacy@northmoor.example`, or a second way");
    Some(fault.on("controller"))
}

pub(super) fn registration_missing(model: &Model) -> Option<Fault> {
    let controller = model.controller.as_ref()?;
    let kinds = controller.kind.as_ref()?;
    let registered = kinds.iter().find(|kind| matches!(kind.value, Kind::Company | Kind::Charity))?;
    if controller.registration.is_some() {
        return None;
    }
    let (what, example) = match registered.value {
        Kind::Charity => ("a charity", "charity"),
        _ => ("a company", "company"),
    };
    // As the register of its country writes one.
    let number = match (home(model).as_str(), registered.value) {
        ("CH" | "LI", _) => "CHE-123.456.789",
        ("DE", Kind::Charity) => "VR 12345",
        ("DE", _) => "HRB 12345",
        ("AT", Kind::Company) => "FN 123456 a",
        ("FR", Kind::Company) => "123 456 789",
        ("GB", Kind::Charity) => "1234567",
        _ => "01234567",
    };
    let fault = Fault::new(format!("{what} gives no number under which it is registered"))
        .at(controller.span, "no `registration` here")
        .help("add the number; readers can then tell it from others of the same name");
    let paste = format!("[controller]\nregistration = {{ kind = \"{example}\", number = \"{number}\" }}");
    Some(fault.paste(paste).on("controller"))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{TODAY, findings, under};
    use crate::rules::text::tests::{NONE, judged};

    fn controller(code: &'static str, rest: &str) -> Vec<&'static str> {
        judged(code, &format!("[controller]\n{rest}"))
    }

    #[test]
    fn a_name_names_an_organisation() {
        for generic in ["We", "The Council", "the data controller", "Our company", "DMU"] {
            assert_eq!(controller("IDN-05", &format!("name = \"{generic}\"")), ["IDN-05"], "{generic}");
        }
        for name in ["Northmoor Borough Council", "The Trust for Moors", "NORTHMOOR", "Dmu", "Company of Bakers"] {
            assert_eq!(controller("IDN-05", &format!("name = \"{name}\"")), NONE, "{name}");
        }
        assert_eq!(controller("IDN-05", "name = \"DMU\"\nlegal_form = \"university\""), NONE);
    }

    #[test]
    fn two_ways_are_better_than_one() {
        assert_eq!(controller("IDN-03", "email = \"a@northmoor.example\""), ["IDN-03"]);
        assert_eq!(controller("IDN-03", "email = \"a@northmoor.example\"\nphone = \"01632 960000\""), NONE);
        assert_eq!(controller("IDN-03", "name = \"N\""), NONE);
        assert_eq!(controller("IDN-03", "email = \"a@northmoor.example\"\nphone = \"–\""), ["IDN-03"]);
        let contact = "email = \"a@northmoor.example\"\n[contacts.a]\nphone = \"01632 960000\"";
        assert_eq!(controller("IDN-03", contact), NONE);
    }

    #[test]
    fn a_mailbox_outlasts_a_person() {
        assert_eq!(controller("IDN-06", "email = \"jane.doe@northmoor.example\""), ["IDN-06"]);
        assert_eq!(controller("IDN-06", "email = \"data.protection@northmoor.example\""), NONE);
        assert_eq!(controller("IDN-06", "email = \"jane.doe@northmoor.example\"\nphone = \"01632 960000\""), NONE);
        assert_eq!(controller("IDN-06", "email = \"jane.doe@northmoor.example\"\nkind = \"sole-trader\""), NONE);
    }

    #[test]
    fn a_number_looks_like_one_of_its_country() {
        let paste = |law: &str, rest: &str| {
            let text = under(law, "2026-11-01", &format!("[controller]\n{rest}"));
            findings(&["IDN-07"], TODAY, &text)[0].fault.paste.clone().unwrap_or_default()
        };
        assert!(paste("[\"uk\"]", "kind = \"company\"").contains("\"01234567\""));
        assert!(paste("[\"ch\"]", "kind = \"company\"").contains("\"CHE-123.456.789\""));
        assert!(paste("[\"eu\"]", "kind = \"company\"\ncountry = \"DE\"").contains("\"HRB 12345\""));
    }

    #[test]
    fn companies_and_charities_have_a_number() {
        assert_eq!(controller("IDN-07", "kind = \"charity\""), ["IDN-07"]);
        assert_eq!(controller("IDN-07", "kind = \"public-authority\""), NONE);
        assert_eq!(
            controller("IDN-07", "kind = \"company\"\nregistration = { kind = \"company\", number = \"1\" }"),
            NONE
        );
    }
}
