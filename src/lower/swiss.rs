//! Rights under Swiss law: FADP Arts. 21, 25 to 32, and 37 and 41 against federal bodies.
//!
//! The FADP asks for no list of rights; what the notice says of them follows from the law.

use super::build::{Marked, definitions};
use super::law::Law;
use super::words::{Lower, Words, inside, lines};
use crate::declaration::Kind;
use crate::document::{Block, Content, Definition, Inline};
use crate::law::{Country, Right};

impl Lower<'_> {
    /// The rights that Swiss law gives, where it is one of the laws of the notice.
    pub(super) fn swiss_rights(&self) -> Vec<Block> {
        if !self.swiss() {
            return Vec::new();
        }
        let entries = [
            self.swiss_right(Right::Access, Some(self.by_swiss_law("access", "25", Some("26")))),
            self.swiss_right(Right::Rectification, Some(self.swiss_rectification())),
            self.swiss_right(Right::Erasure, Some(self.swiss_erasure())),
            self.swiss_right(Right::Restriction, None),
            self.swiss_right(Right::Objection, Some(self.swiss_objection())),
            self.swiss_right(Right::Portability, Some(self.by_swiss_law("portability", "28", Some("29")))),
            self.swiss_right(Right::Withdrawal, self.withdrawing(&self.words("rights.swiss.withdrawal"))),
            self.swiss_right(Right::AutomatedDecisions, self.swiss_decisions()),
        ];
        let Some(rights) = definitions(entries.into_iter().flatten().collect()) else { return Vec::new() };
        let under = (!self.only_swiss()).then(|| Block::paragraph(self.words("rights.under.ch")));
        under.into_iter().chain([rights]).map(|block| block.from("rights", self.rights_span())).collect()
    }

    /// A right as an entry of the list. The author's own words about it stand here where no other law is spoken of.
    fn swiss_right(&self, right: Right, words: Option<Words>) -> Option<Definition> {
        if !self.model.states(right) {
            return None;
        }
        let mut blocks: Vec<Block> = words.map(Block::paragraph).into_iter().collect();
        if self.only_swiss() {
            blocks.extend(self.notes_on(right));
            if right == Right::Objection {
                blocks.extend(self.notes_on(Right::MarketingObjection));
            }
        }
        let block = match blocks.pop() {
            None => return None,
            Some(only) if blocks.is_empty() => only,
            last => Content::Group { blocks: blocks.into_iter().chain(last).collect() }.into(),
        };
        let name = right.as_ref();
        let anchor = if self.only_swiss() { format!("rights-{name}") } else { format!("rights-ch-{name}") };
        let block = block.with_id(anchor).from(format!("rights.{name}"), self.rights_span());
        Some(Definition { term: self.by("rights.name", name), blocks: vec![block] })
    }

    /// What the law says of a right, with its article and that of its limits.
    fn by_swiss_law(&self, key: &str, article: &str, limits: Option<&str>) -> Words {
        let cited = |place: &str| vec![Inline::text(self.article_of(place, Law::Ch))];
        let mut args = vec![("article", cited(article))];
        args.extend(limits.map(|limits| ("limits", cited(limits))));
        self.say(&format!("rights.swiss.{key}"), &args)
    }

    /// Whether the controller is a federal body, against which chapter 6 gives the rights; bodies of the cantons are not
    /// under the FADP.
    fn is_federal(&self) -> bool {
        let country = self.model.controller.as_ref().and_then(|controller| controller.country);
        self.model.is_kind(Kind::PublicAuthority) && country.is_none_or(|country| country.value == Country::CH)
    }

    fn swiss_rectification(&self) -> Words {
        if self.is_federal() {
            return self.by_swiss_law("rectification_federal", "41", None);
        }
        self.by_swiss_law("rectification", "32", None)
    }

    fn swiss_erasure(&self) -> Words {
        if self.is_federal() {
            return self.by_swiss_law("erasure_federal", "41", None);
        }
        self.by_swiss_law("erasure", "32(2)", Some("31"))
    }

    fn swiss_objection(&self) -> Words {
        if self.is_federal() {
            return self.by_swiss_law("objection_federal", "37", None);
        }
        self.by_swiss_law("objection", "30(2)(b)", Some("31"))
    }

    fn swiss_decisions(&self) -> Option<Words> {
        let decisions = self.significant_decisions();
        if decisions.is_empty() {
            return None;
        }
        let links = decisions.iter().map(|one| inside(&format!("automated-{}", one.id), &self.decision_name(one)));
        let which = self.line("rights.automated.which", self.fragments(links));
        lines(std::iter::once(self.by_swiss_law("automated", "21", None)).chain(which))
    }
}
