//! `noticec trace`: nothing is left out in either direction, and what is not met shows.

use std::collections::BTreeSet;

use noticec::load::load_text;
use noticec::lower::lower;
use noticec::model::resolve;
use noticec::rules;
use noticec::source::SourceMap;
use noticec::trace::{Trace, trace};
use rayon::prelude::*;
use serde_json::Value as Json;
use toml::Table;

use crate::examples::merged;
use crate::project::{GOOD, Project, examples, root, run};

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn a_trace_reads_well_in_each_form() {
    let folder = root().join("examples/council-services");
    for (name, arguments) in [
        ("trace-text", &["trace"][..]),
        ("trace-blocks", &["trace", "--by", "block"]),
        ("trace-markdown", &["trace", "--format", "markdown"]),
        ("trace-markdown-blocks", &["trace", "--format", "markdown", "--by", "block"]),
    ] {
        let ran = run(&folder, arguments);
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{name}");
        snapshot(name, &ran.stdout);
    }
    let small = Project::new(&[("newsletter.notice.toml", GOOD)]).run(&["trace", "--format", "json"]);
    assert_eq!(small.code, 0, "{}", small.stderr);
    snapshot("trace-json", &small.stdout);
}

/// Every obligation of every example leads to a block and to a line, and every block to what it comes from.
#[test]
fn nothing_is_left_out() {
    for example in examples() {
        let loaded = noticec::load::load(&example, &[], None).unwrap();
        for notice in &loaded.notices {
            let model = resolve(notice).unwrap();
            let document = lower(&model, &model.languages[0], false);
            let trace = trace(&model, &document, &loaded.sources);
            let due: Vec<_> = trace.demands.iter().flat_map(|demand| &demand.due).collect();
            assert_eq!(due.len(), rules::obligations(&model).len());
            assert_eq!((trace.addressed, trace.obligations), (due.len(), due.len()));
            for due in due {
                assert!(!due.met.is_empty() && !due.law.is_empty(), "{}: {}", trace.id, due.path);
                assert!(due.met.iter().all(|words| !words.anchor.is_empty() && !words.text.is_empty()));
                for place in &due.declared {
                    assert!(place.position().is_some() && place.line > 0, "{}: {}", trace.id, place.path);
                }
            }
            let spared: Vec<_> = trace.demands.iter().flat_map(|demand| &demand.not_due).collect();
            assert_eq!(spared.len(), rules::not_due(&model).len());
            for spared in spared {
                assert_eq!(spared.open, spared.facts.is_empty());
                assert!(spared.facts.iter().all(|place| place.position().is_some()), "{}", spared.path);
            }
            let telling = document.blocks().filter(|block| !block.items.is_empty()).count();
            assert_eq!(trace.blocks.iter().filter(|block| !block.items.is_empty()).count(), telling);
            let marked = document.blocks().filter(|block| block.id.is_some() || !block.from.is_empty()).count();
            assert_eq!(trace.blocks.len(), marked);
            for block in &trace.blocks {
                assert!(block.from.iter().all(|place| place.position().is_some()), "{}: {}", trace.id, block.anchor);
            }
        }
    }
}

/// For each purpose, each item that hangs on it is due or is spared, and never both.
#[test]
fn what_is_not_due_is_spared_with_a_reason() {
    for example in examples() {
        let trace = traced(&merged(&example));
        let demand = |what: &str| trace.demands.iter().find(|demand| demand.what.contains(what)).unwrap();
        for (what, field) in [
            ("legitimate interests", "basis"),
            ("categories of personal data", "data"),
            ("where the data comes from", "collected"),
            ("whether the data must be provided", "provision"),
        ] {
            let demand = demand(what);
            let path = |purpose: &str| format!("purposes.{purpose}.{field}");
            for purpose in merged(&example)["purposes"].as_table().unwrap().keys() {
                let due = demand.due.iter().filter(|due| due.path == path(purpose)).count();
                let spared = demand.not_due.iter().filter(|spared| spared.path == path(purpose)).count();
                assert_eq!(due + spared, 1, "{}: {what} of {purpose}", trace.id);
            }
        }
    }
}

fn traced(table: &Table) -> Trace {
    let text = toml::to_string(table).unwrap();
    let loaded = load_text("notice.toml", &text);
    let model = resolve(&loaded.notices[0]).unwrap();
    trace(&model, &lower(&model, &model.languages[0], false), &SourceMap::default())
}

fn unmet(trace: &Trace) -> BTreeSet<String> {
    trace.unmet().map(|due| due.path.clone()).collect()
}

