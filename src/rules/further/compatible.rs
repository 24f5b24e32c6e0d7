//! Data used for another purpose than that for which it was collected: FUR-01, 02.

use super::super::entries::{lists, put, said};
use super::super::exemptions::frees;
use crate::declaration::{Entry, Further, FurtherGround, Purpose};
use crate::finding::{Fault, Mark};
use crate::law::{Article6, Regime};
use crate::model::Model;
use crate::source::{Span, Spanned};

/// An older purpose with which a new one shares data of the same people.
fn shares_data<'a>(purpose: &Entry<Purpose>, model: &'a Model) -> Option<(&'a Entry<Purpose>, Span)> {
    let data = model.data_of(purpose);
    let people = model.subjects_of(purpose);
    let older = model.purposes.iter().filter(|other| other.id != purpose.id && other.added_in.is_none());
    older.into_iter().find_map(|other| {
        let same = model.subjects_of(other).iter().any(|one| people.iter().any(|group| group.id == one.id));
        let nobody = model.subjects.entries.is_empty();
        let shared =
            model.data_of(other).into_iter().find(|one| data.iter().any(|own| own.entry.id == one.entry.id))?;
        (same || nobody).then_some((other, shared.span))
    })
}

pub(super) fn untold(purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let id = &purpose.id;
    if let Some(further) = &purpose.further {
        if said(further.told.as_ref()) || frees(purpose, model) {
            return None;
        }
        let fault =
            Fault::new(format!("`{id}` is a new use of data, and nothing says how people are told before it begins"))
                .at(further.span, "no `told` here")
                .help("say when and how people are told of the new purpose, before it begins")
                .paste(amended(purpose, further, "told", "by e-mail, a month before we start"));
        return Some(fault);
    }
    // A purpose of this version, with data that an older one has collected: the question arises, its answer is not known.
    let own = model.notice.as_ref().and_then(|notice| notice.version.as_ref())?;
    let version = purpose.added_in.as_ref().filter(|version| version.trim() == own.trim())?;
    if model.changes.as_ref().is_some_and(|changes| said(changes.notify.as_ref())) {
        return None;
    }
    let (older, place) = shares_data(purpose, model)?;
    let message = format!(
        "the purpose `{id}` is new, and nothing says how people are told whose data `{}` has collected",
        older.id
    );
    let fault = Fault::new(message)
        .at(version.span, "came with this version")
        .at(place, "the same data, collected before")
        .help("if that data is used, declare it in `further` with `told`; how people are told of changes stands in `notify` of `[changes]`");
    let paste =
        format!("[purposes.{id}.further]\nafter = [\"{}\"]\ntold = \"by e-mail, a month before we start\"", older.id);
    Some(fault.weighing(Mark::Expected).paste(paste))
}

/// The further use of a purpose as its author wrote it, with one more key.
fn amended(purpose: &Entry<Purpose>, further: &Further, key: &str, value: &str) -> String {
    let mut table = toml::Table::try_from(further).unwrap_or_default();
    put(&mut table, key, value);
    format!("[purposes.{}]\nfurther = {}", purpose.id, toml::Value::Table(table))
}

/// Whether a ground is one of a regime's law on the day of the notice.
fn stands_in(ground: FurtherGround, regime: Regime, model: &Model) -> bool {
    !ground.is_of_uk_alone() || regime == Regime::Uk && model.law.uk_since_duaa()
}

/// Where the data was collected on consent.
fn consent(further: &Further, model: &Model) -> Option<Span> {
    let bases = model.purposes_named(further.after.as_ref()).into_iter().flat_map(|one| model.bases(one));
    let mut articles = bases.filter_map(|basis| basis.article);
    articles.find(|article| article.value == Article6::Consent).map(|article| article.span)
}

pub(super) fn ground_missing(purpose: &Entry<Purpose>, model: &Model) -> Option<Fault> {
    let further = purpose.further.as_ref()?;
    let id = &purpose.id;
    let grounds: &[Spanned<FurtherGround>] = further.ground.as_deref().unwrap_or_default();
    if grounds.is_empty() {
        let fault = Fault::new(format!(
            "`{id}` is a new use of data, and nothing says why it is allowed beside the old one"
        ))
        .at(further.span, "no `ground` here")
        .help("say the `ground`: `consent`, `law`, `compatible`, `research`; in the UK also `annex2` and `principles`");
        return Some(fault);
    }
    if let Some(regime) =
        model.law.regimes.iter().find(|regime| !grounds.iter().any(|one| stands_in(one.value, **regime, model)))
    {
        let whose = if *regime == Regime::Eu { "the EU's law" } else { "UK law of that day" };
        let first = grounds.first()?;
        let fault = Fault::new(format!("the ground of the new use `{id}` is none of {whose}"))
            .at(first.span, "a ground of UK law since 2026-02-05 alone")
            .help("add a ground that holds there: `consent`, `law`, `compatible` or `research`");
        return Some(fault);
    }
    if let Some(law) =
        grounds.iter().find(|one| one.value == FurtherGround::Law).filter(|_| !lists(further.law.as_ref()))
    {
        let fault = Fault::new(format!("the new use `{id}` rests on a law that is not named"))
            .at(law.span, "no `law` beside it")
            .help("name the statute that provides for the new use")
            .paste(amended(purpose, further, "law", "Public Health Act 1984, section 45C"));
        return Some(fault);
    }
    if !model.law.uk_since_duaa() {
        return None;
    }
    let place = consent(further, model)?;
    let open = |ground: FurtherGround| match ground {
        FurtherGround::Consent | FurtherGround::Principles => true,
        FurtherGround::Annex2 | FurtherGround::Law => said(further.because.as_ref()),
        FurtherGround::Compatible | FurtherGround::Research => false,
    };
    if grounds.iter().any(|one| open(one.value)) {
        return None;
    }
    let first = grounds.first()?;
    let why = matches!(first.value, FurtherGround::Annex2 | FurtherGround::Law);
    let help = if why {
        "say in `because` why you can't reasonably be expected to ask for consent again"
    } else {
        "ask for consent to the new purpose; UK law has few other ways for data collected on consent"
    };
    let fault = Fault::new(format!(
        "the new use `{id}` takes data that was collected on consent, and its ground does not carry that"
    ))
    .at(
        first.span,
        if why {
            "only where consent can't reasonably be asked for"
        } else {
            "not enough where data was collected on consent"
        },
    )
    .at(place, "collected on consent");
    Some(fault.help(help))
}
