//! Comparisons in a git repository and against a manifest, as a pull request has them.

use crate::project::{Project, Run, git};

const BASE: &str = include_str!("base.toml");

/// A repository with a first commit.
pub(crate) struct Repository(Project);

impl Repository {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let repository = Self(Project::new(files));
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository.commit("first");
        repository
    }

    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        git(self.0.path(), arguments)
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "--quiet", "--allow-empty", "-m", message]);
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.0.run(arguments)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        self.0.write(name, text.as_bytes());
    }
}

fn replaced(pairs: &[(&str, &str)]) -> String {
    pairs.iter().fold(BASE.to_owned(), |text, (from, to)| {
        assert_eq!(text.matches(from).count(), 1, "`{from}` stands once");
        text.replace(from, to)
    })
}

const LONGER: (&str, &str) = ("period = \"12 months\"", "period = \"2 years\"");
const BUMPED: (&str, &str) = (
    "version = \"2.1.0\"\neffective = 2026-11-01\nupdated = 2026-10-01",
    "version = \"2.2.0\"\neffective = 2027-01-15\nupdated = 2026-11-21",
);
const ENTRY: (&str, &str) = (
    "[[history]]\n",
    "[[history]]\nversion = \"2.2.0\"\ndate = 2026-11-21\nkind = \"processing\"\nsummary = { en = \"We keep applications longer.\", de = \"Wir bewahren Bewerbungen länger auf.\" }\neffect = { en = \"You can ask us to delete yours.\", de = \"Sie können die Löschung verlangen.\" }\n\n[[history]]\n",
);

/// Codes of the findings of a run that are about a change, sorted.
fn gate(ran: &Run) -> Vec<&str> {
    let codes = ["CHG-03", "CHG-04", "CHG-06", "CHG-07", "CHG-08", "FUR-01"];
    let lines = ran.stderr.lines().filter_map(|line| line.split(' ').next());
    let mut found: Vec<&str> = lines.filter(|word| codes.contains(word)).collect();
    found.sort_unstable();
    found
}

#[test]
fn a_change_is_announced_or_the_check_fails() {
    let repository = Repository::new(&[("notice.toml", BASE)]);
    let against = ["check", "--against", "HEAD"];
    assert_eq!(gate(&repository.run(&against)), [""; 0], "nothing has changed");
    repository.write("notice.toml", &replaced(&[("stored encrypted.", "stored **encrypted**.")]));
    assert_eq!(gate(&repository.run(&against)), [""; 0], "the look alone passes silently");
    repository.write("notice.toml", &replaced(&[("stored encrypted.", "kept encrypted.")]));
    let ran = repository.run(&against);
    assert_eq!(gate(&ran), ["CHG-03"]);
    assert!(ran.stderr.contains("level: warn"), "a slip of the pen may have been put right: {}", ran.stderr);
    repository.write("notice.toml", &replaced(&[LONGER]));
    let ran = repository.run(&against);
    assert_eq!((gate(&ran), ran.code), (vec!["CHG-03", "CHG-06"], 1), "{}", ran.stderr);
    assert!(
        ran.stderr.contains("version = \"2.2.0\"") && ran.stderr.contains("updated = 2026-11-21"),
        "{}",
        ran.stderr
    );
    repository.write("notice.toml", &replaced(&[LONGER, BUMPED]));
    assert_eq!(gate(&repository.run(&against)), ["CHG-06"], "no entry in the history");
    repository.write("notice.toml", &replaced(&[LONGER, BUMPED, ENTRY]));
    assert_eq!(gate(&repository.run(&against)), [""; 0]);
    repository.commit("longer");
    assert_eq!(gate(&repository.run(&["check", "--against", "HEAD~1"])), [""; 0]);
}

#[test]
fn a_second_version_of_one_day_needs_no_later_date() {
    let today = BASE.replace("updated = 2026-10-01", "updated = 2026-11-21");
    let repository = Repository::new(&[("notice.toml", &today)]);
    repository.write("notice.toml", &today.replace(LONGER.0, LONGER.1));
    let ran = repository.run(&["check", "--against", "HEAD"]);
    assert!(
        ran.stderr.contains("and still has version 2.1.0\n") && ran.stderr.contains("help: raise the version, so"),
        "{}",
        ran.stderr
    );
    repository.write("notice.toml", &today.replace("countries = [\"IE\"]", "countries = [\"IN\"]"));
    let ran = repository.run(&["check", "--against", "HEAD"]);
    assert!(ran.stderr.contains("version = \"3.0.0\"\n            effective = 2026-12-21\n"), "{}", ran.stderr);
}

