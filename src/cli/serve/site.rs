//! What is shown: the notices of the last run with their findings, and of what could not be read, what was good before.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use miette::Diagnostic;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::told::Told;
use crate::cli::Error;
#[cfg(feature = "pdf")]
use crate::cli::build::File;
use crate::cli::build::{Page, Preview};
use crate::cli::session::shown;
use crate::declaration::SnippetKind;
use crate::render::{Format, file_name};
use crate::report::findings::Status;
use crate::source::Span;

/// All that is shown after a run.
pub(super) struct Site {
    /// Which run it is.
    number: u64,
    /// What was found, counted.
    pub(super) summary: String,
    /// What kept the last run from beginning, and what to do.
    pub(super) stopped: Option<(String, Option<String>)>,
    /// Whether the legal rules have run.
    pub(super) judged: bool,
    pub(super) notices: Vec<Arc<Notice>>,
    /// Findings that are about no notice.
    pub(super) further: Vec<Told>,
}

/// A notice.
#[derive(Clone)]
pub(super) struct Notice {
    /// What names it in addresses.
    pub(super) key: String,
    /// Its id, or what it would be called after its file.
    pub(super) id: String,
    /// Its own file.
    path: PathBuf,
    pub(super) file: String,
    /// What it looks like; none where it has not yet been read whole.
    pub(super) pages: Option<Arc<Pages>>,
    /// Whether that is what it was before a fault.
    pub(super) old: bool,
    /// Whether it could be read whole in the last run.
    pub(super) read: bool,
    /// The gravest first.
    pub(super) findings: Vec<Told>,
}

/// What a notice looks like.
pub(super) struct Pages {
    pub(super) page: Page,
    /// The run in which it was made.
    run: Arc<Preview>,
}

impl Site {
    /// The first run.
    ///
    /// # Errors
    /// No current folder.
    pub(super) fn first(run: (Preview, Vec<Page>)) -> Result<Self, Error> {
        Self::of(run, 1, &[])
    }

    /// What is shown after a further run.
    ///
    /// # Errors
    /// No current folder.
    pub(super) fn then(&self, run: (Preview, Vec<Page>)) -> Result<Self, Error> {
        Self::of(run, self.number + 1, &self.notices)
    }

    /// What is shown when a run can't begin: what was there, as what it was before.
    pub(super) fn stopped(&self, error: &Error) -> Self {
        let help = error.help().map(|help| help.to_string());
        let old = |notice: &Arc<Notice>| Arc::new(Notice { old: notice.pages.is_some(), ..Notice::clone(notice) });
        Self {
            number: self.number + 1,
            summary: format!("error: {error}"),
            stopped: Some((error.to_string(), help)),
            judged: false,
            notices: self.notices.iter().map(old).collect(),
            further: Vec::new(),
        }
    }

