//! The versions of a notice that its project keeps: read, proved against their own manifests, put in order.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::outputs;
use crate::cli::session::{Session, shown};
use crate::cli::{Error, base};
use crate::declaration::version::{numbers, order};
use crate::diff::Edition;
use crate::finding::{Fault, Finding};
use crate::load::{self, KeptFolder, NoticeSource, ProjectSource, folder_below, folder_name, stays_below};
use crate::manifest::{Manifest, Notice, Written, sha256};
use crate::model::Model;
use crate::source::{SourceMap, Span};

/// A version of a notice as it was kept.
#[derive(Debug)]
pub(super) struct KeptVersion {
    /// The folder in which it lies.
    pub(super) path: PathBuf,
    /// The name of that folder.
    pub(super) folder: String,
    /// What it says of itself.
    pub(super) edition: Edition,
    /// What it declared, in the words of its project then.
    pub(super) model: Model,
    /// What its manifest says of it.
    pub(super) notice: Notice,
    /// Its files with their bytes, in the order of its manifest; what they are called stands in `path`.
    pub(super) files: Vec<(Written, Vec<u8>)>,
}

/// The kept versions of one notice.
#[derive(Debug)]
pub(super) struct Kept {
    /// In order, the oldest first.
    versions: Vec<KeptVersion>,
    /// What the notice says of itself now.
    present: Edition,
}

impl Kept {
    fn new(mut versions: Vec<KeptVersion>, model: &Model) -> Self {
        let present = Edition::of(model);
        let numbered = |edition: &Edition| edition.version.as_deref().is_some_and(|version| numbers(version).is_some());
        let by_number = versions.iter().map(|one| &one.edition).chain([&present]).all(numbered);
        versions.sort_by(|a, b| compare(by_number, &a.edition, &b.edition));
        Self { versions, present }
    }

    /// What the notice says of itself now.
    pub(super) fn now(&self) -> &Edition {
        &self.present
    }

    /// The version that the notice has now, where it is kept already.
    pub(super) fn present(&self) -> Option<&KeptVersion> {
        self.versions.iter().find(|one| self.is_present(one))
    }

    /// The versions before the one that the notice has now, the oldest first.
    pub(super) fn earlier(&self) -> impl DoubleEndedIterator<Item = &KeptVersion> {
        self.versions.iter().filter(|one| !self.is_present(one) && self.is_earlier(one))
    }

    /// The last of them: the base for what has changed since.
    pub(super) fn before(&self) -> Option<&KeptVersion> {
        self.earlier().next_back()
    }

    /// Whether a version came before that of the notice: by number or by day. Where neither tells, what was kept is the older.
    fn is_earlier(&self, one: &KeptVersion) -> bool {
        let number = || order(one.edition.version.as_deref()?, self.present.version.as_deref()?);
        let day = || Some(one.edition.day()?.cmp(&self.present.day()?));
        match (number(), day()) {
            (Some(number), Some(day)) => number.is_le() || day.is_lt(),
            (Some(told), None) | (None, Some(told)) => told.is_le(),
            (None, None) => true,
        }
    }

    fn is_present(&self, one: &KeptVersion) -> bool {
        one.edition.version == self.present.version
    }
}

/// The order of two versions of a notice: by number where all of them are numbers, else by day; then by name.
fn compare(by_number: bool, a: &Edition, b: &Edition) -> Ordering {
    let number = || order(a.version.as_deref()?, b.version.as_deref()?);
    let first = if by_number { number() } else { None };
    first.unwrap_or(Ordering::Equal).then(a.day().cmp(&b.day())).then_with(|| a.version.cmp(&b.version))
}

/// The folder in which a project keeps versions, if it names one below itself.
pub(super) fn folder(project: &ProjectSource) -> Option<PathBuf> {
    folder_below(&project.root, project.project.versions.as_ref()?.as_str())
}

/// Where the kept versions of a notice lie: under its id.
pub(super) fn home(project: &ProjectSource, id: &str) -> Option<PathBuf> {
    Some(folder(project)?.join(folder_name(id)?))
}

/// Reads what is kept of the notices of a run, by their index; and what is wrong with it.
///
/// `out` and `manifest` are where the command line wants outputs and the manifest.
///
/// # Errors
/// A file or folder that can't be read.
pub(super) fn read(
    session: &mut Session,
    out: Option<&PathBuf>,
    manifest: Option<&Path>,
) -> Result<(BTreeMap<usize, Kept>, Vec<Finding>), Error> {
    let here = std::env::current_dir().map_err(Error::Here)?;
    let Session { loaded, models, .. } = session;
    let (mut kept, mut findings) = (BTreeMap::new(), Vec::new());
    for (index, model) in models.iter() {
        let mut reading =
            Reading { sources: &mut loaded.sources, findings: &mut findings, here: &here, at: Span::default() };
        let versions = reading.notice(&loaded.notices[*index], model, out, manifest)?;
        kept.insert(*index, Kept::new(versions, model));
    }
    Ok((kept, findings))
}

