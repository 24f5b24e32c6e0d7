//! What a terminal can show: colours, links, columns. What goes to a pipe or a file is as wide as everywhere and plain.

use std::ffi::OsString;

use anstream::AutoStream;
use anstream::stream::RawStream;
use clap::{ColorChoice, ValueEnum};

use super::WIDTH;
use crate::report::Style;

/// Columns at least: fewer leave no room for words.
const NARROWEST: usize = 40;

/// What `--color` says, read before all other arguments, so that it holds for help and errors about them too.
pub(super) fn asked(arguments: impl Iterator<Item = OsString>) -> ColorChoice {
    let mut words = arguments.map(|word| word.to_string_lossy().into_owned()).take_while(|word| word != "--");
    let mut asked = ColorChoice::Auto;
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--color=") {
            Some(value) => Some(value.to_owned()),
            None if word == "--color" => words.next(),
            None => None,
        };
        // What is none of its values is told where all arguments are read.
        asked = value.and_then(|value| ColorChoice::from_str(&value, false).ok()).unwrap_or(asked);
    }
    asked
}

/// Settles colours for the whole program. Where nothing is asked for, the environment tells: `NO_COLOR`, `CLICOLOR`,
/// `CLICOLOR_FORCE`, `FORCE_COLOR` and `TERM`.
pub(super) fn settle(asked: ColorChoice) {
    let says = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let forced =
        says("NO_COLOR").is_none() && says("FORCE_COLOR").is_some_and(|value| value != "0" && value != "false");
    let choice = match asked {
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
        ColorChoice::Auto if forced => anstream::ColorChoice::Always,
        // Not even in CI, where a terminal is thought to have colours whatever it is called.
        ColorChoice::Auto if is_dumb() && says("CLICOLOR_FORCE").is_none() => anstream::ColorChoice::Never,
        ColorChoice::Auto => anstream::ColorChoice::Auto,
    };
    choice.write_global();
}

/// How what goes to a stream looks.
pub(super) fn style<S: RawStream + Columns>(stream: &S) -> Style {
    let colour = AutoStream::choice(stream) != anstream::ColorChoice::Never;
    let terminal = stream.is_terminal();
    let links = colour && terminal && supports_hyperlinks::supports_hyperlinks();
    let columns = stream.columns().filter(|_| terminal);
    let width = columns.map_or(WIDTH, |columns| columns.clamp(NARROWEST, WIDTH));
    Style { colour, links, wrap: columns.is_some(), width }
}

/// Whether control characters other than colours may go to standard error.
pub(super) fn is_live() -> bool {
    std::io::IsTerminal::is_terminal(&std::io::stderr()) && !is_dumb()
}

/// Whether the terminal says that it shows words alone.
fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// A stream that may lead to a terminal of some width.
pub(super) trait Columns {
    /// Columns of that terminal; `None` where there is none, or it does not tell.
    fn columns(&self) -> Option<usize>;
}

macro_rules! columns {
    ($($stream:ty),*) => {$(
        impl Columns for $stream {
            fn columns(&self) -> Option<usize> {
                terminal_size::terminal_size_of(self).map(|(width, _)| usize::from(width.0))
            }
        }
    )*};
}

columns!(std::io::Stdout, std::io::Stderr);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_is_read_before_all_else() {
        let asked = |line: &str| asked(line.split(' ').map(OsString::from));
        assert_eq!(asked("noticec check --colour"), ColorChoice::Auto);
        assert_eq!(asked("noticec --color never chekc"), ColorChoice::Never);
        assert_eq!(asked("noticec check --color=always"), ColorChoice::Always);
        assert_eq!(asked("noticec check --color=always --color=never"), ColorChoice::Never);
        assert_eq!(asked("noticec check --color sometimes"), ColorChoice::Auto);
        assert_eq!(asked("noticec check -- --color=always"), ColorChoice::Auto);
    }
}
