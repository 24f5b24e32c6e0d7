//! The reader's side of a comparison: a section "What has changed" for the notice, and a short announcement.
//!
//! The sentences are true whether what is done has changed or the notice only tells more of it than before: they speak of what is
//! new in the notice. Which of the two it is, the author says in `[[history]]`.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::kinds::{self as kind, Kind};
use super::{Change, Class, Diff, Operation, announced};
use crate::declaration::{History, HistoryKind, Tag, Text};
use crate::document::{Block, Content, Inline, Section, Trace};
use crate::markdown;
use crate::model::Model;
use crate::phrases::Phrases;
use crate::source::Spanned;

/// Anchor of the section.
pub const ANCHOR: &str = "what-has-changed";

/// How a kind of change is told.
struct Told {
    kind: &'static Kind,
    /// Where its entries have names of their own: their register, and the key of what they are called.
    entries: Option<(&'static str, &'static str)>,
    /// The key of the topic, for all else.
    topic: &'static str,
}

const fn told(kind: &'static Kind, entries: Option<(&'static str, &'static str)>, topic: &'static str) -> Told {
    Told { kind, entries, topic }
}

/// Kinds that can be material, in the order in which topics are told.
const TOLD: &[Told] = &[
    told(kind::PURPOSE, Some(("purposes", "purposes")), "purposes"),
    told(kind::DATA, Some(("data", "data")), "data"),
    told(kind::SPECIAL_DATA, Some(("data", "data")), "data"),
    told(kind::SOURCE, Some(("sources", "sources")), "sources"),
    told(kind::RECIPIENT, Some(("recipients", "recipients")), "recipients"),
    told(kind::ROLE, Some(("recipients", "recipients")), "recipients"),
    told(kind::DISCLOSURE, Some(("disclosures", "disclosures")), "recipients"),
    told(kind::GROUP, Some(("subjects", "people")), "people"),
    told(kind::DECISION, Some(("automated", "decisions")), "decisions"),
    told(kind::AI_SYSTEM, Some(("ai", "ai")), "decisions"),
    told(kind::STORED_ITEM, Some(("storage", "devices")), "devices"),
    told(kind::MARKETING, Some(("marketing", "marketing")), "marketing"),
    told(kind::INTEREST, Some(("interests", "interests")), "basis"),
    told(kind::CONTROLLER, None, "controller"),
    told(kind::OTHER_CONTROLLER, None, "controller"),
    told(kind::JOINT, None, "controller"),
    told(kind::REPRESENTATIVE, None, "contact"),
    told(kind::PROCESSING_FOR_OTHERS, None, "scope"),
    told(kind::CONTACT, None, "contact"),
    told(kind::OFFICER, None, "officer"),
    told(kind::BASIS, None, "basis"),
    told(kind::CONDITION, None, "basis"),
    told(kind::PROVISION, None, "provision"),
    told(kind::FURTHER_USE, None, "purposes"),
    told(kind::EXEMPTION, None, "informing"),
    told(kind::COUNTRY, None, "abroad"),
    told(kind::TRANSFER, None, "abroad"),
    told(kind::RETENTION, None, "retention"),
    told(kind::CHILDREN, None, "children"),
    told(kind::RIGHTS, None, "rights"),
    told(kind::COMPLAINTS, None, "complaints"),
    told(kind::CHANGES, None, "changes"),
    told(kind::JURISDICTION, None, "law"),
    told(kind::LANGUAGE, None, "languages"),
];

/// What is told of one notice in one language.
struct News<'a> {
    diff: &'a Diff,
    new: &'a Model,
    /// What the author says of the new version.
    entry: Option<&'a Spanned<History>>,
    phrases: &'a Phrases,
    lang: &'a Tag,
}

/// The section "What has changed" in a language; `None` where nothing that people must be told has changed.
#[must_use]
pub fn section(diff: &Diff, old: &Model, new: &Model, lang: &Tag) -> Option<Section> {
    let news = News::new(diff, old, new, lang);
    news.is_due().then(|| Section {
        id: ANCHOR.to_owned(),
        heading: news.phrases.plain("news.heading").to_owned(),
        blocks: news.blocks(),
        sections: Vec::new(),
    })
}

/// A short text that tells people of a change, for a banner and for a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    /// BCP 47 tag of its language.
    pub lang: String,
    /// Two or three sentences for the top of a page.
    pub banner: String,
    /// The subject of a message.
    pub subject: String,
    /// The message; plain text, with a blank line between paragraphs.
    pub message: String,
}

/// The announcement in each language of the new version; none where nothing that people must be told has changed.
#[must_use]
pub fn announcements(diff: &Diff, old: &Model, new: &Model) -> Vec<Announcement> {
    let all = new.languages.iter().map(|lang| News::new(diff, old, new, lang));
    all.filter(News::is_due).map(|news| news.announcement()).collect()
}

impl<'a> News<'a> {
    fn new(diff: &'a Diff, old: &Model, new: &'a Model, lang: &'a Tag) -> Self {
        Self { diff, new, entry: announced(old, new), phrases: new.phrases(lang), lang }
    }

