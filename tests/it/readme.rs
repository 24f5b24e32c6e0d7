//! The README's snippets run, and what it shows is what they print. `BLESS=1 cargo test` writes it anew.

use crate::diff::repository::Repository;
use crate::project::{Project, root};
use crate::schema::held;

const COMMAND: &str = "$ noticec build newsletter.notice.toml\n";
const NOTICE: &str = "<!-- the notice -->\n";
const TRANSFERS: &str = "transfers = [{";

/// What stands between the first `from` and the next `to` behind it.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = text.split_once(from).unwrap_or_else(|| panic!("the README has `{from}`"));
    rest.split_once(to).unwrap_or_else(|| panic!("the README has `{to}` behind `{from}`")).0
}

#[test]
fn the_readme_shows_what_happens() {
    let path = root().join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let declaration = between(&readme, "as somebody first wrote it:\n\n```toml\n", "```\n");
    let project = Project::new(&[("newsletter.notice.toml", declaration)]);
    let ran = project.run(&["build", "newsletter.notice.toml"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(project.read("out/newsletter.html").is_none());
    let shown = between(&readme, COMMAND, "```\n");
    let mut wanted = readme.replacen(&format!("{COMMAND}{shown}"), &format!("{COMMAND}{}", ran.stderr), 1);

    let transfers = format!("{TRANSFERS}{}", between(&readme, TRANSFERS, "`"));
    let mended = declaration.replace("countries = [\"IN\"]\n", &format!("countries = [\"IN\"]\n{transfers}\n"));
    project.write("newsletter.notice.toml", mended.as_bytes());
    let ran = project.run(&["build", "newsletter.notice.toml", "--format", "markdown"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let notice = project.read("out/newsletter.md").unwrap();
    let part = between(&notice, "<a id=\"purpose-newsletter\"></a>\n", "<a id=\"data\"></a>");
    // Anchors are for machines, and a heading of the notice is none of the README.
    let quoted: String = part
        .lines()
        .filter(|line| !line.trim_start().starts_with("<a id="))
        .map(|line| match line.trim_start_matches('#') {
            heading if heading.len() < line.len() => format!("> **{}**\n", heading.trim()),
            text if text.trim().is_empty() => ">\n".to_owned(),
            text => format!("> {}\n", unlinked(text)),
        })
        .collect();
    let quoted = squeeze(&quoted);
    let shown = between(&readme, NOTICE, "\n## A change");
    wanted = wanted.replacen(&format!("{NOTICE}{shown}"), &format!("{NOTICE}\n{quoted}"), 1);

    let (comment, check) = a_year_later(&mended);
    let shown = between(&readme, COMMENT, "\nIn CI,");
    wanted = wanted.replacen(&format!("{COMMENT}{shown}"), &format!("{COMMENT}\n{comment}"), 1);
    let shown = between(&readme, GATE, "```\n");
    wanted = wanted.replacen(&format!("{GATE}{shown}"), &format!("{GATE}{check}"), 1);
    held(&path, &wanted);
}

const COMMENT: &str = "<!-- the comment -->\n";
const GATE: &str = "$ noticec check --against origin/main\n";

/// The comment on a pull request that changes the notice, as a quotation, and what the check finds.
fn a_year_later(declaration: &str) -> (String, String) {
    let repository = Repository::new(&[("newsletter.notice.toml", declaration)]);
    repository.git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
    let edits = [
        ("recipients = [\"mailhouse\"]", "recipients = [\"mailhouse\", \"counters\"]"),
        (
            "[purposes.newsletter]",
            "[recipients.counters]\nname = \"Readerstat\"\nrole = \"processor\"\nsector = \"reading statistics\"\nactivity = \"counting of readers\"\ncountries = [\"FR\"]\n\n[purposes.newsletter]",
        ),
        (
            "retention = { until = \"the day on which you unsubscribe\" }",
            "retention = { period = \"1 month\", from = \"the day on which you unsubscribe\" }",
        ),
        ("our monthly newsletter", "our *monthly* newsletter"),
        ("label = \"people who read our newsletter\"", "label = \"people who subscribe to our newsletter\""),
    ];
    let changed = edits.iter().fold(declaration.to_owned(), |text, (from, to)| {
        assert_eq!(text.matches(from).count(), 1, "`{from}` stands once");
        text.replace(from, to)
    });
    repository.write("newsletter.notice.toml", &changed);
    let ran = repository.run(&["diff", "--against", "origin/main", "--format", "markdown", "--quiet"]);
    assert!(ran.stderr.is_empty(), "{}", ran.stderr);
    let lines = ran.stdout.lines().filter(|line| !line.starts_with("<!--"));
    let quoted: String = lines.map(|line| format!("> {line}\n").replace("> \n", ">\n")).collect();
    let ran = repository.run(&["check", "--against", "origin/main"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    (squeeze(&quoted), ran.stderr)
}

/// The words of links within the notice, which lead nowhere here.
fn unlinked(line: &str) -> String {
    let mut out = line.to_owned();
    while let Some(middle) = out.find("](#") {
        let (before, after) = (out[..middle].to_owned(), out[middle + 3..].to_owned());
        let open = before.rfind('[').unwrap();
        let close = after.find(')').unwrap();
        out = format!("{}{}{}", &before[..open], &before[open + 1..], &after[close + 1..]);
    }
    out
}

/// One blank line where several stand, none at the ends.
fn squeeze(quoted: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in quoted.lines() {
        if line != ">" || lines.last().is_some_and(|last| *last != ">") {
            lines.push(line);
        }
    }
    while lines.last() == Some(&">") {
        lines.pop();
    }
    lines.join("\n") + "\n"
}

#[test]
fn the_two_commands_are_the_contract() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    assert!(readme.contains("cargo run --release -- build examples/council-services --out public\n"));
    assert!(readme.contains("bash .ci/test\n"));
    let ci = std::fs::read_to_string(root().join(".ci/run")).unwrap();
    assert!(ci.contains("exec bash .ci/test"), "CI runs the README's test command");
}
