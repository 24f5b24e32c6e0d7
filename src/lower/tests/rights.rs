//! Sentences on rights that every notice has, so that no rule need ask for them.

use super::{document, read};

fn with(regimes: &str, rest: &str) -> String {
    let notice =
        format!("[notice]\neffective = 2026-12-01\njurisdictions = {regimes}\n[rights]\ncontact = \"a@b.example\"\n");
    read(&document(&format!("{notice}{rest}")))
}

const LAWS: [&str; 3] = ["[\"eu\"]", "[\"uk\"]", "[\"eu\", \"uk\"]"];
const BASES: [&str; 7] = ["6(1)(a)", "6(1)(b)", "6(1)(c)", "6(1)(d)", "6(1)(e)", "6(1)(ea)", "6(1)(f)"];

#[test]
fn each_right_is_told_with_what_it_is_and_how_to_use_it() {
    for law in LAWS {
        for basis in BASES {
            let read = with(law, &format!("[purposes.one]\nlabel = \"One\"\nbasis = \"{basis}\""));
            for words in [
                "To use your rights, contact: a@b.example",
                "You can ask whether we use data about you.",
                "The copy must not harm",
                "You can ask us to correct data",
                "You can ask us to delete data",
                "We need not delete data as far as we need it",
                "You can ask us to store data about you but not to use it otherwise",
                "We can still use the data if you consent",
            ] {
                assert!(read.contains(words), "{law} {basis}: {words}\n{read}");
            }
            // Portability and objection are told with their limits, or with the reason why they do not apply.
            let portable = ["6(1)(a)", "6(1)(b)"].contains(&basis);
            let limit = if portable { "The right covers only data that you gave us" } else { "It does not apply here" };
            assert!(read.contains(limit), "{law} {basis}: {read}");
        }
    }
}

#[test]
fn an_objection_is_told_with_its_grounds_and_its_limit() {
    for law in LAWS {
        for basis in ["6(1)(e)", "6(1)(f)"] {
            let read = with(law, &format!("[purposes.one]\nlabel = \"One\"\nbasis = \"{basis}\""));
            assert!(read.contains("on grounds relating to your particular situation"), "{read}");
            assert!(read.contains("unless we show compelling legitimate grounds that override"), "{read}");
        }
        let read = with(law, "[purposes.one]\nlabel = \"One\"\nbasis = \"6(1)(c)\"\nresearch = true");
        assert!(read.contains("Where we use your data for research or statistics, you can also object"), "{read}");
    }
}

#[test]
fn direct_marketing_is_objected_to_without_grounds() {
    let marketing = "[purposes.news]\nlabel = \"News\"\nbasis = \"6(1)(f)\"\nmarketing = true\n";
    let mail = "[marketing.a]\npurpose = \"news\"\nopt_out = \"the link in each e-mail\"\n\
                [marketing.b]\npurpose = \"news\"\nopt_out = \"the link in each e-mail\"\n";
    for law in LAWS {
        let alone = with(law, &format!("{mail}{marketing}"));
        assert!(!alone.contains("compelling legitimate grounds that override"), "{alone}");
        assert!(alone.contains("You need no reason") && alone.contains("/ Purposes: News"), "{alone}");
        assert_eq!(alone.matches("How to stop our marketing: the link in each e-mail").count(), 1);
        assert!(!alone.contains("each e-mail; the link"), "{alone}");
        let both = with(law, &format!("{marketing}[purposes.one]\nlabel = \"One\"\nbasis = \"6(1)(f)\""));
        let (situation, _) = both.split_once("You can object at any time to the use").unwrap();
        assert!(situation.contains("Purposes: One\n"), "{both}");
        // Where that right is not spoken of, the other covers the purpose.
        let stated = with(law, &format!("stated = [\"objection\"]\n{marketing}"));
        assert!(stated.contains("Purposes: News"), "{stated}");
    }
}

