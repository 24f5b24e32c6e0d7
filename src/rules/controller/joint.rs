//! Joint controllers: GDPR Art. 26.

use crate::declaration::{Entry, Joint, OtherController, Purpose, Reachable, Recipient, Role, Text};
use crate::finding::Fault;
use crate::model::Model;
use crate::rules::entries::{lists, named};
use crate::source::{Span, Spanned};

/// Arrangements that a purpose names, each with the first place that does.
fn arrangements(model: &Model) -> Vec<(&Entry<Joint>, Span)> {
    let names = |joint: &Entry<Joint>| {
        let ids = model.purposes.iter().filter_map(|purpose| purpose.joint.as_ref()).flatten();
        ids.into_iter().find(|id| id.value == joint.id).map(|id| id.span)
    };
    model.joint.iter().filter_map(|joint| Some((joint, names(joint)?))).collect()
}

pub(super) fn unidentified(model: &Model) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut seen = Vec::new();
    for (joint, used) in arrangements(model) {
        let ids = joint.controllers.as_deref().unwrap_or_default();
        if ids.is_empty() {
            faults.push(alone(joint, used));
        }
        for id in ids {
            if seen.contains(&id.as_str()) {
                continue;
            }
            seen.push(id.as_str());
            let Some(controller) = model.controllers.get(id.as_str()) else { continue };
            let has_name = named(controller.name.as_ref());
            let lacks = match (has_name, controller.is_reachable()) {
                (true, true) => continue,
                (false, true) => "has no name",
                (true, false) => "can't be reached",
                (false, false) => "has neither a name nor a way to be reached",
            };
            let id = &controller.id;
            let fault = Fault::new(format!("the joint controller `{id}` {lacks}"))
                .at(controller.span, lacks)
                .at(used, "decides together with you here")
                .help("add `name`, and one of `address`, `email`, `phone`, `form`")
                .paste(format!(
                    "[controllers.{id}]\nname = \"Moorshire County Council\"\nemail = \"dp@moorshire.example\""
                ));
            faults.push(fault.on(format!("controllers.{id}")));
        }
    }
    faults
}

/// An arrangement that names nobody.
fn alone(joint: &Entry<Joint>, used: Span) -> Fault {
    let id = &joint.id;
    Fault::new(format!("the joint arrangement `{id}` does not say with whom"))
        .at(joint.span, "no `controllers` here")
        .at(used, "used here")
        .help("name the other controllers by their ids in `controllers`")
        .paste(format!(
            "[joint.{id}]\ncontrollers = [\"county\"]\n\n[controllers.county]\nname = \"Moorshire County Council\"\nemail = \
             \"dp@moorshire.example\""
        ))
        .on(format!("joint.{id}"))
}

pub(super) fn essence_missing(model: &Model) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (joint, used) in arrangements(model) {
        let told = joint.essence.as_ref().is_some_and(|text| !Text::is_blank(text));
        let fixed_by_law = lists(joint.law.as_ref());
        if told || fixed_by_law || joint.essence_at.is_some() {
            continue;
        }
        let id = &joint.id;
        let fault = Fault::new(format!("the joint arrangement `{id}` does not say who does what"))
            .at(joint.span, "no `essence`, `essence_at` or `law` here")
            .at(used, "used here")
            .help("say who informs people and who answers which request, or where that can be read")
            .paste(format!(
                "[joint.{id}]\nessence = \"We inform you and answer your requests; the county runs the shared pool.\""
            ));
        faults.push(fault.on(format!("joint.{id}")));
    }
    faults.extend(model.recipients_used().into_iter().filter_map(|recipient| unarranged(recipient, model)));
    faults
}

/// A recipient that is a joint controller, for a purpose without any arrangement.
fn unarranged(recipient: &Entry<Recipient>, model: &Model) -> Option<Fault> {
    let [role] = recipient.role.as_deref()? else { return None };
    let joint = role.value == Role::Joint;
    let lacks = |purpose: &Entry<Purpose>| purpose.joint.as_ref().is_none_or(|ids| ids.is_empty());
    let (purpose, used) = model.uses_of(recipient).into_iter().find(|(purpose, _)| joint && lacks(purpose))?;
    let (id, on) = (&recipient.id, &purpose.id);
    let fault = Fault::new(format!("`{id}` is a joint controller of `{on}`, and no arrangement with it is declared"))
        .at(role.span, "decides together with you")
        .at(used, "gets data here")
        .help(format!("declare the arrangement and name it as `joint` in `[purposes.{on}]`, or change the role"))
        .paste(format!(
            "[controllers.county]\nname = \"Moorshire County Council\"\nemail = \"dp@moorshire.example\"\n\n[joint.shared]\n\
             controllers = [\"county\"]\nessence = \"We inform you and answer your requests; the county runs the shared \
             pool.\"\n\n[purposes.{on}]\njoint = \"shared\""
        ));
    Some(fault.on(format!("recipients.{id}")))
}