    fn is_due(&self) -> bool {
        self.diff.class() >= Some(Class::Material)
    }

    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        self.phrases.words(key, args)
    }

    fn written(&self, text: Option<&Text>) -> Option<Vec<Inline>> {
        let first = self.new.languages.first().unwrap_or(self.lang);
        let text = text?;
        let words = text.get(self.lang, first).map_or_else(|| text.any(), |words| words.as_str());
        Some(markdown::inlines(words).value).filter(|words| !words.is_empty())
    }

    fn paragraph(words: String) -> Block {
        Block::paragraph(vec![Inline::text(words)])
    }

    /// From which version on.
    fn since(&self) -> String {
        let date = |day: Date| self.phrases.date(day);
        match (&self.diff.old.version, self.diff.old.day()) {
            (Some(version), Some(day)) => self.say("news.since.both", &[("version", version), ("date", &date(day))]),
            (Some(version), None) => self.say("news.since.version", &[("version", version)]),
            (None, Some(day)) => self.say("news.since.date", &[("date", &date(day))]),
            (None, None) => self.say("news.since.neither", &[]),
        }
    }

    /// First day on which the new version holds, where that is another one than before.
    fn effective(&self) -> Option<Date> {
        self.diff.new.effective.filter(|_| self.diff.new.effective != self.diff.old.effective)
    }

    /// What the author says of it.
    fn by_author(&self) -> Vec<Vec<Inline>> {
        let claim = self.diff.claim.map(|claim| match claim {
            HistoryKind::Processing => "news.processing",
            HistoryKind::Description => "news.description",
        });
        let claim = claim.map(|key| vec![Inline::text(self.phrases.plain(key))]);
        let texts = self.entry.map(|entry| [entry.summary.as_ref(), entry.effect.as_ref()]);
        let texts = texts.into_iter().flatten().filter_map(|text| self.written(text));
        claim.into_iter().chain(texts).collect()
    }

    /// A block that says what the history says.
    fn by_history(&self, mut block: Block) -> Block {
        block.from.extend(self.entry.map(|entry| Trace { path: "history".to_owned(), span: entry.span }));
        block
    }

    /// All of the section: what is told in a message too, between from when on it is different and from when it applies.
    fn blocks(&self) -> Vec<Block> {
        let mut blocks = vec![Self::paragraph(self.since())];
        blocks.extend(self.told());
        if let Some(told) = self.entry.and_then(|entry| self.written(entry.told.as_ref())) {
            let told = Block::paragraph(self.phrases.fill("news.told", &[("x", told)]));
            blocks.push(self.by_history(told));
        }
        if let Some(day) = self.effective() {
            blocks.push(Self::paragraph(self.say("news.effective", &[("date", &self.phrases.date(day))])));
        }
        blocks
    }

    /// What the author says, and what is new, gone or another.
    fn told(&self) -> Vec<Block> {
        let author = self.by_author().into_iter().map(|words| self.by_history(Block::paragraph(words)));
        let mut blocks: Vec<Block> = author.collect();
        for (intro, points) in self.lists() {
            blocks.push(Self::paragraph(intro));
            let items = points.into_iter().map(|point| vec![Self::paragraph(point)]).collect();
            blocks.push(Content::List { ordered: false, items }.into());
        }
        blocks
    }

    /// What is new, gone or another, each with an introduction that ends in a colon.
    fn lists(&self) -> Vec<(String, Vec<String>)> {
        let (mut added, mut removed, mut altered) = (Vec::new(), Vec::new(), Vec::new());
        let mut topics: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for change in self.diff.changes.iter().filter(|change| change.class >= Class::Material) {
            let Some(told) = TOLD.iter().find(|told| told.kind == change.kind) else { continue };
            let point = self.point(change);
            // What a purpose says of its recipients or data is no recipient and no category of data.
            let is_entry = |register: &str| {
                change.is_entry || !change.named.is_empty() || change.path.split('.').next() == Some(register)
            };
            let entries = told.entries.filter(|(register, _)| is_entry(register));
            if let (Some((_, key)), Some((operation, name))) = (entries, &point) {
                let what = self.phrases.plain_of("news.entries", key);
                let point = self.say("list.pair", &[("term", &what), ("x", name)]);
                match operation {
                    Operation::Added => put(&mut added, point),
                    Operation::Removed => put(&mut removed, point),
                    Operation::Altered | Operation::Renamed | Operation::Moved => put(&mut altered, point),
                }
                continue;
            }
            // Kinds of one topic are told together.
            let at = TOLD.iter().position(|other| other.topic == told.topic).unwrap_or_default();
            let names = topics.entry(at).or_default();
            if let Some((_, name)) = point {
                put(names, name);
            }
        }
        let topics = topics.into_iter().map(|(at, names)| {
            let topic = self.phrases.plain_of("news.topics", TOLD[at].topic);
            let names =
                names.into_iter().reduce(|list, next| self.say("list.fragments", &[("list", &list), ("next", &next)]));
            names.map_or(topic.clone(), |names| self.say("list.pair", &[("term", &topic), ("x", &names)]))
        });
        altered.extend(topics);
        let all = [("news.added", added), ("news.removed", removed), ("news.altered", altered)];
        let all = all.into_iter().filter(|(_, points)| !points.is_empty());
        all.map(|(intro, points)| (self.phrases.plain(intro).to_owned(), points)).collect()
    }

    /// What a change is about by name, and what was done to it as a whole; `None` where it has no name.
    fn point(&self, change: &Change) -> Option<(Operation, String)> {
        let in_language = |names: &[(String, String)]| {
            let own = names.iter().find(|(lang, _)| lang == self.lang.as_str()).or_else(|| names.first());
            own.map(|(_, name)| name.clone())
        };
        let of = |name: &str, of: &str| self.say("news.of", &[("name", name), ("of", of)]);
        let entry = in_language(&change.labels);
        match (in_language(&change.named), entry) {
            // A purpose names, or no longer names, an entry that is there.
            (Some(named), Some(entry)) => Some((change.operation, of(&named, &entry))),
            (_, Some(entry)) => {
                let whole = change.is_entry && change.operation != Operation::Moved;
                let more = match change.remark.as_deref() {
                    Some("longer") => Some(self.phrases.plain("news.longer").to_owned()),
                    Some("shorter") => Some(self.phrases.plain("news.shorter").to_owned()),
                    _ => self.abroad(change).filter(|_| change.operation != Operation::Removed),
                };
                let name = more.map_or(entry.clone(), |more| of(&entry, &more));
                Some((if whole { change.operation } else { Operation::Altered }, name))
            }
            (_, None) => None,
        }
    }

    /// The third countries in which a recipient works, by name.
    fn abroad(&self, change: &Change) -> Option<String> {
        let mut steps = change.path.split('.');
        let id = (steps.next() == Some("recipients")).then(|| steps.next()).flatten()?;
        let countries = self.new.recipients.get(id)?.countries.as_ref()?.countries.iter().map(|country| country.value);
        let third = countries.filter(|country| self.new.law.outside(*country).next().is_some());
        let names = third.map(|country| self.phrases.country(country).to_owned());
        names.reduce(|list, next| self.say("list.comma", &[("list", &list), ("next", &next)]))
    }

    fn announcement(&self) -> Announcement {
        let title = self.new.notice.as_ref().and_then(|notice| self.written(notice.title.as_ref()));
        let title = title.map_or_else(|| self.phrases.plain("notice.title").to_owned(), |title| Inline::plain(&title));
        let (banner, subject) = if let Some(day) = self.effective() {
            let args = [("title", title.as_str()), ("date", &self.phrases.date(day))];
            (self.say("news.banner.dated", &args), self.say("news.subject.dated", &args))
        } else {
            let args = [("title", title.as_str())];
            (self.say("news.banner.undated", &args), self.say("news.subject.undated", &args))
        };
        let author: Vec<String> = self.by_author().iter().map(|words| spelled(words)).collect();
        let read = self.address().map(|address| self.say("news.read", &[("url", &address)]));
        let short = author.iter().skip(usize::from(self.diff.claim.is_some())).take(1).cloned();
        let short = short.map(|words| if words.ends_with(['.', '!', '?', '…']) { words } else { words + "." });
        let short: Vec<String> = std::iter::once(banner.clone()).chain(short).chain(read.clone()).collect();
        let mut message = vec![banner];
        message.extend(self.told().iter().map(as_text));
        message.push(self.phrases.plain("news.rights").to_owned());
        message.extend(read);
        Announcement {
            lang: self.lang.as_str().to_owned(),
            banner: short.join(" "),
            subject,
            message: message.join("\n\n"),
        }
    }

    /// Where the notice is published in the language.
    fn address(&self) -> Option<String> {
        let notice = self.new.notice.as_ref()?;
        let first = self.new.languages.first() == Some(self.lang);
        let other = notice.translated_at.get(self.lang).map(|url| url.value.to_string());
        other.or_else(|| notice.url.as_ref().filter(|_| first).map(|url| url.value.to_string()))
    }
}

/// Adds a point, once.
fn put(points: &mut Vec<String>, point: String) {
    if !points.contains(&point) {
        points.push(point);
    }
}

/// Running text as plain text: a link with its address, a break as one.
fn spelled(words: &[Inline]) -> String {
    let one = |inline: &Inline| match inline {
        Inline::Text { text } | Inline::Code { text } => text.clone(),
        Inline::Strong { text } | Inline::Emphasis { text } => spelled(text),
        Inline::Link { href, text } => {
            let (words, address) = (spelled(text), href.trim_start_matches("mailto:"));
            if words == address { words } else { format!("{words} ({address})") }
        }
        Inline::Break => "\n".to_owned(),
    };
    words.iter().map(one).collect()
}

/// A block as plain text; points of a list have a line each.
fn as_text(block: &Block) -> String {
    match &block.content {
        Content::List { items, .. } => {
            let point =
                |item: &Vec<Block>| format!("- {}", item.iter().map(Block::plain).collect::<Vec<_>>().join(" "));
            items.iter().map(point).collect::<Vec<_>>().join("\n")
        }
        Content::Paragraph { text } => spelled(text),
        _ => block.plain(),
    }
}
