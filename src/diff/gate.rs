//! Whether a change is announced: what the new version owes its readers, seen from the old one (CHG-03, 04, 06, 07, 08; FUR-01).

use jiff::civil::Date;

use super::{Change, Class, Diff, Edition, Operation, suggested};
use crate::declaration::version::order;
use crate::declaration::{Entry, History, HistoryKind, Period, Purpose, Text};
use crate::finding::{Fault, Finding, Mark};
use crate::model::Model;
use crate::source::{Span, Spanned};

/// Codes of the rules that the gate can find.
pub const CODES: &[&str] = &["CHG-03", "CHG-04", "CHG-06", "CHG-07", "CHG-08", "FUR-01"];

/// What the gate judges.
#[derive(Debug, Clone, Copy)]
pub struct Gate<'a> {
    /// The comparison.
    pub diff: &'a Diff,
    /// The old version.
    pub old: &'a Model,
    /// The new one, which findings point at.
    pub new: &'a Model,
    /// What the old version is called: a revision, a file.
    pub base: &'a str,
    /// The day of the run, for what to write.
    pub today: Option<Date>,
}

impl Gate<'_> {
    /// All that is missing; nothing where only the look has changed.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        let mut findings: Vec<Finding> = self.order().into_iter().map(|fault| fault.by("CHG-04")).collect();
        let Some(class) = self.diff.class().filter(|class| *class > Class::Editorial) else { return findings };
        findings.extend(self.bumped(class).map(|fault| fault.by("CHG-03")));
        findings.extend(self.told(class).map(|fault| fault.by("CHG-06")));
        if class < Class::Material || self.is_description() {
            return findings;
        }
        findings.extend(self.in_time(class).map(|fault| fault.by("CHG-07")));
        findings.extend(self.effect().map(|fault| fault.by("CHG-08")));
        findings.extend(self.new_uses().into_iter().map(|fault| fault.by("FUR-01")));
        findings
    }

    /// The weightiest changes, for a message: how many, and the first by name.
    fn weightiest(&self, class: Class) -> (usize, String) {
        let changes: Vec<&Change> = self.diff.of(class).collect();
        let first = changes.first().map(|change| told(change)).unwrap_or_default();
        (changes.len(), first)
    }

    /// Where a change of a class can be seen in the new version.
    fn place(&self, class: Class) -> Option<(Span, String)> {
        let change = self.diff.of(class).find(|change| {
            let side = change.new.as_ref().map(|side| side.span);
            side.or(change.around).is_some_and(|span| span != Span::default())
        })?;
        let span = change.new.as_ref().map(|side| side.span).or(change.around)?;
        Some((span, told(change)))
    }

    fn bumped(&self, class: Class) -> Option<Fault> {
        let notice = self.new.notice.as_ref()?;
        let (old, new) = (&self.diff.old, &self.diff.new);
        let same = |version: &str, before: &str| {
            version == before || order(version, before).is_some_and(std::cmp::Ordering::is_eq)
        };
        let raised = new.version.as_ref().zip(old.version.as_ref()).is_none_or(|(new, old)| !same(new, old));
        let version = notice.version.as_ref().filter(|_| !raised);
        let dates = |edition: &Edition| (edition.effective, edition.updated);
        // A version of the same day can't have a later date.
        let day = self.today.filter(|today| old.day().is_none_or(|day| day < *today));
        let date = notice.updated.or(notice.effective).filter(|_| dates(new) == dates(old));
        let date = date.filter(|_| day.is_some() || self.today.is_none());
        let what = match (version, date) {
            (Some(version), Some(date)) => format!("version {} and the date {}", version.trim(), date.value),
            (Some(version), None) => format!("version {}", version.trim()),
            (None, Some(date)) => format!("the date {}", date.value),
            (None, None) => return None,
        };
        let (count, _) = self.weightiest(class);
        let message =
            format!("the notice differs from {} by {}, and still has {what}", self.base, counted(count, class));
        let mut fault = Fault::new(message);
        fault = version.into_iter().fold(fault, |fault, version| fault.at(version.span, "the same version as before"));
        fault = date.into_iter().fold(fault, |fault, date| fault.at(date.span, "the same date as before"));
        if let Some((span, told)) = self.place(class) {
            fault = fault.at(span, told);
        }
        let next = version.and_then(|version| suggested(version, class, day));
        let from = self.today.map(|today| old.day().map_or(today, |day| day.max(today)));
        let ahead = from.filter(|_| class == Class::Fundamental);
        let ahead = ahead.and_then(|day| after(day, self.lead().unwrap_or(A_MONTH)));
        let paste = [
            next.map(|next| format!("version = \"{next}\"")),
            ahead.map(|day| format!("effective = {day}")),
            date.and(day).map(|day| format!("updated = {day}")),
        ];
        let paste: Vec<String> = paste.into_iter().flatten().collect();
        let help = match class {
            Class::Fundamental => {
                "raise the version and the date, and put `effective` so far ahead that people are told in time"
            }
            _ if date.is_none() => "raise the version, so that it can be told later which text people were given",
            _ => "raise the version and the date, so that it can be told later which text people were given",
        };
        let fault = fault.help(help).on("notice");
        let fault = if paste.is_empty() { fault } else { fault.paste(format!("[notice]\n{}", paste.join("\n"))) };
        // Other words may be a slip of the pen put right.
        Some(if class == Class::Review { fault.weighing(Mark::Expected) } else { fault })
    }

    fn order(&self) -> Option<Fault> {
        let notice = self.new.notice.as_ref()?;
        let (old, new) = (&self.diff.old, &self.diff.new);
        if let (Some(before), Some(version)) = (&old.version, &notice.version)
            && order(version, before).is_some_and(std::cmp::Ordering::is_lt)
        {
            let message = format!("version {} is lower than version {before} of {}", version.trim(), self.base);
            let fault = Fault::new(message).at(version.span, "a lower version than before");
            return Some(fault.help("raise the version").on("notice"));
        }
        // When it was changed tells more than when it applies, which may be put forward.
        let (before, after, date) = if let (Some(before), Some(updated)) = (old.updated, notice.updated) {
            (before, updated.value.0, updated)
        } else {
            let all = [notice.effective, notice.updated].into_iter().flatten();
            (old.day()?, new.day()?, all.max_by_key(|date| date.value)?)
        };
        let day = Some(before).filter(|before| after < *before)?;
        let message = format!("the notice is dated {}, earlier than {} ({day})", date.value, self.base);
        let fault = Fault::new(message).at(date.span, "an earlier date than before");
        Some(fault.help("set `updated` to the day of the change").on("notice"))
    }

    /// The entry of the history for the new version, unless the old version had it already.
    fn entry(&self) -> Option<&Spanned<History>> {
        super::announced(self.old, self.new)
    }

    /// Whether the author says that only the words changed.
    fn is_description(&self) -> bool {
        self.diff.claim == Some(HistoryKind::Description)
    }

    fn told(&self, class: Class) -> Option<Fault> {
        let (count, first) = self.weightiest(class);
        let Some(entry) = self.entry() else {
            if class < Class::Material {
                return None;
            }
            let message = format!(
                "the notice differs from {} by {}, and `[[history]]` has no entry for this version",
                self.base,
                counted(count, class)
            );
            let fault = Fault::new(message).at(self.new.start(), format!("no new entry since {}", self.base));
            let fault = match self.place(class) {
                Some((span, told)) => fault.at(span, told),
                None => fault,
            };
            let help = "add an entry: what changed, what it means for people, how they are told and how long before; `kind` is \
                        `processing` if what is done changed, `description` if only your words changed";
            return Some(fault.help(help).paste(self.paste()).on("notice").weighing(Mark::Inferred));
        };
        let kind = entry.kind;
        let description = kind.filter(|kind| kind.value == HistoryKind::Description);
        if let (Some(kind), Class::Fundamental) = (description, class) {
            let message = format!("the history says that only words changed, but {first}");
            let mut fault = Fault::new(message).at(kind.span, "only the words");
            if let Some((span, told)) = self.place(class) {
                fault = fault.at(span, told);
            }
            let help = "set `kind = \"processing\"`; if all this was done before and only the notice left it out, the warning may stand";
            return Some(fault.help(help).on("notice"));
        }
        if let (Some(kind), true) = (kind.filter(|kind| kind.value == HistoryKind::Processing), class < Class::Material)
        {
            let fault = Fault::new("the history says that what is done with data has changed, but only words differ")
                .at(kind.span, "what is done")
                .help("set `kind = \"description\"`, or declare what has changed");
            return Some(fault.on("notice").weighing(Mark::Practice));
        }
        if class < Class::Material || description.is_some() || self.is_told(entry) {
            return None;
        }
        let fault = Fault::new(format!("{first}, and nothing says how people are told"))
            .at(entry.span, "no `told` here, and no `notify` in `[changes]`")
            .help("say how people are told of this change, other than by the notice itself");
        let fault = fault.paste("told = \"by e-mail to everyone with an open application\"").on("notice");
        Some(fault.weighing(Mark::Inferred))
    }

    fn is_told(&self, entry: &History) -> bool {
        let said = |text: Option<&Text>| text.is_some_and(|text| !text.is_blank());
        said(entry.told.as_ref()) || self.new.changes.as_ref().is_some_and(|changes| said(changes.notify.as_ref()))
    }

    /// An entry to paste and fill in.
    fn paste(&self) -> String {
        let old = &self.diff.old.version;
        let class = self.diff.class().unwrap_or(Class::Material);
        let version = self.diff.new.version.clone().filter(|version| Some(version) != old.as_ref());
        let next = old.as_ref().and_then(|old| suggested(old, class, self.today));
        let version = version.or(next).unwrap_or_else(|| "TODO".to_owned());
        let day = self.today.or(self.diff.new.day()).map_or_else(|| "TODO".to_owned(), |day| day.to_string());
        let first = self.diff.changes.first().map(told).unwrap_or_default();
        format!(
            "[[history]]\nversion = \"{version}\"\ndate = {day}\nkind = \"processing\"\nsummary = \"TODO\" # {first}\n\
             effect = \"TODO\"\ntold = \"TODO\"\nlead = \"30 days\""
        )
    }

    /// How long before a change people are told: what the history says of this one, else what the notice promises.
    fn lead(&self) -> Option<Period> {
        let own = self.entry().and_then(|entry| entry.lead);
        let all = || self.new.changes.as_ref().and_then(|changes| changes.lead);
        own.or_else(all).map(|lead| lead.value)
    }

    fn in_time(&self, class: Class) -> Option<Fault> {
        let entry = self.entry().filter(|_| class == Class::Fundamental)?;
        let (_, first) = self.weightiest(class);
        let Some(lead) = self.lead() else {
            let fault = Fault::new(format!("{first}, and nothing says how long before people are told"))
                .at(entry.span, "no `lead` here, and none in `[changes]`")
                .help("say how long before it takes effect people are told, so that they can object or leave")
                .paste("lead = \"30 days\"");
            return Some(fault.on("notice").weighing(Mark::Inferred));
        };
        let effective = self.new.notice.as_ref()?.effective?;
        let told = entry.date.map(|date| date.value.0).or(self.diff.new.updated)?;
        let due = after(told, lead).filter(|due| effective.value.0 < *due)?;
        let message =
            format!("{first}; it applies from {}, and people are told {lead} before, from {told} on", effective.value);
        let fault = Fault::new(message)
            .at(effective.span, "applies too soon")
            .at(entry.span, format!("told on {told}"))
            .help("put `effective` off until people have had that time, or say in `lead` how long before they are told")
            .paste(format!("[notice]\neffective = {due}"));
        Some(fault.on("notice").weighing(Mark::Inferred))
    }

    fn effect(&self) -> Option<Fault> {
        let entry = self.entry().filter(|entry| entry.effect.as_ref().is_none_or(Text::is_blank))?;
        let (_, first) = self.weightiest(self.diff.class()?);
        let fault = Fault::new(format!("{first}, and nothing says what that means for readers"))
            .at(entry.span, "no `effect` here")
            .help(
                "say in `effect` what readers will notice: what becomes of their data, and what they can do about it",
            );
        Some(fault.on("notice").weighing(Mark::Inferred))
    }

    /// New purposes that use data which was collected for others.
    fn new_uses(&self) -> Vec<Fault> {
        let is_new = |purpose: &&Entry<Purpose>| {
            let path = format!("purposes.{}", purpose.id);
            self.diff.changes.iter().any(|change| change.operation == Operation::Added && change.path == path)
        };
        let untold = |purpose: &&Entry<Purpose>| {
            let told = purpose.further.as_ref().and_then(|further| further.told.as_ref());
            told.is_none_or(Text::is_blank) && !self.entry().is_some_and(|entry| self.is_told(entry))
        };
        let new = self.new.purposes.iter().filter(is_new).filter(untold);
        new.filter_map(|purpose| self.new_use(purpose)).collect()
    }

    fn new_use(&self, purpose: &Entry<Purpose>) -> Option<Fault> {
        let data = self.new.data_of(purpose);
        let known = |id: &str| {
            let uses = |old: &&Entry<Purpose>| self.old.data_of(old).iter().any(|used| used.entry.id.as_str() == id);
            self.old.purposes.iter().find(uses)
        };
        let (shared, older) = data.iter().find_map(|used| Some((used, known(used.entry.id.as_str())?)))?;
        let message = format!(
            "the purpose `{}` is new since {} and uses data collected for `{}`; nothing says how these people are told",
            purpose.id, self.base, older.id
        );
        let fault = Fault::new(message)
            .at(purpose.span, "a new purpose")
            .at(shared.span, "the same data, collected before")
            .help("say in `told` of the history, or of `further` of the purpose, how people are told before it begins")
            .on(format!("purposes.{}", purpose.id));
        let still = self.new.purposes.get(older.id.as_str()).is_some();
        let after = if still { format!("after = [\"{}\"]", older.id) } else { "before = \"TODO\"".to_owned() };
        let fault = fault.paste(format!(
            "[purposes.{}.further]\n{after}\ntold = \"by e-mail, a month before we start\"",
            purpose.id
        ));
        // What is collected anew need not be a further use of what is there.
        let anew = data.len() > 1 || purpose.collected.is_some();
        Some(if anew { fault.weighing(Mark::Inferred) } else { fault })
    }
}