#[test]
fn a_fact_that_is_gone_shows_as_unmet() {
    const FACTS: [(&str, &str); 4] =
        [("text", ""), ("basis", ".basis"), ("recipients", ".recipients"), ("retention", ".retention")];
    let mut removed = 0;
    for example in examples() {
        let whole = merged(&example);
        assert_eq!(unmet(&traced(&whole)), BTreeSet::new());
        let mut bare = whole.clone();
        bare["controller"].as_table_mut().unwrap().remove("name");
        assert_eq!(unmet(&traced(&bare)), BTreeSet::from(["controller".to_owned()]));
        let purposes = whole["purposes"].as_table().unwrap();
        let facts: Vec<_> = purposes
            .iter()
            .flat_map(|(id, purpose)| {
                FACTS.iter().filter(|(key, _)| purpose.get(key).is_some()).map(move |fact| (id, fact))
            })
            .collect();
        // One fact of each purpose, in turn, shows it; to remove all takes long.
        let facts: Vec<_> = facts.into_iter().step_by(FACTS.len() + 1).collect();
        removed += facts.len();
        facts.par_iter().for_each(|(id, (key, path))| {
            let mut bare = whole.clone();
            bare["purposes"][id.as_str()].as_table_mut().unwrap().remove(*key);
            let open = unmet(&traced(&bare));
            assert_eq!(open, BTreeSet::from([format!("purposes.{id}{path}")]), "{} without {key}", example.display());
        });
    }
    assert!(removed > 60, "facts are removed: {removed}");
}

