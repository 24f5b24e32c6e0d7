//! The right to object, apart from other information: GDPR Art. 21(2) to (6).

use std::sync::LazyLock;

use super::entries::{address, value};
use super::lexicon::Lexicon;
use super::rights::left_out;
use super::{Certainty, Check, EU_UK, Reading, Rule, Sentence};
use crate::declaration::{Basis, Channels, Condition, Entry, Marketing, Purpose};
use crate::finding::{Fault, Mark};
use crate::law::{Article6, Condition9, Regime, Right, gdpr};
use crate::model::Model;
use crate::source::Spanned;

pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "OBJ-01",
        name: "objection-not-brought-out",
        summary: "the right to object applies and is not brought to the reader's attention",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("21(4)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/OBJ-01.md"),
        check: Check::Notice(not_brought_out),
    },
    Rule {
        code: "OBJ-02",
        name: "marketing-objection-missing",
        summary: "there is direct marketing, and the notice does not say how to stop it",
        mark: Mark::Mandatory,
        packs: EU_UK,
        since: None,
        law: &[gdpr("21(2)"), gdpr("21(3)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/OBJ-02.md"),
        check: Check::Everywhere(marketing_missing),
    },
    Rule {
        code: "OBJ-04",
        name: "research-undeclared",
        summary: "a purpose rests on the condition for research and does not say whether it is research",
        mark: Mark::Expected,
        packs: EU_UK,
        since: None,
        law: &[gdpr("21(6)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/OBJ-04.md"),
        check: Check::Condition(research_undeclared),
    },
    Rule {
        code: "OBJ-05",
        name: "objection-signal-refused",
        summary: "the notice refuses objections by an automatic signal",
        mark: Mark::Practice,
        packs: EU_UK,
        since: None,
        law: &[gdpr("21(5)")],
        sure: Certainty::Read,
        page: include_str!("../../docs/rules/OBJ-05.md"),
        check: Check::Texts(signal_refused),
    },
];

/// Names of signals that a browser sends by itself.
static SIGNALS: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::new(&["do not track", "do-not-track", "dnt", "global privacy control", "gpc"]));

/// Words that refuse them.
const REFUSALS: &[&str] = &[
    "not respond",
    "don't respond",
    "not honour",
    "not honor",
    "not recognise",
    "not recognize",
    "not react",
    "don't react",
    "not support",
    "not act on",
    "not comply",
    "ignore",
    "ignores",
];

/// Whether a basis gives the right to object: (e), (f), and in the UK (ea).
fn gives(basis: &Basis, model: &Model) -> bool {
    basis.article.is_some_and(|article| match article.value {
        Article6::PublicTask | Article6::LegitimateInterests => true,
        Article6::RecognisedInterests => model.law.has(Regime::Uk),
        Article6::Consent | Article6::Contract | Article6::Obligation | Article6::VitalInterests => false,
    })
}

/// Marketing of this notice; a shared register may hold that of others.
fn marketing(model: &Model) -> Vec<&Entry<Marketing>> {
    let here =
        |one: &&Entry<Marketing>| one.purpose.is_none() || !model.purposes_named(one.purpose.as_ref()).is_empty();
    model.marketing.iter().filter(here).collect()
}

/// The document has the objection in a block of its own; on the declaration only the list of rights can keep it out.
fn not_brought_out(model: &Model) -> Option<Fault> {
    let whole = model.notice.iter().filter_map(|notice| notice.basis.as_ref()).flatten();
    let bases: Vec<&Spanned<Basis>> = model
        .purposes
        .iter()
        .flat_map(|purpose| model.bases(purpose))
        .chain(whole)
        .filter(|basis| gives(basis, model))
        .collect();
    let marketing: Vec<_> = model.purposes.iter().filter(|purpose| model.is_marketing(purpose)).collect();
    if bases.is_empty() && (marketing.is_empty() || model.states(Right::MarketingObjection)) {
        return None;
    }
    let stated = left_out(Right::Objection, "the right to object", model)?;
    let mut fault = Fault::new("the right to object applies, and nothing brings it to the reader's attention");
    for basis in bases {
        fault = fault.at(basis.span, "people can object to what rests on this");
    }
    for purpose in marketing {
        fault = fault.at(purpose.span, "people can object to marketing");
    }
    fault.labels.extend(stated.labels);
    let help = "add it to `stated`, or leave `stated` out: the notice then has it apart from the other rights";
    Some(fault.help(help).paste(stated.paste.unwrap_or_default()).on("rights"))
}

