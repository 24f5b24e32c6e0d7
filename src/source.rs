//! Places in files: [`Span`], [`Spanned`] and the [`SourceMap`] in which all files of a run lie end to end.

use std::hash::{Hash, Hasher};
use std::ops::{Deref, Range};
use std::path::{Path, PathBuf};

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A run of bytes of a [`SourceMap`], from `start` up to and without `end`; it names its file too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The smallest span that holds both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `other` lies inside this span.
    #[must_use]
    pub fn holds(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

impl From<Span> for SourceSpan {
    fn from(span: Span) -> Self {
        (span.start, span.end.saturating_sub(span.start)).into()
    }
}

/// A value and where it was written. Two are equal when their values are.
///
/// It is written as the bare value, and with its place where the form is not for people (see [`Placed`]). It can be read from TOML only, the one format here that tells places; what was
/// written as JSON comes back by way of TOML (see `Model::from_json`).
#[derive(Debug, Clone, Copy, Default)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Puts a value at a place.
    #[must_use]
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// The same place with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: change(self.value), span: self.span }
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Spanned<T> {}

impl<T: Hash> Hash for Spanned<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

impl<T> From<toml::Spanned<T>> for Spanned<T> {
    fn from(read: toml::Spanned<T>) -> Self {
        let span = read.span().into();
        Self { value: read.into_inner(), span }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Spanned<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        toml::Spanned::<T>::deserialize(deserializer).map(Self::from)
    }
}

impl<T: Serialize> Serialize for Spanned<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Placed { value: &self.value, span: self.span }.serialize(serializer)
    }
}

/// A value as it is written with its place: as the bare value in a form for people such as JSON or TOML, and as a struct
/// called [`PLACED`] with the fields `start`, `end` and `value` in one that is not, so that whoever walks a declaration by its
/// `Serialize` sees places too.
#[derive(Debug)]
pub(crate) struct Placed<'a, T: ?Sized> {
    /// What was written.
    pub(crate) value: &'a T,
    /// Where.
    pub(crate) span: Span,
}

/// How that struct is called.
pub(crate) const PLACED: &str = "$noticec::Placed";

impl<T: Serialize + ?Sized> Serialize for Placed<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return self.value.serialize(serializer);
        }
        let mut placed = serializer.serialize_struct(PLACED, 3)?;
        placed.serialize_field("start", &self.span.start)?;
        placed.serialize_field("end", &self.span.end)?;
        placed.serialize_field("value", self.value)?;
        placed.end()
    }
}

impl<T: JsonSchema> JsonSchema for Spanned<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> std::borrow::Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// A name of a file as messages show it: control characters, such as a line break, as the escapes that Rust has for them. A log may be
/// read by a program to which a line of its own is a command.
#[must_use]
pub fn in_one_line(name: String) -> String {
    if !name.contains(char::is_control) {
        return name;
    }
    let escaped = |one: char| if one.is_control() { one.escape_debug().to_string() } else { one.to_string() };
    name.chars().map(escaped).collect()
}

/// One file of a run.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Where it lies, as the program opened it.
    pub path: PathBuf,
    /// How it is called in messages: relative to the folder of the run, with `/`, in one line.
    pub name: String,
    /// All that it says.
    pub text: String,
    /// Its first byte in the map.
    start: usize,
}

impl SourceFile {
    /// Its first byte in the map.
    #[must_use]
    pub fn start(&self) -> usize {
        self.start
    }

    /// All of it.
    #[must_use]
    pub fn span(&self) -> Span {
        Span { start: self.start, end: self.start + self.text.len() }
    }

    fn local(&self, span: SourceSpan) -> SourceSpan {
        (span.offset() - self.start, span.len()).into()
    }
}

/// All files of a run, end to end, each followed by one byte that belongs to none, so that no span leaves its file.
#[derive(Debug, Clone, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceMap {
    /// Adds a file behind the others and says where it starts.
    pub fn add(&mut self, path: &Path, name: String, text: String) -> usize {
        let start = self.files.last().map_or(0, |last| last.span().end + 1);
        self.files.push(SourceFile { path: path.to_owned(), name: in_one_line(name), text, start });
        start
    }

    /// The files in the order in which they were read.
    #[must_use]
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The file in which a byte lies.
    #[must_use]
    pub fn file_at(&self, offset: usize) -> Option<&SourceFile> {
        let index = self.files.partition_point(|file| file.start <= offset).checked_sub(1)?;
        self.files.get(index).filter(|file| offset <= file.span().end)
    }

    /// What stands at a place; empty where the place is in no file.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        self.file_at(span.start)
            .and_then(|file| file.text.get(span.start - file.start..span.end.checked_sub(file.start)?))
            .unwrap_or_default()
    }

    /// File name, line and column of the first character; both counted from 1, the column in characters.
    #[must_use]
    pub fn position(&self, span: Span) -> Option<(&str, usize, usize)> {
        let file = self.file_at(span.start)?;
        let before = file.text.get(..span.start - file.start)?;
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Some((&file.name, line, column))
    }
}

impl SourceCode for SourceMap {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let file = self.file_at(span.offset()).ok_or(MietteError::OutOfBounds)?;
        // A span that leaves its file fails here; that keeps labels of two files in two snippets.
        let contents = file.text.read_span(&file.local(*span), before, after)?;
        let place = contents.span();
        Ok(Box::new(MietteSpanContents::new_named(
            file.name.clone(),
            contents.data(),
            (place.offset() + file.start, place.len()).into(),
            contents.line(),
            contents.column(),
            // Lines shown, not lines of the file before them: miette joins snippets that would touch.
            contents.data().split(|byte| *byte == b'\n').count() - 1,
        )))
    }
}

/// Whether a text says nothing: it has no letter and no number, whatever spaces, marks and invisible characters it has.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    // The fillers of Hangul count as letters and show nothing.
    let filler = |one: char| matches!(one, '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}');
    !text.chars().any(|one| one.is_alphanumeric() && !filler(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_names_its_file_line_and_column() {
        let mut map = SourceMap::default();
        map.add(Path::new("a"), "a.toml".into(), "x = 1\n".into());
        let base = map.add(Path::new("b"), "b.toml".into(), "y = 2\nzä = 3\n".into());
        let span = Span { start: base + 6, end: base + 9 };
        assert_eq!(map.text(span), "zä");
        assert_eq!(map.position(span), Some(("b.toml", 2, 1)));
        assert_eq!(map.position(Span { start: 4, end: 5 }), Some(("a.toml", 1, 5)));
    }

    #[test]
    fn what_shows_nothing_is_blank() {
        for blank in ["", " \n", "-", ".", "\u{200B}", "\u{2800}", "\u{200F}\u{200E}", "\u{AD}", "\u{A0}", "\u{3164}"] {
            assert!(is_blank(blank), "{blank:?}");
        }
        assert!(!is_blank("a") && !is_blank("7") && !is_blank("Ä") && !is_blank("日本"));
    }
}
