//! What is published can be installed, and does its work without the repository.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::outputs::place;
use crate::project::{Project, root};

/// Runs cargo, or another program; it ends well, or with findings.
fn done(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{command:?}: {errors}");
    String::from_utf8_lossy(&output.stdout).into_owned() + &errors
}

/// The crate as it would be published, unpacked.
fn package(to: &Path) -> PathBuf {
    let cargo = || Command::new(env!("CARGO"));
    // What is not committed yet is packed too: a test judges what is there.
    let packed = ["package", "--locked", "--no-verify", "--allow-dirty", "--quiet"];
    done(cargo().current_dir(root()).args(packed).arg("--target-dir").arg(to));
    let archive = to.join("package").join(format!("noticec-{}.crate", env!("CARGO_PKG_VERSION")));
    done(Command::new("tar").current_dir(to).arg("-xf").arg(archive));
    to.join(format!("noticec-{}", env!("CARGO_PKG_VERSION")))
}

#[test]
fn the_published_crate_installs_and_works() {
    let folder = place().join("install");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let source = package(&folder);
    let names: Vec<PathBuf> = walkdir::WalkDir::new(&source).into_iter().map(|one| one.unwrap().into_path()).collect();
    let strange = names.iter().filter(|path| path.components().any(|one| one.as_os_str() == ".cache"));
    assert_eq!(strange.count(), 0, "the package holds what belongs to the project alone");
    // As the front page says, but not optimised, and with the crates that are compiled already.
    let compiled = Path::new(env!("CARGO_BIN_EXE_noticec")).parent().unwrap().parent().unwrap();
    let mut install = Command::new(env!("CARGO"));
    install.current_dir(&source).args(["install", "--path", ".", "--locked", "--debug", "--quiet", "--root"]);
    done(install.arg(folder.join("root")).arg("--target-dir").arg(compiled));

    let program = folder.join("root/bin/noticec");
    // Outside of this repository, into which its workflow would go.
    let site = Project::new(&[]);
    // Nothing is read from where it was made.
    fs::remove_dir_all(&source).unwrap();
    let run = |line: &str| done(Command::new(&program).current_dir(site.path()).args(line.split(' ')));
    assert!(run("--version").starts_with(concat!("noticec ", env!("CARGO_PKG_VERSION"))));
    assert!(run("init website --yes --ci github").contains("wrote website.notice.toml"));
    assert!(
        run("build --draft --as-of 2026-11-21 --format html,markdown,pdf,typst,json,html-fragment").contains("wrote")
    );
    assert!(run("explain TRF-01 DIF-12").contains("what data is used for"));
}