/// Purposes on 9(2)(j) may be archiving, to which Art. 21(6) does not apply; only the author knows.
fn research_undeclared(condition: &Spanned<Condition>, purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let article = condition.article.filter(|article| article.value == Condition9::Research)?;
    let such = |one: &&Spanned<Condition>| one.article.is_some_and(|one| one.value == Condition9::Research);
    let first = model.conditions(purpose).iter().find(such).is_some_and(|first| first.span == condition.span);
    if purpose.research.is_some() || !first {
        return None;
    }
    let id = &purpose.id;
    let fault = Fault::new(format!("the purpose `{id}` does not say whether it is research or statistics"))
        .at(article.span, "holds for archiving, research and statistics")
        .help("add `research = true` for research or statistics, to which people can object, or `false` for archiving");
    Some(fault.paste(format!("[purposes.{id}]\nresearch = true")))
}

fn signal_refused(texts: &[Reading<'_>], model: &Model) -> Vec<Fault> {
    if !model.standing(Right::Objection).somewhere() && !model.has_marketing() {
        return Vec::new();
    }
    let help = "accept such signals as objections where your service is online, and say so with `signals = true`";
    let message = "objections by an automatic signal are refused";
    let declared = model.rights.as_ref().and_then(|rights| rights.signals).filter(|signals| !signals.value);
    if let Some(signals) = declared {
        let fault = Fault::new(message).at(signals.span, "people may object in this way online").help(help);
        return vec![fault.paste("[rights]\nsignals = true").on("rights")];
    }
    let refused = |text: &Reading<'_>| {
        SIGNALS.find(text.words)?;
        let refuses = |one: &&Sentence| REFUSALS.iter().any(|run| one.has_run(run));
        let place = text.sentences().iter().filter(refuses).find_map(|one| Some(SIGNALS.find_in(one)?.1))?;
        let fault = Fault::new(message).at(place, "people may object in this way online").help(help);
        Some(fault.paste("[rights]\nsignals = true").on(text.on.clone()))
    };
    texts.iter().filter(|text| text.english).filter_map(refused).collect()
}

fn marketing_missing(model: &Model) -> Vec<Fault> {
    let entries = marketing(model);
    let mut faults = Vec::new();
    if !entries.is_empty() || model.purposes.iter().any(|purpose| model.is_marketing(purpose)) {
        faults.extend(left_out(Right::MarketingObjection, "the right to object to marketing", model));
    }
    for entry in &entries {
        let stops = entry.opt_out.as_ref().is_some_and(|opt_out| !opt_out.is_blank());
        let purposes = model.purposes_named(entry.purpose.as_ref());
        if stops || !purposes.is_empty() && purposes.iter().all(|purpose| withdrawal_stops(purpose, model)) {
            continue;
        }
        let fault = Fault::new(format!("the marketing `{}` does not say how to stop it", entry.id))
            .at(entry.span, "no `opt_out` here")
            .help("say how people stop it");
        let paste = format!("[marketing.{}]\nopt_out = {}", entry.id, way(Some(entry), model));
        faults.push(fault.paste(paste).on(format!("marketing.{}", entry.id)));
    }
    // An entry without a purpose may speak of any.
    if entries.iter().any(|entry| entry.purpose.is_none()) {
        return faults;
    }
    for purpose in &model.purposes {
        let named = !model.marketing_of(purpose).is_empty();
        let Some(flag) = purpose.marketing.filter(|marketing| marketing.value) else { continue };
        if named || withdrawal_stops(purpose, model) {
            continue;
        }
        let id = &purpose.id;
        let message =
            format!("`{id}` is direct marketing, and no `[marketing.<id>]` with an `opt_out` names this purpose");
        let fault = Fault::new(message)
            .at(flag.span, "said to be marketing")
            .help("say how people stop it, or add the purpose to the `purpose` of an entry that says so");
        // An entry of that id may stand for another purpose.
        let key = if model.marketing.get(id.as_str()).is_some() { format!("{id}-2") } else { id.to_string() };
        let paste = format!("[marketing.{key}]\npurpose = \"{id}\"\nopt_out = {}", way(None, model));
        faults.push(fault.paste(paste).on(format!("purposes.{id}")));
    }
    faults
}

