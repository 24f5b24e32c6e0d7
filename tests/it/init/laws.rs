//! Whose law a preset rests on, and for whose it can be written.

use super::fillings::{EQUALITY, Place, SICKNESS, SOCIAL, TAX, filled};
use super::{places, started};
use crate::project::{Project, bytes};

/// A statute of the United Kingdom is no legal obligation under EU law: each stands beside a basis that holds there, and its country
/// is known, so that it is found where it stands alone.
#[test]
fn a_law_of_one_place_does_not_serve_for_the_other() {
    let mut irish = String::new();
    for (id, law) in [TAX, SOCIAL, SICKNESS, EQUALITY].iter().enumerate() {
        let name = law.split(',').next().unwrap();
        irish += &["\n[laws.irish-", &id.to_string(), "]\nname = \"", name, "\"\ncountry = \"IE\"\n"].concat();
    }
    for country in ["GB", "IE"] {
        let place = Place { country: Some(country), laws: "eu,uk", branch: true };
        // The adjustments of a member of staff; those of an applicant, and the right to work.
        for (preset, obligations) in [("employer", 1), ("applicants", 2)] {
            let (project, text) = started(preset, place);
            let file = format!("{preset}.notice.toml");
            let text = filled(&text, place) + &irish;
            project.write(&file, text.as_bytes());
            let ran = project.run(&["check"]);
            assert!(ran.code == 0 && ran.stderr.contains("no findings"), "{preset}: {}", ran.stderr);
            let of_the_eu =
                |line: &&str| line.contains("article = \"6(1)") && line.contains("as far as the GDPR applies");
            let rest: Vec<&str> = text.lines().filter(|line| !of_the_eu(line)).collect();
            project.write(&file, rest.join("\n").as_bytes());
            let ran = project.run(&["check"]);
            assert_eq!(
                places(&ran.stderr).iter().filter(|found| found.0 == "BAS-07").count(),
                obligations,
                "{}",
                ran.stderr
            );
        }
    }
}

#[test]
fn a_preset_says_for_which_laws_it_is() {
    let project = Project::new(&[]);
    let run = |arguments: &[&str]| project.run(&[&["init", "--yes"], arguments].concat());
    let ran = run(&["council", "--country", "GB", "--jurisdiction", "uk,eu"]);
    assert!(ran.code == 2 && ran.stderr.contains("for one law"), "{}", ran.stderr);
    assert!(ran.stderr.contains("Article 6(3)") && ran.stderr.contains("--add"), "{}", ran.stderr);
    let ran = run(&["shop", "--jurisdiction", "uk,eu"]);
    assert!(ran.code == 2 && ran.stderr.contains("--country GB"), "{}", ran.stderr);
    let ran = run(&["shop", "--country", "CH"]);
    assert!(ran.code == 2 && ran.stderr.contains("add \"ch\" to `jurisdictions`"), "{}", ran.stderr);
    assert!(bytes(project.path()).is_empty());
    let ran = run(&["shop", "--country", "CH", "--jurisdiction", "eu"]);
    assert!(ran.code == 0 && ran.stderr.contains("add \"ch\" to `jurisdictions`"), "{}", ran.stderr);
}
