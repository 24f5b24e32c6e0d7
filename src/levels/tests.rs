use super::*;
use crate::load::load_text;
use crate::model::resolve;

/// A notice in which `RET-03` (warn), `RET-02` (deny, by inference), `PUR-03` (warn) and `BAS-01` (deny, fixed) are found.
const NOTICE: &str = "[notice]\njurisdictions = [\"eu\"]\neffective = 2026-11-01\nversion = \"1\"\n\
    [retention.account]\nperiod = \"12 months\"\n[retention.long]\ncriteria = \"as long as necessary\"\n\
    [purposes.account]\nlabel = \"Keeping your account\"\ntext = \"We use your data to improve our services.\"\n\
    retention = [{ id = \"account\", when = \"you close it\" }, \"long\"]\n";

fn verdict(lints: &str, project: &str, arguments: &[(&str, Level)]) -> Verdict {
    let text = format!("{NOTICE}[lints]\n{lints}\n");
    let loaded = load_text("notice.toml", &text);
    assert_eq!(loaded.findings, []);
    let model = resolve(&loaded.notices[0]).unwrap();
    let project: Project = toml::from_str(&format!("[lints]\n{project}\n")).unwrap();
    let given = CommandLine(arguments.iter().map(|(name, level)| ((*name).to_owned(), *level)).collect());
    judge(rules::run(&model, None), &model, Some(&project), &given, None)
}

fn reported<'a>(verdict: &'a Verdict, code: &str) -> Option<&'a Judged> {
    verdict.reported.iter().find(|judged| judged.rule.code == code)
}

/// The level of a rule's finding, `Allow` where none is reported.
fn level(verdict: &Verdict, code: &str) -> Level {
    reported(verdict, code).map_or(Level::Allow, |judged| judged.level)
}

/// What is said of a text, with these arguments, on no day.
fn judged(text: &str, arguments: &[(&str, Level)]) -> Verdict {
    let loaded = load_text("notice.toml", text);
    assert_eq!(loaded.findings, []);
    let model = resolve(&loaded.notices[0]).unwrap();
    let given = CommandLine(arguments.iter().map(|(name, level)| ((*name).to_owned(), *level)).collect());
    judge(rules::run(&model, None), &model, None, &given, None)
}

fn waiver(rule: &str, on: &str) -> String {
    format!("[[waive]]\nrule = \"{rule}\"\non = \"{on}\"\nreason = \"r\"\nowner = \"o\"\nuntil = 2099-01-01\n")
}

/// The code of what is said of a waiver, its message and its help.
fn amiss(verdict: &Verdict) -> Option<(&'static str, &str, &str)> {
    let about = |judged: &&Judged| ["LVL-01", "LVL-03", "LVL-05", "REF-11"].contains(&judged.rule.code);
    let Finding { code, fault } = &verdict.reported.iter().find(about)?.finding;
    Some((code, &fault.message, fault.help.as_deref().unwrap_or_default()))
}

fn of(lints: &str, code: &str) -> Level {
    level(&verdict(lints, "", &[]), code)
}

#[test]
fn each_row_has_its_own_level() {
    let verdict = verdict("", "", &[]);
    let levels = ["RET-03", "RET-02", "PUR-03", "BAS-01"].map(|code| level(&verdict, code));
    assert_eq!(levels, [Level::Warn, Level::Deny, Level::Warn, Level::Deny]);
    assert!(verdict.reported.iter().all(|judged| judged.set_by == SetBy::Row));
}

#[test]
fn a_family_a_group_and_a_rule_set_levels() {
    assert_eq!(of("RET-03 = \"note\"", "RET-03"), Level::Note);
    assert_eq!(of("ret = \"note\"", "RET-03"), Level::Note);
    assert_eq!(of("RET = \"note\"", "PUR-03"), Level::Warn, "another family");
    assert_eq!(of("guidance = \"deny\"", "RET-03"), Level::Deny);
    assert_eq!(of("style = \"allow\"", "PUR-03"), Level::Allow);
    assert_eq!(of("style = \"allow\"", "RET-03"), Level::Warn, "no matter of style");
    assert_eq!(of("uk = \"deny\"", "RET-03"), Level::Warn, "it holds elsewhere too");
}

