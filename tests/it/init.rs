//! `noticec init`: what it writes, what it asks, what it leaves alone; and that each preset is a good notice once its blanks are filled.

mod fillings;
mod laws;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use rayon::prelude::*;

use self::fillings::{Place, filled};
use crate::diff::repository::Repository;
use crate::project::{Project, bytes};

const PRESETS: &[&str] = &["website", "shop", "saas", "council", "employer", "applicants", "cctv"];

const PLACES: &[Place] = &[
    Place { country: Some("IE"), laws: "eu", branch: false },
    Place { country: Some("GB"), laws: "uk", branch: false },
    Place { country: Some("IE"), laws: "eu,uk", branch: false },
    Place { country: Some("IE"), laws: "eu,uk", branch: true },
    Place { country: Some("GB"), laws: "eu,uk", branch: false },
    Place { country: Some("GB"), laws: "eu,uk", branch: true },
    // The law of another place alone.
    Place { country: Some("GB"), laws: "eu", branch: true },
    Place { country: Some("IE"), laws: "uk", branch: false },
    // Several authorities, so that one has to be named.
    Place { country: Some("DE"), laws: "eu", branch: false },
    Place { country: None, laws: "eu", branch: false },
];

/// Every preset in every place for which it can be written: a council's is for the law of its own country.
fn written() -> Vec<(&'static str, Place)> {
    let own = |place: &Place| match place.country {
        Some("GB") => place.laws == "uk",
        _ => place.laws == "eu",
    };
    let places = |preset: &&'static str| {
        let preset = *preset;
        PLACES.iter().filter(move |place| preset != "council" || own(place)).map(move |place| (preset, *place))
    };
    PRESETS.iter().flat_map(places).collect()
}

/// A project that was started from a preset, and the declaration.
fn started(preset: &str, place: Place) -> (Project, String) {
    let project = Project::new(&[]);
    let mut arguments = vec!["init", preset, "--yes", "--jurisdiction", place.laws];
    if let Some(country) = place.country {
        arguments.extend(["--country", country]);
    }
    let ran = project.run(&arguments);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""), "{preset}: {}", ran.stderr);
    let text = project.read(&format!("{preset}.notice.toml")).unwrap();
    (project, text)
}

/// Codes and lines of the findings of a run, each at its first label.
fn places(stderr: &str) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    let mut code = None;
    for line in stderr.lines() {
        let word = line.split(' ').next().unwrap_or_default();
        let is_code = word.split_once('-').is_some_and(|(family, number)| {
            !family.is_empty() && family.bytes().all(|one| one.is_ascii_uppercase()) && number.len() == 2
        });
        if is_code {
            code = Some(word.to_owned());
        } else if let Some((_, place)) = line.split_once("╭─[")
            && let Some(code) = code.take()
        {
            found.push((code, place.split(':').nth(1).unwrap().parse().unwrap()));
        }
    }
    found
}

/// What is to be found in a declaration: each blank at its line, one in a line that is switched off at the head of its table.
fn blanks(text: &str) -> BTreeSet<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let marked = |line: &&str| line.contains("[fill in: ") || line.contains("fill-in.invalid");
    let numbered = lines.iter().enumerate().filter(|(_, line)| marked(line));
    let place = |(index, line): (usize, &&str)| {
        let code = match *line {
            line if line.starts_with("# effective") => "CHG-01",
            line if line.starts_with("# country") => "IDN-04",
            // Found where the law stands that nothing explains.
            line if line.starts_with("# targets") => {
                let law = lines.iter().position(|line| line.starts_with("jurisdictions = ")).unwrap();
                return ("GEO-04".to_owned(), law + 1);
            }
            _ => return ("TXT-03".to_owned(), index + 1),
        };
        let head = lines[..index].iter().rposition(|line| line.starts_with('[')).unwrap();
        (code.to_owned(), head + 1)
    };
    numbered.map(place).collect()
}

#[test]
fn every_blank_is_found_and_nothing_is_published_before() {
    written().into_par_iter().for_each(|(preset, place)| {
        let (project, text) = started(preset, place);
        let ran = project.run(&["build"]);
        assert_eq!(ran.code, 1, "{preset} {place:?}");
        let found: BTreeSet<(String, usize)> = places(&ran.stderr).into_iter().collect();
        assert_eq!(found, blanks(&text), "{preset} {place:?}\n{}", ran.stderr);
        assert!(!project.path().join("public").exists(), "{preset} {place:?}");
    });
}

