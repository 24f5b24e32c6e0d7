//! Storage on the reader's device and direct marketing: Directive 2002/58/EC, PECR.

use super::build::{Marked, definitions, paragraph_of, section};
use super::law::Law;
use super::words::{Lower, Words, lines, url};
use crate::declaration::{Entry, Lifetime, Marketing, Permission, StoragePermission, StoredItem, is_so};
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
            "storage.limits",
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
            lines(self.limits(item)),
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
        let at_most = item.at_most.map(|most| match most.value {
            Lifetime::Session => self.words("storage.at_most_session"),
            Lifetime::Persistent => self.words("storage.at_most_persistent"),
            most => self.say("storage.at_most", &[("period", vec![Inline::text(self.lifetime(most))])]),
        });
        duration.into_iter().chain(at_most).collect()
    }

    fn permission(&self, item: &StoredItem) -> Vec<Words> {
        let exempt_from = item.exempt.is_some();
        let asked = item.permission.filter(|permission| !(exempt_from && permission.value == StoragePermission::None));
        let consent = asked.is_some_and(|permission| permission.value == StoragePermission::Consent);
        // Consent in one law beside an exemption of the other: each is true where that law applies.
        let apart = item.exempt.filter(|exempt| consent && self.law() == Law::Both && exempt.value.is_uk_only());
        let said = match apart {
            Some(exempt) => {
                let exempt = self.by("storage.exempt_uk", exempt.value.as_ref());
                [Some(self.words("storage.consent_eu")), Some(exempt)]
            }
            None => [
                asked.map(|permission| self.by("storage.permissions", permission.value.as_ref())),
                item.exempt.map(|exempt| self.by("storage.exempt", exempt.value.as_ref())),
            ],
        };
        said.into_iter().flatten().collect()
    }

    /// Conditions of the exemptions of UK law.
    fn limits(&self, item: &StoredItem) -> Vec<Words> {
        let facts = [
            self.either(item.own_service, "storage.own_service", "storage.not_own_service"),
            self.either(item.passed_on, "storage.passed_on", "storage.not_passed_on"),
            self.either(item.free_refusal, "storage.free_refusal", "storage.no_free_refusal"),
        ];
        facts.into_iter().flatten().collect()
    }

    /// A fact as one of two sentences; `None` where it is not declared.
    fn either(&self, fact: Option<Spanned<bool>>, yes: &str, no: &str) -> Option<Words> {
        fact.map(|fact| self.words(if fact.value { yes } else { no }))
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
        let purposes = self.model.purposes_named(one.purpose.as_ref());
        let names = || self.fragments(purposes.iter().map(|purpose| self.purpose_name(purpose)));
        let label = self.maybe(one.label.as_ref()).or_else(names);
        let channels = one.channels.iter().flatten();
        let channels = self.conjunction(channels.map(|one| self.by("marketing.channel", one.value.as_ref())).collect());
        let all = [
            self.line(
                "marketing.purpose",
                one.label.as_ref().and_then(|_| self.purpose_links(purposes.iter().copied())),
            ),
            self.line("marketing.channels", channels),
            self.marketing_permission(one),
            self.either(one.corporate, "marketing.corporate", "marketing.not_corporate"),
            self.either(one.similar, "marketing.similar", "marketing.not_similar"),
            self.either(one.charitable_purpose, "marketing.charitable", "marketing.not_charitable"),
            self.address_got(one),
            self.either(one.support, "marketing.support", "marketing.not_support"),
            lines(self.refusals(one)),
            self.line("marketing.opt_out", self.maybe(one.opt_out.as_ref())),
            self.line("marketing.recipients", self.recipient_names(one.recipients.as_ref())),
        ];
        let block = paragraph_of(all.into_iter().flatten())?.with_id(format!("marketing-{}", one.id));
        let block = block.from(format!("marketing.{}", one.id), one.span);
        Some(Definition { term: label.unwrap_or_else(|| super::words::by_id(&one.id)), blocks: vec![block] })
    }

    /// Whether a sentence tells in what dealings or from what support the address came.
    fn tells_of_address(one: &Marketing) -> bool {
        [one.sale, one.negotiations, one.support].into_iter().any(is_so)
    }

    /// What lets us send it; unless that is told by the sentences on the address and on refusing.
    fn marketing_permission(&self, one: &Marketing) -> Option<Words> {
        let soft = [Permission::SoftOptIn, Permission::CharitySoftOptIn];
        let permission = one.permission?.value;
        let refused = is_so(one.refusal_offered) || is_so(one.refusal_each_time);
        let told = soft.contains(&permission) && Self::tells_of_address(one) && refused;
        (!told).then(|| self.by("marketing.permission", permission.as_ref()))
    }

    /// When the reader could and can refuse.
    fn refusals(&self, one: &Marketing) -> Vec<Words> {
        let then = is_so(one.refusal_offered) && Self::tells_of_address(one);
        let sentences = if then && is_so(one.refusal_each_time) {
            [Some(self.words("marketing.refusal_then_and_now")), None]
        } else {
            let refusal = if then { "marketing.refusal_then" } else { "marketing.refusal" };
            [
                self.either(one.refusal_offered, refusal, "marketing.no_refusal"),
                self.either(one.refusal_each_time, "marketing.each_time", "marketing.not_each_time"),
            ]
        };
        sentences.into_iter().flatten().collect()
    }

    /// In what dealings the address was got.
    fn address_got(&self, one: &Marketing) -> Option<Words> {
        let talks = is_so(one.negotiations);
        let key = match one.sale.map(|sale| sale.value) {
            Some(true) if talks => "marketing.sale_or_talks",
            Some(true) => "marketing.sale",
            _ if talks => "marketing.talks",
            Some(false) => "marketing.not_sale",
            None => return None,
        };
        Some(self.words(key))
    }
}
