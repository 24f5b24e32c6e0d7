//! What set rules, show rules and settings take away from the words below them.

use std::collections::HashMap;
use std::rc::Rc;

use typst_syntax::ast::{Arg, Args, Expr, SetRule, ShowRule};

use super::values::Value;
use super::{Page, Reader, SHOWING, is_zero, path};

/// Stands for what a show rule is given; no text holds it.
const PROBE: &str = "\u{2}";

impl<'a> Reader<'a> {
    /// Whether a call gives its words no room.
    pub(super) fn shrinks(&mut self, args: Args<'a>) -> bool {
        args.items().any(|arg| match arg {
            Arg::Named(named) => self.is_nothing(named.name().as_str(), named.expr()),
            Arg::Pos(expr) => is_zero(expr),
            Arg::Spread(spread) => matches!(self.value(spread.expr()), Value::Nothing),
        })
    }

    pub(super) fn is_nothing(&mut self, name: &str, expr: Expr<'a>) -> bool {
        matches!(name, "size" | "width" | "height") && matches!(self.value(expr), Value::Nothing)
    }

    pub(super) fn sets_to_nothing(&mut self, rule: SetRule<'a>) -> bool {
        path(rule.target()).as_deref() == Some("hide") || self.shrinks(rule.args())
    }

    /// Whether a show rule prints something else than what it is given.
    pub(super) fn replaces(&mut self, rule: ShowRule<'a>) -> bool {
        let contents = |name: String| name == "outline" || name.starts_with("outline.");
        let mut selector = rule.selector();
        while let Some(Expr::FuncCall(call)) = selector {
            // Such as `outline.entry.where(level: 1)`.
            selector = match call.callee() {
                Expr::FieldAccess(access) => Some(access.target()),
                _ => None,
            };
        }
        !selector.and_then(path).is_some_and(contents) && !self.keeps(rule.transform())
    }

    /// Whether what is given to a function is printed by it.
    fn keeps(&mut self, function: Expr<'a>) -> bool {
        let probe = |reader: &mut Self, closure, scopes| {
            let words = Page { text: PROBE.to_owned(), ..Page::default() };
            let given = vec![Value::Words(Rc::new(words))];
            reader.captured(|reader| reader.run(closure, scopes, given, HashMap::new(), false)).text.contains(PROBE)
        };
        match function {
            Expr::SetRule(rule) => !self.sets_to_nothing(rule),
            Expr::Closure(closure) => probe(self, closure, self.scopes.len()),
            Expr::FuncCall(call) => match call.callee() {
                Expr::FieldAccess(access) if access.field().as_str() == "with" => {
                    self.keeps(access.target()) && !self.shrinks(call.args())
                }
                _ => false,
            },
            _ => match path(function) {
                Some(name) => match self.find(&name) {
                    Some(Value::Function(closure, scopes)) => probe(self, closure, scopes),
                    _ => SHOWING.contains(&name.as_str()),
                },
                None => false,
            },
        }
    }
}