struct Reading<'a> {
    sources: &'a mut SourceMap,
    findings: &'a mut Vec<Finding>,
    here: &'a Path,
    /// Where the project says that it keeps versions.
    at: Span,
}

impl Reading<'_> {
    fn notice(
        &mut self,
        source: &NoticeSource,
        model: &Model,
        out: Option<&PathBuf>,
        manifest: Option<&Path>,
    ) -> Result<Vec<KeptVersion>, Error> {
        let Some(project) = source.project.as_deref() else { return Ok(Vec::new()) };
        let Some(named) = &project.project.versions else { return Ok(Vec::new()) };
        self.at = named.span;
        let Some(folder) = folder(project).filter(|folder| stays_below(&project.root, folder)) else {
            let fault = Fault::new(format!("`{}` is no folder below the project", named.value));
            self.tell(
                "INC-03",
                fault.at(named.span, "versions are kept here").help("name a folder below `noticec.toml`"),
            );
            return Ok(Vec::new());
        };
        let outputs = outputs::folder(source, out, &mut Vec::new());
        let manifest = manifest.filter(|manifest| real(manifest).starts_with(real(&folder)));
        if real(&outputs).starts_with(real(&folder)) || real(&folder).starts_with(real(&outputs)) || manifest.is_some()
        {
            let what = if manifest.is_some() {
                "the manifest of a build".to_owned()
            } else {
                format!("outputs, `{}`,", shown(&outputs))
            };
            let fault = Fault::new(format!("kept versions and {what} would lie in one another"))
                .at(named.span, "versions are kept here")
                .help("keep them in a folder of their own: what is kept is never written over or removed");
            self.tell("OUT-01", fault);
            return Ok(Vec::new());
        }
        let was = model.notice.as_ref().and_then(|notice| notice.was.as_ref()).map(|was| was.as_str());
        let mut versions: Vec<KeptVersion> = Vec::new();
        for id in [Some(model.id.as_str()), was].into_iter().flatten() {
            let Some(home) = home(project, id) else { continue };
            if !stays_below(&project.root, &home) {
                let fault = Fault::new(format!("`{}` leads out of the project", shown(&home)));
                self.tell(
                    "INC-03",
                    fault.at(named.span, "versions are kept here").help("put a plain folder in the place of the link"),
                );
                continue;
            }
            for one in load::kept_in(&home, self.here, self.sources)? {
                let Some(read) = self.version(id, one) else { continue };
                if let Some(other) = versions.iter().find(|other| other.edition.version == read.edition.version) {
                    let fault = Fault::new(format!(
                        "a version is kept in `{}` and in `{}`",
                        shown(&other.path),
                        shown(&read.path)
                    ));
                    self.tell("OUT-09", fault.at(named.span, "versions are kept here").help("remove one of them"));
                    continue;
                }
                versions.push(read);
            }
        }
        Ok(versions)
    }

    fn tell(&mut self, code: &'static str, fault: Fault) {
        let finding = fault.by(code);
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    /// A version, if its manifest can be read and its files are those that it lists.
    fn version(&mut self, id: &str, one: KeptFolder) -> Option<KeptVersion> {
        let Some(manifest) = one.manifest else {
            let fault =
                Fault::new(format!("`{}` has no manifest", shown(&one.path))).at(self.at, "versions are kept here");
            self.tell("OUT-09", fault.help("restore it as it was kept, or remove the folder"));
            return None;
        };
        let text = self.sources.text(manifest).to_owned();
        let start = Span { start: manifest.start, end: manifest.start };
        let folder = one.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let read = match understood(&text, id, &folder) {
            Ok(read) => read,
            Err(why) => {
                let fault = Fault::new(format!("the manifest of a kept version can't be used: {why}"));
                self.tell(
                    "OUT-09",
                    fault.at(start, "this file").help("restore it as it was kept, or remove its folder"),
                );
                return None;
            }
        };
        let (notice, model) = read;
        let (mut files, mut wrong) = (Vec::new(), false);
        let mut seen = BTreeSet::new();
        for written in &notice.outputs {
            let what = match one.files.get(&written.path) {
                None => "is no plain file beside its manifest",
                Some(_) if !seen.insert(written.path.as_str()) => "is listed twice",
                Some(bytes) if sha256(bytes) != written.sha256 => "is not what its manifest lists",
                Some(bytes) => {
                    files.push((written.clone(), bytes.clone()));
                    continue;
                }
            };
            wrong = true;
            let place = text.find(&format!("\"{}\"", written.sha256));
            let place =
                place.map_or(start, |at| (manifest.start + at..manifest.start + at + written.sha256.len() + 2).into());
            let file = one.path.join(&written.path);
            let fault = Fault::new(format!("the kept file `{}` {what}", shown(&file))).at(place, "listed here");
            self.tell("OUT-09", fault.help("restore it as it was kept, or remove its folder"));
        }
        if wrong {
            return None;
        }
        Some(KeptVersion { edition: Edition::of(&model), path: one.path, folder, model, notice, files })
    }
}

