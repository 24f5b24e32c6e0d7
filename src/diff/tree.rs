//! A declaration as a tree of values with their places, whatever the types of its tables.
//!
//! It is made by `Serialize`, so that no field can be forgotten: what the manifest holds of a model, the tree holds.

use std::fmt::Display;

use indexmap::IndexMap;
use serde::ser::{self, Impossible, Serialize};

use crate::declaration::Text;
use crate::source::{PLACED, Span};

/// A value and where it was written.
#[derive(Debug, Clone, Default)]
pub(super) struct Node {
    /// Where; nowhere for a value that stands inside another one's place.
    pub(super) span: Span,
    pub(super) value: Value,
}

/// A value of a declaration.
#[derive(Debug, Clone, Default)]
pub(super) enum Value {
    /// Not declared.
    #[default]
    Absent,
    Bool(bool),
    Number(u64),
    /// A name, an id, a date, a value of a closed list.
    Word(String),
    /// The author's words by language.
    Text(Tongues),
    List(Vec<Node>),
    /// A table or a register, without what is not declared.
    Table(IndexMap<String, Node>),
}

/// A text in its languages.
#[derive(Debug, Clone, Default)]
pub(super) struct Tongues {
    /// By tag; the plain form has none.
    pub(super) words: IndexMap<String, Node>,
    /// Tags of translations that are older than their source.
    pub(super) outdated: Vec<String>,
}

impl From<Value> for Node {
    fn from(value: Value) -> Self {
        Self { span: Span::default(), value }
    }
}

impl Node {
    /// The field of a table.
    pub(super) fn get(&self, field: &str) -> Option<&Self> {
        self.table()?.get(field)
    }

    pub(super) fn table(&self) -> Option<&IndexMap<String, Self>> {
        if let Value::Table(table) = &self.value { Some(table) } else { None }
    }

    /// The elements of a list; none for anything else.
    pub(super) fn list(&self) -> &[Self] {
        if let Value::List(list) = &self.value { list } else { &[] }
    }

    pub(super) fn word(&self) -> Option<&str> {
        if let Value::Word(word) = &self.value { Some(word) } else { None }
    }

    pub(super) fn is_true(&self) -> bool {
        matches!(self.value, Value::Bool(true))
    }

    /// The place of the node, or of the first thing in it that has one.
    pub(super) fn place(&self) -> Span {
        if self.span != Span::default() {
            return self.span;
        }
        match &self.value {
            Value::List(list) => list.iter().map(Self::place).find(|span| *span != Span::default()),
            Value::Table(table) => table.values().map(Self::place).find(|span| *span != Span::default()),
            Value::Text(text) => text.words.values().map(Self::place).find(|span| *span != Span::default()),
            Value::Absent | Value::Bool(_) | Value::Number(_) | Value::Word(_) => None,
        }
        .unwrap_or_default()
    }

    /// What stands there, in one line; the plain form of a text, else its first language.
    pub(super) fn shown(&self) -> String {
        match &self.value {
            Value::Absent => String::new(),
            Value::Bool(is) => is.to_string(),
            Value::Number(number) => number.to_string(),
            Value::Word(word) => one_line(word),
            Value::Text(text) => text.words.values().next().map(Self::shown).unwrap_or_default(),
            Value::List(list) if list.is_empty() => "[]".to_owned(),
            Value::List(list) => {
                // Tables end where the next one begins.
                let between = if list.iter().any(|one| one.table().is_some()) { "; " } else { ", " };
                list.iter().map(Self::shown).collect::<Vec<_>>().join(between)
            }
            Value::Table(table) => {
                let parts = table.iter().map(|(field, node)| match field.as_str() {
                    "id" => node.shown(),
                    _ => format!("{field}: {}", node.shown()),
                });
                parts.collect::<Vec<_>>().join(", ")
            }
        }
    }
}

/// Words without breaks of lines.
pub(super) fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The tree of a value.
///
/// # Errors
/// None that a declaration can cause: it has no form that the tree lacks.
pub(super) fn tree<T: Serialize + ?Sized>(value: &T) -> Result<Node, Unwritten> {
    value.serialize(Writer)
}

/// A form that no declaration has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a declaration can't be compared: {0}")]
pub struct Unwritten(String);

impl ser::Error for Unwritten {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// Writes values as nodes.
struct Writer;

/// Calls `serialize_…` for simple values.
macro_rules! simple {
    ($($method:ident($type:ty) => $make:expr;)*) => {$(
        fn $method(self, value: $type) -> Result<Node, Unwritten> {
            let make: fn($type) -> Value = $make;
            Ok(Node::from(make(value)))
        }
    )*};
}

impl ser::Serializer for Writer {
    type Ok = Node;
    type Error = Unwritten;
    type SerializeSeq = List;
    type SerializeTuple = Impossible<Node, Unwritten>;
    type SerializeTupleStruct = Impossible<Node, Unwritten>;
    type SerializeTupleVariant = Impossible<Node, Unwritten>;
    type SerializeMap = Table;
    type SerializeStruct = Table;
    type SerializeStructVariant = Impossible<Node, Unwritten>;