#[test]
fn the_closer_name_wins_wherever_it_stands() {
    for lints in
        ["retention-start-missing = \"note\"\nret = \"deny\"", "ret = \"deny\"\nretention-start-missing = \"note\""]
    {
        assert_eq!(of(lints, "RET-03"), Level::Note, "{lints}");
    }
    for lints in ["ret = \"note\"\nguidance = \"deny\"", "guidance = \"deny\"\nret = \"note\""] {
        assert_eq!(of(lints, "RET-03"), Level::Note, "{lints}");
    }
    let given = [("RET-03", Level::Allow), ("guidance", Level::Deny), ("RET", Level::Warn)];
    assert_eq!(level(&verdict("", "", &given), "RET-03"), Level::Allow);
}

#[test]
fn of_equals_the_later_wins() {
    assert_eq!(of("style = \"allow\"\nguidance = \"note\"", "PUR-03"), Level::Note);
    assert_eq!(of("guidance = \"note\"\nstyle = \"allow\"", "PUR-03"), Level::Allow);
    assert_eq!(level(&verdict("", "", &[("RET", Level::Deny), ("ret", Level::Allow)]), "RET-03"), Level::Allow);
    assert_eq!(level(&verdict("", "", &[("RET", Level::Allow), ("ret", Level::Deny)]), "RET-03"), Level::Deny);
}

#[test]
fn the_stronger_source_wins_whatever_it_names() {
    // A group of the command line beats a rule of the notice, and a group of the notice a rule of the project.
    assert_eq!(level(&verdict("RET-03 = \"note\"", "", &[("guidance", Level::Deny)]), "RET-03"), Level::Deny);
    assert_eq!(level(&verdict("guidance = \"note\"", "RET-03 = \"deny\"", &[]), "RET-03"), Level::Note);
    assert_eq!(level(&verdict("", "guidance = \"note\"", &[]), "RET-03"), Level::Note);
}

#[test]
fn a_group_passes_over_what_cannot_be_lowered() {
    let lowered = verdict("bas = \"allow\"\nret = \"allow\"", "eu = \"allow\"", &[("BAS", Level::Warn)]);
    assert_eq!(level(&lowered, "BAS-01"), Level::Deny);
    assert_eq!(level(&lowered, "RET-02"), Level::Allow, "what is inferred may be lowered");
    assert!(!lowered.reported.iter().any(|judged| judged.rule.code == "LVL-02"), "{lowered:?}");
    assert!(wrong_arguments(&CommandLine(vec![("BAS".to_owned(), Level::Allow)])).is_empty());
}

#[test]
fn to_name_what_cannot_be_lowered_is_a_finding() {
    let lowered = verdict("BAS-01 = \"warn\"", "", &[]);
    assert_eq!(level(&lowered, "BAS-01"), Level::Deny);
    let told = lowered.reported.iter().find(|judged| judged.rule.code == "LVL-02").unwrap();
    assert!(!told.finding.fault.help.as_ref().unwrap().contains("[[waive]]"), "a basis can't be waived either");
    assert_eq!(wrong_arguments(&CommandLine(vec![("bas-01".to_owned(), Level::Allow)])).len(), 1);
}

#[test]
fn a_finding_says_who_set_its_level() {
    let named = |verdict: Verdict| match &reported(&verdict, "RET-03").unwrap().set_by {
        SetBy::Row => "row".to_owned(),
        SetBy::Lints(written, _) | SetBy::CommandLine(written) => written.clone(),
    };
    assert_eq!(named(verdict("", "", &[])), "row");
    assert_eq!(named(verdict("ret = \"note\"", "", &[])), "ret", "as it was written");
    assert_eq!(named(verdict("", "", &[("guidance", Level::Deny)])), "-D guidance");
    assert_eq!(named(verdict("", "ret-03 = \"note\"", &[])), "ret-03");
}

