//! It is as easy to withdraw consent as to give it: GDPR Art. 7(3).

use std::sync::LazyLock;

use super::{conditions, consents};
use crate::declaration::{ConsentChannel, Entry, Many, Purpose, Text};
use crate::finding::Fault;
use crate::model::Model;
use crate::rules::lexicon::Lexicon;
use crate::source::Span;

/// Ways that take a pen, a telephone or a walk, in English and German.
static SLOW: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "brief",
        "by post",
        "call",
        "calling",
        "counter",
        "in person",
        "letter",
        "office",
        "per post",
        "phone",
        "phoning",
        "post",
        "postal",
        "reception",
        "schriftlich",
        "telefon",
        "telefonisch",
        "telephone",
        "visit",
        "visiting",
        "in writing",
    ])
});

/// Ways that take a click or a message.
static QUICK: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "account",
        "app",
        "banner",
        "box",
        "browser",
        "button",
        "chat",
        "click",
        "cookie",
        "dashboard",
        "e-mail",
        "e-mails",
        "email",
        "emails",
        "form",
        "link",
        "menu",
        "message",
        "online",
        "opt-out",
        "page",
        "portal",
        "preferences",
        "profile",
        "reply",
        "setting",
        "settings",
        "sign in",
        "sms",
        "stop",
        "switch",
        "text message",
        "tick",
        "toggle",
        "unsubscribe",
        "untick",
        "website",
        "einstellungen",
        "formular",
        "klick",
        "konto",
        "nachricht",
        "webseite",
    ])
});

pub(super) fn harder(purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let bases = consents(purpose, model).map(|basis| (basis.given.as_ref(), basis.withdraw.as_ref()));
    let conditions = conditions(purpose, model).map(|one| (one.given.as_ref(), one.withdraw.as_ref()));
    let all: Vec<_> = bases.chain(conditions).collect();
    let quick =
        |text: &Text| text.all().any(|words| words.contains('@') || words.contains("://") || QUICK.stands_in(words));
    // One consent may serve as basis and as condition, so that a quick way stands with either.
    if all.iter().filter_map(|(_, withdraw)| *withdraw).any(quick) {
        return None;
    }
    let given = all.iter().find_map(|(given, _)| online(*given))?;
    let slow = |text: &Text| text.all().find_map(|words| SLOW.find(words));
    let (_, place) = all.iter().filter_map(|(_, withdraw)| *withdraw).find_map(slow)?;
    let id = &purpose.id;
    let fault = Fault::new(format!("consent to the purpose `{id}` is given online and is harder to withdraw"))
        .at(place, "no way to do it online")
        .at(given, "given online");
    Some(fault.help(
        "name in `withdraw` a way as easy as the one by which people consent, such as a link or an e-mail address",
    ))
}

/// Where it says that consent is given on a screen.
fn online(given: Option<&Many<ConsentChannel>>) -> Option<Span> {
    let screen = |channel: ConsentChannel| matches!(channel, ConsentChannel::Online | ConsentChannel::Email);
    given?.iter().find(|channel| screen(channel.value)).map(|channel| channel.span)
}

#[cfg(test)]
mod tests {
    use crate::rules::consent::tests::consent;

    const NONE: [&str; 0] = [];

    fn given(given: &str, withdraw: &str) -> Vec<&'static str> {
        consent(&format!(
            "[purposes.a]\nbasis = {{ article = \"6(1)(a)\", given = {given}, withdraw = \"{withdraw}\" }}"
        ))
    }

    #[test]
    fn a_click_is_taken_back_by_a_click() {
        assert_eq!(given("\"online\"", "a letter to the Clerk"), ["CON-04"]);
        assert_eq!(given("[\"paper\", \"online\"]", "call us or visit our office"), ["CON-04"]);
        assert_eq!(given("\"online\"", "a letter or an e-mail to the Clerk"), NONE);
        assert_eq!(given("\"online\"", "write to dpo@northmoor.example"), NONE);
        assert_eq!(given("\"paper\"", "a letter to the Clerk"), NONE);
        assert_eq!(given("\"online\"", "tell us"), NONE);
    }

    #[test]
    fn silence_about_the_way_of_giving_is_no_fault() {
        assert_eq!(consent("[purposes.a]\nbasis = { article = \"6(1)(a)\", withdraw = \"a letter\" }"), NONE);
    }

    #[test]
    fn one_quick_way_serves_for_basis_and_condition() {
        let with = |route: &str| {
            consent(&format!(
                "[purposes.a]\nbasis = {{ article = \"6(1)(a)\", withdraw = \"{route}\" }}\nconditions = {{ article = \"9(2)(a)\", \
                 explicit = true, given = \"online\", withdraw = \"a letter\" }}"
            ))
        };
        assert_eq!(with("a call"), ["CON-04"]);
        assert_eq!(with("the link in each e-mail"), NONE);
    }
}