    fn of((run, pages): (Preview, Vec<Page>), number: u64, before: &[Arc<Notice>]) -> Result<Self, Error> {
        let here = std::env::current_dir().map_err(Error::Here)?;
        let run = Arc::new(run);
        let session = &run.session;
        let made = |page: Page| (page.index, Arc::new(Pages { page, run: run.clone() }));
        let mut pages: BTreeMap<usize, Arc<Pages>> = pages.into_iter().map(made).collect();
        let report = session.told(&here);
        let sources = &session.loaded.sources;
        // What stands open comes first in a report, in the order of the run.
        let open = session.findings.iter().map(Some).chain(std::iter::repeat(None));
        let found: Vec<_> = report.findings.iter().zip(open).collect();
        let mut told = vec![false; found.len()];
        let mut notices: Vec<Arc<Notice>> = Vec::new();
        for (index, source) in session.loaded.notices.iter().enumerate() {
            let old = before.iter().find(|notice| notice.path == source.path);
            let present = pages.remove(&index);
            let page = present.as_deref().map(|pages| &pages.page);
            let files: Vec<Span> = [source.own].into_iter().chain(source.files.iter().copied()).collect();
            let mut findings = Vec::new();
            for (place, (finding, open)) in found.iter().enumerate() {
                let about = match open {
                    Some(judged) => session.is_about(judged, index),
                    None => finding.status == Status::Waived && finding.notice.is_none_or(|of| of == index),
                };
                if about {
                    told[place] = true;
                    findings.push(Told::new(finding, *open, sources, &files, page));
                }
            }
            findings.sort_by_key(Told::order);
            let id = report.notices[index].id.clone();
            notices.push(Arc::new(Notice {
                key: key(&id, &notices),
                id,
                path: source.path.clone(),
                file: shown(&source.path),
                old: present.is_none() && old.is_some_and(|old| old.pages.is_some()),
                pages: present.or_else(|| old?.pages.clone()),
                read: !source.broken && session.models.iter().any(|(of, _)| *of == index),
                findings,
            }));
        }
        let rest = found.iter().zip(told).filter(|(_, told)| !told);
        let further = rest.map(|((finding, open), _)| Told::new(finding, *open, sources, &[], None)).collect();
        let (summary, judged) = (session.counts().to_string(), session.is_judged());
        Ok(Self { number, summary, stopped: None, judged, notices, further })
    }

    /// Names this run among all that a browser may have seen at this address.
    pub(super) fn run(&self) -> String {
        format!("{}.{}", std::process::id(), self.number)
    }

    /// The notice that an address names.
    pub(super) fn notice(&self, key: &str) -> Option<&Notice> {
        self.notices.iter().map(Arc::as_ref).find(|notice| notice.key == key)
    }
}

/// What names a notice in addresses: its id, and where another has it too, with a number.
fn key(id: &str, others: &[Arc<Notice>]) -> String {
    let numbered = (2..).map(|number| format!("{id}-{number}"));
    let mut keys = std::iter::once(id.to_owned()).chain(numbered);
    let free = |key: &String| others.iter().all(|other| other.key != *key);
    keys.find(free).unwrap_or_else(|| id.to_owned())
}

/// A part of an address.
pub(super) fn part(text: &str) -> String {
    const KEPT: &percent_encoding::AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    utf8_percent_encode(text, KEPT).to_string()
}

impl Notice {
    /// How many findings it has of a weight.
    pub(super) fn count(&self, weight: &str) -> usize {
        self.findings.iter().filter(|told| told.weight == weight).count()
    }
}

impl Pages {
    /// The name of the notice's own file in a language.
    pub(super) fn file(&self, lang: &str) -> Option<&str> {
        let document = self.page.documents.iter().find(|document| document.lang == lang)?;
        self.named(&document.id, lang)
    }

    /// The short texts in a language: where each stands, its id, and the name of its file.
    pub(super) fn short(&self, lang: &str) -> Vec<(Option<SnippetKind>, &str, &str)> {
        let Some(model) = self.run.session.model(self.page.index) else { return Vec::new() };
        let short = model.snippets.iter().filter_map(|one| {
            let file = self.named(&format!("{}.{}", model.id, one.id), lang)?;
            Some((one.kind.map(|kind| kind.value), one.id.as_str(), file))
        });
        short.collect()
    }

    /// The name of the file of a text in a language.
    fn named(&self, id: &str, lang: &str) -> Option<&str> {
        let other = (self.page.documents.first()?.lang != lang).then_some(lang);
        let name = file_name(id, other, Format::Html);
        self.page.files.get_key_value(&name).map(|(name, _)| name.as_str())
    }

    /// The file for print of the notice in a language.
    ///
    /// # Errors
    /// Why it can't be made, in lines.
    #[cfg(feature = "pdf")]
    pub(super) fn pdf(&self, name: &str) -> Result<Option<File>, String> {
        let made = self.run.pdf(self.page.index, self.page.draft);
        let mut files = made.map_err(|findings| {
            findings.into_iter().map(|finding| finding.fault.message).collect::<Vec<_>>().join("\n")
        })?;
        Ok(files.remove(name))
    }
}
