//! Findings as SARIF 2.1.0 (OASIS, 2020), in the parts that code scanning on GitHub reads and few beside.

mod log;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::findings::{Finding, Report, Status};
use super::places::Place;
use super::plain::plain;
use crate::finding::Level;
use crate::levels::is_waivable;
use crate::rules::{self, Rule};

pub use log::Log;
use log::{
    About, Artifact, Base, Bases, Configuration, Descriptor, Driver, Invocation, Location, Notification, Outcome,
    Physical, Prints, Properties, Region, Run, Suppression, Text, Tool,
};

/// Where the schema of this form is found by who wants it.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// What all paths are relative to: the root of the sources, as GitHub calls it.
const ROOT: &str = "%SRCROOT%";

/// Letters of a description at most: more is cut by GitHub.
const LONGEST: usize = 1000;

/// The findings of a run as SARIF; of the rules, those that found something.
#[must_use]
pub fn sarif(report: &Report) -> Log {
    let found = |rule: &&Rule| report.findings.iter().any(|finding| finding.code == rule.code);
    let rules: Vec<&'static Rule> = rules::all().filter(found).collect();
    let index = |finding: &Finding| rules.iter().position(|rule| rule.code == finding.code);
    let results = report.findings.iter().filter_map(|finding| Some(outcome(finding, index(finding)?, report)));
    let unjudged = (!report.rules_run).then(|| Notification {
        level: "warning",
        message: text("The legal rules were not run: a file could not be read whole."),
    });
    let root = "The repository; where there is none, the folder of the run.";
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: report.tool.name,
                semantic_version: report.tool.version,
                rules: rules.iter().map(|rule| descriptor(rule)).collect(),
            },
        },
        invocations: vec![Invocation {
            execution_successful: true,
            tool_execution_notifications: unjudged.into_iter().collect(),
        }],
        original_uri_base_ids: Bases { root: Base { description: text(root) } },
        column_kind: "unicodeCodePoints",
        results: results.collect(),
    };
    Log { schema: SCHEMA, version: "2.1.0", runs: vec![run] }
}

fn text(text: &str) -> Text {
    Text { text: text.to_owned(), markdown: None }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Deny => "error",
        Level::Warn => "warning",
        Level::Note => "note",
        Level::Allow => "none",
    }
}

fn descriptor(rule: &Rule) -> Descriptor {
    let words = plain(rule.page);
    let why = words.split("\n\n").nth(1).unwrap_or(rule.summary);
    let markdown = format!("{}\n\n`noticec explain {}` says more.\n", rule.page.trim_end(), rule.code);
    Descriptor {
        id: rule.code,
        name: rule.name,
        short_description: text(&sentence(rule.summary)),
        full_description: text(&shortened(why)),
        help: Text { text: words, markdown: Some(markdown) },
        default_configuration: Configuration { level: level(rule.level()) },
        properties: Properties { tags: tags(rule), severity: severity(rule.level()) },
    }
}

/// A summary as the sentence that stands alone on a page of GitHub.
fn sentence(summary: &str) -> String {
    let mut letters = summary.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).chain(['.']).collect()).unwrap_or_default()
}

fn shortened(prose: &str) -> String {
    if prose.chars().count() <= LONGEST {
        return prose.to_owned();
    }
    let cut: String = prose.chars().take(LONGEST).collect();
    cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole).to_owned() + " …"
}

fn severity(level: Level) -> &'static str {
    match level {
        Level::Deny => "error",
        Level::Warn => "warning",
        Level::Note | Level::Allow => "recommendation",
    }
}

/// What rules are found by: what the family is about, whose law it is, and whether a waiver can let a finding pass.
fn tags(rule: &Rule) -> Vec<String> {
    let mut tags = vec!["privacy".to_owned(), rule.family().to_owned()];
    tags.extend(rule.packs.iter().map(|pack| pack.as_ref().to_owned()));
    if is_waivable(rule) {
        tags.push("waivable".to_owned());
    }
    tags
}