#[test]
fn a_name_of_nothing_is_found_with_the_nearest() {
    let help = |lints: &str| {
        let verdict = verdict(lints, "", &[]);
        let told = verdict.reported.into_iter().find(|judged| judged.rule.code == "LVL-01");
        told.and_then(|judged| judged.finding.fault.help).unwrap_or_default()
    };
    assert_eq!(help("retention-start-mising = \"deny\""), "a similar one exists: `retention-start-missing`");
    assert_eq!(help("RET-3 = \"deny\""), "a similar one exists: `RET-03`");
    assert_eq!(help("guidence = \"deny\""), "a similar one exists: `guidance`");
    assert_eq!(help("RTE = \"deny\""), "a similar one exists: `RET`");
    assert_eq!(help("qqqqqqqqqqq = \"deny\""), "`noticec rules` lists all");
    assert!(help("warnings = \"deny\"").contains("-D warnings"));
    let wrong =
        wrong_arguments(&CommandLine(vec![("stile".to_owned(), Level::Allow), ("warnings".to_owned(), Level::Allow)]));
    let wrong: Vec<_> = wrong.iter().map(|(message, _)| message.as_str()).collect();
    assert_eq!(wrong, ["no rule is called `stile`; a similar one exists: `style`", "`warnings` goes with `-D` alone"]);
}

#[test]
fn findings_in_registers_follow_the_project_and_the_command_line() {
    let finding = || vec![Fault::new("unused").by("REF-04")];
    let project: Project = toml::from_str("[lints]\nREF = \"note\"\n").unwrap();
    let levels = |project, given: &CommandLine| -> Vec<Level> {
        of_registers(finding(), project, given).reported.iter().map(|judged| judged.level).collect()
    };
    assert_eq!(levels(None, &CommandLine::default()), [Level::Warn]);
    assert_eq!(levels(Some(&project), &CommandLine::default()), [Level::Note]);
    assert_eq!(levels(Some(&project), &CommandLine(vec![("entry-unused".to_owned(), Level::Allow)])), []);
}

#[test]
fn a_line_that_changes_nothing_is_a_finding() {
    let said = |lints: &str| {
        let verdict = verdict(lints, "", &[]);
        reported(&verdict, "LVL-02").map(|judged| judged.finding.fault.message.clone()).unwrap_or_default()
    };
    assert!(said("SYN = \"allow\"").contains("every rule of `SYN` keeps its level"));
    assert_eq!(said("SYN = \"deny\""), "");
    assert_eq!(said("BAS = \"allow\""), "", "some of its rules can be lowered");
    assert_eq!(said("LVL-02 = \"warn\""), "`LVL-02` can't be lowered");
    let help = |name: &str| wrong_arguments(&CommandLine(vec![(name.to_owned(), Level::Allow)])).remove(0);
    assert!(help("TRF-01").1.contains("[[waive]]") && !help("BAS-01").1.contains("[[waive]]"));
    assert!(help("SYN-01").0.contains("structure") && !help("SYN-01").1.contains("declare"));
    assert!(help("INC").0.contains("every rule of `INC`"));
}

/// `IDN-05` is mandatory, and expected where the name is an abbreviation.
const SHORT: &str = "[notice]\njurisdictions = [\"eu\"]\neffective = 2026-11-01\n[controller]\nname = \"ABCD\"\n";
const GENERIC: &str =
    "[notice]\njurisdictions = [\"eu\"]\neffective = 2026-11-01\n[controller]\nname = \"the company\"\n";

#[test]
fn a_mild_case_of_a_fixed_rule_can_be_lowered_and_waived() {
    for name in ["IDN-05", "IDN", "guidance"] {
        assert_eq!(level(&judged(SHORT, &[(name, Level::Allow)]), "IDN-05"), Level::Allow, "{name}");
        assert_eq!(level(&judged(GENERIC, &[(name, Level::Allow)]), "IDN-05"), Level::Deny, "{name}");
        assert!(wrong_arguments(&CommandLine(vec![(name.to_owned(), Level::Allow)])).is_empty(), "{name}");
    }
    let lowered = judged(&format!("{SHORT}[lints]\nIDN-05 = \"note\"\n"), &[]);
    assert_eq!((level(&lowered, "IDN-05"), level(&lowered, "LVL-02")), (Level::Note, Level::Allow));
    let waive = waiver("IDN-05", "controller");
    let waived = judged(&format!("{SHORT}{waive}"), &[]);
    assert_eq!((waived.waived.len(), amiss(&waived)), (1, None));
    let waived = judged(&format!("{GENERIC}{waive}"), &[]);
    assert_eq!((waived.waived.len(), level(&waived, "IDN-05")), (0, Level::Deny));
    assert_eq!(amiss(&waived).map(|(code, message, _)| (code, message)), Some(FORBIDDEN_HERE));
}