pub(super) fn role_conflict(model: &Model) -> Vec<Fault> {
    let mut faults = Vec::new();
    for purpose in &model.purposes {
        let used = model.recipients_of(purpose).unwrap_or_default();
        for joint in purpose.joint.iter().flatten().filter_map(|id| model.joint.get(id.as_str())) {
            // Who decides together about a part may process for the rest.
            if joint.scope.is_some() {
                continue;
            }
            for controller in joint.controllers.iter().flatten().filter_map(|id| model.controllers.get(id.as_str())) {
                let same = used.iter().find_map(|one| Some((one, processes(one.entry, controller)?)));
                let Some((one, role)) = same else { continue };
                let (id, on) = (&one.entry.id, &purpose.id);
                let fault = Fault::new(format!("`{id}` is a joint controller and a processor for the purpose `{on}`"))
                    .at(role, "acts on instructions")
                    .at(controller.span, "decides together with you")
                    .at(one.span, "gets data here")
                    .help("keep one role, or say in the arrangement's `for` which part is joint");
                faults.push(fault.on(format!("purposes.{on}")));
            }
        }
    }
    faults
}

/// Where it stands that a recipient is a processor, if it has the name of a controller.
fn processes(recipient: &Recipient, controller: &OtherController) -> Option<Span> {
    let name = |name: Option<&Spanned<String>>| {
        let words = name?.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        Some(words).filter(|words| !words.is_empty())
    };
    let [role] = recipient.role.as_deref()? else { return None };
    let same = name(recipient.name.as_ref())? == name(controller.name.as_ref())?;
    (same && role.value == Role::Processor).then_some(role.span)
}

#[cfg(test)]
mod tests {
    use crate::rules::controller::tests::codes;

    fn joint(text: &str) -> Vec<&'static str> {
        codes("JNT", &format!("{text}\n[notice]\njurisdictions = [\"eu\"]\neffective = 2026-11-01\n"))
    }

    const NONE: [&str; 0] = [];
    const COUNTY: &str = "[controllers.county]\nname = \"County\"\nphone = \"+44 1632 960000\"\n";

    #[test]
    fn an_arrangement_that_no_purpose_names_is_not_judged() {
        assert_eq!(joint("[controllers.county]\n[joint.pool]\ncontrollers = \"county\""), NONE);
    }

    #[test]
    fn responsibilities_may_be_fixed_by_law_or_read_elsewhere() {
        let with = |how: &str| {
            format!("{COUNTY}[joint.pool]\ncontrollers = \"county\"\n{how}\n[purposes.pool]\njoint = \"pool\"")
        };
        assert_eq!(joint(&with("")), ["JNT-02"]);
        assert_eq!(joint(&with("essence = \" \"")), ["JNT-02"]);
        assert_eq!(joint(&with("law = \"Care Act 2014\"")), NONE);
        assert_eq!(joint(&with("essence_at = \"https://county.example/pool\"")), NONE);
    }

    #[test]
    fn a_controller_of_two_arrangements_is_found_once() {
        let two = "[controllers.county]\n[joint.a]\ncontrollers = \"county\"\nessence = \"We inform you.\"\n[joint.b]\n\
                   controllers = \"county\"\nessence = \"We inform you.\"\n[purposes.x]\njoint = [\"a\", \"b\"]";
        assert_eq!(joint(two), ["JNT-01"]);
        assert_eq!(joint("[joint.a]\nessence = \"We inform you.\"\n[purposes.x]\njoint = \"a\""), ["JNT-01"]);
    }

    #[test]
    fn a_recipient_that_decides_too_wants_an_arrangement() {
        let with = |more: &str| {
            format!("{COUNTY}[recipients.pool]\nrole = \"joint\"\n[purposes.x]\nrecipients = \"pool\"\n{more}")
        };
        assert_eq!(joint(&with("")), ["JNT-02"]);
        let arranged = "joint = \"a\"\n[joint.a]\ncontrollers = \"county\"\nessence = \"We inform you.\"";
        assert_eq!(joint(&with(arranged)), NONE);
        let open = "[recipients.pool]\nrole = [\"joint\", \"processor\"]\n[purposes.x]\nrecipients = \"pool\"";
        assert_eq!(joint(open), NONE);
    }

    #[test]
    fn nobody_decides_and_obeys_for_one_purpose() {
        let with = |role: &str, arrangement: &str| {
            joint(&format!(
                "{COUNTY}[joint.pool]\ncontrollers = \"county\"\nessence = \"We inform you.\"\n{arrangement}\n[recipients.host]\nname = \
                 \"county\"\nrole = {role}\n[purposes.x]\njoint = \"pool\"\nrecipients = \"host\""
            ))
        };
        assert_eq!(with("\"processor\"", ""), ["JNT-06"]);
        assert_eq!(with("\"joint\"", ""), NONE);
        assert_eq!(with("\"processor\"", "for = \"the collection of data\""), NONE);
    }
}
