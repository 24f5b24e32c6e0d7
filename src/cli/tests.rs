//! Help that teaches: examples that parse, and lines that fit.

use clap::CommandFactory;

use super::*;

/// The words of a command line; of quoted ones, what is inside.
fn words(line: &str) -> Vec<String> {
    line.split(' ').map(|word| word.trim_matches('\'').to_owned()).collect()
}

/// The examples of a command, each without what is said of it, and what a shell does with its output.
fn examples(command: &clap::Command) -> Vec<String> {
    let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let lines = help.lines().skip_while(|line| *line != "Examples:").skip(1).take_while(|line| !line.is_empty());
    let typed = lines.map(|line| line.trim_start().split("  ").next().unwrap_or_default());
    typed.map(|line| line.split(['|', '>']).next().unwrap_or_default().trim_end().to_owned()).collect()
}

#[test]
fn every_command_teaches_by_examples_that_parse() {
    let mut all = Cli::command();
    all.build();
    let commands: Vec<clap::Command> = all.get_subcommands().filter(|one| one.get_name() != "help").cloned().collect();
    assert!(commands.len() > 10);
    for command in std::iter::once(&all).chain(&commands) {
        let lines = examples(command);
        assert!(lines.len() > 1, "{} has examples", command.get_name());
        for line in lines {
            let words = words(&line);
            let parsed = Cli::try_parse_from(&words);
            assert!(parsed.is_ok(), "{line}: {}", parsed.unwrap_err());
            let own = command.get_name() == "noticec" || words[1] == command.get_name();
            assert!(own, "{line} is no example of {}", command.get_name());
        }
    }
}

#[test]
fn examples_are_whole_lines_on_a_narrow_terminal() {
    let mut all = Cli::command().term_width(80);
    all.build();
    for name in std::iter::once(None).chain(all.clone().get_subcommands().map(|one| Some(one.get_name().to_owned()))) {
        let command = match &name {
            Some(name) => all.find_subcommand(name).cloned().unwrap(),
            None => all.clone(),
        };
        let told = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        let shown = command.clone().term_width(80).render_long_help().to_string();
        assert!(shown.ends_with(&format!("{}\n", told.trim_end())) || told.is_empty(), "{name:?}:\n{shown}");
        for line in shown.lines() {
            assert!(line.chars().count() <= 80, "{name:?}: {line}");
        }
    }
}
