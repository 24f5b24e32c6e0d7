//! Links in a terminal (OSC 8): the place of a finding leads to its file and line.

use std::path::Path;

use anstream::adapter::strip_str;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

use crate::load::slashed;
use crate::source::SourceMap;

/// What stands as it is in the path of an address.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b':');

/// How miette begins the line above a piece of a file that names the file.
const HEAD: &str = "╭─[";

/// Words that lead to an address in a terminal that has links. An address made here has no character that could end it.
#[must_use]
pub fn link(words: &str, address: &str) -> String {
    format!("\u{1b}]8;;{address}\u{1b}\\{words}\u{1b}]8;;\u{1b}\\")
}

/// The address of a line in a file, such as `file:///web/site/notice.toml#12`; `None` for a path that does not begin at a root.
fn address(path: &Path, line: &str) -> Option<String> {
    let path = path.is_absolute().then(|| slashed(path))?;
    let root = if path.starts_with('/') { "" } else { "/" };
    Some(format!("file://{root}{}#{line}", percent_encode(path.as_bytes(), PATH)))
}

/// What was rendered, with a link at each place that names a file of the run.
pub(super) fn linked(rendered: &str, sources: &SourceMap) -> String {
    let lines = rendered.lines().map(|line| with_link(line, sources).unwrap_or_else(|| line.to_owned()));
    lines.collect::<Vec<_>>().join("\n")
}

fn with_link(line: &str, sources: &SourceMap) -> Option<String> {
    let inner = line.trim_start().strip_prefix(HEAD)?.strip_suffix(']')?;
    let plain = strip_str(inner).to_string();
    let mut parts = plain.rsplitn(3, ':');
    let (_column, at, name) = (parts.next()?, parts.next()?, parts.next()?);
    let file = sources.files().iter().find(|file| file.name == name)?;
    let before = line.strip_suffix(']')?.strip_suffix(inner)?;
    Some(format!("{before}{}]", link(inner, &address(&file.path, at)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources() -> SourceMap {
        let mut map = SourceMap::default();
        map.add(Path::new("/web/Größe 1/a.toml"), "a.toml".into(), "x = 1\n".into());
        map.add(Path::new("b.toml"), "b.toml".into(), "x = 1\n".into());
        map
    }

    #[test]
    fn a_place_leads_to_its_file_and_line() {
        let wanted = "  ╭─[\u{1b}]8;;file:///web/Gr%C3%B6%C3%9Fe%201/a.toml#1\u{1b}\\a.toml:1:5\u{1b}]8;;\u{1b}\\]";
        assert_eq!(linked("  ╭─[a.toml:1:5]", &sources()), wanted);
        let coloured = linked("  ╭─[\u{1b}[36;4ma.toml:1:5\u{1b}[0m]", &sources());
        assert!(coloured.contains("a.toml#1\u{1b}\\\u{1b}[36;4ma.toml:1:5\u{1b}[0m\u{1b}]8;;"), "{coloured:?}");
    }

    #[test]
    fn nothing_else_is_a_link() {
        for line in
            ["  ╭─[c.toml:1:5]", "  ╭─[b.toml:1:5]", " 1 │ ╭─[a.toml:1:5]", "  ╭─[a.toml]", "a.toml:1:5", "  ╭─["]
        {
            assert_eq!(linked(line, &sources()), line);
        }
    }
}
