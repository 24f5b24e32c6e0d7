//! Workflows that check the notices of a repository with each change.

use std::path::Path;

use clap::ValueEnum;

use crate::load::slashed;

/// Where a repository's checks run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Service {
    /// GitHub Actions: `.github/workflows/noticec.yml`
    Github,
    /// GitLab CI: `.gitlab-ci.yml`
    Gitlab,
}

impl Service {
    /// The file, from the repository's root.
    pub(super) fn file(self) -> &'static str {
        match self {
            Self::Github => ".github/workflows/noticec.yml",
            Self::Gitlab => ".gitlab-ci.yml",
        }
    }

    /// What stands there, for a project in this folder of the repository.
    pub(super) fn workflow(self, folder: &Path) -> String {
        let template = match self {
            Self::Github => include_str!("../../../templates/ci/github.yml"),
            Self::Gitlab => include_str!("../../../templates/ci/gitlab.yml"),
        };
        let folder = if folder.as_os_str().is_empty() { ".".to_owned() } else { quoted(&slashed(folder)) };
        // For YAML, a colon or a number sign beside a space ends the line; for a shell, two quotes between them say nothing.
        let folder = folder.replace(": ", ":'' ").replace(" #", " ''#");
        template.replace("PROJECT", &folder).replace("VERSION", env!("CARGO_PKG_VERSION"))
    }
}

/// A path as an argument for a shell.
pub(super) fn quoted(path: &str) -> String {
    let plain = |one: char| one.is_alphanumeric() || "._-/".contains(one);
    if path.chars().all(plain) && !path.starts_with('-') {
        path.to_owned()
    } else {
        format!("'{}'", path.replace('\'', "'\\''"))
    }
}
