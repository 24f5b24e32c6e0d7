//! Where in a declaration something stands, whatever the file.

use super::ids::{GONE, is_in_place};

/// A way into a declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Path {
    table: String,
    entry: Option<String>,
    /// Fields with what tells elements of lists apart, such as `basis[6(1)(f)].interest`.
    fields: String,
    /// The table and fields alone.
    plain: String,
    /// The way through the written form of the model.
    steps: Vec<Step>,
}

/// A step through a written model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// Into the field or entry of this name.
    Key(String),
    /// To the element at this place.
    Index(usize),
}

impl Path {
    pub(super) fn table(name: &str) -> Self {
        let steps = vec![Step::Key(name.to_owned())];
        Self { table: name.to_owned(), entry: None, fields: String::new(), plain: name.to_owned(), steps }
    }

    fn step(&self, step: Step) -> Self {
        let mut next = self.clone();
        next.steps.push(step);
        next
    }

    pub(super) fn entry(&self, id: &str) -> Self {
        Self { entry: Some(id.to_owned()), ..self.step(Step::Key(id.to_owned())) }
    }

    pub(super) fn field(&self, name: &str) -> Self {
        let fields = if self.fields.is_empty() { name.to_owned() } else { format!("{}.{name}", self.fields) };
        Self { fields, plain: format!("{}.{name}", self.plain), ..self.step(Step::Key(name.to_owned())) }
    }

    pub(super) fn element(&self, label: Option<String>, index: usize) -> Self {
        let fields = label.map_or_else(|| self.fields.clone(), |label| format!("{}[{label}]", self.fields));
        Self { fields, ..self.step(Step::Index(index)) }
    }

    /// The table and fields, without ids and places in lists: what the table of fields knows.
    pub(super) fn plain(&self) -> &str {
        &self.plain
    }

    pub(super) fn register(&self) -> &str {
        &self.table
    }

    /// The entry, by its id in the new version.
    pub(super) fn id(&self) -> Option<&str> {
        self.entry.as_deref()
    }

    /// Whether it is an entry as a whole.
    pub(super) fn is_entry(&self) -> bool {
        self.entry.is_some() && self.fields.is_empty()
    }

    /// Whether it is part of what stands at another path.
    pub(super) fn is_below(&self, other: &Self) -> bool {
        self.steps.len() > other.steps.len() && self.steps.starts_with(&other.steps)
    }

    /// Whether it is an element of a list.
    pub(super) fn is_element(&self) -> bool {
        matches!(self.steps.last(), Some(Step::Index(_)))
    }

    /// Whether it is what says that a register has no entries.
    pub(super) fn is_denial(&self) -> bool {
        self.entry.is_none() && self.fields == "none"
    }

    /// Whether it is a field of what stands at another path, and of nothing deeper.
    pub(super) fn is_field_of(&self, other: &Self) -> bool {
        self.steps.len() == other.steps.len() + 1 && self.steps.starts_with(&other.steps)
    }

    pub(super) fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// As it is written: `purposes.select.basis[6(1)(f)].interest`. An entry in place is named by where it stands.
    pub(super) fn shown(&self) -> String {
        let around = match self.entry.as_deref() {
            None => self.table.clone(),
            Some(id) if is_in_place(id) => {
                let (owner, made) = id.trim_end_matches(GONE).split_once('.').unwrap_or((id, ""));
                let (table, number) = made.rsplit_once('-').unwrap_or((made, "1"));
                let field = if table == "sources" { "collected" } else { table };
                let owner = if owner == "notice" { owner.to_owned() } else { format!("purposes.{owner}") };
                if number == "1" { format!("{owner}.{field}") } else { format!("{owner}.{field}[{number}]") }
            }
            Some(id) => format!("{}.{}", self.table, id.trim_end_matches(GONE)),
        };
        let dot = if self.fields.is_empty() || self.fields.starts_with('[') { "" } else { "." };
        format!("{around}{dot}{}", self.fields)
    }
}
