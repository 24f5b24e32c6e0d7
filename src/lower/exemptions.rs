//! When people are not told one by one, and new uses of data that is there already: Arts. 13(3) to (5), 14(4) and (5).

use super::build::{Marked, definitions, entry, paragraph_of, section};
use super::law::Law;
use super::words::{Lower, Words, by_id, heading, inside, lines, url};
use crate::declaration::{Entry, Further, FurtherGround, Id, InformingExemption, Many, Obstacle, Purpose, is_so};
use crate::document::{Block, Inline, Section};
use crate::law::{Exempting, Regime, items};

impl Lower<'_> {
    /// Anchor `exemptions`, with a part for each of this notice: for one of its purposes, or of its own file.
    pub(super) fn exemptions_section(&self) -> Option<Section> {
        let here = |one: &&Entry<InformingExemption>| match &one.purposes {
            Some(ids) => !self.model.purposes_named(Some(ids)).is_empty(),
            None => self.is_own(one.span),
        };
        let parts: Vec<_> = self.model.exemptions.iter().filter(here).filter_map(|one| self.exemption(one)).collect();
        let intro = (!parts.is_empty()).then(|| Block::paragraph(self.words("exemptions.intro")));
        section("exemptions", self.plain("exemptions.heading"), intro.into_iter().collect(), parts)
    }

    fn exemption(&self, one: &Entry<InformingExemption>) -> Option<Section> {
        let path = format!("exemptions.{}", one.id);
        let items = one.items.iter().flatten().map(|item| self.text(item));
        let facts = [
            ("exemptions.article", self.exempting(one)),
            ("exemptions.purposes", self.purpose_links(self.model.purposes_named(one.purposes.as_ref()))),
            ("exemptions.subjects", self.subject_names(one.subjects.as_ref())),
            ("exemptions.data", self.data_names(one.data.as_ref())),
            ("exemptions.items", self.fragments(items)),
            ("exemptions.given", self.maybe(one.given.as_ref())),
            ("exemptions.balancing", self.maybe(one.balancing.as_ref())),
            ("exemptions.people", self.maybe(one.people.as_ref())),
            ("exemptions.age", self.maybe(one.age.as_ref())),
            ("exemptions.safeguards", self.maybe(one.safeguards.as_ref())),
            ("exemptions.law", self.exempting_law(one)),
            ("exemptions.secrecy", self.maybe(one.secrecy.as_ref())),
            ("exemptions.published", one.published.as_ref().map(|place| Self::reach(place))),
            ("exemptions.more", one.more.as_ref().map(|more| url(more))),
        ];
        let entries = facts.into_iter().filter_map(|(term, words)| entry(self.words(term), words)).collect();
        let card = definitions(entries).map(|card| card.with_id(format!("exemption-{}-facts", one.id)));
        let blocks = self.paragraph(one.text.as_ref()).into_iter().chain(card);
        let blocks = blocks.map(|block| block.from(path.clone(), one.span)).collect();
        section(format!("exemption-{}", one.id), heading(&self.exemption_name(one)), blocks, Vec::new())
    }

    /// Why people are not told, with the article in the laws that have it.
    fn exempting(&self, one: &InformingExemption) -> Option<Words> {
        let article = one.article?.value;
        if self.only_swiss() {
            return Some(self.swiss_exempting(one, article));
        }
        let law = self.exempting_in(article);
        let table = match article {
            Exempting::KnownToGiver | Exempting::Known => "exemptions.sentence.known",
            Exempting::Law => "exemptions.sentence.law",
            Exempting::Secrecy => "exemptions.sentence.secrecy",
            Exempting::UkObjectives => "exemptions.obstacle.objectives",
            Exempting::FurtherResearch | Exempting::Effort | Exempting::UkEffort => match one.obstacle {
                Some(obstacle) => return Some(self.obstacle(obstacle.value.as_ref(), article, law)),
                None => "exemptions.sentence.open",
            },
        };
        let cited = vec![Inline::text(self.article_of(article.article(), law))];
        Some(self.under(law, self.say(table, &[("article", cited)])))
    }

    /// The same under Swiss law alone, by the article of the FADP that is like it; by none where there is none.
    fn swiss_exempting(&self, one: &InformingExemption, article: Exempting) -> Words {
        let (table, key, place) = match (article, one.obstacle.as_ref()) {
            (Exempting::KnownToGiver | Exempting::Known, _) => ("exemptions.sentence", "known", article.fadp()),
            (Exempting::Law, _) => ("exemptions.sentence", "law", article.fadp()),
            (Exempting::Secrecy, _) => ("exemptions.sentence", "secrecy", article.fadp()),
            (Exempting::UkObjectives, _) => ("exemptions.obstacle", "objectives", article.fadp()),
            (_, None) => ("exemptions.sentence", "open", None),
            (_, Some(obstacle)) => {
                let place = match obstacle.value {
                    Obstacle::Impossible => "20(2)(a)",
                    Obstacle::Effort => "20(2)(b)",
                    Obstacle::Objectives => "20(3)(b)",
                };
                ("exemptions.obstacle", obstacle.value.as_ref(), article.fadp().map(|_| place))
            }
        };
        match place {
            Some(place) => self.cited(table, key, &self.article_of(place, Law::Ch)),
            None => self.by("exemptions.plain", key),
        }
    }

    fn obstacle(&self, obstacle: &str, article: Exempting, law: Law) -> Words {
        self.under(law, self.cited("exemptions.obstacle", obstacle, &self.article_of(article.article(), law)))
    }

    /// The laws of the notice that have an exemption; all of them where none has it.
    fn exempting_in(&self, article: Exempting) -> Law {
        let date = self.model.law.date;
        let has = |regimes: &[Regime]| regimes.iter().any(|regime| article.stands_in(*regime, date));
        let laws = self.laws().into_iter();
        let having: Vec<Law> = laws.filter(|(_, regimes)| has(regimes)).map(|(law, _)| law).collect();
        match having.as_slice() {
            [only] => *only,
            _ => self.law(),
        }
    }

    fn exempting_law(&self, one: &InformingExemption) -> Option<Words> {
        let all = [
            self.statutes(one.law.as_ref()),
            is_so(one.express).then(|| self.words("exemptions.express")),
            is_so(one.obliges).then(|| self.words("exemptions.obliges")),
        ];
        lines(all.into_iter().flatten())
    }

    /// Exemptions that name a purpose.
    pub(super) fn exemptions_of(&self, purpose: &Entry<Purpose>) -> Vec<&Entry<InformingExemption>> {
        let names = |one: &&Entry<InformingExemption>| one.purposes.iter().flatten().any(|id| id.value == purpose.id);
        self.model.exemptions.iter().filter(names).collect()
    }

    /// That people are not told of a purpose one by one, with a link to the reason.
    pub(super) fn not_told(&self, purpose: &Entry<Purpose>) -> Option<Words> {
        let all = self.exemptions_of(purpose);
        let people: Vec<&str> = self.model.subjects_of(purpose).iter().map(|subject| subject.id.as_str()).collect();
        let data: Vec<&str> = self.model.data_of(purpose).iter().map(|used| used.entry.id.as_str()).collect();
        let holds = |ids: Option<&Many<Id>>, all: &[&str]| {
            ids.is_none_or(|ids| !all.is_empty() && all.iter().all(|id| ids.iter().any(|one| one.as_str() == *id)))
        };
        let whole = |one: &&Entry<InformingExemption>| {
            one.items.is_none() && holds(one.subjects.as_ref(), &people) && holds(one.data.as_ref(), &data)
        };
        let nobody = purpose.delivery.is_none() && all.iter().any(whole);
        let key = if nobody { "exemptions.not_told" } else { "exemptions.not_all_told" };
        let links = all.iter().map(|one| inside(&format!("exemption-{}", one.id), &self.exemption_name(one)));
        self.line(key, self.fragments(links))
    }

    fn exemption_name(&self, one: &Entry<InformingExemption>) -> Words {
        self.maybe(one.label.as_ref()).unwrap_or_else(|| by_id(&one.id))
    }

    /// The row of a purpose for which data is used that was collected for another.
    pub(super) fn further(&self, purpose: &Entry<Purpose>) -> Option<Block> {
        let further = purpose.further.as_ref()?;
        let earlier = self.purpose_links(self.model.purposes_named(further.after.as_ref()));
        let earlier = [earlier, self.maybe(further.before.as_ref())].into_iter().flatten();
        let mut all: Vec<Words> = self.line("further.after", self.fragments(earlier)).into_iter().collect();
        all.extend(self.further_grounds(further));
        let rest = [
            self.maybe(further.because.as_ref()),
            self.line("further.law", self.statutes(further.law.as_ref())),
            self.line("further.told", self.maybe(further.told.as_ref())),
        ];
        all.extend(rest.into_iter().flatten());
        let block = paragraph_of(all)?.with_id(format!("purpose-{}-further", purpose.id));
        let told = self.maybe(further.told.as_ref()).is_some();
        let items = if told { self.model.items(&items::FURTHER, Some(purpose)) } else { Vec::new() };
        let block = block.tells(items);
        Some(block.from(format!("purposes.{}.further", purpose.id), further.span))
    }

    fn further_grounds(&self, further: &Further) -> Vec<Words> {
        let sentence = |ground: FurtherGround| {
            let research = ground == FurtherGround::Research;
            if research && self.only_swiss() {
                return self.words("further.ground.research_plain");
            }
            let words = self.by("further.ground", ground.as_ref());
            match ground {
                _ if ground.is_of_uk_alone() => self.under(Law::Uk, words),
                _ if research => self.under_gdpr(words),
                _ => words,
            }
        };
        further.ground.iter().flatten().map(|ground| sentence(ground.value)).collect()
    }
}
