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

/// The level of a rule's finding, `Allow` where none is reported.
fn level(verdict: &Verdict, code: &str) -> Level {
    verdict.reported.iter().find(|judged| judged.rule.code == code).map_or(Level::Allow, |judged| judged.level)
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
    let by = |verdict: &Verdict| verdict.reported.iter().find(|judged| judged.rule.code == "RET-03").unwrap().set_by;
    let named = |set_by| match set_by {
        SetBy::Row => "row",
        SetBy::Lints(selector, _) | SetBy::CommandLine(selector) => selector.name(),
    };
    assert_eq!(named(by(&verdict("", "", &[]))), "row");
    assert_eq!(named(by(&verdict("ret = \"note\"", "", &[]))), "RET");
    assert_eq!(named(by(&verdict("", "", &[("guidance", Level::Deny)]))), "guidance");
    assert!(matches!(by(&verdict("", "RET-03 = \"note\"", &[])), SetBy::Lints(Selector::Rule(_), _)));
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
    assert_eq!(wrong, ["no rule is called `stile`; a similar one exists: `style`", "`warnings` goes with `-D` alone"]);
}

#[test]
fn findings_in_registers_follow_the_project_and_the_command_line() {
    let finding = || vec![Fault::new("unused").by("REF-04")];
    let project: Project = toml::from_str("[lints]\nREF = \"note\"\n").unwrap();
    let levels = |project, given: &CommandLine| -> Vec<Level> {
        of_registers(finding(), project, given).iter().map(|judged| judged.level).collect()
    };
    assert_eq!(levels(None, &CommandLine::default()), [Level::Warn]);
    assert_eq!(levels(Some(&project), &CommandLine::default()), [Level::Note]);
    assert_eq!(levels(Some(&project), &CommandLine(vec![("entry-unused".to_owned(), Level::Allow)])), []);
}

#[test]
fn a_structural_case_of_a_waivable_rule_cannot_be_waived() {
    // `CHG-01` is expected, but structural where a notice declares no date at all.
    let waiver = "[[waive]]\nrule = \"CHG-01\"\non = \"notice\"\nreason = \"r\"\nowner = \"o\"\nuntil = 2099-01-01\n";
    let of = |dates: &str| {
        let loaded = load_text("notice.toml", &format!("[notice]\njurisdictions = [\"eu\"]\n{dates}\n{waiver}"));
        let model = resolve(&loaded.notices[0]).unwrap();
        let verdict = judge(rules::run(&model, None), &model, None, &CommandLine::default(), None);
        (level(&verdict, "CHG-01"), verdict.waived.len())
    };
    assert_eq!(of("effective = 2026-11-01"), (Level::Allow, 1));
    assert_eq!(of("version = \"1\""), (Level::Deny, 0));
}