    simple! {
        serialize_bool(bool) => Value::Bool;
        serialize_u8(u8) => |number| Value::Number(number.into());
        serialize_u16(u16) => |number| Value::Number(number.into());
        serialize_u32(u32) => |number| Value::Number(number.into());
        serialize_u64(u64) => Value::Number;
        serialize_i8(i8) => |number| Value::Word(number.to_string());
        serialize_i16(i16) => |number| Value::Word(number.to_string());
        serialize_i32(i32) => |number| Value::Word(number.to_string());
        serialize_i64(i64) => |number| Value::Word(number.to_string());
        serialize_f32(f32) => |number| Value::Word(number.to_string());
        serialize_f64(f64) => |number| Value::Word(number.to_string());
        serialize_char(char) => |one| Value::Word(one.to_string());
        serialize_str(&str) => |word| Value::Word(word.to_owned());
        serialize_unit_struct(&'static str) => |word| Value::Word(word.to_owned());
    }

    /// Places are wanted.
    fn is_human_readable(&self) -> bool {
        false
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<Node, Unwritten> {
        Err(ser::Error::custom("bytes"))
    }

    fn serialize_none(self) -> Result<Node, Unwritten> {
        Ok(Node::default())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Node, Unwritten> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Node, Unwritten> {
        Ok(Node::default())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<Node, Unwritten> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<Node, Unwritten> {
        let node = value.serialize(self)?;
        match node.value {
            Value::Table(words) if name == Text::NAME => Ok(Node { value: Value::Text(tongues(words)), ..node }),
            value => Ok(Node { value, ..node }),
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Node, Unwritten> {
        let table = IndexMap::from([(variant.to_owned(), value.serialize(self)?)]);
        Ok(Node::from(Value::Table(table)))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List, Unwritten> {
        Ok(List(Vec::new()))
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Unwritten> {
        Err(ser::Error::custom("a tuple"))
    }

    fn serialize_tuple_struct(self, name: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Unwritten> {
        Err(ser::Error::custom(name))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unwritten> {
        Err(ser::Error::custom(variant))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Table, Unwritten> {
        Ok(Table::default())
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Table, Unwritten> {
        Ok(Table { placed: name == PLACED, ..Table::default() })
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unwritten> {
        Err(ser::Error::custom(variant))
    }
}

/// The versions of a text, apart from the list of those that are outdated.
fn tongues(mut words: IndexMap<String, Node>) -> Tongues {
    let outdated = words.shift_remove("outdated");
    let outdated = outdated.iter().flat_map(Node::list).filter_map(Node::word).map(str::to_owned).collect();
    Tongues { words, outdated }
}

/// A list being written.
struct List(Vec<Node>);

impl ser::SerializeSeq for List {
    type Ok = Node;
    type Error = Unwritten;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritten> {
        self.0.push(value.serialize(Writer)?);
        Ok(())
    }

    fn end(self) -> Result<Node, Unwritten> {
        Ok(Node::from(Value::List(self.0)))
    }
}

/// A table being written.
#[derive(Default)]
struct Table {
    fields: IndexMap<String, Node>,
    key: String,
    /// Whether it is a value with its place.
    placed: bool,
}

impl Table {
    fn put<T: Serialize + ?Sized>(&mut self, field: String, value: &T) -> Result<(), Unwritten> {
        let node = value.serialize(Writer)?;
        if !matches!(node.value, Value::Absent) {
            self.fields.insert(field, node);
        }
        Ok(())
    }

    fn done(mut self) -> Node {
        if !self.placed {
            return Node::from(Value::Table(self.fields));
        }
        let number = |node: Option<&Node>| match node.map(|node| &node.value) {
            Some(Value::Number(number)) => usize::try_from(*number).unwrap_or_default(),
            _ => 0,
        };
        let span = Span { start: number(self.fields.get("start")), end: number(self.fields.get("end")) };
        let node = self.fields.shift_remove("value").unwrap_or_default();
        // The innermost place is the nearest; a place outside of it serves where there is none.
        if node.span == Span::default() { Node { span, ..node } } else { node }
    }
}

impl ser::SerializeStruct for Table {
    type Ok = Node;
    type Error = Unwritten;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, field: &'static str, value: &T) -> Result<(), Unwritten> {
        self.put(field.to_owned(), value)
    }

    fn end(self) -> Result<Node, Unwritten> {
        Ok(self.done())
    }
}

impl ser::SerializeMap for Table {
    type Ok = Node;
    type Error = Unwritten;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unwritten> {
        let key = key.serialize(Writer)?;
        key.word().ok_or_else(|| ser::Error::custom("a key that is no word"))?.clone_into(&mut self.key);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritten> {
        let key = std::mem::take(&mut self.key);
        self.put(key, value)
    }

    fn end(self) -> Result<Node, Unwritten> {
        Ok(self.done())
    }
}
