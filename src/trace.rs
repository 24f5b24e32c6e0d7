//! Items of the law, declarations, and blocks of the notice, each led back to the others.
//!
//! Nothing is judged here: an item is addressed where a block of the notice tells it and comes from the declaration. Whether
//! what it says is true, and enough, no program can know.

mod words;

use schemars::JsonSchema;
use serde::Serialize;

use crate::document::{Block, Document, Item, Section};
use crate::law::items;
use crate::law::{Regime, Right};
use crate::model::Model;
use crate::rules::{self, NotDue, Obligation};
use crate::source::{SourceMap, Span};

/// Version of the form in which a trace is written.
pub const FORMAT: u64 = 1;

/// The traces of a run.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Traces {
    /// Version of this form.
    pub format: u64,
    /// One for each notice.
    pub notices: Vec<Trace>,
}

/// The trace of a notice in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Trace {
    /// Id of the notice.
    pub id: String,
    /// BCP 47 tag of the language in which it was read.
    pub language: String,
    /// Whose law it answers to.
    pub jurisdictions: Vec<Regime>,
    /// The day whose law that is.
    pub law_date: String,
    /// How many obligations a block of the notice tells.
    pub addressed: usize,
    /// How many obligations there are.
    pub obligations: usize,
    /// What the law asks for, in its order.
    pub demands: Vec<Demand>,
    /// The blocks of the notice in reading order: all that have an anchor, tell an item or come from a declaration.
    pub blocks: Vec<Told>,
}

/// An item of the law's lists, with each declaration of which it must be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Demand {
    /// What must be told; lower case, no full stop.
    pub what: String,
    /// Where the law demands it, as it is cited.
    pub law: Vec<String>,
    /// Where it must be told.
    pub due: Vec<Due>,
    /// Where it need not be told, as far as is declared.
    pub not_due: Vec<Spared>,
}

/// An obligation, and where it is met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Due {
    /// The declaration of which it must be told, such as `purposes.select.basis`.
    pub path: String,
    /// Where the law demands it of this declaration.
    pub law: Vec<String>,
    /// Its keys, as in `data-item`.
    pub items: Vec<String>,
    /// Where that was declared, and what gives rise to it.
    pub declared: Vec<Place>,
    /// The blocks that tell it; empty: it is not met.
    pub met: Vec<Words>,
}

/// Something that need not be told as far as is declared, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Spared {
    /// Of what it need not be told.
    pub path: String,
    /// Where the law would demand it.
    pub law: Vec<String>,
    /// The reason; lower case, no full stop.
    pub why: String,
    /// Whether it hangs on silence, which denies nothing: once more is declared, it may be due.
    pub open: bool,
    /// The facts on which it hangs; none where it is open.
    pub facts: Vec<Place>,
}

/// A declaration and where it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Place {
    /// Its path, such as `purposes.select.basis`.
    pub path: String,
    /// The file, as messages call it; absent where nothing was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Its line, from 1; 0 where nothing was written.
    pub line: usize,
    /// Its column in characters, from 1; 0 where nothing was written.
    pub column: usize,
}

/// Words of the notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Words {
    /// The anchor of the block.
    pub anchor: String,
    /// The heading under which it stands.
    pub heading: String,
    /// What it says, on one line.
    pub text: String,
}

/// A block of the notice, the items that it tells, and the declarations that it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Told {
    /// Its anchor; empty where it has none.
    pub anchor: String,
    /// The heading under which it stands.
    pub heading: String,
    /// The items that it tells, as they are cited.
    pub law: Vec<String>,
    /// Their keys, as in `data-item`.
    pub items: Vec<String>,
    /// The declarations that it comes from.
    pub from: Vec<Place>,
    /// What it says, on one line.
    pub text: String,
}

impl Place {
    /// File, line and column in one, such as `notice.toml:12:3`; `None` where nothing was written.
    #[must_use]
    pub fn position(&self) -> Option<String> {
        self.file.as_ref().map(|file| format!("{file}:{}:{}", self.line, self.column))
    }
}

impl Trace {
    /// Whether a block tells each obligation.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.addressed == self.obligations
    }

    /// The obligations that no block tells.
    pub fn unmet(&self) -> impl Iterator<Item = &Due> {
        self.demands.iter().flat_map(|demand| &demand.due).filter(|due| due.met.is_empty())
    }
}

/// Traces a notice.
#[must_use]
pub fn trace(model: &Model, document: &Document, sources: &SourceMap) -> Trace {
    let mut blocks = Vec::new();
    document.parts().for_each(|section| gather(section, &mut blocks));
    let tracer = Tracer { model, sources, blocks };
    let demands = tracer.demands();
    let due = || demands.iter().flat_map(|demand: &Demand| &demand.due);
    Trace {
        id: document.id.clone(),
        language: document.lang.clone(),
        jurisdictions: model.law.regimes.clone(),
        law_date: model.law.date.to_string(),
        addressed: due().filter(|due| !due.met.is_empty()).count(),
        obligations: due().count(),
        blocks: tracer.told(),
        demands,
    }
}