#[test]
fn what_is_fundamental_is_told_in_time() {
    let repository = Repository::new(&[("notice.toml", BASE)]);
    let country = ("countries = [\"IE\"]", "countries = [\"IN\"]");
    let promise = ("lead = \"30 days\"\n", "");
    let check = |pairs: &[(&str, &str)]| {
        repository.write("notice.toml", &replaced(pairs));
        gate(&repository.run(&["check", "--against", "HEAD"])).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(check(&[country, BUMPED, ENTRY]), [""; 0]);
    assert_eq!(check(&[country, BUMPED, ENTRY, promise]), ["CHG-07"]);
    let silent = (ENTRY.0, ENTRY.1.replace("effect", "# effect"));
    assert_eq!(check(&[country, BUMPED, (silent.0, &silent.1)]), ["CHG-08"]);
    // The author's word that only the description was put right is not taken for a third country.
    let words = (ENTRY.0, ENTRY.1.replace("\"processing\"", "\"description\""));
    assert_eq!(check(&[country, BUMPED, (words.0, &words.1)]), ["CHG-06"]);
    assert_eq!(check(&[LONGER, BUMPED, (words.0, &words.1)]), [""; 0], "a period may have been put right");
    let lower = (BUMPED.0, BUMPED.1.replace("2.2.0", "2.0.0"));
    assert_eq!(check(&[LONGER, (lower.0, &lower.1)])[0], "CHG-04");
}

#[test]
fn a_new_purpose_for_data_that_is_there_is_told() {
    let repository = Repository::new(&[("notice.toml", BASE)]);
    let pool = "[purposes.pool]\nlabel = \"Keeping you in mind\"\ntext = \"We keep it.\"\nsubjects = [\"applicants\"]\ndata = [\"identity\"]\nbasis = \"6(1)(a)\"\nrecipients = \"none\"\nretention = \"unsuccessful\"\n\n[automated]";
    let untold = (
        "notify = { en = \"by e-mail to everyone with an open application\", de = \"per E-Mail an alle mit offener Bewerbung\" }\n",
        "",
    );
    repository.write("notice.toml", &replaced(&[("[automated]", pool), BUMPED, ENTRY, untold]));
    let ran = repository.run(&["check", "--against", "HEAD"]);
    assert_eq!(gate(&ran), ["CHG-06", "FUR-01"], "{}", ran.stderr);
    let told = ENTRY.1.replacen("kind =", "told = \"by e-mail\"\nkind =", 1);
    repository.write("notice.toml", &replaced(&[("[automated]", pool), BUMPED, (ENTRY.0, &told), untold]));
    assert_eq!(gate(&repository.run(&["check", "--against", "HEAD"])), [""; 0]);
}

#[test]
fn a_comparison_is_printed_for_people_and_programs() {
    let repository = Repository::new(&[("notice.toml", BASE)]);
    repository.write(
        "notice.toml",
        &replaced(&[
            LONGER,
            ("countries = [\"IE\"]", "countries = [\"IE\", \"IN\"]"),
            ("with the requirements of the post.", "with what the post asks for."),
            ("phone = \"+44 1632 960000\"\n", ""),
            ("[\"ats\", \"checkers\"]", "[\"checkers\", \"ats\"]"),
        ]),
    );
    let ran = repository.run(&["diff", "--against", "HEAD"]);
    assert_eq!(ran.code, 1, "nothing announces it");
    insta::assert_snapshot!("diff_text", ran.stdout);
    let ran = repository.run(&["diff", "--against", "HEAD", "--format", "markdown", "-A", "CHG"]);
    insta::assert_snapshot!("diff_markdown", ran.stdout);
    let ran = repository.run(&["diff", "--against", "HEAD", "--format", "json"]);
    insta::assert_snapshot!("diff_json", ran.stdout);
}

#[test]
fn readers_are_told_in_their_languages() {
    let repository = Repository::new(&[("notice.toml", BASE)]);
    let told = ENTRY.1.replacen("kind =", "told = { en = \"by *e-mail*\", de = \"per E-Mail\" }\nkind =", 1);
    let pool = "[purposes.pool]\nlabel = { en = \"Keeping you in mind\", de = \"Für später\" }\ntext = \"We keep it.\"\nsubjects = [\"applicants\"]\ndata = [\"identity\"]\nbasis = \"6(1)(a)\"\nrecipients = \"ats\"\nretention = \"unsuccessful\"\n\n[automated]";
    let edits = [
        LONGER,
        BUMPED,
        (ENTRY.0, told.as_str()),
        ("[automated]", pool),
        ("phone = \"+44 1632 960000\"\n", ""),
        ("[\"ats\", \"checkers\"]", "[\"ats\"]"),
    ];
    repository.write("notice.toml", &replaced(&edits));
    let ran = repository.run(&["diff", "--against", "HEAD", "--format", "announcement"]);
    insta::assert_snapshot!("diff_announcement", ran.stdout);
    // What a purpose says of its recipients is no recipient, and an interest is not called as its purpose is.
    let limit = (
        "recipients = [\"ats\", \"checkers\"]",
        "recipients = [{ id = \"ats\", data = [\"identity\"] }, \"checkers\"]",
    );
    let owner = ("basis = { article = \"6(1)(f)\",", "basis = { article = \"6(1)(f)\", owner = \"controller\",");
    repository.write("notice.toml", &replaced(&[limit, owner]));
    let ran = repository.run(&["diff", "--against", "HEAD", "--format", "announcement"]);
    for point in [
        "- who receives data: Choosing whom to appoint\n",
        "- on what legal basis we use data: Asking for references\n",
    ] {
        assert!(ran.stdout.contains(point), "{}", ran.stdout);
    }
    repository.write("notice.toml", &replaced(&[("stored encrypted.", "kept encrypted.")]));
    let ran = repository.run(&["diff", "--against", "HEAD", "--format", "announcement"]);
    assert_eq!(ran.stdout, "# applicants\n\nOnly words differ. If they mean something else, people must be told.\n\n");
}

#[test]
fn exit_codes_tell_what_happened() {
    let repository = Repository::new(&[("notice.toml", BASE)]);
    assert_eq!(repository.run(&["diff", "--against", "HEAD"]).code, 0);
    assert_eq!(repository.run(&["diff", "--against", "HEAD", "--exit-code"]).code, 0);
    repository.write("notice.toml", &replaced(&[("stored encrypted.", "stored **encrypted**.")]));
    assert_eq!(repository.run(&["diff", "--against", "HEAD"]).code, 0, "whatever changed");
    assert_eq!(repository.run(&["diff", "--against", "HEAD", "--exit-code"]).code, 1);
    for (arguments, help) in [
        (vec!["diff"], "noticec diff OLD NEW"),
        (vec!["diff", "notice.toml"], "noticec diff OLD NEW"),
        (vec!["diff", "--against", "nowhere"], "nowhere"),
        (vec!["diff", "--against", "none.json"], "none.json"),
        (vec!["diff", "none.toml", "notice.toml"], "none.toml"),
    ] {
        let ran = repository.run(&arguments);
        assert!(ran.code == 2 && ran.stderr.contains(help), "{arguments:?}: {} {}", ran.code, ran.stderr);
    }
    repository.write("notice.toml", "[notice\n");
    let ran = repository.run(&["diff", "--against", "HEAD"]);
    assert!(ran.code == 2 && ran.stderr.contains("SYN-01"), "{}", ran.stderr);
    repository.commit("broken");
    repository.write("notice.toml", BASE);
    let ran = repository.run(&["diff", "--against", "HEAD"]);
    assert!(ran.code == 2 && ran.stderr.contains("the old version `HEAD` can't be read"), "{}", ran.stderr);
}

#[test]
fn entries_are_followed_between_files() {
    let register = "[recipients.checkers]\ncategory = { en = \"vetting services\", de = \"Prüfdienste\" }\nrole = \"controller\"\nactivity = { en = \"reference checks\", de = \"Prüfung von Referenzen\" }\ncountries = [\"GB\"]\n";
    let repository = Repository::new(&[("notice.toml", BASE)]);
    let rest = replaced(&[(register, "")]);
    repository.write("notice.toml", &format!("include = [\"register/*.toml\"]\n{rest}"));
    repository.write("register/recipients.toml", register);
    let ran = repository.run(&["diff", "--against", "HEAD", "--exit-code"]);
    assert_eq!(ran.code, 0, "{}", ran.stdout);
    repository.commit("moved");
    repository.write("register/recipients.toml", &register.replace("\"GB\"", "\"IN\""));
    let ran = repository.run(&["diff", "--against", "HEAD"]);
    assert!(
        ran.stdout.contains("[-GB-] → {+IN+} (a new third country for the UK: IN; a new third country for the EU: IN)"),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.contains("register/recipients.toml:5:14"), "{}", ran.stdout);
}

#[test]
fn a_published_manifest_can_be_the_base() {
    let complete = include_str!("../../../examples/town-council/notice.toml");
    let repository = Repository::new(&[("noticec.toml", "formats = [\"markdown\"]\n"), ("notice.toml", complete)]);
    let registers = crate::project::root().join("examples/town-council");
    for file in
        walkdir::WalkDir::new(&registers).into_iter().map(Result::unwrap).filter(|file| file.file_type().is_file())
    {
        let name = file.path().strip_prefix(&registers).unwrap().to_str().unwrap();
        if !name.starts_with("public")
            && !name.contains("manifest")
            && !["noticec.toml", "notice.toml", "facts.toml"].contains(&name)
        {
            repository.write(name, &std::fs::read_to_string(file.path()).unwrap());
        }
    }
    let ran = repository.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let ran = repository.run(&["diff", "--against", "noticec.manifest.json", "--exit-code"]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    // A sentence of the project in other words is a change, too.
    repository.write("templates/phrases/en.toml", "[notice]\ncontents = \"What you find here\"\n");
    repository.write("noticec.toml", "formats = [\"markdown\"]\ntemplates = \"templates\"\n");
    let ran = repository.run(&["diff", "--against", "noticec.manifest.json", "--format", "json"]);
    assert!(ran.stdout.contains("\"wording\""), "{}{}", ran.stdout, ran.stderr);
}

#[test]
fn notices_come_and_go() {
    let called = |id: &str, title: &str| {
        BASE.replace("id = \"applicants\"", &format!("id = \"{id}\"")).replace("Privacy notice for applicants", title)
    };
    let repository = Repository::new(&[
        ("a.notice.toml", BASE),
        ("b.notice.toml", &called("staff", "For staff")),
        ("c.notice.toml", &called("guests", "For guests")),
    ]);
    for gone in ["b", "c"] {
        std::fs::remove_file(repository.0.path().join(format!("{gone}.notice.toml"))).unwrap();
    }
    let ran = repository.run(&["diff", "--against", "HEAD"]);
    assert_eq!((ran.code, ran.stdout.matches("DIF-45 notice removed: notice").count()), (0, 2), "{}", ran.stdout);
    repository.write("d.notice.toml", &called("visitors", "For visitors"));
    let ran = repository.run(&["diff", "--against", "HEAD"]);
    assert!(ran.stdout.contains("DIF-45 notice added: notice “For visitors”"), "{}", ran.stdout);
    let ran = repository.run(&["check", "--against", "HEAD"]);
    assert!(ran.stderr.contains("d.notice.toml has no earlier version at `HEAD`"), "{}", ran.stderr);
    // The same notice in another file and under another name.
    repository.write("e.notice.toml", &called("team", "For staff").replace("12 months", "2 years"));
    let ran = repository.run(&["check", "--against", "HEAD", "e.notice.toml"]);
    assert_eq!(gate(&ran), ["CHG-03", "CHG-06"], "{}", ran.stderr);
    let ran = repository.run(&["diff", "--against", "HEAD", "e.notice.toml", "--exit-code"]);
    assert!(ran.stdout.contains("DIF-41 id renamed: notice.id") && !ran.stdout.contains("DIF-45"), "{}", ran.stdout);
}
