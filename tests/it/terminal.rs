//! Colours where they are wanted, and nothing but words in a pipe.

use std::process::Command;

use crate::project::{GOOD, Project, TODAY};

/// What a run prints into pipes, with an environment of its own.
fn piped(project: &Project, arguments: &[&str], environment: &[(&str, &str)]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_noticec"));
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "FORCE_HYPERLINK"] {
        command.env_remove(name);
    }
    let output =
        command.current_dir(project.path()).args(arguments).envs(environment.iter().copied()).output().unwrap();
    String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
}

#[test]
fn the_environment_and_the_argument_decide_on_colours() {
    let project = Project::new(&[("a.notice.toml", &GOOD.replace("recipients = \"none\"\n", ""))]);
    let day = TODAY.to_string();
    let check = ["check", "--as-of", &day];
    for (arguments, environment, coloured) in [
        (&[][..], &[][..], false),
        (&[], &[("CLICOLOR_FORCE", "1")], true),
        (&[], &[("FORCE_COLOR", "1")], true),
        (&[], &[("FORCE_COLOR", "0")], false),
        (&[], &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")], false),
        (&[], &[("FORCE_COLOR", "1"), ("NO_COLOR", "")], true),
        (&[], &[("FORCE_HYPERLINK", "1"), ("VTE_VERSION", "7000")], false),
        (&["--color", "never"], &[("FORCE_COLOR", "1"), ("FORCE_HYPERLINK", "1")], false),
        (&["--color", "always"], &[("NO_COLOR", "1")], true),
    ] {
        let told = piped(&project, &[&check[..], arguments].concat(), environment);
        assert!(told.contains("RCP-01"), "{told}");
        assert_eq!(told.contains('\u{1b}'), coloured, "{arguments:?} {environment:?}: {told:?}");
        assert!(!told.contains("\u{1b}]8"), "no link in a pipe: {told:?}");
    }
}

#[test]
fn help_and_its_errors_follow_too() {
    let project = Project::new(&[]);
    for arguments in [&["--help"][..], &["chekc"], &["check", "--nothing"]] {
        let coloured = |more: &[&str], environment: &[(&str, &str)]| {
            piped(&project, &[arguments, more].concat(), environment).contains('\u{1b}')
        };
        assert!(!coloured(&[], &[]), "{arguments:?}");
        assert!(coloured(&["--color", "always"], &[]), "{arguments:?}");
        assert!(coloured(&[], &[("FORCE_COLOR", "1")]), "{arguments:?}");
        assert!(!coloured(&["--color=never"], &[("CLICOLOR_FORCE", "1")]), "{arguments:?}");
    }
}

#[test]
fn a_report_in_a_file_is_plain() {
    let project = Project::new(&[("a.notice.toml", &GOOD.replace("recipients = \"none\"\n", ""))]);
    let day = TODAY.to_string();
    piped(
        &project,
        &["check", "--as-of", &day, "--color", "always", "--report", "text=out.txt"],
        &[("FORCE_HYPERLINK", "1")],
    );
    let told = project.read("out.txt").unwrap();
    assert!(told.contains("RCP-01") && !told.contains('\u{1b}'), "{told:?}");
}