#[test]
fn a_preset_with_its_blanks_filled_has_no_findings() {
    written().into_par_iter().for_each(|(preset, place)| {
        let (project, text) = started(preset, place);
        project.write(&format!("{preset}.notice.toml"), filled(&text, place).as_bytes());
        let ran = project.run(&["build", "--format", "html,markdown,typst"]);
        assert_eq!(ran.code, 0, "{preset} {place:?}\n{}", ran.stderr);
        assert!(ran.stderr.contains("no findings in 1 notice"), "{preset} {place:?}\n{}", ran.stderr);
        let page = project.read(&format!("public/{preset}.html")).unwrap();
        assert!(page.contains("Northmoor Tea Ltd") && !page.to_lowercase().contains("fill in"), "{preset}");
    });
}

/// One blank after the other is left in a notice that is filled otherwise: each alone keeps it from being written.
#[test]
fn one_blank_is_enough() {
    let place = Place { country: Some("GB"), laws: "eu,uk", branch: false };
    let (project, text) = started("shop", place);
    let marked: Vec<usize> = blanks(&text).into_iter().filter(|(code, _)| code == "TXT-03").map(|(_, at)| at).collect();
    assert!(marked.len() > 20, "{text}");
    for blank in marked {
        let mixed: String = text
            .lines()
            .enumerate()
            .map(|(index, line)| if index + 1 == blank { format!("{line}\n") } else { filled(line, place) })
            .collect();
        project.write("shop.notice.toml", mixed.as_bytes());
        let ran = project.run(&["build"]);
        assert!(ran.code == 1 && ran.stderr.contains("TXT-03"), "line {blank}: {}", ran.stderr);
    }
}

/// Neither levels nor a waiver lets a blank be published.
#[test]
fn a_blank_cannot_be_waved_through() {
    let place = PLACES[1];
    let (project, text) = started("website", place);
    let lines: Vec<&str> = text.lines().collect();
    let blank = lines.iter().position(|line| line.contains("[fill in: postal address]")).unwrap();
    let rest = |index: usize, line: &str| if index == blank { format!("{line}\n") } else { filled(line, place) };
    let text: String = lines.iter().enumerate().map(|(index, line)| rest(index, line)).collect();
    let waived = "\n[[waive]]\nrule = \"TXT-03\"\non = \"controller\"\nreason = \"later\"\nowner = \"DPO\"\nuntil = 2027-01-31\n";
    for more in ["", "\n[lints]\nplaceholder-left = \"allow\"\n", "\n[lints]\nTXT = \"allow\"\n", waived] {
        project.write("website.notice.toml", format!("{text}{more}").as_bytes());
        let ran = project.run(&["build", "-A", "placeholder-left,TXT,style"]);
        assert!(ran.code == 1 && ran.stderr.contains("TXT-03"), "{more}: {}", ran.stderr);
        assert!(!project.path().join("public").exists());
    }
}

