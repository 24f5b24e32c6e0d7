//! Places as other programs read them: paths relative to one folder, with `/`, and never absolute; lines and columns.

use std::path::{Component, Path};

use schemars::JsonSchema;
use serde::Serialize;

use crate::load::slashed;
use crate::source::{SourceMap, Span};

/// A place in a file. Lines and columns are counted from 1, columns in characters (Unicode code points).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Place {
    /// The file, relative to the repository, or where there is none, to the folder of the run; with `/`.
    pub file: String,
    /// Line of the first character.
    pub line: usize,
    /// Its column.
    pub column: usize,
    /// Line of the end.
    pub end_line: usize,
    /// Column behind the last character.
    pub end_column: usize,
    /// What is seen there.
    pub label: String,
}

/// A path relative to a folder. One that no way leads to from there, as on another drive, is its last part alone.
#[must_use]
pub fn relative(path: &Path, root: &Path) -> String {
    let way = pathdiff::diff_paths(path, root).filter(|way| way.is_relative());
    let is_named = |part: &Component<'_>| !matches!(part, Component::CurDir);
    match way {
        Some(way) => slashed(&way.components().filter(is_named).collect::<std::path::PathBuf>()),
        None => path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
    }
}

/// Where a span lies; `None` where it is in no file.
pub(super) fn place(span: Span, label: &str, sources: &SourceMap, root: &Path) -> Option<Place> {
    let file = sources.file_at(span.start)?;
    let (_, line, column) = sources.position(span)?;
    let end = Span { start: span.end.max(span.start), end: span.end.max(span.start) };
    let (_, end_line, end_column) = sources.position(end)?;
    Some(Place {
        file: relative(&file.path, root),
        line,
        column,
        end_line: end_line.max(line),
        end_column,
        label: label.to_owned(),
    })
}

/// The table of TOML in which a place lies, by the last heading before it; `None` above the first, and in other files.
pub(super) fn table(span: Span, sources: &SourceMap) -> Option<String> {
    let file = sources.file_at(span.start).filter(|file| file.path.extension().is_some_and(|one| one == "toml"))?;
    let before = file.text.get(..span.start - file.start())?;
    // The line of the place itself counts whole, for a fault in a heading.
    let rest = file.text.get(before.len()..)?.split('\n').next().unwrap_or_default();
    let mut lines = file.text.get(..before.len() + rest.len())?.lines().rev();
    lines.find_map(heading).map(str::to_owned)
}

/// What stands between the brackets of a heading; none of that is a text's own bracket, such as that of a Markdown link.
fn heading(line: &str) -> Option<&str> {
    let line = line.trim();
    let (path, behind) = match line.strip_prefix("[[") {
        Some(rest) => rest.split_once("]]")?,
        None => line.strip_prefix('[')?.split_once(']')?,
    };
    let behind = behind.trim_start();
    let path = path.trim();
    let is_path = |one: char| one.is_alphanumeric() || "-_.\"' ".contains(one);
    ((behind.is_empty() || behind.starts_with('#')) && !path.is_empty() && path.chars().all(is_path)).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(text: &str) -> SourceMap {
        let mut map = SourceMap::default();
        map.add(Path::new("/web/site/privacy/a.notice.toml"), "a.notice.toml".into(), text.into());
        map
    }

    #[test]
    fn paths_are_relative_and_never_absolute() {
        for (path, wanted) in [
            ("/web/site/privacy/a.toml", "privacy/a.toml"),
            ("/web/site/a.toml", "a.toml"),
            ("/web/shared/a.toml", "../shared/a.toml"),
            ("elsewhere.toml", "elsewhere.toml"),
        ] {
            assert_eq!(relative(Path::new(path), Path::new("/web/site")), wanted);
        }
    }

    #[test]
    fn columns_are_characters_and_ends_lie_behind() {
        let text = "[controller]\nname = \"Müller & Söhne\"\nphone = 1\n";
        let map = map(text);
        let start = text.find("\"Müller").unwrap();
        let span = Span { start, end: start + "\"Müller & Söhne\"".len() };
        let place = place(span, "this name", &map, Path::new("/web/site")).unwrap();
        assert_eq!((place.file.as_str(), place.line, place.column), ("privacy/a.notice.toml", 2, 8));
        assert_eq!((place.end_line, place.end_column), (2, 24));
        let all = super::place(Span { start: 0, end: text.len() }, "", &map, Path::new("/web/site")).unwrap();
        assert_eq!((all.line, all.column, all.end_line, all.end_column), (1, 1, 4, 1));
    }

    #[test]
    fn the_table_is_that_of_the_last_heading() {
        let text = "x = 1\n[a.b] # so\ntext = \"\"\"\n[a link](there)\n[more]: there\n\"\"\"\ny = [\n  [1],\n]\n[[ waive ]]\nz = 1\n";
        let map = map(text);
        let at = |word: &str| {
            let start = text.find(word).unwrap();
            table(Span { start, end: start + 1 }, &map)
        };
        assert_eq!(at("x = 1"), None);
        assert_eq!(at("a.b").as_deref(), Some("a.b"));
        assert_eq!(at("y = ").as_deref(), Some("a.b"));
        assert_eq!(at("z = 1").as_deref(), Some("waive"));
    }
}