#[test]
fn research_as_a_public_task_is_objected_to_like_any_task() {
    let read = with("[\"eu\"]", "[purposes.one]\nlabel = \"One\"\nbasis = \"6(1)(e)\"\nresearch = true");
    assert!(read.contains("(Article 21(1) GDPR)") && !read.contains("21(6)"), "{read}");
}

#[test]
fn silence_on_marketing_is_no_denial() {
    let bare = "[purposes.one]\nlabel = \"One\"\nbasis = \"6(1)(c)\"\n";
    let read = with("[\"eu\"]", bare);
    assert!(read.contains("we name none as direct marketing, research or statistics"), "{read}");
    let denied = with("[\"eu\"]", &format!("{bare}[marketing]\nnone = true"));
    assert!(denied.contains("we do no direct marketing, and we name no purpose as research"), "{denied}");
}

#[test]
fn complaints_are_told_with_the_choice_of_authority_and_the_courts() {
    for law in LAWS {
        let read = with(law, "");
        assert!(read.contains("You can also go to court"), "{read}");
        let eu = law.contains("eu");
        assert_eq!(
            read.contains("where you live, where you work, or where you think the law was broken"),
            eu,
            "{read}"
        );
    }
}

#[test]
fn recipients_are_told_of_changes_where_there_are_any() {
    let recipient = "[recipients.mail]\nname = \"Mail Ltd\"\n[purposes.one]\nlabel = \"One\"\nrecipients = ";
    for law in LAWS {
        let read = with(law, &format!("{recipient}\"mail\""));
        assert!(read.contains("we tell everybody to whom we gave it") && read.contains("Article 19 "), "{read}");
        let read = with(law, &format!("{recipient}\"none\""));
        assert!(!read.contains("Article 19 "), "{read}");
    }
}

#[test]
fn a_reasonable_search_is_uk_law_since_2024() {
    let on = |day: &str, law: &str| {
        let text =
            format!("[notice]\neffective = {day}\njurisdictions = [\"{law}\"]\n[rights]\ncontact = \"a@b.example\"");
        read(&document(&text)).contains("a reasonable and proportionate search")
    };
    assert!(on("2026-12-01", "uk") && on("2024-01-01", "uk"));
    assert!(!on("2023-12-31", "uk") && !on("2026-12-01", "eu"));
}

#[test]
fn who_cannot_be_identified_reads_what_becomes_of_the_rights() {
    let purpose = "[purposes.one]\nlabel = \"Counting\"\nbasis = \"6(1)(f)\"\n";
    let read = with("[\"eu\"]", &format!("{purpose}can_identify = false\nidentify_by = \"your ticket\""));
    assert!(read.contains("only if you give us details that let us identify you (Article 11(2) GDPR)"), "{read}");
    assert!(read.contains("This is so for: Counting") && read.contains("all the same: your ticket"), "{read}");
    for silent in ["", "can_identify = true"] {
        assert!(!with("[\"eu\"]", &format!("{purpose}{silent}")).contains("11(2)"));
    }
}

#[test]
fn signals_are_spoken_of_only_where_they_are_declared() {
    let text = |rest: &str| with("[\"eu\"]", &format!("{rest}\n[purposes.one]\nlabel = \"One\"\nbasis = \"6(1)(f)\""));
    assert!(text("signals = true").contains("You can also object by a signal"));
    assert!(text("signals = false").contains("We do not accept an objection by a signal"));
    assert!(!text("").contains("signal"));
}

#[test]
fn from_when_the_time_runs_is_told_once_for_each_wording() {
    for (regimes, times) in [
        ("[\"eu\"]", 1),
        ("[\"ch\"]", 1),
        ("[\"uk\"]", 1),
        ("[\"eu\", \"ch\"]", 1),
        ("[\"eu\", \"uk\"]", 2),
        ("[\"uk\", \"ch\"]", 2),
    ] {
        let read = with(regimes, "respond_within = \"1 month\"\n");
        assert_eq!(read.matches("The time runs").count(), times, "{regimes}: {read}");
    }
}