fn outcome(finding: &Finding, rule_index: usize, report: &Report) -> Outcome {
    let mut places = finding.places.iter();
    // What has no place of its own is told at the notice as a whole.
    let whole = || report.home(finding).map(whole);
    let locations = places.next().map(|place| location(place, None)).or_else(whole).into_iter().collect();
    let related = places.zip(1..).map(|(place, id)| location(place, Some(id))).collect();
    let print = finding.fingerprint.clone();
    let github = if print.contains(':') { print.clone() } else { format!("{print}:1") };
    let about = About { on: finding.on.clone(), law: finding.law.clone() };
    Outcome {
        rule_id: finding.code,
        rule_index,
        level: level(finding.level),
        message: Text { text: message(finding), markdown: Some(in_markdown(finding)) },
        locations,
        related_locations: related,
        partial_fingerprints: Prints { own: print, github },
        suppressions: suppression(finding).into_iter().collect(),
        properties: (about.on.is_some() || !about.law.is_empty()).then_some(about),
    }
}

/// Message, help and what is to be pasted, in lines: most viewers show these alone. What reads like a link of the standard, brackets before parentheses, is made none.
fn message(finding: &Finding) -> String {
    let help = finding.help.iter().map(|help| format!("help: {help}"));
    let lines = [finding.message.clone()].into_iter().chain(help).chain(finding.paste.clone());
    lines.collect::<Vec<_>>().join("\n").replace("](", "] (")
}

/// The same with the law, for viewers that know Markdown.
fn in_markdown(finding: &Finding) -> String {
    let mut told = finding.message.clone();
    if let Some(help) = &finding.help {
        told = format!("{told}\n\nhelp: {help}");
    }
    if let Some(paste) = &finding.paste {
        told = format!("{told}\n\n```toml\n{}\n```", paste.trim_end());
    }
    if !finding.law.is_empty() {
        told = format!("{told}\n\nlaw: {}", finding.law.join("; "));
    }
    told
}

fn suppression(finding: &Finding) -> Option<Suppression> {
    let accepted = |kind, justification| Some(Suppression { kind, status: "accepted", justification });
    match (finding.status, &finding.waiver) {
        (Status::Open, _) => None,
        (Status::Known, _) => accepted("external", "known: it stands in the baseline".to_owned()),
        (Status::Waived, Some(waiver)) => {
            accepted("inSource", format!("waived until {} ({}: {})", waiver.until, waiver.owner, waiver.reason))
        }
        (Status::Waived, None) => accepted("inSource", "waived".to_owned()),
    }
}

fn location(place: &Place, id: Option<usize>) -> Location {
    let region = Region {
        start_line: place.line,
        start_column: place.column,
        end_line: place.end_line,
        end_column: place.end_column,
    };
    Location {
        id,
        physical: Physical { artifact_location: artifact(&place.file), region: Some(region) },
        message: (!place.label.is_empty()).then(|| text(&place.label)),
    }
}

fn whole(file: &str) -> Location {
    Location { id: None, physical: Physical { artifact_location: artifact(file), region: None }, message: None }
}

fn artifact(file: &str) -> Artifact {
    Artifact { uri: address(file), uri_base_id: ROOT }
}

/// What stands as it is in a path: unreserved characters and `/`. A first part with `:` would be read as a scheme.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// A path as a relative address (RFC 3986): all but unreserved characters and `/` in percent signs.
fn address(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_relative_and_escaped() {
        assert_eq!(address("privacy/a.notice.toml"), "privacy/a.notice.toml");
        assert_eq!(address("Über uns/a:b 100%.toml"), "%C3%9Cber%20uns/a%3Ab%20100%25.toml");
    }

    #[test]
    fn every_rule_has_what_github_shows() {
        for rule in rules::all() {
            let told = descriptor(rule);
            assert!(told.short_description.text.ends_with('.'), "{}", rule.code);
            let full = told.full_description.text.chars().count();
            assert!((20..=LONGEST + 2).contains(&full), "{}: {full}", rule.code);
            assert!(told.help.text.starts_with(rule.name) && told.help.text.len() > full, "{}", rule.code);
            assert!(told.properties.tags.len() <= 10, "{}", rule.code);
        }
    }

    #[test]
    fn a_long_description_is_cut_between_words() {
        let cut = shortened(&"word ".repeat(400));
        assert!(cut.ends_with("word …") && cut.chars().count() <= LONGEST + 2);
        assert_eq!(shortened("short"), "short");
    }
}
