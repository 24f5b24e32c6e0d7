//! Text in one language or several.

use std::fmt;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

use super::leaf::Tag;
use super::shape::{Many, Shape};
use crate::source::{Span, Spanned, is_blank};

/// Whether a text is a blank of a preset, such as `[fill in: postal address]`, and nothing else.
#[must_use]
pub fn is_to_fill_in(text: &str) -> bool {
    text.starts_with("[fill in: ") && text.ends_with(']')
}

/// The author's words: a plain string in the first language of the notice, or one string a language.
///
/// It is a noun phrase, a sentence or prose as the field says; inline Markdown is read in it.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// The plain form.
    pub plain: Option<Spanned<String>>,
    /// The form by language.
    pub tongues: IndexMap<Tag, Spanned<String>>,
    /// Languages whose words are older than their source.
    pub outdated: Option<Many<Tag>>,
    /// All of it.
    pub span: Span,
}

impl Text {
    /// How a text is called where it is written in a form that is not for people: a newtype of this name around its versions by
    /// language, the plain one under an empty tag.
    pub(crate) const NAME: &'static str = "$noticec::Text";

    /// The words in a language, where the plain form is in `first`.
    #[must_use]
    pub fn get(&self, lang: &Tag, first: &Tag) -> Option<&Spanned<String>> {
        self.tongues.get(lang).or_else(|| self.plain.as_ref().filter(|_| lang == first))
    }

    /// The words in the first language, or else in whatever language there is; for messages and for rules about text.
    #[must_use]
    pub fn any(&self) -> &str {
        self.plain.as_ref().or_else(|| self.tongues.values().next()).map_or("", |words| words.as_str())
    }

    /// All versions with their places, whatever the language.
    pub fn all(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.plain.iter().chain(self.tongues.values())
    }

    /// Whether no version says anything.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.all().all(|words| is_blank(words))
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.plain == other.plain && self.tongues == other.tongues && self.outdated == other.outdated
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, or a table with one text a language")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Text, E> {
        Ok(Text { plain: Some(Spanned::new(text.to_owned(), Span::default())), ..Text::default() })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Text, A::Error> {
        let mut text = Text::default();
        while let Some(key) = map.next_key::<KeyOrOutdated>()? {
            match key {
                KeyOrOutdated::Outdated => text.outdated = Some(map.next_value()?),
                KeyOrOutdated::Tag(tag) => {
                    text.tongues.insert(tag, map.next_value()?);
                }
            }
        }
        Ok(text)
    }
}

enum KeyOrOutdated {
    Outdated,
    Tag(Tag),
}

impl<'de> Deserialize<'de> for KeyOrOutdated {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let key = String::deserialize(deserializer)?;
        if key == "outdated" { Ok(Self::Outdated) } else { key.parse().map(Self::Tag).map_err(de::Error::custom) }
    }
}

struct Bare(Text);

impl<'de> Deserialize<'de> for Bare {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor).map(Self)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = Spanned::<Bare>::deserialize(deserializer)?;
        let mut text = read.value.0;
        text.place(read.span);
        Ok(text)
    }
}

impl Shape for Text {
    const EXPECTED: &'static str = "a text";

    fn short(text: &str) -> Result<Self, String> {
        TextVisitor.visit_str(text).map_err(|error: de::value::Error| error.to_string())
    }

    fn long<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        TextVisitor.visit_map(map)
    }

    fn place(&mut self, span: Span) {
        self.span = span;
        if let Some(plain) = &mut self.plain {
            plain.span = span;
        }
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return serializer.serialize_newtype_struct(Self::NAME, &Tongues(self));
        }
        if let Some(plain) = &self.plain {
            return plain.serialize(serializer);
        }
        Tongues(self).serialize(serializer)
    }
}

/// All versions of a text by language; the plain one has no tag.
struct Tongues<'a>(&'a Text);

impl Serialize for Tongues<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(plain) = &self.0.plain {
            map.serialize_entry("", plain)?;
        }
        for (tag, words) in &self.0.tongues {
            map.serialize_entry(tag, words)?;
        }
        if let Some(outdated) = &self.0.outdated {
            map.serialize_entry("outdated", outdated)?;
        }
        map.end()
    }
}

/// A closed list whose last member is the author's words: reads and tells it. A member that is a word of the list is no text.
macro_rules! closed_or_words {
    ($type:ident: $expected:literal => $($word:literal $member:ident),*; $other:ident) => {
        impl $type {
            /// The words of the author, where it is none of the list.
            #[must_use]
            pub fn words(&self) -> Option<&Text> {
                match self {
                    Self::$other(words) => Some(words),
                    _ => None,
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Text::deserialize(deserializer)?;
                Ok(match text.plain.as_ref().map(|plain| plain.as_str()) {
                    $( Some($word) => Self::$member, )*
                    _ => Self::$other(text),
                })
            }
        }

        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let text = generator.subschema_for::<Text>();
                schemars::json_schema!({
                    "description": $expected,
                    "anyOf": [{ "enum": [$($word),*] }, text],
                })
            }
        }
    };
}

pub(super) use closed_or_words;

impl JsonSchema for Text {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Words in the first language of the notice, or a table with one text a language",
            "anyOf": [
                { "type": "string", "description": "Words in the first language of the notice" },
                {
                    "type": "object",
                    "description": "One text a language, by its tag: `{ en = \"…\", de = \"…\" }`",
                    "properties": {
                        "outdated": {
                            "type": "array",
                            "items": { "type": "string" },
                            "description": "Languages whose words are older than their source",
                        },
                    },
                    "additionalProperties": { "type": "string" },
                },
            ],
        })
    }
}
