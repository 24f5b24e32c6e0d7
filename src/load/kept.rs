//! Versions of notices that a project keeps, as they lie in their folders.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::{Error, MANIFEST, read_error, slashed, tidy, without_links};
use crate::source::{SourceMap, Span};

/// The longest name that a folder may get: every file system takes it, and a path stays short.
const LONGEST: usize = 100;

/// Names that a file can't have on Windows, whatever follows after a point.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "com", "lpt"];

/// The folder of a version, as it lies on the disk.
#[derive(Debug)]
pub struct KeptFolder {
    /// Where it lies.
    pub path: PathBuf,
    /// All of its manifest in the map of sources; `None` where it has none.
    pub manifest: Option<Span>,
    /// The other plain files in it, by name; links and folders are none.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// How a version or an id, which may hold any characters, is called as a folder.
///
/// Letters and digits of ASCII, `-`, `_`, `+` and points inside stay; every other byte is written `~` and two hexadecimal digits,
/// so that no two names have one folder, none leads elsewhere, and all can stand in an address. `None` for an empty name and one
/// that would be longer than 100 bytes.
#[must_use]
pub fn folder_name(name: &str) -> Option<String> {
    let last = name.len().checked_sub(1)?;
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let device = DEVICES.contains(&stem.trim_end_matches(|one: char| one.is_ascii_digit()));
    let mut folder = String::with_capacity(name.len());
    for (at, byte) in name.bytes().enumerate() {
        let plain = match byte {
            b'.' => at > 0 && at < last,
            _ => byte.is_ascii_alphanumeric() || b"-_+".contains(&byte),
        };
        if plain && !(device && at == 0) {
            folder.push(char::from(byte));
        } else {
            // A text takes whatever is written to it.
            let _ = write!(folder, "~{byte:02X}");
        }
    }
    (folder.len() <= LONGEST).then_some(folder)
}

/// A folder that a project names, below its root; `None` where the name is that of no folder below it.
#[must_use]
pub fn folder_below(root: &Path, named: &str) -> Option<PathBuf> {
    let path = Path::new(named);
    let inside = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let below = path.components().any(|part| matches!(part, Component::Normal(_)));
    (inside && below).then(|| tidy(&root.join(path)))
}

/// Whether a path, or as much of it as is there, lies below a root with all links resolved.
#[must_use]
pub fn stays_below(root: &Path, path: &Path) -> bool {
    let there = path.ancestors().find(|above| fs::symlink_metadata(above).is_ok());
    there.and_then(without_links).zip(without_links(root)).is_some_and(|(path, root)| path.starts_with(root))
}

/// Reads the folders of versions in a folder, by name; none where the folder is not there. Hidden files, and files beside the
/// folders, are passed by. Manifests are added to the sources, called by their path from `here`.
///
/// # Errors
/// A file or folder that can't be read.
pub fn kept_in(folder: &Path, here: &Path, sources: &mut SourceMap) -> Result<Vec<KeptFolder>, Error> {
    let mut kept = Vec::new();
    for (path, is_folder) in entries(folder)? {
        match fs::symlink_metadata(&path) {
            Ok(there) if there.is_file() => continue,
            Ok(_) => {}
            Err(source) => return Err(read_error(&path, source)),
        }
        let mut one = KeptFolder { path: path.clone(), manifest: None, files: BTreeMap::new() };
        let inner = if is_folder { entries(&path)? } else { Vec::new() };
        for (file, _) in inner {
            let is_plain = fs::symlink_metadata(&file).is_ok_and(|there| there.is_file());
            let Some(name) = file.file_name().map(|name| name.to_string_lossy().into_owned()).filter(|_| is_plain)
            else {
                continue;
            };
            let bytes = fs::read(&file).map_err(|source| read_error(&file, source))?;
            if name == MANIFEST {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                let end = text.len();
                let base = sources.add(&file, slashed(file.strip_prefix(here).unwrap_or(&file)), text);
                one.manifest = Some(Span { start: base, end: base + end });
            } else {
                one.files.insert(name, bytes);
            }
        }
        kept.push(one);
    }
    Ok(kept)
}

/// What lies in a folder, by name, without what is hidden, and whether it is a folder itself and no link.
fn entries(folder: &Path) -> Result<Vec<(PathBuf, bool)>, Error> {
    let read = match fs::read_dir(folder) {
        Ok(read) => read,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => return Err(read_error(folder, source)),
    };
    let mut found = Vec::new();
    for entry in read {
        let entry = entry.map_err(|source| read_error(folder, source))?;
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            found.push((entry.path(), is_folder));
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_folder_that_leads_nowhere_else() {
        for (name, folder) in [
            ("2.1.0", "2.1.0"),
            ("V1", "V1"),
            ("May 2018", "May~202018"),
            ("2.0/../..", "2.0~2F..~2F.~2E"),
            ("..", "~2E~2E"),
            (".hidden", "~2Ehidden"),
            ("1.", "1~2E"),
            ("a~20", "a~7E20"),
            ("März", "M~C3~A4rz"),
            ("con", "~63on"),
            ("Com1.x", "~43om1.x"),
            ("C:\\x", "C~3A~5Cx"),
            ("1.0+rc.1", "1.0+rc.1"),
        ] {
            assert_eq!(folder_name(name).as_deref(), Some(folder), "{name}");
            assert!(crate::document::Inline::may_lead_to(&format!("a.versions/{folder}/a.html")), "{name}");
        }
        assert_eq!(folder_name(""), None);
        assert_eq!(folder_name(&"1".repeat(101)), None);
    }

    #[test]
    fn a_folder_lies_below_its_root() {
        let root = Path::new("/p");
        assert_eq!(folder_below(root, "./kept/versions"), Some(PathBuf::from("/p/kept/versions")));
        for outside in ["", ".", "..", "../kept", "kept/../..", "/kept"] {
            assert_eq!(folder_below(root, outside), None, "{outside}");
        }
    }
}