#[test]
fn a_project_is_written_with_its_schemas_and_what_to_do_next() {
    let project = Project::new(&[]);
    let answers = ["--name", "A \"B\" \\ C Ltd", "--country", "gb", "--email", "privacy@tallow.example"];
    // All is answered, so nothing is asked and `--yes` is not needed.
    let ran = project.run(&[&["init", "website", "our site"], &answers[..]].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let text = project.read("our site/website.notice.toml").unwrap();
    assert!(text.starts_with("#:schema ./schema/notice.schema.json\n"), "{text}");
    let controller = &toml::from_str::<toml::Table>(&text).unwrap()["controller"];
    assert_eq!(controller["name"].as_str(), Some("A \"B\" \\ C Ltd"));
    assert_eq!(controller["country"].as_str(), Some("GB"));
    assert!(text.contains("jurisdictions = [\"uk\"]") && text.contains("authorities = [\"gb-ico\"]"), "{text}");
    for which in ["notice", "project"] {
        let written = project.read(&format!("our site/schema/{which}.schema.json")).unwrap();
        assert_eq!(written, project.run(&["schema", which]).stdout);
    }
    let next: Vec<&str> = ran.stderr.lines().rev().take(3).collect();
    assert!(next[2].contains("fill in the ") && next[2].contains("our site/website.notice.toml"), "{}", ran.stderr);
    assert!(next[1].contains("noticec check 'our site'") && next[0].contains("noticec build 'our site'"));
}

#[test]
fn nothing_is_written_over() {
    let (project, _) = started("shop", PLACES[0]);
    project.write("shop.notice.toml", b"# mine\n");
    let before = bytes(project.path());
    let ran = project.run(&["init", "shop", "--yes"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("`shop.notice.toml`, `noticec.toml`"), "{}", ran.stderr);
    assert!(ran.stderr.contains("nothing is written") && ran.stderr.contains("--force"), "{}", ran.stderr);
    // One file that is there keeps the others from being written.
    let ran = project.run(&["init", "cctv", "--yes"]);
    assert!(ran.code == 2 && ran.stderr.contains("`--add` adds a notice"), "{}", ran.stderr);
    assert_eq!(bytes(project.path()), before);
    assert_eq!(project.run(&["init", "shop", "--yes", "--force"]).code, 0);
    assert!(project.read("shop.notice.toml").unwrap().starts_with("#:schema"));
    let ran = project.run(&["init", "cctv", "--yes", "shop.notice.toml"]);
    assert!(ran.code == 2 && ran.stderr.contains("is a file"), "{}", ran.stderr);
}

#[test]
fn a_notice_is_added_to_a_project() {
    let (project, _) = started("employer", PLACES[0]);
    let ran = project.run(&["init", "applicants", "jobs", "--yes", "--country", "IE", "--add"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let text = project.read("jobs/applicants.notice.toml").unwrap();
    assert!(text.starts_with("#:schema ../schema/notice.schema.json\n"), "{text}");
    assert!(project.read("jobs/noticec.toml").is_none());
    let ran = project.run(&["check"]);
    assert!(ran.stderr.ends_with("in 2 notices\n"), "{}", ran.stderr);
    let ran = Project::new(&[]).run(&["init", "cctv", "--yes", "--add"]);
    assert!(ran.code == 2 && ran.stderr.contains("no project around"), "{}", ran.stderr);
}

#[test]
fn nobody_is_asked_without_a_terminal() {
    let project = Project::new(&[]);
    let ran = project.run(&["init", "--country", "IE"]);
    assert_eq!(ran.code, 2);
    for named in ["PRESET, --name, --email", "--yes", "--jurisdiction"] {
        assert!(ran.stderr.contains(named), "{named}: {}", ran.stderr);
    }
    assert!(bytes(project.path()).is_empty());
    let ran = project.run(&["init", "--yes", "--country", "US"]);
    assert!(ran.code == 2 && ran.stderr.contains("--jurisdiction eu"), "{}", ran.stderr);
    let ran = project.run(&["init", "--yes", "--country", "UK"]);
    assert!(ran.code == 2 && ran.stderr.contains("`GB`"), "{}", ran.stderr);
    let ran = project.run(&["init", "webshop", "--yes"]);
    assert!(ran.code == 2 && ran.stderr.contains("website"), "{}", ran.stderr);
    assert!(bytes(project.path()).is_empty());
    // What is taken for granted is told.
    let ran = project.run(&["init", "--yes"]);
    assert!(ran.code == 0 && ran.stderr.contains("the notice is for the EU"), "{}", ran.stderr);
}

/// The command lines of a workflow, without those that install.
fn commands(service: &str, workflow: &str) -> Vec<String> {
    let workflow: serde_json::Value = yaml_serde::from_str(workflow).unwrap();
    let text = |line: &serde_json::Value| line.as_str().unwrap().to_owned();
    if service == "gitlab" {
        // All lines of a job are one script.
        let lines = [&workflow["notices"]["before_script"], &workflow["notices"]["script"]];
        let lines: Vec<String> = lines.iter().flat_map(|lines| lines.as_array().unwrap()).map(text).collect();
        return vec![lines.join("\n")];
    }
    let steps = workflow["jobs"]["notices"]["steps"].as_array().unwrap();
    steps.iter().filter(|step| step["name"] != "Install").filter_map(|step| step.get("run")).map(text).collect()
}

/// Runs a command line as a workflow does, in the repository's root.
fn shell(folder: &Path, line: &str, variables: &[(&str, &str)]) -> (i32, String) {
    let bin = Path::new(env!("CARGO_BIN_EXE_noticec")).parent().unwrap();
    let path = std::env::join_paths(
        std::iter::once(bin.to_owned()).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
    );
    let mut command = Command::new("sh");
    command.args(["-ec", line]).current_dir(folder).env("PATH", path.unwrap()).envs(variables.iter().copied());
    let output = command.output().unwrap();
    let printed = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(printed).unwrap())
}

#[test]
fn workflows_run() {
    for (service, file, steps, reports) in [
        ("github", ".github/workflows/noticec.yml", 3, &["noticec.sarif", "summary.md"][..]),
        ("gitlab", ".gitlab-ci.yml", 1, &["noticec.xml", "noticec.codequality.json", "noticec-diff.md"]),
    ] {
        let repository = Repository::new(&[("README.md", "A site.\n")]);
        let folder = repository.git(&["rev-parse", "--show-toplevel"]);
        let folder = Path::new(folder.trim());
        let arguments = ["init", "cctv", "legal/our: cameras #1", "--yes", "--country", "IE", "--ci", service];
        let ran = repository.run(&arguments);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let workflow = fs::read_to_string(folder.join(file)).unwrap();
        let told = format!("  4. see `cargo install` in {file}: it works once noticec is published on crates.io\n");
        assert!(ran.stderr.ends_with(&told) && workflow.contains("--git URL-OF-ITS-REPOSITORY"), "{}", ran.stderr);
        assert!(workflow.contains(concat!("--version ", env!("CARGO_PKG_VERSION"))), "{workflow}");
        assert!(!workflow.contains("PROJECT") && !workflow.contains("VERSION"), "{workflow}");
        let lines = commands(service, &workflow);
        assert_eq!(lines.len(), steps, "{workflow}");
        // In place of a program that would be installed.
        fs::create_dir_all(folder.join(".noticec/bin")).unwrap();
        fs::copy(env!("CARGO_BIN_EXE_noticec"), folder.join(".noticec/bin/noticec")).unwrap();
        let base =
            [("BASE", "HEAD"), ("CI_MERGE_REQUEST_DIFF_BASE_SHA", "HEAD"), ("GITHUB_STEP_SUMMARY", "summary.md")];
        let run = |variables| lines.iter().map(|line| shell(folder, line, variables)).collect::<Vec<_>>();
        let ended = run(&base[..]);
        let printed: String = ended.iter().map(|one| one.1.as_str()).collect();
        assert!(ended.iter().any(|one| one.0 == 1) && printed.contains("TXT-03"), "{service}: {printed}");
        let notice = folder.join("legal/our: cameras #1/cctv.notice.toml");
        fs::write(&notice, filled(&fs::read_to_string(&notice).unwrap(), PLACES[0])).unwrap();
        for (code, printed) in run(&base[..]) {
            assert_eq!(code, 0, "{service}: {printed}");
        }
        // A push has nothing to be compared with, and GitHub leaves out the step that does nothing else.
        for line in lines.iter().filter(|line| !line.starts_with("noticec diff")) {
            let (code, printed) = shell(folder, line, &[("BASE", "")]);
            assert_eq!(code, 0, "{service}: {printed}");
        }
        for report in reports {
            assert!(folder.join(report).metadata().unwrap().len() > 0, "{service}: {report}");
        }
        assert!(folder.join("legal/our: cameras #1/public/cctv.html").exists());
    }
}

#[test]
fn completions_are_scripts() {
    let project = Project::new(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = project.run(&["completions", shell]);
        assert!(ran.code == 0 && ran.stderr.is_empty(), "{shell}: {}", ran.stderr);
        for word in ["noticec", "init", "check", "jurisdiction"] {
            assert!(ran.stdout.contains(word), "{shell} knows `{word}`");
        }
        project.write(shell, ran.stdout.as_bytes());
    }
    assert_eq!(project.run(&["completions", "cmd"]).code, 2);
    if let Ok(output) = Command::new("bash").args(["-n", "bash"]).current_dir(project.path()).output() {
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let line = "source ./bash; COMP_WORDS=(noticec init sh); COMP_CWORD=2; _noticec noticec sh init; echo \"${COMPREPLY[@]}\"";
        let output = Command::new("bash").args(["-c", line]).current_dir(project.path()).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "shop");
    }
}

#[test]
fn every_command_has_a_man_page() {
    let project = Project::new(&[]);
    let help = project.run(&["--help"]).stdout;
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|command| *command != "help")
        .collect();
    assert!(commands.len() > 9, "{help}");
    let ran = project.run(&["man", "pages"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let pages = bytes(&project.path().join("pages"));
    assert_eq!(pages.len(), commands.len() + 1);
    for command in commands {
        let page = project.read(&format!("pages/noticec-{command}.1")).unwrap();
        let synopsis = page.split(".SH SYNOPSIS").nth(1).unwrap_or_else(|| panic!("{command} has a synopsis"));
        assert!(synopsis.trim_start().starts_with(&format!("\\fBnoticec {command}\\fR")), "{command}: {synopsis}");
        assert!(
            page.contains(".SH DESCRIPTION") && page.contains(&format!(".SH EXAMPLES\n.nf\n  noticec {command} ")),
            "{command}: {page}"
        );
    }
    let first = project.read("pages/noticec.1").unwrap();
    assert!(first.contains("noticec\\-init(1)"), "{first}");
    assert_eq!(project.run(&["man"]).stdout, first);
}
