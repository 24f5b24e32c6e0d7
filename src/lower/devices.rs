//! Storage on the reader's device and direct marketing: Directive 2002/58/EC, PECR.

use super::build::{Marked, definitions, paragraph_of, section};
use super::words::{Lower, Words, lines, url};
use crate::declaration::{Entry, Marketing, StoragePermission, StoredItem};
use crate::document::{Block, Definition, Inline, Section};
use crate::source::Spanned;

impl Lower<'_> {
    /// Anchor `storage`.
    pub(super) fn storage_section(&self) -> Option<Section> {
        let all = &self.model.storage;
        let rows: Vec<_> = all.iter().map(|item| self.stored_row(item)).collect();
        let head = [
            "storage.name",
            "storage.kind",
            "storage.provider",
            "storage.use",
            "storage.duration",
            "storage.permission",
            "storage.third_party",
            "storage.refuse",
            "storage.purposes",
            "storage.more",
        ];
        let table = self.table("storage.caption", &head, &rows);
        let table =
            table.map(|table| all.iter().fold(table, |table, one| table.from(format!("storage.{}", one.id), one.span)));
        let none = all.none.filter(|none| none.value);
        let none = none.map(|none| Block::paragraph(self.words("storage.none")).from("storage", none.span));
        section("storage", self.plain("storage.heading"), none.into_iter().chain(table).collect(), Vec::new())
    }

    fn stored_row(&self, item: &Entry<StoredItem>) -> Vec<Words> {
        let name = item.name.as_ref().map(|name| vec![Inline::Code { text: name.trim().to_owned() }]);
        let label = self.maybe(item.label.as_ref());
        let called = lines(name.into_iter().chain(label)).unwrap_or_else(|| self.stored_name(item));
        let access =
            item.third_party_access.map(|yes| self.words(if yes.value { "storage.yes" } else { "storage.no" }));
        let all = [
            item.kind.map(|kind| self.by("storage.kinds", kind.value.as_ref())),
            self.provider(item),
            self.maybe(item.purpose.as_ref()),
            lines(self.stays(item)),
            lines(self.permission(item)),
            access,
            self.maybe(item.refuse.as_ref()),
            self.purpose_links(self.model.purposes_named(item.purposes.as_ref())),
            item.more.as_ref().map(|more| url(more)),
        ];
        std::iter::once(called).chain(all.into_iter().map(Option::unwrap_or_default)).collect()
    }

    fn provider(&self, item: &StoredItem) -> Option<Words> {
        let id = item.provider.as_ref()?;
        match self.model.recipients.get(id.as_str()) {
            Some(recipient) => Some(self.recipient_name(recipient)),
            None => Some(self.words("storage.own")),
        }
    }

    fn stays(&self, item: &StoredItem) -> Vec<Words> {
        let duration = item.duration.map(|duration| vec![Inline::text(self.lifetime(duration.value))]);
        let at_most = item
            .at_most
            .map(|most| self.say("storage.at_most", &[("period", vec![Inline::text(self.lifetime(most.value))])]));
        duration.into_iter().chain(at_most).collect()
    }

    fn permission(&self, item: &StoredItem) -> Vec<Words> {
        let exempt_from = item.exempt.is_some();
        let asked = item.permission.filter(|permission| !(exempt_from && permission.value == StoragePermission::None));
        let asked = asked.map(|permission| self.by("storage.permissions", permission.value.as_ref()));
        let exempt = item.exempt.map(|exempt| self.by("storage.exempt", exempt.value.as_ref()));
        asked.into_iter().chain(exempt).collect()
    }

    /// Anchor `marketing`.
    pub(super) fn marketing_section(&self) -> Option<Section> {
        let all = &self.model.marketing;
        let entries = all.iter().filter_map(|one| self.marketing(one)).collect();
        let none = all.none.filter(|none| none.value);
        let none = none.map(|none| Block::paragraph(self.words("marketing.none")).from("marketing", none.span));
        let blocks = none.into_iter().chain(definitions(entries)).collect();
        section("marketing", self.plain("marketing.heading"), blocks, Vec::new())
    }

    fn marketing(&self, one: &Entry<Marketing>) -> Option<Definition> {
        let purpose = one.purpose.as_ref().and_then(|id| self.model.purposes.get(id.as_str()));
        let label = self.maybe(one.label.as_ref()).or_else(|| purpose.map(|purpose| self.purpose_name(purpose)));
        let channels = one.channels.iter().flatten();
        let channels = self.conjunction(channels.map(|one| self.by("marketing.channel", one.value.as_ref())).collect());
        let fact = |fact: Option<Spanned<bool>>, yes: &str, no: &str| {
            fact.map(|fact| self.words(if fact.value { yes } else { no }))
        };
        let all = [
            self.line(
                "marketing.purpose",
                purpose.filter(|_| one.label.is_some()).map(|purpose| self.purpose_link(purpose)),
            ),
            self.line("marketing.channels", channels),
            one.permission.map(|permission| self.by("marketing.permission", permission.value.as_ref())),
            fact(one.similar, "marketing.similar", "marketing.not_similar"),
            fact(one.sale, "marketing.sale", "marketing.not_sale"),
            fact(one.refusal_offered, "marketing.refusal", "marketing.no_refusal"),
            self.line("marketing.opt_out", self.maybe(one.opt_out.as_ref())),
            self.line("marketing.recipients", self.recipient_names(one.recipients.as_ref())),
        ];
        let block = paragraph_of(all.into_iter().flatten())?.with_id(format!("marketing-{}", one.id));
        let block = block.from(format!("marketing.{}", one.id), one.span);
        Some(Definition { term: label.unwrap_or_else(|| super::words::by_id(&one.id)), blocks: vec![block] })
    }
}
