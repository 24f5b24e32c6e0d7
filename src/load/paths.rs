//! Paths as they are compared and as they are told.

use std::path::{Component, MAIN_SEPARATOR, Path, PathBuf};

use crate::source::in_one_line;

/// A path from the root on, without `.` and `..` parts; where there is no current folder, as it stands.
#[must_use]
pub fn absolute(path: &Path) -> PathBuf {
    tidy(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
}

/// A path without `.` and `..` parts.
#[must_use]
pub fn tidy(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

/// The path of what is there, all links followed, in the form in which people and other programs write it; `None` where nothing is.
#[must_use]
pub fn without_links(path: &Path) -> Option<PathBuf> {
    dunce::canonicalize(path).ok()
}

/// A path with `/` between its parts, on every system.
#[must_use]
pub fn slashed(path: &Path) -> String {
    let path: PathBuf = path.components().collect();
    path.to_string_lossy().replace(MAIN_SEPARATOR, "/")
}

/// How an error names a file: whole, with `/`, in one line.
#[must_use]
pub fn told(path: &Path) -> String {
    in_one_line(slashed(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_alike_on_every_system() {
        let mut rows = vec![("", ""), ("/", "/"), ("/a//b/./c/", "/a/b/c"), ("./a", "./a"), ("../a b", "../a b")];
        if cfg!(windows) {
            rows.extend([
                ("C:\\", "C:/"),
                ("C:\\a\\b", "C:/a/b"),
                ("a\\b", "a/b"),
                ("\\\\server\\share\\a", "//server/share/a"),
            ]);
        } else {
            rows.push(("/a/b\\c", "/a/b\\c"));
        }
        for (path, shown) in rows {
            assert_eq!(slashed(Path::new(path)), shown, "{path}");
        }
        assert_eq!(told(Path::new("/a\nb")), "/a\\nb");
    }

    #[test]
    fn what_is_there_is_compared_without_links() {
        let folder = tempfile::tempdir().unwrap();
        let top = without_links(folder.path()).unwrap();
        assert_eq!(without_links(&folder.path().join("a")), None, "nothing is there");
        std::fs::create_dir(top.join("a")).unwrap();
        assert_eq!(without_links(&folder.path().join("a/../a")), Some(top.join("a")));
        assert!(!slashed(&top).contains('?'), "{}", top.display());
    }
}
