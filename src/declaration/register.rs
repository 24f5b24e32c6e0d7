//! Registers: `[table.<id>]`, in the author's order.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

use super::shape::Shape;
use crate::source::{Placed, Span, Spanned};

/// The name of an entry within its table: `[a-z][a-z0-9-]*`.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Id(String);

impl Id {
    /// The bare name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A name for an entry written in place, made from the declaration around it; it has a dot, so no author's id equals it.
    #[must_use]
    pub fn in_place(owner: &str, table: &str, index: usize) -> Self {
        Self(format!("{owner}.{table}-{}", index + 1))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Id {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let good = text.starts_with(|first: char| first.is_ascii_lowercase())
            && text.chars().all(|one| one.is_ascii_lowercase() || one.is_ascii_digit() || "-.".contains(one));
        if good {
            Ok(Self(text.to_owned()))
        } else {
            Err(format!("`{text}` is no id\nan id is a lower-case letter, then letters, digits and `-`"))
        }
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl JsonSchema for Id {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Id".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "description": "The id of an entry", "pattern": "^[a-z][a-z0-9.-]*$" })
    }
}

impl Shape for Id {
    const EXPECTED: &'static str = "an id";

    fn short(text: &str) -> Result<Self, String> {
        text.parse()
    }
}

/// An entry of a register. Two are equal when their ids and values are.
#[derive(Debug, Clone)]
pub struct Entry<T> {
    /// Its name.
    pub id: Id,
    /// Where its name was written.
    pub span: Span,
    /// What was written.
    pub value: T,
}

impl<T: PartialEq> PartialEq for Entry<T> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && self.value == other.value
    }
}

impl<T> std::ops::Deref for Entry<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A table of entries in the author's order, or the statement that there are none.
#[derive(Debug, Clone)]
pub struct Register<T> {
    /// `none = true`: there are none. Both this and an entry is a contradiction that rules find.
    pub none: Option<Spanned<bool>>,
    /// The entries in the author's order; several of one id only where files are merged.
    pub entries: Vec<Entry<T>>,
}

impl<T> Register<T> {
    /// Whether nothing was written at all.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        self.none.is_none() && self.entries.is_empty()
    }

    /// Whether it says that there are none.
    #[must_use]
    pub fn denies(&self) -> bool {
        super::is_so(self.none)
    }

    /// The entry of this name.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Entry<T>> {
        self.entries.iter().find(|entry| entry.id.as_str() == id)
    }

    /// The entries in the author's order.
    pub fn iter(&self) -> std::slice::Iter<'_, Entry<T>> {
        self.entries.iter()
    }
}

impl<T> Default for Register<T> {
    fn default() -> Self {
        Self { none: None, entries: Vec::new() }
    }
}

impl<T: PartialEq> PartialEq for Register<T> {
    fn eq(&self, other: &Self) -> bool {
        self.none == other.none && self.entries == other.entries
    }
}

impl<'a, T> IntoIterator for &'a Register<T> {
    type Item = &'a Entry<T>;
    type IntoIter = std::slice::Iter<'a, Entry<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter()
    }
}

struct RegisterVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for RegisterVisitor<T> {
    type Value = Register<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table of entries, each with its id")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Register<T>, A::Error> {
        let mut register = Register::default();
        while let Some(key) = map.next_key::<Spanned<Id>>()? {
            if key.as_str() == "none" {
                register.none = Some(map.next_value()?);
            } else {
                let value = map.next_value()?;
                register.entries.push(Entry { id: key.value, span: key.span, value });
            }
        }
        Ok(register)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Register<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(RegisterVisitor(PhantomData))
    }
}

impl<T: Serialize> Serialize for Register<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(none) = &self.none {
            map.serialize_entry("none", none)?;
        }
        for entry in &self.entries {
            map.serialize_entry(entry.id.as_str(), &Placed { value: &entry.value, span: entry.span })?;
        }
        map.end()
    }
}

impl<T: JsonSchema> JsonSchema for Register<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Register_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let entry = generator.subschema_for::<T>();
        json_schema!({
            "type": "object",
            "properties": { "none": { "type": "boolean", "description": "`true`: there are none" } },
            "additionalProperties": entry,
        })
    }
}