/// All blocks of a section with the heading under which each stands.
fn gather<'a>(section: &'a Section, out: &mut Vec<(&'a str, &'a Block)>) {
    let own = section.blocks.iter().flat_map(Block::walk);
    out.extend(own.map(|block| (section.heading.as_str(), block)));
    section.sections.iter().for_each(|section| gather(section, out));
}

struct Tracer<'a> {
    model: &'a Model,
    sources: &'a SourceMap,
    blocks: Vec<(&'a str, &'a Block)>,
}

impl Tracer<'_> {
    fn demands(&self) -> Vec<Demand> {
        let (due, spared) = (rules::obligations(self.model), rules::not_due(self.model));
        let mut all: Vec<(&'static str, Vec<Item>)> = Vec::new();
        let order = items::ALL.iter().map(|duty| duty.what);
        let named = due.iter().map(|one| one.duty.what).chain(spared.iter().map(|one| one.duty.what));
        for what in order.chain(named) {
            if !all.iter().any(|(known, _)| *known == what) {
                all.push((what, Vec::new()));
            }
        }
        for (what, keys) in &mut all {
            let of_due = due.iter().filter(|one| one.duty.what == *what).flat_map(|one| &one.items);
            let of_spared = spared.iter().filter(|one| one.duty.what == *what).flat_map(|one| &one.items);
            for key in of_due.chain(of_spared) {
                if !keys.contains(key) {
                    keys.push(key.clone());
                }
            }
            // Art. 13 comes before Art. 14, whichever purpose was declared first.
            let duty = items::ALL.iter().find(|duty| duty.what == *what);
            let order = duty.map(|duty| duty.items(&self.model.law.regimes, true, true)).unwrap_or_default();
            keys.sort_by_key(|key| order.iter().position(|known| known == key));
        }
        let demand = |(what, keys): (&str, Vec<Item>)| Demand {
            what: what.to_owned(),
            law: self.cite(&keys),
            due: due.iter().filter(|one| one.duty.what == what).map(|one| self.due(one)).collect(),
            not_due: spared.iter().filter(|one| one.duty.what == what).map(|one| self.spared(one)).collect(),
        };
        all.into_iter().map(demand).filter(|one| !one.due.is_empty() || !one.not_due.is_empty()).collect()
    }

    fn cite(&self, keys: &[Item]) -> Vec<String> {
        items::cite(keys, self.model.law.date)
    }

    fn due(&self, one: &Obligation) -> Due {
        let telling = || self.blocks.iter().filter(|(_, block)| one.is_met_by(block));
        let met = telling().map(|(heading, block)| Words {
            anchor: block.id.clone().unwrap_or_default(),
            heading: (*heading).to_owned(),
            text: words::of(block),
        });
        let by_block = || {
            let traces = telling().flat_map(|(_, block)| &block.from);
            traces.into_iter().find(|trace| trace.path == one.path).map(|trace| trace.span)
        };
        let span = self.model.place(&one.path).or_else(by_block);
        let mut declared = vec![self.place(&one.path, span)];
        declared.extend(self.grounds(&one.path));
        declared.extend(one.because.iter().map(|(path, span)| self.place(path, Some(*span))));
        Due {
            path: one.path.clone(),
            law: self.cite(&one.items),
            items: keys(&one.items),
            declared,
            met: met.collect(),
        }
    }

    /// The bases that give a right which not every purpose gives.
    fn grounds(&self, path: &str) -> Vec<Place> {
        let right = match path {
            "rights.portability" => Right::Portability,
            "rights.objection" => Right::Objection,
            "rights.withdrawal" => Right::Withdrawal,
            _ => return Vec::new(),
        };
        let purposes = self.model.standing(right).arises;
        let basis = |purpose: &&crate::declaration::Entry<crate::declaration::Purpose>| {
            let path = format!("purposes.{}.basis", purpose.id);
            let span = self.model.place(&path);
            self.place(&path, span)
        };
        purposes.iter().map(basis).collect()
    }

    fn spared(&self, one: &NotDue) -> Spared {
        Spared {
            path: one.path.clone(),
            law: self.cite(&one.items),
            why: one.why.clone(),
            open: one.facts.is_empty(),
            facts: one.facts.iter().map(|(path, span)| self.place(path, Some(*span))).collect(),
        }
    }

    fn place(&self, path: &str, span: Option<Span>) -> Place {
        let found = span.and_then(|span| self.sources.position(span));
        let (file, line, column) =
            found.map_or((None, 0, 0), |(file, line, column)| (Some(file.to_owned()), line, column));
        Place { path: path.to_owned(), file, line, column }
    }

    fn told(&self) -> Vec<Told> {
        let marked = |block: &Block| block.id.is_some() || !block.items.is_empty() || !block.from.is_empty();
        let all = self.blocks.iter().filter(|(_, block)| marked(block));
        all.map(|(heading, block)| Told {
            anchor: block.id.clone().unwrap_or_default(),
            heading: (*heading).to_owned(),
            law: self.cite(&block.items),
            items: keys(&block.items),
            from: block.from.iter().map(|trace| self.place(&trace.path, Some(trace.span))).collect(),
            text: words::of(block),
        })
        .collect()
    }
}

fn keys(items: &[Item]) -> Vec<String> {
    items.iter().map(|item| item.as_str().to_owned()).collect()
}
