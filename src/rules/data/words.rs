//! Words for data that say too little (DAT-03) or deny what they are (DAT-04).

use std::sync::LazyLock;

use crate::declaration::{Data, Entry, StorageKind, Text};
use crate::finding::Fault;
use crate::model::Model;
use crate::rules::entries::{called, path};
use crate::rules::lexicon::Lexicon;
use crate::rules::sentences::words;
use crate::rules::{Reading, Sentence};
use crate::source::Span;

/// Labels that fit any data.
const VAGUE: &[&str] = &[
    "all data",
    "any other data",
    "any other information",
    "certain data",
    "certain information",
    "customer data",
    "data",
    "details",
    "further data",
    "further information",
    "general data",
    "general information",
    "information",
    "miscellaneous",
    "other",
    "other data",
    "other details",
    "other information",
    "other personal data",
    "personal data",
    "personal details",
    "personal information",
    "private data",
    "relevant data",
    "relevant information",
    "some data",
    "user data",
    "various data",
    "your data",
    "your details",
    "your information",
    "your personal data",
    "your personal information",
];

pub(super) fn category_vague(data: &Entry<Data>, _: &Model) -> Option<Fault> {
    let label = data.label.as_ref()?;
    let vague = |text: &str| VAGUE.contains(&words(text).join(" ").as_str());
    let said = label.all().find(|label| vague(label))?;
    if data.items.iter().flatten().any(|item| !item.is_blank() && !vague(item.any())) {
        return None;
    }
    let name = called("category", &data.id);
    let fault = Fault::new(format!("{name} is called \"{}\", which fits any data", said.trim()))
        .at(said.span, "which data?")
        .help("name the kind of data, such as \"contact details\", or list its `items`");
    Some(fault.on(path("data", &data.id)))
}

/// Claims that data identify nobody.
static ANONYMOUS: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "anonymously",
        "are anonymous",
        "be anonymous",
        "cannot identify you",
        "completely anonymous",
        "do not collect any personal data",
        "do not collect any personal information",
        "do not collect personal data",
        "do not collect personal information",
        "do not identify you",
        "does not identify you",
        "entirely anonymous",
        "is anonymous",
        "is not personal data",
        "is not personal information",
        "no personal data is",
        "no personal data are",
        "no personal information is",
        "not linked to any personal data",
        "not linked to any personal information",
        "not linked to any personally identifiable information",
        "not linked to personal data",
        "not linked to personal information",
        "not linked to personally identifiable information",
        "remain anonymous",
        "remains anonymous",
        "stays anonymous",
    ])
});

/// What single out a device or a person: recital 30.
static IDENTIFIERS: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(&[
        "advertising id",
        "advertising ids",
        "client id",
        "cookie id",
        "cookie identifier",
        "cookie identifiers",
        "cookie ids",
        "device fingerprint",
        "device id",
        "device identifier",
        "device identifiers",
        "device ids",
        "heatmaps",
        "imei",
        "ip address",
        "ip addresses",
        "mac address",
        "mac addresses",
        "online identifier",
        "online identifiers",
        "page recordings",
        "recordings",
        "screen recordings",
        "session recordings",
        "tracking cookies",
        "user id",
        "voice recordings",
    ])
});

/// Words of cookies that tell one visitor from another.
const COUNTING: &[&str] =
    &["identifies", "recognise", "recognises", "returning", "track", "tracks", "visitor", "visitors"];

/// Words with which a claim is one about what comes out, or what is done to the data first.
const RESULT: &[&str] = &[
    "after",
    "figures",
    "made",
    "once",
    "published",
    "publish",
    "reports",
    "statistics",
    "then",
    "truncated",
    "shortened",
    "unless",
    "until",
    "if",
    "when",
    "only",
];

