//! The declaration as written: typed tables in which every value keeps its place and nothing has a default.
//!
//! Silence is its own value, so every field is optional; what is missing is a matter for rules. Leaf values (a country, a
//! date, an article, a period) are read here, each with its error at its own place; whether names refer to something is the
//! model's question. No table is flattened, untagged or internally tagged: that would lose places.

pub mod ai;
pub mod children;
pub mod collected;
pub mod controller;
pub mod data;
pub mod exemptions;
pub mod leaf;
pub mod names;
pub mod notice;
pub mod parties;
pub mod period;
pub mod project;
pub mod purpose;
pub mod register;
pub mod retention;
pub mod rights;
pub mod shape;
pub mod storage;
pub mod text;
pub mod texts;
pub mod version;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use ai::{AiKind, AiSystem};
pub use children::Children;
pub use collected::Collected;
pub use controller::{
    Contact, Controller, CoreActivity, Dpo, InSwitzerland, Joint, Kind, OtherController, ProcessorFor, Reachable,
    Registration, RegistrationKind, Representative, RepresentativeExemption, Ways,
};
pub use data::{Data, Source, Special, Subject};
pub use exemptions::{Further, FurtherGround, InformingExemption, Obstacle};
pub use leaf::{Colour, Date, Email, Reach, Tag, Url};
pub use names::{Name, names};
pub use notice::{
    Changes, History, HistoryKind, Layout, Notice, Related, Section, Snippet, SnippetKind, StatuteEntry, Supplement,
    Waiver,
};
pub use parties::{Chooser, Disclosure, Places, Recipient, Role, Transfer};
pub use period::{Lifetime, Period};
pub use project::{
    Colours, FragmentOptions, Generator, LogoFile, Margins, MarkdownOptions, PageSize, PdfOptions, Project,
};
pub use purpose::{Basis, Condition, ConsentChannel, Interest, InterestOwner, Provision, ProvisionKind, Purpose};
pub use register::{Entry, Id, Register};
pub use retention::{Exception, Link, Retention, RetentionBy, Stage, Term};
pub use rights::{
    Channel, Complaints, Decision, Fee, Gateway, HereFirst, IdentityCheck, Restriction, Rights, RightsMode, Safeguards,
};
pub use shape::{Many, Referable, Use};
pub use storage::{Channels, Exemption, Marketing, Permission, StorageKind, StoragePermission, StoredItem};
pub use text::{Text, is_to_fill_in};
pub use texts::{Words, texts};

use crate::finding::Level;
use crate::source::Spanned;

