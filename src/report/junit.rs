//! Findings as JUnit XML, in the form that Jenkins' schema describes: a suite a notice, a case a rule that found nothing, and a
//! case a finding.

use std::io::{self, Cursor};

use indexmap::IndexMap;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::findings::{Finding, Report, Status};
use crate::rules::Rule;

/// How a case ended.
enum End {
    Passed,
    /// Judged and told, but not failing: words for those who look.
    Told(String),
    Failed {
        kind: &'static str,
        message: String,
        words: String,
    },
    Skipped(String),
}

struct Case {
    name: String,
    end: End,
}

struct Suite {
    cases: Vec<Case>,
}

impl Suite {
    fn ended(&self, with: impl Fn(&End) -> bool) -> usize {
        self.cases.iter().filter(|case| with(&case.end)).count()
    }

    fn failures(&self) -> usize {
        self.ended(|end| matches!(end, End::Failed { .. }))
    }

    fn skipped(&self) -> usize {
        self.ended(|end| matches!(end, End::Skipped(_)))
    }
}

/// The findings of a run as JUnit XML.
///
/// # Errors
/// None that a report can cause.
pub fn junit(report: &Report) -> io::Result<String> {
    let suites = suites(report);
    let all = |count: fn(&Suite) -> usize| suites.values().map(count).sum::<usize>().to_string();
    let mut xml = Writer::new_with_indent(Cursor::new(Vec::new()), b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.create_element("testsuites")
        .with_attribute(("name", report.tool.name))
        .with_attribute(("tests", all(|suite| suite.cases.len()).as_str()))
        .with_attribute(("failures", all(Suite::failures).as_str()))
        .with_attribute(("errors", "0"))
        .write_inner_content(|xml| suites.iter().try_for_each(|(name, suite)| write_suite(xml, name, suite)))?;
    let mut text = String::from_utf8(xml.into_inner().into_inner()).map_err(io::Error::other)?;
    text.push('\n');
    Ok(text)
}

/// The suites by file, the notices first.
fn suites(report: &Report) -> IndexMap<&str, Suite> {
    let mut suites: IndexMap<&str, Suite> = IndexMap::new();
    for (index, notice) in report.notices.iter().enumerate() {
        let found =
            |rule: &&&Rule| !report.findings.iter().any(|one| one.code == rule.code && one.notice == Some(index));
        let passed =
            notice.rules.iter().filter(found).map(|rule| Case { name: called(rule.code, rule.name), end: End::Passed });
        let mut cases: Vec<Case> = passed.collect();
        if !report.rules_run {
            let why = "not run: a file could not be read whole".to_owned();
            cases.push(Case { name: "legal rules".to_owned(), end: End::Skipped(why) });
        }
        suites.insert(&notice.file, Suite { cases });
    }
    for finding in &report.findings {
        let own = finding.notice.and_then(|index| report.notices.get(index)).map(|notice| notice.file.as_str());
        let file = own.or(finding.file()).unwrap_or(report.tool.name);
        suites.entry(file).or_insert_with(|| Suite { cases: Vec::new() }).cases.push(case(finding));
    }
    suites
}

fn called(code: &str, name: &str) -> String {
    format!("{code} {name}")
}

fn case(finding: &Finding) -> Case {
    let name = format!("{}: {}", called(finding.code, finding.name), finding.message);
    let end = match (finding.status, &finding.waiver) {
        (Status::Waived, Some(waiver)) => {
            End::Skipped(format!("waived until {} ({}: {})", waiver.until, waiver.owner, waiver.reason))
        }
        (Status::Waived, None) => End::Skipped("waived".to_owned()),
        (Status::Known, _) => End::Skipped("known: it stands in the baseline".to_owned()),
        (Status::Open, _) if finding.fails => {
            let kind = if finding.level == crate::finding::Level::Warn { "warn" } else { "deny" };
            End::Failed { kind, message: finding.message.clone(), words: words(finding) }
        }
        (Status::Open, _) => End::Told(words(finding)),
    };
    Case { name, end }
}

/// Places, help and law in lines.
fn words(finding: &Finding) -> String {
    let mut lines = vec![format!("{}: {}", finding.level.as_ref(), finding.message)];
    for place in &finding.places {
        lines.push(format!("{}:{}:{}: {}", place.file, place.line, place.column, place.label));
    }
    lines.extend(finding.help.iter().map(|help| format!("help: {help}")));
    lines.extend(finding.paste.clone());
    if !finding.law.is_empty() {
        lines.push(format!("law: {}", finding.law.join("; ")));
    }
    lines.join("\n")
}

type Xml = Writer<Cursor<Vec<u8>>>;

fn write_suite(xml: &mut Xml, name: &str, suite: &Suite) -> io::Result<()> {
    xml.create_element("testsuite")
        .with_attribute(("name", printable(name).as_str()))
        .with_attribute(("tests", suite.cases.len().to_string().as_str()))
        .with_attribute(("failures", suite.failures().to_string().as_str()))
        .with_attribute(("errors", "0"))
        .with_attribute(("skipped", suite.skipped().to_string().as_str()))
        .write_inner_content(|xml| suite.cases.iter().try_for_each(|case| write_case(xml, name, case)))?;
    Ok(())
}

fn write_case(xml: &mut Xml, class: &str, case: &Case) -> io::Result<()> {
    let element = xml
        .create_element("testcase")
        .with_attribute(("name", in_line(&case.name).as_str()))
        .with_attribute(("classname", printable(class).as_str()));
    match &case.end {
        End::Passed => element.write_empty()?,
        End::Told(words) => element.write_inner_content(|xml| {
            xml.create_element("system-out").write_text_content(BytesText::new(&printable(words)))?;
            Ok(())
        })?,
        End::Failed { kind, message, words } => element.write_inner_content(|xml| {
            xml.create_element("failure")
                .with_attribute(("message", in_line(message).as_str()))
                .with_attribute(("type", *kind))
                .write_text_content(BytesText::new(&printable(words)))?;
            Ok(())
        })?,
        // The older of Jenkins' two schemas knows no attribute here.
        End::Skipped(why) => element.write_inner_content(|xml| {
            xml.create_element("skipped").write_text_content(BytesText::new(&in_line(why)))?;
            Ok(())
        })?,
    };
    Ok(())
}

/// Text without the characters that XML 1.0 can't hold, not even escaped.
fn printable(text: &str) -> String {
    let fits = |one: char| matches!(one, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}');
    text.chars().map(|one| if fits(one) { one } else { '\u{FFFD}' }).collect()
}

/// The same in one line: a reader of attributes makes spaces of line breaks.
fn in_line(text: &str) -> String {
    printable(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_replaced() {
        assert_eq!(printable("a\u{1}b\u{FFFF}c\nd 😀"), "a\u{FFFD}b\u{FFFD}c\nd 😀");
        assert_eq!(in_line(" a\n  b\u{0} "), "a b\u{FFFD}");
    }

    #[test]
    fn marks_of_xml_are_escaped() {
        let mut xml = Writer::new(Cursor::new(Vec::new()));
        let failed = End::Failed { kind: "deny", message: "a \"b\" <c> & 'd'".into(), words: "]]> & <e>".into() };
        write_case(&mut xml, "x&y", &Case { name: "<n>".into(), end: failed }).unwrap();
        let text = String::from_utf8(xml.into_inner().into_inner()).unwrap();
        let wanted = "<testcase name=\"&lt;n&gt;\" classname=\"x&amp;y\"><failure message=\"a &quot;b&quot; &lt;c&gt; &amp; &apos;d&apos;\" \
                      type=\"deny\">]]&gt; &amp; &lt;e&gt;</failure></testcase>";
        assert_eq!(text, wanted);
    }
}