/// How far ahead a fundamental change is put where the notice promises nothing.
const A_MONTH: Period = Period { months: 0, days: 30 };

/// The day so long after another one.
fn after(day: Date, period: Period) -> Option<Date> {
    let span = jiff::Span::new().try_months(period.months).ok()?.try_days(period.days).ok()?;
    day.checked_add(span).ok()
}

/// A number of changes of a class.
fn counted(count: usize, class: Class) -> String {
    let class = match class {
        Class::Review => "change of words",
        Class::Editorial => "editorial change",
        Class::Material => "material change",
        Class::Fundamental => "fundamental change",
    };
    let article = if class.starts_with('e') { "an" } else { "a" };
    match (count, class) {
        (1, _) => format!("{article} {class}"),
        (_, "change of words") => format!("{count} changes of words"),
        _ => format!("{count} {class}s"),
    }
}

/// A change as a clause: `` `purposes.select` is new ``.
#[must_use]
pub fn told(change: &Change) -> String {
    let what = match change.operation {
        Operation::Added => "is new",
        Operation::Removed => "is gone",
        Operation::Altered if change.class == Class::Review => "has other words",
        Operation::Altered => "has changed",
        Operation::Renamed => "has another id",
        Operation::Moved => "stands in another order",
    };
    format!("`{}` {what}", change.path)
}
