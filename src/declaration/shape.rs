//! One or many, short or long, by id or in place: the shapes that a value may have.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{self, DeserializeOwned, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use super::register::Id;
use crate::source::{Placed, Span, Spanned};

/// A value that may be written as a text, as a table, or as either.
pub trait Shape: Sized {
    /// What is expected, for the message; with an article.
    const EXPECTED: &'static str;

    /// Reads the short form.
    ///
    /// # Errors
    /// The message for the author, a second line being the help.
    fn short(text: &str) -> Result<Self, String> {
        Err(format!("`{text}` stands where {} is expected", Self::EXPECTED))
    }

    /// Reads the long form.
    ///
    /// # Errors
    /// As the format reports them.
    fn long<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        let _ = map;
        Err(de::Error::custom(format!("a table stands where {} is expected", Self::EXPECTED)))
    }

    /// The schema of the short form; `None` where the schema of the type says all.
    fn short_schema(_generator: &mut SchemaGenerator) -> Option<Schema> {
        None
    }

    /// Tells a value read from its short form where it stands.
    fn place(&mut self, _span: Span) {}
}

/// Reads a unit variant or any other value that serde reads from a text.
///
/// # Errors
/// The message of serde.
pub fn from_text<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    T::deserialize(StrDeserializer::<de::value::Error>::new(text)).map_err(|error| error.to_string())
}

/// Reads a derived table.
///
/// # Errors
/// As the format reports them.
pub fn from_table<'de, T: Deserialize<'de>, A: MapAccess<'de>>(map: A) -> Result<T, A::Error> {
    T::deserialize(MapAccessDeserializer::new(map))
}

impl Shape for String {
    const EXPECTED: &'static str = "a text";

    fn short(text: &str) -> Result<Self, String> {
        Ok(text.to_owned())
    }
}

/// One value, or an array of them. An empty array is a statement of its own: there are none.
#[derive(Debug, Clone, Default)]
pub struct Many<T> {
    values: Vec<Spanned<T>>,
    /// All of it, brackets too.
    pub span: Span,
}

impl<T> Many<T> {
    /// Puts values together that were written at one place.
    #[must_use]
    pub fn new(values: Vec<Spanned<T>>, span: Span) -> Self {
        Self { values, span }
    }
}

impl<T: PartialEq> PartialEq for Many<T> {
    fn eq(&self, other: &Self) -> bool {
        self.values == other.values
    }
}

impl<T: Eq> Eq for Many<T> {}

impl<T> Deref for Many<T> {
    type Target = [Spanned<T>];

    fn deref(&self) -> &[Spanned<T>] {
        &self.values
    }
}

impl<'a, T> IntoIterator for &'a Many<T> {
    type Item = &'a Spanned<T>;
    type IntoIter = std::slice::Iter<'a, Spanned<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.values.iter()
    }
}

impl<'a, T> IntoIterator for &'a mut Many<T> {
    type Item = &'a mut Spanned<T>;
    type IntoIter = std::slice::IterMut<'a, Spanned<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.values.iter_mut()
    }
}

impl<T: Serialize> Serialize for Many<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.values.as_slice() {
            // Without brackets, as it was written.
            [only] if only.span == self.span && serializer.is_human_readable() => only.serialize(serializer),
            all => Placed { value: all, span: self.span }.serialize(serializer),
        }
    }
}

/// What stood there, before the place of a single value is known.
enum Raw<T> {
    One(T),
    List(Vec<Spanned<Single<T>>>),
}

/// An element of an array: one value in either form.
struct Single<T>(T);

struct RawVisitor<T> {
    lists: bool,
    of: PhantomData<T>,
}

impl<'de, T: Shape> Visitor<'de> for RawVisitor<T> {
    type Value = Raw<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)?;
        if self.lists { f.write_str(", or an array of them") } else { Ok(()) }
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Raw<T>, E> {
        T::short(text).map(Raw::One).map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Raw<T>, A::Error> {
        T::long(map).map(Raw::One)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Raw<T>, A::Error> {
        if !self.lists {
            return Err(de::Error::invalid_type(de::Unexpected::Seq, &self));
        }
        let mut values = Vec::new();
        while let Some(value) = seq.next_element()? {
            values.push(value);
        }
        Ok(Raw::List(values))
    }
}

impl<'de, T: Shape> Deserialize<'de> for Raw<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor { lists: true, of: PhantomData })
    }
}

impl<'de, T: Shape> Deserialize<'de> for Single<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.deserialize_any(RawVisitor { lists: false, of: PhantomData })? {
            Raw::One(value) => Ok(Self(value)),
            Raw::List(_) => Err(de::Error::custom("an array stands inside an array")),
        }
    }
}

fn placed<T: Shape>(mut value: T, span: Span) -> Spanned<T> {
    value.place(span);
    Spanned::new(value, span)
}

impl<'de, T: Shape> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = Spanned::<Raw<T>>::deserialize(deserializer)?;
        let values = match read.value {
            Raw::One(value) => vec![placed(value, read.span)],
            Raw::List(list) => list.into_iter().map(|one| placed(one.value.0, one.span)).collect(),
        };
        Ok(Self { values, span: read.span })
    }
}

impl<T: JsonSchema + Shape> JsonSchema for Many<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Many_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let long = generator.subschema_for::<T>();
        let one = match T::short_schema(generator) {
            Some(short) => json_schema!({ "anyOf": [short, long] }),
            None => long,
        };
        json_schema!({ "anyOf": [one, { "type": "array", "items": one }] })
    }
}

/// A table that can be referred to by id, narrowed at the place of use, or written in place.
pub trait Referable: Clone + Default + PartialEq + for<'de> Deserialize<'de> {
    /// What is expected, for the message.
    const EXPECTED: &'static str;

    /// The `id` with which a use names its entry.
    fn id(&self) -> Option<&Spanned<Id>>;

    /// The same use without what a use may narrow; equal to the default where it does nothing but narrow.
    #[must_use]
    fn without_narrowing(&self) -> Self;
}

/// A reference: an id, an id with narrowing fields, or an entry written in place.
#[derive(Debug, Clone, PartialEq)]
pub enum Use<T> {
    /// `"ats"`
    Id(Id),
    /// `{ id = "ats", data = ["identity"] }`, or an entry without `id`.
    Entry(Box<T>),
}

impl<T: Referable> Use<T> {
    /// The id that it names; `None` for an entry written in place.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Id(id) => Some(id.as_str()),
            Self::Entry(entry) => entry.id().map(|id| id.as_str()),
        }
    }

    /// The fields that narrow it, or the entry written in place; `None` for a bare id.
    #[must_use]
    pub fn entry(&self) -> Option<&T> {
        match self {
            Self::Id(_) => None,
            Self::Entry(entry) => Some(entry),
        }
    }
}

impl<T: Referable> Shape for Use<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn short(text: &str) -> Result<Self, String> {
        text.parse().map(Self::Id)
    }

    fn long<'de, A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        from_table(map).map(|entry| Self::Entry(Box::new(entry)))
    }
}

impl<T: Serialize> Serialize for Use<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Id(id) => id.serialize(serializer),
            Self::Entry(entry) => entry.serialize(serializer),
        }
    }
}

impl<T: JsonSchema> JsonSchema for Use<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Use_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [generator.subschema_for::<Id>(), generator.subschema_for::<T>()] })
    }
}