pub(super) fn anonymous_claim(text: &Reading<'_>, model: &Model) -> Vec<Fault> {
    let tables = ["purposes.", "storage.", "data."];
    if !text.english || !tables.iter().any(|table| text.on.starts_with(table)) || !ANONYMOUS.stands_in(text.words) {
        return Vec::new();
    }
    let claims = |sentence: &&Sentence| ANONYMOUS.stands_in(&sentence.text) && !sentence.has(RESULT);
    let Some(claim) = text.sentences().iter().find(claims) else { return Vec::new() };
    let Some((against, label)) = identifies(text, model) else { return Vec::new() };
    let fault = Fault::new(format!(
        "data that singles out a person or a device is called anonymous, in the `{}` of `{}`",
        text.field, text.on
    ))
    .at(claim.text.span, "called anonymous");
    let fault = if against == text.words.span { fault } else { fault.at(against, label) };
    vec![fault.help("leave the claim out: online identifiers and recordings are personal data; or say how they are removed, and when")]
}

/// What in the same purpose, category or stored item singles somebody out.
fn identifies(text: &Reading<'_>, model: &Model) -> Option<(Span, &'static str)> {
    let named = |data: &Data| {
        let items = data.items.iter().flatten().flat_map(|item| item.value.all());
        let mut texts = data.label.iter().flat_map(Text::all).chain(items);
        texts
            .find_map(|words| IDENTIFIERS.find(words))
            .map(|(_, span)| (span, "an identifier, or a recording of a person"))
    };
    let own = IDENTIFIERS.find(text.words).map(|(_, span)| (span, "this singles out a device or a person"));
    match text.on.split_once('.')? {
        ("purposes", id) => {
            let purpose = model.purposes.get(id)?;
            let mut data = model.data_of(purpose).into_iter();
            own.or_else(|| data.find_map(|used| named(used.entry)))
        }
        ("data", id) => own.or_else(|| model.data.get(id).and_then(|data| named(data))),
        ("storage", id) => {
            let item = model.storage.get(id)?;
            let counts = words(text.words).iter().any(|word| COUNTING.contains(&word.as_str()));
            let logs = words(text.words).windows(2).any(|two| two[0] == "log" && two[1] == "visitors");
            let marks = item.kind.is_some_and(|kind| {
                matches!(
                    kind.value,
                    StorageKind::Cookie | StorageKind::Pixel | StorageKind::Fingerprint | StorageKind::Sdk
                )
            });
            own.or_else(|| (marks && (counts || logs)).then_some((text.words.span, "")))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::text::tests::{NONE, judged};

    #[test]
    fn a_label_names_data() {
        let with = |rest: &str| judged("DAT-03", &format!("[data.a]\n{rest}\n[purposes.p]\ndata = \"a\""));
        assert_eq!(with("label = \"Personal data\""), ["DAT-03"]);
        assert_eq!(with("label = \"other information\"\nitems = [\"further details\", \"other data\"]"), NONE);
        assert_eq!(with("label = \"other information\"\nitems = [\"other data\"]"), ["DAT-03"]);
        assert_eq!(with("label = \"Personal data\"\nitems = [\"name\", \"CV\"]"), NONE);
        assert_eq!(with("label = \"contact details\""), NONE);
    }

    #[test]
    fn identifiers_are_not_anonymous() {
        let purpose = |words: &str, label: &str| {
            judged("DAT-04", &format!("[data.a]\nlabel = \"{label}\"\n[purposes.p]\ntext = \"{words}\"\ndata = \"a\""))
        };
        assert_eq!(purpose("All information collected is anonymous.", "IP address"), ["DAT-04"]);
        assert_eq!(purpose("We use page recordings. It is anonymous.", "usage"), ["DAT-04"]);
        assert_eq!(purpose("IP addresses are not linked to personally identifiable information.", "logs"), ["DAT-04"]);
        assert_eq!(purpose("The survey is anonymous.", "answers"), NONE);
        assert_eq!(purpose("We publish the figures; they are anonymous.", "IP address"), NONE);
        assert_eq!(purpose("We use this data in an anonymised form.", "IP address"), NONE);
        let cookie =
            |words: &str| judged("DAT-04", &format!("[storage.a]\nname = \"x\"\nkind = \"cookie\"\nuse = \"{words}\""));
        assert_eq!(cookie("it counts visitors; no personal information is collected this way"), ["DAT-04"]);
        assert_eq!(cookie("it keeps your language; no personal information is collected"), NONE);
    }
}
