//! What the names of a source stand for, and what its own functions print.

use std::collections::HashMap;
use std::rc::Rc;

use typst_syntax::ast::{Arg, Closure, DictItem, Expr, LetBinding, LetBindingKind, Param, Pattern};

use super::{Mark, Page, Reader, is_zero};

/// Calls of functions inside one another, and calls in all, after which no more is read.
const DEEPEST: usize = 60;
const MOST: usize = 1_000_000;

/// Bytes that a page may have before what is put into it twice is no longer copied.
const LONGEST: usize = 64 << 20;

/// What a name stands for.
#[derive(Clone)]
pub(super) enum Value<'a> {
    /// Content or a string; empty for what has no words.
    Words(Rc<Page>),
    /// A function of the source, and how many scopes it sees.
    Function(Closure<'a>, usize),
    /// A length of nothing, or settings with one.
    Nothing,
}

impl<'a> Reader<'a> {
    /// Calls a function of the source.
    pub(super) fn apply(&mut self, closure: Closure<'a>, scopes: usize, args: Vec<Arg<'a>>, hidden: bool) {
        let mut names = HashMap::new();
        let mut given: Vec<Value<'a>> = Vec::new();
        for arg in args {
            match arg {
                Arg::Pos(expr) => given.push(self.value(expr)),
                Arg::Spread(spread) => given.push(self.value(spread.expr())),
                Arg::Named(arg) => drop(names.insert(arg.name().as_str(), self.value(arg.expr()))),
            }
        }
        self.run(closure, scopes, given, names, hidden);
    }

    pub(super) fn run(
        &mut self,
        closure: Closure<'a>,
        scopes: usize,
        given: Vec<Value<'a>>,
        mut names: HashMap<&'a str, Value<'a>>,
        hidden: bool,
    ) {
        if self.depth >= DEEPEST || self.calls > MOST {
            return;
        }
        self.depth += 1;
        let above = self.scopes.split_off(scopes.min(self.scopes.len()));
        let mut given = given.into_iter();
        for param in closure.params().children() {
            match param {
                Param::Pos(Pattern::Normal(Expr::Ident(name))) => {
                    names.extend(given.next().map(|value| (name.as_str(), value)));
                }
                Param::Pos(_) => drop(given.next()),
                Param::Named(param) if !names.contains_key(param.name().as_str()) => {
                    let value = self.value(param.expr());
                    names.insert(param.name().as_str(), value);
                }
                Param::Named(_) => {}
                Param::Spread(sink) => {
                    let rest: Vec<Value<'a>> = given.by_ref().collect();
                    let all = self.captured(|reader| rest.iter().for_each(|value| reader.print(value, false)));
                    names.extend(sink.sink_ident().map(|name| (name.as_str(), Value::Words(Rc::new(all)))));
                }
            }
        }
        self.scopes.push(names);
        self.read(closure.body(), hidden);
        self.scopes.truncate(scopes);
        self.scopes.extend(above);
        self.depth -= 1;
    }

    pub(super) fn bind(&mut self, binding: LetBinding<'a>) {
        let Some(init) = binding.init() else { return };
        let name = match binding.kind() {
            LetBindingKind::Closure(name) | LetBindingKind::Normal(Pattern::Normal(Expr::Ident(name))) => name.as_str(),
            LetBindingKind::Normal(_) => return,
        };
        // A function may call itself, so its own scope is one that it sees.
        let value = self.value(init);
        if let Some(scope) = self.scopes.last_mut() {
            scope.insert(name, value);
        }
    }

    pub(super) fn value(&mut self, expr: Expr<'a>) -> Value<'a> {
        match expr {
            Expr::Closure(closure) => Value::Function(closure, self.scopes.len()),
            Expr::Parenthesized(inner) => self.value(inner.expr()),
            Expr::Ident(name) => self.find(name.as_str()).unwrap_or(Value::Words(Rc::default())),
            Expr::Dict(dict) => {
                let small = |item: DictItem<'a>| match item {
                    DictItem::Named(named) => self.is_nothing(named.name().as_str(), named.expr()),
                    DictItem::Spread(spread) => matches!(self.value(spread.expr()), Value::Nothing),
                    DictItem::Keyed(_) => false,
                };
                if dict.items().any(small) { Value::Nothing } else { Value::Words(Rc::default()) }
            }
            _ if is_zero(expr) => Value::Nothing,
            _ => Value::Words(Rc::new(self.captured(|reader| reader.read(expr, false)))),
        }
    }

    pub(super) fn find(&self, name: &str) -> Option<Value<'a>> {
        self.scopes.iter().rev().find_map(|scope| scope.get(name)).cloned()
    }

    pub(super) fn named(&mut self, name: &str, hidden: bool) {
        if let Some(value) = self.find(name) {
            self.print(&value, hidden);
        }
    }

    pub(super) fn print(&mut self, value: &Value<'a>, hidden: bool) {
        if let Value::Words(words) = value {
            self.append(words, hidden);
        }
    }

    /// What is read, on a page of its own.
    pub(super) fn captured(&mut self, read: impl FnOnce(&mut Self)) -> Page {
        let outer = std::mem::take(&mut self.page);
        self.items.push(None);
        read(self);
        self.page.items = self.items.pop().flatten();
        std::mem::replace(&mut self.page, outer)
    }

    pub(super) fn append(&mut self, page: &Page, hidden: bool) {
        let start = self.page.text.len();
        if start + page.text.len() > LONGEST {
            return;
        }
        self.text(&page.text, hidden);
        if let Some(open) = self.items.last_mut().filter(|open| open.is_none()) {
            open.clone_from(&page.items);
        }
        self.page.unseen += page.unseen;
        let moved = |at: usize| if hidden { start } else { start + at };
        let marks = page.marks.iter().map(|mark| Mark {
            id: mark.id.clone(),
            items: mark.items.clone(),
            start: moved(mark.start),
            end: moved(mark.end),
            hidden: hidden || mark.hidden,
        });
        self.page.marks.extend(marks);
        self.page.headings.extend(page.headings.iter().map(|&(from, to)| (moved(from), moved(to))));
    }
}
