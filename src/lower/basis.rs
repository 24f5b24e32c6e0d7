//! Legal bases and legitimate interests: Art. 6, 13(1)(c) and (d).

use super::build::{Marked, list, points};
use super::law::Law;
use super::words::{Lower, Words, lines};
use crate::declaration::{Basis, ConsentChannel, Entry, InterestOwner, Many, Purpose, Text, is_so};
use crate::document::Block;
use crate::law::basis::Article6;
use crate::law::items;
use crate::source::Spanned;

impl Lower<'_> {
    /// The bases of a purpose; `None` where no article is declared.
    pub(super) fn basis_block(&self, purpose: &Entry<Purpose>) -> Option<Block> {
        let many = purpose.basis.as_ref()?;
        let items = self.model.items(&items::BASIS, Some(purpose));
        let block = self.bases(many)?.with_id(format!("purpose-{}-basis", purpose.id)).tells(items);
        Some(block.from(format!("purposes.{}.basis", purpose.id), many.span))
    }

    /// Bases as sentences, each with what limits and explains it.
    pub(super) fn bases(&self, bases: &[Spanned<Basis>]) -> Option<Block> {
        let mut grouped: Vec<(Words, Vec<Option<Words>>)> = Vec::new();
        for basis in bases {
            let Some((sentence, details)) = self.basis(basis) else { continue };
            match grouped.iter_mut().find(|(known, _)| *known == sentence) {
                Some((_, all)) if details.is_some() && all.iter().all(Option::is_some) => all.push(details),
                _ => grouped.push((sentence, vec![details])),
            }
        }
        let mut pieces: Vec<_> = grouped.into_iter().map(|(sentence, details)| Self::same(sentence, details)).collect();
        match pieces.len() {
            0 => None,
            1 if pieces[0].len() == 1 => pieces.pop()?.pop(),
            _ => list(false, pieces),
        }
    }

    /// A sentence with the details of each basis for which it holds.
    fn same(sentence: Words, mut details: Vec<Option<Words>>) -> Vec<Block> {
        if details.len() < 2 {
            let details = details.pop().flatten();
            return lines(std::iter::once(sentence).chain(details)).map(Block::paragraph).into_iter().collect();
        }
        std::iter::once(Block::paragraph(sentence)).chain(points(details.into_iter().flatten().collect())).collect()
    }

    /// The sentence for a basis, and what limits and explains it.
    fn basis(&self, basis: &Basis) -> Option<(Words, Option<Words>)> {
        let article = basis.article?.value;
        let explicit = article == Article6::Consent && is_so(basis.explicit);
        let table = if explicit { "basis.explicit" } else { "basis.sentence" };
        let sentence = if self.only_swiss() {
            // The FADP has no such list; what is declared is told as a fact.
            self.by(if explicit { "basis.explicit_plain" } else { "basis.plain" }, article.name())
        } else {
            self.cited(table, article.name(), &self.basis_article(article, basis))
        };
        let only_uk = article == Article6::RecognisedInterests;
        let sentence = if only_uk && self.model.law.uk_text() { self.under(Law::Uk, sentence) } else { sentence };
        let annex = basis
            .annex_1
            .filter(|_| !self.only_swiss())
            .map(|condition| self.by("basis.annex", condition.value.as_ref()));
        let all = [
            self.line("basis.scope", self.maybe(basis.scope.as_ref())),
            self.line("basis.contract", self.maybe(basis.contract.as_ref())),
            self.line("basis.law", self.statutes(basis.law.as_ref())),
            self.line("basis.whose", self.maybe(basis.whose.as_ref())),
            self.line("basis.annex_1", annex),
            self.line("only.data", self.data_names(basis.data.as_ref())),
            self.line("only.subjects", self.subject_names(basis.subjects.as_ref())),
            self.line("only.recipients", self.recipient_names(basis.recipients.as_ref())),
            self.line("only.controllers", self.controller_names(basis.controllers.as_ref())),
            self.given(basis.given.as_ref()),
            self.line("basis.withdraw", self.maybe(basis.withdraw.as_ref())),
            self.maybe(basis.free.as_ref()),
        ];
        Some((sentence, lines(all.into_iter().flatten())))
    }

    /// How consent is given.
    pub(super) fn given(&self, channels: Option<&Many<ConsentChannel>>) -> Option<Words> {
        let channels = channels?.iter().map(|channel| self.by("basis.channel", channel.value.as_ref()));
        self.line("basis.given", self.fragments(channels))
    }

    /// The legitimate interests of a purpose.
    pub(super) fn interest_block(&self, purpose: &Entry<Purpose>) -> Option<Block> {
        let many = purpose.basis.as_ref()?;
        let items = self.model.items(&items::INTERESTS, Some(purpose));
        let block = points(many.iter().flat_map(|basis| self.interests(basis)).collect())?;
        let block = block.with_id(format!("purpose-{}-interests", purpose.id)).tells(items);
        Some(block.from(format!("purposes.{}.basis", purpose.id), many.span))
    }

    /// The legitimate interests of a purpose by name.
    pub(super) fn interests_named(&self, purpose: &Purpose) -> Option<Words> {
        let of = |basis: &Spanned<Basis>| {
            let shared = self.model.interests_of(basis).into_iter().map(|interest| interest.label.as_ref());
            let all = std::iter::once(basis.interest.as_ref()).chain(shared);
            all.filter_map(|text| self.maybe(text)).collect::<Vec<_>>()
        };
        self.fragments(self.model.bases(purpose).iter().flat_map(of))
    }

    fn interests(&self, basis: &Basis) -> Vec<Words> {
        let own = self.interest(basis.interest.as_ref(), basis.owner.as_ref(), basis.balancing.as_ref());
        let children = self.line("interests.children", self.maybe(basis.children.as_ref()));
        let shared = self.model.interests_of(basis).into_iter().map(|interest| {
            self.interest(interest.label.as_ref(), interest.owner.as_ref(), interest.balancing.as_ref())
        });
        let with_scope = |mut interest: Vec<Words>| {
            interest.extend(children.clone());
            interest.extend(self.line("basis.scope", self.maybe(basis.scope.as_ref())));
            lines(interest)
        };
        let all = std::iter::once(own).chain(shared).filter(|interest| !interest.is_empty());
        all.filter_map(with_scope).collect()
    }

    fn interest(&self, interest: Option<&Text>, owner: Option<&InterestOwner>, balancing: Option<&Text>) -> Vec<Words> {
        let whose = owner.map(|owner| match owner {
            InterestOwner::Controller => self.words("interests.controller"),
            InterestOwner::Both => self.words("interests.both"),
            InterestOwner::ThirdParty => self.words("interests.third"),
            InterestOwner::Named(words) => self.say("interests.whose", &[("x", self.text(words))]),
        });
        let lines = [
            self.line("interests.interest", self.maybe(interest)),
            whose,
            self.line("interests.balancing", self.maybe(balancing)),
        ];
        lines.into_iter().flatten().collect()
    }
}
