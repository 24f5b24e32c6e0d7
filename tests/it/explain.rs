//! `noticec explain` and `noticec rules`: formats, filters, exit codes.

use noticec::rules;
use serde_json::Value;

use crate::project::{GOOD, Project, Run, root};

fn run(arguments: &[&str]) -> Run {
    crate::project::run(root(), arguments)
}

fn json(arguments: &[&str]) -> Value {
    let ran = run(arguments);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let value: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(value["format"], 1);
    value
}

/// The codes that `noticec rules` lists with these options.
fn codes(options: &[&str]) -> Vec<String> {
    let list = json(&[&["rules", "--format", "json"], options].concat());
    list["rules"].as_array().unwrap().iter().map(|rule| rule["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn explain_tells_what_the_page_and_the_row_say() {
    let ran = run(&["explain", "ret-03"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("explain", ran.stdout);
    });
    assert_eq!(run(&["explain", "Retention-Start-Missing"]).stdout, ran.stdout, "by name, in any case");
}

#[test]
fn explain_takes_several_and_stops_at_a_name_of_nothing() {
    let ran = run(&["explain", "RET-03", "TRF-01"]);
    assert!(ran.stdout.contains("RET-03 retention-start-missing\n") && ran.stdout.contains("\n\n\nTRF-01 transfer-"));
    let ran = run(&["explain", "RET-03", "retention-start-mising"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains("a similar one exists: `retention-start-missing`"), "{}", ran.stderr);
    let ran = run(&["explain", "ret"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("`noticec rules RET`"), "{}", ran.stderr);
    for name in ["trf_01", "TRF 1", "trf01"] {
        let ran = run(&["explain", name]);
        assert!(ran.stderr.contains("a similar one exists: `TRF-01`"), "{name}: {}", ran.stderr);
    }
    let ran = run(&["explain", "ret-09"]);
    assert!(ran.stderr.contains("RET-09 `retention-conflict` is a row of the catalogue and no rule"), "{}", ran.stderr);
    assert_eq!(run(&["explain", "RET-03", "retention-start-missing"]).stdout, run(&["explain", "ret-03"]).stdout);
    assert_eq!(run(&["explain"]).code, 2, "nothing to explain");
    assert_eq!(run(&["explain", "RET-03", "--format", "pdf"]).code, 2);
}

#[test]
fn every_rule_can_be_explained_in_every_format() {
    let all: Vec<&str> = rules::all().map(|rule| rule.code).collect();
    for format in ["text", "markdown", "json"] {
        let ran = run(&[&["explain", "--format", format], all.as_slice()].concat());
        assert_eq!(ran.code, 0, "{format}: {}", ran.stderr);
        assert!(rules::all().all(|rule| ran.stdout.contains(rule.name)), "{format}");
        assert!(!ran.stdout.contains('\u{1b}'), "{format} has no colours");
    }
}

#[test]
fn explain_as_json_says_who_may_change_what() {
    let of = |code: &str| json(&["explain", code, "--format", "json"])["rules"][0].clone();
    let change = |code: &str| {
        let rule = of(code);
        (rule["lowerable"].as_bool().unwrap(), rule["waivable"].as_bool().unwrap())
    };
    assert_eq!(change("BAS-01"), (false, false), "basis");
    assert_eq!(change("RET-01"), (false, true), "mandatory");
    assert_eq!(change("REF-01"), (false, false), "structural");
    assert_eq!(change("RET-02"), (true, true), "inferred");
    assert_eq!(change("PUR-03"), (true, true), "guidance on purposes");
    let mild = &of("IDN-05")["other_cases"][0];
    assert_eq!((&mild["level"], &mild["waivable"]), (&Value::from("warn"), &Value::from(true)));
    assert_eq!(of("RET-01")["other_cases"], serde_json::json!([]));
    let complaint = of("CMP-05");
    assert_eq!(complaint["since"], serde_json::json!({ "uk": "2026-06-19" }));
    assert_eq!(complaint["groups"], serde_json::json!(["uk"]));
    let border = of("TRF-20");
    assert_eq!(border["law"][0]["uk_before"], "2026-02-05");
    let told = run(&["explain", "TRF-20"]).stdout;
    assert!(told.contains("UK GDPR art. 44 (UK: before 2026-02-05)\n"), "{told}");
    assert!(told.contains("UK GDPR art. 44A (UK: from 2026-02-05)\n"), "{told}");
    assert!(of("RET-03")["found"].as_str().unwrap().contains("period = \"12 months\""));
    assert!(of("SYN-02")["found"].is_null(), "no TOML shows it");
}

#[test]
fn colours_are_where_they_are_asked_for() {
    let project = Project::new(&[]);
    let coloured = std::process::Command::new(env!("CARGO_BIN_EXE_noticec"))
        .current_dir(project.path())
        .args(["explain", "RET-03", "--color", "always"])
        .output()
        .unwrap();
    let coloured = String::from_utf8(coloured.stdout).unwrap();
    assert!(coloured.starts_with("\u{1b}[1mRET-03\u{1b}[0m"), "{coloured}");
    assert_eq!(coloured.matches("\u{1b}[0m").count() * 2, coloured.matches("\u{1b}[").count(), "each ends");
}

#[test]
fn rules_lists_all_with_counts() {
    let ran = run(&["rules"]);
    assert_eq!(ran.code, 0);
    let words = format!("{} ", ran.stdout.split_whitespace().collect::<Vec<_>>().join(" "));
    assert!(rules::all().all(|rule| words.contains(&format!("{}: {} ", rule.name, rule.summary))));
    assert!(ran.stdout.lines().all(|line| line.chars().count() <= 100));
    assert!(words.contains(" IDN-05 deny, warn eu uk "), "both cases");
    let last = ran.stdout.lines().last().unwrap();
    assert!(last.starts_with(&format!("{} rules: ", rules::all().count())), "{last}");
    assert_eq!(codes(&[]), rules::all().map(|rule| rule.code).collect::<Vec<_>>());
}

#[test]
fn rules_filters() {
    let both = codes(&["--family", "ret,TRF"]);
    assert!(["RET-03", "TRF-01"].iter().all(|code| both.iter().any(|one| one == code)), "{both:?}");
    assert!(codes(&["--family", "ret,TRF"]).iter().all(|code| code.starts_with("RET-") || code.starts_with("TRF-")));
    assert_eq!(codes(&["--family", "RET", "--family", "trf"]), codes(&["--family", "ret,trf"]));
    let has = |options: &[&str], code: &str| codes(options).iter().any(|one| one == code);
    assert!(has(&["--level", "warn"], "RET-03") && !has(&["--level", "deny,note"], "RET-03"));
    assert!(has(&["--group", "guidance"], "RET-03") && !has(&["--group", "guidance"], "RET-01"));
    assert!(has(&["--group", "uk"], "CMP-05") && !has(&["--group", "uk"], "RET-01"));
    assert!(has(&["--jurisdiction", "uk"], "RET-01") && has(&["--jurisdiction", "uk"], "CMP-05"));
    assert!(!has(&["--jurisdiction", "eu"], "CMP-05"), "it is UK law");
    assert!(has(&["--jurisdiction", "eu"], "SYN-01"), "what is no matter of law holds everywhere");
    assert!(has(&["--as-of", "2026-06-19"], "CMP-05") && !has(&["--as-of", "2026-06-18"], "CMP-05"));
    assert!(!has(&["--as-of", "2018-05-24"], "RET-01") && has(&["--as-of", "2018-05-24"], "SYN-01"));
    let none = run(&["rules", "--family", "SYN", "--level", "note"]);
    assert_eq!((none.code, none.stdout.as_str()), (0, "no rules\n"));
}

#[test]
fn a_filter_of_nothing_is_misuse() {
    for (option, value, says) in [
        ("--family", "ABC", "no family is called `ABC`"),
        ("--jurisdiction", "fr", "no jurisdiction is called `fr`"),
        ("--level", "error", "no level is called `error`"),
        ("--group", "gdpr", "no group is called `gdpr`"),
        ("--as-of", "yesterday", "a date is written"),
    ] {
        let ran = run(&["rules", option, value]);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{option}");
        assert!(ran.stderr.contains(says), "{}", ran.stderr);
    }
}

#[test]
fn a_finding_says_its_level_and_who_set_it() {
    let text = GOOD.replace("version = \"1.0\"\n", "");
    let check = |lints: &str, options: &[&str]| {
        let project = Project::new(&[("a.notice.toml", &format!("{text}{lints}"))]);
        let ran = project.run(&[&["check"], options].concat());
        (ran.code, ran.stderr)
    };
    let says = |(code, report): (i32, String), wanted: i32, line: &str| {
        assert_eq!(code, wanted, "{report}");
        assert!(report.contains(&format!("\n  level: {line}\n")), "{line}: {report}");
    };
    says(check("", &[]), 0, "warn by default: guidance expects it, or it is a likely error in law");
    says(check("\n[lints]\nchg = \"deny\"\n", &[]), 1, "deny by `chg` in `[lints]`, a.notice.toml:43");
    says(check("\n[lints]\nCHG-01 = \"note\"\n", &[]), 0, "note by `CHG-01` in `[lints]`, a.notice.toml:43");
    says(check("", &["-D", "guidance"]), 1, "deny by `-D guidance`");
    says(check("", &["-A", "CHG", "-D", "chg-01"]), 1, "deny by `-D chg-01`");
}

#[test]
fn the_command_line_counts_in_its_order() {
    let text = GOOD.replace("version = \"1.0\"\n", "");
    let project = Project::new(&[("a.notice.toml", &text)]);
    assert_eq!(project.run(&["check", "-A", "CHG", "-D", "CHG"]).code, 1);
    let ran = project.run(&["check", "-D", "CHG", "-A", "CHG"]);
    assert_eq!(ran.code, 0);
    assert!(!ran.stderr.contains("CHG-01"), "{}", ran.stderr);
    // `warnings` fails what is a warning in the end, wherever it stands.
    assert_eq!(project.run(&["check", "-D", "warnings"]).code, 1);
    assert_eq!(project.run(&["check", "-D", "warnings", "-A", "CHG"]).code, 0);
    let ran = project.run(&["check", "-A", "warnings"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("`warnings` goes with `-D` alone"), "{}", ran.stderr);
}

#[test]
fn a_group_lowers_what_may_be_lowered_and_no_more() {
    let project = Project::new(&[(
        "a.notice.toml",
        &GOOD.replace("version = \"1.0\"\n", "").replace("recipients = \"none\"\n", ""),
    )]);
    let ran = project.run(&["check", "-A", "guidance", "-A", "eu", "-A", "RCP", "-A", "CHG"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.stderr.contains("RCP-01") && !ran.stderr.contains("CHG-01") && !ran.stderr.contains("LVL-02"),
        "{}",
        ran.stderr
    );
}