const FORBIDDEN_HERE: (&str, &str) = ("LVL-05", "`controller-name-generic` can't be waived here");

#[test]
fn a_strict_case_of_a_mild_rule_keeps_its_level_and_says_so() {
    // `CHG-01` is expected, but structural where a notice declares no date at all.
    let undated = "[notice]\njurisdictions = [\"eu\"]\nversion = \"1\"\n";
    let unversioned = "[notice]\njurisdictions = [\"eu\"]\neffective = 2026-11-01\n";
    let lowered = judged(undated, &[("chg-01", Level::Allow)]);
    let kept = reported(&lowered, "CHG-01").unwrap();
    assert_eq!((kept.level, &kept.set_by), (Level::Deny, &SetBy::Row));
    assert_eq!(kept.out_of_reach, Some(SetBy::CommandLine("-A chg-01".to_owned())));
    assert_eq!(reported(&judged(undated, &[("chg", Level::Allow)]), "CHG-01").unwrap().out_of_reach, None);
    let waive = waiver("CHG-01", "notice");
    let of = |text: &str| {
        let verdict = judged(&format!("{text}{waive}"), &[]);
        (level(&verdict, "CHG-01"), verdict.waived.len(), amiss(&verdict).map(|(code, ..)| code))
    };
    assert_eq!(of(unversioned), (Level::Allow, 1, None));
    assert_eq!(of(undated), (Level::Deny, 0, Some("LVL-05")));
}

#[test]
fn who_is_responsible_cannot_be_waived() {
    for rule in ["REP-01", "REP-03", "JNT-01", "CHX-10"] {
        let rule = rules::find(rule).unwrap();
        assert!(!can_waive(rule, rule.mark), "{}", rule.code);
    }
    assert!(is_waivable(rules::find("LI-01").unwrap()));
    let verdict = judged(&format!("{SHORT}{}", waiver("REP-01", "representatives.eu")), &[]);
    assert_eq!(amiss(&verdict).map(|(code, ..)| code), Some("LVL-05"));
}

#[test]
fn a_waiver_that_lets_nothing_pass_is_led_to_its_place() {
    let of = |rule: &str, on: &str| judged(&format!("{NOTICE}{}", waiver(rule, on)), &[]);
    let verdict = of("PUR-03", "purposes.account.text");
    let (code, _, help) = amiss(&verdict).unwrap();
    assert_eq!(code, "LVL-03");
    assert!(help.ends_with("`purpose-vague` is found on `purposes.account`"), "{help}");
    let verdict = of("TRF-01", "recipients.mailhouse");
    assert!(amiss(&verdict).unwrap().2.contains("finds nothing in this notice"), "{verdict:?}");
    for (name, what) in [("RET", "family"), ("guidance", "group")] {
        let verdict = of(name, "purposes.account");
        let (code, message, _) = amiss(&verdict).unwrap();
        assert_eq!((code, message), ("LVL-01", &*format!("`{name}` is a {what}, and a waiver names one rule")));
    }
}

#[test]
fn a_waiver_that_lacks_something_says_what() {
    let verdict = judged(&format!("{NOTICE}[[waive]]\nrule = \"RET-03\"\non = \"a.b\"\nreason = \"r\"\n"), &[]);
    assert_eq!(amiss(&verdict).unwrap().1, "the waiver lacks `owner` and `until`, and has no effect");
}

#[test]
fn what_is_allowed_is_kept_apart() {
    let allowed = verdict("RET-03 = \"allow\"", "", &[]).allowed;
    assert_eq!(allowed.iter().map(|judged| judged.rule.code).collect::<Vec<_>>(), ["RET-03"]);
}