/// A notice file, or a register that notices include.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a notice file")]
pub struct Declaration {
    /// Shared files: paths and globs relative to this file, parted by `/`. Stands before the first table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include: Option<Many<String>>,
    /// The notice itself. A file without it is a register.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<Spanned<Notice>>,
    /// Who decides why and how the data are used: GDPR Art. 4(7), 13(1)(a).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub controller: Option<Spanned<Controller>>,
    /// Further contacts, each with what it is for.
    #[serde(skip_serializing_if = "Register::is_silent")]
    pub contacts: Register<Contact>,
    /// The data protection officer: GDPR Art. 13(1)(b), 37.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dpo: Option<Spanned<Dpo>>,
    /// Representatives under GDPR Art. 27, by the regime in which they act: `eu`, `uk`, `ch`.
    #[serde(skip_serializing_if = "Register::is_silent")]
    pub representatives: Register<Representative>,
    /// Other controllers, named by purposes or by `[joint]`.
    #[serde(skip_serializing_if = "Register::is_silent")]
    pub controllers: Register<OtherController>,
    /// Joint arrangements: GDPR Art. 26.
    #[serde(skip_serializing_if = "Register::is_silent")]
    pub joint: Register<Joint>,
    /// Activities in which the organisation acts for somebody else and this notice does not apply.
    #[serde(skip_serializing_if = "Register::is_silent")]
    pub processor_for: Register<ProcessorFor>,
    /// Groups of people.
    #[serde(skip_serializing_if = "Register::is_silent")]
    pub subjects: Register<Subject>,
    /// Categories of personal data.
    #[serde(skip_serializing_if = "Register::is_silent")]
    pub data: Register<Data>,
    /// Where data come from if not from the person: GDPR Art. 14(2)(f).
    #[serde(skip_serializing_if = "Register::is_silent")]
    pub sources: Register<Source>,
    /// Who gets data: GDPR Art. 13(1)(e), processors too.
    #[serde(skip_serializing_if = "Register::is_silent")]
    pub recipients: Register<Recipient>,
    /// Giving data out as a procedure, not to a standing recipient.
    #[serde(skip_serializing_if = "Register::is_silent")]
    pub disclosures: Register<Disclosure>,
    /// When people are not told one by one: GDPR Arts. 13(4) and 14(5).
    #[serde(skip_serializing_if = "Register::is_silent")]
    pub exemptions: Register<InformingExemption>,
    /// Only `none = true`: no data leave the area. Transfers themselves are declared on the recipient.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transfers: Option<Spanned<NoTransfers>>,
    /// Storage periods and criteria: GDPR Art. 13(2)(a).
    #[serde(skip_serializing_if = "Register::is_silent")]
    pub retention: Register<Retention>,
    /// Legitimate interests that several purposes share: GDPR Art. 13(1)(d).
    #[serde(skip_serializing_if = "Register::is_silent")]
    pub interests: Register<Interest>,
    /// Why data are used: GDPR Art. 13(1)(c).
    #[serde(skip_serializing_if = "Register::is_silent")]
    pub purposes: Register<Purpose>,
    /// Automated decisions and profiling: GDPR Art. 13(2)(f), 22. `none = true` says that there are none.
    #[serde(skip_serializing_if = "Register::is_silent")]
    pub automated: Register<Decision>,
    /// AI systems: Regulation (EU) 2024/1689 (AI Act). `none = true` says that the controller uses no AI system that
    /// decides about people or helps to, talks with them, reads their feelings or sorts them by biometric data.
    #[serde(skip_serializing_if = "Register::is_silent")]
    pub ai: Register<AiSystem>,
    /// Cookies and other storage on the reader's device: Directive 2002/58/EC Art. 5(3), PECR reg. 6.
    #[serde(skip_serializing_if = "Register::is_silent")]
    pub storage: Register<StoredItem>,
    /// Direct marketing: Directive 2002/58/EC Art. 13, PECR reg. 22.
    #[serde(skip_serializing_if = "Register::is_silent")]
    pub marketing: Register<Marketing>,
    /// Children who use an online service: GDPR Art. 8 and 12(1), UK GDPR Art. 25(1A).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub children: Option<Spanned<Children>>,
    /// How to use the rights of GDPR Arts. 15 to 22.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rights: Option<Spanned<Rights>>,
    /// Complaints to the controller and to the authority: GDPR Art. 13(2)(d).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complaints: Option<Spanned<Complaints>>,
    /// How people are told of changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<Spanned<Changes>>,
    /// Versions of the notice, newest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<Spanned<History>>,
    /// Statutes that the notice as a whole relies on or explains.
    #[serde(skip_serializing_if = "Register::is_silent")]
    pub laws: Register<StatuteEntry>,
    /// Notices to be read beside this one.
    #[serde(skip_serializing_if = "Register::is_silent")]
    pub related: Register<Related>,
    /// Parts for residents of one place.
    #[serde(skip_serializing_if = "Register::is_silent")]
    pub supplements: Register<Supplement>,
    /// Short texts for a form, a sign or an e-mail footer.
    #[serde(skip_serializing_if = "Register::is_silent")]
    pub snippets: Register<Snippet>,
    /// The author's own text, where no table fits.
    #[serde(skip_serializing_if = "Register::is_silent")]
    pub sections: Register<Section>,
    /// Levels of rules, families of rules (`RET`) and groups of rules (`guidance`, `style`, `eu`, `uk`, `ch`), by name or code.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub lints: IndexMap<Spanned<String>, Spanned<Level>>,
    /// Findings let pass for one place, each with reason, owner and end.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub waive: Vec<Spanned<Waiver>>,
}

/// The explicit negative for transfers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a `[transfers]` table with `none = true`")]
pub struct NoTransfers {
    /// `true`: no data leave the area.
    pub none: Option<Spanned<bool>>,
}

/// Whether a fact is declared to hold; declared not to hold and not declared are both no.
#[must_use]
pub fn is_so(fact: Option<Spanned<bool>>) -> bool {
    fact.is_some_and(|fact| fact.value)
}