/// The notice of a manifest of one, and what it declared; or why it can't be used.
fn understood(text: &str, id: &str, folder: &str) -> Result<(Notice, Model), String> {
    let manifest = Manifest::read(text).ok_or("it is none that this version of noticec knows")?;
    let count = manifest.notices.len();
    let [notice] = <[Notice; 1]>::try_from(manifest.notices).map_err(|_| format!("it has {count} notices"))?;
    let model = base::model_of(&notice).map_err(|error| error.to_string())?;
    if notice.id != id || model.id != id {
        return Err(format!("it is of the notice `{}`, and lies where `{id}` is kept", notice.id));
    }
    let version = Edition::of(&model).version.unwrap_or_default();
    if folder_name(&version).as_deref() != Some(folder) {
        return Err(format!("it is of the version `{version}`, and its folder is called `{folder}`"));
    }
    Ok((notice, model))
}

/// A path with the links of what is there of it resolved.
fn real(path: &Path) -> PathBuf {
    let path = load::absolute(path);
    let there = path.ancestors().find_map(|above| Some((above, load::without_links(above)?)));
    match there {
        Some((above, real)) => path.strip_prefix(above).map_or(real.clone(), |rest| real.join(rest)),
        None => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::load_text;
    use crate::model::resolve;

    fn model(version: &str, effective: &str) -> Model {
        let version = if version.is_empty() { String::new() } else { format!("version = \"{version}\"\n") };
        let effective = if effective.is_empty() { String::new() } else { format!("effective = {effective}\n") };
        let loaded = load_text("notice.toml", &format!("[notice]\njurisdictions = [\"eu\"]\n{version}{effective}"));
        resolve(&loaded.notices[0]).unwrap()
    }

    fn kept(present: (&str, &str), versions: &[(&str, &str)]) -> Kept {
        let now = model(present.0, present.1);
        let version = |(version, effective): &(&str, &str)| {
            let model = model(version, effective);
            let notice = Notice::new(&model, "notice.toml".to_owned(), &[]).unwrap();
            let (edition, files) = (Edition::of(&model), Vec::new());
            KeptVersion { path: PathBuf::new(), folder: String::new(), edition, model, notice, files }
        };
        Kept::new(versions.iter().map(version).collect(), &now)
    }

    fn earlier(kept: &Kept) -> Vec<&str> {
        kept.earlier().map(|one| one.edition.version.as_deref().unwrap()).collect()
    }

    #[test]
    fn numbers_come_in_their_order() {
        let versions = [("1.10", ""), ("1.9", "2026-01-01"), ("2.0", ""), ("3.0", "2027-01-01")];
        let kept = kept(("2.0", "2026-05-01"), &versions);
        assert_eq!(earlier(&kept), ["1.9", "1.10"]);
        assert_eq!(kept.before().unwrap().edition.version.as_deref(), Some("1.10"));
        assert_eq!(kept.present().unwrap().edition.version.as_deref(), Some("2.0"));
    }

    #[test]
    fn names_come_in_the_order_of_their_days() {
        let versions =
            [("May 2018", "2018-05-25"), ("autumn", "2017-09-01"), ("spring", "2027-03-01"), ("undated", "")];
        assert_eq!(earlier(&kept(("2.0", "2026-05-01"), &versions)), ["undated", "autumn", "May 2018"]);
        // Without a day of its own, the notice is the newest.
        assert_eq!(earlier(&kept(("", ""), &versions)), ["undated", "autumn", "May 2018", "spring"]);
    }

    #[test]
    fn an_earlier_day_makes_up_for_a_greater_number() {
        let versions = [("2018", "2018-05-25"), ("2.0", "2026-05-01")];
        let kept = kept(("1.0", "2026-01-01"), &versions);
        assert_eq!(earlier(&kept), ["2018"]);
        assert!(kept.present().is_none());
    }
}