/// A way to stop marketing, as a TOML value: that of other marketing here, the link in its e-mails, or else a message.
fn way(entry: Option<&Entry<Marketing>>, model: &Model) -> String {
    let told = model.marketing.iter().find_map(|one| one.opt_out.as_ref().filter(|opt_out| !opt_out.is_blank()));
    let mail = |channel: &Spanned<Channels>| channel.value == Channels::Email;
    let by_mail = entry.is_some_and(|entry| entry.channels.iter().flatten().any(mail));
    match told {
        Some(told) => value(told.any()),
        None if by_mail => value("the link in each e-mail"),
        None => value(&format!("a message to {}", address(model))),
    }
}

/// Whether the marketing rests on consent alone: to withdraw it stops the marketing, and CON-03 asks how that is done.
fn withdrawal_stops(purpose: &Purpose, model: &Model) -> bool {
    let bases = model.bases(purpose);
    let consent = |basis: &Spanned<Basis>| basis.article.is_some_and(|article| article.value == Article6::Consent);
    !bases.is_empty() && bases.iter().all(consent)
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{self, under};

    fn codes(regime: &str, text: &str) -> Vec<&'static str> {
        testing::codes(&["OBJ"], None, &under(&format!("[\"{regime}\"]"), "2026-11-01", text))
    }

    const SILENT: &str = "[rights]\nstated = [\"access\"]\n";

    #[test]
    fn where_no_basis_gives_it_objection_may_be_left_out() {
        for basis in ["6(1)(a)", "6(1)(b)", "6(1)(c)", "6(1)(d)"] {
            assert_eq!(codes("eu", &format!("{SILENT}[purposes.one]\nbasis = \"{basis}\"")), [""; 0]);
        }
        assert_eq!(codes("eu", &format!("{SILENT}[purposes.one]\nlabel = \"no basis declared\"")), [""; 0]);
        assert_eq!(codes("eu", &format!("{SILENT}[purposes.one]\nbasis = [\"6(1)(b)\", \"6(1)(f)\"]")), ["OBJ-01"]);
    }

    #[test]
    fn recognised_interests_are_uk_law() {
        let text = format!("{SILENT}[purposes.one]\nbasis = \"6(1)(ea)\"");
        assert_eq!(codes("eu", &text), [""; 0]);
        assert_eq!(codes("uk", &text), ["OBJ-01"]);
    }

    #[test]
    fn without_a_list_of_rights_all_are_named() {
        assert_eq!(codes("eu", "[purposes.one]\nbasis = \"6(1)(f)\""), [""; 0]);
    }

    #[test]
    fn marketing_can_be_stopped_in_several_ways() {
        let purpose = "[purposes.news]\nmarketing = true\n";
        assert_eq!(codes("uk", purpose), ["OBJ-02"]);
        assert_eq!(
            codes("uk", &format!("{purpose}[marketing.news]\npurpose = \"news\"\nopt_out = \"the link\"")),
            [""; 0]
        );
        assert_eq!(codes("uk", &format!("{purpose}[marketing.news]\nopt_out = \"the link\"")), [""; 0]);
        let consent = "basis = { article = \"6(1)(a)\", withdraw = \"the link\" }";
        assert_eq!(codes("uk", &format!("{purpose}{consent}")), [""; 0]);
        // That the way to withdraw is missing is CON-03's.
        assert_eq!(codes("uk", &format!("{purpose}basis = \"6(1)(a)\"")), [""; 0]);
        assert_eq!(codes("uk", &format!("{purpose}basis = [\"6(1)(a)\", \"6(1)(f)\"]")), ["OBJ-02"]);
        assert_eq!(codes("uk", "[purposes.news]\nmarketing = false"), [""; 0]);
        assert_eq!(codes("uk", "[marketing]\nnone = true"), [""; 0]);
    }

    #[test]
    fn one_entry_serves_several_purposes() {
        let two = "[purposes.news]\nmarketing = true\n[purposes.events]\nmarketing = true\n";
        let sent =
            |purpose: &str| codes("uk", &format!("{two}[marketing.m]\npurpose = {purpose}\nopt_out = \"the link\""));
        assert_eq!(sent("[\"news\", \"events\"]"), [""; 0]);
        assert_eq!(sent("\"news\""), ["OBJ-02"]);
    }

    #[test]
    fn the_way_to_stop_is_one_that_is_there() {
        let paste = |text: &str| {
            let found = testing::findings(&["OBJ-02"], None, &under("[\"uk\"]", "2026-11-01", text));
            found[0].fault.paste.clone().unwrap()
        };
        let purpose = "[purposes.ads]\nmarketing = true\n";
        let message = "[marketing.ads]\npurpose = \"ads\"\nopt_out = \"a message to privacy@northmoor.example\"";
        assert_eq!(paste(purpose), message);
        let other = "[purposes.news]\n[marketing.news]\npurpose = \"news\"\nopt_out = \"the switch\"\n";
        assert!(paste(&format!("{purpose}{other}")).ends_with("opt_out = \"the switch\""));
        let mail = format!("{purpose}[marketing.m]\npurpose = \"ads\"\nchannels = ");
        assert_eq!(paste(&format!("{mail}\"email\"")), "[marketing.m]\nopt_out = \"the link in each e-mail\"");
        assert!(paste(&format!("{mail}\"phone\"")).contains("a message to"));
    }

    #[test]
    fn marketing_of_another_notice_is_not_judged() {
        let text = "subjects = [\"staff\"]\n[subjects.staff]\n[subjects.clients]\n[purposes.news]\nsubjects = [\"clients\"]\n\
                    [marketing.news]\npurpose = \"news\"";
        assert_eq!(codes("uk", text), [""; 0]);
    }

    #[test]
    fn a_list_with_marketing_objection_serves_marketing_alone() {
        let text = "[rights]\nstated = [\"marketing-objection\"]\n[purposes.news]\nmarketing = true\n\
                    basis = { article = \"6(1)(a)\", withdraw = \"the link\" }";
        assert_eq!(codes("uk", text), [""; 0]);
    }

    #[test]
    fn research_is_told_from_archiving() {
        let with = |rest: &str| codes("eu", &format!("[purposes.one]\n{rest}"));
        assert_eq!(with("conditions = \"9(2)(j)\""), ["OBJ-04"]);
        assert_eq!(with("conditions = [\"9(2)(j)\", \"9(2)(j)\"]"), ["OBJ-04"]);
        assert_eq!(with("conditions = \"9(2)(j)\"\nresearch = true"), [""; 0]);
        assert_eq!(with("conditions = \"9(2)(j)\"\nresearch = false"), [""; 0]);
        assert_eq!(with("conditions = \"9(2)(i)\""), [""; 0]);
    }

    #[test]
    fn signals_are_refused_in_so_many_words() {
        let interests = "[purposes.one]\nbasis = \"6(1)(f)\"\n";
        let text = |words: &str| codes("eu", &format!("{interests}[sections.dnt]\ntext = \"{words}\""));
        assert_eq!(text("Our site does not respond to Do Not Track signals."), ["OBJ-05"]);
        assert_eq!(text("We ignore Global Privacy Control."), ["OBJ-05"]);
        assert_eq!(text("We respond to Do Not Track signals."), [""; 0]);
        assert_eq!(text("We honour the Global Privacy Control of your browser."), [""; 0]);
        assert_eq!(text("We do not respond to post."), [""; 0]);
        assert_eq!(codes("eu", &format!("{interests}[rights]\nsignals = false")), ["OBJ-05"]);
        assert_eq!(codes("eu", &format!("{interests}[rights]\nsignals = true")), [""; 0]);
        assert_eq!(codes("eu", "[purposes.one]\nbasis = \"6(1)(c)\"\n[rights]\nsignals = false"), [""; 0]);
    }

    #[test]
    fn the_sentence_that_refuses_is_marked() {
        let words = "Browsers send Do Not Track. We do not respond to Do Not Track signals.";
        let text = under(
            "[\"eu\"]",
            "2026-11-01",
            &format!("[purposes.one]\nbasis = \"6(1)(f)\"\n[sections.dnt]\ntext = \"{words}\""),
        );
        let found = testing::findings(&["OBJ-05"], None, &text);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].span().start, text.rfind("Do Not Track").unwrap());
    }
}
