//! Help that teaches: examples that parse, and lines that fit.

use clap::CommandFactory;
use clap::error::{ContextKind, ErrorKind};

use super::*;

/// The words of a command line; of quoted ones, what is inside.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for one in line.chars() {
        match (one, quote) {
            ('\'' | '"', None) => quote = Some(one),
            (one, Some(open)) if one == open => quote = None,
            (' ', None) => words.push(String::new()),
            (one, _) => words.last_mut().unwrap().push(one),
        }
    }
    words
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

/// Command lines of a page: in blocks of commands and in running text; without those that have a place for something.
fn commands_of(page: &str) -> Vec<String> {
    use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
    let mut found = Vec::new();
    let mut commands = false;
    for event in Parser::new_ext(page, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(word))) => {
                commands = ["console", "sh", "bash", "yaml"].contains(&word.as_ref());
            }
            Event::End(TagEnd::CodeBlock) => commands = false,
            Event::Text(block) if commands => found.extend(block.lines().map(str::to_owned)),
            Event::Code(line) => found.push(line.into_string()),
            _ => {}
        }
    }
    let typed = found
        .iter()
        .map(|line| line.trim().trim_start_matches("$ ").trim_start_matches("- ").trim_start_matches("run: "));
    let plain = typed.filter(|line| line.starts_with("noticec ") && !line.contains(['[', '…', '$', '{']));
    plain.map(|line| line.split(['|', '>', ';']).next().unwrap_or_default().trim_end().to_owned()).collect()
}

#[test]
fn every_command_of_the_guide_is_one_that_there_is() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = ["docs", "examples"].map(|folder| walkdir::WalkDir::new(root.join(folder))).into_iter().flatten();
    let pages =
        pages.map(|page| page.unwrap().into_path()).filter(|path| path.extension().is_some_and(|one| one == "md"));
    let built =
        |path: &PathBuf| path.components().any(|one| one.as_os_str() == "public" || one.as_os_str() == "node_modules");
    let mut seen = 0;
    let mut unknown = Vec::new();
    for page in pages.filter(|path| !built(path)).chain([root.join("README.md"), root.join("CHANGELOG.md")]) {
        for line in commands_of(&std::fs::read_to_string(&page).unwrap()) {
            // Words in capitals stand for something, as in `noticec help COMMAND`.
            let stands = |word: &String| word.len() > 2 && word.chars().all(|one| one.is_ascii_uppercase());
            let words = words(&line);
            if words.iter().skip(1).any(stands) {
                continue;
            }
            let parsed = Cli::try_parse_from(&words);
            // A name in running text need not be a whole command.
            let fine = match &parsed {
                Ok(_) => true,
                Err(error) => match error.kind() {
                    ErrorKind::UnknownArgument | ErrorKind::InvalidSubcommand | ErrorKind::ValueValidation => false,
                    ErrorKind::InvalidValue => {
                        error.get(ContextKind::InvalidValue).is_some_and(|value| value.to_string().is_empty())
                    }
                    _ => true,
                },
            };
            if !fine {
                unknown.push(format!("{}: {line}: {}", page.display(), parsed.unwrap_err()));
            }
            seen += 1;
        }
    }
    assert_eq!(unknown, [""; 0]);
    assert!(seen > 100, "{seen}");
}