#[test]
fn what_is_not_met_is_seen_and_fails_the_run() {
    let text = GOOD.replace("recipients = \"none\"\n", "");
    let project = Project::new(&[("a.notice.toml", &text)]);
    let ran = project.run(&["trace"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.stdout.contains("NOT MET: no block of the notice tells it"), "{}", ran.stdout);
    let last = ran.stdout.lines().last().unwrap();
    let (done, all) = last.strip_suffix(" obligations addressed").unwrap().split_once(" of ").unwrap();
    assert_eq!(done.parse::<u32>().unwrap() + 1, all.parse::<u32>().unwrap());
    let json: Json = serde_json::from_str(&project.run(&["trace", "--format", "json"]).stdout).unwrap();
    let notice = &json["notices"][0];
    assert_eq!(notice["addressed"].as_u64().unwrap() + 1, notice["obligations"].as_u64().unwrap());
    assert!(project.run(&["trace", "--format", "markdown"]).stdout.contains("| **not met** |"));
}

/// A duty does not vanish because nothing is declared of it.
#[test]
fn what_is_called_for_and_not_declared_is_due_and_not_met() {
    let text = GOOD.replace("country = \"IE\"", "country = \"US\"\ntargets = [\"IE\"]\nkind = \"public-authority\"");
    assert_ne!(text, GOOD);
    let traced = |text: &str| traced(&toml::from_str(text).unwrap());
    assert_eq!(unmet(&traced(&text)), BTreeSet::from(["dpo".to_owned()]), "a public body needs no representative");
    let company = text.replace("public-authority", "company");
    assert_eq!(unmet(&traced(&company)), BTreeSet::from(["representatives.eu".to_owned()]));
    let project = Project::new(&[("a.notice.toml", &company)]);
    let ran = project.run(&["trace"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    for line in ["representatives.eu", "controller.targets", "NOT MET"] {
        assert!(ran.stdout.contains(line), "{line}: {}", ran.stdout);
    }
    let named = "[representatives.eu]\nname = \"Agents Ltd\"\ncountry = \"IE\"\nemail = \"eu@agents.example\"\n";
    assert_eq!(unmet(&traced(&format!("{company}\n{named}"))), BTreeSet::new());
}

/// A finding that a waiver lets pass is no loss of the build.
#[test]
fn a_waived_duty_is_built_and_shows_in_the_trace() {
    for (controller, rule, on) in [
        ("country = \"IE\"\nkind = \"public-authority\"", "public-authority-dpo-missing", "dpo"),
        ("country = \"IE\"\ncore_activities = \"large-scale-monitoring\"", "monitoring-dpo-missing", "dpo"),
        ("country = \"IE\"\ncore_activities = \"large-scale-special-data\"", "special-data-dpo-missing", "dpo"),
    ] {
        let text = GOOD.replace("country = \"IE\"", controller);
        let built = |text: &str| Project::new(&[("a.notice.toml", text)]).run(&["build", "."]);
        let refused = built(&text);
        assert_eq!(refused.code, 1, "{rule}: {}", refused.stderr);
        assert!(!refused.stderr.contains("REF-09"), "{rule}: {}", refused.stderr);
        let waiver = format!(
            "\n[[waive]]\nrule = \"{rule}\"\non = \"{on}\"\nreason = \"being appointed\"\nowner = \"office\"\nuntil = 2099-01-01\n"
        );
        let text = format!("{text}{waiver}");
        let ran = built(&text);
        assert_eq!(ran.code, 0, "{rule}: {}", ran.stderr);
        assert_eq!(unmet(&traced(&toml::from_str(&text).unwrap())), BTreeSet::from([on.to_owned()]), "{rule}");
    }
}

/// One reason stands once, with all declarations for which it holds.
#[test]
fn one_reason_is_one_row() {
    let folder = root().join("examples/council-services");
    let text = run(&folder, &["trace"]).stdout;
    assert_eq!(text.matches("does not apply: no basis of it is 6(1)(f)").count(), 1);
    let markdown = run(&folder, &["trace", "--format", "markdown"]).stdout;
    let row = markdown.lines().find(|line| line.contains("no basis of it is")).unwrap();
    assert!(row.contains("`purposes.deliver.basis`<br>`purposes.manage.basis`"), "{row}");
    assert!(row.matches("notice.toml:").count() > 5, "{row}");
}

/// Where a heading names Art. 13 and 14, a row says which of them it falls under.
#[test]
fn a_row_says_which_article_it_falls_under() {
    let two = GOOD.replace(
        "[purposes.newsletter]",
        "[sources.agency]\nlabel = \"agencies\"\npublic = false\n\n[purposes.checks]\nlabel = \"Checks\"\ntext = \"We check.\"\ncollected = \"agency\"\n\n[purposes.newsletter]",
    );
    let project = Project::new(&[("a.notice.toml", &two)]);
    let ran = project.run(&["trace", "--format", "markdown"]);
    for (purpose, article) in [("newsletter", "13(1)(c)"), ("checks", "14(1)(c)")] {
        let row = format!("| `purposes.{purpose}`<br>GDPR art. {article} |");
        assert!(ran.stdout.contains(&row), "{row}: {}", ran.stdout);
    }
    let text = project.run(&["trace"]).stdout;
    let column = |line: &str| line.split("   ").find(|part| !part.trim().is_empty()).map(|part| part.trim().to_owned());
    assert!(text.lines().any(|line| column(line).as_deref() == Some("GDPR art. 14(1)(c)")), "{text}");
    assert!(text.contains("\nGDPR art. 13(1)(c); GDPR art. 14(1)(c): purposes\n"), "{text}");
}

#[test]
fn a_file_that_cannot_be_read_whole_is_not_traced() {
    let project = Project::new(&[("a.notice.toml", &GOOD.replace("email = \"hello", "e_mail = \"hello"))]);
    let ran = project.run(&["trace"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""));
    assert!(ran.stderr.contains("nothing is traced: 1 error first"), "{}", ran.stderr);
}

#[test]
fn lines_fit_and_never_praise() {
    for example in examples() {
        for by in ["obligation", "block"] {
            let printed = run(&example, &["trace", "--by", by]).stdout;
            let long = printed.lines().find(|line| line.chars().count() > 100);
            assert_eq!(long, None, "{}", example.display());
            let last = printed.lines().last().unwrap();
            assert!(last.ends_with(" obligations addressed"), "{last}");
        }
    }
}

/// A notice that says nothing is never read as one that denies.
#[test]
fn silence_is_open_and_not_denied() {
    let text = "[notice]\njurisdictions = [\"eu\"]\neffective = 2026-11-01\n[purposes.one]\nlabel = \"One\"\n";
    let trace = traced(&toml::from_str(text).unwrap());
    for demand in &trace.demands {
        for spared in &demand.not_due {
            assert!(spared.open, "{}: {} ({})", demand.what, spared.path, spared.why);
        }
    }
    let told: Vec<_> = trace.demands.iter().flat_map(|demand| &demand.not_due).collect();
    assert!(told.len() >= 6, "{told:#?}");
    let denied = format!("{text}[automated]\nnone = true\n[dpo]\nnone = true\n");
    let trace = traced(&toml::from_str::<Table>(&denied).unwrap());
    let officer = trace.demands.iter().find(|demand| demand.what.contains("officer")).unwrap();
    assert!(!officer.not_due[0].open);
    let decisions = trace.demands.iter().find(|demand| demand.what.contains("automated")).unwrap();
    assert_eq!(decisions.due.len(), 1, "the denial is told");
}
