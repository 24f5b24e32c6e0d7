//! `-A`, `-W` and `-D`, in the order in which they were given.

use clap::{Arg, ArgAction, ArgMatches, Command, FromArgMatches};

use crate::finding::Level;
use crate::levels::CommandLine;

/// What `-D` takes beside rules: all warnings fail the run.
const WARNINGS: &str = "warnings";

/// Levels of the command line.
#[derive(Debug, Clone, Default)]
pub(super) struct Levels(Vec<(String, Level)>);

const ARGUMENTS: &[(&str, char, Level, &str)] = &[
    ("allow", 'A', Level::Allow, "Let rules, families or groups of rules pass; not what stands for a mandatory item"),
    ("warn", 'W', Level::Warn, "Make rules, families or groups of rules warnings"),
    ("deny", 'D', Level::Deny, "Make rules, families or groups of rules fail the run; `warnings` for all warnings"),
];

impl Levels {
    /// The levels that name rules.
    pub(super) fn command_line(&self) -> CommandLine {
        CommandLine(self.0.iter().filter(|one| !is_all_warnings(one)).cloned().collect())
    }

    /// The level from which a finding fails the run.
    pub(super) fn failing(&self) -> Level {
        if self.0.iter().any(is_all_warnings) { Level::Warn } else { Level::Deny }
    }
}

fn is_all_warnings((name, level): &(String, Level)) -> bool {
    name == WARNINGS && *level == Level::Deny
}

impl clap::Args for Levels {
    fn augment_args(command: Command) -> Command {
        command.args(ARGUMENTS.iter().map(|(long, short, _, help)| {
            Arg::new(*long).long(*long).short(*short).value_name("RULE").action(ArgAction::Append).help(*help)
        }))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Levels {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut given = Vec::new();
        for (long, _, level, _) in ARGUMENTS {
            let places = matches.indices_of(long).into_iter().flatten();
            let names = matches.get_many::<String>(long).into_iter().flatten();
            for (place, names) in places.zip(names) {
                given.extend(names.split(',').map(|name| (place, name.trim().to_owned(), *level)));
            }
        }
        given.sort_by_key(|(place, ..)| *place);
        Ok(Self(given.into_iter().map(|(_, name, level)| (name, level)).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
